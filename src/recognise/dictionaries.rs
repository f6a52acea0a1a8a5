//! Dictionaries and lists of codes that are known by what they list: tables that go through the headings of another table
//! of the response, and of which a column or their name says that they explain.
//!
//! ```text
//! Feature     | Storage  | Contents
//! PRED_OWN_PC | int      | Modelled chance, 0 to 100, that the person would vote for us
//! HH_STAGE    | char(2)  | Estimated stage of life of the household
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::codebook::Label;
use crate::codebook::word_lists::word_lists;
use crate::document::{Cell, Part, Table};
use crate::provenance::{CellAt, ColNo, Location};
use crate::recognise::bare_keys::{BareKey, Heads, speaks_of_people};
use crate::recognise::blocks::TableAt;
use crate::recognise::explain;
use crate::recognise::heading::Recogniser;
use crate::recognise::keys::KeyText;
use crate::recognise::layout::ColumnUse;
use crate::recognise::survey::Note;

/// A dictionary has at least so many entries.
const FEWEST: usize = 3;

/// A table as its columns: the row of heads, and what stands below.
struct Listed<'t> {
    table: &'t Table,
    head: Vec<&'t Cell>,
    rows: Vec<Vec<&'t Cell>>,
}

impl<'t> Listed<'t> {
    /// The first row of several cells, and all rows below it.
    fn of(table: &'t Table) -> Option<Self> {
        let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
        let rows = rows.map(|row| {
            let filled = row.iter().filter(|cell| !cell.is_blank());
            filled.collect::<Vec<_>>()
        });
        let mut rows = rows.skip_while(|row| row.len() < 2);
        let head = rows.next()?;
        let rows: Vec<Vec<&Cell>> = rows.filter(|row| !row.is_empty()).collect();
        (rows.len() >= FEWEST).then_some(Self { table, head, rows })
    }

    fn cell(row: &[&'t Cell], col: ColNo) -> Option<&'t Cell> {
        row.iter().find(|cell| cell.at.col == col).copied()
    }

    /// What stands below a head, one text for each row that has any.
    fn below(&self, col: ColNo) -> Vec<String> {
        let cells = self.rows.iter().filter_map(|row| Self::cell(row, col));
        cells.map(|cell| cell.text().trim().to_owned()).collect()
    }

    fn head_of(&self, col: ColNo) -> String {
        let cell = Self::cell(&self.head, col);
        cell.map(|cell| cell.text().trim().to_owned())
            .unwrap_or_default()
    }

    fn columns(&self) -> impl Iterator<Item = ColNo> {
        self.head.iter().map(|cell| cell.at.col)
    }
}

/// The dictionary or the list of codes that a table is; nothing where it is none.
pub(super) fn of_table(
    part: &Part,
    number: usize,
    table: &Table,
    heads: &Heads,
    recogniser: &Recogniser<'_>,
) -> Option<BareKey> {
    if heads.are_of_one_table() {
        return None;
    }
    let listed = Listed::of(table)?;
    let here = (part.id, number);
    let (names, of) = column_of_names(&listed, here, heads)?;
    // A log, a second record and remarks go through the headings of a table too: the table calls itself a dictionary, or
    // a column says that it explains.
    let announced = table
        .name()
        .is_some_and(|name| recogniser.column_words(name).announces_key);
    let told = Told {
        announced,
        recogniser,
    };
    let entries = codes(&listed, part, names, &told)
        .or_else(|| definitions(&listed, part, names, (heads, of), &told))?;
    let why = "its rows go through the headings of another table and say what they mean";
    let mut key = BareKey::of_whole(table, entries, why.to_owned())?;
    // A dictionary whose own columns say what they are tells more by them; codes of several fields are read here alone.
    key.in_this_part = key.entries.iter().all(|entry| entry.code.is_none());
    Some(key)
}

/// What a table says of itself.
struct Told<'r, 'b> {
    /// Whether its name announces a key.
    announced: bool,
    recogniser: &'r Recogniser<'b>,
}

impl Told<'_, '_> {
    fn uses(&self, head: &str) -> Vec<ColumnUse> {
        self.recogniser.column_words(head).uses.clone()
    }

    /// Whether a column is headed as one that says what something means.
    fn explains(&self, head: &str) -> bool {
        let label = Label::new(head);
        let named = word_lists().dictionaries.meanings.has_words(label.words());
        // A column of remarks explains nothing.
        named || self.recogniser.column_words(head).explains
    }
}

/// The first column whose cells are the headings of one other table, most of them, and which table that is.
fn column_of_names(listed: &Listed<'_>, here: TableAt, heads: &Heads) -> Option<(ColNo, TableAt)> {
    listed.columns().find_map(|col| {
        let texts = listed.below(col);
        let names: BTreeSet<&String> = texts.iter().collect();
        let mut known: BTreeMap<TableAt, usize> = BTreeMap::new();
        for name in &names {
            for table in heads.tables_headed(name).filter(|table| *table != here) {
                *known.entry(table).or_default() += 1;
            }
        }
        let (table, known) = known.into_iter().max_by_key(|(_, known)| *known)?;
        // The columns of a record with the same headings are a second record.
        let own = listed.head_of(col);
        let is_head = heads.tables_headed(&own).any(|own| own == table);
        let most = known * 10 >= names.len() * 6 && texts.len() * 10 >= listed.rows.len() * 9;
        (most && !is_head).then_some((col, table))
    })
}

/// `Column | From | To | Means` and `Field | Code | Words`: several codes of a field, or ranges of them, one to a row.
fn codes(
    listed: &Listed<'_>,
    part: &Part,
    names: ColNo,
    told: &Told<'_, '_>,
) -> Option<Vec<KeyText>> {
    const LONGEST: usize = 8;
    let others: Vec<ColNo> = listed.columns().filter(|col| *col != names).collect();
    let are_codes = |col: ColNo| {
        let texts = listed.below(col);
        let short =
            |text: &String| text.chars().count() <= LONGEST && !text.contains(char::is_whitespace);
        texts.len() == listed.rows.len() && texts.iter().all(short)
    };
    let (codes, meaning) = match others.as_slice() {
        [code, meaning, ..] if are_codes(*code) && !are_codes(*meaning) => {
            ((*code, None), *meaning)
        }
        [from, to, meaning, ..] if are_codes(*from) && are_codes(*to) => {
            ((*from, Some(*to)), *meaning)
        }
        _ => return None,
    };
    // `Old | New` and `Had | Entered by` are of a log.
    let head = listed.head_of(meaning).to_lowercase();
    let is_range = |to: ColNo| {
        let lists = &word_lists().dictionaries;
        let (from, to) = (listed.head_of(codes.0), listed.head_of(to));
        lists.lowest.has(&from.to_lowercase()) && lists.highest.has(&to.to_lowercase())
    };
    if !told.explains(&head) || !codes.1.is_none_or(is_range) {
        return None;
    }
    let mut seen = BTreeSet::new();
    let mut fields = BTreeSet::new();
    let mut entries = Vec::new();
    for row in &listed.rows {
        let name = Listed::cell(row, names)?.text().trim().to_owned();
        let code = Listed::cell(row, codes.0)?.text().trim().to_owned();
        let code = match codes.1 {
            None => code,
            Some(to) => range(code, Listed::cell(row, to)?.text().trim())?,
        };
        let said = Listed::cell(row, meaning)?;
        let text = said.text().trim().to_owned();
        let in_words = text.chars().any(char::is_lowercase) && !explain::is_codelike(&text);
        if !in_words || speaks_of_people(&text) || !seen.insert((name.clone(), code.clone())) {
            return None;
        }
        fields.insert(name.clone());
        entries.push(KeyText {
            heading: Some(name),
            code: Some(code),
            meaning: text,
            scale: String::new(),
            source: None,
            at: place(part, listed.table, said.at),
        });
    }
    // One code to a field, each with its words, is a record of the person.
    (fields.len() * 2 <= entries.len()).then_some(entries)
}

/// One code, or a range of them as it is written elsewhere: `08-10`. None where the second lies before the first, or is
/// no number beside another.
fn range(from: String, to: &str) -> Option<String> {
    if from == to {
        return Some(from);
    }
    let (low, high): (f64, f64) = (from.parse().ok()?, to.parse().ok()?);
    (low < high).then(|| format!("{from}-{to}"))
}

/// What a dictionary says of each field: its meaning, and where its values come from.
fn definitions(
    listed: &Listed<'_>,
    part: &Part,
    names: ColNo,
    (heads, of): (&Heads, TableAt),
    told: &Told<'_, '_>,
) -> Option<Vec<KeyText>> {
    const MOST_TWICE: usize = 10;
    let texts = listed.below(names);
    let once: BTreeSet<&String> = texts.iter().collect();
    let known = once
        .iter()
        .filter(|name| heads.tables_headed(name).any(|table| table == of));
    // A log names fields again and again, and never nearly all of them.
    let is_whole = known.count() * 10 >= heads.headings_of(of) * 6;
    if !is_whole || (texts.len() - once.len()) * MOST_TWICE > texts.len() {
        return None;
    }
    let uses = |col: ColNo| told.uses(&listed.head_of(col));
    let others: Vec<ColNo> = listed.columns().filter(|col| *col != names).collect();
    let holds_values = |col: &ColNo| {
        let label = Label::new(&listed.head_of(*col));
        let mut words = label.words().iter();
        uses(*col) == [ColumnUse::Value]
            || words.any(|word| word_lists().bare_keys.logged.has(word))
    };
    if others.iter().any(holds_values) {
        return None;
    }
    let source = others
        .iter()
        .copied()
        .find(|col| uses(*col) == [ColumnUse::Source]);
    let explains = |col: &ColNo| {
        let is_other = Some(*col) != source && !uses(*col).contains(&ColumnUse::Dealing);
        let called = told.explains(&listed.head_of(*col)) || told.announced;
        is_other && called && is_in_words(&listed.below(*col))
    };
    let meaning = others.iter().copied().find(explains)?;
    let more: Vec<ColNo> = others
        .iter()
        .copied()
        .filter(|col| *col > meaning && (explains(col) || uses(*col).contains(&ColumnUse::Scale)))
        .collect();
    let entries = listed.rows.iter().filter_map(|row| {
        let name = Listed::cell(row, names)?;
        let said = Listed::cell(row, meaning)?;
        let more = more.iter().filter_map(|col| Listed::cell(row, *col));
        let more: Vec<String> = more.map(|cell| cell.text().trim().to_owned()).collect();
        let source = source.and_then(|col| Listed::cell(row, col));
        Some(KeyText {
            heading: Some(name.text().trim().to_owned()),
            code: None,
            meaning: said.text().trim().to_owned(),
            scale: more.join("; "),
            source: source.map(|cell| Note {
                text: cell.text().trim().to_owned(),
                at: place(part, listed.table, cell.at),
                hidden: cell.hidden,
            }),
            at: place(part, listed.table, said.at),
        })
    });
    Some(entries.collect())
}

/// Whether texts are told in words, each its own, as what fields mean is: most have three words or more, and few are what
/// somebody said or a number.
fn is_in_words(texts: &[String]) -> bool {
    const WORDS: usize = 3;
    let words = texts
        .iter()
        .filter(|text| text.split_whitespace().count() >= WORDS);
    let spoken = texts.iter().filter(|text| speaks_of_people(text));
    let own: BTreeSet<&String> = texts.iter().collect();
    texts.len() >= FEWEST
        && words.count() * 10 >= texts.len() * 6
        && spoken.count() * 5 <= texts.len()
        && own.len() * 10 >= texts.len() * 6
}

fn place(part: &Part, table: &Table, at: CellAt) -> Location {
    Location {
        part: part.id,
        place: table.place(at),
    }
}
