//! What other responses show: those that other people had from the same party, and an earlier one
//! to the same person. Headings only; nobody is identified by them and no value is kept.

use std::collections::{BTreeMap, BTreeSet};

use crate::codebook::Label;

/// What other responses show, where they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// What others received from the same party in the same period.
    pub others: Option<Others>,
    /// What the same person received before.
    pub earlier: Option<Earlier>,
}

/// The headings that others received from the same party in the same period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Others {
    /// How many other responses there are.
    pub responses: usize,
    headings: BTreeMap<String, Seen>,
}

/// A heading that others received.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    written: String,
    responses: usize,
}

impl Others {
    /// Adds the headings of one response; each counts once.
    pub fn add<'h>(&mut self, headings: impl IntoIterator<Item = &'h str>) {
        self.responses = self.responses.saturating_add(1);
        let mut own: BTreeSet<String> = BTreeSet::new();
        for heading in headings {
            let key = Label::new(heading).key().to_owned();
            if key.is_empty() || !own.insert(key.clone()) {
                continue;
            }
            let seen = self.headings.entry(key).or_insert_with(|| Seen {
                written: heading.to_owned(),
                responses: 0,
            });
            seen.responses = seen.responses.saturating_add(1);
        }
    }

    /// From how many responses there are, and how many of them have each heading.
    #[must_use]
    pub fn counted<'h>(
        responses: usize,
        headings: impl IntoIterator<Item = (&'h str, usize)>,
    ) -> Self {
        let seen = headings.into_iter().map(|(written, responses)| {
            let key = Label::new(written).key().to_owned();
            let written = written.to_owned();
            (key, Seen { written, responses })
        });
        Self {
            responses,
            headings: seen.filter(|(key, _)| !key.is_empty()).collect(),
        }
    }

    /// The headings that at least so many of the responses have, in the order of their normal form:
    /// the normal form and one way of writing it.
    pub fn common(&self, least: usize) -> impl Iterator<Item = (&str, &str)> {
        self.headings
            .iter()
            .filter(move |(_, seen)| seen.responses >= least)
            .map(|(key, seen)| (key.as_str(), seen.written.as_str()))
    }
}

/// The headings that held a value in an earlier response to the same person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Earlier {
    filled: BTreeSet<String>,
}

impl Earlier {
    /// From the headings that held a value.
    pub fn new<'h>(filled: impl IntoIterator<Item = &'h str>) -> Self {
        let keys = filled
            .into_iter()
            .map(|heading| Label::new(heading).key().to_owned());
        Self {
            filled: keys.filter(|key| !key.is_empty()).collect(),
        }
    }

    /// Whether a heading held a value.
    #[must_use]
    pub fn held(&self, heading: &str) -> bool {
        self.filled.contains(Label::new(heading).key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_counts_once_for_each_response_however_it_is_written() {
        let mut others = Others::default();
        others.add(["Lab_Score", "lab score", "Ward"]);
        others.add(["LabScore"]);
        let common: Vec<(&str, &str)> = others.common(2).collect();
        assert_eq!(common.len(), 1);
        assert_eq!(others.responses, 2);
    }
}
