//! From glyphs to letters: turned upright, doubles dropped, ligatures taken apart.

use crate::ingest::pdf::covers::{Covering, Fate};
use crate::ingest::pdf::engine::{Glyph, Meaning, Seen};
use crate::ingest::pdf::geometry::{Lean, Rect, Size, TURNS, Turn};

/// What a glyph without a meaning is written as.
pub(super) const UNMAPPED: char = '\u{fffd}';

/// A letter on the page as it lies when its text is upright.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Letter {
    /// What it is.
    pub text: LetterText,
    /// The room it takes.
    pub at: Rect,
    /// Where it stands.
    pub baseline: f32,
    /// The size of its type.
    pub size: f32,
    /// Whether a reader sees it.
    pub seen: Seen,
    /// Its number in the order of drawing.
    pub order: u32,
}

/// The text of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LetterText {
    /// One character.
    One(char),
    /// Several.
    Many(Box<str>),
}

impl LetterText {
    /// Whether it is nothing but white space.
    pub fn is_space(&self) -> bool {
        match self {
            LetterText::One(letter) => letter.is_whitespace(),
            LetterText::Many(text) => text.trim().is_empty(),
        }
    }

    /// Writes it to the end of a text.
    pub fn push_to(&self, text: &mut String) {
        match self {
            LetterText::One(letter) => text.push(*letter),
            LetterText::Many(more) => text.push_str(more),
        }
    }
}

/// The letters of a page by how their text is turned.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Turned {
    /// How.
    pub turn: Turn,
    /// The letters, upright.
    pub letters: Vec<Letter>,
}

/// The letters of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Letters {
    /// By turn; the one with the most letters first.
    pub turned: Vec<Turned>,
    /// How much the lines slope; the letters are placed as if they did not.
    pub lean: Lean,
    /// Text that runs aslant: stamps and watermarks.
    pub aslant: Vec<String>,
    /// How many glyphs have a meaning.
    pub mapped: usize,
    /// How many have none.
    pub unmapped: usize,
}

/// Sorts the glyphs of a page that are read.
pub(super) fn letters(glyphs: &[Glyph], covering: &Covering, page: Size) -> Letters {
    let read = || {
        glyphs
            .iter()
            .zip(&covering.fates)
            .filter(|(_, fate)| matches!(fate, Fate::Read(_)))
    };
    let mut letters = Letters {
        lean: Lean::of(read().map(|(glyph, _)| (glyph.dx, glyph.dy))),
        ..Letters::default()
    };
    let lean = letters.lean;
    let mut by_turn: [Vec<Letter>; 4] = Default::default();
    let mut slanted: Vec<&Glyph> = Vec::new();
    for (glyph, fate) in glyphs.iter().zip(&covering.fates) {
        let Fate::Read(seen) = fate else { continue };
        if glyph.means == Meaning::Unmapped {
            letters.unmapped = letters.unmapped.saturating_add(1);
        } else {
            letters.mapped = letters.mapped.saturating_add(1);
        }
        let Some(turn) = Turn::of(glyph.dx, glyph.dy) else {
            slanted.push(glyph);
            continue;
        };
        let place = TURNS.iter().position(|known| *known == turn);
        if let Some(list) = place.and_then(|place| by_turn.get_mut(place)) {
            list.extend(letter(glyph, turn, lean, page, *seen));
        }
    }
    let turned = TURNS.iter().zip(by_turn);
    letters.turned = turned
        .filter(|(_, letters)| !letters.is_empty())
        .map(|(turn, letters)| Turned {
            turn: *turn,
            letters: without_doubles(letters),
        })
        .collect();
    letters
        .turned
        .sort_by_key(|turned| (std::cmp::Reverse(turned.letters.len()), turned.turn));
    letters.aslant = in_order_of_drawing(&slanted);
    letters
}

fn letter(glyph: &Glyph, turn: Turn, lean: Lean, page: Size, seen: Seen) -> Option<Letter> {
    let (x, y) = lean.straighten(glyph.x, glyph.y, page);
    let (x0, baseline) = turn.point(x, y, page);
    let advance = glyph.dx.hypot(glyph.dy);
    let size = glyph.size.abs().max(0.1);
    Some(Letter {
        text: text(&glyph.means)?,
        at: Rect {
            x0,
            y0: baseline - size * 0.75,
            x1: x0 + advance,
            y1: baseline + size * 0.22,
        },
        baseline,
        size,
        seen,
        order: glyph.order,
    })
}

/// What a glyph is written as: ligatures taken apart, spaces of every width as one kind. Nothing
/// for a control character.
fn text(means: &Meaning) -> Option<LetterText> {
    let many = |text: &str| Some(LetterText::Many(text.into()));
    match means {
        Meaning::Unmapped => Some(LetterText::One(UNMAPPED)),
        Meaning::Char('\u{fb00}') => many("ff"),
        Meaning::Char('\u{fb01}') => many("fi"),
        Meaning::Char('\u{fb02}') => many("fl"),
        Meaning::Char('\u{fb03}') => many("ffi"),
        Meaning::Char('\u{fb04}') => many("ffl"),
        Meaning::Char('\u{fb05}') => many("ft"),
        Meaning::Char('\u{fb06}') => many("st"),
        // A soft hyphen that is drawn is a hyphen.
        Meaning::Char('\u{ad}') => Some(LetterText::One('-')),
        Meaning::Char(letter) if letter.is_whitespace() => Some(LetterText::One(' ')),
        Meaning::Char(letter) if letter.is_control() => None,
        Meaning::Char(letter) => Some(LetterText::One(*letter)),
        Meaning::Text(text) => {
            let clean: String = text.chars().filter(|letter| !letter.is_control()).collect();
            (!clean.is_empty()).then(|| LetterText::Many(clean.into()))
        }
    }
}

/// Drops what is drawn twice at one place to look bold.
fn without_doubles(mut letters: Vec<Letter>) -> Vec<Letter> {
    letters.sort_by(|a, b| {
        a.baseline
            .total_cmp(&b.baseline)
            .then(a.at.x0.total_cmp(&b.at.x0))
            .then(a.order.cmp(&b.order))
    });
    let mut kept: Vec<Letter> = Vec::with_capacity(letters.len());
    for letter in letters {
        let near = kept.iter().rev().take(6);
        let mut near = near.filter(|other| other.seen == letter.seen);
        let double = near.any(|other| {
            other.text == letter.text
                && !letter.text.is_space()
                && (other.at.x0 - letter.at.x0).abs() < letter.size * 0.08
                && (other.baseline - letter.baseline).abs() < letter.size * 0.08
        });
        if !double {
            kept.push(letter);
        }
    }
    kept
}

/// Text that runs aslant, a line where the glyphs stop following one another.
fn in_order_of_drawing(glyphs: &[&Glyph]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut end: Option<(f32, f32)> = None;
    for glyph in glyphs {
        let follows = end.is_some_and(|(x, y)| (glyph.x - x).hypot(glyph.y - y) < glyph.size * 0.8);
        if !follows || lines.is_empty() {
            lines.push(String::new());
        }
        if let (Some(text), Some(line)) = (text(&glyph.means), lines.last_mut()) {
            text.push_to(line);
        }
        end = Some((glyph.x + glyph.dx, glyph.y + glyph.dy));
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::Ink;

    fn glyph(means: Meaning, x: f32, dx: f32, dy: f32) -> Glyph {
        Glyph {
            means,
            x,
            y: 100.0,
            dx,
            dy,
            size: 10.0,
            ink: Ink::Colour([0; 3]),
            order: 0,
        }
    }

    fn read(glyphs: &[Glyph]) -> Letters {
        let covering = Covering {
            fates: vec![Fate::Read(Seen::Shown); glyphs.len()],
            ..Covering::default()
        };
        let page = Size {
            width: 600.0,
            height: 800.0,
        };
        letters(glyphs, &covering, page)
    }

    #[test]
    fn what_is_drawn_twice_to_look_bold_is_one_letter() {
        let twice = [
            glyph(Meaning::Char('a'), 50.0, 5.0, 0.0),
            glyph(Meaning::Char('a'), 50.3, 5.0, 0.0),
            glyph(Meaning::Char('a'), 55.0, 5.0, 0.0),
        ];
        assert_eq!(read(&twice).turned[0].letters.len(), 2);
    }

    #[test]
    fn glyphs_without_a_meaning_are_counted_and_stay_visible() {
        let read = read(&[glyph(Meaning::Unmapped, 50.0, 5.0, 0.0)]);
        assert_eq!((read.mapped, read.unmapped), (0, 1));
        assert_eq!(read.turned[0].letters[0].text, LetterText::One(UNMAPPED));
    }

    #[test]
    fn letters_go_by_their_own_direction_and_not_by_that_of_the_page() {
        let read = read(&[
            glyph(Meaning::Char('a'), 50.0, 0.0, 5.0),
            glyph(Meaning::Char('b'), 50.0, 0.0, 5.0),
            glyph(Meaning::Char('c'), 50.0, 5.0, 0.0),
            glyph(Meaning::Char('d'), 50.0, 5.0, 5.0),
        ]);
        let turns: Vec<Turn> = read.turned.iter().map(|turned| turned.turn).collect();
        assert_eq!(turns, [Turn::Down, Turn::Upright]);
        assert_eq!(read.aslant, ["d"]);
    }
}
