//! From tags and text to tables and passages.
//!
//! Not a tree: a stack of open elements says which table, row and cell the text belongs to and
//! whether it can be seen. The stack lies on the heap and has a limit, so that no nesting however
//! deep can overflow anything.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::document::{Frame, Passage, Property, Table};
use crate::ingest::Limits;
use crate::provenance::{LineNo, Place};

use super::fields::{self, Mark};
use super::grid::{Grid, Seen, Spans};
use super::tags::{self, Role};

/// Elements that may be open at once, as a multiple of the depth allowed in XML: pages nest
/// deeper than data.
const DEPTH_FACTOR: usize = 8;

/// A start tag with what matters of its attributes.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: &'a str,
    /// Where it stands.
    pub(super) line: LineNo,
    /// Whether it hides its content.
    pub(super) seen: Seen,
    /// What a cell spans.
    pub(super) spans: Spans,
    /// What an input field holds.
    pub(super) value: &'a str,
    /// Its class.
    pub(super) class: &'a str,
    /// Whether it is the choice of a field of choices.
    pub(super) chosen: bool,
    /// Whether its content is quoted.
    pub(super) quotes: bool,
}

#[derive(Debug)]
struct Open {
    name: String,
    /// The name with the class, of what sets text apart.
    mark: Rc<str>,
    role: Role,
    seen: Seen,
    quotes: bool,
}

/// Running text that is being gathered.
#[derive(Debug)]
struct Block {
    text: String,
    line: LineNo,
    seen: Seen,
    mark: Option<Mark>,
}

/// A field of choices that is being read.
#[derive(Debug, Default)]
struct Choice {
    /// The texts of the choices, each with whether it is the one that is made.
    options: Vec<(String, bool)>,
}

impl Choice {
    /// What the field shows: the choices that are made, else the first one.
    fn shown(self) -> String {
        let chosen = self.options.iter().filter(|(_, chosen)| *chosen);
        let mut shown: Vec<&str> = chosen.map(|(text, _)| text.trim()).collect();
        if shown.is_empty() {
            shown.extend(self.options.first().map(|(text, _)| text.trim()));
        }
        shown.join(", ")
    }
}

/// What is wrong or noteworthy, with the line of the first and how often.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Notice {
    /// How often.
    pub(super) count: usize,
    /// The first.
    pub(super) line: Option<LineNo>,
}

impl Notice {
    /// Counts one more.
    pub(super) fn note(&mut self, line: LineNo) {
        self.count = self.count.saturating_add(1);
        self.line.get_or_insert(line);
    }
}

/// A page while it is read.
#[derive(Debug)]
pub(super) struct Page<'l> {
    limits: &'l Limits,
    open: Vec<Open>,
    /// Elements that were not opened because too many are, by name.
    unopened: BTreeMap<String, usize>,
    hidden: usize,
    quotes: usize,
    skipped: usize,
    titles: usize,
    preformatted: usize,
    grids: Vec<Option<Grid>>,
    /// The grids that are open, innermost last.
    nested: Vec<usize>,
    block: Block,
    choice: Option<Choice>,
    title: String,
    cells: usize,
    /// Passages read so far.
    pub(super) passages: Vec<Passage>,
    /// What each of them was.
    marks: Vec<Mark>,
    /// Text that cannot be seen.
    pub(super) unseen: Notice,
    /// Elements nested too deep.
    pub(super) deep: Notice,
    /// Cells outside the limits: their text is among the passages.
    pub(super) outside: Notice,
    /// Texts longer than a cell may be.
    pub(super) long: Notice,
    /// Texts that were left out because there are too many.
    pub(super) dropped: Notice,
}

impl<'l> Page<'l> {
    /// An empty page.
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            open: Vec::new(),
            unopened: BTreeMap::new(),
            hidden: 0,
            quotes: 0,
            skipped: 0,
            titles: 0,
            preformatted: 0,
            grids: Vec::new(),
            nested: Vec::new(),
            block: Block {
                text: String::new(),
                line: LineNo::FIRST,
                seen: Seen::Shown,
                mark: None,
            },
            choice: None,
            title: String::new(),
            cells: 0,
            passages: Vec::new(),
            marks: Vec::new(),
            unseen: Notice::default(),
            deep: Notice::default(),
            outside: Notice::default(),
            long: Notice::default(),
            dropped: Notice::default(),
        }
    }

    /// Takes a start tag.
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        if self.skipped > 0 {
            return;
        }
        let role = tags::role(tag.name);
        self.close_implied(role);
        match role {
            Role::Break => return self.line_break(),
            Role::Input => {
                let hide = tag.seen == Seen::Hidden;
                self.hidden = self.hidden.saturating_add(usize::from(hide));
                self.field(tag.value, tag.line);
                self.hidden = self.hidden.saturating_sub(usize::from(hide));
                return;
            }
            Role::Void => return,
            Role::Option => {
                if let Some(choice) = &mut self.choice {
                    choice.options.push((String::new(), tag.chosen));
                    return;
                }
                self.boundary();
            }
            Role::Choice => {
                self.boundary();
                self.block.line = tag.line;
                self.choice = Some(Choice::default());
            }
            Role::Table | Role::List | Role::Block | Role::Preformatted => self.boundary(),
            Role::Row | Role::Cell | Role::Term | Role::Description => {}
            Role::Group | Role::Skip | Role::Title | Role::Inline => {}
        }
        if self.open.len() >= self.limits.depth.saturating_mul(DEPTH_FACTOR) {
            self.deep.note(tag.line);
            *self.unopened.entry(tag.name.to_owned()).or_default() += 1;
            return;
        }
        self.hidden = self
            .hidden
            .saturating_add(usize::from(tag.seen == Seen::Hidden));
        self.quotes = self.quotes.saturating_add(usize::from(tag.quotes));
        let role = self.enter(role, tag);
        let mark = match role {
            Role::Inline | Role::Group => "".into(),
            _ if tag.class.is_empty() => tag.name.into(),
            _ => format!("{}.{}", tag.name, tag.class).into(),
        };
        self.open.push(Open {
            name: tag.name.to_owned(),
            mark,
            role,
            seen: tag.seen,
            quotes: tag.quotes,
        });
    }

    /// Does what opening an element does to the tables, and says what it is to be closed as.
    fn enter(&mut self, role: Role, tag: &Tag<'_>) -> Role {
        match role {
            Role::Table | Role::List => {
                self.nested.push(self.grids.len());
                let of_terms = role == Role::List;
                self.grids.push(Some(Grid::new(self.seen(), of_terms)));
            }
            Role::Row => match self.grid() {
                Some(grid) => grid.start_row(tag.line),
                None => return Role::Block,
            },
            Role::Cell => return self.enter_cell(tag),
            Role::Term | Role::Description => return self.enter_entry(role, tag),
            Role::Skip => self.skipped = self.skipped.saturating_add(1),
            Role::Title => self.titles = self.titles.saturating_add(1),
            Role::Preformatted => self.preformatted = self.preformatted.saturating_add(1),
            Role::Group | Role::Block | Role::Inline => {}
            Role::Break | Role::Input | Role::Void | Role::Option | Role::Choice => {}
        }
        role
    }

    fn enter_cell(&mut self, tag: &Tag<'_>) -> Role {
        let limits = self.limits;
        let seen = self.seen();
        let Some(grid) = self.grid() else {
            self.boundary();
            return Role::Block;
        };
        if !grid.has_row() {
            grid.start_row(tag.line);
        }
        self.begin_cell(seen, tag, limits)
    }

    /// A term begins a row; a description stands beside it, a second one below the first.
    fn enter_entry(&mut self, role: Role, tag: &Tag<'_>) -> Role {
        let limits = self.limits;
        let seen = self.seen();
        let Some(grid) = self.grid() else {
            self.boundary();
            return Role::Block;
        };
        let column = u32::from(role == Role::Description);
        if role == Role::Term || !grid.has_row() || grid.next_column() > 1 {
            grid.start_row(tag.line);
        }
        grid.go_to(column);
        self.begin_cell(seen, tag, limits)
    }

    fn begin_cell(&mut self, seen: Seen, tag: &Tag<'_>, limits: &Limits) -> Role {
        self.flush();
        let is_heading = matches!(tag.name, "th" | "dt");
        let started = self
            .grid()
            .is_some_and(|grid| grid.start_cell(seen, tag.spans, is_heading, limits).is_ok());
        if started {
            return Role::Cell;
        }
        self.outside.note(tag.line);
        Role::Block
    }

    /// Takes an end tag.
    pub(super) fn end(&mut self, name: &str) {
        if let Some(count) = self.unopened.get_mut(name)
            && *count > 0
        {
            *count -= 1;
            return;
        }
        if name == "br" {
            return self.line_break();
        }
        let wanted = tags::role(name);
        let found = self.open.iter().rposition(|open| open.name == name);
        let Some(found) = found else {
            return;
        };
        // What is open outside a cell is not closed from within it.
        let fenced = !matches!(
            wanted,
            Role::Table | Role::List | Role::Row | Role::Group | Role::Cell
        );
        let inner = self.open.get(found.saturating_add(1)..).unwrap_or_default();
        let fence = |open: &Open| match wanted {
            Role::Table | Role::List => false,
            _ if fenced => matches!(open.role, Role::Table | Role::Cell),
            _ => open.role == Role::Table,
        };
        if inner.iter().any(fence) {
            return;
        }
        self.close_to(found);
    }

    /// Closes elements whose end tag may be left out.
    fn close_implied(&mut self, role: Role) {
        let closes: fn(Role) -> bool = match role {
            Role::Row => |open| matches!(open, Role::Row | Role::Cell),
            Role::Group => |open| matches!(open, Role::Group | Role::Row | Role::Cell),
            Role::Cell | Role::Term | Role::Description => |open| open == Role::Cell,
            _ => return,
        };
        let inside = self
            .open
            .iter()
            .rposition(|open| matches!(open.role, Role::Table | Role::List))
            .map_or(0, |at| at.saturating_add(1));
        let within = self.open.get(inside..).unwrap_or_default();
        if let Some(at) = within.iter().position(|open| closes(open.role)) {
            self.close_to(inside.saturating_add(at));
        }
    }

    /// Closes all elements from a position of the stack on.
    fn close_to(&mut self, position: usize) {
        while self.open.len() > position {
            let Some(open) = self.open.pop() else {
                return;
            };
            match open.role {
                Role::Cell => self.end_cell(),
                Role::Table | Role::List => {
                    self.flush();
                    self.nested.pop();
                }
                Role::Block | Role::Option => self.boundary(),
                Role::Choice => {
                    let shown = self.choice.take().map(Choice::shown).unwrap_or_default();
                    self.field(&shown, self.block.line);
                }
                Role::Preformatted => {
                    self.boundary();
                    self.preformatted = self.preformatted.saturating_sub(1);
                }
                Role::Skip => self.skipped = self.skipped.saturating_sub(1),
                Role::Title => self.titles = self.titles.saturating_sub(1),
                Role::Group | Role::Row | Role::Inline => {}
                Role::Term | Role::Description | Role::Break | Role::Input | Role::Void => {}
            }
            self.quotes = self.quotes.saturating_sub(usize::from(open.quotes));
            if open.seen == Seen::Hidden {
                self.flush_if_hidden();
                self.hidden = self.hidden.saturating_sub(1);
            }
        }
    }

    /// Takes text that begins on a line.
    pub(super) fn text(&mut self, text: &str, line: LineNo) {
        if self.skipped > 0 {
            return;
        }
        if self.titles > 0 {
            return append(&mut self.title, text);
        }
        if let Some(choice) = &mut self.choice {
            if let Some((option, _)) = choice.options.last_mut() {
                append(option, text);
            }
            return;
        }
        let preformatted = self.preformatted > 0;
        let mut line = line.zero_based();
        for (index, piece) in text.split('\n').enumerate() {
            if index > 0 {
                line = line.saturating_add(1);
                if preformatted {
                    self.line_break();
                } else {
                    self.piece(" ", line);
                }
            }
            self.piece(piece, line);
        }
    }

    /// Takes text of one line.
    fn piece(&mut self, text: &str, line: u32) {
        let seen = self.seen();
        let preformatted = self.preformatted > 0;
        let into = |buffer: &mut String| match preformatted {
            true => buffer.push_str(text),
            false => append(buffer, text),
        };
        if let Some(filling) = self.grid().and_then(|grid| grid.filling.as_mut())
            && (seen == Seen::Shown || filling.seen == Seen::Hidden)
        {
            return into(&mut filling.text);
        }
        if self.block.seen != seen {
            self.flush();
        }
        if self.block.text.trim().is_empty() {
            if text.trim().is_empty() {
                return;
            }
            self.block.line = LineNo::from_zero_based(line);
            self.block.seen = seen;
            self.block.mark = Some(self.mark());
        }
        into(&mut self.block.text);
    }

    /// The end of a line that the page asks for.
    fn line_break(&mut self) {
        match self.grid().and_then(|grid| grid.filling.as_mut()) {
            Some(filling) => {
                let kept = filling.text.trim_end_matches(' ').len();
                filling.text.truncate(kept);
                filling.text.push('\n');
            }
            None => self.flush(),
        }
    }

    /// The edge of a block: a new line in a cell that has text, a new passage elsewhere.
    fn boundary(&mut self) {
        let filling = self.grid().and_then(|grid| grid.filling.as_mut());
        match filling {
            Some(filling) if filling.text.trim().is_empty() || filling.text.ends_with('\n') => {}
            Some(_) => self.line_break(),
            None => self.flush(),
        }
        self.flush_if_hidden();
    }

    fn flush_if_hidden(&mut self) {
        if self.block.seen == Seen::Hidden {
            self.flush();
        }
    }

    /// What a passage is that begins here.
    fn mark(&self) -> Mark {
        let is_field = self
            .open
            .iter()
            .any(|open| open.role == Role::Preformatted && open.name == "textarea");
        let mut around = self.open.iter().rev().filter(|open| !open.mark.is_empty());
        let mut next = || {
            around
                .next()
                .map_or_else(|| "".into(), |open| Rc::clone(&open.mark))
        };
        Mark {
            own: next(),
            parent: next(),
            is_field,
        }
    }

    /// Takes what a field of a form holds: a passage of its own, outside a table.
    fn field(&mut self, value: &str, line: LineNo) {
        let apart = self.grid().is_none() && !value.trim().is_empty();
        if apart {
            self.flush();
        }
        self.text(value, line);
        self.text(" ", line);
        if apart {
            if let Some(mark) = &mut self.block.mark {
                mark.is_field = true;
            }
            self.flush();
        }
    }

    /// Ends the passage that is being gathered.
    fn flush(&mut self) {
        let mark = self.block.mark.take();
        let text = std::mem::take(&mut self.block.text);
        let text = self.shortened(text.trim(), self.block.line);
        if text.is_empty() {
            return;
        }
        let room = usize::try_from(self.limits.rows).unwrap_or(usize::MAX);
        if self.passages.len() >= room {
            return self.dropped.note(self.block.line);
        }
        let quoted = self.quotes > 0;
        let hidden = self.block.seen == Seen::Hidden;
        if hidden {
            self.unseen.note(self.block.line);
        }
        self.marks.push(mark.unwrap_or_else(|| self.mark()));
        self.passages.push(Passage {
            at: Place::Line {
                line: self.block.line,
            },
            text,
            hidden,
            quoted,
        });
    }

    fn end_cell(&mut self) {
        self.flush();
        let Some(index) = self.nested.last().copied() else {
            return;
        };
        let Some(mut grid) = self.grids.get_mut(index).and_then(Option::take) else {
            return;
        };
        let line = self.block.line;
        let (text, seen) = match &mut grid.filling {
            Some(filling) => (std::mem::take(&mut filling.text), filling.seen),
            None => (String::new(), Seen::Shown),
        };
        let mut text = self.shortened(text.trim(), line);
        if !text.is_empty() && self.cells >= self.limits.cells {
            self.dropped.note(line);
            text.clear();
        }
        if let Some((_, line)) = grid.end_cell(text) {
            self.cells = self.cells.saturating_add(1);
            if seen == Seen::Hidden {
                self.unseen.note(line);
            }
        }
        if let Some(place) = self.grids.get_mut(index) {
            *place = Some(grid);
        }
    }

    /// The text, or as much of it as a cell may hold.
    fn shortened(&mut self, text: &str, line: LineNo) -> String {
        match text.char_indices().nth(self.limits.cell_chars) {
            None => text.to_owned(),
            Some((end, _)) => {
                self.long.note(line);
                text.get(..end).unwrap_or(text).to_owned()
            }
        }
    }

    fn seen(&self) -> Seen {
        if self.hidden > 0 {
            Seen::Hidden
        } else {
            Seen::Shown
        }
    }

    /// The innermost open table.
    fn grid(&mut self) -> Option<&mut Grid> {
        let index = self.nested.last().copied()?;
        self.grids.get_mut(index)?.as_mut()
    }

    /// Ends the page: its tables in the order in which they begin, and its title.
    pub(super) fn finish(&mut self) -> (Vec<Table>, Option<Property>) {
        self.close_to(0);
        self.flush();
        let tables = std::mem::take(&mut self.grids);
        let tables = tables.into_iter().flatten().filter_map(Grid::finish);
        let mut tables: Vec<Table> = tables.collect();
        let fields = fields::take(&mut self.passages, std::mem::take(&mut self.marks));
        if !fields.is_empty() {
            tables.extend(fields);
            tables.sort_by_key(|table| match &table.frame {
                Frame::Lines { starts } => starts.first().copied(),
                _ => None,
            });
        }
        let title = self.title.trim();
        let title = (!title.is_empty()).then(|| Property {
            name: "title".to_owned(),
            value: title.to_owned(),
        });
        (tables, title)
    }
}

/// Adds text as a browser shows it: any white space is one space, none at the start of a line.
/// A space that does not break is a space.
fn append(buffer: &mut String, text: &str) {
    for letter in text.chars() {
        if matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}') {
            if !buffer.is_empty() && !buffer.ends_with([' ', '\n']) {
                buffer.push(' ');
            }
        } else {
            buffer.push(letter);
        }
    }
}
