//! Every cell and line as it was read, with its place, as JSON lines: for anyone who wants to check
//! the reader itself.
//!
//! Cells that hold nothing are left out: empty texts, and formulas whose result is not stored. A
//! cell of white space alone holds something, and is there.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::document::{
    Cell, CellValue, Document, Frame, OddityKind, Part, Passage, ReadState, Table,
};
use crate::provenance::Place;

/// A cell, in the order in which its keys are written.
#[derive(Serialize)]
struct CellLine<'a> {
    part: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    row: u32,
    col: u32,
    cell: String,
    t: &'static str,
    v: Cow<'a, str>,
    shown: Cow<'a, str>,
    hidden: bool,
}

/// A cell of a table found in paper.
#[derive(Serialize)]
struct PaperLine<'a> {
    part: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    table: u32,
    row: u32,
    col: u32,
    v: Cow<'a, str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
}

/// A line of running text.
#[derive(Serialize)]
struct TextLine<'a> {
    part: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    text: &'a str,
}

/// A part that was not read.
#[derive(Serialize)]
struct ErrorLine<'a> {
    part: &'a str,
    error: &'a str,
}

/// Writes a document out, one JSON object a line, in reading order.
///
/// # Errors
///
/// Whatever the writer fails with.
pub fn dump(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    for part in &document.parts {
        if part.read == ReadState::Not {
            write_line(
                out,
                &ErrorLine {
                    part: &part.path,
                    error: why(part),
                },
            )?;
            continue;
        }
        for table in &part.tables {
            for cell in &table.cells {
                dump_cell(part, table, cell, out)?;
            }
        }
        for passage in &part.passages {
            dump_passage(part, passage, out)?;
        }
    }
    Ok(())
}

/// Why a part was not read, in its oddity's words.
fn why(part: &Part) -> &str {
    let stops = [
        OddityKind::NotRead,
        OddityKind::PagesWithoutText,
        OddityKind::UnreadableText,
        OddityKind::Encrypted,
        OddityKind::LimitReached,
        OddityKind::Damaged,
    ];
    part.oddities
        .iter()
        .find(|oddity| stops.contains(&oddity.kind))
        .or(part.oddities.first())
        .map_or("not read", |oddity| oddity.text.as_str())
}

fn dump_cell(part: &Part, table: &Table, cell: &Cell, out: &mut dyn Write) -> io::Result<()> {
    let (v, shown) = (cell.value.stored_text(), cell.text());
    if v.is_empty() && shown.is_empty() {
        return Ok(());
    }
    if let Frame::Paper(paper) = &table.frame {
        let page = match table.place(cell.at) {
            Place::Page { page, .. } => Some(page.get()),
            Place::Whole
            | Place::Sheet { .. }
            | Place::Cell { .. }
            | Place::Field { .. }
            | Place::Line { .. } => None,
        };
        let line = PaperLine {
            part: &part.path,
            page,
            table: paper.number,
            row: cell.at.row.get(),
            col: cell.at.col.get(),
            v: shown,
            hidden: cell.hidden,
        };
        return write_line(out, &line);
    }
    let line = CellLine {
        part: &part.path,
        sheet: table.name(),
        row: cell.at.row.get(),
        col: cell.at.col.get(),
        cell: cell.at.to_string(),
        t: kind(&cell.value),
        v,
        shown,
        hidden: cell.hidden,
    };
    write_line(out, &line)
}

/// The letter for what a cell stores.
fn kind(value: &CellValue) -> &'static str {
    match value {
        CellValue::Text(_) | CellValue::NotStored => "s",
        CellValue::Number(_) => "n",
        CellValue::Moment(_) => "d",
        CellValue::Bool(_) => "b",
        CellValue::Error(_) => "e",
    }
}

fn dump_passage(part: &Part, passage: &Passage, out: &mut dyn Write) -> io::Result<()> {
    let (page, line) = match &passage.at {
        Place::Page { page, line, .. } => (Some(page.get()), line.map(|line| line.get())),
        Place::Line { line } | Place::Field { line, .. } => (None, Some(line.get())),
        Place::Whole | Place::Sheet { .. } | Place::Cell { .. } => (None, None),
    };
    let text = &passage.text;
    write_line(
        out,
        &TextLine {
            part: &part.path,
            page,
            line,
            text,
        },
    )
}

fn write_line(out: &mut dyn Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Oddity, PartKind};
    use crate::provenance::{CellAt, LineNo, Location, PageNo, PartId};

    fn part(path: &str) -> Part {
        Part {
            id: PartId(0),
            path: path.to_owned(),
            sha256: String::new(),
            bytes: 0,
            kind: PartKind::Unknown,
            parent: None,
            read: ReadState::Whole,
            tables: Vec::new(),
            passages: Vec::new(),
            properties: Vec::new(),
            oddities: Vec::new(),
        }
    }

    fn cell(row: u32, col: u32, value: CellValue, shown: Option<&str>) -> Cell {
        Cell {
            at: CellAt::from_zero_based(row, col),
            hidden: false,
            value,
            shown: shown.map(Into::into),
        }
    }

    fn dumped(parts: Vec<Part>) -> String {
        let mut out = Vec::new();
        assert!(dump(&Document { parts }, &mut out).is_ok());
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn a_cell_of_a_sheet_is_written_as_the_contract_says() {
        let mut voter = part("response.xlsx");
        let mut table = Table::new(Frame::Sheet {
            name: Arc::from("Voter"),
        });
        table.cells = vec![
            cell(0, 0, CellValue::Text("".into()), None),
            cell(0, 1, CellValue::NotStored, None),
            cell(16, 3, CellValue::Number(0.15), Some("15%")),
            cell(
                17,
                3,
                CellValue::Moment("2017-05-12".into()),
                Some("12/05/2017"),
            ),
            cell(18, 3, CellValue::Bool(true), None),
            cell(19, 3, CellValue::Error("#N/A".into()), None),
        ];
        voter.tables.push(table);
        assert_eq!(
            dumped(vec![voter]),
            "{\"part\":\"response.xlsx\",\"sheet\":\"Voter\",\"row\":17,\"col\":4,\"cell\":\"D17\",\"t\":\"n\",\"v\":\"0.15\",\"shown\":\"15%\",\"hidden\":false}\n\
             {\"part\":\"response.xlsx\",\"sheet\":\"Voter\",\"row\":18,\"col\":4,\"cell\":\"D18\",\"t\":\"d\",\"v\":\"2017-05-12\",\"shown\":\"12/05/2017\",\"hidden\":false}\n\
             {\"part\":\"response.xlsx\",\"sheet\":\"Voter\",\"row\":19,\"col\":4,\"cell\":\"D19\",\"t\":\"b\",\"v\":\"TRUE\",\"shown\":\"TRUE\",\"hidden\":false}\n\
             {\"part\":\"response.xlsx\",\"sheet\":\"Voter\",\"row\":20,\"col\":4,\"cell\":\"D20\",\"t\":\"e\",\"v\":\"#N/A\",\"shown\":\"#N/A\",\"hidden\":false}\n"
        );
    }

    #[test]
    fn delimited_text_has_no_sheet_and_counts_records() {
        let mut csv = part("a.csv");
        let mut table = Table::new(Frame::Lines {
            starts: vec![LineNo::FIRST],
        });
        table.cells = vec![cell(0, 1, CellValue::Text("007".into()), None)];
        csv.tables.push(table);
        assert_eq!(
            dumped(vec![csv]),
            "{\"part\":\"a.csv\",\"row\":1,\"col\":2,\"cell\":\"B1\",\"t\":\"s\",\"v\":\"007\",\"shown\":\"007\",\"hidden\":false}\n"
        );
    }

    #[test]
    fn passages_and_parts_that_were_not_read_have_a_line_each() {
        let mut letter = part("letter.pdf");
        letter.passages.push(Passage {
            at: Place::Page {
                page: PageNo::FIRST,
                line: LineNo::new(14),
                area: None,
            },
            text: "Dear \"A\"".to_owned(),
            hidden: false,
            quoted: false,
        });
        let mut broken = part("x.xlsb");
        broken.read = ReadState::Not;
        broken.oddities.push(Oddity {
            kind: OddityKind::Damaged,
            at: Location {
                part: PartId(1),
                place: Place::Whole,
            },
            text: "is damaged".to_owned(),
        });
        assert_eq!(
            dumped(vec![letter, broken]),
            "{\"part\":\"letter.pdf\",\"page\":1,\"line\":14,\"text\":\"Dear \\\"A\\\"\"}\n\
             {\"part\":\"x.xlsb\",\"error\":\"is damaged\"}\n"
        );
    }
}
