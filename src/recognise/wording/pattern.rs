//! Which pattern explains the words of a heading best.

use crate::codebook::Label;
use crate::codebook::lexicon::{Lexicon, Pattern};
use crate::codebook::terms::Terms;

use super::reading::{self, Reading};
use super::{Likeness, Scan, Setting};

/// What a word that is misspelt or shortened takes from the confidence of a reading.
const DOUBT: f64 = 0.9;

/// A probable reading of a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Interpretation<'a> {
    /// The pattern.
    pub pattern: &'a Pattern,
    /// Its title, with names filled in.
    pub title: String,
    /// The share of words that it explains, 0 to 1.
    pub share: f64,
    /// The share, less for words that were only guessed at.
    pub confidence: f64,
    /// What it says, set out, with the patterns that came next.
    pub reading: Reading,
}

/// A pattern that fits, with the words it explains.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit<'a> {
    pub pattern: &'a Pattern,
    pub share: f64,
    pub confidence: f64,
}

/// The most probable reading of a heading, if one reaches the threshold `accept`, a share from 0 to 1.
#[must_use]
pub fn interpret<'a>(
    lexicon: &'a Lexicon,
    label: &Label,
    scan: &Scan<'a>,
    setting: Setting,
    accept: f64,
) -> Option<Interpretation<'a>> {
    if scan.content == 0 {
        return None;
    }
    let terms = scan.terms();
    let words = words(scan);
    let doubt = if scan
        .seen
        .iter()
        .all(|seen| matches!(seen.by, Likeness::AsWritten | Likeness::RunTogether))
    {
        1.0
    } else {
        DOUBT
    };
    let mut fits: Vec<Fit<'a>> = lexicon
        .patterns()
        .iter()
        .filter(|pattern| !pattern.entry.political || setting == Setting::Political)
        .filter(|pattern| pattern.needs.iter().all(|need| need.meets(&terms)))
        .filter(|pattern| !pattern.lacks.meets(&terms))
        .map(|pattern| {
            let share = share(pattern, &words, scan.content);
            Fit {
                pattern,
                share,
                confidence: share * doubt,
            }
        })
        .filter(|fit| fit.confidence >= least(fit.pattern, accept))
        .collect();
    // Stable: patterns that explain equally much stay in the order of the data.
    fits.sort_by(|a, b| b.share.total_cmp(&a.share));
    let best = *fits.first()?;
    Some(Interpretation {
        title: reading::title(best.pattern, scan),
        pattern: best.pattern,
        share: best.share,
        confidence: best.confidence,
        reading: Reading::new(label, scan, &fits),
    })
}

/// The share that a pattern must explain: the general threshold, or more where it asks for more.
fn least(pattern: &Pattern, accept: f64) -> f64 {
    pattern.entry.accept.map_or(accept, |own| own.max(accept))
}

/// What each word, or run of words, names.
fn words(scan: &Scan<'_>) -> Vec<Terms> {
    let mut words: Vec<(usize, Terms)> = Vec::new();
    for seen in &scan.seen {
        match words.iter_mut().find(|(start, _)| *start == seen.start) {
            Some((_, terms)) => *terms = terms.or(seen.terms),
            None => words.push((seen.start, seen.terms)),
        }
    }
    words.into_iter().map(|(_, terms)| terms).collect()
}

/// The share of words that a pattern explains.
fn share(pattern: &Pattern, words: &[Terms], content: usize) -> f64 {
    let explained = words.iter().filter(|word| word.meets(&pattern.explains));
    // Counts of words stay far below the precision of a float.
    #[allow(clippy::cast_precision_loss)]
    let share = explained.count() as f64 / content.max(1) as f64;
    share.min(1.0)
}
