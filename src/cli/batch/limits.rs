//! `--limits`: the limits on one file, by their names.

use std::collections::BTreeMap;

use sar_decode::ingest::Limits;

use crate::cli::failure::Failure;

/// Reads `cells=100000`.
pub fn parse(text: &str) -> Result<(String, u64), String> {
    let wrong = || "must be as cells=100000".to_owned();
    let (name, number) = text.split_once('=').ok_or_else(wrong)?;
    let digits = number.replace('_', "");
    let number = digits.trim().parse().map_err(|_| wrong())?;
    Ok((name.trim().replace('-', "_"), number))
}

/// Sets limits by their names.
pub fn set(limits: &mut Limits, wanted: &BTreeMap<String, u64>) -> Result<(), Failure> {
    for (name, number) in wanted {
        let small = u32::try_from(*number).unwrap_or(u32::MAX);
        let size = usize::try_from(*number).unwrap_or(usize::MAX);
        match name.as_str() {
            "file_bytes" => limits.file_bytes = *number,
            "member_bytes" => limits.member_bytes = *number,
            "total_bytes" => limits.total_bytes = *number,
            "ratio" => limits.ratio = *number,
            "columns" => limits.columns = small,
            "rows" => limits.rows = small,
            "members" => limits.members = size,
            "cells" => limits.cells = size,
            "cell_chars" => limits.cell_chars = size,
            "nesting" => limits.nesting = size,
            "sheets" => limits.sheets = size,
            "depth" => limits.depth = size,
            "attributes" => limits.attributes = size,
            "pages" => limits.pages = size,
            "page_operations" => limits.page_operations = size,
            _ => {
                return Err(Failure::new(format!("limit `{name}` is not known")).try_this(
                    "file_bytes, member_bytes, total_bytes, ratio, columns, rows, members, cells, cell_chars, \
                     nesting, sheets, depth, attributes, pages or page_operations",
                ));
            }
        }
    }
    Ok(())
}
