//! Workbooks of 97 to 2003 and before: xls, in a compound file or bare.
//!
//! The cells are read from the records here, sparsely, because calamine lays every sheet out as a
//! rectangle, gives up on one bad record, and leaves out what hides a cell. Only the text of
//! formulas is calamine's: it knows how to write them out. It runs behind a fence of its own, and
//! not at all where the file would make it ask for too much memory.

mod book;
mod container;
mod record;
mod sheet;
mod text;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, Xls};

pub(crate) use container::file_time;
pub(super) use container::is_compound;
pub(super) use record::{error_text, rk};

use super::grid::Grid;
use super::trouble::{Budget, Trouble};
use crate::document::{OddityKind, PartKind, ReadState, Table};
use crate::error::IngestError;
use crate::ingest::{Intake, Limits, Source};
use crate::provenance::{CellAt, Place};
use book::{Book, Listed, SheetKind};
use container::Container;
use sheet::SheetReader;

/// The most cells that calamine may be made to lay out, unless the sheets are well filled: it makes
/// room for every cell of the rectangle around the first and the last.
const MOST_LAID_OUT: u64 = 4_000_000;

/// The largest file that calamine is given.
const MOST_BYTES: usize = 64 << 20;

/// What calamine would have to lay out, over all sheets.
#[derive(Default)]
struct Extent {
    /// Cells of the rectangles that the sheets declare.
    declared: u64,
    /// Cells of the rectangles around what they hold.
    around: u64,
    /// Cells that they hold.
    held: u64,
}

impl Extent {
    fn add(&mut self, declared: u64, table: &Table) {
        let rows = table.cells.iter().map(|cell| cell.at.row.get());
        let cols = table.cells.iter().map(|cell| cell.at.col.get());
        let height = rows
            .clone()
            .max()
            .unwrap_or(0)
            .saturating_sub(rows.min().unwrap_or(0));
        let width = cols
            .clone()
            .max()
            .unwrap_or(0)
            .saturating_sub(cols.min().unwrap_or(0));
        let around = u64::from(height)
            .saturating_add(1)
            .saturating_mul(u64::from(width).saturating_add(1));
        self.declared = self.declared.saturating_add(declared);
        self.around = self.around.saturating_add(around);
        self.held = self
            .held
            .saturating_add(u64::try_from(table.cells.len()).unwrap_or(u64::MAX));
    }

    fn is_bearable(&self) -> bool {
        let most = MOST_LAID_OUT.max(self.held.saturating_mul(4));
        self.declared <= most && self.around <= most
    }
}

/// Whether a compound file holds an encrypted workbook of Office Open XML.
pub(super) fn holds_encrypted_package(bytes: &[u8]) -> bool {
    is_compound(bytes) && Container::open(bytes).is_ok_and(|container| container.encrypted_package)
}

/// Reads an xls file.
pub(super) fn read(source: &Source<'_>, limits: &Limits) -> Result<Intake, IngestError> {
    let mut intake = Intake::new(PartKind::Xls);
    let mut container = Container::bare(source.bytes);
    if is_compound(source.bytes) {
        container = Container::open(source.bytes).map_err(|trouble| trouble.fatal(""))?;
        if container.encrypted_package {
            return Err(IngestError::Encrypted);
        }
    }
    let mut book = Book::read(&container.workbook).map_err(|trouble| trouble.fatal(""))?;
    if book.sheets.is_empty() {
        let trouble = book.trouble.take();
        return Err(trouble
            .unwrap_or_else(|| Trouble::damaged("it lists no sheets"))
            .fatal(""));
    }
    let mut say = |kind: OddityKind, text: String| {
        intake
            .oddities
            .push(source.oddity(kind, Place::Whole, text));
    };
    if let Some(Trouble::Damaged(what) | Trouble::Limit(what)) = &book.trouble {
        say(
            OddityKind::Damaged,
            format!("the workbook is damaged: {what}"),
        );
        intake.read = ReadState::Partly;
    }
    if book.macros || container.macros {
        say(
            OddityKind::Macros,
            "the workbook holds macros, which were not run".to_owned(),
        );
    }
    if book.links > 0 {
        say(
            OddityKind::ExternalLinks,
            format!(
                "links to {} other files, which were not followed",
                book.links
            ),
        );
    }
    if book.sheets.len() > limits.sheets {
        say(
            OddityKind::LimitReached,
            format!(
                "the limit of {} sheets was reached; the rest were not read",
                limits.sheets
            ),
        );
        intake.read = ReadState::Partly;
    }
    let mut budget = Budget::new(limits);
    let mut extent = Extent::default();
    for listed in book.sheets.iter().take(limits.sheets) {
        sheet(
            source,
            &container.workbook,
            &book,
            listed,
            &mut budget,
            &mut extent,
            &mut intake,
        )?;
    }
    intake.properties = container.properties();
    // Of sheets that were not looked at, nobody knows how large they are.
    let known = book.sheets.len() <= limits.sheets && source.bytes.len() <= MOST_BYTES;
    if known && extent.is_bearable() {
        write_formulas(source.bytes, &mut intake.tables);
    }
    Ok(intake)
}

/// Reads one sheet.
fn sheet(
    source: &Source<'_>,
    stream: &[u8],
    book: &Book,
    listed: &Listed,
    budget: &mut Budget<'_>,
    extent: &mut Extent,
    intake: &mut Intake,
) -> Result<(), IngestError> {
    let what = match listed.kind {
        SheetKind::Table => None,
        SheetKind::Chart => Some("the sheet is a chart, and no table"),
        SheetKind::Macros => Some("the sheet holds macros, which were not run, and no table"),
        SheetKind::Other => Some("the sheet is a module or dialogue, and no table"),
    };
    let mut grid = Grid::new(&listed.name, listed.visibility);
    let mut reader = SheetReader::new(book, &mut grid, budget);
    let outcome = reader.read(stream, listed.at);
    // What is no table is looked at for its size alone: calamine lays it out all the same.
    let declared = reader.declared;
    extent.add(declared, &grid.table);
    if let Some(what) = what {
        let place = Place::Sheet {
            sheet: listed.name.as_str().into(),
        };
        intake
            .oddities
            .push(source.oddity(OddityKind::NotATable, place, what));
        return Ok(());
    }
    match outcome {
        Ok(()) => {}
        Err(Trouble::Encrypted) => return Err(IngestError::Encrypted),
        Err(trouble) => grid.stopped(trouble),
    }
    grid.finish(source, budget.limits, intake);
    Ok(())
}

/// Has calamine write the formulas out. What it cannot do leaves them without text.
fn write_formulas(bytes: &[u8], tables: &mut [Table]) {
    if tables.iter().all(|table| table.formulas.is_empty()) || !is_compound(bytes) {
        return;
    }
    let opened = catch_unwind(AssertUnwindSafe(|| Xls::new(Cursor::new(bytes)).ok()));
    let Ok(Some(mut workbook)) = opened else {
        return;
    };
    for table in tables.iter_mut().filter(|table| !table.formulas.is_empty()) {
        let Some(name) = table.name() else {
            continue;
        };
        let Ok(formulas) = workbook.worksheet_formula(name) else {
            continue;
        };
        let (row, col) = formulas.start().unwrap_or((0, 0));
        for (down, right, text) in formulas.used_cells() {
            let down = u32::try_from(down).unwrap_or(u32::MAX).saturating_add(row);
            let right = u32::try_from(right).unwrap_or(u32::MAX).saturating_add(col);
            let at = CellAt::from_zero_based(down, right);
            let readable = !text.starts_with("Unrecognised formula");
            if let Some(formula) = table.formulas.get_mut(&at).filter(|_| readable) {
                *formula = text.as_str().into();
            }
        }
    }
}
