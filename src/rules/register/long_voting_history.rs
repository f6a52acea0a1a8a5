//! R05, `long-voting-history`: marked-register history long or unexplained.

use crate::codebook::{Label, Role};
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written::is_dated;
use crate::rules::{Rule, RuleMeta, count, gather, headings};
use crate::vocabulary::{Category, Origin};

/// R05, `long-voting-history`.
#[derive(Debug)]
pub struct LongVotingHistory;

const DOC: &str = "\
## What it finds

Marks from marked registers over more elections than the threshold, or under headings that name no election and no year.

## Why it matters

Who voted when is supplied for a stated purpose; a long or unlabelled history raises the question what it is kept for.

## Example

Marks for seven elections. Marks for two named elections are silent.

## What to ask

Please say which marked registers supplied these marks and why they are still needed.

## Citations

Representation of the People, regs 117-120; Representation of the People, Part VI; Representation of the People, Part 6 (reg 92(6) etc.); UK GDPR, Art 5(1)(e); UK GDPR, Art 15(1)(g).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("R05"),
    name: "long-voting-history",
    title: "Marked-register history long or unexplained",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["rpr-117", "rpr-sc", "rpr-ni", "gdpr-5.1.e", "gdpr-15.1.g"],
    ask: "Please say which marked registers supplied these marks and why they are still needed.",
    caveat: "Parties lawfully obtain them; retention is the live point. Postal-vote returned is not how someone voted.",
    doc: DOC,
};

impl Rule for LongVotingHistory {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let marks: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.category == Category::VotingRecord
                    && point.origin == Origin::MarkedRegister
            })
            .collect();
        if elections(profile, &marks) > profile.thresholds.long_history {
            findings.extend(gather(self, profile, &marks));
            return;
        }
        let unnamed: Vec<&Decoded> = marks
            .into_iter()
            .filter(|point| !names_election(profile, point))
            .collect();
        findings.extend(gather(self, profile, &unnamed));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let elections = elections(profile, points);
        let named = headings(points.iter().copied());
        Some(if elections > profile.thresholds.long_history {
            format!(
                "The response holds marks for {} from marked registers, under {named}.",
                count(elections, "election", "elections"),
            )
        } else {
            format!("The marks from marked registers under {named} name neither election nor year.")
        })
    }
}

/// How many different headings there are.
fn elections(profile: &Profile<'_>, points: &[&Decoded]) -> usize {
    let mut keys: Vec<String> = points
        .iter()
        .map(|point| profile.label(point).key().to_owned())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len()
}

/// Whether heading, value, title or neighbours say which election it was.
fn names_election(profile: &Profile<'_>, point: &Decoded) -> bool {
    // `GE17` names a year too.
    let year = |text: &str| {
        Label::new(text)
            .words()
            .iter()
            .any(|word| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit()))
    };
    let value = point.value.as_deref().unwrap_or_default();
    profile.says(point, "election")
        || is_dated(&point.label)
        || year(&point.label)
        || is_dated(value)
        || profile
            .heading(point)
            .is_some_and(|heading| heading.sources.iter().any(|note| is_dated(&note.text)))
        || profile
            .beside(point)
            .any(|other| other.role == Role::Date && other.value.as_deref().is_some_and(is_dated))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn mark(point: &mut Decoded, _: &mut crate::recognise::Recognised) {
        point.category = Category::VotingRecord;
        point.origin = Origin::MarkedRegister;
    }

    #[test]
    fn a_long_history_is_found_and_two_named_elections_are_not() {
        let mut case = Case::new();
        case.add("Voted GE17", "Y", mark);
        case.add("Voted 2019", "Y", mark);
        assert!(case.run("R05").is_empty());
        for year in 2010..2014 {
            case.add(&format!("Voted {year}"), "Y", mark);
        }
        assert!(
            case.run("R05")
                .iter()
                .any(|f| f.message.contains("6 elections"))
        );
    }

    #[test]
    fn a_mark_that_names_no_election_is_found() {
        let mut case = Case::new();
        case.add("Voted", "Y", mark);
        assert_eq!(case.run("R05").len(), 1);
    }
}
