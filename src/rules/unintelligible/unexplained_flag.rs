//! U05, `unexplained-flag`: boolean or flag with no meaning.

use std::collections::{BTreeMap, BTreeSet};

use crate::codebook::Kind;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::unintelligible::opaque_heading::looks_opaque;
use crate::rules::written::any;
use crate::rules::{Rule, RuleMeta, count, gather_unless_said, headings};
use crate::vocabulary::{Basis, Category};

/// U05, `unexplained-flag`.
#[derive(Debug)]
pub struct UnexplainedFlag;

const DOC: &str = "\
## What it finds

Yes or no, 1 or 0, or a tick under a heading that nobody knows and the response does not explain. A lone 1 or 0 counts where the heading calls it a flag, or where both stand under it.

## Why it matters

A tick says nothing unless its heading says what was ticked, and when.

## Example

`P/PB` with the value `Y`. Under `Has this person asked for a poster`, the tick speaks for itself, and the rule is silent.

## What to ask

Please say what each flag means when set and unset and when it was set.

## Citations

UK GDPR, Art 12(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("U05"),
    name: "unexplained-flag",
    title: "Boolean or flag with no meaning",
    severity: Severity::Low,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.1"],
    ask: "Please say what each flag means when set and unset and when it was set.",
    caveat: "Blank is not N.",
    doc: DOC,
};

impl Rule for UnexplainedFlag {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points = flags(profile);
        findings.extend(gather_unless_said(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response gives {} under {} without saying what it means to be set or not set.",
            count(points.len(), "mark", "marks"),
            headings(points.iter().copied()),
        ))
    }
}

/// The marks that nothing explains. A lone `1` or `0` may be a number as well: it is a mark where the
/// heading calls it one, or where both stand under it.
#[must_use]
pub fn flags<'p>(profile: &'p Profile<'_>) -> Vec<&'p Decoded> {
    const CALLED: &[&str] = &["flag", "flags", "indicator", "yes", "is", "has"];
    let mut seen: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for point in profile.held() {
        if let Some(value @ ("0" | "1")) = point.value.as_deref().map(str::trim) {
            seen.entry(point.heading).or_default().insert(value);
        }
    }
    let both = |point: &Decoded| seen.get(&point.heading).is_some_and(|seen| seen.len() > 1);
    profile
        .held()
        .filter(|point| is_flag(profile, point))
        .filter(|point| {
            !matches!(point.value.as_deref().map(str::trim), Some("0" | "1"))
                || both(point)
                || any(profile.heading_words(point), CALLED)
        })
        .collect()
}

/// Whether a data point is a yes or no that nothing explains. A heading that is a phrase of plain
/// words explains itself.
fn is_flag(profile: &Profile<'_>, point: &Decoded) -> bool {
    const PHRASE: usize = 2;
    let value = point.value.as_deref().unwrap_or_default().trim();
    let marked = crate::decode::is_yes_or_no(value)
        || matches!(
            value,
            "\u{2611}" | "\u{2612}" | "\u{2610}" | "\u{2717}" | "\u{d7}" | "ticked"
        );
    let words = point.label.split_whitespace().count();
    // `Q1 Should the hospital stay open?`: whoever is asked in words knows what yes means.
    let question = words > PHRASE + 1 && point.label.trim_end().ends_with('?');
    let phrase = || {
        question
            || words >= PHRASE
                && !point.label.chars().any(|c| c.is_ascii_digit())
                && !looks_opaque(&point.label)
    };
    let unread = match point.kind {
        None => true,
        // A field that is known by name only: no source says what it records.
        Some(Kind::Flag | Kind::Code) => point.category == Category::Unknown,
        Some(_) => false,
    };
    unread
        && point.meaning.basis != Basis::Response
        && marked
        && !phrase()
        && profile
            .heading(point)
            .is_some_and(|heading| heading.explanation.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_field_that_is_known_by_name_only_is_not_explained_either() {
        let mut case = Case::new();
        case.add("New", "Y", |point, _| {
            point.kind = Some(Kind::Code);
            point.meaning.basis = Basis::Wording;
        });
        assert_eq!(case.run("U05").len(), 1);
    }

    #[test]
    fn a_lone_one_may_be_a_number_and_a_column_of_noughts_and_ones_is_marks() {
        let mut case = Case::new();
        case.add("XQ", "1", |point, _| point.meaning.basis = Basis::None);
        assert!(case.run("U05").is_empty());
        let first = case.points.first().cloned().expect("the first");
        case.add("XQ", "0", |point, _| {
            point.heading = first.heading;
            point.meaning.basis = Basis::None;
        });
        assert_eq!(case.run("U05").len(), 1);
        let mut case = Case::new();
        case.add("XQ flag", "1", |point, _| point.meaning.basis = Basis::None);
        assert_eq!(case.run("U05").len(), 1);
    }

    #[test]
    fn a_mark_under_an_unknown_word_is_found_and_one_under_a_phrase_is_not() {
        let mut case = Case::new();
        for (label, value) in [
            ("P/PB", "Y"),
            ("Asked for a poster", "Y"),
            ("Q1 Should the baths stay open?", "Yes"),
            ("QX", "17"),
        ] {
            case.add(label, value, |point, _| point.meaning.basis = Basis::None);
        }
        let found = case.run("U05");
        assert_eq!(found.len(), 1);
        assert!(
            found
                .iter()
                .all(|f| f.message.contains("P/PB") && f.data_points.len() == 1)
        );
    }
}
