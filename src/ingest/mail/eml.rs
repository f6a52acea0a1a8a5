//! A mail as a text file: MIME parts, transfer encodings and charsets.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    Addr, Address, Encoding, HeaderName, HeaderValue, Message, MessageParser, MessagePart,
    MimeHeaders as _, PartType,
};

use crate::document::Property;
use crate::error::IngestError;
use crate::ingest::{Content, Member, encoding};

use super::{Letter, Written};

/// Messages inside each other that a parser is trusted with: it takes them apart in one go.
const MESSAGES: usize = 64;

/// Parts of one message.
const PARTS: usize = 10_000;

/// Reads a message.
pub(super) fn read(bytes: &[u8]) -> Result<Letter, IngestError> {
    let bytes = below_mailbox_line(bytes);
    limit(
        bytes,
        b"message/rfc822",
        MESSAGES,
        "messages inside each other",
    )?;
    limit(
        bytes,
        b"\n--",
        PARTS.saturating_mul(2),
        "parts of a message",
    )?;
    let message = MessageParser::default().parse(bytes);
    let message = message.ok_or_else(|| IngestError::Damaged {
        place: String::new(),
        what: "it has no headers".to_owned(),
    })?;
    let mut letter = Letter {
        headers: headers(&message),
        texts: texts(&message, bytes),
        ..Letter::default()
    };
    for id in &message.attachments {
        if let Some(part) = message.part(*id) {
            attach(part, bytes, &mut letter);
        }
    }
    letter.is_damaged = message.parts.iter().any(|part| part.is_encoding_problem);
    Ok(letter)
}

/// The message below the line with which a mailbox file begins.
fn below_mailbox_line(bytes: &[u8]) -> &[u8] {
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end.saturating_add(1));
    bytes.get(end..).unwrap_or_default()
}

/// Refuses a message in which something stands more often than it does in an honest one.
fn limit(bytes: &[u8], what: &[u8], most: usize, named: &str) -> Result<(), IngestError> {
    let found = memchr::memmem::find_iter(bytes, what).take(most.saturating_add(1));
    if found.count() > most {
        return Err(IngestError::OverLimit {
            place: String::new(),
            limit: format!("{most} {named}"),
        });
    }
    Ok(())
}

/// The headers of a block of headers alone.
pub(super) fn headers_of(bytes: &[u8]) -> Vec<Property> {
    let message = MessageParser::default().parse_headers(bytes);
    message.map_or_else(Vec::new, |message| headers(&message))
}

/// The headers that a report speaks of.
fn headers(message: &Message<'_>) -> Vec<Property> {
    let mut headers = Vec::new();
    let mut add = |name: &str, value: String| {
        if !value.trim().is_empty() {
            headers.push(Property {
                name: name.to_owned(),
                value,
            });
        }
    };
    for (name, header) in [
        ("from", HeaderName::From),
        ("sender", HeaderName::Sender),
        ("reply-to", HeaderName::ReplyTo),
        ("to", HeaderName::To),
        ("cc", HeaderName::Cc),
        ("bcc", HeaderName::Bcc),
    ] {
        let values = message.header_values(header);
        let addresses: Vec<String> = values
            .filter_map(HeaderValue::as_address)
            .map(addresses)
            .collect();
        add(name, addresses.join(", "));
    }
    add("subject", message.subject().unwrap_or_default().to_owned());
    if let Some(date) = message.date().filter(|date| date.is_valid()) {
        add("date", date.to_rfc3339());
    }
    let received = message.received().and_then(|received| received.date);
    if let Some(date) = received.filter(|date| date.is_valid()) {
        add("received", date.to_rfc3339());
    }
    add(
        "message-id",
        message.message_id().unwrap_or_default().to_owned(),
    );
    headers
}

/// Addresses as a person reads them: `Casey Mockford <casey@example.org>`.
fn addresses(address: &Address<'_>) -> String {
    let list = |list: &[Addr<'_>]| list.iter().map(one).collect::<Vec<_>>().join(", ");
    match address {
        Address::List(all) => list(all),
        Address::Group(groups) => {
            let groups = groups.iter().map(|group| match &group.name {
                Some(name) => format!("{name}: {};", list(&group.addresses)),
                None => list(&group.addresses),
            });
            groups.collect::<Vec<_>>().join(", ")
        }
    }
}

fn one(address: &Addr<'_>) -> String {
    match (&address.name, &address.address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(only), None) | (None, Some(only)) => only.clone().into_owned(),
        (None, None) => String::new(),
    }
}

/// The pieces of the text, each in the forms in which it is there.
fn texts(message: &Message<'_>, raw: &[u8]) -> Vec<Written> {
    let text = |id: &u32| message.part(*id).and_then(|part| text_of(part, raw));
    let mut pieces: Vec<Written> = Vec::new();
    let pages: Vec<&u32> = message
        .html_body
        .iter()
        .filter(|id| is_page(message, **id))
        .collect();
    for id in &message.text_body {
        if is_page(message, *id) {
            pieces.push(Written {
                plain: None,
                html: text(id),
            });
        } else {
            pieces.push(Written {
                plain: text(id),
                html: None,
            });
        }
    }
    // One plain text and one page are the same text in two forms.
    if let ([piece], [page]) = (pieces.as_mut_slice(), pages.as_slice())
        && piece.html.is_none()
    {
        piece.html = text(page);
    }
    pieces
}

fn is_page(message: &Message<'_>, id: u32) -> bool {
    message
        .part(id)
        .is_some_and(|part| matches!(part.body, PartType::Html(_)))
}

/// The text of a part. Where no charset is named, or the text is not in it, the bytes decide.
fn text_of(part: &MessagePart<'_>, raw: &[u8]) -> Option<String> {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else {
        return None;
    };
    let names_charset = part
        .content_type()
        .is_some_and(|kind| kind.has_attribute("charset"));
    if names_charset && !text.contains('\u{fffd}') || text.is_ascii() {
        return Some(text.clone().into_owned());
    }
    let bytes = bytes_of(part, raw);
    Some(encoding::decode(&bytes, None).text.into_owned())
}

/// The bytes of a part, decoded from the form in which it was sent.
fn bytes_of<'m>(part: &'m MessagePart<'_>, raw: &'m [u8]) -> Cow<'m, [u8]> {
    let range = |from: u32, to: u32| {
        let from = usize::try_from(from).ok()?;
        raw.get(from..usize::try_from(to).ok()?)
    };
    match &part.body {
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Cow::Borrowed(bytes.as_ref()),
        PartType::Message(message) if part.encoding != Encoding::None => {
            Cow::Borrowed(message.raw_message.as_ref())
        }
        PartType::Message(_) | PartType::Multipart(_) => {
            Cow::Borrowed(range(part.offset_body, part.offset_end).unwrap_or_default())
        }
        PartType::Text(text) | PartType::Html(text) => {
            let Some(sent) = range(part.offset_body, part.offset_end) else {
                return Cow::Borrowed(text.as_bytes());
            };
            let decoded = match part.encoding {
                Encoding::None => Some(sent.to_vec()),
                Encoding::Base64 => base64_decode(sent),
                Encoding::QuotedPrintable => quoted_printable_decode(sent),
            };
            match decoded {
                Some(bytes) => Cow::Owned(bytes),
                None => Cow::Borrowed(text.as_bytes()),
            }
        }
    }
}

/// Takes what hangs on a message: a member, a picture in its text, or an addition of a program.
fn attach(part: &MessagePart<'_>, raw: &[u8], letter: &mut Letter) {
    let kind = part.content_type().map(|kind| {
        let sub = kind.subtype().unwrap_or_default();
        format!("{}/{sub}", kind.ctype()).to_ascii_lowercase()
    });
    let kind = kind.unwrap_or_default();
    let is_attached = part
        .content_disposition()
        .is_some_and(mail_parser::ContentType::is_attachment);
    if kind.starts_with("image/") && !is_attached && part.content_id().is_some() {
        let bytes = bytes_of(part, raw).into_owned();
        return letter.picture(part.attachment_name(), bytes);
    }
    const ADDED: &[&str] = &[
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "text/x-amp-html",
        "text/watch-html",
    ];
    if ADDED.contains(&kind.as_str()) {
        letter.left_over.push(kind);
        return;
    }
    let number = letter.members.len().saturating_add(1);
    let name = match (part.attachment_name(), &part.body) {
        (Some(name), _) if !name.trim().is_empty() => name.to_owned(),
        (_, PartType::Message(_)) => {
            letter.messages = letter.messages.saturating_add(1);
            format!("message-{}", letter.messages.saturating_add(1))
        }
        _ => format!("attachment-{number}"),
    };
    letter.members.push(Member {
        name,
        content: Content::Bytes(bytes_of(part, raw).into_owned()),
    });
}
