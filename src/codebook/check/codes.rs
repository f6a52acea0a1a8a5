//! The code lists: each row with its status and source, each read by a scheme, each in the shape
//! that its scheme says.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::codebook::check::table::{Sheet, untidy};
use crate::codebook::check::{Flaw, Problem};
use crate::codebook::entry::Scheme;
use crate::codebook::layer::Codebooks;
use crate::codebook::load::{self, Row};

/// All lists.
pub fn check(sheets: &[Sheet<'_>], books: &Codebooks, problems: &mut Vec<Problem>) {
    let mut declared: BTreeMap<&str, Vec<&Scheme>> = BTreeMap::new();
    for scheme in sheets.iter().flat_map(|sheet| &sheet.book.schemes) {
        declared.entry(&scheme.file).or_default().push(scheme);
    }
    let mut lists: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for (file, schemes) in &declared {
        let Some(text) = books.file(file) else {
            continue;
        };
        let rows = load::rows(text);
        for row in &rows {
            one_row(file, row, schemes, problems);
        }
        twice(file, &rows, problems);
        lists.insert(file, rows);
    }
    for sheet in sheets {
        for (n, scheme) in sheet.book.schemes.iter().enumerate() {
            match lists.get(scheme.file.as_str()) {
                Some(rows) => one_scheme(sheet, n, scheme, rows, problems),
                None => {
                    let what = format!("there is no file `{}`", scheme.file);
                    let line = sheet.line_of_scheme(n, "file");
                    problems.push(sheet.problem(line, Flaw::UnknownName, what));
                }
            }
        }
    }
}

fn one_row(file: &str, row: &Row, schemes: &[&Scheme], problems: &mut Vec<Problem>) {
    let mut tell = |flaw: Flaw, what: String| {
        problems.push(Problem {
            file: file.to_owned(),
            line: row.line,
            flaw,
            what,
        });
    };
    if !row.whole {
        tell(
            Flaw::DoesNotLoad,
            format!("has not the {} columns of the header", load::COLUMNS.len()),
        );
        return;
    }
    let name = format!("`{}` of {} {}", row.code, row.scheme, row.version);
    if !matches!(row.status.as_str(), "verified" | "recalled") {
        tell(
            Flaw::UnsourcedRow,
            format!(
                "{name} has the status `{}`, which is neither verified nor recalled",
                row.status
            ),
        );
    }
    if row.source.trim().is_empty() {
        tell(
            Flaw::UnsourcedRow,
            format!("{name} does not say who says so"),
        );
    }
    if let Some(what) = untidy(&row.label) {
        tell(Flaw::LooseText, what);
    }
    match schemes.iter().find(|scheme| scheme.id == row.scheme) {
        None => tell(
            Flaw::UnreadRow,
            format!("{name}: no book declares the scheme"),
        ),
        Some(scheme) => {
            let read = scheme.versions.iter().chain(&scheme.fallback);
            if !read.into_iter().any(|version| *version == row.version) {
                tell(
                    Flaw::UnreadRow,
                    format!("{name}: the scheme does not declare the version"),
                );
            }
        }
    }
}

/// Codes that stand twice in one version of a scheme.
fn twice(file: &str, rows: &[Row], problems: &mut Vec<Problem>) {
    let mut seen: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for row in rows.iter().filter(|row| row.whole) {
        if !seen.insert((&row.scheme, &row.version, &row.code)) {
            problems.push(Problem {
                file: file.to_owned(),
                line: row.line,
                flaw: Flaw::DuplicateCode,
                what: format!(
                    "`{}` of {} {} stands above",
                    row.code, row.scheme, row.version
                ),
            });
        }
    }
}

/// A scheme against its rows: its pattern, its versions.
fn one_scheme(
    sheet: &Sheet<'_>,
    n: usize,
    scheme: &Scheme,
    rows: &[Row],
    problems: &mut Vec<Problem>,
) {
    let own = || rows.iter().filter(|row| row.scheme == scheme.id);
    for version in scheme.versions.iter().chain(&scheme.fallback) {
        if !own().any(|row| row.version == *version) {
            let what = format!("`{}` has no row of the version `{version}`", scheme.id);
            let line = sheet.line_of_scheme(n, "versions");
            problems.push(sheet.problem(line, Flaw::UnreadRow, what));
        }
    }
    let Some(pattern) = &scheme.pattern else {
        return;
    };
    let line = sheet.line_of_scheme(n, "pattern");
    let shape = match Regex::new(pattern) {
        Ok(shape) => shape,
        Err(error) => {
            let what = format!(
                "`{pattern}` is no pattern: {}",
                error.to_string().replace('\n', " ")
            );
            problems.push(sheet.problem(line, Flaw::PatternMisfit, what));
            return;
        }
    };
    let misfits: Vec<&str> = own()
        .filter(|row| !scheme.missing.contains(&row.code) && !shape.is_match(&row.code))
        .map(|row| row.code.as_str())
        .collect();
    if !misfits.is_empty() {
        let what = format!("`{pattern}` does not fit {}", some(&misfits));
        problems.push(sheet.problem(line, Flaw::PatternMisfit, what));
    }
}

/// The first few, and how many more there are.
fn some(codes: &[&str]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = codes
        .iter()
        .take(SHOWN)
        .map(|code| format!("`{code}`"))
        .collect();
    match codes.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
