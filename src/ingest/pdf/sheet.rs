//! A page, read: the stages in a row.

use crate::ingest::pdf::bars::{self, Bars};
use crate::ingest::pdf::covers;
use crate::ingest::pdf::engine::{Along, Drawn, Field, NoteKind, Seen, Stroke};
use crate::ingest::pdf::furniture::{Edge, edges};
use crate::ingest::pdf::geometry::{Lean, Rect, Size, Turn, by_place};
use crate::ingest::pdf::grid::Grid;
use crate::ingest::pdf::labels;
use crate::ingest::pdf::lattice;
use crate::ingest::pdf::letters::{Letter, Letters, Turned, letters};
use crate::ingest::pdf::ocr::Reading;
use crate::ingest::pdf::order::{TextLine, ordered};
use crate::ingest::pdf::panels::panels;
use crate::ingest::pdf::stream::{self, Mode};
use crate::ingest::pdf::verdict::{Verdict, judge};
use crate::ingest::pdf::words::{Line, join, lines};

/// A page with more lines than this is no stripe of a sheet with few rows.
const FEW_LINES: usize = 12;

/// A page as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sheet {
    /// What kind of page it is.
    pub verdict: Verdict,
    /// Its tables, from top to bottom.
    pub tables: Vec<Grid>,
    /// Where its lines stand, from top to bottom.
    pub baselines: Vec<f32>,
    /// The lines that may be header and footer.
    pub edges: Vec<Edge>,
    /// Its lines, where there are few: they may be part of a sheet printed on several pages.
    pub few: Vec<Line>,
    /// How its text is turned on it.
    pub turn: Turn,
    /// How large it is as shown.
    pub size: Size,
    /// Its running text.
    pub text: Vec<TextLine>,
    /// Text that is not upright like most of it.
    pub aside: Vec<String>,
    /// How much its lines slope; all places are those of the page made straight.
    pub lean: Lean,
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
    /// What tesseract made of it: words, and how many of them are doubtful.
    pub ocr: Option<(usize, usize)>,
    /// Whether two engines read different text on it.
    pub differs: bool,
}

/// Reads what is drawn on a page.
pub(super) fn read(mut drawn: Drawn) -> Sheet {
    let marked = cover_marked(&mut drawn);
    let covering = covers::cover(&drawn);
    let mut letters = letters(&drawn.glyphs, &covering, drawn.size);
    let verdict = judge(&drawn, &letters);
    let mut sheet = Sheet {
        verdict,
        size: drawn.size,
        over_text: covering.over_text.len(),
        marked,
        unmapped: letters.unmapped,
        scanned: covering.scanned,
        cut: drawn.cut,
        aside: std::mem::take(&mut letters.aslant),
        lean: letters.lean,
        ..Sheet::default()
    };
    let covered = covering.over_text.clone();
    add_text(&drawn, covering.over_text, letters, &mut sheet);
    add_notes(drawn, &covered, &mut sheet);
    sheet
}

/// Takes up what was read in the picture of a page.
pub(super) fn take_reading(sheet: &mut Sheet, reading: Reading) {
    let letters = Letters {
        mapped: reading.words,
        turned: vec![Turned {
            turn: Turn::Upright,
            letters: reading.letters,
        }],
        ..Letters::default()
    };
    let drawn = Drawn {
        size: sheet.size,
        ..Drawn::default()
    };
    sheet.ocr = Some((reading.words, reading.doubtful));
    sheet.verdict = Verdict::Text;
    add_text(&drawn, Vec::new(), letters, sheet);
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

fn add_text(drawn: &Drawn, over_text: Vec<Rect>, letters: Letters, sheet: &mut Sheet) {
    for (mut turned, place) in letters.turned.into_iter().zip(0usize..) {
        let mut bars = Bars::default();
        if place == 0 && turned.turn == Turn::Upright {
            let over_nothing = bars::over_nothing(drawn, &turned.letters, &over_text);
            sheet.over_nothing = over_nothing.len();
            bars = Bars {
                over_text: over_text.clone(),
                over_nothing,
            };
            let drawn = bars::as_letters(&bars, &turned.letters);
            turned.letters.extend(drawn);
        }
        let shown = lines(&turned.letters, Seen::Shown);
        if place == 0 {
            sheet.turn = turned.turn;
            add_tables(drawn, &bars, turned.letters.clone(), &shown, sheet);
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

/// Adds the tables of the page, and the text that stands in none.
fn add_tables(drawn: &Drawn, bars: &Bars, letters: Vec<Letter>, shown: &[Line], sheet: &mut Sheet) {
    let strokes: Vec<Stroke> = drawn
        .strokes
        .iter()
        .filter(|stroke| !bars.outline(stroke))
        .map(|stroke| turned(stroke, sheet.turn, drawn.size))
        .collect();
    sheet.size = drawn.size;
    sheet.edges = edges(shown);
    sheet.baselines = shown.iter().map(|line| line.baseline).collect();
    let mut letters = letters;
    letters.retain(|letter| letter.seen == Seen::Shown);
    sheet.tables = lattice::tables(&strokes, &mut letters);
    let panels = panels(&mut letters, shown, &strokes);
    let mut rest = if sheet.tables.is_empty() && panels.is_empty() {
        shown.to_vec()
    } else {
        lines(&letters, Seen::Shown)
    };
    if sheet.tables.is_empty() && panels.is_empty() && rest.len() <= FEW_LINES {
        sheet.few.clone_from(&rest);
    }
    sheet
        .tables
        .extend(stream::tables(&mut rest, &strokes, Mode::Strict));
    sheet.text = ordered(&rest);
    for panel in panels {
        let mut rest = lines(&panel.letters, Seen::Shown);
        let tables = stream::tables(&mut rest, &strokes, Mode::Strict);
        sheet.tables.extend(tables);
        sheet.tables.extend(labels::column(&mut rest));
        let below = sheet
            .text
            .iter()
            .position(|line| line.at.mid_y() > panel.at.y1);
        let below = below.unwrap_or(sheet.text.len());
        sheet.text.splice(below..below, ordered(&rest));
    }
    sheet.tables.sort_by(|a, b| by_place(&a.at, &b.at));
    for line in &mut sheet.text {
        line.number = line_number(&sheet.baselines, line.baseline);
    }
}

/// The number of the line nearest to a baseline, from zero.
pub(super) fn line_number(baselines: &[f32], baseline: f32) -> u32 {
    let next = baselines.partition_point(|line| *line < baseline - 0.01);
    let near = |n: usize| baselines.get(n).map(|line| (line - baseline).abs());
    let above = next.checked_sub(1);
    let number = match (above.and_then(near), near(next)) {
        (Some(above), Some(below)) if above < below => next.saturating_sub(1),
        (Some(_), None) => next.saturating_sub(1),
        _ => next,
    };
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A line as it lies when the text of the page is upright.
fn turned(stroke: &Stroke, turn: Turn, page: Size) -> Stroke {
    let along = match (turn, stroke.along) {
        (Turn::Upright | Turn::Over, along) => along,
        (Turn::Down | Turn::Up, Along::Across) => Along::Down,
        (Turn::Down | Turn::Up, Along::Down) => Along::Across,
    };
    Stroke {
        at: turn.rect(stroke.at, page),
        along,
        from: stroke.from,
    }
}

/// Adds comments, and values of form fields that the text of the page does not show.
fn add_notes(drawn: Drawn, covered: &[Rect], sheet: &mut Sheet) {
    let comments = drawn.notes.into_iter();
    let comments = comments.filter(|note| note.kind == NoteKind::Comment);
    sheet.comments = comments.map(|note| note.text).collect();
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let mut shown = String::new();
    for line in &sheet.text {
        shown.push_str(&squeezed(&line.text));
    }
    for cell in sheet.tables.iter().flat_map(|grid| &grid.cells) {
        shown.push_str(&squeezed(&cell.text));
    }
    let fields = drawn.fields.into_iter();
    sheet.fields = fields
        // A box over a field covers its value.
        .filter(|field| {
            !covered
                .iter()
                .any(|at| at.holds(field.at.mid_x(), field.at.mid_y()))
        })
        .filter(|field| field.seen == Seen::Hidden || !shown.contains(&squeezed(&field.value)))
        .collect();
}
