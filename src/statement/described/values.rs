//! What a paragraph tells of one value as it stands in the data: `"Soft Labour" is what we put when somebody tells us ...`,
//! `xx means that the question was not asked.`

use crate::codebook::word_lists::word_lists;
use crate::recognise::Survey;
use crate::recognise::explain::{CodeMeaning, Explanation};
use crate::recognise::layout::is_yes_or_no;
use crate::statement::described::{holders, only_holder};
use crate::statement::sentence::Sentence;

/// The headings of which sentences explain the one value: `"Soft Labour" is what we put when somebody tells us that ...`,
/// `05 is the code for a mature family`. Only where no other heading holds that value.
pub(super) fn values(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    let lists = &word_lists().described;
    let mut found = blanks(paragraph, survey);
    let told = paragraph.iter().filter_map(|sentence| {
        let text = sentence.text.trim();
        let (value, rest, quoted) = match begins_quoted(text) {
            Some((value, rest)) => (value, rest, true),
            None => {
                let (value, rest) = text.split_once(' ')?;
                (value, rest, false)
            }
        };
        // `G28 is the type which Experian calls Modern Parents`
        let named = |rest: &str| {
            let (before, called) = rest
                .trim_start()
                .strip_prefix("is the ")?
                .split_once(" calls ")?;
            let kind = before.split_whitespace().next()?;
            let of_list = word_lists().described.kinds.has(kind) && !before.ends_with("no longer");
            of_list.then(|| called.trim_end_matches(['.', ' ']).to_owned())
        };
        if let Some(called) = named(rest)
            && let Some(heading) = only_holder(value, survey)
        {
            let codes = vec![CodeMeaning {
                code: value.to_owned(),
                meaning: called,
                at: None,
            }];
            let explanation = Explanation::of_codes(text.to_owned(), codes, sentence.at.clone());
            return Some((heading, explanation));
        }
        let verbs = lists
            .code_verbs
            .iter()
            .chain(lists.quote_verbs.iter().filter(|_| quoted));
        let (verb, behind) = verbs
            .filter_map(|verb| Some((verb, rest.trim_start().strip_prefix(verb)?)))
            .next()?;
        let kept = if lists.quote_verbs.has(verb) {
            // What is said of it, with the words that say so.
            let first = behind.split_whitespace().next().unwrap_or_default();
            let noted = !verb.ends_with(" we ") || lists.noting.has(first);
            noted.then(|| rest.trim_start().strip_prefix("is ").unwrap_or(rest))?
        } else {
            behind
        };
        let meaning = kept.split(['.', ';']).next()?.trim();
        if meaning.starts_with("nothing") {
            return None;
        }
        let heading = only_holder(value, survey)?;
        (!meaning.is_empty()).then(|| {
            let codes = vec![CodeMeaning {
                code: value.to_owned(),
                meaning: meaning.to_owned(),
                at: None,
            }];
            let explanation = Explanation::of_codes(text.to_owned(), codes, sentence.at.clone());
            (heading, explanation)
        })
    });
    found.extend(told);
    found
}

/// `xx means that the question was not asked`: what stands under any heading where there is no value.
fn blanks(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    const LONGEST: usize = 4;
    let lists = &word_lists().described;
    let mut found = Vec::new();
    for sentence in paragraph {
        let text = sentence.text.trim();
        let Some((value, rest)) = text.split_once(' ') else {
            continue;
        };
        let Some(meaning) = rest.strip_prefix("means ") else {
            continue;
        };
        let lower = meaning.to_lowercase();
        let none = lists.blanks.iter().any(|said| lower.contains(said));
        // `N` and `0` are answers and figures under other headings.
        let letters = value.chars().filter(|c| c.is_alphabetic()).count();
        let is_mark = letters == 0 || (letters > 1 && !is_yes_or_no(value));
        let figures = value.chars().any(|c| c.is_ascii_digit());
        if !none || value.chars().count() > LONGEST || !is_mark || figures {
            continue;
        }
        let meaning = meaning.strip_prefix("that ").unwrap_or(meaning);
        let explanation = Explanation::of_codes(
            text.to_owned(),
            vec![CodeMeaning {
                code: value.to_owned(),
                meaning: meaning.trim_end_matches(['.', ';']).to_owned(),
                at: None,
            }],
            sentence.at.clone(),
        );
        found.extend(
            holders(value, survey)
                .into_iter()
                .map(|index| (index, explanation.clone())),
        );
    }
    found
}

/// `Soft Labour` and what stands behind it, where a text begins with it in quotation marks.
fn begins_quoted(text: &str) -> Option<(&str, &str)> {
    let pairs = [
        ('"', '"'),
        ('\u{201c}', '\u{201d}'),
        ('\u{2018}', '\u{2019}'),
        ('\'', '\''),
    ];
    pairs
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.split_once(*close))
}
