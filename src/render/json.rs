//! `json`: the report as one JSON object, as its schema describes it.

use std::io::Write;

use crate::error::RenderError;
use crate::render::{Render, Style};
use crate::report::Report;

/// The report as one JSON object.
#[derive(Debug)]
pub struct Json;

impl Render for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn holds(&self) -> &'static str {
        "the whole report, for programs"
    }

    fn render(
        &self,
        report: &Report,
        _style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        serde_json::to_writer_pretty(&mut *out, report).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(())
    }
}
