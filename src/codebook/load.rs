//! Reads books and code lists, and says by file, line and key what is wrong with one.

use serde::Deserialize;
use toml::Spanned;

use crate::codebook::entry::{
    Book, Cite, Code, Documented, Field, FieldId, Kind, PartyId, Role, Scale, Scheme, Valid, Vendor,
};
use crate::codebook::party::{Expectation, NoticeFact, Party, Usage};
use crate::codebook::quick;
use crate::error::CodebookError;
use crate::vocabulary::{Category, Evidence, InferredFrom, Level, Origin, SpecialCategory};

/// The version of the layout that this program reads.
const FORMAT: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBook {
    format: u32,
    id: Spanned<String>,
    version: String,
    title: String,
    #[serde(rename = "kind")]
    _kind: RawBookKind,
    party: Option<Party>,
    vendor: Option<RawVendor>,
    #[serde(default)]
    cites: std::collections::BTreeMap<String, RawCite>,
    #[serde(default)]
    field: Vec<RawField>,
    #[serde(default)]
    scheme: Vec<RawScheme>,
    #[serde(default)]
    expects: Vec<Expectation>,
    #[serde(default)]
    uses: Vec<Usage>,
    #[serde(default, rename = "notice")]
    notices: Vec<NoticeFact>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawBookKind {
    Party,
    Vendor,
    Common,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVendor {
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    products: Vec<String>,
    #[serde(default)]
    platform: bool,
    #[serde(default)]
    seat: Option<String>,
    #[serde(default)]
    marks: Vec<String>,
    history: Option<String>,
    status: Option<Evidence>,
    #[serde(default)]
    cites: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCite {
    title: String,
    #[serde(default)]
    publisher: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    locator: String,
    status: Evidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    id: Spanned<String>,
    title: String,
    #[serde(default)]
    aliases: Vec<String>,
    kind: Kind,
    category: Category,
    origin: Origin,
    level: Level,
    #[serde(default)]
    inferred: bool,
    #[serde(default)]
    inferred_from: Vec<InferredFrom>,
    special: Option<SpecialCategory>,
    #[serde(default)]
    codes: Vec<String>,
    scale: Option<Scale>,
    supplier: Option<String>,
    explanation: String,
    evidence: Documented,
    #[serde(default)]
    cites: Vec<String>,
    #[serde(default)]
    alternatives: Vec<String>,
    valid: Option<Valid>,
    #[serde(default)]
    role: Role,
    only: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScheme {
    id: Spanned<String>,
    title: String,
    file: String,
    versions: Vec<String>,
    #[serde(default)]
    fallback: Vec<String>,
    level: Level,
    origin: Origin,
    #[serde(default)]
    inferred: bool,
    category: Category,
    supplier: Option<String>,
    pattern: Option<String>,
    pad: Option<usize>,
    #[serde(default)]
    missing: Vec<String>,
    special: Option<SpecialCategory>,
    party: Option<String>,
    #[serde(default)]
    distinctive: bool,
    #[serde(default)]
    digits: bool,
    #[serde(default)]
    compound: bool,
    #[serde(default)]
    reference: bool,
}

/// Reads a `book.toml`. `file` is its path relative to the folder of codebooks.
///
/// # Errors
///
/// [`CodebookError`] with the line and key of the first thing that is wrong: not TOML, a key that
/// nobody knows, a word that is not in its set, a citation that is not declared, a verified field
/// without a citation.
pub fn book(file: &str, text: &str) -> Result<Book, CodebookError> {
    let raw: RawBook = parse(file, text)?;
    let lines = Lines::new(text);
    let line = |offset: usize| lines.at(offset);
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let bad = |at: usize, key: &str, what: String| CodebookError {
        file: file.to_owned(),
        line: line(at),
        key: key.to_owned(),
        what,
    };
    if raw.format != FORMAT {
        return Err(bad(
            0,
            "format",
            format!("is {}, and this program reads {FORMAT}", raw.format),
        ));
    }
    let id = raw.id.get_ref().clone();
    if folder.rsplit('/').next() != Some(id.as_str()) {
        return Err(bad(
            raw.id.span().start,
            "id",
            format!("`{id}` is not the name of its folder"),
        ));
    }
    let cites: Vec<Cite> = raw
        .cites
        .into_iter()
        .map(|(key, cite)| Cite {
            key,
            title: cite.title,
            publisher: cite.publisher,
            date: cite.date,
            locator: cite.locator,
            status: cite.status,
        })
        .collect();
    let mut fields = Vec::with_capacity(raw.field.len());
    for raw in raw.field {
        let line = line(raw.id.span().start);
        fields.push(field_of(raw, file, &id, &cites, line)?);
    }
    let schemes = raw
        .scheme
        .into_iter()
        .map(|scheme| scheme_of(scheme, folder))
        .collect();
    Ok(Book {
        id,
        version: raw.version,
        title: raw.title,
        party: raw.party,
        vendor: raw.vendor.map(|vendor| Vendor {
            name: vendor.name,
            names: vendor.names,
            products: vendor.products,
            platform: vendor.platform,
            seat: vendor.seat,
            marks: vendor.marks,
            history: vendor.history,
            status: vendor.status,
            cites: vendor.cites,
        }),
        cites,
        fields,
        schemes,
        expects: raw.expects,
        uses: raw.uses,
        notices: raw.notices,
    })
}

fn field_of(
    field: RawField,
    file: &str,
    book: &str,
    cites: &[Cite],
    line: u32,
) -> Result<Field, CodebookError> {
    let bad = |key: &str, what: String| CodebookError {
        file: file.to_owned(),
        line,
        key: key.to_owned(),
        what,
    };
    let unknown = field
        .cites
        .iter()
        .find(|key| cites.binary_search_by(|cite| cite.key.cmp(key)).is_err());
    if let Some(missing) = unknown {
        return Err(bad(
            "cites",
            format!("`{missing}` is not declared in this book"),
        ));
    }
    if field.evidence == Documented::Verified && field.cites.is_empty() {
        return Err(bad(
            "evidence",
            format!("`{}` is verified and cites nothing", field.id.get_ref()),
        ));
    }
    Ok(unchecked_field(field, book, line))
}

/// A field as it is written, whatever its citations.
fn unchecked_field(field: RawField, book: &str, line: u32) -> Field {
    Field {
        id: FieldId(format!("{book}/{}", field.id.get_ref())),
        title: field.title,
        aliases: field.aliases,
        kind: field.kind,
        category: field.category,
        origin: field.origin,
        level: field.level,
        inferred: field.inferred,
        inferred_from: field.inferred_from,
        special: field.special,
        codes: field.codes,
        scale: field.scale,
        supplier: field.supplier,
        explanation: field.explanation,
        evidence: field.evidence,
        cites: field.cites,
        alternatives: field.alternatives,
        role: field.role,
        valid: field.valid,
        only: field.only,
        line,
    }
}

/// A table of a book, found by its place and not yet read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread<'t> {
    /// Its text, from `[[field]]` or the like to the next table.
    pub text: &'t str,
    /// Where the table begins in the text of the book, in bytes.
    pub from: usize,
    /// The line on which it begins.
    pub line: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFieldAlone {
    field: Vec<RawField>,
}

/// Reads one field alone, in the book and with the citations of its head.
///
/// # Errors
///
/// As [`book`].
pub fn field(file: &str, head: &Book, unread: Unread<'_>) -> Result<Field, CodebookError> {
    let moved = |error: CodebookError| CodebookError {
        line: (error.line + unread.line).saturating_sub(1),
        ..error
    };
    let raw: RawFieldAlone = parse(file, unread.text).map_err(moved)?;
    let first = raw.field.into_iter().next().ok_or_else(|| CodebookError {
        file: file.to_owned(),
        line: unread.line,
        key: "field".to_owned(),
        what: "there is nothing in it".to_owned(),
    })?;
    field_of(first, file, &head.id, &head.cites, unread.line)
}

/// The fields of a book as tables of text, without reading them.
#[must_use]
pub fn unread_fields(text: &str) -> Vec<Unread<'_>> {
    let mut fields = tables(text);
    fields.retain(|table| table.text.starts_with("[[field]]"));
    fields
}

/// What stands after the head of a book: its tables in lists (`[[field]]` and the like), unread.
#[must_use]
pub fn tables(text: &str) -> Vec<Unread<'_>> {
    let starts: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), b"\n[[")
        .map(|at| at + 1)
        .collect();
    let mut found = Vec::with_capacity(starts.len());
    let mut line: u32 = 1;
    let mut before = 0;
    for (n, from) in starts.iter().copied().enumerate() {
        let skipped = text.get(before..from).unwrap_or_default();
        line += u32::try_from(memchr::memchr_iter(b'\n', skipped.as_bytes()).count()).unwrap_or(0);
        before = from;
        let end = starts.get(n + 1).copied().unwrap_or(text.len());
        found.push(Unread {
            text: text.get(from..end).unwrap_or_default(),
            from,
            line,
        });
    }
    found
}

/// A book without its tables of certain kinds: `[[field]]`.
#[must_use]
pub fn without(text: &str, kinds: &[&str]) -> String {
    let tables = tables(text);
    let head = tables.first().map_or(text.len(), |first| first.from);
    let mut rest = text.get(..head).unwrap_or_default().to_owned();
    for table in &tables {
        if !kinds.iter().any(|kind| table.text.starts_with(kind)) {
            rest.push_str(table.text);
        }
    }
    rest
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSchemesAlone {
    #[serde(default)]
    scheme: Vec<RawScheme>,
}

/// Reads the schemes of a book alone, in the order of the file.
///
/// # Errors
///
/// As [`book`]; the line is counted among the tables of schemes only.
pub fn schemes(file: &str, text: &str) -> Result<Vec<Scheme>, CodebookError> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let tables: String = tables(text)
        .iter()
        .filter(|table| table.text.starts_with("[[scheme]]"))
        .map(|table| table.text)
        .collect();
    let raw: RawSchemesAlone = parse(file, &tables)?;
    let schemes = raw.scheme.into_iter();
    Ok(schemes.map(|raw| scheme_of(raw, folder)).collect())
}

/// A table of a book, read alone.
#[derive(Debug)]
pub enum Table {
    /// `[[field]]`
    Field(Box<Field>),
    /// `[[scheme]]`
    Scheme(Box<Scheme>),
    /// `[[expects]]`
    Expects(Expectation),
    /// `[[uses]]`
    Uses(Usage),
    /// `[[notice]]`
    Notice(NoticeFact),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    #[serde(default)]
    field: Vec<RawField>,
    #[serde(default)]
    scheme: Vec<RawScheme>,
    #[serde(default)]
    expects: Vec<Expectation>,
    #[serde(default)]
    uses: Vec<Usage>,
    #[serde(default)]
    notice: Vec<NoticeFact>,
}

/// Reads one table of a book alone. Citations of fields are not looked up: who reads table by table
/// looks at all citations together.
///
/// # Errors
///
/// As [`book`].
pub fn table(file: &str, head: &Book, unread: Unread<'_>) -> Result<Table, CodebookError> {
    let mut raw: RawTable = parse(file, unread.text).map_err(|error| CodebookError {
        line: (error.line + unread.line).saturating_sub(1),
        ..error
    })?;
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    if let Some(field) = raw.field.pop() {
        let field = unchecked_field(field, &head.id, unread.line);
        return Ok(Table::Field(Box::new(field)));
    }
    let scheme = raw.scheme.pop().map(|raw| scheme_of(raw, folder));
    scheme
        .map(|scheme| Table::Scheme(Box::new(scheme)))
        .or_else(|| raw.expects.pop().map(Table::Expects))
        .or_else(|| raw.uses.pop().map(Table::Uses))
        .or_else(|| raw.notice.pop().map(Table::Notice))
        .ok_or_else(|| CodebookError {
            file: file.to_owned(),
            line: unread.line,
            key: "table".to_owned(),
            what: "there is nothing in it".to_owned(),
        })
}

/// Hands each spelling of an unread field to a function. A table with an escape in it is read in full.
pub fn each_spelling(unread: Unread<'_>, mut take: impl FnMut(&str)) {
    let text = unread.text.as_bytes();
    if memchr::memchr(b'\\', text).is_some() {
        let raw = parse::<RawFieldAlone>("", unread.text);
        let fields = raw.map(|raw| raw.field).unwrap_or_default();
        let spellings = fields.iter().flat_map(|field| &field.aliases);
        return spellings.for_each(|spelling| take(spelling));
    }
    let Some(at) = memchr::memmem::find(text, b"\naliases") else {
        return;
    };
    let list = text.get(at..).unwrap_or_default();
    let Some(open) = memchr::memchr(b'[', list) else {
        return;
    };
    let mut rest = unread
        .text
        .get(at.saturating_add(open)..)
        .unwrap_or_default();
    // Up to the bracket that stands outside of quotes.
    while let Some(mark) = memchr::memchr3(b'"', b']', b'#', rest.as_bytes()) {
        let end = match rest.as_bytes().get(mark) {
            Some(b'"') => b'"',
            Some(b'#') => b'\n',
            _ => return,
        };
        let tail = rest.get(mark.saturating_add(1)..).unwrap_or_default();
        let Some(close) = memchr::memchr(end, tail.as_bytes()) else {
            return;
        };
        if end == b'"' {
            take(tail.get(..close).unwrap_or_default());
        }
        rest = tail.get(close.saturating_add(1)..).unwrap_or_default();
    }
}

fn scheme_of(raw: RawScheme, folder: &str) -> Scheme {
    Scheme {
        file: format!("{folder}/{}", raw.file),
        id: raw.id.into_inner(),
        title: raw.title,
        versions: raw.versions,
        fallback: raw.fallback,
        level: raw.level,
        origin: raw.origin,
        inferred: raw.inferred,
        category: raw.category,
        supplier: raw.supplier,
        pattern: raw.pattern,
        pad: raw.pad,
        missing: raw.missing,
        special: raw.special,
        party: raw.party.map(PartyId),
        distinctive: raw.distinctive,
        digits: raw.digits,
        compound: raw.compound,
        reference: raw.reference,
    }
}

/// Reads the rows of one scheme from a code list.
///
/// # Errors
///
/// [`CodebookError`] with the line of the first row that is not in order: a column that is missing,
/// a status that is no status, a row without a source.
pub fn codes(file: &str, text: &str, scheme: &str) -> Result<Vec<Code>, CodebookError> {
    let (rows_text, lines) = rows_of(text, scheme);
    let mut reader = csv::ReaderBuilder::new().from_reader(rows_text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::with_capacity(lines.len());
    loop {
        let line = lines.get(rows.len()).copied().unwrap_or(0);
        let bad = |key: &str, what: String| CodebookError {
            file: file.to_owned(),
            line,
            key: key.to_owned(),
            what,
        };
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) => {}
            Err(_) => {
                return Err(bad(
                    "row",
                    "does not have the columns of the header".to_owned(),
                ));
            }
        }
        let column = |index: usize| record.get(index).unwrap_or_default();
        let status = match column(6) {
            "verified" => Evidence::Verified,
            "recalled" => Evidence::Recalled,
            other => {
                return Err(bad(
                    "status",
                    format!("`{other}` is neither verified nor recalled"),
                ));
            }
        };
        if column(7).trim().is_empty() {
            return Err(bad(
                "source",
                "is empty: every row says who says so".to_owned(),
            ));
        }
        rows.push(Code {
            version: column(1).to_owned(),
            code: column(2).to_owned(),
            label: column(3).to_owned(),
            parent: column(4).to_owned(),
            notes: column(5).to_owned(),
            status,
            source: column(7).to_owned(),
        });
    }
}

/// The columns of a code list, in their order.
pub const COLUMNS: [&str; 8] = [
    "scheme",
    "version",
    "code",
    "label",
    "parent_code",
    "notes",
    "status",
    "source",
];

/// A row of a code list as it is written, whether it is in order or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it stands.
    pub line: u32,
    /// Whether it has as many columns as the header.
    pub whole: bool,
    /// The scheme.
    pub scheme: String,
    /// The version.
    pub version: String,
    /// The code.
    pub code: String,
    /// The label.
    pub label: String,
    /// The status.
    pub status: String,
    /// The source.
    pub source: String,
}

/// All rows of a code list as they are written. A row stands on one line.
#[must_use]
pub fn rows(text: &str) -> Vec<Row> {
    let mut found = Vec::new();
    for (line, number) in text.lines().zip(1..).skip(1) {
        if line.trim().is_empty() {
            continue;
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(line.as_bytes());
        let mut record = csv::StringRecord::new();
        let read = reader.read_record(&mut record).unwrap_or(false);
        let column = |index: usize| record.get(index).unwrap_or_default().to_owned();
        found.push(Row {
            line: number,
            whole: read && record.len() == COLUMNS.len(),
            scheme: column(0),
            version: column(1),
            code: column(2),
            label: column(3),
            status: column(6),
            source: column(7),
        });
    }
    found
}

/// A word of our sets and a term of another vocabulary for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Which of our sets: `category`, `origin`, `special`, `inferred`.
    pub set: String,
    /// The word.
    pub word: String,
    /// How the term stands to it: `is`, or `from` for where data come from.
    pub relation: String,
    /// The term.
    pub iri: String,
    /// Whether the vocabulary was read.
    pub status: Evidence,
    /// Which vocabulary.
    pub source: String,
}

/// Reads a file of terms.
///
/// # Errors
///
/// [`CodebookError`] with the line of the first row that is not in order.
pub fn terms(file: &str, text: &str) -> Result<Vec<Term>, CodebookError> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let mut terms = Vec::new();
    for (row, line) in reader.records().zip(2..) {
        let bad = |key: &str, what: &str| CodebookError {
            file: file.to_owned(),
            line,
            key: key.to_owned(),
            what: what.to_owned(),
        };
        let row = row.map_err(|_| bad("row", "does not have the columns of the header"))?;
        let column = |index: usize| row.get(index).unwrap_or_default().to_owned();
        let status = match row.get(4) {
            Some("verified") => Evidence::Verified,
            Some("recalled") => Evidence::Recalled,
            _ => return Err(bad("status", "is neither verified nor recalled")),
        };
        terms.push(Term {
            set: column(0),
            word: column(1),
            relation: column(2),
            iri: column(3),
            status,
            source: column(5),
        });
    }
    Ok(terms)
}

/// The header of a code list and the rows of one scheme, with the lines on which these stand. A row
/// stands on one line: no field of a code list holds a line break.
fn rows_of(text: &str, scheme: &str) -> (String, Vec<u32>) {
    let mut rows = String::new();
    let mut lines = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let wanted = n == 0
            || line
                .strip_prefix(scheme)
                .is_some_and(|rest| rest.starts_with(','));
        if !wanted {
            continue;
        }
        rows.push_str(line);
        rows.push('\n');
        if n > 0 {
            lines.push(u32::try_from(n + 1).unwrap_or(u32::MAX));
        }
    }
    (rows, lines)
}

/// Reads TOML into a type; what is wrong is said with its line.
pub(crate) fn parse<T: for<'de> Deserialize<'de>>(
    file: &str,
    text: &str,
) -> Result<T, CodebookError> {
    if let Some(read) = quick::read(text) {
        return Ok(read);
    }
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        CodebookError {
            file: file.to_owned(),
            line: line_of(text, start),
            key: key_at(text, start),
            what: error.message().trim().replace('\n', " "),
        }
    })
}

/// Where the lines of a text begin, so that the line of an offset is found without reading it again.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    /// The line, from 1, of a byte offset.
    fn at(&self, offset: usize) -> u32 {
        u32::try_from(self.0.partition_point(|end| *end < offset) + 1).unwrap_or(u32::MAX)
    }
}

/// The line, from 1, of a byte offset.
pub(crate) fn line_of(text: &str, offset: usize) -> u32 {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    u32::try_from(before.iter().filter(|byte| **byte == b'\n').count() + 1).unwrap_or(u32::MAX)
}

/// The key that stands on the line of an offset, or the table that it opens.
fn key_at(text: &str, offset: usize) -> String {
    let index = usize::try_from(line_of(text, offset))
        .unwrap_or(1)
        .saturating_sub(1);
    let line = text.lines().nth(index).unwrap_or_default().trim();
    line.split('=').next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "format = 1\nid = \"x\"\nversion = \"2026.1.1\"\ntitle = \"X\"\nkind = \"party\"\n";

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = book("x/book.toml", &format!("{HEAD}colour = \"red\"\n")).map(|_| ());
        let error = error.err().map(|e| e.to_string()).unwrap_or_default();
        assert!(
            error.starts_with("x/book.toml:6: colour: unknown field"),
            "{error}"
        );
    }

    #[test]
    fn a_verified_field_needs_a_citation() {
        let field = "[[field]]\nid = \"a\"\ntitle = \"A\"\nkind = \"text\"\ncategory = \"unknown\"\norigin = \"unknown\"\nlevel = \"person\"\nexplanation = \"A.\"\nevidence = \"verified\"\n";
        let error = book("x/book.toml", &format!("{HEAD}{field}")).map(|_| ());
        let error = error.err().map(|e| e.to_string()).unwrap_or_default();
        assert_eq!(
            error,
            "x/book.toml:7: evidence: `a` is verified and cites nothing"
        );
    }

    #[test]
    fn a_code_without_a_source_does_not_load() {
        let list =
            "scheme,version,code,label,parent_code,notes,status,source\ns,1,A,Alpha,,,verified,\n";
        let error = codes("x/list.csv", list, "s").map(|_| ());
        assert_eq!(error.err().map(|e| e.line), Some(2));
    }

    #[test]
    fn only_the_rows_of_the_scheme_are_read() {
        let list = "scheme,version,code,label,parent_code,notes,status,source\ns,1,A,Alpha,,,verified,Z\nt,1,A,Other,,,recalled,Z\n";
        let rows = codes("x/list.csv", list, "s").unwrap_or_default();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows.first().map(|row| row.label.as_str()), Some("Alpha"));
    }
}
