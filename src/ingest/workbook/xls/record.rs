//! BIFF records and the values in them. Everything is read with bounds checked; a field that is
//! not there is none.

use super::super::trouble::Trouble;

/// A record: its type and its content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

/// The records of a stream, from a position on.
#[derive(Debug, Clone)]
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The next record; none at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Trouble> {
        let Some(kind) = u16_at(self.stream, self.at) else {
            return Ok(None);
        };
        let length = u16_at(self.stream, self.at.saturating_add(2));
        let from = self.at.saturating_add(4);
        let data = length
            .and_then(|length| from.checked_add(usize::from(length)))
            .and_then(|to| self.stream.get(from..to));
        let Some(data) = data else {
            return Err(Trouble::damaged("a record breaks off"));
        };
        self.at = from.saturating_add(data.len());
        Ok(Some(Record { kind, data }))
    }

    /// The content of the CONTINUE records that come next.
    pub(super) fn continued(&mut self) -> Vec<&'a [u8]> {
        let mut parts = Vec::new();
        loop {
            let before = self.at;
            match self.next() {
                Ok(Some(record)) if record.kind == CONTINUE => parts.push(record.data),
                _ => {
                    self.at = before;
                    return parts;
                }
            }
        }
    }
}

pub(super) const CONTINUE: u16 = 0x003C;

pub(super) fn u8_at(data: &[u8], at: usize) -> Option<u8> {
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

/// A number in four bytes: a whole number or the upper half of a fraction, over a hundred or not.
pub(in crate::ingest::workbook) fn rk(raw: u32) -> f64 {
    let value = if raw & 2 == 0 {
        f64::from_bits(u64::from(raw & 0xFFFF_FFFC) << 32)
    } else {
        f64::from(i32::from_le_bytes(raw.to_le_bytes()) >> 2)
    };
    if raw & 1 == 0 { value } else { value / 100.0 }
}

/// The text of an error code.
pub(in crate::ingest::workbook) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        for (raw, number) in [
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
            (0x0000_0006, 1.0),
            (0xFFFF_FFFE, -1.0),
            (0x004B_5646, 1_234_321.0),
            (0x004B_5647, 12_343.21),
        ] {
            assert_eq!(rk(raw), number, "{raw:#x}");
        }
    }

    #[test]
    fn a_record_that_breaks_off_is_damage_and_not_the_end() {
        let stream = [0x0A, 0x00, 0x00, 0x00, 0xFD, 0x00, 0x0A, 0x00, 1, 2];
        let mut records = Records::new(&stream, 0);
        assert!(matches!(records.next(), Ok(Some(record)) if record.kind == 0x0A));
        assert!(matches!(records.next(), Err(Trouble::Damaged(_))));
        assert!(matches!(Records::new(&stream, 10).next(), Ok(None)));
    }
}
