//! T03, `extension-without-notice`: extension notice missing, late or without reasons.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::PartId;
use crate::rules::time::{Clocked, clocked};
use crate::rules::{Rule, RuleMeta, papers};
use crate::statement::{Statement, Topic};

/// T03, `extension-without-notice`.
#[derive(Debug)]
pub struct ExtensionWithoutNotice;

const DOC: &str = "\
## What it finds

Papers that mention extra time, or a response more than 14 days late, and no notice with reasons on file within the first month.

## Why it matters

More time can be taken only by a notice with reasons, given in time.

## Example

A letter that apologises for the time taken, six weeks late, and no notice. A notice within the month is silent.

## What to ask

Please send the notice by which you say time was extended, with its date and reasons.

## Citations

UK GDPR, Art 12A; UK GDPR, Art 12(3) as it stood; SI 2026/82, reg 4.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T03"),
    name: "extension-without-notice",
    title: "Extension notice missing, late or without reasons",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12A", "gdpr-12.3-old", "si26-82-4"],
    ask: "Please send the notice by which you say time was extended, with its date and reasons.",
    caveat: "A notice may have gone to spam or to a representative: its absence from the papers is not its absence. A controller that never claimed extra time owed no notice, and then the point is lateness (T02).",
    doc: DOC,
};

impl Rule for ExtensionWithoutNotice {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let Some(clock) = clocked(profile) else {
            return;
        };
        let claims: Vec<&Statement> = claims(profile);
        let claimed = !claims.is_empty() || profile.request.extension.is_some();
        let notice = Notice::of(profile, &clock, &claims);
        let Some(message) = unannounced(&clock, claimed, notice) else {
            return;
        };
        let mut finding = if claims.is_empty() {
            META.at(profile.searched(), message.to_owned())
        } else {
            papers::found(&META, &claims, message.to_owned())
        };
        if !claimed || notice == Notice::Undated {
            finding.standing = Standing::Question;
        }
        findings.push(finding);
    }
}

/// What is on file of a notice that more time is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notice {
    /// None.
    None,
    /// One without a date.
    Undated,
    /// One within the first month, with reasons.
    Timely,
    /// One within the first month, without reasons.
    WithoutReasons,
    /// One after the first month.
    Late,
}

impl Notice {
    /// The notice of the case file, which is taken to give reasons where no paper shows it; else the
    /// earliest paper that takes more time.
    fn of(profile: &Profile<'_>, clock: &Clocked, claims: &[&Statement]) -> Notice {
        let on_paper: Vec<PartId> = claims.iter().map(|said| said.at.part).collect();
        let reasoned = on_paper.is_empty()
            || papers::affirmed(profile, Topic::ExtensionReason)
                .any(|reason| on_paper.contains(&reason.at.part));
        let dated = claims
            .iter()
            .filter_map(|said| papers::of(profile, said)?.date)
            .map(|date| date.day)
            .min();
        match clock.extension_notified.or(dated) {
            None if claims.is_empty() => Notice::None,
            None => Notice::Undated,
            Some(day) if clock.notice_by.is_some_and(|last| day > last) => Notice::Late,
            Some(_) if reasoned => Notice::Timely,
            Some(_) => Notice::WithoutReasons,
        }
    }
}

/// Where the papers say that more time is taken or was taken.
fn claims<'p>(profile: &'p Profile<'_>) -> Vec<&'p Statement> {
    papers::affirmed(profile, Topic::Extension).collect()
}

/// What is said where no timely reasoned notice is on file; nothing where one is, or none was
/// needed.
fn unannounced(clock: &Clocked, claimed: bool, notice: Notice) -> Option<&'static str> {
    const LONG: i32 = 14;
    match notice {
        Notice::Timely => None,
        Notice::Late => Some("The notice that more time is taken was given after the first month."),
        Notice::WithoutReasons => Some("The notice that more time is taken gives no reasons."),
        Notice::Undated => Some(
            "The papers say that more time is taken, and no notice that is dated within the first month is on file.",
        ),
        Notice::None if claimed => Some(
            "The papers mention extra time, and no notice with reasons within the first month is on file.",
        ),
        Notice::None if clock.days_late > LONG => Some(
            "The response came more than 14 days late, and no notice that more time is taken is on file.",
        ),
        Notice::None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::rules::testing::Case;
    use crate::rules::time::tests::clock;
    use crate::statement::{PaperKind, Stance};

    fn noticed(day: Option<&str>, reason: bool) -> Vec<Standing> {
        let mut case = Case::new();
        case.request.requested = Day::parse("2026-03-03").ok();
        case.paper(PaperKind::Holding, day);
        case.state(
            Topic::Extension,
            Stance::Stated,
            "We take two months more.",
            |_| {},
        );
        if reason {
            case.state(
                Topic::ExtensionReason,
                Stance::Stated,
                "It is complex.",
                |_| {},
            );
        }
        let found = case.run("T03");
        found.iter().map(|finding| finding.standing).collect()
    }

    #[test]
    fn a_timely_notice_with_reasons_is_silent_and_a_late_or_bare_one_is_not() {
        assert!(noticed(Some("2026-03-27"), true).is_empty());
        assert_eq!(noticed(Some("2026-03-27"), false), [Standing::PrimaFacie]);
        assert_eq!(noticed(Some("2026-04-20"), true), [Standing::PrimaFacie]);
        assert_eq!(noticed(None, true), [Standing::Question]);
    }

    #[test]
    fn a_short_delay_owes_no_notice_that_nobody_claimed() {
        let short = clock("2026-03-03", "2026-03-10", 7);
        assert!(unannounced(&short, false, Notice::None).is_none());
        assert!(unannounced(&short, true, Notice::None).is_some());
        let long = clock("2026-03-03", "2026-03-20", 17);
        assert!(unannounced(&long, false, Notice::None).is_some());
    }
}
