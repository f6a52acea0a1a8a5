//! PDF files that `tests/pdf/make_fixtures.py` made: tables with the place of each cell, boxes over
//! text, pages without text, limits, and files that are damaged.

use std::path::Path;

use sar_decode::document::{Document, Frame, OddityKind, Part, ReadState, TableMethod};
use sar_decode::ingest::{Limits, Source, ingest};
use sar_decode::provenance::{CellAt, PageNo, PartId, Place};

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    std::fs::read(folder.join(name)).expect("a fixture")
}

fn read_as(bytes: &[u8], limits: &Limits) -> Part {
    let source = Source {
        part: PartId(0),
        name: "paper.pdf",
        bytes,
    };
    ingest(&source, limits)
}

fn read(name: &str) -> Part {
    read_as(&bytes(name), &Limits::default())
}

fn cells(part: &Part) -> Vec<String> {
    let cells = part.tables.iter().flat_map(|table| {
        table.cells.iter().map(|cell| {
            let place = table.place(cell.at);
            format!("{}: {} ({place})", cell.at, cell.text())
        })
    });
    cells.collect()
}

fn kinds(part: &Part) -> Vec<OddityKind> {
    part.oddities.iter().map(|oddity| oddity.kind).collect()
}

fn dumped(part: Part) -> String {
    let mut out = Vec::new();
    let document = Document { parts: vec![part] };
    sar_decode::dump::dump(&document, &mut out).expect("a dump");
    String::from_utf8(out).expect("text")
}

fn method(part: &Part) -> Option<TableMethod> {
    match &part.tables.first()?.frame {
        Frame::Paper(paper) => Some(paper.method),
        Frame::Sheet { .. } | Frame::Lines { .. } | Frame::Fields { .. } => None,
    }
}

#[test]
fn names_and_values_without_lines_are_a_table_and_the_letter_around_it_is_text() {
    let part = read("aligned.pdf");
    assert_eq!(method(&part), Some(TableMethod::Aligned));
    assert_eq!(cells(&part)[2], "A2: Given name (page 1, line 4)");
    assert_eq!(cells(&part).len(), 10);
    let texts: Vec<&str> = part.passages.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Dear Ms Mockford",
            "Please find below the data that we hold about you.",
            "Yours faithfully"
        ]
    );
}

#[test]
fn a_ruled_table_over_two_pages_is_one_and_each_cell_keeps_its_page() {
    let part = read("ruled.pdf");
    assert_eq!(method(&part), Some(TableMethod::Ruled));
    let cells = cells(&part);
    assert_eq!(cells.len(), 10);
    assert_eq!(cells[4], "A3: Family name (page 1, line 3)");
    assert_eq!(cells[6], "A4: Lives at (page 2, line 2)");
    let at = CellAt::from_zero_based(3, 0);
    let Place::Page {
        area: Some(area), ..
    } = part.tables[0].place(at)
    else {
        panic!("a cell of a page has an area");
    };
    let [left, top, right, bottom] = area.edges();
    assert!((60.0..70.0).contains(&left) && right < 200.0 && top < bottom);
}

#[test]
fn a_sheet_printed_in_stripes_is_put_side_by_side() {
    let part = read("stripes.pdf");
    let cells = cells(&part);
    assert_eq!(cells[0], "A1: Surname (page 1, line 1)");
    assert_eq!(cells[4], "E1: Score 39 (page 3, line 1)");
    assert_eq!(cells[9], "E2: 0.093 (page 3, line 2)");
}

#[test]
fn text_under_a_box_is_in_no_output_and_its_place_is_reported() {
    let part = read("covered.pdf");
    assert!(kinds(&part).contains(&OddityKind::CoveredText));
    assert!(kinds(&part).contains(&OddityKind::RedactionBoxes));
    let all = format!("{part:?}{}", dumped(part.clone()));
    assert!(!all.contains("Canary") && !all.contains("Gwendolen"));
    assert!(all.contains("Met with \u{2588}\u{2588}\u{2588}\u{2588}\u{2588} at the allotments."));
}

#[test]
fn white_text_on_white_is_read_and_marked() {
    let part = read("covered.pdf");
    let hidden: Vec<&str> = part
        .passages
        .iter()
        .filter(|passage| passage.hidden)
        .map(|passage| passage.text.as_str())
        .collect();
    assert_eq!(hidden, ["White on white"]);
    assert!(kinds(&part).contains(&OddityKind::InvisibleText));
}

#[test]
fn a_page_that_is_a_picture_is_not_read_and_said_so() {
    let part = read("scan.pdf");
    assert_eq!(part.read, ReadState::Not);
    assert_eq!(kinds(&part), [OddityKind::PagesWithoutText]);
    assert!(dumped(part).contains("\"error\":\"page 1: a picture and no text"));
}

#[test]
fn pages_up_to_the_limit_are_read_and_the_next_is_reported() {
    let limits = |pages| Limits {
        pages,
        ..Limits::default()
    };
    let whole = read_as(&bytes("ruled.pdf"), &limits(2));
    assert_eq!(whole.read, ReadState::Whole);
    let cut = read_as(&bytes("ruled.pdf"), &limits(1));
    assert_eq!(cut.read, ReadState::Partly);
    assert!(kinds(&cut).contains(&OddityKind::LimitReached));
    let first = PageNo::FIRST;
    let on_first = |part: &Part| {
        let table = &part.tables[0];
        table
            .cells
            .iter()
            .all(|cell| matches!(table.place(cell.at), Place::Page { page, .. } if page == first))
    };
    assert!(on_first(&cut) && !on_first(&whole));
}

#[test]
fn operations_up_to_the_limit_are_drawn_and_a_page_over_it_is_reported() {
    let limits = |page_operations| Limits {
        page_operations,
        ..Limits::default()
    };
    assert_eq!(
        read_as(&bytes("aligned.pdf"), &limits(10_000)).read,
        ReadState::Whole
    );
    let cut = read_as(&bytes("aligned.pdf"), &limits(40));
    assert_eq!(cut.read, ReadState::Partly);
    assert!(kinds(&cut).contains(&OddityKind::LimitReached));
}

#[test]
fn damaged_files_are_read_in_part_or_refused_and_never_stop_the_run() {
    let mut state = 7u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for name in ["aligned.pdf", "ruled.pdf", "covered.pdf", "scan.pdf"] {
        let whole = bytes(name);
        for _ in 0..12 {
            let cut = &whole[..next(whole.len())];
            let part = read_as(cut, &Limits::default());
            assert_eq!(part.bytes, cut.len() as u64);
        }
        for _ in 0..25 {
            let mut flipped = whole.clone();
            for _ in 0..=next(16) {
                let at = next(flipped.len());
                flipped[at] ^= 1 << next(8);
            }
            let part = read_as(&flipped, &Limits::default());
            assert!(part.read != ReadState::Not || !part.oddities.is_empty());
        }
    }
}
