//! A cell as it was read: its value, what is shown for it, and whether that can be seen.

use super::format::{Epoch, Format, Shown, duration_text, moment_text, serial_of_iso};
use crate::document::CellValue;

/// How text shows against its background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// It can be seen.
    Seen,
    /// It has the colour of its background.
    Camouflaged,
    /// It is black on black, as what somebody meant to black out.
    BlackedOut,
}

impl Ink {
    /// By the colours of text and background, as far as they are known.
    pub(super) fn of<C: PartialEq>(ink: Option<C>, paper: Option<C>, black: &C) -> Self {
        match ink {
            Some(_) if ink != paper => Self::Seen,
            Some(colour) if colour == *black => Self::BlackedOut,
            Some(_) => Self::Camouflaged,
            None => Self::Seen,
        }
    }
}

/// How the cells of one style look.
#[derive(Debug, Clone)]
pub(super) struct Look {
    pub(super) format: Format,
    pub(super) general: bool,
    pub(super) ink: Ink,
}

impl Look {
    pub(super) fn new(format: Format, ink: Ink) -> Self {
        let general = format.is_general();
        Self {
            format,
            general,
            ink,
        }
    }

    pub(super) fn plain() -> Self {
        Self::new(Format::general(), Ink::Seen)
    }
}

/// A cell as it was read, before it is put on the grid.
pub(super) struct Reading {
    pub(super) value: CellValue,
    pub(super) shown: Option<Box<str>>,
    pub(super) invisible: bool,
    pub(super) blacked_out: bool,
}

impl Reading {
    /// A value without a format.
    pub(super) fn plain(value: CellValue) -> Self {
        Self {
            value,
            shown: None,
            invisible: false,
            blacked_out: false,
        }
    }

    /// Takes over how its text shows.
    pub(super) fn written_in(&mut self, ink: Ink) {
        self.invisible = ink == Ink::Camouflaged;
        self.blacked_out = ink == Ink::BlackedOut;
    }

    /// A number through the format of its cell.
    pub(super) fn number(number: f64, look: &Look, epoch: Epoch) -> Self {
        let mut reading = Self::plain(CellValue::Number(number));
        reading.written_in(look.ink);
        if look.general {
            return reading;
        }
        if look.format.is_moment() {
            let text = if look.format.is_duration() {
                duration_text(number)
            } else {
                moment_text(number, epoch)
            };
            if let Some(text) = text {
                reading.value = CellValue::Moment(text.into());
            }
        }
        reading.show(look.format.show_number(number, epoch));
        reading.invisible |= look.format.hides_number(number);
        reading
    }

    /// Text through the format of its cell.
    pub(super) fn text(text: impl Into<Box<str>>, look: &Look) -> Self {
        let mut reading = Self::plain(CellValue::Text(text.into()));
        reading.written_in(look.ink);
        if look.general {
            return reading;
        }
        if let CellValue::Text(text) = &reading.value {
            let shown = look.format.show_text(text);
            reading.invisible |= look.format.hides_text();
            reading.show(shown);
        }
        reading
    }

    /// A date that is stored as text in ISO 8601.
    pub(super) fn iso(text: &str, look: &Look, epoch: Epoch) -> Self {
        let text = text.trim();
        let plain = text.strip_suffix('Z').unwrap_or(text);
        let plain = plain.strip_suffix("T00:00:00.000").unwrap_or(plain);
        let plain = plain.strip_suffix("T00:00:00").unwrap_or(plain);
        let Some(serial) = serial_of_iso(plain, epoch) else {
            return Self::text(text, look);
        };
        let mut reading = Self::plain(CellValue::Moment(plain.into()));
        reading.written_in(look.ink);
        if look.format.is_moment() {
            reading.show(look.format.show_number(serial, epoch));
        }
        reading
    }

    /// A value other than number or text, which no format changes.
    pub(super) fn other(value: CellValue, look: &Look) -> Self {
        let mut reading = Self::plain(value);
        reading.written_in(look.ink);
        reading.invisible |= look.format.hides_text();
        reading
    }

    pub(super) fn show(&mut self, shown: Shown) {
        if let Shown::Text(text) = shown
            && !self.is_stored_as(&text)
        {
            self.shown = Some(text.as_str().into());
        }
    }
}

impl Reading {
    /// Whether this is the stored text. A number is not written out for texts that no number is
    /// stored as.
    fn is_stored_as(&self, text: &str) -> bool {
        let foreign = |byte: u8| !(byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'e'));
        match self.value {
            CellValue::Number(_) if text.bytes().any(foreign) => false,
            _ => *text == *self.value.stored_text(),
        }
    }
}
