//! How a response was read, as data.

use std::collections::HashMap;

use sar_decode::codebook::{FieldId, PartyId};
use sar_decode::document::{Document, Frame, Part, PartKind, ReadState, Table, Visibility};
use sar_decode::provenance::{CellAt, Location};
use sar_decode::recognise::layout::{Body, Layout, Region};
use sar_decode::recognise::wording::Reading;
use sar_decode::recognise::{Heading, Survey};
use sar_decode::vocabulary::{Basis, Category};
use serde::Serialize;

/// How a response was read.
#[derive(Serialize)]
pub struct View<'d> {
    /// The party in whose scope it was read.
    pub party: Option<PartyId>,
    /// The files.
    pub parts: Vec<PartView<'d>>,
}

/// How a file was read.
#[derive(Serialize)]
pub struct PartView<'d> {
    /// Its path.
    pub path: &'d str,
    /// What it is.
    pub kind: PartKind,
    /// How much was read.
    pub read: ReadState,
    /// Lines of running text.
    pub lines_of_text: usize,
    /// What its properties say.
    pub properties: Vec<PropertyView<'d>>,
    /// What was odd, encodings and delimiters included.
    pub oddities: Vec<OddityView<'d>>,
    /// Its tables.
    pub tables: Vec<TableView<'d>>,
}

/// What a property says.
#[derive(Serialize)]
pub struct PropertyView<'d> {
    /// Its name.
    pub name: &'d str,
    /// What it says.
    pub value: &'d str,
}

/// What was odd.
#[derive(Serialize)]
pub struct OddityView<'d> {
    /// Which kind.
    pub kind: &'static str,
    /// Where.
    pub at: &'d Location,
    /// What.
    pub text: &'d str,
}

/// How a table was laid out.
#[derive(Serialize)]
pub struct TableView<'d> {
    /// The name of the sheet.
    pub sheet: Option<&'d str>,
    /// How a table in paper was found, and how sure its rows and columns are, in hundredths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<FoundView>,
    /// Whether it can be seen.
    pub hidden: bool,
    /// Cells that hold something.
    pub cells: usize,
    /// Its regions.
    pub regions: Vec<RegionView<'d>>,
}

/// How a table in paper was found.
#[derive(Serialize)]
pub struct FoundView {
    /// `ruled`, `half-ruled`, `aligned`.
    pub by: &'static str,
    /// How sure its rows and columns are, in hundredths.
    pub sure: u8,
}

/// How a region was read.
#[derive(Serialize)]
pub struct RegionView<'d> {
    /// The first row.
    pub first_row: u32,
    /// The last row.
    pub last_row: u32,
    /// `records`, `pairs`, `key`, `notes`.
    pub read_as: &'static str,
    /// How many records, pairs, entries or cells.
    pub count: usize,
    /// Why.
    pub why: &'d str,
    /// What came second, and why it did not win.
    pub runner_up: Option<&'d str>,
    /// Its headings.
    pub headings: Vec<HeadingView<'d>>,
}

/// How a heading was recognised.
#[derive(Serialize)]
pub struct HeadingView<'d> {
    /// As written.
    pub text: &'d str,
    /// Where it stands.
    pub at: &'d Location,
    /// What it says.
    pub title: Option<&'d str>,
    /// The field of a codebook.
    pub field: Option<&'d FieldId>,
    /// What kind of data.
    pub category: Category,
    /// Who says what it means.
    pub basis: Basis,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// How it was recognised.
    pub why: &'d str,
    /// What its words say, set out, with the readings that came next.
    pub reading: Option<&'d Reading>,
}

/// Looks at what was read.
pub fn view<'d>(document: &'d Document, survey: &'d Survey, party: Option<PartyId>) -> View<'d> {
    let headings: HashMap<&Location, &Heading> = survey
        .headings
        .iter()
        .map(|heading| (&heading.at, heading))
        .collect();
    let parts = document.parts.iter().enumerate();
    let parts = parts.map(|(number, part)| PartView {
        path: &part.path,
        kind: part.kind,
        read: part.read,
        lines_of_text: part.passages.len(),
        properties: properties(part),
        oddities: oddities(part),
        tables: tables(number, part, survey, &headings),
    });
    View {
        party,
        parts: parts.collect(),
    }
}

fn properties(part: &Part) -> Vec<PropertyView<'_>> {
    let all = part.properties.iter();
    all.map(|property| PropertyView {
        name: &property.name,
        value: &property.value,
    })
    .collect()
}

fn oddities(part: &Part) -> Vec<OddityView<'_>> {
    let all = part.oddities.iter();
    all.map(|oddity| OddityView {
        kind: oddity.kind.as_str(),
        at: &oddity.at,
        text: &oddity.text,
    })
    .collect()
}

fn tables<'d>(
    number: usize,
    part: &'d Part,
    survey: &'d Survey,
    headings: &HashMap<&Location, &'d Heading>,
) -> Vec<TableView<'d>> {
    let layouts = survey.layouts.iter().filter(|(p, _, _)| *p == number);
    let tables = layouts.filter_map(|(_, t, layout)| Some((part.tables.get(*t)?, layout)));
    tables
        .map(|(table, layout)| TableView {
            sheet: table.name(),
            found: found(table),
            hidden: table.visibility != Visibility::Visible,
            cells: table.cells.len(),
            regions: regions(part, table, layout, headings),
        })
        .collect()
}

fn found(table: &Table) -> Option<FoundView> {
    match &table.frame {
        Frame::Paper(paper) => Some(FoundView {
            by: paper.method.as_str(),
            sure: paper.sure,
        }),
        Frame::Sheet { .. } | Frame::Lines { .. } | Frame::Fields { .. } => None,
    }
}

fn regions<'d>(
    part: &Part,
    table: &Table,
    layout: &'d Layout,
    headings: &HashMap<&Location, &'d Heading>,
) -> Vec<RegionView<'d>> {
    let view = |region: &'d Region| {
        let found = heading_cells(region).into_iter().filter_map(|at| {
            let at = Location {
                part: part.id,
                place: table.place(at),
            };
            headings.get(&at).copied()
        });
        let (read_as, count) = body(&region.body);
        RegionView {
            first_row: region.first.get(),
            last_row: region.last.get(),
            read_as,
            count,
            why: &region.why,
            runner_up: region.runner_up.as_deref(),
            headings: found.map(heading).collect(),
        }
    };
    layout.regions.iter().map(view).collect()
}

fn body(body: &Body) -> (&'static str, usize) {
    match body {
        Body::Records(records) => ("records", records.records.len()),
        Body::Pairs(pairs) => ("pairs", pairs.pairs.len()),
        Body::Key(key) => ("key", key.entries.len()),
        Body::Notes(cells) => ("notes", cells.len()),
    }
}

/// The cells under which the survey files the headings of a region.
fn heading_cells(region: &Region) -> Vec<CellAt> {
    match &region.body {
        Body::Records(records) => records
            .columns
            .iter()
            .map(|column| {
                column.heading.last().copied().unwrap_or(CellAt {
                    row: region.first,
                    col: column.col,
                })
            })
            .collect(),
        Body::Pairs(pairs) => pairs.pairs.iter().map(|pair| pair.heading).collect(),
        Body::Key(_) | Body::Notes(_) => Vec::new(),
    }
}

fn heading(heading: &Heading) -> HeadingView<'_> {
    let recognised = &heading.recognised;
    HeadingView {
        text: &heading.text,
        at: &heading.at,
        title: recognised.title.as_deref(),
        field: recognised.field.as_ref(),
        category: recognised.category,
        basis: recognised.basis,
        confidence: recognised.confidence,
        why: &recognised.why,
        reading: recognised.reading.as_deref(),
    }
}
