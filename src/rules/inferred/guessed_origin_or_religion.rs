//! I05, `guessed-origin-or-religion`: inference from surname or locality about origin or religion.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather, headings};
use crate::vocabulary::{Category, Level};

/// I05, `guessed-origin-or-religion`.
#[derive(Debug)]
pub struct GuessedOriginOrReligion;

const DOC: &str = "\
## What it finds

Guesses of ethnic or national origin, religion, language or country of birth, from name or address.

## Why it matters

Guesses of this kind reveal special category data, right or wrong, and the condition for political opinions does not cover them.

## Example

`Estimated Origin` with a country. What the person answered in a survey is no guess, and the rule is silent (see C02).

## What to ask

Please identify the Art 9 condition for this field, its source and its use, and erase it.

## Citations

UK GDPR, Art 9(1); UK GDPR, Art 9(2); Data Protection Act 2018, s.10; Data Protection Act 2018, Sch 1 para 22; UK GDPR, Art 5(1)(d).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("I05"),
    name: "guessed-origin-or-religion",
    title: "Inference from surname or locality about origin or religion",
    severity: Severity::Critical,
    standing: Standing::PrimaFacie,
    provisions: &[
        "gdpr-9.1",
        "gdpr-9.2",
        "dpa-10",
        "dpa-sch1-22",
        "gdpr-5.1.d",
    ],
    ask: "Please identify the Art 9 condition for this field, its source and its use, and erase it.",
    caveat: "Para 22 covers political opinions only; but consent, equality monitoring (para 8) or manifestly public data might be claimed. Census-area proportions are not about the person.",
    doc: DOC,
};

impl Rule for GuessedOriginOrReligion {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let (area, personal): (Vec<&Decoded>, Vec<&Decoded>) = profile
            .held()
            .filter(|point| {
                point.is_value() && point.inferred && point.category == Category::EthnicityReligion
            })
            .partition(|point| point.level == Level::Area);
        findings.extend(gather(self, profile, &personal));
        if let Some(mut finding) = gather(self, profile, &area) {
            finding.standing = Standing::Question;
            findings.push(finding);
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        let of = if points.iter().all(|point| point.level == Level::Area) {
            " of the people of an area"
        } else {
            ""
        };
        Some(format!(
            "The response holds {}{of} about origin, religion or language under {}.",
            count(points.len(), "guess", "guesses"),
            headings(points.iter().copied()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_guess_is_found_and_an_answer_is_not() {
        let mut case = Case::new();
        for (label, inferred) in [("Estimated Religion", true), ("Religion", false)] {
            case.add(label, "Anglican", |point, _| {
                point.inferred = inferred;
                point.category = Category::EthnicityReligion;
            });
        }
        let found = case.run("I05");
        assert_eq!(
            found
                .iter()
                .map(|f| (f.standing, f.data_points.len()))
                .collect::<Vec<_>>(),
            [(Standing::PrimaFacie, 1)]
        );
    }

    #[test]
    fn a_proportion_of_an_area_is_a_question() {
        let mut case = Case::new();
        case.add("Pct Muslim", "4", |point, _| {
            point.inferred = true;
            point.level = Level::Area;
            point.category = Category::EthnicityReligion;
        });
        assert_eq!(
            case.run("I05")
                .iter()
                .map(|f| f.standing)
                .collect::<Vec<_>>(),
            [Standing::Question]
        );
    }
}
