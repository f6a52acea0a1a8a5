//! R01, `email-from-register`: E-mail or phone attributed to the electoral register.

use crate::codebook::Kind;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::{Basis, Category, Origin};

/// R01, `email-from-register`.
#[derive(Debug)]
pub struct EmailFromRegister;

const DOC: &str = "\
## What it finds

An e-mail address or telephone number that heading, block title, source column or statement attributes to the electoral register. A contact detail that only stands among fields of the register under their date is a question.

## Why it matters

The register does not hold e-mail addresses or telephone numbers that an officer may supply.

## Example

`Email Address` in a block headed `Electoral register`. In a block `Contact details given by you`, the rule is silent.

## What to ask

Please state exactly how you obtained my e-mail/phone, naming any registration officer, and produce the supply record.

## Citations

Representation of the People, reg 92(6); Representation of the People, Part VI; Representation of the People, Part 6 (reg 92(6) etc.); Representation of the People Act 1983, s.9; UK GDPR, Art 5(1)(a); UK GDPR, Art 15(1)(g).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("R01"),
    name: "email-from-register",
    title: "E-mail or phone attributed to the electoral register",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &[
        "rpr-92.6",
        "rpr-sc",
        "rpr-ni",
        "rpa83-9",
        "gdpr-5.1.a",
        "gdpr-15.1.g",
    ],
    ask: "Please state exactly how you obtained my e-mail/phone, naming any registration officer, and produce the supply record.",
    caveat: "Column order alone proves nothing; the fault may be the officer's, not the party's; postal-vote forms handled by parties are another route.",
    doc: DOC,
};

impl Rule for EmailFromRegister {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.category == Category::Contact
                    && point.kind == Some(Kind::Contact)
                    && is_attributed(profile, point)
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response attributes the contact details under {} to the electoral register.",
            headings(points.iter().copied()),
        ))
    }
}

/// Whether the response attributes a contact detail to the register.
fn is_attributed(profile: &Profile<'_>, point: &Decoded) -> bool {
    let stated = matches!(point.origin, Origin::Register | Origin::MarkedRegister)
        && point.origin_basis == Basis::Response;
    let words = profile.label(point);
    let has = |wanted: &str| words.words().iter().any(|word| word == wanted);
    let in_heading = profile.says(point, "register")
        || (has("register") && !has("to") && !has("on"))
        || (has("electoral") && (has("roll") || has("register")));
    stated || in_heading
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_detail_from_the_register_is_found_and_one_from_the_person_is_not() {
        let mut case = Case::new();
        for (label, origin) in [
            ("Email Address", Origin::Register),
            ("Mobile", Origin::Subject),
        ] {
            case.add(label, "x", |point, _| {
                point.kind = Some(Kind::Contact);
                point.category = Category::Contact;
                point.origin = origin;
                point.origin_basis = Basis::Response;
            });
        }
        let found = case.run("R01");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
