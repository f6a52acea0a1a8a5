//! A zip container, read member by member under limits: a workbook, a document or an archive.
//!
//! Nothing that a header declares is believed: bytes are counted as they are inflated.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::trouble::Trouble;
use crate::ingest::Limits;

/// Under this size no ratio is looked at: short members of honest files compress very well.
const RATIO_FROM: u64 = 8 << 20;

/// The container of an xlsx, xlsb or ods file.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    bytes: &'a [u8],
    /// What unpacks small members, one after the other.
    unpacks: Option<Decompress>,
    /// Members by name: lower case, slashes forward, none in front.
    names: HashMap<String, usize>,
    limits: &'a Limits,
    inflated: u64,
    ambiguous: bool,
}

/// What the directory of a container says about a member.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) is_folder: bool,
    pub(crate) is_link: bool,
    pub(crate) size: u64,
}

/// An inflated member, and why it ends early if it does.
pub(crate) struct Member {
    pub(crate) bytes: Vec<u8>,
    pub(crate) trouble: Option<Trouble>,
}

impl<'a> Package<'a> {
    /// Opens a container.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Trouble> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            Trouble::damaged(format!(
                "the zip container does not open ({})",
                class(&error)
            ))
        })?;
        if zip.len() > limits.members {
            return Err(Trouble::Limit(format!("{} members", limits.members)));
        }
        let mut names = HashMap::with_capacity(zip.len());
        let mut ambiguous = false;
        for index in 0..zip.len() {
            if let Some(Ok(name)) = zip.name_for_index(index) {
                let first = *names.entry(plain(&name)).or_insert(index);
                ambiguous |= first != index;
            }
        }
        Ok(Self {
            zip,
            bytes,
            unpacks: None,
            names,
            limits,
            inflated: 0,
            ambiguous,
        })
    }

    /// Whether there is a member of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// Whether two members have names that programs may take for the same.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.ambiguous
    }

    /// The names of all members, in plain form, sorted.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.names.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// How many members there are.
    pub(crate) fn len(&self) -> usize {
        self.zip.len()
    }

    /// Whether members of one name are there twice; only the last of each is seen.
    pub(crate) fn has_duplicate_names(&self) -> bool {
        self.zip.has_duplicate_names()
    }

    /// What the directory says about a member; none where it cannot be understood.
    pub(crate) fn entry(&mut self, index: usize) -> Option<Entry> {
        let file = self.zip.by_index_raw(index).ok()?;
        // Programs of the web write UTF-8 without saying so.
        let name = match std::str::from_utf8(file.name_raw()) {
            Ok(name) => name.to_owned(),
            Err(_) => file.name().map_or_else(
                |_| String::from_utf8_lossy(file.name_raw()).into_owned(),
                std::borrow::Cow::into_owned,
            ),
        };
        Some(Entry {
            is_folder: name.ends_with(['/', '\\']),
            is_link: file.is_symlink(),
            size: file.size(),
            name,
        })
    }

    /// Inflates a member by its number.
    pub(crate) fn read_at(&mut self, index: usize) -> Member {
        self.inflate(index)
    }

    /// The bytes of a member as they lie in the container, as many as a member may have.
    pub(crate) fn stored(&mut self, index: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Ok(file) = self.zip.by_index_raw(index) {
            // What can be read before an error is enough to tell the member by.
            let _ = file.take(self.limits.member_bytes).read_to_end(&mut bytes);
        }
        bytes
    }

    /// Inflates a member; none where there is no such member.
    pub(crate) fn read(&mut self, name: &str) -> Option<Member> {
        let index = *self.names.get(&plain(name))?;
        Some(self.inflate(index))
    }

    /// Inflates a member: without a password, then with each of those given. One that fits a wrong
    /// password by chance breaks off, so that only a whole member tells the right one.
    fn inflate(&mut self, index: usize) -> Member {
        if let Some(bytes) = self.at_once(index) {
            let trouble = None;
            return Member { bytes, trouble };
        }
        let member = self.inflate_with(index, None);
        if member.trouble != Some(Trouble::Encrypted) {
            return member;
        }
        let limits = self.limits;
        let mut unlocked = limits.passwords.iter().map(|password| {
            let read = self.inflated;
            let member = self.inflate_with(index, Some(password.as_bytes()));
            if member.trouble.is_some() {
                self.inflated = read;
            }
            member
        });
        let fits = unlocked.find(|member| member.trouble.is_none());
        fits.unwrap_or(member)
    }

    /// A small member that is just what the directory says of it, unpacked in one go: in seven tenths of the instructions
    /// that it takes to read it in steps. None for any other, so that what is wrong with it is told in one place.
    fn at_once(&mut self, index: usize) -> Option<Vec<u8>> {
        const SMALL: u64 = 1 << 20;
        let file = self.zip.by_index_raw(index).ok()?;
        let packed = self
            .bytes
            .get(usize::try_from(file.data_start()?).ok()?..)?;
        let packed = packed.get(..usize::try_from(file.compressed_size()).ok()?)?;
        let (size, sum) = (file.size(), file.crc32());
        let in_all = self.inflated.saturating_add(size);
        if file.encrypted()
            || file.compression() != CompressionMethod::Deflated
            || size > SMALL.min(self.limits.member_bytes)
            || in_all > self.limits.total_bytes
        {
            return None;
        }
        let unpacks = self.unpacks.get_or_insert_with(|| Decompress::new(false));
        unpacks.reset(false);
        let mut bytes = Vec::with_capacity(usize::try_from(size).ok()?);
        let ended = unpacks.decompress_vec(packed, &mut bytes, FlushDecompress::Finish);
        let mut crc = Crc::new();
        crc.update(&bytes);
        let is_so = matches!(ended, Ok(Status::StreamEnd))
            && u64::try_from(bytes.len()) == Ok(size)
            && crc.sum() == sum;
        self.inflated = if is_so { in_all } else { self.inflated };
        is_so.then_some(bytes)
    }

    fn inflate_with(&mut self, index: usize, password: Option<&[u8]>) -> Member {
        let mut bytes = Vec::new();
        let opened = match password {
            None => self.zip.by_index(index),
            Some(password) => self.zip.by_index_decrypt(index, password),
        };
        let mut file = match opened {
            Ok(file) => file,
            Err(error) => {
                let trouble = match error {
                    ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Trouble::Encrypted,
                    other => {
                        Trouble::damaged(format!("a member does not open ({})", class(&other)))
                    }
                };
                return Member {
                    bytes,
                    trouble: Some(trouble),
                };
            }
        };
        let packed = file.compressed_size().max(1);
        let room = self
            .limits
            .member_bytes
            .min(file.size())
            .min(packed.saturating_mul(64));
        bytes.reserve(usize::try_from(room).unwrap_or(0));
        let mut trouble = None;
        loop {
            let before = bytes.len();
            // Read in steps, so that a lying header costs one step and not the memory.
            let step = (&mut file).take(1 << 20).read_to_end(&mut bytes);
            let read = u64::try_from(bytes.len().saturating_sub(before)).unwrap_or(u64::MAX);
            self.inflated = self.inflated.saturating_add(read);
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            if let Err(error) = step {
                trouble = Some(Trouble::damaged(format!(
                    "a member breaks off ({})",
                    error.kind()
                )));
                break;
            }
            if let Some(limit) = over(self.limits, size, self.inflated, packed) {
                let keep = usize::try_from(self.limits.member_bytes).unwrap_or(usize::MAX);
                bytes.truncate(keep);
                trouble = Some(Trouble::Limit(limit));
                break;
            }
            if read == 0 {
                break;
            }
        }
        Member { bytes, trouble }
    }
}

/// The limit that sizes are over, if any.
fn over(limits: &Limits, size: u64, total: u64, packed: u64) -> Option<String> {
    if size > limits.member_bytes {
        return Some(format!("{} bytes for a member", limits.member_bytes));
    }
    if total > limits.total_bytes {
        return Some(format!("{} bytes for all members", limits.total_bytes));
    }
    if size > RATIO_FROM && size > packed.saturating_mul(limits.ratio) {
        return Some(format!(
            "{} inflated bytes for each stored byte",
            limits.ratio
        ));
    }
    None
}

/// The name of a member in the form that names are compared in.
fn plain(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}

/// The kind of an error, without text from the file.
fn class(error: &ZipError) -> &'static str {
    match error {
        ZipError::Io(_) => "it breaks off",
        ZipError::InvalidArchive(_) => "it is not a zip file",
        ZipError::UnsupportedArchive(_) => "it uses an unknown method",
        ZipError::FileNotFound => "it is not there",
        _ => "it is damaged",
    }
}

/// The path of a relationship's target, from the folder of the part that names it.
pub(crate) fn resolve(base: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = base.split('/').collect();
    path.pop();
    for piece in target.split('/') {
        match piece {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            other => path.push(other),
        }
    }
    path.join("/")
}

/// The member that holds the relationships of a part.
pub(crate) fn relationships_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A container with one packed member.
    fn container(text: &[u8]) -> Vec<u8> {
        use std::io::Write as _;
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        let options = options.compression_method(CompressionMethod::Deflated);
        zip.start_file("a.xml", options).expect("it begins");
        zip.write_all(text).expect("it is written");
        zip.finish().expect("it ends").into_inner()
    }

    #[test]
    fn a_small_member_is_the_same_in_one_go_and_in_steps_and_a_damaged_one_is_told() {
        let limits = Limits::default();
        let text = b"<row>Ada Mockford</row>".repeat(200);
        let whole = container(&text);
        let mut package = Package::open(&whole, &limits).expect("it opens");
        assert_eq!(package.at_once(0).as_deref(), Some(text.as_slice()));
        assert_eq!(package.inflate_with(0, None).bytes, text);
        // The sum of what is packed is in the header of the member and in the directory.
        let mut sum = Crc::new();
        sum.update(&text);
        let sum = sum.sum().to_le_bytes();
        let mut damaged = whole.clone();
        let places: Vec<usize> = (0..whole.len())
            .filter(|at| whole.get(*at..*at + 4) == Some(&sum))
            .collect();
        assert!(!places.is_empty());
        for at in places {
            damaged[at] ^= 1;
        }
        let mut package = Package::open(&damaged, &limits).expect("it opens");
        assert_eq!(package.at_once(0), None);
        assert!(package.read_at(0).trouble.is_some());
    }

    #[test]
    fn targets_are_resolved_from_the_folder_of_their_part() {
        assert_eq!(
            resolve("xl/workbook.xml", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(
            resolve("xl/worksheets/sheet1.xml", "../comments1.xml"),
            "xl/comments1.xml"
        );
        assert_eq!(
            resolve("xl/workbook.xml", "/xl/styles.xml"),
            "xl/styles.xml"
        );
        assert_eq!(resolve("workbook.xml", "sheet.xml"), "sheet.xml");
        assert_eq!(
            relationships_of("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels"
        );
    }
}
