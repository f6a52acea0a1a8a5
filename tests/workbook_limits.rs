//! The limits of the workbook reader: each tripped, and each just not.

mod workbook_support;

use sar_decode::document::{OddityKind, ReadState};
use sar_decode::error::IngestError;
use sar_decode::ingest::Limits;
use sar_decode::ingest::sniff::Format;
use workbook_support::{MAIN, cells, kinds, read_as, relationships, rows, workbook};

/// Whether reading under these limits stops with this oddity, and keeps what it read.
fn stops(bytes: &[u8], limits: &Limits) -> bool {
    let intake = read_as(bytes, Format::Xlsx, limits).expect("part of it is read");
    let stopped = kinds(&intake).contains(&OddityKind::LimitReached);
    assert_eq!(stopped, intake.read == ReadState::Partly);
    stopped
}

#[test]
fn the_limit_on_cells_stops_the_reading_and_keeps_what_was_read() {
    let bytes = workbook(&[&rows(10)], &[]);
    let limits = |cells| Limits {
        cells,
        ..Limits::default()
    };
    assert!(!stops(&bytes, &limits(10)));
    assert!(stops(&bytes, &limits(9)));
    let intake = read_as(&bytes, Format::Xlsx, &limits(9)).expect("part of it is read");
    assert_eq!(cells(&intake), 9);
}

#[test]
fn the_limits_on_rows_and_columns_leave_out_what_is_beyond_them() {
    let bytes = workbook(
        &["<sheetData><row r=\"5\"><c r=\"C5\"><v>1</v></c></row></sheetData>"],
        &[],
    );
    assert!(!stops(
        &bytes,
        &Limits {
            rows: 5,
            columns: 3,
            ..Limits::default()
        }
    ));
    assert!(stops(
        &bytes,
        &Limits {
            rows: 4,
            ..Limits::default()
        }
    ));
    assert!(stops(
        &bytes,
        &Limits {
            columns: 2,
            ..Limits::default()
        }
    ));
}

#[test]
fn the_limit_on_characters_cuts_a_text() {
    let text = "<sheetData><row><c t=\"inlineStr\"><is><t>häuser</t></is></c></row></sheetData>";
    let bytes = workbook(&[text], &[]);
    assert!(!stops(
        &bytes,
        &Limits {
            cell_chars: 6,
            ..Limits::default()
        }
    ));
    assert!(stops(
        &bytes,
        &Limits {
            cell_chars: 5,
            ..Limits::default()
        }
    ));
}

#[test]
fn the_limit_on_sheets_leaves_out_the_rest() {
    let bytes = workbook(&[&rows(1), &rows(1), &rows(1)], &[]);
    assert!(!stops(
        &bytes,
        &Limits {
            sheets: 3,
            ..Limits::default()
        }
    ));
    assert!(stops(
        &bytes,
        &Limits {
            sheets: 2,
            ..Limits::default()
        }
    ));
}

#[test]
fn the_limits_on_inflated_bytes_count_what_is_inflated() {
    let sheet = rows(1000);
    let part = format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>");
    let length = u64::try_from(part.len()).expect("a size");
    let bytes = workbook(&[&sheet], &[]);
    assert!(!stops(
        &bytes,
        &Limits {
            member_bytes: length,
            ..Limits::default()
        }
    ));
    assert!(stops(
        &bytes,
        &Limits {
            member_bytes: length - 1,
            ..Limits::default()
        }
    ));
    assert!(!stops(
        &bytes,
        &Limits {
            total_bytes: length + 2000,
            ..Limits::default()
        }
    ));
    assert!(stops(
        &bytes,
        &Limits {
            total_bytes: length - 1,
            ..Limits::default()
        }
    ));
}

#[test]
fn the_limit_on_the_ratio_counts_only_past_eight_mebibytes() {
    let sheet = |size: usize| {
        format!(
            "<sheetData><row><c><v>1</v></c></row></sheetData>{}",
            " ".repeat(size)
        )
    };
    assert!(!stops(
        &workbook(&[&sheet(7 << 20)], &[]),
        &Limits::default()
    ));
    assert!(stops(
        &workbook(&[&sheet(9 << 20)], &[]),
        &Limits::default()
    ));
    let generous = Limits {
        ratio: 2_000,
        ..Limits::default()
    };
    assert!(!stops(&workbook(&[&sheet(9 << 20)], &[]), &generous));
}

#[test]
fn the_limit_on_members_refuses_the_container() {
    let bytes = workbook(&[&rows(1)], &[]);
    let limits = |members| Limits {
        members,
        ..Limits::default()
    };
    assert!(read_as(&bytes, Format::Xlsx, &limits(4)).is_ok());
    assert!(matches!(
        read_as(&bytes, Format::Xlsx, &limits(3)),
        Err(IngestError::OverLimit { .. })
    ));
}

#[test]
fn the_limits_on_depth_and_attributes_stop_the_sheet() {
    // worksheet, sheetData, row, c, v
    let bytes = workbook(
        &["<sheetData><row r=\"1\"><c r=\"A1\" s='0' t='n' cm='0'><v>1</v></c></row></sheetData>"],
        &[],
    );
    assert!(!stops(
        &bytes,
        &Limits {
            depth: 5,
            ..Limits::default()
        }
    ));
    assert!(stops(
        &bytes,
        &Limits {
            depth: 4,
            ..Limits::default()
        }
    ));
    assert!(!stops(
        &bytes,
        &Limits {
            attributes: 4,
            ..Limits::default()
        }
    ));
    assert!(stops(
        &bytes,
        &Limits {
            attributes: 3,
            ..Limits::default()
        }
    ));
}

#[test]
fn one_text_in_many_cells_counts_as_often_as_it_stands() {
    let row = "<row><c t=\"s\"><v>0</v></c></row>";
    let sheet = format!("<sheetData>{}</sheetData>", row.repeat(20));
    let rels = relationships(&[
        ("s1", "worksheet", "worksheets/sheet1.xml"),
        ("s2", "sharedStrings", "sharedStrings.xml"),
    ]);
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(2_000));
    let bytes = workbook(
        &[&sheet],
        &[
            ("xl/_rels/workbook.xml.rels", rels),
            ("xl/sharedStrings.xml", strings),
        ],
    );
    let limits = |total_bytes| Limits {
        total_bytes,
        ..Limits::default()
    };
    assert!(!stops(&bytes, &limits(40_000)));
    assert!(stops(&bytes, &limits(39_999)));
}
