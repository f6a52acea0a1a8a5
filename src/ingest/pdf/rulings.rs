//! From drawn lines to rulings: near ones moved together, pieces of one line joined.

use crate::ingest::pdf::engine::{Along, Stroke};

/// Lines no further apart than this, in points, are one.
const SNAP: f32 = 2.0;
/// Pieces of a line no further apart than this, in points, are one.
const JOIN: f32 = 3.0;
/// A line shorter than this, in points, rules nothing.
const SHORTEST: f32 = 4.0;

/// A line across or down a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ruling {
    /// Where it runs: from the top for one across, from the left for one down.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

impl Ruling {
    /// Whether it runs past a place, give or take a little.
    pub fn passes(&self, place: f32, slack: f32) -> bool {
        place >= self.from - slack && place <= self.to + slack
    }

    /// Its length.
    pub fn length(&self) -> f32 {
        self.to - self.from
    }
}

/// The rulings of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Rulings {
    /// From left to right, by their distance from the top.
    pub across: Vec<Ruling>,
    /// From top to bottom, by their distance from the left.
    pub down: Vec<Ruling>,
}

/// Makes rulings of lines.
pub(super) fn rulings<'a>(strokes: impl Iterator<Item = &'a Stroke> + Clone) -> Rulings {
    let of = |along: Along| {
        let lines = strokes.clone().filter(move |stroke| stroke.along == along);
        lines.map(move |stroke| match along {
            Along::Across => Ruling {
                at: stroke.at.mid_y(),
                from: stroke.at.x0,
                to: stroke.at.x1,
            },
            Along::Down => Ruling {
                at: stroke.at.mid_x(),
                from: stroke.at.y0,
                to: stroke.at.y1,
            },
        })
    };
    Rulings {
        across: tidied(of(Along::Across).collect()),
        down: tidied(of(Along::Down).collect()),
    }
}

/// Moves near lines together and joins pieces of one line.
fn tidied(mut lines: Vec<Ruling>) -> Vec<Ruling> {
    lines.sort_by(by_place);
    snap(&mut lines);
    lines.sort_by(by_place);
    let mut joined: Vec<Ruling> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some(last) if last.at.total_cmp(&line.at).is_eq() && line.from <= last.to + JOIN => {
                last.to = last.to.max(line.to);
            }
            _ => joined.push(line),
        }
    }
    joined.retain(|line| line.length() >= SHORTEST);
    joined
}

/// Gives lines that lie close to one another the same place: the mean of theirs.
fn snap(lines: &mut [Ruling]) {
    let mut start = 0;
    while start < lines.len() {
        let Some(first) = lines.get(start).map(|line| line.at) else {
            break;
        };
        let rest = lines.get(start..).unwrap_or(&[]);
        let count = rest
            .iter()
            .take_while(|line| line.at - first <= SNAP)
            .count();
        let end = start.saturating_add(count.max(1));
        if let Some(group) = lines.get_mut(start..end) {
            let sum: f32 = group.iter().map(|line| line.at).sum();
            let mean = sum / group.len() as f32;
            for line in group {
                line.at = mean;
            }
        }
        start = end;
    }
}

fn by_place(a: &Ruling, b: &Ruling) -> std::cmp::Ordering {
    a.at.total_cmp(&b.at)
        .then(a.from.total_cmp(&b.from))
        .then(a.to.total_cmp(&b.to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::StrokeFrom;
    use crate::ingest::pdf::geometry::Rect;

    fn across(y: f32, x0: f32, x1: f32) -> Stroke {
        Stroke {
            at: Rect::new(x0, y, x1, y),
            along: Along::Across,
            from: StrokeFrom::Line,
        }
    }

    #[test]
    fn the_sides_of_neighbouring_cells_become_one_line() {
        let strokes = [
            across(100.0, 50.0, 150.0),
            across(100.6, 150.5, 250.0),
            across(120.0, 50.0, 250.0),
            across(140.0, 50.0, 52.0),
        ];
        let found = rulings(strokes.iter());
        assert_eq!(found.across.len(), 2);
        assert!(found.across[0].passes(200.0, 0.0));
        assert!(found.down.is_empty());
    }

    #[test]
    fn lines_with_a_gap_between_them_stay_two() {
        let strokes = [across(100.0, 50.0, 150.0), across(100.0, 170.0, 250.0)];
        assert_eq!(rulings(strokes.iter()).across.len(), 2);
    }
}
