//! `sar-decode letter` and `sar-decode request`: drafts, as Markdown or as Word documents.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sar_decode::codebook::party::Party;
use sar_decode::error::{Error, RenderError};
use sar_decode::letter::{self, Facts, Kind, Templates};
use sar_decode::render::docx;
use sar_decode::request::Request;

use super::args::{LetterArgs, RequestArgs};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::reading::Reading;
use super::{analyse, known, look, save};

/// The forms of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Markdown,
    Docx,
}

impl Form {
    /// The form that was named, else that of the file's ending, else Markdown.
    fn new(format: Option<&str>, output: Option<&Path>) -> Result<Self, Failure> {
        let ending = output
            .and_then(Path::extension)
            .map(|ending| ending.to_string_lossy().to_lowercase());
        match (format, ending.as_deref()) {
            (Some("docx"), _) | (None, Some("docx")) => Ok(Form::Docx),
            (Some("markdown"), _) | (None, Some("md" | "markdown") | None) => Ok(Form::Markdown),
            (Some(other), _) | (None, Some(other)) => {
                let what = format!("a letter cannot be written as {other}");
                Err(Failure::new(what).try_this("-o letter.docx or -o letter.md"))
            }
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Form::Markdown => "md",
            Form::Docx => "docx",
        }
    }

    fn bytes(self, markdown: &str) -> Result<Vec<u8>, Failure> {
        match self {
            Form::Markdown => Ok(markdown.as_bytes().to_vec()),
            Form::Docx => docx::write(&letter::paper(markdown)).map_err(|source| {
                Failure::from(Error::from(RenderError::Form {
                    format: "docx",
                    source,
                }))
            }),
        }
    }
}

/// Drafts a letter from the findings on a response.
pub fn run(
    args: LetterArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if args.analyse.evidence.is_some() {
        let what = "a letter has no pack of evidence";
        return Err(Failure::new(what).try_this("--evidence without `letter`"));
    }
    let output = file(args.analyse.output.clone());
    let form = Form::new(args.analyse.format.as_deref(), output.as_deref())?;
    on_paper(form, output.as_deref())?;
    let templates = templates(args.templates.as_deref())?;
    let kind = Kind::ALL
        .into_iter()
        .find(|kind| kind.name() == args.kind)
        .unwrap_or(Kind::Clarification);
    let mut reading = Reading::new(&args.analyse.read.how)?;
    let books = known::codebooks(&args.analyse.read.codebooks)?;
    let analysed = analyse::analysed(&args.analyse, &books, &mut reading, stdin, console)?;
    let facts = Facts {
        request: &analysed.request,
        dated: args.analyse.date,
    };
    let text = letter::draft(kind, &analysed.report, &facts, &templates)
        .map_err(|error| Failure::new(error.to_string()))?;
    write(&form.bytes(&text)?, output.as_deref(), &analysed.files, out)?;
    Ok(analysed.exit)
}

/// Drafts the request for access itself.
pub fn request(args: &RequestArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let output = file(args.output.clone());
    let books = known::codebooks(&args.codebooks)?;
    let templates = templates(args.templates.as_deref())?;
    let mut parties: Vec<(String, Party)> = Vec::new();
    for book in books.parties() {
        let Some(party) = &book.party else { continue };
        if args.all {
            parties.push((book.id.clone(), party.clone()));
        }
    }
    for named in &args.party {
        let id = known::party(&books, named)?;
        let book = books.party(&id).and_then(|book| book.party.clone());
        parties.extend(book.map(|party| (id.0.clone(), party)));
    }
    let several = parties.len() > 1;
    let ending = output.as_deref().filter(|_| !several);
    let form = Form::new(args.format.as_deref(), ending)?;
    on_paper(form, output.as_deref())?;
    if several && output.is_none() {
        let what = "there are several letters, and no folder to write them to";
        return Err(Failure::new(what).try_this("-o requests/"));
    }
    for (id, party) in parties {
        let facts = Facts {
            request: &Request::default(),
            dated: args.date,
        };
        let name = format!("the {}", party.name.trim_start_matches("The "));
        let text = letter::request(&name, &party.systems, &facts, &templates)
            .map_err(|error| Failure::new(error.to_string()))?;
        let path = match (&output, several) {
            (Some(folder), true) => {
                std::fs::create_dir_all(folder).map_err(|source| Error::Write {
                    path: folder.clone(),
                    source,
                })?;
                Some(folder.join(format!("{id}.{}", form.ending())))
            }
            (output, _) => output.clone(),
        };
        write(&form.bytes(&text)?, path.as_deref(), &HashSet::new(), out)?;
    }
    Ok(Exit::Analysed)
}

/// The file that was named; none where it is standard output.
fn file(output: Option<PathBuf>) -> Option<PathBuf> {
    output.filter(|path| path != Path::new("-"))
}

/// A Word document would only disturb a terminal.
fn on_paper(form: Form, output: Option<&Path>) -> Result<(), Failure> {
    if form == Form::Docx && output.is_none() && look::on_terminal() {
        let what = "a Word document cannot be shown in a terminal";
        return Err(Failure::new(what).try_this("-o letter.docx"));
    }
    Ok(())
}

fn write(
    bytes: &[u8],
    path: Option<&Path>,
    inputs: &HashSet<PathBuf>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match path {
        Some(path) => save::save(path, inputs, |out| Ok(out.write_all(bytes)?)),
        None => Ok(out.write_all(bytes)?),
    }
}

/// The templates of the program, with those of a folder laid over them.
fn templates(folder: Option<&Path>) -> Result<Templates, Failure> {
    let Some(folder) = folder else {
        return Ok(Templates::default());
    };
    let open = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Open { path, source }
    };
    let mut laid = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(open(folder))? {
        let path = entry.map_err(open(folder))?.path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let text = std::fs::read_to_string(&path).map_err(open(&path))?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            laid.push((name.into_owned(), text));
        }
    }
    laid.sort();
    Templates::laid_over(laid).map_err(|error| Failure::new(error.to_string()))
}
