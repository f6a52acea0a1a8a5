//! Time: when the response was due and when it came.
