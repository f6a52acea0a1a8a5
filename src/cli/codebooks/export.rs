//! `sar-decode codebooks export`: a book in forms that other programs read.

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

use sar_decode::codebook::{Codebooks, export};

use crate::cli::args::ExportFormat;
use crate::cli::failure::Failure;
use crate::cli::save;

/// Writes a book.
pub fn run(
    books: &Codebooks,
    name: &str,
    format: ExportFormat,
    file: Option<&Path>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let book = super::show::book_named(books, name).ok_or_else(|| {
        let ids: Vec<&str> = books.books().map(|book| book.id.as_str()).collect();
        Failure::new(format!("book `{name}` is not known"))
            .try_this(format!("one of {}", ids.join(", ")))
    })?;
    let value = match format {
        ExportFormat::Frictionless => export::frictionless(books, book)?,
        ExportFormat::Dpv => export::dpv(books, book)?,
    };
    let write = |out: &mut dyn Write| -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut *out, &value)?;
        writeln!(out)?;
        Ok(())
    };
    match file {
        Some(file) => save::save(file, &HashSet::new(), write),
        None => write(out),
    }
}
