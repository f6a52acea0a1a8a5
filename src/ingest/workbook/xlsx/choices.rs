//! Drop-down lists: what they offer, looked up in the sheets once all are read.

use std::collections::HashMap;

use super::super::refs::area_ref;
use super::sheet::RawChoices;
use crate::document::{Choices, Table};

/// Most choices of one list that are looked up.
const MOST_CHOICES: usize = 10_000;

/// Cells that are looked at, over all lists of a file.
const MOST_STEPS: usize = 50_000_000;

/// A list that still points at cells.
pub(super) struct Unresolved {
    pub(super) table: usize,
    pub(super) choices: RawChoices,
}

/// Looks up what each list offers. A list that cannot be looked up (`INDIRECT`, another file)
/// offers the text of its formula.
pub(super) fn resolve(
    unresolved: Vec<Unresolved>,
    names: &HashMap<String, String>,
    tables: &mut [Table],
) {
    let mut steps = MOST_STEPS;
    for Unresolved { table, choices } in unresolved {
        if choices.over.is_empty() {
            continue;
        }
        let offered = offered(&choices.from, table, names, tables, &mut steps);
        if let Some(table) = tables.get_mut(table) {
            table.choices.push(Choices {
                over: choices.over,
                offered,
            });
        }
    }
}

fn offered(
    from: &str,
    table: usize,
    names: &HashMap<String, String>,
    tables: &[Table],
    steps: &mut usize,
) -> Vec<String> {
    if let Some(list) = from
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        return list
            .replace("\"\"", "\"")
            .split(',')
            .map(|choice| choice.trim().to_owned())
            .collect();
    }
    let from = names.get(&from.to_lowercase()).map_or(from, String::as_str);
    look_up(from, table, tables, steps).unwrap_or_else(|| vec![from.to_owned()])
}

fn look_up(from: &str, table: usize, tables: &[Table], steps: &mut usize) -> Option<Vec<String>> {
    let (table, area) = match from.rsplit_once('!') {
        None => (tables.get(table)?, from),
        Some((sheet, area)) => {
            let sheet = sheet.trim_matches('\'').replace("''", "'");
            let found = tables.iter().find(|table| {
                table
                    .name()
                    .is_some_and(|name| name.eq_ignore_ascii_case(&sheet))
            })?;
            (found, area)
        }
    };
    let area = area_ref(area)?;
    let from = table.cells.partition_point(|cell| cell.at < area.first);
    let to = table.cells.partition_point(|cell| cell.at <= area.last);
    let cells = table.cells.get(from..to)?;
    *steps = steps.checked_sub(cells.len())?;
    let texts = cells
        .iter()
        .filter(|cell| area.contains(cell.at) && !cell.is_blank())
        .take(MOST_CHOICES);
    Some(texts.map(|cell| cell.text().into_owned()).collect())
}
