//! Characters that show other than what they are: such that turn the direction of reading round,
//! and such that have no width. Values keep them; the report says that they are there.

use crate::document::{Oddity, OddityKind};
use crate::ingest::Source;
use crate::provenance::Place;

/// Whether a text holds a character that turns the direction of reading round, or that cannot be
/// seen. Joiners count only next to a Latin letter or digit: in other scripts and in emoji they
/// belong to the spelling.
pub(crate) fn misleads(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut before = 'a';
    text.chars().any(|c| {
        let found = match c {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}' => true,
            '\u{feff}' | '\u{180e}' => true,
            // The flags of England, Scotland and Wales are a black flag and tags.
            '\u{e0000}'..='\u{e007f}' => {
                before != '\u{1f3f4}' && !('\u{e0000}'..='\u{e007f}').contains(&before)
            }
            '\u{200c}'..='\u{200f}' | '\u{061c}' => before.is_ascii(),
            _ => false,
        };
        before = c;
        found
    })
}

/// Counts the places where misleading characters stand and remembers the first.
#[derive(Debug, Default)]
pub(crate) struct Misleading {
    count: usize,
    first: Option<Place>,
}

impl Misleading {
    /// Looks at one text; its place is asked for only where it is needed.
    pub(crate) fn look(&mut self, text: &str, place: impl FnOnce() -> Place) {
        if misleads(text) {
            self.count = self.count.saturating_add(1);
            self.first.get_or_insert_with(place);
        }
    }

    /// What to tell, where there is anything.
    pub(crate) fn oddity(self, source: &Source<'_>) -> Option<Oddity> {
        let place = self.first?;
        let text = format!(
            "text with characters that have no width or turn the reading order round: {} times, first here; kept as written",
            self.count
        );
        Some(source.oddity(OddityKind::MisleadingCharacters, place, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reversed_and_invisible_text_misleads() {
        for text in [
            "a\u{202e}b",
            "Sup\u{200b}port",
            "x\u{2066}",
            "a\u{200d}b",
            "\u{feff}a",
        ] {
            assert!(misleads(text), "{text:?}");
        }
    }

    #[test]
    fn spelling_of_other_scripts_and_emoji_does_not_mislead() {
        for text in [
            "Zoë",
            "می\u{200c}خواهم",
            "👩\u{200d}👧",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
            "日本",
        ] {
            assert!(!misleads(text), "{text:?}");
        }
    }
}
