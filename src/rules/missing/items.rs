//! Whether an item of Article 15(1) is owed, and whether it is stated.

use crate::codebook::Label;
use crate::finding::Standing;
use crate::profile::Profile;
use crate::recognise::Note;
use crate::rules::{suppress, written};
use crate::vocabulary::ResponseKind;

/// Whether the items are owed: something is held, or a letter answers; and the response is neither
/// a refusal, nor a statement that nothing is held, nor a request for time.
#[must_use]
pub fn are_owed(profile: &Profile<'_>) -> bool {
    let answers = profile.held().next().is_some() || profile.has_letter();
    let silent = matches!(
        profile.response_kind,
        ResponseKind::NoDataHeld | ResponseKind::Refusal | ResponseKind::NotAResponse
    );
    answers && !silent && !suppress::is_holding_letter(profile)
}

/// The texts of at least four words that state an item.
#[must_use]
pub fn statements<'p>(profile: &'p Profile<'_>, item: &str) -> Vec<&'p Note> {
    const LEAST: usize = 4;
    profile
        .said()
        .filter(|note| {
            Label::new(&note.text).words().len() >= LEAST
                && profile.phrases.items(&note.text).any(|found| found == item)
        })
        .collect()
}

/// Whether an item is stated: in a text, or as a heading with its answer, `Recipients: none`.
#[must_use]
pub fn is_stated(profile: &Profile<'_>, item: &str) -> bool {
    let in_passages = || {
        profile
            .document
            .parts
            .iter()
            .flat_map(|part| &part.passages)
            .filter(|passage| !passage.quoted && Label::new(&passage.text).words().len() >= 4)
            .any(|passage| {
                profile
                    .phrases
                    .items(&passage.text)
                    .any(|found| found == item)
            })
    };
    // Each heading is read once, however many records stand under it.
    let in_data = || {
        let asked: Vec<usize> = profile
            .survey
            .headings
            .iter()
            .enumerate()
            .filter(|(_, heading)| {
                profile
                    .phrases
                    .items(&heading.text)
                    .any(|found| found == item)
            })
            .map(|(index, _)| index)
            .collect();
        !asked.is_empty()
            && profile.points.iter().any(|point| {
                asked.contains(&point.heading)
                    && point
                        .value
                        .as_deref()
                        .is_some_and(|value| !written::is_yes(value) || value.len() > 3)
            })
    };
    !statements(profile, item).is_empty() || in_passages() || in_data()
}

/// How it is said that an item is not found.
#[must_use]
pub fn not_found(profile: &Profile<'_>) -> &'static str {
    if profile.has_letter() {
        "cannot be found in the letter or in any other text of the response"
    } else {
        "cannot be found in the papers supplied, which hold no letter"
    }
}

/// The standing: lower where there is no letter, or where a notice is pointed to.
#[must_use]
pub fn standing(profile: &Profile<'_>, full: Standing) -> Standing {
    if profile.has_letter() && !points_to_notice(profile) {
        full
    } else {
        full.min(Standing::PrimaFacie)
    }
}

/// Whether the response points to a notice that may answer.
#[must_use]
pub fn points_to_notice(profile: &Profile<'_>) -> bool {
    const NOTICES: &[&str] = &[
        "privacy notice",
        "privacy policy",
        "privacy statement",
        "fair processing notice",
        "privacy page",
        "data protection policy",
    ];
    profile
        .said()
        .any(|note| suppress::says(&note.text, NOTICES))
}
