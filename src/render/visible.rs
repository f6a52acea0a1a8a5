//! Text from files made harmless and visible: what would move the cursor, change colours, turn the
//! reading order or take no room is shown as an escape.

use std::borrow::Cow;
use std::fmt;

/// Displays text with everything that does not print shown as an escape, `\u{1b}`. A line break
/// is shown as `↵`, so that a value never looks like two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visible<'t>(pub &'t str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(self.0))
    }
}

/// The text with everything that does not print shown as an escape.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| (b' '..0x7f).contains(&byte);
    if text.bytes().all(is_plain) || !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(this) = rest.next() {
        match this {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' => shown.push('\u{21b5}'),
            this if is_unseen(this) => shown.extend(this.escape_unicode()),
            this => shown.push(this),
        }
    }
    Cow::Owned(shown)
}

/// Control characters, the marks that turn the reading order, characters without width, and tags.
/// A joiner or a variation mark inside a word is among them: it cannot be seen either. So are the code
/// points that are no characters, which no document may hold.
fn is_unseen(c: char) -> bool {
    // Nearly every character of every text.
    if (' '..'\u{7f}').contains(&c) {
        return false;
    }
    c.is_control()
        || (u32::from(c) & 0xfffe) == 0xfffe
        || ('\u{fdd0}'..='\u{fdef}').contains(&c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_character_is_shown_as_an_escape() {
        for (text, shown) in [
            ("a\u{fffe}", "a\\u{fffe}"),
            ("\u{1ffff}", "\\u{1ffff}"),
            ("\u{fdd0}", "\\u{fdd0}"),
        ] {
            assert_eq!(visible(text), shown);
        }
        assert_eq!(visible("\u{fffd}"), "\u{fffd}");
    }

    #[test]
    fn plain_text_is_left_as_it_is() {
        for text in ["Ffôn", "O\u{2019}Neill", "a\u{a0}b", "€ 5", ""] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn what_does_not_print_is_shown() {
        for (text, shown) in [
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\nb\r\nc", "a\u{21b5}b\u{21b5}c"),
            ("a\rb\tc", "a\\u{d}b\\u{9}c"),
            ("\u{202e}evil", "\\u{202e}evil"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("a\u{200b}b\u{e0041}", "a\\u{200b}b\\u{e0041}"),
            ("\u{7f}", "\\u{7f}"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }
}
