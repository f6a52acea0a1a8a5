//! What a file is, told by its content. The ending of its name is only a hint for text.

use crate::error::IngestError;

/// A format that some reader reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Office Open XML workbook, with or without macros.
    Xlsx,
    /// Binary workbook in a zip container.
    Xlsb,
    /// BIFF workbook, in a compound file or bare.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// HTML.
    Html,
    /// Delimited text.
    Delimited,
    /// Running text.
    Text,
}

/// Tells the format of a file.
///
/// # Errors
///
/// [`IngestError::Unsupported`] for a format that is known and not read,
/// [`IngestError::UnknownFormat`] for the rest.
pub fn sniff(_bytes: &[u8], _name: &str) -> Result<Format, IngestError> {
    Err(IngestError::UnknownFormat)
}
