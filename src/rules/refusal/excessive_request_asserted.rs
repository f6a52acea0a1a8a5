//! X02, `excessive-request-asserted`: manifestly unfounded or excessive asserted.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Statement, Topic, marks};

/// X02, `excessive-request-asserted`.
#[derive(Debug)]
pub struct ExcessiveRequestAsserted;

const DOC: &str = "\
## What it finds

A letter that calls the request manifestly unfounded, excessive, vexatious or repeated, or asks a fee. Where it states facts for that, the finding is a question.

## Why it matters

The controller has to show it; the word alone shows nothing.

## Example

`We regard it as manifestly unfounded`. A letter that says that no fee is due is silent.

## What to ask

Please set out the facts relied on.

## Citations

UK GDPR, Art 12(5); UK GDPR, Art 12(4).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("X02"),
    name: "excessive-request-asserted",
    title: "Manifestly unfounded or excessive asserted",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.5", "gdpr-12.4"],
    ask: "Please set out the facts relied on.",
    caveat: "Volume campaigns organised by tools do not make one person's request excessive, but repeats within short intervals may be.",
    doc: DOC,
};

impl Rule for ExcessiveRequestAsserted {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let said: Vec<&Statement> = [Topic::Excessive, Topic::Fee]
            .into_iter()
            .flat_map(|topic| papers::affirmed(profile, topic))
            .collect();
        if said.is_empty() {
            return;
        }
        let reasoned = said.iter().any(|statement| statement.cites(marks::FACTS));
        let message = format!(
            "The response {}{}: {}.",
            if said
                .iter()
                .any(|statement| statement.topic == Topic::Excessive)
            {
                "calls the request manifestly unfounded, excessive or the like"
            } else {
                "asks a fee for answering the request"
            },
            if reasoned {
                ", and states facts for it"
            } else {
                ", and states no facts for it"
            },
            papers::quoted(&said)
        );
        let mut finding = papers::found(&META, &said, message);
        if reasoned {
            finding.standing = Standing::Question;
        }
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::statement::Stance;

    fn standings(topic: Topic, stance: Stance, mark: Option<&str>) -> Vec<Standing> {
        let mut case = Case::new();
        case.letter_paper();
        case.state(topic, stance, "So it is.", |said| {
            said.cites.extend(mark.map(str::to_owned));
        });
        let found = case.run("X02");
        found.iter().map(|finding| finding.standing).collect()
    }

    #[test]
    fn the_bare_word_is_prima_facie_and_facts_make_it_a_question() {
        let of = |mark| standings(Topic::Excessive, Stance::Stated, mark);
        assert_eq!(of(None), [Standing::PrimaFacie]);
        assert_eq!(of(Some(marks::FACTS)), [Standing::Question]);
    }

    #[test]
    fn a_fee_that_is_asked_is_found_and_one_that_is_not_is_silent() {
        assert_eq!(
            standings(Topic::Fee, Stance::Stated, None),
            [Standing::PrimaFacie]
        );
        assert!(standings(Topic::Fee, Stance::Denied, None).is_empty());
        assert!(standings(Topic::Excessive, Stance::Denied, None).is_empty());
    }
}
