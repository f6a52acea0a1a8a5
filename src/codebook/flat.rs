//! A text in normal form, between spaces: what whole words and phrases are looked for in.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::codebook::Label;
use crate::codebook::label::write_flat;

/// A text in normal form between spaces, so that whole words can be looked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flat {
    text: String,
    /// With which letters its words begin: most phrases are ruled out by that.
    begins: u64,
}

impl Flat {
    /// The normal form of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut flat = String::with_capacity(text.len().saturating_add(8));
        flat.push(' ');
        write_flat(text, &mut flat);
        flat.push(' ');
        Self::between_spaces(flat)
    }

    /// The same, of a label.
    #[must_use]
    pub fn of(label: &Label) -> Self {
        Self::between_spaces(format!(" {label} "))
    }

    fn between_spaces(text: String) -> Self {
        let pairs = text.as_bytes().windows(2);
        let begins = pairs.fold(0, |begins, pair| match pair {
            [b' ', first] => begins | bit(*first),
            _ => begins,
        });
        Self { text, begins }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// The words, with one space between them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let end = self.text.len().saturating_sub(1);
        self.text.get(1..end).unwrap_or_default()
    }

    /// Whether it holds another as whole words; nothing holds what is empty.
    #[must_use]
    pub fn holds(&self, wanted: &Self) -> bool {
        self.says_one(wanted.as_str())
    }

    /// Whether it holds one of these phrases, in lower case, as whole words.
    #[must_use]
    pub fn says(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.says_one(phrase))
    }

    fn says_one(&self, phrase: &str) -> bool {
        // In a few words, each word is a place to look at; in many, the phrase is sought.
        const FEW: usize = 128;
        let bytes = self.text.as_bytes();
        let stands_at = |at: &usize| {
            let ends = bytes.get(at.saturating_add(phrase.len())) == Some(&b' ');
            let rest = bytes.get(*at..).unwrap_or_default();
            ends && rest.starts_with(phrase.as_bytes())
        };
        let begun = phrase.as_bytes().first();
        if begun.is_none_or(|first| self.begins & bit(*first) == 0) || phrase.len() > bytes.len() {
            return false;
        }
        if bytes.len() <= FEW {
            let starts = memchr::memchr_iter(b' ', bytes).map(|space| space + 1);
            return starts.into_iter().any(|at| stands_at(&at));
        }
        memchr::memmem::find_iter(bytes, phrase).any(|at| {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            before == Some(&b' ') && stands_at(&at)
        })
    }
}

/// A letter as a member of a set; a few letters share a bit.
fn bit(letter: u8) -> u64 {
    1 << (letter % 64)
}

/// Phrases in normal form that texts are looked through for, all at once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PhraseIndex {
    by_first: HashMap<Box<str>, Vec<Phrase>, FixedState>,
}

/// A phrase with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    number: usize,
    text: Box<str>,
}

impl PhraseIndex {
    /// Phrases, numbered from 0 in their order. One without a word is nowhere found.
    #[must_use]
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut found = Self::default();
        for (number, phrase) in phrases.into_iter().enumerate() {
            let first = phrase.split(' ').next().unwrap_or_default();
            if first.is_empty() {
                continue;
            }
            if !found.by_first.contains_key(first) {
                found.by_first.insert(first.into(), Vec::new());
            }
            if let Some(known) = found.by_first.get_mut(first) {
                known.push(Phrase {
                    number,
                    text: phrase.into(),
                });
            }
        }
        found
    }

    /// Every place where one of them stands as whole words in a text in normal form, without spaces
    /// round it: its offset in bytes, and the number of the phrase.
    pub fn within<'t>(&'t self, flat: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let bytes = flat.as_bytes();
        let starts = memchr::memchr_iter(b' ', bytes).map(|space| space + 1);
        std::iter::once(0).chain(starts).flat_map(move |at| {
            let here = bytes.get(at..).unwrap_or_default();
            let end = memchr::memchr(b' ', here).unwrap_or(here.len());
            let first = flat.get(at..at.saturating_add(end)).unwrap_or_default();
            let begun = self.by_first.get(first).into_iter().flatten();
            begun
                .filter(|phrase| {
                    let ends = matches!(here.get(phrase.text.len()), None | Some(b' '));
                    ends && here.starts_with(phrase.text.as_bytes())
                })
                .map(move |phrase| (at, phrase.number))
        })
    }

    /// Whether a text in normal form is one of them, with nothing beside it.
    #[must_use]
    pub fn is_one(&self, flat: &str) -> bool {
        let first = flat.split(' ').next().unwrap_or_default();
        let begun = self.by_first.get(first).into_iter().flatten();
        begun.into_iter().any(|phrase| *phrase.text == *flat)
    }

    /// Whether one of them stands in a text in normal form, without spaces round it.
    #[must_use]
    pub fn any_within(&self, flat: &str) -> bool {
        self.within(flat).next().is_some()
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

    #[test]
    fn a_long_text_says_what_a_short_one_says() {
        let filler = "nothing of the kind ".repeat(20);
        for (phrase, said) in [("bought in", true), ("ought in", false), ("2019", true)] {
            for text in [
                "bought in 2019".to_owned(),
                format!("{filler}bought in 2019 {filler}"),
            ] {
                assert_eq!(Flat::new(&text).says(&[phrase]), said, "{phrase}");
            }
        }
    }

    #[test]
    fn phrases_are_found_where_they_stand_as_whole_words() {
        let phrases = PhraseIndex::new(["support score", "score", "", "supp"]);
        let found: Vec<(usize, usize)> = phrases.within("a support score of scores").collect();
        assert_eq!(found, [(2, 0), (10, 1)]);
        assert!(!phrases.any_within("scores") && !phrases.any_within(""));
        assert!(phrases.any_within("score"));
    }
}
