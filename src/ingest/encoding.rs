//! Bytes to text: which encoding, what decided it, and what could not be decoded.
//!
//! In this order: a byte order mark; the pattern of zero bytes that UTF-16 leaves; validity as
//! UTF-8; what the page itself declares (HTML); a guess by letter statistics that prefers
//! Windows-1252, in which British office programs write.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::document::{Oddity, OddityKind};
use crate::ingest::Source;
use crate::provenance::{LineNo, Place};

/// Bytes from the first one outside ASCII that the guess looks at; more adds time, not certainty.
const GUESS_BYTES: usize = 4 << 20;

/// Bytes at the start in which the zero bytes of UTF-16 are counted.
const PATTERN_BYTES: usize = 8 << 10;

/// Bytes outside ASCII below which a guess of another encoding than Windows-1252 is not trusted.
const FEW: usize = 10;

/// What told the encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// A byte order mark.
    Mark,
    /// The bytes themselves: all ASCII, or valid UTF-8.
    Valid,
    /// Zero bytes at every second place.
    Zeros,
    /// The page says so.
    Declared,
    /// Mostly valid UTF-8, with some bytes that are not.
    MostlyValid,
    /// Letter statistics, or the custom of British office programs.
    Guess,
}

/// A text and how it was decoded.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// The text, without byte order mark.
    pub(crate) text: Cow<'a, str>,
    /// The name of the encoding.
    pub(crate) encoding: &'static str,
    /// What told it.
    pub(crate) basis: Basis,
    /// How many characters stand for bytes that could not be decoded.
    pub(crate) undecodable: usize,
}

/// Decodes a file of text; `declared` is the encoding that it names for itself.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Decoded<'a> {
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE, 0, 0]) {
        return utf32(rest, u32::from_le_bytes, "UTF-32LE");
    }
    if let Some(rest) = bytes.strip_prefix(&[0, 0, 0xFE, 0xFF]) {
        return utf32(rest, u32::from_be_bytes, "UTF-32BE");
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(
            encoding,
            bytes.get(length..).unwrap_or_default(),
            Basis::Mark,
        );
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return with(encoding, bytes, Basis::Zeros);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: Cow::Borrowed(text),
            encoding: UTF_8.name(),
            basis: Basis::Valid,
            undecodable: 0,
        };
    }
    if mostly_utf8(bytes) {
        return with(UTF_8, bytes, Basis::MostlyValid);
    }
    match declared.filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible()) {
        Some(encoding) => with(encoding, bytes, Basis::Declared),
        None => with(guess(bytes), bytes, Basis::Guess),
    }
}

impl Decoded<'_> {
    /// What the reader of the report should know about the decoding.
    pub(crate) fn oddities(&self, source: &Source<'_>) -> Vec<Oddity> {
        let mut oddities = Vec::new();
        let decided = match self.basis {
            Basis::Mark | Basis::Valid | Basis::Declared => None,
            Basis::Zeros => Some("every second byte is zero and there is no byte order mark"),
            Basis::MostlyValid => Some("all but a few of its bytes are valid in it"),
            Basis::Guess if self.encoding == WINDOWS_1252.name() => Some(
                "the bytes are not valid UTF-8 and nothing speaks against the encoding of British office programs",
            ),
            Basis::Guess => {
                Some("the bytes are not valid UTF-8 and their letters are typical of it")
            }
        };
        if let Some(decided) = decided {
            let place = match self.text.find(|c: char| !c.is_ascii()) {
                Some(offset) => Place::Line {
                    line: line_of(&self.text, offset),
                },
                None => Place::Whole,
            };
            let text = format!(
                "the encoding is not stated; read as {}, because {decided}",
                self.encoding
            );
            oddities.push(source.oddity(OddityKind::EncodingGuessed, place, text));
        }
        oddities.extend(self.undecoded(source));
        oddities
    }

    /// Replacement characters, control characters of the upper range and zero characters.
    fn undecoded(&self, source: &Source<'_>) -> Option<Oddity> {
        let upper = |c: char| ('\u{80}'..='\u{9f}').contains(&c) && c != '\u{85}';
        let broken = |c: char| {
            c == '\0' || (c == '\u{fffd}' && self.undecodable > 0) || (upper(c) && !self.utf8())
        };
        if self.undecodable == 0 && self.utf8() && memchr::memchr(0, self.text.as_bytes()).is_none()
        {
            return None;
        }
        let first = self.text.find(broken)?;
        let count = self.text.chars().filter(|c| broken(*c)).count();
        let text = format!(
            "{count} characters are no text in {} and are kept as they are or shown as \u{fffd}",
            self.encoding
        );
        let line = line_of(&self.text, first);
        Some(source.oddity(OddityKind::UndecodableText, Place::Line { line }, text))
    }

    fn utf8(&self) -> bool {
        self.encoding == UTF_8.name()
    }
}

/// The line on which a byte of a text stands; a line ends with CR, LF or both.
pub(crate) fn line_of(text: &str, offset: usize) -> LineNo {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    let ends = line_ends(before);
    // Between CR and LF the line has not ended yet.
    let within = before.last() == Some(&b'\r') && text.as_bytes().get(offset) == Some(&b'\n');
    LineNo::from_zero_based(ends.saturating_sub(u32::from(within)))
}

/// How many lines end in these bytes.
pub(crate) fn line_ends(bytes: &[u8]) -> u32 {
    let mut ends = 0u32;
    let mut after_cr = None;
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let is_second_half = bytes.get(at) == Some(&b'\n') && after_cr == Some(at);
        if !is_second_half {
            ends = ends.saturating_add(1);
        }
        after_cr = (bytes.get(at) == Some(&b'\r')).then(|| at.saturating_add(1));
    }
    ends
}

/// The lines of a text, whatever ends them: CR, LF or both.
pub(crate) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = memchr::memchr2(b'\n', b'\r', text.as_bytes()) else {
            rest = None;
            return Some(text);
        };
        let both = text.get(end..).is_some_and(|t| t.starts_with("\r\n"));
        let next = end.saturating_add(if both { 2 } else { 1 });
        rest = text.get(next..);
        text.get(..end)
    })
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8], basis: Basis) -> Decoded<'a> {
    let (text, errors) = encoding.decode_without_bom_handling(bytes);
    let undecodable = if errors {
        text.chars().filter(|c| *c == '\u{fffd}').count()
    } else {
        0
    };
    Decoded {
        text,
        encoding: encoding.name(),
        basis,
        undecodable,
    }
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32, name: &'static str) -> Decoded<'static> {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut undecodable = usize::from(!rest.is_empty());
    let mut text = String::new();
    for unit in units {
        let letter = char::from_u32(number(*unit));
        undecodable = undecodable.saturating_add(usize::from(letter.is_none()));
        text.push(letter.unwrap_or('\u{fffd}'));
    }
    Decoded {
        text: Cow::Owned(text),
        encoding: name,
        basis: Basis::Mark,
        undecodable,
    }
}

/// UTF-16 without a mark: in text of Latin letters, digits and separators nearly every upper byte
/// is zero and nearly no lower one.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PATTERN_BYTES.min(bytes.len()))?;
    let (pairs, _) = head.as_chunks::<2>();
    if pairs.len() < 2 {
        return None;
    }
    let first = pairs.iter().filter(|[first, _]| *first == 0).count();
    let second = pairs.iter().filter(|[_, second]| *second == 0).count();
    let most = |zeros: usize| zeros.saturating_mul(10) >= pairs.len().saturating_mul(7);
    let few = |zeros: usize| zeros.saturating_mul(20) <= pairs.len();
    match (first, second) {
        (first, second) if most(second) && few(first) => Some(UTF_16LE),
        (first, second) if most(first) && few(second) => Some(UTF_16BE),
        (_, _) => None,
    }
}

/// Whether the text is UTF-8 but for a few bytes: a damaged or patched file, not another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let mut sound = 0usize;
    let mut broken = 0usize;
    for chunk in bytes.utf8_chunks() {
        let outside = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        sound = sound.saturating_add(outside);
        broken = broken.saturating_add(chunk.invalid().len());
    }
    sound > broken.saturating_mul(3)
}

/// Letter statistics, overruled in favour of Windows-1252 where there is little to go by.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    // Letters before the first foreign one are part of the statistics.
    let start = start.saturating_sub(256);
    let end = start.saturating_add(GUESS_BYTES).min(bytes.len());
    let sample = bytes.get(start..end).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"uk"), Utf8Detection::Deny);
    let outside = sample.iter().filter(|byte| !byte.is_ascii()).count();
    if guess == WINDOWS_1252 || outside < FEW || !guess.is_ascii_compatible() {
        return WINDOWS_1252;
    }
    if !guess.is_single_byte() && guess.decode_without_bom_handling(sample).1 {
        return WINDOWS_1252;
    }
    guess
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, Basis) {
        let decoded = decode(bytes, None);
        (decoded.text.into_owned(), decoded.encoding, decoded.basis)
    }

    #[test]
    fn a_mark_decides_and_is_not_part_of_the_text() {
        let utf8 = read(b"\xef\xbb\xbfa,\xc3\xa9");
        assert_eq!(utf8, ("a,é".to_owned(), "UTF-8", Basis::Mark));
        let little = read(b"\xff\xfea\0,\0\xe9\0");
        assert_eq!(little, ("a,é".to_owned(), "UTF-16LE", Basis::Mark));
        let wide = read(b"\xff\xfe\0\0a\0\0\0\xe9\0\0\0");
        assert_eq!(wide, ("aé".to_owned(), "UTF-32LE", Basis::Mark));
    }

    #[test]
    fn utf_16_without_a_mark_is_known_by_its_zero_bytes() {
        assert_eq!(
            read(b"a\0,\0b\0\n\0"),
            ("a,b\n".to_owned(), "UTF-16LE", Basis::Zeros)
        );
        assert_eq!(
            read(b"\0a\0,\0b\0\n"),
            ("a,b\n".to_owned(), "UTF-16BE", Basis::Zeros)
        );
    }

    #[test]
    fn a_few_bytes_outside_ascii_are_windows_1252() {
        let (text, encoding, _) = read(b"Zo\xeb,\xa35,it\x92s\n");
        assert_eq!((text.as_str(), encoding), ("Zoë,£5,it’s\n", "windows-1252"));
    }

    #[test]
    fn cyrillic_in_its_own_encoding_is_told_apart() {
        let text = "Имя;Фамилия;Город\nМария;Иванова;Москва\nПётр;Сидоров;Казань\n".repeat(4);
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
        assert_eq!(read(&bytes).0, text);
    }

    #[test]
    fn one_bad_byte_does_not_turn_utf_8_into_something_else() {
        let decoded = decode(b"caf\xc3\xa9,na\xc3\xafve,\xc3\xa9\xc3\xa9\nx\xff\n", None);
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.basis, Basis::MostlyValid);
        assert_eq!(decoded.undecodable, 1);
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        assert_eq!(line_ends(b"a\r\nb\rc\nd"), 3);
        assert_eq!(line_ends(b"\r\r\n\n"), 3);
        assert_eq!(line_of("a\r\nb\rc\nd", 7).get(), 4);
        assert_eq!(line_of("a\r\nb", 2).get(), 1);
        assert_eq!(line_of("a\r\nb", 3).get(), 2);
    }
}
