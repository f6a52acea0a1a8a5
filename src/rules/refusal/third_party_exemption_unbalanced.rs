//! X06, `third-party-exemption-unbalanced`: third-party exemption without balancing.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::suppress::says;
use crate::rules::{Rule, RuleMeta};
use crate::rules::{gather, headings, papers};
use crate::statement::{Statement, marks};
use crate::vocabulary::Category;

/// X06, `third-party-exemption-unbalanced`.
#[derive(Debug)]
pub struct ThirdPartyExemptionUnbalanced;

const DOC: &str = "\
## What it finds

The exemption for data of other people (Schedule 2, paragraph 16) used for whole fields about the person: scores, segments, voting intention. Where the letter says how interests were balanced or that consent was sought, the rule is silent.

## Why it matters

A score about the person is not another person's data, and where both are mixed a balance is due.

## Example

`All scores are withheld under paragraph 16`. With `The name of a neighbour was removed`, the rule is silent.

## What to ask

Please explain the balance struck and release what can be released with names removed.

## Citations

Data Protection Act 2018, Sch 2 para 16; UK GDPR, Art 15(4).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("X06"),
    name: "third-party-exemption-unbalanced",
    title: "Third-party exemption without balancing",
    severity: Severity::Low,
    standing: Standing::PrimaFacie,
    provisions: &["dpa-sch2-16", "gdpr-15.4"],
    ask: "Please explain the balance struck and release what can be released with names removed.",
    caveat: "Harrison shows courts give the controller latitude.",
    doc: DOC,
};

impl Rule for ThirdPartyExemptionUnbalanced {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let said: Vec<&Statement> = papers::holding_back(profile)
            .filter(|said| {
                said.cites("dpa-sch2-16")
                    && !said.cites(marks::BALANCE)
                    && !said.cites(marks::IDENTITIES)
                    && papers::speaks_of_record(said)
            })
            .collect();
        if !said.is_empty() {
            let message = format!(
                "The exemption for other people's data is used for fields about the person, without a word on the balance: {}.",
                papers::quoted(&said)
            );
            findings.push(papers::found(&META, &said, message));
        }
        let points: Vec<&Decoded> = profile
            .points
            .iter()
            .filter(|point| point.withheld && is_own_assessment(point) && blames_others(point))
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "What stands under {} is withheld as other people's data, though the heading is about the person.",
            headings(points.iter().copied()),
        ))
    }
}

/// Whether a field is an assessment of the person.
fn is_own_assessment(point: &Decoded) -> bool {
    point.is_value()
        && (point.is_measured() || point.is_political() || point.category == Category::Segment)
}

/// Whether a cell gives other people as the reason why it is withheld.
fn blames_others(point: &Decoded) -> bool {
    const OTHERS: &[&str] = &[
        "third party",
        "third parties",
        "other people",
        "other individuals",
        "another person",
        "another individual",
        "para 16",
        "paragraph 16",
    ];
    point
        .value
        .as_deref()
        .is_some_and(|value| says(value, OTHERS))
}

#[cfg(test)]
mod tests {
    use crate::codebook::Kind;
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic, marks};

    fn fires(words: &str, mark: Option<&str>) -> bool {
        let mut case = Case::new();
        case.letter_paper();
        case.state(Topic::Exemption, Stance::Stated, words, |said| {
            said.cites.push("dpa-sch2-16".to_owned());
            said.cites.extend(mark.map(str::to_owned));
        });
        !case.run("X06").is_empty()
    }

    #[test]
    fn whole_columns_of_scores_are_found_and_a_neighbours_name_is_not() {
        let words = "The score columns are withheld as third-party data.";
        assert!(fires(words, None));
        assert!(!fires(words, Some(marks::BALANCE)));
        assert!(!fires("The name of your neighbour was removed.", None));
    }

    #[test]
    fn a_score_withheld_in_its_own_cell_is_found_and_an_agents_name_is_not() {
        let mut case = Case::new();
        case.add("Support score", "Withheld: third party data", |point, _| {
            point.kind = Some(Kind::Score);
            point.withheld = true;
        });
        case.add("Agent", "Withheld: third party data", |point, _| {
            point.withheld = true;
        });
        let found = case.run("X06");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
