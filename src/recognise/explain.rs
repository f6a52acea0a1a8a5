//! Explanations that the response itself gives: keys, glossaries, columns of meanings, comments,
//! drop-down lists, and words in the heading such as `(0 = unlikely, 100 = likely)`.

use std::borrow::Cow;

use crate::codebook::entry::Scale;
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Flat, Label};
use crate::provenance::Location;
use crate::recognise::scales::scale_of_ends;
use crate::recognise::telling::is_whole_day;

pub use crate::recognise::scales::scale;
pub(crate) use crate::recognise::scales::without_steps;

/// What the response says about a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What it says, as written.
    pub text: String,
    /// The scale that it gives.
    pub scale: Option<Scale>,
    /// The codes that it gives.
    pub codes: Vec<CodeMeaning>,
    /// Where it says so.
    pub at: Location,
    /// Whether it stands where explanations stand - a key, a comment, the heading's own brackets -
    /// and not merely beside the value.
    pub from_key: bool,
}

impl Explanation {
    /// The explanation of a field by its codes, as a key gives it: what it says as written, and where.
    pub fn of_codes(text: impl Into<String>, codes: Vec<CodeMeaning>, at: Location) -> Self {
        Self {
            text: text.into(),
            scale: None,
            codes,
            at,
            from_key: true,
        }
    }
}

/// A code and its meaning, as the response gives them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodeMeaning {
    /// The code as written.
    pub code: String,
    /// The meaning as written.
    pub meaning: String,
    /// Where it is given, where that is not where the heading is explained.
    pub at: Option<Location>,
}

/// `PV: has asked for a postal vote.` What stands before the colon of a sentence, and what stands behind it.
pub(crate) fn code_and_meaning(sentence: &str) -> Option<(&str, &str)> {
    let (code, meaning) = sentence.trim().split_once(": ")?;
    let meaning = meaning.trim_end_matches(['.', ';', ' ']);
    (!meaning.is_empty()).then_some((code, meaning))
}

/// `C: for us. L: Labour. X: would not say.` Codes each with a sentence of its own.
fn in_sentences(text: &str) -> Vec<CodeMeaning> {
    const FEWEST: usize = 2;
    let codes = text.split_inclusive(". ").filter_map(|sentence| {
        let (code, meaning) = code_and_meaning(sentence)?;
        is_codelike(code).then(|| CodeMeaning {
            code: code.to_owned(),
            meaning: meaning.to_owned(),
            at: None,
        })
    });
    let codes: Vec<CodeMeaning> = codes.collect();
    match codes.len() >= FEWEST {
        true => codes,
        false => Vec::new(),
    }
}

/// What a heading says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The words that say it.
    pub text: String,
    /// The scale that they give.
    pub scale: Option<Scale>,
    /// The codes that they give.
    pub codes: Vec<CodeMeaning>,
}

/// `(0 = unlikely, 100 = likely)` within a heading.
#[must_use]
pub fn told_within(heading: &str) -> Option<Told> {
    let open = heading.find(['(', '[', '\n', ':']);
    let inside = open.and_then(|open| heading.get(open + 1..));
    let inner = inside.map(|inner| inner.trim().trim_end_matches([')', ']']));
    if let Some(told) = inner.and_then(told) {
        return Some(told);
    }
    // `(0 to 100, higher is likelier)`
    let directed = inner.filter(|inner| tells_direction(inner));
    if let Some((inner, scale)) = directed.and_then(|inner| Some((inner, scale(inner)?))) {
        return Some(Told {
            text: inner.to_owned(),
            scale: Some(scale),
            codes: Vec::new(),
        });
    }
    // Without a bracket, a scale must say what an end means, or there must be several codes.
    let whole = told(heading)?;
    (whole.codes.len() > 2 || whole.scale.is_some()).then_some(whole)
}

/// Whether a text says which end of a scale is which, `the higher the figure, the likelier`, and leaves no doubt that the
/// scale holds.
pub(super) fn tells_direction(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = word_lists().explain.directions.iter();
    words.any(|word| lower.contains(word)) && !is_doubtful(text)
}

/// Whether a text that gives a scale says what an end of it means or which end is which, and leaves no doubt that it holds.
pub(super) fn is_sure(scale: &Scale, text: &str) -> bool {
    let ends = scale.low.is_some() || scale.high.is_some();
    (ends || tells_direction(text)) && !is_doubtful(text)
}

/// Whether a text leaves open if what it says of a scale holds: `formerly 0 to 10`, `we do not know whether`.
pub(super) fn is_doubtful(text: &str) -> bool {
    let text = Flat::new(text);
    let mut doubts = word_lists().explain.doubts.iter();
    doubts.any(|doubt| text.says(&[doubt]))
}

/// The scale or the codes that a piece of a heading tells.
fn told(piece: &str) -> Option<Told> {
    let (codes, scale) = (codes(piece), scale(piece));
    let says = !codes.is_empty()
        || scale
            .as_ref()
            .is_some_and(|scale| scale.high.is_some() || scale.low.is_some());
    says.then(|| Told {
        text: piece.to_owned(),
        scale,
        codes,
    })
}

impl Explanation {
    /// Takes the codes that another text of the same part gives, where this one gives none: `The letter under VI is what
    /// our canvasser noted; P is a probable`.
    pub(super) fn with_codes(&mut self, other: Self) {
        let bare = self.codes.is_empty() && self.scale.is_none();
        if bare && !other.codes.is_empty() && other.at.part == self.at.part {
            if !self.text.contains(&other.text) {
                self.text = format!("{} {}", self.text, other.text);
            }
            self.add_codes(other);
        }
    }

    /// Takes the codes of another text, each with its place.
    pub(super) fn add_codes(&mut self, other: Self) {
        let at = other.at;
        self.codes
            .extend(other.codes.into_iter().map(|code| CodeMeaning {
                at: code.at.or_else(|| Some(at.clone())),
                ..code
            }));
    }

    /// Reads an explanation from what the response says about a heading. None where it says
    /// nothing: empty, or the heading once more.
    #[must_use]
    pub fn read(heading: &str, texts: &[&str], at: Location) -> Option<Self> {
        // `We have not been told what it means.`
        let is_open = |text: &str| {
            let lower = text.to_lowercase();
            let mut open = word_lists().explain.open.iter();
            open.any(|said| lower.contains(said))
        };
        let said: Vec<&str> = texts
            .iter()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty() && !refers(text) && !is_whole_day(text))
            .filter(|text| !is_open(text))
            .filter(|text| Label::new(text) != Label::new(heading))
            .collect();
        if said.is_empty() {
            return None;
        }
        let text = said.join("; ");
        // A list of codes may stand apart from what describes the field.
        let mut codes = codes(&text);
        if codes.is_empty() {
            codes = said.iter().flat_map(|text| self::codes(text)).collect();
        }
        if codes.is_empty() {
            codes = in_sentences(&text);
        }
        let scale = scale(&text).or_else(|| scale_of_ends(&codes));
        // `1 is low, 5 is high` tells the ends of a scale: a 3 on it is no code outside a list.
        if let (Some(scale), [low, high]) = (&scale, codes.as_slice())
            && scale.from <= 1.0
            && scale.to - scale.from >= 3.0
            && low.code.parse() == Ok(scale.from)
            && high.code.parse() == Ok(scale.to)
            && text.contains(" is ")
        {
            codes.clear();
        }
        if codes.is_empty() {
            codes = lone_codes(&text);
            // `0 to 6; 99 = not known`: what is on the scale measures, and what is off it stands for something.
            if let Some(scale) = &scale {
                let ends = scale.from..=scale.to;
                let off = |told: &CodeMeaning| {
                    let number: Result<f64, _> = told.code.parse();
                    let label = Label::new(&told.meaning);
                    let none = label
                        .words()
                        .iter()
                        .any(|word| word_lists().explain.none.has(word));
                    none && number.is_ok_and(|number| !ends.contains(&number))
                };
                codes.retain(off);
            }
        }
        Some(Self {
            scale,
            codes,
            text,
            at,
            from_key: false,
        })
    }

    /// The same, where it stands beside one value and says what this value means: `Patch K: the houses by
    /// the mill` beside `K`, `Pledge: told us so` beside `P`.
    #[must_use]
    pub fn beside(mut self, value: &str) -> Self {
        let value = value.trim();
        // `Set where our model puts you in the fifth most likely to care`: it begins with the value.
        let behind = self.text.strip_prefix(value).filter(|_| !value.is_empty());
        let begins = behind.is_some_and(|behind| {
            [" where ", " when ", " if ", " means ", " = "]
                .iter()
                .any(|says| behind.starts_with(says))
        });
        if begins && self.meaning_of(value).is_none() {
            self.codes.push(CodeMeaning {
                code: value.to_owned(),
                meaning: self.text.clone(),
                at: None,
            });
            return self;
        }
        let told = match self.codes.as_slice() {
            [] => tells(&self.text, value),
            _ => self.meaning_of(value).is_none() && tells_each_letter(&self.text, value),
        };
        if is_codelike(value) && told {
            self.codes.push(CodeMeaning {
                code: value.to_owned(),
                meaning: self.text.clone(),
                at: None,
            });
        }
        self
    }

    /// The meaning of a code, also where a mark in brackets stands behind it: `4 (e)`. Leading zeros that a spreadsheet has eaten do not matter where the
    /// code is a number; upper and lower case do not matter where that is unambiguous.
    #[must_use]
    pub fn meaning_of(&self, value: &str) -> Option<&CodeMeaning> {
        let value = value.trim();
        if let Some(exact) = self.codes.iter().find(|code| code.code == value) {
            return Some(exact);
        }
        let mut folded = self
            .codes
            .iter()
            .filter(|code| same_code(&code.code, value));
        let Some(first) = folded.next() else {
            if let Some(bare) = without_letter_behind(value) {
                return self.codes.iter().find(|code| code.code == bare);
            }
            let mut around = self.codes.iter().filter(|code| covers(&code.code, value));
            let first = around.next()?;
            return around.next().is_none().then_some(first);
        };
        folded.next().is_none().then_some(first)
    }
}

/// Whether a code is a range of numbers, `08-10`, in which a number lies.
fn covers(code: &str, value: &str) -> bool {
    let ends = code.split_once(['-', '\u{2013}']);
    let ends = ends.or_else(|| code.split_once(" to "));
    let whole = |text: &str| text.trim().parse::<u32>().ok();
    let Some((from, to)) = ends.and_then(|(from, to)| whole(from).zip(whole(to))) else {
        return false;
    };
    whole(value).is_some_and(|number| (from..=to).contains(&number))
}

/// `4` of `4 (e)`: a value without the letter of a mark in brackets behind it.
fn without_letter_behind(value: &str) -> Option<&str> {
    let (bare, mark) = value.strip_suffix(')')?.rsplit_once(" (")?;
    let letter = mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_lowercase());
    (letter && !bare.is_empty()).then_some(bare)
}

/// Whether a text names a code before a mark, or begins with the word that the code is short for and says
/// little else or goes on behind a mark.
fn tells(text: &str, code: &str) -> bool {
    const FEW: usize = 3;
    let marked = text
        .split_whitespace()
        .any(|word| word.strip_suffix(':').is_some_and(|word| word == code));
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let head = first.get(..code.len()).unwrap_or_default();
    let is_letters = code.chars().all(char::is_alphabetic);
    let begins = is_letters && head.eq_ignore_ascii_case(code) && first.len() > code.len();
    marked
        || tells_each_letter(text, code)
        || begins && (first.ends_with([':', ',', ';']) || words.count() < FEW)
}

/// `VL`: `L is Labour; V in front means that you had voted`.
fn tells_each_letter(text: &str, code: &str) -> bool {
    let letters = code.len() > 1 && code.chars().all(|c| c.is_ascii_uppercase());
    letters && code.chars().all(|letter| tells_letter(text, letter))
}

/// Whether a text says what a letter is, means or stands for.
fn tells_letter(text: &str, letter: char) -> bool {
    const FEW: usize = 5;
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_letter = |word: &str| {
        word.trim_matches(['(', '"', '\'', ','])
            .chars()
            .eq([letter])
    };
    words.iter().enumerate().any(|(at, word)| {
        let behind = words.iter().skip(at.saturating_add(1)).take(FEW);
        is_letter(word)
            && behind
                .into_iter()
                .any(|word| matches!(*word, "is" | "means" | "=" | "stands"))
    })
}

fn same_code(code: &str, value: &str) -> bool {
    let number = |text: &str| {
        let whole = text.strip_suffix(".0").unwrap_or(text);
        (!whole.is_empty() && whole.len() < 10 && whole.bytes().all(|b| b.is_ascii_digit()))
            .then(|| whole.trim_start_matches('0').to_owned())
    };
    match (number(code), number(value)) {
        (Some(code), Some(value)) => code == value,
        (None, None) => code.eq_ignore_ascii_case(value),
        _ => false,
    }
}

/// Reads `00 Young singles; 03 Young household with children; U Unclassified`, `0 = no, 1 = yes`,
/// `Y - yes / N - no`. At least two codes make a list.
#[must_use]
pub fn codes(text: &str) -> Vec<CodeMeaning> {
    // The comma in `1,000` parts no codes.
    const KEPT: char = '\u{1f}';
    let whole = with_thousands_kept(text, KEPT);
    let mut found = codes_told(&whole);
    for told in &mut found {
        if told.meaning.contains(KEPT) {
            told.meaning = told.meaning.replace(KEPT, ",");
        }
        // `5 = Green and 1 = Labour`
        for join in [" and", " or"] {
            if let Some(bare) = told.meaning.strip_suffix(join) {
                told.meaning = bare.to_owned();
            }
        }
    }
    found
}

/// A text with a sign in the place of commas between thousands.
fn with_thousands_kept(text: &str, sign: char) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let parts = |at: usize| {
        let three = (at + 1..=at + 3).all(digit) && !digit(at + 4);
        at.checked_sub(1).is_some_and(digit) && three
    };
    let commas = memchr::memchr_iter(b',', bytes);
    let kept: Vec<usize> = commas.filter(|at| parts(*at)).collect();
    if kept.is_empty() {
        return Cow::Borrowed(text);
    }
    let whole = text
        .char_indices()
        .map(|(at, this)| match kept.binary_search(&at) {
            Ok(_) => sign,
            Err(_) => this,
        });
    Cow::Owned(whole.collect())
}

fn codes_told(text: &str) -> Vec<CodeMeaning> {
    const FEWEST: usize = 2;
    let told = codes_in_words(text);
    if told.len() >= FEWEST {
        return told;
    }
    let told = numbers_that_are(text);
    if !told.is_empty() {
        return told;
    }
    let text = match text.split_once(": ") {
        // `Type of household: 00 Young singles; ...`
        Some((head, tail)) if !head.contains(['=', ';']) && tail.contains([';', '=', ',']) => tail,
        _ => text,
    };
    for separator in [";", "\n", "|", " / ", ","] {
        if !text.contains(separator) {
            continue;
        }
        let pieces: Vec<&str> = text
            .split(separator)
            .map(|piece| {
                piece
                    .trim()
                    .trim_start_matches("and ")
                    .trim_start_matches("or ")
            })
            .filter(|piece| !piece.is_empty())
            .collect();
        if pieces.len() < 2 {
            continue;
        }
        // `What you told our canvasser. L = Labour`
        let first = |at: usize, piece: &str| match piece.rsplit_once(". ") {
            Some((_, last)) if at == 0 => code(last),
            _ => None,
        };
        let read = pieces.iter().enumerate();
        let found: Vec<CodeMeaning> = read
            .filter_map(|(at, piece)| code(piece).or_else(|| first(at, piece)))
            .collect();
        if found.len() >= 2 && found.len() * 4 >= pieces.len() * 3 {
            return found;
        }
    }
    let ways = [
        codes_run_on,
        codes_joined,
        codes_in_brackets,
        numbers_with_brackets,
    ];
    let mut read = ways.iter().map(|read| read(text));
    read.find(|found| !found.is_empty()).unwrap_or_default()
}

/// `the letter C means that you are for us, A that you are for others and W that you would rather not say`, `A when
/// somebody answered, N when nobody did`: codes told in a sentence, the verb perhaps once for all.
fn codes_in_words(text: &str) -> Vec<CodeMeaning> {
    const VERBS: &[&str] = &[
        " means ",
        " stands for ",
        " is short for ",
        " when ",
        " if ",
        " for ",
    ];
    // Most texts have none of them.
    if !VERBS.iter().any(|verb| text.contains(verb)) {
        return Vec::new();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(QUOTES).trim_end_matches(',').to_owned();
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let before = |at: usize| at.checked_sub(1).map_or("", word);
    let is_letter = |code: &str| code.len() == 1 && code.chars().all(|c| c.is_ascii_uppercase());
    // How many words stand between the code and its meaning; none where it is no code.
    let told = |at: usize, goes_on: bool| {
        let code = bare(word(at));
        let verb = word(at.saturating_add(1));
        let that = word(at.saturating_add(2)) == "that";
        is_codelike(&code).then_some(())?;
        match verb {
            "means" => Some(if that { 3 } else { 2 }),
            "stands" if word(at.saturating_add(2)) == "for" => Some(3),
            "is" if word(at.saturating_add(2)) == "short" => Some(4),
            // `Result is A when somebody answered`: only what is said to be the code begins such a list.
            // `gender_id is 1 for female and 2 for male`
            "for" if goes_on || matches!(before(at), "is" | "are") => Some(2),
            "when" | "if" if goes_on || matches!(before(at), "is" | "are") => Some(1),
            // `They also write a letter: L if a lift was asked for and N if none was`
            "when" | "if"
                if before(at).ends_with(':') && is_letter(&code) && word(at + 2) != "you" =>
            {
                Some(1)
            }
            "that" if goes_on => Some(2),
            // `A means certain, B means probable, C undecided`
            _ if goes_on && before(at).ends_with([',', ';']) && is_letter(&code) => Some(1),
            _ => None,
        }
    };
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for at in 0..words.len() {
        let last = before(at);
        let parted = last.ends_with([',', ';', '.', ':']) || matches!(last, "and" | "or");
        let goes_on = !starts.is_empty();
        if let Some(skip) = told(at, goes_on).filter(|_| !goes_on || parted) {
            starts.push((at, skip));
        }
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at);
    let ends = ends.chain(std::iter::once(words.len()));
    let told = starts.iter().zip(ends).map(|((at, skip), end)| {
        let meaning = words.get(at.saturating_add(*skip)..end).unwrap_or_default();
        let meaning = match meaning {
            [meaning @ .., "and" | "or"] => meaning,
            meaning => meaning,
        };
        let meaning = meaning.join(" ");
        // What follows in the next sentence or clause is no part of the last.
        let ends = [". ", "; ", ", and we ", ", after which ", ", which "];
        let end = ends.iter().filter_map(|end| meaning.find(end)).min();
        let meaning = end.and_then(|end| meaning.get(..end)).unwrap_or(&meaning);
        CodeMeaning {
            code: bare(word(*at)),
            meaning: meaning.trim_end_matches(['.', ',', ';']).to_owned(),
            at: None,
        }
    });
    let told: Vec<CodeMeaning> = told.filter(|code| !code.meaning.is_empty()).collect();
    let mut codes: Vec<&str> = told.iter().map(|code| code.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() == told.len() && told.len() > 1 {
        told
    } else {
        Vec::new()
    }
}

/// `3 is 25,000 to 39,999 pounds, 4 is 40,000 to 54,999 pounds and 5 is more`: three numbers or more, each greater than
/// the one before, and what each is.
fn numbers_that_are(text: &str) -> Vec<CodeMeaning> {
    const FEWEST: usize = 3;
    const DIGITS: usize = 2;
    if text.matches(" is ").count() < FEWEST {
        return Vec::new();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let number =
        |at: usize| -> Option<u32> { word(at).parse().ok().filter(|_| word(at).len() <= DIGITS) };
    let parted = |at: usize| {
        let last = at.checked_sub(1).map_or(".", word);
        last.ends_with([',', ';', '.', ':']) || matches!(last, "and" | "or")
    };
    let begins = |at: &usize| number(*at).is_some() && word(at + 1) == "is" && parted(*at);
    let starts: Vec<usize> = (0..words.len()).filter(begins).collect();
    let rising = starts.windows(2).all(|pair| match pair {
        [a, b] => number(*a) < number(*b),
        _ => true,
    });
    // `1 is the letter, 2 is the log and 3 is a copy` counts what is enclosed.
    let mut counted = words.iter().map(|word| word.to_lowercase());
    let counts = counted.any(|word| {
        word_lists()
            .explain
            .enclosed
            .has(word.trim_matches(|c: char| !c.is_alphanumeric()))
    });
    if starts.len() < FEWEST || !rising || counts {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let told = starts.iter().zip(ends).filter_map(|(at, end)| {
        let meaning = match words.get(at + 2..end)? {
            [meaning @ .., "and" | "or"] => meaning,
            meaning => meaning,
        };
        let meaning = meaning.join(" ");
        let meaning = meaning
            .split(". ")
            .next()?
            .trim_end_matches([',', ';', '.']);
        (!meaning.is_empty()).then(|| CodeMeaning {
            code: word(*at).to_owned(),
            meaning: meaning.to_owned(),
            at: None,
        })
    });
    told.collect()
}

/// `from 1 (will vote Green) through 2 (leaning Green) and 3 (undecided) to 5 (will not)`: more of them than the ends of a
/// scale.
fn numbers_with_brackets(text: &str) -> Vec<CodeMeaning> {
    const FEWEST: usize = 3;
    const LEADS: &[&str] = &[
        "from", "are", "is", "as", "values", "codes", "scale", "means",
    ];
    const LINKS: &[&str] = &["through", "to", "and", "or", "up", "then", "via"];
    let mut found: Vec<CodeMeaning> = Vec::new();
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once(" (") {
        let Some((inside, behind)) = tail.split_once(')') else {
            break;
        };
        let (before, code) = head.rsplit_once(' ').unwrap_or(("", head));
        let is_number =
            (1..=2).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
        // `explained in notes 1 (model)`, `seen by 2 (officers)`: only what is said to be the numbers begins such a list.
        let mut between = before
            .split([' ', ',', ';'])
            .filter(|word| !word.is_empty());
        let goes_on = match found.is_empty() {
            true => between
                .next_back()
                .is_some_and(|word| LEADS.contains(&word) || word.ends_with(':')),
            false => between.all(|word| LINKS.contains(&word)),
        };
        if !goes_on && !found.is_empty() {
            break;
        }
        if goes_on && is_number && inside.chars().any(char::is_alphabetic) {
            found.push(CodeMeaning {
                code: code.to_owned(),
                meaning: inside.trim().to_owned(),
                at: None,
            });
        }
        rest = behind;
    }
    let mut codes: Vec<&str> = found.iter().map(|told| told.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let apart = codes.len() == found.len();
    if found.len() >= FEWEST && apart {
        found
    } else {
        Vec::new()
    }
}

/// `whether homes like yours are owned (OO), rented from a landlord (PR) or rented from the council (SR)`: each code in
/// brackets behind what it means.
fn codes_in_brackets(text: &str) -> Vec<CodeMeaning> {
    const LEADS: &[&str] = &[" is ", " are ", " either ", " whether "];
    // Most brackets hold the short form of a name: `the Information Commissioner (ICO)`.
    let offers = text.split_once(" (").is_some_and(|(head, _)| {
        [" whether ", " either "]
            .iter()
            .any(|lead| head.contains(lead))
    });
    if !offers {
        return Vec::new();
    }
    let mut found: Vec<CodeMeaning> = Vec::new();
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once(" (") {
        let Some((inside, behind)) = tail.split_once(')') else {
            break;
        };
        let code = inside.trim().trim_matches(QUOTES);
        let is_letters = is_codelike(code) && code.contains(|c: char| c.is_ascii_uppercase());
        if is_letters {
            let joined = [", ", "; ", " and ", " or "]
                .iter()
                .any(|join| head.starts_with(join));
            if !found.is_empty() && !joined {
                break;
            }
            let head = head.trim_start_matches([',', ';']).trim_start();
            let head = ["and ", "or "]
                .iter()
                .find_map(|join| head.strip_prefix(join))
                .unwrap_or(head);
            let lead = LEADS
                .iter()
                .filter_map(|lead| Some(head.rfind(lead)? + lead.len()));
            let first = found.is_empty();
            let from = lead.max().filter(|_| first).unwrap_or(0);
            let meaning = head.get(from..).unwrap_or(head).trim();
            if !meaning.is_empty() {
                found.push(CodeMeaning {
                    code: code.to_owned(),
                    meaning: meaning.to_owned(),
                    at: None,
                });
            }
        } else if !found.is_empty() {
            break;
        }
        rest = behind;
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// `Q1 are those most likely to vote and Q4 those least likely to`: two codes, the first before a verb.
fn codes_joined(text: &str) -> Vec<CodeMeaning> {
    let Some((first, second)) = text.split_once(" and ") else {
        return Vec::new();
    };
    let is_said = |piece: &str| {
        let mut words = piece.split_whitespace();
        words.next().is_some_and(is_codelike)
            && matches!(words.next(), Some("is" | "are" | "means" | "="))
    };
    let begins = second.split_whitespace().next().is_some_and(is_codelike);
    if !is_said(first) || !begins {
        return Vec::new();
    }
    [first, second]
        .iter()
        .filter_map(|piece| code(piece))
        .collect()
}

/// Whether a text says nothing but where something else is said: `see Appendix B`, `see note 2`.
fn refers(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let lower = text.trim().trim_matches(['(', ')', '.']).to_lowercase();
    let numbered = ["note ", "footnote ", "annex ", "appendix "]
        .iter()
        .any(|word| lower.starts_with(word));
    let short = lower.split_whitespace().count() <= MOST_WORDS;
    short
        && (lower.starts_with("see ")
            || lower.starts_with("as above")
            || (numbered && lower.split_whitespace().count() == 2))
}

/// `... told to our canvasser. S = Labour`, `T = terraced`: single codes at the beginning of a
/// sentence or a clause.
#[must_use]
pub fn lone_codes(text: &str) -> Vec<CodeMeaning> {
    let starts = [". ", "; ", ": ", "(", "[", "\n", ", "];
    let mut clauses: Vec<&str> = vec![text];
    for start in starts {
        clauses = clauses
            .into_iter()
            .flat_map(|clause| clause.split(start))
            .collect();
    }
    let codes = clauses.into_iter().filter_map(|clause| {
        let (code, meaning) = clause.split_once('=')?;
        let meaning = meaning.trim().trim_end_matches([')', ']', '.', ',', ';']);
        let says = meaning.chars().any(char::is_alphabetic) && !meaning.contains('=');
        (is_codelike(code.trim()) && says).then(|| CodeMeaning {
            code: code.trim().to_owned(),
            meaning: meaning.to_owned(),
            at: None,
        })
    });
    codes.collect()
}

/// What stands in a heading before a list of codes: `how keen? 5=definitely 4=probably`. None where
/// there is no such list.
#[must_use]
pub fn before_codes(heading: &str) -> Option<&str> {
    const LEAST: usize = 2;
    if codes_run_on(heading).len() < LEAST && codes(heading).len() < LEAST {
        return None;
    }
    let first = heading.find('=')?;
    let before = heading.get(..first)?.trim_end();
    let code = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '+');
    let head = before.get(..code?.saturating_add(1))?;
    let head = head
        .trim()
        .trim_end_matches([':', ',', '-', '(', '['])
        .trim();
    (!head.is_empty()).then_some(head)
}

/// `0 = no 1 = yes`: nothing stands between the entries but the next code and its mark.
fn codes_run_on(text: &str) -> Vec<CodeMeaning> {
    if !text.contains('=') {
        return Vec::new();
    }
    let spaced = text.replace('=', " = ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let marks: Vec<usize> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| **word == "=")
        .map(|(at, _)| at)
        .collect();
    let mut found: Vec<CodeMeaning> = Vec::new();
    for (number, &mark) in marks.iter().enumerate() {
        let Some(head) = mark.checked_sub(1).and_then(|at| words.get(at)) else {
            return Vec::new();
        };
        let end = marks
            .get(number + 1)
            .map_or(words.len(), |next| next.saturating_sub(1));
        let tail = words.get(mark + 1..end).unwrap_or(&[]).join(" ");
        let head = head.trim_matches(['(', '[', '\'', '"']);
        let tail = tail.trim_end_matches([',', ';', '.', ')', ']']);
        if !is_codelike(head) || tail.is_empty() {
            return Vec::new();
        }
        found.push(CodeMeaning {
            code: head.to_owned(),
            meaning: tail.to_owned(),
            at: None,
        });
    }
    if found.len() >= 2 { found } else { Vec::new() }
}

/// Digits or capitals, four at most.
pub(crate) fn is_codelike(word: &str) -> bool {
    (1..=4).contains(&word.len())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '+')
}

/// Marks that may stand round a code in a sentence.
const QUOTES: &[char] = &[
    '"', '\'', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '(', ')',
];

/// `07 = Mature household`, `07 Mature household`, `U: Unclassified`.
pub(super) fn code(piece: &str) -> Option<CodeMeaning> {
    const LONGEST: usize = 12;
    let marks = [" = ", "=", " - ", " \u{2013} ", ": ", ") "];
    // In words, the code must look like one: `Y for yes`, and not `list for May`.
    let words = [
        " means ",
        " is short for ",
        " for ",
        " stands for ",
        " is ",
        " are ",
    ];
    // Most pieces have no mark, and do not begin with a code.
    let has_mark = piece.contains(['=', '-', '\u{2013}', ':', ')']);
    let first = piece.split_whitespace().next().unwrap_or_default();
    let by_mark = marks.iter().filter(|_| has_mark);
    let by_mark = by_mark.filter_map(|mark| piece.split_once(mark));
    let by_word = words
        .iter()
        .filter(|_| is_codelike(first))
        .filter_map(|word| piece.split_once(word))
        .filter(|(head, _)| is_codelike(head.trim()));
    let cut = by_mark.chain(by_word).min_by_key(|(head, _)| head.len());
    let (head, tail) = match cut {
        Some((head, tail)) => (head, tail),
        None => {
            let (head, tail) = piece.split_once(char::is_whitespace)?;
            // Without a mark, the first word must look like a code: digits, or capitals.
            if !is_codelike(head) {
                return None;
            }
            (head, tail)
        }
    };
    let (head, tail) = (head.trim().trim_matches(['(', '\'', '"']), tail.trim());
    let short =
        !head.is_empty() && head.chars().count() <= LONGEST && head.split_whitespace().count() <= 2;
    (short && !tail.is_empty()).then(|| CodeMeaning {
        code: head.to_owned(),
        meaning: tail.to_owned(),
        at: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_the_ways_in_which_people_write_them() {
        for text in [
            "00 Young singles/homesharers; 03 Young household with children; U Unclassified",
            "00 = Young singles/homesharers, 03 = Young household with children, U = Unclassified",
            "Type of household: 00 - Young singles/homesharers; 03 - Young household with children; U - Unclassified",
        ] {
            let found = codes(text);
            assert_eq!(found.len(), 3, "{text}");
            assert_eq!(
                found.get(1).map(|c| (c.code.as_str(), c.meaning.as_str())),
                Some(("03", "Young household with children"))
            );
        }
        assert!(codes("How likely you are to vote, on a scale").is_empty());
    }

    #[test]
    fn a_single_code_is_read_where_a_sentence_begins_with_it() {
        let of = |text: &str| -> Vec<(String, String)> {
            let found = lone_codes(text).into_iter();
            found.map(|code| (code.code, code.meaning)).collect()
        };
        let pair = |code: &str, meaning: &str| (code.to_owned(), meaning.to_owned());
        assert_eq!(
            of("intention as told to us on 2 May 2031. S = Testers"),
            [pair("S", "Testers")]
        );
        assert_eq!(
            of("T = terraced. Seen by our deliverers"),
            [pair("T", "terraced")]
        );
        for text in ["the score = a sum", "R = 0.8", "no code here", "Lab = 3"] {
            assert!(of(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_heading_ends_where_its_list_of_codes_begins() {
        for (heading, head) in [
            (
                "how keen? 5=definitely us 4=probably 1=never",
                Some("how keen?"),
            ),
            ("Vote (S = sure, N = no)", Some("Vote")),
            ("Score = sum", None),
            ("Plain heading", None),
        ] {
            assert_eq!(before_codes(heading), head, "{heading}");
        }
    }

    #[test]
    fn codes_need_no_mark_between_them() {
        for text in [
            "0 = no 1 = yes",
            "0=no, 1=yes",
            "0 means no; 1 means yes",
            "0 for no, and 1 for yes",
            "0 = no / 1 = yes",
            "[0 = no 1 = yes]",
        ] {
            let found = codes(text);
            let meaning = found
                .get(1)
                .map(|code| (code.code.as_str(), code.meaning.as_str()));
            assert_eq!(meaning, Some(("1", "yes")), "{text}");
        }
        for text in [
            "We hold this for you, and the list for May",
            "Score = likelihood of voting",
        ] {
            assert!(codes(text).is_empty(), "{text}");
        }
    }
}
