//! What can go wrong, by whose doing it is.
//!
//! [`Error`] is the operator's: no such file, a bad option, a broken codebook. [`IngestError`] is
//! a file's, and fatal for that file only. What a file survives is an
//! [`Oddity`](crate::document::Oddity), and what a response leaves out is a
//! [`Finding`](crate::finding::Finding): neither is an error.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Trouble of the operator's making: nothing was analysed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder that was named cannot be opened.
    #[error("{}: cannot be opened", path.display())]
    Open {
        /// As given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// An output cannot be written.
    #[error("{}: cannot be written", path.display())]
    Write {
        /// As given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A codebook does not load.
    #[error(transparent)]
    Codebook(#[from] CodebookError),
    /// The case file does not load.
    #[error("{}: {what}", path.display())]
    CaseFile {
        /// As given.
        path: PathBuf,
        /// The place in it and what is wrong.
        what: String,
    },
    /// A file of settings does not load.
    #[error("{}: {what}", path.display())]
    Settings {
        /// As given.
        path: PathBuf,
        /// The place in it and what is wrong.
        what: String,
    },
    /// A rule, provision, field or party that nobody knows.
    #[error("{kind} `{name}` is not known")]
    Unknown {
        /// What was looked for: `rule`, `party`.
        kind: &'static str,
        /// As given.
        name: String,
        /// The nearest name that is known.
        nearest: Option<String>,
    },
    /// A report cannot be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// A file that cannot be read at all. The place, where there is one, comes first in the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// It needs a password.
    #[error("needs a password")]
    Encrypted,
    /// It is of a known format that this program does not read.
    #[error("is {what}, which is not read")]
    Unsupported {
        /// The format, with its article: `a PDF`.
        what: String,
    },
    /// It is of no format that is known.
    #[error("is of no known format")]
    UnknownFormat,
    /// A limit was reached before anything could be read.
    #[error("{place}is over the limit of {limit}")]
    OverLimit {
        /// The place, with a colon and a space, or empty.
        place: String,
        /// Which limit, with its value.
        limit: String,
    },
    /// It is damaged.
    #[error("{place}is damaged: {what}")]
    Damaged {
        /// The place, with a colon and a space, or empty.
        place: String,
        /// What the reader could not make sense of.
        what: String,
    },
    /// The parser gave up in a way it should not.
    #[error("the reader of {format} files gave up inside its own code")]
    ParserPanicked {
        /// Which reader.
        format: &'static str,
    },
    /// The process in which it was read ended.
    #[error("made its reader end without an answer")]
    ReaderEnded,
}

/// Why a process in which a file was read had to be ended, or ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stopped {
    /// The time for a file was over.
    Time {
        /// Seconds.
        seconds: u64,
    },
    /// It asked for more memory than it may have.
    Memory {
        /// Bytes.
        bytes: u64,
    },
    /// It ended without saying why.
    Ended,
}

impl From<Stopped> for IngestError {
    fn from(stopped: Stopped) -> Self {
        let over = |limit| IngestError::OverLimit {
            place: String::new(),
            limit,
        };
        match stopped {
            Stopped::Time { seconds } => over(format!("{seconds} seconds for a file")),
            Stopped::Memory { bytes } => over(format!("{} MiB of memory for a file", bytes >> 20)),
            Stopped::Ended => IngestError::ReaderEnded,
        }
    }
}

impl IngestError {
    /// What the person at the keyboard can try.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            IngestError::Encrypted => {
                "open it with the password in the program it was made with, save a copy without one, and keep the original"
            }
            IngestError::Unsupported { what } => remedy_for(what),
            IngestError::UnknownFormat => "ask the sender for a spreadsheet or a CSV file",
            IngestError::OverLimit { .. } => {
                "check that the file is what it should be; files of this size are not sent in answer to one person's request"
            }
            IngestError::Damaged { .. }
            | IngestError::ParserPanicked { .. }
            | IngestError::ReaderEnded => {
                "fetch the file again from where it came; if it opens in its own program, save a copy from there and keep the original"
            }
        }
    }
}

/// What to try with a format that is known and not read.
fn remedy_for(what: &str) -> &'static str {
    const REMEDIES: &[(&[&str], &str)] = &[
        (
            &["Word 97", "WordPerfect", "iWork", "Publisher", "PowerPoint"],
            "open it in the program it was made with, or in LibreOffice, save a copy as PDF or docx, and keep the original",
        ),
        (
            &["TNEF"],
            "open the mail in Outlook, or the file with the program tnef, and save what is inside; keep the original",
        ),
        (
            &["archive"],
            "unpack it and give the folder; keep the original",
        ),
        (
            &["picture"],
            "save it as a PDF and read that with --ocr, or ask the sender for the text; keep the original",
        ),
    ];
    let named = |names: &&(&[&str], &str)| names.0.iter().any(|name| what.contains(name));
    let remedy = REMEDIES.iter().find(named);
    remedy.map_or(
        "ask the sender for a spreadsheet or a CSV file",
        |(_, remedy)| remedy,
    )
}

/// A codebook that does not load: file, line and key, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {key}: {what}")]
pub struct CodebookError {
    /// The file, relative to the folder of codebooks.
    pub file: String,
    /// The line, from 1; 0 where the trouble is the file as a whole.
    pub line: u32,
    /// The key or column.
    pub key: String,
    /// What is wrong.
    pub what: String,
}

/// A report that cannot be written out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// The writer failed.
    #[error("the report cannot be written")]
    Io(#[from] std::io::Error),
    /// The report cannot be put into this form.
    #[error("the report cannot be written as {format}")]
    Form {
        /// Which form.
        format: &'static str,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
