//! What fills a letter: the findings that feed it, the data points that they are about, the days.

use std::collections::BTreeSet;
use std::rc::Rc;

use minijinja::context;
use minijinja::value::{Serde, Value, merge_maps};
use serde::Serialize;

use super::{Facts, Kind};
use crate::day::Day;
use crate::finding::Standing;
use crate::law::{Law, SourceStatus};
use crate::provenance::PointId;
use crate::render::view::{FindingView, PointView, View, view};
use crate::render::{plain, terminal, visible, words};
use crate::report::{DataPoint, FindingLine, ItemStatus, Report};
use crate::request::Request;
use crate::vocabulary::{SpecialCategory, Status};

/// A finding in a letter.
#[derive(Debug, Clone, Serialize)]
struct Point {
    id: String,
    rule: String,
    title: String,
    message: String,
    standing: &'static str,
    law: String,
    ask: String,
    quotes: Vec<Quote>,
    places: String,
}

/// A value in a letter.
#[derive(Debug, Clone, Serialize)]
struct Quote {
    id: Rc<str>,
    label: Rc<str>,
    value: Rc<str>,
    place: Rc<str>,
    reading: String,
    explained: &'static str,
    product: String,
    /// What the person says is true; empty where nothing is said.
    right: String,
}

/// An item that an answer owes and that was not found.
#[derive(Debug, Clone, Serialize)]
struct Missing {
    item: String,
    law: String,
    status: &'static str,
}

/// A day and what happened on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Event {
    #[serde(skip)]
    on: Day,
    day: String,
    what: String,
}

/// A provision in a schedule.
#[derive(Debug, Clone, Serialize)]
struct Provision {
    name: String,
    requires: String,
    dates: String,
    status: &'static str,
}

/// A question and its answer: the day a pause began and ended.
#[derive(Debug, Clone, Serialize)]
struct Pause {
    asked: String,
    answered: Option<String>,
}

/// The content of a letter.
pub(super) fn of(kind: Kind, report: &Report, facts: &Facts<'_>) -> Value {
    let view = view(report);
    let fed: Vec<(&FindingLine, &FindingView)> = report
        .findings
        .iter()
        .zip(&view.findings)
        .filter(|(finding, _)| Law::embedded().feeds(finding.rule.0, kind.fed_as()))
        .collect();
    let ids: BTreeSet<PointId> = fed
        .iter()
        .flat_map(|(finding, _)| finding.data_points.iter().copied())
        .collect();
    // The absence of any source is pleaded once; the groups that lack one are its particulars.
    let pleaded_once = fed.iter().any(|(finding, _)| finding.rule.0 == "M08");
    let standing = |wanted: &[Standing]| -> Vec<Point> {
        fed.iter()
            .filter(|(finding, _)| !(pleaded_once && finding.rule.0 == "S01"))
            .filter(|(finding, _)| wanted.contains(&finding.standing))
            .map(|(finding, printed)| point(report, finding, printed))
            .collect()
    };
    let quotes = |keep: &dyn Fn(&DataPoint) -> bool| -> Vec<Quote> {
        report
            .data_points
            .iter()
            .zip(view.groups.iter().flat_map(|group| &group.points))
            .filter(|(point, _)| !point.is_left_out() && point.value.is_some() && keep(point))
            .map(|(point, printed)| Quote {
                right: correction(report, facts, point),
                ..quote(printed)
            })
            .collect()
    };
    // A letter speaks of the person who signs it.
    let own = || {
        let points = report.data_points.iter();
        points.filter(|point| point.person <= 1 && point.value.is_some())
    };
    let fed_to = |point: &DataPoint| ids.contains(&point.id);
    let timeline = report.timeline.as_ref();
    let day = |day: &Option<String>| day.as_deref().map(plain::day);
    let letter = context! {
        exhibits => Serde(&view.parts),
        unread => Serde(view.parts.iter().filter(|part| part.lost).collect::<Vec<_>>()),
        steps => view.steps.clone(),
        due => timeline.and_then(|timeline| day(&timeline.due)),
        facts => Serde(standing(&[Standing::Face, Standing::PrimaFacie])),
        face => Serde(standing(&[Standing::Face])),
        prima_facie => Serde(standing(&[Standing::PrimaFacie])),
        questions => Serde(standing(&[Standing::Question])),
        unexplained => Serde(quotes(&is_unexplained)),
        points => Serde(quotes(&|point| fed_to(point) && (kind != Kind::Rectification || !point.inferred))),
        predictions => Serde(quotes(&|point| fed_to(point) && point.inferred)),
        political => Serde(quotes(&|point| {
            point.special_category == Some(SpecialCategory::PoliticalOpinion)
        })),
        erase => Serde(quotes(&fed_to)),
        schedule => Serde(quotes(&|_| true)),
        missing => Serde(missing(report)),
        provisions => Serde(provisions(&fed)),
        data_points => own().count(),
        inferred => own().filter(|point| point.inferred).count(),
        special => own().filter(|point| point.special_category.is_some()).count(),
        version => report.made_with.version,
        books => books(&view),
    };
    let addressee = match kind {
        Kind::RegistrationOfficer => {
            "The electoral registration officer, [name of the council]".to_owned()
        }
        Kind::Commissioner => "Information Commissioner\u{2019}s Office".to_owned(),
        Kind::Supplier => "[name of the supplier or platform], data protection officer".to_owned(),
        _ => format!("{}, data protection officer", party(report)),
    };
    let head = context! {
        addressee => addressee,
        party => sentence_party(report),
        party_first => plain::capital(&sentence_party(report)),
        chronology => Serde(chronology(report, facts.request)),
    };
    merge_maps([common(facts), letter, head])
}

/// The content of the request for access itself.
pub(super) fn of_request(party: &str, systems: &[String], facts: &Facts<'_>) -> Value {
    let head = context! {
        addressee => format!("{party}, data protection officer"),
        party => party,
        systems => systems.join(", "),
    };
    merge_maps([common(facts), head])
}

/// What every letter needs: the days, and blanks for what is not known.
fn common(facts: &Facts<'_>) -> Value {
    let request = facts.request;
    let words = |day: Option<Day>| day.map(Day::in_words);
    let date = words(facts.dated);
    let identity = request.identity;
    let pauses: Vec<Pause> = request
        .clarified
        .iter()
        .map(|pause| Pause {
            asked: pause.asked.in_words(),
            answered: words(pause.given),
        })
        .collect();
    context! {
        date => date.clone().unwrap_or_else(|| "[date of the letter]".to_owned()),
        law_date => date.unwrap_or_else(|| "the day on which the program was made".to_owned()),
        reference => Value::from(None::<String>),
        requested => words(request.requested),
        received => words(request.received),
        receipt_proved => request.receipt_proved,
        complained => words(request.complained),
        extension => request.extension.as_ref().map(|extension| extension.notified.in_words()),
        identity_asked => words(identity.and_then(|identity| identity.asked)),
        identity_given => words(identity.and_then(|identity| identity.given)),
        pauses => Serde(pauses),
        nation => request.nation.map(|nation| nation.key()).unwrap_or_default(),
        regulator => "Information Commissioner",
    }
}

fn party(report: &Report) -> String {
    let name = report.case.party_name.clone();
    name.or_else(|| report.case.party.as_ref().map(|party| party.0.clone()))
        .unwrap_or_else(|| "[name of the party]".to_owned())
}

/// The party in a sentence: `the Example Party`.
fn sentence_party(report: &Report) -> String {
    match &report.case.party {
        Some(_) => plain::sender(report),
        None => "[name of the party]".to_owned(),
    }
}

fn books(view: &View) -> String {
    let books: Vec<String> = view
        .books
        .iter()
        .map(|book| format!("{} {}", book.id, book.version))
        .collect();
    books.join(", ")
}

fn point(report: &Report, finding: &FindingLine, printed: &FindingView) -> Point {
    const NAMED: usize = 4;
    let quotes: Vec<Quote> = finding
        .data_points
        .iter()
        .filter_map(|id| {
            let index = usize::try_from(id.0).ok()?.checked_sub(1)?;
            report.data_points.get(index)
        })
        .zip(&printed.quotes)
        .filter(|(point, _)| !point.is_left_out())
        .map(|(point, quote)| Quote {
            id: quote.id.clone(),
            label: quote.label.clone(),
            value: quote.value.clone(),
            place: quote.place.clone(),
            reading: point.meaning.told().into_owned(),
            explained: words::Reader::of(&point.meaning).short(),
            product: String::new(),
            right: String::new(),
        })
        .collect();
    let named: Vec<String> = quotes
        .iter()
        .take(NAMED)
        .map(|quote| format!("\u{201c}{}\u{201d} at {}", quote.label, quote.place))
        .collect();
    let more = quotes.len().saturating_sub(NAMED);
    let places = match (named.as_slice(), more) {
        ([], _) => String::new(),
        (named, 0) => named.join(", "),
        (named, more) => format!("{} and {more} more", named.join(", ")),
    };
    Point {
        id: finding.id.clone(),
        rule: finding.rule.0.to_owned(),
        title: heading(finding, printed),
        message: finding.message.clone(),
        standing: printed.standing,
        law: to_check(&printed.law),
        ask: finding.ask.clone(),
        quotes,
        places,
    }
}

/// What a point is about, in words that claim nothing; the name of the rule where it has none.
fn heading(finding: &FindingLine, printed: &FindingView) -> String {
    const HEADINGS: &str = include_str!("templates/headings.txt");
    let mut lines = HEADINGS.lines().filter_map(|line| line.split_once(' '));
    let found = lines.find(|(rule, _)| *rule == finding.rule.0);
    found.map_or_else(
        || plain::capital(&printed.name),
        |(_, text)| text.to_owned(),
    )
}

/// What was not read in a source stands in the brackets of what is to be done before sending.
fn to_check(law: &str) -> String {
    law.replace(", to be checked", " [check before sending]")
}

fn quote(printed: &PointView) -> Quote {
    Quote {
        id: printed.id.clone(),
        label: printed.label.clone(),
        value: printed.value.clone(),
        place: printed.place.clone(),
        reading: printed.meaning.clone(),
        explained: printed.explained,
        product: printed.source.clone(),
        right: String::new(),
    }
}

/// What the person says is true instead; nothing in a letter that is masked.
fn correction(report: &Report, facts: &Facts<'_>, point: &DataPoint) -> String {
    let mark = facts.request.truth.marks.get(&point.id.0);
    let made_here = mark.filter(|mark| mark.is_about(&point.label, point.value.as_deref()));
    let said = made_here.and_then(|mark| mark.correction.as_deref());
    match report.redaction {
        Some(_) => String::new(),
        None => visible(said.unwrap_or_default()).into_owned(),
    }
}

/// Whether the response leaves a value unexplained, whoever else can read it.
fn is_unexplained(point: &DataPoint) -> bool {
    use words::Reader;
    matches!(
        Reader::of(&point.meaning),
        Reader::OnlyUs | Reader::Probably | Reader::Several | Reader::Nobody
    ) && point.meaning.status != Status::Absent
}

fn missing(report: &Report) -> Vec<Missing> {
    report
        .checklist
        .iter()
        .filter(|line| matches!(line.status, ItemStatus::NotFound | ItemStatus::Elsewhere))
        .map(|line| Missing {
            item: words::item(line.item).to_owned(),
            law: Law::embedded()
                .provision(line.provision)
                .map_or_else(String::new, |row| row.provision.clone()),
            status: line.status.as_str(),
        })
        .collect()
}

/// Every provision that a finding names, once, in the order of the table.
fn provisions(fed: &[(&FindingLine, &FindingView)]) -> Vec<Provision> {
    let named: BTreeSet<&str> = fed
        .iter()
        .flat_map(|(finding, _)| finding.provisions.iter().map(String::as_str))
        .collect();
    Law::embedded()
        .provisions()
        .iter()
        .filter(|row| named.contains(row.id.as_str()))
        .map(|row| Provision {
            name: format!("{} {}", terminal::short(&row.instrument), row.provision),
            requires: row.what_it_requires.clone(),
            dates: match row.in_force_to {
                Some(to) => format!("{} to {to}", row.in_force_from),
                None => format!("from {}", row.in_force_from),
            },
            status: match row.status {
                SourceStatus::Verified => "read in the source",
                SourceStatus::PartVerified => "read in part; check before filing",
                SourceStatus::Secondary => "read in a note about it; check before filing",
                SourceStatus::Recalled => "not checked; check before filing",
            },
        })
        .collect()
}

/// What happened, in the order of days.
fn chronology(report: &Report, request: &Request) -> Vec<Event> {
    let mut events: Vec<(Option<Day>, String)> = vec![
        (request.sent, "the request for access was sent".to_owned()),
        (request.requested, "the request was received".to_owned()),
        (
            request.identity.and_then(|identity| identity.asked),
            "proof of identity was asked for".to_owned(),
        ),
        (
            request.identity.and_then(|identity| identity.given),
            "proof of identity was given".to_owned(),
        ),
        (
            request
                .extension
                .as_ref()
                .map(|extension| extension.notified),
            "notice was given that more time was taken".to_owned(),
        ),
        (request.received, "the answer came".to_owned()),
        (
            request.objected,
            "an objection was made under Article 21".to_owned(),
        ),
        (request.erasure_asked, "erasure was asked for".to_owned()),
        (
            request.para22.and_then(|notice| notice.given),
            "notice to stop was given under paragraph 22(3) of Schedule 1".to_owned(),
        ),
        (
            request.complained,
            "the controller received a complaint".to_owned(),
        ),
    ];
    for pause in &request.clarified {
        events.push((
            Some(pause.asked),
            "a clarification was asked for".to_owned(),
        ));
        events.push((pause.given, "the clarification was given".to_owned()));
    }
    let due = report
        .timeline
        .as_ref()
        .and_then(|timeline| Day::parse(timeline.due.as_deref()?).ok());
    events.push((due, "the answer was due, as reckoned below".to_owned()));
    let mut events: Vec<Event> = events
        .into_iter()
        .filter_map(|(on, what)| {
            let on = on?;
            Some(Event {
                on,
                day: on.in_words(),
                what,
            })
        })
        .collect();
    events.sort();
    events
}
