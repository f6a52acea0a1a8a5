//! A sheet being read: cells as they come, what is hidden, and what is to be said about it at the
//! end. All formats fill the same grid, so that a fact means the same whatever it was read from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::margins;
use super::reading::Reading;
use super::said;
use super::trouble::{Budget, Trouble};
use crate::document::{
    Cell, CellValue, Frame, OddityKind, Passage, ReadState, Span, Table, Visibility,
};
use crate::ingest::{Intake, Limits, Source};
use crate::provenance::{CellAt, Place};

/// What hides a cell apart from its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Columns {
    pub(super) first: u32,
    pub(super) last: u32,
}

/// A sheet being read.
pub(super) struct Grid {
    pub(super) name: Arc<str>,
    pub(super) table: Table,
    /// Hidden rows, from zero.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// Hidden columns, from zero.
    pub(super) hidden_columns: Vec<Columns>,
    /// Areas in which a filter is at work.
    pub(super) filtered: Vec<Span>,
    pub(super) pictures: bool,
    /// What is printed at the head and the foot of its pages, line by line.
    pub(super) margins: Vec<String>,
    pub(super) invisible: Vec<CellAt>,
    /// Cells with black text on black, which is left out.
    pub(super) blacked_out: Vec<CellAt>,
    /// What went wrong while it was read, in order.
    pub(super) troubles: Vec<Trouble>,
    /// Values that were left out or mended, by what was wrong.
    pub(super) mended: Vec<(CellAt, &'static str)>,
    pub(super) outside: bool,
    pub(super) cut: Option<CellAt>,
}

impl Grid {
    pub(super) fn new(name: &str, visibility: Visibility) -> Self {
        let name: Arc<str> = Arc::from(name);
        let mut table = Table::new(Frame::Sheet {
            name: Arc::clone(&name),
        });
        table.visibility = visibility;
        Self {
            name,
            table,
            hidden_rows: BTreeSet::new(),
            hidden_columns: Vec::new(),
            filtered: Vec::new(),
            pictures: false,
            margins: Vec::new(),
            invisible: Vec::new(),
            blacked_out: Vec::new(),
            troubles: Vec::new(),
            mended: Vec::new(),
            outside: false,
            cut: None,
        }
    }

    /// Puts a cell on the grid; row and column count from zero.
    pub(super) fn push(
        &mut self,
        row: u32,
        col: u32,
        mut reading: Reading,
        budget: &mut Budget<'_>,
    ) -> Result<(), Trouble> {
        if row >= budget.limits.rows || col >= budget.limits.columns {
            self.outside = true;
            return Ok(());
        }
        budget.take_cell()?;
        let at = CellAt::from_zero_based(row, col);
        // What was meant to be blacked out is never shown.
        if reading.blacked_out {
            self.table.formulas.remove(&at);
            self.blacked_out.push(at);
            return Ok(());
        }
        if let CellValue::Text(text) = &mut reading.value
            && text.len() > budget.limits.cell_chars
            && let Some((end, _)) = text.char_indices().nth(budget.limits.cell_chars)
        {
            *text = text.get(..end).unwrap_or("").into();
            self.cut = self.cut.or(Some(at));
        }
        let text = match &reading.value {
            CellValue::Text(text) => text.len(),
            _ => 0,
        };
        budget.take_text(
            text.saturating_add(reading.shown.as_ref().map_or(0, |shown| shown.len())),
        )?;
        if reading.invisible {
            self.invisible.push(at);
        }
        self.table.cells.push(Cell {
            at,
            hidden: reading.invisible,
            value: reading.value,
            shown: reading.shown,
        });
        Ok(())
    }

    /// Remembers what ended the reading early.
    pub(super) fn stopped(&mut self, trouble: Trouble) {
        self.troubles.push(trouble);
    }

    /// Brings the cells into order, marks the hidden ones and hands the table over, with all that
    /// is to be said about it.
    pub(super) fn finish(mut self, source: &Source<'_>, limits: &Limits, intake: &mut Intake) {
        self.sort();
        self.mark_hidden();
        let oddities = said::oddities(&self, source, limits);
        if oddities
            .iter()
            .any(|oddity| matches!(oddity.kind, OddityKind::LimitReached | OddityKind::Damaged))
        {
            intake.read = ReadState::Partly;
        }
        intake.oddities.extend(oddities);
        let passages = self.margins.into_iter().map(|text| Passage {
            at: Place::Sheet {
                sheet: Arc::clone(&self.name),
            },
            text,
            hidden: false,
            quoted: false,
        });
        intake.passages.extend(passages);
        intake.tables.push(self.table);
    }

    /// Takes up a head or a foot of the printed pages, as it is stored.
    pub(super) fn printed(&mut self, stored: &str) {
        for line in margins::lines(stored) {
            if !self.margins.contains(&line) {
                self.margins.push(line);
            }
        }
    }

    /// In reading order; of two cells at one place the later counts, as in the programs.
    fn sort(&mut self) {
        let cells = &mut self.table.cells;
        if cells.is_sorted_by(|a, b| a.at < b.at) {
            return;
        }
        cells.sort_by_key(|cell| cell.at);
        cells.reverse();
        cells.dedup_by_key(|cell| cell.at);
        cells.reverse();
    }

    fn column_hidden(&self, col: u32) -> bool {
        let after = self
            .hidden_columns
            .partition_point(|columns| columns.first <= col);
        let before = after
            .checked_sub(1)
            .and_then(|index| self.hidden_columns.get(index));
        before.is_some_and(|columns| columns.last >= col)
    }

    fn mark_hidden(&mut self) {
        let sheet = self.table.visibility != Visibility::Visible;
        self.hidden_columns = joined(std::mem::take(&mut self.hidden_columns));
        let covered = self.covered();
        if !sheet
            && self.hidden_rows.is_empty()
            && self.hidden_columns.is_empty()
            && covered.is_empty()
        {
            return;
        }
        let mut cells = std::mem::take(&mut self.table.cells);
        for cell in &mut cells {
            cell.hidden |= sheet
                || self.hidden_rows.contains(&cell.at.row.zero_based())
                || self.column_hidden(cell.at.col.zero_based())
                || covered.contains(&cell.at);
        }
        self.table.cells = cells;
        self.invisible.extend(covered);
    }

    /// Cells under a merged area, all but its first: stored, and shown nowhere.
    fn covered(&mut self) -> BTreeSet<CellAt> {
        let mut covered = BTreeSet::new();
        let mut steps = MOST_STEPS;
        for span in &self.table.merged {
            let from = self
                .table
                .cells
                .partition_point(|cell| cell.at < span.first);
            let to = self
                .table
                .cells
                .partition_point(|cell| cell.at <= span.last);
            let under = self.table.cells.get(from..to).unwrap_or(&[]);
            let Some(left) = steps.checked_sub(under.len()) else {
                let limit = format!("{MOST_STEPS} cells under merged areas");
                self.troubles.push(Trouble::Limit(limit));
                break;
            };
            steps = left;
            covered.extend(
                under
                    .iter()
                    .filter(|cell| cell.at != span.first && span.contains(cell.at))
                    .filter(|cell| !cell.is_blank())
                    .map(|cell| cell.at),
            );
        }
        covered
    }
}

/// Cells that are looked at, over all merged areas of a sheet.
const MOST_STEPS: usize = 50_000_000;

/// The same columns in order, none twice, those that touch drawn together.
pub(super) fn joined(mut columns: Vec<Columns>) -> Vec<Columns> {
    columns.sort_unstable();
    let mut joined: Vec<Columns> = Vec::new();
    for next in columns {
        match joined.last_mut() {
            Some(last) if next.first <= last.last.saturating_add(1) => {
                last.last = last.last.max(next.last)
            }
            _ => joined.push(next),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_of_two_cells_at_one_place_counts() {
        let limits = Limits::default();
        let mut budget = Budget::new(&limits);
        let mut grid = Grid::new("S", Visibility::Visible);
        for (row, number) in [(1, 1.0), (0, 2.0), (1, 3.0)] {
            let pushed = grid.push(
                row,
                0,
                Reading::plain(CellValue::Number(number)),
                &mut budget,
            );
            assert_eq!(pushed, Ok(()));
        }
        grid.sort();
        let values: Vec<_> = grid
            .table
            .cells
            .iter()
            .map(|cell| cell.value.clone())
            .collect();
        assert_eq!(values, [CellValue::Number(2.0), CellValue::Number(3.0)]);
    }

    #[test]
    fn runs_of_columns_that_touch_are_one() {
        let columns = |first, last| Columns { first, last };
        let given = vec![
            columns(5, 6),
            columns(0, 1),
            columns(2, 3),
            columns(2, 2),
            columns(9, 9),
        ];
        assert_eq!(joined(given), [columns(0, 3), columns(5, 6), columns(9, 9)]);
    }
}
