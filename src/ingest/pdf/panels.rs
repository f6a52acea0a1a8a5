//! Panels: blocks of a page that stand side by side and are read one after the other, as a screen shows
//! them. Their rows have nothing to do with each other, even where some stand at the same height.
//!
//! They are told by the boxes drawn around them, or by a line with a title over each of them, below
//! which rows of several pieces stand on either side at heights of their own.

use crate::ingest::pdf::engine::{Seen, Stroke};
use crate::ingest::pdf::geometry::{Rect, around};
use crate::ingest::pdf::labels;
use crate::ingest::pdf::letters::Letter;
use crate::ingest::pdf::rulings::{Ruling, rulings};
use crate::ingest::pdf::words::{Line, Word, lines, pieces};

/// A panel is at least this wide, in points.
const WIDE: f32 = 90.0;
/// A panel is at least this high, in points.
const HIGH: f32 = 36.0;
/// A page with more long lines down it than this is ruled for tables.
const MOST_SIDES: usize = 64;
/// Sides of a box end no further apart than this, in points.
const APART: f32 = 3.0;
/// Lines whose baselines are no further apart than this, in points, are one.
const SAME: f32 = 1.0;
/// Rows whose baselines are no further apart than this, in sizes of the type, stand at the same height.
const LEVEL: f32 = 0.35;
/// Lines further apart than this, in sizes of the type, belong to two blocks.
const FAR: f32 = 3.4;
/// Each panel under a title has at least so many rows of several pieces.
const LEAST_ROWS: usize = 3;
/// How far to the left of its title the text of a panel may begin, in points.
const BESIDE: f32 = 8.0;

/// The letters of a panel.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Panel {
    /// The room it takes.
    pub at: Rect,
    /// Its letters.
    pub letters: Vec<Letter>,
}

/// Takes the letters of panels out of those of a page; from left to right, those further up first.
pub(super) fn panels(letters: &mut Vec<Letter>, shown: &[Line], strokes: &[Stroke]) -> Vec<Panel> {
    let mut places = boxed(letters, strokes);
    if places.is_empty() {
        places = titled(shown);
    }
    let mut panels: Vec<Panel> = Vec::new();
    for at in places {
        let is_in = |letter: &mut Letter| at.holds(letter.at.mid_x(), letter.at.mid_y());
        let own = letters.extract_if(.., is_in).collect();
        panels.push(Panel { at, letters: own });
    }
    panels
}

/// Boxes side by side with several lines in each.
fn boxed(letters: &[Letter], strokes: &[Stroke]) -> Vec<Rect> {
    let long = strokes
        .iter()
        .filter(|stroke| stroke.at.height() >= HIGH || stroke.at.width() >= WIDE);
    let rulings = rulings(long);
    if rulings.down.len() < 4 || rulings.down.len() > MOST_SIDES {
        return Vec::new();
    }
    let mut boxes: Vec<Rect> = Vec::new();
    for (left, n) in rulings.down.iter().zip(1usize..) {
        let rights = rulings.down.get(n..).unwrap_or_default().iter();
        let mut rights = rights.filter(|right| ends_alike(left, right));
        let Some(right) = rights.next() else {
            continue;
        };
        let across = |y: f32| {
            let mut lines = rulings.across.iter();
            lines.any(|line| {
                (line.at - y).abs() <= APART
                    && line.passes(left.at, APART)
                    && line.passes(right.at, APART)
            })
        };
        let at = Rect::new(left.at, left.from, right.at, left.to);
        let is_panel = at.width() >= WIDE && across(left.from) && across(left.to);
        if is_panel && holds_lines(letters, &at) {
            boxes.push(at);
        }
    }
    let beside = |at: &Rect| {
        boxes.iter().any(|other| {
            let apart = other.x0 >= at.x1 - APART || at.x0 >= other.x1 - APART;
            let shared = other.y1.min(at.y1) - other.y0.max(at.y0);
            apart && shared * 2.0 >= other.height().min(at.height())
        })
    };
    let mut side_by_side: Vec<Rect> = boxes.iter().filter(|at| beside(at)).copied().collect();
    if are_columns(letters, &side_by_side) {
        return Vec::new();
    }
    side_by_side.sort_by(|a, b| {
        let same = (a.y0 - b.y0).abs() <= APART;
        let height = if same {
            std::cmp::Ordering::Equal
        } else {
            a.y0.total_cmp(&b.y0)
        };
        height.then(a.x0.total_cmp(&b.x0))
    });
    side_by_side
}

fn ends_alike(a: &Ruling, b: &Ruling) -> bool {
    (a.from - b.from).abs() <= APART && (a.to - b.to).abs() <= APART
}

/// Whether boxes are the columns or the cells of a table: each line is in one piece, and nearly all stand level with one
/// in another box. Where lines of small type name those below them, boxes are panels whatever stands level.
fn are_columns(letters: &[Letter], boxes: &[Rect]) -> bool {
    let lines_of = |at: &Rect| {
        let inside = letters
            .iter()
            .filter(|letter| at.holds(letter.at.mid_x(), letter.at.mid_y()));
        let inside: Vec<Letter> = inside.cloned().collect();
        lines(&inside, Seen::Shown)
    };
    let boxes: Vec<Vec<Line>> = boxes.iter().map(lines_of).collect();
    let in_one_piece = boxes.iter().flatten().all(|line| pieces(line).len() == 1);
    if !in_one_piece || boxes.iter().all(|lines| labels::alternate(lines)) {
        return false;
    }
    let is_level = |own: usize, line: &Line| {
        let others = boxes.iter().enumerate().filter(|(other, _)| *other != own);
        let mut others = others.flat_map(|(_, lines)| lines);
        others.any(|other| (other.baseline - line.baseline).abs() <= line.size * LEVEL)
    };
    let level = |(own, lines): (usize, &Vec<Line>)| {
        let level = lines.iter().filter(|line| is_level(own, line)).count();
        (level, lines.len())
    };
    let counts: Vec<(usize, usize)> = boxes.iter().enumerate().map(level).collect();
    let (level, all) = counts
        .iter()
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    level * 10 >= all * 7
}

/// Whether a box has letters on several lines.
fn holds_lines(letters: &[Letter], at: &Rect) -> bool {
    const LEAST: usize = 4;
    let inside = letters
        .iter()
        .filter(|letter| at.holds(letter.at.mid_x(), letter.at.mid_y()));
    let mut heights: Vec<f32> = Vec::new();
    for letter in inside {
        if !heights.iter().any(|y| (y - letter.baseline).abs() <= SAME) {
            heights.push(letter.baseline);
        }
        if heights.len() >= LEAST {
            return true;
        }
    }
    false
}

/// Panels below a line with a title for each.
fn titled(lines: &[Line]) -> Vec<Rect> {
    const MOST: usize = 3;
    /// No screen has more lines.
    const MOST_BELOW: usize = 120;
    let parted: Vec<Vec<Rect>> = lines
        .iter()
        .map(|line| pieces(line).iter().map(|piece| piece.at).collect())
        .collect();
    let mut found: Vec<Rect> = Vec::new();
    let mut from = 0usize;
    while let (Some(title), Some(titles)) = (lines.get(from), parted.get(from)) {
        from = from.saturating_add(1);
        if !(2..=MOST).contains(&titles.len()) {
            continue;
        }
        let edges: Vec<f32> = titles.iter().skip(1).map(|at| at.x0 - BESIDE).collect();
        let crosses = |pieces: &[Rect]| {
            let mut pieces = pieces.iter();
            pieces.any(|at| edges.iter().any(|x| at.x0 < *x && at.x1 > *x))
        };
        let mut above = title;
        let below = lines.iter().zip(&parted).skip(from).take(MOST_BELOW);
        let below = below.take_while(|(line, pieces)| {
            let near = line.baseline - above.baseline <= line.size.max(above.size) * FAR;
            above = line;
            near && !crosses(pieces)
        });
        let (below, own): (Vec<&Line>, Vec<&Vec<Rect>>) = below.unzip();
        // Most lines in two pieces are a name and its value, and head nothing.
        let has_rows = |side: usize| {
            let rows = below.iter().zip(&own).filter(|(line, pieces)| {
                let on_side = pieces.iter().filter(|at| side_of(at, &edges) == side);
                let mut words = line.words.iter();
                on_side.count() > 1
                    || words
                        .any(|word| word.text.ends_with(':') && side_of(&word.at, &edges) == side)
            });
            rows.count() >= LEAST_ROWS
        };
        if !(0..titles.len()).all(has_rows) {
            continue;
        }
        let sides: Vec<Side> = (0..titles.len())
            .map(|side| Side::of(&below, &edges, side))
            .collect();
        let words = || below.iter().flat_map(|line| &line.words);
        let at_its_title = titles.iter().enumerate().all(|(side, title)| {
            let own = words().filter(|word| side_of(&word.at, &edges) == side);
            let left = own.map(|word| word.at.x0).fold(f32::MAX, f32::min);
            title.x0 <= left + BESIDE
        });
        if !at_its_title || !are_apart(&sides) {
            continue;
        }
        let Some(all) = around(words().map(|word| word.at)) else {
            continue;
        };
        let mut left = all.x0;
        for right in edges.iter().copied().chain([all.x1]) {
            found.push(Rect::new(left, all.y0, right, all.y1));
            left = right;
        }
        from = from.saturating_add(below.len());
    }
    found
}

/// On which side of the edges something stands.
fn side_of(at: &Rect, edges: &[f32]) -> usize {
    edges.iter().filter(|x| at.mid_x() > **x).count()
}

/// What stands on one side of a block.
struct Side {
    /// The heights at which it has a row of several pieces, or of a name with a colon and what it names, with the size of
    /// its type.
    rows: Vec<(f32, f32)>,
    /// The heights at which it has anything.
    filled: Vec<f32>,
}

impl Side {
    fn of(lines: &[&Line], edges: &[f32], side: usize) -> Self {
        let mut rows: Vec<Vec<Word>> = Vec::new();
        let words = lines.iter().flat_map(|line| &line.words);
        for word in words.filter(|word| side_of(&word.at, edges) == side) {
            let is_level = |row: &&mut Vec<Word>| {
                let mut first = row.iter().take(1);
                first.all(|first| (first.baseline - word.baseline).abs() <= SAME)
            };
            match rows.iter_mut().find(is_level) {
                Some(row) => row.push(word.clone()),
                None => rows.push(vec![word.clone()]),
            }
        }
        let heights = rows.iter().filter_map(|words| words.first());
        let filled = heights.map(|word| word.baseline).collect();
        let rows = rows.into_iter().filter_map(|words| {
            let (baseline, size) = words.first().map(|word| (word.baseline, word.size))?;
            let line = Line {
                words,
                baseline,
                size,
            };
            let is_named = |words: &[Word]| {
                let mut before = words.iter().rev().skip(1);
                before.any(|word| word.text.ends_with(':'))
            };
            let is_row = pieces(&line).len() > 1 || is_named(&line.words);
            is_row.then_some((baseline, size))
        });
        Self {
            rows: rows.collect(),
            filled,
        }
    }
}

/// Whether rows of several pieces stand on two sides at least where nothing stands on the others, and are no few of all.
fn are_apart(sides: &[Side]) -> bool {
    if sides.iter().any(|side| side.rows.len() < LEAST_ROWS) {
        return false;
    }
    let own = |(number, side): (usize, &Side)| {
        let others = sides
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != number);
        let others: Vec<f32> = others
            .flat_map(|(_, other)| &other.filled)
            .copied()
            .collect();
        let is_own =
            |(y, size): &&(f32, f32)| !others.iter().any(|other| (y - other).abs() <= size * LEVEL);
        side.rows.iter().filter(is_own).count()
    };
    let own: Vec<usize> = sides.iter().enumerate().map(own).collect();
    let all: usize = sides.iter().map(|side| side.rows.len()).sum();
    own.iter().filter(|own| **own > 0).count() >= 2
        && own.iter().sum::<usize>().saturating_mul(3) >= all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::{Along, Seen, StrokeFrom};
    use crate::ingest::pdf::words::tests::typed;
    use crate::ingest::pdf::words::{join, lines};

    fn letters(parts: &[(&str, f32, f32)]) -> Vec<Letter> {
        let typed = parts.iter().map(|(text, x, y)| typed(text, *x, *y));
        typed.flatten().collect()
    }

    fn found(parts: &[(&str, f32, f32)], strokes: &[Stroke]) -> Vec<Vec<String>> {
        let mut all = letters(parts);
        let shown = lines(&all, Seen::Shown);
        let panels = panels(&mut all, &shown, strokes);
        let texts = |panel: &Panel| {
            let lines = lines(&panel.letters, Seen::Shown);
            lines.iter().map(|line| join(&line.words)).collect()
        };
        panels.iter().map(texts).collect()
    }

    fn frame(at: Rect) -> [Stroke; 4] {
        let side = |x0: f32, y0: f32, x1: f32, y1: f32, along: Along| Stroke {
            at: Rect::new(x0, y0, x1, y1),
            along,
            from: StrokeFrom::Line,
        };
        [
            side(at.x0, at.y0, at.x1, at.y0, Along::Across),
            side(at.x0, at.y1, at.x1, at.y1, Along::Across),
            side(at.x0, at.y0, at.x0, at.y1, Along::Down),
            side(at.x1, at.y0, at.x1, at.y1, Along::Down),
        ]
    }

    /// Two blocks whose rows stand at heights of their own.
    const SCREEN: [(&str, f32, f32); 16] = [
        ("Person", 40.0, 90.0),
        ("Elector", 300.0, 90.0),
        ("Name", 45.0, 112.0),
        ("Casey", 140.0, 112.0),
        ("Lives at", 45.0, 138.0),
        ("The Lodge,", 140.0, 138.0),
        ("ZZ99 3AB", 140.0, 150.0),
        ("Mobile", 45.0, 170.0),
        ("07700 900111", 140.0, 170.0),
        ("Ward", 305.0, 112.0),
        ("Quay", 400.0, 112.0),
        ("Votes by", 305.0, 160.0),
        ("post", 400.0, 160.0),
        ("Voted", 305.0, 180.0),
        ("Yes", 400.0, 180.0),
        ("Printed by the office", 40.0, 240.0),
    ];

    #[test]
    fn blocks_under_titles_of_their_own_are_read_apart() {
        assert_eq!(
            found(&SCREEN, &[]),
            [
                vec![
                    "Name Casey",
                    "Lives at The Lodge,",
                    "ZZ99 3AB",
                    "Mobile 07700 900111"
                ],
                vec!["Ward Quay", "Votes by post", "Voted Yes"],
            ]
        );
    }

    #[test]
    fn rows_that_stand_level_under_two_titles_are_one_table() {
        let mut level = SCREEN;
        // The row on the right moves beside the last one on the left.
        level[11].2 = 138.0;
        level[12].2 = 138.0;
        level[13].2 = 170.0;
        level[14].2 = 170.0;
        assert!(found(&level, &[]).is_empty());
    }

    #[test]
    fn values_set_in_the_middle_of_their_rows_make_no_panels() {
        let rows = [
            ("Date", 40.0, 90.0),
            ("Note", 300.0, 90.0),
            ("3 May", 40.0, 118.0),
            ("Spoke at the door", 300.0, 112.0),
            ("for a while", 300.0, 124.0),
            ("9 June", 40.0, 146.0),
            ("Left a card and", 300.0, 140.0),
            ("went away", 300.0, 152.0),
        ];
        assert!(found(&rows, &[]).is_empty());
    }

    #[test]
    fn the_columns_of_a_table_in_a_box_each_are_no_panels() {
        let rows = [112.0, 126.0, 140.0, 154.0];
        let names = ["Name", "Voter ID", "Score", "Postcode"];
        let values = ["Casey", "L", "71", "ZZ99 3AB"];
        let left = names.iter().zip(rows).map(|(name, y)| (*name, 45.0, y));
        let right = values.iter().zip(rows).map(|(value, y)| (*value, 305.0, y));
        let parts: Vec<(&str, f32, f32)> = left.chain(right).collect();
        let boxes: Vec<Stroke> = [
            Rect::new(40.0, 95.0, 290.0, 160.0),
            Rect::new(300.0, 95.0, 540.0, 160.0),
        ]
        .into_iter()
        .flat_map(frame)
        .collect();
        assert!(found(&parts, &boxes).is_empty());
    }

    #[test]
    fn boxes_side_by_side_are_panels_and_one_above_the_other_are_none() {
        let parts = [
            ("Full name", 45.0, 100.0),
            ("Casey", 45.0, 114.0),
            ("Town", 45.0, 128.0),
            ("Mockton", 45.0, 142.0),
            ("Ward", 305.0, 94.0),
            ("Quay", 305.0, 107.0),
            ("Post", 305.0, 121.0),
            ("Yes", 305.0, 135.0),
        ];
        let beside: Vec<Stroke> = [
            Rect::new(40.0, 80.0, 280.0, 150.0),
            Rect::new(300.0, 80.0, 540.0, 150.0),
        ]
        .into_iter()
        .flat_map(frame)
        .collect();
        assert_eq!(
            found(&parts, &beside),
            [
                vec!["Full name", "Casey", "Town", "Mockton"],
                vec!["Ward", "Quay", "Post", "Yes"]
            ]
        );
        let around_all: Vec<Stroke> = [
            Rect::new(40.0, 80.0, 540.0, 150.0),
            Rect::new(40.0, 160.0, 540.0, 230.0),
        ]
        .into_iter()
        .flat_map(frame)
        .collect();
        assert!(found(&parts, &around_all).is_empty());
    }
}
