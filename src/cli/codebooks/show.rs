//! `sar-decode codebooks show`: a book, a field, a list, or every list that has a code.

use std::io::{self, Write};

use sar_decode::codebook::entry::Field;
use sar_decode::codebook::{Book, Codebooks, Documented, FieldId, Scheme};
use sar_decode::error::Error;
use sar_decode::render::{Ink, Page};
use sar_decode::vocabulary::{Category, Evidence, Origin};
use serde_json::{Value, json};

use super::json;
use super::party;
use super::sources::Sources;
use crate::cli::args::TextOrJson;
use crate::cli::failure::Failure;
use crate::cli::{explain, known, look};

const MARGIN: usize = 12;

/// What a name was found to be: what is found first.
enum Found<'b> {
    Book(&'b Book),
    Fields(Vec<&'b Field>),
    Scheme(&'b Scheme),
    Codes(Vec<Hit<'b>>),
}

/// A row of a list, and the list.
struct Hit<'b> {
    scheme: &'b Scheme,
    row: &'b sar_decode::codebook::Code,
}

/// Shows what a name stands for.
pub fn run(
    books: &Codebooks,
    name: &str,
    format: TextOrJson,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let found = find(books, name).ok_or_else(|| unknown(books, name))?;
    match format {
        TextOrJson::Json => {
            serde_json::to_writer_pretty(&mut *out, &as_json(books, &found))?;
            writeln!(out)?;
        }
        TextOrJson::Terminal => {
            let mut page = Page::new(out, look::plain());
            as_page(books, name, &found, &mut page)?;
        }
    }
    Ok(())
}

fn find<'b>(books: &'b Codebooks, name: &str) -> Option<Found<'b>> {
    if let Some(book) = book_named(books, name) {
        return Some(Found::Book(book));
    }
    if let Some(field) = books.field(&FieldId::from(name)) {
        return Some(Found::Fields(vec![field]));
    }
    if let Some(scheme) = books.scheme(name) {
        return Some(Found::Scheme(scheme));
    }
    let hits = codes(books, name);
    if !hits.is_empty() {
        return Some(Found::Codes(hits));
    }
    let fields = explain::listed(books, name);
    (!fields.is_empty()).then_some(Found::Fields(fields))
}

/// A book by its id, or that of a party by its name.
pub fn book_named<'b>(books: &'b Codebooks, name: &str) -> Option<&'b Book> {
    let whole = books.book(name).filter(|book| !book.id.is_empty());
    whole.or_else(|| named_party(books, name))
}

/// The book of a party that goes by this name.
fn named_party<'b>(books: &'b Codebooks, name: &str) -> Option<&'b Book> {
    let party = known::party(books, name).ok()?;
    books.book(&party.0)
}

/// Every row of every list that has a code: the same code means different things in different lists.
fn codes<'b>(books: &'b Codebooks, wanted: &str) -> Vec<Hit<'b>> {
    let mut hits = Vec::new();
    for scheme in books.all_schemes() {
        let Some(list) = books.list(scheme) else {
            continue;
        };
        let rows = list.by_code(scheme, wanted).into_iter();
        hits.extend(rows.map(|found| Hit {
            scheme,
            row: found.row,
        }));
    }
    hits
}

fn unknown(books: &Codebooks, name: &str) -> Failure {
    let names: Vec<&str> = books
        .books()
        .flat_map(|book| {
            let fields = book.fields.iter().map(|field| field.id.0.as_str());
            let schemes = book.schemes.iter().map(|scheme| scheme.id.as_str());
            std::iter::once(book.id.as_str())
                .chain(fields)
                .chain(schemes)
        })
        .collect();
    Error::Unknown {
        kind: "book, field, list or code",
        name: name.to_owned(),
        nearest: known::nearest(name, names),
    }
    .into()
}

fn as_json(books: &Codebooks, found: &Found<'_>) -> Value {
    match found {
        Found::Book(book) => json::book(books, book),
        Found::Fields(fields) => fields
            .iter()
            .map(|field| json::field(books, field))
            .collect(),
        Found::Scheme(scheme) => json::scheme(books, scheme),
        Found::Codes(hits) => hits
            .iter()
            .map(|hit| {
                json!({"code": hit.row.code, "meaning": hit.row.label, "list": hit.scheme.id,
                       "title": hit.scheme.title, "version": hit.row.version,
                       "party": hit.scheme.party, "status": hit.row.status,
                       "notes": hit.row.notes, "source": hit.row.source})
            })
            .collect(),
    }
}

fn as_page(
    books: &Codebooks,
    name: &str,
    found: &Found<'_>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    match found {
        Found::Book(found) => book(books, found, page),
        Found::Scheme(found) => scheme(books, found, page),
        Found::Codes(hits) => code(name, hits, page),
        Found::Fields(fields) => {
            for (number, field) in fields.iter().enumerate() {
                if number > 0 {
                    page.gap()?;
                }
                explain::describe(books, field, page)?;
            }
            Ok(())
        }
    }
}

fn book(books: &Codebooks, book: &Book, page: &mut Page<'_>) -> io::Result<()> {
    let mut sources = Sources::of(book);
    let head = format!("{} ({} {})", book.title, book.id, book.version);
    page.text(0, Ink::Bold, &head)?;
    page.gap()?;
    if let Some(found) = &book.party {
        party::write(book, found, &mut sources, page)?;
    }
    vendor(book, &mut sources, page)?;
    fields(book, &mut sources, page)?;
    for scheme in &book.schemes {
        rows(books, scheme, page)?;
    }
    sources.write(page)?;
    if !book.fields.is_empty() {
        page.gap()?;
        let first = book.fields.first().map_or("", |field| field.id.0.as_str());
        let more = format!("A field in full: sar-decode codebooks show {first}");
        page.text(0, Ink::Faint, &more)?;
    }
    Ok(())
}

fn vendor(book: &Book, sources: &mut Sources<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let Some(vendor) = &book.vendor else {
        return Ok(());
    };
    if book.party.is_some() {
        page.section("As a supplier or recipient")?;
    }
    let kind = if vendor.platform {
        "a platform that holds a party's data"
    } else {
        "a supplier or publisher"
    };
    let record = vendor.history.as_ref().map_or_else(
        || "nothing recorded here".to_owned(),
        |history| {
            let status = match vendor.status {
                Some(Evidence::Verified) => "",
                Some(Evidence::Recalled) | None => " (not checked)",
            };
            format!("{history}{status}{}", sources.numbers(&vendor.cites))
        },
    );
    for (head, text) in [
        ("Is", kind.to_owned()),
        ("Names", vendor.names.join(", ")),
        ("Products", vendor.products.join(", ")),
        ("Shown by", vendor.marks.join(", ")),
        ("Regulator", record),
    ] {
        if !text.is_empty() {
            page.hanging(head, MARGIN, Ink::Plain, &text)?;
        }
    }
    Ok(())
}

/// The fields by category: what each is, how the party comes by it, and who says so.
fn fields(book: &Book, sources: &mut Sources<'_>, page: &mut Page<'_>) -> io::Result<()> {
    if book.fields.is_empty() {
        return Ok(());
    }
    page.section(&format!("Fields ({})", book.fields.len()))?;
    let ids = book.fields.iter().map(|field| short(field).len());
    let width = ids.max().unwrap_or(0) + 4;
    for category in Category::ALL {
        let of_it = || {
            book.fields
                .iter()
                .filter(|field| field.category == *category)
        };
        if of_it().next().is_none() {
            continue;
        }
        page.text(0, Ink::Bold, category.as_str())?;
        for field in of_it() {
            let numbers = sources.numbers(&field.cites);
            let text = format!("{}; {}{numbers}", field.title, about(field));
            page.hanging(&format!("  {}", short(field)), width, Ink::Plain, &text)?;
        }
    }
    Ok(())
}

fn short(field: &Field) -> &str {
    field.id.0.split_once('/').map_or("", |(_, id)| id)
}

/// A field in a few words: `bought, code, a guess, documented`.
fn about(field: &Field) -> String {
    let kind = serde_json::to_value(field.kind).ok();
    let kind = kind.as_ref().and_then(Value::as_str).unwrap_or_default();
    let mut words = match field.origin {
        Origin::Unknown => vec!["origin not documented", kind],
        origin => vec![origin.as_str(), kind],
    };
    if field.inferred {
        words.push("a guess");
    }
    words.push(match field.evidence {
        Documented::Verified => "documented",
        Documented::Recalled => "not checked",
        Documented::None => "known by name only",
    });
    words.join(", ")
}

fn rows(books: &Codebooks, scheme: &Scheme, page: &mut Page<'_>) -> io::Result<()> {
    const SHOWN: usize = 40;
    page.section(&format!("{} ({})", scheme.title, scheme.id))?;
    let Some(list) = books.list(scheme) else {
        return Ok(());
    };
    write_rows(list.rows().iter().take(SHOWN), page)?;
    let more = list.rows().len().saturating_sub(SHOWN);
    if more > 0 {
        let text = format!("and {more} more: sar-decode codebooks show {}", scheme.id);
        page.text(2, Ink::Faint, &text)?;
    }
    Ok(())
}

/// Codes in the order of the file, under each version and source, which hold for all below them.
fn write_rows<'b>(
    rows: impl Iterator<Item = &'b sar_decode::codebook::Code>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let rows: Vec<_> = rows.collect();
    let codes = rows.iter().map(|row| row.code.chars().count());
    let width = codes.max().unwrap_or(0).min(24) + 4;
    let mut before: Option<(&str, &str)> = None;
    let mut noted = "";
    for row in rows {
        let now = (row.version.as_str(), row.source.as_str());
        if before != Some(now) {
            before = Some(now);
            let status = match row.status {
                Evidence::Verified => "",
                Evidence::Recalled => "not checked: ",
            };
            let text = format!("{}: {status}{}", row.version, row.source);
            page.text(2, Ink::Faint, &text)?;
        }
        // A note that stands on every row is read once.
        let note = if row.notes.is_empty() || row.notes == noted {
            String::new()
        } else {
            format!(" ({})", row.notes)
        };
        noted = &row.notes;
        let text = format!("{}{note}", row.label);
        page.hanging(&format!("  {}", row.code), width, Ink::Plain, &text)?;
    }
    Ok(())
}

fn scheme(books: &Codebooks, scheme: &Scheme, page: &mut Page<'_>) -> io::Result<()> {
    page.text(0, Ink::Bold, &format!("{}: {}", scheme.id, scheme.title))?;
    page.gap()?;
    let scope = scheme.party.as_ref().map(|party| party.0.clone());
    for (head, text) in [
        ("Versions", scheme.versions.join(", ")),
        ("Also shown", scheme.fallback.join(", ")),
        (
            "Only in",
            scope.map_or_else(String::new, |party| format!("responses of {party}")),
        ),
        (
            "Origin",
            format!("{}, about the {}", scheme.origin, scheme.level),
        ),
        ("Supplier", scheme.supplier.clone().unwrap_or_default()),
        ("File", scheme.file.clone()),
    ] {
        if !text.is_empty() {
            page.hanging(head, MARGIN, Ink::Plain, &text)?;
        }
    }
    page.gap()?;
    let list = books.list(scheme);
    write_rows(list.iter().flat_map(|list| list.rows()), page)
}

fn code(wanted: &str, hits: &[Hit<'_>], page: &mut Page<'_>) -> io::Result<()> {
    let note = format!("\u{201c}{wanted}\u{201d} by list: without the list, a code means nothing");
    page.text(0, Ink::Bold, &note)?;
    for hit in hits {
        let status = match hit.row.status {
            Evidence::Verified => "",
            Evidence::Recalled => "possibly ",
        };
        let scope = hit.scheme.party.as_ref();
        let scope = scope.map_or_else(String::new, |party| {
            format!(", only in responses of {party}")
        });
        page.gap()?;
        let title = format!(
            "{} ({}), {}",
            hit.scheme.title, hit.scheme.id, hit.row.version
        );
        page.text(0, Ink::Plain, &format!("{title}{scope}"))?;
        page.hanging(
            "  Means",
            MARGIN,
            Ink::Plain,
            &format!("{status}{}", hit.row.label),
        )?;
        if !hit.row.notes.is_empty() {
            page.hanging("  Note", MARGIN, Ink::Plain, &hit.row.notes)?;
        }
        page.hanging("  Source", MARGIN, Ink::Plain, &hit.row.source)?;
    }
    Ok(())
}
