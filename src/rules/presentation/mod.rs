//! Presentation: how the response was put together.
