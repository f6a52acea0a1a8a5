//! The phrases by which short texts beside data are read: where data came from, that a value is a
//! guess, that it is missing or withheld.
//!
//! They are data, `common/statements.toml`. A text that denies is not taken for a statement of the
//! thing.

use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::codebook::load::parse;
use crate::codebook::{Codebooks, Label};
use crate::error::CodebookError;
use crate::vocabulary::Origin;

/// Where a text says that data came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceReading {
    /// The origin that it states.
    pub origin: Origin,
    /// The source that it names, as written: a supplier, a council.
    pub named: Option<String>,
    /// Whether it describes the source only in general: `third parties`, `a commercial supplier`.
    pub generic: bool,
    /// Whether it gives a date.
    pub dated: bool,
}

/// The phrases by which statements are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrases {
    origins: Vec<OriginPhrases>,
    generic: Vec<String>,
    councils: Vec<String>,
    guesses: Vec<String>,
    explains: Vec<String>,
    missing: Vec<String>,
    withheld: Vec<String>,
    levels: Vec<LevelPhrases>,
    suppliers: OnceLock<Vec<Supplier>>,
}

/// A spelling of a supplier's name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Supplier {
    name: String,
    flat: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct OriginPhrases {
    id: Origin,
    phrases: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelPhrases {
    id: crate::vocabulary::Level,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default)]
    origin: Vec<OriginPhrases>,
    generic: Vec<String>,
    councils: Vec<String>,
    guesses: Vec<String>,
    explains: Vec<String>,
    missing: Vec<String>,
    withheld: Vec<String>,
    #[serde(default)]
    level: Vec<LevelPhrases>,
}

impl Phrases {
    /// Reads the phrases of the common book.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] where the file is not in order.
    pub fn load(books: &Codebooks) -> Result<Self, CodebookError> {
        let text = books.file("common/statements.toml").unwrap_or_default();
        let raw: Raw = parse("common/statements.toml", text)?;
        Ok(Self {
            origins: raw.origin,
            generic: raw.generic,
            councils: raw.councils,
            guesses: raw.guesses,
            explains: raw.explains,
            missing: raw.missing,
            withheld: raw.withheld,
            levels: raw.level,
            suppliers: OnceLock::new(),
        })
    }

    /// The phrases of the common book, read when first asked for and kept with the books.
    ///
    /// # Errors
    ///
    /// As [`Phrases::load`].
    pub fn of(books: &Codebooks) -> Result<Arc<Self>, CodebookError> {
        books.derived(Self::load)
    }

    /// Where a text says that data came from; none where it says nothing about it. A supplier or
    /// its product counts only by the whole name.
    #[must_use]
    pub fn source(&self, text: &str, books: &Codebooks) -> Option<SourceReading> {
        let flat = undenied(text)?;
        let vendor = self
            .suppliers(books)
            .iter()
            .filter(|supplier| contains(&flat, &supplier.flat))
            .map(|supplier| &supplier.name)
            .max_by_key(|name| name.len());
        // What is said first is said of the data; what follows is often how they were worked on.
        let origin = self
            .origins
            .iter()
            .flat_map(|origin| origin.phrases.iter().map(move |phrase| (origin.id, phrase)))
            .filter_map(|(id, phrase)| {
                Some((
                    position(&flat, phrase)?,
                    std::cmp::Reverse(phrase.len()),
                    id,
                ))
            })
            .min()
            .map(|(_, _, id)| id);
        let generic = self.generic.iter().any(|phrase| contains(&flat, phrase));
        let origin = match (origin, vendor) {
            (Some(origin), None) => origin,
            (
                Some(Origin::Register | Origin::MarkedRegister | Origin::Subject | Origin::Canvass),
                Some(_),
            ) if generic => Origin::Bought,
            (Some(origin), Some(_)) => origin,
            (None, Some(_)) => Origin::Bought,
            (None, None) if generic => Origin::Bought,
            (None, None) => return None,
        };
        let council = self.council(text);
        Some(SourceReading {
            origin,
            named: vendor.map(|name| as_written(text, name)).or(council),
            generic: generic && vendor.is_none(),
            dated: has_date(&flat),
        })
    }

    /// Whether a text says of some data that they are of this origin, whatever else it says.
    #[must_use]
    pub fn speaks_of(&self, origin: Origin, text: &str) -> bool {
        let Some(flat) = undenied(text) else {
            return false;
        };
        self.origins
            .iter()
            .filter(|known| known.id == origin)
            .any(|known| known.phrases.iter().any(|phrase| contains(&flat, phrase)))
    }

    /// Every spelling of every supplier's name, in flattened form.
    fn suppliers(&self, books: &Codebooks) -> &[Supplier] {
        self.suppliers.get_or_init(|| {
            books
                .vendors()
                .filter_map(|book| book.vendor.as_ref())
                .filter(|vendor| !vendor.platform)
                .flat_map(|vendor| vendor.names.iter().chain(std::iter::once(&vendor.name)))
                .map(|name| Supplier {
                    name: name.clone(),
                    flat: flatten(name),
                })
                .collect()
        })
    }

    /// The council or registration officer that a text names.
    #[must_use]
    pub fn council(&self, text: &str) -> Option<String> {
        let pieces = text.split([',', ';', '(', ')', '\n', ':']);
        pieces
            .map(str::trim)
            .find(|piece| {
                let flat = flatten(piece);
                flat.split(' ').count() > 1
                    && self.councils.iter().any(|word| contains(&flat, word))
            })
            .map(str::to_owned)
    }

    /// Whether a value says that there is no value: `NULL`, `N/A`, `Unknown`.
    #[must_use]
    pub fn is_missing(&self, value: &str) -> bool {
        let value = value.trim().to_lowercase();
        self.missing.contains(&value)
    }

    /// Whether a value says that it is withheld: `[REDACTED]`, `withheld under ...`.
    #[must_use]
    pub fn is_withheld(&self, value: &str) -> bool {
        let flat = flatten(value);
        let blocks = value.trim();
        (!blocks.is_empty()
            && blocks
                .chars()
                .all(|c| matches!(c, '\u{2588}' | '\u{25a0}' | '*') || c.is_whitespace())
            && blocks.chars().count() > 2)
            || self
                .withheld
                .iter()
                .any(|phrase| flat == *phrase || flat.starts_with(&format!("{phrase} ")))
    }

    /// Whether a text says that a value is a guess: score, estimate, likelihood, model.
    #[must_use]
    pub fn admits_guess(&self, text: &str) -> bool {
        let flat = flatten(text);
        self.guesses.iter().any(|phrase| contains(&flat, phrase))
    }

    /// Whether a text says what something means rather than where it came from.
    #[must_use]
    pub fn explains(&self, text: &str) -> bool {
        let flat = flatten(text);
        self.explains.iter().any(|phrase| contains(&flat, phrase))
    }

    /// The level that a text states: household, postcode.
    #[must_use]
    pub fn level(&self, text: &str) -> Option<crate::vocabulary::Level> {
        let flat = flatten(text);
        let level = self
            .levels
            .iter()
            .find(|level| level.phrases.iter().any(|phrase| contains(&flat, phrase)));
        level.map(|level| level.id)
    }
}

/// Lower case, one space between words, no punctuation.
fn flatten(text: &str) -> String {
    Label::new(text).words().join(" ")
}

/// Whether a flattened text contains a phrase as whole words.
fn contains(flat: &str, phrase: &str) -> bool {
    position(flat, phrase).is_some()
}

/// Where a flattened text contains a phrase as whole words.
fn position(flat: &str, phrase: &str) -> Option<usize> {
    // Most texts are short values: a longer phrase cannot stand in them.
    if phrase.is_empty() || phrase.len() > flat.len() {
        return None;
    }
    let bytes = flat.as_bytes();
    flat.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let begins = at
            .checked_sub(1)
            .is_none_or(|before| bytes.get(before) == Some(&b' '));
        let ends = bytes
            .get(at + phrase.len())
            .is_none_or(|after| *after == b' ');
        begins && ends
    })
}

/// What is left of a text without the clauses that deny, parted by semicolons or lines; nothing where all do.
fn undenied(text: &str) -> Option<String> {
    let flat = flatten(text);
    if !denies(&flat) {
        return Some(flat);
    }
    let clauses = text.split([';', '\n']);
    let left: Vec<String> = clauses
        .map(flatten)
        .filter(|clause| !clause.is_empty() && !denies(clause))
        .collect();
    (!left.is_empty()).then(|| left.join(" "))
}

/// Whether a sentence denies: `we do not buy`, `none of it comes from`.
fn denies(flat: &str) -> bool {
    ["not", "no", "never", "none", "nor", "neither", "without"]
        .iter()
        .any(|word| contains(flat, word))
}

/// Whether a text holds a year.
fn has_date(flat: &str) -> bool {
    flat.split(' ').any(|word| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    })
}

/// A name as the text writes it, where it can be found again; else the name.
fn as_written(text: &str, name: &str) -> String {
    let lower = text.to_lowercase();
    let found = lower.find(&name.to_lowercase());
    found
        .and_then(|at| text.get(at..at + name.len()))
        .unwrap_or(name)
        .to_owned()
}
