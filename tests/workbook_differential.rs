//! The workbooks of `fixtures/workbooks`, cell by cell against what other readers find in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{DataRef, Reader as _, Xlsx};
use sar_decode::document::{CellValue, OddityKind, Table};
use sar_decode::ingest::sniff::Format;
use sar_decode::ingest::workbook::Workbook;
use sar_decode::ingest::{Ingest as _, Intake, Limits, Source};
use sar_decode::provenance::PartId;
use serde_json::Value;

/// Sheet, row and column.
type At = (String, u64, u64);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/workbooks")
}

fn workbooks() -> Vec<(String, Format)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder()).expect("the fixtures are there") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        let format = match name.rsplit('.').next() {
            Some("xlsx") => Format::Xlsx,
            Some("xls") => Format::Xls,
            Some("ods") => Format::Ods,
            _ => continue,
        };
        found.push((name, format));
    }
    found.sort();
    assert!(found.len() >= 8, "fixtures are missing");
    found
}

fn read(name: &str, format: Format) -> Intake {
    let bytes = fs::read(folder().join(name)).expect("a fixture");
    let source = Source {
        part: PartId(0),
        name,
        bytes: &bytes,
    };
    Workbook
        .ingest(&source, format, &Limits::default())
        .expect("the fixture is read")
}

fn kind(value: &CellValue) -> &'static str {
    match value {
        CellValue::Text(_) | CellValue::NotStored => "s",
        CellValue::Number(_) => "n",
        CellValue::Moment(_) => "d",
        CellValue::Bool(_) => "b",
        CellValue::Error(_) => "e",
    }
}

fn ours(tables: &[Table]) -> BTreeMap<At, (String, String)> {
    let mut cells = BTreeMap::new();
    for table in tables {
        for cell in &table.cells {
            let text = cell.value.stored_text();
            if text.is_empty() {
                continue;
            }
            let at = (
                table.name().expect("a sheet has a name").to_owned(),
                u64::from(cell.at.row.get()),
                u64::from(cell.at.col.get()),
            );
            cells.insert(at, (kind(&cell.value).to_owned(), text.into_owned()));
        }
    }
    cells
}

fn lines(name: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder().join(name)).expect("a file of lines");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

fn at(line: &Value) -> At {
    (
        line["sheet"].as_str().expect("a sheet").to_owned(),
        line["row"].as_u64().expect("a row"),
        line["col"].as_u64().expect("a column"),
    )
}

fn same(ours: Option<&(String, String)>, theirs: Option<&(String, String)>) -> bool {
    match (ours, theirs) {
        (Some((t, v)), Some((other_t, other))) if t == "n" && other_t == "n" => {
            v.parse::<f64>().expect("a number") == other.parse::<f64>().expect("a number")
        }
        (ours, theirs) => ours == theirs,
    }
}

#[test]
fn every_cell_is_read_as_another_reader_reads_it() {
    let accepted: BTreeSet<(String, At)> = lines("accepted.jsonl")
        .iter()
        .map(|line| (line["file"].as_str().expect("a file").to_owned(), at(line)))
        .collect();
    let mut used = BTreeSet::new();
    let mut compared = 0;
    for (name, format) in workbooks() {
        let ours = ours(&read(&name, format).tables);
        let theirs: BTreeMap<At, (String, String)> = lines(&format!("{name}.expected.jsonl"))
            .iter()
            .map(|line| {
                let text = |key: &str| line[key].as_str().expect("text").to_owned();
                (at(line), (text("t"), text("v")))
            })
            .collect();
        let places: BTreeSet<&At> = ours.keys().chain(theirs.keys()).collect();
        for place in places {
            compared += 1;
            let (our, their) = (ours.get(place), theirs.get(place));
            let exception = (name.clone(), place.clone());
            if accepted.contains(&exception) {
                assert!(
                    !same(our, their),
                    "{name} {place:?}: accepted, and not different"
                );
                used.insert(exception);
                continue;
            }
            assert!(
                same(our, their),
                "{name} {place:?}: ours {our:?}, theirs {their:?}"
            );
        }
    }
    assert_eq!(used, accepted, "accepted differences that are not there");
    assert!(compared > 900, "only {compared} cells were compared");
}

#[test]
fn numbers_and_texts_are_those_that_calamine_reads() {
    for name in ["features-xlsxwriter.xlsx", "features-openpyxl.xlsx"] {
        let bytes = fs::read(folder().join(name)).expect("a fixture");
        let ours = ours(&read(name, Format::Xlsx).tables);
        let mut book = Xlsx::new(Cursor::new(bytes)).expect("calamine opens it");
        let mut compared = 0;
        for sheet in ours.keys().map(|at| at.0.clone()).collect::<BTreeSet<_>>() {
            let mut reader = book
                .worksheet_cells_reader(&sheet)
                .expect("calamine reads the sheet");
            while let Some(cell) = reader.next_cell().expect("calamine reads the cell") {
                let (row, col) = cell.get_position();
                let place = (sheet.clone(), u64::from(row) + 1, u64::from(col) + 1);
                let our = ours.get(&place).map(|(_, text)| text.as_str());
                match cell.get_value() {
                    DataRef::Float(number) => {
                        assert_eq!(
                            our.and_then(|text| text.parse().ok()),
                            Some(*number),
                            "{place:?}"
                        );
                    }
                    // calamine takes white space off texts that do not ask to keep it.
                    DataRef::SharedString(text) if !text.is_empty() => {
                        assert_eq!(our.map(str::trim), Some(text.trim()), "{place:?}");
                    }
                    DataRef::String(text) if !text.is_empty() => {
                        assert_eq!(our.map(str::trim), Some(text.trim()), "{place:?}");
                    }
                    _ => continue,
                }
                compared += 1;
            }
        }
        assert!(
            compared > 20,
            "only {compared} cells of {name} were compared"
        );
    }
}

#[test]
fn what_is_hidden_is_said_in_every_format() {
    for (name, format) in [
        ("features-xlsxwriter.xlsx", Format::Xlsx),
        ("features-xlwt.xls", Format::Xls),
        ("features-odfpy.ods", Format::Ods),
    ] {
        let intake = read(name, format);
        let said = |kind: OddityKind| intake.oddities.iter().any(|oddity| oddity.kind == kind);
        assert!(said(OddityKind::HiddenSheet), "{name}");
        assert!(said(OddityKind::HiddenColumns), "{name}");
        assert!(
            said(OddityKind::HiddenRows) || said(OddityKind::FilteredRows),
            "{name}"
        );
        assert!(said(OddityKind::InvisibleText), "{name}");
        assert!(said(OddityKind::Formulas), "{name}");
    }
}

#[test]
fn formulas_of_an_xls_are_written_out_unless_the_sheet_is_too_wide_for_it() {
    let texts = |name: &str| -> Vec<String> {
        let intake = read(name, Format::Xls);
        let formulas = intake
            .tables
            .iter()
            .flat_map(|table| table.formulas.values());
        formulas.map(ToString::to_string).collect()
    };
    assert_eq!(texts("features-xlwt.xls"), ["1+1", "\"a\"&A1"]);
    assert_eq!(texts("far-corners.xls"), [""]);
}

#[test]
fn no_damage_to_a_file_makes_the_reader_panic() {
    // A small generator of its own: the same damage every time.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below.max(1)).expect("a size")).expect("a size")
    };
    let limits = Limits {
        cells: 20_000,
        member_bytes: 4 << 20,
        ..Limits::default()
    };
    for (name, format) in workbooks() {
        let whole = fs::read(folder().join(&name)).expect("a fixture");
        for round in 0..40 {
            let mut bytes = whole.clone();
            if round % 4 == 0 {
                bytes.truncate(random(whole.len()));
            } else {
                for _ in 0..=random(8) {
                    let at = random(bytes.len());
                    bytes[at] ^= 1 << random(8);
                }
            }
            let source = Source {
                part: PartId(0),
                name: &name,
                bytes: &bytes,
            };
            // What comes of it does not matter here, only that something does.
            let _ = Workbook.ingest(&source, format, &limits);
        }
    }
}
