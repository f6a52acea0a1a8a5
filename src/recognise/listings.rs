//! Listings in running text: columns that stand below one another, kept apart by spaces.
//!
//! ```text
//! Date            Channel         Result
//! 14/09/2025      Doorstep        Spoke
//! 02/05/2024      Leaflet         Delivered
//! ```

use crate::codebook::Label;
use crate::codebook::word_lists::word_lists;
use crate::document::{Cell, CellValue, Frame, Part, Passage, Table};
use crate::provenance::{CellAt, ColNo, LineNo, Place, RowNo};
use crate::recognise::heading::Recogniser;
use crate::recognise::layout::ColumnUse;
use crate::recognise::telling::is_whole_day;
use crate::vocabulary::Category;

/// Fewer columns than this are a heading beside its value.
const FEWEST_COLUMNS: usize = 3;
/// Fewer rows below the headings than this may stand so by chance.
const FEWEST_ROWS: usize = 2;
/// A longer piece is prose.
const LONGEST: usize = 48;
/// And a longer one in the last column.
const LONGEST_REMARK: usize = 160;

/// A listing, and the lines on which it stands.
#[derive(Debug)]
pub(super) struct Listing {
    pub table: Table,
    /// From the first.
    pub lines: Vec<LineNo>,
}

/// The listings in the running text of a part. More than two thirds of their headings are known: page heads, signatures and
/// addresses side by side have others.
pub(super) fn of(part: &Part, recogniser: &Recogniser<'_>) -> Vec<Listing> {
    let knows = |text: &str| {
        let uses = &recogniser.column_words(text).uses;
        // How long data are kept and who gets them is read in the words of the paper.
        let called = !uses.is_empty() && !uses.contains(&ColumnUse::Dealing);
        called || recogniser.knows(text) || word_lists().listings.known.has(&text.to_lowercase())
    };
    let lines: Vec<&Passage> = part.passages.iter().filter(|line| !line.quoted).collect();
    let mut found = Vec::new();
    let mut at = 0;
    // A line of several pieces above, which is no part of a listing, says that there is none.
    let mut above: Option<LineNo> = None;
    while let Some(line) = lines.get(at) {
        let number = line_of(line);
        let near = |above: LineNo| {
            number.is_some_and(|number| number.get() <= above.get().saturating_add(2))
        };
        let free = !above.is_some_and(near);
        let rest = lines.get(at..).unwrap_or_default();
        let title = at.checked_sub(1).and_then(|above| lines.get(above));
        let of_others = title.is_some_and(|title| is_of_others(&title.text));
        let found_here = (free && !of_others)
            .then(|| listing(rest, &knows))
            .flatten()
            .filter(|found| !names_several(&found.table, recogniser))
            .filter(|found| !lists_kinds(&found.table, recogniser))
            .filter(|found| !lists_addresses(&found.table, recogniser));
        if let Some(listing) = found_here {
            at += rest
                .iter()
                .take_while(|line| {
                    line_of(line).is_some_and(|line| listing.lines.last() >= Some(&line))
                })
                .count()
                .max(1);
            found.push(listing);
            continue;
        }
        if pieces(&line.text).len() >= FEWEST_COLUMNS {
            above = number;
        }
        at += 1;
    }
    found
}

/// A piece of a line, and the columns of characters between which it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    end: usize,
}

/// The listing that begins with the first of some lines.
fn listing(lines: &[&Passage], knows: &impl Fn(&str) -> bool) -> Option<Listing> {
    let head = lines.first()?;
    let is_tabbed = head.text.trim().contains('\t');
    let headings = match is_tabbed {
        true => between_tabs(&head.text),
        false => pieces(&head.text),
    };
    if headings.len() < FEWEST_COLUMNS || !headings.iter().all(is_heading) {
        return None;
    }
    let mut line = line_of(head)?;
    let first = headings.iter().map(|piece| piece.text).enumerate();
    let mut rows: Vec<(LineNo, Vec<(usize, &str)>)> = vec![(line, first.collect())];
    let mut taken = vec![line];
    for next in lines.iter().skip(1) {
        let number = line_of(next)?;
        if number.get() != line.get().saturating_add(1) {
            break;
        }
        if !is_rule(&next.text) {
            let row = match is_tabbed {
                true => tabbed_row(&next.text, &headings)?,
                false => row(&next.text, &headings)?,
            };
            // What goes on otherwise right below - a cell in two lines, a total - leaves half a table.
            match row.is_empty() {
                true if pieces(&next.text).len() > 1 => return None,
                true => break,
                false => rows.push((number, row)),
            }
        }
        line = number;
        taken.push(number);
    }
    let known = headings.iter().filter(|piece| knows(piece.text)).count();
    let first = headings.first().map(|piece| piece.text.to_lowercase());
    let lists = &word_lists().listings;
    let mut lower = headings.iter().map(|piece| piece.text.to_lowercase());
    if first.is_some_and(|first| lists.no_data.has(&first))
        || lower.any(|heading| lists.no_log.has(&heading))
    {
        return None;
    }
    // `are held by us  in our files  and shown` is prose.
    let begins_small = |(_, row): &&(LineNo, Vec<(usize, &str)>)| {
        row.first()
            .is_some_and(|(_, text)| text.starts_with(char::is_lowercase))
    };
    let small = rows.iter().skip(1).filter(begins_small).count();
    if small * 2 >= rows.len() - 1
        && !headings
            .iter()
            .all(|piece| piece.text.starts_with(char::is_lowercase))
    {
        return None;
    }
    let repeats = |(_, row): &(LineNo, Vec<(usize, &str)>)| {
        let mut cells = row.iter();
        cells.any(|(column, text)| headings.get(*column).is_some_and(|head| head.text == *text))
    };
    // Lines that tabs set are a log of days with one person, or lists of others.
    if is_tabbed {
        let mut firsts = rows.iter().skip(1).filter_map(|(_, row)| row.first());
        let is_log = firsts.all(|(_, text)| is_whole_day(text));
        let of_others = headings.iter().any(|piece| names_whom(piece.text));
        if !is_log || of_others {
            return None;
        }
    }
    let is_listing = rows.len() > FEWEST_ROWS
        && known * 3 > headings.len() * 2
        && !rows.iter().skip(1).any(repeats);
    is_listing.then(|| Listing {
        table: table(&rows),
        lines: taken,
    })
}

/// Whether a heading of a log may be over people: `Spoke to`, `Voter`, `Contact name`.
fn names_whom(heading: &str) -> bool {
    let label = Label::new(heading);
    let whom = &word_lists().listings.whom;
    label.words().iter().any(|word| whom.has(word))
}

/// Whether a title says that what is below is about others: `Our local team`.
fn is_of_others(title: &str) -> bool {
    let label = Label::new(title);
    label
        .words()
        .iter()
        .any(|word| word_lists().listings.of_others.has(word))
}

/// Whether a table has a column of names with more than one name in it: it is about several people, who need not be the
/// one who asked.
fn names_several(table: &Table, recogniser: &Recogniser<'_>) -> bool {
    let Some(head) = table.cells.first().map(|cell| cell.at.row) else {
        return false;
    };
    let headings = table.cells.iter().take_while(|cell| cell.at.row == head);
    let mut of_names = headings.filter(|cell| recogniser.recognise(&cell.text()).has("name"));
    of_names.any(|heading| {
        let below = table
            .cells
            .iter()
            .filter(|cell| cell.at.col == heading.at.col && cell.at.row != head);
        let mut names = below.map(|cell| cell.text());
        let first = names.next();
        names.any(|name| Some(name) != first)
    })
}

/// Whether a table lists kinds of data, `Address` and `Telephone` below one another, and says no value of them.
fn lists_kinds(table: &Table, recogniser: &Recogniser<'_>) -> bool {
    let Some(head) = table.cells.first().map(|cell| cell.at) else {
        return false;
    };
    let (headings, below) = table
        .cells
        .iter()
        .partition::<Vec<&Cell>, _>(|cell| cell.at.row == head.row);
    let says = |cell: &&Cell| {
        let words = recogniser.column_words(&cell.text());
        let mut uses = words.uses.iter();
        uses.any(|of| matches!(of, ColumnUse::Value | ColumnUse::Meaning))
    };
    let first: Vec<&&Cell> = below
        .iter()
        .filter(|cell| cell.at.col == head.col)
        .collect();
    let kinds = first
        .iter()
        .filter(|cell| recogniser.knows(&cell.text()))
        .count();
    // `Details` over kinds is no value of them.
    !headings.iter().skip(1).any(says) && kinds > 0 && kinds * 2 >= first.len()
}

/// Whether a table has names and addresses alone, as a list of offices has.
fn lists_addresses(table: &Table, recogniser: &Recogniser<'_>) -> bool {
    let Some(head) = table.cells.first().map(|cell| cell.at.row) else {
        return false;
    };
    let mut headings = table.cells.iter().take_while(|cell| cell.at.row == head);
    headings.all(|cell| {
        matches!(
            recogniser.recognise(&cell.text()).category,
            Category::Identity | Category::Address | Category::Contact | Category::Area
        )
    })
}

fn line_of(passage: &Passage) -> Option<LineNo> {
    match &passage.at {
        Place::Line { line } if !passage.quoted => Some(*line),
        _ => None,
    }
}

/// The pieces of a line that two spaces or more keep apart; none where a tab does, which says nothing of columns.
pub(super) fn pieces(line: &str) -> Vec<Piece<'_>> {
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

/// The pieces of a line that tabs keep apart.
pub(super) fn between_tabs(line: &str) -> Vec<Piece<'_>> {
    let texts = line.trim().split('\t').map(str::trim);
    let texts = texts.filter(|text| !text.is_empty());
    let piece = |text| Piece {
        text,
        start: 0,
        end: 0,
    };
    texts.map(piece).collect()
}

/// The pieces of a line that tabs keep apart, one under each heading; empty where the line has no tab, so that it is no row.
/// None where there are more or fewer: what is of which heading, nobody can tell.
fn tabbed_row<'t>(line: &'t str, headings: &[Piece<'_>]) -> Option<Vec<(usize, &'t str)>> {
    if !line.trim().contains('\t') {
        return Some(Vec::new());
    }
    let pieces = between_tabs(line);
    let is_pair = |piece: &Piece<'_>| piece.text.contains(": ");
    let fits = pieces.len() == headings.len() && !pieces.iter().any(is_pair);
    let cells = pieces.into_iter().map(|piece| piece.text).enumerate();
    fits.then(|| cells.collect())
}

/// Whether a piece can head a column: a few words, and no heading with its value, such as `Tel: 01632 960144`.
fn is_heading(piece: &Piece<'_>) -> bool {
    piece.text.chars().any(char::is_alphabetic)
        && !piece.text.chars().any(|c| c.is_ascii_digit())
        && !piece.text.starts_with('>')
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

/// The pieces of a line by the columns below whose headings they stand; empty where one stands below none, so that the
/// line is no row. None where a piece runs into the next column: which of its words are of which, nobody can tell.
fn row<'t>(line: &'t str, headings: &[Piece<'_>]) -> Option<Vec<(usize, &'t str)>> {
    const NEAR: usize = 1;
    let mut from = 0;
    let mut found = Vec::new();
    for piece in pieces(line) {
        let stands = |heading: &Piece<'_>| {
            heading.start.abs_diff(piece.start) <= NEAR || heading.end.abs_diff(piece.end) <= NEAR
        };
        let rest = headings.get(from..).unwrap_or_default();
        let Some(column) = rest.iter().position(stands).map(|at| from + at) else {
            return Some(Vec::new());
        };
        // Remarks stand in the last column.
        let longest = match column + 1 == headings.len() {
            true => LONGEST_REMARK,
            false => LONGEST,
        };
        if piece.text.chars().count() > longest || piece.text.contains("..") {
            return Some(Vec::new());
        }
        let mut others = headings.iter().enumerate();
        if others
            .any(|(at, head)| at != column && (piece.start + 1..piece.end).contains(&head.start))
        {
            return None;
        }
        found.push((column, piece.text));
        from = column + 1;
    }
    // A row begins in the first column; what stands in another alone may go on with the row above.
    let begins = found.first().is_some_and(|(column, _)| *column == 0);
    Some(if begins && found.len() > 1 {
        found
    } else {
        Vec::new()
    })
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

    /// The listings of a text, each cell with its place.
    fn read(text: &str) -> Vec<Vec<String>> {
        let lines = lines(text);
        let part = Part {
            id: crate::provenance::PartId(0),
            path: "letter.txt".to_owned(),
            sha256: String::new(),
            bytes: 0,
            kind: crate::document::PartKind::Text,
            parent: None,
            read: crate::document::ReadState::Whole,
            tables: Vec::new(),
            passages: lines,
            properties: Vec::new(),
            oddities: Vec::new(),
        };
        let books = crate::codebook::Codebooks::embedded();
        let recogniser = Recogniser::new(&books, None, crate::recognise::Setting::Political);
        let listings = of(&part, &recogniser);
        let cells = listings.iter().map(|listing| {
            let told = |cell: &Cell| format!("{} {}", listing.table.place(cell.at), cell.text());
            listing.table.cells.iter().map(told).collect()
        });
        cells.collect()
    }

    #[test]
    fn columns_below_one_another_are_a_table_at_its_lines() {
        let tables = read(
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
            // The first row of data is no row of headings, wherever these stand.
            "Election          Ward             Voted\nMay          Mock North    Yes\nJuly         Mock North    Yes\nJune         Mock North    Yes\n",
            // A value that runs into the next column.
            "Date        Channel   Result    Note\n02/05/2024  Telephone Answered  Busy\n03/05/2024  Door      Away      Left\n",
            // Signatures side by side.
            "Pat Draft         Kit Sample        Robin Proof\nData Officer      Secretary         Treasurer\nTestbury          Mockton           Draftwell\n",
            // What somebody quotes.
            "> Date       Channel   Result\n> 14/09/2025 Doorstep  Spoke\n> 02/05/2024 Leaflet   Left\n",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
