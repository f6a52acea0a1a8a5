//! What is to be said about a sheet once it is read.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::grid::{Columns, Grid, joined};
use super::trouble::Trouble;
use crate::document::{CellValue, Oddity, OddityKind, Visibility};
use crate::ingest::{Limits, Source};
use crate::provenance::{CellAt, ColNo, Place};

/// All that is to be said about a sheet, in a fixed order.
pub(super) fn oddities(grid: &Grid, source: &Source<'_>, limits: &Limits) -> Vec<Oddity> {
    let mut said = Said {
        grid,
        source,
        oddities: Vec::new(),
    };
    said.visibility();
    said.rows_and_columns();
    said.contents();
    said.limits(limits);
    said.troubles();
    said.oddities
}

/// What is said about a sheet.
struct Said<'a> {
    grid: &'a Grid,
    source: &'a Source<'a>,
    oddities: Vec<Oddity>,
}

impl Said<'_> {
    fn say(&mut self, kind: OddityKind, text: String) {
        let sheet = Arc::clone(&self.grid.name);
        self.oddities
            .push(self.source.oddity(kind, Place::Sheet { sheet }, text));
    }

    fn say_at(&mut self, kind: OddityKind, cell: CellAt, text: String) {
        let sheet = Arc::clone(&self.grid.name);
        self.oddities
            .push(self.source.oddity(kind, Place::Cell { sheet, cell }, text));
    }

    fn visibility(&mut self) {
        match self.grid.table.visibility {
            Visibility::Visible => {}
            Visibility::Hidden => {
                self.say(OddityKind::HiddenSheet, "the sheet is hidden".to_owned())
            }
            Visibility::VeryHidden => self.say(
                OddityKind::HiddenSheet,
                "the sheet is hidden in such a way that the program does not offer to show it"
                    .to_owned(),
            ),
        }
    }

    fn rows_and_columns(&mut self) {
        // Rows are joined as columns are, so that many filters cost no more than few.
        let filters = self.grid.filtered.iter().map(|span| Columns {
            first: span.first.row.zero_based(),
            last: span.last.row.zero_based(),
        });
        let filters = joined(filters.collect());
        let is_filtered = |row: &u32| {
            let after = filters.partition_point(|rows| rows.first <= *row);
            let before = after.checked_sub(1).and_then(|index| filters.get(index));
            before.is_some_and(|rows| rows.last >= *row)
        };
        let (filtered, hidden): (Vec<u32>, Vec<u32>) = self
            .grid
            .hidden_rows
            .iter()
            .partition(|row| is_filtered(row));
        if !hidden.is_empty() {
            let text = format!("hidden rows: {}", runs(&hidden, |row| row.to_string()));
            self.say(OddityKind::HiddenRows, text);
        }
        if !filtered.is_empty() {
            let text = format!(
                "rows that a filter leaves out: {}",
                runs(&filtered, |row| row.to_string())
            );
            self.say(OddityKind::FilteredRows, text);
        }
        if !self.grid.hidden_columns.is_empty() {
            let columns: Vec<u32> = self
                .grid
                .hidden_columns
                .iter()
                .flat_map(|columns| columns.first..=columns.last.min(16_383))
                .collect::<BTreeSet<u32>>()
                .into_iter()
                .collect();
            let text = format!("hidden columns: {}", runs(&columns, letters));
            self.say(OddityKind::HiddenColumns, text);
        }
    }

    fn contents(&mut self) {
        let table = &self.grid.table;
        let errors = table
            .cells
            .iter()
            .filter(|cell| matches!(cell.value, CellValue::Error(_)))
            .count();
        let missing = table
            .cells
            .iter()
            .filter(|cell| cell.value == CellValue::NotStored)
            .count();
        if !self.grid.margins.is_empty() {
            let text = "text at the head or foot of the printed pages, which a screen does not show: it is read for what it says of the data, and no values are taken from it";
            self.say(OddityKind::Comments, text.to_owned());
        }
        if let Some(first) = self.grid.invisible.iter().min() {
            let text = format!(
                "{} that cannot be seen, though the rows and columns are shown",
                cells(self.grid.invisible.len())
            );
            self.say_at(OddityKind::InvisibleText, *first, text);
        }
        /// So many are told one by one.
        const EACH: usize = 50;
        let blacked_out = self.grid.blacked_out.clone();
        for at in blacked_out.iter().take(EACH) {
            let text = match blacked_out.len() {
                1 => "black text on black, still in the file; it was left out".to_owned(),
                all => format!(
                    "black text on black, still in the file; it was left out, here and in {}",
                    cells(all.saturating_sub(1))
                ),
            };
            self.say_at(OddityKind::CoveredText, *at, text);
        }
        if let Some(first) = table.comments.keys().next() {
            let text = format!("comments on {}", cells(table.comments.len()));
            self.say_at(OddityKind::Comments, *first, text);
        }
        if let Some(first) = table.formulas.keys().next() {
            let text = format!(
                "formulas in {}; their stored results were read",
                cells(table.formulas.len())
            );
            self.say_at(OddityKind::Formulas, *first, text);
        }
        if let Some(first) = table
            .cells
            .iter()
            .find(|cell| cell.value == CellValue::NotStored)
        {
            let text = format!("formulas without a stored result in {}", cells(missing));
            self.say_at(OddityKind::FormulaNotStored, first.at, text);
        }
        if let Some(first) = table
            .cells
            .iter()
            .find(|cell| matches!(cell.value, CellValue::Error(_)))
        {
            let text = format!("errors in {}", cells(errors));
            self.say_at(OddityKind::ErrorCells, first.at, text);
        }
        let lost =
            |value: &CellValue| matches!(value, CellValue::Text(text) if text.contains('\u{fffd}'));
        let mut undecodable = table.cells.iter().filter(|cell| lost(&cell.value));
        if let Some(first) = undecodable.next() {
            let count = undecodable.count().saturating_add(1);
            let text = format!("characters that could not be decoded in {}", cells(count));
            self.say_at(OddityKind::UndecodableText, first.at, text);
        }
        if self.grid.pictures {
            self.say(
                OddityKind::Pictures,
                "pictures, charts or drawings, which were not read".to_owned(),
            );
        }
        if table.cells.is_empty() && self.grid.troubles.is_empty() {
            self.say(OddityKind::Empty, "the sheet holds no values".to_owned());
        }
    }

    fn limits(&mut self, limits: &Limits) {
        if self.grid.outside {
            let text = format!(
                "cells beyond the limit of {} rows and {} columns, which were not read",
                limits.rows, limits.columns
            );
            self.say(OddityKind::LimitReached, text);
        }
        if let Some(at) = self.grid.cut {
            let text = format!(
                "text over the limit of {} characters of a cell was cut",
                limits.cell_chars
            );
            self.say_at(OddityKind::LimitReached, at, text);
        }
    }

    fn troubles(&mut self) {
        let mut said: Vec<&'static str> = Vec::new();
        for (at, what) in &self.grid.mended {
            if said.contains(what) {
                continue;
            }
            said.push(what);
            let same = self.grid.mended.iter().filter(|(_, other)| other == what);
            self.say_at(
                OddityKind::Damaged,
                *at,
                format!("{what} ({})", cells(same.count())),
            );
        }
        for trouble in &self.grid.troubles {
            match trouble {
                Trouble::Limit(limit) => self.say(
                    OddityKind::LimitReached,
                    format!("the limit of {limit} was reached; the rest of the sheet was not read"),
                ),
                Trouble::Damaged(what) | Trouble::Refused(what) => self.say(
                    OddityKind::Damaged,
                    format!("the sheet is damaged: {what}; what comes after was not read"),
                ),
                Trouble::Encrypted => {
                    self.say(
                        OddityKind::Encrypted,
                        "the sheet needs a password".to_owned(),
                    );
                }
            }
        }
    }
}

fn cells(count: usize) -> String {
    if count == 1 {
        "1 cell".to_owned()
    } else {
        format!("{count} cells")
    }
}

fn letters(number: u32) -> String {
    ColNo::new(number).map_or_else(String::new, ColNo::letters)
}

/// Sorted positions from zero as numbers from one, runs drawn together: `4, 7-9`.
fn runs(positions: &[u32], write: impl Fn(u32) -> String) -> String {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for position in positions {
        let number = position.saturating_add(1);
        match found.last_mut() {
            Some((_, last)) if last.saturating_add(1) == number => *last = number,
            _ => found.push((number, number)),
        }
    }
    let more = found.len().saturating_sub(20);
    let mut text = found
        .iter()
        .take(20)
        .map(|(first, last)| {
            if first == last {
                write(*first)
            } else {
                format!("{}-{}", write(*first), write(*last))
            }
        })
        .collect::<Vec<_>>()
        .join(", ");
    if more > 0 {
        text.push_str(&format!(" and {more} more runs"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_rows_are_drawn_together() {
        assert_eq!(runs(&[3, 6, 7, 8], |row| row.to_string()), "4, 7-9");
        assert_eq!(runs(&[0, 1, 25], letters), "A-B, Z");
    }
}
