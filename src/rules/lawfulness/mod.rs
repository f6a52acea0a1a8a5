//! Lawfulness: what the data are used for.
