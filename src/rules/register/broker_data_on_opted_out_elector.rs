//! R03, `broker-data-on-opted-out-elector`: broker data keyed to the full register of an opted-out elector.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::request::OpenRegister;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::{Category, Level, Origin};

/// R03, `broker-data-on-opted-out-elector`.
#[derive(Debug)]
pub struct BrokerDataOnOptedOutElector;

const DOC: &str = "\
## What it finds

A bought segment or score about the person or the household in a response that also holds entries of the register, where the case file says that the person opted out of the open register.

## Why it matters

Credit reference agencies may use the full register for a few purposes only, and marketing is not among them; the open register leaves out who opted out.

## Example

Somebody who opted out, and a bought segment beside the elector number. For somebody listed in the open register the rule is silent.

## What to ask

Please say what name-and-address source the supplier used to match me.

## Citations

Representation of the People, reg 114; Representation of the People, reg 96; Representation of the People, reg 93; Representation of the People (Scotland), Part VI; Representation of the People (Northern Ireland), Part 6 (reg 92(6) etc.); UK GDPR, Art 15(1)(g).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("R03"),
    name: "broker-data-on-opted-out-elector",
    title: "Broker data keyed to the full register of an opted-out elector",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &[
        "rpr-114",
        "rpr-96",
        "rpr-93",
        "rpr-sc",
        "rpr-ni",
        "gdpr-15.1.g",
    ],
    ask: "Please say what name-and-address source the supplier used to match me.",
    caveat: "Brokers have other lawful sources; the match may be by postcode.",
    doc: DOC,
};

impl Rule for BrokerDataOnOptedOutElector {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if profile.request.open_register != Some(OpenRegister::OptedOut) {
            return;
        }
        let registered = profile.held().any(|point| {
            point.person == 1
                && point.category == Category::ElectoralRegister
                && point.origin == Origin::Register
        });
        if !registered {
            return;
        }
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.person == 1
                    && point.origin == Origin::Bought
                    && point.level != Level::Area
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "Bought data stand under {} in a response that keys the person to the full register, and the person opted out of the open register.",
            headings(points.iter().copied()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case(register: Option<OpenRegister>, level: Level) -> Case {
        let mut case = Case::new();
        case.request.open_register = register;
        case.add("Elector Number", "AB12", |point, _| {
            point.category = Category::ElectoralRegister;
            point.origin = Origin::Register;
        });
        case.add("Segment", "A01", |point, _| {
            point.origin = Origin::Bought;
            point.level = level;
        });
        case
    }

    #[test]
    fn bought_data_of_somebody_who_opted_out_are_found_and_of_somebody_listed_are_not() {
        let out = Some(OpenRegister::OptedOut);
        assert_eq!(case(out, Level::Household).run("R03").len(), 1);
        let listed = Some(OpenRegister::Listed);
        assert!(case(listed, Level::Household).run("R03").is_empty());
        assert!(case(None, Level::Household).run("R03").is_empty());
        assert!(case(out, Level::Area).run("R03").is_empty());
    }
}
