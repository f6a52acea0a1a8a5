//! P09, `other-peoples-data`: other people's data in the file.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather};

/// P09, `other-peoples-data`.
#[derive(Debug)]
pub struct OtherPeoplesData;

const DOC: &str = "\
## What it finds

Rows, names or contact details of a second person in the files. Where all persons share a home or a surname, it is a question.

## Why it matters

Data of one person sent to another are disclosed to a stranger; the report masks them.

## Example

A second row with another name at another address. Entries about one person in two tables are silent.

## What to ask

Your response includes other people's data. Please tell me how to return or delete it.

## Citations

UK GDPR, Art 5(1)(f); Data Protection Act 2018, Sch 2 para 16; UK GDPR, Arts 24-25, 32.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P09"),
    name: "other-peoples-data",
    title: "Other people's data in the file",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-5.1.f", "dpa-sch2-16", "gdpr-24"],
    ask: "Your response includes other people's data. Please tell me how to return or delete it.",
    caveat: "Household names on a shared record may be reasonable to disclose (Schedule 2, paragraph 16). The other person's values are masked.",
    doc: DOC,
};

impl Rule for OtherPeoplesData {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if profile.people.count < 2 {
            return;
        }
        let points: Vec<&Decoded> = profile.held().filter(|point| point.person > 1).collect();
        if let Some(mut finding) = gather(self, profile, &points) {
            if profile.people.one_household {
                finding.standing = Standing::Question;
            }
            findings.push(finding);
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let mut others: Vec<u32> = points.iter().map(|point| point.person).collect();
        others.sort_unstable();
        others.dedup();
        let home = if profile.people.one_household {
            ", who may be of the same household"
        } else {
            ""
        };
        Some(format!(
            "The files hold {} about {}{home}.",
            count(points.len(), "value", "values"),
            count(others.len(), "other person", "other people"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_second_person_is_found_and_masked_in_the_message() {
        let mut case = Case::new();
        case.add("Name", "Morgan Example", |_, _| {});
        assert!(case.run("P09").is_empty());
        case.add("Name", "Jamie Other", |point, _| point.person = 2);
        case.people.count = 2;
        case.people.one_household = false;
        let found = case.run("P09");
        assert_eq!(
            found.iter().map(|f| f.standing).collect::<Vec<_>>(),
            [Standing::PrimaFacie]
        );
        assert!(found.iter().all(|f| !f.message.contains("Jamie")));
        case.people.one_household = true;
        assert_eq!(
            case.run("P09")
                .iter()
                .map(|f| f.standing)
                .collect::<Vec<_>>(),
            [Standing::Question]
        );
    }
}
