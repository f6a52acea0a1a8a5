//! When the request was made and answered, and what was asked for: the facts of `case.toml`.

mod read;
mod table;

use std::collections::BTreeMap;

use crate::day::Day;

/// The request asked for the recipients by name.
pub const RECIPIENTS_BY_NAME: &str = "recipients-by-name";

/// Everything the case file says. What is not known is absent, never guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The id of the party.
    pub party: Option<String>,
    /// A pseudonym, printed instead of a name.
    pub subject: Option<String>,
    /// The nation of the office that answers.
    pub nation: Option<Nation>,
    /// The day the request was sent.
    pub sent: Option<Day>,
    /// The day the party received the request.
    pub requested: Option<Day>,
    /// Whether receipt is proved.
    pub receipt_proved: bool,
    /// A check of identity.
    pub identity: Option<IdentityCheck>,
    /// Questions about what is asked for, in order of asking.
    pub clarified: Vec<Clarification>,
    /// A notice that more time is taken.
    pub extension: Option<Extension>,
    /// The day the response came.
    pub received: Option<Day>,
    /// The day of an objection under Article 21.
    pub objected: Option<Day>,
    /// The day erasure was asked for.
    pub erasure_asked: Option<Day>,
    /// The day the controller received a complaint.
    pub complained: Option<Day>,
    /// A written notice to stop: Data Protection Act 2018, Schedule 1, paragraph 22(3).
    pub para22: Option<StopNotice>,
    /// Whether the person is in the open register.
    pub open_register: Option<OpenRegister>,
    /// Whether the person is registered anonymously.
    pub anonymous: bool,
    /// Since when, where that is known.
    pub anonymous_since: Option<Day>,
    /// What the request asked for in terms: [`RECIPIENTS_BY_NAME`].
    pub asked: Vec<String>,
    /// What shows that the party does hold data.
    pub signs: Vec<String>,
    /// An earlier response, to compare with.
    pub earlier: Option<String>,
    /// What is true, to score accuracy. Never copied into a report unasked.
    pub truth: Truth,
    /// What the person gave the party, by kind: `email`.
    pub gave: BTreeMap<String, bool>,
}

/// The nation of the office that answers; it chooses the public holidays and the register law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England.
    England,
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// Every nation.
    pub const ALL: [Nation; 4] = [
        Nation::England,
        Nation::Scotland,
        Nation::Wales,
        Nation::NorthernIreland,
    ];

    /// The nation with this key: `northern-ireland`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Nation> {
        Nation::ALL.into_iter().find(|nation| nation.key() == key)
    }

    /// Its key, as in `case.toml`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Nation::England => "england",
            Nation::Scotland => "scotland",
            Nation::Wales => "wales",
            Nation::NorthernIreland => "northern-ireland",
        }
    }

    /// Its name in a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Nation::England => "England",
            Nation::Scotland => "Scotland",
            Nation::Wales => "Wales",
            Nation::NorthernIreland => "Northern Ireland",
        }
    }
}

/// A check of identity: UK GDPR, Article 12(6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdentityCheck {
    /// The day it was asked for.
    pub asked: Option<Day>,
    /// The day it was given; absent while it is open.
    pub given: Option<Day>,
}

/// A question about what is asked for, and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clarification {
    /// The day it was asked.
    pub asked: Day,
    /// The day it was answered, not before the day of asking; absent while it is open.
    pub given: Option<Day>,
}

/// A notice that more time is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extension {
    /// The day of the notice.
    pub notified: Day,
    /// How many further months it takes, as it says; the law allows no more than two.
    pub months: u8,
}

/// A written notice to stop processing political opinions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct StopNotice {
    /// The day it was given.
    pub given: Option<Day>,
    /// The end of the period that it gave.
    pub stop_by: Option<Day>,
}

/// Whether a person is in the open register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenRegister {
    /// Opted out.
    OptedOut,
    /// Listed.
    Listed,
}

/// Whether a person owns the home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home {
    /// Owns it.
    Owner,
    /// Rents it.
    Renter,
}

/// What is true about the person, as the person says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    /// The year of birth.
    pub birth_year: Option<u16>,
    /// Gender.
    pub gender: Option<String>,
    /// Owner or renter.
    pub home: Option<Home>,
    /// How many children, or whether there are any.
    pub children: Option<Children>,
    /// Married.
    pub married: Option<bool>,
    /// Religion.
    pub religion: Option<String>,
    /// Ethnic origin.
    pub ethnic_origin: Option<String>,
    /// Remain in the referendum of 2016.
    pub remain: Option<bool>,
    /// Member of the party.
    pub member: Option<bool>,
    /// The vote by election: `2019` to `labour`, for the key `voted_2019`.
    pub voted: BTreeMap<String, String>,
    /// Occupation.
    pub occupation: Option<String>,
    /// What the person says of single data points, by their number.
    pub marks: BTreeMap<u32, Mark>,
}

/// What the person says of one data point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Whether it is accurate.
    pub answer: Answer,
    /// What is true, in the person's words.
    pub correction: Option<String>,
    /// The heading as it was shown to the person.
    pub label: String,
    /// The value as it was shown to the person.
    pub value: String,
}

impl Mark {
    /// Whether it was made on this data point: the same heading and the same value, as far as the
    /// form that was filled in shows them.
    #[must_use]
    pub fn is_about(&self, label: &str, value: Option<&str>) -> bool {
        let plain = |text: &str| -> String {
            let text = text.strip_prefix('\'').unwrap_or(text);
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let untitled = label.is_empty() && self.label == "(no heading)";
        let (written, held) = (plain(&self.value), plain(value.unwrap_or_default()));
        // What was too long for a cell ends in an ellipsis.
        let fits = match self.value.ends_with('\u{2026}') {
            true => held.starts_with(&written),
            false => held == written,
        };
        (untitled || plain(&self.label) == plain(label)) && (fits || self.value == "(masked)")
    }
}

/// Whether a data point is accurate, as the person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// It is.
    Right,
    /// It is not.
    Wrong,
    /// In part.
    Partly,
    /// The person cannot tell.
    DoesNotKnow,
}

impl Truth {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Truth::default()
    }
}

/// Children in the home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Children {
    /// None.
    None,
    /// Some; how many is not said.
    Some,
    /// This many, at least one.
    Count(u8),
}

/// A case file that does not load: the line, the key, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {key}: {what}")]
pub struct CaseError {
    /// The line, from 1.
    pub line: u32,
    /// The key, with its table: `identity.given`.
    pub key: String,
    /// What is wrong.
    pub what: String,
}

/// Something about a case file that its writer will want to know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The line, from 1; 0 where it is about two keys.
    pub line: u32,
    /// The key, with its table.
    pub key: String,
    /// What is odd about it.
    pub what: String,
}

impl std::fmt::Display for Notice {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line > 0 {
            write!(to, "line {}: ", self.line)?;
        }
        write!(to, "{}: {}", self.key, self.what)
    }
}

impl Request {
    /// Reads a case file. Keys that nobody knows, and days in an order that is odd, are named in the
    /// notices.
    ///
    /// # Errors
    /// The first thing that does not hold: text that is no TOML, a value of the wrong kind, a day
    /// that the calendar does not have, an answer before its question.
    pub fn parse(text: &str) -> Result<(Request, Vec<Notice>), CaseError> {
        read::read(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_counts_only_for_the_heading_and_the_value_that_it_was_made_on() {
        for (label, value, about) in [
            ("Age Band", "46-55", true),
            ("Age_Band", "'46-55", true),
            ("Age Band", "46-56", false),
            ("Age", "46-55", false),
            ("Age Band", "(masked)", true),
            ("Age Band", "46\u{2026}", true),
        ] {
            let mark = Mark {
                answer: Answer::Wrong,
                correction: None,
                label: label.to_owned(),
                value: value.to_owned(),
            };
            assert_eq!(
                mark.is_about("Age Band", Some("46-55")),
                about,
                "{label} {value}"
            );
        }
    }
}
