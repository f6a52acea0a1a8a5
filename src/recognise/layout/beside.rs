//! Headings that nobody knows, told by what stands beside them: values of several forms, one below the
//! other, as no column of records has them; or one value for each of several days.

use std::collections::{BTreeMap, HashSet};

use crate::document::{Cell, CellValue, Table};
use crate::provenance::{CellAt, ColNo, RowNo};
use crate::recognise::layout::columns::{Uses, column, listing};
use crate::recognise::layout::pairs::{
    PairsRegion, holds_headings, is_bare_listing, is_foot, is_title, listed, reaches_over,
    several_values,
};
use crate::recognise::layout::rows::is_wordy;
use crate::recognise::layout::{Body, ColumnUse, Familiarity, Region, RowShape, Taken};
use crate::recognise::telling::{Form, is_period};

/// A stretch of headings with what stands beside each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Beside {
    /// Rows above the first heading that head the columns: none or one.
    heads: usize,
    /// Rows of headings and values.
    rows: usize,
    /// The column of the headings, those of values, and what is known of the others.
    uses: Uses,
    /// The cell above each column of values, where those name days or other times.
    times: BTreeMap<ColNo, CellAt>,
}

/// Fewest rows that prove a listing.
const FEWEST: usize = 3;
/// The most cells of a row in a listing, and the most words of a heading.
const WIDEST: usize = 8;
const LONGEST: usize = 14;

/// Takes pairs whose headings nobody need know, by the values beside them.
pub(super) fn take(
    table: &Table,
    rest: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> Option<Taken> {
    let first = rest.first()?;
    // A title goes before what it heads. Where every cell is a known heading, or words say what each
    // column is for, nothing is open.
    let is_alone = first.cells.len() < 2;
    let all_known = first
        .cells
        .iter()
        .all(|cell| familiar.knows(cell.text().trim()));
    if is_alone || all_known || listing(first, rest.get(1..)?, familiar).is_some() {
        return None;
    }
    if heads_block(rest, familiar) {
        return None;
    }
    let found = find(rest, is_bare_listing(rest, familiar), familiar)?;
    let label = column(&found.uses, ColumnUse::Heading)?;
    let (heads, body) = rest.get(..found.heads + found.rows)?.split_at(found.heads);
    // A record a column: two people side by side.
    let several = found.times.is_empty().then(|| several_values(body, label));
    if several
        .flatten()
        .is_some_and(|uses| !holds_headings(body, &uses, familiar))
    {
        return None;
    }
    let mut region = PairsRegion {
        pairs: Vec::new(),
        notes: heads
            .iter()
            .flat_map(|row| row.cells.iter().map(|cell| cell.at))
            .collect(),
    };
    let mut title: Option<CellAt> = None;
    for (index, row) in body.iter().enumerate() {
        let is_known = row
            .cells
            .first()
            .is_some_and(|cell| familiar.knows(cell.text().trim()));
        let above = index.checked_sub(1).and_then(|above| body.get(above));
        let apart = above.is_none_or(|above| row.row.get() > above.row.get() + 1);
        let is_titled = (apart || !is_known) && is_title(row, body.get(index + 1), label);
        if is_titled || reaches_over(table, row) {
            title = row.cells.first().map(|cell| cell.at);
            region.notes.extend(title);
            continue;
        }
        if is_foot(body, index, familiar) {
            region.notes.extend(row.cells.iter().map(|cell| cell.at));
            continue;
        }
        for mut pair in listed(row, label, &found.uses) {
            pair.column = found.times.get(&pair.value.col).copied();
            // What was so at one time and at another is of one person.
            pair.record = 0;
            pair.title = title;
            region.pairs.push(pair);
        }
    }
    let why = match found.times.is_empty() {
        true => {
            "the values beside the words of one column are of several forms, as those of one heading are not"
        }
        false => {
            "the columns are headed by times, so that what stands before each row is its heading"
        }
    };
    Some(Taken {
        rows: found.heads + found.rows,
        region: Region {
            title: Vec::new(),
            first: first.row,
            last: body.last().map_or(first.row, |row| row.row),
            body: Body::Pairs(region),
            why: why.to_owned(),
            runner_up: None,
        },
    })
}

/// Whether a row of four cells or more, several of them known headings, stands above rows of as many up to a blank one, of
/// which none begins with a known heading: records, whatever stands below the blank row.
fn heads_block(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST: usize = 4;
    const KNOWN: usize = 2;
    let Some((first, below)) = rest.split_first() else {
        return false;
    };
    let knows = |cell: &Cell| familiar.knows(cell.text().trim());
    let known = first.cells.iter().filter(|cell| knows(cell)).count();
    let mut last = first.row;
    let follows = |row: &&RowShape<'_>| {
        let next = row.row.get() == last.get() + 1;
        last = row.row;
        next
    };
    let rows: Vec<&RowShape<'_>> = below.iter().take_while(follows).collect();
    let alike = |row: &&RowShape<'_>| {
        let heads = row.cells.first().is_some_and(|cell| knows(cell));
        row.cells.len() == first.cells.len() && !heads
    };
    first.cells.len() >= FEWEST
        && known >= KNOWN
        && first.could_be_headings()
        && !rows.is_empty()
        && rows.iter().all(alike)
}

/// Finds headings with values of several forms beside them at the top of the rest, or a row of times
/// with a heading below its first column in each row. The first row may be known to head the others.
fn find(rest: &[RowShape<'_>], is_headed: bool, familiar: &dyn Familiarity) -> Option<Beside> {
    let times = times(rest);
    let heads = usize::from(times.is_some() || is_headed || heads_columns(rest, familiar));
    let body = rest.get(heads..)?;
    let label = body.first()?.first_column()?;
    let body = run(body, label);
    let lines: Vec<&RowShape<'_>> = body.iter().filter(|row| row.cells.len() > 1).collect();
    if lines.len() < FEWEST || !are_distinct(&lines) || is_form(&lines, familiar) {
        return None;
    }
    let mut uses = Uses::new();
    uses.insert(label, vec![ColumnUse::Heading]);
    let times = match times {
        Some(times) => {
            let fits = |row: &&RowShape<'_>| {
                let mut cells = row.cells.iter().skip(1);
                cells.any(|cell| times.contains_key(&cell.at.col))
            };
            if !lines.iter().all(fits) {
                return None;
            }
            uses.extend(times.keys().map(|col| (*col, vec![ColumnUse::Value])));
            times
        }
        None => {
            let value = values(&lines)?;
            uses.insert(value, vec![ColumnUse::Value]);
            let head = rest.first().filter(|_| heads > 0);
            let others = head.into_iter().flat_map(|head| &head.cells);
            let others = others.filter(|cell| cell.at.col != label && cell.at.col != value);
            for cell in others {
                uses.insert(cell.at.col, familiar.uses(cell.text().trim()));
            }
            BTreeMap::new()
        }
    };
    Some(Beside {
        heads,
        rows: body.len(),
        uses,
        times,
    })
}

/// The times that the first row names above each column but that of the headings.
fn times(rest: &[RowShape<'_>]) -> Option<BTreeMap<ColNo, CellAt>> {
    const FEWEST_TIMES: usize = 2;
    let (first, second) = (rest.first()?, rest.get(1)?);
    let label = second.first_column()?;
    let above = first.cells.iter().filter(|cell| cell.at.col > label);
    let above: Vec<&&Cell> = above.collect();
    let is_time = |cell: &&&Cell| match &cell.value {
        CellValue::Moment(_) => true,
        CellValue::Text(text) => is_period(text),
        _ => false,
    };
    let all = first.first_column() >= Some(label) && above.iter().all(is_time);
    let times = above.iter().map(|cell| (cell.at.col, cell.at));
    (all && above.len() >= FEWEST_TIMES).then(|| times.collect())
}

/// Whether the first row heads the columns of those below: words in each column that most rows fill, and
/// a known word for one of them, or three columns and more.
fn heads_columns(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST_COLUMNS: usize = 3;
    let Some((first, below)) = rest.split_first() else {
        return false;
    };
    let (Some(label), Some(second)) = (first.first_column(), first.cells.get(1)) else {
        return false;
    };
    let lines = run(below, label);
    let full = lines
        .iter()
        .filter(|row| row.cells.len() >= first.cells.len());
    let short = |cell: &&Cell| cell.text().split_whitespace().count() <= 6;
    let is_head = first.could_be_headings()
        && first.cells.iter().all(short)
        && first.cells.iter().all(|cell| Form::of(cell).is_none())
        && full.count() * 10 >= lines.len() * 8;
    let called = |cell: &&Cell| !familiar.uses(cell.text().trim()).is_empty();
    is_head
        && (first.cells.iter().skip(1).any(called)
            || (first.cells.len() >= FEWEST_COLUMNS && !familiar.knows(second.text().trim())))
}

/// The rows from the top that begin with words in the column of headings.
fn run<'r, 't>(rows: &'r [RowShape<'t>], label: ColNo) -> &'r [RowShape<'t>] {
    let fits = |row: &RowShape<'_>| {
        row.cells.len() <= WIDEST
            && row.cells.first().is_some_and(|cell| {
                cell.at.col == label
                    && is_wordy(cell)
                    && Form::of(cell).is_none()
                    && cell.text().split_whitespace().count() <= LONGEST
            })
    };
    let mut widest = 0;
    let mut above: Option<RowNo> = None;
    let mut end = 0;
    for (index, row) in rows.iter().enumerate() {
        let apart = above.is_some_and(|above| row.row.get() > above.get() + 1);
        let next = rows.get(index + 1).filter(|_| row.cells.len() == 1);
        let wide = next.unwrap_or(row).cells.len();
        // Below a blank row something wider begins: another table.
        if !fits(row) || (apart && wide > widest) {
            break;
        }
        widest = widest.max(row.cells.len());
        above = Some(row.row);
        end = index + 1;
    }
    rows.get(..end).unwrap_or(rows)
}

/// Whether rows have a second heading behind their value: `Surname | Casey | Postcode | ZZ99 3AB`.
fn is_form(lines: &[&RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST_FORMS: usize = 2;
    let has_second = |row: &&&RowShape<'_>| match row.cells.as_slice() {
        [_, _, second, _] => is_wordy(second) && familiar.knows(second.text().trim()),
        _ => false,
    };
    lines.iter().filter(has_second).count() >= FEWEST_FORMS
}

/// Whether most rows begin with words of their own: a listing of one person says everything once.
fn are_distinct(lines: &[&RowShape<'_>]) -> bool {
    let heads = lines.iter().filter_map(|row| row.cells.first());
    let distinct: HashSet<String> = heads
        .map(|cell| cell.text().trim().to_lowercase())
        .collect();
    distinct.len() * 10 >= lines.len() * 9
}

/// The column beside the headings, where its values are of several forms, one of them a form that can be
/// of one kind of data only.
fn values(lines: &[&RowShape<'_>]) -> Option<ColNo> {
    let seconds = || lines.iter().filter_map(|row| row.cells.get(1));
    let column = seconds().map(|cell| cell.at.col).min()?;
    let here = seconds().filter(|cell| cell.at.col == column);
    let mut forms: Vec<Option<Form>> = here.map(|cell| Form::of(cell)).collect();
    // The first row may head records, whose values are of one form.
    if forms.first() == Some(&None) {
        forms.remove(0);
    }
    let mut shown: Vec<Form> = forms.iter().flatten().copied().collect();
    shown.sort_unstable();
    shown.dedup();
    let telling = shown.iter().any(|form| form.heading().is_some());
    // Words beside a postcode are of another form as well.
    let different = shown.len() + usize::from(forms.contains(&None));
    (telling && different >= 2 && (forms.len() + 1) * 10 >= lines.len() * 8).then_some(column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Table;
    use crate::recognise::layout::rows::shapes;
    use crate::recognise::layout::testing::{Few, sheet};
    use crate::recognise::layout::{Body, lay_out, text_at};

    fn found(table: &Table) -> Option<(usize, usize)> {
        find(&shapes(table), false, &Few).map(|beside| (beside.heads, beside.rows))
    }

    #[test]
    fn values_of_several_forms_stand_beside_headings_that_nobody_knows() {
        let listing = sheet(&[
            &["Known to us as", "Eilidh Corrievaig"],
            &["Stays at", "18 Pend Close"],
            &["Letters go to", "ZZ99 6SM"],
            &["Rings at", "01632 960512"],
        ]);
        assert_eq!(found(&listing), Some((0, 4)));
        // The same forms as columns of records: one form a column.
        let records = sheet(&[
            &["Known to us as", "Letters go to"],
            &["Eilidh", "ZZ99 6SM"],
            &["Iain", "ZZ99 6SN"],
            &["Morag", "ZZ99 6SP"],
        ]);
        assert_eq!(found(&records), None);
    }

    #[test]
    fn a_row_above_three_full_columns_heads_them() {
        let table = sheet(&[
            &["What it is", "What it says", "How it got to us"],
            &["Your name", "Eilidh Corrievaig", "the roll"],
            &["Code for post", "ZZ99 6SM", "the roll"],
            &["Rings at", "01632 960512", "you"],
        ]);
        assert_eq!(found(&table), Some((1, 3)));
    }

    #[test]
    fn below_times_each_row_has_one_heading_and_a_value_for_each_time() {
        let rows: &[&[&str]] = &[
            &["", "December 2023", "December 2024"],
            &["Name as printed", "Isolde", "Isolde"],
            &["Street line", "8 Saddle Yard", "33 Copper Beeches"],
            &["By post", "", "Y"],
        ];
        let table = sheet(rows);
        assert_eq!(found(&table), Some((1, 3)));
        let layout = lay_out(&table, &Few);
        let pairs = layout.regions.iter().find_map(|region| match &region.body {
            Body::Pairs(pairs) => Some(&pairs.pairs),
            Body::Records(_) | Body::Key(_) | Body::Notes(_) => None,
        });
        let columns = pairs.into_iter().flatten().filter_map(|pair| pair.column);
        let columns: Vec<String> = columns.map(|at| text_at(&table, at)).collect();
        assert_eq!(columns.len(), 6);
        assert_eq!(columns.get(1).map(String::as_str), Some("December 2024"));
        // Words above are no times.
        let table = sheet(&[&["", "Roll", "Extract"], &["Town", "A", "B"]]);
        assert_eq!(found(&table), None);
    }
}
