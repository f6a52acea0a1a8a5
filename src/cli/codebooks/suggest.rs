//! `sar-decode codebooks suggest`: what the codebooks do not know yet, over a folder of responses.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sar_decode::codebook::Codebooks;
use sar_decode::error::Error;
use sar_decode::render::{Ink, Page};
use sar_decode::suggest::{Gathering, Suggestions, Unknown};

use crate::cli::args::SuggestFormat;
use crate::cli::console::Console;
use crate::cli::diff;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::reading::Reading;
use crate::cli::{known, look};

/// What was asked for.
pub struct Wanted<'a> {
    /// The folder of responses.
    pub folder: &'a Path,
    /// Their party.
    pub party: Option<&'a str>,
    /// The form.
    pub format: SuggestFormat,
    /// So many people must have a value that it is named.
    pub cell: usize,
}

/// Reads every response of a folder and writes what is not known. One that cannot be read stops none.
pub fn run(
    books: &Codebooks,
    wanted: &Wanted<'_>,
    reading: &mut Reading,
    out: &mut dyn Write,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if let Some(party) = wanted.party {
        known::party(books, party)?;
    }
    let mut gathering = Gathering::default();
    let mut exit = Exit::Analysed;
    for path in responses(wanted.folder)? {
        match diff::report(
            &path,
            wanted.party,
            books,
            reading,
            &mut io::empty(),
            console,
        ) {
            Ok(read) => {
                gathering.add(&read.report);
                if read.exit != Exit::Analysed {
                    exit = Exit::PartlyRead;
                }
            }
            Err(failure) => {
                console.note(&format!("{}: {}", path.display(), failure.what()));
                exit = Exit::PartlyRead;
            }
        }
    }
    let found = gathering.rank(books, wanted.cell);
    match wanted.format {
        SuggestFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &found)?;
            writeln!(out)?;
        }
        SuggestFormat::Toml => out.write_all(found.stub().as_bytes())?,
        SuggestFormat::Terminal => page(&found, &mut Page::new(out, look::plain()))?,
    }
    Ok(exit)
}

/// The files and folders of a folder, each a response, in the order of their names.
fn responses(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let open = |source| Error::Open {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(open)? {
        let entry = entry.map_err(open)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let beside = name == "case.toml" || name == sar_decode::settings::FILE;
        if !name.starts_with('.') && !name.starts_with("~$") && !beside {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn page(found: &Suggestions, page: &mut Page<'_>) -> io::Result<()> {
    let text = format!(
        "What the codebooks do not know, over {} responses. Values are shown by their shapes.",
        found.responses
    );
    page.text(0, Ink::Bold, &text)?;
    list("Headings that nothing explains", &found.headings, page)?;
    list(
        "Headings that only their words explain",
        &found.read_by_words,
        page,
    )?;
    list("Codes that their lists do not have", &found.codes, page)?;
    if !found.headings.is_empty() {
        page.gap()?;
        let text = "A book to fill in, with these headings: the same command with --format toml";
        page.text(0, Ink::Faint, text)?;
    }
    Ok(())
}

fn list(title: &str, list: &[Unknown], page: &mut Page<'_>) -> io::Result<()> {
    page.section(&format!("{title} ({})", list.len()))?;
    for unknown in list {
        one(unknown, page)?;
    }
    Ok(())
}

fn one(unknown: &Unknown, page: &mut Page<'_>) -> io::Result<()> {
    const MARGIN: usize = 14;
    page.text(2, Ink::Bold, &format!("\u{201c}{}\u{201d}", unknown.name))?;
    let others: Vec<&str> = unknown
        .spellings
        .iter()
        .filter(|spelling| **spelling != unknown.name)
        .map(String::as_str)
        .collect();
    let shapes: Vec<String> = unknown
        .shapes
        .iter()
        .map(|count| format!("{} ({})", count.shape, count.values))
        .collect();
    let common: Vec<String> = unknown
        .common
        .iter()
        .map(|value| format!("\u{201c}{}\u{201d} ({} people)", value.value, value.people))
        .collect();
    let seen = format!("{} responses, {} people", unknown.responses, unknown.people);
    for (head, text) in [
        ("    Seen in", seen),
        ("    Parties", unknown.parties.join(", ")),
        ("    Also", others.join(", ")),
        ("    Probably", unknown.readings.join("; ")),
        ("    Shapes", shapes.join(", ")),
        ("    Common", common.join(", ")),
        ("    Like", unknown.fits.join(", ")),
    ] {
        if !text.is_empty() {
            page.hanging(head, MARGIN, Ink::Plain, &text)?;
        }
    }
    Ok(())
}
