//! What rules read out of values as they are written: days, years, ages, yes and no.

use crate::codebook::{Label, Word};
use crate::day::{Day, month_named};
use crate::decode::Decoded;
use crate::profile::Profile;
use crate::statement::{Author, DateFrom, PaperKind};

/// The day against which ages and years are reckoned: of the response, else of the request, else
/// the day on which the report speaks.
#[must_use]
pub fn known_day(profile: &Profile<'_>) -> Option<Day> {
    let request = profile.request;
    request.received.or(request.requested).or(profile.speaks)
}

/// The day of the response: of its latest paper, else the day it came, else the day on which the
/// report speaks.
#[must_use]
pub fn answered_day(profile: &Profile<'_>) -> Option<Day> {
    let papers = profile.statements.papers.iter();
    let sent = papers
        .filter(|paper| paper.author != Author::Person)
        .filter(|paper| matches!(paper.kind, PaperKind::Letter | PaperKind::Data))
        .filter_map(|paper| paper.date)
        .filter(|date| date.from != DateFrom::File)
        .map(|date| date.day)
        .max();
    sent.or(profile.request.received).or(profile.speaks)
}

/// A day: `2024-05-12`, `12/05/2024`, `12.5.24`, `12 May 2024`, `12-May-24`, with or without a time.
/// Day before month, as in the United Kingdom, unless only the other order is a day.
#[must_use]
pub fn day(value: &str) -> Option<Day> {
    if has_no_figure(value) {
        return None;
    }
    let words = Label::new(value);
    let words: Vec<&str> = words.words().iter().map(Word::as_str).collect();
    // `12th May 2024`: the ending of the number says nothing.
    let words: Vec<&str> = words
        .into_iter()
        .filter(|word| !matches!(*word, "st" | "nd" | "rd" | "th" | "of"))
        .collect();
    let weekday = words.first().is_some_and(|word| {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            .iter()
            .any(|day| word.starts_with(day))
    });
    let words = words.get(usize::from(weekday)..).unwrap_or(&[]);
    let [a, b, c, ..] = words else { return None };
    if a.len() == 4 {
        return Day::new(a.parse().ok()?, month(b)?, c.parse().ok()?).ok();
    }
    let year = full_year(c)?;
    let (first, second) = (month(a), month(b));
    match (a.parse::<u32>().ok(), second) {
        (Some(day), Some(month)) => Day::new(year, month, day).ok(),
        _ => Day::new(year, first?, b.parse().ok()?).ok(),
    }
}

/// The last day of a month in words: `June 2021`.
#[must_use]
pub fn month_end(value: &str) -> Option<Day> {
    let label = Label::new(value);
    let [name, year] = label.words() else {
        return None;
    };
    let (month, year) = (month_named(name)?, full_year(year)?);
    let first = Day::new(year, month, 1).ok()?;
    Some(first.add_months(1).add_days(-1))
}

fn month(word: &str) -> Option<u32> {
    if let Ok(number) = word.parse::<u32>() {
        return (1..=12).contains(&number).then_some(number);
    }
    month_named(word)
}

fn full_year(word: &str) -> Option<i32> {
    let number: i32 = word.parse().ok()?;
    match word.len() {
        4 => Some(number),
        // A year of two digits is taken for one of this century up to 30.
        2 if number <= 30 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

/// The years that a text names, from 1900 to 2099.
#[must_use]
pub fn years(text: &str) -> Vec<i32> {
    if has_no_figure(text) {
        return Vec::new();
    }
    let label = Label::new(text);
    let four = label.words().iter().filter(|word| word.len() == 4);
    four.filter_map(|word| word.parse().ok())
        .filter(|year| (1900..2100).contains(year))
        .collect()
}

/// Whether there is surely no number in a text: most texts have none, and need no closer look.
fn has_no_figure(text: &str) -> bool {
    text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a text names a year or a day.
#[must_use]
pub fn is_dated(text: &str) -> bool {
    !years(text).is_empty() || day(text).is_some()
}

/// The age of somebody born on a day, in whole years.
#[must_use]
pub fn age_on(born: Day, on: Day) -> i32 {
    let before = (on.month(), on.day()) < (born.month(), born.day());
    on.year() - born.year() - i32::from(before)
}

/// A range of ages, both ends included: `45`, `45-54`, `65+`, `under 35`, `Aged 25 to 34`.
#[must_use]
pub fn ages(value: &str) -> Option<(i32, i32)> {
    const OLDEST: i32 = 120;
    let label = Label::new(value);
    let numbers: Vec<i32> = label
        .words()
        .iter()
        .filter_map(|word| word.parse().ok())
        .collect();
    if numbers.iter().any(|number| !(0..=OLDEST).contains(number)) {
        return None;
    }
    let has = |words: &[&str]| {
        label
            .words()
            .iter()
            .any(|word| words.contains(&word.as_str()))
    };
    match numbers.as_slice() {
        [low, high] if low <= high => Some((*low, *high)),
        [only] if value.trim_end().ends_with('+') || has(&["over", "above", "plus", "older"]) => {
            Some((*only, OLDEST))
        }
        [only] if has(&["under", "below", "younger"]) => Some((0, *only)),
        [only] if *only >= 16 || label.words().len() > 1 => Some((*only, *only)),
        _ => None,
    }
}

/// Whether a value is a plain yes.
#[must_use]
pub fn is_yes(value: &str) -> bool {
    crate::decode::is_yes_or_no(value) && !is_no(value)
}

/// Whether a value is a plain no, or says that there is none.
#[must_use]
pub fn is_no(value: &str) -> bool {
    let value = value.trim().to_lowercase();
    [
        "n", "no", "false", "f", "0", "0.0", "nac ydw", "na", "nage", "none", "nil", "not set",
    ]
    .contains(&value.as_str())
}

/// Whether a list of words holds one of these.
#[must_use]
pub fn any(words: &[impl AsRef<str>], wanted: &[&str]) -> bool {
    words.iter().any(|word| {
        let word = word.as_ref().as_bytes();
        let mut wanted = wanted.iter().map(|wanted| wanted.as_bytes());
        // Most differ in length or in their first letter; rules ask often.
        wanted.any(|wanted| {
            wanted.len() == word.len() && wanted.first() == word.first() && wanted == word
        })
    })
}

/// Whether a data point gives an age or an age band.
#[must_use]
pub fn is_age(profile: &Profile<'_>, point: &Decoded) -> bool {
    profile.says(point, "attr:age") || any(profile.heading_words(point), &["age", "aged"])
}

/// The date of birth that a data point gives, where it is one that is not guessed.
#[must_use]
pub fn birth(profile: &Profile<'_>, point: &Decoded) -> Option<Day> {
    let words = profile.heading_words(point);
    let of_birth = profile.says(point, "attr:dob") || any(words, &["dob", "birth"]);
    let plain = of_birth && !any(words, &["country", "place", "city", "town"]);
    (plain && !point.inferred).then_some(())?;
    day(point.value.as_deref()?)
}

/// Whether a data point is about sex or gender.
#[must_use]
pub fn about_sex(profile: &Profile<'_>, point: &Decoded) -> bool {
    profile.says(point, "attr:sex")
        || profile.says(point, "attr:gender")
        || any(profile.heading_words(point), &["sex", "gender"])
}

/// What sex or gender a data point gives: true for female.
#[must_use]
pub fn is_female(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    about_sex(profile, point).then_some(())?;
    let words = profile.value_words(point);
    match words {
        [only] => female(only),
        _ => None,
    }
}

/// Whether a word says female or male.
#[must_use]
pub fn female(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "f" | "female" | "woman" | "w" => Some(true),
        "m" | "male" | "man" => Some(false),
        _ => None,
    }
}

const OWNED: &[&str] = &[
    "owner",
    "owners",
    "owned",
    "owns",
    "owning",
    "homeowner",
    "homeowners",
    "mortgage",
    "mortgaged",
    "freehold",
];
const RENTED: &[&str] = &[
    "rent", "rents", "rented", "renting", "renter", "renters", "tenant", "tenants", "tenanted",
];

/// Whether a heading is about owning something that is no home: `Caravan owner`.
fn owns_other_thing(words: &[Word]) -> bool {
    const HOMES: &[&str] = &[
        "home",
        "house",
        "property",
        "flat",
        "is",
        "the",
        "a",
        "or",
        "an",
        "likely",
        "estimated",
        "probable",
        "predicted",
        "current",
        "residential",
        "possible",
    ];
    words.windows(2).any(|pair| {
        let [thing, owner] = pair else { return false };
        matches!(owner.as_str(), "owner" | "owners" | "ownership")
            && !HOMES.contains(&thing.as_str())
    })
}

/// Whether a data point is about owning or renting the home.
#[must_use]
pub fn about_home(profile: &Profile<'_>, point: &Decoded) -> bool {
    let heading = profile.heading_words(point);
    if owns_other_thing(profile.label(point).words()) {
        return false;
    }
    profile.says(point, "attr:tenure")
        || profile.says(point, "attr:homeowner")
        || any(heading, &["tenure", "homeowner", "ownership", "housing"])
        || (any(heading, &["home", "house", "property"])
            && (any(heading, OWNED) || any(heading, RENTED)))
}

/// Whether a data point says that the home is owned (true) or rented (false).
#[must_use]
pub fn is_owner(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    about_home(profile, point).then_some(())?;
    let heading = profile.heading_words(point);
    let value = point.value.as_deref()?;
    if crate::decode::is_yes_or_no(value) {
        return match (any(heading, OWNED), any(heading, RENTED)) {
            (true, false) => Some(is_yes(value)),
            (false, true) => Some(is_no(value)),
            _ => None,
        };
    }
    let words = profile.value_words(point);
    if any(words, &["not", "no", "non", "or"]) {
        return None;
    }
    match (any(words, OWNED), any(words, RENTED)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether a data point says that the person is married.
#[must_use]
pub fn is_married(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    const UNCLEAR: &[&str] = &["not", "or", "partner", "partnership", "cohabiting"];
    const SINGLE: &[&str] = &[
        "single",
        "divorced",
        "unmarried",
        "widowed",
        "widow",
        "widower",
        "separated",
    ];
    about_marriage(profile, point).then_some(())?;
    let text = point.value.as_deref()?;
    if crate::decode::is_yes_or_no(text) {
        let label = profile.label(point);
        let named = label.words().iter().any(|word| word == "married");
        return named.then(|| is_yes(text));
    }
    let words = profile.value_words(point);
    if any(words, UNCLEAR) {
        return None;
    }
    match (any(words, &["married"]), any(words, SINGLE)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether a data point is about marriage.
#[must_use]
pub fn about_marriage(profile: &Profile<'_>, point: &Decoded) -> bool {
    profile.says(point, "attr:marital")
        || any(profile.heading_words(point), &["marital", "married"])
}

/// Whether a data point says that there are children.
#[must_use]
pub fn has_children(profile: &Profile<'_>, point: &Decoded) -> Option<bool> {
    about_children(profile, point).then_some(())?;
    let text = point.value.as_deref()?;
    if let Some(number) = number_of_children(point) {
        return Some(number > 0);
    }
    if is_no(text) || text.to_lowercase().starts_with("no child") {
        return Some(false);
    }
    is_yes(text).then_some(true)
}

/// How many children a data point gives, where it is a number.
#[must_use]
pub fn number_of_children(point: &Decoded) -> Option<u8> {
    let flag = point.kind == Some(crate::codebook::Kind::Flag);
    let text = point.value.as_deref()?.trim();
    text.parse().ok().filter(|_| !flag)
}

/// Whether a data point is about children, and not about those of some age.
#[must_use]
pub fn about_children(profile: &Profile<'_>, point: &Decoded) -> bool {
    let label = profile.label(point);
    let of_an_age = label
        .words()
        .iter()
        .any(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let about = profile.says(point, "attr:children")
        || any(profile.heading_words(point), &["children", "child", "kids"]);
    about && !of_an_age
}

/// How far up its scale a value lies, from 0 to 1; nothing where the scale is not known.
#[must_use]
pub fn share(point: &Decoded) -> Option<f64> {
    let text = point.value.as_deref()?;
    let number = crate::decode::number(text)?;
    let (from, to) = match &point.meaning.scale {
        Some(scale) => (scale.from, scale.to),
        None if text.contains('%') => (0.0, 100.0),
        None => return None,
    };
    let share = (number - from) / (to - from);
    (share.is_finite() && (0.0..=1.0).contains(&share)).then_some(share)
}

/// The one party that some words name, by the words that the codebooks know for parties.
#[must_use]
pub fn party(profile: &Profile<'_>, words: &[Word]) -> Option<String> {
    let lexicon = profile.books.lexicon().ok()?;
    let text = format!(" {} ", words.join(" "));
    let names = |form: &String| text.contains(&format!(" {form} "));
    let mut named = lexicon
        .concepts()
        .iter()
        .filter(|concept| {
            concept.class() == "party"
                && !["party:any", "party:other"].contains(&concept.id.as_str())
        })
        .filter(|concept| concept.forms.iter().any(names));
    let first = named.next()?;
    named.next().is_none().then(|| first.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_ways_in_which_people_write_them() {
        for written in [
            "2024-05-12",
            "12/05/2024",
            "12.5.24",
            "12 May 2024",
            "12-May-24",
            "12th May 2024",
            "2024-05-12 10:22:00",
            "Sunday 12 May 2024",
            "May 12, 2024",
        ] {
            let read = day(written).map(|day| day.to_string());
            assert_eq!(read.as_deref(), Some("2024-05-12"), "{written}");
        }
        assert_eq!(day("43101"), None);
        assert_eq!(day("tomorrow"), None);
    }

    #[test]
    fn ages_and_bands_are_ranges() {
        for (written, range) in [
            ("45", Some((45, 45))),
            ("45-54", Some((45, 54))),
            ("65+", Some((65, 120))),
            ("under 35", Some((0, 35))),
            ("Aged 25 to 34", Some((25, 34))),
            ("C", None),
            ("3", None),
            ("1975", None),
        ] {
            assert_eq!(ages(written), range, "{written}");
        }
    }
}
