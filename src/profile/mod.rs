//! Everything that is known about one response: the only thing that rules see.

mod accuracy;
mod compared;
mod dates;
mod index;
mod kind;
mod thresholds;
mod words;

pub use accuracy::{Accuracy, Tally};
pub use compared::{Compared, Earlier, Others};
pub use dates::{complete, sent};
pub use index::{Index, RecordKey};
pub use kind::response_kind;
pub use thresholds::{THRESHOLDS, Threshold, Thresholds};
pub use words::{SeenWords, Text};

use crate::clock::{Timeline, timeline_by};
use crate::codebook::{Book, Codebooks, Flat, Kind, PartyId, Role};
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
    /// What other responses show, where they are known.
    pub compared: &'a Compared,
    /// What is looked up again and again, found when first asked for.
    pub index: Index,
}

impl<'a> Profile<'a> {
    /// The day on which the answer was sent, by the papers.
    #[must_use]
    pub fn sent(&self) -> Option<crate::clock::Sent> {
        sent(self.statements, self.request)
    }

    /// The clock of the case, by its facts and by the papers; none where the day of receipt is not
    /// known.
    #[must_use]
    pub fn timeline(&self) -> Option<&Timeline> {
        self.index
            .timeline(|| timeline_by(self.request, self.sent()))
    }

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
        let records = self.index.records(|| self.record_keys());
        self.record_key(point)
            .and_then(|key| records.get(&key))
            .into_iter()
            .flatten()
            .filter_map(|index| self.points.get(*index))
            .filter(move |other| other.id != point.id)
    }

    fn record_keys(&self) -> Vec<Option<RecordKey>> {
        self.points
            .iter()
            .map(|point| self.record_key(point))
            .collect()
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
        if self.says_nothing() {
            return false;
        }
        let wanted: Vec<Flat> = spellings.iter().map(|name| Flat::new(name)).collect();
        self.names_one(&wanted)
    }

    /// The same, of spellings in normal form.
    #[must_use]
    pub fn names_one(&self, spellings: &[Flat]) -> bool {
        self.texts()
            .any(|text| spellings.iter().any(|name| text.flat.holds(name)))
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
