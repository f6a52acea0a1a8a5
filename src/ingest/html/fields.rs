//! Labels and values that a page sets beside each other without a table: the fields of a form, and blocks
//! that come in pairs of one make, as screens of contact systems have them.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::document::{Cell, CellValue, Frame, Passage, Table, TableForm};
use crate::provenance::{CellAt, LineNo, Place};

/// What a passage was on its page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Mark {
    /// The element that it stands in, with its class.
    pub(super) own: Rc<str>,
    /// The element around that one, with its class.
    pub(super) parent: Rc<str>,
    /// Whether it is what a field of a form holds.
    pub(super) is_field: bool,
}

/// Fewest pairs of one make that are no accident.
const FEWEST: usize = 3;
/// The most letters of a label.
const LONGEST: usize = 80;

/// Takes labels with their values out of the passages: a table of two columns for each run of them.
pub(super) fn take(passages: &mut Vec<Passage>, marks: Vec<Mark>) -> Vec<Table> {
    if passages.len() != marks.len() {
        return Vec::new();
    }
    let makes = makes(&marks);
    let is_pair = |at: usize| {
        let (Some(one), Some(two)) = (marks.get(at), marks.get(at + 1)) else {
            return false;
        };
        let label = passages.get(at);
        let is_label = label.is_some_and(|label| label.text.chars().count() <= LONGEST);
        let shown = [label, passages.get(at + 1)];
        let are_shown = shown.into_iter().flatten().all(|passage| !passage.hidden);
        is_label && are_shown && !one.is_field && (two.is_field || makes.contains(&(one, two)))
    };
    let mut tables: Vec<Table> = Vec::new();
    let mut kept: Vec<Passage> = Vec::new();
    let mut rows: Vec<[Passage; 2]> = Vec::new();
    let mut at = 0;
    let firsts: Vec<bool> = (0..passages.len()).map(is_pair).collect();
    let mut all = std::mem::take(passages).into_iter();
    while let Some(passage) = all.next() {
        let is_label = firsts.get(at).copied().unwrap_or(false);
        at += 1;
        if !is_label {
            tables.extend(table(std::mem::take(&mut rows)));
            kept.push(passage);
        } else if let Some(value) = all.next() {
            rows.push([passage, value]);
            at += 1;
        }
    }
    tables.extend(table(rows));
    *passages = kept;
    tables
}

/// The makes of pairs: an element that is followed, nearly whenever it comes, by another in the same kind
/// of block.
fn makes(marks: &[Mark]) -> HashSet<(&Mark, &Mark)> {
    let mut alone: HashMap<(&str, &str), usize> = HashMap::new();
    let mut pairs: HashMap<(&Mark, &Mark), usize> = HashMap::new();
    for mark in marks {
        *alone.entry((&mark.parent, &mark.own)).or_default() += 1;
    }
    for two in marks.windows(2) {
        let [one, other] = two else { continue };
        if one.parent == other.parent && one.own != other.own && !other.is_field {
            *pairs.entry((one, other)).or_default() += 1;
        }
    }
    let often = |((one, other), count): &((&Mark, &Mark), usize)| {
        let all = |mark: &Mark| {
            let found = alone.get(&(&*mark.parent, &*mark.own));
            found.copied().unwrap_or(0)
        };
        *count >= FEWEST && count * 10 >= all(one) * 8 && count * 10 >= all(other) * 8
    };
    let pairs = pairs.into_iter().filter(often);
    pairs.map(|(pair, _)| pair).collect()
}

/// A table of labels and values; none where there are none.
fn table(rows: Vec<[Passage; 2]>) -> Option<Table> {
    if rows.is_empty() {
        return None;
    }
    let line = |passage: &Passage| match passage.at {
        Place::Line { line } => line,
        _ => LineNo::FIRST,
    };
    let starts = rows.iter().map(|[label, _]| line(label)).collect();
    let mut table = Table::new(Frame::Lines { starts });
    table.form = TableForm::Pairs;
    for (row, pair) in (0..).zip(rows) {
        for (column, passage) in (0..).zip(pair) {
            table.cells.push(Cell {
                at: CellAt::from_zero_based(row, column),
                hidden: passage.hidden,
                value: CellValue::Text(passage.text.into()),
                shown: None,
            });
        }
    }
    Some(table)
}
