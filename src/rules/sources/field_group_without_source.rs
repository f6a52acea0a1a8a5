//! S01, `field-group-without-source`: field group with no source.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::sources::stated;
use crate::rules::unintelligible::opaque_heading;
use crate::rules::{Rule, RuleMeta, count, gather, headings, papers, written};
use crate::statement::Topic;
use crate::vocabulary::{Category, Origin};

/// S01, `field-group-without-source`.
#[derive(Debug)]
pub struct FieldGroupWithoutSource;

const DOC: &str = "\
## What it finds

Held values that were bought, calculated or drawn from third-party data, for which neither their heading nor anything near them names a source; and, apart from these, contact details whose origin is not known where the response states no source at all.

## Why it matters

Where data were not collected from the person, any available information as to their source is due.

## Example

A household income band beside fields whose sources the letter names. Where the letter names the supplier of the band too, the rule is silent.

## What to ask

Please give the source of [fields], including supplier, product and date.

## Citations

UK GDPR, Art 15(1)(g).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("S01"),
    name: "field-group-without-source",
    title: "Field group with no source",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.1.g"],
    ask: "Please give the source of [fields], including supplier, product and date.",
    caveat: "Modelled fields have inputs, not a source; ask for both.",
    doc: DOC,
};

impl Rule for FieldGroupWithoutSource {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let unsourced: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && !stated::is_stated(profile, point)
                    && point.source_named.is_none()
                    && !point.source_generic
            })
            .collect();
        let group: Vec<&Decoded> = unsourced
            .iter()
            .copied()
            .filter(|point| is_from_elsewhere(point) && !stated::covers(profile, point))
            // `Likely faith, from surname` says from what it was made.
            .filter(|point| !profile.says(point, "modifier:by-name"))
            .collect();
        if let Some(mut finding) = gather(self, profile, &group) {
            let modelled = group.iter().all(|point| point.origin == Origin::Modelled);
            if modelled || profile.letter_unread() {
                finding.standing = Standing::Question;
            }
            findings.push(finding);
        }
        let contacts: Vec<&Decoded> = unsourced
            .into_iter()
            .filter(|point| is_contact(point) && !gave(profile, point))
            .filter(|point| !is_told(profile, point) && !is_asked(point))
            .collect();
        if stated::any(profile) {
            return;
        }
        if let Some(mut finding) = gather(self, profile, &contacts) {
            finding.severity = Severity::Low;
            finding.standing = Standing::Question;
            findings.push(finding);
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        let named = headings(points.iter().copied());
        let values = count(points.len(), "value", "values");
        Some(if points.iter().all(|point| is_contact(point)) {
            format!(
                "The response does not say how the contact details under {named} came to be held."
            )
        } else if points.iter().all(|point| point.origin == Origin::Modelled) {
            format!(
                "The response gives {values} under {named}, made by calculation, without inputs or source."
            )
        } else {
            format!(
                "The response gives {values} under {named}, not given by the person, without naming a source."
            )
        })
    }
}

fn is_from_elsewhere(point: &Decoded) -> bool {
    let guessed = point.inferred
        && matches!(point.origin, Origin::Public | Origin::Unknown)
        && matches!(
            point.category,
            Category::Segment
                | Category::Financial
                | Category::Lifestyle
                | Category::Demographic
                | Category::Household
        );
    matches!(point.origin, Origin::Bought | Origin::Modelled) || guessed
}

fn is_contact(point: &Decoded) -> bool {
    point.category == Category::Contact
        && point.kind == Some(crate::codebook::Kind::Contact)
        && point.origin == Origin::Unknown
        && point
            .value
            .as_deref()
            .is_none_or(|value| written::day(value).is_none())
}

/// Whether the papers say of a data point that the person gave it.
fn is_told(profile: &Profile<'_>, point: &Decoded) -> bool {
    papers::affirmed(profile, Topic::Source)
        .any(|said| said.origin == Some(Origin::Subject) && papers::reaches(said, point))
}

/// Whether a heading is a question of a form that the person filled in: `Q3. Your e-mail address`.
fn is_asked(point: &Decoded) -> bool {
    let label = point.label.as_str();
    label.trim_end().ends_with('?') || opaque_heading::without_number(label) != label
}

/// Whether the person says that he or she gave the party this detail.
fn gave(profile: &Profile<'_>, point: &Decoded) -> bool {
    let mail = point
        .value
        .as_deref()
        .is_some_and(|value| value.contains('@'));
    let keys: &[&str] = if mail {
        &["email", "e-mail"]
    } else {
        &["phone", "telephone", "mobile"]
    };
    keys.iter()
        .any(|key| profile.request.gave.get(*key) == Some(&true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::vocabulary::Basis;

    fn bought(point: &mut Decoded, _: &mut crate::recognise::Recognised) {
        point.origin = Origin::Bought;
        point.origin_basis = Basis::Codebook;
        point.category = Category::Financial;
    }

    #[test]
    fn an_estimate_that_says_so_still_has_no_source() {
        let mut case = Case::new();
        case.add("Leave (our estimate)", "57", |point, _| {
            point.origin = Origin::Modelled;
            point.origin_basis = Basis::Response;
        });
        assert_eq!(case.run("S01").len(), 1);
    }

    #[test]
    fn a_bought_value_without_a_source_is_found_beside_one_with_a_source() {
        let mut case = Case::new();
        case.add("Income band", "3", bought);
        case.add("Mosaic", "H35", |point, known| {
            bought(point, known);
            point.source_named = Some("Experian".to_owned());
        });
        let found = case.run("S01");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
        assert!(found.iter().all(|f| f.standing == Standing::PrimaFacie));
    }

    #[test]
    fn scores_alone_raise_a_question_and_the_persons_own_data_nothing() {
        let mut case = Case::new();
        case.add("Score", "57", |point, _| point.origin = Origin::Modelled);
        case.add("Petition", "Hospital", |point, _| {
            point.origin = Origin::Subject
        });
        let found = case.run("S01");
        assert_eq!(
            found
                .iter()
                .map(|f| (f.standing, f.data_points.len()))
                .collect::<Vec<_>>(),
            [(Standing::Question, 1)]
        );
    }

    #[test]
    fn contact_details_are_asked_about_only_where_no_source_is_stated() {
        let contact = |point: &mut Decoded, _: &mut crate::recognise::Recognised| {
            point.category = Category::Contact;
            point.kind = Some(crate::codebook::Kind::Contact);
        };
        let mut case = Case::new();
        case.add("Email", "a@example.org", contact);
        assert_eq!(
            case.run("S01")
                .iter()
                .map(|f| f.standing)
                .collect::<Vec<_>>(),
            [Standing::Question]
        );
        case.say("Your details come from the electoral register of Testbury Council.");
        assert!(case.run("S01").is_empty());
    }
}
