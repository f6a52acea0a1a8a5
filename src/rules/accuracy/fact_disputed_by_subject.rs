//! A01, `fact-disputed-by-subject`: fact contradicted by the user.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::accuracy::truth;
use crate::rules::{Rule, RuleMeta, gather, headings};

/// A01, `fact-disputed-by-subject`.
#[derive(Debug)]
pub struct FactDisputedBySubject;

const DOC: &str = "\
## What it finds

Facts in the record that the person says are wrong, in the case file: year of birth, home, children, marriage, religion, origin, gender, membership, occupation.

## Why it matters

Personal data must be accurate, and what is wrong can be put right only when it is named.

## Example

A date of birth in another year than the person gives. An estimated age that misses is a prediction, and the rule is silent (see A02).

## What to ask

Please correct what stands under [fields] and tell every recipient of the correction.

## Citations

UK GDPR, Art 5(1)(d); Data Protection Act 2018, s.205(1); UK GDPR, Art 16.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("A01"),
    name: "fact-disputed-by-subject",
    title: "Fact contradicted by the user",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-5.1.d", "dpa-205.1", "gdpr-16"],
    ask: "Please correct what stands under [fields] and tell every recipient of the correction.",
    caveat: "Opinions and predictions are not wrong merely because disliked; use A02.",
    doc: DOC,
};

impl Rule for FactDisputedBySubject {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| !truth::is_prediction(point) && truth::disputes(profile, point))
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "What the response records under {} is not what the person says is true.",
            headings(points.iter().copied()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::codebook::Kind;
    use crate::request::Children;
    use crate::rules::testing::Case;

    fn dob(point: &mut crate::decode::Decoded, known: &mut crate::recognise::Recognised) {
        point.kind = Some(Kind::Date);
        known.concepts = vec!["attr:dob".to_owned()];
    }

    #[test]
    fn a_wrong_year_of_birth_is_found_and_not_printed() {
        let mut case = Case::new();
        case.add("Date of Birth", "12/03/1966", dob);
        case.request.truth.birth_year = Some(1981);
        let found = case.run("A01");
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|f| !f.message.contains("19")));
        case.request.truth.birth_year = Some(1966);
        assert!(case.run("A01").is_empty());
    }

    #[test]
    fn the_number_of_children_is_compared_and_children_of_an_age_are_not() {
        let mut case = Case::new();
        case.add("Children", "3", |point, _| point.kind = Some(Kind::Number));
        case.add("Children aged 0 to 4", "0", |point, _| {
            point.kind = Some(Kind::Number)
        });
        case.request.truth.children = Some(Children::Count(2));
        assert_eq!(
            case.run("A01")
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
