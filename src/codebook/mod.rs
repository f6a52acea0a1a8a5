//! The knowledge: parties, fields, code lists, suppliers and the words of headings, as data.
//!
//! Books are parsed when first asked for, code lists when a field first needs one.

pub mod check;
pub mod entry;
pub mod export;
pub mod flat;
pub mod label;
mod lay;
pub mod layer;
pub mod lexicon;
pub mod list;
pub mod load;
pub mod near;
pub mod party;
mod quick;
pub mod signs;
pub mod spellings;
pub mod terms;
pub(crate) mod word_lists;

/// The JSON Schema of a `book.toml`, for editors.
pub const SCHEMA: &str = include_str!("codebook-1.schema.json");

pub use entry::{
    Book, BookId, Cite, Code, Documented, Field, FieldId, Kind, PartyId, Role, Scale, Scheme,
};
pub use flat::{Flat, PhraseIndex};
pub use label::{Label, Word};
pub use layer::{Codebooks, Used};
pub use signs::{Company, Signs};
