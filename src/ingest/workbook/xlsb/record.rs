//! The records of a binary part, and the values in them, with bounds checked.

use super::super::trouble::Trouble;

/// A record: its type and its content.
pub(super) struct Record<'a> {
    pub(super) kind: u32,
    pub(super) data: &'a [u8],
}

/// The records of a part.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next record; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Trouble> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let broken = || Trouble::damaged("a record breaks off");
        let kind = self.kind().ok_or_else(broken)?;
        let length = self.length().ok_or_else(broken)?;
        let (data, rest) = self.rest.split_at_checked(length).ok_or_else(broken)?;
        self.rest = rest;
        Ok(Some(Record { kind, data }))
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// One byte or two: seven bits of each where the first has its eighth set.
    fn kind(&mut self) -> Option<u32> {
        let low = self.byte()?;
        if low & 0x80 == 0 {
            return Some(u32::from(low));
        }
        let high = self.byte()?;
        Some(u32::from(low & 0x7F) | u32::from(high & 0x7F) << 7)
    }

    /// One to four bytes, seven bits of each.
    fn length(&mut self) -> Option<usize> {
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(length)
    }
}

pub(super) fn byte_at(data: &[u8], at: usize) -> Option<u8> {
    data.get(at).copied()
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    let bytes = data.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}

/// A text with its length in front, in UTF-16.
pub(super) fn wide_text(data: &[u8], at: usize) -> Option<String> {
    let length = usize::try_from(u32_at(data, at)?).ok()?.checked_mul(2)?;
    let from = at.checked_add(4)?;
    let bytes = data.get(from..from.checked_add(length)?)?;
    Some(
        encoding_rs::UTF_16LE
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_lengths_take_as_many_bytes_as_they_need() {
        let bytes = [0x13, 1, 9, 0xE9, 0x04, 0x80, 0x01];
        let mut records = Records::new(&bytes);
        assert!(
            matches!(records.next(), Ok(Some(record)) if record.kind == 0x13 && record.data == [9])
        );
        assert!(matches!(records.next(), Err(Trouble::Damaged(_))));
    }

    #[test]
    fn a_text_longer_than_its_record_is_none() {
        assert_eq!(
            wide_text(&[2, 0, 0, 0, b'a', 0, b'b', 0], 0).as_deref(),
            Some("ab")
        );
        assert_eq!(wide_text(&[3, 0, 0, 0, b'a', 0, b'b', 0], 0), None);
        assert_eq!(wide_text(&[255, 255, 255, 255], 0), None);
    }
}
