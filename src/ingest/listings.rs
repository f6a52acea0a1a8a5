//! Listings in running text: columns that stand below one another, kept apart by spaces.
//!
//! ```text
//! Date            Channel         Result
//! 14/09/2025      Doorstep        Spoke
//! 02/05/2024      Leaflet         Delivered
//! ```

use crate::document::{Cell, CellValue, Frame, Passage, Table};
use crate::provenance::{CellAt, ColNo, LineNo, Place, RowNo};

/// Fewer columns than this are a heading beside its value.
const FEWEST_COLUMNS: usize = 3;
/// Fewer rows below the headings than this may stand so by chance.
const FEWEST_ROWS: usize = 2;
/// A longer piece is prose.
const LONGEST: usize = 48;

/// Takes the listings out of some lines, as tables.
pub(crate) fn take(passages: &mut Vec<Passage>) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut taken = vec![false; passages.len()];
    let mut at = 0;
    while at < passages.len() {
        let rest = passages.get(at..).unwrap_or_default();
        let Some((table, length)) = listing(rest) else {
            at += 1;
            continue;
        };
        taken
            .iter_mut()
            .skip(at)
            .take(length)
            .for_each(|one| *one = true);
        tables.push(table);
        at += length;
    }
    let mut taken = taken.into_iter();
    passages.retain(|_| !taken.next().unwrap_or(false));
    tables
}

/// A piece of a line, and the columns of characters between which it stands.
#[derive(Debug, Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

/// The listing that begins with the first of some lines, and of how many it is made.
fn listing(lines: &[Passage]) -> Option<(Table, usize)> {
    let head = lines.first()?;
    let headings = pieces(&head.text);
    let heads = headings.len() >= FEWEST_COLUMNS && headings.iter().all(is_heading);
    if !heads {
        return None;
    }
    let mut line = line_of(head)?;
    let mut rows: Vec<(LineNo, Vec<(usize, &str)>)> = Vec::new();
    let first: Vec<(usize, &str)> = headings
        .iter()
        .map(|piece| piece.text)
        .enumerate()
        .collect();
    rows.push((line, first));
    let mut length = 1;
    for next in lines.iter().skip(1) {
        let number = line_of(next)?;
        if number.get() != line.get().saturating_add(1) {
            break;
        }
        if !is_rule(&next.text) {
            let Some(row) = row(&next.text, &headings) else {
                break;
            };
            rows.push((number, row));
        }
        line = number;
        length += 1;
    }
    (rows.len() > FEWEST_ROWS).then(|| (table(&rows), length))
}

fn line_of(passage: &Passage) -> Option<LineNo> {
    match &passage.at {
        Place::Line { line } if !passage.quoted => Some(*line),
        _ => None,
    }
}

/// The pieces of a line that two spaces or more keep apart; none where a tab does, which says nothing of columns.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    if line.contains('\t') {
        return Vec::new();
    }
    let mut found: Vec<Piece<'_>> = Vec::new();
    let mut begun: Option<(usize, usize)> = None;
    let mut spaces = 0;
    let mut last = (0, 0);
    for (column, (at, this)) in line.char_indices().enumerate() {
        if this == ' ' {
            spaces += 1;
            continue;
        }
        if let Some((from, start)) = begun.filter(|_| spaces > 1) {
            let text = line.get(from..last.0).unwrap_or_default();
            found.push(Piece {
                text,
                start,
                end: last.1,
            });
            begun = None;
        }
        begun.get_or_insert((at, column));
        last = (at + this.len_utf8(), column + 1);
        spaces = 0;
    }
    if let Some((from, start)) = begun {
        let text = line.get(from..last.0).unwrap_or_default();
        found.push(Piece {
            text,
            start,
            end: last.1,
        });
    }
    found
}

/// Whether a piece can head a column: a few words, and no heading with its value, such as `Tel: 01632 960144`.
fn is_heading(piece: &Piece<'_>) -> bool {
    piece.text.chars().any(char::is_alphabetic)
        && piece.text.chars().count() <= LONGEST
        && !piece.text.contains([':', '@'])
        && !piece.text.contains("..")
        && !piece.text.ends_with(['.', ','])
}

/// Whether a line only parts the headings from what is below: `-----  -----`.
fn is_rule(line: &str) -> bool {
    line.chars()
        .all(|c| matches!(c, '-' | '=' | '_' | '+' | '|' | ' ' | '\u{2500}'))
}

/// The pieces of a line by the columns below whose headings they stand; none where one stands below none.
fn row<'t>(line: &'t str, headings: &[Piece<'_>]) -> Option<Vec<(usize, &'t str)>> {
    const NEAR: usize = 1;
    let pieces = pieces(line);
    let mut from = 0;
    let mut found = Vec::new();
    for piece in &pieces {
        let stands = |heading: &Piece<'_>| {
            heading.start.abs_diff(piece.start) <= NEAR || heading.end.abs_diff(piece.end) <= NEAR
        };
        let column = from + headings.get(from..)?.iter().position(stands)?;
        let long = piece.text.chars().count() > LONGEST || piece.text.contains("..");
        if long {
            return None;
        }
        found.push((column, piece.text));
        from = column + 1;
    }
    // A row begins in the first column; what stands in another alone may go on with the row above.
    let begins = found.first().is_some_and(|(column, _)| *column == 0);
    (begins && found.len() > 1).then_some(found)
}

fn table(rows: &[(LineNo, Vec<(usize, &str)>)]) -> Table {
    let starts = rows.iter().map(|(line, _)| *line).collect();
    let mut table = Table::new(Frame::Lines { starts });
    let cells = (0u32..).zip(rows).flat_map(|(number, (_, row))| {
        row.iter().map(move |(column, text)| Cell {
            at: CellAt {
                row: RowNo::from_zero_based(number),
                col: ColNo::from_zero_based(u32::try_from(*column).unwrap_or(u32::MAX)),
            },
            hidden: false,
            value: CellValue::Text((*text).into()),
            shown: None,
        })
    });
    table.cells = cells.collect();
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Passage> {
        let lines = (0u32..).zip(text.lines());
        let filled = lines.filter(|(_, line)| !line.trim().is_empty());
        filled
            .map(|(number, line)| Passage {
                at: Place::Line {
                    line: LineNo::from_zero_based(number),
                },
                text: line.to_owned(),
                hidden: false,
                quoted: false,
            })
            .collect()
    }

    /// The tables of a text, each row with its line, and the lines that are left.
    fn read(text: &str) -> (Vec<Vec<String>>, Vec<String>) {
        let mut passages = lines(text);
        let tables = take(&mut passages);
        let cells = tables.iter().map(|table| {
            let told = |cell: &Cell| format!("{} {}", table.place(cell.at), cell.text());
            table.cells.iter().map(told).collect()
        });
        let left = passages.into_iter().map(|passage| passage.text);
        (cells.collect(), left.collect())
    }

    #[test]
    fn columns_below_one_another_are_a_table_at_its_lines() {
        let (tables, left) = read(
            "CONTACT LOG\n\n  Date         Channel     Result\n  ---------    -------     ------\n  14/09/2025   Doorstep    Spoke\n  \
             02/05/2024               Delivered\n\nEnd",
        );
        let expected = [
            "line 3, column 1 Date",
            "line 3, column 2 Channel",
            "line 3, column 3 Result",
            "line 5, column 1 14/09/2025",
            "line 5, column 2 Doorstep",
            "line 5, column 3 Spoke",
            "line 6, column 1 02/05/2024",
            "line 6, column 3 Delivered",
        ];
        assert_eq!(tables, [expected]);
        assert_eq!(left, ["CONTACT LOG", "End"]);
    }

    #[test]
    fn what_only_stands_apart_is_no_table() {
        for text in [
            // Two columns are headings beside values.
            "Name     Value\nSurname  Mock\nTown     Testbury\n",
            // Pairs side by side have colons.
            "Name: Casey    Town: Testbury   Tel: 1\nName: Alex     Town: Mockton    Tel: 2\nName: Kit      Town: Draft      Tel: 3\n",
            // Two spaces behind full stops.
            "We hold this.  It is yours.  Ask us.\nWe kept it.    It was yours.  Do ask.\nWe lost it.    It is gone.  Sorry.\n",
            // One row may stand so by chance.
            "Date        Channel   Result\n14/09/2025  Doorstep  Spoke\n",
            // Lines that stand apart.
            "Date        Channel   Result\n\n14/09/2025  Doorstep  Spoke\n\n02/05/2024  Leaflet   Left\n",
        ] {
            let (tables, left) = read(text);
            assert!(tables.is_empty(), "{text}");
            assert_eq!(left.len(), lines(text).len());
        }
    }
}
