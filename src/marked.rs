//! A report that the person has filled in: for each data point whether it is accurate, and what is
//! true. Read from the workbook or the CSV form, also where another program saved it again.

use std::collections::BTreeMap;

use crate::codebook::{Label, Word};
use crate::document::{Document, Table};
use crate::provenance::{ColNo, RowNo};
use crate::report::{DataPoint, Report};
use crate::request::{Answer, Mark};

/// Headings of the columns, in the workbook and in the CSV form.
const NUMBER: [&str; 2] = ["No.", "id"];
const HEADING: [&str; 2] = ["Heading", "label"];
const VALUE: [&str; 1] = ["Value"];
const ACCURATE: [&str; 2] = ["Accurate?", "accurate"];
const TRUE: [&str; 2] = ["What is true", "what_is_true"];

/// What the person filled in, by the number of the data point.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// The marks.
    pub marks: BTreeMap<u32, Mark>,
    /// Rows that are filled in and cannot be used, and why.
    pub unused: Vec<String>,
}

/// A file that is no report to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("has no table with a column “Accurate?” beside the numbers of data points")]
pub struct MarkedError;

/// Reads what the person filled in.
///
/// # Errors
///
/// [`MarkedError`] where no table has the columns.
pub fn read(document: &Document) -> Result<Marked, MarkedError> {
    let tables = document.parts.iter().flat_map(|part| &part.tables);
    let mut marked = Marked::default();
    let mut found = false;
    for table in tables {
        if let Some(columns) = Columns::find(table) {
            found = true;
            rows(table, &columns, &mut marked);
        }
    }
    found.then_some(marked).ok_or(MarkedError)
}

/// Where the columns stand.
struct Columns {
    head: RowNo,
    number: ColNo,
    heading: ColNo,
    value: ColNo,
    accurate: ColNo,
    correction: Option<ColNo>,
}

impl Columns {
    fn find(table: &Table) -> Option<Self> {
        let head = table.cells.first()?.at.row;
        let named = |names: &[&str]| {
            let mut cells = table.row(head).iter();
            let keys: Vec<String> = names
                .iter()
                .map(|name| Label::new(name).key().to_owned())
                .collect();
            let found =
                cells.find(|cell| keys.iter().any(|key| key == Label::new(&cell.text()).key()));
            found.map(|cell| cell.at.col)
        };
        Some(Self {
            head,
            number: named(&NUMBER)?,
            heading: named(&HEADING)?,
            value: named(&VALUE)?,
            accurate: named(&ACCURATE)?,
            correction: named(&TRUE),
        })
    }
}

fn rows(table: &Table, columns: &Columns, marked: &mut Marked) {
    let mut last = columns.head;
    for cell in &table.cells {
        let row = cell.at.row;
        if row <= last {
            continue;
        }
        last = row;
        let text = |column: ColNo| {
            let found = table.row(row).iter().find(|cell| cell.at.col == column);
            found
                .map(|cell| cell.text().trim().to_owned())
                .unwrap_or_default()
        };
        let (number, said) = (text(columns.number), text(columns.accurate));
        let correction = columns.correction.map(text).unwrap_or_default();
        if said.is_empty() && correction.is_empty() {
            continue;
        }
        let id = number
            .strip_prefix('D')
            .and_then(|id| id.parse::<u32>().ok());
        let mut unused = |why: &str| marked.unused.push(format!("{number}: {why}"));
        match (id, answer(&said)) {
            (None, _) => unused("is no number of a data point"),
            (_, None) if said.is_empty() => {
                unused("says what is true, and not whether the entry is accurate");
            }
            (_, None) => {
                unused("is marked with a word that is none of right, wrong, partly, do not know")
            }
            (Some(id), Some(answer)) => {
                let mark = Mark {
                    answer,
                    correction: (!correction.is_empty()).then_some(correction),
                    label: text(columns.heading),
                    value: text(columns.value),
                };
                marked.marks.insert(id, mark);
            }
        }
    }
}

/// What a word in the column says.
fn answer(said: &str) -> Option<Answer> {
    let label = Label::new(said);
    let words: Vec<&str> = label.words().iter().map(Word::as_str).collect();
    match words.as_slice() {
        ["right" | "yes" | "y" | "true" | "correct" | "accurate"] => Some(Answer::Right),
        ["wrong" | "no" | "n" | "false" | "incorrect" | "inaccurate"] => Some(Answer::Wrong),
        ["partly"] => Some(Answer::Partly),
        ["do", "not", "know"] | ["don", "t", "know"] | ["dont", "know"] | ["unknown"] => {
            Some(Answer::DoesNotKnow)
        }
        _ => None,
    }
}

/// The marks that were made on no data point of a report, in a sentence each.
#[must_use]
pub fn strays(marks: &BTreeMap<u32, Mark>, report: &Report) -> Vec<String> {
    let points: BTreeMap<u32, &DataPoint> = report
        .data_points
        .iter()
        .map(|point| (point.id.0, point))
        .collect();
    let is_stray = |(id, mark): &(&u32, &Mark)| {
        // Where the value is masked, it was compared before it was.
        points.get(*id).is_none_or(|point| {
            point.masked.is_none() && !mark.is_about(&point.label, point.value.as_deref())
        })
    };
    marks
        .iter()
        .filter(is_stray)
        .map(|(id, _)| format!("D{id}: was filled in on another report: heading or value differ"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_in_the_column_is_understood_and_other_words_are_not() {
        for (said, meant) in [
            ("right", Some(Answer::Right)),
            ("Yes", Some(Answer::Right)),
            ("WRONG", Some(Answer::Wrong)),
            ("partly", Some(Answer::Partly)),
            ("do not know", Some(Answer::DoesNotKnow)),
            ("Don't know", Some(Answer::DoesNotKnow)),
            ("perhaps", None),
            ("not right", None),
            ("", None),
        ] {
            assert_eq!(answer(said), meant, "{said}");
        }
    }
}
