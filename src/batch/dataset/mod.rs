//! The data set of a run: four long tables with keys that join, as CSV always and as Parquet where the
//! program is built with `dataset`.
//!
//! [`TABLES`] is the schema: the heading of every file, the types of the Parquet columns, and what
//! `sar-decode schema dataset` prints. Columns that hold values, headings or names as they were written
//! are there only where the operator asks for personal data.

#[cfg(feature = "dataset")]
pub(crate) mod parquet;
mod rows;

use serde::Serialize;

pub use rows::{About, Rows, rows};
pub(crate) use rows::{code, line, score, unexplained_shape};

/// The name and version of the schema. A new column keeps the number; anything else raises it.
pub const SCHEMA_ID: &str = "sar-decode/dataset/1";

/// A table.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Table {
    /// Its name, and that of its files.
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// The columns that tell rows apart.
    pub key: &'static [&'static str],
    /// The columns, in order.
    pub columns: &'static [Column],
}

/// A column.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells are; an empty cell is no value.
    pub kind: Kind,
    /// Whether it is there only where personal data are asked for.
    pub personal: bool,
    /// What it holds.
    pub about: &'static str,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// `true` or `false`.
    Truth,
    /// A day, as 2026-03-31.
    Day,
}

const fn column(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column {
        name,
        kind,
        personal: false,
        about,
    }
}

const fn personal(name: &'static str, about: &'static str) -> Column {
    Column {
        name,
        kind: Kind::Text,
        personal: true,
        about,
    }
}

/// The tables, in the order in which a worker sends their rows.
pub const TABLES: [Table; 4] = [
    Table {
        name: "cases",
        row: "one response",
        key: &["case"],
        columns: &[
            column(
                "case",
                Kind::Text,
                "the pseudonym of the case: a digest of its name and its files",
            ),
            column(
                "subject",
                Kind::Text,
                "the pseudonym of the person, as the case file gives it",
            ),
            column("party", Kind::Text, "the id of the party"),
            column(
                "party_basis",
                Kind::Text,
                "how it is known: given, detected, none",
            ),
            column("response_kind", Kind::Text, "what kind of answer it is"),
            column(
                "state",
                Kind::Text,
                "how much was read: read, partly, not-read",
            ),
            column(
                "nation",
                Kind::Text,
                "the nation of the office that answers",
            ),
            column("people", Kind::Integer, "people whose data are in it"),
            column(
                "parts",
                Kind::Integer,
                "files in it, those inside others among them",
            ),
            column(
                "parts_not_read",
                Kind::Integer,
                "files of which nothing was read",
            ),
            column("data_points", Kind::Integer, "headings with their values"),
            column("held", Kind::Integer, "of these, those that hold a value"),
            column("plain", Kind::Integer, "values that speak for themselves"),
            column(
                "explained_by_response",
                Kind::Integer,
                "values that the response explains",
            ),
            column(
                "explained_by_sources_only",
                Kind::Integer,
                "values that only published sources explain",
            ),
            column(
                "probably_read",
                Kind::Integer,
                "values that can probably be read from the words of the heading",
            ),
            column(
                "several_readings",
                Kind::Integer,
                "values with several documented readings",
            ),
            column(
                "explained_by_nobody",
                Kind::Integer,
                "values that nobody explains",
            ),
            column("inferred", Kind::Integer, "values that are guesses"),
            column(
                "special_category",
                Kind::Integer,
                "values that reveal Article 9 data",
            ),
            column(
                "sources_named",
                Kind::Integer,
                "values whose source the response names",
            ),
            column("findings", Kind::Integer, "findings"),
            column("critical", Kind::Integer, "of these, critical"),
            column("high", Kind::Integer, "of these, high"),
            column("medium", Kind::Integer, "of these, medium"),
            column("low", Kind::Integer, "of these, low"),
            column("info", Kind::Integer, "of these, for information"),
            column(
                "requested",
                Kind::Day,
                "the day the party received the request",
            ),
            column("due", Kind::Day, "the day the answer was due"),
            column("received", Kind::Day, "the day the answer came"),
            column("days", Kind::Integer, "days from request to answer"),
            column(
                "days_late",
                Kind::Integer,
                "days after the day it was due; 0 where in time",
            ),
            column(
                "provisional",
                Kind::Truth,
                "whether the due day lies beyond the holidays that are known",
            ),
            column(
                "facts_right",
                Kind::Integer,
                "facts that are as the person says",
            ),
            column("facts_wrong", Kind::Integer, "facts that are not"),
            column(
                "guesses_right",
                Kind::Integer,
                "guesses that are as the person says",
            ),
            column("guesses_wrong", Kind::Integer, "guesses that are not"),
            personal("name", "the name of the file or folder"),
        ],
    },
    Table {
        name: "data_points",
        row: "one heading with one value",
        key: &["case", "point"],
        columns: &[
            column("case", Kind::Text, "joins with cases"),
            column(
                "point",
                Kind::Text,
                "the id of the data point in the report of the case",
            ),
            column(
                "person",
                Kind::Integer,
                "whose it is, counted from 1 in each case",
            ),
            column(
                "heading",
                Kind::Text,
                "the heading as written, where a codebook or its words say what it means; empty where nothing does, since it may then be anything",
            ),
            column("field", Kind::Text, "the field of a codebook"),
            column("category", Kind::Text, "what kind of data"),
            column("status", Kind::Text, "whether the value can be read"),
            column("basis", Kind::Text, "who says so"),
            column(
                "reader",
                Kind::Text,
                "who can read it: anyone, response, sources-only, probably, several, nobody, no-value, blank",
            ),
            column("origin", Kind::Text, "how the party came by it"),
            column("origin_basis", Kind::Text, "who says so"),
            column(
                "names_source",
                Kind::Truth,
                "whether the response names the source",
            ),
            column("inferred", Kind::Truth, "whether it is a guess"),
            column(
                "inferred_from",
                Kind::Text,
                "what the guess rests on, with spaces between",
            ),
            column(
                "special_category",
                Kind::Text,
                "Article 9 data that it reveals",
            ),
            column(
                "level",
                Kind::Text,
                "about whom: person, household, area, unknown",
            ),
            column(
                "hidden",
                Kind::Truth,
                "whether a reader of the file does not see it",
            ),
            column("masked", Kind::Text, "why the value is not shown"),
            column(
                "score",
                Kind::Real,
                "the value where it is a number about opinions, segments or the like",
            ),
            column(
                "scale_from",
                Kind::Real,
                "the lowest value of its scale, where one is documented",
            ),
            column("scale_to", Kind::Real, "the highest"),
            column(
                "code",
                Kind::Text,
                "the value where it is a short code about opinions, segments or the like",
            ),
            column(
                "shape",
                Kind::Text,
                "what the value looks like, where nobody explains it: A9 for K7",
            ),
            personal("label", "the heading as written"),
            personal("value", "the value as a reader sees it"),
            personal("stored", "what is stored, where it differs"),
            personal("meaning", "what the value means"),
            personal("source_named", "the source as named"),
            personal("place", "where the value stands"),
        ],
    },
    Table {
        name: "findings",
        row: "one finding",
        key: &["case", "finding"],
        columns: &[
            column("case", Kind::Text, "joins with cases"),
            column(
                "finding",
                Kind::Text,
                "the id of the finding in the report of the case",
            ),
            column("rule", Kind::Text, "the code of the rule"),
            column("name", Kind::Text, "its name"),
            column("severity", Kind::Text, "how much is at stake"),
            column("standing", Kind::Text, "how firmly it stands"),
            column(
                "provisions",
                Kind::Text,
                "the provisions, with spaces between",
            ),
            column(
                "points",
                Kind::Text,
                "its data points, with spaces between; each joins with data_points",
            ),
            column(
                "adviser_only",
                Kind::Truth,
                "whether it is for an adviser before anybody else",
            ),
            personal("message", "what was found"),
        ],
    },
    Table {
        name: "checklist",
        row: "one item of Article 15 in one response",
        key: &["case", "item"],
        columns: &[
            column("case", Kind::Text, "joins with cases"),
            column("item", Kind::Text, "the item"),
            column("provision", Kind::Text, "its provision"),
            column(
                "status",
                Kind::Text,
                "stated, elsewhere, not-found, refused, not-applicable",
            ),
            personal("words", "the words of the response, or what was searched"),
        ],
    },
];

/// Whether columns with personal data are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Personal {
    /// They are left out.
    #[default]
    Without,
    /// They are there: the operator asked for them.
    With,
}

impl Table {
    /// The columns that a data set has.
    pub fn present(&self, personal: Personal) -> impl Iterator<Item = &'static Column> {
        let columns = self.columns.iter();
        columns.filter(move |column| !column.personal || personal == Personal::With)
    }

    /// The first line of its CSV file.
    #[must_use]
    pub fn headings(&self, personal: Personal) -> String {
        let names: Vec<&str> = self.present(personal).map(|column| column.name).collect();
        names.join(",") + "\n"
    }
}

/// The schema as `sar-decode schema dataset` prints it.
#[derive(Debug, Serialize)]
pub struct Schema {
    /// Its name and version.
    pub schema: &'static str,
    /// The tables.
    pub tables: &'static [Table],
}

/// The schema.
#[must_use]
pub fn schema() -> Schema {
    Schema {
        schema: SCHEMA_ID,
        tables: &TABLES,
    }
}
