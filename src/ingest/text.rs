//! Reads text files.

use crate::error::IngestError;
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};

/// The reader of text files.
#[derive(Debug)]
pub struct Text;

impl Ingest for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Text
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
