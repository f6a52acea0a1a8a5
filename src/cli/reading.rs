//! How files are read: in a process of their own behind the fence, or in this one.

use sar_decode::document::Part;
use sar_decode::ingest::{Limits, Source, ingest_all};
use sar_decode::worker::{Fence, Fences};

use super::args::FenceArgs;

/// A reader of files.
pub struct Reading {
    fence: Option<Fence>,
    notice: Option<String>,
}

impl Reading {
    /// The reader that the arguments ask for. Where no other process can be started, files are
    /// read in this one.
    pub fn new(args: &FenceArgs) -> Self {
        if args.in_process {
            return Self::here(None);
        }
        if !cfg!(unix) {
            return Self::here(Some("this system has no limits for processes".to_owned()));
        }
        let fences = Fences {
            seconds: args.timeout_per_file,
            ..Fences::default()
        };
        let fence = std::env::current_exe().and_then(|program| Fence::new(program, fences));
        match fence {
            Ok(fence) => Self {
                fence: Some(fence),
                notice: None,
            },
            Err(error) => Self::here(Some(format!("no process can be started: {error}"))),
        }
    }

    fn here(why: Option<String>) -> Self {
        Self {
            fence: None,
            notice: why.map(|why| format!("files are read without a fence: {why}")),
        }
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
                    *self = Self::here(Some(format!("no process can be started: {error}")))
                }
            }
        }
        ingest_all(source, limits)
    }
}
