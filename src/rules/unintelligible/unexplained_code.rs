//! U01, `unexplained-code`: undecoded code value.

use crate::codebook::Kind;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather_unless_said, headings};
use crate::vocabulary::{Basis, Status};

/// U01, `unexplained-code`.
#[derive(Debug)]
pub struct UnexplainedCode;

const DOC: &str = "\
## What it finds

Held values that are codes: their list is known but the code is not in it, several documented readings compete, or no list is published; and the response gives no key.

## Why it matters

A code without a key tells the person nothing, and the party that wrote it has the key.

## Example

`VI` with the value `Q`, where the published list has no `Q`. With a key sheet that says `Q = moved away`, the rule is silent.

## What to ask

Please explain what this column records, the meaning of the value held about me and the full list of possible values.

## Citations

UK GDPR, Art 12(1); UK GDPR, Art 15(1); UK GDPR, Art 5(1)(a).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("U01"),
    name: "unexplained-code",
    title: "Undecoded code value",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.1", "gdpr-15.1", "gdpr-5.1.a"],
    ask: "Please explain what this column records, the meaning of the value held about me and the full list of possible values.",
    caveat: "If the code lists that were searched lack the entry, the fault may be theirs: the finding says only that the response does not explain it.",
    doc: DOC,
};

impl Rule for UnexplainedCode {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| is_unexplained(point))
            .collect();
        findings.extend(gather_unless_said(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response gives {} under {} and does not explain what the codes stand for.",
            count(points.len(), "coded value", "coded values"),
            headings(points.iter().copied()),
        ))
    }
}

fn is_unexplained(point: &Decoded) -> bool {
    let status = point.meaning.status;
    let unread = matches!(status, Status::UnlistedCode | Status::Ambiguous)
        || (is_code(point) && status == Status::Unpublished);
    // A code outside the response's own list is left unexplained by it.
    let told = point.meaning.basis == Basis::Response && status != Status::UnlistedCode;
    point.is_value() && unread && !told
}

/// A value of a code field, or a short one without spaces where words are expected.
fn is_code(point: &Decoded) -> bool {
    const LONGEST: usize = 4;
    let value = point.value.as_deref().unwrap_or_default().trim();
    match point.kind {
        Some(Kind::Code) => true,
        Some(Kind::Label) => value.chars().count() <= LONGEST && !value.contains(' '),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_code_without_a_key_is_found_and_one_with_a_key_is_not() {
        let mut case = Case::new();
        let code = |status, basis| {
            move |point: &mut Decoded, _: &mut crate::recognise::Recognised| {
                point.kind = Some(Kind::Code);
                point.meaning.status = status;
                point.meaning.basis = basis;
            }
        };
        case.add("Group", "Q", code(Status::UnlistedCode, Basis::Codebook));
        case.add("Type", "A", code(Status::Coded, Basis::Response));
        let found = case.run("U01");
        assert_eq!(found.len(), 1);
        assert!(
            found
                .iter()
                .all(|f| f.data_points.len() == 1 && f.message.contains("Group"))
        );
    }
}
