//! Time: when the response was due and when it came.

pub mod clarification_on_small_record;
pub mod complaint_not_acknowledged;
pub mod complaint_outcome_outstanding;
pub mod extension_grounds_not_personal;
pub mod extension_without_notice;
pub mod late_identity_check;
pub mod late_response;
pub mod limitation_watch;
pub mod no_response_in_time;
mod on_file;
pub mod rest_promised_not_sent;

use crate::day::Day;
use crate::profile::Profile;

/// What the clock says, as far as the rules of time need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocked {
    /// The day on which the response was due.
    pub due: Day,
    /// The last day for a notice that more time is taken.
    pub notice_by: Option<Day>,
    /// The day on which the response was sent, or came.
    pub sent: Option<Day>,
    /// Days from the due day to that day; 0 where it was in time.
    pub days_late: i32,
    /// Whether only the day of arrival is known.
    pub sent_is_arrival: bool,
    /// Whether receipt of the request is proved.
    pub receipt_proved: bool,
    /// The day of a notice with reasons that is on file.
    pub extension_notified: Option<Day>,
    /// Whether a pause that is contested under the old rules would make the response timely.
    pub in_time_if_paused: bool,
}

/// What the clock says about a profile; nothing where the day of receipt is not known.
#[must_use]
pub fn clocked(profile: &Profile<'_>) -> Option<Clocked> {
    let timeline = profile.timeline()?;
    let due = timeline.due?;
    let sent = timeline.sent;
    Some(Clocked {
        due,
        notice_by: timeline.reckoning.notice_by,
        sent: sent.map(|sent| sent.day),
        days_late: timeline
            .days_late
            .map_or(0, |days| i32::try_from(days).unwrap_or(i32::MAX)),
        sent_is_arrival: sent.is_none_or(|sent| sent.basis == crate::clock::SentBasis::Arrival),
        receipt_proved: profile.request.receipt_proved,
        extension_notified: profile
            .request
            .extension
            .as_ref()
            .map(|extension| extension.notified),
        in_time_if_paused: timeline
            .contested
            .zip(sent)
            .is_some_and(|(contested, sent)| sent.day <= contested),
    })
}

/// Whether data were sent in time, though more is to come.
#[must_use]
pub fn part_sent_in_time(profile: &Profile<'_>) -> bool {
    let in_time =
        |clock: Clocked| clock.sent.is_some_and(|sent| sent <= clock.due) && clock.days_late == 0;
    profile.held().next().is_some() && clocked(profile).is_some_and(in_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock with receipt proved and the last day for a notice on the due day.
    pub(crate) fn clock(due: &str, sent: &str, days_late: i32) -> Clocked {
        let due = Day::parse(due).expect("a day of the test");
        Clocked {
            due,
            notice_by: Some(due),
            sent: Day::parse(sent).ok(),
            days_late,
            sent_is_arrival: false,
            receipt_proved: true,
            extension_notified: None,
            in_time_if_paused: false,
        }
    }
}
