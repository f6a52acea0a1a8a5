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

No statement of the recipients of the data in the letter, a notice or the files. Where there is only a table and no letter, the finding says that the item is not in the papers supplied.

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
    caveat: "That nobody receives the data is an answer, and silence may mean that nobody does; processors count as recipients.",
    doc: DOC,
};

impl Rule for NoRecipients {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !items::are_owed(profile) {
            return;
        }
        if items::is_stated(profile, "recipients") {
            return;
        }
        let message = format!("The recipients of the data {}.", items::not_found(profile));
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
        let found = case.run("M04");
        assert_eq!(
            found.iter().map(|f| f.standing).collect::<Vec<_>>(),
            [Standing::PrimaFacie]
        );
        case.letter(&[
            "Dear Sir or Madam,",
            "Here is the copy that you asked for.",
            "Yours faithfully",
        ]);
        let found = case.run("M04");
        assert_eq!(
            found.iter().map(|f| f.standing).collect::<Vec<_>>(),
            [Standing::Face]
        );
        case.say("Your data are shared with our printers.");
        assert!(case.run("M04").is_empty());
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
        assert!(case.run("M04").is_empty());
    }
}
