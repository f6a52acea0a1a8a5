//! T07, `rest-promised-not-sent`: part response, rest promised.

use crate::day::Day;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta};
use crate::rules::{papers, time};
use crate::statement::{Author, DateFrom, Paper, PaperKind, Statement, Topic};

/// T07, `rest-promised-not-sent`.
#[derive(Debug)]
pub struct RestPromisedNotSent;

const DOC: &str = "\
## What it finds

A letter that promises the rest (`will follow`, `separately`), where the time has run out and no later paper is on file. Before the last day, or where it is not known, it is a question.

## Why it matters

A part of an answer does not end the duty to give the rest.

## Example

`Your canvass history will follow`, sent on the last day, and nothing after it. With a later letter on file, the rule is silent.

## What to ask

Please supply the outstanding part and the date it will come.

## Citations

UK GDPR, Art 12(3) as amended; UK GDPR, Art 12(3) as it stood; UK GDPR, Art 15(3).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("T07"),
    name: "rest-promised-not-sent",
    title: "Part response, rest promised",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.3", "gdpr-12.3-old", "gdpr-15.3"],
    ask: "Please supply the outstanding part and the date it will come.",
    caveat: "Supplement may exist; ask the user first.",
    doc: DOC,
};

impl Rule for RestPromisedNotSent {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let promises: Vec<&Statement> = papers::affirmed(profile, Topic::WillFollow)
            .filter(|statement| !came_later(profile, statement))
            .collect();
        if promises.is_empty() || papers::is_holding_letter(profile) {
            return;
        }
        let message = format!(
            "The response promises more, {}, and no later paper is on file.",
            papers::quoted(&promises)
        );
        let mut finding = papers::found(&META, &promises, message);
        let day = profile.speaks.or_else(|| papers::answered_on(profile));
        let past = time::clocked(profile)
            .zip(day)
            .is_some_and(|(clock, day)| day > clock.due);
        // What has no date may be what was promised.
        let undated = promises
            .iter()
            .any(|promise| has_undated_data(profile, promise));
        if !past || undated {
            finding.standing = Standing::Question;
        }
        findings.push(finding);
    }
}

/// Whether a paper of the party that is dated later is on file.
fn came_later(profile: &Profile<'_>, promise: &Statement) -> bool {
    let Some(promised) = papers::of(profile, promise).and_then(|paper| paper.date) else {
        return false;
    };
    profile.statements.papers.iter().any(|paper| {
        paper.author != Author::Person
            && matches!(
                paper.kind,
                PaperKind::Letter | PaperKind::Data | PaperKind::Glossary | PaperKind::Notice
            )
            && day_of(paper).is_some_and(|day| day > promised.day)
    })
}

/// The day of a paper by what it says: when a file was saved last does not tell when it was sent.
fn day_of(paper: &Paper) -> Option<Day> {
    let date = paper.date.filter(|date| date.from != DateFrom::File);
    date.map(|date| date.day)
}

/// Whether another part holds data without a date.
fn has_undated_data(profile: &Profile<'_>, promise: &Statement) -> bool {
    profile
        .held()
        .filter(|point| point.at.part != promise.at.part)
        .any(|point| {
            let mut papers = profile.statements.papers.iter();
            papers
                .find(|paper| paper.part == point.at.part)
                .is_none_or(|paper| day_of(paper).is_none())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::statement::{PaperKind, Stance};

    fn promised(speaks: Option<&str>) -> Case {
        let mut case = Case::new();
        case.request.requested = Day::parse("2026-03-03").ok();
        case.speaks = speaks.and_then(|day| Day::parse(day).ok());
        case.paper(PaperKind::Letter, Some("2026-03-20"));
        let words = "The rest will follow separately.";
        case.state(Topic::WillFollow, Stance::Stated, words, |_| {});
        case
    }

    fn standings(case: &Case) -> Vec<Standing> {
        case.run("T07")
            .iter()
            .map(|finding| finding.standing)
            .collect()
    }

    #[test]
    fn a_promise_is_a_question_until_the_last_day_and_prima_facie_after_it() {
        assert_eq!(standings(&promised(None)), [Standing::Question]);
        assert_eq!(
            standings(&promised(Some("2026-04-01"))),
            [Standing::Question]
        );
        assert_eq!(
            standings(&promised(Some("2026-05-01"))),
            [Standing::PrimaFacie]
        );
    }

    #[test]
    fn a_later_paper_keeps_the_promise() {
        let mut case = promised(Some("2026-05-01"));
        case.paper(PaperKind::Letter, Some("2026-03-27"));
        assert!(standings(&case).is_empty());
    }

    #[test]
    fn when_a_file_was_saved_last_keeps_no_promise() {
        let mut case = promised(Some("2026-05-01"));
        case.paper(PaperKind::Data, Some("2026-03-27"));
        let saved = case.statements.papers.last_mut();
        let date = saved.and_then(|paper| paper.date.as_mut());
        date.expect("the paper has a date").from = DateFrom::File;
        assert_eq!(case.run("T07").len(), 1);
    }
}
