//! Whether an item of Article 15(1) is owed, and how the response answers it.

use crate::finding::{Finding, RuleCode, Standing};
use crate::profile::Profile;
use crate::rules::{RuleMeta, papers, written};
use crate::statement::{PaperKind, Stance, Statement, Topic};
use crate::vocabulary::ResponseKind;

/// What an item is: the rule that misses it, how it is named in a sentence, the topics that answer
/// it, and the key under which headings are read for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The code of the rule.
    pub rule: &'static str,
    /// Its name in a sentence.
    pub name: &'static str,
    /// The topics that answer it.
    pub topics: &'static [Topic],
    /// Its key in the checklist.
    pub key: &'static str,
}

/// The items, in the order of the Article.
pub const ITEMS: &[Item] = &[
    Item {
        rule: "M02",
        name: "the purposes of the processing",
        topics: &[Topic::Purposes],
        key: "purposes",
    },
    Item {
        rule: "M03",
        name: "the categories of data",
        topics: &[Topic::Categories],
        key: "categories",
    },
    Item {
        rule: "M04",
        name: "the recipients of the data",
        topics: &[Topic::Recipients, Topic::AlliedBodies],
        key: "recipients",
    },
    Item {
        rule: "M05",
        name: "the period of storage or its criteria",
        topics: &[Topic::Retention],
        key: "retention",
    },
    Item {
        rule: "M06",
        name: "the rights to rectification, erasure, restriction and objection",
        topics: &[Topic::Rights],
        key: "rights-rectify-erase-restrict-object",
    },
    Item {
        rule: "M07",
        name: "the complaint routes",
        topics: &[Topic::ComplaintCommissioner, Topic::ComplaintController],
        key: "complaint",
    },
    Item {
        rule: "M08",
        name: "the sources of the data",
        topics: &[Topic::Source, Topic::BoughtData],
        key: "source",
    },
    Item {
        rule: "M09",
        name: "automated decisions and profiling",
        topics: &[Topic::AutomatedDecisions, Topic::Profiling],
        key: "automated-decisions",
    },
    Item {
        rule: "M11",
        name: "transfers abroad",
        topics: &[Topic::Transfers],
        key: "transfers",
    },
];

/// The item that a rule misses.
#[must_use]
pub fn of_rule(code: RuleCode) -> Option<&'static Item> {
    ITEMS.iter().find(|item| item.rule == code.0)
}

/// Whether the items are owed: something is held, or a letter answers; and the response is neither
/// a refusal in whole, nor a statement that nothing is held, nor a request for time.
#[must_use]
pub fn are_owed(profile: &Profile<'_>) -> bool {
    let answers = profile.held().next().is_some() || profile.has_letter();
    let silent = matches!(
        profile.response_kind,
        ResponseKind::NoDataHeld | ResponseKind::Refusal | ResponseKind::NotAResponse
    );
    answers && !silent && !papers::is_holding_letter(profile)
}

/// What is said about an item, in any way.
pub fn said<'p>(profile: &'p Profile<'_>, item: &Item) -> impl Iterator<Item = &'p Statement> {
    let topics = item.topics;
    let all = profile.statements.all.iter();
    all.filter(move |statement| topics.contains(&statement.topic))
}

/// Whether the response answers an item: it is stated, denied or refused in the papers, or a heading
/// asks for it and a value answers, as in `Recipients: none`.
#[must_use]
pub fn is_answered(profile: &Profile<'_>, item: &Item) -> bool {
    said(profile, item).any(Statement::answers_item) || in_data(profile, item)
}

/// Whether an item is answered only by pointing elsewhere.
#[must_use]
pub fn is_elsewhere(profile: &Profile<'_>, rule: RuleCode) -> bool {
    of_rule(rule).is_some_and(|item| points_elsewhere(profile, item))
}

/// Whether the response points elsewhere for an item and answers it nowhere.
#[must_use]
pub fn points_elsewhere(profile: &Profile<'_>, item: &Item) -> bool {
    !is_answered(profile, item)
        && said(profile, item).any(|statement| statement.stance == Stance::Elsewhere)
}

/// The finding that an item is owed and is not found; none where it is answered, or not owed.
#[must_use]
pub fn missing(meta: &RuleMeta, profile: &Profile<'_>) -> Option<Finding> {
    let item = of_rule(meta.code)?;
    if !are_owed(profile) || is_answered(profile, item) {
        return None;
    }
    let mut name = item.name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let message = format!("{name} {}.", not_found(profile));
    let mut finding = meta.at(profile.searched(), message);
    finding.standing = standing(profile, meta.standing);
    Some(finding)
}

/// How it is said that something is not found.
#[must_use]
pub fn not_found(profile: &Profile<'_>) -> &'static str {
    match (profile.has_letter(), points_to_notice(profile)) {
        (true, false) => "cannot be found in the letter or in any other text of the response",
        (true, true) => {
            "cannot be found in the papers supplied, which point to a notice that is not among them"
        }
        (false, _) => "cannot be found in the papers supplied, which hold no letter",
    }
}

/// The standing: lower where there is no letter, or where a notice is pointed to that is not in the
/// papers.
#[must_use]
pub fn standing(profile: &Profile<'_>, full: Standing) -> Standing {
    if profile.has_letter() && !points_to_notice(profile) {
        full
    } else {
        full.min(Standing::PrimaFacie)
    }
}

/// Whether the response points to a notice that may answer and is not in the papers.
#[must_use]
pub fn points_to_notice(profile: &Profile<'_>) -> bool {
    let supplied = profile.statements.papers.iter();
    profile.statements.affirms(Topic::Notice)
        && !supplied
            .map(|paper| paper.kind)
            .any(|kind| kind == PaperKind::Notice)
}

/// Whether a heading asks for an item and a value answers. Each heading is read once, however many
/// records stand under it.
fn in_data(profile: &Profile<'_>, item: &Item) -> bool {
    const SHORT: usize = 3;
    let asked: Vec<usize> = profile
        .survey
        .headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| {
            let mut items = profile.phrases.items(&heading.text);
            items.any(|found| found == item.key)
        })
        .map(|(index, _)| index)
        .collect();
    !asked.is_empty()
        && profile.points.iter().any(|point| {
            asked.contains(&point.heading)
                && point
                    .value
                    .as_deref()
                    .is_some_and(|value| !written::is_yes(value) || value.len() > SHORT)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::by_name;
    use crate::rules::testing::Case;

    #[test]
    fn each_item_has_its_rule() {
        for item in ITEMS {
            assert!(by_name(item.rule).is_some(), "{}", item.rule);
        }
    }

    #[test]
    fn pointing_elsewhere_counts_only_where_nothing_better_is_said() {
        let mut case = Case::new();
        case.state(
            Topic::Purposes,
            Stance::Elsewhere,
            "See our notice.",
            |_| {},
        );
        assert!(is_elsewhere(&case.profile(), RuleCode("M02")));
        assert!(!is_elsewhere(&case.profile(), RuleCode("M04")));
        case.state(Topic::Purposes, Stance::Stated, "We campaign.", |_| {});
        assert!(!is_elsewhere(&case.profile(), RuleCode("M02")));
    }

    #[test]
    fn a_notice_that_is_not_in_the_papers_lowers_the_standing_and_one_that_is_does_not() {
        let mut case = Case::new();
        case.paper(PaperKind::Letter, None);
        let of = |case: &Case| standing(&case.profile(), Standing::Face);
        assert_eq!(of(&case), Standing::Face);
        case.state(Topic::Notice, Stance::Stated, "See our notice.", |_| {});
        assert_eq!(of(&case), Standing::PrimaFacie);
        case.paper(PaperKind::Notice, None);
        assert_eq!(of(&case), Standing::Face);
    }
}
