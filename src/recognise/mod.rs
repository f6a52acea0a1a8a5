//! From a document to observations: which text is a heading, which value stands under it, what the
//! response itself explains, and of which party all this is.

mod another_kind;
mod around;
mod bare_keys;
mod below;
mod bilingual;
mod blocks;
mod bracketed;
mod column_words;
mod companions;
mod dictionaries;
pub mod explain;
pub(crate) mod footnotes;
pub mod heading;
mod housekeeping;
mod keys;
pub mod layout;
mod learn;
mod lines;
mod listings;
mod objects;
pub mod party;
pub mod people;
mod questions;
mod same;
mod scales;
pub mod shape;
mod siblings;
pub mod survey;
mod telling;
mod titled;
pub(crate) mod values;
pub mod wording;

pub use explain::{CodeMeaning, Explanation};
pub use heading::{Recognised, Recogniser, SeenHeadings};
pub use survey::{Heading, Note, Observation, Survey, survey};
pub(crate) use telling::{Form, is_period, is_whole_day};
pub use wording::Setting;
