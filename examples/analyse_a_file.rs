//! Reads one file, analyses it, and prints the findings.
//!
//! `cargo run --example analyse_a_file -- fixtures/labour-01/response.xlsx labour`

use std::error::Error;

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::{Codebooks, PartyId};
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::provenance::PartId;
use sar_decode::render::Visible;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args
        .next()
        .unwrap_or_else(|| "fixtures/labour-01/response.xlsx".to_owned());
    let party = args.next().map(PartyId);

    // A file becomes a part, and so does each file inside it. This never fails: what cannot be read
    // is a part that says so.
    let bytes = std::fs::read(&path)?;
    let source = Source {
        part: PartId(0),
        name: "response.xlsx",
        bytes: &bytes,
    };
    let document = Document {
        parts: ingest_all(&source, &Limits::default()),
    };

    let books = Codebooks::embedded();
    let settings = Settings {
        party,
        case_id: "example".to_owned(),
        ..Settings::default()
    };
    let report = analyse(&document, &books, &settings)?;
    for finding in &report.findings {
        // Text from a file is made visible before it reaches a terminal.
        println!(
            "{} {}: {}",
            finding.rule,
            finding.name,
            Visible(&finding.message)
        );
    }
    Ok(())
}
