//! The signals by which sentences are read: the data of `common/signals.toml` and
//! `common/marks.toml`, ready for one scan of each sentence.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::codebook::Codebooks;
use crate::codebook::load::parse;
use crate::error::CodebookError;
use crate::statement::judge::Found;
use crate::statement::model::{PaperKind, Topic};
use crate::statement::names::NameBook;
use crate::statement::pattern::{Matcher, Reader};
use crate::statement::seen::Seen;

const SIGNALS: &str = "common/signals.toml";
const MARKS: &str = "common/marks.toml";

/// All signals.
#[derive(Debug)]
pub struct Signals {
    pub(super) topics: Vec<TopicRules>,
    pub(super) marks: Vec<String>,
    /// For each kind of data, the concepts of its headings.
    pub(super) data: Vec<Vec<String>>,
    pub(super) papers: Vec<(PaperKind, i32)>,
    pub(super) names: NameBook,
    pub(super) matcher: Matcher,
    /// What each pattern of the matcher is for.
    pub(super) roles: Vec<Role>,
    pub(super) seen: Seen<Arc<Found>>,
}

/// How a topic is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TopicRules {
    pub topic: Topic,
    pub negated: Negated,
    /// Whether it is one of the things that a request asks for, so that a mention may only repeat it.
    pub asked: bool,
    /// Whether it is said only in general words where no name stands beside it.
    pub by_name: bool,
    /// It counts only beside this topic in the same paper.
    pub with: Option<Topic>,
}

/// What a denial does to a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Negated {
    /// It says that the thing is not so.
    Denied,
    /// It does not touch it.
    Stated,
    /// Nothing is said.
    Drop,
}

/// What a pattern is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// For a topic, by its index.
    Topic(usize, Part),
    /// For the way in which a sentence speaks.
    Scope(Scope),
    /// For a mark, by its index; or against it.
    Mark(usize, Sign),
    /// For a kind of data, by its index; or against it.
    Data(usize, Sign),
    /// For a kind of paper, by its index, with its weight.
    Paper(usize, i32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    For,
    Against,
}

/// What a pattern says of its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Names,
    States,
    Hints,
    Generic,
    Specific,
    Denied,
    Refused,
    Not,
}

/// How a sentence speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Negates,
    NegatesBefore,
    Neutral,
    Supposes,
    Points,
    Withholds,
    Breaks,
    Splits,
    Restates,
    Opens,
    Defines,
    Greets,
    Closes,
    Begs,
    Excepts,
    Unexplained,
    Asks,
    Here,
    Elsewhere,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSignals {
    #[serde(rename = "format")]
    _format: u32,
    class: BTreeMap<String, Vec<String>>,
    scope: RawScope,
    topic: Vec<RawTopic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScope {
    negators: Vec<String>,
    after: Vec<String>,
    neutral: Vec<String>,
    supposes: Vec<String>,
    points: Vec<String>,
    withholds: Vec<String>,
    breaks: Vec<String>,
    splits: Vec<String>,
    restates: Vec<String>,
    opens: Vec<String>,
    defines: Vec<String>,
    greets: Vec<String>,
    closes: Vec<String>,
    begs: Vec<String>,
    excepts: Vec<String>,
    unexplained: Vec<String>,
    asks: Vec<String>,
    here: Vec<String>,
    elsewhere: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    id: Topic,
    negated: Negated,
    #[serde(default)]
    asked: bool,
    #[serde(default)]
    by_name: bool,
    with: Option<Topic>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    states: Vec<String>,
    #[serde(default)]
    hints: Vec<String>,
    #[serde(default)]
    generic: Vec<String>,
    #[serde(default)]
    specific: Vec<String>,
    #[serde(default)]
    denied: Vec<String>,
    #[serde(default)]
    refused: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMarks {
    #[serde(rename = "format")]
    _format: u32,
    mark: Vec<RawMark>,
    data: Vec<RawData>,
    paper: Vec<RawPaper>,
    names: RawNames,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMark {
    id: String,
    words: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawData {
    words: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    concepts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPaper {
    kind: PaperKind,
    least: i32,
    words: Vec<Weighed>,
    against: Vec<Weighed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weighed {
    is: String,
    weight: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNames {
    suffixes: Vec<String>,
    common: Vec<String>,
}

impl Signals {
    /// The signals of the common book, read when first asked for and kept with the books.
    ///
    /// # Errors
    ///
    /// As [`Signals::load`].
    pub fn of(books: &Codebooks) -> Result<Arc<Self>, CodebookError> {
        books.derived(Self::load)
    }

    /// Reads the signals of the common book.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] where a file is not in order.
    pub fn load(books: &Codebooks) -> Result<Self, CodebookError> {
        let raw: RawSignals = parse(SIGNALS, books.file(SIGNALS).unwrap_or_default())?;
        let marks: RawMarks = parse(MARKS, books.file(MARKS).unwrap_or_default())?;
        let mut loader = Loader {
            file: SIGNALS,
            reader: Reader::default(),
            roles: Vec::new(),
        };
        loader.classes(&raw.class)?;
        loader.scope(&raw.scope)?;
        for (index, topic) in raw.topic.iter().enumerate() {
            loader.topic(index, topic)?;
        }
        loader.file = MARKS;
        loader.marks(&marks)?;
        Ok(Self {
            topics: raw.topic.iter().map(TopicRules::of).collect(),
            marks: marks.mark.iter().map(|mark| mark.id.clone()).collect(),
            data: marks.data.into_iter().map(|data| data.concepts).collect(),
            papers: marks
                .paper
                .iter()
                .map(|paper| (paper.kind, paper.least))
                .collect(),
            names: NameBook::new(books, marks.names.suffixes, marks.names.common),
            matcher: loader.reader.finish(),
            roles: loader.roles,
            seen: Seen::default(),
        })
    }
}

impl TopicRules {
    fn of(raw: &RawTopic) -> Self {
        Self {
            topic: raw.id,
            negated: raw.negated,
            asked: raw.asked,
            by_name: raw.by_name,
            with: raw.with,
        }
    }
}

struct Loader {
    file: &'static str,
    reader: Reader,
    roles: Vec<Role>,
}

impl Loader {
    fn classes(&mut self, raw: &BTreeMap<String, Vec<String>>) -> Result<(), CodebookError> {
        for (name, patterns) in raw {
            let read = self.reader.class(name, patterns);
            read.map_err(|what| self.amiss(name, what))?;
        }
        Ok(())
    }

    fn scope(&mut self, raw: &RawScope) -> Result<(), CodebookError> {
        let lists = [
            (Scope::Negates, &raw.negators),
            (Scope::NegatesBefore, &raw.after),
            (Scope::Neutral, &raw.neutral),
            (Scope::Supposes, &raw.supposes),
            (Scope::Points, &raw.points),
            (Scope::Withholds, &raw.withholds),
            (Scope::Breaks, &raw.breaks),
            (Scope::Splits, &raw.splits),
            (Scope::Restates, &raw.restates),
            (Scope::Opens, &raw.opens),
            (Scope::Defines, &raw.defines),
            (Scope::Greets, &raw.greets),
            (Scope::Closes, &raw.closes),
            (Scope::Begs, &raw.begs),
            (Scope::Excepts, &raw.excepts),
            (Scope::Unexplained, &raw.unexplained),
            (Scope::Asks, &raw.asks),
            (Scope::Here, &raw.here),
            (Scope::Elsewhere, &raw.elsewhere),
        ];
        for (scope, list) in lists {
            self.add_all("scope", list, Role::Scope(scope))?;
        }
        Ok(())
    }

    fn topic(&mut self, index: usize, raw: &RawTopic) -> Result<(), CodebookError> {
        let lists = [
            (Part::Names, &raw.names),
            (Part::States, &raw.states),
            (Part::Hints, &raw.hints),
            (Part::Generic, &raw.generic),
            (Part::Specific, &raw.specific),
            (Part::Denied, &raw.denied),
            (Part::Refused, &raw.refused),
            (Part::Not, &raw.not),
        ];
        for (part, list) in lists {
            self.add_all(raw.id.as_str(), list, Role::Topic(index, part))?;
        }
        Ok(())
    }

    fn marks(&mut self, raw: &RawMarks) -> Result<(), CodebookError> {
        for (index, mark) in raw.mark.iter().enumerate() {
            self.add_all(&mark.id, &mark.words, Role::Mark(index, Sign::For))?;
            self.add_all(&mark.id, &mark.not, Role::Mark(index, Sign::Against))?;
        }
        for (index, data) in raw.data.iter().enumerate() {
            self.add_all("data", &data.words, Role::Data(index, Sign::For))?;
            self.add_all("data", &data.not, Role::Data(index, Sign::Against))?;
        }
        for (index, paper) in raw.paper.iter().enumerate() {
            let key = paper.kind.as_str();
            for signal in &paper.words {
                self.add(key, &signal.is, Role::Paper(index, signal.weight))?;
            }
            for signal in &paper.against {
                let weight = signal.weight.saturating_neg();
                self.add(key, &signal.is, Role::Paper(index, weight))?;
            }
        }
        Ok(())
    }

    fn add_all(&mut self, key: &str, patterns: &[String], role: Role) -> Result<(), CodebookError> {
        patterns
            .iter()
            .try_for_each(|pattern| self.add(key, pattern, role))
    }

    fn add(&mut self, key: &str, pattern: &str, role: Role) -> Result<(), CodebookError> {
        let read = self.reader.pattern(pattern);
        read.map_err(|what| self.amiss(key, what))?;
        self.roles.push(role);
        Ok(())
    }

    fn amiss(&self, key: &str, what: String) -> CodebookError {
        CodebookError {
            file: self.file.to_owned(),
            line: 0,
            key: key.to_owned(),
            what,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signals_of_the_books_load_and_cover_every_topic() {
        let signals = Signals::load(&Codebooks::embedded()).expect("the embedded signals load");
        for topic in Topic::ALL {
            assert!(
                signals.topics.iter().any(|rules| rules.topic == *topic),
                "{topic}"
            );
        }
        assert_eq!(signals.roles.len(), signals.matcher.len());
        for mark in &signals.marks {
            let listed = crate::statement::marks::ALL.contains(&mark.as_str());
            let provision = mark.starts_with("gdpr-") || mark.starts_with("dpa-");
            assert!(listed || provision || mark.starts_with("right:"), "{mark}");
        }
    }
}
