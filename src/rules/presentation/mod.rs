//! Presentation: how the response was put together.

pub mod corrupted_text_or_dates;
pub mod hidden_content;
pub mod other_peoples_data;
pub mod redaction_without_exemption;
pub mod truncated_values;
