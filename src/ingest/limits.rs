//! How files are read: how much of one before the program stops and says so, and what the operator
//! wishes beyond that.

use serde::{Deserialize, Serialize};

/// Limits on one file, and wishes. A limit that is reached is named in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of a file as it lies on disk. Default 512 MiB.
    pub file_bytes: u64,
    /// Bytes of one member of a container, inflated. Default 256 MiB.
    pub member_bytes: u64,
    /// Bytes of all members of a container together, inflated, those of containers inside it
    /// among them. Default 1 GiB.
    pub total_bytes: u64,
    /// Members of a container, those of containers inside it among them. Default 10,000.
    pub members: usize,
    /// Inflated bytes for each compressed byte, once a member is over 8 MiB: honest sheets stay
    /// under 100. Default 200.
    pub ratio: u64,
    /// Cells of a file that hold something. Default 5,000,000.
    pub cells: usize,
    /// Columns of a table. Default 16,384, the most that a spreadsheet program has.
    pub columns: u32,
    /// Rows of a table; lines of running text; passages of a page. Default 1,048,576.
    pub rows: u32,
    /// Characters of one cell or passage. Default 1,000,000; spreadsheet programs stop at 32,767.
    pub cell_chars: usize,
    /// Containers inside each other: an archive in a mail in an archive is three. Default 4.
    pub nesting: usize,
    /// Sheets of a workbook. Default 1,000.
    pub sheets: usize,
    /// Depth of elements in XML; pages of HTML may nest eight times as deep. Default 64.
    pub depth: usize,
    /// Attributes of one element. Default 256.
    pub attributes: usize,
    /// Pages of a document. Default 5,000.
    pub pages: usize,
    /// Unpacked bytes of one stream of a PDF that is no picture. Default 64 MiB.
    pub stream_bytes: u64,
    /// Drawing operations of one page. Default 2,000,000: a dense map has a tenth of that.
    pub page_operations: usize,
    /// Passwords to try on files that need one, in this order. Default none.
    pub passwords: Vec<String>,
    /// Whether pages of pictures are read by the tesseract program. Default not.
    pub ocr: Ocr,
    /// Whether a second reader checks each page. Default not.
    pub cross_check: CrossCheck,
}

/// Whether pages of pictures are read by the tesseract program, where it is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Ocr {
    /// They are not read.
    #[default]
    Off,
    /// They are.
    On,
}

/// Whether a second reader checks what the first one read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum CrossCheck {
    /// Only where the first one finds no text, or characters without a meaning.
    #[default]
    WhereNeeded,
    /// On every page.
    EveryPage,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            member_bytes: 256 << 20,
            total_bytes: 1 << 30,
            members: 10_000,
            ratio: 200,
            cells: 5_000_000,
            columns: 16_384,
            rows: 1_048_576,
            cell_chars: 1_000_000,
            nesting: 4,
            sheets: 1_000,
            depth: 64,
            attributes: 256,
            pages: 5_000,
            stream_bytes: 64 << 20,
            page_operations: 2_000_000,
            passwords: Vec::new(),
            ocr: Ocr::Off,
            cross_check: CrossCheck::WhereNeeded,
        }
    }
}
