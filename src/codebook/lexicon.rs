//! The words that headings are made of, and what combinations of them say.
//!
//! A *concept* is a thing that headings name (`party:labour`, `stat:likelihood`), with the forms in
//! which it is written. A *pattern* says what a heading with certain concepts holds. Both are data:
//! `common/lexicon.toml` and `common/readings.toml`.

use std::collections::HashSet;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use serde::Deserialize;

use crate::codebook::entry::{Kind, Role};
use crate::codebook::label;
use crate::codebook::load::parse;
use crate::codebook::near::Near;
use crate::codebook::spellings::{Collector, Spellings};
use crate::codebook::terms::{Names, Terms};
use crate::error::CodebookError;
use crate::vocabulary::{Category, InferredFrom, Level, Origin, SpecialCategory};

/// Words and patterns, ready for use.
#[derive(Debug)]
pub struct Lexicon {
    concepts: Vec<Concept>,
    terms: Vec<Terms>,
    names: Names,
    forms: Spellings<Form>,
    longest: usize,
    fillers: HashSet<String, FixedState>,
    patterns: Vec<Pattern>,
    parties: Vec<usize>,
    near: OnceLock<Near>,
}

/// A thing that headings name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// `class:value`.
    pub id: String,
    /// How it is said in a title.
    pub say: String,
    /// Forms that name it whatever stands beside them. `#` stands for any number.
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
        let end = self.id.bytes().position(|byte| byte == b':');
        end.and_then(|end| self.id.get(..end)).unwrap_or(&self.id)
    }
}

/// A form of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The index of the concept.
    pub concept: usize,
    /// Whether it counts only beside another word of politics.
    pub weak: bool,
    /// Whether it is one word, of which a part may stand for the whole.
    pub one_word: bool,
}

/// What a heading with certain concepts holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// What the data say.
    pub entry: PatternEntry,
    /// Each must be there.
    pub needs: Vec<Terms>,
    /// None may be there.
    pub lacks: Terms,
    /// What it understands.
    pub explains: Terms,
}

impl Pattern {
    /// Whether it is about what a person thinks or does in politics, so that a denial or an
    /// opposition in the heading is part of what it says.
    #[must_use]
    pub fn is_about_opinion(&self) -> bool {
        self.entry.special == Some(SpecialCategory::PoliticalOpinion)
            || matches!(
                self.entry.category,
                Category::VotingIntention
                    | Category::VotingRecord
                    | Category::IssueConcern
                    | Category::EuReferendum
            )
    }
}

/// A pattern as the data give it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternEntry {
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
    /// What is measured or recorded, without about whom and how; the title where it is left out.
    pub what: Option<String>,
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
    /// The share of words that must be understood, where it is more than the general one.
    pub accept: Option<f64>,
    /// Whether the heading leaves open if a person said it or a model: the values may tell.
    #[serde(default)]
    pub undecided: bool,
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
struct RawPatterns {
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default)]
    reading: Vec<PatternEntry>,
}

impl Lexicon {
    /// Reads words and patterns.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] where one of them is not in order.
    pub fn load(words: &str, readings: &str) -> Result<Self, CodebookError> {
        let raw: RawLexicon = parse("common/lexicon.toml", words)?;
        let rules: RawPatterns = parse("common/readings.toml", readings)?;
        let written = |concept: &Concept| concept.forms.len().saturating_add(concept.weak.len());
        let mut forms = Collector::with_room(raw.concept.iter().map(written).sum());
        let mut longest: usize = 1;
        for (concept, entry) in raw.concept.iter().enumerate() {
            let written = entry.forms.iter().map(|form| (form, false));
            for (form, weak) in written.chain(entry.weak.iter().map(|form| (form, true))) {
                longest = longest.max(form.split(' ').count());
                let one_word = !form.contains(' ');
                let named = Form {
                    concept,
                    weak,
                    one_word,
                };
                forms.put(named, |text| write_form_key(form, text));
            }
        }
        let names = Names::new(raw.concept.iter().map(|concept| concept.id.as_str()));
        let terms = raw.concept.iter().map(|concept| names.of(&concept.id));
        Ok(Self {
            terms: terms.collect(),
            forms: forms.finish(),
            // A form of one word may be split in a heading (e-mail), so look a little further.
            longest: longest.saturating_add(1),
            fillers: raw.fillers.into_iter().collect(),
            patterns: rules
                .reading
                .into_iter()
                .map(|entry| compile(entry, &names))
                .collect(),
            parties: (0..raw.concept.len())
                .filter(|at| {
                    raw.concept
                        .get(*at)
                        .is_some_and(|concept| concept.class() == "party")
                })
                .collect(),
            concepts: raw.concept,
            names,
            near: OnceLock::new(),
        })
    }

    /// The concepts that a run of words names.
    #[must_use]
    pub fn forms(&self, key: &str) -> &[Form] {
        self.forms.get(key)
    }

    /// Forms by likeness, for words that are misspelt, shortened or run together.
    #[must_use]
    pub fn near(&self) -> &Near {
        self.near.get_or_init(|| Near::new(&self.forms))
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

    /// The concepts of the class of parties.
    pub fn parties(&self) -> impl Iterator<Item = &Concept> {
        self.parties.iter().filter_map(|at| self.concepts.get(*at))
    }

    /// A concept and its class, as a set.
    #[must_use]
    pub fn terms(&self, concept: usize) -> Terms {
        self.terms.get(concept).copied().unwrap_or_default()
    }

    /// The numbers that stand for concepts and classes.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
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

    /// The patterns, in order of preference.
    #[must_use]
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }
}

/// Adds the key of a form, in which `#` stands for any number, to a text.
fn write_form_key(form: &str, text: &mut Vec<u8>) {
    if form.contains('#') {
        text.extend(form.bytes().filter(|byte| *byte != b' '));
    } else {
        label::write_key(form, text);
    }
}

/// Turns the words of a pattern into sets.
fn compile(entry: PatternEntry, names: &Names) -> Pattern {
    let set = |words: &[String]| {
        words
            .iter()
            .fold(Terms::default(), |set, word| set.or(names.any_of(word)))
    };
    let always = ["modifier", "end", "ask", "channel:door"];
    let opinion = ["polarity"];
    let mut explains = set(&entry.needs).or(set(&entry.allows));
    for class in always {
        explains = explains.or(names.any_of(class));
    }
    let mut pattern = Pattern {
        needs: entry.needs.iter().map(|need| names.any_of(need)).collect(),
        lacks: set(&entry.lacks),
        explains,
        entry,
    };
    if pattern.is_about_opinion() {
        for class in opinion {
            pattern.explains = pattern.explains.or(names.any_of(class));
        }
    }
    pattern
}
