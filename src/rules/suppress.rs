//! Which finding silences which: the table of the law applied to what the rules found.
//!
//! A finding that loses some of its data points says again what it is about; one that loses all of
//! them is not raised.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use crate::codebook::Flat;
use crate::codebook::label::flat_of;
use crate::decode::Decoded;
use crate::finding::{Finding, RuleCode, Silenced};
use crate::law::{Law, Suppression};
use crate::profile::Profile;
use crate::provenance::{Location, PartId, PointId};
use crate::rules::missing::items;
use crate::rules::{by_name, papers, time};
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
    ItemElsewhere,
    PartInTime,
    /// No condition that is known: silences nothing.
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
        "the item has checklist status elsewhere" => When::ItemElsewhere,
        "a substantive part was sent in time" => When::PartInTime,
        _ => When::NotKnown,
    }
}

/// Silences findings as the table says, and says which were silenced by what. Facts about the papers
/// come first, then rules, a silencer before what it silences: what is itself silenced silences
/// nothing. Deterministic; the order of what is left is kept.
#[must_use]
pub fn suppress(findings: Vec<Finding>, profile: &Profile<'_>) -> (Vec<Finding>, Vec<Silenced>) {
    let mut gone: Vec<(RuleCode, BTreeSet<String>)> = Vec::new();
    let mut standing: Vec<Option<Finding>> = Vec::new();
    for finding in findings {
        let facts: BTreeSet<String> = of_rule(finding.rule.0)
            .facts
            .iter()
            .filter(|name| fact(name, profile))
            .map(|name| (*name).to_owned())
            .collect();
        if facts.is_empty() {
            standing.push(Some(finding));
        } else {
            gone.push((finding.rule, facts));
        }
    }
    let mut places: HashMap<&str, Vec<usize>, FixedState> = HashMap::default();
    for (index, finding) in standing.iter().enumerate() {
        let of = finding.iter().map(|finding| finding.rule.0);
        of.for_each(|code| places.entry(code).or_default().push(index));
    }
    for code in SETTLED_FIRST.iter() {
        for &index in places.get(code).into_iter().flatten() {
            let Some(finding) = standing.get(index).and_then(Option::as_ref) else {
                continue;
            };
            let others = |rule: &str| {
                let places = places.get(rule).into_iter().flatten();
                places.filter_map(|place| standing.get(*place)?.as_ref())
            };
            let Some((left, by)) = silenced(finding, others, profile) else {
                continue;
            };
            if left.is_none() {
                gone.push((finding.rule, by));
            }
            if let Some(place) = standing.get_mut(index) {
                *place = left;
            }
        }
    }
    (standing.into_iter().flatten().collect(), counted(gone))
}

/// What silences a rule.
#[derive(Debug, Default)]
struct Silencers {
    /// Facts about the papers, by name.
    facts: Vec<&'static str>,
    /// Rules, each with its condition.
    rules: Vec<(&'static str, When)>,
}

/// What silences a rule, as the embedded table says.
fn of_rule(code: &str) -> &'static Silencers {
    static NOTHING: Silencers = Silencers {
        facts: Vec::new(),
        rules: Vec::new(),
    };
    static TABLE: LazyLock<HashMap<&str, Silencers, FixedState>> = LazyLock::new(|| {
        let mut table: HashMap<&str, Silencers, FixedState> = HashMap::default();
        for row in Law::embedded().suppression() {
            let silencers = table.entry(row.suppresses.as_str()).or_default();
            if row.by_fact() {
                silencers.facts.push(row.rule.as_str());
            } else {
                silencers.rules.push((row.rule.as_str(), when(&row.when)));
            }
        }
        table
    });
    TABLE.get(code).unwrap_or(&NOTHING)
}

/// Those of the embedded table.
static SETTLED_FIRST: LazyLock<Vec<&str>> =
    LazyLock::new(|| settled_first(Law::embedded().suppression()));

/// The rules that can be silenced by rules, each after all that can silence it.
fn settled_first(rows: &[Suppression]) -> Vec<&str> {
    let mut silencers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.by_fact()) {
        let of = silencers.entry(row.suppresses.as_str()).or_default();
        of.insert(row.rule.as_str());
    }
    let mut order: Vec<&str> = Vec::new();
    while order.len() < silencers.len() {
        let ready = silencers.iter().find(|(code, by)| {
            !order.contains(code)
                && by
                    .iter()
                    .all(|rule| order.contains(rule) || !silencers.contains_key(rule))
        });
        match ready {
            Some((code, _)) => order.push(code),
            // A circle, which the tests of the table rule out.
            None => break,
        }
    }
    order
}

/// The silenced findings, counted by rule and by what silenced them.
fn counted(gone: Vec<(RuleCode, BTreeSet<String>)>) -> Vec<Silenced> {
    let mut counts: BTreeMap<(RuleCode, Vec<String>), usize> = BTreeMap::new();
    for (rule, by) in gone {
        let count = counts.entry((rule, by.into_iter().collect())).or_default();
        *count = count.saturating_add(1);
    }
    counts
        .into_iter()
        .map(|((rule, by), count)| Silenced { rule, by, count })
        .collect()
}

/// Whether a fact about the papers holds.
fn fact(name: &str, profile: &Profile<'_>) -> bool {
    match name.split_once(':') {
        Some(("response_kind", kind)) => profile.response_kind.as_str() == kind,
        Some(("letter", "holding")) => papers::is_holding_letter(profile),
        Some(("papers", "no-letter")) => !profile.has_letter(),
        Some(("part", "unread")) => profile.letter_unread(),
        _ => false,
    }
}

/// Whether a text holds one of these phrases as whole words.
#[must_use]
pub fn says(text: &str, phrases: &[&str]) -> bool {
    Flat::new(text).says(phrases)
}

/// What is left of a finding, in its own words, and what silenced the rest; none where nothing
/// silences any of it.
fn silenced<'f, I: Iterator<Item = &'f Finding>>(
    finding: &Finding,
    others: impl Fn(&str) -> I,
    profile: &Profile<'_>,
) -> Option<(Option<Finding>, BTreeSet<String>)> {
    let mut left: Option<Finding> = None;
    let mut by: BTreeSet<String> = BTreeSet::new();
    for (rule, when) in &of_rule(finding.rule.0).rules {
        for silencer in others(rule) {
            let left = left.get_or_insert_with(|| finding.clone());
            let before = left.at.len();
            narrow(left, silencer, *when, profile);
            if left.at.len() < before {
                by.insert((*rule).to_owned());
            }
        }
    }
    let mut left = left.filter(|_| !by.is_empty())?;
    if left.at.is_empty() {
        return Some((None, by));
    }
    if left.data_points.len() != finding.data_points.len() {
        reword(&mut left, profile);
    }
    Some((Some(left), by))
}

/// Takes from a finding what another silences; all of it where the condition is about the whole.
fn narrow(left: &mut Finding, silencer: &Finding, when: When, profile: &Profile<'_>) {
    let whole = match when {
        When::Always => true,
        When::RefusedInWhole => profile.response_kind == ResponseKind::Refusal,
        When::NoFieldData => profile.held().next().is_none(),
        When::SamePlatform => names_same_platform(silencer, left, profile),
        When::ItemElsewhere => items::is_elsewhere(profile, left.rule),
        When::PartInTime => time::part_sent_in_time(profile),
        When::SamePart
        | When::SamePoint
        | When::SamePointPolitical
        | When::SameColumn
        | When::SameRecord
        | When::NotKnown => false,
    };
    if whole {
        left.data_points.clear();
        left.at.clear();
        return;
    }
    match when {
        When::SamePart => {
            let parts: BTreeSet<PartId> = silencer.at.iter().map(|at| at.part).collect();
            remove(left, |_, at| parts.contains(&at.part));
        }
        When::SamePoint => remove(left, |id, at| shares_place(silencer, id, at)),
        When::SamePointPolitical => remove(left, |id, at| {
            let political = id.and_then(|id| profile.point(id)).is_some_and(|point| {
                point.special == Some(SpecialCategory::PoliticalOpinion) || point.is_political()
            });
            political && shares_place(silencer, id, at)
        }),
        When::SameColumn => {
            let columns = of_points(silencer, profile, |point| point.heading);
            remove(left, |id, _| {
                let heading = id.and_then(|id| profile.point(id)).map(|p| p.heading);
                heading.is_some_and(|heading| columns.contains(&heading))
            });
        }
        When::SameRecord => {
            let record = |point: &Decoded| (profile.heading(point).map(|h| h.block), point.record);
            let records = of_points(silencer, profile, record);
            remove(left, |id, at| {
                let own = id.and_then(|id| profile.point(id)).map(record);
                own.is_some_and(|own| records.contains(&own)) || shares_place(silencer, id, at)
            });
        }
        When::Always
        | When::RefusedInWhole
        | When::NoFieldData
        | When::SamePlatform
        | When::ItemElsewhere
        | When::PartInTime
        | When::NotKnown => {}
    }
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
        .map(|name| flat_of(name))
        .filter(|name| !name.is_empty())
        .any(|name| says(&a.message, &[name.as_str()]) && says(&b.message, &[name.as_str()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn every_condition_of_the_table_is_understood() {
        for row in Law::embedded().suppression() {
            let known = row.by_fact() || when(&row.when) != When::NotKnown;
            assert!(known, "{}", row.when);
        }
    }

    #[test]
    fn every_rule_that_can_be_silenced_has_its_place_in_the_order() {
        let rows = Law::embedded().suppression();
        let order = settled_first(rows);
        for row in rows.iter().filter(|row| !row.by_fact()) {
            let place = |code: &str| order.iter().position(|known| *known == code);
            let own = place(&row.suppresses);
            assert!(own.is_some(), "{}", row.suppresses);
            assert!(
                place(&row.rule) < own,
                "{} after {}",
                row.rule,
                row.suppresses
            );
        }
    }

    #[test]
    fn what_is_itself_silenced_silences_nothing_and_all_is_counted() {
        let mut case = Case::new();
        case.add("VI", "Q", |_, _| {});
        let profile = case.profile();
        let found = |code| {
            let rule = by_name(code).expect("the rule is registered");
            rule.meta().about(&profile.points, String::new())
        };
        let (kept, silenced) = suppress(vec![found("U02"), found("U01"), found("U03")], &profile);
        let codes: Vec<&str> = kept.iter().map(|finding| finding.rule.0).collect();
        assert_eq!(codes, ["U03"]);
        let said: Vec<String> = silenced
            .iter()
            .map(|s| format!("{} {} {}", s.rule, s.by.join("+"), s.count))
            .collect();
        assert_eq!(said, ["U01 U03 1", "U02 U03 1"]);
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
        let (left, _) = suppress(all, &profile);
        let second = left.iter().find(|finding| finding.rule.0 == "U02");
        assert_eq!(
            second.map(|f| (f.data_points.len(), f.at.len())),
            Some((1, 1))
        );
        assert!(second.is_some_and(|f| f.message.contains("Segment") && !f.message.contains("VI")));
    }
}
