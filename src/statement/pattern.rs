//! Patterns of words, as the codebooks write them, and the scan that finds all of them in a sentence
//! at once.
//!
//! `retain*` a beginning, `names?` with its last letter or without, `(a|b c)` one of, `(a)?` that or
//! nothing, `..` up to five words, `..9` up to nine, `_` any word, `#` a number, `,` a pause, `^` and
//! `$` the ends of the sentence, `@class` a list of the file, `<supplier>` a name of that kind,
//! `<name>` any name.
//!
//! Thousands of patterns are read where a response holds a sentence, so they lie side by side in a few
//! tables, and a word is a number: reading one makes nothing of its own, comparing one compares two
//! numbers.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::codebook::word_lists::number;
use crate::statement::model::NameKind;
use crate::statement::words::{Pause, Word};

/// How many words a gap without a number spans at most.
const GAP: u8 = 5;

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A word, by its number.
    Word(u32),
    /// A word that begins with these letters, by their place among the beginnings.
    Beginning(Run),
    OneOf(Choices),
    Maybe(Choices),
    Gap(u8),
    Any,
    Number,
    Pause,
    Start,
    End,
    Name(Option<NameKind>),
}

/// Some entries of a table that stand in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    from: u32,
    to: u32,
}

impl Run {
    fn of<T>(self, table: &[T]) -> &[T] {
        table
            .get(self.from as usize..self.to as usize)
            .unwrap_or_default()
    }
}

/// Several runs of pieces of which one is wanted, by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Choices(u32);

/// A sentence as a pattern sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight<'s> {
    pub words: &'s [Word],
    /// The names in it: kind, first word, word after the last.
    pub names: &'s [(NameKind, usize, usize)],
}

/// A sentence with the numbers of its words; none for a word of no pattern.
#[derive(Debug, Clone, Copy)]
struct Numbered<'s> {
    sight: Sight<'s>,
    numbers: &'s [Option<u32>],
}

/// Which words may be among some words, by a bit for each word and one for each beginning. A bit
/// stands for many words, so that a bit that is there proves nothing, and one that is not there
/// proves that the word is not there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Marks {
    words: u128,
    beginnings: u128,
}

impl Marks {
    fn add_word(&mut self, number: u32) {
        self.words |= 1 << (number % u128::BITS);
    }

    fn add_beginning(&mut self, letters: u64) {
        // The upper bits of a product hang on all bits of its factors.
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        const SHIFT: u32 = u64::BITS - u128::BITS.ilog2();
        self.beginnings |= 1 << (letters.wrapping_mul(ODD) >> SHIFT);
    }

    fn add(&mut self, others: Self) {
        self.words |= others.words;
        self.beginnings |= others.beginnings;
    }

    /// Whether some of these may be among others.
    fn meets(self, others: Self) -> bool {
        self.words & others.words != 0 || self.beginnings & others.beginnings != 0
    }
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
    store: Store,
    by_word: Begun,
    /// By the first letters of a beginning.
    by_letters: Begun,
    /// Those that may begin with a name.
    by_name: Vec<Beginner>,
    /// Those that may begin with anything.
    anywhere: Vec<Beginner>,
    /// For each list, the patterns that begin with it: a list has many words, and they are entered
    /// once.
    lists: Vec<Vec<u32>>,
}

/// The pieces of all patterns.
#[derive(Debug, Clone, Default, PartialEq)]
struct Store {
    words: HashMap<Box<str>, u32, FixedState>,
    /// The first letters of beginnings, with their numbers.
    letters: HashMap<u64, u32, FixedState>,
    /// The beginnings, one behind the other.
    beginnings: String,
    pieces: Vec<Piece>,
    /// Runs of pieces.
    branches: Vec<Run>,
    /// Runs of branches.
    choices: Vec<Run>,
    /// For each of these, what must be in a sentence; none where it may fit whatever is there.
    choice_needs: Vec<Option<Marks>>,
    /// A run of pieces for each pattern.
    patterns: Vec<Run>,
    /// For each pattern the run of what must be in a sentence: some word of each.
    needs: Vec<Run>,
    needed: Vec<Marks>,
}

/// What may begin at a word: a pattern or a list, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beginner {
    Pattern(u32),
    List(u32),
}

/// What begins with each word, or with its first letters, by their numbers.
#[derive(Debug, Clone, Default, PartialEq)]
struct Begun {
    runs: Vec<Run>,
    beginners: Vec<Beginner>,
}

impl Begun {
    fn new(numbers: usize, entered: &[(u32, Beginner)]) -> Self {
        let mut runs = vec![Run { from: 0, to: 0 }; numbers];
        for (number, _) in entered {
            if let Some(run) = runs.get_mut(*number as usize) {
                run.to = run.to.saturating_add(1);
            }
        }
        let mut before = 0_u32;
        for run in &mut runs {
            let many = run.to;
            (run.from, run.to) = (before, before);
            before = before.saturating_add(many);
        }
        let mut beginners = vec![Beginner::Pattern(0); entered.len()];
        for (number, beginner) in entered {
            if let Some(run) = runs.get_mut(*number as usize)
                && let Some(place) = beginners.get_mut(run.to as usize)
            {
                *place = *beginner;
                run.to = run.to.saturating_add(1);
            }
        }
        Self { runs, beginners }
    }

    fn at(&self, number: u32) -> &[Beginner] {
        let run = self.runs.get(number as usize);
        run.map_or(&[], |run| run.of(&self.beginners))
    }
}

impl Matcher {
    /// How many patterns there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.store.patterns.len()
    }

    /// The same, which looks for every pattern whatever words a sentence has.
    #[cfg(test)]
    pub fn without_needs(&self) -> Self {
        let mut all = self.clone();
        all.store.needs.clear();
        all
    }

    /// Every place where a pattern fits, by place.
    pub fn scan(&self, sight: Sight<'_>) -> Vec<Hit> {
        let numbers: Vec<Option<u32>> = sight
            .words
            .iter()
            .map(|word| self.store.words.get(word.lower.as_str()).copied())
            .collect();
        let mut marks = Marks::default();
        for (word, number) in sight.words.iter().zip(&numbers) {
            marks.add_beginning(first_letters(&word.lower));
            if let Some(number) = number {
                marks.add_word(*number);
            }
        }
        let numbered = Numbered {
            sight,
            numbers: &numbers,
        };
        let mut hits: Vec<Hit> = Vec::new();
        let mut seek = |at: usize, pattern: u32| {
            let needs = self.store.needs.get(pattern as usize);
            let needs = needs.map_or(&[][..], |run| run.of(&self.store.needed));
            if !needs.iter().all(|needed| needed.meets(marks)) {
                return;
            }
            let run = self.store.patterns.get(pattern as usize);
            let end = run.and_then(|run| {
                let pieces = run.of(&self.store.pieces);
                self.store.fits(pieces, numbered, at, &mut Some)
            });
            hits.extend(end.map(|to| Hit {
                from: at,
                to,
                pattern: pattern as usize,
            }));
        };
        for (at, (word, number)) in sight.words.iter().zip(&numbers).enumerate() {
            let by_word = number.map_or(&[][..], |number| self.by_word.at(number));
            let letters = self.store.letters.get(&first_letters(&word.lower));
            let by_letters = letters.map_or(&[][..], |letters| self.by_letters.at(*letters));
            let is_name = sight.names.iter().any(|(_, from, _)| *from == at);
            let by_name = if is_name { &self.by_name[..] } else { &[] };
            let begun = by_word.iter().chain(by_letters).chain(by_name);
            for beginner in begun.chain(&self.anywhere) {
                match beginner {
                    Beginner::Pattern(pattern) => seek(at, *pattern),
                    Beginner::List(list) => {
                        let patterns = self.lists.get(*list as usize);
                        for pattern in patterns.into_iter().flatten() {
                            seek(at, *pattern);
                        }
                    }
                }
            }
        }
        hits.sort_unstable();
        hits.dedup();
        hits
    }
}

/// What is to be done with the word after the last that pieces fit; the end of the whole pattern.
type Then<'t> = dyn FnMut(usize) -> Option<usize> + 't;

impl Store {
    fn branches(&self, choices: Choices) -> impl Iterator<Item = &[Piece]> {
        let run = self.choices.get(choices.0 as usize);
        let branches = run.map_or(&[][..], |run| run.of(&self.branches));
        branches.iter().map(|run| run.of(&self.pieces))
    }

    /// Fits pieces one by one from a word on; `then` takes what is left of the pattern. The shortest
    /// fit is taken.
    fn fits(
        &self,
        mut pieces: &[Piece],
        seen: Numbered<'_>,
        mut at: usize,
        then: &mut Then<'_>,
    ) -> Option<usize> {
        loop {
            let Some((piece, rest)) = pieces.split_first() else {
                return then(at);
            };
            let word = seen.sight.words.get(at);
            // Whether the piece fits here, and how many words it takes.
            let (fits, takes) = match piece {
                Piece::Word(wanted) => (seen.numbers.get(at) == Some(&Some(*wanted)), 1),
                Piece::Beginning(letters) => {
                    let range = letters.from as usize..letters.to as usize;
                    let wanted = self.beginnings.get(range).unwrap_or_default();
                    (word.is_some_and(|word| word.lower.starts_with(wanted)), 1)
                }
                Piece::Any => (word.is_some(), 1),
                Piece::Number => (word.is_some_and(|word| number(&word.lower).is_some()), 1),
                Piece::Pause => (word.is_some_and(|word| word.before != Pause::None), 0),
                Piece::Start => (at == 0, 0),
                Piece::End => (word.is_none(), 0),
                Piece::Gap(most) => {
                    let last = at.saturating_add(usize::from(*most));
                    let mut froms = at..=last.min(seen.sight.words.len());
                    return froms.find_map(|from| self.fits(rest, seen, from, then));
                }
                Piece::Name(kind) => {
                    let named = |(named, from, to): &(NameKind, usize, usize)| {
                        let is_here = *from == at && kind.is_none_or(|kind| kind == *named);
                        is_here.then(|| self.fits(rest, seen, *to, then))?
                    };
                    return seen.sight.names.iter().find_map(named);
                }
                Piece::OneOf(choices) => return self.one_of(*choices, rest, seen, at, then),
                Piece::Maybe(choices) => {
                    let found = self.one_of(*choices, rest, seen, at, then);
                    if found.is_some() {
                        return found;
                    }
                    (true, 0)
                }
            };
            if !fits {
                return None;
            }
            at = at.saturating_add(takes);
            pieces = rest;
        }
    }

    fn one_of(
        &self,
        choices: Choices,
        rest: &[Piece],
        seen: Numbered<'_>,
        at: usize,
        then: &mut Then<'_>,
    ) -> Option<usize> {
        self.branches(choices).find_map(|branch| {
            self.fits(branch, seen, at, &mut |end| {
                self.fits(rest, seen, end, then)
            })
        })
    }

    /// What must be among the words of a sentence for a piece to fit; none where that is nothing, or
    /// a word that no table holds.
    fn needs(&self, piece: Piece) -> Option<Marks> {
        let mut marks = Marks::default();
        match piece {
            Piece::Word(number) => marks.add_word(number),
            Piece::Beginning(letters) => {
                let range = letters.from as usize..letters.to as usize;
                marks.add_beginning(first_letters(self.beginnings.get(range)?));
            }
            Piece::OneOf(Choices(number)) => return *self.choice_needs.get(number as usize)?,
            _ => return None,
        }
        Some(marks)
    }

    /// What must be there for one of these branches to fit. A branch that needs something needs its
    /// first such piece.
    fn any_needs(&self, choices: Choices) -> Option<Marks> {
        let mut marks = Marks::default();
        for branch in self.branches(choices) {
            marks.add(branch.iter().find_map(|piece| self.needs(*piece))?);
        }
        Some(marks)
    }

    /// Whether pieces may fit no word at all.
    fn may_be_nothing(&self, pieces: &[Piece]) -> bool {
        pieces.iter().all(|piece| match piece {
            Piece::Start | Piece::Pause | Piece::Maybe(_) => true,
            Piece::OneOf(choices) => self.any_is_nothing(*choices),
            _ => false,
        })
    }

    fn any_is_nothing(&self, choices: Choices) -> bool {
        self.branches(choices)
            .any(|branch| self.may_be_nothing(branch))
    }
}

/// Reads patterns, and makes the matcher of them once all are read.
#[derive(Debug, Default)]
pub(super) struct Reader {
    store: Store,
    /// The lists of words that patterns name with `@`.
    classes: HashMap<String, Choices>,
    /// The numbers under which patterns are entered that begin with such a list; none for a list that
    /// may be nothing, so that a pattern may begin with what follows it.
    lists: HashMap<u32, u32, FixedState>,
    /// Pieces and branches of what is being read: the innermost last.
    open_pieces: Vec<Piece>,
    open_branches: Vec<Run>,
    begun: Beginnings,
}

/// What begins with what, as it is entered.
#[derive(Debug, Default)]
struct Beginnings {
    words: Vec<(u32, Beginner)>,
    letters: Vec<(u32, Beginner)>,
    names: Vec<Beginner>,
    anywhere: Vec<Beginner>,
    lists: Vec<Vec<u32>>,
}

/// The signs and words of a pattern, one by one.
#[derive(Debug)]
struct Tokens<'p> {
    rest: &'p str,
}

impl<'p> Iterator for Tokens<'p> {
    type Item = &'p str;

    fn next(&mut self) -> Option<&'p str> {
        let rest = self.rest.trim_start_matches([' ', '\n']);
        let sign = |c: char| matches!(c, '(' | ')' | '|' | '?');
        let end = if rest.starts_with(sign) {
            1
        } else {
            rest.find(|c: char| sign(c) || matches!(c, ' ' | '\n'))
                .unwrap_or(rest.len())
        };
        let (token, after) = rest.split_at_checked(end)?;
        self.rest = after;
        (!token.is_empty()).then_some(token)
    }
}

impl Reader {
    /// Reads a list of words that patterns may name. Those that it names itself are read before it.
    ///
    /// The error says what is wrong with a pattern.
    pub fn class(&mut self, name: &str, patterns: &[String]) -> Result<(), String> {
        let mut branches = Vec::with_capacity(patterns.len());
        for pattern in patterns {
            branches.push(self.read(pattern)?);
        }
        let from = self.store.branches.len();
        self.store.branches.extend(branches);
        let choices = self.choices_from(from)?;
        if !self.store.any_is_nothing(choices) {
            let number = place(self.begun.lists.len())?;
            self.begun.lists.push(Vec::new());
            self.enter_choices(choices, Beginner::List(number));
            self.lists.insert(choices.0, number);
        }
        self.classes.insert(name.to_owned(), choices);
        Ok(())
    }

    /// Reads a pattern; they are numbered from 0 in this order.
    ///
    /// The error says what is wrong with it.
    pub fn pattern(&mut self, text: &str) -> Result<(), String> {
        let run = self.read(text)?;
        let number = place(self.store.patterns.len())?;
        self.store.patterns.push(run);
        let from = self.store.needed.len();
        for at in run.from..run.to {
            let piece = self.store.pieces.get(at as usize).copied();
            let needed = piece.and_then(|piece| self.store.needs(piece));
            self.store.needed.extend(needed);
        }
        let needs = self.run(from, self.store.needed.len())?;
        self.store.needs.push(needs);
        self.enter(run, Beginner::Pattern(number));
        Ok(())
    }

    /// The matcher of all patterns that were read.
    pub fn finish(self) -> Matcher {
        let Self { store, begun, .. } = self;
        Matcher {
            by_word: Begun::new(store.words.len(), &begun.words),
            by_letters: Begun::new(store.letters.len(), &begun.letters),
            by_name: begun.names,
            anywhere: begun.anywhere,
            lists: begun.lists,
            store,
        }
    }

    fn read(&mut self, text: &str) -> Result<Run, String> {
        if text.chars().any(char::is_uppercase) {
            return Err(format!("`{text}`: patterns are in lower case"));
        }
        // What a pattern that was not in order left behind.
        self.open_pieces.clear();
        self.open_branches.clear();
        let mut tokens = Tokens { rest: text };
        self.branches(&mut tokens, 0)?;
        if let [run] = *self.open_branches.as_slice() {
            return match run.from < run.to {
                true => Ok(run),
                false => Err("a pattern must not be empty".to_owned()),
            };
        }
        let choices = self.close(0)?;
        let from = self.store.pieces.len();
        self.store.pieces.push(Piece::OneOf(choices));
        self.run(from, self.store.pieces.len())
    }

    /// Reads branches up to the bracket that closes them, or the end; they stay open.
    fn branches(&mut self, tokens: &mut Tokens<'_>, depth: usize) -> Result<(), String> {
        const DEEPEST: usize = 4;
        if depth > DEEPEST {
            return Err("brackets stand too deep in brackets".to_owned());
        }
        let begin = self.open_pieces.len();
        let mut last = "";
        while let Some(token) = tokens.next() {
            match token {
                ")" if depth > 0 => return self.end_branch(begin),
                ")" => return Err("a bracket closes that does not open".to_owned()),
                "|" => self.end_branch(begin)?,
                "(" => {
                    let from = self.open_branches.len();
                    self.branches(tokens, depth + 1)?;
                    let choices = self.close(from)?;
                    self.open_pieces.push(Piece::OneOf(choices));
                }
                "?" => {
                    let has_piece = self.open_pieces.len() > begin;
                    let piece = self.open_pieces.pop().filter(|_| has_piece);
                    let piece = piece.ok_or("`?` stands behind nothing")?;
                    let piece = self.perhaps(piece, last)?;
                    self.open_pieces.push(piece);
                }
                other => {
                    let piece = self.piece(other)?;
                    self.open_pieces.push(piece);
                }
            }
            last = token;
        }
        if depth > 0 {
            return Err("a bracket opens that does not close".to_owned());
        }
        self.end_branch(begin)
    }

    /// What stands before a question mark: a word with its last letter or without, else that or
    /// nothing.
    fn perhaps(&mut self, piece: Piece, written: &str) -> Result<Piece, String> {
        let from = self.open_branches.len();
        let pieces = match piece {
            Piece::OneOf(choices) => return Ok(Piece::Maybe(choices)),
            Piece::Word(_) => {
                let end = written.char_indices().next_back().map_or(0, |(at, _)| at);
                let shorter = self.word(written.get(..end).unwrap_or_default())?;
                [Some(piece), Some(Piece::Word(shorter))]
            }
            _ => [Some(piece), None],
        };
        for piece in pieces.into_iter().flatten() {
            let at = self.store.pieces.len();
            self.store.pieces.push(piece);
            let run = self.run(at, self.store.pieces.len())?;
            self.open_branches.push(run);
        }
        let choices = self.close(from)?;
        Ok(match piece {
            Piece::Word(_) => Piece::OneOf(choices),
            _ => Piece::Maybe(choices),
        })
    }

    /// Puts away the pieces of a branch.
    fn end_branch(&mut self, begin: usize) -> Result<(), String> {
        let from = self.store.pieces.len();
        self.store.pieces.extend(self.open_pieces.drain(begin..));
        let run = self.run(from, self.store.pieces.len())?;
        self.open_branches.push(run);
        Ok(())
    }

    /// Puts away branches.
    fn close(&mut self, begin: usize) -> Result<Choices, String> {
        let from = self.store.branches.len();
        self.store
            .branches
            .extend(self.open_branches.drain(begin..));
        self.choices_from(from)
    }

    fn choices_from(&mut self, from: usize) -> Result<Choices, String> {
        let number = place(self.store.choices.len())?;
        let run = self.run(from, self.store.branches.len())?;
        self.store.choices.push(run);
        let needs = self.store.any_needs(Choices(number));
        self.store.choice_needs.push(needs);
        Ok(Choices(number))
    }

    fn run(&self, from: usize, to: usize) -> Result<Run, String> {
        Ok(Run {
            from: place(from)?,
            to: place(to)?,
        })
    }

    /// The number of a word.
    fn word(&mut self, word: &str) -> Result<u32, String> {
        if let Some(number) = self.store.words.get(word) {
            return Ok(*number);
        }
        let number = place(self.store.words.len())?;
        self.store.words.insert(word.into(), number);
        Ok(number)
    }

    fn piece(&mut self, token: &str) -> Result<Piece, String> {
        const SHORTEST: usize = 3;
        if let Some(name) = token.strip_prefix('@') {
            let class = self.classes.get(name);
            return class
                .map(|choices| Piece::OneOf(*choices))
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
            let from = self.store.beginnings.len();
            self.store.beginnings.push_str(beginning);
            let run = self.run(from, self.store.beginnings.len())?;
            return Ok(Piece::Beginning(run));
        }
        Ok(match token {
            "_" => Piece::Any,
            "#" => Piece::Number,
            "," => Piece::Pause,
            "^" => Piece::Start,
            "$" => Piece::End,
            word => Piece::Word(self.word(word)?),
        })
    }

    /// Enters what begins with the words with which pieces may begin.
    fn enter(&mut self, run: Run, beginner: Beginner) {
        for at in run.from..run.to {
            let Some(piece) = self.store.pieces.get(at as usize).copied() else {
                return;
            };
            match piece {
                Piece::Word(word) => return self.begun.words.push((word, beginner)),
                Piece::Beginning(letters) => return self.enter_letters(letters, beginner),
                Piece::Name(_) => return self.begun.names.push(beginner),
                Piece::Gap(_) | Piece::Any | Piece::Number | Piece::End => {
                    return self.begun.anywhere.push(beginner);
                }
                Piece::OneOf(choices) => {
                    self.enter_choices(choices, beginner);
                    if !self.store.any_is_nothing(choices) {
                        return;
                    }
                }
                Piece::Maybe(choices) => self.enter_choices(choices, beginner),
                Piece::Start | Piece::Pause => {}
            }
        }
    }

    fn enter_letters(&mut self, letters: Run, beginner: Beginner) {
        let range = letters.from as usize..letters.to as usize;
        let written = self.store.beginnings.get(range).unwrap_or_default();
        let next = u32::try_from(self.store.letters.len()).unwrap_or(u32::MAX);
        let known = self.store.letters.entry(first_letters(written));
        let number = *known.or_insert(next);
        self.begun.letters.push((number, beginner));
    }

    /// A pattern that begins with a list is entered beside the list; a list within a list, in full.
    fn enter_choices(&mut self, choices: Choices, beginner: Beginner) {
        if let Beginner::Pattern(number) = beginner
            && let Some(list) = self.lists.get(&choices.0)
            && let Some(patterns) = self.begun.lists.get_mut(*list as usize)
        {
            return patterns.push(number);
        }
        let Some(run) = self.store.choices.get(choices.0 as usize).copied() else {
            return;
        };
        for at in run.from..run.to {
            if let Some(branch) = self.store.branches.get(at as usize).copied() {
                self.enter(branch, beginner);
            }
        }
    }
}

/// A place in a table, as it is written down.
fn place(at: usize) -> Result<u32, String> {
    u32::try_from(at).map_err(|_| "there are too many patterns".to_owned())
}

/// The first three letters, as one number.
fn first_letters(word: &str) -> u64 {
    const BITS: u32 = 21;
    let letters = word.chars().take(3);
    letters.fold(0, |number, letter| (number << BITS) | u64::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::words::words;

    fn found(pattern: &str, text: &str) -> bool {
        let mut reader = Reader::default();
        reader.pattern(pattern).expect("the pattern is sound");
        let matcher = reader.finish();
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
            assert!(Reader::default().pattern(pattern).is_err(), "{pattern}");
        }
    }
}
