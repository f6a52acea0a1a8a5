//! D05, `sent-out-for-matching`: data sent out for enrichment.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::Origin;

/// D05, `sent-out-for-matching`.
#[derive(Debug)]
pub struct SentOutForMatching;

const DOC: &str = "\
## What it finds

A match key, an append or enrichment mark, or a supplier's return code; a bare batch number only where bought data stand in the same record.

## Why it matters

Such marks arise where names and addresses are sent to somebody else and come back with more.

## Example

`Match key` and `Append date` beside a bought segment. `Matched: Y` about an advertising audience is D03, and a geocode is silent.

## What to ask

Please say whether my register details were supplied to a third party for matching, on what date and for what purpose.

## Citations

UK GDPR, Art 15(1)(c); Representation of the People, reg 92(7)-(9); Representation of the People, reg 106; Representation of the People (Scotland), Part VI; Representation of the People (Northern Ireland), Part 6 (reg 92(6) etc.); UK GDPR, Art 28; UK GDPR, Art 5(1)(b); UK GDPR, Art 5(1)(b) as it stood.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("D05"),
    name: "sent-out-for-matching",
    title: "Data sent out for enrichment",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &[
        "gdpr-15.1.c",
        "rpr-92.7",
        "rpr-106",
        "rpr-sc",
        "rpr-ni",
        "gdpr-28",
        "gdpr-5.1.b",
        "gdpr-5.1.b-old",
    ],
    ask: "Please say whether my register details were supplied to a third party for matching, on what date and for what purpose.",
    caveat: "Lawful through a processor for the same purpose.",
    doc: DOC,
};

impl Rule for SentOutForMatching {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| is_match_mark(profile, point))
            .filter(|point| !point.value.as_deref().is_some_and(written::is_no))
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The entries under {} look like marks of a matching or enrichment by somebody else.",
            headings(points.iter().copied()),
        ))
    }
}

fn is_match_mark(profile: &Profile<'_>, point: &Decoded) -> bool {
    let elsewhere = ["audience", "platform", "address", "register"];
    if elsewhere.iter().any(|class| profile.says(point, class)) {
        return false;
    }
    let says = |concept: &str| profile.says(point, concept);
    says("match:key")
        || says("match:append")
        || says("match:return")
        || (says("match:batch")
            && profile
                .beside(point)
                .any(|other| other.origin == Origin::Bought))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn add(case: &mut Case, label: &str, value: &str, concepts: &[&str]) {
        case.add(label, value, |_, known| {
            known.concepts = concepts.iter().map(|id| (*id).to_owned()).collect();
        });
    }

    #[test]
    fn a_match_key_is_found_and_an_audience_or_an_address_is_not() {
        let mut case = Case::new();
        add(&mut case, "Match key", "ZZ993AB", &["match:key"]);
        add(
            &mut case,
            "Audience match",
            "Y",
            &["match:key", "audience:match"],
        );
        add(
            &mut case,
            "Address match code",
            "3",
            &["match:key", "address:line"],
        );
        add(&mut case, "Appended", "N", &["match:append"]);
        let found = case.run("D05");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }

    #[test]
    fn a_batch_number_counts_only_beside_bought_data() {
        let mut case = Case::new();
        add(&mut case, "Batch ID", "44", &["match:batch"]);
        assert!(case.run("D05").is_empty());
        case.add("Segment", "A01", |point, _| point.origin = Origin::Bought);
        assert_eq!(case.run("D05").len(), 1);
    }
}
