//! What rules look up again and again in a profile, made once.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::codebook::Label;

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
    texts: OnceCell<Vec<String>>,
}

impl Index {
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

    /// The texts of the response in normal form, each between spaces.
    pub(super) fn texts<'t>(&self, texts: impl FnOnce() -> Vec<&'t str>) -> &[String] {
        self.texts
            .get_or_init(|| texts().into_iter().map(padded).collect())
    }
}

/// A text in normal form between spaces, so that whole words can be looked for.
pub(super) fn padded(text: &str) -> String {
    format!(" {} ", Label::new(text).words().join(" "))
}
