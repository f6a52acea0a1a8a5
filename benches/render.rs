//! The documents that people open, for a response of 300 fields: the time to write the page, the Word
//! document and the workbook.
//!
//! `cargo bench --bench render` prints the median and the fastest of the rounds for each form and for
//! the three together. The bound is 150 ms together.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest};
use sar_decode::provenance::PartId;
use sar_decode::render::{Style, by_name};
use sar_decode::report::Report;

const ROUNDS: usize = 40;
const FIELDS: usize = 300;
const FORMS: [&str; 3] = ["html", "docx", "xlsx"];
const BOUND: Duration = Duration::from_millis(150);

/// Headings of several kinds, each with a value; those that come round again bear a number.
const KINDS: &[(&str, &str)] = &[
    ("First Name", "Casey"),
    ("Address 1", "4 Draft Avenue"),
    ("Postcode", "ZZ99 3AB"),
    ("Elector Number", "AB1234"),
    ("Voted 2019", "Y"),
    ("Voting Intention", "Q"),
    ("Support score", "71"),
    ("Issue rank housing", "12"),
    ("Mosaic Type", "A01"),
    ("Household income", "40-50k"),
    ("Canvass date", "12/05/2019"),
    (
        "Notes",
        "Nice chat at the door, worried about the buses and the health centre",
    ),
    ("XQ_FLD", "7"),
];

fn report() -> Report {
    let mut text = String::from("Field,Value\n");
    for number in 0..FIELDS {
        let (label, value) = KINDS[number % KINDS.len()];
        let _ = match number / KINDS.len() {
            0 => writeln!(text, "{label},\"{value}\""),
            round => writeln!(text, "{label} {round},\"{value}\""),
        };
    }
    let source = Source {
        part: PartId(0),
        name: "response.csv",
        bytes: text.as_bytes(),
    };
    let document = Document {
        parts: vec![ingest(&source, &Limits::default())],
    };
    analyse(&document, &Codebooks::embedded(), &Settings::default()).expect("the codebooks load")
}

fn main() {
    let report = report();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); FORMS.len() + 1];
    for _ in 0..ROUNDS {
        let mut all = Duration::ZERO;
        for (index, form) in FORMS.iter().enumerate() {
            let mut bytes = Vec::new();
            let from = Instant::now();
            by_name(form)
                .expect("a form")
                .render(&report, &Style::default(), &mut bytes)
                .expect("a report that can be written");
            let took = from.elapsed();
            all += took;
            times[index].push(took);
        }
        times[FORMS.len()].push(all);
    }
    println!("{} data points, {ROUNDS} rounds", report.data_points.len());
    for (name, rounds) in FORMS.iter().chain(&["together"]).zip(&mut times) {
        rounds.sort_unstable();
        println!(
            "{name:>9}  median {:>9.2?}  fastest {:>9.2?}",
            rounds[ROUNDS / 2],
            rounds[0]
        );
    }
    let median = times[FORMS.len()][ROUNDS / 2];
    let held = if median <= BOUND { "held" } else { "NOT HELD" };
    println!("bound of {BOUND:?} for the three together: {held}");
}
