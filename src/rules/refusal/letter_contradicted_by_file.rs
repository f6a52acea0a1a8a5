//! X08, `letter-contradicted-by-file`: letter contradicted by the file.

use crate::decode::Decoded;
use crate::finding::Finding;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta};
use crate::rules::{headings, papers, written};
use crate::statement::{Author, Stance, Statement, Topic};
use crate::vocabulary::{Basis, Category, Origin, Status};

/// X08, `letter-contradicted-by-file`.
#[derive(Debug)]
pub struct LetterContradictedByFile;

const DOC: &str = "\
## What it finds

A statement in the letter that data of the same response contradict: that no data are bought, that nobody is profiled, that nothing is shared, that no special category data are held, that only register data are held. Where the reading of the data rests on wording or has several readings, it is a question.

## Why it matters

A letter that does not fit the file leaves it open which of them is right, and what else was left out.

## Example

`We do not purchase data` over a column of a commercial classification. Over a register extract, the rule is silent.

## What to ask

Please reconcile the statement at [place] with the fields at [places] and supply what was left out.

## Citations

UK GDPR, Art 12(1); UK GDPR, Art 5(1)(a); UK GDPR, Art 15(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("X08"),
    name: "letter-contradicted-by-file",
    title: "Letter contradicted by the file",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.1", "gdpr-5.1.a", "gdpr-15.1"],
    ask: "Please reconcile the statement at [place] with the fields at [places] and supply what was left out.",
    caveat: "The statement may speak of another dataset or of today only; read it in context and quote it in full.",
    doc: DOC,
};

impl Rule for LetterContradictedByFile {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        for denial in DENIALS {
            let said: Vec<&Statement> = denied(profile, denial).collect();
            // `The scores are profiling. No decision is taken on them`: what a paper owns to, it does not deny.
            // One that denies it of some people, or with some effect, denies no more.
            let partly = |denied: &Statement| {
                let lower = denied.words.to_lowercase();
                PARTLY.iter().any(|word| lower.contains(word))
            };
            let same_paper = |owned: &Statement| {
                let mut said = said.iter();
                said.any(|denied| denied.at.part == owned.at.part || partly(denied))
            };
            let owned = denial.stance == Stance::Denied
                && denial.topic == Topic::Profiling
                && papers::affirmed(profile, denial.topic)
                    .any(|said| same_paper(said) && !is_data(profile, said));
            if said.is_empty() || owned {
                continue;
            }
            let against: Vec<&Decoded> = profile
                .held()
                .filter(|point| point.is_value() && (denial.contradicts)(profile, point))
                .filter(|point| said.iter().any(|said| papers::reaches(said, point)))
                .collect();
            let firm: Vec<&Decoded> = against
                .iter()
                .copied()
                .filter(|point| is_firm(profile, point, denial.rests_on))
                .collect();
            let (points, standing) = if firm.is_empty() {
                (against, Standing::Question)
            } else {
                (firm, META.standing)
            };
            if points.is_empty() {
                continue;
            }
            findings.push(contradiction(denial, &said, &points, standing));
        }
    }
}

/// On what a reading rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RestsOn {
    /// On how the party came by the value.
    Origin,
    /// On what the heading is recognised as.
    Heading,
}

/// A statement that data may contradict.
struct Denial {
    topic: Topic,
    stance: Stance,
    /// What the statement says.
    says: &'static str,
    contradicts: fn(&Profile<'_>, &Decoded) -> bool,
    /// What the data show.
    shows: &'static str,
    rests_on: RestsOn,
}

/// Words by which a denial is one in part.
const PARTLY: &[&str] = &["children", "legal", "significant", "solely", "minors"];

const DENIALS: &[Denial] = &[
    Denial {
        topic: Topic::BoughtData,
        stance: Stance::Denied,
        says: "no data are bought",
        contradicts: |_, point| point.origin == Origin::Bought || point.product.is_some(),
        shows: "are of a kind that is bought",
        rests_on: RestsOn::Origin,
    },
    Denial {
        topic: Topic::Profiling,
        stance: Stance::Denied,
        says: "nobody is profiled or scored",
        contradicts: |_, point| point.inferred && point.origin != Origin::Canvass,
        shows: "are guesses about the person",
        rests_on: RestsOn::Heading,
    },
    Denial {
        topic: Topic::Recipients,
        stance: Stance::Denied,
        says: "nothing is shared",
        contradicts: shows_sharing,
        shows: "speak of data that were sent on",
        rests_on: RestsOn::Heading,
    },
    Denial {
        topic: Topic::SpecialData,
        stance: Stance::Denied,
        says: "no special category data are held",
        contradicts: |_, point| point.special.is_some(),
        shows: "reveal data of that kind",
        rests_on: RestsOn::Heading,
    },
    Denial {
        topic: Topic::RegisterOnly,
        stance: Stance::Stated,
        says: "only data of the register are held",
        contradicts: |_, point| is_beyond_register(point),
        shows: "are in no register",
        rests_on: RestsOn::Origin,
    },
];

/// Whether a statement is a line of the data themselves: `Squeeze: 0.42 (from our model)`.
fn is_data(profile: &Profile<'_>, said: &Statement) -> bool {
    let mut headings = profile.survey.headings.iter();
    headings.any(|heading| heading.at == said.at)
}

/// The statements of a denial that the party made.
fn denied<'p>(
    profile: &'p Profile<'_>,
    denial: &Denial,
) -> impl Iterator<Item = &'p Statement> + use<'p> {
    let papers = &profile.statements.papers;
    profile
        .statements
        .said(denial.topic, denial.stance)
        .filter(move |said| {
            let mut own = papers.iter().filter(|paper| paper.part == said.at.part);
            own.next()
                .is_none_or(|paper| paper.author != Author::Person)
        })
}

/// Whether a heading speaks of data that went to somebody.
fn shows_sharing(profile: &Profile<'_>, point: &Decoded) -> bool {
    const SENT: &[&str] = &[
        "shared with",
        "sent to",
        "uploaded to",
        "exported to",
        "custom audience",
        "audience match",
        "audiencematch",
        "lookalike",
        "passed to",
        "supplied to",
    ];
    let value = point.value.as_deref().unwrap_or_default();
    profile.heading_says(point, SENT) && !written::is_no(value)
}

/// Whether a value is of a kind that no register of electors holds.
fn is_beyond_register(point: &Decoded) -> bool {
    matches!(
        point.origin,
        Origin::Bought | Origin::Modelled | Origin::Canvass | Origin::Subject | Origin::Public
    ) || point.is_political()
        || matches!(
            point.category,
            Category::Segment
                | Category::Financial
                | Category::Lifestyle
                | Category::EthnicityReligion
                | Category::Membership
        )
}

/// Whether the reading is the response's own or a published one, and there is only one.
fn is_firm(profile: &Profile<'_>, point: &Decoded, rests_on: RestsOn) -> bool {
    let settled = |basis| matches!(basis, Basis::Response | Basis::Codebook);
    let heading = || {
        let recognised = profile
            .heading(point)
            .map(|heading| heading.recognised.basis);
        recognised.is_some_and(settled) || point.admits_guess
    };
    point.meaning.status != Status::Ambiguous
        && match rests_on {
            RestsOn::Origin => {
                settled(point.origin_basis) || (point.product.is_some() && heading())
            }
            RestsOn::Heading => heading(),
        }
}

/// One contradiction: the statement with its place, and the fields with theirs.
fn contradiction(
    denial: &Denial,
    said: &[&Statement],
    points: &[&Decoded],
    standing: Standing,
) -> Finding {
    let named = headings(points.iter().copied());
    let message = format!(
        "The response says that {}, {}, while the entries under {named} {}.",
        denial.says,
        papers::quoted(said),
        denial.shows,
    );
    let mut finding = META.about(points.iter().copied(), message);
    finding.standing = standing;
    let mut places: Vec<String> = Vec::new();
    for statement in said {
        if !finding.at.contains(&statement.at) {
            finding.at.push(statement.at.clone());
            places.push(statement.at.place.to_string());
        }
    }
    finding.ask = META
        .ask
        .replace(
            "the statement at [place]",
            &format!(
                "the statement {} ({})",
                papers::quoted(said),
                places.join(", ")
            ),
        )
        .replace(
            "the fields at [places]",
            &format!("the entries under {named}"),
        );
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::vocabulary::{Basis, Origin, SpecialCategory};

    fn standings(case: &Case) -> Vec<Standing> {
        case.run("X08")
            .iter()
            .map(|finding| finding.standing)
            .collect()
    }

    fn bought(case: &mut Case, basis: Basis) {
        case.add("Household type", "C", |point, _| {
            point.origin = Origin::Bought;
            point.origin_basis = basis;
        });
    }

    fn letter(topic: Topic, stance: Stance) -> Case {
        let mut case = Case::new();
        case.letter_paper();
        case.state(topic, stance, "We do not purchase data.", |_| {});
        case
    }

    #[test]
    fn bought_data_contradict_a_letter_that_denies_them_and_register_data_do_not() {
        let mut case = letter(Topic::BoughtData, Stance::Denied);
        case.add("Elector number", "7", |point, _| {
            point.origin = Origin::Register
        });
        assert!(standings(&case).is_empty());
        bought(&mut case, Basis::Codebook);
        assert_eq!(standings(&case), [Standing::PrimaFacie]);
    }

    #[test]
    fn what_the_letter_owns_to_elsewhere_it_does_not_deny() {
        let mut case = letter(Topic::Profiling, Stance::Denied);
        case.add("Turnout score", "71", |point, _| {
            point.inferred = true;
            point.origin = Origin::Modelled;
        });
        assert_eq!(standings(&case).len(), 1);
        case.state(
            Topic::Profiling,
            Stance::Stated,
            "The scores are profiling.",
            |_| {},
        );
        assert!(standings(&case).is_empty());
    }

    #[test]
    fn a_reading_by_wording_is_a_question() {
        let mut case = letter(Topic::BoughtData, Stance::Denied);
        bought(&mut case, Basis::Wording);
        assert_eq!(standings(&case), [Standing::Question]);
    }

    #[test]
    fn register_data_only_is_contradicted_by_what_no_register_holds() {
        let mut case = letter(Topic::RegisterOnly, Stance::Stated);
        case.add("Name", "A. Elector", |point, _| {
            point.origin = Origin::Register
        });
        assert!(standings(&case).is_empty());
        bought(&mut case, Basis::Response);
        assert_eq!(standings(&case), [Standing::PrimaFacie]);
    }

    #[test]
    fn special_category_data_contradict_a_letter_that_denies_them() {
        let mut case = letter(Topic::SpecialData, Stance::Denied);
        case.add("Religion", "Jedi", |point, known| {
            point.special = Some(SpecialCategory::Religion);
            known.basis = Basis::Codebook;
        });
        assert_eq!(standings(&case), [Standing::PrimaFacie]);
    }

    #[test]
    fn what_the_letter_does_not_deny_is_silent() {
        let mut case = letter(Topic::BoughtData, Stance::Stated);
        bought(&mut case, Basis::Codebook);
        assert!(standings(&case).is_empty());
    }
}
