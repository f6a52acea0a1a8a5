//! A CSV table of law, row by row, with errors that name file, line and column.

use crate::day::Day;
use crate::error::CodebookError;

/// One row, with what is needed to say where it stands.
pub(crate) struct Row<'a> {
    file: &'a str,
    columns: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
}

/// Reads every row of a table with a function. The columns must be these, in this order.
pub(crate) fn read<T>(
    file: &str,
    text: &str,
    columns: &[&str],
    row: impl Fn(&Row<'_>) -> Result<T, CodebookError>,
) -> Result<Vec<T>, CodebookError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let broken = |error: &csv::Error| CodebookError {
        file: file.to_owned(),
        line: line_of(error.position()),
        key: "row".to_owned(),
        what: error.to_string(),
    };
    let header = reader.headers().map_err(|error| broken(&error))?.clone();
    if !header.iter().eq(columns.iter().copied()) {
        return Err(CodebookError {
            file: file.to_owned(),
            line: 1,
            key: "header".to_owned(),
            what: format!("the columns must be {}", columns.join(",")),
        });
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        rows.push(row(&Row {
            file,
            columns: &header,
            record: &record,
        })?);
    }
    Ok(rows)
}

fn line_of(position: Option<&csv::Position>) -> u32 {
    position.map_or(0, |at| u32::try_from(at.line()).unwrap_or(u32::MAX))
}

impl Row<'_> {
    /// The text of a column; empty where it is blank.
    pub(crate) fn text(&self, column: &str) -> String {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.record.get(at))
            .unwrap_or_default()
            .to_owned()
    }

    /// The text of a column that must hold some.
    pub(crate) fn filled(&self, column: &str) -> Result<String, CodebookError> {
        let text = self.text(column);
        if text.trim().is_empty() {
            return Err(self.wrong(column, "must not be blank"));
        }
        Ok(text)
    }

    /// The day in a column.
    pub(crate) fn day(&self, column: &str) -> Result<Day, CodebookError> {
        Day::parse(&self.text(column)).map_err(|error| self.wrong(column, &error.to_string()))
    }

    /// The day in a column that may be blank.
    pub(crate) fn day_or_blank(&self, column: &str) -> Result<Option<Day>, CodebookError> {
        if self.text(column).is_empty() {
            return Ok(None);
        }
        self.day(column).map(Some)
    }

    /// The word in a column, as what it stands for.
    pub(crate) fn word<T>(
        &self,
        column: &str,
        known: impl Fn(&str) -> Option<T>,
    ) -> Result<T, CodebookError> {
        let text = self.text(column);
        known(&text).ok_or_else(|| self.wrong(column, &format!("`{text}` is not a known word")))
    }

    /// An error at this row.
    pub(crate) fn wrong(&self, column: &str, what: &str) -> CodebookError {
        CodebookError {
            file: self.file.to_owned(),
            line: line_of(self.record.position()),
            key: column.to_owned(),
            what: what.to_owned(),
        }
    }
}
