//! All rules on a response of 300 fields: the time from a decoded profile to its findings.
//!
//! `cargo bench --bench rules` prints the median and the slowest of the rounds, and what the rules
//! took one by one, the slowest first. The bound is 5 ms for all of them. The profile is made anew
//! for each round, so that nothing that a rule looks up is there already.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use sar_decode::analyse::{Settings, with_profile};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::finding::Findings;
use sar_decode::ingest::{Limits, Source, ingest};
use sar_decode::profile::Index;
use sar_decode::provenance::PartId;
use sar_decode::request::Request;
use sar_decode::rules::{RULES, check_all};

const ROUNDS: usize = 60;
const FIELDS: usize = 300;

/// Headings of every kind, each with a value; those that come round again bear a number.
const KINDS: &[(&str, &str)] = &[
    ("First Name", "Casey"),
    ("Surname", "Mock"),
    ("Date of Birth", "01/06/1981"),
    ("Age band", "35-44"),
    ("Sex", "F"),
    ("Address 1", "4 Draft Avenue"),
    ("Postcode", "ZZ99 3AB"),
    ("Email", "casey@mock.example"),
    ("Mobile", "07700 900123"),
    ("Elector Number", "AB1234"),
    ("Polling District", "AB"),
    ("Voted 2019", "Y"),
    ("Voting Intention", "Q"),
    ("Support score", "71"),
    ("Turnout score", "0.83"),
    ("Switching decile", "4"),
    ("Issue rank housing", "12"),
    ("Mosaic Type", "A01"),
    ("Household income", "40-50k"),
    ("Tenure", "Owner occupied"),
    ("Property type", "Semi-detached"),
    ("Marital status", "Married"),
    ("Children", "2"),
    ("Newspaper", "Daily Mock"),
    ("Estimated ethnicity", "White British"),
    ("Religion", "None"),
    ("Canvass date", "12/05/2019"),
    ("Last email sent", "09/05/2025"),
    ("Do Not Contact", "N"),
    ("Consent date", "2018-05-01"),
    ("Match key", "ZZ993AB0012"),
    ("Casework ref", "C1234"),
    ("Petition", "Save the hospital"),
    ("Member", "N"),
    (
        "Notes",
        "Nice chat at the door, worried about the buses and the health centre",
    ),
    ("Facebook audience", "Y"),
    ("XQ_FLD", "7"),
    ("Last Modified", "2026-03-20"),
    ("Score date", "2017-05-01"),
    ("Previous address", "1 Old Lane, Mockton (left 2008)"),
];

const CASE: &str = "requested = 2026-03-10\nreceived = 2026-04-20\nopen_register = \"opted-out\"\n\
    objected = 2025-01-01\npara22 = { given = 2025-06-01, stop_by = 2025-07-01 }\n\
    [truth]\nbirth_year = 1981\nhome = \"owner\"\nmarried = true\n[gave]\nemail = false\n";

/// A listing of headings and values, with a letter's worth of text above it.
fn response() -> String {
    let mut text = String::from("Field,Value\n");
    for number in 0..FIELDS {
        let (label, value) = KINDS[number % KINDS.len()];
        let round = number / KINDS.len();
        let again = if round == 0 {
            String::new()
        } else {
            format!(" {round}")
        };
        let _ = writeln!(text, "{label}{again},\"{value}\"");
    }
    text
}

const LETTER: &str = "Dear Casey Mock,\n\nThank you for your request. We process your data for campaigning.\n\
    We keep data for as long as necessary. We share data with our partners.\nPart of the data comes from the electoral register.\n\
    We do not use automated decision-making. You may complain to the Commissioner.\n\nYours\n";

fn main() {
    let bytes = response();
    let parts = [("record.csv", bytes.as_str()), ("letter.txt", LETTER)];
    let parts = parts.iter().zip(0..).map(|((name, text), id)| {
        let source = Source {
            part: PartId(id),
            name,
            bytes: text.as_bytes(),
        };
        ingest(&source, &Limits::default())
    });
    let document = Document {
        parts: parts.collect(),
    };
    let settings = Settings {
        request: Request::parse(CASE).expect("the case of the bench").0,
        ..Settings::default()
    };
    let books = Codebooks::embedded();
    let done = with_profile(&document, &books, &settings, |profile, _| {
        let fields = profile.held().count();
        let mut rounds: Vec<Duration> = Vec::new();
        let mut single = vec![Duration::ZERO; RULES.len()];
        let mut found = 0;
        for _ in 0..ROUNDS {
            profile.index = Index::default();
            let began = Instant::now();
            found = check_all(profile, &|_| true).findings.len();
            rounds.push(began.elapsed());
            profile.index = Index::default();
            for (rule, took) in RULES.iter().zip(&mut single) {
                let mut findings = Findings::default();
                let began = Instant::now();
                rule.check(profile, &mut findings);
                *took += began.elapsed();
            }
        }
        rounds.sort();
        println!(
            "all {} rules on {fields} fields: median {:.2?}, slowest {:.2?} (bound: 5 ms); {found} findings",
            RULES.len(),
            rounds[rounds.len() / 2],
            rounds[rounds.len() - 1],
        );
        let mut slow: Vec<(Duration, &str)> = single
            .iter()
            .zip(RULES)
            .map(|(took, rule)| (*took / u32::try_from(ROUNDS).unwrap_or(1), rule.meta().name))
            .collect();
        slow.sort_by(|a, b| b.cmp(a));
        for (took, name) in slow.iter().take(12) {
            println!("  {took:>10.2?}  {name}");
        }
    });
    assert!(done.is_ok(), "the embedded books load");
}
