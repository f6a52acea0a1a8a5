//! How files are read: in a process of their own behind the fence, or in this one.

use sar_decode::document::Part;
use sar_decode::error::Error;
use sar_decode::ingest::{CrossCheck, Limits, Ocr, Source, ingest_all};
use sar_decode::worker::{Fence, Fences};

use super::args::HowArgs;
use super::failure::Failure;

/// A reader of files.
pub struct Reading {
    fence: Option<Fence>,
    notice: Option<String>,
    limits: Limits,
}

impl Reading {
    /// The reader that the arguments ask for. Where no other process can be started, files are
    /// read in this one.
    pub fn new(how: &HowArgs) -> Result<Self, Failure> {
        let limits = limits(how)?;
        if how.in_process {
            return Ok(Self::here(None, limits));
        }
        if !cfg!(unix) {
            let why = "this system has no limits for processes".to_owned();
            return Ok(Self::here(Some(why), limits));
        }
        let fences = Fences {
            seconds: how.timeout_per_file,
            ..Fences::default()
        };
        let fence = std::env::current_exe().and_then(|program| Fence::new(program, fences));
        Ok(match fence {
            Ok(fence) => Self {
                fence: Some(fence),
                notice: None,
                limits,
            },
            Err(error) => Self::here(Some(format!("no process can be started: {error}")), limits),
        })
    }

    fn here(why: Option<String>, limits: Limits) -> Self {
        Self {
            fence: None,
            notice: why.map(|why| format!("files are read without a fence: {why}")),
            limits,
        }
    }

    /// How much of a file is read, and what the operator wishes beyond that.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Sets how much of a file is read.
    pub fn limit(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Why there is no fence, where one was wanted.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Reads a file and everything inside it.
    pub fn read(&mut self, source: &Source<'_>, limits: &Limits) -> Vec<Part> {
        if let Some(fence) = &mut self.fence {
            match fence.read(source, limits) {
                Ok(parts) => return parts,
                Err(error) => {
                    let why = format!("no process can be started: {error}");
                    *self = Self::here(Some(why), self.limits.clone());
                }
            }
        }
        ingest_all(source, limits)
    }
}

/// How files are read, as the operator wishes it.
fn limits(how: &HowArgs) -> Result<Limits, Failure> {
    let passwords = match &how.password_file {
        None => Vec::new(),
        Some(path) => std::fs::read_to_string(path)
            .map_err(|source| Error::Open {
                path: path.clone(),
                source,
            })?
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    Ok(Limits {
        passwords,
        ocr: if how.ocr { Ocr::On } else { Ocr::Off },
        cross_check: if how.cross_check {
            CrossCheck::EveryPage
        } else {
            CrossCheck::WhereNeeded
        },
        ..Limits::default()
    })
}
