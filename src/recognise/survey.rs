//! Lays out every table of a response and collects what is observed in it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use crate::codebook::label::key_of;
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Label, Role, Word};
use crate::document::{CellValue, Document, Frame, Part, Table, TableForm};
use crate::provenance::{CellAt, LineNo, Location, PartId, Place};
use crate::recognise::another_kind;
use crate::recognise::around::{self, Beside, Placed};
use crate::recognise::bare_keys::{self, Heads};
use crate::recognise::below;
use crate::recognise::bilingual;
use crate::recognise::blocks::{self, Blocks, SourceOf, TableAt};
use crate::recognise::bracketed;
use crate::recognise::companions;
use crate::recognise::dictionaries;
use crate::recognise::explain::Explanation;
use crate::recognise::footnotes;
use crate::recognise::heading::{Recognised, Recogniser};
use crate::recognise::housekeeping;
use crate::recognise::keys::{self, KeyText};
use crate::recognise::layout::{self, Body, ColumnUse, Familiarity, Layout, Region};
use crate::recognise::learn;
use crate::recognise::lines;
use crate::recognise::listings::{self, Listing};
use crate::recognise::objects::{self, Fields};
use crate::recognise::questions;
use crate::recognise::same;
use crate::recognise::shape::Column;
use crate::recognise::siblings;
use crate::recognise::titled;
use crate::recognise::values;
use crate::vocabulary::Origin;

/// Everything observed in a response.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// The headings, in reading order.
    pub headings: Vec<Heading>,
    /// The values under them, in reading order.
    pub observations: Vec<Observation>,
    /// Text that is neither: titles, banners, footers.
    pub notes: Vec<Note>,
    /// The names of the files, by part.
    pub files: Vec<(PartId, String)>,
    /// The lines of running text that are rows of listings.
    pub listed: HashSet<(PartId, LineNo)>,
    /// How each table was laid out, by part and table.
    pub layouts: Vec<(usize, usize, Layout)>,
    /// Which lines of running text speak of which table of a document.
    pub(super) beside: Beside,
}

impl Survey {
    /// The values under a heading, by its index, in reading order; blank cells left out.
    pub fn values_under(&self, heading: usize) -> impl Iterator<Item = &str> {
        self.under(heading).filter_map(|seen| seen.value.as_deref())
    }

    /// Adds values that the letters of the response tell in their sentences, one record of the person, and says which
    /// observations they are.
    pub fn tell(&mut self, told: Vec<ToldValue>, recogniser: &Recogniser<'_>) -> Range<usize> {
        let first = self.observations.len();
        let block = self.headings.iter().map(|heading| heading.block).max();
        let block = block.map_or(0, |last| last.saturating_add(1));
        for told in told {
            let said = told.said.as_deref();
            let scale = said.and_then(|said| {
                let read = Explanation::read(&told.heading, &[said], told.at.clone());
                read.filter(|read| read.scale.is_some())
            });
            self.headings.push(Heading {
                label: recogniser.label(&told.heading),
                recognised: recogniser.recognise(&told.heading),
                text: told.heading,
                at: told.at.clone(),
                explanation: scale,
                sources: Vec::new(),
                title: None,
                under_heading: false,
                column: None,
                block,
                number: None,
            });
            self.observations.push(Observation {
                heading: self.headings.len() - 1,
                at: told.at,
                value: Some(told.value),
                stored: None,
                broken: false,
                is_date: false,
                record: 0,
                hidden: false,
                comment: None,
                source: None,
            });
        }
        values::taken_down_as(self, recogniser);
        first..self.observations.len()
    }

    /// Leaves out what a key says of headings of which another paper says that it no longer holds.
    pub fn overrule(&mut self, overruled: Vec<(usize, Explanation)>) {
        for (index, said) in overruled {
            let Some(heading) = self.headings.get_mut(index) else {
                continue;
            };
            // Where nothing explains it yet, the codes that the paper gives are what holds.
            let holds = match &heading.explanation {
                Some(own) => own.at.part == said.at.part,
                None => said.codes.is_empty(),
            };
            if holds {
                continue;
            }
            if said.codes.is_empty() {
                // No list of codes that is known elsewhere is the one that holds now.
                let mut open = heading.recognised.as_ref().clone();
                open.field = None;
                open.codes.clear();
                open.scale = None;
                heading.recognised = Rc::new(open);
            }
            heading.explanation = Some(said);
        }
    }

    /// What was seen under a heading, by its index, in reading order.
    pub fn under(&self, heading: usize) -> impl Iterator<Item = &Observation> {
        let observations = self.observations.iter();
        observations.filter(move |seen| seen.heading == heading)
    }
}

/// A heading at a place.
#[derive(Debug, Clone)]
pub struct Heading {
    /// As written; rows of headings joined with ` / `.
    pub text: String,
    /// The same in normal form.
    pub label: Rc<Label>,
    /// Where it stands.
    pub at: Location,
    /// What it says.
    pub recognised: Rc<Recognised>,
    /// What the response says about it.
    pub explanation: Option<Explanation>,
    /// Text of the response about where its values come from, nearest first.
    pub sources: Vec<Note>,
    /// The title above its block; a heading above it that has no value; the name of its sheet where there is
    /// neither.
    pub title: Option<Rc<str>>,
    /// Whether that is a heading without a value, which may be no title.
    pub under_heading: bool,
    /// The form of the values under it.
    pub column: Option<Column>,
    /// The block it stands in: headings with the same number stand in one.
    pub block: u32,
    /// Its number in a schedule, by which a letter may name it: `entry 6`.
    pub number: Option<u16>,
}

/// A value under a heading.
#[derive(Debug, Clone)]
pub struct Observation {
    /// The index of its heading.
    pub heading: usize,
    /// Where it stands.
    pub at: Location,
    /// The value as a reader sees it; none where the cell is blank.
    pub value: Option<String>,
    /// What is stored, where that differs.
    pub stored: Option<String>,
    /// Whether it is an error, or a formula whose result is not stored.
    pub broken: bool,
    /// Whether it is a date in the file, and not a text.
    pub is_date: bool,
    /// Which record of its block.
    pub record: u32,
    /// Whether a reader of the file does not see it.
    pub hidden: bool,
    /// A comment on its cell.
    pub comment: Option<String>,
    /// What another column of its record says about where this value came from.
    pub source: Option<Note>,
}

/// A value that a sentence of a letter tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldValue {
    /// What it is, in the words of the sentence.
    pub heading: String,
    /// The value.
    pub value: String,
    /// What the sentence says behind it, where it is a figure.
    pub said: Option<String>,
    /// The passage in which it stands.
    pub at: Location,
}

/// A text of the response at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub at: Location,
    /// Whether a reader of the file does not see it.
    pub hidden: bool,
}

/// What the layout asks the recogniser.
struct Known<'r, 'b>(&'r Recogniser<'b>);

impl Familiarity for Known<'_, '_> {
    fn knows(&self, text: &str) -> bool {
        self.0.knows(text)
    }

    fn lists(&self, text: &str) -> bool {
        self.0.knows(text) && self.0.recognise(text).field.is_some()
    }

    fn uses(&self, text: &str) -> Vec<ColumnUse> {
        self.0.column_words(text).uses.clone()
    }

    fn explains(&self, text: &str) -> bool {
        self.0.column_words(text).explains
    }

    fn announces_key(&self, text: &str) -> bool {
        self.0.column_words(text).announces_key
    }

    fn names_party(&self, text: &str) -> bool {
        self.0.names_party(text)
    }

    fn addresses(&self, text: &str) -> bool {
        self.0.addresses(text)
    }

    fn names_election(&self, text: &str) -> bool {
        titled::names_election(text, self.0)
    }

    fn asks_for_second(&self) -> bool {
        self.0.tells_second()
    }
}

/// Lays out a table in the scope of a recogniser.
#[must_use]
pub fn lay_out(table: &Table, recogniser: &Recogniser<'_>) -> Layout {
    layout::lay_out(table, &Known(recogniser))
}

/// Whether a table is a key by headings of its own, which say more than its rows.
fn is_key(table: &Table, recogniser: &Recogniser<'_>) -> bool {
    let layout = lay_out(table, recogniser);
    let mut regions = layout.regions.iter();
    regions.any(|region| matches!(region.body, Body::Key(_)))
}

/// Surveys a document.
#[must_use]
pub fn survey(document: &Document, recogniser: &Recogniser<'_>) -> Survey {
    let files = document.parts.iter().map(|part| {
        let name = part.path.rsplit('/').next().unwrap_or_default();
        (part.id, name.to_lowercase())
    });
    let mut survey = Survey {
        files: files.collect(),
        ..Survey::default()
    };
    recogniser.address(addressed(document));
    let mut keys: Vec<KeyText> = Vec::new();
    let mut block = 0;
    let heads = Heads::of(document);
    let blocks = Blocks::of(document);
    let mut of_tables: HashMap<TableAt, Range<usize>> = HashMap::new();
    let mut of_blocks: Vec<SourceOf> = Vec::new();
    let fields = Fields::of(document);
    for (p, part) in document.parts.iter().enumerate() {
        let mut placed: Vec<Placed> = Vec::new();
        for (t, table) in part.tables.iter().enumerate() {
            let first = survey.headings.len();
            let told_before = keys.len();
            let codes = objects::of_table(part, t, table, &fields)
                .or_else(|| objects::definitions(part, t, table, &heads, recogniser))
                .or_else(|| objects::sources(part, t, table, (&heads, &blocks), recogniser));
            let bare = codes
                .or_else(|| bare_keys::of_table(part, t, table, &heads, recogniser))
                .or_else(|| dictionaries::of_table(part, t, table, &heads, recogniser));
            if let Some(bare) = bare.filter(|bare| !bare.in_this_part || !is_key(table, recogniser))
            {
                keys.extend(bare.entries);
                of_blocks.extend(bare.of_blocks);
                keys::name_seller(part, table, keys.get_mut(told_before..));
                survey.layouts.push((p, t, bare.layout));
                continue;
            }
            let layout = housekeeping::of_table(table, recogniser)
                .unwrap_or_else(|| lay_out(table, recogniser));
            scopes(part, table, &layout, recogniser)
                .for_each(|scope| scope.collect(&mut survey, &mut keys, &mut block));
            keys::name_seller(part, table, keys.get_mut(told_before..));
            survey.layouts.push((p, t, layout));
            of_tables.insert((part.id, t), first..survey.headings.len());
            placed.extend(Placed::new(table, first..survey.headings.len()));
        }
        around::sections(part, &placed, &mut survey);
        let told = bare_keys::of_lines(part, &heads);
        match told.is_empty() {
            true => {
                let listed = listings::of(part, recogniser);
                for Listing { table, lines } in &listed {
                    survey
                        .listed
                        .extend(lines.iter().map(|line| (part.id, *line)));
                    let layout = lay_out(table, recogniser);
                    scopes(part, table, &layout, recogniser)
                        .for_each(|scope| scope.collect(&mut survey, &mut keys, &mut block));
                }
                lines::passages(part, &listed, recogniser, &mut survey, &mut block);
            }
            false => survey.notes.extend(lines::notes(part)),
        }
        keys.extend(told);
    }
    blocks::hand_out(&mut survey, &of_tables, of_blocks);
    keys.extend(below::titled_codes(&survey));
    bilingual::in_brackets(&mut survey, recogniser);
    keys::explain_by_keys(&mut survey, &keys, recogniser);
    questions::answers_by_key(&mut survey, &keys, recogniser);
    keys::spell_out_sources(&mut survey, &keys, recogniser);
    footnotes::hand_out(&mut survey);
    bracketed::explain(&mut survey, recogniser);
    keys::explain_by_notes(&mut survey, recogniser);
    objects::leave_names_of_fields(&mut survey);
    companions::explain(&mut survey, recogniser);
    companions::scales_beside(&mut survey);
    companions::told_in_log(&mut survey);
    learn::from_explanations(&mut survey, recogniser);
    learn::from_columns(&mut survey);
    learn::scores_in_words(&mut survey);
    learn::from_values(&mut survey, recogniser);
    values::figures_of_areas(&mut survey, recogniser);
    values::segments_of_voters(&mut survey, recogniser);
    values::given_answers(&mut survey, recogniser);
    values::of_answers(&mut survey, recogniser);
    questions::answers_to_questions(&mut survey, recogniser);
    values::marks_of_turnout(&mut survey, recogniser);
    another_kind::of_another_kind(&mut survey, recogniser);
    siblings::numbered(&mut survey, recogniser);
    siblings::prefixed(&mut survey, recogniser);
    siblings::sources(&mut survey, recogniser);
    siblings::grouped(&mut survey, recogniser);
    siblings::elector_numbers(&mut survey, recogniser);
    siblings::house_numbers(&mut survey, recogniser);
    siblings::deeds_of_messages(&mut survey, recogniser);
    values::ids_of_voters(&mut survey, recogniser);
    values::ways_of_contact(&mut survey, recogniser);
    values::ways_of_paying(&mut survey, recogniser);
    values::records_of_votes(&mut survey, recogniser);
    titled::under_titles(&mut survey, recogniser);
    titled::under_votes(&mut survey, recogniser);
    titled::under_areas(&mut survey, recogniser);
    siblings::figures_of_parties(&mut survey, recogniser);
    values::figures_of_issues(&mut survey);
    values::days(&mut survey, recogniser);
    values::called_scores(&mut survey, recogniser);
    values::tenures(&mut survey, recogniser);
    siblings::lettered(&mut survey);
    keys::scale_by_titles(&mut survey);
    learn::from_canvass(&mut survey);
    hand_out_sources(&mut survey);
    same::hand_down(&mut survey);
    survey
}

/// The words with which the letters of a response address somebody: `Mrs`, `and`, `Mr` and `Quill` of `Dear Mrs and Mr
/// Quill`.
fn addressed(document: &Document) -> HashSet<String> {
    let passages = document.parts.iter().flat_map(|part| &part.passages);
    let lines = passages.flat_map(|passage| passage.text.split(['\n', '/']));
    let greetings = lines.filter_map(|line| {
        let mut greets = word_lists().survey.greetings.iter();
        greets.find_map(|greeting| line.trim().strip_prefix(greeting))
    });
    let words = greetings.flat_map(str::split_whitespace);
    words
        .map(|word| word.trim_end_matches([',', ':', '.']).to_owned())
        .collect()
}

/// Takes explanations that papers give of headings, and reads from them what nothing else says.
pub fn explain(survey: &mut Survey, found: Vec<(usize, Explanation)>, recogniser: &Recogniser<'_>) {
    let mut told: std::collections::HashSet<usize> = std::collections::HashSet::new();
    // What is said first explains; what follows tells where it came from, or how long it is kept.
    for (index, explanation) in found {
        let Some(heading) = survey.headings.get_mut(index) else {
            continue;
        };
        if told.insert(index) {
            // What stood beside a value may tell where it came from.
            let beside = heading.explanation.take().filter(|own| !own.from_key);
            heading.sources.extend(beside.map(|own| Note {
                text: own.text,
                at: own.at,
                hidden: false,
            }));
            heading.explanation = Some(explanation);
        } else if let Some(first) = &mut heading.explanation {
            first.with_codes(explanation);
        }
    }
    keys::add_own_words(survey);
    keys::share_scales(survey);
    learn::from_explanations(survey, recogniser);
}

/// Leaves observations out that are no data, by their sorted indices.
pub fn leave_out(survey: &mut Survey, no_data: &[usize]) {
    let mut index = 0;
    survey.observations.retain(|_| {
        let keep = no_data.binary_search(&index).is_err();
        index += 1;
        keep
    });
}

/// A column such as `Source of e-mail` says of each record where another of its values came from:
/// of those under headings that share its other words.
fn hand_out_sources(survey: &mut Survey) {
    let about = |heading: &Heading| -> Vec<String> {
        let concepts = heading.recognised.concepts.iter();
        concepts
            .filter(|id| !id.starts_with("admin:") && !id.starts_with("modifier:"))
            .cloned()
            .collect()
    };
    let columns: Vec<(usize, Vec<String>, Vec<Word>)> = survey
        .headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| heading.recognised.role == Role::Source)
        .map(|(index, heading)| (index, about(heading), siblings::stem_of_source(heading)))
        .filter(|(_, about, stem)| !about.is_empty() || !stem.is_empty())
        .collect();
    for (column, about_column, stem) in columns {
        let Some(block) = survey.headings.get(column).map(|heading| heading.block) else {
            continue;
        };
        let targets: Vec<usize> = survey
            .headings
            .iter()
            .enumerate()
            .filter(|(index, heading)| {
                *index != column
                    && heading.block == block
                    && heading.recognised.role == Role::Value
                    && (about(heading).iter().any(|id| about_column.contains(id))
                        || siblings::is_of_source(heading, &stem))
            })
            .map(|(index, _)| index)
            .collect();
        let said: HashMap<u32, Note> = survey
            .observations
            .iter()
            .filter(|observation| observation.heading == column)
            .filter_map(|observation| {
                let note = Note {
                    text: observation.value.clone()?,
                    at: observation.at.clone(),
                    hidden: observation.hidden,
                };
                Some((observation.record, note))
            })
            .collect();
        for observation in &mut survey.observations {
            if targets.contains(&observation.heading) {
                observation.source = said.get(&observation.record).cloned();
            }
        }
    }
}

/// The regions of a table, each with where it stands.
fn scopes<'s, 'b>(
    part: &'s Part,
    table: &'s Table,
    layout: &'s Layout,
    recogniser: &'s Recogniser<'b>,
) -> impl Iterator<Item = Scope<'s, 'b>> {
    layout.regions.iter().map(move |region| Scope {
        part,
        table,
        region,
        recogniser,
    })
}

struct Scope<'s, 'b> {
    part: &'s Part,
    table: &'s Table,
    region: &'s Region,
    recogniser: &'s Recogniser<'b>,
}

impl Scope<'_, '_> {
    fn location(&self, at: CellAt) -> Location {
        Location {
            part: self.part.id,
            place: self.table.place(at),
        }
    }

    fn note(&self, at: CellAt) -> Option<Note> {
        let text = layout::text_at(self.table, at);
        (!text.is_empty()).then(|| Note {
            text,
            at: self.location(at),
            hidden: self.table.cell(at).is_some_and(|cell| cell.hidden),
        })
    }

    /// Whether nothing but its heading stands in the row of a pair.
    fn stands_alone(&self, pair: &layout::Pair) -> bool {
        let row = self.table.row(pair.heading.row);
        let mut others = row
            .iter()
            .filter(|cell| !cell.is_blank() && cell.at != pair.heading);
        others.next().is_none() && pair.value != pair.heading
    }

    /// Whether several sentences stand under a name of JSON that says nothing: `"how_to_read_it": "gvi is how you answered.
    /// lean is our own estimate ..."`.
    fn is_prose(&self, pair: &layout::Pair) -> bool {
        const FEWEST_WORDS: usize = 20;
        let of_object = matches!(self.table.frame, Frame::Fields { .. });
        if !of_object {
            return false;
        }
        let value = layout::text_at(self.table, pair.value);
        let long = value.split_whitespace().count() >= FEWEST_WORDS && value.contains(". ");
        let heading = layout::text_at(self.table, pair.heading);
        let label = Label::new(&heading);
        let called = label
            .words()
            .iter()
            .any(|word| word_lists().objects.guides.has(word));
        // `about_you`: what a person says of himself is data.
        let text = Label::new(&value);
        let lists = &word_lists().objects;
        let of_person = text
            .words()
            .iter()
            .any(|word| lists.persons.has(word) || lists.others.has(word));
        long && called && !of_person && !self.recogniser.recognise(&heading).is_known()
    }

    /// What a block is called: by the title nearest above it, or by the name of its sheet.
    fn name_of_block(&self, own: Option<CellAt>) -> Option<Rc<str>> {
        let above = own.or_else(|| self.region.title.last().copied());
        let above = above.map(|at| layout::text_at(self.table, at));
        let above = above.filter(|text| !text.is_empty());
        match above {
            Some(title) => Some(Rc::from(title)),
            None => self.table.name().map(Rc::from),
        }
    }

    /// Whether the titles of a block, its sheet or its file say that it is a key.
    fn announces_key(&self, titles: &[Note]) -> bool {
        let file = self.part.path.rsplit('/').next().unwrap_or_default();
        let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let titles = titles.iter().map(|title| title.text.as_str());
        titles.chain(self.table.name()).chain([file]).any(|text| {
            let label = Label::new(text);
            word_lists().layout.legends.has_words(label.words())
        })
    }

    fn titles(&self) -> Vec<Note> {
        self.region
            .title
            .iter()
            .rev()
            .filter_map(|at| self.note(*at))
            .collect()
    }

    fn collect(&self, survey: &mut Survey, keys: &mut Vec<KeyText>, block: &mut u32) {
        let titles = self.titles();
        // `Consent: E | given by telephone` is a key where something says so, and else what is held.
        if let Body::Key(key) = &self.region.body
            && key.names_with_codes(self.table)
            && !self.announces_key(&titles)
        {
            let region = Region {
                body: Body::Pairs(key.as_pairs()),
                ..self.region.clone()
            };
            let scope = Scope {
                region: &region,
                ..*self
            };
            return scope.collect(survey, keys, block);
        }
        *block += 1;
        survey.notes.extend(titles.iter().rev().cloned());
        match &self.region.body {
            Body::Notes(cells) => survey
                .notes
                .extend(cells.iter().filter_map(|at| self.note(*at))),
            Body::Key(key) => {
                for entry in &key.entries {
                    let text = |at: Option<CellAt>| {
                        at.map(|at| layout::text_at(self.table, at))
                            .unwrap_or_default()
                    };
                    let anchor = entry
                        .meaning
                        .or(entry.scale)
                        .or(entry.heading)
                        .or(entry.code);
                    let Some(anchor) = anchor else { continue };
                    // One cell may hold both: `Voter ID: L`.
                    let both = entry.heading.filter(|at| entry.code == Some(*at));
                    let both =
                        both.and_then(|at| layout::labelled_code(&layout::text_at(self.table, at)));
                    keys.push(KeyText {
                        heading: both
                            .as_ref()
                            .map(|(heading, _)| heading.clone())
                            .or_else(|| entry.heading.map(|at| layout::text_at(self.table, at)))
                            .or_else(|| key.code_heading.and_then(|at| self.field_of_codes(at)))
                            .or_else(|| {
                                let title =
                                    key.code_heading.map(|at| layout::text_at(self.table, at));
                                title
                                    .filter(|_| key.entries.iter().all(|one| one.heading.is_none()))
                            })
                            .or_else(|| titles.first().map(|note| note.text.clone()))
                            .or_else(|| self.table.name().map(str::to_owned)),
                        code: both
                            .map(|(_, code)| code)
                            .or_else(|| entry.code.map(|at| layout::text_at(self.table, at))),
                        meaning: text(entry.meaning),
                        scale: match entry.ends {
                            Some(ends) => {
                                format!("{}; {}", self.ends_in_words(ends), text(entry.scale))
                            }
                            None => text(entry.scale),
                        },
                        source: entry.source.and_then(|at| self.note(at)),
                        at: self.location(anchor),
                    });
                }
            }
            // `To`, `From`, `Date`, `Subject`: the head of a memorandum.
            Body::Pairs(pairs) if self.heads_a_letter(pairs) => {
                let cells = pairs
                    .pairs
                    .iter()
                    .flat_map(|pair| [pair.heading, pair.value]);
                let cells = cells.chain(pairs.notes.iter().copied());
                survey.notes.extend(cells.filter_map(|at| self.note(at)));
            }
            Body::Pairs(pairs) => {
                let mut under: Option<CellAt> = None;
                // A heading without a value may be the title of what follows.
                let mut lone: Option<CellAt> = None;
                // `Question | Your answer`
                let answers = pairs.notes.iter().copied().find(|at| {
                    let label = Label::new(&layout::text_at(self.table, *at));
                    word_lists().survey.answers.has_words(label.words())
                });
                for pair in &pairs.pairs {
                    if self.is_prose(pair) {
                        survey.notes.extend(self.note(pair.value));
                        continue;
                    }
                    if self.stands_alone(pair) {
                        lone = Some(pair.heading);
                    }
                    if pair.title != under {
                        under = pair.title;
                        *block += 1;
                    }
                    let mut sources: Vec<Note> = Vec::new();
                    sources.extend(pair.source.and_then(|at| self.note(at)));
                    sources.extend(pair.meaning.and_then(|at| self.note(at)));
                    sources.extend(pair.kind.and_then(|at| self.note(at)));
                    sources.extend(
                        answers
                            .filter(|at| at.col == pair.value.col && self.asks(pair))
                            .and_then(|at| self.note(at)),
                    );
                    let day = pair.day.filter(|at| self.is_of_values(*at));
                    sources.extend(day.and_then(|at| self.note(at)));
                    match pair.title {
                        Some(title) => sources.extend(self.note(title)),
                        None => sources.extend(titles.iter().cloned()),
                    }
                    self.pair(survey, pair, sources, *block);
                    if let Some(heading) = survey.headings.last_mut()
                        && let Some(title) = pair.title.or(lone).filter(|at| *at != pair.heading)
                    {
                        heading.title = self.name_of_block(Some(title));
                        heading.under_heading = pair.title.is_none();
                    }
                }
                survey
                    .notes
                    .extend(pairs.notes.iter().filter_map(|at| self.note(*at)));
            }
            Body::Records(records) => {
                let first = survey.headings.len();
                let texts: Vec<String> = records
                    .columns
                    .iter()
                    .map(|column| layout_heading(self.table, column))
                    .collect();
                let prefixes = shared_prefixes(&texts);
                let title = self.name_of_block(None);
                for column in &records.columns {
                    let text = layout_heading(self.table, column);
                    let at = column.heading.last().copied().unwrap_or(CellAt {
                        row: self.region.first,
                        col: column.col,
                    });
                    let mut explanation =
                        self.written_explanation(&text, at, &[column.about], None);
                    // `Bought in from a third party.` below a heading says where from, and not what.
                    if column.about.is_some_and(|about| {
                        layout::is_short_sentence(&layout::text_at(self.table, about))
                    }) {
                        const SHORT: usize = 6;
                        explanation = explanation.filter(|own| {
                            own.scale.is_some()
                                || !own.codes.is_empty()
                                || below::says_what_it_is(&own.text)
                                || own.text.split_whitespace().count() > SHORT
                        });
                    }
                    if let Some(told) = explanation.as_mut().filter(|_| column.about.is_some()) {
                        told.from_key = true;
                    }
                    let mut sources = titles.clone();
                    sources.extend(column.about.and_then(|at| self.note(at)));
                    survey.headings.push(Heading {
                        recognised: self.recognise(&text, &prefixes),
                        label: self.recogniser.label(&text),
                        text,
                        at: self.location(at),
                        explanation,
                        sources,
                        title: title.clone(),
                        under_heading: false,
                        column: None,
                        block: *block,
                        number: None,
                    });
                }
                for (record, row) in records.records.iter().enumerate() {
                    for (index, column) in records.columns.iter().enumerate() {
                        let at = CellAt {
                            row: *row,
                            col: column.col,
                        };
                        let record = u32::try_from(record).unwrap_or(u32::MAX);
                        if column.heading.is_empty()
                            && self.table.cell(at).is_none_or(|cell| cell.is_blank())
                        {
                            continue;
                        }
                        survey
                            .observations
                            .push(self.observe(first + index, at, record));
                    }
                }
                survey
                    .notes
                    .extend(records.notes.iter().filter_map(|at| self.note(*at)));
                if records.records.is_empty() {
                    for (index, column) in records.columns.iter().enumerate() {
                        let below = CellAt {
                            row: crate::provenance::RowNo::from_zero_based(self.region.last.get()),
                            col: column.col,
                        };
                        survey
                            .observations
                            .push(self.observe(first + index, below, 0));
                    }
                }
            }
        }
    }

    /// Whether what heads a column of days says that the values beside them are of these: `as at`, and not `Review due`.
    fn is_of_values(&self, at: CellAt) -> bool {
        let head = CellAt {
            row: self.region.first,
            ..at
        };
        let label = Label::new(&layout::text_at(self.table, head));
        let lists = &word_lists().records;
        let words = label.words();
        words.iter().any(|word| lists.of_values.has(word))
            && !words.iter().any(|word| lists.of_others.has(word))
    }

    /// The heading whose codes a column of a key explains: `VI code` without the word for codes.
    fn field_of_codes(&self, at: CellAt) -> Option<String> {
        let text = layout::text_at(self.table, at);
        let words: Vec<&str> = text
            .split_whitespace()
            .map(|word| word.trim_matches([':', '(', ')', '*']))
            .filter(|word| {
                !matches!(
                    word.to_lowercase().as_str(),
                    "" | "code"
                        | "codes"
                        | "value"
                        | "values"
                        | "key"
                        | "legend"
                        | "the"
                        | "for"
                        | "to"
                        | "of"
                )
            })
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// What a heading says; without the prefix that most headings of its table share, where that
    /// says more.
    fn recognise(&self, text: &str, prefixes: &[String]) -> Rc<Recognised> {
        let whole = self.recogniser.recognise(text);
        // `Flags / Tgt wave` among others below `Flags`: what stands over several columns names none of them.
        let group = text.split_once(" / ").filter(|(above, _)| {
            let shared = |prefix: &String| prefix.strip_suffix(" / ") == Some(above);
            prefixes.iter().any(shared)
        });
        if let Some((above, own)) = group {
            let of_group = self.recogniser.recognise(above);
            let says_no_more = whole.field.is_some() && whole.field == of_group.field;
            let own = self.recogniser.recognise(own);
            return if says_no_more { own } else { whole };
        }
        let tail = prefixes
            .iter()
            .find_map(|prefix| text.strip_prefix(prefix.as_str()));
        let Some(tail) = tail else {
            return whole;
        };
        let bare = self.recogniser.recognise(tail);
        let better = bare.is_known()
            && (!whole.is_known()
                || (bare.field.is_some() && whole.field.is_none() && !whole.inferred));
        if better { bare } else { whole }
    }

    /// Whether the heading of a pair is a question, or one of which nothing else tells where its value is from.
    fn asks(&self, pair: &layout::Pair) -> bool {
        let text = layout::text_at(self.table, pair.heading);
        text.contains('?') || self.recogniser.recognise(&text).origin == Origin::Unknown
    }

    fn pair(&self, survey: &mut Survey, pair: &layout::Pair, sources: Vec<Note>, block: u32) {
        let written = layout::text_at(self.table, pair.heading);
        let inside = pair.heading == pair.value;
        let told_inside = layout::split_label(&written).filter(|_| inside);
        if told_inside
            .is_some_and(|(head, tail)| below::is_retold(survey, self.part.id, head, tail))
        {
            survey.notes.extend(self.note(pair.heading));
            return;
        }
        let text = if inside {
            layout::split_label(&written).map_or(written.clone(), |(head, _)| head.to_owned())
        } else {
            written.trim_end_matches(':').trim_end().to_owned()
        };
        let explanation =
            self.written_explanation(&text, pair.heading, &[pair.meaning, pair.scale], pair.ends);
        let explanation = match pair
            .meaning
            .or(pair.scale)
            .or(pair.ends.map(|ends| ends[0]))
        {
            // What a list of terms says below a value is said of its term, and what an object says, of its name.
            Some(_) if self.names_field(pair) || self.table.form == TableForm::Terms => explanation
                .map(|own| Explanation {
                    from_key: true,
                    ..own
                }),
            Some(_) => explanation.map(|own| own.beside(&layout::text_at(self.table, pair.value))),
            None => explanation,
        };
        let mut recognised = self.recognise_under(&text, pair);
        let text = match pair.column.map(|at| layout::text_at(self.table, at)) {
            Some(column) => {
                // `Would ever consider / SNP`: of which party, only both say together.
                if self.recogniser.names_party(&column) {
                    let both = self.recogniser.recognise(&format!("{text} {column}"));
                    recognised = if both.is_known() { both } else { recognised };
                }
                format!("{text} / {column}")
            }
            None => text,
        };
        let serial = pair.number.map(|at| layout::text_at(self.table, at));
        survey.headings.push(Heading {
            recognised,
            number: serial
                .as_deref()
                .map_or_else(|| number_before(&text), number),
            label: self.recogniser.label(&text),
            text,
            at: self.location(pair.heading),
            explanation,
            sources,
            title: self.name_of_block(None),
            under_heading: false,
            column: None,
            block,
        });
        let mut observation = self.observe(survey.headings.len() - 1, pair.value, pair.record);
        if inside {
            observation.value = layout::split_label(&written).map(|(_, tail)| tail.to_owned());
            observation.stored = None;
        }
        for at in &pair.more {
            let more = layout::text_at(self.table, *at);
            let whole = observation
                .value
                .take()
                .map_or(more.clone(), |value| format!("{value} {more}"));
            observation.value = Some(whole);
        }
        survey.observations.push(observation);
    }

    /// What stands beside the heading, in its brackets, in a comment on it, or in a drop-down list.
    fn written_explanation(
        &self,
        heading: &str,
        at: CellAt,
        beside: &[Option<CellAt>],
        ends: Option<[CellAt; 2]>,
    ) -> Option<Explanation> {
        let mut texts: Vec<String> = Vec::new();
        let mut place = at;

        for cell in beside.iter().flatten() {
            let text = layout::text_at(self.table, *cell);
            if !text.is_empty() {
                if texts.is_empty() {
                    place = *cell;
                }
                texts.push(text);
            }
        }
        if let Some(ends) = ends {
            if texts.is_empty() {
                place = ends[0];
            }
            texts.push(self.ends_in_words(ends));
        }
        let commented = self.table.comments.get(&at);
        texts.extend(commented.map(|comment| comment.trim().to_owned()));
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        if let Some(mut found) = Explanation::read(heading, &borrowed, self.location(place)) {
            found.from_key = commented.is_some();
            return Some(found);
        }
        let told = self.recogniser.told_within(heading)?;
        Some(Explanation {
            text: told.text.clone(),
            scale: told.scale.clone(),
            codes: told.codes.clone(),
            at: self.location(at),
            from_key: true,
        })
    }

    /// Whether the name of an object is that of a field, and its entries tell its value.
    fn names_field(&self, pair: &layout::Pair) -> bool {
        self.table.form == TableForm::Pairs && pair.heading.row < pair.value.row
    }

    /// The ends of a scale in columns of their own, in words.
    fn ends_in_words(&self, [lowest, highest]: [CellAt; 2]) -> String {
        let text = |at| layout::text_at(self.table, at);
        format!("from {} to {}", text(lowest), text(highest))
    }

    /// What a heading of a listing says, with what stands above its value where that says how it is to be
    /// taken: `Voted` above `May 2021 locals`, `Likelihood` above `Would vote again`.
    fn recognise_under(&self, text: &str, pair: &layout::Pair) -> Rc<Recognised> {
        const SAYS_HOW: &[&str] = &[
            "stat:likelihood",
            "stat:prediction",
            "stat:model",
            "act:voted",
        ];
        let own = self.recogniser.recognise(text);
        let above = CellAt {
            row: self.region.first,
            col: pair.value.col,
        };
        let heads = match &self.region.body {
            Body::Pairs(pairs) => pairs.notes.contains(&above),
            Body::Records(_) | Body::Key(_) | Body::Notes(_) => false,
        };
        if !heads || above.row >= pair.heading.row {
            return own;
        }
        let above = layout::text_at(self.table, above);
        let head = self.recogniser.recognise(&above);
        if own.field.is_some() || !SAYS_HOW.iter().any(|how| head.has(how)) {
            return own;
        }
        let both = self.recogniser.recognise(&format!("{above} {text}"));
        let says_more = both.is_known() && both.kind != own.kind;
        if says_more { both } else { own }
    }

    /// Whether all pairs are what stands above a letter, to whom and from whom among them.
    fn heads_a_letter(&self, pairs: &layout::PairsRegion) -> bool {
        let heads = || {
            let pairs = pairs.pairs.iter();
            pairs.map(|pair| layout::text_at(self.table, pair.heading))
        };
        let named = |name: &str| heads().any(|head| key_of(&head) == name);
        named("to") && named("from") && heads().all(|head| lines::is_mail_header(&head))
    }

    fn observe(&self, heading: usize, at: CellAt, record: u32) -> Observation {
        let cell = self.table.cell(at);
        let shown = cell
            .map(|cell| cell.text().trim().to_owned())
            .filter(|text| !text.is_empty());
        let stored = cell.and_then(|cell| {
            cell.shown
                .as_ref()
                .map(|_| cell.value.stored_text().into_owned())
        });
        Observation {
            heading,
            at: self.location(at),
            stored: stored.filter(|stored| Some(stored) != shown.as_ref()),
            value: shown,
            broken: cell.is_some_and(|cell| {
                matches!(cell.value, CellValue::Error(_) | CellValue::NotStored)
            }),
            is_date: cell.is_some_and(|cell| matches!(cell.value, CellValue::Moment(_))),
            record,
            hidden: cell.is_some_and(|cell| cell.hidden),
            comment: self
                .table
                .comments
                .get(&at)
                .map(|text| text.trim().to_owned()),
            source: None,
        }
    }
}

/// The number of an entry of a schedule: `7`, `7.`, `(7)`.
fn number(text: &str) -> Option<u16> {
    text.trim_matches(['(', ')', '.', ' ']).parse().ok()
}

/// The number before a heading: `7. Voting intention`.
pub(super) fn number_before(heading: &str) -> Option<u16> {
    let (before, behind) = heading.trim_start().split_once(['.', ')'])?;
    let numbered = behind.starts_with(' ') && before.len() <= 3;
    number(before).filter(|_| numbered)
}

/// `prd_` in `prd_title`, `prd_surname`, `prd_score`: what stands before the first underscore, dot
/// or colon of at least three headings of a table, or in the row above two of them: `Flags / `.
fn shared_prefixes(texts: &[String]) -> Vec<String> {
    const LEAST: usize = 3;
    const LEAST_BELOW: usize = 2;
    let cut = |text: &String| {
        if let Some(at) = text.find(" / ") {
            return text.get(..at + 3).map(str::to_owned);
        }
        let at = text.find(['_', '.', ':'])?;
        text.get(..=at)
            .map(str::to_owned)
            .filter(|prefix| prefix.len() > 1 && prefix.len() < text.len())
    };
    let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for prefix in texts.iter().filter_map(cut) {
        *counts.entry(prefix).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|(prefix, count)| {
            *count >= LEAST || (*count >= LEAST_BELOW && prefix.ends_with(" / "))
        })
        .map(|(prefix, _)| prefix)
        .collect()
}

fn layout_heading(table: &Table, column: &layout::Column) -> String {
    let texts: Vec<String> = column
        .heading
        .iter()
        .map(|at| layout::text_at(table, *at))
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(" / ")
}

/// A place for a part as a whole.
#[must_use]
pub fn whole(part: &Part) -> Location {
    Location {
        part: part.id,
        place: Place::Whole,
    }
}
