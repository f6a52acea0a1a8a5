//! The page that a report is written on: wraps to its width, adds colour, and makes everything
//! that it is given visible. Nothing reaches the terminal but through it.

use std::io::{self, Write};

use crate::render::{Colour, Detail, Style, visible};

/// A page of a certain width.
pub struct Page<'w> {
    out: &'w mut dyn Write,
    style: Style,
}

/// Colour and weight, where they are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// As it is.
    Plain,
    /// Heavier.
    Bold,
    /// Lighter.
    Faint,
    /// Red and heavier.
    Alarm,
    /// Yellow.
    Warning,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Bold => "1",
            Ink::Faint => "2",
            Ink::Alarm => "1;31",
            Ink::Warning => "33",
        }
    }
}

impl<'w> Page<'w> {
    /// A page on a writer.
    pub fn new(out: &'w mut dyn Write, style: Style) -> Self {
        Self { out, style }
    }

    /// Its width in columns.
    pub fn width(&self) -> usize {
        self.style.width
    }

    /// How much is shown.
    pub fn detail(&self) -> Detail {
        self.style.detail
    }

    /// An empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// The heading of a section, underlined so that it stands out without colour.
    pub fn section(&mut self, text: &str) -> io::Result<()> {
        self.gap()?;
        self.text(0, Ink::Bold, text)?;
        let rule = "\u{2500}".repeat(columns(text).min(self.style.width));
        self.text(0, Ink::Faint, &rule)
    }

    /// A paragraph, wrapped, every line indented.
    pub fn text(&mut self, indent: usize, ink: Ink, text: &str) -> io::Result<()> {
        self.hanging("", indent, ink, text)
    }

    /// A paragraph behind a head that stands in the margin: `Ask     Please state ...`.
    pub fn hanging(&mut self, head: &str, indent: usize, ink: Ink, text: &str) -> io::Result<()> {
        const LEAST: usize = 20;
        let room = self.style.width.saturating_sub(indent).max(LEAST);
        let shown = visible(text);
        let head = visible(head);
        for (number, line) in wrap(&shown, room).iter().enumerate() {
            let margin = if number == 0 { head.as_ref() } else { "" };
            let space = indent.saturating_sub(columns(margin));
            let margin = self.inked(Ink::Bold, margin);
            let line = self.inked(ink, line);
            writeln!(self.out, "{margin}{:space$}{line}", "")?;
        }
        Ok(())
    }

    /// A line that is laid out already, made visible and cut at the width.
    pub fn laid_out(&mut self, indent: usize, line: &str) -> io::Result<()> {
        writeln!(self.out, "{:indent$}{}", "", visible(line).trim_end())
    }

    fn inked(&self, ink: Ink, text: &str) -> String {
        if self.style.colour == Colour::Without || ink == Ink::Plain || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{}m{text}\u{1b}[0m", ink.code())
    }
}

/// Columns that a text takes, counting a character as one.
pub fn columns(text: &str) -> usize {
    text.chars().count()
}

/// A text cut to a length, visibly.
pub fn cut(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}\u{2026}", head.trim_end())
}

/// Lines of at most `room` columns, broken at spaces where there are any.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let mut word = word;
        let needed = columns(word) + usize::from(used > 0);
        if used > 0 && used + needed > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        while columns(word) > room {
            let at = word
                .char_indices()
                .nth(room)
                .map_or(word.len(), |(at, _)| at);
            let (head, tail) = word.split_at(at);
            lines.push(head.to_owned());
            word = tail;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += columns(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_never_exceed_the_width() {
        for (text, room, lines) in [
            ("one two three", 8, vec!["one two", "three"]),
            ("one", 8, vec!["one"]),
            ("", 8, vec![""]),
            ("aaaaaaaaaaaa bb", 5, vec!["aaaaa", "aaaaa", "aa bb"]),
        ] {
            assert_eq!(wrap(text, room), lines);
        }
    }

    #[test]
    fn no_escape_of_a_file_reaches_the_page() {
        let mut out = Vec::new();
        let mut page = Page::new(&mut out, Style::default());
        assert!(page.text(0, Ink::Plain, "a\u{1b}]0;b\u{7}").is_ok());
        assert_eq!(String::from_utf8_lossy(&out), "a\\u{1b}]0;b\\u{7}\n");
    }
}
