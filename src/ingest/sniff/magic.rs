//! Formats that begin with bytes of their own and are not read.

/// First bytes, and what they are the first bytes of. Longer ones before shorter ones.
const STARTS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\0\0\x01\0", "a picture (icon)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"MSCF\0\0\0\0", "a cabinet archive"),
    (b"ARROW1\0\0", "an Arrow file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\0\x01\0\0Standard Jet DB", "an Access database"),
    (b"\0\x01\0\0Standard ACE DB", "an Access database"),
    (b"!BDN", "an Outlook data file"),
    (b"\x78\x9f\x3e\x22", "a mail attachment of Outlook (TNEF)"),
    (b"\x7fELF", "a program"),
    (b"%!PS", "a PostScript file"),
    (b"OggS", "a sound file (Ogg)"),
    (b"fLaC", "a sound file (FLAC)"),
    (b"$FL2@(#)", "an SPSS data file"),
    (b"<stata_dta>", "a Stata data file"),
];

/// Names a format by its first bytes; nothing where they are none of these.
pub(super) fn sniff(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(what);
    }
    let at = |from: usize, magic: &[u8]| {
        bytes
            .get(from..)
            .is_some_and(|rest| rest.starts_with(magic))
    };
    if at(0, b"RIFF") {
        return match bytes.get(8..12) {
            Some(b"WEBP") => Some("a picture (WebP)"),
            Some(b"WAVE") => Some("a sound file (WAV)"),
            Some(b"AVI ") => Some("a film (AVI)"),
            _ => None,
        };
    }
    // Three or four letters may begin a text: more of the format has to fit.
    if at(0, b"ID3") && bytes.get(3).is_some_and(|version| *version < 0x10) {
        return Some("a sound file (MP3)");
    }
    if at(0, b"PAR1") && bytes.len() > 8 && bytes.ends_with(b"PAR1") {
        return Some("a Parquet file");
    }
    if at(0, b"FEA1") && bytes.len() > 8 && bytes.ends_with(b"FEA1") {
        return Some("a Feather file");
    }
    if at(0, b"\0\0") && at(4, b"ftyp") {
        return match bytes.get(8..12) {
            Some(b"heic" | b"heix" | b"mif1" | b"avif") => Some("a picture (HEIC)"),
            _ => Some("a film or sound file (MP4)"),
        };
    }
    if at(257, b"ustar\0") || at(257, b"ustar  ") {
        return Some("a tar archive");
    }
    if at(0, b"BZh") && (at(4, b"1AY&SY") || at(4, b"\x17\x72\x45\x38\x50\x90")) {
        return Some("a bzip2 archive");
    }
    // Two letters are too few: the rest of the header has to fit.
    if at(0, b"BM") && at(6, b"\0\0\0\0") {
        return Some("a picture (BMP)");
    }
    if at(0, b"MZ") && bytes.iter().take(64).any(|byte| *byte == 0) {
        return Some("a program");
    }
    None
}

/// Whether it is a PDF, perhaps with rubbish in front, which its readers put up with within the
/// first kilobyte.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or(bytes);
    bytes.starts_with(b"%PDF-")
        || memchr::memmem::find(head, b"%PDF-").is_some()
            && memchr::memmem::find(bytes, b"endobj").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        for (bytes, what) in [
            (&b"\xff\xd8\xff\xe0\0\x10JFIF"[..], "a picture (JPEG)"),
            (b"\x1f\x8b\x08\0", "a gzip archive"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "a picture (WebP)"),
            (b"\0\0\0\x18ftypheic", "a picture (HEIC)"),
        ] {
            assert_eq!(sniff(bytes), Some(what));
        }
    }

    #[test]
    fn a_pdf_may_have_rubbish_in_front() {
        assert!(is_pdf(b"%PDF-1.7\n"));
        assert!(is_pdf(b"\r\n\r\n%PDF-1.4\n1 0 obj endobj"));
        assert!(!is_pdf(b"PDF,%PDF- is a format\n"));
    }

    #[test]
    fn text_that_begins_like_a_magic_number_is_text() {
        for text in [
            "BM,Name\n1,2\n",
            "MZ;a\n",
            "Rar,b\n",
            "PDF,%PDF- is a format\n",
            "ID3,ID4\n1,2\n",
            "PAR1,PAR2\n1,2\n",
            "id2,ftyp,x\n",
        ] {
            assert_eq!(sniff(text.as_bytes()), None, "{text}");
        }
    }
}
