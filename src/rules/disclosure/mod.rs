//! Disclosure: who else has the data.

pub mod social_media_audience;
pub mod undisclosed_platform;
