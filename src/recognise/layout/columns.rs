//! What the columns of a two- or three-column listing are used for.

use std::collections::BTreeMap;

use crate::codebook::Label;
use crate::codebook::word_lists::{WordList, word_lists};
use crate::document::Cell;
use crate::provenance::ColNo;
use crate::recognise::layout::{ColumnUse, Familiarity, RowShape};

/// The uses of columns, by a heading row such as `Field | Value | Source and meaning`.
pub type Uses = BTreeMap<ColNo, Vec<ColumnUse>>;

/// Reads a row as the headings of a listing, with the rows below it. None unless one cell is a heading
/// of headings or codes, and another of values or meanings.
#[must_use]
pub fn listing(
    row: &RowShape<'_>,
    below: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> Option<Uses> {
    const MOST: usize = 9;
    const USUAL: usize = 6;
    if row.cells.len() < 2 || row.cells.len() > MOST {
        return None;
    }
    let cells = row.cells.iter();
    let used: Vec<(ColNo, Vec<ColumnUse>)> = cells
        .map(|cell| (cell.at.col, familiar.uses(cell.text().trim())))
        .collect();
    // Most rows hold no word for any column.
    if used.iter().all(|(_, uses)| uses.is_empty()) {
        return None;
    }
    let mut uses: Uses = used.into_iter().collect();
    settle(&mut uses);
    head_by_the_rest(&mut uses, row, familiar);
    head_by_what_is_below(&mut uses, below, familiar);
    leave_serials(&mut uses, below);
    head_before_codes(&mut uses, row, below, familiar);
    let headed = head_by_known_names(&mut uses, row, below, familiar);
    // Further columns, such as a number or a section, may stand beside headings and values that
    // are called so.
    let named = heads_by_value(&uses, row, below);
    let called = |wanted: ColumnUse| {
        row.cells.iter().any(|cell| {
            let text = cell.text();
            familiar.uses(text.trim()).contains(&wanted) && !familiar.knows(text.trim())
        })
    };
    let in_store = called(ColumnUse::Heading) && called(ColumnUse::Value);
    let headings = column(&uses, ColumnUse::Heading);
    // In a store nothing but what keeps it stands beside headings and values: no owner of an entry, and no word on how
    // it is known.
    let keeps = |(col, uses): (&ColNo, &Vec<ColumnUse>)| {
        !uses.is_empty() || keeps_store(*col, headings >= Some(*col), below)
    };
    let is_store = in_store && uses.iter().all(keeps);
    if row.cells.len() > USUAL && !is_store {
        return None;
    }
    let is_further = |(col, uses): (&ColNo, &Vec<ColumnUse>)| {
        uses.is_empty() && !(named && holds_days(*col, below)) && !is_store
    };
    let further = uses.iter().filter(|column| is_further(*column)).count();
    let is_called =
        called(ColumnUse::Heading) && (called(ColumnUse::Value) || called(ColumnUse::Meaning));
    // `Model | Your result | How to read it | Run on`: three columns that are called so leave no doubt of a fourth.
    let is_full = further == 1
        && uses.values().filter(|uses| uses.len() == 1).count() >= 3
        && column(&uses, ColumnUse::Heading).is_some()
        && column(&uses, ColumnUse::Value).is_some();
    let may_be_more = is_called || headed || is_full || heads_names(&uses, below);
    // `Surname | Property | Rating | Yours`: whoever's record it is, it is one.
    let mut beside = uses.iter().filter(|column| is_further(*column));
    let of_record = beside.any(|(col, _)| {
        let mut cells = row.cells.iter().filter(|cell| cell.at.col == *col);
        cells.any(|cell| {
            let text = cell.text();
            let text = text.trim();
            let lists = &word_lists().records;
            let label = Label::new(text);
            let has = |list: &WordList| label.words().iter().any(|word| list.has(word));
            let of_person = has(&lists.whose) && has(&lists.numbers);
            (of_person || lists.names.has(&text.to_lowercase())) && differs(*col, below)
        })
    });
    if further > 0 && (of_record || !(further <= 2 && may_be_more)) {
        return None;
    }
    let left = column(&uses, ColumnUse::Heading).or_else(|| column(&uses, ColumnUse::Code))?;
    let holds = |wanted: &ColumnUse| {
        matches!(
            wanted,
            ColumnUse::Value | ColumnUse::Meaning | ColumnUse::Scale | ColumnUse::Highest
        )
    };
    let right = |(col, uses): (&ColNo, &Vec<ColumnUse>)| *col != left && uses.iter().any(holds);
    uses.iter().any(right).then_some(uses)
}

/// `ent | seq | attr | val | valid_from`: whether a column numbers the entries, says since when each is, or, before the
/// headings, marks all of them with the same letter or two.
fn keeps_store(col: ColNo, is_before: bool, below: &[RowShape<'_>]) -> bool {
    const FEWEST: usize = 3;
    const LONGEST_MARK: usize = 2;
    let cells = below
        .iter()
        .filter_map(|row| row.cells.iter().find(|cell| cell.at.col == col));
    let texts: Vec<String> = cells.map(|cell| cell.text().trim().to_owned()).collect();
    let numbers: Vec<u64> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    // From the first on: other numbers that grow may be those of people.
    let counts = numbers.len() == texts.len()
        && numbers.first().is_some_and(|first| *first < 2)
        && numbers
            .windows(2)
            .all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    let marks = is_before
        && !differs(col, below)
        && texts
            .iter()
            .all(|text| text.chars().count() <= LONGEST_MARK);
    texts.len() >= FEWEST && (counts || marks || holds_days(col, below))
}

/// Whether more than one thing stands below a heading.
fn differs(col: ColNo, below: &[RowShape<'_>]) -> bool {
    let cells = below
        .iter()
        .filter_map(|row| row.cells.iter().find(|cell| cell.at.col == col));
    let mut texts = cells.map(|cell| cell.text().trim().to_lowercase());
    let first = texts.next();
    first.is_none_or(|first| texts.any(|text| text != first)) || below.len() == 1
}

/// `Rating | Yours | Runs from | Runs to | How to read it`: where all that stands beside a first column says what it says of
/// it, the first holds headings.
fn head_by_the_rest(uses: &mut Uses, row: &RowShape<'_>, familiar: &dyn Familiarity) {
    const OTHERS: usize = 4;
    let Some(first) = row.cells.first() else {
        return;
    };
    let others = uses
        .iter()
        .filter(|(col, used)| **col != first.at.col && used.len() == 1);
    let has_value = column(uses, ColumnUse::Value).is_some() && !has_headings(uses);
    let all = uses.len() - 1;
    let is_open = uses.get(&first.at.col).is_some_and(Vec::is_empty);
    if is_open
        && has_value
        && all >= OTHERS
        && others.count() == all
        && !familiar.lists(first.text().trim())
    {
        uses.insert(first.at.col, vec![ColumnUse::Heading]);
    }
}

/// Whether most of what stands below the column of headings is written as names of fields are:
/// `LD_Support_v4`, `Remain2016_pct`.
fn heads_names(uses: &Uses, below: &[RowShape<'_>]) -> bool {
    const LOOK_AHEAD: usize = 40;
    const FEWEST: usize = 3;
    let Some(col) = column(uses, ColumnUse::Heading) else {
        return false;
    };
    let rows = below.iter().take(LOOK_AHEAD);
    let cells = rows.filter_map(|row| row.cells.iter().find(|cell| cell.at.col == col));
    let (mut all, mut names) = (0usize, 0usize);
    for cell in cells {
        all += 1;
        let text = cell.text();
        let text = text.trim();
        let one = !text.contains(' ') && text.chars().any(char::is_alphabetic);
        names += usize::from(one && text.contains('_'));
    }
    all >= FEWEST && names * 10 >= all * 6
}

/// `Data | What it says` over `Name | ...`, `Address | ...`: two columns of values by their words, of which the
/// first holds headings.
fn head_by_what_is_below(uses: &mut Uses, below: &[RowShape<'_>], familiar: &dyn Familiarity) {
    const LOOK_AHEAD: usize = 40;
    const FEWEST: usize = 2;
    let is_value = |uses: &Vec<ColumnUse>| *uses == [ColumnUse::Value];
    if has_headings(uses) || uses.values().filter(|uses| is_value(uses)).count() != 2 {
        return;
    }
    let Some(mut first) = uses.first_entry().filter(|first| is_value(first.get())) else {
        return;
    };
    let rows = below.iter().take(LOOK_AHEAD);
    let cells = rows.filter_map(|row| row.cells.iter().find(|cell| cell.at.col == *first.key()));
    let (mut all, mut known) = (0usize, 0usize);
    for cell in cells {
        all += 1;
        let text = cell.text();
        let text = text.trim();
        // `TACT_LAB` is written as names of fields are.
        let is_name = !text.contains(' ') && text.contains('_');
        known += usize::from(is_name || familiar.knows(text));
    }
    if all >= FEWEST && known * 10 >= all * 6 {
        first.insert(vec![ColumnUse::Heading]);
    }
}

/// `List | Code | Stands for` over `Outcome | ANS | Answered the door`: the one column before codes with their meanings
/// of which nothing is known names what they are codes of.
fn head_before_codes(
    uses: &mut Uses,
    row: &RowShape<'_>,
    below: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) {
    // `Surname | Tier code | Tier name` are the columns of a record.
    let named = |cell: &Cell| {
        let text = cell.text();
        let text = text.trim();
        familiar.knows(text) && familiar.uses(text).is_empty()
    };
    let of_field = |cell: &Cell| {
        let label = Label::new(&cell.text());
        let code = familiar.uses(cell.text().trim()).contains(&ColumnUse::Code);
        code && label.words().len() > 1
    };
    if row.cells.iter().any(|cell| named(cell) || of_field(cell)) {
        return;
    }
    let has = |wanted: ColumnUse| uses.values().any(|uses| uses.contains(&wanted));
    let open = uses.values().filter(|uses| uses.is_empty()).count();
    if open != 1 || !has(ColumnUse::Code) || !has(ColumnUse::Meaning) {
        return;
    }
    let Some(mut first) = uses.first_entry().filter(|first| first.get().is_empty()) else {
        return;
    };
    let cells = below
        .iter()
        .filter_map(|row| row.cells.iter().find(|cell| cell.at.col == *first.key()));
    let mut cells = cells.peekable();
    if cells.peek().is_some() && cells.all(|cell| super::rows::is_wordy(cell)) {
        first.insert(vec![ColumnUse::Heading]);
    }
}

/// `id | title | value` over `vi | Voting intention | L`: no word for headings stands above, yet most of what is
/// below one of the columns before that of values is known for headings. Says whether it is so.
fn head_by_known_names(
    uses: &mut Uses,
    row: &RowShape<'_>,
    below: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> bool {
    const LOOK_AHEAD: usize = 40;
    const FEWEST: usize = 2;
    let values = uses.iter().filter(|(_, uses)| **uses == [ColumnUse::Value]);
    let values: Vec<ColNo> = values.map(|(col, _)| *col).collect();
    let &[values] = values.as_slice() else {
        return false;
    };
    // What stands beside the name of a person is theirs.
    let of_person = |cell: &Cell| {
        let text = cell.text();
        let label = Label::new(&text);
        let named = label.words().last().is_some_and(|word| word == "name");
        named && familiar.knows(text.trim())
    };
    let people = row.cells.iter().filter(|cell| of_person(cell)).any(|cell| {
        let mut below = below
            .iter()
            .filter_map(|row| row.cells.iter().find(|under| under.at.col == cell.at.col));
        !below.all(|under| familiar.knows(under.text().trim()))
    });
    if has_headings(uses) || people {
        return false;
    }
    // `Channel | Date | Value` names what it holds.
    let names_fields = |text: &str| {
        let label = Label::new(text);
        let mut words = label.words().iter();
        words.any(|word| word_lists().columns.names_of_fields.has(word))
    };
    let is_key = |text: &str| Label::new(text).key() == "key";
    let known = |col: ColNo| {
        let rows = below.iter().take(LOOK_AHEAD);
        let cells = rows.filter_map(|row| row.cells.iter().find(|cell| cell.at.col == col));
        let (mut all, mut known) = (0usize, 0usize);
        for cell in cells {
            all += 1;
            known += usize::from(familiar.knows(cell.text().trim()));
        }
        // `key | value`
        let keyed = row.cells.len() == 2
            && row
                .cells
                .iter()
                .any(|cell| cell.at.col == col && is_key(&cell.text()));
        // `Email` twice with two addresses is that of two people.
        let texts = below
            .iter()
            .filter_map(|row| row.cells.iter().find(|cell| cell.at.col == col));
        let mut seen = std::collections::HashSet::new();
        let twice = !texts
            .into_iter()
            .all(|cell| seen.insert(cell.text().trim().to_lowercase()));
        let most = all >= FEWEST && known * 10 >= all * 6;
        (keyed || (most && !twice)).then_some(known)
    };
    let before = row.cells.iter().filter(|cell| cell.at.col < values);
    let before = before.filter(|cell| names_fields(cell.text().trim()));
    let best = before.filter_map(|cell| Some((known(cell.at.col)?, cell.at.col)));
    let Some((_, best)) = best.max() else {
        return false;
    };
    uses.insert(best, vec![ColumnUse::Heading]);
    true
}

/// `Question | Mark` over `Constitution mark | 7` and `Party mark | 4`: all that stands below the headings is called what
/// the column of values is.
fn heads_by_value(uses: &Uses, row: &RowShape<'_>, below: &[RowShape<'_>]) -> bool {
    let (Some(headings), Some(values)) = (
        column(uses, ColumnUse::Heading),
        column(uses, ColumnUse::Value),
    ) else {
        return false;
    };
    let named = row.cells.iter().find(|cell| cell.at.col == values);
    let named = named.map(|cell| cell.text().trim().to_lowercase());
    let cells = below
        .iter()
        .filter_map(|row| row.cells.iter().find(|cell| cell.at.col == headings));
    let mut cells = cells.peekable();
    let called = |cell: &Cell| {
        let text = cell.text().trim().to_lowercase();
        named
            .as_ref()
            .is_some_and(|named| text.ends_with(named.as_str()))
    };
    cells.peek().is_some() && cells.all(|cell| called(cell))
}

/// Whether nothing but days stands below a heading: when an entry was made says nothing against a listing of entries.
fn holds_days(col: ColNo, below: &[RowShape<'_>]) -> bool {
    let cells = below
        .iter()
        .filter_map(|row| row.cells.iter().find(|cell| cell.at.col == col));
    let mut cells = cells.peekable();
    cells.peek().is_some() && cells.all(|cell| super::rows::is_day(cell))
}

/// `Item | Field | Value` and `Entry | Description | Data` over `1 | Surname | ...`: numbers are no
/// headings. Those stand in the next column of headings, or in that of descriptions before the values.
fn leave_serials(uses: &mut Uses, below: &[RowShape<'_>]) {
    const LOOK_AHEAD: usize = 40;
    const FEWEST: usize = 2;
    let is_serial = |col: ColNo| {
        let rows = below.iter().take(LOOK_AHEAD);
        let cells = rows.filter_map(|row| row.cells.iter().find(|cell| cell.at.col == col));
        let (mut all, mut numbers) = (0usize, 0usize);
        for cell in cells {
            all += 1;
            let text = cell.text();
            let bare = text.trim().trim_end_matches(['.', ')']);
            numbers += usize::from(bare.len() <= 3 && bare.parse::<u16>().is_ok());
        }
        all >= FEWEST && numbers == all
    };
    let Some(serial) = column(uses, ColumnUse::Heading).filter(|col| is_serial(*col)) else {
        return;
    };
    if let Some(of_serial) = uses.get_mut(&serial) {
        of_serial.clear();
    }
    let values = uses
        .iter()
        .find(|(_, uses)| uses.contains(&ColumnUse::Value))
        .map(|(col, _)| *col);
    if column(uses, ColumnUse::Heading).is_none()
        && let Some(described) = column(uses, ColumnUse::Meaning)
        && Some(described) < values
        && let Some(of_described) = uses.get_mut(&described)
    {
        *of_described = vec![ColumnUse::Heading];
    }
}

/// `Entry` and `Particulars` head headings or values: headings before a column of values, else values.
/// `What it is` before `What we hold` heads headings where nothing else does.
fn settle(uses: &mut Uses) {
    if !has_headings(uses)
        && uses
            .values()
            .skip(1)
            .any(|uses| *uses == [ColumnUse::Value])
        && let Some(mut first) = uses.first_entry()
        && *first.get() == [ColumnUse::Meaning]
    {
        first.insert(vec![ColumnUse::Heading]);
    }
    // `What it is` before `Value | Remarks` holds headings, and no meanings of its own.
    let holds = |uses: &Vec<ColumnUse>| {
        let mut uses = uses.iter();
        uses.any(|one| matches!(one, ColumnUse::Value | ColumnUse::Meaning))
    };
    let goes_on = uses.values().skip(1).any(holds);
    if let Some(mut first) = uses.first_entry()
        && goes_on
        && first.get().contains(&ColumnUse::Heading)
        && first.get().contains(&ColumnUse::Meaning)
    {
        first.insert(vec![ColumnUse::Heading]);
    }
    let is_value = |uses: &Vec<ColumnUse>| uses.contains(&ColumnUse::Value);
    let last = uses
        .iter()
        .rev()
        .find(|(_, uses)| is_value(uses))
        .map(|(col, _)| *col);
    // `Entry | Code | Meaning`: what stands before codes and their meanings names what they are codes of.
    let first = uses.keys().next().copied();
    let has = |wanted: ColumnUse| uses.values().skip(1).any(|uses| uses.contains(&wanted));
    let before_codes = has(ColumnUse::Code) && has(ColumnUse::Meaning);
    for (col, uses) in uses.iter_mut() {
        if is_value(uses) && uses.contains(&ColumnUse::Heading) {
            let heads = Some(*col) < last || (before_codes && Some(*col) == first);
            let dropped = match heads {
                true => ColumnUse::Value,
                false => ColumnUse::Heading,
            };
            uses.retain(|one| *one != dropped);
        }
    }
}

/// Whether some column holds headings or codes.
fn has_headings(uses: &Uses) -> bool {
    let heads = |one: &ColumnUse| matches!(one, ColumnUse::Heading | ColumnUse::Code);
    uses.values().flatten().any(heads)
}

/// The first column with a use.
#[must_use]
pub fn column(uses: &Uses, wanted: ColumnUse) -> Option<ColNo> {
    uses.iter()
        .find(|(_, uses)| uses.contains(&wanted))
        .map(|(col, _)| *col)
}
