//! Shared formulas: the text of one cell, moved to another.

use crate::provenance::CellAt;

use super::super::refs::cell_ref;

/// The formula of the cell `from`, as it reads in the cell `to`: references without a dollar move
/// along. Quoted text and the names of functions and sheets stand.
pub(super) fn shifted(formula: &str, from: CellAt, to: CellAt) -> String {
    let rows = i64::from(to.row.get()).saturating_sub(i64::from(from.row.get()));
    let cols = i64::from(to.col.get()).saturating_sub(i64::from(from.col.get()));
    let mut text = String::with_capacity(formula.len());
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        if c == '"' || c == '\'' {
            let end = rest
                .get(1..)
                .and_then(|inside| inside.find(c))
                .and_then(|at| at.checked_add(2))
                .unwrap_or(rest.len());
            let (quoted, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            text.push_str(quoted);
            rest = after;
            continue;
        }
        let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        if end == 0 {
            text.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or("");
            continue;
        }
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let is_name = after.starts_with('(') || after.starts_with('!');
        match moved(word, rows, cols).filter(|_| !is_name) {
            Some(moved) => text.push_str(&moved),
            None => text.push_str(word),
        }
        rest = after;
    }
    text
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '_' | '.' | '\\')
}

/// A reference, moved; none where the word is no reference.
fn moved(word: &str, rows: i64, cols: i64) -> Option<String> {
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = word.split_at_checked(digits)?;
    let fixed_row = letters.len() > 1 && letters.ends_with('$');
    let fixed_col = letters.starts_with('$');
    let name = letters.trim_matches('$');
    if name.is_empty() || name.len() > 3 || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let at = cell_ref(&format!("{name}{number}"))?;
    let row = if fixed_row { 0 } else { rows }.checked_add(i64::from(at.row.zero_based()))?;
    let col = if fixed_col { 0 } else { cols }.checked_add(i64::from(at.col.zero_based()))?;
    let (Ok(row), Ok(col)) = (u32::try_from(row), u32::try_from(col)) else {
        return Some("#REF!".to_owned());
    };
    let at = CellAt::from_zero_based(row, col);
    let dollar = |fixed: bool| if fixed { "$" } else { "" };
    Some(format!(
        "{}{}{}{}",
        dollar(fixed_col),
        at.col.letters(),
        dollar(fixed_row),
        at.row
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_move_and_names_do_not() {
        let from = CellAt::from_zero_based(1, 1);
        let to = CellAt::from_zero_based(3, 2);
        for (formula, text) in [
            ("A1+B2", "B3+C4"),
            ("$A1+A$1+$A$1", "$A3+B$1+$A$1"),
            ("SUM(A1:A9)*2", "SUM(B3:B11)*2"),
            ("LOG10(A1)", "LOG10(B3)"),
            ("'A1'!A1&\"A1\"", "'A1'!B3&\"A1\""),
            ("Sheet1!A1+Rate1", "Sheet1!B3+Rate1"),
        ] {
            assert_eq!(shifted(formula, from, to), text);
        }
    }

    #[test]
    fn a_reference_that_leaves_the_sheet_is_an_error() {
        let from = CellAt::from_zero_based(5, 5);
        assert_eq!(shifted("A1", from, CellAt::from_zero_based(0, 0)), "#REF!");
    }
}
