//! When a complaint to the controller must be acknowledged.

use super::period::Period;
use super::{COMPLAINT_DUTY_BEGINS, Step, words};
use crate::day::Day;
use crate::law::{Calendar, Law};
use crate::request::Nation;

/// When an acknowledgment is due, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Acknowledgment {
    /// The last day.
    pub due: Day,
    /// Whether it lies beyond the holidays that are known.
    pub provisional: bool,
    /// How it was reckoned.
    pub steps: Vec<Step>,
}

/// The last day for the acknowledgment of a complaint under section 164A of the Data Protection
/// Act 2018: 30 days counted from the next day (Information Commissioner's Office, How to deal with
/// data protection complaints, 12 February 2026), rolled to a working day (section 205(2)). None
/// for a complaint received before the duty began on 19 June 2026.
#[must_use]
pub fn acknowledgment(received: Day, nation: Option<Nation>) -> Option<Acknowledgment> {
    if received < COMPLAINT_DUTY_BEGINS {
        return None;
    }
    let holidays = Law::embedded().holidays();
    let raw = received.add_days(30);
    let calendars = nation.map_or(Calendar::ALL.to_vec(), |it| vec![Calendar::of(it)]);
    let mut periods: Vec<_> = calendars
        .into_iter()
        .map(|calendar| Period {
            calendar,
            months_end: raw,
            counted: Vec::new(),
            too_late: None,
            raw,
            end: holidays.roll(raw, calendar),
        })
        .collect();
    periods.sort_by_key(|period| std::cmp::Reverse(period.end));
    let (last, others) = periods.split_first()?;
    let mut steps = vec![
        Step::new(format!(
            "The complaint was received on {}.",
            received.in_words()
        )),
        Step::new(format!(
            "30 days counted from the next day end on {}.",
            raw.in_words()
        )),
    ];
    steps.extend(words::rolled(raw, last.end, last.calendar, holidays));
    steps.extend(words::by_nation(last, others));
    let due = last.end.in_full();
    steps.push(Step::new(format!("It is to be acknowledged by {due}.")));
    Some(Acknowledgment {
        due: last.end,
        provisional: holidays.is_beyond(last.end),
        steps,
    })
}
