//! L02, `purpose-drift`: purpose drift.

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::lists;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};

/// L02, `purpose-drift`.
#[derive(Debug)]
pub struct PurposeDrift;

const DOC: &str = "\
## What it finds

Entries from casework, petitions, surveys, membership or donations that are used for targeting: a heading that joins the two, a list for targeting that holds such entries, or casework in one record with scores and targets.

## Why it matters

What was given for one purpose may be used for another only where the two are compatible.

## Example

`Petition signers - GOTV target`. A petition in the list of petitions is silent.

## What to ask

Please state the purpose told to me when this was collected and the compatibility assessment made.

## Citations

UK GDPR, Art 5(1)(b); UK GDPR, Art 5(1)(b) as it stood; UK GDPR, Art 8A; UK GDPR, Art 6(4) as it stood; UK GDPR, Art 5(3); Data Protection Act 2018, Sch 1 paras 23-24.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("L02"),
    name: "purpose-drift",
    title: "Purpose drift",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &[
        "gdpr-5.1.b",
        "gdpr-5.1.b-old",
        "gdpr-8A",
        "gdpr-6.4-old",
        "gdpr-5.3",
        "dpa-sch1-23",
    ],
    ask: "Please state the purpose told to me when this was collected and the compatibility assessment made.",
    caveat: "Notice at collection may have covered it.",
    doc: DOC,
};

impl Rule for PurposeDrift {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let titles = lists::Titles::of(profile);
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| !point.value.as_deref().is_some_and(written::is_no))
            .filter(|point| {
                let targeted =
                    || is_targeting(profile, point) || titles.any(profile, point, TARGETING);
                (is_given_for_something_else(profile, point) && targeted())
                    || ((is_casework(profile, point) || is_reason(profile, point))
                        && stands_among_targets(profile, point))
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The entries under {} come from casework, petitions, surveys, membership or donations and stand in a set for targeting.",
            headings(points.iter().copied()),
        ))
    }
}

/// Titles of a set for targeting.
const TARGETING: &[&str] = &[
    "target",
    "targets",
    "targeting",
    "targeted",
    "gotv",
    "campaign universe",
    "target universe",
    "persuasion universe",
    "custom audience",
    "lookalike",
    "call list",
    "canvass list",
    "mailing selection",
];

fn is_casework(profile: &Profile<'_>, point: &Decoded) -> bool {
    profile.says(point, "log:casework")
}

/// Words that show that something was given for another purpose.
const GIVEN: &[&str] = &[
    "casework",
    "petition",
    "petitions",
    "survey",
    "surveys",
    "donor",
    "donors",
    "donation",
    "donations",
    "membership",
    "caseworker",
    "surgery",
];

/// Whether a value gives casework, a petition or the like as the reason for something.
fn is_reason(profile: &Profile<'_>, point: &Decoded) -> bool {
    const REASON: &[&str] = &[
        "why",
        "reason",
        "reasons",
        "basis",
        "because",
        "source",
        "origin",
        "criteria",
        "selected",
        "selection",
        "chosen",
    ];
    written::any(profile.heading_words(point), REASON)
        && written::any(profile.value_words(point), GIVEN)
}

fn is_given_for_something_else(profile: &Profile<'_>, point: &Decoded) -> bool {
    is_casework(profile, point)
        || profile.says(point, "member:petition")
        || profile.says(point, "member:donor")
        || written::any(profile.label(point).words(), GIVEN)
}

/// Whether the heading itself, or a short value, speaks of targeting.
fn is_targeting(profile: &Profile<'_>, point: &Decoded) -> bool {
    const LONGEST: usize = 8;
    let value = Label::new(point.value.as_deref().unwrap_or_default());
    profile.says(point, "act:target")
        || profile.says(point, "audience")
        || profile.heading_says(point, TARGETING)
        || (value.words().len() <= LONGEST
            && crate::rules::suppress::says(&value.to_string(), TARGETING))
}

/// Whether scores or targets of the party stand in the same record.
fn stands_among_targets(profile: &Profile<'_>, point: &Decoded) -> bool {
    profile.beside(point).any(|other| {
        profile.says(other, "act:target")
            || profile.says(other, "audience")
            || (other.is_political() && other.inferred && other.is_measured())
    })
}

#[cfg(test)]
mod tests {

    use crate::rules::testing::Case;

    fn add(case: &mut Case, label: &str, concepts: &[&str]) {
        case.add(label, "Y", |_, known| {
            known.concepts = concepts.iter().map(|id| (*id).to_owned()).collect();
        });
    }

    #[test]
    fn a_petition_in_a_target_is_found_and_a_petition_alone_is_not() {
        let mut case = Case::new();
        add(&mut case, "Petition", &["member:petition"]);
        add(&mut case, "Target", &["act:target"]);
        assert!(case.run("L02").is_empty());
        add(
            &mut case,
            "Petition signers target",
            &["member:petition", "act:target"],
        );
        let found = case.run("L02");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }

    #[test]
    fn casework_beside_a_target_is_found_and_in_a_list_of_its_own_it_is_not() {
        let mut case = Case::new();
        add(&mut case, "Casework", &["log:casework"]);
        case.next_block();
        add(&mut case, "Target", &["act:target"]);
        assert!(case.run("L02").is_empty());
        add(&mut case, "Case type", &["log:casework"]);
        assert_eq!(case.run("L02").len(), 1);
    }

    #[test]
    fn a_list_of_donors_under_a_title_of_targeting_is_found() {
        let mut case = Case::new();
        add(&mut case, "Last donation", &["member:donor"]);
        if let Some(part) = case.document.parts.first_mut() {
            part.path = "GOTV target list.xlsx".to_owned();
        }
        assert_eq!(case.run("L02").len(), 1);
    }
}
