//! What values say about their scale, and what a response explains of them, from bytes to report.

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::provenance::PartId;
use sar_decode::report::{DataPoint, Report};
use sar_decode::vocabulary::{Basis, Origin, Status};

fn report(csv: &str) -> Report {
    let source = Source {
        part: PartId(0),
        name: "data.csv",
        bytes: csv.as_bytes(),
    };
    let document = Document {
        parts: ingest_all(&source, &Limits::default()),
    };
    let settings = Settings {
        party: Some("labour".into()),
        ..Settings::default()
    };
    analyse(&document, &Codebooks::embedded(), &settings).expect("the books are in order")
}

fn point<'r>(report: &'r Report, label: &str) -> &'r DataPoint {
    let found = report.data_points.iter().find(|point| point.label == label);
    found.unwrap_or_else(|| panic!("{label} is not in the report"))
}

#[test]
fn a_score_of_which_nothing_is_said_is_given_candidates_and_stays_unpublished() {
    let report = report("First Name,Postcode,mdl_lab_propensity\nCasey,ZZ99 3AB,71\n");
    let score = point(&report, "mdl_lab_propensity");
    assert_eq!(score.meaning.status, Status::Unpublished);
    assert_eq!(score.meaning.basis, Basis::Wording);
    assert!(!score.meaning.readings.is_empty());
    for reading in &score.meaning.readings {
        assert!(reading.text.starts_with("possibly "), "{reading:?}");
    }
    let reading = score
        .reading
        .as_ref()
        .expect("the heading is read from its words");
    assert_eq!(reading.about, ["Labour"]);
}

#[test]
fn a_value_that_its_heading_rules_out_is_off_the_scale() {
    let csv = |value: &str| {
        format!("First Name,Postcode,Lab support percentile v9\nCasey,ZZ99 3AB,{value}\n")
    };
    let off = report(&csv("140"));
    let off = &point(&off, "Lab support percentile v9").meaning;
    assert_eq!(off.status, Status::OffScale, "{}", off.text);
    let on = report(&csv("14"));
    let on = &point(&on, "Lab support percentile v9").meaning;
    assert_eq!(on.status, Status::Unpublished, "{}", on.text);
}

#[test]
fn where_the_heading_leaves_it_open_the_values_tell_a_model_from_an_answer() {
    let csv =
        |value: &str| format!("First Name,Postcode,Backs Labour 2031\nCasey,ZZ99 3AB,{value}\n");
    let model = report(&csv("71.3"));
    let model = point(&model, "Backs Labour 2031");
    assert_eq!(
        (model.origin, model.inferred),
        (Origin::Modelled, true),
        "{:?}",
        model.reading
    );
    let answer = report(&csv("Strong"));
    let answer = point(&answer, "Backs Labour 2031");
    assert_eq!((answer.origin, answer.inferred), (Origin::Canvass, false));
    let open = report(&csv("4"));
    assert_eq!(point(&open, "Backs Labour 2031").origin, Origin::Unknown);
}

#[test]
fn an_explanation_in_the_heading_is_the_responses_own() {
    let heading = "\"Zeal (0 = unlikely, 100 = likely)\"";
    let report = report(&format!(
        "First Name,Postcode,{heading}\nCasey,ZZ99 3AB,71\n"
    ));
    let zeal = point(&report, "Zeal (0 = unlikely, 100 = likely)");
    assert_eq!(zeal.meaning.basis, Basis::Response, "{}", zeal.meaning.text);
}
