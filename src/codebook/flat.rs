//! A text in normal form, between spaces: what whole words and phrases are looked for in.

use crate::codebook::Label;

/// A text in normal form between spaces, so that whole words can be looked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flat(String);

impl Flat {
    /// The normal form of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of(&Label::new(text))
    }

    /// The same, of a label.
    #[must_use]
    pub fn of(label: &Label) -> Self {
        Self(format!(" {label} "))
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.split_whitespace().count()
    }

    /// The words, with one space between them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.trim()
    }

    /// Whether it holds another as whole words; nothing holds what is empty.
    #[must_use]
    pub fn holds(&self, wanted: &Self) -> bool {
        !wanted.is_empty() && self.0.contains(&wanted.0)
    }

    /// Whether it holds one of these phrases, in lower case, as whole words.
    #[must_use]
    pub fn says(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.says_one(phrase))
    }

    fn says_one(&self, phrase: &str) -> bool {
        let bytes = self.0.as_bytes();
        !phrase.is_empty()
            && self.0.match_indices(phrase).any(|(at, _)| {
                let before = at.checked_sub(1).and_then(|before| bytes.get(before));
                before == Some(&b' ') && bytes.get(at + phrase.len()) == Some(&b' ')
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_whole_words_only() {
        let text = Flat::new("The e-mail, bought in 2019");
        assert!(text.says(&["bought in", "nothing"]));
        assert!(text.says(&["2019"]));
        assert!(!text.says(&["ought in", "bough", ""]));
        assert!(text.holds(&Flat::new("E-Mail")));
        assert!(!text.holds(&Flat::new("mail bought in 20")));
        assert!(!text.holds(&Flat::new("--")));
        assert_eq!(text.len(), 6);
    }
}
