//! Which finding silences which: the table of the law applied to what the rules found.
//!
//! Facts about the papers come first. What is left then silences, all at once, so that the order of
//! the rows does not matter. A finding that loses some of its data points says again what it is
//! about; one that loses all of them is not raised.

use std::collections::BTreeSet;

use crate::decode::Decoded;
use crate::finding::Finding;
use crate::law::{Law, Suppression};
use crate::profile::Profile;
use crate::provenance::{Location, PartId, PointId};
use crate::rules::by_name;
use crate::vocabulary::{ResponseKind, SpecialCategory};

/// The condition of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    SamePoint,
    SamePointPolitical,
    SameColumn,
    SameRecord,
    SamePart,
    SamePlatform,
    RefusedInWhole,
    NoFieldData,
    /// Rests on the checklist or on a rule that does not exist yet: silences nothing.
    NotKnown,
}

fn when(text: &str) -> When {
    let head = text.split([':', ',']).next().unwrap_or(text).trim();
    match head {
        "always" => When::Always,
        "same data points" if text.contains("political opinion only") => When::SamePointPolitical,
        "same data point" | "same data points" | "same region" | "same passage" => When::SamePoint,
        "same column" => When::SameColumn,
        "same record" | "same row or same data points" => When::SameRecord,
        "same part" => When::SamePart,
        "same platform" => When::SamePlatform,
        "the refusal is in whole" => When::RefusedInWhole,
        "no field-level data is on file" => When::NoFieldData,
        _ => When::NotKnown,
    }
}

/// Silences findings as the table says. Deterministic; the order of what is left is kept.
#[must_use]
pub fn suppress(findings: Vec<Finding>, profile: &Profile<'_>) -> Vec<Finding> {
    let rows = Law::embedded().suppression();
    let standing: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            !rows.iter().any(|row| {
                row.by_fact() && row.suppresses == finding.rule.0 && fact(&row.rule, profile)
            })
        })
        .collect();
    let kept = standing
        .iter()
        .filter_map(|finding| silenced(finding, &standing, rows, profile));
    kept.collect()
}

/// Whether a fact about the papers holds.
fn fact(name: &str, profile: &Profile<'_>) -> bool {
    match name.split_once(':') {
        Some(("response_kind", kind)) => profile.response_kind.as_str() == kind,
        Some(("letter", "holding")) => is_holding_letter(profile),
        Some(("papers", "no-letter")) => !profile.has_letter(),
        Some(("part", "unread")) => profile.letter_unread(),
        _ => false,
    }
}

/// Whether the only letter asks for time, identity or clarification, and no data came.
#[must_use]
pub fn is_holding_letter(profile: &Profile<'_>) -> bool {
    const ASKS: &[&str] = &[
        "proof of identity",
        "proof of your identity",
        "verify your identity",
        "confirm your identity",
        "clarify",
        "clarification",
        "more time",
        "further time",
        "additional time",
        "extend the time",
        "extending the time",
        "extension",
        "two further months",
        "further two months",
        "additional two months",
    ];
    profile.held().next().is_none()
        && profile.response_kind != ResponseKind::Data
        && profile.said().any(|note| says(&note.text, ASKS))
}

/// Whether a text holds one of these phrases as whole words.
#[must_use]
pub fn says(text: &str, phrases: &[&str]) -> bool {
    let flat = format!(" {} ", crate::codebook::Label::new(text));
    phrases
        .iter()
        .any(|phrase| flat.contains(&format!(" {phrase} ")))
}

/// What is left of a finding, in its own words; none where nothing is.
fn silenced(
    finding: &Finding,
    all: &[Finding],
    rows: &[Suppression],
    profile: &Profile<'_>,
) -> Option<Finding> {
    let mut left = finding.clone();
    for row in rows {
        if row.by_fact() || row.suppresses != finding.rule.0 {
            continue;
        }
        let silencers = all.iter().filter(|other| other.rule.0 == row.rule);
        for silencer in silencers {
            match when(&row.when) {
                When::Always => return None,
                When::RefusedInWhole if profile.response_kind == ResponseKind::Refusal => {
                    return None;
                }
                When::NoFieldData if profile.held().next().is_none() => return None,
                When::SamePlatform if names_same_platform(silencer, finding, profile) => {
                    return None;
                }
                When::RefusedInWhole | When::NoFieldData | When::SamePlatform | When::NotKnown => {}
                When::SamePart => {
                    let parts: BTreeSet<PartId> = silencer.at.iter().map(|at| at.part).collect();
                    remove(&mut left, |_, at| parts.contains(&at.part));
                }
                When::SamePoint => {
                    remove(&mut left, |id, at| shares_place(silencer, id, at));
                }
                When::SamePointPolitical => remove(&mut left, |id, at| {
                    let political = id.and_then(|id| profile.point(id)).is_some_and(|point| {
                        point.special == Some(SpecialCategory::PoliticalOpinion)
                            || point.is_political()
                    });
                    political && shares_place(silencer, id, at)
                }),
                When::SameColumn => {
                    let columns = of_points(silencer, profile, |point| point.heading);
                    remove(&mut left, |id, _| {
                        let heading = id.and_then(|id| profile.point(id)).map(|p| p.heading);
                        heading.is_some_and(|heading| columns.contains(&heading))
                    });
                }
                When::SameRecord => {
                    let record =
                        |point: &Decoded| (profile.heading(point).map(|h| h.block), point.record);
                    let records = of_points(silencer, profile, record);
                    remove(&mut left, |id, at| {
                        let own = id.and_then(|id| profile.point(id)).map(record);
                        own.is_some_and(|own| records.contains(&own))
                            || shares_place(silencer, id, at)
                    });
                }
            }
        }
    }
    if left.at.is_empty() {
        return None;
    }
    if left.data_points.len() != finding.data_points.len() {
        reword(&mut left, profile);
    }
    Some(left)
}

/// What the data points of a finding have in common, as a set.
fn of_points<T: Ord>(
    finding: &Finding,
    profile: &Profile<'_>,
    of: impl Fn(&Decoded) -> T,
) -> BTreeSet<T> {
    let ids = finding.data_points.iter();
    ids.filter_map(|id| profile.point(*id)).map(of).collect()
}

/// Whether a finding is about this data point, or, where it is about places, about this place.
fn shares_place(finding: &Finding, id: Option<PointId>, at: &Location) -> bool {
    match id {
        Some(id) if !finding.data_points.is_empty() => finding.data_points.contains(&id),
        _ => finding.at.contains(at),
    }
}

/// Removes data points and places together: the first places of a finding are those of its data
/// points, in step; further places stand alone.
fn remove(finding: &mut Finding, gone: impl Fn(Option<PointId>, &Location) -> bool) {
    let mut ids = finding.data_points.iter().copied();
    let pairs: Vec<(Option<PointId>, Location)> = finding
        .at
        .iter()
        .map(|at| (ids.next(), at.clone()))
        .filter(|(id, at)| !gone(*id, at))
        .collect();
    finding.data_points = pairs.iter().filter_map(|(id, _)| *id).collect();
    finding.at = pairs.into_iter().map(|(_, at)| at).collect();
}

/// Says again what a finding is about.
fn reword(finding: &mut Finding, profile: &Profile<'_>) {
    let points: Vec<&Decoded> = finding
        .data_points
        .iter()
        .filter_map(|id| profile.point(*id))
        .collect();
    let message = by_name(finding.rule.0).and_then(|rule| rule.message(profile, &points));
    if let Some(message) = message {
        finding.message = message;
    }
}

/// Whether two findings name the same platform.
fn names_same_platform(a: &Finding, b: &Finding, profile: &Profile<'_>) -> bool {
    let platforms = profile
        .books
        .vendors()
        .filter_map(|book| book.vendor.as_ref())
        .filter(|vendor| vendor.platform);
    platforms
        .flat_map(|vendor| vendor.names.iter().chain(std::iter::once(&vendor.name)))
        .map(|name| crate::codebook::Label::new(name).to_string())
        .filter(|name| !name.is_empty())
        .any(|name| says(&a.message, &[name.as_str()]) && says(&b.message, &[name.as_str()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    /// The conditions that nothing can judge yet.
    const OPEN: &[&str] = &[
        "a substantive part was sent in time",
        "the item has checklist status elsewhere",
    ];

    #[test]
    fn every_condition_of_the_table_is_understood() {
        for row in Law::embedded().suppression() {
            let open = OPEN.contains(&row.when.as_str());
            assert!(
                row.by_fact() || open || when(&row.when) != When::NotKnown,
                "{}",
                row.when
            );
        }
    }

    #[test]
    fn the_silenced_finding_keeps_the_other_data_points_and_says_so() {
        use crate::codebook::Kind;
        use crate::vocabulary::{Basis, Status};
        let mut case = Case::new();
        for (label, kind) in [("VI", Kind::Code), ("Segment", Kind::Code)] {
            case.add(label, "Q", |point, _| {
                point.kind = Some(kind);
                point.meaning.status = Status::Coded;
                point.meaning.basis = Basis::Codebook;
            });
        }
        let profile = case.profile();
        let meta = |code| {
            let rule = crate::rules::by_name(code);
            rule.expect("the rule is registered").meta()
        };
        let (u02, u01) = (meta("U02"), meta("U01"));
        let all = vec![
            u01.about(profile.points.get(..1).unwrap_or(&[]), String::new()),
            u02.about(&profile.points, String::new()),
        ];
        let left = suppress(all, &profile);
        let second = left.iter().find(|finding| finding.rule.0 == "U02");
        assert_eq!(
            second.map(|f| (f.data_points.len(), f.at.len())),
            Some((1, 1))
        );
        assert!(second.is_some_and(|f| f.message.contains("Segment") && !f.message.contains("VI")));
    }
}
