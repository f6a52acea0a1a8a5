//! Everything that is known about one response: the only thing that rules see.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::codebook::{Book, Codebooks, Kind, PartyId, Role};
use crate::day::Day;
use crate::decode::Decoded;
use crate::document::{Document, Part};
use crate::provenance::{Location, PartId, Place, PointId};
use crate::recognise::people::People;
use crate::recognise::{Heading, Note, Survey};
use crate::request::Request;
use crate::statement::{Phrases, Statements};
use crate::vocabulary::{Category, Origin, ResponseKind, Status};

/// Everything known about one response.
#[derive(Debug)]
pub struct Profile<'a> {
    /// The parts as read.
    pub document: &'a Document,
    /// What was observed in them.
    pub survey: &'a Survey,
    /// The data points, in reading order; their ids are `D1`, `D2` and so on.
    pub points: Vec<Decoded>,
    /// Who is who.
    pub people: People,
    /// The party, where it is known.
    pub party: Option<PartyId>,
    /// The codebooks.
    pub books: &'a Codebooks,
    /// The phrases of statements.
    pub phrases: &'a Phrases,
    /// What the response says about itself.
    pub statements: &'a Statements,
    /// What is known of the request.
    pub request: &'a Request,
    /// What kind of answer the response is.
    pub response_kind: ResponseKind,
    /// The day on which the report speaks, if one was given.
    pub speaks: Option<Day>,
    /// The thresholds of rules.
    pub thresholds: &'a Thresholds,
    /// The data points of each record, found when first asked for.
    pub records: OnceCell<HashMap<RecordKey, Vec<usize>>>,
}

/// A record: the block of its headings, and its number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// The block.
    pub block: u32,
    /// The record.
    pub record: u32,
}

/// The thresholds of rules, as documented settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thresholds {
    /// T05: fields under which a record is small. Default 40.
    pub small_record: usize,
    /// T06: days after receipt from which an identity check is late. Default 10.
    pub late_identity_days: u32,
    /// A05: years from which an old address is old. Default 5.
    pub old_address_years: i32,
    /// R05: elections from which a voting history is long. Default 5.
    pub long_history: usize,
    /// I06: years from which a model is stale. Default 3.
    pub stale_model_years: i32,
    /// L05: attributes from which there are many. Default 60.
    pub many_fields: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            small_record: 40,
            late_identity_days: 10,
            old_address_years: 5,
            long_history: 5,
            stale_model_years: 3,
            many_fields: 60,
        }
    }
}

impl<'a> Profile<'a> {
    /// The data points that hold a value: not blank, not declared missing, not withheld.
    pub fn held(&self) -> impl Iterator<Item = &Decoded> {
        self.points.iter().filter(|point| {
            point.value.is_some()
                && !point.withheld
                && !matches!(
                    point.meaning.status,
                    Status::Absent | Status::DeclaredMissing
                )
        })
    }

    /// The heading of a data point.
    #[must_use]
    pub fn heading(&self, point: &Decoded) -> Option<&Heading> {
        self.survey.headings.get(point.heading)
    }

    /// Whether a concept, or any of a class, is among the words of a data point's heading.
    #[must_use]
    pub fn says(&self, point: &Decoded, concept: &str) -> bool {
        self.heading(point)
            .is_some_and(|heading| heading.recognised.has(concept))
    }

    /// The other data points of the same record.
    pub fn beside<'s>(&'s self, point: &'s Decoded) -> impl Iterator<Item = &'s Decoded> {
        let records = self.records.get_or_init(|| {
            let mut records: HashMap<RecordKey, Vec<usize>> = HashMap::new();
            for (index, point) in self.points.iter().enumerate() {
                if let Some(key) = self.record_key(point) {
                    records.entry(key).or_default().push(index);
                }
            }
            records
        });
        self.record_key(point)
            .and_then(|key| records.get(&key))
            .into_iter()
            .flatten()
            .filter_map(|index| self.points.get(*index))
            .filter(move |other| other.id != point.id)
    }

    fn record_key(&self, point: &Decoded) -> Option<RecordKey> {
        let block = self.heading(point)?.block;
        Some(RecordKey {
            block,
            record: point.record,
        })
    }

    /// The part of a location.
    #[must_use]
    pub fn part(&self, id: PartId) -> Option<&Part> {
        self.document.parts.iter().find(|part| part.id == id)
    }

    /// All texts of the response that are neither headings nor values: titles, notes, explanations,
    /// comments on headings, columns of sources.
    pub fn said(&self) -> impl Iterator<Item = &Note> {
        let beside = self
            .survey
            .headings
            .iter()
            .flat_map(|heading| &heading.sources);
        self.survey.notes.iter().chain(beside)
    }

    /// Whether any text of the response names something: a supplier, a platform, a council.
    #[must_use]
    pub fn names(&self, spellings: &[&str]) -> bool {
        let padded =
            |text: &str| format!(" {} ", crate::codebook::Label::new(text).words().join(" "));
        let wanted: Vec<String> = spellings
            .iter()
            .map(|name| padded(name))
            .filter(|name| name.trim() != "")
            .collect();
        let found = |text: &str| {
            let text = padded(text);
            wanted.iter().any(|name| text.contains(name.as_str()))
        };
        self.said().any(|note| found(&note.text))
            || self
                .survey
                .headings
                .iter()
                .filter_map(|heading| heading.explanation.as_ref())
                .any(|explanation| found(&explanation.text))
    }

    /// The book of the party.
    #[must_use]
    pub fn party_book(&self) -> Option<&'a Book> {
        self.books.party(self.party.as_ref()?)
    }

    /// Whether a part that may be a letter or a notice was not read. Spreadsheets and data files do
    /// not count.
    #[must_use]
    pub fn letter_unread(&self) -> bool {
        self.document
            .parts
            .iter()
            .any(|part| part.read == crate::document::ReadState::Not && !self.is_table_file(part))
    }

    fn is_table_file(&self, part: &Part) -> bool {
        let name = part.path.to_lowercase();
        [
            ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".tab",
        ]
        .iter()
        .any(|ending| name.ends_with(ending))
    }

    /// Whether a letter is among the papers. Where nothing was read as a paper: whether there is running
    /// text that may be a letter, at least three lines of it.
    #[must_use]
    pub fn has_letter(&self) -> bool {
        const LINES: usize = 3;
        if !self.statements.papers.is_empty() {
            return self.statements.letters().next().is_some();
        }
        self.document
            .parts
            .iter()
            .any(|part| part.passages.len() >= LINES)
    }

    /// Whether the response holds anything that the party had from elsewhere: register, bought,
    /// modelled or public data.
    #[must_use]
    pub fn holds_data_from_elsewhere(&self) -> bool {
        self.held().any(|point| {
            matches!(
                point.origin,
                Origin::Bought
                    | Origin::Modelled
                    | Origin::Register
                    | Origin::MarkedRegister
                    | Origin::Public
            )
        })
    }

    /// Places of the tables and texts that were searched, for findings about what is absent.
    #[must_use]
    pub fn searched(&self) -> Vec<Location> {
        self.document
            .parts
            .iter()
            .filter(|part| part.read != crate::document::ReadState::Not)
            .map(|part| Location {
                part: part.id,
                place: Place::Whole,
            })
            .collect()
    }

    /// A data point by its number.
    #[must_use]
    pub fn point(&self, id: PointId) -> Option<&Decoded> {
        let index = usize::try_from(id.0).ok()?.checked_sub(1)?;
        self.points.get(index)
    }
}

impl Decoded {
    /// Whether it is the entry itself and not its date, source or the like.
    #[must_use]
    pub fn is_value(&self) -> bool {
        self.role == Role::Value
    }

    /// Whether it is a number on a scale or a place in an order.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        matches!(self.kind, Some(Kind::Score | Kind::Rank))
    }

    /// Whether it is about political support or opinion.
    #[must_use]
    pub fn is_political(&self) -> bool {
        matches!(
            self.category,
            Category::VotingIntention | Category::IssueConcern | Category::EuReferendum
        )
    }
}
