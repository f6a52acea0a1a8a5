//! Streams that unpack to more than a file of its kind ever holds. The engines unpack whole streams
//! into memory, so each that might be too large is unpacked here first, and nothing of it is kept.
//!
//! Streams are found by their keywords and not by the tables of the file, which may lie. Those of
//! pictures are left alone: no engine unpacks one unless it is asked to read it.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::error::IngestError;

/// What one byte unpacks to at most.
const MOST_A_BYTE: u64 = 1_032;
/// Bytes before a stream in which its filters are named.
const HEAD: usize = 2_048;
/// Bytes that are unpacked at a time.
const STEP: usize = 1 << 16;

/// Refuses a file with a stream of more unpacked bytes than the limit.
///
/// # Errors
///
/// [`IngestError::OverLimit`] where there is one.
pub(super) fn refuse(bytes: &[u8], limit: u64) -> Result<(), IngestError> {
    let over = streams(bytes).any(|(head, packed)| {
        let filters = filters(head);
        let least = u64::try_from(packed.len()).unwrap_or(u64::MAX);
        let may = filters > 1 || least.saturating_mul(MOST_A_BYTE) > limit;
        filters > 0 && !is_picture(head) && may && unpacks_over(packed, filters, limit)
    });
    if over {
        return Err(IngestError::OverLimit {
            place: String::new(),
            limit: format!("{limit} unpacked bytes for a stream"),
        });
    }
    Ok(())
}

/// The streams of a file: what stands before each, and its packed bytes.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut next = 0usize;
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(next..)?;
            let at = next.saturating_add(memmem::find(rest, b"stream")?);
            next = at.saturating_add(b"stream".len());
            let before = bytes.get(..at)?;
            if before.ends_with(b"end") {
                continue;
            }
            let packed = bytes.get(next..)?;
            let packed = packed.strip_prefix(b"\r").unwrap_or(packed);
            let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
            let end = memmem::find(packed, b"endstream").unwrap_or(packed.len());
            let head = before.get(at.saturating_sub(HEAD)..)?;
            let own = memmem::rfind(head, b" obj").unwrap_or(0);
            next = next.saturating_add(end);
            return Some((head.get(own..)?, packed.get(..end)?));
        }
    })
}

/// How many times a stream is packed, one inside the other.
fn filters(head: &[u8]) -> usize {
    let long = memmem::find_iter(head, b"/FlateDecode").count();
    let short = memmem::find_iter(head, b"/Fl").count();
    long.max(short)
}

fn is_picture(head: &[u8]) -> bool {
    let after = memmem::find_iter(head, b"/Subtype").filter_map(|at| {
        let name = head.get(at.saturating_add(b"/Subtype".len())..)?;
        Some(name.trim_ascii_start().starts_with(b"/Image"))
    });
    after.into_iter().any(|picture| picture)
}

/// Whether a stream unpacks to more than the limit, on whichever of its layers.
fn unpacks_over(packed: &[u8], filters: usize, limit: u64) -> bool {
    let mut layer: Box<dyn Read + '_> = Box::new(packed);
    for _ in 0..filters.min(8) {
        layer = Box::new(ZlibDecoder::new(layer));
    }
    let mut some = vec![0; STEP];
    let mut count = 0u64;
    // One that breaks off has so many bytes and no more.
    while let Ok(read @ 1..) = layer.read(&mut some) {
        count = count.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if count > limit {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn file(dictionary: &str, stream: &[u8]) -> Vec<u8> {
        let mut file = format!("%PDF-1.7\n4 0 obj\n<<{dictionary}>>\nstream\r\n").into_bytes();
        file.extend_from_slice(stream);
        file.extend_from_slice(b"\nendstream\nendobj\n");
        file
    }

    #[test]
    fn a_stream_at_the_limit_is_let_through_and_one_over_it_is_refused() {
        let one = file("/Filter /FlateDecode", &packed(&[b' '; 100_000]));
        assert_eq!(refuse(&one, 100_000), Ok(()));
        assert!(matches!(
            refuse(&one, 99_999),
            Err(IngestError::OverLimit { .. })
        ));
        let bare = file("", &[b' '; 1_000]);
        assert_eq!(refuse(&bare, 10), Ok(()));
    }

    #[test]
    fn a_stream_that_is_packed_twice_is_unpacked_twice() {
        let twice = packed(&packed(&vec![b' '; 4 << 20]));
        let two = file("/Filter [/FlateDecode /FlateDecode]", &twice);
        assert_eq!(refuse(&two, 4 << 20), Ok(()));
        assert!(refuse(&two, (4 << 20) - 1).is_err());
    }

    #[test]
    fn a_picture_is_left_alone() {
        let picture = file(
            "/Subtype/Image /Filter /FlateDecode",
            &packed(&[0; 100_000]),
        );
        assert_eq!(refuse(&picture, 10), Ok(()));
    }
}
