//! To which data a sentence applies: headings that it quotes, columns that it counts by letters, and
//! kinds of data that it names.

use std::ops::Range;

use crate::codebook::Label;
use crate::codebook::word_lists::word_lists;
use crate::provenance::Place;
use crate::recognise::footnotes::{mark_before, mark_of};
use crate::recognise::survey::Note;
use crate::recognise::{Heading, Survey};
use crate::statement::judge::Looked;
use crate::statement::listed::listed;
use crate::statement::model::{About, Stance};
use crate::statement::numbered::{by_numbers, names_entries};
use crate::statement::prefixed::prefixed;
use crate::statement::told::counted;
use crate::statement::words::{Pause, Word};
use crate::vocabulary::Category;

/// To which data some words of a sentence apply. A denial applies to all but what it leaves out:
/// `apart from your voting intention we hold no special category data`.
pub(super) fn about(
    text: &str,
    looked: &Looked<'_>,
    unit: &Range<usize>,
    stance: Stance,
    survey: &Survey,
) -> About {
    if stance == Stance::Denied
        && let Some(left_out) = looked.excepted(unit)
        && let About::Headings(except) = named(text, looked, &left_out, survey)
    {
        let others = indices(survey, |_| true).filter(|index| !except.contains(index));
        return About::Headings(others.collect());
    }
    let found = named(text, looked, unit, survey);
    // `Table 1: the register, except your mobile number`: of what is left out nothing is said.
    let left_out = looked.excepted(unit).filter(|_| stance != Stance::Denied);
    let left_out = left_out.map(|left_out| named(text, looked, &left_out, survey));
    match (found, left_out) {
        (About::Headings(found), Some(About::Headings(except))) => {
            let kept = found.into_iter().filter(|index| !except.contains(index));
            About::Headings(kept.collect())
        }
        (found, _) => found,
    }
}

/// Words without what stands behind `a guess from`, to their end: `Age is a guess from your first name` is not about
/// the name. None where nothing is made of anything.
pub(super) fn before_inputs(looked: &Looked<'_>, unit: &Range<usize>) -> Option<Range<usize>> {
    const NEAR: usize = 10;
    let words = looked.words.get(unit.clone()).unwrap_or_default();
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let is_made = |at: &usize| {
        word_lists().about.made.has(lower(*at))
            || (lower(*at) == "worked" && lower(*at + 1) == "out")
            // `our own work, made from your register entry`
            || (word_lists().about.makes.has(lower(*at))
                && lower(*at + 1) == "from"
                && *at > 0
                && word_lists().about.works.has(lower(*at - 1)))
    };
    let made = (0..words.len()).filter(is_made);
    let is_input = |at: &usize| match lower(*at) {
        "from" | "using" => true,
        "on" => lower(*at - 1) == "based",
        _ => false,
    };
    let behind = |made: usize| (made + 1..=made + NEAR).find(is_input);
    let from = made
        .filter_map(behind)
        .find(|from| !word_lists().about.taken.has(lower(*from - 1)))?;
    // `Calculated from canvass returns, polls and the census` lists what it is made of, and says no more.
    let paused = |at: &usize| {
        words
            .get(*at)
            .is_some_and(|word| word.before != Pause::None)
    };
    let goes_on = (from + 1..words.len()).filter(paused).any(|pause| {
        let mut behind = words.iter().skip(pause);
        behind.any(|word| word_lists().about.says.has(&word.lower))
    });
    // What stands first there is made of what follows; else everything is.
    (from > 1 && !goes_on).then(|| unit.start..unit.start + from)
}

/// The data that some words name.
fn named(text: &str, looked: &Looked<'_>, unit: &Range<usize>, survey: &Survey) -> About {
    if let Some(made) = before_inputs(looked, unit) {
        return named_in(text, looked, &made, survey);
    }
    named_in(text, looked, unit, survey)
}

/// The headings that some words name as what a sentence speaks of: those that they quote or list; else those of the
/// kinds of data that they name.
pub(super) fn subject(
    text: &str,
    looked: &Looked<'_>,
    words: &Range<usize>,
    survey: &Survey,
) -> Vec<usize> {
    let piece = looked.text(text, words);
    let mut found = quoted(piece, survey);
    found.extend(listed_alone(piece, survey));
    if found.is_empty()
        && let About::Headings(named) = named_in(text, looked, words, survey)
    {
        found = named;
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The headings of one word that some words are, alone or joined: `Faith`, `Faith and Heritage`.
fn listed_alone(text: &str, survey: &Survey) -> Vec<usize> {
    let parts = text.split([',', ';']).flat_map(|part| part.split(" and "));
    let parts: Vec<&str> = parts.map(str::trim).collect();
    indices(survey, |heading| parts.contains(&heading.text.trim())).collect()
}

/// The data that these words name.
fn named_in(text: &str, looked: &Looked<'_>, unit: &Range<usize>, survey: &Survey) -> About {
    // `* bought from Experian, a household estimate` is said of what has that mark, and of nothing else.
    if unit.start == 0
        && let Some(mark) = mark_before(text)
        && let marked =
            indices(survey, |heading| mark_of(&heading.text) == Some(mark)).collect::<Vec<_>>()
        && !marked.is_empty()
    {
        return About::Headings(marked);
    }
    let piece = looked.text(text, unit);
    let mut found: Vec<usize> = quoted(piece, survey);
    found.extend(under_title(piece, survey));
    found.extend(in_file(piece, survey));
    found.extend(by_ordinal(looked, unit, survey));
    found.extend(by_nouns(looked, unit, survey));
    found.extend(by_place(piece, survey));
    let names = spans(&found, looked, unit, survey);
    // What stands before a colon is what all behind it is said of.
    let before_colon = listed(text, survey).filter(|(_, tail)| tail.trim_start().starts_with(':'));
    let begun = before_colon.or_else(|| listed(piece, survey));
    found.extend(begun.into_iter().flat_map(|(headings, _)| headings));
    found.extend(by_letters(looked, unit, survey));
    let marked = by_marks(text, looked, unit, survey);
    let names_marks = marked.is_some();
    found.extend(marked.into_iter().flatten());
    let words = looked.words.get(unit.clone()).unwrap_or_default();
    let label = label_before(text, looked, unit);
    let names_entries = names_entries(text, words);
    let mut numbered = by_numbers(text, words, survey);
    numbered.extend(by_numbers(text, label, survey));
    // `In Part B, items 8 and 9`: those, and not all of the part.
    if numbered.is_empty() {
        found.extend(by_letters_of_titles(text, words, survey));
        found.extend(by_letters_of_titles(text, label, survey));
    }
    found.extend(numbered);
    found.extend(counted(words, survey));
    // `The columns whose names start with LD_`: those, and no names.
    let mut names = names;
    if let Some(prefixed) = prefixed(text, words, survey) {
        // `The columns starting with LD_ are ours and LAB_core was bought`: of which of them it is said, is left open.
        let alone = found.iter().all(|index| prefixed.headings.contains(index));
        found.extend(prefixed.headings.into_iter().filter(|_| alone));
        names.push(unit.start + prefixed.words.start..unit.end);
    }
    let kinds = looked.data(unit, &names);
    for concepts in &kinds {
        let fits = |heading: &Heading| {
            // What a form asks the person is no entry of the record that stands beside it.
            if asks_beside_record(heading, survey) {
                return false;
            }
            // `Contact URN` is a number of the system, and no contact.
            let of_system = heading.recognised.category == Category::System;
            let mut meant = concepts
                .iter()
                .filter(|concept| !of_system || concept.starts_with("admin"));
            meant.any(|concept| is_of(heading, concept))
                && heading.recognised.category != Category::Unknown
        };
        found.extend(indices(survey, fits));
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        if kinds.is_empty() && !names_marks && !names_entries {
            About::Everything
        } else {
            About::Headings(Vec::new())
        }
    } else {
        About::Headings(found)
    }
}

/// Whether a heading is of a kind of data. `Language (worked out from your name)` is no name, and `Number on the roll`
/// is of the register, though no word of it says so.
fn is_of(heading: &Heading, concept: &str) -> bool {
    let known = &heading.recognised;
    match concept {
        "name" => known.has(concept) && !known.inferred,
        "register" => known.has(concept) || known.category == Category::ElectoralRegister,
        _ => known.has(concept),
    }
}

fn indices<'s>(
    survey: &'s Survey,
    fits: impl Fn(&Heading) -> bool + 's,
) -> impl Iterator<Item = usize> + 's {
    survey
        .headings
        .iter()
        .enumerate()
        .filter(move |(_, heading)| fits(heading))
        .map(|(index, _)| index)
}

/// Whether a heading speaks to the person, as the questions of forms do: `Your name`.
fn asks_the_person(heading: &Heading) -> bool {
    heading.text.trim_start().starts_with("Your ")
}

/// Whether it does, and a record stands beside the form in which the same is called without that: `Name on register`.
pub(super) fn asks_beside_record(heading: &Heading, survey: &Survey) -> bool {
    let own = heading.label.words().get(1..).unwrap_or_default();
    let mut others = survey.headings.iter();
    asks_the_person(heading)
        && !own.is_empty()
        && others.any(|other| {
            other.block != heading.block
                && !asks_the_person(other)
                && other.label.words().starts_with(own)
        })
}

/// Headings whose own words a text quotes: names of fields, and headings of several words.
fn quoted(text: &str, survey: &Survey) -> Vec<usize> {
    let label = Label::new(text);
    let plain = text.to_lowercase();
    let fits = |heading: &Heading| {
        let bare = heading.text.trim().trim_end_matches(':');
        let coded = bare.contains('_') || bare.chars().any(|c| c.is_ascii_digit());
        if coded && bare.chars().count() > 2 {
            return whole(&plain, &bare.to_lowercase());
        }
        let own = heading.label.words();
        match own.len() {
            0 | 1 => is_subject(text, bare),
            // `Your name comes from the register` quotes no question of a form.
            _ if asks_beside_record(heading, survey) => false,
            several => label.words().windows(several).any(|words| words == own),
        }
    };
    indices(survey, fits).collect()
}

/// Whether a text says something of a name in capitals: `KIDS comes from a supplier`.
fn is_subject(text: &str, name: &str) -> bool {
    let capitals = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut places = text.match_indices(name).filter(|_| capitals);
    places.any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + name.len()..).unwrap_or_default();
        let verb = behind.split_whitespace().next().unwrap_or_default();
        // `the database called SCORE is bought`
        let lead = before.trim_end();
        let begins =
            lead.is_empty() || lead.ends_with([',', ';', ':', '.']) || lead.ends_with(" and");
        let apart = begins && behind.starts_with(' ');
        apart && word_lists().about.says_of.has(verb)
    })
}

/// `the entries under Electoral roll`: what stands below a title that a text names as it is written.
fn under_title(text: &str, survey: &Survey) -> Vec<usize> {
    const QUOTES: &[char] = &[
        '"', '\'', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', ' ',
    ];
    let lower = text.to_lowercase();
    if !word_lists()
        .about
        .title_leads
        .iter()
        .any(|lead| lower.contains(lead))
    {
        return Vec::new();
    }
    let names = |title: &str| {
        text.match_indices(title).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default().trim_end_matches(QUOTES);
            let lead = before.split_whitespace().next_back().unwrap_or_default();
            let behind = text.get(at + title.len()..).unwrap_or_default();
            // A sheet called `Data` is not meant by `under Data Protection law`.
            let goes_on = behind.starts_with(char::is_alphanumeric)
                || behind.trim_start().starts_with(char::is_uppercase);
            !goes_on
                && word_lists()
                    .about
                    .title_leads
                    .has(lead.to_lowercase().as_str())
        })
    };
    let fits = |heading: &Heading| {
        let title = heading.title.as_deref().map(str::trim);
        title.is_some_and(|title| !title.is_empty() && names(title))
    };
    indices(survey, fits).collect()
}

/// `Everything in 02 membership.csv comes from the form`: what that file holds.
fn in_file(text: &str, survey: &Survey) -> Vec<usize> {
    let lower = text.trim_start().to_lowercase();
    let mut begins = word_lists().about.all_in.iter();
    let Some(behind) = begins.find_map(|begin| lower.strip_prefix(begin)) else {
        return Vec::new();
    };
    let behind = behind.strip_prefix("the file ").unwrap_or(behind);
    let lists = &word_lists().about;
    let excepts = Label::new(text)
        .words()
        .iter()
        .any(|word| lists.excepts.has(word));
    // What is said of the file is where what it holds is from, and nothing else.
    let is_named = |name: &str| {
        let tail = behind
            .strip_prefix(name)
            .filter(|_| !name.is_empty() && !excepts);
        tail.is_some_and(|tail| lists.of_files.iter().any(|verb| tail.starts_with(verb)))
    };
    let mut named = survey.files.iter().filter(|(_, name)| is_named(name));
    match (named.next(), named.next()) {
        (Some((part, _)), None) => indices(survey, |heading| heading.at.part == *part).collect(),
        _ => Vec::new(),
    }
}

/// `What stands under Church`, `on the Canvass line`, `in the VI column`: headings by where they stand, as they are written.
pub(super) fn by_place(text: &str, survey: &Survey) -> Vec<usize> {
    let lists = &word_lists().about;
    let mut found = Vec::new();
    for (index, heading) in survey.headings.iter().enumerate() {
        let name = heading.text.trim().trim_end_matches(':');
        if !name.starts_with(char::is_uppercase) || name.chars().count() < 2 {
            continue;
        }
        let placed = text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let behind = text.get(at + name.len()..).unwrap_or_default();
            let whole = !behind.starts_with(char::is_alphanumeric);
            let lead = before.trim_end_matches(['"', '\u{201c}', '\u{2018}', '\'']);
            let last = lead.split_whitespace().next_back().unwrap_or_default();
            let next = behind
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .trim_matches(|c: char| !c.is_alphanumeric());
            let spaced = lead.ends_with(' ');
            let line = last == "the" && lists.lines.has(next);
            whole && spaced && (lists.under.has(last) || line)
        });
        if placed {
            found.push(index);
        }
    }
    found
}

/// The headings that a text names as columns: `in the column Outcome`; where one name begins another, the longer.
pub(super) fn by_column(text: &str, survey: &Survey) -> Vec<usize> {
    let names = || survey.headings.iter().map(|heading| heading.text.trim());
    let placed = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let here = text.get(at..).unwrap_or_default();
            let whole = !here
                .get(name.len()..)
                .is_some_and(|behind| behind.starts_with(char::is_alphanumeric));
            let lead = before.trim_end_matches(['"', '\u{201c}', '\u{2018}', '\'']);
            let mut back = lead.split_whitespace().rev();
            let of_column = back
                .next()
                .is_some_and(|last| word_lists().about.lines.has(last));
            let mut longer = names().filter(|other| other.len() > name.len());
            whole
                && of_column
                && back.next() == Some("the")
                && !longer.any(|other| here.starts_with(other))
        })
    };
    indices(survey, |heading| {
        let name = heading.text.trim();
        name.chars().count() > 1 && placed(name)
    })
    .collect()
}

/// `The name, home and number come from`: nouns one behind the other before the verb, each of which is a heading, or the
/// first or the last word of one alone.
fn by_nouns(looked: &Looked<'_>, unit: &Range<usize>, survey: &Survey) -> Vec<usize> {
    const FEWEST: usize = 2;
    const MOST_WORDS: usize = 3;
    const MOST_WORDS_OF_HEADING: usize = 4;
    let words = looked.words.get(unit.clone()).unwrap_or_default();
    let lists = &word_lists().about;
    // `Home and phone are bought by most parties, but not by us`
    if words.iter().any(|word| lists.not_all.has(&word.lower)) {
        return Vec::new();
    }
    let verb = words
        .iter()
        .position(|word| lists.noun_verbs.has(&word.lower));
    let Some(before) = verb.and_then(|verb| words.get(..verb)) else {
        return Vec::new();
    };
    let mut nouns: Vec<Vec<&str>> = vec![Vec::new()];
    for word in before {
        let joins = word.lower == "and";
        if (word.before == Pause::Comma || joins)
            && nouns.last().is_some_and(|noun| !noun.is_empty())
        {
            nouns.push(Vec::new());
        }
        let article = matches!(word.lower.as_str(), "the" | "your" | "our" | "and");
        if let Some(noun) = nouns.last_mut().filter(|_| !article) {
            noun.push(&word.lower);
        }
    }
    if nouns.len() < FEWEST
        || nouns
            .iter()
            .any(|noun| noun.is_empty() || noun.len() > MOST_WORDS)
    {
        return Vec::new();
    }
    let mut exact = 0;
    let mut found = Vec::new();
    for noun in &nouns {
        let labels = survey.headings.iter().map(|heading| &*heading.label);
        let labels: Vec<&Label> = labels.collect();
        let is = |label: &Label| {
            label
                .words()
                .iter()
                .map(AsRef::as_ref)
                .eq(noun.iter().copied())
        };
        // `Age from first name` is no name.
        let begins = |label: &Label| {
            if label.words().len() > MOST_WORDS_OF_HEADING {
                return false;
            }
            let own = label.words().iter().map(AsRef::as_ref);
            own.clone().take(noun.len()).eq(noun.iter().copied())
                || own
                    .skip(label.words().len().saturating_sub(noun.len()))
                    .eq(noun.iter().copied())
        };
        // `the roll particulars`: all headings that begin so.
        let kind = noun
            .split_last()
            .filter(|(last, own)| !own.is_empty() && lists.particulars.has(last));
        if let Some((_, kind)) = kind {
            let of_kind = |label: &Label| {
                let own = label.words().iter().map(AsRef::as_ref);
                own.take(kind.len()).eq(kind.iter().copied())
            };
            let all =
                (0..labels.len()).filter(|at| labels.get(*at).is_some_and(|label| of_kind(label)));
            found.extend(all);
            continue;
        }
        let whole: Vec<usize> = (0..labels.len())
            .filter(|at| labels.get(*at).is_some_and(|label| is(label)))
            .collect();
        exact += usize::from(!whole.is_empty());
        let part: Vec<usize> = match whole.is_empty() {
            true => (0..labels.len())
                .filter(|at| labels.get(*at).is_some_and(|label| begins(label)))
                .collect(),
            false => whole,
        };
        // `name` among them may be told by its kind.
        let name = |at: &usize| labels.get(*at).map(|label| label.key());
        let first = part.first().and_then(name);
        if part.iter().any(|at| name(at) != first) {
            continue;
        }
        let made = |at: &usize| {
            survey
                .headings
                .get(*at)
                .is_some_and(|heading| heading.recognised.inferred)
        };
        found.extend(part.into_iter().filter(|at| !made(at)));
    }
    if exact == 0 {
        return Vec::new();
    }
    found
}

/// `the second group`, `the first table`: what stands in that one, counted as it comes in the response.
fn by_ordinal(looked: &Looked<'_>, unit: &Range<usize>, survey: &Survey) -> Vec<usize> {
    let words = looked.words.get(unit.clone()).unwrap_or_default();
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let found = (0..words.len()).find_map(|at| {
        let number = word_lists().about.ordinals.position(lower(at))?;
        let of_table = lower(at + 1) == "table";
        // `The first group of voters` is none of the response.
        let of_other = lower(at + 2) == "of";
        let elsewhere = words
            .iter()
            .any(|word| word_lists().about.other_groups.has(&word.lower));
        if of_other || elsewhere {
            return None;
        }
        (of_table || word_lists().about.groups.has(lower(at + 1))).then_some((number, of_table))
    });
    let Some((number, of_table)) = found else {
        return Vec::new();
    };
    // Groups have titles; tables are parted, and so are groups without titles.
    let headings = survey.headings.iter();
    let titled = !of_table && headings.clone().all(|heading| heading.title.is_some());
    let by_title = in_order(headings.clone().map(|heading| heading.title.as_deref()));
    let by_title = Some(by_title)
        .filter(|_| titled)
        .filter(|groups| are_several(groups));
    let groups = by_title.unwrap_or_else(|| in_order(headings.map(|heading| heading.block)));
    if !are_several(&groups) {
        return Vec::new();
    }
    let numbered = groups.into_iter().enumerate();
    numbered
        .filter(|(_, group)| *group == number)
        .map(|(index, _)| index)
        .collect()
}

/// The words that stand before a colon at which a unit begins: `Section F: from you, by telephone`.
fn label_before<'l>(text: &str, looked: &'l Looked<'_>, unit: &Range<usize>) -> &'l [Word] {
    const FEW: usize = 8;
    let before = looked.words.get(..unit.start).unwrap_or_default();
    let behind = before.last().and_then(|last| text.get(last.end..));
    let is_label = behind.is_some_and(|behind| behind.trim_start().starts_with(':'));
    match is_label && before.len() <= FEW {
        true => before,
        false => &[],
    }
}

/// Whether words may speak of sections of the response, and of where what stands there is from: not of those of an Act,
/// nor of what was done with one.
fn may_name_sections(words: &[Word]) -> bool {
    words.iter().enumerate().all(|(at, word)| {
        let of_law = word_lists().about.law.has(&word.lower);
        // `Part A of the schedule to this letter`
        let own = at >= 2 && matches!(words.get(at - 2), Some(of) if of.lower == "of");
        let elsewhere = of_law && !(word.lower == "schedule" && own);
        !elsewhere && !word_lists().about.done_with_sections.has(&word.lower)
    })
}

/// `Sections A to E`, `part 2`: what stands below titles that begin with these letters or numbers.
fn by_letters_of_titles(text: &str, words: &[Word], survey: &Survey) -> Vec<usize> {
    if !may_name_sections(words) {
        return Vec::new();
    }
    let mark = |word: &Word| -> Option<u32> {
        let written = word.written(text);
        let letter = || match written.as_bytes() {
            [letter] if letter.is_ascii_uppercase() => Some(u32::from(*letter)),
            _ => None,
        };
        let number = written
            .parse::<u32>()
            .ok()
            .filter(|number| *number < u32::from(b'A'));
        number.or_else(letter)
    };
    let mut wanted: Vec<u32> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if !word_lists().about.sections.has(&word.lower) {
            continue;
        }
        let (mut last, mut to): (Option<u32>, bool) = (None, false);
        while let Some(word) = words.get(at) {
            match (mark(word), word.lower.as_str()) {
                (Some(mark), _) => {
                    let before = at.checked_sub(1).and_then(|before| words.get(before));
                    let between = before.and_then(|before| text.get(before.end..word.start));
                    let hyphen = matches!(between, Some("-" | "\u{2013}"));
                    match last.filter(|last| (to || hyphen) && *last < mark) {
                        Some(last) => wanted.extend(last + 1..=mark),
                        None => wanted.push(mark),
                    }
                    (last, to) = (Some(mark), false);
                }
                (None, "to" | "through") => to = true,
                (None, "and" | "or") => to = false,
                (None, _) => break,
            }
            at += 1;
        }
        // `Sections A to C of the electoral register`
        let word = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
        let own = matches!(
            word(at + 2),
            "schedule"
                | "table"
                | "form"
                | "list"
                | "record"
                | "response"
                | "reply"
                | "copy"
                | "document"
        );
        if word(at) == "of" && !own {
            return Vec::new();
        }
    }
    if wanted.is_empty() {
        return Vec::new();
    }
    let fits = |heading: &Heading| {
        let title = heading.title.as_deref().and_then(mark_of_title);
        title.is_some_and(|mark| wanted.contains(&mark))
    };
    indices(survey, fits).collect()
}

/// The letter or number with which a title begins: `A. You`, `Part B: contact`, `3) Scores`.
fn mark_of_title(title: &str) -> Option<u32> {
    let title = title.trim();
    let lower = title.to_lowercase();
    let leads = [
        "section ", "part ", "block ", "box ", "panel ", "table ", "group ",
    ];
    let led = leads.iter().find(|lead| lower.starts_with(*lead));
    let bare = title.get(led.map_or(0, |lead| lead.len())..)?;
    let end = bare
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(bare.len());
    let (mark, behind) = bare.split_at_checked(end)?;
    let parted =
        behind.is_empty() || behind.starts_with(['.', ')', ':', ' ', '\u{2013}', '\u{2014}', '-']);
    // `A note`: a word, where nothing but a space stands behind it.
    let is_mark = parted && (led.is_some() || !behind.starts_with(' '));
    match mark.as_bytes() {
        _ if !is_mark => None,
        [letter] if letter.is_ascii_uppercase() => Some(u32::from(*letter)),
        _ => mark.parse().ok().filter(|number| *number < u32::from(b'A')),
    }
}

/// The number of each among those that are different, as they come.
fn in_order<K: PartialEq>(keys: impl Iterator<Item = K>) -> Vec<usize> {
    let mut different: Vec<K> = Vec::new();
    let number = |key: K| {
        let known = different.iter().position(|other| *other == key);
        known.unwrap_or_else(|| {
            different.push(key);
            different.len() - 1
        })
    };
    keys.map(number).collect()
}

/// Whether there is more than one group.
fn are_several(groups: &[usize]) -> bool {
    groups.iter().any(|group| *group > 0)
}

/// Where the names of headings of several words stand among the words of a sentence: `the Core score` speaks of
/// that score, and not of scores.
fn spans(
    headings: &[usize],
    looked: &Looked<'_>,
    unit: &Range<usize>,
    survey: &Survey,
) -> Vec<Range<usize>> {
    let words = looked.words.get(unit.clone()).unwrap_or_default();
    let mut found = Vec::new();
    for heading in headings
        .iter()
        .filter_map(|index| survey.headings.get(*index))
    {
        let label = Label::new(heading.text.trim().trim_end_matches(':'));
        let name = label.words();
        if name.len() < 2 {
            continue;
        }
        let starts = words.windows(name.len()).enumerate().filter(|(_, window)| {
            window
                .iter()
                .zip(name)
                .all(|(word, of_name)| word.lower == *of_name)
        });
        found.extend(starts.map(|(at, _)| {
            let from = unit.start.saturating_add(at);
            from..from.saturating_add(name.len())
        }));
    }
    found
}

/// Whether a text holds a word as a whole.
fn whole(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text
            .get(at + word.len()..)
            .and_then(|tail| tail.chars().next());
        let joins = |c: char| c.is_alphanumeric() || c == '_';
        !before.is_some_and(joins) && !after.is_some_and(joins)
    })
}

/// `column F`, `columns F to M`, `columns C, D and F`.
fn by_letters(looked: &Looked<'_>, unit: &Range<usize>, survey: &Survey) -> Vec<usize> {
    let words: Vec<&str> = looked
        .words
        .get(unit.clone())
        .unwrap_or_default()
        .iter()
        .map(|word| word.lower.as_str())
        .collect();
    let mut wanted: Vec<Range<u32>> = Vec::new();
    let headings = survey.headings.iter();
    let mut tables: Vec<_> = headings
        .filter(|heading| matches!(heading.at.place, Place::Cell { .. } | Place::Field { .. }))
        .map(|heading| (heading.at.part, heading.block))
        .collect();
    tables.sort_unstable();
    tables.dedup();
    let one_table = tables.len() == 1;
    let counts_from_end = words
        .iter()
        .any(|word| matches!(*word, "last" | "first" | "page" | "schedule"));
    for (at, _) in words
        .iter()
        .enumerate()
        .filter(|(_, word)| matches!(**word, "column" | "columns" | "col" | "cols"))
    {
        let mut last: Option<u32> = None;
        let mut ranged = false;
        // `In the Support column 3 is our estimate` names the column before, and its value behind.
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let named = before.is_some_and(|word| !word_lists().about.before_columns.has(word));
        // What another clause says of further columns is of them alone.
        let further = !wanted.is_empty();
        for (behind, word) in words.iter().enumerate().skip(at + 1) {
            // Columns are counted where there is one table alone to count them in: not `column 2 of the Act`.
            let digits = word.bytes().all(|byte| byte.is_ascii_digit());
            let of_other = matches!(words.get(behind + 1), Some(&"of"));
            if digits && (!one_table || of_other || counts_from_end || named || further) {
                break;
            }
            match (column(word), *word) {
                (Some(number), _) => {
                    let from = if ranged {
                        last.unwrap_or(number)
                    } else {
                        number
                    };
                    wanted.push(from..number.saturating_add(1));
                    // `F-M`: two letters with a hyphen between are a range.
                    ranged = false;
                    last = Some(number);
                }
                (None, "to" | "through") => ranged = true,
                (None, "and" | "or") => ranged = false,
                (None, _) => break,
            }
        }
        if let Some(hyphened) = hyphened(looked, unit, at) {
            wanted.push(hyphened);
        }
    }
    let fits = |heading: &Heading| match &heading.at.place {
        Place::Cell { cell, .. } => wanted
            .iter()
            .any(|range| range.contains(&cell.col.zero_based())),
        Place::Field { column, .. } => wanted
            .iter()
            .any(|range| range.contains(&column.zero_based())),
        Place::Whole | Place::Sheet { .. } | Place::Line { .. } | Place::Page { .. } => false,
    };
    if wanted.is_empty() {
        Vec::new()
    } else {
        indices(survey, fits).collect()
    }
}

/// `the fields marked R`, `those marked with an S or T`: headings beside which just this code stands as their
/// source, as it is written or spelt out by the response's own key. None where no marks are named.
fn by_marks(
    text: &str,
    looked: &Looked<'_>,
    unit: &Range<usize>,
    survey: &Survey,
) -> Option<Vec<usize>> {
    const LONGEST: usize = 3;
    let words = looked.words.get(unit.clone()).unwrap_or_default();
    let mut marks: Vec<&str> = Vec::new();
    // `and matched them to those marked R`: with what something was done, and not from whom it came.
    let end = words
        .iter()
        .position(|word| word_lists().about.done_with_marked.has(&word.lower));
    let words = words.get(..end.unwrap_or(words.len())).unwrap_or_default();
    for (at, _) in words
        .iter()
        .enumerate()
        .filter(|(_, word)| word_lists().about.marked.has(&word.lower))
    {
        let behind = words.iter().skip(at + 1);
        let behind = behind.skip_while(|word| word_lists().about.mark_fillers.has(&word.lower));
        for word in behind.filter(|word| !matches!(word.lower.as_str(), "and" | "or")) {
            let written = text.get(word.start..word.end).unwrap_or_default();
            let is_code = written.len() <= LONGEST
                && written
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            if !is_code {
                break;
            }
            marks.push(written);
        }
    }
    let stands = |note: &Note, mark: &str| {
        let note = note.text.trim();
        let spelt_out = note
            .strip_suffix(')')
            .and_then(|note| note.rsplit_once('('));
        note == mark || spelt_out.is_some_and(|(_, code)| code == mark)
    };
    let fits = |heading: &Heading| {
        let mut sources = heading.sources.iter();
        sources.any(|note| marks.iter().any(|mark| stands(note, mark)))
    };
    (!marks.is_empty()).then(|| indices(survey, fits).collect())
}

/// `columns F-M`: the two letters behind the word stand side by side, with one character between.
fn hyphened(looked: &Looked<'_>, unit: &Range<usize>, at: usize) -> Option<Range<u32>> {
    let first = looked.words.get(unit.start + at + 1)?;
    let second = looked.words.get(unit.start + at + 2)?;
    let beside = second.start.checked_sub(first.end)? <= 3;
    let (from, to) = (column(&first.lower)?, column(&second.lower)?);
    (beside && from < to).then(|| from..to.saturating_add(1))
}

/// The number of a column by its letters.
fn column(word: &str) -> Option<u32> {
    const MOST: usize = 2;
    /// No table that somebody counts the columns of has more.
    const MOST_COLUMNS: u32 = 99;
    if let Ok(number) = word.parse::<u32>() {
        return number
            .checked_sub(1)
            .filter(|number| *number < MOST_COLUMNS);
    }
    if word.is_empty() || word.len() > MOST || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    if matches!(
        word,
        "to" | "or" | "in" | "of" | "is" | "we" | "on" | "as" | "by" | "it" | "us"
    ) {
        return None;
    }
    let number = word.bytes().fold(0u32, |sum, b| {
        sum * 26 + u32::from(b.saturating_sub(b'a')) + 1
    });
    number.checked_sub(1)
}
