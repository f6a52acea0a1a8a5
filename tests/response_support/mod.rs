//! Responses of a few lines, from bytes to report, for the tests of what they say.

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::provenance::PartId;
use sar_decode::report::{DataPoint, Report};
use sar_decode::vocabulary::{Basis, Status};

/// The report on files, of a party where one is named.
pub fn read(party: Option<&str>, files: &[(&str, &str)]) -> Report {
    let parts = files.iter().zip(0..).flat_map(|((name, text), part)| {
        let source = Source {
            part: PartId(part),
            name,
            bytes: text.as_bytes(),
        };
        ingest_all(&source, &Limits::default())
    });
    let document = Document {
        parts: parts.collect(),
    };
    let settings = Settings {
        party: party.map(Into::into),
        ..Settings::default()
    };
    analyse(&document, &Codebooks::embedded(), &settings).expect("the books are in order")
}

/// The first data point under a heading.
pub fn point<'r>(report: &'r Report, label: &str) -> &'r DataPoint {
    let found = report.data_points.iter().find(|point| point.label == label);
    found.unwrap_or_else(|| panic!("{label} is not in the report"))
}

/// Whether the first value under a heading can be read, and who says so.
#[allow(dead_code)] // not every test file asks for it
pub fn status(report: &Report, label: &str) -> (Status, Basis) {
    let meaning = &point(report, label).meaning;
    (meaning.status, meaning.basis)
}

/// What the first value under a heading means.
#[allow(dead_code)] // not every test file asks for it
pub fn meaning<'r>(report: &'r Report, label: &str) -> &'r str {
    &point(report, label).meaning.text
}

#[allow(dead_code)] // not every test file asks for one
/// A letter that confirms, encloses a copy and says this.
pub fn letter(body: &str) -> String {
    format!(
        "Dear Casey,\n\nWe confirm that we process personal data about you. A copy is attached.\n\n{body}\n\n\
         Yours sincerely,\nData Protection Officer\n"
    )
}

/// The headings of all data points, in their order.
#[allow(dead_code)] // not every test file asks for them
pub fn labels(report: &Report) -> Vec<String> {
    let points = report.data_points.iter();
    points.map(|point| point.label.clone()).collect()
}
