//! Answers about several parties in one table: the parties across and the questions down, or the other way round. What a
//! value is of, both say together.
//!
//! ```text
//!                         SNP   Scottish Labour
//! Would ever consider     7     5
//! Would vote for          6     4
//! ```

use crate::codebook::word_lists::word_lists;
use crate::document::Cell;
use crate::provenance::ColNo;
use crate::recognise::layout::pairs::{Pair, PairsRegion, bare};
use crate::recognise::layout::rows::{block, is_wordy};
use crate::recognise::layout::{Body, Familiarity, Region, RowShape, Taken};

/// Fewest parties, and fewest rows.
const FEWEST: usize = 2;

/// Takes such a table from the top of the rest.
pub(super) fn take(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<Taken> {
    const LONGEST: usize = 40;
    // Most rows head nothing, and no block is measured for them.
    rest.first().filter(|head| head.cells.len() >= FEWEST)?;
    let (head, below) = block(rest).split_first()?;
    let label = below.first()?.first_column()?;
    let is_party = |cell: &&&Cell| familiar.names_party(cell.text().trim());
    // What stands over the labels heads no values: nothing, or `Question`.
    let corner = head.cells.iter().find(|cell| cell.at.col <= label);
    let columns: Vec<&Cell> = head
        .cells
        .iter()
        .copied()
        .filter(|cell| cell.at.col > label)
        .collect();
    let is_corner = |corner: &&Cell| -> bool {
        let text = corner.text().trim().to_lowercase();
        // `Kind of election`
        word_lists().layout.corners.has(&text) || familiar.names_election(&text)
    };
    let heads = corner.is_none_or(is_corner)
        && columns.len() >= FEWEST
        && (head.could_be_headings() || are_years(&columns));
    let in_columns = |row: &&RowShape<'_>| {
        row.first_column() == Some(label)
            && row.cells.len() > 1
            && row.cells.first().is_some_and(|cell| is_wordy(cell))
            && row.cells.iter().skip(1).all(|cell| {
                let placed = columns.iter().any(|column| column.at.col == cell.at.col);
                placed && cell.text().chars().count() <= LONGEST
            })
    };
    if !heads {
        return None;
    }
    let rows = below.iter().take_while(in_columns).count();
    let body = below.get(..rows).filter(|body| body.len() >= FEWEST)?;
    let labels: Vec<&Cell> = body
        .iter()
        .filter_map(|row| row.cells.first().copied())
        .collect();
    let across = columns.iter().filter(is_party).count() == columns.len();
    let down = labels.iter().filter(is_party).count() == labels.len();
    // Parties both ways say nothing, and a row of a name is a record.
    let asks = |cell: &&Cell| {
        let text = cell.text();
        familiar.knows(text.trim()) || text.contains('?')
    };
    let questions = match (across, down) {
        (true, false) => labels.iter().all(&asks),
        (false, true) => columns.iter().all(&asks),
        _ => false,
    };
    // `Parliament | Council` over marks of 2017, 2019: the kinds of election one way and the years the other.
    let (years_across, years_down) = (are_years(&columns), are_years(&labels));
    let of_elections = |cells: &[&Cell]| {
        let names = |cell: &&Cell| familiar.names_election(cell.text().trim());
        cells.iter().all(names)
    };
    let marks = body
        .iter()
        .flat_map(|row| row.cells.iter().skip(1))
        .all(|cell| is_mark(cell));
    let elections = marks
        && ((years_across && of_elections(&labels)) || (years_down && of_elections(&columns)));
    if !questions && !elections {
        return None;
    }
    let across = across || years_across;
    let mut region = PairsRegion {
        pairs: Vec::new(),
        notes: corner.iter().map(|cell| cell.at).collect(),
    };
    let over = |col: ColNo| columns.iter().find(|cell| cell.at.col == col);
    for row in body {
        let Some((name, values)) = row.cells.split_first() else {
            continue;
        };
        let pairs = values.iter().filter_map(|value| {
            let above = over(value.at.col)?;
            let (question, party) = match across {
                true => (name.at, above.at),
                false => (above.at, name.at),
            };
            Some(Pair {
                column: Some(party),
                ..bare(question, value.at)
            })
        });
        region.pairs.extend(pairs);
    }
    Some(Taken {
        rows: rows + 1,
        region: Region {
            title: Vec::new(),
            first: head.row,
            last: body.last().map_or(head.row, |row| row.row),
            body: Body::Pairs(region),
            why: format!(
                "row {} and column {} name {}, and each value is of both",
                head.row,
                label.letters(),
                if elections {
                    "elections and years"
                } else {
                    "questions and parties"
                }
            ),
            runner_up: None,
        },
    })
}

/// Whether all cells are years, each once.
fn are_years(cells: &[&Cell]) -> bool {
    let years = cells.iter().map(|cell| {
        let year: Option<u16> = cell.text().trim().parse().ok();
        year.filter(|year| (1990..=2100).contains(year))
    });
    let years: Option<Vec<u16>> = years.collect();
    years.is_some_and(|mut years| {
        let all = years.len();
        years.sort_unstable();
        years.dedup();
        years.len() == all
    })
}

/// Whether a cell may say whether and how somebody voted: a letter or two, or a few words, and no number of more than one
/// digit, which would be a count or a score.
fn is_mark(cell: &Cell) -> bool {
    const MOST_WORDS: usize = 4;
    let text = cell.text();
    let text = text.trim();
    let is_figure = text.parse::<f64>().is_ok() && text.len() > 1;
    !is_figure && text.split_whitespace().count() <= MOST_WORDS
}
