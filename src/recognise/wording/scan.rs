//! Which concepts the words of a heading name.

use crate::codebook::label;
use crate::codebook::lexicon::{Concept, Form, Lexicon};
use crate::codebook::terms::Terms;
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Label, Word};

use super::Setting;

/// A concept found in a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen<'a> {
    /// The concept.
    pub concept: &'a Concept,
    /// How many words name it.
    pub words: usize,
    /// Where they begin.
    pub start: usize,
    /// Whether its form counts only beside another word of politics.
    pub weak: bool,
    /// How the words are like a form.
    pub by: Likeness,
    /// The concept and its class.
    pub terms: Terms,
}

impl Seen<'_> {
    /// Whether the words stand as a form is listed.
    #[must_use]
    pub fn as_written(&self) -> bool {
        self.by == Likeness::AsWritten
    }
}

/// How words are like a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// The form as it is listed.
    AsWritten,
    /// A word in which several forms are run together.
    RunTogether,
    /// A word that is short for a form.
    Shortened,
    /// A word that is nearly a form.
    Misspelt,
}

/// A bare number in a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As written.
    pub text: String,
    /// Which word it is.
    pub at: usize,
}

/// The concepts of a heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scan<'a> {
    /// What was found; several concepts may share words.
    pub seen: Vec<Seen<'a>>,
    /// How many words carry meaning: neither fillers nor bare numbers.
    pub content: usize,
    /// The words that nothing explains.
    pub unknown: Vec<String>,
    /// Bare numbers, in order.
    pub numbers: Vec<Number>,
}

impl Scan<'_> {
    /// Whether a concept, or any of a class, was found.
    #[must_use]
    pub fn has(&self, wanted: &str) -> bool {
        self.seen
            .iter()
            .any(|seen| seen.concept.id == wanted || seen.concept.class() == wanted)
    }

    /// Everything found, as a set.
    #[must_use]
    pub fn terms(&self) -> Terms {
        self.seen
            .iter()
            .fold(Terms::default(), |set, seen| set.or(seen.terms))
    }
}

/// Finds the concepts of a heading.
#[must_use]
pub fn scan<'a>(lexicon: &'a Lexicon, label: &Label, setting: Setting) -> Scan<'a> {
    let words = label.words();
    let mut scan = Scan::default();
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or(&[]);
        // `Score v4`: the letter only says that the number is a version.
        if matches!(rest, [v, number, ..] if matches!(v.as_str(), "v" | "ver" | "version") && is_number(number))
        {
            at += 1;
            continue;
        }
        let taken = longest_form(lexicon, rest, at, &mut scan);
        if taken > 0 {
            at += taken;
            continue;
        }
        if tells_when(words, at) {
            at += 1;
            continue;
        }
        if let Some(word) = rest.first() {
            single(lexicon, word, at, setting, &mut scan);
        }
        at += 1;
    }
    drop_weak(&mut scan, label, setting);
    scan
}

/// The end of an ordinal or a month beside a number: `1st`, `12 Feb`, `Apr24`.
fn tells_when(words: &[Word], at: usize) -> bool {
    let lists = &word_lists().scan;
    let is_number_at = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.is_some_and(|word| is_number(word))
    };
    let (before, behind) = (at.checked_sub(1), at.checked_add(1));
    words.get(at).is_some_and(|word| {
        let ends = lists.ordinals.has(word) && is_number_at(before);
        ends || (lists.months.has(word) && (is_number_at(before) || is_number_at(behind)))
    })
}

/// Takes the longest run of words that names a concept; returns how many words it spans.
fn longest_form<'a>(lexicon: &'a Lexicon, rest: &[Word], at: usize, scan: &mut Scan<'a>) -> usize {
    for length in (1..=lexicon.longest().min(rest.len())).rev() {
        let words = rest.get(..length).unwrap_or(&[]);
        let mut forms = lexicon.forms(&label::key_of_words(words));
        if forms.is_empty() && length > 1 && words.iter().any(|word| is_number(word)) {
            forms = lexicon.forms(&with_any_number(words));
        }
        if forms.is_empty() {
            continue;
        }
        let found = forms
            .iter()
            .filter_map(|form| see(lexicon, *form, at, length, Likeness::AsWritten));
        scan.seen.extend(found);
        scan.content += 1;
        return length;
    }
    0
}

/// `pcon 24 cd` as `pcon#cd`.
fn with_any_number(words: &[Word]) -> String {
    words
        .iter()
        .map(|word| if is_number(word) { "#" } else { word })
        .collect()
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

fn see(lexicon: &Lexicon, form: Form, at: usize, words: usize, by: Likeness) -> Option<Seen<'_>> {
    Some(Seen {
        concept: lexicon.concept(form.concept)?,
        words,
        start: at,
        weak: form.weak,
        by,
        terms: lexicon.terms(form.concept),
    })
}

/// A word that no form covers: a filler, a number, several forms run together, a word that is short
/// for a form or nearly one, or unknown.
fn single<'a>(lexicon: &'a Lexicon, word: &str, at: usize, setting: Setting, scan: &mut Scan<'a>) {
    if lexicon.is_filler(word) {
        return;
    }
    if is_number(word) {
        scan.numbers.push(Number {
            text: word.to_owned(),
            at,
        });
        return;
    }
    scan.content += 1;
    let found = run_together(lexicon, word, at);
    if !found.is_empty() {
        scan.seen.extend(found);
        return;
    }
    match like(lexicon, word, at, setting) {
        Some(seen) => scan.seen.push(seen),
        None => scan.unknown.push(word.to_owned()),
    }
}

/// A form that a word is nearly, or is short for. What is about politics or a guess counts, like a
/// weak form, only beside another word of politics.
fn like<'a>(lexicon: &'a Lexicon, word: &str, at: usize, setting: Setting) -> Option<Seen<'a>> {
    let near = lexicon.near();
    let (concept, by) = match near.misspelt(word) {
        Some(concept) => (concept, Likeness::Misspelt),
        None if setting == Setting::Political => (near.shortened(word)?, Likeness::Shortened),
        None => return None,
    };
    let class = lexicon.concept(concept)?.class();
    let political = matches!(class, "party" | "side" | "act" | "issue" | "election");
    let form = Form {
        concept,
        weak: political || by == Likeness::Shortened,
        one_word: true,
    };
    see(lexicon, form, at, 1, by)
}

/// `labsupport`, `hhincome`: the whole word is a few forms. A form of two letters counts only where
/// it is not weak and the other is of four letters or more.
fn run_together<'a>(lexicon: &'a Lexicon, word: &str, at: usize) -> Vec<Seen<'a>> {
    const LEAST: usize = 6;
    const LONGEST: usize = 40;
    if !(LEAST..=LONGEST).contains(&word.len()) || !word.is_ascii() {
        return Vec::new();
    }
    let parts = split_into_forms(lexicon, word, 4)
        .or_else(|| with_short_form(lexicon, word))
        .or_else(|| with_ending(lexicon, word));
    let parts = parts.unwrap_or_default();
    let forms = parts.iter().flat_map(|part| lexicon.forms(part));
    forms
        .filter_map(|form| see(lexicon, *form, at, 1, Likeness::RunTogether))
        .collect()
}

fn split_into_forms<'w>(lexicon: &Lexicon, word: &'w str, most: usize) -> Option<Vec<&'w str>> {
    if !lexicon.forms(word).is_empty() {
        return Some(vec![word]);
    }
    if most <= 1 {
        return None;
    }
    for cut in (3..word.len().saturating_sub(2)).rev() {
        let (head, tail) = word.split_at_checked(cut)?;
        if lexicon.forms(head).is_empty() {
            continue;
        }
        if let Some(mut parts) = split_into_forms(lexicon, tail, most - 1) {
            parts.insert(0, head);
            return Some(parts);
        }
    }
    None
}

fn with_short_form<'w>(lexicon: &Lexicon, word: &'w str) -> Option<Vec<&'w str>> {
    const SHORT: usize = 2;
    let firm = |part: &str| lexicon.forms(part).iter().any(|form| !form.weak);
    [SHORT, word.len().saturating_sub(SHORT)]
        .into_iter()
        .find_map(|cut| {
            let (head, tail) = word.split_at_checked(cut)?;
            (firm(head) && firm(tail)).then(|| vec![head, tail])
        })
}

/// `wardnm`, `vicurrdt`: forms, and two letters at the end that say only what kind of column it is.
fn with_ending<'w>(lexicon: &Lexicon, word: &'w str) -> Option<Vec<&'w str>> {
    const SHORT: usize = 2;
    const LEAST: usize = 4;
    let (head, tail) = word.split_at_checked(word.len().checked_sub(SHORT)?)?;
    let ends = lexicon.is_filler(tail) || !lexicon.forms(tail).is_empty();
    if head.len() < LEAST || !ends {
        return None;
    }
    let firm = lexicon.forms(head).iter().any(|form| !form.weak);
    let mut parts = if firm {
        vec![head]
    } else {
        split_into_forms(lexicon, head, 3).or_else(|| with_short_form(lexicon, head))?
    };
    parts.push(tail);
    Some(parts)
}

/// Weak forms stay only beside a party, an act, an election, a side of a referendum or a scale; in a
/// file known to be political also beside an issue or a statistic, or beside another weak form.
/// Those of statistics and of estimates also stay beside what is estimated, and that beside them.
fn drop_weak(scan: &mut Scan<'_>, label: &Label, setting: Setting) {
    let political = setting == Setting::Political;
    let firm = |wanted: &dyn Fn(&Seen<'_>) -> bool| {
        scan.seen
            .iter()
            .any(|seen| !seen.weak && seen.by != Likeness::Shortened && wanted(seen))
    };
    let anchored = firm(&|seen| match seen.concept.class() {
        "act" | "election" | "side" | "scale" | "range" | "party" => true,
        "stat" | "issue" => political,
        _ => false,
    });
    let of_person = firm(&|seen| matches!(seen.concept.class(), "attr" | "special" | "issue"));
    let estimated = firm(&|seen| {
        matches!(seen.concept.class(), "stat" | "who") || seen.concept.id == "modifier:estimated"
    });
    let mut weak: Vec<usize> = scan
        .seen
        .iter()
        .filter(|seen| seen.weak && seen.as_written())
        .map(|seen| seen.start)
        .collect();
    weak.dedup();
    let several = political && weak.len() > 1;
    let stays = |seen: &Seen<'_>| {
        if !seen.weak || anchored {
            return true;
        }
        let beside = match seen.concept.class() {
            "stat" | "modifier" => of_person,
            "attr" | "special" => estimated,
            "platform" => firm(&|other| other.concept.class() == "audience"),
            _ => false,
        };
        beside || (several && seen.as_written())
    };
    let kept: Vec<bool> = scan.seen.iter().map(stays).collect();
    let at = |keep: bool| {
        let pairs = scan.seen.iter().zip(&kept);
        let found: Vec<(usize, usize)> = pairs
            .filter(|(_, kept)| **kept == keep)
            .map(|(seen, _)| (seen.start, seen.words))
            .collect();
        found
    };
    let (staying, mut leaving) = (at(true), at(false));
    leaving.dedup();
    // A word that also has a form which stays is understood.
    leaving.retain(|(start, _)| !staying.iter().any(|(other, _)| other == start));
    let words = |(start, length): (usize, usize)| {
        let words = label.words().get(start..start.saturating_add(length));
        words.unwrap_or(&[]).join(" ")
    };
    scan.unknown.extend(leaving.into_iter().map(words));
    let mut kept = kept.into_iter();
    scan.seen.retain(|_| kept.next().unwrap_or(false));
}
