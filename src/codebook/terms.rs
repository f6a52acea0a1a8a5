//! Sets of concepts and of their classes, as bits: what a heading holds is compared with what some
//! hundred patterns need, and that for every heading.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Room for concepts, 64 a word.
const WORDS: usize = 6;

/// A set of concepts and classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terms {
    concepts: [u64; WORDS],
    classes: u64,
}

impl Terms {
    /// Both together.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let mut concepts = self.concepts;
        for (mine, theirs) in concepts.iter_mut().zip(other.concepts) {
            *mine |= theirs;
        }
        Self {
            concepts,
            classes: self.classes | other.classes,
        }
    }

    /// Whether they share a concept or a class.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.classes & other.classes != 0
            || self
                .concepts
                .iter()
                .zip(other.concepts)
                .any(|(mine, theirs)| mine & theirs != 0)
    }
}

/// The numbers of concepts and classes.
#[derive(Debug, Default)]
pub struct Names {
    concepts: HashMap<Box<str>, usize, FixedState>,
    classes: HashMap<Box<str>, usize, FixedState>,
}

impl Names {
    /// Numbers concepts by their ids, `class:value`. What is beyond the room for numbers is left
    /// out, which a test of the lexicon rules out.
    #[must_use]
    pub fn new<'i>(ids: impl Iterator<Item = &'i str>) -> Self {
        let mut names = Self::default();
        for id in ids {
            let class = id.split(':').next().unwrap_or(id);
            for (numbers, name) in [(&mut names.concepts, id), (&mut names.classes, class)] {
                if !numbers.contains_key(name) {
                    numbers.insert(name.into(), numbers.len());
                }
            }
        }
        names
    }

    /// A concept with its class, as a set.
    #[must_use]
    pub fn of(&self, id: &str) -> Terms {
        let class = id.split(':').next().unwrap_or(id);
        self.concept(id).or(self.class(class))
    }

    /// What answers to one of several words with `|` between: concepts by id, classes by name.
    #[must_use]
    pub fn any_of(&self, words: &str) -> Terms {
        words.split('|').fold(Terms::default(), |set, word| {
            set.or(if word.contains(':') {
                self.concept(word)
            } else {
                self.class(word)
            })
        })
    }

    /// Whether there is room for every concept and class.
    #[must_use]
    pub fn fit(&self) -> bool {
        self.concepts.len() <= WORDS * 64 && self.classes.len() <= 64
    }

    fn concept(&self, id: &str) -> Terms {
        let mut set = Terms::default();
        if let Some(&number) = self.concepts.get(id)
            && let Some(word) = set.concepts.get_mut(number / 64)
        {
            *word = 1 << (number % 64);
        }
        set
    }

    fn class(&self, class: &str) -> Terms {
        let number = self.classes.get(class).filter(|number| **number < 64);
        Terms {
            classes: number.map_or(0, |number| 1 << number),
            ..Terms::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concept_answers_to_its_id_and_to_its_class_alone() {
        let names = Names::new(["party:red", "party:blue", "stat:rank"].into_iter());
        let red = names.of("party:red");
        assert!(red.meets(&names.any_of("party")));
        assert!(red.meets(&names.any_of("stat:rank|party:red")));
        assert!(!red.meets(&names.any_of("party:blue|stat")));
        assert!(!red.meets(&names.any_of("nobody:knows|nothing")));
    }
}
