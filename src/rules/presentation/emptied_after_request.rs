//! P08, `emptied-after-request`: fields emptied after the request.

use crate::day::Day;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Audience, Rule, RuleMeta, gather, headings};

/// P08, `emptied-after-request`.
#[derive(Debug)]
pub struct EmptiedAfterRequest;

const DOC: &str = "\
## What it finds

A mark in the data that the record was changed after the request was received and before it was answered, or a field that held a value in an earlier response and is blank in this one.

## Why it matters

What was held when the request came is what is due; a change in between needs an account.

## Example

`Last modified` a week after the request. A change before the request is silent; so is a record of the contact about the request.

## What to ask

Please explain the change to [field] after my request and preserve all versions.

## Citations

Data Protection Act 2018, s.173; UK GDPR, Art 15(1); UK GDPR, Art 5(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P08"),
    name: "emptied-after-request",
    title: "Fields emptied after the request",
    severity: Severity::High,
    standing: Standing::Question,
    provisions: &["dpa-173", "gdpr-15.1", "gdpr-5.2"],
    ask: "Please explain the change to [field] after my request and preserve all versions.",
    caveat: "Routine updating is allowed, and the request itself may have been noted in the record. It is a question and no more.",
    doc: DOC,
};

impl Rule for EmptiedAfterRequest {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn audience(&self) -> Audience {
        Audience::Adviser
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let changed: Vec<&Decoded> = profile
            .held()
            .filter(|point| point.person == 1 && is_changed_after_request(profile, point))
            .collect();
        findings.extend(gather(self, profile, &changed));
        let Some(earlier) = &profile.compared.earlier else {
            return;
        };
        let filled: std::collections::BTreeSet<&str> =
            profile.held().map(|point| point.label.as_str()).collect();
        let emptied: Vec<&Decoded> = profile
            .points
            .iter()
            .filter(|point| point.person == 1 && point.value.is_none())
            .filter(|point| earlier.held(&point.label) && !filled.contains(point.label.as_str()))
            .collect();
        if emptied.is_empty() {
            return;
        }
        let message = format!(
            "What stands under {} is blank here and held a value in the earlier response.",
            headings(emptied.iter().copied()),
        );
        findings.push(META.about(emptied, message));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let requested = profile.request.requested?;
        Some(format!(
            "By what stands under {} the record was changed after the request was received on {}.",
            headings(points.iter().copied()),
            requested.in_words(),
        ))
    }
}

/// Whether a data point is the day of a change, after the request and not after its answer.
fn is_changed_after_request(profile: &Profile<'_>, point: &Decoded) -> bool {
    const CHANGED: &[&str] = &[
        "modified",
        "updated",
        "update",
        "changed",
        "change",
        "amended",
        "edited",
        "edit",
        "deleted",
        "removed",
        "cleared",
        "overwritten",
        "audit",
        "erased",
        "archived",
    ];
    let Some(requested) = profile.request.requested else {
        return false;
    };
    if !written::any(profile.label(point).words(), CHANGED) {
        return false;
    }
    let day: Option<Day> = point.value.as_deref().and_then(written::day);
    let answered = profile.request.received;
    day.is_some_and(|day| day > requested && answered.is_none_or(|last| day <= last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Earlier;
    use crate::rules::testing::Case;

    fn case(day: &str) -> Case {
        let mut case = Case::new();
        case.request.requested = Day::parse("2026-03-10").ok();
        case.request.received = Day::parse("2026-04-01").ok();
        case.add("Last Modified", day, |_, _| {});
        case
    }

    #[test]
    fn a_change_after_the_request_is_found_and_one_before_or_after_the_answer_is_not() {
        let found = case("2026-03-20").run("P08");
        assert!(found.iter().any(|f| f.audience == Audience::Adviser));
        assert!(case("2026-03-10").run("P08").is_empty());
        assert!(case("2026-04-20").run("P08").is_empty());
    }

    #[test]
    fn what_was_filled_before_and_is_blank_now_is_found() {
        let mut case = case("2025-01-01");
        case.compared.earlier = Some(Earlier::new(["Support score", "Ward"]));
        case.add("Ward", "Mockton", |_, _| {});
        assert!(case.run("P08").is_empty());
        case.add("Support score", "", |point, _| point.value = None);
        assert_eq!(case.run("P08").len(), 1);
    }
}
