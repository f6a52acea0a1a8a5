//! Disclosure: who else has the data.

pub mod sent_out_for_matching;
pub mod social_media_audience;
pub mod undisclosed_platform;
