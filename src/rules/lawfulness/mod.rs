//! Lawfulness: what the data are used for.

pub mod condition_outside_its_terms;
pub mod democratic_engagement_blanket;
pub mod marketing_without_consent_record;
pub mod objection_not_respected;
pub mod purpose_drift;
pub mod recognised_interest_for_campaigning;
pub mod too_many_fields;
