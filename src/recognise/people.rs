//! Who is who: records of one person are told from records of another by name and identifier.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::codebook::Kind;
use crate::codebook::label::flat_of;
use crate::codebook::word_lists::{WordList, word_lists};
use crate::codebook::{Label, Word};
use crate::document::Document;
use crate::provenance::Place;
use crate::recognise::survey::{Heading, Note, Survey};
use crate::recognise::telling::is_whole_day;
use crate::vocabulary::Category;

/// The concept of a heading that names somebody else.
const OTHER: &str = "who:other";

/// The person of each observation, by its index: 1 is the one whom the response addresses, else the first
/// person met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// One entry an observation.
    pub of: Vec<u32>,
    /// How many persons; 0 where there is no observation.
    pub count: u32,
    /// Whether all persons share a surname or a postcode and an address.
    pub one_household: bool,
}

#[derive(Debug, Clone, Default)]
struct Identity {
    given: Option<String>,
    family: Option<String>,
    full: Option<String>,
    /// By which they are called otherwise: `Known as`.
    called: Option<String>,
    /// Somebody else, of whom the record may be: `Other resident`.
    other: Option<String>,
    ids: Vec<String>,
    /// Numbers of all kinds, and by which they are reached.
    marks: Vec<String>,
    /// The number of the record, where it stands under a name.
    number: Option<String>,
    /// Whether one of them stands in a column that holds the number of a known person elsewhere.
    refers: bool,
    postcode: Option<String>,
}

impl Identity {
    fn is_named(&self) -> bool {
        self.given.is_some() || self.family.is_some() || self.full.is_some()
    }
}

#[derive(Debug, Clone)]
struct Person {
    given: Option<String>,
    family: Option<String>,
    postcode: Option<String>,
}

/// Tells the people of a survey apart. The first is the one whom the letter or mail addresses by name, where
/// one of them alone has that name; else the only one whose name stands in a title of the response or in the
/// name of a file or sheet; else the first met. A record without a name or a known identifier is about the
/// first person.
#[must_use]
pub fn tell_apart(survey: &Survey, document: &Document, addressed: &[String]) -> People {
    let mut records: Vec<Identity> = Vec::new();
    let mut record_of: Vec<usize> = Vec::with_capacity(survey.observations.len());
    let mut index: HashMap<RecordKey, usize> = HashMap::new();
    let texts = survey.headings.iter().map(|heading| heading.text.as_str());
    let fields: HashSet<&str> = texts.filter(|text| text.contains('_')).collect();
    for observation in &survey.observations {
        let Some(heading) = survey.headings.get(observation.heading) else {
            record_of.push(0);
            continue;
        };
        let key = RecordKey {
            block: heading.block,
            record: observation.record,
        };
        let at = *index.entry(key).or_insert_with(|| {
            records.push(Identity::default());
            records.len() - 1
        });
        record_of.push(at);
        // `Name: VI_LAST_CD` names a field.
        let is_field = |value: &&str| !fields.contains(*value);
        let value = observation.value.as_deref().filter(is_field);
        if let (Some(record), Some(value)) = (records.get_mut(at), value) {
            note_identity(record, heading, value);
        }
    }
    name_by_calling(&mut records);
    let mut met = Met::default();
    for record in &records {
        if record.is_named() {
            met.assign(record);
        }
    }
    let asker = match met.addressed(addressed) {
        // A letter to somebody who is none of them says nothing of whose data these are.
        Addressee::Nobody if met.people.len() > 1 && addressed.is_empty() => {
            met.in_titles(survey, document)
        }
        Addressee::Nobody => None,
        Addressee::Person(at) => Some(at),
    };
    met.put_first(asker.unwrap_or(0));
    note_references(survey, &record_of, &mut records, &met);
    let person_of: Vec<u32> = records.iter().map(|record| met.assign(record)).collect();
    let mut of: Vec<u32> = record_of
        .iter()
        .map(|record| person_of.get(*record).copied().unwrap_or(1))
        .collect();
    // The name of somebody else in the person's own record.
    let mut others: HashMap<RecordKey, u32> = HashMap::new();
    for (person, observation) in of.iter_mut().zip(&survey.observations) {
        let heading = survey.headings.get(observation.heading);
        let of_other = heading.filter(|heading| heading.recognised.has(OTHER));
        let (Some(heading), Some(value)) = (of_other, observation.value.as_deref()) else {
            continue;
        };
        let key = RecordKey {
            block: heading.block,
            record: observation.record,
        };
        match heading.recognised.kind {
            Some(Kind::Name) if is_name(value) => {
                *person = met.assign_other(&flat_of(value));
                others.insert(key, *person);
            }
            // A number or an address to reach them: theirs, whoever they are.
            Some(Kind::Contact | Kind::Address) => {
                let known = others.get(&key).copied();
                *person = known.unwrap_or_else(|| met.assign_other("another person"));
            }
            _ => {}
        }
    }
    let people = met.people;
    let count = of.iter().copied().max().unwrap_or(0);
    let first = people.first();
    let one_household = people.iter().all(|person| {
        first.is_some_and(|first| {
            (person.family.is_some() && person.family == first.family)
                || (person.postcode.is_some() && person.postcode == first.postcode)
        })
    });
    People {
        of,
        count,
        one_household,
    }
}

/// Takes what people are called for their given name where the response gives no other: `Known as | Surname`.
fn name_by_calling(records: &mut [Identity]) {
    let mut named = records.iter();
    if named.any(|record| record.given.is_some() || record.full.is_some()) {
        return;
    }
    // Who has another number in the system and shares none, nor a telephone or an address of mail, is another person;
    // `Jim` and `James` of one number are not.
    let mut marks: HashSet<&str> = HashSet::new();
    let mut called = records.iter().filter(|record| record.called.is_some());
    let apart = called.all(|record| {
        let mut own: Vec<&str> = record.marks.iter().map(String::as_str).collect();
        own.sort_unstable();
        own.dedup();
        !record.ids.is_empty() && own.into_iter().all(|mark| marks.insert(mark))
    });
    if !apart {
        return;
    }
    for record in records.iter_mut().filter(|record| record.family.is_some()) {
        record.given = record.called.take();
    }
}

/// Whom a response addresses by name.
enum Addressee {
    /// One of the people, by the order in which they were met.
    Person(usize),
    /// None of them alone.
    Nobody,
}

#[derive(PartialEq, Eq, Hash)]
struct RecordKey {
    block: u32,
    record: u32,
}

/// Takes from a value what it says about identity.
fn note_identity(record: &mut Identity, heading: &Heading, value: &str) {
    let name = &heading.label;
    let called = || word_lists().people.called.has_words(name.words());
    let of_days = name
        .words()
        .iter()
        .any(|word| matches!(word.as_str(), "date" | "day" | "on"));
    let in_line = matches!(heading.at.place, Place::Line { .. });
    let in_log =
        || matches!(name.words(), [only] if in_line && word_lists().people.in_logs.has(only));
    let heading = heading.recognised.as_ref();
    // `voter="Casey Mockford"`
    let words = || value.split_whitespace();
    let capitals =
        || words().count() > 1 && words().all(|word| word.starts_with(char::is_uppercase));
    if heading.kind != Some(Kind::Name) && in_log() && is_name(value) && capitals() {
        record.full.get_or_insert(flat_of(value));
        return;
    }
    if matches!(heading.kind, Some(Kind::Contact | Kind::Identifier)) {
        record.marks.push(flat_of(value));
    }
    if !matches!(
        heading.kind,
        Some(Kind::Name | Kind::Identifier | Kind::Address)
    ) {
        return;
    }
    let flat = flat_of(value);
    if flat.is_empty() {
        return;
    }
    match heading.kind {
        // `Name: INT-00417`: systems call the number of a record its name.
        Some(Kind::Name) if is_number_of_record(value) => {
            record.number.get_or_insert(flat);
        }
        Some(Kind::Name) if heading.category == Category::Identity => {
            let part = if heading.has(OTHER) {
                &mut record.other
            } else if heading.has("name:given") {
                &mut record.given
            } else if heading.has("name:family") {
                &mut record.family
            } else if heading.has("name:other") {
                if called() {
                    record.called.get_or_insert(flat);
                }
                return;
            } else {
                &mut record.full
            };
            part.get_or_insert(flat);
        }
        // A short number may be a counter; an identifier of a person is longer.
        Some(Kind::Identifier)
            if matches!(heading.category, Category::System | Category::Identity)
                && flat.len() >= 4
                // `ID date`: days are the same for many people.
                && !(of_days && is_whole_day(value)) =>
        {
            record.ids.push(flat);
        }
        Some(Kind::Address) if heading.has("address:postcode") => {
            record.postcode.get_or_insert(flat.replace(' ', ""));
        }
        _ => {}
    }
}

/// A column in which the number of a known person stands - `Contact__c` over `0038X1` - says whose each of its records is,
/// where they have no name of their own.
fn note_references(survey: &Survey, record_of: &[usize], records: &mut [Identity], met: &Met) {
    let observed = || survey.observations.iter().zip(record_of);
    let flat = |value: &str| Label::new(value).to_string();
    let mut columns: BTreeSet<usize> = BTreeSet::new();
    for (observation, at) in observed() {
        if records.get(*at).is_some_and(Identity::is_named) {
            continue;
        }
        // Which numbers are of people, only the heading tells.
        let heading = survey.headings.get(observation.heading);
        let mut words = heading.iter().flat_map(|heading| heading.label.words());
        let of_person = words.any(|word| word_lists().records.whose.has(word));
        let known = || {
            let known = observation.value.as_deref().map(flat);
            known.is_some_and(|value| met.by_id.contains_key(&value))
        };
        if of_person && known() {
            columns.insert(observation.heading);
        }
    }
    for (observation, at) in observed() {
        let Some(record) = records.get_mut(*at).filter(|record| !record.is_named()) else {
            continue;
        };
        if let (true, Some(value)) = (columns.contains(&observation.heading), &observation.value) {
            record.refers = true;
            record.ids.insert(0, flat(value));
        }
    }
    // Whose a record is that nothing refers to, nobody knows.
    for record in records.iter_mut().filter(|record| !record.refers) {
        if !record.is_named() {
            record.full = record.number.take();
        }
    }
}

/// Capitals, a sign and a number, which no name of a person is and no sign by which one calls oneself: `INT-00417`.
fn is_number_of_record(value: &str) -> bool {
    const DIGITS: usize = 3;

    let Some((letters, number)) = value.trim().split_once(['-', '/']) else {
        return false;
    };
    !letters.is_empty()
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && number.len() >= DIGITS
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The people met so far, found by identifier and by family name.
#[derive(Debug, Default)]
struct Met {
    people: Vec<Person>,
    by_id: HashMap<String, usize>,
    by_family: HashMap<String, Vec<usize>>,
    /// Those of whom no family name is known.
    nameless: Vec<usize>,
}

impl Met {
    /// The person of a record: known by an identifier, else by name; else a new one, if it has a name.
    fn assign(&mut self, record: &Identity) -> u32 {
        if let Some(other) = record
            .other
            .as_deref()
            .filter(|name| !record.is_named() && is_name(name))
        {
            return self.assign_other(other);
        }
        let (given, family) = names(record);
        let by_id = record.ids.iter().find_map(|id| self.by_id.get(id).copied());
        let found = by_id
            .or_else(|| self.by_name(given.as_deref(), family.as_deref()))
            // Without a name nothing says that it is another person.
            .or_else(|| {
                let unnamed = given.is_none() && family.is_none();
                (unnamed && !record.refers && !self.people.is_empty()).then_some(0)
            });
        let at = match found {
            Some(at) => {
                self.learn(at, record, given, family);
                at
            }
            None => self.meet(record, given, family),
        };
        u32::try_from(at + 1).unwrap_or(u32::MAX)
    }

    /// Whom the response addresses: the only one who has one of these names.
    fn addressed(&self, addressed: &[String]) -> Addressee {
        let called = |name: &String| -> Vec<usize> {
            let label = Label::new(name);
            let words = label.words().iter().map(Word::as_str);
            let words: Vec<&str> = words.filter(|word| !is_title(word)).collect();
            let people = self.people.iter().enumerate();
            people
                .filter(|(_, person)| person.is_called(&words))
                .map(|(at, _)| at)
                .collect()
        };
        // `Dear Ms Mockford` fits two of one household, and says nothing beside `To: Casey Mockford`.
        let named: Vec<usize> = addressed
            .iter()
            .filter_map(|name| match called(name).as_slice() {
                [only] => Some(*only),
                _ => None,
            })
            .collect();
        match named.first() {
            // The first met, where the response addresses that one too.
            Some(_) if named.contains(&0) => Addressee::Person(0),
            Some(at) => Addressee::Person(*at),
            None => Addressee::Nobody,
        }
    }

    /// The only one whom titles, file names and names of sheets name as the person whose request or data it is:
    /// `Request RUK/2291: Ms Delphine Oakeshott-Ray`.
    fn in_titles(&self, survey: &Survey, document: &Document) -> Option<usize> {
        let in_cell =
            |note: &&Note| matches!(note.at.place, Place::Cell { .. } | Place::Field { .. });
        let cells = survey.notes.iter().filter(in_cell);
        let cells = cells.map(|note| (note.text.as_str(), true));
        let lines = survey.notes.iter().filter(|note| !in_cell(note));
        // A name alone on a line of a letter may be that of whoever signs.
        let lines = lines.map(|note| (note.text.as_str(), false));
        let parts = document.parts.iter();
        let files = parts.clone().map(|part| (part.path.as_str(), true));
        let properties = parts.clone().flat_map(|part| &part.properties);
        let subjects = properties
            .filter(|one| matches!(one.name.as_str(), "subject" | "title"))
            .map(|one| (one.value.as_str(), true));
        let sheets = parts
            .flat_map(|part| &part.tables)
            .filter_map(|table| Some((table.name()?, true)));
        let mut named = BTreeSet::new();
        for (text, alone) in cells
            .chain(lines)
            .chain(files)
            .chain(subjects)
            .chain(sheets)
        {
            let label = Label::new(text);
            if !names_asker(label.words(), alone) {
                continue;
            }
            let people = self.people.iter().enumerate();
            let here = people.filter(|(_, person)| person.is_named_in(label.words()));
            named.extend(here.map(|(at, _)| at));
        }
        match named.len() {
            1 => named.first().copied(),
            _ => None,
        }
    }

    /// Puts a person first.
    fn put_first(&mut self, at: usize) {
        if at == 0 {
            return;
        }
        self.people.swap(0, at);
        let swapped = |known: usize| match known {
            0 => at,
            known if known == at => 0,
            known => known,
        };
        let places = self.by_id.values_mut();
        let places = places.chain(self.by_family.values_mut().flatten());
        places
            .chain(&mut self.nameless)
            .for_each(|known| *known = swapped(*known));
    }

    /// Somebody named who is not the first person met: one of the others, else a new one.
    fn assign_other(&mut self, name: &str) -> u32 {
        let record = Identity {
            full: Some(name.to_owned()),
            ..Identity::default()
        };
        let (given, family) = names(&record);
        let known = (1..self.people.len()).find(|at| {
            self.people.get(*at).is_some_and(|person| {
                person.family.is_some() && same_name(person, given.as_deref(), family.as_deref())
            })
        });
        let at = known.unwrap_or_else(|| {
            if self.people.is_empty() {
                self.people.push(Person {
                    given: None,
                    family: None,
                    postcode: None,
                });
                self.nameless.push(0);
            }
            self.meet(&record, given, family)
        });
        u32::try_from(at + 1).unwrap_or(u32::MAX)
    }

    /// The first person whose name fits.
    fn by_name(&self, given: Option<&str>, family: Option<&str>) -> Option<usize> {
        if given.is_none() && family.is_none() {
            return None;
        }
        let fits = |at: &usize| {
            self.people
                .get(*at)
                .is_some_and(|person| same_name(person, given, family))
        };
        let Some(family) = family else {
            return (0..self.people.len()).find(fits);
        };
        // Of the same family name; under the given name, where the two were swapped; and nameless.
        let alike = [Some(family), given]
            .into_iter()
            .flatten()
            .filter_map(|name| self.by_family.get(last_word(name)));
        alike
            .flatten()
            .chain(&self.nameless)
            .copied()
            .filter(fits)
            .min()
    }

    fn learn(
        &mut self,
        at: usize,
        record: &Identity,
        given: Option<String>,
        family: Option<String>,
    ) {
        let Some(person) = self.people.get_mut(at) else {
            return;
        };
        for id in &record.ids {
            self.by_id.entry(id.clone()).or_insert(at);
        }
        person.given = person.given.take().or(given);
        if person.family.is_none() && family.is_some() {
            person.family = family;
            self.nameless.retain(|nameless| *nameless != at);
            let family = person.family.as_deref().map(last_word);
            self.by_family
                .entry(family.unwrap_or_default().to_owned())
                .or_default()
                .push(at);
        }
        person.postcode = person.postcode.take().or_else(|| record.postcode.clone());
    }

    fn meet(&mut self, record: &Identity, given: Option<String>, family: Option<String>) -> usize {
        let at = self.people.len();
        for id in &record.ids {
            self.by_id.entry(id.clone()).or_insert(at);
        }
        match &family {
            Some(family) => self
                .by_family
                .entry(last_word(family).to_owned())
                .or_default()
                .push(at),
            None => self.nameless.push(at),
        }
        self.people.push(Person {
            given,
            family,
            postcode: record.postcode.clone(),
        });
        at
    }
}

impl Person {
    /// Whether these words, without titles, are its name: given and family, or one of them alone.
    fn is_called(&self, words: &[&str]) -> bool {
        let (given, family) = (self.given.as_deref(), self.family.as_deref());
        match words {
            [] => false,
            [only] => given == Some(*only) || family == Some(*only),
            [first, .., last] => {
                let family = family.is_some_and(|family| last_word(family) == *last);
                // `C Mockford` in the data is Casey in the greeting.
                let is_first = |given: &str| {
                    let own = first_word(given);
                    own == *first || (own.chars().count() == 1 && first.starts_with(own))
                };
                family && given.is_some_and(is_first)
            }
        }
    }

    /// Whether its given and family name stand side by side among words, or its family name behind a title.
    fn is_named_in(&self, words: &[Word]) -> bool {
        let Some(family) = self.family.as_deref() else {
            return false;
        };
        let family: Vec<&str> = family.split(' ').collect();
        let given = self.given.as_deref().map(first_word);
        let mut places = words.windows(family.len()).enumerate();
        places.any(|(at, found)| {
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            found.iter().eq(family.iter())
                && before.is_some_and(|word| is_title(word) || given == Some(word.as_str()))
        })
    }
}

/// Whether a title can name the person whose data these are: it is short, says so or is no more than a name, and names
/// nobody who did something.
fn names_asker(words: &[Word], alone: bool) -> bool {
    const MOST_WORDS: usize = 14;
    const FEW_WORDS: usize = 5;
    let any = |list: &WordList| words.iter().any(|word| list.has(word));
    let says = any(&word_lists().people.asker) || (alone && words.len() <= FEW_WORDS);
    words.len() <= MOST_WORDS && says && !any(&word_lists().people.others)
}

/// Given and family name; a full name is cut at its last word, or at a comma that the normal form
/// has lost, so that only the two ends count.
fn names(record: &Identity) -> (Option<String>, Option<String>) {
    let (mut given, mut family) = (record.given.clone(), record.family.clone());
    if let Some(full) = &record.full {
        let mut words = full.split(' ').filter(|word| !is_title(word));
        let first = words.next().map(str::to_owned);
        let last = words.next_back().map(str::to_owned);
        given = given.or(first);
        family = family.or(last);
    }
    (given, family)
}

/// Whether a text may be a name: letters and no figures.
fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(|c| c.is_ascii_digit())
}

/// Whether a word is how people are addressed: `mrs`, `dr`.
pub(super) fn is_title(word: &str) -> bool {
    [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame", "lord", "lady", "cllr",
    ]
    .contains(&word)
}

/// Same family name where both have one, and given names that are the same, or one the initial of
/// the other.
fn same_name(person: &Person, given: Option<&str>, family: Option<&str>) -> bool {
    let family_fits = match (person.family.as_deref(), family) {
        (Some(a), Some(b)) => a == b || ends_with_name(a, b) || ends_with_name(b, a),
        _ => true,
    };
    let given_fits = match (person.given.as_deref(), given) {
        (Some(a), Some(b)) => {
            let (a, b) = (first_word(a), first_word(b));
            a == b
                || (a.chars().count() == 1 && b.starts_with(a))
                || (b.chars().count() == 1 && a.starts_with(b))
        }
        _ => true,
    };
    let reversed = person.given.as_deref().map(first_word) == family.map(first_word)
        && person.family.as_deref() == given
        && family.is_some()
        && given.is_some();
    (family_fits && given_fits) || reversed
}

/// `dummyfield placeholt` ends with `placeholt`: of a full name, only its last word is taken for the family's.
fn ends_with_name(whole: &str, last: &str) -> bool {
    let before = whole.strip_suffix(last);
    before.is_some_and(|before| before.ends_with(' '))
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or(text)
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}
