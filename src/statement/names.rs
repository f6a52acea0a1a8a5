//! Names in a sentence: suppliers and platforms by the vendors' books, parties by theirs, councils and
//! other bodies by their capitals.

use std::collections::{HashMap, HashSet};

use crate::codebook::Codebooks;
use crate::codebook::word_lists::word_lists;
use crate::statement::model::{Name, NameKind};
use crate::statement::words::{Pause, Word, words};

/// What is known of names.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct NameBook {
    /// Known names by their first word, the longest first.
    known: HashMap<String, Vec<Known>>,
    suffixes: HashSet<String>,
    common: HashSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    kind: NameKind,
    words: Vec<String>,
}

/// A name with the words that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub kind: NameKind,
    pub from: usize,
    pub to: usize,
    pub text: String,
}

impl Named {
    pub fn name(&self) -> Name {
        Name {
            kind: self.kind,
            text: self.text.clone(),
        }
    }
}

impl NameBook {
    /// The names of the books, with the words that help to tell others.
    pub fn new(books: &Codebooks, suffixes: Vec<String>, common: Vec<String>) -> Self {
        let mut book = Self {
            known: HashMap::new(),
            suffixes: suffixes.into_iter().collect(),
            common: common.into_iter().collect(),
        };
        for vendor in books.vendors().filter_map(|book| book.vendor.as_ref()) {
            let kind = if vendor.platform {
                NameKind::Platform
            } else {
                NameKind::Supplier
            };
            for name in vendor.names.iter().chain(std::iter::once(&vendor.name)) {
                book.learn(kind, name);
            }
        }
        for party in books.parties().filter_map(|book| book.party.as_ref()) {
            for name in party.names.iter().chain(std::iter::once(&party.name)) {
                book.learn(NameKind::Party, name);
            }
        }
        for names in book.known.values_mut() {
            names.sort_by_key(|known| std::cmp::Reverse(known.words.len()));
        }
        book
    }

    fn learn(&mut self, kind: NameKind, name: &str) {
        let words: Vec<String> = words(name).into_iter().map(|word| word.lower).collect();
        // A name of "unnamed supplier" is none.
        let Some(first) = words.first().filter(|first| *first != "unnamed") else {
            return;
        };
        let known = Known {
            kind,
            words: words.clone(),
        };
        let names = self.known.entry(first.clone()).or_default();
        if !names.contains(&known) {
            names.push(known);
        }
    }

    /// The names in a sentence, in order; none overlap.
    pub fn find(&self, text: &str, words: &[Word]) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let named = self
                .body(text, words, at)
                .or_else(|| self.known_at(text, words, at));
            match named {
                Some(named) => {
                    at = named.to.max(at + 1);
                    found.push(named);
                }
                None => at += 1,
            }
        }
        found
    }

    /// A name of the books.
    fn known_at(&self, text: &str, words: &[Word], at: usize) -> Option<Named> {
        let first = words.get(at)?;
        let is_name = |known: &&Known| {
            known.words.iter().enumerate().all(|(offset, word)| {
                words
                    .get(at + offset)
                    .is_some_and(|there| there.lower == *word)
            })
        };
        let known = self.known.get(&first.lower)?.iter().find(is_name)?;
        let to = at + known.words.len();
        // A name has a capital somewhere: `origins`, `reform` and `meta` are also plain words.
        let capital = words
            .get(at..to)?
            .iter()
            .filter(|word| word.lower != "the")
            .all(|word| {
                let written = word.written(text);
                written.chars().any(char::is_uppercase)
                    || !self.begins_with_letter(written)
                    || is_link(&word.lower)
            });
        capital.then(|| self.named(known.kind, text, words, at, to))
    }

    fn begins_with_letter(&self, written: &str) -> bool {
        written.chars().next().is_some_and(char::is_alphabetic)
    }

    fn named(&self, kind: NameKind, text: &str, words: &[Word], from: usize, to: usize) -> Named {
        let start = words.get(from).map_or(0, |word| word.start);
        let end = to
            .checked_sub(1)
            .and_then(|last| words.get(last))
            .map_or(start, |word| word.end);
        Named {
            kind,
            from,
            to,
            text: text.get(start..end).unwrap_or_default().to_owned(),
        }
    }

    /// A run of capitalised words that names a council or another body.
    fn body(&self, text: &str, words: &[Word], at: usize) -> Option<Named> {
        let end = self.run(text, words, at)?;
        let run = words.get(at..end)?;
        let is_council = run
            .iter()
            .any(|word| word_lists().names.council_heads.has(&word.lower))
            || run.windows(2).any(|pair| {
                matches!(pair, [a, b] if a.lower == "registration" && b.lower == "officer"
                    || a.lower == "electoral" && b.lower == "office"
                    || a.lower == "joint" && b.lower == "board")
            });
        let chief = run
            .windows(3)
            .any(|three| matches!(three, [a, b, c] if a.lower == "chief" && b.lower == "electoral" && c.lower == "officer"));
        if chief {
            return Some(self.named(NameKind::Council, text, words, at, end));
        }
        if is_council {
            let tells = run
                .iter()
                .any(|word| !word_lists().names.council.has(&word.lower));
            return tells.then(|| self.named(NameKind::Council, text, words, at, end));
        }
        self.organisation(text, words, at, end)
    }

    /// Where a run of capitalised words ends that begins at a word.
    fn run(&self, text: &str, words: &[Word], at: usize) -> Option<usize> {
        let capital = |index: usize| {
            words.get(index).is_some_and(|word| {
                let written = word.written(text);
                written.chars().next().is_some_and(char::is_uppercase)
                    || written.chars().next().is_some_and(|c| c.is_ascii_digit()) && index > at
            })
        };
        if !capital(at) {
            return None;
        }
        let mut end = at + 1;
        while let Some(next) = words.get(end) {
            // `Testbury City Council for Surname`: a council is not one for something.
            let last = words.get(end - 1).map(|word| word.lower.as_str());
            let is_whole = next.lower == "for" && last == Some("council");
            let here = next.before == Pause::None && !is_whole;
            if here && capital(end) {
                end += 1;
            } else if here
                && joins_names(&next.lower)
                && words
                    .get(end + 1)
                    .is_some_and(|word| word.before == Pause::None)
                && capital(end + 1)
            {
                end += 2;
            } else {
                break;
            }
        }
        Some(end)
    }

    /// A body that is no council: at least one word that is neither common nor the party's.
    fn organisation(&self, text: &str, words: &[Word], at: usize, end: usize) -> Option<Named> {
        let is_common = |index: usize| {
            words
                .get(index)
                .is_some_and(|word| self.common.contains(&word.lower))
        };
        let mut from = at;
        while from < end && is_common(from) {
            from += 1;
        }
        let mut to = end;
        while to > from
            && is_common(to - 1)
            && words
                .get(to - 1)
                .is_some_and(|word| !self.suffixes.contains(&word.lower))
        {
            to -= 1;
        }
        let run = words.get(from..to)?;
        if run.is_empty() || from != at {
            return None;
        }
        let known = self.known_at(text, words, from);
        if known.as_ref().is_some_and(|known| known.to >= to) {
            return None;
        }
        let has_suffix = run.iter().any(|word| self.suffixes.contains(&word.lower));
        let rare = run.iter().any(|word| {
            // `Items 5 and 6`, `Part B`: a number or a letter tells no body from another.
            word.lower.chars().nth(1).is_some()
                && !word.lower.bytes().all(|byte| byte.is_ascii_digit())
                && !self.common.contains(&word.lower)
                && !self.suffixes.contains(&word.lower)
                && !is_link(&word.lower)
        });
        // The first word of a sentence is capitalised whatever it is.
        let body = words.get(to).map(|word| word.lower.as_str());
        let is_body = matches!(body, Some("branch" | "association"));
        let begins = from == 0 && run.len() == 1 && !is_body;
        let vendor = known.is_some_and(|known| known.kind != NameKind::Party);
        (rare && (has_suffix || !begins) && !vendor)
            .then(|| self.named(NameKind::Organisation, text, words, from, to))
    }
}

/// Small words that join capitalised words to one name. `in` and `on` rather begin a date or place.
fn joins_names(word: &str) -> bool {
    matches!(word, "of" | "and" | "the" | "for" | "upon" | "y")
}

/// Small words within names.
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "and" | "the" | "for" | "upon" | "on" | "y" | "in" | "not"
    )
}
