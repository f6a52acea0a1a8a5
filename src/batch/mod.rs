//! Many responses: a folder in, a report for each, a data set and a report on all of them.
//!
//! ```text
//! cases -> crew -> (a worker: read, decode, rules, reports) -> journal -> data set, cohort, failures
//! ```
//!
//! The program that was started finds the cases, feeds kept worker processes, and writes each answer at
//! the end of the [`journal`]. When every case has an answer, everything else is made from the journal,
//! in an order that depends on nothing but the cases. It can be stopped at any moment: a case is done
//! when its answer lies whole in the journal, and its reports were written before.

pub mod cases;
pub mod cohort;
pub mod crew;
pub mod dataset;
pub mod finish;
pub mod folder;
pub mod index;
pub mod journal;
pub mod merge;
pub mod protocol;
pub mod run;
pub mod serve;
mod stamp;

use std::fs::OpenOptions;

pub use cases::{Cases, Shard};
pub use folder::Folder;
pub use merge::merge;
pub use run::{Done, Plan, Seen, run};
pub use serve::{Office, serve};
pub use stamp::Stamp;

/// Files with personal data are readable by their owner alone.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}
