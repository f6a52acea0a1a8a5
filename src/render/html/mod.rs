//! `html`: the report as one page for a browser: the plain page first, then pictures, findings, the
//! decoded table, and what the report rests on. One file, no script, nothing loaded from elsewhere.

pub mod paper;
mod picture;

use std::io::Write;

use askama::Template as _;

use crate::error::RenderError;
use crate::render::corner::Corner;
use crate::render::view::{View, view};
use crate::render::{Render, Style};
use crate::report::Report;

use picture::{Pictures, pictures};

const NAME: &str = "html";
pub(crate) const SHEET: &str = include_str!("report.css");

/// What stands on the page. Its template ends in `.html`, which makes every value in it escaped.
#[derive(askama::Template)]
#[template(path = "report.html")]
struct Page {
    view: View,
    pictures: Pictures,
    sheet: &'static str,
}

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
        let page = Page {
            view: view(report),
            pictures: pictures(report),
            sheet: SHEET,
        };
        let page = page.render().map_err(|source| RenderError::Form {
            format: NAME,
            source: Box::new(source),
        })?;
        out.write_all(page.as_bytes())?;
        Ok(())
    }
}
