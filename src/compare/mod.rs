//! One person as several parties have them: where they contradict each other, what they hold alike
//! and otherwise, and from whom both have it.
//!
//! Two parties that hold different things may both have been right on their day: an entry may be old,
//! or about the household or the area. A comparison says what stands where, and settles nothing.

mod paper;
mod side;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::provenance::{Location, PointId};
use crate::render::words::Reader;
use crate::render::{plain, words};
use crate::report::{DataPoint, PartLine, REDACTED};
use crate::rules::accuracy::facts::{Clash, clash_of};
use crate::vocabulary::{Category, Level, ResponseKind, Status};

pub use paper::{CAVEAT, paper};
pub use side::{Known, Side};

use side::Alike;

/// The name of the form, the first key of its JSON.
pub const SCHEMA_ID: &str = "sar-decode/comparison/1";

/// What is said where names or the like differ.
const DOUBT: &str = "What says who the person is differs between these answers. Check first that all of them are about the same person.";

/// A person as several parties have them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The form.
    pub schema: &'static str,
    /// The responses, in the order in which they were named.
    pub sides: Vec<SideLine>,
    /// Where what says who the person is differs, so that they may not be about one person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<&'static str>,
    /// What cannot all be true of one person on one day.
    pub contradictions: Vec<Contradiction>,
    /// Fields that more than one of them hold.
    pub shared_fields: Vec<SharedField>,
    /// How many values of each kind each holds.
    pub kinds: Vec<KindLine>,
    /// Suppliers and platforms, the shared ones first.
    pub suppliers: Vec<SupplierLine>,
}

/// One of the responses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideLine {
    /// Its number, from 1.
    pub number: usize,
    /// What it is called in a table: the party, with its number where two have one party.
    pub name: String,
    /// The name of the case.
    pub case: String,
    /// The party.
    pub party: Option<String>,
    /// What kind of answer it is.
    pub response_kind: ResponseKind,
    /// Its files.
    pub files: Vec<FileLine>,
    /// Values about the person.
    pub values: usize,
    /// Values that are guesses.
    pub guesses: usize,
    /// Values of special sensitivity.
    pub special_category: usize,
    /// Values that the response leaves unexplained, whoever else can read them.
    pub unexplained: usize,
    /// Values whose source it names.
    pub sources_named: usize,
    /// Findings.
    pub findings: usize,
    /// Days late, where that is known.
    pub days_late: Option<u32>,
}

/// A file and its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileLine {
    /// Its path.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A value as one of them holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The number of the response.
    pub side: usize,
    /// The data point in its report.
    pub id: PointId,
    /// The heading.
    pub label: String,
    /// The value, as printed.
    pub value: String,
    /// What it means.
    pub meaning: String,
    /// Whether it is a guess.
    pub inferred: bool,
    /// About whom.
    pub level: Level,
    /// Where it stands.
    pub at: Location,
    /// The same for people.
    pub place: String,
}

/// Values that cannot all be true of one person on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// What they are about.
    pub about: &'static str,
    /// Who says what, by response.
    pub held: Vec<Held>,
}

/// A field that more than one of them hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedField {
    /// What the heading says.
    pub title: String,
    /// The field of a codebook, where it is one and the same.
    pub field: Option<String>,
    /// What kind of data.
    pub category: Category,
    /// Whether they hold the same.
    pub outcome: Outcome,
    /// Who holds what.
    pub held: Vec<Held>,
}

/// How values of one field compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// They differ.
    Differ,
    /// They are the same.
    Same,
    /// Each party reckons it in its own way, or the values are masked.
    NotCompared,
}

/// How many values of a kind each holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindLine {
    /// The kind of data.
    pub category: Category,
    /// How many, one number a response.
    pub values: Vec<usize>,
}

/// A supplier or platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupplierLine {
    /// Its name.
    pub name: String,
    /// How each response shows it; null where it does not.
    pub sides: Vec<Option<Known>>,
    /// Whether more than one shows it.
    pub shared: bool,
}

/// Compares responses to one person.
#[must_use]
pub fn compare(sides: &[Side]) -> Comparison {
    let shared_fields = shared_fields(sides);
    let doubtful = shared_fields
        .iter()
        .any(|field| field.category == Category::Identity && field.outcome == Outcome::Differ);
    Comparison {
        schema: SCHEMA_ID,
        sides: lines(sides),
        doubt: doubtful.then_some(DOUBT),
        contradictions: contradictions(sides),
        shared_fields,
        kinds: kinds(sides),
        suppliers: suppliers(sides),
    }
}

/// The values about the first person.
fn own(side: &Side) -> impl Iterator<Item = &DataPoint> {
    side.report.data_points.iter().filter(|point| {
        point.person <= 1 && !matches!(Reader::of(&point.meaning), Reader::Blank | Reader::NoValue)
    })
}

fn lines(sides: &[Side]) -> Vec<SideLine> {
    let mut lines: Vec<SideLine> = sides
        .iter()
        .zip(1..)
        .map(|(side, number)| line(side, number))
        .collect();
    let names: Vec<String> = lines.iter().map(|line| line.name.clone()).collect();
    for line in &mut lines {
        if names.iter().filter(|name| **name == line.name).count() > 1 {
            line.name = format!("{} ({})", line.name, line.number);
        }
    }
    lines
}

fn line(side: &Side, number: usize) -> SideLine {
    let case = &side.report.case;
    let many = |keep: &dyn Fn(&DataPoint) -> bool| own(side).filter(|point| keep(point)).count();
    let file = |part: &PartLine| FileLine {
        path: part.path.clone(),
        sha256: part.sha256.clone(),
    };
    SideLine {
        number,
        name: case
            .party_name
            .clone()
            .or_else(|| case.party.as_ref().map(|party| party.0.clone()))
            .unwrap_or_else(|| case.id.clone()),
        case: case.id.clone(),
        party: case.party.as_ref().map(|party| party.0.clone()),
        response_kind: case.response_kind,
        files: side.report.parts.iter().map(file).collect(),
        values: many(&|_| true),
        guesses: many(&|point| point.inferred),
        special_category: many(&|point| point.special_category.is_some()),
        unexplained: many(&|point| {
            !matches!(
                Reader::of(&point.meaning),
                Reader::Anyone | Reader::Response
            )
        }),
        sources_named: many(&|point| point.source_named.is_some()),
        findings: side.report.findings.len(),
        days_late: side
            .report
            .timeline
            .as_ref()
            .and_then(|timeline| timeline.days_late),
    }
}

fn held(side: &Side, number: usize, point: &DataPoint) -> Held {
    let part = side
        .report
        .parts
        .iter()
        .find(|part| part.id == point.at.part);
    Held {
        side: number,
        id: point.id,
        label: point.label.clone(),
        value: crate::render::view::value(point),
        meaning: point.meaning.text.clone(),
        inferred: point.inferred,
        level: point.level,
        at: point.at.clone(),
        place: part.map_or_else(String::new, |part| {
            words::place(&side.report, part, &point.at.place)
        }),
    }
}

fn by_id(side: &Side, id: PointId) -> Option<&DataPoint> {
    let index = usize::try_from(id.0).ok()?.checked_sub(1)?;
    side.report.data_points.get(index)
}

fn contradictions(sides: &[Side]) -> Vec<Contradiction> {
    let mut found: BTreeMap<Clash, BTreeSet<(usize, PointId)>> = BTreeMap::new();
    for (first, one) in sides.iter().enumerate() {
        for (second, two) in sides.iter().enumerate().skip(first + 1) {
            for (id, fact) in &one.facts {
                for (other_id, other) in &two.facts {
                    // An age is reckoned to the day of the response in which it stands.
                    let clash = clash_of((fact, one.known), (other, two.known));
                    if let Some(clash) = clash {
                        let points = found.entry(clash).or_default();
                        points.extend([(first, *id), (second, *other_id)]);
                    }
                }
            }
        }
    }
    let held_by = |(number, id): &(usize, PointId)| {
        let side = sides.get(*number)?;
        by_id(side, *id).map(|point| held(side, number + 1, point))
    };
    found
        .iter()
        .map(|(clash, points)| Contradiction {
            about: clash.about(),
            held: points.iter().filter_map(held_by).collect(),
        })
        .collect()
}

/// The same field of a book that is no party's own, or headings that say the same.
fn shared_fields(sides: &[Side]) -> Vec<SharedField> {
    let mut groups: BTreeMap<(Category, Key), Vec<(usize, &DataPoint)>> = BTreeMap::new();
    for (number, side) in sides.iter().enumerate() {
        // Each party has its own numbers.
        for point in own(side).filter(|point| point.category != Category::System) {
            let title = point
                .title
                .as_deref()
                .map(|title| Key::Title(title.to_lowercase()));
            let alike = side.alike.get(&point.id).cloned().map(Key::Alike);
            if let Some(key) = alike.or(title) {
                groups
                    .entry((point.category, key))
                    .or_default()
                    .push((number, point));
            }
        }
    }
    let several = groups.into_iter().filter(|(_, points)| {
        let first = points.first().map(|(side, _)| *side);
        points.iter().any(|(side, _)| Some(*side) != first)
    });
    let mut fields: Vec<SharedField> = several
        .map(|((_, key), points)| field(sides, &key, &points))
        .collect();
    // What differs stands first; within that, the kinds of data in their order.
    fields
        .sort_by(|a, b| (a.outcome, a.category, &a.title).cmp(&(b.outcome, b.category, &b.title)));
    fields
}

/// What makes two data points of two responses one field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// They are read in one way whoever sends them.
    Alike(Alike),
    /// Their headings say the same, in lower case.
    Title(String),
}

fn field(sides: &[Side], key: &Key, points: &[(usize, &DataPoint)]) -> SharedField {
    let first = points.first().map(|(_, point)| *point);
    // A code or a score of one party is not that of another, though the headings say the same.
    let own_way = matches!(key, Key::Title(_))
        && points
            .iter()
            .any(|(_, point)| point.inferred || !matches!(point.meaning.status, Status::Plain));
    let left_out = points
        .iter()
        .any(|(_, point)| point.is_left_out() || point.masked == Some(REDACTED));
    let plain = |point: &DataPoint| -> String {
        let value = point.value.as_deref().unwrap_or_default();
        value
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let mut values: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (number, point) in points {
        values.entry(*number).or_default().insert(plain(point));
    }
    let mut sets = values.values();
    let head = sets.next();
    let outcome = match () {
        () if own_way || left_out => Outcome::NotCompared,
        () if sets.all(|set| Some(set) == head) => Outcome::Same,
        () => Outcome::Differ,
    };
    let title = first.and_then(|point| point.title.as_deref().or(Some(point.label.as_str())));
    SharedField {
        title: match key {
            Key::Alike(Alike::Product(title)) => title.clone(),
            _ => plain::capital(title.unwrap_or_default()),
        },
        field: match key {
            Key::Alike(Alike::Field(field)) => Some(field.clone()),
            _ => None,
        },
        category: first.map_or(Category::Unknown, |point| point.category),
        outcome,
        held: points
            .iter()
            .filter_map(|(number, point)| Some(held(sides.get(*number)?, number + 1, point)))
            .collect(),
    }
}

fn kinds(sides: &[Side]) -> Vec<KindLine> {
    let count = |side: &Side, category: Category| {
        own(side).filter(|point| point.category == category).count()
    };
    Category::ALL
        .iter()
        .map(|category| KindLine {
            category: *category,
            values: sides.iter().map(|side| count(side, *category)).collect(),
        })
        .filter(|line| line.values.iter().any(|number| *number > 0))
        .collect()
}

fn suppliers(sides: &[Side]) -> Vec<SupplierLine> {
    let names: BTreeSet<&String> = sides
        .iter()
        .flat_map(|side| side.suppliers.keys())
        .collect();
    let mut lines: Vec<SupplierLine> = names
        .into_iter()
        .map(|name| {
            let shown: Vec<Option<Known>> = sides
                .iter()
                .map(|side| side.suppliers.get(name).copied())
                .collect();
            SupplierLine {
                name: name.clone(),
                shared: shown.iter().flatten().count() > 1,
                sides: shown,
            }
        })
        .collect();
    lines.sort_by_key(|line| !line.shared);
    lines
}
