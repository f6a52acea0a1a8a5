//! `sar-decode inspect`: how the files were read, which text was taken for a heading, and why.

mod drawing;
mod page;
mod view;

use std::io::{Read, Write};

use sar_decode::codebook::{Codebooks, PartyId};
use sar_decode::document::Document;
use sar_decode::ingest::fold_duplicates;
use sar_decode::recognise::party::{pointed_to, signs};
use sar_decode::recognise::{Recogniser, Setting, Survey, survey};
use sar_decode::render::Page;

use super::args::{InspectArgs, TextOrJson};
use super::console::Console;
use super::dump::exit;
use super::exit::Exit;
use super::failure::Failure;
use super::gather::gather;
use super::reading::Reading;
use super::save::save;
use super::{known, look, options};

/// Shows how a response was read.
pub fn run(
    args: InspectArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if args.read.quiet {
        console.be_quiet();
    }
    let mut reading = Reading::new(&args.read.how)?;
    let books = known::codebooks(&args.read.codebooks)?;
    let mut gathered = gather(&args.read.paths, stdin, &mut reading)?;
    fold_duplicates(&mut gathered.document);
    for left in &gathered.left_out {
        console.note(left);
    }
    console.unread(&gathered.document);
    let of_case = match &gathered.case_file {
        Some(path) => options::case_file(path)?.0.party,
        None => None,
    };
    let named = args.read.party.or(of_case);
    let given = named
        .map(|named| known::party(&books, &named))
        .transpose()?;
    if let Some(file) = &args.html {
        save(file, &gathered.files, |out| {
            Ok(drawing::write(&gathered.document, out)?)
        })?;
    }
    books.lexicon()?;
    let (survey, party) = read(&gathered.document, &books, given);
    let view = view::view(&gathered.document, &survey, party);
    match args.format {
        TextOrJson::Json => {
            serde_json::to_writer_pretty(&mut *out, &view)?;
            writeln!(out)?;
        }
        TextOrJson::Terminal => page::write(&view, &mut Page::new(out, look::plain()))?,
    }
    Ok(exit(gathered.document.parts.iter().map(|part| part.read)))
}

/// Reads as the analysis does: in the scope of the party that was named, else of the one that the
/// response points to.
fn read(
    document: &Document,
    books: &Codebooks,
    given: Option<PartyId>,
) -> (Survey, Option<PartyId>) {
    if given.is_some() {
        let recogniser = Recogniser::new(books, given.clone(), Setting::Political).telling_second();
        return (survey(document, &recogniser), given);
    }
    let open = Recogniser::new(books, None, Setting::Open).telling_second();
    let first = survey(document, &open);
    match pointed_to(&signs(document, &first, books)) {
        None => (first, None),
        Some(party) => {
            let recogniser =
                Recogniser::new(books, Some(party.clone()), Setting::Political).telling_second();
            (survey(document, &recogniser), Some(party))
        }
    }
}
