//! A sheet being read: cells as they come, what is hidden, and what is to be said about it at the
//! end. All formats fill the same grid, so that a fact means the same whatever it was read from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::format::{Epoch, Format, Shown, duration_text, moment_text, serial_of_iso};
use super::trouble::{Budget, Trouble};
use crate::document::{
    Cell, CellValue, Frame, Oddity, OddityKind, ReadState, Span, Table, Visibility,
};
use crate::ingest::{Intake, Source};
use crate::provenance::{CellAt, Place};

/// How the cells of one style look.
#[derive(Debug, Clone)]
pub(super) struct Look {
    pub(super) format: Format,
    pub(super) general: bool,
    /// Its text has the colour of its background.
    pub(super) camouflaged: bool,
}

impl Look {
    pub(super) fn new(format: Format, camouflaged: bool) -> Self {
        let general = format.is_general();
        Self {
            format,
            general,
            camouflaged,
        }
    }

    pub(super) fn plain() -> Self {
        Self::new(Format::general(), false)
    }
}

/// A cell as it was read, before it is put on the grid.
pub(super) struct Reading {
    pub(super) value: CellValue,
    pub(super) shown: Option<Box<str>>,
    pub(super) invisible: bool,
}

impl Reading {
    /// A value without a format.
    pub(super) fn plain(value: CellValue) -> Self {
        Self {
            value,
            shown: None,
            invisible: false,
        }
    }

    /// A number through the format of its cell.
    pub(super) fn number(number: f64, look: &Look, epoch: Epoch) -> Self {
        let mut reading = Self::plain(CellValue::Number(number));
        reading.invisible = look.camouflaged;
        if look.general {
            return reading;
        }
        if look.format.is_moment() {
            let text = if look.format.is_duration() {
                duration_text(number)
            } else {
                moment_text(number, epoch)
            };
            if let Some(text) = text {
                reading.value = CellValue::Moment(text.into());
            }
        }
        reading.show(look.format.show_number(number, epoch));
        reading.invisible |= look.format.hides_number(number);
        reading
    }

    /// Text through the format of its cell.
    pub(super) fn text(text: impl Into<Box<str>>, look: &Look) -> Self {
        let mut reading = Self::plain(CellValue::Text(text.into()));
        reading.invisible = look.camouflaged;
        if look.general {
            return reading;
        }
        if let CellValue::Text(text) = &reading.value {
            let shown = look.format.show_text(text);
            reading.invisible |= look.format.hides_text();
            reading.show(shown);
        }
        reading
    }

    /// A date that is stored as text in ISO 8601.
    pub(super) fn iso(text: &str, look: &Look, epoch: Epoch) -> Self {
        let text = text.trim();
        let plain = text.strip_suffix('Z').unwrap_or(text);
        let plain = plain.strip_suffix("T00:00:00.000").unwrap_or(plain);
        let plain = plain.strip_suffix("T00:00:00").unwrap_or(plain);
        let Some(serial) = serial_of_iso(plain, epoch) else {
            return Self::text(text, look);
        };
        let mut reading = Self::plain(CellValue::Moment(plain.into()));
        reading.invisible = look.camouflaged;
        if look.format.is_moment() {
            reading.show(look.format.show_number(serial, epoch));
        }
        reading
    }

    /// A value other than number or text, which no format changes.
    pub(super) fn other(value: CellValue, look: &Look) -> Self {
        let mut reading = Self::plain(value);
        reading.invisible = look.camouflaged || look.format.hides_text();
        reading
    }

    pub(super) fn show(&mut self, shown: Shown) {
        if let Shown::Text(text) = shown
            && !self.is_stored_as(&text)
        {
            self.shown = Some(text.as_str().into());
        }
    }
}

impl Reading {
    /// Whether this is the stored text. A number is not written out for texts that no number is
    /// stored as.
    fn is_stored_as(&self, text: &str) -> bool {
        let foreign = |byte: u8| !(byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'e'));
        match self.value {
            CellValue::Number(_) if text.bytes().any(foreign) => false,
            _ => *text == *self.value.stored_text(),
        }
    }
}

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
    invisible: Vec<CellAt>,
    /// What went wrong while it was read, in order.
    troubles: Vec<Trouble>,
    /// Values that were left out or mended, by what was wrong.
    pub(super) mended: Vec<(CellAt, &'static str)>,
    outside: bool,
    cut: Option<CellAt>,
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
            invisible: Vec::new(),
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
        if let CellValue::Text(text) = &mut reading.value
            && text.len() > budget.limits.cell_chars
            && let Some((end, _)) = text.char_indices().nth(budget.limits.cell_chars)
        {
            *text = text.get(..end).unwrap_or("").into();
            self.cut = self.cut.or(Some(at));
        }
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
    pub(super) fn finish(
        mut self,
        source: &Source<'_>,
        limits: &crate::ingest::Limits,
        intake: &mut Intake,
    ) {
        self.sort();
        self.mark_hidden();
        let mut said = Said {
            grid: &self,
            source,
            oddities: Vec::new(),
        };
        said.visibility();
        said.rows_and_columns();
        said.contents();
        said.limits(limits);
        said.troubles();
        let oddities = said.oddities;
        if oddities
            .iter()
            .any(|oddity| matches!(oddity.kind, OddityKind::LimitReached | OddityKind::Damaged))
        {
            intake.read = ReadState::Partly;
        }
        intake.oddities.extend(oddities);
        intake.tables.push(self.table);
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
        self.hidden_columns
            .iter()
            .any(|columns| (columns.first..=columns.last).contains(&col))
    }

    fn mark_hidden(&mut self) {
        let sheet = self.table.visibility != Visibility::Visible;
        self.hidden_columns.sort_unstable();
        self.hidden_columns.dedup();
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
    fn covered(&self) -> BTreeSet<CellAt> {
        let mut covered = BTreeSet::new();
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

/// What is said about a sheet.
struct Said<'a> {
    grid: &'a Grid,
    source: &'a Source<'a>,
    oddities: Vec<Oddity>,
}

impl Said<'_> {
    fn say(&mut self, kind: OddityKind, text: String) {
        let sheet = Arc::clone(&self.grid.name);
        self.oddities
            .push(self.source.oddity(kind, Place::Sheet { sheet }, text));
    }

    fn say_at(&mut self, kind: OddityKind, cell: CellAt, text: String) {
        let sheet = Arc::clone(&self.grid.name);
        self.oddities
            .push(self.source.oddity(kind, Place::Cell { sheet, cell }, text));
    }

    fn visibility(&mut self) {
        match self.grid.table.visibility {
            Visibility::Visible => {}
            Visibility::Hidden => {
                self.say(OddityKind::HiddenSheet, "the sheet is hidden".to_owned())
            }
            Visibility::VeryHidden => self.say(
                OddityKind::HiddenSheet,
                "the sheet is hidden in such a way that the program does not offer to show it"
                    .to_owned(),
            ),
        }
    }

    fn rows_and_columns(&mut self) {
        let is_filtered = |row: &u32| {
            let at = CellAt::from_zero_based(*row, 0).row;
            self.grid
                .filtered
                .iter()
                .any(|span| (span.first.row..=span.last.row).contains(&at))
        };
        let (filtered, hidden): (Vec<u32>, Vec<u32>) = self
            .grid
            .hidden_rows
            .iter()
            .partition(|row| is_filtered(row));
        if !hidden.is_empty() {
            let text = format!("hidden rows: {}", runs(&hidden, |row| row.to_string()));
            self.say(OddityKind::HiddenRows, text);
        }
        if !filtered.is_empty() {
            let text = format!(
                "rows that a filter leaves out: {}",
                runs(&filtered, |row| row.to_string())
            );
            self.say(OddityKind::FilteredRows, text);
        }
        if !self.grid.hidden_columns.is_empty() {
            let columns: Vec<u32> = self
                .grid
                .hidden_columns
                .iter()
                .flat_map(|columns| columns.first..=columns.last.min(16_383))
                .collect::<BTreeSet<u32>>()
                .into_iter()
                .collect();
            let text = format!("hidden columns: {}", runs(&columns, letters));
            self.say(OddityKind::HiddenColumns, text);
        }
    }

    fn contents(&mut self) {
        let table = &self.grid.table;
        let errors = table
            .cells
            .iter()
            .filter(|cell| matches!(cell.value, CellValue::Error(_)))
            .count();
        let missing = table
            .cells
            .iter()
            .filter(|cell| cell.value == CellValue::NotStored)
            .count();
        if let Some(first) = self.grid.invisible.iter().min() {
            let text = format!(
                "{} that cannot be seen, though the rows and columns are shown",
                cells(self.grid.invisible.len())
            );
            self.say_at(OddityKind::InvisibleText, *first, text);
        }
        if let Some(first) = table.comments.keys().next() {
            let text = format!("comments on {}", cells(table.comments.len()));
            self.say_at(OddityKind::Comments, *first, text);
        }
        if let Some(first) = table.formulas.keys().next() {
            let text = format!(
                "formulas in {}; their stored results were read",
                cells(table.formulas.len())
            );
            self.say_at(OddityKind::Formulas, *first, text);
        }
        if let Some(first) = table
            .cells
            .iter()
            .find(|cell| cell.value == CellValue::NotStored)
        {
            let text = format!("formulas without a stored result in {}", cells(missing));
            self.say_at(OddityKind::FormulaNotStored, first.at, text);
        }
        if let Some(first) = table
            .cells
            .iter()
            .find(|cell| matches!(cell.value, CellValue::Error(_)))
        {
            let text = format!("errors in {}", cells(errors));
            self.say_at(OddityKind::ErrorCells, first.at, text);
        }
        if self.grid.pictures {
            self.say(
                OddityKind::Pictures,
                "pictures, charts or drawings, which were not read".to_owned(),
            );
        }
        if table.cells.is_empty() && self.grid.troubles.is_empty() {
            self.say(OddityKind::Empty, "the sheet holds no values".to_owned());
        }
    }

    fn limits(&mut self, limits: &crate::ingest::Limits) {
        if self.grid.outside {
            let text = format!(
                "cells beyond the limit of {} rows and {} columns, which were not read",
                limits.rows, limits.columns
            );
            self.say(OddityKind::LimitReached, text);
        }
        if let Some(at) = self.grid.cut {
            let text = format!(
                "text over the limit of {} characters of a cell was cut",
                limits.cell_chars
            );
            self.say_at(OddityKind::LimitReached, at, text);
        }
    }

    fn troubles(&mut self) {
        let mut said: Vec<&'static str> = Vec::new();
        for (at, what) in &self.grid.mended {
            if said.contains(what) {
                continue;
            }
            said.push(what);
            let same = self.grid.mended.iter().filter(|(_, other)| other == what);
            self.say_at(
                OddityKind::Damaged,
                *at,
                format!("{what} ({})", cells(same.count())),
            );
        }
        for trouble in &self.grid.troubles {
            match trouble {
                Trouble::Limit(limit) => self.say(
                    OddityKind::LimitReached,
                    format!("the limit of {limit} was reached; the rest of the sheet was not read"),
                ),
                Trouble::Damaged(what) | Trouble::Refused(what) => self.say(
                    OddityKind::Damaged,
                    format!("the sheet is damaged: {what}; what comes after was not read"),
                ),
                Trouble::Encrypted => {
                    self.say(
                        OddityKind::Encrypted,
                        "the sheet needs a password".to_owned(),
                    );
                }
            }
        }
    }
}

fn cells(count: usize) -> String {
    if count == 1 {
        "1 cell".to_owned()
    } else {
        format!("{count} cells")
    }
}

fn letters(number: u32) -> String {
    crate::provenance::ColNo::new(number)
        .map_or_else(String::new, crate::provenance::ColNo::letters)
}

/// Sorted positions from zero as numbers from one, runs drawn together: `4, 7-9`.
fn runs(positions: &[u32], write: impl Fn(u32) -> String) -> String {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for position in positions {
        let number = position.saturating_add(1);
        match found.last_mut() {
            Some((_, last)) if last.saturating_add(1) == number => *last = number,
            _ => found.push((number, number)),
        }
    }
    let more = found.len().saturating_sub(20);
    let mut text = found
        .iter()
        .take(20)
        .map(|(first, last)| {
            if first == last {
                write(*first)
            } else {
                format!("{}-{}", write(*first), write(*last))
            }
        })
        .collect::<Vec<_>>()
        .join(", ");
    if more > 0 {
        text.push_str(&format!(" and {more} more runs"));
    }
    text
}

/// A reference such as `B7` or `$B$7`, from zero: row, then column.
pub(super) fn cell_ref(text: &str) -> Option<CellAt> {
    let mut col = 0_u32;
    let mut row = 0_u32;
    let mut digits = false;
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                let letter = u32::from(byte.to_ascii_uppercase().wrapping_sub(b'A'));
                col = col.checked_mul(26)?.checked_add(letter)?.checked_add(1)?;
            }
            b'0'..=b'9' => {
                digits = true;
                row = row
                    .checked_mul(10)?
                    .checked_add(u32::from(byte.wrapping_sub(b'0')))?;
            }
            _ => return None,
        }
    }
    let (row, col) = (row.checked_sub(1)?, col.checked_sub(1)?);
    Some(CellAt::from_zero_based(row, col))
}

/// An area such as `B7:C9`, or a single cell; whole rows and columns reach to the edge.
pub(super) fn area_ref(text: &str) -> Option<Span> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    if let (Some(a), Some(b)) = (cell_ref(first), cell_ref(last)) {
        return Some(Span {
            first: CellAt {
                row: a.row.min(b.row),
                col: a.col.min(b.col),
            },
            last: CellAt {
                row: a.row.max(b.row),
                col: a.col.max(b.col),
            },
        });
    }
    let edge = |text: &str, row: &str, col: &str| {
        let text = text.replace('$', "");
        if text.bytes().all(|b| b.is_ascii_digit()) {
            cell_ref(&format!("{col}{text}"))
        } else {
            cell_ref(&format!("{text}{row}"))
        }
    };
    let first = edge(first, "1", "A")?;
    let last = edge(last, "1048576", "XFD")?;
    Some(Span { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_with_and_without_dollars() {
        assert_eq!(cell_ref("B7"), Some(CellAt::from_zero_based(6, 1)));
        assert_eq!(
            cell_ref("$XFD$1048576"),
            Some(CellAt::from_zero_based(1_048_575, 16_383))
        );
        for bad in [
            "",
            "7",
            "B",
            "B0",
            "7B",
            "B-7",
            "ZZZZZZZZZZ1",
            "A99999999999",
        ] {
            assert_eq!(cell_ref(bad), None, "{bad}");
        }
    }

    #[test]
    fn whole_columns_and_rows_are_areas() {
        let area = area_ref("$C:$D");
        assert_eq!(
            area.map(|span| span.last),
            Some(CellAt::from_zero_based(1_048_575, 3))
        );
        let area = area_ref("2:3");
        assert_eq!(
            area.map(|span| span.first),
            Some(CellAt::from_zero_based(1, 0))
        );
    }

    #[test]
    fn runs_of_rows_are_drawn_together() {
        assert_eq!(runs(&[3, 6, 7, 8], |row| row.to_string()), "4, 7-9");
        assert_eq!(runs(&[0, 1, 25], letters), "A-B, Z");
    }

    #[test]
    fn the_later_of_two_cells_at_one_place_counts() {
        let limits = crate::ingest::Limits::default();
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
}
