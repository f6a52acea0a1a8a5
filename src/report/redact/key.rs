//! The key of pseudonyms: whoever holds it can make the same names again, and nobody else can tell
//! which value stands behind one.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// A key of pseudonyms. It is not printed, whatever prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Vec<u8>);

impl std::fmt::Debug for Key {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Key(not shown)")
    }
}

/// A key that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key of pseudonyms has {SHORTEST} characters or more; this one has {found}")]
pub struct KeyError {
    /// How many bytes it has.
    pub found: usize,
}

/// Shorter ones can be found by trying.
const SHORTEST: usize = 16;
/// Characters of a pseudonym, of five bits each: two values of one kind among a million have the
/// same one less than once in a thousand.
const LENGTH: usize = 10;
/// Letters and digits that are not mistaken for each other.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Key {
    /// A key from the text of its file; spaces and line ends around it are no part of it.
    ///
    /// # Errors
    ///
    /// [`KeyError`] where it is too short to keep anything secret.
    pub fn new(text: &[u8]) -> Result<Self, KeyError> {
        let key = text.trim_ascii();
        if key.len() < SHORTEST {
            return Err(KeyError { found: key.len() });
        }
        Ok(Self(key.to_vec()))
    }

    /// The pseudonym of a value: the same for the same letters and digits, however they are spaced.
    #[must_use]
    pub fn pseudonym(&self, kind: &str, value: &str) -> String {
        let plain: String = value
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        format!(
            "{kind}-{}",
            self.letters(&format!("{kind}\n{plain}"), LENGTH)
        )
    }

    /// Tells reports made with one key from those made with another, and says nothing of the key.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.letters("fingerprint", LENGTH)
    }

    fn letters(&self, text: &str, many: usize) -> String {
        // A key of any length is taken: HMAC hashes what is too long.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(text.as_bytes());
        let digest = mac.finalize().into_bytes();
        digest
            .iter()
            .take(many)
            .filter_map(|byte| LETTERS.get(usize::from(byte % 32)))
            .map(|letter| char::from(*letter))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        Key::new(text.as_bytes()).expect("a key")
    }

    #[test]
    fn one_value_has_one_pseudonym_under_one_key_and_another_under_another() {
        let (one, other) = (key("0123456789abcdef\n"), key("fedcba9876543210"));
        let name = one.pseudonym("name", "Example Person");
        assert_eq!(name, one.pseudonym("name", "EXAMPLE  person"));
        assert_ne!(name, other.pseudonym("name", "Example Person"));
        assert_ne!(name, one.pseudonym("name", "Example Persons"));
        assert_eq!(name.len(), "name-".len() + LENGTH);
        assert_ne!(one.fingerprint(), other.fingerprint());
    }

    #[test]
    fn a_short_key_is_refused_and_a_key_is_not_printed() {
        assert_eq!(Key::new(b" short \n"), Err(KeyError { found: 5 }));
        assert!(!format!("{:?}", key("0123456789abcdef")).contains("012"));
    }
}
