//! Reads zip archives: every member becomes a part of its own, or is listed as left over by a program.
//!
//! Nothing is written anywhere, and nothing that a header declares is believed: bytes are counted
//! as they are inflated.

use crate::document::{OddityKind, PartKind, ReadState};
use crate::error::IngestError;
use crate::ingest::package::{Entry, Package};
use crate::ingest::sniff::Format;
use crate::ingest::trouble::Trouble;
use crate::ingest::{Content, Ingest, Intake, Limits, Member, Source};
use crate::provenance::Place;

/// Names of left-overs that are spelt out; of more only the number is told.
const NAMED: usize = 5;

/// The reader of archives.
#[derive(Debug)]
pub struct Archive;

impl Ingest for Archive {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Zip
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        _format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        let mut package = Package::open(source.bytes, limits).map_err(|t| t.fatal(""))?;
        let mut intake = Intake::new(PartKind::Zip);
        let mut left_over = Vec::new();
        for index in in_order(&mut package) {
            let Some(entry) = package.entry(index) else {
                let text = "a member is damaged; its name cannot be read";
                intake.read = ReadState::Partly;
                let oddity = source.oddity(OddityKind::Damaged, Place::Whole, text);
                intake.oddities.push(oddity);
                continue;
            };
            let content = content(&mut package, index, &entry);
            match &content {
                Content::Bytes(bytes) if is_left_over(&entry.name, bytes) => {
                    left_over.push(entry.name);
                }
                _ => intake.members.push(Member {
                    name: entry.name,
                    content,
                }),
            }
        }
        report(source, &package, &left_over, &mut intake);
        Ok(intake)
    }
}

/// The numbers of the members that are files, by name: the order in which a folder is read.
fn in_order(package: &mut Package<'_>) -> Vec<usize> {
    let mut named: Vec<(String, usize)> = Vec::new();
    for index in 0..package.len() {
        match package.entry(index) {
            Some(entry) if entry.is_folder => {}
            Some(entry) => named.push((entry.name.replace('\\', "/"), index)),
            None => named.push((String::new(), index)),
        }
    }
    named.sort_unstable();
    named.into_iter().map(|(_, index)| index).collect()
}

/// What is in a member.
fn content(package: &mut Package<'_>, index: usize, entry: &Entry) -> Content {
    let locked = |package: &mut Package<'_>, error| Content::Locked {
        error,
        stored: package.stored(index),
        size: entry.size,
    };
    if entry.is_link {
        let what = "a link to another file".to_owned();
        return locked(package, IngestError::Unsupported { what });
    }
    let member = package.read_at(index);
    match member.trouble {
        None => Content::Bytes(member.bytes),
        Some(trouble) => {
            let error = match trouble {
                Trouble::Encrypted => IngestError::Encrypted,
                Trouble::Limit(limit) => IngestError::OverLimit {
                    place: String::new(),
                    limit,
                },
                Trouble::Damaged(what) | Trouble::Refused(what) => IngestError::Damaged {
                    place: String::new(),
                    what,
                },
            };
            locked(package, error)
        }
    }
}

/// Whether a member was left there by the program that made the archive: by its name and by what it
/// holds, so that nothing can be hidden under such a name.
fn is_left_over(name: &str, bytes: &[u8]) -> bool {
    const APPLE_DOUBLE: &[u8] = b"\0\x05\x16\x07";
    const FINDER: &[u8] = b"\0\0\0\x01Bud1";
    const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let name = name.replace('\\', "/");
    let file = name.rsplit('/').next().unwrap_or(&name);
    if file.starts_with("._") || name.starts_with("__MACOSX/") {
        return bytes.starts_with(APPLE_DOUBLE);
    }
    match file.to_ascii_lowercase().as_str() {
        ".ds_store" => bytes.starts_with(FINDER),
        "thumbs.db" | "ehthumbs.db" => bytes.starts_with(COMPOUND),
        "desktop.ini" => {
            let text: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
            memchr::memmem::find(&text, b"[.ShellClassInfo]").is_some()
        }
        _ => false,
    }
}

/// Says what is odd about an archive.
fn report(source: &Source<'_>, package: &Package<'_>, left_over: &[String], intake: &mut Intake) {
    let mut tell = |kind, text: String| {
        intake
            .oddities
            .push(source.oddity(kind, Place::Whole, text));
    };
    if package.has_duplicate_names() {
        let text = "two members have the same name; only the last of them was read";
        tell(OddityKind::MemberNames, text.to_owned());
    }
    if !left_over.is_empty() {
        let names: Vec<&str> = left_over.iter().take(NAMED).map(String::as_str).collect();
        let text = format!(
            "left by the programs that made the archive, and no part of the response: {} {}: {}",
            left_over.len(),
            if left_over.len() == 1 {
                "file"
            } else {
                "files"
            },
            names.join(", ")
        );
        tell(OddityKind::LeftOvers, text);
    }
    if intake.members.is_empty() {
        let text = "there is nothing in the archive";
        let oddity = source.oddity(OddityKind::Empty, Place::Whole, text);
        intake.oddities.push(oddity);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::*;
    use crate::provenance::PartId;

    const IN_MEMORY: &str = "writing to memory";

    fn locked() -> Vec<u8> {
        let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = ::zip::write::SimpleFileOptions::default()
            .with_aes_encryption(::zip::AesMode::Aes256, "open sesame");
        writer.start_file("scores.csv", options).expect(IN_MEMORY);
        writer.write_all(b"Name,Score\nCasey,7\n").expect(IN_MEMORY);
        writer.finish().expect(IN_MEMORY).into_inner()
    }

    fn content_with(passwords: &[&str]) -> Content {
        let limits = Limits {
            passwords: passwords.iter().map(|p| (*p).to_owned()).collect(),
            ..Limits::default()
        };
        let bytes = locked();
        let source = Source {
            part: PartId(0),
            name: "a.zip",
            bytes: &bytes,
        };
        let mut intake = Archive
            .ingest(&source, Format::Zip, &limits)
            .expect("an archive is read");
        intake.members.remove(0).content
    }

    #[test]
    fn a_locked_member_opens_with_its_password_and_not_without() {
        let opened = content_with(&["wrong", "open sesame"]);
        assert_eq!(opened, Content::Bytes(b"Name,Score\nCasey,7\n".to_vec()));
        for passwords in [&[][..], &["wrong"]] {
            let locked = content_with(passwords);
            assert!(matches!(
                locked,
                Content::Locked {
                    error: IngestError::Encrypted,
                    ..
                }
            ));
        }
    }

    #[test]
    fn what_programs_leave_is_known_by_name_and_content() {
        assert!(is_left_over("__MACOSX/._a.csv", b"\0\x05\x16\x07rest"));
        assert!(is_left_over("x/.DS_Store", b"\0\0\0\x01Bud1"));
        assert!(is_left_over("desktop.ini", b"[.ShellClassInfo]"));
        assert!(!is_left_over("__MACOSX/data.csv", b"Name,Score\n"));
        assert!(!is_left_over("a.csv", b"\0\x05\x16\x07"));
    }
}
