//! One story of a document: its body, a header, a footer, its notes. Elements in the order in which
//! they stand become paragraphs, tables and what stands apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::Limits;
use crate::ingest::paper::{Anchor, Joined, Paper, Seen};
use crate::ingest::trouble::Trouble;
use crate::ingest::xml::{Node, Tag, Xml};
use crate::provenance::LineNo;

use super::styles::Styles;

/// Half-points of a letter that nobody can read.
const UNREADABLE_SIZE: u32 = 4;

/// What the stories have beside their text.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Where comments hang, by their ids.
    pub(super) anchors: BTreeMap<String, Anchor>,
    /// Pictures and drawings.
    pub(super) pictures: usize,
    /// Changes that took text away, and where the first is.
    pub(super) deletions: usize,
    /// Changes that put text in.
    pub(super) insertions: usize,
    /// Where the first change is.
    pub(super) first_change: Option<Anchor>,
    /// The lines with black text on black, which is left out.
    pub(super) blacked_out: BTreeSet<LineNo>,
}

/// An element that is open and has to be ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Paragraph,
    Run,
    Table,
    Row,
    Cell,
    Apart,
    Deleted,
    Other,
}

/// The state of reading a story.
struct Story<'x, 'p, 'l> {
    xml: Xml<'x>,
    paper: &'p mut Paper<'l>,
    styles: &'p Styles,
    beside: &'p mut Beside,
    open: Vec<Element>,
    deleted: usize,
    /// Whether the style of the paragraph hides its text, of each that is open.
    hiding: Vec<bool>,
    run_hidden: bool,
    /// Whether the text of the run is black on black.
    run_blacked_out: bool,
}

/// Reads a story into a document.
pub(super) fn read<'x>(
    text: &'x str,
    limits: &'x Limits,
    styles: &Styles,
    paper: &mut Paper<'_>,
    beside: &mut Beside,
) -> Result<(), Trouble> {
    let mut story = Story {
        xml: Xml::new(text, limits),
        paper,
        styles,
        beside,
        open: Vec::new(),
        deleted: 0,
        hiding: Vec::new(),
        run_hidden: false,
        run_blacked_out: false,
    };
    loop {
        match story.xml.next()? {
            Node::End => return Ok(()),
            Node::Text(_) => {}
            Node::Close => story.close(),
            Node::Open(tag) => {
                let element = story.open(&tag)?;
                if let Some(element) = element {
                    story.open.push(element);
                }
            }
        }
    }
}

impl Story<'_, '_, '_> {
    /// Takes an element; nothing where it was read to its end.
    fn open(&mut self, tag: &Tag<'_>) -> Result<Option<Element>, Trouble> {
        let element = match tag.name() {
            "p" => {
                self.paper.start_paragraph();
                self.hiding.push(false);
                Element::Paragraph
            }
            "r" => {
                self.run_hidden = false;
                self.run_blacked_out = false;
                Element::Run
            }
            "tbl" => {
                self.paper.start_table();
                Element::Table
            }
            "tr" => {
                self.paper.start_row();
                Element::Row
            }
            "tc" => {
                self.paper.start_cell();
                Element::Cell
            }
            "txbxContent" => {
                self.paper.start_apart();
                Element::Apart
            }
            "del" | "moveFrom" => {
                self.deleted = self.deleted.saturating_add(1);
                self.beside.deletions = self.beside.deletions.saturating_add(1);
                self.change();
                Element::Deleted
            }
            "ins" | "moveTo" => {
                self.beside.insertions = self.beside.insertions.saturating_add(1);
                self.change();
                Element::Other
            }
            "footnote" | "endnote" if is_separator(tag) => {
                self.xml.skip()?;
                return Ok(None);
            }
            "blip" | "imagedata" => {
                self.beside.pictures = self.beside.pictures.saturating_add(1);
                Element::Other
            }
            "commentRangeStart" | "commentReference" => {
                let id = tag.attr("id").unwrap_or_default().into_owned();
                let here = self.paper.here();
                self.beside.anchors.entry(id).or_insert(here);
                Element::Other
            }
            _ => return self.inside(tag),
        };
        Ok(Some(element))
    }

    /// Takes an element that is read to its end, or that only surrounds others.
    fn inside(&mut self, tag: &Tag<'_>) -> Result<Option<Element>, Trouble> {
        match tag.name() {
            "t" | "delText" => {
                let text = self.xml.text()?;
                let deleted = tag.name() == "delText";
                self.text(&text, deleted);
                return Ok(None);
            }
            "tab" | "ptab" => self.text("\t", false),
            "br" | "cr" => self.text("\n", false),
            "noBreakHyphen" => self.text("-", false),
            "sym" => self.symbol(tag),
            "pPr" => {
                self.paragraph_properties()?;
                return Ok(None);
            }
            "rPr" => {
                self.run_properties()?;
                return Ok(None);
            }
            "tcPr" => {
                self.cell_properties()?;
                return Ok(None);
            }
            "trPr" => {
                self.row_properties()?;
                return Ok(None);
            }
            // The other form of what was read, codes of fields, and settings.
            "Fallback" | "instrText" | "delInstrText" | "sdtPr" | "sectPr" | "tblPr"
            | "tblGrid" | "rt" | "tblPrEx" | "tblPrChange" => {
                self.xml.skip()?;
                return Ok(None);
            }
            _ => {}
        }
        Ok(Some(Element::Other))
    }

    /// Ends the innermost element.
    fn close(&mut self) {
        match self.open.pop() {
            Some(Element::Paragraph) => {
                self.hiding.pop();
                self.paper.end_paragraph();
            }
            Some(Element::Table) => self.paper.end_table(),
            Some(Element::Cell) => self.paper.end_cell(),
            Some(Element::Apart) => self.paper.end_apart(),
            Some(Element::Deleted) => self.deleted = self.deleted.saturating_sub(1),
            Some(Element::Run) => {
                self.run_hidden = false;
                self.run_blacked_out = false;
            }
            Some(Element::Row | Element::Other) | None => {}
        }
    }

    fn change(&mut self) {
        let here = self.paper.here();
        self.beside.first_change.get_or_insert(here);
    }

    fn text(&mut self, text: &str, deleted: bool) {
        // What was meant to be blacked out is never shown.
        if self.run_blacked_out {
            self.beside.blacked_out.insert(self.paper.here().line());
            return;
        }
        let hiding = self.hiding.last().copied().unwrap_or(false);
        let hidden = deleted || self.deleted > 0 || self.run_hidden || hiding;
        let seen = if hidden { Seen::Hidden } else { Seen::Shown };
        self.paper.text(text, seen);
    }

    /// A character by its number in a font of symbols. Boxes and ticks mean something in a form;
    /// of others only that there is one.
    fn symbol(&mut self, tag: &Tag<'_>) {
        let code = tag
            .attr("char")
            .and_then(|code| u32::from_str_radix(&code, 16).ok());
        let text = match code {
            Some(0xF0FE | 0xF078 | 0xF0FD | 0xF053 | 0xF054) => "\u{2612}",
            Some(0xF0A8 | 0xF06F | 0xF071 | 0xF0A3) => "\u{2610}",
            Some(0xF0FC | 0xF050) => "\u{2713}",
            Some(0xF0FB | 0xF04F) => "\u{2717}",
            Some(0xF0B7 | 0xF0A7) => "\u{2022}",
            Some(code) if !(0xF000..=0xF0FF).contains(&code) => {
                let letter = char::from_u32(code).map(String::from);
                return self.text(&letter.unwrap_or_default(), false);
            }
            _ => "\u{fffd}",
        };
        self.text(text, false);
    }

    /// The properties of a paragraph: its style.
    fn paragraph_properties(&mut self) -> Result<(), Trouble> {
        let inside = self.xml.depth();
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.name() == "pStyle" => {
                    let hides = tag.attr("val").is_some_and(|id| self.styles.hides(&id));
                    if let Some(hiding) = self.hiding.last_mut() {
                        *hiding = hides;
                    }
                }
                // Those of its mark, and those before a change, are not those of its text.
                Node::Open(tag) if matches!(tag.name(), "rPr" | "pPrChange" | "sectPr") => {
                    self.xml.skip()?;
                }
                Node::Close if self.xml.depth() < inside => return Ok(()),
                Node::End => return Ok(()),
                Node::Open(_) | Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// The properties of a run: whether it can be seen.
    fn run_properties(&mut self) -> Result<(), Trouble> {
        let inside = self.xml.depth();
        let mut vanishes = None;
        let mut is_white = false;
        let mut is_shaded = false;
        let mut is_tiny = false;
        let (mut ink, mut paper) = (Ink::Automatic, Ground::Plain);
        loop {
            match self.xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "vanish" => vanishes = Some(is_on(&tag)),
                    "rStyle" => {
                        let hides = tag.attr("val").is_some_and(|id| self.styles.hides(&id));
                        vanishes = vanishes.or(hides.then_some(true));
                    }
                    "color" => {
                        is_white = tag.attr("val").is_some_and(|c| is_nearly_white(&c));
                        ink = Ink::of(tag.attr("val").as_deref());
                    }
                    "shd" => {
                        is_shaded = true;
                        if tag.attr("fill").as_deref() == Some("000000") {
                            paper = Ground::Shaded;
                        }
                    }
                    "highlight" => {
                        is_shaded = true;
                        if tag.attr("val").as_deref() == Some("black") {
                            paper = Ground::Marked;
                        }
                    }
                    "sz" => {
                        let size = tag.attr("val").and_then(|size| size.parse().ok());
                        is_tiny = size.is_some_and(|size: u32| size <= UNREADABLE_SIZE);
                    }
                    "rPrChange" => self.xml.skip()?,
                    _ => {}
                },
                Node::Close if self.xml.depth() < inside => break,
                Node::End => break,
                Node::Close | Node::Text(_) => {}
            }
        }
        // The style of a table may put a dark colour behind white letters.
        let is_camouflaged = is_white && !is_shaded && !self.paper.is_in_table();
        if self.open.last() == Some(&Element::Run) {
            self.run_hidden = vanishes.unwrap_or(false) || is_camouflaged || is_tiny;
            self.run_blacked_out = is_blacked_out(ink, paper);
        }
        Ok(())
    }

    /// The properties of a cell: how far it reaches.
    fn cell_properties(&mut self) -> Result<(), Trouble> {
        let inside = self.xml.depth();
        loop {
            match self.xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "gridSpan" => self.paper.span(number(&tag), 1),
                    // Without a value it goes on.
                    "vMerge" if tag.attr("val").as_deref() != Some("restart") => {
                        self.paper.join(Joined::Above);
                    }
                    "tcPrChange" => self.xml.skip()?,
                    _ => {}
                },
                Node::Close if self.xml.depth() < inside => return Ok(()),
                Node::End => return Ok(()),
                Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// The properties of a row: whether it was taken away, and columns left out before it.
    fn row_properties(&mut self) -> Result<(), Trouble> {
        let inside = self.xml.depth();
        loop {
            match self.xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "del" | "hidden" if is_on(&tag) => {
                        let deleted = usize::from(tag.name() == "del");
                        self.beside.deletions = self.beside.deletions.saturating_add(deleted);
                        self.paper.hide_row();
                    }
                    "gridBefore" => self.paper.skip_columns(number(&tag)),
                    "trPrChange" => self.xml.skip()?,
                    _ => {}
                },
                Node::Close if self.xml.depth() < inside => return Ok(()),
                Node::End => return Ok(()),
                Node::Close | Node::Text(_) => {}
            }
        }
    }
}

/// The colour of letters.
#[derive(Clone, Copy)]
enum Ink {
    /// Chosen by the program that shows the text.
    Automatic,
    Black,
    Other,
}

impl Ink {
    fn of(colour: Option<&str>) -> Self {
        match colour {
            None | Some("auto") => Self::Automatic,
            Some("000000") => Self::Black,
            Some(_) => Self::Other,
        }
    }
}

/// What is behind letters.
#[derive(Clone, Copy)]
enum Ground {
    Plain,
    /// Black shading: letters without a colour of their own turn white on it.
    Shaded,
    /// A black marker: letters without a colour of their own stay black under it.
    Marked,
}

fn is_blacked_out(ink: Ink, ground: Ground) -> bool {
    matches!(
        (ink, ground),
        (Ink::Black, Ground::Shaded | Ground::Marked) | (Ink::Automatic, Ground::Marked)
    )
}

/// Whether a property is switched on: it is by being there, unless it says otherwise.
pub(super) fn is_on(tag: &Tag<'_>) -> bool {
    let value = tag.attr("val");
    !value.is_some_and(|value| matches!(value.as_ref(), "0" | "false" | "off"))
}

fn number(tag: &Tag<'_>) -> u32 {
    tag.attr("val")
        .and_then(|value| value.parse().ok())
        .unwrap_or(1)
}

/// The lines between text and notes are notes by their form only.
fn is_separator(tag: &Tag<'_>) -> bool {
    let kind = tag.attr("type");
    kind.is_some_and(|kind| kind.contains("eparator") || kind == "continuationNotice")
}

/// Whether letters of a colour cannot be seen on white paper.
fn is_nearly_white(colour: &str) -> bool {
    let channel = |range| u8::from_str_radix(colour.get(range)?, 16).ok();
    let channels = [channel(0..2), channel(2..4), channel(4..6)];
    colour.len() == 6
        && channels
            .iter()
            .all(|channel| channel.is_some_and(|c| c >= 0xFA))
}

/// The texts of comments, by id; those of one paragraph each.
pub(super) fn comments(text: &str, limits: &Limits) -> Result<Vec<(String, String)>, Trouble> {
    let mut xml = Xml::new(text, limits);
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        match xml.next()? {
            Node::End => return Ok(found),
            Node::Open(tag) => match tag.name() {
                "comment" => {
                    let id = tag.attr("id").unwrap_or_default().into_owned();
                    found.push((id, String::new()));
                }
                "p" => {
                    if let Some((_, text)) = found.last_mut().filter(|(_, text)| !text.is_empty()) {
                        text.push('\n');
                    }
                }
                "t" => {
                    let text = xml.text()?;
                    if let Some((_, comment)) = found.last_mut() {
                        comment.push_str(&text);
                    }
                }
                _ => {}
            },
            Node::Close | Node::Text(_) => {}
        }
    }
}
