//! What two engines say of one page: meanings that one has and the other lacks, and whether they
//! agree.

use std::collections::BTreeMap;

use crate::ingest::pdf::engine::{Drawn, Glyph, Meaning};

/// How far the places of one glyph may be apart between engines, in points.
const APART: f32 = 1.0;
/// Texts that have this share of their characters in common agree, in hundredths.
const AGREE: usize = 98;

/// Takes the meaning of glyphs that have none from the same glyphs of another engine. Only what
/// they mean is taken: where they stand, and what lies over them, stays as it was.
pub(super) fn fill_in(drawn: &mut Drawn, other: &Drawn) -> usize {
    let mut known: BTreeMap<i32, Vec<&Glyph>> = BTreeMap::new();
    for glyph in &other.glyphs {
        if glyph.means != Meaning::Unmapped {
            known.entry(strip(glyph.y)).or_default().push(glyph);
        }
    }
    let mut filled = 0usize;
    for glyph in &mut drawn.glyphs {
        if glyph.means != Meaning::Unmapped {
            continue;
        }
        let row = strip(glyph.y);
        let near = known.range(row.saturating_sub(1)..=row.saturating_add(1));
        let mut near = near.flat_map(|(_, glyphs)| glyphs);
        let same =
            near.find(|one| (one.x - glyph.x).abs() <= APART && (one.y - glyph.y).abs() <= APART);
        if let Some(same) = same {
            glyph.means.clone_from(&same.means);
            filled = filled.saturating_add(1);
        }
    }
    filled
}

fn strip(y: f32) -> i32 {
    (y / 4.0) as i32
}

/// Whether two engines read the same characters on a page, in whatever order.
pub(super) fn agree(one: &Drawn, other: &Drawn) -> bool {
    let counts = |drawn: &Drawn| {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        let mut add = |letter: char| {
            if !letter.is_whitespace() {
                let count = counts.entry(letter).or_default();
                *count = count.saturating_add(1);
            }
        };
        for glyph in &drawn.glyphs {
            match &glyph.means {
                Meaning::Char(letter) => add(*letter),
                Meaning::Text(text) => text.chars().for_each(&mut add),
                Meaning::Unmapped => add('\u{fffd}'),
            }
        }
        counts
    };
    let (one, other) = (counts(one), counts(other));
    let total = |counts: &BTreeMap<char, usize>| counts.values().sum::<usize>();
    let both: usize = one
        .iter()
        .map(|(letter, count)| *count.min(other.get(letter).unwrap_or(&0)))
        .sum();
    let all = total(&one).saturating_add(total(&other));
    both.saturating_mul(200) >= all.saturating_mul(AGREE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::Ink;

    fn page(letters: &[(Option<char>, f32)]) -> Drawn {
        let glyphs = letters.iter().map(|(letter, x)| Glyph {
            means: letter.map_or(Meaning::Unmapped, Meaning::Char),
            x: *x,
            y: 100.0,
            dx: 5.0,
            dy: 0.0,
            size: 10.0,
            ink: Ink::Colour([0; 3]),
            order: 7,
        });
        Drawn {
            glyphs: glyphs.collect(),
            ..Drawn::default()
        }
    }

    #[test]
    fn a_meaning_is_taken_from_the_glyph_at_the_same_place_and_nothing_else_is() {
        let mut first = page(&[(Some('a'), 10.0), (None, 15.0), (None, 90.0)]);
        let second = page(&[(Some('x'), 10.0), (Some('b'), 15.3), (Some('c'), 40.0)]);
        assert_eq!(fill_in(&mut first, &second), 1);
        assert_eq!(first.glyphs[0].means, Meaning::Char('a'));
        assert_eq!(first.glyphs[1].means, Meaning::Char('b'));
        assert_eq!(first.glyphs[2].means, Meaning::Unmapped);
        assert_eq!(first.glyphs.len(), 3);
    }

    #[test]
    fn pages_agree_whatever_the_order_and_not_where_a_letter_is_missing() {
        let one = page(&[(Some('a'), 10.0), (Some('b'), 15.0)]);
        let turned = page(&[(Some('b'), 15.0), (Some('a'), 10.0)]);
        assert!(agree(&one, &turned));
        assert!(!agree(&one, &page(&[(Some('a'), 10.0)])));
    }
}
