//! The report on each case says what `about.toml` says that it must, and nothing that it must not.

mod fixture;

use std::collections::BTreeSet;

use fixture::{At, AtMost, Fixture};
use sar_decode::codebook::Codebooks;
use sar_decode::report::Report;
use sar_decode::rules::RULES;
use sar_decode::vocabulary::Basis;

/// The cells on which a rule fired.
fn cells(report: &Report, rule: &str) -> BTreeSet<String> {
    let of_rule = report
        .findings
        .iter()
        .filter(|finding| finding.rule.0 == rule);
    of_rule
        .flat_map(|finding| &finding.at)
        .map(|at| at.place.to_string())
        .collect()
}

fn fired(report: &Report, rule: &str) -> bool {
    report.findings.iter().any(|finding| finding.rule.0 == rule)
}

fn wrongs(fixture: &Fixture, report: &Report) -> Vec<String> {
    let mut wrongs = Vec::new();
    let mut wrong = |what: String| wrongs.push(format!("{}: {what}", fixture.name));
    if report.summary.people != fixture.about.people {
        wrong(format!("{} people", report.summary.people));
    }
    for At { rule, cells: due } in &fixture.about.expected {
        if !fired(report, rule) {
            wrong(format!("{rule} did not fire"));
            continue;
        }
        let on = cells(report, rule);
        for cell in due.iter().filter(|cell| !on.contains(*cell)) {
            wrong(format!("{rule} did not fire on {cell}"));
        }
    }
    for rule in &fixture.about.forbidden {
        if fired(report, rule) {
            wrong(format!("{rule} fired"));
        }
    }
    for AtMost { rule, standing } in &fixture.about.at_most {
        let mut of_rule = report.findings.iter();
        if of_rule.any(|finding| finding.rule.0 == rule && finding.standing > *standing) {
            wrong(format!("{rule} stands firmer than {}", standing.as_str()));
        }
    }
    for At { rule, cells: free } in &fixture.about.forbidden_at {
        let on = cells(report, rule);
        for cell in free.iter().filter(|cell| on.contains(*cell)) {
            wrong(format!("{rule} fired on {cell}"));
        }
    }
    wrongs
}

#[test]
fn each_case_has_the_findings_that_were_listed_by_hand_and_none_that_were_ruled_out() {
    let books = Codebooks::embedded();
    let wrongs: Vec<String> = fixture::all()
        .iter()
        .flat_map(|fixture| wrongs(fixture, &fixture.report(&books)))
        .collect();
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[test]
fn each_case_says_what_it_shows_and_that_its_people_are_invented() {
    for fixture in fixture::all() {
        assert!(!fixture.about.shows.is_empty(), "{}", fixture.name);
        let invented = fixture.about.invented.contains("invented");
        assert!(invented, "{}", fixture.name);
    }
}

#[test]
fn each_rule_that_a_case_names_is_there() {
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.meta().code.0).collect();
    for fixture in fixture::all() {
        let about = &fixture.about;
        for rule in about.expected.iter().map(|at| &at.rule) {
            assert!(known.contains(rule.as_str()), "{}: {rule}", fixture.name);
        }
        // What must not appear may be a rule that is still to come.
        let forbidden = about
            .forbidden_at
            .iter()
            .map(|at| &at.rule)
            .chain(&about.forbidden);
        for rule in forbidden {
            let well_formed = rule.len() == 3 && rule.starts_with(|c: char| c.is_ascii_uppercase());
            assert!(well_formed, "{}: {rule}", fixture.name);
        }
    }
}

/// Rules whose facts no single case can hold, and where they are tested instead.
const ELSEWHERE: &[(&str, &str)] = &[
    ("P06", "what others received: tests/compared.rs"),
    ("P10", "a text layer without meaning: tests/pdf.rs"),
    ("P03", "a page that is a picture: tests/pdf.rs"),
    ("R04", "a body whose time has passed: the rule's own tests"),
];

#[test]
fn each_rule_fires_in_one_case_and_is_ruled_out_in_another() {
    let cases = fixture::all();
    let mut lacking = Vec::new();
    for code in RULES.iter().map(|rule| rule.meta().code.0) {
        let apart = ELSEWHERE.iter().any(|(rule, _)| *rule == code);
        let expected = |about: &fixture::About| about.expected.iter().any(|at| at.rule == code);
        let ruled_out = |about: &fixture::About| {
            let at = about.forbidden_at.iter().map(|at| &at.rule);
            at.chain(&about.forbidden).any(|rule| rule == code)
        };
        if !apart && !cases.iter().any(|case| expected(&case.about)) {
            lacking.push(format!("{code} fires in no case"));
        }
        if !apart && !cases.iter().any(|case| ruled_out(&case.about)) {
            lacking.push(format!("{code} is ruled out in no case"));
        }
    }
    assert!(lacking.is_empty(), "\n{}", lacking.join("\n"));
}

#[test]
fn every_place_of_a_report_lies_in_one_of_its_files() {
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let report = fixture.report(&books);
        let findings = report.findings.iter().flat_map(|finding| &finding.at);
        let points = report.data_points.iter().flat_map(|point| {
            let said = point.meaning.said_at.iter().chain(&point.origin_at);
            std::iter::once(&point.at).chain(said)
        });
        for at in findings.chain(points) {
            let known = report.parts.iter().any(|part| part.id == at.part);
            assert!(known, "{}: {at:?}", fixture.name);
        }
    }
}

#[test]
fn where_the_response_is_said_to_say_so_its_place_is_given() {
    let books = Codebooks::embedded();
    let mut seen = 0;
    for fixture in fixture::all() {
        for point in fixture.report(&books).data_points {
            let by_response = point.origin_basis == Basis::Response;
            let given = !point.origin_at.is_empty();
            let wanted = by_response || point.source_named.is_some();
            assert_eq!(given, wanted, "{}: {point:?}", fixture.name);
            let itself = point.meaning.citation.as_deref() == Some("the response itself");
            assert_eq!(point.meaning.said_at.is_some(), itself, "{point:?}");
            seen += usize::from(by_response) + usize::from(itself);
        }
    }
    assert!(seen > 0);
}
