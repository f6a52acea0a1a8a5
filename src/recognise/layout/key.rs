//! Keys: headings or codes beside their explanations.

use crate::document::Table;
use crate::provenance::CellAt;
use crate::recognise::layout::columns::{self, Uses};
use crate::recognise::layout::records::heading_text;
use crate::recognise::layout::{Body, ColumnUse, Familiarity, Region, RowShape, cell, text_at};

/// Headings or codes beside their explanations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRegion {
    /// The entries, from the top.
    pub entries: Vec<KeyEntry>,
}

/// An entry of a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyEntry {
    /// The cell of the heading that is explained; none where the title or the sheet names it.
    pub heading: Option<CellAt>,
    /// The cell of the code that is explained.
    pub code: Option<CellAt>,
    /// The cell that says what it means.
    pub meaning: Option<CellAt>,
    /// The cell that says its scale or its codes.
    pub scale: Option<CellAt>,
    /// The cell that says where it comes from.
    pub source: Option<CellAt>,
}

/// Takes a region for a key where its headings say so (`Field | Meaning | Scale`), or where its
/// title or sheet announces one.
pub(super) fn reconsider(table: &Table, region: Region, familiar: &dyn Familiarity) -> Region {
    let announced = table
        .name()
        .is_some_and(|name| familiar.announces_key(name))
        || region
            .title
            .iter()
            .any(|at| familiar.announces_key(&text_at(table, *at)));
    match &region.body {
        Body::Records(records) => {
            let uses: Uses = records
                .columns
                .iter()
                .map(|column| (column.col, familiar.uses(&heading_text(table, column))))
                .collect();
            let all_used = uses.values().all(|uses| !uses.is_empty());
            if !(all_used && is_key(&uses, announced)) {
                return region;
            }
            let rows = records.records.iter();
            let entries = rows.map(|row| entry(table, *row, &uses)).collect();
            become_key(region, entries)
        }
        Body::Pairs(pairs) => {
            let head = table.row(region.first);
            let shape = RowShape {
                row: region.first,
                cells: head.iter().filter(|cell| !cell.is_blank()).collect(),
            };
            let uses = columns::listing(&shape, familiar);
            let explained = uses
                .as_ref()
                .is_some_and(|uses| values_explain(table, pairs, uses));
            let says_so = uses
                .as_ref()
                .map_or(announced, |uses| is_key(uses, announced || explained));
            if !says_so {
                return region;
            }
            let entries = match &uses {
                Some(uses) => pairs
                    .pairs
                    .iter()
                    .map(|pair| entry(table, pair.heading.row, uses))
                    .collect(),
                None => pairs
                    .pairs
                    .iter()
                    .map(|pair| KeyEntry {
                        heading: Some(pair.heading),
                        code: None,
                        meaning: Some(pair.value),
                        scale: pair.meaning,
                        source: pair.source,
                    })
                    .collect(),
            };
            become_key(region, entries)
        }
        Body::Key(_) | Body::Notes(_) => region,
    }
}

/// Meanings or scales beside headings or codes, and no column of values; in an announced key a
/// column called `Value` or `Code` holds codes.
fn is_key(uses: &Uses, announced: bool) -> bool {
    let has = |wanted: ColumnUse| uses.values().any(|uses| uses.contains(&wanted));
    let explains = has(ColumnUse::Meaning) || has(ColumnUse::Scale);
    let values = has(ColumnUse::Value);
    if has(ColumnUse::Code) {
        return explains;
    }
    let heads = has(ColumnUse::Heading) || (announced && values);
    explains && heads && (announced || !values)
}

/// Whether a column called `Values` beside one of meanings holds lists of codes or scales: most of
/// its cells read like one.
fn values_explain(table: &Table, pairs: &super::PairsRegion, uses: &Uses) -> bool {
    let has = |wanted: ColumnUse| uses.values().any(|uses| uses.contains(&wanted));
    if !has(ColumnUse::Meaning) || !has(ColumnUse::Value) || !has(ColumnUse::Heading) {
        return false;
    }
    let texts: Vec<String> = pairs
        .pairs
        .iter()
        .map(|pair| text_at(table, pair.value))
        .filter(|text| !text.is_empty())
        .collect();
    let explaining = texts.iter().filter(|text| {
        !crate::recognise::explain::codes(text).is_empty()
            || crate::recognise::explain::scale(text).is_some()
    });
    !texts.is_empty() && explaining.count() * 2 >= texts.len()
}

fn entry(table: &Table, row: crate::provenance::RowNo, uses: &Uses) -> KeyEntry {
    let of = |wanted: ColumnUse| {
        let at = cell(row, columns::column(uses, wanted)?);
        table
            .cell(at)
            .is_some_and(|cell| !cell.is_blank())
            .then_some(at)
    };
    // Under `Values`, beside a heading and its meaning, stands a list of codes or a scale.
    let lists = of(ColumnUse::Heading).is_some()
        && of(ColumnUse::Value).is_some_and(|at| {
            let text = text_at(table, at);
            !crate::recognise::explain::codes(&text).is_empty()
                || crate::recognise::explain::scale(&text).is_some()
        });
    KeyEntry {
        heading: of(ColumnUse::Heading),
        code: of(ColumnUse::Code).or_else(|| of(ColumnUse::Value).filter(|_| !lists)),
        meaning: of(ColumnUse::Meaning),
        scale: of(ColumnUse::Scale).or_else(|| of(ColumnUse::Value).filter(|_| lists)),
        source: of(ColumnUse::Source),
    }
}

fn become_key(region: Region, mut entries: Vec<KeyEntry>) -> Region {
    // A heading that is written once stands for the rows below it.
    let mut heading = None;
    for entry in &mut entries {
        match entry.heading {
            Some(at) => heading = Some(at),
            None => entry.heading = heading,
        }
    }
    Region {
        why: format!(
            "{}; it explains headings or codes and holds no values",
            region.why
        ),
        body: Body::Key(KeyRegion { entries }),
        ..region
    }
}
