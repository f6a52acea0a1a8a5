//! A mail as Outlook keeps it: properties as streams of a compound file.

use std::io::{Cursor, Read as _, Write as _};

use cfb::CompoundFile;
use encoding_rs::Encoding;

use crate::document::Property;
use crate::error::IngestError;
use crate::ingest::workbook::file_time;
use crate::ingest::{Content, Limits, Member, encoding, rtf};

use super::{Letter, Written, eml};

/// The stream of properties that have a fixed length.
const FIXED: &str = "__properties_version1.0";

/// Bytes before the first of them: in a message, in a message inside one, elsewhere.
const HEAD_OF_MESSAGE: usize = 32;
const HEAD_OF_INNER: usize = 24;
const HEAD_OF_OTHER: usize = 8;

/// Numbers of properties, as the format names them.
mod property {
    pub(super) const SUBJECT: u16 = 0x0037;
    pub(super) const SUBMITTED: u16 = 0x0039;
    pub(super) const FROM_NAME: u16 = 0x0042;
    pub(super) const TRANSPORT_HEADERS: u16 = 0x007D;
    pub(super) const RECIPIENT_KIND: u16 = 0x0C15;
    pub(super) const SENDER_NAME: u16 = 0x0C1A;
    pub(super) const SENDER_ADDRESS: u16 = 0x0C1F;
    pub(super) const DELIVERED: u16 = 0x0E06;
    pub(super) const BODY: u16 = 0x1000;
    pub(super) const BODY_RTF: u16 = 0x1009;
    pub(super) const BODY_HTML: u16 = 0x1013;
    pub(super) const MESSAGE_ID: u16 = 0x1035;
    pub(super) const DISPLAY_NAME: u16 = 0x3001;
    pub(super) const ADDRESS: u16 = 0x3003;
    pub(super) const ATTACHED: u16 = 0x3701;
    pub(super) const SHORT_NAME: u16 = 0x3704;
    pub(super) const METHOD: u16 = 0x3705;
    pub(super) const LONG_NAME: u16 = 0x3707;
    pub(super) const MIME: u16 = 0x370E;
    pub(super) const CONTENT_ID: u16 = 0x3712;
    pub(super) const SMTP_ADDRESS: u16 = 0x39FE;
    pub(super) const INTERNET_CODE_PAGE: u16 = 0x3FDE;
    pub(super) const CODE_PAGE: u16 = 0x3FFD;
    pub(super) const SENDER_SMTP: u16 = 0x5D01;
    pub(super) const FROM_SMTP: u16 = 0x5D02;
    pub(super) const HIDDEN: u16 = 0x7FFE;
}

/// Reads a message.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Letter, IngestError> {
    let damaged = |what: &str| IngestError::Damaged {
        place: String::new(),
        what: what.to_owned(),
    };
    let file = CompoundFile::open(Cursor::new(bytes))
        .map_err(|_| damaged("the compound file does not open"))?;
    let mut store = Store { file, limits };
    if !store.file.is_stream(format!("/{FIXED}")) {
        return Err(damaged("it has no properties"));
    }
    let fixed = store.fixed("", HEAD_OF_MESSAGE);
    let charset = fixed
        .number(property::CODE_PAGE)
        .or_else(|| fixed.number(property::INTERNET_CODE_PAGE))
        .and_then(charset);
    let mut letter = Letter {
        headers: headers(&mut store, &fixed, charset),
        texts: vec![text(&mut store, &fixed, charset)],
        ..Letter::default()
    };
    for storage in store.storages("__attach_version1.0_") {
        attach(&mut store, &storage, charset, &mut letter);
    }
    Ok(letter)
}

/// The compound file of a message.
struct Store<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    limits: &'a Limits,
}

impl Store<'_> {
    /// The content of a stream, as much of it as a member may have.
    fn stream(&mut self, path: &str) -> Option<Vec<u8>> {
        let stream = self.file.open_stream(path).ok()?;
        let mut bytes = Vec::new();
        // What can be read before an error is kept.
        let _ = stream
            .take(self.limits.member_bytes)
            .read_to_end(&mut bytes);
        Some(bytes)
    }

    /// The storages at the root whose names begin so, by name.
    fn storages(&self, start: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .file
            .read_root_storage()
            .filter(|entry| entry.is_storage() && entry.name().starts_with(start))
            .map(|entry| entry.name().to_owned())
            .take(self.limits.members)
            .collect();
        names.sort();
        names
    }

    /// A property with a length of its own.
    fn bytes(&mut self, storage: &str, id: u16) -> Option<Vec<u8>> {
        self.stream(&format!("{storage}/__substg1.0_{id:04X}0102"))
    }

    /// A text.
    fn text(
        &mut self,
        storage: &str,
        id: u16,
        charset: Option<&'static Encoding>,
    ) -> Option<String> {
        let text = match self.stream(&format!("{storage}/__substg1.0_{id:04X}001F")) {
            Some(wide) => encoding_rs::UTF_16LE
                .decode_without_bom_handling(&wide)
                .0
                .into_owned(),
            None => {
                let narrow = self.stream(&format!("{storage}/__substg1.0_{id:04X}001E"))?;
                decoded(&narrow, charset)
            }
        };
        let text = text.trim_end_matches('\0');
        (!text.trim().is_empty()).then(|| text.to_owned())
    }

    /// The properties of a fixed length.
    fn fixed(&mut self, storage: &str, head: usize) -> Fixed {
        let bytes = self
            .stream(&format!("{storage}/{FIXED}"))
            .unwrap_or_default();
        Fixed(bytes.get(head..).unwrap_or_default().to_vec())
    }
}

/// Properties of a fixed length: their number and type, flags, and eight bytes of value.
struct Fixed(Vec<u8>);

impl Fixed {
    fn value(&self, id: u16) -> Option<[u8; 8]> {
        let (entries, _) = self.0.as_chunks::<16>();
        entries.iter().find_map(|entry| match entry {
            [_, _, low, high, _, _, _, _, value @ ..]
                if u16::from_le_bytes([*low, *high]) == id =>
            {
                Some(*value)
            }
            _ => None,
        })
    }

    fn number(&self, id: u16) -> Option<u32> {
        let [a, b, c, d, ..] = self.value(id)?;
        Some(u32::from_le_bytes([a, b, c, d]))
    }

    fn time(&self, id: u16) -> Option<String> {
        file_time(u64::from_le_bytes(self.value(id)?))
    }
}

/// Text in the charset that the message names, else in the one that its bytes speak for.
fn decoded(bytes: &[u8], charset: Option<&'static Encoding>) -> String {
    encoding::decode(bytes, charset).text.into_owned()
}

/// The charset of a Windows code page.
fn charset(page: u32) -> Option<&'static Encoding> {
    let label = match page {
        65001 => "utf-8".to_owned(),
        20127 => "us-ascii".to_owned(),
        28591..=28605 => format!("iso-8859-{}", page.saturating_sub(28590)),
        874 | 1250..=1258 => format!("windows-{page}"),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        20866 => "koi8-r".to_owned(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The headers: those that the mail came with, else what the properties say.
fn headers(
    store: &mut Store<'_>,
    fixed: &Fixed,
    charset: Option<&'static Encoding>,
) -> Vec<Property> {
    let sent = store.text("", property::TRANSPORT_HEADERS, charset);
    let mut headers = sent.map_or_else(Vec::new, |text| eml::headers_of(text.as_bytes()));
    let mut add = |name: &str, value: Option<String>| {
        let is_there = headers.iter().any(|header| header.name == name);
        if let Some(value) = value.filter(|value| !is_there && !value.trim().is_empty()) {
            headers.push(Property {
                name: name.to_owned(),
                value,
            });
        }
    };
    let mut first = |ids: &[u16]| ids.iter().find_map(|id| store.text("", *id, charset));
    let name = first(&[property::FROM_NAME, property::SENDER_NAME]);
    let address = first(&[
        property::FROM_SMTP,
        property::SENDER_SMTP,
        property::SENDER_ADDRESS,
    ]);
    add("from", named(name, address));
    add("subject", first(&[property::SUBJECT]));
    add(
        "message-id",
        first(&[property::MESSAGE_ID]).map(|id| id.trim_matches(['<', '>']).to_owned()),
    );
    add(
        "date",
        fixed
            .time(property::SUBMITTED)
            .or_else(|| fixed.time(property::DELIVERED)),
    );
    add("received", fixed.time(property::DELIVERED));
    let mut recipients: [Vec<String>; 3] = Default::default();
    for storage in store.storages("__recip_version1.0_") {
        let storage = format!("/{storage}");
        let kind = store
            .fixed(&storage, HEAD_OF_OTHER)
            .number(property::RECIPIENT_KIND);
        let name = store.text(&storage, property::DISPLAY_NAME, charset);
        let address = store
            .text(&storage, property::SMTP_ADDRESS, charset)
            .or_else(|| store.text(&storage, property::ADDRESS, charset));
        let list = match kind {
            Some(2) => recipients.get_mut(1),
            Some(3) => recipients.get_mut(2),
            _ => recipients.first_mut(),
        };
        if let (Some(list), Some(recipient)) = (list, named(name, address)) {
            list.push(recipient);
        }
    }
    for (name, list) in ["to", "cc", "bcc"].into_iter().zip(recipients) {
        add(name, Some(list.join(", ")));
    }
    headers
}

/// A name and an address as one; an address of the sender's own office tells nothing.
fn named(name: Option<String>, address: Option<String>) -> Option<String> {
    let address =
        address.filter(|address| !address.starts_with("/o=") && !address.starts_with("/O="));
    match (name, address) {
        (Some(name), Some(address)) if name != address => Some(format!("{name} <{address}>")),
        (Some(only), _) | (None, Some(only)) => Some(only),
        (None, None) => None,
    }
}

/// The text, in the forms in which it is there.
fn text(store: &mut Store<'_>, fixed: &Fixed, charset: Option<&'static Encoding>) -> Written {
    let page_charset = fixed
        .number(property::INTERNET_CODE_PAGE)
        .and_then(self::charset);
    let html = match store.bytes("", property::BODY_HTML) {
        Some(bytes) => Some(decoded(&bytes, page_charset.or(charset))),
        None => store.text("", property::BODY_HTML, charset),
    };
    let mut written = Written {
        plain: store.text("", property::BODY, charset),
        html: html.filter(|html| !html.trim().is_empty()),
    };
    if written.html.is_none()
        && let Some(packed) = store.bytes("", property::BODY_RTF)
        && let Some(rich) = rtf::unpacked(&packed, store.limits)
    {
        match rtf::enclosed_page(&rich, store.limits) {
            Some(page) => written.html = Some(page),
            None if written.plain.is_none() => written.plain = rtf::plain(&rich, store.limits),
            None => {}
        }
    }
    written
}

/// Takes what hangs on a message.
fn attach(
    store: &mut Store<'_>,
    storage: &str,
    charset: Option<&'static Encoding>,
    letter: &mut Letter,
) {
    /// The attachment is a message; it is an object of another program.
    const MESSAGE: u32 = 5;
    const OBJECT: u32 = 6;
    let storage = format!("/{storage}");
    let fixed = store.fixed(&storage, HEAD_OF_OTHER);
    let mut text = |id| store.text(&storage, id, charset);
    let name = text(property::LONG_NAME).or_else(|| text(property::SHORT_NAME));
    let title = text(property::DISPLAY_NAME);
    let is_picture = text(property::MIME).is_some_and(|mime| mime.starts_with("image/"));
    let is_in_text = text(property::CONTENT_ID).is_some()
        && fixed.number(property::HIDDEN).is_some_and(|n| n & 1 == 1);
    let is_object = fixed.number(property::METHOD) == Some(OBJECT);
    if is_picture && is_in_text && !is_object {
        let bytes = store.bytes(&storage, property::ATTACHED);
        return letter.picture(name.as_deref(), bytes.unwrap_or_default());
    }
    if is_object {
        letter.pictures = letter.pictures.saturating_add(1);
        return;
    }
    let content = if fixed.number(property::METHOD) == Some(MESSAGE) {
        inner_message(
            store,
            &format!("{storage}/__substg1.0_{:04X}000D", property::ATTACHED),
        )
    } else {
        store.bytes(&storage, property::ATTACHED)
    };
    let number = letter.members.len().saturating_add(1);
    let is_message = fixed.number(property::METHOD) == Some(MESSAGE);
    let name = match name {
        Some(name) => name,
        None if is_message => {
            letter.messages = letter.messages.saturating_add(1);
            format!("message-{}", letter.messages.saturating_add(1))
        }
        None => title.unwrap_or_else(|| format!("attachment-{number}")),
    };
    let content = match content {
        Some(bytes) => Content::Bytes(bytes),
        None => Content::Locked {
            error: IngestError::Damaged {
                place: String::new(),
                what: "its content is not in the message".to_owned(),
            },
            stored: Vec::new(),
            size: 0,
        },
    };
    letter.members.push(Member { name, content });
}

/// A message inside a message, as a compound file of its own.
fn inner_message(store: &mut Store<'_>, storage: &str) -> Option<Vec<u8>> {
    let entries: Vec<(String, bool)> = store
        .file
        .walk_storage(storage)
        .ok()?
        .map(|entry| {
            (
                entry.path().to_string_lossy().into_owned(),
                entry.is_storage(),
            )
        })
        .collect();
    let mut made = CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    let mut copied = 0u64;
    for (path, is_storage) in entries {
        let inside = path.strip_prefix(storage)?.to_owned();
        if inside.is_empty() {
            continue;
        }
        if is_storage {
            made.create_storage(&inside).ok()?;
            // The same bytes on any day.
            made.set_created_time(&inside, std::time::SystemTime::UNIX_EPOCH)
                .ok()?;
            made.set_modified_time(&inside, std::time::SystemTime::UNIX_EPOCH)
                .ok()?;
            continue;
        }
        let mut bytes = store.stream(&path)?;
        copied = copied.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if copied > store.limits.file_bytes {
            return None;
        }
        if inside.trim_start_matches('/') == FIXED {
            // The head of a message of its own is longer.
            let more = HEAD_OF_MESSAGE.saturating_sub(HEAD_OF_INNER);
            let at = HEAD_OF_INNER.min(bytes.len());
            bytes.splice(at..at, std::iter::repeat_n(0, more));
        }
        made.create_stream(&inside).ok()?.write_all(&bytes).ok()?;
    }
    made.flush().ok()?;
    Some(made.into_inner().into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Part, PartKind, ReadState};
    use crate::ingest::{Source, ingest_all};
    use crate::provenance::PartId;

    const IN_MEMORY: &str = "writing to memory";

    type Made = CompoundFile<Cursor<Vec<u8>>>;

    fn put(file: &mut Made, path: &str, bytes: &[u8]) {
        let mut stream = file.create_stream(path).expect(IN_MEMORY);
        stream.write_all(bytes).expect(IN_MEMORY);
    }

    fn put_text(file: &mut Made, storage: &str, id: u16, text: &str) {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(file, &format!("{storage}/__substg1.0_{id:04X}001F"), &wide);
    }

    fn put_fixed(file: &mut Made, storage: &str, head: usize, values: &[(u16, u64)]) {
        let mut bytes = vec![0; head];
        for (id, value) in values {
            bytes.extend([0, 0]);
            bytes.extend(id.to_le_bytes());
            bytes.extend([0; 4]);
            bytes.extend(value.to_le_bytes());
        }
        put(file, &format!("{storage}/{FIXED}"), &bytes);
    }

    /// 2026-05-29T08:31:07Z in ticks of 100 nanoseconds since 1601.
    const SENT: u64 = (11_644_473_600 + 1_780_043_467) * 10_000_000;

    fn message(file: &mut Made, storage: &str, head: usize, subject: &str, body: &str) {
        put_text(file, storage, property::SUBJECT, subject);
        put_text(file, storage, property::BODY, body);
        put_text(file, storage, property::SENDER_NAME, "Data Team");
        put_text(file, storage, property::SENDER_SMTP, "data@party.example");
        put_fixed(file, storage, head, &[(property::SUBMITTED, SENT)]);
    }

    fn made() -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect(IN_MEMORY);
        let body = "We hold nothing.\r\n\r\nFrom: Casey\r\nSent: 3 May 2026\r\nTo: data@party.example\r\nWhat do you hold?";
        message(&mut file, "", HEAD_OF_MESSAGE, "Your request", body);
        for (number, kind, name) in [(0, 1, "Casey Mockford"), (1, 3, "Kit Sham")] {
            let storage = format!("/__recip_version1.0_#{number:08X}");
            file.create_storage(&storage).expect(IN_MEMORY);
            put_text(&mut file, &storage, property::DISPLAY_NAME, name);
            put_fixed(
                &mut file,
                &storage,
                HEAD_OF_OTHER,
                &[(property::RECIPIENT_KIND, kind)],
            );
        }
        let storage = "/__attach_version1.0_#00000000";
        file.create_storage(storage).expect(IN_MEMORY);
        put_text(&mut file, storage, property::LONG_NAME, "data.csv");
        put(
            &mut file,
            &format!("{storage}/__substg1.0_37010102"),
            b"Name,Score\nCasey,7\n",
        );
        put_fixed(&mut file, storage, HEAD_OF_OTHER, &[(property::METHOD, 1)]);
        let storage = "/__attach_version1.0_#00000001";
        file.create_storage(storage).expect(IN_MEMORY);
        put_fixed(&mut file, storage, HEAD_OF_OTHER, &[(property::METHOD, 5)]);
        let inner = format!("{storage}/__substg1.0_3701000D");
        file.create_storage(&inner).expect(IN_MEMORY);
        message(&mut file, &inner, HEAD_OF_INNER, "Inner", "Dear Casey");
        file.flush().expect(IN_MEMORY);
        file.into_inner().into_inner()
    }

    fn parts(bytes: &[u8]) -> Vec<Part> {
        let source = Source {
            part: PartId(0),
            name: "mail.msg",
            bytes,
        };
        ingest_all(&source, &Limits::default())
    }

    fn value<'p>(part: &'p Part, name: &str) -> Option<&'p str> {
        let found = part
            .properties
            .iter()
            .find(|property| property.name == name);
        found.map(|property| property.value.as_str())
    }

    #[test]
    fn a_message_its_attachments_and_the_message_inside_it_are_parts() {
        let parts = parts(&made());
        let paths: Vec<&str> = parts.iter().map(|part| part.path.as_str()).collect();
        assert_eq!(
            paths,
            ["mail.msg", "mail.msg/data.csv", "mail.msg/message-2"]
        );
        assert!(parts.iter().all(|part| part.read == ReadState::Whole));
        let (mail, data, inner) = (&parts[0], &parts[1], &parts[2]);
        assert_eq!(
            (mail.kind, data.kind, inner.kind),
            (PartKind::Msg, PartKind::Csv, PartKind::Msg)
        );
        for (name, expected) in [
            ("from", "Data Team <data@party.example>"),
            ("to", "Casey Mockford"),
            ("bcc", "Kit Sham"),
            ("subject", "Your request"),
            ("date", "2026-05-29T08:31:07Z"),
        ] {
            assert_eq!(value(mail, name), Some(expected), "{name}");
        }
        let quoted: Vec<bool> = mail.passages.iter().map(|p| p.quoted).collect();
        assert_eq!(quoted, [false, true, true, true, true]);
        assert_eq!(value(inner, "subject"), Some("Inner"));
        assert_eq!(value(inner, "date"), Some("2026-05-29T08:31:07Z"));
    }

    #[test]
    fn the_headers_that_a_mail_came_with_go_before_its_properties() {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect(IN_MEMORY);
        message(&mut file, "", HEAD_OF_MESSAGE, "Subject", "Text");
        let headers =
            "Date: Fri, 29 May 2026 09:31:07 +0100\r\nFrom: Other <other@party.example>\r\n\r\n";
        put_text(&mut file, "", property::TRANSPORT_HEADERS, headers);
        file.flush().expect(IN_MEMORY);
        let parts = parts(&file.into_inner().into_inner());
        assert_eq!(value(&parts[0], "date"), Some("2026-05-29T09:31:07+01:00"));
        assert_eq!(
            value(&parts[0], "from"),
            Some("Other <other@party.example>")
        );
        assert_eq!(value(&parts[0], "subject"), Some("Subject"));
    }

    #[test]
    fn the_message_inside_is_the_same_bytes_on_any_day() {
        let digests = |_| {
            parts(&made())
                .into_iter()
                .map(|part| part.sha256)
                .collect::<Vec<_>>()
        };
        let inner = |digests: Vec<String>| digests.last().cloned();
        assert_eq!(inner(digests(1)), inner(digests(2)));
        let bytes = made();
        let file = CompoundFile::open(Cursor::new(bytes.as_slice())).expect("a compound file");
        let limits = Limits::default();
        let mut store = Store {
            file,
            limits: &limits,
        };
        let storage = "/__attach_version1.0_#00000001/__substg1.0_3701000D";
        let copy = inner_message(&mut store, storage).expect("a message");
        let copy = CompoundFile::open(Cursor::new(copy)).expect("a compound file");
        let epoch = std::time::SystemTime::UNIX_EPOCH;
        let storages = copy
            .walk()
            .filter(|entry| entry.is_storage() && !entry.is_root());
        assert!(storages.into_iter().all(|entry| entry.created() == epoch));
    }

    #[test]
    fn a_damaged_message_says_so() {
        let bytes = made();
        let cut = parts(&bytes[..bytes.len() / 3]);
        assert_eq!(cut[0].read, ReadState::Not);
    }
}
