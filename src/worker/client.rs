//! The side of the program: it starts a worker, feeds it, and replaces it where a file broke it.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::document::{OddityKind, Part, ReadState};
use crate::error::{IngestError, Stopped};
use crate::ingest::{Limits, Ocr, Source, refused};
use crate::provenance::Place;

use super::protocol::{Answer, Job, hear, say, send};
use super::{ARGUMENT, AS_NEEDED};

/// How often a file is read again without the parts that broke the reader.
const AGAIN: usize = 3;

/// How many times as long a file may take whose pages are read as pictures.
const OCR_SECONDS: u64 = 20;

/// Bytes of what a worker says in its last moment that are looked at.
const LAST_WORDS: u64 = 4096;

/// What a worker may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fences {
    /// Seconds for each file, by the clock and of the processor; twenty times as many where pages
    /// are read as pictures. Default 30.
    pub seconds: u64,
    /// Bytes of memory. Default 2 GiB.
    pub memory: u64,
}

impl Default for Fences {
    fn default() -> Self {
        Self {
            seconds: 30,
            memory: 2 << 30,
        }
    }
}

/// A worker and how it is replaced.
#[derive(Debug)]
pub struct Fence {
    program: PathBuf,
    fences: Fences,
    worker: Option<Worker>,
}

impl Fence {
    /// A fence around workers of this program, and the first of them, so that it starts while
    /// other things are done.
    ///
    /// # Errors
    ///
    /// Where no process can be started.
    pub fn new(program: PathBuf, fences: Fences) -> io::Result<Self> {
        let worker = Some(Worker::start(&program)?);
        Ok(Self {
            program,
            fences,
            worker,
        })
    }

    /// Reads a file and everything inside it, as [`crate::ingest::ingest_all`] does. A part that
    /// breaks its reader says so.
    ///
    /// # Errors
    ///
    /// Where no process can be started.
    pub fn read(&mut self, source: &Source<'_>, limits: &Limits) -> io::Result<Vec<Part>> {
        // A page that is a picture takes seconds, and there may be many.
        let seconds = match limits.ocr {
            Ocr::On => self.fences.seconds.saturating_mul(OCR_SECONDS),
            Ocr::Off => self.fences.seconds,
        };
        let fences = Fences {
            seconds,
            ..self.fences
        };
        let mut job = Job {
            part: source.part,
            name: source.name.to_owned(),
            limits: limits.clone(),
            seconds,
            memory: fences.memory,
            passed_over: Vec::new(),
        };
        loop {
            let mut worker = match self.worker.take() {
                Some(worker) => worker,
                None => Worker::start(&self.program)?,
            };
            let mut parts = Vec::new();
            let Err(stop) = worker.read(&job, source.bytes, &mut parts) else {
                self.worker = Some(worker);
                return Ok(parts);
            };
            let stopped = worker.end(stop, fences);
            // The part that was being read comes after those that were.
            let broken = parts.len();
            if broken == 0 {
                return Ok(vec![refused(source, &stopped.into())]);
            }
            if job.passed_over.len() >= AGAIN {
                return Ok(broken_off(source, parts, stopped));
            }
            job.passed_over.push((broken, stopped));
        }
    }
}

/// What was read of a file whose members broke too many readers: it says that the rest is missing.
fn broken_off(source: &Source<'_>, mut parts: Vec<Part>, stopped: Stopped) -> Vec<Part> {
    let error = IngestError::from(stopped);
    if let Some(part) = parts.first_mut() {
        part.read = ReadState::Partly;
        let text = format!(
            "{} files inside it stopped their reader; the last of them {error}, and what comes after it was not read; try: {}",
            AGAIN.saturating_add(1),
            error.remedy()
        );
        let oddity = source.oddity(OddityKind::NotRead, Place::Whole, text);
        part.oddities.push(oddity);
    }
    parts
}

/// Why a worker gives no more answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// The time is over.
    Time,
    /// It ended, or said what is no answer.
    Ended,
}

/// A worker process. It ends with this value.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<io::Result<Option<Answer>>>,
    last_words: Option<JoinHandle<Vec<u8>>>,
}

impl Worker {
    fn start(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .env(AS_NEEDED.0, AS_NEEDED.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (sender, answers) = channel();
        if let Some(mut output) = child.stdout.take() {
            std::thread::spawn(move || {
                loop {
                    let answer = hear::<Answer>(&mut output);
                    let is_last = !matches!(answer, Ok(Some(_)));
                    if sender.send(answer).is_err() || is_last {
                        return;
                    }
                }
            });
        }
        let last_words = child.stderr.take().map(|errors| {
            std::thread::spawn(move || {
                let mut text = Vec::new();
                let mut errors = errors;
                let _ = errors.by_ref().take(LAST_WORDS).read_to_end(&mut text);
                // What comes after is taken and forgotten, so that nothing waits for it.
                let _ = io::copy(&mut errors, &mut io::sink());
                text
            })
        });
        Ok(Self {
            input: child.stdin.take(),
            child,
            answers,
            last_words,
        })
    }

    /// Has a file read; the parts that come before something goes wrong are kept.
    fn read(&mut self, job: &Job, bytes: &[u8], parts: &mut Vec<Part>) -> Result<(), Stop> {
        let sent = self.input.as_mut().ok_or(Stop::Ended).and_then(|input| {
            say(job, input)
                .and_then(|()| send(bytes, input))
                .map_err(|_| Stop::Ended)
        });
        sent?;
        loop {
            match self.answers.recv_timeout(Duration::from_secs(job.seconds)) {
                Ok(Ok(Some(Answer::Part(part)))) => parts.push(*part),
                Ok(Ok(Some(Answer::End))) => return Ok(()),
                Ok(Ok(None) | Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                    return Err(Stop::Ended);
                }
                Err(RecvTimeoutError::Timeout) => return Err(Stop::Time),
            }
        }
    }

    /// Ends the process, and says what the file did to it.
    fn end(mut self, stop: Stop, fences: Fences) -> Stopped {
        let time = Stopped::Time {
            seconds: fences.seconds,
        };
        if stop == Stop::Time {
            return time;
        }
        // One that has ended keeps the status with which it did.
        let _ = self.child.kill();
        if self.child.wait().is_ok_and(ran_out_of_time) {
            return time;
        }
        let words = self.last_words.take().and_then(|words| words.join().ok());
        if memchr::memmem::find(&words.unwrap_or_default(), b"memory allocation of").is_some() {
            return Stopped::Memory {
                bytes: fences.memory,
            };
        }
        Stopped::Ended
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Its input has ended; one that does not see that is ended.
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether the system ended the process because it used up its seconds of the processor.
#[cfg(unix)]
fn ran_out_of_time(status: std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    const SIGXCPU: i32 = 24;
    status.signal() == Some(SIGXCPU)
}

#[cfg(not(unix))]
fn ran_out_of_time(_status: std::process::ExitStatus) -> bool {
    false
}
