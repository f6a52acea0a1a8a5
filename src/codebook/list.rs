//! A scheme's codes, ready for looking up.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::codebook::entry::{Code, Scheme};
use crate::codebook::label::Label;

/// The codes of one scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeList {
    rows: Vec<Code>,
    by_code: HashMap<String, Vec<usize>, FixedState>,
    by_label: HashMap<String, Vec<usize>, FixedState>,
}

/// A code as it was found, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    /// The row.
    pub row: &'a Code,
    /// How the value was matched.
    pub by: Match,
}

/// A part of a value in which codes are run together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartOfCode<'a> {
    /// The row.
    pub row: &'a Code,
    /// Whether a stroke before it turns it round: not this one.
    pub against: bool,
}

/// How a value was matched to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// The value is the code as written.
    Code,
    /// The value is the code apart from leading zeros, upper and lower case, or a trailing `.0`.
    CodeRestored,
    /// The value is the label, or begins with it.
    Label,
    /// The value gives both: it explains itself.
    CodeAndLabel,
}

impl CodeList {
    /// Indexes the rows of a scheme; rows of versions that the scheme does not declare are left out.
    #[must_use]
    pub fn new(scheme: &Scheme, rows: Vec<Code>) -> Self {
        let declared = |row: &Code| {
            scheme.versions.contains(&row.version) || scheme.fallback.contains(&row.version)
        };
        let rows: Vec<Code> = rows.into_iter().filter(declared).collect();
        let mut by_code: HashMap<String, Vec<usize>, FixedState> = HashMap::default();
        let mut by_label: HashMap<String, Vec<usize>, FixedState> = HashMap::default();
        for (index, row) in rows.iter().enumerate() {
            by_code
                .entry(row.code.to_uppercase())
                .or_default()
                .push(index);
            by_label
                .entry(Label::new(&row.label).key().to_owned())
                .or_default()
                .push(index);
        }
        Self {
            rows,
            by_code,
            by_label,
        }
    }

    /// All rows, in the order of the file.
    #[must_use]
    pub fn rows(&self) -> &[Code] {
        &self.rows
    }

    /// Whether a code is in it, as it is written.
    #[must_use]
    pub fn holds(&self, code: &str) -> bool {
        let spelt = self.by_code.get(&code.to_uppercase()).into_iter().flatten();
        let mut rows = spelt.filter_map(|index| self.rows.get(*index));
        rows.any(|row| row.code == code)
    }

    /// The rows whose code is the value. Case counts where the list has both cases; leading zeros
    /// that a spreadsheet has eaten are restored where the scheme says how wide a code is.
    #[must_use]
    pub fn by_code(&self, scheme: &Scheme, value: &str) -> Vec<Found<'_>> {
        let value = value.trim();
        let exact = self.at(value, Match::Code);
        if !exact.is_empty() {
            return exact;
        }
        let whole = value.strip_suffix(".0").unwrap_or(value);
        let digits = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
        let restored = match scheme.pad {
            Some(width) if digits && whole.len() < width => format!("{whole:0>width$}"),
            _ if whole.len() < value.len() => whole.to_owned(),
            _ => return Vec::new(),
        };
        self.at(&restored, Match::CodeRestored)
    }

    /// The rows whose code, and whose label too, the value gives: `N58 Cultural Comfort`, `07 - Mature
    /// household with children`. The label says which version is meant.
    #[must_use]
    pub fn by_code_and_label(&self, scheme: &Scheme, value: &str) -> Vec<Found<'_>> {
        let value = value.trim();
        let Some((code, label)) =
            value.split_once(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '=' | ','))
        else {
            return Vec::new();
        };
        let label = Label::new(label);
        if label.is_empty() {
            return Vec::new();
        }
        let mut found = self.by_code(scheme, code);
        found.retain(|found| Label::new(&found.row.label) == label);
        for found in &mut found {
            found.by = Match::CodeAndLabel;
        }
        found
    }

    /// The rows whose code ends in the digits that the value is, where the scheme is also written in
    /// digits alone: `58` for `N58`.
    #[must_use]
    pub fn by_digits(&self, scheme: &Scheme, value: &str) -> Vec<Found<'_>> {
        let value = value.trim();
        let digits =
            !value.is_empty() && value.len() <= 2 && value.bytes().all(|b| b.is_ascii_digit());
        if !scheme.digits || !digits {
            return Vec::new();
        }
        let padded = format!("{value:0>2}");
        self.rows
            .iter()
            .filter(|row| row.code.len() == 3 && row.code.ends_with(&padded))
            .map(|row| Found {
                row,
                by: Match::CodeRestored,
            })
            .collect()
    }

    /// The parts of a value in which codes are run together: `VL/S` is `V`, `L`, and not `S`. None
    /// where some part is no code of the list.
    #[must_use]
    pub fn by_parts(&self, scheme: &Scheme, value: &str) -> Option<Vec<PartOfCode<'_>>> {
        // `15` is a number, and no `1` beside a `5`.
        if !scheme.compound || value.trim().bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut parts = Vec::new();
        let mut rest = value.trim();
        let mut against = false;
        while !rest.is_empty() {
            if let Some(tail) = rest.strip_prefix('/') {
                against = true;
                rest = tail;
                continue;
            }
            let length = (1..=2.min(rest.len())).rev().find(|length| {
                rest.get(..*length)
                    .is_some_and(|head| !self.by_code(scheme, head).is_empty())
            })?;
            let (head, tail) = rest.split_at_checked(length)?;
            let found = self.by_code(scheme, head);
            let found = *found
                .iter()
                .find(|found| !scheme.fallback.contains(&found.row.version))?;
            parts.push(PartOfCode {
                row: found.row,
                against,
            });
            against = false;
            rest = tail;
        }
        (parts.len() > 1).then_some(parts)
    }

    fn at(&self, value: &str, by: Match) -> Vec<Found<'_>> {
        let indexes = self.by_code.get(&value.to_uppercase());
        let rows: Vec<&Code> = indexes
            .into_iter()
            .flatten()
            .filter_map(|index| self.rows.get(*index))
            .collect();
        let exact = rows.iter().any(|row| row.code == value);
        rows.into_iter()
            .filter(|row| !exact || row.code == value)
            .map(|row| Found {
                row,
                by: if row.code == value {
                    by
                } else {
                    Match::CodeRestored
                },
            })
            .collect()
    }

    /// The rows whose label is the value, or with which the value begins: `Cultural Comfort -
    /// Thriving Families in multicultural urban communities`. A label of one word must be all of
    /// the value.
    #[must_use]
    pub fn by_label(&self, value: &str) -> Vec<Found<'_>> {
        let whole = self.labelled(&Label::new(value));
        if !whole.is_empty() {
            return whole;
        }
        for mark in [" - ", " \u{2013} ", ": ", "; ", ", "] {
            if let Some((head, _)) = value.split_once(mark) {
                let label = Label::new(head);
                if label.words().len() > 1 {
                    let found = self.labelled(&label);
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
        }
        Vec::new()
    }

    fn labelled(&self, label: &Label) -> Vec<Found<'_>> {
        self.by_label
            .get(label.key())
            .into_iter()
            .flatten()
            .filter_map(|index| self.rows.get(*index))
            .map(|row| Found {
                row,
                by: Match::Label,
            })
            .collect()
    }
}
