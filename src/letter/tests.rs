use super::*;
use crate::analyse::{Settings, analyse};
use crate::codebook::Codebooks;
use crate::document::Document;
use crate::finding::Standing;
use crate::ingest::{Limits, Source, ingest};
use crate::provenance::PartId;
use crate::render::docx::block::Block;

/// A sheet that raises findings of every standing, and a request of which the days are known.
fn report(text: &str, request: &Request) -> Report {
    let source = Source {
        part: PartId(0),
        name: "data.csv",
        bytes: text.as_bytes(),
    };
    let document = Document {
        parts: vec![ingest(&source, &Limits::default())],
    };
    let settings = Settings {
        request: request.clone(),
        ..Settings::default()
    };
    analyse(&document, &Codebooks::embedded(), &settings).expect("the codebooks")
}

const SHEET: &str = "First Name,Postcode,Lab_Supp_Score,Mosaic Type,Email,Notes\n\
                     Casey,ZZ99 3AB,71,G27,casey@a.example,asked about buses\n";

fn known() -> Request {
    let text = "requested = 2026-03-02\nreceived = 2026-05-20\nreceipt_proved = true\nnation = \"scotland\"\n";
    Request::parse(text).expect("a case file").0
}

fn drafted(kind: Kind, report: &Report, request: &Request) -> String {
    let facts = Facts {
        request,
        dated: Day::parse("2026-07-01").ok(),
    };
    draft(kind, report, &facts, &Templates::default()).expect("the templates hold")
}

#[test]
fn every_letter_can_be_drafted_whatever_is_known() {
    for request in [Request::default(), known()] {
        for sheet in [SHEET, ""] {
            let report = report(sheet, &request);
            for kind in Kind::ALL {
                let text = drafted(kind, &report, &request);
                assert!(text.contains("> DRAFT."), "{}", kind.name());
                assert!(
                    !text.contains("{{") && !text.contains("{%"),
                    "{}",
                    kind.name()
                );
                assert!(text.contains("1 July 2026"), "{}", kind.name());
            }
        }
    }
}

#[test]
fn a_question_is_never_stated_as_a_fact() {
    let request = known();
    let report = report(SHEET, &request);
    let questions: Vec<&str> = report
        .findings
        .iter()
        .filter(|finding| finding.standing == Standing::Question)
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(!questions.is_empty(), "the sheet raises questions");
    for kind in Kind::ALL {
        let text = drafted(kind, &report, &request).replace('\\', "");
        for message in &questions {
            assert!(!text.contains(message), "{}: {message}", kind.name());
        }
    }
}

#[test]
fn what_is_not_known_is_left_to_be_filled_in() {
    let none = Request::default();
    let report = report(SHEET, &none);
    let text = drafted(Kind::Chaser, &report, &none);
    assert!(text.contains("[day on which the request was received]"));
    let text = drafted(Kind::Chaser, &report, &known());
    assert!(text.contains("You received my request on 2 March 2026. I hold proof of that."));
}

#[test]
fn the_nation_chooses_the_words_before_a_claim() {
    let scotland = known();
    let report = report(SHEET, &scotland);
    let text = drafted(Kind::PreAction, &report, &scotland);
    assert!(text.contains("# Intimation of a claim"));
    let england = Request {
        nation: Some(crate::request::Nation::England),
        ..scotland
    };
    let text = drafted(Kind::PreAction, &report, &england);
    assert!(text.contains("Pre-Action Protocol for Media and Communications Claims"));
    assert!(!text.contains("Intimation"));
}

#[test]
fn the_route_of_complaint_is_that_of_the_day_of_the_letter() {
    let report = report(SHEET, &known());
    let on = |day: &str| {
        let request = known();
        let facts = Facts {
            request: &request,
            dated: Day::parse(day).ok(),
        };
        draft(Kind::Complaint, &report, &facts, &Templates::default()).expect("the templates hold")
    };
    assert!(on("2026-06-19").contains("section 164A"));
    assert!(!on("2026-06-18").contains("section 164A"));
}

#[test]
fn the_notice_to_stop_names_the_paragraph_and_leaves_the_period_to_be_filled_in() {
    let request = known();
    let text = drafted(Kind::Objection, &report(SHEET, &request), &request);
    assert!(text.contains("paragraph 22(3)") && text.contains("[a day; give a reasonable period"));
}

#[test]
fn values_do_no_harm_in_a_letter() {
    let sheet = "First Name,Notes,Lab_Supp_Score\n[x](http://a.example),\"<b>| # {{ 123457 * 7654321 }}\",*71*\n";
    let request = known();
    let report = report(sheet, &request);
    let text = drafted(Kind::PreAction, &report, &request);
    let product = (123_457_u64 * 7_654_321).to_string();
    assert!(!text.contains("[x](http") && !text.contains("<b>") && !text.contains(&product));
    let schedule = paper(&text)
        .blocks
        .into_iter()
        .find_map(|block| match block {
            Block::Table(table) if table.header.first().is_some_and(|head| head == "No.") => {
                Some(table)
            }
            _ => None,
        });
    let table = schedule.expect("the schedule is a table");
    assert_eq!(table.rows.len(), report.data_points.len());
    assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
}

#[test]
fn a_clinic_can_lay_its_own_template_over_ours() {
    let request = known();
    let report = report(SHEET, &request);
    let facts = Facts {
        request: &request,
        dated: None,
    };
    let laid = |text: &str| Templates::laid_over(vec![("chaser".to_owned(), text.to_owned())]);
    let own = laid("Dear {{ party }}, {{ requested }}").expect("a name that is known");
    let text = draft(Kind::Chaser, &report, &facts, &own).expect("a template that holds");
    assert_eq!(text, "Dear [name of the party], 2 March 2026\n");
    let misspelt = laid("one\n{{ requestd }}").expect("a name that is known");
    let error = draft(Kind::Chaser, &report, &facts, &misspelt).expect_err("a misspelt name");
    assert!(error.to_string().starts_with("chaser.md:2: "), "{error}");
    assert!(Templates::laid_over(vec![("chasr".to_owned(), String::new())]).is_err());
}

#[test]
fn each_rule_has_a_heading_that_claims_nothing() {
    let headings = include_str!("templates/headings.txt");
    for rule in crate::rules::RULES {
        let code = rule.meta().code.0;
        let heading = headings.lines().find_map(|line| line.strip_prefix(code));
        assert!(heading.is_some_and(|heading| heading.len() > 3), "{code}");
    }
}

#[test]
fn a_reading_of_mine_stands_beside_the_value_that_it_reads() {
    let request = known();
    let sheet = "First Name,FAMLS\nCasey,03\n";
    let report = report(sheet, &request);
    let text = drafted(Kind::Clarification, &report, &request);
    assert!(!text.contains("ecoded only by us"), "{text}");
    if report
        .findings
        .iter()
        .any(|finding| finding.rule.0 == "U02")
    {
        assert!(text.contains("| My reading |"), "{text}");
    }
}
