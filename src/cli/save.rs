//! Files that are written: personal data, so readable by their owner alone, and never half there.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sar_decode::error::Error;

use super::failure::Failure;

/// Writes a file as a whole: into a new file beside it, which takes its name when all is written.
pub fn save(
    path: &Path,
    inputs: &HashSet<PathBuf>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if is_input(path, inputs) {
        let what = format!("{}: is one of the files to read", path.display());
        return Err(Failure::new(what).try_this("another name for the report"));
    }
    let wrong = |source| {
        Failure::from(Error::Write {
            path: path.to_owned(),
            source,
        })
    };
    // A device or a pipe is written to as it is.
    if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        let file = OpenOptions::new().write(true).open(path).map_err(wrong)?;
        return finish(BufWriter::new(file), write)?.flush().map_err(wrong);
    }
    let beside = beside(path);
    let file = create(&beside).map_err(wrong)?;
    let done = finish(BufWriter::new(file), write)
        .and_then(|file| file.sync_all().map_err(wrong))
        .and_then(|()| fs::rename(&beside, path).map_err(wrong));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

fn finish(
    mut out: BufWriter<File>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<File, Failure> {
    write(&mut out)?;
    out.into_inner()
        .map_err(|error| Failure::from(error.into_error()))
}

fn is_input(path: &Path, inputs: &HashSet<PathBuf>) -> bool {
    fs::canonicalize(path).is_ok_and(|real| inputs.contains(&real))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}
