//! Delimited text, HTML and plain text from bytes to a part: what is read, what is said about it,
//! and what happens at the limits.

use std::path::Path;

use sar_decode::document::{OddityKind, Part, PartKind, ReadState};
use sar_decode::ingest::{Limits, Source, ingest};
use sar_decode::provenance::PartId;

fn read_with(bytes: &[u8], name: &str, limits: &Limits) -> Part {
    let source = Source {
        part: PartId(0),
        name,
        bytes,
    };
    ingest(&source, limits)
}

fn read(bytes: &[u8], name: &str) -> Part {
    read_with(bytes, name, &Limits::default())
}

/// All cells as `line 1, column 1 = text`, then all passages as `line 1 = text`.
fn content(part: &Part) -> Vec<String> {
    let mut all = Vec::new();
    for table in &part.tables {
        for cell in &table.cells {
            let mark = if cell.hidden { " (hidden)" } else { "" };
            all.push(format!("{} = {}{mark}", table.place(cell.at), cell.text()));
        }
    }
    for passage in &part.passages {
        let mark = if passage.hidden { " (hidden)" } else { "" };
        all.push(format!("{} = {}{mark}", passage.at, passage.text));
    }
    all
}

fn oddities(part: &Part) -> Vec<String> {
    let oddities = part.oddities.iter();
    oddities
        .map(|oddity| format!("{} at {}", oddity.kind.as_str(), oddity.at.place))
        .collect()
}

/// Each fixture lists by hand what its response holds and what is odd about it.
#[test]
fn every_fixture_reads_as_its_list_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/delimited");
    let mut cases: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 10);
    for case in cases {
        let about = std::fs::read_to_string(case.join("about.toml")).unwrap();
        let about: toml::Table = about.parse().unwrap();
        let list = |key: &str| -> Vec<String> {
            let items = about[key].as_array().unwrap();
            items
                .iter()
                .map(|i| i.as_str().unwrap().to_owned())
                .collect()
        };
        let name = about["file"].as_str().unwrap();
        let part = read(&std::fs::read(case.join(name)).unwrap(), name);
        assert_eq!(
            part.kind.as_str(),
            about["kind"].as_str().unwrap(),
            "{case:?}"
        );
        assert_eq!(content(&part), list("content"), "{case:?}");
        assert_eq!(oddities(&part), list("oddities"), "{case:?}");
    }
}

#[test]
fn a_file_that_is_not_read_says_what_it_is() {
    let part = read(b"\x1f\x8b\x08\0", "data.csv");
    assert_eq!((part.kind, part.read), (PartKind::Unknown, ReadState::Not));
    assert!(
        part.oddities[0]
            .text
            .starts_with("is a gzip archive, which is not read")
    );
}

#[test]
fn an_empty_file_is_read_and_said_to_be_empty() {
    for (name, kind) in [("x.csv", PartKind::Csv), ("x.txt", PartKind::Text)] {
        for bytes in [&b""[..], b"\xef\xbb\xbf", b"\r\n\r\n"] {
            let part = read(bytes, name);
            assert_eq!((part.kind, part.read), (kind, ReadState::Whole));
            assert_eq!(oddities(&part), ["empty at whole file"]);
        }
    }
}

#[test]
fn the_last_record_within_the_limit_is_read_and_the_next_is_reported() {
    let limits = Limits {
        rows: 3,
        ..Limits::default()
    };
    let whole = read_with(b"a,b\n1,2\n3,4\n", "x.csv", &limits);
    assert_eq!((whole.read, whole.oddities.len()), (ReadState::Whole, 0));
    let over = read_with(b"a,b\n1,2\n3,4\n5,6\n", "x.csv", &limits);
    assert_eq!(over.read, ReadState::Partly);
    assert_eq!(oddities(&over), ["limit-reached at line 4"]);
    assert_eq!(over.tables[0].cells.len(), 6);
}

#[test]
fn the_last_cell_within_the_limit_is_read_and_the_next_is_reported() {
    let limits = Limits {
        cells: 4,
        ..Limits::default()
    };
    assert_eq!(
        read_with(b"a,b\n1,2\n", "x.csv", &limits).read,
        ReadState::Whole
    );
    let over = read_with(b"a,b\n1,2\n3,4\n", "x.csv", &limits);
    assert_eq!(oddities(&over), ["limit-reached at line 3"]);
    assert_eq!(over.tables[0].cells.len(), 4);
}

#[test]
fn the_last_column_within_the_limit_is_read_and_the_next_is_reported() {
    let limits = Limits {
        columns: 3,
        ..Limits::default()
    };
    assert_eq!(
        read_with(b"a,b,c\n1,2,3\n", "x.csv", &limits).read,
        ReadState::Whole
    );
    assert_eq!(
        read_with(b"a,b,c,\n1,2,3,\n", "x.csv", &limits).read,
        ReadState::Whole
    );
    let over = read_with(b"a,b,c\n1,2,3,4\n", "x.csv", &limits);
    assert_eq!(over.read, ReadState::Partly);
    assert!(oddities(&over).contains(&"limit-reached at line 2".to_owned()));
    assert_eq!(over.tables[0].cells.len(), 6);
}

#[test]
fn the_longest_cell_within_the_limit_is_whole_and_a_longer_one_is_cut_and_reported() {
    let limits = Limits {
        cell_chars: 4,
        ..Limits::default()
    };
    let whole = read_with("a,b\nZoëx,2\n".as_bytes(), "x.csv", &limits);
    assert_eq!(whole.read, ReadState::Whole);
    let over = read_with("a,b\nZoëxy,2\n".as_bytes(), "x.csv", &limits);
    assert_eq!(content(&over)[2], "line 2, column 1 = Zoëx");
    assert_eq!(oddities(&over), ["limit-reached at line 2"]);
}

#[test]
fn the_largest_file_within_the_limit_is_read_and_a_larger_one_is_refused() {
    let limits = Limits {
        file_bytes: 8,
        ..Limits::default()
    };
    assert_eq!(
        read_with(b"a,b\n1,2\n", "x.csv", &limits).read,
        ReadState::Whole
    );
    let over = read_with(b"a,b\n1,23\n", "x.csv", &limits);
    assert_eq!(over.oddities[0].kind, OddityKind::LimitReached);
}

#[test]
fn ten_million_columns_cost_one_oddity() {
    let part = read(&b"a,".repeat(10_000_000), "x.csv");
    assert_eq!(part.tables[0].cells.len(), 16_384);
    assert_eq!(oddities(&part), ["limit-reached at line 1"]);
}

#[test]
fn a_line_without_end_costs_one_oddity() {
    let part = read(&b"x".repeat(4_000_000), "x.csv");
    assert_eq!(oddities(&part), ["limit-reached at line 1"]);
    let part = read(&b"x".repeat(4_000_000), "x.txt");
    assert_eq!(oddities(&part), ["limit-reached at line 1"]);
}

#[test]
fn quotes_without_end_are_read_in_time() {
    for unit in [
        "\"", "\"a", ",\"\"\"x", "\"\n", "\"a\" b,", " \"\" \"", "'\"',",
    ] {
        let part = read(unit.repeat(100_000 / unit.len()).as_bytes(), "x.csv");
        assert_ne!(part.read, ReadState::Not, "{unit}");
    }
}

#[test]
fn misleading_characters_are_kept_and_reported() {
    let part = read("Name,Note\nCasey,a\u{202e}b\n".as_bytes(), "x.csv");
    assert_eq!(content(&part)[3], "line 2, column 2 = a\u{202e}b");
    assert_eq!(
        oddities(&part),
        ["misleading-characters at line 2, column 2"]
    );
}

#[test]
fn a_close_call_between_delimiters_is_reported() {
    let part = read(b"Mockford, Casey;45\nFixturelow, Kit;33\n", "x.csv");
    assert_eq!(oddities(&part), ["delimiter-guessed at whole file"]);
    assert!(part.oddities[0].text.contains("semicolon"));
    assert!(part.oddities[0].text.contains("comma"));
}

#[test]
fn blank_lines_are_rows_without_cells() {
    let part = read(b"a,b\n\n1,2\n", "x.csv");
    assert_eq!(part.tables[0].cells[2].at.row.get(), 3);
    assert_eq!(content(&part)[2], "line 3, column 1 = 1");
}

#[test]
fn a_workbook_by_name_that_is_text_is_read_and_reported() {
    let part = read(b"Name\tCode\tScore\nCasey\t007\t5\n", "voters.xls");
    assert_eq!(part.kind, PartKind::Csv);
    assert_eq!(oddities(&part), ["misleading-name at whole file"]);
}
