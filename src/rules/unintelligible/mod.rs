//! Unintelligible: what the person cannot read.

pub mod decoded_only_by_us;
pub mod inconsistent_codes;
pub mod naked_score;
pub mod not_in_plain_form;
pub mod opaque_heading;
pub mod summary_instead_of_copy;
pub mod unexplained_code;
pub mod unexplained_flag;
