//! X07, `nothing-found-despite-signs`: nothing found despite contrary signs.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::{Location, PartId, Place};
use crate::request::OpenRegister;
use crate::rules::papers;
use crate::rules::suppress::says;
use crate::rules::{Rule, RuleMeta, headings};
use crate::statement::{About, Author, Paper, PaperKind, Stance, Statement, Topic};
use crate::vocabulary::{Category, ResponseKind};

/// X07, `nothing-found-despite-signs`.
#[derive(Debug)]
pub struct NothingFoundDespiteSigns;

const DOC: &str = "\
## What it finds

A letter that says that nothing is held, or nothing but the request itself, where something shows the contrary: data about the person in another paper of the response, a mailing to the person among the papers, or a sign, or the entry in the register, that the case file names. Where the sign could be unaddressed or for the household, it is a question.

## Why it matters

A party that writes to a person by name holds at least the name.

## Example

A reply that nothing is held, and an e-mail to the person from the same party six weeks earlier. Without any sign, the rule is silent.

## What to ask

Please re-run the search using [identifiers] and confirm systems searched.

## Citations

UK GDPR, Art 15(1); UK GDPR, Art 15(1A); UK GDPR, Art 12(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("X07"),
    name: "nothing-found-despite-signs",
    title: "Nothing found despite contrary signs",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.1", "gdpr-15.1A", "gdpr-12.2"],
    ask: "Please re-run the search using [identifiers] and confirm systems searched.",
    caveat: "Local branch may be a separate controller; mail may be unaddressed household mail.",
    doc: DOC,
};

impl Rule for NothingFoundDespiteSigns {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        // A letter that tells what is held, or why, denies some of it and not all.
        let tells = [
            Topic::Confirmation,
            Topic::Copy,
            Topic::Purposes,
            Topic::Source,
            Topic::Retention,
        ];
        let tells = tells
            .into_iter()
            .any(|topic| profile.statements.affirms(topic));
        let outright = papers::affirmed(profile, Topic::NothingHeld)
            .find(|said| said.stance == Stance::Stated && said.about == About::Everything)
            .filter(|_| !tells);
        let beside = outright.and_then(|said| held_beside(profile, said.at.part));
        if profile.response_kind != ResponseKind::NoDataHeld && beside.is_none() {
            return;
        }
        let mut signs = signs(profile);
        signs.extend(beside);
        if signs.is_empty() {
            return;
        }
        let denied: Vec<&Statement> = papers::affirmed(profile, Topic::NothingHeld).collect();
        let named: Vec<&str> = signs.iter().map(|sign| sign.text.as_str()).collect();
        let message = format!(
            "The response says that nothing is held about the person{}, and there {} to the contrary: {}.",
            match denied.as_slice() {
                [] => String::new(),
                said => format!(", {}", papers::quoted(said)),
            },
            if signs.len() == 1 {
                "is a sign"
            } else {
                "are signs"
            },
            named.join("; ")
        );
        let mut finding = if denied.is_empty() {
            META.at(profile.searched(), message)
        } else {
            papers::found(&META, &denied, message)
        };
        for at in signs.iter().filter_map(|sign| sign.at.clone()) {
            if !finding.at.contains(&at) {
                finding.at.push(at);
            }
        }
        if signs.iter().all(|sign| sign.strength == Strength::Weak) {
            finding.standing = Standing::Question;
        }
        finding.ask = META
            .ask
            .replace("[identifiers]", "my name, each address and e-mail address that you have used for me, and my elector number");
        findings.push(finding);
    }
}

/// How much a sign shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// It was for the person.
    Strong,
    /// It may have been for anybody.
    Weak,
}

/// Something that shows that data are held.
struct Sign {
    text: String,
    at: Option<Location>,
    strength: Strength,
}

/// The signs of the case file, of the register, and the mailings among the papers.
fn signs(profile: &Profile<'_>) -> Vec<Sign> {
    let request = profile.request;
    let mut signs: Vec<Sign> = request
        .signs
        .iter()
        .map(|text| Sign {
            text: text.clone(),
            at: None,
            strength: strength(text),
        })
        .collect();
    let register = request.open_register.map(|listed| match listed {
        OpenRegister::OptedOut => "an entry in the full register, which parties may have",
        OpenRegister::Listed => "an entry in the open register, which parties may have",
    });
    signs.extend(register.map(|text| Sign {
        text: text.to_owned(),
        at: None,
        strength: Strength::Weak,
    }));
    let mailings = profile.statements.papers.iter();
    signs.extend(
        mailings
            .filter(|paper| paper.kind == PaperKind::Mailing && paper.author != Author::Person)
            .map(|paper| mailing(profile, paper)),
    );
    signs
}

/// What another paper than the letter holds about the person, her name or address among it.
fn held_beside(profile: &Profile<'_>, letter: PartId) -> Option<Sign> {
    const FEWEST: usize = 3;
    let held = || {
        let points = profile.held();
        points.filter(|point| point.person == 1 && point.is_value() && point.at.part != letter)
    };
    let who = |point: &&Decoded| matches!(point.category, Category::Identity | Category::Address);
    let first = held().find(who)?;
    let number = held().count();
    (number >= FEWEST).then(|| Sign {
        text: format!(
            "another paper of the response holds {number} values, such as that under {}",
            headings([first])
        ),
        at: Some(first.at.clone()),
        strength: Strength::Strong,
    })
}

/// What the words of a sign show; where they do not say, it may have been for anybody.
fn strength(text: &str) -> Strength {
    const HOUSEHOLD: &[&str] = &[
        "unaddressed",
        "household",
        "householder",
        "occupier",
        "resident",
        "residents",
        "door drop",
        "delivered by hand",
        "not addressed",
    ];
    const PERSONAL: &[&str] = &[
        "addressed",
        "by name",
        "named",
        "e mail",
        "e mails",
        "email",
        "emails",
        "text message",
        "text",
        "sms",
        "letter",
        "letters",
        "telephone call",
        "phone call",
        "call",
        "register entry",
        "entry in the register",
        "canvass",
        "membership",
        "donation",
        "petition",
    ];
    if !says(text, HOUSEHOLD) && says(text, PERSONAL) {
        Strength::Strong
    } else {
        Strength::Weak
    }
}

/// A mailing among the papers: firm where its header is to an address.
fn mailing(profile: &Profile<'_>, paper: &Paper) -> Sign {
    let part = profile
        .document
        .parts
        .iter()
        .find(|part| part.id == paper.part);
    let property = |name: &str| {
        let properties = part
            .map(|part| part.properties.as_slice())
            .unwrap_or_default();
        properties.iter().find(|property| property.name == name)
    };
    let addressed = property("to").is_some_and(|to| to.value.contains('@'));
    let day = paper
        .date
        .map_or_else(String::new, |date| format!(" of {}", date.day.in_words()));
    Sign {
        text: format!("a mailing{day} among the papers"),
        at: Some(Location {
            part: paper.part,
            place: Place::Whole,
        }),
        strength: if addressed {
            Strength::Strong
        } else {
            Strength::Weak
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::statement::PaperKind;

    fn nothing() -> Case {
        let mut case = Case::new();
        case.kind = ResponseKind::NoDataHeld;
        case.letter_paper();
        case.state(
            Topic::NothingHeld,
            Stance::Stated,
            "We hold nothing.",
            |_| {},
        );
        case
    }

    fn standings(case: &Case) -> Vec<Standing> {
        case.run("X07")
            .iter()
            .map(|finding| finding.standing)
            .collect()
    }

    #[test]
    fn without_any_sign_the_answer_stands() {
        assert!(standings(&nothing()).is_empty());
    }

    #[test]
    fn data_in_another_paper_are_a_sign_and_a_letter_that_tells_of_data_denies_none() {
        use crate::decode::Decoded;
        use crate::provenance::PartId;
        let mut case = nothing();
        case.kind = ResponseKind::Data;
        for (label, value) in [("Name", "Casey"), ("List", "spring"), ("Added", "2026")] {
            case.add(label, value, |point: &mut Decoded, _| {
                point.at.part = PartId(7);
                if label == "Name" {
                    point.category = Category::Identity;
                }
            });
        }
        assert_eq!(standings(&case), [Standing::PrimaFacie]);
        let words = "We use your name to canvass.";
        case.state(Topic::Purposes, Stance::Stated, words, |_| {});
        assert!(standings(&case).is_empty());
    }

    #[test]
    fn an_addressed_mailing_is_prima_facie_and_household_mail_is_a_question() {
        for (sign, standing) in [
            ("addressed leaflet of 2026-01-12", Standing::PrimaFacie),
            ("e-mail of 3 May 2026", Standing::PrimaFacie),
            ("unaddressed leaflet", Standing::Question),
            ("leaflet addressed to the occupier", Standing::Question),
            ("leaflet", Standing::Question),
        ] {
            let mut case = nothing();
            case.request.signs.push(sign.to_owned());
            assert_eq!(standings(&case), [standing], "{sign}");
        }
    }

    #[test]
    fn a_mailing_among_the_papers_is_a_sign_and_firm_where_it_is_to_an_address() {
        let mut case = nothing();
        case.paper(PaperKind::Mailing, None);
        assert_eq!(standings(&case), [Standing::Question]);
        if let Some(part) = case.document.parts.last_mut() {
            part.properties.push(crate::document::Property {
                name: "to".to_owned(),
                value: "A. Elector <a.elector@mail.example>".to_owned(),
            });
        }
        assert_eq!(standings(&case), [Standing::PrimaFacie]);
    }
}
