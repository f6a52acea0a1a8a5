//! `json`: the report as one JSON object, as its schema describes it.

mod writer;

use std::io::Write;

use serde::Serialize as _;

use crate::error::RenderError;
use crate::render::json::writer::{Failed, Writer};
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
        let mut writer = Writer::new(out);
        report.serialize(&mut writer).map_err(Failed::into_inner)?;
        writer.end()?;
        Ok(())
    }
}
