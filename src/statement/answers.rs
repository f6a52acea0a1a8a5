//! Rows of tables that answer an item of the law: `Recipients | none`, `Who do you share it with? | We
//! share it with our printers.` A list of such rows holds no data about the person; a heading of that
//! kind among data is read beside them.

use std::collections::{BTreeMap, BTreeSet};

use crate::codebook::word_lists::{number, word_lists};
use crate::codebook::{Kind, Label, Role};
use crate::provenance::Location;
use crate::recognise::layout::is_kind_of_data;
use crate::recognise::{Note, Observation, Recognised, Survey};
use crate::statement::judge::{Under, judge, look};
use crate::statement::model::Topic;
use crate::statement::sentence::pieces;
use crate::statement::signals::Signals;
use crate::vocabulary::Category;

/// A row that answers something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row<'s> {
    /// What is asked, as written.
    pub question: &'s str,
    /// The topics that it names; none where it only stands among rows that do.
    pub topics: Vec<Topic>,
    /// The answer.
    pub answer: &'s str,
    /// Where that stands.
    pub at: &'s Location,
    /// The observation that is the question, where it is no heading.
    asked_in: Option<usize>,
    /// The observation that is the answer.
    answered_in: usize,
    /// Whether a reader of the file does not see it.
    hidden: bool,
    /// Whether it says nothing but the answer, and is no data about the person.
    pub no_data: bool,
}

impl Row<'_> {
    /// The observations that are no data.
    pub fn observations(&self) -> impl Iterator<Item = usize> {
        let all = std::iter::once(self.answered_in).chain(self.asked_in);
        all.filter(|_| self.no_data)
    }

    /// `Where did these four come from?`: the headings next above in the same block. None where a question does not
    /// point to any.
    pub fn asked_of_those_above(&self, survey: &Survey) -> Option<Vec<usize>> {
        let label = Label::new(self.question);
        let words = label.words();
        let at = words
            .iter()
            .position(|word| matches!(word.as_str(), "these" | "those"))?;
        let counted = words.get(at + 1).and_then(|word| number(word));
        let own = survey.observations.get(self.answered_in)?.heading;
        let heading = survey.headings.get(own)?;
        let before = survey.headings.iter().enumerate().take(own);
        let above = before
            .filter(|(_, other)| other.block == heading.block && other.title == heading.title);
        let mut above: Vec<usize> = above.map(|(index, _)| index).collect();
        if let Some(count) = counted {
            let skip = above.len().checked_sub(count)?;
            above.drain(..skip);
        }
        (!above.is_empty()).then_some(above)
    }

    /// The answer as a text of the response.
    pub fn note(&self) -> Note {
        Note {
            text: self.answer.to_owned(),
            at: self.at.clone(),
            hidden: self.hidden,
        }
    }

    /// Some words of the answer with what they answer.
    pub fn quoted(&self, words: &str) -> String {
        let question = self.question.trim().trim_end_matches(':');
        let mark = if question.ends_with('?') { "" } else { ":" };
        format!("{question}{mark} {words}")
    }
}

/// For how many items a list of answers has rows.
const LEAST: usize = 3;

/// A question with its answer, as a layout puts them: a heading and its value, or two cells of a row.
struct Pair<'s> {
    block: u32,
    question: &'s str,
    /// The observation that is the question, where it is no heading.
    asked_in: Option<usize>,
    answered_in: usize,
    answer: &'s Observation,
    /// Whether the question is a field that is known.
    is_field: bool,
    /// Whether it asks who the person is, or where to be found.
    names_person: bool,
}

/// What a question asks for.
struct Asked {
    topics: Vec<Topic>,
    /// Whether it speaks of little else.
    plainly: bool,
}

/// The blocks that may hold rows that answer items, as far as can be told without reading a word of a
/// question: a table of data alone is none.
pub(super) fn blocks(survey: &Survey) -> BTreeSet<u32> {
    // A list has this many questions that are no sources: those are one item together.
    const OTHERS: usize = LEAST - 1;
    let mut asked: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for observation in &survey.observations {
        let (Some(heading), Some(answer)) =
            (survey.headings.get(observation.heading), &observation.value)
        else {
            continue;
        };
        if found.contains(&heading.block) || !may_ask(&heading.recognised) {
            continue;
        }
        let is_source = heading.recognised.role == Role::Source;
        let of_block = asked.entry(heading.block).or_default();
        if !is_source {
            of_block.insert(observation.heading);
        }
        let tells = is_telling(answer) && (!is_source || points_above(&heading.text));
        if of_block.len() >= OTHERS || is_long(answer) || tells {
            found.insert(heading.block);
        }
    }
    found
}

/// Whether a heading may be a question: it is no field that holds what is known of a person.
fn may_ask(recognised: &Recognised) -> bool {
    let is_of_data = matches!(recognised.category, Category::Consent | Category::System);
    let is_worded = matches!(
        recognised.kind,
        Some(Kind::Text | Kind::Code | Kind::Label | Kind::Note)
    );
    !recognised.is_known() || recognised.role == Role::Source || (is_of_data && is_worded)
}

/// The rows of a response that answer items.
pub(super) fn rows<'s>(
    survey: &'s Survey,
    blocks: &BTreeSet<u32>,
    signals: &Signals,
) -> Vec<Row<'s>> {
    let mut pairs = pairs(survey, signals);
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for pair in &pairs {
        *sizes.entry(pair.block).or_default() += 1;
    }
    pairs.retain(|pair| blocks.contains(&pair.block) && !is_address(pair) && !is_of_person(pair));
    let mut asked: BTreeMap<&str, Option<Asked>> = BTreeMap::new();
    for pair in &pairs {
        asked
            .entry(pair.question)
            .or_insert_with(|| asks(pair.question, signals));
    }
    let asked = |pair: &Pair<'_>| asked.get(pair.question).and_then(Option::as_ref);
    let lists = lists(&pairs, &sizes, &asked);
    let tables = tables(&pairs, &asked);
    let mut entered: BTreeSet<u32> = BTreeSet::new();
    let mut found = Vec::new();
    for pair in &pairs {
        let asked = asked(pair);
        let answer = pair.answer.value.as_deref().unwrap_or_default();
        let no_data =
            if (!pair.is_field && is_letter(answer, signals)) || tables.contains(&pair.block) {
                true
            } else if lists.contains(&pair.block) {
                // `Information | Our answer` above the rows.
                let above = entered.insert(pair.block) && !pair.is_field;
                match asked {
                    Some(_) => answer.chars().any(char::is_alphabetic),
                    None => above || is_aside(pair, answer),
                }
            } else {
                // `Where did these four come from?` among the data.
                asked.is_some_and(|asked| asked.topics.first() == Some(&Topic::Source))
                    && points_above(pair.question)
                    && is_telling(answer)
                    && says_one_source(answer)
            };
        let beside = asked.is_some_and(|asked| asked.plainly) && is_telling(answer);
        if no_data || (beside && pair.asked_in.is_none()) {
            found.push(Row {
                question: pair.question,
                topics: asked.map_or_else(Vec::new, |asked| asked.topics.clone()),
                answer,
                at: &pair.answer.at,
                asked_in: pair.asked_in,
                answered_in: pair.answered_in,
                hidden: pair.answer.hidden,
                no_data,
            });
        }
    }
    found
}

/// `You typed them into our form.`: one sentence, sure and without exception.
fn says_one_source(answer: &str) -> bool {
    let label = Label::new(answer);
    let mut words = label.words().iter();
    pieces(answer).len() == 1 && !words.any(|word| word_lists().answers.no_source.has(word))
}

/// Whether a question asks of what stands above it.
fn points_above(question: &str) -> bool {
    let label = Label::new(question);
    let mut words = label.words().iter();
    question.trim_end().ends_with('?')
        && words.any(|word| matches!(word.as_str(), "these" | "those"))
}

/// Whether an answer is a mail address and nothing else: `Sent to | casey@people.example` names nobody who
/// was given data.
fn is_address(pair: &Pair<'_>) -> bool {
    let answer = pair.answer.value.as_deref().unwrap_or_default().trim();
    answer.contains('@') && !answer.contains(char::is_whitespace)
}

/// `What name do we have for you? | Ms Casey Mockford`: a field with its value, and no sentence about such data.
fn is_of_person(pair: &Pair<'_>) -> bool {
    const MOST_WORDS: usize = 12;
    let answer = pair.answer.value.as_deref().unwrap_or_default().trim();
    let is_short = answer.split_whitespace().count() <= MOST_WORDS;
    pair.names_person && is_short && !answer.ends_with('.') && !only_says_whether(answer)
}

/// Whether an answer only says whether there is something: `Yes`, `None`.
fn only_says_whether(answer: &str) -> bool {
    let word = answer.trim_end_matches('.').to_lowercase();
    matches!(word.as_str(), "yes" | "no" | "none" | "nil" | "n/a")
}

/// Every question with its answer.
fn pairs<'s>(survey: &'s Survey, signals: &Signals) -> Vec<Pair<'s>> {
    let columns = columns(survey, signals);
    let mut open: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (number, observation) in survey.observations.iter().enumerate() {
        let (Some(heading), Some(_)) =
            (survey.headings.get(observation.heading), &observation.value)
        else {
            continue;
        };
        let record = (heading.block, observation.record);
        let column = columns.get(&heading.block);
        if let Some(column) = column {
            if observation.heading == column.asked {
                open.insert(record, number);
            }
            if observation.heading != column.answered {
                continue;
            }
        }
        let asked_in = column.and_then(|_| open.remove(&record));
        let question = asked_in
            .and_then(|at| survey.observations.get(at))
            .and_then(|asked| asked.value.as_deref());
        found.push(Pair {
            block: heading.block,
            question: question.unwrap_or(&heading.text),
            asked_in,
            answered_in: number,
            answer: observation,
            is_field: question.is_none() && heading.recognised.is_known(),
            names_person: question.is_none()
                && matches!(
                    heading.recognised.category,
                    Category::Identity
                        | Category::Address
                        | Category::Contact
                        | Category::ElectoralRegister
                ),
        });
    }
    found
}

/// The columns of a table of questions and answers, by their headings.
#[derive(Debug, Clone, Copy)]
struct Columns {
    asked: usize,
    answered: usize,
}

/// Blocks of a few columns that no codebook knows, one of which asks for several items: `You asked | We
/// say`. The last column answers.
fn columns(survey: &Survey, signals: &Signals) -> BTreeMap<u32, Columns> {
    const FEW: std::ops::RangeInclusive<usize> = 2..=4;
    let mut of_block: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, heading) in survey.headings.iter().enumerate() {
        of_block.entry(heading.block).or_default().push(index);
    }
    let unknown = |index: &usize| {
        let heading = survey.headings.get(*index);
        heading.is_some_and(|heading| heading.recognised.field.is_none())
    };
    of_block.retain(|_, headings| FEW.contains(&headings.len()) && headings.iter().all(unknown));
    of_block
        .into_iter()
        .filter_map(|(block, headings)| {
            let (answered, others) = headings.split_last()?;
            let asked = others
                .iter()
                .find(|heading| asks_for_items(survey, **heading, signals))?;
            Some((
                block,
                Columns {
                    asked: *asked,
                    answered: *answered,
                },
            ))
        })
        .collect()
}

/// Whether the values under a heading ask for several items.
fn asks_for_items(survey: &Survey, heading: usize, signals: &Signals) -> bool {
    // A table of answers has a row for each item, and few others.
    const ROWS: usize = 60;
    let values = survey.values_under(heading).take(ROWS);
    let topics: BTreeSet<Topic> = values
        .filter_map(|value| asks(value, signals)?.topics.first().copied())
        .collect();
    topics.len() >= LEAST
}

/// The items that a question asks for.
fn asks(question: &str, signals: &Signals) -> Option<Asked> {
    const MOST_WORDS: usize = 14;
    if question.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    let looked = look(question, signals);
    let mut topics = looked.headed();
    topics.retain(|topic| is_item(*topic));
    let first = *topics.first()?;
    Some(Asked {
        plainly: is_of_notice(first) && looked.is_named_plainly(first),
        topics,
    })
}

/// The blocks that are lists of answers: with questions for several items, and not many more rows that ask nothing. One
/// or two such headings stand in many records, and several in a wide one.
fn lists<'a>(
    pairs: &[Pair<'_>],
    sizes: &BTreeMap<u32, usize>,
    asked: &impl Fn(&Pair<'_>) -> Option<&'a Asked>,
) -> BTreeSet<u32> {
    const OTHERS_FOR_EACH: usize = 3;
    // What is asked in full is no field, however many stand beside it.
    let mut in_full: BTreeMap<u32, usize> = BTreeMap::new();
    let mut topics: BTreeMap<u32, (BTreeSet<Topic>, usize)> = BTreeMap::new();
    for pair in pairs {
        if let Some(first) = asked(pair).and_then(|asked| asked.topics.first()) {
            let (topics, rows) = topics.entry(pair.block).or_default();
            topics.insert(*first);
            *rows += 1;
            if pair.question.trim_end().ends_with('?') {
                *in_full.entry(pair.block).or_default() += 1;
            }
        }
    }
    topics.retain(|block, (topics, rows)| {
        let all = sizes.get(block).copied().unwrap_or_default();
        let asked_in_full = in_full.get(block).is_some_and(|rows| *rows >= LEAST);
        topics.len() >= LEAST && (asked_in_full || all <= *rows * (1 + OTHERS_FOR_EACH))
    });
    topics.into_keys().collect()
}

/// The blocks whose columns, all but the first, say what is done with kinds of data: `Kind of data |
/// What we use it for | When we delete it`.
fn tables<'a>(
    pairs: &[Pair<'_>],
    asked: &impl Fn(&Pair<'_>) -> Option<&'a Asked>,
) -> BTreeSet<u32> {
    const COLUMNS: std::ops::RangeInclusive<usize> = 3..=8;
    const FEWEST: usize = 2;
    let mut rows: BTreeMap<(u32, &str), usize> = BTreeMap::new();
    for pair in pairs {
        *rows.entry((pair.block, pair.question)).or_default() += 1;
    }
    let mut columns: BTreeMap<u32, BTreeMap<&str, Option<Topic>>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.asked_in.is_none()) {
        let topic = asked(pair).and_then(|asked| asked.topics.first().copied());
        let of_block = columns.entry(pair.block).or_default();
        of_block.insert(pair.question, topic);
    }
    columns.retain(|block, columns| {
        let topics: BTreeSet<Topic> = columns.values().copied().flatten().collect();
        let others = columns.values().filter(|topic| topic.is_none()).count();
        // `Recipient | What for`, `Data | Kept until`, with several rows. What stands under the first is no entry of
        // the person's: `Donor`, `Firm Labour`.
        let lists = &word_lists().records;
        let names_what = |question: &str| {
            let head = question.trim().to_lowercase();
            let mut under = pairs
                .iter()
                .filter(|pair| pair.block == *block && pair.question == question);
            let reasons = || {
                columns
                    .keys()
                    .any(|other| lists.reasons.has(&other.trim().to_lowercase()))
            };
            (lists.recipients.has(&head) && reasons())
                || (lists.kinds_of_data.has(&head)
                    && under.all(|pair| pair.answer.value.as_deref().is_some_and(is_kind_of_data)))
        };
        let of_two = columns.len() == FEWEST
            && columns
                .keys()
                .all(|question| rows.get(&(*block, *question)) >= Some(&FEWEST))
            && !topics.is_empty()
            && columns.keys().any(|question| names_what(question));
        of_two || (COLUMNS.contains(&columns.len()) && topics.len() >= FEWEST && others <= 1)
    });
    columns.into_keys().collect()
}

/// Whether a row among answers answers something that is no item: a question, or sentences under a
/// heading that is no field.
fn is_aside(pair: &Pair<'_>, answer: &str) -> bool {
    const SENTENCE: usize = 5;
    pair.question.trim_end().ends_with('?')
        || (!pair.is_field && answer.split_whitespace().count() >= SENTENCE)
}

/// Whether a cell holds a whole letter, as where a page is laid out as a table.
fn is_letter(value: &str, signals: &Signals) -> bool {
    if !is_long(value) {
        return false;
    }
    let topics: BTreeSet<Topic> = pieces(value)
        .into_iter()
        .flat_map(|piece| judge(piece, &look(piece, signals), signals, Under::Nothing))
        .map(|judged| judged.topic)
        .filter(|topic| is_of_notice(*topic))
        .collect();
    topics.len() >= LEAST
}

/// Whether a value has as many words as a short letter.
fn is_long(value: &str) -> bool {
    const LEAST_WORDS: usize = 40;
    value.split_whitespace().nth(LEAST_WORDS - 1).is_some()
}

/// Whether a value among data says something: several words, or that there is none.
fn is_telling(value: &str) -> bool {
    let label = Label::new(value);
    let words = label.words();
    let letters = |word: &str| word.chars().any(char::is_alphabetic);
    (words.len() > 1 && words.iter().any(|word| letters(word)))
        || words.iter().any(|word| word_lists().answers.none.has(word))
}

fn is_item(topic: Topic) -> bool {
    is_of_notice(topic)
        || matches!(
            topic,
            Topic::Confirmation | Topic::Categories | Topic::Source | Topic::LawfulBasis
        )
}

/// Items whose names are no fields of a record.
fn is_of_notice(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::Purposes
            | Topic::Recipients
            | Topic::Retention
            | Topic::Rights
            | Topic::ComplaintController
            | Topic::ComplaintCommissioner
            | Topic::AutomatedDecisions
            | Topic::Transfers
    )
}
