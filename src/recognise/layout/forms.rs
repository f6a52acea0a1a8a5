//! Forms: a screen or a printed page on which a colon ends every heading, in several columns of headings
//! and values side by side.
//!
//! ```text
//! Elector:  30081746       Address:    Flat 2, The Malt House,    Home tel:  01632 960144
//! Surname:  Hathersedge                Saltpan Hill               E-mail:    p@people.example
//! ```
//!
//! What stands in a column of values without a heading beside it goes on with the value above.

use std::collections::BTreeMap;

use crate::document::Cell;
use crate::provenance::ColNo;
use crate::recognise::layout::pairs::{Pair, bare};
use crate::recognise::layout::{Body, PairsRegion, Region, RowShape, Taken, cell};

/// Takes a form from the top of the rest: two columns or more in which most cells end with a colon.
pub(super) fn take(rest: &[RowShape<'_>]) -> Option<Taken> {
    const FEWEST_COLUMNS: usize = 2;
    let first = rest.first()?;
    let heads = columns_of_headings(rest);
    if heads.len() < FEWEST_COLUMNS || !first.cells.iter().any(|cell| ends_heading(cell)) {
        return None;
    }
    let mut pairs: Vec<Pair> = Vec::new();
    // The pair that each column of headings was last at, where its value may go on below.
    let mut open: BTreeMap<ColNo, usize> = BTreeMap::new();
    let mut rows = 0usize;
    for row in rest {
        // A blank row ends it.
        let above = rows.checked_sub(1).and_then(|above| rest.get(above));
        if above.is_some_and(|above| row.row.get() > above.row.get() + 1) {
            break;
        }
        let Some(found) = read(row, &heads, &mut pairs, &mut open) else {
            break;
        };
        for pair in found {
            let value = row.cells.iter().find(|cell| cell.at == pair.value);
            if value.is_some_and(|cell| may_go_on(cell)) {
                open.insert(pair.heading.col, pairs.len());
            } else {
                open.remove(&pair.heading.col);
            }
            pairs.push(pair);
        }
        rows += 1;
    }
    let last = rest.get(rows.checked_sub(1)?)?.row;
    Some(Taken {
        rows,
        region: Region {
            title: Vec::new(),
            first: first.row,
            last,
            body: Body::Pairs(PairsRegion {
                pairs,
                notes: Vec::new(),
            }),
            why: format!(
                "a colon ends what stands in {} columns, and values stand beside",
                heads.len()
            ),
            runner_up: None,
        },
    })
}

/// The columns in which two cells or more end with a colon, and few do not.
fn columns_of_headings(rest: &[RowShape<'_>]) -> Vec<ColNo> {
    const LOOK_AHEAD: usize = 40;
    const FEWEST: usize = 2;
    let mut counts: BTreeMap<ColNo, (usize, usize)> = BTreeMap::new();
    for cell in rest.iter().take(LOOK_AHEAD).flat_map(|row| &row.cells) {
        let (all, ending) = counts.entry(cell.at.col).or_default();
        *all += 1;
        *ending += usize::from(ends_heading(cell));
    }
    let is_heads = |(_, (all, ending)): &(&ColNo, &(usize, usize))| {
        *ending >= FEWEST && ending * 10 >= all * 7
    };
    counts
        .iter()
        .filter(is_heads)
        .map(|(col, _)| *col)
        .collect()
}

/// `Surname:` and not `Note: he called`.
fn ends_heading(cell: &Cell) -> bool {
    const MOST_WORDS: usize = 8;
    let text = cell.text();
    let text = text.trim();
    let words = text.split_whitespace().count();
    text.ends_with(':') && text.chars().any(char::is_alphabetic) && words <= MOST_WORDS
}

/// The pairs that a row begins; what goes on with those above is handed to them. None where the row is not of
/// the form.
fn read(
    row: &RowShape<'_>,
    heads: &[ColNo],
    pairs: &mut [Pair],
    open: &mut BTreeMap<ColNo, usize>,
) -> Option<Vec<Pair>> {
    let under = |col: ColNo| heads.iter().rev().find(|head| **head <= col).copied();
    // Every cell is a heading, or has a column of headings to its left with one in this row or above.
    let fits = row.cells.iter().all(|cell| match under(cell.at.col) {
        Some(head) if head == cell.at.col => ends_heading(cell),
        Some(head) => {
            let here = row.cells.iter().any(|other| other.at.col == head);
            !ends_heading(cell) && (here || open.contains_key(&head))
        }
        None => false,
    });
    if !fits {
        return None;
    }
    let heading_of = |col: ColNo| row.cells.iter().find(|cell| cell.at.col == col);
    // What begins no pair goes on with the one above.
    let mut ended: Vec<ColNo> = Vec::new();
    for cell in &row.cells {
        let head = under(cell.at.col)?;
        if heading_of(head).is_none() {
            let above = open.get(&head).and_then(|at| pairs.get_mut(*at))?;
            above.more.push(cell.at);
            ended.extend(Some(head).filter(|_| !may_go_on(cell)));
        }
    }
    open.retain(|head, _| !ended.contains(head));
    let headings = row.cells.iter().filter(|cell| heads.contains(&cell.at.col));
    let found = headings.map(|heading| {
        let own =
            |cell: &&&Cell| cell.at != heading.at && under(cell.at.col) == Some(heading.at.col);
        let mut beside = row.cells.iter().filter(own).map(|cell| cell.at);
        let blank = cell(row.row, ColNo::from_zero_based(heading.at.col.get()));
        let mut pair = bare(heading.at, beside.next().unwrap_or(blank));
        pair.meaning = beside.next();
        pair.source = beside.next();
        pair
    });
    Some(found.collect())
}

/// Whether a value may go on below: it ends with a comma, or is of several words. A number, a flag, an address of
/// mail are whole.
fn may_go_on(value: &Cell) -> bool {
    const WORDS: usize = 3;
    let text = value.text();
    let text = text.trim();
    text.ends_with(',') || text.split_whitespace().count() >= WORDS
}

#[cfg(test)]
mod tests {
    use crate::document::Table;
    use crate::recognise::layout::testing::{Few, sheet};
    use crate::recognise::layout::{Body, lay_out, text_at};

    /// Each heading with its value and what goes on with it.
    fn read(table: &Table) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for region in lay_out(table, &Few).regions {
            let Body::Pairs(pairs) = region.body else {
                continue;
            };
            for pair in &pairs.pairs {
                let cells = std::iter::once(&pair.value).chain(&pair.more);
                let texts: Vec<String> = cells.map(|at| text_at(table, *at)).collect();
                found.push((text_at(table, pair.heading), texts.join(" ")));
            }
        }
        found
    }

    #[test]
    fn three_columns_of_headings_with_colons_are_read_whether_they_are_known_or_not() {
        let table = sheet(&[
            &[
                "Elector:",
                "3008",
                "Blorp:",
                "Flat 2, The Malt House,",
                "Home tel:",
                "01632",
            ],
            &[
                "Surname:",
                "Mockford",
                "",
                "Saltpan Hill",
                "Mail:",
                "m@people.example",
            ],
            &["Sex:", "", "Post code:", "ZZ99 7HB", "Stop:", "N"],
        ]);
        let found = read(&table);
        let of = |heading: &str| {
            let mut found = found.iter().filter(|(head, _)| head == heading);
            found.next().map(|(_, value)| value.as_str())
        };
        assert_eq!(found.len(), 8);
        assert_eq!(of("Blorp:"), Some("Flat 2, The Malt House, Saltpan Hill"));
        assert_eq!(of("Surname:"), Some("Mockford"));
        assert_eq!(of("Sex:"), Some(""));
        assert_eq!(of("Stop:"), Some("N"));
    }

    #[test]
    fn one_column_of_colons_beside_a_column_of_words_is_no_form() {
        let table = sheet(&[
            &["Surname:", "Mockford", "Town", "Testbury"],
            &["Age:", "44", "Donor", "Y"],
        ]);
        let regions = lay_out(&table, &Few).regions;
        assert!(regions.iter().all(|region| !region.why.contains("colon")));
    }
}
