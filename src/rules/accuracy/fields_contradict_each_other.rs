//! A03, `fields-contradict-each-other`: internally inconsistent.

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::Level;

/// A03, `fields-contradict-each-other`.
#[derive(Debug)]
pub struct FieldsContradictEachOther;

const DOC: &str = "\
## What it finds

Two fields about one person that cannot both be true: date of birth and age, two dates of birth, title and sex, date of birth and attainment date, owned and rented home.

## Why it matters

One of the two is wrong, and the person cannot tell on which the party acts.

## Example

`Title` with `Mrs` and `Sex` with `M`. `Dr` fits either, and the rule is silent.

## What to ask

Please say which is right and correct the other.

## Citations

UK GDPR, Art 5(1)(d).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("A03"),
    name: "fields-contradict-each-other",
    title: "Internally inconsistent",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-5.1.d"],
    ask: "Please say which is right and correct the other.",
    caveat: "Household merges.",
    doc: DOC,
};

impl Rule for FieldsContradictEachOther {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let mut people: BTreeMap<u32, Vec<&Decoded>> = BTreeMap::new();
        // The same entry once more contradicts nothing that the first does not.
        let mut seen: BTreeSet<(u32, &str, Option<&str>)> = BTreeSet::new();
        for point in profile.held().filter(|point| point.is_value()) {
            let fresh = seen.insert((point.person, &point.label, point.value.as_deref()));
            if fresh && is_comparable(profile, point) {
                people.entry(point.person).or_default().push(point);
            }
        }
        for contradicts in [
            births,
            birth_and_age,
            title_and_sex,
            birth_and_attainment,
            tenure,
        ] {
            for held in people.values() {
                let mut points: Vec<&Decoded> = Vec::new();
                for one in held {
                    let others = held.iter().filter(|other| other.id != one.id);
                    for other in others.filter(|other| contradicts(profile, one, other)) {
                        points.extend([*one, *other]);
                    }
                }
                points.sort_by_key(|point| point.id);
                points.dedup_by_key(|point| point.id);
                findings.extend(gather(self, profile, &points));
            }
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The entries under {} cannot all be true of one person.",
            headings(points.iter().copied()),
        ))
    }
}

/// Whether a data point gives one of the facts that are compared.
fn is_comparable(profile: &Profile<'_>, point: &Decoded) -> bool {
    written::birth(profile, point).is_some()
        || written::is_age(profile, point)
        || is_title(profile, point)
        || written::is_female(profile, point).is_some()
        || profile.says(point, "register:attainment")
        || written::is_owner(profile, point).is_some()
}

fn is_title(profile: &Profile<'_>, point: &Decoded) -> bool {
    profile.says(point, "name:title")
        || written::any(&written::heading_words(point), &["title", "salutation"])
}

fn births(profile: &Profile<'_>, one: &Decoded, other: &Decoded) -> bool {
    match (written::birth(profile, one), written::birth(profile, other)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}

/// An age may have been recorded some years ago; it cannot have been recorded in years to come.
fn birth_and_age(profile: &Profile<'_>, one: &Decoded, other: &Decoded) -> bool {
    const STALE: i32 = 5;
    let Some(known) = written::known_day(profile) else {
        return false;
    };
    let (Some(born), true) = (
        written::birth(profile, one),
        written::is_age(profile, other),
    ) else {
        return false;
    };
    let Some((low, high)) = other.value.as_deref().and_then(written::ages) else {
        return false;
    };
    let age = written::age_on(born, known);
    low > age + 1 || high + STALE < age
}

fn title_and_sex(profile: &Profile<'_>, one: &Decoded, other: &Decoded) -> bool {
    let titled = is_title(profile, one);
    let (Some(female), true) = (written::is_female(profile, other), titled) else {
        return false;
    };
    let title = one
        .value
        .as_deref()
        .unwrap_or_default()
        .trim()
        .trim_end_matches('.');
    match title.to_lowercase().as_str() {
        "mr" => female && !other.inferred,
        "mrs" | "ms" | "miss" => !female && !other.inferred,
        _ => false,
    }
}

/// People come of voting age at 16 or 18, and the register may say so a month early or late.
fn birth_and_attainment(profile: &Profile<'_>, one: &Decoded, other: &Decoded) -> bool {
    const MONTH: i32 = 31;
    let attained = other
        .value
        .as_deref()
        .filter(|_| profile.says(other, "register:attainment"))
        .and_then(written::day);
    let (Some(born), Some(attained)) = (written::birth(profile, one), attained) else {
        return false;
    };
    let early = written::age_on(born, attained.add_days(MONTH)) < 16;
    let late = written::age_on(born, attained.add_days(-MONTH)) >= 18;
    early || late
}

fn tenure(profile: &Profile<'_>, one: &Decoded, other: &Decoded) -> bool {
    let owner = |point: &Decoded| {
        (point.level != Level::Area)
            .then(|| written::is_owner(profile, point))
            .flatten()
    };
    matches!((owner(one), owner(other)), (Some(one), Some(other)) if one != other)
}

#[cfg(test)]
mod tests {
    use crate::codebook::Kind;
    use crate::day::Day;
    use crate::rules::testing::Case;

    fn dob(point: &mut crate::decode::Decoded, known: &mut crate::recognise::Recognised) {
        point.kind = Some(Kind::Date);
        known.concepts = vec!["attr:dob".to_owned()];
    }

    #[test]
    fn title_and_sex_must_fit() {
        for (title, found) in [("Mrs", 1), ("Mr", 0), ("Dr", 0)] {
            let mut case = Case::new();
            case.add("Title", title, |_, _| {});
            case.add("Sex", "M", |_, _| {});
            assert_eq!(case.run("A03").len(), found, "{title}");
        }
    }

    #[test]
    fn date_of_birth_and_attainment_must_fit() {
        for (attained, found) in [("01/06/2019", 0), ("01/06/2017", 0), ("01/06/2025", 1)] {
            let mut case = Case::new();
            case.add("Date of Birth", "01/06/2001", dob);
            case.add("Attainment", attained, |point, known| {
                point.kind = Some(Kind::Date);
                known.concepts = vec!["register:attainment".to_owned()];
            });
            assert_eq!(case.run("A03").len(), found, "{attained}");
        }
    }

    #[test]
    fn an_age_is_reckoned_only_from_a_known_day() {
        let mut case = Case::new();
        case.add("Date of Birth", "01/06/1981", dob);
        case.add("Age", "71", |_, _| {});
        assert!(case.run("A03").is_empty());
        case.request.received = Day::parse("2026-02-20").ok();
        assert_eq!(case.run("A03").len(), 1);
    }

    #[test]
    fn an_owned_home_is_not_rented() {
        for (other, found) in [("Council rented", 1), ("Owner occupied", 0)] {
            let mut case = Case::new();
            case.add("Tenure", "Owned outright", |_, _| {});
            case.add("Housing tenure", other, |_, _| {});
            assert_eq!(case.run("A03").len(), found, "{other}");
        }
    }
}
