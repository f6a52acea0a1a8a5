//! The report on a cohort as one page for a browser: one file, no script, nothing loaded from elsewhere.

use std::io::{self, Write};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};

use super::report::CohortReport;
use crate::render::STYLE_SHEET;

const PAGE: &str = include_str!("cohort.html");

/// Writes the page.
///
/// # Errors
///
/// Where the template does not hold or the writer fails.
pub fn page(report: &CohortReport, out: &mut dyn Write) -> io::Result<()> {
    let page = rendered(report).map_err(io::Error::other)?;
    out.write_all(page.as_bytes())
}

/// The template's name ends in `.html`, which makes every value in it escaped.
fn rendered(report: &CohortReport) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    templates.add_filter("percent", percent);
    templates.add_filter("wide", wide);
    templates.add_template("cohort.html", PAGE)?;
    templates.get_template("cohort.html")?.render(context! {
        report => Serde(report),
        sheet => STYLE_SHEET,
    })
}

/// A share in per cent; where there is none, a dash.
fn percent(share: Option<f64>) -> String {
    share.map_or_else(
        || "\u{2013}".to_owned(),
        |share| format!("{:.0} %", share * 100.0),
    )
}

/// A share as a width of so many units.
fn wide(share: Option<f64>, units: f64) -> String {
    format!("{:.1}", share.unwrap_or(0.0) * units)
}
