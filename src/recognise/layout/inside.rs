//! Whole pairs in single cells, in one column or in several side by side, with titles between them.
//!
//! ```text
//! The elector                     Canvass
//! Elector: Rosalind Tewkesbury    VI code: S
//! Post code: ZZ99 4QT             Lab (0-10): 8
//! ```

use crate::codebook::word_lists::word_lists;
use crate::document::Cell;
use crate::provenance::{CellAt, ColNo};
use crate::recognise::layout::pairs::{Pair, bare, head_inside};
use crate::recognise::layout::{
    Body, Familiarity, PairsRegion, Region, RowShape, Taken, split_label,
};

/// Takes whole pairs from the top of the rest: most cells are pairs, and the headings of enough of them are known.
pub(super) fn take(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<Taken> {
    const FEWEST: usize = 3;
    let rows = stretch(rest, familiar);
    let body = rest.get(..rows)?;
    let cells = || body.iter().flat_map(|row| row.cells.iter().copied());
    let found: Vec<&Cell> = cells().filter(|cell| is_pair(cell)).collect();
    let known = found
        .iter()
        .filter(|cell| head_of(cell).is_some_and(|head| familiar.knows(&head)))
        .count();
    if found.len() < FEWEST || known * 2 < found.len() || found.len() * 5 < cells().count() * 3 {
        return None;
    }
    // `Surname: your family name` explains.
    let explaining = found.iter().filter(|cell| explains(cell)).count();
    let title = body.first()?.cells.first()?.text();
    let announced = !is_pair(body.first()?.cells.first()?) && familiar.announces_key(title.trim());
    if explaining * 2 >= found.len() || announced {
        return None;
    }
    let pairs = found.iter().map(|cell| {
        let mut pair = bare(cell.at, cell.at);
        pair.title = title_of(body, cell.at);
        pair
    });
    let mut pairs: Vec<Pair> = pairs.collect();
    // What stands under one title stays together, column by column.
    pairs.sort_by_key(|pair| {
        let title = pair.title.map(|title| (title.row, title.col));
        (title, pair.heading.col, pair.heading.row)
    });
    part_records(&mut pairs, &found);
    let (first, last) = (body.first()?.row, body.last()?.row);
    Some(Taken {
        rows,
        region: Region {
            title: Vec::new(),
            first,
            last,
            body: Body::Pairs(PairsRegion {
                notes: Vec::new(),
                pairs,
            }),
            why: format!(
                "its cells hold a heading and its value each: {known} of {} such headings are known",
                found.len()
            ),
            runner_up: None,
        },
    })
}

/// Where a heading stands more than once, each column and what stands under each title is a record of its own: there may
/// be two people side by side.
fn part_records(pairs: &mut [Pair], cells: &[&Cell]) {
    let heads = cells.iter().filter_map(|cell| head_of(cell));
    let mut heads: Vec<String> = heads.map(|head| head.to_lowercase()).collect();
    let all = heads.len();
    heads.sort_unstable();
    heads.dedup();
    if heads.len() == all {
        return;
    }
    let mut places: Vec<(ColNo, Option<CellAt>)> = Vec::new();
    for pair in pairs {
        // A title over all columns heads one record.
        let col = pair.title.map_or(pair.heading.col, |title| title.col);
        let place = (col, pair.title);
        let known = places.iter().position(|other| *other == place);
        let at = known.unwrap_or_else(|| {
            places.push(place);
            places.len() - 1
        });
        pair.record = u32::try_from(at).unwrap_or(u32::MAX);
    }
}

/// Whether what stands behind a heading says what it is: `VI: how you told us that you vote`.
fn explains(cell: &Cell) -> bool {
    const WORDS: usize = 2;
    let text = cell.text();
    let Some((_, tail)) = split_label(&text) else {
        return false;
    };
    let mut words = tail.split_whitespace();
    let begins = words
        .next()
        .is_some_and(|word| word_lists().inside.explains.has(word));
    begins && words.count() + 1 >= WORDS
}

/// How many rows there are before one whose cells are neither pairs nor titles of some.
fn stretch(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> usize {
    // `Surname | Casey`, `Status | Party: Labour`: a listed heading before what is none is a pair.
    let is_beside = |row: &RowShape<'_>| {
        let mut pairs = row.cells.windows(2);
        pairs.any(|pair| {
            let [head, beside] = pair else { return false };
            let text = head.text();
            !is_pair(head)
                && familiar.lists(text.trim())
                && (is_pair(beside) || !familiar.knows(beside.text().trim()))
        })
    };
    let fits = |at: usize| {
        let row = rest.get(at)?;
        if is_beside(row) {
            return None;
        }
        let below = rest.get(at + 1..).unwrap_or_default();
        let mut cells = row.cells.iter();
        let all = cells.all(|cell| is_pair(cell) || is_title(cell, below));
        (all && !row.cells.is_empty()).then_some(())
    };
    (0..rest.len()).take_while(|at| fits(*at).is_some()).count()
}

/// Whether a cell holds a heading and its value: `Heat: Amber`, and not `https://...` or a sentence.
fn is_pair(cell: &Cell) -> bool {
    let text = cell.text();
    let parted = text.split_once(':');
    let spaced = parted.is_some_and(|(_, tail)| tail.starts_with(char::is_whitespace));
    spaced && head_inside(&text).is_some_and(|head| head.contains(char::is_alphabetic))
}

fn head_of(cell: &Cell) -> Option<String> {
    split_label(&cell.text()).map(|(head, _)| head.to_owned())
}

/// Whether a cell is some words with a pair next below them.
fn is_title(cell: &Cell, below: &[RowShape<'_>]) -> bool {
    const MOST_WORDS: usize = 8;
    let text = cell.text();
    let text = text.trim();
    let words = text.split_whitespace().count();
    let bare = text.trim_end_matches(':');
    let is_words = words <= MOST_WORDS
        && !bare.contains(':')
        && !bare.ends_with('.')
        && bare.starts_with(char::is_alphabetic);
    let next = below.iter().find_map(|row| in_column(row, cell.at.col));
    is_words && next.is_some_and(is_pair)
}

fn in_column<'r>(row: &'r RowShape<'_>, col: ColNo) -> Option<&'r Cell> {
    let mut cells = row.cells.iter().copied();
    cells.find(|cell| cell.at.col == col)
}

/// The title nearest above a pair in its column.
fn title_of(body: &[RowShape<'_>], pair: CellAt) -> Option<CellAt> {
    let first = body.iter().filter_map(RowShape::first_column).min();
    let above = body.iter().rev().filter(|row| row.row < pair.row);
    // A title alone in its row, before everything, heads all columns.
    let mut above = above.filter_map(|row| match row.cells.as_slice() {
        [only] if Some(only.at.col) == first && !is_pair(only) => Some(*only),
        _ => in_column(row, pair.col),
    });
    above.find(|cell| !is_pair(cell)).map(|cell| cell.at)
}

#[cfg(test)]
mod tests {
    use crate::document::Table;
    use crate::recognise::layout::testing::{Few, sheet};
    use crate::recognise::layout::{Body, lay_out, text_at};

    fn titles_and_pairs(table: &Table) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for region in lay_out(table, &Few).regions {
            let Body::Pairs(pairs) = region.body else {
                continue;
            };
            found.extend(pairs.pairs.iter().map(|pair| {
                let title = pair.title.map(|at| text_at(table, at));
                (title.unwrap_or_default(), text_at(table, pair.heading))
            }));
        }
        found
    }

    #[test]
    fn cells_that_hold_a_heading_and_its_value_are_read_in_columns_with_their_titles() {
        let table = sheet(&[
            &["The elector", "Canvass"],
            &["Surname: Mockford", "Heat: Amber"],
            &["Town: Testbury", "Donor: No"],
            &["Age: 44", ""],
            &["", "Profile"],
            &["The house", "QX2 IND: 1"],
            &["Donor: No", ""],
        ]);
        let found = titles_and_pairs(&table);
        let of = |pair: &str| {
            let mut found = found.iter().filter(|(_, text)| text == pair);
            found.next().map(|(title, _)| title.as_str())
        };
        assert_eq!(found.len(), 7);
        assert_eq!(of("Heat: Amber"), Some("Canvass"));
        assert_eq!(of("QX2 IND: 1"), Some("Profile"));
        assert_eq!(of("Age: 44"), Some("The elector"));
    }

    #[test]
    fn a_column_of_remarks_beside_values_holds_no_pairs() {
        let table = sheet(&[
            &["Surname", "Town", "Notes"],
            &["Mockford", "Testbury", "Tuesday: called, nobody in"],
            &["Mockford", "Testbury", "Friday: left a card"],
        ]);
        let regions = lay_out(&table, &Few).regions;
        assert!(
            regions
                .iter()
                .all(|region| !region.why.contains("hold a heading"))
        );
    }
}
