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
    caveat: "A linked privacy notice may answer.",
    doc: DOC,
};

impl Rule for NoPurposes {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !items::are_owed(profile) {
            return;
        }
        if items::is_stated(profile, "purposes") {
            return;
        }
        let message = format!(
            "The purposes of the processing {}.",
            items::not_found(profile)
        );
        let mut finding = META.at(profile.searched(), message);
        finding.standing = items::standing(profile, META.standing);
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Standing;
    use crate::rules::testing::Case;

    #[test]
    fn the_item_is_missed_until_a_letter_gives_it() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        let found = case.run("M02");
        assert_eq!(
            found.iter().map(|f| f.standing).collect::<Vec<_>>(),
            [Standing::PrimaFacie]
        );
        case.letter(&[
            "Dear Sir or Madam,",
            "Here is the copy that you asked for.",
            "Yours faithfully",
        ]);
        let found = case.run("M02");
        assert_eq!(
            found.iter().map(|f| f.standing).collect::<Vec<_>>(),
            [Standing::Face]
        );
        case.say("We use your data in order to campaign.");
        assert!(case.run("M02").is_empty());
    }

    #[test]
    fn a_refusal_owes_no_item() {
        let mut case = Case::new();
        case.kind = crate::vocabulary::ResponseKind::Refusal;
        case.letter(&[
            "Dear Sir or Madam,",
            "We will not answer.",
            "Yours faithfully",
        ]);
        assert!(case.run("M02").is_empty());
    }
}
