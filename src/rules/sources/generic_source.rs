//! S02, `generic-source`: source only generic.

use crate::decode::Decoded;
use crate::finding::{Finding, Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather, headings, papers};
use crate::statement::{Stance, Statement, Topic};
use crate::vocabulary::Origin;

/// S02, `generic-source`.
#[derive(Debug)]
pub struct GenericSource;

const DOC: &str = "\
## What it finds

Values whose source the response describes only in general words: third parties, publicly available, a commercial supplier, partners.

## Why it matters

A description that fits anybody names nobody, and the person cannot follow the data back.

## Example

`Source: commercial supplier` beside an income band. `Source: Experian` names it, and the rule is silent.

## What to ask

Please name the sources behind that description.

## Citations

UK GDPR, Art 15(1)(g).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("S02"),
    name: "generic-source",
    title: "Source only generic",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.1.g"],
    ask: "Please name the sources behind that description.",
    caveat: "An individual informant's identity may be withheld under Sch 2 para 16.",
    doc: DOC,
};

impl Rule for GenericSource {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                let of_model = point.origin == Origin::Modelled;
                let generic = point.source_generic && point.source_named.is_none();
                point.is_value() && generic && !of_model
            })
            .collect();
        let said: Vec<&Statement> = [Topic::Source, Topic::BoughtData]
            .into_iter()
            .flat_map(|topic| papers::affirmed(profile, topic))
            .filter(|said| said.stance == Stance::Generic && said.names.is_empty())
            // The party's own model is no source that could be named.
            .filter(|said| said.origin != Some(Origin::Modelled))
            .collect();
        let finding = match gather(self, profile, &points) {
            Some(mut finding) => {
                finding.at.extend(said.iter().map(|said| said.at.clone()));
                Some(finding)
            }
            None => (!said.is_empty()).then(|| in_words(&said)),
        };
        findings.extend(finding);
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response describes the source of {} under {} only in general words and gives no name.",
            count(points.len(), "value", "values"),
            headings(points.iter().copied()),
        ))
    }
}

/// A finding about what a letter says in general words.
fn in_words(said: &[&Statement]) -> Finding {
    let message = format!(
        "The response describes a source only in general words and gives no name: {}.",
        papers::quoted(said)
    );
    papers::found(&META, said, message)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    #[test]
    fn a_general_description_is_found_and_a_name_is_not() {
        let mut case = Case::new();
        case.add("Income band", "3", |point, _| point.source_generic = true);
        case.add("Mosaic", "H35", |point, _| {
            point.source_generic = true;
            point.source_named = Some("Experian".to_owned());
        });
        let found = case.run("S02");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }

    #[test]
    fn a_letter_in_general_words_is_found_and_one_that_names_the_council_is_not() {
        let mut case = Case::new();
        case.letter_paper();
        let words = "Some data come from third parties.";
        case.state(Topic::Source, Stance::Generic, words, |_| {});
        assert_eq!(case.run("S02").len(), 1);
        let mut case = Case::new();
        case.letter_paper();
        case.state(Topic::Source, Stance::Stated, "From your council.", |_| {});
        assert!(case.run("S02").is_empty());
    }
}
