//! M03, `no-categories`: no categories.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::unintelligible::opaque_heading;
use crate::rules::{Rule, RuleMeta};

/// M03, `no-categories`.
#[derive(Debug)]
pub struct NoCategories;

const DOC: &str = "\
## What it finds

No description of the categories of data, and headings that are codes only. One heading in plain words is enough to be silent: plain headings may themselves be the categories.

## Why it matters

Codes as headings do not tell a reader even of what kind the data are.

## Example

A table with `XR_1`, `QF2` and `ZB_FLG`. With a heading `Voting intention`, the rule is silent.

## What to ask

Please describe the categories of data behind these columns.

## Citations

UK GDPR, Art 15(1)(b).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M03"),
    name: "no-categories",
    title: "No categories",
    severity: Severity::Low,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.1.b"],
    ask: "Please describe the categories of data behind these columns.",
    caveat: "Plain headers may themselves be the categories.",
    doc: DOC,
};

impl Rule for NoCategories {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let mut headings = profile.held().map(|point| {
            let recognised = profile.heading(point).map(|heading| &heading.recognised);
            recognised.is_some_and(|known| known.plain_words)
                || !opaque_heading::looks_opaque(&point.label)
        });
        let codes_only = profile.held().next().is_some() && !headings.any(|plain| plain);
        if codes_only {
            findings.extend(items::missing(&META, profile));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    #[test]
    fn codes_only_are_found_and_a_plain_heading_is_enough() {
        let mut case = Case::new();
        case.add("XR_1", "4", |_, _| {});
        case.add("ZB_FLG", "Y", |_, _| {});
        assert_eq!(case.run("M03").len(), 1);
        case.add("Voting intention", "L", |_, _| {});
        assert!(case.run("M03").is_empty());
    }

    #[test]
    fn a_letter_that_names_the_kinds_of_data_is_silent() {
        let mut case = Case::new();
        case.add("XR_1", "4", |_, _| {});
        case.letter_paper();
        case.state(
            Topic::Categories,
            Stance::Stated,
            "Contact details and scores.",
            |_| {},
        );
        assert!(case.run("M03").is_empty());
    }
}
