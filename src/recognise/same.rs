//! `From the same register`: what is said of one entry by what was said of an entry above it.

use crate::codebook::word_lists::word_lists;
use crate::recognise::survey::{Note, Survey};

/// Gives headings whose source is said to be the same as one above the text that tells that one, before their own.
pub(super) fn hand_down(survey: &mut Survey) {
    let says_same = |text: &str| {
        let lower = text.to_lowercase();
        let mut says = word_lists().same.register.iter();
        says.any(|said| lower.contains(said))
    };
    let mut told: Vec<(Note, bool)> = Vec::new();
    for heading in &survey.headings {
        let explained = heading.explanation.iter().map(|own| Note {
            text: own.text.clone(),
            at: own.at.clone(),
            hidden: false,
        });
        let texts = heading.sources.iter().cloned().chain(explained);
        told.extend(texts.map(|note| {
            let same = says_same(&note.text);
            (note, same)
        }));
    }
    if !told.iter().any(|(_, same)| *same) {
        return;
    }
    let names_register = |text: &str| {
        let lower = text.to_lowercase();
        let mut names = word_lists().same.registers.iter();
        names.any(|name| lower.contains(name))
    };
    told.retain(|(note, same)| *same || names_register(&note.text));
    told.sort_by(|one, other| one.0.at.cmp(&other.0.at));
    for heading in &mut survey.headings {
        let own = heading.explanation.as_ref().map(|own| (&own.text, &own.at));
        let mut texts = heading.sources.iter().map(|note| (&note.text, &note.at));
        let same = texts.find(|(text, _)| says_same(text));
        let Some((_, at)) = same.or(own.filter(|(text, _)| says_same(text))) else {
            continue;
        };
        let above = told
            .iter()
            .rev()
            .find(|(note, same)| !*same && note.at.part == at.part && note.at < *at);
        if let Some((note, _)) = above {
            let note = note.clone();
            heading.sources.insert(0, note);
        }
    }
}
