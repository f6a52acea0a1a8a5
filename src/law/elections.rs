//! General elections, by which rules tell whether a model was made before the last one.

use super::table;
use crate::day::Day;
use crate::error::CodebookError;

/// A general election to the House of Commons.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Election {
    /// Polling day.
    pub day: Day,
    /// Its name.
    pub name: String,
    /// How well it is supported: `verified` or `recalled`.
    pub status: String,
    /// Where it can be checked.
    pub source: String,
}

impl Election {
    pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Election>, CodebookError> {
        table::read(file, text, &["date", "name", "status", "source"], |row| {
            Ok(Election {
                day: row.day("date")?,
                name: row.filled("name")?,
                status: row.filled("status")?,
                source: row.filled("source")?,
            })
        })
    }
}
