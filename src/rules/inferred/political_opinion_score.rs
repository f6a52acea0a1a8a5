//! I04, `political-opinion-score`: voting intention or support score.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather, headings, written};
use crate::vocabulary::Origin;

/// I04, `political-opinion-score`.
#[derive(Debug)]
pub struct PoliticalOpinionScore;

const DOC: &str = "\
## What it finds

Scores, ranks and estimates of whom the person supports, what the person thinks of an issue, or how the person would vote.

## Why it matters

An estimate of political opinion is about political opinion, whoever made it.

## Example

`Lab_Supp_Score` with `57`. What the person said at the door is no estimate, and the rule is silent (see C01).

## What to ask

Please state the Art 9 condition relied on and provide the appropriate policy document or say where it is published.

## Citations

UK GDPR, Art 9(1); UK GDPR, Art 9(2); Data Protection Act 2018, s.10; Data Protection Act 2018, Sch 1 para 22; Data Protection Act 2018, Sch 1 para 5 and paras 38-41; UK GDPR, Art 4(1)(4); UK GDPR, Art 21(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("I04"),
    name: "political-opinion-score",
    title: "Voting intention or support score",
    severity: Severity::High,
    standing: Standing::Question,
    provisions: &[
        "gdpr-9.1",
        "gdpr-9.2",
        "dpa-10",
        "dpa-sch1-22",
        "dpa-sch1-5",
        "gdpr-4.4",
        "gdpr-21.1",
    ],
    ask: "Please state the Art 9 condition relied on and provide the appropriate policy document or say where it is published.",
    caveat: "Paragraph 22 may well be met by a registered party; holding the score proves nothing against it. A paragraph 22(3) notice is given only by an express letter, never by this question. Turnout alone is arguable, not clear, political opinion.",
    doc: DOC,
};

impl Rule for PoliticalOpinionScore {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.inferred
                    && point.is_political()
                    && !names_mailing(profile, point)
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response holds {} of political opinion or voting under {}.",
            count(points.len(), "estimate", "estimates"),
            headings(points.iter().copied()),
        ))
    }
}

/// Whether a mark that the party set itself names what is to be sent, and not who the person is thought
/// to be: `Target group: Housing repairs leaflet`.
pub(super) fn names_mailing(profile: &Profile<'_>, point: &Decoded) -> bool {
    const MAILINGS: &[&str] = &[
        "leaflet",
        "leaflets",
        "letter",
        "letters",
        "mailing",
        "mailshot",
        "newsletter",
        "email",
        "poster",
        "postcard",
        "survey",
        "petition",
        "call",
        "visit",
    ];
    point.origin == Origin::Internal
        && !point.is_measured()
        && written::any(profile.value_words(point), MAILINGS)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::vocabulary::Origin;

    #[test]
    fn what_is_to_be_sent_is_no_estimate_and_what_the_person_is_thought_to_be_is() {
        for (value, found) in [("Housing repairs leaflet", 0), ("Soft Mockist", 1)] {
            let mut case = Case::new();
            case.add("Target group", value, |point, _| {
                point.inferred = true;
                point.origin = Origin::Internal;
                point.category = Category::VotingIntention;
            });
            assert_eq!(case.run("I04").len(), found, "{value}");
            assert_eq!(case.run("I01").len(), found, "{value}");
        }
    }
    use crate::vocabulary::Category;

    #[test]
    fn an_estimate_is_found_and_a_recorded_answer_is_not() {
        let mut case = Case::new();
        for (label, inferred) in [("Support score", true), ("VI", false)] {
            case.add(label, "57", |point, _| {
                point.inferred = inferred;
                point.category = Category::VotingIntention;
            });
        }
        let found = case.run("I04");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
