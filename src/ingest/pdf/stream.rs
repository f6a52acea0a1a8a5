//! Tables by how their text is aligned, with the help of lines drawn between rows.
//!
//! ```text
//! Line -> Block (lines with the same empty strips from top to bottom) -> Columns -> Rows -> Grid
//! ```

use crate::document::TableMethod;
use crate::ingest::pdf::engine::{Along, Stroke};
use crate::ingest::pdf::geometry::{Rect, around};
use crate::ingest::pdf::grid::{Band, Grid, GridCell, cell_of_lines};
use crate::ingest::pdf::labels;
use crate::ingest::pdf::paragraphs::begins_item;
use crate::ingest::pdf::rulings::rulings;
use crate::ingest::pdf::words::{Joint, Line, Word, join, pieces};

/// An empty strip between columns is at least this wide, in sizes of the type.
const STRIP: f32 = 0.75;
/// The same between words that are drawn as cells are.
const SLIT: f32 = 0.06;
/// Lines further apart than this, in sizes of the type, belong to two blocks.
const FAR: f32 = 3.4;
/// Lines of one wrapped text are no further apart than this, in sizes of the type.
pub(super) const WRAPPED: f32 = 1.6;
/// Lines of prose have at least this many words on average.
const PROSE_WORDS: f32 = 3.2;

/// What is taken for a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// What cannot well be anything else.
    Strict,
    /// Everything on the page: it is known to be part of a printed sheet.
    Sheet,
}

/// Finds the tables among lines; their words are taken out of `lines`.
pub(super) fn tables(lines: &mut Vec<Line>, strokes: &[Stroke], mode: Mode) -> Vec<Grid> {
    let mut grids = Vec::new();
    let mut rest = Vec::with_capacity(lines.len());
    let mut waiting = std::mem::take(lines).into_iter().peekable();
    while let Some(line) = waiting.next() {
        let mut block = Block::new(line);
        while let Some(next) = waiting.peek() {
            if !block.takes(next, mode) {
                break;
            }
            if let Some(next) = waiting.next() {
                block.add(next);
            }
        }
        let next = waiting.peek().filter(|_| mode != Mode::Sheet);
        let title = next.and_then(|next| block.take_title(next));
        let mut after = block.trim(mode);
        after.extend(title);
        take(block, strokes, mode, &mut grids, &mut rest);
        rest.extend(after);
    }
    for grid in &mut grids {
        labels::take_last(grid, &mut rest);
    }
    *lines = rest;
    grids
}

/// Takes a block as a table. One that is none may have a table below its widest gap.
fn take(
    mut block: Block,
    strokes: &[Stroke],
    mode: Mode,
    grids: &mut Vec<Grid>,
    rest: &mut Vec<Line>,
) {
    if let Some((head, below)) = block.below_head(mode) {
        block.lines.truncate(head);
        rest.append(&mut block.lines);
        block = below;
    }
    if let Some(halves) = block.halves(mode) {
        for half in halves {
            take(half, strokes, mode, grids, rest);
        }
        return;
    }
    if let Some(grid) = block.grid(strokes, mode) {
        return grids.push(grid);
    }
    let below = block.below_gap(mode);
    let table = below.and_then(|(gap, below)| Some((gap, below.grid(strokes, mode)?)));
    let plain = table.map(|(gap, grid)| {
        grids.push(grid);
        gap
    });
    block.lines.truncate(plain.unwrap_or(usize::MAX));
    rest.append(&mut block.lines);
}

/// An empty strip from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Strip {
    from: f32,
    to: f32,
    /// Whether what stands beside it stands in two cells, however narrow it is.
    sides: Joint,
}

/// Lines that have strips in common.
struct Block {
    lines: Vec<Line>,
    strips: Vec<Strip>,
    /// How many of its lines have more than one piece.
    several: usize,
}

impl Block {
    fn new(line: Line) -> Self {
        let several = usize::from(pieces(&line).len() > 1);
        Self {
            strips: strips(&line),
            lines: vec![line],
            several,
        }
    }

    fn add(&mut self, line: Line) {
        self.strips = common(&self.strips, &strips(&line), line.size);
        self.several = self
            .several
            .saturating_add(usize::from(pieces(&line).len() > 1));
        self.lines.push(line);
    }

    /// Whether a line goes on with the block.
    fn takes(&self, next: &Line, mode: Mode) -> bool {
        if mode == Mode::Sheet {
            return true;
        }
        let Some(last) = self.lines.last() else {
            return false;
        };
        let size = last.size.max(next.size);
        let near = next.baseline - last.baseline <= size * FAR;
        // A block begins with a line in several pieces.
        if !near || self.several == 0 {
            return false;
        }
        if self.is_title_of_another(last, next) {
            return false;
        }
        let kept = common(&self.strips, &strips(next), next.size);
        let apart = next.baseline - last.baseline > self.usual_distance() * 1.35;
        let before = inner(&self.strips, &self.lines);
        let after = inner(&kept, &self.lines);
        if pieces(next).len() > 1 && self.lines.len() > 2 && apart {
            // A footer, or another table.
            after >= 1 && after >= before
        } else if pieces(next).len() > 1 {
            after >= 1 && after.saturating_mul(5) >= before.saturating_mul(3)
        } else {
            // A line in one piece stands in one column.
            after >= 1 && after >= before
        }
    }

    /// Takes the last line out where it is the title of another table.
    fn take_title(&mut self, next: &Line) -> Option<Line> {
        let (title, above) = self.lines.split_last()?;
        if !self.is_title_of_another(title, next) {
            return None;
        }
        let block = Self::of(above)?;
        let title = title.clone();
        *self = block;
        Some(title)
    }

    /// Whether below a title other columns begin than above it: few of the pieces of a line begin or end where one of the
    /// lines before does.
    fn is_title_of_another(&self, title: &Line, next: &Line) -> bool {
        const FEWEST: usize = 3;
        const NEAR: f32 = 2.0;
        let own = pieces(next);
        if pieces(title).len() > 1 || own.len() < FEWEST {
            return false;
        }
        let above = self.lines.iter().map(pieces);
        let above: Vec<Rect> = above
            .filter(|pieces| pieces.len() > 1)
            .flatten()
            .map(|piece| piece.at)
            .collect();
        // One end of a word is in line with another by chance; two are a column of figures.
        let is_in_line = |at: &Rect| {
            let ends = above.iter().filter(|over| (over.x1 - at.x1).abs() < NEAR);
            above.iter().any(|over| (over.x0 - at.x0).abs() < NEAR) || ends.count() > 1
        };
        let in_line = own.iter().filter(|piece| is_in_line(&piece.at)).count();
        !above.is_empty() && in_line * 2 < own.len()
    }

    /// Lets go of lines at the end that are text below a table.
    fn trim(&mut self, mode: Mode) -> Vec<Line> {
        let mut after = Vec::new();
        if mode == Mode::Sheet {
            return after;
        }
        let usual = self.usual_distance();
        while self.lines.len() > 1 {
            let [.., above, last] = self.lines.as_slice() else {
                break;
            };
            let distance = last.baseline - above.baseline;
            let one = pieces(last).len() < 2;
            let first = self.lines.first().map_or(0.0, |line| line.at().x0);
            let in_first = last.at().x0 < first + 2.0 * last.size;
            let words = last.words.len();
            let off = (last.at().x0 - first).abs() > 2.0;
            let sentence = words >= 6 || last.words.last().is_some_and(|w| w.text.ends_with('.'));
            let below = distance > usual * 1.4 || off || sentence;
            if !(one && in_first && below) {
                break;
            }
            after.extend(self.lines.pop());
        }
        after.reverse();
        if !after.is_empty()
            && let Some(again) = Self::of(&self.lines)
        {
            *self = again;
        }
        after
    }

    fn of(lines: &[Line]) -> Option<Self> {
        let (first, more) = lines.split_first()?;
        let mut block = Self::new(first.clone());
        more.iter().cloned().for_each(|line| block.add(line));
        Some(block)
    }

    /// The lines below a head that stands apart and runs across their columns, as what a browser
    /// prints above a page does; and where they begin.
    fn below_head(&self, mode: Mode) -> Option<(usize, Block)> {
        const MOST: usize = 3;
        const LEAST: usize = 4;
        const LEAST_UNDER_TITLE: usize = 3;
        if mode == Mode::Sheet {
            return None;
        }
        let usual = self.usual_distance() * 1.35;
        let own = inner(&self.strips, &self.lines);
        let distances = self.distances();
        let gaps = distances.iter().copied().zip(1..=MOST);
        let below = |(distance, head): (f32, usize)| {
            let lines = self.lines.get(head..)?;
            let apart = distance > usual && lines.len() >= LEAST;
            // A title in one piece, somewhat apart from the rows below it.
            let title = self.lines.get(head.checked_sub(1)?)?;
            let tightest = distances
                .get(head..)?
                .iter()
                .copied()
                .fold(f32::MAX, f32::min);
            let titled = pieces(title).len() == 1
                && distance > tightest * 1.2
                && lines.len() >= LEAST_UNDER_TITLE;
            let below = (apart || titled).then(|| Self::of(lines))??;
            (inner(&below.strips, &below.lines) > own).then_some((head, below))
        };
        gaps.filter_map(below).next()
    }

    /// The lines below the widest gap, where they are enough to be a table of their own; and where
    /// they begin.
    fn below_gap(&self, mode: Mode) -> Option<(usize, Block)> {
        const LEAST: usize = 4;
        let distances = self.distances();
        let (gap, widest) = distances
            .iter()
            .zip(1usize..)
            .map(|(distance, line)| (line, *distance))
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        let lines = self.lines.get(gap..)?;
        let wide = widest > self.usual_distance() * 1.35;
        if mode == Mode::Sheet || !wide || lines.len() < LEAST {
            return None;
        }
        Some((gap, Self::of(lines)?))
    }

    /// The distance that most lines have from the one above.
    fn usual_distance(&self) -> f32 {
        let mut all = self.distances();
        all.sort_by(f32::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(12.0)
    }

    fn distances(&self) -> Vec<f32> {
        let pairs = self.lines.windows(2);
        pairs
            .filter_map(|pair| match pair {
                [a, b] => Some(b.baseline - a.baseline),
                _ => None,
            })
            .collect()
    }

    /// Two blocks that stand side by side and have few rows in common: several lines hold a name and its value on
    /// the left and nothing on the right, several the other way round, and fewer run across both.
    fn halves(&self, mode: Mode) -> Option<[Block; 2]> {
        const LEAST: usize = 2;
        if mode == Mode::Sheet {
            return None;
        }
        let at = around(self.lines.iter().map(Line::at))?;
        let columns = columns(&self.strips, &self.lines, at);
        let split = in_columns(&self.lines, &columns);
        let filled = |line: &[Vec<Word>]| line.iter().filter(|words| !words.is_empty()).count();
        let parts_at = |first: &usize| {
            let (mut own, mut across) = ([0usize; 2], 0usize);
            for (left, right) in split
                .iter()
                .filter_map(|line| line.split_at_checked(*first))
            {
                let counts = [filled(left), filled(right)];
                own[0] += usize::from(counts[0] >= LEAST && counts[1] == 0);
                own[1] += usize::from(counts[1] >= LEAST && counts[0] == 0);
                across += usize::from(counts.iter().all(|count| *count > 0));
            }
            own.iter().all(|lines| *lines >= LEAST && *lines > across)
        };
        let first = (LEAST..=columns.len().saturating_sub(LEAST)).find(parts_at)?;
        let edge = columns.get(first)?.from;
        let half = |is_own: &dyn Fn(&Word) -> bool| {
            let lines = self.lines.iter().filter_map(|line| {
                let words: Vec<Word> = line
                    .words
                    .iter()
                    .filter(|word| is_own(word))
                    .cloned()
                    .collect();
                (!words.is_empty()).then(|| Line {
                    words,
                    ..line.clone()
                })
            });
            Self::of(&lines.collect::<Vec<_>>())
        };
        let left = half(&|word| word.at.mid_x() < edge)?;
        let right = half(&|word| word.at.mid_x() >= edge)?;
        Some([left, right])
    }

    /// The table that the block is; nothing where it is none.
    fn grid(&self, strokes: &[Stroke], mode: Mode) -> Option<Grid> {
        let at = around(self.lines.iter().map(Line::at))?;
        let columns = columns(&self.strips, &self.lines, at);
        let split = in_columns(&self.lines, &columns);
        let (columns, split) = with_halves_joined(columns, split);
        let labels = labels::rows(&self.lines, &split);
        let is_labelled = labels.is_some();
        let (rows, method) = match labels {
            Some(rows) => (rows, TableMethod::Aligned),
            None => rows(&self.lines, &split, at, strokes),
        };
        if mode == Mode::Strict && !self.is_table(&columns, &split, &rows) {
            return None;
        }
        let cells = cells(&rows, &split, columns.len());
        let aligned = alignment(&split, columns.len());
        if mode == Mode::Strict && aligned < 0.5 {
            return None;
        }
        let bands = row_bands(&rows, &self.lines);
        if is_labelled {
            return labels::grid(&rows, &self.lines, cells);
        }
        let sure = 45.0
            + aligned * 40.0
            + if method == TableMethod::HalfRuled {
                10.0
            } else {
                0.0
            };
        Some(Grid {
            at,
            rows: bands,
            cols: columns,
            cells,
            method,
            sure: sure as u8,
        })
    }

    /// Whether the lines can well be a table and not columns of prose or lines by chance.
    fn is_table(&self, columns: &[Band], split: &[Vec<Vec<Word>>], rows: &[Vec<usize>]) -> bool {
        let filled = |row: &Vec<usize>| {
            let in_row = |col: usize| {
                let mut lines = row.iter().filter_map(|n| split.get(*n)?.get(col));
                lines.any(|words| !words.is_empty())
            };
            (0..columns.len()).filter(|col| in_row(*col)).count()
        };
        let paired = rows.iter().filter(|row| filled(row) >= 2).count();
        let enough = match columns.len() {
            0 | 1 => false,
            2 => paired >= 3,
            _ => paired >= 2,
        };
        enough
            && paired.saturating_mul(2) >= rows.len()
            // Rows of running text side by side are parted by gaps that run through all columns.
            && !(fills_lines(split, columns) && tight_distance(&self.lines, split).is_none())
            && !reads_on(split, columns.len())
            && !is_list(split, columns.len())
    }
}

/// The strips of a line: what its words leave free, without the spaces between them.
fn strips(line: &Line) -> Vec<Strip> {
    let mut strips = Vec::new();
    let mut from = f32::MIN;
    for word in line.words.iter().filter(|word| !is_leader(&word.text)) {
        let to = word.at.x0;
        let sides = word.joint;
        if to - from >= line.size * STRIP || (sides == Joint::Cell && to > from) {
            strips.push(Strip { from, to, sides });
        }
        from = from.max(word.at.x1);
    }
    strips.push(Strip {
        from,
        to: f32::MAX,
        sides: Joint::Space,
    });
    strips
}

/// Dots that lead from a name to its value.
fn is_leader(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| matches!(c, '.' | '…' | '·' | '_'))
}

/// What two lists of strips have in common, where it is wide enough.
fn common(a: &[Strip], b: &[Strip], size: f32) -> Vec<Strip> {
    let mut both = Vec::new();
    let (mut m, mut n) = (0usize, 0usize);
    while let (Some(x), Some(y)) = (a.get(m), b.get(n)) {
        let (from, to) = (x.from.max(y.from), x.to.min(y.to));
        let sides = x.sides.max(y.sides);
        let least = match sides {
            Joint::Space => STRIP,
            Joint::Cell => SLIT,
        };
        if to - from >= size * least {
            both.push(Strip { from, to, sides });
        }
        if x.to < y.to {
            m = m.saturating_add(1);
        } else {
            n = n.saturating_add(1);
        }
    }
    both
}

/// How many strips have words on both sides.
fn inner(strips: &[Strip], lines: &[Line]) -> usize {
    let Some(at) = around(lines.iter().map(Line::at)) else {
        return 0;
    };
    strips
        .iter()
        .filter(|strip| strip.from >= at.x0 && strip.to <= at.x1)
        .count()
}

/// The columns between the strips.
fn columns(strips: &[Strip], lines: &[Line], at: Rect) -> Vec<Band> {
    let inner = strips
        .iter()
        .filter(|strip| strip.from >= at.x0 && strip.to <= at.x1);
    let mut columns = Vec::new();
    let mut from = at.x0;
    for strip in inner {
        columns.push(Band {
            from,
            to: strip.from,
        });
        from = strip.to;
    }
    columns.push(Band { from, to: at.x1 });
    // A strip may lie beside dots only: columns without words are none.
    columns.retain(|column| {
        lines.iter().any(|line| {
            let mut words = line.words.iter().filter(|word| !is_leader(&word.text));
            words.any(|word| in_band(word, column))
        })
    });
    columns
}

fn in_band(word: &Word, band: &Band) -> bool {
    word.at.mid_x() >= band.from - 1.0 && word.at.mid_x() <= band.to + 1.0
}

/// The words of each line by column.
fn in_columns(lines: &[Line], columns: &[Band]) -> Vec<Vec<Vec<Word>>> {
    lines
        .iter()
        .map(|line| {
            let mut split = vec![Vec::new(); columns.len()];
            for word in line.words.iter().filter(|word| !is_leader(&word.text)) {
                let place = columns.iter().position(|column| in_band(word, column));
                if let Some(list) = place.and_then(|place| split.get_mut(place)) {
                    list.push(word.clone());
                }
            }
            split
        })
        .collect()
}

/// Columns of which one half stands under the other: a spreadsheet program sets headings to the left
/// and numbers to the right, so that an empty strip may run between them.
fn with_halves_joined(
    mut columns: Vec<Band>,
    mut split: Vec<Vec<Vec<Word>>>,
) -> (Vec<Band>, Vec<Vec<Vec<Word>>>) {
    let headings = split.first().is_some_and(|line| {
        let mut cells = line.iter().filter(|words| !words.is_empty());
        cells.all(|words| !is_number(words))
    });
    let mut col = 0usize;
    while headings && columns.len() > 2 && col.saturating_add(1) < columns.len() {
        let next = col.saturating_add(1);
        if are_halves(&split, col, next) || are_halves(&split, next, col) {
            let right = columns.remove(next);
            if let Some(left) = columns.get_mut(col) {
                left.to = right.to;
            }
            for line in &mut split {
                let more = line.remove(next);
                if let Some(words) = line.get_mut(col) {
                    words.extend(more);
                }
            }
        }
        col = next;
    }
    (columns, split)
}

/// Whether one column holds nothing but the heading, and the other nothing but numbers below it.
fn are_halves(split: &[Vec<Vec<Word>>], heading: usize, numbers: usize) -> bool {
    let cells = |col: usize| {
        let lines = split.iter().filter_map(move |line| line.get(col));
        lines.enumerate().filter(|(_, words)| !words.is_empty())
    };
    let mut below = cells(numbers).peekable();
    cells(heading).map(|(line, _)| line).eq([0])
        && below.peek().is_some_and(|(line, _)| *line > 0)
        && below.all(|(_, words)| is_number(words))
}

/// Whether words are a number as a spreadsheet program sets it to the right: digits and their signs.
fn is_number(words: &[Word]) -> bool {
    let mut letters = words.iter().flat_map(|word| word.text.chars());
    let digit = letters.clone().any(|letter| letter.is_ascii_digit());
    digit && letters.all(|c| c.is_ascii_digit() || ".,-+%/:£$()".contains(c))
}

/// Whether two columns are both filled much of the way down, and the lines of each go on in the
/// next: a letter set in columns, whatever its short lines.
fn reads_on(split: &[Vec<Vec<Word>>], columns: usize) -> bool {
    const LEAST: usize = 8;
    let reads = |col: usize| {
        let lines: Vec<&Vec<Word>> = split
            .iter()
            .filter_map(|line| line.get(col))
            .filter(|words| !words.is_empty())
            .collect();
        let pairs = lines
            .windows(2)
            .filter(|pair| matches!(pair, [above, below] if goes_on_in(above, below)));
        lines.len().saturating_mul(5) >= split.len().saturating_mul(2) && pairs.count() >= 3
    };
    columns == 2 && split.len() >= LEAST && (0..columns).all(reads)
}

/// Whether the first of two columns holds nothing but the signs and numbers of a list.
fn is_list(split: &[Vec<Vec<Word>>], columns: usize) -> bool {
    let mut firsts = split.iter().filter_map(|line| line.first());
    let is_sign =
        |words: &Vec<Word>| words.is_empty() || begins_item(&format!("{} item", join(words)));
    columns == 2 && firsts.all(is_sign)
}

/// Whether a line of several words breaks off, and the next begins in small letters.
fn goes_on_in(above: &[Word], below: &[Word]) -> bool {
    const WORDS: usize = 4;
    let ends = |word: &Word| word.text.ends_with(['.', '?', '!', ':']);
    let lower = |word: &Word| word.text.chars().next().is_some_and(char::is_lowercase);
    above.len() >= WORDS
        && above.last().is_some_and(|word| !ends(word))
        && below.first().is_some_and(lower)
}

/// Whether every column holds as many words a line, and as wide ones, as running text does.
fn fills_lines(split: &[Vec<Vec<Word>>], columns: &[Band]) -> bool {
    columns.iter().enumerate().all(|(col, band)| {
        let filled: Vec<&Vec<Word>> = split
            .iter()
            .filter_map(|line| line.get(col))
            .filter(|words| !words.is_empty())
            .collect();
        let words: usize = filled.iter().map(|words| words.len()).sum();
        let width: f32 = filled
            .iter()
            .filter_map(|words| around(words.iter().map(|word| word.at)))
            .map(|at| at.width())
            .sum();
        let count = filled.len().max(1) as f32;
        words as f32 >= PROSE_WORDS * count
            && width >= (band.to - band.from) * count * 0.45
            && filled.len().saturating_mul(2) > split.len()
    })
}

/// Which lines make up each row, and how that was told.
fn rows(
    lines: &[Line],
    split: &[Vec<Vec<Word>>],
    at: Rect,
    strokes: &[Stroke],
) -> (Vec<Vec<usize>>, TableMethod) {
    if let Some(rows) = rows_by_rules(lines, split, at, strokes) {
        return (rows, TableMethod::HalfRuled);
    }
    let tight = tight_distance(lines, split);
    let usual = distance_of_pairs(lines, split);
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let above = n.checked_sub(1).and_then(|above| lines.get(above));
        let goes_on = above.is_some_and(|above| {
            let distance = line.baseline - above.baseline;
            let labelled = has_first(split, n);
            if distance < line.size.max(above.size) * 0.8 {
                return true;
            }
            match tight {
                Some(tight) => distance <= tight,
                None if labelled => heading_goes_on(split, n, distance, usual),
                None => fits_above(split, n),
            }
        });
        match rows.last_mut() {
            Some(row) if goes_on => row.push(n),
            _ => rows.push(vec![n]),
        }
    }
    (rows, TableMethod::Aligned)
}

fn has_first(split: &[Vec<Vec<Word>>], line: usize) -> bool {
    let first = split.get(line).and_then(|line| line.first());
    first.is_some_and(|words| !words.is_empty())
}

/// The distance between lines that fill both of two columns, as most of them have it.
fn distance_of_pairs(lines: &[Line], split: &[Vec<Vec<Word>>]) -> Option<f32> {
    let is_pair = |n: usize| {
        let columns = split.get(n).map(Vec::as_slice);
        matches!(columns, Some([a, b]) if !a.is_empty() && !b.is_empty())
    };
    let pairs = lines.windows(2).zip(0usize..);
    let pairs = pairs.filter(|(_, n)| is_pair(*n) && is_pair(n.saturating_add(1)));
    let mut all: Vec<f32> = pairs
        .filter_map(|(pair, _)| match pair {
            [a, b] => Some(b.baseline - a.baseline),
            _ => None,
        })
        .collect();
    all.sort_by(f32::total_cmp);
    all.get(all.len() / 2).copied()
}

/// Whether a line of two columns that fills the first alone goes on with the heading above: it stands nearer to it
/// than pairs stand to each other, or what is above leaves a bracket open.
fn heading_goes_on(
    split: &[Vec<Vec<Word>>],
    line: usize,
    distance: f32,
    usual: Option<f32>,
) -> bool {
    const NEARER: f32 = 0.85;
    let first = |line: usize| match split.get(line).map(Vec::as_slice) {
        Some([first, second]) => Some((first, second)),
        _ => None,
    };
    let (Some((_, beside)), Some((above, _))) = (first(line), line.checked_sub(1).and_then(first))
    else {
        return false;
    };
    let Some(usual) = usual.filter(|_| beside.is_empty() && !above.is_empty()) else {
        return false;
    };
    let letters = |mark: char| {
        let texts = above.iter().flat_map(|word| word.text.chars());
        texts.filter(|c| *c == mark).count()
    };
    let is_open = letters('(') > letters(')');
    distance <= usual * NEARER || (is_open && distance <= usual * 1.05)
}

/// Whether every column that a line fills is filled in the line above: it goes on with that one.
pub(super) fn fits_above(split: &[Vec<Vec<Word>>], line: usize) -> bool {
    let above = line.checked_sub(1).and_then(|above| split.get(above));
    let own = split.get(line);
    let Some((above, own)) = above.zip(own) else {
        return false;
    };
    let few = own.iter().filter(|words| !words.is_empty()).count();
    // `Priority: 4` over `QX2 IND: 1`: each is whole.
    let is_whole = |words: &[Word]| {
        const MOST_BEFORE: usize = 8;
        let ends = |word: &Word| word.text.ends_with(':') && word.text.len() > 1;
        let at = words.iter().position(ends);
        at.is_some_and(|at| at < MOST_BEFORE && at + 1 < words.len())
    };
    // Beside a heading of its own, `12 March: nobody in` goes on below.
    let mut filled = above.iter().filter(|words| !words.is_empty());
    let all_whole = filled.all(|words| is_whole(words));
    let goes_on = |own: &[Word], above: &[Word]| !(above.is_empty() || all_whole && is_whole(own));
    let fits = own
        .iter()
        .zip(above)
        .all(|(own, above)| own.is_empty() || goes_on(own, above));
    fits && (own.len() == 2 || few.saturating_mul(2) <= own.len())
}

/// The distance up to which lines belong to one row, where distances within rows and between them
/// are two kinds.
fn tight_distance(lines: &[Line], split: &[Vec<Vec<Word>>]) -> Option<f32> {
    let pairs = lines
        .windows(2)
        .zip(1..)
        .filter_map(|(pair, n)| match pair {
            [a, b] => Some((b.baseline - a.baseline, b.size.max(a.size), n)),
            _ => None,
        });
    let pairs: Vec<(f32, f32, usize)> = pairs.collect();
    let size = pairs.iter().map(|(_, size, _)| *size).fold(0.0, f32::max);
    let mut all: Vec<f32> = pairs.iter().map(|(distance, ..)| *distance).collect();
    all.sort_by(f32::total_cmp);
    // The widest step between two distances parts the two kinds.
    let (low, high) = all
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((*a, *b)),
            _ => None,
        })
        .max_by(|a, b| (a.1 / a.0.max(0.1)).total_cmp(&(b.1 / b.0.max(0.1))))?;
    if high < low * 1.22 || low > size * 1.6 {
        return None;
    }
    // A row has a name in its first cell, on whichever of its lines.
    let (mut named, mut groups, mut has_name) = (0usize, 0usize, false);
    for n in 0..lines.len() {
        let begins = n.checked_sub(1).is_none_or(|above| {
            let distance = pairs.get(above).map_or(0.0, |(distance, ..)| *distance);
            distance >= high
        });
        if begins {
            groups = groups.saturating_add(1);
            has_name = false;
        }
        if !has_name && has_first(split, n) {
            has_name = true;
            named = named.saturating_add(1);
        }
    }
    // A gap between groups of rows is no distance between rows.
    let narrow = pairs.iter().filter(|(distance, ..)| *distance <= low);
    let is_full = |n: usize| {
        let line = split.get(n);
        line.is_some_and(|columns| columns.iter().all(|words| !words.is_empty()))
    };
    let full = narrow.clone().filter(|(_, _, n)| is_full(*n)).count();
    let narrow = narrow.count();
    let mostly_named = named.saturating_mul(5) >= groups.saturating_mul(4);
    let few_lines = groups.saturating_mul(10) >= lines.len();
    (mostly_named && few_lines && full.saturating_mul(2) <= narrow)
        .then_some(f32::midpoint(low, high))
}

/// Rows by the lines or fillings drawn between them, where there are about as many as rows.
fn rows_by_rules(
    lines: &[Line],
    split: &[Vec<Vec<Word>>],
    at: Rect,
    strokes: &[Stroke],
) -> Option<Vec<Vec<usize>>> {
    let near = at.grown(6.0);
    let across = strokes.iter().filter(|stroke| {
        stroke.along == Along::Across
            && stroke.at.mid_y() > near.y0 - 6.0
            && stroke.at.mid_y() < near.y1 + 6.0
            && stroke.at.x0 < near.x1
            && stroke.at.x1 > near.x0
    });
    let wide = |from: f32, to: f32| to.min(at.x1) - from.max(at.x0) >= at.width() * 0.7;
    let found = rulings(across);
    let ys: Vec<f32> = found
        .across
        .iter()
        .filter(|line| wide(line.from, line.to))
        .map(|line| line.at)
        .collect();
    let labelled = (0..lines.len()).filter(|n| has_first(split, *n)).count();
    let inside = ys.iter().filter(|y| **y > at.y0 && **y < at.y1).count();
    if inside == 0 || inside.saturating_add(1).saturating_mul(10) < labelled.saturating_mul(6) {
        return None;
    }
    // Nothing may lie between headings and the first row: fillings begin with the second.
    let is_full = |n: usize| {
        let line = split.get(n);
        line.is_some_and(|columns| columns.len() > 1 && columns.iter().all(|c| !c.is_empty()))
    };
    let headed = is_full(0) && is_full(1);
    // A panel has lines around it and none between its rows; wrapped text does not stand so far apart.
    let begins = |n: usize, line: &Line| {
        let above = n.checked_sub(1).and_then(|above| lines.get(above));
        let far = above.is_some_and(|above| line.baseline - above.baseline > line.size * WRAPPED);
        far && has_first(split, n)
    };
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut last = usize::MAX;
    for (n, line) in lines.iter().enumerate() {
        let middle = line.baseline - line.size * 0.3;
        let band = ys.partition_point(|y| *y < middle);
        match rows.last_mut() {
            Some(row) if band == last && !(headed && n == 1) && !begins(n, line) => row.push(n),
            _ => rows.push(vec![n]),
        }
        last = band;
    }
    Some(rows)
}

fn row_bands(rows: &[Vec<usize>], lines: &[Line]) -> Vec<Band> {
    rows.iter()
        .filter_map(|row| {
            let rects = row.iter().filter_map(|n| lines.get(*n)).map(Line::at);
            around(rects).map(|at| Band {
                from: at.y0,
                to: at.y1,
            })
        })
        .collect()
}

fn cells(rows: &[Vec<usize>], split: &[Vec<Vec<Word>>], columns: usize) -> Vec<GridCell> {
    let mut cells = Vec::new();
    for (row, lines) in rows.iter().enumerate() {
        for col in 0..columns {
            let texts = lines.iter().filter_map(|n| split.get(*n)?.get(col));
            let texts = texts.filter(|words| !words.is_empty()).map(Vec::as_slice);
            if let Some((text, at, baseline)) = cell_of_lines(texts) {
                cells.push(GridCell {
                    row,
                    col,
                    wide: 1,
                    high: 1,
                    text,
                    at,
                    baseline,
                });
            }
        }
    }
    cells
}

/// How well the cells of the columns are aligned, from 0 to 1: on the left, the right or the middle.
fn alignment(split: &[Vec<Vec<Word>>], columns: usize) -> f32 {
    let mut shares = Vec::new();
    for col in 0..columns {
        let rects: Vec<Rect> = split
            .iter()
            .filter_map(|line| line.get(col))
            .filter_map(|words| around(words.iter().map(|word| word.at)))
            .collect();
        let share = |of: fn(&Rect) -> f32| {
            let mut places: Vec<f32> = rects.iter().map(of).collect();
            places.sort_by(f32::total_cmp);
            let best = (0..places.len())
                .filter_map(|n| {
                    let from = places.get(n)?;
                    let end = places.partition_point(|place| *place <= from + 2.0);
                    Some(end - n)
                })
                .max();
            best.unwrap_or(0) as f32 / places.len().max(1) as f32
        };
        let edges: [fn(&Rect) -> f32; 3] = [|r| r.x0, |r| r.x1, |r| r.mid_x()];
        shares.push(edges.map(share).into_iter().fold(0.0, f32::max));
    }
    shares.iter().sum::<f32>() / shares.len().max(1) as f32
}

/// Whether a line has a gap that parts it.
pub(super) fn is_parted(line: &Line) -> bool {
    pieces(line).len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::{Seen, StrokeFrom};
    use crate::ingest::pdf::words::lines;
    use crate::ingest::pdf::words::tests::typed;

    fn page(parts: &[(&str, f32, f32)]) -> Vec<Line> {
        let mut letters = Vec::new();
        for (text, x, y) in parts {
            letters.extend(typed(text, *x, *y));
        }
        lines(&letters, Seen::Shown)
    }

    fn rows_of(grid: &Grid) -> Vec<Vec<&str>> {
        (0..grid.rows.len())
            .map(|row| grid.row_texts(row))
            .collect()
    }

    #[test]
    fn names_and_values_side_by_side_are_a_table_and_text_around_it_is_not() {
        let mut lines = page(&[
            ("Please find below what we hold", 50.0, 80.0),
            ("Field", 60.0, 110.0),
            ("Value", 200.0, 110.0),
            ("Given name", 60.0, 124.0),
            ("Cressida", 200.0, 124.0),
            ("Lives at", 60.0, 138.0),
            ("The Lodge", 200.0, 138.0),
            ("Pledge", 60.0, 152.0),
            ("U", 200.0, 152.0),
            ("Yours faithfully", 50.0, 180.0),
        ]);
        let grids = tables(&mut lines, &[], Mode::Strict);
        assert_eq!(
            rows_of(&grids[0]),
            [
                ["Field", "Value"],
                ["Given name", "Cressida"],
                ["Lives at", "The Lodge"],
                ["Pledge", "U"]
            ]
        );
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn pairs_side_by_side_with_rows_of_their_own_are_two_tables_and_wrapped_headings_one() {
        let mut lines = page(&[
            ("Full name", 40.0, 100.0),
            ("Casey Mock", 120.0, 100.0),
            ("Mailed at", 260.0, 100.0),
            ("m@people.example", 360.0, 100.0),
            ("Standing", 40.0, 114.0),
            ("Paid up", 120.0, 114.0),
            ("Sent in the last", 260.0, 114.0),
            ("148", 360.0, 114.0),
            ("twelve months", 260.0, 123.0),
            ("Joined on", 40.0, 128.0),
            ("3 May 2019", 120.0, 128.0),
            ("Opened", 260.0, 137.0),
            ("61", 360.0, 137.0),
            ("Branch", 40.0, 142.0),
            ("Quayside", 120.0, 142.0),
            ("Followed", 260.0, 151.0),
            ("9", 360.0, 151.0),
            ("Union", 40.0, 156.0),
            ("None", 120.0, 156.0),
            ("Bounced", 260.0, 165.0),
            ("0", 360.0, 165.0),
        ]);
        let grids = tables(&mut lines, &[], Mode::Strict);
        let found: Vec<_> = grids.iter().map(rows_of).collect();
        assert_eq!(
            found,
            [
                vec![
                    vec!["Full name", "Casey Mock"],
                    vec!["Standing", "Paid up"],
                    vec!["Joined on", "3 May 2019"],
                    vec!["Branch", "Quayside"],
                    vec!["Union", "None"],
                ],
                vec![
                    vec!["Mailed at", "m@people.example"],
                    vec!["Sent in the last twelve months", "148"],
                    vec!["Opened", "61"],
                    vec!["Followed", "9"],
                    vec!["Bounced", "0"],
                ],
            ]
        );
    }

    #[test]
    fn a_table_of_four_columns_with_wrapped_cells_on_both_sides_is_one() {
        let mut lines = page(&[
            ("Day", 40.0, 100.0),
            ("Campaign", 120.0, 100.0),
            ("Way", 260.0, 100.0),
            ("Answer", 360.0, 100.0),
            ("3 May 2019", 40.0, 114.0),
            ("Spring", 120.0, 114.0),
            ("Door", 260.0, 114.0),
            ("Not in", 360.0, 114.0),
            ("calls", 120.0, 123.0),
            ("4 May 2019", 40.0, 137.0),
            ("Spring", 120.0, 137.0),
            ("Telephone", 260.0, 137.0),
            ("Would rather", 360.0, 137.0),
            ("not say", 360.0, 146.0),
            ("5 May 2019", 40.0, 160.0),
            ("Autumn", 120.0, 160.0),
            ("Door", 260.0, 160.0),
            ("For us", 360.0, 160.0),
        ]);
        let grids = tables(&mut lines, &[], Mode::Strict);
        assert_eq!(grids.len(), 1);
        let rows = rows_of(&grids[0]);
        assert!(
            rows.contains(&vec!["3 May 2019", "Spring calls", "Door", "Not in"]),
            "{rows:?}"
        );
    }

    #[test]
    fn what_is_printed_above_a_page_across_its_columns_is_no_part_of_the_table() {
        let mut lines = page(&[
            ("14/05/2026", 40.0, 80.0),
            ("Casey Mock | Electoral | Hub", 170.0, 80.0),
            ("District", 40.0, 110.0),
            ("KB2", 150.0, 110.0),
            ("Number", 250.0, 110.0),
            ("377", 350.0, 110.0),
            ("Suffix", 40.0, 124.0),
            ("0", 150.0, 124.0),
            ("Marker", 250.0, 124.0),
            ("K", 350.0, 124.0),
            ("Ward", 40.0, 138.0),
            ("East", 150.0, 138.0),
            ("Division", 250.0, 138.0),
            ("Marsh", 350.0, 138.0),
            ("Region", 40.0, 152.0),
            ("Fen", 150.0, 152.0),
            ("Electors", 250.0, 152.0),
            ("2", 350.0, 152.0),
        ]);
        let grids = tables(&mut lines, &[], Mode::Strict);
        assert_eq!(grids.len(), 1);
        assert_eq!(rows_of(&grids[0])[0], ["District", "KB2", "Number", "377"]);
        assert_eq!(lines.len(), 1, "the head is text");
    }

    #[test]
    fn rows_of_a_panel_with_lines_around_it_alone_are_rows() {
        let panel = |apart: f32| {
            let mut lines = page(&[
                ("Born", 60.0, 110.0),
                ("1968", 200.0, 110.0),
                ("Mobile", 60.0, 110.0 + apart),
                ("07700 900611", 200.0, 110.0 + apart),
                ("Roll", 60.0, 152.0),
                ("NF2-340", 200.0, 152.0),
                ("Postal", 60.0, 152.0 + apart),
                ("No", 200.0, 152.0 + apart),
            ]);
            let across = |y: f32| Stroke {
                at: Rect::new(50.0, y, 300.0, y + 0.5),
                along: Along::Across,
                from: StrokeFrom::Line,
            };
            let strokes = [95.0, 136.0, 140.0, 180.0].map(across);
            let grids = tables(&mut lines, &strokes, Mode::Strict);
            grids.first().map_or(0, |grid| grid.rows.len())
        };
        // Lines that stand closer are one wrapped text; above, the first could be headings.
        assert_eq!((panel(18.0), panel(12.0)), (4, 3));
    }

    #[test]
    fn a_line_without_a_name_goes_on_with_the_value_above() {
        let mut lines = page(&[
            ("LD_CORE", 60.0, 110.0),
            ("How likely our model thinks", 200.0, 110.0),
            ("SQZ", 60.0, 124.0),
            ("How likely our model thinks it", 200.0, 124.0),
            ("is that you would", 200.0, 138.0),
            ("AGE", 60.0, 152.0),
            ("A guess at your age", 200.0, 152.0),
        ]);
        let grids = tables(&mut lines, &[], Mode::Strict);
        assert_eq!(
            rows_of(&grids[0])[1],
            ["SQZ", "How likely our model thinks it is that you would"]
        );
        assert_eq!(grids[0].rows.len(), 3);
    }

    #[test]
    fn rows_are_told_by_their_distance_where_it_is_wider_than_that_of_lines() {
        let mut lines = page(&[
            ("Likelihood of", 60.0, 110.0),
            ("15%", 200.0, 110.0),
            ("voting Remain", 60.0, 121.0),
            ("Age", 60.0, 140.0),
            ("55-64", 200.0, 140.0),
            ("Likelihood of", 60.0, 159.0),
            ("22%", 200.0, 159.0),
            ("reading a paper", 60.0, 170.0),
        ]);
        let grids = tables(&mut lines, &[], Mode::Strict);
        assert_eq!(
            rows_of(&grids[0]),
            [
                ["Likelihood of voting Remain", "15%"],
                ["Age", "55-64"],
                ["Likelihood of reading a paper", "22%"]
            ]
        );
    }

    #[test]
    fn rows_are_told_by_the_lines_between_them() {
        let mut lines = page(&[
            ("Name", 60.0, 110.0),
            ("Casey", 200.0, 110.0),
            ("Address of", 60.0, 124.0),
            ("The Lodge", 200.0, 124.0),
            ("the person", 60.0, 138.0),
            ("Pledge", 60.0, 152.0),
            ("U", 200.0, 152.0),
        ]);
        let rule = |y: f32| Stroke {
            at: Rect::new(50.0, y, 300.0, y),
            along: Along::Across,
            from: StrokeFrom::Line,
        };
        let strokes = [rule(99.0), rule(114.0), rule(142.0), rule(156.0)];
        let grids = tables(&mut lines, &strokes, Mode::Strict);
        assert_eq!(
            rows_of(&grids[0])[1],
            ["Address of the person", "The Lodge"]
        );
        assert_eq!(grids[0].method, TableMethod::HalfRuled);
    }

    #[test]
    fn two_columns_of_prose_and_two_lines_by_chance_are_no_table() {
        let prose: Vec<(&str, f32, f32)> = vec![
            ("we hold your name and also", 50.0, 100.0),
            ("kept by the local council of", 250.0, 100.0),
            ("your address as it stands in", 50.0, 112.0),
            ("the town in which you do live", 250.0, 112.0),
            ("the register of electors as", 50.0, 124.0),
            ("and nothing else is held by us", 250.0, 124.0),
        ];
        assert!(tables(&mut page(&prose), &[], Mode::Strict).is_empty());
        let chance = [
            ("Our reference", 50.0, 100.0),
            ("8 May 2026", 300.0, 100.0),
            ("DSAR-77120", 50.0, 112.0),
            ("London", 300.0, 112.0),
        ];
        assert!(tables(&mut page(&chance), &[], Mode::Strict).is_empty());
    }
}
