//! Sources: where the data came from.

pub mod canvass_entry_without_context;
pub mod field_group_without_source;
pub mod generic_source;
pub mod no_notice_at_first_contact;
pub mod register_council_unnamed;
pub mod source_disputed_by_subject;
pub mod stated;
pub mod undisclosed_broker_product;
