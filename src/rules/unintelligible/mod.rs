//! Unintelligible: what the person cannot read.

pub mod naked_score;
