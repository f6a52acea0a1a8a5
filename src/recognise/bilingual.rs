//! Headings in two languages, `Cartref (home address)`: where several of a block are written so, the words in brackets
//! are those of the one before them, and read what the others leave open.

use std::collections::HashMap;

use crate::codebook::Label;
use crate::recognise::heading::Recogniser;
use crate::recognise::survey::Survey;
use crate::recognise::values::{read_as, reread};

/// Reads headings by their words in brackets, where nothing is known of them as they stand.
pub(super) fn in_brackets(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    /// So many of the headings of a block are written in both languages.
    const FEWEST: usize = 4;
    /// And so many say the same in both.
    const CONFIRMED: usize = 2;
    let mut both: HashMap<u32, (usize, usize)> = HashMap::new();
    for heading in &survey.headings {
        let (written, all) = both.entry(heading.block).or_default();
        *all += 1;
        *written += usize::from(parted(&heading.text).is_some());
    }
    // `Doctor (address)` is in one language: of two, some are known in both, and say the same.
    let mut same: HashMap<u32, usize> = HashMap::new();
    for heading in &survey.headings {
        let Some((first, second)) = parted(&heading.text) else {
            continue;
        };
        let (first, second) = (recogniser.recognise(first), recogniser.recognise(second));
        if first.is_known() && first.category == second.category {
            *same.entry(heading.block).or_default() += 1;
        }
    }
    both.retain(|block, (written, all)| {
        let confirmed = same.get(block).copied().unwrap_or_default();
        *written >= FEWEST && *written * 2 >= *all && confirmed >= CONFIRMED
    });
    if both.is_empty() {
        return;
    }
    reread(survey, |_, _, heading| {
        let open = !heading.recognised.is_known() && both.contains_key(&heading.block);
        let (_, second) = parted(&heading.text).filter(|_| open)?;
        let why = "it is written in two languages, as others beside it are";
        read_as(second, heading, why, recogniser)
    });
}

/// `Cartref` and `home address`: words of letters alone before and within the brackets.
fn parted(heading: &str) -> Option<(&str, &str)> {
    let (first, rest) = heading.trim().split_once('(')?;
    let second = rest.strip_suffix(')')?;
    let words = |text: &str| {
        let label = Label::new(text);
        !label.is_empty()
            && text.chars().any(char::is_lowercase)
            && text.chars().all(|c| !c.is_ascii_digit() && c != '_')
    };
    (words(first) && words(second)).then(|| (first.trim(), second.trim()))
}
