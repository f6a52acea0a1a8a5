//! Redaction bars: filled boxes where text would stand. What a reader sees of them is a bar, and a
//! bar is what the text has in their place.

use crate::ingest::pdf::engine::{Cover, Drawn, Seen, Stroke};
use crate::ingest::pdf::geometry::{Rect, by_place};
use crate::ingest::pdf::letters::{Letter, LetterText};

/// What stands in the place of a bar.
const BAR: &str = "█████";

/// The bars of a page, in the frame of its letters.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Bars {
    /// Boxes over text that is still in the file.
    pub over_text: Vec<Rect>,
    /// Boxes with no text under them.
    pub over_nothing: Vec<Rect>,
}

impl Bars {
    /// Whether a line is a side of a bar, and rules nothing.
    pub fn outline(&self, stroke: &Stroke) -> bool {
        let mut bars = self.over_text.iter().chain(&self.over_nothing);
        bars.any(|bar| {
            let room = bar.grown(1.5);
            room.holds(stroke.at.x0, stroke.at.y0) && room.holds(stroke.at.x1, stroke.at.y1)
        })
    }
}

/// Finds the boxes that have no text under them, are as high as a line, and stand on one.
pub(super) fn over_nothing(drawn: &Drawn, letters: &[Letter], over_text: &[Rect]) -> Vec<Rect> {
    let dark =
        |colour: Option<[u8; 3]>| colour.is_some_and(|colour| colour.iter().all(|part| *part < 48));
    let usual = usual_size(letters);
    let mut found: Vec<Rect> = Vec::new();
    let boxes = drawn.boxes.iter();
    for one in boxes.filter(|one| one.cover == Cover::Opaque && dark(one.colour)) {
        let (width, height) = (one.at.width(), one.at.height());
        let like_text = height > usual * 0.55 && height < usual * 2.6 && width > height * 1.2;
        if !like_text || over_text.contains(&one.at) {
            continue;
        }
        // White letters on a dark band are a heading.
        let inside = |letter: &&Letter| one.at.holds(letter.at.mid_x(), letter.at.mid_y());
        if letters.iter().any(|letter| inside(&letter)) || found.contains(&one.at) {
            continue;
        }
        if on_a_line(one.at, letters) {
            found.push(one.at);
        }
    }
    found.sort_by(by_place);
    found
}

/// Whether a box stands where a line of text runs.
fn on_a_line(at: Rect, letters: &[Letter]) -> bool {
    letters.iter().any(|letter| {
        !letter.text.is_space() && letter.at.mid_y() > at.y0 && letter.at.mid_y() < at.y1
    })
}

fn usual_size(letters: &[Letter]) -> f32 {
    let mut sizes: Vec<f32> = letters.iter().map(|letter| letter.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

/// The bars as letters, each on the line that it stands on.
pub(super) fn as_letters(bars: &Bars, letters: &[Letter]) -> Vec<Letter> {
    let usual = usual_size(letters);
    bars.over_text
        .iter()
        .chain(&bars.over_nothing)
        .map(|at| {
            let beside = letters.iter().find(|letter| {
                letter.seen == Seen::Shown
                    && !letter.text.is_space()
                    && letter.at.mid_y() > at.y0
                    && letter.at.mid_y() < at.y1
            });
            let size = beside.map_or(usual, |letter| letter.size);
            let baseline = beside.map_or(at.y1.min(at.y0 + usual), |letter| letter.baseline);
            // Drawn in a little, so that it stands as a word of its own.
            let inset = (size * 0.3).min(at.width() * 0.25);
            Letter {
                text: LetterText::Many(BAR.into()),
                at: Rect::new(
                    at.x0 + inset,
                    baseline - size * 0.75,
                    at.x1 - inset,
                    baseline,
                ),
                baseline,
                size,
                seen: Seen::Shown,
                order: 0,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::FilledBox;
    use crate::ingest::pdf::words::tests::typed;

    fn page(at: Rect, colour: [u8; 3]) -> Drawn {
        Drawn {
            boxes: vec![FilledBox {
                at,
                colour: Some(colour),
                cover: Cover::Opaque,
                order: 1,
            }],
            ..Drawn::default()
        }
    }

    #[test]
    fn a_dark_box_on_a_line_of_text_is_a_bar() {
        let letters = typed("met with", 50.0, 100.0);
        let bar = Rect::new(95.0, 91.0, 150.0, 103.0);
        assert_eq!(over_nothing(&page(bar, [0; 3]), &letters, &[]), [bar]);
        let bars = Bars {
            over_nothing: vec![bar],
            ..Bars::default()
        };
        let drawn = as_letters(&bars, &letters);
        assert_eq!(drawn[0].baseline.to_bits(), 100.0_f32.to_bits());
    }

    #[test]
    fn bands_under_white_text_rules_and_light_boxes_are_no_bars() {
        let letters = typed("met with", 50.0, 100.0);
        let band = Rect::new(40.0, 91.0, 150.0, 103.0);
        assert!(over_nothing(&page(band, [0; 3]), &letters, &[]).is_empty());
        let beside = Rect::new(95.0, 91.0, 150.0, 103.0);
        assert!(over_nothing(&page(beside, [200; 3]), &letters, &[]).is_empty());
        let thin = Rect::new(95.0, 99.0, 150.0, 101.0);
        assert!(over_nothing(&page(thin, [0; 3]), &letters, &[]).is_empty());
        let away = Rect::new(95.0, 300.0, 150.0, 312.0);
        assert!(over_nothing(&page(away, [0; 3]), &letters, &[]).is_empty());
    }
}
