//! The reports of a case: a folder with a file for each, every one of them there whole or not at all.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Where the folders of reports lie in a folder of results.
pub(super) const CASES: &str = "cases";

/// How the name of a report ends that is not whole yet.
const PART: &str = ".part";

/// The folder of reports of one case.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// That of a case below the folder of results.
    #[must_use]
    pub fn of(out: &Path, case: &str) -> Self {
        Self {
            path: out.join(CASES).join(case),
        }
    }

    /// Writes reports by their file names. Each is written beside, under a name that begins with a dot,
    /// and takes its place when it is whole: a name that changes within a small folder costs a third of
    /// a folder that moves within one of thousands. That all are there is told by the journal.
    ///
    /// The name beside is of this process alone: a worker of a run that was ended may still be at the
    /// same case, and neither takes the other's file away.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub fn write(&self, reports: &[(String, Vec<u8>)]) -> io::Result<()> {
        match create(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(self.path.parent().unwrap_or(Path::new("")))?;
                create(&self.path)?;
            }
            // An earlier run was here.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.path.is_dir() => {}
            done => done?,
        }
        for (name, bytes) in reports {
            let beside = self.beside(name);
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true);
            let mut file = super::private(&mut options).open(&beside)?;
            file.write_all(bytes)?;
            fs::rename(beside, self.path.join(name))?;
        }
        Ok(())
    }

    /// Where this process writes a report until it is whole.
    fn beside(&self, name: &str) -> PathBuf {
        let process = std::process::id();
        self.path.join(format!(".{name}.{process}{PART}"))
    }

    /// Takes away what workers that were ended left half written.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub fn sweep(&self) -> io::Result<()> {
        for file in fs::read_dir(&self.path)? {
            let name = file?.file_name();
            let is_part = name
                .to_str()
                .is_some_and(|name| name.starts_with('.') && name.ends_with(PART));
            if is_part {
                fs::remove_file(self.path.join(name))?;
            }
        }
        Ok(())
    }

    /// Whether reports of these sizes are there.
    #[must_use]
    pub fn holds(&self, reports: &BTreeMap<String, u64>) -> bool {
        reports.iter().all(|(name, bytes)| {
            let about = fs::metadata(self.path.join(name));
            about.is_ok_and(|about| about.is_file() && about.len() == *bytes)
        })
    }

    /// Whether a report of this name is there, with something in it: where the machine stopped, files may
    /// be left that hold nothing.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let about = fs::metadata(self.path.join(name));
        about.is_ok_and(|about| about.is_file() && about.len() > 0)
    }

    /// Takes the reports of another folder over, as links where the system allows, else as copies.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub fn take_over(&self, from: &Folder, reports: &BTreeMap<String, u64>) -> io::Result<()> {
        if self.holds(reports) {
            return Ok(());
        }
        fs::create_dir_all(&self.path)?;
        for name in reports.keys() {
            let (from, to) = (from.path.join(name), self.path.join(name));
            let beside = self.beside(name);
            if fs::hard_link(&from, &beside).is_err() {
                fs::copy(&from, &beside)?;
            }
            fs::rename(beside, to)?;
        }
        Ok(())
    }
}

/// A folder for its owner alone.
fn create(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}
