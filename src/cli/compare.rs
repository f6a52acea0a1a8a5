//! `sar-decode compare PATH...`: one person as several parties have them.

use std::collections::HashSet;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sar_decode::analyse::Settings;
use sar_decode::codebook::Codebooks;
use sar_decode::compare::{Comparison, Held, Known, Outcome, Side, compare, paper};
use sar_decode::error::{Error, RenderError};
use sar_decode::ingest::fold_duplicates;
use sar_decode::render::{Ink, Page, Style, docx, html_page, markdown_text};
use sar_decode::report::{OtherPeople, Privacy};
use sar_decode::request::Request;

use super::args::{CompareArgs, CompareForm};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::gather::gather;
use super::reading::Reading;
use super::{diff, known, look, options, save};

const MARGIN: usize = 14;

/// Compares and writes.
pub fn run(
    args: &CompareArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if args.quiet {
        console.be_quiet();
    }
    let output = args.output.clone().filter(|path| path != Path::new("-"));
    let form = form(args, output.as_deref())?;
    if !args.party.is_empty() && args.party.len() != args.paths.len() {
        let what = format!(
            "{} responses are named, and {} parties",
            args.paths.len(),
            args.party.len()
        );
        return Err(Failure::new(what).try_this(
            "--party once for each response, in their order; or `party` in its case.toml",
        ));
    }
    let privacy = options::privacy(args.redact, args.pseudonym.as_deref())?;
    let books = known::codebooks(&args.codebooks)?;
    let mut reading = Reading::new(&args.how)?;
    let mut sides = Vec::new();
    let mut files = HashSet::new();
    let mut exit = Exit::Analysed;
    for (number, path) in args.paths.iter().enumerate() {
        let party = args.party.get(number).map(String::as_str);
        let asked = Asked {
            path,
            party,
            privacy: &privacy,
        };
        let (side, read) = side(asked, &books, &mut reading, stdin, console, &mut files)?;
        exit = diff::worse(exit, read);
        sides.push(side);
    }
    let comparison = compare(&sides);
    let write = |out: &mut dyn Write| write(&comparison, form, out);
    match &output {
        Some(file) => save::save(file, &files, write)?,
        None => write(out)?,
    }
    Ok(exit)
}

/// The form that was named, else that of the file's ending, else text.
fn form(args: &CompareArgs, output: Option<&Path>) -> Result<CompareForm, Failure> {
    let ending = output
        .and_then(Path::extension)
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let form = match (args.format, ending.as_deref()) {
        (Some(form), _) => form,
        (None, Some("json")) => CompareForm::Json,
        (None, Some("html" | "htm")) => CompareForm::Html,
        (None, Some("docx")) => CompareForm::Docx,
        (None, Some("md" | "markdown")) => CompareForm::Markdown,
        (None, Some("txt") | None) => CompareForm::Terminal,
        (None, Some(other)) => {
            let what = format!("a comparison cannot be written as {other}");
            return Err(
                Failure::new(what).try_this("-o comparison.html, .docx, .md, .json or .txt")
            );
        }
    };
    if form == CompareForm::Docx && output.is_none() && look::on_terminal() {
        let what = "a Word document cannot be shown in a terminal";
        return Err(Failure::new(what).try_this("-o comparison.docx"));
    }
    Ok(form)
}

/// A response that is named on the command line.
struct Asked<'a> {
    path: &'a Path,
    party: Option<&'a str>,
    privacy: &'a Privacy,
}

fn side(
    asked: Asked<'_>,
    books: &Codebooks,
    reading: &mut Reading,
    stdin: &mut dyn Read,
    console: &mut Console<'_>,
    files: &mut HashSet<PathBuf>,
) -> Result<(Side, Exit), Failure> {
    let mut gathered = gather(&[asked.path.to_owned()], stdin, reading)?;
    fold_duplicates(&mut gathered.document);
    for left in &gathered.left_out {
        console.note(left);
    }
    let request = match &gathered.case_file {
        Some(path) => diff::case(path, console)?,
        None => Request::default(),
    };
    let named = asked.party.or(request.party.as_deref());
    let settings = Settings {
        party: named.map(|named| known::party(books, named)).transpose()?,
        case_id: request.subject.clone().unwrap_or(gathered.name.clone()),
        request,
        others: OtherPeople::Masked,
        privacy: asked.privacy.clone(),
        ..Settings::default()
    };
    let side = Side::new(&gathered.document, books, &settings)?;
    console.unread(&gathered.document);
    files.extend(gathered.files);
    Ok((side, diff::exit(&gathered.document)))
}

fn write(comparison: &Comparison, form: CompareForm, out: &mut dyn Write) -> Result<(), Failure> {
    match form {
        CompareForm::Terminal => text(comparison, out, look::plain())?,
        CompareForm::Json => {
            serde_json::to_writer_pretty(&mut *out, comparison)?;
            writeln!(out)?;
        }
        CompareForm::Html => out.write_all(html_page(&paper(comparison)).as_bytes())?,
        CompareForm::Markdown => out.write_all(markdown_text(&paper(comparison)).as_bytes())?,
        CompareForm::Docx => {
            let bytes = docx::write(&paper(comparison)).map_err(|source| {
                Error::from(RenderError::Form {
                    format: "docx",
                    source,
                })
            })?;
            out.write_all(&bytes)?;
        }
    }
    Ok(())
}

fn text(comparison: &Comparison, out: &mut dyn Write, style: Style) -> io::Result<()> {
    let mut page = Page::new(out, style);
    page.text(0, Ink::Bold, "One person, as each party has them")?;
    page.gap()?;
    for side in &comparison.sides {
        let text = format!(
            "{}: {} values, {} of them guesses, {} of special sensitivity, {} not explained in the answer; {} findings",
            side.case,
            side.values,
            side.guesses,
            side.special_category,
            side.unexplained,
            side.findings
        );
        page.hanging(
            &side.name,
            MARGIN.max(side.name.chars().count() + 2),
            Ink::Plain,
            &text,
        )?;
    }
    page.gap()?;
    if let Some(doubt) = comparison.doubt {
        page.text(0, Ink::Alarm, doubt)?;
        page.gap()?;
    }
    page.text(0, Ink::Faint, sar_decode::compare::CAVEAT)?;
    page.section("Where they contradict each other")?;
    if comparison.contradictions.is_empty() {
        page.text(
            0,
            Ink::Plain,
            "Nothing, of what can be compared without guessing.",
        )?;
    }
    for contradiction in &comparison.contradictions {
        page.text(2, Ink::Bold, contradiction.about)?;
        held(comparison, &contradiction.held, &mut page)?;
    }
    for (outcome, title) in [
        (Outcome::Differ, "The same field, with different values"),
        (Outcome::Same, "The same field, with the same value"),
        (
            Outcome::NotCompared,
            "The same subject, reckoned by each in its own way",
        ),
    ] {
        let mut fields = comparison
            .shared_fields
            .iter()
            .filter(|it| it.outcome == outcome)
            .peekable();
        if fields.peek().is_some() {
            page.section(title)?;
        }
        for field in fields {
            page.text(2, Ink::Bold, &field.title)?;
            held(comparison, &field.held, &mut page)?;
        }
    }
    suppliers(comparison, &mut page)
}

fn held(comparison: &Comparison, held: &[Held], page: &mut Page<'_>) -> io::Result<()> {
    for one in held {
        let side = comparison.sides.iter().find(|side| side.number == one.side);
        let name = side.map_or("", |side| side.name.as_str());
        let guess = if one.inferred { ", a guess" } else { "" };
        let text = format!(
            "\u{201c}{}\u{201d} = \u{201c}{}\u{201d}{guess}  {} {}",
            one.label, one.value, one.id, one.place
        );
        let head = format!("    {name}");
        page.hanging(
            &head,
            MARGIN.max(head.chars().count() + 2),
            Ink::Plain,
            &text,
        )?;
    }
    Ok(())
}

fn suppliers(comparison: &Comparison, page: &mut Page<'_>) -> io::Result<()> {
    if comparison.suppliers.is_empty() {
        return Ok(());
    }
    page.section("Suppliers and platforms")?;
    for line in &comparison.suppliers {
        let shown: Vec<String> = comparison
            .sides
            .iter()
            .zip(&line.sides)
            .filter_map(|(side, known)| {
                Some(match known.as_ref()? {
                    Known::Named => format!("{} names it", side.name),
                    Known::Fits => format!("a field of {} fits it, unnamed", side.name),
                })
            })
            .collect();
        page.hanging(
            &format!("  {}", line.name),
            24,
            Ink::Plain,
            &shown.join("; "),
        )?;
    }
    Ok(())
}
