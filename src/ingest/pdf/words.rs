//! From letters to words, and from words to the lines they stand on.

use crate::ingest::pdf::engine::Seen;
use crate::ingest::pdf::geometry::{Rect, around};
use crate::ingest::pdf::letters::{Letter, LetterText};

/// Letters further apart than this, in sizes of the type, belong to two words.
const WORD_GAP: f32 = 0.19;
/// The same where they are drawn apart from one another in a file that has spaces.
const CELL_GAP: f32 = 0.13;
/// Words further apart than this, in sizes of the type, belong to two pieces of text.
pub(super) const PIECE_GAP: f32 = 1.05;
/// Letters no larger than this, in sizes of the type of their line, may be raised figures.
const RAISED_SIZE: f32 = 0.82;
/// Raised figures stand no higher than this above their line, in sizes of its type.
const RAISED_BY: f32 = 0.65;

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Its text.
    pub text: String,
    /// The room it takes.
    pub at: Rect,
    /// Where it stands.
    pub baseline: f32,
    /// The size of its type.
    pub size: f32,
    /// How it is parted from the word before it on its line.
    pub joint: Joint,
    /// The number of its line on the page, from zero.
    pub line: u32,
}

/// How a word is parted from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Joint {
    /// By a space, or by nothing but distance in a file that has no spaces.
    Space,
    /// It is drawn by itself and not after a space, in a file that has spaces: what stands in two
    /// cells is.
    Cell,
}

/// Words on one baseline, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Never empty.
    pub words: Vec<Word>,
    /// Where most of it stands.
    pub baseline: f32,
    /// The size of its largest type.
    pub size: f32,
}

impl Line {
    /// The room it takes.
    pub fn at(&self) -> Rect {
        around(self.words.iter().map(|word| word.at)).unwrap_or_default()
    }
}

/// A piece of a line whose words stand close together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Never empty.
    pub words: Vec<Word>,
    /// The room it takes.
    pub at: Rect,
    /// Where it stands.
    pub baseline: f32,
    /// The size of its largest type.
    pub size: f32,
}

#[cfg(test)]
impl Piece {
    /// Its text.
    pub fn text(&self) -> String {
        join(&self.words)
    }
}

/// The text of words that stand side by side.
pub(super) fn join(words: &[Word]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// Gathers letters that are seen, or those that are not, into lines from top to bottom.
pub(super) fn lines(letters: &[Letter], seen: Seen) -> Vec<Line> {
    let mut sorted: Vec<&Letter> = letters.iter().filter(|one| one.seen == seen).collect();
    sorted.sort_by(|a, b| {
        a.baseline
            .total_cmp(&b.baseline)
            .then(a.at.x0.total_cmp(&b.at.x0))
            .then(a.order.cmp(&b.order))
    });
    let mut rows: Vec<Row<'_>> = Vec::new();
    for letter in sorted {
        match rows.last_mut() {
            Some(row) if row.takes(letter) => row.add(letter),
            _ => rows.push(Row::new(letter)),
        }
    }
    let rows = with_raised(rows);
    let spaces = has_spaces(&rows);
    let lines = rows.into_iter().filter_map(|row| row.line(spaces));
    let mut lines: Vec<Line> = lines.collect();
    for (line, number) in lines.iter_mut().zip(0..) {
        for word in &mut line.words {
            word.line = number;
        }
    }
    lines
}

/// Puts figures that were raised far above their line back into it: small letters, each of which
/// touches a larger one of the line right below.
fn with_raised(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut whole: Vec<Row<'_>> = Vec::with_capacity(rows.len());
    for mut row in rows {
        while let Some(raised) = whole.pop_if(|above| row.has_raised(above)) {
            row.letters.extend(raised.letters);
        }
        whole.push(row);
    }
    whole
}

/// Whether the words of a page are parted by spaces, as in most files, or by distance alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spaces {
    Drawn,
    Left,
}

/// Looks for spaces between letters: a file that has them has some
/// on every page, even one that is all cells.
fn has_spaces(rows: &[Row<'_>]) -> Spaces {
    let (mut drawn, mut left) = (0usize, 0usize);
    for row in rows {
        let mut sorted = row.letters.clone();
        sorted.sort_by(|a, b| a.at.x0.total_cmp(&b.at.x0).then(a.order.cmp(&b.order)));
        for pair in sorted.windows(2) {
            let [a, b] = pair else { continue };
            if b.text.is_space() && !a.text.is_space() {
                drawn = drawn.saturating_add(1);
            } else if !a.text.is_space() && b.at.x0 - a.at.x1 > a.size * WORD_GAP {
                left = left.saturating_add(1);
            }
        }
    }
    if drawn > 0 && drawn.saturating_mul(25) >= left {
        Spaces::Drawn
    } else {
        Spaces::Left
    }
}

/// The pieces of a line.
pub(super) fn pieces(line: &Line) -> Vec<Piece> {
    let mut groups: Vec<Vec<Word>> = Vec::new();
    for word in &line.words {
        let near = groups
            .last()
            .and_then(|group| group.last())
            .is_some_and(|last: &Word| {
                word.joint == Joint::Space
                    && word.at.x0 - last.at.x1 <= last.size.max(word.size) * PIECE_GAP
            });
        match groups.last_mut() {
            Some(group) if near => group.push(word.clone()),
            _ => groups.push(vec![word.clone()]),
        }
    }
    groups.into_iter().filter_map(piece).collect()
}

/// A piece of these words; nothing of none.
pub(super) fn piece(words: Vec<Word>) -> Option<Piece> {
    let at = around(words.iter().map(|word| word.at))?;
    let size = words.iter().map(|word| word.size).fold(0.0, f32::max);
    let baseline = words
        .iter()
        .map(|word| word.baseline)
        .fold(f32::MIN, f32::max);
    Some(Piece {
        words,
        at,
        baseline,
        size,
    })
}

/// Letters that stand on one line.
struct Row<'a> {
    letters: Vec<&'a Letter>,
    baseline: f32,
    size: f32,
}

impl<'a> Row<'a> {
    fn new(letter: &'a Letter) -> Self {
        Self {
            letters: vec![letter],
            baseline: letter.baseline,
            size: letter.size,
        }
    }

    /// Whether a letter that stands no higher belongs to it. Raised figures are smaller, and may
    /// stand higher than their line by more than lines of one size may differ.
    fn takes(&self, letter: &Letter) -> bool {
        let (small, large) = if letter.size < self.size {
            (letter.size, self.size)
        } else {
            (self.size, letter.size)
        };
        let share = if small < large * 0.8 { 0.42 } else { 0.28 };
        letter.baseline - self.baseline <= large * share
    }

    /// Whether the letters above are raised figures of this line.
    fn has_raised(&self, above: &Row<'_>) -> bool {
        let near = above.size <= self.size * RAISED_SIZE
            && self.baseline - above.baseline <= self.size * RAISED_BY;
        let touches = |raised: &&Letter| {
            self.letters.iter().chain(&above.letters).any(|letter| {
                let gap = raised.at.x0 - letter.at.x1;
                let back = letter.at.x0 - raised.at.x1;
                !std::ptr::eq(*letter, *raised)
                    && (gap.abs() <= self.size * 0.3 || back.abs() <= self.size * 0.3)
            })
        };
        near && above.letters.iter().all(touches)
    }

    /// A figure that is raised, as a raised figure is written.
    fn raised_figure(&self, letter: &Letter) -> Option<char> {
        let LetterText::One(figure) = letter.text else {
            return None;
        };
        let is_raised = letter.size <= self.size * RAISED_SIZE
            && self.baseline - letter.baseline >= self.size * 0.15;
        let written = "\u{2070}\u{b9}\u{b2}\u{b3}\u{2074}\u{2075}\u{2076}\u{2077}\u{2078}\u{2079}";
        let place = usize::try_from(figure.to_digit(10)?).ok()?;
        is_raised.then(|| written.chars().nth(place)).flatten()
    }

    fn add(&mut self, letter: &'a Letter) {
        if letter.size > self.size * 1.05 {
            self.size = letter.size;
            self.baseline = letter.baseline;
        }
        self.letters.push(letter);
    }

    /// The line of it; nothing where it is all spaces.
    fn line(mut self, spaces: Spaces) -> Option<Line> {
        self.letters.sort_by(|a, b| {
            a.at.x0
                .total_cmp(&b.at.x0)
                .then(a.order.cmp(&b.order))
                .then(a.baseline.total_cmp(&b.baseline))
        });
        let mut words: Vec<Word> = Vec::new();
        let mut open = false;
        let mut run = 0;
        for letter in &self.letters {
            if letter.text.is_space() {
                open = false;
                run = letter.order;
                continue;
            }
            let apart = spaces == Spaces::Drawn && letter.order != run;
            let most = if apart { CELL_GAP } else { WORD_GAP };
            let gap = words.last().map_or(0.0, |word| letter.at.x0 - word.at.x1);
            match words.last_mut() {
                Some(word) if open && gap <= letter.size.max(word.size) * most => {
                    match self.raised_figure(letter) {
                        Some(figure) => word.text.push(figure),
                        None => letter.text.push_to(&mut word.text),
                    }
                    word.at = word.at.around(&letter.at);
                    word.size = word.size.max(letter.size);
                    word.baseline = word.baseline.max(letter.baseline);
                }
                _ => {
                    let joint = if apart && open {
                        Joint::Cell
                    } else {
                        Joint::Space
                    };
                    let mut word = begin(letter, joint);
                    if let Some(figure) = self.raised_figure(letter) {
                        word.text = figure.to_string();
                    }
                    words.push(word);
                    open = true;
                }
            }
            run = letter.order;
        }
        if words.is_empty() {
            return None;
        }
        Some(Line {
            words,
            baseline: self.baseline,
            size: self.size,
        })
    }
}

fn begin(letter: &Letter, joint: Joint) -> Word {
    let mut text = String::new();
    letter.text.push_to(&mut text);
    Word {
        text,
        at: letter.at,
        baseline: letter.baseline,
        size: letter.size,
        joint,
        line: 0,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Letters of half their size side by side.
    pub(in crate::ingest::pdf) fn typed(text: &str, x: f32, baseline: f32) -> Vec<Letter> {
        let size = 10.0;
        let letters = text.chars().zip(0u16..);
        letters
            .map(|(letter, n)| {
                let x0 = x + f32::from(n) * 5.0;
                Letter {
                    text: LetterText::One(letter),
                    at: Rect::new(x0, baseline - 7.5, x0 + 5.0, baseline + 2.2),
                    baseline,
                    size,
                    seen: Seen::Shown,
                    order: 0,
                }
            })
            .collect()
    }

    fn texts(letters: &[Letter]) -> Vec<String> {
        let lines = lines(letters, Seen::Shown);
        lines.iter().map(|line| join(&line.words)).collect()
    }

    #[test]
    fn letters_far_apart_are_words_with_or_without_a_space() {
        let mut letters = typed("Dear Casey", 50.0, 100.0);
        letters.extend(typed("Mockford", 103.0, 100.0));
        assert_eq!(texts(&letters), ["Dear Casey Mockford"]);
    }

    #[test]
    fn words_drawn_apart_without_a_space_stand_in_two_cells() {
        let mut letters = typed("Postal vote", 50.0, 100.0);
        let mut next = typed("Ward", 107.0, 100.0);
        for letter in &mut next {
            letter.order = 1;
        }
        letters.extend(next);
        let of = |letters: &[Letter]| {
            let lines = lines(letters, Seen::Shown);
            pieces(&lines[0])
                .iter()
                .map(Piece::text)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&letters), ["Postal vote", "Ward"]);
        letters.retain(|letter| !letter.text.is_space());
        assert_eq!(of(&letters), ["Postal vote Ward"]);
    }

    #[test]
    fn raised_figures_stay_on_their_line_and_the_next_line_is_another() {
        let mut letters = typed("1", 50.0, 100.0);
        let mut raised = typed("st", 55.0, 96.5);
        for letter in &mut raised {
            letter.size = 6.0;
        }
        letters.extend(raised);
        letters.extend(typed("next", 50.0, 111.0));
        assert_eq!(texts(&letters), ["1st", "next"]);
    }

    #[test]
    fn figures_raised_high_above_a_value_are_no_part_of_its_number() {
        let mut letters = typed("Turnout 71", 50.0, 100.0);
        let mut raised = typed("1", 100.0, 94.5);
        for letter in &mut raised {
            letter.size = 7.0;
        }
        letters.extend(raised);
        letters.extend(typed("next", 50.0, 112.0));
        assert_eq!(texts(&letters), ["Turnout 71\u{b9}", "next"]);
        // A line of small print above a larger one stays a line.
        let mut small = typed("small print", 50.0, 100.0);
        for letter in &mut small {
            letter.size = 6.0;
        }
        small.extend(typed("Large", 50.0, 110.0));
        assert_eq!(texts(&small), ["small print", "Large"]);
    }

    #[test]
    fn a_wide_gap_parts_a_line_into_pieces() {
        let mut letters = typed("First name", 50.0, 100.0);
        letters.extend(typed("Casey", 200.0, 100.0));
        let lines = lines(&letters, Seen::Shown);
        let pieces: Vec<String> = pieces(&lines[0]).iter().map(Piece::text).collect();
        assert_eq!(pieces, ["First name", "Casey"]);
    }
}
