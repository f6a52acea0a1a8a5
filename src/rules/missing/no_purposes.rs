//! M02, `no-purposes`: no purposes.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta};

/// M02, `no-purposes`.
#[derive(Debug)]
pub struct NoPurposes;

const DOC: &str = "\
## What it finds

No statement of the purposes of the processing in the letter, a notice or the files. Where there is only a table and no letter, the finding says that the item is not in the papers supplied.

## Why it matters

Without the purposes the person cannot judge anything else.

## Example

A table alone. With `We use your data to campaign`, the rule is silent.

## What to ask

Please state each purpose for which you use my data, field group by field group.

## Citations

UK GDPR, Art 15(1)(a); UK GDPR, Art 12(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M02"),
    name: "no-purposes",
    title: "No purposes",
    severity: Severity::Medium,
    standing: Standing::Face,
    provisions: &["gdpr-15.1.a", "gdpr-12.1"],
    ask: "Please state each purpose for which you use my data, field group by field group.",
    caveat: "A linked privacy notice may answer; then the item is M10.",
    doc: DOC,
};

impl Rule for NoPurposes {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        findings.extend(items::missing(&META, profile));
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Standing;
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    fn standings(case: &Case) -> Vec<Standing> {
        let found = case.run("M02");
        found.iter().map(|finding| finding.standing).collect()
    }

    #[test]
    fn the_item_is_missed_until_the_letter_gives_it() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        case.letter_paper();
        assert_eq!(standings(&case), [Standing::Face]);
        case.state(
            Topic::Purposes,
            Stance::Stated,
            "We use your data in order to campaign.",
            |_| {},
        );
        assert!(standings(&case).is_empty());
    }

    #[test]
    fn where_only_a_table_came_it_is_no_more_than_prima_facie() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        assert_eq!(standings(&case), [Standing::PrimaFacie]);
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
}
