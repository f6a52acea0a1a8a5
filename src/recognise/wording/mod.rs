//! Reads a heading that no codebook lists from the words it is made of.
//!
//! In three steps: [`scan`] matches the words to concepts, longest run first; [`interpret`] takes
//! the pattern whose concepts explain the largest share of the words, if that share reaches the
//! threshold of the data; and the [`Reading`] sets out what is measured, about which party or
//! issue, how, when and about whom, with the patterns that came next. The result is a *probable*
//! reading and is always shown as one.

mod pattern;
mod reading;
mod scan;

pub use pattern::{Interpretation, interpret};
pub use reading::{Direction, Reading, Rival, WordTaken};
pub use scan::{Likeness, Number, Scan, Seen, scan};

/// Whether weak forms (`lab`, `con`) may be taken for words of politics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// Nothing is known about the file.
    Open,
    /// The file is known to come from a party, or holds other political headings.
    Political,
}
