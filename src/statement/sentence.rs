//! Running text as sentences: lines joined to paragraphs, headings and list items told apart, messages
//! of a chain kept apart, each sentence at the place of its first line.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::codebook::word_lists::word_lists;
use crate::document::{Document, Part, PartKind};
use crate::provenance::{LineNo, Location, PartId, Place};
use crate::recognise::footnotes::{mark_before, marks};
use crate::recognise::{Note, Survey};
use crate::statement::words::{Word, has_hump, words};

/// A sentence, a heading or an item of a list.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub text: String,
    pub at: Location,
    pub form: Form,
    /// Whether it begins its paragraph.
    pub first: bool,
    /// Which message of a chain: 0 is the topmost.
    pub message: u32,
    /// Whether it is quoted from an earlier message.
    pub quoted: bool,
    /// Its words, once somebody has asked for them.
    pub spoken: OnceCell<Vec<Word>>,
}

impl Sentence {
    /// Its words.
    pub fn words(&self) -> &[Word] {
        self.spoken.get_or_init(|| words(&self.text))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Heading,
    Prose,
    Item,
}

/// A line as the file has it.
#[derive(Debug, Clone)]
struct Line {
    text: String,
    place: Place,
    message: u32,
    quoted: bool,
    item: bool,
    gap: bool,
}

/// The sentences of a response, part by part, as all who read them share them.
#[derive(Debug, Default)]
pub struct Spoken {
    /// Of each part of the document, in its order.
    pub(super) of_parts: Vec<Vec<Sentence>>,
}

impl Spoken {
    /// Cuts the running text of a document, and the notes of its tables, into sentences.
    #[must_use]
    pub fn of(document: &Document, survey: &Survey) -> Self {
        let parts = document.parts.iter();
        let of_parts = parts.map(|part| {
            let marks = marks(part.id, survey);
            sentences(part, &survey.notes, &survey.listed, &marks)
        });
        Self {
            of_parts: of_parts.collect(),
        }
    }
}

/// The sentences of a part: of its running text, else of the notes of its tables.
fn sentences(
    part: &Part,
    notes: &[Note],
    listed: &HashSet<(PartId, LineNo)>,
    marks: &HashSet<String>,
) -> Vec<Sentence> {
    // What stands in columns is no sentence.
    let is_listed = |place: &Place| match place {
        Place::Line { line } => listed.contains(&(part.id, *line)),
        _ => false,
    };
    let passages = part
        .passages
        .iter()
        .filter(|passage| !passage.hidden && !is_listed(&passage.at))
        .map(|passage| (passage.text.as_str(), &passage.at, passage.quoted));
    let in_tables = notes
        .iter()
        .filter(|note| note.at.part == part.id && !note.hidden)
        .filter(|note| matches!(note.at.place, Place::Cell { .. } | Place::Field { .. }))
        .map(|note| (note.text.as_str(), &note.at.place, false));
    let mut found = of_lines(part, lines(passages, marks));
    found.extend(of_lines(part, lines(in_tables, marks)));
    found
}

/// The sentences of a text that is a paragraph of its own.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let whole = split(text).into_iter();
    whole
        .filter_map(|(from, to)| text.get(from..to))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Lines, with messages counted, quotation marks of mails taken off, and page numbers left out.
fn lines<'t>(
    texts: impl Iterator<Item = (&'t str, &'t Place, bool)>,
    marks: &HashSet<String>,
) -> Vec<Line> {
    let pieces = texts.flat_map(|(text, place, marked)| {
        text.split('\n').filter_map(move |piece| {
            let (quoted, bare) = unquoted(piece);
            let bare = bare.trim();
            let says = !bare.is_empty() && !is_page_number(bare);
            says.then_some((quoted || marked, bare, place))
        })
    });
    let pieces: Vec<(bool, &str, &Place)> = pieces.collect();
    let inline = answers_inline(&pieces);
    let mut found: Vec<Line> = Vec::new();
    let mut message = 0;
    let mut last: Option<&Place> = None;
    for (number, (quoted, bare, place)) in pieces.iter().enumerate() {
        if inline {
            message = u32::from(*quoted && !is_answered(&pieces, number));
        } else {
            let starts = begins_message(bare, found.len());
            let was_quoted = found.last().is_some_and(|line| line.message > 0);
            if starts || (*quoted && !was_quoted) {
                message += 1;
            }
        }
        // The mark of a footnote is no bullet.
        let of_note = mark_before(bare).is_some_and(|mark| marks.contains(mark));
        let (item, bare) = match of_note {
            true => (false, *bare),
            false => without_bullet(bare),
        };
        found.push(Line {
            text: without_emphasis(bare),
            place: (*place).clone(),
            message,
            quoted: *quoted,
            item,
            gap: last.is_some_and(|last| last.leaves_lines_before(place)),
        });
        last = Some(place);
    }
    found
}

/// Whether a quoted line is of a question that stands directly before words that are not quoted: of one line, or of
/// several behind the number of the question.
fn is_answered(pieces: &[(bool, &str, &Place)], number: usize) -> bool {
    const MOST_LINES: usize = 5;
    let is_quoted = |at: usize| pieces.get(at).is_some_and(|(quoted, _, _)| *quoted);
    let line = |at: usize| pieces.get(at).map_or("", |(_, line, _)| *line);
    let begins = |at: usize| without_bullet(line(at)).0;
    if !is_quoted(number) {
        return false;
    }
    let last = (number..number + MOST_LINES)
        .take_while(|at| is_quoted(*at) && (*at == number || !begins(*at)))
        .last();
    let Some(last) = last.filter(|last| pieces.get(last + 1).is_some_and(|(quoted, _, _)| !quoted))
    else {
        return false;
    };
    let first = (number.saturating_sub(MOST_LINES)..=number)
        .rev()
        .take_while(|at| is_quoted(*at))
        .find(|at| begins(*at));
    let question = line(last);
    let asks = question.contains('?') || question.ends_with(':');
    asks && (last == number || first.is_some())
}

/// Whether a mail answers question by question, below what it quotes of the request.
fn answers_inline(pieces: &[(bool, &str, &Place)]) -> bool {
    const FEWEST: usize = 2;
    let answered = (0..pieces.len()).filter(|number| is_answered(pieces, *number));
    answered.count() >= FEWEST
}

/// Takes the `>` of a quoted line off.
fn unquoted(line: &str) -> (bool, &str) {
    let bare = line.trim_start();
    let inner = bare.trim_start_matches(['>', ' ']);
    (
        bare.starts_with('>'),
        if bare.starts_with('>') { inner } else { line },
    )
}

/// `Page 2 of 3`, `- 2 -`, `2`.
fn is_page_number(line: &str) -> bool {
    let words: Vec<String> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.len() <= 4
        && words
            .iter()
            .any(|word| word.bytes().all(|b| b.is_ascii_digit()))
        && words.iter().all(|word| {
            matches!(word.as_str(), "page" | "of" | "tudalen")
                || (word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()))
        })
}

/// Whether another message of a chain begins: `-----Original Message-----`, `On ... wrote:`, or the
/// header of a mail below other text.
fn begins_message(line: &str, above: usize) -> bool {
    let lower = line.to_lowercase();
    let original = lower.contains("original message") || lower.contains("forwarded message");
    let wrote = lower.starts_with("on ") && lower.ends_with("wrote:");
    let header = above > 3 && lower.starts_with("from:");
    (original && line.contains("--")) || wrote || header
}

/// Takes the signs off by which plain text makes words bold: `**How long:** two years`.
fn without_emphasis(line: &str) -> String {
    const BOLD: &str = "**";
    let signs = line.matches(BOLD).count();
    if signs > 0 && signs.is_multiple_of(2) && line.contains(char::is_alphanumeric) {
        line.replace(BOLD, "")
    } else {
        line.to_owned()
    }
}

/// Takes the bullet or number of a list item off.
fn without_bullet(line: &str) -> (bool, &str) {
    const BULLETS: &[char] = &[
        '\u{2022}', '\u{b7}', '\u{25aa}', '\u{25e6}', '\u{2023}', '\u{25cf}', '\u{f0b7}', '*',
        '\u{2013}', '\u{2014}', '-', '\u{25a0}',
    ];
    if let Some(rest) = line.strip_prefix(BULLETS)
        && rest.starts_with(char::is_whitespace)
    {
        return (true, rest.trim_start());
    }
    let Some((head, rest)) = line.split_once(char::is_whitespace) else {
        return (false, line);
    };
    let inner = head.trim_start_matches('(').trim_end_matches([')', '.']);
    let closes = head.ends_with([')', '.']) || head.contains('.');
    let number = inner
        .split('.')
        .all(|n| !n.is_empty() && n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    let letter = head.ends_with(')')
        && inner.len() <= 4
        && !inner.is_empty()
        && inner.chars().all(|c| c.is_ascii_lowercase());
    if (number && closes) || letter || head == "o" {
        (true, rest.trim_start())
    } else {
        (false, line)
    }
}

/// Joins lines to paragraphs and cuts these into sentences.
fn of_lines(part: &Part, lines: Vec<Line>) -> Vec<Sentence> {
    let wide = width(&lines);
    // These files say where a paragraph ends; others only where a line does.
    let by_paragraph = matches!(
        part.kind,
        PartKind::Docx | PartKind::Odt | PartKind::Rtf | PartKind::Html
    );
    let mut found = Vec::new();
    let mut paragraph: Vec<Line> = Vec::new();
    for line in lines {
        if paragraph.last().is_some_and(|last| {
            ends_paragraph(last, &line, wide)
                || (by_paragraph && last.place != line.place && ends_sentence(&last.text))
        }) {
            cut(part, &paragraph, &mut found);
            paragraph.clear();
        }
        paragraph.push(line);
    }
    cut(part, &paragraph, &mut found);
    settle_headings(&mut found);
    found
}

/// How wide the lines run: nine of ten are no longer.
fn width(lines: &[Line]) -> usize {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
    lengths.sort_unstable();
    lengths
        .get(lengths.len().saturating_mul(9) / 10)
        .copied()
        .unwrap_or(0)
}

/// Whether a paragraph ends before a line.
fn ends_paragraph(last: &Line, next: &Line, wide: usize) -> bool {
    // What stands far apart on a line is a heading and its value.
    let parted = is_parted(&next.text) || is_parted(&last.text);
    let other = last.message != next.message || last.quoted != next.quoted;
    if other || next.item || parted || defines_a_field(&next.text) {
        return true;
    }
    let length = last.text.chars().count();
    let short = length * 10 < wide * 7;
    let ended = ends_sentence(&last.text) || last.text.ends_with(':');
    let lower = next.text.chars().next().is_some_and(char::is_lowercase);
    if lower && !ended {
        return false;
    }
    let title = |line: &Line| {
        !ends_sentence(&line.text)
            && line.text.split_whitespace().count() <= 8
            && line.text.chars().count() * 10 < wide * 7
    };
    next.gap || last.text.ends_with(':') || short || (ended && title(next))
}

/// Whether a line is parted by a tab, or by dots that lead from one piece to the other: `Ward ........ Castlebeck`.
fn is_parted(line: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let few = || {
        let (head, _) = line
            .split_once(" .. ")
            .or_else(|| line.split_once(" ... "))?;
        let names = head.trim_start().starts_with(char::is_uppercase) && !head.contains(',');
        (names && head.split_whitespace().count() <= MOST_WORDS).then_some(())
    };
    line.contains('\t') || line.contains("....") || few().is_some()
}

/// Whether a line begins with the name of a field, written as a program has it, and says what that is: `LD_TO - our
/// estimate of ...`.
fn defines_a_field(line: &str) -> bool {
    const LONGEST: usize = 24;
    let signs = [" - ", " \u{2013} ", " \u{2014} ", " = ", ": "];
    let mut heads = signs
        .iter()
        .filter_map(|sign| line.split_once(sign).map(|(head, _)| head));
    heads.any(|head| {
        let upper = head.chars().filter(|c| c.is_uppercase()).count();
        let plain = head
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        let coded = head.contains('_') || head.bytes().any(|byte| byte.is_ascii_digit());
        plain && head.len() <= LONGEST && head.len() > 1 && (upper > 1 || (coded && upper > 0))
    })
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\u{201d}', '\u{2019}', '\'', ')'])
        .ends_with(['.', '!', '?'])
}

/// Cuts a paragraph into sentences.
fn cut(part: &Part, paragraph: &[Line], found: &mut Vec<Sentence>) {
    let Some(head) = paragraph.first() else {
        return;
    };
    let mut text = String::new();
    let mut starts: Vec<(usize, &Place)> = Vec::new();
    for line in paragraph {
        let broken = text.ends_with('-')
            && !text.ends_with(" -")
            && line.text.starts_with(char::is_lowercase);
        if !text.is_empty() && !broken {
            text.push(' ');
        }
        starts.push((text.len(), &line.place));
        text.push_str(&line.text);
    }
    let place = |at: usize| {
        starts
            .iter()
            .rev()
            .find(|(start, _)| *start <= at)
            .map_or(&head.place, |(_, place)| *place)
    };
    let pieces = split(&text);
    let whole = pieces.len() == 1;
    // A numbered question is the person's, and so is what they ask for in one breath with it.
    let asks = pieces
        .first()
        .and_then(|(from, to)| text.get(*from..*to))
        .is_some_and(|first| head.item && first.trim_end().ends_with('?'));
    for (number, (from, to)) in pieces.into_iter().enumerate() {
        let sentence = text.get(from..to).unwrap_or_default().trim();
        let sentence = sentence.strip_prefix(OTHER_LANGUAGE).unwrap_or(sentence);
        if sentence.is_empty() {
            continue;
        }
        let form = if head.item {
            Form::Item
        } else if whole && is_title(sentence) {
            Form::Heading
        } else {
            Form::Prose
        };
        found.push(Sentence {
            text: sentence.to_owned(),
            at: Location {
                part: part.id,
                place: place(from).clone(),
            },
            form,
            first: number == 0,
            message: head.message,
            quoted: head.quoted || (asks && number > 0 && demands(sentence)),
            spoken: OnceCell::new(),
        });
    }
}

/// `Please name them.`: what the person asks of the party, and not what the party asks or tells: `Please note that we ...`.
fn demands(sentence: &str) -> bool {
    let lists = &word_lists().sentence;
    let mut words = sentence.split(|c: char| !c.is_alphanumeric());
    let please = words.next() == Some("Please");
    let asks = words.next().is_some_and(|verb| lists.demands.has(verb));
    please && asks && !words.any(|word| lists.of_party.has(&word.to_lowercase()))
}

/// Whether a paragraph of its own is a heading: short, not ended as a sentence.
fn is_title(text: &str) -> bool {
    const MOST_WORDS: usize = 12;
    !text.ends_with(['.', '!', ',', ';', ':'])
        && text.split_whitespace().count() <= MOST_WORDS
        && !text.contains(": ")
}

/// Numbered headings: an item of few words that does not end as a sentence and is followed by prose.
fn settle_headings(found: &mut [Sentence]) {
    for index in 0..found.len() {
        let followed = found
            .get(index + 1)
            .is_some_and(|next| next.form == Form::Prose);
        if let Some(sentence) = found.get_mut(index)
            && sentence.form == Form::Item
            && followed
            && is_title(&sentence.text)
        {
            sentence.form = Form::Heading;
        }
    }
}

/// What stands before a sentence that says the one before it in another language.
const OTHER_LANGUAGE: &str = "/ ";

/// Where sentences begin and end.
fn split(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, this) in text.char_indices() {
        if !matches!(this, '.' | '!' | '?') {
            continue;
        }
        let end = at + this.len_utf8();
        let rest = text.get(end..).unwrap_or_default();
        let closed = rest.trim_start_matches(['"', '\u{201d}', ')', '\u{2019}']);
        if !closed.starts_with(char::is_whitespace) {
            continue;
        }
        let next = closed.trim_start();
        let opens = next.chars().next().is_some_and(|c| {
            c.is_uppercase()
                || c.is_ascii_digit()
                || matches!(c, '"' | '\u{201c}' | '(' | '\u{2018}' | '\'')
        }) || next.starts_with(OTHER_LANGUAGE)
            || is_name_of_field(next.split_whitespace().next().unwrap_or_default())
            || is_defined(next);
        let before = text.get(start..at).unwrap_or_default();
        // `No. You gave us all of it` answers; `No. 5` is a number.
        let answers = before.trim() == "No" && next.starts_with(char::is_uppercase);
        if this == '.' && (!opens || (is_abbreviation(before) && !answers)) {
            continue;
        }
        let cut = end + (rest.len() - closed.len());
        found.push((start, cut));
        start = cut;
    }
    if text
        .get(start..)
        .is_some_and(|rest| !rest.trim().is_empty())
    {
        found.push((start, text.len()));
    }
    found
}

/// Whether a text begins with a word in small letters and a verb that says something of it: `lean is our own estimate`; or
/// with several that are listed: `email and mobile were given to us`.
fn is_defined(text: &str) -> bool {
    const MOST: usize = 12;
    let is_plain = |word: &str| {
        let small = matches!(
            word,
            "it" | "this"
                | "that"
                | "there"
                | "which"
                | "what"
                | "who"
                | "he"
                | "she"
                | "they"
                | "we"
                | "you"
                | "and"
        );
        word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !small
    };
    let mut words = text.split_whitespace().take(MOST).peekable();
    let mut listed = false;
    loop {
        let first = words.next().unwrap_or_default();
        let bare = first.trim_end_matches(',');
        if !is_plain(bare) && !is_name_of_field(bare) {
            return false;
        }
        let joins = words.next_if(|word| *word == "and").is_some();
        if !joins && bare.len() == first.len() {
            break;
        }
        listed = true;
    }
    let verb = words.next().unwrap_or_default();
    matches!(verb, "is" | "are" | "means" | "runs")
        || (listed && matches!(verb, "was" | "were" | "come" | "came" | "have" | "has"))
}

/// Whether a word is written as names of fields are, and no word of a sentence: `voter_id`, `walkOrder`.
fn is_name_of_field(word: &str) -> bool {
    let bare = word.trim_end_matches([',', ';', ':']);
    let is_name = bare.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name && (bare.contains('_') || has_hump(bare))
}

/// Whether a full stop behind this text is that of an abbreviation.
fn is_abbreviation(before: &str) -> bool {
    let mut words = before.rsplit(|c: char| c.is_whitespace() || c == '(');
    let last = words.next().unwrap_or_default().to_lowercase();
    // `the fields marked E.` ends with a mark.
    let marked = words.next().is_some_and(|word| {
        matches!(
            word,
            "marked" | "labelled" | "flagged" | "coded" | "code" | "letter" | "letters" | "column"
        )
    });
    let is_letter = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    match is_letter {
        true => !marked,
        false => word_lists().sentence.short.has(last.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{PartKind, Passage, ReadState};

    fn part(text: &str) -> Part {
        let lines = text.split('\n').enumerate();
        let passages = lines.filter(|(_, line)| !line.trim().is_empty());
        Part {
            id: PartId(0),
            path: "letter.txt".to_owned(),
            sha256: String::new(),
            bytes: 0,
            kind: PartKind::Text,
            parent: None,
            read: ReadState::Whole,
            tables: Vec::new(),
            passages: passages
                .map(|(number, line)| Passage {
                    at: Place::Line {
                        line: LineNo::from_zero_based(u32::try_from(number).unwrap_or(0)),
                    },
                    text: line.to_owned(),
                    hidden: false,
                    quoted: false,
                })
                .collect(),
            properties: Vec::new(),
            oddities: Vec::new(),
        }
    }

    fn read(text: &str) -> Vec<(Form, String)> {
        let found = sentences(&part(text), &[], &HashSet::new(), &HashSet::new());
        found.into_iter().map(|s| (s.form, s.text)).collect()
    }

    #[test]
    fn wrapped_lines_are_one_sentence_at_the_place_of_its_first_line() {
        let text = "Dear Mr Specimen,\n\nYour name and address come from the register kept by Mr. J. Draft of\nProofham. Your e-\nmail was given by you when you signed our petition about the bypass.\n";
        let found = sentences(&part(text), &[], &HashSet::new(), &HashSet::new());
        let texts: Vec<&str> = found.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Dear Mr Specimen,",
                "Your name and address come from the register kept by Mr. J. Draft of Proofham.",
                "Your e-mail was given by you when you signed our petition about the bypass.",
            ]
        );
        assert_eq!(
            found.get(2).map(|s| s.at.place.to_string()).as_deref(),
            Some("line 4")
        );
    }

    #[test]
    fn headings_and_items_are_told_from_prose() {
        let text = "Who has received it\nNobody but the following bodies has received it so far:\n- our printers\n- our local branch in Proofham\n3. Retention\nTwo years after the next general election, then it is deleted.\n";
        let forms: Vec<Form> = read(text).into_iter().map(|(form, _)| form).collect();
        assert_eq!(
            forms,
            [
                Form::Heading,
                Form::Prose,
                Form::Item,
                Form::Item,
                Form::Heading,
                Form::Prose
            ]
        );
    }

    #[test]
    fn what_is_quoted_below_is_another_message() {
        let text = "We hold nothing about you.\n\nOn 3 March 2026 Casey Specimen wrote:\n> I request a copy of my data.\n";
        let found = sentences(&part(text), &[], &HashSet::new(), &HashSet::new());
        let messages: Vec<u32> = found.iter().map(|s| s.message).collect();
        assert_eq!(messages, [0, 1, 1]);
    }
}
