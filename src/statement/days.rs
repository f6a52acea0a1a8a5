//! Days as letters write them.

use crate::day::{Day, month_named};
use crate::statement::words::{Word, words};

/// The days that a text names, in its order: `8 May 2026`, `the 8th of May 2026`, `May 8, 2026`,
/// `08/05/2026`, `2026-05-08`.
pub(super) fn days(text: &str) -> Vec<Day> {
    days_among(&words(text))
}

/// The days that words name.
pub(super) fn days_among(words: &[Word]) -> Vec<Day> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest: Vec<&str> = words
            .iter()
            .skip(at)
            .take(4)
            .map(|word| word.lower.as_str())
            .collect();
        match day_at(&rest) {
            Some((day, used)) => {
                found.push(day);
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// The day that words begin with, and how many of them it takes.
fn day_at(rest: &[&str]) -> Option<(Day, usize)> {
    let day =
        |year: u32, month: u32, day: u32| Day::new(i32::try_from(year).ok()?, month, day).ok();
    match *rest {
        [d, "of", m, y] if month_named(m).is_some() => {
            Some((day(year(y)?, month_named(m)?, number(d)?)?, 4))
        }
        [d, m, y, ..] if month_named(m).is_some() => {
            Some((day(year(y)?, month_named(m)?, number(d)?)?, 3))
        }
        [m, d, y, ..] if month_named(m).is_some() => {
            Some((day(year(y)?, month_named(m)?, number(d)?)?, 3))
        }
        [y, m, d, ..] if y.len() == 4 => Some((day(year(y)?, digits(m)?, digits(d)?)?, 3)),
        [d, m, y, ..] => Some((day(year(y)?, digits(m)?, digits(d)?)?, 3)),
        _ => None,
    }
}

/// A year in four digits.
fn year(word: &str) -> Option<u32> {
    (word.len() == 4).then(|| digits(word)).flatten()
}

/// `8`, `8th`.
fn number(word: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th", "af", "ain", "ydd"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    digits(bare)
}

fn digits(word: &str) -> Option<u32> {
    (!word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_ways_in_which_letters_write_them() {
        for text in [
            "8 May 2026",
            "on the 8th of May 2026.",
            "Friday, May 8, 2026",
            "08/05/2026",
            "2026-05-08",
            "8 Mai 2026",
            "8.5.2026",
        ] {
            let found: Vec<String> = days(text).iter().map(ToString::to_string).collect();
            assert_eq!(found, ["2026-05-08"], "{text}");
        }
        for text in [
            "since December 2025",
            "0303 123 1113",
            "31 February 2026",
            "6(1)(e)",
        ] {
            assert!(days(text).is_empty(), "{text}");
        }
        assert_eq!(days("from 1 March 2026 to 2 April 2026").len(), 2);
    }
}
