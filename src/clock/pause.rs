//! Questions about what is asked for, and the days they take.

use crate::day::Day;
use crate::request::Clarification;

/// From the day a clarification is asked to the day it is answered, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pause {
    asked: Day,
    answered: Option<Day>,
}

/// A clarification that was answered before it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("answered on {answered}, before it was asked on {asked}")]
pub struct PauseError {
    /// The day of asking.
    pub asked: Day,
    /// The day of the answer.
    pub answered: Day,
}

impl Pause {
    /// A pause; without an answer it is still open.
    ///
    /// # Errors
    /// Where the answer lies before the question.
    pub fn new(asked: Day, answered: Option<Day>) -> Result<Pause, PauseError> {
        match answered {
            Some(answered) if answered < asked => Err(PauseError { asked, answered }),
            Some(_) | None => Ok(Pause { asked, answered }),
        }
    }

    /// The pause of a clarification; none where its days are in an order that cannot be.
    #[must_use]
    pub fn of(clarification: &Clarification) -> Option<Pause> {
        Pause::new(clarification.asked, clarification.given).ok()
    }

    /// The day of asking.
    #[must_use]
    pub fn asked(&self) -> Day {
        self.asked
    }

    /// The day of the answer.
    #[must_use]
    pub fn answered(&self) -> Option<Day> {
        self.answered
    }

    /// How many of its days lie on or after a day, first and last included; none while it is open.
    pub(super) fn days_from(&self, start: Day) -> Option<i32> {
        let first = self.asked.max(start);
        let last = self.answered?;
        Some(first.days_until(last).saturating_add(1).max(0))
    }
}

/// Pauses in order of asking, joined where they touch or overlap, so that no day counts twice.
pub(super) fn joined(pauses: &[Pause]) -> Vec<Pause> {
    let mut sorted = pauses.to_vec();
    sorted.sort();
    let mut joined: Vec<Pause> = Vec::new();
    for next in sorted {
        let meets = |last: &Pause| match last.answered {
            None => true,
            Some(answered) => next.asked <= answered.add_days(1),
        };
        match joined.last_mut().filter(|last| meets(last)) {
            None => joined.push(next),
            Some(last) => {
                last.answered = match (last.answered, next.answered) {
                    (Some(one), Some(other)) => Some(one.max(other)),
                    (None, _) | (_, None) => None,
                };
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pause(asked: &str, answered: &str) -> Pause {
        let asked = Day::parse(asked).expect("a day of the test");
        Pause::new(asked, Day::parse(answered).ok()).expect("asked before it was answered")
    }

    #[test]
    fn pauses_that_touch_or_overlap_are_one() {
        let apart = pause("2026-05-20", "2026-05-21");
        let all = [
            pause("2026-05-05", "2026-05-07"),
            apart,
            pause("2026-05-01", "2026-05-04"),
            pause("2026-05-06", "2026-05-06"),
        ];
        assert_eq!(joined(&all), [pause("2026-05-01", "2026-05-07"), apart]);
    }

    #[test]
    fn an_open_pause_swallows_what_follows() {
        let all = [pause("2026-05-05", ""), pause("2026-06-01", "2026-06-02")];
        assert_eq!(joined(&all), [pause("2026-05-05", "")]);
    }
}
