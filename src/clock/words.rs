//! The sentences of a reckoning.

use super::Step;
use super::pause::Pause;
use super::period::{Counted, Period};
use crate::day::Day;
use crate::law::{Calendar, Holidays};

/// `1 day`, `2 days`.
pub(super) fn days(number: i64) -> String {
    let noun = if number == 1 { "day" } else { "days" };
    format!("{number} {noun}")
}

/// `One month runs to 3 April 2026.`
pub(super) fn months_run(start: Day, months: u8, end: Day) -> Step {
    let period = match months {
        1 => "One month runs".to_owned(),
        2 => "Two months in all run".to_owned(),
        3 => "Three months in all run".to_owned(),
        more => format!("{more} months in all run"),
    };
    let short = if start.day() == end.day() {
        String::new()
    } else {
        ", the last day of a shorter month".to_owned()
    };
    let from = start.in_words();
    Step::new(format!(
        "{period} from {from} to {}{short}.",
        end.in_words()
    ))
}

/// How a pause moved the end.
pub(super) fn counted(counted: &Counted, start: Day) -> Step {
    let stretch = stretch(&counted.pause);
    let end = counted.end.in_words();
    if counted.days == 0 {
        return Step::new(format!(
            "{stretch} lies before time began to run and does not count."
        ));
    }
    let part = if counted.pause.asked() < start {
        ", those before time began to run left out"
    } else {
        ""
    };
    let days = days(i64::from(counted.days));
    Step::new(format!(
        "{stretch} takes {days} out, the first and the last included{part}: the time runs to {end}."
    ))
}

/// A question that came when the time had run out.
pub(super) fn too_late(pause: &Pause, end: Day) -> Step {
    Step::new(format!(
        "A clarification was asked on {}, after this time had run out on {}: it does not move it.",
        pause.asked().in_words(),
        end.in_words()
    ))
}

/// A pause as the subject of a sentence.
pub(super) fn stretch(pause: &Pause) -> String {
    let asked = pause.asked().in_words();
    match pause.answered() {
        Some(answered) => format!(
            "The clarification asked on {asked} and answered on {}",
            answered.in_words()
        ),
        None => format!("The clarification asked on {asked} and not answered"),
    }
}

/// How a day rolls: `3 April 2026 is Good Friday in Scotland; the next working day is Monday 6 April
/// 2026.` Nothing where it is a working day.
pub(super) fn rolled(from: Day, to: Day, calendar: Calendar, holidays: &Holidays) -> Option<Step> {
    if from == to {
        return None;
    }
    let mut reasons = vec![reason(from, calendar, holidays)];
    let mut day = from.add_days(1);
    while day < to {
        if holidays.on(day, calendar).is_some() {
            reasons.push(reason(day, calendar, holidays));
        }
        day = day.add_days(1);
    }
    Some(Step::new(format!(
        "{}; the next working day is {}.",
        reasons.join(" and "),
        to.in_full()
    )))
}

fn reason(day: Day, calendar: Calendar, holidays: &Holidays) -> String {
    let written = day.in_words();
    match holidays.on(day, calendar) {
        Some(holiday) => {
            let name = holiday.in_words();
            format!("{written} is {name} in {}", calendar.name())
        }
        None => format!("{written} is a {}", day.weekday().name()),
    }
}

/// The ends by several calendars, where they differ, and which of them is used.
pub(super) fn by_nation(latest: &Period, others: &[Period]) -> Vec<Step> {
    let mut steps: Vec<_> = others
        .iter()
        .filter(|other| other.end != latest.end)
        .map(|other| {
            Step::new(format!(
                "In {} the day would be {}.",
                other.calendar.name(),
                other.end.in_full()
            ))
        })
        .collect();
    if !steps.is_empty() {
        let which = "The nation of the office that answers is not known: the latest of the dates";
        steps.push(Step::new(format!(
            "{which}, {}, is used.",
            latest.end.in_full()
        )));
    }
    steps
}
