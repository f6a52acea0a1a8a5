//! How long it takes to read an xlsx, against a bare streaming read of its cells by calamine.
//!
//! `cargo bench --bench read_workbook [cells]`. The rounds of both are interleaved, so that a busy
//! machine slows both alike; the medians and their ratio are printed.

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use calamine::{Reader as _, Xlsx};
use sar_decode::ingest::sniff::Format;
use sar_decode::ingest::workbook::Workbook;
use sar_decode::ingest::{Ingest as _, Limits, Source};
use sar_decode::provenance::PartId;
use zip::write::SimpleFileOptions;

const ROUNDS: usize = 7;
const COLUMNS: usize = 20;

fn main() {
    let cells = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1_000_000);
    compare("large", cells, ROUNDS);
    compare("one person", 3 * COLUMNS, 101);
}

/// Reads a workbook of so many cells both ways and prints the medians.
fn compare(name: &str, cells: usize, rounds: usize) {
    let bytes = workbook(cells / COLUMNS);
    let mut ours = Vec::new();
    let mut bare = Vec::new();
    for round in 0..rounds {
        // Which comes first alternates.
        if round % 2 == 0 {
            ours.push(timed(|| read_ours(&bytes)));
            bare.push(timed(|| read_bare(&bytes)));
        } else {
            bare.push(timed(|| read_bare(&bytes)));
            ours.push(timed(|| read_ours(&bytes)));
        }
    }
    let (ours, bare) = (median(&mut ours), median(&mut bare));
    println!(
        "{name}: {cells} cells, {} bytes: ours {ours:?}, calamine {bare:?}, ratio {:.2}",
        bytes.len(),
        ours.as_secs_f64() / bare.as_secs_f64()
    );
}

fn timed(read: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    let cells = read();
    let taken = start.elapsed();
    assert!(cells > 0, "nothing was read");
    taken
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn read_ours(bytes: &[u8]) -> usize {
    let source = Source {
        part: PartId(0),
        name: "bench.xlsx",
        bytes,
    };
    let intake = Workbook.ingest(&source, Format::Xlsx, &Limits::default());
    intake.map_or(0, |intake| {
        intake.tables.iter().map(|table| table.cells.len()).sum()
    })
}

fn read_bare(bytes: &[u8]) -> usize {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("the bench's own workbook opens");
    let mut reader = workbook
        .worksheet_cells_reader("Voter")
        .expect("the bench's own sheet opens");
    let mut cells = 0;
    while let Ok(Some(cell)) = reader.next_cell() {
        cells += usize::from(cell.get_position().0 < u32::MAX);
    }
    cells
}

/// A workbook as parties send it: names and codes as shared texts, scores, percentages, dates.
fn workbook(rows: usize) -> Vec<u8> {
    let mut sheet = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
    );
    for row in 1..=rows.max(1) {
        sheet.push_str(&format!(r#"<row r="{row}">"#));
        for col in 0..COLUMNS {
            let letter = char::from(b'A' + u8::try_from(col).expect("twenty columns"));
            let at = format!("{letter}{row}");
            let cell = match col % 5 {
                0 | 1 => format!(r#"<c r="{at}" t="s"><v>{}</v></c>"#, (row * 7 + col) % 500),
                2 => format!(r#"<c r="{at}"><v>{}</v></c>"#, row * 31 + col),
                3 => format!(r#"<c r="{at}" s="1"><v>0.{:02}</v></c>"#, (row + col) % 100),
                _ => format!(
                    r#"<c r="{at}" s="2"><v>{}</v></c>"#,
                    30_000 + (row + col) % 14_000
                ),
            };
            sheet.push_str(&cell);
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let strings: String = (0..500)
        .map(|i| format!("<si><t>Invented text {i}</t></si>"))
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let members = [
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="{office}/styles" Target="styles.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Voter" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
        (
            "xl/sharedStrings.xml",
            format!(r#"<sst xmlns="{main}">{strings}</sst>"#),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("writing to memory");
        zip.write_all(content.as_bytes())
            .expect("writing to memory");
    }
    zip.finish().expect("writing to memory").into_inner()
}
