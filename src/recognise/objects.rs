//! Objects of JSON that tell of other fields: `"outcome": {"AT": "You attended", "NS": "You did not come"}` where
//! `outcome` is a field elsewhere in the response, and what stands there is one of the names; and arrays that define
//! fields, `[{"key": "cf_12", "label": "Voting intention", "options": {"1": "Certain"}}]`, where `cf_12` is one.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use crate::codebook::word_lists::word_lists;
use crate::codebook::{Kind, Label};
use crate::document::{Cell, Document, Frame, Part, Table, TableForm};
use crate::provenance::{ColNo, Location, PartId, Place};
use crate::recognise::bare_keys::{BareKey, Heads, speaks_of_people};
use crate::recognise::blocks::Blocks;
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::keys::KeyText;
use crate::recognise::layout::{ColumnUse, is_yes_or_no};
use crate::recognise::survey::{Heading, Note, Survey};

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
    // `{"name": "Casey", "votes": {"2019": "Labour"}}` holds data, whatever is called `2019` elsewhere.
    let among_lists = part
        .tables
        .iter()
        .all(|table| list_of_codes(table).is_some());
    let announced = table.within.as_deref().is_some_and(|within| {
        word_lists()
            .objects
            .containers
            .has(&Label::new(within).to_string())
    });
    if !among_lists && !announced {
        return None;
    }
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
    let why = format!("`{field}` holds one of its names elsewhere, and each has words beside it");
    BareKey::of_whole(table, entries.collect(), why)
}

/// An object that says of fields where they came from, under a name for sources: `"provenance": {"email": "Petition of
/// May"}`; nothing where one of its names is no field elsewhere.
pub(super) fn sources(
    part: &Part,
    number: usize,
    table: &Table,
    (heads, blocks): (&Heads, &Blocks),
    recogniser: &Recogniser<'_>,
) -> Option<BareKey> {
    if table.form != TableForm::Pairs {
        return None;
    }
    let mut rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let [title] = rows.next()? else { return None };
    let text = title.text();
    let uses = &recogniser.column_words(text.trim()).uses;
    let label = Label::new(&text);
    let called = word_lists().objects.sources.has(label.to_string().as_str());
    if uses.as_slice() != [ColumnUse::Source] && !called {
        return None;
    }
    let here = (part.id, number);
    let (mut entries, mut of_blocks) = (Vec::new(), Vec::new());
    for row in rows {
        let [field, source] = row else { return None };
        let said = source.text();
        if said.contains('@') || speaks_of_another(&said) || leaves_out(&said) {
            return None;
        }
        let name = self::text(field);
        let at = Location {
            part: part.id,
            place: table.place(source.at),
        };
        let note = Note {
            text: self::text(source),
            at: at.clone(),
            hidden: false,
        };
        if let Some(of_block) = blocks.source(&name, note.clone(), here) {
            of_blocks.push(of_block);
        } else if heads.names_in_another(&name, here) {
            entries.push(KeyText {
                heading: Some(name),
                code: None,
                meaning: String::new(),
                scale: String::new(),
                source: Some(note),
                at,
            });
        } else {
            return None;
        }
    }
    if entries.is_empty() && of_blocks.is_empty() {
        return None;
    }
    let why = "it says of fields that stand elsewhere where they came from".to_owned();
    let key = BareKey::of_whole(table, entries, why)?;
    Some(BareKey { of_blocks, ..key })
}

/// Whether a text leaves something out of what it says: `the register, except the telephone`.
fn leaves_out(text: &str) -> bool {
    let label = Label::new(text);
    let mut words = label.words().iter();
    words.any(|word| word_lists().objects.leaves_out.has(word))
}

/// Whether a text speaks of somebody else.
fn speaks_of_another(text: &str) -> bool {
    let label = Label::new(text);
    let mut words = label.words().iter();
    words.any(|word| word_lists().objects.others.has(word))
}

/// Reads no person's name where the names of fields stand: `{"name": "email", "status": "given"}`.
pub(super) fn leave_names_of_fields(survey: &mut Survey) {
    let of_object = |heading: &Heading| {
        let named = heading.recognised.kind == Some(Kind::Name) && heading.text == "name";
        named && matches!(heading.at.place, Place::Field { .. })
    };
    let headings = survey.headings.iter().enumerate();
    let named: Vec<usize> = headings
        .filter_map(|(index, heading)| of_object(heading).then_some(index))
        .collect();
    if named.is_empty() {
        return;
    }
    let fields: HashSet<&str> = survey
        .headings
        .iter()
        .map(|heading| heading.text.as_str())
        .collect();
    let names_field = |index: &usize| {
        survey
            .values_under(*index)
            .any(|value| fields.contains(value))
    };
    let of_fields: Vec<usize> = named.into_iter().filter(names_field).collect();
    for index in of_fields {
        if let Some(heading) = survey.headings.get_mut(index) {
            let why = "the names of fields stand under it".to_owned();
            heading.recognised = Rc::new(Recognised::unknown(why));
        }
    }
}

/// What a column of an array of definitions says of the fields.
enum Tells {
    /// What it is called, or what it means.
    Meaning,
    Scale,
    Source,
    /// What one of its codes means.
    Code(String),
}

/// The definitions of fields that an array is: one of its columns names fields that stand elsewhere in the response, and
/// no column holds values.
pub(super) fn definitions(
    part: &Part,
    number: usize,
    table: &Table,
    heads: &Heads,
    recogniser: &Recogniser<'_>,
) -> Option<BareKey> {
    let TableForm::Records(head) = table.form else {
        return None;
    };
    // `responses: [{"name": "vote", "label": "Labour"}]` are answers.
    let title = table.cells.first().filter(|cell| cell.at.row < head);
    let defines = title.is_some_and(|title| {
        let label = Label::new(&title.text());
        label
            .words()
            .iter()
            .any(|word| word_lists().objects.definitions.has(word))
    });
    let names = table.row(head);
    let below = || table.cells.iter().filter(|cell| cell.at.row > head);
    let column = |col| below().filter(move |cell| cell.at.col == col);
    let lists = word_lists();
    let is_elsewhere = |cell: &&Cell| heads.names_in_another(&cell.text(), (part.id, number));
    let names_fields = |cell: &&Cell| {
        let name = cell.text();
        let label = Label::new(&name);
        let called = label
            .words()
            .iter()
            .any(|word| lists.columns.names_of_fields.has(word))
            || recogniser
                .column_words(&name)
                .uses
                .contains(&ColumnUse::Heading);
        let known = column(cell.at.col).filter(is_elsewhere).count();
        called && known > 0 && known * 2 >= column(cell.at.col).count()
    };
    let of_fields = names.iter().find(names_fields)?.at.col;
    let mut tells: Vec<(ColNo, Tells)> = Vec::new();
    for name in names.iter().filter(|name| name.at.col != of_fields) {
        let text = name.text();
        if let Some((list, code)) = text.rsplit_once('.') {
            let list = list.rsplit('.').next().unwrap_or_default();
            let uses = &recogniser.column_words(list).uses;
            if uses.contains(&ColumnUse::Scale) || lists.companions.lists.has(&list.to_lowercase())
            {
                tells.push((name.at.col, Tells::Code(code.to_owned())));
                continue;
            }
        }
        let uses = &recogniser.column_words(&text).uses;
        let last = Label::new(&text);
        let called = last.words().last();
        let says = |wanted| uses.contains(&wanted);
        if says(ColumnUse::Source) {
            tells.push((name.at.col, Tells::Source));
        } else if says(ColumnUse::Scale) {
            tells.push((name.at.col, Tells::Scale));
        } else if called.is_some_and(|word| lists.companions.defines.has(word)) {
            tells.push((name.at.col, Tells::Meaning));
        } else if !called.is_some_and(|word| lists.companions.beside.has(word)) {
            // A value, a remark or a day beside the name of a field: a log, an answer, and no definition.
            return None;
        }
    }
    // `Changed from 2 to 3` and `Labour` define nothing.
    let is_meaning = |col: ColNo| {
        tells
            .iter()
            .any(|(own, tells)| *own == col && matches!(tells, Tells::Meaning))
    };
    let meanings = || {
        below()
            .filter(|cell| is_meaning(cell.at.col))
            .map(|cell| cell.text())
    };
    let phrases = meanings()
        .filter(|text| text.split_whitespace().count() > 1)
        .count();
    let tells_more = tells
        .iter()
        .any(|(_, tells)| matches!(tells, Tells::Scale | Tells::Code(_)));
    let of_log = meanings().any(|text| {
        let first = Label::new(&text)
            .words()
            .first()
            .cloned()
            .unwrap_or_default();
        speaks_of_people(&text) || lists.bare_keys.logged.has(&first)
    });
    let codes = tells
        .iter()
        .any(|(_, tells)| matches!(tells, Tells::Code(_)));
    if of_log || !(defines || codes) || (!tells_more && phrases * 2 < meanings().count()) {
        return None;
    }
    let mut entries = Vec::new();
    for row in table.cells.chunk_by(|a, b| a.at.row == b.at.row) {
        let field = row.iter().find(|cell| cell.at.col == of_fields);
        let Some(field) = field.filter(|cell| cell.at.row > head) else {
            continue;
        };
        define(part, table, field, row, &tells, &mut entries);
    }
    if entries.is_empty() {
        return None;
    }
    let why = "it names fields that stand elsewhere, and says what they are".to_owned();
    BareKey::of_whole(table, entries, why)
}

/// Takes what a row says of a field.
fn define(
    part: &Part,
    table: &Table,
    field: &Cell,
    row: &[Cell],
    tells: &[(ColNo, Tells)],
    entries: &mut Vec<KeyText>,
) {
    let place = |cell: &Cell| Location {
        part: part.id,
        place: table.place(cell.at),
    };
    let told = |wanted: fn(&Tells) -> bool| {
        let columns = tells.iter().filter(move |(_, tells)| wanted(tells));
        let cells = columns.filter_map(|(col, _)| row.iter().find(|cell| cell.at.col == *col));
        cells.collect::<Vec<&Cell>>()
    };
    let meanings = told(|tells| matches!(tells, Tells::Meaning));
    let scales = told(|tells| matches!(tells, Tells::Scale));
    let sources = told(|tells| matches!(tells, Tells::Source));
    let joined = |cells: &[&Cell], mark: &str| {
        let texts: Vec<String> = cells.iter().map(|cell| text(cell)).collect();
        texts.join(mark)
    };
    if let Some(first) = [&meanings, &scales, &sources]
        .into_iter()
        .find_map(|one| one.first())
    {
        entries.push(KeyText {
            heading: Some(text(field)),
            code: None,
            meaning: joined(&meanings, ": "),
            scale: joined(&scales, "; "),
            source: sources.first().map(|cell| Note {
                text: text(cell),
                at: place(cell),
                hidden: false,
            }),
            at: place(first),
        });
    }
    for (col, tells) in tells {
        let Tells::Code(code) = tells else { continue };
        let meaning = row.iter().find(|cell| cell.at.col == *col);
        entries.extend(meaning.map(|meaning| KeyText {
            heading: Some(text(field)),
            code: Some(code.clone()),
            meaning: text(meaning),
            scale: String::new(),
            source: None,
            at: place(meaning),
        }));
    }
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
    if table.form != TableForm::Pairs || !matches!(table.frame, Frame::Fields { .. }) {
        return None;
    }
    let mut rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let [field] = rows.next()? else { return None };
    let entries = rows.map(|row| match row {
        [code, meaning] => {
            let text = meaning.text();
            let words = text.chars().any(char::is_alphabetic) && !is_yes_or_no(text.trim());
            let short = code.text().chars().count() <= LONGEST;
            (words && short).then_some((code, meaning))
        }
        _ => None,
    });
    let entries: Vec<(&Cell, &Cell)> = entries.collect::<Option<_>>()?;
    (entries.len() >= FEWEST).then_some(List { field, entries })
}
