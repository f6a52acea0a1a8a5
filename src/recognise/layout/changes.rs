//! Logs of changes: one fact a row, with the name of its field, what it was and what it became.
//!
//! ```text
//! id     item        was       became    by             on
//! 70410  first_name            Cedric    register load  2024-03-02
//! 70494  post_code   ZZ99 4KA  ZZ99 4KQ  register load  2025-12-03
//! ```

use std::collections::HashSet;

use crate::codebook::Label;
use crate::codebook::word_lists::{WordList, word_lists};
use crate::document::Cell;
use crate::provenance::ColNo;
use crate::recognise::layout::pairs::{Pair, PairsRegion, bare};
use crate::recognise::layout::{Body, Familiarity, Region, RowShape, Taken};

/// Takes such a log from the top of the rest: what each field became is a value, and what it was before the log begins is
/// another.
pub(super) fn take(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<Taken> {
    const FEWEST: usize = 2;
    const COLUMNS: usize = 3;
    let lists = &word_lists().layout;
    rest.first().filter(|head| head.cells.len() >= COLUMNS)?;
    let mut blocks = rest.chunk_by(|a, b| b.row.get() == a.row.get() + 1);
    let (head, below) = blocks.next()?.split_first()?;
    let column = |list: &WordList| -> Option<ColNo> {
        let called = |cell: &&&Cell| list.has(&plain(&cell.text()));
        let mut found = head.cells.iter().filter(called);
        let first = found.next()?;
        found.next().is_none().then_some(first.at.col)
    };
    let (field, new) = (column(&lists.changed)?, column(&lists.became)?);
    let old = column(&lists.was)?;
    let by = column(&lists.by);
    // Whose fact it is, where a column says so: `profile`, `contact id`.
    let whose = head.cells.iter().find(|cell| {
        let label = Label::new(&cell.text());
        let records = &word_lists().records;
        let mut words = label.words().iter();
        words.any(|word| records.whose.has(word) || lists.of_whom.has(word))
    });
    let whose = whose.map(|cell| cell.at.col);
    let of = |row: &RowShape<'_>, col: ColNo| {
        row.cells
            .iter()
            .find(|cell| cell.at.col == col)
            .map(|cell| cell.at)
    };
    // Most of what stands in the column of fields has to be known as such.
    let fields = below.iter().filter_map(|row| {
        let cell = row.cells.iter().find(|cell| cell.at.col == field)?;
        Some(familiar.knows(cell.text().trim()))
    });
    let fields: Vec<bool> = fields.collect();
    let known = fields.iter().filter(|known| **known).count();
    if below.len() < FEWEST || fields.len() < below.len() || known * 2 < fields.len() {
        return None;
    }
    let mut region = PairsRegion {
        pairs: Vec::new(),
        notes: head.cells.iter().map(|cell| cell.at).collect(),
    };
    // Where names say whose the facts are, the rows of a table are told apart by them.
    let named = head.cells.iter().any(|cell| {
        let label = Label::new(&cell.text());
        Some(cell.at.col) == whose && label.words().iter().any(|word| lists.over_people.has(word))
    });
    let person = |row: &RowShape<'_>| {
        let cell = row.cells.iter().find(|cell| Some(cell.at.col) == whose);
        cell.map(|cell| cell.text().into_owned())
    };
    let people: HashSet<Option<String>> = below.iter().map(person).collect();
    // Nor may it hold what no reader of changes looks at: a reason, a number of an elector.
    let read = |cell: &Cell| {
        let col = cell.at.col;
        let known = [Some(field), Some(new), Some(old), by, whose].contains(&Some(col));
        known || lists.beside_changes.has(&plain(&cell.text()))
    };
    if (named && people.len() > 1) || !head.cells.iter().all(|cell| read(cell)) {
        return None;
    }
    let text = |row: &RowShape<'_>, col: ColNo| {
        let cell = row.cells.iter().find(|cell| cell.at.col == col);
        cell.map(|cell| cell.text().into_owned())
    };
    // What a field was before is said again where it became so.
    let mut told: HashSet<[Option<String>; 3]> = below
        .iter()
        .map(|row| [person(row), text(row, field), text(row, new)])
        .collect();
    let mut numbers: Vec<Option<String>> = Vec::new();
    for row in below {
        let Some(name) = of(row, field) else {
            continue;
        };
        // A record for each number of a person.
        let record = numbers.iter().position(|known| *known == person(row));
        let record = record.unwrap_or_else(|| {
            numbers.push(person(row));
            numbers.len() - 1
        });
        let pair = |value, source| Pair {
            source,
            record: u32::try_from(record).unwrap_or(u32::MAX),
            ..bare(name, value)
        };
        let was = [person(row), text(row, field), text(row, old)];
        let before = of(row, old).filter(|_| told.insert(was));
        region.pairs.extend(before.map(|value| pair(value, None)));
        let source = by.and_then(|by| of(row, by));
        region
            .pairs
            .extend(of(row, new).map(|value| pair(value, source)));
    }
    Some(Taken {
        rows: below.len() + 1,
        region: Region {
            title: Vec::new(),
            first: head.row,
            last: below.last().map_or(head.row, |row| row.row),
            body: Body::Pairs(region),
            why: format!("row {} heads a log of what fields became", head.row),
            runner_up: None,
        },
    })
}

/// A heading in small letters, with spaces for signs: `new_value`.
fn plain(heading: &str) -> String {
    heading.trim().to_lowercase().replace(['_', '-'], " ")
}
