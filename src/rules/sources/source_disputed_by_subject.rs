//! S07, `source-disputed-by-subject`: source conflicts with subject's account.

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::{Basis, Category, Origin};

/// S07, `source-disputed-by-subject`.
#[derive(Debug)]
pub struct SourceDisputedBySubject;

const DOC: &str = "\
## What it finds

A value that the response says came from the person, where the case file says under `[gave]` that the person never gave it.

## Why it matters

One of the two is wrong, and the source decides what the party may do with the value.

## Example

`Source: provided by you` beside an e-mail address that was never given. Where the person did give it, the rule is silent.

## What to ask

Please produce the record of my giving you this.

## Citations

UK GDPR, Art 15(1)(g); UK GDPR, Art 5(1)(d); UK GDPR, Art 5(1)(a).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("S07"),
    name: "source-disputed-by-subject",
    title: "Source conflicts with subject's account",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-15.1.g", "gdpr-5.1.d", "gdpr-5.1.a"],
    ask: "Please produce the record of my giving you this.",
    caveat: "Memory; household members; old surveys or petitions.",
    doc: DOC,
};

impl Rule for SourceDisputedBySubject {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let never: Vec<&str> = profile
            .request
            .gave
            .iter()
            .filter(|(_, gave)| !**gave)
            .map(|(kind, _)| kind.as_str())
            .collect();
        if never.is_empty() {
            return;
        }
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.person == 1
                    && matches!(point.origin, Origin::Subject | Origin::Canvass)
                    && point.origin_basis == Basis::Response
                    && never.iter().any(|kind| is_of_kind(profile, point, kind))
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response says that what stands under {} came from the person, who says that it was never given.",
            headings(points.iter().copied()),
        ))
    }
}

/// Whether a data point is of a kind that the case file names: by what its heading says, else by the
/// words of the kind.
fn is_of_kind(profile: &Profile<'_>, point: &Decoded, kind: &str) -> bool {
    let words = Label::new(kind);
    let about = |wanted: &[&str]| {
        words
            .words()
            .iter()
            .any(|word| wanted.contains(&word.as_str()))
    };
    let concepts: &[&str] = if about(&["email", "mail"]) {
        &["contact:email"]
    } else if about(&["phone", "telephone", "mobile", "landline"]) {
        &["contact:phone"]
    } else if about(&["birth", "dob"]) {
        &["attr:dob"]
    } else if about(&["address", "postcode"]) {
        &["address"]
    } else if about(&["vote", "voting", "intention", "support"]) {
        return point.category == Category::VotingIntention;
    } else {
        let label = profile.label(point);
        return !words.is_empty()
            && words
                .words()
                .iter()
                .all(|word| label.words().contains(word));
    };
    concepts.iter().any(|concept| profile.says(point, concept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case(gave: bool, basis: Basis) -> Case {
        let mut case = Case::new();
        case.request.gave.insert("email".to_owned(), gave);
        for (label, concept) in [("E-mail", "contact:email"), ("Mobile", "contact:phone")] {
            case.add(label, "x", |point, known| {
                point.origin = Origin::Subject;
                point.origin_basis = basis;
                known.concepts = vec![concept.to_owned()];
            });
        }
        case
    }

    #[test]
    fn what_was_never_given_is_found_and_what_was_given_is_not() {
        let found = case(false, Basis::Response).run("S07");
        assert!(
            found
                .iter()
                .any(|f| f.data_points.len() == 1 && f.message.contains("E-mail"))
        );
        assert!(case(true, Basis::Response).run("S07").is_empty());
    }

    #[test]
    fn only_what_the_response_itself_says_is_disputed() {
        assert!(case(false, Basis::Wording).run("S07").is_empty());
    }

    #[test]
    fn what_is_said_to_have_been_told_at_a_stall_came_from_the_person_too() {
        for (origin, found) in [(Origin::Canvass, 1), (Origin::Register, 0)] {
            let mut case = Case::new();
            case.request.gave.insert("email".to_owned(), false);
            case.add("E-mail", "x", |point, known| {
                point.origin = origin;
                point.origin_basis = Basis::Response;
                known.concepts = vec!["contact:email".to_owned()];
            });
            assert_eq!(case.run("S07").len(), found, "{origin:?}");
        }
    }
}
