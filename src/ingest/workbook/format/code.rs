//! The code of a number format, taken apart.

use super::number::{Layout, layout};

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

    fn parse(text: &str) -> Option<Self> {
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

/// Splits at semicolons that are not quoted, escaped or in brackets.
fn split_sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut quoted = false;
    let mut bracket = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        if c == ';' && !quoted && !bracket {
            sections.push(String::new());
            continue;
        }
        let Some(current) = sections.last_mut() else {
            break;
        };
        current.push(c);
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => {
                if let Some(next) = chars.next() {
                    current.push(next);
                }
            }
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            _ => {}
        }
    }
    sections
}

/// Takes one section apart.
fn section(code: &str) -> Section {
    let mut reading = Reading {
        chars: code.chars().collect(),
        at: 0,
        tokens: Vec::new(),
        condition: None,
    };
    while reading.step().is_some() {}
    let mut tokens = reading.tokens;
    settle_minutes(&mut tokens);
    let class = classify(&tokens);
    if class != Class::Moment {
        for token in &mut tokens {
            if let Token::Fraction(_) = token {
                *token = Token::Point;
            }
        }
    }
    let layout = layout(&tokens);
    Section {
        layout,
        condition: reading.condition,
        tokens,
        class,
    }
}

struct Reading {
    chars: Vec<char>,
    at: usize,
    tokens: Vec<Token>,
    condition: Option<Condition>,
}

impl Reading {
    fn next(&mut self) -> Option<char> {
        let c = self.chars.get(self.at).copied()?;
        self.at = self.at.saturating_add(1);
        Some(c)
    }

    fn literal(&mut self, c: char) {
        if let Some(Token::Literal(text)) = self.tokens.last_mut() {
            text.push(c);
        } else {
            self.tokens.push(Token::Literal(c.to_string()));
        }
    }

    /// How often the character just read is repeated, in either case.
    fn run(&mut self, c: char) -> usize {
        let mut count = 1_usize;
        while self
            .chars
            .get(self.at)
            .is_some_and(|next| next.eq_ignore_ascii_case(&c))
        {
            self.at = self.at.saturating_add(1);
            count = count.saturating_add(1);
        }
        count
    }

    fn follows(&mut self, word: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or(&[]);
        let hit = word.chars().count() <= rest.len()
            && word
                .chars()
                .zip(rest)
                .all(|(a, b)| a.eq_ignore_ascii_case(b));
        if hit {
            self.at = self.at.saturating_add(word.chars().count());
        }
        hit
    }

    fn step(&mut self) -> Option<()> {
        let c = self.next()?;
        match c {
            '"' => {
                while let Some(c) = self.next().filter(|c| *c != '"') {
                    self.literal(c);
                }
            }
            '\\' => {
                if let Some(c) = self.next() {
                    self.literal(c);
                }
            }
            '_' => {
                // As wide as the next character: a space.
                if self.next().is_some() {
                    self.literal(' ');
                }
            }
            '*' => {
                // Fills the width of the column: depends on the screen, left out.
                self.next();
            }
            '[' => self.bracket(),
            '0' | '#' | '?' => self.tokens.push(Token::Digit(c)),
            '.' => {
                let zeros = self.chars.get(self.at..).unwrap_or(&[]);
                let count = zeros.iter().take_while(|c| **c == '0').count();
                if matches!(
                    self.tokens.last(),
                    Some(Token::Second(_) | Token::ElapsedSeconds(_))
                ) && count > 0
                {
                    self.at = self.at.saturating_add(count);
                    self.tokens.push(Token::Fraction(count));
                } else {
                    self.tokens.push(Token::Point);
                }
            }
            ',' => self.tokens.push(Token::Comma),
            '%' => self.tokens.push(Token::Percent),
            '/' => self.tokens.push(Token::Slash),
            '@' => self.tokens.push(Token::At),
            'E' | 'e' if self.follows("+") => self.tokens.push(Token::Exponent { plus: true }),
            'E' | 'e' if self.follows("-") => self.tokens.push(Token::Exponent { plus: false }),
            'G' | 'g' if self.follows("eneral") => self.tokens.push(Token::General),
            'A' | 'a' if self.follows("M/PM") => self.tokens.push(Token::AmPm { short: false }),
            'A' | 'a' if self.follows("/P") => self.tokens.push(Token::AmPm { short: true }),
            'y' | 'Y' | 'e' => {
                let count = self.run(c);
                self.tokens
                    .push(Token::Year(if c == 'e' { 4 } else { count }));
            }
            'm' | 'M' => {
                let count = self.run(c);
                self.tokens.push(Token::Month(count));
            }
            'd' | 'D' => {
                let count = self.run(c);
                self.tokens.push(Token::Day(count));
            }
            'h' | 'H' => {
                let count = self.run(c);
                self.tokens.push(Token::Hour(count));
            }
            's' | 'S' => {
                let count = self.run(c);
                self.tokens.push(Token::Second(count));
            }
            other => self.literal(other),
        }
        Some(())
    }

    /// What stands in square brackets: elapsed time, a currency, a condition; colours and
    /// countries are left out.
    fn bracket(&mut self) {
        let mut inside = String::new();
        while let Some(c) = self.next().filter(|c| *c != ']') {
            inside.push(c);
        }
        let lower = inside.to_ascii_lowercase();
        let count = lower.chars().count();
        if count > 0 && lower.chars().all(|c| c == 'h') {
            self.tokens.push(Token::ElapsedHours(count));
        } else if count > 0 && lower.chars().all(|c| c == 'm') {
            self.tokens.push(Token::ElapsedMinutes(count));
        } else if count > 0 && lower.chars().all(|c| c == 's') {
            self.tokens.push(Token::ElapsedSeconds(count));
        } else if let Some(rest) = inside.strip_prefix('$') {
            let symbol = rest.split('-').next().unwrap_or("");
            for c in symbol.chars() {
                self.literal(c);
            }
        } else if let Some(condition) = Condition::parse(&inside) {
            self.condition = Some(condition);
        }
    }
}

/// `m` after an hour or before a second is a minute.
fn settle_minutes(tokens: &mut [Token]) {
    let is_clock = |token: &Token| {
        !matches!(
            token,
            Token::Literal(_) | Token::AmPm { .. } | Token::Slash | Token::Comma | Token::Point
        )
    };
    for index in 0..tokens.len() {
        let Some(Token::Month(count)) = tokens.get(index) else {
            continue;
        };
        let count = *count;
        if count > 2 {
            continue;
        }
        let before = tokens
            .get(..index)
            .and_then(|before| before.iter().rev().find(|token| is_clock(token)));
        let after = tokens
            .get(index.saturating_add(1)..)
            .and_then(|after| after.iter().find(|token| is_clock(token)));
        let minute = matches!(before, Some(Token::Hour(_) | Token::ElapsedHours(_)))
            || matches!(after, Some(Token::Second(_) | Token::ElapsedSeconds(_)));
        if let (true, Some(token)) = (minute, tokens.get_mut(index)) {
            *token = Token::Minute(count);
        }
    }
}

fn classify(tokens: &[Token]) -> Class {
    let any = |test: fn(&Token) -> bool| tokens.iter().any(test);
    if any(|token| {
        matches!(
            token,
            Token::Year(_)
                | Token::Month(_)
                | Token::Minute(_)
                | Token::Day(_)
                | Token::Hour(_)
                | Token::Second(_)
                | Token::ElapsedHours(_)
                | Token::ElapsedMinutes(_)
                | Token::ElapsedSeconds(_)
        )
    }) {
        return Class::Moment;
    }
    if any(|token| matches!(token, Token::At)) {
        return Class::Text;
    }
    let digits = any(|token| matches!(token, Token::Digit(_)));
    if digits && any(|token| matches!(token, Token::Slash)) {
        return Class::Fallback;
    }
    if !digits && tokens == [Token::General] {
        return Class::General;
    }
    Class::Number
}
