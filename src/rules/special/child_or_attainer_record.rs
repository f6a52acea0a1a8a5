//! C06, `child-or-attainer-record`: child or attainer record.

use crate::codebook::Kind;
use crate::day::Day;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};

/// C06, `child-or-attainer-record`.
#[derive(Debug)]
pub struct ChildOrAttainerRecord;

const DOC: &str = "\
## What it finds

A date on which the person comes of voting age that is still to come, or a date of birth under 18 years back. Where no day is known to count from, an attainment date counts unless something in the record is dated after it.

## Why it matters

Records of children deserve particular care, and the register holds some before they can vote.

## Example

`Date of Attainment` in the year after the response. One long past is silent.

## What to ask

Please say what you use this record for before the person can vote.

## Citations

UK GDPR, Art 6(1)(f), 6(11); UK GDPR, Art 5(1)(a); Representation of the People Act 1983, s.9.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("C06"),
    name: "child-or-attainer-record",
    title: "Child or attainer record",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-6.1.f", "gdpr-5.1.a", "rpa83-9"],
    ask: "Please say what you use this record for before the person can vote.",
    caveat: "In Scotland and Wales devolved franchise starts at 16; registers of under-16 attainers are more restricted.",
    doc: DOC,
};

impl Rule for ChildOrAttainerRecord {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| comes_of_age(profile, point) || is_under_age(profile, point))
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The date under {} shows a person who is under 18 or comes of voting age only later.",
            headings(points.iter().copied()),
        ))
    }
}

fn comes_of_age(profile: &Profile<'_>, point: &Decoded) -> bool {
    if !profile.says(point, "register:attainment") || point.kind != Some(Kind::Date) {
        return false;
    }
    let Some(day) = point.value.as_deref().and_then(written::day) else {
        return false;
    };
    match written::known_day(profile) {
        Some(known) => day > known,
        None => !profile.held().any(|other| {
            let later = other.value.as_deref().and_then(written::day);
            let is_later = other.id != point.id
                && other.kind == Some(Kind::Date)
                && later.is_some_and(|later| later > day);
            is_later || tells_later(profile, other, day)
        }),
    }
}

/// Whether what stands beside a value tells of a later year: `Register of electors, December 2025`.
fn tells_later(profile: &Profile<'_>, point: &Decoded, day: Day) -> bool {
    let beside = profile.heading(point).into_iter();
    let mut beside = beside.flat_map(|heading| &heading.sources);
    beside.any(|note| {
        written::years(&note.text)
            .iter()
            .any(|year| *year > day.year())
    })
}

fn is_under_age(profile: &Profile<'_>, point: &Decoded) -> bool {
    const OF_AGE: i32 = 18;
    let born = written::birth(profile, point);
    let known = written::known_day(profile);
    matches!((born, known), (Some(born), Some(known)) if born < known && written::age_on(born, known) < OF_AGE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::rules::testing::Case;

    fn attainment(point: &mut Decoded, known: &mut crate::recognise::Recognised) {
        point.kind = Some(Kind::Date);
        known.concepts = vec!["register:attainment".to_owned()];
    }

    #[test]
    fn an_attainment_to_come_is_found_and_one_gone_by_is_not() {
        let mut case = Case::new();
        case.add("Date of Attainment", "09/03/2027", attainment);
        assert_eq!(case.run("C06").len(), 1);
        case.request.received = Day::parse("2027-04-01").ok();
        assert!(case.run("C06").is_empty());
    }

    #[test]
    fn a_later_date_in_the_record_shows_that_it_is_gone_by() {
        let mut case = Case::new();
        case.add("Date of Attainment", "09/03/2007", attainment);
        case.add("VI Date", "30/11/2019", |point, _| {
            point.kind = Some(Kind::Date)
        });
        assert!(case.run("C06").is_empty());
    }

    #[test]
    fn a_date_of_birth_counts_only_with_a_day_to_count_from() {
        let mut case = Case::new();
        case.add("Date of Birth", "01/02/2011", |point, known| {
            point.kind = Some(Kind::Date);
            known.concepts = vec!["attr:dob".to_owned()];
        });
        assert!(case.run("C06").is_empty());
        case.request.received = Day::parse("2026-04-01").ok();
        assert_eq!(case.run("C06").len(), 1);
    }

    #[test]
    fn a_later_year_in_what_is_said_of_the_source_shows_it_too() {
        for (source, found) in [
            ("Register, December 2005", 1),
            ("Register, December 2025", 0),
        ] {
            let mut case = Case::new();
            case.add("Date of Attainment", "09/03/2007", attainment);
            case.add("Surname", "Mockford", |_, _| {});
            case.source(source);
            assert_eq!(case.run("C06").len(), found, "{source}");
        }
    }
}
