//! Reads OpenDocument texts: paragraphs, tables, text boxes, notes, headers and footers.
//!
//! Text that is formatted as hidden or white, comments, and what recorded changes took away are
//! read and marked. Headers and footers stand below the body.

use std::collections::{HashMap, HashSet};

use crate::document::{OddityKind, PartKind};
use crate::error::IngestError;
use crate::ingest::odf::PROPERTIES;
use crate::ingest::package::Package;
use crate::ingest::paper::{Anchor, Paper, Seen};
use crate::ingest::properties::properties;
use crate::ingest::sniff::Format;
use crate::ingest::trouble::{Trouble, stopped};
use crate::ingest::xml::{Node, Tag, Xml, decode};
use crate::ingest::{Ingest, Intake, Limits, Source};
use crate::provenance::Place;

/// Columns or spaces that one element may stand for.
const REPEATED: u32 = 1_000;

/// The reader of OpenDocument texts.
#[derive(Debug)]
pub struct Odt;

impl Ingest for Odt {
    fn name(&self) -> &'static str {
        "OpenDocument"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Odt
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        _format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        let limits = &Limits {
            depth: limits.depth.saturating_mul(4),
            ..limits.clone()
        };
        let mut package = Package::open(source.bytes, limits).map_err(|t| t.fatal(""))?;
        let mut intake = Intake::new(PartKind::Odt);
        intake.properties = properties(&mut package, &PROPERTIES, limits)?;
        let content = member(&mut package, "content.xml")?.ok_or_else(|| IngestError::Damaged {
            place: String::new(),
            what: "it has no content".to_owned(),
        })?;
        let around = member(&mut package, "styles.xml")?.unwrap_or_default();
        let mut hiding = HashSet::new();
        for (text, part) in [(&around, "styles.xml"), (&content, "content.xml")] {
            if let Err(trouble @ Trouble::Refused(_)) = styles(text, limits, &mut hiding) {
                return Err(trouble.fatal(part));
            }
        }
        let mut paper = Paper::new(limits);
        let mut beside = Beside::default();
        for (text, part, within) in [
            (&content, "content.xml", "body"),
            (&around, "styles.xml", "master-styles"),
        ] {
            let read = Story::new(text, limits, &hiding, &mut paper, &mut beside).read(within);
            if let Err(trouble) = read {
                stopped(source, part, trouble, &mut intake)?;
            }
        }
        beside.hang(&mut paper);
        beside.report(source, &mut intake);
        paper.finish(source, &mut intake);
        if intake.passages.is_empty() && intake.tables.is_empty() {
            let text = "there is nothing in the file";
            let oddity = source.oddity(OddityKind::Empty, Place::Whole, text);
            intake.oddities.push(oddity);
        }
        Ok(intake)
    }
}

/// The text of a member; nothing where it is not there.
fn member(package: &mut Package<'_>, name: &str) -> Result<Option<String>, IngestError> {
    let Some(member) = package.read(name) else {
        return Ok(None);
    };
    match member.trouble {
        Some(trouble) if member.bytes.is_empty() => Err(trouble.fatal(name)),
        // What breaks off is found out again by whoever reads it.
        _ => Ok(Some(decode(member.bytes))),
    }
}

/// The styles that hide their text: such that are not displayed, and white letters without a ground.
fn styles(text: &str, limits: &Limits, hiding: &mut HashSet<String>) -> Result<(), Trouble> {
    let mut xml = Xml::new(text, limits);
    let mut current = String::new();
    loop {
        match xml.next()? {
            Node::End => return Ok(()),
            Node::Open(tag) => match tag.name() {
                "style" => current = tag.attr("name").unwrap_or_default().into_owned(),
                "text-properties" => {
                    let is_none = tag.attr("display").as_deref() == Some("none");
                    let is_white = tag.attr("color").as_deref() == Some("#ffffff");
                    let ground = tag.attr("background-color");
                    let bare = ground.is_none_or(|ground| ground == "transparent");
                    if is_none || is_white && bare {
                        hiding.insert(current.clone());
                    }
                }
                "body" => return Ok(()),
                _ => {}
            },
            Node::Close | Node::Text(_) => {}
        }
    }
}

/// What a text has beside its paragraphs.
#[derive(Debug, Default)]
struct Beside {
    comments: Vec<(Anchor, String)>,
    /// What changes took away, by the id of the change.
    deleted: HashMap<String, String>,
    insertions: usize,
    first_change: Option<Anchor>,
    pictures: usize,
}

impl Beside {
    fn hang(&self, paper: &mut Paper<'_>) {
        for (anchor, text) in &self.comments {
            paper.comment(anchor, text);
        }
    }

    fn report(&self, source: &Source<'_>, intake: &mut Intake) {
        let mut tell = |kind, place, text: String| {
            intake.oddities.push(source.oddity(kind, place, text));
        };
        if !self.comments.is_empty() {
            let text = format!("{} comments", self.comments.len());
            tell(OddityKind::Comments, Place::Whole, text);
        }
        let deletions = self.deleted.len();
        if deletions > 0 || self.insertions > 0 {
            let place = self
                .first_change
                .as_ref()
                .map_or(Place::Whole, |anchor| Place::Line {
                    line: anchor.line(),
                });
            let text = format!(
                "changes were recorded: {deletions} that took text away, which was read as hidden, and {} that put text in; the first is here",
                self.insertions
            );
            tell(OddityKind::TrackedChanges, place, text);
        }
        if self.pictures > 0 {
            let text = format!("{} pictures and objects were not read", self.pictures);
            tell(OddityKind::Pictures, Place::Whole, text);
        }
    }
}

/// An element that is open and has to be ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Paragraph,
    HiddenParagraph,
    Table,
    Cell,
    Apart,
    /// One that hides what is in it.
    Hiding,
    Other,
}

struct Story<'x, 'p, 'l> {
    xml: Xml<'x>,
    hiding: &'p HashSet<String>,
    paper: &'p mut Paper<'l>,
    beside: &'p mut Beside,
    open: Vec<Element>,
    hidden: usize,
    /// Columns beside the last cell over which it reaches.
    reached_over: u32,
    /// Paragraphs that are open: text outside of them is only the layout of the file.
    paragraphs: usize,
}

impl<'x, 'p, 'l> Story<'x, 'p, 'l> {
    fn new(
        text: &'x str,
        limits: &'x Limits,
        hiding: &'p HashSet<String>,
        paper: &'p mut Paper<'l>,
        beside: &'p mut Beside,
    ) -> Self {
        Self {
            xml: Xml::new(text, limits),
            hiding,
            paper,
            beside,
            open: Vec::new(),
            hidden: 0,
            reached_over: 0,
            paragraphs: 0,
        }
    }

    /// Reads what lies within an element of this name.
    fn read(mut self, within: &str) -> Result<(), Trouble> {
        let mut outside = true;
        loop {
            match self.xml.next()? {
                Node::End => return Ok(()),
                Node::Open(tag) if outside => {
                    if tag.name() == within {
                        outside = false;
                        self.open.push(Element::Other);
                    }
                }
                Node::Close if outside => {}
                Node::Text(_) if outside => {}
                // Lines of the file are spaces of the text.
                Node::Text(text) => self.text(&text.replace(['\r', '\n', '\t'], " ")),
                Node::Close => {
                    self.close();
                    outside = self.open.is_empty();
                }
                Node::Open(tag) => {
                    if let Some(element) = self.open(&tag)? {
                        self.open.push(element);
                    }
                }
            }
        }
    }

    /// Takes an element; nothing where it was read to its end.
    fn open(&mut self, tag: &Tag<'_>) -> Result<Option<Element>, Trouble> {
        let element = match tag.name() {
            "p" | "h" => {
                self.paper.start_paragraph();
                self.paragraphs = self.paragraphs.saturating_add(1);
                if self.is_hiding(tag) {
                    self.hidden = self.hidden.saturating_add(1);
                    Element::HiddenParagraph
                } else {
                    Element::Paragraph
                }
            }
            "span" | "section" if self.is_hiding(tag) => self.hide(),
            "section" if tag.attr("display").as_deref() == Some("none") => self.hide(),
            "hidden-text" | "hidden-paragraph" => self.hide(),
            "table" => {
                self.paper.start_table();
                Element::Table
            }
            "table-row" => {
                self.paper.start_row();
                if matches!(
                    tag.attr("visibility").as_deref(),
                    Some("collapse" | "filter")
                ) {
                    self.paper.hide_row();
                }
                Element::Other
            }
            "table-cell" => {
                self.paper.start_cell();
                let columns = number(tag, "number-columns-spanned");
                self.paper.span(columns, number(tag, "number-rows-spanned"));
                self.reached_over = columns.saturating_sub(1);
                Element::Cell
            }
            "covered-table-cell" => {
                // Its column is taken already where the cell beside it reaches over it.
                let covered = number(tag, "number-columns-repeated");
                self.paper
                    .skip_columns(covered.saturating_sub(self.reached_over));
                self.reached_over = self.reached_over.saturating_sub(covered);
                self.xml.skip()?;
                return Ok(None);
            }
            "text-box" | "note-body" => {
                self.paper.start_apart();
                Element::Apart
            }
            _ => return self.inside(tag),
        };
        Ok(Some(element))
    }

    /// Takes an element that is read to its end, or that only surrounds others.
    fn inside(&mut self, tag: &Tag<'_>) -> Result<Option<Element>, Trouble> {
        match tag.name() {
            "s" => {
                let count = tag.attr("c").and_then(|c| c.parse().ok()).unwrap_or(1u32);
                let count = usize::try_from(count.min(REPEATED)).unwrap_or(1);
                self.text(&" ".repeat(count));
            }
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            "image" | "object" | "object-ole" => {
                self.beside.pictures = self.beside.pictures.saturating_add(1);
            }
            "annotation" => {
                let anchor = self.paper.here();
                let text = self.paragraphs_of()?;
                self.beside.comments.push((anchor, text));
                return Ok(None);
            }
            "tracked-changes" => {
                self.tracked_changes()?;
                return Ok(None);
            }
            "change" => self.took_away(tag),
            "change-start" => {
                let here = self.paper.here();
                self.beside.first_change.get_or_insert(here);
            }
            "ruby-text"
            | "note-citation"
            | "forms"
            | "sequence-decls"
            | "bibliography-source"
            | "table-of-content-source"
            | "desc"
            | "title" => {
                self.xml.skip()?;
                return Ok(None);
            }
            _ => {}
        }
        Ok(Some(Element::Other))
    }

    fn hide(&mut self) -> Element {
        self.hidden = self.hidden.saturating_add(1);
        Element::Hiding
    }

    fn is_hiding(&self, tag: &Tag<'_>) -> bool {
        tag.attr("style-name")
            .is_some_and(|style| self.hiding.contains(style.as_ref()))
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(element @ (Element::Paragraph | Element::HiddenParagraph)) => {
                let hidden = usize::from(element == Element::HiddenParagraph);
                self.hidden = self.hidden.saturating_sub(hidden);
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.paper.end_paragraph();
            }
            Some(Element::Table) => self.paper.end_table(),
            Some(Element::Cell) => self.paper.end_cell(),
            Some(Element::Apart) => self.paper.end_apart(),
            Some(Element::Hiding) => self.hidden = self.hidden.saturating_sub(1),
            Some(Element::Other) | None => {}
        }
    }

    /// Text of a paragraph.
    fn text(&mut self, text: &str) {
        if self.paragraphs > 0 {
            let seen = if self.hidden > 0 {
                Seen::Hidden
            } else {
                Seen::Shown
            };
            self.paper.text(text, seen);
        }
    }

    /// The text of the element just opened, a paragraph a line, without who wrote it and when.
    fn paragraphs_of(&mut self) -> Result<String, Trouble> {
        let inside = self.xml.depth();
        let mut lines: Vec<String> = Vec::new();
        loop {
            match self.xml.next()? {
                Node::Open(tag)
                    if matches!(
                        tag.name(),
                        "creator" | "date" | "creator-initials" | "date-string"
                    ) =>
                {
                    self.xml.skip()?;
                }
                Node::Open(tag) if matches!(tag.name(), "p" | "h") => lines.push(String::new()),
                Node::Text(text) => {
                    if let Some(line) = lines.last_mut() {
                        line.push_str(&text);
                    }
                }
                Node::Close if self.xml.depth() < inside => return Ok(lines.join("\n")),
                Node::End => return Ok(lines.join("\n")),
                Node::Open(_) | Node::Close => {}
            }
        }
    }

    /// Keeps what changes took away, until their places are met.
    fn tracked_changes(&mut self) -> Result<(), Trouble> {
        let inside = self.xml.depth();
        let mut id = String::new();
        loop {
            match self.xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "changed-region" => id = tag.attr("id").unwrap_or_default().into_owned(),
                    "deletion" => {
                        let text = self.paragraphs_of()?;
                        self.beside.deleted.insert(id.clone(), text);
                    }
                    "insertion" => {
                        self.beside.insertions = self.beside.insertions.saturating_add(1);
                    }
                    _ => {}
                },
                Node::Close if self.xml.depth() < inside => return Ok(()),
                Node::End => return Ok(()),
                Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// The place from which a change took text away.
    fn took_away(&mut self, tag: &Tag<'_>) {
        let here = self.paper.here();
        self.beside.first_change.get_or_insert(here);
        let id = tag.attr("change-id").unwrap_or_default();
        let Some(text) = self.beside.deleted.get(id.as_ref()) else {
            return;
        };
        if self.paragraphs > 0 {
            self.paper.text(text, Seen::Hidden);
        } else {
            self.paper.start_paragraph();
            self.paper.text(text, Seen::Hidden);
            self.paper.end_paragraph();
        }
    }
}

fn number(tag: &Tag<'_>, name: &str) -> u32 {
    tag.attr(name)
        .and_then(|number| number.parse().ok())
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::*;
    use crate::provenance::PartId;

    const IN_MEMORY: &str = "writing to memory";

    fn read(styles: &str, body: &str, around: &str) -> Intake {
        let content = format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        let around = format!(
            "<office:document-styles><office:master-styles>{around}</office:master-styles></office:document-styles>"
        );
        let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [("content.xml", content), ("styles.xml", around)] {
            let options = ::zip::write::SimpleFileOptions::default();
            writer.start_file(name, options).expect(IN_MEMORY);
            writer.write_all(text.as_bytes()).expect(IN_MEMORY);
        }
        let bytes = writer.finish().expect(IN_MEMORY).into_inner();
        let source = Source {
            part: PartId(0),
            name: "letter.odt",
            bytes: &bytes,
        };
        let read = Odt.ingest(&source, Format::Odt, &Limits::default());
        read.expect("a text is read")
    }

    fn lines(intake: &Intake) -> Vec<String> {
        let line = |passage: &crate::document::Passage| match passage.hidden {
            true => format!("{}: [{}]", passage.at, passage.text),
            false => format!("{}: {}", passage.at, passage.text),
        };
        intake.passages.iter().map(line).collect()
    }

    #[test]
    fn paragraphs_lists_boxes_and_notes_are_passages_and_headers_stand_below() {
        let intake = read(
            "",
            "<text:h>Re<text:s text:c=\"2\"/>ply</text:h><text:list><text:list-item><text:p>one &amp;\ntwo</text:p></text:list-item></text:list><text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note>b<text:line-break/>c</text:p>",
            "<style:header><text:p>The Party</text:p></style:header>",
        );
        assert_eq!(
            lines(&intake),
            [
                "line 1: Re  ply",
                "line 2: one & two",
                "line 3: ab\nc",
                "line 4: note",
                "line 5: The Party"
            ]
        );
        assert!(intake.oddities.is_empty(), "{:?}", intake.oddities);
    }

    #[test]
    fn a_table_has_its_cells_with_those_that_are_joined() {
        let cell = |attributes: &str, text: &str| {
            format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
        };
        let row =
            |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
        let covered = "<table:covered-table-cell/>".to_owned();
        let table = [
            row(&[
                cell("table:number-columns-spanned=\"2\"", "Scores"),
                covered.clone(),
                cell("", "Note"),
            ]),
            row(&[
                cell("table:number-rows-spanned=\"2\"", "A"),
                cell("", "7"),
                cell("", "x"),
            ]),
            row(&[covered, cell("", "8"), cell("", "y")]),
        ];
        let intake = read(
            "",
            &format!("<table:table>{}</table:table>", table.concat()),
            "",
        );
        let cells: Vec<String> = intake
            .tables
            .iter()
            .flat_map(|table| &table.cells)
            .map(|cell| format!("{}={}", cell.at, cell.text()))
            .collect();
        assert_eq!(
            cells,
            [
                "A1=Scores",
                "C1=Note",
                "A2=A",
                "B2=7",
                "C2=x",
                "B3=8",
                "C3=y"
            ]
        );
    }

    #[test]
    fn hidden_text_comments_and_what_changes_took_away_are_hidden() {
        let styles = "<style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/></style:style><style:style style:name=\"T2\"><style:text-properties fo:color=\"#ffffff\"/></style:style><style:style style:name=\"T3\"><style:text-properties fo:color=\"#ffffff\" fo:background-color=\"#000000\"/></style:style>";
        let changes = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion><office:change-info><dc:creator>cw</dc:creator></office:change-info><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>";
        let span = |style: &str, text: &str| {
            format!("<text:span text:style-name=\"{style}\">{text}</text:span>")
        };
        let body = format!(
            "{changes}<text:p>a{}{}{}<text:change text:change-id=\"c1\"/></text:p><text:p text:style-name=\"T1\">all</text:p><text:p>b<office:annotation><dc:creator>cw</dc:creator><text:p>leave out?</text:p></office:annotation></text:p>",
            span("T1", "x"),
            span("T2", "y"),
            span("T3", "z"),
        );
        let intake = read(styles, &body, "");
        assert_eq!(
            lines(&intake),
            [
                "line 1: az",
                "line 1: [xygone]",
                "line 2: [all]",
                "line 3: b",
                "line 3: [leave out?]"
            ]
        );
        let kinds: Vec<OddityKind> = intake.oddities.iter().map(|o| o.kind).collect();
        assert_eq!(
            kinds,
            [
                OddityKind::Comments,
                OddityKind::TrackedChanges,
                OddityKind::InvisibleText
            ]
        );
    }
}
