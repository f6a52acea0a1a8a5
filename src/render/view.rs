//! A report made ready for documents that people read: every text as it is printed, nothing left to
//! decide but where it stands on the page. The HTML page, the Word document and the Markdown text
//! are three layouts of one view.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use crate::document::ReadState;
use crate::finding::Severity;
use crate::provenance::{Location, Place};
use crate::render::corner::{Corner, Surroundings};
use crate::render::plain::{self, Plain};
use crate::render::words::{self, Reader, count};
use crate::render::{terminal, visible};
use crate::report::{DataPoint, FindingLine, PSEUDONYM, PartyBasis, Report};

/// A report as it is printed.
#[derive(Debug, Clone)]
pub struct View {
    /// The name of the case.
    pub case: String,
    /// The party, and how it is known.
    pub party: String,
    /// What kind of answer.
    pub kind: &'static str,
    /// The clock in a line; empty where it is not known.
    pub time: String,
    /// What to mind first; empty where there is nothing.
    pub safeguarding: &'static str,
    /// How right the profile is in a line; empty where nothing is said to be true.
    pub accuracy: String,
    /// What is masked; empty where nothing is.
    pub masked: String,
    /// The plain page.
    pub plain: Plain,
    /// Who can read how many values.
    pub readers: Vec<Counted>,
    /// Findings by severity, the most serious first.
    pub severities: Vec<Counted>,
    /// The findings.
    pub findings: Vec<FindingView>,
    /// The data points, by sheet or file and person.
    pub groups: Vec<Group>,
    /// The words by which the table can be filtered.
    pub filters: Vec<Counted>,
    /// The items that an answer owes.
    pub checklist: Vec<ItemView>,
    /// The steps of the clock.
    pub steps: Vec<String>,
    /// The files.
    pub parts: Vec<PartView>,
    /// The published sources, by number from 1.
    pub citations: Vec<String>,
    /// The codebooks.
    pub books: Vec<BookView>,
    /// What the operator's codebooks changed, a sentence each.
    pub overlays: Vec<String>,
    /// The version of the program.
    pub version: &'static str,
    /// The largest number of persons in one response that the page speaks of.
    pub people: u32,
}

/// A number and what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// A key for style sheets.
    pub key: String,
    /// How many.
    pub number: usize,
    /// Of what.
    pub words: String,
}

/// A finding as it is printed.
#[derive(Debug, Clone)]
pub struct FindingView {
    /// `F1`.
    pub id: String,
    /// `U03`.
    pub rule: &'static str,
    /// `naked score`.
    pub name: String,
    /// `high`.
    pub severity: &'static str,
    /// `it looks so unless answered`.
    pub standing: &'static str,
    /// `prima-facie`.
    pub standing_key: &'static str,
    /// One sentence of fact.
    pub message: String,
    /// The values that it is about.
    pub quotes: Vec<Quote>,
    /// The places that were searched, where it is about no value.
    pub places: Vec<String>,
    /// The provisions.
    pub law: String,
    /// What to ask.
    pub ask: String,
    /// Where it may be wrong.
    pub caveat: String,
}

/// A value as a finding quotes it.
#[derive(Debug, Clone)]
pub struct Quote {
    /// `D17`.
    pub id: Rc<str>,
    /// The heading.
    pub label: Rc<str>,
    /// The value.
    pub value: Rc<str>,
    /// Where it stands.
    pub place: Rc<str>,
    /// Where it stands, drawn; for the first few of a finding.
    pub corner: Option<Rc<Corner>>,
}

/// The data points of one sheet or file, and one person.
#[derive(Debug, Clone)]
pub struct Group {
    /// What they have in common.
    pub title: String,
    /// The data points.
    pub points: Vec<PointView>,
}

/// A data point as it is printed.
#[derive(Debug, Clone)]
pub struct PointView {
    /// `D17`.
    pub id: Rc<str>,
    /// The heading as written.
    pub label: Rc<str>,
    /// What the heading says.
    pub title: String,
    /// The value.
    pub value: Rc<str>,
    /// What is stored, where that differs; else empty.
    pub stored: String,
    /// What the value means.
    pub meaning: String,
    /// Numbers of the sources.
    pub cites: Vec<usize>,
    /// Who explains it.
    pub explained: &'static str,
    /// Where the response explains it; else empty.
    pub explained_at: String,
    /// A key of the same, for filters.
    pub reader: &'static str,
    /// How the party came by it.
    pub origin: String,
    /// Where the response says so, or names the source; else empty.
    pub origin_at: String,
    /// The source as named; else empty.
    pub source: String,
    /// What kind of guess; else empty.
    pub guess: String,
    /// Of what sensitivity; else empty.
    pub special: &'static str,
    /// The kind of data.
    pub category: &'static str,
    /// About whom, where it is not the person alone; else empty.
    pub level: &'static str,
    /// Where it stands.
    pub place: Rc<str>,
    /// Whether a reader of the file does not see it.
    pub hidden: bool,
}

impl PointView {
    /// Whether what the heading says is more than its own words.
    #[must_use]
    pub fn has_title(&self) -> bool {
        !self.title.is_empty() && *self.title != *self.label
    }
}

/// An item that an answer owes.
#[derive(Debug, Clone)]
pub struct ItemView {
    /// What.
    pub item: String,
    /// Whether it was found.
    pub status: &'static str,
    /// The same as a key.
    pub key: &'static str,
    /// The words, or what was searched.
    pub text: String,
    /// Where.
    pub place: String,
}

/// A file.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// The number of its exhibit, from 1.
    pub exhibit: usize,
    /// Its path.
    pub path: String,
    /// What it is.
    pub kind: &'static str,
    /// Its size in bytes.
    pub bytes: u64,
    /// How much was read.
    pub read: &'static str,
    /// Whether something was not read.
    pub lost: bool,
    /// Its digest.
    pub sha256: String,
    /// What was odd.
    pub oddities: Vec<String>,
}

/// A codebook.
#[derive(Debug, Clone)]
pub struct BookView {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its digest.
    pub sha256: String,
}

/// The report as it is printed.
#[must_use]
pub fn view(report: &Report) -> View {
    let mut citations: Vec<String> = Vec::new();
    let quoted: Vec<Quoted> = report
        .data_points
        .iter()
        .map(|point| Quoted::of(report, point))
        .collect();
    let around = Surroundings::new(report, &quoted);
    View {
        case: visible(&report.case.id).into_owned(),
        party: party(report),
        kind: words::response_kind(report.case.response_kind),
        time: time(report),
        safeguarding: report.safeguarding.unwrap_or_default(),
        accuracy: report
            .summary
            .accuracy
            .as_ref()
            .map_or_else(String::new, words::accuracy),
        masked: report
            .redaction
            .as_ref()
            .map_or_else(String::new, words::redaction),
        plain: shown(plain::plain(report)),
        readers: readers(report),
        severities: severities(report),
        findings: report
            .findings
            .iter()
            .map(|finding| self::finding(report, finding, &quoted, &around))
            .collect(),
        groups: groups(report, &quoted, &mut citations),
        filters: filters(report),
        checklist: checklist(report),
        steps: report
            .timeline
            .iter()
            .flat_map(|timeline| timeline.steps.iter().map(|step| visible(step).into_owned()))
            .collect(),
        parts: parts(report),
        citations,
        books: report
            .made_with
            .codebooks
            .iter()
            .map(|book| BookView {
                id: book.id.clone(),
                version: book.version.clone(),
                sha256: book.sha256.clone(),
            })
            .collect(),
        overlays: words::overlays(&report.made_with)
            .iter()
            .map(|text| visible(text).into_owned())
            .collect(),
        version: report.made_with.version,
        people: report.summary.people,
    }
}

/// The plain page with everything visible that does not print.
fn shown(mut page: Plain) -> Plain {
    for item in page
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.items)
    {
        item.what = visible(&item.what).into_owned();
        item.says = visible(&item.says).into_owned();
    }
    page
}

fn party(report: &Report) -> String {
    let Some(party) = &report.case.party else {
        return "not known".to_owned();
    };
    let name = report.case.party_name.as_deref().unwrap_or(&party.0);
    match report.case.party_basis {
        PartyBasis::Given => format!("{name}, as you said"),
        PartyBasis::Detected => format!("{name}, told by the response"),
        PartyBasis::None => name.to_owned(),
    }
}

fn time(report: &Report) -> String {
    let Some(timeline) = &report.timeline else {
        return String::new();
    };
    let due = timeline.due.as_deref().map(plain::day);
    let due = due.as_deref().unwrap_or("a day that could not be reckoned");
    match (&timeline.received, timeline.days_late) {
        (Some(came), Some(late)) if late > 0 => {
            let days = count(usize::try_from(late).unwrap_or(0), "day", "days");
            format!(
                "due on {due}; it came on {}, {days} after that",
                plain::day(came)
            )
        }
        (Some(came), _) => format!("due on {due}; it came on {}", plain::day(came)),
        (None, _) => format!("due on {due}"),
    }
}

fn readers(report: &Report) -> Vec<Counted> {
    let mut counts: BTreeMap<Reader, usize> = BTreeMap::new();
    for point in &report.data_points {
        *counts.entry(Reader::of(&point.meaning)).or_default() += 1;
    }
    Reader::ALL
        .into_iter()
        .map(|reader| Counted {
            key: reader_key(reader).to_owned(),
            number: counts.get(&reader).copied().unwrap_or(0),
            words: reader.counted().to_owned(),
        })
        .filter(|counted| counted.number > 0)
        .collect()
}

/// The key of a reader in style sheets and filters.
fn reader_key(reader: Reader) -> &'static str {
    match reader {
        Reader::Anyone => "plain",
        Reader::Response => "explained",
        Reader::OnlyUs => "only-published",
        Reader::Probably => "probably",
        Reader::Several => "several",
        Reader::Nobody => "nobody",
        Reader::NoValue => "no-value",
        Reader::Blank => "blank",
    }
}

fn severities(report: &Report) -> Vec<Counted> {
    Severity::ALL
        .iter()
        .rev()
        .filter_map(|severity| {
            let number = *report.summary.findings.get(severity.as_str())?;
            Some(Counted {
                key: severity.as_str().to_owned(),
                number,
                words: severity.as_str().to_owned(),
            })
        })
        .collect()
}

/// What the table can be filtered by: what nobody can read, guesses, and the like.
fn filters(report: &Report) -> Vec<Counted> {
    let all = |key: &str, words: &str, number: usize| Counted {
        key: key.to_owned(),
        number,
        words: words.to_owned(),
    };
    let many = |keep: &dyn Fn(&DataPoint) -> bool| {
        report
            .data_points
            .iter()
            .filter(|point| keep(point))
            .count()
    };
    let is = |point: &DataPoint, readers: &[Reader]| readers.contains(&Reader::of(&point.meaning));
    [
        all("all", "everything", report.data_points.len()),
        all(
            "nobody",
            "not explained by anyone",
            many(&|point| is(point, &[Reader::Nobody, Reader::Several])),
        ),
        all(
            "published",
            "explained only by published sources or by the heading",
            many(&|point| is(point, &[Reader::OnlyUs, Reader::Probably])),
        ),
        all("guess", "guesses", many(&|point| point.inferred)),
        all(
            "special",
            "of special sensitivity",
            many(&|point| point.special_category.is_some()),
        ),
        all(
            "sourceless",
            "without a named source",
            many(&|point| point.source_named.is_none()),
        ),
        all("hidden", "hidden in the file", many(&|point| point.hidden)),
    ]
    .into_iter()
    .filter(|counted| counted.number > 0)
    .collect()
}

/// A data point as it is quoted, wherever it is.
#[derive(Debug)]
pub(super) struct Quoted {
    pub id: Rc<str>,
    pub label: Rc<str>,
    pub value: Rc<str>,
    pub place: Rc<str>,
    corner: OnceCell<Option<Rc<Corner>>>,
}

impl Quoted {
    fn of(report: &Report, point: &DataPoint) -> Self {
        Self {
            id: point.id.to_string().into(),
            label: label(point).into(),
            value: value(point).into(),
            place: place(report, &point.at).into(),
            corner: OnceCell::new(),
        }
    }
}

fn finding(
    report: &Report,
    finding: &FindingLine,
    quoted: &[Quoted],
    around: &Surroundings,
) -> FindingView {
    /// So many places of one finding are drawn.
    const DRAWN: usize = 6;
    let quotes: Vec<Quote> = finding
        .data_points
        .iter()
        .filter_map(|id| {
            let index = usize::try_from(id.0).ok()?.checked_sub(1)?;
            report.data_points.get(index).zip(quoted.get(index))
        })
        .zip(0..)
        .map(|((point, quoted), number)| Quote {
            id: Rc::clone(&quoted.id),
            label: Rc::clone(&quoted.label),
            value: Rc::clone(&quoted.value),
            place: Rc::clone(&quoted.place),
            corner: (number < DRAWN)
                .then(|| {
                    quoted
                        .corner
                        .get_or_init(|| around.corner(point).map(Rc::new))
                })
                .and_then(Clone::clone),
        })
        .collect();
    let places = match quotes.is_empty() {
        true => finding.at.iter().map(|at| place(report, at)).collect(),
        false => Vec::new(),
    };
    FindingView {
        id: finding.id.clone(),
        rule: finding.rule.0,
        name: finding.name.replace('-', " "),
        severity: finding.severity.as_str(),
        standing: words::standing(finding.standing),
        standing_key: finding.standing.as_str(),
        message: visible(&finding.message).into_owned(),
        quotes,
        places,
        law: terminal::provisions(&finding.provisions),
        ask: visible(&finding.ask).into_owned(),
        caveat: visible(&finding.caveat).into_owned(),
    }
}

/// The heading as it is quoted.
fn label(point: &DataPoint) -> String {
    if point.label.is_empty() {
        return "(no heading)".to_owned();
    }
    visible(&point.label).into_owned()
}

/// The value as it is quoted; why it is not, where it is not.
pub(crate) fn value(point: &DataPoint) -> String {
    match (&point.value, point.masked) {
        (_, Some("another-person")) => "(another person\u{2019}s: masked)".to_owned(),
        (Some(value), Some(PSEUDONYM)) => value.clone(),
        (_, Some(_)) => "(masked)".to_owned(),
        (Some(value), None) => visible(value).into_owned(),
        (None, None) => "(blank)".to_owned(),
    }
}

fn groups(report: &Report, quoted: &[Quoted], citations: &mut Vec<String>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (point, quoted) in report.data_points.iter().zip(quoted) {
        let title = group_title(report, point);
        let printed = self::point(report, point, quoted, citations);
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.points.push(printed),
            None => groups.push(Group {
                title,
                points: vec![printed],
            }),
        }
    }
    groups
}

fn group_title(report: &Report, point: &DataPoint) -> String {
    let part = report.parts.iter().find(|part| part.id == point.at.part);
    let mut title = part.map_or_else(String::new, |part| visible(&part.path).into_owned());
    if let Place::Cell { sheet, .. } = &point.at.place {
        title = format!("{title}, sheet \u{201c}{}\u{201d}", visible(sheet));
    }
    if report.summary.people > 1 {
        title = format!("{title}, person {}", point.person);
    }
    title
}

fn point(
    report: &Report,
    point: &DataPoint,
    quoted: &Quoted,
    citations: &mut Vec<String>,
) -> PointView {
    let reader = Reader::of(&point.meaning);
    let mut cites: Vec<usize> = Vec::new();
    if point.masked.is_none() && reader != Reader::Anyone {
        for cited in point.meaning.citation.iter() {
            cites.push(number(cited, citations));
        }
    }
    PointView {
        id: Rc::clone(&quoted.id),
        label: Rc::clone(&quoted.label),
        title: plain::capital(&visible(point.title.as_deref().unwrap_or_default())),
        value: Rc::clone(&quoted.value),
        stored: point
            .stored
            .as_deref()
            .map(|stored| visible(stored).into_owned())
            .unwrap_or_default(),
        meaning: visible(&point.meaning.told()).into_owned(),
        cites,
        explained: reader.short(),
        explained_at: places(report, point.meaning.said_at.as_slice()),
        reader: reader_key(reader),
        origin: words::origin(point),
        origin_at: places(report, &point.origin_at),
        source: visible(point.source_named.as_deref().unwrap_or_default()).into_owned(),
        guess: words::guess(point).unwrap_or_default(),
        special: point.special_category.map_or("", words::special),
        category: plain::category(point.category),
        level: words::level(point.level),
        place: Rc::clone(&quoted.place),
        hidden: point.hidden,
    }
}

/// The number of a source, from 1.
fn number(citation: &str, citations: &mut Vec<String>) -> usize {
    let known = citations.iter().position(|cited| cited == citation);
    known.map_or_else(
        || {
            citations.push(citation.to_owned());
            citations.len()
        },
        |index| index + 1,
    )
}

fn checklist(report: &Report) -> Vec<ItemView> {
    report
        .checklist
        .iter()
        .map(|line| ItemView {
            item: words::item(line.item).to_owned(),
            status: words::item_status(line.status),
            key: line.status.as_str(),
            text: visible(&line.text).into_owned(),
            place: places(report, &line.at),
        })
        .collect()
}

fn parts(report: &Report) -> Vec<PartView> {
    report
        .parts
        .iter()
        .enumerate()
        .map(|(index, part)| PartView {
            exhibit: index + 1,
            path: visible(&part.path).into_owned(),
            kind: part.kind.as_str(),
            bytes: part.bytes,
            read: words::read_state(part.read),
            lost: part.read != ReadState::Whole,
            sha256: part.sha256.clone(),
            oddities: part
                .oddities
                .iter()
                .map(|oddity| match &oddity.at.place {
                    Place::Whole => visible(&oddity.text).into_owned(),
                    at => visible(&format!("{at}: {}", oddity.text)).into_owned(),
                })
                .collect(),
        })
        .collect()
}

/// Places for people, as one text.
fn places(report: &Report, at: &[Location]) -> String {
    let places: Vec<String> = at.iter().map(|at| place(report, at)).collect();
    places.join("; ")
}

/// A place for people.
fn place(report: &Report, at: &Location) -> String {
    let part = report.parts.iter().find(|part| part.id == at.part);
    let text = part.map_or_else(
        || at.place.to_string(),
        |part| words::place(report, part, &at.place),
    );
    visible(&text).into_owned()
}
