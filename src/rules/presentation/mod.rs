//! Presentation: how the response was put together.

pub mod columns_others_received;
pub mod corrupted_text_or_dates;
pub mod emptied_after_request;
pub mod hidden_content;
pub mod other_peoples_data;
pub mod readable_redaction;
pub mod redaction_without_exemption;
pub mod retyped_values;
pub mod scan_of_electronic_record;
pub mod truncated_values;
pub mod unreadable_file;
