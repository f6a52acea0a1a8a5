//! Values that are codes, labels or flags.

use crate::codebook::{Label, Word};
use crate::recognise::{Heading, Recognised};
use crate::vocabulary::{Basis, Category, Status};

use super::lists::{Named, by_hits, compound, distinctive, hits, schemes};
use super::scored::{on_scale, score};
use super::{Meaning, Read, Scope, meaning, plainly, probably};

/// A code: through the lists of its field.
pub(super) fn code<'a>(
    known: &Recognised,
    heading: &Heading,
    value: &str,
    scope: Scope<'a>,
) -> Read<'a> {
    let hits = hits(known, heading, value, scope);
    if !hits.is_empty() {
        return by_hits(known, &hits.rows, hits.named);
    }
    // `Would you vote for us?` - `No`
    let in_full = value.chars().count() > 1 && is_yes_or_no(value);
    if in_full && heading.text.trim_end().ends_with('?') {
        return Read {
            meaning: in_words(known, value, scope),
            scheme: None,
        };
    }
    // `2 - Leans Green`: a code with its words behind it.
    if with_its_words(value) {
        return Read {
            meaning: in_words(known, value, scope),
            scheme: None,
        };
    }
    let lists = schemes(known, scope);
    if let Some(found) = compound(value, &lists, scope) {
        return found;
    }
    let names_party = {
        let lexicon = scope.books.lexicon().ok();
        let label = Label::new(value);
        lexicon.is_some_and(|lexicon| {
            lexicon.forms(label.key()).iter().any(|form| {
                (!form.weak || label.key().len() > 1)
                    && lexicon
                        .concept(form.concept)
                        .is_some_and(|concept| concept.class() == "party")
            })
        })
    };
    // `Green, told us 21 April 2025` is an answer in words, whatever figures are in it.
    let answers = lists.is_empty() && known.category == Category::VotingIntention && is_told(value);
    if is_words(value) || names_party || answers {
        return Read {
            meaning: in_words(known, value, scope),
            scheme: lists.first().map(|(scheme, _)| *scheme),
        };
    }
    if let Some(scale) = &known.scale
        && value.trim().parse::<f64>().is_ok()
    {
        return Read {
            meaning: on_scale(known, value, scale, known.basis),
            scheme: None,
        };
    }
    let title = known.title.as_deref().unwrap_or("this field");
    let (status, text, basis) = if lists.is_empty() {
        (
            Status::Unpublished,
            format!(
                "{}: no list of its codes is known, and the response gives none.",
                probably(known, title)
            ),
            known.basis,
        )
    } else {
        let titles: Vec<&str> = lists
            .iter()
            .map(|(scheme, _)| scheme.title.as_str())
            .collect();
        (
            Status::UnlistedCode,
            format!(
                "{}: the code is not in the lists that are known ({}).",
                probably(known, title),
                titles.join(", ")
            ),
            known.basis,
        )
    };
    Read {
        meaning: meaning(status, basis, text),
        scheme: lists.first().map(|(scheme, _)| *scheme),
    }
}

/// The name of a segment, or an answer in words.
pub(super) fn label<'a>(
    known: &Recognised,
    heading: &Heading,
    value: &str,
    scope: Scope<'a>,
) -> Read<'a> {
    let hits = hits(known, heading, value, scope);
    if !hits.is_empty() {
        return by_hits(known, &hits.rows, hits.named);
    }
    if known.category == Category::Segment {
        let found = distinctive(value, scope);
        if !found.is_empty() {
            return by_hits(known, &found, Named::Version);
        }
        let title = known.title.as_deref().unwrap_or("this field");
        return Read {
            meaning: meaning(
                Status::Unpublished,
                known.basis,
                format!(
                    "{}: what the segment stands for is not published, and the response does not say.",
                    probably(known, title)
                ),
            ),
            scheme: None,
        };
    }
    let short = value.len() <= 3 && !value.contains(' ') && value.parse::<f64>().is_err();
    let codelike = (short && !is_decade(value)) || is_numbered(value);
    // `T` may be true under a mark; under an answer it is a letter of a list.
    let truth = matches!(value, "T" | "F" | "t" | "f");
    if codelike && (truth || !is_yes_or_no(value)) {
        return code(known, heading, value, scope);
    }
    if value.parse::<f64>().is_ok() {
        // What came of a contact is no score: `Answered` - `1`, `Outcome` - `3`.
        let told = heading.explanation.as_ref();
        let scaled = told.is_some_and(|told| told.scale.is_some()) || known.scale.is_some();
        return match known.category {
            Category::ContactHistory if !scaled => flag(known, heading, value, scope),
            _ => score(known, heading, value, scope),
        };
    }
    Read {
        meaning: in_words(known, value, scope),
        scheme: None,
    }
}

/// Yes or no, else by lists.
pub(super) fn flag<'a>(
    known: &Recognised,
    heading: &Heading,
    value: &str,
    scope: Scope<'a>,
) -> Read<'a> {
    // Over elections an `x` may mark who voted, who voted by post, or who did not.
    let is_cross = value.trim().eq_ignore_ascii_case("x");
    let mut words = heading.label.words().iter();
    let says_voted = words.any(|word| matches!(word.as_str(), "voted" | "polled"));
    let open = is_cross && known.category == Category::VotingRecord && !says_voted;
    if let Some(text) = yes_or_no(value).filter(|_| !open) {
        return Read {
            meaning: meaning(Status::Plain, Basis::Response, text.to_owned()),
            scheme: None,
        };
    }
    let hits = hits(known, heading, value, scope);
    if !hits.is_empty() {
        return by_hits(known, &hits.rows, hits.named);
    }
    // Words speak for themselves; a lone letter does not.
    if value.chars().count() > 3 && value.chars().any(char::is_alphabetic) {
        return Read {
            meaning: plainly(known),
            scheme: None,
        };
    }
    code(known, heading, value, scope)
}

/// Whether a value is a plain yes or no.
#[must_use]
pub fn is_yes_or_no(value: &str) -> bool {
    yes_or_no(value).is_some()
}

fn yes_or_no(value: &str) -> Option<&'static str> {
    match value.trim().to_lowercase().as_str() {
        "y" | "yes" | "true" | "t" | "1" | "1.0" | "x" | "\u{2713}" | "\u{2714}" | "ydw" | "ie"
        | "oes" | "ydy" | "do" => Some("Set: yes."),
        "n" | "no" | "false" | "f" | "0" | "0.0" | "nac ydw" | "na" | "nage" | "nac ydy"
        | "nac oes" | "naddo" => Some("Not set: no."),
        _ => None,
    }
}

/// Whether a heading calls its values codes.
pub(super) fn says_code(heading: &Heading) -> bool {
    let label = &heading.label;
    label
        .words()
        .iter()
        .any(|word| matches!(word.as_str(), "code" | "codes"))
}

/// A short run of capitals and digits.
pub(super) fn is_codelike(value: &str) -> bool {
    let value = value.trim();
    value.chars().count() <= 5
        && value
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Whether a value has several words, and more of letters than not.
fn is_told(value: &str) -> bool {
    const FEWEST: usize = 3;
    const SHORTEST: usize = 3;
    let words: Vec<&str> = value.split_whitespace().collect();
    let is_word = |word: &&&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.chars().count() >= SHORTEST && bare.chars().all(char::is_alphabetic)
    };
    words.len() >= FEWEST && words.iter().filter(is_word).count() * 2 >= words.len()
}

/// `50s`: a span of ages or years, in words enough.
fn is_decade(value: &str) -> bool {
    let digits = value.strip_suffix('s').unwrap_or_default();
    digits.len() == 2 && digits.ends_with('0') && digits.parse::<u8>().is_ok()
}

/// Letters and the number behind them, as those who keep a list write its entries: `LS-4`, `WVR-2`, `SQZ2`. A year
/// behind letters names an occasion: `GE2019`, `GE24`.
pub(super) fn is_numbered(value: &str) -> bool {
    const LETTERS: usize = 4;
    const DIGITS: usize = 3;
    let Some((letters, number)) = value.split_once('-') else {
        let letters = value.bytes().take_while(u8::is_ascii_uppercase).count();
        let number = value.get(letters..).unwrap_or_default();
        return (3..=LETTERS).contains(&letters)
            && number.len() == 1
            && number.bytes().all(|b| b.is_ascii_digit());
    };
    (1..=LETTERS).contains(&letters.len())
        && letters.bytes().all(|b| b.is_ascii_uppercase())
        && (1..=DIGITS).contains(&number.len())
        && (number.len() != 2 || letters.len() == 1)
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a code stands before the words that it is for, with a sign between: `2 - Leans Green`, `S: supporter`.
fn with_its_words(value: &str) -> bool {
    let signs = [" - ", " \u{2013} ", ": ", " = "];
    let cut = signs.iter().find_map(|sign| value.split_once(sign));
    cut.is_some_and(|(code, words)| is_codelike(code) && !code.is_empty() && is_words(words))
}

/// Words speak for themselves: at least four letters in a row, and hardly a digit.
fn is_words(value: &str) -> bool {
    let letters = value
        .split(|c: char| !c.is_alphabetic())
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0);
    letters >= 4 && !value.chars().any(|c| c.is_ascii_digit())
}

/// An answer in words, with the party that it names where it abbreviates one.
pub(super) fn in_words(known: &Recognised, value: &str, scope: Scope<'_>) -> Meaning {
    let title = known.title.as_deref().unwrap_or("An entry");
    let text = match party_named(known, value, scope) {
        Some(party) => format!("{title}: \u{201c}{value}\u{201d}, probably {party}."),
        None => format!("{title}: \u{201c}{value}\u{201d}."),
    };
    meaning(Status::Plain, Basis::Response, text)
}

/// The party that a value names in short, in a field about politics: `Lab`, `LD`, `Definite Lib Dem`.
/// None for a lone letter, which means one party on one sheet and another elsewhere.
fn party_named(known: &Recognised, value: &str, scope: Scope<'_>) -> Option<String> {
    const MOST_WORDS: usize = 5;
    let label = Label::new(value);
    if !matches!(
        known.category,
        Category::VotingIntention | Category::ContactHistory | Category::Membership
    ) || label.key().chars().count() < 2
        || label.words().len() > MOST_WORDS
    {
        return None;
    }
    let lexicon = scope.books.lexicon().ok()?;
    // A short form counts where it is all of the value but for how firm it is (`Definite LD`); a
    // full one also among other words.
    let strength = |word: &&Word| {
        !lexicon.forms(word).iter().any(|form| {
            lexicon
                .concept(form.concept)
                .is_some_and(|concept| concept.class() == "strength")
        })
    };
    let firm: Vec<Word> = label.words().iter().filter(strength).cloned().collect();
    let whole = lexicon.forms(&crate::codebook::label::key_of_words(&firm));
    let within = crate::recognise::wording::scan(lexicon, &label, crate::recognise::Setting::Open);
    let mut parties: Vec<&str> = whole
        .iter()
        .filter_map(|form| lexicon.concept(form.concept))
        .chain(within.seen.iter().map(|seen| seen.concept))
        .filter(|concept| {
            concept.class() == "party" && concept.id != "party:any" && concept.id != "party:other"
        })
        .map(|concept| concept.say.as_str())
        .collect();
    parties.sort_unstable();
    parties.dedup();
    match parties.as_slice() {
        [only] if !value.to_lowercase().contains(&only.to_lowercase()) => Some((*only).to_owned()),
        _ => None,
    }
}
