//! A pack of evidence: the files as they were received, the report on them, and digests of all of it,
//! laid out as BagIt 1.0 (RFC 8493) says, so that other programs can check it too.
//!
//! Nothing in a pack depends on the clock or on where it is made: the same files give the same pack.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::render::safe;
use crate::report::Report;

/// The file that says that a folder is a pack.
pub const DECLARATION: &str = "bagit.txt";
/// The digests of what was received.
pub const MANIFEST: &str = "manifest-sha256.txt";
/// The digests of everything else, the list above among them.
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// The folder of what was received.
pub const RECEIVED: &str = "data";
/// The report as JSON, by which a pack is compared with other files.
pub const REPORT: &str = "report.json";

const DECLARED: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A file that was received, as it lies in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Its path in the response.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

/// Everything of a pack but the files that were received, by path.
#[must_use]
pub fn tag_files(
    report: &Report,
    received: &[Received],
    rendered: Vec<(String, Vec<u8>)>,
) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = rendered.into_iter().collect();
    files.insert(DECLARATION.to_owned(), DECLARED.into());
    files.insert("bag-info.txt".to_owned(), about(received).into_bytes());
    files.insert("exhibits.csv".to_owned(), exhibits(report).into_bytes());
    let digests = received
        .iter()
        .map(|file| (format!("{RECEIVED}/{}", file.name), file.sha256.clone()));
    files.insert(MANIFEST.to_owned(), manifest(digests).into_bytes());
    let digests = files
        .iter()
        .map(|(path, bytes)| (path.clone(), digest(bytes)));
    let tags = manifest(digests);
    files.insert(TAG_MANIFEST.to_owned(), tags.into_bytes());
    files
}

fn about(received: &[Received]) -> String {
    let bytes: u64 = received.iter().map(|file| file.bytes).sum();
    format!(
        "Bag-Software-Agent: sar-decode {}\nPayload-Oxum: {bytes}.{}\n",
        env!("CARGO_PKG_VERSION"),
        received.len()
    )
}

/// Each exhibit with its number: the files, and what lies inside them.
fn exhibits(report: &Report) -> String {
    let mut table = String::from("exhibit,file,inside,kind,bytes,sha256\r\n");
    let numbers: BTreeMap<_, usize> = report.parts.iter().map(|part| part.id).zip(1..).collect();
    for part in &report.parts {
        let number = |id| numbers.get(&id).map(usize::to_string).unwrap_or_default();
        let inside = part.parent.map(number).unwrap_or_default();
        // Writing to a text does not fail.
        let _ = write!(
            table,
            "{},{},{inside},{},{},{}\r\n",
            number(part.id),
            cell(&part.path),
            part.kind.as_str(),
            part.bytes,
            part.sha256
        );
    }
    table
}

/// A text as a quoted cell that no spreadsheet program takes for a formula.
fn cell(text: &str) -> String {
    format!("\"{}\"", safe(text).replace('"', "\"\""))
}

/// SHA-256 as lower-case hexadecimal.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The digest of a file, piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Digesting(Sha256);

impl Digesting {
    /// Takes the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all pieces.
    #[must_use]
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

fn manifest(digests: impl Iterator<Item = (String, String)>) -> String {
    let mut digests: Vec<(String, String)> = digests.collect();
    digests.sort();
    let mut text = String::new();
    for (path, digest) in digests {
        let _ = writeln!(text, "{digest}  {}", encoded(&path));
    }
    text
}

/// A path as a list of digests writes it.
fn encoded(path: &str) -> String {
    path.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn decoded(path: &str) -> String {
    path.replace("%0D", "\r")
        .replace("%0d", "\r")
        .replace("%0A", "\n")
        .replace("%0a", "\n")
        .replace("%25", "%")
}

/// A line of a list of digests that cannot be read, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is no digest with the path of a file inside the pack")]
pub struct ManifestError {
    /// The line.
    pub line: usize,
}

/// The digests of a list, by path.
///
/// # Errors
///
/// [`ManifestError`] where a line is no digest with a path, or the path leads out of the pack.
pub fn read_manifest(text: &str) -> Result<BTreeMap<String, String>, ManifestError> {
    let mut digests = BTreeMap::new();
    for (line, number) in text.lines().zip(1..) {
        let wrong = ManifestError { line: number };
        let (digest, path) = line.split_once([' ', '\t']).ok_or(wrong)?;
        // Some programs mark a file that was read as bytes with an asterisk.
        let path = path.trim_start_matches([' ', '\t']);
        let path = decoded(path.strip_prefix('*').unwrap_or(path));
        let is_digest = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
        let inside = !path.is_empty()
            && !path.contains('\\')
            && path
                .split('/')
                .all(|step| !step.is_empty() && step != "." && step != "..");
        if !is_digest || !inside {
            return Err(wrong);
        }
        digests.insert(path, digest.to_lowercase());
    }
    Ok(digests)
}

/// How a file differs from what a pack or a report says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It is not there.
    Missing,
    /// Its bytes are others.
    Changed,
    /// It is there and in no list.
    Extra,
}

impl Difference {
    /// In a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Difference::Missing => "missing",
            Difference::Changed => "changed",
            Difference::Extra => "extra",
        }
    }
}

/// What differs between the digests that are listed and those that were found, by path.
#[must_use]
pub fn compare(
    listed: &BTreeMap<String, String>,
    found: &BTreeMap<String, String>,
) -> Vec<(String, Difference)> {
    let mut differences: Vec<(String, Difference)> = Vec::new();
    for (path, digest) in listed {
        match found.get(path) {
            None => differences.push((path.clone(), Difference::Missing)),
            Some(other) if other != digest => {
                differences.push((path.clone(), Difference::Changed));
            }
            Some(_) => {}
        }
    }
    let extra = found.keys().filter(|path| !listed.contains_key(*path));
    differences.extend(extra.map(|path| (path.clone(), Difference::Extra)));
    differences.sort();
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_digests_is_read_as_it_is_written_whatever_the_path_holds() {
        let digest = digest(b"x");
        let paths = [
            "data/a b.csv",
            "data/100 % of it.csv",
            "data/two\nlines.csv",
        ];
        let text = manifest(
            paths
                .iter()
                .map(|path| ((*path).to_owned(), digest.clone())),
        );
        let read = read_manifest(&text).unwrap_or_default();
        assert_eq!(
            read.keys().collect::<Vec<_>>(),
            [
                "data/100 % of it.csv",
                "data/a b.csv",
                "data/two\nlines.csv"
            ]
        );
        assert!(read.values().all(|found| *found == digest));
    }

    #[test]
    fn a_path_that_leads_out_of_the_pack_is_refused() {
        let digest = digest(b"x");
        for path in ["../x", "/etc/x", "data/../../x", "data//x", "", "a\\b"] {
            let read = read_manifest(&format!("{digest}  {path}\n"));
            assert_eq!(read, Err(ManifestError { line: 1 }), "{path}");
        }
        assert!(read_manifest("12ab  data/x\n").is_err());
    }

    #[test]
    fn missing_changed_and_extra_files_are_told_apart() {
        let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            let pairs = pairs.iter();
            pairs
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect()
        };
        let listed = map(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let found = map(&[("a", "1"), ("b", "9"), ("d", "4")]);
        assert_eq!(
            compare(&listed, &found),
            [
                ("b".to_owned(), Difference::Changed),
                ("c".to_owned(), Difference::Missing),
                ("d".to_owned(), Difference::Extra)
            ]
        );
    }

    #[test]
    fn a_file_name_is_no_formula_in_the_list_of_exhibits() {
        assert_eq!(cell("=1+1\".csv"), "\"'=1+1\"\".csv\"");
    }
}
