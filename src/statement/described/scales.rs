//! What a paragraph tells of the scales of fields: `All three run from 0 to 100. The higher the stance figure, the likelier it
//! is that you favour independence.`

use std::collections::BTreeMap;

use crate::codebook::entry::Scale;
use crate::codebook::word_lists::word_lists;
use crate::provenance::Location;
use crate::recognise::Survey;
use crate::recognise::explain::{self, Explanation};
use crate::statement::described::{is_same, titled};
use crate::statement::listed::listed;
use crate::statement::sentence::Sentence;
use crate::statement::told::{counted, holds_numbers, is_data, leaves_scale_open};
use crate::statement::words::{Pause, Word, words};

/// What is told of a heading in a paragraph, up to a sentence of it.
#[derive(Default)]
struct Told<'t> {
    texts: Vec<&'t str>,
    at: Option<Location>,
    scale: Option<Scale>,
}

/// The headings of which a paragraph tells the scale.
pub(super) fn scales(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    let mut told: BTreeMap<usize, Told<'_>> = BTreeMap::new();
    // Those of which the paragraph speaks.
    let mut spoken: Vec<usize> = Vec::new();
    // `Warmth. This is only a guess. It runs from 0 to 100.`
    let named = titled(paragraph, survey);
    let mut last: Option<usize> = named;
    for (at, sentence) in paragraph.iter().enumerate() {
        // A heading with its value tells nothing of either.
        if is_data(sentence, survey) {
            continue;
        }
        let text = sentence.text.as_str();
        let said = words(text);
        // What is so elsewhere, was so once or will be so tells nothing of these.
        if said
            .iter()
            .any(|word| word_lists().described.elsewhere.has(&word.lower))
        {
            continue;
        }
        let before = paragraph.get(..at).unwrap_or_default();
        let (about, all) = match subject(text, &said, before, &spoken, survey) {
            Subject::These(these) => {
                spoken.clone_from(&these);
                (these, true)
            }
            Subject::Spoken => (spoken.clone(), true),
            Subject::One(one) => (vec![one], false),
            // `The support figure runs the other way about. It is out of 100.`
            Subject::Nothing => {
                match last.filter(|_| text.starts_with("It ") || text.starts_with("This ")) {
                    Some(one) => (vec![one], false),
                    None => {
                        last = named.filter(|_| at == 0);
                        continue;
                    }
                }
            }
        };
        last = match about.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        if leaves_scale_open(text) {
            continue;
        }
        // `minus 1 means that we have no figure`: not all of what stands there is on a scale.
        let lower = text.to_lowercase();
        let none = lower.contains(" means ")
            && word_lists()
                .described
                .blanks
                .iter()
                .any(|said| lower.contains(said));
        if none {
            for index in &about {
                told.remove(index);
            }
            continue;
        }
        // `They are correct for 60 to 80 per cent of people` is no scale.
        let says_scale = said
            .iter()
            .any(|word| word_lists().described.of_scale.has(&word.lower))
            || text.starts_with(|c: char| c.is_ascii_digit())
            || text.contains("out of ");
        let scale = explain::scale(text).filter(|_| says_scale).filter(|scale| {
            let mut about = about.iter();
            about.all(|index| fits(scale, *index, survey))
        });
        for index in &about {
            let own = told.entry(*index).or_default();
            own.texts.push(text);
            own.at.get_or_insert_with(|| sentence.at.clone());
            // What is said of one says more than what is said of all.
            if let Some(scale) = &scale
                && (own.scale.is_none() || !all)
            {
                own.scale = Some(scale.clone());
                own.at = Some(sentence.at.clone());
            }
            if !all
                && let Some(high) = higher_means(text)
                && let Some(scale) = &mut own.scale
            {
                scale.high.get_or_insert_with(|| high.to_owned());
            }
        }
    }
    let explained = told.into_iter().filter_map(|(index, told)| {
        let explanation = Explanation {
            text: told.texts.join(" "),
            scale: Some(told.scale?),
            codes: Vec::new(),
            at: told.at?,
            from_key: true,
        };
        Some((index, explanation))
    });
    explained.collect()
}

/// Of which headings a sentence speaks.
enum Subject {
    /// Of several that it names or counts.
    These(Vec<usize>),
    /// Of those of which the paragraph speaks: `All three`, `They`, `0% is never`.
    Spoken,
    /// Of one of them, or of one that it calls by its own words: `The first`, `On the constitution,`.
    One(usize),
    Nothing,
}

fn subject(
    text: &str,
    said: &[Word],
    before: &[&Sentence],
    spoken: &[usize],
    survey: &Survey,
) -> Subject {
    let lower = |at: usize| said.get(at).map_or("", |word| word.lower.as_str());
    let lists = &word_lists().described;
    if let Some((these, _)) = listed(text, survey)
        && these.iter().all(|index| holds_numbers(survey, *index))
    {
        return Subject::These(these);
    }
    if let Some(index) = called(text, said, before, survey) {
        return Subject::One(index);
    }
    let goes_on = lists.all.has(lower(0)) || lower(0).starts_with(|c: char| c.is_ascii_digit());
    if goes_on && spoken.len() > 1 {
        return Subject::Spoken;
    }
    let ordinal = lists.ordinals.position(lower(1));
    if lower(0) == "the"
        && lists.verbs.has(lower(2))
        && let Some(one) = ordinal.and_then(|at| spoken.get(at))
    {
        return Subject::One(*one);
    }
    let these = counted(said, survey);
    match these.len() {
        0 | 1 => Subject::Nothing,
        _ => Subject::These(these),
    }
}

/// The one heading that a sentence calls by words of its own: behind `The higher the`, `On the`, `The`; the rest of its
/// words stand before in the paragraph, or call it a figure.
fn called(text: &str, said: &[Word], before: &[&Sentence], survey: &Survey) -> Option<usize> {
    let lower = |at: usize| said.get(at).map_or("", |word| word.lower.as_str());
    let lists = &word_lists().described;
    let the = |at: usize| matches!(lower(at), "the" | "your" | "our");
    let (from, higher) = match lower(0) {
        "the" if lists.degrees.has(lower(1)) && the(2) => (3, true),
        "on" | "for" if the(1) => (2, false),
        "the" | "your" | "our" => (1, false),
        _ => return None,
    };
    let ends = |word: &Word| {
        lists.verbs.has(&word.lower) || lists.figures.has(&word.lower) || word.before != Pause::None
    };
    let behind = said.get(from..)?;
    let first = behind.first()?;
    let count = 1 + behind.iter().skip(1).take_while(|word| !ends(word)).count();
    if lists.figures.has(&first.lower) || count > MOST_WORDS {
        return None;
    }
    let own: Vec<&str> = behind
        .iter()
        .take(count)
        .map(|word| word.lower.as_str())
        .collect();
    // `On the doorstep we write a number` calls none.
    let next = behind.get(count)?;
    // `The support score of your MP`
    let of_other = |word: &Word| matches!(word.lower.as_str(), "of" | "that" | "which");
    if lists.figures.has(&next.lower) && behind.get(count + 1).is_some_and(of_other) {
        return None;
    }
    let pauses = next.before != Pause::None;
    if !higher && !pauses && !lists.figures.has(&next.lower) {
        return None;
    }
    let earlier: Vec<&str> = before
        .iter()
        .flat_map(|sentence| sentence.words())
        .map(|word| word.lower.as_str())
        .collect();
    let called_so = |index: &usize| {
        let heading = survey.headings.get(*index);
        heading.is_some_and(|heading| {
            let label = &heading.label;
            let mut rest = label
                .words()
                .iter()
                .filter(|word| !own.contains(&word.as_str()));
            let all = own
                .iter()
                .all(|word| label.words().iter().any(|own| own == word));
            let told = |word: &str| {
                lists.figures.has(word)
                    || earlier.iter().any(|said| is_same(said, word))
                    || text.contains(word)
            };
            // `The support figure` is the one figure that has this word in its name.
            let figure = lists.figures.has(&next.lower);
            all && rest.all(|word| higher || figure || told(word))
        })
    };
    let numbers = (0..survey.headings.len()).filter(|index| holds_numbers(survey, *index));
    let mut found = numbers.filter(called_so);
    let one = found.next()?;
    found.next().is_none().then_some(one)
}

/// More words than this call no heading.
const MOST_WORDS: usize = 4;

/// `you would vote for us` of `The higher the figure, the likelier we think it is that you would vote for us.`
fn higher_means(text: &str) -> Option<&str> {
    let (_, behind) = text.split_once(", the ")?;
    // `The higher it is, the less likely it is that you will vote` tells the other end.
    let degree = behind.split_whitespace().next()?;
    let more = behind.starts_with("more likely") || word_lists().described.rising.has(degree);
    let (between, meant) = behind.split_once(" that ")?;
    let plain = more && !between.contains(" less") && !between.contains(" unlikely");
    if !plain {
        return None;
    }
    let meant = meant.trim_end_matches(['.', ';']);
    (text.starts_with("The ") && !meant.is_empty()).then_some(meant)
}

/// Whether all values under a heading are on a scale; there is at least one.
fn fits(scale: &Scale, index: usize, survey: &Survey) -> bool {
    let mut values = survey.values_under(index).peekable();
    values.peek().is_some()
        && values.all(|value| {
            let bare = value.trim().trim_end_matches('%');
            let number: Result<f64, _> = bare.parse();
            number.is_ok_and(|number| (scale.from..=scale.to).contains(&number))
        })
}
