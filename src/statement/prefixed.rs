//! Headings that a sentence names by how they begin or end: `the columns whose names start with LD_`, `the entries that
//! start with C1 and C2`, `fields ending in _est`.

use std::ops::Range;

use crate::codebook::word_lists::word_lists;
use crate::recognise::Survey;
use crate::statement::words::Word;

/// The headings that some words name so.
pub(super) struct Prefixed {
    /// Which of the survey.
    pub headings: Vec<usize>,
    /// The words that name them, from `columns` to the last mark.
    pub words: Range<usize>,
}

/// Finds the first such words of a text. None where no heading begins or ends so.
pub(super) fn prefixed(text: &str, words: &[Word], survey: &Survey) -> Option<Prefixed> {
    /// How far before the verb `the columns whose names` stands.
    const NEAR: usize = 5;
    let lists = &word_lists().prefixed;
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    for at in 0..words.len() {
        let (begins, ends) = (lists.begins.has(lower(at)), lists.ends.has(lower(at)));
        if !(begins || ends) || !lists.links.has(lower(at + 1)) {
            continue;
        }
        let mut before = at.saturating_sub(NEAR)..at;
        let Some(noun) = before.find(|noun| lists.nouns.has(lower(*noun))) else {
            continue;
        };
        // `Everything but the columns starting with LD_`, `starting with LD_ and ending in _est`
        let excepted = words
            .iter()
            .take(noun)
            .any(|word| lists.bars.has(&word.lower));
        let again = words.iter().skip(at + 1);
        let another = again
            .clone()
            .any(|word| lists.begins.has(&word.lower) || lists.ends.has(&word.lower));
        if excepted || another {
            return None;
        }
        let from = words.get(at + 2)?.start;
        let from = from - leading_signs(text.get(..from).unwrap_or_default());
        let (marks, to) = marks(text, from);
        let fits = |heading: &str| {
            marks.iter().any(|mark| match begins {
                true => begins_with(heading, mark),
                false => heading.len() > mark.len() && heading.ends_with(mark),
            })
        };
        let headings = survey.headings.iter().enumerate();
        let headings: Vec<usize> = headings
            .filter(|(_, heading)| fits(heading.text.trim()))
            .map(|(index, _)| index)
            .collect();
        // `..., and LAB_ is bought`: another mark behind.
        let behind = text.get(to..).unwrap_or_default();
        if headings.is_empty() || behind.split_whitespace().any(|word| word.contains('_')) {
            continue;
        }
        let last = words.iter().take_while(|word| word.start < to).count();
        return Some(Prefixed {
            headings,
            words: noun..last,
        });
    }
    None
}

/// How many bytes at the end of a text belong to a mark behind it: the underscore of `_est`.
fn leading_signs(before: &str) -> usize {
    before.len() - before.trim_end_matches(['_', '-', '#', '*']).len()
}

/// The marks that stand in a row - `LD_`, `C1 and C2`, `"prd_" or "mdl_"` - and where they end.
fn marks(text: &str, from: usize) -> (Vec<&str>, usize) {
    let mut found = Vec::new();
    let mut end = from;
    let mut at = from;
    for token in text.get(from..).unwrap_or_default().split(' ') {
        let next = at + token.len() + 1;
        let mark = token
            .trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '(' | ')') || is_quote(c));
        let lower = mark.to_ascii_lowercase();
        let goes_on = matches!(lower.as_str(), "and" | "or" | "the" | "letters" | "with");
        let signed = mark.contains(['_', '-', '#', '*'])
            || token.starts_with(is_quote)
            || mark.chars().any(|c| c.is_ascii_digit());
        let capitals = mark.chars().all(|c| c.is_ascii_uppercase());
        match (goes_on, !mark.is_empty() && (signed || capitals)) {
            (true, _) => {}
            (false, true) => {
                found.push(mark);
                end = at + token.len();
            }
            (false, false) => break,
        }
        // `start with LD_, and the others`: what stands behind the pause may be another clause.
        if token.ends_with(['.', ';', ':']) {
            break;
        }
        at = next;
    }
    (found, end)
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}'
    )
}

/// Whether a heading begins with a mark, and goes on with another word: `C1 When` with `C1`, and `C12` does not.
fn begins_with(heading: &str, mark: &str) -> bool {
    let Some(tail) = heading.strip_prefix(mark) else {
        return false;
    };
    let (last, next) = (mark.chars().next_back(), tail.chars().next());
    match (last, next) {
        (Some(last), Some(next)) => {
            let digits = last.is_ascii_digit() && next.is_ascii_digit();
            let one_word = last.is_alphabetic()
                && next.is_alphabetic()
                && (last.is_lowercase() || last.is_uppercase() == next.is_uppercase());
            // `remScore` begins with `rem`, and `Lower` does not begin with `L`.
            let hump = last.is_lowercase() && next.is_uppercase();
            let begun = last.is_uppercase() && next.is_lowercase();
            !digits && !begun && (!one_word || hump)
        }
        _ => false,
    }
}
