//! What a file is, told by its content. The ending of its name is only a hint for text.

mod container;
mod magic;
mod markup;

use crate::error::IngestError;
use crate::ingest::delimited::likeness::{Hint, Likeness, likeness};
use crate::ingest::encoding::{self, Decoded};

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
    /// PDF.
    Pdf,
    /// Word 2007 and later.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Rich text.
    Rtf,
    /// A mail as Outlook keeps it.
    Msg,
    /// A zip archive that is no document.
    Zip,
    /// A mail as software stores it.
    Eml,
    /// HTML.
    Html,
    /// Delimited text.
    Delimited,
    /// JSON.
    Json,
    /// Running text.
    Text,
}

impl Format {
    /// What it is in words, with its article.
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            Format::Xlsx => "an Excel workbook",
            Format::Xlsb => "a binary Excel workbook",
            Format::Xls => "an Excel 97-2003 workbook",
            Format::Ods => "an OpenDocument spreadsheet",
            Format::Pdf => "a PDF",
            Format::Docx => "a Word document",
            Format::Odt => "an OpenDocument text",
            Format::Rtf => "a rich text (RTF) document",
            Format::Msg => "an Outlook message",
            Format::Zip => "a zip archive",
            Format::Eml => "an e-mail",
            Format::Html => "a page of HTML",
            Format::Delimited => "delimited text",
            Format::Json => "JSON",
            Format::Text => "running text",
        }
    }
}

/// Tells the format of a file.
///
/// # Errors
///
/// [`IngestError::Unsupported`] for a format that is known and not read,
/// [`IngestError::Encrypted`] for one that cannot be opened without a password,
/// [`IngestError::Damaged`] for a container that cannot be looked into,
/// [`IngestError::UnknownFormat`] for the rest.
pub fn sniff(bytes: &[u8], name: &str) -> Result<Format, IngestError> {
    if let Some(verdict) = container::sniff(bytes) {
        return verdict;
    }
    if magic::is_pdf(bytes) {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok(Format::Rtf);
    }
    if let Some(what) = magic::sniff(bytes) {
        return Err(unsupported(what));
    }
    let decoded = encoding::decode(bytes, None);
    if is_binary(&decoded) {
        return Err(IngestError::UnknownFormat);
    }
    match markup::sniff(&decoded.text) {
        Some(markup::Markup::Mail) => return Ok(Format::Eml),
        Some(markup::Markup::Html) => return Ok(Format::Html),
        Some(markup::Markup::Json) => return Ok(Format::Json),
        Some(markup::Markup::Encrypted) => return Err(IngestError::Encrypted),
        Some(markup::Markup::Other(what)) => return Err(unsupported(what)),
        None => {}
    }
    let ending = ending(name);
    if matches!(ending.as_str(), "eml" | "mht" | "mhtml" | "mbox")
        && markup::has_headers(&decoded.text)
    {
        return Ok(Format::Eml);
    }
    let hint = match ending.as_str() {
        "csv" | "tsv" | "tab" | "psv" => Hint::Delimited,
        _ => Hint::Open,
    };
    Ok(match likeness(&decoded.text, hint) {
        Likeness::Table => Format::Delimited,
        Likeness::Running => Format::Text,
    })
}

/// What to say where the ending of a name does not fit what the file is; nothing where it fits,
/// where there is none, and where it is not one that says anything.
#[must_use]
pub fn misleading_name(name: &str, format: Format) -> Option<String> {
    let ending = ending(name);
    let fits: &[Format] = match ending.as_str() {
        "xlsx" | "xlsm" | "xltx" | "xltm" => &[Format::Xlsx],
        "xlsb" => &[Format::Xlsb],
        "xls" | "xlt" | "xla" => &[Format::Xls],
        "ods" | "ots" => &[Format::Ods],
        "csv" | "tsv" | "tab" | "psv" => &[Format::Delimited],
        "htm" | "html" | "xhtml" => &[Format::Html],
        "txt" | "text" | "md" => &[Format::Text, Format::Delimited],
        "pdf" => &[Format::Pdf],
        "docx" | "docm" | "dotx" | "dotm" => &[Format::Docx],
        "odt" | "ott" => &[Format::Odt],
        "rtf" => &[Format::Rtf],
        // Word names rich text so, too, when it is asked to.
        "doc" => &[Format::Rtf],
        "msg" => &[Format::Msg],
        "zip" => &[Format::Zip],
        "eml" | "mht" | "mhtml" | "mbox" => &[Format::Eml],
        "json" | "jsonl" | "ndjson" => &[Format::Json],
        "xml" | "jpg" | "jpeg" | "png" | "tif" | "tiff" | "gif" => &[],
        _ => return None,
    };
    if fits.contains(&format) {
        return None;
    }
    let what = format.described();
    Some(format!(
        "the name ends in .{ending}, but the file is {what}; it was read as that"
    ))
}

/// The ending of a name in lower case, without the dot; empty where there is none.
fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((_, ending)) => ending.to_ascii_lowercase(),
        None => String::new(),
    }
}

fn unsupported(what: &str) -> IngestError {
    IngestError::Unsupported {
        what: what.to_owned(),
    }
}

/// Whether what was decoded is no text: too many control characters, or characters that do not
/// exist. Zero bytes at the end do not count: a write that was cut off leaves them.
fn is_binary(decoded: &Decoded<'_>) -> bool {
    let text = decoded.text.trim_end_matches('\0');
    if text.is_empty() {
        return !decoded.text.is_empty();
    }
    let sample = text.char_indices().nth(1 << 16);
    let sample = sample.map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    let mut all = 0usize;
    let mut control = 0usize;
    for letter in sample.chars() {
        all = all.saturating_add(1);
        let odd = match letter {
            '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}' | '\u{1b}' => false,
            '\u{fffd}' => decoded.undecodable > 0,
            letter => letter.is_control(),
        };
        control = control.saturating_add(usize::from(odd));
    }
    let allowed = match decoded.basis {
        encoding::Basis::Guess => all / 25,
        encoding::Basis::Mark
        | encoding::Basis::Valid
        | encoding::Basis::Zeros
        | encoding::Basis::Declared
        | encoding::Basis::MostlyValid => all / 5,
    };
    control > allowed.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides_and_not_the_ending() {
        let page = b"<html><body><table><tr><td>a</td></tr></table></body></html>";
        assert_eq!(sniff(page, "list.xls"), Ok(Format::Html));
        assert_eq!(sniff(b"a\tb\tc\n1\t2\t3\n", "x.txt"), Ok(Format::Delimited));
        assert_eq!(sniff(b"a,b,c\n1,2,3\n", "x.xlsx"), Ok(Format::Delimited));
        assert_eq!(sniff(b"a\0,\0b\0\n\0", "x.csv"), Ok(Format::Delimited));
        assert_eq!(
            sniff(b"First Name: Casey\nLast Name: Mockford\n", "x"),
            Ok(Format::Text)
        );
    }

    #[test]
    fn an_empty_file_goes_by_its_ending() {
        assert_eq!(sniff(b"", "x.csv"), Ok(Format::Delimited));
        assert_eq!(sniff(b"\xef\xbb\xbf\n", "x.TSV"), Ok(Format::Delimited));
        assert_eq!(sniff(b"", "x.txt"), Ok(Format::Text));
        assert_eq!(sniff(b"", ""), Ok(Format::Text));
    }

    #[test]
    fn bytes_that_are_no_text_are_of_no_known_format() {
        let mut state = 1u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(5_000)
        .collect();
        assert_eq!(sniff(&noise, "x.csv"), Err(IngestError::UnknownFormat));
        assert_eq!(sniff(&[0; 64], "x.csv"), Err(IngestError::UnknownFormat));
    }

    #[test]
    fn a_few_zero_bytes_do_not_make_a_table_unreadable() {
        assert_eq!(
            sniff(b"name,note\nCasey,a\0b\nKit,c\n", "x.csv"),
            Ok(Format::Delimited)
        );
    }

    #[test]
    fn a_name_misleads_only_where_its_ending_says_something_else() {
        assert_eq!(
            misleading_name("a/List.XLS", Format::Html).as_deref(),
            Some("the name ends in .xls, but the file is a page of HTML; it was read as that")
        );
        assert!(misleading_name("a.csv", Format::Xlsx).is_some());
        assert!(misleading_name("a.xls", Format::Xlsx).is_some());
        assert!(misleading_name("a.pdf", Format::Text).is_some());
        for (name, format) in [
            ("a.txt", Format::Delimited),
            ("a.xlsm", Format::Xlsx),
            ("a.tsv", Format::Delimited),
            ("export", Format::Html),
            ("export.2019", Format::Delimited),
        ] {
            assert_eq!(misleading_name(name, format), None, "{name}");
        }
    }
}
