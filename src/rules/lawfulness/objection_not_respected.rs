//! L04, `objection-not-respected`: objection or opt-out not respected.

use crate::codebook::{Kind, Role};
use crate::day::Day;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::Category;

/// L04, `objection-not-respected`.
#[derive(Debug)]
pub struct ObjectionNotRespected;

const DOC: &str = "\
## What it finds

A recorded objection, opt-out or do-not-contact mark with its date, or the objection of the case file, and contact dated later. Where the later contact is by post, it is a question.

## Why it matters

An objection to direct marketing is absolute: from then on it has to stop.

## Example

`Do Not Contact set on` in January and `Last e-mail sent` in May. Contact before the objection is silent.

## What to ask

Please confirm the date suppression took effect and why contact continued.

## Citations

UK GDPR, Art 21(2)-(3); UK GDPR, Art 21(1); Data Protection Act 2018, Sch 1 para 22.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("L04"),
    name: "objection-not-respected",
    title: "Objection or opt-out not respected",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-21.2", "gdpr-21.1", "dpa-sch1-22"],
    ask: "Please confirm the date suppression took effect and why contact continued.",
    caveat: "Free election address by post is a statutory mailing.",
    doc: DOC,
};

impl Rule for ObjectionNotRespected {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        // Only who was contacted can have been contacted too late.
        let mut people: Vec<u32> = profile
            .held()
            .filter(|point| point.category == Category::ContactHistory)
            .map(|point| point.person)
            .collect();
        people.sort_unstable();
        people.dedup();
        for person in people {
            let objection = objection(profile, person);
            let own = profile.request.objected.filter(|_| person == 1);
            let Some(since) = objection.as_ref().map(|found| found.since).or(own) else {
                continue;
            };
            let later: Vec<&Decoded> = profile
                .held()
                .filter(|point| point.person == person && is_contact_after(point, since))
                .collect();
            if later.is_empty() {
                continue;
            }
            let by_post = later.iter().all(|point| is_by_post(profile, point));
            let mut points = objection.map_or_else(Vec::new, |found| found.points);
            points.extend(later);
            points.sort_by_key(|point| point.id);
            points.dedup_by_key(|point| point.id);
            if let Some(mut finding) = gather(self, profile, &points) {
                if by_post {
                    finding.standing = Standing::Question;
                }
                findings.push(finding);
            }
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The entries under {} show contact dated after the objection.",
            headings(points.iter().copied()),
        ))
    }
}

/// An objection on record.
struct Objection<'p> {
    since: Day,
    points: Vec<&'p Decoded>,
}

/// The objection that a person's record shows, with its latest date.
fn objection<'p>(profile: &'p Profile<'_>, person: u32) -> Option<Objection<'p>> {
    let marks: Vec<&Decoded> = profile
        .held()
        .filter(|point| point.person == person && is_objection(profile, point))
        .collect();
    let mut dated: Vec<(Day, &Decoded)> = marks.iter().filter_map(|mark| dated(mark)).collect();
    for mark in &marks {
        // `Status | Status since`
        let of_mark = |other: &Decoded| {
            let words = profile.label(mark).words();
            !words.is_empty() && profile.label(other).words().starts_with(words)
        };
        let beside = profile.beside(mark).filter(|other| {
            other.role == Role::Date
                && (other.category == Category::Consent
                    || opts_out(profile, other)
                    || of_mark(other))
        });
        dated.extend(beside.filter_map(dated_point));
    }
    let (since, _) = dated.iter().max_by_key(|(day, point)| (*day, point.id))?;
    let mut points = marks.clone();
    points.extend(dated.iter().map(|(_, point)| *point));
    Some(Objection {
        since: *since,
        points,
    })
}

fn dated_point(point: &Decoded) -> Option<(Day, &Decoded)> {
    Some((written::day(point.value.as_deref()?)?, point))
}

/// The date that a mark itself is, `Unsubscribed: 12/03/2020`, or with which it ends, `Marketing: unsubscribed 12/03/2020`.
fn dated<'p>(mark: &&'p Decoded) -> Option<(Day, &'p Decoded)> {
    let behind = || {
        let value = mark.value.as_deref()?;
        let figure = value.find(|c: char| c.is_ascii_digit())?;
        Some((written::day(value.get(figure..)?)?, *mark))
    };
    dated_point(mark).or_else(|| said_in_value(mark).then(behind)?)
}

/// Whether the value under a heading about consent begins with the words for its end: `unsubscribed 12/03/2020`.
fn said_in_value(point: &Decoded) -> bool {
    const BEGINNINGS: &[&str] = &[
        "unsubscribed",
        "opted out",
        "opted-out",
        "withdrawn",
        "objected",
        "suppressed",
    ];
    let value = point.value.as_deref().unwrap_or_default().trim_start();
    let lower = value.to_lowercase();
    point.category == Category::Consent && BEGINNINGS.iter().any(|begin| lower.starts_with(begin))
}

/// Whether a heading is that of a mark against contact.
fn opts_out(profile: &Profile<'_>, point: &Decoded) -> bool {
    const PHRASES: &[&str] = &[
        "do not contact",
        "do not call",
        "do not email",
        "do not e mail",
        "do not mail",
        "do not phone",
        "do not text",
        "opt out",
        "opted out",
        "unsubscribed",
        "unsubscribe",
        "suppressed",
        "suppression",
        "objected",
        "objection",
        "no contact",
        "consent withdrawn",
        "permission withdrawn",
        "withdrew consent",
        "withdrawal of consent",
    ];
    profile.says(point, "consent:do-not")
        || profile.says(point, "consent:opt-out")
        || profile.heading_says(point, PHRASES)
}

fn is_objection(profile: &Profile<'_>, point: &Decoded) -> bool {
    let value = point.value.as_deref().unwrap_or_default();
    let set = written::is_yes(value) || written::day(value).is_some();
    (opts_out(profile, point) && set) || said_in_value(point)
}

/// Whether a value is the day of a contact: the day and no more, so that no note is taken for one.
fn is_contact_after(point: &Decoded, since: Day) -> bool {
    const LONGEST: usize = 30;
    point.category == Category::ContactHistory
        && (point.kind != Some(Kind::Note) || is_bare_day(point))
        && point
            .value
            .as_deref()
            .is_some_and(|value| value.chars().count() <= LONGEST)
        && dated_point(point).is_some_and(|(day, _)| day > since)
}

/// A day in figures and nothing else: `Last sent` over `2025-05-20`, whatever else stands under such headings.
fn is_bare_day(point: &Decoded) -> bool {
    let value = point.value.as_deref().unwrap_or_default();
    !value.chars().any(char::is_alphabetic)
}

/// Whether a contact was by post, by its heading or by the channel beside it.
fn is_by_post(profile: &Profile<'_>, point: &Decoded) -> bool {
    const POST: &[&str] = &[
        "post", "postal", "letter", "leaflet", "freepost", "mailing", "mailshot",
    ];
    let by_channel = || {
        profile.beside(point).any(|other| {
            other.role == Role::Channel && written::any(profile.value_words(other), POST)
        })
    };
    profile.says(point, "channel:post")
        || written::any(profile.heading_words(point), POST)
        || by_channel()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case(contact: &str, heading: &str) -> Case {
        let mut case = Case::new();
        case.add("Do Not Contact", "Y", |point, _| {
            point.category = Category::Consent;
            point.kind = Some(Kind::Flag);
        });
        case.add("Do Not Contact set on", "2025-01-17", |point, _| {
            point.category = Category::Consent;
            point.kind = Some(Kind::Date);
            point.role = Role::Date;
        });
        case.add(heading, contact, |point, _| {
            point.category = Category::ContactHistory;
            point.kind = Some(Kind::Date);
        });
        case
    }

    #[test]
    fn an_objection_may_be_told_by_the_value() {
        let told = |value: &str| {
            let mut case = Case::new();
            case.add("Marketing e-mail", value, |point, _| {
                point.category = Category::Consent;
            });
            case.add("Last e-mail sent", "19/09/2025", |point, _| {
                point.category = Category::ContactHistory;
            });
            case.run("L04").len()
        };
        assert_eq!(told("unsubscribed 03/06/2025"), 1);
        assert_eq!(told("unsubscribed 03/06/2026"), 0);
        assert_eq!(told("subscribed 03/06/2025"), 0);
        assert_eq!(told("not unsubscribed 03/06/2025"), 0);
    }

    #[test]
    fn contact_after_the_objection_is_found_and_contact_before_is_not() {
        let found = case("2025-05-09", "Last e-mail sent").run("L04");
        assert_eq!(
            found
                .iter()
                .map(|f| (f.standing, f.data_points.len()))
                .collect::<Vec<_>>(),
            [(Standing::PrimaFacie, 3)]
        );
        assert!(case("2024-05-09", "Last e-mail sent").run("L04").is_empty());
    }

    #[test]
    fn a_day_under_the_mark_itself_is_that_of_the_objection() {
        let of = |mark: &str, sent: &str| {
            let mut case = Case::new();
            case.add(mark, "10/02/2024", |point, _| {
                point.category = Category::Consent;
                point.kind = Some(Kind::Flag);
            });
            case.add("E-mail sent on", sent, |point, _| {
                point.category = Category::ContactHistory;
                point.kind = Some(Kind::Date);
            });
            case.run("L04").len()
        };
        for mark in ["Unsubscribed", "Permission withdrawn on"] {
            assert_eq!(of(mark, "21/06/2024"), 1, "{mark}");
            assert_eq!(of(mark, "18/12/2023"), 0, "{mark}");
        }
        assert_eq!(of("Permission given on", "21/06/2024"), 0);
    }

    #[test]
    fn post_is_a_question() {
        let found = case("2025-05-09", "Last letter sent").run("L04");
        assert_eq!(
            found.iter().map(|f| f.standing).collect::<Vec<_>>(),
            [Standing::Question]
        );
    }

    #[test]
    fn the_objection_of_the_case_file_counts_too() {
        let mut case = Case::new();
        case.request.objected = Day::parse("2025-01-01").ok();
        case.add("Last e-mail sent", "09/05/2025", |point, _| {
            point.category = Category::ContactHistory;
            point.kind = Some(Kind::Date);
        });
        assert_eq!(case.run("L04").len(), 1);
    }
}
