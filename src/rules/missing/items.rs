//! Whether an item of Article 15(1) is owed, and how the response answers it.

use crate::finding::{Finding, RuleCode, Standing};
use crate::profile::Profile;
use crate::rules::{RuleMeta, papers};
use crate::statement::{About, PaperKind, Stance, Statement, Topic, item};
use crate::vocabulary::ResponseKind;

/// What an item is: the rule that misses it, how it is named in a sentence, and its key in the
/// checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The code of the rule.
    pub rule: &'static str,
    /// Its name in a sentence.
    pub name: &'static str,
    /// Its key in the checklist.
    pub key: &'static str,
    /// Topics that spare the rule, though the checklist asks for more.
    pub also: &'static [Topic],
}

const fn missed(rule: &'static str, name: &'static str, key: &'static str) -> Item {
    Item {
        rule,
        name,
        key,
        also: &[],
    }
}

/// The items, in the order of the Article.
pub const ITEMS: &[Item] = &[
    missed("M02", "the purposes of the processing", "purposes"),
    missed("M03", "the categories of data", "categories"),
    missed("M04", "the recipients of the data", "recipients"),
    missed("M05", "the period of storage or its criteria", "retention"),
    missed(
        "M06",
        "the rights to rectification, erasure, restriction and objection",
        "rights-rectify-erase-restrict-object",
    ),
    missed("M07", "the complaint routes", "complaint"),
    missed("M08", "the sources of the data", "source"),
    Item {
        also: &[Topic::Profiling],
        ..missed(
            "M09",
            "automated decisions and profiling",
            "automated-decisions",
        )
    },
    missed("M11", "transfers abroad", "transfers"),
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

/// Whether the items are owed and a letter is there that could give them: what a table alone leaves out
/// is no more than not in the papers.
#[must_use]
pub fn are_owed_by_letter(profile: &Profile<'_>) -> bool {
    profile.has_letter() && are_owed(profile)
}

/// The finding that a letter which owes the items says nothing of a topic, in a rule's own words.
#[must_use]
pub fn unsaid(
    meta: &RuleMeta,
    profile: &Profile<'_>,
    topic: Topic,
    message: &str,
) -> Option<Finding> {
    let mut about = profile.statements.about(topic);
    let said = about.any(|statement| statement.stance != Stance::Supposed);
    (!said && are_owed_by_letter(profile)).then(|| meta.at(profile.searched(), message.to_owned()))
}

/// What is said about an item, in any way.
pub fn said<'p>(profile: &'p Profile<'_>, item: &Item) -> impl Iterator<Item = &'p Statement> {
    let known = item::ITEMS.iter().find(|known| known.key == item.key);
    let topics = known.map_or(&[][..], |known| known.topics);
    let also = item.also;
    let all = profile.statements.all.iter();
    // `Lean is our own estimate, from 1 to 5` tells of one field, and not whether people are profiled.
    let also_said =
        move |said: &Statement| also.contains(&said.topic) && said.about == About::Everything;
    all.filter(move |said| topics.contains(&said.topic) || also_said(said))
}

/// Whether the response answers an item: it is stated, denied or refused in the papers, or beside a
/// heading that asks for it.
#[must_use]
pub fn is_answered(profile: &Profile<'_>, item: &Item) -> bool {
    said(profile, item).any(Statement::answers_item)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::by_name;
    use crate::rules::testing::Case;

    #[test]
    fn each_item_has_its_rule() {
        for item in ITEMS {
            assert!(by_name(item.rule).is_some(), "{}", item.rule);
            let key = |known: &&item::Item| known.key == item.key;
            assert!(item::ITEMS.iter().any(|known| key(&known)), "{}", item.key);
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
