//! Workbooks made in memory, for the tests of their reader.
#![allow(dead_code, reason = "no test file needs all of it")]

use std::io::{Cursor, Write as _};

use sar_decode::document::OddityKind;
use sar_decode::error::IngestError;
use sar_decode::ingest::sniff::Format;
use sar_decode::ingest::workbook::Workbook;
use sar_decode::ingest::{Ingest as _, Intake, Limits, Source};
use sar_decode::provenance::PartId;
use zip::write::SimpleFileOptions;

pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package of so many members.
pub fn package(members: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("in memory");
        zip.write_all(content.as_bytes()).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

pub fn relationships(rows: &[(&str, &str, &str)]) -> String {
    let rows: String = rows
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("<Relationships>{rows}</Relationships>")
}

/// A workbook of sheets, each the content of its `worksheet` element, with more members.
pub fn workbook(sheets: &[&str], more: &[(&str, String)]) -> Vec<u8> {
    let mut members = vec![(
        "_rels/.rels".to_owned(),
        relationships(&[("r1", "officeDocument", "xl/workbook.xml")]),
    )];
    let mut listed = String::new();
    let mut rels = String::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let number = index + 1;
        listed.push_str(&format!(
            "<sheet name=\"S{number}\" sheetId=\"{number}\" r:id=\"s{number}\"/>"
        ));
        rels.push_str(&format!(
            "<Relationship Id=\"s{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        members.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>"),
        ));
    }
    members.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships>{rels}</Relationships>"),
    ));
    members.push((
        "xl/workbook.xml".to_owned(),
        format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"
        ),
    ));
    // What is given goes before what is made.
    members.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    let mut all: Vec<(&str, String)> = members
        .iter()
        .map(|(name, content)| (name.as_str(), content.clone()))
        .collect();
    all.extend(more.iter().cloned());
    package(&all)
}

pub fn read_as(bytes: &[u8], format: Format, limits: &Limits) -> Result<Intake, IngestError> {
    let source = Source {
        part: PartId(0),
        name: "response",
        bytes,
    };
    Workbook.ingest(&source, format, limits)
}

pub fn read(bytes: &[u8]) -> Intake {
    read_as(bytes, Format::Xlsx, &Limits::default()).expect("it is read")
}

pub fn kinds(intake: &Intake) -> Vec<OddityKind> {
    intake.oddities.iter().map(|oddity| oddity.kind).collect()
}

pub fn cells(intake: &Intake) -> usize {
    intake.tables.iter().map(|table| table.cells.len()).sum()
}

pub fn rows(count: usize) -> String {
    let rows: String = (1..=count)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>"))
        .collect();
    format!("<sheetData>{rows}</sheetData>")
}
