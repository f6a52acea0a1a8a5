//! Patterns of words, as the codebooks write them, and the scan that finds all of them in a sentence
//! at once.
//!
//! `retain*` a beginning, `names?` with its last letter or without, `(a|b c)` one of, `(a)?` that or
//! nothing, `..` up to five words, `..9` up to nine, `_` any word, `#` a number, `,` a pause, `^` and
//! `$` the ends of the sentence, `@class` a list of the file, `<supplier>` a name of that kind,
//! `<name>` any name.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::statement::model::NameKind;
use crate::statement::words::{Pause, Word};

/// How many words a gap without a number spans at most.
const GAP: usize = 5;

/// A pattern of words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern(Vec<Piece>);

/// Words in a row, one of which is wanted.
pub(super) type Choices = Arc<Vec<Vec<Piece>>>;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Word(String),
    Beginning(String),
    OneOf(Choices),
    Maybe(Choices),
    Gap(usize),
    Any,
    Number,
    Pause,
    Start,
    End,
    Name(Option<NameKind>),
}

/// The lists of words that patterns name with `@`.
pub(super) type Classes = BTreeMap<String, Choices>;

/// A sentence as a pattern sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight<'s> {
    pub words: &'s [Word],
    /// The names in it: kind, first word, word after the last.
    pub names: &'s [(NameKind, usize, usize)],
}

impl Pattern {
    /// Reads a pattern; an error says what is wrong with it.
    pub fn parse(text: &str, classes: &Classes) -> Result<Self, String> {
        let tokens = tokens(text)?;
        let mut rest = tokens.as_slice();
        let mut branches = choices(&mut rest, classes, 0)?;
        if !rest.is_empty() {
            return Err(format!("`{text}`: a bracket closes that does not open"));
        }
        let pieces = match branches.len() {
            1 => branches.remove(0),
            _ => vec![Piece::OneOf(Arc::new(branches))],
        };
        if pieces.is_empty() {
            return Err("a pattern must not be empty".to_owned());
        }
        Ok(Self(pieces))
    }

    /// The pieces, for a list of patterns.
    pub fn into_pieces(self) -> Vec<Piece> {
        self.0
    }

    /// The word after the last where the pattern fits at a word; the shortest fit.
    pub fn fits(&self, sight: Sight<'_>, at: usize) -> Option<usize> {
        fits(&self.0, sight, at, &mut |end| Some(end))
    }
}

/// Splits at spaces and at the signs of the grammar.
fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    let mut fresh = true;
    for this in text.chars() {
        match this {
            ' ' | '\n' => fresh = true,
            '(' | ')' | '|' | '?' => {
                found.push(this.to_string());
                fresh = true;
            }
            _ if fresh => {
                found.push(this.to_string());
                fresh = false;
            }
            _ => {
                if let Some(last) = found.last_mut() {
                    last.push(this);
                }
            }
        }
    }
    if text.chars().any(char::is_uppercase) {
        return Err(format!("`{text}`: patterns are in lower case"));
    }
    Ok(found)
}

/// Branches up to a closing bracket or the end.
fn choices(
    rest: &mut &[String],
    classes: &Classes,
    depth: usize,
) -> Result<Vec<Vec<Piece>>, String> {
    const DEEPEST: usize = 4;
    if depth > DEEPEST {
        return Err("brackets stand too deep in brackets".to_owned());
    }
    let mut branches: Vec<Vec<Piece>> = vec![Vec::new()];
    while let Some((token, after)) = rest.split_first() {
        let Some(branch) = branches.last_mut() else {
            break;
        };
        match token.as_str() {
            ")" => return Ok(branches),
            "|" => {
                *rest = after;
                branches.push(Vec::new());
                continue;
            }
            "(" => {
                *rest = after;
                let inner = choices(rest, classes, depth + 1)?;
                let Some((_, after)) = rest.split_first() else {
                    return Err("a bracket opens that does not close".to_owned());
                };
                *rest = after;
                branch.push(Piece::OneOf(Arc::new(inner)));
                continue;
            }
            "?" => {
                let piece = branch.pop().ok_or("`?` stands behind nothing")?;
                branch.push(match piece {
                    Piece::OneOf(inner) => Piece::Maybe(inner),
                    Piece::Word(word) => {
                        let mut shorter = word.clone();
                        shorter.pop();
                        let both = [word, shorter].map(|word| vec![Piece::Word(word)]);
                        Piece::OneOf(Arc::new(both.into()))
                    }
                    other => Piece::Maybe(Arc::new(vec![vec![other]])),
                });
            }
            other => branch.push(piece(other, classes)?),
        }
        *rest = after;
    }
    if depth > 0 {
        return Err("a bracket opens that does not close".to_owned());
    }
    Ok(branches)
}

fn piece(token: &str, classes: &Classes) -> Result<Piece, String> {
    const SHORTEST: usize = 3;
    if let Some(name) = token.strip_prefix('@') {
        let class = classes.get(name);
        return class
            .map(|class| Piece::OneOf(Arc::clone(class)))
            .ok_or_else(|| format!("no list is called `@{name}`"));
    }
    if let Some(name) = token.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
        if name == "name" {
            return Ok(Piece::Name(None));
        }
        let kind = NameKind::ALL.iter().find(|kind| kind.as_str() == name);
        return kind
            .map(|kind| Piece::Name(Some(*kind)))
            .ok_or_else(|| format!("`<{name}>` is no kind of name"));
    }
    if let Some(most) = token.strip_prefix("..") {
        return match most {
            "" => Ok(Piece::Gap(GAP)),
            most => most
                .parse()
                .map(Piece::Gap)
                .map_err(|_| format!("`{token}` is no gap")),
        };
    }
    if let Some(beginning) = token.strip_suffix('*') {
        if beginning.chars().count() < SHORTEST {
            return Err(format!("`{token}`: a beginning has three letters or more"));
        }
        return Ok(Piece::Beginning(beginning.to_owned()));
    }
    Ok(match token {
        "_" => Piece::Any,
        "#" => Piece::Number,
        "," => Piece::Pause,
        "^" => Piece::Start,
        "$" => Piece::End,
        word => Piece::Word(word.to_owned()),
    })
}

/// Fits pieces one by one; `then` takes what is left of the pattern.
fn fits(
    pieces: &[Piece],
    sight: Sight<'_>,
    at: usize,
    then: &mut dyn FnMut(usize) -> Option<usize>,
) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else {
        return then(at);
    };
    let word = sight.words.get(at);
    let next = |fits_here: bool, then: &mut dyn FnMut(usize) -> Option<usize>| {
        if fits_here {
            fits(rest, sight, at + 1, then)
        } else {
            None
        }
    };
    match piece {
        Piece::Word(wanted) => next(word.is_some_and(|word| word.lower == *wanted), then),
        Piece::Beginning(wanted) => next(
            word.is_some_and(|word| word.lower.starts_with(wanted.as_str())),
            then,
        ),
        Piece::Any => next(word.is_some(), then),
        Piece::Number => next(word.is_some_and(|word| is_number(&word.lower)), then),
        Piece::Pause if word.is_some_and(|word| word.before != Pause::None) => {
            fits(rest, sight, at, then)
        }
        Piece::Start if at == 0 => fits(rest, sight, at, then),
        Piece::End if word.is_none() => fits(rest, sight, at, then),
        Piece::Pause | Piece::Start | Piece::End => None,
        Piece::Gap(most) => (at..=at.saturating_add(*most).min(sight.words.len()))
            .find_map(|from| fits(rest, sight, from, then)),
        Piece::Name(kind) => sight
            .names
            .iter()
            .filter(|(named, from, _)| *from == at && kind.is_none_or(|kind| kind == *named))
            .find_map(|(_, _, to)| fits(rest, sight, *to, then)),
        Piece::OneOf(branches) => branches
            .iter()
            .find_map(|branch| fits(branch, sight, at, &mut |end| fits(rest, sight, end, then))),
        Piece::Maybe(branches) => branches
            .iter()
            .find_map(|branch| fits(branch, sight, at, &mut |end| fits(rest, sight, end, then)))
            .or_else(|| fits(rest, sight, at, then)),
    }
}

/// Digits, or a number in words up to twelve.
pub(super) fn is_number(word: &str) -> bool {
    const IN_WORDS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "fifteen", "twenty",
    ];
    IN_WORDS.contains(&word) || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
}

/// Where a pattern was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// The first word.
    pub from: usize,
    /// The word after the last.
    pub to: usize,
    /// Which pattern.
    pub pattern: usize,
}

/// All patterns, indexed by how they begin.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Matcher {
    patterns: Vec<Pattern>,
    by_word: HashMap<String, Begun>,
    /// By the first three letters of a beginning.
    by_letters: HashMap<String, Begun>,
    /// Those that may begin with a name.
    by_name: Begun,
    /// Those that may begin with anything.
    anywhere: Begun,
    /// The lists with which patterns begin, each with the patterns that do: a list has many words, and
    /// they are entered once.
    lists: Vec<(Choices, Vec<usize>)>,
}

/// What may begin at a word: patterns by their numbers, and lists by theirs.
#[derive(Debug, Clone, Default, PartialEq)]
struct Begun {
    patterns: Vec<usize>,
    lists: Vec<usize>,
}

/// What begins at the words that are being entered.
#[derive(Debug, Clone, Copy)]
enum Beginner {
    Pattern(usize),
    List(usize),
}

impl Begun {
    fn enter(&mut self, beginner: Beginner) {
        let (numbers, number) = match beginner {
            Beginner::Pattern(number) => (&mut self.patterns, number),
            Beginner::List(number) => (&mut self.lists, number),
        };
        if numbers.last() != Some(&number) {
            numbers.push(number);
        }
    }
}

impl Matcher {
    /// Adds a pattern; its number.
    pub fn add(&mut self, pattern: Pattern) -> usize {
        let number = self.patterns.len();
        let mut firsts: Vec<First<'_>> = Vec::new();
        first_of(&pattern.0, Lists::ByName, &mut firsts);
        self.enter(&firsts, Beginner::Pattern(number));
        self.patterns.push(pattern);
        number
    }

    fn enter(&mut self, firsts: &[First<'_>], beginner: Beginner) {
        if firsts.iter().any(|first| matches!(first, First::Anything)) {
            return self.anywhere.enter(beginner);
        }
        for first in firsts {
            match first {
                First::Word(word) => entered(&mut self.by_word, word, beginner),
                First::Letters(letters) => entered(&mut self.by_letters, letters, beginner),
                First::Name => self.by_name.enter(beginner),
                First::OneOf(list) => {
                    if let Beginner::Pattern(number) = beginner {
                        self.enter_list(list, number);
                    }
                }
                First::Anything => {}
            }
        }
    }

    /// Enters a pattern that begins with a list, and the words of the list the first time that one does.
    fn enter_list(&mut self, list: &Choices, number: usize) {
        let known = self
            .lists
            .iter()
            .position(|(known, _)| Arc::ptr_eq(known, list));
        let at = known.unwrap_or(self.lists.len());
        if known.is_none() {
            self.lists.push((Arc::clone(list), Vec::new()));
            let mut firsts = Vec::new();
            for branch in list.iter() {
                first_of(branch, Lists::InFull, &mut firsts);
            }
            self.enter(&firsts, Beginner::List(at));
        }
        if let Some((_, patterns)) = self.lists.get_mut(at)
            && patterns.last() != Some(&number)
        {
            patterns.push(number);
        }
    }

    /// How many patterns there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Every place where a pattern fits, by place.
    pub fn scan(&self, sight: Sight<'_>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (at, word) in sight.words.iter().enumerate() {
            let by_word = self.by_word.get(&word.lower);
            let by_letters = self.by_letters.get(first_letters(&word.lower));
            let by_name = sight.names.iter().any(|(_, from, _)| *from == at);
            let begun = by_word
                .into_iter()
                .chain(by_letters)
                .chain(by_name.then_some(&self.by_name))
                .chain([&self.anywhere]);
            let candidates = begun.flat_map(|begun| {
                let lists = begun.lists.iter().filter_map(|list| self.lists.get(*list));
                let in_lists = lists.flat_map(|(_, patterns)| patterns);
                begun.patterns.iter().chain(in_lists)
            });
            for number in candidates {
                let end = self
                    .patterns
                    .get(*number)
                    .and_then(|pattern| pattern.fits(sight, at));
                hits.extend(end.map(|to| Hit {
                    from: at,
                    to,
                    pattern: *number,
                }));
            }
        }
        hits.sort();
        hits.dedup();
        hits
    }
}

fn entered(begun: &mut HashMap<String, Begun>, key: &str, beginner: Beginner) {
    if let Some(known) = begun.get_mut(key) {
        return known.enter(beginner);
    }
    begun.entry(key.to_owned()).or_default().enter(beginner);
}

/// How a pattern may begin.
#[derive(Debug)]
enum First<'p> {
    Word(&'p str),
    Letters(&'p str),
    Name,
    OneOf(&'p Choices),
    Anything,
}

/// Whether a list that several patterns share is given as such, or word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lists {
    ByName,
    InFull,
}

/// Collects how pieces may begin; whether they may also be nothing at all.
fn first_of<'p>(pieces: &'p [Piece], lists: Lists, firsts: &mut Vec<First<'p>>) -> bool {
    for piece in pieces {
        match piece {
            Piece::Word(word) => {
                firsts.push(First::Word(word));
                return false;
            }
            Piece::Beginning(beginning) => {
                firsts.push(First::Letters(first_letters(beginning)));
                return false;
            }
            Piece::OneOf(branches) if lists == Lists::ByName && is_shared(branches) => {
                firsts.push(First::OneOf(branches));
                return false;
            }
            Piece::OneOf(branches) => {
                let mut empty = false;
                for branch in branches.iter() {
                    empty |= first_of(branch, lists, firsts);
                }
                if !empty {
                    return false;
                }
            }
            Piece::Maybe(branches) => {
                for branch in branches.iter() {
                    first_of(branch, lists, firsts);
                }
            }
            Piece::Start | Piece::Pause => {}
            Piece::Name(_) => {
                firsts.push(First::Name);
                return false;
            }
            Piece::Gap(_) | Piece::Any | Piece::Number | Piece::End => {
                firsts.push(First::Anything);
                return false;
            }
        }
    }
    true
}

/// Whether other patterns use the list too, and none of its branches may be nothing.
fn is_shared(list: &Choices) -> bool {
    Arc::strong_count(list) > 1
        && !list
            .iter()
            .any(|branch| first_of(branch, Lists::InFull, &mut Vec::new()))
}

/// The first three letters.
fn first_letters(word: &str) -> &str {
    let end = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::words::words;

    fn found(pattern: &str, text: &str) -> bool {
        let mut matcher = Matcher::default();
        matcher.add(Pattern::parse(pattern, &Classes::new()).expect("the pattern is sound"));
        let words = words(text);
        let sight = Sight {
            words: &words,
            names: &[],
        };
        !matcher.scan(sight).is_empty()
    }

    #[test]
    fn each_sign_of_the_grammar_does_what_it_says() {
        for (pattern, text) in [
            ("retain*", "it is retained"),
            ("keep (it|your data) for", "we keep your data for a year"),
            ("keep .. for", "we keep all of it safe for years"),
            ("keep ..1 for", "we keep it for years"),
            ("(right)? to object", "to object"),
            ("names? held", "the name held"),
            ("# year*", "for two years"),
            ("^ none $", "None."),
            (", and we", "it is kept, and we delete it"),
            ("a _ c", "a b c"),
            ("(a|b)? c $", "b c"),
        ] {
            assert!(found(pattern, text), "{pattern}: {text}");
        }
        for (pattern, text) in [
            ("keep ..1 for", "we keep all of it for years"),
            ("^ none $", "none of it"),
            (", and we", "kept and we"),
            ("# year*", "some years"),
        ] {
            assert!(!found(pattern, text), "{pattern}: {text}");
        }
    }

    #[test]
    fn a_pattern_that_is_not_sound_says_why() {
        for pattern in [
            "", "(a|b", "a)", "?", "@nobody", "<thing>", "ab*", "..x", "We",
        ] {
            assert!(
                Pattern::parse(pattern, &Classes::new()).is_err(),
                "{pattern}"
            );
        }
    }
}
