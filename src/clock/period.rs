//! The end of a period, by one calendar of public holidays.

use super::pause::Pause;
use crate::day::Day;
use crate::law::{Calendar, Holidays};

/// A period that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    /// Its calendar.
    pub(super) calendar: Calendar,
    /// The end by months alone.
    pub(super) months_end: Day,
    /// The pauses that counted, with their days and the end after each.
    pub(super) counted: Vec<Counted>,
    /// The first pause that was asked when the time had run out.
    pub(super) too_late: Option<Pause>,
    /// The end before rolling.
    pub(super) raw: Day,
    /// The end.
    pub(super) end: Day,
}

/// A pause that moved the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) pause: Pause,
    pub(super) days: i32,
    pub(super) end: Day,
}

/// Why a period does not end: this pause is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standstill {
    pub(super) pause: Pause,
}

/// Reckons a period of months from a day. The pauses are joined and in order.
pub(super) fn period(
    start: Day,
    months: u8,
    pauses: &[Pause],
    calendar: Calendar,
    holidays: &Holidays,
) -> Result<Period, Standstill> {
    let months_end = start.add_months(months);
    let mut raw = months_end;
    let mut counted = Vec::new();
    let mut too_late = None;
    for pause in pauses {
        if pause.asked() > holidays.roll(raw, calendar) {
            too_late = Some(*pause);
            break;
        }
        let days = pause.days_from(start).ok_or(Standstill { pause: *pause })?;
        raw = raw.add_days(days);
        counted.push(Counted {
            pause: *pause,
            days,
            end: raw,
        });
    }
    Ok(Period {
        calendar,
        months_end,
        counted,
        too_late,
        raw,
        end: holidays.roll(raw, calendar),
    })
}

/// The period that ends last, by calendars of which any may be the right one. A standstill in one
/// is later than any end.
pub(super) fn latest(
    start: Day,
    months: u8,
    pauses: &[Pause],
    calendars: &[Calendar],
    holidays: &Holidays,
) -> Result<Vec<Period>, Standstill> {
    let periods = calendars
        .iter()
        .map(|calendar| period(start, months, pauses, *calendar, holidays));
    let mut periods = periods.collect::<Result<Vec<_>, _>>()?;
    // Latest first; of equals, the order of the calendars.
    periods.sort_by(|one, other| (other.end, one.calendar).cmp(&(one.end, other.calendar)));
    Ok(periods)
}
