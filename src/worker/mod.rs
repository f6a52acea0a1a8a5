//! The fence: files are read in a process of their own, under limits of memory and time.
//!
//! A reader that overflows its stack, asks for too much memory or never comes to an end takes its
//! process with it and nothing else: the file is named, and a new worker reads the next one. A
//! worker is kept and fed, since starting one costs more than reading a small file.
//!
//! The program starts itself again as `sar-decode __worker` and speaks with that process over its
//! standard input and output ([`protocol`]). A file goes there as bytes and comes back as the
//! [`Part`](crate::document::Part)s that it holds, each as soon as it is read. Where one of several
//! files inside an archive breaks its reader, the archive is read again without it.
//!
//! The library itself reads in the process it is called in ([`crate::ingest::ingest_all`]).

mod client;
mod limit;
pub mod protocol;
mod serve;

pub use client::{Fence, Fences};
pub use limit::{AS_NEEDED, end_with_starter, memory as confine};
pub use serve::serve;

/// The only argument of the program as a worker.
pub const ARGUMENT: &str = "__worker";
