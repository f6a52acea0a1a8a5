//! L06, `recognised-interest-for-campaigning`: recognised legitimate interest claimed for campaigning.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::papers;
use crate::rules::suppress::says;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Statement, Topic, marks};

/// L06, `recognised-interest-for-campaigning`.
#[derive(Debug)]
pub struct RecognisedInterestForCampaigning;

const DOC: &str = "\
## What it finds

A letter or notice that relies on Article 6(1)(ea), a recognised legitimate interest, for campaigning, profiling or voter contact. Where it names safeguarding, crime, an emergency or a disclosure that another body asked for, and no campaigning, the rule is silent.

## Why it matters

That basis needs no balance, and for that reason the list of its conditions is closed.

## Example

`We rely on recognised legitimate interests to contact voters`. With `legitimate interests, Article 6(1)(f)`, the rule is silent.

## What to ask

Please say which condition in Annex 1 you rely on and for which processing.

## Citations

UK GDPR, Art 6(1)(ea), 6(5), Annex 1; UK GDPR, Art 6(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("L06"),
    name: "recognised-interest-for-campaigning",
    title: "Recognised legitimate interest claimed for campaigning",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-6.1.ea", "gdpr-6.1"],
    ask: "Please say which condition in Annex 1 you rely on and for which processing.",
    caveat: "The first condition may cover the body that disclosed data to the party on its written request; regulations may have added to Annex 1.",
    doc: DOC,
};

impl Rule for RecognisedInterestForCampaigning {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let relied: Vec<&Statement> = papers::affirmed(profile, Topic::LawfulBasis)
            .filter(|said| said.cites("gdpr-6.1.ea"))
            .filter(|said| campaigns(said) || !says(&said.words, LISTED))
            .collect();
        if relied.is_empty() {
            return;
        }
        let message = format!(
            "The response relies on a recognised legitimate interest: {}.",
            papers::quoted(&relied)
        );
        findings.push(papers::found(&META, &relied, message));
    }
}

/// Words of the conditions that are in the list.
const LISTED: &[&str] = &[
    "safeguarding",
    "crime",
    "emergency",
    "emergencies",
    "national security",
    "public security",
    "defence",
];

fn campaigns(said: &Statement) -> bool {
    [marks::CAMPAIGNING, marks::PROFILING, marks::MARKETING]
        .iter()
        .any(|mark| said.cites(mark))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    fn fires(mark: &str, words: &str) -> bool {
        let mut case = Case::new();
        case.letter_paper();
        case.state(Topic::LawfulBasis, Stance::Stated, words, |said| {
            said.cites.push(mark.to_owned());
        });
        !case.run("L06").is_empty()
    }

    #[test]
    fn a_recognised_interest_raises_a_question_and_a_plain_one_does_not() {
        assert!(fires(
            "gdpr-6.1.ea",
            "A recognised interest in voter contact."
        ));
        assert!(!fires("gdpr-6.1.f", "Our legitimate interests."));
    }

    #[test]
    fn a_condition_of_the_list_is_silent() {
        assert!(!fires(
            "gdpr-6.1.ea",
            "A recognised interest: safeguarding a child."
        ));
    }
}
