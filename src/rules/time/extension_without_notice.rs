//! T03, `extension-without-notice`: extension notice missing, late or without reasons.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::time::{Clocked, clocked};
use crate::rules::{Rule, RuleMeta};

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
        let claimed = claims_time(profile);
        let Some(message) = unannounced(&clock, claimed) else {
            return;
        };
        let mut finding = META.at(profile.searched(), message.to_owned());
        if !claimed {
            finding.standing = Standing::Question;
        }
        findings.push(finding);
    }
}

/// Whether the papers mention that more time is taken.
fn claims_time(profile: &Profile<'_>) -> bool {
    const PHRASES: &[&str] = &[
        "extend the time",
        "extended the time",
        "extending the time",
        "extension of time",
        "extend our response",
        "an extension",
        "further two months",
        "two further months",
        "additional two months",
        "more time",
        "further time",
        "additional time",
    ];
    let noticed = profile.request.extension.is_some();
    noticed
        || profile
            .said()
            .any(|note| crate::rules::suppress::says(&note.text, PHRASES))
}

/// What is said where no timely notice is on file; nothing where one is, or none was needed.
fn unannounced(clock: &Clocked, claimed: bool) -> Option<&'static str> {
    const LONG: i32 = 14;
    let timely = clock
        .extension_notified
        .is_some_and(|notified| clock.notice_by.is_none_or(|last| notified <= last));
    if timely {
        return None;
    }
    match (claimed, clock.extension_notified) {
        (_, Some(_)) => Some("The notice that more time is taken was given after the first month."),
        (true, None) => Some(
            "The papers mention extra time, and no notice with reasons within the first month is on file.",
        ),
        (false, None) if clock.days_late > LONG => Some(
            "The response came more than 14 days late, and no notice that more time is taken is on file.",
        ),
        (false, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::time::tests::clock;

    #[test]
    fn a_timely_notice_is_silent_and_a_late_or_missing_one_is_not() {
        let mut late = clock("2026-03-03", "2026-03-20", 17);
        assert!(unannounced(&late, false).is_some());
        late.extension_notified = crate::day::Day::parse("2026-03-01").ok();
        assert!(unannounced(&late, true).is_none());
        late.extension_notified = crate::day::Day::parse("2026-03-09").ok();
        assert!(unannounced(&late, true).is_some());
    }

    #[test]
    fn a_short_delay_owes_no_notice_that_nobody_claimed() {
        assert!(unannounced(&clock("2026-03-03", "2026-03-10", 7), false).is_none());
        assert!(unannounced(&clock("2026-03-03", "2026-03-10", 7), true).is_some());
    }
}
