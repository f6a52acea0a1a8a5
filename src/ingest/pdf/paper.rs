//! From tables on pages to tables of the document, every cell with its own page and area.

use std::collections::BTreeMap;

use crate::document::{Cell, CellValue, Frame, PaperFrame, Span, Table};
use crate::ingest::pdf::furniture::Furniture;
use crate::ingest::pdf::page_no;
use crate::ingest::pdf::sheet::{Sheet, line_number};
use crate::ingest::pdf::stitch::{Long, LongCell, stitch};
use crate::ingest::pdf::stripes::{join_few, join_many};
use crate::provenance::{CellAt, LineNo, Place};

/// The tables of all pages, in reading order. What they hold is taken out of the pages.
pub(super) fn tables(sheets: &mut [Sheet], furniture: &Furniture) -> Vec<Table> {
    let mut longs = join_few(sheets, furniture);
    longs.extend(join_many(stitch(sheets, furniture)));
    let first = |long: &Long| {
        let cell = long.rows.first().and_then(|row| row.cells.first());
        cell.map_or((0, 0.0), |cell| (cell.page, cell.at.y0))
    };
    longs.sort_by(|a, b| {
        let (a, b) = (first(a), first(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    let numbered = longs.into_iter().zip(1..);
    numbered
        .map(|(long, number)| table(&long, number, sheets))
        .collect()
}

fn table(long: &Long, number: u32, sheets: &[Sheet]) -> Table {
    let mut places = BTreeMap::new();
    let mut cells = Vec::new();
    let mut merged = Vec::new();
    for (row, r) in long.rows.iter().zip(0u32..) {
        for (cell, c) in row.cells.iter().zip(0u32..) {
            let at = CellAt::from_zero_based(r, c);
            places.insert(at, place(cell, sheets));
            if cell.text.is_empty() {
                continue;
            }
            cells.push(Cell {
                at,
                hidden: false,
                value: CellValue::Text(cell.text.as_str().into()),
                shown: None,
            });
            if cell.wide > 1 || cell.high > 1 {
                merged.push(span(at, cell));
            }
        }
    }
    let mut table = Table::new(Frame::Paper(Box::new(PaperFrame {
        number,
        method: long.method,
        sure: long.sure,
        places,
    })));
    table.cells = cells;
    table.merged = merged;
    table
}

fn span(first: CellAt, cell: &LongCell) -> Span {
    let more = |from: u32, count: usize| {
        let more = u32::try_from(count.saturating_sub(1)).unwrap_or(0);
        from.saturating_add(more)
    };
    Span {
        first,
        last: CellAt::from_zero_based(
            more(first.row.zero_based(), cell.high),
            more(first.col.zero_based(), cell.wide),
        ),
    }
}

fn place(cell: &LongCell, sheets: &[Sheet]) -> Place {
    let sheet = sheets.get(cell.page);
    let line = sheet.map(|sheet| line_number(&sheet.baselines, cell.baseline));
    let back = |sheet: &Sheet| {
        sheet
            .lean
            .back(sheet.turn.back(cell.at, sheet.size), sheet.size)
    };
    let area = sheet.map(|sheet| back(sheet).area());
    Place::Page {
        page: page_no(cell.page),
        line: line.map(LineNo::from_zero_based),
        area,
    }
}
