//! M06, `no-rights-statement`: no statement of rights.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta};

/// M06, `no-rights-statement`.
#[derive(Debug)]
pub struct NoRightsStatement;

const DOC: &str = "\
## What it finds

A letter that names none of the rights to rectification, erasure, restriction and objection. Where there is only a table and no letter, the rule is silent.

## Why it matters

A person who is not told of these rights will not use them.

## Example

A covering letter of two lines over a table. With `You may ask us to erase your data`, the rule is silent.

## What to ask

Please confirm which rights apply to this processing and how to use them.

## Citations

UK GDPR, Art 15(1)(e).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M06"),
    name: "no-rights-statement",
    title: "No statement of rights",
    severity: Severity::Low,
    standing: Standing::Face,
    provisions: &["gdpr-15.1.e"],
    ask: "Please confirm which rights apply to this processing and how to use them.",
    caveat: "Often in a linked notice. Does not fire where there is only a table and no letter.",
    doc: DOC,
};

impl Rule for NoRightsStatement {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if profile.has_letter() {
            findings.extend(items::missing(&META, profile));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Standing;
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    fn standings(case: &Case) -> Vec<Standing> {
        let found = case.run("M06");
        found.iter().map(|finding| finding.standing).collect()
    }

    #[test]
    fn the_item_is_missed_until_the_letter_gives_it() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        case.letter_paper();
        assert_eq!(standings(&case), [Standing::Face]);
        case.state(
            Topic::Rights,
            Stance::Stated,
            "You may ask us to correct or erase your data.",
            |_| {},
        );
        assert!(standings(&case).is_empty());
    }

    #[test]
    fn a_notice_that_is_pointed_to_lowers_the_standing() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        case.letter_paper();
        case.state(
            Topic::Notice,
            Stance::Stated,
            "See our privacy notice.",
            |_| {},
        );
        assert_eq!(standings(&case), [Standing::PrimaFacie]);
    }

    #[test]
    fn a_refusal_owes_no_item() {
        let mut case = Case::new();
        case.kind = crate::vocabulary::ResponseKind::Refusal;
        case.letter_paper();
        assert!(standings(&case).is_empty());
    }

    #[test]
    fn a_table_without_a_letter_is_silent() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        assert!(standings(&case).is_empty());
    }
}
