//! Register: what comes from the electoral register, and how it is used.

pub mod email_from_register;
pub mod long_voting_history;
