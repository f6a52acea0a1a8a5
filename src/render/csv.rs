//! `csv`: the data points as a table, safe to open in a spreadsheet program.
//!
//! A text that a spreadsheet program would take for a formula gets a leading `'`. Numbers are left
//! alone, so `-3` stays a number. The JSON form holds the same values unchanged.

use std::borrow::Cow;
use std::io::Write;

use crate::error::RenderError;
use crate::provenance::Location;
use crate::render::{Render, Style};
use crate::report::{DataPoint, Report};

/// The data points as a table.
#[derive(Debug)]
pub struct Csv;

const HEADINGS: [&str; 29] = [
    "id",
    "person",
    "part",
    "place",
    "label",
    "value",
    "stored",
    "field",
    "title",
    "category",
    "status",
    "basis",
    "meaning",
    "readings",
    "citation",
    "said_at",
    "origin",
    "origin_basis",
    "source_named",
    "origin_at",
    "inferred",
    "inferred_from",
    "special_category",
    "level",
    "hidden",
    "masked",
    "findings",
    // To be filled in by the person; --truth reads them.
    "accurate",
    "what_is_true",
];

impl Render for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn holds(&self) -> &'static str {
        "the data points as a table"
    }

    fn render(
        &self,
        report: &Report,
        _style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        let mut table = csv::Writer::from_writer(out);
        table.write_record(HEADINGS).map_err(failed)?;
        for point in &report.data_points {
            let record = record(report, point);
            let safe = record.iter().map(|cell| safe(cell));
            table
                .write_record(safe.map(|cell| cell.into_owned()))
                .map_err(failed)?;
        }
        table.flush()?;
        Ok(())
    }
}

fn failed(error: csv::Error) -> RenderError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => RenderError::Io(error),
        other => RenderError::Form {
            format: "csv",
            source: format!("{other:?}").into(),
        },
    }
}

fn record(report: &Report, point: &DataPoint) -> [String; 29] {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let readings: Vec<&str> = point
        .meaning
        .readings
        .iter()
        .map(|r| r.text.as_str())
        .collect();
    let from: Vec<&str> = point.inferred_from.iter().map(|f| f.as_str()).collect();
    [
        point.id.to_string(),
        point.person.to_string(),
        text(part(report, &point.at)),
        point.at.place.to_string(),
        point.label.clone(),
        text(point.value.as_deref()),
        text(point.stored.as_deref()),
        text(point.field.as_ref().map(|field| field.0.as_str())),
        text(point.title.as_deref()),
        point.category.to_string(),
        point.meaning.status.to_string(),
        point.meaning.basis.to_string(),
        point.meaning.text.clone(),
        readings.join("; "),
        text(point.meaning.citation.as_deref()),
        places(report, point.meaning.said_at.as_slice()),
        point.origin.to_string(),
        point.origin_basis.to_string(),
        text(point.source_named.as_deref()),
        places(report, &point.origin_at),
        point.inferred.to_string(),
        from.join("; "),
        text(point.special_category.map(|special| special.as_str())),
        point.level.to_string(),
        point.hidden.to_string(),
        text(point.masked),
        findings(report, point),
        String::new(),
        String::new(),
    ]
}

fn part<'r>(report: &'r Report, at: &Location) -> Option<&'r str> {
    let part = report.parts.iter().find(|part| part.id == at.part)?;
    Some(&part.path)
}

/// Each place with its part.
fn places(report: &Report, at: &[Location]) -> String {
    let place = |at: &Location| match part(report, at) {
        Some(part) => format!("{part}: {}", at.place),
        None => at.place.to_string(),
    };
    let places: Vec<String> = at.iter().map(place).collect();
    places.join("; ")
}

fn findings(report: &Report, point: &DataPoint) -> String {
    let about = report
        .findings
        .iter()
        .filter(|finding| finding.data_points.contains(&point.id));
    about
        .map(|finding| finding.rule.0)
        .collect::<Vec<_>>()
        .join("; ")
}

/// A cell that no spreadsheet program takes for a formula.
pub(crate) fn safe(cell: &str) -> Cow<'_, str> {
    let trigger = match cell.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => true,
        Some(first) => !first.is_ascii() && cell.starts_with(['\u{ff1d}', '\u{ff0b}']),
        None => false,
    };
    if trigger && !is_number(cell) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

/// `-3`, `+0.5`, `-1,200.50`: a sign, digits, and nothing that could be reckoned with.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_made_text_and_numbers_are_not() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3", "'-2+3"),
            ("+44 7700 900123", "'+44 7700 900123"),
            ("\tx", "'\tx"),
            ("-3", "-3"),
            ("-1,200.50", "-1,200.50"),
            ("-", "'-"),
            ("57", "57"),
            ("", ""),
        ] {
            assert_eq!(safe(cell), written);
        }
    }
}
