//! The records of a workbook as a whole: sheets, styles, shared texts.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::super::format::{Epoch, Format};
use super::super::reading::{Ink, Look};
use super::super::trouble::Trouble;
use super::record::{Record, Records, u8_at, u16_at, u32_at};
use super::text::{Length, Segments, byte_text, code_page, long_text, short_text};
use crate::document::Visibility;

/// The generation of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Biff {
    Two,
    Three,
    Four,
    Five,
    Eight,
}

/// What a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetKind {
    Table,
    Chart,
    Macros,
    Other,
}

/// A sheet as the workbook lists it.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) at: usize,
    pub(super) kind: SheetKind,
    pub(super) visibility: Visibility,
}

/// The workbook as a whole.
pub(super) struct Book {
    pub(super) biff: Biff,
    pub(super) encoding: &'static Encoding,
    pub(super) epoch: Epoch,
    pub(super) sheets: Vec<Listed>,
    pub(super) strings: Vec<Box<str>>,
    pub(super) looks: Vec<Look>,
    pub(super) links: usize,
    pub(super) macros: bool,
    /// What ended the reading of the workbook's own records early.
    pub(super) trouble: Option<Trouble>,
    formats: BTreeMap<u32, String>,
    fonts: Vec<u16>,
    styles: Vec<Style>,
    palette: Vec<u32>,
}

/// A style: which font, format and background.
struct Style {
    font: usize,
    format: u32,
    fill: Fill,
}

#[derive(Clone, Copy)]
enum Fill {
    None,
    Solid(u16),
    Pattern,
}

const WHITE: u32 = 0x00FF_FFFF;
const BLACK: u32 = 0;

/// The generation that a record of beginning announces.
pub(super) fn generation(record: &Record<'_>) -> Option<Biff> {
    match record.kind {
        0x0009 => Some(Biff::Two),
        0x0209 => Some(Biff::Three),
        0x0409 => Some(Biff::Four),
        0x0809 => Some(match u16_at(record.data, 0)? {
            0x0200 | 0x0002 | 0x0007 => Biff::Two,
            0x0300 => Biff::Three,
            0x0400 => Biff::Four,
            0x0500 => Biff::Five,
            _ => Biff::Eight,
        }),
        _ => None,
    }
}

impl Book {
    /// Reads the workbook's own records, up to the end of the first substream.
    pub(super) fn read(stream: &[u8]) -> Result<Self, Trouble> {
        let mut records = Records::new(stream, 0);
        let first = records.next()?;
        let biff = first
            .as_ref()
            .and_then(generation)
            .ok_or_else(|| Trouble::damaged("it does not begin as a workbook does"))?;
        let mut book = Self {
            biff,
            encoding: encoding_rs::WINDOWS_1252,
            epoch: Epoch::Y1900,
            sheets: Vec::new(),
            strings: Vec::new(),
            looks: Vec::new(),
            links: 0,
            macros: false,
            trouble: None,
            formats: BTreeMap::new(),
            fonts: Vec::new(),
            styles: Vec::new(),
            palette: Vec::new(),
        };
        loop {
            match records.next() {
                Ok(Some(record)) if record.kind == 0x000A => break,
                Ok(Some(record)) if record.kind == 0x002F => return Err(Trouble::Encrypted),
                Ok(Some(record)) => {
                    // A field that is not there leaves the record without effect.
                    let _ = book.record(&record, &mut records);
                }
                Ok(None) => break,
                Err(trouble) => {
                    book.trouble = Some(trouble);
                    break;
                }
            }
        }
        book.looks = (0..book.styles.len())
            .filter_map(|index| book.look(index))
            .collect();
        if book.sheets.is_empty() && biff < Biff::Five {
            // Before BIFF5 a stream is one sheet, and styles and cells stand in it together.
            book.sheets.push(Listed {
                name: "Sheet1".to_owned(),
                at: 0,
                kind: SheetKind::Table,
                visibility: Visibility::Visible,
            });
        }
        Ok(book)
    }

    fn record(&mut self, record: &Record<'_>, records: &mut Records<'_>) -> Option<()> {
        let data = record.data;
        match record.kind {
            0x0042 => self.encoding = code_page(u16_at(data, 0)?),
            0x0022 if u16_at(data, 0)? == 1 => self.epoch = Epoch::Y1904,
            0x0031 | 0x0231 => self.fonts.push(u16_at(data, 4).unwrap_or(0x7FFF)),
            0x001E | 0x041E => self.format(data)?,
            0x00E0 | 0x0443 | 0x0243 | 0x0043 => self.style(data)?,
            0x0085 => self.sheet(data)?,
            0x0092 => {
                let count = usize::from(u16_at(data, 0)?);
                let colours = data.get(2..)?.chunks_exact(4).take(count);
                self.palette = colours
                    .filter_map(|chunk| u32_at(chunk, 0))
                    .map(rgb)
                    .collect();
            }
            0x00FC => {
                let mut parts = vec![data];
                parts.extend(records.continued());
                self.shared_strings(parts);
            }
            // A supporting book longer than its marker names a file.
            0x01AE if data.len() > 4 && u8_at(data, 4)? != 0 => {
                self.links = self.links.saturating_add(1);
            }
            0x00D3 => self.macros = true,
            _ => {}
        }
        Some(())
    }

    fn format(&mut self, data: &[u8]) -> Option<()> {
        let next = u32::try_from(self.formats.len()).ok()?;
        let (id, code) = match self.biff {
            Biff::Eight => (u32::from(u16_at(data, 0)?), long_text(data.get(2..)?)?),
            Biff::Five => (
                u32::from(u16_at(data, 0)?),
                byte_text(data.get(2..)?, Length::Byte, self.encoding)?,
            ),
            Biff::Four => (
                next,
                byte_text(data.get(2..)?, Length::Byte, self.encoding)?,
            ),
            Biff::Two | Biff::Three => (next, byte_text(data, Length::Byte, self.encoding)?),
        };
        self.formats.insert(id, code);
        Some(())
    }

    fn style(&mut self, data: &[u8]) -> Option<()> {
        let style = match self.biff {
            Biff::Eight => {
                let pattern = u32_at(data, 14)? >> 26;
                let colour = u16_at(data, 18)? & 0x7F;
                Style {
                    font: usize::from(u16_at(data, 0)?),
                    format: u32::from(u16_at(data, 2)?),
                    fill: fill(pattern, colour),
                }
            }
            Biff::Five => Style {
                font: usize::from(u16_at(data, 0)?),
                format: u32::from(u16_at(data, 2)?),
                fill: fill(
                    u32::from(u16_at(data, 10).unwrap_or(0) & 0x3F),
                    u16_at(data, 8).unwrap_or(0) & 0x7F,
                ),
            },
            Biff::Three | Biff::Four => Style {
                font: usize::from(u8_at(data, 0)?),
                format: u32::from(u8_at(data, 1)?),
                fill: Fill::Pattern,
            },
            Biff::Two => Style {
                font: usize::from(u8_at(data, 0)?),
                format: u32::from(u8_at(data, 2)? & 0x3F),
                fill: Fill::Pattern,
            },
        };
        self.styles.push(style);
        Some(())
    }

    fn sheet(&mut self, data: &[u8]) -> Option<()> {
        let name = match self.biff {
            Biff::Eight => short_text(data.get(6..)?),
            _ => byte_text(data.get(6..)?, Length::Byte, self.encoding),
        };
        let mut name =
            name.unwrap_or_else(|| format!("Sheet{}", self.sheets.len().saturating_add(1)));
        name.retain(|c| c != '\0');
        self.sheets.push(Listed {
            name,
            at: usize::try_from(u32_at(data, 0)?).ok()?,
            visibility: match u8_at(data, 4)? & 3 {
                0 => Visibility::Visible,
                1 => Visibility::Hidden,
                _ => Visibility::VeryHidden,
            },
            kind: match u8_at(data, 5)? & 0x0F {
                0 => SheetKind::Table,
                1 => SheetKind::Macros,
                2 => SheetKind::Chart,
                _ => SheetKind::Other,
            },
        });
        Some(())
    }

    fn shared_strings(&mut self, parts: Vec<&[u8]>) {
        let mut segments = Segments::new(parts);
        let (Some(_), Some(count)) = (segments.u32(), segments.u32()) else {
            return;
        };
        for _ in 0..count {
            match segments.text() {
                Some(text) => self.strings.push(text.into()),
                None => {
                    self.trouble = Some(Trouble::damaged("the table of shared texts breaks off"));
                    return;
                }
            }
        }
    }

    /// The format of a number, for styles of BIFF2 that name it in the cell.
    pub(super) fn format_look(&self, format: u32) -> Look {
        Look::new(Format::parse(self.code(format)), Ink::Seen)
    }

    fn code(&self, format: u32) -> &str {
        self.formats
            .get(&format)
            .map(String::as_str)
            .or_else(|| Format::builtin(format))
            .unwrap_or("General")
    }

    fn look(&self, index: usize) -> Option<Look> {
        let style = self.styles.get(index)?;
        // Font 4 does not exist: the numbers jump from 3 to 5.
        let font = if style.font > 4 {
            style.font.saturating_sub(1)
        } else {
            style.font
        };
        let ink = self.fonts.get(font).and_then(|colour| self.colour(*colour));
        let paper = match style.fill {
            Fill::None => Some(WHITE),
            Fill::Solid(colour) => self.colour(colour),
            Fill::Pattern => None,
        };
        let ink = Ink::of(ink, paper, &BLACK);
        Some(Look::new(Format::parse(self.code(style.format)), ink))
    }

    /// A colour by its number; none where it is the program's own.
    fn colour(&self, number: u16) -> Option<u32> {
        if let Some(index) = number.checked_sub(8)
            && let Some(colour) = self.palette.get(usize::from(index))
        {
            return Some(*colour);
        }
        match number {
            0 | 8 => Some(BLACK),
            1 | 9 | 65 => Some(WHITE),
            2..=63 => Some(0x0100_0000 | u32::from(number)),
            _ => None,
        }
    }
}

fn fill(pattern: u32, colour: u16) -> Fill {
    match pattern {
        0 => Fill::None,
        1 => Fill::Solid(colour),
        _ => Fill::Pattern,
    }
}

fn rgb(raw: u32) -> u32 {
    raw & 0x00FF_FFFF
}
