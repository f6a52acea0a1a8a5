//! C01, `recorded-political-opinion`: political opinion recorded as fact.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather, headings};
use crate::vocabulary::SpecialCategory;

/// C01, `recorded-political-opinion`.
#[derive(Debug)]
pub struct RecordedPoliticalOpinion;

const DOC: &str = "\
## What it finds

Recorded political opinions: canvass results, membership, petitions signed, donations, pledges.

## Why it matters

Political opinions are special category data; a party may hold them on certain conditions, and the person may ask on which.

## Example

`VI` with `L` from a doorstep. A calculated support score is an estimate, and the rule is silent (see I04).

## What to ask

Please state the Art 9 condition for each of these fields and send the appropriate policy document or say where it is published.

## Citations

UK GDPR, Art 9(1); UK GDPR, Art 9(2); Data Protection Act 2018, Sch 1 para 22; Data Protection Act 2018, Sch 1 para 5 and paras 38-41.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("C01"),
    name: "recorded-political-opinion",
    title: "Political opinion recorded as fact",
    severity: Severity::High,
    standing: Standing::Question,
    provisions: &["gdpr-9.1", "gdpr-9.2", "dpa-sch1-22", "dpa-sch1-5"],
    ask: "Please state the Art 9 condition for each of these fields and send the appropriate policy document or say where it is published.",
    caveat: "A registered party may well meet paragraph 22, and members and regular contacts fall under Article 9(2)(d): holding the entry proves nothing against the party. The duty to show the policy document is to the Commissioner (paragraph 40); the person can ask but not insist.",
    doc: DOC,
};

impl Rule for RecordedPoliticalOpinion {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.kind != Some(crate::codebook::Kind::Date)
                    && !point.inferred
                    && point.special == Some(SpecialCategory::PoliticalOpinion)
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response holds {} of political opinion under {}.",
            count(points.len(), "record", "records"),
            headings(points.iter().copied()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_recorded_opinion_is_found_and_an_estimate_is_not() {
        let mut case = Case::new();
        for (label, inferred) in [("VI", false), ("Support score", true)] {
            case.add(label, "L", |point, _| {
                point.inferred = inferred;
                point.special = Some(SpecialCategory::PoliticalOpinion);
            });
        }
        let found = case.run("C01");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
