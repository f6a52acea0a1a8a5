//! I07, `model-inputs-withheld`: model inputs withheld.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Stance, Statement, Topic};

/// I07, `model-inputs-withheld`.
#[derive(Debug)]
pub struct ModelInputsWithheld;

const DOC: &str = "\
## What it finds

A letter that says that the person is scored or modelled, and does not say from which data, or refuses to. The finding is a question.

## Why it matters

A score cannot be checked without knowing what went into it, and what went in is the person's data.

## Example

`We use a statistical model to estimate how you may vote`, and no word of the inputs. With `from your age and postcode`, the rule is silent.

## What to ask

Please list which of my data were used to produce the score.

## Citations

UK GDPR, Art 12(1); UK GDPR, Art 5(1)(a); UK GDPR, Art 15(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("I07"),
    name: "model-inputs-withheld",
    title: "Model inputs withheld",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-12.1", "gdpr-5.1.a", "gdpr-15.1"],
    ask: "Please list which of my data were used to produce the score.",
    caveat: "Since 5 Feb 2026 Art 15(1)(h) reaches only significant, solely automated decisions; inputs that are personal data are due as part of the copy. Trade secrecy is not a listed DPA exemption by itself; Art 15(4) may matter.",
    doc: DOC,
};

impl Rule for ModelInputsWithheld {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let admitted: Vec<&Statement> = papers::affirmed(profile, Topic::Profiling).collect();
        let told = papers::affirmed(profile, Topic::ModelInputs)
            .any(|statement| statement.stance == Stance::Stated);
        if admitted.is_empty() || told || !items::are_owed(profile) {
            return;
        }
        let refused: Vec<&Statement> = profile
            .statements
            .said(Topic::ModelInputs, Stance::Refused)
            .collect();
        let message = if refused.is_empty() {
            format!(
                "The response says that the person is profiled or scored, {}, and does not say from which data.",
                papers::quoted(&admitted)
            )
        } else {
            format!(
                "The response says that the person is profiled or scored and will not say from which data: {}.",
                papers::quoted(&refused)
            )
        };
        let about = if refused.is_empty() {
            &admitted
        } else {
            &refused
        };
        findings.push(papers::found(&META, about, message));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    fn modelled() -> Case {
        let mut case = Case::new();
        case.letter_paper();
        case.state(
            Topic::Profiling,
            Stance::Stated,
            "A model scores you.",
            |_| {},
        );
        case
    }

    #[test]
    fn a_model_without_its_inputs_raises_a_question_and_with_them_does_not() {
        let mut case = modelled();
        assert_eq!(case.run("I07").len(), 1);
        case.state(Topic::ModelInputs, Stance::Stated, "From your age.", |_| {});
        assert!(case.run("I07").is_empty());
    }

    #[test]
    fn inputs_that_are_refused_are_quoted() {
        let mut case = modelled();
        let words = "The inputs are a trade secret.";
        case.state(Topic::ModelInputs, Stance::Refused, words, |_| {});
        let found = case.run("I07");
        assert!(found.iter().any(|f| f.message.contains("trade secret")));
    }

    #[test]
    fn a_letter_that_says_that_it_does_not_profile_admits_nothing() {
        let mut case = Case::new();
        case.letter_paper();
        case.state(
            Topic::Profiling,
            Stance::Denied,
            "We do not profile.",
            |_| {},
        );
        assert!(case.run("I07").is_empty());
    }
}
