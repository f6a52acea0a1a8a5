//! M05, `no-retention-period`: no retention period or criteria.

use crate::finding::Finding;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Stance, Statement, Topic};

/// M05, `no-retention-period`.
#[derive(Debug)]
pub struct NoRetentionPeriod;

const DOC: &str = "\
## What it finds

No statement of the period of storage or its criteria in the letter, a notice or the files; or only a formula such as `as long as necessary`, and then the finding says so. Where there is only a table and no letter, the finding says that the item is not in the papers supplied.

## Why it matters

Without a period nobody can say when the data ought to be gone. A formula gives neither period nor criterion.

## Example

A letter that says nothing of storage. With `We keep it for two elections`, the rule is silent.

## What to ask

Please state how long each dataset is kept or the criteria used.

## Citations

UK GDPR, Art 15(1)(d); UK GDPR, Art 5(1)(e).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M05"),
    name: "no-retention-period",
    title: "No retention period or criteria",
    severity: Severity::Medium,
    standing: Standing::Face,
    provisions: &["gdpr-15.1.d", "gdpr-5.1.e"],
    ask: "Please state how long each dataset is kept or the criteria used.",
    caveat: "A formula such as 'as long as necessary' gives neither a period nor a criterion: checklist 'stated', finding prima-facie and worded so.",
    doc: DOC,
};

impl Rule for NoRetentionPeriod {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if let Some(finding) = items::missing(&META, profile) {
            findings.push(finding);
        } else if items::are_owed(profile) {
            findings.extend(formula(profile));
        }
    }
}

/// A finding about a formula without a period or criterion, where nothing better is said.
fn formula(profile: &Profile<'_>) -> Option<Finding> {
    let said: Vec<&Statement> = papers::affirmed(profile, Topic::Retention).collect();
    let bare = said
        .iter()
        .all(|statement| statement.stance == Stance::Generic);
    if said.is_empty() || !bare {
        return None;
    }
    let message = format!(
        "On how long the data are kept the response has only the formula {}, without a period or a criterion.",
        papers::quoted(&said)
    );
    let mut finding = papers::found(&META, &said, message);
    finding.standing = Standing::PrimaFacie;
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::finding::Standing;
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    fn standings(case: &Case) -> Vec<Standing> {
        let found = case.run("M05");
        found.iter().map(|finding| finding.standing).collect()
    }

    #[test]
    fn the_item_is_missed_until_the_letter_gives_it() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        case.letter_paper();
        assert_eq!(standings(&case), [Standing::Face]);
        case.state(
            Topic::Retention,
            Stance::Stated,
            "We delete your data after two years.",
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
    fn a_formula_is_worded_as_one_until_a_period_is_given() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        case.letter_paper();
        case.state(
            Topic::Retention,
            Stance::Generic,
            "For as long as necessary.",
            |_| {},
        );
        assert_eq!(standings(&case), [Standing::PrimaFacie]);
        let found = case.run("M05");
        assert!(
            found
                .iter()
                .all(|f| f.message.contains("as long as necessary"))
        );
        case.state(
            Topic::Retention,
            Stance::Stated,
            "Bought data: two years.",
            |_| {},
        );
        assert!(standings(&case).is_empty());
    }
}
