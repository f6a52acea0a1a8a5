//! Pairs: a heading beside each value, one field a row.

use std::collections::HashSet;

use crate::codebook::word_lists::word_lists;
use crate::document::{Cell, Table};
use crate::provenance::{CellAt, ColNo};
use crate::recognise::explain;
use crate::recognise::footnotes;
use crate::recognise::layout::columns::{self, Uses};
use crate::recognise::layout::rows::{block, is_wordy};
use crate::recognise::layout::{Body, ColumnUse, Familiarity, Region, RowShape, Taken, cell};
use crate::recognise::people::is_title as is_form_of_address;
use crate::recognise::telling::{is_period, is_whole_day};

/// A heading beside each value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairsRegion {
    /// The pairs, from the top.
    pub pairs: Vec<Pair>,
    /// Cells that belong to no pair.
    pub notes: Vec<CellAt>,
}

/// A heading and its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The cell of the heading.
    pub heading: CellAt,
    /// The cell of the value; it may be blank. The same as that of the heading where one cell
    /// holds both (`Name: Casey`).
    pub value: CellAt,
    /// Cells that go on with the value, where it is too long for one.
    pub more: Vec<CellAt>,
    /// The cell that says what it means.
    pub meaning: Option<CellAt>,
    /// The cell that says its scale.
    pub scale: Option<CellAt>,
    /// The cells of the lowest and of the highest value that it can have.
    pub ends: Option<[CellAt; 2]>,
    /// The cell that says where it came from.
    pub source: Option<CellAt>,
    /// The cell that says what kind of data it is: `Bought estimate`.
    pub kind: Option<CellAt>,
    /// The cell of its number in a schedule.
    pub number: Option<CellAt>,
    /// The cell of a day in a further column, besides those of other uses: `as at`.
    pub day: Option<CellAt>,
    /// The title that stands above it within the region.
    pub title: Option<CellAt>,
    /// The cell above its column of values, where each of several names a time.
    pub column: Option<CellAt>,
    /// Which record it belongs to, from 0: headings that begin again begin another.
    pub record: u32,
}

/// Takes pairs from the top of the rest.
pub(super) fn take(
    table: &Table,
    rest: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> Option<Taken> {
    let first = rest.first()?;
    let mut uses = columns::listing(first, rest.get(1..)?, familiar);
    let body_from = usize::from(uses.is_some() || is_bare_listing(rest, familiar));
    let body = rest.get(body_from..)?;
    // Below a row that heads the listing a title may come first.
    let titles = body.iter().take_while(|row| row.cells.len() == 1).count();
    let untitled = body.get(if body_from == 1 { titles } else { 0 }..)?;
    let label = label_column(untitled, uses.as_ref(), familiar)?;
    let why = match &uses {
        Some(_) => format!("row {} heads a listing of headings and values", first.row),
        None => format!(
            "headings stand one below the other in column {}, each with its value beside it",
            label.letters()
        ),
    };
    if uses.is_none() {
        uses = several_values(body, label).filter(|uses| !holds_headings(body, uses, familiar));
    }
    let mut region = PairsRegion {
        pairs: Vec::new(),
        // What is taken for the headings of the listing is kept, should it be more than that.
        notes: if body_from == 1 {
            first.cells.iter().map(|cell| cell.at).collect()
        } else {
            Vec::new()
        },
    };
    let mut end = body_from;
    let mut last = first.row;
    let mut title: Option<CellAt> = None;
    let mut seen: HashSet<String> = HashSet::new();
    let mut opening: Option<String> = None;
    let mut record = 0;
    let mut form: Option<Form> = None;
    for (index, row) in body.iter().enumerate() {
        // Two pairs side by side, as in a row before: `Postcode | ZZ99 3AB | Date | ...`.
        let of_form = form.as_ref().and_then(|form| form.pairs(row, familiar));
        if index > 0
            && of_form.is_none()
            && ends_here(table, body, index, label, uses.as_ref(), familiar)
        {
            break;
        }
        end = body_from + index + 1;
        last = row.row;
        let before = index
            .checked_sub(1)
            .and_then(|before| body.get(before))
            .or(rest.first().filter(|_| body_from > 0));
        let stands_apart = before.is_none_or(|before| row.row.get() > before.row.get() + 1)
            && is_title(row, body.get(index + 1), label);
        let titles = form.as_ref().zip(body.get(index + 1));
        let titles = row.cells.len() == 1
            && titles.is_some_and(|(form, next)| form.is_whole(next, familiar));
        let found = if stands_apart || titles || reaches_over(table, row) {
            Vec::new()
        } else {
            of_form.unwrap_or_else(|| pairs_of(row, label, uses.as_ref(), familiar))
        };
        if let ([a, b, c, d], 2) = (row.cells.as_slice(), found.len())
            && uses.is_none()
        {
            let columns = [a.at.col, b.at.col, c.at.col, d.at.col];
            form.get_or_insert(Form { columns, rows: 0 }).rows += 1;
        }
        if found.is_empty() || is_foot(body, index, familiar) {
            if is_title(row, body.get(index + 1), label) {
                title = row.cells.first().map(|cell| cell.at);
                // A title begins a block, whose headings may repeat without another person.
            }
            region.notes.extend(row.cells.iter().map(|cell| cell.at));
            continue;
        }
        for mut pair in found {
            let text = super::text_at(table, pair.heading).to_lowercase();
            if pair.record == 0 {
                let opening = opening.get_or_insert_with(|| text.clone());
                if *opening == text && seen.len() > 1 {
                    record += 1;
                    seen.clear();
                }
                seen.insert(text);
            }
            // A further column of values is a further record of its own.
            pair.record = pair.record.saturating_mul(1000).saturating_add(record);
            pair.title = title;
            region.pairs.push(pair);
        }
    }
    if region.pairs.is_empty() {
        return None;
    }
    title_by_letters(table, rest.get(..end).unwrap_or(rest), &mut region);
    // A lone number before a heading numbers nothing.
    let numbered = region.pairs.iter().filter(|pair| pair.number.is_some());
    if numbered.count() < 2 {
        region.pairs.iter_mut().for_each(|pair| pair.number = None);
    }
    Some(Taken {
        rows: end,
        region: Region {
            title: Vec::new(),
            first: first.row,
            last,
            body: Body::Pairs(region),
            why,
            runner_up: None,
        },
    })
}

/// Takes questions beside their answers, where every row of a block is one: `How did I say I would vote? | As P.`
pub(super) fn take_questions(rest: &[RowShape<'_>]) -> Option<Taken> {
    const FEWEST: usize = 3;
    let first = rest.first()?.cells.first()?;
    if !first.text().trim().ends_with('?') {
        return None;
    }
    let block = block(rest);
    let asked = block.iter().map(|row| match row.cells.as_slice() {
        [question, answer] => {
            let asks = |cell: &Cell| cell.text().trim().ends_with('?');
            (asks(question) && !asks(answer)).then(|| bare(question.at, answer.at))
        }
        _ => None,
    });
    let pairs: Vec<Pair> = asked.collect::<Option<_>>()?;
    let (first, last) = (block.first()?.row, block.last()?.row);
    (pairs.len() >= FEWEST).then(|| Taken {
        rows: block.len(),
        region: Region {
            title: Vec::new(),
            first,
            last,
            body: Body::Pairs(PairsRegion {
                pairs,
                notes: Vec::new(),
            }),
            why: "every row is a question with its answer beside it".to_owned(),
            runner_up: None,
        },
    })
}

/// `B. Contact` in a column of headings, with nothing beside it, is the title of what stands below it in that column, where
/// no heading with a value is lettered.
fn title_by_letters(table: &Table, rows: &[RowShape<'_>], region: &mut PairsRegion) {
    let is_lettered = |text: &str| {
        let mut characters = text.trim().chars();
        let letter = characters.next().is_some_and(|c| c.is_ascii_uppercase());
        let sign = characters
            .next()
            .is_some_and(|c| matches!(c, '.' | ')' | ':'));
        letter && sign && characters.next().is_some_and(char::is_whitespace)
    };
    let text = |at: CellAt| super::text_at(table, at);
    let columns: HashSet<ColNo> = region.pairs.iter().map(|pair| pair.heading.col).collect();
    let titles: Vec<CellAt> = rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| columns.contains(&cell.at.col) && is_lettered(&cell.text()))
        .map(|cell| cell.at)
        .collect();
    let filled = region.pairs.iter().any(|pair| {
        let lettered = pair.heading != pair.value && titles.contains(&pair.heading);
        lettered && !text(pair.value).trim().is_empty()
    });
    if titles.is_empty() || filled {
        return;
    }
    let (lettered, pairs): (Vec<Pair>, Vec<Pair>) = std::mem::take(&mut region.pairs)
        .into_iter()
        .partition(|pair| titles.contains(&pair.heading));
    region
        .notes
        .extend(lettered.into_iter().map(|pair| pair.heading));
    region.pairs = pairs;
    for pair in &mut region.pairs {
        let above = |title: &&CellAt| title.col == pair.heading.col && title.row < pair.heading.row;
        let nearest = titles.iter().filter(above).max_by_key(|title| title.row);
        pair.title = nearest.copied().or(pair.title);
    }
}

/// Rows of two pairs, as a screen or a form has them.
#[derive(Debug)]
struct Form {
    /// The columns of the first heading, its value, the second heading and its value.
    columns: [ColNo; 4],
    /// How many rows had all four.
    rows: usize,
}

impl Form {
    /// The pairs of a row whose cells stand in these columns: two, or one, of which the value may be
    /// blank. None where the row is no such one.
    fn pairs(&self, row: &RowShape<'_>, familiar: &dyn Familiarity) -> Option<Vec<Pair>> {
        const PROVEN: usize = 2;
        const CERTAIN: usize = 3;
        let at = |col: ColNo| row.cells.iter().find(|cell| cell.at.col == col);
        let [first, one, second, two] = self.columns;
        let sides = [(at(first), at(one), one), (at(second), at(two), two)];
        let stands_in_form = |cell: &&Cell| self.columns.contains(&cell.at.col);
        if row.cells.len() < 2 || !row.cells.iter().all(stands_in_form) {
            return None;
        }
        let mut found = Vec::new();
        let (mut known, mut strange) = (0usize, 0usize);
        for (heading, value, col) in sides {
            let Some(heading) = heading else {
                if value.is_some() {
                    return None;
                }
                continue;
            };
            let knows = is_wordy(heading) && familiar.knows(heading.text().trim());
            known += usize::from(knows);
            strange += usize::from(!knows);
            found.push(bare(heading.at, cell(row.row, col)));
        }
        // What so many rows had side by side, a row of which nothing is known has as well.
        let is_sound = strange == 0 || (known > 0 && self.rows >= PROVEN) || self.rows >= CERTAIN;
        is_sound.then_some(found)
    }

    /// Whether a row has two pairs.
    fn is_whole(&self, row: &RowShape<'_>, familiar: &dyn Familiarity) -> bool {
        let pairs = self.pairs(row, familiar);
        pairs.is_some_and(|pairs| pairs.len() > 1)
    }
}

/// Whether a row is one cell that reaches over the values below it: the title of a block.
pub(super) fn reaches_over(table: &Table, row: &RowShape<'_>) -> bool {
    let [only] = row.cells.as_slice() else {
        return false;
    };
    let mut spans = table.merged.iter();
    spans.any(|span| span.first == only.at && span.last.col > only.at.col)
}

/// Takes pairs where no heading is known, by their shape: two columns, at least three rows, words of
/// their own in the first column, and values of different kinds in the second.
pub(super) fn take_by_shape(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<Taken> {
    const LONGEST: usize = 6;
    let first = rest.first()?;
    let [head, value] = first.cells.as_slice() else {
        return None;
    };
    let body: Vec<&RowShape<'_>> = rest
        .iter()
        .take_while(|row| match row.cells.as_slice() {
            [a, b] => a.at.col == head.at.col && b.at.col == value.at.col,
            [only] => only.at.col == head.at.col,
            _ => false,
        })
        .collect();
    let pairs: Vec<&&RowShape<'_>> = body.iter().filter(|row| row.cells.len() == 2).collect();
    let mut labels: Vec<String> = pairs
        .iter()
        .filter_map(|row| row.cells.first())
        .map(|cell| cell.text().trim().to_lowercase())
        .collect();
    let all = labels.len();
    labels.sort();
    labels.dedup();
    let headings = pairs
        .iter()
        .filter_map(|row| row.cells.first())
        .all(|cell| is_wordy(cell) && cell.text().split_whitespace().count() <= LONGEST);
    let mut natures: Vec<(bool, bool, usize)> = pairs
        .iter()
        .filter_map(|row| row.cells.get(1))
        .map(|cell| nature(cell))
        .collect();
    natures.sort_unstable();
    natures.dedup();
    let colons = pairs
        .iter()
        .filter_map(|row| row.cells.first())
        .filter(|cell| cell.text().trim().ends_with(':'))
        .count();
    if all < 3 || labels.len() < all || !headings || (natures.len() < 3 && colons * 2 < all) {
        return None;
    }
    let mut region = PairsRegion {
        pairs: Vec::new(),
        notes: Vec::new(),
    };
    for row in &body {
        let found = pairs_of(row, head.at.col, None, familiar);
        if found.is_empty() {
            region.notes.extend(row.cells.iter().map(|cell| cell.at));
        }
        region.pairs.extend(found);
    }
    Some(Taken {
        rows: body.len(),
        region: Region {
            title: Vec::new(),
            first: first.row,
            last: body.last().map_or(first.row, |row| row.row),
            body: Body::Pairs(region),
            why: format!(
                "no heading is known; column {} holds words of their own and the column beside it values of different kinds",
                head.at.col.letters()
            ),
            runner_up: Some("a row of headings with records below it".to_owned()),
        },
    })
}

/// Whether a text is a sentence, whatever stands before a colon in it.
fn is_sentence(text: &str) -> bool {
    const FEWEST: usize = 9;
    let head = text.split(": ").next().unwrap_or_default();
    text.ends_with('.')
        && text.split_whitespace().count() >= FEWEST
        && head.split_whitespace().count() >= FEWEST / 2
}

/// Whether nothing but texts of one cell stands from a row below a blank one to the end, none of
/// them a known heading: footers, and no headings without values.
pub(super) fn is_foot(body: &[RowShape<'_>], index: usize, familiar: &dyn Familiarity) -> bool {
    let Some((before, rest)) = body.get(..index).zip(body.get(index..)) else {
        return false;
    };
    // `* Worked out by a program.`
    if let Some([only]) = rest.first().map(|row| row.cells.as_slice())
        && only.text().trim_start().starts_with(footnotes::MARKS)
    {
        return true;
    }
    // `Notes`, and nothing but lines of text to the end.
    let is_line = |row: &&RowShape<'_>| row.cells.len() == 1;
    let is_title = |row: &RowShape<'_>| {
        let first = row.cells.first();
        first.is_some_and(|only| footnotes::is_title(&only.text()))
    };
    let above = before.iter().rev().take_while(is_line);
    let mut lines = rest.iter().take(1).filter(is_line).chain(above);
    if lines.any(is_title) && rest.iter().all(|row| is_line(&row)) {
        return true;
    }
    let text = |row: &RowShape<'_>| match row.cells.as_slice() {
        [only] => {
            let written = only.text();
            is_sentence(written.trim())
                || !familiar.knows(written.trim()) && split_inside(only, familiar).is_none()
        }
        _ => false,
    };
    // The blank row may stand above an earlier one of them.
    let own = before.iter().rev().take_while(|row| text(row)).count();
    let foot = body.get(index - own..).unwrap_or(&[]);
    let apart = (0..=own).any(|n| {
        let (above, here) = ((index - own + n).checked_sub(1), foot.get(n));
        above
            .and_then(|above| body.get(above))
            .zip(here)
            .is_some_and(|(above, here)| here.row.get() > above.row.get() + 1)
    });
    apart && rest.iter().all(text)
}

/// Whether a row looks like a pair: a known heading, then one to three other cells that are none.
pub(super) fn looks_like_pair(row: &RowShape<'_>, familiar: &dyn Familiarity) -> bool {
    match row.cells.as_slice() {
        [only] => split_inside(only, familiar).is_some(),
        [head, rest @ ..] if rest.len() <= 3 => {
            is_wordy(head)
                && familiar.knows(head.text().trim())
                && !(rest.len() > 1 && rest.iter().all(|cell| familiar.knows(cell.text().trim())))
        }
        _ => false,
    }
}

/// Whether the first row is a heading over a listing without being one of the known words for it:
/// two to four cells of words, and most of the first cells below are known headings.
pub(super) fn is_bare_listing(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    let Some(first) = rest.first() else {
        return false;
    };
    let below: Vec<&RowShape<'_>> = rest.iter().skip(1).take(40).collect();
    if !(2..=4).contains(&first.cells.len())
        || below.len() < 2
        || looks_like_value_pair(first, familiar)
        || first
            .cells
            .iter()
            .skip(1)
            .all(|cell| is_told(cell) || heads_nothing(cell) && !familiar.knows(cell.text().trim()))
        || first.cells.first().is_some_and(|cell| {
            familiar.lists(cell.text().trim()) && familiar.uses(cell.text().trim()).is_empty()
        }) && !heads_values_beside(first, familiar)
            && !heads_marks(first, &below, familiar)
    {
        return false;
    }
    if recurs(first, &below) || names_one_thing(first, familiar) {
        return false;
    }
    let Some(col) = below.iter().filter_map(|row| row.first_column()).min() else {
        return false;
    };
    let same = below
        .iter()
        .filter(|row| row.first_column() == Some(col) && looks_like_pair(row, familiar))
        .count();
    // Where a title comes first below it, there are titles between the pairs, which count for nothing.
    let titled = below.first().is_some_and(|row| row.cells.len() == 1);
    let titles = below.iter().filter(|row| titled && row.cells.len() == 1);
    let titles = titles.count();
    let most = same.max(below.len().saturating_sub(titles));
    same * 10 >= most * 6 && same > titles && first.could_be_headings()
}

/// `Traffic light | Amber`, `Who this is | Barnaby Thistlewick`: one word of which nothing is known, or two or three as
/// people are called, beside another text of that kind is a value sooner than what heads a column of values, and what
/// it is beside would be lost.
fn names_one_thing(first: &RowShape<'_>, familiar: &dyn Familiarity) -> bool {
    const MOST_NAMES: usize = 3;
    let [head, value] = first.cells.as_slice() else {
        return false;
    };
    let open = |cell: &Cell| {
        let text = cell.text();
        let text = text.trim();
        !familiar.knows(text) && familiar.uses(text).is_empty()
    };
    let text = value.text();
    let words = text.split_whitespace();
    let one = words.clone().count() == 1;
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().any(char::is_lowercase)
            && letters.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}'))
            && !familiar.knows(word)
            && familiar.uses(word).is_empty()
    };
    let addressed = words
        .clone()
        .next()
        .is_some_and(|word| is_form_of_address(&word.trim_end_matches('.').to_lowercase()));
    let mut names = words.skip(usize::from(addressed)).peekable();
    let called =
        !one && names.clone().count() <= MOST_NAMES && names.peek().is_some() && names.all(is_name);
    (one || called) && open(head) && open(value)
}

/// `Holyrood 2021 | Voted` over `Council 2022 | Voted`: what stands under itself again, beside something else, is a
/// value.
fn recurs(first: &RowShape<'_>, below: &[&RowShape<'_>]) -> bool {
    let [head, value] = first.cells.as_slice() else {
        return false;
    };
    below.iter().any(|row| match row.cells.as_slice() {
        [other, same] => {
            same.at.col == value.at.col
                && same.text().trim() == value.text().trim()
                && other.text().trim() != head.text().trim()
        }
        _ => false,
    })
}

/// `What you told us. L = Labour, T = Conservative`: more words than a heading has.
fn is_told(cell: &Cell) -> bool {
    const MOST_WORDS: usize = 10;
    cell.text().split_whitespace().count() > MOST_WORDS
}

/// `LB-5520817`, `a@example.org`, `L`: one word with several figures, an address, and a lone letter head
/// nothing.
fn heads_nothing(cell: &Cell) -> bool {
    const FIGURES: usize = 3;
    let text = cell.text();
    let text = text.trim();
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let is_letter = text.len() == 1 && text.chars().all(char::is_alphabetic);
    !text.contains(char::is_whitespace) && (is_letter || figures >= FIGURES || text.contains('@'))
}

/// `Election | Voted?` over `Holyrood 2021 | V`: two known headings, and no known heading below the second.
fn heads_marks(first: &RowShape<'_>, below: &[&RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    let [_, second] = first.cells.as_slice() else {
        return false;
    };
    let is_heading = |cell: &Cell| familiar.knows(cell.text().trim());
    let under = below.iter().filter_map(|row| row.cells.get(1));
    is_heading(second)
        && under
            .into_iter()
            .all(|cell| cell.at.col == second.at.col && !is_heading(cell))
}

/// `Name | Value`: whatever stands first, the others say that they head values or what belongs to them.
fn heads_values_beside(first: &RowShape<'_>, familiar: &dyn Familiarity) -> bool {
    let mut others = first.cells.iter().skip(1);
    others.all(|cell| {
        let text = cell.text();
        let uses = familiar.uses(text.trim());
        !uses.is_empty() && !uses.contains(&ColumnUse::Heading)
    })
}

/// A pair whose heading is known and whose value is not: a row of data, not of headings.
fn looks_like_value_pair(row: &RowShape<'_>, familiar: &dyn Familiarity) -> bool {
    looks_like_pair(row, familiar)
        && row.cells.iter().skip(1).all(|cell| {
            let text = cell.text();
            is_yes_or_no(text.trim())
                || (!familiar.knows(text.trim()) && familiar.uses(text.trim()).is_empty())
        })
}

/// An answer, although `No` is also short for a number.
pub fn is_yes_or_no(text: &str) -> bool {
    let lower = text.to_lowercase();
    // `Naddo / No`
    let mut parts = lower.split('/').map(str::trim);
    parts.all(|part| word_lists().pairs.yes_or_no.has(part))
}

/// The column of the headings: that of the listing, else the first column if most rows are pairs.
fn label_column(
    rest: &[RowShape<'_>],
    uses: Option<&Uses>,
    familiar: &dyn Familiarity,
) -> Option<ColNo> {
    if let Some(uses) = uses {
        return columns::column(uses, ColumnUse::Heading)
            .or_else(|| columns::column(uses, ColumnUse::Code));
    }
    let first = rest.first()?;
    let col = first.first_column()?;
    if heads_values(rest, familiar) || heads_a_record(rest, familiar) || heads_rows(rest, familiar)
    {
        return None;
    }
    if !looks_like_pair(first, familiar) {
        // An unknown heading may stand first: the next two rows decide.
        let wordy = first.cells.len() >= 2
            && first.cells.len() <= 4
            && first.cells.first().is_some_and(|c| is_wordy(c));
        let next = rest
            .iter()
            .skip(1)
            .take(2)
            .filter(|row| row.first_column() == Some(col) && looks_like_pair(row, familiar))
            .count();
        if !wordy || next < 2 {
            return None;
        }
    }
    Some(col)
}

/// `Gift date | £ | Method` over `14/02/2023 | 15 | Card`: words above, and below their first cell
/// nothing that could be a heading.
fn heads_values(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const LOOK_AHEAD: usize = 5;
    let Some((first, below)) = rest.split_first() else {
        return false;
    };
    let below = below
        .iter()
        .take(LOOK_AHEAD)
        .take_while(|row| row.cells.len() >= 2 && row.first_column() == first.first_column());
    if first.cells.len() == 2 {
        return heads_figures(first, rest) || heads_days(first, below, familiar);
    }
    let mut firsts = below.filter_map(|row| row.cells.first()).peekable();
    first.cells.len() >= 3
        && first.could_be_headings()
        && firsts.peek().is_some()
        && firsts.all(|cell| !is_wordy(cell) || is_period(&cell.text()))
}

/// `Yes vote, per cent | Votes at all, per cent` over `71 | 88` and nothing more: two headings over their figures.
fn heads_figures(first: &RowShape<'_>, rest: &[RowShape<'_>]) -> bool {
    let [_, figures, below @ ..] = rest else {
        return false;
    };
    let follows = figures.row.get() == first.row.get() + 1;
    let ends = below
        .first()
        .is_none_or(|next| next.row.get() > figures.row.get() + 1);
    let same = figures
        .cells
        .iter()
        .zip(&first.cells)
        .all(|(a, b)| a.at.col == b.at.col);
    let is_figure = |cell: &&Cell| {
        let text = cell.text();
        text.trim().trim_end_matches('%').parse::<f64>().is_ok()
    };
    follows
        && ends
        && same
        && figures.cells.len() == first.cells.len()
        && first
            .cells
            .iter()
            .all(|cell| is_wordy(cell) && !is_figure(cell))
        && figures.cells.iter().all(is_figure)
}

/// `Tag | Applied` over `Shuttle list | 30/06/2031`: nothing but days below the second of two words, and no heading
/// below the first: `Name | Sam Green` over `Date of birth | 01/07/1981` is a pair.
fn heads_days<'r>(
    first: &RowShape<'_>,
    below: impl Iterator<Item = &'r RowShape<'r>>,
    familiar: &dyn Familiarity,
) -> bool {
    const FEWEST: usize = 2;
    let is_day = |row: &RowShape<'_>| {
        let second = row.cells.get(1);
        row.cells.len() == 2 && second.is_some_and(|cell| is_whole_day(&cell.text()))
    };
    let is_heading = |row: &RowShape<'_>| {
        let first = row.cells.first();
        first.is_some_and(|cell| familiar.lists(cell.text().trim()))
    };
    let mut rows = 0usize;
    let mut below = below.inspect(|_| rows += 1);
    let all = below.all(|row| is_day(row) && !is_heading(row));
    all && rows >= FEWEST && first.could_be_headings() && !is_day(first)
}

/// `Surname | Tier code | Tier name` over two rows or more of three cells, of which none begins with what may be a
/// heading; or over one with nothing but codes and figures behind its first cell.
fn heads_rows(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST_COLUMNS: usize = 3;
    const FEWEST_ROWS: usize = 2;
    const LOOK_AHEAD: usize = 5;
    let Some((first, below)) = rest.split_first() else {
        return false;
    };
    let mut last = first.row;
    let follows = |row: &&RowShape<'_>| {
        let next = row.row.get() == last.get() + 1;
        last = row.row;
        next && row.cells.len() == first.cells.len()
    };
    let rows: Vec<&RowShape<'_>> = below.iter().take(LOOK_AHEAD).take_while(follows).collect();
    let heads = |row: &&RowShape<'_>| {
        let first = row.cells.first();
        first.is_some_and(|cell| {
            let text = cell.text();
            familiar.knows(text.trim()) || text.trim().ends_with(':')
        })
    };
    let is_code = |cell: &Cell| -> bool {
        let text = cell.text();
        !text.chars().any(char::is_lowercase) || text.contains('@')
    };
    let coded = || match rows.as_slice() {
        [only] => only.cells.iter().skip(1).all(|cell| is_code(cell)),
        _ => false,
    };
    let titled = || !first.cells.iter().any(|cell| is_code(cell));
    first.cells.len() >= FEWEST_COLUMNS
        && first.could_be_headings()
        && !rows.iter().any(heads)
        && (rows.len() >= FEWEST_ROWS || (coded() && titled()))
}

/// `Surname | LD_X_v4` over `Mockford | 47`: the name of a column beside a heading, and no heading below.
fn heads_a_record(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    let [first, second, ..] = rest else {
        return false;
    };
    let is_name = |cell: &Cell| {
        let text = cell.text();
        let text = text.trim();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        text.contains('_') && letters > 1 && !text.contains([' ', '@', '.'])
    };
    let columns =
        |row: &RowShape<'_>| -> Vec<ColNo> { row.cells.iter().map(|cell| cell.at.col).collect() };
    first.could_be_headings()
        && columns(first) == columns(second)
        && first.cells.iter().skip(1).any(|cell| is_name(cell))
        && !second
            .cells
            .iter()
            .any(|cell| familiar.knows(cell.text().trim()) || is_name(cell))
}

/// Whether a row is one more entry of the same listing, whatever its values head elsewhere: the same heading once more, or
/// an occasion with its day - `By telephone, 2 March 2023` - where the one above has one.
fn is_another_entry(before: &RowShape<'_>, row: &RowShape<'_>) -> bool {
    let first = |row: &RowShape<'_>| row.cells.first().map(|cell| cell.text().trim().to_owned());
    let of_day = |row: &RowShape<'_>| {
        let texts = row.cells.iter().skip(1).map(|cell| cell.text());
        texts.into_iter().any(|text| {
            let mut parts = text.split(',');
            text.contains(',') && parts.any(|part| is_whole_day(part.trim()))
        })
    };
    before.cells.len() == row.cells.len()
        && (first(before) == first(row) || (of_day(before) && of_day(row)))
}

/// Whether the listing ends before a row.
fn ends_here(
    table: &Table,
    body: &[RowShape<'_>],
    index: usize,
    label: ColNo,
    uses: Option<&Uses>,
    familiar: &dyn Familiarity,
) -> bool {
    let Some(rest) = body.get(index..) else {
        return true;
    };
    let Some(row) = rest.first() else { return true };
    if columns::listing(row, rest.get(1..).unwrap_or(&[]), familiar).is_some() {
        return true;
    }
    if uses.is_some() && row.cells.len() <= uses.map_or(0, Uses::len).max(2) {
        return false;
    }
    let before = index.checked_sub(1).and_then(|before| body.get(before));
    let goes_on = before.is_some_and(|before| is_another_entry(before, row));
    if row.cells.len() >= 3 && !goes_on && super::records::take(table, rest, familiar).is_some() {
        return true;
    }
    match row.cells.as_slice() {
        // A title over a row of headings ends it; over pairs it does not.
        [_] => {
            let next = rest.get(1..).unwrap_or(&[]);
            next.first().is_some_and(|next| next.cells.len() >= 3)
                && super::records::take(table, next, familiar).is_some()
        }
        [first, ..] => first.at.col != label && row.cells.len() > 4,
        [] => false,
    }
}

/// The pairs of a row: one, or two side by side, or one within a cell.
fn pairs_of(
    row: &RowShape<'_>,
    label: ColNo,
    uses: Option<&Uses>,
    familiar: &dyn Familiarity,
) -> Vec<Pair> {
    if let Some(uses) = uses {
        return listed(row, label, uses);
    }
    match row.cells.as_slice() {
        [only] => match split_inside(only, familiar) {
            Some(()) => vec![bare(only.at, only.at)],
            // A known heading without a value: the cell beside it is blank.
            None if only.at.col == label
                && is_wordy(only)
                && familiar.knows(only.text().trim()) =>
            {
                vec![bare(
                    only.at,
                    cell(only.at.row, ColNo::from_zero_based(only.at.col.get())),
                )]
            }
            None => Vec::new(),
        },
        [a, b] if is_wordy(a) => vec![bare(a.at, b.at)],
        [a, b, c, d]
            if is_wordy(a)
                && is_wordy(c)
                && familiar.knows(a.text().trim())
                && familiar.knows(c.text().trim())
                && (is_yes_or_no(d.text().trim()) || !familiar.knows(d.text().trim())) =>
        {
            vec![bare(a.at, b.at), bare(c.at, d.at)]
        }
        [a, b, more @ ..] if is_wordy(a) && more.len() <= 3 => {
            let mut pair = bare(a.at, b.at);
            annotate(&mut pair, more);
            vec![pair]
        }
        _ => Vec::new(),
    }
}

/// What stands behind the value where no heading says what it is: an explanation.
fn annotate(pair: &mut Pair, more: &[&Cell]) {
    let mut more = more.iter();
    pair.meaning = more.next().map(|cell| cell.at);
    pair.source = more.next().map(|cell| cell.at);
}

/// Several columns of values, one a record, where no heading says what the columns are: the cells
/// of each further column are of the same kind as those of the first, row for row.
pub(super) fn several_values(body: &[RowShape<'_>], label: ColNo) -> Option<Uses> {
    const LOOK_AHEAD: usize = 40;
    let rows: Vec<&RowShape<'_>> = body
        .iter()
        .take(LOOK_AHEAD)
        .filter(|row| row.first_column() == Some(label) && row.cells.len() >= 3)
        .collect();
    let of_row = |row: &RowShape<'_>| -> Vec<ColNo> {
        row.cells.iter().skip(1).map(|cell| cell.at.col).collect()
    };
    // A record that lacks a value in the first row has others further down.
    let mut everywhere: Vec<ColNo> = rows.iter().flat_map(|row| of_row(row)).collect();
    everywhere.sort_unstable();
    everywhere.dedup();
    let columns = [everywhere, of_row(rows.first()?)];
    let columns = columns.iter().find(|columns| are_alike(&rows, columns))?;
    let mut uses: Uses = Uses::new();
    uses.insert(label, vec![ColumnUse::Heading]);
    uses.extend(columns.iter().map(|col| (*col, vec![ColumnUse::Value])));
    Some(uses)
}

/// Whether most cells of a column that is taken for one of values are known headings: a form has two pairs
/// a row.
pub(super) fn holds_headings(
    body: &[RowShape<'_>],
    uses: &Uses,
    familiar: &dyn Familiarity,
) -> bool {
    const LOOK_AHEAD: usize = 40;
    let further = uses.keys().skip(2);
    further.into_iter().any(|col| {
        let rows = body.iter().take(LOOK_AHEAD);
        let cells = rows.filter_map(|row| row.cells.iter().find(|cell| cell.at.col == *col));
        let (mut all, mut known) = (0usize, 0usize);
        for cell in cells {
            let text = cell.text();
            let text = text.trim();
            all += 1;
            known += usize::from(!is_yes_or_no(text) && familiar.knows(text));
        }
        known * 2 > all
    })
}

/// Whether the cells of each further column are of the same kind as those of the first.
fn are_alike(rows: &[&RowShape<'_>], columns: &[ColNo]) -> bool {
    let Some((first, further)) = columns.split_first() else {
        return false;
    };
    let alike = |col: &ColNo| {
        let both = rows.iter().filter_map(|row| {
            let of = |wanted: ColNo| row.cells.iter().find(|cell| cell.at.col == wanted);
            Some((of(*first)?, of(*col)?))
        });
        let (mut same, mut all) = (0usize, 0usize);
        for (a, b) in both {
            all += 1;
            same += usize::from(a.text() == b.text() || nature(a) == nature(b));
        }
        all >= 3 && same * 10 >= all * 7
    };
    rows.len() >= 3 && columns.len() <= 6 && !further.is_empty() && further.iter().all(alike)
}

/// What a value looks like: digits, letters or both, and about how many words.
fn nature(cell: &Cell) -> (bool, bool, usize) {
    let text = cell.text();
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let letters = text.chars().any(char::is_alphabetic);
    (digits, letters, text.split_whitespace().count().min(4))
}

/// Pairs by the uses of their columns: one for each column of values.
pub(super) fn listed(row: &RowShape<'_>, label: ColNo, uses: &Uses) -> Vec<Pair> {
    let Some(heading) = row.cells.iter().find(|cell| cell.at.col == label) else {
        return Vec::new();
    };
    let of = |wanted: ColumnUse| {
        let col = columns::column(uses, wanted)?;
        row.cells
            .iter()
            .find(|cell| cell.at.col == col)
            .map(|cell| cell.at)
    };
    if row.cells.len() == 1 && row.cells.first().is_some_and(|only| !is_wordy(only)) {
        return Vec::new();
    }
    let mut values: Vec<ColNo> = uses
        .iter()
        .filter(|(col, uses)| uses.contains(&ColumnUse::Value) && **col != heading.at.col)
        .map(|(col, _)| *col)
        .collect();
    if values.is_empty() {
        values.extend(columns::column(uses, ColumnUse::Meaning));
    }
    let pairs = values.iter().enumerate().map(|(n, col)| {
        let value = cell(row.row, *col);
        Pair {
            heading: heading.at,
            value,
            more: Vec::new(),
            meaning: of(ColumnUse::Meaning).filter(|at| *at != value),
            scale: of(ColumnUse::Scale),
            ends: of(ColumnUse::Lowest)
                .zip(of(ColumnUse::Highest))
                .map(|(lowest, highest)| [lowest, highest]),
            // What no heading says the use of - a date, an office - is of the value too.
            source: of(ColumnUse::Source).or_else(|| further(row, uses)),
            kind: kind_of(row, heading.at.col, uses).filter(|at| *at != value),
            number: serial(row, heading.at.col),
            day: day_of(row, uses).filter(|_| of(ColumnUse::Source).is_some()),
            title: None,
            column: None,
            record: u32::try_from(n).unwrap_or(u32::MAX),
        }
    });
    pairs.collect()
}

/// The cell of a number before the heading of a row.
fn serial(row: &RowShape<'_>, label: ColNo) -> Option<CellAt> {
    let first = row.cells.first().filter(|cell| cell.at.col < label)?;
    let text = first.text();
    let bare = text.trim().trim_end_matches(['.', ')']);
    bare.parse::<u16>().ok().map(|_| first.at)
}

/// The cell of a row in a further column of headings alone: `Kind of data` beside `Data item`.
fn kind_of(row: &RowShape<'_>, label: ColNo, uses: &Uses) -> Option<CellAt> {
    let mut cells = row.cells.iter();
    let found = cells.find(|cell| {
        let used = uses.get(&cell.at.col);
        cell.at.col != label && used.is_some_and(|used| used.as_slice() == [ColumnUse::Heading])
    });
    found.map(|cell| cell.at)
}

/// The only cell of a row that holds a day in a column without a use.
fn day_of(row: &RowShape<'_>, uses: &Uses) -> Option<CellAt> {
    let mut days = row.cells.iter().filter(|cell| {
        uses.get(&cell.at.col).is_some_and(Vec::is_empty) && super::rows::is_day(cell)
    });
    let only = days.next()?;
    days.next().is_none().then_some(only.at)
}

/// The first cell of a row in a column without a use, behind those with one; no serial number.
fn further(row: &RowShape<'_>, uses: &Uses) -> Option<CellAt> {
    let last = uses.iter().rev().find(|(_, uses)| !uses.is_empty())?.0;
    let mut cells = row.cells.iter();
    cells.find(|cell| cell.at.col > *last).map(|cell| cell.at)
}

pub(super) fn bare(heading: CellAt, value: CellAt) -> Pair {
    Pair {
        heading,
        value,
        more: Vec::new(),
        meaning: None,
        scale: None,
        ends: None,
        source: None,
        kind: None,
        number: None,
        day: None,
        title: None,
        column: None,
        record: 0,
    }
}

/// `Name: Casey` in one cell, where what stands before the colon is a known heading.
fn split_inside(cell: &Cell, familiar: &dyn Familiarity) -> Option<()> {
    let text = cell.text();
    let head = head_inside(&text)?;
    familiar.knows(head).then_some(())
}

/// The heading of a text that is a heading and its value.
pub(super) fn head_inside(text: &str) -> Option<&str> {
    let (head, tail) = split_label(text)?;
    // `VI: C = Conservative, W = would not say` explains.
    let is_key = tail.contains(" = ") && explain::codes(tail).len() > 1;
    // `Legal basis: public task in the form of democratic engagement (Article 6(1)(e) UK GDPR, ...).` is of a letter.
    let is_letter = tail.contains("Article ") || tail.contains("GDPR");
    (!tail.is_empty() && !is_key && !is_letter).then_some(head)
}

/// Cuts `Name: Casey` at the colon.
#[must_use]
pub fn split_label(text: &str) -> Option<(&str, &str)> {
    let (head, tail) = text.split_once(':')?;
    // `Printed 21/09/2026 09:14`
    let is_time = head.ends_with(|c: char| c.is_ascii_digit())
        && tail.starts_with(|c: char| c.is_ascii_digit());
    if is_time {
        return None;
    }
    let head = head.trim();
    // `We guess Faith from your surname: it may well be wrong.`
    let is_sentence = head.starts_with("We ")
        && tail.trim_start().starts_with(char::is_lowercase)
        && tail.trim_end().ends_with('.');
    if is_sentence {
        return None;
    }
    // A question may be long, and what brackets explain.
    let most = if head.ends_with('?') { 20 } else { 8 };
    let bare = match head.strip_suffix(')').and_then(|_| head.split_once('(')) {
        Some((bare, _)) if !bare.trim().is_empty() => bare,
        _ => head,
    };
    let words = bare.split_whitespace().count();
    (1..=most).contains(&words).then_some((head, tail.trim()))
}

/// A row of one cell of words above pairs.
pub(super) fn is_title(row: &RowShape<'_>, next: Option<&RowShape<'_>>, label: ColNo) -> bool {
    matches!(row.cells.as_slice(), [only] if is_wordy(only) && split_label(&only.text()).is_none_or(|(_, tail)| tail.is_empty()))
        && next.is_some_and(|next| next.first_column() == Some(label))
}

#[cfg(test)]
mod tests {
    use crate::document::Table;
    use crate::recognise::layout::testing::{Few, sheet};
    use crate::recognise::layout::{Body, lay_out, text_at};

    fn headings(table: &Table) -> Vec<String> {
        let mut found = Vec::new();
        for region in lay_out(table, &Few).regions {
            if let Body::Pairs(pairs) = region.body {
                found.extend(pairs.pairs.iter().map(|pair| text_at(table, pair.heading)));
            }
        }
        found
    }

    #[test]
    fn footers_below_a_listing_are_no_headings_without_values() {
        let table = sheet(&[
            &["Field", "Value"],
            &["Surname", "Fixturelow"],
            &["Blorp"],
            &["Town", "Testbury"],
            &[],
            &["End of report"],
            &["Page one"],
        ]);
        assert_eq!(headings(&table), ["Surname", "Blorp", "Town"]);
    }

    #[test]
    fn a_first_pair_with_the_answer_no_is_not_taken_for_a_row_of_headings() {
        let table = sheet(&[
            &["Donor", "No"],
            &["Surname", "Fixturelow"],
            &["Town", "Testbury"],
            &["Age", "44"],
        ]);
        assert_eq!(headings(&table), ["Donor", "Surname", "Town", "Age"]);
    }
}
