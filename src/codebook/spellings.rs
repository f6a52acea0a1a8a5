//! A table from spellings to what they name, made in one go and then only read.
//!
//! Thousands of spellings are put in at every start and few of them are asked for: the keys lie in one
//! text, the entries in buckets by a number made of the key, and a lookup compares the key itself.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;

/// What spellings name, in the order in which it was put in where several have one spelling.
#[derive(Debug, Clone)]
pub struct Spellings<T> {
    text: Vec<u8>,
    /// By bucket, and in a bucket by key.
    entries: Vec<Entry>,
    /// What the entries name.
    values: Vec<T>,
    /// Where each bucket begins, and where the last ends.
    buckets: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    from: u32,
    to: u32,
    bucket: u32,
}

/// Takes spellings until all are there.
#[derive(Debug)]
pub struct Collector<T> {
    text: Vec<u8>,
    /// The keys, each with what it names and its number.
    put: Vec<(u32, u32, u64, T)>,
}

impl<T: Copy> Collector<T> {
    /// One with room for so many spellings.
    #[must_use]
    pub fn with_room(spellings: usize) -> Self {
        const USUAL_LENGTH: usize = 16;
        Self {
            text: Vec::with_capacity(spellings.saturating_mul(USUAL_LENGTH)),
            put: Vec::with_capacity(spellings),
        }
    }

    /// Puts a spelling in: `write` adds its key to the end of a text. What is beyond four thousand
    /// million bytes is left out.
    pub fn put(&mut self, value: T, write: impl FnOnce(&mut Vec<u8>)) {
        let from = self.text.len();
        write(&mut self.text);
        let key = self.text.get(from..).unwrap_or_default();
        if let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(self.text.len())) {
            self.put.push((from, to, number(key), value));
        }
    }

    /// The table.
    #[must_use]
    pub fn finish(self) -> Spellings<T> {
        let Self { text, put } = self;
        let count = put.len().next_power_of_two();
        let bucket = |number: u64| bucket(number, count);
        // How many lie in each bucket, then where each begins.
        let mut buckets = vec![0_u32; count.saturating_add(1)];
        for (_, _, number, _) in &put {
            if let Some(size) = buckets.get_mut(bucket(*number).saturating_add(1)) {
                *size = size.saturating_add(1);
            }
        }
        let mut before = 0_u32;
        for place in &mut buckets {
            before = before.saturating_add(*place);
            *place = before;
        }
        let mut next = buckets.clone();
        let mut order = vec![0_usize; put.len()];
        for (index, (_, _, number, _)) in put.iter().enumerate() {
            let Some(place) = next.get_mut(bucket(*number)) else {
                continue;
            };
            if let Some(slot) = order.get_mut(*place as usize) {
                *slot = index;
            }
            *place = place.saturating_add(1);
        }
        let key = |index: &usize| {
            let (from, to, _, _) = put.get(*index)?;
            text.get(*from as usize..*to as usize)
        };
        for pair in buckets.windows(2) {
            let &[from, to] = pair else { continue };
            if let Some(own @ [_, _, ..]) = order.get_mut(from as usize..to as usize) {
                // Stable: what one key names stays in its order.
                own.sort_by(|a, b| key(a).cmp(&key(b)));
            }
        }
        let sorted = order.iter().filter_map(|index| put.get(*index));
        let (entries, values) = sorted
            .map(|&(from, to, number, value)| {
                let bucket = u32::try_from(bucket(number)).unwrap_or(u32::MAX);
                (Entry { from, to, bucket }, value)
            })
            .unzip();
        Spellings {
            text,
            entries,
            values,
            buckets,
        }
    }
}

impl<T> Spellings<T> {
    /// What a key names.
    #[must_use]
    pub fn get(&self, key: &str) -> &[T] {
        let bucket = bucket(number(key.as_bytes()), self.buckets.len().saturating_sub(1));
        let place = |bucket: usize| self.buckets.get(bucket).map(|place| *place as usize);
        let (Some(from), Some(to)) = (place(bucket), place(bucket.saturating_add(1))) else {
            return &[];
        };
        let entries = self.entries.get(from..to).unwrap_or_default();
        let is_own = |entry: &&Entry| self.key(entry) == key.as_bytes();
        let others = entries.iter().take_while(|entry| !is_own(entry)).count();
        let own = entries.iter().skip(others).take_while(is_own).count();
        let from = from.saturating_add(others);
        self.values
            .get(from..from.saturating_add(own))
            .unwrap_or_default()
    }

    /// All keys with what they name, in no order that means anything but always the same.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[T])> {
        let same = |a: &Entry, b: &Entry| a.bucket == b.bucket && self.key(a) == self.key(b);
        let mut from = 0_usize;
        self.entries.chunk_by(same).filter_map(move |group| {
            let to = from.saturating_add(group.len());
            let values = self.values.get(from..to)?;
            from = to;
            let key = std::str::from_utf8(self.key(group.first()?)).ok()?;
            Some((key, values))
        })
    }

    fn key(&self, entry: &Entry) -> &[u8] {
        self.text
            .get(entry.from as usize..entry.to as usize)
            .unwrap_or_default()
    }
}

/// The bucket of a number among so many, a power of two: its uppermost bits.
fn bucket(number: u64, count: usize) -> usize {
    let bits = count.trailing_zeros();
    let upper = number.checked_shr(64_u32.saturating_sub(bits)).unwrap_or(0);
    usize::try_from(upper).unwrap_or(0)
}

/// A number made of a key, the same in every run.
fn number(key: &[u8]) -> u64 {
    FixedState::with_seed(0).hash_one(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(pairs: &[(&str, usize)]) -> Spellings<usize> {
        let mut collector = Collector::with_room(pairs.len());
        for (key, value) in pairs {
            collector.put(*value, |text| text.extend_from_slice(key.as_bytes()));
        }
        collector.finish()
    }

    #[test]
    fn a_key_names_all_that_was_put_in_under_it_in_that_order() {
        let table = table(&[("con", 9), ("lab", 1), ("con", 2), ("", 4), ("con", 7)]);
        assert_eq!(table.get("con"), [9, 2, 7]);
        assert_eq!(table.get("lab"), [1]);
        assert_eq!(table.get(""), [4]);
        assert!(table.get("co").is_empty() && table.get("conn").is_empty());
        let mut all: Vec<(&str, &[usize])> = table.iter().collect();
        all.sort_unstable();
        assert_eq!(
            all,
            [("", &[4][..]), ("con", &[9, 2, 7][..]), ("lab", &[1][..])]
        );
    }

    #[test]
    fn every_one_of_many_keys_is_found_again() {
        let keys: Vec<String> = (0..5000).map(|n| format!("key {}", n * n)).collect();
        let pairs: Vec<(&str, usize)> = keys.iter().map(String::as_str).zip(0..).collect();
        let table = table(&pairs);
        for (key, value) in pairs {
            assert_eq!(table.get(key), [value], "{key}");
        }
    }
}
