//! Finds out how a table is laid out: where its headings stand, and which cells they are about.
//!
//! A table is read row by row into *regions*: records (headings above, a record a row), pairs (a
//! heading beside each value), keys (headings or codes beside their explanations) and notes (titles,
//! banners, footers). Each region says why it was taken for what it is, and what came second.

mod bands;
mod beside;
mod changes;
mod columns;
mod forms;
mod inside;
mod key;
mod matrix;
mod pairs;
mod people;
mod records;
mod rows;
mod stacked;

use std::collections::BTreeSet;

use crate::codebook::Label;
use crate::codebook::word_lists::{WordList, number, word_lists};
use crate::document::{Cell, Frame, Table, TableForm};
use crate::provenance::{CellAt, ColNo, RowNo};
use crate::recognise::below;
use crate::recognise::telling::is_whole_day;

pub(super) use key::labelled_code;
pub use key::{KeyEntry, KeyRegion};
pub(crate) use key::{column_named, sheet_named};
pub use pairs::{Pair, PairsRegion, is_yes_or_no, split_label};
pub(in crate::recognise) use people::is_full_name;
pub use records::{Column, RecordsRegion};
pub(crate) use records::{is_kind_of_data, is_short_sentence};
pub use rows::RowShape;

/// How a table is laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Its regions, from the top.
    pub regions: Vec<Region>,
}

/// A stretch of rows that is read in one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// The cells of the title above it.
    pub title: Vec<CellAt>,
    /// The first row, its title left out.
    pub first: RowNo,
    /// The last row.
    pub last: RowNo,
    /// How it is read.
    pub body: Body,
    /// Why.
    pub why: String,
    /// What came second, and why it did not win, where that was asked for.
    pub runner_up: Option<String>,
}

/// How a region is read.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Headings above, a record a row.
    Records(RecordsRegion),
    /// A heading beside each value.
    Pairs(PairsRegion),
    /// Headings or codes beside their explanations.
    Key(KeyRegion),
    /// Text that is neither heading nor value.
    Notes(Vec<CellAt>),
}

/// What a column of a region holds, where its heading tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnUse {
    /// Headings.
    Heading,
    /// Values.
    Value,
    /// Where a value came from.
    Source,
    /// What it means.
    Meaning,
    /// Its scale, or its list of codes.
    Scale,
    /// The low end of its scale.
    Lowest,
    /// The high end of its scale.
    Highest,
    /// Codes that are explained.
    Code,
    /// What is done with a kind of data: its purpose, how long it is kept, who receives it.
    Dealing,
}

/// What the layout needs to know about a text.
pub trait Familiarity {
    /// Whether it is known as a heading.
    fn knows(&self, text: &str) -> bool;

    /// Whether a codebook lists it as a heading, so that its words alone need not speak for it.
    fn lists(&self, text: &str) -> bool;

    /// What a column under this heading is used for, where it is a heading such as `Field`,
    /// `Value`, `Meaning`, `Source`. A heading can name two uses: `Source and meaning`.
    fn uses(&self, text: &str) -> Vec<ColumnUse>;

    /// Whether a heading says that what stands below it explains: `Meaning`, `What it means`.
    fn explains(&self, text: &str) -> bool;

    /// Whether a title or the name of a sheet announces a key: `Glossary`, `Codes`, `Key`.
    fn announces_key(&self, text: &str) -> bool;

    /// Whether a text is the full name of somebody whom a letter of the response addresses.
    fn addresses(&self, _text: &str) -> bool {
        false
    }

    /// Whether a text names a kind of election: `General election`, `Borough council`, `Mayor of the region`.
    fn names_election(&self, _text: &str) -> bool {
        false
    }

    /// Whether a heading is the name of a party and nothing more: `Scottish Greens`.
    fn names_party(&self, _text: &str) -> bool {
        false
    }

    /// Whether somebody wants to know what came second, and why it did not win.
    fn asks_for_second(&self) -> bool {
        false
    }
}

/// Lays out a table: each of the blocks that stand side by side for itself.
#[must_use]
pub fn lay_out(table: &Table, familiar: &dyn Familiarity) -> Layout {
    let mut rows = rows::shapes(table);
    let mut regions: Vec<Region> = Vec::new();
    let frame = rows::take_frame(&mut rows);
    if !frame.is_empty() {
        let mut region = notes(frame);
        "the letters of columns and the numbers of rows, as a spreadsheet prints them"
            .clone_into(&mut region.why);
        regions.push(region);
    }
    for band in bands::split(rows, familiar) {
        stack(table, &band, familiar, &mut regions);
    }
    match table.form {
        TableForm::Pairs if let Some(one) = of_one_value(table, familiar) => regions = vec![one],
        TableForm::Pairs
            if leaves_pairs_out(table, &regions, familiar) && !heads_columns(table, familiar) =>
        {
            regions = as_the_page_says(table).into_iter().collect();
        }
        TableForm::Records(head)
            if matches!(table.frame, Frame::Lines { .. })
                && !is_log_of_page(table, head, familiar) => {}
        TableForm::Records(head)
            if is_log(table, head, familiar) || !keeps_records(table, head, &regions, familiar) =>
        {
            regions = records::as_the_file_says(table, head).into_iter().collect();
        }
        // `Election | Voted` over `Council 2023 | No` is a table, whatever the page calls it.
        TableForm::Terms if records::heads_list_of_votes(&rows::shapes(table)) => {}
        TableForm::Terms => {
            if leaves_pairs_out(table, &regions, familiar) {
                regions = as_the_page_says(table).into_iter().collect();
            }
            tell_terms(table, &mut regions, familiar);
        }
        TableForm::Open | TableForm::Pairs | TableForm::Records(_) => {}
    }
    Layout { regions }
}

/// Whether what stands below such a row says no more than that something was found or not.
fn tells_of_searches(block: &[RowShape<'_>]) -> bool {
    let Some((head, below)) = block.split_first() else {
        return false;
    };
    let of_result = |cell: &Cell| {
        let label = Label::new(&cell.text());
        label
            .words()
            .iter()
            .any(|word| word_lists().layout.results.has(word))
    };
    let columns: Vec<ColNo> = head
        .cells
        .iter()
        .filter(|cell| of_result(cell))
        .map(|cell| cell.at.col)
        .collect();
    let came_to_no_more = |cell: &Cell| {
        let label = Label::new(&cell.text());
        let mut words = label.words().iter();
        words.all(|word| {
            number(word).is_some() || word == "0" || word_lists().layout.came_to.has(word)
        })
    };
    below
        .iter()
        .flat_map(|row| &row.cells)
        .all(|cell| !columns.contains(&cell.at.col) || came_to_no_more(cell))
}

/// Whether a row heads where and by whom was looked for data, `System | Searched by | Searched on | Result`: what stands
/// below it is of the answer, and none of it of the person.
fn heads_searches(row: &RowShape<'_>) -> bool {
    const FEWEST_COLUMNS: usize = 3;
    let lists = &word_lists().layout;
    let says = |cell: &Cell, list: &WordList| {
        let label = Label::new(&cell.text());
        label.words().iter().any(|word| list.has(word))
    };
    let any = |list: &WordList| row.cells.iter().any(|cell| says(cell, list));
    // `Search area | Canvass result` is of a canvass, and `Searched web | E-mail | Result` holds an address.
    let of_search = |cell: &&Cell| {
        let label = Label::new(&cell.text());
        let mut words = label.words().iter();
        words.all(|word| {
            lists.searched.has(word) || lists.results.has(word) || lists.beside_searches.has(word)
        })
    };
    row.cells.len() >= FEWEST_COLUMNS
        && any(&lists.searched)
        && any(&lists.results)
        && row.cells.iter().all(of_search)
}

/// Whether the name of an array calls it a log, or answers: what stands in it beside the names of fields defines none of them.
fn is_log(table: &Table, head: RowNo, familiar: &dyn Familiarity) -> bool {
    // `name | value` lists values, of whatever time.
    let names = table.row(head).iter();
    let mut uses = names.flat_map(|cell| familiar.uses(cell.text().trim()));
    if uses.any(|used| used == ColumnUse::Value) {
        return false;
    }
    let title = table.cells.first().filter(|cell| cell.at.row < head);
    title.is_some_and(|title| {
        let label = Label::new(&title.text());
        let last = label.words().last();
        last.is_some_and(|word| word_lists().layout.logs.has(word))
    })
}

/// Whether the rows below a row of headings on a page are entries of a log: there is a column of days among them, and what
/// stands first in them comes again, or is no heading. A page heads tables of any kind, also those in which each row is a
/// heading with several values.
fn is_log_of_page(table: &Table, head: RowNo, familiar: &dyn Familiarity) -> bool {
    let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let rows: Vec<&[Cell]> = rows
        .filter(|row| row.first().is_some_and(|one| one.at.row > head))
        .collect();
    let first: Vec<String> = rows
        .iter()
        .filter_map(|row| row.first())
        .map(|cell| cell.text().trim().to_lowercase())
        .collect();
    let different: BTreeSet<&String> = first.iter().collect();
    let known = different.iter().filter(|text| familiar.knows(text)).count();
    let columns = table.row(head).iter().map(|cell| cell.at.col);
    let mut of_days = columns.filter(|col| {
        let mut cells = rows
            .iter()
            .filter_map(|row| row.iter().find(|cell| cell.at.col == *col));
        cells.clone().count() == rows.len() && cells.all(|cell| is_whole_day(cell.text().trim()))
    });
    let comes_again = different.len() < first.len() && known * 2 <= different.len();
    of_days.next().is_some() && (comes_again || known == 0)
}

/// Whether records of which the file itself says so were laid out as such, or as a key or a listing by what stands
/// above them.
fn keeps_records(
    table: &Table,
    head: RowNo,
    regions: &[Region],
    familiar: &dyn Familiarity,
) -> bool {
    let shapes = rows::shapes(table);
    let at = shapes.iter().position(|row| row.row == head);
    let Some((top, below)) = at.and_then(|at| shapes.get(at..)?.split_first()) else {
        return true;
    };
    let mut bodies = regions.iter();
    // A page makes the first row of any table one of headings.
    let on_page = matches!(table.frame, Frame::Lines { .. });
    bodies.any(|region| match &region.body {
        Body::Key(_) => true,
        Body::Pairs(_) => columns::listing(top, below, familiar).is_some(),
        Body::Records(_) | Body::Notes(_) if on_page => true,
        Body::Records(records) => {
            records.records.len() == below.len()
                && records.columns.len() == top.cells.len()
                && records.columns.iter().all(|column| column.about.is_none())
        }
        Body::Notes(_) => false,
    })
}

/// Whether a table of pairs was laid out otherwise, and is no key.
fn leaves_pairs_out(table: &Table, regions: &[Region], familiar: &dyn Familiarity) -> bool {
    let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let values: Vec<&Cell> = rows.filter_map(|row| row.get(1)).collect();
    let full = values.len();
    // An object has a name for each value, so that `"age_x": "44"` is no code with its meaning unless its title says so, or
    // all of its names are as short as codes.
    let is_object = matches!(table.frame, Frame::Fields { .. });
    let name = name_of_object(table);
    let is_key = name.is_some_and(|name| familiar.announces_key(&name.text()));
    let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let plain = |row: &[Cell]| match row {
        [name, value] => {
            let name = name.text();
            let is_year = name.len() == 4 && matches!(name.parse(), Ok(1900..=2100));
            is_year || (name.len() > 2 && value.text().split_whitespace().count() < 2)
        }
        _ => true,
    };
    let plain = is_object && !is_key && rows.clone().all(plain);
    let pairs = regions.iter().map(|region| match &region.body {
        Body::Pairs(pairs) => pairs.pairs.len(),
        Body::Key(_) | Body::Notes(_) if plain => 0,
        Body::Key(_) => full,
        Body::Notes(_) if is_object => full,
        Body::Records(_) | Body::Notes(_) => 0,
    });
    pairs.sum::<usize>() < full
}

/// The name of the object whose entries a table lists, which stands alone above them.
fn name_of_object(table: &Table) -> Option<&Cell> {
    let is_object = matches!(table.frame, Frame::Fields { .. });
    let first = table.cells.chunk_by(|a, b| a.at.row == b.at.row).next();
    first.filter(|row| is_object && row.len() == 1)?.first()
}

/// Whether the first row of a table heads its columns, whatever the page calls the first of them: `Date | Note` over dates.
fn heads_columns(table: &Table, familiar: &dyn Familiarity) -> bool {
    let shapes = rows::shapes(table);
    let knows = |cell: &Cell| {
        let text = cell.text();
        familiar.knows(&text) || !familiar.uses(&text).is_empty()
    };
    let Some((first, below)) = shapes.split_first() else {
        return false;
    };
    let heads = below.iter().filter_map(|row| row.cells.first());
    let known = heads.clone().filter(|cell| knows(cell)).count();
    // `Petition: Save the Meadow` heads nothing.
    let heads_column = |cell: &Cell| knows(cell) && !cell.text().contains(": ");
    let is_header = first.cells.len() > 1 && first.cells.iter().all(|cell| heads_column(cell));
    records::heads_list_of_votes(&shapes) || (is_header && known * 2 <= heads.count())
}

/// What stands below the first description of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Below {
    /// What it means.
    Meaning,
    /// Where it came from.
    Source,
    /// More of it.
    More,
}

/// Gives the descriptions below the first of a term to its pair: a sentence below a short value explains it - `0.47`, and
/// below that `Nought means that there is no chance of your voting for us` - and anything else goes on with the value.
fn tell_terms(table: &Table, regions: &mut [Region], familiar: &dyn Familiarity) {
    const SENTENCE: usize = 5;
    const VALUE: usize = 4;
    let words = |cell: &Cell| cell.text().split_whitespace().count();
    // The first description of the term, and those below it; whether each explains.
    let mut first: Option<&Cell> = None;
    let mut below: Vec<(CellAt, CellAt, Below)> = Vec::new();
    for row in table.cells.chunk_by(|a, b| a.at.row == b.at.row) {
        match (row, first) {
            ([only], Some(value)) if only.at.col == value.at.col => {
                let told = below
                    .iter()
                    .any(|(of, _, is)| *of == value.at && *is == Below::Meaning);
                let says = below::says_what_it_is(&only.text());
                let explains = says && words(only) >= SENTENCE && words(value) <= VALUE && !told;
                let text = only.text();
                let lead = text
                    .split_once(':')
                    .map(|(lead, _)| familiar.uses(lead.trim()));
                let is = match (explains, lead) {
                    (true, _) => Below::Meaning,
                    (_, Some(uses)) if uses == [ColumnUse::Source] => Below::Source,
                    _ => Below::More,
                };
                below.push((value.at, only.at, is));
            }
            _ => first = row.iter().find(|cell| cell.at.col.zero_based() > 0),
        }
    }
    let is_below = |at: &CellAt| below.iter().any(|(_, own, _)| own == at);
    for region in regions {
        let Body::Pairs(of_region) = &mut region.body else {
            continue;
        };
        of_region.pairs.retain(|pair| !is_below(&pair.heading));
        for pair in &mut of_region.pairs {
            pair.more.retain(|more| !is_below(more));
            pair.title = pair.title.filter(|title| !is_below(title));
            for (_, own, is) in below.iter().filter(|(of, _, _)| *of == pair.value) {
                match is {
                    Below::Meaning => pair.meaning = Some(*own),
                    Below::Source => pair.source = Some(*own),
                    Below::More => pair.more.push(*own),
                }
            }
        }
        of_region.notes.retain(|note| !is_below(note));
    }
}

/// The one pair that an object is whose entries are a value and what is said of it, under the name of the field:
/// `"support": {"value": 0.66, "lowest": 0, "highest": 1, "note": "..."}`. A value with nothing beside it but a remark is two
/// entries of a record.
fn of_one_value(table: &Table, familiar: &dyn Familiarity) -> Option<Region> {
    let title = name_of_object(table)?.at;
    let mut pair: Option<Pair> = None;
    let (mut lowest, mut highest, mut told) = (None, None, false);
    let (mut meaning, mut scale, mut source) = (None, None, None);
    let mut remarks: Vec<Pair> = Vec::new();
    let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row).skip(1);
    let last = rows.clone().last()?.first()?.at.row;
    for row in rows {
        let name = row.first()?.text();
        let at = row
            .get(1)
            .filter(|cell| !cell.is_blank())
            .map(|cell| cell.at);
        let uses = familiar.uses(name.trim());
        let has = |wanted: ColumnUse| uses.contains(&wanted);
        told |= [ColumnUse::Lowest, ColumnUse::Highest, ColumnUse::Scale]
            .iter()
            .any(|used| has(*used))
            || familiar.explains(name.trim());
        if has(ColumnUse::Lowest) {
            lowest = at;
        } else if has(ColumnUse::Highest) {
            highest = at;
        } else if has(ColumnUse::Scale) {
            scale = at;
        } else if has(ColumnUse::Source) {
            source = at;
        } else if has(ColumnUse::Meaning) {
            // What somebody remarked of the person is data.
            let text = row.get(1).map(Cell::text).unwrap_or_default();
            if at.is_none() || familiar.explains(name.trim()) || below::says_what_it_is(&text) {
                meaning = at;
            } else {
                remarks.extend(
                    row.first()
                        .zip(at)
                        .map(|(name, at)| pairs::bare(name.at, at)),
                );
            }
        } else if has(ColumnUse::Value) && pair.is_none() {
            let beside = CellAt {
                col: ColNo::from_zero_based(1),
                ..row.first()?.at
            };
            pair = Some(pairs::bare(title, at.unwrap_or(beside)));
        } else {
            return None;
        }
    }
    let pair = Pair {
        meaning,
        scale,
        source,
        ends: lowest
            .zip(highest)
            .map(|(lowest, highest)| [lowest, highest]),
        ..pair.filter(|_| told)?
    };
    Some(Region {
        title: Vec::new(),
        first: title.row,
        last,
        body: Body::Pairs(PairsRegion {
            pairs: std::iter::once(pair).chain(remarks).collect(),
            notes: Vec::new(),
        }),
        why: "its name is that of a field, of which its entries give the value and what it means"
            .to_owned(),
        runner_up: None,
    })
}

/// The pairs of a table of which the page itself says that each row is one.
fn as_the_page_says(table: &Table) -> Option<Region> {
    let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    // The name of an object stands above its entries.
    let title = name_of_object(table).map(|cell| cell.at);
    let mut pairs: Vec<Pair> = Vec::new();
    for row in rows {
        let head = row.first()?.at;
        if title == Some(head) {
            continue;
        }
        // A description without a term goes on with the one above.
        let is_more = table.form == TableForm::Terms && head.col.zero_based() > 0;
        if let Some(above) = pairs.last_mut().filter(|_| is_more) {
            above.more.push(head);
            continue;
        }
        let beside = row.get(1).map(|cell| cell.at);
        let value = beside.unwrap_or(CellAt {
            col: ColNo::from_zero_based(head.col.zero_based().saturating_add(1)),
            ..head
        });
        pairs.push(pairs::bare(head, value));
    }
    Some(Region {
        title: title.into_iter().collect(),
        first: pairs.first()?.heading.row,
        last: pairs.last()?.heading.row,
        body: Body::Pairs(PairsRegion {
            pairs,
            notes: Vec::new(),
        }),
        why: "the page itself says that each row is a heading with its value".to_owned(),
        runner_up: None,
    })
}

/// Takes region after region from the top.
fn stack(
    table: &Table,
    rows: &[RowShape<'_>],
    familiar: &dyn Familiarity,
    regions: &mut Vec<Region>,
) {
    let mut at = 0;
    let mut titles: Vec<CellAt> = Vec::new();
    // No region reaches into a block that has a title and a row of heads of its own.
    let stacked = stacked::blocks(rows, familiar);
    while at < rows.len() {
        let next = stacked.range(at.saturating_add(1)..).next();
        let end = next.map_or(rows.len(), |(next, _)| *next);
        let rest = rows.get(at..end).unwrap_or(&[]);
        if records::begins_with_boxes(table, rest, familiar) {
            let first = rest.first();
            let cells = first.into_iter().flat_map(|row| &row.cells);
            regions.push(notes(cells.map(|cell| cell.at).collect()));
            at += 1;
            continue;
        }
        if let Some(named) = stacked.get(&at) {
            let named = rest.get(..*named).unwrap_or_default();
            titles.extend(named.iter().flat_map(|row| &row.cells).map(|cell| cell.at));
            at += named.len();
            let rest = rest.get(named.len()..).unwrap_or_default();
            if let Some(mut taken) = key::take(rest, familiar).or_else(|| stacked::take(rest)) {
                taken.region.title = std::mem::take(&mut titles);
                regions.push(key::reconsider(table, taken.region, familiar));
                at += taken.rows.max(1);
            }
            continue;
        }
        let block = rows::block(rest);
        if rest.first().is_some_and(heads_searches) && tells_of_searches(block) {
            let cells = block.iter().flat_map(|row| &row.cells);
            let mut region = notes(cells.map(|cell| cell.at).collect());
            region.title = std::mem::take(&mut titles);
            "it says where somebody looked, and what came of it".clone_into(&mut region.why);
            regions.push(region);
            at += block.len().max(1);
            continue;
        }
        // `Membership | JS | Expelled in 2019`: what a search found of the person is data.
        let searches = rest.first().is_some_and(heads_searches);
        let taken = searches
            .then(|| records::headed_by_the_first(block))
            .flatten()
            .or_else(|| changes::take(rest, familiar))
            .or_else(|| pairs::take_questions(rest))
            .or_else(|| key::take(rest, familiar))
            .or_else(|| forms::take(rest))
            .or_else(|| matrix::take(rest, familiar))
            .or_else(|| people::take(rest, familiar))
            .or_else(|| inside::take(rest, familiar))
            .or_else(|| beside::take(table, rest, familiar))
            .or_else(|| records::take(table, rest, familiar))
            .or_else(|| pairs::take(table, rest, familiar))
            .or_else(|| pairs::take_by_shape(rest, familiar))
            .or_else(|| records::take_by_contrast(table, rest, familiar));
        match taken {
            Some(mut taken) => {
                taken.region.title = std::mem::take(&mut titles);
                if taken.region.runner_up.is_none() && familiar.asks_for_second() {
                    let rows = rest.get(..taken.rows).unwrap_or(rest);
                    taken.region.runner_up = runner_up(&taken.region.body, rows, familiar);
                }
                regions.push(key::reconsider(table, taken.region, familiar));
                at += taken.rows.max(1);
            }
            None => {
                if let Some(row) = rest.first() {
                    titles.extend(row.cells.iter().map(|cell| cell.at));
                    if !rows::leads_on(rest) {
                        regions.push(notes(std::mem::take(&mut titles)));
                    }
                }
                at += 1;
            }
        }
    }
    if !titles.is_empty() {
        regions.push(notes(titles));
    }
}

/// The other way to read the rows of a region, and why it did not win.
fn runner_up(body: &Body, rows: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<String> {
    const LOOK_AHEAD: usize = 40;
    match body {
        Body::Records(_) => {
            let below: Vec<&RowShape<'_>> = rows.iter().skip(1).take(LOOK_AHEAD).collect();
            let paired = below
                .iter()
                .filter(|row| pairs::looks_like_pair(row, familiar))
                .count();
            Some(format!(
                "headings beside their values: {paired} of {} rows below begin with a known heading",
                below.len()
            ))
        }
        Body::Pairs(_) => {
            let known = |row: &RowShape<'_>| {
                row.cells
                    .iter()
                    .filter(|cell| familiar.knows(cell.text().trim()))
                    .count()
            };
            let best = rows
                .iter()
                .take(LOOK_AHEAD)
                .max_by_key(|row| (known(row), std::cmp::Reverse(row.row)))?;
            Some(format!(
                "records below row {}: {} of its {} cells are known headings",
                best.row,
                known(best),
                best.cells.len()
            ))
        }
        Body::Key(_) | Body::Notes(_) => None,
    }
}

/// A region that was taken from the top of what is left, and how many rows it spans.
struct Taken {
    region: Region,
    rows: usize,
}

fn notes(cells: Vec<CellAt>) -> Region {
    let first = cells.first().map_or(RowNo::FIRST, |at| at.row);
    let last = cells.last().map_or(first, |at| at.row);
    Region {
        title: Vec::new(),
        first,
        last,
        body: Body::Notes(cells),
        why: "no heading is known here, and nothing below it is laid out under it".to_owned(),
        runner_up: None,
    }
}

/// The text of a cell, without white space round it; empty where there is none.
#[must_use]
pub fn text_at(table: &Table, at: CellAt) -> String {
    table
        .cell(at)
        .map(|cell| cell.text().trim().to_owned())
        .unwrap_or_default()
}

/// A cell by row and column.
fn cell(row: RowNo, col: ColNo) -> CellAt {
    CellAt { row, col }
}

#[cfg(test)]
mod testing {
    use super::*;
    use crate::document::{Cell, CellValue, Frame};

    /// Knows a handful of headings.
    pub(super) struct Few;

    impl Familiarity for Few {
        fn knows(&self, text: &str) -> bool {
            // `No` heads columns of numbers.
            ["Surname", "Town", "Age", "Donor", "No"].contains(&text)
        }

        fn lists(&self, text: &str) -> bool {
            self.knows(text)
        }

        fn uses(&self, text: &str) -> Vec<ColumnUse> {
            match text {
                "Field" => vec![ColumnUse::Heading],
                "Value" => vec![ColumnUse::Value],
                _ => Vec::new(),
            }
        }

        fn explains(&self, _: &str) -> bool {
            false
        }

        fn announces_key(&self, _: &str) -> bool {
            false
        }
    }

    /// A sheet of texts.
    pub(super) fn sheet(rows: &[&[&str]]) -> Table {
        let mut table = Table::new(Frame::Sheet { name: "S".into() });
        for (r, row) in (0..).zip(rows) {
            for (c, text) in (0..).zip(*row).filter(|(_, text)| !text.is_empty()) {
                table.cells.push(Cell {
                    at: CellAt::from_zero_based(r, c),
                    hidden: false,
                    value: CellValue::Text((*text).into()),
                    shown: None,
                });
            }
        }
        table
    }
}
