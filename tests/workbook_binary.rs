//! The reader of workbooks: the binary formats, from records written by hand.

mod workbook_support;

use std::io::{Cursor, Write as _};

use sar_decode::document::{CellValue, OddityKind, Visibility};
use sar_decode::ingest::Limits;
use sar_decode::ingest::sniff::Format;
use sar_decode::provenance::CellAt;
use workbook_support::{kinds, read_as, relationships};
use zip::write::SimpleFileOptions;

#[test]
fn a_bare_sheet_of_the_first_generation_is_read() {
    let stream: Vec<u8> = [
        &[0x09, 0x00, 0x04, 0x00, 0x02, 0x00, 0x10, 0x00][..],
        // A text at A1, a whole number at B1, a fraction at A2.
        &[
            0x04, 0x00, 0x0B, 0x00, 0, 0, 0, 0, 0, 0, 0, 3, b'a', b'b', b'c',
        ],
        &[0x02, 0x00, 0x09, 0x00, 0, 0, 1, 0, 0, 0, 0, 7, 0],
        &[0x03, 0x00, 0x0F, 0x00, 1, 0, 0, 0, 0, 0, 0],
        &1.5_f64.to_le_bytes(),
        &[0x0A, 0x00, 0x00, 0x00],
    ]
    .concat();
    let intake = read_as(&stream, Format::Xls, &Limits::default()).expect("it is read");
    let values: Vec<&CellValue> = intake.tables[0]
        .cells
        .iter()
        .map(|cell| &cell.value)
        .collect();
    assert_eq!(
        values,
        [
            &CellValue::Text("abc".into()),
            &CellValue::Number(7.0),
            &CellValue::Number(1.5)
        ]
    );
}

/// A record of a binary workbook.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    if kind < 0x80 {
        bytes.push(u8::try_from(kind).expect("one byte"));
    } else {
        bytes.push(u8::try_from(kind & 0x7F).expect("one byte") | 0x80);
        bytes.push(u8::try_from(kind >> 7).expect("one byte"));
    }
    bytes.push(u8::try_from(data.len()).expect("a short record"));
    bytes.extend_from_slice(data);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len())
        .expect("short")
        .to_le_bytes()
        .to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

#[test]
fn a_binary_workbook_is_read_with_its_formats_errors_and_hidden_parts() {
    let cell = |col: u8, style: u8, rest: &[u8]| [&[col, 0, 0, 0, style, 0, 0, 0], rest].concat();
    let row = |number: u8, flags: u8| {
        [
            &[number, 0, 0, 0, 0, 0, 0, 0, 0x2C, 1, 0, flags][..],
            &[0; 5],
        ]
        .concat()
    };
    let sheet = [
        record(
            0x003C,
            &[2, 0, 0, 0, 2, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 1, 0],
        ),
        record(0x0091, &[]),
        record(0x0000, &row(0, 0)),
        record(0x0007, &cell(0, 0, &[0, 0, 0, 0])),
        record(0x0005, &cell(1, 1, &0.15_f64.to_le_bytes())),
        record(0x0002, &cell(2, 0, &[0x06, 0, 0, 0])),
        record(0x0000, &row(1, 0x10)),
        record(0x000B, &cell(0, 0, &[0x2A, 0, 0, 0, 0, 0, 0])),
        record(0x0004, &cell(1, 0, &[1])),
        record(0x0092, &[]),
    ]
    .concat();
    let book = [
        record(
            0x009C,
            &[&[1, 0, 0, 0, 1, 0, 0, 0][..], &wide("r1"), &wide("Vöter")].concat(),
        ),
        record(0x0090, &[]),
    ]
    .concat();
    let styles = [
        record(0x0269, &[2, 0, 0, 0]),
        record(0x002F, &[0; 16]),
        record(0x002F, &[0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        record(0x026A, &[]),
    ]
    .concat();
    let strings = record(0x0013, &[&[0][..], &wide("ZZ99 3AB")].concat());
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        (
            "xl/_rels/workbook.bin.rels",
            relationships(&[("r1", "worksheet", "worksheets/sheet1.bin")]).into_bytes(),
        ),
        ("xl/workbook.bin", book),
        ("xl/styles.bin", styles),
        ("xl/sharedStrings.bin", strings),
        ("xl/worksheets/sheet1.bin", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("in memory");
        zip.write_all(&content).expect("in memory");
    }
    let bytes = zip.finish().expect("in memory").into_inner();
    let intake = read_as(&bytes, Format::Xlsb, &Limits::default()).expect("it is read");
    let table = &intake.tables[0];
    assert_eq!(table.name(), Some("Vöter"));
    assert_eq!(table.visibility, Visibility::Hidden);
    let values: Vec<&CellValue> = table.cells.iter().map(|cell| &cell.value).collect();
    let expected = [
        &CellValue::Text("ZZ99 3AB".into()),
        &CellValue::Number(0.15),
        &CellValue::Number(1.0),
        &CellValue::Error("#N/A".into()),
        &CellValue::Bool(true),
    ];
    assert_eq!(values, expected);
    assert_eq!(table.cells[1].shown.as_deref(), Some("15%"));
    assert!(table.cells.iter().all(|cell| cell.hidden));
    for kind in [
        OddityKind::HiddenSheet,
        OddityKind::HiddenRows,
        OddityKind::HiddenColumns,
        OddityKind::ErrorCells,
    ] {
        assert!(kinds(&intake).contains(&kind), "{kind:?}");
    }
}

/// A record of a workbook of 97 to 2003.
fn biff(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

#[test]
fn notes_and_lists_of_an_xls_are_read() {
    let bof = |kind: u8| biff(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let eof = biff(0x000A, &[]);
    let name = |at: u32| {
        biff(
            0x0085,
            &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat(),
        )
    };
    let before = bof(5).len() + name(0).len() + eof.len();
    let globals = [
        bof(5),
        name(u32::try_from(before).expect("short")),
        eof.clone(),
    ]
    .concat();
    let object = [
        0x15, 0, 0x12, 0, 0x19, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
    let text = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 16, 0, 0, 0, 0, 0];
    // A list of Yes and No over B2:B9, its four messages empty.
    let list = [
        &[3, 0, 0, 0][..],
        &[1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
        &[9, 0, 0, 0, 0x17, 6, 0, b'Y', b'e', b's', 0, b'N', b'o'],
        &[0, 0, 0, 0, 1, 0, 1, 0, 8, 0, 1, 0, 1, 0],
    ]
    .concat();
    let sheet = [
        bof(16),
        biff(
            0x0203,
            &[&[0, 0, 0, 0, 0, 0][..], &2.5_f64.to_le_bytes()].concat(),
        ),
        biff(0x005D, &object),
        biff(0x01B6, &text),
        biff(0x003C, b"\0note"),
        biff(0x003C, &[0; 16]),
        biff(0x001C, &[0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0]),
        biff(0x01BE, &list),
        eof,
    ]
    .concat();
    let stream = [globals, sheet].concat();
    let intake = read_as(&stream, Format::Xls, &Limits::default()).expect("it is read");
    let table = &intake.tables[0];
    assert_eq!(table.cells[0].value, CellValue::Number(2.5));
    let notes: Vec<&str> = table.comments.values().map(AsRef::as_ref).collect();
    assert_eq!(notes, ["note"]);
    assert_eq!(table.choices[0].offered, ["Yes", "No"]);
    assert!(table.choices[0].over[0].contains(CellAt::from_zero_based(8, 1)));
}
