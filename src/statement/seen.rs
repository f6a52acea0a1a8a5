//! What was made of texts before: a party writes the same letter, under the same headings, to everybody. It changes how
//! long a reading takes, and nothing else.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use foldhash::fast::RandomState;

/// What was made of each of some texts.
#[derive(Debug)]
pub(super) struct Seen<T>(Mutex<HashMap<Box<str>, T, RandomState>>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Seen<T> {
    /// What is made of a text, made once.
    pub(super) fn of(&self, text: &str, make: impl FnOnce() -> T) -> T {
        /// Of so many texts none of what was seen before is kept.
        const MOST: usize = 4_000;
        /// A longer text is not written twice, and not kept.
        const LONGEST: usize = 600;
        if text.len() > LONGEST {
            return make();
        }
        let seen = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = seen().get(text) {
            return known.clone();
        }
        let made = make();
        let mut seen = seen();
        if seen.len() >= MOST {
            seen.clear();
        }
        seen.insert(text.into(), made.clone());
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_made_something_of_once_unless_it_is_long() {
        let seen = Seen::default();
        assert_eq!(seen.of("From the register", || 1), 1);
        assert_eq!(seen.of("From the register", || 2), 1);
        assert_eq!(seen.of("From you", || 3), 3);
        let long = "x".repeat(601);
        assert_eq!(seen.of(&long, || 4), 4);
        assert_eq!(seen.of(&long, || 5), 5);
    }
}
