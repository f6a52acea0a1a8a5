//! Explanations that the response itself gives: keys, glossaries, columns of meanings, comments,
//! drop-down lists, and words in the heading such as `(0 = unlikely, 100 = likely)`.

use crate::codebook::Label;
use crate::codebook::entry::Scale;
use crate::day::month_named;
use crate::provenance::Location;

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

/// A code and its meaning, as the response gives them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodeMeaning {
    /// The code as written.
    pub code: String,
    /// The meaning as written.
    pub meaning: String,
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
    // Without a bracket, a scale must say what an end means, or there must be several codes.
    let whole = told(heading)?;
    (whole.codes.len() > 2 || whole.scale.is_some()).then_some(whole)
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
    /// Reads an explanation from what the response says about a heading. None where it says
    /// nothing: empty, or the heading once more.
    #[must_use]
    pub fn read(heading: &str, texts: &[&str], at: Location) -> Option<Self> {
        let said: Vec<&str> = texts
            .iter()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty() && !refers(text))
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
        let scale = scale(&text).or_else(|| scale_of_ends(&codes));
        if codes.is_empty() && scale.is_none() {
            codes = lone_codes(&text);
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
        let told = match self.codes.as_slice() {
            [] => tells(&self.text, value),
            _ => self.meaning_of(value).is_none() && tells_each_letter(&self.text, value),
        };
        if is_codelike(value) && told {
            self.codes.push(CodeMeaning {
                code: value.to_owned(),
                meaning: self.text.clone(),
            });
        }
        self
    }

    /// The meaning of a code. Leading zeros that a spreadsheet has eaten do not matter where the
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
        let first = folded.next()?;
        folded.next().is_none().then_some(first)
    }
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
    let text = match text.split_once(": ") {
        // `Type of household: 00 Young singles; ...`
        Some((head, tail)) if !head.contains(['=', ';']) && tail.contains([';', '=', ',']) => tail,
        _ => text,
    };
    for separator in [";", "\n", "|", " / ", ","] {
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
        let found: Vec<CodeMeaning> = pieces.iter().filter_map(|piece| code(piece)).collect();
        if found.len() >= 2 && found.len() * 4 >= pieces.len() * 3 {
            return found;
        }
    }
    let run_on = codes_run_on(text);
    if run_on.is_empty() {
        codes_joined(text)
    } else {
        run_on
    }
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

/// `07 = Mature household`, `07 Mature household`, `U: Unclassified`.
pub(super) fn code(piece: &str) -> Option<CodeMeaning> {
    const LONGEST: usize = 12;
    let marks = [" = ", "=", " - ", " \u{2013} ", ": ", ") "];
    // In words, the code must look like one: `Y for yes`, and not `list for May`.
    let words = [" means ", " for ", " stands for ", " is ", " are "];
    let by_mark = marks.iter().filter_map(|mark| piece.split_once(mark));
    let by_word = words
        .iter()
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
    })
}

/// Reads a scale: `0 to 100, 100 = certain to vote`, `1-10 (10 most likely)`, `between 0 and 1`,
/// `percent`.
#[must_use]
pub fn scale(text: &str) -> Option<Scale> {
    let lower = text.to_lowercase();
    let range = range(&lower);
    let percent = ["percent", "per cent", "percentage", "%"]
        .iter()
        .any(|word| lower.contains(word));
    let (from, to) = match range {
        Some((from, to)) => (from, to),
        None => match worded_ends(&lower) {
            Some(scale) => return Some(scale),
            None if percent => (0.0, 100.0),
            None => return None,
        },
    };
    let between = commas(&lower).filter(|[low, high]| (low.0, high.0) == (from, to));
    let told = |end: Option<&str>| end.map(str::to_owned);
    let low = end(&lower, from).or_else(|| told(between.map(|[low, _]| low.1)));
    let high = end(&lower, to).or_else(|| told(between.map(|[_, high]| high.1)));
    let high = high.or_else(|| {
        let rising = [
            "higher = more",
            "higher is more",
            "higher means more",
            "the higher the more",
            "high = likely",
        ];
        rising
            .iter()
            .any(|phrase| lower.contains(phrase))
            .then(|| "more likely".to_owned())
    });
    Some(Scale {
        from,
        to,
        low,
        high,
    })
}

/// `1 never, 10 always`: two codes that are numbers, some way apart, are the ends of a scale.
fn scale_of_ends(codes: &[CodeMeaning]) -> Option<Scale> {
    let [low, high] = codes else { return None };
    let (from, to): (f64, f64) = (low.code.parse().ok()?, high.code.parse().ok()?);
    (to - from >= 3.0).then(|| Scale {
        from,
        to,
        low: Some(low.meaning.clone()),
        high: Some(high.meaning.clone()),
    })
}

/// The first range of two numbers: `0 to 100`, `1-10`, `between 0 and 1`, `from 1 up to 5`; or the
/// two ends named one after the other: `0 = unlikely, 100 = likely`.
fn range(lower: &str) -> Option<(f64, f64)> {
    let mut tokens: Vec<String> = Vec::new();
    for c in lower.chars() {
        let number = c.is_ascii_digit() || c == '.';
        match tokens.last_mut() {
            Some(last) if number == last.chars().all(|c| c.is_ascii_digit() || c == '.') => {
                last.push(c)
            }
            _ => tokens.push(c.to_string()),
        }
    }
    let number = |token: Option<&String>| {
        token.and_then(|token| token.trim_end_matches('.').parse::<f64>().ok())
    };
    for (index, between) in tokens.iter().enumerate() {
        let joined = matches!(
            between.trim(),
            "to" | "-"
                | "\u{2013}"
                | "\u{2014}"
                | ".."
                | "and"
                | "up to"
                | "through"
                | "out of"
                | "/"
                | "- to -"
        );
        if !joined || index == 0 {
            continue;
        }
        let (Some(from), Some(to)) = (number(tokens.get(index - 1)), number(tokens.get(index + 1)))
        else {
            continue;
        };
        let before = index
            .checked_sub(2)
            .and_then(|i| tokens.get(i))
            .map_or("", String::as_str);
        let year = |token: &String| token.trim_end_matches('.').len() == 4;
        let dated = tokens.get(index + 1).is_some_and(year) || before.ends_with('/');
        if from < to && !dated {
            return Some((from, to));
        }
    }
    let found = signed(lower)
        .or_else(|| range_with_ends(lower))
        .or_else(|| range_between_commas(lower))
        .or_else(|| out_of(lower));
    if let Some(found) = found {
        return Some(found);
    }
    let ends: Vec<f64> = lower
        .match_indices('=')
        .filter_map(|(at, _)| {
            let before = lower.get(..at)?.trim_end();
            let start = before
                .rfind(|c: char| !(c.is_ascii_digit() || c == '.'))
                .map_or(0, |i| i + 1);
            before.get(start..)?.parse().ok()
        })
        .collect();
    match ends.as_slice() {
        [a, b] if a < b && *b >= 1.0 => Some((*a, *b)),
        _ => None,
    }
}

/// `from -100 to 100`, `-10 to +10`: a range that begins below nought.
fn signed(lower: &str) -> Option<(f64, f64)> {
    let (head, tail) = lower
        .match_indices(" to ")
        .find_map(|(at, found)| Some((lower.get(..at)?, lower.get(at + found.len()..)?)))?;
    let from = head.split_whitespace().next_back()?;
    let to = tail.split_whitespace().next()?.trim_start_matches('+');
    let from = from
        .trim_start_matches('(')
        .strip_prefix(['-', '\u{2212}'])?;
    let to = to.trim_end_matches([')', ';', ',', '.', ':']);
    let (from, to): (f64, f64) = (from.parse().ok()?, to.parse().ok()?);
    Some((-from, to))
}

/// `from 1, wholly against, to 10, wholly for`: each end with its meaning between commas.
fn range_between_commas(lower: &str) -> Option<(f64, f64)> {
    let [low, high] = commas(lower)?;
    (low.0 < high.0).then_some((low.0, high.0))
}

/// The two numbers of such a range, each with its meaning.
fn commas(lower: &str) -> Option<[(f64, &str); 2]> {
    const LONGEST: usize = 40;
    let is_meaning = |text: &str| {
        !text.is_empty() && text.len() <= LONGEST && !text.contains(|c: char| c.is_ascii_digit())
    };
    let (head, tail) = [", to ", " to ", ", and "]
        .iter()
        .filter_map(|join| lower.split_once(join))
        .find(|(head, tail)| {
            let low = head.rsplit_once(", ").is_some_and(|(before, meaning)| {
                is_meaning(meaning) && before.ends_with(|c: char| c.is_ascii_digit())
            });
            low && tail.starts_with(|c: char| c.is_ascii_digit())
        })?;
    let (before, low) = head.rsplit_once(", ")?;
    let from = before
        .rsplit(|c: char| !(c.is_ascii_digit() || c == '.'))
        .next()?;
    let (to, high) = tail.split_once(", ")?;
    let high = high.split([',', ';', '.', ':', ')']).next()?.trim();
    let (from, to): (f64, f64) = (from.parse().ok()?, to.trim().parse().ok()?);
    is_meaning(high).then_some([(from, low), (to, high)])
}

/// `out of 100`: from 0.
fn out_of(lower: &str) -> Option<(f64, f64)> {
    const TOPS: &[f64] = &[5.0, 10.0, 100.0];
    const IN_WORDS: &[(&str, f64)] = &[
        ("five", 5.0),
        ("ten", 10.0),
        ("a hundred", 100.0),
        ("one hundred", 100.0),
    ];
    let (head, tail) = lower.split_once("out of ")?;
    // `asked 2 out of 5 times` counts.
    if head.trim_end().ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some((_, top)) = IN_WORDS.iter().find(|(word, _)| tail.starts_with(word)) {
        let counts = head.trim_end().ends_with("one") || head.trim_end().ends_with("in");
        return (!counts).then_some((0.0, *top));
    }
    let digits = tail.split(|c: char| !c.is_ascii_digit()).next()?;
    let top: f64 = digits.parse().ok()?;
    TOPS.contains(&top).then_some((0.0, top))
}

/// `from 0 (unlikely) to 100 (likely)`: each end with its meaning in brackets.
fn range_with_ends(lower: &str) -> Option<(f64, f64)> {
    let joined = [") to ", ") and "].iter();
    let (head, tail) = joined.filter_map(|join| lower.split_once(join)).next()?;
    let (head, _) = head.rsplit_once(" (")?;
    let from = head
        .rsplit(|c: char| !(c.is_ascii_digit() || c == '.'))
        .next()?;
    let to = tail
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .next()?;
    let (from, to): (f64, f64) = (from.parse().ok()?, to.parse().ok()?);
    (from < to).then_some((from, to))
}

/// `0 least to 100 most likely`, `1 never, 10 always`: each end with its meaning behind it in a few
/// words.
fn worded_ends(lower: &str) -> Option<Scale> {
    const MOST_WORDS: usize = 4;
    const TOPS: &[f64] = &[10.0, 99.0, 100.0];
    // A few things are counted as well: there both ends must say more than one word.
    const SHORT_TOPS: &[f64] = &[5.0, 7.0];
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |word: &str| {
        let is_plain = word.len() < 4 && word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        word.parse::<f64>().ok().filter(|_| is_plain)
    };
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    // The words behind a number, up to what ends them; whether that joins the other end.
    let meaning = |behind: &[&str]| {
        let mut said: Vec<String> = Vec::new();
        for (at, word) in behind.iter().enumerate() {
            let joins = matches!(*word, "to" | "and" | "up" | "through") || number(word).is_some();
            if joins || said.len() == MOST_WORDS {
                return (said, at, joins);
            }
            let is_word = word.chars().any(char::is_alphabetic);
            if !is_word {
                return (said, at, false);
            }
            said.push(bare(word));
            if word.ends_with([',', ';', ')', '.', ':']) {
                return (said, at.saturating_add(1), word.ends_with([',', ';']));
            }
        }
        (said, behind.len(), false)
    };
    for (at, word) in words.iter().enumerate() {
        let Some(from) = number(word.trim_start_matches(['(', '['])) else {
            continue;
        };
        let behind = words.get(at.saturating_add(1)..).unwrap_or_default();
        let (low, end, joined) = meaning(behind);
        let mut rest = behind.get(end..).unwrap_or_default().iter();
        let to = rest.find(|word| !matches!(**word, "to" | "and" | "up" | "through"));
        let Some(to) = to.and_then(|word| number(word)).filter(|to| from < *to) else {
            continue;
        };
        let (high, _, _) = meaning(rest.as_slice());
        let is_month = |words: &[String]| {
            let first = words.first().map_or("", String::as_str);
            month_named(first).is_some()
        };
        // `1 adult, 2 children` counts things: a scale begins at 0 or 1, ends at a usual top, and its
        // ends differ.
        let told = low.len() > 1 && high.len() > 1;
        let usual = from <= 1.0 && (TOPS.contains(&to) || (told && SHORT_TOPS.contains(&to)));
        let differ = low != high && !is_month(&low) && !is_month(&high);
        if joined && usual && differ && !low.is_empty() && !high.is_empty() {
            return Some(Scale {
                from,
                to,
                low: Some(low.join(" ")),
                high: Some(high.join(" ")),
            });
        }
    }
    None
}

/// What the text says of one end: `100 = certain to vote`, `10 most likely`.
fn end(lower: &str, number: f64) -> Option<String> {
    let written = crate::document::number_text(number);
    for mark in [
        " = ",
        "=",
        " means ",
        " meaning ",
        " is ",
        ": ",
        " being ",
        " (",
        " indicates ",
    ] {
        let Some(at) = find_number(lower, &written, mark) else {
            continue;
        };
        let tail = lower.get(at..)?;
        let tail = tail.split([',', ';', ')', '\n']).next().unwrap_or_default();
        let tail = before_a_number(tail).trim();
        if !tail.is_empty() {
            return Some(tail.to_owned());
        }
    }
    None
}

/// `not at all and 5 is very`: what stands before the next end of the scale.
fn before_a_number(text: &str) -> &str {
    let next = [" and ", " to ", " up to "].iter().filter_map(|mark| {
        text.match_indices(mark).find_map(|(at, found)| {
            let after = text.get(at + found.len()..)?.chars().next()?;
            after.is_ascii_digit().then_some(at)
        })
    });
    next.min().and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Where the text behind a number and a mark begins; the number must stand alone.
fn find_number(lower: &str, written: &str, mark: &str) -> Option<usize> {
    let needle = format!("{written}{mark}");
    lower.match_indices(&needle).find_map(|(at, _)| {
        let before = lower.get(..at)?.chars().next_back();
        let alone = !before.is_some_and(|c| c.is_ascii_digit() || c == '.');
        alone.then_some(at + needle.len())
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
    fn a_scale_may_begin_below_nought_or_end_at_five_and_things_that_are_counted_are_none() {
        let of = |text: &str| scale(text).map(|scale| (scale.from, scale.to));
        assert_eq!(
            of("in points from -100 to 100; below nought is B"),
            Some((-100.0, 100.0))
        );
        assert_eq!(of("1 will vote for us, 5 will not"), Some((1.0, 5.0)));
        assert_eq!(of("1 bedroom, 5 bedrooms"), None);
        assert_eq!(of("moved from A-1 to B"), None);
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

    #[test]
    fn the_ends_of_a_scale_are_told_apart_however_they_are_joined() {
        for text in [
            "from 0 (unlikely) to 100 (likely)",
            "0 = unlikely; 100 = likely",
            "0 to 100, where 0 is unlikely and 100 is likely",
            "between 0 and 100, 0 meaning unlikely and 100 meaning likely",
        ] {
            let found = scale(text);
            let range = found.as_ref().map(|scale| (scale.from, scale.to));
            assert_eq!(range, Some((0.0, 100.0)), "{text}");
            let high = found.and_then(|scale| scale.high);
            assert_eq!(high.as_deref(), Some("likely"), "{text}");
        }
    }

    #[test]
    fn a_scale_has_its_ends_and_what_they_mean() {
        let found = scale("0 to 100, 100 = certain to vote");
        assert_eq!(found.as_ref().map(|s| (s.from, s.to)), Some((0.0, 100.0)));
        assert_eq!(
            found.and_then(|s| s.high).as_deref(),
            Some("certain to vote")
        );
        assert_eq!(
            scale("(0 = unlikely, 100 = likely)").map(|s| (s.from, s.to)),
            Some((0.0, 100.0))
        );
        assert_eq!(
            scale("between 0 and 1").map(|s| (s.from, s.to)),
            Some((0.0, 1.0))
        );
        let worded = scale("0 least to 100 most likely, our model of 2 March 2026");
        assert_eq!(
            worded.map(|s| (s.from, s.to, s.low, s.high)),
            Some((
                0.0,
                100.0,
                Some("least".to_owned()),
                Some("most likely".to_owned())
            ))
        );
        assert_eq!(scale("1 never, 10 always").map(|s| s.to), Some(10.0));
        for text in [
            "3 people and 2 dogs",
            "1 adult, 2 children",
            "1 car and 5 bicycles",
            "1 May to 5 June",
            "1 Proof Lane and 4 Proof Lane",
            "12 Proof Lane and 14 Proof Lane",
            "Version 2 of 3",
        ] {
            assert_eq!(scale(text), None, "{text}");
        }
        assert_eq!(scale("licensed 12/05/2017 to 2019"), None);
        assert_eq!(
            scale("Out of 100, how likely is it? (100 = certain)").map(|s| (s.from, s.to, s.high)),
            Some((0.0, 100.0, Some("certain".to_owned())))
        );
        assert_eq!(scale("two out of 7 days").map(|s| s.to), None);
        assert_eq!(scale("The name of your street"), None);
    }
}
