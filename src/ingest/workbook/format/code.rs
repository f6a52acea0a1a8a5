//! The code of a number format, taken apart.

use super::number::Layout;
use super::parse::{section, split_sections};

/// A format: up to four sections.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ingest::workbook) struct Format {
    sections: Vec<Section>,
}

/// One section: for positive numbers, negative ones, zero, or text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    pub(super) tokens: Vec<Token>,
    pub(super) class: Class,
    /// How its placeholders lie, worked out once.
    pub(super) layout: Layout,
}

/// A condition in square brackets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    test: Test,
    bound: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    Different,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    General,
    Number,
    Moment,
    Text,
    /// A form that is not worked out; the stored text stands.
    Fallback,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`; whether a plus is written.
    Exponent {
        plus: bool,
    },
    Slash,
    At,
    General,
    Year(usize),
    /// Month, or minute until [`settle_minutes`] has looked at its neighbours.
    Month(usize),
    Minute(usize),
    Day(usize),
    Hour(usize),
    Second(usize),
    /// Digits after the second.
    Fraction(usize),
    AmPm {
        short: bool,
    },
    ElapsedHours(usize),
    ElapsedMinutes(usize),
    ElapsedSeconds(usize),
}

impl Condition {
    fn holds(self, value: f64) -> bool {
        match self.test {
            Test::Less => value < self.bound,
            Test::LessOrEqual => value <= self.bound,
            Test::Greater => value > self.bound,
            Test::GreaterOrEqual => value >= self.bound,
            Test::Equal => value == self.bound,
            Test::Different => value != self.bound,
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let (test, rest) = if let Some(rest) = text.strip_prefix("<=") {
            (Test::LessOrEqual, rest)
        } else if let Some(rest) = text.strip_prefix(">=") {
            (Test::GreaterOrEqual, rest)
        } else if let Some(rest) = text.strip_prefix("<>") {
            (Test::Different, rest)
        } else if let Some(rest) = text.strip_prefix('<') {
            (Test::Less, rest)
        } else if let Some(rest) = text.strip_prefix('>') {
            (Test::Greater, rest)
        } else {
            (Test::Equal, text.strip_prefix('=')?)
        };
        let bound = rest.trim().parse().ok()?;
        Some(Self { test, bound })
    }

    fn only_below_zero(self) -> bool {
        matches!(self.test, Test::Less | Test::LessOrEqual) && self.bound <= 0.0
    }
}

impl Section {
    /// Whether it shows nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The section with text in the place of `@`.
    pub(super) fn with_text(&self, text: &str) -> String {
        let mut shown = String::new();
        for token in &self.tokens {
            match token {
                Token::Literal(literal) => shown.push_str(literal),
                Token::At | Token::General => shown.push_str(text),
                _ => {}
            }
        }
        shown
    }
}

impl Format {
    /// The format that shows things as they are.
    pub(in crate::ingest::workbook) fn general() -> Self {
        Self::parse("General")
    }

    /// Takes a code apart. Every text is a code; what makes no sense stands for itself.
    pub(in crate::ingest::workbook) fn parse(code: &str) -> Self {
        let mut sections: Vec<Section> = split_sections(code).iter().map(|s| section(s)).collect();
        sections.truncate(4);
        if code.trim().is_empty() {
            sections = vec![section("General")];
        }
        Self { sections }
    }

    /// The code of a built-in format, by its number.
    pub(in crate::ingest::workbook) fn builtin(id: u32) -> Option<&'static str> {
        Some(match id {
            0 => "General",
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5 => "\"£\"#,##0;-\"£\"#,##0",
            6 => "\"£\"#,##0;[Red]-\"£\"#,##0",
            7 => "\"£\"#,##0.00;-\"£\"#,##0.00",
            8 => "\"£\"#,##0.00;[Red]-\"£\"#,##0.00",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            12 => "# ?/?",
            13 => "# ??/??",
            14 | 27..=31 | 34..=36 | 50..=58 => "dd/mm/yyyy",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 => "h:mm AM/PM",
            19 => "h:mm:ss AM/PM",
            20 => "h:mm",
            21 | 32 | 33 => "h:mm:ss",
            22 => "dd/mm/yyyy hh:mm",
            37 => "#,##0;-#,##0",
            38 => "#,##0;[Red]-#,##0",
            39 => "#,##0.00;-#,##0.00",
            40 => "#,##0.00;[Red]-#,##0.00",
            41 => "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-",
            42 => "_-\"£\"* #,##0_-;-\"£\"* #,##0_-;_-\"£\"* \"-\"_-;_-@_-",
            43 => "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-",
            44 => "_-\"£\"* #,##0.00_-;-\"£\"* #,##0.00_-;_-\"£\"* \"-\"??_-;_-@_-",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            47 => "mm:ss.0",
            48 => "##0.0E+0",
            49 => "@",
            _ => return None,
        })
    }

    /// Whether numbers in it are dates or times.
    pub(in crate::ingest::workbook) fn is_moment(&self) -> bool {
        self.sections
            .first()
            .is_some_and(|first| first.class == Class::Moment)
    }

    /// Whether numbers in it are spans of time: `[h]:mm`.
    pub(in crate::ingest::workbook) fn is_duration(&self) -> bool {
        self.sections.first().is_some_and(|first| {
            first.tokens.iter().any(|token| {
                matches!(
                    token,
                    Token::ElapsedHours(_) | Token::ElapsedMinutes(_) | Token::ElapsedSeconds(_)
                )
            })
        })
    }

    /// Whether it shows numbers and text as they are: the common case, worth a shortcut.
    pub(in crate::ingest::workbook) fn is_general(&self) -> bool {
        self.sections.len() == 1
            && self.sections.first().is_some_and(|only| {
                only.condition.is_none() && matches!(only.class, Class::General)
                    || only.tokens == [Token::At]
            })
    }

    /// The section for a number, with its index.
    pub(super) fn section_for(&self, value: f64) -> Option<(usize, &Section)> {
        let numeric = match self.sections.len() {
            4.. => 3,
            count
                if count > 1
                    && self
                        .sections
                        .last()
                        .is_some_and(|last| last.class == Class::Text) =>
            {
                count.saturating_sub(1)
            }
            count => count,
        };
        let sections = self.sections.get(..numeric)?;
        let conditional = sections.iter().any(|section| section.condition.is_some());
        let index = if conditional {
            let hit = sections.iter().enumerate().position(|(index, section)| {
                match section.condition {
                    Some(condition) => condition.holds(value),
                    // The second of three without a condition of its own is for negative numbers.
                    None => index.saturating_add(1) == sections.len() || index == 1 && value < 0.0,
                }
            });
            hit?
        } else {
            match sections.len() {
                0 => return None,
                1 => 0,
                2 => usize::from(value < 0.0),
                _ if value > 0.0 => 0,
                _ if value < 0.0 => 1,
                _ => 2,
            }
        };
        sections.get(index).map(|section| (index, section))
    }

    /// Whether a section is only for negative numbers, and so writes the sign itself.
    pub(super) fn sign_is_implied(&self, index: usize) -> bool {
        let section = self.sections.get(index);
        match section.and_then(|section| section.condition) {
            Some(condition) => index > 0 && condition.only_below_zero(),
            None => {
                index == 1
                    && self
                        .sections
                        .first()
                        .is_none_or(|first| first.condition.is_none())
            }
        }
    }

    /// The section for text, where there is one.
    pub(super) fn text_section(&self) -> Option<&Section> {
        if let Some(fourth) = self.sections.get(3) {
            return Some(fourth);
        }
        self.sections
            .last()
            .filter(|last| last.class == Class::Text)
    }
}
