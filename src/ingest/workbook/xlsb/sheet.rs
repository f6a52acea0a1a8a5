//! The records of one sheet of a binary workbook.

use super::super::grid::{Columns, Grid};
use super::super::reading::{Look, Reading};
use super::super::trouble::{Budget, Trouble};
use super::super::xls::{error_text, rk};
use super::Shared;
use super::record::{Record, Records, byte_at, f64_at, u16_at, u32_at, wide_text};
use crate::document::{CellValue, Span};
use crate::provenance::CellAt;

/// A sheet being read.
pub(super) struct SheetReader<'a, 'l> {
    shared: &'a Shared,
    plain: Look,
    grid: &'a mut Grid,
    budget: &'a mut Budget<'l>,
    row: u32,
    filter: Option<Span>,
    /// The length of the longest record with a formula.
    pub(super) longest_formula: usize,
}

impl<'a, 'l> SheetReader<'a, 'l> {
    pub(super) fn new(shared: &'a Shared, grid: &'a mut Grid, budget: &'a mut Budget<'l>) -> Self {
        Self {
            shared,
            plain: Look::plain(),
            grid,
            budget,
            row: 0,
            filter: None,
            longest_formula: 0,
        }
    }

    /// Reads a sheet; what was read before trouble is on the grid.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        let mut records = Records::new(bytes);
        while let Some(record) = records.next()? {
            match record.kind {
                0x0001 => self.budget.take_blank()?,
                0x0002..=0x000B | 0x003E => self.cell(&record)?,
                _ => {
                    // A field that is not there leaves the record without effect.
                    let _ = self.setting(&record);
                }
            }
        }
        Ok(())
    }

    fn cell(&mut self, record: &Record<'_>) -> Result<(), Trouble> {
        let (Some(col), Some(style)) = (u32_at(record.data, 0), u32_at(record.data, 4)) else {
            return Ok(());
        };
        let at = CellAt::from_zero_based(self.row, col);
        if (0x0008..=0x000B).contains(&record.kind) {
            self.longest_formula = self.longest_formula.max(record.data.len());
            self.grid.table.formulas.insert(at, "".into());
        }
        let style = usize::try_from(style & 0x00FF_FFFF).unwrap_or(0);
        let look = self.shared.looks.get(style).unwrap_or(&self.plain);
        let Some(reading) = self.reading(record, look) else {
            self.grid
                .mended
                .push((at, "the value of a cell is not in the file"));
            return Ok(());
        };
        self.grid.push(self.row, col, reading, self.budget)
    }

    fn reading(&self, record: &Record<'_>, look: &Look) -> Option<Reading> {
        let (data, epoch) = (record.data, self.shared.epoch);
        Some(match record.kind {
            0x0002 => Reading::number(rk(u32_at(data, 8)?), look, epoch),
            0x0003 | 0x000B => {
                Reading::other(CellValue::Error(error_text(byte_at(data, 8)?).into()), look)
            }
            0x0004 | 0x000A => Reading::other(CellValue::Bool(byte_at(data, 8)? != 0), look),
            0x0005 | 0x0009 => Reading::number(f64_at(data, 8)?, look, epoch),
            0x0006 | 0x0008 => Reading::text(wide_text(data, 8)?, look),
            0x003E => Reading::text(wide_text(data, 9)?, look),
            _ => {
                let index = usize::try_from(u32_at(data, 8)?).ok()?;
                Reading::text(self.shared.strings.get(index)?.clone(), look)
            }
        })
    }

    fn setting(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        match record.kind {
            0x0000 => {
                self.row = u32_at(data, 0)?;
                if byte_at(data, 11)? & 0x10 != 0 || u16_at(data, 8)? == 0 {
                    self.grid.hidden_rows.insert(self.row);
                }
            }
            0x003C if u16_at(data, 16)? & 1 != 0 || u32_at(data, 8)? == 0 => {
                self.grid.hidden_columns.push(Columns {
                    first: u32_at(data, 0)?,
                    last: u32_at(data, 4)?.min(16_383),
                });
            }
            0x00B0 => self.grid.table.merged.push(area(data, 0)?),
            0x00A1 => self.filter = area(data, 0),
            0x00A5 | 0x00AA | 0x00AB | 0x00AC | 0x00AE => {
                self.grid.filtered.extend(self.filter.take())
            }
            0x0226 => self.grid.pictures = true,
            _ => {}
        }
        Some(())
    }
}

/// An area of two rows and two columns.
fn area(data: &[u8], at: usize) -> Option<Span> {
    let field = |index: usize| u32_at(data, at.checked_add(index.checked_mul(4)?)?);
    Some(Span {
        first: CellAt::from_zero_based(field(0)?, field(2)?),
        last: CellAt::from_zero_based(field(1)?, field(3)?),
    })
}

/// The comments of a sheet.
pub(super) fn comments(bytes: &[u8], grid: &mut Grid) -> Result<(), Trouble> {
    let mut records = Records::new(bytes);
    let mut at = None;
    while let Some(record) = records.next()? {
        match record.kind {
            0x027B => at = area(record.data, 4).map(|area| area.first),
            0x027D => {
                if let (Some(at), Some(text)) = (at, wide_text(record.data, 1)) {
                    grid.table.comments.insert(at, text.into());
                }
            }
            _ => {}
        }
    }
    Ok(())
}
