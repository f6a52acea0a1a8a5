//! What a paragraph tells of the codes of fields: `A 1 is a firm supporter, a 2 leans to us, a 3 does not know.`

use crate::codebook::Label;
use crate::codebook::word_lists::{number, word_lists};
use crate::day::month_named;
use crate::recognise::explain::{self, CodeMeaning, Explanation};
use crate::recognise::{Heading, Survey};
use crate::statement::described::{is_same, only_holder, titled};
use crate::statement::sentence::Sentence;
use crate::statement::words::{Pause, Word};
use crate::vocabulary::Category;

/// The headings of which a paragraph tells the codes, in words that call them: every word of the heading stands before
/// the codes, and one of them holds for each of its values.
pub(super) fn codes(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    let mut found = series(paragraph, survey);
    found.extend(in_number_words(paragraph, survey));
    found.extend(pieces(paragraph, survey));
    found.extend(labelled(paragraph, survey));
    for sentence in paragraph {
        found.extend(announced(sentence, survey));
        found.extend(conditional(sentence, survey));
    }
    let mut before: Vec<&str> = Vec::new();
    let mut text_before = "";
    for sentence in paragraph {
        let said = sentence.words();
        let told = codes_of(sentence);
        if told.len() < 2 {
            before.clear();
            before.extend(said.iter().map(|word| word.lower.as_str()));
            text_before = sentence.text.as_str();
            continue;
        }
        // What names the field stands in this sentence before its codes, or in the one before it.
        let first = told.first().and_then(|first| {
            let code = said
                .iter()
                .position(|word| word.written(&sentence.text) == first.code);
            said.get(..code?)
        });
        let own: Vec<&str> = first
            .unwrap_or_default()
            .iter()
            .map(|word| word.lower.as_str())
            .collect();
        let above: Vec<&str> = before.clone();
        let bars = |spoken: &[&str]| {
            spoken
                .iter()
                .any(|word| word_lists().described.bars.has(word))
        };
        let all = said
            .iter()
            .any(|word| word_lists().described.bars_of_codes.has(&word.lower));
        if all || bars(&own) || bars(&above) {
            continue;
        }
        let named_by = |spoken: &[&str]| {
            coded(&told, survey, |name| {
                is_spoken(name, 2, spoken) || is_subject(name, spoken)
            })
        };
        let begun = || {
            let begins = |text: &str| coded(&told, survey, |name| begins_with(text, undated(name)));
            begins(&sentence.text).or_else(|| begins(text_before))
        };
        let index = named_by(&own).or_else(|| named_by(&above)).or_else(begun);
        if let Some(index) = index {
            let explanation =
                Explanation::of_codes(sentence.text.clone(), told, sentence.at.clone());
            found.extend(index.into_iter().map(|index| (index, explanation.clone())));
        }
    }
    found
}

/// The codes that a sentence tells, whatever its form.
pub(in crate::statement) fn codes_of(sentence: &Sentence) -> Vec<CodeMeaning> {
    match in_articles(&sentence.text, sentence.words()) {
        told if told.len() > 1 => told,
        _ => match shortened(&sentence.text) {
            told if told.len() > 1 => told,
            _ => explain::codes(&sentence.text),
        },
    }
}

/// `C means Conservative, L Liberal Democrat, S Labour and D undecided`: the verb stands behind the first code alone.
fn shortened(text: &str) -> Vec<CodeMeaning> {
    const VERBS: [&str; 4] = [" means ", " stands for ", " is short for ", " is "];
    const FEWEST: usize = 3;
    const MOST_WORDS: usize = 6;
    let code = |piece: &str| -> Option<(String, String)> {
        let (code, meaning) = piece.trim().split_once(' ')?;
        let code = code.trim_matches(['"', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']);
        // `H is half-hearted`, `H for half-hearted`: the verb, or what is left of it, may stand again.
        let mut verbs = VERBS.iter().map(|verb| verb.trim_start()).chain(["for "]);
        let meaning = verbs
            .find_map(|verb| meaning.trim().strip_prefix(verb))
            .unwrap_or(meaning)
            .trim();
        let words = meaning.split_whitespace().count();
        let fits = explain::is_codelike(code) && (1..=MOST_WORDS).contains(&words);
        fits.then(|| (code.to_owned(), meaning.to_owned()))
    };
    // `GVI is what you told us: 1 is a firm no, ...`: the first verb behind a code from which the list goes on.
    let begins = VERBS.iter().flat_map(|verb| {
        text.match_indices(verb).filter_map(|(at, verb)| {
            let name = text.get(..at)?.rsplit([' ', ':', '(']).next()?;
            let behind = text.get(at + verb.len()..)?;
            explain::is_codelike(name).then_some((name, behind))
        })
    });
    let mut lists = begins.map(|(name, behind)| shortened_from(name, behind, &code));
    lists.find(|told| told.len() >= FEWEST).unwrap_or_default()
}

/// The list of codes of which the first is a name, and the others stand behind what it means.
fn shortened_from(
    name: &str,
    behind: &str,
    code: &dyn Fn(&str) -> Option<(String, String)>,
) -> Vec<CodeMeaning> {
    let behind = behind.trim_end().trim_end_matches(['.', ')']);
    // An `and` parts what begins with a code: `Reform UK and D undecided`, and not `neither for nor against`.
    let mut pieces: Vec<&str> = Vec::new();
    for piece in behind.split([',', ';']) {
        let joined = piece.match_indices("and ").find_map(|(at, and)| {
            let own = piece.get(at + and.len()..)?;
            let apart = at == 0 || piece.get(..at)?.ends_with(' ');
            (apart && code(own).is_some()).then_some((piece.get(..at)?, own))
        });
        match joined {
            Some((before, own)) => pieces.extend([before, own]),
            None => pieces.push(piece),
        }
    }
    let mut pieces = pieces
        .into_iter()
        .map(str::trim)
        .filter(|piece| !piece.is_empty());
    let of_first = pieces
        .next()
        .map(|meaning| (name.to_owned(), meaning.to_owned()));
    let mut told: Vec<(String, String)> = of_first.into_iter().collect();
    for piece in pieces {
        match (code(piece), told.last_mut()) {
            (Some(next), _) => told.push(next),
            // `R for rest, do not disturb`: once, at the end.
            (None, Some((_, meaning))) if behind.ends_with(piece) => {
                meaning.push_str(", ");
                meaning.push_str(piece);
            }
            (None, _) => return Vec::new(),
        }
    }
    let told = told.into_iter().map(|(code, meaning)| CodeMeaning {
        code,
        meaning,
        at: None,
    });
    told.collect()
}

/// `Doorstep answer. One means solidly Labour and five means solidly somebody else. Three, which is yours, is a person who
/// has not decided.` Numbers in words, under the name of their field.
fn in_number_words(paragraph: &[&Sentence], survey: &Survey) -> Option<(usize, Explanation)> {
    let index = titled(paragraph, survey)?;
    // `One is the library`: a number that means nothing may count.
    let means = paragraph
        .iter()
        .any(|sentence| sentence.text.contains(" means "));
    if !means {
        return None;
    }
    let mut codes: Vec<CodeMeaning> = Vec::new();
    for sentence in paragraph.iter().skip(1) {
        let told = sentence.text.split("; ").flat_map(by_number_words);
        let before = codes.len();
        codes.extend(told.map(|(code, meaning)| CodeMeaning {
            code: code.to_string(),
            meaning: meaning.to_owned(),
            at: Some(sentence.at.clone()),
        }));
        // `These are the codes of another branch, and ours run the other way.`
        let barred = sentence
            .words()
            .iter()
            .any(|word| word_lists().described.bars.has(&word.lower));
        if before == codes.len() && barred {
            return None;
        }
    }
    let at = codes.first()?.at.clone()?;
    let mut values = survey.values_under(index).peekable();
    let held = values.peek().is_some()
        && values.all(|value| codes.iter().any(|code| code.code == value.trim()));
    let texts: Vec<&str> = paragraph
        .iter()
        .map(|sentence| sentence.text.as_str())
        .collect();
    (codes.len() > 1 && held).then(|| {
        let explanation = Explanation::of_codes(texts.join(" "), codes, at);
        (index, explanation)
    })
}

/// `One means solidly with us` and `three, which is yours, is undecided`: clauses of which each begins with a number in
/// words; an `and` within a meaning parts none.
fn by_number_words(text: &str) -> Vec<(usize, &str)> {
    fn code(text: &str) -> Option<(usize, &str)> {
        let (word, rest) = text.split_once([' ', ','])?;
        let digits = word.bytes().all(|byte| byte.is_ascii_digit());
        let code = number(&word.to_lowercase()).filter(|_| !digits)?;
        let rest = rest.trim_start();
        // `which is yours, `
        let rest = match rest.strip_prefix("which ") {
            Some(aside) => aside.split_once(", ")?.1,
            None => rest,
        };
        let mut verbs = ["means ", "is "].iter();
        Some((code, verbs.find_map(|verb| rest.strip_prefix(verb))?))
    }
    let text = text.trim().trim_end_matches('.');
    let joins = text.match_indices(" and ");
    let starts = joins.filter_map(|(at, join)| {
        let behind = text.get(at + join.len()..)?;
        code(behind).map(|_| (at, behind))
    });
    let mut pieces: Vec<&str> = Vec::new();
    let mut rest = (0, text);
    for (at, behind) in starts {
        pieces.extend(text.get(rest.0..at));
        rest = (text.len() - behind.len(), behind);
    }
    pieces.push(rest.1);
    let told = pieces.into_iter().filter_map(code);
    told.map(|(code, meaning)| (code, meaning.trim_end_matches([',', ' '])))
        .collect()
}

/// `A 1 on our support list is somebody who votes for us. A 2 is somebody who has lent us a vote.` A sentence for each code,
/// of which the first names the list.
fn series(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    const FEWEST: usize = 2;
    let told = |sentence: &Sentence| -> Option<(CodeMeaning, Vec<String>)> {
        let said = sentence.words();
        let counted = matches!(said.first()?.lower.as_str(), "a" | "an");
        // `U2 is somebody who would give us a second preference.`
        let at = usize::from(counted);
        let code = said.get(at)?.written(&sentence.text);
        let bare = code
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let article = counted || (bare && code.starts_with(|c: char| c.is_ascii_uppercase()));
        let verb = said
            .iter()
            .position(|word| matches!(word.lower.as_str(), "is" | "means" | "stands"))?;
        let first = said.get(verb + 1)?;
        // `A 3 is somebody who is thinking about it`: of a person, as lists of voters are.
        let lists = &word_lists().described;
        // `SNP is a party with whom we share no data`
        let is_voter = |word: &Word| {
            lists.voters.has(&word.lower) && (counted || !lists.articles.has(&word.lower))
        };
        let of_voter = is_voter(first) || said.get(verb + 2).is_some_and(is_voter);
        if !article || !explain::is_codelike(code) || !of_voter {
            return None;
        }
        let meaning = sentence
            .text
            .get(first.start..)?
            .trim_end_matches(['.', ';', ' ']);
        let named = said
            .get(at + 1..verb)?
            .iter()
            .map(|word| word.lower.clone());
        let code = CodeMeaning {
            code: code.to_owned(),
            meaning: meaning.to_owned(),
            at: Some(sentence.at.clone()),
        };
        Some((code, named.collect()))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sentence) = paragraph.get(at) {
        let run: Vec<(CodeMeaning, Vec<String>)> = paragraph
            .get(at..)
            .unwrap_or_default()
            .iter()
            .map_while(|sentence| told(sentence))
            .collect();
        at += run.len().max(1);
        let Some((_, named)) = run.first().filter(|_| run.len() >= FEWEST) else {
            continue;
        };
        if named
            .iter()
            .any(|word| word_lists().described.bars.has(word))
        {
            continue;
        }
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        let placed = named
            .first()
            .is_some_and(|word| matches!(*word, "on" | "in" | "under" | "against"));
        let codes: Vec<CodeMeaning> = run.iter().map(|(code, _)| code.clone()).collect();
        let holder = || {
            codes
                .iter()
                .find_map(|code| only_holder(&code.code, survey))
        };
        let index = match (placed, named.is_empty()) {
            (true, _) => coded(&codes, survey, |name| {
                // One language of a name suffices: `Support` of `Cefnogaeth / Support`.
                name.split(" / ").any(|part| is_spoken(part, 1, &named))
            }),
            // `U1 is ... U2 is ...`: codes that nothing else in the response is.
            (false, true) if codes.iter().any(|code| code.code.len() > 1) => {
                holder().map(|one| vec![one])
            }
            _ => None,
        };
        let explanation = Explanation::of_codes(sentence.text.clone(), codes, sentence.at.clone());
        found.extend(
            index
                .into_iter()
                .flatten()
                .map(|index| (index, explanation.clone())),
        );
    }
    found
}

/// The headings of one name that is said so, and all of whose values are among some codes.
fn coded(
    told: &[CodeMeaning],
    survey: &Survey,
    is_said: impl Fn(&str) -> bool,
) -> Option<Vec<usize>> {
    let is_code = |value: &str| told.iter().any(|told| told.code == value.trim());
    let name = |index: usize| {
        survey
            .headings
            .get(index)
            .map(|heading| heading.text.as_str())
    };
    let fits = |index: &usize| {
        let mut values = survey.values_under(*index).peekable();
        let coded = values.peek().is_some() && values.all(is_code);
        coded && name(*index).is_some_and(&is_said)
    };
    let found: Vec<usize> = (0..survey.headings.len()).filter(fits).collect();
    let first = name(*found.first()?).map(undated);
    found
        .iter()
        .all(|index| name(*index).map(undated) == first)
        .then_some(found)
}

/// Whether a sentence begins with a name, as it is written, and goes on to say what that is: `VI is your voting intention: ...`.
fn begins_with(text: &str, name: &str) -> bool {
    const SHORTEST: usize = 2;
    let name = name.trim().trim_end_matches(':');
    let text = text.trim_start_matches(['"', '\u{201c}', '\u{2018}', '\'']);
    let behind = text
        .strip_prefix(name)
        .map(|behind| behind.trim_start_matches(['"', '\u{201d}', '\u{2019}', '\'']));
    let named = name.chars().count() >= SHORTEST && name.starts_with(char::is_uppercase);
    let verbs = [" is ", " are ", " shows ", " holds ", ": "];
    named && behind.is_some_and(|behind| verbs.iter().any(|verb| behind.starts_with(verb)))
}

/// A name without the time behind it: `GVI` of `GVI, May 2024`.
fn undated(name: &str) -> &str {
    let is_time = |time: &str| {
        time.split_whitespace().all(|word| {
            month_named(word).is_some() || word.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    match name.split_once(", ") {
        Some((name, time)) if is_time(time) => name,
        _ => name,
    }
}

/// Whether every word of a name is spoken; a name has at least so many words.
fn is_spoken(name: &str, fewest: usize, spoken: &[&str]) -> bool {
    let label = Label::new(name);
    let mut words = label.words().iter();
    label.words().len() >= fewest && words.all(|word| spoken.iter().any(|said| is_same(said, word)))
}

/// Whether what stands before codes is about a name of one word that calls its values so: `The marks are my own`, `Under
/// Mark`.
fn is_subject(name: &str, spoken: &[&str]) -> bool {
    let lists = &word_lists().described;
    let label = Label::new(name);
    let [word] = label.words() else {
        return false;
    };
    let own = |said: &&str| is_same(said, word);
    let begins = match spoken {
        ["the" | "these" | "our" | "my", said, verb, ..] => own(said) && lists.of_codes.has(verb),
        [said, verb, ..] if *said != word.as_str() => own(said) && lists.of_codes.has(verb),
        _ => false,
    };
    let under =
        matches!(spoken, ["under" | "column", said] | ["in", "the", "column", said] if own(said));
    // `In the RAG line`
    let placed = matches!(spoken, ["in" | "on", "the", said, "line" | "column" | "row" | "field"] if own(said));
    placed || lists.codes_called.has(word) && (begins || under)
}

/// `PV: has asked for a postal vote. PX: has appointed a proxy.` Sentences one behind the other that begin with a code and a
/// colon. The one heading under which one of them stands holds them; letters alone want their field named in the sentence
/// before.
fn labelled(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    const FEWEST: usize = 2;
    let told = |sentence: &&Sentence| -> Option<CodeMeaning> {
        let (code, meaning) = explain::code_and_meaning(&sentence.text)?;
        let is_code = explain::is_codelike(code) && code.bytes().any(|b| b.is_ascii_uppercase());
        (is_code && meaning.contains(char::is_alphabetic)).then(|| CodeMeaning {
            code: code.to_owned(),
            meaning: meaning.to_owned(),
            at: Some(sentence.at.clone()),
        })
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < paragraph.len() {
        let rest = paragraph.get(at..).unwrap_or_default();
        let codes: Vec<CodeMeaning> = rest.iter().map_while(told).collect();
        let before = at.checked_sub(1).and_then(|before| paragraph.get(before));
        let first = rest.first().map(|sentence| sentence.at.clone());
        at += codes.len().max(1);
        let Some(first) = first.filter(|_| codes.len() >= FEWEST) else {
            continue;
        };
        let said = before.map(|sentence| sentence.words()).unwrap_or_default();
        let said: Vec<&str> = said.iter().map(|word| word.lower.as_str()).collect();
        let several = codes.iter().filter(|code| code.code.len() > 1);
        // `Who has your data. GMB: our office union.` names no field.
        let is_named = |one: &usize| {
            let heading = survey.headings.get(*one);
            heading.is_some_and(|heading| is_spoken(&heading.text, 1, &said))
        };
        let held = several
            .filter_map(|code| only_holder(&code.code, survey))
            .find(is_named)
            .map(|one| vec![one]);
        let named = || coded(&codes, survey, |name| is_spoken(name, 1, &said));
        let text: Vec<String> = codes
            .iter()
            .map(|code| format!("{}: {}", code.code, code.meaning))
            .collect();
        let explanation = Explanation::of_codes(text.join("; "), codes.clone(), first);
        let index = held.or_else(named).unwrap_or_default();
        found.extend(index.into_iter().map(|index| (index, explanation.clone())));
    }
    found
}

/// Whether a word is written as codes are that stand in running text: `PB`, `1`, and no word of it.
fn is_short_code(word: &str) -> bool {
    const LONGEST: usize = 3;
    let mut bytes = word.bytes();
    word.len() <= LONGEST && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// The codes that stand without signs behind a colon, three or more: `PB phone book, WF web form, ST street stall`. One
/// entry may be none: `blank register not bought`.
pub(in crate::statement) fn without_signs(sentence: &Sentence) -> Vec<CodeMeaning> {
    const FEWEST: usize = 3;
    let Some((_, list)) = sentence.text.split_once(": ") else {
        return Vec::new();
    };
    let pieces = list.trim_end_matches('.').split([',', ';']).map(str::trim);
    let (mut codes, mut others) = (Vec::new(), 0_usize);
    for piece in pieces {
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        let told = piece.split_once(' ').filter(|(code, meaning)| {
            is_short_code(code) && meaning.starts_with(char::is_alphabetic)
        });
        match told {
            Some((code, meaning)) => codes.push(CodeMeaning {
                code: code.to_owned(),
                meaning: meaning.trim().to_owned(),
                at: Some(sentence.at.clone()),
            }),
            None => others += 1,
        }
    }
    match codes.len() >= FEWEST && others <= 1 {
        true => codes,
        false => Vec::new(),
    }
}

/// `KIDS comes from a supplier and is 1 where they believe that children live here and 0 where they do not`, `PV is Y if you
/// have a postal vote`: a sentence that begins with the name of a field, and says when it has which of its values.
fn conditional(sentence: &Sentence, survey: &Survey) -> Option<(usize, Explanation)> {
    const JOINS: [&str; 4] = ["if ", "where ", "when ", "for "];
    let text = sentence.text.trim_end_matches('.');
    let behind_name = |name: &str| {
        let behind = text.strip_prefix(name).unwrap_or_default();
        behind.starts_with(' ').then_some(behind)
    };
    let headings = survey.headings.iter().enumerate();
    let named = headings.filter_map(|(index, heading)| {
        let name = heading.text.trim();
        let capital = name.starts_with(char::is_uppercase) && name.len() > 1;
        Some((index, name.len(), behind_name(name).filter(|_| capital)?))
    });
    let (index, _, behind) = named.max_by_key(|(_, length, _)| *length)?;
    // Where a code stands before what it stands for, and what follows it.
    let told_at = |text: &'_ str| -> Option<(usize, usize)> {
        let (code, rest) = text.split_once(' ')?;
        let join = JOINS.iter().find(|join| rest.starts_with(**join))?;
        is_short_code(code).then_some((code.len(), code.len() + 1 + join.len()))
    };
    let starts = [" is ", " and ", ", ", "; ", " or "]
        .iter()
        .flat_map(|lead| {
            let found = behind.match_indices(lead);
            found.filter_map(|(at, lead)| {
                let from = at + lead.len();
                told_at(behind.get(from..)?).map(|(code, meaning)| (at, from, code, meaning))
            })
        });
    let mut starts: Vec<(usize, usize, usize, usize)> = starts.collect();
    starts.sort_unstable();
    let first = starts.first().map(|(at, ..)| *at)?;
    // The first stands behind `is`, and nothing before it is denied.
    let (lead, list) = behind.split_at_checked(first)?;
    if !list.starts_with(" is ") || lead.contains(" not ") {
        return None;
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(at, ..)| *at)
        .chain([behind.len()]);
    let codes = starts
        .iter()
        .zip(ends)
        .filter_map(|((_, from, code, meaning), end)| {
            let said = behind
                .get(from + meaning..end)?
                .trim_end_matches([',', ';', ' ']);
            Some(CodeMeaning {
                code: behind.get(*from..from + code)?.to_owned(),
                meaning: said.strip_suffix(" and").unwrap_or(said).to_owned(),
                at: Some(sentence.at.clone()),
            })
        });
    let codes: Vec<CodeMeaning> = codes.collect();
    let unsure = word_lists()
        .described
        .unsure
        .iter()
        .any(|said| text.contains(said));
    let twice = codes
        .iter()
        .any(|told| told.meaning.split(' ').next() == Some(&told.code));
    if unsure || twice {
        return None;
    }
    let mut values = survey.values_under(index);
    let held = values.any(|value| codes.iter().any(|told| told.code == value.trim()));
    held.then(|| {
        let explanation = Explanation::of_codes(sentence.text.clone(), codes, sentence.at.clone());
        (index, explanation)
    })
}

/// `Marks: V voted at a polling station, P voted by post, X did not vote`: codes without signs behind what announces them.
/// The votes in the same part hold them that have no other values.
fn announced(sentence: &Sentence, survey: &Survey) -> Vec<(usize, Explanation)> {
    let lead = sentence.text.split(": ").next().unwrap_or_default();
    let announces = &word_lists().described.announcing;
    if !announces.has(&lead.trim().to_lowercase()) {
        return Vec::new();
    }
    let codes = without_signs(sentence);
    if codes.is_empty() {
        return Vec::new();
    }
    let is_code = |value: &str| codes.iter().any(|told| told.code == value.trim());
    let holds = |(index, heading): &(usize, &Heading)| {
        let mut values = survey.values_under(*index).peekable();
        heading.at.part == sentence.at.part && values.peek().is_some() && values.all(is_code)
    };
    // Marks of votes are of elections; nothing else ties the codes to a heading.
    let of_votes = codes
        .iter()
        .any(|told| told.meaning.to_lowercase().contains("vote"));
    let headings = survey.headings.iter().enumerate().filter(|_| of_votes);
    let held: Vec<(usize, &Heading)> = headings
        .filter(|(_, heading)| heading.recognised.category == Category::VotingRecord)
        .filter(holds)
        .collect();
    let explanation = Explanation::of_codes(sentence.text.clone(), codes, sentence.at.clone());
    held.into_iter()
        .map(|(index, _)| (index, explanation.clone()))
        .collect()
}

/// `H1 is what the supplier calls a family; H2 has children at school`: pieces of a sentence that begin with codes made
/// alike, of which one stands under one heading alone.
fn pieces(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    const FEWEST: usize = 2;
    let shape = |code: &str| -> Option<(usize, usize)> {
        let letters = code.chars().take_while(char::is_ascii_uppercase).count();
        let digits = code
            .chars()
            .skip(letters)
            .take_while(char::is_ascii_digit)
            .count();
        (letters > 0 && digits > 0 && letters + digits == code.len() && code.len() <= 4)
            .then_some((letters, digits))
    };
    let mut found = Vec::new();
    for sentence in paragraph {
        // `C1 is the covering letter; C2 is the canvass record`
        let said = Label::new(&sentence.text);
        if said
            .words()
            .iter()
            .any(|word| word_lists().explain.enclosed.has(word))
        {
            continue;
        }
        let told = sentence.text.split("; ").map(|piece| {
            let (code, rest) = piece.trim().split_once(' ')?;
            let (verb, behind) = rest.split_once(' ')?;
            let says = word_lists().described.piece_verbs.has(verb);
            let meaning = match verb {
                "is" | "means" | "=" => behind
                    .split_once(" calls ")
                    .map_or(behind, |(_, called)| called),
                _ => rest,
            };
            let shape = shape(code).filter(|_| says)?;
            Some((shape, code, meaning.trim_end_matches(['.', ' '])))
        });
        let Some(told) = told
            .collect::<Option<Vec<_>>>()
            .filter(|told| told.len() >= FEWEST)
        else {
            continue;
        };
        let alike = told
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.0 == b.0));
        let holder = told
            .iter()
            .find_map(|(_, code, _)| only_holder(code, survey));
        let Some(index) = holder.filter(|_| alike) else {
            continue;
        };
        let codes = told.iter().map(|(_, code, meaning)| CodeMeaning {
            code: (*code).to_owned(),
            meaning: (*meaning).to_owned(),
            at: None,
        });
        let explanation =
            Explanation::of_codes(sentence.text.clone(), codes.collect(), sentence.at.clone());
        found.push((index, explanation));
    }
    found
}

/// `A 1 is a firm supporter, a 2 leans to us, a 3 has not made up his mind and a 4 is against us`: each code with an
/// article before it, and what it means up to the next.
pub(in crate::statement) fn in_articles(text: &str, said: &[Word]) -> Vec<CodeMeaning> {
    const FEWEST: usize = 3;
    let lower = |at: usize| said.get(at).map_or("", |word| word.lower.as_str());
    let begins = |at: &usize| {
        // `A, B or C`: a code and no article.
        let code = said.get(at + 1).filter(|word| word.before == Pause::None);
        let code = code.map_or("", |word| word.written(text));
        let single = code.len() == 1 || number(code).is_some();
        matches!(lower(*at), "a" | "an") && explain::is_codelike(code) && single
    };
    let starts: Vec<usize> = (0..said.len()).filter(begins).collect();
    if starts.len() < FEWEST {
        return Vec::new();
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|at| said.get(*at).map_or(text.len(), |word| word.start));
    let ends = ends.chain([text.len()]);
    let told = starts.iter().zip(ends).filter_map(|(at, end)| {
        let code = said.get(at + 1)?;
        let meaning = text.get(code.end..end)?.trim();
        let meaning = meaning.trim_end_matches([',', '.', ';', ' ']);
        let meaning = meaning
            .strip_suffix(" and")
            .or(meaning.strip_suffix(" or"))
            .unwrap_or(meaning);
        let meaning = meaning.trim_end_matches([',', ' ']);
        let meaning = meaning.strip_prefix("there ").unwrap_or(meaning);
        let bare = ["is ", "means ", "stands for ", "was ", "= ", "for "]
            .iter()
            .find_map(|verb| meaning.strip_prefix(verb));
        let meaning = bare.unwrap_or(meaning).trim();
        (!meaning.is_empty()).then(|| CodeMeaning {
            code: code.written(text).to_owned(),
            meaning: meaning.to_owned(),
            at: None,
        })
    });
    told.collect()
}
