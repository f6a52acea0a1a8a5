//! C02, `other-special-category-data`: non-political special category data held.

use crate::codebook::Kind;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written::is_no;
use crate::rules::{Rule, RuleMeta, count, gather, headings, listed};
use crate::vocabulary::{Origin, SpecialCategory};

/// C02, `other-special-category-data`.
#[derive(Debug)]
pub struct OtherSpecialCategoryData;

const DOC: &str = "\
## What it finds

Recorded data about health, religion, ethnic origin, union membership, sexual orientation or philosophical belief.

## Why it matters

The condition for political parties covers political opinions only; other special category data need another.

## Example

`Health` with `uses a wheelchair`. A flag `Union member` that says no is silent.

## What to ask

Please state the condition relied on for [field] and who could see it.

## Citations

UK GDPR, Art 9(1); UK GDPR, Art 9(2); Data Protection Act 2018, s.10; Data Protection Act 2018, Sch 1 para 22; Data Protection Act 2018, Sch 1 paras 23-24.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("C02"),
    name: "other-special-category-data",
    title: "Non-political special category data held",
    severity: Severity::Critical,
    standing: Standing::PrimaFacie,
    provisions: &[
        "gdpr-9.1",
        "gdpr-9.2",
        "dpa-10",
        "dpa-sch1-22",
        "dpa-sch1-23",
    ],
    ask: "Please state the condition relied on for [field] and who could see it.",
    caveat: "Casework under paras 23-24 may explain it if held by an elected representative, but leakage into the party file is a purpose point (L02).",
    doc: DOC,
};

impl Rule for OtherSpecialCategoryData {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let (own, other): (Vec<&Decoded>, Vec<&Decoded>) = profile
            .held()
            .filter(|point| point.is_value() && !point.inferred && reveals(point))
            .partition(|point| point.origin == Origin::Subject);
        findings.extend(gather(self, profile, &other));
        if let Some(mut finding) = gather(self, profile, &own) {
            finding.standing = Standing::Question;
            findings.push(finding);
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        let mut kinds: Vec<&str> = points
            .iter()
            .filter_map(|point| point.special)
            .map(|kind| match kind {
                SpecialCategory::PoliticalOpinion => "political opinion",
                SpecialCategory::EthnicOrigin => "ethnic origin",
                SpecialCategory::Religion => "religion",
                SpecialCategory::UnionMembership => "union membership",
                SpecialCategory::Health => "health",
                SpecialCategory::SexLife => "sex life or sexual orientation",
                SpecialCategory::PhilosophicalBelief => "philosophical belief",
            })
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        Some(format!(
            "The response holds {} about {} under {}.",
            count(points.len(), "entry", "entries"),
            listed(&kinds, "and"),
            headings(points.iter().copied()),
        ))
    }
}

/// Whether a data point reveals special category data other than political opinions.
fn reveals(point: &Decoded) -> bool {
    let unset = matches!(point.kind, Some(Kind::Flag)) && point.value.as_deref().is_some_and(is_no);
    !unset
        && point
            .special
            .is_some_and(|kind| kind != SpecialCategory::PoliticalOpinion)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn health(point: &mut Decoded, _: &mut crate::recognise::Recognised) {
        point.special = Some(SpecialCategory::Health);
        point.kind = Some(Kind::Flag);
    }

    #[test]
    fn an_entry_about_health_is_found_and_an_unset_flag_is_not() {
        let mut case = Case::new();
        case.add("Health", "uses a wheelchair", health);
        case.add("Disability", "No", health);
        let found = case.run("C02");
        assert_eq!(
            found
                .iter()
                .map(|f| (f.standing, f.data_points.len()))
                .collect::<Vec<_>>(),
            [(Standing::PrimaFacie, 1)]
        );
    }

    #[test]
    fn what_the_person_gave_is_a_question() {
        let mut case = Case::new();
        case.add("Access needs", "wheelchair", |point, known| {
            health(point, known);
            point.origin = Origin::Subject;
        });
        assert_eq!(
            case.run("C02")
                .iter()
                .map(|f| f.standing)
                .collect::<Vec<_>>(),
            [Standing::Question]
        );
    }
}
