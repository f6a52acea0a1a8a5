//! How much a field looks like one value: the type score behind the choice of a delimiter.
//!
//! A wrong delimiter cuts values in pieces or leaves several in one field. Both show: pieces begin
//! with a space or hold half a quote, and a field of several values holds the real delimiter.

/// Characters that separate fields in some dialect; within a value they are rare.
const SEPARATORS: &[u8] = b",;\t|^~";

/// The score of a field: 1 for what is surely one value, towards 0 for what surely is not.
/// Hundredths, so that sums are exact and the same on every machine.
pub(super) fn score(text: &str, quoted: bool) -> u32 {
    if quoted || text.is_empty() {
        return 100;
    }
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return 80;
    }
    if is_typed(trimmed) {
        return if text.starts_with(' ') { 90 } else { 100 };
    }
    let mut score = free_text(trimmed);
    if text.starts_with(' ') {
        score = score.min(70);
    }
    score
}

/// Whether a text is one number, date, time, address of mail or web, or the like.
pub(super) fn is_typed(text: &str) -> bool {
    is_number(text) || is_moment(text) || is_address(text)
}

/// Free text: full marks without separators, few with.
fn free_text(text: &str) -> u32 {
    let bytes = text.as_bytes();
    // In apostrophes from end to end: quotes that were not taken for quotes.
    let wrapped = bytes.len() > 1 && bytes.first() == Some(&b'\'') && bytes.last() == Some(&b'\'');
    let mut score = if wrapped { 30 } else { 100 };
    for (at, byte) in bytes.iter().enumerate() {
        let spaced = bytes.get(at.saturating_add(1)) == Some(&b' ');
        let mark = match byte {
            b'"' => 30,
            b'\t' | b'|' => 10,
            byte if SEPARATORS.contains(byte) && spaced => 60,
            byte if SEPARATORS.contains(byte) => 20,
            0..=8 | 14..=31 => 50,
            _ => 100,
        };
        score = score.min(mark);
    }
    score
}

/// A number: sign, currency, thousands in threes, point or comma, exponent, per cent.
pub(super) fn is_number(text: &str) -> bool {
    let core = text
        .trim_start_matches(['-', '+', '£', '$', '€', '(', ' '])
        .trim_end_matches(['%', ')', ' ', '€']);
    let mut digits = 0u32;
    let mut points = 0u32;
    let mut commas = 0u32;
    let mut exponent = false;
    let mut previous = ' ';
    for letter in core.chars() {
        match letter {
            '0'..='9' => digits = digits.saturating_add(1),
            '.' if !exponent => points = points.saturating_add(1),
            ',' if previous.is_ascii_digit() && !exponent => commas = commas.saturating_add(1),
            'e' | 'E' if digits > 0 && !exponent => exponent = true,
            '-' | '+' if matches!(previous, 'e' | 'E') => {}
            _ => return false,
        }
        previous = letter;
    }
    let grouped = commas == 0 || thousands(core) || (commas == 1 && points == 0);
    digits > 0 && points <= 1 && grouped && previous != ',' && !matches!(previous, 'e' | 'E')
}

/// Whether commas stand before groups of three digits: `1,234,567.89`.
fn thousands(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// A date, a time or both, by the shape: digits with `-`, `/`, `.` or `:` between, a `T`, a zone.
fn is_moment(text: &str) -> bool {
    let mut groups = 0u32;
    let mut marks = 0u32;
    let mut in_digits = false;
    for letter in text.chars() {
        match letter {
            '0'..='9' => {
                groups = groups.saturating_add(u32::from(!in_digits));
                in_digits = true;
                continue;
            }
            '-' | '/' | ':' => marks = marks.saturating_add(1),
            '.' | ' ' | 'T' | 'Z' | '+' => {}
            _ => return false,
        }
        in_digits = false;
    }
    (2..=9).contains(&groups) && marks >= 1 && text.len() <= 40
}

/// An address of mail or web, or a network path.
fn is_address(text: &str) -> bool {
    if text.contains(' ') || text.contains('"') {
        return false;
    }
    if text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.") {
        return true;
    }
    let apart = |byte: &u8| SEPARATORS.contains(byte);
    match text.split_once('@') {
        Some((name, host)) => {
            !name.is_empty() && host.contains('.') && !text.as_bytes().iter().any(apart)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dates_and_addresses_are_typed() {
        for text in [
            "1",
            "-1.5",
            "£1,234.50",
            "12%",
            "1e-5",
            "2,5",
            "(3.2)",
            "2019-01-02",
            "02/03/2020",
            "12:30",
            "2019-01-02T10:00:00Z",
            "a.b@example.org",
            "https://example.org/a?b=1;c",
        ] {
            assert!(is_typed(text), "{text}");
        }
    }

    #[test]
    fn pieces_and_lists_are_not_typed() {
        for text in ["1;2", "1,2,3", "a@b", "5|6", "John", "1e", ",5", "-"] {
            assert!(!is_typed(text), "{text}");
        }
    }

    #[test]
    fn a_field_that_holds_another_separator_scores_less() {
        assert_eq!(score("Casey Mockford", false), 100);
        assert_eq!(score("12 Proof Lane, Mockton", false), 60);
        assert_eq!(score("Casey;Mockford", false), 20);
        assert_eq!(score("Casey|Mockford", false), 10);
        assert_eq!(score(" Mockford", false), 70);
        assert_eq!(score("'Mockford'", false), 30);
        assert_eq!(score("anything, at;all|here", true), 100);
    }
}
