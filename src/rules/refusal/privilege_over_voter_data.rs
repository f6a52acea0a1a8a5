//! X05, `privilege-over-voter-data`: privilege claimed over voter-file data.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::papers;
use crate::rules::suppress::says;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{About, Statement, marks};

/// X05, `privilege-over-voter-data`.
#[derive(Debug)]
pub struct PrivilegeOverVoterData;

const DOC: &str = "\
## What it finds

Legal privilege (Schedule 2, paragraph 19) claimed over scores, canvass data or other fields of the voter record. Where the letter speaks of legal advice or of letters with lawyers, the rule is silent.

## Why it matters

A voter record is not made for legal advice; what is in it is seldom privileged.

## Example

`The score columns are legally privileged`. With `Our correspondence with our solicitors is privileged`, the rule is silent.

## What to ask

Please confirm which items are privileged and supply the rest.

## Citations

Data Protection Act 2018, Sch 2 para 19.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("X05"),
    name: "privilege-over-voter-data",
    title: "Privilege claimed over voter-file data",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["dpa-sch2-19"],
    ask: "Please confirm which items are privileged and supply the rest.",
    caveat: "Legal advice about the request is properly withheld.",
    doc: DOC,
};

impl Rule for PrivilegeOverVoterData {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let said: Vec<&Statement> = papers::holding_back(profile)
            .filter(|said| said.cites("dpa-sch2-19") && !said.cites(marks::LEGAL_ADVICE))
            .filter(|said| speaks_of_fields(said, profile) && !says(&said.words, ADVICE))
            .collect();
        if said.is_empty() {
            return;
        }
        let message = format!(
            "The response claims legal privilege over data of the voter record: {}.",
            papers::quoted(&said)
        );
        findings.push(papers::found(&META, &said, message));
    }
}

/// Whether a statement is about fields of the record: by its own words, or because it goes on about those that another
/// holds back: `We have withheld vi_source. They are covered by privilege`.
fn speaks_of_fields(said: &Statement, profile: &Profile<'_>) -> bool {
    let names = |said: &Statement| {
        papers::speaks_of_record(said)
            || matches!(&said.about, About::Headings(all) if !all.is_empty())
    };
    let first = said.words.split_whitespace().next().unwrap_or_default();
    let goes_on = matches!(
        first,
        "They" | "These" | "Those" | "It" | "This" | "All" | "Both"
    );
    let mut others = papers::holding_back(profile);
    let another = |other: &Statement| {
        other.at.part == said.at.part && other.words != said.words && names(other)
    };
    names(said) || (goes_on && others.any(another))
}

/// Words of what may well be privileged.
const ADVICE: &[&str] = &[
    "advice",
    "solicitor",
    "solicitors",
    "counsel",
    "lawyer",
    "lawyers",
    "barrister",
    "correspondence",
    "litigation",
];

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    fn fires(words: &str) -> bool {
        let mut case = Case::new();
        case.letter_paper();
        case.state(Topic::Exemption, Stance::Stated, words, |said| {
            said.cites.push("dpa-sch2-19".to_owned());
        });
        !case.run("X05").is_empty()
    }

    #[test]
    fn privilege_over_scores_raises_a_question_and_over_advice_does_not() {
        assert!(fires("The scores are legally privileged."));
        assert!(fires("What our callers wrote down is privileged."));
        assert!(!fires(
            "Our correspondence with our solicitors is privileged."
        ));
        assert!(!fires("Some documents are privileged."));
        assert!(!fires("They are privileged."));
    }

    #[test]
    fn what_goes_on_about_fields_that_are_held_back_is_about_them() {
        let mut case = Case::new();
        case.letter_paper();
        case.state(
            Topic::Refusal,
            Stance::Stated,
            "We have withheld the scores.",
            |_| {},
        );
        case.state(
            Topic::Exemption,
            Stance::Stated,
            "They are privileged.",
            |said| said.cites.push("dpa-sch2-19".to_owned()),
        );
        assert!(!case.run("X05").is_empty());
    }
}
