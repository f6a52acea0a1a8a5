//! The text of a message: the plain form, or the HTML one where it says more.

use crate::document::{Frame, OddityKind, Table};
use crate::ingest::{Intake, Limits, Source, html, text};
use crate::provenance::{LineNo, Place};

use super::{Written, passed_on};

/// Reads a piece of the text, below what was read of the message before. Tells the message that is
/// passed on in it.
pub(super) fn read(
    source: &Source<'_>,
    written: &Written,
    limits: &Limits,
    intake: &mut Intake,
) -> Option<Vec<u8>> {
    let above = last_line(intake);
    let page = written.html.as_deref().and_then(|html| {
        let page = self::page(source, html, limits);
        let wanted = written.plain.is_none() || page.tables.iter().any(holds_data);
        wanted.then_some(page)
    });
    let mut piece = Intake::new(intake.kind);
    let mut inside = None;
    match (page, &written.plain) {
        (Some(page), _) => piece = page,
        (None, Some(plain)) => match passed_on::cut(plain) {
            Some((above, message)) => {
                text::lines(source, &above, limits, &mut piece);
                inside = Some(message);
            }
            None => text::lines(source, plain, limits, &mut piece),
        },
        (None, None) => {}
    }
    intake.read = intake.read.max(piece.read);
    shift(&mut piece, above);
    intake.tables.append(&mut piece.tables);
    intake.passages.append(&mut piece.passages);
    intake.oddities.append(&mut piece.oddities);
    inside
}

/// The HTML form as the reader of pages reads it.
fn page(source: &Source<'_>, html: &str, limits: &Limits) -> Intake {
    let inside = Source {
        bytes: html.as_bytes(),
        ..*source
    };
    let mut page = html::read(&inside, limits);
    // The text was decoded as the message says: what the page says of that is out of date.
    page.oddities
        .retain(|oddity| oddity.kind != OddityKind::EncodingGuessed);
    page
}

/// Whether a table of a page is one of data and no frame for its layout: three rows or more, most
/// of them with two cells or more, all cells short.
fn holds_data(table: &Table) -> bool {
    const LEAST_ROWS: usize = 3;
    const MOST_CHARS: usize = 200;
    let mut rows = 0usize;
    let mut wide = 0usize;
    for row in table.cells.chunk_by(|a, b| a.at.row == b.at.row) {
        let filled = row.iter().filter(|cell| !cell.is_blank()).count();
        rows = rows.saturating_add(usize::from(filled > 0));
        wide = wide.saturating_add(usize::from(filled > 1));
    }
    let short = |text: &str| text.chars().nth(MOST_CHARS).is_none();
    rows >= LEAST_ROWS
        && wide.saturating_mul(3) >= rows.saturating_mul(2)
        && table.cells.iter().all(|cell| short(&cell.text()))
}

/// The last line on which something stands.
fn last_line(intake: &Intake) -> u32 {
    let passages = intake
        .passages
        .iter()
        .filter_map(|passage| line(&passage.at));
    let rows = intake.tables.iter().filter_map(|table| match &table.frame {
        Frame::Lines { starts } => starts.last().map(|line| line.get()),
        Frame::Sheet { .. } | Frame::Fields { .. } | Frame::Paper(_) => None,
    });
    passages.chain(rows).max().unwrap_or(0)
}

fn line(place: &Place) -> Option<u32> {
    match place {
        Place::Line { line } | Place::Field { line, .. } => Some(line.get()),
        _ => None,
    }
}

/// Moves what was read down by so many lines.
fn shift(piece: &mut Intake, above: u32) {
    if above == 0 {
        return;
    }
    let down = |line: &mut LineNo| {
        *line = LineNo::from_zero_based(line.zero_based().saturating_add(above));
    };
    let place = |place: &mut Place| match place {
        Place::Line { line } | Place::Field { line, .. } => down(line),
        _ => {}
    };
    piece.passages.iter_mut().for_each(|p| place(&mut p.at));
    piece
        .oddities
        .iter_mut()
        .for_each(|o| place(&mut o.at.place));
    for table in &mut piece.tables {
        if let Frame::Lines { starts } = &mut table.frame {
            starts.iter_mut().for_each(down);
        }
    }
}
