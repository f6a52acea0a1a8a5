//! A calendar day: what every time limit is reckoned in.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar between the years 1900 and 2199. It has no time and no zone: the
/// limits of the law run in whole days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

/// Text or numbers that are no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no day of the calendar (write it as 2026-03-31)")]
pub struct DayError {
    /// As given.
    pub written: String,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// Its English name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self, Weekday::Saturday | Weekday::Sunday)
    }
}

/// More days than lie between the first day there is and the last.
const SPAN: i32 = 300 * 366;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The same in Welsh.
const MONTHS_IN_WELSH: [&str; 12] = [
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
];

/// The number of a month by its name in English or Welsh, in lower case; an English one may be cut short
/// to three letters or more: `sept`.
#[must_use]
pub fn month_named(word: &str) -> Option<u32> {
    const SHORTEST: usize = 3;
    let begins = |name: &str| {
        name.get(..word.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(word))
    };
    let english = || MONTHS.iter().position(|name| begins(name));
    let welsh = || MONTHS_IN_WELSH.iter().position(|name| *name == word);
    let at = if word.len() < SHORTEST {
        None
    } else {
        english().or_else(welsh)
    };
    u32::try_from(at?.saturating_add(1)).ok()
}

impl Day {
    /// The first day there is.
    pub const MIN: Day = Day(Date::constant(1900, 1, 1));
    /// The last day there is.
    pub const MAX: Day = Day(Date::constant(2199, 12, 31));
    /// For days the program itself knows; a wrong one does not compile.
    pub(crate) const fn constant(year: i16, month: i8, day: i8) -> Day {
        Day(Date::constant(year, month, day))
    }

    /// The day with these numbers, all counted from 1.
    ///
    /// # Errors
    /// Where the calendar has no such day, or the year is not between 1900 and 2199.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Day, DayError> {
        let date = || {
            let year = i16::try_from(year).ok()?;
            let month = i8::try_from(month).ok()?;
            let day = i8::try_from(day).ok()?;
            Date::new(year, month, day).ok()
        };
        date()
            .map(Day)
            .filter(|made| (Day::MIN..=Day::MAX).contains(made))
            .ok_or_else(|| DayError {
                written: format!("{year:04}-{month:02}-{day:02}"),
            })
    }

    /// Reads the ISO form, `2026-03-31`, and no other.
    ///
    /// # Errors
    /// Where the text is not of that form, or the calendar has no such day.
    pub fn parse(text: &str) -> Result<Day, DayError> {
        let wrong = || DayError {
            written: text.to_owned(),
        };
        let number = |digits: &str, length: usize| -> Option<u32> {
            let right = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
            right.then(|| digits.parse().ok()).flatten()
        };
        let mut pieces = text.split('-');
        let year = pieces.next().and_then(|piece| number(piece, 4));
        let month = pieces.next().and_then(|piece| number(piece, 2));
        let day = pieces.next().and_then(|piece| number(piece, 2));
        let (Some(year), Some(month), Some(day), None) = (year, month, day, pieces.next()) else {
            return Err(wrong());
        };
        let year = i32::try_from(year).map_err(|_| wrong())?;
        Day::new(year, month, day).map_err(|_| wrong())
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.0.year())
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(self) -> u32 {
        u32::from(self.0.month().unsigned_abs())
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        u32::from(self.0.day().unsigned_abs())
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            jiff::civil::Weekday::Monday => Weekday::Monday,
            jiff::civil::Weekday::Tuesday => Weekday::Tuesday,
            jiff::civil::Weekday::Wednesday => Weekday::Wednesday,
            jiff::civil::Weekday::Thursday => Weekday::Thursday,
            jiff::civil::Weekday::Friday => Weekday::Friday,
            jiff::civil::Weekday::Saturday => Weekday::Saturday,
            jiff::civil::Weekday::Sunday => Weekday::Sunday,
        }
    }

    /// The day so many days later, or earlier where the number is negative. Stops at the first and
    /// the last day there is.
    #[must_use]
    pub fn add_days(self, days: i32) -> Day {
        let edge = if days < 0 { Day::MIN } else { Day::MAX };
        // jiff panics on spans of twenty thousand years; ours end after three hundred.
        let days = days.clamp(-SPAN, SPAN);
        self.0
            .checked_add(days.days())
            .map_or(edge, |date| Day(date).clamp(Day::MIN, Day::MAX))
    }

    /// The same-numbered day so many months later, or the last day of a month that is shorter.
    #[must_use]
    pub fn add_months(self, months: u8) -> Day {
        self.0
            .checked_add(i32::from(months).months())
            .map_or(Day::MAX, |date| Day(date).min(Day::MAX))
    }

    /// How many days from this day to a later one; negative where the other is earlier.
    #[must_use]
    pub fn days_until(self, other: Day) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }

    /// In words: `3 March 2026`.
    #[must_use]
    pub fn in_words(self) -> String {
        let month = usize::try_from(self.month()).unwrap_or(0);
        let month = MONTHS.get(month.saturating_sub(1)).copied().unwrap_or("");
        format!("{} {month} {}", self.day(), self.year())
    }

    /// In words, with the day of the week: `Tuesday 3 March 2026`.
    #[must_use]
    pub fn in_full(self) -> String {
        format!("{} {}", self.weekday().name(), self.in_words())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            to,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, to)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        Day::parse(text)
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Day, DayError> {
        Day::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_goes_by_its_name_or_its_beginning() {
        for (word, month) in [
            ("may", Some(5)),
            ("sept", Some(9)),
            ("december", Some(12)),
            ("mawrth", Some(3)),
            ("mayor", None),
            ("ma", None),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(month_named(word), month, "{word}");
        }
    }

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day of the test")
    }

    #[test]
    fn a_day_reads_and_writes_the_iso_form_only() {
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
        for wrong in [
            "2025-02-29",
            "2025-13-01",
            "2025-1-1",
            "20250101",
            "",
            "2025-01-01-",
            "+025-01-01",
            "1899-12-31",
            "2200-01-01",
            "2025-00-10",
            " 2025-01-01",
            "٢٠٢٥-01-01",
        ] {
            assert!(Day::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn arithmetic_stops_at_the_edges() {
        assert_eq!(Day::MAX.add_days(1), Day::MAX);
        assert_eq!(Day::MIN.add_days(i32::MIN), Day::MIN);
        assert_eq!(Day::MAX.add_days(i32::MAX), Day::MAX);
        assert_eq!(Day::MIN.add_days(SPAN), Day::MAX);
        assert_eq!(Day::MAX.add_months(255), Day::MAX);
        assert_eq!(day("2026-01-31").add_months(1).to_string(), "2026-02-28");
        assert_eq!(Day::MIN.days_until(Day::MIN.add_days(400)), 400);
    }

    #[test]
    fn a_day_in_full_names_its_weekday() {
        assert_eq!(day("2026-04-06").in_full(), "Monday 6 April 2026");
    }
}
