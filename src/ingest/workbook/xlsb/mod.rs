//! Binary workbooks of 2007 and later: xlsb.
//!
//! The cells are read from the records here: calamine leaves out errors that a formula gave,
//! styles and what is hidden, and one bad relationship makes it panic. Only the text of formulas
//! is calamine's, behind a fence of its own.

mod record;
mod sheet;

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, Xlsb};

use super::format::{Epoch, Format};
use super::grid::Grid;
use super::package::Package;
use super::reading::{Ink, Look};
use super::trouble::{Budget, Trouble};
use crate::document::{OddityKind, PartKind, ReadState, Table, Visibility};
use crate::error::IngestError;
use crate::ingest::opc::{PROPERTIES, Relationships, relationships};
use crate::ingest::properties::properties;
use crate::ingest::{Intake, Limits, Source};
use crate::provenance::{CellAt, Place};
use record::{Records, byte_at, u16_at, u32_at, wide_text};
use sheet::SheetReader;

const BOOK: &str = "xl/workbook.bin";

/// What the cells of every sheet refer to.
pub(super) struct Shared {
    strings: Vec<Box<str>>,
    looks: Vec<Look>,
    epoch: Epoch,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    id: String,
    visibility: Visibility,
}

/// Reads an xlsb file.
pub(super) fn read(source: &Source<'_>, limits: &Limits) -> Result<Intake, IngestError> {
    let mut package = Package::open(source.bytes, limits).map_err(|trouble| trouble.fatal(""))?;
    let mut intake = Intake::new(PartKind::Xlsb);
    let Some(member) = package.read(BOOK) else {
        return Err(Trouble::damaged("there is no workbook in the container").fatal(""));
    };
    let mut shared = Shared {
        strings: Vec::new(),
        looks: Vec::new(),
        epoch: Epoch::Y1900,
    };
    let listed = sheets(&member.bytes, &mut shared);
    let short_names = has_short_names(&member.bytes);
    if listed.is_empty() {
        let trouble = member
            .trouble
            .unwrap_or_else(|| Trouble::damaged("it lists no sheets"));
        return Err(trouble.fatal(BOOK));
    }
    let relationships =
        relationships(&mut package, BOOK, limits).map_err(|trouble| trouble.fatal(BOOK))?;
    let mut reader = BookReader {
        source,
        limits,
        package,
        budget: Budget::new(limits),
        intake: &mut intake,
        whole: true,
    };
    reader.shared(&mut shared)?;
    reader.whole_book(&relationships, listed.len());
    for listed in listed.iter().take(limits.sheets) {
        reader.sheet(listed, &relationships, &shared)?;
    }
    let may_write = reader.whole && short_names && !reader.package.is_ambiguous();
    let properties = properties(&mut reader.package, &PROPERTIES, limits)?;
    intake.properties = properties;
    if may_write {
        write_formulas(source.bytes, &mut intake.tables);
    }
    Ok(intake)
}

struct BookReader<'a> {
    source: &'a Source<'a>,
    limits: &'a Limits,
    package: Package<'a>,
    budget: Budget<'a>,
    intake: &'a mut Intake,
    /// Whether everything was read without trouble, and calamine can be trusted with it.
    whole: bool,
}

impl BookReader<'_> {
    fn say(&mut self, kind: OddityKind, place: Place, text: impl Into<String>) {
        self.intake
            .oddities
            .push(self.source.oddity(kind, place, text));
    }

    fn shared(&mut self, shared: &mut Shared) -> Result<(), IngestError> {
        if let Some(member) = self.package.read("xl/styles.bin") {
            let outcome = styles(&member.bytes, &mut shared.looks);
            self.partly("styles", member.trouble.map_or(outcome, Err))?;
        }
        if let Some(member) = self.package.read("xl/sharedStrings.bin") {
            let outcome = strings(&member.bytes, &mut shared.strings);
            self.partly("shared texts", member.trouble.map_or(outcome, Err))?;
        }
        Ok(())
    }

    fn partly(&mut self, part: &str, outcome: Result<(), Trouble>) -> Result<(), IngestError> {
        let (kind, text) = match outcome {
            Ok(()) => return Ok(()),
            Err(trouble @ (Trouble::Refused(_) | Trouble::Encrypted)) => {
                return Err(trouble.fatal(part));
            }
            Err(Trouble::Limit(limit)) => (
                OddityKind::LimitReached,
                format!("the limit of {limit} was reached in the {part}"),
            ),
            Err(Trouble::Damaged(what)) => (
                OddityKind::Damaged,
                format!("the {part} of the workbook are damaged: {what}"),
            ),
        };
        self.whole = false;
        self.intake.read = ReadState::Partly;
        self.say(kind, Place::Whole, text);
        Ok(())
    }

    fn whole_book(&mut self, relationships: &Relationships, sheets: usize) {
        if self
            .package
            .names()
            .iter()
            .any(|name| name.ends_with("vbaproject.bin"))
        {
            self.say(
                OddityKind::Macros,
                Place::Whole,
                "the workbook holds macros, which were not run",
            );
        }
        let links = relationships
            .values()
            .filter(|found| found.kind == "externalLink")
            .count();
        if links > 0 {
            let text = format!("links to {links} other files, which were not followed");
            self.say(OddityKind::ExternalLinks, Place::Whole, text);
        }
        if sheets > self.limits.sheets {
            self.intake.read = ReadState::Partly;
            let text = format!(
                "the limit of {} sheets was reached; the rest were not read",
                self.limits.sheets
            );
            self.say(OddityKind::LimitReached, Place::Whole, text);
        }
    }

    fn sheet(
        &mut self,
        listed: &Listed,
        relationships: &Relationships,
        shared: &Shared,
    ) -> Result<(), IngestError> {
        let place = Place::Sheet {
            sheet: listed.name.as_str().into(),
        };
        let found = relationships
            .get(&listed.id)
            .filter(|found| self.package.has(&found.target));
        let Some(found) = found else {
            self.whole = false;
            self.intake.read = ReadState::Partly;
            self.say(
                OddityKind::NotRead,
                place,
                "the workbook lists the sheet, and its part is not in the file",
            );
            return Ok(());
        };
        if found.kind != "worksheet" {
            self.say(
                OddityKind::NotATable,
                place,
                "the sheet is a chart, a dialogue or macros, and no table",
            );
            return Ok(());
        }
        let part = found.target.clone();
        let Some(member) = self.package.read(&part) else {
            return Ok(());
        };
        let mut grid = Grid::new(&listed.name, listed.visibility);
        let mut reader = SheetReader::new(shared, &mut grid, &mut self.budget);
        let outcome = reader.read(&member.bytes);
        self.whole &= reader.longest_formula <= MOST_FORMULA;
        if let Err(trouble) = member.trouble.map_or(outcome, Err) {
            self.whole = false;
            grid.stopped(trouble);
        }
        self.comments(&part, &mut grid)?;
        grid.finish(self.source, self.limits, self.intake);
        Ok(())
    }

    fn comments(&mut self, part: &str, grid: &mut Grid) -> Result<(), IngestError> {
        let beside = match relationships(&mut self.package, part, self.limits) {
            Ok(beside) => beside,
            Err(trouble @ Trouble::Refused(_)) => return Err(trouble.fatal(part)),
            Err(trouble) => {
                grid.stopped(trouble);
                return Ok(());
            }
        };
        let mut found: Vec<&str> = beside
            .values()
            .filter(|found| found.kind == "comments")
            .map(|found| found.target.as_str())
            .collect();
        found.sort_unstable();
        grid.pictures |= beside.values().any(|found| found.kind == "drawing");
        for target in found {
            if let Some(member) = self.package.read(target) {
                let outcome = sheet::comments(&member.bytes, grid);
                if let Err(trouble) = member.trouble.map_or(outcome, Err) {
                    grid.stopped(trouble);
                }
            }
        }
        Ok(())
    }
}

fn sheets(bytes: &[u8], shared: &mut Shared) -> Vec<Listed> {
    let mut listed = Vec::new();
    let mut records = Records::new(bytes);
    // A workbook that breaks off after its list of sheets can still be read.
    while let Ok(Some(record)) = records.next() {
        match record.kind {
            0x0099 if byte_at(record.data, 0).unwrap_or(0) & 1 != 0 => shared.epoch = Epoch::Y1904,
            0x009C => listed.extend(sheet_entry(record.data)),
            _ => {}
        }
    }
    listed
}

fn sheet_entry(data: &[u8]) -> Option<Listed> {
    let visibility = match u32_at(data, 0)? {
        0 => Visibility::Visible,
        1 => Visibility::Hidden,
        _ => Visibility::VeryHidden,
    };
    // A sheet without a part is one of macros that have none.
    let length = u32_at(data, 8)?;
    let (id, next) = if length == u32::MAX {
        (String::new(), 12)
    } else {
        let next = usize::try_from(length)
            .ok()?
            .checked_mul(2)?
            .checked_add(12)?;
        (wide_text(data, 8)?, next)
    };
    Some(Listed {
        name: wide_text(data, next)?,
        id,
        visibility,
    })
}

fn strings(bytes: &[u8], strings: &mut Vec<Box<str>>) -> Result<(), Trouble> {
    let mut records = Records::new(bytes);
    while let Some(record) = records.next()? {
        if record.kind == 0x0013 {
            strings.push(wide_text(record.data, 1).unwrap_or_default().into());
        }
    }
    Ok(())
}

/// White paper, as a colour.
const WHITE: u32 = 0x00FF_FFFF;
const BLACK: u32 = 0;

fn styles(bytes: &[u8], looks: &mut Vec<Look>) -> Result<(), Trouble> {
    let mut codes: HashMap<u16, String> = HashMap::new();
    let mut fonts: Vec<Option<u32>> = Vec::new();
    let mut fills: Vec<Option<u32>> = Vec::new();
    let mut cells = false;
    let mut records = Records::new(bytes);
    while let Some(record) = records.next()? {
        let data = record.data;
        match record.kind {
            0x002C => {
                if let (Some(id), Some(code)) = (u16_at(data, 0), wide_text(data, 2)) {
                    codes.insert(id, code);
                }
            }
            0x002B => fonts.push(colour(data, 12)),
            0x002D => fills.push(match u32_at(data, 0) {
                Some(0) => Some(WHITE),
                Some(1) => colour(data, 4),
                _ => None,
            }),
            0x0269 => cells = true,
            0x026A => cells = false,
            0x002F if cells => {
                let id = u16_at(data, 2).unwrap_or(0);
                let code = codes.get(&id).map(String::as_str);
                let code = code
                    .or_else(|| Format::builtin(u32::from(id)))
                    .unwrap_or("General");
                let at = |offset: usize| usize::from(u16_at(data, offset).unwrap_or(0));
                let ink = fonts.get(at(4)).copied().flatten();
                let paper = fills.get(at(6)).copied().unwrap_or(Some(WHITE));
                let ink = Ink::of(ink, paper, &BLACK);
                looks.push(Look::new(Format::parse(code), ink));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A colour that can be compared; none where it is the program's own.
fn colour(data: &[u8], at: usize) -> Option<u32> {
    let kind = byte_at(data, at)? >> 1;
    let index = byte_at(data, at.checked_add(1)?)?;
    let tint = u16_at(data, at.checked_add(2)?)?;
    match (kind, index) {
        (1, 1 | 9 | 65) | (3, 0) if tint == 0 => Some(WHITE),
        (1, 0 | 8) | (3, 1) if tint == 0 => Some(0),
        (2, _) => {
            let rgb = u32_at(data, at.checked_add(4)?)?;
            Some(rgb & 0x00FF_FFFF)
        }
        (1 | 3, index) => Some(u32::from(kind) << 24 | u32::from(tint) << 8 | u32::from(index)),
        _ => None,
    }
}

/// The stack for calamine, which goes one call deeper for every three bytes of a formula.
const STACK: usize = 64 << 20;

/// The longest record with a formula that it is given.
const MOST_FORMULA: usize = 8 << 10;

/// Whether all names of the workbook are short enough for calamine.
fn has_short_names(bytes: &[u8]) -> bool {
    let mut records = Records::new(bytes);
    while let Ok(Some(record)) = records.next() {
        if record.data.len() > MOST_FORMULA {
            return false;
        }
    }
    true
}

/// Has calamine write the formulas out, on a stack of its own. What it cannot do leaves them
/// without text.
fn write_formulas(bytes: &[u8], tables: &mut [Table]) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let spawned = thread.spawn_scoped(scope, || formulas(bytes, tables));
        if let Ok(handle) = spawned {
            // A panic in it is what the thread is a fence against.
            let _ = handle.join();
        }
    });
}

fn formulas(bytes: &[u8], tables: &mut [Table]) {
    if tables.iter().all(|table| table.formulas.is_empty()) {
        return;
    }
    let opened = catch_unwind(AssertUnwindSafe(|| Xlsb::new(Cursor::new(bytes)).ok()));
    let Ok(Some(mut workbook)) = opened else {
        return;
    };
    for table in tables.iter_mut().filter(|table| !table.formulas.is_empty()) {
        let Some(name) = table.name().map(str::to_owned) else {
            continue;
        };
        // A formula that cannot be written out ends this sheet's, and only these.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else {
                return;
            };
            while let Ok(Some(cell)) = reader.next_formula() {
                let (row, col) = cell.get_position();
                let at = CellAt::from_zero_based(row, col);
                if let Some(formula) = table.formulas.get_mut(&at) {
                    *formula = cell.get_value().as_str().into();
                }
            }
        }));
    }
}
