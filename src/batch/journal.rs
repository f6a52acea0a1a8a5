//! The journal: the answer of each case as it came, one behind the other. Everything else in the
//! folder of results but the reports is made from it, so that a run can be stopped at any moment.
//!
//! A record is the length of an answer, the answer, and the length again: one that was cut short by
//! the end of the program has not both, and is written over. When a run is whole the journal is put in
//! the order of the data set, under another name that takes its place.
//!
//! Nothing waits until the disk has it: the end of a program takes nothing from what the system was
//! given. Where the machine itself stops, what the journal lost is worked on again.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::protocol::{Answer, Head};

/// The largest answer that is believed: a response of a million points has fewer bytes.
const LONGEST: u64 = 1 << 31;

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The first byte of the answer.
    pub from: u64,
    /// Its length.
    pub length: u32,
}

/// A journal that is open for writing at its end.
#[derive(Debug)]
pub struct Journal {
    file: BufWriter<File>,
    end: u64,
}

impl Journal {
    /// Opens a journal, and hands the beginning of each answer in it to a function. What follows the
    /// last whole record is cut off.
    ///
    /// # Errors
    ///
    /// Whatever the system says of the file.
    pub fn open(path: &Path, mut take: impl FnMut(Head, Place)) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = super::private(&mut options).open(path)?;
        let end = scan(&file, &mut take)?;
        // A file that was cut to nothing is put on the disk when it is closed, and that is waited for.
        if file.metadata()?.len() > end {
            file.set_len(end)?;
        }
        file.seek(SeekFrom::Start(end))?;
        Ok(Self {
            file: BufWriter::with_capacity(1 << 16, file),
            end,
        })
    }

    /// A journal with nothing in it, in place of what the path held.
    ///
    /// # Errors
    ///
    /// Whatever the system says of the file.
    pub fn create(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(true);
        let file = super::private(&mut options).open(path)?;
        Ok(Self {
            file: BufWriter::with_capacity(1 << 18, file),
            end: 0,
        })
    }

    /// Writes an answer at the end.
    ///
    /// # Errors
    ///
    /// Whatever the system says of the file.
    pub fn append(&mut self, answer: &[u8]) -> io::Result<Place> {
        let length = u32::try_from(answer.len())
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "an answer is too long"))?;
        self.file.write_all(&length.to_le_bytes())?;
        self.file.write_all(answer)?;
        self.file.write_all(&length.to_le_bytes())?;
        let from = self.end.saturating_add(4);
        self.end = from.saturating_add(u64::from(length)).saturating_add(4);
        Ok(Place { from, length })
    }

    /// Hands what was written to the system, where the end of this program does not reach it.
    ///
    /// # Errors
    ///
    /// Whatever the system says of the file.
    pub fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Reads answers by their place.
#[derive(Debug)]
pub struct Pages {
    file: File,
    at: u64,
    buffer: Vec<u8>,
}

impl Pages {
    /// Opens a journal for reading.
    ///
    /// # Errors
    ///
    /// Whatever the system says of the file.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            file: File::open(path)?,
            at: 0,
            buffer: Vec::new(),
        })
    }

    /// The bytes of an answer.
    ///
    /// # Errors
    ///
    /// Whatever the system says of the file, and a place that it does not have.
    pub fn read(&mut self, place: Place) -> io::Result<&[u8]> {
        if self.at != place.from {
            self.file.seek(SeekFrom::Start(place.from))?;
        }
        let length = usize::try_from(place.length).unwrap_or(usize::MAX);
        self.buffer.resize(length, 0);
        self.file.read_exact(&mut self.buffer)?;
        self.at = place.from.saturating_add(u64::from(place.length));
        Ok(&self.buffer)
    }

    /// An answer.
    ///
    /// # Errors
    ///
    /// As [`Pages::read`], and what is no answer.
    pub fn answer(&mut self, place: Place) -> io::Result<Answer> {
        let mut bytes = self.read(place)?;
        Answer::receive(&mut bytes)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// Hands the beginning of each answer of a journal to a function, and changes nothing.
///
/// # Errors
///
/// Whatever the system says of the file.
pub fn heads(path: &Path, mut take: impl FnMut(Head, Place)) -> io::Result<()> {
    scan(&File::open(path)?, &mut take).map(|_| ())
}

/// Goes over a journal and says where its last whole record ends.
fn scan(file: &File, take: &mut impl FnMut(Head, Place)) -> io::Result<u64> {
    let whole = file.metadata()?.len();
    let mut from = BufReader::with_capacity(1 << 18, file);
    let mut end = 0u64;
    loop {
        let Some(length) = word(&mut from)? else {
            return Ok(end);
        };
        let start = end.saturating_add(4);
        let after = start.saturating_add(u64::from(length));
        if u64::from(length) > LONGEST || after.saturating_add(4) > whole {
            return Ok(end);
        }
        let Ok(Some(head)) = crate::worker::protocol::receive(&mut from) else {
            return Ok(end);
        };
        let read = u64::try_from(head.len())
            .unwrap_or(u64::MAX)
            .saturating_add(4);
        let rest = u64::from(length).checked_sub(read);
        let Some(rest) = rest.and_then(|rest| i64::try_from(rest).ok()) else {
            return Ok(end);
        };
        from.seek_relative(rest)?;
        let closed = word(&mut from)? == Some(length);
        let Ok(head) = serde_json::from_slice::<Head>(&head) else {
            return Ok(end);
        };
        if !closed {
            return Ok(end);
        }
        take(
            head,
            Place {
                from: start,
                length,
            },
        );
        end = after.saturating_add(4);
    }
}

/// The next four bytes as a number; nothing at the end.
fn word(from: &mut impl Read) -> io::Result<Option<u32>> {
    let mut word = [0; 4];
    match from.read_exact(&mut word) {
        Ok(()) => Ok(Some(u32::from_le_bytes(word))),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::protocol::State;

    fn answer(case: &str) -> Vec<u8> {
        let mut answer = Answer::failed(case, "what".to_owned(), "");
        answer.head.state = State::Read;
        answer.head.frames = vec!["cases".to_owned()];
        answer.frames = vec![case.as_bytes().repeat(9)];
        answer.bytes().expect("bytes")
    }

    #[test]
    fn a_journal_that_was_cut_anywhere_keeps_its_whole_records() {
        let path = std::env::temp_dir().join(format!("journal-{}", std::process::id()));
        let mut journal = Journal::create(&path).expect("a journal");
        let places: Vec<Place> = ["a", "b", "c"]
            .iter()
            .map(|case| journal.append(&answer(case)).expect("a record"))
            .collect();
        journal.flush().expect("it is written");
        let whole = std::fs::read(&path).expect("bytes");
        for cut in 0..=whole.len() {
            std::fs::write(&path, whole.get(..cut).expect("a beginning")).expect("a file");
            let mut kept = Vec::new();
            let mut journal = Journal::open(&path, |head, place| kept.push((head.case, place)))
                .expect("a journal");
            let ended = places.iter().filter(|place| {
                let end = place.from + u64::from(place.length) + 4;
                end <= u64::try_from(cut).expect("small")
            });
            assert_eq!(kept.len(), ended.count(), "cut at {cut}");
            // What is written next stands whole behind them.
            let place = journal.append(&answer("d")).expect("a record");
            journal.flush().expect("it is written");
            let mut pages = Pages::open(&path).expect("a journal");
            assert_eq!(pages.answer(place).expect("an answer").head.case, "d");
        }
        std::fs::remove_file(&path).expect("the file");
    }
}
