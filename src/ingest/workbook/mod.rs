//! Reads workbooks: xlsx, xlsm, xlsb, xls and ods.

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
        _source: &Source<'_>,
        _format: Format,
        _limits: &Limits,
    ) -> Result<Intake, IngestError> {
        Err(IngestError::UnknownFormat)
    }
}
