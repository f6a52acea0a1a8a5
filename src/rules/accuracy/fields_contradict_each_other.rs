//! A03, `fields-contradict-each-other`: internally inconsistent.

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::accuracy::facts::{Clash, Facts};
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};

/// A03, `fields-contradict-each-other`.
#[derive(Debug)]
pub struct FieldsContradictEachOther;

const DOC: &str = "\
## What it finds

Two fields about one person that cannot both be true: two dates of birth, date of birth and age or age band, age or date of birth and attainment date, title and sex, two sexes, owned home and rented or council home, married and living alone, children and none, two models that put the vote with different parties, two scores of one party at opposite ends.

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
        let known = written::known_day(profile);
        let mut people: BTreeMap<u32, Vec<Facts<'_>>> = BTreeMap::new();
        // The same entry once more contradicts nothing that the first does not.
        let mut seen: BTreeSet<(u32, &str, Option<&str>)> = BTreeSet::new();
        for point in profile.held().filter(|point| point.is_value()) {
            if seen.insert((point.person, &point.label, point.value.as_deref())) {
                let facts = Facts::of(profile, point);
                if !facts.is_empty() {
                    people.entry(point.person).or_default().push(facts);
                }
            }
        }
        for held in people.values() {
            let mut clashes: BTreeMap<Clash, Vec<&Decoded>> = BTreeMap::new();
            for (index, one) in held.iter().enumerate() {
                for other in held.iter().skip(index + 1) {
                    for clash in one.clashes(other, known) {
                        let points = clashes.entry(clash).or_default();
                        points.extend([one.point, other.point]);
                    }
                }
            }
            for points in clashes.values_mut() {
                points.sort_by_key(|point| point.id);
                points.dedup_by_key(|point| point.id);
                findings.extend(gather(self, profile, points));
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

    #[test]
    fn an_age_and_a_day_of_attainment_must_fit() {
        for (age, found) in [("45", 1), ("18", 0), ("35-44", 1), ("17-24", 0)] {
            let mut case = Case::new();
            case.request.received = Day::parse("2026-02-20").ok();
            case.add("Age", age, |_, _| {});
            case.add("Attainment", "01/06/2025", |point, known| {
                point.kind = Some(Kind::Date);
                known.concepts = vec!["register:attainment".to_owned()];
            });
            assert_eq!(case.run("A03").len(), found, "{age}");
        }
    }

    #[test]
    fn an_owned_home_is_no_council_flat_and_may_be_any_other() {
        for (property, found) in [("Council flat", 1), ("Semi-detached house", 0)] {
            let mut case = Case::new();
            case.add("Tenure", "Owner occupied", |_, _| {});
            case.add("Property type", property, |_, known| {
                known.concepts = vec!["attr:property".to_owned()];
            });
            assert_eq!(case.run("A03").len(), found, "{property}");
        }
    }

    #[test]
    fn married_and_living_alone_do_not_fit_and_married_with_a_family_does() {
        for (household, found) in [("Single person household", 1), ("Couple with children", 0)] {
            let mut case = Case::new();
            case.add("Marital status", "Married", |_, _| {});
            case.add("Household composition", household, |_, known| {
                known.concepts = vec!["attr:lifestage".to_owned()];
            });
            assert_eq!(case.run("A03").len(), found, "{household}");
        }
    }

    fn model(point: &mut crate::decode::Decoded, kind: Kind) {
        point.inferred = true;
        point.kind = Some(kind);
        point.category = crate::vocabulary::Category::VotingIntention;
    }

    #[test]
    fn two_models_that_name_different_parties_are_found_and_a_second_choice_is_not() {
        for (label, found) in [("Predicted vote", 1), ("Second choice", 0)] {
            let mut case = with_parties();
            case.add("Modelled party", "Mock Reds", |point, _| {
                model(point, Kind::Label)
            });
            case.add(label, "Mock Blues", |point, _| model(point, Kind::Label));
            assert_eq!(case.run("A03").len(), found, "{label}");
        }
    }

    #[test]
    fn two_scores_of_one_party_at_opposite_ends_are_found_and_of_two_parties_they_are_not() {
        for (second, found) in [("party:reds", 1), ("party:blues", 0)] {
            let mut case = Case::new();
            for (label, value, party) in
                [("Model A", "92", "party:reds"), ("Model B", "11", second)]
            {
                case.add(label, value, |point, known| {
                    model(point, Kind::Score);
                    point.meaning.scale = Some(crate::codebook::Scale {
                        from: 0.0,
                        to: 100.0,
                        low: None,
                        high: None,
                    });
                    known.concepts = vec![party.to_owned()];
                });
            }
            assert_eq!(case.run("A03").len(), found, "{second}");
        }
    }

    fn with_parties() -> Case {
        let lexicon = include_str!("../../../codebooks/common/lexicon.toml");
        let own = "concept = [\n    { id = \"party:reds\", say = \"Mock Reds\", forms = [\"mock reds\"] },\n    { id = \"party:blues\", say = \"Mock Blues\", forms = [\"mock blues\"] },\n";
        Case::with_file(
            "common/lexicon.toml",
            &lexicon.replace("concept = [\n", own),
        )
    }
}
