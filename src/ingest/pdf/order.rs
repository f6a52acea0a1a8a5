//! The order in which the text of a page is read: column by column where it is set in columns.

use crate::ingest::pdf::geometry::{Rect, around, by_place};
use crate::ingest::pdf::words::{Line, Piece, Word, join, pieces};

/// A line of text in its column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextLine {
    /// Its text.
    pub text: String,
    /// The room it takes.
    pub at: Rect,
    /// Where it stands.
    pub baseline: f32,
    /// The size of its largest type.
    pub size: f32,
    /// The width of its first word.
    pub first_word: f32,
    /// The right edge of its column.
    pub right: f32,
    /// The number of the line on the page, from zero.
    pub number: u32,
    /// Which column of which band of the page it stands in.
    pub column: u32,
}

/// The steps in which the page is searched for gutters, in points.
const STEP: f32 = 2.0;
/// A gutter is at least this wide, in points.
const GUTTER: f32 = 9.0;
/// Columns have at least this many lines.
const LINES: usize = 3;
/// Lines of prose have at least this many words on average.
const PROSE_WORDS: f32 = 3.2;
/// How many times columns are looked for within columns.
const DEPTH: usize = 3;

/// Puts the lines of a page into reading order.
pub(super) fn ordered(lines: &[Line]) -> Vec<TextLine> {
    let all: Vec<Piece> = lines.iter().flat_map(pieces).collect();
    let right_edge = right_edge(&all);
    let mut columns = Vec::new();
    split(all, right_edge, DEPTH, &mut columns);
    let mut text = Vec::new();
    for (column, number) in columns.into_iter().zip(0..) {
        text.extend(column_lines(column, number));
    }
    text
}

/// Pieces that are read one after the other, and where their lines would end if they were full.
struct Column {
    pieces: Vec<Piece>,
    right: f32,
}

fn right_edge(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.at.x1).fold(0.0, f32::max)
}

/// Splits pieces into columns, in the order in which these are read.
fn split(pieces: Vec<Piece>, right: f32, depth: usize, columns: &mut Vec<Column>) {
    let gutter = if depth == 0 { None } else { gutter(&pieces) };
    let Some((from, to)) = gutter else {
        if !pieces.is_empty() {
            columns.push(Column { pieces, right });
        }
        return;
    };
    let mut pieces = pieces;
    pieces.sort_by(|a, b| by_place(&a.at, &b.at));
    // Lines that run over the gutter part the page into bands.
    let mut band: Vec<Piece> = Vec::new();
    let mut across: Vec<Piece> = Vec::new();
    for piece in pieces {
        if piece.at.x0 < from && piece.at.x1 > to {
            flush(&mut band, (from, to), right, depth, columns);
            across.push(piece);
        } else {
            if !across.is_empty() {
                let pieces = std::mem::take(&mut across);
                columns.push(Column { pieces, right });
            }
            band.push(piece);
        }
    }
    if !across.is_empty() {
        let pieces = across;
        columns.push(Column { pieces, right });
    }
    flush(&mut band, (from, to), right, depth, columns);
}

/// Reads a band column by column where both sides of the gutter are prose, else line by line.
fn flush(
    band: &mut Vec<Piece>,
    (from, to): (f32, f32),
    edge: f32,
    depth: usize,
    columns: &mut Vec<Column>,
) {
    let band = std::mem::take(band);
    let middle = f32::midpoint(from, to);
    let (left, right): (Vec<Piece>, Vec<Piece>) = band
        .into_iter()
        .partition(|piece| piece.at.mid_x() < middle);
    if is_prose(&left) && is_prose(&right) {
        let (end_of_left, end_of_right) = (right_edge(&left), right_edge(&right));
        split(left, end_of_left, depth.saturating_sub(1), columns);
        split(right, end_of_right, depth.saturating_sub(1), columns);
    } else {
        let mut pieces = left;
        pieces.extend(right);
        if !pieces.is_empty() {
            columns.push(Column {
                pieces,
                right: edge,
            });
        }
    }
}

/// Whether pieces are lines of running text.
fn is_prose(pieces: &[Piece]) -> bool {
    let words: usize = pieces.iter().map(|piece| piece.words.len()).sum();
    pieces.len() >= LINES && words as f32 >= PROSE_WORDS * pieces.len() as f32
}

/// The widest strip from top to bottom that few pieces run across, with text on both sides.
fn gutter(pieces: &[Piece]) -> Option<(f32, f32)> {
    if pieces.len() < 2 * LINES {
        return None;
    }
    let whole = around(pieces.iter().map(|piece| piece.at))?;
    let bins = (whole.width() / STEP) as usize;
    if !(20..=10_000).contains(&bins) {
        return None;
    }
    let mut across = vec![0usize; bins.saturating_add(1)];
    for piece in pieces {
        let from = ((piece.at.x0 - whole.x0) / STEP) as usize;
        let to = ((piece.at.x1 - whole.x0) / STEP) as usize;
        for bin in across.iter_mut().take(to.saturating_add(1)).skip(from) {
            *bin = bin.saturating_add(1);
        }
    }
    let few = pieces.len() / 4;
    let mut best: Option<(usize, usize, usize)> = None;
    let mut start = None;
    // Only the middle of the page can part columns: from a sixth to five sixths.
    let inner = bins / 6..bins - bins / 6;
    for bin in inner.clone().chain(std::iter::once(inner.end)) {
        let free = bin < inner.end && across.get(bin).is_some_and(|count| *count <= few);
        match (free, start) {
            (true, None) => start = Some(bin),
            (false, Some(from)) => {
                start = None;
                let crossing = across.get(from..bin).and_then(|bins| bins.iter().max());
                let crossing = crossing.copied().unwrap_or(0);
                let width = bin - from;
                let better = best.is_none_or(|(a, b, most)| {
                    (crossing, std::cmp::Reverse(width)) < (most, std::cmp::Reverse(b - a))
                });
                if width as f32 * STEP >= GUTTER && better {
                    best = Some((from, bin, crossing));
                }
            }
            _ => {}
        }
    }
    let (from, to, _) = best?;
    let place = |bin: usize| whole.x0 + bin as f32 * STEP;
    Some((place(from) + 1.0, place(to) - 1.0))
}

/// The lines of a column from top to bottom.
fn column_lines(column: Column, number: u32) -> Vec<TextLine> {
    let Column {
        pieces: mut column,
        right,
    } = column;
    column.sort_by(|a, b| {
        let line = |piece: &Piece| piece.words.first().map_or(0, |word| word.line);
        line(a).cmp(&line(b)).then(by_place(&a.at, &b.at))
    });
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in column {
        let line = |piece: &Piece| piece.words.first().map(|word| word.line);
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|last| line(last) == line(&piece)) => {
                row.push(piece);
            }
            _ => rows.push(vec![piece]),
        }
    }
    rows.into_iter()
        .filter_map(|mut row| {
            // A bullet of a larger type begins its line, however low it stands.
            row.sort_by(|a, b| a.at.x0.total_cmp(&b.at.x0));
            text_line(&row, right, number)
        })
        .collect()
}

fn text_line(row: &[Piece], right: f32, column: u32) -> Option<TextLine> {
    let words: Vec<Word> = row.iter().flat_map(|piece| piece.words.clone()).collect();
    let first = words.first()?;
    Some(TextLine {
        at: around(row.iter().map(|piece| piece.at))?,
        baseline: row.iter().map(|piece| piece.baseline).fold(0.0, f32::max),
        size: row.iter().map(|piece| piece.size).fold(0.0, f32::max),
        first_word: first.at.width(),
        right,
        number: first.line,
        column,
        text: text_of(row, &words),
    })
}

/// The text of a line; of a few words in pieces far apart, as headings and their values stand, with tabs between.
fn text_of(row: &[Piece], words: &[Word]) -> String {
    const MOST_WORDS: usize = 14;
    const MOST_OF_HEADING: usize = 8;
    let pairs = row.chunks_exact(2);
    let is_whole = pairs.remainder().is_empty();
    let few = words.len() <= MOST_WORDS * pairs.len().min(2);
    let mut heads = row.iter().step_by(2);
    if is_whole && few && heads.all(|head| head.words.len() <= MOST_OF_HEADING) {
        let texts: Vec<String> = row.iter().map(|piece| join(&piece.words)).collect();
        return texts.join("\t");
    }
    join(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::Seen;
    use crate::ingest::pdf::words::lines;
    use crate::ingest::pdf::words::tests::typed;

    fn read(parts: &[(&str, f32, f32)]) -> Vec<String> {
        let mut letters = Vec::new();
        for (text, x, y) in parts {
            letters.extend(typed(text, *x, *y));
        }
        let lines = lines(&letters, Seen::Shown);
        ordered(&lines).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn two_columns_of_prose_are_read_one_after_the_other() {
        let read = read(&[
            (
                "A heading that runs over both of the columns of it",
                100.0,
                80.0,
            ),
            ("we hold your name and also", 50.0, 100.0),
            ("kept by the local council of", 300.0, 103.0),
            ("your address as it stands in", 50.0, 112.0),
            ("the town in which you do live", 300.0, 115.0),
            ("the register of electors as", 50.0, 124.0),
            ("and nothing else is held by us", 300.0, 127.0),
        ]);
        assert_eq!(
            read[0],
            "A heading that runs over both of the columns of it"
        );
        assert_eq!(read[1], "we hold your name and also");
        assert_eq!(read[2], "your address as it stands in");
        assert_eq!(read[4], "kept by the local council of");
    }

    #[test]
    fn names_beside_values_are_read_line_by_line() {
        let read = read(&[
            ("Name", 50.0, 100.0),
            ("Casey Mockford", 300.0, 100.0),
            ("Ward", 50.0, 112.0),
            ("Wharfside", 300.0, 112.0),
            ("Party", 50.0, 124.0),
            ("None", 300.0, 124.0),
            ("Notes", 50.0, 136.0),
            ("None", 300.0, 136.0),
        ]);
        assert_eq!(read[0], "Name\tCasey Mockford");
        assert_eq!(read[3], "Notes\tNone");
    }

    #[test]
    fn two_names_with_their_values_on_a_line_are_four_pieces() {
        let read = read(&[
            ("Full name", 50.0, 100.0),
            ("Casey Mockford", 150.0, 100.0),
            ("Known as", 300.0, 100.0),
            ("Cass", 400.0, 100.0),
        ]);
        assert_eq!(read, ["Full name\tCasey Mockford\tKnown as\tCass"]);
    }
}
