//! A run over many cases, from the first or from where an earlier one stopped.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::cases::Cases;
use super::crew::{Crew, Taken};
use super::finish::{self, Finish, Options};
use super::folder::{CASES, Folder};
use super::index::{Entry, Index};
use super::journal::Journal;
use super::protocol::{Answer, Job, State};

/// Where the journal lies in a folder of results.
pub(super) const JOURNAL: &str = "work/journal";

/// What is to be done.
#[derive(Debug)]
pub struct Plan {
    /// The cases.
    pub cases: Cases,
    /// The folder of results.
    pub out: PathBuf,
    /// Who works on them.
    pub crew: Crew,
    /// What the results say besides.
    pub options: Options,
}

/// What happens in a run, for whoever tells it to a person.
#[derive(Debug)]
pub enum Seen<'a> {
    /// It begins: so many cases.
    Begun(usize),
    /// A case has an answer.
    Case(&'a Answer),
    /// All have one: the data set and the rest are written.
    Finishing,
}

/// How a run went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Cases in all.
    pub cases: usize,
    /// Worked on in this run.
    pub worked: usize,
    /// Read whole.
    pub read: usize,
    /// Read in part.
    pub partly: usize,
    /// Of which nothing was read.
    pub not_read: usize,
    /// That could not be worked on.
    pub failed: usize,
}

impl Done {
    fn count(&mut self, state: State) {
        let count = match state {
            State::Read => &mut self.read,
            State::Partly => &mut self.partly,
            State::NotRead => &mut self.not_read,
            State::Failed | State::Unchanged => &mut self.failed,
        };
        *count = count.saturating_add(1);
        self.cases = self.cases.saturating_add(1);
    }
}

/// Works on all cases that are not done yet, and writes what is made from all.
///
/// # Errors
///
/// What stops the whole run: a folder of results that cannot be written or that another run has, no
/// process that starts. What is wrong with a case never does.
pub fn run(plan: &Plan, mut see: impl FnMut(Seen<'_>)) -> io::Result<Done> {
    let _alone = alone(&plan.out)?;
    let mut index = Index::new(plan.cases.len());
    let path = plan.out.join(JOURNAL);
    let mut journal = Journal::open(&path, |head, place| {
        if let Some(number) = plan.cases.find(&head.case) {
            index.set(number, Entry::new(&head, place, 0));
        }
    })?;
    see(Seen::Begun(plan.cases.len()));
    let known: Vec<Option<u128>> = (0..plan.cases.len())
        .map(|number| index.get(number).and_then(|entry| entry.key))
        .collect();
    // Workers that were ended leave files half written.
    let is_resumed = plan.out.join(CASES).is_dir();
    let mut worked = 0usize;
    plan.crew.work(jobs(&plan.cases, &known), |taken| {
        let answer = match taken {
            Taken::Nothing => return journal.flush(),
            Taken::Answer(answer) => *answer,
        };
        if answer.head.state != State::Unchanged {
            let place = journal.append(&answer.bytes()?)?;
            worked = worked.saturating_add(1);
            if let Some(number) = plan.cases.find(&answer.head.case) {
                index.set(number, Entry::new(&answer.head, place, 0));
            }
            if is_resumed {
                // A case without reports has no folder.
                let _ = Folder::of(&plan.out, &answer.head.case).sweep();
            }
        }
        see(Seen::Case(&answer));
        Ok(())
    })?;
    drop(known);
    journal.flush()?;
    drop(journal);
    let mut done = Done::default();
    for number in 0..plan.cases.len() {
        done.count(index.get(number).map_or(State::Failed, |entry| entry.state));
    }
    done.worked = worked;
    let finish = Finish {
        out: &plan.out,
        cases: &plan.cases,
        index: &index,
        sources: &[path],
        options: &plan.options,
    };
    if worked > 0 || !finish.is_done()? {
        see(Seen::Finishing);
        finish::write(&finish)?;
    }
    Ok(done)
}

/// The work list, made while it is worked on.
fn jobs<'a>(
    cases: &'a Cases,
    known: &'a [Option<u128>],
) -> impl Iterator<Item = Job> + Send + use<'a> {
    (0..cases.len()).filter_map(|number| {
        let known = known.get(number).copied().flatten();
        Some(Job {
            case: cases.name(number)?.to_owned(),
            path: cases.path(number),
            known: known.map(|key| format!("{key:032x}")),
            ..Job::default()
        })
    })
}

/// Makes the folder of results and keeps other runs out of it.
pub(super) fn alone(out: &Path) -> io::Result<File> {
    fs::create_dir_all(out.join("work"))?;
    let lock = File::create(out.join("work/lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(fs::TryLockError::WouldBlock) => Err(io::Error::new(
            io::ErrorKind::ResourceBusy,
            "another run writes into this folder",
        )),
        // A file system without locks has none to wait for.
        Err(fs::TryLockError::Error(_)) => Ok(lock),
    }
}
