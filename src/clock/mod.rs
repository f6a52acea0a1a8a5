//! Time limits: when an answer to an access request is due, step by step.
//!
//! Two sets of rules. A request received before 5 February 2026 runs under Article 12(3) of the UK
//! GDPR as it stood (saved by SI 2026/82, regulation 4); a later one under Article 12A (Data (Use
//! and Access) Act 2025, section 76), which stops the clock while a clarification is open. Periods
//! are counted as the Information Commissioner's Office counts them: to the same-numbered day of
//! the month, rolled over Saturdays, Sundays and public holidays (Regulation (EEC, Euratom)
//! 1182/71, Article 3). Where two readings differ the later date is used.

mod complaint;
mod pause;
mod period;
mod reckon;
mod timeline;
mod words;

pub use crate::day::{Day, DayError, Weekday};
pub use complaint::{Acknowledgment, acknowledgment};
pub use pause::{Pause, PauseError};
pub use reckon::{reckon, reckon_by};
pub use timeline::{Sent, SentBasis, Timeline, timeline, timeline_by};

use crate::request::{Extension, Nation, Request};

/// The first day of the UK GDPR's time limits.
pub const GDPR_BEGINS: Day = Day::constant(2018, 5, 25);
/// The first day on which the Information Commissioner's Office counted from the day of receipt.
pub const COUNTED_FROM_RECEIPT: Day = Day::constant(2019, 8, 15);
/// The first day of Article 12A: SI 2026/82, regulations 2(h) and 4.
pub const ARTICLE_12A_BEGINS: Day = Day::constant(2026, 2, 5);
/// The first day of the duty to handle complaints: Data Protection Act 2018, section 164A; SI
/// 2026/82, regulations 3 and 7.
pub const COMPLAINT_DUTY_BEGINS: Day = Day::constant(2026, 6, 19);

/// What the clock needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The day the party received the request.
    pub received: Day,
    /// The nation of the office that answers.
    pub nation: Option<Nation>,
    /// Identity, where it was asked for under Article 12(6).
    pub identity: Gate,
    /// A fee, where one was charged under Article 12(5).
    pub fee: Gate,
    /// Clarifications of what is asked for.
    pub pauses: Vec<Pause>,
    /// A notice that more time is taken.
    pub extension: Option<Extension>,
}

/// Something without which time does not begin to run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// It was not asked for.
    #[default]
    NotAsked,
    /// It was asked for and is not there.
    Open,
    /// It was there on this day.
    Met(Day),
}

impl Facts {
    /// A request of which no more is known than its receipt.
    #[must_use]
    pub fn received(received: Day, nation: Option<Nation>) -> Facts {
        Facts {
            received,
            nation,
            identity: Gate::NotAsked,
            fee: Gate::NotAsked,
            pauses: Vec::new(),
            extension: None,
        }
    }

    /// What a case file says; nothing where the day of receipt is not known.
    #[must_use]
    pub fn of(request: &Request) -> Option<Facts> {
        let identity = match request.identity {
            None => Gate::NotAsked,
            Some(check) => check.given.map_or(Gate::Open, Gate::Met),
        };
        let pauses = request.clarified.iter();
        Some(Facts {
            received: request.requested?,
            nation: request.nation,
            identity,
            fee: Gate::NotAsked,
            pauses: pauses.filter_map(Pause::of).collect(),
            extension: request.extension,
        })
    }
}

/// The rules under which a time limit runs. The day of receipt chooses, not the day of identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleSet {
    /// Before 25 May 2018: the Data Protection Act 1998, which this clock does not reckon.
    Before2018,
    /// Article 12(3) as it stood before 5 February 2026.
    Article12Old,
    /// Article 12A, for requests received on or after 5 February 2026.
    Article12A,
}

impl RuleSet {
    /// The rules for a request received on a day.
    #[must_use]
    pub fn of(received: Day) -> RuleSet {
        if received < GDPR_BEGINS {
            RuleSet::Before2018
        } else if received < ARTICLE_12A_BEGINS {
            RuleSet::Article12Old
        } else {
            RuleSet::Article12A
        }
    }
}

/// What the clock is waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Waiting {
    /// Identity was asked for and is not given.
    Identity,
    /// A fee was charged and is not paid.
    Fee,
    /// A clarification was asked in time and is not answered.
    Clarification,
    /// The same under the old rules, where it moves no date but may be claimed to.
    ContestedClarification,
}

/// One sentence of the reckoning, in plain English, that a reader can check by hand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(transparent)]
pub struct Step(String);

impl Step {
    pub(crate) fn new(text: impl Into<String>) -> Step {
        Step(text.into())
    }

    /// The sentence.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(&self.0)
    }
}

/// When an answer is due, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reckoning {
    /// The last day of the first period; none while the clock does not run.
    pub due: Option<Day>,
    /// The last day for a notice that more time is taken.
    pub notice_by: Option<Day>,
    /// The last day where such a notice is good; none while the clock does not run.
    pub extended_due: Option<Day>,
    /// The day before rolling over weekends and holidays that gave `due`.
    pub raw_end: Option<Day>,
    /// Under the old rules: the day that a claimed pause would give. It is contested.
    pub contested: Option<Day>,
    /// What the clock waits for.
    pub waiting: Option<Waiting>,
    /// Whether a date lies beyond the holidays that are known.
    pub provisional: bool,
    /// The rules.
    pub rule_set: RuleSet,
    /// How it was reckoned.
    pub steps: Vec<Step>,
    /// How `extended_due` was reckoned; a good notice brings these into `steps` too.
    pub extended_steps: Vec<Step>,
}

impl Reckoning {
    /// The day that counts: the extended one where the notice came in time, else the first.
    #[must_use]
    pub fn last_day(&self, extension: Option<Extension>) -> Option<Day> {
        match (extension, self.notice_by) {
            (Some(extension), Some(notice_by)) if extension.notified <= notice_by => {
                self.extended_due
            }
            (Some(_) | None, _) => self.due,
        }
    }
}

/// How many days after the due date something was sent; 0 where it was in time. The duty is met by
/// sending, so days in the post do not count.
#[must_use]
pub fn days_late(due: Day, sent: Day) -> u32 {
    u32::try_from(due.days_until(sent)).unwrap_or(0)
}
