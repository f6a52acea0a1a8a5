//! P07, `retyped-values`: values appear re-created for the response.

use crate::day::Day;
use crate::document::{CellValue, Part, PartKind, Table};
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::{ColNo, Location, Place};
use crate::rules::{Rule, RuleMeta};
use std::collections::BTreeMap;

/// P07, `retyped-values`.
#[derive(Debug)]
pub struct RetypedValues;

const DOC: &str = "\
## What it finds

Data in a word processor's document that was made after the request, or a column in which some cells are calculated by formulas and others of the same kind are typed in.

## Why it matters

A copy that was made by hand may differ from the record that it was made from.

## Example

A table of values in a document created a week after the request. A spreadsheet or an export of any day is silent.

## What to ask

Please confirm this is an export of the live record and the date of extraction.

## Citations

UK GDPR, Art 15(3); UK GDPR, Art 5(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P07"),
    name: "retyped-values",
    title: "Values appear re-created for the response",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-15.3", "gdpr-5.2"],
    ask: "Please confirm this is an export of the live record and the date of extraction.",
    caveat: "Re-typing is allowed if faithful.",
    doc: DOC,
};

impl Rule for RetypedValues {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let typed: Vec<Location> = profile
            .document
            .parts
            .iter()
            .filter(|part| is_made_after_request(profile, part))
            .map(|part| Location {
                part: part.id,
                place: Place::Whole,
            })
            .collect();
        if !typed.is_empty() {
            let message = "The data stand in a word processor's document that was made after the request was received.";
            findings.push(META.at(typed, message.to_owned()));
        }
        let mixed: Vec<Location> = profile
            .document
            .parts
            .iter()
            .flat_map(|part| {
                part.tables.iter().flat_map(|table| {
                    overwritten(table).into_iter().map(|at| Location {
                        part: part.id,
                        place: at,
                    })
                })
            })
            .collect();
        if !mixed.is_empty() {
            let message = "In columns that formulas calculate, some cells hold typed values in place of the formula.";
            findings.push(META.at(mixed, message.to_owned()));
        }
    }
}

/// Whether a part is a word processor's document with data, made after the request was received.
fn is_made_after_request(profile: &Profile<'_>, part: &Part) -> bool {
    const SEVERAL: usize = 3;
    let of_words = matches!(part.kind, PartKind::Docx | PartKind::Odt | PartKind::Rtf);
    if !of_words {
        return false;
    }
    let Some(requested) = profile.request.requested else {
        return false;
    };
    let created = part
        .properties
        .iter()
        .filter(|property| property.name == "created")
        .find_map(|property| Day::parse(property.value.get(..10)?).ok());
    let values = profile
        .held()
        .filter(|point| point.at.part == part.id && point.is_value());
    created.is_some_and(|day| day >= requested) && values.take(SEVERAL).count() == SEVERAL
}

/// Cells of numbers in a column whose neighbours above and below are formulas.
fn overwritten(table: &Table) -> Vec<Place> {
    const SEVERAL: usize = 3;
    let mut columns: BTreeMap<ColNo, usize> = BTreeMap::new();
    for at in table.formulas.keys() {
        *columns.entry(at.col).or_default() += 1;
    }
    let is_formula = |row: Option<crate::provenance::RowNo>, col| {
        row.is_some_and(|row| {
            table
                .formulas
                .contains_key(&crate::provenance::CellAt { row, col })
        })
    };
    table
        .cells
        .iter()
        .filter(|cell| matches!(cell.value, CellValue::Number(_)))
        .filter(|cell| {
            columns
                .get(&cell.at.col)
                .is_some_and(|number| *number >= SEVERAL)
        })
        .filter(|cell| !table.formulas.contains_key(&cell.at))
        .filter(|cell| {
            let row = cell.at.row.get();
            let above = row.checked_sub(1).and_then(crate::provenance::RowNo::new);
            let below = row.checked_add(1).and_then(crate::provenance::RowNo::new);
            is_formula(above, cell.at.col) && is_formula(below, cell.at.col)
        })
        .map(|cell| table.place(cell.at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Frame, Property};
    use crate::provenance::CellAt;
    use crate::rules::testing::Case;

    fn document(kind: PartKind, created: &str) -> Case {
        let mut case = Case::new();
        case.request.requested = Day::parse("2026-03-01").ok();
        for label in ["Name", "Ward", "Age"] {
            case.add(label, "x", |_, _| {});
        }
        if let Some(part) = case.document.parts.first_mut() {
            part.kind = kind;
            part.properties.push(Property {
                name: "created".to_owned(),
                value: format!("{created}T10:00:00Z"),
            });
        }
        case
    }

    #[test]
    fn a_document_made_after_the_request_is_found_and_an_older_one_or_a_sheet_is_not() {
        assert_eq!(document(PartKind::Docx, "2026-03-08").run("P07").len(), 1);
        assert!(document(PartKind::Docx, "2025-03-08").run("P07").is_empty());
        assert!(document(PartKind::Xlsx, "2026-03-08").run("P07").is_empty());
    }

    fn column(typed: &[u32]) -> Case {
        let mut case = Case::new();
        let mut table = Table::new(Frame::Sheet {
            name: std::sync::Arc::from("Record"),
        });
        for row in 0..6 {
            let at = CellAt::from_zero_based(row, 0);
            table.cells.push(Cell {
                at,
                hidden: false,
                value: CellValue::Number(1.0),
                shown: None,
            });
            if !typed.contains(&row) {
                table.formulas.insert(at, Box::from("B1*2"));
            }
        }
        if let Some(part) = case.document.parts.first_mut() {
            part.tables.push(table);
        }
        case
    }

    #[test]
    fn a_typed_value_between_formulas_is_found_and_a_total_below_them_is_not() {
        assert_eq!(column(&[2]).run("P07").len(), 1);
        assert!(column(&[5]).run("P07").is_empty());
        assert!(column(&[]).run("P07").is_empty());
    }
}
