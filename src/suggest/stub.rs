//! A book to fill in.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Suggestions, Unknown};
use crate::codebook::{Label, Word};

const HEAD: &str = r#"# Headings that no codebook explains yet. This book loads as it is: put it into a folder as
# vendors/suggested/book.toml and lay it over the others with --codebooks FOLDER. To keep an entry, move it
# into the book of its party, say what a source says, and cite it; what nobody has published stays as it is.
format  = 1
id      = "suggested"
version = "2026.1.1"
title   = "Headings that are not known yet"
kind    = "vendor"
"#;

/// Writes the book.
pub fn book(suggestions: &Suggestions) -> String {
    let mut text = HEAD.to_owned();
    for unknown in &suggestions.codes {
        let _ = writeln!(
            text,
            "# codes of {} that its list does not have: {}; {}",
            line(&unknown.name),
            shapes(unknown),
            counts(unknown)
        );
    }
    // A field here would take the place of the reading, so these stay remarks.
    for unknown in &suggestions.read_by_words {
        let _ = writeln!(
            text,
            "# {} is read from its words as {}; {}",
            quoted(&line(&unknown.name)),
            quoted(&line(&unknown.readings.join("; "))),
            counts(unknown)
        );
    }
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for unknown in &suggestions.headings {
        field(unknown, &mut ids, &mut text);
    }
    text
}

fn field(unknown: &Unknown, ids: &mut BTreeSet<String>, text: &mut String) {
    let _ = writeln!(text, "\n[[field]]");
    let _ = writeln!(
        text,
        "# {}; values like {}",
        counts(unknown),
        shapes(unknown)
    );
    if !unknown.fits.is_empty() {
        let _ = writeln!(text, "# have the shape of: {}", unknown.fits.join(", "));
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let aliases: Vec<String> = unknown
        .spellings
        .iter()
        .filter(|spelling| seen.insert(Label::new(spelling).key().to_owned()))
        .map(|spelling| quoted(spelling))
        .collect();
    let _ = writeln!(text, "id       = {}", quoted(&id(&unknown.name, ids)));
    let _ = writeln!(text, "title    = {}", quoted(&title(&unknown.name)));
    let _ = writeln!(text, "aliases  = [{}]", aliases.join(", "));
    let _ = writeln!(text, "kind     = {}", quoted(unknown.kind));
    let _ = writeln!(
        text,
        "category = \"unknown\"\norigin   = \"unknown\"\nlevel    = \"unknown\"\nexplanation = \"The field is known by its heading only.\"\nevidence = \"none\""
    );
}

fn counts(unknown: &Unknown) -> String {
    let of = if unknown.parties.is_empty() {
        String::new()
    } else {
        format!(" ({})", unknown.parties.join(", "))
    };
    format!(
        "responses: {}, people: {}{of}",
        unknown.responses, unknown.people
    )
}

fn shapes(unknown: &Unknown) -> String {
    const SHOWN: usize = 4;
    let shapes = unknown.shapes.iter().take(SHOWN);
    let shapes: Vec<&str> = shapes.map(|count| count.shape.as_str()).collect();
    if shapes.is_empty() {
        return "none but blanks".to_owned();
    }
    shapes.join(", ")
}

/// An id that no other field has.
fn id(name: &str, ids: &mut BTreeSet<String>) -> String {
    let ascii =
        |word: &Word| -> String { word.chars().filter(char::is_ascii_alphanumeric).collect() };
    let words: Vec<String> = Label::new(name).words().iter().map(ascii).collect();
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|w| !w.is_empty())
        .collect();
    let base = match words.as_slice() {
        [] => "heading".to_owned(),
        words => words.join("-"),
    };
    let mut id = base.clone();
    let mut number = 2;
    while !ids.insert(id.clone()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}

/// The heading as a title: on one line, with a capital, without a full stop.
fn title(name: &str) -> String {
    let line = line(name);
    let line = line.trim_end_matches('.');
    let mut characters = line.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => "Heading".to_owned(),
    }
}

/// White space in one form, nothing that is not seen.
fn line(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A string of TOML; the escapes of JSON are among its own.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
