//! Blocks that stand one below the other on a sheet, each between blank rows and each with a title, a row that heads its
//! two columns, and headings beside their values below that.
//!
//! ```text
//! Table B - issue ranks
//! 1 = our model expects you to care most, 6204 = least.
//! Issue              Rank
//! Sewage in rivers   311
//! Social care        2870
//! ```

use std::collections::BTreeMap;

use crate::codebook::Label;
use crate::codebook::word_lists::word_lists;
use crate::provenance::RowNo;
use crate::recognise::layout::pairs::{PairsRegion, bare};
use crate::recognise::layout::rows::{block, is_wordy};
use crate::recognise::layout::{Body, Familiarity, Region, RowShape, Taken};

/// Titles that a block has at most.
const MOST_TITLES: usize = 3;

/// Where such blocks begin among some rows, each with how many titles stand on top of it.
pub(super) fn blocks(rows: &[RowShape<'_>], familiar: &dyn Familiarity) -> BTreeMap<usize, usize> {
    let begun = (0..rows.len()).filter_map(|at| {
        let above = at.checked_sub(1).and_then(|above| rows.get(above));
        let rest = rows.get(at..)?;
        Some((at, titles(above.map(|row| row.row), rest, familiar)?))
    });
    begun.collect()
}

/// How many titles stand on top of such a block, where the rows begin with one.
fn titles(
    above: Option<RowNo>,
    rest: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> Option<usize> {
    let first = rest.first()?;
    let apart = above.is_none_or(|above| first.row.get() > above.get().saturating_add(1));
    if !apart || first.cells.len() != 1 {
        return None;
    }
    let rows = block(rest);
    let titles = rows.iter().take_while(|row| row.cells.len() == 1).count();
    let named = rows.get(..titles)?;
    let is_key = |row: &RowShape<'_>| {
        let mut cells = row.cells.iter();
        cells.any(|cell| familiar.announces_key(&cell.text()))
    };
    let fits = titles <= MOST_TITLES
        && is_headed(rows.get(titles..)?)
        && !named.iter().any(is_key)
        && named
            .iter()
            .all(|row| row.cells.iter().all(|cell| is_text(cell)));
    fits.then_some(titles)
}

/// Takes the rows of such a block below its titles.
pub(super) fn take(rest: &[RowShape<'_>]) -> Option<Taken> {
    let rows = block(rest);
    let (head, below) = rows.split_first().filter(|_| is_headed(rows))?;
    let pairs = below.iter().filter_map(|row| match row.cells.as_slice() {
        [heading, value] => Some(bare(heading.at, value.at)),
        _ => None,
    });
    let pairs = pairs.collect();
    Some(Taken {
        rows: rows.len(),
        region: Region {
            title: Vec::new(),
            first: head.row,
            last: below.last().map_or(head.row, |row| row.row),
            body: Body::Pairs(PairsRegion {
                pairs,
                notes: head.cells.iter().map(|cell| cell.at).collect(),
            }),
            why: format!(
                "row {} heads two columns below a title, and what stands in the second are values",
                head.row
            ),
            runner_up: None,
        },
    })
}

/// Whether a row of two short headings, the second of which is a word over values, stands over rows of two cells.
fn is_headed(rows: &[RowShape<'_>]) -> bool {
    const MOST_WORDS: usize = 3;
    const FEWEST: usize = 2;
    let Some((head, below)) = rows.split_first() else {
        return false;
    };
    let [left, right] = head.cells.as_slice() else {
        return false;
    };
    let columns = [left.at.col, right.at.col];
    let label = Label::new(&right.text());
    let over_values = label
        .words()
        .last()
        .is_some_and(|word| word_lists().layout.over_values.has(word));
    // `Name | Score` heads people, one to a row.
    let of_people = Label::new(&left.text());
    let of_people = of_people
        .words()
        .iter()
        .any(|word| word_lists().layout.over_people.has(word));
    let short = |text: &str| (1..=MOST_WORDS).contains(&text.split_whitespace().count());
    let heads = head.could_be_headings() && short(&left.text()) && short(&right.text());
    let in_columns = |row: &RowShape<'_>| match row.cells.as_slice() {
        [heading, value] => [heading.at.col, value.at.col] == columns && is_wordy(heading),
        _ => false,
    };
    over_values && !of_people && heads && below.len() >= FEWEST && below.iter().all(in_columns)
}

fn is_text(cell: &crate::document::Cell) -> bool {
    matches!(cell.value, crate::document::CellValue::Text(_))
}
