//! Values under the small type that names them: a screen or a form with a label over each value. What comes out is a
//! table of two columns, the labels and the values.

use crate::document::TableMethod;
use crate::ingest::pdf::geometry::around;
use crate::ingest::pdf::grid::{Band, Grid, GridCell, cell_of_lines};
use crate::ingest::pdf::stream::{WRAPPED, fits_above};
use crate::ingest::pdf::words::{Line, Word};

/// A label is no larger than this share of the value below it.
const SMALLER: f32 = 0.86;
/// How sure labels and values are, in hundredths.
const SURE: u8 = 80;

/// Whether a line stands in small type right over another.
fn is_over(label: &Line, value: &Line) -> bool {
    label.size <= value.size * SMALLER && near(label, value)
}

/// Whether a line stands nearer to the one below it than to the one above: small print under a value does not.
fn is_nearer_below(lines: &[Line], label: usize) -> bool {
    const NEARER: f32 = 1.1;
    let line = |n: usize| lines.get(n).map(|line| line.baseline);
    let above = label.checked_sub(1).and_then(line);
    let below = line(label.saturating_add(1));
    line(label)
        .zip(below)
        .is_some_and(|(own, below)| above.is_none_or(|above| own - above > (below - own) * NEARER))
}

fn near(above: &Line, below: &Line) -> bool {
    below.baseline - above.baseline <= above.size.max(below.size) * WRAPPED
}

/// Rows by the size of their type, where lines of small type stand over lines of larger type again and again. None where
/// that is not so.
pub(super) fn rows(lines: &[Line], split: &[Vec<Vec<Word>>]) -> Option<Vec<Vec<usize>>> {
    const LABELS: usize = 3;
    /// As many labels over their values are enough, on however many lines.
    const LABELS_IN_ALL: usize = 4;
    let cells = |line: usize| {
        let columns = split.get(line).into_iter().flatten();
        columns.filter(|words| !words.is_empty()).count()
    };
    let shares = |above: usize, below: usize| {
        let columns = split.get(above).into_iter().flatten();
        let mut both = columns.zip(split.get(below).into_iter().flatten());
        both.any(|(above, below)| !above.is_empty() && !below.is_empty())
    };
    let places = lines
        .windows(2)
        .zip(0usize..)
        .filter(|(pair, n)| match pair {
            [label, value] => {
                is_over(label, value) && cells(*n) > 1 && shares(*n, n.saturating_add(1))
            }
            _ => false,
        });
    let places: Vec<usize> = places.map(|(_, n)| n).collect();
    // Below a value that fills several columns another fills them too: headings over rows.
    let heads_rows = |label: usize| {
        let value = label.saturating_add(1);
        let (Some(own), Some(next)) = (lines.get(value), lines.get(value.saturating_add(1))) else {
            return false;
        };
        let alike = next.size.min(own.size) > next.size.max(own.size) * SMALLER;
        let filled = cells(value.saturating_add(1));
        alike && filled > 1 && filled >= cells(value)
    };
    if places
        .iter()
        .any(|n| heads_rows(*n) || !is_nearer_below(lines, *n))
    {
        return None;
    }
    let mut labels: Vec<usize> = places.iter().map(|n| cells(*n)).collect();
    // The last label may have a value that runs across the columns and stands outside.
    if let [.., value, label] = lines
        && label.size <= value.size * SMALLER
        && !labels.is_empty()
    {
        labels.push(cells(lines.len().saturating_sub(1)));
    }
    let is_grid = labels.len() > 1 && labels.iter().sum::<usize>() >= LABELS_IN_ALL;
    if labels.len() < LABELS && !is_grid {
        return None;
    }
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let above = n.checked_sub(1).and_then(|above| lines.get(above));
        let goes_on = above.is_some_and(|above| {
            let alike = line.size.min(above.size) > line.size.max(above.size) * SMALLER;
            let beside = line.baseline - above.baseline < line.size.max(above.size) * 0.45;
            beside || (alike && near(above, line) && fits_above(split, n))
        });
        match rows.last_mut() {
            Some(row) if goes_on => row.push(n),
            _ => rows.push(vec![n]),
        }
    }
    Some(rows)
}

/// The labels and values of these rows, from their cells; a row in large type with no label over it has no value.
pub(super) fn grid(rows: &[Vec<usize>], lines: &[Line], cells: Vec<GridCell>) -> Option<Grid> {
    let line = |row: usize, last: bool| {
        let row = rows.get(row)?;
        let line = if last { row.last() } else { row.first() };
        lines.get(*line?)
    };
    let names = |row: usize| {
        let below = row.checked_add(1).and_then(|below| line(below, false));
        line(row, true)
            .zip(below)
            .is_some_and(|(label, value)| is_over(label, value))
    };
    let mut pairs = Pairs::default();
    let mut row = 0usize;
    while row < rows.len() {
        let own = cells.iter().filter(|cell| cell.row == row);
        let values = row.saturating_add(1);
        let is_named = names(row);
        for label in own {
            let mut values = cells.iter().filter(|cell| cell.row == values);
            let value = values.find(|value| is_named && value.col == label.col);
            pairs.add(label.clone(), value.cloned());
        }
        row = if is_named {
            row.saturating_add(2)
        } else {
            values
        };
    }
    pairs.grid()
}

/// Whether lines are labels and values by turns, as [`column`] takes them.
pub(super) fn alternate(lines: &[Line]) -> bool {
    let mut lines = lines.to_vec();
    column(&mut lines).is_some()
}

/// Takes names out of lines that stand in small type over the values that they name, again and again: a panel in one
/// column. None where that is not so.
pub(super) fn column(lines: &mut Vec<Line>) -> Option<Grid> {
    const LEAST: usize = 3;
    let is_label = |pair: &[Line]| {
        matches!(pair, [label, value] if is_over(label, value)
            && (label.at().x0 - value.at().x0).abs() <= value.size)
    };
    let labels: Vec<usize> = lines
        .windows(2)
        .zip(0usize..)
        .filter(|(pair, n)| is_label(pair) && is_nearer_below(lines, *n))
        .map(|(_, n)| n)
        .collect();
    let (first, last) = (*labels.first()?, *labels.last()?);
    // Every other line is a label, from the first to the last.
    let alternate = last - first == labels.len().saturating_sub(1).saturating_mul(2);
    if labels.len() < LEAST || !alternate {
        return None;
    }
    let mut pairs = Pairs::default();
    let taken: Vec<Line> = lines.drain(first..=last.saturating_add(1)).collect();
    for pair in taken.chunks_exact(2) {
        let mut pair = pair.iter().map(cell_of_line);
        if let Some(label) = pair.next().flatten() {
            pairs.add(label, pair.next().flatten());
        }
    }
    pairs.grid()
}

/// Takes the value of the last label out of the lines below a table, where it ran across its columns.
pub(super) fn take_last(grid: &mut Grid, rest: &mut Vec<Line>) {
    let is_labelled = matches!(grid.cols.as_slice(), [labels, values] if labels == values);
    let last = grid
        .cells
        .last()
        .filter(|cell| is_labelled && cell.col == 0);
    let Some(label) = last else {
        return;
    };
    const MOST_WORDS: usize = 3;
    let row = label.row;
    let size = label.at.height();
    if label.text.split_whitespace().count() > MOST_WORDS {
        return;
    }
    let is_value = |line: &Line| {
        let below = line.baseline - label.baseline;
        below > 0.0
            && below <= line.size.max(size) * WRAPPED
            && (line.at().x0 - label.at.x0).abs() <= 2.0
            && size <= line.at().height() * SMALLER
    };
    let Some(place) = rest.iter().position(is_value) else {
        return;
    };
    if let Some(value) = cell_of_line(&rest.remove(place)) {
        grid.at = grid.at.around(&value.at);
        grid.cells.push(GridCell {
            row,
            col: 1,
            ..value
        });
    }
}

fn cell_of_line(line: &Line) -> Option<GridCell> {
    let (text, at, baseline) = cell_of_lines(std::iter::once(line.words.as_slice()))?;
    Some(GridCell {
        row: 0,
        col: 0,
        wide: 1,
        high: 1,
        text,
        at,
        baseline,
    })
}

/// Labels with their values, one behind the other.
#[derive(Debug, Default)]
struct Pairs {
    rows: Vec<Band>,
    cells: Vec<GridCell>,
}

impl Pairs {
    fn add(&mut self, label: GridCell, value: Option<GridCell>) {
        let row = self.rows.len();
        let at = value
            .as_ref()
            .map_or(label.at, |value| label.at.around(&value.at));
        self.rows.push(Band {
            from: at.y0,
            to: at.y1,
        });
        self.cells.push(GridCell {
            row,
            col: 0,
            ..label
        });
        self.cells.extend(value.map(|value| GridCell {
            row,
            col: 1,
            ..value
        }));
    }

    fn grid(self) -> Option<Grid> {
        let at = around(self.cells.iter().map(|cell| cell.at))?;
        let band = Band {
            from: at.x0,
            to: at.x1,
        };
        Some(Grid {
            at,
            rows: self.rows,
            cols: vec![band; 2],
            cells: self.cells,
            method: TableMethod::Aligned,
            sure: SURE,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::pdf::engine::Seen;
    use crate::ingest::pdf::grid::Grid;
    use crate::ingest::pdf::stream::{Mode, tables};
    use crate::ingest::pdf::words::tests::typed;
    use crate::ingest::pdf::words::{Line, join, lines};

    /// Text with the size of its type.
    fn page(parts: &[(&str, f32, f32, f32)]) -> Vec<Line> {
        let mut letters = Vec::new();
        for (text, x, y, size) in parts {
            let mut own = typed(text, *x, *y);
            for letter in &mut own {
                letter.size = *size;
                letter.at.y0 = y - size * 0.75;
                letter.at.y1 = y + size * 0.22;
            }
            letters.extend(own);
        }
        lines(&letters, Seen::Shown)
    }

    fn pairs(grid: &Grid) -> Vec<(&str, &str)> {
        let rows = 0..grid.rows.len();
        rows.map(|row| match grid.row_texts(row).as_slice() {
            [label, value] => (*label, *value),
            _ => ("", ""),
        })
        .collect()
    }

    #[test]
    fn small_type_over_larger_names_it_and_the_last_value_may_run_on() {
        let mut lines = page(&[
            ("Code", 50.0, 100.0, 7.0),
            ("Taken on", 220.0, 100.0, 7.0),
            ("Method", 390.0, 100.0, 7.0),
            ("Q", 50.0, 113.0, 10.0),
            ("Telephone", 390.0, 113.0, 10.0),
            ("Remarks", 50.0, 132.0, 7.0),
            (
                "Prefers to be rung after six in the evening",
                50.0,
                145.0,
                10.0,
            ),
            ("Printed by the office", 50.0, 200.0, 7.0),
        ]);
        let grids = tables(&mut lines, &[], Mode::Strict);
        let all: Vec<_> = grids.iter().flat_map(pairs).collect();
        assert_eq!(
            all,
            [
                ("Code", "Q"),
                ("Taken on", ""),
                ("Method", "Telephone"),
                ("Remarks", "Prefers to be rung after six in the evening"),
            ]
        );
        let rest: Vec<String> = lines.iter().map(|line| join(&line.words)).collect();
        assert_eq!(rest, ["Printed by the office"]);
    }

    #[test]
    fn headings_in_small_type_over_several_rows_are_a_table_as_it_stands() {
        let mut lines = page(&[
            ("Code", 50.0, 100.0, 7.0),
            ("Taken on", 220.0, 100.0, 7.0),
            ("Q", 50.0, 113.0, 10.0),
            ("3 May", 220.0, 113.0, 10.0),
            ("R", 50.0, 126.0, 10.0),
            ("4 May", 220.0, 126.0, 10.0),
            ("S", 50.0, 139.0, 10.0),
            ("5 May", 220.0, 139.0, 10.0),
        ]);
        let grids = tables(&mut lines, &[], Mode::Strict);
        assert_eq!(grids[0].row_texts(0), ["Code", "Taken on"]);
        assert_eq!(grids[0].rows.len(), 4);
    }

    #[test]
    fn heads_in_small_type_over_rows_and_units_below_values_are_no_labels() {
        let mut lines = page(&[
            ("Name", 50.0, 100.0, 7.0),
            ("Town", 300.0, 100.0, 7.0),
            ("Casey", 50.0, 112.0, 10.0),
            ("Mockton", 300.0, 112.0, 10.0),
            ("Robin", 50.0, 125.0, 10.0),
            ("Quayford", 300.0, 125.0, 10.0),
            ("Voter ID", 50.0, 141.0, 7.0),
            ("Score", 300.0, 141.0, 7.0),
            ("L", 50.0, 153.0, 10.0),
            ("71", 300.0, 153.0, 10.0),
        ]);
        let grids = tables(&mut lines, &[], Mode::Strict);
        let texts: Vec<&str> = grids.iter().flat_map(|grid| grid.row_texts(1)).collect();
        assert!(
            !texts.iter().any(|text| text.contains("Casey Robin")),
            "{texts:?}"
        );
        let units: Vec<(&str, f32, f32, f32)> = [100.0, 123.0, 146.0]
            .into_iter()
            .flat_map(|y| {
                [
                    ("Support score", 50.0, y, 10.0),
                    ("71", 300.0, y, 10.0),
                    ("out of 100", 50.0, y + 10.0, 7.0),
                    ("modelled", 300.0, y + 10.0, 7.0),
                ]
            })
            .collect();
        let mut lines = page(&units);
        let grids = tables(&mut lines, &[], Mode::Strict);
        assert_eq!(grids[0].row_texts(0)[0].split(' ').next(), Some("Support"));
        assert!(grids[0].row_texts(0)[1].starts_with("71"));
    }

    #[test]
    fn labels_in_one_column_take_the_value_below_each() {
        let text: [(&str, f32, f32, f32); 6] = [
            ("Full name", 50.0, 100.0, 7.0),
            ("Casey", 50.0, 113.0, 10.0),
            ("Town", 50.0, 132.0, 7.0),
            ("Mockton", 50.0, 145.0, 10.0),
            ("Ward", 50.0, 164.0, 7.0),
            ("Quay", 50.0, 177.0, 10.0),
        ];
        let mut lines = page(&text);
        let grid = super::column(&mut lines).expect("a table");
        assert_eq!(
            pairs(&grid),
            [
                ("Full name", "Casey"),
                ("Town", "Mockton"),
                ("Ward", "Quay")
            ]
        );
        assert!(lines.is_empty());
        let mut same = page(&text.map(|(text, x, y, _)| (text, x, y, 10.0)));
        assert!(super::column(&mut same).is_none());
        assert_eq!(same.len(), 6);
    }
}
