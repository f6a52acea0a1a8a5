//! The file of settings: where it is looked for, and how the command line goes before it.

use std::path::{Path, PathBuf};

use sar_decode::analyse::Ignore;
use sar_decode::error::Error;
use sar_decode::report::Report;
use sar_decode::settings::{FILE, SettingsFile};

use super::console::Console;
use super::failure::Failure;
use super::options;

/// What was found.
pub struct FoundSettings {
    /// What it says; nothing where there is no file.
    pub read: SettingsFile,
    path: Option<PathBuf>,
}

impl FoundSettings {
    /// The file that was named; else the nearest in the folder of the response or above it, up to
    /// the working directory. A response that lies elsewhere has its own folder and the working
    /// directory searched, and nothing between.
    pub fn find(named: Option<&Path>, paths: &[PathBuf]) -> Result<Self, Failure> {
        let path = match named {
            Some(named) => Some(named.to_owned()),
            None => nearest(paths.first().map_or(Path::new("-"), PathBuf::as_path)),
        };
        let Some(path) = path else {
            return Ok(Self {
                read: SettingsFile::default(),
                path: None,
            });
        };
        let text = std::fs::read_to_string(&path).map_err(|source| Error::Open {
            path: path.clone(),
            source,
        })?;
        let wrong = |what| Error::Settings {
            path: path.clone(),
            what,
        };
        let read = SettingsFile::parse(&text).map_err(wrong)?;
        let ignored = read.ignore.iter().map(|ignored| &ignored.rule);
        options::rules(read.select.iter().chain(ignored))
            .map_err(|failure| failure.inside(&path))?;
        Ok(Self {
            read,
            path: Some(path),
        })
    }

    /// No file.
    pub fn none() -> Self {
        Self {
            read: SettingsFile::default(),
            path: None,
        }
    }

    /// The rules to run: those of the command line, else those of the file.
    pub fn select(&self, named: &[String]) -> Result<Vec<String>, Failure> {
        options::rules(named)?;
        Ok(if named.is_empty() {
            self.read.select.clone()
        } else {
            named.to_vec()
        })
    }

    /// The rules to leave out: those of the command line, else those of the file.
    pub fn ignore(&self, named: &[String]) -> Result<Vec<Ignore>, Failure> {
        options::rules(named)?;
        let given = named.iter().map(|rule| Ignore {
            rule: rule.clone(),
            reason: None,
        });
        let of_file = self.read.ignore.iter().map(|ignored| Ignore {
            rule: ignored.rule.clone(),
            reason: Some(ignored.reason.clone()),
        });
        Ok(if named.is_empty() {
            of_file.collect()
        } else {
            given.collect()
        })
    }

    /// Says which file was used, and which of its entries leave nothing out.
    pub fn tell(&self, report: &Report, console: &mut Console<'_>) {
        let (Some(path), Some(settings)) = (&self.path, &report.settings) else {
            return;
        };
        console.note(&format!("{}: settings taken from here", path.display()));
        let unused = settings.ignored.iter().filter(|line| line.findings == 0);
        for line in unused.filter(|line| line.reason.is_some()) {
            console.note(&format!(
                "{}: `{}` is ignored, and would have found nothing",
                path.display(),
                line.named
            ));
        }
    }
}

/// The nearest file of settings, by a path as short as those that were given.
fn nearest(response: &Path) -> Option<PathBuf> {
    let here = Path::new("").join(FILE);
    let in_cwd = || here.is_file().then(|| here.clone());
    if response == Path::new("-") {
        return in_cwd();
    }
    let folder = if response.is_dir() {
        response
    } else {
        response.parent().unwrap_or(Path::new(""))
    };
    let cwd = std::env::current_dir()
        .and_then(std::fs::canonicalize)
        .ok()?;
    let dot = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    let full = std::fs::canonicalize(dot).ok()?;
    let Ok(inside) = full.strip_prefix(&cwd) else {
        let own = folder.join(FILE);
        return own.is_file().then_some(own).or_else(in_cwd);
    };
    inside
        .ancestors()
        .map(|folder| folder.join(FILE))
        .find(|path| path.is_file())
}
