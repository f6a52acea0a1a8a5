//! A book read table by table, so that one wrong table does not hide the others, and what can be
//! wrong inside a table.

use crate::codebook::check::{Flaw, Problem};
use crate::codebook::entry::{Book, Field};
use crate::codebook::load::{self, Unread};

/// A book read as far as it can be, with its text for the lines.
pub struct Sheet<'t> {
    /// Its path.
    pub file: &'t str,
    /// Its text.
    pub text: &'t str,
    /// What could be read.
    pub book: Book,
    /// The table of each field that could be read.
    fields: Vec<Unread<'t>>,
    schemes: Vec<Unread<'t>>,
    expects: Vec<Unread<'t>>,
    uses: Vec<Unread<'t>>,
    notices: Vec<Unread<'t>>,
}

impl<'t> Sheet<'t> {
    /// Reads the head and each table alone.
    pub fn read(file: &'t str, text: &'t str, problems: &mut Vec<Problem>) -> Self {
        let tables = load::tables(text);
        let end = tables.first().map_or(text.len(), |first| first.from);
        let head = text.get(..end).unwrap_or_default();
        let mut sheet = Sheet {
            file,
            text,
            book: Book::default(),
            fields: Vec::new(),
            schemes: Vec::new(),
            expects: Vec::new(),
            uses: Vec::new(),
            notices: Vec::new(),
        };
        match load::book(file, head) {
            Ok(book) => sheet.book = book,
            Err(error) => problems.push(error.into()),
        }
        if sheet.book.id.is_empty() {
            let folder = file.trim_end_matches("/book.toml");
            folder
                .rsplit('/')
                .next()
                .unwrap_or(folder)
                .clone_into(&mut sheet.book.id);
        }
        for table in tables {
            match load::table(file, &sheet.book, table) {
                Ok(read) => sheet.take(read, table),
                Err(error) => problems.push(error.into()),
            }
        }
        sheet
    }

    fn take(&mut self, read: load::Table, table: Unread<'t>) {
        match read {
            load::Table::Field(field) => {
                self.book.fields.push(*field);
                self.fields.push(table);
            }
            load::Table::Scheme(scheme) => {
                self.book.schemes.push(*scheme);
                self.schemes.push(table);
            }
            load::Table::Expects(expected) => {
                self.book.expects.push(expected);
                self.expects.push(table);
            }
            load::Table::Uses(usage) => {
                self.book.uses.push(usage);
                self.uses.push(table);
            }
            load::Table::Notice(fact) => {
                self.book.notices.push(fact);
                self.notices.push(table);
            }
        }
    }

    /// A problem of this book.
    pub fn problem(&self, line: u32, flaw: Flaw, what: String) -> Problem {
        Problem {
            file: self.file.to_owned(),
            line,
            flaw,
            what,
        }
    }

    /// The line of a text in the head, or the first.
    pub fn line_of_head(&self, wanted: &str) -> u32 {
        let at = self.text.find(wanted).unwrap_or(0);
        load::line_of(self.text, at)
    }

    /// The line of a key in the table of a field.
    pub fn line_of_field(&self, n: usize, wanted: &str) -> u32 {
        line_in(self.fields.get(n), wanted)
    }

    /// The line of a key in the table of a scheme.
    pub fn line_of_scheme(&self, n: usize, wanted: &str) -> u32 {
        line_in(self.schemes.get(n), wanted)
    }

    /// The line of a key in an entry of what the party holds.
    pub fn line_of_expects(&self, n: usize, wanted: &str) -> u32 {
        line_in(self.expects.get(n), wanted)
    }

    /// The line of a key in an entry of what the party works with.
    pub fn line_of_uses(&self, n: usize, wanted: &str) -> u32 {
        line_in(self.uses.get(n), wanted)
    }

    /// The line of a key in an entry of what a notice says.
    pub fn line_of_notice(&self, n: usize, wanted: &str) -> u32 {
        line_in(self.notices.get(n), wanted)
    }
}

/// The line on which a text first stands in a table, at a line's beginning where it is a key; else
/// the line of the table.
fn line_in(table: Option<&Unread<'_>>, wanted: &str) -> u32 {
    let Some(table) = table else { return 1 };
    let is_key = wanted.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let at = table.text.lines().position(|line| {
        if is_key {
            line.strip_prefix(wanted)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        } else {
            line.contains(wanted)
        }
    });
    let within = at.and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    table.line.saturating_add(within)
}

/// What can be wrong inside a table.
pub fn check(sheet: &Sheet<'_>, problems: &mut Vec<Problem>) {
    for (n, field) in sheet.book.fields.iter().enumerate() {
        one_field(sheet, n, field, problems);
    }
    for (n, scheme) in sheet.book.schemes.iter().enumerate() {
        if let Some(what) = loose_title(&scheme.title) {
            let line = sheet.line_of_scheme(n, "title");
            problems.push(sheet.problem(line, Flaw::LooseText, what));
        }
    }
}

fn one_field(sheet: &Sheet<'_>, n: usize, field: &Field, problems: &mut Vec<Problem>) {
    let short = field.id.0.split_once('/').map_or("", |(_, id)| id);
    let orderly = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let mut loose = |key: &str, what: String| {
        let line = sheet.line_of_field(n, key);
        problems.push(sheet.problem(line, Flaw::LooseText, what));
    };
    if short.is_empty() || !short.chars().all(orderly) {
        loose("id", format!("`{short}` is not lower case with hyphens"));
    }
    if let Some(what) = loose_title(&field.title) {
        loose("title", what);
    }
    if let Some(what) = loose_sentence(&field.explanation) {
        loose("explanation", what);
    }
    for other in &field.alternatives {
        if let Some(what) = loose_sentence(other) {
            loose("alternatives", what);
        }
    }
    if let Some(scale) = &field.scale
        && scale.from >= scale.to
    {
        loose("scale", format!("runs from {} to {}", scale.from, scale.to));
    }
}

fn loose_title(title: &str) -> Option<String> {
    let first = title.chars().next()?;
    if title.ends_with('.') && !title.ends_with("etc.") {
        return Some(format!("`{title}` ends with a full stop"));
    }
    if first.is_lowercase() && !title.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(format!("`{title}` begins with a small letter"));
    }
    untidy(title)
}

fn loose_sentence(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("is empty".to_owned());
    }
    if !text.ends_with('.') {
        return Some(format!("`{text}` does not end with a full stop"));
    }
    untidy(text)
}

/// White space that nobody meant.
pub fn untidy(text: &str) -> Option<String> {
    let untidy = text.trim() != text || text.contains("  ") || text.contains(char::is_control);
    untidy.then(|| {
        format!(
            "`{}` has white space that does not belong",
            text.escape_debug()
        )
    })
}
