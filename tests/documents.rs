//! The documents that people open: the page for a browser, the Word document, the workbook, Markdown.
//! All carry the same data points and findings, whatever a value holds does no harm in them, and the
//! plain page is plain.

mod fixture;
#[cfg(feature = "cli")]
#[path = "documents/opened.rs"]
mod opened;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use calamine::Reader;
use quick_xml::events::Event;
use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::Document;
use sar_decode::ingest::{Limits, Source, ingest};
use sar_decode::provenance::PartId;
use sar_decode::render::{self, Style, plain};
use sar_decode::report::Report;

/// The formats that people open.
const FORMATS: [&str; 4] = ["html", "docx", "xlsx", "markdown"];

fn rendered(report: &Report, format: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    render::by_name(format)
        .expect("a format")
        .render(report, &Style::default(), &mut bytes)
        .expect("a report that can be written");
    bytes
}

/// The text of a document, as a reader sees it.
fn text(format: &str, bytes: &[u8]) -> String {
    match format {
        "html" | "markdown" => String::from_utf8(bytes.to_vec()).expect("text"),
        "docx" => xml_text(&member(bytes, "word/document.xml")),
        "xlsx" => {
            let mut book: calamine::Xlsx<_> =
                calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook");
            let mut text = String::new();
            for (_, range) in book.worksheets() {
                for row in range.rows() {
                    for cell in row {
                        text.push_str(&cell.to_string());
                        text.push('\n');
                    }
                }
            }
            text
        }
        other => panic!("no format {other}"),
    }
}

fn member(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut text = String::new();
    archive
        .by_name(name)
        .expect("a member")
        .read_to_string(&mut text)
        .expect("text");
    text
}

/// The text of well-formed XML, a line a paragraph or cell.
fn xml_text(xml: &str) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Eof => return text,
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => match name.as_ref() {
                "amp" => text.push('&'),
                "lt" => text.push('<'),
                "gt" => text.push('>'),
                "quot" => text.push('"'),
                "apos" => text.push('\''),
                other => panic!("an entity {other:?}"),
            },
            Event::End(end) if end.name().as_ref() == "w:p" => text.push('\n'),
            _ => {}
        }
    }
}

/// The words of a text that look like the number of a data point or a finding.
fn numbers(text: &str, letter: char) -> BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| {
            word.strip_prefix(letter)
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_format_carries_every_data_point_and_every_finding() {
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let report = fixture.report(&books);
        for format in FORMATS {
            let text = text(format, &rendered(&report, format));
            let points = numbers(&text, 'D');
            let findings = numbers(&text, 'F');
            for point in &report.data_points {
                let id = point.id.to_string();
                assert!(
                    points.contains(&id),
                    "{}: {format} lacks {id}",
                    fixture.name
                );
            }
            for finding in &report.findings {
                assert!(
                    findings.contains(&finding.id),
                    "{}: {format} lacks {}",
                    fixture.name,
                    finding.id
                );
            }
            for line in &report.parts {
                assert!(
                    text.contains(&line.sha256),
                    "{}: {format} lacks a digest",
                    fixture.name
                );
            }
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let books = Codebooks::embedded();
    let fixture = fixture::all().into_iter().next().expect("a case");
    for format in FORMATS {
        let first = rendered(&fixture.report(&books), format);
        assert!(
            first == rendered(&fixture.report(&books), format),
            "{format}"
        );
    }
}

/// Values that mean harm to one program or another.
fn hostile() -> Vec<String> {
    vec![
        "=HYPERLINK(\"http://a.example\",\"x\")".to_owned(),
        "+44 1632 960 123".to_owned(),
        "-2+3".to_owned(),
        "@SUM(A1)".to_owned(),
        "<script>alert(1)</script>".to_owned(),
        "\"><img src=x onerror=alert(1)>".to_owned(),
        "]]></w:t></w:r>".to_owned(),
        "{{ 123457 * 7654321 }}{% include 'x' %}".to_owned(),
        "\u{1b}[31mred\u{1b}[0m".to_owned(),
        "abc\u{202e}cba\u{200b}".to_owned(),
        "a\u{0}b\u{8}c\u{fffe}".to_owned(),
        "| not | a | table |".to_owned(),
        "x".repeat(30_000),
    ]
}

fn report_on_hostile_values() -> Report {
    let mut text = String::from("Heading,Value\n");
    for (number, value) in hostile().iter().enumerate() {
        text.push_str(&format!(
            "Note {number},\"{}\"\n",
            value.replace('"', "\"\"")
        ));
    }
    let source = Source {
        part: PartId(0),
        name: "<b>=cmd.csv",
        bytes: text.as_bytes(),
    };
    let document = Document {
        parts: vec![ingest(&source, &Limits::default())],
    };
    analyse(&document, &Codebooks::embedded(), &Settings::default()).expect("the codebooks")
}

#[test]
fn hostile_values_are_harmless_and_whole_in_every_format() {
    let report = report_on_hostile_values();
    assert!(
        report.data_points.len() >= hostile().len(),
        "the values are read"
    );
    for format in FORMATS {
        let bytes = rendered(&report, format);
        let text = text(format, &bytes);
        assert!(
            text.contains(&"x".repeat(30_000)),
            "{format}: a long value is whole"
        );
        for seen in ["\u{1b}", "\u{202e}", "\u{200b}", "\u{0}", "\u{8}"] {
            assert!(
                !text.contains(seen),
                "{format}: {seen:?} reaches the output"
            );
        }
    }
    let html = text("html", &rendered(&report, "html"));
    assert!(!html.contains("<script") && !html.contains("<img"));
    let product = (123_457_u64 * 7_654_321).to_string();
    assert!(html.contains("123457 * 7654321") && !html.contains(&product));
    assert!(!html.contains("<b>=cmd"));
    let markdown = text("markdown", &rendered(&report, "markdown"));
    assert!(!markdown.contains("<script") && !markdown.contains("<img"));
    let sheet = rendered(&report, "xlsx");
    let mut archive = zip::ZipArchive::new(Cursor::new(&sheet)).expect("an archive");
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a member");
        if file
            .name()
            .expect("a name")
            .starts_with("xl/worksheets/sheet")
        {
            let mut xml = String::new();
            file.read_to_string(&mut xml).expect("text");
            assert!(!xml.contains("<f>"), "a value became a formula");
        }
    }
}

#[test]
fn a_page_loads_nothing_and_runs_nothing() {
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let html = text("html", &rendered(&fixture.report(&books), "html"));
        assert!(html.contains("default-src 'none'"), "{}", fixture.name);
        for forbidden in [
            "<script", "<link", "<iframe", "src=", "@import", "url(", " on",
        ] {
            let found = html
                .split('<')
                .skip(1)
                .filter_map(|tag| tag.split('>').next())
                .any(|tag| {
                    forbidden == " on" && tag.contains(" onload=")
                        || forbidden != " on" && format!("<{tag}").contains(forbidden)
                });
            assert!(!found, "{}: {forbidden}", fixture.name);
        }
    }
}

/// Syllables of a word, as the measure of Flesch and Kincaid counts them: groups of vowels, a silent
/// e at the end left out.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let mut groups = 0;
    let mut before = false;
    for c in word.chars() {
        let vowel = "aeiouy".contains(c);
        groups += usize::from(vowel && !before);
        before = vowel;
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
    (groups - usize::from(silent)).max(1)
}

/// The school grade of a text by Flesch and Kincaid: 0.39 words a sentence + 11.8 syllables a word -
/// 15.59 (J. P. Kincaid et al., 1975).
fn grade(text: &str) -> f64 {
    let sentences = text
        .split(['.', '?', '!'])
        .filter(|sentence| !sentence.trim().is_empty())
        .count()
        .max(1);
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * count(words.len()) / count(sentences)
        + 11.8 * count(syllables) / count(words.len().max(1))
        - 15.59
}

#[test]
fn the_measure_of_reading_age_tells_plain_from_heavy() {
    assert!(grade("The cat sat on the mat. It was warm. We all went home.") < 2.0);
    assert!(
        grade(
            "Notwithstanding the aforementioned considerations, the determination of \
             proportionality necessitates individualised assessment."
        ) > 16.0
    );
}

#[test]
fn the_plain_page_can_be_read_at_twelve() {
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let report = fixture.report(&books);
        let page = plain::plain(&report);
        let mut text = page.opening.clone();
        for section in &page.sections {
            text.push_str(&format!(" {}. {}", section.title, section.lead));
        }
        let grade = grade(&text);
        assert!(grade <= 8.0, "{}: grade {grade:.1}: {text}", fixture.name);
    }
}

#[test]
fn a_page_of_three_hundred_fields_is_under_a_megabyte() {
    let report = report_of_fields(300);
    assert!(report.data_points.len() >= 300);
    let size = rendered(&report, "html").len();
    assert!(size < 1_000_000, "{size} bytes");
}

/// A response with so many fields of the kinds that responses have.
fn report_of_fields(fields: usize) -> Report {
    let heads = [
        ("Concern_Housing_Rank", "3419"),
        ("Lab_Supp_Score", "0.153905"),
        ("Mosaic Type", "G27"),
        ("Voted GE17", "V"),
        ("Comments", "Spoke on the doorstep about buses and bins"),
        ("QX", "3"),
    ];
    let mut columns: Vec<String> = vec!["First Name".to_owned(), "Postcode".to_owned()];
    let mut values: Vec<String> = vec!["Casey".to_owned(), "ZZ99 3AB".to_owned()];
    for (number, (head, value)) in (0..fields.saturating_sub(2)).zip(heads.iter().cycle()) {
        columns.push(format!("{head} {number}"));
        values.push((*value).to_owned());
    }
    let text = format!("{}\n{}\n", columns.join(","), values.join(","));
    let source = Source {
        part: PartId(0),
        name: "response.csv",
        bytes: text.as_bytes(),
    };
    let document = Document {
        parts: vec![ingest(&source, &Limits::default())],
    };
    let settings = Settings {
        party: Some("labour".into()),
        ..Settings::default()
    };
    analyse(&document, &Codebooks::embedded(), &settings).expect("the codebooks")
}
