//! P01, `hidden-content`: hidden content about the subject.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::Location;
use crate::rules::{Rule, RuleMeta, count};

/// P01, `hidden-content`.
#[derive(Debug)]
pub struct HiddenContent;

const DOC: &str = "\
## What it finds

Content that a reader of the file does not see: hidden sheets, rows, columns and cells, comments on cells, text in the colour of its ground.

## Why it matters

What is sent hidden is easily missed, by the person and by whoever checked the file before it went out.

## Example

A hidden sheet with notes about the person. Columns that are merely narrow are silent.

## What to ask

Please confirm whether the hidden content was meant to be supplied and re-send it visibly.

## Citations

UK GDPR, Art 12(1); UK GDPR, Art 5(1)(a).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P01"),
    name: "hidden-content",
    title: "Hidden content about the subject",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-12.1", "gdpr-5.1.a"],
    ask: "Please confirm whether the hidden content was meant to be supplied and re-send it visibly.",
    caveat: "Usually an accident. If it concerns other people stop: see P09.",
    doc: DOC,
};

impl Rule for HiddenContent {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .points
            .iter()
            .filter(|point| point.hidden && point.value.is_some())
            .collect();
        let notes = profile
            .said()
            .filter(|note| note.hidden)
            .map(|note| note.at.clone());
        let comments = profile
            .survey
            .observations
            .iter()
            .filter(|observation| {
                observation
                    .comment
                    .as_deref()
                    .is_some_and(|text| !text.trim().is_empty())
            })
            .map(|observation| observation.at.clone());
        let mut texts: Vec<Location> = notes.chain(comments).collect();
        texts.sort();
        texts.dedup();
        if points.is_empty() && texts.is_empty() {
            return;
        }
        let message = match (points.len(), texts.len()) {
            (values, 0) => format!(
                "The files hold {} that a reader of them does not see.",
                count(values, "value", "values"),
            ),
            (0, texts) => format!(
                "The files hold {} that a reader of them does not see at once.",
                count(texts, "note or comment", "notes or comments"),
            ),
            (values, texts) => format!(
                "The files hold {} and {} that a reader of them does not see at once.",
                count(values, "value", "values"),
                count(texts, "note or comment", "notes or comments"),
            ),
        };
        let mut finding = META.about(points, message);
        finding.at.extend(texts);
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;

    #[test]
    fn hidden_values_are_found_and_visible_ones_are_not() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        assert!(case.run("P01").is_empty());
        case.add("Notes", "moved", |point, _| point.hidden = true);
        let found = case.run("P01");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
