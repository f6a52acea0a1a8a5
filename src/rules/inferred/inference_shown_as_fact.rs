//! I01, `inference-shown-as-fact`: inferred attribute not labelled as inferred.

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::inferred::political_opinion_score::names_mailing;
use crate::rules::{Rule, RuleMeta, count, gather_unless_said, headings};
use crate::vocabulary::Basis;

/// I01, `inference-shown-as-fact`.
#[derive(Debug)]
pub struct InferenceShownAsFact;

const DOC: &str = "\
## What it finds

Guesses about the person - segments, estimated attributes, scores - that neither heading nor value nor any statement marks as a guess.

## Why it matters

A guess that looks like a fact misleads, and it is acted on as one.

## Example

`Family_Lifestage` with `Older couple, no children`. Under `Likely lifestage (modelled)`, the rule is silent.

## What to ask

Please mark which values are observed, supplied, bought or inferred, and how each inference was made.

## Citations

UK GDPR, Art 4(1)(4); UK GDPR, Art 12(1); UK GDPR, Art 5(1)(a); UK GDPR, Art 15(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("I01"),
    name: "inference-shown-as-fact",
    title: "Inferred attribute not labelled as inferred",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-4.4", "gdpr-12.1", "gdpr-5.1.a", "gdpr-15.1"],
    ask: "Please mark which values are observed, supplied, bought or inferred, and how each inference was made.",
    caveat: "A party may record inference status elsewhere.",
    doc: DOC,
};

impl Rule for InferenceShownAsFact {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let admissions = admissions(profile);
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.inferred
                    && !point.admits_guess
                    && !names_mailing(profile, point)
                    && !is_admitted(profile, point, &admissions)
            })
            .collect();
        findings.extend(gather_unless_said(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response gives {} under {} as fact; such entries are estimates, and nothing in the papers says so.",
            count(points.len(), "value", "values"),
            headings(points.iter().copied()),
        ))
    }
}

/// Texts of the response that say of something that it is a guess, in normal form.
fn admissions(profile: &Profile<'_>) -> Vec<String> {
    profile
        .said()
        .filter(|note| profile.phrases.calls_guess(&note.text))
        .map(|note| format!(" {} ", Label::new(&note.text)))
        .collect()
}

/// Whether the response's meaning of a value, or a text that quotes its heading, says that it is a
/// guess.
fn is_admitted(profile: &Profile<'_>, point: &Decoded, admissions: &[String]) -> bool {
    let by_meaning =
        point.meaning.basis == Basis::Response && profile.phrases.admits_guess(&point.meaning.text);
    let heading = format!(" {} ", profile.label(point));
    let quotes = |text: &String| *text != heading && text.contains(&heading);
    by_meaning || (!heading.trim().is_empty() && admissions.iter().any(quotes))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;

    #[test]
    fn a_guess_shown_as_fact_is_found_and_one_marked_as_a_guess_is_not() {
        let mut case = Case::new();
        case.add("Lifestage", "07", |point, _| point.inferred = true);
        case.add("Likely tenure", "Owner", |point, _| {
            point.inferred = true;
            point.admits_guess = true;
        });
        let found = case.run("I01");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
        case.say("The segments under Lifestage are estimated by a model.");
        assert!(case.run("I01").is_empty());
    }
}
