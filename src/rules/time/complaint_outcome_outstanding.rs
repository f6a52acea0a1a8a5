//! T10, `complaint-outcome-outstanding`: outcome of a controller complaint outstanding.

use crate::clock::COMPLAINT_DUTY_BEGINS;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::time::on_file;
use crate::rules::{Rule, RuleMeta, count};

/// T10, `complaint-outcome-outstanding`.
#[derive(Debug)]
pub struct ComplaintOutcomeOutstanding;

const DOC: &str = "\
## What it finds

A complaint received on or after 19 June 2026 that was acknowledged, and no outcome or progress on file 90 days (a setting) later on the day the report speaks (`--date`). Without that day it does not fire.

## Why it matters

The outcome of a complaint is to be told without undue delay.

## Example

Acknowledged in July 2026, and nothing more by December. With a letter that tells the outcome the rule is silent.

## What to ask

Please tell me the outcome of my complaint of [date], or its progress and when to expect the outcome.

## Citations

Data Protection Act 2018, s.164A; SI 2026/82, reg 7.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T10"),
    name: "complaint-outcome-outstanding",
    title: "Outcome of a controller complaint outstanding",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["dpa-164A", "si26-82-7"],
    ask: "Please tell me the outcome of my complaint of [date], or its progress and when to expect the outcome.",
    caveat: "No number of days is in the Act; enquiries may take time.",
    doc: DOC,
};

impl Rule for ComplaintOutcomeOutstanding {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let (Some(speaks), Some(complained)) = (profile.speaks, profile.request.complained) else {
            return;
        };
        let days = complained.days_until(speaks);
        if complained < COMPLAINT_DUTY_BEGINS
            || days <= profile.thresholds.complaint_outcome_days
            || !on_file::is_acknowledged(profile, complained)
            || on_file::has_outcome(profile, complained)
            || profile.letter_unread()
        {
            return;
        }
        let message = format!(
            "On {}, {} after the complaint of {} was received, neither its outcome nor its progress is on file.",
            speaks.in_words(),
            count(usize::try_from(days).unwrap_or(0), "day", "days"),
            complained.in_words(),
        );
        let mut finding = META.at(profile.searched(), message);
        finding.ask = META.ask.replace("[date]", &complained.in_words());
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::day::Day;
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    fn case(speaks: &str) -> Case {
        let mut case = Case::new();
        case.request.complained = Day::parse("2026-07-01").ok();
        case.speaks = Day::parse(speaks).ok();
        let words = "We have received your complaint.";
        case.state(Topic::Acknowledgement, Stance::Stated, words, |_| {});
        case
    }

    #[test]
    fn it_is_found_after_ninety_days_and_not_before() {
        assert!(case("2026-09-29").run("T10").is_empty());
        assert_eq!(case("2026-09-30").run("T10").len(), 1);
    }

    #[test]
    fn an_outcome_on_file_and_a_complaint_that_nobody_acknowledged_are_silent() {
        let mut told = case("2026-12-01");
        told.say("We have now completed our investigation of your complaint.");
        assert!(told.run("T10").is_empty());
        let mut never = case("2026-12-01");
        never.statements.all.clear();
        assert!(never.run("T10").is_empty());
    }
}
