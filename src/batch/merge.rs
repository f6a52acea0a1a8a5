//! Several folders of results into one, as if one run had made it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::cases::Cases;
use super::finish::{self, Finish, Options};
use super::folder::Folder;
use super::index::{Entry, Index};
use super::journal;
use super::protocol::Head;
use super::run::{JOURNAL, alone};

/// Why folders cannot be merged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// A folder holds no finished run.
    #[error("{}: holds no finished run", .0.display())]
    NotDone(PathBuf),
    /// Two folders were made differently.
    #[error("{} and {} were made with other programs, codebooks or options", .one.display(), .other.display())]
    Different {
        /// The first.
        one: PathBuf,
        /// Another.
        other: PathBuf,
    },
    /// A case is in two folders, with other content.
    #[error("{case}: is in {} and in {}, and has changed between", .one.display(), .other.display())]
    Changed {
        /// The case.
        case: String,
        /// The first folder.
        one: PathBuf,
        /// Another.
        other: PathBuf,
    },
    /// The system failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Makes one folder of results from several. A case that several hold counts once, so that merging
/// again what was merged changes nothing.
///
/// # Errors
///
/// [`MergeError`] where the folders do not fit together.
pub fn merge(folders: &[PathBuf], out: &Path, min_cell: Option<u64>) -> Result<usize, MergeError> {
    let mut options = options(folders)?;
    options.min_cell = min_cell.unwrap_or(options.min_cell);
    let _alone = alone(out)?;
    let mut found: Vec<(String, Entry)> = Vec::new();
    let sources: Vec<PathBuf> = folders.iter().map(|folder| folder.join(JOURNAL)).collect();
    for (source, number) in sources.iter().zip(0u16..) {
        journal::heads(source, |head, place| {
            let entry = Entry::new(&head, place, number);
            found.push((head.case, entry));
        })?;
    }
    // The last record of a case in a journal is the one that counts.
    found.sort_by(|a, b| {
        (&a.0, a.1.source, std::cmp::Reverse(a.1.place.from)).cmp(&(
            &b.0,
            b.1.source,
            std::cmp::Reverse(b.1.place.from),
        ))
    });
    found.dedup_by(|later, first| later.0 == first.0 && later.1.source == first.1.source);
    once(&mut found, folders)?;
    let cases = Cases::of_paths(Path::new(""), found.iter().map(|(case, _)| case.clone()));
    let mut index = Index::new(cases.len());
    for (case, entry) in &found {
        if let Some(number) = cases.find(case) {
            index.set(number, *entry);
        }
    }
    drop(found);
    reports(folders, out, &index, &sources)?;
    let finish = Finish {
        out,
        cases: &cases,
        index: &index,
        sources: &sources,
        options: &options,
    };
    finish::write(&finish)?;
    Ok(cases.len())
}

/// The options that all folders share.
fn options(folders: &[PathBuf]) -> Result<Options, MergeError> {
    let mut shared: Option<(Options, &PathBuf)> = None;
    for folder in folders {
        let manifest = finish::manifest(folder)?;
        let options = manifest.and_then(|manifest| manifest.options);
        let Some(options) = options else {
            return Err(MergeError::NotDone(folder.clone()));
        };
        match &shared {
            Some((first, one)) if *first != options => {
                return Err(MergeError::Different {
                    one: (*one).clone(),
                    other: folder.clone(),
                });
            }
            Some(_) => {}
            None => shared = Some((options, folder)),
        }
    }
    let none = || io::Error::new(io::ErrorKind::InvalidInput, "there is nothing to merge");
    Ok(shared.ok_or_else(none)?.0)
}

/// Leaves each case once; one that has changed between two folders is an error.
fn once(found: &mut Vec<(String, Entry)>, folders: &[PathBuf]) -> Result<(), MergeError> {
    let folder = |entry: &Entry| folders.get(usize::from(entry.source)).cloned();
    let pairs = found.iter().zip(found.iter().skip(1));
    for ((case, one), (other_case, other)) in pairs {
        if case == other_case && one.key != other.key {
            return Err(MergeError::Changed {
                case: case.clone(),
                one: folder(one).unwrap_or_default(),
                other: folder(other).unwrap_or_default(),
            });
        }
    }
    found.dedup_by(|later, first| later.0 == first.0);
    Ok(())
}

/// Takes the reports over.
fn reports(folders: &[PathBuf], out: &Path, index: &Index, sources: &[PathBuf]) -> io::Result<()> {
    fs::create_dir_all(out.join("cases"))?;
    let mut pages = Vec::new();
    for source in sources {
        pages.push(journal::Pages::open(source)?);
    }
    for number in index.order() {
        let entry = usize::try_from(number).ok().and_then(|at| index.get(at));
        let Some(entry) = entry else { continue };
        let source = usize::from(entry.source);
        let (Some(pages), Some(folder)) = (pages.get_mut(source), folders.get(source)) else {
            continue;
        };
        let head: Head = pages.answer(entry.place)?.head;
        if !head.reports.is_empty() {
            let from = Folder::of(folder, &head.case);
            Folder::of(out, &head.case).take_over(&from, &head.reports)?;
        }
    }
    Ok(())
}
