//! A TOML table from which keys are taken one by one; what is left over is named.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{CaseError, Notice};
use crate::day::Day;

/// A table of a case file.
pub(super) struct Table<'a> {
    path: String,
    line: u32,
    entries: Vec<Entry<'a>>,
}

/// A key with its value.
pub(super) struct Entry<'a> {
    text: &'a str,
    /// The key, with its table.
    pub(super) key: String,
    name: String,
    /// The line, from 1.
    pub(super) line: u32,
    value: &'a DeValue<'a>,
}

impl<'a> Table<'a> {
    pub(super) fn top(text: &'a str, table: &'a DeTable<'a>) -> Table<'a> {
        Table::of(text, String::new(), 1, table)
    }

    fn of(text: &'a str, path: String, line: u32, table: &'a DeTable<'a>) -> Table<'a> {
        let entries = table.iter().map(|(key, value)| {
            let name = key.get_ref().to_string();
            Entry {
                text,
                key: joined(&path, &name),
                name,
                line: line_at(text, key.span().start),
                value: value.get_ref(),
            }
        });
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by(|one, other| (one.line, &one.key).cmp(&(other.line, &other.key)));
        Table {
            path,
            line,
            entries,
        }
    }

    /// Takes a key out.
    pub(super) fn take(&mut self, name: &str) -> Option<Entry<'a>> {
        let at = self.entries.iter().position(|entry| entry.name == name)?;
        Some(self.entries.remove(at))
    }

    /// Takes out the keys that begin so, with what follows.
    pub(super) fn take_all(&mut self, prefix: &str) -> Vec<(String, Entry<'a>)> {
        let all = std::mem::take(&mut self.entries);
        let mut taken = Vec::new();
        for entry in all {
            match entry.name.strip_prefix(prefix).map(str::to_owned) {
                Some(rest) if !rest.is_empty() || prefix.is_empty() => taken.push((rest, entry)),
                Some(_) | None => self.entries.push(entry),
            }
        }
        taken
    }

    /// Names every key that nobody took.
    pub(super) fn name_rest(self, notices: &mut Vec<Notice>) {
        notices.extend(self.entries.into_iter().map(|entry| Notice {
            line: entry.line,
            key: entry.key,
            what: "is not a known key and is not used".to_owned(),
        }));
    }

    /// An error about the table as a whole.
    pub(super) fn wrong(&self, what: &str) -> CaseError {
        CaseError {
            line: self.line,
            key: self.path.clone(),
            what: what.to_owned(),
        }
    }

    pub(super) fn day(&mut self, name: &str) -> Result<Option<Day>, CaseError> {
        self.take(name).map(|entry| entry.day()).transpose()
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, CaseError> {
        self.take(name).map(|entry| entry.text()).transpose()
    }

    pub(super) fn truth(&mut self, name: &str) -> Result<Option<bool>, CaseError> {
        self.take(name).map(|entry| entry.truth()).transpose()
    }

    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, CaseError> {
        let Some(entry) = self.take(name) else {
            return Ok(Vec::new());
        };
        entry.items()?.iter().map(Entry::text).collect()
    }

    pub(super) fn table(&mut self, name: &str) -> Result<Option<Table<'a>>, CaseError> {
        self.take(name).map(|entry| entry.table()).transpose()
    }
}

impl<'a> Entry<'a> {
    pub(super) fn wrong(&self, what: impl Into<String>) -> CaseError {
        CaseError {
            line: self.line,
            key: self.key.clone(),
            what: what.into(),
        }
    }

    fn must(&self, what: &str) -> CaseError {
        self.wrong(format!("must be {what}, not {}", self.kind()))
    }

    fn kind(&self) -> &'static str {
        match self.value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    /// A date, as TOML writes it or in quotes; a time of day beside it is left out.
    pub(super) fn day(&self) -> Result<Day, CaseError> {
        if let Some(text) = self.value.as_str() {
            return Day::parse(text).map_err(|error| self.wrong(error.to_string()));
        }
        let stamp = self.value.as_datetime();
        let Some(date) = stamp.and_then(|stamp| stamp.date) else {
            return Err(self.must("a date such as 2026-03-31"));
        };
        let (year, month, day) = (date.year.into(), date.month.into(), date.day.into());
        Day::new(year, month, day).map_err(|error| self.wrong(error.to_string()))
    }

    pub(super) fn text(&self) -> Result<String, CaseError> {
        let text = self.value.as_str().ok_or_else(|| self.must("text"))?;
        Ok(text.to_owned())
    }

    pub(super) fn truth(&self) -> Result<bool, CaseError> {
        self.as_bool().ok_or_else(|| self.must("true or false"))
    }

    pub(super) fn as_bool(&self) -> Option<bool> {
        self.value.as_bool()
    }

    /// A whole number between two, both included.
    pub(super) fn number(&self, least: u16, most: u16) -> Result<u16, CaseError> {
        let written = self.value.as_integer();
        let number = written.and_then(|it| u16::from_str_radix(it.as_str(), it.radix()).ok());
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| self.wrong(format!("must be a whole number from {least} to {most}")))
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&self, known: &[(&str, T)]) -> Result<T, CaseError> {
        let text = self.text()?;
        let found = known.iter().find(|(word, _)| *word == text);
        found.map(|(_, meaning)| *meaning).ok_or_else(|| {
            let words: Vec<_> = known.iter().map(|(word, _)| *word).collect();
            self.wrong(format!("`{text}` is not one of {}", words.join(", ")))
        })
    }

    /// The members of a list.
    pub(super) fn items(&self) -> Result<Vec<Entry<'a>>, CaseError> {
        let list = self.value.as_array().ok_or_else(|| self.must("a list"))?;
        let items = list
            .iter()
            .zip(1..)
            .map(|(item, number): (&Spanned<_>, u32)| Entry {
                text: self.text,
                key: format!("{}[{number}]", self.key),
                name: String::new(),
                line: line_at(self.text, item.span().start),
                value: item.get_ref(),
            });
        Ok(items.collect())
    }

    pub(super) fn table(&self) -> Result<Table<'a>, CaseError> {
        let table = self.value.as_table().ok_or_else(|| self.must("a table"))?;
        Ok(Table::of(self.text, self.key.clone(), self.line, table))
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        return name.to_owned();
    }
    format!("{path}.{name}")
}

/// The line of a byte, from 1.
pub(super) fn line_at(text: &str, byte: usize) -> u32 {
    let before = text.as_bytes().get(..byte).unwrap_or(text.as_bytes());
    let breaks = before.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks).map_or(u32::MAX, |breaks| breaks.saturating_add(1))
}
