//! L05, `too-many-fields`: excessive field count.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, count, gather, headings};
use crate::vocabulary::{Category, Origin, SpecialCategory};
use std::collections::BTreeSet;

/// L05, `too-many-fields`.
#[derive(Debug)]
pub struct TooManyFields;

const DOC: &str = "\
## What it finds

More than 60 attributes (a setting) about somebody who is not marked as a member, or fields without an evident use at elections: money, habits, possessions.

## Why it matters

No more may be held than the purpose needs.

## Example

`Has pets` and `Household income`. A name, an address and a voting intention are silent.

## What to ask

Please justify holding [fields] or delete them.

## Citations

UK GDPR, Art 5(1)(c); UK GDPR, Art 5(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("L05"),
    name: "too-many-fields",
    title: "Excessive field count",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-5.1.c", "gdpr-5.2"],
    ask: "Please justify holding [fields] or delete them.",
    caveat: "A judgement of value.",
    doc: DOC,
};

impl Rule for TooManyFields {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let attributes: Vec<&Decoded> = profile
            .held()
            .filter(|point| point.is_value() && point.person == 1)
            .filter(|point| point.category != Category::System)
            .collect();
        let many = labels(&attributes) > profile.thresholds.many_fields;
        if many && !is_member(profile) {
            findings.extend(gather(self, profile, &attributes));
            return;
        }
        let apart: Vec<&Decoded> = attributes
            .into_iter()
            .filter(|point| has_no_evident_use(profile, point))
            .collect();
        findings.extend(gather(self, profile, &apart));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let number = labels(points);
        Some(if number > profile.thresholds.many_fields {
            format!(
                "The response holds {} about one person.",
                count(number, "attribute", "attributes"),
            )
        } else {
            format!(
                "The response holds data about money, habits or possessions under {}.",
                headings(points.iter().copied()),
            )
        })
    }
}

/// How many different headings there are.
fn labels(points: &[&Decoded]) -> usize {
    let labels: BTreeSet<&str> = points.iter().map(|point| point.label.as_str()).collect();
    labels.len()
}

/// Whether the record says that the person is a member of the party.
fn is_member(profile: &Profile<'_>) -> bool {
    profile.request.truth.member == Some(true)
        || profile.held().any(|point| {
            let value = point.value.as_deref().unwrap_or_default();
            point.person == 1
                && point.category == Category::Membership
                && point.special != Some(SpecialCategory::UnionMembership)
                && profile.says(point, "member:member")
                && !written::is_no(value)
        })
}

/// Money, habits and possessions that somebody else supplied or calculated.
fn has_no_evident_use(profile: &Profile<'_>, point: &Decoded) -> bool {
    let own = matches!(
        point.origin,
        Origin::Subject | Origin::Canvass | Origin::Internal
    );
    let paid = ["money", "member"]
        .iter()
        .any(|class| profile.says(point, class));
    let wanted = match point.category {
        Category::Lifestyle => true,
        Category::Financial => !paid,
        _ => false,
    };
    wanted && !own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn many(member: Option<&str>) -> Case {
        let mut case = Case::new();
        for number in 0..61 {
            case.add(&format!("Field {number}"), "1", |_, _| {});
        }
        if let Some(member) = member {
            case.add("Member", member, |point, known| {
                point.category = Category::Membership;
                known.concepts = vec!["member:member".to_owned()];
            });
        }
        case
    }

    #[test]
    fn many_attributes_about_a_non_member_are_found_and_about_a_member_are_not() {
        assert_eq!(many(None).run("L05").len(), 1);
        assert_eq!(many(Some("N")).run("L05").len(), 1);
        assert!(many(Some("Y")).run("L05").is_empty());
    }

    #[test]
    fn habits_and_income_are_found_and_a_gift_is_not() {
        let mut case = Case::new();
        case.add("Has pets", "Y", |point, _| {
            point.category = Category::Lifestyle;
            point.origin = Origin::Bought;
        });
        case.add("Amount paid", "5", |point, known| {
            point.category = Category::Financial;
            known.concepts = vec!["money:amount".to_owned()];
        });
        let found = case.run("L05");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
