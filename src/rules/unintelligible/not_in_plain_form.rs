//! U06, `not-in-plain-form`: language or format not plain.

use crate::document::{Part, PartKind};
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::{Location, Place};
use crate::rules::{Rule, RuleMeta};

/// U06, `not-in-plain-form`.
#[derive(Debug)]
pub struct NotInPlainForm;

const DOC: &str = "\
## What it finds

An answer whose data are JSON, statements of a database, lines of a log or markup, and nothing else.

## Why it matters

What is sent has to be intelligible to somebody who is no programmer.

## Example

A file of `INSERT INTO voters VALUES (...)`. A spreadsheet is silent, whatever lies beside it.

## What to ask

Please supply the data in a commonly used electronic form with a plain-language guide.

## Citations

UK GDPR, Art 12(1); UK GDPR, Art 12(3) as amended; UK GDPR, Art 12(3) as it stood; UK GDPR, Art 15(3).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("U06"),
    name: "not-in-plain-form",
    title: "Language or format not plain",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-12.1", "gdpr-12.3", "gdpr-12.3-old", "gdpr-15.3"],
    ask: "Please supply the data in a commonly used electronic form with a plain-language guide.",
    caveat: "A raw export plus a key can be the most faithful copy; never complain of both raw and summarised form.",
    doc: DOC,
};

impl Rule for NotInPlainForm {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let raw: Vec<(&Part, &str)> = profile
            .document
            .parts
            .iter()
            .filter_map(|part| Some((part, shape(part)?)))
            .collect();
        // Where data came in another form too, the raw one is no more than a copy.
        let elsewhere = profile
            .held()
            .any(|point| !raw.iter().any(|(part, _)| part.id == point.at.part));
        let Some((_, shape)) = raw.first().filter(|_| !elsewhere) else {
            return;
        };
        let places = raw.iter().map(|(part, _)| Location {
            part: part.id,
            place: Place::Whole,
        });
        let message = format!("The data were supplied as {shape} and in no other form.");
        findings.push(META.at(places.collect(), message));
    }
}

/// What raw form the text of a part has, if most of its lines have it.
fn shape(part: &Part) -> Option<&'static str> {
    const FEW: usize = 2;
    if part.kind == PartKind::Json {
        return Some("a JSON file");
    }
    if !matches!(
        part.kind,
        PartKind::Text | PartKind::Csv | PartKind::Unknown
    ) {
        return None;
    }
    let lines = lines(part);
    let mostly = |is: fn(&str) -> bool| {
        let like = lines.iter().filter(|line| is(line)).count();
        like >= FEW && like.saturating_mul(10) >= lines.len().saturating_mul(7)
    };
    if mostly(is_json) {
        return Some("JSON");
    }
    if mostly(is_statement) {
        return Some("statements of a database");
    }
    if mostly(is_log) {
        return Some("lines of a log");
    }
    mostly(is_markup).then_some("markup")
}

/// The lines of a part: its running text, or the rows of what was read as delimited text.
fn lines(part: &Part) -> Vec<String> {
    let texts = part
        .passages
        .iter()
        .map(|passage| passage.text.trim().to_owned());
    let rows = part.tables.iter().flat_map(|table| {
        let mut rows: Vec<(crate::provenance::RowNo, String)> = Vec::new();
        for cell in &table.cells {
            match rows.last_mut() {
                Some((row, text)) if *row == cell.at.row => {
                    text.push(',');
                    text.push_str(&cell.text());
                }
                _ => rows.push((cell.at.row, cell.text().into_owned())),
            }
        }
        rows.into_iter().map(|(_, text)| text)
    });
    texts.chain(rows).filter(|line| !line.is_empty()).collect()
}

/// `"name": "Casey",`, a bracket alone, or a whole object.
fn is_json(line: &str) -> bool {
    let line = line.trim().trim_end_matches(',');
    let bracket = ["{", "}", "[", "]", "},{"].contains(&line);
    let pair = line.starts_with('"') && line.contains("\":");
    let object = line.starts_with('{') && line.ends_with('}') && line.contains("\":");
    bracket || pair || object
}

fn is_statement(line: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "insert into ",
        "create table ",
        "drop table ",
        "alter table ",
        "update ",
        "set ",
        "--",
        "/*",
        "lock tables",
        "unlock tables",
        "values (",
        "copy ",
    ];
    let line = line.trim().to_lowercase();
    BEGINNINGS
        .iter()
        .any(|beginning| line.starts_with(beginning))
        || line.starts_with('(') && line.trim_end_matches([',', ';']).ends_with(')')
}

/// A line that begins with a day and a time, or that says how grave it is.
fn is_log(line: &str) -> bool {
    let digits =
        |text: Option<&str>| text.is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit()));
    let line = line.trim_start_matches('[');
    let stamped = digits(line.get(..4))
        && line.get(4..5).is_some_and(|c| c == "-" || c == "/")
        && line.get(10..11).is_some_and(|c| c == " " || c == "T")
        && line.get(13..14) == Some(":");
    let grave = ["INFO", "DEBUG", "WARN", "ERROR", "TRACE"]
        .iter()
        .any(|word| line.contains(word));
    stamped && (grave || line.contains('='))
}

fn is_markup(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('<') && line.ends_with('>')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case(lines: &[&str]) -> Case {
        let mut case = Case::new();
        if let Some(part) = case.document.parts.first_mut() {
            part.kind = PartKind::Text;
            part.passages = lines
                .iter()
                .map(|line| crate::document::Passage {
                    at: Place::Whole,
                    text: (*line).to_owned(),
                    quoted: false,
                    hidden: false,
                })
                .collect();
        }
        case
    }

    #[test]
    fn raw_forms_are_found_and_a_letter_is_not() {
        for (lines, found) in [
            (
                &[
                    "INSERT INTO voters VALUES (1, 'Mock');",
                    "INSERT INTO voters VALUES (2, 'Mock');",
                ][..],
                1,
            ),
            (&["{", "\"name\": \"Casey\",", "\"score\": 71", "}"], 1),
            (
                &[
                    "2026-01-02 10:22:31 INFO voter=1",
                    "2026-01-02 10:22:32 INFO score=71",
                ],
                1,
            ),
            (&["<voter>", "<name>Casey</name>", "</voter>"], 1),
            (&["Dear Casey,", "Thank you for your request.", "Yours"], 0),
        ] {
            assert_eq!(case(lines).run("U06").len(), found, "{lines:?}");
        }
    }

    #[test]
    fn a_file_of_json_is_known_by_its_content_and_its_own_values_do_not_silence_it() {
        for (kind, found) in [(PartKind::Json, 1), (PartKind::Xlsx, 0)] {
            let mut case = case(&[]);
            if let Some(part) = case.document.parts.first_mut() {
                part.path = "export.dat".to_owned();
                part.kind = kind;
            }
            case.add("Name", "Casey", |_, _| {});
            assert_eq!(case.run("U06").len(), found, "{kind:?}");
        }
    }

    #[test]
    fn data_in_another_form_silence_it() {
        let mut case = case(&["{", "\"name\": \"Casey\"", "}"]);
        case.add("Name", "Casey", |point, _| {
            point.at.part = crate::provenance::PartId(1)
        });
        assert!(case.run("U06").is_empty());
    }
}
