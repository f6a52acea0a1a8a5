//! Headings that a sentence lists at its beginning: `Con, Lab and Ref are the marks that you gave`, `Tel.: you
//! wrote it on our survey`.

use crate::codebook::word_lists::word_lists;
use crate::recognise::Survey;
use crate::recognise::explain::{self, Explanation};
use crate::statement::about::asks_beside_record;
use crate::statement::sentence::Sentence;
use crate::statement::told::{goes_on, holds_numbers, is_data, is_line_of, is_of_source, scale};

/// The headings with which a text begins, and what it says behind them: two or more, or one with a colon.
/// They are written as they head their values; the first letter may be small.
#[must_use]
pub(super) fn listed<'t>(text: &'t str, survey: &Survey) -> Option<(Vec<usize>, &'t str)> {
    const JOINS: &[&str] = &[", and ", " and ", " or ", ", ", " & ", "/", "; "];
    let headings = survey.headings.iter().enumerate();
    // `Your name and address come from the register` begins with no question of a form.
    let headings = headings.filter(|(_, heading)| !asks_beside_record(heading, survey));
    let named = headings.map(|(index, heading)| (heading.text.trim().trim_end_matches(':'), index));
    let is_name = |name: &str| name.chars().any(char::is_alphabetic) && !name.contains(", ");
    let text = text.trim_start();
    let lead = word_lists()
        .listed
        .leads
        .iter()
        .find_map(|lead| text.strip_prefix(lead));
    // Most sentences begin with none of them.
    let opens = |from: &str| {
        let first = |text: &str| {
            let bare = text.trim_start_matches(QUOTES);
            bare.chars().next().map(|c| c.to_ascii_lowercase())
        };
        named
            .clone()
            .any(|(name, _)| first(name) == first(from) && is_name(name))
    };
    if !opens(text) && !lead.is_some_and(opens) {
        return None;
    }
    let mut names: Vec<(&str, usize)> = named.filter(|(name, _)| is_name(name)).collect();
    // The name of a group begins the headings under it.
    names.extend(groups(survey));
    // The longest first: `Con 0-10` before `Con`.
    names.sort_by_key(|(name, index)| (std::cmp::Reverse(name.len()), *index));
    let read = |from: &'t str| {
        let mut found: Vec<usize> = Vec::new();
        let mut count = 0usize;
        let mut rest = from;
        loop {
            let begun = names
                .iter()
                .find_map(|(name, _)| Some((*name, begins(rest, name)?)))
                .or_else(|| first_words(rest, &names));
            let (name, behind) = begun?;
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

/// The names of groups of columns, each with the headings under it: `Elector` over `Surname`, `Address`.
fn groups(survey: &Survey) -> Vec<(&str, usize)> {
    const FEWEST: usize = 2;
    let headings = survey.headings.iter().enumerate();
    let grouped: Vec<(&str, usize)> = headings
        .filter_map(|(index, heading)| Some((heading.text.split_once(" / ")?.0.trim(), index)))
        .collect();
    let several = |name: &str| grouped.iter().filter(|(own, _)| *own == name).count() >= FEWEST;
    let of_groups = grouped.iter().filter(|(name, _)| several(name));
    of_groups.copied().collect()
}

/// The one name of which a text begins with the first words, up to the next comma or colon: `number` for `Number
/// on the register`.
fn first_words<'n, 't>(text: &'t str, names: &[(&'n str, usize)]) -> Option<(&'n str, &'t str)> {
    const SHORTEST: usize = 4;
    let end = [",", ":", " and ", ";"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()?;
    let (word, behind) = text.split_at_checked(end)?;
    let word = word.trim();
    let fits = |name: &&str| {
        let head = name.get(..word.len());
        let whole = name
            .get(word.len()..)
            .is_some_and(|rest| rest.starts_with(' '));
        whole && head.is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    let mut found: Vec<&str> = names.iter().map(|(name, _)| *name).filter(fits).collect();
    found.dedup();
    match found.as_slice() {
        [only] if word.len() >= SHORTEST => Some((only, behind)),
        _ => None,
    }
}

/// What stands round a name that is quoted.
const QUOTES: [char; 6] = ['"', '\'', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'];

/// What stands behind a name with which a text begins as a whole, in quotation marks or without.
fn begins<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let Some(quoted) = text.strip_prefix(QUOTES) else {
        return begins_bare(text, name);
    };
    begins_bare(quoted, name)?.strip_prefix(QUOTES)
}

fn begins_bare<'t>(text: &'t str, name: &str) -> Option<&'t str> {
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

/// The headings with which a sentence begins, where it or what goes on about it gives their scale or their
/// codes: `Con, Lab and Ref are marks out of ten`, `TQ divides electors into four. Q1 are those ...`.
pub(super) fn explained_by_list(
    sentence: &Sentence,
    rest: &[&Sentence],
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    let text = sentence.text.as_str();
    let Some((headings, tail)) = listed(text, survey).or_else(|| told_of(text, survey)) else {
        return Vec::new();
    };
    let is_data = is_data(sentence, survey) || tail.trim_start().starts_with(':');
    // `is from 1 (never) to 5 (always)` tells no source.
    if is_of_source(tail.trim_start_matches(|c: char| !c.is_alphanumeric()))
        && scale(tail).is_none()
    {
        return Vec::new();
    }
    let told: Vec<&str> = std::iter::once(tail).chain(goes_on(rest)).collect();
    let Some(read) = Explanation::read("", &told, sentence.at.clone()) else {
        return Vec::new();
    };
    let scale = told.iter().copied().find_map(scale).or(read.scale);
    let codes = told.iter().copied().map(explain::codes);
    let codes = codes
        .into_iter()
        .find(|codes| codes.len() > 1)
        .unwrap_or_default();
    let whole: Vec<&str> = std::iter::once(text).chain(goes_on(rest)).collect();
    let whole = whole.join(" ");
    let open = headings.into_iter().filter(|index| {
        let heading = survey.headings.get(*index);
        heading.is_some_and(|heading| {
            heading.explanation.is_none() && !(is_data && is_line_of(sentence, heading))
        })
    });
    let explained = open.filter_map(|index| {
        let own = Explanation {
            text: whole.clone(),
            scale: scale.clone(),
            codes: codes.clone(),
            at: sentence.at.clone(),
            from_key: true,
        };
        let on_scale = own.scale.is_some() && holds_numbers(survey, index);
        let mut values = survey.values_under(index);
        let listed = values.any(|value| own.meaning_of(value).is_some());
        (on_scale || listed).then_some((index, own))
    });
    explained.collect()
}

/// The headings of a glossary in one sentence: `Enw, name; Cyfeiriad, address; Graddfa, how sure you were, from 1
/// (quite sure) to 4 (not sure)`.
pub(super) fn glossed(sentence: &Sentence, survey: &Survey) -> Vec<(usize, Explanation)> {
    const FEWEST: usize = 2;
    let text = sentence.text.as_str();
    let body = match text.split_once(": ") {
        Some((head, tail)) if !head.contains(';') => tail,
        _ => text,
    };
    let mut found: Vec<(usize, &str)> = Vec::new();
    for piece in body.split("; ") {
        for (index, heading) in survey.headings.iter().enumerate() {
            let behind = piece.strip_prefix(heading.text.trim());
            let said = behind.and_then(|behind| {
                let marks = [", ", " = ", ": ", " - ", " \u{2013} "];
                marks.iter().find_map(|mark| behind.strip_prefix(mark))
            });
            found.extend(said.map(|said| (index, said)));
        }
    }
    if found.len() < FEWEST {
        return Vec::new();
    }
    let open = found.into_iter().filter(|(index, _)| {
        let heading = survey.headings.get(*index);
        heading
            .is_some_and(|heading| heading.explanation.is_none() && !heading.text.trim().is_empty())
    });
    let read = open.filter_map(|(index, said)| {
        let said = said.trim_end_matches('.');
        let mut own = Explanation::read("", &[said], sentence.at.clone())?;
        own.scale = own.scale.or_else(|| scale(said));
        own.from_key = true;
        Some((index, own))
    });
    read.collect()
}

/// The one heading with which a sentence begins, before a verb: `Persuade tells how open ...`. A plain word
/// such as `Name` may begin any sentence.
fn told_of<'t>(text: &'t str, survey: &Survey) -> Option<(Vec<usize>, &'t str)> {
    let names = survey.headings.iter().map(|heading| heading.text.trim());
    let told = names.filter_map(|name| {
        let tail = text.strip_prefix(name)?.strip_prefix(' ')?;
        let verb = tail.split_whitespace().next()?;
        (!name.is_empty() && word_lists().listed.verbs.has(verb)).then_some((name, tail))
    });
    let (name, tail) = told.max_by_key(|(name, _)| name.len())?;
    let headings = survey.headings.iter().enumerate();
    let named = headings.filter(|(_, heading)| heading.text.trim() == name);
    Some((named.map(|(index, _)| index).collect(), tail))
}
