//! The records of one sheet.

use std::collections::BTreeMap;

use super::super::grid::{Columns, Grid};
use super::super::reading::{Look, Reading};
use super::super::trouble::{Budget, Trouble};
use super::book::{Biff, Book};
use super::record::{CONTINUE, Record, Records, error_text, f64_at, rk, u8_at, u16_at, u32_at};
use super::text::{Length, Segments, byte_text, long_text};
use crate::document::{CellValue, Choices, Span};
use crate::provenance::CellAt;

/// A sheet being read.
pub(super) struct SheetReader<'a, 'l> {
    book: &'a Book,
    grid: &'a mut Grid,
    budget: &'a mut Budget<'l>,
    plain: Look,
    /// The formula whose text comes in the next STRING record.
    pending: Option<Cell>,
    /// The number of the object whose text comes next.
    object: Option<u16>,
    /// Texts of objects, and the notes that point to them.
    texts: BTreeMap<u16, String>,
    notes: Vec<(CellAt, u16)>,
    /// The rectangles that the sheet says it has, in cells.
    pub(super) declared: u64,
}

/// Where a cell stands and what style it has.
#[derive(Debug, Clone, Copy)]
struct Cell {
    row: u32,
    col: u32,
    style: usize,
}

impl<'a, 'l> SheetReader<'a, 'l> {
    pub(super) fn new(book: &'a Book, grid: &'a mut Grid, budget: &'a mut Budget<'l>) -> Self {
        Self {
            book,
            grid,
            budget,
            plain: Look::plain(),
            pending: None,
            object: None,
            texts: BTreeMap::new(),
            notes: Vec::new(),
            declared: 0,
        }
    }

    /// Reads the substream that begins at a position.
    pub(super) fn read(&mut self, stream: &[u8], at: usize) -> Result<(), Trouble> {
        let outcome = self.records(stream, at);
        for (at, object) in std::mem::take(&mut self.notes) {
            let text = self.texts.get(&object).cloned().unwrap_or_default();
            self.grid.table.comments.insert(at, text.into());
        }
        outcome
    }

    fn records(&mut self, stream: &[u8], at: usize) -> Result<(), Trouble> {
        let mut records = Records::new(stream, at);
        let begins = records.next()?;
        if begins.as_ref().and_then(super::book::generation).is_none() {
            return Err(Trouble::damaged("the sheet is not where the workbook says"));
        }
        let mut inside = 0_u32;
        while let Some(record) = records.next()? {
            match record.kind {
                // A chart inside the sheet has a substream of its own.
                0x0009 | 0x0209 | 0x0409 | 0x0809 => inside = inside.saturating_add(1),
                0x000A if inside == 0 => return Ok(()),
                0x000A => inside = inside.saturating_sub(1),
                _ if inside > 0 => {}
                0x002F => return Err(Trouble::Encrypted),
                _ => self.record(&record, &mut records)?,
            }
        }
        if self.book.biff < Biff::Five {
            return Ok(());
        }
        Err(Trouble::damaged("it breaks off"))
    }

    /// One record; a field that is not there leaves it without effect.
    fn record(&mut self, record: &Record<'_>, records: &mut Records<'_>) -> Result<(), Trouble> {
        let data = record.data;
        match record.kind {
            0x0203 | 0x0003 => {
                let (Some(cell), Some(number)) = (self.cell(data), f64_at(data, self.header()))
                else {
                    return Ok(());
                };
                self.number(cell, number)
            }
            0x0002 => {
                let (Some(cell), Some(number)) = (self.cell(data), u16_at(data, self.header()))
                else {
                    return Ok(());
                };
                self.number(cell, f64::from(number))
            }
            0x027E => {
                let (Some(cell), Some(raw)) = (self.cell(data), u32_at(data, 6)) else {
                    return Ok(());
                };
                self.number(cell, rk(raw))
            }
            0x00BD => self.many(data),
            0x00FD => self.shared(data),
            0x0204 | 0x0004 | 0x00D6 => self.label(data),
            0x0205 | 0x0005 => self.bool_or_error(data),
            0x0006 | 0x0206 | 0x0406 => self.formula(data),
            0x0207 | 0x0007 => self.formula_text(data, records),
            0x0201 | 0x0001 => self.budget.take_blank(),
            _ => {
                let _ = self.setting(record, records);
                Ok(())
            }
        }
    }

    /// Bytes in front of the value of a cell.
    fn header(&self) -> usize {
        if self.book.biff == Biff::Two { 7 } else { 6 }
    }

    fn cell(&self, data: &[u8]) -> Option<Cell> {
        let style = if self.book.biff == Biff::Two {
            usize::from(u8_at(data, 5)? & 0x3F)
        } else {
            usize::from(u16_at(data, 4)?)
        };
        Some(Cell {
            row: u32::from(u16_at(data, 0)?),
            col: u32::from(u16_at(data, 2)?),
            style,
        })
    }

    fn look(&self, style: usize) -> Look {
        if self.book.biff == Biff::Two {
            return self.book.format_look(u32::try_from(style).unwrap_or(0));
        }
        self.book.looks.get(style).unwrap_or(&self.plain).clone()
    }

    fn put(&mut self, cell: Cell, reading: Reading) -> Result<(), Trouble> {
        self.grid.push(cell.row, cell.col, reading, self.budget)
    }

    fn number(&mut self, cell: Cell, number: f64) -> Result<(), Trouble> {
        let reading = match self.book.looks.get(cell.style) {
            Some(look) if self.book.biff > Biff::Two => {
                Reading::number(number, look, self.book.epoch)
            }
            _ => Reading::number(number, &self.look(cell.style), self.book.epoch),
        };
        self.put(cell, reading)
    }

    fn text(&mut self, cell: Cell, text: impl Into<Box<str>>) -> Result<(), Trouble> {
        let reading = match self.book.looks.get(cell.style) {
            Some(look) if self.book.biff > Biff::Two => Reading::text(text, look),
            _ => Reading::text(text, &self.look(cell.style)),
        };
        self.put(cell, reading)
    }

    fn other(&mut self, cell: Cell, value: CellValue) -> Result<(), Trouble> {
        let reading = Reading::other(value, &self.look(cell.style));
        self.put(cell, reading)
    }

    /// Several packed numbers in one row.
    fn many(&mut self, data: &[u8]) -> Result<(), Trouble> {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return Ok(());
        };
        let packed = data.get(4..data.len().saturating_sub(2)).unwrap_or(&[]);
        for (col, pair) in (u32::from(first)..).zip(packed.chunks_exact(6)) {
            if let (Some(style), Some(raw)) = (u16_at(pair, 0), u32_at(pair, 2)) {
                let cell = Cell {
                    row: u32::from(row),
                    col,
                    style: usize::from(style),
                };
                self.number(cell, rk(raw))?;
            }
        }
        Ok(())
    }

    fn shared(&mut self, data: &[u8]) -> Result<(), Trouble> {
        let (Some(cell), Some(index)) = (self.cell(data), u32_at(data, 6)) else {
            return Ok(());
        };
        let book = self.book;
        match usize::try_from(index)
            .ok()
            .and_then(|index| book.strings.get(index))
        {
            Some(text) => self.text(cell, text.clone()),
            None => {
                let at = CellAt::from_zero_based(cell.row, cell.col);
                self.grid
                    .mended
                    .push((at, "a cell refers to a text that is not in the file"));
                Ok(())
            }
        }
    }

    fn label(&mut self, data: &[u8]) -> Result<(), Trouble> {
        let Some(cell) = self.cell(data) else {
            return Ok(());
        };
        let rest = data.get(self.header()..).unwrap_or(&[]);
        let text = match self.book.biff {
            Biff::Eight => long_text(rest),
            Biff::Two => byte_text(rest, Length::Byte, self.book.encoding),
            Biff::Three | Biff::Four | Biff::Five => {
                byte_text(rest, Length::Word, self.book.encoding)
            }
        };
        text.map_or(Ok(()), |text| self.text(cell, text))
    }

    fn bool_or_error(&mut self, data: &[u8]) -> Result<(), Trouble> {
        let at = self.header();
        let (Some(cell), Some(code), Some(kind)) = (
            self.cell(data),
            u8_at(data, at),
            u8_at(data, at.saturating_add(1)),
        ) else {
            return Ok(());
        };
        let value = if kind == 0 {
            CellValue::Bool(code != 0)
        } else {
            CellValue::Error(error_text(code).into())
        };
        self.other(cell, value)
    }

    fn formula(&mut self, data: &[u8]) -> Result<(), Trouble> {
        let header = self.header();
        let result = header.checked_add(8).and_then(|to| data.get(header..to));
        let (Some(cell), Some(result)) = (self.cell(data), result) else {
            return Ok(());
        };
        let at = CellAt::from_zero_based(cell.row, cell.col);
        self.grid.table.formulas.insert(at, "".into());
        self.pending = None;
        if u16_at(result, 6) != Some(0xFFFF) {
            return self.number(cell, f64_at(result, 0).unwrap_or(0.0));
        }
        let code = u8_at(result, 2).unwrap_or(0);
        match u8_at(result, 0) {
            Some(0) => {
                self.pending = Some(cell);
                Ok(())
            }
            Some(1) => self.other(cell, CellValue::Bool(code != 0)),
            Some(2) => self.other(cell, CellValue::Error(error_text(code).into())),
            _ => self.other(cell, CellValue::Text("".into())),
        }
    }

    /// The text that is the result of the formula just read.
    fn formula_text(&mut self, data: &[u8], records: &mut Records<'_>) -> Result<(), Trouble> {
        let Some(cell) = self.pending.take() else {
            return Ok(());
        };
        let text = match self.book.biff {
            Biff::Eight => {
                let mut parts = vec![data];
                parts.extend(records.continued());
                Segments::new(parts).text()
            }
            Biff::Two => byte_text(data, Length::Byte, self.book.encoding),
            Biff::Three | Biff::Four | Biff::Five => {
                byte_text(data, Length::Word, self.book.encoding)
            }
        };
        text.map_or(Ok(()), |text| self.text(cell, text))
    }

    /// Everything that is no cell.
    fn setting(&mut self, record: &Record<'_>, records: &mut Records<'_>) -> Option<()> {
        let data = record.data;
        match record.kind {
            0x0200 | 0x0000 => {
                self.declared = self
                    .declared
                    .saturating_add(declared(self.book.biff, data)?)
            }
            0x0208 if u16_at(data, 12)? & 0x20 != 0 || u16_at(data, 6)? & 0x7FFF == 0 => {
                self.grid.hidden_rows.insert(u32::from(u16_at(data, 0)?));
            }
            0x007D if u16_at(data, 8)? & 1 != 0 || u16_at(data, 4)? == 0 => {
                self.grid.hidden_columns.push(Columns {
                    first: u32::from(u16_at(data, 0)?),
                    last: u32::from(u16_at(data, 2)?.min(255)),
                });
            }
            0x00E5 => {
                let areas = data.get(2..)?.chunks_exact(8).filter_map(area);
                self.grid
                    .table
                    .merged
                    .extend(areas.take(usize::from(u16_at(data, 0)?)));
            }
            0x009B => self.grid.filtered.push(Span {
                first: CellAt::from_zero_based(0, 0),
                last: CellAt::from_zero_based(65_535, 255),
            }),
            0x001C => self.note(data)?,
            // An empty record is no head and no foot.
            0x0014 | 0x0015 if self.book.biff == Biff::Eight && !data.is_empty() => {
                self.grid.printed(&long_text(data)?);
            }
            0x005D => {
                let kind = u16_at(data, 4)?;
                self.grid.pictures |= kind == 8 || kind == 5;
                self.object = u16_at(data, 6);
            }
            0x01B6 => {
                let count = usize::from(u16_at(data, 10)?);
                let parts = records.continued();
                let text = object_text(count, parts)?;
                self.texts.insert(self.object.take()?, text);
            }
            0x01BE => {
                let choices = choices(data)?;
                self.grid.table.choices.push(choices);
            }
            CONTINUE => {}
            _ => {}
        }
        Some(())
    }

    fn note(&mut self, data: &[u8]) -> Option<()> {
        let at = CellAt::from_zero_based(u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?));
        if self.book.biff == Biff::Eight {
            self.notes.push((at, u16_at(data, 6)?));
        } else {
            let text = byte_text(data.get(4..)?, Length::Word, self.book.encoding)?;
            self.grid.table.comments.insert(at, text.into());
        }
        Some(())
    }
}

/// The number of cells in the rectangle that a sheet says it has; past all bounds where its end is
/// before its beginning.
fn declared(biff: Biff, data: &[u8]) -> Option<u64> {
    let between = |from: u32, to: u32| to.checked_sub(from).map_or(u64::MAX, u64::from);
    let (rows, cols) = if biff == Biff::Eight {
        (
            between(u32_at(data, 0)?, u32_at(data, 4)?),
            between(u32::from(u16_at(data, 8)?), u32::from(u16_at(data, 10)?)),
        )
    } else {
        (
            between(u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)),
            between(u32::from(u16_at(data, 4)?), u32::from(u16_at(data, 6)?)),
        )
    };
    Some(
        rows.saturating_add(1)
            .saturating_mul(cols.saturating_add(1)),
    )
}

/// An area of two rows and two columns.
fn area(data: &[u8]) -> Option<Span> {
    let at = |row: usize, col: usize| {
        Some(CellAt::from_zero_based(
            u32::from(u16_at(data, row)?),
            u32::from(u16_at(data, col)?),
        ))
    };
    Some(Span {
        first: at(0, 4)?,
        last: at(2, 6)?,
    })
}

/// The text of an object, which stands in the records that continue it.
fn object_text(count: usize, parts: Vec<&[u8]>) -> Option<String> {
    if count == 0 {
        return Some(String::new());
    }
    let mut segments = Segments::new(parts);
    let flags = segments.byte()?;
    segments.chars(count, flags & 1 != 0)
}

/// A drop-down list whose choices are written out; the others are passed over.
fn choices(data: &[u8]) -> Option<Choices> {
    let flags = u32_at(data, 0)?;
    if flags & 0x0F != 3 {
        return None;
    }
    let mut segments = Segments::new(vec![data.get(4..)?]);
    for _ in 0..4 {
        segments.text()?;
    }
    let length = usize::from(segments.u16()?);
    segments.u16()?;
    let formula: Vec<u8> = (0..length).map_while(|_| segments.byte()).collect();
    let second = usize::from(segments.u16()?);
    segments.u16()?;
    for _ in 0..second {
        segments.byte()?;
    }
    let count = usize::from(segments.u16()?);
    let rest: Vec<u8> = (0..count.saturating_mul(8))
        .map_while(|_| segments.byte())
        .collect();
    let over = rest.chunks_exact(8).filter_map(area).collect();
    if *formula.first()? != 0x17 {
        return None;
    }
    let list = super::text::short_text(formula.get(1..)?)?;
    let offered = list
        .split('\0')
        .map(|choice| choice.trim().to_owned())
        .collect();
    Some(Choices { over, offered })
}
