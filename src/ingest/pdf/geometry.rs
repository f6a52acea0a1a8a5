//! Points and areas on a page as it is shown: in points of 1/72 inch, from the top left corner.

use std::cmp::Ordering;

use crate::provenance::Area;

/// A rectangle, its corners in order.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Rect {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

impl Rect {
    /// From two corners in any order.
    pub fn new(xa: f32, ya: f32, xb: f32, yb: f32) -> Self {
        Self {
            x0: xa.min(xb),
            y0: ya.min(yb),
            x1: xa.max(xb),
            y1: ya.max(yb),
        }
    }

    /// Its width.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Its height.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The middle, from left to right.
    pub fn mid_x(&self) -> f32 {
        f32::midpoint(self.x0, self.x1)
    }

    /// The middle, from top to bottom.
    pub fn mid_y(&self) -> f32 {
        f32::midpoint(self.y0, self.y1)
    }

    /// Whether a point lies in it.
    pub fn holds(&self, x: f32, y: f32) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }

    /// The smallest rectangle around both.
    pub fn around(&self, other: &Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The same, moved outwards on every side.
    pub fn grown(&self, by: f32) -> Rect {
        Rect {
            x0: self.x0 - by,
            y0: self.y0 - by,
            x1: self.x1 + by,
            y1: self.y1 + by,
        }
    }

    /// How it is quoted.
    pub fn area(&self) -> Area {
        Area::new(self.x0, self.y0, self.x1, self.y1)
    }
}

/// The smallest rectangle around all; nothing around nothing.
pub(super) fn around(rects: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    rects.into_iter().reduce(|all, one| all.around(&one))
}

/// From top to bottom, then from left to right: a total order.
pub(super) fn by_place(a: &Rect, b: &Rect) -> Ordering {
    a.y0.total_cmp(&b.y0)
        .then(a.x0.total_cmp(&b.x0))
        .then(a.y1.total_cmp(&b.y1))
        .then(a.x1.total_cmp(&b.x1))
}

/// How far the text of a page is turned, in quarters against the page as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Turn {
    /// It runs from left to right.
    #[default]
    Upright,
    /// It runs from top to bottom.
    Down,
    /// It stands on its head.
    Over,
    /// It runs from bottom to top.
    Up,
}

/// All turns, by their order.
pub(super) const TURNS: [Turn; 4] = [Turn::Upright, Turn::Down, Turn::Over, Turn::Up];

impl Turn {
    /// The turn of a text that runs in this direction; nothing where it runs aslant.
    pub fn of(dx: f32, dy: f32) -> Option<Turn> {
        let (across, along) = (dx.abs(), dy.abs());
        // Scans that were straightened are off by a degree or two.
        if along <= across * 0.06 {
            return Some(if dx >= 0.0 { Turn::Upright } else { Turn::Over });
        }
        if across <= along * 0.06 {
            return Some(if dy >= 0.0 { Turn::Down } else { Turn::Up });
        }
        None
    }

    /// A point of the page, as it lies when the page is turned so that its text is upright.
    pub fn point(self, x: f32, y: f32, page: Size) -> (f32, f32) {
        match self {
            Turn::Upright => (x, y),
            Turn::Down => (y, page.width - x),
            Turn::Over => (page.width - x, page.height - y),
            Turn::Up => (page.height - y, x),
        }
    }

    /// The same for a rectangle.
    pub fn rect(self, rect: Rect, page: Size) -> Rect {
        let (xa, ya) = self.point(rect.x0, rect.y0, page);
        let (xb, yb) = self.point(rect.x1, rect.y1, page);
        Rect::new(xa, ya, xb, yb)
    }

    /// A rectangle of the turned page, as it lies on the page as it is shown.
    pub fn back(self, rect: Rect, page: Size) -> Rect {
        let point = |x: f32, y: f32| match self {
            Turn::Upright => (x, y),
            Turn::Down => (page.width - y, x),
            Turn::Over => (page.width - x, page.height - y),
            Turn::Up => (y, page.height - x),
        };
        let ((xa, ya), (xb, yb)) = (point(rect.x0, rect.y0), point(rect.x1, rect.y1));
        Rect::new(xa, ya, xb, yb)
    }

    /// The size of the turned page.
    pub fn size(self, page: Size) -> Size {
        match self {
            Turn::Upright | Turn::Over => page,
            Turn::Down | Turn::Up => Size {
                width: page.height,
                height: page.width,
            },
        }
    }
}

/// How much the lines of a page slope, as those of a page that lay askew in the scanner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lean {
    sin: f32,
    cos: f32,
}

impl Default for Lean {
    fn default() -> Self {
        Self { sin: 0.0, cos: 1.0 }
    }
}

impl Lean {
    /// The slope that the ways from glyph to glyph share. None where they differ, or lie straight.
    pub fn of(ways: impl Iterator<Item = (f32, f32)>) -> Self {
        const FEWEST: usize = 20;
        /// A sixth of a degree, over a page less than the height of a line.
        const LEAST: f32 = 0.003;
        const SAME: f32 = 0.004;
        let upright = |(dx, dy): (f32, f32)| match Turn::of(dx, dy)? {
            Turn::Upright | Turn::Over => (dx != 0.0).then(|| dy / dx),
            Turn::Down | Turn::Up => (dy != 0.0).then(|| -dx / dy),
        };
        let mut slopes: Vec<f32> = ways.filter_map(upright).collect();
        slopes.sort_by(f32::total_cmp);
        let Some(middle) = slopes.get(slopes.len() / 2).copied() else {
            return Self::default();
        };
        let same = slopes
            .iter()
            .filter(|slope| (**slope - middle).abs() <= SAME);
        if slopes.len() < FEWEST || middle.abs() < LEAST || same.count() * 10 < slopes.len() * 8 {
            return Self::default();
        }
        let (sin, cos) = middle.atan().sin_cos();
        Self { sin, cos }
    }

    /// A point of the page where its lines are made straight, about its middle.
    pub fn straighten(self, x: f32, y: f32, page: Size) -> (f32, f32) {
        let (mx, my) = (page.width / 2.0, page.height / 2.0);
        let (x, y) = (x - mx, y - my);
        (
            mx + x * self.cos + y * self.sin,
            my - x * self.sin + y * self.cos,
        )
    }

    /// The rectangle of the page as it is shown around one of the straight page.
    pub fn back(self, rect: Rect, page: Size) -> Rect {
        if self.sin == 0.0 {
            return rect;
        }
        let other = Self {
            sin: -self.sin,
            ..self
        };
        let corners = [
            (rect.x0, rect.y0),
            (rect.x1, rect.y0),
            (rect.x0, rect.y1),
            (rect.x1, rect.y1),
        ];
        let corners = corners.map(|(x, y)| other.straighten(x, y, page));
        let by = |pick: fn((f32, f32)) -> f32, than: fn(f32, f32) -> f32| {
            corners
                .iter()
                .map(|corner| pick(*corner))
                .reduce(than)
                .unwrap_or_default()
        };
        Rect::new(
            by(|(x, _)| x, f32::min),
            by(|(_, y)| y, f32::min),
            by(|(x, _)| x, f32::max),
            by(|(_, y)| y, f32::max),
        )
    }
}

/// How large a page is as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Size {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_and_its_way_back_cancel_out() {
        let page = Size {
            width: 600.0,
            height: 800.0,
        };
        let rect = Rect::new(10.0, 20.0, 110.0, 40.0);
        for turn in TURNS {
            assert_eq!(turn.back(turn.rect(rect, page), page), rect, "{turn:?}");
        }
    }

    #[test]
    fn a_page_that_lies_askew_is_made_straight_and_places_are_told_as_it_lies() {
        let page = Size {
            width: 600.0,
            height: 800.0,
        };
        let slope = 0.02_f32;
        let lean = Lean::of((0..30).map(|_| (6.0, 6.0 * slope)));
        // Two points of one sloping line.
        let (x0, y0) = lean.straighten(50.0, 100.0, page);
        let (x1, y1) = lean.straighten(550.0, 100.0 + 500.0 * slope, page);
        assert!((y0 - y1).abs() < 0.01 && x1 > x0, "{y0} {y1}");
        let back = lean.back(Rect::new(x0, y0, x1, y1), page);
        assert!(
            (back.x0 - 50.0).abs() < 0.1 && (back.y1 - 110.0).abs() < 0.1,
            "{back:?}"
        );
        // Straight lines, and stamps of which each slopes as it likes, are left as they are.
        for ways in [
            vec![(6.0, 0.0); 30],
            (0..30).map(|n| (6.0, 0.01 * n as f32)).collect(),
        ] {
            assert_eq!(Lean::of(ways.into_iter()), Lean::default());
        }
    }

    #[test]
    fn text_that_runs_down_the_page_comes_to_lie_upright() {
        let page = Size {
            width: 600.0,
            height: 800.0,
        };
        // Two points of a baseline that runs downwards at the right edge: the first line.
        let first = Turn::Down.point(580.0, 50.0, page);
        let later = Turn::Down.point(580.0, 90.0, page);
        assert_eq!((first, later), ((50.0, 20.0), (90.0, 20.0)));
        assert_eq!(Turn::of(0.0, 12.0), Some(Turn::Down));
        assert_eq!(Turn::of(12.0, 0.3), Some(Turn::Upright));
        assert_eq!(Turn::of(12.0, 12.0), None);
    }
}
