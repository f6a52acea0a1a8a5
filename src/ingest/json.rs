//! Reads JSON, as systems export it: an object is a listing of its names with their values, an array of
//! objects is a table, and what lies inside an object becomes a table of its own below it.
//!
//! Values are as written: numbers keep their digits, `null` is a blank, and texts in an array stand in one
//! cell with `; ` between.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::document::{
    Cell, CellValue, Frame, OddityKind, PartKind, Property, ReadState, Table, TableForm,
};
use crate::error::IngestError;
use crate::ingest::encoding::decode;
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};
use crate::provenance::{CellAt, LineNo, Place};

/// Objects and arrays inside each other; what lies deeper stays in one cell as it is written.
const DEPTH: usize = 16;

/// The reader of JSON.
#[derive(Debug)]
pub struct Json;

impl Ingest for Json {
    fn name(&self) -> &'static str {
        "JSON"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Json
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        _format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        let decoded = decode(source.bytes, None);
        let text = decoded.text.trim_start_matches('\u{feff}');
        let values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
        let values: Vec<&RawValue> = values.collect::<Result<_, _>>().map_err(damaged)?;
        if values.iter().any(|value| is_own_report(value)) {
            return Err(IngestError::Unsupported {
                what: "a report of this program".to_owned(),
            });
        }
        let mut intake = Intake::new(PartKind::Json);
        intake.oddities = decoded.oddities(source);
        intake.properties.push(Property {
            name: "encoding".to_owned(),
            value: decoded.encoding.into(),
        });
        let mut taker = Taker::new(text, limits);
        match values.as_slice() {
            [only] => taker.value("", "", only, 0),
            // One object a line.
            several => taker.array("", "", several, 0),
        }
        taker.finish(source, &mut intake);
        Ok(intake)
    }
}

fn damaged(error: serde_json::Error) -> IngestError {
    IngestError::Damaged {
        place: format!("line {}: ", error.line().max(1)),
        what: "it does not go on as JSON does".to_owned(),
    }
}

/// Whether an object is a report that this program wrote: it says so of itself.
fn is_own_report(value: &RawValue) -> bool {
    #[derive(Deserialize)]
    struct Head {
        schema: Option<String>,
    }
    let head: Option<Head> = serde_json::from_str(value.get()).ok();
    let schema = head.and_then(|head| head.schema);
    schema.is_some_and(|schema| schema.starts_with("sar-decode/"))
}

/// The entries of an object in their order.
struct Entries<'t>(Vec<(String, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Entries<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(InOrder).map(Entries)
    }
}

/// What a value is.
enum Shape<'t> {
    Object(Vec<(String, &'t RawValue)>),
    /// With an object or another array in it.
    Array(Vec<&'t RawValue>),
    /// What stands in one cell: a text, a number, yes or no, or several of them with a mark between; none
    /// where it is `null` or empty.
    Single(Option<String>),
}

impl<'t> Shape<'t> {
    fn of(raw: &'t RawValue) -> Self {
        let written = raw.get();
        match written.as_bytes().first() {
            Some(b'{') => match serde_json::from_str::<Entries<'_>>(written) {
                Ok(Entries(entries)) => Self::Object(entries),
                Err(_) => Self::Single(Some(written.to_owned())),
            },
            Some(b'[') => match serde_json::from_str::<Vec<&RawValue>>(written) {
                Ok(items) if items.iter().all(|item| is_single(item)) => {
                    let texts = items.iter().map(|item| text(item).unwrap_or_default());
                    let texts: Vec<String> = texts.collect();
                    Self::Single((!texts.is_empty()).then(|| texts.join("; ")))
                }
                Ok(items) => Self::Array(items),
                Err(_) => Self::Single(Some(written.to_owned())),
            },
            _ => Self::Single(text(raw)),
        }
    }
}

/// Whether a value is no object and no array.
fn is_single(raw: &RawValue) -> bool {
    !raw.get().starts_with(['{', '['])
}

/// A single value as text; none where it is `null`.
fn text(raw: &RawValue) -> Option<String> {
    match raw.get() {
        "null" => None,
        written if written.starts_with('"') => serde_json::from_str(written).ok(),
        written => Some(written.to_owned()),
    }
}

/// The tables while they are read.
struct Taker<'t> {
    text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
    limits: &'t Limits,
    tables: Vec<Table>,
    cells: usize,
    /// The first line that was not read for a limit, and which.
    stopped: Option<(LineNo, String)>,
    cut: Option<LineNo>,
}

impl<'t> Taker<'t> {
    fn new(text: &'t str, limits: &'t Limits) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        Self {
            text,
            lines: std::iter::once(0).chain(breaks.map(|at| at + 1)).collect(),
            limits,
            tables: Vec::new(),
            cells: 0,
            stopped: None,
            cut: None,
        }
    }

    /// The line on which a value begins. Values borrow from the text, so their addresses tell where.
    fn line(&self, raw: &RawValue) -> LineNo {
        let at = raw.get().as_ptr().addr();
        let at = at.saturating_sub(self.text.as_ptr().addr());
        let line = self.lines.partition_point(|start| *start <= at);
        LineNo::from_zero_based(u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX))
    }

    fn value(&mut self, within: &str, name: &str, raw: &'t RawValue, depth: usize) {
        match Shape::of(raw) {
            Shape::Object(entries) if depth < DEPTH => {
                self.object(within, name, raw, &entries, depth)
            }
            Shape::Array(items) if depth < DEPTH => self.array(within, name, &items, depth),
            Shape::Single(text) => {
                let mut table = Rows::default();
                self.put(&mut table, 0, 0, text.unwrap_or_default(), self.line(raw));
                self.tables.extend(table.finish());
            }
            Shape::Object(_) | Shape::Array(_) => {
                let mut table = Rows::default();
                self.put(&mut table, 0, 0, raw.get().to_owned(), self.line(raw));
                self.tables.extend(table.finish());
            }
        }
    }

    /// A listing of the entries that stand in one cell, and below it what does not.
    fn object(
        &mut self,
        within: &str,
        name: &str,
        raw: &'t RawValue,
        entries: &[(String, &'t RawValue)],
        depth: usize,
    ) {
        let mut table = Rows::default();
        let mut row = 0;
        let mut inside: Vec<&(String, &'t RawValue)> = Vec::new();
        for entry in entries {
            let (key, value) = entry;
            let Shape::Single(text) = Shape::of(value) else {
                inside.push(entry);
                continue;
            };
            if row == 0 && !name.is_empty() {
                self.put(&mut table, row, 0, name.to_owned(), self.line(raw));
                row = 1;
            }
            let line = self.line(value);
            self.put(&mut table, row, 0, key.clone(), line);
            self.put(&mut table, row, 1, text.unwrap_or_default(), line);
            row = row.saturating_add(1);
        }
        self.tables.extend(table.finish().map(|mut table| {
            table.form = TableForm::Pairs;
            table.within = named(within);
            table
        }));
        for (key, value) in inside {
            self.value(name, key, value, depth + 1);
        }
    }

    /// A table of the objects of an array, and below it what lies inside them.
    fn array(&mut self, within: &str, name: &str, items: &[&'t RawValue], depth: usize) {
        let mut table = Rows::default();
        let mut columns: HashMap<String, u32> = HashMap::new();
        let mut inside: Vec<(String, &'t RawValue)> = Vec::new();
        let heads = u32::from(!name.is_empty());
        let mut row = heads.saturating_add(1);
        for item in items {
            let mut flat: Vec<(String, Option<String>, LineNo)> = Vec::new();
            match Shape::of(item) {
                Shape::Object(entries) => self.flatten("", &entries, depth, &mut flat, &mut inside),
                Shape::Array(_) => inside.push((name.to_owned(), *item)),
                Shape::Single(text) => flat.push((String::new(), text, self.line(item))),
            }
            if flat.is_empty() {
                continue;
            }
            for (key, text, line) in flat {
                let next = u32::try_from(columns.len()).unwrap_or(u32::MAX);
                let known = columns.get(&key).copied();
                let col = known.unwrap_or(next);
                if known.is_none() {
                    self.put(&mut table, heads, col, key.clone(), line);
                    columns.insert(key, col);
                }
                self.put(&mut table, row, col, text.unwrap_or_default(), line);
            }
            row = row.saturating_add(1);
        }
        if heads == 1
            && !columns.is_empty()
            && let Some(first) = items.first()
        {
            self.put(&mut table, 0, 0, name.to_owned(), self.line(first));
        }
        self.tables.extend(table.finish().map(|mut table| {
            let head = CellAt::from_zero_based(heads, 0).row;
            table.form = TableForm::Records(head);
            table.within = named(within);
            table
        }));
        for (key, value) in inside {
            self.value(name, &key, value, depth + 1);
        }
    }

    /// The entries of an object as columns, those of objects inside it behind its name and a dot.
    fn flatten(
        &self,
        before: &str,
        entries: &[(String, &'t RawValue)],
        depth: usize,
        flat: &mut Vec<(String, Option<String>, LineNo)>,
        inside: &mut Vec<(String, &'t RawValue)>,
    ) {
        for (key, value) in entries {
            let key = match before {
                "" => key.clone(),
                before => format!("{before}.{key}"),
            };
            match Shape::of(value) {
                Shape::Single(text) => flat.push((key, text, self.line(value))),
                Shape::Object(entries) if depth < DEPTH => {
                    self.flatten(&key, &entries, depth + 1, flat, inside);
                }
                _ => inside.push((key, *value)),
            }
        }
    }

    /// Puts a text into a cell, as far as the limits allow; what is empty leaves it blank.
    fn put(&mut self, table: &mut Rows, row: u32, col: u32, mut text: String, line: LineNo) {
        if text.is_empty() || self.stopped.is_some() {
            return;
        }
        let over = if self.cells >= self.limits.cells {
            Some(format!("{} cells", self.limits.cells))
        } else if row >= self.limits.rows {
            Some(format!("{} rows", self.limits.rows))
        } else if col >= self.limits.columns {
            Some(format!("{} columns", self.limits.columns))
        } else {
            None
        };
        if let Some(limit) = over {
            self.stopped = Some((line, limit));
            return;
        }
        if let Some((end, _)) = text.char_indices().nth(self.limits.cell_chars) {
            text.truncate(end);
            self.cut.get_or_insert(line);
        }
        self.cells = self.cells.saturating_add(1);
        let at = CellAt::from_zero_based(row, col);
        table.lines.insert(at, line);
        table.cells.insert(at, text);
    }

    fn finish(self, source: &Source<'_>, intake: &mut Intake) {
        if let Some((line, limit)) = self.stopped {
            let text = format!("the limit of {limit} is reached; the rest was not read");
            let place = Place::Line { line };
            let oddity = source.oddity(OddityKind::LimitReached, place, text);
            intake.oddities.push(oddity);
            intake.read = ReadState::Partly;
        }
        if let Some(line) = self.cut {
            let most = self.limits.cell_chars;
            let text = format!(
                "values have more than {most} characters; the rest of them was not read; the first is here"
            );
            let place = Place::Line { line };
            let oddity = source.oddity(OddityKind::LimitReached, place, text);
            intake.oddities.push(oddity);
            intake.read = ReadState::Partly;
        }
        if self.tables.is_empty() {
            let text = "there is nothing in the file";
            let oddity = source.oddity(OddityKind::Empty, Place::Whole, text);
            intake.oddities.push(oddity);
        }
        intake.tables = self.tables;
    }
}

/// A name, where it is one.
fn named(name: &str) -> Option<Box<str>> {
    (!name.is_empty()).then(|| name.into())
}

/// The cells of one table.
#[derive(Default)]
struct Rows {
    cells: BTreeMap<CellAt, String>,
    lines: BTreeMap<CellAt, LineNo>,
}

impl Rows {
    fn finish(self) -> Option<Table> {
        if self.cells.is_empty() {
            return None;
        }
        let mut table = Table::new(Frame::Fields { lines: self.lines });
        let cells = self.cells.into_iter();
        table.cells = cells
            .map(|(at, text)| Cell {
                at,
                hidden: false,
                value: CellValue::Text(text.into()),
                shown: None,
            })
            .collect();
        Some(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::PartId;

    fn read(text: &str) -> Result<Intake, IngestError> {
        let source = Source {
            part: PartId(0),
            name: "a.json",
            bytes: text.as_bytes(),
        };
        Json.ingest(&source, Format::Json, &Limits::default())
    }

    /// The cells of each table with their lines.
    fn cells(text: &str) -> Vec<Vec<String>> {
        let tables = read(text).expect("JSON").tables;
        let of = |table: &Table| {
            let cells = table.cells.iter();
            cells
                .map(|cell| match table.place(cell.at) {
                    Place::Field { line, column } => {
                        format!("{}:{}={}", line.get(), column.get(), cell.text())
                    }
                    other => format!("{other:?}"),
                })
                .collect()
        };
        tables.iter().map(of).collect()
    }

    #[test]
    fn an_object_is_a_listing_and_what_lies_in_it_is_another() {
        let found = cells(
            "{\n \"name\": \"Casey\",\n \"tags\": [\"a\", \"b\"],\n \"phone\": null,\n \"contact\": {\n  \"email\": \"c@post.example\"\n }\n}\n",
        );
        assert_eq!(
            found,
            [
                vec!["2:1=name", "2:2=Casey", "3:1=tags", "3:2=a; b", "4:1=phone"],
                vec!["5:1=contact", "6:1=email", "6:2=c@post.example"],
            ]
        );
    }

    #[test]
    fn objects_of_an_array_and_of_lines_are_rows() {
        for text in [
            "[{\"id\": 70, \"at\": {\"pc\": \"ZZ99 3AB\"}},\n{\"at\": {\"pc\": \"ZZ99 4AB\"}, \"vi\": true}]",
            "{\"id\": 70, \"at\": {\"pc\": \"ZZ99 3AB\"}}\n{\"at\": {\"pc\": \"ZZ99 4AB\"}, \"vi\": true}\n",
        ] {
            let heads = ["1:1=id", "1:2=at.pc", "2:3=vi"];
            let values = ["1:1=70", "1:2=ZZ99 3AB", "2:2=ZZ99 4AB", "2:3=true"];
            let expected: Vec<&str> = heads.into_iter().chain(values).collect();
            assert_eq!(cells(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_breaks_off_says_where_and_a_report_of_this_program_is_no_data() {
        let broken = read("{\n\"a\": 1,\n\"b\": ");
        assert!(matches!(broken, Err(IngestError::Damaged { place, .. }) if place == "line 3: "));
        let own = read("{\"schema\": \"sar-decode/report/1\", \"data_points\": []}");
        assert!(matches!(own, Err(IngestError::Unsupported { .. })));
    }

    #[test]
    fn what_lies_too_deep_stays_as_it_is_written() {
        let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
        let found = cells(&deep);
        let written = format!("1:1={}1{}", "[".repeat(24), "]".repeat(24));
        assert_eq!(found, [[written]]);
    }
}
