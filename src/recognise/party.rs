//! Whose response is this? Told by titles, notes, properties, addresses and names of systems, with
//! the evidence; never by a value, for the scores of a file name every party.

use crate::codebook::{Codebooks, Label, PartyId};
use crate::document::Document;
use crate::provenance::{Location, Place};
use crate::recognise::survey::Survey;

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
    let mut sums: std::collections::BTreeMap<&PartyId, u32> = std::collections::BTreeMap::new();
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
    let mut signs = Vec::new();
    for book in books.parties() {
        let Some(party) = &book.party else { continue };
        let mut add = |seen: &str, kind: &'static str, weight: u32, at: &Location| {
            signs.push(Sign {
                party: PartyId(book.id.clone()),
                seen: seen.to_owned(),
                kind,
                weight,
                at: at.clone(),
            });
        };
        let names: Vec<(&String, String)> = std::iter::once(&party.name)
            .chain(&party.names)
            .map(|name| (name, words(name)))
            .collect();
        let systems: Vec<(&String, String)> = party
            .systems
            .iter()
            .map(|system| (system, words(system)))
            .collect();
        for note in &survey.notes {
            let flat = words(&note.text);
            if let Some((name, _)) = longest(&names, &flat) {
                add(name, "name", weight_of_name(name), &note.at);
            }
            if let Some((system, _)) = longest(&systems, &flat) {
                add(system, "system", 3, &note.at);
            }
            domains(&note.text, &party.domains, |domain| {
                add(domain, "domain", 4, &note.at)
            });
        }
        for heading in &survey.headings {
            let key = Label::new(&heading.text);
            if let Some(mark) = party
                .marks
                .iter()
                .find(|mark| Label::new(mark).key() == key.key())
            {
                add(mark, "heading", 3, &heading.at);
            }
            for source in &heading.sources {
                domains(&source.text, &party.domains, |domain| {
                    add(domain, "domain", 4, &source.at)
                });
            }
        }
        for part in &document.parts {
            let at = Location {
                part: part.id,
                place: Place::Whole,
            };
            let name = part.path.rsplit('/').next().unwrap_or(&part.path);
            if let Some((seen, _)) = longest(&names, &words(name)) {
                add(seen, "file-name", 2, &at);
            }
            for property in &part.properties {
                let flat = words(&property.value);
                if let Some((seen, _)) = longest(&names, &flat).or_else(|| longest(&systems, &flat))
                {
                    add(seen, "property", 2, &at);
                }
            }
            for table in &part.tables {
                if let Some((seen, _)) = table
                    .name()
                    .and_then(|sheet| longest(&names, &words(sheet)))
                {
                    add(seen, "sheet", 1, &at);
                }
            }
        }
    }
    signs.sort();
    signs.dedup();
    signs
}

/// The longest of the names that a text contains as whole words.
fn longest<'n>(names: &'n [(&'n String, String)], flat: &str) -> Option<&'n (&'n String, String)> {
    let padded = format!(" {flat} ");
    names
        .iter()
        .filter(|(_, name)| !name.is_empty() && padded.contains(&format!(" {name} ")))
        .max_by_key(|(_, name)| name.len())
}

/// A full name weighs more than a short one: `Green` may be a colour.
fn weight_of_name(name: &str) -> u32 {
    if name.to_lowercase().contains("party") || name.split_whitespace().count() > 1 {
        4
    } else {
        2
    }
}

fn domains(text: &str, domains: &[String], mut found: impl FnMut(&str)) {
    let lower = text.to_lowercase();
    for domain in domains {
        let whole = lower.match_indices(domain.as_str()).any(|(at, _)| {
            let before = lower.get(..at).and_then(|head| head.chars().next_back());
            let after = lower
                .get(at + domain.len()..)
                .and_then(|tail| tail.chars().next());
            !before.is_some_and(|c| c.is_alphanumeric() || c == '-')
                && !after.is_some_and(|c| c.is_alphanumeric() || c == '-')
        });
        if whole {
            found(domain);
        }
    }
}

fn words(text: &str) -> String {
    // Case tells names from common words, but titles are often in capitals: compare folded.
    Label::new(&text.to_lowercase()).words().join(" ")
}
