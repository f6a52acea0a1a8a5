//! Headings in normal form, so that `Post Code`, `PostCode`, `post_code` and `POSTCODE` are one.

use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization as _;

/// A word of a heading, in lower case. It is read as any other text; up to 24 bytes of it lie in place,
/// since hundreds are made for every response.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(CompactString);

impl Word {
    /// The word as a text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A word of plain letters.
    fn of_ascii(written: &str) -> Self {
        let mut word = CompactString::new(written);
        word.make_ascii_lowercase();
        Self(word)
    }
}

impl std::ops::Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Word {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Word {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Word {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Word {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<Word> for String {
    fn eq(&self, other: &Word) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Word> for str {
    fn eq(&self, other: &Word) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Word> for &str {
    fn eq(&self, other: &Word) -> bool {
        *self == other.as_str()
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self)
    }
}

/// A heading in normal form: its words in lower case, with one space between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    words: Vec<Word>,
    key: Word,
}

impl Label {
    /// The normal form of a heading. Splits at white space and punctuation, between lower and
    /// upper case, before the last capital of a run that a lower-case letter follows, and between
    /// letters and digits; drops soft hyphens and characters without width; folds case.
    #[must_use]
    pub fn new(heading: &str) -> Self {
        let heading = without_suffix(heading);
        let words = match plain_words(heading) {
            Some(words) => words,
            None => words_of(heading),
        };
        let key = match words.as_slice() {
            [only] => only.clone(),
            several => key_of_words(several),
        };
        Self { words, key }
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The words run together, with a space only between two numbers: what headings are compared by.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words.join(" "))
    }
}

/// A name of a field without the suffix by which a system tells those that its users made from its own:
/// `Voting_Intention__c`, also where a mark of a note stands behind it.
fn without_suffix(heading: &str) -> &str {
    // As Salesforce writes them: of a custom field, of one on a person account, of one of another record.
    const SUFFIXES: &[&str] = &["__c", "__pc", "__r"];
    let name = heading.trim_end_matches(|c: char| !c.is_alphanumeric());
    if !name.ends_with(['c', 'r']) {
        return heading;
    }
    let stem = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix));
    stem.filter(|stem| stem.ends_with(char::is_alphanumeric))
        .unwrap_or(heading)
}

/// The words of a heading.
fn words_of(heading: &str) -> Vec<Word> {
    let characters: Vec<char> = if heading.is_ascii() {
        heading.chars().collect()
    } else {
        let shown = heading.chars().filter(|c| !is_raised_figure(*c));
        shown.nfkc().filter(|c| !is_invisible(*c)).collect()
    };
    let mut words: Vec<Word> = Vec::new();
    let mut fresh = true;
    for (index, &this) in characters.iter().enumerate() {
        if !this.is_alphanumeric() {
            // An apostrophe inside a word does not split it: don't, won't.
            let inside = matches!(this, '\'' | '\u{2019}')
                && index > 0
                && characters.get(index - 1).is_some_and(|c| c.is_alphabetic())
                && characters.get(index + 1).is_some_and(|c| c.is_alphabetic());
            fresh |= !inside;
            continue;
        }
        let before = index
            .checked_sub(1)
            .and_then(|i| characters.get(i))
            .copied();
        let after = characters.get(index + 1).copied();
        if fresh || splits(before, this, after) {
            words.push(Word::default());
            fresh = false;
        }
        if let Some(Word(word)) = words.last_mut() {
            match this.is_ascii() {
                true => word.push(this.to_ascii_lowercase()),
                false => word.extend(this.to_lowercase()),
            }
        }
    }
    words
}

/// The words of a heading of plain letters, each of which is cut out of it as it stands; none where
/// more than that is to be done.
fn plain_words(heading: &str) -> Option<Vec<Word>> {
    /// Most headings have no more words.
    const USUAL: usize = 4;
    let mut words = Vec::with_capacity(USUAL);
    each_plain_word(heading, |word| words.push(Word::of_ascii(word)))?;
    Some(words)
}

/// A heading as [`Label`] shows it, without keeping its words.
#[must_use]
pub fn flat_of(heading: &str) -> String {
    let mut flat = String::with_capacity(heading.len().saturating_add(8));
    write_flat(heading, &mut flat);
    flat
}

/// Adds a heading, as [`Label`] shows it, to the end of a text.
pub fn write_flat(heading: &str, text: &mut String) {
    let heading = without_suffix(heading);
    let start = text.len();
    let plain = each_plain_word(heading, |word| {
        if text.len() > start {
            text.push(' ');
        }
        text.push_str(word);
    });
    match plain {
        Some(()) => {
            if let Some(added) = text.get_mut(start..) {
                added.make_ascii_lowercase();
            }
        }
        None => text.push_str(&words_of(heading).join(" ")),
    }
}

/// Hands over each word of a heading of plain letters as it stands in it; none, and before the first, where
/// more than that is to be done.
fn each_plain_word(heading: &str, mut take: impl FnMut(&str)) -> Option<()> {
    let kind = |byte: &u8| KINDS.get(usize::from(*byte)).copied().unwrap_or_default();
    let bytes = heading.as_bytes();
    if bytes.iter().any(|byte| kind(byte) == Kind::Beyond) {
        return None;
    }
    let mut from = 0;
    let mut before = Kind::Separator;
    for (at, this) in bytes.iter().enumerate() {
        let this = kind(this);
        let begins = match (before, this) {
            (same, this) if same == this => {
                // Before the last capital of a run that a lower-case letter follows.
                let after = bytes.get(at + 1).map(kind);
                this == Kind::Upper && after == Some(Kind::Lower)
            }
            (Kind::Upper, Kind::Lower) => false,
            _ => true,
        };
        if begins {
            if before != Kind::Separator {
                take(heading.get(from..at).unwrap_or_default());
            }
            from = at;
        }
        before = this;
    }
    if before != Kind::Separator {
        take(heading.get(from..).unwrap_or_default());
    }
    Some(())
}

/// What a byte of a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    Separator,
    Digit,
    Lower,
    Upper,
    /// An apostrophe, and all beyond ASCII: more than one byte is to be looked at.
    #[default]
    Beyond,
}

/// What each byte is.
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Beyond; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'0'..=b'9' => Kind::Digit,
            b'a'..=b'z' => Kind::Lower,
            b'A'..=b'Z' => Kind::Upper,
            b'\'' => Kind::Beyond,
            _ => Kind::Separator,
        };
        byte += 1;
    }
    kinds
};

/// The key of a heading, as [`Label::key`], without keeping its words.
#[must_use]
pub fn key_of(heading: &str) -> String {
    let mut key = Vec::with_capacity(heading.len());
    write_key(without_suffix(heading), &mut key);
    String::from_utf8(key).unwrap_or_default()
}

/// Adds the key of a heading to the end of a text.
pub fn write_key(heading: &str, text: &mut Vec<u8>) {
    // Words run together are the letters and digits as they stand; only between two numbers that
    // something separates does a space remain. So a key is never longer than its heading.
    let mut key = [0_u8; 64];
    let mut length = 0_usize;
    let (mut apart, mut after_digit, mut spaced) = (false, false, false);
    let mut beyond = heading.len() >= key.len();
    // Without branches: thousands of spellings are written at every start, each letter as it comes.
    for byte in heading.bytes() {
        let letter = FOLDED.get(usize::from(byte)).copied().unwrap_or(BEYOND);
        let (digit, separates) = (letter.is_ascii_digit(), letter == SEPARATOR);
        beyond |= letter == BEYOND;
        let space = apart & digit & after_digit;
        spaced |= space;
        length = length.wrapping_add(usize::from(space));
        let Some(place) = key.get_mut(length) else {
            break;
        };
        *place = letter;
        length = length.wrapping_add(usize::from(!separates));
        after_digit = digit | (separates & after_digit);
        apart = separates;
    }
    if beyond {
        return text.extend_from_slice(Label::new(heading).key.as_bytes());
    }
    let key = key.get_mut(..length).unwrap_or_default();
    if spaced {
        // A place that was passed over is the space between two numbers.
        for byte in key.iter_mut().filter(|byte| **byte == 0) {
            *byte = b' ';
        }
    }
    text.extend_from_slice(key);
}

/// What separates words.
const SEPARATOR: u8 = 0;
/// What needs more than a look at one byte: an apostrophe, and all beyond ASCII.
const BEYOND: u8 = 1;
/// Each byte as it stands in a key.
const FOLDED: [u8; 256] = {
    let mut folded = [BEYOND; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        folded[byte as usize] = if byte.is_ascii_alphanumeric() {
            byte.to_ascii_lowercase()
        } else if byte == b'\'' {
            BEYOND
        } else {
            SEPARATOR
        };
        byte += 1;
    }
    folded
};

/// Words run together, with a space only between two digits, so that `1-10` is not `110`.
#[must_use]
pub fn key_of_words<W: AsRef<str>>(words: &[W]) -> Word {
    let room = words.iter().map(|word| word.as_ref().len() + 1).sum();
    let mut key = CompactString::with_capacity(room);
    for word in words {
        let word = word.as_ref();
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        if is_digit(key.as_bytes().last()) && is_digit(word.as_bytes().first()) {
            key.push(' ');
        }
        key.push_str(word);
    }
    Word(key)
}

/// Whether a new word begins with `this`.
fn splits(before: Option<char>, this: char, after: Option<char>) -> bool {
    let Some(before) = before else { return true };
    let digit = |c: char| c.is_ascii_digit();
    if digit(before) != digit(this) {
        return true;
    }
    (before.is_lowercase() && this.is_uppercase())
        || (before.is_uppercase() && this.is_uppercase() && after.is_some_and(char::is_lowercase))
}

/// Raised figures lead to a note and are no part of a heading.
fn is_raised_figure(c: char) -> bool {
    matches!(
        c,
        '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}' | '\u{2074}'..='\u{2079}'
    )
}

/// Characters that a reader does not see: soft hyphen, zero-width characters, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_heading_have_one_key() {
        for heading in [
            "Post Code",
            "PostCode",
            "post_code",
            "POSTCODE",
            " Post\u{a0}Code ",
            "post-code",
            "Po\u{ad}stcode",
        ] {
            assert_eq!(Label::new(heading).key(), "postcode", "{heading}");
        }
    }

    #[test]
    fn each_word_of_a_heading_is_its_own_key() {
        for heading in [
            "LabSupportProb2019",
            "Voted GE17",
            "Support / Turnout 0-10",
            "Don't know (Ll\u{e0}fur)",
            "Voting_Intention__c",
            "% of \u{201c}Con\u{201d} voters",
        ] {
            for word in Label::new(heading).words() {
                assert_eq!(Label::new(word).key(), word.as_str(), "{heading}");
            }
        }
    }

    #[test]
    fn words_split_where_a_reader_would_split_them() {
        for (heading, words) in [
            ("prd_lab_supp_ge19", "prd lab supp ge 19"),
            ("LabSupportProb2019", "lab support prob 2019"),
            ("VIDDate", "vid date"),
            ("PDCode", "pd code"),
            ("Voted GE17", "voted ge 17"),
            ("Won't say", "wont say"),
            ("1-10", "1 10"),
            ("Ffôn", "ffôn"),
            ("Voting_Intention__c", "voting intention"),
            ("Mosaic_Type__c *", "mosaic type"),
            ("vitamin_c", "vitamin c"),
            ("__c", "c"),
        ] {
            assert_eq!(Label::new(heading).to_string(), words, "{heading}");
        }
    }

    #[test]
    fn the_short_way_to_a_key_leads_to_the_same_key() {
        for heading in [
            "Post Code",
            "VIDDate",
            "1-10",
            "GE17 2019",
            "a1b2 3",
            "C1/C2",
            "Won't say",
            "Ffôn 2",
            "_x_ 12-34",
            "",
            "  ",
        ] {
            assert_eq!(key_of(heading), Label::new(heading).key(), "{heading}");
        }
    }

    #[test]
    fn the_short_way_to_words_leads_to_the_same_words() {
        for heading in [
            "Post Code",
            "VIDDate",
            "1-10",
            "prd_lab_supp_ge19",
            "a1b2 3C",
            "ABCd EFGhi",
            "_x_ 12-34",
            "x",
            "",
        ] {
            assert_eq!(plain_words(heading), Some(words_of(heading)), "{heading}");
            assert_eq!(flat_of(heading), words_of(heading).join(" "), "{heading}");
        }
    }

    #[test]
    fn two_numbers_do_not_run_together() {
        assert_ne!(Label::new("1-10").key(), Label::new("110").key());
    }
}
