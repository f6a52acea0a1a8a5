//! Register: what comes from the electoral register, and how it is used.

pub mod anonymous_entry_exposed;
pub mod broker_data_on_opted_out_elector;
pub mod email_from_register;
pub mod long_voting_history;
pub mod register_copy_old_or_abroad;
pub mod register_entitlement_unclear;
pub mod register_used_beyond_elections;
