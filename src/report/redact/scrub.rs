//! Takes out of texts what masked values say: quoted words, words of names and addresses, and
//! whatever looks like an address of any kind.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::hide::of_codebooks;
use crate::codebook::Label;
use crate::codebook::lexicon::Lexicon;
use crate::profile::Profile;
use crate::report::compose::MASK;
use crate::vocabulary::Category;

/// What opens and closes a quotation in a text of this program.
const OPEN: char = '\u{201c}';
const CLOSE: char = '\u{201d}';

/// E-mail addresses, postcodes, and numbers as long as those of telephones.
static TELLING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)[^\s“”<>()]+@[^\s“”<>()]+",
        r"|\b[a-z]{1,2}[0-9][a-z0-9]?\s?[0-9][a-z]{2}\b",
        r"|\+?[0-9](?:[\s()-]?[0-9]){8,}",
    ))
    .ok()
});

/// What is taken out of texts.
pub(super) struct Scrub {
    /// Words of names, addresses and contact details, in normal form.
    words: BTreeSet<String>,
    /// Longer texts, as written: names of files, values, what the case file says.
    texts: Vec<String>,
}

impl Scrub {
    /// From everything that is known of the person: the values of a response, its files, and what
    /// the case file says.
    pub(super) fn new(profile: &Profile<'_>, lexicon: &Lexicon) -> Self {
        let mut words = BTreeSet::new();
        let mut texts = BTreeSet::new();
        for point in &profile.points {
            let Some(value) = point.value.as_deref() else {
                continue;
            };
            let telling = matches!(
                point.category,
                Category::Identity | Category::Contact | Category::Address
            );
            if telling {
                let of_name = point.category == Category::Identity;
                words.extend(
                    words_of(value).filter(|word| {
                        is_telling(word) && (of_name || !of_codebooks(word, lexicon))
                    }),
                );
            }
            if telling || matches!(point.category, Category::FreeText | Category::System) {
                texts.extend(Some(value.trim().to_owned()));
            }
        }
        let parts = profile.document.parts.iter();
        texts.extend(parts.map(|part| part.path.clone()));
        texts.extend(profile.request.signs.iter().cloned());
        texts.extend(profile.request.earlier.clone());
        let mut texts: Vec<String> = texts.into_iter().filter(|text| text.len() > 5).collect();
        // The longest first, so that none is cut by a piece of itself.
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Self { words, texts }
    }

    /// A sentence of this program: what it quotes is left out, but for headings; so is what masked
    /// values say.
    pub(super) fn prose(&self, text: &str, labels: &BTreeMap<String, String>) -> String {
        self.words(&unquoted(text, labels), Strictness::CapitalsOnly)
    }

    /// A heading or another short text of the response.
    pub(super) fn label(&self, text: &str) -> String {
        self.words(text, Strictness::AnyCase)
    }

    fn words(&self, text: &str, strictness: Strictness) -> String {
        let mut text = text.to_owned();
        for telling in &self.texts {
            if text.contains(telling.as_str()) {
                text = text.replace(telling.as_str(), MASK);
            }
        }
        if let Some(telling) = TELLING.as_ref() {
            text = telling.replace_all(&text, MASK).into_owned();
        }
        let mut shown = String::with_capacity(text.len());
        let mut word = String::new();
        for c in text.chars().chain(std::iter::once(' ')) {
            if c.is_alphanumeric() {
                word.push(c);
                continue;
            }
            shown.push_str(match self.is_told(&word, strictness) {
                true => MASK,
                false => &word,
            });
            word.clear();
            shown.push(c);
        }
        shown.pop();
        shown
    }

    fn is_told(&self, word: &str, strictness: Strictness) -> bool {
        let capital = word.chars().next().is_some_and(|c| !c.is_lowercase());
        (capital || strictness == Strictness::AnyCase)
            && words_of(word).any(|word| self.words.contains(&word))
    }
}

/// Whether a word that a masked value holds is taken out wherever it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// In any case.
    AnyCase,
    /// Where it begins with a capital or a digit: `will` is a word, `Will` may be a name.
    CapitalsOnly,
}

/// A word by which somebody is known again.
fn is_telling(word: &str) -> bool {
    let letters = word.chars().any(char::is_alphabetic);
    let length = word.chars().count();
    (letters && length >= 2) || length >= 5
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = Label::new(text);
    let words: Vec<String> = words.words().iter().map(ToString::to_string).collect();
    words.into_iter()
}

/// A text with the quotations that are no headings left out. Where the marks do not pair, nothing
/// after the first is kept.
fn unquoted(text: &str, labels: &BTreeMap<String, String>) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(OPEN) {
        let (before, from) = rest.split_at(start);
        shown.push_str(before);
        let Some(end) = closing(from) else {
            shown.push_str(&quoted(MASK));
            return shown;
        };
        let inside = from.get(OPEN.len_utf8()..end).unwrap_or_default();
        let known = labels.get(inside).map(String::as_str);
        let empty = (inside == "(no heading)").then_some(inside);
        shown.push_str(&quoted(known.or(empty).unwrap_or(MASK)));
        rest = from.get(end + CLOSE.len_utf8()..).unwrap_or_default();
    }
    if rest.contains(CLOSE) {
        return format!("{shown}{MASK}");
    }
    shown.push_str(rest);
    shown
}

fn quoted(text: &str) -> String {
    format!("{OPEN}{text}{CLOSE}")
}

/// Where the quotation with which a text begins ends.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == OPEN {
            depth = depth.saturating_add(1);
        } else if c == CLOSE {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_words_are_left_out_and_headings_are_kept() {
        let labels = BTreeMap::from([("Lab Score".to_owned(), "Lab Score".to_owned())]);
        for (text, shown) in [
            (
                "under \u{201c}Lab Score\u{201d}.",
                "under \u{201c}Lab Score\u{201d}.",
            ),
            (
                "says \u{201c}Dear Jo\u{201d} twice",
                "says \u{201c}\u{2022}\u{2022}\u{2022}\u{201d} twice",
            ),
            (
                "says \u{201c}the \u{201c}open\u{201d} one\u{201d}.",
                "says \u{201c}\u{2022}\u{2022}\u{2022}\u{201d}.",
            ),
            (
                "says \u{201c}no end",
                "says \u{201c}\u{2022}\u{2022}\u{2022}\u{201d}",
            ),
        ] {
            assert_eq!(unquoted(text, &labels), shown);
        }
        assert!(!unquoted("a \u{201c}b\u{201d} Jo\u{201d} c", &labels).contains("Jo"));
    }

    #[test]
    fn words_of_a_name_are_taken_out_in_any_case_from_headings_and_as_names_from_sentences() {
        let scrub = Scrub {
            words: BTreeSet::from(["will".to_owned(), "mocksmith".to_owned()]),
            texts: Vec::new(),
        };
        let none = BTreeMap::new();
        let mask = MASK;
        assert_eq!(
            scrub.label("WILL_Mocksmith score"),
            format!("{mask}_{mask} score")
        );
        assert_eq!(
            scrub.prose("You will ask. Will Mocksmith asked.", &none),
            format!("You will ask. {mask} {mask} asked.")
        );
        for telling in [
            "a.b@c.example",
            "ZZ99 3AB",
            "07700 900 123",
            "+44 1632 960123",
        ] {
            assert_eq!(
                scrub.label(&format!("x {telling} y")),
                format!("x {mask} y")
            );
        }
    }
}
