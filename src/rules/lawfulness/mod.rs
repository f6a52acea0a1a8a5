//! Lawfulness: what the data are used for.

pub mod objection_not_respected;
