//! References to cells and areas, as spreadsheets write them.

use crate::document::Span;
use crate::provenance::CellAt;

/// A reference such as `B7` or `$B$7`, from zero: row, then column.
pub(super) fn cell_ref(text: &str) -> Option<CellAt> {
    let mut col = 0_u32;
    let mut row = 0_u32;
    let mut digits = false;
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                let letter = u32::from(byte.to_ascii_uppercase().wrapping_sub(b'A'));
                col = col.checked_mul(26)?.checked_add(letter)?.checked_add(1)?;
            }
            b'0'..=b'9' => {
                digits = true;
                row = row
                    .checked_mul(10)?
                    .checked_add(u32::from(byte.wrapping_sub(b'0')))?;
            }
            _ => return None,
        }
    }
    let (row, col) = (row.checked_sub(1)?, col.checked_sub(1)?);
    Some(CellAt::from_zero_based(row, col))
}

/// An area such as `B7:C9`, or a single cell; whole rows and columns reach to the edge.
pub(super) fn area_ref(text: &str) -> Option<Span> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    if let (Some(a), Some(b)) = (cell_ref(first), cell_ref(last)) {
        return Some(Span {
            first: CellAt {
                row: a.row.min(b.row),
                col: a.col.min(b.col),
            },
            last: CellAt {
                row: a.row.max(b.row),
                col: a.col.max(b.col),
            },
        });
    }
    let edge = |text: &str, row: &str, col: &str| {
        let text = text.replace('$', "");
        if text.bytes().all(|b| b.is_ascii_digit()) {
            cell_ref(&format!("{col}{text}"))
        } else {
            cell_ref(&format!("{text}{row}"))
        }
    };
    let first = edge(first, "1", "A")?;
    let last = edge(last, "1048576", "XFD")?;
    Some(Span { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_with_and_without_dollars() {
        assert_eq!(cell_ref("B7"), Some(CellAt::from_zero_based(6, 1)));
        assert_eq!(
            cell_ref("$XFD$1048576"),
            Some(CellAt::from_zero_based(1_048_575, 16_383))
        );
        for bad in [
            "",
            "7",
            "B",
            "B0",
            "7B",
            "B-7",
            "ZZZZZZZZZZ1",
            "A99999999999",
        ] {
            assert_eq!(cell_ref(bad), None, "{bad}");
        }
    }

    #[test]
    fn whole_columns_and_rows_are_areas() {
        let area = area_ref("$C:$D");
        assert_eq!(
            area.map(|span| span.last),
            Some(CellAt::from_zero_based(1_048_575, 3))
        );
        let area = area_ref("2:3");
        assert_eq!(
            area.map(|span| span.first),
            Some(CellAt::from_zero_based(1, 0))
        );
    }
}
