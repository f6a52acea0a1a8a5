//! `sar-decode codebooks check`: every problem of the books, as a linter tells them.

use std::io::Write;
use std::path::{Path, PathBuf};

use sar_decode::codebook::Codebooks;
use sar_decode::codebook::check::{self, Problem};
use sar_decode::law::Law;
use sar_decode::render::{Ink, Page};
use sar_decode::statement::Phrases;
use serde_json::json;

use crate::cli::args::TextOrJson;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::{known, look};

/// Checks the operator's books where there are some, else all.
pub fn run(
    folders: &[PathBuf],
    dir: Option<&Path>,
    format: TextOrJson,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let folders: Vec<PathBuf> = folders
        .iter()
        .cloned()
        .chain(dir.map(PathBuf::from))
        .collect();
    let laid = known::laid(&folders)?;
    let own: Vec<String> = laid.iter().map(|file| file.path.clone()).collect();
    let books = Codebooks::laid(laid);
    let mut problems = check::check(&books);
    problems.extend(other_files(&books));
    if !folders.is_empty() {
        problems.retain_mut(|problem| {
            let line = books.line_as_laid(&problem.file, problem.line);
            problem.line = line.unwrap_or(problem.line);
            own.contains(&problem.file) && line.is_some()
        });
    }
    let root = dir.or(folders.last().map(PathBuf::as_path));
    let root = root.map_or_else(|| "codebooks".to_owned(), known::slashed);
    match format {
        TextOrJson::Json => as_json(&root, &problems, out)?,
        TextOrJson::Terminal => as_text(&root, &books, &own, &problems, out)?,
    }
    Ok(if problems.is_empty() {
        Exit::Analysed
    } else {
        Exit::FindingReached
    })
}

/// The files that are no books: the phrases of statements, and the law.
fn other_files(books: &Codebooks) -> Vec<Problem> {
    let phrases = Phrases::load(books).err();
    let law = Law::check().err();
    phrases.into_iter().chain(law).map(Problem::from).collect()
}

fn as_json(root: &str, problems: &[Problem], out: &mut dyn Write) -> Result<(), Failure> {
    let list: Vec<_> = problems
        .iter()
        .map(|problem| {
            json!({"file": format!("{root}/{}", problem.file), "line": problem.line,
                   "flaw": problem.flaw, "what": problem.what})
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &list)?;
    writeln!(out)?;
    Ok(())
}

fn as_text(
    root: &str,
    books: &Codebooks,
    own: &[String],
    problems: &[Problem],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut page = Page::new(out, look::plain());
    // One line each, whatever the width: other programs read them.
    for problem in problems {
        page.laid_out(0, &format!("{root}/{problem}"))?;
    }
    if !problems.is_empty() {
        let files = {
            let mut files: Vec<&str> = problems.iter().map(|p| p.file.as_str()).collect();
            files.dedup();
            files.len()
        };
        page.gap()?;
        let text = format!(
            "{}: {}.",
            count(problems.len(), "problem"),
            count(files, "file")
        );
        page.text(0, Ink::Bold, &text)?;
        return Ok(());
    }
    let is_own = |path: &str| own.is_empty() || own.iter().any(|file| file == path);
    let books_of = books.books().filter(|book| {
        own.is_empty()
            || own
                .iter()
                .any(|file| file.ends_with(&format!("{}/book.toml", book.id)))
    });
    let (mut number, mut fields) = (0_usize, 0_usize);
    for book in books_of {
        number += 1;
        fields += book.fields.len();
    }
    let lists = books.all_schemes().filter(|scheme| is_own(&scheme.file));
    let codes: usize = lists
        .filter_map(|scheme| books.list(scheme))
        .map(|list| list.rows().len())
        .sum();
    let text = format!(
        "{} with {} and {}: no problem.",
        count(number, "book"),
        count(fields, "field"),
        count(codes, "code"),
    );
    page.text(0, Ink::Plain, &text)?;
    Ok(())
}

fn count(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        more => format!("{more} {one}s"),
    }
}
