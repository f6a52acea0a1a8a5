//! What makes a report fit to be passed on: names, addresses, contact details, identifiers and free
//! text are masked on the report itself, before any renderer sees it, so that no form can leak them.
//!
//! What is kept is what is known to be harmless: codes, scores, bands, days, yes and no, and words of
//! the codebooks under headings where they are expected. Everything else is masked. Files and sheets
//! get numbers for names; words that a letter says are left out, because they may name anybody.

mod hide;
mod key;
mod scrub;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::codebook::Scale;
use crate::codebook::lexicon::Lexicon;
use crate::profile::Profile;
use crate::provenance::{Location, Place};
use crate::report::compose::MASK;
use crate::report::{DataPoint, Report, checklist};
use crate::vocabulary::{Basis, Status};

pub use key::{Key, KeyError};

pub(crate) use hide::Hidden;
use hide::hidden;
use scrub::Scrub;

/// Whether a report shows what tells who the person is.
#[derive(Debug, Clone, Default)]
pub enum Privacy {
    /// It does.
    #[default]
    Shown,
    /// It is masked.
    Masked,
    /// A name that only the holder of the key can give stands in its place: the same for the same
    /// value, in every report made with the key.
    Pseudonyms(Arc<Key>),
}

/// What a report says of its own masking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RedactionLine {
    /// How many values are masked.
    pub values: usize,
    /// Tells reports made with one key; null where they are masked without one.
    pub key: Option<String>,
}

/// Why a value is not shown, where it is masked.
pub const REDACTED: &str = "redacted";
/// Why a value is not shown, where a pseudonym stands for it.
pub const PSEUDONYM: &str = "pseudonym";

/// What stands in place of words that a response says.
const WORDS_LEFT_OUT: &str = "(the words of the response are left out)";
/// What stands for the name of a case that may be the name of a person.
const CASE: &str = "response";

/// Masks a report.
pub(super) fn redact(report: &mut Report, profile: &Profile<'_>, privacy: &Privacy) {
    let key = match privacy {
        Privacy::Shown => return,
        Privacy::Masked => None,
        Privacy::Pseudonyms(key) => Some(key.as_ref()),
    };
    // The books were loaded before anything was read with them.
    let Ok(lexicon) = profile.books.lexicon() else {
        return;
    };
    let suppliers = names_of_suppliers(profile);
    let scrub = Scrub::new(profile, lexicon);
    let labels = labels(report, lexicon, &scrub);
    let mut values = 0_usize;
    for point in &mut report.data_points {
        values = values.saturating_add(usize::from(mask(point, lexicon, key)));
        if let Some(label) = labels.get(&point.label).filter(|new| **new != point.label) {
            point.label.clone_from(label);
            point.title = None;
            point.reading = None;
        }
        point.title = point.title.take().map(|title| scrub.prose(&title, &labels));
        let named = point.source_named.take();
        point.source_named = named.map(|named| match suppliers.contains(&named.to_lowercase()) {
            true => named,
            false => stand_in(Hidden::Name, &named, key),
        });
    }
    texts(report, &scrub, &labels);
    files(report);
    if profile.request.subject.is_none() {
        report.case.id = match key {
            Some(key) => key.pseudonym(Hidden::Name.kind(), &report.case.id),
            None => CASE.to_owned(),
        };
    }
    report.redaction = Some(RedactionLine {
        values,
        key: key.map(Key::fingerprint),
    });
}

/// Masks a value, and everything that says it in other words.
fn mask(point: &mut DataPoint, lexicon: &Lexicon, key: Option<&Key>) -> bool {
    if point.meaning.basis == Basis::Response && point.value.is_some() && is_told(point) {
        // The words are the response's own.
        "The response explains it; its words are left out.".clone_into(&mut point.meaning.text);
        point.meaning.readings = Vec::new();
        point.meaning.scale = point.meaning.scale.take().map(|scale| Scale {
            low: None,
            high: None,
            ..scale
        });
    }
    let (Some(value), None) = (&point.value, point.masked) else {
        return false;
    };
    let Some(kind) = hidden(point, value, lexicon) else {
        return false;
    };
    point.masked = Some(match key {
        Some(_) => PSEUDONYM,
        None => REDACTED,
    });
    point.value = Some(stand_in(kind, value, key));
    point.stored = None;
    format!("Masked: it is {}.", kind.words()).clone_into(&mut point.meaning.text);
    point.meaning.readings = Vec::new();
    true
}

/// Whether the response explains a value in words of its own.
fn is_told(point: &DataPoint) -> bool {
    !matches!(
        point.meaning.status,
        Status::Plain | Status::Absent | Status::DeclaredMissing
    )
}

/// What stands in place of a text.
fn stand_in(kind: Hidden, text: &str, key: Option<&Key>) -> String {
    match key {
        Some(key) => key.pseudonym(kind.kind(), text),
        None => MASK.to_owned(),
    }
}

/// Each heading as written, and as it is shown.
fn labels(report: &Report, lexicon: &Lexicon, scrub: &Scrub) -> BTreeMap<String, String> {
    report
        .data_points
        .iter()
        .map(|point| {
            let shown = match hide::is_name_like(point, lexicon) {
                true => MASK.to_owned(),
                false => scrub.label(&point.label),
            };
            (point.label.clone(), shown)
        })
        .collect()
}

/// Suppliers, platforms and parties that the codebooks know, in lower case.
fn names_of_suppliers(profile: &Profile<'_>) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for book in profile.books.books() {
        let vendor = book.vendor.iter().map(|it| (&it.name, &it.names));
        let party = book.party.iter().map(|it| (&it.name, &it.names));
        for (name, names) in vendor.chain(party) {
            known.extend(
                std::iter::once(name)
                    .chain(names)
                    .map(|name| name.to_lowercase()),
            );
        }
    }
    known
}

/// Every text beside the data points.
fn texts(report: &mut Report, scrub: &Scrub, labels: &BTreeMap<String, String>) {
    for finding in &mut report.findings {
        let own = [&mut finding.message, &mut finding.ask, &mut finding.caveat];
        for text in own.into_iter().chain(&mut finding.steps) {
            *text = scrub.prose(text, labels);
        }
    }
    for line in &mut report.checklist {
        if !checklist::is_own(&line.text) {
            WORDS_LEFT_OUT.clone_into(&mut line.text);
        }
    }
    for step in report.timeline.iter_mut().flat_map(|line| &mut line.steps) {
        *step = scrub.prose(step, labels);
    }
    for sign in &mut report.case.party_evidence {
        sign.seen = match sign.kind {
            "name" | "domain" | "system" | "heading" => scrub.label(&sign.seen),
            _ => MASK.to_owned(),
        };
    }
    for ignored in report
        .settings
        .iter_mut()
        .flat_map(|line| &mut line.ignored)
    {
        ignored.reason = ignored.reason.take().map(|_| MASK.to_owned());
    }
    for oddity in report.parts.iter_mut().flat_map(|part| &mut part.oddities) {
        oddity.text = oddity.kind.as_str().replace('-', " ");
    }
}

/// Files and sheets are called by numbers.
fn files(report: &mut Report) {
    let mut paths: BTreeMap<u32, String> = BTreeMap::new();
    for part in &mut report.parts {
        let number = part.id.0.saturating_add(1);
        let name = format!("file-{number}.{}", part.kind.as_str());
        let name = match part.parent.and_then(|parent| paths.get(&parent.0)) {
            Some(parent) => format!("{parent}/{name}"),
            None => name,
        };
        paths.insert(part.id.0, name.clone());
        part.path = name;
    }
    let mut sheets = Sheets::default();
    for point in &mut report.data_points {
        sheets.rename(&mut point.at);
        sheets.rename(&mut point.label_at);
    }
    let rest = report
        .findings
        .iter_mut()
        .flat_map(|finding| &mut finding.at)
        .chain(report.checklist.iter_mut().flat_map(|line| &mut line.at))
        .chain(
            report
                .case
                .party_evidence
                .iter_mut()
                .map(|sign| &mut sign.at),
        )
        .chain(
            report
                .parts
                .iter_mut()
                .flat_map(|part| &mut part.oddities)
                .map(|oddity| &mut oddity.at),
        );
    for at in rest {
        sheets.rename(at);
    }
}

/// The numbers of sheets, file by file, in the order in which they are met.
#[derive(Default)]
struct Sheets {
    known: BTreeMap<(u32, Arc<str>), Arc<str>>,
    many: BTreeMap<u32, usize>,
}

impl Sheets {
    fn rename(&mut self, at: &mut Location) {
        let part = at.part.0;
        let (Place::Cell { sheet, .. } | Place::Sheet { sheet }) = &mut at.place else {
            return;
        };
        let many = &mut self.many;
        let named = self
            .known
            .entry((part, Arc::clone(sheet)))
            .or_insert_with(|| {
                let number = many.entry(part).or_default();
                *number = number.saturating_add(1);
                Arc::from(format!("sheet-{number}"))
            });
        *sheet = Arc::clone(named);
    }
}
