//! By what a case is known: its pseudonym, and the key that says whether it has changed.

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

use super::finish::hex;

/// Bytes of a pseudonym.
const PSEUDONYM: usize = 8;
/// Bytes of a key.
const KEY: usize = 16;

/// By what a case is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Its pseudonym: from its name and the bytes of its files, so that whoever has only the name
    /// cannot tell it.
    pub id: String,
    /// What its results hang on.
    pub key: String,
    /// Whose it is: from the pseudonym in the case file, else from its own.
    pub person: String,
}

impl Stamp {
    /// The stamp of a case: its name, what everything hangs on, its files by name and digest, its case
    /// file, the subject that this names, and the files of an earlier response.
    #[must_use]
    pub fn new(
        case: &str,
        made: &str,
        files: &[(String, String)],
        about: &[u8],
        subject: Option<&str>,
        earlier: &[(String, String)],
    ) -> Self {
        let content = |digest: &mut Sha256, files: &[(String, String)]| {
            for (name, sha256) in files {
                digest.update(name);
                digest.update([0]);
                digest.update(sha256);
                digest.update([0]);
            }
        };
        let mut id = Sha256::new();
        id.update(case);
        id.update([0]);
        content(&mut id, files);
        let id = id.finalize();
        let mut key = Sha256::new();
        key.update(id);
        key.update(made);
        key.update(Sha256::digest(about));
        content(&mut key, earlier);
        let person = match subject {
            Some(subject) => Sha256::digest(["person\0", subject].concat()),
            None => id,
        };
        let head = |bytes: &[u8], most: usize| hex(bytes.get(..most).unwrap_or(bytes));
        Self {
            id: format!("c{}", head(&id, PSEUDONYM)),
            key: head(&key.finalize(), KEY),
            person: format!("p{}", head(&person, PSEUDONYM)),
        }
    }

    /// The digest of what all results hang on.
    #[must_use]
    pub fn made(books: &str, setup: &[u8], files: &[Vec<u8>]) -> String {
        let mut digest = Sha256::new();
        digest.update(env!("CARGO_PKG_VERSION"));
        digest.update([0]);
        digest.update(books);
        digest.update(setup);
        for file in files {
            digest.update(Sha256::digest(file));
        }
        hex(&digest.finalize())
    }

    /// The digest of a file, as parts have it.
    ///
    /// # Errors
    ///
    /// Whatever the reader fails with.
    pub fn digest(from: &mut dyn Read) -> io::Result<String> {
        let mut digest = Sha256::new();
        let mut buffer = [0; 1 << 14];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => return Ok(hex(&digest.finalize())),
                Ok(read) => digest.update(buffer.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pseudonym_hangs_on_name_and_files_and_the_key_on_everything() {
        let files = |digest: &str| vec![("a.csv".to_owned(), digest.to_owned())];
        let one = Stamp::new("case", "made", &files("1"), b"", None, &[]);
        let dated = Stamp::new("case", "made", &files("1"), b"received", Some("P"), &[]);
        let changed = Stamp::new("case", "made", &files("2"), b"", None, &[]);
        let other = Stamp::new("other", "newer", &files("1"), b"", Some("P"), &[]);
        assert!(one.id == dated.id && one.key != dated.key);
        assert!(one.id != changed.id && one.id != other.id);
        assert!(dated.person == other.person && one.person != dated.person);
    }
}
