//! `terminal`: the report as a page to read, most serious first.

use std::io::Write;

use crate::error::RenderError;
use crate::render::{Render, Style, Visible};
use crate::report::Report;

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
        _style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        for point in &report.data_points {
            writeln!(
                out,
                "{} = {}: {}",
                Visible(&point.label),
                Visible(point.value.as_deref().unwrap_or_default()),
                Visible(&point.meaning.text)
            )?;
        }
        Ok(())
    }
}
