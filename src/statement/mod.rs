//! What the response says about itself, in words: where data came from, for what they are used, who
//! gets them, how long they are kept, what is refused and why.
//!
//! [`Phrases`] read short texts beside data. [`Statements`] hold what letters, notices and notes say,
//! sentence by sentence, each with its words and its place.

mod about;
mod answers;
mod days;
mod described;
mod elided;
mod guessed;
mod held;
pub mod item;
mod judge;
mod lettered;
mod listed;
pub mod marks;
mod model;
mod names;
mod numbered;
mod paper;
mod pattern;
mod phrases;
mod prefixed;
mod read;
mod seen;
mod sentence;
mod shortly;
mod signals;
#[cfg(test)]
mod tests;
mod told;
mod words;

pub use guessed::Guess;
pub use held::held_in_prose;
pub use model::{
    About, Author, DateFrom, Name, NameKind, Paper, PaperDate, PaperKind, Stance, Statement,
    Statements, Topic,
};
pub use phrases::{Phrases, SourceReading};
pub use read::{Read, Reading, read};
pub use sentence::Spoken;
pub use signals::Signals;
