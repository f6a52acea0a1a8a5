//! Scales as people write them: `0 to 100, 100 = certain to vote`, `1-10 (10 most likely)`.

use std::borrow::Cow;

use crate::codebook::entry::Scale;
use crate::codebook::word_lists::word_lists;
use crate::day::month_named;
use crate::recognise::explain::CodeMeaning;

/// Reads a scale: `0 to 100, 100 = certain to vote`, `1-10 (10 most likely)`, `between 0 and 1`,
/// `percent`.
#[must_use]
pub fn scale(text: &str) -> Option<Scale> {
    let lower = without_thousands(text.to_lowercase());
    // Most texts have no number, and no word for one.
    let counts_nothing = !lower
        .bytes()
        .any(|byte| byte.is_ascii_digit() || byte == b'%');
    let words = ["cent", "out of ", "nought", "zero"];
    if counts_nothing && !words.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let lower = match lower.contains("minus ") {
        true => lower.replace("minus ", "-").replace("plus ", "+"),
        false => lower,
    };
    let lower = in_figures(without_steps(&lower));
    let lower = match lower.contains(" up to ") {
        true => Cow::Owned(lower.replace(" up to ", " to ")),
        false => lower,
    };
    let range = range(&lower).filter(|_| !counts(&lower));
    // A difference in percentage points is no share.
    let points = ["percentage point", "per cent point", "percent point"];
    let percent = ["percent", "per cent", "percentage", "%"]
        .iter()
        .any(|word| lower.contains(word))
        && !points.iter().any(|word| lower.contains(word));
    let (from, to) = match range {
        Some((from, to)) => (from, to),
        None => match worded_ends(&lower)
            .or_else(|| ends_from_the_top(&lower))
            .or_else(|| superlatives(&lower))
            .or_else(|| rank(&lower))
        {
            Some(scale) => return Some(scale),
            None if percent => (0.0, 100.0),
            None => return None,
        },
    };
    let between = commas(&lower).filter(|[low, high]| (low.0, high.0) == (from, to));
    let told = |end: Option<&str>| end.map(str::to_owned);
    let low = end(&lower, from).or_else(|| told(between.map(|[low, _]| low.1)));
    let high = end(&lower, to).or_else(|| told(between.map(|[_, high]| high.1)));
    let (low, high) = match (low, high) {
        (None, None) => {
            let worded = worded_ends(&lower);
            let worded = worded.filter(|worded| (worded.from, worded.to) == (from, to));
            worded.map_or((None, None), |worded| (worded.low, worded.high))
        }
        told => told,
    };
    // `0-100, high = likely Green`
    let high = high.or_else(|| {
        let (_, tail) = lower.split_once("high = ")?;
        let tail = tail.split([',', ';', ')', '\n', '.']).next()?.trim();
        (tail.split_whitespace().count() > 1).then(|| tail.to_owned())
    });
    let high = high.or_else(|| {
        let rising = [
            "higher = more",
            "higher is more",
            "higher means more",
            "the higher the more",
            "high = likely",
            "nearer to 1, the more likely",
            "closer to 1, the more likely",
            "nearer to 100, the more likely",
            "closer to 100, the more likely",
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

/// The ends of a scale in figures, where its lowest is written as a word: `on a scale from nought to one`, `nought means no
/// chance, one means certain`.
fn in_figures(lower: Cow<'_, str>) -> Cow<'_, str> {
    const LOWEST: &[&str] = &["nought", "zero"];
    const FIGURES: &[(&str, &str)] = &[
        ("nought", "0"),
        ("zero", "0"),
        ("one hundred", "100"),
        ("a hundred", "100"),
        ("one", "1"),
        ("five", "5"),
        ("ten", "10"),
    ];
    if !LOWEST.iter().any(|word| lower.contains(word)) {
        return lower;
    }
    // An end stands behind `to`, or before what it means.
    const BEFORE: &[&str] = &[" to ", " and ", " from ", " between "];
    const BEHIND: &[&str] = &[
        " means ",
        " is ",
        " = ",
        " to ",
        " and ",
        " meaning ",
        " being ",
    ];
    let mut text = format!(" {lower} ");
    for (word, figure) in FIGURES {
        for before in BEFORE {
            for stop in [" ", ".", ",", ";", ")"] {
                text = text.replace(
                    &format!("{before}{word}{stop}"),
                    &format!("{before}{figure}{stop}"),
                );
            }
        }
        for behind in BEHIND {
            for start in [" ", "("] {
                text = text.replace(
                    &format!("{start}{word}{behind}"),
                    &format!("{start}{figure}{behind}"),
                );
            }
        }
    }
    Cow::Owned(text.trim().to_owned())
}

/// Whether what stands behind two figures is counted: `kept for 1 to 5 years`, `voted in 4 out of 5 elections`.
fn counts(lower: &str) -> bool {
    let lists = &word_lists().explain;
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |at: usize| {
        let word = words.get(at);
        word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    (1..words.len()).any(|at| {
        let to = match words.get(at) {
            Some(&("to" | "and")) => at + 1,
            Some(&"out") if words.get(at + 1) == Some(&"of") => at + 2,
            _ => return false,
        };
        let behind = words.get(to + 1).map_or(String::new(), |word| bare(word));
        let more = words.get(to + 2).is_some();
        number(at - 1)
            && number(to)
            && (lists.counted.has(&behind) || (more && lists.counted_with.has(&behind)))
    })
}

/// A text without the steps that it names between the ends of a scale: `from 0 (least) through 50 (neutral) to 99 (most)`
/// has its low end at 0.
pub(crate) fn without_steps(text: &str) -> Cow<'_, str> {
    let digit = |tail: &str| tail.starts_with(|c: char| c.is_ascii_digit());
    let cut = [" through ", " via "].iter().find_map(|step| {
        let (head, tail) = text.split_once(step)?;
        let begun = head
            .rsplit_once("from ")
            .is_some_and(|(_, first)| digit(first));
        let mut ends = tail.match_indices(" to ");
        let (end, to) =
            ends.find(|(at, to)| digit(tail.get(at + to.len()..).unwrap_or_default()))?;
        // Another sentence between tells of something else.
        let between = tail.get(..end).unwrap_or_default();
        let whole = begun && digit(tail) && !between.contains(". ");
        whole.then(|| {
            format!(
                "{head}{to}{}",
                tail.get(end + to.len()..).unwrap_or_default()
            )
        })
    });
    cut.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// `ranks within your ward: 1 is the most concerned, of 6204`, `your place in a list of the 6204 electors, in which 1 is
/// the most concerned`: from the first to the last of so many.
fn rank(lower: &str) -> Option<Scale> {
    let ranks = ["rank", "place in ", "place among ", "position in "].iter();
    let (_, behind) = ranks.filter_map(|word| lower.split_once(word)).next()?;
    let (first, tail) = ["1 is ", "1 = ", "1 means ", "1 being "]
        .iter()
        .find_map(|is| behind.split_once(is))?;
    // `21 is` begins no scale.
    if first.ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let counted = [" of ", " out of ", " among "].iter().find_map(|of| {
        let (_, number) = tail.rsplit_once(of)?;
        let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
        // `from a survey of 2025`
        let is_year = matches!(digits.parse(), Ok(1900..=2100))
            && digits.len() == number.trim_end_matches('.').len();
        digits.parse::<u32>().ok().filter(|_| !is_year)
    });
    // `of the 6204 electors`, but no year: `of the 2021 census`.
    let before = || {
        const COUNTED: &[&str] = &[
            "elector",
            "voter",
            "people",
            "person",
            "household",
            "home",
            "street",
            "ward",
            "member",
        ];
        const ORDER: &[&str] = &[
            "most",
            "least",
            "highest",
            "lowest",
            "likeliest",
            "strongest",
            "weakest",
        ];
        let said = tail.split(['.', ';']).next().unwrap_or_default();
        let ordered = said.split_whitespace().any(|word| ORDER.contains(&word));
        let starts = ["of the ", "of ", "among the ", "among "].iter();
        let starts = starts.filter_map(|of| first.split_once(of));
        let mut starts = starts.filter(|_| ordered);
        starts.find_map(|(_, tail)| {
            let (digits, behind) = tail.split_once(' ')?;
            let number = digits.parse::<u32>().ok()?;
            let of_electors = COUNTED.iter().any(|noun| behind.starts_with(noun));
            (of_electors && !matches!(number, 1900..=2100)).then_some(number)
        })
    };
    let most = counted.or_else(before).filter(|most| *most > 1)?;
    let low = tail.split([',', ';', '.']).next().map(str::trim);
    Some(Scale {
        from: 1.0,
        to: f64::from(most),
        low: low.filter(|low| !low.is_empty()).map(str::to_owned),
        high: None,
    })
}

/// `1 = most, 6,310 = least`: the comma between thousands is none between things.
fn without_thousands(text: String) -> String {
    const GROUP: usize = 3;
    if !text.contains(',') {
        return text;
    }
    let mut kept = String::with_capacity(text.len());
    for (at, this) in text.char_indices() {
        let figures = || {
            let behind = text.get(at + this.len_utf8()..).unwrap_or_default();
            behind.chars().take_while(char::is_ascii_digit).count()
        };
        let parts = this == ',' && kept.ends_with(|c: char| c.is_ascii_digit());
        if !(parts && figures() == GROUP) {
            kept.push(this);
        }
    }
    kept
}

/// `1 never, 10 always`: two codes that are numbers, some way apart, are the ends of a scale.
pub(super) fn scale_of_ends(codes: &[CodeMeaning]) -> Option<Scale> {
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
    // Numbers, and what stands between them.
    let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let bytes = lower.as_bytes();
    let tokens: Vec<&str> = bytes
        .chunk_by(|one, next| is_number(*one) == is_number(*next))
        .map(|token| std::str::from_utf8(token).unwrap_or_default())
        .collect();
    let number = |token: Option<&&str>| {
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
            .map_or("", |token| *token);
        let year = |token: &&str| token.trim_end_matches('.').len() == 4;
        let dated = tokens.get(index + 1).is_some_and(year) || before.ends_with('/');
        if from < to && !dated {
            return Some((from, to));
        }
    }
    let found = signed(lower)
        .or_else(|| range_with_ends(lower))
        .or_else(|| range_between_commas(lower))
        .or_else(|| range_meant(lower))
        .or_else(|| range_is(lower))
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
    let joined = [") to ", ") and ", ") up to "].iter();
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

/// `0 would mean that it is impossible and 1 that it is certain`: two numbers with what each means, in words.
fn range_meant(lower: &str) -> Option<(f64, f64)> {
    const TOPS: &[f64] = &[1.0, 5.0, 7.0, 9.0, 10.0, 99.0, 100.0];
    if !lower.contains(" mean") {
        return None;
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |word: &str| {
        let word = word.trim_start_matches(['(', '[', '"', '\'', '\u{201c}', '\u{2018}']);
        let word = word.trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}', ',']);
        let is_plain = word.len() < 4 && word.bytes().all(|b| b.is_ascii_digit());
        word.parse::<f64>().ok().filter(|_| is_plain)
    };
    let means = |at: usize| {
        let mut behind = words.iter().skip(at).copied();
        let first = behind.next();
        let verb = first.filter(|word| !matches!(*word, "would" | "will"));
        matches!(
            verb.or_else(|| behind.next()),
            Some("mean" | "means" | "meaning")
        )
    };
    let mut numbers = words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| Some((at, number(word)?)));
    let (_, from) = numbers
        .by_ref()
        .find(|(at, from)| *from <= 1.0 && means(at.saturating_add(1)))?;
    let (_, to) = numbers.find(|(at, _)| {
        let next = words.get(at.saturating_add(1)).copied();
        means(at.saturating_add(1)) || next == Some("that")
    })?;
    (from < to && TOPS.contains(&to)).then_some((from, to))
}

/// `1 is not at all likely to vote for us, 10 is certain to`: two numbers, each said to be something.
fn range_is(lower: &str) -> Option<(f64, f64)> {
    const TOPS: &[f64] = &[1.0, 5.0, 7.0, 9.0, 10.0, 99.0, 100.0];
    let words: Vec<&str> = lower.split_whitespace().collect();
    let mut begun = false;
    let mut ends = words.windows(2).filter_map(|pair| match pair {
        [number, "is" | "being" | "meaning"] => {
            begun = true;
            Some(*number)
        }
        // `1 is the lowest tenth, 10 the highest`
        [number, "the"] if begun => Some(*number),
        _ => None,
    });
    let mut ends = ends.by_ref().filter_map(|number| match number {
        number if number.len() < 5 => number.trim_start_matches(['(', '[']).parse::<f64>().ok(),
        _ => None,
    });
    let (from, to) = (ends.next()?, ends.next()?);
    (from <= 1.0 && from < to && TOPS.contains(&to) && ends.next().is_none()).then_some((from, to))
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
            let dash = matches!(*word, "-" | "\u{2013}" | "\u{2014}" | ".." | "\u{2026}");
            let joins =
                dash || matches!(*word, "to" | "and" | "up" | "through") || number(word).is_some();
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
        let to = rest.find(|word| {
            let is_word = word.chars().any(char::is_alphanumeric);
            is_word && !matches!(**word, "to" | "and" | "up" | "through")
        });
        let Some(to) = to.and_then(|word| number(word)).filter(|to| from < *to) else {
            continue;
        };
        let (high, used, _) = meaning(rest.as_slice());
        // `1 strong - 5 against` and nothing else counts nothing.
        let dashed = words
            .iter()
            .any(|word| matches!(*word, "-" | "\u{2013}" | "\u{2014}"));
        // `1 sure Green, 5 never` in the brackets of a heading.
        let denied = high.len() == 1 && low.len() > 1 && {
            let word = high.first().map_or("", String::as_str);
            word_lists().learn.denials.has(word) || word == "against"
        };
        let whole = (dashed || denied) && at == 0 && used == rest.as_slice().len();
        let is_month = |words: &[String]| {
            let first = words.first().map_or("", String::as_str);
            month_named(first).is_some()
        };
        // `1 adult, 2 children` counts things: a scale begins at 0 or 1, ends at a usual top, and its
        // ends differ.
        let told = whole || (low.len() > 1 && high.len() > 1);
        // `0 none, 1 certain`: by what the ends are called, as codes are 0 and 1 too.
        let degree = |words: &[String]| {
            let degrees = &word_lists().explain.degrees;
            matches!(words, [word] if degrees.has(word))
        };
        let of_shares = (from, to) == (0.0, 1.0) && degree(&high);
        let usual =
            from <= 1.0 && (TOPS.contains(&to) || of_shares || (told && SHORT_TOPS.contains(&to)));
        let differ = low != high && !is_month(&low) && !is_month(&high);
        if joined && usual && differ && !low.is_empty() && !high.is_empty() {
            return Some(Scale {
                from,
                to,
                low: Some(without_verb(&low)),
                high: Some(without_verb(&high)),
            });
        }
    }
    None
}

/// `5 is certain to vote for us and 1 is certain not to`: the highest end first, each with what it means.
fn ends_from_the_top(lower: &str) -> Option<Scale> {
    const VERBS: &[&str] = &[" is ", " means ", " = ", " being "];
    const LEAST_APART: f64 = 3.0;
    // Each number with what stands behind its verb, and where the number begins.
    let mut told: Vec<(f64, usize, &str)> = Vec::new();
    for (at, verb) in VERBS.iter().flat_map(|verb| lower.match_indices(verb)) {
        let before = lower.get(..at)?;
        let start = before
            .rfind(|c: char| !c.is_ascii_digit() && c != '.')
            .map_or(0, |at| at + 1);
        let number = before.get(start..).and_then(|number| number.parse().ok());
        if let Some(number) = number {
            told.push((number, start, lower.get(at + verb.len()..)?));
        }
    }
    told.sort_by_key(|(_, start, _)| *start);
    let [(to, _, high), (from, second, low)] = told.as_slice() else {
        return None;
    };
    let behind = lower.len() - high.len();
    let high = lower
        .get(behind..*second)?
        .trim_end_matches([' ', ',', ';']);
    let high = high
        .strip_suffix(" and")
        .unwrap_or(high)
        .trim_end_matches([',', ' ']);
    let low = low.split(['.', ';', ')']).next()?.trim();
    let words = |text: &str| text.split_whitespace().count();
    let degree = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word_lists().explain.degrees.has(word))
    };
    // `9 is gone away and 1 is spoke in person` are codes.
    let is_scale = *from <= 1.0
        && to - from >= LEAST_APART
        && words(high) > 1
        && words(low) > 1
        && (degree(high) || degree(low));
    is_scale.then(|| Scale {
        from: *from,
        to: *to,
        low: Some(low.to_owned()),
        high: Some(high.to_owned()),
    })
}

/// `1 is the lowest band and 6 the highest`, `01 least affluent to 20 most affluent`: two numbers, each called the last of
/// its side.
fn superlatives(lower: &str) -> Option<Scale> {
    const LEAST_APART: f64 = 3.0;
    const LONGEST: usize = 3;
    const MOST_WORDS: usize = 4;
    let lists = &word_lists().explain;
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |word: &str| {
        let digits = word.trim_start_matches(['(', '[', '\'', '"', '\u{2018}', '\u{201c}']);
        let digits = digits.trim_end_matches(['\'', '"', '\u{2019}', '\u{201d}']);
        let is_plain = digits.len() <= LONGEST && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse::<f64>().ok().filter(|_| is_plain)
    };
    // The number that begins at a word, whether it is called the least or the most, and what it is called.
    let told = |at: usize| {
        let number = number(words.get(at)?)?;
        let after = words.get(at + 1..)?;
        let behind = after.iter();
        let linked =
            |word: &&&str| matches!(**word, "is" | "=" | "means" | "being" | "the" | "for");
        let behind: Vec<&str> = behind.skip_while(linked).copied().collect();
        // `the 1 most recent census and 5 lowest sales`: without a verb, `to` joins the ends.
        let verb = behind.len() < after.len();
        let to = |at: Option<usize>| at.and_then(|at| words.get(at)) == Some(&"to");
        let joined =
            to(at.checked_sub(1)) || behind.iter().take(MOST_WORDS + 1).any(|word| *word == "to");
        if !verb && !joined {
            return None;
        }
        let first = bare(behind.first()?);
        let least = lists.lowest_of_all.has(&first);
        if !least && !lists.highest_of_all.has(&first) {
            return None;
        }
        let ends = |word: &&&str| matches!(**word, "and" | "to" | "up") || starts_with_digit(word);
        let said = behind
            .iter()
            .take_while(|word| !ends(word))
            .take(MOST_WORDS);
        let mut meaning: Vec<String> = Vec::new();
        for word in said {
            meaning.push(bare(word));
            if word.ends_with([',', ';', ')', '.', ':']) {
                break;
            }
        }
        Some((number, least, meaning.join(" ")))
    };
    let mut ends = (0..words.len()).filter_map(told);
    let (one, other) = (ends.next()?, ends.next()?);
    // A description may say the same twice.
    let again = |end: (f64, bool, String)| end == one || end == other;
    if one.1 == other.1 || !ends.all(again) {
        return None;
    }
    let (low, high) = if one.0 < other.0 {
        (one, other)
    } else {
        (other, one)
    };
    let is_scale = low.0 <= 1.0 && high.0 - low.0 >= LEAST_APART;
    is_scale.then_some(Scale {
        from: low.0,
        to: high.0,
        low: Some(low.2),
        high: Some(high.2),
    })
}

fn starts_with_digit(word: &str) -> bool {
    word.trim_start_matches(['(', '['])
        .starts_with(|c: char| c.is_ascii_digit())
}

/// `means completely against`: what it means.
fn without_verb(words: &[String]) -> String {
    let said = match words {
        [verb, rest @ ..] if matches!(verb.as_str(), "means" | "is" | "being") => rest,
        all => all,
    };
    said.join(" ")
}

/// What the text says of one end: `100 = certain to vote`, `10 most likely`.
fn end(lower: &str, number: f64) -> Option<String> {
    let written = crate::document::number_text(number);
    for mark in [
        " = ",
        "=",
        " would mean ",
        " means ",
        " meaning ",
        " is ",
        ": ",
        " being ",
        " (",
        " indicates ",
        " that ",
    ] {
        let Some(at) = find_number(lower, &written, mark) else {
            continue;
        };
        let tail = lower.get(at..)?;
        let tail = tail.split([',', ';', ')', '\n']).next().unwrap_or_default();
        let tail = before_a_number(tail).trim();
        let tail = tail.strip_prefix("that ").unwrap_or(tail);
        // `between 0 and 1: the nearer to 1, the more likely` names no end.
        let compares = [
            "the nearer",
            "the closer",
            "the higher",
            "the lower",
            "the more",
        ];
        // `out of 100 (0 least likely, 100 most likely)`: the brackets begin with the other end.
        let of_other = mark == " (" && tail.starts_with(|c: char| c.is_ascii_digit());
        if !tail.is_empty() && !of_other && !compares.iter().any(|word| tail.starts_with(word)) {
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
        // `00 (least)` is nought.
        let before = lower.get(..at)?.trim_end_matches('0').chars().next_back();
        let alone = !before.is_some_and(|c| c.is_ascii_digit() || c == '.');
        alone.then_some(at + needle.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_may_begin_below_nought_or_end_at_five_and_things_that_are_counted_are_none() {
        let of = |text: &str| scale(text).map(|scale| (scale.from, scale.to));
        assert_eq!(
            of("in points from -100 to 100; below nought is B"),
            Some((-100.0, 100.0))
        );
        assert_eq!(of("1 will vote for us, 5 will not"), Some((1.0, 5.0)));
        assert_eq!(of("1 bedroom, 5 bedrooms"), None);
        assert_eq!(of("1 strong - 5 against"), Some((1.0, 5.0)));
        assert_eq!(of("goes from minus 100 to plus 100"), Some((-100.0, 100.0)));
        assert_eq!(of("moved from A-1 to B"), None);
    }

    #[test]
    fn the_ends_of_a_scale_are_told_apart_however_they_are_joined() {
        let bracketed = scale("likelihoods out of 100 (0 least likely, 100 most likely) of March");
        let ends = bracketed.map(|scale| (scale.low, scale.high));
        let told = |end: &str| Some(end.to_owned());
        assert_eq!(ends, Some((told("least likely"), told("most likely"))));
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
        assert_eq!(scale("0 none, 1 certain").map(|s| s.to), Some(1.0));
        assert_eq!(scale("0 no, 1 yes"), None);
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
