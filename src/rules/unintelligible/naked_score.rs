//! U03, `naked-score`: a score or rank without scale, direction, model or meaning.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, headings};
use crate::vocabulary::{Basis, Status};

/// U03, `naked-score`.
#[derive(Debug)]
pub struct NakedScore;

const DOC: &str = "\
## What it finds

Numbers under headings that are read as a score, a likelihood or a rank, where neither the heading nor anything else in the response gives a scale, a direction, the name of a model or a meaning.

## Why it matters

A number without a scale says nothing to the person it is about: 57 may be a lot or a little, and a rank without the size of the group is no rank.

## Example

`Lab_Supp_Score` with the value `57`, and no key. With a key sheet that says `0 to 100, 100 = certain`, the rule is silent.

## What to ask

What the score predicts, its scale and direction, the inputs, when it was calculated and how it has been used.

## Citations

UK GDPR Articles 5(1)(a), 12(1) and 15(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("U03"),
    name: "naked-score",
    title: "Naked score",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.1", "gdpr-15.1", "gdpr-5.1.a"],
    ask: "Please state what this score predicts, its scale and direction, the inputs used, when it was calculated and how it has been used about me.",
    caveat: "An explanation of the procedure and principles is due, not the formula (C-203/22, to which courts may have regard). Some numbers are sequence numbers and no scores.",
    doc: DOC,
};

impl Rule for NakedScore {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<_> = profile
            .held()
            .filter(|point| {
                point.is_measured()
                    && point.is_value()
                    && point.meaning.status == Status::Unpublished
                    && point.meaning.basis != Basis::Response
                    && point
                        .value
                        .as_deref()
                        .and_then(crate::decode::number)
                        .is_some()
            })
            .collect();
        if points.is_empty() {
            return;
        }
        let message = format!(
            "The response gives {} under {} without a scale, a direction or a meaning.",
            count(points.len(), "number", "numbers"),
            headings(points.iter().copied()),
        );
        let mut finding = META.about(points, message);
        if profile.letter_unread() {
            finding.standing = Standing::Question;
        }
        findings.push(finding);
    }
}
