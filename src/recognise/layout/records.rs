//! Records: a row of headings, and a record in each row below.

use std::collections::BTreeSet;

use crate::codebook::Label;
use crate::codebook::word_lists::word_lists;
use crate::document::{Cell, CellValue, Table};
use crate::provenance::{CellAt, ColNo, Place, RowNo};
use crate::recognise::below;
use crate::recognise::explain;
use crate::recognise::layout::rows::{ONE_ODD_IN, block, is_day, is_wordy};
use crate::recognise::layout::{
    Body, ColumnUse, Familiarity, Region, RowShape, Taken, cell, columns, pairs, text_at,
};
use crate::recognise::telling::{Form, is_period, is_whole_day};

/// Headings above, a record a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordsRegion {
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// The rows that hold records.
    pub records: Vec<RowNo>,
    /// Cells below the headings that belong to no record: footers, interjected titles.
    pub notes: Vec<CellAt>,
}

/// A column of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its number.
    pub col: ColNo,
    /// The cells of its heading, from the top. Empty where the heading is empty.
    pub heading: Vec<CellAt>,
    /// The cell below the heading that says its unit or its scale.
    pub about: Option<CellAt>,
}

/// The share of cells that must be known headings for a row to be taken as a row of headings.
const KNOWN_SHARE: f64 = 0.4;
/// How many rows below are looked at to see whether a row of headings has values under it.
const LOOK_AHEAD: usize = 40;
/// So many rows of a banner may stand above a row of known headings.
const BANNER: usize = 2;

/// Takes records from the top of the rest, if its first row is a row of known headings.
pub(super) fn take(
    table: &Table,
    rest: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> Option<Taken> {
    let (header, upper) = known_header(table, rest, familiar)?;
    let known = known_cells(rest.get(header)?, familiar);
    let total = rest.get(header)?.cells.len();
    let why = format!(
        "row {} is a row of headings: {known} of its {total} cells are known ones",
        rest.get(header)?.row
    );
    let taken = body(table, rest, header, upper, why, familiar);
    // `Elector number | AB1-204 | the register of the council`: the last row of a listing heads nothing.
    let heads_nothing =
        matches!(&taken.region.body, Body::Records(body) if body.records.is_empty());
    let is_pair = pairs::looks_like_pair(rest.get(header)?, familiar);
    (!heads_nothing || !is_pair).then_some(taken)
}

/// The records of a table of which the file itself says that they stand below this row of headings.
pub(super) fn as_the_file_says(table: &Table, head: RowNo) -> Option<Region> {
    // What stands in an array beside objects has no name.
    let below = table.cells.iter().filter(|cell| cell.at.row > head);
    let used: BTreeSet<ColNo> = below.map(|cell| cell.at.col).collect();
    let named: Vec<CellAt> = table.row(head).iter().map(|cell| cell.at).collect();
    let all: BTreeSet<ColNo> = named.iter().map(|at| at.col).chain(used).collect();
    let columns = all.into_iter().map(|col| Column {
        col,
        heading: named.iter().filter(|at| at.col == col).copied().collect(),
        about: None,
    });
    let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let rows = rows.filter_map(|row| Some(row.first()?.at.row));
    let records: Vec<RowNo> = rows.filter(|row| *row > head).collect();
    let above = table.cells.iter().take_while(|cell| cell.at.row < head);
    Some(Region {
        title: above.map(|cell| cell.at).collect(),
        first: head,
        last: *records.last()?,
        body: Body::Records(RecordsRegion {
            columns: columns.collect(),
            records,
            notes: Vec::new(),
        }),
        why: "the file itself says that each row is a record with these names".to_owned(),
        runner_up: None,
    })
}

/// The records of a block of rows, of which the first heads the columns, whatever it says.
pub(super) fn headed_by_the_first(block: &[RowShape<'_>]) -> Option<Taken> {
    let (head, below) = block.split_first()?;
    let columns = head.cells.iter().map(|cell| Column {
        col: cell.at.col,
        heading: vec![cell.at],
        about: None,
    });
    let region = Region {
        title: Vec::new(),
        first: head.row,
        last: below.last()?.row,
        body: Body::Records(RecordsRegion {
            columns: columns.collect(),
            records: below.iter().map(|row| row.row).collect(),
            notes: Vec::new(),
        }),
        why: "its first row heads where somebody looked, and what was found stands below"
            .to_owned(),
        runner_up: None,
    };
    Some(Taken {
        region,
        rows: block.len(),
    })
}

/// Takes records from the top of the rest where no heading is known, if the first row differs in
/// kind from the rows below: words above, other kinds of values below.
pub(super) fn take_by_contrast(
    table: &Table,
    rest: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> Option<Taken> {
    let first = rest.first()?;
    if first.cells.len() < 2 || !first.could_be_headings() || !distinct(first) || rest.len() < 2 {
        return None;
    }
    let below = rest.get(1)?;
    // Wider rows below, none of them known, may be the row of headings under a banner and its records.
    let mut widths: Vec<usize> = rest
        .iter()
        .skip(1)
        .take(LOOK_AHEAD)
        .map(|row| row.cells.len())
        .collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or_default();
    if below.cells.len().max(usual) > first.cells.len() + 1 {
        return None;
    }
    // A banner above a row of known headings: `Activate | Search Reports Sign out` over `Poster | Member | Heat`.
    let mut next = rest.iter().skip(1).take(BANNER);
    if next.any(|row| row.cells.len() >= first.cells.len() && is_header(row, familiar)) {
        return None;
    }
    let shared = below
        .cells
        .iter()
        .filter(|under| first.cells.iter().any(|over| over.at.col == under.at.col))
        .count();
    if shared * 2 < below.cells.len() {
        return None;
    }
    let why = format!(
        "row {} is taken for a row of headings although few of them are known: its cells are words, and rows with cells in the same columns follow",
        first.row
    );
    Some(body(table, rest, 0, 0, why, familiar))
}

/// Whether a table begins with a row of times, and has nothing but marks of votes below: `May 2023 | July 2024` over
/// `Voted | Did not vote`.
pub(super) fn heads_votes(rest: &[RowShape<'_>]) -> bool {
    let Some((first, below)) = rest.split_first() else {
        return false;
    };
    let is_mark = |cell: &&Cell| {
        word_lists()
            .records
            .votes
            .has(cell.text().trim().to_lowercase().as_str())
    };
    let columns: Vec<ColNo> = first.cells.iter().map(|cell| cell.at.col).collect();
    let marks = |row: &RowShape<'_>| {
        let mut cells = row.cells.iter();
        cells.all(|cell| columns.contains(&cell.at.col) && is_mark(cell))
    };
    first.cells.len() > 1
        && first.cells.iter().all(|cell| is_period(cell.text().trim()))
        && !below.is_empty()
        && below.iter().all(marks)
}

/// Whether a table of two columns lists elections with a mark for each: `Election | Voted` over `Council 2023 | No`.
pub(super) fn heads_list_of_votes(rest: &[RowShape<'_>]) -> bool {
    const FEWEST: usize = 2;
    let lists = &word_lists().records;
    let lower = |cell: &Cell| cell.text().trim().to_lowercase();
    let Some(([election, _], below)) = rest.split_first().and_then(|(first, below)| {
        Some((<&[&Cell; 2]>::try_from(first.cells.as_slice()).ok()?, below))
    }) else {
        return false;
    };
    let has_year = |text: &str| {
        let mut words = text.split(|c: char| !c.is_ascii_digit());
        words.any(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
    };
    let is_entry = |row: &RowShape<'_>| match row.cells.as_slice() {
        [name, mark] => has_year(&name.text()) && lists.votes.has(&lower(mark)),
        _ => false,
    };
    lists.elections.has(&lower(election)) && below.len() >= FEWEST && below.iter().all(is_entry)
}

/// Whether a row heads what happened on which day, `Contest | Polling day | Mark on the register`: every row below has a
/// day in the second of three columns or more.
fn heads_log(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST: usize = 2;
    const COLUMNS: usize = 3;
    if rest.first().is_none_or(|head| head.cells.len() < COLUMNS) {
        return false;
    }
    let Some((head, below)) = block(rest).split_first() else {
        return false;
    };
    let [first, day, ..] = head.cells.as_slice() else {
        return false;
    };
    let label = Label::new(&day.text());
    let of_day = label
        .words()
        .iter()
        .any(|word| word_lists().records.days.has(word));
    let is_day = |row: &RowShape<'_>| {
        let cell = row.cells.get(1).filter(|cell| cell.at.col == day.at.col);
        row.cells.len() == head.cells.len()
            && cell.is_some_and(|cell| {
                matches!(cell.value, CellValue::Moment(_)) || is_whole_day(&cell.text())
            })
    };
    of_day
        && head.could_be_headings()
        && below.len() >= FEWEST
        && below.iter().all(is_day)
        && familiar.uses(first.text().trim()).is_empty()
}

/// The index of the row of headings, and of the row of group headings above it.
fn known_header(
    table: &Table,
    rest: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> Option<(usize, usize)> {
    let first = rest.first()?;
    let is_export = rest.get(1).is_some_and(|second| says_response(second));
    if heads_votes(rest)
        || heads_list_of_votes(rest)
        || heads_log(rest, familiar)
        || heads_dealings(rest, familiar)
        || (is_export && first.could_be_headings())
    {
        return Some((0, 0));
    }
    // On a screen the titles of boxes stand right below the values of those above, and head none of the columns.
    let groups = !(on_page(table, first) && follows_values(table, first));
    if let (Some(second), Some(third)) = (rest.get(1), rest.get(2))
        && groups
        && is_group_row(table, first, second)
        && is_group_row(table, second, third)
        && is_header(third, familiar)
    {
        return Some((2, 2));
    }
    if let (Some(second), Some(third)) = (rest.get(1), rest.get(2))
        && groups
        && are_groups_with_particulars(table, [first, second, third])
        && is_header(third, familiar)
    {
        return Some((2, 2));
    }
    if let Some(second) = rest.get(1)
        && groups
        && is_group_row(table, first, second)
        && is_header(second, familiar)
        && !is_listing(second, rest.get(2..).unwrap_or(&[]), familiar)
    {
        let third = rest
            .get(2)
            .filter(|third| is_lowest_header(table, second, third));
        return Some(third.map_or((1, 1), |_| (2, 2)));
    }
    if !is_header(first, familiar) || is_listing(first, rest.get(1..).unwrap_or(&[]), familiar) {
        return None;
    }
    let lower = rest
        .get(1)
        .is_some_and(|second| is_lower_header(table, first, second));
    Some(if lower { (1, 1) } else { (0, 0) })
}

/// Whether a row of several cells stands right above a row.
fn follows_values(table: &Table, row: &RowShape<'_>) -> bool {
    let above = row.row.get().checked_sub(1);
    let cells = table.cells.iter().filter(|cell| !cell.is_blank());
    cells
        .filter(|cell| Some(cell.at.row.get()) == above)
        .count()
        > 1
}

/// Whether a text names data of some kind, `Register entries`, and is no entry of a person: `Donor`.
pub(crate) fn is_kind_of_data(text: &str) -> bool {
    let label = Label::new(text);
    let mut words = label.words().iter();
    words.any(|word| word_lists().records.of_kinds.has(word))
}

/// `Kind of data | What we use it for | When we delete it`: headings of what is done with data.
fn heads_dealings(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST: usize = 2;
    let Some((row, below)) = rest.split_first() else {
        return false;
    };
    let is_dealing = |cell: &Cell| {
        let uses = familiar.uses(cell.text().trim());
        uses.contains(&ColumnUse::Dealing)
    };
    let dealings = row.cells.iter().filter(|cell| is_dealing(cell)).count();
    let lists = &word_lists().records;
    // `Recipient | What for`, `Data | Kept until`: over whom they were given to, or over kinds of data and no entries.
    let of_two = match row.cells.as_slice() {
        [first, second] => {
            let head = |cell: &Cell| cell.text().trim().to_lowercase();
            let mut firsts = below.iter().filter_map(|row| row.cells.first());
            let given = lists.recipients.has(&head(first))
                && lists.reasons.has(&head(second))
                && !firsts.clone().any(|cell| cell.text().contains('@'));
            let kept = lists.kinds_of_data.has(&head(first))
                && firsts.all(|cell| is_kind_of_data(&cell.text()));
            is_dealing(second) && below.len() >= FEWEST && (given || kept)
        }
        _ => false,
    };
    let of_more = row.cells.len() > FEWEST && dealings >= FEWEST;
    row.could_be_headings() && (of_more || of_two)
}

/// Whether enough cells of a row are known headings, and all could be.
fn is_header(row: &RowShape<'_>, familiar: &dyn Familiarity) -> bool {
    let total = row.cells.len();
    let heads = |cell: &Cell| {
        (is_wordy(cell) || is_year(cell)) && !is_whole_day(&cell.text()) && !is_reference(cell)
    };
    let odd = row.cells.iter().filter(|cell| !heads(cell)).count();
    if total < 2
        || odd > total / ONE_ODD_IN
        || answers(row, familiar)
        || is_form_row(row, familiar)
        || row.cells.iter().filter(|cell| is_sentence(cell)).count() * 2 > total
    {
        return false;
    }
    let known = known_cells(row, familiar) + row.cells.iter().filter(|cell| is_year(cell)).count();
    if total == 2 {
        return known == 2;
    }
    // Counts of cells stay far below the precision of a float.
    #[allow(clippy::cast_precision_loss)]
    let share = known as f64 / total as f64;
    known >= 2 && share >= KNOWN_SHARE
}

/// Whether several cells are answers, and no other is a known heading: `No | No | Amber`. `No` is also short for a
/// number.
fn answers(row: &RowShape<'_>, familiar: &dyn Familiarity) -> bool {
    let is_answer = |cell: &&&Cell| pairs::is_yes_or_no(cell.text().trim());
    let answers = row.cells.iter().filter(is_answer).count();
    let others = row.cells.iter().filter(|cell| !is_answer(cell));
    let known = others.filter(|cell| familiar.knows(cell.text().trim()));
    answers > 1 && known.count() == 0
}

/// `LA3-66`, `SM5/88`: the number of an entry, and no heading.
fn is_reference(cell: &Cell) -> bool {
    let text = cell.text();
    let Some((place, number)) = text.trim().split_once(['-', '/']) else {
        return false;
    };
    let letters = place.chars().take_while(char::is_ascii_uppercase).count();
    let figures = place.get(letters..).unwrap_or_default();
    let all_figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=4).contains(&letters) && all_figures(figures) && !number.is_empty() && all_figures(number)
}

/// A year stands as a heading in tables of elections.
fn is_year(cell: &Cell) -> bool {
    let text = cell.text();
    let text = text.trim();
    text.len() == 4
        && text
            .parse::<u32>()
            .is_ok_and(|year| (1900..2100).contains(&year))
}

/// `First name | Casey | Surname | Example`: known headings at every other cell, and none between.
fn is_form_row(row: &RowShape<'_>, familiar: &dyn Familiarity) -> bool {
    row.cells.len() >= 4
        && row.cells.len().is_multiple_of(2)
        && row.cells.iter().enumerate().all(|(n, cell)| {
            let text = cell.text();
            let text = text.trim();
            let heads = familiar.knows(text) && !pairs::is_yes_or_no(text);
            (text.ends_with(':') || heads) == n.is_multiple_of(2)
        })
}

fn known_cells(row: &RowShape<'_>, familiar: &dyn Familiarity) -> usize {
    row.cells
        .iter()
        .filter(|cell| familiar.knows(cell.text().trim()))
        .count()
}

/// Whether a row heads a listing (`Field | Value`), or headings stand below its first cell.
fn is_listing(row: &RowShape<'_>, below: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    if columns::listing(row, below, familiar).is_some() {
        return true;
    }
    if row.cells.len() > 4 || below.is_empty() || heads_contrasts(row, below, familiar) {
        return false;
    }
    if heads_one_record(row, below, familiar) {
        return false;
    }
    let look: Vec<&RowShape<'_>> = below.iter().take(LOOK_AHEAD).collect();
    // The corner above the headings may be blank.
    let Some(col) = look
        .iter()
        .filter_map(|row| row.first_column())
        .chain(row.first_column())
        .min()
    else {
        return false;
    };
    // `Election | Voted | Said` over `Council 2022 | Yes | ...`: below a known heading of several, what
    // only its words make a heading may as well be a value.
    let known = known_cells(row, familiar);
    // Nothing but headings side by side: no row of a heading with its value.
    if known > 2 && known == row.cells.len() {
        return false;
    }
    let heads = known > 2
        && known + 1 >= row.cells.len()
        && row.cells.first().is_some_and(|cell| {
            cell.at.col == col
                && familiar.knows(cell.text().trim())
                && familiar.uses(cell.text().trim()).is_empty()
        });
    let is_heading = |text: &str| match heads {
        true => familiar.lists(text),
        false => familiar.knows(text),
    };
    let headed = look
        .iter()
        .filter(|row| {
            row.cells.first().is_some_and(|cell| {
                let text = cell.text();
                let text = text.trim();
                // `No` answers, and heads columns of numbers.
                cell.at.col == col && is_heading(text) && !pairs::is_yes_or_no(text)
            })
        })
        .count();
    // One row below proves little: a value can be a word that is also a heading.
    look.len() >= 2 && headed * 10 >= look.len() * 6
}

/// Whether a row heads the one below it alone, as the labels of a form above their values do: what stands there begins with
/// no heading, and behind it comes a title or the next row of labels.
fn heads_one_record(
    row: &RowShape<'_>,
    below: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> bool {
    const FEWEST: usize = 3;
    let Some((values, rest)) = below.split_first() else {
        return false;
    };
    let is_under = |under: &&Cell| row.cells.iter().any(|over| over.at.col == under.at.col);
    let known = |row: &RowShape<'_>| {
        let first = row.cells.first();
        first.is_some_and(|cell| familiar.knows(cell.text().trim()))
    };
    let ends = rest.first().is_none_or(|next| {
        next.cells.len() == 1 || (next.cells.len() == row.cells.len() && is_header(next, familiar))
    });
    // `Opted out 14/08/2022` heads columns as well.
    let is_value = || {
        let days = values.cells.iter().any(|cell| is_whole_day(&cell.text()));
        days || values
            .cells
            .iter()
            .any(|cell| pairs::is_yes_or_no(cell.text().trim()))
    };
    row.cells.len() >= FEWEST
        && known(row)
        && (!known(values) || is_value())
        && values.cells.len() > 1
        && values.cells.iter().all(is_under)
        && ends
}

/// `Channel | Permission | Changed` over `E-mail | Yes | 21/10/2025`: what stands first is listed as the heading of what
/// stands below it, whatever that heads elsewhere, and words stand above days.
fn heads_contrasts(row: &RowShape<'_>, below: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST: usize = 3;
    let Some(first) = row.cells.first() else {
        return false;
    };
    let text = first.text();
    let heads = familiar.lists(text.trim()) && familiar.uses(text.trim()).is_empty();
    let over_days = |over: &&Cell| {
        let mut under = below
            .iter()
            .filter_map(|row| row.cells.iter().find(|cell| cell.at.col == over.at.col))
            .peekable();
        !is_day(over) && under.peek().is_some() && under.all(|cell| is_day(cell))
    };
    heads && row.cells.len() >= FEWEST && row.could_be_headings() && row.cells.iter().any(over_days)
}

/// Whether the first row groups the columns of the second: fewer cells, all of words, at least two
/// of them or one that is merged over several columns, beginning within the second row's columns.
fn is_group_row(table: &Table, first: &RowShape<'_>, second: &RowShape<'_>) -> bool {
    let merged = first
        .cells
        .iter()
        .all(|cell| span_end(table, cell.at) > cell.at.col);
    let fewer = first.cells.len() < second.cells.len()
        || (first.cells.len() == second.cells.len() && merged);
    if !fewer || !first.could_be_headings() {
        return false;
    }
    let (Some(from), Some(to)) = (second.first_column(), second.last_column()) else {
        return false;
    };
    if second.row.get() != first.row.get() + 1 {
        return false;
    }
    // `Return | | Scales | | Remarks` over `Date | How | Lab | Con`: the last heads its own column, beside
    // the others.
    let outside = first
        .cells
        .iter()
        .filter(|cell| !(from..=to).contains(&cell.at.col));
    let within = outside.count() * 2 < first.cells.len();
    let width = to.get() - from.get() + 1;
    let covers_all = |at: CellAt| span_end(table, at).get() - at.col.get() + 1 >= width;
    within
        && match first.cells.as_slice() {
            [only] => span_end(table, only.at) > only.at.col && !covers_all(only.at),
            several => several.len() >= 2,
        }
}

/// `Round 1 | Round 2` over `week of 6 Nov 23 | week of 17 Jun 24` over the headings: whether the first of three rows groups
/// the columns of the third, at least one group merged across several, and the second says more of some groups.
fn are_groups_with_particulars(table: &Table, [first, second, third]: [&RowShape<'_>; 3]) -> bool {
    let below = |upper: &RowShape<'_>, lower: &RowShape<'_>| lower.row.get() == upper.row.get() + 1;
    let is_merged = |cell: &&Cell| span_end(table, cell.at) > cell.at.col;
    let (Some(from), Some(to)) = (third.first_column(), third.last_column()) else {
        return false;
    };
    let within = |cell: &&Cell| (from..=to).contains(&cell.at.col);
    let of_group = |cell: &&Cell| first.cells.iter().any(|group| group.at.col == cell.at.col);
    below(first, second)
        && below(second, third)
        && first.cells.len() >= 2
        && first.cells.len() < third.cells.len()
        && second.cells.len() <= first.cells.len()
        && first.could_be_headings()
        && first.cells.iter().any(is_merged)
        && first.cells.iter().all(within)
        && second.cells.iter().all(of_group)
}

/// Whether the second row holds lower headings: all of words, fewer than above, each under a
/// heading that is merged across columns.
fn is_lower_header(table: &Table, first: &RowShape<'_>, second: &RowShape<'_>) -> bool {
    second.could_be_headings()
        && second.cells.iter().all(|under| {
            first.cells.iter().any(|over| {
                over.at.col <= under.at.col
                    && span_end(table, over.at) >= under.at.col
                    && span_end(table, over.at) > over.at.col
            })
        })
}

/// Whether a row holds the lowest of three rows of headings: every heading above is merged down to it, or has one of its
/// cells below itself, and nothing else stands in it.
fn is_lowest_header(table: &Table, head: &RowShape<'_>, lower: &RowShape<'_>) -> bool {
    let reaches_down = |cell: &Cell| {
        let mut merged = table.merged.iter();
        merged.any(|span| span.first == cell.at && span.last.row >= lower.row)
    };
    let is_over = |over: &Cell, under: &Cell| {
        (over.at.col..=span_end(table, over.at)).contains(&under.at.col)
    };
    let (down, open): (Vec<&&Cell>, Vec<&&Cell>) =
        head.cells.iter().partition(|cell| reaches_down(cell));
    lower.row.get() == head.row.get() + 1
        && !down.is_empty()
        && !open.is_empty()
        && open
            .iter()
            .all(|over| lower.cells.iter().any(|under| is_over(over, under)))
        && lower
            .cells
            .iter()
            .all(|under| open.iter().any(|over| is_over(over, under)))
}

/// The last column that a cell covers.
fn span_end(table: &Table, at: CellAt) -> ColNo {
    table
        .merged
        .iter()
        .find(|span| span.first == at)
        .map_or(at.col, |span| span.last.col)
}

fn distinct(row: &RowShape<'_>) -> bool {
    let mut texts: Vec<String> = row
        .cells
        .iter()
        .map(|cell| cell.text().trim().to_lowercase())
        .collect();
    let before = texts.len();
    texts.sort();
    texts.dedup();
    texts.len() * 10 >= before * 8
}

/// The columns, records and notes below a row of headings.
fn body(
    table: &Table,
    rest: &[RowShape<'_>],
    header: usize,
    upper: usize,
    why: String,
    familiar: &dyn Familiarity,
) -> Taken {
    let empty = RowShape {
        row: RowNo::FIRST,
        cells: Vec::new(),
    };
    let head = rest.get(header).unwrap_or(&empty);
    let groups = rest
        .get(header.saturating_sub(upper)..header)
        .unwrap_or(&[]);
    let mut columns = headings(table, head, groups);
    let mut records = Vec::new();
    let mut notes = Vec::new();
    let units = rest
        .get(header + 1..)
        .is_some_and(|below| says_units(head, below) || says_what_columns_are(head, below));
    if let Some(units) = rest.get(header + 1).filter(|_| units) {
        for cell in &units.cells {
            let mut under = columns.iter_mut();
            match under.find(|column| column.col == cell.at.col) {
                Some(column) => column.about = Some(cell.at),
                None => notes.push(cell.at),
            }
        }
    }
    let answers = rest.get(header + 1).filter(|row| says_response(row));
    notes.extend(
        answers
            .into_iter()
            .flat_map(|row| row.cells.iter().map(|cell| cell.at)),
    );
    let from = header + 1 + usize::from(units || answers.is_some());
    let mut end = from;
    let mut last = head.row;
    let mut footed = false;
    // `Council 2023 | No` heads nothing there, whatever its words head elsewhere.
    let of_votes = rest.get(header..).is_some_and(heads_list_of_votes);
    for (index, row) in rest.iter().enumerate().skip(from) {
        if repeats(head, row) {
            end = index + 1;
            continue;
        }
        if (!of_votes && begins_anew(table, rest, index, &columns, familiar))
            || (!records.is_empty()
                && on_page(table, row)
                && titles_boxes(row, rest.get(index + 1), familiar))
        {
            break;
        }
        end = index + 1;
        last = row.row;
        let gap = rest
            .get(index - 1)
            .is_some_and(|before| row.row.get() > before.row.get() + 1);
        if is_total(row)
            || is_note(row, &columns, records.is_empty())
            || is_footer(row, &columns, gap || footed)
            || (gap && heads_notes(row, &columns))
        {
            footed |= gap;
            notes.extend(row.cells.iter().map(|cell| cell.at));
            continue;
        }
        // `from our sign-up form, 2 March` in small letters below the one value of a column says something of it.
        let ends = rest
            .get(index + 1)
            .is_none_or(|next| is_header(next, familiar));
        let on_page = on_page(table, row);
        if on_page && ends && records.len() == 1 && row.cells.iter().all(goes_on_below) {
            for cell in &row.cells {
                let mut under = columns.iter_mut();
                if let Some(column) = under.find(|column| column.col == cell.at.col) {
                    column.about.get_or_insert(cell.at);
                }
                notes.push(cell.at);
            }
            continue;
        }
        // A value under no heading: its column has an empty heading.
        for under in &row.cells {
            if let Err(place) = columns.binary_search_by(|column| column.col.cmp(&under.at.col)) {
                columns.insert(
                    place,
                    Column {
                        col: under.at.col,
                        heading: Vec::new(),
                        about: None,
                    },
                );
            }
        }
        records.push(row.row);
    }
    let first = groups.first().map_or(head.row, |group| group.row);
    Taken {
        rows: end,
        region: Region {
            title: Vec::new(),
            first,
            last,
            body: Body::Records(RecordsRegion {
                columns,
                records,
                notes,
            }),
            why,
            runner_up: None,
        },
    }
}

/// Whether a row is one of a page, where rows are told by how the text lies.
fn on_page(table: &Table, row: &RowShape<'_>) -> bool {
    let mut cells = row.cells.iter();
    cells.all(|cell| matches!(table.place(cell.at), Place::Page { .. }))
}

/// Whether a cell is a few words that begin in small letters.
fn goes_on_below(cell: &&Cell) -> bool {
    const FEWEST: usize = 3;
    let text = cell.text();
    text.trim().starts_with(char::is_lowercase)
        && text.split_whitespace().count() >= FEWEST
        && !text.contains('@')
}

/// Whether the rest begins with the titles of boxes that stand right below the values of others.
pub(super) fn begins_with_boxes(
    table: &Table,
    rest: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> bool {
    rest.first().is_some_and(|first| {
        on_page(table, first)
            && follows_values(table, first)
            && titles_boxes(first, rest.get(1), familiar)
    })
}

/// Whether a row has the titles of boxes side by side: few words over a row of more cells that are known headings.
fn titles_boxes(
    row: &RowShape<'_>,
    next: Option<&RowShape<'_>>,
    familiar: &dyn Familiarity,
) -> bool {
    next.is_some_and(|next| {
        next.row.get() == row.row.get() + 1
            && row.cells.len() < next.cells.len()
            && row.could_be_headings()
            && is_header(next, familiar)
    })
}

/// Whether a row says of each question that its answer stands below, as tools for surveys export it:
/// `Open-Ended Response | Response | Response`.
fn says_response(row: &RowShape<'_>) -> bool {
    const FEWEST: usize = 2;
    let is_response = |cell: &&&Cell| {
        let text = cell.text().trim().to_lowercase();
        text == "response" || text.ends_with(" response") || text.starts_with("other (please")
    };
    row.cells.len() >= FEWEST && row.cells.iter().filter(is_response).count() * 2 > row.cells.len()
}

/// Whether the row below the headings says their units or scales: `0-100, 100 = certain`, `years, guessed`.
/// It is all of words, below headings alone, at least one of them tells a scale or codes, and figures stand
/// below most of them.
fn says_units(head: &RowShape<'_>, below: &[RowShape<'_>]) -> bool {
    let [units, values, ..] = below else {
        return false;
    };
    let headed = |cell: &Cell| head.cells.iter().any(|over| over.at.col == cell.at.col);
    let under = |cell: &Cell| {
        values
            .cells
            .iter()
            .find(|value| value.at.col == cell.at.col)
    };
    let is_figure = |cell: &Cell| Form::of(cell).is_some();
    let figures = units
        .cells
        .iter()
        .filter(|cell| under(cell).is_some_and(|value| is_figure(value)));
    let tells = |cell: &Cell| {
        let text = cell.text();
        explain::scale(&text).is_some() || !explain::codes(&text).is_empty()
    };
    units.could_be_headings()
        && units.cells.iter().all(|cell| headed(cell))
        && !units.cells.iter().any(|cell| is_figure(cell))
        && figures.count() * 2 > units.cells.len()
        && units.cells.iter().any(|cell| tells(cell))
}

/// Whether the row below the headings says in sentences what each column is - `What this column is | The day of the call. |
/// D: at the door. T: by telephone.` - and values stand below that. The first of two remarks is none: a name stands before
/// the row, or one of its cells tells codes or a scale.
fn says_what_columns_are(head: &RowShape<'_>, below: &[RowShape<'_>]) -> bool {
    const FEWEST: usize = 2;
    let [told, values, ..] = below else {
        return false;
    };
    let headed = |cell: &&&Cell| head.cells.iter().any(|over| over.at.col == cell.at.col);
    let own: Vec<&&Cell> = told.cells.iter().filter(headed).collect();
    let named = told
        .cells
        .first()
        .is_some_and(|first| !headed(&first) && first.text().split_whitespace().count() > 1);
    let tells = |cell: &&&Cell| {
        let text = cell.text();
        explain::scale(&text).is_some() || below::says_what_it_is(&text)
    };
    let in_values = values
        .cells
        .iter()
        .filter(headed)
        .filter(|cell| is_sentence(cell));
    own.len() >= FEWEST
        && own.len() * 2 >= head.cells.len()
        && own.iter().all(|cell| is_sentence(cell))
        && in_values.count() * 2 < own.len()
        && (named || own.iter().any(tells))
}

fn is_sentence(cell: &Cell) -> bool {
    is_short_sentence(&cell.text())
}

/// Whether a text is three words or more, with a stop behind them.
pub(crate) fn is_short_sentence(text: &str) -> bool {
    const WORDS: usize = 3;
    text.trim_end().ends_with('.') && text.split_whitespace().count() >= WORDS
}

/// The columns under a row of headings, with the group headings above each, from the top.
fn headings(table: &Table, head: &RowShape<'_>, groups: &[RowShape<'_>]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let above = |group: &RowShape<'_>, col: ColNo| {
        let over = group.cells.iter().rev().find(|cell| cell.at.col <= col)?;
        let merged_end = span_end(table, over.at);
        // Without merging, a group heading reaches to the next one.
        (merged_end == over.at.col || merged_end >= col).then_some(over.at)
    };
    for under in &head.cells {
        let mut heading: Vec<CellAt> = groups
            .iter()
            .filter_map(|group| above(group, under.at.col))
            .collect();
        heading.push(under.at);
        columns.push(Column {
            col: under.at.col,
            heading,
            about: None,
        });
    }
    // A heading of an upper row with nothing below it is the heading of its own column, under those above it.
    for (level, group) in groups.iter().enumerate().rev() {
        let upper = groups.get(..level).unwrap_or_default();
        for over in &group.cells {
            if let Err(place) = columns.binary_search_by(|column| column.col.cmp(&over.at.col)) {
                let mut heading: Vec<CellAt> = upper
                    .iter()
                    .filter_map(|group| above(group, over.at.col))
                    .collect();
                heading.push(over.at);
                columns.insert(
                    place,
                    Column {
                        col: over.at.col,
                        heading,
                        about: None,
                    },
                );
            }
        }
    }
    columns
}

/// Whether a row is the row of headings once more, as at the top of a new page.
fn repeats(head: &RowShape<'_>, row: &RowShape<'_>) -> bool {
    head.cells.len() == row.cells.len()
        && head.cells.len() > 1
        && head
            .cells
            .iter()
            .zip(&row.cells)
            .all(|(a, b)| a.at.col == b.at.col && a.text() == b.text())
}

/// Whether a row is one more record, although its values are words that head columns elsewhere: `Casey | Voting
/// intention | Not home` below `Casey | Local issue | Roads`. A value is the one above it, or nothing is left to head.
fn goes_on(before: &RowShape<'_>, row: &RowShape<'_>, is_last: bool) -> bool {
    let above = |cell: &Cell| before.cells.iter().find(|over| over.at.col == cell.at.col);
    let follows = row.row.get() == before.row.get() + 1;
    let within = row.cells.iter().all(|cell| above(cell).is_some());
    let again = |cell: &&Cell| {
        let text = cell.text();
        above(cell).is_some_and(|over| over.text() == text)
    };
    follows && within && (row.cells.iter().any(again) || is_last && row.cells.len() > 2)
}

/// Whether something else begins at a row: another row of known headings, or a listing.
fn begins_anew(
    table: &Table,
    rest: &[RowShape<'_>],
    index: usize,
    columns: &[Column],
    familiar: &dyn Familiarity,
) -> bool {
    let Some(here) = rest.get(index..) else {
        return false;
    };
    let Some(row) = here.first() else {
        return false;
    };
    if !row.cells.iter().all(|cell| is_wordy(cell)) {
        return false;
    }
    let before = index.checked_sub(1).and_then(|before| rest.get(before));
    if before.is_some_and(|before| goes_on(before, row, here.len() == 1)) {
        return false;
    }
    if row.cells.len() >= 2 && known_header(table, here, familiar).is_some() {
        return true;
    }
    let below = here.get(1..).unwrap_or(&[]);
    if columns::listing(row, below, familiar).is_some()
        || super::key::take(here, familiar).is_some()
    {
        return true;
    }
    // A title, after a blank row, over headings or over pairs.
    let Some(next) = here.get(1) else {
        return false;
    };
    let gap = index
        .checked_sub(1)
        .and_then(|before| rest.get(before))
        .is_some_and(|before| row.row.get() > before.row.get() + 1);
    if row.cells.len() == 1 && columns.len() > 1 {
        let under = here.get(1..).unwrap_or(&[]);
        let heads_key = || gap && super::key::take(under, familiar).is_some();
        if known_header(table, under, familiar).is_some()
            || (gap && heads_figures(under))
            || heads_key()
        {
            return true;
        }
        return gap
            && columns.len() > 2
            && (super::pairs::looks_like_pair(next, familiar)
                || (columns.len() > 3 && are_pairs(under, familiar)));
    }
    gap && columns.len() > 3
        && super::pairs::looks_like_pair(row, familiar)
        && super::pairs::looks_like_pair(next, familiar)
}

/// Whether rows up to a blank one are two cells each, the first of them words of its own, some of them known.
fn are_pairs(rows: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST: usize = 2;
    let follows = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| rows.get(before));
        let row = rows.get(at);
        before
            .zip(row)
            .is_none_or(|(before, row)| row.row.get() == before.row.get() + 1)
    };
    let together = (0..rows.len()).take_while(|at| follows(*at)).count();
    let rows = rows.get(..together).unwrap_or_default();
    let mut heads: Vec<String> = rows
        .iter()
        .filter_map(|row| row.cells.first().map(|cell| cell.text().to_lowercase()))
        .collect();
    heads.sort_unstable();
    heads.dedup();
    let is_pair = |row: &RowShape<'_>| matches!(row.cells.as_slice(), [head, _] if is_wordy(head) && Form::of(head).is_none());
    let is_known = |row: &RowShape<'_>| {
        let head = row.cells.first();
        head.is_some_and(|head| familiar.knows(head.text().trim()))
    };
    rows.len() >= FEWEST
        && heads.len() == rows.len()
        && rows.iter().all(is_pair)
        && rows.iter().any(is_known)
}

/// Whether two or more words head as many figures, on the next row or the one after: the headings of another
/// table.
fn heads_figures(rows: &[RowShape<'_>]) -> bool {
    const FEWEST: usize = 2;
    let [head, below @ ..] = rows else {
        return false;
    };
    let is_figure = |col: ColNo, row: &RowShape<'_>| {
        let mut cells = row.cells.iter();
        cells.any(|cell| cell.at.col == col && Form::of(cell).is_some())
    };
    let over = |row: &RowShape<'_>| {
        let figures = head.cells.iter().filter(|cell| is_figure(cell.at.col, row));
        figures.count() * 2 > head.cells.len()
    };
    head.cells.len() >= FEWEST
        && head.could_be_headings()
        && distinct(head)
        && below.iter().take(2).any(over)
}

/// A row of sums belongs to no person.
fn is_total(row: &RowShape<'_>) -> bool {
    let first = row
        .cells
        .iter()
        .find(|cell| matches!(cell.value, CellValue::Text(_)));
    first.is_some_and(|cell| {
        let text = cell.text().trim().trim_end_matches(':').to_lowercase();
        [
            "total",
            "totals",
            "grand total",
            "subtotal",
            "sub total",
            "sum",
            "cyfanswm",
            "average",
        ]
        .contains(&text.as_str())
    })
}

/// A row of one cell of words, in a table of at least three columns, is no record unless it stands
/// under the first heading and reads like a value.
fn is_note(row: &RowShape<'_>, columns: &[Column], is_first: bool) -> bool {
    let [only] = row.cells.as_slice() else {
        return false;
    };
    if columns.len() < 3 {
        return false;
    }
    let CellValue::Text(text) = &only.value else {
        return false;
    };
    let words = text.split_whitespace().count();
    let known_column = columns.iter().any(|column| column.col == only.at.col);
    !known_column || words >= 4 || (is_first && words >= 2)
}

/// Below a blank row, or below another footer: one cell of several words under the first of many
/// headings, `End of report`.
fn is_footer(row: &RowShape<'_>, columns: &[Column], apart: bool) -> bool {
    let [only] = row.cells.as_slice() else {
        return false;
    };
    const MANY: usize = 3;
    apart
        && columns.len() >= MANY
        && columns
            .first()
            .is_some_and(|first| first.col == only.at.col)
        && is_wordy(only)
        && only.text().split_whitespace().count() >= 2
}

/// `Notes`: a word for what stands below a table under the first of many headings. Any other may be a name.
fn heads_notes(row: &RowShape<'_>, columns: &[Column]) -> bool {
    const MANY: usize = 3;
    let [only] = row.cells.as_slice() else {
        return false;
    };
    let first = columns
        .first()
        .is_some_and(|first| first.col == only.at.col);
    let text = only.text();
    let named = word_lists()
        .records
        .titles_of_notes
        .has(text.trim().trim_end_matches(':').to_lowercase().as_str());
    columns.len() >= MANY && first && named
}

/// The heading of a column as written, its rows joined with ` / `.
#[must_use]
pub fn heading_text(table: &Table, column: &Column) -> String {
    let texts: Vec<String> = column
        .heading
        .iter()
        .map(|at| text_at(table, *at))
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(" / ")
}

impl RecordsRegion {
    /// The cell of a record under a column.
    #[must_use]
    pub fn value_at(&self, record: RowNo, column: &Column) -> CellAt {
        cell(record, column.col)
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Table;
    use crate::recognise::layout::testing::{Few, sheet};
    use crate::recognise::layout::{Body, lay_out};

    fn records(table: &Table) -> usize {
        let layout = lay_out(table, &Few);
        let of = layout.regions.iter().map(|region| match &region.body {
            Body::Records(records) => records.records.len(),
            Body::Pairs(_) | Body::Key(_) | Body::Notes(_) => 0,
        });
        of.sum()
    }

    #[test]
    fn a_footer_of_three_words_below_a_blank_row_is_no_record() {
        let table = sheet(&[
            &["Surname", "Town", "Age"],
            &["Fixturelow", "Testbury", "44"],
            &[],
            &["End of report"],
            &["Page one"],
        ]);
        assert_eq!(records(&table), 1);
        // Right under a record, the same words may be a value.
        let table = sheet(&[
            &["Town", "Surname", "Age"],
            &["Testbury", "Fixturelow", "44"],
            &["End of Report"],
        ]);
        assert_eq!(records(&table), 2);
    }
}
