//! Text to records and fields.
//!
//! A reader of its own and not the `csv` crate, because three things must be right that the crate
//! does not do: the line of every record, blank lines kept as records, and a quote that never
//! closes costing one field and not the rest of the file. On well-formed text both agree; a test
//! holds them together.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

/// How far the end of a quoted field is looked for, in bytes, once so many ends were not found.
/// Without end at first; then ever less, so that hostile text is read in linear time.
const REACH: &[(u32, usize)] = &[(10_000, 64), (16, 4096), (0, usize::MAX)];

/// How fields are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dialect {
    /// Between two fields; none where a line is one field.
    pub(crate) delimiter: Option<u8>,
    /// Around a field that holds a delimiter or a line break.
    pub(crate) quote: Option<u8>,
    /// How a quote inside quotes is written.
    pub(crate) escape: Escape,
}

/// How a quote inside quotes is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Escape {
    /// Twice.
    Doubled,
    /// After a backslash.
    Backslash,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field<'t> {
    /// The value: as written, quotes removed.
    pub(crate) text: Cow<'t, str>,
    /// Whether it stood in quotes.
    pub(crate) quoted: bool,
}

/// What went wrong with quotes: how often, and the line of the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// How often.
    pub(crate) count: u32,
    /// The first line, from zero.
    pub(crate) line: u32,
}

impl Trouble {
    /// Counts one more.
    pub(crate) fn note(&mut self, line: u32) {
        if self.count == 0 {
            self.line = line;
        }
        self.count = self.count.saturating_add(1);
    }
}

/// Goes through the records of a text.
#[derive(Debug)]
pub(crate) struct Records<'t> {
    text: &'t str,
    dialect: Dialect,
    at: usize,
    line: u32,
    fruitless: u32,
    columns: u32,
    /// Records with more fields than are handed out.
    pub(crate) wide: Trouble,
    /// Quotes that never close: the field was read as if it had none.
    pub(crate) unclosed: Trouble,
    /// Quotes inside quoted fields that are not escaped.
    pub(crate) inner: Trouble,
}

/// What a quoted field turned out to be.
enum Quoted<'t> {
    /// A value, and where the text goes on.
    Value(Cow<'t, str>, usize),
    /// Its quote has no end.
    Unclosed,
}

impl<'t> Records<'t> {
    /// Starts at the first line; hands out at most so many fields of a record.
    pub(crate) fn new(text: &'t str, dialect: Dialect, columns: u32) -> Self {
        Self {
            text,
            dialect,
            at: 0,
            line: 0,
            fruitless: 0,
            columns,
            wide: Trouble::default(),
            unclosed: Trouble::default(),
            inner: Trouble::default(),
        }
    }

    /// Reads the next record into `fields`: none for a blank line. Answers with the line on which
    /// it starts, from zero, or with nothing at the end of the text.
    pub(crate) fn next(&mut self, fields: &mut Vec<Field<'t>>) -> Option<u32> {
        fields.clear();
        let start = self.line;
        match self.byte(self.at)? {
            b'\r' | b'\n' => {
                self.end_line();
                return Some(start);
            }
            _ => {}
        }
        let room = usize::try_from(self.columns).unwrap_or(usize::MAX);
        let mut beyond = false;
        loop {
            let field = self.field();
            if fields.len() < room {
                fields.push(field);
            } else if !beyond && !field.text.is_empty() {
                beyond = true;
                self.wide.note(start);
            }
            match self.byte(self.at) {
                Some(b'\r' | b'\n') => {
                    self.end_line();
                    return Some(start);
                }
                Some(_) => self.at = self.at.saturating_add(1),
                None => return Some(start),
            }
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn rest(&self, from: usize) -> &'t [u8] {
        self.text.as_bytes().get(from..).unwrap_or_default()
    }

    /// Goes over one line end, of one or two bytes.
    fn end_line(&mut self) {
        let both = self.byte(self.at) == Some(b'\r')
            && self.byte(self.at.saturating_add(1)) == Some(b'\n');
        self.at = self.at.saturating_add(if both { 2 } else { 1 });
        self.line = self.line.saturating_add(1);
    }

    /// Reads a field and stops at what ends it.
    fn field(&mut self) -> Field<'t> {
        let start = self.at;
        if let Some(quote) = self.dialect.quote {
            let open = self.over_spaces(start);
            if self.byte(open) == Some(quote) && (open == start || self.ends_well(open, quote)) {
                match self.quoted(open, quote) {
                    Quoted::Value(text, end) => {
                        let inside = self.text.as_bytes().get(start..end).unwrap_or_default();
                        self.line = self
                            .line
                            .saturating_add(crate::ingest::encoding::line_ends(inside));
                        self.at = end;
                        return Field { text, quoted: true };
                    }
                    Quoted::Unclosed => self.unclosed.note(self.line),
                }
            }
        }
        let text = self.bare(start);
        Field {
            text,
            quoted: false,
        }
    }

    /// The first position from here that is not a space, unless spaces are the delimiter.
    fn over_spaces(&self, start: usize) -> usize {
        if self.dialect.delimiter == Some(b' ') {
            return start;
        }
        let spaces = self.rest(start).iter().take_while(|byte| **byte == b' ');
        start.saturating_add(spaces.count())
    }

    /// Whether a quote after spaces has its other half at the end of the field: otherwise it is
    /// part of the text.
    fn ends_well(&self, open: usize, quote: u8) -> bool {
        let mut at = open.saturating_add(1);
        while let Some(step) = memchr3(quote, b'\r', b'\n', self.rest(at)) {
            at = at.saturating_add(step);
            if self.byte(at) != Some(quote) {
                return false;
            }
            at = at.saturating_add(1);
            if self.ends_field(self.over_spaces(at)) {
                return true;
            }
            if self.byte(at) != Some(quote) {
                return false;
            }
            at = at.saturating_add(1);
        }
        false
    }

    /// A field without quotes.
    fn bare(&mut self, start: usize) -> Cow<'t, str> {
        let delimiter = self.dialect.delimiter.unwrap_or(b'\n');
        let mut at = start;
        loop {
            let step = memchr3(delimiter, b'\r', b'\n', self.rest(at));
            let end = step.map_or(self.text.len(), |step| at.saturating_add(step));
            if !self.is_escaped(start, end) {
                self.at = end;
                break;
            }
            at = end.saturating_add(1);
        }
        let text = self.slice(start, self.at);
        if self.dialect.escape == Escape::Backslash && text.contains('\\') {
            return Cow::Owned(without_escapes(text, delimiter, self.dialect.quote));
        }
        Cow::Borrowed(text)
    }

    /// Whether the delimiter here follows an odd number of backslashes, where they escape.
    fn is_escaped(&self, start: usize, end: usize) -> bool {
        if self.dialect.escape == Escape::Doubled || self.byte(end) != self.dialect.delimiter {
            return false;
        }
        let before = self.slice(start, end);
        let slashes = before.bytes().rev().take_while(|byte| *byte == b'\\');
        end < self.text.len() && slashes.count() % 2 == 1
    }

    /// Whether a field ends at a position: a delimiter, a line end, the end of the text.
    fn ends_field(&self, at: usize) -> bool {
        match self.byte(at) {
            None | Some(b'\r' | b'\n') => true,
            byte => byte == self.dialect.delimiter,
        }
    }

    /// Whether the quote at a position looks like the first of a field: after a delimiter or at
    /// the start of a line.
    fn looks_opening(&self, at: usize) -> bool {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let spaces = before.iter().rev().take_while(|byte| **byte == b' ');
        let spaces = spaces.count().min(8);
        match before.len().checked_sub(spaces.saturating_add(1)) {
            None => true,
            Some(last) => match before.get(last) {
                Some(b'\r' | b'\n') | None => true,
                Some(byte) => Some(*byte) == self.dialect.delimiter,
            },
        }
    }

    /// A field in quotes, from its opening quote.
    fn quoted(&mut self, open: usize, quote: u8) -> Quoted<'t> {
        let first = open.saturating_add(1);
        let mut value: Option<String> = None;
        let mut from = first;
        let mut at = first;
        let mut first_inner = None;
        loop {
            let last = open.saturating_add(self.reach());
            let Some(found) = self.next_mark(at, last, quote) else {
                self.fruitless = self.fruitless.saturating_add(1);
                return self.without_end(open, first_inner);
            };
            let after = found.saturating_add(1);
            let next = self.byte(after);
            if self.byte(found) == Some(b'\\') {
                if next == Some(quote) || next == Some(b'\\') {
                    let value = value.get_or_insert_default();
                    value.push_str(self.slice(from, found));
                    from = after;
                    at = after.saturating_add(1);
                } else {
                    at = after;
                }
                continue;
            }
            if next == Some(quote) {
                let value = value.get_or_insert_default();
                value.push_str(self.slice(from, after));
                from = after.saturating_add(1);
                at = from;
                continue;
            }
            let end = self.over_spaces(after);
            if self.ends_field(end) {
                if first_inner.is_some() {
                    self.inner.note(self.line);
                }
                let last = self.slice(from, found);
                let text = match value {
                    None => Cow::Borrowed(last),
                    Some(mut value) => {
                        value.push_str(last);
                        Cow::Owned(value)
                    }
                };
                return Quoted::Value(text, end);
            }
            if found > first && self.looks_opening(found) {
                return self.without_end(open, first_inner);
            }
            first_inner.get_or_insert(found);
            at = after;
        }
    }

    /// How far from its start the end of a quoted field may be.
    fn reach(&self) -> usize {
        let step = REACH.iter().find(|(from, _)| self.fruitless >= *from);
        step.map_or(usize::MAX, |(_, reach)| *reach)
    }

    /// The next quote, or backslash where it escapes, before a position.
    fn next_mark(&self, at: usize, last: usize, quote: u8) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let within = bytes.get(at..last.min(bytes.len()))?;
        let step = match self.dialect.escape {
            Escape::Doubled => memchr(quote, within),
            Escape::Backslash => memchr2(quote, b'\\', within),
        };
        step.map(|step| at.saturating_add(step))
    }

    /// A quoted field whose end was not found. If a quote stands inside it, the field ends with
    /// that one and whatever follows it, as spreadsheet programs have it.
    fn without_end(&mut self, open: usize, inner: Option<usize>) -> Quoted<'t> {
        let Some(inner) = inner else {
            return Quoted::Unclosed;
        };
        let value = self.slice(open.saturating_add(1), inner);
        if memchr2(b'\r', b'\n', value.as_bytes()).is_some() {
            return Quoted::Unclosed;
        }
        self.inner.note(self.line);
        let after = inner.saturating_add(1);
        let delimiter = self.dialect.delimiter.unwrap_or(b'\n');
        let end = memchr3(delimiter, b'\r', b'\n', self.rest(after))
            .map_or(self.text.len(), |step| after.saturating_add(step));
        Quoted::Value(
            Cow::Owned(format!("{value}{}", self.slice(after, end))),
            end,
        )
    }
}

/// Takes the backslash from what it escapes: delimiter, quote, backslash. Others stay: `\N`.
fn without_escapes(text: &str, delimiter: u8, quote: Option<u8>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let escapes = |next: &char| {
            *next == '\\'
                || *next == char::from(delimiter)
                || quote.is_some_and(|quote| *next == char::from(quote))
        };
        if letter == '\\'
            && let Some(next) = letters.next_if(escapes)
        {
            plain.push(next);
            continue;
        }
        plain.push(letter);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Dialect = Dialect {
        delimiter: Some(b','),
        quote: Some(b'"'),
        escape: Escape::Doubled,
    };

    /// All records with their lines from 1.
    fn read(text: &str, dialect: Dialect) -> Vec<(u32, Vec<String>)> {
        let mut records = Records::new(text, dialect, 16_384);
        let mut fields = Vec::new();
        let mut all = Vec::new();
        while let Some(line) = records.next(&mut fields) {
            let fields = fields.iter().map(|f| f.text.to_string()).collect();
            all.push((line + 1, fields));
        }
        all
    }

    fn values(text: &str) -> Vec<Vec<String>> {
        read(text, COMMA).into_iter().map(|(_, f)| f).collect()
    }

    #[test]
    fn a_record_with_line_breaks_is_at_the_line_where_it_starts() {
        let records = read("a,\"b\r\nc\nd\",e\r\nf\r\r\"g\"", COMMA);
        let lines: Vec<u32> = records.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 4, 5, 6]);
        assert_eq!(records[0].1, ["a", "b\r\nc\nd", "e"]);
        assert!(records[2].1.is_empty());
    }

    #[test]
    fn doubled_quotes_are_one_and_empty_quotes_are_nothing() {
        assert_eq!(values(r#""a ""b""","","""""#), [["a \"b\"", "", "\""]]);
    }

    #[test]
    fn text_is_kept_as_written() {
        assert_eq!(
            values(" a , b,007,=\"007\",it\"s"),
            [[" a ", " b", "007", "=\"007\"", "it\"s"]]
        );
    }

    #[test]
    fn a_trailing_delimiter_makes_an_empty_field() {
        assert_eq!(values("a,\nb,c"), [["a", ""], ["b", "c"]]);
        assert_eq!(values("a,"), [["a", ""]]);
    }

    #[test]
    fn a_quote_may_follow_spaces() {
        assert_eq!(values("a, \"b, c\" ,d"), [["a", "b, c", "d"]]);
        assert_eq!(values("a, \"b\" c,d"), [["a", " \"b\" c", "d"]]);
    }

    #[test]
    fn an_unclosed_quote_costs_one_field_and_not_the_file() {
        let text = "\"a\",\"b\n\"c\",\"d\"\n";
        assert_eq!(values(text), [["a", "\"b"], ["c", "d"]]);
        assert_eq!(values("a,\"b\nc,d\n"), [["a", "\"b"], ["c", "d"]]);
        let mut records = Records::new("x,y\na,\"b\nc,d\n", COMMA, 16_384);
        let mut fields = Vec::new();
        while records.next(&mut fields).is_some() {}
        assert_eq!(records.unclosed, Trouble { count: 1, line: 1 });
    }

    #[test]
    fn a_quote_inside_quotes_that_is_not_doubled_is_part_of_the_text() {
        assert_eq!(
            values("\"the \"best\" one\",5"),
            [["the \"best\" one", "5"]]
        );
        assert_eq!(values("\"abc\"def,\"x\""), [["abcdef", "x"]]);
    }

    #[test]
    fn a_backslash_escapes_only_where_the_dialect_says_so() {
        let slash = Dialect {
            escape: Escape::Backslash,
            ..COMMA
        };
        let record = &read(r#""a \"b\"","c\\",d\,e,\N,C:\x"#, slash)[0].1;
        assert_eq!(record, &["a \"b\"", "c\\", "d,e", "\\N", "C:\\x"]);
        assert_eq!(values(r"c:\,x"), [["c:\\", "x"]]);
    }

    #[test]
    fn text_full_of_quotes_without_end_is_read_in_linear_time() {
        let text = ",\"\"\"x".repeat(50_000);
        let mut records = Records::new(&text, COMMA, 10);
        assert_eq!(records.next(&mut Vec::new()), Some(0));
        assert_eq!(records.next(&mut Vec::new()), None);
    }
}
