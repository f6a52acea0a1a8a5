//! Headings that a sentence lists at its beginning: `Con, Lab and Ref are the marks that you gave`, `Tel.: you
//! wrote it on our survey`.

use crate::recognise::Survey;

/// The headings with which a text begins, and what it says behind them: two or more, or one with a colon.
/// They are written as they head their values; the first letter may be small.
#[must_use]
pub(super) fn listed<'t>(text: &'t str, survey: &Survey) -> Option<(Vec<usize>, &'t str)> {
    const LEADS: &[&str] = &[
        "The columns ",
        "The column ",
        "Columns ",
        "The ",
        "Your ",
        "Both ",
    ];
    const JOINS: &[&str] = &[", and ", " and ", " or ", ", ", " & ", "/", "; "];
    let mut names: Vec<(&str, usize)> = survey
        .headings
        .iter()
        .enumerate()
        .map(|(index, heading)| (heading.text.trim().trim_end_matches(':'), index))
        .filter(|(name, _)| name.chars().any(char::is_alphabetic))
        .collect();
    // The longest first: `Con 0-10` before `Con`.
    names.sort_by_key(|(name, index)| (std::cmp::Reverse(name.len()), *index));
    let text = text.trim_start();
    let lead = LEADS.iter().find_map(|lead| text.strip_prefix(lead));
    let read = |from: &'t str| {
        let mut found: Vec<usize> = Vec::new();
        let mut count = 0usize;
        let mut rest = from;
        loop {
            let begun = names
                .iter()
                .find_map(|(name, _)| Some((*name, begins(rest, name)?)));
            let Some((name, behind)) = begun else {
                return None;
            };
            // A heading may stand more than once: in each record, in each table.
            found.extend(
                names
                    .iter()
                    .filter(|(other, _)| *other == name)
                    .map(|(_, index)| *index),
            );
            count += 1;
            match JOINS.iter().find_map(|join| behind.strip_prefix(join)) {
                Some(next) if names.iter().any(|(name, _)| begins(next, name).is_some()) => {
                    rest = next
                }
                _ => {
                    let colon = behind.trim_start().starts_with(':');
                    return (count > 1 || colon).then_some((found, behind));
                }
            }
        }
    };
    read(text).or_else(|| lead.and_then(read))
}

/// What stands behind a name with which a text begins as a whole.
fn begins<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let head = text.get(..name.len())?;
    let (mut written, mut wanted) = (head.chars(), name.chars());
    let first = written
        .next()?
        .to_lowercase()
        .eq(wanted.next()?.to_lowercase());
    let rest = text.get(name.len()..)?;
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    let whole = !rest.starts_with(joins) || !name.ends_with(joins);
    (first && written.eq(wanted) && whole).then_some(rest)
}
