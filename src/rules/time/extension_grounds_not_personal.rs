//! T04, `extension-grounds-not-personal`: extension grounds not about this requester.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta, listed};
use crate::statement::{Statement, Topic, marks};

/// T04, `extension-grounds-not-personal`.
#[derive(Debug)]
pub struct ExtensionGroundsNotPersonal;

const DOC: &str = "\
## What it finds

A notice that more time is taken, with reasons that are not about this request: how many others wrote, staff, an election, holidays, a change of systems. Where the notice also gives the complexity of this request or the number of this person's requests, the rule is silent.

## Why it matters

More time can be taken only for what this person's own requests make necessary.

## Example

`Owing to the high number of requests during the campaign`. With `because your request covers eleven systems`, the rule is silent.

## What to ask

Please identify what about my own request made the extension necessary.

## Citations

UK GDPR, Art 12A; UK GDPR, Art 12(3) as it stood; SI 2026/82, reg 4.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T04"),
    name: "extension-grounds-not-personal",
    title: "Extension grounds not about this requester",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12A", "gdpr-12.3-old", "si26-82-4"],
    ask: "Please identify what about my own request made the extension necessary.",
    caveat: "For requests received before 5 Feb 2026 the older wording applied (complexity and number of the requests); a complex record can be a genuine ground.",
    doc: DOC,
};

impl Rule for ExtensionGroundsNotPersonal {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let reasons: Vec<&Statement> = papers::affirmed(profile, Topic::ExtensionReason).collect();
        let personal = reasons
            .iter()
            .any(|statement| PERSONAL.iter().any(|mark| statement.cites(mark)));
        let other: Vec<&Statement> = reasons
            .into_iter()
            .filter(|statement| OTHER.iter().any(|(mark, _)| statement.cites(mark)))
            .collect();
        if personal || other.is_empty() {
            return;
        }
        let grounds: Vec<&str> = OTHER
            .iter()
            .filter(|(mark, _)| other.iter().any(|statement| statement.cites(mark)))
            .map(|(_, ground)| *ground)
            .collect();
        let message = format!(
            "The notice that more time is taken gives as reason {} and nothing about this request: {}.",
            listed(&grounds, "and"),
            papers::quoted(&other)
        );
        findings.push(papers::found(&META, &other, message));
    }
}

/// Grounds that the person's own requests give.
const PERSONAL: &[&str] = &[marks::COMPLEXITY, marks::OWN_REQUESTS];

/// Other grounds, with their names in a sentence.
const OTHER: &[(&str, &str)] = &[
    (marks::OTHER_PEOPLE, "the number of requests by others"),
    (marks::STAFFING, "staffing"),
    (marks::ELECTION, "an election"),
    (marks::HOLIDAYS, "holidays"),
    (marks::SYSTEM_CHANGE, "a change of systems"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::statement::Stance;

    fn because(mark: &str) -> Case {
        let mut case = Case::new();
        case.letter_paper();
        case.state(
            Topic::ExtensionReason,
            Stance::Stated,
            "Because of that.",
            |said| {
                said.cites.push(mark.to_owned());
            },
        );
        case
    }

    #[test]
    fn other_peoples_requests_are_found_and_this_requests_complexity_is_not() {
        for (mark, _) in OTHER {
            assert_eq!(because(mark).run("T04").len(), 1, "{mark}");
        }
        for mark in PERSONAL {
            assert!(because(mark).run("T04").is_empty(), "{mark}");
        }
    }

    #[test]
    fn a_ground_of_the_person_beside_another_is_enough() {
        let mut case = because(marks::STAFFING);
        case.state(
            Topic::ExtensionReason,
            Stance::Stated,
            "It is complex.",
            |said| {
                said.cites.push(marks::COMPLEXITY.to_owned());
            },
        );
        assert!(case.run("T04").is_empty());
    }
}
