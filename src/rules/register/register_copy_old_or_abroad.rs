//! R06, `register-copy-old-or-abroad`: register copy retained or hosted abroad.

use crate::codebook::{Label, Role};
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::Location;
use crate::rules::suppress::says;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, headings};
use crate::statement::Topic;
use crate::vocabulary::Category;

/// R06, `register-copy-old-or-abroad`.
#[derive(Debug)]
pub struct RegisterCopyOldOrAbroad;

const DOC: &str = "\
## What it finds

An edition of the register, named in the data or in a title, that is older than three years (a setting), or words of the response by which register data leave the country.

## Why it matters

Older editions are kept for no election to come, and the place where the register may be kept is limited.

## Example

`Register edition: 1 December 2014` in a response of 2020. The edition of last year is silent; so is the day on which somebody was entered.

## What to ask

Please say where register data are hosted and the oldest edition you keep.

## Citations

Representation of the People, reg 92(7)-(9); Representation of the People (Scotland), Part VI; Representation of the People (Northern Ireland), Part 6 (reg 92(6) etc.); UK GDPR, Art 5(1)(e); UK GDPR, Arts 44A-46, 49; UK GDPR, Arts 44-49 as they stood.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("R06"),
    name: "register-copy-old-or-abroad",
    title: "Register copy retained or hosted abroad",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &[
        "rpr-92.7",
        "rpr-sc",
        "rpr-ni",
        "gdpr-5.1.e",
        "gdpr-46",
        "gdpr-46-old",
    ],
    ask: "Please say where register data are hosted and the oldest edition you keep.",
    caveat: "The wording about territory may have changed when the United Kingdom left the European Union. It is a question and no more.",
    doc: DOC,
};

impl Rule for RegisterCopyOldOrAbroad {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let old: Vec<&Decoded> = profile
            .held()
            .filter(|point| is_edition(profile, point))
            .filter(|point| is_old(profile, point.value.as_deref().unwrap_or_default()))
            .collect();
        let titles: Vec<Location> = profile
            .said()
            .filter(|note| names_edition(&note.text) && is_old(profile, &note.text))
            .map(|note| note.at.clone())
            .collect();
        if !old.is_empty() {
            let message = format!(
                "By the entries under {} the response holds an edition of the register that is years old.",
                headings(old.iter().copied()),
            );
            findings.push(META.about(old, message));
        } else if !titles.is_empty() {
            let message =
                "A title of the response names an edition of the register that is years old.";
            findings.push(META.at(titles, message.to_owned()));
        }
        let abroad: Vec<Location> = profile
            .statements
            .about(Topic::Transfers)
            .filter(|said| said.affirms() && says(&said.words, REGISTER))
            .map(|said| said.at.clone())
            .collect();
        if !abroad.is_empty() {
            let message = "The response says that data of the register leave the United Kingdom.";
            findings.push(META.at(abroad, message.to_owned()));
        }
    }
}

const REGISTER: &[&str] = &[
    "electoral register",
    "electoral roll",
    "register of electors",
    "full register",
    "register data",
];

/// Whether a data point gives the edition of the register, and not the day on which somebody was
/// entered in it.
fn is_edition(profile: &Profile<'_>, point: &Decoded) -> bool {
    const ENTERED: &[&str] = &[
        "added",
        "entered",
        "entry",
        "registered",
        "registration",
        "joined",
        "attained",
        "attainment",
    ];
    let label = profile.label(point);
    let of_register =
        point.category == Category::ElectoralRegister || profile.says(point, "register:entered");
    of_register && point.role == Role::Edition && !written::any(label.words(), ENTERED)
}

/// Whether a text is the title of a copy of the register: `Register of electors, December 2014`.
fn names_edition(text: &str) -> bool {
    const MOST_WORDS: usize = 12;
    says(text, REGISTER) && Label::new(text).words().len() <= MOST_WORDS
}

/// Whether a text gives one year, and it is old.
fn is_old(profile: &Profile<'_>, text: &str) -> bool {
    let Some(known) = written::answered_day(profile) else {
        return false;
    };
    let years = profile.thresholds.old_register_years;
    if let Some(day) = written::day(text) {
        let months = u8::try_from(years.saturating_mul(12)).unwrap_or(u8::MAX);
        return day.add_months(months) < known;
    }
    match written::years(text).as_slice() {
        [only] => known.year().saturating_sub(*only) > years,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::rules::testing::Case;

    fn case() -> Case {
        let mut case = Case::new();
        case.request.received = Day::parse("2020-02-20").ok();
        case
    }

    #[test]
    fn an_old_edition_is_found_and_a_newer_one_or_a_day_of_entry_is_not() {
        for (label, value, found) in [
            ("Register edition", "1 December 2014", 1),
            ("Register edition", "1 December 2018", 0),
            ("Date added to register", "2009-12-01", 0),
        ] {
            let mut case = case();
            case.add(label, value, |point, _| {
                point.category = Category::ElectoralRegister;
                point.role = Role::Edition;
            });
            assert_eq!(case.run("R06").len(), found, "{label} {value}");
        }
    }

    #[test]
    fn a_title_counts_and_a_sentence_about_the_register_does_not() {
        let mut case = case();
        case.say("We have used the electoral register since 2009 and use it to know who may vote in each place.");
        assert!(case.run("R06").is_empty());
        case.say("Electoral register, December 2014");
        assert_eq!(case.run("R06").len(), 1);
    }

    #[test]
    fn register_data_abroad_are_found_and_other_data_are_not() {
        let mut case = case();
        let stated = crate::statement::Stance::Stated;
        case.state(
            Topic::Transfers,
            stated,
            "Our mailing tool is in the United States.",
            |_| {},
        );
        assert!(case.run("R06").is_empty());
        case.state(
            Topic::Transfers,
            stated,
            "The electoral register is hosted in Canada.",
            |_| {},
        );
        assert_eq!(case.run("R06").len(), 1);
    }
}
