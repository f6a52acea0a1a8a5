//! T06, `late-identity-check`: late or repeated identity demand.

use crate::codebook::Kind;
use crate::day::Day;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::{Location, PartId};
use crate::rules::{Rule, RuleMeta, count};
use crate::statement::{Stance, Statement, Topic};
use std::collections::BTreeSet;

/// T06, `late-identity-check`.
#[derive(Debug)]
pub struct LateIdentityCheck;

const DOC: &str = "\
## What it finds

Proof of identity asked for more than ten days (a setting) after the request came, asked for a second time, or asked for in a mail to an address that the record itself holds.

## Why it matters

Identity may be checked where there is reasonable doubt; time does not run while the check is open.

## Example

A request of 1 March and a demand for identity on 25 March. One of 4 March is silent.

## What to ask

Please explain the doubt about my identity and why it was raised only then.

## Citations

UK GDPR, Art 12(6); UK GDPR, Art 12A; UK GDPR, Art 12(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T06"),
    name: "late-identity-check",
    title: "Late or repeated identity demand",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-12.6", "gdpr-12A", "gdpr-12.2"],
    ask: "Please explain the doubt about my identity and why it was raised only then.",
    caveat: "Requests through a portal or third party can create real doubt.",
    doc: DOC,
};

impl Rule for LateIdentityCheck {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let demands: Vec<&Statement> = profile
            .statements
            .said(Topic::Identity, Stance::Stated)
            .collect();
        let mut facts: Vec<String> = Vec::new();
        if let Some(days) = delay(profile, &demands) {
            let days = count(usize::try_from(days).unwrap_or(0), "day", "days");
            facts.push(format!(
                "proof of identity was asked for {days} after the request was received"
            ));
        }
        if is_repeated(profile, &demands) {
            facts.push("proof of identity was asked for more than once".to_owned());
        }
        if demands
            .iter()
            .any(|demand| to_known_address(profile, demand.at.part))
        {
            facts.push(
                "the demand for identity went to an address that the record holds".to_owned(),
            );
        }
        if facts.is_empty() {
            return;
        }
        let said = facts.join(", and ");
        let mut letters = said.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let message: String = first.chain(letters).chain(['.']).collect();
        let places: Vec<Location> = demands.iter().map(|demand| demand.at.clone()).collect();
        let places = if places.is_empty() {
            profile.searched()
        } else {
            places
        };
        findings.push(META.at(places, message));
    }
}

/// Days from receipt to the first demand, where they are more than the threshold.
fn delay(profile: &Profile<'_>, demands: &[&Statement]) -> Option<u32> {
    let requested = profile.request.requested?;
    let noted = profile.request.identity.and_then(|check| check.asked);
    let papers = demands
        .iter()
        .filter_map(|demand| paper_day(profile, demand.at.part));
    let first = noted.into_iter().chain(papers).min()?;
    let days = u32::try_from(requested.days_until(first)).ok()?;
    (days > profile.thresholds.late_identity_days).then_some(days)
}

/// Whether two papers of different days ask for it.
fn is_repeated(profile: &Profile<'_>, demands: &[&Statement]) -> bool {
    let noted = profile.request.identity.and_then(|check| check.asked);
    let days: BTreeSet<Day> = demands
        .iter()
        .filter_map(|demand| paper_day(profile, demand.at.part))
        .chain(noted)
        .collect();
    days.len() > 1
}

fn paper_day(profile: &Profile<'_>, part: PartId) -> Option<Day> {
    let papers = profile.statements.papers.iter();
    let mut own = papers.filter(|paper| paper.part == part);
    own.find_map(|paper| paper.date).map(|date| date.day)
}

/// Whether a mail went to an e-mail address that is among the data.
fn to_known_address(profile: &Profile<'_>, part: PartId) -> bool {
    let Some(part) = profile.part(part) else {
        return false;
    };
    let to: String = part
        .properties
        .iter()
        .filter(|property| property.name == "to")
        .map(|property| property.value.to_lowercase())
        .collect();
    profile
        .held()
        .filter(|point| point.kind == Some(Kind::Contact) && point.person == 1)
        .filter_map(|point| point.value.as_deref())
        .map(|value| value.trim().to_lowercase())
        .any(|value| value.contains('@') && to.contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Property;
    use crate::request::IdentityCheck;
    use crate::rules::testing::Case;

    fn case(asked: &str) -> Case {
        let mut case = Case::new();
        case.request.requested = Day::parse("2026-03-01").ok();
        case.request.identity = Some(IdentityCheck {
            asked: Day::parse(asked).ok(),
            given: None,
        });
        case
    }

    #[test]
    fn a_demand_after_ten_days_is_found_and_one_on_the_tenth_is_not() {
        assert!(case("2026-03-11").run("T06").is_empty());
        let found = case("2026-03-12").run("T06");
        assert!(found.iter().any(|f| {
            f.message
                .starts_with("Proof of identity was asked for 11 days")
        }));
    }

    #[test]
    fn a_demand_sent_to_an_address_on_record_is_found_and_to_another_is_not() {
        for (to, found) in [("casey@mock.example", 1), ("other@mock.example", 0)] {
            let mut case = Case::new();
            case.add("Email", "Casey@mock.example", |point, _| {
                point.kind = Some(Kind::Contact);
            });
            case.state(
                Topic::Identity,
                Stance::Stated,
                "Please send a passport.",
                |_| {},
            );
            if let Some(part) = case.document.parts.first_mut() {
                part.properties.push(Property {
                    name: "to".to_owned(),
                    value: format!("Casey <{to}>"),
                });
            }
            assert_eq!(case.run("T06").len(), found, "{to}");
        }
    }
}
