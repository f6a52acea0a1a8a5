//! Reads mail: headers as properties, the text of the message as passages, attachments and messages
//! inside it as parts of their own.
//!
//! Of the forms in which a message is written, the plain one is read; the HTML one where there is
//! no other, and where only it has the tables. Lines are those of the text as a mail program shows
//! it, from the first line below the headers. Text that is quoted from earlier messages is marked.

mod body;
mod eml;
mod msg;
mod passed_on;
mod quoted;

use crate::document::{OddityKind, PartKind};
use crate::error::IngestError;
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};
use crate::provenance::Place;

/// The reader of mail.
#[derive(Debug)]
pub struct Mail;

impl Ingest for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn reads(&self, format: Format) -> bool {
        matches!(format, Format::Eml | Format::Msg)
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        let (letter, kind) = match format {
            Format::Msg => (msg::read(source.bytes, limits)?, PartKind::Msg),
            _ => (eml::read(source.bytes)?, PartKind::Eml),
        };
        let mut intake = Intake::new(kind);
        letter.into_intake(source, limits, &mut intake);
        Ok(intake)
    }
}

/// A message as its container holds it, whichever that is.
#[derive(Debug, Default)]
struct Letter {
    /// Its headers.
    headers: Vec<crate::document::Property>,
    /// Its text, in the order of reading.
    texts: Vec<Written>,
    /// What hangs on it.
    members: Vec<crate::ingest::Member>,
    /// Messages without a name that hang on it; it is the first itself.
    messages: usize,
    /// Pictures that stand in the text.
    pictures: usize,
    /// Signatures and other additions that programs make.
    left_over: Vec<String>,
    /// Whether some encoding in it is broken.
    is_damaged: bool,
}

/// A piece of the text of a message, in the forms in which it is there.
#[derive(Debug, Default)]
struct Written {
    plain: Option<String>,
    html: Option<String>,
}

impl Letter {
    /// Takes a picture that stands in the text. One of some size may be a scan of what was sent, and is
    /// a part of its own; small ones are logos and signs.
    fn picture(&mut self, name: Option<&str>, bytes: Vec<u8>) {
        const LOGO: usize = 48 << 10;
        if bytes.len() <= LOGO {
            self.pictures = self.pictures.saturating_add(1);
            return;
        }
        let number = self.members.len().saturating_add(1);
        let named = name.map(str::trim).filter(|name| !name.is_empty());
        self.members.push(crate::ingest::Member {
            name: named.map_or_else(|| format!("picture-{number}"), str::to_owned),
            content: crate::ingest::Content::Bytes(bytes),
        });
    }

    /// Hands on what a part is made of.
    fn into_intake(self, source: &Source<'_>, limits: &Limits, intake: &mut Intake) {
        intake.properties = self.headers;
        let mut members = self.members;
        let mut messages = self.messages;
        for written in &self.texts {
            let Some(passed_on) = body::read(source, written, limits, intake) else {
                continue;
            };
            messages = messages.saturating_add(1);
            members.push(crate::ingest::Member {
                name: format!("message-{}", messages.saturating_add(1)),
                content: crate::ingest::Content::Bytes(passed_on),
            });
        }
        let quoted = quoted::mark(&mut intake.passages);
        intake.members = members;
        let mut tell = |kind, place: Place, text: String| {
            intake.oddities.push(source.oddity(kind, place, text));
        };
        if let Some(first) = quoted.first {
            let text = format!(
                "{} lines are quoted from earlier messages; the first is here",
                quoted.count
            );
            tell(OddityKind::QuotedText, first, text);
        }
        if self.pictures > 0 {
            let text = format!("{} pictures in the text were not read", self.pictures);
            tell(OddityKind::Pictures, Place::Whole, text);
        }
        if !self.left_over.is_empty() {
            let text = format!(
                "{} additions of programs are no part of the response: {}",
                self.left_over.len(),
                self.left_over.join(", ")
            );
            tell(OddityKind::LeftOvers, Place::Whole, text);
        }
        if self.is_damaged {
            let text = "some of the message is not encoded as it says; it was read as it stands";
            tell(OddityKind::UndecodableText, Place::Whole, text.to_owned());
        }
        let has_text = !intake.passages.is_empty() || !intake.tables.is_empty();
        if !has_text && intake.members.is_empty() {
            let text = "there is nothing in the message";
            let oddity = source.oddity(OddityKind::Empty, Place::Whole, text);
            intake.oddities.push(oddity);
        }
    }
}

#[cfg(test)]
mod tests;
