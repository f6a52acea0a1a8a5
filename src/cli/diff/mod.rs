//! `sar-decode diff OLD NEW`: what changed between two responses or two saved reports.

mod page;

use std::collections::HashSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::diff::{Side, diff};
use sar_decode::document::{Document, ReadState};
use sar_decode::ingest::fold_duplicates;
use sar_decode::report::{OtherPeople, Report};
use sar_decode::request::Request;
use serde_json::Value;

use super::args::{DiffArgs, TextOrJson};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::gather::gather;
use super::reading::Reading;
use super::{known, look, options, save};

/// A response of the two, with what was found beside it.
pub struct Response {
    /// What is compared.
    pub side: Side,
    /// What is known of its request.
    pub request: Request,
    /// Its files, so that none is written over.
    files: HashSet<PathBuf>,
    /// How much of it was read.
    exit: Exit,
}

/// Compares and writes what changed.
pub fn run(
    args: &DiffArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if args.quiet {
        console.be_quiet();
    }
    let books = known::codebooks(&args.codebooks)?;
    let party = args.party.as_deref();
    if let Some(party) = party {
        known::party(&books, party)?;
    }
    let mut reading = Reading::new(&args.how)?;
    let old = read(&args.old, party, &books, &mut reading, stdin, console)?;
    let mut new = read(&args.new, party, &books, &mut reading, stdin, console)?;
    if let Some(path) = &args.case {
        new.request = case(path, console)?;
    }
    let others = if args.show_others {
        OtherPeople::Shown
    } else {
        OtherPeople::Masked
    };
    let changes = diff(&old.side, &new.side, &new.request, others);
    let write = |out: &mut dyn Write| -> Result<(), Failure> {
        match args.format {
            TextOrJson::Json => {
                serde_json::to_writer_pretty(&mut *out, &changes)?;
                writeln!(out)?;
            }
            TextOrJson::Terminal => page::write(&changes, out, look::plain())?,
        }
        Ok(())
    };
    match &args.output {
        Some(file) => {
            let files = old.files.union(&new.files).cloned().collect();
            save::save(file, &files, write)?;
        }
        None => write(out)?,
    }
    Ok(worse(old.exit, new.exit))
}

/// Reads a saved report as it is, and a response by analysing it.
pub fn read(
    path: &Path,
    party: Option<&str>,
    books: &Codebooks,
    reading: &mut Reading,
    stdin: &mut dyn Read,
    console: &mut Console<'_>,
) -> Result<Response, Failure> {
    if let Some(side) = saved(path)? {
        return Ok(Response {
            side,
            request: Request::default(),
            files: std::fs::canonicalize(path).into_iter().collect(),
            exit: Exit::Analysed,
        });
    }
    let read = report(path, party, books, reading, stdin, console)?;
    Ok(Response {
        side: Side::of(&read.report).map_err(|error| Failure::new(error.to_string()))?,
        request: read.request,
        files: read.files,
        exit: read.exit,
    })
}

/// A response that was analysed for itself.
pub struct Alone {
    /// The report, with the values of all people.
    pub report: Report,
    request: Request,
    files: HashSet<PathBuf>,
    /// How much of it was read.
    pub exit: Exit,
}

/// Analyses a response with what its own case file says.
pub fn report(
    path: &Path,
    party: Option<&str>,
    books: &Codebooks,
    reading: &mut Reading,
    stdin: &mut dyn Read,
    console: &mut Console<'_>,
) -> Result<Alone, Failure> {
    let mut gathered = gather(&[path.to_owned()], stdin, reading)?;
    fold_duplicates(&mut gathered.document);
    for left in &gathered.left_out {
        console.note(left);
    }
    let request = match &gathered.case_file {
        Some(path) => case(path, console)?,
        None => Request::default(),
    };
    let named = party.or(request.party.as_deref());
    let settings = Settings {
        party: named.map(|named| known::party(books, named)).transpose()?,
        case_id: request.subject.clone().unwrap_or(gathered.name.clone()),
        request: request.clone(),
        // Compared as they are, and masked where they are printed.
        others: OtherPeople::Shown,
        ..Settings::default()
    };
    let report = analyse(&gathered.document, books, &settings)?;
    console.unread(&gathered.document);
    Ok(Alone {
        report,
        request,
        files: gathered.files,
        exit: exit(&gathered.document),
    })
}

/// A saved report; none where the file is something else.
fn saved(path: &Path) -> Result<Option<Side>, Failure> {
    let is_json = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if !is_json || !path.is_file() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(path).map_err(|source| sar_decode::error::Error::Open {
        path: path.to_owned(),
        source,
    })?;
    let wrong = |what: String| Failure::new(format!("{}: {what}", path.display()));
    let value: Value =
        serde_json::from_str(&text).map_err(|error| wrong(format!("is no JSON: {error}")))?;
    let side = Side::read(&value).map_err(|error| wrong(error.to_string()))?;
    Ok(Some(side))
}

/// Reads a case file, and says what is odd about it.
pub fn case(path: &Path, console: &mut Console<'_>) -> Result<Request, Failure> {
    let (request, notices) = options::case_file(path)?;
    for notice in notices {
        console.note(&format!("{}: {notice}", path.display()));
    }
    Ok(request)
}

/// How much of a response was read.
pub fn exit(document: &Document) -> Exit {
    let read = |state| document.parts.iter().any(|part| part.read == state);
    match (
        read(ReadState::Whole) || read(ReadState::Partly),
        read(ReadState::Not) || read(ReadState::Partly),
    ) {
        (false, _) => Exit::NothingRead,
        (true, true) => Exit::PartlyRead,
        (true, false) => Exit::Analysed,
    }
}

/// What could not be read on either side decides.
pub fn worse(one: Exit, two: Exit) -> Exit {
    if one.code() >= two.code() { one } else { two }
}
