//! Reads HTML: each `<table>` and each list of terms is a table, the rest are passages.
//!
//! Nothing is fetched and no script is run. A row is at the line of its `<tr>`; in a page written
//! on one line all rows are. Text that the page hides (`hidden`, `display: none`,
//! `visibility: hidden`, letters of size zero, hidden fields of forms, templates) is read and
//! marked. Style sheets are not applied: what only a class hides counts as shown.

mod fields;
mod grid;
mod page;
mod tags;

use encoding_rs::Encoding;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{State, Tokenizer};

use crate::document::{Oddity, OddityKind, PartKind, Property, ReadState};
use crate::error::IngestError;
use crate::ingest::characters::Misleading;
use crate::ingest::encoding::{Basis, decode};
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};
use crate::provenance::{LineNo, Place};

use grid::{Seen, Spans};
use page::{Notice, Page, Tag};

/// Bytes at the start in which a page may name its encoding.
const DECLARATION_BYTES: usize = 4096;

/// The reader of HTML files.
#[derive(Debug)]
pub struct Html;

impl Ingest for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Html
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        _format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        let mut intake = read(source, limits);
        // Only in a mail does a quotation repeat what another message said.
        intake
            .passages
            .iter_mut()
            .for_each(|passage| passage.quoted = false);
        Ok(intake)
    }
}

/// Reads a page. What it quotes is marked.
pub(crate) fn read(source: &Source<'_>, limits: &Limits) -> Intake {
    let declared = declared(source.bytes);
    let decoded = decode(source.bytes, declared);
    let mut intake = Intake::new(PartKind::Html);
    intake.oddities = decoded.oddities(source);
    if decoded.basis == Basis::Valid
        && !decoded.text.is_ascii()
        && let Some(other) = declared.filter(|other| *other != encoding_rs::UTF_8)
    {
        let text = format!(
            "the page says that it is {}; read as UTF-8, in which all of its bytes are valid",
            other.name()
        );
        let oddity = source.oddity(OddityKind::EncodingGuessed, Place::Whole, text);
        intake.oddities.push(oddity);
    }
    let mut page = Page::new(limits);
    let seen = walk(&decoded.text, &mut page, &mut intake.properties);
    let (tables, title) = page.finish();
    intake.tables = tables;
    intake.properties.extend(title);
    intake.passages = std::mem::take(&mut page.passages);
    report(source, &page, &seen, limits, &mut intake);
    intake
}

/// What the page shows that is not in it.
#[derive(Debug, Default)]
struct Elsewhere {
    pictures: Notice,
    frames: Notice,
}

/// Hands the tags and texts of a page on, each with its line.
fn walk(text: &str, page: &mut Page<'_>, properties: &mut Vec<Property>) -> Elsewhere {
    let mut elsewhere = Elsewhere::default();
    let mut lines = Lines::new(text);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut tokenizer = Tokenizer::new_with_emitter(text, emitter);
    tokenizer.set_state(State::Data);
    for token in tokenizer {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let line = lines.at(tag.span.start);
                let name = String::from_utf8_lossy(&tag.name);
                match name.as_ref() {
                    "img" => elsewhere.pictures.note(line),
                    "iframe" | "frame" | "object" | "embed" => elsewhere.frames.note(line),
                    "meta" => properties.extend(meta(&tag)),
                    _ => {}
                }
                page.start(&Tag {
                    name: &name,
                    line,
                    seen: visibility(&tag),
                    spans: Spans {
                        columns: number(&tag, "colspan"),
                        rows: number(&tag, "rowspan"),
                    },
                    value: &field_value(&tag),
                    class: &attribute(&tag, "class").unwrap_or_default(),
                    chosen: attribute(&tag, "selected").is_some(),
                    quotes: quotes(&tag),
                });
            }
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(string) => {
                let line = lines.at(string.span.start);
                page.text(&String::from_utf8_lossy(&string.value), line);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    elsewhere
}

/// Lines by ascending offset.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    ends: u32,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            ends: 0,
        }
    }

    /// The line of an offset; one behind the last that was asked for is taken for that.
    fn at(&mut self, offset: usize) -> LineNo {
        while self.at < offset.min(self.text.len()) {
            let from = self.text.get(self.at..offset.min(self.text.len()));
            let Some(step) = from.and_then(|text| memchr::memchr2(b'\n', b'\r', text)) else {
                self.at = offset;
                break;
            };
            let end = self.at.saturating_add(step);
            let both = self.text.get(end..).is_some_and(|t| t.starts_with(b"\r\n"));
            self.at = end.saturating_add(if both { 2 } else { 1 });
            self.ends = self.ends.saturating_add(1);
        }
        LineNo::from_zero_based(self.ends)
    }
}

fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).into_owned())
}

/// A span of a cell; what is no number is 1.
fn number(tag: &StartTag<usize>, name: &str) -> u32 {
    let value = attribute(tag, name).and_then(|value| value.trim().parse().ok());
    value.unwrap_or(1)
}

/// Whether a tag quotes what it holds. Mail programs indent with the same tag, without its line.
fn quotes(tag: &StartTag<usize>) -> bool {
    let style = attribute(tag, "style").unwrap_or_default();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    tag.name.as_slice() == b"blockquote" && !style.to_ascii_lowercase().contains("border:none")
}

/// Whether a tag hides what it holds.
fn visibility(tag: &StartTag<usize>) -> Seen {
    let style = attribute(tag, "style").unwrap_or_default();
    let unseen = style.split(';').any(hides);
    let name = tag.name.as_slice();
    let kind = attribute(tag, "type").unwrap_or_default();
    let hidden_field = name == b"input" && kind.eq_ignore_ascii_case("hidden");
    let never_shown = name == b"template" || name == b"noscript";
    if unseen || hidden_field || never_shown || attribute(tag, "hidden").is_some() {
        Seen::Hidden
    } else {
        Seen::Shown
    }
}

/// Whether one declaration of a style makes text invisible. Colours do not count: what is behind
/// the text is not known here.
fn hides(declaration: &str) -> bool {
    let Some((property, value)) = declaration.split_once(':') else {
        return false;
    };
    let value = value.to_ascii_lowercase().replace("!important", "");
    let value = value.trim();
    match property.trim().to_ascii_lowercase().as_str() {
        "display" => value == "none",
        "visibility" => matches!(value, "hidden" | "collapse"),
        "mso-hide" => value == "all",
        "font-size" | "opacity" => {
            let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
            number.trim().parse() == Ok(0.0)
        }
        _ => false,
    }
}

/// What a field of a form holds; for a box to tick only where it is ticked.
fn field_value(tag: &StartTag<usize>) -> String {
    if tag.name.as_slice() != b"input" {
        return String::new();
    }
    let value = attribute(tag, "value").unwrap_or_default();
    let kind = attribute(tag, "type").unwrap_or_default();
    match kind.to_ascii_lowercase().as_str() {
        "submit" | "button" | "reset" | "image" | "file" | "password" => String::new(),
        "checkbox" | "radio" if attribute(tag, "checked").is_none() => String::new(),
        _ => value,
    }
}

/// What the page says about itself.
fn meta(tag: &StartTag<usize>) -> Option<Property> {
    let name = attribute(tag, "name")?.to_ascii_lowercase();
    let known = ["author", "generator", "description", "date", "creator"];
    let value = attribute(tag, "content").filter(|value| !value.trim().is_empty())?;
    known
        .contains(&name.as_str())
        .then_some(Property { name, value })
}

/// The encoding that a page names near its start.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_BYTES.min(bytes.len()))?;
    let head = head.to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")?;
    let label: Vec<u8> = head
        .get(at.saturating_add(8)..)?
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .collect();
    Encoding::for_label(&label)
}

/// Says what is odd about a page.
fn report(
    source: &Source<'_>,
    page: &Page<'_>,
    elsewhere: &Elsewhere,
    limits: &Limits,
    intake: &mut Intake,
) {
    let mut oddities = Vec::new();
    let mut tell = |notice: &Notice, kind, text: String| {
        if let Some(line) = notice.line {
            oddities.push(source.oddity(kind, Place::Line { line }, text));
        }
    };
    let limit = OddityKind::LimitReached;
    let count = page.unseen.count;
    let text = format!("{count} cells or passages are hidden on the page; the first is here");
    tell(&page.unseen, OddityKind::InvisibleText, text);
    let text = format!(
        "{} elements are nested too deep; their text was read, their structure was not; the first is here",
        page.deep.count
    );
    tell(&page.deep, limit, text);
    let text = format!(
        "{} cells stand beyond {} columns or {} rows; their text was read as running text; the first is here",
        page.outside.count, limits.columns, limits.rows
    );
    tell(&page.outside, limit, text);
    let text = format!(
        "{} texts have more than {} characters; the rest of them was not read; the first is here",
        page.long.count, limits.cell_chars
    );
    tell(&page.long, limit, text);
    let text = format!(
        "the limit of {} cells or {} passages is reached; {} more were not read; the first is here",
        limits.cells, limits.rows, page.dropped.count
    );
    tell(&page.dropped, limit, text);
    let text = format!("{} pictures were not read", elsewhere.pictures.count);
    tell(&elsewhere.pictures, OddityKind::Pictures, text);
    let text = format!(
        "{} frames show other files, which were not fetched",
        elsewhere.frames.count
    );
    tell(&elsewhere.frames, OddityKind::ExternalLinks, text);
    let lost = page.long.count.saturating_add(page.dropped.count);
    if lost > 0 || page.deep.count > 0 {
        intake.read = ReadState::Partly;
    }
    oddities.extend(misleading(source, intake));
    if intake.tables.is_empty() && intake.passages.is_empty() {
        let text = "there is no text on the page; what a script would write was not read";
        oddities.push(source.oddity(OddityKind::Empty, Place::Whole, text));
    }
    intake.oddities.append(&mut oddities);
}

fn misleading(source: &Source<'_>, intake: &Intake) -> Option<Oddity> {
    let mut found = Misleading::default();
    for table in &intake.tables {
        for cell in &table.cells {
            found.look(&cell.text(), || table.place(cell.at));
        }
    }
    for passage in &intake.passages {
        found.look(&passage.text, || passage.at.clone());
    }
    found.oddity(source)
}

#[cfg(test)]
mod tests;
