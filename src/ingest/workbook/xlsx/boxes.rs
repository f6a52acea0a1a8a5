//! The text of boxes and shapes that lie over a sheet.

use super::super::xml::{Node, Xml};
use crate::document::Passage;
use crate::ingest::Limits;
use crate::ingest::trouble::Trouble;
use crate::provenance::{CellAt, Place};

/// The paragraphs of the boxes of a drawing, each at the cell over which its box begins; and whether there are pictures or
/// charts too, which have none.
pub(super) fn texts(
    text: &str,
    sheet: &str,
    limits: &Limits,
    found: &mut Vec<Passage>,
) -> Result<bool, Trouble> {
    let mut xml = Xml::new(text, limits);
    let mut at = CellAt::from_zero_based(0, 0);
    let (mut is_from, mut column, mut hidden) = (false, 0u32, false);
    let mut others = false;
    loop {
        let tag = match xml.next()? {
            Node::End => return Ok(others),
            Node::Close | Node::Text(_) => continue,
            Node::Open(tag) => tag,
        };
        match tag.name() {
            "from" => is_from = true,
            "to" | "ext" => is_from = false,
            "col" if is_from => column = xml.text()?.trim().parse().unwrap_or(0),
            "row" if is_from => {
                let row = xml.text()?.trim().parse().unwrap_or(0);
                at = CellAt::from_zero_based(row, column);
            }
            "pic" | "graphicFrame" | "contentPart" => others = true,
            "cNvPr" => hidden = tag.is_true("hidden"),
            "p" => {
                let paragraph = xml.rich_text()?;
                let paragraph = paragraph.trim();
                if !paragraph.is_empty() {
                    found.push(Passage {
                        at: Place::Cell {
                            sheet: sheet.into(),
                            cell: at,
                        },
                        text: paragraph.to_owned(),
                        hidden,
                        quoted: false,
                    });
                }
            }
            _ => {}
        }
    }
}
