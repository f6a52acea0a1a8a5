//! Tables that tell of the files of a response, or of the system that they came from, and nothing of the person: what
//! stands in them is read as text.
//!
//! ```text
//! File          | What it is       | Rows        Release | Date       | Change
//! petitions.csv | What you signed  | 2           4.1     | 2025-10-06 | TURN_PC is now out of 100
//! ```

use crate::codebook::word_lists::{WordList, word_lists};
use crate::document::{Cell, Table};
use crate::recognise::heading::Recogniser;
use crate::recognise::layout::{Body, Layout, Region};

/// A table that tells of files or of a system, all of it as text; nothing where it may tell of a person.
pub(super) fn of_table(table: &Table, recogniser: &Recogniser<'_>) -> Option<Layout> {
    let mut rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    // A title, or nothing, may stand above.
    let head = rows.find(|row| filled(row).count() > 1)?;
    let below: Vec<&[Cell]> = rows.collect();
    if below.is_empty() {
        return None;
    }
    let why = if is_list_of_files(head, &below, recogniser) {
        "its rows are files, and what is said of each"
    } else if is_log_of_changes(head, recogniser) {
        "its rows are versions of a system, and what was changed with each"
    } else {
        return None;
    };
    let region = Region {
        title: Vec::new(),
        first: table.cells.first()?.at.row,
        last: table.cells.last()?.at.row,
        body: Body::Notes(filled(&table.cells).map(|cell| cell.at).collect()),
        why: why.to_owned(),
        runner_up: None,
    };
    Some(Layout {
        regions: vec![region],
    })
}

fn filled(cells: &[Cell]) -> impl Iterator<Item = &Cell> {
    cells.iter().filter(|cell| !cell.is_blank())
}

/// Whether a cell of the head is one of these.
fn is_headed(cell: &Cell, list: &WordList, recogniser: &Recogniser<'_>) -> bool {
    list.has_words(recogniser.label(&cell.text()).words())
}

/// Whether the first column holds names of files and nothing else, and the other heads are of what is measured of files, and
/// said of them. A list of papers that are held of somebody says no size.
fn is_list_of_files(head: &[Cell], below: &[&[Cell]], recogniser: &Recogniser<'_>) -> bool {
    let lists = &word_lists().housekeeping;
    let Some(first) = filled(head)
        .next()
        .filter(|cell| is_headed(cell, &lists.files, recogniser))
    else {
        return false;
    };
    let mut names = below
        .iter()
        .filter_map(|row| row.iter().find(|cell| cell.at.col == first.at.col))
        .filter(|cell| !cell.is_blank())
        .peekable();
    names.peek().is_some()
        && names.all(|cell| is_name_of_file(cell.text().trim()))
        && filled(head).any(|cell| is_headed(cell, &lists.of_files, recogniser))
        && filled(head).skip(1).all(|cell| {
            is_headed(cell, &lists.of_files, recogniser)
                || is_headed(cell, &lists.beside_files, recogniser)
        })
}

/// `petitions.csv`, `letters/2024-05-03.pdf`
fn is_name_of_file(name: &str) -> bool {
    const ENDING: std::ops::RangeInclusive<usize> = 2..=5;
    name.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty()
            && ENDING.contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
    })
}

/// Whether the heads are a version, what was changed, and at most when, by whom and on whose word.
fn is_log_of_changes(head: &[Cell], recogniser: &Recogniser<'_>) -> bool {
    let lists = &word_lists().housekeeping;
    let has = |list: &WordList| filled(head).any(|cell| is_headed(cell, list, recogniser));
    let known = [&lists.versions, &lists.changes, &lists.beside_versions];
    has(&lists.versions)
        && has(&lists.changes)
        && filled(head).all(|cell| known.iter().any(|list| is_headed(cell, list, recogniser)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_ends_in_letters() {
        for name in [
            "petitions.csv",
            "letters/2024-05-03.pdf",
            "Ms Doe.docx",
            "a.7z",
        ] {
            assert!(is_name_of_file(name), "{name}");
        }
        for text in [
            "Soft left",
            "3.5",
            "www.party.example/page",
            ".csv",
            "Mr. Doe",
        ] {
            assert!(!is_name_of_file(text), "{text}");
        }
    }
}
