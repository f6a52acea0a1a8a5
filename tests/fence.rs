//! The fence: what a file does to its reader costs that file and nothing else.

#![cfg(unix)]

use std::path::{Path, PathBuf};

use sar_decode::document::{OddityKind, Part, ReadState};
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::provenance::PartId;
use sar_decode::worker::{Fence, Fences};

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_sar-decode"))
}

fn fence(program: &Path, fences: Fences) -> Fence {
    Fence::new(program.to_owned(), fences).expect("a worker starts")
}

fn source(name: &'static str, bytes: &'static [u8]) -> Source<'static> {
    Source {
        part: PartId(0),
        name,
        bytes,
    }
}

const CSV: &[u8] = b"Name,Score\nCasey,7\n";
const MAIL: &[u8] = include_bytes!("../fixtures/documents/mail.eml");

fn said(parts: &[Part]) -> String {
    let oddities = parts.iter().flat_map(|part| &part.oddities);
    oddities
        .map(|oddity| format!("{}: {}\n", oddity.kind.as_str(), oddity.text))
        .collect()
}

#[test]
fn a_worker_reads_what_this_process_reads_and_is_fed_again() {
    let mut fence = fence(&program(), Fences::default());
    for source in [
        source("data.csv", CSV),
        source("mail.eml", MAIL),
        source("x", b"\0\x01"),
    ] {
        let there = fence.read(&source, &Limits::default()).expect("a worker");
        assert_eq!(there, ingest_all(&source, &Limits::default()));
    }
}

#[test]
fn a_reader_that_takes_too_long_costs_its_file_and_is_replaced() {
    // No worker answers within no time.
    let none = Fences {
        seconds: 0,
        ..Fences::default()
    };
    let mut fence = fence(&program(), none);
    for _ in 0..2 {
        let parts = fence.read(&source("data.csv", CSV), &Limits::default());
        let parts = parts.expect("a worker");
        let [part] = parts.as_slice() else {
            panic!("one part");
        };
        assert_eq!((part.read, part.bytes), (ReadState::Not, 19));
        assert_eq!(part.oddities[0].kind, OddityKind::LimitReached);
        assert!(
            said(&parts).contains("0 seconds for a file"),
            "{}",
            said(&parts)
        );
    }
}

#[test]
fn a_reader_that_asks_for_too_much_memory_costs_its_file() {
    // The bytes of the file alone are more than what is left of so little.
    let little = Fences {
        memory: 16 << 20,
        ..Fences::default()
    };
    let mut fence = fence(&program(), little);
    let bytes: &'static [u8] = Vec::leak(b"Name,Score\nCasey,7\n".repeat(2 << 20));
    let parts = fence.read(&source("data.csv", bytes), &Limits::default());
    let parts = parts.expect("a worker");
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0].read, ReadState::Not);
    assert!(
        said(&parts).contains("16 MiB of memory"),
        "{}",
        said(&parts)
    );
    let small = Fences::default();
    let mut next = self::fence(&program(), small);
    let parts = next.read(&source("data.csv", CSV), &Limits::default());
    assert_eq!(parts.expect("a worker")[0].read, ReadState::Whole);
}

#[test]
fn a_program_that_ends_or_talks_nonsense_costs_the_file() {
    for program in ["/bin/false", "/bin/cat", "/bin/echo"] {
        if !Path::new(program).exists() {
            eprintln!("{program} is not here: left out");
            continue;
        }
        let mut fence = fence(Path::new(program), Fences::default());
        let parts = fence.read(&source("data.csv", CSV), &Limits::default());
        let parts = parts.expect("a process");
        assert_eq!(parts[0].read, ReadState::Not, "{program}");
        assert_eq!(parts[0].oddities[0].kind, OddityKind::NotRead, "{program}");
    }
}

#[test]
fn a_program_that_does_not_start_is_an_error() {
    let nowhere = Path::new("/nowhere/sar-decode");
    assert!(Fence::new(nowhere.to_owned(), Fences::default()).is_err());
}
