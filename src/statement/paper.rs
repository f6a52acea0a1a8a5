//! What each part is as a paper, who wrote it and when.

use crate::day::Day;
use crate::document::{Part, PartKind};
use crate::provenance::{Location, Place};
use crate::recognise::Survey;
use crate::statement::days::days;
use crate::statement::model::{Author, DateFrom, Paper, PaperDate, PaperKind, Statement, Topic};
use crate::statement::sentence::{Form, Sentence};
use crate::statement::signals::Signals;

/// What a message is, by the weights of its sentences, with the words that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weighed {
    pub kind: PaperKind,
    pub shown_by: Vec<(Location, String)>,
}

impl Default for Weighed {
    /// What a message is that has no sentences.
    fn default() -> Self {
        Self {
            kind: PaperKind::Other,
            shown_by: Vec::new(),
        }
    }
}

/// A sentence with what it adds to each kind of paper.
pub(super) type Weights<'s> = (&'s Sentence, Vec<i32>);

/// Weighs the sentences of a message.
pub(super) fn weigh(signals: &Signals, sentences: &[Weights<'_>]) -> Weighed {
    const SHOWN: usize = 3;
    let best = signals
        .papers
        .iter()
        .enumerate()
        .filter_map(|(index, (kind, least))| {
            let of = |weights: &[i32]| weights.get(index).copied().unwrap_or(0);
            let sum: i32 = sentences
                .iter()
                .map(|(_, weights)| of(weights))
                .fold(0, i32::saturating_add);
            let shown: Vec<(Location, String)> = sentences
                .iter()
                .filter(|(_, weights)| of(weights) > 0)
                .map(|(sentence, _)| (sentence.at.clone(), sentence.text.clone()))
                .take(SHOWN)
                .collect();
            (sum >= *least).then_some((sum, std::cmp::Reverse(index), *kind, shown))
        })
        .max_by_key(|(sum, index, _, _)| (*sum, *index));
    match best {
        Some((_, _, kind, shown_by)) => Weighed { kind, shown_by },
        None => Weighed::default(),
    }
}

/// The paper that a part is. `said` are the statements that stand in it, `greets` whether it addresses somebody.
pub(super) fn paper(
    part: &Part,
    weighed: Weighed,
    sentences: &[Sentence],
    said: &[&Statement],
    greets: bool,
    survey: &Survey,
) -> Paper {
    let kind = settle(part, weighed.kind, said, greets, survey);
    let author = match kind {
        PaperKind::Request | PaperKind::Identity => Author::Person,
        PaperKind::Letter
        | PaperKind::Holding
        | PaperKind::Notice
        | PaperKind::Glossary
        | PaperKind::Mailing
        | PaperKind::Data => Author::Party,
        PaperKind::Other => Author::Unknown,
    };
    let mut shown_by = weighed.shown_by;
    if kind == PaperKind::Holding {
        shown_by = said
            .iter()
            .filter(|statement| asks_for_time(statement.topic))
            .map(|statement| (statement.at.clone(), statement.words.clone()))
            .collect();
    }
    Paper {
        part: part.id,
        kind,
        author,
        date: date(part, sentences),
        shown_by,
    }
}

fn settle(
    part: &Part,
    kind: PaperKind,
    said: &[&Statement],
    greets: bool,
    survey: &Survey,
) -> PaperKind {
    /// A letter that answers nothing does not hold so many values.
    const PRINT: usize = 8;
    let own = survey
        .observations
        .iter()
        .filter(|observation| observation.at.part == part.id && observation.value.is_some());
    let values = own.count();
    let holds_data = values > 0;
    let explains = survey.headings.iter().any(|heading| {
        heading
            .explanation
            .as_ref()
            .is_some_and(|explanation| explanation.at.part == part.id && heading.at.part != part.id)
    });
    match kind {
        PaperKind::Letter if is_holding(said) && !holds_in_tables(part, survey) => {
            PaperKind::Holding
        }
        // `Copy of the record held in answer to your request`, above a record: a print, and no letter.
        PaperKind::Letter if said.is_empty() && values > PRINT && !greets => PaperKind::Data,
        PaperKind::Letter => PaperKind::Letter,
        // `Printed by compliance, screen 1 of 2`: no leaflet holds so many values.
        PaperKind::Mailing if values > PRINT => PaperKind::Data,
        PaperKind::Other if answers_items(said) && !holds_in_tables(part, survey) => {
            PaperKind::Letter
        }
        PaperKind::Glossary if !holds_data => PaperKind::Glossary,
        PaperKind::Other if explains && !holds_data => PaperKind::Glossary,
        PaperKind::Other | PaperKind::Glossary if holds_data => PaperKind::Data,
        PaperKind::Other if part.kind == PartKind::Image => PaperKind::Other,
        other => other,
    }
}

/// Whether a table of the part holds data.
fn holds_in_tables(part: &Part, survey: &Survey) -> bool {
    survey.observations.iter().any(|observation| {
        observation.at.part == part.id
            && observation.value.is_some()
            && matches!(
                observation.at.place,
                Place::Cell { .. } | Place::Field { .. }
            )
    })
}

/// Whether statements answer several items of the law, so that they are a letter by whatever words it
/// begins and ends.
fn answers_items(said: &[&Statement]) -> bool {
    const SEVERAL: usize = 3;
    let mut found: Vec<Topic> = said
        .iter()
        .filter(|statement| statement.answers_item())
        .map(|statement| statement.topic)
        .filter(|topic| {
            matches!(
                topic,
                Topic::Purposes
                    | Topic::Recipients
                    | Topic::Retention
                    | Topic::Rights
                    | Topic::Source
                    | Topic::AutomatedDecisions
                    | Topic::Transfers
            )
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.len() >= SEVERAL
}

fn asks_for_time(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::Extension | Topic::Identity | Topic::Clarification | Topic::WillFollow
    )
}

/// Whether statements only ask for time, identity or clarification, or acknowledge.
fn is_holding(said: &[&Statement]) -> bool {
    let asks = said.iter().any(|statement| {
        statement.affirms()
            && (asks_for_time(statement.topic) || statement.topic == Topic::Acknowledgement)
    });
    let answers = said.iter().any(|statement| {
        (statement.affirms() || matches!(statement.stance, crate::statement::model::Stance::Denied))
            && matches!(
                statement.topic,
                Topic::Copy
                    | Topic::Confirmation
                    | Topic::NothingHeld
                    | Topic::Refusal
                    | Topic::Excessive
                    | Topic::Source
                    | Topic::Categories
                    | Topic::RegisterOnly
            )
    });
    asks && !answers && !answers_items(said)
}

/// The day of a paper: the header of the mail, the date of the letter, the properties of the file.
fn date(part: &Part, sentences: &[Sentence]) -> Option<PaperDate> {
    let property = |name: &str| {
        let found = part
            .properties
            .iter()
            .find(|property| property.name == name);
        found.and_then(|property| {
            let day = property.value.get(..10).unwrap_or(&property.value);
            Day::parse(day)
                .ok()
                .or(days(&property.value).first().copied())
        })
    };
    let mail = matches!(part.kind, PartKind::Eml | PartKind::Msg);
    if let Some(day) = mail.then(|| property("date")).flatten() {
        let from = DateFrom::MailHeader;
        return Some(PaperDate { day, from });
    }
    if let Some(day) = letter_date(sentences) {
        let from = DateFrom::Letter;
        return Some(PaperDate { day, from });
    }
    let day = property("created").or_else(|| property("modified"))?;
    let from = DateFrom::File;
    Some(PaperDate { day, from })
}

/// The date that a letter bears: a short line at its head that holds one day, or a line at its foot.
fn letter_date(sentences: &[Sentence]) -> Option<Day> {
    const HEAD: usize = 14;
    const MOST_WORDS: usize = 12;
    let bears = |sentence: &&Sentence| {
        sentence.message == 0
            && (sentence.form == Form::Heading
                || sentence.text.split_whitespace().count() <= MOST_WORDS)
    };
    let dated = |sentence: &Sentence| {
        let lower = sentence.text.to_lowercase();
        let other = [
            "request",
            "your letter",
            "your email",
            "received",
            "born",
            "deadline",
            "due",
            // What a program says of the page is no date of a letter.
            "printed",
            "exported",
            "extracted",
            "downloaded",
        ]
        .iter()
        .any(|word| lower.contains(word));
        (!other)
            .then(|| days(&sentence.text).first().copied())
            .flatten()
    };
    let head = sentences.iter().take(HEAD).filter(bears);
    let foot = sentences.iter().rev().take(4).filter(bears);
    head.chain(foot).find_map(dated)
}
