//! What a book says, as JSON.

use sar_decode::codebook::entry::Field;
use sar_decode::codebook::{Book, Codebooks, Scheme};
use serde_json::{Value, json};

/// A book: who it is about, its fields and lists, its sources.
pub fn book(books: &Codebooks, book: &Book) -> Value {
    let fields: Vec<Value> = book.fields.iter().map(|f| field(books, f)).collect();
    let schemes: Vec<Value> = book.schemes.iter().map(|s| scheme(books, s)).collect();
    let mut value = json!({
        "id": book.id,
        "title": book.title,
        "version": book.version,
        "fields": fields,
        "lists": schemes,
    });
    if let (Some(object), Some(Value::Object(party))) = (value.as_object_mut(), party(book)) {
        object.extend(party);
    }
    if let (Some(object), Some(vendor)) = (value.as_object_mut(), &book.vendor) {
        object.insert(
            "vendor".to_owned(),
            json!({
                "name": vendor.name,
                "names": vendor.names,
                "products": vendor.products,
                "platform": vendor.platform,
                "marks": vendor.marks,
                "history": vendor.history,
                "status": vendor.status,
                "sources": cited(book, &vendor.cites),
            }),
        );
    }
    value
}

/// What is documented of a party, without fields and lists.
pub fn party(book: &Book) -> Option<Value> {
    let party = book.party.as_ref()?;
    let former: Vec<Value> = party
        .former
        .iter()
        .map(|former| {
            json!({"name": former.name, "from": former.from, "to": former.to,
                   "sources": cited(book, &former.cites)})
        })
        .collect();
    let uses: Vec<Value> = book
        .uses
        .iter()
        .map(|usage| {
            json!({"name": usage.name, "role": usage.role, "what": usage.what,
                   "vendor": usage.vendor, "from": usage.from, "to": usage.to,
                   "sources": cited(book, &usage.cites)})
        })
        .collect();
    let holdings: Vec<Value> = book
        .expects
        .iter()
        .map(|expected| {
            json!({"what": expected.what, "holds": expected.holds, "category": expected.category,
                   "from": expected.from, "to": expected.to, "fields": expected.fields,
                   "sources": cited(book, &expected.cites)})
        })
        .collect();
    let notices: Vec<Value> = book
        .notices
        .iter()
        .map(|fact| {
            let keys = std::iter::once(&fact.notice).chain(&fact.cites);
            let keys: Vec<String> = keys.cloned().collect();
            json!({"says": fact.says, "what": fact.what, "category": fact.category,
                   "fields": fact.fields, "date": fact.date, "until": fact.until,
                   "sources": cited(book, &keys)})
        })
        .collect();
    Some(json!({
        "id": book.id,
        "name": party.name,
        "names": party.names,
        "former": former,
        "domains": party.domains,
        "systems": party.systems,
        "headings": party.marks,
        "requests": party.requests,
        "uses": uses,
        "holdings": holdings,
        "notices": notices,
        "version": book.version,
    }))
}

/// A field, with its lists named and its sources written out.
pub fn field(books: &Codebooks, field: &Field) -> Value {
    let id = field.id.0.split('/').next().unwrap_or_default();
    let sources = books.book(id).map(|book| cited(book, &field.cites));
    json!({
        "id": field.id,
        "title": field.title,
        "headings": field.aliases,
        "kind": field.kind,
        "category": field.category,
        "origin": field.origin,
        "level": field.level,
        "inferred": field.inferred,
        "inferred_from": field.inferred_from,
        "special_category": field.special,
        "codes": field.codes,
        "scale": field.scale,
        "supplier": field.supplier,
        "explanation": field.explanation,
        "alternatives": field.alternatives,
        "evidence": field.evidence,
        "sources": sources,
    })
}

/// A list of codes, with its rows.
pub fn scheme(books: &Codebooks, scheme: &Scheme) -> Value {
    let rows: Vec<Value> = books
        .list(scheme)
        .into_iter()
        .flat_map(|list| list.rows())
        .map(|row| {
            json!({"code": row.code, "meaning": row.label, "version": row.version,
                   "parent": row.parent, "notes": row.notes, "status": row.status,
                   "source": row.source})
        })
        .collect();
    json!({
        "id": scheme.id,
        "title": scheme.title,
        "versions": scheme.versions,
        "party": scheme.party,
        "supplier": scheme.supplier,
        "level": scheme.level,
        "origin": scheme.origin,
        "category": scheme.category,
        "pattern": scheme.pattern,
        "codes": rows,
    })
}

/// The sources of keys, as printed.
pub fn cited(book: &Book, keys: &[String]) -> Vec<String> {
    keys.iter()
        .filter_map(|key| book.cites.iter().find(|cite| cite.key == *key))
        .map(ToString::to_string)
        .collect()
}
