//! U07, `summary-instead-of-copy`: summary instead of copy.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta};
use crate::statement::{Statement, Topic};

/// U07, `summary-instead-of-copy`.
#[derive(Debug)]
pub struct SummaryInsteadOfCopy;

const DOC: &str = "\
## What it finds

A letter that tells of the data (`we hold your name and some demographic data`) where no data by field came with it. Silent where a part of the response could not be read: the copy may be in it.

## Why it matters

What is described cannot be checked; only a copy shows each score and each segment.

## Example

A letter that says `we hold some scores`, alone. With a table of the scores, the rule is silent.

## What to ask

Please provide a copy of the data themselves, including each score and segment value.

## Citations

UK GDPR, Art 15(3); UK GDPR, Art 15(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("U07"),
    name: "summary-instead-of-copy",
    title: "Summary instead of copy",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.3", "gdpr-15.1"],
    ask: "Please provide a copy of the data themselves, including each score and segment value.",
    caveat: "Art 15(3) is not a right to documents as such if the data are faithfully reproduced.",
    doc: DOC,
};

impl Rule for SummaryInsteadOfCopy {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let told: Vec<&Statement> = [Topic::Summary, Topic::Categories]
            .into_iter()
            .flat_map(|topic| papers::affirmed(profile, topic))
            .collect();
        let copied = profile.points.iter().any(|point| point.value.is_some());
        if told.is_empty() || copied || !papers::all_read(profile) || !items::are_owed(profile) {
            return;
        }
        let enclosed = papers::affirmed(profile, Topic::Copy).next().is_some();
        let message = format!(
            "The letter tells of the data, {}, and {}.",
            papers::quoted(&told),
            if enclosed {
                "the copy that it speaks of is not in the papers supplied"
            } else {
                "no data by field came with it"
            }
        );
        let mut finding = papers::found(&META, &told, message);
        if enclosed {
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
    use crate::vocabulary::ResponseKind;

    fn told() -> Case {
        let mut case = Case::new();
        case.kind = ResponseKind::LetterOnly;
        case.letter_paper();
        let words = "We hold your name and some demographic data.";
        case.state(Topic::Summary, Stance::Stated, words, |_| {});
        case
    }

    #[test]
    fn telling_instead_of_copying_is_found_and_a_copy_is_silent() {
        let mut case = told();
        assert_eq!(case.run("U07").len(), 1);
        case.add("Name", "A. Elector", |_, _| {});
        assert!(case.run("U07").is_empty());
    }

    #[test]
    fn a_copy_that_the_letter_encloses_and_nobody_has_is_a_question() {
        let mut case = told();
        case.state(Topic::Copy, Stance::Stated, "A copy is enclosed.", |_| {});
        let found = case.run("U07");
        assert!(found.iter().all(|f| f.standing == Standing::Question));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_part_that_was_not_read_may_be_the_copy() {
        let mut case = told();
        if let Some(part) = case.document.parts.first_mut() {
            part.read = crate::document::ReadState::Not;
        }
        assert!(case.run("U07").is_empty());
    }
}
