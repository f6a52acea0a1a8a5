//! Reads delimited files.

use crate::error::IngestError;
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};

/// The reader of delimited files.
#[derive(Debug)]
pub struct Delimited;

impl Ingest for Delimited {
    fn name(&self) -> &'static str {
        "delimited"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Delimited
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
