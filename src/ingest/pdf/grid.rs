//! A table on a page: its rows, its columns, and what stands in its cells.

use crate::document::TableMethod;
use crate::ingest::pdf::engine::Seen;
use crate::ingest::pdf::geometry::{Rect, around};
use crate::ingest::pdf::letters::Letter;
use crate::ingest::pdf::paragraphs::append;
use crate::ingest::pdf::words::{Word, join, lines};

/// From where to where a row or column reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Band {
    /// Top or left.
    pub from: f32,
    /// Bottom or right.
    pub to: f32,
}

/// A table on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The room it takes.
    pub at: Rect,
    /// Its rows, from the top.
    pub rows: Vec<Band>,
    /// Its columns, from the left.
    pub cols: Vec<Band>,
    /// Its cells that hold something, by row, then column.
    pub cells: Vec<GridCell>,
    /// How it was found.
    pub method: TableMethod,
    /// How sure its rows and columns are, in hundredths.
    pub sure: u8,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridCell {
    /// Its row, from zero.
    pub row: usize,
    /// Its column, from zero.
    pub col: usize,
    /// How many columns it takes.
    pub wide: usize,
    /// How many rows it takes.
    pub high: usize,
    /// Its text, its lines joined.
    pub text: String,
    /// The room that its text takes.
    pub at: Rect,
    /// The baseline of its first line.
    pub baseline: f32,
}

impl Grid {
    /// The texts of a row, blank ones too.
    #[cfg(test)]
    pub fn row_texts(&self, row: usize) -> Vec<&str> {
        let mut texts = vec![""; self.cols.len()];
        for cell in self.cells.iter().filter(|cell| cell.row == row) {
            if let Some(text) = texts.get_mut(cell.col) {
                *text = &cell.text;
            }
        }
        texts
    }

    /// The room between the sides of a cell.
    pub fn room(&self, row: usize, col: usize) -> Rect {
        let row = self.rows.get(row).copied();
        let col = self.cols.get(col).copied();
        match (row, col) {
            (Some(row), Some(col)) => Rect::new(col.from, row.from, col.to, row.to),
            _ => self.at,
        }
    }
}

/// A cell of letters: its text, where it is, and where its first line stands; nothing where the
/// letters are all spaces.
pub(super) fn cell_of_letters(letters: &[Letter]) -> Option<(String, Rect, f32)> {
    let lines = lines(letters, Seen::Shown);
    cell_of_lines(lines.iter().map(|line| line.words.as_slice()))
}

/// The same of words that are in lines already.
pub(super) fn cell_of_lines<'a>(
    lines: impl Iterator<Item = &'a [Word]> + Clone,
) -> Option<(String, Rect, f32)> {
    let mut text = String::new();
    for line in lines.clone() {
        append(&mut text, &join(line));
    }
    let words = lines.clone().flatten();
    let at = around(words.map(|word| word.at))?;
    let baseline = lines.flatten().map(|word| word.baseline).reduce(f32::min)?;
    (!text.is_empty()).then_some((text, at, baseline))
}
