//! Where whole objects of a file came from: `"sources": {"person": "the register", "reach.email": "typed in by you"}`
//! names an object of the same response, or one entry of it.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::codebook::Label;
use crate::document::{Document, Frame, Table, TableForm};
use crate::provenance::PartId;
use crate::recognise::survey::{Note, Survey};

/// A table of a response: its part, and which of its tables.
pub(super) type TableAt = (PartId, usize);

/// The objects of a response by their names, each with those inside it.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    named: HashMap<String, BTreeSet<TableAt>>,
    /// The keys of the names of entries and columns, by table.
    entries: HashMap<TableAt, BTreeSet<String>>,
    /// The names of what stands in an object, by the name of that.
    inside: HashMap<String, BTreeSet<String>>,
}

/// What is said of where objects came from.
#[derive(Debug)]
pub(super) struct SourceOf {
    tables: BTreeSet<TableAt>,
    /// The one entry of which it is said; none where it is said of all.
    entry: Option<String>,
    note: Note,
}

impl Blocks {
    pub(super) fn of(document: &Document) -> Self {
        let mut blocks = Self::default();
        for part in &document.parts {
            for (number, table) in part.tables.iter().enumerate() {
                let Some(name) = name_of(table) else { continue };
                if let Some(within) = &table.within {
                    let inside = blocks.inside.entry(within.to_string());
                    inside.or_default().insert(name.clone());
                }
                let head = match table.form {
                    TableForm::Records(head) => Some(head),
                    _ => None,
                };
                let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row).skip(1);
                let names = rows.flat_map(|row| match row.first() {
                    Some(first) if Some(first.at.row) == head => row,
                    Some(_) if head.is_none() => row.get(..1).unwrap_or_default(),
                    _ => &[],
                });
                let keys = names.map(|cell| Label::new(&cell.text()).key().to_owned());
                blocks.entries.insert((part.id, number), keys.collect());
                let tables = blocks.named.entry(name);
                tables.or_default().insert((part.id, number));
            }
        }
        blocks
    }

    /// The tables of an object and of what stands in it.
    fn tables(&self, name: &str) -> BTreeSet<TableAt> {
        const DEEPEST: usize = 8;
        let mut found = BTreeSet::new();
        let mut names: BTreeSet<&str> = BTreeSet::from([name]);
        for _ in 0..DEEPEST {
            let tables = names.iter().filter_map(|name| self.named.get(*name));
            found.extend(tables.flatten().copied());
            let inside = names.iter().filter_map(|name| self.inside.get(*name));
            names = inside.flatten().map(String::as_str).collect();
            if names.is_empty() {
                break;
            }
        }
        found
    }

    /// Whether a table but this has an entry of a name.
    fn has_entry(&self, name: &str, here: TableAt) -> bool {
        let key = Label::new(name);
        let mut entries = self.entries.iter();
        entries.any(|(table, keys)| *table != here && keys.contains(key.key()))
    }

    /// What a note says of the object of a name, or of an entry by its path; none where no other object has it, and for a
    /// name that is one of an entry too.
    pub(super) fn source(&self, name: &str, note: Note, here: TableAt) -> Option<SourceOf> {
        let (block, entry) = match name.rsplit_once('.') {
            Some((path, entry)) => (path.rsplit('.').next()?, Some(entry.to_owned())),
            None if self.has_entry(name, here) => return None,
            None => (name, None),
        };
        let mut tables = self.tables(block);
        tables.remove(&here);
        if let Some(entry) = &entry {
            let key = Label::new(entry);
            tables.retain(|table| {
                let keys = self.entries.get(table);
                keys.is_some_and(|keys| keys.contains(key.key()))
            });
            // Of two objects of one name it is not known which is meant.
            if tables.len() > 1 {
                return None;
            }
        }
        (!tables.is_empty()).then_some(SourceOf {
            tables,
            entry,
            note,
        })
    }
}

/// The name that stands alone above the entries of an object or the records of an array.
fn name_of(table: &Table) -> Option<String> {
    let mut rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let first = rows
        .next()
        .filter(|_| matches!(table.frame, Frame::Fields { .. }))?;
    match first {
        [only] => Some(only.text().trim().to_owned()),
        _ => None,
    }
}

/// Gives the headings of each object what is said of where it came from: what is said of one entry before what is said of
/// the whole.
pub(super) fn hand_out(
    survey: &mut Survey,
    headings: &HashMap<TableAt, Range<usize>>,
    mut told: Vec<SourceOf>,
) {
    told.sort_by_key(|one| one.entry.is_some());
    for SourceOf {
        tables,
        entry,
        note,
    } in told
    {
        let ranges = tables.iter().filter_map(|table| headings.get(table));
        let entry = entry.as_deref().map(Label::new);
        for index in ranges.cloned().flatten() {
            let Some(heading) = survey.headings.get_mut(index) else {
                continue;
            };
            let named = |entry: &Label| heading.label.key() == entry.key();
            if entry.as_ref().is_none_or(named) {
                heading.sources.insert(0, note.clone());
            }
        }
    }
}
