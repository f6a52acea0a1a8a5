//! Reads workbooks: xlsx, xlsm, xlsb, xls and ods.
//!
//! Every fact is read in one place. Cells, with their styles and all that hides them, come from the
//! parts and records themselves, in one pass and under limits; what a number format shows is worked
//! out in `format`; all formats fill the same `grid`. calamine writes out the formulas of the
//! binary formats, and is the other reader that the tests compare this one with. Its own cell
//! readers are not used: they drop the white space of inline texts, errors they do not know and the
//! errors of xlsb formulas, refuse a whole workbook for one bad relationship, and would make a
//! second pass over every sheet beside the one that finds formulas and hidden rows.

mod format;
mod grid;
mod margins;
mod ods;
mod reading;
mod refs;
mod said;
mod xls;
mod xlsb;
mod xlsx;

pub(crate) use xls::file_time;

use crate::error::IngestError;
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source, package, trouble, xml};

/// The reader of workbooks: xlsx, xlsm, xlsb, xls and ods.
#[derive(Debug)]
pub struct Workbook;

impl Ingest for Workbook {
    fn name(&self) -> &'static str {
        "workbook"
    }

    fn reads(&self, format: Format) -> bool {
        matches!(
            format,
            Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods
        )
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        match format {
            Format::Xlsx | Format::Xlsb | Format::Ods
                if xls::holds_encrypted_package(source.bytes) =>
            {
                Err(IngestError::Encrypted)
            }
            Format::Xlsx => xlsx::read(source, limits),
            Format::Xlsb => xlsb::read(source, limits),
            Format::Xls => xls::read(source, limits),
            Format::Ods => ods::read(source, limits),
            Format::Html
            | Format::Pdf
            | Format::Delimited
            | Format::Json
            | Format::Text
            | Format::Docx
            | Format::Odt
            | Format::Rtf
            | Format::Eml
            | Format::Msg
            | Format::Zip => Err(IngestError::UnknownFormat),
        }
    }
}
