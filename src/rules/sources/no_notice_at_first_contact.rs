//! S06, `no-notice-at-first-contact`: Privacy notice at first contact not evidenced.

use crate::codebook::Role;
use crate::day::Day;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::statement::Topic;
use crate::vocabulary::{Level, Origin};

/// S06, `no-notice-at-first-contact`.
#[derive(Debug)]
pub struct NoNoticeAtFirstContact;

const DOC: &str = "\
## What it finds

Data bought or taken from public sources about the person that were held for more than a month, by their own dates or because they were held when the request came, where no text of the response says that the person was told.

## Why it matters

Who gets data about somebody from elsewhere is to tell them within a month, save for exceptions.

## Example

A bought segment added in 2019 in a response of 2026, and nothing about a notice. Where the letter says when the person was told, the rule is silent.

## What to ask

Please say when and how you told me you had obtained these data.

## Citations

UK GDPR, Art 14; UK GDPR, Art 14(5)-(7); UK GDPR, Art 14(5) as it stood; UK GDPR, Art 5(1)(a).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("S06"),
    name: "no-notice-at-first-contact",
    title: "Privacy notice at first contact not evidenced",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-14", "gdpr-14.5", "gdpr-14.5-old", "gdpr-5.1.a"],
    ask: "Please say when and how you told me you had obtained these data.",
    caveat: "Exceptions were widened on 5 Feb 2026; public notices may count; it is no defect of the answer itself.",
    doc: DOC,
};

impl Rule for NoNoticeAtFirstContact {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let Some(responded) = written::answered_day(profile) else {
            return;
        };
        let requested = profile.request.requested;
        let since_request = requested.is_some_and(|day| day.add_months(1) < responded);
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| point.is_value() && point.person == 1 && is_from_elsewhere(point))
            .filter(|point| {
                since_request
                    || is_older(profile, point, responded)
                    || is_said_older(profile, point, responded)
            })
            .collect();
        if points.is_empty() || says_told(profile) {
            return;
        }
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The entries under {} came from elsewhere and were held for more than a month; nothing in the papers shows that the person was told when they were obtained.",
            headings(points.iter().copied()),
        ))
    }
}

/// What was bought, or taken about the person from a public source.
fn is_from_elsewhere(point: &Decoded) -> bool {
    point.level != Level::Area && matches!(point.origin, Origin::Bought | Origin::Public)
}

/// Whether a date beside a value shows that it was held for more than a month.
fn is_older(profile: &Profile<'_>, point: &Decoded, responded: Day) -> bool {
    profile
        .beside(point)
        .filter(|other| other.role == Role::Date && profile.says(other, "admin"))
        .filter_map(|other| written::day(other.value.as_deref()?))
        .any(|day| day.add_months(1) < responded)
}

/// Whether the papers say that it was obtained in an earlier year, more than a month before.
fn is_said_older(profile: &Profile<'_>, point: &Decoded, responded: Day) -> bool {
    let said = profile.statements.of_heading(point.heading);
    let mut years = said
        .filter(|said| matches!(said.topic, Topic::Source | Topic::BoughtData))
        .flat_map(|said| written::years(&said.words));
    years.any(|year| Day::new(year, 12, 31).is_ok_and(|last| last.add_months(1) < responded))
}

/// Whether a text says that the person was told.
fn says_told(profile: &Profile<'_>) -> bool {
    const TOLD: &[&str] = &[
        "we informed you",
        "you were informed",
        "we told you",
        "you were told",
        "we notified you",
        "you were notified",
        "we wrote to you to tell you",
        "we sent you a privacy notice",
        "we sent you our privacy notice",
        "privacy notice was sent to you",
        "you were sent a privacy notice",
        "you were sent our privacy notice",
        "we provided you with a privacy notice",
        "we provided you with our privacy notice",
    ];
    profile.texts().any(|text| text.flat.says(TOLD))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case(requested: &str) -> Case {
        let mut case = Case::new();
        case.request.requested = Day::parse(requested).ok();
        case.request.received = Day::parse("2026-03-31").ok();
        case.add("Segment", "A01", |point, _| point.origin = Origin::Bought);
        case.add("Age", "45", |point, _| point.origin = Origin::Subject);
        case
    }

    #[test]
    fn data_held_since_before_the_month_are_found_and_newer_ones_are_not() {
        let found = case("2026-02-10").run("S06");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
        assert!(case("2026-03-10").run("S06").is_empty());
    }

    #[test]
    fn a_date_beside_shows_it_too_and_a_person_who_was_told_is_silent() {
        let mut dated = case("2026-03-10");
        dated.add("Date added", "2019-05-01", |point, known| {
            point.role = Role::Date;
            known.concepts = vec!["admin:created".to_owned()];
        });
        assert_eq!(dated.run("S06").len(), 1);
        dated.say("When we obtained it, we sent you our privacy notice on 1 June 2019.");
        assert!(dated.run("S06").is_empty());
    }

    #[test]
    fn a_letter_that_gives_the_year_shows_it() {
        for (words, found) in [
            ("It was bought in May 2023.", 1),
            ("It was bought in March 2026.", 0),
        ] {
            let mut case = case("2026-03-10");
            case.state(
                Topic::Source,
                crate::statement::Stance::Stated,
                words,
                |said| {
                    said.about = crate::statement::About::Headings(vec![0]);
                },
            );
            assert_eq!(case.run("S06").len(), found, "{words}");
        }
    }
}
