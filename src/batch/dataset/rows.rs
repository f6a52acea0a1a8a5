//! From a report to its rows: CSV without headings, in the order of the columns.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Personal;
use crate::batch::protocol::State;
use crate::document::ReadState;
use crate::provenance::Location;
use crate::render::safe;
use crate::render::words::Reader;
use crate::report::{DataPoint, FindingLine, Report, Tally};
use crate::request::Request;
use crate::suggest::shape;
use crate::vocabulary::{Category, Status};

/// What the rows of a case say besides its report.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The pseudonym of the case.
    pub id: &'a str,
    /// The name of its file or folder.
    pub name: &'a str,
    /// How much was read.
    pub state: State,
    /// What its case file says.
    pub request: &'a Request,
    /// Whether personal data are asked for.
    pub personal: Personal,
}

/// The rows of a case, a text for each table.
pub type Rows = [String; 4];

/// The rows of a case.
#[must_use]
pub fn rows(report: &Report, about: About<'_>) -> Rows {
    let mut points = String::new();
    let known = Names::of(report);
    for point in &report.data_points {
        data_point(point, report, about, &known, &mut points);
    }
    let mut findings = String::new();
    for finding in &report.findings {
        self::finding(finding, about, &mut findings);
    }
    let mut checklist = String::new();
    for line in &report.checklist {
        let mut row = Row::new(&mut checklist);
        row.text(about.id).text(line.item).text(line.provision);
        row.word(line.status.as_str());
        if about.personal == Personal::With {
            row.text(&line.text);
        }
        row.end();
    }
    [case(report, about), points, findings, checklist]
}

fn case(report: &Report, about: About<'_>) -> String {
    let mut text = String::new();
    let mut row = Row::new(&mut text);
    let request = about.request;
    row.text(about.id);
    row.text(request.subject.as_deref().unwrap_or_default());
    row.text(report.case.party.as_ref().map_or("", |party| &party.0));
    row.word(match report.case.party_basis {
        crate::report::PartyBasis::Given => "given",
        crate::report::PartyBasis::Detected => "detected",
        crate::report::PartyBasis::None => "none",
    });
    row.word(report.case.response_kind.as_str());
    row.word(about.state.as_str());
    row.text(request.nation.map_or("", |nation| nation.key()));
    row.number(report.summary.people);
    row.number(report.parts.len());
    let unread = report.parts.iter();
    row.number(unread.filter(|part| part.read == ReadState::Not).count());
    readers(report, &mut row);
    let severity = |key: &str| report.summary.findings.get(key).copied().unwrap_or(0);
    row.number(report.findings.len());
    for key in ["critical", "high", "medium", "low", "info"] {
        row.number(severity(key));
    }
    times(report, &mut row);
    let none = Tally::default();
    let accuracy = report.summary.accuracy.as_ref();
    for tally in [
        accuracy.map_or(none, |accuracy| accuracy.facts),
        accuracy.map_or(none, |accuracy| accuracy.guesses),
    ] {
        row.number(tally.right).number(tally.wrong);
    }
    if about.personal == Personal::With {
        row.text(about.name);
    }
    row.end();
    text
}

fn readers(report: &Report, row: &mut Row<'_>) {
    let mut by_reader = [0usize; Reader::ALL.len()];
    for point in &report.data_points {
        let reader = Reader::of(&point.meaning);
        let at = Reader::ALL.iter().position(|other| *other == reader);
        if let Some(count) = at.and_then(|at| by_reader.get_mut(at)) {
            *count = count.saturating_add(1);
        }
    }
    let of = |reader: Reader| {
        let at = Reader::ALL.iter().position(|other| *other == reader);
        at.and_then(|at| by_reader.get(at)).copied().unwrap_or(0)
    };
    let blank = of(Reader::Blank).saturating_add(of(Reader::NoValue));
    row.number(report.data_points.len());
    row.number(report.data_points.len().saturating_sub(blank));
    for reader in [
        Reader::Anyone,
        Reader::Response,
        Reader::OnlyUs,
        Reader::Probably,
        Reader::Several,
        Reader::Nobody,
    ] {
        row.number(of(reader));
    }
    row.number(report.summary.inferred);
    row.number(report.summary.special_category);
    row.number(report.summary.sources_named);
}

fn times(report: &Report, row: &mut Row<'_>) {
    let timeline = report.timeline.as_ref();
    let day = |day: Option<&String>| day.map_or("", String::as_str).to_owned();
    row.text(&day(timeline.and_then(|line| line.requested.as_ref())));
    row.text(&day(timeline.and_then(|line| line.due.as_ref())));
    row.text(&day(timeline.and_then(|line| line.received.as_ref())));
    row.maybe(timeline.and_then(crate::batch::cohort::days_taken));
    row.maybe(timeline.and_then(|line| line.days_late));
    row.maybe(timeline.map(|line| line.provisional));
}

fn data_point(
    point: &DataPoint,
    report: &Report,
    about: About<'_>,
    known: &Names,
    to: &mut String,
) {
    let mut row = Row::new(to);
    row.text(about.id);
    row.display(point.id);
    row.number(point.person);
    row.text(if is_known(point) && known.allow(&point.label) {
        &point.label
    } else {
        ""
    });
    row.text(point.field.as_ref().map_or("", |field| &field.0));
    row.word(point.category.as_str());
    row.word(point.meaning.status.as_str());
    row.word(point.meaning.basis.as_str());
    row.word(reader(Reader::of(&point.meaning)));
    row.word(point.origin.as_str());
    row.word(point.origin_basis.as_str());
    row.truth(point.source_named.is_some());
    row.truth(point.inferred);
    let from: Vec<&str> = point
        .inferred_from
        .iter()
        .map(|from| from.as_str())
        .collect();
    row.text(&from.join(" "));
    row.word(
        point
            .special_category
            .map_or("", |special| special.as_str()),
    );
    row.word(point.level.as_str());
    row.truth(point.hidden);
    row.word(point.masked.unwrap_or_default());
    row.maybe(score(point));
    row.maybe(point.meaning.scale.as_ref().map(|scale| scale.from));
    row.maybe(point.meaning.scale.as_ref().map(|scale| scale.to));
    row.text(code(point).unwrap_or_default());
    row.text(&unexplained_shape(point).unwrap_or_default());
    if about.personal == Personal::With {
        row.text(&point.label);
        row.text(point.value.as_deref().unwrap_or_default());
        row.text(point.stored.as_deref().unwrap_or_default());
        row.text(&point.meaning.text);
        row.text(point.source_named.as_deref().unwrap_or_default());
        row.text(&place(report, &point.at));
    }
    row.end();
}

fn place(report: &Report, at: &Location) -> String {
    let part = report.parts.iter().find(|part| part.id == at.part);
    let part = part.map_or("", |part| part.path.as_str());
    format!("{part}: {}", at.place)
}

fn finding(finding: &FindingLine, about: About<'_>, to: &mut String) {
    let mut row = Row::new(to);
    row.text(about.id).text(&finding.id).text(finding.rule.0);
    row.text(finding.name).text(finding.severity.as_str());
    row.word(finding.standing.as_str());
    row.text(&finding.provisions.join(" "));
    let mut points = String::new();
    for (number, point) in finding.data_points.iter().enumerate() {
        let space = if number == 0 { "" } else { " " };
        let _ = write!(points, "{space}{point}");
    }
    row.text(&points).truth(finding.adviser_only);
    if about.personal == Personal::With {
        row.text(&finding.message);
    }
    row.end();
}

/// The key of a reader.
fn reader(reader: Reader) -> &'static str {
    match reader {
        Reader::Anyone => "anyone",
        Reader::Response => "response",
        Reader::OnlyUs => "sources-only",
        Reader::Probably => "probably",
        Reader::Several => "several",
        Reader::Nobody => "nobody",
        Reader::NoValue => "no-value",
        Reader::Blank => "blank",
    }
}

/// Whether anything says what the heading means.
fn is_known(point: &DataPoint) -> bool {
    point.field.is_some() || point.title.is_some()
}

/// Whether values of this kind say something of what a party thinks of people, and do not point to one
/// of them as a name, an address, a number of a system or a note does.
fn is_pseudonymous(category: Category) -> bool {
    match category {
        Category::VotingRecord
        | Category::VotingIntention
        | Category::IssueConcern
        | Category::EuReferendum
        | Category::Demographic
        | Category::Household
        | Category::Financial
        | Category::Lifestyle
        | Category::Segment
        | Category::EthnicityReligion => true,
        Category::Identity
        | Category::Contact
        | Category::Address
        | Category::ElectoralRegister
        | Category::ContactHistory
        | Category::Membership
        | Category::Consent
        | Category::FreeText
        | Category::Area
        | Category::System
        | Category::Unknown => false,
    }
}

/// The value as a number, where it is a score, an amount or the like.
pub(crate) fn score(point: &DataPoint) -> Option<f64> {
    /// Longer numbers may be numbers of people: telephones, accounts.
    const LONGEST: usize = 10;
    if !is_pseudonymous(point.category) || point.masked.is_some() {
        return None;
    }
    match point.meaning.status {
        Status::Scored | Status::OffScale | Status::Unpublished => {}
        Status::Plain
        | Status::Coded
        | Status::UnlistedCode
        | Status::Ambiguous
        | Status::Unrecognised
        | Status::Absent
        | Status::DeclaredMissing => return None,
    }
    let value = point.value.as_deref()?.trim();
    let digits = value.strip_suffix('%').unwrap_or(value).trim_end();
    let number: f64 = (digits.len() <= LONGEST).then(|| digits.parse().ok())??;
    number.is_finite().then_some(number)
}

/// The value as a code, where a list explains it or several do. A code that no list has is a shape.
pub(crate) fn code(point: &DataPoint) -> Option<&str> {
    const LONGEST: usize = 12;
    if !is_pseudonymous(point.category) || point.masked.is_some() {
        return None;
    }
    match point.meaning.status {
        Status::Coded | Status::Ambiguous => {}
        Status::Plain
        | Status::Scored
        | Status::UnlistedCode
        | Status::OffScale
        | Status::Unpublished
        | Status::Unrecognised
        | Status::Absent
        | Status::DeclaredMissing => return None,
    }
    let value = point.value.as_deref()?.trim();
    (value.chars().count() <= LONGEST).then_some(value)
}

/// What a value looks like that nobody explains.
pub(crate) fn unexplained_shape(point: &DataPoint) -> Option<String> {
    const LONGEST: usize = 16;
    if point.masked.is_some() || Reader::of(&point.meaning) != Reader::Nobody {
        return None;
    }
    let value = point.value.as_deref()?.trim();
    let short = !value.is_empty() && value.chars().count() <= LONGEST;
    Some(if short {
        shape(value)
    } else {
        "\u{2026}".to_owned()
    })
}

/// The words by which the people of a case can be known, so that no heading repeats one.
struct Names(BTreeSet<String>);

impl Names {
    fn of(report: &Report) -> Self {
        const SHORTEST: usize = 3;
        let mut words = BTreeSet::new();
        for point in &report.data_points {
            match point.category {
                Category::Identity | Category::Contact | Category::Address => {}
                _ => continue,
            }
            let value = point.value.as_deref().unwrap_or_default();
            let pieces = value.split(|c: char| !c.is_alphanumeric());
            words.extend(
                pieces
                    .filter(|piece| piece.chars().count() >= SHORTEST)
                    .map(str::to_lowercase),
            );
        }
        Self(words)
    }

    /// Whether a heading may stand in a table without personal data: it is short, repeats nothing of the
    /// people, and has no address of mail and no long number.
    fn allow(&self, heading: &str) -> bool {
        const LONGEST: usize = 80;
        const DIGITS: usize = 5;
        if heading.contains('@') || heading.chars().count() > LONGEST {
            return false;
        }
        heading.split(|c: char| !c.is_alphanumeric()).all(|word| {
            let long = word.len() >= DIGITS && word.bytes().all(|b| b.is_ascii_digit());
            !long && !self.0.contains(&word.to_lowercase())
        })
    }
}

/// A line of a table that is written by hand.
pub(crate) fn line(cells: &[&str]) -> String {
    let mut line = String::new();
    let mut row = Row::new(&mut line);
    for cell in cells {
        row.text(cell);
    }
    row.end();
    line
}

/// A row that is being written.
struct Row<'t> {
    to: &'t mut String,
    first: bool,
}

impl<'t> Row<'t> {
    fn new(to: &'t mut String) -> Self {
        Self { to, first: true }
    }

    fn comma(&mut self) -> &mut String {
        if !std::mem::replace(&mut self.first, false) {
            self.to.push(',');
        }
        self.to
    }

    /// A word of ours, which needs no quotes.
    fn word(&mut self, word: &'static str) -> &mut Self {
        self.comma().push_str(word);
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        let text: Cow<'_, str> = safe(text);
        let to = self.comma();
        if memchr::memchr3(b',', b'"', b'\n', text.as_bytes()).is_some() || text.contains('\r') {
            to.push('"');
            for (number, piece) in text.split('"').enumerate() {
                if number > 0 {
                    to.push_str("\"\"");
                }
                to.push_str(piece);
            }
            to.push('"');
        } else {
            to.push_str(&text);
        }
        self
    }

    fn display(&mut self, what: impl std::fmt::Display) -> &mut Self {
        let to = self.comma();
        let _ = write!(to, "{what}");
        self
    }

    fn number(&mut self, number: impl std::fmt::Display) -> &mut Self {
        self.display(number)
    }

    fn truth(&mut self, truth: bool) -> &mut Self {
        self.comma().push_str(if truth { "true" } else { "false" });
        self
    }

    fn maybe(&mut self, what: Option<impl std::fmt::Display>) -> &mut Self {
        match what {
            Some(what) => self.display(what),
            None => self.word(""),
        }
    }

    fn end(self) {
        self.to.push('\n');
    }
}
