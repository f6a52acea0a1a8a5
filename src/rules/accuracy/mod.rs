//! Accuracy: facts and predictions that do not hold.

pub mod fact_disputed_by_subject;
pub(crate) mod facts;
pub mod fields_contradict_each_other;
pub mod merged_with_another_person;
pub mod old_address_kept;
pub mod prediction_disputed_by_subject;
pub mod truth;
