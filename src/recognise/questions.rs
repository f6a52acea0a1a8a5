//! Answers under one heading to questions under another: `Reply` beside `Question`.

use std::collections::HashMap;
use std::rc::Rc;

use crate::codebook::{Kind, Role};
use crate::recognise::heading::{Recognised, Recogniser};
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
