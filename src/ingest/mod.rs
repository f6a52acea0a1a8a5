//! Reading files into a [`Document`](crate::document::Document).
//!
//! A file is told by its content ([`sniff`]), read by the one reader that owns its format, behind
//! limits and a fence: a panic of a third-party parser costs that file and nothing else. What lies
//! inside a container becomes parts of its own ([`ingest_all`]).

pub mod archive;
pub(crate) mod characters;
pub mod delimited;
pub mod docx;
pub(crate) mod duplicates;
pub(crate) mod encoding;
pub mod html;
mod json;
pub mod limits;
pub mod mail;
pub(crate) mod odf;
pub mod odt;
pub(crate) mod opc;
pub(crate) mod package;
pub(crate) mod paper;
pub mod pdf;
mod properties;
pub mod rtf;
pub mod sniff;
pub mod text;
pub(crate) mod tree;
pub(crate) mod trouble;
pub mod workbook;
pub(crate) mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use sha2::{Digest, Sha256};

use crate::document::{Oddity, OddityKind, Part, PartKind, Passage, Property, ReadState, Table};
use crate::error::IngestError;
use crate::provenance::{Location, PartId, Place};

pub use duplicates::fold_duplicates;
pub use limits::{CrossCheck, Limits, Ocr};
pub use tree::{ingest_all, ingest_each};

/// A file to read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The part that it will become; places in oddities name it.
    pub part: PartId,
    /// Its name, for its ending.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

impl Source<'_> {
    /// An oddity of this file.
    #[must_use]
    pub fn oddity(&self, kind: OddityKind, place: Place, text: impl Into<String>) -> Oddity {
        Oddity {
            kind,
            at: Location {
                part: self.part,
                place,
            },
            text: text.into(),
        }
    }
}

/// What a reader made of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// What it is.
    pub kind: PartKind,
    /// How much of it was read.
    pub read: ReadState,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its running text.
    pub passages: Vec<Passage>,
    /// What its properties say.
    pub properties: Vec<Property>,
    /// What was odd.
    pub oddities: Vec<Oddity>,
    /// What lies inside it and becomes parts of its own, in reading order.
    pub members: Vec<Member>,
}

/// A file inside another: a member of an archive, an attachment of a mail.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Its path inside the container, as the container has it; made safe by whoever makes parts.
    pub name: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a member.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It cannot be taken out.
    Locked {
        /// Why.
        error: IngestError,
        /// Its bytes as they lie in the container.
        stored: Vec<u8>,
        /// The size that it is said to have.
        size: u64,
    },
}

impl Intake {
    /// An intake with nothing in it yet.
    #[must_use]
    pub fn new(kind: PartKind) -> Self {
        Self {
            kind,
            read: ReadState::Whole,
            tables: Vec::new(),
            passages: Vec::new(),
            properties: Vec::new(),
            oddities: Vec::new(),
            members: Vec::new(),
        }
    }
}

/// A reader of one family of formats.
pub trait Ingest: Sync {
    /// What messages call it: `workbook`.
    fn name(&self) -> &'static str;

    /// Whether it reads this format.
    fn reads(&self, format: sniff::Format) -> bool;

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`IngestError`] where nothing of the file can be read. What can be read in part is read,
    /// with an oddity that says what is missing.
    fn ingest(
        &self,
        source: &Source<'_>,
        format: sniff::Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError>;
}

/// All readers.
pub static FORMATS: &[&dyn Ingest] = &[
    &workbook::Workbook,
    &delimited::Delimited,
    &json::Json,
    &docx::Docx,
    &odt::Odt,
    &rtf::Rtf,
    &html::Html,
    &pdf::Pdf,
    &mail::Mail,
    &archive::Archive,
    &text::Text,
];

/// Reads one file into a part, without what lies inside it. Never fails: a file that cannot be read
/// becomes a part that says so.
#[must_use]
pub fn ingest(source: &Source<'_>, limits: &Limits) -> Part {
    let room = Room::new(limits);
    ingest_one(source, limits, &room).0
}

/// How much may still be taken out of containers.
#[derive(Debug, Clone)]
struct Room {
    /// Inflated bytes.
    bytes: u64,
    /// Members.
    members: usize,
}

impl Room {
    fn new(limits: &Limits) -> Self {
        Self {
            bytes: limits.total_bytes,
            members: limits.members,
        }
    }
}

/// A part with nothing in it yet.
fn unread(source: &Source<'_>) -> Part {
    Part {
        id: source.part,
        path: source.name.to_owned(),
        sha256: hex(&Sha256::digest(source.bytes)),
        bytes: u64::try_from(source.bytes.len()).unwrap_or(u64::MAX),
        kind: PartKind::Unknown,
        parent: None,
        read: ReadState::Not,
        tables: Vec::new(),
        passages: Vec::new(),
        properties: Vec::new(),
        oddities: Vec::new(),
    }
}

/// Reads one file into a part; beside it what lies inside.
fn ingest_one(source: &Source<'_>, limits: &Limits, room: &Room) -> (Part, Vec<Member>) {
    let mut part = unread(source);
    let mut members = Vec::new();
    match read(source, limits, room) {
        Ok(intake) => {
            members = intake.members;
            part.kind = intake.kind;
            part.read = intake.read;
            part.tables = intake.tables;
            part.passages = intake.passages;
            part.properties = intake.properties;
            part.oddities = intake.oddities;
        }
        Err(error) => part.oddities.push(not_read(source, &error)),
    }
    (part, members)
}

/// The part of a file that is not read at all, with the reason.
#[must_use]
pub fn refused(source: &Source<'_>, error: &IngestError) -> Part {
    let mut part = unread(source);
    part.oddities.push(not_read(source, error));
    part
}

/// Why a file was not read, and what to try.
fn not_read(source: &Source<'_>, error: &IngestError) -> Oddity {
    let kind = match error {
        IngestError::Encrypted => OddityKind::Encrypted,
        IngestError::OverLimit { .. } => OddityKind::LimitReached,
        IngestError::Damaged { .. } => OddityKind::Damaged,
        IngestError::Unsupported { .. }
        | IngestError::UnknownFormat
        | IngestError::ParserPanicked { .. }
        | IngestError::ReaderEnded => OddityKind::NotRead,
    };
    let text = format!("{error}; try: {}", error.remedy());
    source.oddity(kind, Place::Whole, text)
}

/// The part of a file that is over the limit of bytes: its size and digest, and that it was not
/// read. Takes the file from its first byte, and keeps none of it.
///
/// # Errors
///
/// Whatever the reader fails with.
pub fn over_limit(
    part: PartId,
    name: &str,
    file: &mut dyn std::io::Read,
    limits: &Limits,
) -> std::io::Result<Part> {
    const AT_ONCE: usize = 1 << 16;
    let mut digest = Sha256::new();
    let mut bytes: u64 = 0;
    let mut some = vec![0; AT_ONCE];
    loop {
        let read = file.read(&mut some)?;
        let Some(read) = some.get(..read).filter(|read| !read.is_empty()) else {
            break;
        };
        digest.update(read);
        bytes = bytes.saturating_add(u64::try_from(read.len()).unwrap_or(u64::MAX));
    }
    let none = Source {
        part,
        name,
        bytes: &[],
    };
    let error = IngestError::OverLimit {
        place: String::new(),
        limit: format!("{} bytes for a file", limits.file_bytes),
    };
    let text = format!("{error}; try: {}", error.remedy());
    Ok(Part {
        sha256: hex(&digest.finalize()),
        bytes,
        kind: PartKind::Unknown,
        read: ReadState::Not,
        oddities: vec![none.oddity(OddityKind::LimitReached, Place::Whole, text)],
        ..ingest(&none, limits)
    })
}

/// Tells the format and hands the file to its reader, behind the fence.
fn read(source: &Source<'_>, limits: &Limits, room: &Room) -> Result<Intake, IngestError> {
    if u64::try_from(source.bytes.len()).unwrap_or(u64::MAX) > limits.file_bytes {
        return Err(IngestError::OverLimit {
            place: String::new(),
            limit: format!("{} bytes for a file", limits.file_bytes),
        });
    }
    let format = fenced("any", || sniff::sniff(source.bytes, source.name))?;
    let reader = FORMATS
        .iter()
        .find(|reader| reader.reads(format))
        .ok_or(IngestError::UnknownFormat)?;
    let left = Limits {
        total_bytes: room.bytes,
        members: room.members,
        ..limits.clone()
    };
    // All archives inside each other share one allowance; the parts of a workbook have their own.
    let limits = if format == sniff::Format::Zip {
        &left
    } else {
        limits
    };
    let mut intake = fenced(reader.name(), || reader.ingest(source, format, limits))?;
    if !source.bytes.is_empty()
        && let Some(text) = sniff::misleading_name(source.name, format)
    {
        let oddity = source.oddity(OddityKind::MisleadingName, Place::Whole, text);
        intake.oddities.push(oddity);
    }
    Ok(intake)
}

/// Runs a reader so that a panic inside it becomes an error. The hook that would print the
/// panic's text is left alone: the program installs its own, which prints nothing.
fn fenced<T>(
    format: &'static str,
    read: impl FnOnce() -> Result<T, IngestError>,
) -> Result<T, IngestError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(IngestError::ParserPanicked { format }))
}

/// Lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
