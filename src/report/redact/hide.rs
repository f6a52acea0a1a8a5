//! Which values tell who somebody is. What is not known to be harmless is taken for telling.

use crate::codebook::Label;
use crate::codebook::lexicon::Lexicon;
use crate::day::Day;
use crate::decode::{is_yes_or_no, number};
use crate::report::DataPoint;
use crate::vocabulary::{Category, Status};

/// What a masked value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hidden {
    /// A name, a title, a date of birth.
    Name,
    /// E-mail, telephone.
    Contact,
    /// An address.
    Address,
    /// A number by which somebody is found.
    Identifier,
    /// Words that may say anything.
    Text,
}

impl Hidden {
    /// What a pseudonym begins with.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Hidden::Name => "name",
            Hidden::Contact => "contact",
            Hidden::Address => "address",
            Hidden::Identifier => "id",
            Hidden::Text => "text",
        }
    }

    /// What it is, in a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Hidden::Name => "a name or something else that says who somebody is",
            Hidden::Contact => "a contact detail",
            Hidden::Address => "an address",
            Hidden::Identifier => "a number by which somebody can be found",
            Hidden::Text => "a text that may say who somebody is",
        }
    }
}

/// What a value tells, where it tells who somebody is or may do so.
pub(super) fn hidden(point: &DataPoint, value: &str, lexicon: &Lexicon) -> Option<Hidden> {
    if value.trim().is_empty() || is_yes_or_no(value) {
        return None;
    }
    let whole = match point.category {
        Category::Identity => Some(Hidden::Name),
        Category::Contact => Some(Hidden::Contact),
        Category::Address => Some(Hidden::Address),
        Category::FreeText => Some(Hidden::Text),
        Category::System => (!is_day(value)).then_some(Hidden::Identifier),
        Category::ElectoralRegister => {
            let numbered = value.bytes().any(|b| b.is_ascii_digit()) && !is_day(value);
            numbered.then_some(Hidden::Identifier)
        }
        _ => None,
    };
    if whole.is_some() {
        return whole;
    }
    match point.meaning.status {
        // Its list or its scale was made for many people.
        Status::Coded | Status::Scored => None,
        _ => (!is_harmless(point, value, lexicon)).then(|| kind_of(value)),
    }
}

fn kind_of(value: &str) -> Hidden {
    let letters = value.chars().any(char::is_alphabetic);
    let spaces = value.contains(char::is_whitespace);
    match (letters, spaces) {
        (true, true) => Hidden::Text,
        _ if value.contains('@') => Hidden::Contact,
        _ => Hidden::Identifier,
    }
}

/// Whether a value says nothing of who somebody is: a number, a band, a day, a short code, or words
/// of the codebooks where such words are expected.
fn is_harmless(point: &DataPoint, value: &str, lexicon: &Lexicon) -> bool {
    is_number(value) || is_harmless_day(point, value) || is_code(value) || {
        is_in_words(point.category) && of_codebooks(value, lexicon)
    }
}

/// A number that is no telephone number and no identifier: up to five digits before the point.
fn is_number(value: &str) -> bool {
    const DIGITS: usize = 5;
    let bare: String = value
        .trim()
        .trim_end_matches(['%', '+'])
        .trim_start_matches('\u{a3}')
        .chars()
        .filter(|c| *c != ',')
        .collect();
    let whole = bare.split('.').next().unwrap_or_default();
    let digits = whole.bytes().filter(u8::is_ascii_digit).count();
    (number(&bare).is_some() && digits <= DIGITS) || is_band(value)
}

/// `46-55`, `66+`, `40-50k`, `£20,000 to £29,999`.
fn is_band(value: &str) -> bool {
    const DIGITS: usize = 10;
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let ends: Vec<&str> = value.split(['-', '\u{2013}']).collect();
    let is_end = |end: &str| {
        let end = end.trim().trim_matches(['\u{a3}', '+', 'k', 'K', '%']);
        !end.is_empty() && end.len() <= 7 && end.bytes().all(|b| b.is_ascii_digit() || b == b',')
    };
    let paired = ends.len() == 2 && digits <= DIGITS && ends.iter().all(|end| is_end(end));
    paired && !value.trim().starts_with('0')
}

/// A day on which something happened, and not one on which somebody was born.
fn is_harmless_day(point: &DataPoint, value: &str) -> bool {
    let born = matches!(
        point.category,
        Category::Demographic | Category::Household | Category::Unknown
    );
    is_day(value) && !born
}

/// A day as files write them, with or without a time.
fn is_day(value: &str) -> bool {
    let day = value.trim().split([' ', 'T']).next().unwrap_or_default();
    if Day::parse(day).is_ok() {
        return true;
    }
    let parts: Vec<&str> = day.split(['/', '.', '-']).collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

/// One to three letters, or a few letters and digits together: `B`, `N58`, `VI3`. A longer row of
/// letters may be a name.
fn is_code(value: &str) -> bool {
    const LETTERS: usize = 3;
    const LENGTH: usize = 5;
    let value = value.trim();
    let length = value.chars().count();
    let plain = value.bytes().all(|b| b.is_ascii_alphanumeric());
    let digits = value.bytes().any(|b| b.is_ascii_digit());
    let lower = value.bytes().any(|b| b.is_ascii_lowercase());
    // `Jo` and `Li` are names, `JO` is a code or a name that the kind of data has masked before.
    plain && ((digits && length <= LENGTH) || (!lower && length <= LETTERS) || length == 1)
}

/// Kinds of data whose values are words from a set, and seldom anything else.
fn is_in_words(category: Category) -> bool {
    matches!(
        category,
        Category::VotingIntention
            | Category::VotingRecord
            | Category::IssueConcern
            | Category::EuReferendum
            | Category::Demographic
            | Category::Household
            | Category::Financial
            | Category::Lifestyle
            | Category::Segment
            | Category::EthnicityReligion
            | Category::Membership
            | Category::Consent
    )
}

/// Whether each word of a text is one that codebooks use for something else than names.
pub(super) fn of_codebooks(text: &str, lexicon: &Lexicon) -> bool {
    const MOST: usize = 6;
    let label = Label::new(text);
    let words = label.words();
    !words.is_empty()
        && words.len() <= MOST
        && words.iter().all(|word| {
            lexicon.is_filler(word)
                || lexicon.forms(word).iter().any(|form| {
                    let concept = lexicon.concept(form.concept);
                    concept.is_some_and(|concept| concept.class() != "name")
                })
        })
}

/// Whether a heading that nobody knows may be a name: two or three words, each with a capital first
/// and letters alone, none of them a word of the codebooks; or a text as long as a sentence.
pub(super) fn is_name_like(point: &DataPoint, lexicon: &Lexicon) -> bool {
    const LONG: usize = 16;
    let known = point.field.is_some() || point.category != Category::Unknown;
    let words: Vec<&str> = point.label.split_whitespace().collect();
    if known {
        return false;
    }
    let capital = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || "'-.\u{2019}".contains(c))
    };
    let name = (2..=3).contains(&words.len())
        && words.iter().all(capital)
        && !words.iter().any(|word| of_codebooks(word, lexicon));
    name || words.len() > LONG
}
