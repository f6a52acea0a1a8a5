//! A table while its rows and cells come in: where each cell stands, with spans over rows and
//! columns, and the line on which each row begins.

use crate::document::{Cell, CellValue, Frame, Span, Table, TableForm, Visibility};
use crate::ingest::Limits;
use crate::provenance::{CellAt, LineNo, RowNo};

/// Columns that one cell may span, as browsers have it.
const COLUMN_SPAN: u32 = 1_000;

/// Rows that one cell may span, as browsers have it.
const ROW_SPAN: u32 = 65_534;

/// Whether something is seen by a reader of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// It is.
    Shown,
    /// It is hidden.
    Hidden,
}

/// The cell that is being filled.
#[derive(Debug)]
pub(super) struct Filling {
    /// Its text so far.
    pub(super) text: String,
    /// Whether it can be seen.
    pub(super) seen: Seen,
    at: CellAt,
    columns: u32,
    rows: u32,
}

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Grid {
    seen: Seen,
    starts: Vec<LineNo>,
    cells: Vec<Cell>,
    merged: Vec<Span>,
    /// The cells that the page calls headings.
    headings: Vec<CellAt>,
    /// Whether it is a list of terms, and no table.
    of_terms: bool,
    /// By column, the first row that no cell from above reaches into.
    free_from: Vec<u32>,
    next_column: u32,
    /// The cell that is being filled, if any.
    pub(super) filling: Option<Filling>,
}

impl Grid {
    /// A table without rows.
    pub(super) fn new(seen: Seen, of_terms: bool) -> Self {
        Self {
            seen,
            of_terms,
            starts: Vec::new(),
            cells: Vec::new(),
            merged: Vec::new(),
            headings: Vec::new(),
            free_from: Vec::new(),
            next_column: 0,
            filling: None,
        }
    }

    /// Whether a row has begun.
    pub(super) fn has_row(&self) -> bool {
        !self.starts.is_empty()
    }

    /// The column at which the next cell stands unless one from above is in its way.
    pub(super) fn next_column(&self) -> u32 {
        self.next_column
    }

    /// Begins a row.
    pub(super) fn start_row(&mut self, line: LineNo) {
        self.starts.push(line);
        self.next_column = 0;
    }

    fn row(&self) -> u32 {
        u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Goes to a column of the row, for a list of terms.
    pub(super) fn go_to(&mut self, column: u32) {
        self.next_column = column;
    }

    /// Begins a cell; not, where it would stand outside the limits: then its text is kept as
    /// running text.
    pub(super) fn start_cell(
        &mut self,
        seen: Seen,
        spans: Spans,
        is_heading: bool,
        limits: &Limits,
    ) -> Result<(), ()> {
        let row = self.row();
        let mut column = self.next_column;
        while self.free_from(column) > row {
            column = column.saturating_add(1);
        }
        if column >= limits.columns || row >= limits.rows {
            return Err(());
        }
        let columns = spans.columns.clamp(1, COLUMN_SPAN);
        let rows = spans.rows.clamp(1, ROW_SPAN);
        self.next_column = column.saturating_add(columns);
        if rows > 1 {
            let last = self.next_column.min(limits.columns);
            for column in column..last {
                self.reserve(column, row.saturating_add(rows));
            }
        }
        let at = CellAt::from_zero_based(row, column);
        if is_heading {
            self.headings.push(at);
        }
        self.filling = Some(Filling {
            text: String::new(),
            seen,
            at,
            columns,
            rows,
        });
        Ok(())
    }

    fn free_from(&self, column: u32) -> u32 {
        let index = usize::try_from(column).unwrap_or(usize::MAX);
        self.free_from.get(index).copied().unwrap_or(0)
    }

    fn reserve(&mut self, column: u32, until: u32) {
        let index = usize::try_from(column).unwrap_or(usize::MAX);
        if self.free_from.len() <= index {
            self.free_from.resize(index.saturating_add(1), 0);
        }
        if let Some(free) = self.free_from.get_mut(index) {
            *free = until.max(*free);
        }
    }

    /// Ends the cell: answers whether it held something.
    pub(super) fn end_cell(&mut self, text: String) -> Option<(CellAt, LineNo)> {
        let filling = self.filling.take()?;
        if filling.columns > 1 || filling.rows > 1 {
            let last = CellAt::from_zero_based(
                filling
                    .at
                    .row
                    .zero_based()
                    .saturating_add(filling.rows.saturating_sub(1)),
                filling
                    .at
                    .col
                    .zero_based()
                    .saturating_add(filling.columns.saturating_sub(1)),
            );
            self.merged.push(Span {
                first: filling.at,
                last,
            });
        }
        if text.is_empty() {
            return None;
        }
        self.cells.push(Cell {
            at: filling.at,
            hidden: filling.seen == Seen::Hidden,
            value: CellValue::Text(text.into()),
            shown: None,
        });
        let line = self.starts.last().copied().unwrap_or(LineNo::FIRST);
        Some((filling.at, line))
    }

    /// The table as read; nothing where no cell holds anything.
    pub(super) fn finish(mut self) -> Option<Table> {
        if self.cells.is_empty() {
            return None;
        }
        let last_row = CellAt::from_zero_based(self.row(), 0).row;
        let mut table = Table::new(Frame::Lines {
            starts: self.starts,
        });
        // Cells come in order; a list of terms alone could name a position twice.
        self.cells.sort_by_key(|cell| cell.at);
        table.cells = self.cells;
        table.merged = self.merged;
        // Each row a heading and one cell beside it.
        let mut rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
        let of_pairs = table.merged.is_empty()
            && rows.all(|row| match row {
                [head] => self.headings.contains(&head.at),
                [head, value] => {
                    self.headings.contains(&head.at) && !self.headings.contains(&value.at)
                }
                _ => false,
            });
        if self.of_terms {
            table.form = TableForm::Terms;
        } else if of_pairs {
            table.form = TableForm::Pairs;
        } else if let Some(head) = head_of_records(&table, &self.headings) {
            table.form = TableForm::Records(head);
        }
        for span in &mut table.merged {
            span.last.row = span.last.row.min(last_row);
        }
        table.merged.retain(|span| span.first != span.last);
        if self.seen == Seen::Hidden {
            table.visibility = Visibility::Hidden;
        }
        Some(table)
    }
}

/// How many columns and rows a cell says that it spans.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spans {
    /// Columns.
    pub(super) columns: u32,
    /// Rows.
    pub(super) rows: u32,
}

/// The first row, where the page makes it one of headings, and none of the cells below it is one.
fn head_of_records(table: &Table, headings: &[CellAt]) -> Option<RowNo> {
    const FEWEST_COLUMNS: usize = 3;
    let mut rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let first = rows.next()?;
    let is_heading = |cell: &Cell| headings.contains(&cell.at);
    let heads = first.len() >= FEWEST_COLUMNS
        && table.merged.is_empty()
        && first.iter().all(is_heading)
        && headings.len() == first.len();
    let filled = rows.clone().count() > 0 && rows.all(|row| row.len() > 1);
    let row = first.first().map(|cell| cell.at.row);
    row.filter(|_| heads && filled)
}
