//! Serial numbers, dates and spans of time.

use std::fmt::Write as _;

use super::code::{Section, Token};

/// The day that a workbook counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::workbook) enum Epoch {
    /// 1 January 1900 is day 1, and 29 February 1900 is believed in.
    Y1900,
    /// 1 January 1904 is day 0.
    Y1904,
}

const DAY_MILLIS: i64 = 86_400_000;

/// The last serial number that is a date: 31 December 9999.
const LAST_DAY: f64 = 2_958_466.0;

/// Days from 1 January 1970 to the zero of the epoch.
fn zero_day(epoch: Epoch) -> i64 {
    match epoch {
        Epoch::Y1900 => -25_569,
        Epoch::Y1904 => -24_107,
    }
}

/// A day of the calendar and a time of day.
struct Moment {
    /// Days since 1 January 1970.
    day: i64,
    millis: i64,
    /// The 29 February 1900 that never was.
    phantom: bool,
    /// Day 0 of the 1900 system, shown as 0 January.
    zero: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Civil {
    year: i64,
    month: i64,
    day: i64,
}

/// Proleptic Gregorian date of a day number (the usual shifted-March algorithm).
fn civil(day: i64) -> Civil {
    let z = day.saturating_add(719_468);
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = era.saturating_mul(400).saturating_add(yoe) + i64::from(month <= 2);
    Civil {
        year,
        month,
        day: doy - (153 * mp + 2) / 5 + 1,
    }
}

/// Day number of a date; the inverse of [`civil`].
fn day_number(date: Civil) -> i64 {
    let year = if date.month <= 2 {
        date.year.saturating_sub(1)
    } else {
        date.year
    };
    let era = year.div_euclid(400);
    let yoe = year.rem_euclid(400);
    let shifted = (date.month + 9).rem_euclid(12);
    let doy = (153 * shifted + 2) / 5 + date.day - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era.saturating_mul(146_097).saturating_add(doe) - 719_468
}

/// A serial number as milliseconds, rounded; none where it is out of any range.
fn millis(serial: f64) -> Option<i64> {
    if !serial.is_finite() || serial.abs() > 1e8 {
        return None;
    }
    let day = serial.floor();
    let fraction = serial - day;
    // Both fit: the bounds are checked above.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded by the check above"
    )]
    let (day, part) = (
        day as i64,
        (fraction * 86_400_000.0).round_ties_even() as i64,
    );
    day.checked_mul(DAY_MILLIS)?.checked_add(part)
}

fn moment(serial: f64, epoch: Epoch, granule: i64) -> Option<Moment> {
    let total = millis(serial)?;
    let granule = granule.max(1);
    let total = total
        .checked_add(granule / 2)?
        .div_euclid(granule)
        .checked_mul(granule)?;
    let mut day = total.div_euclid(DAY_MILLIS);
    let phantom = epoch == Epoch::Y1900 && day == 60;
    let zero = epoch == Epoch::Y1900 && day == 0;
    if epoch == Epoch::Y1900 && (0..60).contains(&day) && total > 0 {
        day = day.checked_add(1)?;
    }
    Some(Moment {
        day: day.checked_add(zero_day(epoch))?,
        millis: total.rem_euclid(DAY_MILLIS),
        phantom,
        zero,
    })
}

/// The stored value of a date cell in ISO 8601: a date, a date with time, or a time of day for
/// serial numbers under 1. None where it is no date that can be written.
pub(in crate::ingest::workbook) fn moment_text(serial: f64, epoch: Epoch) -> Option<String> {
    if serial >= LAST_DAY {
        return None;
    }
    let total = millis(serial)?;
    // As long as it will be, so that it need not grow or shrink.
    let whole = total.rem_euclid(DAY_MILLIS) == 0;
    let mut text = String::with_capacity(if whole { 10 } else { 19 });
    if (0..DAY_MILLIS).contains(&total) && serial < 1.0 {
        write_clock(&mut text, total);
        return Some(text);
    }
    let moment = moment(serial, epoch, 1)?;
    let date = civil(moment.day);
    if !(1..=9999).contains(&date.year) {
        return None;
    }
    padded(&mut text, date.year, 4);
    text.push('-');
    padded(&mut text, date.month, 2);
    text.push('-');
    padded(&mut text, date.day, 2);
    if moment.millis > 0 {
        text.push('T');
        write_clock(&mut text, moment.millis);
    }
    Some(text)
}

fn write_clock(text: &mut String, millis: i64) {
    let seconds = millis.div_euclid(1_000);
    padded(text, seconds / 3_600, 2);
    text.push(':');
    padded(text, seconds / 60 % 60, 2);
    text.push(':');
    padded(text, seconds % 60, 2);
    let rest = millis.rem_euclid(1_000);
    if rest > 0 {
        let _ = write!(text, ".{rest:03}");
    }
}

/// The stored value of a span of time in ISO 8601: `PT26H30M`.
pub(in crate::ingest::workbook) fn duration_text(serial: f64) -> Option<String> {
    let total = millis(serial)?;
    let mut text = String::new();
    if total < 0 {
        text.push('-');
    }
    text.push_str("PT");
    let total = total.checked_abs()?;
    let seconds = total / 1_000;
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        let _ = write!(text, "{hours}H");
    }
    if minutes > 0 {
        let _ = write!(text, "{minutes}M");
    }
    let fraction = total % 1_000;
    if fraction > 0 {
        let _ = write!(text, "{rest}.{fraction:03}S");
    } else if rest > 0 || seconds == 0 {
        let _ = write!(text, "{rest}S");
    }
    Some(text)
}

/// The serial number of a date or date with time in ISO 8601, for showing it through a format.
pub(in crate::ingest::workbook) fn serial_of_iso(text: &str, epoch: Epoch) -> Option<f64> {
    let (date, clock) = match text.split_once('T') {
        Some((date, clock)) => (Some(date), Some(clock)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let mut serial = 0.0;
    if let Some(date) = date.filter(|date| !date.is_empty()) {
        let mut pieces = date.splitn(3, '-');
        let date = Civil {
            year: pieces
                .next()?
                .parse()
                .ok()
                .filter(|y| (1..=9999).contains(y))?,
            month: pieces
                .next()?
                .parse()
                .ok()
                .filter(|m| (1..=12).contains(m))?,
            day: pieces
                .next()?
                .parse()
                .ok()
                .filter(|d| (1..=31).contains(d))?,
        };
        let days = day_number(date).checked_sub(zero_day(epoch))?;
        let days = if epoch == Epoch::Y1900 && days <= 60 {
            days.checked_sub(1)?
        } else {
            days
        };
        serial += f64::from(i32::try_from(days).ok()?);
    }
    if let Some(clock) = clock {
        let clock = clock.trim_end_matches('Z');
        let mut pieces = clock.splitn(3, ':');
        let hours: f64 = pieces.next()?.parse().ok()?;
        let minutes: f64 = pieces.next().unwrap_or("0").parse().ok()?;
        let seconds: f64 = pieces.next().unwrap_or("0").parse().ok()?;
        serial += (hours * 3_600.0 + minutes * 60.0 + seconds) / 86_400.0;
    }
    serial.is_finite().then_some(serial)
}

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

/// 1 January 1970 was a Thursday.
const DAYS: [&str; 7] = [
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
];

/// The date as the section shows it; none where a program would show `#####`.
pub(super) fn show(section: &Section, serial: f64, epoch: Epoch) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&serial) {
        return None;
    }
    let places = section.tokens.iter().find_map(|token| match token {
        Token::Fraction(places) => Some(*places),
        _ => None,
    });
    let granule = match places {
        None => 1_000,
        Some(1) => 100,
        Some(2) => 10,
        Some(_) => 1,
    };
    let moment = moment(serial, epoch, granule)?;
    if civil(moment.day).year > 9999 {
        return None;
    }
    let elapsed = millis(serial)?
        .checked_add(granule / 2)?
        .div_euclid(granule)
        .checked_mul(granule)?;
    let twelve = section
        .tokens
        .iter()
        .any(|token| matches!(token, Token::AmPm { .. }));
    let mut shown = String::with_capacity(20);
    for token in &section.tokens {
        write_token(token, &moment, elapsed, twelve, &mut shown);
    }
    Some(shown)
}

fn write_token(token: &Token, moment: &Moment, elapsed: i64, twelve: bool, shown: &mut String) {
    let mut date = civil(moment.day);
    if moment.phantom {
        date = Civil {
            year: 1900,
            month: 2,
            day: 29,
        };
    }
    if moment.zero {
        date = Civil {
            year: 1900,
            month: 1,
            day: 0,
        };
    }
    let hour = moment.millis / 3_600_000;
    let minute = moment.millis / 60_000 % 60;
    let second = moment.millis / 1_000 % 60;
    let name = |list: &[&'static str], index: i64| {
        usize::try_from(index)
            .ok()
            .and_then(|index| list.get(index))
            .copied()
            .unwrap_or("")
    };
    match token {
        Token::Literal(text) => shown.push_str(text),
        Token::Year(1 | 2) => padded(shown, date.year.rem_euclid(100), 2),
        Token::Year(_) => padded(shown, date.year, 4),
        Token::Month(count @ (1 | 2)) => padded(shown, date.month, *count),
        Token::Month(3) => shown.extend(name(&MONTHS, date.month - 1).chars().take(3)),
        Token::Month(5) => shown.extend(name(&MONTHS, date.month - 1).chars().take(1)),
        Token::Month(_) => shown.push_str(name(&MONTHS, date.month - 1)),
        Token::Day(count @ (1 | 2)) => padded(shown, date.day, *count),
        Token::Day(3) => shown.extend(name(&DAYS, moment.day.rem_euclid(7)).chars().take(3)),
        Token::Day(_) => shown.push_str(name(&DAYS, moment.day.rem_euclid(7))),
        Token::Hour(count) => {
            let shown_hour = match (twelve, hour % 12) {
                (false, _) => hour,
                (true, 0) => 12,
                (true, rest) => rest,
            };
            padded(shown, shown_hour, *count);
        }
        Token::Minute(count) => padded(shown, minute, *count),
        Token::Second(count) => padded(shown, second, *count),
        Token::Fraction(places) => {
            let digits = format!("{:03}", moment.millis % 1_000);
            shown.push('.');
            shown.extend(
                digits
                    .chars()
                    .chain(std::iter::repeat('0'))
                    .take((*places).min(9)),
            );
        }
        Token::AmPm { short } => {
            let text = match (hour < 12, short) {
                (true, false) => "AM",
                (false, false) => "PM",
                (true, true) => "A",
                (false, true) => "P",
            };
            shown.push_str(text);
        }
        Token::ElapsedHours(count) => padded(shown, elapsed / 3_600_000, *count),
        Token::ElapsedMinutes(count) => padded(shown, elapsed / 60_000, *count),
        Token::ElapsedSeconds(count) => padded(shown, elapsed / 1_000, *count),
        Token::Slash => shown.push('/'),
        Token::Comma => shown.push(','),
        Token::Point => shown.push('.'),
        Token::Percent => shown.push('%'),
        Token::Digit(_) | Token::Exponent { .. } | Token::At | Token::General => {}
    }
}

/// A number with zeros in front, to a width.
fn padded(shown: &mut String, number: i64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut rest = number.unsigned_abs();
    let mut used = 0_usize;
    for digit in digits.iter_mut().rev() {
        if rest == 0 {
            break;
        }
        *digit = b'0'.saturating_add(u8::try_from(rest % 10).unwrap_or(0));
        rest /= 10;
        used = used.saturating_add(1);
    }
    let from = digits.len().saturating_sub(used.max(width.clamp(1, 9)));
    shown.extend(digits.iter().skip(from).map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_dates_are_iso() {
        for (serial, text) in [
            (42867.0, "2017-05-12"),
            (42867.4375, "2017-05-12T10:30:00"),
            (0.4375, "10:30:00"),
            (0.0, "00:00:00"),
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (2_958_465.0, "9999-12-31"),
            (-5.0, "1899-12-25"),
            (42_867.999_999_999_9, "2017-05-13"),
        ] {
            assert_eq!(
                moment_text(serial, Epoch::Y1900).as_deref(),
                Some(text),
                "{serial}"
            );
        }
        assert_eq!(moment_text(2_958_466.0, Epoch::Y1900), None);
        assert_eq!(moment_text(f64::NAN, Epoch::Y1900), None);
        assert_eq!(
            moment_text(1.0, Epoch::Y1904).as_deref(),
            Some("1904-01-02")
        );
    }

    #[test]
    fn spans_of_time_are_iso() {
        assert_eq!(
            duration_text(1.104_166_666_666_666_7).as_deref(),
            Some("PT26H30M")
        );
        assert_eq!(duration_text(0.0).as_deref(), Some("PT0S"));
        assert_eq!(duration_text(-0.25).as_deref(), Some("-PT6H"));
    }

    #[test]
    fn an_iso_date_has_its_serial_number() {
        assert_eq!(
            serial_of_iso("2017-05-12T10:30:00", Epoch::Y1900),
            Some(42867.4375)
        );
        assert_eq!(serial_of_iso("1900-01-01", Epoch::Y1900), Some(1.0));
        assert_eq!(serial_of_iso("not a date", Epoch::Y1900), None);
    }
}
