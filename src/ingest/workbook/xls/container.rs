//! The compound file around an xls.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use super::super::trouble::Trouble;
use crate::document::Property;

/// The first bytes of a compound file.
const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What is taken from the container.
pub(super) struct Container<'a> {
    pub(super) workbook: Cow<'a, [u8]>,
    pub(super) encrypted_package: bool,
    pub(super) macros: bool,
    summaries: Vec<Vec<u8>>,
}

/// Whether these are the bytes of a compound file.
pub(in crate::ingest::workbook) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

impl<'a> Container<'a> {
    /// A stream without a container.
    pub(super) fn bare(bytes: &'a [u8]) -> Self {
        Self {
            workbook: Cow::Borrowed(bytes),
            encrypted_package: false,
            macros: false,
            summaries: Vec::new(),
        }
    }

    /// Opens a compound file and takes the workbook out of it. No stream can be larger than the
    /// file, so the limit on the file is a limit on them.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Trouble> {
        let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
            return Self::salvage(bytes);
        };
        let mut take = |name: &str| -> Option<Vec<u8>> {
            let stream = file.open_stream(name).ok()?;
            let mut content = Vec::new();
            let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            // A stream that breaks off is kept as far as it goes.
            let _ = stream.take(most).read_to_end(&mut content);
            Some(content)
        };
        let workbook = take("/Workbook").or_else(|| take("/Book"));
        let summaries = [
            "/\u{5}SummaryInformation",
            "/\u{5}DocumentSummaryInformation",
        ]
        .iter()
        .filter_map(|name| take(name))
        .collect();
        let encrypted_package = file.exists("/EncryptedPackage");
        let macros = file.exists("/_VBA_PROJECT_CUR");
        if workbook.is_none() && !encrypted_package {
            return Self::salvage(bytes);
        }
        Ok(Self {
            workbook: Cow::Owned(workbook.unwrap_or_default()),
            encrypted_package,
            macros,
            summaries,
        })
    }

    /// Takes the workbook out of a file that does not keep all rules of the format, as many
    /// writers of old do not.
    fn salvage(bytes: &'a [u8]) -> Result<Self, Trouble> {
        let broken = || Trouble::damaged("the compound file does not open");
        let sectors = Sectors::open(bytes).ok_or_else(broken)?;
        let directory = sectors.chain(sectors.directory, bytes.len());
        let entry = |name: &str| {
            directory
                .chunks_exact(128)
                .find_map(|entry| found(entry, name))
        };
        if entry("EncryptedPackage").is_some() {
            let mut container = Self::bare(bytes);
            container.encrypted_package = true;
            return Ok(container);
        }
        let stream = entry("Workbook")
            .or_else(|| entry("Book"))
            .ok_or_else(broken)?;
        let root = directory
            .chunks_exact(128)
            .find_map(|root| found(root, "Root Entry"));
        let content = match root {
            Some(root) if stream.size < SMALL_STREAM => sectors.small_chain(root.start, &stream),
            _ => sectors.chain(stream.start, stream.size),
        };
        let mut container = Self::bare(bytes);
        container.workbook = Cow::Owned(content);
        Ok(container)
    }

    /// What the document says of itself.
    pub(super) fn properties(&self) -> Vec<Property> {
        let mut properties: Vec<Property> = self
            .summaries
            .iter()
            .zip([&SUMMARY[..], &DOCUMENT[..]])
            .flat_map(|(stream, names)| property_set(stream, names).unwrap_or_default())
            .collect();
        properties.sort();
        properties
    }
}

/// Streams under this size lie in small sectors.
const SMALL_STREAM: usize = 4096;

/// A stream, as the directory lists it.
struct Stream {
    start: u32,
    size: usize,
}

/// The entry of the directory, if it is the one of this name.
fn found(entry: &[u8], name: &str) -> Option<Stream> {
    use super::record::{u16_at, u32_at};
    let length = usize::from(u16_at(entry, 64)?).checked_sub(2)?;
    let written = entry.get(..length)?;
    let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    if !written.eq_ignore_ascii_case(&wanted) {
        return None;
    }
    Some(Stream {
        start: u32_at(entry, 116)?,
        size: usize::try_from(u32_at(entry, 120)?).ok()?,
    })
}

/// The sectors of a compound file, and which follows which.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
    directory: u32,
    small_next: u32,
}

impl<'a> Sectors<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        use super::record::{u16_at, u32_at};
        let size = match u16_at(bytes, 30)? {
            shift @ 7..=16 => 1_usize << shift,
            _ => return None,
        };
        let mut sectors = Self {
            bytes,
            size,
            next: Vec::new(),
            directory: u32_at(bytes, 48)?,
            small_next: u32_at(bytes, 60)?,
        };
        let mut tables: Vec<u32> = (0..109_usize)
            .filter_map(|index| u32_at(bytes, index.checked_mul(4)?.checked_add(76)?))
            .collect();
        let mut more = u32_at(bytes, 68)?;
        let most = bytes.len() / size;
        for _ in 0..most {
            let Some(sector) = sectors.sector(more) else {
                break;
            };
            let (list, link) = sector.split_at_checked(size.checked_sub(4)?)?;
            tables.extend(list.chunks_exact(4).filter_map(|entry| u32_at(entry, 0)));
            more = u32_at(link, 0)?;
        }
        tables.truncate(most.saturating_add(109));
        for table in tables {
            if let Some(sector) = sectors.sector(table) {
                let entries: Vec<u32> = sector
                    .chunks_exact(4)
                    .filter_map(|entry| u32_at(entry, 0))
                    .collect();
                sectors.next.extend(entries);
            }
            if sectors.next.len() > most.saturating_add(size) {
                break;
            }
        }
        Some(sectors)
    }

    /// A sector; the last may be cut short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let from = usize::try_from(number)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.size)?;
        let rest = self.bytes.get(from..)?;
        Some(rest.get(..self.size).unwrap_or(rest)).filter(|sector| !sector.is_empty())
    }

    /// The content of a chain of sectors, up to a size. No chain is longer than the file.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut content = Vec::new();
        let mut number = start;
        let size = size.min(self.bytes.len());
        while content.len() < size {
            let Some(sector) = self.sector(number) else {
                break;
            };
            content.extend_from_slice(sector);
            let next = usize::try_from(number)
                .ok()
                .and_then(|index| self.next.get(index));
            number = next.copied().unwrap_or(u32::MAX);
        }
        content.truncate(size);
        content
    }

    /// The content of a chain of small sectors, which lie in the stream of the root.
    fn small_chain(&self, root: u32, stream: &Stream) -> Vec<u8> {
        let small = self.chain(root, self.bytes.len());
        let links = self.chain(self.small_next, self.bytes.len());
        let mut content = Vec::new();
        let mut number = usize::try_from(stream.start).unwrap_or(usize::MAX);
        while content.len() < stream.size {
            let from = number.saturating_mul(64);
            let Some(sector) = small.get(from..from.saturating_add(64)) else {
                break;
            };
            content.extend_from_slice(sector);
            let next = super::record::u32_at(&links, number.saturating_mul(4));
            number = next
                .and_then(|next| usize::try_from(next).ok())
                .unwrap_or(usize::MAX);
        }
        content.truncate(stream.size);
        content
    }
}

/// A property by its number.
struct Named {
    id: u32,
    name: &'static str,
}

const SUMMARY: [Named; 8] = [
    Named {
        id: 2,
        name: "title",
    },
    Named {
        id: 3,
        name: "subject",
    },
    Named {
        id: 4,
        name: "creator",
    },
    Named {
        id: 5,
        name: "keywords",
    },
    Named {
        id: 6,
        name: "description",
    },
    Named {
        id: 8,
        name: "last-modified-by",
    },
    Named {
        id: 12,
        name: "created",
    },
    Named {
        id: 13,
        name: "modified",
    },
];

const DOCUMENT: [Named; 3] = [
    Named {
        id: 2,
        name: "category",
    },
    Named {
        id: 14,
        name: "manager",
    },
    Named {
        id: 15,
        name: "company",
    },
];

/// The first section of a property set.
fn property_set(stream: &[u8], names: &[Named]) -> Option<Vec<Property>> {
    use super::record::u32_at;
    let section = usize::try_from(u32_at(stream, 44)?).ok()?;
    let section = stream.get(section..)?;
    let count = u32_at(section, 4)?.min(1_000);
    let mut properties = Vec::new();
    let mut page = 1252;
    for index in 0..usize::try_from(count).ok()? {
        let entry = index.checked_mul(8)?.checked_add(8)?;
        let (Some(id), Some(offset)) = (
            u32_at(section, entry),
            u32_at(section, entry.checked_add(4)?),
        ) else {
            break;
        };
        let Some(value) = usize::try_from(offset)
            .ok()
            .and_then(|offset| section.get(offset..))
        else {
            continue;
        };
        if id == 1 {
            page = super::record::u16_at(value, 4).unwrap_or(page);
        }
        let named = names.iter().find(|named| named.id == id);
        if let (Some(named), Some(value)) = (named, property(value, page)) {
            properties.push(Property {
                name: named.name.to_owned(),
                value,
            });
        }
    }
    Some(properties)
}

/// A text or a point in time.
fn property(value: &[u8], page: u16) -> Option<String> {
    use super::record::u32_at;
    let text = match u32_at(value, 0)? {
        0x1E => {
            let length = usize::try_from(u32_at(value, 4)?).ok()?;
            let bytes = value.get(8..8_usize.checked_add(length)?)?;
            super::text::code_page(page)
                .decode_without_bom_handling(bytes)
                .0
                .into_owned()
        }
        0x1F => {
            let length = usize::try_from(u32_at(value, 4)?).ok()?.checked_mul(2)?;
            let bytes = value.get(8..8_usize.checked_add(length)?)?;
            encoding_rs::UTF_16LE
                .decode_without_bom_handling(bytes)
                .0
                .into_owned()
        }
        0x40 => file_time(u64::from(u32_at(value, 4)?) | u64::from(u32_at(value, 8)?) << 32)?,
        _ => return None,
    };
    let text = text.trim_end_matches('\0').trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Ticks of 100 nanoseconds since 1601, as a date.
pub(crate) fn file_time(ticks: u64) -> Option<String> {
    let seconds = ticks / 10_000_000;
    let days = i32::try_from(seconds / 86_400)
        .ok()
        .filter(|days| *days > 0)?;
    let rest = f64::from(u32::try_from(seconds % 86_400).ok()?) / 86_400.0;
    // Day 0 of the 1900 system is 109,205 days after 1 January 1601.
    let serial = f64::from(days.checked_sub(109_205)?) + rest;
    super::super::format::moment_text(serial, super::super::format::Epoch::Y1900)
        .map(|text| format!("{text}Z"))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn what_does_not_open_as_it_should_is_salvaged() {
        for size in [100_usize, 10_000] {
            let content: Vec<u8> = (0..size)
                .map(|index| u8::try_from(index % 251).unwrap_or(0))
                .collect();
            let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
            let mut stream = file.create_stream("/Workbook").expect("in memory");
            stream.write_all(&content).expect("in memory");
            drop(stream);
            let bytes = file.into_inner().into_inner();
            let salvaged =
                Container::salvage(&bytes).map(|container| container.workbook.into_owned());
            assert_eq!(salvaged, Ok(content));
        }
    }

    #[test]
    fn a_chain_that_turns_in_circles_ends() {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
        let mut stream = file.create_stream("/Workbook").expect("in memory");
        stream.write_all(&[7; 9_000]).expect("in memory");
        drop(stream);
        let mut bytes = file.into_inner().into_inner();
        for at in 0..bytes.len() / 512 {
            for offset in 0..128 {
                let at = at * 512 + offset * 4;
                // Every link leads back to the first sector.
                if bytes.get(at + 1..at + 4) == Some(&[0, 0, 0]) && at >= 512 {
                    bytes[at] = 0;
                }
            }
        }
        let _ = Container::salvage(&bytes);
    }
}
