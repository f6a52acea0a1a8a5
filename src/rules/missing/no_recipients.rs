//! M04, `no-recipients`: no recipients.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta};

/// M04, `no-recipients`.
#[derive(Debug)]
pub struct NoRecipients;

const DOC: &str = "\
## What it finds

No statement of the recipients of the data in the letter, a notice or the files. Where there is only a table and no letter, the finding says that the item is not in the papers supplied. Where recipients are given by category, D01 looks at them.

## Why it matters

Who has the data decides whom else the person has to ask.

## Example

A letter that says nothing of recipients. With `We share your data with nobody`, the rule is silent.

## What to ask

Please name each recipient to whom my data have been or will be disclosed, with dates.

## Citations

UK GDPR, Art 15(1)(c); UK GDPR, Art 4(1)(9).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M04"),
    name: "no-recipients",
    title: "No recipients",
    severity: Severity::Medium,
    standing: Standing::Face,
    provisions: &["gdpr-15.1.c", "gdpr-4.9"],
    ask: "Please name each recipient to whom my data have been or will be disclosed, with dates.",
    caveat: "'None' is an answer, and silence may mean none; processors count as recipients. If only categories are given use D01 not M04.",
    doc: DOC,
};

impl Rule for NoRecipients {
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
        let found = case.run("M04");
        found.iter().map(|finding| finding.standing).collect()
    }

    #[test]
    fn the_item_is_missed_until_the_letter_gives_it() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        case.letter_paper();
        assert_eq!(standings(&case), [Standing::Face]);
        case.state(
            Topic::Recipients,
            Stance::Stated,
            "Your data are shared with our printers.",
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

    #[test]
    fn that_nobody_receives_the_data_is_an_answer() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        case.letter_paper();
        case.state(
            Topic::Recipients,
            Stance::Denied,
            "It goes to nobody.",
            |_| {},
        );
        assert!(standings(&case).is_empty());
    }
}
