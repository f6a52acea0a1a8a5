//! XML parts: events under limits of depth and attributes, entities resolved, no DTD.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::trouble::Trouble;
use crate::ingest::Limits;

/// The text of an XML part: UTF-8 as it is, UTF-16 decoded, anything else repaired.
pub(crate) fn decode(bytes: Vec<u8>) -> String {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[b'<', 0]) {
        return encoding_rs::UTF_16LE.decode(&bytes).0.into_owned();
    }
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0, b'<']) {
        return encoding_rs::UTF_16BE.decode(&bytes).0.into_owned();
    }
    let head = bytes.get(..bytes.len().min(200)).unwrap_or(&[]);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let latin = ["iso-8859-1", "windows-1252", "us-ascii"];
    if head.starts_with("<?xml") && latin.iter().any(|name| head.contains(name)) {
        return encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned();
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        },
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// An event of an XML part.
pub(crate) enum Node<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The innermost element ends.
    Close,
    /// Text, with entities resolved. One text may come in several pieces.
    Text(Cow<'a, str>),
    /// The end.
    End,
}

/// The opening tag of an element.
pub(crate) struct Tag<'a>(BytesStart<'a>);

/// A pull reader.
pub(crate) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
    limits: &'a Limits,
}

impl<'a> Xml<'a> {
    /// Over the text of a part.
    pub(crate) fn new(text: &'a str, limits: &'a Limits) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.trim_text(false);
        config.check_comments = false;
        Self {
            text,
            reader,
            depth: 0,
            limits,
        }
    }

    /// The number of elements that are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The bytes that come next.
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.reader.get_ref()
    }

    /// Whether the tag just read opened an element and closed it too: its end is still to come.
    pub(crate) fn is_inside_empty(&self) -> bool {
        let read = self.text.len().saturating_sub(self.bytes().len());
        let before = self.text.as_bytes().get(..read).unwrap_or(&[]);
        before.ends_with(b"/>")
    }

    /// Passes over so many bytes, which must be whole elements.
    pub(crate) fn pass(&mut self, length: usize) {
        let rest = self.reader.get_mut();
        *rest = rest.get(length..).unwrap_or(&[]);
    }

    /// The next event.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, Trouble> {
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|_| Trouble::damaged("its XML is not well formed"))?;
            match event {
                Event::Start(start) => {
                    self.depth = self.depth.saturating_add(1);
                    if self.depth > self.limits.depth {
                        return Err(Trouble::Limit(format!(
                            "{} elements inside each other",
                            self.limits.depth
                        )));
                    }
                    let tag = Tag(start);
                    tag.check(self.limits)?;
                    return Ok(Node::Open(tag));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close);
                }
                Event::Text(text) => return Ok(Node::Text(text.xml10_content())),
                Event::CData(text) => return Ok(Node::Text(text.xml10_content())),
                Event::GeneralRef(name) => return Ok(Node::Text(entity(&name))),
                Event::DocType(_) => {
                    return Err(Trouble::Refused(
                        "a part declares a document type, which no file of an office program has"
                            .to_owned(),
                    ));
                }
                Event::Eof if self.depth > 0 => return Err(Trouble::damaged("it breaks off")),
                Event::Eof => return Ok(Node::End),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Appends the text of the element just opened, up to its end.
    pub(crate) fn text_into(&mut self, into: &mut String) -> Result<(), Trouble> {
        let inside = self.depth;
        loop {
            match self.next()? {
                Node::Text(text) => into.push_str(&text),
                Node::Close if self.depth < inside => return Ok(()),
                Node::End => return Ok(()),
                Node::Open(_) | Node::Close => {}
            }
        }
    }

    /// The text of the element just opened.
    pub(crate) fn text(&mut self) -> Result<String, Trouble> {
        let mut text = String::new();
        self.text_into(&mut text)?;
        Ok(text)
    }

    /// The text of a rich string (`si`, `is`, `text`): its `t` elements, those of phonetic
    /// readings left out.
    pub(crate) fn rich_text(&mut self) -> Result<String, Trouble> {
        let inside = self.depth;
        let mut text = String::new();
        loop {
            match self.next()? {
                Node::Open(tag) if tag.name() == "t" => self.text_into(&mut text)?,
                Node::Open(tag) if tag.name() == "rPh" => self.skip()?,
                Node::Close if self.depth < inside => return Ok(text),
                Node::End => return Ok(text),
                Node::Open(_) | Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// Passes over the rest of the element just opened.
    pub(crate) fn skip(&mut self) -> Result<(), Trouble> {
        let inside = self.depth;
        loop {
            match self.next()? {
                Node::Close if self.depth < inside => return Ok(()),
                Node::End => return Ok(()),
                Node::Open(_) | Node::Close | Node::Text(_) => {}
            }
        }
    }
}

impl<'a> Tag<'a> {
    /// The local name.
    pub(crate) fn name(&self) -> &str {
        let full = self.0.name().0;
        full.rsplit_once(':').map_or(full, |(_, local)| local)
    }

    /// The value of an attribute, by its local name, with entities resolved.
    pub(crate) fn attr(&self, name: &str) -> Option<Cow<'_, str>> {
        self.raw_attrs()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| unescape(value))
    }

    /// Whether a true-or-false attribute is true.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.attr(name)
            .is_some_and(|value| matches!(value.trim(), "1" | "true" | "on" | "True"))
    }

    /// The attributes, by local name, as written.
    pub(crate) fn raw_attrs(&self) -> Attrs<'_> {
        Attrs {
            rest: self.0.attributes_raw(),
        }
    }

    fn check(&self, limits: &Limits) -> Result<(), Trouble> {
        // An attribute takes five bytes at least: ` a=""`.
        let raw = self.0.attributes_raw();
        if raw.len() / 5 > limits.attributes && self.raw_attrs().count() > limits.attributes {
            return Err(Trouble::Limit(format!(
                "{} attributes of an element",
                limits.attributes
            )));
        }
        Ok(())
    }
}

/// The attributes of a tag, one after the other.
pub(crate) struct Attrs<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Attrs<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, rest) = self.rest.split_once('=')?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| *c == '"' || *c == '\'')?;
        let (value, rest) = rest.get(1..)?.split_once(quote)?;
        self.rest = rest;
        let key = key.trim();
        Some((key.rsplit_once(':').map_or(key, |(_, local)| local), value))
    }
}

/// The text of an entity; one that XML does not know stands as written.
fn entity(name: &quick_xml::events::BytesRef<'_>) -> Cow<'static, str> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    let name = name.xml10_content();
    match name.as_ref() {
        "amp" => Cow::Borrowed("&"),
        "lt" => Cow::Borrowed("<"),
        "gt" => Cow::Borrowed(">"),
        "quot" => Cow::Borrowed("\""),
        "apos" => Cow::Borrowed("'"),
        other => Cow::Owned(format!("&{other};")),
    }
}

fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    quick_xml::escape::unescape(value).unwrap_or(Cow::Borrowed(value))
}

/// Decodes the escapes of Office Open XML: `_x000D_` is a carriage return.
pub(crate) fn unescape_office(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, tail) = rest.split_at(at);
        let code = tail
            .get(2..6)
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()) && tail.get(6..7) == Some("_"))
            .and_then(|hex| u16::from_str_radix(hex, 16).ok());
        if !before.is_empty() || code.is_none() {
            flush(&mut units, &mut decoded);
        }
        decoded.push_str(before);
        match (code, tail.get(7..), tail.get(2..)) {
            (Some(code), Some(after), _) => {
                units.push(code);
                rest = after;
            }
            (_, _, after) => {
                decoded.push_str("_x");
                rest = after.unwrap_or("");
            }
        }
    }
    flush(&mut units, &mut decoded);
    decoded.push_str(rest);
    decoded
}

fn flush(units: &mut Vec<u16>, into: &mut String) {
    into.extend(char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or('\u{fffd}')));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_text(xml: &str) -> Result<String, Trouble> {
        let limits = Limits::default();
        let mut reader = Xml::new(xml, &limits);
        loop {
            match reader.next()? {
                Node::Open(tag) if tag.name() == "t" => return reader.text(),
                Node::End => return Ok(String::new()),
                _ => {}
            }
        }
    }

    #[test]
    fn entities_do_not_split_a_text() {
        assert_eq!(
            first_text("<a><t>AT&amp;T &lt;b&gt; a&#10;b &#xA3;</t></a>").as_deref(),
            Ok("AT&T <b> a\nb £")
        );
        assert_eq!(
            first_text("<x:t xmlns:x='u'><![CDATA[a<b]]> c</x:t>").as_deref(),
            Ok("a<b c")
        );
    }

    #[test]
    fn a_document_type_is_refused() {
        let text = "<!DOCTYPE a [<!ENTITY b \"c\">]><a><t>&b;</t></a>";
        assert!(matches!(first_text(text), Err(Trouble::Refused(_))));
    }

    #[test]
    fn depth_is_limited() {
        let limits = Limits {
            depth: 3,
            ..Limits::default()
        };
        let run = |text: &str| {
            let mut xml = Xml::new(text, &limits);
            loop {
                match xml.next() {
                    Ok(Node::End) => return true,
                    Ok(_) => {}
                    Err(trouble) => {
                        assert!(matches!(trouble, Trouble::Limit(_)), "{trouble:?}");
                        return false;
                    }
                }
            }
        };
        assert!(run("<a><b><c/></b></a>"));
        assert!(!run("<a><b><c><d/></c></b></a>"));
    }

    #[test]
    fn attributes_are_limited() {
        let limits = Limits {
            attributes: 2,
            ..Limits::default()
        };
        let ok = |text: &str| Xml::new(text, &limits).next().is_ok();
        assert!(ok("<a b='1' c='2'/>"));
        assert!(!ok("<a b='1' c='2' d='3'/>"));
    }

    #[test]
    fn office_escapes_are_decoded() {
        for (written, text) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "\u{1F600}"),
            ("_x12_ _xyz", "_x12_ _xyz"),
            ("_x", "_x"),
            ("é_x00e9_", "éé"),
        ] {
            assert_eq!(unescape_office(written.to_owned()), text);
        }
    }
}
