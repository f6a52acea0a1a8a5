//! Nobody's address leaves the program in a report about a person who is registered anonymously.

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest};
use sar_decode::provenance::PartId;
use sar_decode::render::{RENDERERS, Style};
use sar_decode::report::Report;
use sar_decode::request::Request;

const DATA: &str = "Elector Number,Forename,Surname,Address,Postcode,Ward,Notes\n\
    AB1234,Casey,Mock,\"4 Draft Avenue, Mockton\",ZZ99 3AB,Mockton East,called at 4 Draft Avenue\n";

fn report(case: &str) -> Report {
    let source = Source {
        part: PartId(0),
        name: "data.csv",
        bytes: DATA.as_bytes(),
    };
    let document = Document {
        parts: vec![ingest(&source, &Limits::default())],
    };
    let settings = Settings {
        request: Request::parse(case).expect("a case of the test").0,
        ..Settings::default()
    };
    analyse(&document, &Codebooks::embedded(), &settings).expect("the books load")
}

#[test]
fn no_output_holds_the_address_of_somebody_registered_anonymously() {
    let report = report("anonymous = true\n");
    assert!(report.findings.iter().any(|f| f.rule.0 == "R07"));
    assert!(report.safeguarding.is_some());
    for renderer in RENDERERS {
        let mut out = Vec::new();
        renderer
            .render(&report, &Style::default(), &mut out)
            .expect("the report renders");
        let text = String::from_utf8_lossy(&out).to_lowercase();
        for secret in ["draft avenue", "zz99", " 3ab"] {
            assert!(!text.contains(secret), "{}: {secret}", renderer.name());
        }
    }
    let ward = report.data_points.iter().find(|p| p.label == "Ward");
    assert!(ward.is_some_and(|point| point.masked.is_none()));
}

#[test]
fn the_address_of_anybody_else_stands_in_the_report() {
    let report = report("");
    assert!(report.safeguarding.is_none());
    let address = report.data_points.iter().find(|p| p.label == "Address");
    assert!(address.is_some_and(|point| point.masked.is_none()));
    assert!(report.findings.iter().all(|f| f.rule.0 != "R07"));
}
