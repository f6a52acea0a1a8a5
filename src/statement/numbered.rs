//! What a letter says of the entries of a schedule by their numbers: `Entries 1 to 4 are from the
//! register`, `Item 8 predicts how likely you are to vote`.

use std::ops::Range;

use crate::codebook::word_lists::word_lists;
use crate::provenance::{PartId, Place};
use crate::recognise::explain::Explanation;
use crate::recognise::values::meaning_of_value;
use crate::recognise::{Heading, Survey};
use crate::statement::judge::look;
use crate::statement::sentence::Sentence;
use crate::statement::signals::{Scope, Signals};
use crate::statement::told::{is_of_source, scale};
use crate::statement::words::{Pause, Word};

/// A place in a sentence that names entries: their numbers, and which words do it.
struct Mention {
    numbers: Vec<u16>,
    words: Range<usize>,
}

/// Where words name entries of a schedule: `items 6, 7 and 11`, `entries 1 to 4`, `entries 1-4`.
fn mentions(text: &str, words: &[Word]) -> Vec<Mention> {
    /// No schedule is longer.
    const MOST: u16 = 500;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if !word_lists().numbered.entries.has(&word.lower) {
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
                    let between = before.and_then(|before| text.get(before.end..word.start));
                    let hyphen = matches!(between, Some("-" | "\u{2013}"));
                    match last.filter(|last| (to || hyphen) && *last < number) {
                        Some(last) => numbers.extend(last + 1..=number),
                        None => numbers.push(number),
                    }
                    to = false;
                    end = at + 1;
                }
                (_, "to" | "through") => to = true,
                (_, "and" | "or") => to = false,
                (_, word) if word_lists().numbered.entries.has(word) => {}
                _ => break,
            }
            at += 1;
        }
        // `Item 3 of your request` is none of the schedule.
        let word = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
        let of_request = matches!(word(end), "of" | "in")
            && matches!(word(end + 1), "your" | "the" | "his" | "her")
            && matches!(
                word(end + 2),
                "request" | "letter" | "email" | "message" | "application"
            );
        if !numbers.is_empty() && !of_request {
            found.push(Mention {
                numbers,
                words: begin..end,
            });
        }
        at = at.max(begin + 1);
    }
    found
}

/// Whether words name entries by their numbers, of whatever list: what is said of these is said of nothing else.
pub(super) fn names_entries(text: &str, words: &[Word]) -> bool {
    let named = mentions(text, words);
    let mut of_list = words.windows(2).filter(|pair| match pair {
        [entry, number] => {
            matches!(entry.lower.as_str(), "item" | "items" | "entry" | "entries")
                && number.lower.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    });
    !named.is_empty() || of_list.next().is_some()
}

/// The headings that words of a sentence name by their numbers.
pub(super) fn by_numbers(text: &str, words: &[Word], survey: &Survey) -> Vec<usize> {
    let wanted: Vec<u16> = mentions(text, words)
        .into_iter()
        .flat_map(|mention| mention.numbers)
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let schedules = Schedules::of(survey);
    let headings = survey.headings.iter().enumerate();
    headings
        .filter(|(_, heading)| heading.number.is_some_and(|own| wanted.contains(&own)))
        .filter(|(_, heading)| schedules.is_meant(heading, text))
        .map(|(index, _)| index)
        .collect()
}

/// The tables and texts of a response that have numbered headings.
struct Schedules<'s> {
    names: Vec<(PartId, Option<&'s str>)>,
    /// Whether the numbers begin again within one of them.
    again: bool,
}

impl<'s> Schedules<'s> {
    fn of(survey: &'s Survey) -> Self {
        let numbered = survey.headings.iter().filter(|one| one.number.is_some());
        let mut names: Vec<(PartId, Option<&str>)> = numbered.map(place_of).collect();
        names.sort();
        names.dedup();
        let mut all: Vec<(PartId, Option<&str>, Option<u16>)> = survey
            .headings
            .iter()
            .filter(|one| one.number.is_some())
            .map(|one| (place_of(one).0, place_of(one).1, one.number))
            .collect();
        let before = all.len();
        all.sort();
        all.dedup();
        Self {
            names,
            again: all.len() < before,
        }
    }

    /// Whether a sentence that names entries by number means those of a heading's schedule: there is no
    /// other, or it names the sheet.
    fn is_meant(&self, heading: &Heading, text: &str) -> bool {
        if self.again {
            return false;
        }
        if self.names.len() < 2 {
            return true;
        }
        let lower = text.to_lowercase();
        let (_, name) = place_of(heading);
        name.is_some_and(|name| !name.is_empty() && lower.contains(&name.to_lowercase()))
    }
}

/// The part and the sheet of a heading.
fn place_of(heading: &Heading) -> (PartId, Option<&str>) {
    let sheet = match &heading.at.place {
        Place::Cell { sheet, .. } | Place::Sheet { sheet, .. } => Some(sheet.as_ref()),
        Place::Whole | Place::Field { .. } | Place::Line { .. } | Place::Page { .. } => None,
    };
    (heading.at.part, sheet)
}

/// What sentences explain of entries that they name by number: everything that they say of each, taken
/// together.
pub(super) fn explained(
    sentences: &[&Sentence],
    signals: &Signals,
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    let clauses: Vec<(Clause<'_>, &Sentence)> = sentences
        .iter()
        .flat_map(|sentence| clauses(sentence).map(|clause| (clause, *sentence)))
        .filter(|(clause, _)| explains(&clause.says, signals))
        .collect();
    let schedules = Schedules::of(survey);
    let headings = survey.headings.iter().enumerate();
    let unexplained = headings.filter(|(_, heading)| heading.explanation.is_none());
    let found = unexplained.filter_map(|(index, heading)| {
        let own = heading.number?;
        let of_own = clauses.iter().filter(|(clause, sentence)| {
            clause.numbers.contains(&own) && schedules.is_meant(heading, &sentence.text)
        });
        let said: Vec<&(Clause<'_>, &Sentence)> = of_own.collect();
        let (_, first) = said.first()?;
        let texts: Vec<&str> = said
            .iter()
            .map(|(clause, _)| clause.says.as_str())
            .collect();
        let mut read = Explanation::read(&heading.text, &texts, first.at.clone())?;
        read.from_key = true;
        let mut scales = texts.iter().map(|text| scale(text));
        read.scale = read.scale.or_else(|| scales.find_map(|scale| scale));
        if read.codes.is_empty() {
            read.codes
                .extend(meaning_of_value(&read.text, index, survey));
        }
        // Quoted with the numbers, as the letter has it.
        let mut whole = String::new();
        for (clause, _) in &said {
            let join = if whole.ends_with('.') { " " } else { "; " };
            whole.push_str(if whole.is_empty() { "" } else { join });
            whole.push_str(clause.text);
        }
        read.text = whole;
        Some((index, read))
    });
    found.collect()
}

/// A piece of a sentence about entries of a schedule.
struct Clause<'t> {
    numbers: Vec<u16>,
    /// The piece: `item 8 predicts how likely you are to vote`.
    text: &'t str,
    /// What it says of them, without other entries that it names: `predicts how likely you are to vote`.
    says: String,
}

/// Whether something is said of the entries that words name: not in `worked out from items 5 and 6`, nor in
/// `PV in item 4 means`.
fn is_subject(mention: &Mention, words: &[Word]) -> bool {
    let before = mention.words.start.checked_sub(1);
    let first = words.get(mention.words.start);
    let pauses = first.is_some_and(|first| first.before != Pause::None);
    let lead = before.and_then(|before| words.get(before));
    pauses || !lead.is_some_and(|lead| word_lists().numbered.leads.has(&lead.lower))
}

/// The pieces of a sentence from each place that speaks of entries up to the next.
fn clauses(sentence: &Sentence) -> impl Iterator<Item = Clause<'_>> {
    let words = sentence.words();
    let (found, others): (Vec<Mention>, Vec<Mention>) = mentions(&sentence.text, words)
        .into_iter()
        .partition(|mention| is_subject(mention, words));
    let others: Vec<Range<usize>> = others
        .iter()
        .filter_map(|other| {
            let first = words.get(other.words.start)?;
            let last = words.get(other.words.end.checked_sub(1)?)?;
            Some(first.start..last.end)
        })
        .collect();
    let begins: Vec<usize> = found
        .iter()
        .filter_map(|mention| words.get(mention.words.start).map(|word| word.start))
        .collect();
    let pieces: Vec<Clause<'_>> = found
        .into_iter()
        .enumerate()
        .filter_map(|(n, mention)| {
            let from = *begins.get(n)?;
            let behind = words.get(mention.words.end.checked_sub(1)?)?.end;
            let to = begins.get(n + 1).copied().unwrap_or(sentence.text.len());
            let text = sentence.text.get(from..to)?;
            let text = text.trim_end_matches([' ', ',', ';']);
            let text = text.strip_suffix(" and").unwrap_or(text);
            let text = text.trim_end_matches([' ', ',']);
            let mut says = String::new();
            let mut at = behind;
            let end = from + text.len();
            let inside = others
                .iter()
                .filter(|other| other.start >= behind && other.end <= end);
            for other in inside {
                says.push_str(sentence.text.get(at..other.start)?);
                at = other.end;
            }
            says.push_str(sentence.text.get(at..end)?);
            Some(Clause {
                numbers: mention.numbers,
                text,
                says: says.trim_start_matches([' ', ':', ',', ')']).to_owned(),
            })
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
