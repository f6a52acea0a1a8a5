//! `sar-decode parties`: the parties known, with their systems and what they are documented to hold.

use std::io::Write;

use sar_decode::codebook::party::{Party, UsageRole};
use sar_decode::codebook::{Book, Codebooks, PartyId};
use sar_decode::render::{Ink, Page};
use serde_json::Value;

use super::args::{PartiesArgs, TextOrJson};
use super::codebooks::{Sources, party_as_json, span};
use super::exit::Exit;
use super::failure::Failure;
use super::{known, look};

/// Prints the parties.
pub fn run(args: &PartiesArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let books = known::codebooks(&args.codebooks)?;
    let parties: Vec<&Book> = books
        .parties()
        .filter_map(|book| books.party(&PartyId(book.id.clone())))
        .collect();
    match args.format {
        TextOrJson::Json => {
            let list: Vec<Value> = parties.iter().filter_map(|b| as_json(&books, b)).collect();
            serde_json::to_writer_pretty(&mut *out, &list)?;
            writeln!(out)?;
        }
        TextOrJson::Terminal => {
            let mut page = Page::new(out, look::plain());
            for book in parties {
                if let Some(party) = &book.party {
                    one(&books, book, party, &mut page)?;
                    page.gap()?;
                }
            }
            let more = "More of one: sar-decode codebooks show and its id";
            page.text(0, Ink::Faint, more)?;
        }
    }
    Ok(Exit::Analysed)
}

fn as_json(books: &Codebooks, book: &Book) -> Option<Value> {
    let mut value = party_as_json(book)?;
    if let Some(object) = value.as_object_mut() {
        let fields = books.book(&book.id).map_or(0, |whole| whole.fields.len());
        object.insert("fields".to_owned(), fields.into());
    }
    Some(value)
}

/// A party in a few lines: its names, what it works with, what it is documented to hold.
fn one(books: &Codebooks, book: &Book, party: &Party, page: &mut Page<'_>) -> std::io::Result<()> {
    const MARGIN: usize = 12;
    page.text(0, Ink::Bold, &format!("{}  {}", book.id, party.name))?;
    let mut sources = Sources::of(book);
    let former = party.former.iter();
    let before: Vec<String> = former
        .map(|former| {
            let when = span(former.from.as_deref(), former.to.as_deref());
            format!("{}{when}", former.name)
        })
        .collect();
    for (head, text) in [
        ("  Before", before.join(", ")),
        ("  Systems", names(book, UsageRole::System)),
        ("  Suppliers", names(book, UsageRole::Supplier)),
        ("  Known", known_of(books, book)),
    ] {
        if !text.is_empty() {
            page.hanging(head, MARGIN, Ink::Plain, &text)?;
        }
    }
    for expected in &book.expects {
        let head = if expected.holds { "  Holds" } else { "  Not" };
        let when = span(expected.from.as_deref(), expected.to.as_deref());
        let numbers = sources.numbers(&expected.cites);
        let text = format!("{}{when}{numbers}", expected.what);
        page.hanging(head, MARGIN, Ink::Plain, &text)?;
    }
    sources.brief(page)
}

fn names(book: &Book, role: UsageRole) -> String {
    let of_role = book.uses.iter().filter(|usage| usage.role == role);
    let names: Vec<&str> = of_role.map(|usage| usage.name.as_str()).collect();
    names.join(", ")
}

/// How much is in the book.
fn known_of(books: &Codebooks, book: &Book) -> String {
    let Some(whole) = books.book(&book.id) else {
        return String::new();
    };
    let lists = whole.schemes.iter().filter_map(|scheme| books.list(scheme));
    let codes: usize = lists.map(|list| list.rows().len()).sum();
    let count = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        more => Some(format!("{more} {many}")),
    };
    let counts: Vec<String> = [
        count(whole.fields.len(), "field of its own", "fields of its own"),
        count(codes, "code", "codes"),
        count(
            whole.notices.len(),
            "statement of a notice",
            "statements of notices",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    if counts.is_empty() {
        return "nothing at the level of fields; what is common to all parties applies".to_owned();
    }
    counts.join(", ")
}
