//! T02, `late-response`: response sent late.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::time::{Clocked, clocked, on_file};
use crate::rules::{Rule, RuleMeta, count};

/// T02, `late-response`.
#[derive(Debug)]
pub struct LateResponse;

const DOC: &str = "\
## What it finds

A response sent, or known only to have come, after the day on which it was due.

## Why it matters

The time limit is an outer limit; a late answer cost the person the time in which it would have been of use.

## Example

Due on 3 March, sent on 20 March. Sent on 3 March, the rule is silent.

## What to ask

Please explain the delay and confirm whether any pause or extension is relied on and when it was notified.

## Citations

UK GDPR, Art 12(3) as amended; UK GDPR, Art 12(3) as it stood; UK GDPR, Art 12A; UK GDPR, Art 4A; Regulation, Arts 2(1), 3; SI 2026/82, reg 4.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T02"),
    name: "late-response",
    title: "Response sent late",
    severity: Severity::Medium,
    standing: Standing::Face,
    provisions: &[
        "gdpr-12.3",
        "gdpr-12.3-old",
        "gdpr-12A",
        "gdpr-4A",
        "reg1182",
        "si26-82-4",
    ],
    ask: "Please explain the delay and confirm whether any pause or extension is relied on and when it was notified.",
    caveat: "The date of a letter is not the day of sending; days in the post do not count. A delay of under 3 days prints as low.",
    doc: DOC,
};

impl Rule for LateResponse {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let Some(clock) = clocked(profile) else {
            return;
        };
        let Some(message) = lateness(&clock) else {
            return;
        };
        let mut finding = META.at(profile.searched(), message);
        finding.standing = standing(&clock);
        finding.severity = severity(&clock);
        let reckoned = profile.timeline();
        finding.steps = reckoned.map_or_else(Vec::new, |timeline| on_file::steps(&timeline.steps));
        findings.push(finding);
    }
}

/// What is said of a late response; nothing where it was in time.
fn lateness(clock: &Clocked) -> Option<String> {
    let sent = clock.sent?;
    let late = usize::try_from(clock.days_late)
        .ok()
        .filter(|days| *days > 0)?;
    let (verb, note) = if clock.sent_is_arrival {
        ("came", " (the day of sending is not known)")
    } else {
        ("was sent", "")
    };
    Some(format!(
        "The response {verb} on {}, {} after it was due on {}{note}.",
        sent.in_words(),
        count(late, "day", "days"),
        clock.due.in_words(),
    ))
}

/// Face where receipt is proved and the day of sending known, and no contested pause explains it.
fn standing(clock: &Clocked) -> Standing {
    if clock.receipt_proved && !clock.sent_is_arrival && !clock.in_time_if_paused {
        Standing::Face
    } else {
        Standing::PrimaFacie
    }
}

/// A delay of under three days is a small point.
fn severity(clock: &Clocked) -> Severity {
    const SHORT: i32 = 3;
    if clock.days_late < SHORT {
        Severity::Low
    } else {
        META.severity
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::time::tests::clock;

    #[test]
    fn a_late_response_is_told_with_its_days() {
        let late = clock("2026-03-03", "2026-03-20", 17);
        let said = lateness(&late).unwrap_or_default();
        assert!(
            said.contains("17 days after it was due on 3 March 2026"),
            "{said}"
        );
        assert_eq!(
            (standing(&late), severity(&late)),
            (Standing::Face, Severity::Medium)
        );
        assert_eq!(lateness(&clock("2026-03-03", "2026-03-03", 0)), None);
    }

    #[test]
    fn what_is_not_known_lowers_the_standing() {
        let mut late = clock("2026-03-03", "2026-03-05", 2);
        late.sent_is_arrival = true;
        assert_eq!(
            (standing(&late), severity(&late)),
            (Standing::PrimaFacie, Severity::Low)
        );
    }
}
