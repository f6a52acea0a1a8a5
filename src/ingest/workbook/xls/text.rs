//! Texts in BIFF records, across the records that continue them.

use encoding_rs::Encoding;

/// The content of a record and of those that continue it.
pub(super) struct Segments<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Segments<'a> {
    pub(super) fn new(parts: Vec<&'a [u8]>) -> Self {
        Self {
            parts,
            part: 0,
            at: 0,
        }
    }

    /// The next byte, which may be in the next part.
    pub(super) fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(byte) = part.get(self.at) {
                self.at = self.at.saturating_add(1);
                return Some(*byte);
            }
            self.part = self.part.saturating_add(1);
            self.at = 0;
        }
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        let (low, high) = (self.u16()?, self.u16()?);
        Some(u32::from(low) | u32::from(high) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let part = self.parts.get(self.part)?;
            let left = part.len().saturating_sub(self.at);
            if left >= count {
                self.at = self.at.saturating_add(count);
                return Some(());
            }
            count = count.saturating_sub(left);
            self.part = self.part.saturating_add(1);
            self.at = 0;
        }
        Some(())
    }

    /// So many characters. Where a part ends among them, the next begins with a byte that says
    /// anew whether characters take two bytes.
    pub(super) fn chars(&mut self, count: usize, mut wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::with_capacity(count.min(1 << 16));
        while units.len() < count {
            let part = self.parts.get(self.part)?;
            if self.at >= part.len() {
                self.part = self.part.saturating_add(1);
                self.at = 0;
                let flags = self.parts.get(self.part)?.first()?;
                wide = flags & 1 != 0;
                self.at = 1;
                continue;
            }
            if wide {
                let low = self.byte()?;
                // A character is never split; were it so, the rest is in the next part.
                units.push(u16::from_le_bytes([low, self.byte()?]));
            } else {
                units.push(u16::from(self.byte()?));
            }
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A text of BIFF8 with its length in front, formatting runs and phonetic readings left out.
    pub(super) fn text(&mut self) -> Option<String> {
        let count = usize::from(self.u16()?);
        self.text_of(count)
    }

    fn text_of(&mut self, count: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 {
            usize::from(self.u16()?)
        } else {
            0
        };
        let more = if flags & 4 != 0 { self.u32()? } else { 0 };
        let text = self.chars(count, flags & 1 != 0)?;
        self.skip(runs.saturating_mul(4))?;
        self.skip(usize::try_from(more).ok()?)?;
        Some(text)
    }
}

/// A text of BIFF8 whose length is a byte.
pub(super) fn short_text(data: &[u8]) -> Option<String> {
    let mut segments = Segments::new(vec![data]);
    let count = usize::from(segments.byte()?);
    segments.text_of(count)
}

/// A text of BIFF8 whose length is two bytes.
pub(super) fn long_text(data: &[u8]) -> Option<String> {
    Segments::new(vec![data]).text()
}

/// A text of BIFF2 to BIFF7 whose length is a byte or two.
pub(super) fn byte_text(
    data: &[u8],
    length: Length,
    encoding: &'static Encoding,
) -> Option<String> {
    let (count, from) = match length {
        Length::Byte => (usize::from(*data.first()?), 1),
        Length::Word => (usize::from(super::record::u16_at(data, 0)?), 2),
    };
    let rest = data.get(from..)?;
    let bytes = rest.get(..count).unwrap_or(rest);
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// How a length is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Byte,
    Word,
}

/// The encoding of a code page; that of Western Europe for those that are not known.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    match number {
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        866 => encoding_rs::IBM866,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10_000 | 0x8000 => encoding_rs::MACINTOSH,
        65_001 => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record_in_another_width() {
        let first: &[u8] = &[4, 0, 0, b'a', b'b'];
        let second: &[u8] = &[1, 0x61, 0x26, b'd', 0];
        let mut segments = Segments::new(vec![first, second]);
        assert_eq!(segments.text().as_deref(), Some("ab\u{2661}d"));
    }

    #[test]
    fn formatting_runs_and_readings_are_passed_over() {
        let data: &[u8] = &[
            1, 0, 12, 1, 0, 2, 0, 0, 0, b'x', 9, 9, 9, 9, 8, 8, 1, 0, 0, b'y',
        ];
        let mut segments = Segments::new(vec![data]);
        assert_eq!(segments.text().as_deref(), Some("x"));
        assert_eq!(segments.text().as_deref(), Some("y"));
        assert_eq!(segments.text(), None);
    }
}
