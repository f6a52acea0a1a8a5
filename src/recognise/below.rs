//! What lines below a table say of its headings: a heading once more with what it means, and lists of
//! codes, one to a line, under a title that names their heading.
//!
//! ```text
//! Attended: Y came, X did not come
//!
//! Result codes:
//! NH = nobody at home
//! LM = message left
//! ```

use std::cell::LazyCell;

use crate::codebook::word_lists::word_lists;
use crate::codebook::{Kind, Label};
use crate::provenance::PartId;
use crate::recognise::explain::{self, CodeMeaning};
use crate::recognise::keys::KeyText;
use crate::recognise::survey::{Note, Survey};

/// Fewer codes than this are no list.
const FEWEST: usize = 2;

/// Whether what stands behind a heading and a colon is no value but tells what the heading of a table of the
/// same part means: a list of codes, or a sentence where all values under it are short.
pub(super) fn is_retold(survey: &Survey, part: PartId, head: &str, tail: &str) -> bool {
    let tells = tells_codes(tail) || tells_in_words(tail) || tells_scale(tail);
    tells && has_short_values(survey, head, &|of| of == part)
}

/// Whether a heading with a sentence behind it tells how the values were made that another part holds under it, as a
/// supplier does, or a second letter: `modelled for the household. 1 is under 15,000 pounds a year.`
pub(super) fn is_told_of_another(survey: &Survey, part: PartId, head: &str, tail: &str) -> bool {
    is_sentences(tail) && has_short_values(survey, head, &|of| of != part)
}

/// Whether nothing but short values stand under a heading of some part.
fn has_short_values(survey: &Survey, head: &str, is_there: &dyn Fn(PartId) -> bool) -> bool {
    let head = Label::new(head);
    let headings = survey.headings.iter().enumerate();
    let mut same = headings.filter(|(_, heading)| {
        is_there(heading.at.part)
            && !matches!(heading.recognised.kind, Some(Kind::Note))
            && heading.label.key() == head.key()
    });
    same.any(|(index, _)| {
        let mut values = survey.values_under(index).peekable();
        values.peek().is_some() && values.all(is_short)
    })
}

/// Whether a text says how values were made, or begins with a code: `27 is "Settled Semis"`.
fn is_sentences(text: &str) -> bool {
    const WORDS: usize = 4;
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let of_code = words.next() == Some("is") && explain::is_codelike(first);
    let mut made = word_lists().below.made.iter();
    let made = made.any(|said| text.trim_start().starts_with(said));
    (made || of_code) && text.split_whitespace().count() >= WORDS
}

/// Whether a text beside a value says what its field means, as a remark on the person does not: `How likely we think you
/// are to vote`, `Nought means that there is no chance`, `L is Labour, A is against us`.
pub(super) fn says_what_it_is(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let begins = |said: &str| lower.starts_with(said);
    let mut tells = word_lists().bare_keys.tells.iter();
    tells.any(begins)
        || lower.contains(" means ")
        || explain::codes(text).len() >= FEWEST
        || explain::scale(text).is_some_and(|scale| scale.low.is_some() && scale.high.is_some())
}

/// Whether a text is a list of codes with what they mean.
pub(super) fn tells_codes(text: &str) -> bool {
    let codes = explain::codes(text);
    codes.len() >= FEWEST && codes.iter().all(|code| explain::is_codelike(&code.code))
}

/// `0 to 100, where 100 is most likely to vote for us`.
fn tells_scale(text: &str) -> bool {
    const WORDS: usize = 6;
    text.split_whitespace().count() >= WORDS && explain::scale(text).is_some()
}

/// Whether a text begins as what something is called: `The letters and figure of your polling district`.
pub(super) fn begins_name(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    word_lists().below.tells.has(&first.to_lowercase())
}

/// Words that say what something is, and no name and no remark: `number of people in your party`.
fn tells_in_words(text: &str) -> bool {
    const WORDS: usize = 4;
    const SMALL: usize = 3;
    if !begins_name(text) {
        return false;
    }
    let words = text.split_whitespace();
    let is_small = |word: &&str| word.chars().all(char::is_lowercase);
    words.clone().count() >= WORDS && words.filter(is_small).count() >= SMALL
}

fn is_short(value: &str) -> bool {
    const LONGEST: usize = 12;
    value.chars().count() <= LONGEST && value.split_whitespace().count() <= 2
}

/// The codes that stand one to a line under a title which ends with a colon or calls itself a key.
pub(super) fn titled_codes(survey: &Survey) -> Vec<KeyText> {
    let notes: Vec<&Note> = survey.notes.iter().filter(|note| !note.hidden).collect();
    let mut found: Vec<KeyText> = Vec::new();
    let called = LazyCell::new(|| {
        let headings = survey.headings.iter();
        headings
            .map(|heading| without_key_words(&heading.text))
            .collect::<Vec<_>>()
    });
    let code_of = |note: &Note, is_told: bool| {
        let bare = || code_without_mark(&note.text).filter(|_| is_told);
        code_of_line(&note.text).or_else(bare)
    };
    for (at, title) in notes.iter().enumerate() {
        let next = notes.get(at.saturating_add(1));
        if next.and_then(|next| code_of(next, true)).is_none() {
            continue;
        }
        // `Result codes:` names `Result Code` as well as `Result`.
        let of = |named: &str| {
            let same = called.iter().position(|called| called == named)?;
            survey
                .headings
                .get(same)
                .map(|heading| heading.text.clone())
        };
        let named = titled(&title.text);
        let heading = named.map(|named| of(&named).unwrap_or(named));
        // `Src (where the record came from)`: what is a heading needs no such word.
        let heading = heading.or_else(|| of(&without_key_words(bare(&title.text))));
        let by_sentence = told_before_list(&title.text, survey);
        let is_told = heading.is_none() && by_sentence.is_some();
        let heading = heading.or(by_sentence);
        let Some(heading) = heading else {
            continue;
        };
        let below = notes.iter().skip(at.saturating_add(1));
        let lines = below.map_while(|note| {
            let same_part = note.at.part == title.at.part;
            let code = same_part.then(|| code_of(note, is_told));
            Some((code??, *note))
        });
        let lines: Vec<(CodeMeaning, &Note)> = lines.collect();
        if lines.len() < FEWEST {
            continue;
        }
        found.extend(lines.into_iter().map(|(told, note)| KeyText {
            heading: Some(heading.clone()),
            code: Some(told.code),
            meaning: told.meaning,
            scale: String::new(),
            source: None,
            at: note.at.clone(),
        }));
    }
    found
}

/// The heading of which a sentence tells before a list: `VI is what we noted at your door:`, perhaps with `The letters
/// are:` behind it. Not `The VI is seen by these people:`, and not where the list is said to be of something else.
fn told_before_list(text: &str, survey: &Survey) -> Option<String> {
    let text = text.trim().strip_suffix(':')?;
    let (told, behind) = text.split_once(". ").unwrap_or((text, ""));
    const FEW_WORDS: usize = 6;
    let words = words(text);
    let lists = &word_lists().below;
    let denied = words.iter().any(|word| {
        matches!(word.as_str(), "not" | "no" | "never" | "nothing") || lists.no_codes.has(word)
    });
    // `is what we use for:`, `is the field that you can correct at:`
    let of_others = words.last().is_some_and(|word| {
        matches!(
            word.as_str(),
            "at" | "by" | "for" | "of" | "in" | "to" | "with" | "from" | "time"
        )
    });
    // `Vote is a matter for our committee:` tells of nothing that a letter stands for.
    let is_thing = [" is a ", " is an ", " is the "]
        .iter()
        .any(|verb| text.contains(verb));
    let of_codes = words.iter().any(|word| lists.codes.has(word)) || words.len() <= FEW_WORDS;
    let denied = denied || of_others || (is_thing && !of_codes);
    // `Vote is a sensitive matter, and our lawful bases are:`
    let goes_on = told.contains(", ") || told.contains(" and our ");
    let known_tail = behind.is_empty() || lists.behind.has(behind.to_lowercase().trim());
    if denied || goes_on || !known_tail {
        return None;
    }
    let told = told.strip_prefix("The ").unwrap_or(told);
    let begins = |heading: &str| {
        let tail = told.strip_prefix(heading).filter(|_| !heading.is_empty());
        tail.is_some_and(|tail| lists.verbs.iter().any(|verb| tail.starts_with(verb)))
    };
    let headings = survey.headings.iter().map(|heading| heading.text.trim());
    let named = headings.filter(|heading| begins(heading));
    named.max_by_key(|heading| heading.len()).map(str::to_owned)
}

/// A title without what stands in brackets behind it.
fn bare(title: &str) -> &str {
    let cut = title.trim().strip_suffix(')');
    cut.and_then(|title| title.split_once(" ("))
        .map_or(title, |(bare, _)| bare)
}

/// The words of the heading that a title names: `Result codes:`, `Key to Outcome`.
fn titled(title: &str) -> Option<String> {
    const MOST_WORDS: usize = 6;
    let words = words(title);
    let says_key = words.iter().any(|word| is_key_word(word));
    // `CV_RESULT is what we use for:` is a sentence; `The results are:` names them.
    let before = words.split_last().map_or(&[][..], |(_, before)| before);
    let told = before
        .iter()
        .any(|word| matches!(word.as_str(), "is" | "are" | "was" | "were" | "we"));
    if told || words.len() > MOST_WORDS || !(title.trim().ends_with(':') || says_key) {
        return None;
    }
    let named = without_key_words(title);
    (!named.is_empty()).then_some(named)
}

/// The words of a title or a heading in small letters, without those that say that it has codes.
fn without_key_words(text: &str) -> String {
    let joins = |word: &str| {
        matches!(
            word,
            "to" | "the"
                | "of"
                | "for"
                | "used"
                | "under"
                | "in"
                | "column"
                | "field"
                | "heading"
                | "our"
        )
    };
    let mut words = words(text);
    words.retain(|word| !is_key_word(word) && !joins(word));
    words.join(" ")
}

fn words(text: &str) -> Vec<String> {
    let words = text.split_whitespace();
    let words = words.map(|word| word.trim_matches([':', '(', ')', '-', '\u{2013}']));
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn is_key_word(word: &str) -> bool {
    matches!(
        word,
        "code"
            | "codes"
            | "key"
            | "legend"
            | "letter"
            | "letters"
            | "meaning"
            | "meanings"
            | "values"
    )
}

/// `C Conservative`: a code with its meaning and no mark between, as it is read below a sentence that tells of a list alone.
pub(super) fn code_without_mark(line: &str) -> Option<CodeMeaning> {
    const LONGEST: usize = 2;
    const MOST_WORDS: usize = 10;
    let (code, meaning) = line.trim().split_once(' ')?;
    let upper = code
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let told = !code.is_empty() && code.len() <= LONGEST && upper;
    // `2 May 2024` is a day.
    let mut named = meaning.split_whitespace();
    let is_day = named
        .next_back()
        .is_some_and(|last| last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit()))
        && named.count() == 1;
    let told = told && !is_day;
    // `I am afraid that` begins with a letter too.
    let short = meaning.split_whitespace().count() <= MOST_WORDS && !meaning.ends_with('.');
    (told && short).then(|| CodeMeaning {
        code: code.to_owned(),
        meaning: meaning.trim().to_owned(),
        at: None,
    })
}

/// `NH = nobody at home`: a line that is one code with its meaning.
pub(super) fn code_of_line(line: &str) -> Option<CodeMeaning> {
    let line = line.trim().trim_start_matches(['\u{2022}', '-', '*']);
    let found = explain::code(line.trim())?;
    let says = found.meaning.chars().any(char::is_alphabetic);
    (explain::is_codelike(&found.code) && says).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_the_heading_of_the_codes_below_it() {
        for (title, heading) in [
            ("Result codes:", Some("result")),
            ("Key to Outcome", Some("outcome")),
            ("Outcome:", Some("outcome")),
            ("The results are:", Some("results are")),
            ("CV_RESULT is what we use for:", None),
            ("Codes", None),
            ("Outcome", None),
            (
                "We hold the codes that you can see in the table below:",
                None,
            ),
        ] {
            assert_eq!(titled(title).as_deref(), heading, "{title}");
        }
    }

    #[test]
    fn a_line_is_a_code_where_it_begins_with_one_and_a_mark() {
        let code = |line: &str| code_of_line(line).map(|told| told.code);
        assert_eq!(code("NH = nobody at home").as_deref(), Some("NH"));
        assert_eq!(code("- 2: called back").as_deref(), Some("2"));
        assert_eq!(code("Postcode: ZZ99 3AB"), None);
        assert_eq!(code("PD: 7"), None);
    }

    #[test]
    fn a_sentence_has_small_words_and_a_name_has_none() {
        assert!(tells_in_words("number of people in your party"));
        assert!(!tells_in_words("Mr John David Mockford"));
        assert!(!tells_in_words("spoke to somebody at the door"));
        assert!(!tells_in_words("4 Proof Lane, Testbury"));
    }
}
