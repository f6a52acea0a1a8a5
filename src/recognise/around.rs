//! What stands round the tables of a document: the title above each, the sentences between that and the table, and the
//! paragraph below it speak of that table.

use std::collections::HashMap;
use std::ops::Range;

use crate::codebook::word_lists::word_lists;
use crate::document::{Part, Passage, Table};
use crate::provenance::{Location, PartId, Place};
use crate::recognise::lines::{heads_source, is_source, without_number};
use crate::recognise::survey::{Heading, Note, Survey};

/// A line of a part: its page, and its number there. The page is 0 where a part has none.
type Spot = (u32, u32);

/// Which lines of running text speak of which headings: those of a table, by where the line stands. None where it stands
/// beside several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Beside(HashMap<(PartId, Spot), Option<Range<usize>>>);

impl Beside {
    fn add(&mut self, part: PartId, line: Spot, headings: &Range<usize>) {
        let known = self.0.entry((part, line));
        known
            .and_modify(|several| *several = None)
            .or_insert_with(|| Some(headings.clone()));
    }
}

/// A table with the headings that were read from it.
#[derive(Debug)]
pub(super) struct Placed {
    first: Spot,
    last: Spot,
    headings: Range<usize>,
}

impl Placed {
    /// Where a table stands among lines; none where it is no table of a document.
    pub fn new(table: &Table, headings: Range<usize>) -> Option<Self> {
        let spots = || {
            let cells = table.cells.iter().filter(|cell| !cell.is_blank());
            cells.filter_map(|cell| spot(&table.place(cell.at)))
        };
        (!headings.is_empty()).then_some(Self {
            first: spots().min()?,
            last: spots().max()?,
            headings,
        })
    }
}

/// Gives headings of tables the title above them, where they have none, and notes which lines speak of which table.
pub(super) fn sections(part: &Part, tables: &[Placed], survey: &mut Survey) {
    let mut passages: Vec<(Spot, &Passage)> = part
        .passages
        .iter()
        .filter(|passage| !passage.quoted && !passage.hidden)
        .filter_map(|passage| Some((spot(&passage.at)?, passage)))
        .collect();
    passages.sort_by_key(|(spot, _)| *spot);
    let mut tables: Vec<&Placed> = tables.iter().collect();
    tables.sort_by_key(|table| table.first);
    // The last line of the tables above.
    let mut reached: Option<Spot> = None;
    for (number, table) in tables.iter().enumerate() {
        let before = reached;
        reached = reached.max(Some(table.last));
        let after = tables.get(number + 1).map(|next| next.first);
        // Of tables side by side it cannot be told which one a line speaks of.
        if before >= Some(table.first) || after.is_some_and(|after| after <= table.last) {
            continue;
        }
        let from = passages.partition_point(|(spot, _)| Some(*spot) <= before);
        let to = passages.partition_point(|(spot, _)| *spot < table.first);
        let above = passages.get(from..to).unwrap_or_default();
        let head = Head::of(above);
        // What stands above a table of several blocks is said of the first, and what stands below of the last.
        let (first, last) = ends(&table.headings, survey);
        let leads = head.intro.last().is_some_and(|(_, last)| announces(last));
        if head.title.is_some() || before.is_none() || leads {
            for (line, _) in &head.intro {
                survey.beside.add(part.id, *line, &first);
            }
        }
        let below = passages
            .get(passages.partition_point(|(spot, _)| *spot <= table.last))
            .filter(|(spot, _)| after.is_none_or(|first| *spot < first))
            .filter(|(_, passage)| !is_title(&passage.text) && !announces(passage));
        if let Some((line, _)) = below {
            survey.beside.add(part.id, *line, &last);
        }
        let Some((_, title)) = head.title else {
            continue;
        };
        let note = Note {
            text: title.text.trim().to_owned(),
            at: Location {
                part: part.id,
                place: title.at.clone(),
            },
            hidden: false,
        };
        let headings = survey.headings.get_mut(first);
        for heading in headings.unwrap_or_default() {
            if heading.title.is_none() {
                heading.title = Some(note.text.as_str().into());
                heading.sources.push(note.clone());
            }
        }
    }
}

/// The headings of the first block of a table, and of its last.
fn ends(headings: &Range<usize>, survey: &Survey) -> (Range<usize>, Range<usize>) {
    let own = survey.headings.get(headings.clone()).unwrap_or_default();
    let block = |heading: Option<&Heading>| heading.map(|heading| heading.block);
    let (first, last) = (block(own.first()), block(own.last()));
    let leading = own.iter().take_while(|one| Some(one.block) == first);
    let trailing = own.iter().rev().take_while(|one| Some(one.block) == last);
    (
        headings.start..headings.start + leading.count(),
        headings.end - trailing.count()..headings.end,
    )
}

impl Survey {
    /// The headings of the table that a line of running text speaks of by where it stands.
    pub(crate) fn table_beside(&self, part: PartId, place: &Place) -> Option<Range<usize>> {
        self.beside.0.get(&(part, spot(place)?))?.clone()
    }
}

/// Runs of lines that hold a heading and its value each, as they are read: a run is a table without lines.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// The paragraphs since the last title or run.
    intro: Vec<Spot>,
    /// Whether they stand below a title, or the last of them leads to what follows.
    leads: bool,
    /// The first heading of the run that is being read, with the lines above that speak of it.
    open: Option<(usize, Vec<Spot>)>,
}

impl Runs {
    /// Takes a line that holds no heading with its value.
    pub fn words(&mut self, part: &Part, passage: &Passage, survey: &mut Survey) {
        let Some(spot) = spot(&passage.at) else {
            return;
        };
        let text = passage.text.trim();
        let titles = is_title(text);
        let begins = begins_section(text);
        let below = (!titles && !begins && !announces(passage)).then_some(spot);
        self.close(part, below, survey);
        if begins {
            self.intro = vec![spot];
            self.leads = true;
        } else if titles || !is_prose(text) {
            self.intro.clear();
            self.leads = titles;
        } else {
            self.intro.push(spot);
            self.leads |= announces(passage);
        }
    }

    /// Takes a heading with its value, before it is added to those of a survey.
    pub fn pair(&mut self, survey: &Survey) {
        let intro = std::mem::take(&mut self.intro);
        let leads = std::mem::take(&mut self.leads);
        let leads = leads && intro.len() <= MOST_ABOVE;
        self.open.get_or_insert_with(|| {
            let lines = if leads { intro } else { Vec::new() };
            (survey.headings.len(), lines)
        });
    }

    /// Ends the run that is open, with the line below it that speaks of it.
    pub fn close(&mut self, part: &Part, below: Option<Spot>, survey: &mut Survey) {
        if let Some((first, lines)) = self.open.take() {
            let headings = first..survey.headings.len();
            for line in lines.into_iter().chain(below) {
                survey.beside.add(part.id, line, &headings);
            }
        }
    }
}

/// So many paragraphs between a title and what stands below it speak of that.
const MOST_ABOVE: usize = 2;

/// What stands above a table.
#[derive(Default)]
struct Head<'p> {
    title: Option<(Spot, &'p Passage)>,
    /// The paragraphs between the title and the table, from the top.
    intro: Vec<(Spot, &'p Passage)>,
}

impl<'p> Head<'p> {
    fn of(above: &[(Spot, &'p Passage)]) -> Self {
        let mut head = Self::default();
        for (spot, passage) in above.iter().rev() {
            if is_title(&passage.text) {
                head.title = Some((*spot, *passage));
                break;
            }
            if !is_prose(&passage.text) || head.intro.len() == MOST_ABOVE {
                break;
            }
            head.intro.insert(0, (*spot, *passage));
        }
        head
    }
}

/// Whether a paragraph leads to what stands below it: `Your record is as follows:`
fn announces(passage: &Passage) -> bool {
    let text = passage.text.trim();
    text.ends_with(':')
        || [" below", " following"]
            .iter()
            .any(|word| text.contains(word))
}

/// Whether a line is a few words that may be the title of a table: `1. Electoral register`, `Part B: canvassing`.
fn is_title(text: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let text = text.trim();
    if heads_source(text) || begins_with_source(text) {
        return true;
    }
    // `Electoral roll (Proofham Borough Council, monthly update of February 2026)`
    let bare = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("));
    let bare = bare.map_or(text, |(bare, _)| bare);
    let words = bare.split_whitespace().count();
    let dated = text.split_whitespace().next_back().is_some_and(|last| {
        last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit()) && words <= 3
    });
    words > 0
        && words <= MOST_WORDS
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && text.contains(char::is_alphabetic)
        && !text.contains(['\t', '@'])
        && !text.ends_with(['.', ',', ';', '?', '!'])
        && !dated
        && !word_lists()
            .around
            .no_title
            .iter()
            .any(|other| text.starts_with(other))
}

/// `3. Estimates bought from Experian; they describe your household, not you`: a title that says in its first clause where
/// what stands below it is from, and goes on.
fn begins_with_source(text: &str) -> bool {
    const MOST_WORDS: usize = 10;
    const MOST_IN_ALL: usize = 24;
    let Some((clause, _)) = text.split_once([';', ',']) else {
        return false;
    };
    let clause = without_number(clause);
    let told = &word_lists().around.told_from;
    let words = |text: &str| text.split_whitespace().count();
    words(clause) <= MOST_WORDS
        && words(text) <= MOST_IN_ALL
        && clause.starts_with(char::is_uppercase)
        && !text.ends_with(['.', ',', ';', '?', '!', ':'])
        && (is_source(clause) || told.iter().any(|from| clause.contains(from)))
}

/// `(b) Given to us by you, when you signed our petition`: the letter or number of a section, which leads to what stands
/// below it.
fn begins_section(text: &str) -> bool {
    const LONGEST: usize = 3;
    let inside = text
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(") "));
    inside.is_some_and(|(mark, rest)| {
        (1..=LONGEST).contains(&mark.len())
            && mark.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && rest.contains(' ')
            && rest.starts_with(char::is_uppercase)
            && !word_lists()
                .around
                .back
                .iter()
                .any(|word| rest.starts_with(word))
    })
}

/// Whether a text is a sentence or several.
fn is_prose(text: &str) -> bool {
    const FEWEST: usize = 4;
    let text = text.trim();
    text.ends_with(['.', ':', ')'])
        && text.split_whitespace().count() >= FEWEST
        && !text.contains('\t')
}

/// The line on which a place of running text, or of a table among it, begins.
fn spot(place: &Place) -> Option<Spot> {
    match place {
        Place::Field { line, .. } | Place::Line { line } => Some((0, line.get())),
        Place::Page {
            page,
            line: Some(line),
            ..
        } => Some((page.get(), line.get())),
        Place::Page { line: None, .. }
        | Place::Whole
        | Place::Sheet { .. }
        | Place::Cell { .. } => None,
    }
}
