//! Keys without headings of their own: lines and tables that begin with the headings of a table
//! elsewhere in the response, and say what they mean.
//!
//! ```text
//! vid,party support told at the door,A = against; L = for
//! ```

use std::collections::{BTreeSet, HashMap};

use crate::codebook::Label;
use crate::codebook::word_lists::word_lists;
use crate::document::{Cell, Document, Part, Passage, Table, TableForm};
use crate::provenance::{ColNo, Location};
use crate::recognise::below;
use crate::recognise::blocks::{SourceOf, TableAt};
use crate::recognise::explain;
use crate::recognise::heading::Recogniser;
use crate::recognise::keys::KeyText;
use crate::recognise::layout::{Body, ColumnUse, Layout, Region};
use crate::recognise::survey::Note;

/// Fewer entries than this are no key.
const FEWEST: usize = 2;
/// And a sentence so many.
const WORDS_OF_SENTENCE: usize = 5;
/// A text that describes a field has at least so many words.
const WORDS: usize = 3;

/// The headings of the tables of a response: what stands in the first filled row of each, and in the first
/// column.
pub(super) struct Heads {
    above: HashMap<String, BTreeSet<TableAt>>,
    beside: HashMap<String, BTreeSet<TableAt>>,
}

impl Heads {
    /// The headings of a document.
    pub(super) fn of(document: &Document) -> Self {
        let mut above: HashMap<String, BTreeSet<TableAt>> = HashMap::new();
        let mut beside: HashMap<String, BTreeSet<TableAt>> = HashMap::new();
        // One table alone has no key beside it.
        let tables = document
            .parts
            .iter()
            .map(|part| part.tables.len())
            .sum::<usize>();
        let several = document.parts.len() > 1 || tables > 1;
        for part in document.parts.iter().filter(|_| several) {
            for (number, table) in part.tables.iter().enumerate() {
                let here = (part.id, number);
                let rows = || table.cells.chunk_by(|a, b| a.at.row == b.at.row);
                let filled = |row: &&[Cell]| row.iter().filter(|cell| !cell.is_blank()).count();
                // Below its titles.
                let heading = rows().find(|row| filled(row) > 1).into_iter();
                for cell in heading.flatten().filter(|cell| !cell.is_blank()) {
                    let key = Label::new(&cell.text()).key().to_owned();
                    above.entry(key).or_default().insert(here);
                }
                for row in rows() {
                    let Some(cell) = row.iter().find(|cell| !cell.is_blank()) else {
                        continue;
                    };
                    let key = Label::new(&cell.text()).key().to_owned();
                    beside.entry(key).or_default().insert(here);
                }
            }
        }
        Self { above, beside }
    }

    /// Whether the response is one table, which has nothing beside it.
    pub(super) fn are_of_one_table(&self) -> bool {
        self.above.is_empty() && self.beside.is_empty()
    }

    /// The tables in which a text heads a column.
    pub(super) fn tables_headed(&self, text: &str) -> impl Iterator<Item = TableAt> {
        let label = Label::new(text);
        let tables = self.above.get(label.key()).filter(|_| !label.is_empty());
        tables.into_iter().flatten().copied()
    }

    /// How many headings stand above the columns of a table.
    pub(super) fn headings_of(&self, table: TableAt) -> usize {
        let tables = self.above.values();
        tables.filter(|of| of.contains(&table)).count()
    }

    /// Whether a text heads a column in another part.
    fn head_elsewhere(&self, text: &str, part: &Part) -> bool {
        let other = |(one, _): &TableAt| *one != part.id;
        stands(&self.above, text, other)
    }

    /// Whether a text heads a column or a row in another part.
    fn names_elsewhere(&self, text: &str, part: &Part) -> bool {
        let other = |(one, _): &TableAt| *one != part.id;
        self.head_elsewhere(text, part) || stands(&self.beside, text, other)
    }

    /// Whether a text heads a column in another table.
    fn above_another(&self, text: &str, here: TableAt) -> bool {
        stands(&self.above, text, |one: &TableAt| *one != here)
    }

    /// Whether a text heads a column or a row in another table.
    pub(super) fn names_in_another(&self, text: &str, here: TableAt) -> bool {
        let other = |one: &TableAt| *one != here;
        stands(&self.above, text, other) || stands(&self.beside, text, other)
    }
}

/// Whether a text heads something in one of some tables.
fn stands(
    known: &HashMap<String, BTreeSet<TableAt>>,
    text: &str,
    wanted: impl Fn(&TableAt) -> bool,
) -> bool {
    // Most responses are one table.
    if known.is_empty() {
        return false;
    }
    let label = Label::new(text);
    let tables = known.get(label.key());
    !label.is_empty() && tables.is_some_and(|tables| tables.iter().any(wanted))
}

/// A table that is a key without headings of its own.
pub(super) struct BareKey {
    pub entries: Vec<KeyText>,
    /// What it says of where whole objects came from.
    pub of_blocks: Vec<SourceOf>,
    /// How it is laid out.
    pub layout: Layout,
    /// Whether what it explains stands in the same part.
    pub in_this_part: bool,
}

impl BareKey {
    /// A key that is the whole of a table: its entries and why it is one; nothing where it has no cell.
    pub(super) fn of_whole(table: &Table, entries: Vec<KeyText>, why: String) -> Option<Self> {
        let region = Region {
            title: Vec::new(),
            first: table.cells.first()?.at.row,
            last: table.cells.last()?.at.row,
            body: Body::Notes(Vec::new()),
            why,
            runner_up: None,
        };
        Some(Self {
            entries,
            of_blocks: Vec::new(),
            layout: Layout {
                regions: vec![region],
            },
            in_this_part: false,
        })
    }
}

/// The key that a table is; nothing where it is none.
pub(super) fn of_table(
    part: &Part,
    number: usize,
    table: &Table,
    heads: &Heads,
    recogniser: &Recogniser<'_>,
) -> Option<BareKey> {
    if heads.above.is_empty() {
        return None;
    }
    let rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let sources = column_of_sources(table, recogniser);
    let (mut entries, mut explaining, mut telling, mut all) = (Vec::new(), 0usize, 0usize, 0usize);
    let (mut in_this_part, mut of_person, mut rows_of_key) = (false, false, 0usize);
    let mut title: Option<String> = None;
    for row in rows {
        let mut texts = row.iter().filter(|cell| !cell.is_blank());
        let Some(first) = texts.next() else { continue };
        all += 1;
        let head = first.text();
        let source = texts.clone().find(|cell| Some(cell.at.col) == sources);
        let mut texts = texts.filter(|cell| Some(cell.at.col) != sources).peekable();
        let second = texts.peek().map_or(first.at, |cell| cell.at);
        let rest: Vec<String> = texts.map(|cell| cell.text().trim().to_owned()).collect();
        let Some((meaning, more)) = rest.split_first() else {
            title.get_or_insert_with(|| head.trim().to_lowercase());
            continue;
        };
        // A row of headings is that of a second record; the same heading as a screen shows it is none:
        // `Petition__c | Petition`.
        let shown = || Label::new(&head).key() == Label::new(meaning).key();
        if heads.names_in_another(meaning, (part.id, number)) && !shown() {
            continue;
        }
        let here = (part.id, number);
        let known =
            |name: &str| heads.head_elsewhere(name, part) || heads.names_in_another(name, here);
        let names = names_of(&head, known);
        // `ST A | has said that they will vote for us`
        let coded = head_and_code(&head).filter(|(name, _)| names.is_empty() && known(name));
        if let Some((name, code)) = coded {
            in_this_part |= !heads.head_elsewhere(name, part);
            explaining += usize::from(explains(meaning));
            telling += 1;
            rows_of_key += 1;
            entries.push(KeyText {
                heading: Some(name.to_owned()),
                code: Some(code.to_owned()),
                meaning: meaning.clone(),
                scale: more.join("; "),
                source: None,
                at: Location {
                    part: part.id,
                    place: table.place(second),
                },
            });
            continue;
        }
        let Some(only) = names.first() else {
            continue;
        };
        in_this_part |= !heads.head_elsewhere(only, part);
        explaining += usize::from(rest.iter().any(|text| explains(text)));
        telling += usize::from(rest.iter().any(|text| tells(text)));
        of_person |= rest.iter().any(|text| speaks_of_people(text));
        let place = |at| Location {
            part: part.id,
            place: table.place(at),
        };
        let source = source.map(|cell| Note {
            text: cell.text().trim().to_owned(),
            at: place(cell.at),
            hidden: cell.hidden,
        });
        rows_of_key += 1;
        entries.extend(names.iter().map(|name| KeyText {
            heading: Some((*name).to_owned()),
            code: None,
            meaning: meaning.clone(),
            scale: more.join("; "),
            source: source.clone(),
            at: place(second),
        }));
    }
    // `Question | Wording | Answers` over `Q1 | ...`: the first names the column that holds the others elsewhere.
    let heads_column = |entry: &KeyText| {
        let name = entry.heading.as_deref().unwrap_or_default();
        heads.above_another(name, (part.id, number))
    };
    if let Some((head, others)) = entries.split_first()
        && others.len() >= FEWEST
        && heads_column(head)
        && !tells(&head.meaning)
        && !others.iter().any(heads_column)
    {
        entries.remove(0);
        rows_of_key -= 1;
    }
    tell_codes(&mut entries);
    let first = table.cells.first()?.at.row;
    let last = table.cells.last()?.at.row;
    // Two tables of one file, or two lists of pairs, may be two records of one person, answers, or a log.
    // Or where each says in a sentence what it is, and most give a scale or codes.
    let in_sentences = entries
        .iter()
        .all(|entry| entry.meaning.split_whitespace().count() >= WORDS_OF_SENTENCE);
    let coded = entries
        .iter()
        .filter(|entry| tells_codes(&entry.meaning))
        .count();
    let told_so = in_sentences && coded * 2 >= entries.len();
    let sure = (telling == rows_of_key || told_so) && !has_heading_twice(&entries);
    let told = !of_person && (!in_this_part || sure);
    // `{"notes": {"score": "Likelihood of voting for us, 0 lowest to 100 highest"}}`
    let announced = title.is_some_and(|title| word_lists().bare_keys.titles.has(&title));
    let one = matches!(entries.as_slice(), [only] if tells_codes(&only.meaning))
        && all <= FEWEST
        && announced;
    // A list of terms in which each says something to the person - `Your family name` - is of words, and holds no values.
    let to_person = |entry: &KeyText| {
        let label = Label::new(&entry.meaning);
        let mut words = label.words().iter();
        below::says_what_it_is(&entry.meaning)
            || (label.words().len() >= WORDS
                && words.any(|word| word_lists().bare_keys.to_person.has(word)))
    };
    let of_words = table.form == TableForm::Terms
        && rows_of_key == all
        && entries.len() >= FEWEST
        && entries.iter().all(to_person);
    let most = rows_of_key * 2 >= all && explaining * 2 > rows_of_key;
    let is_key = of_words || most && told && (one || entries.len() >= FEWEST);
    let region = Region {
        title: Vec::new(),
        first,
        last,
        body: Body::Notes(Vec::new()),
        why: "its rows begin with the headings of another table and say what they mean".to_owned(),
        runner_up: None,
    };
    is_key.then(|| BareKey {
        entries,
        of_blocks: Vec::new(),
        layout: Layout {
            regions: vec![region],
        },
        in_this_part,
    })
}

/// The column that the first full row of a table heads as that of sources: `Where it came from`.
fn column_of_sources(table: &Table, recogniser: &Recogniser<'_>) -> Option<ColNo> {
    let mut rows = table.cells.chunk_by(|a, b| a.at.row == b.at.row);
    let head = rows.find(|row| row.len() > 1)?;
    let is_source = |cell: &&Cell| {
        let uses = &recogniser.column_words(cell.text().trim()).uses;
        uses.contains(&ColumnUse::Source)
    };
    head.iter().skip(1).find(is_source).map(|cell| cell.at.col)
}

/// The fields that the first cell of a row names: one, or several, `SNAME, FNAME and PCODE`, where each is known.
fn names_of(head: &str, known: impl Fn(&str) -> bool) -> Vec<&str> {
    let head = head.trim();
    if known(head) {
        return vec![head];
    }
    let parts = head.split([',', ';', '/', '&', '\n']);
    let parts = parts.flat_map(|part| part.split(" and "));
    let parts: Vec<&str> = parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.len() > 1 && parts.iter().all(|part| known(part)) {
        true => parts,
        false => Vec::new(),
    }
}

/// A heading in capitals with one of its codes behind it: `ST A`. `Visit 1` and `Ward A` are rows of a log, and names.
fn head_and_code(head: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 3;
    const LONGEST_NAME: usize = 4;
    let (name, code) = head.trim().rsplit_once(' ')?;
    let name = name.trim();
    let capitals = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let short = code.len() <= LONGEST && name.len() <= LONGEST_NAME;
    (short && capitals(code) && capitals(name)).then_some((name, code))
}

/// Whether a heading stands twice without codes that tell its rows apart, as in a log.
fn has_heading_twice(entries: &[KeyText]) -> bool {
    let mut seen: BTreeSet<(Option<&str>, Option<&str>)> = BTreeSet::new();
    let mut all = entries.iter();
    all.any(|entry| !seen.insert((entry.heading.as_deref(), entry.code.as_deref())))
}

/// Whether a text is what somebody said, or what was noted of somebody: `When I rang she was at work`; or a number.
pub(super) fn speaks_of_people(text: &str) -> bool {
    let label = Label::new(text);
    if !text.chars().any(char::is_alphabetic) {
        return true;
    }
    let mut words = label.words().iter();
    words.any(|word| word_lists().bare_keys.people.has(word))
}

/// `Lean | S | Swing: could go either way` below `Lean | H | Hard with us`: what stands second is a code of the
/// heading, and what stands third is its meaning; or a range, `1-100`, before what it is a range of.
fn tell_codes(entries: &mut [KeyText]) {
    const LONGEST: usize = 8;
    let mut times: HashMap<Option<String>, usize> = HashMap::new();
    for entry in entries.iter() {
        *times.entry(entry.heading.clone()).or_default() += 1;
    }
    for entry in entries {
        let short = entry.meaning.chars().count() <= LONGEST;
        if !short || entry.scale.is_empty() {
            continue;
        }
        let first = std::mem::replace(&mut entry.meaning, std::mem::take(&mut entry.scale));
        match times.get(&entry.heading) {
            Some(2..) => entry.code = Some(first),
            _ => entry.scale = first,
        }
    }
}

/// Whether a text says what a field means: a list of codes, or some words.
fn explains(text: &str) -> bool {
    let words = text.split_whitespace();
    let words = words.filter(|word| {
        word.chars()
            .all(|c| c.is_alphabetic() || ",;()-'".contains(c))
    });
    words.count() >= WORDS || explain::codes(text).len() >= 2
}

/// Whether a text is sure to say what a field means: it gives a scale or codes, or begins as no answer does.
fn tells(text: &str) -> bool {
    let lower = text.to_lowercase();
    let lists = word_lists();
    let mut tells = lists.bare_keys.tells.iter();
    let mut sources = lists.lines.source.iter();
    let begins = tells.any(|begin| lower.starts_with(begin))
        || sources.any(|begin| lower.starts_with(&begin.to_lowercase()))
        || lists
            .bare_keys
            .sources
            .iter()
            .any(|says| lower.contains(says));
    explains(text) && (begins || tells_codes(text))
}

/// Whether a text gives a scale or a list of codes.
fn tells_codes(text: &str) -> bool {
    explain::scale(text).is_some() || explain::codes(text).len() >= 2
}

/// The entries of the key that the running text of a part is; nothing where it has tables, or where
/// most of its lines are no entries.
pub(super) fn of_lines(part: &Part, heads: &Heads) -> Vec<KeyText> {
    let lines: Vec<&Passage> = part.passages.iter().filter(|one| !one.quoted).collect();
    if !part.tables.is_empty() || heads.above.is_empty() {
        return Vec::new();
    }
    let by_mark = lines.iter().filter_map(|line| entry(part, line, heads));
    let by_mark: Vec<KeyText> = by_mark.collect();
    let told: Vec<Vec<KeyText>> = lines.iter().map(|line| told(part, line, heads)).collect();
    let telling = told.iter().filter(|found| !found.is_empty()).count();
    if telling <= by_mark.len() {
        let enough = by_mark.len() >= FEWEST && by_mark.len() * 2 >= lines.len();
        return if enough { by_mark } else { Vec::new() };
    }
    let (codes, titles) = below_entries(part, &lines, &told);
    // Titles between the entries, and codes below them, are of the key; some of it has to tell codes or a scale.
    let tells = !codes.is_empty() || told.iter().flatten().any(|one| tells_codes(&one.meaning));
    let others = lines.len() - if tells { codes.len() + titles } else { 0 };
    if telling < FEWEST || telling * 2 < others {
        return Vec::new();
    }
    told.into_iter().flatten().chain(codes).collect()
}

/// The codes that stand one to a line below the entry of their field, and how many lines are titles.
fn below_entries(part: &Part, lines: &[&Passage], told: &[Vec<KeyText>]) -> (Vec<KeyText>, usize) {
    const MOST_WORDS: usize = 6;
    let mut titles = 0;
    let mut codes = Vec::new();
    let mut above: Option<&str> = None;
    for (line, entries) in lines.iter().zip(told) {
        if let Some(first) = entries.first() {
            above = first.heading.as_deref().filter(|_| entries.len() == 1);
            continue;
        }
        let text = without_bullet(line.text.trim());
        let code = below::code_of_line(text).or_else(|| below::code_without_mark(text));
        if let (Some(heading), Some(code)) = (above, code) {
            codes.push(KeyText {
                heading: Some(heading.to_owned()),
                code: Some(code.code),
                meaning: code.meaning,
                scale: String::new(),
                source: None,
                at: Location {
                    part: part.id,
                    place: line.at.clone(),
                },
            });
            continue;
        }
        above = None;
        let words = text.split_whitespace().count();
        titles += usize::from(words <= MOST_WORDS && !text.ends_with(['.', ',', ';']));
    }
    // One line below a field may be a note of the same kind.
    let count = |one: &KeyText| {
        codes
            .iter()
            .filter(|other| other.heading == one.heading)
            .count()
    };
    let several: Vec<KeyText> = codes
        .iter()
        .filter(|one| count(one) >= FEWEST)
        .cloned()
        .collect();
    (several, titles)
}

/// A line without the sign of a list before it.
fn without_bullet(text: &str) -> &str {
    let bare = text.trim_start_matches(['*', '-', '\u{2022}', '\u{2013}']);
    if bare.len() < text.len() && bare.starts_with(' ') {
        bare.trim_start()
    } else {
        text
    }
}

/// What a line tells of one heading or several, behind a colon, a dash or dots that lead there: `qvd, zlf: what you told a canvasser`. A value
/// beside a heading is no such thing.
fn told(part: &Part, line: &Passage, heads: &Heads) -> Vec<KeyText> {
    let signs = [": ", " - ", " \u{2013} ", " \u{2014} "];
    let text = without_bullet(line.text.trim());
    let cuts = signs.iter().filter_map(|sign| text.split_once(sign));
    // `AGE_LO ....... Lower end of the age band`. Words before the dots may be of a form that was filled in.
    let led = text.split_once("...").map(|(names, behind)| {
        let leaders: &[char] = &['.', ' '];
        (names.trim_end(), behind.trim_start_matches(leaders))
    });
    let is_field = |name: &str| name.contains('_') || !name.contains(char::is_lowercase);
    let led = led.filter(|(name, _)| is_field(name));
    let Some((names, meaning)) = cuts.chain(led).min_by_key(|(names, _)| names.len()) else {
        return Vec::new();
    };
    // `Rented or owned` is one.
    let names: Vec<&str> = match heads.names_elsewhere(names, part) {
        true => vec![names.trim()],
        false => {
            let names = names.split([',', '/']).flat_map(|name| name.split(" and "));
            names
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .collect()
        }
    };
    let known = |name: &&&str| heads.names_elsewhere(name, part);
    if !explains(meaning) || !names.iter().any(|name| known(&name)) {
        return Vec::new();
    }
    let entries = names.iter().map(|name| KeyText {
        heading: Some((*name).to_owned()),
        code: None,
        meaning: meaning.trim().to_owned(),
        scale: String::new(),
        source: None,
        at: Location {
            part: part.id,
            place: line.at.clone(),
        },
    });
    entries.collect()
}

/// The entry that a line is: a heading, a mark behind it, and what it means.
fn entry(part: &Part, line: &Passage, heads: &Heads) -> Option<KeyText> {
    let (head, tail) = line.text.split_once([',', ';', '\t', '|'])?;
    let (meaning, scale) = match tail.split_once(['\t', '|']) {
        Some((meaning, scale)) => (meaning, scale),
        // A list of codes begins behind the last comma before its first sign.
        None => match tail.split_once('=').and_then(|(front, _)| front.rfind(',')) {
            Some(comma) => (tail.get(..comma)?, tail.get(comma + 1..)?),
            None => (tail, ""),
        },
    };
    heads.head_elsewhere(head, part).then(|| KeyText {
        heading: Some(head.trim().to_owned()),
        code: None,
        meaning: meaning.trim().to_owned(),
        scale: scale.trim().to_owned(),
        source: None,
        at: Location {
            part: part.id,
            place: line.at.clone(),
        },
    })
}

#[cfg(test)]
mod tests {
    use crate::codebook::Codebooks;
    use crate::document::Document;
    use crate::ingest::{Limits, Source, ingest_all};
    use crate::provenance::PartId;
    use crate::recognise::{Recogniser, Setting, Survey, survey};

    fn read(files: &[(&str, &str)]) -> Survey {
        let books = Codebooks::embedded();
        let recogniser = Recogniser::new(&books, None, Setting::Political);
        let parts = files.iter().zip(0..).flat_map(|((name, text), number)| {
            let source = Source {
                part: PartId(number),
                name,
                bytes: text.as_bytes(),
            };
            ingest_all(&source, &Limits::default())
        });
        survey(
            &Document {
                parts: parts.collect(),
            },
            &recogniser,
        )
    }

    /// How many codes the response gives for a heading, and how many values it has.
    fn told(survey: &Survey, heading: &str) -> (usize, usize) {
        let found = survey.headings.iter().position(|one| one.text == heading);
        let index = found.expect("the heading");
        let explanation = survey.headings[index].explanation.as_ref();
        let values = survey
            .observations
            .iter()
            .filter(|one| one.heading == index);
        (explanation.map_or(0, |one| one.codes.len()), values.count())
    }

    const DATA: &str = "Surname,Postcode,qvd,zlf\nMockford,ZZ99 3AB,A,05\n";

    #[test]
    fn lines_and_rows_that_begin_with_headings_of_a_table_explain_them() {
        let lines = "code list for data.csv\nqvd,party support told to a canvasser, as noted,A = against; L = for; D = undecided\nzlf,stage of life; 05 = mature; 08 = older\n";
        let table = "the codes\nqvd,what was said at the door,A = against; L = for; D = undecided\nzlf,stage of life,05 = mature; 08 = older\n";
        for key in [lines, table] {
            let survey = read(&[("data.csv", DATA), ("key.txt", key)]);
            assert_eq!(told(&survey, "qvd"), (3, 1), "{key}");
            assert_eq!(told(&survey, "zlf"), (2, 1), "{key}");
            assert_eq!(told(&survey, "Surname"), (0, 1), "{key}");
            assert_eq!(survey.observations.len(), 4, "{key}");
        }
    }

    #[test]
    fn lines_that_tell_of_headings_behind_a_colon_are_a_key_and_no_data() {
        let card = "Column,Content\nSurname,Mockford\nqvd,A\nzlf,05\n";
        let lines = "Key to the columns\n\nqvd, zlf: what you told our canvasser at the door\nSurname: as it stands on the register of the council\n";
        let survey = read(&[("card.csv", card), ("key.txt", lines)]);
        assert_eq!(survey.observations.len(), 3);
        let qvd = survey.headings.iter().find(|one| one.text == "qvd");
        assert!(qvd.is_some_and(|one| one.explanation.is_some()));
        // Values beside the same headings are data.
        let record = "My record\n\nqvd: L\nzlf: 08\nSurname: Mockford\n";
        let survey = read(&[("card.csv", card), ("record.txt", record)]);
        assert_eq!(survey.observations.len(), 6);
    }

    #[test]
    fn a_second_record_with_the_same_headings_is_no_key() {
        let survey = read(&[
            ("data.csv", DATA),
            (
                "card.csv",
                "Surname,Mockford\nPostcode,ZZ99 3AB\nqvd,L\nzlf,08\n",
            ),
        ]);
        assert_eq!(survey.observations.len(), 8);
        assert_eq!(told(&survey, "qvd"), (0, 1));
    }
}
