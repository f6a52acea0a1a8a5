//! Codes that nobody explains and that go in step with codes that somebody does: where, over many
//! responses of a party, each of the one stands beside one of the other throughout, the heading may
//! name the same thing. It is evidence of the cohort, and no meaning.

use std::collections::{BTreeMap, BTreeSet};

use super::figure::{Now, Seen};
use super::summary::PointSeen;

/// Headings without an explanation that are followed, and how many others beside each.
const HEADINGS: usize = 200;
const OTHERS: usize = 60;
/// Codes of one heading that are followed.
const CODES: usize = 200;
/// Fewer codes go in step by chance.
const FEWEST_CODES: usize = 3;
/// Each code has to be seen so often, on the whole.
const TIMES: u64 = 3;

/// For each heading that nobody explains, the explained headings beside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    headings: BTreeMap<String, BTreeMap<String, Link>>,
}

/// How the codes under two headings stand to each other.
#[derive(Debug, Clone, Default)]
struct Link {
    /// The explained heading, as written.
    written: String,
    /// For each code without an explanation, by its mark, the code beside it.
    codes: BTreeMap<u32, String>,
    /// Whether a code stood beside two.
    broken: bool,
    seen: Seen,
}

/// A heading whose codes go in step with those of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InStep<'b> {
    /// The explained heading, as written.
    pub heading: &'b str,
    /// How many codes.
    pub codes: usize,
    /// In how many responses, and of how many people.
    pub seen: Seen,
}

impl Beside {
    /// Counts the codes of a response.
    pub fn add(&mut self, points: &[PointSeen<'_>], now: Now) {
        let explained = |point: &&PointSeen<'_>| !point.code.is_empty() && point.mark == 0;
        for point in points.iter().filter(|point| point.mark != 0) {
            if !self.headings.contains_key(point.key) {
                if self.headings.len() >= HEADINGS {
                    continue;
                }
                self.headings.insert(point.key.to_owned(), BTreeMap::new());
            }
            let Some(links) = self.headings.get_mut(point.key) else {
                continue;
            };
            for other in points.iter().filter(explained) {
                if !links.contains_key(other.key) {
                    if links.len() >= OTHERS {
                        continue;
                    }
                    links.insert(other.key.to_owned(), Link::default());
                }
                if let Some(link) = links.get_mut(other.key) {
                    link.add(point.mark, other, now);
                }
            }
        }
    }

    /// The headings with whose codes those of a heading go in step, where enough people stand behind
    /// it.
    pub fn in_step(&self, key: &str, cell: u64) -> Vec<InStep<'_>> {
        let links = self.headings.get(key).into_iter().flatten();
        let links = links.filter(|(_, link)| link.is_in_step(cell));
        let found = links.map(|(_, link)| InStep {
            heading: &link.written,
            codes: link.codes.len(),
            seen: link.seen,
        });
        found.collect()
    }
}

impl Link {
    fn add(&mut self, mark: u32, other: &PointSeen<'_>, now: Now) {
        self.seen.see(now);
        if self.written.is_empty() || other.heading < self.written.as_str() {
            other.heading.clone_into(&mut self.written);
        }
        if self.broken {
            return;
        }
        match self.codes.get(&mark) {
            Some(code) => self.broken = code != other.code,
            None if self.codes.len() < CODES => {
                self.codes.insert(mark, other.code.to_owned());
            }
            None => self.broken = true,
        }
        if self.broken {
            self.codes.clear();
        }
    }

    /// One to one, with several codes, each seen more than once, and behind them enough people.
    fn is_in_step(&self, cell: u64) -> bool {
        let codes = self.codes.len();
        let others: BTreeSet<&String> = self.codes.values().collect();
        let times = u64::try_from(codes)
            .unwrap_or(u64::MAX)
            .saturating_mul(TIMES);
        !self.broken
            && codes >= FEWEST_CODES
            && others.len() == codes
            && self.seen.people >= cell.max(times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Category, Origin};

    fn point<'a>(key: &'a str, code: &'a str, mark: u32) -> PointSeen<'a> {
        PointSeen {
            key,
            heading: key,
            field: "",
            title: "",
            category: Category::Segment,
            reader: 0,
            origin: Origin::Unknown,
            inferred: false,
            inferred_from: Vec::new(),
            special: None,
            source: "",
            score: None,
            code,
            shape: String::new(),
            mark,
        }
    }

    /// What goes in step with `seg` where people have these codes.
    fn in_step(people: &[(u32, &str)], cell: u64) -> Vec<(String, usize)> {
        let mut beside = Beside::default();
        for (number, (mark, code)) in (1..).zip(people) {
            let now = Now {
                case: number,
                person: number,
            };
            beside.add(&[point("seg", "", *mark), point("mosaic", code, 0)], now);
        }
        let found = beside.in_step("seg", cell).into_iter();
        found
            .map(|one| (one.heading.to_owned(), one.codes))
            .collect()
    }

    #[test]
    fn codes_go_in_step_only_one_to_one_and_over_many_people() {
        let steps: Vec<(u32, &str)> = [(1, "A"), (2, "B"), (3, "C")].repeat(4);
        assert_eq!(in_step(&steps, 5), [("mosaic".to_owned(), 3)]);
        // Few people, few codes, a code beside two, two codes beside one.
        assert!(in_step(&steps, 13).is_empty());
        assert!(in_step(&[(1, "A"), (2, "B")].repeat(6), 5).is_empty());
        let mut broken = steps.clone();
        broken.push((1, "B"));
        assert!(in_step(&broken, 5).is_empty());
        let merged: Vec<(u32, &str)> = [(1, "A"), (2, "B"), (3, "B")].repeat(4);
        assert!(in_step(&merged, 5).is_empty());
        // Each person a code of their own proves nothing.
        let own = ["A", "B", "C", "D", "E", "F", "G", "H", "I"];
        let own: Vec<(u32, &str)> = (1..).zip(own).collect();
        assert!(in_step(&own, 5).is_empty());
    }
}
