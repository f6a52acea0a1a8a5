//! M13, `controller-not-identified`: controller not identified.

use crate::codebook::Flat;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{NameKind, Stance, Topic};

/// M13, `controller-not-identified`.
#[derive(Debug)]
pub struct ControllerNotIdentified;

const DOC: &str = "\
## What it finds

A letter that does not say which body is the controller: the national party, a local association, an elected member, a company of the group.

## Why it matters

A request to one controller is no request to another, and local branches often are others.

## Example

A letter signed `The Data Team`. With `The controller is the national party; local associations are separate controllers`, the rule is silent.

## What to ask

Please confirm the controller for each dataset and whether local branches or elected members were searched.

## Citations

UK GDPR, Art 13; UK GDPR, Art 26.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M13"),
    name: "controller-not-identified",
    title: "Controller not identified",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-13", "gdpr-26"],
    ask: "Please confirm the controller for each dataset and whether local branches or elected members were searched.",
    caveat: "A party may be one controller.",
    doc: DOC,
};

impl Rule for ControllerNotIdentified {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !is_open(profile) {
            return;
        }
        let message = "The response does not say which body is the controller of which data.";
        findings.extend(items::unsaid(&META, profile, Topic::Controller, message));
    }
}

/// Whether who the controller is can be asked at all: nobody is named, or other bodies appear beside the
/// party. Where one party speaks for itself, it is the controller.
fn is_open(profile: &Profile<'_>) -> bool {
    const LOCAL: &[&str] = &[
        "association",
        "associations",
        "branch",
        "clp",
        "constituency",
        "local party",
    ];
    let said = &profile.statements.all;
    let bodies = said
        .iter()
        .any(|said| said.topic == Topic::AlliedBodies && said.stance != Stance::Denied);
    let named = |kind: NameKind| {
        let names = said.iter().flat_map(|said| &said.names);
        names.filter(move |name| name.kind == kind)
    };
    let local = named(NameKind::Organisation).any(|name| Flat::new(&name.text).says(LOCAL));
    let own: Vec<&str> = profile
        .party_book()
        .and_then(|book| book.party.as_ref())
        .map(|party| {
            party
                .names
                .iter()
                .chain([&party.name])
                .map(String::as_str)
                .collect()
        })
        .unwrap_or_default();
    let nobody = named(NameKind::Party).next().is_none() && !profile.names(&own);
    bodies || local || nobody
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Name, NameKind, Stance, Topic};

    #[test]
    fn one_party_that_speaks_for_itself_is_the_controller_and_a_branch_beside_it_is_a_question() {
        for (branch, found) in [(None, 0), (Some("Mockton Branch"), 1)] {
            let mut case = Case::new();
            case.add("VI", "L", |_, _| {});
            case.letter_paper();
            case.state(
                Topic::Confirmation,
                Stance::Stated,
                "We hold data.",
                |said| {
                    let names = [
                        (NameKind::Party, Some("Testers")),
                        (NameKind::Organisation, branch),
                    ];
                    said.names = names
                        .into_iter()
                        .filter_map(|(kind, text)| {
                            Some(Name {
                                kind,
                                text: text?.to_owned(),
                            })
                        })
                        .collect();
                },
            );
            assert_eq!(case.run("M13").len(), found, "{branch:?}");
        }
    }

    #[test]
    fn a_letter_without_a_controller_raises_a_question_and_one_that_names_it_does_not() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        assert!(case.run("M13").is_empty(), "there is no letter");
        case.letter_paper();
        assert_eq!(case.run("M13").len(), 1);
        case.state(
            Topic::Controller,
            Stance::Stated,
            "The controller is X.",
            |_| {},
        );
        assert!(case.run("M13").is_empty());
    }
}
