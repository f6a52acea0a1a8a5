//! Takes down what hayro draws.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{Glyph as HayroGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{
    Affine, BezPath, PathEl, PathSeg, Point, Rect as KurboRect, Shape as _,
};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use crate::ingest::pdf::engine::{
    Along, Cover, Drawn, FilledBox, Glyph, Ink, Meaning, Picture, Stroke, StrokeFrom,
};
use crate::ingest::pdf::geometry::Rect;

/// Glyph outlines are drawn in thousandths of the type's size.
const EM: f64 = 1000.0;
/// A filled rectangle no thicker than this is a line.
const THIN: f32 = 2.6;
/// A line at least this wide, in points, hides text that it is drawn over.
const WIDE: f32 = 4.5;
/// A line may lean by this much from end to end.
const LEAN: f32 = 0.8;

/// How the drawing of a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// At its end.
    Whole,
    /// Where the budget of operations ran out.
    ByBudget,
    /// Where the engine gave up inside its own code.
    Panicked,
}

/// What is thrown to get out of the engine, which cannot be told to stop.
struct OutOfBudget;

/// Draws until the end or until the budget runs out.
pub(super) fn until_stopped(draw: impl FnOnce()) -> Ended {
    match catch_unwind(AssertUnwindSafe(draw)) {
        Ok(()) => Ended::Whole,
        Err(thrown) if thrown.is::<OutOfBudget>() => Ended::ByBudget,
        Err(_) => Ended::Panicked,
    }
}

/// The page as it is taken down.
pub(super) struct Drawing {
    /// What was drawn so far.
    pub drawn: Drawn,
    order: u32,
    budget: usize,
    /// Groups that let show through what lies under them, from the outermost.
    groups: Vec<Cover>,
}

impl Drawing {
    /// An empty page; `budget` is the most operations.
    pub fn new(budget: usize) -> Self {
        Self {
            drawn: Drawn::default(),
            order: 0,
            budget,
            groups: Vec::new(),
        }
    }

    /// Counts operations, and leaves where there are too many.
    fn spend(&mut self, operations: usize) {
        match self.budget.checked_sub(operations) {
            Some(left) => self.budget = left,
            // The hook that prints panics is not called for this.
            None => resume_unwind(Box::new(OutOfBudget)),
        }
        self.order = self.order.saturating_add(1);
    }

    /// Whether something painted hides what lies under it.
    fn cover(&self, alpha: u8, masked: bool, blend: BlendMode) -> Cover {
        let clear = alpha < 250 || masked || blend != BlendMode::Normal;
        if clear || self.groups.contains(&Cover::Clear) {
            Cover::Clear
        } else {
            Cover::Opaque
        }
    }

    fn stroke(&mut self, from: Point, to: Point, origin: StrokeFrom) {
        let at = Rect::new(from.x as f32, from.y as f32, to.x as f32, to.y as f32);
        let along = match (at.width(), at.height()) {
            (width, height) if height <= LEAN && width > height => Along::Across,
            (width, height) if width <= LEAN && height > width => Along::Down,
            _ => return,
        };
        let from = origin;
        self.drawn.strokes.push(Stroke { at, along, from });
    }

    fn outline(&mut self, rect: Rect, origin: StrokeFrom) {
        let corner = |x: f32, y: f32| Point::new(f64::from(x), f64::from(y));
        let (nw, ne) = (corner(rect.x0, rect.y0), corner(rect.x1, rect.y0));
        let (sw, se) = (corner(rect.x0, rect.y1), corner(rect.x1, rect.y1));
        for (from, to) in [(nw, ne), (sw, se), (nw, sw), (ne, se)] {
            self.stroke(from, to, origin);
        }
    }

    /// A filled rectangle: a line where it is thin.
    fn fill(&mut self, rect: Rect, props: &DrawProps<'_>) {
        let (width, height) = (rect.width(), rect.height());
        let mid = |a: f32, b: f32| f64::from(f32::midpoint(a, b));
        if height <= THIN && width > height {
            let y = mid(rect.y0, rect.y1);
            let (x0, x1) = (f64::from(rect.x0), f64::from(rect.x1));
            self.stroke(Point::new(x0, y), Point::new(x1, y), StrokeFrom::Line);
            return;
        }
        if width <= THIN && height > width {
            let x = mid(rect.x0, rect.x1);
            let (y0, y1) = (f64::from(rect.y0), f64::from(rect.y1));
            self.stroke(Point::new(x, y0), Point::new(x, y1), StrokeFrom::Line);
            return;
        }
        let (colour, alpha) = colour_of(&props.paint);
        let cover = self.cover(alpha, props.soft_mask.is_some(), props.blend_mode);
        let order = self.order;
        if alpha > 0 && !colour.is_some_and(is_white) {
            self.outline(rect, StrokeFrom::Edge);
        }
        if alpha > 0 {
            self.drawn.boxes.push(FilledBox {
                at: rect,
                colour,
                cover,
                order,
            });
        }
    }

    /// A filled shape that is no rectangle. One that fills most of the rectangle around it, such as
    /// a box with round corners, hides what lies under it as that does.
    fn shape(&mut self, part: Vec<PathEl>, props: &DrawProps<'_>) {
        self.drawn.shapes = self.drawn.shapes.saturating_add(1);
        let path = BezPath::from_vec(part);
        let around = path.bounding_box();
        if path.area().abs() >= around.area() * 0.7 && around.area() > 0.0 {
            self.cover_up(placed(around), props);
        }
    }

    /// The lines of a path. A line as wide as a line of text hides it.
    fn strokes(&mut self, path: &BezPath, props: &DrawProps<'_>, width: f32) {
        let scale = props.transform.determinant().abs().sqrt() as f32;
        let width = width * scale;
        let mut straight = true;
        for segment in path.segments() {
            if width >= WIDE {
                let along = segment.bounding_box();
                self.cover_up(placed(along).grown(width / 2.0), props);
            }
            match segment {
                PathSeg::Line(line) if width < WIDE => {
                    self.stroke(line.p0, line.p1, StrokeFrom::Line);
                }
                PathSeg::Line(_) => {}
                PathSeg::Quad(_) | PathSeg::Cubic(_) => straight = false,
            }
        }
        if !straight {
            self.drawn.shapes = self.drawn.shapes.saturating_add(1);
        }
    }

    /// Takes down that something hides what lies under it.
    fn cover_up(&mut self, at: Rect, props: &DrawProps<'_>) {
        let (colour, alpha) = colour_of(&props.paint);
        let cover = self.cover(alpha, props.soft_mask.is_some(), props.blend_mode);
        let order = self.order;
        if cover == Cover::Opaque {
            self.drawn.boxes.push(FilledBox {
                at,
                colour,
                cover,
                order,
            });
        }
    }

    fn glyph(&mut self, glyph: &HayroGlyph<'_>, at: Affine, ink: Ink) {
        let origin = at * Point::ZERO;
        let [a, b, c, d, _, _] = at.as_coeffs();
        let advance = match glyph {
            HayroGlyph::Outline(outline) => outline.advance_width(),
            HayroGlyph::Type3(type3) => type3.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(500.0));
        let means = match glyph.as_unicode() {
            None => Meaning::Unmapped,
            Some(BfString::Char('\0' | '\u{fffd}')) => Meaning::Unmapped,
            Some(BfString::Char(letter)) => Meaning::Char(letter),
            Some(BfString::String(text)) if text.is_empty() => Meaning::Unmapped,
            Some(BfString::String(text)) => Meaning::Text(text.into()),
        };
        let glyph = Glyph {
            means,
            x: origin.x as f32,
            y: origin.y as f32,
            dx: (a * advance) as f32,
            dy: (b * advance) as f32,
            size: (c.hypot(d) * EM) as f32,
            ink,
            order: self.order,
        };
        // What has no number for a place stands nowhere.
        if glyph.x.is_finite() && glyph.y.is_finite() && glyph.size.is_finite() {
            self.drawn.glyphs.push(glyph);
        }
    }
}

impl<'a> Device<'a> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1 + path.elements().len() / 16);
        let path = props.transform * path;
        match mode {
            DrawMode::Fill(_) => {
                for part in subpaths(&path) {
                    match rect_of(&part) {
                        Some(rect) => self.fill(rect, &props),
                        None => self.shape(part, &props),
                    }
                }
            }
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
                self.strokes(&path, &props, stroke.line_width);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_rect(&mut self, rect: &KurboRect, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1);
        let [_, b, c, _, _, _] = props.transform.as_coeffs();
        let [a, _, _, d, _, _] = props.transform.as_coeffs();
        let aslant = (b.abs() + c.abs()) > 1e-4 && (a.abs() + d.abs()) > 1e-4;
        if aslant {
            self.drawn.shapes = self.drawn.shapes.saturating_add(1);
            return;
        }
        let rect = placed(props.transform.transform_rect_bbox(*rect));
        match mode {
            DrawMode::Fill(_) => self.fill(rect, &props),
            DrawMode::Stroke(_) => self.outline(rect, StrokeFrom::Line),
            DrawMode::FillAndStroke(..) => {
                self.fill(rect, &props);
                self.outline(rect, StrokeFrom::Line);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1 + run.glyphs().len());
        let ink = match mode {
            DrawMode::Invisible => Ink::Invisible,
            DrawMode::Fill(_) | DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                match colour_of(&props.paint) {
                    (_, 0) => Ink::Invisible,
                    (Some(colour), _) => Ink::Colour(colour),
                    (None, _) => Ink::Pattern,
                }
            }
        };
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), ink);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let whole = KurboRect::new(0.0, 0.0, width, height);
        let at = placed(props.transform.transform_rect_bbox(whole));
        let masked = props.soft_mask.is_some() || matches!(image, Image::Stencil(_));
        let cover = self.cover(255, masked, props.blend_mode);
        let order = self.order;
        self.drawn.pictures.push(Picture { at, cover, order });
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.spend(1);
    }

    fn push_clip_rect(&mut self, _: &KurboRect) {
        self.spend(1);
    }

    fn pop_clip(&mut self) {}

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend_mode: BlendMode,
    ) {
        self.spend(1);
        let clear = opacity < 0.98 || mask.is_some() || blend_mode != BlendMode::Normal;
        self.groups
            .push(if clear { Cover::Clear } else { Cover::Opaque });
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }
}

/// Red, green and blue, and how much of them; no colour for a pattern.
fn colour_of(paint: &Paint<'_>) -> (Option<[u8; 3]>, u8) {
    match paint {
        Paint::Color(colour) => {
            let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
            (Some([red, green, blue]), alpha)
        }
        Paint::Pattern(_) => (None, 255),
    }
}

fn is_white(colour: [u8; 3]) -> bool {
    colour.iter().all(|part| *part >= 250)
}

fn placed(rect: KurboRect) -> Rect {
    Rect::new(
        rect.x0 as f32,
        rect.y0 as f32,
        rect.x1 as f32,
        rect.y1 as f32,
    )
}

/// The pieces of a path that begin anew.
fn subpaths(path: &BezPath) -> Vec<Vec<PathEl>> {
    let mut parts: Vec<Vec<PathEl>> = Vec::new();
    for element in path.elements() {
        match (element, parts.last_mut()) {
            (PathEl::MoveTo(_), _) | (_, None) => parts.push(vec![*element]),
            (_, Some(part)) => part.push(*element),
        }
    }
    parts
}

/// The rectangle that a piece of a path is, where its sides lie along the page's edges.
fn rect_of(part: &[PathEl]) -> Option<Rect> {
    let mut points: Vec<Point> = Vec::with_capacity(5);
    for element in part {
        match element {
            PathEl::MoveTo(point) | PathEl::LineTo(point) => points.push(*point),
            PathEl::ClosePath => {}
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return None,
        }
    }
    points.dedup_by(|a, b| a.distance(*b) < 1e-3);
    if points.len() == 5
        && points
            .first()
            .zip(points.last())
            .is_some_and(|(a, b)| a.distance(*b) < 0.1)
    {
        points.pop();
    }
    let &[a, b, c, d] = points.as_slice() else {
        return None;
    };
    let along = |p: Point, q: Point| (p.x - q.x).abs() < 0.1 || (p.y - q.y).abs() < 0.1;
    let square = along(a, b) && along(b, c) && along(c, d) && along(d, a);
    square.then(|| placed(BezPath::from_vec(part.to_vec()).bounding_box()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_along_the_edges_is_a_rectangle_and_a_slanted_one_is_not() {
        let path = |points: &[(f64, f64)]| {
            let mut path = BezPath::new();
            for (n, point) in points.iter().enumerate() {
                match n {
                    0 => path.move_to(*point),
                    _ => path.line_to(*point),
                }
            }
            path.close_path();
            path.elements().to_vec()
        };
        let upright = path(&[(1.0, 1.0), (9.0, 1.0), (9.0, 4.0), (1.0, 4.0)]);
        assert_eq!(rect_of(&upright), Some(Rect::new(1.0, 1.0, 9.0, 4.0)));
        let slanted = path(&[(1.0, 1.0), (9.0, 3.0), (9.0, 6.0), (1.0, 4.0)]);
        assert_eq!(rect_of(&slanted), None);
        let triangle = path(&[(1.0, 1.0), (9.0, 1.0), (9.0, 4.0)]);
        assert_eq!(rect_of(&triangle), None);
    }

    #[test]
    fn drawing_stops_where_the_budget_ends() {
        let mut drawing = Drawing::new(2);
        let ended = until_stopped(|| {
            for _ in 0..3 {
                drawing.push_clip_rect(&KurboRect::ZERO);
            }
        });
        assert_eq!(ended, Ended::ByBudget);
        let mut drawing = Drawing::new(3);
        let ended = until_stopped(|| {
            for _ in 0..3 {
                drawing.push_clip_rect(&KurboRect::ZERO);
            }
        });
        assert_eq!(ended, Ended::Whole);
    }
}
