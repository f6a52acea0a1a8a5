//! Lawfulness: what the data are used for.

pub mod condition_outside_its_terms;
pub mod democratic_engagement_blanket;
pub mod objection_not_respected;
pub mod recognised_interest_for_campaigning;
