//! Which delimiter, which quote, which escape: every candidate reads a sample, and the reading
//! that looks most like a table wins.
//!
//! The measure is that of G. J. J. van den Burg, A. Nazábal and C. Sutton, *Wrangling messy CSV
//! files by detecting row and type patterns* (2019): how much of the sample falls into one row
//! length, times how much of it looks like single values. Two things differ. Row lengths count by
//! their share of the records times their share of the fields, so that a preamble costs little;
//! and a field in sound quotes counts as a value, whatever it holds.

use std::collections::BTreeMap;

use super::kinds;
use super::records::{Dialect, Escape, Field, Records};

/// Bytes that the candidates read. Beyond that the verdict no longer changes in practice.
const SAMPLE_BYTES: usize = 64 << 10;

/// Bytes at most, where the first line alone is longer.
const LONG_SAMPLE_BYTES: usize = 1 << 20;

/// Fields at most that one candidate reads.
const SAMPLE_FIELDS: usize = 20_000;

/// Fields at most of one record that a candidate looks at.
const SAMPLE_COLUMNS: u32 = 5_000;

/// How far a runner-up has to be behind, in hundredths of the winner, for the winner to be sure.
const SURE: f64 = 0.7;

/// What a candidate made of the sample.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// The candidate.
    pub(crate) dialect: Dialect,
    /// Pattern score times type score, with a prior for rare delimiters.
    pub(crate) score: f64,
    /// The type score, 0 to 1.
    pub(crate) types: f64,
    /// Fields of each record that is not blank, in order.
    pub(crate) lengths: Vec<usize>,
    /// The length that most records have; of two, that of the earlier record, but
    /// rather more than one field than one.
    pub(crate) usual: usize,
    /// The share of records that have it.
    pub(crate) share: f64,
    /// The share of records with quotes that do not work out; at most a half.
    pub(crate) faults: f64,
    /// The share of filled fields, but for the first of a record, that begin with a space.
    pub(crate) spaced: f64,
}

/// The verdict on a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Verdict {
    /// The reading that won. Without any delimiter in the text: one field a line.
    pub(crate) best: Reading,
    /// The best reading with another delimiter.
    pub(crate) second: Option<Reading>,
}

impl Verdict {
    /// The runner-up, where it is close.
    pub(crate) fn rival(&self) -> Option<&Reading> {
        let second = self.second.as_ref()?;
        (second.score >= self.best.score * SURE && second.score > 0.02).then_some(second)
    }
}

/// Tries all candidates on the beginning of a text.
pub(crate) fn detect(text: &str) -> Verdict {
    let (sample, whole) = sample(text);
    let mut readings: Vec<Reading> = candidates(sample)
        .into_iter()
        .flat_map(|dialect| readings(sample, whole, dialect))
        .filter(|reading| reading.score > 0.0)
        .collect();
    // Stable: of equal scores the earlier candidate wins, and the order of candidates is fixed.
    readings.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut readings = readings.into_iter();
    let best = readings
        .next()
        .unwrap_or_else(|| read(sample, whole, plain(Some(b','))));
    let second = readings.find(|r| r.dialect.delimiter != best.dialect.delimiter);
    Verdict { best, second }
}

/// The quote and escape that go best with a delimiter that is known.
pub(crate) fn with_delimiter(text: &str, delimiter: u8) -> Reading {
    let (sample, whole) = sample(text);
    let mut best = read(sample, whole, plain(Some(delimiter)));
    for dialect in candidates_of(sample, delimiter) {
        for reading in readings(sample, whole, dialect) {
            if reading.score > best.score {
                best = reading;
            }
        }
    }
    best
}

/// The usual quoting with a delimiter.
pub(crate) fn plain(delimiter: Option<u8>) -> Dialect {
    Dialect {
        delimiter,
        quote: Some(b'"'),
        escape: Escape::Doubled,
    }
}

/// The beginning of a text up to a line end, and whether that is all of it.
fn sample(text: &str) -> (&str, bool) {
    if text.len() <= SAMPLE_BYTES {
        return (text, true);
    }
    for size in [SAMPLE_BYTES, LONG_SAMPLE_BYTES] {
        let head = text.as_bytes().get(..size).unwrap_or(text.as_bytes());
        if let Some(end) = memchr::memrchr2(b'\n', b'\r', head) {
            return (text.get(..end).unwrap_or(text), false);
        }
    }
    let mut end = LONG_SAMPLE_BYTES.min(text.len());
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    (text.get(..end).unwrap_or(text), end == text.len())
}

/// All dialects whose characters occur in the sample, commonest first.
fn candidates(sample: &str) -> Vec<Dialect> {
    let all = [b',', b';', b'\t', b'|', b'^', b'~', b':', b' '];
    all.into_iter()
        .filter(|delimiter| memchr::memchr(*delimiter, sample.as_bytes()).is_some())
        .flat_map(|delimiter| candidates_of(sample, delimiter))
        .collect()
}

/// The dialects of one delimiter that have quotes.
fn candidates_of(sample: &str, delimiter: u8) -> Vec<Dialect> {
    let mut dialects = vec![plain(Some(delimiter))];
    let slashed = |second: u8| memchr::memmem::find(sample.as_bytes(), &[b'\\', second]).is_some();
    if slashed(b'"') || slashed(delimiter) {
        dialects.push(Dialect {
            escape: Escape::Backslash,
            ..plain(Some(delimiter))
        });
    }
    if stands_at_edges(sample, b'\'', delimiter) {
        dialects.push(Dialect {
            quote: Some(b'\''),
            ..plain(Some(delimiter))
        });
        if slashed(b'\'') {
            dialects.push(Dialect {
                quote: Some(b'\''),
                escape: Escape::Backslash,
                ..plain(Some(delimiter))
            });
        }
    }
    dialects
}

/// Whether a character opens a field somewhere and closes one somewhere.
fn stands_at_edges(sample: &str, quote: u8, delimiter: u8) -> bool {
    let bytes = sample.as_bytes();
    let edge = |byte: Option<&u8>| match byte {
        None | Some(b'\r' | b'\n') => true,
        Some(byte) => *byte == delimiter,
    };
    let mut opens = false;
    let mut closes = false;
    for at in memchr::memchr_iter(quote, bytes) {
        opens |= edge(at.checked_sub(1).and_then(|before| bytes.get(before)));
        closes |= edge(bytes.get(at.saturating_add(1)));
        if opens && closes {
            return true;
        }
    }
    false
}

/// Reads the sample with a candidate; where its quotes do not work out in one record of ten or
/// more, also as if quotes were letters like any other. Not otherwise: a reading that cuts quoted
/// fields in pieces can look more even than the right one.
fn readings(sample: &str, whole: bool, dialect: Dialect) -> Vec<Reading> {
    let quoted = read(sample, whole, dialect);
    let often = quoted.faults >= 0.1 && dialect == plain(dialect.delimiter);
    let bare = often.then(|| {
        let bare = Dialect {
            quote: None,
            ..dialect
        };
        read(sample, whole, bare)
    });
    std::iter::once(quoted).chain(bare).collect()
}

/// Reads the sample with a candidate and scores what comes out.
fn read(sample: &str, whole: bool, dialect: Dialect) -> Reading {
    let mut records = Records::new(sample, dialect, SAMPLE_COLUMNS);
    let mut fields = Vec::new();
    let mut tally = Tally::default();
    while records.next(&mut fields).is_some() {
        if fields.is_empty() {
            continue;
        }
        tally.add(&fields, dialect.quote);
        if tally.fields >= SAMPLE_FIELDS {
            break;
        }
    }
    // A cut sample may end within quotes: that is no fault of the candidate.
    let cut = u32::from(!whole);
    let troubles = records
        .unclosed
        .count
        .saturating_sub(cut)
        .saturating_add(records.inner.count);
    tally.reading(sample, dialect, troubles)
}

/// Sums over the records of a sample.
#[derive(Debug, Default)]
struct Tally {
    lengths: Vec<usize>,
    fields: usize,
    after_first: usize,
    spaced: usize,
    marks: u64,
    strict: usize,
    filled: usize,
}

impl Tally {
    fn add(&mut self, fields: &[Field<'_>], quote: Option<u8>) {
        self.lengths.push(fields.len());
        for (column, field) in fields.iter().enumerate() {
            let text = field.text.as_ref();
            self.fields = self.fields.saturating_add(1);
            // Apostrophes that read as quotes leave halves behind.
            let halved = !field.quoted
                && quote == Some(b'\'')
                && (text.starts_with('\'') || text.ends_with('\''));
            let mark = if halved {
                20
            } else {
                kinds::score(text, field.quoted)
            };
            self.marks = self.marks.saturating_add(u64::from(mark));
            if column > 0 && !text.is_empty() {
                self.after_first = self.after_first.saturating_add(1);
                self.spaced = self
                    .spaced
                    .saturating_add(usize::from(!field.quoted && text.starts_with(' ')));
            }
            let trimmed = text.trim();
            if !trimmed.is_empty() {
                self.filled = self.filled.saturating_add(1);
                self.strict = self
                    .strict
                    .saturating_add(usize::from(kinds::is_typed(trimmed)));
            }
        }
    }

    #[allow(clippy::cast_precision_loss)] // counts of a sample are far below 2^52
    fn reading(self, sample: &str, dialect: Dialect, troubles: u32) -> Reading {
        let records = self.lengths.len().max(1) as f64;
        let mut by_length: BTreeMap<usize, usize> = BTreeMap::new();
        for length in &self.lengths {
            *by_length.entry(*length).or_default() += 1;
        }
        let most = by_length.values().copied().max().unwrap_or(0);
        let usual = self
            .lengths
            .iter()
            .copied()
            .filter(|length| by_length.get(length) == Some(&most))
            .min_by_key(|length| *length < 2)
            .unwrap_or(0);
        let gain = |length: usize| (length as f64 - 1.0) / length as f64;
        let fields = self.lengths.iter().sum::<usize>().max(1) as f64;
        let mut pattern = 0.0;
        let mut spread = 0.0;
        for (length, count) in by_length.iter().filter(|(length, _)| **length > 1) {
            let share = *count as f64 / records;
            let of_fields = (*count as f64 * *length as f64) / fields;
            pattern += share * of_fields * gain(*length);
            spread += share * gain(*length);
        }
        let types = self.marks as f64 / 100.0 / self.fields.max(1) as f64;
        let share = most as f64 / records;
        let faults = (f64::from(troubles) / records).min(0.5);
        let mut reading = Reading {
            dialect,
            score: (0.85 * pattern + 0.15 * spread) * types * (1.0 - faults),
            types,
            usual,
            share,
            faults,
            spaced: self.spaced as f64 / self.after_first.max(1) as f64,
            lengths: self.lengths,
        };
        let strict = self.strict as f64 / self.filled.max(1) as f64;
        reading.score *= prior(&reading, strict, sample);
        reading
    }
}

/// What speaks against a delimiter from the start: a colon and a space stand in ordinary text,
/// so they need a table without a flaw.
fn prior(reading: &Reading, strict: f64, sample: &str) -> f64 {
    let even = reading.usual >= 2 && reading.share >= 0.9 && reading.lengths.len() >= 2;
    match reading.dialect.delimiter {
        Some(b':') if even && reading.spaced < 0.1 && !lines_are_typed(sample) => {
            if reading.usual >= 3 { 0.4 } else { 0.2 }
        }
        Some(b' ') if even && strict >= 0.5 && !lines_are_typed(sample) => 0.2,
        Some(b':' | b' ') => 0.0,
        Some(b'^' | b'~') => 0.9,
        Some(_) | None => 1.0,
    }
}

/// Whether most lines are one value each: times hold colons, moments hold spaces.
fn lines_are_typed(sample: &str) -> bool {
    let mut lines = 0usize;
    let mut typed = 0usize;
    for line in sample.lines().filter(|line| !line.trim().is_empty()) {
        lines = lines.saturating_add(1);
        typed = typed.saturating_add(usize::from(kinds::is_typed(line.trim())));
    }
    typed.saturating_mul(10) >= lines.saturating_mul(7)
}
