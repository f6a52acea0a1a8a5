//! What one sentence says: which topics, how it speaks of each, with which names and marks.

use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

use crate::codebook::word_lists::word_lists;
use crate::day::Day;
use crate::statement::days::days_among;
use crate::statement::model::{NameKind, Stance, Topic};
use crate::statement::names::Named;
use crate::statement::pattern::{Hit, Sight};
use crate::statement::signals::{Negated, Part, Role, Scope, Sign, Signals, TopicRules};
use crate::statement::words::{Pause, Word, words};

/// Points from which a topic is there.
const ENOUGH: u32 = 3;

/// A sentence with everything that was found in it, and what it was looked for.
#[derive(Debug, Clone)]
pub(super) struct Looked<'s> {
    found: Arc<Found>,
    signals: &'s Signals,
}

/// What was found in a sentence.
#[derive(Debug)]
pub(super) struct Found {
    pub words: Vec<Word>,
    pub names: Vec<Named>,
    hits: Vec<Hit>,
    /// For each topic, whether anything was found of it.
    touched: Vec<bool>,
    /// The clause of each word.
    clauses: Vec<usize>,
    /// Where a quotation behind a colon begins in the text.
    quoted: Option<usize>,
    /// The days that it names.
    pub days: Vec<Day>,
    /// Its topics where it stands by itself, once they were asked for.
    alone: OnceLock<Vec<Judged>>,
}

impl Deref for Looked<'_> {
    type Target = Found;

    fn deref(&self) -> &Found {
        &self.found
    }
}

/// A topic of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    pub topic: Topic,
    pub stance: Stance,
    /// The words that it was found in: all, or those of one half.
    pub unit: Range<usize>,
}

/// What a heading adds to the sentences under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Under<'t> {
    /// No heading that names a topic.
    Nothing,
    /// The first sentences under a heading of these topics.
    First(&'t [Topic]),
    /// Later sentences under it.
    Later(&'t [Topic]),
}

impl Under<'_> {
    fn points(self, topic: Topic) -> u32 {
        match self {
            Under::First(topics) if topics.contains(&topic) => 3,
            Under::Later(topics) if topics.contains(&topic) => 2,
            Under::Nothing | Under::First(_) | Under::Later(_) => 0,
        }
    }
}

/// Looks at a sentence.
pub(super) fn look<'s>(text: &str, signals: &'s Signals) -> Looked<'s> {
    Looked {
        found: signals.seen.of(text, || Arc::new(found(text, signals))),
        signals,
    }
}

fn found(text: &str, signals: &Signals) -> Found {
    let words = words(text);
    let names = signals.names.find(text, &words);
    let placed: Vec<(NameKind, usize, usize)> = names
        .iter()
        .map(|name| (name.kind, name.from, name.to))
        .collect();
    let hits = signals.matcher.scan(Sight {
        words: &words,
        names: &placed,
    });
    let mut touched = vec![false; signals.topics.len()];
    for hit in &hits {
        if let Some(Role::Topic(topic, _)) = signals.roles.get(hit.pattern)
            && let Some(touched) = touched.get_mut(*topic)
        {
            *touched = true;
        }
    }
    let breaks = hits.iter().filter(|hit| {
        let role = signals.roles.get(hit.pattern);
        role == Some(&Role::Scope(Scope::Breaks))
    });
    Found {
        touched,
        clauses: clauses(&words, breaks.map(|hit| hit.from).collect()),
        quoted: [": \u{201c}", ": \u{2018}", ": \"", ": '"]
            .iter()
            .filter_map(|mark| text.find(mark))
            .min(),
        days: days_among(&words),
        alone: OnceLock::new(),
        words,
        names,
        hits,
    }
}

/// The clause of each word: a new one begins at a break and at a semicolon.
fn clauses(words: &[Word], breaks: Vec<usize>) -> Vec<usize> {
    let mut clause = 0;
    words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            if at > 0 && (word.before == Pause::Semicolon || breaks.contains(&at)) {
                clause += 1;
            }
            clause
        })
        .collect()
}

/// The topics of a sentence; of `Recipients: none`, those that the label names. `looked` is what was found in the
/// same text.
pub(super) fn judge(
    text: &str,
    looked: &Looked<'_>,
    signals: &Signals,
    under: Under<'_>,
) -> Vec<Judged> {
    match under {
        Under::Nothing => {
            let alone = || judge_under(text, looked, signals, under);
            looked.alone.get_or_init(alone).clone()
        }
        Under::First(_) | Under::Later(_) => judge_under(text, looked, signals, under),
    }
}

fn judge_under(
    text: &str,
    looked: &Looked<'_>,
    signals: &Signals,
    under: Under<'_>,
) -> Vec<Judged> {
    const LONGEST: usize = 60;
    const MOST_WORDS: usize = 8;
    let cut = [": ", " \u{2013} ", " - ", " \u{2014} "]
        .iter()
        .filter_map(|mark| text.split_once(mark))
        .min_by_key(|(head, _)| head.len())
        .filter(|(head, tail)| {
            head.len() <= LONGEST
                && head.split_whitespace().count() <= MOST_WORDS
                && !tail.trim().is_empty()
        });
    let own = looked.judge(under);
    let Some((head, tail)) = cut else {
        return own;
    };
    let topics = look(head, signals).headed();
    let mut found = look(tail, signals).judge(Under::First(&topics));
    found.retain(|judged| topics.contains(&judged.topic));
    for judged in &mut found {
        judged.unit = 0..looked.words.len();
    }
    found.extend(
        own.into_iter()
            .filter(|judged| !topics.contains(&judged.topic)),
    );
    found
}

/// Whether a word begins what is said of the word before it.
fn is_relative(word: &Word) -> bool {
    matches!(
        word.lower.as_str(),
        "which" | "that" | "who" | "whom" | "whose" | "how" | "what" | "where" | "when"
    )
}

impl Looked<'_> {
    /// Everything that was found, for whoever looks for the reason of a reading.
    #[cfg(test)]
    pub fn describe(&self) -> String {
        let lines = self.hits.iter().map(|hit| {
            let words: Vec<&str> = self
                .words
                .iter()
                .skip(hit.from)
                .take(hit.to - hit.from)
                .map(|word| word.lower.as_str())
                .collect();
            let role = match self.role(hit) {
                Some(Role::Topic(index, part)) => {
                    let topic = self.signals.topics.get(index).map(|rules| rules.topic);
                    format!("{topic:?} {part:?}")
                }
                other => format!("{other:?}"),
            };
            format!("{role}: {}", words.join(" "))
        });
        let lines: Vec<String> = lines.collect();
        format!("{:?}\n{:?}\n{}", self.names, self.clauses, lines.join("\n"))
    }

    fn role(&self, hit: &Hit) -> Option<Role> {
        self.signals.roles.get(hit.pattern).copied()
    }

    /// Whether anything was found of a topic.
    fn touches(&self, topic: usize) -> bool {
        self.touched.get(topic).copied().unwrap_or(false)
    }

    fn of_scope(&self, scope: Scope) -> impl Iterator<Item = &Hit> {
        self.hits
            .iter()
            .filter(move |hit| self.role(hit) == Some(Role::Scope(scope)))
    }

    fn of_topic(&self, topic: usize, part: Part) -> impl Iterator<Item = &Hit> {
        self.hits
            .iter()
            .filter(move |hit| self.role(hit) == Some(Role::Topic(topic, part)))
    }

    fn clause(&self, at: usize) -> usize {
        self.clauses
            .get(at)
            .or(self.clauses.last())
            .copied()
            .unwrap_or(0)
    }

    /// The halves of a sentence that may speak of different data.
    pub fn units(&self) -> Vec<Range<usize>> {
        let mut cuts: Vec<usize> = self
            .words
            .iter()
            .enumerate()
            .filter(|(_, word)| word.before == Pause::Semicolon)
            .map(|(at, _)| at)
            .chain(self.of_scope(Scope::Splits).map(|hit| hit.from))
            .chain((0..self.words.len()).filter(|at| self.begins_clause(*at)))
            .filter(|at| *at > 0)
            .collect();
        cuts.push(self.words.len());
        cuts.sort_unstable();
        cuts.dedup();
        let mut begun = 0;
        cuts.retain(|end| {
            // What follows a verb is of that.
            let names = begun == 0 && self.only_names(begun..*end);
            let says = *end == self.words.len() || !names;
            if says {
                begun = *end;
            }
            says
        });
        // `You told us your mobile number, your language and your voting intention.`: all of it.
        let begins = |cuts: &[usize]| cuts.iter().rev().nth(1).copied().unwrap_or(0);
        let mut tail = cuts.clone();
        while let [.., before, last] = tail.as_slice() {
            let pauses = self.words.get(*before).map(|word| word.before);
            if pauses == Some(Pause::Semicolon) || !self.goes_on_naming(*before..*last) {
                break;
            }
            let (before, last) = (*before, *last);
            tail.pop();
            let head = begins(&tail)..before;
            if self.tells_us(head) {
                tail.pop();
                tail.push(last);
                cuts = tail;
                break;
            }
        }
        let mut start = 0;
        cuts.into_iter()
            .map(|end| std::mem::replace(&mut start, end)..end)
            .collect()
    }

    /// Whether another clause begins at a word, with things named and a verb of their own: `The scores are calculated by us,
    /// and household type and years at address were bought from Experian`.
    fn begins_clause(&self, at: usize) -> bool {
        const MOST_WORDS: usize = 14;
        let is_verb = |word: &Word| {
            matches!(
                word.lower.as_str(),
                "is" | "are" | "was" | "were" | "come" | "comes" | "came"
            )
        };
        let joins = self.words.get(at).is_some_and(|word| {
            word.before == Pause::Comma && matches!(word.lower.as_str(), "and" | "while" | "but")
        });
        // `We do not believe that the scores are bought, and ...`, `If ...`: of both clauses.
        let governs = |word: &Word| {
            matches!(
                word.lower.as_str(),
                "if" | "whether" | "unless" | "that" | "not" | "never"
            )
        };
        let mut before = self.words.iter().take(at);
        if !joins || !before.clone().any(is_verb) || before.any(governs) {
            return false;
        }
        let mut named = self.words.iter().skip(at + 1).take(MOST_WORDS);
        let ends = named.position(|word| {
            is_verb(word) || word_lists().judge.says.has(&word.lower) || is_relative(word)
        });
        let Some(end) = ends.filter(|end| *end > 0) else {
            return false;
        };
        let verb = self.words.get(at + 1 + end);
        // `and Mobile is too`
        let behind = self.words.get(at + 2 + end).map(|word| word.lower.as_str());
        // `and Mobile was from them as well`
        let rest = self.words.iter().skip(at + 2 + end);
        let back = rest
            .take_while(|word| word.before == Pause::None)
            .any(|word| matches!(word.lower.as_str(), "them" | "it" | "same"));
        let goes_on =
            !back && !matches!(behind, None | Some("too" | "likewise" | "so" | "similarly"));
        verb.is_some_and(is_verb) && goes_on
    }

    /// Whether some words only name something, of which those behind them say more: `Your name, your address and
    /// your number came from the register`, `The recipients, the periods for which data are kept and your rights are set
    /// out in our policy`.
    fn only_names(&self, unit: Range<usize>) -> bool {
        const MOST_WORDS: usize = 5;
        const MOST_OF_LIST: usize = 14;
        let words = self.words.get(unit).unwrap_or_default();
        let begins = words.first().map(|word| word.lower.as_str());
        // A list goes on with what the person's things are.
        let names = matches!(begins, Some("your" | "the" | "and"));
        let says = |word: &Word| word_lists().judge.says.has(&word.lower);
        if !names || words.len() <= MOST_WORDS {
            return names && !words.iter().any(says);
        }
        // What a clause with `which` says is said of one of the names.
        let mut aside = false;
        let told = words.iter().filter(|word| {
            let begins = matches!(word.lower.as_str(), "which" | "whom" | "how");
            aside = begins || (aside && word.before == Pause::None);
            !aside
        });
        let told: Vec<&Word> = told.collect();
        let is_list = words.iter().any(|word| word.before == Pause::Comma);
        is_list && told.len() <= MOST_OF_LIST && !told.into_iter().any(says)
    }

    /// Whether some words only go on with a list of the person's things: `, your language and your voting intention`.
    fn goes_on_naming(&self, unit: Range<usize>) -> bool {
        const MOST_WORDS: usize = 4;
        let words = self.words.get(unit).unwrap_or_default();
        let mut items = words
            .split(|word| matches!(word.lower.as_str(), "and" | "or"))
            .flat_map(|item| item.chunk_by(|_, next| next.before == Pause::None))
            .filter(|item| !item.is_empty())
            .peekable();
        let is_item = |item: &[Word]| {
            let own = item.first().is_some_and(|word| word.lower == "your");
            let lists = &word_lists().judge;
            let mut names = item.iter().skip(1).map(|word| word.lower.as_str());
            let other =
                |word: &str| word == "your" || lists.says.has(word) || lists.no_items.has(word);
            own && item.len() <= MOST_WORDS + 1 && !names.any(other)
        };
        items.peek().is_some() && items.all(is_item)
    }

    /// Whether some words are `You told us your mobile number`: the person, a verb, whom they told, and things of theirs.
    fn tells_us(&self, unit: Range<usize>) -> bool {
        let words = self.words.get(unit.clone()).unwrap_or_default();
        let lower: Vec<&str> = words.iter().map(|word| word.lower.as_str()).collect();
        let told = match lower.as_slice() {
            ["you", "yourself" | "also", verb, "us", ..] => Some((verb, 4)),
            ["you", verb, "us", ..] => Some((verb, 3)),
            _ => None,
        };
        told.is_some_and(|(verb, things)| {
            word_lists().judge.tells.has(verb) && self.goes_on_naming(unit.start + things..unit.end)
        })
    }

    /// Whether some words go on with a list of sources and leave the verb out: `; the estimates from a data company`.
    fn goes_on_from(&self, unit: &Range<usize>) -> bool {
        const MOST_WORDS: usize = 12;
        const MOST_BEFORE: usize = 6;
        let words = self.words.get(unit.clone()).unwrap_or_default();
        let begins = words.first().map(|word| word.before) == Some(Pause::Semicolon);
        let Some(from) = words.iter().position(|word| word.lower == "from") else {
            return false;
        };
        let lists = &word_lists().judge;
        let says = |word: &Word| word.lower != "from" && lists.says.has(&word.lower);
        let (before, behind) = words.split_at(from);
        let bars = |word: &Word| lists.no_source.has(&word.lower) || word.lower.ends_with("'s");
        // `; the estimates from us to a data company`
        let on = |word: &Word| {
            matches!(
                word.lower.as_str(),
                "to" | "us" | "excluded" | "onwards" | "on"
            )
        };
        begins
            && words.len() <= MOST_WORDS
            && (2..=MOST_BEFORE).contains(&before.len())
            && before
                .first()
                .is_some_and(|word| matches!(word.lower.as_str(), "the" | "your" | "our"))
            && !words.iter().any(says)
            && !before.iter().any(bars)
            && !behind.iter().any(on)
    }

    /// Every topic of the sentence: by halves where these speak for themselves, else as a whole.
    fn judge(&self, under: Under<'_>) -> Vec<Judged> {
        let units = self.units();
        let whole = 0..self.words.len();
        let mut found = Vec::new();
        for (index, rules) in self.signals.topics.iter().enumerate() {
            if !self.touches(index) && under.points(rules.topic) == 0 {
                continue;
            }
            let before = found.len();
            if units.len() > 1 {
                for unit in &units {
                    let told = found.len() > before && rules.topic == Topic::Source;
                    let under = match told && self.goes_on_from(unit) {
                        true => Under::First(&[Topic::Source]),
                        false => Under::Nothing,
                    };
                    found.extend(self.topic_in(index, rules, unit.clone(), under));
                }
            }
            if found.len() == before {
                found.extend(self.topic_in(index, rules, whole.clone(), under));
            }
        }
        found
    }

    /// A topic in some words of the sentence.
    fn topic_in(
        &self,
        index: usize,
        rules: &TopicRules,
        unit: Range<usize>,
        under: Under<'_>,
    ) -> Option<Judged> {
        let within = |hit: &&Hit| hit.from >= unit.start && hit.to <= unit.end;
        let judged = |stance| Judged {
            topic: rules.topic,
            stance,
            unit: unit.clone(),
        };
        let barred: Vec<&Hit> = self.of_topic(index, Part::Not).filter(within).collect();
        let free = |hit: &&Hit| !barred.iter().any(|bar| overlap(bar, hit));
        let first = |part: Part| self.of_topic(index, part).filter(within).find(free);
        if first(Part::Refused).is_some() {
            return Some(judged(Stance::Refused));
        }
        if first(Part::Denied).is_some() {
            return Some(judged(Stance::Denied));
        }
        let repeats = |hit: &&Hit| rules.asked && self.is_repeated(hit);
        let (asked, stated): (Vec<&Hit>, Vec<&Hit>) = self
            .of_topic(index, Part::States)
            .filter(within)
            .filter(free)
            .filter(|hit| !repeats(hit) && !self.is_withheld(rules, hit))
            .partition(|hit| self.is_asked(hit));
        let named: Vec<&Hit> = self
            .of_topic(index, Part::Names)
            .filter(within)
            .filter(free)
            .filter(|hit| !repeats(hit))
            .chain(asked)
            .collect();
        let hinted: Vec<&Hit> = self
            .of_topic(index, Part::Hints)
            .filter(within)
            .filter(free)
            .filter(|hit| !repeats(hit))
            .collect();
        if let Some(stance) = self.pointed(rules, &stated, &named, &hinted, unit.clone(), under) {
            return Some(judged(stance));
        }
        let points = u32::from(!stated.is_empty()) * ENOUGH
            + u32::from(!named.is_empty())
            + apart(&hinted)
            + under.points(rules.topic);
        let asks = self.words.is_empty();
        if points < ENOUGH || asks {
            return None;
        }
        let main = stated.first().or(hinted.first()).or(named.first()).copied();
        // Without a word of its own, only a heading speaks.
        if main.is_none() && under.points(rules.topic) < ENOUGH {
            return None;
        }
        self.stance(index, rules, main, unit.clone()).map(judged)
    }

    /// Whether the sentence only points elsewhere for a topic, or holds it back.
    fn pointed(
        &self,
        rules: &TopicRules,
        stated: &[&Hit],
        named: &[&Hit],
        hinted: &[&Hit],
        unit: Range<usize>,
        under: Under<'_>,
    ) -> Option<Stance> {
        let within = |hit: &&Hit| hit.from >= unit.start && hit.to <= unit.end;
        let spoken = !named.is_empty() || !stated.is_empty() || under.points(rules.topic) > 0;
        let of_person = matches!(
            rules.topic,
            Topic::Rights | Topic::ComplaintController | Topic::ComplaintCommissioner
        );
        if !spoken || !rules.asked && under.points(rules.topic) == 0 && !of_person {
            return None;
        }
        if let Some(pointer) = self.of_scope(Scope::Points).find(within) {
            // `For our purposes and for how long we keep it, see ...`
            let listed = self.of_scope(Scope::Opens).any(|opens| {
                (opens.from == 0 || opens.from == unit.start) && pointer.from > opens.from
            });
            let beside = |hit: &&Hit| {
                self.clause(hit.from) == self.clause(pointer.from) || overlap(hit, pointer)
            };
            if listed || stated.iter().all(beside) {
                return Some(Stance::Elsewhere);
            }
        }
        let held = self.of_scope(Scope::Withholds).filter(within);
        let held = held
            .filter(|held| !self.is_what_is(held.from))
            .find(|held| {
                named.iter().chain(hinted).any(|hit| {
                    self.clause(hit.from) == self.clause(held.from) && !overlap(hit, held)
                })
            });
        let beside = |held: &Hit| {
            stated
                .iter()
                .all(|hit| self.clause(hit.from) == self.clause(held.from))
        };
        let refused = held.is_some_and(beside) && !named.is_empty();
        refused.then_some(Stance::Refused)
    }

    /// Whether a word goes on about a thing that is not named: `including what is withheld`.
    fn is_what_is(&self, at: usize) -> bool {
        let lower = |at: usize| self.words.get(at).map(|word| word.lower.as_str());
        let before = |back: usize| at.checked_sub(back).and_then(lower);
        let is_open = |word: Option<&str>| matches!(word, Some("what" | "whatever" | "anything"));
        let verb = matches!(before(1), Some("is" | "are" | "was" | "were"));
        is_open(before(1)) || (verb && is_open(before(2)))
    }

    /// How the sentence speaks of a topic that it states.
    fn stance(
        &self,
        index: usize,
        rules: &TopicRules,
        main: Option<&Hit>,
        unit: Range<usize>,
    ) -> Option<Stance> {
        let within = |hit: &&Hit| hit.from >= unit.start && hit.to <= unit.end;
        let supposed = main.is_some_and(|main| {
            self.of_scope(Scope::Supposes)
                .any(|hit| self.clause(hit.from) == self.clause(main.from) && hit.from <= main.to)
        });
        let negated = match main {
            Some(main) => self.is_negated(main),
            None => self.of_scope(Scope::NegatesBefore).any(|hit| within(&hit)),
        };
        if negated {
            match rules.negated {
                Negated::Denied => return Some(Stance::Denied),
                Negated::Drop => return None,
                Negated::Stated => {}
            }
        }
        if supposed && !matches!(rules.topic, Topic::Rights) && rules.negated != Negated::Stated {
            return Some(Stance::Supposed);
        }
        let has = |part: Part| self.of_topic(index, part).any(|hit| within(&hit));
        let named = self.names.iter().any(|name| {
            name.from >= unit.start && name.to <= unit.end && !matches!(name.kind, NameKind::Party)
        });
        let generic = (has(Part::Generic) && !has(Part::Specific)) || (rules.by_name && !named);
        Some(if generic {
            Stance::Generic
        } else {
            Stance::Stated
        })
    }

    /// Whether a denial reaches what was found: a word that denies stands before its end in its
    /// clause, or one that denies what stands before it behind.
    fn is_negated(&self, main: &Hit) -> bool {
        let last = main.to.saturating_sub(1);
        let clause = self.clause(last);
        let neutral = |at: usize| {
            self.of_scope(Scope::Neutral)
                .any(|hit| (hit.from..hit.to).contains(&at))
        };
        let before = self
            .of_scope(Scope::Negates)
            .any(|hit| self.clause(hit.from) == clause && hit.from < main.to && !neutral(hit.from));
        let behind = self.of_scope(Scope::NegatesBefore).any(|hit| {
            self.clause(hit.from) == clause && hit.from >= main.from && !neutral(hit.from)
        });
        before || behind
    }

    /// Whether what was found stands behind a question word: `how we use your data`.
    fn is_asked(&self, hit: &Hit) -> bool {
        const NEAR: usize = 3;
        self.of_scope(Scope::Asks).any(|asks| {
            !self.is_relative(asks)
                && (asks.to <= hit.from && hit.from - asks.to < NEAR || asks.from == hit.from)
                && self.clause(asks.from) == self.clause(hit.from)
        })
    }

    /// Whether a question word only ties a clause to what stands before it: `the party, which is the
    /// controller`.
    fn is_relative(&self, asks: &Hit) -> bool {
        let word = |at: usize| self.words.get(at).map(|word| word.lower.as_str());
        let tied = self.words.get(asks.from);
        asks.from > 0
            && word(asks.from) == Some("which")
            && tied.is_some_and(|word| word.before == Pause::Comma)
            && word(asks.to).is_some_and(|next| word_lists().judge.behind_relative.has(next))
    }

    /// Whether what was found are the words by which something is held back: `will not be disclosed`.
    fn is_withheld(&self, rules: &TopicRules, hit: &Hit) -> bool {
        rules.asked
            && self
                .of_scope(Scope::Withholds)
                .any(|held| overlap(held, hit) && hit.to <= held.to + 1)
    }

    /// Whether the letter only repeats what was asked, or says what the law asks for.
    fn is_repeated(&self, hit: &Hit) -> bool {
        let start = |at: usize| self.words.get(at).map(|word| word.start);
        // `You wrote: "Please send me ..., and the source"`: all of what is quoted.
        let quotes = |said: &Hit| {
            self.quoted.is_some_and(|quote| {
                start(said.from) < Some(quote) && start(hit.from) > Some(quote)
            })
        };
        self.of_scope(Scope::Restates).any(|said| {
            let same_clause = self.clause(said.from) == self.clause(hit.from);
            quotes(said) || (said.from <= hit.from && same_clause)
        })
    }

    /// Whether the sentence only says what would be: `If we held a score, it would run from 0 to 100`.
    pub fn is_hypothetical(&self) -> bool {
        let first = self.words.first().map_or("", |word| word.lower.as_str());
        let word = |at: usize| self.words.get(at).map_or("", |word| word.lower.as_str());
        let would = self.words.iter().any(|word| word.lower == "would");
        (first == "if" && would) || (matches!(first, "had" | "were") && word(1) == "you")
    }

    /// Whether there are words of this kind.
    pub fn has(&self, scope: Scope) -> bool {
        self.of_scope(scope).next().is_some()
    }

    /// The words that name what a denial leaves out: those behind `apart from`, as far as the denial or
    /// the end of what is looked at.
    pub fn excepted(&self, unit: &Range<usize>) -> Option<Range<usize>> {
        let hit = self
            .of_scope(Scope::Excepts)
            .find(|hit| hit.from >= unit.start && hit.to <= unit.end)?;
        let denied = self
            .of_scope(Scope::Negates)
            .map(|denial| denial.from)
            .filter(|at| *at >= hit.to)
            .min();
        let end = denied.map_or(unit.end, |at| at.min(unit.end));
        Some(hit.to..end)
    }

    /// Whether the sentence begins with words of this kind.
    pub fn has_at_start(&self, scope: Scope) -> bool {
        self.of_scope(scope).any(|hit| hit.from == 0)
    }

    /// The topics that a heading names, and those only.
    pub fn headed(&self) -> Vec<Topic> {
        let mut found: Vec<(std::cmp::Reverse<usize>, Topic)> = self
            .signals
            .topics
            .iter()
            .enumerate()
            .filter(|(index, _)| self.touches(*index))
            .filter_map(|(index, rules)| {
                let barred: Vec<&Hit> = self.of_topic(index, Part::Not).collect();
                let longest = self
                    .of_topic(index, Part::Names)
                    .filter(|hit| !barred.iter().any(|bar| overlap(bar, hit)))
                    .map(|hit| hit.to - hit.from)
                    .max()?;
                Some((std::cmp::Reverse(longest), rules.topic))
            })
            .collect();
        found.sort();
        found.into_iter().map(|(_, topic)| topic).collect()
    }

    /// Whether anything in it denies.
    pub fn denies(&self) -> bool {
        let mut found = self.of_scope(Scope::Negates);
        found.next().is_some() || self.of_scope(Scope::NegatesBefore).next().is_some()
    }

    /// Whether the words that name a topic are half of a heading or more, small words apart.
    pub fn is_named_plainly(&self, topic: Topic) -> bool {
        let Some(index) = self
            .signals
            .topics
            .iter()
            .position(|rules| rules.topic == topic)
        else {
            return false;
        };
        let named: Vec<&Hit> = self.of_topic(index, Part::Names).collect();
        let (of_topic, others): (Vec<usize>, Vec<usize>) = self
            .words
            .iter()
            .enumerate()
            .filter(|(_, word)| !word_lists().judge.beside_topic.has(&word.lower))
            .map(|(at, _)| at)
            .partition(|at| named.iter().any(|hit| (hit.from..hit.to).contains(at)));
        of_topic.len() >= others.len()
    }

    /// Ids of the marks among some words.
    pub fn marks(&self, unit: &Range<usize>) -> Vec<String> {
        let within = |hit: &Hit| hit.from >= unit.start && hit.to <= unit.end;
        let told = self.told(within, |role| match role {
            Role::Mark(index, sign) => Some((index, sign)),
            _ => None,
        });
        let ids = told
            .iter()
            .filter_map(|index| self.signals.marks.get(*index));
        ids.cloned().collect()
    }

    /// The kinds of data among some words, each as the concepts of its headings; without those that are said
    /// by the name of a heading alone.
    pub fn data(&self, unit: &Range<usize>, named: &[Range<usize>]) -> Vec<&[String]> {
        let of_name = |hit: &Hit| {
            named
                .iter()
                .any(|name| name.contains(&hit.to.saturating_sub(1)))
        };
        let within = |hit: &Hit| hit.from >= unit.start && hit.to <= unit.end && !of_name(hit);
        let told = self.told(within, |role| match role {
            Role::Data(index, sign) => Some((index, sign)),
            _ => None,
        });
        let kinds = told
            .iter()
            .filter_map(|index| self.signals.data.get(*index));
        kinds.map(Vec::as_slice).collect()
    }

    /// The indices, in order, for which something was found that nothing against them overlaps.
    fn told(
        &self,
        within: impl Fn(&Hit) -> bool,
        of: impl Fn(Role) -> Option<(usize, Sign)>,
    ) -> Vec<usize> {
        let hits = self.hits.iter().filter(|hit| within(hit));
        let hits = hits.filter_map(|hit| {
            let (index, sign) = of(self.role(hit)?)?;
            Some((index, sign, hit))
        });
        let hits: Vec<(usize, Sign, &Hit)> = hits.collect();
        let is_barred = |index: usize, hit: &Hit| {
            let mut bars = hits
                .iter()
                .filter(|(of, sign, _)| *of == index && *sign == Sign::Against);
            bars.any(|(_, _, bar)| overlap(bar, hit))
        };
        let told = hits.iter().filter(|(_, sign, _)| *sign == Sign::For);
        let told = told.filter(|(index, _, hit)| !is_barred(*index, hit));
        let mut told: Vec<usize> = told.map(|(index, _, _)| *index).collect();
        told.sort_unstable();
        told.dedup();
        told
    }

    /// For each kind of paper, the sum of the weights that the sentence adds.
    pub fn paper(&self) -> Vec<i32> {
        let mut sums = vec![0i32; self.signals.papers.len()];
        let mut seen: Vec<usize> = Vec::new();
        for hit in &self.hits {
            if let Some(Role::Paper(index, weight)) = self.role(hit)
                && !seen.contains(&hit.pattern)
                && let Some(sum) = sums.get_mut(index)
            {
                *sum = sum.saturating_add(weight);
                seen.push(hit.pattern);
            }
        }
        sums
    }

    /// The text of some words.
    pub fn text<'t>(&self, text: &'t str, unit: &Range<usize>) -> &'t str {
        let start = self.words.get(unit.start).map_or(0, |word| word.start);
        let end = unit
            .end
            .checked_sub(1)
            .and_then(|last| self.words.get(last))
            .map_or(text.len(), |word| word.end);
        text.get(start..end).unwrap_or_default()
    }
}

fn overlap(a: &Hit, b: &Hit) -> bool {
    a.from < b.to && b.from < a.to
}

/// How many hits stand apart from one another, by different patterns.
fn apart(hits: &[&Hit]) -> u32 {
    let mut count = 0;
    let mut end = 0;
    let mut seen: Vec<usize> = Vec::new();
    for hit in hits {
        if hit.from >= end && !seen.contains(&hit.pattern) {
            count += 1;
            end = hit.to;
            seen.push(hit.pattern);
        }
    }
    count
}
