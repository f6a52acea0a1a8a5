//! The rows of a table that hold something, and what can be said of one without knowing headings.

use crate::document::{Cell, CellValue, Table};
use crate::provenance::{ColNo, RowNo};

/// A row that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct RowShape<'t> {
    /// Its number.
    pub row: RowNo,
    /// Its cells that show something.
    pub cells: Vec<&'t Cell>,
}

impl RowShape<'_> {
    /// Whether every cell could be a heading: words, short, without much of a number in it.
    #[must_use]
    pub fn could_be_headings(&self) -> bool {
        self.cells.iter().all(|cell| is_wordy(cell))
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

/// Whether the first row is a title of what follows it: it holds one or two cells of words, and
/// another row comes.
#[must_use]
pub fn leads_on(rest: &[RowShape<'_>]) -> bool {
    rest.len() > 1
}
