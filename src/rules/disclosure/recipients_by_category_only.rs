//! D01, `recipients-by-category-only`: recipients by category only.

use crate::codebook::Label;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::request::RECIPIENTS_BY_NAME;
use crate::rules::missing::items;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Stance, Statement, Topic};

/// D01, `recipients-by-category-only`.
#[derive(Debug)]
pub struct RecipientsByCategoryOnly;

const DOC: &str = "\
## What it finds

A response that gives recipients by category (`our suppliers`, `mailing houses`) and none by name. It is a question unless the request asked for recipients by name.

## Why it matters

Only a name tells the person whom to ask next.

## Example

`We share data with our suppliers and local parties`. With `Blenkin Print & Mail Ltd`, the rule is silent.

## What to ask

Please name the recipients behind each category or explain why naming them is impossible or the request excessive.

## Citations

UK GDPR, Art 15(1)(c); UK GDPR, Art 15(4).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("D01"),
    name: "recipients-by-category-only",
    title: "Recipients by category only",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.1.c", "gdpr-15.4"],
    ask: "Please name the recipients behind each category or explain why naming them is impossible or the request excessive.",
    caveat: "The person chooses between names and categories (C-154/21): the point stands where the request asked for names. C-154/21 is post-2020; Harrison accepted the principle but upheld withholding on its facts.",
    doc: DOC,
};

impl Rule for RecipientsByCategoryOnly {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !items::are_owed(profile) {
            return;
        }
        let said: Vec<&Statement> = [Topic::Recipients, Topic::AlliedBodies]
            .into_iter()
            .flat_map(|topic| profile.statements.about(topic))
            .filter(|said| said.affirms() || said.stance == Stance::Supposed)
            .collect();
        let general: Vec<&Statement> = said
            .iter()
            .copied()
            .filter(|statement| statement.topic == Topic::Recipients)
            .filter(|statement| !names_nobody(&statement.words))
            .collect();
        if general.is_empty() {
            return;
        }
        // That the party shares names no recipient.
        let own: Vec<Label> = profile
            .party_book()
            .and_then(|book| book.party.as_ref())
            .map(|party| party.names.iter().chain(std::iter::once(&party.name)))
            .into_iter()
            .flatten()
            .map(|name| Label::new(name))
            .collect();
        let named = said
            .iter()
            .flat_map(|statement| &statement.names)
            .any(|name| !own.contains(&Label::new(&name.text)));
        if named {
            return;
        }
        let message = format!(
            "The response gives recipients by category and none by name: {}.",
            papers::quoted(&general)
        );
        let mut finding = papers::found(&META, &general, message);
        let asked = &profile.request.asked;
        if !asked.iter().any(|wanted| wanted == RECIPIENTS_BY_NAME) {
            finding.standing = Standing::Question;
        }
        findings.push(finding);
    }
}

/// `They go to nobody else`: no category of recipients.
fn names_nobody(words: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let lower = words.to_lowercase();
    words.split_whitespace().count() <= MOST_WORDS
        && ["nobody else", "no one else", "nowhere else"]
            .iter()
            .any(|none| lower.contains(none))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::statement::{Name, NameKind};

    fn shared() -> Case {
        let mut case = Case::new();
        case.letter_paper();
        let words = "We share data with our suppliers.";
        case.state(Topic::Recipients, Stance::Generic, words, |_| {});
        case
    }

    #[test]
    fn that_nobody_else_has_them_is_no_category() {
        let mut case = Case::new();
        case.letter_paper();
        case.state(
            Topic::Recipients,
            Stance::Stated,
            "They go to nobody else.",
            |_| {},
        );
        assert!(case.run("D01").is_empty());
    }

    fn standings(case: &Case) -> Vec<Standing> {
        case.run("D01")
            .iter()
            .map(|finding| finding.standing)
            .collect()
    }

    #[test]
    fn categories_are_a_question_until_names_were_asked_for() {
        let mut case = shared();
        assert_eq!(standings(&case), [Standing::Question]);
        case.request.asked.push(RECIPIENTS_BY_NAME.to_owned());
        assert_eq!(standings(&case), [Standing::PrimaFacie]);
    }

    #[test]
    fn a_name_answers_and_so_does_that_there_is_nobody() {
        let mut case = shared();
        case.state(
            Topic::Recipients,
            Stance::Stated,
            "Blenkin Print Ltd.",
            |said| {
                said.names.push(Name {
                    kind: NameKind::Organisation,
                    text: "Blenkin Print Ltd".to_owned(),
                });
            },
        );
        assert!(standings(&case).is_empty());
        let mut case = Case::new();
        case.letter_paper();
        case.state(Topic::Recipients, Stance::Denied, "Nobody.", |_| {});
        assert!(standings(&case).is_empty());
    }
}
