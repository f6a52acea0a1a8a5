//! A file and everything inside it: members of archives, attachments of mails, messages in messages.
//!
//! Members are read from memory and never written anywhere. Their names say where they were, and
//! are made safe before they become part of a path.

use std::collections::HashSet;

use crate::document::{OddityKind, Part, ReadState};
use crate::error::{IngestError, Stopped};
use crate::ingest::{Content, Limits, Member, Room, Source, ingest_one, not_read, refused};
use crate::provenance::{PartId, Place};

/// Reads a file into a part, and everything inside it into parts behind it, in reading order. The
/// ids count on from that of the file.
#[must_use]
pub fn ingest_all(source: &Source<'_>, limits: &Limits) -> Vec<Part> {
    let mut parts = Vec::new();
    ingest_each(source, limits, &[], &mut |part| parts.push(part));
    parts
}

/// As [`ingest_all`], handing each part on as soon as it is read. Parts that are passed over, by
/// their number in the file, are not read: they stopped an earlier reader.
pub fn ingest_each(
    source: &Source<'_>,
    limits: &Limits,
    passed_over: &[(usize, Stopped)],
    take: &mut dyn FnMut(Part),
) {
    let mut tree = Tree {
        limits,
        room: Room::new(limits),
        first: source.part,
        read: 0,
        passed_over,
        take,
    };
    tree.read(source, None, 0);
}

struct Tree<'t> {
    limits: &'t Limits,
    room: Room,
    first: PartId,
    /// Parts that were handed on.
    read: usize,
    passed_over: &'t [(usize, Stopped)],
    take: &'t mut dyn FnMut(Part),
}

impl Tree<'_> {
    /// The id of the part that comes next.
    fn next_id(&self) -> PartId {
        let number = u32::try_from(self.read).unwrap_or(u32::MAX);
        PartId(self.first.0.saturating_add(number))
    }

    /// Reads a file that lies inside so many containers.
    fn read(&mut self, source: &Source<'_>, parent: Option<PartId>, depth: usize) {
        let stopped = self
            .passed_over
            .iter()
            .find(|(number, _)| *number == self.read);
        let (mut part, mut members) = match stopped {
            Some((_, stopped)) => (refused(source, &(*stopped).into()), Vec::new()),
            None => ingest_one(source, self.limits, &self.room),
        };
        part.parent = parent;
        if depth >= self.limits.nesting && !members.is_empty() {
            let error = IngestError::OverLimit {
                place: format!("{} files inside it were not read: it ", members.len()),
                limit: format!("{} containers inside each other", self.limits.nesting),
            };
            part.read = ReadState::Partly;
            part.oddities.push(not_read(source, &error));
            members.clear();
        }
        self.count(&members);
        let mut names = Names::default();
        let named: Vec<(String, Content)> = members
            .into_iter()
            .zip(1..)
            .map(|(member, number)| (names.of(&member, number), member.content))
            .collect();
        if let Some(text) = names.changed() {
            let oddity = source.oddity(OddityKind::MemberNames, Place::Whole, text);
            part.oddities.push(oddity);
        }
        self.hand_on(part);
        for (name, content) in named {
            let path = format!("{}/{name}", source.name);
            self.member(&path, content, source.part, depth);
        }
    }

    fn hand_on(&mut self, part: Part) {
        self.read = self.read.saturating_add(1);
        (self.take)(part);
    }

    /// Reads a member.
    fn member(&mut self, path: &str, content: Content, parent: PartId, depth: usize) {
        let part = self.next_id();
        match content {
            Content::Bytes(bytes) => {
                let source = Source {
                    part,
                    name: path,
                    bytes: &bytes,
                };
                self.read(&source, Some(parent), depth.saturating_add(1));
            }
            Content::Locked {
                error,
                stored,
                size,
            } => {
                let source = Source {
                    part,
                    name: path,
                    bytes: &stored,
                };
                let mut part = refused(&source, &error);
                part.bytes = size;
                part.parent = Some(parent);
                self.hand_on(part);
            }
        }
    }

    /// Takes members from what is left.
    fn count(&mut self, members: &[Member]) {
        self.room.members = self.room.members.saturating_sub(members.len());
        for member in members {
            if let Content::Bytes(bytes) = &member.content {
                let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                self.room.bytes = self.room.bytes.saturating_sub(size);
            }
        }
    }
}

/// The names of the members of one container: safe, and no two alike.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
    changed: usize,
}

impl Names {
    /// The name of a member; `number` is its place among them, from 1.
    fn of(&mut self, member: &Member, number: usize) -> String {
        let safe = safe(&member.name, number);
        let mut name = safe.clone();
        let mut copy = 2usize;
        while !self.taken.insert(name.clone()) {
            name = match safe.rsplit_once('.') {
                Some((stem, ending)) => format!("{stem} ({copy}).{ending}"),
                None => format!("{safe} ({copy})"),
            };
            copy = copy.saturating_add(1);
        }
        let is_plain = name == member.name || name == member.name.replace('\\', "/");
        self.changed = self.changed.saturating_add(usize::from(!is_plain));
        name
    }

    /// What to say where names were changed.
    fn changed(&self) -> Option<String> {
        (self.changed > 0).then(|| {
            format!(
                "{} names inside it were changed here: they are twice there, are empty or would lead out of the container",
                self.changed
            )
        })
    }
}

/// A name that stays inside its container: no leading slash or drive, no `..`, nothing empty.
fn safe(name: &str, number: usize) -> String {
    let name = name.replace('\\', "/");
    let is_drive = |piece: &str| {
        piece.len() == 2
            && piece.ends_with(':')
            && piece.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let pieces: Vec<&str> = name
        .split('/')
        .filter(|piece| !matches!(piece.trim(), "" | "." | "..") && !is_drive(piece))
        .collect();
    if pieces.is_empty() {
        return format!("member-{number}");
    }
    pieces.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write as _};

    const IN_MEMORY: &str = "writing to memory";

    fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = ::zip::write::SimpleFileOptions::default();
        for (name, content) in members {
            writer.start_file(*name, options).expect(IN_MEMORY);
            writer.write_all(content).expect(IN_MEMORY);
        }
        writer.finish().expect(IN_MEMORY).into_inner()
    }

    fn read(bytes: &[u8], limits: &Limits) -> Vec<Part> {
        let source = Source {
            part: PartId(3),
            name: "a.zip",
            bytes,
        };
        ingest_all(&source, limits)
    }

    fn paths(parts: &[Part]) -> Vec<&str> {
        parts.iter().map(|part| part.path.as_str()).collect()
    }

    const CSV: &[u8] = b"Name,Postcode\nCasey,ZZ99 3AB\n";

    #[test]
    fn parts_inside_parts_have_paths_parents_and_ids_in_reading_order() {
        let inner = zip(&[("c.csv", CSV)]);
        let parts = read(
            &zip(&[("b.zip", &inner), ("d.txt", b"Dear Casey")]),
            &Limits::default(),
        );
        assert_eq!(
            paths(&parts),
            ["a.zip", "a.zip/b.zip", "a.zip/b.zip/c.csv", "a.zip/d.txt"]
        );
        let ids: Vec<u32> = parts.iter().map(|part| part.id.0).collect();
        assert_eq!(ids, [3, 4, 5, 6]);
        let parents: Vec<Option<u32>> = parts.iter().map(|part| part.parent.map(|p| p.0)).collect();
        assert_eq!(parents, [None, Some(3), Some(4), Some(3)]);
        assert!(parts.iter().all(|part| part.read == ReadState::Whole));
    }

    #[test]
    fn names_that_lead_out_of_the_archive_are_made_safe_and_reported() {
        let parts = read(
            &zip(&[
                ("../../etc/x.csv", CSV),
                ("C:\\x.csv", CSV),
                ("/y.csv", CSV),
            ]),
            &Limits::default(),
        );
        assert_eq!(
            paths(&parts),
            ["a.zip", "a.zip/etc/x.csv", "a.zip/y.csv", "a.zip/x.csv"]
        );
        assert!(
            parts[0]
                .oddities
                .iter()
                .any(|o| o.kind == OddityKind::MemberNames)
        );
        let plain = read(&zip(&[("b\\x.csv", CSV)]), &Limits::default());
        assert_eq!(paths(&plain), ["a.zip", "a.zip/b/x.csv"]);
        assert!(plain[0].oddities.is_empty());
    }

    #[test]
    fn containers_nest_as_deep_as_the_limit_and_no_deeper() {
        let nested = |depth: usize| {
            (0..depth).fold(CSV.to_vec(), |inner, _| {
                let name = if inner == CSV { "x.csv" } else { "x.zip" };
                zip(&[(name, inner.as_slice())])
            })
        };
        let limits = Limits {
            nesting: 2,
            ..Limits::default()
        };
        let whole = read(&nested(3), &limits);
        assert_eq!(whole.len(), 3);
        assert_eq!(whole[2].read, ReadState::Partly);
        assert_eq!(whole[2].oddities[0].kind, OddityKind::LimitReached);
        let below = read(&nested(2), &limits);
        assert_eq!(below.len(), 3);
        assert!(below.iter().all(|part| part.read == ReadState::Whole));
    }

    #[test]
    fn archives_inside_each_other_share_one_allowance() {
        let inner = zip(&[("1.csv", CSV), ("2.csv", CSV)]);
        let outer = zip(&[("b.zip", &inner), ("3.csv", CSV)]);
        let allowing = |members: usize| {
            let limits = Limits {
                members,
                ..Limits::default()
            };
            read(&outer, &limits)
        };
        assert!(allowing(4).iter().all(|part| part.read == ReadState::Whole));
        let three = allowing(3);
        let inner = three.iter().find(|part| part.path == "a.zip/b.zip");
        assert!(inner.is_some_and(|part| part.read != ReadState::Whole));
    }
}
