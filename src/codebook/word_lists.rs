//! Lists of words by which sentences, headings and values are read: `common/words.toml`.
//!
//! They are a part of how the program reads a language, as the signs of [`crate::statement`] patterns are, and so
//! the same whatever books are laid over those of the program.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::codebook::Word;
use crate::codebook::layer::Codebooks;
use crate::codebook::load::parse;
use crate::error::CodebookError;

/// The file that holds the lists, and its text.
const FILE: &str = "common/words.toml";
const TEXT: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/codebooks/common/words.toml"
));

/// Words, or beginnings of texts, that are asked for together.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct WordList {
    words: Vec<String>,
    /// Where the words stand, in the order of their letters.
    sorted: Vec<usize>,
    /// A bit for each first byte, folded: most words that are asked for begin otherwise than all of a list.
    begins: u64,
    /// A bit for each length in bytes, those of 63 and more together.
    lengths: u64,
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let bits = |bit: fn(&str) -> u64| words.iter().fold(0, |bits, word| bits | bit(word));
        let mut sorted: Vec<usize> = (0..words.len()).collect();
        sorted.sort_by_key(|at| words.get(*at));
        Self {
            sorted,
            begins: bits(begin_of),
            lengths: bits(|word| length_of(word.len())),
            words,
        }
    }
}

/// The bit of the first byte of a word.
fn begin_of(word: &str) -> u64 {
    let first = word.as_bytes().first().copied().unwrap_or_default();
    1 << (first % 64)
}

/// The bit of a length.
fn length_of(bytes: usize) -> u64 {
    1 << bytes.min(63)
}

impl WordList {
    /// Whether none is so long and begins so, as most that are asked for.
    fn is_strange(&self, first: &str, bytes: usize) -> bool {
        self.begins & begin_of(first) == 0 || self.lengths & length_of(bytes) == 0
    }

    /// Whether a word is one of these, as it is written.
    pub(crate) fn has(&self, word: &str) -> bool {
        let known = |at: &usize| self.words.get(*at).map_or("", String::as_str);
        !self.is_strange(word, word.len())
            && self
                .sorted
                .binary_search_by(|at| known(at).cmp(word))
                .is_ok()
    }

    /// Whether words one behind the other are one of these.
    pub(crate) fn has_words(&self, words: &[Word]) -> bool {
        let Some(first) = words.first() else {
            return false;
        };
        let letters: usize = words.iter().map(|word| word.len()).sum();
        let bytes = letters.saturating_add(words.len()).saturating_sub(1);
        if self.is_strange(first, bytes) {
            return false;
        }
        let mut known = self.words.iter().filter(|known| known.len() == bytes);
        known.any(|known| known.split(' ').eq(words.iter().map(Word::as_str)))
    }

    /// Each, as listed.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Where a word stands among these.
    pub(crate) fn position(&self, word: &str) -> Option<usize> {
        self.words.iter().position(|known| known == word)
    }
}

/// Each module with the lists that it reads.
macro_rules! lists {
    ($($module:ident: $name:ident { $($list:ident),+ })+) => {
        $(
            #[derive(Debug, Default, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(crate) struct $name { $(pub(crate) $list: WordList,)+ }
        )+

        /// All lists, each under the module that reads it.
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct WordLists {
            #[serde(rename = "format")]
            _format: u32,
            $(pub(crate) $module: $name,)+
        }
    };
}

lists! {
    about: About { says_of, before_columns, not_all, under, lines, particulars, noun_verbs, says, all_in, of_files, excepts, made, makes, works, taken, title_leads, ordinals, groups, other_groups, law, done_with_sections, sections, marked, done_with_marked, mark_fillers }
    answers: Answers { no_source, none }
    judge: Judge { says, no_source, tells, no_items, behind_relative, beside_topic }
    dictionaries: Dictionaries { meanings, lowest, highest }
    listed: Listed { leads, verbs }
    names: Names { council, council_heads }
    numbers: Numbers { in_words }
    numbered: Numbered { entries, leads }
    phrases: Phrases { council_links, asides, not_of_person, from, denials, from_company, company_ends }
    prefixed: Prefixed { nouns, begins, ends, links, bars }
    read: Read { points, imprint, giving, behind_both, leaves_key, of_keys, overrules, pronouns, verbs, behind_verb, of_others, that_council, no_answers, more_than_none }
    same: Same { register, registers }
    survey: SurveyWords { greetings, answers }
    sentence: Sentence { numbered, short, demands, of_party }
    told: Told { papers, dealings, no_scale, kinds, shorthand, entry, small, scales, ends_of_scale, before_codes, verbs, verbs_of_scale, verbs_about, about_values }
    another_kind: AnotherKind { spoken, numbered, ways_in, holders, addressed, permits, tenures, states, subscriptions, mailings, list_names, codes, contact_numbers }
    around: Around { no_title, back, told_from }
    bare_keys: BareKeys { legends, to_person, tells, logged, sources, no_sources, people, companies, dictionaries, own, sent, titles }
    below: Below { made, tells, verbs, behind, codes, no_codes }
    footnotes: Footnotes { no_source }
    held: Held { bars, saying, verbs, noted, asides, before_person, persons, us, keeping, files, telling, reaching, leading, post, prepositions, not_held, after_comma, ends, before_new, before_scale, new, noting, putting, having, into, homes, standing, placing, no_value, of_places, answers }
    guessed: Guessed { words, before, bars, verbs, of_subject, of_birth, guess_verbs, guessers, beside_guessers, ends, person_says, of_name, of_address, in_brackets, estimates }
    heading: Heading { measures, no_measure, political, asks_person, supposes, system_begins, system_ends, segments, within, of_whom, topics, deeds }
    housekeeping: Housekeeping { files, of_files, beside_files, versions, changes, beside_versions }
    keys: Keys { of_facts, plain }
    inside: Inside { explains }
    pairs: Pairs { yes_or_no }
    records: Records { kinds_of_data, recipients, reasons, of_kinds, titles_of_notes, days, of_values, of_others, names, whose, numbers, votes, elections }
    learn: Learn { turnout, for_or_against, support, against, joins, denials, votes, strength, of_others }
    listings: Listings { known, no_data, no_log, of_others, whom }
    lines: Lines { small, item_sources, no_item_source, searches, rights, dealings, places, titles_of_places, bracket_source, source }
    party: Party { holders, bars }
    people: People { asker, in_logs, called, others }
    siblings: Siblings { stems, sources, of_register, added, elector_numbers, numbers, deeds, directions, ways_of_messages, messages, bodies, deliveries, deeds_of_messages, when }
    telling: Telling { streets }
    safety: Safety { clauses }
    objects: Objects { leaves_out, guides, persons, others, containers, definitions, sources }
    explain: Explain { own_words, directions, doubts, open, degrees, lowest_of_all, highest_of_all, none, enclosed, counted, counted_with }
    questions: Questions { answers }
    layout: Layout { legends, logs, cases, key_titles, changed, became, was, of_whom, beside_changes, by, over_people, corners, over_values, searched, beside_searches, results, came_to, when, sources, supplied, supplied_by_source, supplied_from }
    described: Described { unsure, denials, announcing, pronouns, pronoun_verbs, how_made, asks, of_scale, blanks, all, ordinals, articles, voters, piece_verbs, kinds, code_verbs, quote_verbs, noting, bars, bars_of_codes, elsewhere, rising, degrees, figures, verbs, of_codes, codes_called }
    columns: Columns { names_of_fields }
    companions: Companions { words, of_scale, names, no_label, defines, beside, lists, codes }
    titled: Titled { figures, members, beside_members, permissions, permission_questions, of_membership, of_consent, notes, of_notes, messages, answers, elected, turnout, beside_turnout }
    values: Values { of_ids, franchise, kinds_of_segment, of_the_person, marks, how, homes, tenures, scores, before_ways, of_days, wishes, firmness, no_party, telling, tells_other }
    said: Said { register_groups, answered, told_so, of_model, canvassers, made, level, title_from, bought_groups, bought_from, done }
    scan: Scan { ordinals, months }
    scored: Scored { order }
}

/// The lists, read when first asked for.
pub(crate) fn word_lists() -> &'static WordLists {
    // The file is built in, and a test reads it: what stands for it otherwise is never seen.
    static WORDS: LazyLock<WordLists> = LazyLock::new(|| read().unwrap_or_default());
    &WORDS
}

/// A whole number, in digits or in words up to twenty.
pub(crate) fn number(word: &str) -> Option<usize> {
    let in_words = || {
        word_lists()
            .numbers
            .in_words
            .position(word)
            .map(|at| at + 1)
    };
    word.parse().ok().or_else(in_words)
}

/// Reads the file that is built in.
///
/// # Errors
///
/// [`CodebookError`] where it is not in order.
fn read() -> Result<WordLists, CodebookError> {
    parse(FILE, TEXT)
}

/// That nobody laid other lists over those of the program, which would go unread.
///
/// # Errors
///
/// [`CodebookError`] with the first line that is another.
pub(crate) fn check(books: &Codebooks) -> Result<(), CodebookError> {
    let Some(laid) = books.file(FILE).filter(|laid| *laid != TEXT) else {
        return Ok(());
    };
    let lines = laid.lines().zip(TEXT.lines());
    let alike = lines.take_while(|(laid, own)| laid == own).count();
    let line = laid.lines().nth(alike).unwrap_or_default();
    let (key, _) = line.split_once('=').unwrap_or((line, ""));
    Err(CodebookError {
        file: FILE.to_owned(),
        line: u32::try_from(alike).map_or(u32::MAX, |alike| alike.saturating_add(1)),
        key: key.trim().to_owned(),
        what: "the lists of words are a part of the program, and no other can be laid over them: take this file out of \
               the folder"
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::layer::Overlay;

    fn laid(text: &str) -> Result<Codebooks, CodebookError> {
        let overlay = Overlay {
            path: FILE.to_owned(),
            text: text.to_owned(),
        };
        Codebooks::with_overrides(vec![overlay])
    }

    #[test]
    fn the_file_that_is_built_in_is_in_order() {
        let words = read().expect("the lists load");
        assert!(words.telling.streets.has("avenue"));
        assert!(!words.telling.streets.has("Avenue"));
    }

    #[test]
    fn numbers_are_read_in_digits_and_in_words() {
        let read = ["one", "twelve", "20", "twenty", "many", ""].map(number);
        let expected = [Some(1), Some(12), Some(20), Some(20), None, None];
        assert_eq!(read, expected);
    }

    #[test]
    fn lists_laid_over_the_file_are_refused_and_a_copy_of_it_is_not() {
        assert!(laid(TEXT).is_ok());
        let error = laid(&TEXT.replace("\nasker = [", "\nasker = [\"plorb\", ")).err();
        let line = error.as_ref().and_then(|error| {
            let line = usize::try_from(error.line).ok()?.checked_sub(1)?;
            TEXT.lines().nth(line)
        });
        assert!(
            line.is_some_and(|line| line.starts_with("asker = ")),
            "{error:?}"
        );
        assert_eq!(error.map(|error| error.key), Some("asker".to_owned()));
    }
}
