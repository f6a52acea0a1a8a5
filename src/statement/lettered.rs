//! What a letter explains of columns that it counts by the letters of a spreadsheet: `Column E is your answer when we rang.
//! T is for Green, L for Labour.`

use std::collections::BTreeSet;

use crate::provenance::{PartId, Place};
use crate::recognise::Survey;
use crate::recognise::explain::{CodeMeaning, Explanation};
use crate::statement::described::{codes_of, without_signs};
use crate::statement::sentence::Sentence;
use crate::statement::told::{is_of_source, scale};

/// The headings that paragraphs explain so, where one table alone has columns to count.
pub(super) fn explained_by_letter(
    sentences: &[&Sentence],
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    let tables: BTreeSet<(PartId, u32)> = survey
        .headings
        .iter()
        .filter(|heading| matches!(heading.at.place, Place::Cell { .. } | Place::Field { .. }))
        .map(|heading| (heading.at.part, heading.block))
        .collect();
    if tables.len() != 1 {
        return Vec::new();
    }
    let paragraphs = sentences.chunk_by(|_, next| !next.first);
    let told = paragraphs.filter_map(|paragraph| {
        let (first, behind) = paragraph.split_first()?;
        let (letter, says) = column(&first.text)?;
        let same = behind
            .iter()
            .take_while(|next| column(&next.text).is_none());
        let same: Vec<&Sentence> = same.copied().collect();
        let (index, heading) = survey.headings.iter().enumerate().find(|(_, heading)| {
            let own = match &heading.at.place {
                Place::Cell { cell, .. } => cell.col.zero_based(),
                Place::Field { column, .. } => column.zero_based(),
                _ => return false,
            };
            own == letter
        })?;
        let texts: Vec<&str> = std::iter::once(says)
            .chain(same.iter().map(|next| next.text.as_str()))
            .collect();
        let codes: Vec<CodeMeaning> = same.iter().flat_map(|next| codes_of(next)).collect();
        let codes = match codes.is_empty() {
            true => without_signs(first),
            false => codes,
        };
        // `Column D is from the register` says where it is from, and not what it is.
        if codes.is_empty() && is_of_source(says) {
            return None;
        }
        let text = texts.join(" ");
        let mut read = Explanation::read(&heading.text, &[&text], first.at.clone())?;
        read.from_key = true;
        read.scale = read
            .scale
            .or_else(|| texts.iter().find_map(|text| scale(text)));
        if !codes.is_empty() {
            read.codes = codes;
        }
        // `Column D is missing` explains nothing.
        let tells = !read.codes.is_empty() || read.scale.is_some();
        tells.then_some((index, read))
    });
    told.collect()
}

/// The column, from nought, that a sentence is about, and what it says of it.
fn column(text: &str) -> Option<(u32, &str)> {
    const VERBS: [&str; 7] = [
        "is ",
        "shows ",
        "holds ",
        "gives ",
        "says ",
        "contains ",
        "has ",
    ];
    let leads = ["Column ", "Col ", "Col. ", "In column ", "The column "];
    let behind = leads.iter().find_map(|lead| text.strip_prefix(lead))?;
    let (letter, behind) = behind.split_once([' ', ','])?;
    let letter = match letter.as_bytes() {
        [letter] if letter.is_ascii_uppercase() => letter - b'A',
        _ => return None,
    };
    let behind = behind.trim_start();
    let says = VERBS.iter().find_map(|verb| behind.strip_prefix(verb))?;
    Some((u32::from(letter), says))
}
