//! A page, read: the stages in a row.

use crate::ingest::pdf::bars::{self, Bars};
use crate::ingest::pdf::covers;
use crate::ingest::pdf::engine::{Drawn, Field, NoteKind, Seen};
use crate::ingest::pdf::geometry::Turn;
use crate::ingest::pdf::letters::{Letters, letters};
use crate::ingest::pdf::order::{TextLine, ordered};
use crate::ingest::pdf::verdict::{Verdict, judge};
use crate::ingest::pdf::words::{join, lines};

/// A page as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sheet {
    /// What kind of page it is.
    pub verdict: Verdict,
    /// Its running text.
    pub text: Vec<TextLine>,
    /// Text that is not upright like most of it.
    pub aside: Vec<String>,
    /// Text that a reader does not see.
    pub hidden: Vec<String>,
    /// Comments.
    pub comments: Vec<String>,
    /// Values of form fields that the page does not show.
    pub fields: Vec<Field>,
    /// How many boxes lie over text.
    pub over_text: usize,
    /// How many lie where text would stand.
    pub over_nothing: usize,
    /// How many areas are marked for redaction, which was not carried out.
    pub marked: usize,
    /// How many glyphs have no meaning.
    pub unmapped: usize,
    /// Whether its text is what a program read in a picture.
    pub scanned: bool,
    /// Whether the budget of drawing operations ran out.
    pub cut: bool,
}

/// Reads what is drawn on a page.
pub(super) fn read(mut drawn: Drawn) -> Sheet {
    let marked = cover_marked(&mut drawn);
    let covering = covers::cover(&drawn);
    let mut letters = letters(&drawn.glyphs, &covering, drawn.size);
    let verdict = judge(&drawn, &letters);
    let mut sheet = Sheet {
        verdict,
        over_text: covering.over_text.len(),
        marked,
        unmapped: letters.unmapped,
        scanned: covering.scanned,
        cut: drawn.cut,
        aside: std::mem::take(&mut letters.aslant),
        ..Sheet::default()
    };
    add_text(&drawn, covering.over_text, letters, &mut sheet);
    add_notes(drawn, &mut sheet);
    sheet
}

/// Areas marked for redaction count as covered: what is under them was to be taken out.
fn cover_marked(drawn: &mut Drawn) -> usize {
    use crate::ingest::pdf::engine::{Cover, FilledBox};
    let marks = drawn.notes.iter();
    let marks = marks.filter(|note| note.kind == NoteKind::RedactionMark);
    let boxes: Vec<FilledBox> = marks
        .map(|note| FilledBox {
            at: note.at,
            colour: Some([0; 3]),
            cover: Cover::Opaque,
            order: u32::MAX,
        })
        .collect();
    let marked = boxes.len();
    drawn.boxes.extend(boxes);
    marked
}

fn add_text(
    drawn: &Drawn,
    over_text: Vec<crate::ingest::pdf::geometry::Rect>,
    letters: Letters,
    sheet: &mut Sheet,
) {
    for (mut turned, place) in letters.turned.into_iter().zip(0usize..) {
        if place == 0 && turned.turn == Turn::Upright {
            let over_nothing = bars::over_nothing(drawn, &turned.letters, &over_text);
            sheet.over_nothing = over_nothing.len();
            let bars = Bars {
                over_text: over_text.clone(),
                over_nothing,
            };
            let drawn = bars::as_letters(&bars, &turned.letters);
            turned.letters.extend(drawn);
        }
        let shown = lines(&turned.letters, Seen::Shown);
        if place == 0 {
            sheet.text = ordered(&shown);
        } else {
            sheet
                .aside
                .extend(shown.iter().map(|line| join(&line.words)));
        }
        let hidden = lines(&turned.letters, Seen::Hidden);
        sheet
            .hidden
            .extend(hidden.iter().map(|line| join(&line.words)));
    }
}

/// Adds comments, and values of form fields that the text of the page does not show.
fn add_notes(drawn: Drawn, sheet: &mut Sheet) {
    let comments = drawn.notes.into_iter();
    let comments = comments.filter(|note| note.kind == NoteKind::Comment);
    sheet.comments = comments.map(|note| note.text).collect();
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let mut shown = String::new();
    for line in &sheet.text {
        shown.push_str(&squeezed(&line.text));
    }
    let fields = drawn.fields.into_iter();
    sheet.fields = fields
        .filter(|field| field.seen == Seen::Hidden || !shown.contains(&squeezed(&field.value)))
        .collect();
}
