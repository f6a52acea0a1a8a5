//! `sar-decode PATH...`: the report on one response.

use std::collections::{BTreeMap, HashSet};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sar_decode::analyse::analyse;
use sar_decode::codebook::Codebooks;
use sar_decode::document::{Document, ReadState};
use sar_decode::error::Error;
use sar_decode::finding::Severity;
use sar_decode::ingest::{Source, fold_duplicates};
use sar_decode::marked::{self, strays};
use sar_decode::profile::Earlier;
use sar_decode::provenance::PartId;
use sar_decode::render::Detail;
use sar_decode::report::Report;
use sar_decode::request::{Mark, Request};

use super::args::AnalyseArgs;
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::gather::{Gathered, Named, gather};
use super::options::{self, Choices, Target};
use super::reading::Reading;
use super::settings::FoundSettings;
use super::{diff, evidence, known, look, save};

/// A response, analysed.
pub struct Analysed {
    /// The report.
    pub report: Report,
    /// What is known of the request.
    pub request: Request,
    /// The exit status.
    pub exit: Exit,
    /// The files that were read, by the path that the system knows.
    pub files: HashSet<PathBuf>,
    /// The same, as the report calls them.
    named: Vec<Named>,
}

/// Analyses a response and writes the report.
pub fn run(
    args: AnalyseArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    // Everything that can be wrong with the command is said before any file is read.
    let target = Target::new(args.format.as_deref(), args.output.clone())?;
    if let Some(folder) = &args.evidence {
        evidence::check(folder, &args.read.paths)?;
    }
    // Started now, so that it is ready when the codebooks are.
    let mut reading = Reading::new(&args.read.how)?;
    let books = known::codebooks(&args.read.codebooks)?;
    let analysed = analysed(&args, &books, &mut reading, stdin, console)?;
    if let Some(folder) = &args.evidence {
        let whole = evidence::write(folder, &analysed.named, &analysed.report)?;
        console.note(&format!(
            "{}: written; SHA-256 of its list of digests, which stands for the whole: {whole}",
            folder.display()
        ));
    }
    let detail = if args.verbose {
        Detail::Full
    } else {
        Detail::Brief
    };
    let style = look::style(args.color, detail, target.file.is_some());
    let write = |out: &mut dyn Write| Ok(target.renderer.render(&analysed.report, &style, out)?);
    let written = match &target.file {
        Some(file) => save::save(file, &analysed.files, write),
        None => write(out),
    };
    match written {
        Err(failure) if !failure.is_closed_pipe() => Err(failure),
        _ => Ok(analysed.exit),
    }
}

/// Reads and analyses what was named.
pub fn analysed(
    args: &AnalyseArgs,
    books: &Codebooks,
    reading: &mut Reading,
    stdin: &mut dyn Read,
    console: &mut Console<'_>,
) -> Result<Analysed, Failure> {
    if args.read.quiet {
        console.be_quiet();
    }
    let file = FoundSettings::find(args.settings.as_deref(), &args.read.paths)?;
    options::choices(args, Request::default(), String::new(), &file, books)?;
    let mut gathered = gather(&args.read.paths, stdin, reading)?;
    if let Some(notice) = reading.notice().filter(|_| args.verbose) {
        console.note(notice);
    }
    fold_duplicates(&mut gathered.document);
    for left in &gathered.left_out {
        console.note(left);
    }
    let mut request = request(args, &gathered, console)?;
    if let Some(path) = &args.truth {
        request.truth.marks = marks(path, &gathered, reading, console)?;
    }
    let mut choices = options::choices(args, request, gathered.name.clone(), &file, books)?;
    choices.settings.compared.earlier = earlier(args, &gathered, &choices, books, reading, console);
    let report = analyse(&gathered.document, books, &choices.settings)?;
    for stray in strays(&choices.settings.request.truth.marks, &report) {
        console.note(&stray);
    }
    console.unread(&gathered.document);
    file.tell(&report, console);
    Ok(Analysed {
        exit: exit(&report, choices.fail_on),
        report,
        request: choices.settings.request,
        files: gathered.files,
        named: gathered.named,
    })
}

/// What the case file says: the one that was named, else the one in the folder.
fn request(
    args: &AnalyseArgs,
    gathered: &Gathered,
    console: &mut Console<'_>,
) -> Result<Request, Failure> {
    let Some(path) = args.case.as_ref().or(gathered.case_file.as_ref()) else {
        return Ok(Request::default());
    };
    let (request, notices) = options::case_file(path)?;
    for notice in notices {
        console.note(&format!("{}: {notice}", path.display()));
    }
    Ok(request)
}

/// What the person filled in.
fn marks(
    path: &Path,
    gathered: &Gathered,
    reading: &mut Reading,
    console: &mut Console<'_>,
) -> Result<BTreeMap<u32, Mark>, Failure> {
    let open = |source| Error::Open {
        path: path.to_owned(),
        source,
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let real = std::fs::canonicalize(path).map_err(open)?;
    if gathered.files.contains(&real) {
        let what = format!("{}: is one of the files of the response", path.display());
        return Err(Failure::new(what).try_this("keep it outside the folder of the response"));
    }
    let bytes = std::fs::read(path).map_err(open)?;
    let source = Source {
        part: PartId(0),
        name: &name,
        bytes: &bytes,
    };
    let limits = reading.limits().clone();
    let document = Document {
        parts: reading.read(&source, &limits),
    };
    let marked = marked::read(&document).map_err(|error| {
        Failure::new(format!("{}: {error}", path.display()))
            .try_this("-o report.xlsx, fill in the column, save it, and name it here")
    })?;
    for unused in &marked.unused {
        console.note(&format!("{}: {unused}", path.display()));
    }
    Ok(marked.marks)
}

/// The headings that held a value in the earlier response that the case file names.
fn earlier(
    args: &AnalyseArgs,
    gathered: &Gathered,
    choices: &Choices,
    books: &Codebooks,
    reading: &mut Reading,
    console: &mut Console<'_>,
) -> Option<Earlier> {
    let named = choices.settings.request.earlier.as_ref()?;
    let case = args.case.as_ref().or(gathered.case_file.as_ref())?;
    let path = case.parent().unwrap_or(Path::new("")).join(named);
    let party = choices
        .settings
        .party
        .as_ref()
        .map(|party| party.0.as_str());
    match diff::read(&path, party, books, reading, &mut std::io::empty(), console) {
        Ok(response) => Some(Earlier::new(response.side.filled())),
        Err(failure) => {
            let what = failure.what();
            console.note(&format!("{}: earlier: {what}", case.display()));
            None
        }
    }
}

/// What could not be read goes before what was found: a report on half a response is not the
/// report that was asked for.
fn exit(report: &Report, fail_on: Option<Severity>) -> Exit {
    let read = |state| report.parts.iter().any(|part| part.read == state);
    let reached = fail_on.is_some_and(|level| {
        report
            .findings
            .iter()
            .any(|finding| finding.severity >= level)
    });
    if !read(ReadState::Whole) && !read(ReadState::Partly) {
        Exit::NothingRead
    } else if read(ReadState::Not) || read(ReadState::Partly) {
        Exit::PartlyRead
    } else if reached {
        Exit::FindingReached
    } else {
        Exit::Analysed
    }
}
