//! M01, `no-confirmation`: no confirmation of processing.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Stance, Statement, Topic};

/// M01, `no-confirmation`.
#[derive(Debug)]
pub struct NoConfirmation;

const DOC: &str = "\
## What it finds

A letter that neither confirms nor denies that data about the person are processed, and no data with it.

## Why it matters

Whether anything is held is the first thing that a request asks.

## Example

A letter that thanks for the request and describes the party's work in general. With `We hold data about you`, or with a table, the rule is silent.

## What to ask

Please confirm whether you process personal data about me and, if so, provide it.

## Citations

UK GDPR, Art 15(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M01"),
    name: "no-confirmation",
    title: "No confirmation of processing",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.1"],
    ask: "Please confirm whether you process personal data about me and, if so, provide it.",
    caveat: "Some letters confirm by implication.",
    doc: DOC,
};

impl Rule for NoConfirmation {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        /// So many items told are a confirmation.
        const SEVERAL: usize = 2;
        let says_something = [
            Topic::Confirmation,
            Topic::NothingHeld,
            Topic::Copy,
            Topic::Summary,
            Topic::Refusal,
            Topic::Excessive,
        ]
        .into_iter()
        .any(|topic| {
            let mut said = profile.statements.about(topic);
            said.any(|statement| !matches!(statement.stance, Stance::Supposed | Stance::Elsewhere))
        });
        // Whoever says where the data came from and for what they are used says that there are some.
        let items = items::ITEMS.iter();
        let told = items
            .filter(|item| items::said(profile, item).any(Statement::affirms))
            .count();
        let says_something = says_something || told >= SEVERAL;
        let supplied = profile.held().next().is_some() || !papers::all_read(profile);
        if !items::are_owed_by_letter(profile) || says_something || supplied {
            return;
        }
        let message = "The letter neither confirms nor denies that data about the person are processed, and no data came with it.";
        findings.push(META.at(profile.searched(), message.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};
    use crate::vocabulary::ResponseKind;

    fn letter() -> Case {
        let mut case = Case::new();
        case.kind = ResponseKind::LetterOnly;
        case.letter_paper();
        case.state(Topic::Purposes, Stance::Stated, "We campaign.", |_| {});
        case
    }

    #[test]
    fn a_letter_that_leaves_it_open_is_found_and_one_that_says_it_is_not() {
        for (topic, stance) in [
            (Topic::Confirmation, Stance::Stated),
            (Topic::Confirmation, Stance::Denied),
            (Topic::Summary, Stance::Stated),
        ] {
            let mut case = letter();
            assert_eq!(case.run("M01").len(), 1);
            case.state(topic, stance, "We hold data about you.", |_| {});
            assert!(case.run("M01").is_empty(), "{topic}");
        }
    }

    #[test]
    fn data_confirm_by_being_there() {
        let mut case = letter();
        case.add("VI", "L", |_, _| {});
        assert!(case.run("M01").is_empty());
    }

    #[test]
    fn a_table_without_a_letter_is_silent() {
        assert!(Case::new().run("M01").is_empty());
    }
}
