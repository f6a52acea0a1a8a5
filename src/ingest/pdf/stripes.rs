//! Sheets that are too wide for their paper: a spreadsheet program prints the columns that are left
//! over on further pages, at the same heights. Side by side they are one sheet again.

use crate::ingest::pdf::furniture::Furniture;
use crate::ingest::pdf::geometry::{Rect, around};
use crate::ingest::pdf::grid::{Band, Grid};
use crate::ingest::pdf::order::ordered;
use crate::ingest::pdf::sheet::Sheet;
use crate::ingest::pdf::stitch::{Long, LongCell, LongRow};
use crate::ingest::pdf::stream::{self, Mode, is_parted};
use crate::ingest::pdf::words::{Line, join, pieces};

/// How far lines of one row may be apart from page to page, in points.
const APART: f32 = 1.5;

/// Finds pages of few rows that belong side by side, and puts them together. What they hold is
/// taken out of the pages.
pub(super) fn join_few(sheets: &mut [Sheet], furniture: &Furniture) -> Vec<Long> {
    let mut longs = Vec::new();
    let mut first = 0;
    while first < sheets.len() {
        let count = run(sheets.get(first..).unwrap_or(&[]), furniture);
        if count >= 2
            && let Some(pages) = sheets.get_mut(first..first.saturating_add(count))
            && let Some(long) = side_by_side(pages, first, furniture)
        {
            for page in pages {
                page.tables.clear();
                let mut few = std::mem::take(&mut page.few);
                few.retain(|line| furniture.holds(&join(&line.words), line.baseline));
                page.text = ordered(&few);
            }
            longs.push(long);
        }
        first = first.saturating_add(count.max(1));
    }
    longs
}

/// The lines of a page without header and footer.
fn body(sheet: &Sheet, furniture: &Furniture) -> Vec<Line> {
    let lines = sheet.few.iter();
    lines
        .filter(|line| !furniture.holds(&join(&line.words), line.baseline))
        .cloned()
        .collect()
}

/// How many pages from the first on stand side by side.
fn run(sheets: &[Sheet], furniture: &Furniture) -> usize {
    let Some(first) = sheets.first() else {
        return 0;
    };
    let rows = body(first, furniture);
    let parted = rows.iter().filter(|line| is_parted(line)).count();
    if rows.len() < 2 || parted.saturating_mul(2) < rows.len() || is_form(&rows) {
        return 1;
    }
    let heights: Vec<f32> = rows.iter().map(|line| line.baseline).collect();
    let fits = |sheet: &Sheet| {
        let lines = body(sheet, furniture);
        let near = |line: &Line| heights.iter().any(|y| (y - line.baseline).abs() <= APART);
        let top = lines.first().zip(heights.first());
        let top = top.is_some_and(|(line, y)| (line.baseline - y).abs() <= APART);
        top && sheet.size == first.size && sheet.turn == first.turn && lines.iter().all(near)
    };
    let rest = sheets.iter().skip(1).take_while(|sheet| fits(sheet));
    rest.count().saturating_add(1)
}

/// Whether most lines begin with a name and a colon: a form, whose pages stand one below the other.
fn is_form(lines: &[Line]) -> bool {
    let named = lines.iter().filter(|line| {
        let first = pieces(line).into_iter().next();
        first.is_some_and(|first| join(&first.words).ends_with(':'))
    });
    named.count().saturating_mul(2) > lines.len()
}

/// The pages of a run as one table; nothing where they repeat one another, as the pages of a form
/// do.
fn side_by_side(pages: &[Sheet], first: usize, furniture: &Furniture) -> Option<Long> {
    let width = pages.first()?.turn.size(pages.first()?.size).width;
    let bodies: Vec<Vec<Line>> = pages.iter().map(|page| body(page, furniture)).collect();
    let heading = |lines: &Vec<Line>| lines.first().map(|line| join(&line.words));
    let mut headings: Vec<Option<String>> = bodies.iter().map(heading).collect();
    headings.sort();
    headings.dedup();
    let repeats = |(page, body): (&Sheet, &Vec<Line>)| repeats_headings(page, body, furniture);
    if headings.len() < pages.len() || pages.iter().zip(&bodies).any(repeats) {
        return None;
    }
    let mut rows: Vec<Line> = Vec::new();
    for (lines, number) in bodies.into_iter().zip(0u16..) {
        for line in lines {
            let shifted = shift(line, f32::from(number) * width);
            let row = rows
                .iter_mut()
                .find(|row| (row.baseline - shifted.baseline).abs() <= APART);
            match row {
                Some(row) => row.words.extend(shifted.words),
                None => rows.push(shifted),
            }
        }
    }
    rows.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let grid = stream::tables(&mut rows, &[], Mode::Sheet)
        .into_iter()
        .next()?;
    Some(wide(&grid, first, width))
}

/// Whether a line that stands on several pages heads the columns of this one: the pages stand one below
/// the other.
fn repeats_headings(page: &Sheet, body: &[Line], furniture: &Furniture) -> bool {
    /// How far the beginnings of a heading and of what is below it may be apart, in points.
    const BESIDE: f32 = 3.0;
    let starts = |line: &Line| -> Vec<f32> { pieces(line).iter().map(|one| one.at.x0).collect() };
    let heads = |line: &Line, below: &Line| {
        let below = starts(below);
        let same = |x: &&f32| below.iter().any(|other| (*x - other).abs() <= BESIDE);
        starts(line).iter().filter(same).count() >= 2
    };
    let repeated = page
        .few
        .iter()
        .filter(|line| furniture.holds(&join(&line.words), line.baseline));
    let mut pairs = repeated.filter_map(|line| {
        let below = body.iter().find(|below| below.baseline > line.baseline)?;
        Some((line, below))
    });
    pairs.any(|(line, below)| heads(line, below))
}

fn shift(mut line: Line, by: f32) -> Line {
    for word in &mut line.words {
        word.at = moved(word.at, by);
    }
    line
}

fn moved(at: Rect, by: f32) -> Rect {
    Rect {
        x0: at.x0 + by,
        x1: at.x1 + by,
        ..at
    }
}

/// A table over pages side by side, each cell on its own page.
fn wide(grid: &Grid, first: usize, width: f32) -> Long {
    let page_of = |x: f32| (x.max(0.0) / width.max(1.0)) as usize;
    let row = |row: usize| {
        let cells = (0..grid.cols.len()).map(|col| {
            let cell = grid
                .cells
                .iter()
                .find(|cell| (cell.row, cell.col) == (row, col));
            let at = cell.map_or_else(|| grid.room(row, col), |cell| cell.at);
            let page = page_of(
                grid.cols
                    .get(col)
                    .map_or(at.mid_x(), |band| band.from + 1.0),
            );
            LongCell {
                text: cell.map(|cell| cell.text.clone()).unwrap_or_default(),
                page: first.saturating_add(page),
                at: moved(at, -(page as f32) * width),
                baseline: cell.map_or(at.mid_y(), |cell| cell.baseline),
                wide: 1,
                high: 1,
            }
        });
        LongRow {
            cells: cells.collect(),
        }
    };
    Long {
        rows: (0..grid.rows.len()).map(row).collect(),
        cols: grid.cols.clone(),
        method: grid.method,
        sure: grid.sure,
    }
}

/// Puts tables with many rows side by side where each takes up its pages alone and the rows stand
/// at the same heights.
pub(super) fn join_many(longs: Vec<Long>) -> Vec<Long> {
    let mut joined: Vec<Long> = Vec::new();
    for long in longs {
        match joined.last_mut() {
            Some(last) if stands_beside(last, &long) => {
                for (row, more) in last.rows.iter_mut().zip(long.rows) {
                    row.cells.extend(more.cells);
                }
                last.cols.extend(long.cols);
                last.sure = last.sure.min(long.sure);
            }
            _ => joined.push(long),
        }
    }
    joined
}

/// Whether a table stands to the right of the one before: on the next page, row for row at the same
/// height, with other columns.
fn stands_beside(last: &Long, next: &Long) -> bool {
    let pages = |long: &Long| {
        let cells = || long.rows.iter().flat_map(|row| &row.cells);
        let first = cells().map(|cell| cell.page).min();
        first.zip(cells().map(|cell| cell.page).max())
    };
    let (Some((_, end)), Some((begin, _))) = (pages(last), pages(next)) else {
        return false;
    };
    let heights = |long: &Long| -> Vec<f32> {
        let rows = long.rows.iter();
        rows.filter_map(|row| around(row.cells.iter().rev().take(1).map(|cell| cell.at)))
            .map(|at| at.mid_y())
            .collect()
    };
    let first_row = |long: &Long| -> Vec<String> {
        let row = long.rows.first();
        row.map_or_else(Vec::new, |row| {
            row.cells.iter().map(|cell| cell.text.clone()).collect()
        })
    };
    last.rows.len() == next.rows.len()
        && last.rows.len() >= 2
        && begin == end.saturating_add(1)
        && first_row(last) != first_row(next)
        && heights(last)
            .iter()
            .zip(heights(next))
            .all(|(a, b)| (a - b).abs() <= 4.0)
        && !same_sides(&last.cols, &next.cols)
}

fn same_sides(a: &[Band], b: &[Band]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a.from - b.from).abs() <= 6.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::Seen;
    use crate::ingest::pdf::geometry::Size;
    use crate::ingest::pdf::words::lines;
    use crate::ingest::pdf::words::tests::typed;

    fn page(parts: &[(&str, f32, f32)]) -> Sheet {
        let mut letters = Vec::new();
        for (text, x, y) in parts {
            letters.extend(typed(text, *x, *y));
        }
        Sheet {
            few: lines(&letters, Seen::Shown),
            size: Size {
                width: 800.0,
                height: 600.0,
            },
            ..Sheet::default()
        }
    }

    #[test]
    fn columns_that_go_on_on_further_pages_are_put_side_by_side() {
        let mut sheets = [
            page(&[
                ("Surname", 50.0, 100.0),
                ("Town", 200.0, 100.0),
                ("Mockford", 50.0, 115.0),
                ("Emberley", 200.0, 115.0),
            ]),
            page(&[("Score 38", 50.0, 100.0), ("0.417", 50.0, 115.0)]),
        ];
        let longs = join_few(&mut sheets, &Furniture::default());
        let texts = |row: usize| -> Vec<(&str, usize)> {
            let cells = longs[0].rows[row].cells.iter();
            cells.map(|cell| (cell.text.as_str(), cell.page)).collect()
        };
        assert_eq!(texts(0), [("Surname", 0), ("Town", 0), ("Score 38", 1)]);
        assert_eq!(texts(1), [("Mockford", 0), ("Emberley", 0), ("0.417", 1)]);
        assert_eq!(longs[0].rows[1].cells[2].at.x0 as i32, 50);
        assert!(sheets[0].few.is_empty());
    }

    #[test]
    fn pages_of_one_form_filled_in_twice_stay_apart() {
        let form = [
            ("Surname", 50.0, 100.0),
            ("Town", 200.0, 100.0),
            ("Mockford", 50.0, 115.0),
            ("Emberley", 200.0, 115.0),
        ];
        let mut sheets = [page(&form), page(&form)];
        assert!(join_few(&mut sheets, &Furniture::default()).is_empty());
    }

    #[test]
    fn pages_that_repeat_a_row_of_headings_are_not_put_side_by_side() {
        let headings = [("Date", 50.0, 115.0), ("Channel", 200.0, 115.0)];
        let page_of = |title: (&'static str, f32, f32), date: &'static str| {
            let row = [(date, 50.0, 130.0), ("Leaflet", 200.0, 130.0)];
            let all: Vec<(&str, f32, f32)> =
                [title].into_iter().chain(headings).chain(row).collect();
            let mut sheet = page(&all);
            sheet.edges = crate::ingest::pdf::furniture::edges(&sheet.few);
            sheet
        };
        let mut sheets = [
            page_of(("Activity", 50.0, 100.0), "16/04/2019"),
            page_of(("More activity", 50.0, 100.0), "30/05/2024"),
        ];
        let furniture = Furniture::of(&sheets);
        assert!(join_few(&mut sheets, &furniture).is_empty());
        assert_eq!(sheets[0].few.len(), 3);
    }
}
