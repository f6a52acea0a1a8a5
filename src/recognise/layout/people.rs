//! People side by side: a name above each column, and the headings before the rows.
//!
//! ```text
//!                   Ada Mockford   Ben Mockford
//! Elector number    CL3-211        CL3-212
//! Telephone         07700 900271   07700 900286
//! ```

use crate::document::Cell;
use crate::provenance::{CellAt, ColNo};
use crate::recognise::layout::pairs::{Pair, PairsRegion, bare};
use crate::recognise::layout::rows::block;
use crate::recognise::layout::{Body, Familiarity, Region, RowShape, Taken, cell};

/// Fewest people, and fewest rows.
const FEWEST: usize = 2;

/// Takes such a table from the top of the rest.
pub(super) fn take(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<Taken> {
    rest.first().filter(|head| head.cells.len() >= FEWEST)?;
    let (head, below) = block(rest).split_first()?;
    let label = below.first()?.first_column()?;
    let is_person = |cell: &&Cell| {
        let text = cell.text();
        familiar.addresses(text.trim()) && !familiar.knows(text.trim())
    };
    // Nothing stands above the headings.
    if head.first_column() <= Some(label) || !head.cells.iter().all(is_person) {
        return None;
    }
    let columns: Vec<ColNo> = head.cells.iter().map(|cell| cell.at.col).collect();
    let fits = |row: &&RowShape<'_>| {
        let mut values = row.cells.iter().skip(1);
        row.first_column() == Some(label) && values.all(|cell| columns.contains(&cell.at.col))
    };
    let rows = below.iter().take_while(fits).count();
    let body = below.get(..rows).filter(|body| body.len() >= FEWEST)?;
    let headings = body.iter().filter_map(|row| row.cells.first());
    let known = headings.filter(|cell| familiar.knows(cell.text().trim()));
    if known.count() * 2 < body.len() {
        return None;
    }
    // A name stands beside a blank cell.
    let of_person = |heading: CellAt, value: &Cell| {
        let person = columns.iter().position(|col| *col == value.at.col);
        Pair {
            record: person.and_then(|at| u32::try_from(at).ok()).unwrap_or(0),
            ..bare(heading, value.at)
        }
    };
    let mut pairs: Vec<Pair> = Vec::new();
    pairs.extend(
        head.cells
            .iter()
            .map(|name| of_person(cell(head.row, label), name)),
    );
    for row in body {
        let Some((heading, values)) = row.cells.split_first() else {
            continue;
        };
        pairs.extend(values.iter().map(|value| of_person(heading.at, value)));
    }
    let region = PairsRegion {
        pairs,
        notes: Vec::new(),
    };
    Some(Taken {
        rows: rows + 1,
        region: Region {
            title: Vec::new(),
            first: head.row,
            last: body.last().map_or(head.row, |row| row.row),
            body: Body::Pairs(region),
            why: format!(
                "row {} names a person above each column, and headings stand in column {}",
                head.row,
                label.letters()
            ),
            runner_up: None,
        },
    })
}

/// `Ada Tegfan-Mockford`: two to five words, each with a capital and the rest small letters.
pub(in crate::recognise) fn is_full_name(text: &str) -> bool {
    let is_name = |word: &str| {
        let mut parts = word.split(['-', '\'', '\u{2019}']);
        parts.all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.all(|c| c.is_lowercase() || c.is_uppercase() || c == '.')
        })
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len()) && words.iter().all(|word| is_name(word))
}
