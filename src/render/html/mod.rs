//! `html`: the report as one page for a browser: the plain page first, then pictures, findings, the
//! decoded table, and what the report rests on. One file, no script, nothing loaded from elsewhere.

pub mod paper;
mod picture;

use std::io::Write;
use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};

use crate::error::RenderError;
use crate::render::view::view;
use crate::render::{Render, Style};
use crate::report::Report;

use picture::pictures;

const NAME: &str = "html";
const PAGE: &str = include_str!("report.html");
pub(crate) const SHEET: &str = include_str!("report.css");

/// The report as a page for a browser.
#[derive(Debug)]
pub struct Html;

impl Render for Html {
    fn name(&self) -> &'static str {
        NAME
    }

    fn endings(&self) -> &'static [&'static str] {
        &["html", "htm"]
    }

    fn holds(&self) -> &'static str {
        "a page for a browser, to read and to print"
    }

    fn render(
        &self,
        report: &Report,
        _style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        let page = page()
            .and_then(|page| {
                page.render(context! {
                    view => Serde(view(report)),
                    pictures => Serde(pictures(report)),
                    sheet => SHEET,
                })
            })
            .map_err(|source| RenderError::Form {
                format: NAME,
                source: Box::new(source),
            })?;
        out.write_all(page.as_bytes())?;
        Ok(())
    }
}

/// The template, parsed once. Its name ends in `.html`, which makes every value in it escaped.
fn page() -> Result<minijinja::Template<'static, 'static>, minijinja::Error> {
    static TEMPLATES: OnceLock<Result<Environment<'static>, String>> = OnceLock::new();
    let templates = TEMPLATES.get_or_init(|| {
        let mut templates = Environment::new();
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
            .map_err(|error| error.to_string())?;
        templates.set_syntax(syntax);
        templates
            .add_template("report.html", PAGE)
            .map_err(|error| error.to_string())?;
        Ok(templates)
    });
    match templates {
        Ok(templates) => templates.get_template("report.html"),
        Err(what) => Err(minijinja::Error::new(
            minijinja::ErrorKind::SyntaxError,
            what.clone(),
        )),
    }
}
