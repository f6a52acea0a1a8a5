//! Inferred attributes: what is a guess about the person.

pub mod area_value_shown_as_personal;
pub mod guessed_age;
pub mod guessed_origin_or_religion;
pub mod inference_shown_as_fact;
pub mod model_inputs_withheld;
pub mod political_opinion_score;
pub mod stale_model;
