//! What the cohort has to know of a case: small, and without the values of anything that points to a
//! person. It lies in the journal beside the rows.

use std::io;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::batch::dataset::{code, score, unexplained_shape};
use crate::batch::protocol::State;
use crate::codebook::Label;
use crate::finding::{Severity, Standing};
use crate::render::words::Reader;
use crate::report::{DataPoint, Report, Tally, TimelineLine};
use crate::vocabulary::{Category, InferredFrom, Origin, ResponseKind, SpecialCategory};

/// What the cohort has to know of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary<'a> {
    /// The id of the party; empty where it is not known.
    pub party: &'a str,
    /// Its name.
    pub party_name: &'a str,
    /// How it ended.
    pub state: State,
    /// What kind of answer it is.
    pub kind: ResponseKind,
    /// The year in which the answer came, else that of the request; 0 where neither is known.
    pub year: u16,
    /// Days from request to answer.
    pub days: Option<u32>,
    /// Days after the day it was due.
    pub days_late: Option<u32>,
    /// The data points of the person that it is about.
    #[serde(borrow)]
    pub points: Vec<PointSeen<'a>>,
    /// The findings.
    #[serde(borrow)]
    pub findings: Vec<FindingSeen<'a>>,
    /// The items of the checklist, in their order, by how they stand.
    pub items: Vec<u8>,
    /// What is recorded as a fact, where the person says what is true.
    pub facts: Right,
    /// What is a guess.
    pub guesses: Right,
}

/// Right and wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Right {
    /// As the person says.
    pub right: u32,
    /// Otherwise.
    pub wrong: u32,
}

/// A data point, as the cohort sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointSeen<'a> {
    /// What is the same heading in other responses: the field, else the heading in normal form.
    pub key: &'a str,
    /// The heading as written.
    pub heading: &'a str,
    /// The field of a codebook; empty where there is none.
    pub field: &'a str,
    /// What the heading says; empty where nothing says it.
    pub title: &'a str,
    /// What kind of data.
    pub category: Category,
    /// Who can read it, by its number among [`Reader::ALL`].
    pub reader: u8,
    /// How the party came by it.
    pub origin: Origin,
    /// Whether it is a guess.
    pub inferred: bool,
    /// What the guess rests on.
    pub inferred_from: Vec<InferredFrom>,
    /// Article 9 data.
    pub special: Option<SpecialCategory>,
    /// The source as named.
    pub source: &'a str,
    /// The value as a number.
    pub score: Option<f64>,
    /// The value as a code.
    pub code: &'a str,
    /// What a value that nobody explains looks like.
    pub shape: String,
    /// A number that stands for a short code that nobody explains, the same in every response; 0 where
    /// there is none. The code itself is not kept.
    pub mark: u32,
}

/// A finding, as the cohort sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingSeen<'a> {
    /// The code of the rule.
    pub rule: &'a str,
    /// How much is at stake.
    pub severity: u8,
    /// How firmly it stands.
    pub standing: u8,
}

impl Summary<'_> {
    /// Reads a summary.
    ///
    /// # Errors
    ///
    /// Where the bytes are none.
    pub fn read(bytes: &[u8]) -> io::Result<Summary<'_>> {
        postcard::from_bytes(bytes).map_err(io::Error::other)
    }
}

/// The summary of a report, as bytes.
///
/// # Errors
///
/// Where it cannot be put into bytes.
pub fn summary(report: &Report, state: State) -> io::Result<Vec<u8>> {
    let keys: Vec<String> = report
        .data_points
        .iter()
        .map(|point| match &point.field {
            Some(field) => field.0.clone(),
            None => Label::new(&point.label).key().to_owned(),
        })
        .collect();
    let accuracy = report.summary.accuracy.as_ref();
    let summary = Summary {
        party: report.case.party.as_ref().map_or("", |party| &party.0),
        party_name: report.case.party_name.as_deref().unwrap_or_default(),
        state,
        kind: report.case.response_kind,
        year: report.timeline.as_ref().and_then(year).unwrap_or(0),
        days: report.timeline.as_ref().and_then(days_taken),
        days_late: report.timeline.as_ref().and_then(|line| line.days_late),
        points: points(report, &keys),
        findings: report
            .findings
            .iter()
            .map(|finding| FindingSeen {
                rule: finding.rule.0,
                severity: place(Severity::ALL.iter().position(|it| *it == finding.severity)),
                standing: place(Standing::ALL.iter().position(|it| *it == finding.standing)),
            })
            .collect(),
        items: report
            .checklist
            .iter()
            .map(|line| place(super::STATUSES.iter().position(|it| *it == line.status)))
            .collect(),
        facts: accuracy.map_or(Right::default(), |it| right(it.facts)),
        guesses: accuracy.map_or(Right::default(), |it| right(it.guesses)),
    };
    postcard::to_allocvec(&summary).map_err(io::Error::other)
}

fn points<'a>(report: &'a Report, keys: &'a [String]) -> Vec<PointSeen<'a>> {
    let own = report.data_points.iter().zip(keys);
    own.filter(|(point, key)| point.person == 1 && !key.is_empty())
        .map(|(point, key)| {
            let reader = Reader::of(&point.meaning);
            PointSeen {
                key,
                heading: &point.label,
                field: point.field.as_ref().map_or("", |field| &field.0),
                title: point.title.as_deref().unwrap_or_default(),
                category: point.category,
                reader: place(Reader::ALL.iter().position(|it| *it == reader)),
                origin: point.origin,
                inferred: point.inferred,
                inferred_from: point.inferred_from.clone(),
                special: point.special_category,
                source: point.source_named.as_deref().unwrap_or_default(),
                score: score(point),
                code: code(point).unwrap_or_default(),
                shape: unexplained_shape(point).unwrap_or_default(),
                mark: mark(point),
            }
        })
        .collect()
}

/// The number of a short code that nobody explains. What points to a person has none.
fn mark(point: &DataPoint) -> u32 {
    const LONGEST: usize = 6;
    let points_to_person = matches!(
        point.category,
        Category::Identity | Category::Contact | Category::Address
    );
    let value = point.value.as_deref().unwrap_or_default().trim();
    let is_code = (1..=LONGEST).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && value.bytes().any(|byte| byte.is_ascii_alphabetic());
    if points_to_person || !is_code || unexplained_shape(point).is_none() {
        return 0;
    }
    let digest = Sha256::digest(value.as_bytes());
    let first: [u8; 4] = digest.first_chunk().copied().unwrap_or_default();
    u32::from_le_bytes(first).max(1)
}

/// A place in a list of a dozen.
fn place(at: Option<usize>) -> u8 {
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

fn right(tally: Tally) -> Right {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Right {
        right: number(tally.right),
        wrong: number(tally.wrong),
    }
}

fn year(timeline: &TimelineLine) -> Option<u16> {
    let day = timeline.received.as_ref().or(timeline.requested.as_ref())?;
    day.get(..4)?.parse().ok()
}

/// Days from request to answer.
pub(crate) fn days_taken(timeline: &TimelineLine) -> Option<u32> {
    let day = |day: &Option<String>| crate::day::Day::parse(day.as_ref()?).ok();
    let days = day(&timeline.requested)?.days_until(day(&timeline.received)?);
    u32::try_from(days).ok()
}
