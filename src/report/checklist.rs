//! The checklist: each item of Article 15, whether the response states it, and in which words.

use crate::profile::Profile;
use crate::provenance::Location;
use crate::report::{ChecklistLine, ItemStatus};
use crate::statement::item::{ITEMS, Item, Weight};
use crate::statement::{Statement, Topic};
use crate::vocabulary::{Basis, Origin, ResponseKind};

/// The item that is owed where nothing is held.
const OWED_ALWAYS: &str = "confirmation";

/// The items' keys, in their order.
pub(crate) fn item_keys() -> impl Iterator<Item = &'static str> {
    ITEMS.iter().map(|item| item.key)
}

/// What the program says of an item itself, where no words of the response answer it.
const NOT_FOUND: &str = "Not found in the papers supplied.";
const SUPPLIED: &str = "Data were supplied.";
const BY_HEADINGS: &str = "The headings of the data describe their kinds.";
const SOMEWHERE: &str = "The response states the source of at least some of the data.";

/// Whether a text is the program's own, and quotes nothing.
pub(super) fn is_own(text: &str) -> bool {
    [NOT_FOUND, SUPPLIED, BY_HEADINGS, SOMEWHERE].contains(&text)
}

/// The checklist of a response.
pub(super) fn checklist(profile: &Profile<'_>) -> Vec<ChecklistLine> {
    ITEMS.iter().map(|item| line(profile, item)).collect()
}

fn line(profile: &Profile<'_>, item: &Item) -> ChecklistLine {
    let (status, at, text) = status(profile, item);
    ChecklistLine {
        item: item.key,
        provision: item.provision,
        status,
        at,
        text,
    }
}

/// How an item stands, where that is said, and in which words.
type Standing = (ItemStatus, Vec<Location>, String);

fn status(profile: &Profile<'_>, item: &Item) -> Standing {
    if let Some(found) = not_owed(profile, item) {
        return found;
    }
    if let Some(found) = by_data(profile, item) {
        return found;
    }
    let best = profile
        .statements
        .all
        .iter()
        .filter(|statement| item.topics.contains(&statement.topic))
        .filter_map(|statement| Some((statement.weight()?, statement)))
        // The first of the best.
        .fold(
            None,
            |best: Option<(Weight, &Statement)>, next| match best {
                Some(best) if best.0 >= next.0 => Some(best),
                Some(_) | None => Some(next),
            },
        );
    match best {
        Some((weight, statement)) => (
            settled(weight),
            vec![statement.at.clone()],
            statement.words.clone(),
        ),
        None => (
            ItemStatus::NotFound,
            profile.searched(),
            NOT_FOUND.to_owned(),
        ),
    }
}

/// How an item stands that a statement settles so much.
fn settled(weight: Weight) -> ItemStatus {
    match weight {
        Weight::Elsewhere => ItemStatus::Elsewhere,
        Weight::Refused => ItemStatus::Refused,
        Weight::Supposed | Weight::Generic | Weight::Stated => ItemStatus::Stated,
    }
}

/// Items follow only where data are processed, and a refusal in whole refuses them all.
fn not_owed(profile: &Profile<'_>, item: &Item) -> Option<Standing> {
    let first = |topics: &[Topic]| {
        let mut said = profile.statements.all.iter();
        said.find(|statement| statement.affirms() && topics.contains(&statement.topic))
            .map(|statement| (vec![statement.at.clone()], statement.words.clone()))
    };
    match profile.response_kind {
        ResponseKind::NoDataHeld => {
            let (at, words) = first(&[Topic::NothingHeld])?;
            let status = if item.key == OWED_ALWAYS {
                ItemStatus::Stated
            } else {
                ItemStatus::NotApplicable
            };
            Some((status, at, words))
        }
        ResponseKind::Refusal => {
            let (at, words) = first(&[Topic::Refusal, Topic::Excessive])?;
            let own = profile.statements.all.iter().any(|statement| {
                item.topics.contains(&statement.topic)
                    && statement
                        .weight()
                        .is_some_and(|weight| weight > Weight::Refused)
            });
            (!own).then_some((ItemStatus::Refused, at, words))
        }
        ResponseKind::Data
        | ResponseKind::LetterOnly
        | ResponseKind::NotAResponse
        | ResponseKind::Unknown => None,
    }
}

/// What the data themselves answer.
fn by_data(profile: &Profile<'_>, item: &Item) -> Option<Standing> {
    if profile.response_kind != ResponseKind::Data {
        return None;
    }
    match item.key {
        "confirmation" | "copy" => {
            Some((ItemStatus::Stated, profile.searched(), SUPPLIED.to_owned()))
        }
        "categories" => {
            let headings = &profile.survey.headings;
            let known = headings
                .iter()
                .filter(|heading| heading.recognised.is_known())
                .count();
            (known.saturating_mul(2) >= headings.len()).then(|| {
                let text = BY_HEADINGS.to_owned();
                (ItemStatus::Stated, profile.searched(), text)
            })
        }
        "source" => {
            // What a letter says is quoted; what stands beside the data is pointed to.
            let mut said = profile.statements.all.iter();
            let in_words = said.any(|statement| {
                item.topics.contains(&statement.topic) && statement.weight() == Some(Weight::Stated)
            });
            if in_words {
                return None;
            }
            let stated = profile.points.iter().find(|point| {
                point.origin_basis == Basis::Response && point.origin != Origin::Canvass
            })?;
            let text = SOMEWHERE.to_owned();
            Some((ItemStatus::Stated, vec![stated.at.clone()], text))
        }
        _ => None,
    }
}
