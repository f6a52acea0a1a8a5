//! What a book says, in forms that other programs read: a Frictionless Table Schema, and terms of the
//! W3C Data Privacy Vocabulary as JSON-LD. The terms are data: `export/dpv.csv`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::codebook::entry::{Book, Documented, Field, Kind};
use crate::codebook::layer::Codebooks;
use crate::codebook::load::{self, Term};
use crate::error::CodebookError;
use crate::vocabulary::Evidence;

/// The file of terms.
const TERMS: &str = "export/dpv.csv";

/// The schema of the table that a response of this book's party or vendor would be: each field with
/// its type, its limits and codes, and who says so.
///
/// # Errors
///
/// [`CodebookError`] where the terms do not load.
pub fn frictionless(books: &Codebooks, book: &Book) -> Result<Value, CodebookError> {
    let terms = terms(books)?;
    let fields: Vec<Value> = book
        .fields
        .iter()
        .map(|field| column(books, book, field, &terms))
        .collect();
    Ok(json!({
        "name": book.id,
        "title": book.title,
        "version": book.version,
        "missingValues": [""],
        "fields": fields,
    }))
}

/// The fields of a book as personal data in terms of the Data Privacy Vocabulary.
///
/// # Errors
///
/// [`CodebookError`] where the terms do not load.
pub fn dpv(books: &Codebooks, book: &Book) -> Result<Value, CodebookError> {
    let terms = terms(books)?;
    let graph: Vec<Value> = book
        .fields
        .iter()
        .map(|field| {
            let found = of_field(field, &terms);
            let iris = |relation: &str| -> Vec<&str> {
                let of_it = found.iter().filter(|term| term.relation == relation);
                let iris: BTreeSet<&str> = of_it.map(|term| term.iri.as_str()).collect();
                iris.into_iter().collect()
            };
            let unchecked: BTreeSet<&str> = found
                .iter()
                .filter(|term| term.status == Evidence::Recalled)
                .map(|term| term.iri.as_str())
                .collect();
            json!({
                "@id": format!("urn:sar-decode:field:{}", field.id),
                "@type": iris("is"),
                "dpv:hasDataSource": iris("from"),
                "dct:title": field.title,
                "dct:description": field.explanation,
                "dct:source": sources(book, field),
                "evidence": evidence(field),
                "termsNotChecked": unchecked,
            })
        })
        .collect();
    Ok(json!({
        "@context": {
            "dpv": "https://w3id.org/dpv#",
            "pd": "https://w3id.org/dpv/pd#",
            "dct": "http://purl.org/dc/terms/",
            "evidence": "urn:sar-decode:evidence",
            "termsNotChecked": "urn:sar-decode:terms-not-checked",
        },
        "@graph": graph,
    }))
}

fn terms(books: &Codebooks) -> Result<Vec<Term>, CodebookError> {
    load::terms(TERMS, books.file(TERMS).unwrap_or_default())
}

/// The terms that a field's category, origin and nature stand for.
fn of_field<'t>(field: &Field, terms: &'t [Term]) -> Vec<&'t Term> {
    let special = field.special.map(|special| special.as_str());
    let inferred = if field.inferred { "true" } else { "false" };
    let is_meant = |term: &&Term| match term.set.as_str() {
        "category" => term.word == field.category.as_str(),
        "origin" => term.word == field.origin.as_str(),
        "special" => special == Some(term.word.as_str()),
        "inferred" => term.word == inferred,
        _ => false,
    };
    terms.iter().filter(is_meant).collect()
}

fn column(books: &Codebooks, book: &Book, field: &Field, terms: &[Term]) -> Value {
    let mut constraints = Map::new();
    if let Some(scale) = &field.scale {
        constraints.insert("minimum".to_owned(), json!(scale.from));
        constraints.insert("maximum".to_owned(), json!(scale.to));
    }
    let codes = codes(books, field);
    if !codes.is_empty() {
        constraints.insert("enum".to_owned(), json!(codes));
    }
    let category = of_field(field, terms);
    let category = category.iter().find(|term| term.set == "category");
    let name = field.id.0.split_once('/').map_or("", |(_, id)| id);
    let mut column = json!({
        "name": name,
        "title": field.title,
        "description": field.explanation,
        "type": kind(field),
        "rdfType": category.map(|term| term.iri.as_str()),
        "headings": field.aliases,
        "category": field.category,
        "origin": field.origin,
        "level": field.level,
        "inferred": field.inferred,
        "evidence": evidence(field),
        "sources": sources(book, field),
    });
    if let Some(object) = column.as_object_mut() {
        if field.kind == Kind::Date {
            object.insert("format".to_owned(), json!("any"));
        }
        if !constraints.is_empty() {
            object.insert("constraints".to_owned(), Value::Object(constraints));
        }
    }
    column
}

/// The type of a column. Where the meaning of a number is not published, any value is taken.
fn kind(field: &Field) -> &'static str {
    match field.kind {
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::Score if field.scale.is_some() => "number",
        Kind::Score | Kind::Rank => "any",
        Kind::Name
        | Kind::Text
        | Kind::Note
        | Kind::Identifier
        | Kind::Contact
        | Kind::Address
        | Kind::Flag
        | Kind::Code
        | Kind::Label => "string",
    }
}

/// All codes of a field's lists, of every version; none where codes are run together, for then a
/// value is more than one of them.
fn codes(books: &Codebooks, field: &Field) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for named in &field.codes {
        let (id, version) = named.split_once('@').unwrap_or((named, ""));
        let Some(scheme) = books.scheme(id) else {
            continue;
        };
        if scheme.compound {
            return BTreeSet::new();
        }
        let rows = books.list(scheme).into_iter().flat_map(|list| list.rows());
        let of_it = rows.filter(|row| version.is_empty() || row.version == version);
        codes.extend(of_it.map(|row| row.code.clone()));
        codes.extend(scheme.missing.iter().cloned());
    }
    codes
}

fn evidence(field: &Field) -> &'static str {
    match field.evidence {
        Documented::Verified => "verified",
        Documented::Recalled => "recalled",
        Documented::None => "none",
    }
}

fn sources(book: &Book, field: &Field) -> Vec<String> {
    let cited = field.cites.iter();
    let cited = cited.filter_map(|key| book.cites.iter().find(|cite| cite.key == *key));
    cited.map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Category, Origin, SpecialCategory};

    #[test]
    fn every_word_of_a_book_has_a_term() {
        let terms = terms(&Codebooks::embedded()).expect("the terms");
        let has = |set: &str, word: &str| {
            let found = terms
                .iter()
                .any(|term| term.set == set && term.word == word);
            assert!(found, "{set} {word}");
        };
        Category::ALL
            .iter()
            .for_each(|word| has("category", word.as_str()));
        Origin::ALL
            .iter()
            .for_each(|word| has("origin", word.as_str()));
        SpecialCategory::ALL
            .iter()
            .for_each(|word| has("special", word.as_str()));
        assert!(terms.iter().all(|term| !term.source.is_empty()));
    }

    #[test]
    fn a_field_with_a_list_has_its_codes_and_one_with_run_together_codes_has_none() {
        let books = Codebooks::embedded();
        for book in books.books() {
            for field in &book.fields {
                let compound = field.codes.iter().any(|named| {
                    let id = named.split('@').next().unwrap_or(named);
                    books.scheme(id).is_some_and(|scheme| scheme.compound)
                });
                let codes = codes(&books, field);
                assert_eq!(
                    codes.is_empty(),
                    compound || field.codes.is_empty(),
                    "{}",
                    field.id
                );
            }
        }
    }
}
