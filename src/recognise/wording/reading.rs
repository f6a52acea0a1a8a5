//! What a heading says, set out: what is measured, about which party or issue, how, when, about
//! whom, and whether it speaks for or against.

use serde::Serialize;

use crate::codebook::Label;
use crate::codebook::lexicon::Pattern;
use crate::vocabulary::Level;

use super::pattern::Fit;
use super::{Likeness, Scan, Seen};

/// What the words of a heading probably say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// What is measured or recorded: `voting for or supporting a party`.
    pub what: String,
    /// The parties, issues or sides of a referendum that it is about.
    pub about: Vec<String>,
    /// How it is put: `likelihood`, `rank`, `percentile`, `flag`.
    pub how: Option<String>,
    /// Elections and years: `general election 2019`.
    pub when: Vec<String>,
    /// About whom, or which area.
    pub level: Level,
    /// Whether the heading says that it speaks for or against.
    pub direction: Option<Direction>,
    /// Whether the heading denies: `will not vote`.
    pub negated: bool,
    /// The share of its words that are understood, less for those that are only guessed at.
    pub confidence: f64,
    /// What each word was taken for.
    pub words: Vec<WordTaken>,
    /// Words that nothing explains.
    pub not_understood: Vec<String>,
    /// Readings that came next.
    pub rivals: Vec<Rival>,
}

/// A word of a heading, and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordTaken {
    /// As written, in normal form.
    pub word: String,
    /// The concepts: `party:labour`.
    pub taken_for: Vec<String>,
    /// How the word is like a form that is listed.
    pub by: Likeness,
}

/// Which way a heading says that it points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Pro.
    For,
    /// Anti.
    Against,
}

/// A reading that was not taken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rival {
    /// What it would say.
    pub title: String,
    /// The share of words that it explains.
    pub confidence: f64,
    /// Why it was not taken.
    pub why: String,
}

/// Ways of putting a value, the more exact before the less.
const HOW: &[&str] = &[
    "stat:rank",
    "stat:decile",
    "stat:percentile",
    "stat:difference",
    "stat:index",
    "stat:likelihood",
    "stat:percent",
    "stat:score",
    "stat:band",
    "stat:group",
    "stat:category",
    "stat:flag",
    "stat:scale",
    "stat:value",
    "stat:prediction",
    "stat:model",
];

impl Reading {
    /// Sets out what the best of several patterns says.
    pub(super) fn new(label: &Label, scan: &Scan<'_>, fits: &[Fit<'_>]) -> Self {
        let best = fits.first();
        let entry = best.map(|fit| &fit.pattern.entry);
        let what = best.map_or_else(String::new, |fit| match &fit.pattern.entry.what {
            Some(what) => what.clone(),
            None => title(fit.pattern, scan),
        });
        Self {
            what,
            about: says(scan, &["party", "side", "issue"]),
            how: how(scan),
            when: when(scan),
            level: level(scan, entry.map_or(Level::Unknown, |entry| entry.level)),
            direction: direction(scan),
            negated: scan.has("polarity:not"),
            confidence: best.map_or(0.0, |fit| fit.confidence),
            words: words(label, scan),
            not_understood: scan.unknown.clone(),
            rivals: rivals(scan, fits),
        }
    }

    /// The reading in one line: `what: support for a party; about: Labour; how: likelihood`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut parts = vec![format!("what: {}", self.what)];
        let mut add = |head: &str, text: &str| {
            if !text.is_empty() {
                parts.push(format!("{head}: {text}"));
            }
        };
        add("about", &self.about.join(", "));
        add("how", self.how.as_deref().unwrap_or_default());
        add("when", &self.when.join(", "));
        if self.level != Level::Unknown {
            add("level", self.level.as_str());
        }
        add(
            "direction",
            match self.direction {
                Some(Direction::For) => "for",
                Some(Direction::Against) => "against",
                None => "",
            },
        );
        if self.negated {
            add("worded as", "a denial");
        }
        add("not understood", &self.not_understood.join(", "));
        parts.join("; ")
    }
}

/// What the concepts of some classes say, each once, in the order of the heading.
fn says(scan: &Scan<'_>, classes: &[&str]) -> Vec<String> {
    let mut says: Vec<String> = Vec::new();
    for seen in &scan.seen {
        let say = &seen.concept.say;
        if classes.contains(&seen.concept.class()) && !say.is_empty() && !says.contains(say) {
            says.push(say.clone());
        }
    }
    says
}

fn how(scan: &Scan<'_>) -> Option<String> {
    let found = HOW
        .iter()
        .find_map(|id| scan.seen.iter().find(|seen| seen.concept.id == *id));
    let scale = says(scan, &["scale", "range"]);
    match (found, scale.first()) {
        (Some(found), Some(scale)) => Some(format!("{}, {scale}", found.concept.say)),
        (Some(found), None) => Some(found.concept.say.clone()),
        (None, Some(scale)) => Some(format!("scale of {scale}")),
        (None, None) => scan
            .has("modifier:estimated")
            .then(|| "estimate".to_owned()),
    }
}

/// Elections with the year beside them, and years that stand alone.
fn when(scan: &Scan<'_>) -> Vec<String> {
    let mut when: Vec<String> = Vec::new();
    let mut used: Vec<usize> = Vec::new();
    for seen in &scan.seen {
        let about_time = match seen.concept.class() {
            "election" => true,
            "side" => seen.concept.id == "side:brexit",
            "act" => matches!(
                seen.concept.id.as_str(),
                "act:turnout" | "act:voted" | "act:vote"
            ),
            _ => false,
        };
        if !about_time {
            continue;
        }
        let year = scan.numbers.iter().find_map(|number| {
            let beside = number.at == seen.start + seen.words || number.at + 1 == seen.start;
            let year = year(&number.text, if beside { Beside::Yes } else { Beside::No })?;
            beside.then_some((number.at, year))
        });
        used.extend(year.as_ref().map(|(at, _)| *at));
        let said = match (seen.concept.class(), year) {
            ("election", Some((_, year))) => format!("{} {year}", seen.concept.say),
            ("election", None) => seen.concept.say.clone(),
            (_, Some((_, year))) => year,
            (_, None) => continue,
        };
        if !when.contains(&said) {
            when.push(said);
        }
    }
    for number in &scan.numbers {
        if !used.contains(&number.at)
            && let Some(year) = year(&number.text, Beside::No)
            && !when.contains(&year)
        {
            when.push(year);
        }
    }
    when
}

/// Whether a number stands beside a word of elections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Yes,
    No,
}

/// A year of four figures, or of two beside an election: `19` for 2019.
fn year(number: &str, beside: Beside) -> Option<String> {
    let value: u32 = number.parse().ok()?;
    match (number.len(), beside) {
        (4, _) if (1970..2070).contains(&value) => Some(number.to_owned()),
        (2, Beside::Yes) if value < 70 => Some(format!("20{number}")),
        _ => None,
    }
}

fn level(scan: &Scan<'_>, of_pattern: Level) -> Level {
    if scan.has("who:household") && of_pattern != Level::Area {
        Level::Household
    } else if of_pattern == Level::Unknown && scan.has("who:area") {
        Level::Area
    } else {
        of_pattern
    }
}

fn direction(scan: &Scan<'_>) -> Option<Direction> {
    if scan.has("polarity:against") {
        Some(Direction::Against)
    } else if scan.has("polarity:for") {
        Some(Direction::For)
    } else {
        None
    }
}

fn words(label: &Label, scan: &Scan<'_>) -> Vec<WordTaken> {
    let mut words: Vec<(usize, WordTaken)> = Vec::new();
    for seen in &scan.seen {
        let id = seen.concept.id.clone();
        match words.iter_mut().find(|(start, _)| *start == seen.start) {
            Some((_, word)) => word.taken_for.push(id),
            None => words.push((seen.start, word_taken(label, seen, id))),
        }
    }
    words.into_iter().map(|(_, word)| word).collect()
}

fn word_taken(label: &Label, seen: &Seen<'_>, id: String) -> WordTaken {
    let words = label
        .words()
        .get(seen.start..seen.start.saturating_add(seen.words));
    WordTaken {
        word: words.unwrap_or(&[]).join(" "),
        taken_for: vec![id],
        by: seen.by,
    }
}

/// The readings that came next, each title once.
fn rivals(scan: &Scan<'_>, fits: &[Fit<'_>]) -> Vec<Rival> {
    const MOST: usize = 3;
    let Some((best, rest)) = fits.split_first() else {
        return Vec::new();
    };
    let mut rivals: Vec<Rival> = Vec::new();
    for fit in rest {
        let title = title(fit.pattern, scan);
        if rivals.len() == MOST {
            break;
        }
        if rivals.iter().any(|rival| rival.title == title) {
            continue;
        }
        let why = if fit.share < best.share {
            "it explains fewer of the words"
        } else {
            "it explains as many words and is the less exact of the two"
        };
        rivals.push(Rival {
            title,
            confidence: fit.confidence,
            why: why.to_owned(),
        });
    }
    rivals
}

/// The title of a pattern with `{class}` replaced by what the concepts of that class say, joined by
/// "or"; with the years of the heading, and with its denial or opposition.
pub(super) fn title(pattern: &Pattern, scan: &Scan<'_>) -> String {
    let when = when(scan).join(", ");
    let mut filled = String::new();
    let mut rest = pattern.entry.title.as_str();
    let mut dated = false;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((class, tail)) = after.split_once('}') else {
            break;
        };
        if class == "election" {
            filled.push_str(&when);
            dated = true;
        } else {
            match says(scan, &[class]).as_slice() {
                // `your view of the EU, estimated` names no statistic.
                [] if class == "stat" => filled.push_str("estimate"),
                said => filled.push_str(&said.join(" or ")),
            }
        }
        rest = tail;
    }
    filled.push_str(rest);
    let mut filled = filled.split_whitespace().collect::<Vec<_>>().join(" ");
    if !dated && when.contains(|c: char| c.is_ascii_digit()) {
        filled = format!("{filled} ({when})");
    }
    if pattern.is_about_opinion() {
        if direction(scan) == Some(Direction::Against) {
            filled.push_str("; worded as opposition");
        }
        if scan.has("polarity:not") {
            filled.push_str("; worded as a denial");
        }
    }
    filled
}
