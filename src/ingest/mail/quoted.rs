//! Which lines of a message are quoted from earlier ones.
//!
//! A line that begins with `>` is, and what a page sets as a quotation. So is everything below the mark that a mail program puts above
//! the message that is answered: a rule with its name, a block of headers, or a line that says who
//! wrote what follows. Below a mark that says that a message is passed on, nothing is quoted: what
//! is passed on is what was sent.

use crate::document::Passage;
use crate::provenance::Place;

/// Lines that a line saying who wrote may be broken into.
const BROKEN_INTO: usize = 3;

/// Lines among which the headers of an earlier message stand.
const HEADER_LINES: usize = 8;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Quoted {
    /// How many passages are quoted.
    pub(super) count: usize,
    /// Where the first stands.
    pub(super) first: Option<Place>,
}

/// Marks the passages that are quoted.
pub(super) fn mark(passages: &mut [Passage]) -> Quoted {
    let texts: Vec<String> = passages.iter().map(|p| plain(&p.text)).collect();
    let mut below = None;
    let mut who_wrote_to = 0;
    for (number, text) in texts.iter().enumerate() {
        if let Some(kind) = boundary(&texts, number) {
            below = Some(kind);
        }
        let marked = text.starts_with('>');
        who_wrote_to = says_who_wrote(&texts, number).unwrap_or(who_wrote_to);
        let wrote = number < who_wrote_to;
        if let Some(passage) = passages.get_mut(number) {
            let quotes = passage.quoted && below != Some(Boundary::PassedOn);
            passage.quoted = marked || wrote || quotes || below == Some(Boundary::Answered);
        }
    }
    let mut quoted = passages.iter().filter(|passage| passage.quoted);
    let first = quoted.clone().next().map(|passage| passage.at.clone());
    Quoted {
        count: quoted.by_ref().count(),
        first,
    }
}

/// What begins an earlier message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boundary {
    /// The message that is answered, or one before it.
    Answered,
    /// A message that is passed on.
    PassedOn,
}

/// The text as it is compared: trimmed, in lower case, without the stars of bold letters.
fn plain(text: &str) -> String {
    let text = text.trim().trim_matches(['*', '_']).trim();
    text.to_lowercase().replace('*', "")
}

/// What mail programs write above a message that is passed on.
const PASSED_ON: &[&str] = &["forwarded message", "neges a anfonwyd ymlaen"];

/// Whether a line says that the message below it is passed on.
pub(super) fn passes_on(line: &str) -> bool {
    let text = plain(line);
    let ruled = text.trim_matches(['-', ' ', '=', ':']);
    let is_ruled = text.starts_with("--") || text.starts_with("==");
    is_ruled && PASSED_ON.contains(&ruled) || text.starts_with("begin forwarded message")
}

/// Whether an earlier message begins with this passage.
fn boundary(texts: &[String], number: usize) -> Option<Boundary> {
    const ANSWERED: &[&str] = &[
        "original message",
        "neges wreiddiol",
        "original appointment",
    ];
    let text = texts.get(number)?;
    let ruled = text.trim_matches(['-', ' ', '=', ':']);
    let is_ruled = text.starts_with("--") || text.starts_with("==");
    if is_ruled && ANSWERED.contains(&ruled) {
        return Some(Boundary::Answered);
    }
    if passes_on(text) {
        return Some(Boundary::PassedOn);
    }
    // The headers below such a mark belong to it.
    let above = number.saturating_sub(2)..number;
    let announced = texts.get(above).unwrap_or_default();
    if is_header_block(texts, number) {
        let passed_on = announced.iter().any(|text| passes_on(text));
        return Some(if passed_on {
            Boundary::PassedOn
        } else {
            Boundary::Answered
        });
    }
    let after = says_who_wrote(texts, number)?;
    // Above lines with `>` it marks these alone.
    let next = texts.get(after);
    let alone = next.is_none_or(|next| next.starts_with('>'));
    (!alone).then_some(Boundary::Answered)
}

/// Whether headers of an earlier message begin here: who sent it, then two of when, to whom and
/// about what.
fn is_header_block(texts: &[String], number: usize) -> bool {
    const FROM: &[&str] = &["from:", "oddi wrth:"];
    const OTHERS: &[&[&str]] = &[
        &["sent:", "date:", "anfonwyd:", "dyddiad:"],
        &["to:", "at:", "i:"],
        &["subject:", "pwnc:", "testun:"],
    ];
    let begins = |text: &str, names: &[&str]| names.iter().any(|name| text.starts_with(name));
    let Some(first) = texts.get(number) else {
        return false;
    };
    if !begins(first, FROM) {
        return false;
    }
    let end = number.saturating_add(HEADER_LINES).min(texts.len());
    let block = texts.get(number..end).unwrap_or_default();
    // In a page the block may be one passage of several lines.
    let lines: Vec<&str> = block
        .iter()
        .flat_map(|text| text.lines())
        .map(str::trim)
        .collect();
    let found = OTHERS.iter().filter(|names| {
        lines
            .iter()
            .take(HEADER_LINES)
            .any(|line| begins(line, names))
    });
    found.count() >= 2
}

/// Whether a line here, or broken over the next ones, says who wrote what follows: `On Monday Casey
/// wrote:`. Tells the number of the passage behind it.
fn says_who_wrote(texts: &[String], number: usize) -> Option<usize> {
    const MOST_CHARS: usize = 300;
    let first = texts.get(number)?.trim_start_matches(['>', ' ']);
    let starts = ["on ", "le ", "ar "]
        .iter()
        .any(|start| first.starts_with(start));
    if !starts {
        return None;
    }
    let mut length = 0usize;
    for last in number..number.saturating_add(BROKEN_INTO) {
        let text = texts.get(last)?;
        length = length.saturating_add(text.len());
        if length > MOST_CHARS {
            return None;
        }
        let ends = ["wrote:", "ysgrifennodd:", "a ysgrifennodd:"];
        if ends.iter().any(|end| text.ends_with(end)) {
            // A date has a digit; a sentence that ends so has none.
            let has_digit = texts
                .get(number..=last)
                .unwrap_or_default()
                .iter()
                .any(|text| text.contains(|c: char| c.is_ascii_digit()));
            return has_digit.then_some(last.saturating_add(1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::LineNo;

    fn quoted(lines: &[&str]) -> Vec<bool> {
        let mut passages: Vec<Passage> = (0..)
            .zip(lines)
            .map(|(number, text)| Passage {
                at: Place::Line {
                    line: LineNo::from_zero_based(number),
                },
                text: (*text).to_owned(),
                hidden: false,
                quoted: false,
            })
            .collect();
        let found = mark(&mut passages);
        let flags: Vec<bool> = passages.iter().map(|passage| passage.quoted).collect();
        assert_eq!(found.count, flags.iter().filter(|flag| **flag).count());
        flags
    }

    #[test]
    fn lines_with_a_mark_are_quoted_and_answers_between_them_are_not() {
        assert_eq!(
            quoted(&[
                "On 3 May 2026, Casey Mockford wrote:",
                "> What do you hold?",
                "Nothing.",
                "> Why?"
            ]),
            [true, true, false, true]
        );
    }

    #[test]
    fn a_line_that_says_who_wrote_may_be_broken() {
        assert_eq!(
            quoted(&[
                "Please see attached.",
                "On Sun, 3 May 2026 at 10:31, Casey Mockford",
                "<casey@example.org> wrote:",
                "What do you hold about me?",
            ]),
            [false, true, true, true]
        );
    }

    #[test]
    fn everything_below_the_headers_of_an_earlier_message_is_quoted() {
        for above in [
            "-----Original Message-----",
            "________________________________",
        ] {
            let flags = quoted(&[
                "We hold nothing.",
                above,
                "From: Casey Mockford <casey@example.org>",
                "Sent: 3 May 2026 10:31",
                "To: data@party.example",
                "Subject: request",
                "What do you hold about me?",
            ]);
            assert_eq!(flags.first(), Some(&false));
            assert!(flags.iter().skip(2).all(|flag| *flag), "{above}");
        }
        assert_eq!(
            quoted(&[
                "A",
                "*From:* Casey\n*Sent:* 3 May 2026\n*To:* data@party.example",
                "B"
            ]),
            [false, true, true]
        );
    }

    #[test]
    fn what_is_passed_on_is_not_quoted() {
        let flags = quoted(&[
            "For your files.",
            "---------- Forwarded message ---------",
            "From: Data Team <data@party.example>",
            "Date: Sun, 3 May 2026 at 10:31",
            "Subject: your request",
            "To: <casey@example.org>",
            "We hold the following.",
        ]);
        assert!(flags.iter().all(|flag| !flag));
    }

    #[test]
    fn sentences_that_look_like_marks_are_not_quoted() {
        let flags = quoted(&[
            "From: the electoral register",
            "On that day our clerk wrote:",
            "To: be confirmed",
            "On 3 May 2026 we wrote to you.",
        ]);
        assert!(flags.iter().all(|flag| !flag));
    }
}
