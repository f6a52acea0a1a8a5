//! The reader of workbooks: what is hidden, and what is said.

mod workbook_support;

use std::io::{Cursor, Write as _};

use sar_decode::document::{CellValue, OddityKind, PartKind, ReadState};
use sar_decode::error::IngestError;
use sar_decode::ingest::Limits;
use sar_decode::ingest::sniff::Format;
use sar_decode::provenance::{CellAt, Place};
use workbook_support::{MAIN, cells, kinds, package, read, read_as, relationships, rows, workbook};
use zip::write::SimpleFileOptions;

#[test]
fn two_cells_in_far_corners_are_two_cells() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    let intake = read(&workbook(&[sheet], &[]));
    assert_eq!(cells(&intake), 2);
    assert_eq!(intake.read, ReadState::Whole);
}

#[test]
fn a_document_type_refuses_the_file() {
    let part =
        "<!DOCTYPE worksheet [<!ENTITY a \"b\">]><worksheet><sheetData/></worksheet>".to_owned();
    let bytes = workbook(&[&rows(1)], &[("xl/worksheets/sheet1.xml", part)]);
    assert!(matches!(
        read_as(&bytes, Format::Xlsx, &Limits::default()),
        Err(IngestError::Damaged { .. })
    ));
}

#[test]
fn a_sheet_that_breaks_off_costs_only_its_own_rest() {
    let broken = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2".to_owned();
    let broken = format!("<worksheet xmlns=\"{MAIN}\">{broken}");
    let bytes = workbook(&["", &rows(3)], &[("xl/worksheets/sheet1.xml", broken)]);
    let intake = read(&bytes);
    assert_eq!(intake.read, ReadState::Partly);
    assert_eq!(
        intake
            .tables
            .iter()
            .map(|table| table.cells.len())
            .collect::<Vec<_>>(),
        [1, 3]
    );
    assert!(kinds(&intake).contains(&OddityKind::Damaged));
}

#[test]
fn one_bad_relationship_costs_one_sheet() {
    let rels = relationships(&[
        ("s1", "worksheet", "worksheets/gone.xml"),
        ("s2", "worksheet", "worksheets/sheet2.xml"),
        ("s3", "xlMacrosheet", "worksheets/sheet3.xml"),
    ]);
    let bytes = workbook(
        &[&rows(1), &rows(2), &rows(3)],
        &[("xl/_rels/workbook.xml.rels", rels)],
    );
    let intake = read(&bytes);
    assert_eq!(cells(&intake), 2);
    assert_eq!(kinds(&intake), [OddityKind::NotRead, OddityKind::NotATable]);
    assert_eq!(intake.read, ReadState::Partly);
}

#[test]
fn a_formula_without_a_result_is_said_and_not_blank() {
    let sheet = "<sheetData><row><c r=\"A1\"><f>1+1</f></c><c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c>\
                 <c r=\"C1\"><f>2</f><v>2</v></c></row></sheetData>";
    let intake = read(&workbook(&[sheet], &[]));
    let values: Vec<&CellValue> = intake.tables[0]
        .cells
        .iter()
        .map(|cell| &cell.value)
        .collect();
    assert_eq!(
        values,
        [
            &CellValue::NotStored,
            &CellValue::Text("".into()),
            &CellValue::Number(2.0)
        ]
    );
    assert_eq!(
        kinds(&intake),
        [OddityKind::Formulas, OddityKind::FormulaNotStored]
    );
    assert_eq!(intake.tables[0].formulas.len(), 3);
}

#[test]
fn hidden_rows_and_columns_hide_their_cells() {
    let sheet = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>\
        <row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\" ht=\"0\"><c r=\"A3\"><v>1</v></c></row>\
        <row r=\"4\"><c r=\"A4\"><v>1</v></c></row></sheetData>";
    let intake = read(&workbook(&[sheet], &[]));
    let hidden: Vec<bool> = intake.tables[0]
        .cells
        .iter()
        .map(|cell| cell.hidden)
        .collect();
    assert_eq!(hidden, [false, true, true, true, false]);
    assert_eq!(
        kinds(&intake),
        [OddityKind::HiddenRows, OddityKind::HiddenColumns]
    );
}

#[test]
fn what_stands_under_a_merged_area_is_hidden() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c><c r=\"C1\"><v>3</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>";
    let intake = read(&workbook(&[sheet], &[]));
    let hidden: Vec<bool> = intake.tables[0]
        .cells
        .iter()
        .map(|cell| cell.hidden)
        .collect();
    assert_eq!(hidden, [false, true, false]);
    assert_eq!(kinds(&intake), [OddityKind::InvisibleText]);
}

#[test]
fn a_plain_cell_is_read_as_the_same_cell_written_otherwise() {
    let plain = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\" t=\"str\"><v>a b</v></c><c r=\"D1\" t=\"b\"><v>1</v></c>\
                 <c><v>5</v></c><c r=\"G1\" t=\"e\"><v>#N/A</v></c><c r=\"H1\"/><c r=\"I1\" t=\"d\"><v>2017-05-12</v></c></row>";
    let otherwise = plain.replace('"', "'");
    let other = read(&workbook(
        &[&format!("<sheetData>{otherwise}</sheetData>")],
        &[],
    ));
    let plain = read(&workbook(
        &[&format!("<sheetData>{plain}</sheetData>")],
        &[],
    ));
    assert_eq!(plain.tables, other.tables);
    assert_eq!(cells(&plain), 6);
}

#[test]
fn an_empty_row_in_one_tag_does_not_swallow_the_next() {
    let sheet = "<sheetData><row r=\"1\"/><row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row><c><v>2</v></c></row></sheetData>";
    let intake = read(&workbook(&[sheet], &[]));
    let at: Vec<CellAt> = intake.tables[0].cells.iter().map(|cell| cell.at).collect();
    assert_eq!(
        at,
        [CellAt::from_zero_based(2, 0), CellAt::from_zero_based(3, 0)]
    );
}

#[test]
fn a_part_in_utf_16_is_read() {
    let text = format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet xmlns=\"{MAIN}\"><sheetData><row><c t=\"str\"><v>Łódź</v></c></row></sheetData></worksheet>"
    );
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        (
            "_rels/.rels",
            relationships(&[("r1", "officeDocument", "xl/workbook.xml")]).into_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relationships(&[("s1", "worksheet", "sheet1.xml")]).into_bytes(),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"S\" id=\"s1\"/></sheets></workbook>"
                .as_bytes()
                .to_vec(),
        ),
        ("xl/sheet1.xml", wide),
    ] {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("in memory");
        zip.write_all(&content).expect("in memory");
    }
    let intake = read(&zip.finish().expect("in memory").into_inner());
    assert_eq!(
        intake.tables[0].cells[0].value,
        CellValue::Text("Łódź".into())
    );
}

#[test]
fn characters_that_are_lost_are_said() {
    let mut sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData><row><c t=\"str\"><v>caf?</v></c></row></sheetData></worksheet>").into_bytes();
    for byte in &mut sheet {
        // A byte of another encoding, in a part that says it is UTF-8.
        if *byte == b'?' {
            *byte = 0xE9;
        }
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        (
            "_rels/.rels",
            relationships(&[("r1", "officeDocument", "xl/workbook.xml")]).into_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relationships(&[("s1", "worksheet", "sheet1.xml")]).into_bytes(),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"S\" id=\"s1\"/></sheets></workbook>"
                .as_bytes()
                .to_vec(),
        ),
        ("xl/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("in memory");
        zip.write_all(&content).expect("in memory");
    }
    let intake = read(&zip.finish().expect("in memory").into_inner());
    assert_eq!(kinds(&intake), [OddityKind::UndecodableText]);
    assert_eq!(cells(&intake), 1);
}

#[test]
fn macros_and_links_are_said() {
    let rels = relationships(&[
        ("s1", "worksheet", "worksheets/sheet1.xml"),
        ("x1", "externalLink", "externalLinks/externalLink1.xml"),
    ]);
    let bytes = workbook(
        &[&rows(1)],
        &[
            ("xl/_rels/workbook.xml.rels", rels),
            ("xl/vbaProject.bin", "not run".to_owned()),
        ],
    );
    let intake = read(&bytes);
    assert_eq!(intake.kind, PartKind::Xlsm);
    assert_eq!(
        kinds(&intake),
        [OddityKind::Macros, OddityKind::ExternalLinks]
    );
}

#[test]
fn a_thread_of_comments_goes_before_its_stand_in() {
    let rels = relationships(&[
        ("c1", "comments", "../comments1.xml"),
        ("c2", "threadedComment", "../threads1.xml"),
    ]);
    let notes = "<comments><commentList><comment ref=\"B2\"><text><r><t>[Threaded comment]</t></r></text></comment>\
                 <comment ref=\"C2\"><text><t>plain</t></text></comment></commentList></comments>";
    let threads = "<ThreadedComments><threadedComment ref=\"B2\"><text>asked</text></threadedComment>\
                   <threadedComment ref=\"B2\"><text>answered</text></threadedComment></ThreadedComments>";
    let bytes = workbook(
        &[&rows(1)],
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", rels),
            ("xl/comments1.xml", notes.to_owned()),
            ("xl/threads1.xml", threads.to_owned()),
        ],
    );
    let intake = read(&bytes);
    let notes: Vec<&str> = intake.tables[0]
        .comments
        .values()
        .map(AsRef::as_ref)
        .collect();
    assert_eq!(notes, ["asked\nanswered", "plain"]);
}

#[test]
fn files_that_need_a_password_say_so() {
    // An encrypted workbook of Office Open XML is a compound file with an encrypted package in it.
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    file.create_stream("/EncryptedPackage")
        .expect("in memory")
        .write_all(b"cipher")
        .expect("in memory");
    let bytes = file.into_inner().into_inner();
    for format in [Format::Xlsx, Format::Xlsb, Format::Xls] {
        assert_eq!(
            read_as(&bytes, format, &Limits::default()),
            Err(IngestError::Encrypted)
        );
    }
    // XOR obfuscation: a FILEPASS record of type 0 after the beginning.
    let stream: Vec<u8> = [
        &[0x09, 0x08, 0x08, 0x00, 0x00, 0x05, 0x05, 0x00, 0, 0, 0, 0][..],
        &[0x2F, 0x00, 0x04, 0x00, 0x12, 0x34, 0x56, 0x78],
        &[0x0A, 0x00, 0x00, 0x00],
    ]
    .concat();
    assert_eq!(
        read_as(&stream, Format::Xls, &Limits::default()),
        Err(IngestError::Encrypted)
    );
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>".to_owned();
    let bytes = package(&[
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "cipher".to_owned()),
    ]);
    assert_eq!(
        read_as(&bytes, Format::Ods, &Limits::default()),
        Err(IngestError::Encrypted)
    );
}

/// An ods of one table.
fn ods(content: &str) -> Vec<u8> {
    package(&[(
        "content.xml",
        format!(
            "<document-content><body><spreadsheet>{content}</spreadsheet></body></document-content>"
        ),
    )])
}

#[test]
fn an_ods_of_endless_blanks_is_read_and_one_of_endless_values_is_stopped() {
    let blank = "<table name=\"T\"><table-row number-rows-repeated=\"1048576\"><table-cell number-columns-repeated=\"16384\"/></table-row></table>";
    let intake = read_as(&ods(blank), Format::Ods, &Limits::default()).expect("it is read");
    assert_eq!(kinds(&intake), [OddityKind::Empty]);
    let full = blank.replace(
        "/></table-row>",
        " value-type=\"float\" value=\"1\"/></table-row>",
    );
    let limits = Limits {
        cells: 1000,
        ..Limits::default()
    };
    let intake = read_as(&ods(&full), Format::Ods, &limits).expect("part of it is read");
    assert_eq!(cells(&intake), 1000);
    assert!(kinds(&intake).contains(&OddityKind::LimitReached));
}

#[test]
fn errors_of_an_ods_are_errors_and_formulas_without_results_are_said() {
    let content = "<table name=\"T\"><table-row>\
        <table-cell office:value-type=\"string\" calcext:value-type=\"error\" table:formula=\"of:=1/0\"><p>#DIV/0!</p></table-cell>\
        <table-cell table:formula=\"of:=1+1\"/></table-row></table>";
    let intake = read_as(&ods(content), Format::Ods, &Limits::default()).expect("it is read");
    let values: Vec<&CellValue> = intake.tables[0]
        .cells
        .iter()
        .map(|cell| &cell.value)
        .collect();
    assert_eq!(
        values,
        [&CellValue::Error("#DIV/0!".into()), &CellValue::NotStored]
    );
}

#[test]
fn the_text_of_a_box_over_a_sheet_is_read_where_it_begins() {
    let drawing = "<xdr:wsDr><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:row>4</xdr:row></xdr:from>\
                   <xdr:to><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:to><xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"2\" name=\"t\"/></xdr:nvSpPr>\
                   <xdr:txBody><a:p><a:r><a:t>Where it is </a:t></a:r><a:r><a:t>from</a:t></a:r></a:p><a:p/></xdr:txBody></xdr:sp>\
                   {more}</xdr:twoCellAnchor></xdr:wsDr>";
    let read_with = |more: &str| {
        let sheet = "<worksheet><sheetData/><drawing r:id=\"d1\"/></worksheet>";
        let beside = relationships(&[("d1", "drawing", "../drawings/drawing1.xml")]);
        read(&workbook(
            &[sheet],
            &[
                ("xl/worksheets/_rels/sheet1.xml.rels", beside),
                ("xl/drawings/drawing1.xml", drawing.replace("{more}", more)),
            ],
        ))
    };
    let intake = read_with("");
    let texts: Vec<(&str, String)> = intake
        .passages
        .iter()
        .map(|passage| (passage.text.as_str(), format!("{:?}", passage.at)))
        .collect();
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].0, "Where it is from");
    assert_eq!(
        intake.passages[0].at,
        Place::Cell {
            sheet: "S1".into(),
            cell: CellAt::from_zero_based(4, 3),
        },
    );
    assert!(!kinds(&intake).contains(&OddityKind::Pictures));
    // A picture beside it is not read, and that is said.
    let intake =
        read_with("<xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"3\" name=\"p\"/></xdr:nvPicPr></xdr:pic>");
    assert_eq!(intake.passages.len(), 1);
    assert!(kinds(&intake).contains(&OddityKind::Pictures));
}
