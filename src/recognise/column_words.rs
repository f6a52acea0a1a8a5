//! What the heading of a column says of the column itself, where it is a heading such as `Field`,
//! `Value`, `Meaning` or `Source`, and whether a title announces a key.

use crate::codebook::Label;
use crate::codebook::lexicon::Lexicon;
use crate::recognise::layout::ColumnUse;
use crate::recognise::wording::{Setting, scan};

/// What a text says of the columns or the table below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnWords {
    /// What a column under it is used for; a heading can name two uses.
    pub uses: Vec<ColumnUse>,
    /// Whether it says that what stands below it explains.
    pub explains: bool,
    /// Whether it announces a key.
    pub announces_key: bool,
}

const USES: &[(&str, ColumnUse)] = &[
    ("use:heading", ColumnUse::Heading),
    ("use:value", ColumnUse::Value),
    ("use:source", ColumnUse::Source),
    ("use:meaning", ColumnUse::Meaning),
    ("use:remark", ColumnUse::Meaning),
    ("use:scale", ColumnUse::Scale),
    ("use:lowest", ColumnUse::Lowest),
    ("use:highest", ColumnUse::Highest),
    ("use:code", ColumnUse::Code),
    ("use:dealing", ColumnUse::Dealing),
];

impl ColumnWords {
    /// What a text says, by the words of headings. A long text says nothing of the kind, and a word
    /// that is not known leaves only the announcement of a key.
    #[must_use]
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        const MOST_WORDS: usize = 9;
        let label = Label::new(text);
        let words = label.words().len();
        if words > MOST_WORDS {
            return Self::default();
        }
        // `Score | You`
        if text.trim().eq_ignore_ascii_case("you") {
            return Self {
                uses: vec![ColumnUse::Value],
                ..Self::default()
            };
        }
        let scan = scan(lexicon, &label, Setting::Open);
        let is_short = words < MOST_WORDS;
        let announces_key = is_short && scan.has("use:key");
        if !scan.unknown.is_empty() {
            return Self {
                announces_key,
                ..Self::default()
            };
        }
        let uses = USES.iter().filter(|(concept, _)| scan.has(concept));
        Self {
            uses: uses.map(|(_, used)| *used).collect(),
            explains: is_short && scan.has("use:meaning"),
            announces_key,
        }
    }
}
