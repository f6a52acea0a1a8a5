//! What changed between two responses to the same person: what appeared, what vanished, what has
//! another value, what is read differently, and what still stands after the person asked for it to
//! stop. Order and place do not matter.

mod asked;
mod pair;
mod side;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::report::{OtherPeople, compose::MASK};
use crate::request::Request;
use crate::vocabulary::vocabulary;

pub use asked::{Asked, Before, StandingPoint, Still};
pub use side::{Side, SideError, SidePoint};

/// The schema of the JSON form.
pub const SCHEMA: &str = include_str!("diff-1.schema.json");

/// The name of the schema, the first key of the JSON form.
pub const SCHEMA_ID: &str = "sar-decode/diff/1";

vocabulary! {
    /// What happened to a data point.
    ChangeKind {
        /// It is new.
        Appeared = "appeared",
        /// It is not there any more.
        Vanished = "vanished",
        /// Its heading is still there, and its value is gone.
        Emptied = "emptied",
        /// Its heading had no value, and has one.
        Filled = "filled",
        /// It has another value.
        Changed = "changed",
        /// It has the same value, and is read differently.
        ReadDifferently = "read-differently",
    }
}

/// What changed between two responses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diff {
    /// The schema.
    pub schema: &'static str,
    /// The earlier response.
    pub old: SideLine,
    /// The later one.
    pub new: SideLine,
    /// How many data points are as they were.
    pub unchanged: usize,
    /// How many of each kind of change.
    pub counts: BTreeMap<&'static str, usize>,
    /// The changes: by kind, then in the order of the responses.
    pub changes: Vec<Change>,
    /// What still stands after the person asked for it to stop.
    pub still: Vec<Still>,
    /// Rules whose findings became more or fewer.
    pub findings: Vec<FindingChange>,
}

/// One of the two responses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideLine {
    /// The name of the case.
    pub case: String,
    /// The party.
    pub party: Option<String>,
    /// The files, with their digests.
    pub parts: Vec<PartDigest>,
    /// How many data points.
    pub data_points: usize,
}

/// A file of a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartDigest {
    /// Its path, as the report names it.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A change of a data point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Whose it is, as the later response counts people.
    pub person: u64,
    /// The heading as written, in the later response where it is there.
    pub label: String,
    /// The heading as it was written before, where that differs.
    pub label_before: Option<String>,
    /// The field of a codebook.
    pub field: Option<String>,
    /// What the heading says.
    pub title: Option<String>,
    /// What kind of data.
    pub category: String,
    /// Article 9 data.
    pub special_category: Option<String>,
    /// Before.
    pub old: Option<Seen>,
    /// After.
    pub new: Option<Seen>,
}

/// A data point as one of the responses has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Seen {
    /// The value as a reader sees it.
    pub value: Option<String>,
    /// What it means.
    pub meaning: String,
    /// Can it be read?
    pub status: String,
    /// Where it stands, as in the report.
    pub at: Value,
    /// Where it stands, for people.
    pub place: String,
    /// Why the value is not shown.
    pub masked: Option<&'static str>,
}

/// A rule whose findings became more or fewer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FindingChange {
    /// Its code.
    pub rule: String,
    /// Its name.
    pub name: String,
    /// How many findings before.
    pub old: usize,
    /// How many after.
    pub new: usize,
}

/// Compares an earlier response with a later one. `request` is what is known of the later one.
#[must_use]
pub fn diff(old: &Side, new: &Side, request: &Request, others: OtherPeople) -> Diff {
    let pairs = pair::pairs(old, new);
    let mut unchanged = 0;
    let mut changes = Vec::new();
    for pair in &pairs {
        match change(*pair, others) {
            Some(change) => changes.push(change),
            None => unchanged += 1,
        }
    }
    // A stable sort keeps the order of the responses within a kind.
    changes.sort_by_key(|change| change.kind);
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for change in &changes {
        *counts.entry(change.kind.as_str()).or_default() += 1;
    }
    Diff {
        schema: SCHEMA_ID,
        old: old.line(),
        new: new.line(),
        unchanged,
        counts,
        changes,
        still: asked::still(&pairs, request),
        findings: findings(old, new),
    }
}

/// A data point of each side that are the same thing; one side alone where the other has none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'s> {
    /// Before.
    pub old: Option<&'s SidePoint>,
    /// After.
    pub new: Option<&'s SidePoint>,
}

impl<'s> Pair<'s> {
    /// Whether both have the same value, as a reader would say.
    fn same_value(self) -> bool {
        matches!((self.old, self.new), (Some(old), Some(new)) if old.has_value_of(new))
    }
}

fn change(pair: Pair<'_>, others: OtherPeople) -> Option<Change> {
    let shown = pair.new.or(pair.old)?;
    let kind = match (pair.old, pair.new) {
        (None, _) => ChangeKind::Appeared,
        (_, None) => ChangeKind::Vanished,
        (Some(old), Some(new)) => match (old.is_held(), new.is_held()) {
            (true, false) => ChangeKind::Emptied,
            (false, true) => ChangeKind::Filled,
            _ if !pair.same_value() => ChangeKind::Changed,
            _ if old.reads_as(new) => return None,
            _ => ChangeKind::ReadDifferently,
        },
    };
    let before = pair.old.map(|old| &old.label);
    Some(Change {
        kind,
        person: shown.person,
        label: shown.label.clone(),
        label_before: before.filter(|before| **before != shown.label).cloned(),
        field: shown.field.clone(),
        title: shown.title.clone(),
        category: shown.category.clone(),
        special_category: shown.special.clone(),
        old: pair.old.map(|old| seen(old, others)),
        new: pair.new.map(|new| seen(new, others)),
    })
}

fn seen(point: &SidePoint, others: OtherPeople) -> Seen {
    let hidden = point.person > 1 && others == OtherPeople::Masked && point.value.is_some();
    let masked = hidden || point.masked;
    Seen {
        value: if hidden {
            Some(MASK.to_owned())
        } else {
            point.value.clone()
        },
        meaning: if masked {
            "Masked: it is about another person.".to_owned()
        } else {
            point.meaning.clone()
        },
        status: point.status.clone(),
        at: point.at.clone(),
        place: point.place.clone(),
        masked: masked.then_some("another-person"),
    }
}

fn findings(old: &Side, new: &Side) -> Vec<FindingChange> {
    let mut rules: BTreeMap<&str, FindingChange> = BTreeMap::new();
    for (side, is_new) in [(old, false), (new, true)] {
        for (rule, name) in &side.findings {
            let change = rules.entry(rule).or_insert_with(|| FindingChange {
                rule: rule.clone(),
                name: name.clone(),
                old: 0,
                new: 0,
            });
            if is_new {
                change.new += 1;
            } else {
                change.old += 1;
            }
        }
    }
    let differ = |change: &FindingChange| change.old != change.new;
    rules.into_values().filter(differ).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use serde_json::json;

    /// A report with data points of one person: heading, value, field, special category.
    fn side(points: &[(&str, &str, &str)]) -> Side {
        let points: Vec<Value> = points
            .iter()
            .zip(1..)
            .map(|((label, value, special), row)| {
                let held = !value.is_empty();
                json!({
                    "person": 1, "label": label,
                    "value": held.then_some(value), "stored": null,
                    "at": {"part": 0, "sheet": "S", "cell": format!("B{row}")},
                    "field": null, "title": null, "category": "unknown",
                    "meaning": {"status": if held { "plain" } else { "absent" }, "basis": "response",
                                "text": format!("Means {value}.")},
                    "origin": "unknown", "inferred": false, "masked": null,
                    "special_category": (!special.is_empty()).then_some(special),
                })
            })
            .collect();
        let report = json!({
            "schema": "sar-decode/report/1", "case": {"id": "c", "party": null},
            "parts": [{"id": 0, "path": "r.csv", "sha256": "0"}],
            "data_points": points, "findings": [],
        });
        Side::read(&report).expect("a report")
    }

    fn kinds(old: &[(&str, &str, &str)], new: &[(&str, &str, &str)]) -> Vec<String> {
        diff(
            &side(old),
            &side(new),
            &Request::default(),
            OtherPeople::Masked,
        )
        .changes
        .iter()
        .map(|change| format!("{} {}", change.kind, change.label))
        .collect()
    }

    #[test]
    fn order_place_and_spelling_of_headings_change_nothing() {
        let old = [
            ("Lab Score", "71", ""),
            ("Ward", "Castle", ""),
            ("Blank", "", ""),
        ];
        let new = [
            ("Blank", "", ""),
            ("ward", "Castle ", ""),
            ("Lab_Score", "71.0", ""),
        ];
        let read = diff(
            &side(&old),
            &side(&new),
            &Request::default(),
            OtherPeople::Masked,
        );
        assert_eq!(read.unchanged, 3, "{:?}", read.changes);
    }

    #[test]
    fn each_kind_of_change_is_told() {
        let old = [
            ("A", "1", ""),
            ("B", "1", ""),
            ("C", "1", ""),
            ("D", "", ""),
        ];
        let new = [
            ("B", "2", ""),
            ("C", "", ""),
            ("D", "4", ""),
            ("E", "5", ""),
        ];
        assert_eq!(
            kinds(&old, &new),
            [
                "appeared E",
                "vanished A",
                "emptied C",
                "filled D",
                "changed B"
            ]
        );
    }

    #[test]
    fn a_heading_that_stands_many_times_is_compared_as_a_bag_of_values() {
        let old = [
            ("Voted", "2015", ""),
            ("Voted", "2017", ""),
            ("Voted", "2019", ""),
        ];
        let new = [("Voted", "2019", ""), ("Voted", "2015", "")];
        assert_eq!(kinds(&old, &new), ["vanished Voted"]);
    }

    #[test]
    fn what_stands_after_an_objection_is_listed_with_its_place() {
        let old = [("Score", "71", "political-opinion"), ("Ward", "Castle", "")];
        let new = [("Score", "70", "political-opinion"), ("Ward", "Castle", "")];
        let request = Request {
            objected: Day::parse("2025-06-01").ok(),
            received: Day::parse("2025-09-01").ok(),
            ..Request::default()
        };
        let read = diff(&side(&old), &side(&new), &request, OtherPeople::Masked);
        let standing: Vec<&str> = read
            .still
            .iter()
            .flat_map(|still| &still.points)
            .map(|point| point.label.as_str())
            .collect();
        assert_eq!(standing, ["Score"]);
        // A response that came before the objection shows nothing about it.
        let request = Request {
            received: Day::parse("2025-05-01").ok(),
            ..request
        };
        let read = diff(&side(&old), &side(&new), &request, OtherPeople::Masked);
        assert!(read.still.iter().all(|still| still.points.is_empty()));
    }

    #[test]
    fn a_saved_report_of_another_kind_is_refused() {
        assert!(Side::read(&json!({"schema": "other"})).is_err());
        assert!(Side::read(&json!([1])).is_err());
    }
}
