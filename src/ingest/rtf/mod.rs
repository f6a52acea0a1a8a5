//! Reads rich text: paragraphs and tables, hidden and deleted text, notes and comments.

mod outlook;
mod tokens;

use std::collections::HashMap;

use encoding_rs::Encoding;

use crate::document::{OddityKind, PartKind, Property, ReadState};
use crate::error::IngestError;
use crate::ingest::paper::{Joined, Paper, Seen};
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};
use crate::provenance::{PartId, Place};

pub(crate) use outlook::{enclosed_page, unpacked};

use tokens::{Token, Tokens, code_page, font_page, text_of};

/// Groups inside each other.
const GROUPS: usize = 10_000;

/// The reader of rich text.
#[derive(Debug)]
pub struct Rtf;

impl Ingest for Rtf {
    fn name(&self) -> &'static str {
        "rich text"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Rtf
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        _format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        let mut reader = Reader::new(limits);
        let ended = reader.read(source.bytes);
        let mut intake = Intake::new(PartKind::Rtf);
        reader.properties.sort();
        intake.properties = std::mem::take(&mut reader.properties);
        for comment in std::mem::take(&mut reader.comments) {
            let below = reader.paper.here();
            reader.paper.comment(&below, &comment);
        }
        report(source, &reader, ended, &mut intake);
        reader.paper.finish(source, &mut intake);
        if intake.passages.is_empty() && intake.tables.is_empty() {
            let text = "there is nothing in the file";
            let oddity = source.oddity(OddityKind::Empty, Place::Whole, text);
            intake.oddities.push(oddity);
        }
        Ok(intake)
    }
}

/// The text alone, a paragraph a line; nothing where there is none.
pub(crate) fn plain(rich: &[u8], limits: &Limits) -> Option<String> {
    let source = Source {
        part: PartId(0),
        name: "",
        bytes: rich,
    };
    let intake = Rtf.ingest(&source, Format::Rtf, limits).ok()?;
    let shown = intake.passages.iter().filter(|passage| !passage.hidden);
    let cells = intake.tables.iter().flat_map(|table| {
        let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
        rows.map(|row| {
            row.iter()
                .map(|cell| cell.text())
                .collect::<Vec<_>>()
                .join("\t")
        })
    });
    let lines: Vec<String> = shown
        .map(|passage| passage.text.clone())
        .chain(cells)
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// How the text came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Whole,
    BrokenOff,
    TooDeep,
}

/// What becomes of the text of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Text,
    Passed,
    Fonts,
    Colours,
    Comment,
    Property(&'static str),
}

/// What a group sets and its end takes back.
#[derive(Debug, Clone)]
struct State {
    destination: Destination,
    hidden: bool,
    deleted: bool,
    white: bool,
    grounded: bool,
    font: i32,
    skips: usize,
    /// Whether the group stands apart and has to be ended.
    apart: bool,
    in_table: bool,
}

/// A cell as the row defines it.
#[derive(Debug, Clone, Copy, Default)]
struct Defined {
    joins_above: bool,
}

/// What is open in a flow of text: the body, a note, a text box.
#[derive(Debug, Clone, Default)]
struct Flow {
    paragraph: bool,
    table: bool,
    row: bool,
    cell: bool,
    /// Cells of the row that have ended.
    cells: usize,
}

struct Reader<'l> {
    paper: Paper<'l>,
    states: Vec<State>,
    state: State,
    starred: bool,
    to_skip: usize,
    bytes: Vec<u8>,
    high: Option<u16>,
    page: i32,
    pages: HashMap<i32, i32>,
    colours: Vec<[i32; 3]>,
    colour: [i32; 3],
    flow: Flow,
    /// The flows around the one that is read.
    flows: Vec<Flow>,
    defined: Vec<Defined>,
    defining: Defined,
    properties: Vec<Property>,
    gathered: String,
    moment: [i32; 5],
    comments: Vec<String>,
    pictures: usize,
    deletions: usize,
    insertions: usize,
}

impl<'l> Reader<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self {
            paper: Paper::new(limits),
            states: Vec::new(),
            state: State {
                destination: Destination::Text,
                hidden: false,
                deleted: false,
                white: false,
                grounded: false,
                font: 0,
                skips: 1,
                apart: false,
                in_table: false,
            },
            starred: false,
            to_skip: 0,
            bytes: Vec::new(),
            high: None,
            page: 1252,
            pages: HashMap::new(),
            colours: Vec::new(),
            colour: [0; 3],
            flow: Flow::default(),
            flows: Vec::new(),
            defined: Vec::new(),
            defining: Defined::default(),
            properties: Vec::new(),
            gathered: String::new(),
            moment: [0; 5],
            comments: Vec::new(),
            pictures: 0,
            deletions: 0,
            insertions: 0,
        }
    }

    /// Reads the text to its end.
    fn read(&mut self, bytes: &[u8]) -> Ended {
        let mut opened = false;
        for token in Tokens::new(bytes) {
            if self.states.len() > GROUPS {
                return Ended::TooDeep;
            }
            let starred = std::mem::replace(&mut self.starred, token == Token::Symbol(b'*'));
            match token {
                Token::Open => {
                    self.flush();
                    opened = true;
                    self.states.push(self.state.clone());
                    self.state.apart = false;
                }
                Token::Close => {
                    self.flush();
                    self.close();
                    // What comes behind the end is none of it.
                    if opened && self.states.is_empty() {
                        self.end_paragraph();
                        return Ended::Whole;
                    }
                }
                Token::Word(word, number) => {
                    self.flush_before(word);
                    self.word(word, number, starred, token);
                }
                Token::Symbol(_) => {
                    self.flush();
                    if let Some(text) = text_of(token) {
                        self.write(text);
                    }
                }
                Token::Byte(byte) => self.byte(byte),
                Token::Text(text) => text.iter().for_each(|byte| self.byte(*byte)),
            }
        }
        self.flush();
        self.end_paragraph();
        Ended::BrokenOff
    }

    fn flush_before(&mut self, word: &str) {
        if word != "u" {
            self.high = None;
        }
        self.flush();
    }

    /// Takes a control word: one that says where text goes, how it looks, or where it ends.
    fn word(&mut self, word: &str, number: Option<i32>, starred: bool, token: Token<'_>) {
        if self.destination(word, starred) {
            return;
        }
        let on = number != Some(0);
        match word {
            "ansicpg" => self.page = number.unwrap_or(self.page),
            "mac" => self.page = 10000,
            "uc" => {
                self.state.skips = number
                    .and_then(|n| usize::try_from(n).ok())
                    .unwrap_or(1)
                    .min(16)
            }
            "u" => self.unicode(number.unwrap_or(0)),
            "f" => self.state.font = number.unwrap_or(0),
            "fcharset" if self.state.destination == Destination::Fonts => {
                if let Some(page) = number.and_then(font_page) {
                    self.pages.insert(self.state.font, page);
                }
            }
            "red" | "green" | "blue" => {
                let place = match word {
                    "red" => 0,
                    "green" => 1,
                    _ => 2,
                };
                if let Some(channel) = self.colour.get_mut(place) {
                    *channel = number.unwrap_or(0);
                }
            }
            "v" => self.state.hidden = on,
            "deleted" => {
                self.deletions = self.deletions.saturating_add(usize::from(on));
                self.state.deleted = on;
            }
            "revised" => self.insertions = self.insertions.saturating_add(usize::from(on)),
            "cf" => {
                let colour = number.and_then(|n| usize::try_from(n).ok());
                let colour = colour.and_then(|n| self.colours.get(n));
                self.state.white = colour.is_some_and(|c| c.iter().all(|channel| *channel >= 250));
            }
            "cb" | "chcbpat" | "highlight" | "cbpat" => self.state.grounded = on,
            "plain" => {
                self.state.hidden = false;
                self.state.deleted = false;
                self.state.white = false;
                self.state.grounded = false;
            }
            "yr" | "mo" | "dy" | "hr" | "min" => {
                let place = ["yr", "mo", "dy", "hr", "min"]
                    .iter()
                    .position(|name| *name == word);
                if let Some(part) = place.and_then(|place| self.moment.get_mut(place)) {
                    *part = number.unwrap_or(0);
                }
            }
            _ => self.structure(word, token),
        }
    }

    /// Takes a control word that ends a paragraph or a cell, defines a row, or is a character.
    fn structure(&mut self, word: &str, token: Token<'_>) {
        if self.state.destination != Destination::Text {
            if self.state.destination == Destination::Comment && word == "par" {
                self.gathered.push('\n');
            }
            return;
        }
        match word {
            "pard" => self.state.in_table = false,
            "intbl" => self.state.in_table = true,
            "par" | "sect" | "page" => {
                self.start_paragraph();
                self.end_paragraph();
            }
            "nestcell" => self.write("\t"),
            "nestrow" => self.write("\n"),
            "trowd" => {
                self.defined.clear();
                self.defining = Defined::default();
            }
            "clvmrg" => self.defining.joins_above = true,
            "cellx" => {
                if self.defined.len() < 1_000 {
                    self.defined.push(self.defining);
                }
                self.defining = Defined::default();
            }
            "cell" => self.end_cell(),
            "row" => {
                self.end_paragraph();
                self.flow.row = false;
            }
            _ => {
                if let Some(text) = text_of(token) {
                    self.write(text);
                }
            }
        }
    }

    /// Takes a control word that says where the text of its group goes.
    fn destination(&mut self, word: &str, starred: bool) -> bool {
        let destination = match word {
            "fonttbl" => Destination::Fonts,
            "colortbl" => Destination::Colours,
            "annotation" => {
                self.gathered.clear();
                Destination::Comment
            }
            "title" => Destination::Property("title"),
            "subject" => Destination::Property("subject"),
            "author" => Destination::Property("creator"),
            "operator" => Destination::Property("last-modified-by"),
            "company" => Destination::Property("company"),
            "creatim" => Destination::Property("created"),
            "revtim" => Destination::Property("modified"),
            "pict" | "object" => {
                self.pictures = self.pictures.saturating_add(1);
                Destination::Passed
            }
            // What a reader without tables in tables is given, codes of fields, definitions.
            "stylesheet" | "info" | "nonesttables" | "fldinst" | "listtable" | "revtbl"
            | "objdata" | "themedata" | "datastore" | "xe" | "tc" | "bkmkstart" | "bkmkend" => {
                Destination::Passed
            }
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" | "footnote" | "shptxt" => {
                self.paper.start_apart();
                self.flows.push(std::mem::take(&mut self.flow));
                self.state.apart = true;
                self.state.in_table = false;
                return true;
            }
            "shpinst" | "shppict" | "result" | "ud" => return true,
            _ if starred => Destination::Passed,
            _ => return false,
        };
        if self.state.destination != Destination::Passed || word != "info" {
            self.state.destination = destination;
        }
        if matches!(destination, Destination::Property(_)) {
            self.gathered.clear();
            self.moment = [0; 5];
        }
        true
    }

    /// Ends a group.
    fn close(&mut self) {
        let ended = self.state.clone();
        if let Some(state) = self.states.pop() {
            self.state = state;
        }
        if ended.apart {
            self.end_paragraph();
            self.paper.end_apart();
            self.flow = self.flows.pop().unwrap_or_default();
        }
        if ended.destination == self.state.destination {
            return;
        }
        match ended.destination {
            Destination::Property(name) => self.property(name),
            Destination::Comment => self.comments.push(std::mem::take(&mut self.gathered)),
            Destination::Text | Destination::Passed | Destination::Fonts | Destination::Colours => {
            }
        }
    }

    fn property(&mut self, name: &str) {
        let value = match self.moment {
            [0, ..] => std::mem::take(&mut self.gathered),
            [year, month, day, hour, minute] => {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
            }
        };
        if !value.trim().is_empty() {
            self.properties.push(Property {
                name: name.to_owned(),
                value: value.trim().to_owned(),
            });
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip = self.to_skip.saturating_sub(1);
            return;
        }
        if self.state.destination == Destination::Colours {
            if byte == b';' {
                self.colours.push(std::mem::take(&mut self.colour));
            }
            return;
        }
        self.bytes.push(byte);
    }

    fn unicode(&mut self, number: i32) {
        self.to_skip = self.state.skips;
        // Numbers over 32,767 are written as negative ones; two may be one character.
        let unit = u16::try_from(number.rem_euclid(1 << 16)).unwrap_or(0xFFFD);
        let units = [self.high.take().unwrap_or(0), unit];
        let units = if units.first() == Some(&0) {
            &units[1..]
        } else {
            &units[..]
        };
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let text: String = char::decode_utf16(units.iter().copied())
            .map(|letter| letter.unwrap_or('\u{fffd}'))
            .collect();
        self.write(&text);
    }

    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        if bytes.is_empty() {
            return;
        }
        self.high = None;
        let page = self
            .pages
            .get(&self.state.font)
            .copied()
            .unwrap_or(self.page);
        let encoding: &'static Encoding = code_page(page);
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        self.write(&text);
    }

    fn write(&mut self, text: &str) {
        match self.state.destination {
            Destination::Text => {
                self.start_paragraph();
                let state = &self.state;
                let camouflaged = state.white && !state.grounded && !state.in_table;
                let hidden = state.hidden || state.deleted || camouflaged;
                let seen = if hidden { Seen::Hidden } else { Seen::Shown };
                self.paper.text(text, seen);
            }
            Destination::Comment | Destination::Property(_) => self.gathered.push_str(text),
            Destination::Passed | Destination::Fonts | Destination::Colours => {}
        }
    }

    /// Begins a paragraph where none is open, in a cell where one belongs.
    fn start_paragraph(&mut self) {
        if self.flow.paragraph {
            return;
        }
        if self.state.in_table {
            self.start_cell();
        } else if self.flow.table {
            self.end_table();
        }
        self.paper.start_paragraph();
        self.flow.paragraph = true;
    }

    fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.flow.paragraph) {
            self.paper.end_paragraph();
        }
    }

    fn start_cell(&mut self) {
        if !self.flow.table {
            self.paper.start_table();
            self.flow.table = true;
        }
        if !self.flow.row {
            self.paper.start_row();
            self.flow.row = true;
            self.flow.cells = 0;
        }
        if !self.flow.cell {
            self.paper.start_cell();
            self.flow.cell = true;
        }
    }

    fn end_cell(&mut self) {
        self.end_paragraph();
        self.start_cell();
        let defined = self
            .defined
            .get(self.flow.cells)
            .copied()
            .unwrap_or_default();
        if defined.joins_above {
            self.paper.join(Joined::Above);
        }
        self.paper.end_cell();
        self.flow.cell = false;
        self.flow.cells = self.flow.cells.saturating_add(1);
    }

    fn end_table(&mut self) {
        if self.flow.cell {
            self.paper.end_cell();
        }
        self.paper.end_table();
        self.flow = Flow::default();
    }
}

/// Says what is odd about a text.
fn report(source: &Source<'_>, reader: &Reader<'_>, ended: Ended, intake: &mut Intake) {
    let mut tell = |kind, text: String| {
        intake
            .oddities
            .push(source.oddity(kind, Place::Whole, text));
    };
    match ended {
        Ended::Whole => {}
        Ended::BrokenOff => tell(
            OddityKind::Damaged,
            "the text breaks off; what is there was read".to_owned(),
        ),
        Ended::TooDeep => tell(
            OddityKind::LimitReached,
            format!(
                "the limit of {GROUPS} groups inside each other is reached; the rest was not read"
            ),
        ),
    }
    if reader.pictures > 0 {
        let text = format!("{} pictures and objects were not read", reader.pictures);
        tell(OddityKind::Pictures, text);
    }
    if reader.deletions > 0 || reader.insertions > 0 {
        let text = format!(
            "changes were recorded: {} that took text away, which was read as hidden, and {} that put text in",
            reader.deletions, reader.insertions
        );
        tell(OddityKind::TrackedChanges, text);
    }
    if ended != Ended::Whole {
        intake.read = ReadState::Partly;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Intake {
        let source = Source {
            part: PartId(0),
            name: "letter.rtf",
            bytes: text.as_bytes(),
        };
        let read = Rtf.ingest(&source, Format::Rtf, &Limits::default());
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
    fn paragraphs_are_passages_and_blank_ones_count() {
        let intake = read(
            "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Cyr;}}{\\info{\\title Reply}{\\creatim\\yr2026\\mo2\\dy9\\hr9\\min5}}\\f0 Dear Casey,\\par\\par It\\rquote s \\'a35 \\u8364 ?\\~\\{x\\} \\f1\\'cf\\par}",
        );
        assert_eq!(
            lines(&intake),
            [
                "line 1: Dear Casey,",
                "line 3: It\u{2019}s \u{a3}5 \u{20ac}\u{a0}{x} \u{41f}"
            ]
        );
        let properties: Vec<(&str, &str)> = intake
            .properties
            .iter()
            .map(|p| (p.name.as_str(), p.value.as_str()))
            .collect();
        assert_eq!(
            properties,
            [("created", "2026-02-09T09:05"), ("title", "Reply")]
        );
        assert!(intake.oddities.is_empty(), "{:?}", intake.oddities);
    }

    #[test]
    fn rows_and_cells_are_a_table() {
        let row = |a: &str, b: &str, second: &str| {
            format!("\\trowd\\cellx1000{second}\\cellx2000\\pard\\intbl {a}\\cell {b}\\cell\\row")
        };
        let intake = read(&format!(
            "{{\\rtf1 above\\par{}{}{}\\pard below\\par}}",
            row("Name", "Casey", "\\clvmgf"),
            row("Score", "", "\\clvmrg"),
            row("a\\par b", "7", "")
        ));
        let table = intake.tables.first().expect("a table");
        let cells: Vec<String> = table
            .cells
            .iter()
            .map(|cell| format!("{}={}", cell.at, cell.text()))
            .collect();
        assert_eq!(
            cells,
            ["A1=Name", "B1=Casey", "A2=Score", "A3=a\nb", "B3=7"]
        );
        assert_eq!(table.merged.len(), 1);
        assert_eq!(
            lines(&intake).first().map(String::as_str),
            Some("line 1: above")
        );
        assert!(
            lines(&intake)
                .last()
                .is_some_and(|line| line.ends_with(": below"))
        );
    }

    #[test]
    fn hidden_deleted_and_white_text_and_comments_are_hidden() {
        let intake = read(
            "{\\rtf1{\\colortbl;\\red255\\green255\\blue255;}a{\\v secret}{\\deleted gone}{\\cf1 white}{\\cf1\\highlight2 shown}{\\*\\annotation leave out?}\\par}",
        );
        assert_eq!(
            lines(&intake),
            [
                "line 1: ashown",
                "line 1: [secretgonewhite]",
                "line 1: [leave out?]"
            ]
        );
        let kinds: Vec<OddityKind> = intake.oddities.iter().map(|o| o.kind).collect();
        assert_eq!(
            kinds,
            [OddityKind::TrackedChanges, OddityKind::InvisibleText]
        );
    }

    #[test]
    fn text_boxes_notes_and_results_of_fields_are_read_and_codes_are_not() {
        let intake = read(
            "{\\rtf1 a{\\footnote note}{\\field{\\*\\fldinst DATE}{\\fldrslt 5 May}}{\\*\\unknown x}{\\shp{\\*\\shpinst{\\shptxt box\\par}}}\\par}",
        );
        let lines = lines(&intake);
        assert!(lines.contains(&"line 1: a5 May".to_owned()), "{lines:?}");
        for text in ["note", "box"] {
            assert!(lines.iter().any(|line| line.ends_with(text)), "{lines:?}");
        }
        assert!(
            !lines
                .iter()
                .any(|line| line.contains('x') && !line.contains("box"))
        );
    }

    #[test]
    fn a_text_that_breaks_off_is_read_as_far_as_it_goes() {
        let intake = read("{\\rtf1 Dear Casey\\par We hold");
        assert_eq!(lines(&intake), ["line 1: Dear Casey", "line 2: We hold"]);
        assert_eq!(intake.read, ReadState::Partly);
    }

    #[test]
    fn groups_up_to_the_limit_are_read_and_more_are_reported() {
        let nested = |depth: usize| {
            read(&format!(
                "{{\\rtf1 {}a{}}}",
                "{".repeat(depth),
                "}".repeat(depth)
            ))
        };
        assert_eq!(nested(GROUPS - 1).read, ReadState::Whole);
        assert_eq!(nested(GROUPS).read, ReadState::Partly);
    }
}
