//! Writing a report out: one file a format. A renderer decides layout, never content.

mod corner;
mod csv;
pub mod docx;
mod html;
mod json;
mod jsonl;
mod markdown;
mod page;
pub mod plain;
pub mod terminal;
pub mod view;
mod visible;
pub mod words;
pub mod xlsx;

use std::io::Write;

use crate::error::RenderError;
use crate::report::Report;

pub(crate) use csv::safe;
pub(crate) use html::SHEET as STYLE_SHEET;
pub use html::paper::page as html_page;
pub use markdown::paper::text as markdown_text;
pub use page::{Ink, Page};
pub use visible::{Visible, visible};

/// An output format.
pub trait Render: Sync {
    /// What `--format` calls it.
    fn name(&self) -> &'static str;

    /// The endings of file names that choose it, without the point.
    fn endings(&self) -> &'static [&'static str];

    /// What it holds, in a few words for the help.
    fn holds(&self) -> &'static str;

    /// Whether it is for a program to open, and would only disturb a terminal.
    fn is_binary(&self) -> bool {
        false
    }

    /// Writes a report.
    ///
    /// # Errors
    ///
    /// [`RenderError`] where the writer fails or the report does not fit the form.
    fn render(
        &self,
        report: &Report,
        style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError>;
}

/// All formats, the one without a choice first.
pub static RENDERERS: &[&dyn Render] = &[
    &terminal::Terminal,
    &json::Json,
    &jsonl::JsonLines,
    &csv::Csv,
    &html::Html,
    &docx::Docx,
    &xlsx::Xlsx,
    &markdown::Markdown,
];

/// The format of a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static dyn Render> {
    RENDERERS
        .iter()
        .copied()
        .find(|renderer| renderer.name() == name)
}

/// The format that the ending of a file name chooses.
#[must_use]
pub fn by_ending(ending: &str) -> Option<&'static dyn Render> {
    let ending = ending.to_lowercase();
    RENDERERS
        .iter()
        .copied()
        .find(|renderer| renderer.endings().contains(&ending.as_str()))
}

/// How text for people is laid out. Formats for programs take no notice of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the page. Default 100.
    pub width: usize,
    /// Whether colour is added.
    pub colour: Colour,
    /// How much is shown.
    pub detail: Detail,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 100,
            colour: Colour::Without,
            detail: Detail::Brief,
        }
    }
}

/// Whether colour is added. Nothing is said by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Without,
    /// Text with colour.
    With,
}

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// A few places of each finding; long values cut, visibly.
    Brief,
    /// Every place, every value in full.
    Full,
}
