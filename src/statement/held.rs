//! Values that a letter tells in its sentences, where it sends no table of them: `The mobile number we have for you is
//! 07700 900418`, `Our system records you as a "Labour promise"`, `puts your likelihood of voting at 68`.
//!
//! Three things have to be there: a heading that is known, words that say that it is the person's, and a value of the
//! form that stands under such a heading. What lacks one of them is a sentence and nothing more.

use std::collections::HashSet;

use crate::codebook::label::flat_of;
use crate::codebook::word_lists::{WordList, word_lists};
use crate::codebook::{Kind, Role};
use crate::document::{Document, Part};
use crate::provenance::{Location, Place};
use crate::recognise::shape::number;
use crate::recognise::survey::ToldValue;
use crate::recognise::{Form as Shape, Recognised, Recogniser, Survey, is_period};
use crate::statement::sentence::{Form, Sentence, Spoken};
use crate::statement::words::{Pause, Word};
use crate::vocabulary::Category;

/// Values of one response that are read as its data: fewer may be a recital of the request.
const FEWEST: usize = 3;

/// What the letters of a response tell of the person in sentences and no table or list of it holds, in reading order.
#[must_use]
pub fn held_in_prose(
    document: &Document,
    spoken: &Spoken,
    survey: &Survey,
    recogniser: &Recogniser<'_>,
) -> Vec<ToldValue> {
    let mut found: Vec<ToldValue> = Vec::new();
    for (part, sentences) in document.parts.iter().zip(&spoken.of_parts) {
        let in_table = |place: &Place| matches!(place, Place::Cell { .. } | Place::Field { .. });
        let running = sentences.iter().filter(|one| !in_table(&one.at.place));
        for sentence in running {
            // `You wrote to us on 3 November:` What follows may be the person's own words.
            if recites(sentence) && sentence.text.trim_end().ends_with(':') {
                break;
            }
            let is_own = !sentence.quoted && sentence.form != Form::Heading;
            if !is_own || !may_tell(sentence) {
                continue;
            }
            let told = Teller::new(sentence, recogniser).told();
            found.extend(told.into_iter().map(|(heading, value)| ToldValue {
                heading: heading.to_owned(),
                value: value.to_owned(),
                said: behind(&sentence.text, value).map(str::to_owned),
                at: place(part, sentence, heading, value),
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

/// Whether a sentence speaks to the person of what is held, and neither of the request nor of what would be, of somebody
/// else, or of what was held by mistake.
fn may_tell(sentence: &Sentence) -> bool {
    let lists = &word_lists().held;
    if sentence.text.trim_end().ends_with('?') || recites(sentence) || quotes_post(sentence) {
        return false;
    }
    let mut words = sentence.words().iter();
    let mut speaks = false;
    let barred = words.any(|word| {
        speaks |= matches!(word.lower.as_str(), "you" | "your");
        lists.bars.has(&word.lower)
    });
    speaks && !barred
}

/// `You wrote that your surname is Mockford`, `You believe your age is 41`: what the person says, and not what is held.
fn recites(sentence: &Sentence) -> bool {
    let mut words = sentence.words().iter().map(|word| word.lower.as_str());
    let first = words.next();
    first == Some("you")
        && words
            .next()
            .is_some_and(|verb| word_lists().held.saying.has(verb))
}

/// `According to your e-mail your surname is Mockford`: what the person wrote.
fn quotes_post(sentence: &Sentence) -> bool {
    let lists = &word_lists().held;
    let mut places = sentence.words().windows(3);
    places.any(|words| match words {
        [lead, your, post] => {
            lists.leading.has(&lead.lower) && your.lower == "your" && lists.post.has(&post.lower)
        }
        _ => false,
    })
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
    /// Whether the person told it: `the issue you raised`.
    told: bool,
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
                self.recorded_as(at).or_else(|| self.also_as(at))
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
        let past = matches!(self.lower(verb), "was" | "were");
        self.heads_before(verb).find_map(|head| {
            let value = self.value(from, head.recognised.kind)?;
            // `Your surname was Mockford`: what was held may be gone; `the issue you raised was` is held still.
            let told = !past || head.told;
            (told && fits(&head, value)).then_some((head.text, value.text))
        })
    }

    /// `Your name is held as Casey Mockford and your address as 17 Proof Lane`: the verb is said once.
    fn also_as(&self, at: usize) -> Option<(&'s str, &'s str)> {
        const MOST_WORDS: usize = 3;
        let lists = &word_lists().held;
        let verb = (0..at).rev().find(|at| lists.verbs.has(self.lower(*at)))?;
        let noted = lists.noted.has(self.lower(verb + 1)) && self.lower(verb + 2) == "as";
        let held = noted && !matches!(self.lower(verb), "was" | "were");
        let far = at.saturating_sub(MOST_WORDS + 2).max(verb + 3);
        let also = (far..at).find(|at| self.lower(*at) == "and" && self.lower(*at + 1) == "your");
        let head = self.head(also.filter(|_| held)? + 2, at)?;
        let value = self.value(at + 1, head.recognised.kind)?;
        fits(&head, value).then_some((head.text, value.text))
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
            // `The share of Labour voters in your street is 41%` is no value of the street.
            let inside = at.checked_sub(1).map(|before| self.lower(before));
            if inside.is_some_and(|before| lists.prepositions.has(before)) {
                return None;
            }
            let aside = (at + 1..end).find(|next| self.begins_aside(*next, at + 1));
            let aside = aside.unwrap_or(end);
            let said = |list: &WordList| (aside..end).any(|at| list.has(self.lower(at)));
            let says = |word: &str| (aside..end).any(|at| self.lower(at) == word);
            let told = said(&lists.telling);
            // `the number we have for you`, `the name on your file`, `the issue you raised`
            let for_use =
                (aside..end).any(|at| self.lower(at) == "you" && self.lower(at + 1) == "to");
            let by_us = said(&lists.us) && said(&lists.keeping) && says("you") && !for_use;
            // `on your file`, and no more: not `on your record of the branch`.
            let last = end.checked_sub(1).map_or("", |last| self.lower(last));
            let on_file = lists.files.has(last) && says("your");
            let by_person = told && says("you");
            let held = own || by_us || on_file || by_person;
            if !held || said(&lists.reaching) {
                return None;
            }
            let head = self.head(at + 1, aside)?;
            Some(Head { told, ..head })
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
            && !words.clone().any(|at| lists.not_held.has(self.lower(at)))
            && !lists.prepositions.has(self.lower(to.saturating_sub(1)));
        // `Your street's turnout score` is of the street.
        let text = fits.then(|| self.between(from, to))?;
        if text.contains("'s ") || text.contains("\u{2019}s ") {
            return None;
        }
        let recognised = self.recogniser.recognise(text);
        let held = recognised.is_known()
            && matches!(recognised.role, Role::Value | Role::Name)
            && recognised.category != Category::System;
        held.then_some(Head {
            text,
            recognised,
            told: false,
        })
    }

    /// What stands from a word on, up to where the sentence goes on with something else.
    fn value(&self, from: usize, kind: Option<Kind>) -> Option<Value<'s>> {
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
        let end = (first + 1..self.words.len()).find(|at| self.ends_value(*at, kind));
        let end = end
            .and_then(|at| self.words.get(at))
            .map_or(self.text.len(), |word| word.start);
        let text = self.text.get(begin..end)?;
        let text = text.split(" (").next().unwrap_or(text);
        // `Mr. We are glad to help`
        let text = text.split(". ").next().unwrap_or(text);
        let text = text
            .trim_end_matches(|c: char| c.is_whitespace() || ".,;:(\u{2013}\u{2014}-".contains(c));
        (!text.is_empty()).then_some(Value {
            text: text.trim_start(),
            quoted: false,
        })
    }

    /// Whether a value of a kind ends before a word.
    fn ends_value(&self, at: usize, kind: Option<Kind>) -> bool {
        let lists = &word_lists().held;
        let Some(word) = self.words.get(at) else {
            return true;
        };
        match word.before {
            Pause::Semicolon => return true,
            Pause::Comma if lists.after_comma.has(&word.lower) => return true,
            Pause::Comma | Pause::None => {}
        }
        // `Holy Cross and Our Lady`, `Stow on the Hill` go on.
        let next = self.words.get(at + 1);
        let next = next.filter(|next| next.written(self.text).starts_with(char::is_lowercase));
        let new = next.is_some_and(|next| lists.new.has(&next.lower));
        let figure = matches!(kind, Some(Kind::Score | Kind::Rank | Kind::Number));
        let goes_on =
            lists.before_new.has(&word.lower) || (figure && lists.before_scale.has(&word.lower));
        lists.ends.has(&word.lower) || (goes_on && new)
    }

    /// `Our system records you as a "Labour promise"`, `You are recorded as a firm Labour voter`.
    fn recorded_as(&self, at: usize) -> Option<(&'s str, &'s str)> {
        const NEAR: usize = 8;
        let lists = &word_lists().held;
        let far = at.saturating_sub(NEAR);
        let noted = (far..at)
            .rev()
            .find(|verb| lists.noting.has(self.lower(*verb)))?;
        let passive =
            noted >= 2 && self.lower(noted - 1) == "are" && self.lower(noted - 2) == "you";
        let alone = !(noted..at).any(|word| self.lower(word) == "and");
        let told = alone && self.lower(noted + 1) == "you" && self.is_of_party(noted);
        let begins = (0..=noted).rev().find(|at| {
            *at == 0
                || self.words.get(*at).is_some_and(|word| {
                    word.before != Pause::None || matches!(self.lower(at - 1), "and" | "but")
                })
        })?;
        let value = self.value(at + 1, None).filter(|_| told || passive)?;
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
        let value = self.value(at + 1, Some(Kind::Score));
        let value = value.filter(|value| is_figure(value.text))?;
        let far = at.saturating_sub(FAR);
        let your = (far..at).rev().find(|word| self.lower(*word) == "your")?;
        let puts = your.checked_sub(1)?;
        let puts = word_lists().held.putting.has(self.lower(puts)) && self.is_of_party(puts);
        let aside = (your + 1..at).find(|next| self.begins_aside(*next, your + 1));
        let head = self.head(your + 1, aside.unwrap_or(at)).filter(|_| puts)?;
        fits(&head, value).then_some((head.text, value.text))
    }

    /// Whether the party itself, or what is its own, does what a verb says: `our model puts`, `we have recorded`.
    fn is_of_party(&self, verb: usize) -> bool {
        const FAR: usize = 6;
        let far = verb.saturating_sub(FAR);
        let clause = (far..verb).rev().find(|at| {
            *at == 0
                || self
                    .words
                    .get(*at)
                    .is_some_and(|word| word.before != Pause::None)
        });
        let first = clause.unwrap_or(far);
        let first = match self.lower(first) {
            "and" | "but" | "so" => first + 1,
            _ => first,
        };
        match self.lower(first) {
            "we" | "our" => true,
            "the" => self.lower(first + 1) == "party",
            _ => false,
        }
    }

    /// `gives you a turnout score of 0.83`, `with a support score of 71`.
    fn score_of(&self, of: usize) -> Option<(&'s str, &'s str)> {
        const FAR: usize = 6;
        let value = self.value(of + 1, Some(Kind::Score));
        let value = value.filter(|value| is_figure(value.text))?;
        let far = of.saturating_sub(FAR);
        let begins = (far..of)
            .rev()
            .find(|word| matches!(self.lower(*word), "a" | "an"))?;
        let head = self.head(begins + 1, of)?;
        let scored = matches!(head.recognised.kind, Some(Kind::Score | Kind::Rank));
        // `gives you a score`, `you have a score`
        let before = |step: usize| begins.checked_sub(step).map_or("", |at| self.lower(at));
        let lists = &word_lists().held;
        let has = lists.having.has(before(1)) && before(2) == "you";
        // `Those like you have a score of 66`
        let gives = before(1) == "you" && !lists.prepositions.has(before(2));
        let given = gives || (has && !lists.prepositions.has(before(3)));
        (scored && given).then_some((head.text, value.text))
    }

    /// Whether it is the person or the home that stands in a class that a word leads to: `you are in`, `places your household
    /// in`.
    fn is_placed(&self, at: usize) -> bool {
        let lists = &word_lists().held;
        let before = |step: usize| at.checked_sub(step).map_or("", |at| self.lower(at));
        // So many words back the person or the home stands; how many words that is.
        let named = |step: usize| match before(step) {
            "you" => Some(1),
            home if lists.homes.has(home) && before(step + 1) == "your" => Some(2),
            _ => None,
        };
        let begins = |step: usize| {
            at.checked_sub(step - 1).is_some_and(|at| {
                at == 0
                    || self
                        .words
                        .get(at)
                        .is_some_and(|word| word.before != Pause::None)
            }) || matches!(before(step), "and" | "that")
        };
        if lists.standing.has(before(1)) {
            return named(2).is_some_and(|words| begins(2 + words));
        }
        named(1).is_some_and(|words| lists.placing.has(before(1 + words)))
    }

    /// `places your household in Mosaic group H`.
    fn in_class(&self, at: usize) -> Option<(&'s str, &'s str)> {
        const MOST_WORDS: usize = 4;
        if !self.is_placed(at) {
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
            coded.then_some((head.text, written))
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
    number(value.trim_end_matches("per cent")).is_some()
}

/// Whether a value is of the form that stands under a heading.
fn fits(head: &Head<'_>, value: Value<'_>) -> bool {
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
    match head.recognised.kind {
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
            at_home || (capitals > 0 && words.iter().filter(joins).count() == words.len())
        }
        Some(Kind::Date) => has_digit && is_period(text) || crate::day::Day::parse(text).is_ok(),
        Some(Kind::Identifier) => words.len() <= 3 && has_digit,
        Some(Kind::Number | Kind::Score | Kind::Rank) => is_figure(text),
        Some(Kind::Flag) => lists.answers.has(&first) && words.len() == 1,
        Some(Kind::Code) => {
            value.quoted
                || (words.len() == 1 && (has_digit || (small == 0 && text.chars().count() <= 12)))
        }
        // Words in small letters are an answer only where the person gave it: `the issue you raised was bus fares`.
        Some(Kind::Label | Kind::Text | Kind::Note) => {
            let says_nothing = |word: &&str| {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                let is_small = word.starts_with(char::is_lowercase) || words.len() < 3;
                is_small && lists.no_value.has(&word.to_lowercase())
            };
            let said = value.quoted || capitals > 0 || has_digit || head.told;
            few && said
                && (value.quoted || !words.iter().any(says_nothing))
                && !first.ends_with("ing")
        }
        None => false,
    }
}
