//! What a paragraph tells of fields from sentence to sentence: first which they are, then how they were made, their scale,
//! and what its ends or their codes mean.
//!
//! ```text
//! Affinity, Stance and Turnout are estimates. All three run from 0 to 100. The higher the stance figure, the likelier it
//! is that you favour independence.
//! Our canvassers write down a figure between 1 and 5. A 1 is a firm supporter, a 2 leans to us, a 3 does not know.
//! ```

mod codes;
mod scales;
mod values;

use std::collections::BTreeSet;

use crate::recognise::Survey;
use crate::recognise::explain::Explanation;
use crate::statement::sentence::Sentence;
use crate::vocabulary::Category;

pub(super) use codes::in_articles;

/// The headings that paragraphs describe so, where nothing else explains them.
pub(super) fn described(sentences: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    let paragraphs = sentences.chunk_by(|_, next| !next.first);
    let told = paragraphs.flat_map(|paragraph| {
        let mut found = scales::scales(paragraph, survey);
        found.extend(codes::codes(paragraph, survey));
        found.extend(values::values(paragraph, survey));
        found
    });
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    told.filter(|(index, _)| {
        let heading = survey.headings.get(*index);
        heading.is_some_and(|heading| heading.explanation.is_none()) && seen.insert(*index)
    })
    .collect()
}

/// The heading that is the whole first sentence of a paragraph: `Warmth.`
fn titled(paragraph: &[&Sentence], survey: &Survey) -> Option<usize> {
    let (first, rest) = paragraph.split_first()?;
    let name = first.text.trim().trim_end_matches(['.', ':']);
    let mut named = (0..survey.headings.len()).filter(|index| {
        survey
            .headings
            .get(*index)
            .is_some_and(|heading| heading.text.trim() == name)
    });
    let one = named.next().filter(|_| !rest.is_empty())?;
    named.next().is_none().then_some(one)
}

/// The one heading under which a value stands.
fn only_holder(value: &str, survey: &Survey) -> Option<usize> {
    let mut holders = holders(value, survey).into_iter();
    let one = holders.next().filter(|_| holders.next().is_none())?;
    let heading = survey.headings.get(one)?;
    let of_person = matches!(
        heading.recognised.category,
        Category::Identity | Category::Address | Category::Contact
    );
    // Letters of a name and of a street are no codes.
    (!of_person).then_some(one)
}

/// The headings under which a value stands.
fn holders(value: &str, survey: &Survey) -> BTreeSet<usize> {
    let seen = survey.observations.iter();
    let holds = seen.filter(|seen| seen.value.as_deref().is_some_and(|own| own.trim() == value));
    holds.map(|seen| seen.heading).collect()
}

/// Whether two words are forms of one: `canvass` and `canvassers`, `mark` and `marks`.
fn is_same(said: &str, word: &str) -> bool {
    const SHORTEST: usize = 4;
    const LONGEST_ENDING: usize = 4;
    let (short, long) = if said.len() < word.len() {
        (said, word)
    } else {
        (word, said)
    };
    said == word
        || (short.len() >= SHORTEST
            && long
                .strip_prefix(short)
                .is_some_and(|ending| ending.len() <= LONGEST_ENDING))
}
