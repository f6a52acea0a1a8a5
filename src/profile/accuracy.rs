//! How right a profile is, as far as the person says what is true: numbers only, never the truth.

use serde::Serialize;

/// How many values that the person's word can judge are right, apart for facts and guesses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Accuracy {
    /// What is recorded as a fact.
    pub facts: Tally,
    /// What is a guess.
    pub guesses: Tally,
}

/// Right, wrong, and what cannot be compared without guessing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// They say what the person says.
    pub right: usize,
    /// They say otherwise.
    pub wrong: usize,
    /// They are about it, and cannot be compared.
    pub not_compared: usize,
}

impl Tally {
    /// How many could be compared.
    #[must_use]
    pub fn compared(&self) -> usize {
        self.right.saturating_add(self.wrong)
    }
}
