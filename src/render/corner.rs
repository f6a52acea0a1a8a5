//! The surroundings of a value that a finding quotes: the corner of the sheet or table in which it
//! stands, or its place on a page. Only what the report itself shows is drawn, so that what is masked
//! there is masked here.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::provenance::{Area, ColNo, Location, PageNo, PartId, Place};
use crate::render::view::Quoted;
use crate::render::visible;
use crate::report::{DataPoint, Report};

/// Where a value stands, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Corner {
    /// Cells around it.
    Grid(Grid),
    /// Its area on a page.
    Page(PageCorner),
}

/// A corner of a sheet or of a table written as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The sheet; empty where it is a table written as text.
    pub sheet: String,
    /// The names of its columns; none for columns that are left out.
    pub columns: Vec<Option<String>>,
    /// Its rows; none for rows that are left out.
    pub rows: Vec<Option<GridRow>>,
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Its number.
    pub number: u32,
    /// Its cells, one a column.
    pub cells: Vec<GridCell>,
}

/// A cell of a grid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridCell {
    /// What stands in it, cut where it is long; empty where the report shows nothing of it.
    pub text: String,
    /// `quoted`, `heading` or nothing.
    pub key: &'static str,
}

/// A piece of a page, in whole points: a drawing needs no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCorner {
    /// The page.
    pub page: u32,
    /// The left, top, width and height of the piece.
    pub view: [i32; 4],
    /// The width and height of the page: A4, or more where something lies further out.
    pub size: [i32; 2],
    /// What was read on the piece.
    pub boxes: Vec<PageBox>,
}

/// A value or a heading on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBox {
    /// Left, top, width, height.
    pub edges: [i32; 4],
    /// Where its words begin.
    pub words: [i32; 2],
    /// What it says, cut to its width.
    pub text: String,
    /// `quoted`, `heading` or nothing.
    pub key: &'static str,
}

/// A cell, by part, sheet, row and column.
type Key = (PartId, Option<Arc<str>>, u32, u32);

/// What stands where, of everything that a report shows.
#[derive(Debug, Default)]
pub struct Surroundings {
    cells: BTreeMap<Key, Rc<str>>,
    pages: BTreeMap<(PartId, PageNo), BTreeMap<Area, Rc<str>>>,
}

impl Surroundings {
    /// From the headings and values of a report, as they are quoted.
    #[must_use]
    pub(super) fn new(report: &Report, quoted: &[Quoted]) -> Self {
        let mut all = Self::default();
        let points = || report.data_points.iter().zip(quoted);
        for (point, quoted) in points() {
            all.add(&point.label_at, &quoted.label);
        }
        // A value goes before a heading that is said to stand in the same place.
        for (point, quoted) in points() {
            all.add(&point.at, &quoted.value);
        }
        all
    }

    fn add(&mut self, at: &Location, text: &Rc<str>) {
        let text = Rc::clone(text);
        if let Some(key) = key(at) {
            self.cells.insert(key, text);
        } else if let Place::Page {
            page,
            area: Some(area),
            ..
        } = &at.place
        {
            let page = self.pages.entry((at.part, *page)).or_default();
            page.insert(*area, text);
        }
    }

    /// The corner in which a value stands with its heading, where both have a cell or an area.
    #[must_use]
    pub fn corner(&self, point: &DataPoint) -> Option<Corner> {
        if point.at == point.label_at || point.at.part != point.label_at.part {
            return None;
        }
        match (key(&point.at), key(&point.label_at)) {
            (Some(value), Some(heading)) => self.grid(&value, &heading).map(Corner::Grid),
            _ => self.page(point).map(Corner::Page),
        }
    }

    fn grid(&self, value: &Key, heading: &Key) -> Option<Grid> {
        (value.1 == heading.1).then_some(())?;
        let rows = near(value.2, heading.2);
        let columns = near(value.3, heading.3);
        let at = |row: u32, column: u32| (value.0, value.1.clone(), row, column);
        let cell = |row: u32, column: u32| {
            let key = at(row, column);
            GridCell {
                text: self
                    .cells
                    .get(&key)
                    .map(|text| cut(text, 40))
                    .unwrap_or_default(),
                key: match () {
                    () if key == *value => "quoted",
                    () if key == *heading => "heading",
                    () => "",
                },
            }
        };
        // Neighbours of which the report shows nothing are left out.
        let shown = |row: u32, column: u32| self.cells.contains_key(&at(row, column));
        let rows: Vec<u32> = rows
            .iter()
            .copied()
            .filter(|row| columns.iter().any(|column| shown(*row, *column)))
            .collect();
        let columns: Vec<u32> = columns
            .into_iter()
            .filter(|column| rows.iter().any(|row| shown(*row, *column)))
            .collect();
        let name = |column: u32| match value.1 {
            Some(_) => ColNo::new(column).map(ColNo::letters).unwrap_or_default(),
            None => column.to_string(),
        };
        let row = |number: u32| GridRow {
            number,
            cells: gapped(&columns)
                .into_iter()
                .map(|column| column.map_or_else(GridCell::default, |column| cell(number, column)))
                .collect(),
        };
        Some(Grid {
            sheet: value
                .1
                .as_deref()
                .map(|sheet| visible(sheet).into_owned())
                .unwrap_or_default(),
            columns: gapped(&columns)
                .into_iter()
                .map(|column| column.map(name))
                .collect(),
            rows: gapped(&rows)
                .into_iter()
                .map(|number| number.map(row))
                .collect(),
        })
    }

    fn page(&self, point: &DataPoint) -> Option<PageCorner> {
        /// What is shown above and below.
        const AROUND: f64 = 28.0;
        /// A heading further off is left out.
        const FAR: f64 = 260.0;
        const A4: [f64; 2] = [595.0, 842.0];
        let Place::Page {
            page,
            area: Some(area),
            ..
        } = &point.at.place
        else {
            return None;
        };
        let heading = match &point.label_at.place {
            Place::Page {
                page: of,
                area: Some(area),
                ..
            } if of == page => Some(*area),
            _ => None,
        };
        let all = self.pages.get(&(point.at.part, *page))?;
        let edges = all.keys().map(|area| area.edges());
        let bounds = edges.fold([f64::MAX, 0.0, 0.0, 0.0], |b, [x0, _, x1, y1]| {
            [b[0].min(x0), 0.0, b[2].max(x1), b[3].max(y1)]
        });
        let [_, mut top, _, mut bottom] = area.edges();
        if let Some([_, above, _, below]) = heading.map(Area::edges)
            && bottom.max(below) - top.min(above) <= FAR
        {
            (top, bottom) = (top.min(above), bottom.max(below));
        }
        let (top, bottom) = ((top - AROUND).max(0.0), bottom + AROUND);
        let boxes = all.iter().filter_map(|(other, text)| {
            let [x0, y0, x1, y1] = other.edges();
            (y1 > top && y0 < bottom && x1 > x0 && y1 > y0).then(|| PageBox {
                edges: [x0, y0, x1 - x0, y1 - y0].map(whole),
                words: [x0 + 2.0, f64::midpoint(y0, y1) + 3.0].map(whole),
                text: cut(text, letters(x1 - x0)),
                key: match () {
                    () if other == area => "quoted",
                    () if Some(*other) == heading => "heading",
                    () => "",
                },
            })
        });
        Some(PageCorner {
            page: page.get(),
            boxes: boxes.collect(),
            view: [
                bounds[0] - 4.0,
                top,
                bounds[2] - bounds[0] + 8.0,
                bottom - top,
            ]
            .map(whole),
            size: [A4[0].max(bounds[2]), A4[1].max(bounds[3])].map(whole),
        })
    }
}

/// The cell of a sheet or of a table written as text.
fn key(at: &Location) -> Option<Key> {
    match &at.place {
        Place::Cell { sheet, cell } => Some((
            at.part,
            Some(Arc::clone(sheet)),
            cell.row.get(),
            cell.col.get(),
        )),
        Place::Field { line, column } => Some((at.part, None, line.get(), column.get())),
        _ => None,
    }
}

/// A number with its neighbours, and another, in order.
fn near(number: u32, other: u32) -> Vec<u32> {
    let around = number.saturating_sub(1).max(1)..=number.saturating_add(1);
    let mut numbers: Vec<u32> = around.chain([other]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Numbers in order, with nothing between those that do not follow each other.
fn gapped(numbers: &[u32]) -> Vec<Option<u32>> {
    let mut gapped = Vec::new();
    let mut last = None;
    for number in numbers.iter().copied() {
        if last.is_some_and(|last: u32| last.saturating_add(1) != number) {
            gapped.push(None);
        }
        gapped.push(Some(number));
        last = Some(number);
    }
    gapped
}

/// How many letters of the drawing fit into a width in points.
fn letters(width: f64) -> usize {
    const WIDTH: f64 = 4.2;
    // The cast saturates, and a width is not negative.
    ((width / WIDTH) as usize).max(3)
}

fn whole(points: f64) -> i32 {
    // The cast saturates.
    points.round() as i32
}

/// A text cut to a number of characters, visibly.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take(most.saturating_sub(1));
    kept.chain(std::iter::once('\u{2026}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_far_below_its_heading_is_shown_with_both_and_a_gap() {
        let mut all = Surroundings::default();
        let key = |row, column| (PartId(0), None, row, column);
        for (row, column, text) in [
            (1, 1, "Name"),
            (1, 2, "Score"),
            (8, 1, "Casey"),
            (8, 2, "57"),
            (9, 2, "60"),
        ] {
            all.cells.insert(key(row, column), text.into());
        }
        let grid = all.grid(&key(8, 2), &key(1, 2)).expect("a grid");
        let numbers: Vec<Option<u32>> = grid
            .rows
            .iter()
            .map(|row| row.as_ref().map(|row| row.number))
            .collect();
        assert_eq!(numbers, [Some(1), None, Some(8), Some(9)]);
        assert_eq!(grid.columns, [Some("1".to_owned()), Some("2".to_owned())]);
        let keys: Vec<&str> = grid
            .rows
            .iter()
            .flatten()
            .flat_map(|row| row.cells.iter().map(|cell| cell.key))
            .collect();
        assert_eq!(keys, ["", "heading", "", "quoted", "", ""]);
    }
}
