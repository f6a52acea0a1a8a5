//! `sar-decode codebooks`: what is known about parties, fields and codes, and whether it loads.

use std::io::{self, Write};

use sar_decode::codebook::{Book, Codebooks, FieldId, Scheme};
use sar_decode::error::Error;
use sar_decode::law::Law;
use sar_decode::render::{Ink, Page};

use super::args::{BooksAction, CodebooksArgs};
use super::exit::Exit;
use super::explain;
use super::failure::Failure;
use super::{known, look};

const MARGIN: usize = 12;

/// Lists, shows or checks.
pub fn run(args: CodebooksArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let books = known::codebooks(&args.codebooks)?;
    let mut page = Page::new(out, look::plain());
    match args.action {
        BooksAction::List => list(&books, &mut page)?,
        BooksAction::Check => check(&books, &mut page)?,
        BooksAction::Show { name } => show(&books, name.trim(), &mut page)?,
    }
    Ok(Exit::Analysed)
}

fn list(books: &Codebooks, page: &mut Page<'_>) -> io::Result<()> {
    for book in books.books() {
        let text = format!(
            "{} ({}; {} fields, {} lists of codes, {} sources)",
            book.title,
            book.version,
            book.fields.len(),
            book.schemes.len(),
            book.cites.len()
        );
        page.hanging(&book.id, MARGIN * 2, Ink::Plain, &text)?;
    }
    for file in books.replaced() {
        page.text(0, Ink::Plain, &format!("{file} is replaced by yours"))?;
    }
    Ok(())
}

fn check(books: &Codebooks, page: &mut Page<'_>) -> Result<(), Failure> {
    books.check()?;
    sar_decode::statement::Phrases::load(books)?;
    Law::check()?;
    let fields: usize = books.books().map(|book| book.fields.len()).sum();
    let codes: usize = books
        .all_schemes()
        .filter_map(|scheme| books.list(scheme))
        .map(|list| list.rows().len())
        .sum();
    let text = format!(
        "{} books with {fields} fields and {codes} codes, {} provisions and {} authorities: all load.",
        books.books().count(),
        Law::embedded().provisions().len(),
        Law::embedded().authorities().len()
    );
    page.text(0, Ink::Plain, &text)?;
    Ok(())
}

/// A book, a field, a list, or every list that has a code: what is found first.
fn show(books: &Codebooks, name: &str, page: &mut Page<'_>) -> Result<(), Failure> {
    if let Some(found) = books.book(name).filter(|book| !book.id.is_empty()) {
        return Ok(book(found, page)?);
    }
    if let Some(field) = books.field(&FieldId::from(name)) {
        return Ok(explain::describe(books, field, page)?);
    }
    if let Some(found) = books.scheme(name) {
        return Ok(scheme(books, found, page)?);
    }
    if code(books, name, page)? {
        return Ok(());
    }
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
    Err(Error::Unknown {
        kind: "book, field, list or code",
        name: name.to_owned(),
        nearest: known::nearest(name, names),
    }
    .into())
}

fn book(book: &Book, page: &mut Page<'_>) -> io::Result<()> {
    let head = format!("{}: {} ({})", book.id, book.title, book.version);
    page.text(0, Ink::Bold, &head)?;
    if let Some(history) = book.vendor.as_ref().and_then(|v| v.history.as_ref()) {
        page.text(0, Ink::Plain, history)?;
    }
    page.section("Fields")?;
    for field in &book.fields {
        let text = format!("{} ({})", field.title, explain::some(&field.aliases));
        page.hanging("-", 2, Ink::Plain, &format!("{}: {text}", field.id))?;
    }
    page.section("Lists of codes")?;
    for scheme in &book.schemes {
        let text = format!(
            "{}: {} ({})",
            scheme.id,
            scheme.title,
            scheme.versions.join(", ")
        );
        page.hanging("-", 2, Ink::Plain, &text)?;
    }
    page.section("Sources")?;
    for cite in &book.cites {
        let text = format!("{}: {cite} ({})", cite.key, cite.status);
        page.hanging("-", 2, Ink::Plain, &text)?;
    }
    Ok(())
}

fn scheme(books: &Codebooks, scheme: &Scheme, page: &mut Page<'_>) -> io::Result<()> {
    page.text(0, Ink::Bold, &format!("{}: {}", scheme.id, scheme.title))?;
    let versions = format!(
        "versions {}; file {}",
        scheme.versions.join(", "),
        scheme.file
    );
    page.text(0, Ink::Plain, &versions)?;
    page.gap()?;
    for row in books.list(scheme).into_iter().flat_map(|list| list.rows()) {
        let text = format!("{} ({}, {})", row.label, row.version, row.status);
        page.hanging(&row.code, MARGIN, Ink::Plain, &text)?;
    }
    Ok(())
}

/// Every list that has a code: the same code means different things in different lists.
fn code(books: &Codebooks, wanted: &str, page: &mut Page<'_>) -> io::Result<bool> {
    let mut found = false;
    for scheme in books.all_schemes() {
        let Some(list) = books.list(scheme) else {
            continue;
        };
        for hit in list.by_code(scheme, wanted) {
            if !found {
                let note = format!(
                    "\u{201c}{wanted}\u{201d} by list: without the list, a code means nothing"
                );
                page.text(0, Ink::Bold, &note)?;
            }
            found = true;
            let text = format!(
                "{}: {}, {} ({}; {})",
                hit.row.label, scheme.title, hit.row.version, hit.row.status, hit.row.source
            );
            page.hanging("-", 2, Ink::Plain, &text)?;
        }
    }
    Ok(found)
}
