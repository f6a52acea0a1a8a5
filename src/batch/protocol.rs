//! What a program and a kept worker say to each other, for any program in any language.
//!
//! Everything is a frame: its length in bytes, as 32 bits with the lowest first, then so many bytes.
//! The first frame to the worker is a [`Setup`]; then comes a [`Job`] for each case. Both are JSON. A
//! job names the path of a case, or files whose bytes follow in a frame each. The worker answers each
//! job, in order, with a [`Head`] as JSON and then with the frames that the head names: rows of the
//! tables of the data set as CSV without headings, and `summary`, which is for this program alone. A
//! worker ends when its input does. A setup that does not hold is answered by a head with `error`.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::worker::protocol::{receive, send};

/// The name of this protocol.
pub const PROTOCOL: &str = "sar-decode/worker/1";

/// How all cases are worked on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Setup {
    /// The folder that gets a folder of reports for each case; none is written where it is absent.
    pub out: Option<PathBuf>,
    /// The forms of report to write: `json`, `html`.
    pub reports: Vec<String>,
    /// The party of every case, where the operator names it.
    pub party: Option<String>,
    /// Folders of codebooks to lay over those of the program.
    pub codebooks: Vec<PathBuf>,
    /// A file of settings: which rules run, and thresholds.
    pub settings: Option<PathBuf>,
    /// The rules to run; all where empty.
    pub select: Vec<String>,
    /// The rules to leave out.
    pub ignore: Vec<String>,
    /// The day on which reports speak.
    pub date: Option<String>,
    /// A cohort report whose columns are what others received.
    pub others: Option<PathBuf>,
    /// Whether rows hold values, headings as written and file names.
    pub with_personal_data: bool,
    /// Whether values of other people are shown.
    pub show_others: bool,
    /// A file of passwords to try, one a line.
    pub password_file: Option<PathBuf>,
    /// Whether pages of pictures are read.
    pub ocr: bool,
    /// Whether every page is read by a second reader too.
    pub cross_check: bool,
    /// Limits on one file, by the names of the library.
    pub limits: BTreeMap<String, u64>,
    /// Seconds for each file; none is the default of the program.
    pub seconds: Option<u64>,
    /// Bytes of memory that the worker may use; none is the default of the program.
    pub memory: Option<u64>,
    /// Whether it ends, whatever it is at, with the thread that started it, where the system can see
    /// to that. It ends in any case when it has done what it is at.
    pub ends_with_starter: bool,
}

/// A case to work on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Job {
    /// Its name: a path of its own below the folder of cases.
    pub case: String,
    /// Where it lies: a file or a folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<PathBuf>,
    /// In place of a path: the names of its files, whose bytes follow in frames of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// The key with which it was done before: where it has not changed, nothing is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// Whether each file is read in a process of its own, since the case ended a worker before.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub careful: bool,
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Everything was read.
    Read,
    /// Some of it was not read.
    Partly,
    /// Nothing of it was read; there is a report that says so.
    NotRead,
    /// It could not be worked on; there is no report.
    #[default]
    Failed,
    /// It was done before and has not changed.
    Unchanged,
}

impl State {
    /// The written form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            State::Read => "read",
            State::Partly => "partly",
            State::NotRead => "not-read",
            State::Failed => "failed",
            State::Unchanged => "unchanged",
        }
    }
}

/// A file that was not read, or a case that could not be worked on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trouble {
    /// The file inside the case; empty where it is the case as a whole.
    pub file: String,
    /// What is wrong.
    pub what: String,
    /// What to try; empty where nothing is known.
    #[serde(rename = "try")]
    pub remedy: String,
}

/// The beginning of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    /// The case.
    pub case: String,
    /// Its pseudonym: the key by which the tables of the data set join.
    pub id: String,
    /// The digest of its files, its case file, the program, the codebooks and the setup.
    pub key: String,
    /// Whose it is, as a pseudonym: by what the case file says, else the id.
    pub person: String,
    /// How it ended.
    pub state: State,
    /// The bytes of each report that was written.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub reports: BTreeMap<String, u64>,
    /// What was not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub troubles: Vec<Trouble>,
    /// What is odd about the case file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
    /// The names of the frames that follow, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<String>,
    /// Why the setup does not hold; the worker ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// An answer: its beginning, and its frames as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The beginning.
    pub head: Head,
    /// The frames, in the order in which the head names them.
    pub frames: Vec<Vec<u8>>,
}

impl Answer {
    /// A case that could not be worked on.
    #[must_use]
    pub fn failed(case: &str, what: String, remedy: &str) -> Self {
        let head = Head {
            case: case.to_owned(),
            state: State::Failed,
            troubles: vec![Trouble {
                file: String::new(),
                what,
                remedy: remedy.to_owned(),
            }],
            ..Head::default()
        };
        Self {
            head,
            frames: Vec::new(),
        }
    }

    /// A frame by its name.
    #[must_use]
    pub fn frame(&self, name: &str) -> Option<&[u8]> {
        let at = self.head.frames.iter().position(|frame| frame == name)?;
        self.frames.get(at).map(Vec::as_slice)
    }

    /// All frames in one piece, as they go over the wire and into the journal.
    ///
    /// # Errors
    ///
    /// Where a frame is longer than a length can tell.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        send(&to_json(&self.head)?, &mut bytes)?;
        for frame in &self.frames {
            send(frame, &mut bytes)?;
        }
        Ok(bytes)
    }

    /// Reads an answer; nothing where the other side has ended.
    ///
    /// # Errors
    ///
    /// Whatever the reader fails with, and what is no answer.
    pub fn receive(from: &mut dyn Read) -> io::Result<Option<Self>> {
        let Some(head) = receive(from)? else {
            return Ok(None);
        };
        let head: Head = serde_json::from_slice(&head)?;
        let mut frames = Vec::with_capacity(head.frames.len());
        for _ in &head.frames {
            frames.push(receive(from)?.ok_or(io::ErrorKind::UnexpectedEof)?);
        }
        Ok(Some(Self { head, frames }))
    }
}

/// Sends a setup or a job.
///
/// # Errors
///
/// Whatever the writer fails with.
pub fn tell(what: &impl Serialize, to: &mut dyn Write) -> io::Result<()> {
    send(&to_json(what)?, to)
}

/// Receives a setup or a job; nothing where the other side has ended.
///
/// # Errors
///
/// Whatever the reader fails with, and what is no such thing.
pub fn told<T: serde::de::DeserializeOwned>(from: &mut dyn Read) -> io::Result<Option<T>> {
    let Some(bytes) = receive(from)? else {
        return Ok(None);
    };
    Ok(Some(serde_json::from_slice(&bytes)?))
}

fn to_json(what: &impl Serialize) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(what)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_over_as_it_is() {
        let answer = Answer {
            head: Head {
                case: "a".to_owned(),
                state: State::Partly,
                frames: vec!["cases".to_owned(), "summary".to_owned()],
                ..Head::default()
            },
            frames: vec![b"a,b\n".to_vec(), vec![0, 255]],
        };
        let bytes = answer.bytes().expect("bytes");
        let heard = Answer::receive(&mut bytes.as_slice()).expect("an answer");
        assert_eq!(heard.as_ref(), Some(&answer));
        assert_eq!(answer.frame("summary"), Some(&[0, 255][..]));
        let cut = bytes.get(..bytes.len() - 1).expect("a beginning");
        assert!(Answer::receive(&mut &*cut).is_err());
    }

    #[test]
    fn a_job_with_a_word_that_nobody_knows_is_refused() {
        let mut wire = Vec::new();
        send(br#"{"case":"a","pth":"x"}"#, &mut wire).expect("a frame");
        assert!(told::<Job>(&mut wire.as_slice()).is_err());
    }
}
