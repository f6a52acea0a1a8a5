//! What others received from the same party, handed to the analysis as a setting: the library's side of
//! a folder of responses.

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::profile::{Compared, Others};
use sar_decode::provenance::PartId;
use sar_decode::report::Report;

const FULL: &str = "First name,Surname,Ward,Support score\nCasey,Specimen,Mockton,71\n";
const SHORT: &str = "First name,Surname,Ward\nRobin,Draft,Mockton\n";

fn document(text: &str) -> Document {
    let source = Source {
        part: PartId(0),
        name: "record.csv",
        bytes: text.as_bytes(),
    };
    Document {
        parts: ingest_all(&source, &Limits::default()),
    }
}

fn report(text: &str, others: Option<Others>) -> Report {
    let settings = Settings {
        compared: Compared {
            others,
            ..Compared::default()
        },
        ..Settings::default()
    };
    let books = Codebooks::embedded();
    analyse(&document(text), &books, &settings).expect("the response is analysed")
}

/// The headings of a response, as its report gives them.
fn headings(text: &str) -> Vec<String> {
    let points = report(text, None).data_points.into_iter();
    points.map(|point| point.label).collect()
}

#[test]
fn a_column_that_the_others_received_is_asked_for_and_one_that_all_have_is_not() {
    for (text, lacks) in [(SHORT, true), (FULL, false)] {
        let mut others = Others::default();
        for other in [FULL, FULL, FULL, SHORT] {
            let headings = headings(other);
            others.add(headings.iter().map(String::as_str));
        }
        let report = report(text, Some(others));
        let found: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.rule.0 == "P06")
            .map(|finding| finding.ask.as_str())
            .collect();
        assert_eq!(!found.is_empty(), lacks, "{found:?}");
        assert!(
            found
                .iter()
                .all(|ask| ask.contains("Support score") && !ask.contains("Ward"))
        );
    }
}
