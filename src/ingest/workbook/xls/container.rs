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
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes))
            .map_err(|_| Trouble::damaged("the compound file does not open"))?;
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
            return Err(Trouble::damaged(
                "there is no workbook in the compound file",
            ));
        }
        Ok(Self {
            workbook: Cow::Owned(workbook.unwrap_or_default()),
            encrypted_package,
            macros,
            summaries,
        })
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
fn file_time(ticks: u64) -> Option<String> {
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
