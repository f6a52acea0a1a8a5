//! Disclosure: who else has the data.

pub mod recipients_by_category_only;
pub mod sent_out_for_matching;
pub mod shared_with_allied_bodies;
pub mod social_media_audience;
pub mod undisclosed_platform;
