//! R07, `anonymous-entry-exposed`: anonymous entry joined to a name.

use crate::codebook::Role;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::Category;

/// R07, `anonymous-entry-exposed`.
#[derive(Debug)]
pub struct AnonymousEntryExposed;

const DOC: &str = "\
## What it finds

For a person who is registered anonymously (`anonymous = true` in the case file): a record that joins a name or an address to an elector number, or that shows the mark N beside a name. The address is left out of the report.

## Why it matters

The register shows an anonymous elector by number and the letter N alone, to keep somebody safe.

## Example

`Elector Number`, `Name` and `Address` in one record. A record with the number alone is silent.

## What to ask

Please tell me at once how you linked my name to an anonymous entry and secure the record.

## Citations

Representation of the People Act 1983, s.9B; Representation of the People, reg 106; Representation of the People (Scotland), Part VI; Representation of the People (Northern Ireland), Part 6 (reg 92(6) etc.); UK GDPR, Art 5(1)(f); UK GDPR, Arts 24-25, 32.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("R07"),
    name: "anonymous-entry-exposed",
    title: "Anonymous entry joined to a name",
    severity: Severity::Critical,
    standing: Standing::PrimaFacie,
    provisions: &[
        "rpa83-9B",
        "rpr-106",
        "rpr-sc",
        "rpr-ni",
        "gdpr-5.1.f",
        "gdpr-24",
    ],
    ask: "Please tell me at once how you linked my name to an anonymous entry and secure the record.",
    caveat: "Safety comes first: seek advice before the report is passed on. The number may date from before the anonymous entry.",
    doc: DOC,
};

impl Rule for AnonymousEntryExposed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !profile.request.anonymous {
            return;
        }
        let mut points: Vec<&Decoded> = profile
            .held()
            .filter(|point| point.person == 1 && is_entry(profile, point))
            .flat_map(|entry| {
                let mut who: Vec<&Decoded> = profile
                    .beside(entry)
                    .filter(|other| other.person == 1 && shows_person(profile, entry, other))
                    .collect();
                if !who.is_empty() {
                    who.push(entry);
                }
                who
            })
            .filter(|point| profile.held().any(|held| held.id == point.id))
            .collect();
        points.sort_by_key(|point| point.id);
        points.dedup_by_key(|point| point.id);
        if let Some(mut finding) = gather(self, profile, &points) {
            if !is_later_than_entry(profile) {
                finding.standing = Standing::Question;
            }
            findings.push(finding);
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The record of a person who is registered anonymously joins what stands under {}.",
            headings(points.iter().copied()),
        ))
    }
}

/// An elector number, or the mark N of an anonymous entry.
fn is_entry(profile: &Profile<'_>, point: &Decoded) -> bool {
    let value = point.value.as_deref().unwrap_or_default().trim();
    let number =
        profile.says(point, "register:number") && value.bytes().any(|b| b.is_ascii_digit());
    number || is_mark(profile, point)
}

fn is_mark(profile: &Profile<'_>, point: &Decoded) -> bool {
    let value = point.value.as_deref().unwrap_or_default().trim();
    profile.says(point, "register:marker") && value.eq_ignore_ascii_case("n")
}

/// A name, or beside a number an address.
fn shows_person(profile: &Profile<'_>, entry: &Decoded, other: &Decoded) -> bool {
    let value = other.value.as_deref().unwrap_or_default();
    let name = ["name:given", "name:family", "name:full"]
        .iter()
        .any(|concept| profile.says(other, concept))
        && other.category == Category::Identity;
    let address = other.category == Category::Address && !is_mark(profile, entry);
    (name || address) && value.chars().any(char::is_alphabetic)
}

/// Whether the edition of the register is known and not older than the anonymous entry.
fn is_later_than_entry(profile: &Profile<'_>) -> bool {
    let Some(since) = profile.request.anonymous_since else {
        return false;
    };
    profile
        .held()
        .filter(|point| {
            point.role == Role::Edition && point.category == Category::ElectoralRegister
        })
        .filter_map(|point| written::day(point.value.as_deref()?))
        .any(|edition| edition >= since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::rules::testing::Case;

    fn case(anonymous: bool) -> Case {
        let mut case = Case::new();
        case.request.anonymous = anonymous;
        case.add("Elector Number", "AB12", |_, known| {
            known.concepts = vec!["register:number".to_owned()];
        });
        case
    }

    fn name(case: &mut Case) {
        case.add("Surname", "Mock", |point, known| {
            point.category = Category::Identity;
            known.concepts = vec!["name:family".to_owned()];
        });
    }

    #[test]
    fn a_number_beside_a_name_is_found_and_a_number_alone_is_not() {
        let mut anonymous = case(true);
        assert!(anonymous.run("R07").is_empty());
        name(&mut anonymous);
        let found = anonymous.run("R07");
        assert_eq!(
            found
                .iter()
                .map(|f| (f.standing, f.data_points.len()))
                .collect::<Vec<_>>(),
            [(Standing::Question, 2)]
        );
        let mut other = case(false);
        name(&mut other);
        assert!(other.run("R07").is_empty());
    }

    #[test]
    fn an_edition_after_the_entry_makes_it_prima_facie_and_one_before_does_not() {
        for (edition, standing) in [
            ("2025-12-01", Standing::PrimaFacie),
            ("2023-12-01", Standing::Question),
        ] {
            let mut case = case(true);
            case.request.anonymous_since = Day::parse("2024-06-01").ok();
            name(&mut case);
            case.add("Register edition", edition, |point, _| {
                point.category = Category::ElectoralRegister;
                point.role = Role::Edition;
            });
            assert!(
                case.run("R07").iter().all(|f| f.standing == standing),
                "{edition}"
            );
        }
    }
}
