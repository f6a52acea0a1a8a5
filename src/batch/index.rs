//! Where the answer of each case lies, and in which order answers become the data set.

use super::journal::Place;
use super::protocol::{Head, State};

/// What is known of the answer of a case: little, since there may be many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Where it lies.
    pub place: Place,
    /// In which of several journals.
    pub source: u16,
    /// The key.
    pub key: Option<u128>,
    /// The person, by the number in the pseudonym.
    pub person: u64,
    /// The case, by the number in the pseudonym; none where it could not be worked on.
    pub id: Option<u64>,
    /// How it ended.
    pub state: State,
}

/// The answers of all cases, by the number of the case.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<Option<Entry>>,
}

impl Entry {
    /// From the beginning of an answer.
    #[must_use]
    pub fn new(head: &Head, place: Place, source: u16) -> Self {
        let number = |text: &str| u64::from_str_radix(text.get(1..)?, 16).ok();
        Self {
            place,
            source,
            key: u128::from_str_radix(&head.key, 16).ok(),
            person: number(&head.person).unwrap_or(0),
            id: number(&head.id),
            state: head.state,
        }
    }

    /// The key as it is written.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        self.key.map(|key| format!("{key:032x}"))
    }
}

impl Index {
    /// An index of so many cases without an answer.
    #[must_use]
    pub fn new(cases: usize) -> Self {
        Self {
            entries: vec![None; cases],
        }
    }

    /// What is known of a case.
    #[must_use]
    pub fn get(&self, case: usize) -> Option<&Entry> {
        self.entries.get(case)?.as_ref()
    }

    /// Notes the answer of a case.
    pub fn set(&mut self, case: usize, entry: Entry) {
        if let Some(place) = self.entries.get_mut(case) {
            *place = Some(entry);
        }
    }

    /// The numbers of the cases with an answer, in the order of the data set: by person, then by case,
    /// both pseudonyms, so that the order tells nothing of names.
    #[must_use]
    pub fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.entries.len())
            .filter(|number| self.get(*number).is_some())
            .filter_map(|number| u32::try_from(number).ok())
            .collect();
        order.sort_unstable_by_key(|number| {
            let entry = usize::try_from(*number).ok().and_then(|at| self.get(at));
            (entry.map(|entry| (entry.person, entry.id)), *number)
        });
        order
    }
}
