//! What sentences call guesses about the person: `Faith and 1st Lang are guessed from your surname by software`.

use std::ops::Range;

use crate::codebook::word_lists::{WordList, word_lists};
use crate::provenance::Location;
use crate::recognise::Survey;
use crate::statement::about::subject;
use crate::statement::judge::look;
use crate::statement::sentence::Sentence;
use crate::statement::signals::Signals;
use crate::statement::words::{Pause, Word, words};
use crate::vocabulary::InferredFrom;

/// What a paper says of the values under a heading: that they are guesses about the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The heading, by its index in the survey.
    pub heading: usize,
    /// Where the paper says so.
    pub at: Location,
    /// What they are made from, as it says.
    pub from: Vec<InferredFrom>,
    /// Whether it says in the same breath where they are from: `were bought from Experian and are estimates`.
    pub goes_on: bool,
}

/// The guesses of which some sentences tell. What would be, what is so for some people or was so once, and what is
/// denied in the same sentence, is left open.
pub(super) fn guesses(sentences: &[&Sentence], signals: &Signals, survey: &Survey) -> Vec<Guess> {
    let lists = &word_lists().guessed;
    let found = sentences.iter().flat_map(|sentence| {
        let words = sentence.words();
        let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
        let unsure = unsure(words);
        let mut bars = words.iter().enumerate();
        let barred = bars.any(|(at, word)| lists.bars.has(&word.lower) && !unsure.contains(&at));
        // `was best guessed by you`
        let by_person = (0..words.len()).any(|at| lower(at) == "by" && lower(at + 1) == "you");
        // `was guessed at first and later you told us`, `the names of groups you ticked`
        let says = |at: usize| lists.person_says.has(lower(at));
        let person_says =
            (0..words.len()).any(|at| lower(at) == "you" && (says(at + 1) || says(at + 2)));
        let at_first = (0..words.len()).any(|at| lower(at) == "at" && lower(at + 1) == "first");
        if barred || by_person || person_says || at_first {
            return Vec::new();
        }
        let looked = look(&sentence.text, signals);
        let said = (0..words.len()).filter_map(|verb| {
            let by_name = || worked_out_from_name(words, verb);
            let passive = guess_behind(words, verb).or_else(by_name);
            // `have been guessed`
            let first = verb - usize::from(lower(verb) == "been");
            let passive = passive.map(|guess| {
                let clause = clause(words, first);
                let goes_on = clause.end < first;
                (clause, guess, goes_on)
            });
            passive.or_else(|| Some((guessed_by_us(words, verb)?, verb, false)))
        });
        let headings = said.flat_map(|(clause, guess, goes_on)| {
            let subject = subject(&sentence.text, &looked, &clause, survey);
            let clause = words.get(clause).unwrap_or_default();
            let subject = match names_only(clause, &subject, survey) {
                true => subject,
                false => Vec::new(),
            };
            let mut from = made_from(words.get(guess..).unwrap_or_default());
            // `From your forename, we guessed Gender.`
            if from.is_empty() && matches!(lower(0), "from" | "using") {
                from = made_from(words.get(..guess).unwrap_or_default());
            }
            subject.into_iter().map(move |heading| Guess {
                heading,
                at: sentence.at.clone(),
                from: from.clone(),
                goes_on,
            })
        });
        headings.collect()
    });
    found.collect()
}

/// The words by which somebody owns up to what a guess is: `and may well be wrong`.
fn unsure(words: &[Word]) -> Range<usize> {
    const NEAR: usize = 4;
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let run = (0..words.len()).find_map(|at| {
        let begins = matches!(lower(at), "may" | "might" | "could");
        let between = |at: &usize| matches!(lower(*at), "well" | "also" | "be");
        let end = at + 1 + (at + 1..=at + NEAR).take_while(between).count();
        let wrong = matches!(lower(end), "wrong" | "inaccurate" | "incorrect");
        (begins && wrong && lower(end - 1) == "be").then_some(at..end + 1)
    });
    run.unwrap_or(0..0)
}

/// Whether some words are names of headings and of kinds of data and no more: `your partner's faith` is of somebody else,
/// and `the date of your voting intention` no opinion.
fn names_only(clause: &[Word], headings: &[usize], survey: &Survey) -> bool {
    let lists = &word_lists().guessed;
    let of_headings = headings
        .iter()
        .filter_map(|index| survey.headings.get(*index));
    // A name is parted as labels are, as sentences are, or not: `LD_CORE` is two words or one, `1st` one or two.
    let named: Vec<String> = of_headings
        .flat_map(|heading| {
            let label = &heading.label;
            let own = label.words().iter().map(ToString::to_string);
            let told = words(&heading.text).into_iter().map(|word| word.lower);
            let mut named: Vec<String> = own.chain(told).collect();
            named.push(label.key().to_string());
            named
        })
        .collect();
    let of_birth = clause.iter().any(|word| word.lower == "birth");
    clause.iter().all(|word| {
        let word = word.lower.as_str();
        lists.of_subject.has(word)
            || (of_birth && lists.of_birth.has(word))
            || named.iter().any(|own| own == word)
    })
}

/// Where the word stands that calls something a guess behind a verb: `are guessed`, `is only our own estimate`. `Are used
/// to make predictions` does not, nor do `is estimated to be correct` and `was recorded; estimates are kept`.
fn guess_behind(words: &[Word], verb: usize) -> Option<usize> {
    let lists = &word_lists().guessed;
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    if !is_passive(words, verb) {
        return None;
    }
    let behind = words.iter().enumerate().skip(verb + 1);
    let mut behind = behind.take_while(|(_, word)| word.before == Pause::None);
    let (at, word) = behind.find(|(_, word)| !lists.before.has(&word.lower))?;
    (lists.words.has(&word.lower) && lower(at + 1) != "to").then_some(at)
}

/// Whether a verb stands at a word behind which is told what is done with something: `is`, `were`, `have been`.
fn is_passive(words: &[Word], at: usize) -> bool {
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let before = at.checked_sub(1).map_or("", lower);
    match lower(at) {
        "is" | "are" | "was" | "were" => true,
        "been" => matches!(before, "have" | "has"),
        _ => false,
    }
}

/// Where the words stand by which something is worked out from what the person is called, which is a guess: `was worked out
/// from your first name`.
fn worked_out_from_name(words: &[Word], verb: usize) -> Option<usize> {
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let is_verb = is_passive(words, verb);
    let worked =
        (verb + 1..=verb + 2).find(|at| lower(*at) == "worked" && lower(*at + 1) == "out")?;
    (is_verb && is_from_name(words, worked + 2)).then_some(worked)
}

/// Whether `from` stands at a word, and behind it what the person is called.
fn is_from_name(words: &[Word], from: usize) -> bool {
    const NEAR: usize = 4;
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let names = &word_lists().guessed.of_name;
    let named = (from + 1..=from + NEAR).any(|at| {
        // `the names of groups`, `the name and date of birth`
        let joined = matches!(lower(at + 1), "and" | "or")
            && (at + 2..at + 5).any(|at| names.has(lower(at)));
        names.has(lower(at))
            && (joined || !matches!(lower(at + 1), "and" | "or" | "of" | "on" | "tag" | "you"))
    });
    lower(from) == "from" && named
}

/// The words that name what somebody guesses of the person, where the verb stands at a word: `we estimate your age from`,
/// `our supplier works out Gender from your first name`, `Faith, which we guessed`. Who guesses is the party, those who
/// work for it, or what they work with: what others do tells nothing of the response.
fn guessed_by_us(words: &[Word], verb: usize) -> Option<Range<usize>> {
    let lists = &word_lists().guessed;
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let works_out = matches!(lower(verb), "work" | "works" | "worked") && lower(verb + 1) == "out";
    if !(works_out || lists.guess_verbs.has(lower(verb))) {
        return None;
    }
    let before = words.get(..verb)?;
    let pause = words
        .iter()
        .take(verb)
        .rposition(|word| word.before != Pause::None);
    let start = pause.unwrap_or(0);
    let relative = matches!(lower(start), "which" | "that");
    let who = before.get(start + usize::from(relative)..)?;
    let guesses = who.iter().any(|word| lists.guessers.has(&word.lower))
        && who
            .iter()
            .all(|word| lists.guessers.has(&word.lower) || lists.beside_guessers.has(&word.lower));
    let first = verb + 1 + usize::from(works_out);
    let ends = |at: &usize| {
        lists.ends.has(lower(*at))
            || words
                .get(*at)
                .is_some_and(|word| *at > first && word.before == Pause::Semicolon)
    };
    let end = (first..words.len()).find(ends).unwrap_or(words.len());
    let told = match relative {
        true => clause(words, start + 1),
        false => first..end,
    };
    let is_guess = !works_out || is_from_name(words, end);
    // `Which we estimate your age from` asks.
    let whole = if relative { end == first } else { end > first };
    (guesses && is_guess && whole && !told.is_empty()).then_some(told)
}

/// The words before a verb that may name what it is said of: back to the verb before it, and behind what joins the two.
fn clause(words: &[Word], verb: usize) -> Range<usize> {
    let lists = &word_lists().guessed;
    let before = words.get(..verb).unwrap_or_default();
    let parts = |word: &Word| word.before == Pause::Semicolon;
    let cut = before.iter().rposition(parts).unwrap_or(0);
    let other = before.iter().rposition(|word| lists.verbs.has(&word.lower));
    let start = match other.filter(|other| *other >= cut) {
        None => cut,
        Some(other) => {
            let joins = |(_, word): &(usize, &Word)| {
                word.before != Pause::None || matches!(word.lower.as_str(), "and" | "but" | "or")
            };
            let behind = before.iter().enumerate().skip(other + 1);
            // `We hold your intention and your age, which is estimated`: the last of them.
            let mut joined: Vec<usize> = behind.filter(joins).map(|(at, _)| at).collect();
            let relative = matches!(
                before.last().map(|word| word.lower.as_str()),
                Some("which" | "that")
            );
            if relative && joined.len() > 1 {
                joined.drain(..joined.len() - 2);
            }
            // `Income was bought from Experian and is an estimate`: of what the verb before it speaks.
            let elided = joined.as_slice() == [verb.saturating_sub(1)]
                && before.last().is_some_and(|word| word.lower == "and");
            if elided {
                return clause(words, other);
            }
            joined.first().copied().unwrap_or(verb)
        }
    };
    start..verb
}

/// What guesses are made from, by the words behind: what the person is called, or where they live.
fn made_from(behind: &[Word]) -> Vec<InferredFrom> {
    let lists = &word_lists().guessed;
    let from = behind
        .iter()
        .position(|word| matches!(word.lower.as_str(), "from" | "using" | "on"));
    let inputs = behind
        .get(from.unwrap_or(behind.len())..)
        .unwrap_or_default();
    let has = |list: &WordList| inputs.iter().any(|word| list.has(&word.lower));
    let of_name = has(&lists.of_name).then_some(InferredFrom::Name);
    let of_address = has(&lists.of_address).then_some(InferredFrom::Address);
    of_name.into_iter().chain(of_address).collect()
}
