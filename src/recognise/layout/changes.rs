//! Logs of changes: one fact a row, with the name of its field, what it was and what it became.
//!
//! ```text
//! id     item        was       became    by             on
//! 70410  first_name            Cedric    register load  2024-03-02
//! 70494  post_code   ZZ99 4KA  ZZ99 4KQ  register load  2025-12-03
//! ```

use std::collections::HashSet;

use crate::codebook::Label;
use crate::codebook::label::flat_of;
use crate::codebook::word_lists::{WordList, word_lists};
use crate::document::Cell;
use crate::provenance::ColNo;
use crate::recognise::layout::pairs::{Pair, PairsRegion, bare};
use crate::recognise::layout::rows::block;
use crate::recognise::layout::{Body, Familiarity, Region, RowShape, Taken};

/// The columns of such a log.
struct Columns {
    /// The names of fields.
    field: ColNo,
    /// What they were.
    was: ColNo,
    /// What they became.
    became: ColNo,
    /// Who changed them, or from where.
    by: Option<ColNo>,
    /// The number or the name of the person whose they are.
    whose: Option<ColNo>,
    /// Whether that is a name.
    named: bool,
}

/// Takes such a log from the top of the rest: what each field became is a value, and what it was is another where it never
/// became so.
pub(super) fn take(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<Taken> {
    const FEWEST: usize = 2;
    let columns = Columns::of(rest.first()?)?;
    let (head, below) = block(rest).split_first()?;
    // Most of what stands in the column of fields has to be known as such.
    let fields: Vec<&Cell> = below
        .iter()
        .filter_map(|row| at(row, columns.field))
        .collect();
    let known = fields
        .iter()
        .filter(|field| familiar.knows(field.text().trim()));
    let enough = below.len() >= FEWEST && fields.len() == below.len();
    if !enough || known.count() * 2 < fields.len() {
        return None;
    }
    // Where names say whose the facts are, the rows of a table are told apart by them.
    let people: Vec<Option<String>> = below.iter().map(|row| columns.person(row)).collect();
    if columns.named && people.iter().collect::<HashSet<_>>().len() > 1 {
        return None;
    }
    Some(Taken {
        rows: below.len() + 1,
        region: Region {
            title: Vec::new(),
            first: head.row,
            last: below.last().map_or(head.row, |row| row.row),
            body: Body::Pairs(PairsRegion {
                pairs: pairs(below, &people, &columns),
                notes: head.cells.iter().map(|cell| cell.at).collect(),
            }),
            why: format!("row {} heads a log of what fields became", head.row),
            runner_up: None,
        },
    })
}

/// The fields with their values, a record for each number of a person. Who changed a field tells where it got what it became,
/// and nothing of what it was.
fn pairs(below: &[RowShape<'_>], people: &[Option<String>], columns: &Columns) -> Vec<Pair> {
    let text = |row: &RowShape<'_>, col: ColNo| at(row, col).map(|cell| cell.text().into_owned());
    let of_row = |row, col| {
        [
            columns.person(row),
            text(row, columns.field),
            text(row, col),
        ]
    };
    let mut told: HashSet<[Option<String>; 3]> = below
        .iter()
        .map(|row| of_row(row, columns.became))
        .collect();
    let mut found = Vec::new();
    for (row, person) in below.iter().zip(people) {
        let Some(name) = at(row, columns.field) else {
            continue;
        };
        // The number of the first row of the same person.
        let record = people.iter().position(|known| known == person);
        let pair = |value: &Cell, source| Pair {
            source,
            record: record
                .and_then(|at| u32::try_from(at).ok())
                .unwrap_or(u32::MAX),
            ..bare(name.at, value.at)
        };
        let was = at(row, columns.was).filter(|_| told.insert(of_row(row, columns.was)));
        found.extend(was.map(|value| pair(value, None)));
        let source = columns.by.and_then(|by| at(row, by)).map(|cell| cell.at);
        found.extend(at(row, columns.became).map(|value| pair(value, source)));
    }
    found
}

impl Columns {
    /// The columns that a row heads, where it heads such a log and nothing that is not read of one: a reason, a number of
    /// an elector.
    fn of(head: &RowShape<'_>) -> Option<Self> {
        let lists = &word_lists().layout;
        let called = |list: &WordList| -> Option<ColNo> {
            let mut found = head
                .cells
                .iter()
                .filter(|cell| list.has(&flat_of(&cell.text())));
            let first = found.next()?;
            found.next().is_none().then_some(first.at.col)
        };
        let has = |cell: &Cell, fits: &dyn Fn(&str) -> bool| {
            let label = Label::new(&cell.text());
            label.words().iter().any(|word| fits(word))
        };
        let of_person =
            |word: &str| word_lists().records.whose.has(word) || lists.of_whom.has(word);
        let whose = head.cells.iter().find(|cell| has(cell, &of_person));
        let columns = Self {
            field: called(&lists.changed)?,
            was: called(&lists.was)?,
            became: called(&lists.became)?,
            by: called(&lists.by),
            whose: whose.map(|cell| cell.at.col),
            named: whose.is_some_and(|cell| has(cell, &|word| lists.over_people.has(word))),
        };
        let read = |cell: &Cell| {
            let own = [
                Some(columns.field),
                Some(columns.was),
                Some(columns.became),
                columns.by,
                columns.whose,
            ];
            own.contains(&Some(cell.at.col)) || lists.beside_changes.has(&flat_of(&cell.text()))
        };
        let all = head.cells.iter().all(|cell| read(cell));
        all.then_some(columns)
    }

    fn person(&self, row: &RowShape<'_>) -> Option<String> {
        at(row, self.whose?).map(|cell| cell.text().into_owned())
    }
}

/// The cell of a row in a column.
fn at<'t>(row: &RowShape<'t>, col: ColNo) -> Option<&'t Cell> {
    row.cells.iter().copied().find(|cell| cell.at.col == col)
}
