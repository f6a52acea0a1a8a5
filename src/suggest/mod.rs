//! What the codebooks do not know yet, over many responses: headings that no book and no words
//! explain, headings that only their words explain, and codes that their lists do not have. Ranked by how many people have them; of values
//! nothing is kept but their shapes.

mod shape;
mod stub;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::codebook::{Codebooks, Label};
use crate::report::{DataPoint, Report};
use crate::vocabulary::Status;

pub use shape::shape;

/// What was met in many responses.
#[derive(Debug, Clone, Default)]
pub struct Gathering {
    responses: usize,
    headings: BTreeMap<String, Met>,
    worded: BTreeMap<String, Met>,
    codes: BTreeMap<String, Met>,
}

/// What was met under one name.
#[derive(Debug, Clone, Default)]
struct Met {
    spellings: BTreeMap<String, usize>,
    parties: BTreeSet<String>,
    responses: BTreeSet<usize>,
    people: BTreeSet<(usize, u32)>,
    /// What the words of the heading say, where they say something.
    readings: BTreeSet<String>,
    /// Who has each value; never printed but by its shape, or where many have it.
    values: BTreeMap<String, BTreeSet<(usize, u32)>>,
}

/// What the codebooks do not know yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestions {
    /// How many responses were read.
    pub responses: usize,
    /// Headings that nothing explains, those of most responses first.
    pub headings: Vec<Unknown>,
    /// Headings that no book lists and that were read from their words, so only probably.
    pub read_by_words: Vec<Unknown>,
    /// Fields with codes that their lists do not have.
    pub codes: Vec<Unknown>,
}

/// A heading or a field of which something is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// The heading as most responses write it; for codes, the field.
    pub name: String,
    /// All ways of writing it.
    pub spellings: Vec<String>,
    /// What the words of the heading probably say.
    pub readings: Vec<String>,
    /// The parties in whose responses it stands.
    pub parties: Vec<String>,
    /// How many responses have it.
    pub responses: usize,
    /// How many people have it.
    pub people: usize,
    /// The shapes of its values, those of most values first.
    pub shapes: Vec<ShapeCount>,
    /// Lists whose codes have the shape of all its values: worth a look, and no more.
    pub fits: Vec<String>,
    /// Values that so many people have that they identify nobody.
    pub common: Vec<CommonValue>,
    /// What kind of field a stub makes of it.
    pub kind: &'static str,
}

/// A shape of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShapeCount {
    /// The shape: `A9`.
    pub shape: String,
    /// How many different values have it.
    pub values: usize,
}

/// A value that many people have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommonValue {
    /// The value.
    pub value: String,
    /// How many people have it.
    pub people: usize,
}

impl Gathering {
    /// Adds a response.
    pub fn add(&mut self, report: &Report) {
        let response = self.responses;
        self.responses += 1;
        let party = report.case.party.as_ref().map(|party| party.0.clone());
        for point in &report.data_points {
            let met = if point.field.is_none() && (point.title.is_none() || point.reading.is_some())
            {
                let key = Label::new(&point.label).key().to_owned();
                if key.is_empty() {
                    continue;
                }
                let headings = match &point.title {
                    Some(_) => &mut self.worded,
                    None => &mut self.headings,
                };
                headings.entry(key).or_default()
            } else if point.meaning.status == Status::UnlistedCode {
                let field = point.field.as_ref().map(|field| field.0.clone());
                let name = field.unwrap_or_else(|| point.label.clone());
                self.codes.entry(name).or_default()
            } else {
                continue;
            };
            met.add(response, point, party.as_ref());
        }
    }

    /// What is not known, ranked. A value is named only where at least `cell` people have it.
    #[must_use]
    pub fn rank(&self, books: &Codebooks, cell: usize) -> Suggestions {
        let ranked = |all: &BTreeMap<String, Met>, by_key: bool| {
            let mut found: Vec<Unknown> = all
                .iter()
                .map(|(key, met)| met.unknown(by_key.then_some(key), books, cell))
                .collect();
            found.sort_by(|a, b| {
                (b.responses, b.people, &a.name).cmp(&(a.responses, a.people, &b.name))
            });
            found
        };
        Suggestions {
            responses: self.responses,
            headings: ranked(&self.headings, false),
            read_by_words: ranked(&self.worded, false),
            codes: ranked(&self.codes, true),
        }
    }
}

impl Met {
    fn add(&mut self, response: usize, point: &DataPoint, party: Option<&String>) {
        let person = (response, point.person);
        *self.spellings.entry(point.label.clone()).or_default() += 1;
        self.parties.extend(party.cloned());
        self.responses.insert(response);
        self.people.insert(person);
        self.readings.extend(point.title.clone());
        if let (Some(value), None) = (&point.value, point.masked) {
            let having = self.values.entry(value.trim().to_owned()).or_default();
            having.insert(person);
        }
    }

    fn unknown(&self, key: Option<&String>, books: &Codebooks, cell: usize) -> Unknown {
        let mut spellings: Vec<(&String, &usize)> = self.spellings.iter().collect();
        spellings.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
        let first = spellings.first().map(|(spelling, _)| (*spelling).clone());
        let values: Vec<&str> = self.values.keys().map(String::as_str).collect();
        let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
        for value in &values {
            *shapes.entry(shape(value)).or_default() += 1;
        }
        let mut shapes: Vec<ShapeCount> = shapes
            .into_iter()
            .map(|(shape, values)| ShapeCount { shape, values })
            .collect();
        shapes.sort_by(|a, b| (b.values, &a.shape).cmp(&(a.values, &b.shape)));
        let common = self
            .values
            .iter()
            .filter(|(_, who)| who.len() >= cell.max(1));
        Unknown {
            name: key.cloned().or(first).unwrap_or_default(),
            spellings: spellings.into_iter().map(|(s, _)| s.clone()).collect(),
            readings: self.readings.iter().cloned().collect(),
            parties: self.parties.iter().cloned().collect(),
            responses: self.responses.len(),
            people: self.people.len(),
            fits: books.schemes_fitting(&values),
            kind: shape::kind(&values),
            shapes,
            common: common
                .map(|(value, who)| CommonValue {
                    value: value.clone(),
                    people: who.len(),
                })
                .collect(),
        }
    }
}

impl Suggestions {
    /// A book to fill in, which loads as it is: each unknown heading as a field that is known by name
    /// only.
    #[must_use]
    pub fn stub(&self) -> String {
        stub::book(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::{Settings, analyse};
    use crate::codebook::check;
    use crate::codebook::layer::Overlay;
    use crate::document::Document;
    use crate::ingest::{Limits, Source, ingest};
    use crate::provenance::PartId;

    fn report(text: &str, books: &Codebooks) -> Report {
        let source = Source {
            part: PartId(0),
            name: "r.csv",
            bytes: text.as_bytes(),
        };
        let document = Document {
            parts: vec![ingest(&source, &Limits::default())],
        };
        analyse(&document, books, &Settings::default()).expect("a report")
    }

    fn gathered(books: &Codebooks) -> Suggestions {
        let mut gathering = Gathering::default();
        for text in [
            "First Name,Surname,Postcode,Zyx Qwv,Plorb,est_turnout_prob_ge31\nCasey,Dummyfield,ZZ99 3AB,K7,0.35,0.61\n",
            "First Name,Surname,Postcode,ZYX_QWV\nRowan,Sampleton,ZZ99 3AC,K9\n",
        ] {
            gathering.add(&report(text, books));
        }
        gathering.rank(books, 2)
    }

    #[test]
    fn headings_of_most_responses_come_first_and_values_are_shapes() {
        let found = gathered(&Codebooks::embedded());
        let told: Vec<(&str, usize, usize)> = found
            .headings
            .iter()
            .map(|h| (h.name.as_str(), h.responses, h.people))
            .collect();
        assert_eq!(told, [("ZYX_QWV", 2, 2), ("Plorb", 1, 1)]);
        let worded: Vec<(&str, &[String])> = found
            .read_by_words
            .iter()
            .map(|h| (h.name.as_str(), h.readings.as_slice()))
            .collect();
        assert!(
            matches!(worded.as_slice(), [("est_turnout_prob_ge31", [reading])] if !reading.is_empty()),
            "{worded:?}"
        );
        let text = serde_json::to_string(&found).expect("JSON");
        assert!(
            text.contains("\"A9\"") && text.contains("\"0.99\""),
            "{text}"
        );
        assert!(!text.contains("K7") && !text.contains("0.35"), "{text}");
    }

    #[test]
    fn the_stub_loads_without_a_problem_and_makes_the_headings_known() {
        let stub = gathered(&Codebooks::embedded()).stub();
        let path = "vendors/suggested/book.toml";
        let laid = || {
            vec![Overlay {
                path: path.to_owned(),
                text: stub.clone(),
            }]
        };
        let problems = check::check(&Codebooks::laid(laid()));
        assert!(problems.is_empty(), "{problems:?}\n{stub}");
        let books = Codebooks::with_overrides(laid()).expect("the stub loads");
        assert_eq!(gathered(&books).headings, []);
    }
}
