//! What a codebook says: books, fields, schemes, citations.

use std::fmt;

use crate::codebook::party::{Expectation, NoticeFact, Party, Usage};
use crate::vocabulary::{Category, Evidence, InferredFrom, Level, Origin, SpecialCategory};

macro_rules! identifier {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

identifier! {
    /// The id of a book: the name of its folder.
    BookId
}
identifier! {
    /// The id of a party: that of its book.
    PartyId
}
identifier! {
    /// The id of a field with its book: `labour/family-unit`.
    FieldId
}

/// A book: a party, a vendor, or what is common to all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Book {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// The party, in a party's book.
    pub party: Option<Party>,
    /// The vendor, in a vendor's book.
    pub vendor: Option<Vendor>,
    /// Its sources, sorted by key.
    pub cites: Vec<Cite>,
    /// Its fields, in the order of the file.
    pub fields: Vec<Field>,
    /// Its schemes, in the order of the file.
    pub schemes: Vec<Scheme>,
    /// What the party is documented to hold or not to hold.
    pub expects: Vec<Expectation>,
    /// The party's systems, suppliers and recipients.
    pub uses: Vec<Usage>,
    /// What the party's privacy notices say.
    pub notices: Vec<NoticeFact>,
}

/// A supplier of data, a publisher of classifications, or a platform.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vendor {
    /// As it is printed.
    pub name: String,
    /// Spellings that count as naming it.
    pub names: Vec<String>,
    /// Words that show one of its products.
    pub products: Vec<String>,
    /// Whether it is a platform that holds a party's data and not a supplier.
    pub platform: bool,
    /// The country in which a platform has its seat, where that is not the United Kingdom.
    pub seat: Option<String>,
    /// Headings, beginnings of headings and words in file properties that show it.
    pub marks: Vec<String>,
    /// Its record with the regulator, as the named source gives it.
    pub history: Option<String>,
    /// How well that is supported.
    pub status: Option<Evidence>,
    /// Keys of citations.
    pub cites: Vec<String>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// The key by which a book names it.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as exactly as known.
    pub date: String,
    /// Where in it.
    pub locator: String,
    /// Whether it was read.
    pub status: Evidence,
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.publisher)?;
        if !self.title.is_empty() {
            write!(f, ", {}", self.title)?;
        }
        if !self.date.is_empty() {
            write!(f, ", {}", self.date)?;
        }
        if !self.locator.is_empty() {
            write!(f, ", {}", self.locator)?;
        }
        Ok(())
    }
}

/// What kind of value a field holds: decides how the value is read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A name or part of one.
    Name,
    /// Words that speak for themselves.
    Text,
    /// Free text.
    Note,
    /// A number or key that identifies something.
    Identifier,
    /// An e-mail address, a telephone number, a handle.
    Contact,
    /// An address or a part of one.
    Address,
    /// A count or measure in plain words.
    Number,
    /// A date.
    Date,
    /// Yes or no.
    Flag,
    /// A code of a list.
    Code,
    /// The name of a segment or answer, in words.
    Label,
    /// A number on a scale.
    Score,
    /// A place in an order.
    Rank,
}

/// What part of an entry a field is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The entry itself.
    #[default]
    Value,
    /// When it was made.
    Date,
    /// Where it came from.
    Source,
    /// Who made it.
    Actor,
    /// By which channel.
    Channel,
    /// The question that it answers.
    Question,
    /// The person's name.
    Name,
    /// The registration officer or local authority.
    Council,
    /// The edition of the register.
    Edition,
    /// The supplier's product.
    Product,
}

/// Is the field itself documented?
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Documented {
    /// By a source that was read.
    Verified,
    /// From general knowledge.
    Recalled,
    /// By name only, or not at all.
    #[default]
    None,
}

/// A scale that a source gives.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The lowest value.
    pub from: f64,
    /// The highest value.
    pub to: f64,
    /// What the lowest value means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<String>,
    /// What the highest value means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
}

/// From when to when something is documented to have been in use.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Valid {
    /// Since when.
    pub from: Option<String>,
    /// Until when.
    pub to: Option<String>,
}

/// What a heading means.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its id with its book.
    pub id: FieldId,
    /// What a reader sees.
    pub title: String,
    /// Headings as they are or may be written.
    pub aliases: Vec<String>,
    /// What kind of value.
    pub kind: Kind,
    /// What kind of data.
    pub category: Category,
    /// How the party came by it.
    pub origin: Origin,
    /// About whom.
    pub level: Level,
    /// Whether it is a guess.
    pub inferred: bool,
    /// What the guess rests on.
    pub inferred_from: Vec<InferredFrom>,
    /// Article 9 data that it reveals.
    pub special: Option<SpecialCategory>,
    /// Schemes by which its codes are read: `scheme` or `scheme@version`.
    pub codes: Vec<String>,
    /// Its scale.
    pub scale: Option<Scale>,
    /// The id of the vendor that supplies it.
    pub supplier: Option<String>,
    /// One sentence.
    pub explanation: String,
    /// Is it documented?
    pub evidence: Documented,
    /// Keys of citations.
    pub cites: Vec<String>,
    /// Other documented readings of the field as a whole.
    pub alternatives: Vec<String>,
    /// What part of an entry it is.
    pub role: Role,
    /// When it is documented to have been in use.
    pub valid: Option<Valid>,
    /// The party in whose responses alone it is read.
    pub only: Option<String>,
    /// The line of the file on which it begins.
    pub line: u32,
}

/// A named list of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The CSV file, relative to the folder of codebooks.
    pub file: String,
    /// Its versions, in the order of time.
    pub versions: Vec<String>,
    /// Versions that are only shown as further possible readings.
    pub fallback: Vec<String>,
    /// About whom.
    pub level: Level,
    /// How a party comes by it.
    pub origin: Origin,
    /// Whether it is a guess about the person.
    pub inferred: bool,
    /// What kind of data.
    pub category: Category,
    /// The id of the vendor that supplies it.
    pub supplier: Option<String>,
    /// The shape of a code.
    pub pattern: Option<String>,
    /// Codes are this wide with leading zeros.
    pub pad: Option<usize>,
    /// Codes that say that there is no value.
    pub missing: Vec<String>,
    /// Article 9 data that every code reveals.
    pub special: Option<SpecialCategory>,
    /// The party in whose responses alone the list holds.
    pub party: Option<PartyId>,
    /// Whether its labels are names of a product.
    pub distinctive: bool,
    /// Whether it is also written in the digits of its codes alone.
    pub digits: bool,
    /// Whether its codes are run together, with a stroke before one that is excluded.
    pub compound: bool,
    /// Whether it is kept for looking up and suggesting only: no field reads it.
    pub reference: bool,
}

/// A row of a code list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// The version of the scheme.
    pub version: String,
    /// The code as it is written.
    pub code: String,
    /// What it means.
    pub label: String,
    /// The code one level up.
    pub parent: String,
    /// What else the source says.
    pub notes: String,
    /// How well it is supported.
    pub status: Evidence,
    /// Who says so.
    pub source: String,
}
