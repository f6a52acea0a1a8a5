//! A sentence as words: lower case, contractions taken apart, with the place of each in the text.

use crate::codebook::word_lists::word_lists;

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case: `don't` is `do` and `not`, `e-mail` is `email`, `party's` is `party`.
    pub lower: String,
    /// Where it begins in the text.
    pub start: usize,
    /// Where it ends in the text.
    pub end: usize,
    /// What stands before it, where that divides a sentence.
    pub before: Pause,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pause {
    /// A space, a hyphen, a quotation mark.
    None,
    /// A comma, a bracket, a dash.
    Comma,
    /// A semicolon or a colon.
    Semicolon,
}

impl Word {
    /// The word as the text writes it.
    pub fn written<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut before = Pause::None;
    let mut start: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, this)) = characters.next() {
        let next = characters.peek().map(|(_, c)| *c);
        if is_of_word(this, next, start.is_some()) {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            push(&mut found, text, from..at, before);
            before = Pause::None;
        }
        if start.is_none() {
            before = before.max(pause(this, next));
        }
    }
    if let Some(from) = start {
        push(&mut found, text, from..text.len(), before);
    }
    join_mail(&mut found);
    found
}

/// Whether a capital stands inside a word: `walkOrder`.
pub(super) fn has_hump(name: &str) -> bool {
    let mut pairs = name.chars().zip(name.chars().skip(1));
    pairs.any(|(before, next)| before.is_lowercase() && next.is_uppercase())
}

fn is_of_word(this: char, next: Option<char>, inside: bool) -> bool {
    this.is_alphanumeric()
        || (inside && matches!(this, '\'' | '\u{2019}') && next.is_some_and(char::is_alphabetic))
}

fn pause(this: char, next: Option<char>) -> Pause {
    match this {
        ',' | '(' | ')' | '\u{2013}' | '\u{2014}' => Pause::Comma,
        '-' if next.is_some_and(char::is_whitespace) => Pause::Comma,
        ';' | ':' | '|' => Pause::Semicolon,
        _ => Pause::None,
    }
}

/// Adds a word, or the two of a contraction.
fn push(found: &mut Vec<Word>, text: &str, range: std::ops::Range<usize>, before: Pause) {
    let written = text.get(range.clone()).unwrap_or_default();
    if written.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let mut lower = written.to_ascii_lowercase();
        let behind = text.get(range.end..).unwrap_or_default();
        let lead = text.get(..range.start).unwrap_or_default().trim_end();
        let named = lead.ends_with(char::is_alphanumeric);
        // `roll_no`, `no_of_adults`
        let joined =
            text.get(..range.start).unwrap_or_default().ends_with('_') || behind.starts_with('_');
        let named = named && (is_short_for_number(behind) || is_of_name(text, &range));
        if lower == "no" && (joined || named) {
            lower = "number".to_owned();
        }
        if lower != "cannot" {
            return found.push(Word {
                lower,
                start: range.start,
                end: range.end,
                before,
            });
        }
    }
    let lower = written.to_lowercase().replace('\u{2019}', "'");
    let mut add = |lower: &str, before: Pause| {
        found.push(Word {
            lower: lower.to_owned(),
            start: range.start,
            end: range.end,
            before,
        });
    };
    let (head, tail) = match lower.as_str() {
        "cannot" | "can't" => ("can", Some("not")),
        "won't" => ("will", Some("not")),
        "shan't" => ("shall", Some("not")),
        "it's" => ("it", Some("is")),
        "that's" => ("that", Some("is")),
        "there's" => ("there", Some("is")),
        "here's" => ("here", Some("is")),
        "what's" => ("what", Some("is")),
        "who's" => ("who", Some("is")),
        "where's" => ("where", Some("is")),
        "how's" => ("how", Some("is")),
        other => apart(other),
    };
    add(head, before);
    if let Some(tail) = tail {
        add(tail, Pause::None);
    }
}

/// Whether what stands behind `no` makes it short for a number, which denies nothing: `Roll no. and ward come from`.
fn is_short_for_number(behind: &str) -> bool {
    let Some(behind) = behind.strip_prefix('.') else {
        return false;
    };
    let goes_on = |c: char| c.is_lowercase() || c.is_ascii_digit();
    behind.starts_with(',') || (behind.starts_with(' ') && behind.trim_start().starts_with(goes_on))
}

/// The same where `No` stands at a place of a text.
fn is_of_name(text: &str, at: &std::ops::Range<usize>) -> bool {
    let before = text.get(..at.start).unwrap_or_default();
    let behind = text.get(at.start..).unwrap_or_default();
    let mut words = behind.split_whitespace();
    let word = words.next().unwrap_or_default();
    let before = before.split_whitespace().next_back();
    ends_a_name(
        before.unwrap_or_default(),
        word,
        words.next().unwrap_or_default(),
    )
}

/// Whether `No`, perhaps with a comma, is the last word of the name of a field: `Roll No, Name and Ward are taken from`,
/// `Elector No is`. It hangs on the words that stand beside it.
pub(super) fn ends_a_name(before: &str, word: &str, next: &str) -> bool {
    const GO_ON: &[&str] = &[
        "and", "or", "is", "are", "was", "were", "come", "comes", "came", "tells", "gives", "shows",
    ];
    let goes_on = match word {
        "No" => GO_ON.contains(&next),
        "No," => next.starts_with(char::is_uppercase),
        _ => false,
    };
    // `Profiling No, Transfers No`: what else may be answered with a no.
    goes_on && word_lists().sentence.numbered.has(before)
}

/// `we've` as `we` and `have`; `party's` as `party`.
fn apart(lower: &str) -> (&str, Option<&'static str>) {
    const ENDS: &[(&str, Option<&str>)] = &[
        ("n't", Some("not")),
        ("'ve", Some("have")),
        ("'re", Some("are")),
        ("'ll", Some("will")),
        ("'d", Some("would")),
        ("'m", Some("am")),
        ("'s", None),
    ];
    ENDS.iter()
        .find_map(|(end, second)| Some((lower.strip_suffix(end)?, *second)))
        .filter(|(head, _)| !head.is_empty())
        .unwrap_or((lower, None))
}

/// `e-mail` is one word.
fn join_mail(found: &mut Vec<Word>) {
    let mut index = 0;
    while let Some([first, second]) = found.get(index..index + 2) {
        let mail = first.lower == "e"
            && second.before == Pause::None
            && second.start == first.end + 1
            && second.lower.starts_with("mail");
        if mail {
            let joined = Word {
                lower: format!("e{}", second.lower),
                end: second.end,
                ..first.clone()
            };
            found.splice(index..index + 2, [joined]);
        }
        index += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lower(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.lower).collect()
    }

    #[test]
    fn contractions_are_taken_apart_and_possessives_dropped() {
        assert_eq!(
            lower("We don\u{2019}t; it's the Party's e-mail, can't"),
            [
                "we", "do", "not", "it", "is", "the", "party", "email", "can", "not"
            ]
        );
        assert_eq!(lower("Art. 6(1)(ea)"), ["art", "6", "1", "ea"]);
        assert_eq!(lower(""), Vec::<String>::new());
    }

    #[test]
    fn words_know_their_place_and_what_divides_them() {
        let text = "Kept, then: e-mails deleted";
        let found = words(text);
        let pauses: Vec<Pause> = found.iter().map(|word| word.before).collect();
        assert_eq!(
            pauses,
            [Pause::None, Pause::Comma, Pause::Semicolon, Pause::None]
        );
        assert_eq!(found.get(2).map(|w| w.written(text)), Some("e-mails"));
    }
}
