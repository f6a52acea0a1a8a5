//! M05, `no-retention-period`: no retention period or criteria.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta};

/// M05, `no-retention-period`.
#[derive(Debug)]
pub struct NoRetentionPeriod;

const DOC: &str = "\
## What it finds

No statement of the period of storage or its criteria in the letter, a notice or the files. Where there is only a table and no letter, the finding says that the item is not in the papers supplied.

## Why it matters

Without a period nobody can say when the data ought to be gone. A formula such as `as long as necessary` gives neither period nor criterion.

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
    caveat: "A formula such as 'as long as necessary' is a statement, and gives neither a period nor a criterion.",
    doc: DOC,
};

impl Rule for NoRetentionPeriod {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !items::are_owed(profile) {
            return;
        }
        if items::is_stated(profile, "retention") {
            findings.extend(formula(profile));
            return;
        }
        let message = format!(
            "The period of storage or its criteria {}.",
            items::not_found(profile)
        );
        let mut finding = META.at(profile.searched(), message);
        finding.standing = items::standing(profile, META.standing);
        findings.push(finding);
    }
}

/// A finding about a formula without a period or criterion, where nothing better is said.
fn formula(profile: &Profile<'_>) -> Option<crate::finding::Finding> {
    const FORMULAS: &[&str] = &[
        "as long as necessary",
        "as long as is necessary",
        "as long as needed",
        "as long as required",
        "as long as we need",
        "no longer than necessary",
        "longer than is necessary",
    ];
    const PERIODS: &[&str] = &[
        "year",
        "years",
        "month",
        "months",
        "day",
        "days",
        "week",
        "weeks",
        "election",
        "elections",
        "until",
        "after",
        "cycle",
        "parliament",
        "annually",
    ];
    let stated = items::statements(profile, "retention");
    let bare = |text: &str| {
        crate::rules::suppress::says(text, FORMULAS) && !crate::rules::suppress::says(text, PERIODS)
    };
    if stated.is_empty() || !stated.iter().all(|note| bare(&note.text)) {
        return None;
    }
    let at = stated.iter().map(|note| note.at.clone()).collect();
    let message = "The response answers with a formula on how long the data are kept, without a period or a criterion.";
    let mut finding = META.at(at, message.to_owned());
    finding.standing = Standing::PrimaFacie;
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_formula_is_worded_as_one_and_a_period_is_silent() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        assert_eq!(case.run("M05").len(), 1);
        case.say("Your data is kept as long as necessary.");
        let found = case.run("M05");
        assert!(found.iter().any(|f| f.message.contains("formula")));
        assert!(found.iter().all(|f| f.standing == Standing::PrimaFacie));
        case.say("We delete your data after two years.");
        assert!(case.run("M05").is_empty());
    }
}
