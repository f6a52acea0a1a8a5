//! `sar-decode codebooks`: what is known about parties, fields and codes, and whether it loads.

use std::io::{self, Write};

mod check;
mod export;
mod json;
mod party;
mod show;
mod sources;
mod suggest;

use sar_decode::codebook::Codebooks;
use sar_decode::render::{Ink, Page};

use super::args::{BooksAction, CodebooksArgs};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::reading::Reading;
use super::{known, look};

pub use json::{cited, party as party_as_json};
pub use party::span;
pub use sources::Sources;

const MARGIN: usize = 12;

/// Lists, shows or checks.
pub fn run(
    args: CodebooksArgs,
    out: &mut dyn Write,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if let BooksAction::Check { dir, format } = args.action {
        return check::run(&args.codebooks, dir.as_deref(), format, out);
    }
    let books = known::codebooks(&args.codebooks)?;
    match args.action {
        // Books with problems are read by the check alone, which answered above.
        BooksAction::Check { .. } => {}
        BooksAction::Suggest {
            folder,
            party,
            format,
            min_cell,
            fence,
        } => {
            let wanted = suggest::Wanted {
                folder: &folder,
                party: party.as_deref(),
                format,
                cell: min_cell,
            };
            let mut reading = Reading::new(&fence);
            return suggest::run(&books, &wanted, &mut reading, out, console);
        }
        BooksAction::Export {
            book,
            format,
            out: file,
        } => export::run(&books, book.trim(), format, file.as_deref(), out)?,
        BooksAction::List => list(&books, &mut Page::new(out, look::plain()))?,
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
    for file in books.unmatched() {
        let text = format!("{file} of yours matches nothing and is not used");
        page.text(0, Ink::Plain, &text)?;
    }
    Ok(())
}
