//! Special categories, offences and children.

pub mod child_or_attainer_record;
pub mod other_special_category_data;
pub mod processing_after_para_22_notice;
pub mod recorded_political_opinion;
pub mod safety_or_offence_marker;
pub mod special_category_proxy;
