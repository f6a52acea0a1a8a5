//! The report in plain words, for the person whom it is about: one page, short sentences, nothing
//! that has to be looked up. Every format for people begins with it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::day::Day;
use crate::render::words::{self, Reader, count};
use crate::report::{DataPoint, ItemStatus, Report};
use crate::vocabulary::{Category, Origin, ResponseKind};

/// The plain page: what they hold, what they guess, what is missing, what is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plain {
    /// The question that the page answers.
    pub title: String,
    /// Whose answer it is and of what kind, in a sentence or two.
    pub opening: String,
    /// The sections that have something to say.
    pub sections: Vec<Section>,
}

/// A part of the plain page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// A key that never changes: `hold`, `guess`.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// One or two sentences.
    pub lead: String,
    /// What they are about, one thing a line.
    pub items: Vec<Item>,
    /// How many more there are than are listed.
    pub more: usize,
}

/// A line of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The thing: a kind of data, a heading, an item that is owed.
    pub what: String,
    /// What is said of it.
    pub says: String,
    /// The data point that shows it, if one does.
    pub point: Option<String>,
}

/// The most lines of a section: it has to fit on a page.
const MOST: usize = 12;

/// The report in plain words.
#[must_use]
pub fn plain(report: &Report) -> Plain {
    let sections = [
        hold(report),
        guesses(report),
        sensitive(report),
        sources(report),
        unread(report),
        missing(report),
        late(report),
        lost(report),
    ];
    Plain {
        title: "Who do they think you are?".to_owned(),
        opening: opening(report),
        sections: sections.into_iter().flatten().collect(),
    }
}

/// How a sentence names the sender.
#[must_use]
pub fn sender(report: &Report) -> String {
    match (&report.case.party_name, &report.case.party) {
        (Some(name), _) => format!("the {}", name.strip_prefix("The ").unwrap_or(name)),
        (None, Some(party)) => party.0.clone(),
        (None, None) => "the sender".to_owned(),
    }
}

fn opening(report: &Report) -> String {
    let who = capital(&sender(report));
    match report.case.response_kind {
        ResponseKind::Data => {
            let held = held(report).count();
            let things = count(held, "piece of information", "pieces of information");
            format!("{who} sent {things} about you.")
        }
        ResponseKind::NoDataHeld => format!("{who} says that it holds nothing about you."),
        ResponseKind::Refusal => format!("{who} says no to your request."),
        ResponseKind::LetterOnly => {
            format!("{who} sent a letter, but no copy of what it holds about you.")
        }
        ResponseKind::NotAResponse => "Nothing in these papers answers your request.".to_owned(),
        ResponseKind::Unknown => {
            "We could not tell what kind of answer these papers are.".to_owned()
        }
    }
}

/// The data points that hold something about the first person.
fn held(report: &Report) -> impl Iterator<Item = &DataPoint> {
    report.data_points.iter().filter(|point| {
        !point.is_left_out()
            && !matches!(Reader::of(&point.meaning), Reader::Blank | Reader::NoValue)
    })
}

fn section(
    key: &'static str,
    title: &'static str,
    lead: String,
    items: Vec<Item>,
) -> Option<Section> {
    let more = items.len().saturating_sub(MOST);
    let items = items.into_iter().take(MOST).collect();
    Some(Section {
        key,
        title,
        lead,
        items,
        more,
    })
}

fn hold(report: &Report) -> Option<Section> {
    let mut kinds: BTreeMap<Category, usize> = BTreeMap::new();
    for point in held(report) {
        *kinds.entry(point.category).or_default() += 1;
    }
    let mut kinds: Vec<(Category, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(kind, number)| (std::cmp::Reverse(*number), *kind));
    let items: Vec<Item> = kinds
        .into_iter()
        .map(|(kind, number)| Item {
            what: category(kind).to_owned(),
            says: number.to_string(),
            point: None,
        })
        .collect();
    if items.is_empty() {
        return None;
    }
    let lead = "This is what they sent, by kind.".to_owned();
    section("hold", "What they hold", lead, items)
}

fn guesses(report: &Report) -> Option<Section> {
    let items: Vec<Item> = held(report)
        .filter(|point| point.inferred)
        .map(reading)
        .collect();
    if items.is_empty() {
        return None;
    }
    let lead = match items.len() {
        1 => "One of these is a guess. It was worked out from other things.".to_owned(),
        many => format!("{many} of these are guesses. They were worked out from other things."),
    };
    section("guess", "What they guess", lead, items)
}

fn sensitive(report: &Report) -> Option<Section> {
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for point in held(report) {
        if let Some(special) = point.special_category {
            let known = kinds.entry(words::special(special)).or_default();
            let name = name(point);
            if !known.contains(&name) {
                known.push(name);
            }
        }
    }
    let items: Vec<Item> = kinds
        .into_iter()
        .map(|(kind, names)| Item {
            what: capital(kind),
            says: list(&names),
            point: None,
        })
        .collect();
    if items.is_empty() {
        return None;
    }
    let lead = "The law takes more care of facts like these. They may say what you believe, what \
                your health is like or where your family is from."
        .to_owned();
    section("special", "What is sensitive", lead, items)
}

fn sources(report: &Report) -> Option<Section> {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open: BTreeSet<String> = BTreeSet::new();
    let mut without = 0;
    for point in held(report) {
        match &point.source_named {
            Some(source) => *named.entry(source).or_default() += 1,
            None if !matches!(point.origin, Origin::Subject | Origin::Internal) => {
                without += 1;
                open.insert(category(point.category).to_owned());
            }
            None => {}
        }
    }
    if named.is_empty() && without == 0 {
        return None;
    }
    let mut items: Vec<Item> = named
        .into_iter()
        .map(|(source, number)| Item {
            what: source.to_owned(),
            says: count(number, "entry", "entries"),
            point: None,
        })
        .collect();
    if without > 0 {
        items.push(Item {
            what: "No source named".to_owned(),
            says: count(without, "entry", "entries"),
            point: None,
        });
    }
    let lead = if items.len() == 1 && without > 0 {
        "They do not say where any of this came from.".to_owned()
    } else if without > 0 {
        "They name a source for some of this, and none for the rest.".to_owned()
    } else {
        "These are the sources that they name.".to_owned()
    };
    section("source", "Where they say it came from", lead, items)
}

fn unread(report: &Report) -> Option<Section> {
    let nobody: Vec<Item> = held(report)
        .filter(|point| matches!(Reader::of(&point.meaning), Reader::Nobody | Reader::Several))
        .map(|point| Item {
            what: heading(point),
            says: point.value.clone().unwrap_or_default(),
            point: Some(point.id.to_string()),
        })
        .collect();
    let only_us = held(report)
        .filter(|point| {
            matches!(
                Reader::of(&point.meaning),
                Reader::OnlyUs | Reader::Probably
            )
        })
        .count();
    if nobody.is_empty() && only_us == 0 {
        return None;
    }
    let mut lead = match nobody.len() {
        0 => String::new(),
        1 => "No one can tell you what this one means.".to_owned(),
        many => format!("No one can tell you what these {many} mean."),
    };
    if only_us > 0 {
        if !lead.is_empty() {
            lead.push(' ');
        }
        lead.push_str(&match only_us {
            1 => "One more has a code or a score that they do not explain. We looked it up."
                .to_owned(),
            many => format!(
                "{many} more have codes or scores that they do not explain. We looked them up."
            ),
        });
    }
    section("unread", "What you cannot read", lead, nobody)
}

fn missing(report: &Report) -> Option<Section> {
    let items: Vec<Item> = report
        .checklist
        .iter()
        .filter(|line| {
            matches!(
                line.status,
                ItemStatus::NotFound | ItemStatus::Elsewhere | ItemStatus::Refused
            )
        })
        .map(|line| Item {
            what: capital(words::item(line.item)),
            says: words::item_status(line.status).to_owned(),
            point: None,
        })
        .collect();
    if items.is_empty() || report.case.response_kind == ResponseKind::NotAResponse {
        return None;
    }
    let lead = "An answer should tell you these things too. We did not find them here.".to_owned();
    section("missing", "What is missing", lead, items)
}

fn late(report: &Report) -> Option<Section> {
    let timeline = report.timeline.as_ref()?;
    let due = timeline.due.as_deref()?;
    let lead = match (&timeline.received, timeline.days_late) {
        (Some(came), Some(late)) if late > 0 => {
            let days = count(usize::try_from(late).unwrap_or(0), "day", "days");
            format!(
                "The answer was due by {}. It came on {}. That is {days} late.",
                day(due),
                day(came)
            )
        }
        (Some(came), _) => format!(
            "The answer was due by {}. It came on {}.",
            day(due),
            day(came)
        ),
        (None, _) => format!("The answer is due by {}.", day(due)),
    };
    section("late", "When it came", lead, Vec::new())
}

fn lost(report: &Report) -> Option<Section> {
    let items: Vec<Item> = report
        .parts
        .iter()
        .filter(|part| part.read != crate::document::ReadState::Whole)
        .map(|part| Item {
            what: part.path.clone(),
            says: words::read_state(part.read).to_owned(),
            point: None,
        })
        .collect();
    if items.is_empty() {
        return None;
    }
    let lead = "We could not read all that they sent. There may be more in these files.".to_owned();
    section("lost", "What we could not read", lead, items)
}

/// A data point with what it means.
fn reading(point: &DataPoint) -> Item {
    Item {
        what: name(point),
        says: shown_meaning(point),
        point: Some(point.id.to_string()),
    }
}

/// What a value means, in a few words: its text where it can be read, else the value alone.
fn shown_meaning(point: &DataPoint) -> String {
    let value = point.value.clone().unwrap_or_default();
    match Reader::of(&point.meaning) {
        Reader::Anyone | Reader::Blank | Reader::NoValue => value,
        Reader::Nobody | Reader::Several => format!("\u{201c}{value}\u{201d}, not explained"),
        Reader::Response | Reader::OnlyUs | Reader::Probably => point.meaning.text.clone(),
    }
}

/// What a data point is called: its title where there is one, else its heading.
fn name(point: &DataPoint) -> String {
    match point.title.as_deref().filter(|title| !title.is_empty()) {
        Some(title) => capital(title),
        None => heading(point),
    }
}

fn heading(point: &DataPoint) -> String {
    if point.label.is_empty() {
        return "(no heading)".to_owned();
    }
    point.label.clone()
}

/// A kind of data, as one would tell a friend.
#[must_use]
pub fn category(category: Category) -> &'static str {
    match category {
        Category::Identity => "Who you are",
        Category::Contact => "How to reach you",
        Category::Address => "Where you live",
        Category::ElectoralRegister => "Your entry on the electoral register",
        Category::VotingRecord => "Whether you voted",
        Category::VotingIntention => "Whom you may vote for",
        Category::IssueConcern => "What you may care about",
        Category::EuReferendum => "What you may think of the EU",
        Category::Demographic => "Age, sex, work and the like",
        Category::Household => "The people you live with",
        Category::Financial => "Money",
        Category::Lifestyle => "How you spend your time",
        Category::Segment => "The group they put you in",
        Category::EthnicityReligion => "Origin and faith",
        Category::ContactHistory => "When they were in touch",
        Category::Membership => "Whether you joined or gave",
        Category::Consent => "What you said yes or no to",
        Category::FreeText => "Notes about you",
        Category::Area => "The place you live in",
        Category::System => "Their own numbers for you",
        Category::Unknown => "Things we cannot name",
    }
}

/// `a, b and c`.
fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// With a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `2026-02-20` as `20 February 2026`; anything else as it is.
#[must_use]
pub fn day(iso: &str) -> String {
    Day::parse(iso).map_or_else(|_| iso.to_owned(), Day::in_words)
}
