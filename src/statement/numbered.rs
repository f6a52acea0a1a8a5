//! What a letter says of the entries of a schedule by their numbers: `Entries 1 to 4 are from the
//! register`, `Item 8 predicts how likely you are to vote`.

use std::ops::Range;

use crate::recognise::explain::Explanation;
use crate::recognise::values::meaning_of_value;
use crate::recognise::{Heading, Survey};
use crate::statement::judge::look;
use crate::statement::sentence::Sentence;
use crate::statement::signals::{Scope, Signals};
use crate::statement::told::{is_of_source, scale};
use crate::statement::words::{Word, words};

/// The words before numbers of entries.
const ENTRIES: &[&str] = &[
    "item", "items", "entry", "entries", "row", "rows", "field", "fields", "line", "lines",
    "number", "numbers", "no", "nos",
];

/// A place in a sentence that names entries: their numbers, and which words do it.
struct Mention {
    numbers: Vec<u16>,
    words: Range<usize>,
}

/// Where words name entries of a schedule: `items 6, 7 and 11`, `entries 1 to 4`, `entries 1-4`.
fn mentions(words: &[Word]) -> Vec<Mention> {
    /// No schedule is longer.
    const MOST: u16 = 500;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if !ENTRIES.contains(&word.lower.as_str()) {
            continue;
        }
        let begin = at - 1;
        let mut numbers: Vec<u16> = Vec::new();
        let mut to = false;
        let mut end = at;
        while let Some(word) = words.get(at) {
            match (word.lower.parse::<u16>(), word.lower.as_str()) {
                (Ok(number), _) if number <= MOST => {
                    // `1-4`: a hyphen stands between, and nothing else.
                    let last = numbers.last().copied();
                    let before = at.checked_sub(1).and_then(|before| words.get(before));
                    let hyphen = before.is_some_and(|before| word.start == before.end + 1)
                        && word.before == crate::statement::words::Pause::None;
                    match last.filter(|last| (to || hyphen) && *last < number) {
                        Some(last) => numbers.extend(last + 1..=number),
                        None => numbers.push(number),
                    }
                    to = false;
                    end = at + 1;
                }
                (_, "to" | "through") => to = true,
                (_, "and" | "or") => to = false,
                (_, word) if ENTRIES.contains(&word) => {}
                _ => break,
            }
            at += 1;
        }
        if !numbers.is_empty() {
            found.push(Mention {
                numbers,
                words: begin..end,
            });
        }
        at = at.max(begin + 1);
    }
    found
}

/// The headings that words of a sentence name by their numbers.
pub(super) fn by_numbers(words: &[Word], survey: &Survey) -> Vec<usize> {
    let numbered = |heading: &Heading| heading.number.is_some();
    if !survey.headings.iter().any(numbered) {
        return Vec::new();
    }
    let wanted: Vec<u16> = mentions(words)
        .into_iter()
        .flat_map(|mention| mention.numbers)
        .collect();
    let headings = survey.headings.iter().enumerate();
    headings
        .filter(|(_, heading)| heading.number.is_some_and(|own| wanted.contains(&own)))
        .map(|(index, _)| index)
        .collect()
}

/// What sentences explain of entries that they name by number: everything that they say of each, taken
/// together.
pub(super) fn explained(
    sentences: &[&Sentence],
    signals: &Signals,
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    let clauses: Vec<(Mention, &str, &Sentence)> = sentences
        .iter()
        .flat_map(|sentence| clauses(sentence).map(|(mention, text)| (mention, text, *sentence)))
        .filter(|(_, text, _)| explains(text, signals))
        .collect();
    let headings = survey.headings.iter().enumerate();
    let unexplained = headings.filter(|(_, heading)| heading.explanation.is_none());
    let found = unexplained.filter_map(|(index, heading)| {
        let own = heading.number?;
        let of_own = clauses
            .iter()
            .filter(|(mention, _, _)| mention.numbers.contains(&own));
        let said: Vec<(&str, &Sentence)> = of_own.map(|(_, text, at)| (*text, *at)).collect();
        let (_, first) = said.first()?;
        let texts: Vec<&str> = said.iter().map(|(text, _)| *text).collect();
        let mut read = Explanation::read(&heading.text, &texts, first.at.clone())?;
        read.from_key = true;
        let mut scales = texts.iter().map(|text| scale(text));
        read.scale = read.scale.or_else(|| scales.find_map(|scale| scale));
        if read.codes.is_empty() {
            read.codes
                .extend(meaning_of_value(&read.text, index, survey));
        }
        Some((index, read))
    });
    found.collect()
}

/// The pieces of a sentence behind each place that names entries, up to the next.
fn clauses(sentence: &Sentence) -> impl Iterator<Item = (Mention, &str)> {
    let words = words(&sentence.text);
    let found = mentions(&words);
    let begins: Vec<usize> = found
        .iter()
        .filter_map(|mention| words.get(mention.words.start).map(|word| word.start))
        .collect();
    let pieces: Vec<(Mention, &str)> = found
        .into_iter()
        .enumerate()
        .filter_map(|(n, mention)| {
            let from = words.get(mention.words.end.checked_sub(1)?)?.end;
            let to = begins.get(n + 1).copied().unwrap_or(sentence.text.len());
            let text = sentence.text.get(from..to)?;
            let text = text.trim_start_matches([' ', ':', ',', ')']);
            let text = text.trim_end_matches([' ', ',', ';']);
            let text = text.strip_suffix(" and").unwrap_or(text);
            Some((mention, text.trim_end_matches([' ', ','])))
        })
        .collect();
    pieces.into_iter()
}

/// Whether a piece says what an entry means.
fn explains(text: &str, signals: &Signals) -> bool {
    const FEWEST: usize = 3;
    let defines = text.starts_with("how ") || look(text, signals).has_at_start(Scope::Defines);
    defines && !is_of_source(text) && text.split_whitespace().count() >= FEWEST
}
