//! A written document as it is gathered: paragraphs with their numbers, and the tables between them.
//!
//! What is read of a document has no lines and, before it is printed, no pages. A place in it is
//! the number of the paragraph, in the order of reading, those in tables and text boxes counted; a
//! row of a table is at its first paragraph.

use std::collections::BTreeMap;

use crate::document::{
    Cell, CellValue, Frame, Oddity, OddityKind, Passage, ReadState, Span, Table, Visibility,
};
use crate::ingest::characters::Misleading;
use crate::ingest::{Intake, Limits, Source};
use crate::provenance::{CellAt, LineNo, Place};

/// Whether a reader of the document sees a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Shown,
    Hidden,
}

/// How a cell stands to the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joined {
    /// Not at all, or it is the first of several that are one.
    Own,
    /// It is one with the cell above.
    Above,
}

/// Where something hangs: a comment, a note.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    line: LineNo,
    cell: Option<(usize, CellAt)>,
}

impl Anchor {
    /// The paragraph.
    pub(crate) fn line(&self) -> LineNo {
        self.line
    }
}

/// A document that is being gathered.
#[derive(Debug)]
pub(crate) struct Paper<'l> {
    limits: &'l Limits,
    begun: u32,
    paragraphs: Vec<Paragraph>,
    open: Vec<Open>,
    passages: Vec<Passage>,
    tables: Vec<Option<Table>>,
    cells: usize,
    hidden: Notice,
    long: Notice,
    dropped: Notice,
}

/// What surrounds the paragraph that comes next.
#[derive(Debug)]
enum Open {
    Table(Building),
    /// A text box or the like, which stands apart from what surrounds it.
    Apart,
}

#[derive(Debug, Clone)]
struct Paragraph {
    line: LineNo,
    shown: String,
    hidden: String,
}

#[derive(Debug)]
struct Building {
    index: usize,
    starts: Vec<LineNo>,
    row_seen: Seen,
    column: u32,
    filling: Option<Filling>,
    filled: Vec<(CellAt, Vec<Paragraph>, Seen)>,
    spans: Vec<Span>,
    /// The span that reaches down in each column.
    reaching: BTreeMap<u32, usize>,
    /// Whether every cell with a text has a table in it as well: it sets out tables, and is none of data.
    frames: bool,
    most_in_a_row: usize,
    in_row: usize,
}

#[derive(Debug)]
struct Filling {
    columns: u32,
    rows: u32,
    joined: Joined,
    /// Whether a table stands in it.
    holds: bool,
    paragraphs: Vec<Paragraph>,
}

/// How often something was met, and where first.
#[derive(Debug, Default)]
struct Notice {
    count: usize,
    line: Option<LineNo>,
}

impl Notice {
    fn note(&mut self, line: LineNo) {
        self.count = self.count.saturating_add(1);
        self.line.get_or_insert(line);
    }
}

impl<'l> Paper<'l> {
    /// A document with nothing in it.
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            begun: 0,
            paragraphs: Vec::new(),
            open: Vec::new(),
            passages: Vec::new(),
            tables: Vec::new(),
            cells: 0,
            hidden: Notice::default(),
            long: Notice::default(),
            dropped: Notice::default(),
        }
    }

    /// Where the reader stands.
    pub(crate) fn here(&self) -> Anchor {
        let line = match self.paragraphs.last() {
            Some(paragraph) => paragraph.line,
            None => LineNo::from_zero_based(self.begun.saturating_sub(1)),
        };
        let cell = match self.open.last() {
            Some(Open::Table(table)) if table.filling.is_some() => Some((
                table.index,
                CellAt::from_zero_based(table.row(), table.column),
            )),
            Some(Open::Table(_) | Open::Apart) | None => None,
        };
        Anchor { line, cell }
    }

    /// Whether the reader stands in a table.
    pub(crate) fn is_in_table(&self) -> bool {
        matches!(self.open.last(), Some(Open::Table(_)))
    }

    /// Begins a paragraph.
    pub(crate) fn start_paragraph(&mut self) {
        let line = LineNo::from_zero_based(self.begun);
        self.begun = self.begun.saturating_add(1);
        self.paragraphs.push(Paragraph {
            line,
            shown: String::new(),
            hidden: String::new(),
        });
    }

    /// Text of the paragraph; nothing where none is open.
    pub(crate) fn text(&mut self, text: &str, seen: Seen) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            match seen {
                Seen::Shown => paragraph.shown.push_str(text),
                Seen::Hidden => paragraph.hidden.push_str(text),
            }
        }
    }

    /// Ends the paragraph.
    pub(crate) fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else {
            return;
        };
        for text in [&mut paragraph.shown, &mut paragraph.hidden] {
            if let Some((end, _)) = text.char_indices().nth(self.limits.cell_chars) {
                text.truncate(end);
                self.long.note(paragraph.line);
            }
        }
        if !paragraph.hidden.trim().is_empty() {
            self.hidden.note(paragraph.line);
        }
        match self.open.last_mut() {
            Some(Open::Table(table)) if table.filling.is_some() => {
                if let Some(filling) = &mut table.filling {
                    filling.paragraphs.push(paragraph);
                }
            }
            Some(Open::Table(_) | Open::Apart) | None => self.passage(&paragraph),
        }
    }

    /// Begins what stands apart: a text box.
    pub(crate) fn start_apart(&mut self) {
        self.open.push(Open::Apart);
    }

    /// Ends what stands apart.
    pub(crate) fn end_apart(&mut self) {
        while let Some(open) = self.open.pop() {
            match open {
                Open::Apart => break,
                Open::Table(table) => self.finish_table(table),
            }
        }
    }

    /// Begins a table.
    pub(crate) fn start_table(&mut self) {
        if let Some(around) = self.table().and_then(|table| table.filling.as_mut()) {
            around.holds = true;
        }
        self.open.push(Open::Table(Building {
            index: self.tables.len(),
            starts: Vec::new(),
            row_seen: Seen::Shown,
            column: 0,
            filling: None,
            filled: Vec::new(),
            spans: Vec::new(),
            reaching: BTreeMap::new(),
            frames: true,
            most_in_a_row: 0,
            in_row: 0,
        }));
        self.tables.push(None);
    }

    /// Begins a row of the table.
    pub(crate) fn start_row(&mut self) {
        let line = LineNo::from_zero_based(self.begun);
        if let Some(table) = self.table() {
            table.starts.push(line);
            table.row_seen = Seen::Shown;
            table.column = 0;
            table.in_row = 0;
        }
    }

    /// Says that the row is not seen.
    pub(crate) fn hide_row(&mut self) {
        if let Some(table) = self.table() {
            table.row_seen = Seen::Hidden;
        }
    }

    /// Leaves so many columns out.
    pub(crate) fn skip_columns(&mut self, columns: u32) {
        if let Some(table) = self.table() {
            table.column = table.column.saturating_add(columns.min(64));
        }
    }

    /// Begins a cell of the row.
    pub(crate) fn start_cell(&mut self) {
        if let Some(table) = self.table() {
            table.in_row = table.in_row.saturating_add(1);
            table.most_in_a_row = table.most_in_a_row.max(table.in_row);
            table.filling = Some(Filling {
                columns: 1,
                rows: 1,
                joined: Joined::Own,
                holds: false,
                paragraphs: Vec::new(),
            });
        }
    }

    /// How far the cell reaches.
    pub(crate) fn span(&mut self, columns: u32, rows: u32) {
        if let Some(filling) = self.table().and_then(|table| table.filling.as_mut()) {
            filling.columns = columns.clamp(1, 1_000);
            filling.rows = rows.clamp(1, 65_534);
        }
    }

    /// How the cell stands to the one above it.
    pub(crate) fn join(&mut self, joined: Joined) {
        if let Some(filling) = self.table().and_then(|table| table.filling.as_mut()) {
            filling.joined = joined;
        }
    }

    /// Ends the cell.
    pub(crate) fn end_cell(&mut self) {
        let (cells, limits) = (self.cells, self.limits);
        let Some(table) = self.table() else {
            return;
        };
        let Some(filling) = table.filling.take() else {
            return;
        };
        let (row, column) = (table.row(), table.column);
        let at = CellAt::from_zero_based(row, column);
        table.merge(at, &filling);
        table.column = column.saturating_add(filling.columns);
        let texts = filling.paragraphs.iter();
        let says = texts
            .map(|one| &one.shown)
            .any(|text| !text.trim().is_empty());
        table.frames &= filling.holds || !says;
        let line = table.starts.last().copied().unwrap_or(LineNo::FIRST);
        if column >= limits.columns || row >= limits.rows || cells >= limits.cells {
            return self.dropped.note(line);
        }
        let seen = table.row_seen;
        table.filled.push((at, filling.paragraphs, seen));
        self.cells = self.cells.saturating_add(1);
    }

    /// Ends the table.
    pub(crate) fn end_table(&mut self) {
        match self.open.pop() {
            Some(Open::Table(table)) => self.finish_table(table),
            Some(apart @ Open::Apart) => self.open.push(apart),
            None => {}
        }
    }

    /// Hangs a comment where it belongs.
    pub(crate) fn comment(&mut self, anchor: &Anchor, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let table = anchor.cell.and_then(|(index, at)| {
            let table = self.tables.get_mut(index)?.as_mut()?;
            Some((table, at))
        });
        if let Some((table, at)) = table {
            let said = match table.comments.get(&at) {
                Some(before) => format!("{before}\n{text}"),
                None => text.to_owned(),
            };
            table.comments.insert(at, said.into());
            return;
        }
        self.push(
            Place::Line { line: anchor.line },
            text.to_owned(),
            Seen::Hidden,
        );
    }

    /// Hands on what was gathered.
    pub(crate) fn finish(mut self, source: &Source<'_>, intake: &mut Intake) {
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        while let Some(open) = self.open.pop() {
            if let Open::Table(table) = open {
                self.finish_table(table);
            }
        }
        self.passages.sort_by_key(|passage| line_of(&passage.at));
        let mut misleading = Misleading::default();
        for passage in &self.passages {
            misleading.look(&passage.text, || passage.at.clone());
        }
        intake.tables.extend(self.tables.into_iter().flatten());
        for table in &intake.tables {
            for cell in &table.cells {
                misleading.look(&cell.text(), || table.place(cell.at));
            }
        }
        intake.passages.append(&mut self.passages);
        let mut tell = |notice: &Notice, kind, text: String| -> bool {
            let Some(line) = notice.line else {
                return false;
            };
            let oddity: Oddity = source.oddity(kind, Place::Line { line }, text);
            intake.oddities.push(oddity);
            true
        };
        let text = format!(
            "{} paragraphs have text that is not shown; the first is here",
            self.hidden.count
        );
        tell(&self.hidden, OddityKind::InvisibleText, text);
        let text = format!(
            "{} texts have more than {} characters; the rest of them was not read; the first is here",
            self.long.count, self.limits.cell_chars
        );
        let long = tell(&self.long, OddityKind::LimitReached, text);
        let text = format!(
            "{} cells or paragraphs are over the limits of {} cells, {} columns and {} rows; they were not read; the first is here",
            self.dropped.count, self.limits.cells, self.limits.columns, self.limits.rows
        );
        let dropped = tell(&self.dropped, OddityKind::LimitReached, text);
        if long || dropped {
            intake.read = intake.read.max(ReadState::Partly);
        }
        intake.oddities.extend(misleading.oddity(source));
    }

    /// The innermost table, unless something stands apart in it.
    fn table(&mut self) -> Option<&mut Building> {
        match self.open.last_mut() {
            Some(Open::Table(table)) => Some(table),
            Some(Open::Apart) | None => None,
        }
    }

    /// A paragraph of running text.
    fn passage(&mut self, paragraph: &Paragraph) {
        let place = Place::Line {
            line: paragraph.line,
        };
        self.push(place.clone(), trimmed(&paragraph.shown), Seen::Shown);
        self.push(place, trimmed(&paragraph.hidden), Seen::Hidden);
    }

    fn push(&mut self, at: Place, text: String, seen: Seen) {
        if text.trim().is_empty() {
            return;
        }
        let room = usize::try_from(self.limits.rows).unwrap_or(usize::MAX);
        if self.passages.len() >= room {
            return self.dropped.note(line_of(&at));
        }
        self.passages.push(Passage {
            at,
            text,
            hidden: seen == Seen::Hidden,
            quoted: false,
        });
    }

    /// A table of one column is a frame around text: its paragraphs are running text.
    fn finish_table(&mut self, mut table: Building) {
        if table.filling.is_some() {
            self.open.push(Open::Table(table));
            self.end_cell();
            match self.open.pop() {
                Some(Open::Table(ended)) => table = ended,
                Some(Open::Apart) | None => return,
            }
        }
        if table.most_in_a_row < 2 || table.frames {
            for (_, paragraphs, _) in &table.filled {
                paragraphs
                    .iter()
                    .for_each(|paragraph| self.passage(paragraph));
            }
            return;
        }
        let mut made = Table::new(Frame::Lines {
            starts: table.starts.clone(),
        });
        let mut beside = Vec::new();
        for (at, paragraphs, seen) in &table.filled {
            let (shown, hidden) = (
                joined(paragraphs, |p| &p.shown),
                joined(paragraphs, |p| &p.hidden),
            );
            let (text, cell_seen) = match (shown.is_empty(), hidden.is_empty()) {
                (true, true) => continue,
                (true, false) => (hidden, Seen::Hidden),
                (false, true) => (shown, *seen),
                (false, false) => {
                    beside.push((made.place(*at), hidden));
                    (shown, *seen)
                }
            };
            made.cells.push(Cell {
                at: *at,
                hidden: cell_seen == Seen::Hidden,
                value: CellValue::Text(text.into()),
                shown: None,
            });
        }
        for (place, hidden) in beside {
            self.push(place, hidden, Seen::Hidden);
        }
        made.merged = table
            .spans
            .into_iter()
            .filter(|span| span.first != span.last)
            .collect();
        if made.cells.is_empty() {
            return;
        }
        if made.cells.iter().all(|cell| cell.hidden) {
            made.visibility = Visibility::Hidden;
        }
        if let Some(place) = self.tables.get_mut(table.index) {
            *place = Some(made);
        }
    }
}

impl Building {
    fn row(&self) -> u32 {
        u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Notes how far a cell reaches, or that it is one with the cell above.
    fn merge(&mut self, at: CellAt, filling: &Filling) {
        let column = at.col.zero_based();
        if filling.joined == Joined::Above {
            let above = self.reaching.get(&column).copied();
            if let Some(span) = above.and_then(|index| self.spans.get_mut(index)) {
                span.last.row = span.last.row.max(at.row);
            }
            return;
        }
        self.reaching.insert(column, self.spans.len());
        let last = CellAt::from_zero_based(
            at.row
                .zero_based()
                .saturating_add(filling.rows.saturating_sub(1)),
            column.saturating_add(filling.columns.saturating_sub(1)),
        );
        self.spans.push(Span { first: at, last });
    }
}

/// The texts of the paragraphs of a cell, one below the other.
fn joined(paragraphs: &[Paragraph], text: impl Fn(&Paragraph) -> &String) -> String {
    let texts = paragraphs.iter().map(|paragraph| text(paragraph).trim());
    texts
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn line_of(place: &Place) -> LineNo {
    match place {
        Place::Line { line } | Place::Field { line, .. } => *line,
        _ => LineNo::FIRST,
    }
}

fn trimmed(text: &str) -> String {
    text.trim_matches(['\n', '\t', ' ']).to_owned()
}
