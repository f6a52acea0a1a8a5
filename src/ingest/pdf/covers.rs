//! What a reader of the page does not see: text under boxes, in the colour of its background, too
//! small, off the page, or not painted.
//!
//! Text under a box is told apart from all else, and is let go of before anything else looks at it.

use crate::ingest::pdf::engine::{Cover, Drawn, FilledBox, Glyph, Ink, Seen};
use crate::ingest::pdf::geometry::{Rect, Size};

/// Type smaller than this, in points, is not seen.
const SMALLEST: f32 = 1.0;
/// The height of the strips by which boxes are found.
const STRIP: f32 = 24.0;
/// Colours that differ by no more than this in each part cannot be told apart.
const ALIKE: u8 = 20;

/// What becomes of a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is read.
    Read(Seen),
    /// It is let go of: a box lies over it.
    Covered,
}

/// What a page shows, and what it hides.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Covering {
    /// The fate of each glyph, in the order of the glyphs.
    pub fates: Vec<Fate>,
    /// The boxes that lie over text.
    pub over_text: Vec<Rect>,
    /// Whether the text is that of a scanned page, laid over or under its picture.
    pub scanned: bool,
}

/// Something that may lie over or under a glyph.
#[derive(Debug, Clone, Copy)]
struct Sheet {
    at: Rect,
    order: u32,
    /// None for a picture or a pattern.
    colour: Option<[u8; 3]>,
    kind: SheetKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SheetKind {
    /// A box or picture over part of the page.
    Patch,
    /// A box over most of the page.
    Ground,
}

/// Tells what becomes of each glyph of a page.
pub(super) fn cover(drawn: &Drawn) -> Covering {
    let scan = is_scan(drawn);
    let strips = Strips::of(drawn);
    let mut covering = Covering {
        scanned: scan && drawn.glyphs.iter().any(|glyph| glyph.ink == Ink::Invisible),
        ..Covering::default()
    };
    for glyph in &drawn.glyphs {
        let (x, y) = middle(glyph);
        let over = strips.over(x, y, glyph.order);
        let fate = match over {
            Some(sheet) if sheet.kind == SheetKind::Patch => Fate::Covered,
            over => fate(glyph, (x, y), over, &strips, drawn.size, scan),
        };
        if fate == Fate::Covered && !is_space(glyph) {
            let by = over.or_else(|| strips.under(x, y, glyph.order));
            let by = by.map(|sheet| sheet.at);
            covering
                .over_text
                .extend(by.filter(|at| !covering.over_text.contains(at)));
        }
        covering.fates.push(fate);
    }
    covering
}

/// The fate of a glyph that no patch lies over.
fn fate(
    glyph: &Glyph,
    (x, y): (f32, f32),
    over: Option<Sheet>,
    strips: &Strips,
    page: Size,
    scan: bool,
) -> Fate {
    let on_page = Rect::new(0.0, 0.0, page.width, page.height).holds(x, y);
    if !on_page || glyph.size.abs() < SMALLEST || over.is_some() {
        return Fate::Read(Seen::Hidden);
    }
    let Ink::Colour(ink) = glyph.ink else {
        let unseen = glyph.ink == Ink::Invisible && !scan;
        return Fate::Read(if unseen { Seen::Hidden } else { Seen::Shown });
    };
    let under = strips.under(x, y, glyph.order);
    let ground = match under {
        None => Some([255; 3]),
        Some(sheet) => sheet.colour,
    };
    match ground {
        Some(ground) if alike(ink, ground) => {
            // Black on black is a redaction, white on white is not meant to be seen.
            let dark = ground.iter().all(|part| *part < 90);
            if dark && under.is_some() {
                Fate::Covered
            } else {
                Fate::Read(Seen::Hidden)
            }
        }
        _ => Fate::Read(Seen::Shown),
    }
}

/// Whether a picture takes up most of the page, so that text on it is what a program read in it.
pub(super) fn is_scan(drawn: &Drawn) -> bool {
    let page = drawn.size.width * drawn.size.height;
    let shown = Rect::new(0.0, 0.0, drawn.size.width, drawn.size.height);
    drawn.pictures.iter().any(|picture| {
        let width = picture.at.x1.min(shown.x1) - picture.at.x0.max(0.0);
        let height = picture.at.y1.min(shown.y1) - picture.at.y0.max(0.0);
        width > 0.0 && height > 0.0 && width * height > page * 0.6
    })
}

/// The point by which a glyph is found: the middle of its small letters.
fn middle(glyph: &Glyph) -> (f32, f32) {
    // Upwards is a quarter turn against the way to the next glyph.
    let length = glyph.dx.hypot(glyph.dy).max(1e-3);
    let up = glyph.size * 0.25 / length;
    (
        glyph.x + glyph.dx * 0.5 + glyph.dy * up,
        glyph.y + glyph.dy * 0.5 - glyph.dx * up,
    )
}

fn is_space(glyph: &Glyph) -> bool {
    use crate::ingest::pdf::engine::Meaning;
    match &glyph.means {
        Meaning::Char(letter) => letter.is_whitespace(),
        Meaning::Text(text) => text.trim().is_empty(),
        Meaning::Unmapped => false,
    }
}

fn alike(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= ALIKE)
}

/// Boxes and pictures by strips of the page, so that few are looked at for each glyph.
struct Strips {
    strips: Vec<Vec<Sheet>>,
}

impl Strips {
    fn of(drawn: &Drawn) -> Self {
        let page = drawn.size.width * drawn.size.height;
        let kind = |at: Rect| {
            if at.width() * at.height() > page * 0.5 {
                SheetKind::Ground
            } else {
                SheetKind::Patch
            }
        };
        let boxes = drawn.boxes.iter().filter(|one| one.cover == Cover::Opaque);
        let boxes = boxes.map(|one: &FilledBox| Sheet {
            at: one.at,
            order: one.order,
            colour: one.colour,
            kind: kind(one.at),
        });
        // A picture over the whole page is a scan: its text is read in any case.
        let pictures = drawn
            .pictures
            .iter()
            .filter(|one| one.cover == Cover::Opaque);
        let pictures = pictures.filter(|one| kind(one.at) == SheetKind::Patch);
        let pictures = pictures.map(|one| Sheet {
            at: one.at,
            order: one.order,
            colour: None,
            kind: SheetKind::Patch,
        });
        let number = strip(drawn.size.height).saturating_add(1);
        let mut strips: Vec<Vec<Sheet>> = vec![Vec::new(); number.min(2_000)];
        let mut sheets: Vec<Sheet> = boxes.chain(pictures).collect();
        sheets.sort_by_key(|sheet| sheet.order);
        for sheet in sheets {
            let (from, to) = (strip(sheet.at.y0), strip(sheet.at.y1));
            for strip in strips.iter_mut().take(to.saturating_add(1)).skip(from) {
                strip.push(sheet);
            }
        }
        Self { strips }
    }

    fn at(&self, y: f32) -> &[Sheet] {
        self.strips.get(strip(y)).map_or(&[], Vec::as_slice)
    }

    /// What was drawn last over a point after something.
    fn over(&self, x: f32, y: f32, order: u32) -> Option<Sheet> {
        let later = self.at(y).iter().rev();
        let mut later = later.take_while(|sheet| sheet.order > order);
        later.find(|sheet| sheet.at.holds(x, y)).copied()
    }

    /// What was drawn last at a point before something.
    fn under(&self, x: f32, y: f32, order: u32) -> Option<Sheet> {
        let earlier = self.at(y).iter().rev();
        let mut earlier = earlier.skip_while(|sheet| sheet.order >= order);
        earlier.find(|sheet| sheet.at.holds(x, y)).copied()
    }
}

/// The number of a strip; the cast saturates, and makes zero of what lies above the page.
fn strip(y: f32) -> usize {
    (y / STRIP) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::{Meaning, Picture};

    const BLACK: [u8; 3] = [0; 3];
    const WHITE: [u8; 3] = [255; 3];

    fn glyph(x: f32, order: u32, ink: Ink) -> Glyph {
        Glyph {
            means: Meaning::Char('a'),
            x,
            y: 100.0,
            dx: 5.0,
            dy: 0.0,
            size: 10.0,
            ink,
            order,
        }
    }

    fn filled(order: u32, colour: [u8; 3]) -> FilledBox {
        FilledBox {
            at: Rect::new(40.0, 88.0, 80.0, 104.0),
            colour: Some(colour),
            cover: Cover::Opaque,
            order,
        }
    }

    fn page(glyphs: Vec<Glyph>, boxes: Vec<FilledBox>) -> Drawn {
        Drawn {
            size: Size {
                width: 600.0,
                height: 800.0,
            },
            glyphs,
            boxes,
            ..Drawn::default()
        }
    }

    #[test]
    fn text_under_a_box_is_let_go_of_and_text_beside_or_on_it_is_read() {
        let black = Ink::Colour(BLACK);
        let glyphs = vec![
            glyph(50.0, 1, black),
            glyph(90.0, 1, black),
            glyph(50.0, 3, Ink::Colour(WHITE)),
        ];
        let covering = cover(&page(glyphs, vec![filled(2, BLACK)]));
        assert_eq!(
            covering.fates,
            [
                Fate::Covered,
                Fate::Read(Seen::Shown),
                Fate::Read(Seen::Shown)
            ]
        );
        assert_eq!(covering.over_text.len(), 1);
    }

    #[test]
    fn a_box_that_lets_text_show_through_covers_nothing() {
        let mut marker = filled(2, [255, 255, 0]);
        marker.cover = Cover::Clear;
        let covering = cover(&page(
            vec![glyph(50.0, 1, Ink::Colour(BLACK))],
            vec![marker],
        ));
        assert_eq!(covering.fates, [Fate::Read(Seen::Shown)]);
    }

    #[test]
    fn black_text_on_a_black_box_is_let_go_of_and_white_on_white_is_hidden() {
        let covering = cover(&page(
            vec![glyph(50.0, 3, Ink::Colour(BLACK))],
            vec![filled(2, BLACK)],
        ));
        assert_eq!(covering.fates, [Fate::Covered]);
        assert_eq!(covering.over_text.len(), 1);
        let white = cover(&page(vec![glyph(50.0, 3, Ink::Colour(WHITE))], Vec::new()));
        assert_eq!(white.fates, [Fate::Read(Seen::Hidden)]);
    }

    #[test]
    fn tiny_unpainted_and_far_text_is_hidden() {
        let mut tiny = glyph(50.0, 1, Ink::Colour(BLACK));
        tiny.size = 0.5;
        let far = glyph(900.0, 1, Ink::Colour(BLACK));
        let unpainted = glyph(50.0, 1, Ink::Invisible);
        let covering = cover(&page(vec![tiny, far, unpainted], Vec::new()));
        assert_eq!(covering.fates, [Fate::Read(Seen::Hidden); 3]);
    }

    #[test]
    fn unpainted_text_on_a_scan_is_what_the_scan_says() {
        let mut scan = page(vec![glyph(50.0, 1, Ink::Invisible)], Vec::new());
        scan.pictures.push(Picture {
            at: Rect::new(0.0, 0.0, 600.0, 800.0),
            cover: Cover::Opaque,
            order: 5,
        });
        let covering = cover(&scan);
        assert_eq!(covering.fates, [Fate::Read(Seen::Shown)]);
        assert!(covering.scanned);
    }
}
