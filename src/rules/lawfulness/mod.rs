//! Lawfulness: what the data are used for.

pub mod marketing_without_consent_record;
pub mod objection_not_respected;
pub mod purpose_drift;
pub mod too_many_fields;
