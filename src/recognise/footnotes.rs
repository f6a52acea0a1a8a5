//! Footnotes: what stands below a table behind a mark, and is said of the headings and values with that mark.

use std::collections::HashSet;

use crate::codebook::word_lists::word_lists;
use crate::codebook::{Label, Word};
use crate::provenance::PartId;
use crate::recognise::explain::{CodeMeaning, Explanation};
use crate::recognise::survey::{Note, Survey};

/// Marks that stand behind a heading or a value.
pub(super) const MARKS: &[char] = &['*', '\u{2020}', '\u{2021}'];

/// A footnote.
struct Footnote {
    /// Its mark or its number: `**`, `2`.
    mark: String,
    /// What it says.
    said: String,
    /// The text it stands in.
    note: Note,
}

/// Gives footnotes to the headings that end with their mark as what is said of their source, and as what
/// explains them or the values that end with it; and `see note 2` what the second note says.
pub(super) fn hand_out(survey: &mut Survey) {
    let notes = survey.notes.iter().filter(|note| !note.hidden);
    let mut found: Vec<Footnote> = notes.flat_map(footnotes).collect();
    found.extend(behind_numbers(&survey.notes));
    found.extend(behind_plain_numbers(survey));
    let listed = listed(&survey.notes);
    let numbers: HashSet<String> = listed.iter().map(|note| note.mark.clone()).collect();
    found.extend(listed);
    if found.is_empty() {
        return;
    }
    let mut under: Vec<Vec<String>> = vec![Vec::new(); survey.headings.len()];
    for observation in &survey.observations {
        if let Some(values) = under.get_mut(observation.heading) {
            values.extend(observation.value.clone());
        }
    }
    for (index, values) in under.iter().enumerate() {
        let Some(heading) = survey.headings.get(index) else {
            continue;
        };
        let of_part = |note: &&Footnote| note.note.at.part == heading.at.part;
        let marked = |text: &str| {
            let mark = mark_of(text)?;
            found.iter().filter(of_part).find(|note| note.mark == mark)
        };
        let by_heading = marked(&heading.text);
        let by_value = values
            .iter()
            .find_map(|value| Some((value.as_str(), marked(value)?)));
        let mut beside = heading.sources.iter();
        let seen = beside.find_map(|beside| {
            reference(&beside.text)
                .or_else(|| lone_mark(&beside.text, &found))
                .or_else(|| lone_number(&beside.text, &numbers))
        });
        let by_reference = seen.and_then(|number| {
            found
                .iter()
                .filter(of_part)
                .find(|note| note.mark == number)
        });
        let explanation = match (by_value, by_reference.or(by_heading)) {
            (Some((value, note)), _) => read(&heading.text, note, Some(value)),
            (None, Some(note)) => read(&heading.text, note, values.first().map(String::as_str)),
            (None, None) => None,
        };
        let said = by_heading
            .or(by_value.map(|(_, note)| note))
            .or(by_reference);
        let source = said.filter(|note| may_tell_source(note)).map(|note| Note {
            text: note.said.clone(),
            ..note.note.clone()
        });
        let Some(heading) = survey.headings.get_mut(index) else {
            continue;
        };
        if let Some(source) = source {
            heading.sources.insert(0, source);
        }
        if heading.explanation.is_none() || by_reference.is_some() {
            // What only refers to a note explains nothing itself.
            let in_words = || {
                let told = by_reference.filter(|note| may_tell_source(note));
                told.map(in_words)
            };
            heading.explanation = explanation.or_else(in_words);
        }
    }
}

/// Whether a note may say where its data are from: one behind a number that says what was done with them does not.
fn may_tell_source(note: &Footnote) -> bool {
    let numbered = !note.mark.starts_with(MARKS);
    // What follows its first sentence is said of something else.
    let first = note.said.split(". ").next().unwrap_or_default();
    let label = Label::new(first);
    let mut words = label.words().iter().map(Word::as_str);
    let text = label.to_string();
    let given_away = text.contains(" to ") && !text.contains(" to us") && !text.starts_with("you ");
    !(numbered && (given_away || words.any(|word| word_lists().footnotes.no_source.has(word))))
}

/// The marks with which headings or values of a part end.
pub(crate) fn marks(part: PartId, survey: &Survey) -> HashSet<String> {
    let headings = survey.headings.iter();
    let headings = headings.filter(|heading| heading.at.part == part);
    let headings = headings.filter_map(|heading| mark_of(&heading.text));
    let values = survey.observations.iter();
    let values = values.filter(|observation| observation.at.part == part);
    let values = values.filter_map(|observation| mark_of(observation.value.as_deref()?));
    headings.chain(values).map(str::to_owned).collect()
}

/// Whether a text begins with one of these marks: a footnote, and no point of a list.
pub(super) fn is_footnote(text: &str, marks: &HashSet<String>) -> bool {
    let text = text.trim_start();
    let bare = text.trim_start_matches(MARKS);
    let mark = text.strip_suffix(bare).unwrap_or_default();
    marks.contains(mark) || numbered_mark(text).is_some_and(|(mark, _)| marks.contains(mark))
}

/// What a footnote explains of a heading, where it gives a scale, codes, or what one value means.
fn read(heading: &str, note: &Footnote, value: Option<&str>) -> Option<Explanation> {
    let mut found = Explanation::read(heading, &[note.said.as_str()], note.note.at.clone())?;
    found.from_key = true;
    if let Some(value) = value.map(without_mark)
        && let Some(meaning) = meaning_of(&note.said, value)
    {
        found.codes.push(CodeMeaning {
            code: value.to_owned(),
            meaning,
            at: None,
        });
    }
    (found.scale.is_some() || !found.codes.is_empty()).then_some(found)
}

/// What a footnote says without scale or codes.
fn in_words(note: &Footnote) -> Explanation {
    Explanation::of_codes(note.said.clone(), Vec::new(), note.note.at.clone())
}

/// What a text that begins with a value says of it: `SC, soft Conservative`, `P stands for a firm pledge`.
fn meaning_of(said: &str, value: &str) -> Option<String> {
    const LONGEST: usize = 12;
    let rest = said.strip_prefix(value)?;
    let joins = [
        ", ",
        ": ",
        " = ",
        " - ",
        " \u{2013} ",
        " means ",
        " stands for ",
        " is short for ",
        " is ",
    ];
    let short = !value.is_empty() && value.chars().count() <= LONGEST;
    let rest = joins.iter().find_map(|join| rest.strip_prefix(join));
    let meaning = rest.filter(|_| short)?.trim().trim_end_matches('.');
    (!meaning.is_empty()).then(|| meaning.to_owned())
}

/// A value without the mark of its footnote.
pub(crate) fn without_mark(value: &str) -> &str {
    marked(value).map_or(value, |(bare, _)| bare)
}

/// The mark with which a text ends.
pub(crate) fn mark_of(text: &str) -> Option<&str> {
    marked(text).map(|(_, mark)| mark)
}

/// The sign with which a text begins as a footnote does: `* bought from ...`.
pub(crate) fn mark_before(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let bare = text.trim_start_matches(MARKS);
    text.strip_suffix(bare).filter(|mark| !mark.is_empty())
}

/// A text and the mark of a footnote behind it: `SC **`, `Name [1]`, `Name` with a raised figure.
fn marked(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    // Most texts end with no mark at all.
    if text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let begins = |bare: &str| (bare.len() < text.len()).then_some(bare.len());
    let numbered = || {
        text.rfind('[')
            .filter(|at| is_number(text.get(*at..).unwrap_or_default()))
    };
    let at = begins(text.trim_end_matches(MARKS))
        .or_else(|| begins(text.trim_end_matches(is_raised)))
        .or_else(numbered)?;
    let (bare, mark) = text.split_at_checked(at)?;
    let bare = bare.trim_end();
    (!bare.is_empty()).then_some((bare, mark))
}

/// Whether a character is a raised figure.
fn is_raised(c: char) -> bool {
    matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}')
}

/// Whether a text is a number or a small letter in square brackets: `[1]`, `[b]`.
fn is_number(text: &str) -> bool {
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| {
        let figures = inner.len() <= 2 && inner.bytes().all(|byte| byte.is_ascii_digit());
        let letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_lowercase());
        !inner.is_empty() && (figures || letter)
    })
}

/// A numbered mark with which a text begins, and what follows it.
fn numbered_mark(text: &str) -> Option<(&str, &str)> {
    let raised = text.len() - text.trim_start_matches(is_raised).len();
    let at = match raised {
        0 => text.find(']').map(|at| at + 1)?,
        raised => raised,
    };
    let (mark, rest) = text.split_at_checked(at)?;
    let is_mark = raised > 0 || is_number(mark);
    (is_mark && !rest.trim().is_empty()).then_some((mark, rest.trim()))
}

/// Notes behind plain numbers, one after the other from the first, where raised figures stand behind headings: `Support\u{b2}`
/// and `2 What you told our canvasser`.
fn behind_plain_numbers(survey: &Survey) -> Vec<Footnote> {
    let raised = survey.headings.iter().filter_map(|heading| {
        let mark = mark_of(&heading.text)?;
        let number: Option<String> = mark.chars().map(figure_of).collect();
        Some((heading.at.part, number?, mark.to_owned()))
    });
    let raised: Vec<(PartId, String, String)> = raised.collect();
    let mut found: Vec<Footnote> = Vec::new();
    let mut next = 1u8;
    let mut of: Option<PartId> = None;
    for note in survey.notes.iter().filter(|note| !note.hidden) {
        if raised.is_empty() {
            break;
        }
        if of != Some(note.at.part) {
            (of, next) = (Some(note.at.part), 1);
        }
        let Some((number, said)) = note.text.trim().split_once(' ') else {
            continue;
        };
        let mark = raised.iter().find(|(part, figure, _)| {
            *part == note.at.part && figure == number && number.parse() == Ok(next)
        });
        if let Some((_, _, mark)) = mark {
            next = next.saturating_add(1);
            found.push(Footnote {
                mark: mark.clone(),
                said: said.trim().to_owned(),
                note: note.clone(),
            });
        }
    }
    found
}

/// The figure that a raised one is.
fn figure_of(raised: char) -> Option<char> {
    const FIGURES: &str =
        "\u{2070}\u{b9}\u{b2}\u{b3}\u{2074}\u{2075}\u{2076}\u{2077}\u{2078}\u{2079}";
    let at = FIGURES.chars().position(|figure| figure == raised)?;
    char::from_digit(u32::try_from(at).ok()?, 10)
}

/// Notes behind numbers, each with the lines in which it goes on: `[1] Electoral register, January`.
fn behind_numbers(notes: &[Note]) -> Vec<Footnote> {
    let mut found: Vec<Footnote> = Vec::new();
    let mut open = false;
    for note in notes.iter().filter(|note| !note.hidden) {
        let text = note.text.trim();
        if let Some((mark, said)) = numbered_mark(text) {
            open = true;
            found.push(Footnote {
                mark: mark.to_owned(),
                said: said.to_owned(),
                note: note.clone(),
            });
            continue;
        }
        let last = found.last_mut();
        let small = text.starts_with(|c: char| c.is_lowercase() || c == '(');
        let last = last.filter(|last| open && small && last.note.at.part == note.at.part);
        match last.filter(|last| goes_on(&last.said)) {
            Some(last) => {
                last.said.push(' ');
                last.said.push_str(text);
            }
            None => open = false,
        }
    }
    found
}

/// The number of the note to which a text refers and says no more: `see note 2`.
fn reference(text: &str) -> Option<String> {
    let lower = text.trim().trim_matches(['(', ')', '.']).to_lowercase();
    let bare = lower.strip_prefix("see ").unwrap_or(&lower);
    let number = bare
        .strip_prefix("note ")
        .or_else(|| bare.strip_prefix("footnote "))?;
    let is_number =
        !number.is_empty() && number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| number.to_owned())
}

/// A number alone in a column of references, where a note of that number is listed: `1`, `[2]`.
fn lone_number(text: &str, listed: &HashSet<String>) -> Option<String> {
    let bare = text.trim().trim_matches(['(', ')', '[', ']', '.']);
    listed.get(bare).cloned()
}

/// A mark alone in a column of references, which a note begins with: `[1]`.
fn lone_mark(text: &str, found: &[Footnote]) -> Option<String> {
    let mark = text.trim();
    let is_mark = found.iter().any(|note| note.mark == mark);
    is_mark.then(|| mark.to_owned())
}

/// The notes that are numbered under a title: `Notes`, `1. S: strong supporter`, each with the lines in which it
/// goes on.
fn listed(notes: &[Note]) -> Vec<Footnote> {
    let mut found: Vec<Footnote> = Vec::new();
    let mut below: Option<PartId> = None;
    for note in notes.iter().filter(|note| !note.hidden) {
        let text = note.text.trim();
        if is_title(text) {
            below = Some(note.at.part);
            continue;
        }
        if below != Some(note.at.part) {
            continue;
        }
        let numbered = text.split_once(['.', ')', ':', ' ']).filter(|(number, _)| {
            number.len() <= 2 && number.parse::<u8>().is_ok_and(|number| number > 0)
        });
        match (numbered, found.last_mut()) {
            (Some((number, said)), _) => found.push(Footnote {
                mark: number.to_owned(),
                said: said.trim().to_owned(),
                note: note.clone(),
            }),
            (None, Some(last)) if last.note.at.part == note.at.part && goes_on(&last.said) => {
                last.said.push(' ');
                last.said.push_str(text);
            }
            (None, _) => below = None,
        }
    }
    found
}

/// Whether a text is a title above numbered notes.
pub(super) fn is_title(text: &str) -> bool {
    const TITLES: &[&str] = &["notes", "note", "footnotes", "explanatory notes"];
    TITLES.contains(&text.trim().trim_end_matches(':').to_lowercase().as_str())
}

/// Whether a line is no whole sentence.
fn goes_on(said: &str) -> bool {
    !said.ends_with(['.', '!', '?'])
}

/// The footnotes of a text: behind marks, of which several may stand in one line, or behind `Note 2.`
fn footnotes(note: &Note) -> Vec<Footnote> {
    let text = note.text.trim();
    let footnote = |mark: &str, said: &str| {
        let said = said.trim();
        (!said.is_empty()).then(|| Footnote {
            mark: mark.to_owned(),
            said: said.to_owned(),
            note: note.clone(),
        })
    };
    let numbered = ["Note ", "note ", "Footnote "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .and_then(|rest| rest.split_once(['.', ':']))
        .filter(|(number, _)| number.len() <= 2 && number.parse::<u8>().is_ok());
    if let Some((number, said)) = numbered {
        return footnote(number, said).into_iter().collect();
    }
    if !text.starts_with(MARKS) {
        return Vec::new();
    }
    // The words between marks that stand alone.
    let mut found: Vec<(String, String)> = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_start_matches(MARKS);
        let mark = word.strip_suffix(bare).unwrap_or_default();
        match found.last_mut() {
            _ if !mark.is_empty() => found.push((mark.to_owned(), bare.to_owned())),
            Some((_, said)) => {
                said.push(' ');
                said.push_str(word);
            }
            None => {}
        }
    }
    let footnotes = found.iter().filter_map(|(mark, said)| footnote(mark, said));
    footnotes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_explained_by_the_words_behind_it() {
        assert_eq!(
            meaning_of("SC, soft supporter: may be won", "SC").as_deref(),
            Some("soft supporter: may be won")
        );
        assert_eq!(
            meaning_of("P stands for a firm pledge.", "P").as_deref(),
            Some("a firm pledge")
        );
        assert_eq!(meaning_of("Past votes are counted", "P"), None);
    }

    #[test]
    fn a_reference_is_nothing_but_the_number_of_a_note() {
        assert_eq!(reference("see note 2").as_deref(), Some("2"));
        assert_eq!(reference("(Note 1)").as_deref(), Some("1"));
        assert_eq!(reference("see Appendix B"), None);
        assert_eq!(reference("note 1 in the letter says more"), None);
    }

    #[test]
    fn a_mark_stands_behind_something() {
        assert_eq!(mark_of("SC **"), Some("**"));
        assert_eq!(mark_of("SC"), None);
        assert_eq!(mark_of("***"), None);
        assert_eq!(mark_of("Polling district [12]"), Some("[12]"));
        assert_eq!(mark_of("Postal voter\u{b9}"), Some("\u{b9}"));
        assert_eq!(mark_of("Deleted [record]"), None);
        assert_eq!(mark_of("[1]"), None);
        assert_eq!(without_mark("SC [2]"), "SC");
    }
}
