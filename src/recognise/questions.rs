//! Answers under one heading to questions under another: `Reply` beside `Question`.

use std::collections::HashMap;
use std::rc::Rc;

use crate::codebook::word_lists::word_lists;
use crate::codebook::{Kind, Label, Role};
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::keys::{self, KeyText};
use crate::recognise::survey::{Heading, Survey};
use crate::vocabulary::Category;

/// Reads each answer as its question says: `Soft Labour` beside `2031 Vote Intent` is a recorded voting intention,
/// `Road safety` beside `Local priority` under the same heading is none. An answer whose question says nothing of
/// votes stays what its own heading says.
pub(super) fn answers_to_questions(survey: &mut Survey, recogniser: &Recogniser<'_>) {
    let headings = survey.headings.iter().enumerate();
    let pairs: Vec<(usize, usize)> = headings
        .filter(|(_, heading)| is_answer(heading))
        .filter_map(|(answer, heading)| {
            let mut beside = survey.headings.iter();
            let question =
                beside.position(|other| other.block == heading.block && is_question(other))?;
            Some((answer, question))
        })
        .collect();
    for (answer, question) in pairs {
        let mut asked: HashMap<u32, Rc<Recognised>> = HashMap::new();
        for observation in survey.under(question) {
            let text = observation.value.as_deref().unwrap_or_default();
            let read = recogniser.recognise(text);
            if is_vote(&read) {
                asked.insert(observation.record, read);
            }
        }
        let mut made: Vec<(Rc<Recognised>, usize)> = Vec::new();
        for at in 0..survey.observations.len() {
            let Some(observation) = survey.observations.get(at) else {
                continue;
            };
            let Some(read) = asked
                .get(&observation.record)
                .filter(|_| observation.heading == answer)
            else {
                continue;
            };
            let known = made.iter().find(|(known, _)| Rc::ptr_eq(known, read));
            let heading = match known {
                Some((_, heading)) => *heading,
                None => {
                    let Some(heading) = survey.headings.get(answer).cloned() else {
                        continue;
                    };
                    let mut meant = read.as_ref().clone();
                    meant.why = format!("the question beside the answer: {}", read.why);
                    survey.headings.push(Heading {
                        recognised: Rc::new(meant),
                        ..heading
                    });
                    made.push((Rc::clone(read), survey.headings.len() - 1));
                    survey.headings.len() - 1
                }
            };
            if let Some(observation) = survey.observations.get_mut(at) {
                observation.heading = heading;
            }
        }
    }
}

/// Explains the answers of a record by what a key says of the question beside them: `Q1 | 3` where the key has
/// `Q1 | Should the High Street be closed? | 1 = Yes; 2 = No; 3 = Not sure`.
pub(super) fn answers_by_key(survey: &mut Survey, keys: &[KeyText], recogniser: &Recogniser<'_>) {
    let mut by_name: HashMap<String, &KeyText> = HashMap::new();
    for entry in keys.iter().filter(|entry| entry.code.is_none()) {
        if let Some(name) = &entry.heading {
            by_name.entry(name.trim().to_lowercase()).or_insert(entry);
        }
    }
    if by_name.is_empty() {
        return;
    }
    let entry_of = |value: &str| by_name.get(&value.trim().to_lowercase()).copied();
    for question in 0..survey.headings.len() {
        let asked: HashMap<u32, &KeyText> = survey
            .under(question)
            .filter_map(|seen| Some((seen.record, entry_of(seen.value.as_deref()?)?)))
            .collect();
        let all = survey.values_under(question).count();
        if asked.len() < FEWEST || asked.len() < all {
            continue;
        }
        let Some(block) = survey.headings.get(question).map(|heading| heading.block) else {
            continue;
        };
        let beside = survey.headings.iter().enumerate();
        let beside = beside.filter(|(index, other)| *index != question && other.block == block);
        let mut answers = beside.filter(|(index, _)| are_answers(survey, *index, &asked));
        // Where `Round` fits as well as `Answer`, its own words tell which it is.
        let all: Vec<(usize, bool)> = answers
            .by_ref()
            .map(|(index, heading)| (index, is_called_answer(&heading.text)))
            .collect();
        let mut called = all.iter().filter(|(_, called)| *called);
        let answer = match (called.next(), called.next(), all.as_slice()) {
            (Some((one, _)), None, _) | (None, _, [(one, _)]) => Some(*one),
            _ => None,
        };
        if let Some(answer) = answer {
            explain_each(survey, answer, &asked, recogniser);
        }
    }
}

/// Whether a heading calls what stands under it an answer.
fn is_called_answer(heading: &str) -> bool {
    let label = Label::new(heading);
    label
        .words()
        .iter()
        .any(|word| word_lists().questions.answers.has(word))
}

/// Fewer questions than this are no questionnaire.
const FEWEST: usize = 2;

/// Whether what stands under a heading is, in each record, one of the codes that the key gives for the question there.
fn are_answers(survey: &Survey, index: usize, asked: &HashMap<u32, &KeyText>) -> bool {
    let mut found = 0;
    for seen in survey.under(index) {
        let (Some(value), Some(entry)) = (seen.value.as_deref(), asked.get(&seen.record)) else {
            continue;
        };
        let told = keys::read("", entry).filter(|told| told.meaning_of(value).is_some());
        if told.is_none() {
            return false;
        }
        found += 1;
    }
    found >= FEWEST
}

/// Gives each answer a heading of its own, with the codes of its question.
fn explain_each(
    survey: &mut Survey,
    answer: usize,
    asked: &HashMap<u32, &KeyText>,
    recogniser: &Recogniser<'_>,
) {
    let Some(heading) = survey.headings.get(answer).cloned() else {
        return;
    };
    for at in 0..survey.observations.len() {
        let Some(seen) = survey.observations.get(at) else {
            continue;
        };
        let entry = asked
            .get(&seen.record)
            .filter(|_| seen.heading == answer && seen.value.is_some());
        let Some((entry, told)) =
            entry.and_then(|entry| Some((entry, keys::read(&heading.text, entry)?)))
        else {
            continue;
        };
        let read = recogniser.recognise(&entry.meaning);
        let speaks = is_vote(&read) || (read.special.is_some() && !read.inferred);
        let recognised = match speaks {
            true => {
                let mut meant = read.as_ref().clone();
                meant.why = format!("the question that the key gives: {}", read.why);
                Rc::new(meant)
            }
            false => Rc::clone(&heading.recognised),
        };
        survey.headings.push(Heading {
            recognised,
            explanation: Some(told),
            ..heading.clone()
        });
        let own = survey.headings.len() - 1;
        if let Some(seen) = survey.observations.get_mut(at) {
            seen.heading = own;
        }
    }
}

fn is_answer(heading: &Heading) -> bool {
    heading.recognised.category == Category::ContactHistory
        && heading.recognised.has("log:answer")
        && !heading.recognised.has("log:question")
        && heading.explanation.is_none()
}

fn is_question(heading: &Heading) -> bool {
    heading.recognised.has("log:question") && heading.recognised.role != Role::Date
}

/// Whether a question is about a vote, and its answers name one.
fn is_vote(read: &Recognised) -> bool {
    let of_votes = matches!(
        read.category,
        Category::VotingIntention | Category::EuReferendum | Category::VotingRecord
    );
    of_votes
        && !read.inferred
        && read.role == Role::Value
        && matches!(read.kind, Some(Kind::Code | Kind::Label | Kind::Text))
}
