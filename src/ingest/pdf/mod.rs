//! Reads PDF.
//!
//! A page goes through a chain of small stages, each with a type of its own:
//!
//! ```text
//! engine -> Drawn -> covers -> letters -> words -> Line -> order -> TextLine -> paragraphs -> Passage
//! ```
//!
//! What lies under a filled box is let go of at the first of them. A page whose blocks stand side by side goes through
//! the later ones block by block (`panels`).

mod agree;
mod bars;
mod bombs;
mod covers;
mod engine;
mod furniture;
mod geometry;
mod grid;
mod hayro;
mod labels;
mod lattice;
mod letters;
mod ocr;
mod order;
mod panels;
mod paper;
mod paragraphs;
mod rulings;
mod second;
mod sheet;
mod stitch;
mod stream;
mod stripes;
mod told;
mod verdict;
mod words;

use crate::document::{
    Oddity, OddityKind, PAGES_READ_BY_OCR, PartKind, Passage, Property, ReadState,
};
use crate::error::IngestError;
use crate::ingest::characters::Misleading;
use crate::ingest::sniff::Format;
use crate::ingest::{CrossCheck, Ingest, Intake, Limits, Ocr, Source};
use crate::provenance::{LineNo, PageNo, Place};

use engine::{Drawn, Engine, Meaning, Seen};
use furniture::Furniture;
use order::TextLine;
use paragraphs::paragraphs;
use second::Second;
use sheet::Sheet;
use verdict::Verdict;

/// The reader of PDF files.
#[derive(Debug)]
pub struct Pdf;

impl Ingest for Pdf {
    fn name(&self) -> &'static str {
        "PDF"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Pdf
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        _format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        bombs::refuse(source.bytes, limits.stream_bytes)?;
        let opened = hayro::open(source.bytes, &limits.passwords)?;
        let first = hayro::Opened::new(&opened, limits.page_operations);
        let mut intake = Intake::new(PartKind::Pdf);
        intake.properties = first.properties();
        let pages = first.pages().min(limits.pages);
        let mut sheets = Vec::with_capacity(pages);
        let mut second = Asked::new(source.bytes, limits);
        for index in 0..pages {
            let sheet = match first.page(index) {
                Ok(drawn) => second.read(index, drawn, &first),
                Err(error) => {
                    intake.oddities.push(lost(source, index, &error));
                    intake.read = ReadState::Partly;
                    Sheet::default()
                }
            };
            sheets.push(sheet);
        }
        if limits.ocr == Ocr::On {
            intake
                .oddities
                .extend(read_pictures(source, &first, &mut sheets));
        }
        if first.pages() > limits.pages {
            intake.read = ReadState::Partly;
            let text = format!("the limit of {} pages is reached", limits.pages);
            let oddity = source.oddity(OddityKind::LimitReached, Place::Whole, text);
            intake.oddities.push(oddity);
        }
        intake.oddities.extend(told::of_pages(source, &sheets));
        intake
            .oddities
            .extend(told::of_file(source, first.extras()));
        intake.read = intake.read.max(read_state(&sheets));
        intake.properties.extend(read_by_ocr(&sheets));
        let furniture = Furniture::of(&sheets);
        intake.tables = paper::tables(&mut sheets, &furniture);
        add_text(source, &sheets, &furniture, &mut intake);
        Ok(intake)
    }
}

/// Reads the pages of pictures with tesseract; says so where it is not there.
fn read_pictures(
    source: &Source<'_>,
    first: &hayro::Opened<'_>,
    sheets: &mut [Sheet],
) -> Option<Oddity> {
    let pages = sheets.iter_mut().zip(0usize..);
    for (sheet, index) in pages.filter(|(sheet, _)| sheet.verdict == Verdict::Pictures) {
        let Some(raster) = first.picture(index) else {
            continue;
        };
        match ocr::read(&raster) {
            Ok(reading) if reading.words > 0 => sheet::take_reading(sheet, reading),
            Ok(_) | Err(ocr::Failed::GaveUp) => {}
            Err(ocr::Failed::NotInstalled) => {
                let text = "pages of pictures were to be read by tesseract, which is not installed; \
                    try: install the package tesseract-ocr, or tesseract of Homebrew";
                return Some(source.oddity(OddityKind::NotRead, Place::Whole, text));
            }
        }
    }
    None
}

/// The second engine, opened when it is first asked.
struct Asked<'a> {
    bytes: &'a [u8],
    limits: &'a Limits,
    opened: Option<Option<Second>>,
}

impl<'a> Asked<'a> {
    fn new(bytes: &'a [u8], limits: &'a Limits) -> Self {
        Self {
            bytes,
            limits,
            opened: None,
        }
    }

    /// Reads a page that the first engine has drawn; the second is asked where that is needed.
    fn read(&mut self, index: usize, mut drawn: Drawn, first: &hayro::Opened<'_>) -> Sheet {
        let unmapped = drawn
            .glyphs
            .iter()
            .any(|glyph| glyph.means == Meaning::Unmapped);
        let check = self.limits.cross_check == CrossCheck::EveryPage;
        let bare = drawn.glyphs.is_empty() && drawn.pictures.is_empty() && drawn.shapes == 0;
        if !(unmapped || check || bare) || !first.is_plain(index) {
            return sheet::read(drawn);
        }
        let open = || Second::open(self.bytes, &self.limits.passwords, first.lies());
        let other = self.opened.get_or_insert_with(open).as_ref();
        let Some(other) = other.and_then(|other| other.page(index).ok()) else {
            return sheet::read(drawn);
        };
        let differs = check && !agree::agree(&drawn, &other);
        if unmapped {
            agree::fill_in(&mut drawn, &other);
        } else if bare {
            // Nothing is known of what lies over these: all that is drawn does.
            drawn.glyphs = other.glyphs;
        }
        let mut sheet = sheet::read(drawn);
        sheet.differs = differs;
        sheet
    }
}

/// What to say of a page that the engine gave up on.
fn lost(source: &Source<'_>, index: usize, error: &IngestError) -> Oddity {
    let place = Place::Page {
        page: page_no(index),
        line: None,
        area: None,
    };
    source.oddity(
        OddityKind::Damaged,
        place,
        format!("the page was not read: {error}"),
    )
}

/// How much was read, by the pages.
fn read_state(sheets: &[Sheet]) -> ReadState {
    let whole = |sheet: &Sheet| {
        sheet.verdict.is_read() && !sheet.cut && sheet.verdict != Verdict::PartlyUnmapped
    };
    let text = |sheet: &Sheet| sheet.verdict.is_read() && sheet.verdict != Verdict::Empty;
    if sheets.iter().all(whole) {
        ReadState::Whole
    } else if sheets.iter().any(text) {
        ReadState::Partly
    } else {
        ReadState::Not
    }
}

/// The pages whose text a program read in a picture, as a property of the file.
fn read_by_ocr(sheets: &[Sheet]) -> Option<Property> {
    let pages = sheets.iter().zip(1usize..);
    let read = pages.filter(|(sheet, _)| sheet.ocr.is_some() || sheet.scanned);
    let pages: Vec<String> = read.map(|(_, page)| page.to_string()).collect();
    (!pages.is_empty()).then(|| Property {
        name: PAGES_READ_BY_OCR.to_owned(),
        value: pages.join(","),
    })
}

/// Adds the running text of all pages.
fn add_text(source: &Source<'_>, sheets: &[Sheet], furniture: &Furniture, intake: &mut Intake) {
    let mut misleading = Misleading::default();
    let mut add = |page: PageNo, line: Option<u32>, text: String, hidden: bool| {
        let at = Place::Page {
            page,
            line: line.map(LineNo::from_zero_based),
            area: None,
        };
        misleading.look(&text, || at.clone());
        intake.passages.push(Passage {
            at,
            text,
            hidden,
            quoted: false,
        });
    };
    for (sheet, index) in sheets.iter().zip(0..) {
        let page = page_no(index);
        // Headers and footers are no part of the text that runs on beside them.
        let (edges, body): (Vec<TextLine>, Vec<TextLine>) = sheet
            .text
            .iter()
            .cloned()
            .partition(|line| furniture.holds(&line.text, line.baseline));
        for paragraph in paragraphs(&body) {
            add(page, Some(paragraph.line), paragraph.text, false);
        }
        for line in edges {
            add(page, Some(line.number), line.text, false);
        }
        for text in &sheet.aside {
            add(page, None, text.clone(), false);
        }
        for text in sheet.hidden.iter().chain(&sheet.comments) {
            add(page, None, text.clone(), true);
        }
        for field in &sheet.fields {
            let text = format!("{}: {}", field.name, field.value);
            add(page, None, text, field.seen == Seen::Hidden);
        }
    }
    intake.oddities.extend(misleading.oddity(source));
}

/// The number of a page that counts from zero.
fn page_no(index: usize) -> PageNo {
    PageNo::from_zero_based(u32::try_from(index).unwrap_or(u32::MAX))
}
