//! From the code of a number format to its sections.

use super::code::{Class, Condition, Section, Token};
use super::number::layout;

/// Splits at semicolons that are not quoted, escaped or in brackets.
pub(super) fn split_sections(code: &str) -> Vec<String> {
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
pub(super) fn section(code: &str) -> Section {
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
        // No date has such a digit: the letters are a unit that nobody put in quotes.
        let unit = any(|token| matches!(token, Token::Digit('#' | '?')));
        return if unit { Class::Fallback } else { Class::Moment };
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
