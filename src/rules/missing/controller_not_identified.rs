//! M13, `controller-not-identified`: controller not identified.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta};
use crate::statement::Topic;

/// M13, `controller-not-identified`.
#[derive(Debug)]
pub struct ControllerNotIdentified;

const DOC: &str = "\
## What it finds

A letter that does not say which body is the controller: the national party, a local association, an elected member, a company of the group.

## Why it matters

A request to one controller is no request to another, and local branches often are others.

## Example

A letter signed `The Data Team`. With `The controller is the national party; local associations are separate controllers`, the rule is silent.

## What to ask

Please confirm the controller for each dataset and whether local branches or elected members were searched.

## Citations

UK GDPR, Art 13; UK GDPR, Art 26.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M13"),
    name: "controller-not-identified",
    title: "Controller not identified",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-13", "gdpr-26"],
    ask: "Please confirm the controller for each dataset and whether local branches or elected members were searched.",
    caveat: "A party may be one controller.",
    doc: DOC,
};

impl Rule for ControllerNotIdentified {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let message = "The response does not say which body is the controller of which data.";
        findings.extend(items::unsaid(&META, profile, Topic::Controller, message));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    #[test]
    fn a_letter_without_a_controller_raises_a_question_and_one_that_names_it_does_not() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        assert!(case.run("M13").is_empty(), "there is no letter");
        case.letter_paper();
        assert_eq!(case.run("M13").len(), 1);
        case.state(
            Topic::Controller,
            Stance::Stated,
            "The controller is X.",
            |_| {},
        );
        assert!(case.run("M13").is_empty());
    }
}
