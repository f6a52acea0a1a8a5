//! `jsonl`: the report as JSON lines, for tools that read a record at a time.
//!
//! The first line holds everything but data points and findings; then each data point, then each
//! finding. The key `record` says which is which: `report`, `data-point`, `finding`.

use std::io::Write;

use serde::Serialize;

use crate::error::RenderError;
use crate::finding::Silenced;
use crate::render::{Render, Style};
use crate::report::{
    Case, ChecklistLine, MadeWith, PartLine, Report, SettingsLine, Summary, TimelineLine,
};

/// The report as JSON lines.
#[derive(Debug)]
pub struct JsonLines;

#[derive(Serialize)]
struct Head<'r> {
    schema: &'static str,
    made_with: &'r MadeWith,
    case: &'r Case,
    parts: &'r [PartLine],
    #[serde(skip_serializing_if = "<[Silenced]>::is_empty")]
    suppressed: &'r [Silenced],
    checklist: &'r [ChecklistLine],
    timeline: Option<&'r TimelineLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<&'r SettingsLine>,
    summary: &'r Summary,
}

#[derive(Serialize)]
struct Line<'r, T> {
    record: &'static str,
    #[serde(flatten)]
    body: &'r T,
}

impl Render for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn holds(&self) -> &'static str {
        "the report, then a line for each data point and finding"
    }

    fn render(
        &self,
        report: &Report,
        _style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        let head = Head {
            schema: report.schema,
            made_with: &report.made_with,
            case: &report.case,
            parts: &report.parts,
            suppressed: &report.suppressed,
            checklist: &report.checklist,
            timeline: report.timeline.as_ref(),
            settings: report.settings.as_ref(),
            summary: &report.summary,
        };
        line("report", &head, out)?;
        for point in &report.data_points {
            line("data-point", point, out)?;
        }
        for finding in &report.findings {
            line("finding", finding, out)?;
        }
        Ok(())
    }
}

fn line<T: Serialize>(
    record: &'static str,
    body: &T,
    out: &mut dyn Write,
) -> Result<(), RenderError> {
    serde_json::to_writer(&mut *out, &Line { record, body }).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}
