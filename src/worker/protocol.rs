//! What the program and a worker say to each other.
//!
//! Everything is a frame: its length in bytes, as 32 bits with the lowest first, then so many bytes.
//! For each file the program sends two frames, a [`Job`] and the bytes of the file. The worker
//! answers with frames that hold an [`Answer`] each: every part as soon as it is read, then the end.
//! Jobs and answers are in the form of postcard; both sides are the same program, so the form has no
//! versions. A worker ends when its input does.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::document::Part;
use crate::error::Stopped;
use crate::ingest::Limits;
use crate::provenance::PartId;

/// A file to read; its bytes follow in a frame of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// The part that it becomes.
    pub part: PartId,
    /// Its name.
    pub name: String,
    /// How much of it is read.
    pub limits: Limits,
    /// Seconds of the processor for each part.
    pub seconds: u64,
    /// Bytes of memory.
    pub memory: u64,
    /// Parts that are not read again, by their number in the file, and why.
    pub passed_over: Vec<(usize, Stopped)>,
}

/// What a worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// A part was read.
    Part(Box<Part>),
    /// That was all.
    End,
}

/// Sends a frame.
///
/// # Errors
///
/// Whatever the writer fails with, and more bytes than a length can tell.
pub fn send(bytes: &[u8], to: &mut dyn Write) -> io::Result<()> {
    let length = u32::try_from(bytes.len())
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "a frame is too long"))?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Receives a frame; nothing where the other side has ended.
///
/// # Errors
///
/// Whatever the reader fails with, and an end within a frame.
pub fn receive(from: &mut dyn Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    let mut got = 0;
    while let Some(rest) = length.get_mut(got..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) if got == 0 => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => got = got.saturating_add(read),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let length = u32::from_le_bytes(length);
    // Beyond the first page it grows with what comes, not with what is announced.
    const ROOM: usize = 8 << 10;
    let mut bytes = Vec::with_capacity(usize::try_from(length).map_or(ROOM, |all| all.min(ROOM)));
    let read = from.take(u64::from(length)).read_to_end(&mut bytes)?;
    if u32::try_from(read) != Ok(length) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

/// Sends a job or an answer.
///
/// # Errors
///
/// As [`send`].
pub fn say(what: &impl Serialize, to: &mut dyn Write) -> io::Result<()> {
    let bytes = postcard::to_allocvec(what).map_err(io::Error::other)?;
    send(&bytes, to)
}

/// Receives a job or an answer; nothing where the other side has ended.
///
/// # Errors
///
/// As [`receive`], and what is neither.
pub fn hear<T: DeserializeOwned>(from: &mut dyn Read) -> io::Result<Option<T>> {
    let Some(bytes) = receive(from)? else {
        return Ok(None);
    };
    postcard::from_bytes(&bytes)
        .map(Some)
        .map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Source, ingest_all};

    #[test]
    fn parts_come_over_as_they_are() {
        let bytes = b"Name,Score\nCasey,7\nKit,\n";
        let source = Source {
            part: PartId(4),
            name: "data.csv",
            bytes,
        };
        for part in ingest_all(&source, &Limits::default()) {
            let said = Answer::Part(Box::new(part));
            let mut wire = Vec::new();
            assert!(say(&said, &mut wire).is_ok());
            let heard: Option<Answer> = hear(&mut wire.as_slice()).expect("an answer");
            assert_eq!(heard, Some(said));
        }
    }

    #[test]
    fn frames_end_where_their_length_says_and_a_short_one_is_an_error() {
        let mut wire = Vec::new();
        assert!(
            send(b"abc", &mut wire)
                .and_then(|()| send(b"", &mut wire))
                .is_ok()
        );
        let mut from = wire.as_slice();
        let mut next = || receive(&mut from).expect("a frame");
        assert_eq!(next().as_deref(), Some(&b"abc"[..]));
        assert_eq!(next().as_deref(), Some(&b""[..]));
        assert_eq!(next(), None);
        for cut in [2, 6] {
            assert!(receive(&mut wire.get(..cut).expect("a beginning")).is_err());
        }
        assert!(receive(&mut &b"\xff\xff\xff\xffabc"[..]).is_err());
    }

    #[test]
    fn what_is_no_answer_is_an_error() {
        let mut wire = Vec::new();
        assert!(send(b"\xff\xff\xff", &mut wire).is_ok());
        assert!(hear::<Answer>(&mut wire.as_slice()).is_err());
    }
}
