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

use crate::codebook::word_lists::{number, word_lists};
use crate::recognise::explain::{self, CodeMeaning, Explanation};
use crate::recognise::{Heading, Survey};
use crate::statement::judge::look;
use crate::statement::sentence::Sentence;
use crate::statement::signals::{Scope, Signals};
use crate::vocabulary::Category;

pub(super) use codes::{codes_of, in_articles, without_signs};

/// The headings that paragraphs describe so, where nothing else explains them.
pub(super) fn described(
    sentences: &[&Sentence],
    signals: &Signals,
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    let paragraphs = || sentences.chunk_by(|_, next| !next.first);
    let glossary = glossary(paragraphs(), signals, survey);
    let told = paragraphs().flat_map(|paragraph| {
        let mut found = scales::scales(paragraph, survey);
        found.extend(codes::codes(paragraph, survey));
        found.extend(values::values(paragraph, survey));
        found
    });
    let told = told.chain(glossary);
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    told.filter(|(index, _)| {
        let heading = survey.headings.get(*index);
        heading.is_some_and(is_open) && seen.insert(*index)
    })
    .collect()
}

/// Where the sentence stands among others that an explanation quotes.
fn sentence_of(explanation: &Explanation, sentences: &[&Sentence]) -> Option<usize> {
    sentences.iter().position(|sentence| {
        sentence.at == explanation.at && explanation.text.contains(&sentence.text)
    })
}

/// Adds to an explanation what the sentences behind it go on to say of the same: `A 10 is certain. They were noted by our
/// canvassers.`
pub(super) fn go_on(explanation: &mut Explanation, sentences: &[&Sentence]) {
    const NEAR: usize = 6;
    let lists = &word_lists().described;
    let behind = sentence_of(explanation, sentences)
        .and_then(|at| sentences.get(at + 1..))
        .unwrap_or_default();
    let mut of_scale: Vec<&str> = Vec::new();
    for sentence in behind.iter().take_while(|sentence| !sentence.first) {
        let said = sentence.words();
        let word = |at: usize| said.get(at).map_or("", |word| word.lower.as_str());
        let mut near = said.iter().take(NEAR);
        let of_same = lists.pronouns.has(word(0))
            && lists.pronoun_verbs.has(word(1))
            && near.any(|word| lists.how_made.has(&word.lower));
        let number = matches!(word(0), "a" | "an") && number(word(1)).is_some();
        if explanation.text.contains(sentence.text.as_str()) {
            continue;
        }
        // `It is not bought from Acme Data Ltd`: what is denied tells nothing.
        let denied = said.iter().any(|word| lists.denials.has(&word.lower));
        match (of_same, number) {
            (true, _) if denied => break,
            (true, _) => {
                for text in of_scale.drain(..).chain([sentence.text.as_str()]) {
                    explanation.text.push(' ');
                    explanation.text.push_str(text);
                }
            }
            (false, true) => of_scale.push(&sentence.text),
            (false, false) => break,
        }
    }
}

/// Gives an explanation that has neither codes nor a scale the codes that its sentence tells, where one of them stands
/// under its heading: `MPID is the party we have you down for, where D is definite Labour, P probable Labour and X others`.
pub(super) fn with_codes_told(
    explanation: &mut Explanation,
    sentences: &[&Sentence],
    index: usize,
    survey: &Survey,
) {
    if !explanation.codes.is_empty() || explanation.scale.is_some() {
        return;
    }
    let own = sentence_of(explanation, sentences).and_then(|at| sentences.get(at));
    let Some(own) = own else { return };
    let codes = codes_of(own);
    let mut values = survey.values_under(index);
    if codes.len() > 1 && values.any(|value| codes.iter().any(|told| told.code == value.trim())) {
        explanation.codes = codes;
    }
}

/// `Firmness. The canvasser's impression, from 1 (wavering) to 5 (rock solid).` Entries that begin with the name of a field
/// and a stop, and say what it is, where several of them stand in a response.
fn glossary<'p>(
    paragraphs: impl Iterator<Item = &'p [&'p Sentence]> + Clone,
    signals: &Signals,
    survey: &Survey,
) -> Vec<(usize, Explanation)> {
    const FEWEST: usize = 2;
    const WORDS: usize = 3;
    let sentences = paragraphs.clone().flatten();
    let names = sentences.filter_map(|sentence| sentence.text.trim().strip_suffix('.'));
    let names: BTreeSet<&str> = names.collect();
    let named = |sentence: &Sentence| -> Vec<usize> {
        let Some(name) = sentence.text.trim().strip_suffix('.') else {
            return Vec::new();
        };
        // A heading that has an entry of its own is not meant by the beginning of its name.
        let has_own = |heading: &str| names.contains(heading);
        let called = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let headings = survey.headings.iter().enumerate();
            headings
                .filter(|(_, heading)| fits(heading.text.trim()) && !is_of_identity(heading))
                .map(|(index, _)| index)
                .collect()
        };
        // `Support` is not `Support 2024`, where both are there.
        let exact = called(&|heading| heading == name);
        match exact.is_empty() {
            true => called(&|heading| is_called(heading, name) && !has_own(heading)),
            false => exact,
        }
    };
    let (mut found, mut entries) = (Vec::new(), 0usize);
    for paragraph in paragraphs {
        let mut rest = paragraph;
        while let Some((first, behind)) = rest.split_first() {
            rest = behind;
            let named_here = named(first);
            if named_here.is_empty() {
                continue;
            }
            let length = behind
                .iter()
                .take_while(|next| named(next).is_empty())
                .count();
            let (told, next) = behind.split_at(length);
            rest = next;
            let texts: Vec<&str> = told.iter().map(|sentence| sentence.text.trim()).collect();
            let text = texts.join(" ");
            if text.split_whitespace().count() < WORDS {
                continue;
            }
            entries += 1;
            // `The house that supplies these profiles has not given us an explanation of them.`
            let says_nothing = |one: &Sentence| look(&one.text, signals).has(Scope::Unexplained);
            // `To help, ring us between 2 and 6.` says nothing of what is held.
            let asks = told.iter().any(|one| {
                let mut words = one.words().iter();
                words.any(|word| word_lists().described.asks.has(&word.lower))
            });
            if asks {
                continue;
            }
            let Some(at) = told
                .first()
                .filter(|_| !told.iter().any(|one| says_nothing(one)))
            else {
                continue;
            };
            let codes = match explain::codes(&text) {
                codes if codes.is_empty() => labels(told),
                codes => codes,
            };
            let explanation = Explanation {
                scale: explain::scale(&text),
                codes,
                at: at.at.clone(),
                from_key: true,
                text,
            };
            found.extend(
                named_here
                    .into_iter()
                    .map(|index| (index, explanation.clone())),
            );
        }
    }
    match entries >= FEWEST {
        true => found,
        false => Vec::new(),
    }
}

/// `Aye: would vote for independence. Naw: would vote against.` Answers in words with what they stand for.
fn labels(told: &[&Sentence]) -> Vec<CodeMeaning> {
    const FEWEST: usize = 2;
    const LONGEST: usize = 16;
    let codes = told.iter().filter_map(|sentence| {
        let (code, meaning) = explain::code_and_meaning(&sentence.text)?;
        (code.chars().count() <= LONGEST).then(|| CodeMeaning {
            code: code.to_owned(),
            meaning: meaning.to_owned(),
            at: Some(sentence.at.clone()),
        })
    });
    let codes: Vec<CodeMeaning> = codes.collect();
    match codes.len() >= FEWEST {
        true => codes,
        false => Vec::new(),
    }
}

/// Whether a heading is a name, or that with a time behind it: `Voted 05.2021`.
fn is_called(heading: &str, name: &str) -> bool {
    let behind = heading.trim().strip_prefix(name);
    behind.is_some_and(|behind| !behind.contains(char::is_alphabetic))
}

fn is_of_identity(heading: &Heading) -> bool {
    matches!(
        heading.recognised.category,
        Category::Identity | Category::Address | Category::Contact
    )
}

/// Whether nothing explains a heading but what stands beside one of its values: `Worked out by our analysts`.
fn is_open(heading: &Heading) -> bool {
    heading.explanation.as_ref().is_none_or(|own| {
        let beside = own.codes.iter().all(|code| code.meaning == own.text);
        !own.from_key && own.scale.is_none() && beside
    })
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
    // Letters of a name and of a street are no codes.
    (!is_of_identity(heading)).then_some(one)
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
