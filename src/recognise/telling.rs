//! Values that show what they are by their form alone.

use crate::codebook::Label;
use crate::codebook::word_lists::word_lists;
use crate::day::month_named;
use crate::document::{Cell, CellValue};

/// What the form of a value shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// An e-mail address.
    Mail,
    /// A telephone number of the United Kingdom.
    Phone,
    /// A postcode.
    Postcode,
    /// A number in a street.
    Street,
    /// A day, in figures.
    Day,
    /// A number.
    Number,
}

impl Form {
    /// The form of a cell, where it shows one.
    #[must_use]
    pub fn of(cell: &Cell) -> Option<Self> {
        match &cell.value {
            CellValue::Number(_) => Some(Form::Number),
            CellValue::Moment(_) => Some(Form::Day),
            CellValue::Text(text) => Self::of_text(text),
            CellValue::Bool(_) | CellValue::Error(_) | CellValue::NotStored => None,
        }
    }

    /// The form of a text, where it shows one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let telling = || Self::telling(text);
        let day = || is_day(text).then_some(Form::Day);
        let number = || text.parse::<f64>().is_ok().then_some(Form::Number);
        telling().or_else(day).or_else(number)
    }

    /// The form of a text that can be of one kind of data only: a day or a number may be of any.
    #[must_use]
    pub fn telling(value: &str) -> Option<Self> {
        let value = value.trim();
        if is_mail(value) {
            Some(Form::Mail)
        } else if is_phone(value) {
            Some(Form::Phone)
        } else if is_postcode(value) {
            Some(Form::Postcode)
        } else {
            is_street(value).then_some(Form::Street)
        }
    }

    /// The heading under which values of this form stand, where there is only one.
    #[must_use]
    pub fn heading(self) -> Option<&'static str> {
        match self {
            Form::Mail => Some("e-mail address"),
            Form::Phone => Some("telephone number"),
            Form::Postcode => Some("postcode"),
            Form::Street => Some("address"),
            Form::Day | Form::Number => None,
        }
    }
}

fn is_mail(value: &str) -> bool {
    value.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && domain.contains('.') && !value.contains(char::is_whitespace)
    })
}

fn is_phone(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let only = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-');
    (10..=13).contains(&digits)
        && value.chars().all(only)
        && (value.starts_with('0') || value.starts_with("+44"))
}

fn is_postcode(value: &str) -> bool {
    let compact: Vec<char> = value.chars().filter(|c| !c.is_whitespace()).collect();
    let halves = compact.len().checked_sub(3);
    let Some((out, inward)) = halves.and_then(|at| compact.split_at_checked(at)) else {
        return false;
    };
    let inward_fits = matches!(inward, [a, b, c] if a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_uppercase());
    let out_fits = (2..=4).contains(&out.len())
        && out.first().is_some_and(char::is_ascii_uppercase)
        && out.iter().any(char::is_ascii_digit)
        && out.iter().all(char::is_ascii_alphanumeric);
    inward_fits && out_fits && value.contains(' ')
}

/// `2 Tenter Court, Millrace`, `14a High Street`: a number, and a word for a street behind it.
fn is_street(value: &str) -> bool {
    const LONGEST: usize = 12;
    let mut words = value.split([' ', ',']).filter(|word| !word.is_empty());
    let number = words.next().unwrap_or_default();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.len() <= 5
        && number
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'));
    let rest: Vec<&str> = words.collect();
    let behind = rest.iter().skip(usize::from(rest.len() > 1));
    is_number
        && rest.len() <= LONGEST
        && behind
            .into_iter()
            .any(|word| word_lists().telling.streets.has(&word.to_lowercase()))
}

/// `14/02/2023`, `2023-02-14`, `1.2.23`
#[must_use]
pub fn is_day(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let parted = value.matches(['/', '-', '.']).count() == 2;
    let only = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | ' ');
    parted && (4..=8).contains(&digits) && value.chars().all(only)
}

/// A day with its month and year: it is a value, and heads nothing but other values.
#[must_use]
pub fn is_whole_day(text: &str) -> bool {
    const PARTS: usize = 3;
    let day = without_time(text);
    is_day(day) || (is_period(day) && Label::new(day).words().len() >= PARTS)
}

/// The day of a day with its time: `2024-05-28 18:04:11`, `2026-02-11T09:22:41Z`.
fn without_time(text: &str) -> &str {
    let is_time = |time: &str| {
        let time = time.trim_end_matches('Z');
        time.contains(':')
            && time
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+'))
    };
    let text = text.trim();
    let parts = text.split_once([' ', 'T']);
    parts
        .filter(|(_, time)| is_time(time))
        .map_or(text, |(day, _)| day)
}

/// A day, or a month with its year: `14/02/2023`, `14 Mar 2022`, `December 2023`, `Dec-23`.
#[must_use]
pub fn is_period(text: &str) -> bool {
    // Most texts have no number.
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let label = Label::new(text);
    let words = label.words();
    let months = words.iter().filter(|word| month_named(word).is_some());
    let numbers = words
        .iter()
        .filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let (months, numbers) = (months.count(), numbers.count());
    is_day(text) || (months == 1 && numbers >= 1 && months + numbers == words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_shown_by_the_whole_value_alone() {
        for (text, form) in [
            ("casey@post.example", Some(Form::Mail)),
            ("casey@post.example or ring", None),
            ("01632 960123", Some(Form::Phone)),
            ("+44 7700 900123", Some(Form::Phone)),
            ("1632960123", Some(Form::Number)),
            ("ZZ99 3AB", Some(Form::Postcode)),
            ("ZZ993AB", None),
            ("2 Tenter Court, Millrace", Some(Form::Street)),
            ("14a High Street", Some(Form::Street)),
            ("2 roads are closed", None),
            ("The Street", None),
            ("AB1-204", None),
            ("14/02/2023", Some(Form::Day)),
            ("2023-02-14", Some(Form::Day)),
            ("-5.5", Some(Form::Number)),
            ("71%", None),
            ("Casey", None),
        ] {
            assert_eq!(Form::of_text(text), form, "{text}");
        }
    }

    #[test]
    fn a_period_is_nothing_but_a_day_or_a_month_with_a_number() {
        for text in ["14/02/2023", "14 Mar 2022", "December 2023", "Dec-23"] {
            assert!(is_period(text), "{text}");
        }
        for text in ["2023", "May", "Locals May 2021", "Edition 3", ""] {
            assert!(!is_period(text), "{text}");
        }
    }
}
