//! M10, `answered-by-general-notice`: Art 15 information only by pointing to a general notice.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items::{self, Item};
use crate::rules::papers;
use crate::rules::{Rule, RuleMeta, listed};
use crate::statement::{Stance, Statement};

/// M10, `answered-by-general-notice`.
#[derive(Debug)]
pub struct AnsweredByGeneralNotice;

const DOC: &str = "\
## What it finds

Items of Article 15 that the letter answers only with a link or by pointing to a privacy policy. Where only rights and complaint routes are answered so, it is a small question: they may fairly be by link.

## Why it matters

A notice says what is done with voters in general; the request asks what is done with one person's data.

## Example

`For recipients and retention see our privacy policy`. Where the letter also names the recipients, that item is answered.

## What to ask

Please give the Art 15 information as it applies to me rather than to voters generally.

## Citations

UK GDPR, Art 12(1); UK GDPR, Art 15(1). Contrast IC v Experian [2024] UKUT 105 (AAC): layered notices can suffice under Art 14.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M10"),
    name: "answered-by-general-notice",
    title: "Art 15 information only by pointing to a general notice",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.1", "gdpr-15.1"],
    ask: "Please give the Art 15 information as it applies to me rather than to voters generally.",
    caveat: "Generic items (rights, contacts) may fairly be by link; recipients and sources usually may not.",
    doc: DOC,
};

impl Rule for AnsweredByGeneralNotice {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !items::are_owed_by_letter(profile) {
            return;
        }
        let elsewhere: Vec<&Item> = items::ITEMS
            .iter()
            .filter(|item| items::points_elsewhere(profile, item))
            .collect();
        let pointing: Vec<&Statement> = elsewhere
            .iter()
            .flat_map(|item| items::said(profile, item))
            .filter(|statement| statement.stance == Stance::Elsewhere)
            .collect();
        if pointing.is_empty() {
            return;
        }
        let names: Vec<&str> = elsewhere.iter().map(|item| item.name).collect();
        let message = format!(
            "For {} the response only points to a general notice or page.",
            listed(&names, "and")
        );
        let mut finding = papers::found(&META, &pointing, message);
        if elsewhere.iter().all(|item| GENERIC.contains(&item.rule)) {
            finding.standing = Standing::Question;
            finding.severity = Severity::Low;
        }
        findings.push(finding);
    }
}

/// The rules of items that may fairly be answered by a link.
const GENERIC: &[&str] = &["M06", "M07"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::statement::Topic;

    fn pointing(topics: &[Topic]) -> Case {
        let mut case = Case::new();
        case.letter_paper();
        for topic in topics {
            case.state(*topic, Stance::Elsewhere, "See our privacy policy.", |_| {});
        }
        case
    }

    #[test]
    fn pointing_to_a_notice_is_found_and_an_answer_beside_it_is_silent() {
        let mut case = pointing(&[Topic::Recipients, Topic::Retention]);
        let found = case.run("M10");
        let said = "the recipients of the data and the period of storage or its criteria";
        assert!(found.iter().any(|f| f.message.contains(said)), "{found:?}");
        case.state(
            Topic::Recipients,
            Stance::Stated,
            "Blenkin Print Ltd.",
            |_| {},
        );
        case.state(Topic::Retention, Stance::Stated, "Two years.", |_| {});
        assert!(case.run("M10").is_empty());
    }

    #[test]
    fn rights_by_link_are_a_small_question() {
        let found = pointing(&[Topic::Rights]).run("M10");
        let of: Vec<(Standing, Severity)> =
            found.iter().map(|f| (f.standing, f.severity)).collect();
        assert_eq!(of, [(Standing::Question, Severity::Low)]);
    }

    #[test]
    fn what_is_answered_elsewhere_is_not_also_missing() {
        let mut case = pointing(&[Topic::Recipients]);
        case.add("VI", "L", |_, _| {});
        let found = crate::rules::check_all(&case.profile(), &|_| true);
        let codes: Vec<&str> = found.findings.iter().map(|f| f.rule.0).collect();
        assert!(
            codes.contains(&"M10") && codes.contains(&"M02"),
            "{codes:?}"
        );
        assert!(!codes.contains(&"M04"), "{codes:?}");
        let said = found.silenced.iter().find(|line| line.rule.0 == "M04");
        assert!(said.is_some_and(|line| line.by == ["M10"]));
    }
}
