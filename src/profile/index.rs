//! What rules look up again and again in a profile, made once.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use crate::clock::Timeline;
use crate::codebook::Flat;
use crate::profile::words::{PointWords, SeenWords};

/// A record: the block of its headings, and its number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// The block.
    pub block: u32,
    /// The record.
    pub record: u32,
}

/// Lookups that are made when first asked for.
#[derive(Debug, Clone, Default)]
pub struct Index {
    records: OnceCell<HashMap<RecordKey, Vec<usize>>>,
    texts: OnceCell<Vec<Flat>>,
    points: OnceCell<PointWords>,
    timeline: OnceCell<Option<Timeline>>,
    seen: RefCell<SeenWords>,
}

impl Index {
    /// With the words of headings that were read before.
    #[must_use]
    pub fn remembering(seen: SeenWords) -> Self {
        Self {
            seen: RefCell::new(seen),
            ..Self::default()
        }
    }

    /// The words of headings that were read.
    #[must_use]
    pub fn into_seen(self) -> SeenWords {
        self.seen.into_inner()
    }

    /// The clock of the case.
    pub(super) fn timeline(&self, reckon: impl FnOnce() -> Option<Timeline>) -> Option<&Timeline> {
        self.timeline.get_or_init(reckon).as_ref()
    }

    /// The data points of each record, by their place in the profile.
    pub(super) fn records(
        &self,
        keys: impl FnOnce() -> Vec<Option<RecordKey>>,
    ) -> &HashMap<RecordKey, Vec<usize>> {
        self.records.get_or_init(|| {
            let mut records: HashMap<RecordKey, Vec<usize>> = HashMap::new();
            for (index, key) in keys().into_iter().enumerate() {
                if let Some(key) = key {
                    records.entry(key).or_default().push(index);
                }
            }
            records
        })
    }

    /// The texts of the response in normal form.
    pub(super) fn texts(&self, texts: impl FnOnce() -> Vec<Flat>) -> &[Flat] {
        self.texts.get_or_init(texts)
    }

    /// The words of the data points.
    pub(super) fn point_words(
        &self,
        words: impl FnOnce(&mut SeenWords) -> PointWords,
    ) -> &PointWords {
        self.points
            .get_or_init(|| words(&mut self.seen.borrow_mut()))
    }
}
