//! Missing information: items that the response does not give.

pub mod items;
pub mod no_purposes;
pub mod no_recipients;
pub mod no_retention_period;
pub mod no_sources_at_all;
