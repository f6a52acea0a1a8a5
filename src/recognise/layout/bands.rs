//! Blocks that stand side by side on one sheet.

use std::collections::BTreeSet;

use crate::provenance::{ColNo, RowNo};
use crate::recognise::layout::{Familiarity, RowShape, columns, key, pairs};

/// Cuts a sheet at columns without a cell where what stands on both sides is laid out for itself: a
/// key beside data, or pairs beside pairs. Columns of one table with a blank column between them
/// stay together. Where the sheet as a whole is not cut, those of its stretches between blank rows are
/// that hold pairs beside pairs.
#[must_use]
pub fn split<'t>(rows: Vec<RowShape<'t>>, familiar: &dyn Familiarity) -> Vec<Vec<RowShape<'t>>> {
    if let Some(bands) = cut(&rows).filter(|bands| {
        bands.windows(2).any(|pair| match pair {
            [left, right] => stand_apart(left, right, familiar),
            _ => false,
        })
    }) {
        return bands;
    }
    // A form is short.
    const LONGEST: usize = 100;
    let follows = |a: &RowShape<'_>, b: &RowShape<'_>| b.row.get() == a.row.get() + 1;
    let beside = |stretch: &[RowShape<'t>]| {
        let cut = (stretch.len() <= LONGEST).then(|| cut(stretch))??;
        cut.iter()
            .all(|band| is_listing(band, familiar))
            .then_some(cut)
    };
    let found: Vec<_> = rows.chunk_by(follows).map(beside).collect();
    if found.iter().all(Option::is_none) {
        return vec![rows];
    }
    let mut bands: Vec<Vec<RowShape<'t>>> = Vec::new();
    let mut whole: Vec<RowShape<'t>> = Vec::new();
    for (stretch, beside) in rows.chunk_by(follows).zip(found) {
        match beside {
            Some(cut) => {
                if !whole.is_empty() {
                    bands.push(std::mem::take(&mut whole));
                }
                bands.extend(cut);
            }
            None => whole.extend_from_slice(stretch),
        }
    }
    if !whole.is_empty() {
        bands.push(whole);
    }
    bands
}

/// Rows cut at the columns in which none of them has a cell; none where there is no such column, or
/// where there are many.
fn cut<'t>(rows: &[RowShape<'t>]) -> Option<Vec<Vec<RowShape<'t>>>> {
    // A table of many blocks is one sparse table.
    const MOST: usize = 4;
    let used: BTreeSet<ColNo> = rows
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.at.col))
        .collect();
    let mut starts: Vec<ColNo> = Vec::new();
    let mut before: Option<ColNo> = None;
    for col in &used {
        if before.is_none_or(|before| col.get() > before.get() + 1) {
            starts.push(*col);
        }
        before = Some(*col);
    }
    if starts.len() < 2 || starts.len() > MOST {
        return None;
    }
    let bands = starts.iter().enumerate();
    let bands = bands.map(|(n, start)| band(rows, *start, starts.get(n + 1).copied()));
    Some(bands.collect())
}

/// Headings beside their values, two cells a row, below a title or none: half of the first cells at
/// least are known headings, and more than of the second.
fn is_listing(rows: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST: usize = 2;
    let body = match rows {
        [title, body @ ..] if title.cells.len() == 1 => body,
        body => body,
    };
    let knows = |row: &RowShape<'_>, at: usize| {
        let cell = row.cells.get(at);
        cell.is_some_and(|cell| familiar.knows(cell.text().trim()))
    };
    let count = |at: usize| body.iter().filter(|row| knows(row, at)).count();
    let (first, second) = (count(0), count(1));
    body.len() >= FEWEST
        && body.iter().all(|row| row.cells.len() <= 2)
        && first >= FEWEST
        && first * 2 >= body.len()
        && first > second
}

/// The rows with only their cells from one column up to another.
fn band<'t>(rows: &[RowShape<'t>], from: ColNo, to: Option<ColNo>) -> Vec<RowShape<'t>> {
    rows.iter()
        .filter_map(|row| {
            let cells: Vec<_> = row
                .cells
                .iter()
                .copied()
                .filter(|cell| cell.at.col >= from && to.is_none_or(|to| cell.at.col < to))
                .collect();
            (!cells.is_empty()).then_some(RowShape {
                row: row.row,
                cells,
            })
        })
        .collect()
}

/// A key on one side, or pairs on both.
fn stand_apart(left: &[RowShape<'_>], right: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    let heads_a_listing = |rows: &[RowShape<'_>]| {
        let heads = |(at, row): (usize, &RowShape<'_>)| {
            let below = rows.get(at + 1..).unwrap_or(&[]);
            columns::listing(row, below, familiar).is_some()
        };
        rows.iter().enumerate().take(2).any(heads)
    };
    let paired = |rows: &[RowShape<'_>]| {
        let pairs = rows
            .iter()
            .filter(|row| pairs::looks_like_pair(row, familiar))
            .count();
        pairs >= 2 && pairs * 10 >= rows.len() * 6
    };
    // A title or a footer is one cell, and no end of a table.
    let end = |rows: &[RowShape<'_>]| -> Option<RowNo> {
        let wide = rows.iter().rev().find(|row| row.cells.len() > 1);
        wide.map(|row| row.row)
    };
    // `Voted | Meaning` over codes, below whatever stands there first.
    let holds_a_key = |rows: &[RowShape<'_>]| {
        let begins = |at: &usize| {
            let before = at.checked_sub(1).and_then(|before| rows.get(before));
            let here = rows.get(*at);
            before.zip(here).is_none_or(|(before, here)| {
                // A title stands right above it.
                here.row.get() > before.row.get() + 1 || before.cells.len() == 1
            })
        };
        let narrow = rows.iter().all(|row| row.cells.len() <= 3);
        let mut begins = (0..rows.len()).filter(begins);
        narrow
            && begins.any(|at| {
                let rest = rows.get(at..).unwrap_or(&[]);
                key::take(rest, familiar).is_some()
            })
    };
    heads_a_listing(left)
        || heads_a_listing(right)
        || (holds_a_key(right) && !goes_on(right, left, familiar))
        || (holds_a_key(left) && !goes_on(left, right, familiar))
        || (paired(left) && paired(right))
        || {
            // Two tables of records that end at different rows, each with more than one column.
            let wide = |rows: &[RowShape<'_>]| rows.iter().any(|row| row.cells.len() > 1);
            wide(left) && wide(right) && end(left) != end(right) && {
                let known = |rows: &[RowShape<'_>]| {
                    rows.iter().take(3).any(|row| {
                        row.cells.len() > 1
                            && row
                                .cells
                                .iter()
                                .all(|cell| familiar.knows(cell.text().trim()))
                    })
                };
                known(left) && known(right)
            }
        }
}

/// `Outcome | Meaning` beside `Date`, headed in the same row, of which nothing stands on the other side: neither the
/// heading nor one of the codes. These are columns of the same records, and no key to them.
fn goes_on(rows: &[RowShape<'_>], other: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    let Some((head, below)) = rows.split_first() else {
        return false;
    };
    let first = |row: &RowShape<'_>| {
        row.cells
            .first()
            .map(|cell| cell.text().trim().to_lowercase())
    };
    let Some(named) = first(head) else {
        return false;
    };
    let beside = other.iter().any(|row| row.row == head.row);
    let said: BTreeSet<String> = below
        .iter()
        .filter_map(first)
        .chain([named.clone()])
        .collect();
    let mut cells = other.iter().flat_map(|row| &row.cells);
    beside
        && head.cells.len() > 1
        && familiar.uses(&named).is_empty()
        && !cells.any(|cell| said.contains(&cell.text().trim().to_lowercase()))
}

#[cfg(test)]
mod tests {
    use crate::recognise::layout::lay_out;
    use crate::recognise::layout::testing::{Few, sheet};

    #[test]
    fn a_footer_on_one_side_of_a_blank_column_does_not_cut_a_table_in_two() {
        let table = sheet(&[
            &["Surname", "Town", "", "Age", "Donor"],
            &["Fixturelow", "Testbury", "", "44", "Y"],
            &[],
            &["End of report"],
        ]);
        assert_eq!(lay_out(&table, &Few).regions.len(), 1);
    }
}
