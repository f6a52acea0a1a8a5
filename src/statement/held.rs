//! Values that a letter tells in its sentences, where it sends no table of them: `The mobile number we have for you is
//! 07700 900418`, `Our system records you as a "Labour promise"`, `puts your likelihood of voting at 68`.
//!
//! Three things have to be there: a heading that is known, words that say that it is the person's, and a value of the
//! form that stands under such a heading. What lacks one of them is a sentence and nothing more.

use std::collections::HashSet;

use crate::codebook::label::flat_of;
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Kind, Role};
use crate::document::{Document, Part};
use crate::provenance::{Location, Place};
use crate::recognise::footnotes::marks;
use crate::recognise::survey::ToldValue;
use crate::recognise::{Form as Shape, Recognised, Recogniser, Survey, is_period};
use crate::statement::sentence::{Form, Sentence, sentences};
use crate::statement::words::{Pause, Word};
use crate::vocabulary::Category;

/// Values of one response that are read as its data: fewer may be a recital of the request.
const FEWEST: usize = 3;

/// What the letters of a response tell of the person in sentences and no table or list of it holds, in reading order.
#[must_use]
pub fn held_in_prose(
    document: &Document,
    survey: &Survey,
    recogniser: &Recogniser<'_>,
) -> Vec<ToldValue> {
    let mut found: Vec<ToldValue> = Vec::new();
    for part in &document.parts {
        if part.passages.is_empty() {
            continue;
        }
        let marks = marks(part.id, survey);
        for sentence in sentences(part, &[], &survey.listed, &marks) {
            let is_own = !sentence.quoted && sentence.form != Form::Heading;
            if !is_own || !may_tell(&sentence) {
                continue;
            }
            let told = Teller::new(&sentence, recogniser).told();
            found.extend(told.into_iter().map(|(heading, value)| ToldValue {
                heading: heading.to_owned(),
                value: value.to_owned(),
                said: behind(&sentence.text, value).map(str::to_owned),
                at: place(part, &sentence, heading, value),
            }));
        }
    }
    if found.len() >= FEWEST {
        // A letter beside a table may say again what stands there.
        let observed = survey.observations.iter();
        let observed = observed.filter_map(|one| one.value.as_deref());
        let observed: HashSet<String> = observed.map(flat_of).collect();
        found.retain(|held| !observed.contains(&flat_of(&held.value)));
    }
    if found.len() < FEWEST {
        found.clear();
    }
    found
}

/// Whether a sentence speaks to the person, and neither of the request nor of what would be.
fn may_tell(sentence: &Sentence) -> bool {
    let lists = &word_lists().held;
    let mut words = sentence.words().iter();
    let mut speaks = false;
    let barred = words.any(|word| {
        speaks |= matches!(word.lower.as_str(), "you" | "your");
        lists.bars.has(&word.lower)
    });
    speaks && !barred
}

/// What a sentence goes on to say of a figure: `on a scale from 0 to 100, where 100 means certain to do so`.
fn behind<'s>(text: &'s str, value: &str) -> Option<&'s str> {
    let (_, rest) = text.split_once(value).filter(|_| is_figure(value))?;
    Some(rest.trim()).filter(|rest| !rest.is_empty())
}

/// The passage of a sentence in which a value stands: a sentence may run over several.
fn place(part: &Part, sentence: &Sentence, heading: &str, value: &str) -> Location {
    let from = part
        .passages
        .iter()
        .position(|passage| passage.at == sentence.at.place);
    let own = part.passages.iter().skip(from.unwrap_or(0));
    let mut holding = own.filter(|passage| passage.text.contains(value));
    // A short value may stand by chance in a line above its own.
    let mut beside = holding.clone();
    let place: Option<&Place> = beside
        .find(|passage| passage.text.contains(heading))
        .or_else(|| holding.next())
        .map(|passage| &passage.at);
    Location {
        part: part.id,
        place: place.unwrap_or(&sentence.at.place).clone(),
    }
}

/// A heading found in a sentence, and how its words go on.
struct Head<'s> {
    text: &'s str,
    recognised: std::rc::Rc<Recognised>,
    /// The word with which it begins.
    from: usize,
}

/// A sentence that is looked through for values.
struct Teller<'s, 'r, 'b> {
    text: &'s str,
    words: &'s [Word],
    recogniser: &'r Recogniser<'b>,
}

impl<'s, 'r, 'b> Teller<'s, 'r, 'b> {
    fn new(sentence: &'s Sentence, recogniser: &'r Recogniser<'b>) -> Self {
        Self {
            text: &sentence.text,
            words: sentence.words(),
            recogniser,
        }
    }

    /// The word at a place, in small letters; nothing behind the last.
    fn lower(&self, at: usize) -> &'s str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    /// The text from one word up to another that is not in it.
    fn between(&self, from: usize, to: usize) -> &'s str {
        let last = to.checked_sub(1).and_then(|last| self.words.get(last));
        let text = self.words.get(from).zip(last);
        text.and_then(|(first, last)| self.text.get(first.start..last.end))
            .unwrap_or_default()
    }

    /// Headings with their values, in the order of the sentence.
    fn told(&self) -> Vec<(&'s str, &'s str)> {
        let lists = &word_lists().held;
        let mut found = Vec::new();
        for at in 0..self.words.len() {
            let word = self.lower(at);
            let pair = if lists.verbs.has(word) {
                self.behind_verb(at)
            } else if word == "as" {
                self.recorded_as(at)
            } else if word == "at" {
                self.put_at(at)
            } else if word == "of" {
                self.score_of(at)
            } else if lists.into.has(word) {
                self.in_class(at)
            } else {
                None
            };
            found.extend(pair);
        }
        found
    }

    /// `The mobile number we have for you is 07700 900418`, `your polling district, which is WB4`.
    fn behind_verb(&self, verb: usize) -> Option<(&'s str, &'s str)> {
        let lists = &word_lists().held;
        let mut from = verb + 1;
        if lists.noted.has(self.lower(from)) {
            from += 1;
            // `is held on our system` tells no value.
            if !matches!(self.lower(from), "as" | "at") {
                return None;
            }
            from += 1;
        }
        let value = self.value(from)?;
        let head = self
            .heads_before(verb)
            .find(|head| fits(&head.recognised, value))?;
        Some((head.text, value.text))
    }

    /// The headings that may end before a word, nearest first: what stands behind a `your`, or behind a `the` where it is
    /// said to be the person's.
    fn heads_before(&self, end: usize) -> impl Iterator<Item = Head<'s>> {
        const FAR: usize = 24;
        let lists = &word_lists().held;
        // Before another verb stands another clause.
        let clause = (end.saturating_sub(FAR)..end).rev();
        let clause = clause.take_while(|at| !lists.verbs.has(self.lower(*at)));
        clause.filter_map(move |at| {
            let own = match self.lower(at) {
                "your" => true,
                "the" => false,
                _ => return None,
            };
            let aside = (at + 1..end).find(|next| self.begins_aside(*next, at + 1));
            let aside = aside.unwrap_or(end);
            let said_of = || {
                let mut words = aside..end;
                words.any(|at| matches!(self.lower(at), "you" | "your"))
            };
            self.head(at + 1, aside).filter(|_| own || said_of())
        })
    }

    /// Whether the name of a thing ends before a word and something is said of it: `the number | we have for you`,
    /// `the name | on your file`.
    fn begins_aside(&self, at: usize, first: usize) -> bool {
        let lists = &word_lists().held;
        let paused = self
            .words
            .get(at)
            .is_some_and(|word| word.before != Pause::None);
        let of_person = lists.before_person.has(self.lower(at)) && {
            let next = self.lower(at + 1);
            lists.persons.has(next)
        };
        at > first && paused || lists.asides.has(self.lower(at)) || of_person
    }

    /// Words as a heading, where it is known and of something held.
    fn head(&self, from: usize, to: usize) -> Option<Head<'s>> {
        const MOST_WORDS: usize = 10;
        let lists = &word_lists().held;
        let words = from..to;
        let fits = (1..=MOST_WORDS).contains(&words.len())
            && !words.clone().any(|at| lists.not_held.has(self.lower(at)));
        let text = fits.then(|| self.between(from, to))?;
        let recognised = self.recogniser.recognise(text);
        let held = recognised.is_known()
            && matches!(recognised.role, Role::Value | Role::Name)
            && recognised.category != Category::System;
        held.then_some(Head {
            text,
            recognised,
            from,
        })
    }

    /// What stands from a word on, up to where the sentence goes on with something else.
    fn value(&self, from: usize) -> Option<Value<'s>> {
        let first = match self.lower(from) {
            "a" | "an" => from + 1,
            _ => from,
        };
        let begin = self.words.get(first)?.start;
        let before = self.text.get(..begin)?;
        // `£`, `+`, `@` and quotation marks belong to the word behind them.
        let signs = |c: char| !c.is_whitespace() && !c.is_alphanumeric();
        let begin = before.trim_end_matches(signs).len();
        let behind = self.text.get(begin..)?;
        if let Some(quoted) = in_quotes(behind) {
            return Some(Value {
                text: quoted,
                quoted: true,
            });
        }
        let end = (first + 1..self.words.len()).find(|at| self.ends_value(*at));
        let end = end
            .and_then(|at| self.words.get(at))
            .map_or(self.text.len(), |word| word.start);
        let text = self.text.get(begin..end)?;
        let text = text.split(" (").next().unwrap_or(text);
        let text = text
            .trim_end_matches(|c: char| c.is_whitespace() || ".,;:(\u{2013}\u{2014}-".contains(c));
        (!text.is_empty()).then_some(Value {
            text: text.trim_start(),
            quoted: false,
        })
    }

    /// Whether a value ends before a word.
    fn ends_value(&self, at: usize) -> bool {
        let lists = &word_lists().held;
        let Some(word) = self.words.get(at) else {
            return true;
        };
        let next = self.lower(at + 1);
        match word.before {
            Pause::Semicolon => return true,
            Pause::Comma if lists.after_comma.has(&word.lower) => return true,
            Pause::Comma | Pause::None => {}
        }
        let goes_on = lists.before_new.has(&word.lower) && lists.new.has(next);
        lists.ends.has(&word.lower) || goes_on
    }

    /// `Our system records you as a "Labour promise"`, `You are recorded as a firm Labour voter`.
    fn recorded_as(&self, at: usize) -> Option<(&'s str, &'s str)> {
        const NEAR: usize = 8;
        let lists = &word_lists().held;
        let far = at.saturating_sub(NEAR);
        let noted = (far..at)
            .rev()
            .find(|verb| lists.noting.has(self.lower(*verb)))?;
        let told = self.lower(noted + 1) == "you"
            || (noted >= 2 && self.lower(noted - 1) == "are" && self.lower(noted - 2) == "you");
        let begins = (0..=noted).rev().find(|at| {
            *at == 0
                || self.words.get(*at).is_some_and(|word| {
                    word.before != Pause::None || matches!(self.lower(at - 1), "and" | "but")
                })
        })?;
        let value = self.value(at + 1).filter(|_| told)?;
        let words = value.text.split_whitespace().count();
        let first = value.text.split_whitespace().next().unwrap_or_default();
        let says = (1..=6).contains(&words)
            && (value.quoted || value.text.contains(char::is_uppercase))
            && !first.ends_with("ing")
            && !lists.no_value.has(&first.to_lowercase());
        says.then(|| (self.between(begins, at + 1), value.text))
    }

    /// `Our model puts your likelihood of voting at 68`.
    fn put_at(&self, at: usize) -> Option<(&'s str, &'s str)> {
        const FAR: usize = 14;
        let value = self.value(at + 1).filter(|value| is_figure(value.text))?;
        let far = at.saturating_sub(FAR);
        let your = (far..at).rev().find(|word| self.lower(*word) == "your")?;
        let puts = your.checked_sub(1)?;
        let puts = word_lists().held.putting.has(self.lower(puts));
        let aside = (your + 1..at).find(|next| self.begins_aside(*next, your + 1));
        let head = self.head(your + 1, aside.unwrap_or(at)).filter(|_| puts)?;
        fits(&head.recognised, value).then_some((head.text, value.text))
    }

    /// `gives you a turnout score of 0.83`, `with a support score of 71`.
    fn score_of(&self, of: usize) -> Option<(&'s str, &'s str)> {
        const FAR: usize = 6;
        let value = self.value(of + 1).filter(|value| is_figure(value.text))?;
        let far = of.saturating_sub(FAR);
        let begins = (far..of)
            .rev()
            .find(|word| matches!(self.lower(*word), "a" | "an" | "your"))?;
        let head = self.head(begins + 1, of)?;
        let scored = matches!(head.recognised.kind, Some(Kind::Score | Kind::Rank));
        let given = begins
            .checked_sub(1)
            .is_some_and(|before| word_lists().held.giving.has(self.lower(before)));
        let own = self.lower(begins) == "your" || given;
        (scored && own).then_some((head.text, value.text))
    }

    /// `places your household in Mosaic group H`.
    fn in_class(&self, at: usize) -> Option<(&'s str, &'s str)> {
        const MOST_WORDS: usize = 4;
        let own = (0..at).any(|word| matches!(self.lower(word), "you" | "your"));
        if !own {
            return None;
        }
        let first = match self.lower(at + 1) {
            "the" => at + 2,
            _ => at + 1,
        };
        (1..=MOST_WORDS).find_map(|many| {
            let code = self.words.get(first + many)?;
            let written = code.written(self.text);
            let is_code = written.len() <= 4
                && written
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            let head = self.head(first, first + many).filter(|_| is_code)?;
            let coded = matches!(head.recognised.kind, Some(Kind::Code | Kind::Label))
                && head.recognised.category == Category::Segment;
            (coded && head.from == first).then_some((head.text, written))
        })
    }
}

/// A value as a sentence has it.
#[derive(Clone, Copy)]
struct Value<'s> {
    text: &'s str,
    /// Whether it stands in quotation marks.
    quoted: bool,
}

/// What stands in the quotation marks with which a text begins.
fn in_quotes(text: &str) -> Option<&str> {
    const MARKS: [(char, char); 4] = [
        ('\u{201c}', '\u{201d}'),
        ('\u{2018}', '\u{2019}'),
        ('"', '"'),
        ('\'', '\''),
    ];
    let text = text.trim_start();
    let (open, close) = MARKS.iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = text.get(open.len_utf8()..)?;
    let end = inner.find(*close)?;
    inner.get(..end).filter(|inner| !inner.is_empty())
}

/// `68`, `0.83`, `15%`, `68 per cent`
fn is_figure(value: &str) -> bool {
    let figure = value
        .trim_end_matches("per cent")
        .trim_end_matches(['%', ' ']);
    !figure.is_empty()
        && figure
            .trim_start_matches(['-', '\u{2212}', '+'])
            .parse::<f64>()
            .is_ok()
}

/// Whether a value is of the form that stands under a heading.
fn fits(heading: &Recognised, value: Value<'_>) -> bool {
    const MOST_WORDS: usize = 6;
    let lists = &word_lists().held;
    let text = value.text;
    let words: Vec<&str> = text.split_whitespace().collect();
    let few = (1..=MOST_WORDS).contains(&words.len());
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let first = words
        .first()
        .map(|word| word.to_lowercase())
        .unwrap_or_default();
    let is_capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let capitals = words.iter().filter(is_capital).count();
    let small = words.len() - capitals;
    match heading.kind {
        Some(Kind::Name) => few && capitals >= 1 && small <= 1 && !has_digit,
        Some(Kind::Contact) => {
            matches!(Shape::of_text(text), Some(Shape::Mail | Shape::Phone))
                || first.starts_with('@')
        }
        Some(Kind::Address) => {
            let at_home = matches!(Shape::of_text(text), Some(Shape::Street | Shape::Postcode));
            let joins = |word: &&&str| {
                let word = word.trim_end_matches(',');
                !word.starts_with(char::is_lowercase) || lists.of_places.has(word)
            };
            at_home || words.iter().filter(joins).count() == words.len()
        }
        Some(Kind::Date) => has_digit && is_period(text) || crate::day::Day::parse(text).is_ok(),
        Some(Kind::Identifier) => few && words.len() <= 3 && has_digit,
        Some(Kind::Number | Kind::Score | Kind::Rank) => is_figure(text),
        Some(Kind::Flag) => lists.answers.has(&first) && words.len() == 1,
        Some(Kind::Code) => {
            value.quoted
                || (words.len() == 1 && small == 0 && text.chars().count() <= 12)
                || (has_digit && words.len() == 1)
        }
        Some(Kind::Label | Kind::Text | Kind::Note) => {
            let says = value.quoted || !lists.no_value.has(&first);
            few && says && !first.ends_with("ing")
        }
        None => false,
    }
}
