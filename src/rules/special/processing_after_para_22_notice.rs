//! C04, `processing-after-para-22-notice`: processing after written para 22 notice.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::{Category, SpecialCategory};

/// C04, `processing-after-para-22-notice`.
#[derive(Debug)]
pub struct ProcessingAfterPara22Notice;

const DOC: &str = "\
## What it finds

A written notice to stop under paragraph 22(3) whose period has ended, and a response that still shows political opinions. Without its date, the end of its period and the day of the response, it is a question.

## Why it matters

The condition for processing political opinions no longer applies once such a notice has been given and its period has ended.

## Example

A notice of 1 June that gave until 1 July, and a response of September with a support score. A response that came before 1 July is silent.

## What to ask

Please confirm the date on which you stopped processing my political-opinion data following my notice of [date].

## Citations

Data Protection Act 2018, Sch 1 para 22; UK GDPR, Art 21(1); UK GDPR, Art 21(2)-(3); UK GDPR, Art 9(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("C04"),
    name: "processing-after-para-22-notice",
    title: "Processing after written para 22 notice",
    severity: Severity::Critical,
    standing: Standing::PrimaFacie,
    provisions: &["dpa-sch1-22", "gdpr-21.1", "gdpr-21.2", "gdpr-9.2"],
    ask: "Please confirm the date on which you stopped processing my political-opinion data following my notice of [date].",
    caveat: "Suppression records may lawfully be kept; whether the period was reasonable is fact-sensitive; the notice must require the controller to stop and itself give a period.",
    doc: DOC,
};

impl Rule for ProcessingAfterPara22Notice {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let Some(notice) = profile.request.para22 else {
            return;
        };
        let responded = written::answered_day(profile);
        let since = notice.stop_by.or(notice.given);
        if let (Some(since), Some(responded)) = (since, responded)
            && responded <= since
        {
            return;
        }
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.person == 1
                    && point.special == Some(SpecialCategory::PoliticalOpinion)
                    && point.category != Category::Consent
            })
            .collect();
        let Some(mut finding) = gather(self, profile, &points) else {
            return;
        };
        if notice.given.is_none() || notice.stop_by.is_none() || responded.is_none() {
            finding.standing = Standing::Question;
        }
        let day = notice.given.map(crate::day::Day::in_words);
        let of = day.map_or_else(String::new, |day| format!(" of {day}"));
        finding.ask = META.ask.replace(" of [date]", &of);
        findings.push(finding);
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let notice = profile.request.para22?;
        let named = headings(points.iter().copied());
        let given = notice.given.map(|day| format!(" of {}", day.in_words()));
        let ended = notice.stop_by.map_or_else(
            || ", whose period is not on file".to_owned(),
            |day| format!(", whose period ended on {}", day.in_words()),
        );
        Some(format!(
            "The response shows political opinions under {named} after the notice to stop{}{ended}.",
            given.unwrap_or_default(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::request::StopNotice;
    use crate::rules::testing::Case;

    fn case(stop_by: Option<&str>, received: &str) -> Case {
        let mut case = Case::new();
        case.request.para22 = Some(StopNotice {
            given: Day::parse("2025-06-01").ok(),
            stop_by: stop_by.and_then(|day| Day::parse(day).ok()),
        });
        case.request.received = Day::parse(received).ok();
        case.add("Support score", "71", |point, _| {
            point.special = Some(SpecialCategory::PoliticalOpinion);
            point.category = Category::VotingIntention;
        });
        case.add("Do not contact", "Y", |point, _| {
            point.special = Some(SpecialCategory::PoliticalOpinion);
            point.category = Category::Consent;
        });
        case
    }

    #[test]
    fn opinions_after_the_period_are_found_and_in_the_period_they_are_not() {
        let found = case(Some("2025-07-01"), "2025-09-01").run("C04");
        assert_eq!(
            found
                .iter()
                .map(|f| (f.standing, f.data_points.len()))
                .collect::<Vec<_>>(),
            [(Standing::PrimaFacie, 1)]
        );
        assert!(
            found
                .iter()
                .all(|f| f.ask.contains("notice of 1 June 2025"))
        );
        assert!(case(Some("2025-07-01"), "2025-07-01").run("C04").is_empty());
    }

    #[test]
    fn a_notice_without_a_period_is_a_question() {
        let found = case(None, "2025-09-01").run("C04");
        assert_eq!(
            found.iter().map(|f| f.standing).collect::<Vec<_>>(),
            [Standing::Question]
        );
    }
}
