//! L07, `condition-outside-its-terms`: special category condition cited outside its terms.

use crate::decode::Decoded;
use crate::finding::Finding;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta};
use crate::rules::{headings, papers};
use crate::statement::{Statement, Topic, marks};
use crate::vocabulary::SpecialCategory;

/// L07, `condition-outside-its-terms`.
#[derive(Debug)]
pub struct ConditionOutsideItsTerms;

const DOC: &str = "\
## What it finds

A condition for special category data cited for what it does not cover: Schedule 1, paragraph 22 (political activities) for health, religion, origin or union data; paragraph 8 (equality monitoring) for targeting; paragraphs 23 and 24 (casework of elected representatives) for a party's voter file. Where one statement covers several kinds of data, it is a question.

## Why it matters

Each condition reaches only what its terms say; paragraph 22 says political opinions.

## Example

`We hold ethnicity under paragraph 22`. With `voting intention under paragraph 22`, the rule is silent.

## What to ask

Please identify the condition relied on for [field].

## Citations

UK GDPR, Art 9(1); UK GDPR, Art 9(2); Data Protection Act 2018, s.10; Data Protection Act 2018, Sch 1 para 22; Data Protection Act 2018, Sch 1 paras 23-24.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("L07"),
    name: "condition-outside-its-terms",
    title: "Special category condition cited outside its terms",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &[
        "gdpr-9.1",
        "gdpr-9.2",
        "dpa-10",
        "dpa-sch1-22",
        "dpa-sch1-23",
    ],
    ask: "Please identify the condition relied on for [field].",
    caveat: "One paragraph may be meant for the political-opinion fields only; another condition may apply.",
    doc: DOC,
};

impl Rule for ConditionOutsideItsTerms {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let said: Vec<&Statement> = papers::affirmed(profile, Topic::SpecialCondition).collect();
        for (condition, fits) in CONDITIONS {
            let cited: Vec<&Statement> = said
                .iter()
                .copied()
                .filter(|statement| statement.cites(condition))
                .collect();
            if let Some((about, standing)) = fits(profile, &cited, &said) {
                findings.push(outside(about, &cited, standing));
            }
        }
    }
}

/// What a condition is cited for that it does not cover.
#[derive(Debug)]
enum Outside<'p> {
    /// For the kinds of data that the statement names, or the use.
    Named(&'static str),
    /// For data that are held, by a statement that names no kind.
    Held(Vec<&'p Decoded>),
}

/// How a condition is judged: all that is said of conditions is at hand, too.
type Fits =
    for<'p> fn(&'p Profile<'_>, &[&Statement], &[&Statement]) -> Option<(Outside<'p>, Standing)>;

const CONDITIONS: &[(&str, Fits)] = &[
    ("dpa-sch1-22", political_activities),
    ("dpa-sch1-8", equality_monitoring),
    ("dpa-sch1-23", casework),
];

/// Kinds of data that paragraph 22 does not cover.
const NOT_POLITICAL: &[&str] = &[
    marks::HEALTH,
    marks::RELIGION,
    marks::ETHNIC_ORIGIN,
    marks::UNION,
    marks::SEX_LIFE,
];

/// Paragraph 22: political opinions only.
fn political_activities<'p>(
    profile: &'p Profile<'_>,
    cited: &[&Statement],
    all: &[&Statement],
) -> Option<(Outside<'p>, Standing)> {
    let named = |said: &Statement| NOT_POLITICAL.iter().any(|mark| said.cites(mark));
    let several =
        |said: &Statement| said.cites(marks::POLITICAL_OPINION) || said.cites(marks::SEVERAL_KINDS);
    let outside = Outside::Named("for data other than political opinions");
    if cited.iter().any(|said| named(said) && !several(said)) {
        return Some((outside, META.standing));
    }
    if cited.iter().any(|said| named(said)) {
        return Some((outside, Standing::Question));
    }
    // Said of nothing in particular, it may be meant for the political fields only.
    let general = cited
        .iter()
        .any(|said| !said.cites(marks::POLITICAL_OPINION));
    let other = all.iter().any(|said| !said.cites("dpa-sch1-22"));
    let held: Vec<&Decoded> = profile
        .held()
        .filter(|point| {
            point
                .special
                .is_some_and(|kind| kind != SpecialCategory::PoliticalOpinion)
                && cited.iter().any(|said| papers::reaches(said, point))
        })
        .collect();
    (general && !other && !held.is_empty()).then_some((Outside::Held(held), Standing::Question))
}

/// Paragraph 8: no measures or decisions about a particular person.
fn equality_monitoring<'p>(
    _profile: &'p Profile<'_>,
    cited: &[&Statement],
    _all: &[&Statement],
) -> Option<(Outside<'p>, Standing)> {
    let targets = |said: &&Statement| {
        [marks::CAMPAIGNING, marks::PROFILING, marks::MARKETING]
            .iter()
            .any(|mark| said.cites(mark))
    };
    let standing = if cited.iter().any(targets) {
        META.standing
    } else {
        Standing::Question
    };
    let outside = Outside::Named("for a record by which voters are contacted");
    (!cited.is_empty()).then_some((outside, standing))
}

/// Paragraphs 23 and 24: elected representatives and what is disclosed to them.
fn casework<'p>(
    _profile: &'p Profile<'_>,
    cited: &[&Statement],
    _all: &[&Statement],
) -> Option<(Outside<'p>, Standing)> {
    let standing = if cited.iter().any(|said| said.cites(marks::CASEWORK)) {
        Standing::Question
    } else {
        META.standing
    };
    let outside = Outside::Named("for the voter file of a party");
    (!cited.is_empty()).then_some((outside, standing))
}

fn outside(about: Outside<'_>, cited: &[&Statement], standing: Standing) -> Finding {
    let quoted = papers::quoted(cited);
    let mut finding = match about {
        Outside::Named(what) => papers::found(
            &META,
            cited,
            format!("The response cites a condition {what}: {quoted}."),
        ),
        Outside::Held(points) => {
            let message = format!(
                "The response cites one condition for special category data, {quoted}, and holds entries under {} that are no political opinions.",
                headings(points.iter().copied())
            );
            let mut finding = META.about(points, message);
            finding.at.extend(cited.iter().map(|said| said.at.clone()));
            finding
        }
    };
    finding.standing = standing;
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::statement::Stance;
    use crate::vocabulary::SpecialCategory;

    fn citing(cites: &[&str]) -> Case {
        let mut case = Case::new();
        case.letter_paper();
        case.state(
            Topic::SpecialCondition,
            Stance::Stated,
            "We rely on it.",
            |said| {
                said.cites
                    .extend(cites.iter().map(|mark| (*mark).to_owned()));
            },
        );
        case
    }

    fn standings(case: &Case) -> Vec<Standing> {
        case.run("L07")
            .iter()
            .map(|finding| finding.standing)
            .collect()
    }

    #[test]
    fn paragraph_22_fits_political_opinions_and_no_others() {
        assert!(standings(&citing(&["dpa-sch1-22", marks::POLITICAL_OPINION])).is_empty());
        assert!(standings(&citing(&["dpa-sch1-22"])).is_empty());
        let health = citing(&["dpa-sch1-22", marks::HEALTH]);
        assert_eq!(standings(&health), [Standing::PrimaFacie]);
        let both = citing(&["dpa-sch1-22", marks::HEALTH, marks::POLITICAL_OPINION]);
        assert_eq!(standings(&both), [Standing::Question]);
    }

    #[test]
    fn a_general_statement_over_religion_is_a_question() {
        let mut case = citing(&["dpa-sch1-22"]);
        case.add("Religion", "Jedi", |point, _| {
            point.special = Some(SpecialCategory::Religion);
        });
        let found = case.run("L07");
        assert_eq!(standings(&case), [Standing::Question]);
        assert!(found.iter().all(|finding| finding.data_points.len() == 1));
    }

    #[test]
    fn equality_monitoring_and_casework_do_not_fit_a_voter_file() {
        let targeting = citing(&["dpa-sch1-8", marks::PROFILING]);
        assert_eq!(standings(&targeting), [Standing::PrimaFacie]);
        assert_eq!(standings(&citing(&["dpa-sch1-8"])), [Standing::Question]);
        assert_eq!(standings(&citing(&["dpa-sch1-23"])), [Standing::PrimaFacie]);
        let casework = citing(&["dpa-sch1-23", marks::CASEWORK]);
        assert_eq!(standings(&casework), [Standing::Question]);
        assert!(standings(&citing(&["gdpr-9.2.a"])).is_empty());
    }
}
