//! One pass over the XML of a worksheet: cells, formulas, hidden rows and columns, merged areas,
//! filters and drop-down lists.

use std::collections::HashMap;

use super::super::format::Epoch;
use super::super::grid::{Columns, Grid};
use super::super::reading::{Look, Reading};
use super::super::refs::{area_ref, cell_ref};
use super::super::trouble::{Budget, Trouble};
use super::super::xml::{Node, Tag, Xml, unescape_office};
use super::plain::plain_cell;
use super::shift;
use crate::document::{CellValue, Span};
use crate::provenance::CellAt;

/// What the cells of every sheet refer to.
pub(super) struct Shared {
    pub(super) strings: Vec<Box<str>>,
    pub(super) looks: Vec<Look>,
    pub(super) epoch: Epoch,
}

/// A drop-down list whose choices are not looked up yet.
pub(super) struct RawChoices {
    pub(super) over: Vec<Span>,
    /// `"a,b,c"`, an area or a name.
    pub(super) from: String,
}

/// A formula that others repeat at other places.
struct SharedFormula {
    at: CellAt,
    text: String,
}

/// A worksheet being read.
pub(super) struct SheetReader<'a, 'l> {
    xml: Xml<'a>,
    shared: &'a Shared,
    plain: Look,
    grid: &'a mut Grid,
    budget: &'a mut Budget<'l>,
    /// The row and column of the next cell that does not say where it stands, from zero.
    row: u32,
    col: u32,
    value: String,
    formulas: HashMap<u32, SharedFormula>,
    pub(super) choices: Vec<RawChoices>,
}

/// What a `c` element says of itself.
#[derive(Default)]
struct Head {
    style: usize,
    kind: Kind,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Inline,
    Formula,
    Bool,
    Error,
    Date,
}

/// What stands inside a `c` element.
#[derive(Default)]
struct Body {
    has_value: bool,
    formula: bool,
    inline: Option<String>,
}

impl<'a, 'l> SheetReader<'a, 'l> {
    pub(super) fn new(
        text: &'a str,
        shared: &'a Shared,
        grid: &'a mut Grid,
        budget: &'a mut Budget<'l>,
    ) -> Self
    where
        'l: 'a,
    {
        let limits = budget.limits;
        Self {
            xml: Xml::new(text, limits),
            shared,
            plain: Look::plain(),
            grid,
            budget,
            row: 0,
            col: 0,
            value: String::new(),
            formulas: HashMap::new(),
            choices: Vec::new(),
        }
    }

    /// Reads to the end, or to the first trouble; what was read until then is on the grid.
    pub(super) fn read(&mut self) -> Result<(), Trouble> {
        let mut filter: Option<Span> = None;
        let mut next_row = 0_u32;
        loop {
            let tag = match self.xml.next()? {
                Node::End => return Ok(()),
                Node::Close | Node::Text(_) => continue,
                Node::Open(tag) => tag,
            };
            match tag.name() {
                "c" => {
                    self.cell(&tag)?;
                    self.plain_cells()?;
                }
                "row" => {
                    self.row = number(&tag, "r")
                        .and_then(|row| row.checked_sub(1))
                        .unwrap_or(next_row);
                    next_row = self.row.saturating_add(1);
                    self.col = 0;
                    if tag.is_true("hidden") || is_zero(&tag, "ht") {
                        self.grid.hidden_rows.insert(self.row);
                    }
                    if !self.xml.is_inside_empty() {
                        self.plain_cells()?;
                    }
                }
                "col" => self.column(&tag),
                "mergeCell" => {
                    if let Some(span) = tag.attr("ref").and_then(|text| area_ref(&text)) {
                        self.grid.table.merged.push(span);
                    }
                }
                "autoFilter" => filter = tag.attr("ref").and_then(|text| area_ref(&text)),
                "filters" | "customFilters" | "dynamicFilter" | "top10" | "colorFilter"
                | "iconFilter" => {
                    self.grid.filtered.extend(filter.take());
                }
                "dataValidation" => self.choice(&tag)?,
                "picture" => self.grid.pictures = true,
                "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
                | "firstFooter" => {
                    let stored = self.xml.text()?;
                    self.grid.printed(&stored);
                }
                _ => {}
            }
        }
    }

    fn column(&mut self, tag: &Tag<'_>) {
        if !tag.is_true("hidden") && !is_zero(tag, "width") {
            return;
        }
        let first = number(tag, "min").and_then(|col| col.checked_sub(1));
        let last = number(tag, "max").and_then(|col| col.checked_sub(1));
        if let (Some(first), Some(last)) = (first, last) {
            self.grid.hidden_columns.push(Columns { first, last });
        }
    }

    /// The plain cells that come next, between elements of a row.
    fn plain_cells(&mut self) -> Result<(), Trouble> {
        while let Some(plain) = plain_cell(self.xml.bytes()) {
            self.xml.pass(plain.length);
            let at = plain.place.and_then(cell_ref);
            let head = Head {
                style: plain.style.map_or(0, style),
                kind: plain.kind.map_or(Kind::Number, kind),
            };
            self.value.clear();
            self.value.push_str(plain.value.unwrap_or(""));
            let body = Body {
                has_value: plain.value.is_some(),
                ..Body::default()
            };
            self.stand(at);
            self.put(&head, body)?;
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Trouble> {
        let mut head = Head::default();
        let mut at = None;
        for (key, value) in tag.raw_attrs() {
            match key {
                "r" => at = cell_ref(value),
                "s" => head.style = style(value),
                "t" => head.kind = kind(value),
                _ => {}
            }
        }
        self.stand(at);
        let body = self.body()?;
        self.put(&head, body)
    }

    /// Goes to the place that a cell names; to the next one where it names none.
    fn stand(&mut self, at: Option<CellAt>) {
        if let Some(at) = at {
            self.row = at.row.zero_based();
            self.col = at.col.zero_based();
        }
    }

    /// Puts a cell where the reader stands, and goes one column on.
    fn put(&mut self, head: &Head, body: Body) -> Result<(), Trouble> {
        let (row, col) = (self.row, self.col);
        self.col = col.saturating_add(1);
        match self.reading(head, body, CellAt::from_zero_based(row, col)) {
            Some(reading) => self.grid.push(row, col, reading, self.budget),
            None => self.budget.take_blank(),
        }
    }

    /// What stands between `<c>` and `</c>`; the text of `v` goes into `self.value`.
    fn body(&mut self) -> Result<Body, Trouble> {
        let inside = self.xml.depth();
        let mut body = Body::default();
        self.value.clear();
        loop {
            match self.xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "v" => {
                        body.has_value = true;
                        self.xml.text_into(&mut self.value)?;
                    }
                    "f" => {
                        body.formula = true;
                        self.formula(&tag)?;
                    }
                    "is" => body.inline = Some(self.xml.rich_text()?),
                    _ => self.xml.skip()?,
                },
                Node::Close if self.xml.depth() < inside => return Ok(body),
                Node::Close | Node::Text(_) => {}
                Node::End => return Ok(body),
            }
        }
    }

    fn formula(&mut self, tag: &Tag<'_>) -> Result<(), Trouble> {
        let shared = (tag.attr("t").as_deref() == Some("shared"))
            .then(|| number(tag, "si"))
            .flatten();
        let mut text = self.xml.text()?;
        let at = CellAt::from_zero_based(self.row, self.col);
        if let Some(index) = shared {
            if text.is_empty() {
                if let Some(anchor) = self.formulas.get(&index)
                    && self.budget.may_write_formula(anchor.text.len())
                {
                    text = shift::shifted(&anchor.text, anchor.at, at);
                }
            } else {
                let text = text.clone();
                self.formulas.insert(index, SharedFormula { at, text });
            }
        }
        self.grid.table.formulas.insert(at, text.into());
        Ok(())
    }

    fn reading(&mut self, head: &Head, body: Body, at: CellAt) -> Option<Reading> {
        let shared = self.shared;
        let look = shared.looks.get(head.style).unwrap_or(&self.plain);
        if head.kind == Kind::Inline {
            let text = body
                .inline
                .or_else(|| body.has_value.then(|| std::mem::take(&mut self.value)))?;
            return Some(Reading::text(unescape_office(text), look));
        }
        if self.value.is_empty() {
            if let Some(text) = body.inline {
                return Some(Reading::text(unescape_office(text), look));
            }
            if body.formula {
                // An empty text is a result; an absent one is not.
                let empty = head.kind == Kind::Formula && body.has_value;
                let value = if empty {
                    CellValue::Text("".into())
                } else {
                    CellValue::NotStored
                };
                return Some(Reading::other(value, look));
            }
            return None;
        }
        let value = self.value.as_str();
        Some(match head.kind {
            Kind::Number => match parse_number(value) {
                Some(number) => Reading::number(number, look, shared.epoch),
                None => Reading::text(value, look),
            },
            Kind::Shared => {
                let index = value.trim().parse::<usize>().ok();
                match index.and_then(|index| shared.strings.get(index)) {
                    Some(text) => Reading::text(text.clone(), look),
                    None => {
                        self.grid
                            .mended
                            .push((at, "a cell refers to a text that is not in the file"));
                        return None;
                    }
                }
            }
            Kind::Formula | Kind::Inline => Reading::text(unescape_office(value.to_owned()), look),
            Kind::Bool => match value.trim() {
                "1" | "true" | "TRUE" | "True" => Reading::other(CellValue::Bool(true), look),
                "0" | "false" | "FALSE" | "False" => Reading::other(CellValue::Bool(false), look),
                other => Reading::text(other, look),
            },
            Kind::Error => Reading::other(CellValue::Error(value.trim().into()), look),
            Kind::Date => Reading::iso(value, look, shared.epoch),
        })
    }

    /// A drop-down list, in the first form of the format or in its extension.
    fn choice(&mut self, tag: &Tag<'_>) -> Result<(), Trouble> {
        let list = tag.attr("type").as_deref() == Some("list");
        let mut over = tag
            .attr("sqref")
            .map(|text| text.into_owned())
            .unwrap_or_default();
        let mut from = String::new();
        let inside = self.xml.depth();
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.name() == "formula1" => from = self.xml.text()?,
                Node::Open(tag) if tag.name() == "sqref" => over = self.xml.text()?,
                Node::Close if self.xml.depth() < inside => break,
                Node::End => break,
                Node::Open(_) | Node::Close | Node::Text(_) => {}
            }
        }
        if list {
            self.choices.push(RawChoices {
                over: over.split_whitespace().filter_map(area_ref).collect(),
                from: from.trim().to_owned(),
            });
        }
        Ok(())
    }
}

fn style(text: &str) -> usize {
    text.trim().parse().unwrap_or(0)
}

fn kind(text: &str) -> Kind {
    match text {
        "s" => Kind::Shared,
        "inlineStr" | "is" => Kind::Inline,
        "str" => Kind::Formula,
        "b" => Kind::Bool,
        "e" => Kind::Error,
        "d" => Kind::Date,
        _ => Kind::Number,
    }
}

/// A number as XML writes it; `inf` and `nan`, which Rust would take, are text.
fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let first = text.bytes().next()?;
    if !(first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.')) {
        return None;
    }
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn number(tag: &Tag<'_>, name: &str) -> Option<u32> {
    tag.attr(name)?.trim().parse().ok()
}

fn is_zero(tag: &Tag<'_>, name: &str) -> bool {
    tag.attr(name)
        .and_then(|value| value.trim().parse::<f64>().ok())
        .is_some_and(|value| value <= 0.0)
}
