//! The second engine: pdf-extract. It is asked what glyphs mean where the first does not know, and
//! whether it reads the same.
//!
//! Its own code gives up or loops on odd files. Only pages of a plain make are handed to it, and a
//! panic in it costs no more than its answer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, LoadOptions, MediaBox, OutputDev, OutputError, Transform};

use crate::error::IngestError;
use crate::ingest::pdf::engine::{Drawn, Engine, Glyph, Ink, Meaning};
use crate::ingest::pdf::geometry::Size;

/// How a page lies: from the space of the file to the page as it is shown, and its size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lie {
    /// The six numbers of the transform.
    pub transform: [f64; 6],
    /// The size of the page as it is shown.
    pub size: Size,
}

/// A file that pdf-extract has opened.
pub(super) struct Second {
    document: Document,
    lies: Vec<Lie>,
}

impl Second {
    /// Opens a file, whose pages lie as the first engine says; nothing where it cannot.
    pub fn open(bytes: &[u8], passwords: &[String], lies: Vec<Lie>) -> Option<Self> {
        let no_password = std::iter::once("");
        let tried = no_password.chain(passwords.iter().map(String::as_str));
        for password in tried {
            let load =
                || Document::load_mem_with_options(bytes, LoadOptions::with_password(password));
            if let Ok(Ok(document)) = catch_unwind(AssertUnwindSafe(load)) {
                return Some(Self { document, lies });
            }
        }
        None
    }
}

impl Engine for Second {
    fn pages(&self) -> usize {
        self.lies.len()
    }

    fn page(&self, index: usize) -> Result<Drawn, IngestError> {
        let gave_up = || IngestError::ParserPanicked { format: "PDF" };
        let lie = self.lies.get(index).copied().ok_or_else(gave_up)?;
        let number = u32::try_from(index).ok().and_then(|n| n.checked_add(1));
        let number = number.ok_or_else(gave_up)?;
        let mut takes = Takes {
            lie,
            drawn: Drawn {
                size: lie.size,
                ..Drawn::default()
            },
        };
        let read = || pdf_extract::output_doc_page(&self.document, &mut takes, number);
        match catch_unwind(AssertUnwindSafe(read)) {
            Ok(Ok(())) => Ok(takes.drawn),
            Ok(Err(_)) | Err(_) => Err(gave_up()),
        }
    }
}

/// Takes down the glyphs of a page.
struct Takes {
    lie: Lie,
    drawn: Drawn,
}

impl Takes {
    /// A point or, without the shift, a way of the file on the page as it is shown.
    fn shown(&self, x: f64, y: f64, shift: f64) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.lie.transform;
        (
            (a * x + c * y + e * shift) as f32,
            (b * x + d * y + f * shift) as f32,
        )
    }
}

impl OutputDev for Takes {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let mut letters = text.chars();
        let means = match (letters.next(), letters.next()) {
            (None | Some('\0' | '\u{fffd}'), _) => Meaning::Unmapped,
            (Some(letter), None) => Meaning::Char(letter),
            (Some(_), Some(_)) => Meaning::Text(text.into()),
        };
        let (x, y) = self.shown(at.m31, at.m32, 1.0);
        let along = width * size;
        let (dx, dy) = self.shown(at.m11 * along, at.m12 * along, 0.0);
        let (up_x, up_y) = self.shown(at.m21 * size, at.m22 * size, 0.0);
        self.drawn.glyphs.push(Glyph {
            means,
            x,
            y,
            dx,
            dy,
            size: up_x.hypot(up_y),
            ink: Ink::Colour([0; 3]),
            order: 0,
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
