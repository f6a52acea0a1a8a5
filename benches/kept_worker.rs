//! What a case costs in a process that is kept: the stages of reading, analysing and writing, over a
//! folder of cases that `benches/batch/generate.py` makes.
//!
//! `cargo bench --bench kept_worker -- FOLDER` prints microseconds of a case for each stage, best of
//! three rounds.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sar_decode::analyse::{Memory, Settings, analyse_with};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::provenance::PartId;
use sar_decode::render::{Style, by_name};
use sar_decode::request::Request;

/// The files of a case, and its case file.
struct Case {
    files: Vec<PathBuf>,
    about: PathBuf,
}

fn cases(folder: &Path) -> Vec<Case> {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    let files = |case: &PathBuf| {
        let mut files: Vec<PathBuf> = std::fs::read_dir(case)
            .expect("a case")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| !path.ends_with("case.toml"))
            .collect();
        files.sort();
        files
    };
    let case = |case: PathBuf| Case {
        files: files(&case),
        about: case.join("case.toml"),
    };
    cases.into_iter().map(case).collect()
}

#[derive(Default)]
struct Spent {
    reading: Duration,
    analysing: Duration,
    json: Duration,
    html: Duration,
}

fn once(case: &Case, books: &Codebooks, memory: &mut Memory, spent: &mut Spent) {
    let began = Instant::now();
    let mut document = Document::default();
    for path in &case.files {
        let bytes = std::fs::read(path).expect("a file");
        let source = Source {
            part: PartId(u32::try_from(document.parts.len()).expect("few parts")),
            name: &path.file_name().expect("a name").to_string_lossy(),
            bytes: &bytes,
        };
        document
            .parts
            .extend(ingest_all(&source, &Limits::default()));
    }
    let text = std::fs::read_to_string(&case.about).unwrap_or_default();
    let (request, _) = Request::parse(&text).expect("a case file");
    spent.reading += began.elapsed();
    let began = Instant::now();
    let settings = Settings {
        party: request.party.as_deref().map(Into::into),
        request,
        ..Settings::default()
    };
    let report = analyse_with(&document, books, &settings, memory).expect("the books load");
    spent.analysing += began.elapsed();
    for (name, stage) in [("json", &mut spent.json), ("html", &mut spent.html)] {
        let began = Instant::now();
        let mut out = Vec::new();
        let renderer = by_name(name).expect("a form of report");
        renderer
            .render(&report, &Style::default(), &mut out)
            .expect("it is written");
        *stage += began.elapsed();
    }
}

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) else {
        println!("kept_worker: give a folder that benches/batch/generate.py made");
        return;
    };
    let cases = cases(Path::new(&folder));
    let books = Codebooks::embedded();
    let count = u32::try_from(cases.len()).expect("few cases");
    let mut memory = Memory::default();
    let mut best: Option<Spent> = None;
    for _ in 0..3 {
        let mut spent = Spent::default();
        for case in &cases {
            once(case, &books, &mut memory, &mut spent);
        }
        let whole = |spent: &Spent| spent.reading + spent.analysing + spent.json + spent.html;
        if best.as_ref().is_none_or(|best| whole(&spent) < whole(best)) {
            best = Some(spent);
        }
    }
    let best = best.expect("three rounds");
    for (stage, spent) in [
        ("reading", best.reading),
        ("analysing", best.analysing),
        ("json", best.json),
        ("html", best.html),
    ] {
        println!(
            "{stage:>10} {:>9.1} microseconds a case",
            (spent / count).as_secs_f64() * 1e6
        );
    }
}
