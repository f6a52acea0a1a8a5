//! R04, `register-entitlement-unclear`: register data used by a body not entitled to it.

use crate::day::Day;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::suppress::says;
use crate::rules::written;
use crate::rules::{Audience, Rule, RuleMeta, gather, headings};
use crate::vocabulary::{Category, Origin};

/// R04, `register-entitlement-unclear`.
#[derive(Debug)]
pub struct RegisterEntitlementUnclear;

const DOC: &str = "\
## What it finds

Entries of the electoral register held by a body that, by its codebook, is a minor party, or a campaign that was entitled to the register only in a period that has passed; or by one that says in its answer that it is no registered party.

## Why it matters

Who may have the full register, and when, is listed in the regulations.

## Example

A campaign that was a permitted participant in a referendum of 2014, and elector numbers in its response of 2020. A registered party is silent.

## What to ask

Please state the regulation under which you obtained the register.

## Citations

Representation of the People, reg 106; Representation of the People, reg 96; Representation of the People (Scotland), Part VI; Representation of the People (Northern Ireland), Part 6 (reg 92(6) etc.); Political Parties, Elections and Referendums Act 2000, s.23.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("R04"),
    name: "register-entitlement-unclear",
    title: "Register data used by a body not entitled to it",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["rpr-106", "rpr-96", "rpr-sc", "rpr-ni", "ppera-23"],
    ask: "Please state the regulation under which you obtained the register.",
    caveat: "Copies of the open register are unrestricted; candidates of minor parties and elected members have entitlements of their own. It is a question and no more.",
    doc: DOC,
};

impl Rule for RegisterEntitlementUnclear {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn audience(&self) -> Audience {
        Audience::Adviser
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let entitled = profile
            .party_book()
            .and_then(|book| book.party.as_ref())
            .and_then(|party| party.register.as_ref());
        let Some(entitled) = entitled else {
            if profile.party.is_none() && says_unregistered(profile) {
                findings.extend(gather(self, profile, &entries(profile)));
            }
            return;
        };
        // While the period runs, or where it is not known that it has ended, nothing is asked.
        if let Some(end) = &entitled.to {
            let end = Day::parse(end).ok();
            let ended = end.zip(written::answered_day(profile));
            if ended.is_none_or(|(end, day)| day <= end) {
                return;
            }
        }
        findings.extend(gather(self, profile, &entries(profile)));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let Some(book) = profile.party_book() else {
            return Some(format!(
                "The response holds entries of the electoral register under {}, and says that whoever holds them is no registered party.",
                headings(points.iter().copied()),
            ));
        };
        let party = book.party.as_ref()?;
        let entitled = party.register.as_ref()?;
        let until = entitled
            .to
            .as_deref()
            .and_then(|day| Day::parse(day).ok())
            .map_or_else(String::new, |day| format!(" until {}", day.in_words()));
        Some(format!(
            "The response holds entries of the electoral register under {}, and {} was entitled as {}{until}.",
            headings(points.iter().copied()),
            party.name,
            entitled.used_as.in_words(),
        ))
    }
}

/// The entries of the register that are held.
fn entries<'p>(profile: &'p Profile<'_>) -> Vec<&'p Decoded> {
    let held = profile.held().filter(|point| {
        point.category == Category::ElectoralRegister && point.origin == Origin::Register
    });
    held.collect()
}

/// Whether the response says of whoever answers that it is no registered party.
fn says_unregistered(profile: &Profile<'_>) -> bool {
    const UNREGISTERED: &[&str] = &[
        "not a registered party",
        "not a registered political party",
        "not registered as a party",
        "not registered as a political party",
        "no registered party",
        "no registered political party",
    ];
    // Said of those who answer, and of nobody else: `We are a residents' group and not a registered party`.
    let of_us = |text: &str| {
        let sentences = text.split(['.', ';']);
        let mut sentences = sentences.filter(|sentence| says(sentence, UNREGISTERED));
        sentences.any(|sentence| {
            let begun = says(sentence, &["we are", "we re"]);
            begun && !says(sentence, &["not true", "which", "who", "used to", "if"])
        })
    };
    profile.said().any(|note| of_us(&note.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::PartyId;
    use crate::rules::testing::Case;

    const BOOK: &str = r#"
format = 1
id = "mock-campaign"
version = "2026.11.1"
title = "Mock Campaign"
kind = "party"
[party]
name = "Mock Campaign"
names = ["Mock Campaign"]
cites = ["mock"]
[party.register]
used_as = "participant"
from = "2014-05-30"
to = "2014-09-18"
cites = ["mock"]
[cites.mock]
title = "Mock"
publisher = "Mock"
date = "2014"
locator = ""
status = "verified"
"#;

    #[test]
    fn a_body_that_says_that_it_is_no_party_is_asked_and_one_that_does_not_is_not() {
        let mut case = Case::new();
        case.party = None;
        case.add("Elector Number", "AB12", |point, _| {
            point.category = Category::ElectoralRegister;
            point.origin = Origin::Register;
        });
        case.say("The charity to which we sent it is not a registered party.");
        assert!(case.run("R04").is_empty());
        case.say("We are a residents' group and not a registered political party.");
        assert_eq!(case.run("R04").len(), 1);
    }

    #[test]
    fn a_campaign_after_its_period_is_found_and_in_it_or_unknown_it_is_not() {
        for (party, received, found) in [
            (Some("mock-campaign"), "2020-01-01", 1),
            (Some("mock-campaign"), "2014-09-01", 0),
            (None, "2020-01-01", 0),
        ] {
            let mut case = Case::with_file("mock-campaign/book.toml", BOOK);
            case.request.received = crate::day::Day::parse(received).ok();
            case.party = party.map(PartyId::from);
            case.add("Elector Number", "AB12", |point, _| {
                point.category = Category::ElectoralRegister;
                point.origin = Origin::Register;
            });
            assert_eq!(case.run("R04").len(), found, "{party:?} {received}");
        }
    }
}
