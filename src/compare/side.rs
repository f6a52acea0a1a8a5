//! One of the responses: its report, what its fields say in a form that can be held against others,
//! and the suppliers that it names or that its fields fit.

use std::collections::BTreeMap;

use crate::analyse::{Settings, analyse, with_profile};
use crate::codebook::Codebooks;
use crate::day::Day;
use crate::document::Document;
use crate::error::CodebookError;
use crate::profile::Profile;
use crate::provenance::PointId;
use crate::report::Report;
use crate::rules::accuracy::facts::{Fact, facts_of};
use crate::rules::written;
use crate::statement::{NameKind, Topic};

/// A response, ready to be compared.
#[derive(Debug)]
pub struct Side {
    /// The report on it.
    pub report: Report,
    /// What the data points about the first person say, as far as it is compared.
    pub(super) facts: Vec<(PointId, Fact)>,
    /// The day to which ages are reckoned.
    pub(super) known: Option<Day>,
    /// Suppliers and platforms: whether the response names them, or its fields only fit them.
    pub(super) suppliers: BTreeMap<String, Known>,
    /// Data points that are read in one way whoever sends them, by what they are.
    pub(super) alike: BTreeMap<PointId, Alike>,
}

/// What is read in one way whoever sends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alike {
    /// A classification that is sold, by its title with its edition.
    Product(String),
    /// A field of a book that is no party's own.
    Field(String),
}

/// How a supplier is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// A field fits what it supplies, by published sources; the response does not name it.
    Fits,
    /// The response names it.
    Named,
}

impl Side {
    /// Analyses a response.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] where the words that everything rests on do not load.
    pub fn new(
        document: &Document,
        books: &Codebooks,
        settings: &Settings,
    ) -> Result<Self, CodebookError> {
        let report = analyse(document, books, settings)?;
        with_profile(document, books, settings, |profile, _| Self {
            facts: facts(profile),
            known: written::known_day(profile),
            suppliers: suppliers(profile),
            alike: alike(profile),
            report,
        })
    }
}

fn facts(profile: &Profile<'_>) -> Vec<(PointId, Fact)> {
    let own = profile
        .held()
        .filter(|point| point.person <= 1 && point.is_value());
    own.flat_map(|point| {
        let facts = facts_of(profile, point);
        facts.into_iter().map(|fact| (point.id, fact))
    })
    .collect()
}

fn suppliers(profile: &Profile<'_>) -> BTreeMap<String, Known> {
    let mut suppliers: BTreeMap<String, Known> = BTreeMap::new();
    for point in profile.held() {
        let product = point.product.as_ref();
        if let Some(supplier) = product.and_then(|product| product.supplier.clone()) {
            suppliers.entry(supplier).or_insert(Known::Fits);
        }
    }
    let said = profile.statements.all.iter().filter(|statement| {
        statement.affirms()
            && matches!(
                statement.topic,
                Topic::Source | Topic::BoughtData | Topic::Recipients
            )
    });
    let in_letters = said
        .flat_map(|statement| &statement.names)
        .filter(|name| matches!(name.kind, NameKind::Supplier | NameKind::Platform))
        .map(|name| name.text.as_str());
    let beside = profile
        .held()
        .filter_map(|point| point.source_named.as_deref());
    for named in in_letters.chain(beside) {
        if let Some(vendor) = vendor(profile, named) {
            suppliers.insert(vendor, Known::Named);
        }
    }
    suppliers
}

/// The supplier or platform that goes by a name.
fn vendor(profile: &Profile<'_>, named: &str) -> Option<String> {
    let named = named.to_lowercase();
    let known = |name: &String| {
        let name = name.to_lowercase();
        named == name || named.starts_with(&format!("{name} "))
    };
    profile
        .books
        .vendors()
        .filter_map(|book| book.vendor.as_ref())
        .find(|vendor| known(&vendor.name) || vendor.names.iter().any(known))
        .map(|vendor| vendor.name.clone())
}

/// Entries of one classification, and fields of books that are no party's own.
fn alike(profile: &Profile<'_>) -> BTreeMap<PointId, Alike> {
    let mut alike = BTreeMap::new();
    for point in profile.held() {
        if let Some(product) = &point.product {
            alike.insert(point.id, Alike::Product(product.title.clone()));
            continue;
        }
        let Some(field) = &point.field else { continue };
        let book = field.0.split('/').next().unwrap_or_default();
        if profile
            .books
            .book(book)
            .is_some_and(|book| book.party.is_none())
        {
            alike.insert(point.id, Alike::Field(field.0.clone()));
        }
    }
    alike
}
