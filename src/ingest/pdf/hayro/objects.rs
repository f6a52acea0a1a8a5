//! What a PDF says beside what it draws: properties, notes, values of form fields, what else it
//! holds.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, DateTime, Dict, MaybeRef, Name, Object, Rect as PdfRect, Stream, String as PdfString,
};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Rect as KurboRect};

use crate::document::Property;
use crate::ingest::pdf::engine::{Drawn, Field, Note, NoteKind, Seen};
use crate::ingest::pdf::geometry::Rect;

/// Notes of a page: more are never read by a person.
const NOTES: usize = 10_000;
/// How deep the names of form fields nest.
const DEPTH: usize = 16;

/// What a file holds beside its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::ingest::pdf) struct Extras {
    /// Files attached to it.
    pub embedded: bool,
    /// Scripts.
    pub scripts: bool,
    /// Layers that are switched off.
    pub hidden_layers: bool,
}

/// What the file says of itself.
pub(super) fn properties(pdf: &Pdf) -> Vec<Property> {
    let about = pdf.metadata();
    let texts = [
        ("author", &about.author),
        ("creator", &about.creator),
        ("keywords", &about.keywords),
        ("producer", &about.producer),
        ("subject", &about.subject),
        ("title", &about.title),
    ];
    let texts = texts.iter().filter_map(|(name, bytes)| {
        let value = text_of(bytes.as_deref()?);
        (!value.trim().is_empty()).then(|| property(name, value.trim().to_owned()))
    });
    let days = [
        ("created", about.creation_date),
        ("modified", about.modification_date),
    ];
    let days = days
        .iter()
        .filter_map(|(name, date)| Some(property(name, iso(date.as_ref()?))));
    let mut all: Vec<Property> = texts.chain(days).collect();
    all.sort();
    all
}

fn property(name: &str, value: String) -> Property {
    Property {
        name: name.to_owned(),
        value,
    }
}

/// A moment in ISO 8601.
fn iso(date: &DateTime) -> String {
    let sign = if date.utc_offset_hour < 0 { '-' } else { '+' };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
        date.year,
        date.month,
        date.day,
        date.hour,
        date.minute,
        date.second,
        date.utc_offset_hour.unsigned_abs(),
        date.utc_offset_minute
    )
}

/// What it holds beside its pages.
pub(super) fn extras(pdf: &Pdf) -> Extras {
    let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else {
        return Extras::default();
    };
    let names = catalog.get::<Dict<'_>>("Names");
    let named = |key: &str| names.as_ref().is_some_and(|names| names.contains_key(key));
    let opens_script = catalog
        .get::<Dict<'_>>("OpenAction")
        .and_then(|action| action.get::<Name<'_>>("S"))
        .is_some_and(|kind| kind.as_ref() == b"JavaScript");
    let layers = catalog
        .get::<Dict<'_>>("OCProperties")
        .and_then(|layers| layers.get::<Dict<'_>>("D"));
    let hidden_layers = layers.is_some_and(|layers| {
        let off = layers.get::<Array<'_>>("OFF");
        let base = layers.get::<Name<'_>>("BaseState");
        off.is_some_and(|off| off.raw_iter().next().is_some())
            || base.is_some_and(|base| base.as_ref() == b"OFF")
    });
    Extras {
        embedded: named("EmbeddedFiles"),
        scripts: named("JavaScript") || opens_script,
        hidden_layers,
    }
}

/// Whether a page has its own size, its content is no larger than some megabytes, and its forms
/// nest a few levels deep and no form holds itself.
pub(super) fn is_plain(page: &Page<'_>) -> bool {
    const BYTES: usize = 8 << 20;
    let sized = page.raw().contains_key("MediaBox") || has_size_above(page.raw());
    let short = page
        .page_stream()
        .is_none_or(|content| content.len() <= BYTES);
    let mut left = 200;
    let forms = page.raw().get::<Dict<'_>>("Resources");
    sized && short && forms.is_none_or(|forms| nests_little(&forms, 3, &mut left))
}

/// Whether some node above a page has a size, and the way up ends.
fn has_size_above(page: &Dict<'_>) -> bool {
    let mut level = page.get::<Dict<'_>>("Parent");
    for _ in 0..DEPTH {
        let Some(dict) = level else { return false };
        if dict.contains_key("MediaBox") {
            return true;
        }
        level = dict.get::<Dict<'_>>("Parent");
    }
    false
}

fn nests_little(resources: &Dict<'_>, depth: usize, left: &mut usize) -> bool {
    let Some(forms) = resources.get::<Dict<'_>>("XObject") else {
        return true;
    };
    for name in forms.keys() {
        let Some(after) = left.checked_sub(1) else {
            return false;
        };
        *left = after;
        let Some(form) = forms.get::<Stream<'_>>(name) else {
            continue;
        };
        if let Some(inner) = form.dict().get::<Dict<'_>>("Resources") {
            let deep_enough = inner.contains_key("XObject");
            if deep_enough && (depth == 0 || !nests_little(&inner, depth.saturating_sub(1), left)) {
                return false;
            }
        }
    }
    true
}

/// Adds notes and values of form fields to a page.
pub(super) fn add_notes(page: &Page<'_>, transform: Affine, drawn: &mut Drawn) {
    let Some(notes) = page.raw().get::<Array<'_>>("Annots") else {
        return;
    };
    for note in notes.iter::<Dict<'_>>().take(NOTES) {
        let Some(kind) = note.get::<Name<'_>>("Subtype") else {
            continue;
        };
        let Some(rect) = note.get::<PdfRect>("Rect") else {
            continue;
        };
        let rect = KurboRect::new(rect.x0, rect.y0, rect.x1, rect.y1);
        let rect = transform.transform_rect_bbox(rect);
        let at = Rect::new(
            rect.x0 as f32,
            rect.y0 as f32,
            rect.x1 as f32,
            rect.y1 as f32,
        );
        match kind.as_ref() {
            // Links say where they lead, pop-ups repeat the note they belong to.
            b"Link" | b"Popup" => {}
            b"Widget" => drawn.fields.extend(field(&note, at)),
            b"Redact" => drawn.notes.push(Note {
                at,
                text: String::new(),
                kind: NoteKind::RedactionMark,
            }),
            _ => {
                let text = note.get::<PdfString<'_>>("Contents");
                let text = text
                    .map(|text| text_of(text.as_bytes()))
                    .unwrap_or_default();
                if !text.trim().is_empty() {
                    drawn.notes.push(Note {
                        at,
                        text,
                        kind: NoteKind::Comment,
                    });
                }
            }
        }
    }
}

/// A field of a form with its value; nothing where it has none.
fn field(note: &Dict<'_>, at: Rect) -> Option<Field> {
    const HIDDEN: u32 = 1 << 1;
    const NO_VIEW: u32 = 1 << 5;
    let mut value = None;
    let mut names = Vec::new();
    let mut level = Some(note.clone());
    for _ in 0..DEPTH {
        let Some(dict) = level else { break };
        value = value.or_else(|| dict.get::<Object<'_>>("V").as_ref().and_then(value_text));
        let own = dict.get::<PdfString<'_>>("T");
        names.extend(own.map(|own| text_of(own.as_bytes())));
        level = dict.get::<Dict<'_>>("Parent");
    }
    names.reverse();
    let flags = note.get::<u32>("F").unwrap_or(0);
    Some(Field {
        at,
        name: names.join("."),
        value: value.filter(|value| !value.trim().is_empty())?,
        seen: if flags & (HIDDEN | NO_VIEW) == 0 {
            Seen::Shown
        } else {
            Seen::Hidden
        },
    })
}

fn value_text(value: &Object<'_>) -> Option<String> {
    match value {
        Object::String(text) => Some(text_of(text.as_bytes())),
        Object::Name(name) => Some(text_of(name.as_ref())),
        Object::Array(many) => {
            let texts = many.raw_iter().filter_map(|one| match one {
                MaybeRef::NotRef(Object::String(text)) => Some(text_of(text.as_bytes())),
                MaybeRef::NotRef(_) | MaybeRef::Ref(_) => None,
            });
            Some(texts.collect::<Vec<_>>().join(", "))
        }
        Object::Null(_)
        | Object::Boolean(_)
        | Object::Number(_)
        | Object::Dict(_)
        | Object::Stream(_) => None,
    }
}

/// A text string: UTF-16 or UTF-8 with a mark, else the encoding of the format's own, which is
/// Latin-1 but for a few signs.
fn text_of(bytes: &[u8]) -> String {
    let utf16 = |rest: &[u8], pair: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|two| match two {
            [a, b] => pair([*a, *b]),
            _ => 0,
        });
        char::decode_utf16(units)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    let text: String = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| doc_encoded(*byte)).collect(),
    };
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A byte of the encoding of the format's own.
fn doc_encoded(byte: u8) -> char {
    const FROM_80: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    match byte {
        0xa0 => '€',
        _ => {
            let special = byte.checked_sub(0x80).map(usize::from);
            let special = special.and_then(|index| FROM_80.get(index));
            special.copied().unwrap_or(char::from(byte))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_each_of_their_encodings() {
        assert_eq!(text_of(b"\xfe\xff\0H\x20\xac"), "H€");
        assert_eq!(text_of(b"\xff\xfeH\0"), "H");
        assert_eq!(text_of(b"\xef\xbb\xbf\xc3\xa9"), "é");
        assert_eq!(text_of(b"caf\xe9 \x84 \xa0\r\nb"), "café — €\nb");
    }
}
