//! M12, `no-lawful-basis-stated`: no lawful basis stated.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta};
use crate::statement::Topic;

/// M12, `no-lawful-basis-stated`.
#[derive(Debug)]
pub struct NoLawfulBasisStated;

const DOC: &str = "\
## What it finds

A letter, and no basis in Article 6 anywhere in the papers. A question only: the basis belongs to the notices of Articles 13 and 14, and Article 15 does not list it.

## Why it matters

The basis decides which rights the person has: consent can be withdrawn, a legitimate interest can be objected to.

## Example

A letter that gives purposes and recipients and no basis. With `We rely on Article 6(1)(e)`, the rule is silent.

## What to ask

Please state the Art 6 basis, and Art 9 condition, for each group of fields.

## Citations

UK GDPR, Art 13; UK GDPR, Art 14; UK GDPR, Art 6(1); UK GDPR, Art 5(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M12"),
    name: "no-lawful-basis-stated",
    title: "No lawful basis stated",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-13", "gdpr-14", "gdpr-6.1", "gdpr-5.2"],
    ask: "Please state the Art 6 basis, and Art 9 condition, for each group of fields.",
    caveat: "Lawful basis is a notice item (13/14), not an Art 15(1) item; never say Art 15 required it.",
    doc: DOC,
};

impl Rule for NoLawfulBasisStated {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let message = "No basis in Article 6 is stated anywhere in the papers.";
        findings.extend(items::unsaid(&META, profile, Topic::LawfulBasis, message));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    #[test]
    fn a_letter_without_a_basis_raises_a_question_and_one_with_it_does_not() {
        let mut case = Case::new();
        case.add("VI", "L", |_, _| {});
        assert!(case.run("M12").is_empty(), "there is no letter");
        case.letter_paper();
        assert_eq!(case.run("M12").len(), 1);
        case.state(
            Topic::LawfulBasis,
            Stance::Stated,
            "We rely on consent.",
            |_| {},
        );
        assert!(case.run("M12").is_empty());
    }
}
