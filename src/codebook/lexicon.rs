//! The words that headings are made of, and what combinations of them say.
//!
//! A *concept* is a thing that headings name (`party:labour`, `stat:likelihood`), with the forms in
//! which it is written. A *reading* says what a heading with certain concepts holds. Both are data:
//! `common/lexicon.toml` and `common/readings.toml`.

use std::collections::HashMap;

use serde::Deserialize;

use crate::codebook::entry::{Kind, Role};
use crate::codebook::label;
use crate::codebook::load::parse;
use crate::error::CodebookError;
use crate::vocabulary::{Category, InferredFrom, Level, Origin, SpecialCategory};

/// Words and readings, ready for use.
#[derive(Debug, Clone, PartialEq)]
pub struct Lexicon {
    concepts: Vec<Concept>,
    forms: HashMap<String, Vec<Form>>,
    longest: usize,
    fillers: std::collections::HashSet<String>,
    readings: Vec<Reading>,
    accept: f64,
}

/// A thing that headings name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// `class:value`.
    pub id: String,
    /// How it is said in a title.
    pub say: String,
    /// Forms that name it whatever stands beside them.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Forms that name it only beside another word of politics.
    #[serde(default)]
    pub weak: Vec<String>,
}

impl Concept {
    /// What stands before the colon.
    #[must_use]
    pub fn class(&self) -> &str {
        self.id.split(':').next().unwrap_or(&self.id)
    }
}

/// A form of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The index of the concept.
    pub concept: usize,
    /// Whether it counts only beside another word of politics.
    pub weak: bool,
}

/// What a heading with certain concepts holds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its name, for the explanation of a choice.
    pub id: String,
    /// Each must be there: a class, a concept, or several with `|` between.
    pub needs: Vec<String>,
    /// None may be there.
    #[serde(default)]
    pub lacks: Vec<String>,
    /// Concepts that may stand beside without being needed; others count as not understood.
    #[serde(default)]
    pub allows: Vec<String>,
    /// The title; `{party}` is replaced by what the concepts of that class say.
    pub title: String,
    /// What kind of value.
    pub kind: Kind,
    /// What kind of data.
    pub category: Category,
    /// How the party came by it.
    #[serde(default = "unknown_origin")]
    pub origin: Origin,
    /// About whom.
    #[serde(default = "unknown_level")]
    pub level: Level,
    /// Whether it is a guess.
    #[serde(default)]
    pub inferred: bool,
    /// What the guess rests on.
    #[serde(default)]
    pub inferred_from: Vec<InferredFrom>,
    /// Article 9 data that it reveals.
    pub special: Option<SpecialCategory>,
    /// What part of an entry it is.
    #[serde(default)]
    pub role: Role,
    /// The share of words that must be understood, where it differs from the general one.
    pub accept: Option<f64>,
    /// Whether it is taken only in a file that is known to be political: `Target` on a school's
    /// report is no voter's.
    #[serde(default)]
    pub political: bool,
}

fn unknown_origin() -> Origin {
    Origin::Unknown
}

fn unknown_level() -> Level {
    Level::Unknown
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLexicon {
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default)]
    fillers: Vec<String>,
    #[serde(default)]
    concept: Vec<Concept>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReadings {
    #[serde(rename = "format")]
    _format: u32,
    accept: f64,
    #[serde(default)]
    reading: Vec<Reading>,
}

impl Lexicon {
    /// Reads words and readings.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] where one of them is not in order.
    pub fn load(words: &str, readings: &str) -> Result<Self, CodebookError> {
        let raw: RawLexicon = parse("common/lexicon.toml", words)?;
        let rules: RawReadings = parse("common/readings.toml", readings)?;
        let mut forms: HashMap<String, Vec<Form>> = HashMap::new();
        let mut longest: usize = 1;
        for (concept, entry) in raw.concept.iter().enumerate() {
            let written = entry.forms.iter().map(|form| (form, false));
            for (form, weak) in written.chain(entry.weak.iter().map(|form| (form, true))) {
                longest = longest.max(form.split(' ').count());
                forms
                    .entry(label::key_of(form))
                    .or_default()
                    .push(Form { concept, weak });
            }
        }
        Ok(Self {
            concepts: raw.concept,
            forms,
            // A form of one word may be split in a heading (e-mail), so look a little further.
            longest: longest.saturating_add(1),
            fillers: raw.fillers.into_iter().collect(),
            readings: rules.reading,
            accept: rules.accept,
        })
    }

    /// The concepts that a run of words names.
    #[must_use]
    pub fn forms(&self, key: &str) -> &[Form] {
        self.forms.get(key).map_or(&[], Vec::as_slice)
    }

    /// Every form that is one word long at least `length` characters, for misspellings.
    pub fn long_forms(&self, length: usize) -> impl Iterator<Item = (&str, &[Form])> {
        self.forms
            .iter()
            .filter(move |(key, _)| key.chars().count() >= length)
            .map(|(key, forms)| (key.as_str(), forms.as_slice()))
    }

    /// A concept by its index.
    #[must_use]
    pub fn concept(&self, index: usize) -> Option<&Concept> {
        self.concepts.get(index)
    }

    /// All concepts.
    #[must_use]
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The most words that one form spans.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether a word carries no meaning of its own.
    #[must_use]
    pub fn is_filler(&self, word: &str) -> bool {
        self.fillers.contains(word)
    }

    /// The readings, in order of preference.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The share of words that must be understood.
    #[must_use]
    pub fn accept(&self) -> f64 {
        self.accept
    }
}
