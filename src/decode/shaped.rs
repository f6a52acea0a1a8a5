//! What the form of values adds: a check of what the words of a heading say, and candidates where
//! nothing says what a value is.

use crate::codebook::entry::{Kind, Scale};
use crate::codebook::{Label, Word};
use crate::recognise::shape::{Candidate, Column, code_lists, number};
use crate::recognise::{Heading, Observation, Recognised};
use crate::vocabulary::{Category, Evidence, Status};

use super::{Meaning, Scope, ValueReading, meaning, probably};

/// Lists what a value may be by its form, each worded "possibly", where neither the response nor a
/// source says what it is. The status stays what it is.
pub(super) fn offer(
    meaning: &mut Meaning,
    known: &Recognised,
    heading: &Heading,
    observation: &Observation,
    scope: Scope<'_>,
) {
    const MOST: usize = 3;
    let open = matches!(meaning.status, Status::Unpublished | Status::Unrecognised)
        && meaning.readings.is_empty()
        && !observation.broken;
    let Some(value) = observation.value.as_deref().filter(|_| open) else {
        return;
    };
    let of_numbers = matches!(
        known.kind,
        None | Some(Kind::Score | Kind::Rank | Kind::Code)
    );
    let column = heading.column.or_else(|| Column::of(&[value]));
    let mut candidates: Vec<Candidate> = match may_be_a_class(known, heading) {
        true => code_lists(value, known.category, scope.books),
        false => Vec::new(),
    };
    if of_numbers && candidates.is_empty() && fits(value, column) {
        candidates.extend(column.map(|column| column.candidates()).unwrap_or_default());
    }
    let readings = candidates
        .into_iter()
        .take(MOST)
        .map(|candidate| ValueReading {
            text: format!("possibly {}", candidate.text),
            list: candidate.rests_on,
            status: Evidence::Recalled,
            source: "no source: what values of this form usually are".to_owned(),
        });
    meaning.readings.extend(readings);
}

/// Whether a heading leaves room for a classification: its kind of data is known, one of its words is
/// a word for classes, or it is nothing but letters and figures. `Seat block` is a word of some trade,
/// and a code under it is no segment.
fn may_be_a_class(known: &Recognised, heading: &Heading) -> bool {
    let names_class = known.has("stat:group")
        || known.has("stat:category")
        || known.has("attr:segment")
        || known.has("admin:tag");
    known.category != Category::Unknown || names_class || is_opaque(&heading.text)
}

/// Whether no part of a heading can be read as a word.
fn is_opaque(heading: &str) -> bool {
    const SHORT: usize = 3;
    let can_be_read = |word: &Word| {
        let vowels = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        word.chars().count() > SHORT && word.chars().any(vowels)
    };
    !Label::new(heading).words().iter().any(can_be_read)
}

/// Whether a value is one of those that gave a column its form: a word among numbers is not.
fn fits(value: &str, column: Option<Column>) -> bool {
    column.is_some_and(|column| column.is_words() || number(value).is_some())
}

/// A value that cannot be on the scale that the words of the heading imply: a percentile of 140, a
/// decile of 37, a negative likelihood, a rank with decimals. None where it can.
pub(super) fn beyond(known: &Recognised, heading: &str, value: &str) -> Option<Meaning> {
    let number = number(value)?;
    let (what, from, to) = implied(known, heading)?;
    let whole = what != "rank" || number.fract() == 0.0;
    if (from..=to).contains(&number) && whole {
        return None;
    }
    let title = known.title.as_deref().unwrap_or("a score");
    let (text, scale) = if to.is_finite() {
        let ends = (
            crate::document::number_text(from),
            crate::document::number_text(to),
        );
        let text = format!("outside {} to {}, where a {what} lies", ends.0, ends.1);
        let scale = Scale {
            from,
            to,
            low: None,
            high: None,
        };
        (text, Some(scale))
    } else {
        (format!("no whole number above 0, as a {what} is"), None)
    };
    Some(Meaning {
        scale,
        citation: known.citation.clone(),
        ..meaning(
            Status::OffScale,
            known.basis,
            format!(
                "{}; but the value is {text}. Either the heading or the value is not what it seems.",
                probably(known, title)
            ),
        )
    })
}

/// The bounds that the word for a statistic sets. A propensity has none: some are indices around 100.
fn implied(known: &Recognised, heading: &str) -> Option<(&'static str, f64, f64)> {
    let lower = heading.to_lowercase();
    let likely = ["likelihood", "probab", "percent", "chance"];
    if known.has("stat:difference") || known.has("stat:index") {
        None
    } else if known.has("stat:decile") {
        Some(("decile", 0.0, 10.0))
    } else if known.has("stat:percentile") && lower.contains("centile") {
        Some(("percentile", 0.0, 100.0))
    } else if known.has("stat:rank") {
        Some(("rank", 1.0, f64::INFINITY))
    } else if likely.iter().any(|word| lower.contains(word)) {
        Some(("likelihood", 0.0, 100.0))
    } else {
        None
    }
}
