//! Reads what a response says about itself: every paper, sentence by sentence.

use crate::codebook::Codebooks;
use crate::document::{Document, Part};
use crate::error::CodebookError;
use crate::provenance::Place;
use crate::recognise::{Explanation, Survey};
use crate::statement::about::about;
use crate::statement::days::days_among;
use crate::statement::judge::{Judged, Looked, Under, judge, look};
use crate::statement::model::{Paper, PaperKind, Stance, Statement, Statements, Topic};
use crate::statement::paper::{Weighed, paper, weigh};
use crate::statement::phrases::Phrases;
use crate::statement::sentence::{Form, Sentence, sentences};
use crate::statement::signals::{Scope, Signals};
use crate::statement::told;

/// What reading needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The parts.
    pub document: &'a Document,
    /// What was observed in them.
    pub survey: &'a Survey,
    /// The codebooks.
    pub books: &'a Codebooks,
    /// The phrases by which short texts are read.
    pub phrases: &'a Phrases,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// The statements and the papers.
    pub statements: Statements,
    /// Headings that papers explain, by their index in the survey.
    pub explained: Vec<(usize, Explanation)>,
    /// Observations that are no data about the person, by their index: what the person wrote, rows
    /// that answer an item of the law, the head and foot of a letter.
    pub no_data: Vec<usize>,
}

/// Reads the statements and the papers of a response.
///
/// # Errors
///
/// [`CodebookError`] where the signals do not load.
pub fn read(reading: Reading<'_>) -> Result<Read, CodebookError> {
    let signals = Signals::of(reading.books)?;
    let mut found = Read::default();
    let (answers, gone) = told::answers(reading.survey, &signals);
    found.no_data.extend(gone);
    for part in &reading.document.parts {
        let sentences = sentences(part, &reading.survey.notes);
        let reader = Reader {
            reading,
            signals: &signals,
        };
        let (weighed, mut said) = reader.part(&sentences);
        let in_rows = answers.iter().filter(|answer| answer.at.part == part.id);
        said.extend(in_rows.cloned());
        let borrowed: Vec<&Statement> = said.iter().collect();
        let mut paper = paper(part, weighed, &sentences, &borrowed, reading.survey);
        if paper.kind == PaperKind::Data && reader.only_answers(part, &answers, &found.no_data) {
            paper.kind = PaperKind::Letter;
        }
        found.no_data.extend(reader.no_data(&paper, &sentences));
        if told::speaks(paper.kind) {
            for sentence in sentences.iter().filter(|s| s.form != Form::Heading) {
                let told = told::explained(sentence, &signals, reading.survey);
                found.explained.extend(told);
            }
            found
                .explained
                .extend(told::scaled(part, &sentences, reading.survey));
            found.statements.all.extend(said);
        }
        found.statements.papers.push(paper);
    }
    found.no_data.sort_unstable();
    found.no_data.dedup();
    Ok(found)
}

struct Reader<'a, 's> {
    reading: Reading<'a>,
    signals: &'s Signals,
}

/// What the sentences above say about those below.
#[derive(Default)]
struct Context {
    /// The topics of the last heading.
    topics: Vec<Topic>,
    /// Whether the next sentence is in the first paragraph under it.
    first: bool,
    /// The statements that a sentence before a list made: the items belong to them.
    intro: Option<std::ops::Range<usize>>,
}

impl<'s> Reader<'_, 's> {
    /// Whether a part is a table of answers and holds no data.
    fn only_answers(&self, part: &Part, answers: &[Statement], no_data: &[usize]) -> bool {
        let mut observations = self.reading.survey.observations.iter().enumerate();
        answers.iter().any(|answer| answer.at.part == part.id)
            && observations.all(|(index, observation)| {
                observation.at.part != part.id || no_data.binary_search(&index).is_ok()
            })
    }

    /// The observations of a paper that are no data: all of what the person wrote and of a mailing; of a letter, what
    /// stands above its greeting, and the few lines below its close.
    fn no_data(&self, paper: &Paper, sentences: &[Sentence]) -> Vec<usize> {
        const FEW: usize = 3;
        let own = |place: &dyn Fn(&Place) -> bool| -> Vec<usize> {
            let all = self.reading.survey.observations.iter().enumerate();
            all.filter(|(_, observation)| observation.at.part == paper.part)
                .filter(|(_, observation)| place(&observation.at.place))
                .map(|(index, _)| index)
                .collect()
        };
        let running = |place: &Place| matches!(place, Place::Line { .. } | Place::Page { .. });
        if !told::speaks(paper.kind) {
            return own(&|_| true);
        }
        if !matches!(paper.kind, PaperKind::Letter | PaperKind::Holding) {
            return Vec::new();
        }
        let begins = |scope: Scope| {
            sentences
                .iter()
                .find(|sentence| look(&sentence.text, self.signals).has_at_start(scope))
                .map(|sentence| sentence.at.place.clone())
        };
        let mut found = begins(Scope::Greets).map_or_else(Vec::new, |greeting| {
            own(&|place| running(place) && *place < greeting)
        });
        let below = begins(Scope::Closes).map_or_else(Vec::new, |close| {
            own(&|place| running(place) && *place > close)
        });
        if below.len() <= FEW {
            found.extend(below);
        }
        found
    }

    /// What a part is, and what it says. What the person wrote, and mailings, say nothing.
    fn part(&self, sentences: &[Sentence]) -> (Weighed, Vec<Statement>) {
        let looked: Vec<Looked<'s>> = sentences
            .iter()
            .map(|sentence| look(&sentence.text, self.signals))
            .collect();
        let mut messages: Vec<u32> = sentences.iter().map(|sentence| sentence.message).collect();
        messages.dedup();
        let mut first: Option<Weighed> = None;
        let mut said = Vec::new();
        for message in messages {
            let of_message: Vec<(&Sentence, &Looked<'s>)> = sentences
                .iter()
                .zip(&looked)
                .filter(|(sentence, _)| sentence.message == message)
                .collect();
            let weights: Vec<(&Sentence, Vec<i32>)> = of_message
                .iter()
                .map(|(sentence, looked)| (*sentence, looked.paper()))
                .collect();
            let weighed = weigh(self.signals, &weights);
            if told::speaks(weighed.kind) {
                said.extend(self.message(&of_message));
            }
            first.get_or_insert(weighed);
        }
        let weighed = first.unwrap_or(Weighed {
            kind: PaperKind::Other,
            shown_by: Vec::new(),
        });
        let with: Vec<(Topic, Option<Topic>)> = self
            .signals
            .topics
            .iter()
            .map(|rules| (rules.topic, rules.with))
            .collect();
        let there: Vec<Topic> = said.iter().map(|statement| statement.topic).collect();
        said.retain(|statement| {
            with.iter()
                .find(|(topic, _)| *topic == statement.topic)
                .and_then(|(_, with)| *with)
                .is_none_or(|with| there.contains(&with))
        });
        (weighed, said)
    }

    fn message(&self, sentences: &[(&Sentence, &Looked<'s>)]) -> Vec<Statement> {
        let mut said: Vec<Statement> = Vec::new();
        let mut context = Context::default();
        for (sentence, looked) in sentences {
            match sentence.form {
                Form::Heading => self.heading(sentence, looked, &mut context, &mut said),
                Form::Item => self.item(sentence, looked, &mut context, &mut said),
                Form::Prose => self.prose(sentence, looked, &mut context, &mut said),
            }
        }
        said
    }

    fn heading(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        context: &mut Context,
        said: &mut Vec<Statement>,
    ) {
        context.topics = looked.headed();
        context.first = true;
        context.intro = None;
        // A line of its own may say it all: `No personal data held`, `Refused under ...`.
        let alone = |judged: &Judged| {
            matches!(
                judged.topic,
                Topic::NothingHeld | Topic::Refusal | Topic::RegisterOnly
            )
        };
        let judged = judge(&sentence.text, looked, self.signals, Under::Nothing);
        said.extend(
            judged
                .into_iter()
                .filter(alone)
                .map(|judged| self.statement(sentence, looked, judged)),
        );
    }

    fn item(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        context: &mut Context,
        said: &mut Vec<Statement>,
    ) {
        let Some(intro) = context.intro.clone() else {
            return self.prose(sentence, looked, context, said);
        };
        let own = judge(&sentence.text, looked, self.signals, Under::Nothing);
        let introduced: Vec<Topic> = said
            .get(intro.clone())
            .unwrap_or_default()
            .iter()
            .map(|statement| statement.topic)
            .collect();
        // An item belongs to the sentence before the list, unless it says something else outright.
        for statement in said.get_mut(intro).unwrap_or_default() {
            statement.words = format!(
                "{} {};",
                statement.words,
                sentence.text.trim_end_matches([';', ',', '.'])
            );
            statement
                .names
                .extend(looked.names.iter().map(|named| named.name()));
            let all = 0..looked.words.len();
            statement.cites.extend(looked.marks(&all));
            statement.cites.sort();
            statement.cites.dedup();
            if statement.stance == Stance::Generic && !looked.names.is_empty() {
                statement.stance = Stance::Stated;
            }
        }
        let others = own
            .into_iter()
            .filter(|judged| !introduced.contains(&judged.topic))
            .map(|judged| self.statement(sentence, looked, judged));
        let others: Vec<Statement> = others.collect();
        said.extend(others);
    }

    fn prose(
        &self,
        sentence: &Sentence,
        looked: &Looked<'s>,
        context: &mut Context,
        said: &mut Vec<Statement>,
    ) {
        if sentence.text.trim_end().ends_with('?') {
            return;
        }
        let under = if context.topics.is_empty() {
            Under::Nothing
        } else if context.first {
            Under::First(&context.topics)
        } else {
            Under::Later(&context.topics)
        };
        let start = said.len();
        let judged = judge(&sentence.text, looked, self.signals, under);
        said.extend(
            judged
                .into_iter()
                .map(|judged| self.statement(sentence, looked, judged)),
        );
        context.first = false;
        context.intro = sentence
            .text
            .trim_end()
            .ends_with([':', '-', '\u{2013}'])
            .then_some(start..said.len());
    }

    fn statement(&self, sentence: &Sentence, looked: &Looked<'s>, judged: Judged) -> Statement {
        let unit = judged.unit;
        let piece = looked.text(&sentence.text, &unit);
        let origin = matches!(judged.topic, Topic::Source | Topic::BoughtData)
            .then(|| self.reading.phrases.source(piece, self.reading.books))
            .flatten()
            .map(|source| source.origin);
        Statement {
            topic: judged.topic,
            stance: judged.stance,
            words: sentence.text.clone(),
            at: sentence.at.clone(),
            names: looked
                .names
                .iter()
                .filter(|named| named.from >= unit.start && named.to <= unit.end)
                .map(|named| named.name())
                .collect(),
            origin,
            cites: looked.marks(&unit),
            days: days_among(&looked.words),
            about: about(&sentence.text, looked, &unit, self.reading.survey),
        }
    }
}

impl Statements {
    /// The paper that a part is.
    #[must_use]
    pub fn paper(&self, part: crate::provenance::PartId) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.part == part)
    }
}
