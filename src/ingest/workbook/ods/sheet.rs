//! One sheet of an OpenDocument spreadsheet.

use std::collections::BTreeMap;

use super::super::format::Shown;
use super::super::grid::{Columns, Grid};
use super::super::reading::{Ink, Reading};
use super::super::trouble::{Budget, Trouble};
use super::super::xml::{Node, Tag, Xml};
use super::styles::Styles;
use crate::document::{CellValue, Choices, Span};
use crate::provenance::CellAt;

/// Rows that are hidden, from zero.
struct HiddenRows {
    first: u32,
    count: u32,
    filtered: bool,
}

/// A sheet being read.
pub(super) struct SheetReader<'a, 'x, 'l> {
    xml: &'a mut Xml<'x>,
    styles: &'a Styles,
    grid: &'a mut Grid,
    budget: &'a mut Budget<'l>,
    row: u32,
    column: u32,
    hidden: Vec<HiddenRows>,
    lists: BTreeMap<String, Vec<Span>>,
    /// Whether the sheet is a copy of one in another file.
    pub(super) linked: bool,
}

/// The cells of a row that hold something, before the row is repeated.
struct Row {
    cells: Vec<Placed>,
    col: u32,
    repeat: u32,
}

/// A cell, in how many columns it stands.
struct Placed {
    col: u32,
    repeat: u32,
    content: Content,
}

/// What stands in a cell.
#[derive(Default, Clone)]
struct Content {
    value: Option<CellValue>,
    shown: Option<String>,
    formula: Option<String>,
    note: Option<String>,
    ink: Option<Ink>,
    down: u32,
    right: u32,
}

impl<'a, 'x, 'l> SheetReader<'a, 'x, 'l> {
    pub(super) fn new(
        xml: &'a mut Xml<'x>,
        styles: &'a Styles,
        grid: &'a mut Grid,
        budget: &'a mut Budget<'l>,
    ) -> Self {
        Self {
            xml,
            styles,
            grid,
            budget,
            row: 0,
            column: 0,
            hidden: Vec::new(),
            lists: BTreeMap::new(),
            linked: false,
        }
    }

    /// Reads up to the end of the table that was just opened.
    pub(super) fn read(&mut self) -> Result<(), Trouble> {
        let outcome = self.elements();
        let last = self
            .grid
            .table
            .cells
            .iter()
            .map(|cell| cell.at.row.zero_based())
            .max();
        for hidden in &self.hidden {
            // Hidden rows below the last cell hide nothing.
            let end = hidden
                .first
                .saturating_add(hidden.count)
                .min(last.map_or(0, |last| last.saturating_add(1)));
            self.grid.hidden_rows.extend(hidden.first..end);
            if hidden.filtered && end > hidden.first {
                self.grid.filtered.push(Span {
                    first: CellAt::from_zero_based(hidden.first, 0),
                    last: CellAt::from_zero_based(end.saturating_sub(1), 0),
                });
            }
        }
        for (name, over) in std::mem::take(&mut self.lists) {
            if let Some(offered) = self.styles.lists.get(&name) {
                self.grid.table.choices.push(Choices {
                    over,
                    offered: offered.clone(),
                });
            }
        }
        outcome
    }

    fn elements(&mut self) -> Result<(), Trouble> {
        let inside = self.xml.depth();
        loop {
            let tag = match self.xml.next()? {
                Node::Close if self.xml.depth() < inside => return Ok(()),
                Node::End => return Ok(()),
                Node::Close | Node::Text(_) => continue,
                Node::Open(tag) => tag,
            };
            match tag.name() {
                "table-column" => self.columns(&tag),
                "table-row" => self.row(&tag)?,
                "table-source" => {
                    self.linked = true;
                    self.xml.skip()?;
                }
                "shapes" => {
                    self.grid.pictures = true;
                    self.xml.skip()?;
                }
                "table-column-group"
                | "table-header-columns"
                | "table-columns"
                | "table-row-group"
                | "table-header-rows"
                | "table-rows" => {}
                _ => self.xml.skip()?,
            }
        }
    }

    fn columns(&mut self, tag: &Tag<'_>) {
        let count = count(tag, "number-columns-repeated");
        if is_hidden(tag) {
            let last = self
                .column
                .saturating_add(count.saturating_sub(1))
                .min(16_383);
            self.grid.hidden_columns.push(Columns {
                first: self.column,
                last,
            });
        }
        self.column = self.column.saturating_add(count);
    }

    fn row(&mut self, tag: &Tag<'_>) -> Result<(), Trouble> {
        let mut row = Row {
            cells: Vec::new(),
            col: 0,
            repeat: count(tag, "number-rows-repeated"),
        };
        if is_hidden(tag) {
            self.hidden.push(HiddenRows {
                first: self.row,
                count: row.repeat,
                filtered: tag.attr("visibility").as_deref() == Some("filter"),
            });
        }
        let inside = self.xml.depth();
        let outcome = loop {
            match self.xml.next() {
                Ok(Node::Open(tag))
                    if matches!(tag.name(), "table-cell" | "covered-table-cell") =>
                {
                    if let Err(trouble) = self.cell(&tag, &mut row) {
                        break Err(trouble);
                    }
                }
                Ok(Node::Close) if self.xml.depth() < inside => break Ok(()),
                Ok(Node::End) => break Ok(()),
                Ok(_) => {}
                Err(trouble) => break Err(trouble),
            }
        };
        // The cells of a row that breaks off are kept.
        self.place(row)?;
        outcome
    }

    fn cell(&mut self, tag: &Tag<'_>, row: &mut Row) -> Result<(), Trouble> {
        let repeat = count(tag, "number-columns-repeated");
        let first = CellAt::from_zero_based(self.row, row.col);
        if let Some(name) = tag.attr("content-validation-name") {
            let bottom = self
                .row
                .saturating_add(row.repeat.saturating_sub(1))
                .min(1_048_575);
            let right = row.col.saturating_add(repeat.saturating_sub(1)).min(16_383);
            let last = CellAt::from_zero_based(bottom, right);
            self.lists
                .entry(name.into_owned())
                .or_default()
                .push(Span { first, last });
        }
        let mut content = Content {
            formula: tag
                .attr("formula")
                .map(|formula| written(&formula).to_owned()),
            ink: tag.attr("style-name").map(|style| self.styles.ink(&style)),
            down: count(tag, "number-rows-spanned"),
            right: count(tag, "number-columns-spanned"),
            ..Content::default()
        };
        let text = self.content(&mut content)?;
        content.value = value(tag, text.as_deref(), content.formula.is_some());
        content.shown = text;
        let col = row.col;
        row.col = col.saturating_add(repeat);
        let spans = content.down > 1 || content.right > 1;
        if content.value.is_some() || content.note.is_some() || spans {
            row.cells.push(Placed {
                col,
                repeat,
                content,
            });
        }
        Ok(())
    }

    /// What stands between the tags of a cell: its paragraphs, and a note beside them.
    fn content(&mut self, content: &mut Content) -> Result<Option<String>, Trouble> {
        let inside = self.xml.depth();
        let mut text: Option<String> = None;
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.name() == "p" || tag.name() == "h" => {
                    match &mut text {
                        Some(text) => text.push('\n'),
                        None => text = Some(String::new()),
                    }
                    if let Some(text) = &mut text {
                        self.paragraph(text)?;
                    }
                }
                Node::Open(tag) if tag.name() == "annotation" => content.note = Some(self.note()?),
                Node::Open(tag) => {
                    self.grid.pictures |=
                        matches!(tag.name(), "frame" | "image" | "object" | "custom-shape");
                    self.xml.skip()?;
                }
                Node::Close if self.xml.depth() < inside => return Ok(text),
                Node::End => return Ok(text),
                Node::Close | Node::Text(_) => {}
            }
        }
    }

    fn note(&mut self) -> Result<String, Trouble> {
        let inside = self.xml.depth();
        let mut lines: Vec<String> = Vec::new();
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.name() == "p" => {
                    let mut line = String::new();
                    self.paragraph(&mut line)?;
                    lines.push(line);
                }
                Node::Open(tag) if matches!(tag.name(), "creator" | "date" | "date-string") => {
                    self.xml.skip()?
                }
                Node::Close if self.xml.depth() < inside => return Ok(lines.join("\n")),
                Node::End => return Ok(lines.join("\n")),
                Node::Open(_) | Node::Close | Node::Text(_) => {}
            }
        }
    }

    /// A paragraph. White space in it counts as in a browser: runs are one space, more than one
    /// are written as elements.
    fn paragraph(&mut self, into: &mut String) -> Result<(), Trouble> {
        let inside = self.xml.depth();
        let start = into.len();
        loop {
            match self.xml.next()? {
                Node::Text(text) => {
                    for c in text.chars() {
                        let space = matches!(c, ' ' | '\t' | '\n' | '\r');
                        if !space {
                            into.push(c);
                        } else if into.len() > start && !into.ends_with(' ') {
                            into.push(' ');
                        }
                    }
                }
                Node::Open(tag) => match tag.name() {
                    "s" => {
                        let spaces = count(&tag, "c").min(100_000);
                        into.extend(std::iter::repeat_n(
                            ' ',
                            usize::try_from(spaces).unwrap_or(1),
                        ));
                    }
                    "tab" => into.push('\t'),
                    "line-break" => into.push('\n'),
                    "note" | "annotation" | "ruby-text" => self.xml.skip()?,
                    _ => {}
                },
                Node::Close if self.xml.depth() < inside => return Ok(()),
                Node::End => return Ok(()),
                Node::Close => {}
            }
        }
    }

    /// Puts a row on the grid, as often as it is repeated.
    fn place(&mut self, row: Row) -> Result<(), Trouble> {
        let first = self.row;
        self.row = first.saturating_add(row.repeat);
        if row.cells.is_empty() {
            return Ok(());
        }
        for down in 0..row.repeat {
            let at_row = first.saturating_add(down);
            for placed in &row.cells {
                for right in 0..placed.repeat {
                    self.place_cell(at_row, placed.col.saturating_add(right), &placed.content)?;
                }
            }
            if at_row >= self.budget.limits.rows {
                return Ok(());
            }
        }
        Ok(())
    }

    fn place_cell(&mut self, row: u32, col: u32, content: &Content) -> Result<(), Trouble> {
        let at = CellAt::from_zero_based(row, col);
        if let Some(note) = &content.note {
            self.budget.take_blank()?;
            self.grid.table.comments.insert(at, note.as_str().into());
        }
        if content.down > 1 || content.right > 1 {
            self.budget.take_blank()?;
            let bottom = row.saturating_add(content.down.saturating_sub(1));
            let right = col.saturating_add(content.right.saturating_sub(1));
            let last = CellAt::from_zero_based(bottom, right);
            self.grid.table.merged.push(Span { first: at, last });
        }
        let Some(value) = &content.value else {
            return self.budget.take_blank();
        };
        if let Some(formula) = &content.formula {
            self.grid.table.formulas.insert(at, formula.as_str().into());
        }
        let mut reading = Reading::plain(value.clone());
        reading.written_in(content.ink.unwrap_or(Ink::Seen));
        if let Some(shown) = &content.shown {
            reading.show(Shown::Text(shown.clone()));
        }
        self.grid.push(row, col, reading, self.budget)
    }
}

/// A count that is 1 where it is not given.
fn count(tag: &Tag<'_>, name: &str) -> u32 {
    tag.attr(name)
        .and_then(|value| value.trim().parse::<u32>().ok())
        .unwrap_or(1)
        .max(1)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(
        tag.attr("visibility").as_deref(),
        Some("collapse" | "filter")
    )
}

/// A formula without the name of its language and the equals sign.
fn written(formula: &str) -> &str {
    let formula = match formula.split_once(":=") {
        Some((language, rest)) if language.bytes().all(|b| b.is_ascii_alphanumeric()) => rest,
        _ => formula,
    };
    formula.strip_prefix('=').unwrap_or(formula)
}

/// The stored value of a cell.
fn value(tag: &Tag<'_>, text: Option<&str>, formula: bool) -> Option<CellValue> {
    let mut kind = None;
    let mut number = None;
    let mut moment = None;
    let mut boolean = None;
    let mut string = None;
    let mut error = false;
    for (key, raw) in tag.raw_attrs() {
        match key {
            // The same attribute in the extension of one program only adds that it is an error.
            "value-type" if raw == "error" => error = true,
            "value-type" => kind = Some(raw),
            "value" => {
                number = raw
                    .trim()
                    .parse::<f64>()
                    .ok()
                    .filter(|number| number.is_finite())
            }
            "date-value" | "time-value" => moment = Some(raw),
            "boolean-value" => boolean = Some(raw == "true" || raw == "1"),
            "string-value" => string = tag.attr("string-value"),
            _ => {}
        }
    }
    if error {
        return Some(CellValue::Error(text.unwrap_or("#ERROR!").into()));
    }
    let as_text = || text.map(|text| CellValue::Text(text.into()));
    match kind {
        Some("float" | "percentage" | "currency") => number.map(CellValue::Number).or_else(as_text),
        Some("date" | "time") => moment
            .map(|moment| moment.strip_suffix("T00:00:00").unwrap_or(moment))
            .map(|moment| CellValue::Moment(moment.into()))
            .or_else(as_text),
        Some("boolean") => boolean.map(CellValue::Bool).or_else(as_text),
        Some(_) => match string {
            Some(string) => Some(CellValue::Text(string.as_ref().into())),
            None if formula => Some(CellValue::Text(text.unwrap_or("").into())),
            None => as_text(),
        },
        None => match as_text() {
            None if formula => Some(CellValue::NotStored),
            other => other,
        },
    }
}
