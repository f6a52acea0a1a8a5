//! Random tables in random dialects and encodings read back as they were written, each value at
//! its line; and files that something has happened to are read without a panic.

use std::collections::BTreeMap;

use sar_decode::document::{Frame, Part};
use sar_decode::ingest::{Limits, Source, ingest};
use sar_decode::provenance::PartId;

/// A small generator of numbers, so that every run sees the same files.
struct Dice(u64);

impl Dice {
    fn of(seed: u64, salt: u64) -> Self {
        Self(seed.wrapping_mul(salt) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % end
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
}

/// A file as generated, with what has to come out.
#[derive(Debug)]
struct Sample {
    bytes: Vec<u8>,
    delimiter: &'static str,
    encoding: &'static str,
    /// Values by row and column, from 1.
    values: BTreeMap<(u32, u32), String>,
    /// The line on which each row starts.
    starts: Vec<u32>,
}

const NAMES: &[&str] = &[
    "Casey",
    "Marion",
    "Zoë",
    "Mockford",
    "Fixturelow",
    "O'Specimen",
    "Anne-Marie",
    "Siân",
];
const NOTES: &[&str] = &[
    "Likes trees; asked about the bus",
    "Said: \"call again\", then left",
    "First line\nsecond line, with a comma",
    "a|b\tc;d,e",
    "\"quoted\" at the start",
    "ends with a \"quote\"",
    "5\" pipe",
    "=HYPERLINK(\"x\",\"y\")",
    "it's the dogs' turn",
    "50% off, £20; café",
    " leading and trailing ",
    "two\r\nlines",
];
const HEADINGS: &[&str] = &[
    "Voter ID",
    "First Name",
    "Surname",
    "Post Code",
    "Notes",
    "Score (1-10)",
    "Last contact",
    "Do not call",
    "E-mail",
    "Polling District",
    "Rank",
    "Age",
];

fn value(dice: &mut Dice, column: usize, kind: usize) -> String {
    if dice.one_in(8) {
        return String::new();
    }
    match (column + kind) % 6 {
        0 => format!("{}", dice.below(10_000_000)),
        1 => dice.pick(NAMES).to_owned(),
        2 => format!(
            "{:04}-{:02}-{:02}",
            1950 + dice.below(70),
            1 + dice.below(12),
            1 + dice.below(28)
        ),
        3 => format!("ZZ99 {}AA", dice.below(10)),
        4 if dice.one_in(2) => dice.pick(NOTES).to_owned(),
        4 => "007".to_owned(),
        _ => format!("{}.{}", dice.below(100), dice.below(100)),
    }
}

fn rows(dice: &mut Dice) -> Vec<Vec<String>> {
    let columns = 3 + dice.below(9);
    let kind = dice.below(6);
    let mut rows = vec![
        HEADINGS[..columns]
            .iter()
            .map(|h| (*h).to_owned())
            .collect(),
    ];
    for _ in 0..1 + dice.below(30) {
        let mut row: Vec<String> = (0..columns).map(|c| value(dice, c, kind)).collect();
        if dice.one_in(25) {
            row.push("extra".to_owned());
        }
        if dice.one_in(25) {
            row.truncate(columns - 1);
        }
        rows.push(row);
    }
    rows
}

struct Style {
    delimiter: &'static str,
    quote: char,
    backslash: bool,
    all_quoted: bool,
    line_end: &'static str,
}

fn style(dice: &mut Dice) -> Style {
    let quote = if dice.one_in(6) { '\'' } else { '"' };
    let backslash = quote == '"' && dice.one_in(6);
    Style {
        delimiter: dice.pick(&[",", ",", ",", ";", "\t", "|"]),
        quote,
        backslash,
        all_quoted: quote == '\'' || backslash || dice.one_in(3),
        line_end: dice.pick(&["\n", "\r\n", "\r"]),
    }
}

fn write_field(style: &Style, value: &str) -> String {
    let special = value.contains(style.delimiter)
        || value.contains([style.quote, '\n', '\r'])
        || (style.quote == '"' && value.starts_with(' '));
    if !style.all_quoted && !special {
        return value.to_owned();
    }
    let quote = style.quote;
    let inside = match style.backslash {
        true => value.replace(quote, &format!("\\{quote}")),
        false => value.replace(quote, &format!("{quote}{quote}")),
    };
    format!("{quote}{inside}{quote}")
}

fn line_ends(text: &str) -> u32 {
    let lone = text.replace("\r\n", "\n");
    u32::try_from(lone.matches(['\n', '\r']).count()).unwrap()
}

fn sample(dice: &mut Dice) -> Sample {
    let style = style(dice);
    let mut records: Vec<Vec<String>> = Vec::new();
    for _ in 0..dice.pick(&[0, 0, 0, 1, 2]) {
        records.push(vec![
            dice.pick(&["Export of data", "Printed 30/05/2025"])
                .to_owned(),
        ]);
    }
    if !records.is_empty() && dice.one_in(2) {
        records.push(Vec::new());
    }
    records.extend(rows(dice));
    if dice.one_in(6) {
        records.push(vec!["End of report".to_owned()]);
    }
    let mut text = String::new();
    let mut values = BTreeMap::new();
    let mut starts = Vec::new();
    let mut line = 1;
    let last = records.len();
    for (row, record) in (1u32..).zip(&records) {
        starts.push(line);
        let fields: Vec<String> = record.iter().map(|v| write_field(&style, v)).collect();
        let mut written = fields.join(style.delimiter);
        // A lone empty field would be a blank line.
        if written.is_empty() && !record.is_empty() {
            written = style.delimiter.to_owned();
        }
        line += line_ends(&written) + 1;
        text.push_str(&written);
        if usize::try_from(row).unwrap() < last || dice.one_in(2) {
            text.push_str(style.line_end);
        }
        for (column, value) in (1u32..).zip(record) {
            if !value.is_empty() {
                values.insert((row, column), value.clone());
            }
        }
    }
    let (encoding, bytes) = encode(dice, &text);
    Sample {
        bytes,
        delimiter: style.delimiter,
        encoding,
        values,
        starts,
    }
}

fn encode(dice: &mut Dice, text: &str) -> (&'static str, Vec<u8>) {
    let wide = |mark: bool, bytes: fn(u16) -> [u8; 2]| {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    };
    match dice.below(7) {
        0 => ("UTF-8", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        1 => ("UTF-16LE", wide(true, u16::to_le_bytes)),
        2 => ("UTF-16BE", wide(true, u16::to_be_bytes)),
        3 => ("UTF-16LE", wide(false, u16::to_le_bytes)),
        4 => {
            let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
            assert!(!lost);
            let name = if text.is_ascii() {
                "UTF-8"
            } else {
                "windows-1252"
            };
            (name, bytes.into_owned())
        }
        _ => ("UTF-8", text.as_bytes().to_vec()),
    }
}

fn read(bytes: &[u8], name: &str) -> Part {
    let source = Source {
        part: PartId(0),
        name,
        bytes,
    };
    ingest(&source, &Limits::default())
}

fn values(part: &Part) -> BTreeMap<(u32, u32), String> {
    let cells = part.tables[0].cells.iter();
    cells
        .map(|cell| {
            (
                (cell.at.row.get(), cell.at.col.get()),
                cell.text().into_owned(),
            )
        })
        .collect()
}

fn property(part: &Part, name: &str) -> String {
    let found = part
        .properties
        .iter()
        .find(|property| property.name == name);
    found
        .map(|property| property.value.clone())
        .unwrap_or_default()
}

#[test]
fn tables_in_any_dialect_and_encoding_read_back_as_written() {
    let names = [
        (",", "comma"),
        (";", "semicolon"),
        ("\t", "tab"),
        ("|", "vertical bar"),
    ];
    for seed in 1..=600 {
        let mut dice = Dice::of(seed, 0x9E37_79B9_7F4A_7C15);
        let sample = sample(&mut dice);
        let part = read(&sample.bytes, "export.csv");
        let shown = || String::from_utf8_lossy(&sample.bytes[..sample.bytes.len().min(600)]);
        let said = names
            .iter()
            .find(|(mark, _)| *mark == sample.delimiter)
            .unwrap()
            .1;
        let dialect = property(&part, "dialect");
        assert!(
            dialect.starts_with(said),
            "seed {seed}: {dialect}\n{}",
            shown()
        );
        assert_eq!(
            property(&part, "encoding"),
            sample.encoding,
            "seed {seed}\n{}",
            shown()
        );
        assert_eq!(
            values(&part),
            sample.values,
            "seed {seed}, {dialect}\n{}",
            shown()
        );
        let Frame::Lines { starts } = &part.tables[0].frame else {
            panic!("a table without lines");
        };
        let starts: Vec<u32> = starts.iter().map(|line| line.get()).collect();
        assert_eq!(starts, sample.starts, "seed {seed}\n{}", shown());
    }
}

#[test]
fn well_formed_text_reads_as_the_csv_crate_reads_it() {
    for seed in 1..=300 {
        let mut dice = Dice::of(seed, 0x2545_F491_4F6C_DD1D);
        let mut rows = rows(&mut dice);
        let width = rows[0].len();
        rows.retain(|row| row.len() == width);
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes.as_slice());
        let mut expected = BTreeMap::new();
        for (row, record) in (1u32..).zip(reader.records()) {
            for (column, value) in (1u32..).zip(&record.unwrap()) {
                if !value.is_empty() {
                    expected.insert((row, column), value.to_owned());
                }
            }
        }
        assert_eq!(values(&read(&bytes, "x.csv")), expected, "seed {seed}");
    }
}

#[test]
fn a_table_keeps_its_values_when_columns_are_reordered() {
    for seed in 1..=100 {
        let mut dice = Dice::of(seed, 0x9E37_79B9_7F4A_7C15);
        let mut rows = rows(&mut dice);
        let width = rows[0].len();
        rows.retain(|row| row.len() == width);
        let text = |rows: &[Vec<String>]| {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(b';')
                .from_writer(Vec::new());
            for row in rows {
                writer.write_record(row).unwrap();
            }
            writer.into_inner().unwrap()
        };
        let straight = values(&read(&text(&rows), "x.csv"));
        let width = u32::try_from(width).unwrap();
        for row in &mut rows {
            row.reverse();
        }
        let turned: BTreeMap<_, _> = values(&read(&text(&rows), "x.csv"))
            .into_iter()
            .map(|((row, column), value)| ((row, width + 1 - column), value))
            .collect();
        assert_eq!(turned, straight, "seed {seed}");
    }
}

#[test]
fn damaged_files_are_read_without_a_panic_and_every_place_resolves() {
    let page = b"<html><body><p>x<table><tr><td rowspan=2>a<td>b<tr><td hidden>c</table><dl><dt>d<dd>e</dl></html>";
    for seed in 1..=1500 {
        let mut dice = Dice::of(seed, 0xD129_8A3F_77B1_0F55);
        let (mut bytes, name) = if dice.one_in(3) {
            (page.to_vec(), "list.xls")
        } else {
            (sample(&mut dice).bytes, "export.csv")
        };
        for _ in 0..dice.below(6) {
            let at = dice.below(bytes.len().max(1));
            match dice.below(4) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, dice.pick(b"\"';,\t|\n\r\0<>&\xff\xc3")),
                2 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
                _ => {
                    let copy = bytes[at.min(bytes.len())..].to_vec();
                    bytes.extend(copy);
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        let part = read(&bytes, name);
        assert!(
            part.oddities
                .iter()
                .all(|oddity| !oddity.text.contains("inside its own code")),
            "seed {seed}"
        );
        for table in &part.tables {
            let Frame::Lines { starts } = &table.frame else {
                panic!("a table without lines");
            };
            let sorted = table.cells.windows(2).all(|pair| pair[0].at < pair[1].at);
            assert!(sorted, "seed {seed}");
            for cell in &table.cells {
                assert!((cell.at.row.get() as usize) <= starts.len(), "seed {seed}");
            }
        }
        assert_eq!(part, read(&bytes, name), "seed {seed}");
    }
}
