//! D04, `shared-with-allied-bodies`: shared with other party bodies or campaigns.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta};
use crate::rules::{gather, headings, papers, written};
use crate::statement::{Statement, Topic};

/// D04, `shared-with-allied-bodies`.
#[derive(Debug)]
pub struct SharedWithAlliedBodies;

const DOC: &str = "\
## What it finds

A letter or a heading that shows that local branches, sister parties, candidates or campaigns have the data.

## Why it matters

Each of these bodies may be a controller of its own, with its own duty to answer.

## Example

`Your record is available to our local associations`. A letter that names a printer only is silent.

## What to ask

Please say which bodies had access and under what arrangement.

## Citations

UK GDPR, Art 15(1)(c); UK GDPR, Art 26; Representation of the People, reg 106; Representation of the People, Part VI; Representation of the People, Part 6 (reg 92(6) etc.).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("D04"),
    name: "shared-with-allied-bodies",
    title: "Shared with other party bodies or campaigns",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-15.1.c", "gdpr-26", "rpr-106", "rpr-sc", "rpr-ni"],
    ask: "Please say which bodies had access and under what arrangement.",
    caveat: "Intra-party sharing for electoral purposes is usual.",
    doc: DOC,
};

impl Rule for SharedWithAlliedBodies {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let said: Vec<&Statement> = papers::affirmed(profile, Topic::AlliedBodies).collect();
        if !said.is_empty() {
            let message = format!(
                "The response shows that other bodies of the party, candidates or campaigns have the data: {}.",
                papers::quoted(&said)
            );
            findings.push(papers::found(&META, &said, message));
            return;
        }
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| shows_sharing(profile, point))
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The data show under {} that other bodies of the party, candidates or campaigns have them.",
            headings(points.iter().copied()),
        ))
    }
}

/// Whether a heading speaks of sharing with a body of the party, and its value does not say no.
fn shows_sharing(profile: &Profile<'_>, point: &Decoded) -> bool {
    const SHARING: &[&str] = &["shared", "share", "sharing", "visible", "available", "sent"];
    const BODIES: &[&str] = &[
        "branch",
        "branches",
        "association",
        "associations",
        "local party",
        "local parties",
        "clp",
        "candidate",
        "candidates",
        "sister party",
        "campaign group",
        "councillor",
        "councillors",
        "mp",
    ];
    profile.heading_says(point, SHARING)
        && profile.heading_says(point, BODIES)
        && point
            .value
            .as_deref()
            .is_some_and(|value| !written::is_no(value))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    #[test]
    fn local_associations_raise_a_question_and_a_printer_does_not() {
        let mut case = Case::new();
        case.letter_paper();
        case.state(Topic::Recipients, Stance::Stated, "Our printer.", |_| {});
        assert!(case.run("D04").is_empty());
        let words = "Our local associations have it.";
        case.state(Topic::AlliedBodies, Stance::Generic, words, |_| {});
        assert_eq!(case.run("D04").len(), 1);
    }

    #[test]
    fn a_heading_about_sharing_counts_where_its_value_says_yes() {
        let mut case = Case::new();
        case.add("Shared with local branch", "Yes", |_, _| {});
        case.add("Shared with candidate", "No", |_, _| {});
        let found = case.run("D04");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
        let mut case = Case::new();
        case.add("Shared house", "Yes", |_, _| {});
        assert!(case.run("D04").is_empty());
    }
}
