//! A04, `merged-with-another-person`: another person's data merged.

use crate::codebook::{Kind, Label, Word};
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::{Category, Level};
use std::collections::BTreeMap;

/// A04, `merged-with-another-person`.
#[derive(Debug)]
pub struct MergedWithAnotherPerson;

const DOC: &str = "\
## What it finds

Records that share a personal identifier and name different people. Where only initials, title or surname differ, or only the date of birth, it is a question.

## Why it matters

Two people under one number means that what is recorded of the one is taken for the other.

## Example

Two records with one person number, `Anne` in one and `Robert` in the other. `R.` and `Robert` may be one person; a number of the household may be shared.

## What to ask

Please separate the records, and tell me how the other person's data came to be under my name.

## Citations

UK GDPR, Art 5(1)(d); UK GDPR, Art 5(1)(f); Data Protection Act 2018, Sch 2 para 16.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("A04"),
    name: "merged-with-another-person",
    title: "Another person's data merged",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-5.1.d", "gdpr-5.1.f", "dpa-sch2-16"],
    ask: "Please separate the records, and tell me how the other person's data came to be under my name.",
    caveat: "Maiden names, initials and relatives of the same name explain many differences. The other person's values are masked.",
    doc: DOC,
};

impl Rule for MergedWithAnotherPerson {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let records = records(profile);
        let (mut firm, mut open): (Vec<&Decoded>, Vec<&Decoded>) = (Vec::new(), Vec::new());
        for group in sharing(&records) {
            for (index, one) in group.iter().enumerate() {
                for other in group.get(index + 1..).unwrap_or(&[]) {
                    match one.differs(other) {
                        Some(Difference::Person) => {
                            firm.extend(one.names.iter().chain(&other.names));
                        }
                        Some(Difference::Detail) => {
                            open.extend(one.names.iter().chain(&other.names));
                        }
                        None => {}
                    }
                }
            }
        }
        for record in records.iter().filter(|record| !record.strangers.is_empty()) {
            firm.extend(record.names.iter().chain(&record.strangers));
        }
        for points in [&mut firm, &mut open] {
            points.sort_by_key(|point| point.id);
            points.dedup_by_key(|point| point.id);
        }
        findings.extend(gather(self, profile, &firm));
        if let Some(mut finding) = gather(self, profile, &open) {
            finding.standing = Standing::Question;
            findings.push(finding);
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "What stands under {} differs within one record, or between records that share an identifier, as the records of different people do.",
            headings(points.iter().copied()),
        ))
    }
}

/// Who a record is about.
#[derive(Debug, Default)]
struct Record<'p> {
    ids: Vec<String>,
    given: Option<Word>,
    family: Option<Word>,
    born: Option<crate::day::Day>,
    /// Names and date of birth.
    names: Vec<&'p Decoded>,
    /// Full names in the same record that share no word with the person's.
    strangers: Vec<&'p Decoded>,
}

/// How two records differ.
enum Difference {
    /// They name different people.
    Person,
    /// They differ in a way in which records of one person may.
    Detail,
}

/// The records that share an identifier, by identifier.
fn sharing<'r, 'p>(records: &'r [Record<'p>]) -> Vec<Vec<&'r Record<'p>>> {
    let mut groups: BTreeMap<&str, Vec<&Record<'p>>> = BTreeMap::new();
    for record in records {
        for id in &record.ids {
            let group = groups.entry(id).or_default();
            if !group.iter().any(|other| other.is_same(record)) {
                group.push(record);
            }
        }
    }
    groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect()
}

fn records<'p>(profile: &'p Profile<'_>) -> Vec<Record<'p>> {
    let mut records: BTreeMap<(u32, u32), Record<'_>> = BTreeMap::new();
    for point in profile
        .held()
        .filter(|point| point.is_value() || point.kind == Some(Kind::Name))
    {
        let block = profile.heading(point).map_or(0, |heading| heading.block);
        let record = records.entry((block, point.record)).or_default();
        note(profile, point, record);
    }
    records.into_values().collect()
}

/// Takes from a data point what it says about who the record is about.
fn note<'p>(profile: &Profile<'_>, point: &'p Decoded, record: &mut Record<'p>) {
    // A short number may be a counter, and numbers of homes and families are shared.
    const SHORTEST: usize = 4;
    const SHARED: &[&str] = &[
        "household",
        "address",
        "property",
        "family",
        "home",
        "uprn",
        "postcode",
        "group",
        "batch",
        "file",
        "request",
        "case",
        "ward",
        "constituency",
        "district",
    ];
    let value = point.value.as_deref().unwrap_or_default();
    let who = matches!(point.kind, Some(Kind::Identifier | Kind::Name));
    let flat = Label::new(if who { value } else { "" });
    match point.kind {
        Some(Kind::Identifier)
            if matches!(point.category, Category::System | Category::Identity)
                && matches!(point.level, Level::Person | Level::Unknown)
                && !written::any(profile.heading_words(point), SHARED)
                && flat.key().len() >= SHORTEST =>
        {
            record.ids.push(flat.to_string());
        }
        Some(Kind::Name) if point.category == Category::Identity => {
            let words: Vec<Word> = flat
                .words()
                .iter()
                .filter(|word| !TITLES.contains(&word.as_str()))
                .cloned()
                .collect();
            let (first, last) = (words.first().cloned(), words.last().cloned());
            if profile.says(point, "name:given") {
                record.given = record.given.take().or(first);
            } else if profile.says(point, "name:family") {
                record.family = record.family.take().or(last);
            } else if profile.says(point, "name:other") || words.len() < 2 {
                return;
            } else {
                let own = [record.given.as_ref(), record.family.as_ref()];
                if own.iter().all(Option::is_some)
                    && !own.iter().flatten().any(|name| words.contains(name))
                {
                    record.strangers.push(point);
                    return;
                }
                record.given = record.given.take().or(first);
                record.family = record.family.take().or(last);
            }
            record.names.push(point);
        }
        _ => {
            if let Some(born) = written::birth(profile, point) {
                record.born = record.born.or(Some(born));
                record.names.push(point);
            }
        }
    }
}

const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame", "lord", "lady", "cllr",
];

impl Record<'_> {
    /// Whether another record says the same of who it is about.
    fn is_same(&self, other: &Record<'_>) -> bool {
        (&self.given, &self.family, self.born) == (&other.given, &other.family, other.born)
    }

    /// How another record with the same identifier differs; none where it does not.
    fn differs(&self, other: &Record<'_>) -> Option<Difference> {
        let differ = |one: &Option<Word>, other: &Option<Word>| match (one, other) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        };
        let born = matches!((self.born, other.born), (Some(one), Some(other)) if one != other);
        let same_birth = self.born.is_some() && self.born == other.born;
        let reversed =
            self.given == other.family && self.family == other.given && self.given.is_some();
        let given = differ(&self.given, &other.given) && !reversed;
        let family = differ(&self.family, &other.family) && !reversed;
        // `R` and `Robert`, `Rob` and `Robert`, may be one.
        let shortened = match (&self.given, &other.given) {
            (Some(one), Some(other)) => {
                one.starts_with(other.as_str()) || other.starts_with(one.as_str())
            }
            _ => false,
        };
        if given && !shortened && !same_birth {
            return Some(Difference::Person);
        }
        (given || family || born).then_some(Difference::Detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn two(first: &str, second: &str) -> Vec<Standing> {
        let mut case = Case::new();
        for name in [first, second] {
            case.add("URN", "52255731", |point, _| {
                point.kind = Some(Kind::Identifier);
                point.category = Category::System;
            });
            case.add("First Name", name, |point, known| {
                point.kind = Some(Kind::Name);
                point.category = Category::Identity;
                known.concepts = vec!["name:given".to_owned()];
            });
            case.next_record();
        }
        case.run("A04").iter().map(|found| found.standing).collect()
    }

    #[test]
    fn one_number_with_two_names_is_found() {
        assert_eq!(two("Anne", "Robert"), [Standing::PrimaFacie]);
        assert_eq!(two("R", "Robert"), [Standing::Question]);
        assert_eq!(two("Robert", "Robert"), []);
    }

    #[test]
    fn a_number_of_the_household_is_shared() {
        let mut case = Case::new();
        for name in ["Anne Example", "Robert Example"] {
            case.add("Household ID", "52255731", |point, _| {
                point.kind = Some(Kind::Identifier);
                point.category = Category::System;
            });
            case.add("Name", name, |point, _| {
                point.kind = Some(Kind::Name);
                point.category = Category::Identity;
            });
            case.next_record();
        }
        assert!(case.run("A04").is_empty());
    }
}
