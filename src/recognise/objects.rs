//! Objects of JSON that are lists of codes: `"outcome": {"AT": "You attended", "NS": "You did not come"}` where
//! `outcome` is a field elsewhere in the response, and what stands there is one of the names.

use std::collections::{BTreeSet, HashMap};

use crate::codebook::Label;
use crate::document::{Cell, Document, Frame, Part, Table};
use crate::provenance::{Location, PartId};
use crate::recognise::bare_keys::BareKey;
use crate::recognise::keys::KeyText;
use crate::recognise::layout::{Body, Layout, Region};

/// A table of a response: its part, and which of its tables.
type TableAt = (PartId, usize);

/// Which values stand under which names in which tables of a response; nothing where no object of it may be a list
/// of codes.
#[derive(Default)]
pub(super) struct Fields {
    values: HashMap<String, BTreeSet<(String, TableAt)>>,
}

impl Fields {
    /// The fields of a document.
    pub(super) fn of(document: &Document) -> Self {
        let mut fields = Self::default();
        let tables = || {
            document.parts.iter().flat_map(|part| {
                let tables = part.tables.iter().enumerate();
                tables.map(move |(number, table)| ((part.id, number), table))
            })
        };
        let wanted: BTreeSet<String> = tables()
            .filter_map(|(_, table)| list_of_codes(table))
            .map(|list| Label::new(&list.field.text()).key().to_owned())
            .collect();
        if wanted.is_empty() {
            return fields;
        }
        for (at, table) in tables() {
            fields.take(table, at, &wanted);
        }
        fields
    }

    /// Takes the values under the wanted names: beside them, and below them where they stand in the first full row.
    fn take(&mut self, table: &Table, at: TableAt, wanted: &BTreeSet<String>) {
        let rows = || table.cells.chunk_by(|a, b| a.at.row == b.at.row);
        let key_of = |cell: &Cell| {
            let text = cell.text();
            let name = text.rsplit('.').next().unwrap_or_default();
            let key = Label::new(name).key().to_owned();
            wanted.contains(&key).then_some(key)
        };
        let mut put = |key: String, cell: &Cell| {
            let value = cell.text().trim().to_owned();
            self.values.entry(key).or_default().insert((value, at));
        };
        for row in rows() {
            if let [name, value, ..] = row
                && let Some(key) = key_of(name)
            {
                put(key, value);
            }
        }
        let Some(head) = rows().find(|row| row.len() > 1) else {
            return;
        };
        for name in head {
            let Some(key) = key_of(name) else { continue };
            let below = table.cells.iter();
            let below =
                below.filter(|cell| cell.at.col == name.at.col && cell.at.row > name.at.row);
            below.for_each(|cell| put(key.clone(), cell));
        }
    }

    /// Whether one of these codes stands under a name in another table.
    fn holds_one(&self, field: &str, codes: &BTreeSet<String>, here: TableAt) -> bool {
        let values = self.values.get(Label::new(field).key());
        let mut values = values.into_iter().flatten();
        values.any(|(value, at)| *at != here && codes.contains(value))
    }
}

/// The list of codes that a table is; nothing where it is none.
pub(super) fn of_table(
    part: &Part,
    number: usize,
    table: &Table,
    fields: &Fields,
) -> Option<BareKey> {
    let list = list_of_codes(table)?;
    let field = list.field.text().trim().to_owned();
    let codes: BTreeSet<String> = list.entries.iter().map(|(code, _)| text(code)).collect();
    if !fields.holds_one(&field, &codes, (part.id, number)) {
        return None;
    }
    let entries = list.entries.iter().map(|(code, meaning)| KeyText {
        heading: Some(field.clone()),
        code: Some(text(code)),
        meaning: text(meaning),
        scale: String::new(),
        source: None,
        at: Location {
            part: part.id,
            place: table.place(meaning.at),
        },
    });
    let region = Region {
        title: Vec::new(),
        first: table.cells.first()?.at.row,
        last: table.cells.last()?.at.row,
        body: Body::Notes(Vec::new()),
        why: format!("`{field}` holds one of its names elsewhere, and each has words beside it"),
        runner_up: None,
    };
    Some(BareKey {
        entries: entries.collect(),
        layout: Layout {
            regions: vec![region],
        },
        in_this_part: false,
    })
}

fn text(cell: &Cell) -> String {
    cell.text().trim().to_owned()
}

/// An object that may be a list of codes.
struct List<'t> {
    /// The name of the object.
    field: &'t Cell,
    /// Its names with what stands beside them.
    entries: Vec<(&'t Cell, &'t Cell)>,
}

/// A named object of two or more names, short as codes are, with words beside each.
fn list_of_codes(table: &Table) -> Option<List<'_>> {
    const FEWEST: usize = 2;
    const LONGEST: usize = 12;
    if !table.is_of_pairs || !matches!(table.frame, Frame::Fields { .. }) {
        return None;
    }
    let mut rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let [field] = rows.next()? else { return None };
    let entries = rows.map(|row| match row {
        [code, meaning] => {
            let words = meaning.text().chars().any(char::is_alphabetic);
            let short = code.text().chars().count() <= LONGEST;
            (words && short).then_some((code, meaning))
        }
        _ => None,
    });
    let entries: Vec<(&Cell, &Cell)> = entries.collect::<Option<_>>()?;
    (entries.len() >= FEWEST).then_some(List { field, entries })
}
