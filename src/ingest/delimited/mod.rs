//! Reads delimited text: one table, one row a record, blank lines included.
//!
//! Values are as written: nothing is trimmed, only the quotes of a quoted field are removed, with
//! the spaces outside them. Lines above and below the table are rows like any other; what is a title is decided elsewhere.
//! `="007"` stays `="007"`. The line `sep=;` at the beginning is no data: it becomes a property,
//! and its row has no cells.

pub(crate) mod dialect;
mod kinds;
pub(crate) mod likeness;
pub(crate) mod records;

use crate::document::{
    Cell, CellValue, Frame, Oddity, OddityKind, PartKind, Property, ReadState, Table,
};
use crate::error::IngestError;
use crate::ingest::characters::Misleading;
use crate::ingest::encoding::{Decoded, decode};
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};
use crate::provenance::{CellAt, ColNo, LineNo, Place};

use dialect::{Reading, Verdict};
use records::{Dialect, Field, Records, Trouble};

/// The reader of delimited files.
#[derive(Debug)]
pub struct Delimited;

impl Ingest for Delimited {
    fn name(&self) -> &'static str {
        "delimited"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Delimited
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        _format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        let decoded = decode(source.bytes, None);
        let mut intake = Intake::new(PartKind::Csv);
        intake.oddities = decoded.oddities(source);
        let separator = separator_line(&decoded.text);
        let (dialect, guessed) = match separator {
            Some((_, delimiter)) => (
                dialect::with_delimiter(&decoded.text, delimiter).dialect,
                None,
            ),
            None => {
                let verdict = dialect::detect(&decoded.text);
                (verdict.best.dialect, Some(verdict))
            }
        };
        if let Some((line, _)) = separator {
            intake.properties.push(property("separator-line", line));
        }
        intake
            .properties
            .push(property("dialect", describe(dialect)));
        intake
            .properties
            .push(property("encoding", decoded.encoding));
        intake.oddities.extend(
            guessed
                .as_ref()
                .and_then(|verdict| close_call(source, verdict)),
        );
        let mut take = Take::new(limits);
        take.read(&decoded, dialect, separator.is_some());
        if take.stopped.is_some() || take.cut.count > 0 || take.wide.count > 0 {
            intake.read = ReadState::Partly;
        }
        let table = take.finish(source, limits, &mut intake.oddities);
        intake.tables.push(table);
        Ok(intake)
    }
}

fn property(name: &str, value: impl Into<String>) -> Property {
    Property {
        name: name.to_owned(),
        value: value.into(),
    }
}

/// A first line `sep=;`, which spreadsheet programs write for themselves, and what it names.
fn separator_line(text: &str) -> Option<(&str, u8)> {
    let line = text.split(['\r', '\n']).next()?;
    let bare = line.trim_matches('"');
    let named = bare
        .get(..4)
        .filter(|head| head.eq_ignore_ascii_case("sep="))
        .and_then(|_| bare.get(4..))?;
    match named.as_bytes() {
        [byte] if byte.is_ascii_punctuation() || matches!(byte, b'\t' | b' ') => {
            Some((line, *byte))
        }
        _ => None,
    }
}

/// A dialect in words.
fn describe(dialect: Dialect) -> String {
    let quote = match dialect.quote {
        None => "no quotes".to_owned(),
        Some(quote) => format!("quote {}", char::from(quote)),
    };
    let escape = match dialect.escape {
        records::Escape::Doubled => "",
        records::Escape::Backslash => ", backslash escapes",
    };
    format!("{}, {quote}{escape}", named(dialect.delimiter))
}

/// A delimiter in words.
fn named(delimiter: Option<u8>) -> String {
    match delimiter {
        None => "no delimiter".to_owned(),
        Some(b',') => "comma".to_owned(),
        Some(b';') => "semicolon".to_owned(),
        Some(b'\t') => "tab".to_owned(),
        Some(b'|') => "vertical bar".to_owned(),
        Some(b' ') => "space".to_owned(),
        Some(b':') => "colon".to_owned(),
        Some(other) => format!("character {}", char::from(other)),
    }
}

/// Tells that another delimiter fits nearly as well.
fn close_call(source: &Source<'_>, verdict: &Verdict) -> Option<Oddity> {
    let rival: &Reading = verdict.rival()?;
    let text = format!(
        "read with {} as delimiter (score {:.2}); {} fits nearly as well (score {:.2})",
        named(verdict.best.dialect.delimiter),
        verdict.best.score,
        named(rival.dialect.delimiter),
        rival.score
    );
    Some(source.oddity(OddityKind::DelimiterGuessed, Place::Whole, text))
}

/// The table while it is read, with everything that turns up on the way.
struct Take<'l> {
    limits: &'l Limits,
    starts: Vec<LineNo>,
    cells: Vec<Cell>,
    /// Fields of each record, and whether more than one of them is filled.
    lengths: Vec<u32>,
    several: Vec<bool>,
    wide: Trouble,
    cut: Trouble,
    literal: Trouble,
    unclosed: Trouble,
    inner: Trouble,
    misleading: Misleading,
    /// The limit that ended the reading and the line at which it did.
    stopped: Option<(String, u32)>,
}

impl<'l> Take<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            starts: Vec::new(),
            cells: Vec::new(),
            lengths: Vec::new(),
            several: Vec::new(),
            wide: Trouble::default(),
            cut: Trouble::default(),
            literal: Trouble::default(),
            unclosed: Trouble::default(),
            inner: Trouble::default(),
            misleading: Misleading::default(),
            stopped: None,
        }
    }

    /// Reads all records, or as many as the limits allow.
    fn read(&mut self, decoded: &Decoded<'_>, dialect: Dialect, skip_first: bool) {
        let mut records = Records::new(&decoded.text, dialect, self.limits.columns);
        let mut fields = Vec::new();
        while let Some(line) = records.next(&mut fields) {
            let row = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
            if row >= self.limits.rows {
                self.stopped = Some((format!("{} rows", self.limits.rows), line));
                break;
            }
            self.starts.push(LineNo::from_zero_based(line));
            if skip_first && row == 0 {
                fields.clear();
            }
            if !self.record(row, line, &fields) {
                self.stopped = Some((format!("{} cells", self.limits.cells), line));
                break;
            }
        }
        self.wide = records.wide;
        self.unclosed = records.unclosed;
        self.inner = records.inner;
    }

    /// Stores a record; not, where the cells would go over the limit.
    fn record(&mut self, row: u32, line: u32, fields: &[Field<'_>]) -> bool {
        let mut filled = 0u32;
        for (col, field) in (0u32..).zip(fields) {
            if field.text.is_empty() {
                continue;
            }
            if self.cells.len() >= self.limits.cells {
                return false;
            }
            filled = filled.saturating_add(1);
            let text = self.shortened(&field.text, line);
            self.misleading.look(text, || Place::Field {
                line: LineNo::from_zero_based(line),
                column: ColNo::from_zero_based(col),
            });
            if text.starts_with("=\"") {
                self.literal.note(line);
            }
            self.cells.push(Cell {
                at: CellAt::from_zero_based(row, col),
                hidden: false,
                value: CellValue::Text(text.into()),
                shown: None,
            });
        }
        self.lengths
            .push(u32::try_from(fields.len()).unwrap_or(u32::MAX));
        self.several.push(filled > 1);
        true
    }

    /// The text, or as much of it as a cell may hold.
    fn shortened<'t>(&mut self, text: &'t str, line: u32) -> &'t str {
        if text.len() <= self.limits.cell_chars {
            return text;
        }
        match text.char_indices().nth(self.limits.cell_chars) {
            None => text,
            Some((end, _)) => {
                self.cut.note(line);
                text.get(..end).unwrap_or(text)
            }
        }
    }

    /// Turns what was read into a table and what was odd into oddities.
    fn finish(self, source: &Source<'_>, limits: &Limits, oddities: &mut Vec<Oddity>) -> Table {
        for (trouble, kind, text) in self.troubles(limits) {
            if trouble.count > 0 {
                let line = LineNo::from_zero_based(trouble.line);
                oddities.push(source.oddity(kind, Place::Line { line }, text));
            }
        }
        if self.cells.is_empty() {
            let text = "there is nothing in the file";
            oddities.push(source.oddity(OddityKind::Empty, Place::Whole, text));
        }
        oddities.extend(self.misleading.oddity(source));
        let mut table = Table::new(Frame::Lines {
            starts: self.starts,
        });
        table.cells = self.cells;
        table
    }

    /// Each kind of trouble with the words for it, in the order in which they are told.
    fn troubles(&self, limits: &Limits) -> [(Trouble, OddityKind, String); 7] {
        let (limit, line) = self.stopped.clone().unwrap_or_default();
        let stopped = Trouble {
            count: u32::from(self.stopped.is_some()),
            line,
        };
        let (usual, ragged) = self.ragged().unwrap_or_default();
        [
            (
                stopped,
                OddityKind::LimitReached,
                format!("the limit of {limit} is reached; the rest was not read"),
            ),
            (
                self.wide,
                OddityKind::LimitReached,
                format!(
                    "{} records have more than {} fields; the fields beyond were not read; the first is here",
                    self.wide.count, limits.columns
                ),
            ),
            (
                self.cut,
                OddityKind::LimitReached,
                format!(
                    "{} fields have more than {} characters; the rest of them was not read; the first is here",
                    self.cut.count, limits.cell_chars
                ),
            ),
            (
                self.unclosed,
                OddityKind::UnclosedQuote,
                format!(
                    "{} fields begin with a quote that never closes; they were read as if the quote were part of the text; the first is here",
                    self.unclosed.count
                ),
            ),
            (
                self.inner,
                OddityKind::UnclosedQuote,
                format!(
                    "{} quoted fields hold a quote that is not doubled; where such a field ends is a guess; the first is here",
                    self.inner.count
                ),
            ),
            (
                self.literal,
                OddityKind::Formulas,
                format!(
                    "{} fields are written as formulas of a text (=\"...\") and kept as written; the first is here",
                    self.literal.count
                ),
            ),
            (
                ragged,
                OddityKind::RaggedRows,
                format!(
                    "{} records have more or fewer fields than the usual {usual}; the first is here",
                    ragged.count
                ),
            ),
        ]
    }

    /// The usual length of a record, and the records that differ. Lines with one
    /// filled field above the first usual record and below the last are titles and notes, not
    /// ragged records.
    fn ragged(&self) -> Option<(u32, Trouble)> {
        let mut counts = std::collections::BTreeMap::<u32, (usize, usize)>::new();
        for (index, length) in self.lengths.iter().enumerate().filter(|(_, l)| **l > 0) {
            counts.entry(*length).or_insert((0, index)).0 += 1;
        }
        let (usual, _) = counts.iter().max_by_key(|(length, (count, first))| {
            (**length > 1, *count, std::cmp::Reverse(*first))
        })?;
        let is_usual = |length: &u32| length == usual;
        let first = self.lengths.iter().position(is_usual)?;
        let last = self.lengths.iter().rposition(is_usual)?;
        let mut differ = self
            .lengths
            .iter()
            .zip(&self.several)
            .enumerate()
            .filter(|(index, (length, several))| {
                let inside = (first..=last).contains(index);
                **length > 0 && *length != usual && (inside || **several)
            })
            .map(|(index, _)| index);
        let earliest = self.starts.get(differ.next()?)?;
        let count = u32::try_from(differ.count()).unwrap_or(u32::MAX);
        let ragged = Trouble {
            count: count.saturating_add(1),
            line: earliest.zero_based(),
        };
        Some((*usual, ragged))
    }
}
