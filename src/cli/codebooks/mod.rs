//! `sar-decode codebooks`: what is known about parties, fields and codes, and whether it loads.

use std::io::{self, Write};

mod json;
mod party;
mod show;
mod sources;

use sar_decode::codebook::Codebooks;
use sar_decode::law::Law;
use sar_decode::render::{Ink, Page};

use super::args::{BooksAction, CodebooksArgs};
use super::exit::Exit;
use super::failure::Failure;
use super::{known, look};

pub use json::{cited, party as party_as_json};
pub use party::span;
pub use sources::Sources;

const MARGIN: usize = 12;

/// Lists, shows or checks.
pub fn run(args: CodebooksArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let books = known::codebooks(&args.codebooks)?;
    match args.action {
        BooksAction::List => list(&books, &mut Page::new(out, look::plain()))?,
        BooksAction::Check => check(&books, &mut Page::new(out, look::plain()))?,
        BooksAction::Show { name, format } => show::run(&books, name.trim(), format, out)?,
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
