//! The phrases by which short texts beside data are read: where data came from, that a value is a
//! guess, that it is missing or withheld.
//!
//! They are data, `common/statements.toml`. A text that denies is not taken for a statement of the
//! thing.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;

use serde::Deserialize;

use crate::codebook::label::flat_of;
use crate::codebook::load::parse;
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Codebooks, PhraseIndex};
use crate::day::month_named;
use crate::error::CodebookError;
use crate::provenance::Location;
use crate::statement::seen::Seen;
use crate::statement::words::ends_a_name;
use crate::vocabulary::{Level, Origin};

/// Where a text says that data came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceReading {
    /// The origin that it states.
    pub origin: Origin,
    /// The source that it names, as written: a supplier, a council.
    pub named: Option<String>,
    /// Whether it describes the source only in general: `third parties`, `a commercial supplier`.
    pub generic: bool,
    /// Whether it gives a date.
    pub dated: bool,
    /// Where the response says so, and where it names the source if that is elsewhere; empty for a text alone.
    pub at: Vec<Location>,
}

impl SourceReading {
    /// The same, with where the text stands.
    #[must_use]
    pub fn at(self, place: &Location) -> Self {
        Self {
            at: vec![place.clone()],
            ..self
        }
    }
}

/// The phrases by which statements are known.
#[derive(Debug)]
pub struct Phrases {
    origins: Told<Origin>,
    alone: HashMap<String, Origin, FixedState>,
    spoken: HashSet<String, FixedState>,
    generic: PhraseIndex,
    councils: PhraseIndex,
    guesses: PhraseIndex,
    explains: PhraseIndex,
    missing: HashSet<String, FixedState>,
    grades: HashSet<String, FixedState>,
    withheld: PhraseIndex,
    levels: Told<Level>,
    suppliers: OnceLock<Told<String>>,
    seen_sources: Seen<Option<SourceReading>>,
    seen_levels: Seen<Option<Level>>,
    seen_guesses: Seen<bool>,
}

/// Phrases with what each says, and how long it is.
#[derive(Debug, Clone, Default, PartialEq)]
struct Told<T> {
    phrases: PhraseIndex,
    of: Vec<(T, usize)>,
}

impl<T> Told<T> {
    fn new(told: Vec<(T, String)>) -> Self {
        Self {
            phrases: PhraseIndex::new(told.iter().map(|(_, phrase)| phrase.as_str())),
            of: told
                .into_iter()
                .map(|(of, phrase)| (of, phrase.len()))
                .collect(),
        }
    }

    /// Every phrase in a flattened text: where it stands, its number, what it says, how long it is.
    fn within<'t>(&'t self, flat: &'t str) -> impl Iterator<Item = (usize, usize, &'t T, usize)> {
        self.phrases.within(flat).filter_map(|(at, number)| {
            let (of, length) = self.of.get(number)?;
            Some((at, number, of, *length))
        })
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct OriginPhrases {
    id: Origin,
    #[serde(default)]
    alone: Vec<String>,
    phrases: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelPhrases {
    id: Level,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default)]
    origin: Vec<OriginPhrases>,
    generic: Vec<String>,
    spoken: Vec<String>,
    councils: Vec<String>,
    guesses: Vec<String>,
    explains: Vec<String>,
    missing: Vec<String>,
    grades: Vec<String>,
    withheld: Vec<String>,
    #[serde(default)]
    level: Vec<LevelPhrases>,
}

impl Phrases {
    /// Reads the phrases of the common book.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] where the file is not in order.
    pub fn load(books: &Codebooks) -> Result<Self, CodebookError> {
        let text = books.file("common/statements.toml").unwrap_or_default();
        let raw: Raw = parse("common/statements.toml", text)?;
        let index = |phrases: &[String]| PhraseIndex::new(phrases.iter().map(String::as_str));
        let alone = raw.origin.iter().flat_map(|origin| {
            let words = origin.alone.iter().cloned();
            words.map(|word| (word, origin.id))
        });
        let alone = alone.collect();
        let origins = raw.origin.into_iter().flat_map(|origin| {
            let phrases = origin.phrases.into_iter();
            phrases.map(move |phrase| (origin.id, phrase))
        });
        let levels = raw.level.into_iter().flat_map(|level| {
            let phrases = level.phrases.into_iter();
            phrases.map(move |phrase| (level.id, phrase))
        });
        Ok(Self {
            origins: Told::new(origins.collect()),
            alone,
            spoken: raw.spoken.into_iter().collect(),
            generic: index(&raw.generic),
            councils: index(&raw.councils),
            guesses: index(&raw.guesses),
            explains: index(&raw.explains),
            missing: raw.missing.into_iter().collect(),
            grades: raw.grades.into_iter().collect(),
            withheld: index(&raw.withheld),
            levels: Told::new(levels.collect()),
            suppliers: OnceLock::new(),
            seen_sources: Seen::default(),
            seen_levels: Seen::default(),
            seen_guesses: Seen::default(),
        })
    }

    /// The phrases of the common book, read when first asked for and kept with the books.
    ///
    /// # Errors
    ///
    /// As [`Phrases::load`].
    pub fn of(books: &Codebooks) -> Result<Arc<Self>, CodebookError> {
        books.derived(Self::load)
    }

    /// Where a text says that data came from; none where it says nothing about it. A supplier or
    /// its product counts only by the whole name. The books are those from which the phrases were read.
    #[must_use]
    pub fn source(&self, text: &str, books: &Codebooks) -> Option<SourceReading> {
        self.seen_sources.of(text, || self.source_in(text, books))
    }

    fn source_in(&self, text: &str, books: &Codebooks) -> Option<SourceReading> {
        let flat = undenied(text)?;
        let vendor = self
            .suppliers(books)
            .within(&flat)
            .max_by_key(|(_, number, name, _)| (name.len(), *number))
            .map(|(_, _, name, _)| name);
        let origin = self.origin(text, &flat);
        let generic = self.generic.any_within(&flat);
        let origin = match (origin, vendor) {
            (Some(origin), None) => origin,
            (
                Some(Origin::Register | Origin::MarkedRegister | Origin::Subject | Origin::Canvass),
                Some(_),
            ) if generic => Origin::Bought,
            (Some(origin), Some(_)) => origin,
            (None, Some(_)) => Origin::Bought,
            (None, None) if generic => Origin::Bought,
            (None, None) => company(text).map(|_| Origin::Bought)?,
        };
        Some(SourceReading {
            origin,
            named: vendor
                .map(|name| as_written(text, name))
                .or_else(|| self.council(text))
                .or_else(|| company(text)),
            generic: generic && vendor.is_none(),
            dated: has_date(&flat),
            at: Vec::new(),
        })
    }

    /// Whether a text names an origin, first or among others.
    #[must_use]
    pub fn names_origin(&self, text: &str, origin: Origin) -> bool {
        undenied(text).is_some_and(|flat| {
            let mut told = self.origins.within(&flat);
            told.any(|(_, _, told, _)| *told == origin)
        })
    }

    /// Whether a text names several origins: of which data each is, it does not say.
    #[must_use]
    pub fn names_several_origins(&self, text: &str) -> bool {
        undenied(text).is_some_and(|flat| {
            let mut origins: Vec<Origin> = self
                .origins
                .within(&flat)
                .map(|(_, _, origin, _)| *origin)
                .collect();
            origins.sort_unstable();
            origins.dedup();
            // What the person told, and a canvasser noted, is one.
            let spoken = [Origin::Subject, Origin::Canvass];
            origins.len() > 1 && origins.iter().any(|origin| !spoken.contains(origin))
        })
    }

    /// The origin that a text states in so many words. What is said first is said of the data; what
    /// follows is often how they were worked on. What the person told, and the canvasser noted, is of
    /// the canvass.
    fn origin(&self, text: &str, flat: &str) -> Option<Origin> {
        let told = self.origins.within(flat);
        let first = told
            .map(|(at, _, origin, length)| (at, std::cmp::Reverse(length), *origin))
            .min()
            .map(|(_, _, origin)| origin);
        let of_edition = || names_edition(flat).then_some(Origin::Register);
        let origin = self.alone(text).or(first).or_else(of_edition)?;
        let noted = origin == Origin::Subject
            && self
                .origins
                .within(flat)
                .any(|(_, _, origin, _)| *origin == Origin::Canvass)
            && self
                .origins
                .within(flat)
                .filter(|(_, _, origin, _)| **origin == Origin::Subject)
                .all(|(at, _, _, length)| {
                    flat.get(at..at.saturating_add(length))
                        .is_some_and(|phrase| self.spoken.contains(phrase))
                });
        Some(if noted { Origin::Canvass } else { origin })
    }

    /// Whether a text says no more of an origin than that the person told something, whoever heard it.
    #[must_use]
    pub fn only_says_told(&self, text: &str) -> bool {
        undenied(text).is_some_and(|flat| {
            let mut told = self.origins.within(&flat).peekable();
            told.peek().is_some()
                && told.all(|(at, _, origin, length)| {
                    let phrase = flat.get(at..at.saturating_add(length));
                    *origin == Origin::Subject
                        && phrase.is_some_and(|phrase| self.spoken.contains(phrase))
                })
        })
    }

    /// The origin of which a text speaks by one word, with particulars behind it: `Register, edition of
    /// December`, `You (web form)`, `you for your number`.
    fn alone(&self, text: &str) -> Option<Origin> {
        let mut pieces = text.split([',', '(', ';', ':', '\n', '\u{2013}', '\u{2014}']);
        let piece = pieces.next()?.split(" for ").next()?;
        let whole = self.alone.get(&flat_of(piece)).copied();
        // `Testbury Borough Council, register of 1 December 2025`
        let of_register = |text: &str| {
            let first = text.split_whitespace().next().map(flat_of)?;
            let origin = self.alone.get(&first).copied()?;
            matches!(origin, Origin::Register | Origin::MarkedRegister).then_some(origin)
        };
        let behind = pieces.next().and_then(of_register);
        let whole = whole.or_else(|| behind.filter(|_| self.is_council(piece)));
        // `Register of Testbury District Council`
        whole.or_else(|| {
            let (register, council) = piece.split_once(" of ")?;
            let origin = self.alone.get(&flat_of(register)).copied()?;
            let of_register = matches!(origin, Origin::Register | Origin::MarkedRegister);
            (of_register && self.is_council(council)).then_some(origin)
        })
    }

    /// Whether a text is the name of a council and no more: `the London Borough of Testbury`, `Testbury City Council`; and
    /// not `Interests of Testbury City Council`.
    fn is_council(&self, text: &str) -> bool {
        let text = text.trim();
        let text = text.strip_prefix("the ").unwrap_or(text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let named = |word: &&str| self.councils.any_within(&flat_of(word));
        let written = |word: &&str| {
            word.starts_with(char::is_uppercase) || word_lists().phrases.council_links.has(word)
        };
        // What stands before an `of` is of the council itself: `Borough of`, `City of`.
        let mut of = words.windows(2).filter(|pair| matches!(pair, [_, "of"]));
        let own = of.all(|pair| {
            let kind = pair
                .first()
                .map(|word| word.to_lowercase())
                .unwrap_or_default();
            word_lists().names.council.has(&kind)
        });
        let ends = words.last().is_some_and(named)
            || words.iter().rev().nth(1).is_some_and(|word| *word == "of");
        let borough = words
            .windows(2)
            .any(|pair| matches!(pair, ["Borough" | "City" | "County", "of"]));
        words.iter().all(written) && own && (ends || borough) && words.iter().any(named)
    }

    /// Whether a text is no more than a word for the person: `You`, `The elector`.
    #[must_use]
    pub fn names_the_person(&self, text: &str) -> bool {
        self.alone.get(&flat_of(text)) == Some(&Origin::Subject)
    }

    /// Whether a text says of some data that they are of this origin, whatever else it says.
    #[must_use]
    pub fn speaks_of(&self, origin: Origin, text: &str) -> bool {
        let Some(flat) = undenied(text) else {
            return false;
        };
        let mut told = self.origins.within(&flat);
        told.any(|(_, _, told, _)| *told == origin)
    }

    /// Every spelling of every supplier's name, in flattened form.
    fn suppliers(&self, books: &Codebooks) -> &Told<String> {
        self.suppliers.get_or_init(|| {
            let vendors = books.vendors().filter_map(|book| book.vendor.as_ref());
            let names = vendors
                .filter(|vendor| !vendor.platform)
                .flat_map(|vendor| vendor.names.iter().chain(std::iter::once(&vendor.name)))
                .map(|name| (name.clone(), flat_of(name)));
            Told::new(names.collect())
        })
    }

    /// The council or registration officer that a text names.
    #[must_use]
    pub fn council(&self, text: &str) -> Option<String> {
        let pieces = text.split([',', ';', '(', ')', '\n', ':']).map(str::trim);
        let named = pieces.filter_map(|piece| {
            let flat = flat_of(piece);
            if !(flat.contains(' ') && self.councils.any_within(&flat)) {
                return None;
            }
            // `How strongly you favour more council housing` names none.
            let is_name = piece.split_whitespace().any(|word| {
                word.starts_with(char::is_uppercase) && self.councils.any_within(&flat_of(word))
            }) || piece
                .split_whitespace()
                .filter(|word| word.starts_with(char::is_uppercase))
                .count()
                > 1;
            // `Electoral Registration Officer, Fellbridge City Council`: an office is no name.
            is_name.then(|| (self.councils.is_one(&flat), piece))
        });
        named
            .min_by_key(|(is_office, _)| *is_office)
            .map(|(_, piece)| self.council_name(piece))
    }

    /// A text from where the name of a council begins: `From the register of Testbury Borough Council` from `Testbury`.
    fn council_name(&self, piece: &str) -> String {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let is_council = |word: &&str| {
            word.starts_with(char::is_uppercase) && self.councils.any_within(&flat_of(word))
        };
        let Some(council) = words.iter().position(is_council) else {
            return piece.to_owned();
        };
        let before = words.get(..council).unwrap_or_default().iter().rev();
        // `Register of Testbury District Council`
        let is_register = |word: &&&str| {
            let origin = self.alone.get(&flat_of(word));
            matches!(origin, Some(Origin::Register | Origin::MarkedRegister))
        };
        let before = before.take_while(|word| !is_register(word));
        let of_name = |word: &&&str| -> bool {
            word.starts_with(char::is_uppercase) || word_lists().phrases.council_links.has(word)
        };
        let run = before.take_while(of_name).count();
        // `Cyngor Sir Eryrfa sent to us in December`: it ends before the first word that is written small.
        let behind = words.get(council..).unwrap_or_default();
        let mut behind = behind.iter().take_while(|word| of_name(word)).count();
        while behind > 1
            && words
                .get(council + behind - 1)
                .is_some_and(|word| word_lists().phrases.council_links.has(word))
        {
            behind -= 1;
        }
        let own = words
            .get(council - run..council + behind)
            .unwrap_or_default();
        // Small words that lead to the name are none of it.
        let own = own
            .iter()
            .skip_while(|word| word_lists().phrases.council_links.has(word));
        own.copied().collect::<Vec<_>>().join(" ")
    }

    /// Whether a value says that there is no value: `NULL`, `N/A`, `Unknown`.
    #[must_use]
    pub fn is_missing(&self, value: &str) -> bool {
        let value = value.trim().to_lowercase();
        // `chan eil againn / we have none`: the same in two languages; `Labour / none` is two answers.
        let second = value.rsplit_once(" / ").map(|(_, second)| second);
        let second = second.filter(|second| second.contains(' '));
        self.missing.contains(&value) || second.is_some_and(|second| self.missing.contains(second))
    }

    /// Whether a value is a grade and no more: `High`, `Medium`.
    #[must_use]
    pub fn is_grade(&self, value: &str) -> bool {
        self.grades.contains(&flat_of(value))
    }

    /// Whether a value says that it is withheld: `[REDACTED]`, `withheld under ...`.
    #[must_use]
    pub fn is_withheld(&self, value: &str) -> bool {
        let flat = flat_of(value);
        let blocks = value.trim();
        (!blocks.is_empty()
            && blocks
                .chars()
                .all(|c| matches!(c, '\u{2588}' | '\u{25a0}' | '*') || c.is_whitespace())
            && blocks.chars().count() > 2)
            || self.withheld.within(&flat).any(|(at, _)| at == 0)
    }

    /// Whether a text says that a value is a guess: score, estimate, likelihood, model.
    #[must_use]
    pub fn admits_guess(&self, text: &str) -> bool {
        self.guesses.any_within(&flat_of(text))
    }

    /// The same of a heading or of what is said beside it, which stand in many responses.
    #[must_use]
    pub fn calls_guess(&self, text: &str) -> bool {
        self.seen_guesses.of(text, || self.admits_guess(text))
    }

    /// Whether a text says what something means rather than where it came from.
    #[must_use]
    pub fn explains(&self, text: &str) -> bool {
        let flat = flat_of(text);
        self.explains.any_within(&flat)
    }

    /// The level that a text states: household, postcode.
    #[must_use]
    pub fn level(&self, text: &str) -> Option<Level> {
        self.seen_levels.of(text, || self.level_in(text))
    }

    fn level_in(&self, text: &str) -> Option<Level> {
        let flat = flat_of(&without_denied_brackets(text));
        let told = self.levels.within(&flat);
        let level = told
            .min_by_key(|(_, number, _, _)| *number)
            .map(|(_, _, level, _)| *level);
        // A rank within a ward is that of a person.
        let is_rank = || flat.split(' ').any(|word| word.starts_with("rank"));
        level.filter(|level| *level != Level::Area || !is_rank())
    }
}

/// `of your postcode (not of you or your household)` without what stands in brackets.
fn without_denied_brackets(text: &str) -> Cow<'_, str> {
    let cut = text.split_once("(not ").and_then(|(head, tail)| {
        let (_, rest) = tail.split_once(')')?;
        Some(format!("{head}{rest}"))
    });
    cut.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// What is left of a text without the clauses that deny, parted by semicolons, lines or
/// sentences; nothing where all do.
fn undenied(text: &str) -> Option<String> {
    let text = &without_numbers(text);
    let flat = flat_of(text);
    if !denies(&flat) {
        return Some(flat);
    }
    // `from 1 (certain) to 5 (would never)`: the ends of a scale deny nothing of what is around them.
    let clauses = text
        .split([';', '\n', '(', ')'])
        .flat_map(|clause| clause.split(". "))
        .flat_map(from_and_behind);
    let left: Vec<String> = clauses
        .flat_map(affirmed)
        .map(flat_of)
        .filter(|clause| !clause.is_empty() && !denies(clause))
        .collect();
    (!left.is_empty()).then(|| left.join(" "))
}

/// `register of 1 December 2025`, `register dated March 2024`: a register that has editions is that of electors.
fn names_edition(flat: &str) -> bool {
    let words: Vec<&str> = flat.split(' ').collect();
    let is_date =
        |word: &str| month_named(word).is_some() || word.bytes().all(|byte| byte.is_ascii_digit());
    words.windows(3).any(|three| match three {
        ["register" | "roll", "of" | "dated" | "for", date] => !date.is_empty() && is_date(date),
        _ => false,
    })
}

/// What a clause says before it tells what its data do not show: `copied from the marked register, which shows that a
/// paper was issued and never how anybody voted`, `bought from Experian and are estimates, not facts`. A clause that denies
/// from its beginning denies all.
fn affirmed(clause: &str) -> impl Iterator<Item = &str> {
    let lower = clause.to_ascii_lowercase();
    let lists = &word_lists().phrases;
    // `describes your postcode, not you, and was not bought`
    let of_person = lists.not_of_person.iter().filter(|aside| {
        let mut tails = lower.split(*aside).skip(1);
        tails.all(|tail| !denies(&flat_of(tail)))
    });
    let asides = lists.asides.iter().chain(of_person);
    let mut cuts: Vec<usize> = asides
        .flat_map(|aside| lower.match_indices(aside).map(|(at, _)| at))
        .collect();
    cuts.sort_unstable();
    cuts.push(clause.len());
    let mut from = 0;
    let pieces = cuts.into_iter().map(move |to| {
        let piece = clause.get(from..to).unwrap_or_default();
        from = to;
        piece
    });
    let mut of_denial = None;
    pieces.filter(move |piece| !*of_denial.get_or_insert_with(|| denies(&flat_of(piece))))
}

/// `From the marked register: it shows that you voted, not for whom`: where something is from, and what else is
/// said of it.
fn from_and_behind(clause: &str) -> impl Iterator<Item = &str> {
    let told = clause.split_once(": ").filter(|(head, _)| {
        let head = head.trim_start().to_lowercase();
        word_lists()
            .phrases
            .from
            .iter()
            .any(|from| head.starts_with(from))
    });
    let (head, behind) = told.map_or((clause, None), |(head, behind)| (head, Some(behind)));
    std::iter::once(head).chain(behind)
}

/// A text without `no.` where that is short for a number: `Name and roll no. are from the register`, `Roll No, Name and
/// Ward`.
fn without_numbers(text: &str) -> std::borrow::Cow<'_, str> {
    const SHORT: [&str; 3] = ["no.", "nos.", "No."];
    let is_short = |word: &str| {
        let bare = word.trim_end_matches([',', ':', ';', ')']);
        // `roll_no`, `RollNo`, `no_of_adults`
        let hump = bare.strip_suffix("No");
        let joined = ["_no", "_NO"].iter().any(|no| bare.ends_with(no)) || bare.starts_with("no_");
        SHORT.contains(&bare)
            || joined
            || hump.is_some_and(|name| name.ends_with(char::is_lowercase))
    };
    let mut words = text.split(' ').peekable();
    let mut kept: Vec<&str> = Vec::new();
    let mut found = false;
    while let Some(word) = words.next() {
        // `The answer is no.` ends, and `No. We do not` begins.
        let (before, next) = (kept.last().copied(), words.peek().copied());
        let is_number = before
            .zip(next)
            .is_some_and(|(before, next)| is_short(word) || ends_a_name(before, word, next));
        if is_number {
            found = true;
        } else {
            kept.push(word);
        }
    }
    if found {
        kept.join(" ").into()
    } else {
        text.into()
    }
}

/// Whether a sentence denies: `we do not buy`, `none of it comes from`.
fn denies(flat: &str) -> bool {
    flat.split(' ')
        .any(|word| word_lists().phrases.denials.has(word))
}

/// Whether a text holds a year.
fn has_date(flat: &str) -> bool {
    flat.split(' ').any(|word| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    })
}

/// A company that a text names as the one from which something came: `supplied by Tolley Lists Ltd`.
fn company(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let behind = |from: &str| text.get(lower.find(from)? + from.len()..);
    let mut leads = word_lists().phrases.from_company.iter();
    match leads.find_map(behind) {
        Some(behind) => begins_with_company(behind),
        // `Tarn Data Ltd, June 2024`: the name alone.
        None => {
            let name = text.split([',', ';', '(', '\n']).next()?.trim();
            begins_with_company(name).filter(|company| company == name)
        }
    }
}

/// The name of a company with which a text begins.
fn begins_with_company(text: &str) -> Option<String> {
    let mut named: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_end_matches([',', '.', ';', ')', ':']);
        named.push(bare);
        if word_lists().phrases.company_ends.has(bare) {
            return (named.len() > 1).then(|| named.join(" "));
        }
        let goes_on = bare.starts_with(|c: char| c.is_uppercase() || c == '&');
        if !goes_on && !matches!(bare, "and" | "of") {
            return None;
        }
    }
    None
}

/// A name as the text writes it, where it can be found again; else the name.
fn as_written(text: &str, name: &str) -> String {
    let lower = text.to_lowercase();
    let found = lower.find(&name.to_lowercase());
    found
        .and_then(|at| text.get(at..at + name.len()))
        .unwrap_or(name)
        .to_owned()
}
