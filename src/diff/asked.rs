//! What still stands after the person asked for it to stop: by an objection, a request for erasure,
//! or a written notice about political opinions.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Pair, SidePoint};
use crate::day::Day;
use crate::request::Request;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What the person asked for.
    Asked {
        /// An objection under Article 21.
        Objection = "objection",
        /// A request for erasure.
        Erasure = "erasure",
        /// A written notice to stop processing political opinions.
        StopNotice = "stop-notice",
    }
}

vocabulary! {
    /// What the earlier response has of something that the later one holds.
    Before {
        /// The same value.
        Same = "same",
        /// Another value: it was worked on since.
        Changed = "changed",
        /// Nothing that is known to be the same thing.
        Nothing = "nothing",
    }
}

/// What still stands after the person asked for it to stop.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Still {
    /// What the person asked for.
    pub asked: Asked,
    /// The day from which it counts: that of the objection or request, or the end of the period that
    /// the notice gave.
    pub day: String,
    /// The day on which the later response came, where it is known.
    pub received: Option<String>,
    /// Whether the later response came after that day, so that it can show anything.
    pub after: bool,
    /// How many data points of the kind that it is about the earlier response holds.
    pub held_before: usize,
    /// How many the later one holds.
    pub held_after: usize,
    /// Those of the later response, where it came after that day.
    pub points: Vec<StandingPoint>,
}

/// A data point that still stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StandingPoint {
    /// Its heading in the later response.
    pub label: String,
    /// What the heading says.
    pub title: Option<String>,
    /// What kind of data.
    pub category: String,
    /// Article 9 data.
    pub special_category: Option<String>,
    /// What the earlier response has of it.
    pub before: Before,
    /// Where it stands, as in the report.
    pub at: Value,
    /// Where it stands, for people.
    pub place: String,
}

/// What still stands after each thing that was asked for.
pub(super) fn still(pairs: &[Pair<'_>], request: &Request) -> Vec<Still> {
    let notice = request.para22;
    let days = [
        (Asked::Objection, request.objected),
        (Asked::Erasure, request.erasure_asked),
        (
            Asked::StopNotice,
            notice.and_then(|n| n.stop_by.or(n.given)),
        ),
    ];
    days.into_iter()
        .filter_map(|(asked, day)| Some(after(pairs, asked, day?, request.received)))
        .collect()
}

fn after(pairs: &[Pair<'_>], asked: Asked, day: Day, received: Option<Day>) -> Still {
    let after = received.is_none_or(|received| received > day);
    let held = |point: Option<&SidePoint>| {
        point.is_some_and(|point| point.person <= 1 && point.is_held() && is_meant(asked, point))
    };
    let standing: Vec<StandingPoint> = pairs
        .iter()
        .filter(|pair| held(pair.new))
        .filter_map(standing)
        .collect();
    Still {
        asked,
        day: day.to_string(),
        received: received.map(|day| day.to_string()),
        after,
        held_before: pairs.iter().filter(|pair| held(pair.old)).count(),
        held_after: standing.len(),
        points: if after { standing } else { Vec::new() },
    }
}

/// Whether what was asked is about this kind of data. An objection to direct marketing reaches the
/// profiling that serves it; a notice about political opinions reaches those alone; erasure reaches
/// all.
fn is_meant(asked: Asked, point: &SidePoint) -> bool {
    let political = point.special.as_deref() == Some("political-opinion");
    match asked {
        Asked::Erasure => true,
        Asked::StopNotice => political,
        Asked::Objection => {
            political
                || point.inferred
                || matches!(point.category.as_str(), "segment" | "lifestyle")
        }
    }
}

fn standing(pair: &Pair<'_>) -> Option<StandingPoint> {
    let new = pair.new?;
    let before = match pair.old.filter(|old| old.is_held()) {
        Some(_) if pair.same_value() => Before::Same,
        Some(_) => Before::Changed,
        None => Before::Nothing,
    };
    Some(StandingPoint {
        label: new.label.clone(),
        title: new.title.clone(),
        category: new.category.clone(),
        special_category: new.special.clone(),
        before,
        at: new.at.clone(),
        place: new.place.clone(),
    })
}
