//! The items of Article 15 that a response is to state, and how much a statement settles its item: one
//! home for the rules that miss an item and for the checklist.

use crate::statement::model::{Stance, Statement, Topic};

/// An item: its key in the checklist, and the topics that answer it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Its key.
    pub key: &'static str,
    /// The provision that asks for it.
    pub provision: &'static str,
    /// The topics that answer it.
    pub topics: &'static [Topic],
}

/// The items, in the order of the contract with those who read reports.
pub const ITEMS: &[Item] = &[
    item("confirmation", "gdpr-15.1", &[Topic::Confirmation]),
    item("copy", "gdpr-15.3", &[Topic::Copy]),
    item("purposes", "gdpr-15.1.a", &[Topic::Purposes]),
    item("categories", "gdpr-15.1.b", &[Topic::Categories]),
    item(
        "recipients",
        "gdpr-15.1.c",
        &[Topic::Recipients, Topic::AlliedBodies],
    ),
    item("retention", "gdpr-15.1.d", &[Topic::Retention]),
    item(
        "rights-rectify-erase-restrict-object",
        "gdpr-15.1.e",
        &[Topic::Rights],
    ),
    item(
        "complaint",
        "gdpr-15.1.f",
        &[Topic::ComplaintCommissioner, Topic::ComplaintController],
    ),
    item("source", "gdpr-15.1.g", &[Topic::Source, Topic::BoughtData]),
    item(
        "automated-decisions",
        "gdpr-15.1.h",
        &[Topic::AutomatedDecisions],
    ),
    item("transfers", "gdpr-15.2", &[Topic::Transfers]),
];

const fn item(key: &'static str, provision: &'static str, topics: &'static [Topic]) -> Item {
    Item {
        key,
        provision,
        topics,
    }
}

/// How much a statement settles its item, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It points elsewhere.
    Elsewhere,
    /// It says that it will not be told.
    Refused,
    /// It says what may be.
    Supposed,
    /// It answers in general words.
    Generic,
    /// It answers.
    Stated,
}

impl Statement {
    /// How much it settles the item of Article 15 that it is about. What may be shared, kept or sent
    /// abroad says to whom, how long or where; other suppositions say nothing. Rights in general words
    /// name none of the four.
    #[must_use]
    pub fn weight(&self) -> Option<Weight> {
        match self.stance {
            Stance::Stated | Stance::Denied => Some(Weight::Stated),
            Stance::Generic if self.topic == Topic::Rights => None,
            Stance::Generic => Some(Weight::Generic),
            Stance::Supposed => matches!(
                self.topic,
                Topic::Recipients | Topic::AlliedBodies | Topic::Retention | Topic::Transfers
            )
            .then_some(Weight::Supposed),
            Stance::Refused => Some(Weight::Refused),
            Stance::Elsewhere => Some(Weight::Elsewhere),
        }
    }

    /// Whether it answers its item: states, denies or refuses it.
    #[must_use]
    pub fn answers_item(&self) -> bool {
        self.weight()
            .is_some_and(|weight| weight > Weight::Elsewhere)
    }
}
