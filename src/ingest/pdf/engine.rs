//! What an engine tells of a page: glyphs, lines, boxes and pictures, as they are drawn.
//!
//! A second engine is asked where the first finds glyphs without a meaning or an empty page. What
//! an engine knows of its own kind stays behind this trait.

use crate::error::IngestError;
use crate::ingest::pdf::geometry::{Rect, Size};

/// A file that an engine has opened.
pub(super) trait Engine {
    /// How many pages it has.
    fn pages(&self) -> usize;

    /// What is drawn on a page, by its number from zero.
    ///
    /// # Errors
    ///
    /// [`IngestError`] where the page cannot be read at all.
    fn page(&self, index: usize) -> Result<Drawn, IngestError>;
}

/// What is drawn on a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Drawn {
    /// How large it is as shown.
    pub size: Size,
    /// The glyphs, in the order of drawing.
    pub glyphs: Vec<Glyph>,
    /// Straight lines along the page's edges.
    pub strokes: Vec<Stroke>,
    /// Filled rectangles.
    pub boxes: Vec<FilledBox>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// How many other shapes are drawn: outlines of letters, of logos.
    pub shapes: usize,
    /// Notes, comments and the like.
    pub notes: Vec<Note>,
    /// Values of form fields.
    pub fields: Vec<Field>,
    /// Whether the budget of drawing operations ran out before the page ended.
    pub cut: bool,
}

/// A glyph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// What it means.
    pub means: Meaning,
    /// Its origin on the baseline.
    pub x: f32,
    /// Its origin on the baseline.
    pub y: f32,
    /// The way to the next glyph.
    pub dx: f32,
    /// The way to the next glyph.
    pub dy: f32,
    /// The size of its type.
    pub size: f32,
    /// How it is painted.
    pub ink: Ink,
    /// Its number in the order of drawing, which boxes and pictures share.
    pub order: u32,
}

/// What a glyph means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// One character.
    Char(char),
    /// Several, as in a ligature.
    Text(Box<str>),
    /// The file does not say.
    Unmapped,
}

/// How a glyph is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// In a colour: red, green, blue.
    Colour([u8; 3]),
    /// With a pattern.
    Pattern,
    /// Not at all.
    Invisible,
}

/// A straight line along one of the page's edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    /// From end to end; as thin as it is drawn.
    pub at: Rect,
    /// Which way it runs.
    pub along: Along,
    /// Whether it is drawn, or the edge of a filled area.
    pub from: StrokeFrom,
}

/// Which way a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Along {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StrokeFrom {
    /// It is drawn.
    Line,
    /// It is the edge of a filled area.
    Edge,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FilledBox {
    /// Where.
    pub at: Rect,
    /// Its colour; none for a pattern.
    pub colour: Option<[u8; 3]>,
    /// Whether nothing shows through it.
    pub cover: Cover,
    /// Its number in the order of drawing.
    pub order: u32,
}

/// Whether something shows what lies under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cover {
    /// It hides it.
    Opaque,
    /// It lets it show through.
    Clear,
}

/// A picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Picture {
    /// Where.
    pub at: Rect,
    /// Whether nothing shows through it.
    pub cover: Cover,
    /// Its number in the order of drawing.
    pub order: u32,
}

/// A note or comment on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Note {
    /// Where.
    pub at: Rect,
    /// What it says.
    pub text: String,
    /// What it is.
    pub kind: NoteKind,
}

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteKind {
    /// A comment that opens when it is touched.
    Comment,
    /// An area marked for redaction, which was not carried out.
    RedactionMark,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    /// Where.
    pub at: Rect,
    /// Its name in the file.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Whether a reader of the file sees it.
    pub seen: Seen,
}

/// Whether a reader of the file sees something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seen {
    /// It is seen.
    Shown,
    /// It is not.
    Hidden,
}
