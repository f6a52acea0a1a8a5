//! Which data points of two responses are the same thing: by person, then by heading, then by field,
//! then by what the heading says.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Pair, Side, SidePoint};

/// The pairs, in the order of the later response, then what only the earlier one has.
pub(super) fn pairs<'s>(old: &'s Side, new: &'s Side) -> Vec<Pair<'s>> {
    let people = people(old, new);
    let mut met = Met {
        old: old.points.iter().collect(),
        new: new.points.iter().collect(),
        of_new: vec![None; new.points.len()],
        taken: vec![false; old.points.len()],
    };
    let by_heading = |point: &SidePoint| (!point.key.is_empty()).then(|| point.key.clone());
    let by_field = |point: &SidePoint| point.field.clone();
    met.meet(&people, by_heading);
    met.meet(&people, by_field);
    met.meet(&people, |point| point.title.clone());
    let mut pairs: Vec<Pair<'s>> = Vec::with_capacity(new.points.len());
    for (n, point) in new.points.iter().enumerate() {
        let before = met.of_new.get(n).copied().flatten();
        pairs.push(Pair {
            old: before.and_then(|before| old.points.get(before)),
            new: Some(point),
        });
    }
    let left = old
        .points
        .iter()
        .zip(&met.taken)
        .filter(|(_, taken)| !**taken);
    pairs.extend(left.map(|(point, _)| Pair {
        old: Some(point),
        new: None,
    }));
    pairs
}

/// What has met so far.
struct Met<'s> {
    old: Vec<&'s SidePoint>,
    new: Vec<&'s SidePoint>,
    /// The earlier data point of each later one.
    of_new: Vec<Option<usize>>,
    /// Whether an earlier data point has met its later one.
    taken: Vec<bool>,
}

/// The data points of both sides that go by one name, by their indexes.
#[derive(Default)]
struct Group {
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Met<'_> {
    /// Lets those meet that go by the same name: equal values first; then, where as many are left on
    /// both sides, in their order. What a longer list has more is new or gone.
    fn meet(&mut self, people: &HashMap<u64, u64>, name: impl Fn(&SidePoint) -> Option<String>) {
        let mut groups: BTreeMap<(u64, String), Group> = BTreeMap::new();
        for (n, point) in self.old.iter().enumerate() {
            if let (false, Some(name)) = (self.is_taken(n), name(point)) {
                let person = people.get(&point.person).copied().unwrap_or(u64::MAX);
                groups.entry((person, name)).or_default().old.push(n);
            }
        }
        for (n, point) in self.new.iter().enumerate() {
            if let (None, Some(name)) = (self.of_new.get(n).copied().flatten(), name(point)) {
                groups.entry((point.person, name)).or_default().new.push(n);
            }
        }
        for group in groups.into_values() {
            self.meet_in(group);
        }
    }

    fn meet_in(&mut self, mut group: Group) {
        let mut left = Vec::new();
        for n in std::mem::take(&mut group.new) {
            let equal = group.old.iter().position(|o| self.equal(*o, n));
            match equal {
                Some(at) => {
                    let o = group.old.remove(at);
                    self.join(o, n);
                }
                None => left.push(n),
            }
        }
        if left.len() == group.old.len() {
            for (o, n) in group.old.into_iter().zip(left) {
                self.join(o, n);
            }
        }
    }

    fn is_taken(&self, o: usize) -> bool {
        self.taken.get(o).copied().unwrap_or(true)
    }

    fn equal(&self, o: usize, n: usize) -> bool {
        let both = self.old.get(o).zip(self.new.get(n));
        both.is_some_and(|(old, new)| old.has_value_of(new))
    }

    fn join(&mut self, o: usize, n: usize) {
        if let (Some(taken), Some(of_new)) = (self.taken.get_mut(o), self.of_new.get_mut(n)) {
            *taken = true;
            *of_new = Some(o);
        }
    }
}

/// Which person of the earlier response is which of the later: those who share most values, for
/// people may be counted in another order. The person who asked is the first in both.
fn people(old: &Side, new: &Side) -> HashMap<u64, u64> {
    /// With more people than this, they are taken in the order in which they are counted.
    const MOST: usize = 50;
    let (before, after) = (values(old), values(new));
    let mut same: HashMap<u64, u64> = before.keys().map(|person| (*person, *person)).collect();
    if before.len() > MOST || after.len() > MOST {
        return same;
    }
    let mut shared: Vec<(usize, bool, u64, u64)> = Vec::new();
    for (one, held) in before.iter().filter(|(one, _)| **one > 1) {
        for (two, holds) in after.iter().filter(|(two, _)| **two > 1) {
            let most = held.intersection(holds).count();
            shared.push((most, one == two, *one, *two));
        }
    }
    shared.sort_by(|a, b| (b.0, b.1, a.2, a.3).cmp(&(a.0, a.1, b.2, b.3)));
    same.retain(|person, _| *person <= 1);
    let mut met: HashSet<u64> = HashSet::new();
    for (most, alike, one, two) in shared {
        if (most > 0 || alike) && !same.contains_key(&one) && met.insert(two) {
            same.insert(one, two);
        }
    }
    same
}

/// What each person holds: headings with their values.
fn values(side: &Side) -> BTreeMap<u64, HashSet<(&str, &str)>> {
    let mut values: BTreeMap<u64, HashSet<(&str, &str)>> = BTreeMap::new();
    for point in &side.points {
        let held = values.entry(point.person).or_default();
        if let (Some(value), false) = (&point.value, point.masked) {
            held.insert((&point.key, value));
        }
    }
    values
}
