//! One record, written down in many ways, is read as one record: whatever the order of its columns,
//! the spelling of its headings, the rows and columns around it, the sheets it is spread over and
//! the format of the file.
//!
//! Left out because nothing in the file decides them:
//! - a heading that nobody knows in a text of `Label: value` lines, or without a value in a listing
//!   that no row heads: it cannot be told from a sentence or a title;
//! - a heading that nobody knows in the first row of a listing that no row heads: that row may be
//!   the one that heads it;
//! - a column called only `Date` or `Source` on a sheet of its own: it is about what stands beside it;
//! - a footer of one or two words right under a record: it may be a value;
//! - a heading with a blank value below a blank row of a listing, or at the top of one that no row
//!   heads: it may be the title of a section;
//! - a blank value in a text of `Label: value` lines: a line `Notes:` may be a title.

mod workbook_support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::{Codebooks, Label};
use sar_decode::document::{Document, Frame};
use sar_decode::ingest::{Limits, Source, ingest};
use sar_decode::provenance::{Location, PartId, Place};
use sar_decode::render::{self, Style};
use sar_decode::report::{DataPoint, Report};

static BOOKS: LazyLock<Codebooks> = LazyLock::new(Codebooks::embedded);

/// A small generator of numbers, so that every run sees the same files.
struct Dice(u64);

impl Dice {
    fn of(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..4 {
            dice.below(2);
        }
        dice
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).expect("64 bits") % end
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

/// Rows of cells; a blank cell is an empty text.
type Grid = Vec<Vec<String>>;

/// A heading in plain words, and its value for the person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Field {
    heading: String,
    value: String,
}

const UNKNOWN: &[(&str, &[&str])] = &[
    ("Blorp Tier", &["B", "Quux"]),
    ("Kappa Band", &["K2", "7"]),
    ("Zeb Marker", &["4", "Y"]),
];

const POOL: &[(&str, &[&str])] = &[
    ("Title", &["Ms", "Mr", "Dr"]),
    ("Middle Name", &["Ann", "", "Si\u{f4}n"]),
    ("Date of Birth", &["1981-04-03", "03/04/1981"]),
    ("Gender", &["F", "Male"]),
    ("Age", &["44", "61"]),
    ("Email", &["casey@example.org", "specimen@example.com"]),
    ("Mobile Phone", &["07700 900123"]),
    ("Home Phone", &["01632 960001", "01632960002"]),
    (
        "Address Line 1",
        &["1 Mock Street", "Flat 2, 7 Caf\u{e9} Row"],
    ),
    ("Town", &["Testbury"]),
    ("Postcode", &["ZZ99 3AA", "ZZ99 1ZZ"]),
    ("UPRN", &["10000000001"]),
    ("Polling District", &["ABC", "TB-1"]),
    ("Elector Number", &["123", "ABC-123/0"]),
    ("Franchise Marker", &["G", ""]),
    ("Date of Attainment", &["2027-01-01", ""]),
    ("Postal Voter", &["Y", "No"]),
    ("Ward", &["Test Ward"]),
    ("Constituency", &["Testbury South"]),
    ("Voting Intention", &["L", "Definite", "7"]),
    ("Last Canvass Date", &["2024-04-12"]),
    ("Canvasser", &["J Tester"]),
    ("Voted 2019", &["Y", "No"]),
    ("Voted 2024 General Election", &["Yes", ""]),
    ("Labour Support Score", &["71", "0.82"]),
    ("Turnout Score", &["0.82", "55"]),
    ("Conservative Propensity", &["12"]),
    ("Green Affinity", &["34.5"]),
    ("Likelihood to Vote", &["88", "64%"]),
    ("Turnout Percentage", &["64%", "63.5%"]),
    ("Environment Score", &["55", "-4.2"]),
    ("Likely Remain", &["63%", "0.63"]),
    ("Mosaic Type", &["G27", "A01"]),
    ("Acorn Category", &["3", "B"]),
    ("Segment", &["Urban Renters"]),
    ("Estimated Ethnicity", &["White British"]),
    ("Religion", &["None", "Christian"]),
    (
        "Household Income",
        &["28000", "\u{a3}25,000 - \u{a3}30,000"],
    ),
    ("Home Owner", &["Rent", "Y"]),
    ("Children in Household", &["1", "0"]),
    ("Marital Status", &["Single", "M"]),
    ("Occupation", &["Teacher"]),
    ("EU Referendum Vote", &["Remain", "L"]),
    ("Brexit Score", &["-4.2", "17"]),
    ("Top Issue", &["NHS", "Housing; trees"]),
    ("Membership Number", &["M778812"]),
    ("Donor", &["No", "Y"]),
    ("Volunteer", &["Yes", ""]),
    ("Do Not Call", &["N", "TRUE"]),
    ("Email Opt In", &["Y", "0"]),
    ("Marketing Consent", &["Yes"]),
    (
        "Comments",
        &["Asked about the bus, \"again\"", "Likes trees; a|b", ""],
    ),
    ("Last Contacted", &["2025-02-03", "3 February 2025"]),
    ("Contact Method", &["Doorstep"]),
    ("Created Date", &["2019-05-05"]),
    ("Last Modified", &["2025-01-01 10:30"]),
];

/// A record of 12 to 25 fields: an identifier and a name, some that nobody knows, the rest of many
/// kinds.
fn base(dice: &mut Dice) -> Vec<Field> {
    let field = |heading: &str, value: &str| Field {
        heading: heading.to_owned(),
        value: value.to_owned(),
    };
    let mut fields = vec![
        field("Contact ID", "C10023345"),
        field("First Name", dice.pick(&["Casey", "Marion", "Zo\u{eb}"])),
        field(
            "Surname",
            dice.pick(&["Fixturelow", "Mockford", "O'Specimen"]),
        ),
    ];
    let mut pool: Vec<(&str, &[&str])> = POOL.to_vec();
    dice.shuffle(&mut pool);
    let known = 9 + dice.below(12);
    let mut unknown = UNKNOWN.to_vec();
    dice.shuffle(&mut unknown);
    let some = dice.below(3);
    for (heading, values) in pool
        .into_iter()
        .take(known)
        .chain(unknown.into_iter().take(some))
    {
        let value = dice.pick(values);
        fields.push(field(heading, value));
    }
    fields
}

/// How the words of headings are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Plain,
    Lower,
    Upper,
    Snake,
    Kebab,
    Camel,
    Pascal,
    Colon,
    NoBreak,
    Padded,
    Mixed,
}

const SPELLINGS: &[Spelling] = &[
    Spelling::Plain,
    Spelling::Lower,
    Spelling::Upper,
    Spelling::Snake,
    Spelling::Kebab,
    Spelling::Camel,
    Spelling::Pascal,
    Spelling::Colon,
    Spelling::NoBreak,
    Spelling::Padded,
];

fn spell(dice: &mut Dice, spelling: Spelling, heading: &str) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1);
        format!("{}{}", first.to_uppercase(), rest.to_lowercase())
    };
    let words: Vec<&str> = heading.split(' ').collect();
    let pascal = || words.iter().map(|word| capital(word)).collect::<String>();
    match spelling {
        Spelling::Plain => heading.to_owned(),
        Spelling::Lower => heading.to_lowercase(),
        Spelling::Upper => heading.to_uppercase(),
        Spelling::Snake => words.join("_").to_lowercase(),
        Spelling::Kebab => words.join("-").to_lowercase(),
        Spelling::Camel => {
            let text = pascal();
            let (first, rest) = text.split_at(1);
            format!("{}{rest}", first.to_lowercase())
        }
        Spelling::Pascal => pascal(),
        Spelling::Colon => format!("{heading}:"),
        Spelling::NoBreak => words.join("\u{a0}"),
        Spelling::Padded => format!("  {} ", words.join("  ")),
        Spelling::Mixed => {
            let one = dice.pick(SPELLINGS);
            spell(dice, one, heading)
        }
    }
}

/// What stands around the tables, and how they are cut.
#[derive(Debug, Clone, Copy)]
struct Around {
    titles: usize,
    footers: usize,
    rows_above: usize,
    columns_before: usize,
    gap: bool,
    blank_rows: bool,
    blank_columns: bool,
}

const NOTHING: Around = Around {
    titles: 0,
    footers: 0,
    rows_above: 0,
    columns_before: 0,
    gap: false,
    blank_rows: false,
    blank_columns: false,
};

fn around(dice: &mut Dice) -> Around {
    Around {
        titles: dice.pick(&[0, 0, 1, 2]),
        footers: dice.pick(&[0, 0, 1, 2]),
        rows_above: dice.below(4),
        columns_before: dice.below(3),
        gap: dice.one_in(2),
        blank_rows: dice.one_in(3),
        blank_columns: dice.one_in(4),
    }
}

/// How the fields of a record stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Records,
    Headed,
    Bare,
}

const TITLES: &[&str] = &[
    "Data held about you",
    "Reply to your request",
    "Export of 3 June 2025",
];
const FOOTERS: &[&str] = &[
    "End of report",
    "Printed on 3 June 2025 at noon",
    "Page 1 of 1",
];

/// A table of one record, or of several with the same headings.
fn table(dice: &mut Dice, records: &[Vec<Field>], spelling: Spelling, shape: Shape) -> Grid {
    let headings: Vec<String> = records[0]
        .iter()
        .map(|field| spell(dice, spelling, &field.heading))
        .collect();
    let values = |n: usize| records.iter().map(move |record| record[n].value.clone());
    match shape {
        Shape::Records => {
            let rows = records
                .iter()
                .map(|record| record.iter().map(|f| f.value.clone()).collect());
            std::iter::once(headings).chain(rows).collect()
        }
        Shape::Headed | Shape::Bare => {
            let rows = headings.into_iter().enumerate();
            let rows = rows.map(|(n, heading)| std::iter::once(heading).chain(values(n)).collect());
            let head =
                (shape == Shape::Headed).then(|| vec!["Field".to_owned(), "Value".to_owned()]);
            head.into_iter().chain(rows).collect()
        }
    }
}

/// Puts titles, footers, blank rows and blank columns around and into a table.
fn surround(dice: &mut Dice, table: Grid, around: Around) -> Grid {
    let one = |text: &str| vec![text.to_owned()];
    let mut rows: Grid = vec![Vec::new(); around.rows_above];
    rows.extend(TITLES.iter().take(around.titles).map(|text| one(text)));
    if around.gap && around.titles > 0 {
        rows.push(Vec::new());
    }
    for (n, row) in table.into_iter().enumerate() {
        if around.blank_rows && n > 0 && dice.one_in(4) {
            rows.push(Vec::new());
        }
        rows.push(row);
    }
    if around.footers > 0 {
        rows.push(Vec::new());
        rows.extend(FOOTERS.iter().take(around.footers).map(|text| one(text)));
    }
    if around.blank_columns {
        let at = 1 + dice.below(6);
        for row in rows
            .iter_mut()
            .filter(|row| row.len() > 2 && row.len() > at)
        {
            row.insert(at, String::new());
        }
    }
    for row in rows.iter_mut().filter(|row| !row.is_empty()) {
        row.splice(0..0, vec![String::new(); around.columns_before]);
    }
    rows
}

/// A file, with the text of its tables for a message.
struct File {
    name: &'static str,
    bytes: Vec<u8>,
    shown: String,
}

fn shown(grids: &[Grid]) -> String {
    let mut text = String::new();
    for (n, grid) in grids.iter().enumerate() {
        let _ = writeln!(text, "sheet S{}", n + 1);
        for row in grid {
            let _ = writeln!(text, "  {}", row.join(" | "));
        }
    }
    text
}

fn letters(mut column: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(
            0,
            char::from(b'A' + u8::try_from(column % 26).expect("a letter")),
        );
        if column < 26 {
            return text;
        }
        column = column / 26 - 1;
    }
}

/// A workbook; numbers are stored as such where they are written in their shortest form.
fn workbook(grids: &[Grid], numbers: bool) -> File {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let sheets: Vec<String> = grids
        .iter()
        .map(|grid| {
            let mut xml = String::new();
            for (r, row) in grid.iter().enumerate() {
                let row_no = r + 1;
                let _ = write!(xml, "<row r=\"{row_no}\">");
                for (c, value) in row.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                    let at = format!("{}{row_no}", letters(c));
                    let number = value.parse::<f64>().ok();
                    let plain = number.filter(|n| numbers && n.to_string() == *value);
                    let _ = match plain {
                        Some(_) => write!(xml, "<c r=\"{at}\"><v>{value}</v></c>"),
                        None => write!(
                            xml,
                            "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                            escape(value)
                        ),
                    };
                }
                xml.push_str("</row>");
            }
            format!("<sheetData>{xml}</sheetData>")
        })
        .collect();
    let borrowed: Vec<&str> = sheets.iter().map(String::as_str).collect();
    File {
        name: "response.xlsx",
        bytes: workbook_support::workbook(&borrowed, &[]),
        shown: shown(grids),
    }
}

fn encode(dice: &mut Dice, text: &str) -> (&'static str, Vec<u8>) {
    let wide = |bytes: fn(u16) -> [u8; 2]| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(bytes).collect()
    };
    match dice.below(6) {
        0 => (
            "UTF-8 with mark",
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        ),
        1 => ("UTF-16LE", wide(u16::to_le_bytes)),
        2 => ("UTF-16BE", wide(u16::to_be_bytes)),
        3 => (
            "windows-1252",
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        ),
        _ => ("UTF-8", text.as_bytes().to_vec()),
    }
}

/// Delimited text in some dialect and encoding. All rows are of one width, as programs write them.
fn delimited(dice: &mut Dice, grid: &Grid) -> File {
    let mark = dice.pick(&[',', ',', ';', '\t', '|']);
    let quoted = dice.one_in(3);
    let end = dice.pick(&["\n", "\r\n"]);
    let width = grid.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for row in grid {
        let fields: Vec<String> = (0..width)
            .map(|n| {
                let value = row.get(n).map_or("", String::as_str);
                if quoted || value.contains([mark, '"']) || value.starts_with(' ') {
                    format!("\"{}\"", value.replace('"', "\"\""))
                } else {
                    value.to_owned()
                }
            })
            .collect();
        text.push_str(&fields.join(&mark.to_string()));
        text.push_str(end);
    }
    let (encoding, bytes) = encode(dice, &text);
    File {
        name: "response.csv",
        bytes,
        shown: format!("{mark:?}, quoted {quoted}, {encoding}\n{text}"),
    }
}

fn read(file: &File) -> (Document, Report) {
    let source = Source {
        part: PartId(0),
        name: file.name,
        bytes: &file.bytes,
    };
    let document = Document {
        parts: vec![ingest(&source, &Limits::default())],
    };
    let report = analyse(&document, &BOOKS, &Settings::default()).expect("the codebooks");
    (document, report)
}

/// Heading in normal form, and value.
type Said = (String, Option<String>);

fn said_by(report: &Report) -> Vec<Said> {
    let points = report.data_points.iter();
    let mut said: Vec<Said> = points
        .map(|point| {
            (
                Label::new(&point.label).key().to_owned(),
                point.value.clone(),
            )
        })
        .collect();
    said.sort();
    said
}

fn said_in(fields: &[Field]) -> Vec<Said> {
    let mut said: Vec<Said> = fields
        .iter()
        .map(|field| {
            let value = (!field.value.is_empty()).then(|| field.value.clone());
            (Label::new(&field.heading).key().to_owned(), value)
        })
        .collect();
    said.sort();
    said
}

/// What a data point is taken for, by its heading.
fn taken_for(report: &Report) -> BTreeMap<String, String> {
    let points = report.data_points.iter();
    points
        .map(|point| (Label::new(&point.label).key().to_owned(), classes(point)))
        .collect()
}

fn classes(point: &DataPoint) -> String {
    format!(
        "{:?} {:?}/{:?} {:?}/{:?} inferred {} {:?} {:?} {:?} {:?}",
        point.category,
        point.meaning.status,
        point.meaning.basis,
        point.origin,
        point.origin_basis,
        point.inferred,
        point.special_category,
        point.level,
        point.field,
        point.title
    )
}

/// Lines that are in one and not in the other.
fn difference<T: std::fmt::Debug + PartialEq>(due: &[T], found: &[T]) -> String {
    let mut text = String::new();
    for line in due.iter().filter(|line| !found.contains(line)) {
        let _ = writeln!(text, "  - {line:?}");
    }
    for line in found.iter().filter(|line| !due.contains(line)) {
        let _ = writeln!(text, "  + {line:?}");
    }
    if text.is_empty() && due.len() != found.len() {
        let _ = writeln!(text, "  {} became {}", due.len(), found.len());
    }
    text
}

/// The text at a place; empty where there is nothing. None where there is no such place.
fn resolve(document: &Document, at: &Location) -> Option<String> {
    let part = document.parts.iter().find(|part| part.id == at.part)?;
    let text = |table: &sar_decode::document::Table, cell| {
        table
            .cell(cell)
            .map_or_else(String::new, |cell| cell.text().into_owned())
    };
    match &at.place {
        Place::Cell { sheet, cell } => {
            let mut tables = part.tables.iter();
            let table = tables.find(|table| table.name() == Some(sheet))?;
            Some(text(table, *cell))
        }
        Place::Field { line, column } => part.tables.iter().find_map(|table| {
            let Frame::Lines { starts } = &table.frame else {
                return None;
            };
            let row = starts.iter().position(|start| start == line)?;
            let row = u32::try_from(row).ok()?;
            let at = sar_decode::provenance::CellAt::from_zero_based(row, column.zero_based());
            Some(text(table, at))
        }),
        place => {
            let mut passages = part.passages.iter();
            Some(passages.find(|passage| passage.at == *place)?.text.clone())
        }
    }
}

fn unresolved(document: &Document, report: &Report) -> Vec<String> {
    let wrong = |point: &&DataPoint| {
        let at = resolve(document, &point.at);
        let value = match (&at, &point.value) {
            (Some(_), Some(_)) if point.masked.is_some() => true,
            (Some(text), Some(value)) => {
                text.trim() == value || text.trim().ends_with(&format!(": {value}"))
            }
            (Some(text), None) => text.trim().is_empty() || point.masked.is_some(),
            (None, _) => false,
        };
        let label = resolve(document, &point.label_at)
            .is_some_and(|text| text.trim().starts_with(point.label.as_str()));
        !(value && label)
    };
    let points = report.data_points.iter().filter(wrong);
    points
        .map(|point| format!("{} {:?} at {:?}", point.label, point.value, point.at))
        .collect()
}

/// What is wrong with how a file was read.
fn wrongs(fields: &[Field], straight: &BTreeMap<String, String>, file: &File) -> String {
    let (document, report) = read(file);
    let mut text = difference(&said_in(fields), &said_by(&report));
    for line in unresolved(&document, &report) {
        let _ = writeln!(text, "  ? {line}");
    }
    if text.is_empty() {
        let due: Vec<_> = straight
            .iter()
            .filter(|(key, _)| fields.iter().any(|f| Label::new(&f.heading).key() == *key))
            .collect();
        text = difference(&due, &taken_for(&report).iter().collect::<Vec<_>>());
    }
    if report.summary.people != 1 {
        let _ = writeln!(text, "  {} people", report.summary.people);
    }
    text
}

/// What each field is taken for in a plain workbook of one row.
fn straight(fields: &[Field]) -> BTreeMap<String, String> {
    let grid = table(
        &mut Dice::of(1),
        &[fields.to_vec()],
        Spelling::Plain,
        Shape::Records,
    );
    taken_for(&read(&workbook(&[grid], false)).1)
}

/// How many failures are reduced and shown; the rest are counted.
const REDUCED: usize = 3;

/// The record with as few fields as still go wrong, and what goes wrong.
fn reduce(fields: &[Field], wrong: &dyn Fn(&[Field]) -> Option<String>) -> Option<String> {
    let mut message = wrong(fields)?;
    let mut fields = fields.to_vec();
    let mut at = fields.len();
    while at > 0 {
        at -= 1;
        if fields.len() <= 4 {
            break;
        }
        let mut fewer = fields.clone();
        fewer.remove(at);
        if let Some(less) = wrong(&fewer) {
            message = less;
            fields = fewer;
        }
    }
    Some(message)
}

/// Writes a file for a record, and says which fields have to come out of it.
type Make = dyn Fn(&mut Dice, &[Field]) -> (File, Vec<Field>);

/// Runs a property over seeds; a failure names the seed and shows the reduced table.
fn holds(seeds: std::ops::RangeInclusive<u64>, make: &Make) {
    let mut failures = Vec::new();
    for seed in seeds {
        let fields = base(&mut Dice::of(seed));
        let wrong = |fields: &[Field]| {
            let (file, due) = make(&mut Dice::of(seed ^ 0xABCD), fields);
            let text = wrongs(&due, &straight(fields), &file);
            (!text.is_empty()).then(|| format!("seed {seed}\n{text}{}", file.shown))
        };
        failures.extend(match failures.len() {
            0..REDUCED => reduce(&fields, &wrong),
            _ => wrong(&fields),
        });
    }
    assert!(
        failures.is_empty(),
        "{} seeds\n{}",
        failures.len(),
        failures
            .iter()
            .take(REDUCED)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

fn shuffled(dice: &mut Dice, fields: &[Field]) -> Vec<Field> {
    let mut fields = fields.to_vec();
    dice.shuffle(&mut fields);
    fields
}

fn spelling(dice: &mut Dice) -> Spelling {
    if dice.one_in(4) {
        Spelling::Mixed
    } else {
        dice.pick(SPELLINGS)
    }
}

#[test]
fn a_row_of_values_is_read_the_same_however_headings_are_spelt_and_whatever_stands_around() {
    holds(1..=30, &|dice, fields| {
        let fields = shuffled(dice, fields);
        let spelling = spelling(dice);
        let grid = table(
            dice,
            std::slice::from_ref(&fields),
            spelling,
            Shape::Records,
        );
        let around = around(dice);
        let numbers = dice.one_in(2);
        (workbook(&[surround(dice, grid, around)], numbers), fields)
    });
}

#[test]
fn a_field_a_row_is_read_the_same_with_and_without_a_row_of_headings() {
    holds(1..=30, &|dice, fields| {
        let mut fields = shuffled(dice, fields);
        let spelling = spelling(dice);
        let shape = dice.pick(&[Shape::Headed, Shape::Bare]);
        fields.retain(|field| {
            shape == Shape::Headed || !(field.value.is_empty() && is_unknown(&field.heading))
        });
        let unsure = |field: &Field| field.value.is_empty() || is_unknown(&field.heading);
        while shape == Shape::Bare && fields.first().is_some_and(unsure) {
            fields.remove(0);
        }
        let grid = table(dice, std::slice::from_ref(&fields), spelling, shape);
        let mut around = around(dice);
        around.blank_rows &= fields.iter().all(|field| !field.value.is_empty());
        (workbook(&[surround(dice, grid, around)], true), fields)
    });
}

fn is_unknown(heading: &str) -> bool {
    UNKNOWN.iter().any(|(unknown, _)| *unknown == heading)
}

#[test]
fn delimited_text_is_read_as_a_workbook_is() {
    holds(1..=36, &|dice, fields| {
        let fields = shuffled(dice, fields);
        let spelling = spelling(dice);
        let shape = dice.pick(&[Shape::Records, Shape::Records, Shape::Headed]);
        let grid = table(dice, std::slice::from_ref(&fields), spelling, shape);
        let mut around = around(dice);
        around.blank_rows &= shape == Shape::Records;
        let grid = surround(dice, grid, around);
        (delimited(dice, &grid), fields)
    });
}

#[test]
fn lines_of_label_and_value_are_read_as_a_table_is() {
    holds(1..=30, &|dice, fields| {
        let mut fields = shuffled(dice, fields);
        fields.retain(|field| !field.value.is_empty() && !is_unknown(&field.heading));
        let one = dice.pick(&[
            Spelling::Plain,
            Spelling::Lower,
            Spelling::Upper,
            Spelling::NoBreak,
        ]);
        let lines: Vec<String> = fields
            .iter()
            .map(|field| format!("{}: {}", spell(dice, one, &field.heading), field.value))
            .collect();
        let file = if dice.one_in(2) {
            let text = format!("{}\n\n{}\n", TITLES[0], lines.join("\n"));
            let (encoding, bytes) = encode(dice, &text);
            File {
                name: "response.txt",
                bytes,
                shown: format!("{encoding}\n{text}"),
            }
        } else {
            let grid = lines.into_iter().map(|line| vec![line]).collect();
            let around = around(dice);
            workbook(&[surround(dice, grid, around)], true)
        };
        (file, fields)
    });
}

/// Cuts a record in two that share the identifier.
fn cut(fields: &[Field]) -> (Vec<Field>, Vec<Field>) {
    let id = fields
        .iter()
        .position(|field| field.heading == "Contact ID");
    let mut rest = fields.to_vec();
    let id = id.map(|at| rest.remove(at));
    let half = rest.len() / 2;
    let with = |part: &[Field]| id.iter().cloned().chain(part.iter().cloned()).collect();
    (with(&rest[..half]), with(&rest[half..]))
}

#[test]
fn a_record_on_two_sheets_in_any_order_is_one_person_with_the_same_fields() {
    holds(1..=30, &|dice, fields| {
        let fields = shuffled(dice, fields);
        let (left, right) = cut(&fields);
        let mut grids: Vec<Grid> = [&left, &right]
            .into_iter()
            .map(|part| {
                let spelling = spelling(dice);
                let shape = dice.pick(&[Shape::Records, Shape::Records, Shape::Headed]);
                let grid = table(dice, std::slice::from_ref(part), spelling, shape);
                let mut around = around(dice);
                around.blank_rows &= shape == Shape::Records;
                surround(dice, grid, around)
            })
            .collect();
        if dice.one_in(3) {
            grids.push(Vec::new());
        }
        dice.shuffle(&mut grids);
        (workbook(&grids, true), [left, right].concat())
    });
}

#[test]
fn two_tables_one_below_the_other_are_read_as_two() {
    holds(1..=30, &|dice, fields| {
        let fields = shuffled(dice, fields);
        let (left, right) = cut(&fields);
        let one = spelling(dice);
        let mut grid = table(dice, std::slice::from_ref(&left), one, Shape::Records);
        let lower = table(dice, std::slice::from_ref(&right), one, Shape::Records);
        grid.extend(vec![Vec::new(); 1 + dice.below(3)]);
        if dice.one_in(2) {
            grid.push(vec!["Further data".to_owned()]);
        }
        grid.extend(lower);
        let around = Around {
            blank_rows: false,
            blank_columns: false,
            ..around(dice)
        };
        (
            workbook(&[surround(dice, grid, around)], true),
            [left, right].concat(),
        )
    });
}

/// A key to the scores and codes of a record.
fn key(dice: &mut Dice, fields: &[Field]) -> Grid {
    let mut rows: Grid = vec![vec![
        "Field".to_owned(),
        "Meaning".to_owned(),
        "Scale".to_owned(),
    ]];
    for field in fields {
        let scale = match field.heading.as_str() {
            "Labour Support Score" | "Turnout Score" => "0 to 100, 100 = certain",
            "Voting Intention" => "L = Labour, D = Definite",
            "Blorp Tier" => "A = high, B = low",
            _ => continue,
        };
        let heading = spell(dice, Spelling::Mixed, &field.heading);
        rows.push(vec![
            heading,
            "What our staff recorded".to_owned(),
            scale.to_owned(),
        ]);
    }
    rows
}

#[test]
fn a_key_explains_the_same_wherever_its_sheet_stands_and_touches_no_other_field() {
    const EXPLAINED: &[&str] = &[
        "laboursupportscore",
        "turnoutscore",
        "votingintention",
        "blorptier",
    ];
    let mut failures = Vec::new();
    for seed in 1..=30 {
        let mut dice = Dice::of(seed);
        let mut fields = base(&mut dice);
        for heading in ["Labour Support Score", "Voting Intention", "Blorp Tier"] {
            fields.retain(|field| field.heading != heading);
            let value = dice.pick(&["71", "D"]).to_owned();
            let heading = heading.to_owned();
            fields.push(Field { heading, value });
        }
        let key = key(&mut dice, &fields);
        let (left, right) = cut(&fields);
        let sheets = [left.clone(), right.clone()]
            .map(|part| table(&mut dice, &[part], Spelling::Plain, Shape::Records));
        let [first, second] = sheets;
        let without = straight(&fields);
        let orders = [
            [key.clone(), first.clone(), second.clone()],
            [first.clone(), key.clone(), second.clone()],
            [second, first, key],
        ];
        let reports = orders.map(|grids| {
            let file = workbook(&grids, false);
            let report = read(&file).1;
            (file, said_by(&report), taken_for(&report))
        });
        let due = said_in(&[left, right].concat());
        for (file, said, taken) in &reports {
            let mut text = difference(&due, said);
            text += &difference(
                &reports[0].2.iter().collect::<Vec<_>>(),
                &taken.iter().collect::<Vec<_>>(),
            );
            let others = |taken: &BTreeMap<String, String>| -> Vec<(String, String)> {
                let mut all: Vec<_> = taken.clone().into_iter().collect();
                all.retain(|(key, _)| !EXPLAINED.contains(&key.as_str()));
                all
            };
            text += &difference(&others(&without), &others(taken));
            if !text.is_empty() {
                failures.push(format!("seed {seed}\n{text}{}", file.shown));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} files\n{}",
        failures.len(),
        failures
            .iter()
            .take(REDUCED)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

/// A report without places, ids and order.
fn without_places(report: &Report) -> Vec<String> {
    let points = report.data_points.iter().map(|point| {
        format!(
            "{:?} {:?} {:?} {} {:?} {:?} {:?} {:?} {:?}",
            point.person,
            point.label,
            point.value,
            classes(point),
            point.meaning.text,
            point.meaning.readings,
            point.inferred_from,
            point.source_named,
            point.masked
        )
    });
    let findings = report.findings.iter().map(|finding| {
        let of = |id| report.data_points.iter().find(|point| point.id == id);
        let mut on: Vec<&str> = finding
            .data_points
            .iter()
            .filter_map(|id| Some(of(*id)?.label.as_str()))
            .collect();
        on.sort_unstable();
        let (severity, standing) = (finding.severity, finding.standing);
        format!(
            "{} {severity:?} {standing:?} {on:?} {}",
            finding.rule.0,
            finding.at.len()
        )
    });
    let checklist = report.checklist.iter();
    let checklist = checklist.map(|line| format!("{} {:?}", line.item, line.status));
    let summary = format!("{:?} {:?}", report.summary, report.case);
    let mut lines: Vec<String> = points.chain(findings).chain(checklist).collect();
    lines.push(summary);
    lines.sort();
    lines
}

#[test]
fn reordering_columns_and_adding_blank_rows_or_sheets_changes_nothing_but_places() {
    let mut failures = Vec::new();
    for seed in 1..=30 {
        let fields = base(&mut Dice::of(seed));
        let wrong = |fields: &[Field]| {
            let mut dice = Dice::of(seed ^ 0xABCD);
            let plain = table(
                &mut dice,
                &[fields.to_vec()],
                Spelling::Plain,
                Shape::Records,
            );
            let order = shuffled(&mut dice, fields);
            let moved = table(&mut dice, &[order], Spelling::Plain, Shape::Records);
            let around = Around {
                rows_above: dice.below(4),
                columns_before: dice.below(3),
                blank_rows: true,
                ..NOTHING
            };
            let moved = surround(&mut dice, moved, around);
            let grids = match dice.below(3) {
                0 => vec![moved],
                1 => vec![Vec::new(), moved],
                _ => vec![moved, Vec::new(), Vec::new()],
            };
            let (file, other) = (workbook(&[plain], true), workbook(&grids, true));
            let (before, after) = (read(&file).1, read(&other).1);
            let text = difference(&without_places(&before), &without_places(&after));
            (!text.is_empty()).then(|| format!("seed {seed}\n{text}{}", other.shown))
        };
        failures.extend(match failures.len() {
            0..REDUCED => reduce(&fields, &wrong),
            _ => wrong(&fields),
        });
    }
    assert!(
        failures.is_empty(),
        "{} seeds\n{}",
        failures.len(),
        failures
            .iter()
            .take(REDUCED)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

fn json(report: &Report) -> String {
    let mut out = Vec::new();
    let renderer = render::by_name("json").expect("a format");
    renderer
        .render(report, &Style::default(), &mut out)
        .expect("in memory");
    String::from_utf8(out).expect("text")
}

#[test]
fn the_same_bytes_give_the_same_report_to_the_byte() {
    for seed in 1..=30 {
        let mut dice = Dice::of(seed);
        let fields = base(&mut dice);
        let (left, right) = cut(&fields);
        let mut grids = vec![key(&mut dice, &fields)];
        for part in [left, right] {
            let spelling = spelling(&mut dice);
            let grid = table(&mut dice, &[part], spelling, Shape::Records);
            let around = around(&mut dice);
            grids.push(surround(&mut dice, grid, around));
        }
        dice.shuffle(&mut grids);
        let file = workbook(&grids, true);
        let reports = [0, 1, 2].map(|_| json(&read(&file).1));
        assert!(
            reports.iter().all(|one| *one == reports[0]),
            "seed {seed}\n{}",
            file.shown
        );
    }
}

#[test]
fn the_row_of_another_person_makes_two_and_none_of_its_values_is_printed() {
    let mut failures = Vec::new();
    for seed in 1..=30 {
        let fields = base(&mut Dice::of(seed));
        let wrong = |fields: &[Field]| {
            let named = |heading: &str| fields.iter().any(|field| field.heading == heading);
            if !(named("First Name") && named("Surname") && named("Contact ID")) {
                return None;
            }
            let mut dice = Dice::of(seed ^ 0xABCD);
            let fields = shuffled(&mut dice, fields);
            let mut other = fields.clone();
            for field in &mut other {
                field.value = match field.heading.as_str() {
                    "Contact ID" => "C99887766".to_owned(),
                    "First Name" => "Robin".to_owned(),
                    "Surname" => "Neighbourly".to_owned(),
                    "Email" => "robin@example.net".to_owned(),
                    _ => std::mem::take(&mut field.value),
                };
            }
            let spelling = spelling(&mut dice);
            let around = around(&mut dice);
            let file = if dice.one_in(2) {
                let grid = table(
                    &mut dice,
                    &[fields.clone(), other],
                    spelling,
                    Shape::Records,
                );
                let grid = surround(&mut dice, grid, around);
                if dice.one_in(2) {
                    workbook(&[grid], true)
                } else {
                    delimited(&mut dice, &grid)
                }
            } else {
                let one = table(
                    &mut dice,
                    std::slice::from_ref(&fields),
                    spelling,
                    Shape::Records,
                );
                let two = table(&mut dice, &[other], spelling, Shape::Headed);
                let around = Around {
                    blank_rows: false,
                    ..around
                };
                let two = surround(&mut dice, two, around);
                workbook(&[one, two], true)
            };
            let (document, report) = read(&file);
            let mut text = String::new();
            if report.summary.people != 2 {
                let _ = writeln!(text, "  {} people", report.summary.people);
            }
            let points = report.data_points.iter();
            let (mine, theirs): (Vec<&DataPoint>, Vec<&DataPoint>) =
                points.partition(|point| point.person == 1);
            if mine.len() != fields.len() || theirs.len() != fields.len() {
                let _ = writeln!(text, "  {} and {} points", mine.len(), theirs.len());
            }
            if mine.iter().any(|point| point.masked.is_some())
                || theirs
                    .iter()
                    .any(|point| point.value.is_some() && point.masked.is_none())
            {
                text.push_str("  masked wrongly\n");
            }
            let printed = json(&report);
            for secret in ["Neighbourly", "C99887766", "robin@example.net"] {
                if printed.contains(secret) {
                    let _ = writeln!(text, "  prints {secret}");
                }
            }
            for line in unresolved(&document, &report) {
                let _ = writeln!(text, "  ? {line}");
            }
            (!text.is_empty()).then(|| format!("seed {seed}\n{text}{}", file.shown))
        };
        failures.extend(match failures.len() {
            0..REDUCED => reduce(&fields, &wrong),
            _ => wrong(&fields),
        });
    }
    assert!(
        failures.is_empty(),
        "{} seeds\n{}",
        failures.len(),
        failures
            .iter()
            .take(REDUCED)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}
