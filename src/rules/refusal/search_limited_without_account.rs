//! X03, `search-limited-without-account`: disproportionate search asserted without account of searches.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Stance, Statement, Topic};

/// X03, `search-limited-without-account`.
#[derive(Debug)]
pub struct SearchLimitedWithoutAccount;

const DOC: &str = "\
## What it finds

A letter that says that the search was limited, or that a wider one would be disproportionate, and lists neither the systems searched nor the terms used.

## Why it matters

Only an account of the search shows whether it was reasonable and proportionate.

## Example

`A fuller search would be disproportionate`. With `We searched the membership system and the voter file by name and postcode`, the rule is silent.

## What to ask

Please list systems searched, terms used and those left out with reasons.

## Citations

UK GDPR, Art 15(1); UK GDPR, Art 15(1A); Data Protection Act 2018, s.180A.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("X03"),
    name: "search-limited-without-account",
    title: "Disproportionate search asserted without account of searches",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-15.1", "gdpr-15.1A", "dpa-180A"],
    ask: "Please list systems searched, terms used and those left out with reasons.",
    caveat: "Reasonable and proportionate is the statutory test; no text obliges a list of systems, but the controller must be able to justify the limit. A voter-file look-up is hardly burdensome; e-mail trawls can be.",
    doc: DOC,
};

impl Rule for SearchLimitedWithoutAccount {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        // That a wider search would be disproportionate is said of what was not done.
        let limited: Vec<&Statement> = profile
            .statements
            .about(Topic::SearchLimit)
            .filter(|said| said.affirms() || said.stance == Stance::Supposed)
            .collect();
        let told = papers::affirmed(profile, Topic::SearchAccount)
            .any(|statement| statement.stance == Stance::Stated);
        if limited.is_empty() || told {
            return;
        }
        let message = format!(
            "The response says that the search was limited, {}, and lists neither systems nor terms.",
            papers::quoted(&limited)
        );
        findings.push(papers::found(&META, &limited, message));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    #[test]
    fn a_limit_without_an_account_raises_a_question_and_with_one_does_not() {
        let mut case = Case::new();
        case.letter_paper();
        let words = "A wider search would be disproportionate.";
        case.state(Topic::SearchLimit, Stance::Stated, words, |_| {});
        assert_eq!(case.run("X03").len(), 1);
        let words = "We searched the voter file by name.";
        case.state(Topic::SearchAccount, Stance::Stated, words, |_| {});
        assert!(case.run("X03").is_empty());
    }

    #[test]
    fn a_full_search_raises_none() {
        let mut case = Case::new();
        case.letter_paper();
        case.state(
            Topic::SearchLimit,
            Stance::Denied,
            "We searched all.",
            |_| {},
        );
        assert!(case.run("X03").is_empty());
    }
}
