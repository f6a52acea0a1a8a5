//! Forms by likeness: for words that are misspelt or shortened.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use crate::codebook::lexicon::Form;
use crate::codebook::spellings::Spellings;

/// The shortest form that a misspelt or shortened word is compared with.
const SHORTEST: usize = 6;

/// A form, and the concepts that it names.
#[derive(Debug)]
struct Named {
    form: String,
    letters: Letters,
    concepts: Vec<usize>,
}

/// Which letters and figures a word has, as bits: two words that differ in more of them than slips
/// can change need not be compared letter by letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters(u64);

impl Letters {
    /// The letters of a word in lower case. What is beyond ASCII is left out, which only makes words
    /// more alike.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let bit = |byte: u8| match byte {
            b'a'..=b'z' => 1_u64 << (byte - b'a'),
            b'0'..=b'9' => 1_u64 << (byte - b'0' + 26),
            _ => 0,
        };
        Self(word.bytes().fold(0, |bits, byte| bits | bit(byte)))
    }

    /// Whether so many slips may lead from the one word to the other: each takes one letter away and
    /// brings another in, at most.
    #[must_use]
    pub fn may_be(self, other: Self, slips: usize) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= slips.saturating_mul(2)
    }
}

/// Forms in the orders in which words are compared with them.
#[derive(Debug, Default)]
pub struct Near {
    /// By first letter and length.
    by_length: HashMap<(char, usize), Vec<Named>, FixedState>,
    /// By their letters without vowels.
    by_skeleton: HashMap<String, Vec<usize>, FixedState>,
    /// In the order of the alphabet.
    by_letters: BTreeMap<String, Vec<usize>>,
}

impl Near {
    /// Puts the long forms in order. Weak forms are short for something already and take no part.
    #[must_use]
    pub fn new(forms: &Spellings<Form>) -> Self {
        let mut near = Self::default();
        let mut long: Vec<(&str, Vec<usize>)> = forms
            .iter()
            .filter(|(key, _)| key.chars().count() >= SHORTEST && !key.contains(['#', ' ']))
            .map(|(key, forms)| {
                let firm = forms.iter().filter(|form| !form.weak);
                (key, firm.map(|form| form.concept).collect())
            })
            .filter(|(_, concepts): &(&str, Vec<usize>)| !concepts.is_empty())
            .collect();
        // `keep` is not short for `keep me posted`.
        let is_one_word = |key: &str| forms.get(key).iter().any(|form| form.one_word);
        long.sort();
        for (key, concepts) in long {
            let Some(first) = key.chars().next() else {
                continue;
            };
            near.by_length
                .entry((first, key.chars().count()))
                .or_default()
                .push(Named {
                    form: key.to_owned(),
                    letters: Letters::of(key),
                    concepts: concepts.clone(),
                });
            if is_one_word(key) {
                near.by_skeleton
                    .entry(skeleton(key))
                    .or_default()
                    .extend(&concepts);
                near.by_letters.insert(key.to_owned(), concepts);
            }
        }
        near
    }

    /// The one concept of which a word is a misspelling; none where it is none, or where it may be
    /// one of several. Up to one letter wrong, missing, too many or changed round; two in words of
    /// ten letters or more; the first letter right. In words of fewer than eight letters no letter
    /// may be another one: too many words differ from some form in that alone.
    #[must_use]
    pub fn misspelt(&self, word: &str) -> Option<usize> {
        const LONG: usize = 10;
        const MIDDLING: usize = 8;
        let first = word.chars().next()?;
        let length = word.chars().count();
        if length + 1 < SHORTEST {
            return None;
        }
        let most = if length >= LONG { 2 } else { 1 };
        let letters = Letters::of(word);
        let mut best = usize::MAX;
        let mut concepts: Vec<usize> = Vec::new();
        for other in length.saturating_sub(most)..=length.saturating_add(most) {
            for named in self.by_length.get(&(first, other)).into_iter().flatten() {
                if !named.letters.may_be(letters, most) {
                    continue;
                }
                let form = &named.form;
                let distance = strsim::osa_distance(form, word);
                let another_letter =
                    other == length && length < MIDDLING && !is_changed_round(form, word);
                if distance > most || distance > best || another_letter || is_inflection(form, word)
                {
                    continue;
                }
                if distance < best {
                    best = distance;
                    concepts.clear();
                }
                concepts.extend(&named.concepts);
            }
        }
        only(concepts)
    }

    /// The one concept that a word is short for: its consonants (`lkly`), or its beginning
    /// (`educ`, `immigr`). At least four letters.
    #[must_use]
    pub fn shortened(&self, word: &str) -> Option<usize> {
        const LEAST: usize = 4;
        if word.chars().count() < LEAST || !word.is_ascii() {
            return None;
        }
        if let Some(concepts) = self.by_skeleton.get(word)
            && skeleton(word) == word
            && let Some(found) = only(concepts.clone())
        {
            return Some(found);
        }
        let beginning = self
            .by_letters
            .range(word.to_owned()..)
            .take_while(|(form, _)| form.starts_with(word));
        only(
            beginning
                .flat_map(|(_, concepts)| concepts)
                .copied()
                .collect(),
        )
    }
}

/// The one of several that are all the same.
fn only(mut concepts: Vec<usize>) -> Option<usize> {
    concepts.sort_unstable();
    concepts.dedup();
    match concepts.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The first letter and all consonants behind it.
fn skeleton(word: &str) -> String {
    word.char_indices()
        .filter(|(at, c)| *at == 0 || !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'))
        .map(|(_, c)| c)
        .collect()
}

/// Whether two words have the same letters in another order.
fn is_changed_round(form: &str, word: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(form) == sorted(word)
}

/// Words that differ only at their end are other words, not misspellings: delivered, deliverer.
fn is_inflection(form: &str, word: &str) -> bool {
    let shared = form
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .count();
    shared + 2 >= form.chars().count().max(word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::spellings::Collector;

    fn near() -> Near {
        let words = [
            "likely",
            "turnout",
            "immigration",
            "education",
            "educational",
            "rating",
            "county",
            "environment",
        ];
        let mut forms = Collector::with_room(words.len());
        for (concept, word) in words.iter().enumerate() {
            let concept = if *word == "educational" { 3 } else { concept };
            let form = Form {
                concept,
                weak: false,
                one_word: true,
            };
            forms.put(form, |text| text.extend_from_slice(word.as_bytes()));
        }
        Near::new(&forms.finish())
    }

    #[test]
    fn no_slip_is_ruled_out_by_the_letters() {
        let pairs = [
            ("score", "socre", 1),
            ("score", "scrore", 1),
            ("score", "scor", 1),
            ("score", "skore", 1),
            ("ff\u{f4}n", "ffon", 1),
            ("immigration", "imigratoin", 2),
        ];
        for (one, other, slips) in pairs {
            let (a, b) = (Letters::of(one), Letters::of(other));
            assert!(a.may_be(b, slips), "{one} {other}");
        }
        assert!(!Letters::of("score").may_be(Letters::of("party"), 1));
    }

    #[test]
    fn a_word_with_one_letter_wrong_is_read_and_another_word_is_not() {
        let near = near();
        assert_eq!(near.misspelt("likley"), Some(0));
        assert_eq!(near.misspelt("tunrout"), Some(1));
        assert_eq!(near.misspelt("enviroment"), Some(7));
        assert_eq!(near.misspelt("imigratoin"), Some(2));
        assert_eq!(
            near.misspelt("racing"),
            None,
            "a word of its own beside rating"
        );
        assert_eq!(
            near.misspelt("count"),
            None,
            "a word of its own beside county"
        );
        assert_eq!(near.misspelt("mikely"), None, "the first letter is another");
    }

    #[test]
    fn a_word_is_short_for_another_by_its_consonants_or_its_beginning() {
        let near = near();
        assert_eq!(near.shortened("lkly"), Some(0));
        assert_eq!(near.shortened("trnt"), Some(1));
        assert_eq!(near.shortened("educ"), Some(3));
        assert_eq!(near.shortened("immigr"), Some(2));
        assert_eq!(near.shortened("con"), None, "too short");
        assert_eq!(near.shortened("cntr"), None);
    }
}
