//! The workers of a run: processes that are kept and fed, watched, and replaced.
//!
//! A case that ends its worker, or takes too long, is worked on once more by a new worker that reads
//! each file in a process of its own; what ends that one too has failed. The cases that were waiting
//! behind it lose nothing.

use std::collections::VecDeque;
use std::io::{self, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::folder::Folder;
use super::protocol::{Answer, Job, Setup, tell};
use crate::worker::AS_NEEDED;

/// The only argument of the program as a worker.
pub const ARGUMENT: &str = "worker";

/// Cases that wait in front of a worker, so that it never waits for one.
const AHEAD: usize = 8;

/// Answers that wait for whoever takes them: more than come while that one rests, also where nothing has changed
/// and there are tens of thousands a second.
const WAITING: usize = 256;

/// How long whoever takes them rests where none waits: to be woken for each of thousands a second costs
/// more than what is done with it.
const REST: Duration = Duration::from_millis(2);

/// How many times as long a case may take whose files are read in processes of their own: each of
/// those has its own limit.
const CAREFUL: u32 = 60;

/// Workers of this program.
#[derive(Debug, Clone)]
pub struct Crew {
    /// The program.
    pub program: PathBuf,
    /// What each worker is told first.
    pub setup: Setup,
    /// How many work at once.
    pub workers: usize,
    /// How long a case may take.
    pub patience: Duration,
}

impl Crew {
    /// Has all cases worked on, and hands on the answers as they come, in no order. A case that could
    /// not be worked on is an answer too.
    ///
    /// # Errors
    ///
    /// Where no process can be started, the setup does not hold, or whoever takes the answers fails.
    pub fn work(
        &self,
        jobs: impl Iterator<Item = Job> + Send,
        mut take: impl FnMut(Taken) -> io::Result<()>,
    ) -> io::Result<()> {
        let jobs = Mutex::new(jobs);
        let watch = Watch::new(self.workers.max(1));
        std::thread::scope(|scope| {
            let (sender, answers) = sync_channel(WAITING);
            let guard = scope.spawn(|| watch.keep());
            for seat in &watch.seats {
                let (sender, jobs, watch) = (sender.clone(), &jobs, &watch);
                scope.spawn(move || {
                    let mut hand = Hand::new(self, seat, watch);
                    if let Err(error) = hand.work(jobs, &sender) {
                        let _ = sender.send(Err(error));
                    }
                });
            }
            drop(sender);
            let mut done = Ok(());
            loop {
                // Whoever takes may use the moment in which nothing waits.
                let answer = match answers.try_recv() {
                    Ok(answer) => answer,
                    Err(_) => {
                        done = take(Taken::Nothing);
                        std::thread::sleep(REST);
                        match answers.recv() {
                            Ok(answer) => answer,
                            Err(_) => break,
                        }
                    }
                };
                done = done.and_then(|()| take(Taken::Answer(Box::new(answer?))));
                if done.is_err() {
                    break;
                }
            }
            watch.stop();
            // Hands that wait to send see that nobody takes any more.
            drop(answers);
            guard.thread().unpark();
            done
        })
    }
}

/// What comes from the workers.
#[derive(Debug)]
pub enum Taken {
    /// An answer.
    Answer(Box<Answer>),
    /// Nothing waits at the moment.
    Nothing,
}

/// When each worker began with what it is at, so that one that takes too long is ended.
#[derive(Debug)]
struct Watch {
    began: Instant,
    stopped: AtomicBool,
    seats: Vec<Seat>,
}

/// Where a worker sits.
#[derive(Debug, Default)]
struct Seat {
    child: Mutex<Option<Child>>,
    /// Milliseconds from the beginning of the watch at which it is ended; 0 where it is at nothing.
    until: AtomicU64,
    /// Whether it was ended for its time.
    late: AtomicBool,
}

impl Watch {
    fn new(workers: usize) -> Self {
        Self {
            began: Instant::now(),
            stopped: AtomicBool::new(false),
            seats: std::iter::repeat_with(Seat::default)
                .take(workers)
                .collect(),
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Ends workers whose time is over, until it is stopped; then all.
    fn keep(&self) {
        const LOOK: Duration = Duration::from_millis(100);
        while !self.stopped.load(Ordering::Acquire) {
            std::thread::park_timeout(LOOK);
            let now = self.now();
            for seat in &self.seats {
                let until = seat.until.load(Ordering::Acquire);
                if until != 0 && now > until {
                    seat.late.store(true, Ordering::Release);
                    seat.until.store(0, Ordering::Release);
                    seat.end();
                }
            }
        }
        for seat in &self.seats {
            seat.end();
        }
    }

    fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }
}

impl Seat {
    /// Ends whoever sits here.
    fn end(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(child) = child.as_mut() {
            let _ = child.kill();
        }
    }

    /// Clears the seat; says whether the worker was ended for its time.
    fn clear(&self) -> bool {
        self.until.store(0, Ordering::Release);
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mut child) = child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
        self.late.swap(false, Ordering::AcqRel)
    }
}

/// One who feeds a worker.
struct Hand<'c> {
    crew: &'c Crew,
    seat: &'c Seat,
    watch: &'c Watch,
    pipes: Option<(ChildStdin, BufReader<ChildStdout>)>,
    /// The cases that are its to see done, those that the worker has first.
    cases: VecDeque<Job>,
    /// How many of them the worker has.
    sent: usize,
}

impl<'c> Hand<'c> {
    fn new(crew: &'c Crew, seat: &'c Seat, watch: &'c Watch) -> Self {
        Self {
            crew,
            seat,
            watch,
            pipes: None,
            cases: VecDeque::new(),
            sent: 0,
        }
    }

    fn work(
        &mut self,
        jobs: &Mutex<impl Iterator<Item = Job>>,
        answers: &SyncSender<io::Result<Answer>>,
    ) -> io::Result<()> {
        while !self.watch.is_stopped() {
            if self.cases.len() <= AHEAD / 2 {
                let mut jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
                let more = AHEAD.saturating_sub(self.cases.len());
                self.cases.extend(jobs.by_ref().take(more));
            }
            let Some(first) = self.cases.front() else {
                break;
            };
            let careful = first.careful;
            let answer = match self.answer(careful)? {
                Some(answer) => answer,
                None => match self.ended() {
                    Some(answer) => answer,
                    None => continue,
                },
            };
            if let Some(error) = answer.head.error {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, error));
            }
            if answers.send(Ok(answer)).is_err() {
                break;
            }
        }
        self.pipes = None;
        let _ = self.seat.clear();
        Ok(())
    }

    /// The answer to the first case; none where the worker ended.
    fn answer(&mut self, careful: bool) -> io::Result<Option<Answer>> {
        if self.pipes.is_none() {
            self.pipes = Some(self.start()?);
            self.sent = 0;
        }
        let patience = if careful {
            self.crew.patience.saturating_mul(CAREFUL)
        } else {
            self.crew.patience
        };
        let patience = u64::try_from(patience.as_millis()).unwrap_or(u64::MAX);
        let until = self.watch.now().saturating_add(patience.max(1));
        self.seat.until.store(until, Ordering::Release);
        let Some((input, output)) = &mut self.pipes else {
            return Ok(None);
        };
        let mut wire = Vec::new();
        for job in self.cases.iter().skip(self.sent) {
            tell(job, &mut wire)?;
        }
        self.sent = self.cases.len();
        let sent = wire.is_empty() || input.write_all(&wire).is_ok();
        let answer = match sent {
            true => Answer::receive(output).ok().flatten(),
            false => None,
        };
        self.seat.until.store(0, Ordering::Release);
        if answer.is_some() {
            self.cases.pop_front();
            self.sent = self.sent.saturating_sub(1);
        }
        Ok(answer)
    }

    /// Sees to the case that ended its worker: it is tried once more with care, and then has failed.
    fn ended(&mut self) -> Option<Answer> {
        self.pipes = None;
        self.sent = 0;
        let late = self.seat.clear();
        if self.watch.is_stopped() {
            return None;
        }
        let mut case = self.cases.pop_front()?;
        if let Some(out) = &self.crew.setup.out {
            // Where it came to no report there is no folder.
            let _ = Folder::of(out, &case.case).sweep();
        }
        if !case.careful {
            case.careful = true;
            self.cases.push_front(case);
            return None;
        }
        let what = if late {
            "took too long, though each of its files was read in a process of its own"
        } else {
            "made its worker end, though each of its files was read in a process of its own"
        };
        let remedy = "the case alone, to see which of its files it is";
        Some(Answer::failed(&case.case, what.to_owned(), remedy))
    }

    fn start(&self) -> io::Result<(ChildStdin, BufReader<ChildStdout>)> {
        let mut child = Command::new(&self.crew.program)
            .arg(ARGUMENT)
            .env(AS_NEEDED.0, AS_NEEDED.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        *self
            .seat
            .child
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(child);
        let (Some(mut input), Some(output)) = (input, output) else {
            return Err(io::Error::other("a worker has no pipes"));
        };
        // One that ends at once is seen when its answer is awaited.
        let _ = tell(&self.crew.setup, &mut input);
        Ok((input, BufReader::with_capacity(1 << 16, output)))
    }
}
