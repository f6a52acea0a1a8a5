//! L01, `democratic-engagement-blanket`: democratic engagement used as a blanket basis.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta};
use crate::rules::{headings, papers};
use crate::statement::{About, Statement, Topic};
use crate::vocabulary::Origin;

/// L01, `democratic-engagement-blanket`.
#[derive(Debug)]
pub struct DemocraticEngagementBlanket;

const DOC: &str = "\
## What it finds

A letter that relies on a task in the public interest or democratic engagement (Article 6(1)(e), section 8(e)) where bought or modelled data are held. A question only: the point is necessity, and no court has drawn the line.

## Why it matters

A basis that is necessary for canvassing need not carry a bought segment.

## Example

`Our lawful basis is Article 6(1)(e)` over a record with a commercial segment. Over register data alone, the rule is silent.

## What to ask

Please explain why each bought or modelled field is necessary for that task and why less would not do.

## Citations

Data Protection Act 2018, s.8(e); UK GDPR, Art 6(1); UK GDPR, Art 6(3); UK GDPR, Art 5(1)(c).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("L01"),
    name: "democratic-engagement-blanket",
    title: "Democratic engagement used as a blanket basis",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["dpa-8e", "gdpr-6.1", "gdpr-6.3", "gdpr-5.1.c"],
    ask: "Please explain why each bought or modelled field is necessary for that task and why less would not do.",
    caveat: "s.8(e) is real law; the argument is necessity, and no UK court has drawn the line.",
    doc: DOC,
};

impl Rule for DemocraticEngagementBlanket {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let relied: Vec<&Statement> = papers::affirmed(profile, Topic::LawfulBasis)
            .filter(|said| said.cites("gdpr-6.1.e") || said.cites("dpa-8e"))
            .collect();
        if relied.is_empty() {
            return;
        }
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| point.is_value() && is_bought_or_modelled(point))
            .filter(|point| relied.iter().any(|said| papers::reaches(said, point)))
            .filter(|point| !has_another_basis(profile, point))
            .collect();
        let told: Vec<&Statement> = [Topic::BoughtData, Topic::Profiling]
            .into_iter()
            .flat_map(|topic| papers::affirmed(profile, topic))
            .collect();
        let message = match (points.as_slice(), told.as_slice()) {
            ([], []) => return,
            ([], told) => format!(
                "The response relies on {} and says that it buys or models data: {}.",
                papers::quoted(&relied),
                papers::quoted(told)
            ),
            (points, _) => format!(
                "The response relies on {}, also for bought or modelled entries such as those under {}.",
                papers::quoted(&relied),
                headings(points.iter().copied())
            ),
        };
        let mut finding = META.about(points, message);
        for said in relied {
            if !finding.at.contains(&said.at) {
                finding.at.push(said.at.clone());
            }
        }
        findings.push(finding);
    }
}

fn is_bought_or_modelled(point: &Decoded) -> bool {
    matches!(point.origin, Origin::Bought | Origin::Modelled) || point.product.is_some()
}

/// Whether a statement gives another basis for these data in particular.
fn has_another_basis(profile: &Profile<'_>, point: &Decoded) -> bool {
    papers::affirmed(profile, Topic::LawfulBasis).any(|said| {
        said.about != About::Everything
            && papers::reaches(said, point)
            && !said.cites("gdpr-6.1.e")
            && !said.cites("dpa-8e")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::statement::{About, Stance};
    use crate::vocabulary::Category;

    fn relying(mark: &str) -> Case {
        let mut case = Case::new();
        case.letter_paper();
        case.state(
            Topic::LawfulBasis,
            Stance::Stated,
            "Article 6(1)(e).",
            |said| {
                said.cites.push(mark.to_owned());
            },
        );
        case
    }

    fn bought(case: &mut Case) {
        case.add("Segment", "H35", |point, _| {
            point.origin = Origin::Bought;
            point.category = Category::Segment;
        });
    }

    #[test]
    fn bought_data_on_a_public_task_raise_a_question_and_register_data_do_not() {
        let mut case = relying("dpa-8e");
        case.add("Name", "A. Elector", |point, _| {
            point.origin = Origin::Register
        });
        assert!(case.run("L01").is_empty());
        bought(&mut case);
        let found = case.run("L01");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }

    #[test]
    fn another_basis_for_these_data_is_silent() {
        let mut case = relying("gdpr-6.1.f");
        bought(&mut case);
        assert!(case.run("L01").is_empty());
        let mut case = relying("gdpr-6.1.e");
        bought(&mut case);
        case.state(
            Topic::LawfulBasis,
            Stance::Stated,
            "Segments: consent.",
            |said| {
                said.cites.push("gdpr-6.1.a".to_owned());
                said.about = About::Categories(vec![Category::Segment]);
            },
        );
        assert!(case.run("L01").is_empty());
    }
}
