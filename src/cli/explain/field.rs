//! The pages of fields, by id or by a heading as it is written in a response.

use std::io;

use sar_decode::codebook::{Codebooks, Documented, Field, Label, PartyId};
use sar_decode::recognise::{Recognised, Recogniser, Setting};
use sar_decode::render::{Ink, Page};

use crate::cli::codebooks::cited;

const MARGIN: usize = 12;

/// Writes every field of a name, in every book; what the words of a heading say, where no book
/// knows it. False where nothing is known.
pub fn write(books: &Codebooks, name: &str, page: &mut Page<'_>) -> io::Result<bool> {
    let mut found = listed(books, name);
    for field in in_scope(books, name) {
        if !found.iter().any(|known| known.id == field.id) {
            found.push(field);
        }
    }
    for (number, field) in found.iter().enumerate() {
        if number > 0 {
            page.gap()?;
        }
        describe(books, field, page)?;
    }
    if !found.is_empty() {
        return Ok(true);
    }
    let recogniser = Recogniser::new(books, None, Setting::Political);
    let recognised = recogniser.recognise(name);
    if recognised.is_known() {
        by_words(name, &recognised, page)?;
    }
    Ok(recognised.is_known())
}

/// The fields that have this id, or list this heading.
pub fn listed<'b>(books: &'b Codebooks, name: &str) -> Vec<&'b Field> {
    let wanted = Label::new(name);
    books
        .books()
        .flat_map(|book| &book.fields)
        .filter(|field| is(field, name, &wanted))
        .collect()
}

/// The fields that a heading is taken for in the response of one party or another.
fn in_scope<'b>(books: &'b Codebooks, heading: &str) -> Vec<&'b Field> {
    let parties = books.parties().map(|book| PartyId(book.id.clone()));
    let mut found: Vec<&Field> = Vec::new();
    for party in parties {
        let recogniser = Recogniser::new(books, Some(party), Setting::Political);
        let recognised = recogniser.recognise(heading);
        found.extend(recognised.field.as_ref().and_then(|id| books.field(id)));
    }
    found
}

/// Whether a field has this id, or lists this heading.
fn is(field: &Field, name: &str, wanted: &Label) -> bool {
    let short = field.id.0.split_once('/').map_or("", |(_, id)| id);
    field.id.0.eq_ignore_ascii_case(name)
        || short.eq_ignore_ascii_case(name)
        || field
            .aliases
            .iter()
            .any(|alias| Label::new(alias).key() == wanted.key())
}

/// Writes what a book says of a field.
pub fn describe(books: &Codebooks, field: &Field, page: &mut Page<'_>) -> io::Result<()> {
    let id = field.id.0.split('/').next().unwrap_or_default();
    let Some(book) = books.book(id) else {
        return Ok(());
    };
    page.text(0, Ink::Bold, &format!("{}: {}", field.id, field.title))?;
    page.gap()?;
    page.text(0, Ink::Plain, &field.explanation)?;
    page.gap()?;
    let evidence = match field.evidence {
        Documented::Verified => "documented by a source that was read",
        Documented::Recalled => "from general knowledge, not checked against a source",
        Documented::None => "by name only, or not at all",
    };
    let known = format!("{evidence}; book {} {}", book.id, book.version);
    for (head, text) in [
        ("Headings", some(&field.aliases)),
        ("Category", field.category.to_string()),
        (
            "Origin",
            format!("{}, about the {}", field.origin, field.level),
        ),
        ("Guess", guess(field)),
        ("Sensitive", special(field)),
        ("Scale", scale(field)),
        ("Supplier", field.supplier.clone().unwrap_or_default()),
        ("Known", known),
    ] {
        if !text.is_empty() {
            page.hanging(head, MARGIN, Ink::Plain, &text)?;
        }
    }
    for list in &field.codes {
        page.hanging("Codes", MARGIN, Ink::Plain, &codes(books, list))?;
    }
    for other in &field.alternatives {
        page.hanging("Or", MARGIN, Ink::Plain, other)?;
    }
    for cite in cited(book, &field.cites) {
        page.hanging("Source", MARGIN, Ink::Plain, &cite)?;
    }
    Ok(())
}

/// The first few headings, and how many more there are.
pub fn some(headings: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<&str> = headings.iter().take(SHOWN).map(String::as_str).collect();
    match headings.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn guess(field: &Field) -> String {
    let from: Vec<&str> = field.inferred_from.iter().map(|f| f.as_str()).collect();
    match (field.inferred, from.as_slice()) {
        (false, _) => String::new(),
        (true, []) => "yes".to_owned(),
        (true, from) => format!("yes, from {}", from.join(" and ")),
    }
}

fn special(field: &Field) -> String {
    field
        .special
        .map_or_else(String::new, |special| format!("{special} (Article 9)"))
}

fn scale(field: &Field) -> String {
    let Some(scale) = &field.scale else {
        return String::new();
    };
    let end = |words: &Option<String>| {
        words
            .as_ref()
            .map_or_else(String::new, |words| format!(" ({words})"))
    };
    format!(
        "{}{} to {}{}",
        scale.from,
        end(&scale.low),
        scale.to,
        end(&scale.high)
    )
}

/// The list that a field's codes are read by, and how much is in it.
fn codes(books: &Codebooks, named: &str) -> String {
    let id = named.split('@').next().unwrap_or(named);
    let Some(scheme) = books.scheme(id) else {
        return named.to_owned();
    };
    let rows = books.list(scheme).map_or(0, |list| list.rows().len());
    format!(
        "{}, {rows} codes: sar-decode codebooks show {id}",
        scheme.title
    )
}

fn by_words(name: &str, recognised: &Recognised, page: &mut Page<'_>) -> io::Result<()> {
    let title = recognised.title.as_deref().unwrap_or("not known");
    page.text(
        0,
        Ink::Bold,
        &format!("\u{201c}{name}\u{201d}: probably {title}"),
    )?;
    page.gap()?;
    page.text(
        0,
        Ink::Plain,
        "No codebook lists this heading as it stands.",
    )?;
    page.gap()?;
    page.hanging("Read from", MARGIN, Ink::Plain, &recognised.why)?;
    let category = recognised.category.as_str();
    page.hanging("Category", MARGIN, Ink::Plain, category)?;
    if let Some(citation) = &recognised.citation {
        page.hanging("Source", MARGIN, Ink::Plain, citation)?;
    }
    Ok(())
}
