//! Parts beside a sheet: comments, tables, and the properties of the document.

use std::collections::BTreeMap;

use super::super::grid::Grid;
use super::super::refs::{area_ref, cell_ref};
use super::super::trouble::Trouble;
use super::super::xml::{Node, Xml, unescape_office};
use crate::document::Span;
use crate::ingest::Limits;
use crate::provenance::CellAt;

/// Comments being gathered.
#[derive(Default)]
pub(in crate::ingest::workbook) struct Notes {
    plain: BTreeMap<CellAt, String>,
    threaded: BTreeMap<CellAt, Vec<String>>,
}

impl Notes {
    /// Notes, and the stand-ins for threads that older programs show.
    pub(in crate::ingest::workbook) fn plain(
        &mut self,
        text: &str,
        limits: &Limits,
    ) -> Result<(), Trouble> {
        let mut xml = Xml::new(text, limits);
        let mut at = None;
        loop {
            match xml.next()? {
                Node::End => return Ok(()),
                Node::Open(tag) if tag.name() == "comment" => {
                    at = tag.attr("ref").and_then(|text| cell_ref(&text));
                }
                Node::Open(tag) if tag.name() == "text" => {
                    let text = unescape_office(xml.rich_text()?);
                    if let Some(at) = at {
                        self.plain.insert(at, text);
                    }
                }
                _ => {}
            }
        }
    }

    /// Threads: a comment and the answers to it.
    pub(in crate::ingest::workbook) fn threaded(
        &mut self,
        text: &str,
        limits: &Limits,
    ) -> Result<(), Trouble> {
        let mut xml = Xml::new(text, limits);
        let mut at = None;
        loop {
            match xml.next()? {
                Node::End => return Ok(()),
                Node::Open(tag) if tag.name() == "threadedComment" => {
                    at = tag.attr("ref").and_then(|text| cell_ref(&text));
                }
                Node::Open(tag) if tag.name() == "text" => {
                    let text = xml.text()?;
                    if let Some(at) = at {
                        self.threaded.entry(at).or_default().push(text);
                    }
                }
                _ => {}
            }
        }
    }

    /// The comments by cell; a thread goes before its stand-in.
    pub(in crate::ingest::workbook) fn finish(self) -> BTreeMap<CellAt, Box<str>> {
        let mut notes: BTreeMap<CellAt, Box<str>> = self
            .plain
            .into_iter()
            .map(|(at, text)| (at, text.into()))
            .collect();
        for (at, texts) in self.threaded {
            notes.insert(at, texts.join("\n").into());
        }
        notes
    }
}

/// A table of a sheet, for the filter it may have.
pub(super) fn table_filter(text: &str, limits: &Limits, grid: &mut Grid) -> Result<(), Trouble> {
    let mut xml = Xml::new(text, limits);
    let mut area: Option<Span> = None;
    loop {
        match xml.next()? {
            Node::End => return Ok(()),
            Node::Open(tag) if tag.name() == "autoFilter" => {
                area = tag.attr("ref").and_then(|text| area_ref(&text));
            }
            Node::Open(tag)
                if matches!(
                    tag.name(),
                    "filters" | "customFilters" | "dynamicFilter" | "top10"
                ) =>
            {
                grid.filtered.extend(area.take());
            }
            _ => {}
        }
    }
}
