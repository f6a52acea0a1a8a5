//! T08, `complaint-not-acknowledged`: controller complaint not acknowledged.

use crate::clock::acknowledgment;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::time::on_file;
use crate::rules::{Rule, RuleMeta};

/// T08, `complaint-not-acknowledged`.
#[derive(Debug)]
pub struct ComplaintNotAcknowledged;

const DOC: &str = "\
## What it finds

A complaint that the party received on or after 19 June 2026, and no acknowledgment on file when 30 days, counted from the next day, have run out on the day the report speaks (`--date`). Without that day it does not fire.

## Why it matters

A complaint has to be acknowledged within 30 days.

## Example

A complaint of 1 July 2026 and nothing on file on 10 August. With an acknowledgment of 20 July the rule is silent.

## What to ask

Please acknowledge my complaint of [date] and tell me what steps you are taking.

## Citations

Data Protection Act 2018, s.164A; SI 2026/82, reg 7; Data Protection Act 2018, s.205(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T08"),
    name: "complaint-not-acknowledged",
    title: "Controller complaint not acknowledged",
    severity: Severity::Medium,
    standing: Standing::Face,
    provisions: &["dpa-164A", "si26-82-7", "dpa-205.2"],
    ask: "Please acknowledge my complaint of [date] and tell me what steps you are taking.",
    caveat: "Needs proof of receipt; complaints before that date carry no such duty; an outcome sent within the 30 days also acknowledges.",
    doc: DOC,
};

impl Rule for ComplaintNotAcknowledged {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let (Some(speaks), Some(complained)) = (profile.speaks, profile.request.complained) else {
            return;
        };
        let Some(due) = acknowledgment(complained, profile.request.nation) else {
            return;
        };
        if speaks <= due.due
            || on_file::is_acknowledged(profile, complained)
            || on_file::has_outcome(profile, complained)
            || profile.letter_unread()
        {
            return;
        }
        let message = format!(
            "On {} no acknowledgment of the complaint received on {} is on file; it was due by {}.",
            speaks.in_words(),
            complained.in_words(),
            due.due.in_words(),
        );
        let mut finding = META.at(profile.searched(), message);
        finding.ask = META.ask.replace("[date]", &complained.in_words());
        if !profile.request.receipt_proved {
            finding.standing = Standing::PrimaFacie;
        }
        finding.steps = on_file::steps(&due.steps);
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    fn case(complained: &str, speaks: &str) -> Case {
        let mut case = Case::new();
        case.request.complained = Day::parse(complained).ok();
        case.request.receipt_proved = true;
        case.request.nation = Some(crate::request::Nation::England);
        case.speaks = Day::parse(speaks).ok();
        case
    }

    #[test]
    fn it_is_found_the_day_after_the_thirty_days_and_not_on_the_last() {
        assert!(case("2026-07-01", "2026-07-31").run("T08").is_empty());
        let found = case("2026-07-01", "2026-08-01").run("T08");
        assert_eq!(
            found.iter().map(|f| f.standing).collect::<Vec<_>>(),
            [Standing::Face]
        );
        assert!(found.iter().all(|f| f.ask.contains("1 July 2026")));
    }

    #[test]
    fn a_complaint_before_the_duty_began_and_an_acknowledged_one_are_silent() {
        assert!(case("2026-06-18", "2026-09-01").run("T08").is_empty());
        let mut known = case("2026-07-01", "2026-09-01");
        let words = "We have received your complaint.";
        known.state(Topic::Acknowledgement, Stance::Stated, words, |_| {});
        assert!(known.run("T08").is_empty());
    }

    #[test]
    fn the_receipt_of_a_request_is_no_acknowledgment_of_a_complaint() {
        let mut other = case("2026-07-01", "2026-09-01");
        let words = "Thank you for your access request, which we received.";
        other.state(Topic::Acknowledgement, Stance::Stated, words, |_| {});
        assert_eq!(other.run("T08").len(), 1);
        other.request.receipt_proved = false;
        let found = other.run("T08");
        assert!(found.iter().all(|f| f.standing == Standing::PrimaFacie));
    }
}
