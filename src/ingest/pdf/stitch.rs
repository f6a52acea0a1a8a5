//! Tables that run over several pages, put together again: heading rows that are repeated are
//! dropped, and a row that is cut by the end of a page is one row.

use std::collections::BTreeSet;

use crate::document::TableMethod;
use crate::ingest::pdf::furniture::Furniture;
use crate::ingest::pdf::geometry::Rect;
use crate::ingest::pdf::grid::{Band, Grid};
use crate::ingest::pdf::paragraphs::append;
use crate::ingest::pdf::sheet::Sheet;

/// How far the sides of columns may be apart from page to page, in points.
const APART: f32 = 6.0;
/// Heading rows of a table: at most so many.
const HEADINGS: usize = 3;

/// A table over one page or several.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Long {
    /// Its rows.
    pub rows: Vec<LongRow>,
    /// Its columns on the page it begins on.
    pub cols: Vec<Band>,
    /// How it was found.
    pub method: TableMethod,
    /// How sure its rows and columns are, in hundredths.
    pub sure: u8,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LongRow {
    /// One for each column.
    pub cells: Vec<LongCell>,
}

/// A cell of it, blank ones too.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LongCell {
    /// Its text; empty where it is blank.
    pub text: String,
    /// Its page, from zero.
    pub page: usize,
    /// The room that its text takes, or the room of a blank cell.
    pub at: Rect,
    /// The baseline of its first line; of a blank cell the middle of its row.
    pub baseline: f32,
    /// How many columns it takes.
    pub wide: usize,
    /// How many rows it takes.
    pub high: usize,
}

/// Puts the tables of all pages together.
pub(super) fn stitch(sheets: &[Sheet], furniture: &Furniture) -> Vec<Long> {
    let mut longs: Vec<Long> = Vec::new();
    // Whether the last table may go on: it is the last thing on the page before.
    let mut open = false;
    for (sheet, page) in sheets.iter().zip(0..) {
        for (grid, place) in sheet.tables.iter().zip(0..) {
            let part = long(grid, page);
            let first = place == 0 && is_first(sheet, grid, furniture);
            match longs.last_mut() {
                Some(last) if open && first && goes_on(last, &part) => join(last, part),
                _ => longs.push(part),
            }
            open = false;
        }
        open = match sheet.tables.last() {
            Some(grid) => is_last(sheet, grid, furniture),
            None => false,
        };
    }
    longs
}

/// A table on one page.
fn long(grid: &Grid, page: usize) -> Long {
    let blank = |row: usize, col: usize| {
        let at = grid.room(row, col);
        LongCell {
            text: String::new(),
            page,
            at,
            baseline: at.mid_y(),
            wide: 1,
            high: 1,
        }
    };
    let mut rows: Vec<LongRow> = (0..grid.rows.len())
        .map(|row| LongRow {
            cells: (0..grid.cols.len()).map(|col| blank(row, col)).collect(),
        })
        .collect();
    for cell in &grid.cells {
        let row = rows.get_mut(cell.row);
        if let Some(slot) = row.and_then(|row| row.cells.get_mut(cell.col)) {
            *slot = LongCell {
                text: cell.text.clone(),
                page,
                at: cell.at,
                baseline: cell.baseline,
                wide: cell.wide,
                high: cell.high,
            };
        }
    }
    Long {
        rows,
        cols: grid.cols.clone(),
        method: grid.method,
        sure: grid.sure,
    }
}

/// Whether nothing but headers stands above a table.
fn is_first(sheet: &Sheet, grid: &Grid, furniture: &Furniture) -> bool {
    sheet
        .text
        .iter()
        .all(|line| line.at.mid_y() > grid.at.y0 || furniture.holds(&line.text, line.baseline))
}

/// Whether nothing but footers stands below a table.
fn is_last(sheet: &Sheet, grid: &Grid, furniture: &Furniture) -> bool {
    sheet
        .text
        .iter()
        .all(|line| line.at.mid_y() < grid.at.y1 || furniture.holds(&line.text, line.baseline))
}

/// Whether a table goes on with the one before.
fn goes_on(last: &Long, part: &Long) -> bool {
    last.cols.len() == part.cols.len()
        && last.method == part.method
        && same_columns(last, part)
        && !is_next_record(last, part)
}

fn same_columns(last: &Long, part: &Long) -> bool {
    if heading_rows(last, part) > 0 && last.cols.len() > 1 {
        return true;
    }
    let both = last.cols.iter().zip(&part.cols);
    match part.method {
        TableMethod::Aligned | TableMethod::HalfRuled => both.enumerate().all(|(n, (a, b))| {
            (a.from - b.from).abs() <= APART || (n > 0 && (a.to - b.to).abs() <= APART)
        }),
        TableMethod::Ruled => both
            .into_iter()
            .all(|(a, b)| (a.from - b.from).abs() <= APART && (a.to - b.to).abs() <= APART),
    }
}

/// Whether a list of names and values begins anew with the names of the one before: it is about
/// somebody or something else.
fn is_next_record(last: &Long, part: &Long) -> bool {
    if part.cols.len() != 2 {
        return false;
    }
    let names = |long: &Long, from: usize| -> BTreeSet<String> {
        let rows = long.rows.iter().skip(from);
        let first = rows.filter_map(|row| row.cells.first());
        let filled = first.filter(|cell| !cell.text.is_empty());
        filled.map(|cell| cell.text.clone()).collect()
    };
    let again = heading_rows(last, part);
    let (before, after) = (names(last, again), names(part, again));
    let shared = before.intersection(&after).count();
    shared >= 3 && shared.saturating_mul(2) >= after.len()
}

/// How many rows at the top of a table repeat those at the top of the one before.
fn heading_rows(last: &Long, part: &Long) -> usize {
    let same = |(a, b): &(&LongRow, &LongRow)| {
        let texts = a.cells.iter().zip(&b.cells);
        let filled = a.cells.iter().any(|cell| !cell.text.is_empty());
        filled && a.cells.len() == b.cells.len() && texts.into_iter().all(|(a, b)| a.text == b.text)
    };
    let rows = last.rows.iter().zip(&part.rows).take(HEADINGS);
    rows.take_while(same).count()
}

/// Takes the heading row of a page off its first row, where no line parts the two: a row that was
/// cut has none above its second half.
fn take_heading_off(last: &Long, part: &mut Long) {
    let Some((head, first)) = last.rows.first().zip(part.rows.first_mut()) else {
        return;
    };
    let rest: Option<Vec<&str>> = head
        .cells
        .iter()
        .zip(&first.cells)
        .map(|(head, cell)| {
            let rest = cell.text.strip_prefix(&head.text)?;
            (!head.text.is_empty() && (rest.is_empty() || rest.starts_with(' ')))
                .then(|| rest.trim())
        })
        .collect();
    let rest = rest
        .filter(|rest| rest.len() == head.cells.len() && rest.iter().any(|rest| !rest.is_empty()));
    let Some(rest) = rest else {
        return;
    };
    let rest: Vec<String> = rest.into_iter().map(str::to_owned).collect();
    for (cell, rest) in first.cells.iter_mut().zip(rest) {
        cell.text = rest;
    }
}

fn join(last: &mut Long, mut part: Long) {
    take_heading_off(last, &mut part);
    let again = heading_rows(last, &part);
    let mut rows = part.rows.into_iter().skip(again);
    if let Some(first) = rows.next() {
        let cut = is_cut(last, &first);
        match last.rows.last_mut() {
            Some(above) if cut => {
                for (above, below) in above.cells.iter_mut().zip(first.cells) {
                    if above.text.is_empty() && !below.text.is_empty() {
                        *above = below;
                    } else if !below.text.is_empty() {
                        append(&mut above.text, &below.text);
                    }
                }
            }
            _ => last.rows.push(first),
        }
    }
    last.rows.extend(rows);
    last.sure = last.sure.min(part.sure);
}

/// Whether the first row of a page is the rest of the last row of the page before: it has no name
/// of its own where nearly all rows have one, and goes on with what that row holds.
fn is_cut(last: &Long, first: &LongRow) -> bool {
    let named = |row: &LongRow| row.cells.first().is_some_and(|cell| !cell.text.is_empty());
    let Some(above) = last.rows.last() else {
        return false;
    };
    let all = last.rows.len();
    let with_name = last.rows.iter().filter(|row| named(row)).count();
    let pairs = above.cells.iter().zip(&first.cells);
    let fits = pairs
        .into_iter()
        .all(|(above, below)| below.text.is_empty() || !above.text.is_empty());
    let some = first.cells.iter().any(|cell| !cell.text.is_empty());
    !named(first) && some && fits && with_name.saturating_mul(10) >= all.saturating_mul(9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::grid::GridCell;
    use crate::ingest::pdf::order::TextLine;

    fn page(rows: &[[&str; 2]]) -> Sheet {
        let band = |n: usize, size: f32| Band {
            from: 50.0 + size * n as f32,
            to: 50.0 + size * (n + 1) as f32,
        };
        let mut cells = Vec::new();
        for (row, texts) in rows.iter().enumerate() {
            for (col, text) in texts
                .iter()
                .enumerate()
                .filter(|(_, text)| !text.is_empty())
            {
                cells.push(GridCell {
                    row,
                    col,
                    wide: 1,
                    high: 1,
                    text: (*text).to_owned(),
                    at: Rect::new(0.0, 0.0, 1.0, 1.0),
                    baseline: 0.0,
                });
            }
        }
        let grid = Grid {
            at: Rect::new(50.0, 100.0, 250.0, 700.0),
            rows: (0..rows.len()).map(|n| band(n, 12.0)).collect(),
            cols: (0..2).map(|n| band(n, 100.0)).collect(),
            cells,
            method: TableMethod::Ruled,
            sure: 99,
        };
        Sheet {
            tables: vec![grid],
            ..Sheet::default()
        }
    }

    fn texts(long: &Long) -> Vec<Vec<&str>> {
        let rows = long.rows.iter();
        rows.map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn a_table_goes_on_over_the_page_without_its_heading_and_with_the_row_that_was_cut() {
        let sheets = [
            page(&[["Field", "Value"], ["Name", "Casey"], ["Notes", "spoke on"]]),
            page(&[["Field", "Value"], ["", "the doorstep"], ["Ward", "North"]]),
        ];
        let longs = stitch(&sheets, &Furniture::default());
        assert_eq!(
            texts(&longs[0]),
            [
                ["Field", "Value"],
                ["Name", "Casey"],
                ["Notes", "spoke on the doorstep"],
                ["Ward", "North"]
            ]
        );
        assert_eq!(longs[0].rows[3].cells[0].page, 1);
        assert_eq!(longs[0].rows[2].cells[1].page, 0);
    }

    #[test]
    fn text_between_them_keeps_two_tables_apart() {
        let mut sheets = [page(&[["a", "b"]; 2]), page(&[["c", "d"]; 2])];
        assert_eq!(stitch(&sheets, &Furniture::default()).len(), 1);
        sheets[1].text.push(TextLine {
            text: "Contacts".to_owned(),
            at: Rect::new(50.0, 80.0, 90.0, 90.0),
            baseline: 88.0,
            size: 10.0,
            first_word: 40.0,
            right: 300.0,
            number: 0,
            column: 0,
        });
        assert_eq!(stitch(&sheets, &Furniture::default()).len(), 2);
    }

    #[test]
    fn the_next_persons_record_is_a_table_of_its_own() {
        let sheets = [
            page(&[["Name", "Casey"], ["Ward", "North"], ["Age", "40"]]),
            page(&[["Name", "Kit"], ["Ward", "South"], ["Age", "50"]]),
        ];
        assert_eq!(stitch(&sheets, &Furniture::default()).len(), 2);
    }
}
