//! Counting: what each party sent, over all its responses. Cases come in the order of people, so that
//! a person with several responses is told, and memory does not grow with cases.

use std::collections::BTreeMap;

use super::beside::Beside;
use super::figure::{Now, Seen, Sums};
use super::summary::{PointSeen, Right, Summary};
use crate::batch::protocol::State;
use crate::vocabulary::{Category, InferredFrom, Origin, ResponseKind, SpecialCategory};

/// Headings of a party that are kept apart; those of one person alone make room for others.
const HEADINGS: usize = 20_000;
/// Codes of a heading that are kept apart.
const CODES: usize = 1_000;

/// What many responses show together.
#[derive(Debug, Clone, Default)]
pub struct Cohort {
    pub(super) cell: u64,
    pub(super) all: Seen,
    pub(super) states: BTreeMap<State, Seen>,
    pub(super) failed: u64,
    pub(super) parties: BTreeMap<String, Party>,
    pub(super) shared: BTreeMap<String, Shared>,
    now: Now,
    last_person: Option<u64>,
    /// What the person who is being counted has, by field: the party and the code.
    held: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a party sent.
#[derive(Debug, Clone, Default)]
pub(super) struct Party {
    pub(super) name: String,
    pub(super) all: Seen,
    pub(super) data: Seen,
    pub(super) kinds: BTreeMap<ResponseKind, Seen>,
    pub(super) headings: BTreeMap<String, Heading>,
    /// Whether headings of one person alone were dropped for want of room.
    pub(super) dropped: bool,
    pub(super) categories: BTreeMap<Category, Seen>,
    pub(super) origins: BTreeMap<Origin, Seen>,
    pub(super) special: BTreeMap<SpecialCategory, Seen>,
    pub(super) from: BTreeMap<InferredFrom, Seen>,
    pub(super) readers: [u64; 8],
    pub(super) profiled: Seen,
    pub(super) guesses: Sums,
    pub(super) values: Sums,
    pub(super) rules: BTreeMap<String, RuleCount>,
    pub(super) items: Vec<[Seen; 5]>,
    pub(super) timed: Seen,
    pub(super) late: Seen,
    pub(super) days: BTreeMap<u32, u64>,
    pub(super) lateness: [Seen; 4],
    pub(super) sources: BTreeMap<String, Seen>,
    pub(super) truthful: Seen,
    pub(super) facts: (u64, u64),
    pub(super) guessed: (u64, u64),
    pub(super) years: BTreeMap<u16, Year>,
    pub(super) beside: Beside,
}

/// A heading of a party.
#[derive(Debug, Clone, Default)]
pub(super) struct Heading {
    pub(super) written: String,
    pub(super) field: String,
    pub(super) title: String,
    pub(super) category: Option<Category>,
    pub(super) origin: Option<Origin>,
    pub(super) inferred: bool,
    pub(super) special: Option<SpecialCategory>,
    pub(super) present: Seen,
    pub(super) held: Seen,
    pub(super) unexplained: Seen,
    pub(super) scores: Scores,
    pub(super) codes: BTreeMap<String, Seen>,
    pub(super) shapes: BTreeMap<String, Seen>,
}

/// Scores under a heading, in bins that hang on nothing but the score.
#[derive(Debug, Clone, Default)]
pub(super) struct Scores {
    pub(super) seen: Seen,
    pub(super) sums: Sums,
    pub(super) least: Option<f64>,
    pub(super) most: Option<f64>,
    /// Whether all are whole numbers.
    pub(super) fractions: bool,
    pub(super) bins: BTreeMap<i64, Seen>,
}

/// How often a rule found something.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RuleCount {
    pub(super) seen: Seen,
    pub(super) severity: u8,
    pub(super) standings: [u64; 3],
}

/// A year of answers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Year {
    pub(super) data: Seen,
    pub(super) guesses: Sums,
    pub(super) late: Seen,
    pub(super) timed: Seen,
}

/// A field that several parties hold of the same people.
#[derive(Debug, Clone, Default)]
pub(super) struct Shared {
    pub(super) title: String,
    pub(super) people: Seen,
    pub(super) differing: Seen,
    pub(super) parties: std::collections::BTreeSet<String>,
}

impl Cohort {
    /// A cohort in which nothing is published of fewer people than `cell`.
    #[must_use]
    pub fn new(cell: u64) -> Self {
        Self {
            cell: cell.max(1),
            ..Self::default()
        }
    }

    /// Counts a case that could not be worked on.
    pub fn add_failed(&mut self) {
        self.failed = self.failed.saturating_add(1);
    }

    /// Counts a case; those of one person come one after the other.
    pub fn add(&mut self, summary: &Summary<'_>, person: u64) {
        self.now.case = self.now.case.saturating_add(1);
        if self.last_person != Some(person) {
            self.compare();
            self.now.person = self.now.person.saturating_add(1);
            self.last_person = Some(person);
        }
        let now = self.now;
        self.all.see(now);
        self.states.entry(summary.state).or_default().see(now);
        // A response of which nothing was read says nothing of its party.
        if summary.state == State::NotRead {
            return;
        }
        if !self.parties.contains_key(summary.party) {
            let party = Party {
                name: summary.party_name.to_owned(),
                ..Party::default()
            };
            self.parties.insert(summary.party.to_owned(), party);
        }
        if let Some(party) = self.parties.get_mut(summary.party) {
            party.add(summary, now);
        }
        for point in summary.points.iter().filter(|point| !point.code.is_empty()) {
            if !point.field.is_empty() && !summary.party.is_empty() {
                let shared = self.shared.entry(point.field.to_owned()).or_default();
                if shared.title.is_empty() {
                    point.title.clone_into(&mut shared.title);
                }
                let held = self.held.entry(point.field.to_owned()).or_default();
                held.entry(summary.party.to_owned())
                    .or_insert_with(|| point.code.to_owned());
            }
        }
    }

    /// Compares what several parties hold of the person who was counted last.
    pub(super) fn compare(&mut self) {
        for (field, parties) in std::mem::take(&mut self.held) {
            if parties.len() < 2 {
                continue;
            }
            let shared = self.shared.entry(field).or_default();
            shared.people.see(self.now);
            let mut codes = parties.values();
            let first = codes.next();
            if codes.any(|code| Some(code) != first) {
                shared.differing.see(self.now);
            }
            shared.parties.extend(parties.into_keys());
        }
    }
}

impl Party {
    fn add(&mut self, summary: &Summary<'_>, now: Now) {
        self.all.see(now);
        self.kinds.entry(summary.kind).or_default().see(now);
        for finding in &summary.findings {
            let rule = self.rules.entry(finding.rule.to_owned()).or_default();
            rule.seen.see(now);
            rule.severity = rule.severity.max(finding.severity);
            if let Some(count) = rule.standings.get_mut(usize::from(finding.standing)) {
                *count = count.saturating_add(1);
            }
        }
        self.items.resize(
            self.items.len().max(summary.items.len()),
            Default::default(),
        );
        for (item, status) in self.items.iter_mut().zip(&summary.items) {
            if let Some(seen) = item.get_mut(usize::from(*status)) {
                seen.see(now);
            }
        }
        self.time(summary, now);
        self.truth(summary, now);
        if summary.kind == ResponseKind::Data {
            self.data(summary, now);
        }
    }

    fn time(&mut self, summary: &Summary<'_>, now: Now) {
        if let Some(days) = summary.days {
            let count = self.days.entry(days).or_default();
            *count = count.saturating_add(1);
        }
        let Some(late) = summary.days_late else {
            return;
        };
        self.timed.see(now);
        let bin = match late {
            0 => 0,
            1..=30 => 1,
            31..=90 => 2,
            _ => 3,
        };
        if let Some(seen) = self.lateness.get_mut(bin) {
            seen.see(now);
        }
        let year = self.years.entry(summary.year).or_default();
        year.timed.see(now);
        if late > 0 {
            self.late.see(now);
            year.late.see(now);
        }
    }

    fn truth(&mut self, summary: &Summary<'_>, now: Now) {
        let add = |to: &mut (u64, u64), right: Right| {
            to.0 = to.0.saturating_add(u64::from(right.right));
            to.1 = to.1.saturating_add(u64::from(right.wrong));
        };
        add(&mut self.facts, summary.facts);
        add(&mut self.guessed, summary.guesses);
        let told = [summary.facts, summary.guesses];
        if told.iter().any(|right| *right != Right::default()) {
            self.truthful.see(now);
        }
    }

    fn data(&mut self, summary: &Summary<'_>, now: Now) {
        self.data.see(now);
        self.beside.add(&summary.points, now);
        let (mut guesses, mut values) = (0u32, 0u32);
        for point in &summary.points {
            if let Some(count) = self.readers.get_mut(usize::from(point.reader)) {
                *count = count.saturating_add(1);
            }
            if point.is_held() {
                values = values.saturating_add(1);
                guesses = guesses.saturating_add(u32::from(point.inferred));
                self.held(point, now);
            }
            self.heading(point, now);
        }
        if guesses > 0 {
            self.profiled.see(now);
        }
        self.guesses.add(f64::from(guesses));
        self.values.add(f64::from(values));
        let year = self.years.entry(summary.year).or_default();
        year.data.see(now);
        year.guesses.add(f64::from(guesses));
    }

    /// Counts a value for the questions that are not about its heading.
    fn held(&mut self, point: &PointSeen<'_>, now: Now) {
        self.categories.entry(point.category).or_default().see(now);
        self.origins.entry(point.origin).or_default().see(now);
        if let Some(special) = point.special {
            self.special.entry(special).or_default().see(now);
        }
        if point.inferred {
            for from in &point.inferred_from {
                self.from.entry(*from).or_default().see(now);
            }
        }
        if !point.source.is_empty() {
            seen_at(&mut self.sources, point.source, now);
        }
    }

    fn heading(&mut self, point: &PointSeen<'_>, now: Now) {
        if !self.headings.contains_key(point.key) {
            if self.headings.len() >= HEADINGS {
                self.headings
                    .retain(|_, heading| heading.present.people > 1);
                self.dropped = true;
            }
            self.headings
                .insert(point.key.to_owned(), Heading::new(point));
        }
        if let Some(heading) = self.headings.get_mut(point.key) {
            heading.add(point, now);
        }
    }
}

impl PointSeen<'_> {
    /// Whether a value is there: neither blank nor a code for none.
    fn is_held(&self) -> bool {
        use crate::render::words::Reader;
        let reader = Reader::ALL.get(usize::from(self.reader));
        !matches!(reader, Some(Reader::Blank | Reader::NoValue) | None)
    }

    fn is_unexplained(&self) -> bool {
        use crate::render::words::Reader;
        Reader::ALL.get(usize::from(self.reader)) == Some(&Reader::Nobody)
    }
}

impl Heading {
    fn new(point: &PointSeen<'_>) -> Self {
        Self {
            written: point.heading.to_owned(),
            field: point.field.to_owned(),
            title: point.title.to_owned(),
            category: Some(point.category),
            origin: Some(point.origin),
            ..Self::default()
        }
    }

    fn add(&mut self, point: &PointSeen<'_>, now: Now) {
        // Of several ways of writing it the first by the alphabet, whoever came first.
        if point.heading < self.written.as_str() {
            point.heading.clone_into(&mut self.written);
        }
        self.present.see(now);
        self.inferred |= point.inferred;
        self.special = self.special.or(point.special);
        if !point.is_held() {
            return;
        }
        self.held.see(now);
        if point.is_unexplained() {
            self.unexplained.see(now);
        }
        if let Some(score) = point.score {
            self.scores.add(score, now);
        }
        if !point.code.is_empty()
            && (self.codes.len() < CODES || self.codes.contains_key(point.code))
        {
            seen_at(&mut self.codes, point.code, now);
        }
        if !point.shape.is_empty()
            && (self.shapes.len() < CODES || self.shapes.contains_key(&point.shape))
        {
            seen_at(&mut self.shapes, &point.shape, now);
        }
    }
}

impl Scores {
    fn add(&mut self, score: f64, now: Now) {
        self.seen.see(now);
        self.sums.add(score);
        self.least = Some(self.least.map_or(score, |least| least.min(score)));
        self.most = Some(self.most.map_or(score, |most| most.max(score)));
        self.fractions |= score.fract() != 0.0;
        self.bins.entry(bin(score)).or_default().see(now);
    }
}

/// The bin of a score: twenty to each power of ten, so that there are few whatever the scale.
fn bin(score: f64) -> i64 {
    const SMALLEST: f64 = 1.0;
    let mut width = 0.05;
    let mut first = 0i64;
    let mut top = SMALLEST;
    while score.abs() > top && first < 200 {
        width *= 10.0;
        top *= 10.0;
        first += 20;
    }
    // A bin holds its upper end: 100 is among those from 95.
    let inside = (score.abs() / width).ceil().max(1.0) - 1.0;
    #[expect(clippy::cast_possible_truncation, reason = "at most 20")]
    let number = first + inside.clamp(0.0, 19.0) as i64 + 1;
    if score < 0.0 { -number } else { number }
}

/// The lower and upper end of a bin.
pub(super) fn ends(bin: i64) -> (f64, f64) {
    let number = bin.abs() - 1;
    let (decade, inside) = (number / 20, number % 20);
    let width = 0.05 * 10f64.powi(i32::try_from(decade).unwrap_or(0));
    #[expect(clippy::cast_precision_loss, reason = "below 20")]
    let low = inside as f64 * width;
    if bin < 0 {
        (-low - width, -low)
    } else {
        (low, low + width)
    }
}

fn seen_at(map: &mut BTreeMap<String, Seen>, key: &str, now: Now) {
    match map.get_mut(key) {
        Some(seen) => seen.see(now),
        None => {
            let mut seen = Seen::default();
            seen.see(now);
            map.insert(key.to_owned(), seen);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_lies_in_its_bin() {
        for score in [
            0.0, 0.01, 0.05, 0.07, 1.0, 1.2, 9.9, 10.0, 37.0, 100.0, 4200.0, -4.2,
        ] {
            let (low, high) = ends(bin(score));
            assert!(
                low - 1e-9 <= score && score <= high + 1e-9,
                "{score}: {low} to {high}"
            );
        }
        assert_eq!(bin(100.0), bin(96.0));
        assert_ne!(bin(100.0), bin(94.0));
    }
}
