//! Titles and notes that name a heading and give its codes or its scale in brackets: `Canvass answers
//! (1 = for; 2 = against) and marked register (M = voted)`.

use std::collections::BTreeSet;

use crate::recognise::explain::{self, Explanation};
use crate::recognise::heading::Recogniser;
use crate::recognise::keys::plain_words;
use crate::recognise::survey::Survey;

/// So many codes are a list.
const LIST: usize = 3;

/// Explains the headings of the same part that such brackets stand behind, where nothing nearer does and
/// one of their values is among the codes.
pub(super) fn explain(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let titles = survey.headings.iter().flat_map(|heading| &heading.sources);
    let mut notes: Vec<_> = survey.notes.iter().chain(titles).cloned().collect();
    notes.retain(|note| !note.hidden && note.text.contains('('));
    notes.dedup();
    for note in notes {
        for (before, inner) in brackets(&note.text) {
            let mut codes = explain::codes(inner);
            if codes.is_empty() {
                codes = explain::lone_codes(inner);
            }
            if codes.is_empty() {
                continue;
            }
            let named = plain_words(last_words(before), recogniser);
            for index in fitting(survey, &note.at.part, &named, recogniser) {
                let is_code = |value: &str| codes.iter().any(|code| code.code == value.trim());
                let values = || survey.values_under(index);
                // A code outside the list is a code still.
                let is_alike = |value: &str| value.trim().chars().count() == 1;
                let outside = codes.len() >= LIST && values().all(is_alike);
                if !(values().any(is_code) || outside) {
                    continue;
                }
                if let Some(heading) = survey.headings.get_mut(index) {
                    heading.explanation = Some(Explanation::of_codes(
                        inner.to_owned(),
                        codes.clone(),
                        note.at.clone(),
                    ));
                }
            }
        }
    }
}

/// The unexplained headings of a part all of whose words are among these.
fn fitting(
    survey: &Survey,
    part: &crate::provenance::PartId,
    named: &BTreeSet<String>,
    recogniser: &Recogniser<'_>,
) -> Vec<usize> {
    let headings = survey.headings.iter().enumerate();
    headings
        .filter(|(_, heading)| heading.at.part == *part && heading.explanation.is_none())
        .filter(|(_, heading)| {
            let words = plain_words(&heading.text, recogniser);
            !words.is_empty() && words.is_subset(named)
        })
        .map(|(index, _)| index)
        .collect()
}

/// The pairs of brackets of a text: what stands before each, and what stands in it.
fn brackets(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('(') {
        let Some((inner, after)) = behind.split_once(')') else {
            break;
        };
        found.push((before, inner));
        rest = after;
    }
    found
}

/// The last words before a bracket, within their sentence.
fn last_words(before: &str) -> &str {
    const MOST: usize = 4;
    let clause = before.rsplit(['.', ';', ':', ',', '\n']).next();
    let clause = clause.unwrap_or(before).trim_end();
    let starts = clause.match_indices(' ').map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
    let from = starts.len().saturating_sub(MOST);
    let from = starts.get(from).copied().unwrap_or(0);
    clause.get(from..).unwrap_or(clause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Label;

    #[test]
    fn the_words_before_a_bracket_end_with_their_sentence() {
        assert_eq!(
            Label::new(last_words("From the door. Answers ")).key(),
            "answers"
        );
        let text = "Answers (1 = yes) and marks (M = voted)";
        let found: Vec<&str> = brackets(text).iter().map(|(_, inner)| *inner).collect();
        assert_eq!(found, ["1 = yes", "M = voted"]);
    }
}
