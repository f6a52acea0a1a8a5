//! I06, `stale-model`: stale model.

use crate::codebook::{Kind, Label, Role};
use crate::day::Day;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::law::Law;
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::Category;

/// I06, `stale-model`.
#[derive(Debug)]
pub struct StaleModel;

const DOC: &str = "\
## What it finds

A score or segment whose own date is older than three years (a setting), lies before the last general election, or before the person's move to the address, by the dates of the record.

## Why it matters

What was calculated long ago describes somebody who may no longer be so.

## Example

`Score date` 2016 in a response of 2026. A score of last year is silent.

## What to ask

Please say why this score is still held and when it will be recalculated or deleted.

## Citations

UK GDPR, Art 5(1)(d); UK GDPR, Art 5(1)(e).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("I06"),
    name: "stale-model",
    title: "Stale model",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-5.1.d", "gdpr-5.1.e"],
    ask: "Please say why this score is still held and when it will be recalculated or deleted.",
    caveat: "Archive copies.",
    doc: DOC,
};

impl Rule for StaleModel {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let Some(known) = written::answered_day(profile).or(written::known_day(profile)) else {
            return;
        };
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| point.is_value() && is_model(point))
            .filter(|point| {
                vintage(profile, point).is_some_and(|day| is_stale(profile, point, day, known))
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "By the dates that the response gives, what stands under {} was calculated years ago, or before an election or a move.",
            headings(points.iter().copied()),
        ))
    }
}

fn is_model(point: &Decoded) -> bool {
    let political = point.is_political() && point.kind != Some(Kind::Flag);
    point.inferred && (point.is_measured() || point.category == Category::Segment || political)
}

/// The latest day on which a value can have been calculated, by its heading, what is said of it, or a
/// date beside it. A year stands for its last day.
fn vintage(profile: &Profile<'_>, point: &Decoded) -> Option<Day> {
    const VOTES: &[&str] = &["vote", "votes", "voter", "voters", "voted", "voting"];
    let end_of = |year: &i32| Day::new(*year, 12, 31).ok();
    let of_election = ["election", "act:voted", "act:past-vote", "register"]
        .iter()
        .any(|concept| profile.says(point, concept));
    // `A voter for them in 2019`: the year of the vote.
    let of_election = of_election || written::any(profile.label(point).words(), VOTES);
    let years = written::years(&point.label);
    // `Acorn type (2013)`: the edition of a product, and not when it was worked out for the person.
    let of_edition = point.product.is_some();
    let in_heading = match years.as_slice() {
        [only] if !of_election && !of_edition => end_of(only),
        _ => None,
    };
    in_heading
        .or_else(|| day_of_line(profile, point))
        .or_else(|| date_beside(profile, point))
        .or_else(|| date_said(profile, point))
}

/// The day that stands on the line of a heading and its value: under `as at`, beside their source.
fn day_of_line(profile: &Profile<'_>, point: &Decoded) -> Option<Day> {
    let notes = profile.heading(point)?.sources.iter();
    notes.filter_map(|note| written::day(&note.text)).max()
}

const CALCULATED: &[&str] = &[
    "score",
    "scores",
    "scored",
    "scoring",
    "model",
    "modelled",
    "modeled",
    "modelling",
    "segment",
    "segmented",
    "segmentation",
    "calculated",
    "computed",
    "estimated",
    "predicted",
    "prediction",
];

/// The date of a score or model in the same record: one that says nothing else, or that names what
/// this heading is about.
fn date_beside(profile: &Profile<'_>, point: &Decoded) -> Option<Day> {
    let own = profile.heading(point)?;
    let is_bare = |id: &&String| {
        ["stat:", "admin:", "modifier:"]
            .iter()
            .any(|class| id.starts_with(class))
    };
    let about_this = |other: &Decoded| {
        profile.heading(other).is_some_and(|heading| {
            let mut about = heading.recognised.concepts.iter().filter(|id| !is_bare(id));
            about.all(|id| own.recognised.concepts.contains(id))
        })
    };
    let mut days = profile
        .beside(point)
        .filter(|other| other.role == Role::Date || other.kind == Some(Kind::Date))
        .filter(|other| written::any(profile.label(other).words(), CALCULATED))
        .filter(|other| about_this(other))
        .filter_map(|other| {
            let value = other.value.as_deref()?;
            written::day(value).or_else(|| written::month_end(value))
        });
    let first = days.next()?;
    // Several such dates: which belongs to the value is not known, and the latest is safe.
    Some(days.fold(first, Day::max))
}

/// The one year in a text about the heading that speaks of its calculation.
fn date_said(profile: &Profile<'_>, point: &Decoded) -> Option<Day> {
    let heading = profile.heading(point)?;
    let said = heading.explanation.as_ref()?;
    let speaks = written::any(Label::new(&said.text).words(), CALCULATED);
    match written::years(&said.text).as_slice() {
        [only] if speaks => Day::new(*only, 12, 31).ok(),
        _ => None,
    }
}

fn is_stale(profile: &Profile<'_>, point: &Decoded, vintage: Day, known: Day) -> bool {
    let years = u8::try_from(profile.thresholds.stale_model_years).unwrap_or(u8::MAX);
    let old = vintage.add_months(years.saturating_mul(12)) < known;
    let election = Law::embedded()
        .elections()
        .iter()
        .map(|election| election.day)
        .filter(|day| *day <= known)
        .max();
    let before_election = point.is_political() && election.is_some_and(|day| vintage < day);
    old || before_election || moved_since(profile, point, vintage)
}

/// Whether the record says that the person came to the address later.
fn moved_since(profile: &Profile<'_>, point: &Decoded, vintage: Day) -> bool {
    const MOVED: &[&str] = &["moved", "move", "moving"];
    profile
        .beside(point)
        .filter(|other| written::any(profile.label(other).words(), MOVED))
        .filter_map(|other| written::day(other.value.as_deref()?))
        .any(|day| day > vintage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn score(point: &mut Decoded, _: &mut crate::recognise::Recognised) {
        point.inferred = true;
        point.kind = Some(Kind::Score);
    }

    fn case(label: &str, beside: &str, day: &str) -> Case {
        let mut case = Case::new();
        case.request.received = Day::parse("2026-02-20").ok();
        case.add(label, "71", score);
        case.add(beside, day, |point, _| point.role = Role::Date);
        case
    }

    #[test]
    fn an_old_score_date_is_found_and_a_newer_one_is_not() {
        assert_eq!(
            case("Turnout", "Score date", "2022-05-01").run("I06").len(),
            1
        );
        assert!(
            case("Turnout", "Score date", "2025-05-01")
                .run("I06")
                .is_empty()
        );
        assert!(
            case("Turnout", "Date canvassed", "2016-05-01")
                .run("I06")
                .is_empty()
        );
    }

    #[test]
    fn a_year_in_the_heading_counts_unless_it_is_that_of_an_election() {
        let mut case = case("Model 2019", "Ward", "Mockton");
        assert_eq!(case.run("I06").len(), 1);
        let vote = self::case(
            "Likelihood of being a Mock voter in 2019",
            "Ward",
            "Mockton",
        );
        assert!(vote.run("I06").is_empty());
        case.points.clear();
        case.survey.headings.clear();
        case.add("GE 2019 turnout", "71", |point, known| {
            score(point, known);
            known.concepts = vec!["election:general".to_owned()];
        });
        assert!(case.run("I06").is_empty());
    }

    #[test]
    fn an_opinion_modelled_before_the_last_general_election_is_found() {
        for (category, found) in [(Category::VotingIntention, 1), (Category::Lifestyle, 0)] {
            let mut case = Case::new();
            case.request.received = Day::parse("2024-09-20").ok();
            case.add("Support", "71", |point, known| {
                score(point, known);
                point.category = category;
            });
            case.add("Model date", "2024-03-01", |point, _| {
                point.role = Role::Date
            });
            assert_eq!(case.run("I06").len(), found, "{category}");
        }
    }

    #[test]
    fn the_year_of_an_edition_is_no_date_and_a_month_in_words_is_one() {
        let mut edition = Case::new();
        edition.request.received = Day::parse("2026-02-20").ok();
        edition.add("Examplon type (2013)", "12", |point, known| {
            score(point, known);
            point.product = Some(crate::decode::Product {
                title: "Examplon type".to_owned(),
                supplier: None,
            });
        });
        assert!(edition.run("I06").is_empty());
        assert_eq!(
            case("Turnout", "Score computed", "June 2021")
                .run("I06")
                .len(),
            1
        );
        assert!(
            case("Turnout", "Score computed", "June 2025")
                .run("I06")
                .is_empty()
        );
    }
}
