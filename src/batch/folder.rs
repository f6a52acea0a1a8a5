//! The reports of a case: a folder that is there whole or not at all.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

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
            path: out.join("cases").join(case),
        }
    }

    /// Writes reports by their file names. They are written beside, and take their place together
    /// where nothing is there yet, else one by one.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub fn write(&self, reports: &[(String, Vec<u8>)]) -> io::Result<()> {
        let beside = self.beside();
        match create(&beside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(self.path.parent().unwrap_or(Path::new("")))?;
                create(&beside)?;
            }
            // What an earlier run left behind.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_dir_all(&beside)?;
                create(&beside)?;
            }
            done => done?,
        }
        for (name, bytes) in reports {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            let mut file = super::private(&mut options).open(beside.join(name))?;
            file.write_all(bytes)?;
        }
        if fs::rename(&beside, &self.path).is_ok() {
            return Ok(());
        }
        for (name, _) in reports {
            fs::rename(beside.join(name), self.path.join(name))?;
        }
        fs::remove_dir(&beside)
    }

    /// Whether reports of these sizes are there.
    #[must_use]
    pub fn holds(&self, reports: &BTreeMap<String, u64>) -> bool {
        reports.iter().all(|(name, bytes)| {
            let about = fs::metadata(self.path.join(name));
            about.is_ok_and(|about| about.is_file() && about.len() == *bytes)
        })
    }

    /// Whether a report of this name is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        fs::metadata(self.path.join(name)).is_ok_and(|about| about.is_file())
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
            let beside = self
                .path
                .join(format!(".{name}.{}.part", std::process::id()));
            if fs::hard_link(&from, &beside).is_err() {
                fs::copy(&from, &beside)?;
            }
            fs::rename(beside, to)?;
        }
        Ok(())
    }

    fn beside(&self) -> PathBuf {
        let mut name = std::ffi::OsString::from(".");
        name.push(self.path.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        self.path.with_file_name(name)
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

/// Clears what runs that were stopped left in the folder of cases.
pub(super) fn clear(out: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(out.join("cases")) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(".part") {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
