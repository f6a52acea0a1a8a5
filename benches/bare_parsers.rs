//! The floor of a run over many responses: the same files read by the bare parsers, and files of the
//! same sizes written, on so many threads. Nothing is decoded.
//!
//! `cargo bench --bench bare_parsers -- FOLDER OUT JOBS` prints cases a second;
//! `benches/batch/compare.sh` runs it where `BARE` names its program.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use calamine::Reader as _;
use mail_parser::MimeHeaders as _;

/// Bytes of a report as JSON and as a page of one person of whom little is held.
const REPORTS: [(&str, usize); 2] = [("report.json", 50_000), ("report.html", 52_000)];

fn parse(name: &Path, bytes: Vec<u8>) -> usize {
    match name.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(bytes.as_slice());
            let records = reader.records().filter_map(Result::ok);
            records.map(|record| record.len()).sum()
        }
        Some("xlsx") => {
            let mut book = calamine::Xlsx::new(Cursor::new(bytes)).expect("a workbook");
            let sheets = book.worksheets();
            sheets
                .iter()
                .map(|(_, range)| range.used_cells().count())
                .sum()
        }
        Some("pdf") => pdf_extract::extract_text_from_mem(&bytes).map_or(0, |text| text.len()),
        Some("eml") => {
            let message = mail_parser::MessageParser::default()
                .parse(&bytes)
                .expect("a message");
            let attached = message.attachments();
            attached
                .map(|part| {
                    let name = part.attachment_name().unwrap_or_default();
                    parse(Path::new(name), part.contents().to_vec())
                })
                .sum()
        }
        _ => bytes.len(),
    }
}

fn case(case: &Path, out: &Path, filler: &[u8]) -> usize {
    let mut cells = 0;
    for entry in fs::read_dir(case).expect("a case") {
        let path = entry.expect("an entry").path();
        cells += parse(&path, fs::read(&path).expect("a file"));
    }
    let folder = out.join(case.file_name().expect("a name"));
    fs::create_dir_all(&folder).expect("a folder");
    for (name, size) in REPORTS {
        fs::write(folder.join(name), &filler[..size]).expect("a report");
    }
    cells
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    let [folder, out, jobs] = arguments.as_slice() else {
        println!(
            "bare_parsers: give a folder of cases, a folder to write to, and a number of threads"
        );
        return;
    };
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    let _ = fs::remove_dir_all(out);
    let filler = vec![b'x'; 60_000];
    let (next, cells) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..jobs.parse().unwrap_or(2) {
            scope.spawn(|| {
                while let Some(path) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let read = case(path, Path::new(out), &filler);
                    cells.fetch_add(read, Ordering::Relaxed);
                }
            });
        }
    });
    let spent = began.elapsed().as_secs_f64();
    let count = u32::try_from(cases.len()).map_or(0.0, f64::from);
    println!(
        "{} cases, {} cells, {spent:.2} s: {:.0} a second",
        cases.len(),
        cells.into_inner(),
        count / spent
    );
}
