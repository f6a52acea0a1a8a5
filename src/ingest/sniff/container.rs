//! What is in a zip archive or a compound file, told by the names of what it holds.

use std::io::{Cursor, Read};

use crate::error::IngestError;

use super::{Format, unsupported};

const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Bytes of `[Content_Types].xml` or `mimetype` that are looked at.
const TELLTALE_BYTES: u64 = 1 << 20;

/// Members of an archive that is looked into; its directory is held in memory.
const MEMBERS: usize = 100_000;

/// Members of a damaged archive whose names are looked at.
const NAMES: usize = 2_000;

/// The format of a container; nothing where the bytes are none.
pub(super) fn sniff(bytes: &[u8]) -> Option<Result<Format, IngestError>> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip(bytes));
    }
    // Written to several disks, or a self-made marker before the first member.
    if bytes.starts_with(b"PK\x07\x08PK\x03\x04") || bytes.starts_with(b"PK00PK\x03\x04") {
        return Some(zip(bytes));
    }
    if bytes.starts_with(COMPOUND) {
        return Some(compound(bytes));
    }
    is_bare_biff(bytes).then_some(Ok(Format::Xls))
}

/// A stream of BIFF records without a compound file around it: a record that begins a sheet, of
/// the length that it has in its version.
fn is_bare_biff(bytes: &[u8]) -> bool {
    match bytes {
        [0x09, 0x00, length, 0x00, ..] => matches!(length, 4 | 6),
        [0x09, 0x02 | 0x04, length, 0x00, ..] => matches!(length, 4 | 6 | 8),
        [0x09, 0x08, length, 0x00, ..] => matches!(length, 4 | 6 | 8 | 16),
        _ => false,
    }
}

/// An archive, by the names in its directory; a damaged one by the names of its members.
fn zip(bytes: &[u8]) -> Result<Format, IngestError> {
    // Counted before anything is allocated for them.
    let members = memchr::memmem::find_iter(bytes, b"PK\x01\x02").take(MEMBERS.saturating_add(1));
    if members.count() > MEMBERS {
        return Err(IngestError::OverLimit {
            place: String::new(),
            limit: format!("{MEMBERS} members of an archive"),
        });
    }
    let archive = ::zip::ZipArchive::new(Cursor::new(bytes));
    let Ok(mut archive) = archive else {
        return damaged_zip(bytes);
    };
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| name.ok().map(std::borrow::Cow::into_owned))
        .collect();
    let mime = content(&mut archive, "mimetype");
    if let Some(verdict) = by_mime(mime.trim()) {
        return verdict;
    }
    let types = content(&mut archive, "[Content_Types].xml");
    by_names(&names, &types)
}

/// The first bytes of a member as text; empty where there is none.
fn content(archive: &mut ::zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    let mut bytes = Vec::new();
    if let Ok(member) = archive.by_name(name) {
        // What could be read before an error is enough to tell.
        let _ = member.take(TELLTALE_BYTES).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// By the content of the member `mimetype`.
fn by_mime(mime: &str) -> Option<Result<Format, IngestError>> {
    let open = "application/vnd.oasis.opendocument.";
    if let Some(kind) = mime.strip_prefix(open) {
        return Some(match kind.trim_end_matches("-template") {
            "spreadsheet" => Ok(Format::Ods),
            "text" => Ok(Format::Odt),
            "presentation" => Err(unsupported("an OpenDocument presentation")),
            _ => Err(unsupported("an OpenDocument file")),
        });
    }
    (mime == "application/epub+zip").then(|| Err(unsupported("an e-book (EPUB)")))
}

/// By the names of the members and the types that the package declares.
fn by_names(names: &[String], types: &str) -> Result<Format, IngestError> {
    let has = |start: &str| {
        names.iter().any(|name| {
            let name = name.replace('\\', "/");
            let name = name.trim_start_matches('/');
            name.get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start))
        })
    };
    let package = has("[Content_Types].xml") || has("_rels/.rels");
    if has("xl/workbook.bin") || types.contains("ms-excel.sheet.binary") {
        return Ok(Format::Xlsb);
    }
    if has("xl/") && (package || has("xl/workbook")) {
        return Ok(Format::Xlsx);
    }
    if types.contains("spreadsheetml.sheet.main") || types.contains("ms-excel.sheet.macroEnabled") {
        return Ok(Format::Xlsx);
    }
    let is_word = types.contains("wordprocessingml.document.main")
        || types.contains("wordprocessingml.template.main")
        || types.contains("ms-word.document.macroEnabled");
    if (has("word/") && package) || is_word {
        return Ok(Format::Docx);
    }
    let what = if (has("ppt/") && package) || types.contains("presentationml.presentation.main") {
        "a PowerPoint presentation"
    } else if has("content.xml") && has("META-INF/manifest.xml") {
        // Without its type it can be any of the family; a spreadsheet is what is sent.
        return Ok(Format::Ods);
    } else if has("Index/Document.iwa") || has("Index.zip") {
        "an Apple iWork document"
    } else if has("FixedDocSeq.fdseq") || has("FixedDocumentSequence.fdseq") {
        "an XPS document"
    } else {
        return Ok(Format::Zip);
    };
    Err(unsupported(what))
}

/// An archive whose directory cannot be read: cut off, mostly. The members still have names.
fn damaged_zip(bytes: &[u8]) -> Result<Format, IngestError> {
    let mut names = Vec::new();
    for at in memchr::memmem::find_iter(bytes, b"PK\x03\x04").take(NAMES) {
        let from = at.saturating_add(26);
        let Some([low, high]) = bytes.get(from..from.saturating_add(2)) else {
            continue;
        };
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        let start = at.saturating_add(30);
        if let Some(name) = bytes.get(start..start.saturating_add(length)) {
            names.push(String::from_utf8_lossy(name).into_owned());
        }
    }
    let damaged = |what: &str| IngestError::Damaged {
        place: String::new(),
        what: format!("{what} has no directory; it may have been cut off"),
    };
    match by_names(&names, "") {
        // The reader says what is damaged, or reads what is left.
        Ok(format) => Ok(format),
        Err(IngestError::Unsupported { what }) => Err(damaged(&what)),
        Err(other) => Err(other),
    }
}

/// A compound file, by the streams at its root; a damaged one by the names in its directory.
fn compound(bytes: &[u8]) -> Result<Format, IngestError> {
    let names: Vec<String> = match cfb::CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) => file
            .read_root_storage()
            .map(|entry| entry.name().to_lowercase())
            .collect(),
        Err(_) => directory_names(bytes),
    };
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("encryptedpackage") || has("encryptioninfo") {
        return Err(IngestError::Encrypted);
    }
    if has("workbook") || has("book") {
        return Ok(Format::Xls);
    }
    if has("__properties_version1.0") {
        return Ok(Format::Msg);
    }
    let what = if has("worddocument") {
        "a Word 97-2003 document"
    } else if has("powerpoint document") {
        "a PowerPoint 97-2003 presentation"
    } else if has("quill") {
        "a Publisher document"
    } else if has("visiodocument") {
        "a Visio drawing"
    } else if has("!_stringdata") || has("\u{4840}") {
        "an installer"
    } else if names.is_empty() {
        return Err(IngestError::Damaged {
            place: String::new(),
            what: "the compound file has no directory".to_owned(),
        });
    } else {
        "a compound file of an unknown program"
    };
    Err(unsupported(what))
}

/// Names in the directory of a compound file that does not open: entries are 128 bytes long, hold
/// the name in UTF-16 and then its length in bytes and a type.
fn directory_names(bytes: &[u8]) -> Vec<String> {
    let (entries, _) = bytes.get(512..).unwrap_or_default().as_chunks::<128>();
    entries
        .iter()
        .filter_map(|entry| {
            let (name, rest) = entry.split_at_checked(64)?;
            let [low, high, kind, ..] = rest else {
                return None;
            };
            let length = usize::from(u16::from_le_bytes([*low, *high]));
            if !matches!(kind, 1 | 2) || !(4..=64).contains(&length) {
                return None;
            }
            let (units, _) = name.get(..length.checked_sub(2)?)?.as_chunks::<2>();
            let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
            let name = String::from_utf16(&units).ok()?;
            let shown = name
                .chars()
                .all(|c| c == ' ' || c.is_alphanumeric() || c == '_');
            shown.then(|| name.to_lowercase())
        })
        .take(NAMES)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const IN_MEMORY: &str = "writing to memory";

    fn archive(members: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = ::zip::write::SimpleFileOptions::default()
            .compression_method(::zip::CompressionMethod::Stored);
        for (name, content) in members {
            writer.start_file(*name, options).expect(IN_MEMORY);
            writer.write_all(content.as_bytes()).expect(IN_MEMORY);
        }
        writer.finish().expect(IN_MEMORY).into_inner()
    }

    fn what(bytes: &[u8]) -> Result<Format, String> {
        sniff(bytes)
            .expect("a container")
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_archive_is_known_by_what_it_holds() {
        let types = ("[Content_Types].xml", "<Types/>");
        assert_eq!(
            what(&archive(&[types, ("xl/workbook.xml", "")])),
            Ok(Format::Xlsx)
        );
        assert_eq!(
            what(&archive(&[types, ("xl/workbook.bin", "")])),
            Ok(Format::Xlsb)
        );
        let ods = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        assert_eq!(what(&archive(&[ods, ("content.xml", "")])), Ok(Format::Ods));
        assert_eq!(what(&archive(&[("a.csv", "a,b")])), Ok(Format::Zip));
        assert_eq!(what(&archive(&[])), Ok(Format::Zip));
        assert_eq!(
            what(&archive(&[types, ("word/document.xml", "")])),
            Ok(Format::Docx)
        );
        let slides = (
            "mimetype",
            "application/vnd.oasis.opendocument.presentation",
        );
        assert_eq!(
            what(&archive(&[slides])),
            Err("is an OpenDocument presentation, which is not read".to_owned())
        );
    }

    #[test]
    fn an_archive_that_was_cut_off_is_known_by_its_members() {
        let whole = archive(&[
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", "<a/>"),
        ]);
        assert_eq!(what(&whole[..whole.len() / 2]), Ok(Format::Xlsx));
        let other = archive(&[("a.csv", "a,b"), ("b.csv", "a,b")]);
        assert_eq!(what(&other[..other.len() / 2]), Ok(Format::Zip));
    }

    #[test]
    fn an_archive_with_too_many_members_is_refused_before_it_is_opened() {
        let over = |members: usize| {
            let bytes = [b"PK\x03\x04".to_vec(), b"PK\x01\x02".repeat(members)].concat();
            matches!(zip(&bytes), Err(IngestError::OverLimit { .. }))
        };
        assert!(!over(MEMBERS));
        assert!(over(MEMBERS + 1));
    }

    #[test]
    fn a_compound_file_is_known_by_its_streams() {
        for (stream, expected) in [
            ("Workbook", Ok(Format::Xls)),
            ("Book", Ok(Format::Xls)),
            ("EncryptedPackage", Err("needs a password".to_owned())),
            (
                "WordDocument",
                Err("is a Word 97-2003 document, which is not read".to_owned()),
            ),
            ("__properties_version1.0", Ok(Format::Msg)),
        ] {
            let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect(IN_MEMORY);
            let mut content = file.create_stream(stream).expect(IN_MEMORY);
            content.write_all(b"content").expect(IN_MEMORY);
            drop(content);
            file.flush().expect(IN_MEMORY);
            let bytes = file.into_inner().into_inner();
            assert_eq!(what(&bytes), expected, "{stream}");
        }
    }

    #[test]
    fn a_damaged_compound_file_is_known_by_the_names_in_its_directory() {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect(IN_MEMORY);
        file.create_stream("Workbook").expect(IN_MEMORY);
        file.flush().expect(IN_MEMORY);
        let mut bytes = file.into_inner().into_inner();
        // The table of sectors points nowhere.
        bytes[44..48].copy_from_slice(&[0xFF; 4]);
        assert_eq!(what(&bytes), Ok(Format::Xls));
        assert!(
            what(&bytes[..512])
                .expect_err("no directory")
                .contains("damaged")
        );
    }

    #[test]
    fn bare_records_of_a_workbook_are_one() {
        for start in [
            &[9u8, 0, 4, 0, 2, 0][..],
            &[9, 8, 16, 0, 0, 6],
            &[9, 4, 6, 0, 0, 0],
        ] {
            assert_eq!(what(start), Ok(Format::Xls));
        }
        assert!(sniff(b"\ta\tb\n").is_none());
        assert!(sniff(b"\t\0a\0\t\0b\0").is_none());
    }
}
