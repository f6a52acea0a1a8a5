//! Whose response is this? Told by titles, notes, properties, addresses and names of systems, with
//! the evidence; by a value only under a heading that says whose file it is, for the scores of a file name every party.

use std::collections::{BTreeMap, HashMap};

use crate::codebook::label::{flat_of, key_of};
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Codebooks, PartyId, PhraseIndex};
use crate::document::Document;
use crate::provenance::{Location, Place};
use crate::recognise::survey::{Observation, Survey};
use crate::vocabulary::Category;

/// A sign of a party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// The party.
    pub party: PartyId,
    /// What was seen: the name, domain, system or heading.
    pub seen: String,
    /// What kind of sign: `name`, `domain`, `system`, `heading`, `file-name`, `property`.
    pub kind: &'static str,
    /// How much it weighs.
    weight: u32,
    /// Where it was seen.
    pub at: Location,
}

/// The party that the signs point to, if they point to one alone.
#[must_use]
pub fn pointed_to(signs: &[Sign]) -> Option<PartyId> {
    let mut sums: BTreeMap<&PartyId, u32> = BTreeMap::new();
    for sign in signs {
        *sums.entry(&sign.party).or_default() += sign.weight;
    }
    let mut ranked: Vec<(&PartyId, u32)> = sums.into_iter().collect();
    ranked.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    match ranked.as_slice() {
        [(party, _)] => Some((*party).clone()),
        [(party, most), (_, next), ..] if *most >= next.saturating_mul(2) => Some((*party).clone()),
        _ => None,
    }
}

/// Everything in a response that points to a party.
#[must_use]
pub fn signs(document: &Document, survey: &Survey, books: &Codebooks) -> Vec<Sign> {
    let Ok(known) = books.derived(|books| Ok(Known::of(books))) else {
        return Vec::new();
    };
    let mut found = Found {
        known: &known,
        signs: Vec::new(),
    };
    for note in &survey.notes {
        let flat = folded(&note.text);
        found.phrases(&known.names, &flat, "name", weight_of_name, &note.at);
        found.phrases(&known.systems, &flat, "system", |_| 3, &note.at);
        found.domains(&note.text, &note.at);
    }
    for heading in &survey.headings {
        let marks = known.marks.get(&key_of(&heading.text));
        for (party, mark) in marks.into_iter().flatten() {
            found.add(*party, mark, "heading", 3, &heading.at);
        }
        for source in &heading.sources {
            found.domains(&source.text, &source.at);
        }
    }
    // `owner: ...`, `Committee: ...`, at the head of an export: the name of the party, or of a local one that ends with it.
    for observation in said_by_holders(survey) {
        let flat = folded(observation.value.as_deref().unwrap_or_default());
        for (party, phrase) in known.names.longest(&flat) {
            let before = flat.strip_suffix(folded(&phrase.written).as_str());
            let barred = |before: &str| {
                let mut words = before.split_whitespace();
                words.any(|word| word_lists().party.bars.has(word))
            };
            let own = before.is_some_and(|before| !barred(before));
            if own && weight_of_name(&phrase.written) == NAME {
                found.add(party, &phrase.written, "name", NAME, &observation.at);
            }
        }
    }
    for part in &document.parts {
        let at = Location {
            part: part.id,
            place: Place::Whole,
        };
        let name = part.path.rsplit('/').next().unwrap_or(&part.path);
        found.phrases(&known.names, &folded(name), "file-name", |_| 2, &at);
        for property in &part.properties {
            let flat = folded(&property.value);
            let named = found.phrases(&known.names, &flat, "property", |_| 2, &at);
            let mut systems = known.systems.longest(&flat);
            systems.retain(|party, _| !named.contains(party));
            for (party, phrase) in systems {
                found.add(party, &phrase.written, "property", 2, &at);
            }
        }
        for sheet in part.tables.iter().filter_map(|table| table.name()) {
            found.phrases(&known.names, &folded(sheet), "sheet", |_| 1, &at);
        }
    }
    found.signs.sort();
    found.signs.dedup();
    found.signs
}

/// What stands under headings that say whose a file is, and in no record of a person.
fn said_by_holders(survey: &Survey) -> Vec<&Observation> {
    let headings = survey.headings.iter().enumerate();
    let holders =
        headings.filter(|(_, one)| word_lists().party.holders.has_words(one.label.words()));
    let holders: Vec<(usize, u32)> = holders.map(|(index, one)| (index, one.block)).collect();
    if holders.is_empty() {
        return Vec::new();
    }
    let of_person = |block: u32| {
        let mut beside = survey.headings.iter().filter(|one| one.block == block);
        beside.any(|one| {
            !matches!(
                one.recognised.category,
                Category::System | Category::Unknown | Category::ContactHistory
            )
        })
    };
    let holders: Vec<usize> = holders
        .into_iter()
        .filter(|(_, block)| !of_person(*block))
        .map(|(index, _)| index)
        .collect();
    let observed = survey.observations.iter();
    observed
        .filter(|seen| holders.contains(&seen.heading))
        .collect()
}

/// What parties are known by: made once for all responses.
#[derive(Debug, Default)]
struct Known {
    parties: Vec<PartyId>,
    names: Phrases,
    systems: Phrases,
    /// Headings that one party alone uses, by their keys, with the party.
    marks: HashMap<String, Vec<(usize, String)>>,
    domains: Vec<(usize, String)>,
}

/// Phrases with the party of each, as its book writes them, and how long they are.
#[derive(Debug, Default)]
struct Phrases {
    index: PhraseIndex,
    of: Vec<Phrase>,
}

#[derive(Debug)]
struct Phrase {
    party: usize,
    written: String,
    length: usize,
}

impl Known {
    fn of(books: &Codebooks) -> Self {
        let mut known = Self::default();
        let (mut names, mut systems) = (Vec::new(), Vec::new());
        for book in books.parties() {
            let Some(party) = &book.party else { continue };
            let number = known.parties.len();
            known.parties.push(PartyId(book.id.clone()));
            let spellings = std::iter::once(&party.name).chain(&party.names);
            names.extend(spellings.map(|name| (number, name.clone())));
            systems.extend(party.systems.iter().map(|system| (number, system.clone())));
            for mark in &party.marks {
                let of_key = known.marks.entry(key_of(mark)).or_default();
                if of_key.iter().all(|(party, _)| *party != number) {
                    of_key.push((number, mark.clone()));
                }
            }
            let domains = party.domains.iter();
            known
                .domains
                .extend(domains.map(|domain| (number, domain.clone())));
        }
        known.names = Phrases::new(names);
        known.systems = Phrases::new(systems);
        known
    }
}

impl Phrases {
    fn new(written: Vec<(usize, String)>) -> Self {
        let flat: Vec<String> = written.iter().map(|(_, written)| folded(written)).collect();
        let of = written.into_iter().zip(&flat);
        Self {
            index: PhraseIndex::new(flat.iter().map(String::as_str)),
            of: of
                .map(|((party, written), flat)| Phrase {
                    party,
                    written,
                    length: flat.len(),
                })
                .collect(),
        }
    }

    /// For each party, the longest of its phrases in a text.
    fn longest(&self, flat: &str) -> BTreeMap<usize, &Phrase> {
        let mut found: BTreeMap<usize, &Phrase> = BTreeMap::new();
        let here = self.index.within(flat);
        for phrase in here.filter_map(|(_, number)| self.of.get(number)) {
            let known = found.get(&phrase.party);
            if known.is_none_or(|known| phrase.length > known.length) {
                found.insert(phrase.party, phrase);
            }
        }
        found
    }
}

struct Found<'k> {
    known: &'k Known,
    signs: Vec<Sign>,
}

impl Found<'_> {
    fn add(&mut self, party: usize, seen: &str, kind: &'static str, weight: u32, at: &Location) {
        let party = self.known.parties.get(party).cloned();
        self.signs.extend(party.map(|party| Sign {
            party,
            seen: seen.to_owned(),
            kind,
            weight,
            at: at.clone(),
        }));
    }

    /// Adds the longest phrase of each party; of which parties there was one.
    fn phrases(
        &mut self,
        phrases: &Phrases,
        flat: &str,
        kind: &'static str,
        weight: fn(&str) -> u32,
        at: &Location,
    ) -> Vec<usize> {
        let longest = phrases.longest(flat);
        for (party, phrase) in &longest {
            self.add(*party, &phrase.written, kind, weight(&phrase.written), at);
        }
        longest.into_keys().collect()
    }

    /// Adds the parties whose domains a text names.
    fn domains(&mut self, text: &str, at: &Location) {
        // A full stop at the end of a sentence is none within a domain.
        let mut pairs = text.as_bytes().windows(2);
        if !pairs.any(
            |pair| matches!(pair, [b'.', next] if !next.is_ascii() || next.is_ascii_alphanumeric()),
        ) {
            return;
        }
        let lower = text.to_lowercase();
        let known = self.known;
        for (party, domain) in &known.domains {
            if names_domain(&lower, domain) {
                self.add(*party, domain, "domain", 4, at);
            }
        }
    }
}

/// What a full name weighs.
const NAME: u32 = 4;

/// A full name weighs more than a short one: `Green` may be a colour.
fn weight_of_name(name: &str) -> u32 {
    if name.to_lowercase().contains("party") || name.split_whitespace().count() > 1 {
        NAME
    } else {
        2
    }
}

fn names_domain(lower: &str, domain: &str) -> bool {
    memchr::memmem::find_iter(lower.as_bytes(), domain).any(|at| {
        let before = lower.get(..at).and_then(|head| head.chars().next_back());
        let after = lower
            .get(at + domain.len()..)
            .and_then(|tail| tail.chars().next());
        !before.is_some_and(|c| c.is_alphanumeric() || c == '-')
            && !after.is_some_and(|c| c.is_alphanumeric() || c == '-')
    })
}

/// A text in normal form; case counts for nothing, for titles are often in capitals.
fn folded(text: &str) -> String {
    flat_of(&text.to_lowercase())
}
