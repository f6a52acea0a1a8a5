//! T09, `limitation-watch`: limitation watch.

use crate::day::Day;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::request::Nation;
use crate::rules::time::clocked;
use crate::rules::{Audience, Rule, RuleMeta};

/// T09, `limitation-watch`.
#[derive(Debug)]
pub struct LimitationWatch;

const DOC: &str = "\
## What it finds

The earliest act on file that can be complained of, where it lies more than five years (Scotland, or nation not known) or six years before the day the report speaks (`--date`), or within six months of that. Without that day it does not fire.

## Why it matters

Claims have time limits, and an adviser will want to know the day before a letter goes.

## Example

An answer that was due in December 2019, and a report of November 2026. One due in 2024 is silent.

## What to ask

(For the adviser) check limitation before sending.

## Citations

Limitation Act 1980, ss.2, 9; Prescription and Limitation, s.6; Limitation, arts 4-6.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T09"),
    name: "limitation-watch",
    title: "Limitation watch",
    severity: Severity::Info,
    standing: Standing::Question,
    provisions: &["lim-ew", "lim-sc", "lim-ni"],
    ask: "(For the adviser) check limitation before sending.",
    caveat: "Continuing processing restarts time for the continuing part; the tool must not state that a claim is barred.",
    doc: DOC,
};

impl Rule for LimitationWatch {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn audience(&self) -> Audience {
        Audience::Adviser
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let (Some(speaks), Some(earliest)) = (profile.speaks, earliest_act(profile)) else {
            return;
        };
        let years = years(profile.request.nation);
        let end = earliest.add_months(years.saturating_mul(12));
        if end > speaks.add_months(NEAR) {
            return;
        }
        let how = if end < speaks { "more than" } else { "nearly" };
        let message = format!(
            "The earliest act on file that can be complained of is of {}, {how} {years} years before {}.",
            earliest.in_words(),
            speaks.in_words(),
        );
        findings.push(META.at(profile.searched(), message));
    }
}

/// So many months before the end the adviser is told.
const NEAR: u8 = 6;

/// The working assumption by nation; the shortest where it is not known.
fn years(nation: Option<Nation>) -> u8 {
    match nation {
        None | Some(Nation::Scotland) => 5,
        Some(Nation::England | Nation::Wales | Nation::NorthernIreland) => 6,
    }
}

/// The day after the answer was due, where it did not come in time; else the day of the response.
fn earliest_act(profile: &Profile<'_>) -> Option<Day> {
    let clock = clocked(profile);
    let missed = clock
        .filter(|clock| clock.days_late > 0 || clock.sent.is_none())
        .map(|clock| clock.due.add_days(1))
        .filter(|day| profile.speaks.is_some_and(|speaks| *day <= speaks));
    let sent = clock
        .and_then(|clock| clock.sent)
        .or(profile.request.received);
    missed.into_iter().chain(sent).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case(requested: &str, received: &str, nation: Option<Nation>) -> Case {
        let mut case = Case::new();
        case.request.requested = Day::parse(requested).ok();
        case.request.received = Day::parse(received).ok();
        case.request.nation = nation;
        case.speaks = Day::parse("2026-11-27").ok();
        case
    }

    #[test]
    fn an_old_act_is_found_and_a_newer_one_is_not() {
        let old = case("2019-11-04", "2020-01-24", Some(Nation::England)).run("T09");
        assert!(
            old.iter()
                .any(|f| f.message.contains("5 December 2019, more than 6 years"))
        );
        let new = case("2024-11-04", "2025-01-24", Some(Nation::England));
        assert!(new.run("T09").is_empty());
    }

    #[test]
    fn the_nation_chooses_the_years_and_six_months_before_the_end_it_speaks() {
        let received = "2021-12-20";
        for (nation, found) in [
            (Some(Nation::England), 0),
            (Some(Nation::Scotland), 1),
            (None, 1),
        ] {
            let case = case("2021-12-01", received, nation);
            assert_eq!(case.run("T09").len(), found, "{nation:?}");
        }
    }
}
