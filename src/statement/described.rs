//! What a paragraph tells of fields from sentence to sentence: first which they are, then how they were made, their scale,
//! and what its ends or their codes mean.
//!
//! ```text
//! Affinity, Stance and Turnout are estimates. All three run from 0 to 100. The higher the stance figure, the likelier it
//! is that you favour independence.
//! Our canvassers write down a figure between 1 and 5. A 1 is a firm supporter, a 2 leans to us, a 3 does not know.
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::codebook::word_lists::{number, word_lists};
use crate::codebook::{Label, entry::Scale};
use crate::provenance::Location;
use crate::recognise::Survey;
use crate::recognise::explain::{self, CodeMeaning, Explanation};
use crate::recognise::layout::is_yes_or_no;
use crate::statement::listed::listed;
use crate::statement::sentence::Sentence;
use crate::statement::told::{counted, holds_numbers, is_data, leaves_scale_open};
use crate::statement::words::{Word, words};

/// The headings that paragraphs describe so, where nothing else explains them.
pub(super) fn described(sentences: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    let paragraphs = sentences.chunk_by(|_, next| !next.first);
    let told = paragraphs.flat_map(|paragraph| {
        let mut found = scales(paragraph, survey);
        found.extend(codes(paragraph, survey));
        found.extend(values(paragraph, survey));
        found
    });
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    told.filter(|(index, _)| {
        let heading = survey.headings.get(*index);
        heading.is_some_and(|heading| heading.explanation.is_none()) && seen.insert(*index)
    })
    .collect()
}

/// What is told of a heading in a paragraph, up to a sentence of it.
#[derive(Default)]
struct Told<'t> {
    texts: Vec<&'t str>,
    at: Option<Location>,
    scale: Option<Scale>,
}

/// The headings of which a paragraph tells the scale.
fn scales(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    let mut told: BTreeMap<usize, Told<'_>> = BTreeMap::new();
    // Those of which the paragraph speaks.
    let mut spoken: Vec<usize> = Vec::new();
    // `Warmth. This is only a guess. It runs from 0 to 100.`
    let named = titled(paragraph, survey);
    let mut last: Option<usize> = named;
    for (at, sentence) in paragraph.iter().enumerate() {
        // A heading with its value tells nothing of either.
        if is_data(sentence, survey) {
            continue;
        }
        let text = sentence.text.as_str();
        let said = words(text);
        // What is so elsewhere, was so once or will be so tells nothing of these.
        if said
            .iter()
            .any(|word| word_lists().described.elsewhere.has(&word.lower))
        {
            continue;
        }
        let before = paragraph.get(..at).unwrap_or_default();
        let (about, all) = match subject(text, &said, before, &spoken, survey) {
            Subject::These(these) => {
                spoken.clone_from(&these);
                (these, true)
            }
            Subject::Spoken => (spoken.clone(), true),
            Subject::One(one) => (vec![one], false),
            // `The support figure runs the other way about. It is out of 100.`
            Subject::Nothing => {
                match last.filter(|_| text.starts_with("It ") || text.starts_with("This ")) {
                    Some(one) => (vec![one], false),
                    None => {
                        last = named.filter(|_| at == 0);
                        continue;
                    }
                }
            }
        };
        last = match about.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        if leaves_scale_open(text) {
            continue;
        }
        // `They are correct for 60 to 80 per cent of people` is no scale.
        let says_scale = said
            .iter()
            .any(|word| word_lists().described.of_scale.has(&word.lower))
            || text.starts_with(|c: char| c.is_ascii_digit())
            || text.contains("out of ");
        let scale = explain::scale(text).filter(|_| says_scale).filter(|scale| {
            let mut about = about.iter();
            about.all(|index| fits(scale, *index, survey))
        });
        for index in &about {
            let own = told.entry(*index).or_default();
            own.texts.push(text);
            own.at.get_or_insert_with(|| sentence.at.clone());
            // What is said of one says more than what is said of all.
            if let Some(scale) = &scale
                && (own.scale.is_none() || !all)
            {
                own.scale = Some(scale.clone());
                own.at = Some(sentence.at.clone());
            }
            if !all
                && let Some(high) = higher_means(text)
                && let Some(scale) = &mut own.scale
            {
                scale.high.get_or_insert_with(|| high.to_owned());
            }
        }
    }
    let explained = told.into_iter().filter_map(|(index, told)| {
        let explanation = Explanation {
            text: told.texts.join(" "),
            scale: Some(told.scale?),
            codes: Vec::new(),
            at: told.at?,
            from_key: true,
        };
        Some((index, explanation))
    });
    explained.collect()
}

/// Of which headings a sentence speaks.
enum Subject {
    /// Of several that it names or counts.
    These(Vec<usize>),
    /// Of those of which the paragraph speaks: `All three`, `They`, `0% is never`.
    Spoken,
    /// Of one of them, or of one that it calls by its own words: `The first`, `On the constitution,`.
    One(usize),
    Nothing,
}

fn subject(
    text: &str,
    said: &[Word],
    before: &[&Sentence],
    spoken: &[usize],
    survey: &Survey,
) -> Subject {
    let lower = |at: usize| said.get(at).map_or("", |word| word.lower.as_str());
    let lists = &word_lists().described;
    if let Some((these, _)) = listed(text, survey)
        && these.iter().all(|index| holds_numbers(survey, *index))
    {
        return Subject::These(these);
    }
    if let Some(index) = called(text, said, before, survey) {
        return Subject::One(index);
    }
    let goes_on = lists.all.has(lower(0)) || lower(0).starts_with(|c: char| c.is_ascii_digit());
    if goes_on && spoken.len() > 1 {
        return Subject::Spoken;
    }
    let ordinal = lists.ordinals.position(lower(1));
    if lower(0) == "the"
        && lists.verbs.has(lower(2))
        && let Some(one) = ordinal.and_then(|at| spoken.get(at))
    {
        return Subject::One(*one);
    }
    let these = counted(said, survey);
    match these.len() {
        0 | 1 => Subject::Nothing,
        _ => Subject::These(these),
    }
}

/// The one heading that a sentence calls by words of its own: behind `The higher the`, `On the`, `The`; the rest of its
/// words stand before in the paragraph, or call it a figure.
fn called(text: &str, said: &[Word], before: &[&Sentence], survey: &Survey) -> Option<usize> {
    let lower = |at: usize| said.get(at).map_or("", |word| word.lower.as_str());
    let lists = &word_lists().described;
    let the = |at: usize| matches!(lower(at), "the" | "your" | "our");
    let (from, higher) = match lower(0) {
        "the" if lists.degrees.has(lower(1)) && the(2) => (3, true),
        "on" | "for" if the(1) => (2, false),
        "the" | "your" | "our" => (1, false),
        _ => return None,
    };
    let ends = |word: &Word| {
        lists.verbs.has(&word.lower)
            || lists.figures.has(&word.lower)
            || word.before != super::words::Pause::None
    };
    let behind = said.get(from..)?;
    let first = behind.first()?;
    let count = 1 + behind.iter().skip(1).take_while(|word| !ends(word)).count();
    if lists.figures.has(&first.lower) || count > MOST_WORDS {
        return None;
    }
    let own: Vec<&str> = behind
        .iter()
        .take(count)
        .map(|word| word.lower.as_str())
        .collect();
    // `On the doorstep we write a number` calls none.
    let next = behind.get(count)?;
    let pauses = next.before != super::words::Pause::None;
    if !higher && !pauses && !lists.figures.has(&next.lower) {
        return None;
    }
    let earlier: Vec<String> = before
        .iter()
        .flat_map(|sentence| words(&sentence.text))
        .map(|word| word.lower)
        .collect();
    let called_so = |index: &usize| {
        let heading = survey.headings.get(*index);
        heading.is_some_and(|heading| {
            let label = Label::new(&heading.text);
            let mut rest = label
                .words()
                .iter()
                .filter(|word| !own.contains(&word.as_str()));
            let all = own
                .iter()
                .all(|word| label.words().iter().any(|own| own == word));
            let told = |word: &String| {
                lists.figures.has(word)
                    || earlier.iter().any(|said| is_same(said, word))
                    || text.contains(word.as_str())
            };
            // `The support figure` is the one figure that has this word in its name.
            let figure = lists.figures.has(&next.lower);
            all && rest.all(|word| higher || figure || told(word))
        })
    };
    let numbers = (0..survey.headings.len()).filter(|index| holds_numbers(survey, *index));
    let mut found = numbers.filter(called_so);
    let one = found.next()?;
    found.next().is_none().then_some(one)
}

/// More words than this call no heading.
const MOST_WORDS: usize = 4;

/// `you would vote for us` of `The higher the figure, the likelier we think it is that you would vote for us.`
fn higher_means(text: &str) -> Option<&str> {
    let (_, behind) = text.split_once(", the ")?;
    // `The higher it is, the less likely it is that you will vote` tells the other end.
    let degree = behind.split_whitespace().next()?;
    let more = behind.starts_with("more likely") || word_lists().described.rising.has(degree);
    let (between, meant) = behind.split_once(" that ")?;
    let plain = more && !between.contains(" less") && !between.contains(" unlikely");
    if !plain {
        return None;
    }
    let meant = meant.trim_end_matches(['.', ';']);
    (text.starts_with("The ") && !meant.is_empty()).then_some(meant)
}

/// Whether all values under a heading are on a scale; there is at least one.
fn fits(scale: &Scale, index: usize, survey: &Survey) -> bool {
    let mut values = survey.values_under(index).peekable();
    values.peek().is_some()
        && values.all(|value| {
            let bare = value.trim().trim_end_matches('%');
            let number: Result<f64, _> = bare.parse();
            number.is_ok_and(|number| (scale.from..=scale.to).contains(&number))
        })
}

/// The headings of which a paragraph tells the codes, in words that call them: every word of the heading stands before
/// the codes, and one of them holds for each of its values.
fn codes(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    let mut found = series(paragraph, survey);
    found.extend(in_number_words(paragraph, survey));
    found.extend(pieces(paragraph, survey));
    let mut before: Vec<String> = Vec::new();
    for sentence in paragraph {
        let said = words(&sentence.text);
        let told = match in_articles(&sentence.text, &said) {
            told if told.len() > 1 => told,
            _ => explain::codes(&sentence.text),
        };
        if told.len() < 2 {
            before.clear();
            before.extend(said.into_iter().map(|word| word.lower));
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
        let above: Vec<&str> = before.iter().map(String::as_str).collect();
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
        let index = coded(&told, &own, survey).or_else(|| coded(&told, &above, survey));
        if let Some(index) = index {
            let explanation = Explanation {
                text: sentence.text.clone(),
                scale: None,
                codes: told,
                at: sentence.at.clone(),
                from_key: true,
            };
            found.extend(index.into_iter().map(|index| (index, explanation.clone())));
        }
    }
    found
}

/// The heading that is the whole first sentence of a paragraph: `Warmth.`
fn titled(paragraph: &[&Sentence], survey: &Survey) -> Option<usize> {
    let (first, rest) = paragraph.split_first()?;
    let name = first.text.trim().trim_end_matches(['.', ':']);
    let mut named = (0..survey.headings.len()).filter(|index| {
        survey
            .headings
            .get(*index)
            .is_some_and(|heading| heading.text.trim() == name)
    });
    let one = named.next().filter(|_| !rest.is_empty())?;
    named.next().is_none().then_some(one)
}

/// `Doorstep answer. One means solidly Labour and five means solidly somebody else. Three, which is yours, is a person who
/// has not decided.` Numbers in words, under the name of their field.
fn in_number_words(paragraph: &[&Sentence], survey: &Survey) -> Option<(usize, Explanation)> {
    let index = titled(paragraph, survey)?;
    let mut codes: Vec<CodeMeaning> = Vec::new();
    let mut at = None;
    for sentence in paragraph {
        for piece in sentence
            .text
            .split(" and ")
            .flat_map(|piece| piece.split("; "))
        {
            let piece = piece.trim().trim_end_matches('.');
            let Some((word, rest)) = piece.split_once([' ', ',']) else {
                continue;
            };
            let digits = word.bytes().all(|byte| byte.is_ascii_digit());
            let Some(code) = number(&word.to_lowercase()).filter(|_| !digits) else {
                continue;
            };
            let rest = rest.trim_start().trim_start_matches("which is yours, ");
            let meaning = ["means ", "is "]
                .iter()
                .find_map(|verb| rest.strip_prefix(verb));
            codes.extend(meaning.map(|meaning| CodeMeaning {
                code: code.to_string(),
                meaning: meaning.to_owned(),
                at: Some(sentence.at.clone()),
            }));
            at.get_or_insert_with(|| sentence.at.clone());
        }
    }
    let mut values = survey.values_under(index).peekable();
    let held = values.peek().is_some()
        && values.all(|value| codes.iter().any(|code| code.code == value.trim()));
    let texts: Vec<&str> = paragraph
        .iter()
        .map(|sentence| sentence.text.as_str())
        .collect();
    let at = at?;
    (codes.len() > 1 && held).then(|| {
        let explanation = Explanation {
            text: texts.join(" "),
            scale: None,
            codes,
            at,
            from_key: true,
        };
        (index, explanation)
    })
}

/// `A 1 on our support list is somebody who votes for us. A 2 is somebody who has lent us a vote.` A sentence for each code,
/// of which the first names the list.
fn series(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    const FEWEST: usize = 2;
    let told = |sentence: &Sentence| -> Option<(CodeMeaning, Vec<String>)> {
        let said = words(&sentence.text);
        let article = matches!(said.first()?.lower.as_str(), "a" | "an");
        // `U2 is somebody who would give us a second preference.`
        let at = usize::from(article);
        let code = said.get(at)?.written(&sentence.text);
        let bare = code
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let article = article || (bare && code.starts_with(|c: char| c.is_ascii_uppercase()));
        let verb = said
            .iter()
            .position(|word| matches!(word.lower.as_str(), "is" | "means" | "stands"))?;
        let first = said.get(verb + 1)?;
        // `A 3 is somebody who is thinking about it`: of a person, as lists of voters are.
        let of_voter = word_lists().described.voters.has(&first.lower)
            || said
                .get(verb + 2)
                .is_some_and(|next| word_lists().described.voters.has(&next.lower));
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
            (true, _) => by_part_of_name(&codes, &named, survey),
            // `U1 is ... U2 is ...`: codes that nothing else in the response is.
            (false, true) if codes.iter().any(|code| code.code.len() > 1) => {
                holder().map(|one| vec![one])
            }
            _ => None,
        };
        let explanation = Explanation {
            text: sentence.text.clone(),
            scale: None,
            codes,
            at: sentence.at.clone(),
            from_key: true,
        };
        found.extend(
            index
                .into_iter()
                .flatten()
                .map(|index| (index, explanation.clone())),
        );
    }
    found
}

/// The headings of one name of which one language is spoken, `Support` of `Cefnogaeth / Support`, and all of whose values
/// are among some codes.
fn by_part_of_name(told: &[CodeMeaning], spoken: &[&str], survey: &Survey) -> Option<Vec<usize>> {
    let is_code = |value: &str| told.iter().any(|told| told.code == value.trim());
    let fits = |index: &usize| {
        let heading = survey.headings.get(*index);
        let mut values = survey.values_under(*index).peekable();
        let coded = values.peek().is_some() && values.all(is_code);
        coded
            && heading.is_some_and(|heading| {
                heading.text.split(" / ").any(|part| {
                    let label = Label::new(part);
                    let mut words = label.words().iter();
                    !label.is_empty()
                        && words.all(|word| spoken.iter().any(|said| is_same(said, word)))
                })
            })
    };
    let found: Vec<usize> = (0..survey.headings.len()).filter(fits).collect();
    let name = |index: &usize| survey.headings.get(*index).map(|heading| &heading.text);
    let first = name(found.first()?);
    found
        .iter()
        .all(|index| name(index) == first)
        .then_some(found)
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
        let explanation = Explanation {
            text: sentence.text.clone(),
            scale: None,
            codes: codes.collect(),
            at: sentence.at.clone(),
            from_key: true,
        };
        found.push((index, explanation));
    }
    found
}

/// The headings of one name all of whose words are spoken, and all of whose values are among some codes.
fn coded(told: &[CodeMeaning], spoken: &[&str], survey: &Survey) -> Option<Vec<usize>> {
    let is_code = |value: &str| told.iter().any(|told| told.code == value.trim());
    let fits = |index: &usize| {
        let heading = survey.headings.get(*index);
        let mut values = survey.values_under(*index).peekable();
        let coded = values.peek().is_some() && values.all(is_code);
        coded
            && heading.is_some_and(|heading| {
                let label = Label::new(&heading.text);
                let mut words = label.words().iter();
                label.words().len() > 1
                    && words.all(|word| spoken.iter().any(|said| is_same(said, word)))
            })
    };
    let found: Vec<usize> = (0..survey.headings.len()).filter(fits).collect();
    let name = |index: &usize| survey.headings.get(*index).map(|heading| &heading.text);
    let first = name(found.first()?);
    found
        .iter()
        .all(|index| name(index) == first)
        .then_some(found)
}

/// The headings of which sentences explain the one value: `"Soft Labour" is what we put when somebody tells us that ...`,
/// `05 is the code for a mature family`. Only where no other heading holds that value.
fn values(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    let lists = &word_lists().described;
    let mut found = blanks(paragraph, survey);
    let told = paragraph.iter().filter_map(|sentence| {
        let text = sentence.text.trim();
        let (value, rest, quoted) = match begins_quoted(text) {
            Some((value, rest)) => (value, rest, true),
            None => {
                let (value, rest) = text.split_once(' ')?;
                (value, rest, false)
            }
        };
        // `G28 is the type which Experian calls Modern Parents`
        let named = |rest: &str| {
            let (before, called) = rest
                .trim_start()
                .strip_prefix("is the ")?
                .split_once(" calls ")?;
            let kind = before.split_whitespace().next()?;
            let of_list = word_lists().described.kinds.has(kind) && !before.ends_with("no longer");
            of_list.then(|| called.trim_end_matches(['.', ' ']).to_owned())
        };
        if let Some(called) = named(rest)
            && let Some(heading) = only_holder(value, survey)
        {
            let codes = vec![CodeMeaning {
                code: value.to_owned(),
                meaning: called,
                at: None,
            }];
            let explanation = Explanation {
                text: text.to_owned(),
                scale: None,
                codes,
                at: sentence.at.clone(),
                from_key: true,
            };
            return Some((heading, explanation));
        }
        let verbs = lists
            .code_verbs
            .iter()
            .chain(lists.quote_verbs.iter().filter(|_| quoted));
        let (verb, behind) = verbs
            .filter_map(|verb| Some((verb, rest.trim_start().strip_prefix(verb)?)))
            .next()?;
        let kept = if lists.quote_verbs.has(verb) {
            // What is said of it, with the words that say so.
            let first = behind.split_whitespace().next().unwrap_or_default();
            let noted = !verb.ends_with(" we ") || lists.noting.has(first);
            noted.then(|| rest.trim_start().strip_prefix("is ").unwrap_or(rest))?
        } else {
            behind
        };
        let meaning = kept.split(['.', ';']).next()?.trim();
        if meaning.starts_with("nothing") {
            return None;
        }
        let heading = only_holder(value, survey)?;
        let of_person = survey.headings.get(heading).is_some_and(|heading| {
            use crate::vocabulary::Category;
            matches!(
                heading.recognised.category,
                Category::Identity | Category::Address | Category::Contact
            )
        });
        if of_person {
            return None;
        }
        (!meaning.is_empty()).then(|| {
            let codes = vec![CodeMeaning {
                code: value.to_owned(),
                meaning: meaning.to_owned(),
                at: None,
            }];
            let explanation = Explanation {
                text: text.to_owned(),
                scale: None,
                codes,
                at: sentence.at.clone(),
                from_key: true,
            };
            (heading, explanation)
        })
    });
    found.extend(told);
    found
}

/// `xx means that the question was not asked`: what stands under any heading where there is no value.
fn blanks(paragraph: &[&Sentence], survey: &Survey) -> Vec<(usize, Explanation)> {
    const LONGEST: usize = 4;
    let lists = &word_lists().described;
    let mut found = Vec::new();
    for sentence in paragraph {
        let text = sentence.text.trim();
        let Some((value, rest)) = text.split_once(' ') else {
            continue;
        };
        let Some(meaning) = rest.strip_prefix("means ") else {
            continue;
        };
        let lower = meaning.to_lowercase();
        let none = lists.blanks.iter().any(|said| lower.contains(said));
        // `N` and `0` are answers and figures under other headings.
        let letters = value.chars().filter(|c| c.is_alphabetic()).count();
        let is_mark = letters == 0 || (letters > 1 && !is_yes_or_no(value));
        let figures = value.chars().any(|c| c.is_ascii_digit());
        if !none || value.chars().count() > LONGEST || !is_mark || figures {
            continue;
        }
        let seen = survey.observations.iter();
        let holds =
            seen.filter(|seen| seen.value.as_deref().is_some_and(|own| own.trim() == value));
        let mut headings: Vec<usize> = holds.map(|seen| seen.heading).collect();
        headings.sort_unstable();
        headings.dedup();
        let meaning = meaning.strip_prefix("that ").unwrap_or(meaning);
        let explanation = Explanation {
            text: text.to_owned(),
            scale: None,
            codes: vec![CodeMeaning {
                code: value.to_owned(),
                meaning: meaning.trim_end_matches(['.', ';']).to_owned(),
                at: None,
            }],
            at: sentence.at.clone(),
            from_key: true,
        };
        found.extend(
            headings
                .into_iter()
                .map(|index| (index, explanation.clone())),
        );
    }
    found
}

/// `Soft Labour` and what stands behind it, where a text begins with it in quotation marks.
fn begins_quoted(text: &str) -> Option<(&str, &str)> {
    let pairs = [
        ('"', '"'),
        ('\u{201c}', '\u{201d}'),
        ('\u{2018}', '\u{2019}'),
        ('\'', '\''),
    ];
    pairs
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.split_once(*close))
}

/// The one heading under which a value stands.
fn only_holder(value: &str, survey: &Survey) -> Option<usize> {
    let seen = survey.observations.iter();
    let holds = seen.filter(|seen| seen.value.as_deref().is_some_and(|own| own.trim() == value));
    let mut headings: Vec<usize> = holds.map(|seen| seen.heading).collect();
    headings.sort_unstable();
    headings.dedup();
    match headings.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Whether two words are forms of one: `canvass` and `canvassers`, `mark` and `marks`.
fn is_same(said: &str, word: &str) -> bool {
    const SHORTEST: usize = 4;
    const LONGEST_ENDING: usize = 4;
    let (short, long) = if said.len() < word.len() {
        (said, word)
    } else {
        (word, said)
    };
    said == word
        || (short.len() >= SHORTEST
            && long
                .strip_prefix(short)
                .is_some_and(|ending| ending.len() <= LONGEST_ENDING))
}

/// `A 1 is a firm supporter, a 2 leans to us, a 3 has not made up his mind and a 4 is against us`: each code with an
/// article before it, and what it means up to the next.
pub(super) fn in_articles(text: &str, said: &[Word]) -> Vec<CodeMeaning> {
    const FEWEST: usize = 3;
    let lower = |at: usize| said.get(at).map_or("", |word| word.lower.as_str());
    let begins = |at: &usize| {
        let code = said.get(at + 1).map_or("", |word| word.written(text));
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
