//! Files that are cut off or have bits turned over: nothing that they do to a reader reaches the user.
//!
//! Every file of `fixtures/` and of each kind is taken in turn, and is read behind the fence as the
//! program reads it; what comes back is analysed and written out. The files are the same on every
//! run. `MUTATIONS=5000 cargo test --test mutations` tries more of them.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::{Document, OddityKind, Part, ReadState};
use sar_decode::ingest::{Limits, Source};
use sar_decode::provenance::PartId;
use sar_decode::render::{RENDERERS, Style};
use sar_decode::worker::{Fence, Fences};

/// Files that are tried where nothing else is said.
const USUAL: usize = 250;

/// Bits that are turned over at most.
const MOST_BITS: u64 = 64;

/// Of so many files one is analysed and written out, too.
const ANALYSED: usize = 8;

/// Numbers that look random and are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound.max(1)
    }
}

/// The files to spoil: of each ending, so that no kind crowds the others out.
fn fixtures() -> BTreeMap<String, Vec<PathBuf>> {
    fn walk(folder: &Path, found: &mut BTreeMap<String, Vec<PathBuf>>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
                continue;
            }
            let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
            let ending = ending.unwrap_or_default();
            if !matches!(ending.as_str(), "toml" | "md" | "py" | "json") {
                found.entry(ending).or_default().push(path);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"),
        &mut found,
    );
    found.values_mut().for_each(|paths| paths.sort());
    found
}

/// A file cut off, or with some of its bits turned over.
fn spoilt(mut bytes: Vec<u8>, numbers: &mut Numbers) -> Vec<u8> {
    let length = bytes.len() as u64;
    if numbers.below(2) == 0 {
        bytes.truncate(numbers.below(length) as usize);
        return bytes;
    }
    let bits = 1 + numbers.below(MOST_BITS);
    for _ in 0..bits {
        let at = numbers.below(length) as usize;
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << numbers.below(8);
        }
    }
    bytes
}

#[test]
fn spoilt_files_cost_no_more_than_themselves() {
    let wanted = std::env::var("MUTATIONS").ok().and_then(|n| n.parse().ok());
    let fences = Fences {
        seconds: 30,
        memory: 1 << 30,
    };
    let program = PathBuf::from(env!("CARGO_BIN_EXE_sar-decode"));
    let mut fence = Fence::new(program, fences).expect("a worker starts");
    let kinds = fixtures();
    let mut numbers = Numbers(0x5AD_DEC0DE);
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    let mut broken = Vec::new();
    for number in 0..wanted.unwrap_or(USUAL) {
        let paths = kinds.values().nth(number % kinds.len()).expect("a kind");
        let path = &paths[numbers.below(paths.len() as u64) as usize];
        let bytes = spoilt(fs::read(path).expect("a fixture"), &mut numbers);
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let source = Source {
            part: PartId(0),
            name: &name.expect("a name"),
            bytes: &bytes,
        };
        let parts = fence.read(&source, &Limits::default()).expect("a worker");
        let told = outcome(&parts);
        *tally.entry(told).or_default() += 1;
        if matches!(told, "ended" | "over time" | "over memory") {
            broken.push(format!("{number}: {} {told}", path.display()));
        }
        if number % ANALYSED == 0 {
            write_out(parts);
        }
    }
    println!("{tally:?}");
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// What became of a file, in a word.
fn outcome(parts: &[Part]) -> &'static str {
    let losses = parts.iter().flat_map(|part| &part.oddities);
    let texts: Vec<&str> = losses
        .filter(|oddity| matches!(oddity.kind, OddityKind::NotRead | OddityKind::LimitReached))
        .map(|oddity| oddity.text.as_str())
        .collect();
    let told = |words: &str| texts.iter().any(|text| text.contains(words));
    if told("end without an answer") {
        "ended"
    } else if told("seconds for a file") {
        "over time"
    } else if told("of memory for a file") {
        "over memory"
    } else if told("gave up inside its own code") {
        "gave up"
    } else if parts.iter().all(|part| part.read == ReadState::Whole) {
        "whole"
    } else if parts.iter().all(|part| part.read == ReadState::Not) {
        "not read"
    } else {
        "in part"
    }
}

/// Analyses what was read, and writes it in every form.
fn write_out(parts: Vec<Part>) {
    let settings = Settings {
        case_id: "spoilt".to_owned(),
        ..Settings::default()
    };
    let report = analyse(&Document { parts }, &Codebooks::embedded(), &settings);
    let report = report.expect("the books load");
    for renderer in RENDERERS {
        let mut out = Vec::new();
        let written = renderer.render(&report, &Style::default(), &mut out);
        assert!(written.is_ok(), "{}", renderer.name());
    }
}
