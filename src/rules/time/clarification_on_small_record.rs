//! T05, `clarification-on-small-record`: clarification used to stop the clock on a small record.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::Location;
use crate::rules::{Rule, RuleMeta, count};
use crate::statement::{Stance, Topic};
use std::collections::BTreeSet;

/// T05, `clarification-on-small-record`.
#[derive(Debug)]
pub struct ClarificationOnSmallRecord;

const DOC: &str = "\
## What it finds

A question about what is asked for, where the record supplied is small (setting: 40 fields).

## Why it matters

Time stands still while such a question is open, and it must be reasonably required.

## Example

A clarification asked of somebody whose record has 12 fields. With 300 fields the rule is silent.

## What to ask

Please say why you could not identify the information without further detail, given the size of the file supplied.

## Citations

UK GDPR, Art 12A; UK GDPR, Art 12(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T05"),
    name: "clarification-on-small-record",
    title: "Clarification used to stop the clock on a small record",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-12A", "gdpr-12.2"],
    ask: "Please say why you could not identify the information without further detail, given the size of the file supplied.",
    caveat: "The party may hold more than it supplied; a request for everything can call for a question. Under the old rules a clarification moved no date by statute.",
    doc: DOC,
};

impl Rule for ClarificationOnSmallRecord {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let asked: Vec<Location> = profile
            .statements
            .said(Topic::Clarification, Stance::Stated)
            .map(|statement| statement.at.clone())
            .collect();
        if asked.is_empty() && profile.request.clarified.is_empty() {
            return;
        }
        let fields: BTreeSet<&str> = profile
            .held()
            .filter(|point| point.is_value() && point.person == 1)
            .map(|point| point.label.as_str())
            .collect();
        if fields.is_empty() || fields.len() >= profile.thresholds.small_record {
            return;
        }
        let message = format!(
            "A clarification was asked for, and the record supplied has {}.",
            count(fields.len(), "field", "fields"),
        );
        let places = if asked.is_empty() {
            profile.searched()
        } else {
            asked
        };
        findings.push(META.at(places, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case(fields: usize) -> Case {
        let mut case = Case::new();
        for field in 0..fields {
            case.add(&format!("Field {field}"), "1", |_, _| {});
        }
        case
    }

    #[test]
    fn a_question_about_a_small_record_is_found_and_about_a_large_one_is_not() {
        for (fields, found) in [(12, 1), (40, 0), (0, 0)] {
            let mut case = case(fields);
            case.state(
                Topic::Clarification,
                Stance::Stated,
                "Which data do you mean?",
                |_| {},
            );
            assert_eq!(case.run("T05").len(), found, "{fields}");
        }
    }

    #[test]
    fn a_small_record_without_a_question_is_silent() {
        assert!(case(12).run("T05").is_empty());
        let mut asked = case(12);
        let day = crate::day::Day::parse("2026-03-20");
        asked.request.clarified = day
            .into_iter()
            .map(|asked| crate::request::Clarification { asked, given: None })
            .collect();
        assert_eq!(asked.run("T05").len(), 1);
    }
}
