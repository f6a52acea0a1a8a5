//! Reads HTML files.

use crate::error::IngestError;
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};

/// The reader of HTML files.
#[derive(Debug)]
pub struct Html;

impl Ingest for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Html
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
