//! `terminal`: the report as a page to read. One screen of summary first, then the findings, most
//! serious first, then what each value means, then what was not read.

mod checklist;
mod files;
mod findings;
mod summary;
mod values;

use std::io::{self, Write};

use crate::error::RenderError;
use crate::provenance::Location;
use crate::render::{Page, Render, Style, words};
use crate::report::{DataPoint, PSEUDONYM, REDACTED, Report};

pub use findings::{provisions, short};

/// The report as a page to read.
#[derive(Debug)]
pub struct Terminal;

impl Render for Terminal {
    fn name(&self) -> &'static str {
        "terminal"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn holds(&self) -> &'static str {
        "a page to read"
    }

    fn render(
        &self,
        report: &Report,
        style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        write(report, &mut Page::new(out, *style))?;
        Ok(())
    }
}

fn write(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    summary::write(report, page)?;
    findings::write(report, page)?;
    let sources = values::write(report, page)?;
    checklist::write(report, page)?;
    files::write(report, &sources, page)
}

/// A value as it is quoted; why it is not, where it is not.
fn quoted_value(point: &DataPoint) -> String {
    match (&point.value, point.masked) {
        (_, Some("another-person")) => "(another person\u{2019}s: masked)".to_owned(),
        (Some(value), Some(PSEUDONYM)) => value.clone(),
        (_, Some(REDACTED)) => "(masked)".to_owned(),
        (_, Some(_)) => "(left out)".to_owned(),
        (Some(value), None) => format!("\u{201c}{value}\u{201d}"),
        (None, None) => "(blank)".to_owned(),
    }
}

fn quoted_label(point: &DataPoint) -> String {
    if point.label.is_empty() {
        return "(no heading)".to_owned();
    }
    format!("\u{201c}{}\u{201d}", point.label)
}

/// A place for people.
fn place(report: &Report, at: &Location) -> String {
    report
        .parts
        .iter()
        .find(|part| part.id == at.part)
        .map_or_else(
            || at.place.to_string(),
            |part| words::place(report, part, &at.place),
        )
}
