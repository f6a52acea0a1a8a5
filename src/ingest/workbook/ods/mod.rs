//! OpenDocument spreadsheets.
//!
//! `content.xml` is read here and not by calamine, which lays every sheet out as a rectangle, takes
//! errors for text, and gives neither what is shown nor what is hidden. The text that a program
//! last showed in a cell is stored beside its value, so it is read and not worked out.

mod sheet;
mod styles;

use super::grid::Grid;
use super::package::Package;
use super::trouble::{Budget, Trouble};
use super::xml::{Node, Xml, decode};
use crate::document::{OddityKind, PartKind, ReadState, Visibility};
use crate::error::IngestError;
use crate::ingest::odf::PROPERTIES;
use crate::ingest::properties::properties;
use crate::ingest::{Intake, Limits, Source};
use crate::provenance::Place;
use sheet::SheetReader;
use styles::Styles;

/// Reads an ods file.
pub(super) fn read(source: &Source<'_>, limits: &Limits) -> Result<Intake, IngestError> {
    let mut package = Package::open(source.bytes, limits).map_err(|trouble| trouble.fatal(""))?;
    let mut intake = Intake::new(PartKind::Ods);
    if let Some(manifest) = package.read("META-INF/manifest.xml")
        && memchr::memmem::find(&manifest.bytes, b"encryption-data").is_some()
    {
        return Err(IngestError::Encrypted);
    }
    let Some(member) = package.read("content.xml") else {
        return Err(Trouble::damaged("there is no content in the container").fatal(""));
    };
    let text = decode(member.bytes);
    let mut book = BookReader {
        source,
        limits,
        budget: Budget::new(limits),
        styles: Styles::default(),
        sheets: 0,
        intake: &mut intake,
    };
    let trouble = book.read(&text).err();
    if let Some(trouble) = member.trouble.or(trouble) {
        book.stopped(trouble)?;
    }
    if book.sheets == 0 && book.intake.oddities.is_empty() {
        return Err(Trouble::damaged("it holds no sheets").fatal("content.xml"));
    }
    let macros = package
        .names()
        .iter()
        .any(|name| name.starts_with("basic/") || name.starts_with("scripts/"));
    if macros {
        let text = "the workbook holds macros, which were not run";
        intake
            .oddities
            .push(source.oddity(OddityKind::Macros, Place::Whole, text));
    }
    intake.properties = properties(&mut package, &PROPERTIES, limits)?;
    Ok(intake)
}

struct BookReader<'a> {
    source: &'a Source<'a>,
    limits: &'a Limits,
    budget: Budget<'a>,
    styles: Styles,
    sheets: usize,
    intake: &'a mut Intake,
}

impl BookReader<'_> {
    fn read(&mut self, text: &str) -> Result<(), Trouble> {
        let mut xml = Xml::new(text, self.limits);
        let mut links = 0_usize;
        loop {
            let tag = match xml.next()? {
                Node::End => break,
                Node::Close | Node::Text(_) => continue,
                Node::Open(tag) => tag,
            };
            match tag.name() {
                "automatic-styles" => self.styles.read(&mut xml)?,
                "content-validation" => self.styles.validation(&tag),
                // What changes took away, and copies of linked ranges, are no sheets.
                "tracked-changes" | "dde-links" => xml.skip()?,
                "table" => {
                    self.sheets = self.sheets.saturating_add(1);
                    if self.sheets > self.limits.sheets {
                        return Err(Trouble::Limit(format!("{} sheets", self.limits.sheets)));
                    }
                    let name = tag.attr("name").unwrap_or_default().into_owned();
                    let hidden = tag
                        .attr("style-name")
                        .is_some_and(|style| self.styles.hides_table(&style));
                    let visibility = if hidden {
                        Visibility::Hidden
                    } else {
                        Visibility::Visible
                    };
                    let mut grid = Grid::new(&name, visibility);
                    let mut reader =
                        SheetReader::new(&mut xml, &self.styles, &mut grid, &mut self.budget);
                    let outcome = reader.read();
                    links = links.saturating_add(usize::from(reader.linked));
                    let stop = outcome.err();
                    if let Some(trouble) = stop
                        .clone()
                        .filter(|trouble| !matches!(trouble, Trouble::Refused(_)))
                    {
                        grid.stopped(trouble);
                    }
                    grid.finish(self.source, self.limits, self.intake);
                    if let Some(trouble) = stop {
                        return Err(trouble);
                    }
                }
                _ => {}
            }
        }
        if links > 0 {
            let text = format!("{links} sheets are linked to other files, which were not followed");
            self.intake.oddities.push(self.source.oddity(
                OddityKind::ExternalLinks,
                Place::Whole,
                text,
            ));
        }
        Ok(())
    }

    /// Says why the content was not read to its end; what was read is kept.
    fn stopped(&mut self, trouble: Trouble) -> Result<(), IngestError> {
        let nothing = self
            .intake
            .tables
            .iter()
            .all(|table| table.cells.is_empty());
        let (kind, text) = match &trouble {
            Trouble::Refused(_) | Trouble::Encrypted => return Err(trouble.fatal("content.xml")),
            _ if nothing => return Err(trouble.fatal("content.xml")),
            Trouble::Limit(limit) => (
                OddityKind::LimitReached,
                format!("the limit of {limit} was reached; the rest of the workbook was not read"),
            ),
            Trouble::Damaged(what) => (
                OddityKind::Damaged,
                format!("the workbook is damaged: {what}; what comes after was not read"),
            ),
        };
        self.intake.read = ReadState::Partly;
        self.intake
            .oddities
            .push(self.source.oddity(kind, Place::Whole, text));
        Ok(())
    }
}
