//! S04, `register-council-unnamed`: register-derived fields, council unnamed.

use crate::codebook::Role;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::recognise::Note;
use crate::request::Nation;
use crate::rules::{Rule, RuleMeta, count, gather, headings};
use crate::vocabulary::{Category, Origin};

/// S04, `register-council-unnamed`.
#[derive(Debug)]
pub struct RegisterCouncilUnnamed;

const DOC: &str = "\
## What it finds

Entries of the electoral register where the response names no registration officer, no council and no edition of the register.

## Why it matters

The register is kept by a named officer and printed in dated editions; both are known to whoever holds a copy.

## Example

`Elector Number` and `Polling District` with nothing more. With `Register of Testbury Council, December 2023`, the rule is silent.

## What to ask

Please name the registration officer and register edition from which these details came.

## Citations

UK GDPR, Art 15(1)(g); Representation of the People, reg 102; Representation of the People, Part VI; Representation of the People, Part 6 (reg 92(6) etc.).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("S04"),
    name: "register-council-unnamed",
    title: "Register-derived fields, council unnamed",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-15.1.g", "rpr-102", "rpr-sc", "rpr-ni"],
    ask: "Please name the registration officer and register edition from which these details came.",
    caveat: "The prefix of a polling district often shows the council.",
    doc: DOC,
};

impl Rule for RegisterCouncilUnnamed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.origin == Origin::Register
                    && point.category == Category::ElectoralRegister
            })
            .collect();
        // One officer keeps the whole register of Northern Ireland.
        let one_officer = profile.request.nation == Some(Nation::NorthernIreland);
        if points.is_empty() || one_officer || is_named(profile) {
            return;
        }
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response gives {} of the electoral register under {} and names no council, registration officer or edition.",
            count(points.len(), "entry", "entries"),
            headings(points.iter().copied()),
        ))
    }
}

/// Whether council, officer or edition is named anywhere.
fn is_named(profile: &Profile<'_>) -> bool {
    let in_data = profile.held().any(|point| {
        matches!(point.role, Role::Council | Role::Edition)
            || (point.origin == Origin::Register && point.source_named.is_some())
    });
    let in_text = |note: &Note| {
        // Most texts name no year.
        let may_be_dated =
            !note.text.is_ascii() || note.text.bytes().any(|byte| byte.is_ascii_digit());
        let source = || profile.phrases.source(&note.text, profile.books);
        profile.phrases.council(&note.text).is_some()
            || (may_be_dated
                && source().is_some_and(|source| source.origin == Origin::Register && source.dated))
    };
    in_data || profile.said().any(in_text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn register(point: &mut Decoded, _: &mut crate::recognise::Recognised) {
        point.origin = Origin::Register;
        point.category = Category::ElectoralRegister;
    }

    #[test]
    fn a_register_without_a_council_is_found_and_one_with_it_is_not() {
        let mut case = Case::new();
        case.add("Elector Number", "332", register);
        assert_eq!(case.run("S04").len(), 1);
        case.say("Electoral register supplied by Testbury City Council");
        assert!(case.run("S04").is_empty());
    }

    #[test]
    fn northern_ireland_has_one_officer() {
        let mut case = Case::new();
        case.add("Elector Number", "332", register);
        case.request.nation = Some(Nation::NorthernIreland);
        assert!(case.run("S04").is_empty());
    }
}
