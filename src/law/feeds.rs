//! Which finding feeds which document: `feeds.csv`.

use super::table;
use crate::error::CodebookError;

/// The columns of `feeds.csv`, in order.
const COLUMNS: &[&str] = &["rule", "documents"];

/// The documents that a rule's findings feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Feed {
    /// The code of the rule.
    pub rule: String,
    /// The documents: `DOC1` and so on.
    pub documents: Vec<String>,
}

impl Feed {
    /// Reads the table.
    ///
    /// # Errors
    /// The first row that does not hold.
    pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Feed>, CodebookError> {
        table::read(file, text, COLUMNS, |row| {
            let documents = row.text("documents");
            let documents: Vec<String> = documents
                .split(';')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect();
            let known = |name: &String| {
                name.strip_prefix("DOC")
                    .and_then(|number| number.parse::<u8>().ok())
                    .is_some_and(|number| (1..=10).contains(&number))
            };
            if !documents.iter().all(known) {
                return Err(row.wrong("documents", "must be DOC1 to DOC10, with semicolons"));
            }
            Ok(Feed {
                rule: row.filled("rule")?,
                documents,
            })
        })
    }
}
