//! The first engine: hayro.

mod device;
mod fonts;
mod objects;
mod raster;

use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, interpret_page};

use crate::document::Property;
use crate::error::IngestError;
use crate::ingest::pdf::engine::{Drawn, Engine};
use crate::ingest::pdf::geometry::Size;
use crate::ingest::pdf::ocr::Raster;
use crate::ingest::pdf::second::Lie;

pub(super) use objects::Extras;

/// A file that hayro has opened.
pub(super) struct Opened<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    /// The most drawing operations of one page.
    budget: usize,
}

/// Opens a file: without a password, then with each of those given.
///
/// # Errors
///
/// [`IngestError::Encrypted`] where no password fits, [`IngestError::Damaged`] where it is no PDF
/// that can be made sense of.
pub(super) fn open(bytes: &[u8], passwords: &[String]) -> Result<Pdf, IngestError> {
    let damaged = |what: &str| IngestError::Damaged {
        place: String::new(),
        what: what.to_owned(),
    };
    let no_password = std::iter::once("");
    for password in no_password.chain(passwords.iter().map(String::as_str)) {
        match Pdf::new_with_password(bytes.to_vec(), password) {
            Ok(pdf) => return Ok(pdf),
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {}
            Err(LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm)) => {
                return Err(IngestError::Unsupported {
                    what: "a PDF encrypted in a way that is not known".to_owned(),
                });
            }
            Err(LoadPdfError::Decryption(_)) => {
                return Err(damaged("its encryption makes no sense"));
            }
            Err(LoadPdfError::Invalid) => return Err(damaged("no page of it can be found")),
        }
    }
    Err(IngestError::Encrypted)
}

impl<'a> Opened<'a> {
    /// Takes an open file up; `budget` is the most drawing operations of a page.
    pub fn new(pdf: &'a Pdf, budget: usize) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
            budget,
        }
    }

    /// What the file says of itself.
    pub fn properties(&self) -> Vec<Property> {
        objects::properties(self.pdf)
    }

    /// What it holds beside its pages.
    pub fn extras(&self) -> Extras {
        objects::extras(self.pdf)
    }

    /// How each page lies, for another engine.
    pub fn lies(&self) -> Vec<Lie> {
        let pages = self.pdf.pages().iter();
        pages
            .map(|page| {
                let (width, height) = page.render_dimensions();
                Lie {
                    transform: page.initial_transform(true).as_coeffs(),
                    size: Size { width, height },
                }
            })
            .collect()
    }

    /// Whether a page is of so plain a make that an engine without limits can be trusted with it.
    pub fn is_plain(&self, index: usize) -> bool {
        self.at(index).is_some_and(objects::is_plain)
    }

    /// The largest picture of a page.
    pub fn picture(&self, index: usize) -> Option<Raster> {
        let page = self.at(index)?;
        let (width, height) = page.render_dimensions();
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = fonts::settings();
        let mut context = Context::new(transform, bounds, &self.cache, self.pdf.xref(), settings);
        let mut largest = raster::Largest::default();
        let ended = device::until_stopped(|| interpret_page(page, &mut context, &mut largest));
        largest.raster.filter(|_| ended == device::Ended::Whole)
    }

    fn at(&self, index: usize) -> Option<&'a Page<'a>> {
        let pages: &'a [Page<'a>] = self.pdf.pages();
        pages.get(index)
    }
}

impl Engine for Opened<'_> {
    fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    fn page(&self, index: usize) -> Result<Drawn, IngestError> {
        let page = self.at(index).ok_or_else(|| IngestError::Damaged {
            place: format!("page {}: ", index.saturating_add(1)),
            what: "it is not there".to_owned(),
        })?;
        let (width, height) = page.render_dimensions();
        let size = Size { width, height };
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = fonts::settings();
        let mut context = Context::new(transform, bounds, &self.cache, self.pdf.xref(), settings);
        let mut drawing = device::Drawing::new(self.budget);
        let whole = device::until_stopped(|| interpret_page(page, &mut context, &mut drawing));
        let mut drawn = drawing.drawn;
        drawn.size = size;
        match whole {
            device::Ended::Whole => {}
            device::Ended::ByBudget => drawn.cut = true,
            device::Ended::Panicked => {
                return Err(IngestError::ParserPanicked { format: "PDF" });
            }
        }
        objects::add_notes(page, transform, &mut drawn);
        Ok(drawn)
    }
}
