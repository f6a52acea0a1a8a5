//! Reads workbooks: xlsx, xlsm, xlsb, xls and ods.

mod format;
mod grid;
mod package;
mod trouble;
mod xlsx;
mod xml;

use crate::error::IngestError;
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};

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
            Format::Xlsx => xlsx::read(source, limits),
            _ => Err(IngestError::UnknownFormat),
        }
    }
}
