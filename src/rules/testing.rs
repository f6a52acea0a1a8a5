//! Small profiles for the tests of rules: data points set by hand, as the recogniser and the decoder
//! would have left them.

use std::rc::Rc;
use std::sync::Arc;

use crate::codebook::layer::Overlay;
use crate::codebook::{Codebooks, Label, Role};
use crate::decode::{Decoded, Meaning};
use crate::document::{Document, Part, PartKind, ReadState};
use crate::finding::Finding;
use crate::profile::{Compared, Index, Profile, Thresholds};
use crate::provenance::{CellAt, LineNo, Location, PartId, Place, PointId};
use crate::recognise::people::People;
use crate::recognise::{Explanation, Heading, Note, Observation, Recognised, Survey};
use crate::request::Request;
use crate::statement::{
    Author, DateFrom, Paper, PaperDate, PaperKind, Phrases, Stance, Statement, Statements, Topic,
};
use crate::vocabulary::{Basis, Category, Level, Origin, ResponseKind, Status};

/// A case under construction.
#[derive(Debug)]
pub(crate) struct Case {
    pub document: Document,
    pub survey: Survey,
    pub points: Vec<Decoded>,
    pub people: People,
    pub request: Request,
    pub kind: ResponseKind,
    pub party: Option<crate::codebook::PartyId>,
    pub speaks: Option<crate::day::Day>,
    books: Codebooks,
    phrases: Phrases,
    pub statements: Statements,
    pub thresholds: Thresholds,
    pub compared: Compared,
    block: u32,
    record: u32,
}

fn unknown() -> Recognised {
    Recognised {
        field: None,
        title: None,
        kind: None,
        category: Category::Unknown,
        origin: Origin::Unknown,
        origin_basis: Basis::None,
        level: Level::Person,
        inferred: false,
        inferred_from: Vec::new(),
        special: None,
        role: Role::Value,
        basis: Basis::None,
        codes: Vec::new(),
        scale: None,
        supplier: None,
        explanation: None,
        citation: None,
        alternatives: Vec::new(),
        versions: Vec::new(),
        admits_guess: false,
        plain_words: false,
        undecided: false,
        reading: None,
        concepts: Vec::new(),
        confidence: 1.0,
        why: String::new(),
    }
}

fn cell(row: usize, col: u32) -> Location {
    Location {
        part: PartId(0),
        place: Place::Cell {
            sheet: Arc::from("Record"),
            cell: CellAt::from_zero_based(u32::try_from(row).unwrap_or(0), col),
        },
    }
}

impl Case {
    pub fn new() -> Self {
        Self::with_books(Codebooks::embedded())
    }

    /// A case whose codebooks have one file laid over them: its path below `codebooks/`, and its text.
    pub fn with_file(path: &str, text: &str) -> Self {
        let (path, text) = (path.to_owned(), text.to_owned());
        let books = Codebooks::with_overrides(vec![Overlay { path, text }]);
        Self::with_books(books.expect("the laid file loads"))
    }

    fn with_books(books: Codebooks) -> Self {
        let phrases = Phrases::load(&books).expect("the embedded phrases load");
        let part = Part {
            id: PartId(0),
            path: "response.xlsx".to_owned(),
            sha256: String::new(),
            bytes: 0,
            kind: PartKind::Xlsx,
            parent: None,
            read: ReadState::Whole,
            tables: Vec::new(),
            passages: Vec::new(),
            properties: Vec::new(),
            oddities: Vec::new(),
        };
        Self {
            document: Document { parts: vec![part] },
            survey: Survey::default(),
            points: Vec::new(),
            people: People {
                of: Vec::new(),
                count: 1,
                one_household: true,
            },
            request: Request::default(),
            kind: ResponseKind::Data,
            party: None,
            speaks: None,
            books,
            phrases,
            statements: Statements::default(),
            thresholds: Thresholds::default(),
            compared: Compared::default(),
            block: 1,
            record: 0,
        }
    }

    /// What follows stands in another block.
    pub fn next_block(&mut self) {
        self.block += 1;
        self.record = 0;
    }

    /// What follows stands in the next record of the block.
    pub fn next_record(&mut self) {
        self.record += 1;
    }

    /// A heading with its value; what the decoder would have found is set on both.
    pub fn add(
        &mut self,
        label: &str,
        value: &str,
        set: impl FnOnce(&mut Decoded, &mut Recognised),
    ) -> PointId {
        let index = self.survey.headings.len();
        let mut known = unknown();
        let id = PointId(u32::try_from(index + 1).unwrap_or(0));
        let mut point = Decoded {
            id,
            person: 1,
            label: label.to_owned(),
            value: Some(value.to_owned()),
            stored: None,
            at: cell(index, 1),
            label_at: cell(index, 0),
            heading: index,
            record: self.record,
            field: None,
            title: None,
            kind: None,
            role: Role::Value,
            category: Category::Unknown,
            meaning: Meaning {
                status: Status::Plain,
                basis: Basis::Response,
                text: String::new(),
                readings: Vec::new(),
                scale: None,
                citation: None,
                said_at: None,
            },
            origin: Origin::Unknown,
            origin_basis: Basis::None,
            origin_at: Vec::new(),
            source_named: None,
            source_generic: false,
            inferred: false,
            inferred_from: Vec::new(),
            special: None,
            level: Level::Person,
            level_stated: false,
            admits_guess: false,
            withheld: false,
            reading: None,
            hidden: false,
            product: None,
        };
        set(&mut point, &mut known);
        known.kind = point.kind;
        self.survey.headings.push(Heading {
            text: label.to_owned(),
            label: Rc::new(Label::new(label)),
            at: cell(index, 0),
            recognised: Rc::new(known),
            explanation: None,
            sources: Vec::new(),
            title: None,
            under_heading: false,
            column: None,
            block: self.block,
            number: None,
        });
        self.survey.observations.push(Observation {
            heading: index,
            at: cell(index, 1),
            value: Some(value.to_owned()),
            stored: None,
            broken: false,
            is_date: false,
            record: self.record,
            hidden: point.hidden,
            comment: None,
            source: None,
        });
        self.people.of.push(point.person);
        self.points.push(point);
        id
    }

    /// The response explains the last heading.
    pub fn explain(&mut self, text: &str) {
        let at = cell(0, 9);
        if let Some(heading) = self.survey.headings.last_mut() {
            heading.explanation = Explanation::read("", &[text], at);
        }
    }

    /// The response says where the values under the last heading came from.
    pub fn source(&mut self, text: &str) {
        let (text, at, hidden) = (text.to_owned(), cell(0, 7), false);
        if let Some(heading) = self.survey.headings.last_mut() {
            heading.sources.push(Note { text, at, hidden });
        }
    }

    /// A note: a title, a line of text.
    pub fn say(&mut self, text: &str) {
        self.survey.notes.push(Note {
            text: text.to_owned(),
            at: cell(0, 8),
            hidden: false,
        });
    }

    /// The response says something about a topic; what the reader would have found is set on it.
    #[allow(dead_code, reason = "for tests of rules that read statements")]
    pub fn state(
        &mut self,
        topic: Topic,
        stance: Stance,
        words: &str,
        set: impl FnOnce(&mut Statement),
    ) {
        let line = LineNo::from_zero_based(u32::try_from(self.statements.all.len()).unwrap_or(0));
        let mut statement = Statement {
            topic,
            stance,
            words: words.to_owned(),
            at: Location {
                part: self
                    .statements
                    .papers
                    .last()
                    .map_or(PartId(0), |paper| paper.part),
                place: Place::Line { line },
            },
            names: Vec::new(),
            origin: None,
            cites: Vec::new(),
            days: Vec::new(),
            about: crate::statement::About::Everything,
        };
        set(&mut statement);
        self.statements.all.push(statement);
    }

    /// A paper of the party. Each is a part of its own; what is stated next stands in it.
    pub fn paper(&mut self, kind: PaperKind, date: Option<&str>) {
        let part = if self.statements.papers.is_empty() {
            PartId(0)
        } else {
            let id = PartId(u32::try_from(self.document.parts.len()).unwrap_or(0));
            let mut part = self
                .document
                .parts
                .first()
                .cloned()
                .expect("the first part");
            part.id = id;
            part.path = format!("paper-{}.txt", id.0);
            self.document.parts.push(part);
            id
        };
        self.statements.papers.push(Paper {
            part,
            kind,
            author: Author::Party,
            date: date.map(|day| PaperDate {
                day: crate::day::Day::parse(day).expect("a day of the test"),
                from: DateFrom::Letter,
            }),
            shown_by: Vec::new(),
        });
    }

    /// A letter that answers.
    pub fn letter_paper(&mut self) {
        self.paper(PaperKind::Letter, None);
    }

    pub fn profile(&self) -> Profile<'_> {
        Profile {
            document: &self.document,
            survey: &self.survey,
            points: self.points.clone(),
            people: self.people.clone(),
            party: self.party.clone(),
            books: &self.books,
            phrases: &self.phrases,
            statements: &self.statements,
            request: &self.request,
            response_kind: self.kind,
            speaks: self.speaks,
            thresholds: &self.thresholds,
            compared: &self.compared,
            index: Index::default(),
        }
    }

    /// What one rule finds, before findings silence each other.
    pub fn run(&self, code: &str) -> Vec<Finding> {
        let rule = crate::rules::by_name(code).expect("the rule is registered");
        let mut findings = crate::finding::Findings::default();
        rule.check(&self.profile(), &mut findings);
        findings.into_vec()
    }
}
