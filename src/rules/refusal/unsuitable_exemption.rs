//! X04, `unsuitable-exemption`: wrong or unsuitable exemption.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Statement, marks};

/// X04, `unsuitable-exemption`.
#[derive(Debug)]
pub struct UnsuitableExemption;

const DOC: &str = "\
## What it finds

An exemption that does not fit what it is used for: Schedule 2, paragraph 5 without a disclosure required by law or proceedings; paragraph 18, which is no exemption; paragraphs 22 and 23 without a word on prejudice; commercial confidence or a trade secret where neither an exemption of the Act nor Article 15(4) is named; sections 45 and 54, which are about law enforcement.

## Why it matters

Only the exemptions of the Act count, and each only as far as its terms go.

## Example

`The scores are commercially confidential`. With `Article 15(4), intellectual property of our supplier`, the rule is silent.

## What to ask

Please identify the paragraph and explain the prejudice.

## Citations

Data Protection Act 2018, s.15 and Schs 2-4; Data Protection Act 2018, s.186; Data Protection Act 2018, Sch 2 para 5; Data Protection Act 2018, Sch 2 para 18; Data Protection Act 2018, Sch 2 para 22; Data Protection Act 2018, Sch 2 para 23.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("X04"),
    name: "unsuitable-exemption",
    title: "Wrong or unsuitable exemption",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &[
        "dpa-15",
        "dpa-186",
        "dpa-sch2-5",
        "dpa-sch2-18",
        "dpa-sch2-22",
        "dpa-sch2-23",
    ],
    ask: "Please identify the paragraph and explain the prejudice.",
    caveat: "Art 15(4) covers others' rights including intellectual property in appropriate degree.",
    doc: DOC,
};

impl Rule for UnsuitableExemption {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let mut said: Vec<&Statement> = Vec::new();
        let mut why: Vec<&str> = Vec::new();
        for statement in papers::holding_back(profile) {
            for (_, reason) in UNSUITABLE.iter().filter(|(applies, _)| applies(statement)) {
                if !said.contains(&statement) {
                    said.push(statement);
                }
                if !why.contains(reason) {
                    why.push(reason);
                }
            }
        }
        if said.is_empty() {
            return;
        }
        let message = format!(
            "The response relies on {}, {}.",
            papers::quoted(&said),
            why.join("; and ")
        );
        findings.push(papers::found(&META, &said, message));
    }
}

/// When a statement relies on something outside its terms, and how that is said.
type Unsuitable = (fn(&Statement) -> bool, &'static str);

const UNSUITABLE: &[Unsuitable] = &[
    (
        |said| said.cites("dpa-sch2-5") && !said.cites(marks::PROCEEDINGS),
        "and Schedule 2, paragraph 5 reaches only a disclosure that is required by law or needed for legal proceedings, of which nothing is said",
    ),
    (
        |said| said.cites("dpa-sch2-18"),
        "and Schedule 2, paragraph 18 is no exemption: it lists what the exemptions of Part 4 switch off",
    ),
    (
        |said| said.cites("dpa-sch2-22") && !said.cites(marks::PREJUDICE),
        "and Schedule 2, paragraph 22 (management forecasting) reaches only as far as prejudice is likely, of which nothing is said",
    ),
    (
        |said| said.cites("dpa-sch2-23") && !said.cites(marks::PREJUDICE),
        "and Schedule 2, paragraph 23 (negotiations with the person) reaches only as far as prejudice is likely, of which nothing is said",
    ),
    (
        |said| {
            (said.cites(marks::COMMERCIAL) || said.cites(marks::TRADE_SECRET))
                && !said.cites("gdpr-15.4")
                && !said.cites.iter().any(|id| id.starts_with("dpa-sch"))
        },
        "and commercial confidence or a trade secret is by itself no exemption of the Act",
    ),
    (
        |said| said.cites("dpa-45") || said.cites("dpa-54"),
        "and sections 45 and 54 are about law enforcement by competent authorities",
    ),
];

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic, marks};

    fn fires(marks: &[&str]) -> bool {
        let mut case = Case::new();
        case.letter_paper();
        case.state(Topic::Exemption, Stance::Stated, "It is exempt.", |said| {
            said.cites
                .extend(marks.iter().map(|mark| (*mark).to_owned()));
        });
        !case.run("X04").is_empty()
    }

    #[test]
    fn an_exemption_outside_its_terms_is_found_and_one_within_them_is_not() {
        for (outside, within) in [
            (&["dpa-sch2-5"][..], &["dpa-sch2-5", marks::PROCEEDINGS][..]),
            (&["dpa-sch2-22"], &["dpa-sch2-22", marks::PREJUDICE]),
            (&["dpa-sch2-23"], &["dpa-sch2-23", marks::PREJUDICE]),
            (&[marks::COMMERCIAL], &[marks::COMMERCIAL, "gdpr-15.4"]),
            (&[marks::TRADE_SECRET], &[marks::TRADE_SECRET, "gdpr-15.4"]),
            (&["dpa-sch2-18"], &["dpa-sch2-16"]),
            (&["dpa-45"], &["dpa-sch2-19"]),
        ] {
            assert!(fires(outside), "{outside:?}");
            assert!(!fires(within), "{within:?}");
        }
    }

    #[test]
    fn inputs_of_a_model_that_are_refused_as_a_trade_secret_count_too() {
        let mut case = Case::new();
        case.letter_paper();
        case.state(
            Topic::ModelInputs,
            Stance::Refused,
            "A trade secret.",
            |said| {
                said.cites.push(marks::TRADE_SECRET.to_owned());
            },
        );
        assert_eq!(case.run("X04").len(), 1);
    }
}
