//! The rows of a table that hold something, and what can be said of one without knowing headings.

use crate::document::{Cell, CellValue, Table};
use crate::provenance::{CellAt, ColNo, RowNo};
use crate::recognise::telling::is_whole_day;

/// A row that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct RowShape<'t> {
    /// Its number.
    pub row: RowNo,
    /// Its cells that show something.
    pub cells: Vec<&'t Cell>,
}

/// Of so many headings one may be a sign or a number: `*`, `14/3`.
pub(super) const ONE_ODD_IN: usize = 12;

impl RowShape<'_> {
    /// Whether every cell could be a heading: words, short, without much of a number in it.
    #[must_use]
    pub fn could_be_headings(&self) -> bool {
        let odd = self.cells.iter().filter(|cell| !is_wordy(cell)).count();
        odd <= self.cells.len() / ONE_ODD_IN
    }

    /// The first column in use.
    #[must_use]
    pub fn first_column(&self) -> Option<ColNo> {
        self.cells.first().map(|cell| cell.at.col)
    }

    /// The last column in use.
    #[must_use]
    pub fn last_column(&self) -> Option<ColNo> {
        self.cells.last().map(|cell| cell.at.col)
    }
}

/// The rows of a table that show something.
#[must_use]
pub fn shapes(table: &Table) -> Vec<RowShape<'_>> {
    let mut rows: Vec<RowShape<'_>> = Vec::new();
    for cell in table.cells.iter().filter(|cell| !cell.is_blank()) {
        match rows.last_mut() {
            Some(last) if last.row == cell.at.row => last.cells.push(cell),
            _ => rows.push(RowShape {
                row: cell.at.row,
                cells: vec![cell],
            }),
        }
    }
    rows
}

/// The rows from the first on that stand directly below one another: up to the first blank one.
#[must_use]
pub fn block<'r, 't>(rest: &'r [RowShape<'t>]) -> &'r [RowShape<'t>] {
    let mut blocks = rest.chunk_by(|a, b| b.row.get() == a.row.get() + 1);
    blocks.next().unwrap_or_default()
}

/// Text of at most 160 characters with at most as many digits as letters, a range like `1-5`, or a
/// sign that heads a column alone: `£`.
#[must_use]
pub fn is_wordy(cell: &Cell) -> bool {
    let CellValue::Text(text) = &cell.value else {
        return false;
    };
    if matches!(text.trim(), "\u{a3}" | "\u{20ac}" | "%" | "#") {
        return true;
    }
    let (mut letters, mut digits, mut length) = (0usize, 0usize, 0usize);
    for c in text.trim().chars() {
        length += 1;
        letters += usize::from(c.is_alphabetic());
        digits += usize::from(c.is_ascii_digit());
        if length > 160 || c == '@' {
            return false;
        }
    }
    (letters > 0 && digits <= letters + 8) || (length <= 5 && digits >= 2 && text.contains('-'))
}

/// A day, as a date of the file or as text.
#[must_use]
pub fn is_day(cell: &Cell) -> bool {
    matches!(cell.value, CellValue::Moment(_)) || is_whole_day(&cell.text())
}

/// Whether the first row is a title of what follows it: it holds one or two cells of words, and
/// another row comes.
#[must_use]
pub fn leads_on(rest: &[RowShape<'_>]) -> bool {
    rest.len() > 1
}

/// Takes away the letters of columns and the numbers of rows that a spreadsheet prints round its cells:
/// `A`, `B`, `C` above and 1, 2, 3 at the left. Gives the cells taken.
pub fn take_frame(rows: &mut Vec<RowShape<'_>>) -> Vec<CellAt> {
    const FEWEST: usize = 2;
    let is_letter = |(n, cell): (usize, &&Cell)| {
        let letters = ColNo::from_zero_based(u32::try_from(n).unwrap_or(u32::MAX)).letters();
        cell.text().trim() == letters
    };
    let Some((head, below)) = rows.split_first() else {
        return Vec::new();
    };
    let lettered = head.cells.len() >= FEWEST && head.cells.iter().enumerate().all(is_letter);
    let Some(left) = head.first_column().filter(|_| lettered) else {
        return Vec::new();
    };
    let numbers = below.iter().map(|row| {
        let first = row.cells.first().filter(|cell| cell.at.col < left)?;
        first.text().trim().parse::<u32>().ok()
    });
    let numbers: Option<Vec<u32>> = numbers.collect();
    let counts_up = numbers.is_some_and(|numbers| {
        numbers.len() >= FEWEST && numbers.windows(2).all(|pair| pair.first() < pair.get(1))
    });
    if !counts_up {
        return Vec::new();
    }
    let mut taken: Vec<CellAt> = head.cells.iter().map(|cell| cell.at).collect();
    rows.remove(0);
    for row in rows.iter_mut() {
        taken.extend(row.first_column().map(|col| CellAt { row: row.row, col }));
        row.cells.retain(|cell| cell.at.col >= left);
    }
    rows.retain(|row| !row.cells.is_empty());
    taken
}
