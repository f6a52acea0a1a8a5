//! Keys: headings or codes beside their explanations.

use crate::codebook::Label;
use crate::codebook::word_lists::word_lists;
use crate::document::{Cell, Table};
use crate::provenance::{CellAt, ColNo};
use crate::recognise::bare_keys::speaks_of_people;
use crate::recognise::explain;
use crate::recognise::layout::columns::{self, Uses};
use crate::recognise::layout::records::heading_text;
use crate::recognise::layout::{
    Body, ColumnUse, Familiarity, Region, RowShape, Taken, cell, pairs, rows, text_at,
};

/// Headings or codes beside their explanations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRegion {
    /// The entries, from the top.
    pub entries: Vec<KeyEntry>,
    /// The heading over the codes, where it names their field: `VI code`.
    pub code_heading: Option<CellAt>,
}

impl KeyRegion {
    /// Whether its headings stand in one cell with their codes: `Voter ID: L`.
    pub(in crate::recognise) fn names_with_codes(&self, table: &Table) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|entry| {
            let both = entry.heading.filter(|at| entry.code == Some(*at));
            both.is_some_and(|at| labelled_code(&text_at(table, at)).is_some())
        })
    }

    /// What it is where it is no key: a value beside each of its headings.
    pub(in crate::recognise) fn as_pairs(&self) -> pairs::PairsRegion {
        let entries = self.entries.iter();
        let found = entries.filter_map(|entry| Some(pairs::bare(entry.heading?, entry.meaning?)));
        pairs::PairsRegion {
            pairs: found.collect(),
            notes: Vec::new(),
        }
    }
}

/// An entry of a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyEntry {
    /// The cell of the heading that is explained; none where the title or the sheet names it.
    pub heading: Option<CellAt>,
    /// The cell of the code that is explained.
    pub code: Option<CellAt>,
    /// The cell that says what it means.
    pub meaning: Option<CellAt>,
    /// The cell that says its scale or its codes.
    pub scale: Option<CellAt>,
    /// The cells of the low and of the high end of its scale.
    pub ends: Option<[CellAt; 2]>,
    /// The cell that says where it comes from.
    pub source: Option<CellAt>,
}

/// Takes a key from the top of the rest: two columns, the one headed by a known heading or a word
/// for codes, the other by a word for meanings, and under the first at least two short codes.
pub(super) fn take(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<Taken> {
    const LONGEST_CODE: usize = 6;
    let first = rest.first()?;
    if let [title] = first.cells.as_slice() {
        return announced(title, rest, familiar);
    }
    if let Some(taken) = of_sources(first, rest, familiar) {
        return Some(taken);
    }
    let [code, meaning] = first.cells.as_slice() else {
        return None;
    };
    if let Some(taken) = of_headings(code, meaning, rest, familiar)
        .or_else(|| of_sentences(rest))
        .or_else(|| of_labelled(rest, familiar))
    {
        return Some(taken);
    }
    let names_codes =
        |text: &str| familiar.knows(text) || familiar.uses(text).contains(&ColumnUse::Code);
    // `Letter | Party`: what stands beside letters or codes, and is no value, is what they stand for.
    let is_code = familiar.uses(code.text().trim()) == [ColumnUse::Code];
    // `src | source`: the one short for the other.
    let is_source = |cell: &Cell| familiar.uses(cell.text().trim()) == [ColumnUse::Source];
    let sources = is_source(code) && is_source(meaning);
    let told = familiar.explains(meaning.text().trim())
        || sources
        || (is_code && familiar.uses(meaning.text().trim()).is_empty());
    let headed = told
        && !familiar.explains(code.text().trim())
        && !familiar
            .uses(code.text().trim())
            .contains(&ColumnUse::Heading)
        && (sources
            || names_codes(code.text().trim())
            || code.text().to_lowercase().contains("code")
            || heads_codes(rest, familiar));
    if !headed {
        return None;
    }
    let is_entry = |row: &&RowShape<'_>| match row.cells.as_slice() {
        [a, b] => {
            a.at.col == code.at.col
                && b.at.col == meaning.at.col
                && a.text().trim().chars().count() <= LONGEST_CODE
        }
        _ => false,
    };
    let body: Vec<&RowShape<'_>> = rest.iter().skip(1).take_while(is_entry).collect();
    let spelt_out = || {
        let cells = body.iter().filter_map(|row| row.cells.get(1));
        sources && cells.into_iter().all(|cell| cell.text().contains(' '))
    };
    let explains = familiar.explains(meaning.text().trim());
    // `Case | Description` over what somebody wrote or said.
    let label = Label::new(&code.text());
    let counts = label
        .words()
        .iter()
        .any(|word| word_lists().layout.cases.has(word));
    let spoken = body
        .iter()
        .filter_map(|row| row.cells.get(1))
        .any(|cell| speaks_of_people(&cell.text()));
    if counts || spoken {
        return None;
    }
    if body.len() < 2 || !(explains || spelt_out() || stand_for(&body)) {
        return None;
    }
    let entries = body
        .iter()
        .map(|row| KeyEntry {
            heading: None,
            code: Some(cell(row.row, code.at.col)),
            meaning: Some(cell(row.row, meaning.at.col)),
            scale: None,
            ends: None,
            source: None,
        })
        .collect();
    // `Letter` names no field.
    let region = KeyRegion {
        entries,
        code_heading: Some(code.at).filter(|_| !is_code && !sources),
    };
    let why = format!("row {} heads a list of codes and their meanings", first.row);
    taken(rest.get(..body.len() + 1)?, region, why)
}

/// Whether all that stands below the first of two columns up to a blank row is written as codes are, each other than the
/// rest, and none of the words beside them is: whatever the field is called, its codes are told there.
fn heads_codes(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> bool {
    const FEWEST: usize = 2;
    const MOST_WORDS: usize = 12;
    let Some((head, below)) = rest.split_first() else {
        return false;
    };
    let mut last = head.row;
    let mut codes: Vec<String> = Vec::new();
    for row in below {
        let follows = row.row.get() == last.get() + 1;
        let [code, meaning] = row.cells.as_slice() else {
            if follows {
                return false;
            }
            break;
        };
        if !follows {
            break;
        }
        last = row.row;
        let (code, meaning) = (code.text().trim().to_owned(), meaning.text());
        let words = meaning.chars().any(char::is_lowercase);
        // What was said or done with somebody is no meaning of a code.
        let bars = familiar.lists(&code)
            || is_election(&code)
            || codes.contains(&code)
            || speaks_of_people(&meaning)
            || meaning.split_whitespace().count() > MOST_WORDS;
        if !explain::is_codelike(&code) || bars || !words {
            return false;
        }
        codes.push(code);
    }
    codes.len() >= FEWEST
}

/// `GE19`, `LE2021`: an election with its year, and no code.
fn is_election(code: &str) -> bool {
    let letters = code.chars().take_while(char::is_ascii_uppercase).count();
    let digits = code.len() - letters;
    (2..=4).contains(&letters) && matches!(digits, 2 | 4)
}

/// `Name | What it means` over headings: known ones, or written as no word is: `LD_X_v4`.
fn of_headings(
    head: &Cell,
    meaning: &Cell,
    rest: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> Option<Taken> {
    const FEWEST_WORDS: usize = 3;
    const LONGEST_LIKE_CODES: usize = 4;
    let named = familiar.knows(head.text().trim());
    if !named || !familiar.explains(meaning.text().trim()) || familiar.explains(head.text().trim())
    {
        return None;
    }
    let is_entry = |row: &&RowShape<'_>| match row.cells.as_slice() {
        [a, b] => {
            let text = a.text();
            let text = text.trim();
            let written = text.contains('_') || text.chars().any(|c| c.is_ascii_digit());
            let words = b.text().split_whitespace().count();
            a.at.col == head.at.col
                && b.at.col == meaning.at.col
                && text.chars().count() > 2
                && text.chars().any(char::is_alphabetic)
                && (familiar.knows(text) || (written && !text.contains(' ')))
                && words >= FEWEST_WORDS
        }
        _ => false,
    };
    let body: Vec<&RowShape<'_>> = rest.iter().skip(1).take_while(is_entry).collect();
    let entries: Vec<KeyEntry> = body
        .iter()
        .map(|row| told_of(cell(row.row, head.at.col), cell(row.row, meaning.at.col)))
        .collect();
    body.first()?;
    // `Voting intention | Meaning` over `V1` and `V2` is a list of codes.
    let like_codes = |row: &&RowShape<'_>| {
        let text = row.cells.first().map(|cell| cell.text());
        text.is_some_and(|text| {
            let text = text.trim();
            text.chars().count() <= LONGEST_LIKE_CODES
                && !text.contains('_')
                && !familiar.knows(text)
        })
    };
    if body.iter().all(like_codes) {
        return None;
    }
    let region = KeyRegion {
        entries,
        code_heading: None,
    };
    let why = format!("row {} heads headings and their meanings", head.at.row);
    taken(rest.get(..body.len() + 1)?, region, why)
}

/// `Turnout | 0 to 100. Higher is more likely.` over others of its kind: beside each of a few words stands a
/// sentence, and most of these give a scale or a list of codes. Nobody holds such a thing of a person.
fn of_sentences(rest: &[RowShape<'_>]) -> Option<Taken> {
    const LONGEST_CODE: usize = 4;
    const FEWEST: usize = 2;
    const FEWEST_WORDS: usize = 4;
    const MOST_WORDS: usize = 8;
    let words = |cell: &Cell| cell.text().split_whitespace().count();
    let explains = |cell: &Cell| {
        let text = cell.text();
        let codes = explain::codes(&text);
        // `2019 = member`, `Poster = no` tell of the person.
        let are_codes = !codes.is_empty()
            && codes.iter().all(|told| {
                explain::is_codelike(&told.code)
                    && told.code.len() <= LONGEST_CODE
                    && !pairs::is_yes_or_no(told.meaning.trim())
                    && !is_year(&told.code)
            });
        are_codes || explain::scale(&text).is_some()
    };
    // `0.62 (0 to 1, higher is likelier)`, `72 on a scale of 0 to 100`: a value, and its scale behind it.
    let is_valued = |cell: &Cell| {
        let text = cell.text();
        let mut words = text.split_whitespace();
        let first = words.next().unwrap_or_default();
        let number = first.trim_end_matches('%').parse::<f64>().is_ok();
        // `1 = would never vote for us, 10 = certain` is a list of codes.
        number
            && !words
                .next()
                .is_some_and(|next| matches!(next, "to" | "=" | "is" | "means"))
    };
    let [heading, told] = rest.first()?.cells.as_slice() else {
        return None;
    };
    if !explains(told) || is_valued(told) {
        return None;
    }
    let is_entry = |row: &&RowShape<'_>| match row.cells.as_slice() {
        [a, b] => {
            a.at.col == heading.at.col
                && b.at.col == told.at.col
                && rows::is_wordy(a)
                && words(a) <= MOST_WORDS
                && words(b) >= FEWEST_WORDS
        }
        _ => false,
    };
    let body: Vec<&RowShape<'_>> = rest.iter().take_while(is_entry).collect();
    let explaining = body.iter().filter_map(|row| row.cells.get(1));
    let explaining = explaining.filter(|cell| explains(cell)).count();
    let valued = body.iter().filter_map(|row| row.cells.get(1));
    let valued = valued.into_iter().any(|cell| is_valued(cell));
    if valued || explaining < FEWEST || explaining * 2 <= body.len() {
        return None;
    }
    let entries = body.iter();
    let entries =
        entries.map(|row| told_of(cell(row.row, heading.at.col), cell(row.row, told.at.col)));
    let region = KeyRegion {
        entries: entries.collect(),
        code_heading: None,
    };
    let why =
        "what stands beside the words of one column gives their scales and codes in sentences"
            .to_owned();
    taken(rest.get(..body.len())?, region, why)
}

/// `Voter ID: L | has promised to vote Labour` over `Voter ID: T | Conservative`: headings with one of their codes
/// each, and beside them what it stands for. Headings with a scale or a sentence may stand among them.
fn of_labelled(rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<Taken> {
    const FEWEST: usize = 2;
    const FEWEST_WORDS: usize = 4;
    let [first, beside] = rest.first()?.cells.as_slice() else {
        return None;
    };
    let labelled = |row: &RowShape<'_>| match row.cells.as_slice() {
        [a, b] => {
            let (heading, code) = labelled_code(&a.text())?;
            let meaning = b.text();
            let meaning = meaning.trim();
            let words = meaning.split_whitespace().count();
            let in_words = meaning.chars().any(char::is_alphabetic)
                && (words >= FEWEST_WORDS || !meaning.contains(char::is_numeric))
                && !explain::is_codelike(meaning)
                && !pairs::is_yes_or_no(meaning)
                && !speaks_of_people(meaning);
            in_words.then_some((heading, code, meaning.to_owned()))
        }
        _ => None,
    };
    let is_told = |row: &RowShape<'_>| match row.cells.as_slice() {
        [a, b] => {
            let (heading, told) = (a.text(), b.text());
            familiar.knows(heading.trim())
                && told.split_whitespace().count() >= FEWEST_WORDS
                && (explain::scale(&told).is_some() || !explain::codes(&told).is_empty())
        }
        _ => false,
    };
    let in_columns = |row: &&RowShape<'_>| match row.cells.as_slice() {
        [a, b] => a.at.col == first.at.col && b.at.col == beside.at.col,
        _ => false,
    };
    let body = rest.iter().take_while(in_columns);
    let body: Vec<&RowShape<'_>> = body
        .take_while(|row| labelled(row).is_some() || is_told(row))
        .collect();
    let codes: Vec<(String, String, String)> =
        body.iter().filter_map(|row| labelled(row)).collect();
    // Each heading has several codes, and each of these another meaning.
    let of = |heading: &str| {
        codes
            .iter()
            .filter(|told| told.0 == heading)
            .collect::<Vec<_>>()
    };
    let are_lists = codes.iter().all(|(heading, code, meaning)| {
        let own = of(heading);
        let same = own
            .iter()
            .filter(|told| told.1 == *code || told.2 == *meaning);
        own.len() >= FEWEST && same.count() == 1
    });
    if codes.len() < FEWEST || !are_lists {
        return None;
    }
    let entries = body.iter().filter_map(|row| {
        let [a, b] = row.cells.as_slice() else {
            return None;
        };
        let code = labelled(row).is_some().then_some(a.at);
        Some(KeyEntry {
            code,
            ..told_of(a.at, b.at)
        })
    });
    let region = KeyRegion {
        entries: entries.collect(),
        code_heading: None,
    };
    let why = "headings stand with one of their codes each beside what it means".to_owned();
    taken(rest.get(..body.len())?, region, why)
}

/// `Voter ID: L`: a heading and one of its codes, in one cell.
pub(in crate::recognise) fn labelled_code(text: &str) -> Option<(String, String)> {
    const LONGEST_CODE: usize = 4;
    let (heading, code) = text.rsplit_once(": ").or_else(|| text.rsplit_once(" = "))?;
    let (heading, code) = (heading.trim(), code.trim());
    let letters = heading.chars().filter(|c| c.is_alphabetic()).count();
    let is_code = code.chars().count() <= LONGEST_CODE
        && explain::is_codelike(code)
        && !is_year(code)
        && !is_election(code);
    (letters > 1 && !heading.ends_with(':') && is_code)
        .then(|| (heading.to_owned(), code.to_owned()))
}

/// Takes rows, the first of which may head the others, for a key.
fn taken(rows: &[RowShape<'_>], key: KeyRegion, why: String) -> Option<Taken> {
    Some(Taken {
        rows: rows.len(),
        region: Region {
            title: Vec::new(),
            first: rows.first()?.row,
            last: rows.last()?.row,
            body: Body::Key(key),
            why,
            runner_up: None,
        },
    })
}

/// A heading and what is told of it.
fn told_of(heading: CellAt, meaning: CellAt) -> KeyEntry {
    KeyEntry {
        heading: Some(heading),
        code: None,
        meaning: Some(meaning),
        scale: None,
        ends: None,
        source: None,
    }
}

/// `2019`
fn is_year(text: &str) -> bool {
    const FROM: u32 = 1900;
    const TO: u32 = 2099;
    text.len() == 4
        && text
            .parse()
            .is_ok_and(|year: u32| (FROM..=TO).contains(&year))
}

/// Whether the rows are codes with names, each once: neither a log of letters with their dates nor a
/// list of points.
fn stand_for(body: &[&RowShape<'_>]) -> bool {
    let mut codes: Vec<String> = Vec::new();
    let named = body.iter().all(|row| {
        let [code, name] = row.cells.as_slice() else {
            return false;
        };
        codes.push(code.text().trim().to_owned());
        let name = name.text();
        name.chars().any(char::is_alphabetic) && !name.chars().any(|c| c.is_ascii_digit())
    });
    let all = codes.len();
    codes.sort();
    codes.dedup();
    named && codes.len() == all
}

/// What a title names on a sheet: `outcomes` of `Log sheet, outcomes`.
pub(crate) fn sheet_named(title: &str) -> Option<&str> {
    let (_, named) = title.split_once(" sheet, ")?;
    let named = named.trim().trim_end_matches(':');
    (!named.is_empty()).then_some(named)
}

/// The letter of the column that a title names: `Elector sheet, column F - how the elector said they would vote`.
pub(crate) fn column_named(title: &str) -> Option<&str> {
    let (_, behind) = title
        .split_once("column ")
        .or_else(|| title.split_once("Column "))?;
    let end = behind
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(behind.len());
    let letter = behind.get(..end)?;
    let upper = letter.bytes().all(|byte| byte.is_ascii_uppercase());
    (upper && (1..=2).contains(&letter.len())).then_some(letter)
}

/// A title that announces codes (`Support codes:`), and below it at least two short codes, each with
/// words beside it.
fn announced(title: &Cell, rest: &[RowShape<'_>], familiar: &dyn Familiarity) -> Option<Taken> {
    const LONGEST_CODE: usize = 4;
    const LONGEST_NAME: usize = 12;
    const WORDS: usize = 4;
    let text = title.text();
    let names_codes = text
        .to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word_lists().layout.key_titles.has(word));
    let names_column = column_named(&text).is_some();
    // `Letters in "How we know"` and `Log sheet, outcomes` over nothing but codes.
    let names_sheet = sheet_named(&text).is_some();
    let names_heading = || {
        let (_, behind) = [" in ", " for ", " of ", " under "]
            .iter()
            .find_map(|join| text.split_once(join))?;
        let named = behind.trim().trim_matches(|c: char| !c.is_alphanumeric());
        Some(familiar.knows(named) || !familiar.uses(named).is_empty())
    };
    // `Letters received` is a log of them.
    let over_codes = || {
        let named = names_sheet || (names_codes && names_heading() == Some(true));
        named && heads_codes(rest, familiar)
    };
    let announces = names_codes && familiar.announces_key(text.trim());
    if !(names_column || announces || over_codes()) {
        return None;
    }
    // The list may have headings of its own, which say more than the title.
    if take(rest.get(1..)?, familiar).is_some() {
        return None;
    }
    let is_entry = |row: &&RowShape<'_>| match row.cells.as_slice() {
        [a, b] => {
            let code = a.text();
            let code = code.trim();
            let is_code = code.chars().count() <= LONGEST_CODE;
            // Among codes, the name of a column with a sentence beside it.
            let names = !code.contains(char::is_whitespace)
                && code.chars().count() <= LONGEST_NAME
                && b.text().split_whitespace().count() >= WORDS;
            (is_code || (announces && names)) && b.text().chars().any(char::is_alphabetic)
        }
        _ => false,
    };
    let body: Vec<&RowShape<'_>> = rest.iter().skip(1).take_while(is_entry).collect();
    if body.len() < if names_column { 1 } else { 2 } {
        return None;
    }
    let entries = body
        .iter()
        .filter_map(|row| match row.cells.as_slice() {
            [a, b] => Some(KeyEntry {
                heading: None,
                code: Some(a.at),
                meaning: Some(b.at),
                scale: None,
                ends: None,
                source: None,
            }),
            _ => None,
        })
        .collect();
    let region = KeyRegion {
        entries,
        code_heading: Some(title.at),
    };
    let why = format!(
        "row {} announces codes, and codes with their meanings follow",
        title.at.row
    );
    taken(rest.get(..body.len() + 1)?, region, why)
}

/// `Item | Where we got it | When` over `Name, Address | electoral register | 2025`: where fields came from, and no value of
/// any. Most of what stands in the first column names a field. Where the column of the fields is not called so, `Source |
/// What it supplied`, they are lists, and no field is in two of them.
fn of_sources(
    head: &RowShape<'_>,
    rest: &[RowShape<'_>],
    familiar: &dyn Familiarity,
) -> Option<Taken> {
    const MOST_COLUMNS: usize = 3;
    let uses = |cell: &Cell| familiar.uses(cell.text().trim());
    let heads = |cell: &&&Cell| {
        uses(cell).contains(&ColumnUse::Heading) && !familiar.knows(cell.text().trim())
    };
    let called = head.cells.iter().find(heads).map(|cell| cell.at.col);
    let lists = &word_lists().layout;
    let written = |cell: &Cell| cell.text().trim().to_lowercase();
    // `Origin` over words is a place of birth, but not beside what it supplied.
    let says_source =
        |cell: &Cell| uses(cell) == [ColumnUse::Source] || lists.sources.has(&written(cell));
    let sources = head
        .cells
        .iter()
        .find(|cell| Some(cell.at.col) != called && says_source(cell))?
        .at
        .col;
    let says_when = |cell: &Cell| {
        let label = Label::new(&cell.text());
        let mut words = label.words().iter();
        words.all(|word| lists.when.has(word))
    };
    let others = head
        .cells
        .iter()
        .filter(|cell| cell.at.col != sources && Some(cell.at.col) != called && !says_when(cell));
    let others: Vec<&Cell> = others.copied().collect();
    let of_source = head.cells.iter().find(|cell| cell.at.col == sources);
    let is_source = of_source.is_some_and(|cell| uses(cell) == [ColumnUse::Source]);
    // `Data | Obtained from`: a source alone may stand over what was sent.
    let says_from = is_source && of_source.is_some_and(|cell| written(cell).contains(' '));
    let lists_supplied = |cell: &Cell| {
        let text = written(cell);
        lists.supplied.has(&text)
            || (is_source && lists.supplied_by_source.has(&text))
            || (says_from && lists.supplied_from.has(&text))
    };
    let fields = match (called, others.as_slice()) {
        (Some(called), []) => called,
        (None, [only]) if lists_supplied(only) => only.at.col,
        _ => return None,
    };
    if head.cells.len() > MOST_COLUMNS {
        return None;
    }
    let at = |row: &RowShape<'_>, col: ColNo| {
        let cell = row.cells.iter().find(|cell| cell.at.col == col);
        cell.map(|cell| cell.at)
    };
    let mut last = head.row;
    let body: Vec<&RowShape<'_>> = rest
        .iter()
        .skip(1)
        .take_while(|row| {
            let follows = row.row.get() == last.get() + 1;
            last = row.row;
            follows && at(row, fields).is_some() && row.cells.len() <= head.cells.len()
        })
        .collect();
    let names_field = |row: &&&RowShape<'_>| {
        let cell = row.cells.iter().find(|cell| cell.at.col == fields);
        cell.is_some_and(|cell| {
            let text = cell.text();
            let mut pieces = text.split([',', ';', '\n']);
            pieces.any(|piece| familiar.knows(piece.trim()))
        })
    };
    let named = body.iter().filter(names_field).count();
    if named == 0 || named * 2 < body.len() {
        return None;
    }
    if called.is_none() && !lists_fields(&body, fields, familiar) {
        return None;
    }
    let entries = body.iter().map(|row| KeyEntry {
        heading: at(row, fields),
        code: None,
        meaning: None,
        scale: None,
        ends: None,
        source: at(row, sources),
    });
    let region = KeyRegion {
        entries: entries.collect(),
        code_heading: None,
    };
    let why = format!("row {} heads fields and where they came from", head.row);
    taken(rest.get(..body.len() + 1)?, region, why)
}

/// Whether a column lists names of fields, several in a cell and none in two: what a source has given, and no choices of
/// the person's, which are made again and again.
fn lists_fields(body: &[&RowShape<'_>], col: ColNo, familiar: &dyn Familiarity) -> bool {
    const FEWEST: usize = 4;
    let cells = body.iter().flat_map(|row| &row.cells);
    let texts: Vec<String> = cells
        .filter(|cell| cell.at.col == col)
        .map(|cell| cell.text().to_lowercase())
        .collect();
    let rows = texts.iter().map(|text| {
        let pieces: Vec<&str> = text.split([',', ';', '\n']).map(str::trim).collect();
        let known = pieces.iter().filter(|piece| familiar.knows(piece));
        (known.copied().collect::<Vec<_>>(), pieces.len())
    });
    let rows: Vec<(Vec<&str>, usize)> = rows.collect();
    // A cell that is more than names of fields holds what somebody said.
    let is_list =
        |(known, pieces): &(Vec<&str>, usize)| !known.is_empty() && known.len() * 2 >= *pieces;
    let mut known: Vec<&str> = rows
        .iter()
        .flat_map(|(known, _)| known.iter().copied())
        .collect();
    let all = known.len();
    known.sort_unstable();
    known.dedup();
    rows.len() == body.len()
        && rows.iter().all(is_list)
        && rows.iter().any(|(known, _)| known.len() > 1)
        && known.len() == all
        && all >= FEWEST
}

/// Takes a region for a key where its headings say so (`Field | Meaning | Scale`), or where its
/// title or sheet announces one.
pub(super) fn reconsider(table: &Table, region: Region, familiar: &dyn Familiarity) -> Region {
    let announced = table
        .name()
        .is_some_and(|name| familiar.announces_key(name))
        || region
            .title
            .iter()
            .any(|at| familiar.announces_key(&text_at(table, *at)));
    match &region.body {
        Body::Records(records) => {
            let uses: Uses = records
                .columns
                .iter()
                .map(|column| (column.col, familiar.uses(&heading_text(table, column))))
                .collect();
            let all_used = uses.values().all(|uses| !uses.is_empty());
            if !(all_used && is_key(&uses, announced)) {
                return region;
            }
            let rows = records.records.iter();
            let entries = rows.map(|row| entry(table, *row, &uses)).collect();
            become_key(region, entries)
        }
        Body::Pairs(pairs) => {
            // Only the columns of this block: another may stand beside it.
            let of =
                |pick: fn(&super::Pair) -> crate::provenance::ColNo| pairs.pairs.iter().map(pick);
            let from = of(|pair| pair.heading.col).min();
            // `Code | Field | Meaning`: the codes stand before the headings.
            let code = table
                .row(region.first)
                .iter()
                .rev()
                .find(|cell| !cell.is_blank() && Some(cell.at.col) < from);
            let code = code.filter(|cell| familiar.uses(cell.text().trim()) == [ColumnUse::Code]);
            let from = code.map_or(from, |code| Some(code.at.col));
            let to = of(|pair| {
                [pair.meaning, pair.scale, pair.source]
                    .iter()
                    .flatten()
                    .map(|at| at.col)
                    .fold(pair.value.col, std::cmp::max)
            })
            .max();
            let head = table.row(region.first);
            let shape = RowShape {
                row: region.first,
                cells: head
                    .iter()
                    .filter(|cell| {
                        !cell.is_blank() && Some(cell.at.col) >= from && Some(cell.at.col) <= to
                    })
                    .collect(),
            };
            // What a third column of `List | Code | Stands for` holds shows below it.
            let below: Vec<RowShape<'_>> = match shape.cells.len() {
                3 => rows::shapes(table)
                    .into_iter()
                    .filter(|row| row.row > region.first && row.row <= region.last)
                    .collect(),
                _ => Vec::new(),
            };
            let uses = columns::listing(&shape, &below, familiar);
            let explained = uses
                .as_ref()
                .is_some_and(|uses| values_explain(table, pairs, uses));
            let says_so = match &uses {
                Some(uses) => is_key(uses, announced || explained),
                None => announced && !holds_values(table, pairs),
            };
            if !says_so {
                return region;
            }
            let entries = match &uses {
                Some(uses) => pairs
                    .pairs
                    .iter()
                    .map(|pair| entry(table, pair.heading.row, uses))
                    .collect(),
                None => pairs
                    .pairs
                    .iter()
                    .map(|pair| KeyEntry {
                        heading: Some(pair.heading),
                        code: None,
                        meaning: Some(pair.value),
                        scale: pair.meaning,
                        ends: None,
                        source: pair.source,
                    })
                    .collect(),
            };
            become_key(region, entries)
        }
        Body::Key(_) | Body::Notes(_) => region,
    }
}

/// Meanings or scales beside headings or codes, and no column of values; in an announced key a
/// column called `Value` or `Code` holds codes.
fn is_key(uses: &Uses, announced: bool) -> bool {
    let has = |wanted: ColumnUse| uses.values().any(|uses| uses.contains(&wanted));
    let ends = has(ColumnUse::Lowest) && has(ColumnUse::Highest);
    let explains = has(ColumnUse::Meaning) || has(ColumnUse::Scale) || ends;
    let values = has(ColumnUse::Value);
    if has(ColumnUse::Code) {
        return explains;
    }
    let heads = has(ColumnUse::Heading) || (announced && values);
    explains && heads && (announced || !values)
}

/// Whether a column called `Values` beside one of meanings holds lists of codes or scales: most of
/// its cells read like one.
fn values_explain(table: &Table, pairs: &super::PairsRegion, uses: &Uses) -> bool {
    let has = |wanted: ColumnUse| uses.values().any(|uses| uses.contains(&wanted));
    if !has(ColumnUse::Meaning) || !has(ColumnUse::Value) || !has(ColumnUse::Heading) {
        return false;
    }
    let texts: Vec<String> = pairs
        .pairs
        .iter()
        .map(|pair| text_at(table, pair.value))
        .filter(|text| !text.is_empty())
        .collect();
    let explaining = texts
        .iter()
        .filter(|text| !explain::codes(text).is_empty() || explain::scale(text).is_some());
    !texts.is_empty() && explaining.count() * 2 >= texts.len()
}

/// Whether most of what stands beside the headings is answers, numbers and the like, one word each: under
/// `Help` may stand what the person offered.
fn holds_values(table: &Table, pairs: &super::PairsRegion) -> bool {
    let texts = pairs.pairs.iter().map(|pair| text_at(table, pair.value));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    let is_short = |text: &&String| !text.trim().contains(char::is_whitespace);
    texts.iter().filter(is_short).count() * 2 > texts.len()
}

fn entry(table: &Table, row: crate::provenance::RowNo, uses: &Uses) -> KeyEntry {
    let of = |wanted: ColumnUse| {
        let at = cell(row, columns::column(uses, wanted)?);
        table
            .cell(at)
            .is_some_and(|cell| !cell.is_blank())
            .then_some(at)
    };
    // Under `Values`, beside a heading and its meaning, stands a list of codes or a scale.
    let lists = of(ColumnUse::Heading).is_some()
        && of(ColumnUse::Value).is_some_and(|at| {
            let text = text_at(table, at);
            !explain::codes(&text).is_empty() || explain::scale(&text).is_some()
        });
    KeyEntry {
        heading: of(ColumnUse::Heading),
        code: of(ColumnUse::Code).or_else(|| of(ColumnUse::Value).filter(|_| !lists)),
        meaning: of(ColumnUse::Meaning),
        scale: of(ColumnUse::Scale).or_else(|| of(ColumnUse::Value).filter(|_| lists)),
        ends: of(ColumnUse::Lowest)
            .zip(of(ColumnUse::Highest))
            .map(|(lowest, highest)| [lowest, highest]),
        source: of(ColumnUse::Source),
    }
}

fn become_key(region: Region, mut entries: Vec<KeyEntry>) -> Region {
    // A heading that is written once stands for the rows below it.
    let mut heading = None;
    for entry in &mut entries {
        match entry.heading {
            Some(at) => heading = Some(at),
            None => entry.heading = heading,
        }
    }
    Region {
        why: format!(
            "{}; it explains headings or codes and holds no values",
            region.why
        ),
        body: Body::Key(KeyRegion {
            entries,
            code_heading: None,
        }),
        ..region
    }
}
