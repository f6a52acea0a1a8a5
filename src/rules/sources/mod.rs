//! Sources: where the data came from.

pub mod canvass_entry_without_context;
pub mod field_group_without_source;
pub mod generic_source;
pub mod register_council_unnamed;
pub mod stated;
pub mod undisclosed_broker_product;
