//! Numbers through a section of a format.
//!
//! All arithmetic is on decimal digits, fifteen of them as in the spreadsheet programs, so that
//! 1.005 with two places is 1.01, as shown there, and not 1.00, as binary fractions would have it.

use super::code::{Section, Token};
use crate::document::number_text;

/// Most places that a format can ask for; more are left out.
const MOST_PLACES: usize = 40;

/// Most digits before the point that are written out.
const MOST_DIGITS: usize = 400;

/// A number as decimal digits: `0.d1 d2 d3... * 10^exponent`.
struct Decimal {
    digits: Vec<u8>,
    exponent: i32,
}

impl Decimal {
    fn of(value: f64) -> Self {
        let text = format!("{:.14e}", value.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let mut digits: Vec<u8> = mantissa
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|b| b.wrapping_sub(b'0'))
            .collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let exponent = exponent.parse::<i32>().unwrap_or(0).saturating_add(1);
        Self { digits, exponent }
    }

    fn shift(&mut self, by: i32) {
        self.exponent = self.exponent.saturating_add(by);
    }

    /// Rounds half away from zero to so many places after the point.
    fn round(&mut self, places: usize) {
        let keep =
            i64::from(self.exponent).saturating_add(i64::try_from(places).unwrap_or(i64::MAX));
        let Ok(keep) = usize::try_from(keep) else {
            self.digits.clear();
            return;
        };
        let up = self.digits.get(keep).is_some_and(|digit| *digit >= 5);
        self.digits.truncate(keep);
        if up {
            self.increment(keep);
        }
    }

    /// Adds one in the last of `keep` places.
    fn increment(&mut self, keep: usize) {
        self.digits.resize(keep, 0);
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit = digit.saturating_add(1);
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.exponent = self.exponent.saturating_add(1);
    }

    /// The digit at a place: 0 is the one left of the point, -1 the first right of it.
    fn digit(&self, place: i32) -> u8 {
        let index = i64::from(self.exponent)
            .saturating_sub(1)
            .saturating_sub(i64::from(place));
        usize::try_from(index)
            .ok()
            .and_then(|index| self.digits.get(index))
            .copied()
            .unwrap_or(0)
    }

    fn is_zero(&self) -> bool {
        self.digits.iter().all(|digit| *digit == 0)
    }

    /// How many digits stand left of the point.
    fn whole_digits(&self) -> usize {
        if self.is_zero() {
            return 0;
        }
        usize::try_from(self.exponent).unwrap_or(0)
    }
}

/// How the placeholders of a section lie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Indexes of the tokens that are placeholders left of the point.
    whole: Vec<usize>,
    /// The ones right of it.
    places: Vec<usize>,
    grouped: bool,
    /// Factor of ten from percent signs and trailing commas.
    shift: i32,
    exponent: Option<usize>,
}

/// The number as the section shows it; none where it cannot be worked out.
pub(super) fn show(section: &Section, value: f64, signed: bool) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    let layout = &section.layout;
    if layout.places.len() > MOST_PLACES || layout.whole.len() > MOST_DIGITS {
        return None;
    }
    let mut decimal = Decimal::of(value);
    let mut power = 0_i32;
    if layout.exponent.is_some() {
        power = settle_exponent(&mut decimal, layout);
    } else {
        decimal.shift(layout.shift);
        decimal.round(layout.places.len());
    }
    if decimal.whole_digits() > MOST_DIGITS {
        return None;
    }
    let mut shown = String::with_capacity(16);
    if signed {
        shown.push('-');
    }
    write_tokens(section, layout, &decimal, power, value, &mut shown);
    Some(shown)
}

/// How the placeholders among tokens lie.
pub(super) fn layout(tokens: &[Token]) -> Layout {
    let mut layout = Layout::default();
    let mut after_point = false;
    let mut pending_commas = 0_i32;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Digit(_) if layout.exponent.is_some() => {}
            Token::Digit(_) => {
                if pending_commas > 0 && !layout.whole.is_empty() && !after_point {
                    layout.grouped = true;
                    pending_commas = 0;
                }
                if after_point {
                    layout.places.push(index);
                } else {
                    layout.whole.push(index);
                }
            }
            Token::Comma if !layout.whole.is_empty() || after_point => {
                pending_commas = pending_commas.saturating_add(1);
            }
            Token::Point => after_point = true,
            Token::Percent => layout.shift = layout.shift.saturating_add(2),
            Token::Exponent { .. } if layout.exponent.is_none() => layout.exponent = Some(index),
            _ => {}
        }
    }
    layout.shift = layout
        .shift
        .saturating_sub(pending_commas.saturating_mul(3));
    layout
}

/// Moves the point so that as many digits stand left of it as the section has placeholders, and
/// gives the power of ten. Three placeholders make the power a multiple of three.
fn settle_exponent(decimal: &mut Decimal, layout: &Layout) -> i32 {
    if decimal.is_zero() {
        return 0;
    }
    let width = i32::try_from(layout.whole.len().max(1)).unwrap_or(1);
    let mut power = decimal.exponent.saturating_sub(1);
    if width > 1 {
        power = power.div_euclid(width).saturating_mul(width);
    }
    decimal.shift(0_i32.saturating_sub(power));
    decimal.round(layout.places.len());
    if i64::from(decimal.exponent) > i64::from(width) {
        decimal.shift(0_i32.saturating_sub(width));
        power = power.saturating_add(width);
    }
    power
}

fn write_tokens(
    section: &Section,
    layout: &Layout,
    decimal: &Decimal,
    power: i32,
    value: f64,
    shown: &mut String,
) {
    let mut whole_left = layout.whole.len();
    let mut places_done = 0_i32;
    let mut started = false;
    for (index, token) in section.tokens.iter().enumerate() {
        match token {
            Token::Literal(text) => shown.push_str(text),
            Token::General => shown.push_str(&number_text(value.abs())),
            Token::Percent => shown.push('%'),
            Token::Slash => shown.push('/'),
            Token::Point => {
                if layout.whole.is_empty() && !started && decimal.whole_digits() > 0 {
                    write_whole(decimal, decimal.whole_digits(), layout.grouped, shown);
                    started = true;
                }
                shown.push('.');
            }
            Token::Digit(_) if layout.exponent.is_some_and(|at| index > at) => {}
            Token::Digit(mark) if layout.places.contains(&index) => {
                places_done = places_done.saturating_add(1);
                write_place(*mark, decimal, places_done, shown);
            }
            Token::Digit(mark) => {
                let first = whole_left == layout.whole.len();
                let from = if first {
                    decimal.whole_digits().max(whole_left)
                } else {
                    whole_left
                };
                whole_left = whole_left.saturating_sub(1);
                started |= write_run(
                    decimal,
                    from,
                    whole_left,
                    *mark,
                    started,
                    layout.grouped,
                    shown,
                );
            }
            Token::Exponent { plus } => {
                shown.push('E');
                if power < 0 {
                    shown.push('-');
                } else if *plus {
                    shown.push('+');
                }
                let width = section
                    .tokens
                    .get(index..)
                    .unwrap_or(&[])
                    .iter()
                    .filter(|token| matches!(token, Token::Digit(_)))
                    .count()
                    .min(MOST_PLACES);
                shown.push_str(&format!("{:0width$}", power.unsigned_abs()));
            }
            _ => {}
        }
    }
}

/// Writes the digits from place `from - 1` down to place `to`, of which only the last has the
/// placeholder `mark`; says whether anything was written.
fn write_run(
    decimal: &Decimal,
    from: usize,
    to: usize,
    mark: char,
    started: bool,
    grouped: bool,
    shown: &mut String,
) -> bool {
    let mut wrote = started;
    for place in (to..from).rev() {
        let digit = decimal.digit(i32::try_from(place).unwrap_or(i32::MAX));
        let significant = wrote || place < decimal.whole_digits();
        if significant || mark == '0' {
            shown.push(char::from(b'0'.saturating_add(digit)));
            wrote = true;
            if grouped && place > 0 && place.checked_rem(3) == Some(0) {
                shown.push(',');
            }
        } else if mark == '?' {
            shown.push(' ');
        }
    }
    wrote
}

fn write_whole(decimal: &Decimal, digits: usize, grouped: bool, shown: &mut String) {
    write_run(decimal, digits, 0, '0', false, grouped, shown);
}

fn write_place(mark: char, decimal: &Decimal, place: i32, shown: &mut String) {
    let digit = decimal.digit(0_i32.saturating_sub(place));
    let rest = decimal.digits.len().saturating_add(1).min(MOST_DIGITS);
    let more = (place..place.saturating_add(i32::try_from(rest).unwrap_or(0)))
        .any(|place| decimal.digit(0_i32.saturating_sub(place)) != 0);
    if more || mark == '0' {
        shown.push(char::from(b'0'.saturating_add(digit)));
    } else if mark == '?' {
        shown.push(' ');
    }
}
