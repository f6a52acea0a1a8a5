//! Reads a heading that no codebook lists from the words it is made of.
//!
//! The words are matched to concepts, longest run first; then the reading whose concepts explain
//! the largest share of the words is taken, if that share reaches the threshold of the data. The
//! result is a *probable* reading and is always shown as one.

use crate::codebook::Label;
use crate::codebook::label;
use crate::codebook::lexicon::{Concept, Lexicon, Reading};

/// Whether weak forms (`lab`, `con`) may be taken for words of politics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// Nothing is known about the file.
    Open,
    /// The file is known to come from a party, or holds other political headings.
    Political,
}

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
    /// Whether the word was misspelt.
    pub misspelt: bool,
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
    pub numbers: Vec<String>,
}

impl Scan<'_> {
    /// Whether a concept, or any of a class, was found.
    #[must_use]
    pub fn has(&self, wanted: &str) -> bool {
        self.seen.iter().any(|seen| answers(seen.concept, wanted))
    }
}

/// A probable reading of a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Interpretation<'a> {
    /// The reading.
    pub reading: &'a Reading,
    /// Its title, with names filled in.
    pub title: String,
    /// The share of words that it explains, 0 to 1.
    pub confidence: f64,
    /// The next best reading, with its share.
    pub rival: Option<Rival<'a>>,
}

/// A reading that was not taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival<'a> {
    /// The reading.
    pub reading: &'a Reading,
    /// The share of words that it explains.
    pub confidence: f64,
}

/// Finds the concepts of a heading.
#[must_use]
pub fn scan<'a>(lexicon: &'a Lexicon, label: &Label, setting: Setting) -> Scan<'a> {
    let words = label.words();
    let mut scan = Scan::default();
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or(&[]);
        let taken = longest_form(lexicon, rest, at, &mut scan.seen);
        if taken > 0 {
            scan.content += 1;
            at += taken;
            continue;
        }
        if let Some(word) = rest.first() {
            single(lexicon, word, at, &mut scan);
        }
        at += 1;
    }
    drop_weak(&mut scan, setting);
    scan
}

/// Takes the longest run of words that names a concept; returns how many words it spans.
fn longest_form<'a>(
    lexicon: &'a Lexicon,
    rest: &[String],
    at: usize,
    seen: &mut Vec<Seen<'a>>,
) -> usize {
    for length in (1..=lexicon.longest().min(rest.len())).rev() {
        let forms = lexicon.forms(&label::key(rest.get(..length).unwrap_or(&[])));
        if forms.is_empty() {
            continue;
        }
        seen.extend(forms.iter().filter_map(|form| {
            Some(Seen {
                concept: lexicon.concept(form.concept)?,
                words: length,
                start: at,
                weak: form.weak,
                misspelt: false,
            })
        }));
        return length;
    }
    0
}

/// A word that no form covers: a filler, a number, two forms run together, a misspelling, or unknown.
fn single<'a>(lexicon: &'a Lexicon, word: &str, at: usize, scan: &mut Scan<'a>) {
    if lexicon.is_filler(word) {
        return;
    }
    if word.bytes().all(|b| b.is_ascii_digit()) {
        scan.numbers.push(word.to_owned());
        return;
    }
    scan.content += 1;
    if run_together(lexicon, word, at, &mut scan.seen)
        || misspelt(lexicon, word, at, &mut scan.seen)
    {
        return;
    }
    scan.unknown.push(word.to_owned());
}

/// `labsupport`: the whole word is two or three forms of at least three letters.
fn run_together<'a>(lexicon: &'a Lexicon, word: &str, at: usize, seen: &mut Vec<Seen<'a>>) -> bool {
    const SHORTEST: usize = 3;
    if word.len() < 2 * SHORTEST || !word.is_ascii() {
        return false;
    }
    let parts = split_into_forms(lexicon, word, 3);
    let Some(parts) = parts else { return false };
    for part in parts {
        for form in lexicon.forms(part) {
            if let Some(concept) = lexicon.concept(form.concept) {
                seen.push(Seen {
                    concept,
                    words: 1,
                    start: at,
                    weak: form.weak,
                    misspelt: false,
                });
            }
        }
    }
    true
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

/// A form of at least six letters at a distance of one (of two from ten letters on) with the same
/// first letter. Where several are equally near, none is taken.
fn misspelt<'a>(lexicon: &'a Lexicon, word: &str, at: usize, seen: &mut Vec<Seen<'a>>) -> bool {
    const SHORTEST: usize = 6;
    const LONG: usize = 10;
    let length = word.chars().count();
    if length < SHORTEST {
        return false;
    }
    let most = if length >= LONG { 2 } else { 1 };
    let mut best: Option<usize> = None;
    let mut concepts: Vec<usize> = Vec::new();
    for (form, entries) in lexicon.long_forms(SHORTEST) {
        if form.chars().next() != word.chars().next()
            || form.chars().count().abs_diff(length) > most
        {
            continue;
        }
        let distance = strsim::osa_distance(form, word);
        if distance > most || is_inflection(form, word) {
            continue;
        }
        if best.is_none_or(|b| distance < b) {
            best = Some(distance);
            concepts.clear();
        }
        if best == Some(distance) {
            concepts.extend(
                entries
                    .iter()
                    .filter(|entry| !entry.weak)
                    .map(|entry| entry.concept),
            );
        }
    }
    concepts.sort_unstable();
    concepts.dedup();
    let [only] = concepts.as_slice() else {
        return false;
    };
    let Some(concept) = lexicon.concept(*only) else {
        return false;
    };
    seen.push(Seen {
        concept,
        words: 1,
        start: at,
        weak: false,
        misspelt: true,
    });
    true
}

/// Words that differ only at their end are other words, not misspellings: delivered, deliverer.
fn is_inflection(form: &str, word: &str) -> bool {
    let shared = form
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .count();
    shared + 2 >= form.chars().count().max(word.chars().count())
}

/// Weak forms stay only beside a party, an act, an election, a side of a referendum or a scale; in a
/// file known to be political also beside an issue or a statistic, or beside another weak form.
fn drop_weak(scan: &mut Scan<'_>, setting: Setting) {
    let political = setting == Setting::Political;
    let anchored = scan.seen.iter().any(|seen| {
        !seen.weak
            && match seen.concept.class() {
                "act" | "election" | "side" | "scale" | "range" | "party" => true,
                "stat" | "issue" => political,
                _ => false,
            }
    });
    let mut weak: Vec<usize> = scan
        .seen
        .iter()
        .filter(|seen| seen.weak)
        .map(|seen| seen.start)
        .collect();
    weak.dedup();
    if anchored || (political && weak.len() > 1) {
        return;
    }
    // A word that also has a form which is not weak keeps it.
    let firm: Vec<usize> = scan
        .seen
        .iter()
        .filter(|seen| !seen.weak)
        .map(|seen| seen.start)
        .collect();
    scan.seen.retain(|seen| !seen.weak);
    let lost = weak.iter().filter(|start| !firm.contains(start)).count();
    scan.unknown
        .extend(std::iter::repeat_n(String::new(), lost));
}

/// The most probable reading of a heading, if one reaches its threshold.
#[must_use]
pub fn interpret<'a>(
    lexicon: &'a Lexicon,
    scan: &Scan<'a>,
    setting: Setting,
) -> Option<Interpretation<'a>> {
    if scan.content == 0 {
        return None;
    }
    let mut ranked: Vec<Rival<'a>> = lexicon
        .readings()
        .iter()
        .filter(|reading| !reading.political || setting == Setting::Political)
        .filter_map(|reading| {
            let confidence = explains(reading, scan)?;
            (confidence >= reading.accept.unwrap_or(lexicon.accept())).then_some(Rival {
                reading,
                confidence,
            })
        })
        .collect();
    // Stable: readings that explain equally much stay in the order of the data.
    ranked.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut ranked = ranked.into_iter();
    let best = ranked.next()?;
    Some(Interpretation {
        title: fill(&best.reading.title, scan),
        reading: best.reading,
        confidence: best.confidence,
        rival: ranked.next(),
    })
}

/// The share of content words that a reading explains; none where a need is not met.
fn explains(reading: &Reading, scan: &Scan<'_>) -> Option<f64> {
    let met = |need: &String| need.split('|').any(|wanted| scan.has(wanted));
    if !reading.needs.iter().all(met) || reading.lacks.iter().any(met) {
        return None;
    }
    let wanted: Vec<&str> = reading
        .needs
        .iter()
        .chain(&reading.allows)
        .flat_map(|need| need.split('|'))
        .chain(["year", "modifier"])
        .collect();
    let mut explained: Vec<usize> = scan
        .seen
        .iter()
        .filter(|seen| wanted.iter().any(|wanted| answers(seen.concept, wanted)))
        .map(|seen| seen.start)
        .collect();
    explained.sort_unstable();
    explained.dedup();
    // Counts of words stay far below the precision of a float.
    #[allow(clippy::cast_precision_loss)]
    let share = explained.len() as f64 / scan.content.max(1) as f64;
    Some(share.min(1.0))
}

/// Whether a concept is the wanted one, or of the wanted class.
fn answers(concept: &Concept, wanted: &str) -> bool {
    concept.id == wanted || concept.class() == wanted
}

/// A title with `{class}` replaced by what the concepts of that class say, joined by "or".
fn fill(title: &str, scan: &Scan<'_>) -> String {
    let mut filled = String::new();
    let mut rest = title;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((class, tail)) = after.split_once('}') else {
            break;
        };
        let mut says: Vec<&str> = Vec::new();
        for seen in scan
            .seen
            .iter()
            .filter(|seen| seen.concept.class() == class)
        {
            if !says.contains(&seen.concept.say.as_str()) {
                says.push(&seen.concept.say);
            }
        }
        filled.push_str(&says.join(" or "));
        rest = tail;
    }
    filled.push_str(rest);
    let mut filled = filled.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(year) = scan.numbers.iter().find(|n| n.len() == 4) {
        filled = format!("{filled} ({year})");
    }
    filled
}
