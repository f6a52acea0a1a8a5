//! What a heading says: through a codebook where one knows it, else through its words.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::codebook::entry::{Documented, Field, FieldId, Kind, PartyId, Role, Scale};
use crate::codebook::word_lists::word_lists;
use crate::codebook::{Codebooks, Label, Word};
use crate::recognise::column_words::ColumnWords;
use crate::recognise::explain::{self, CodeMeaning, Told};
use crate::recognise::layout::is_full_name;
use crate::recognise::values::is_one_party;
use crate::recognise::wording::{self, Reading, Scan, Setting};
use crate::vocabulary::{Basis, Category, InferredFrom, Level, Origin, SpecialCategory};

/// What is known about a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The field of a codebook.
    pub field: Option<FieldId>,
    /// What a reader sees; none where the heading is not recognised.
    pub title: Option<String>,
    /// What kind of value; none where the heading is not recognised.
    pub kind: Option<Kind>,
    /// What kind of data.
    pub category: Category,
    /// How the party came by it.
    pub origin: Origin,
    /// Who says so.
    pub origin_basis: Basis,
    /// About whom.
    pub level: Level,
    /// Whether it is a guess.
    pub inferred: bool,
    /// What the guess rests on.
    pub inferred_from: Vec<InferredFrom>,
    /// Article 9 data that it reveals.
    pub special: Option<SpecialCategory>,
    /// What part of an entry it is.
    pub role: Role,
    /// Who says what it means: a codebook, the words of the heading, or nobody.
    pub basis: Basis,
    /// Schemes by which its codes are read.
    pub codes: Vec<String>,
    /// Its scale.
    pub scale: Option<Scale>,
    /// The vendor that supplies it.
    pub supplier: Option<String>,
    /// One sentence from the codebook.
    pub explanation: Option<String>,
    /// Sources, as printed.
    pub citation: Option<String>,
    /// Other documented readings.
    pub alternatives: Vec<String>,
    /// Words of the heading that may name a version of a scheme: `6`, `2009`, `v3`.
    pub versions: Vec<String>,
    /// Whether the heading itself says that the value is a guess.
    pub admits_guess: bool,
    /// Whether the heading says in plain words what is measured.
    pub plain_words: bool,
    /// Whether the heading leaves open if a person said it or a model.
    pub undecided: bool,
    /// What the words of the heading say, set out, where the recognition rests on them.
    pub reading: Option<Arc<Reading>>,
    /// Ids of the concepts found in the words of the heading.
    pub concepts: Vec<String>,
    /// How sure the recognition is, 0 to 1.
    pub confidence: f64,
    /// How it was recognised, for the explanation of the choice.
    pub why: String,
}

impl Recognised {
    pub(super) fn unknown(why: String) -> Self {
        Self {
            field: None,
            title: None,
            kind: None,
            category: Category::Unknown,
            origin: Origin::Unknown,
            origin_basis: Basis::None,
            level: Level::Unknown,
            inferred: false,
            inferred_from: Vec::new(),
            special: None,
            role: Role::Value,
            basis: Basis::None,
            codes: Vec::new(),
            scale: None,
            supplier: None,
            explanation: None,
            citation: None,
            alternatives: Vec::new(),
            versions: Vec::new(),
            admits_guess: false,
            plain_words: false,
            undecided: false,
            reading: None,
            concepts: Vec::new(),
            confidence: 0.0,
            why,
        }
    }

    /// Whether anything was recognised.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.kind.is_some()
    }

    /// Whether a concept, or any of a class, is among the words of the heading.
    #[must_use]
    pub fn has(&self, wanted: &str) -> bool {
        let (wanted, first) = (wanted.as_bytes(), wanted.as_bytes().first());
        self.concepts.iter().any(|id| {
            let id = id.as_bytes();
            // Most differ in their first letter; rules ask often.
            id.first() == first
                && matches!(id.get(wanted.len()), None | Some(b':'))
                && id.starts_with(wanted)
        })
    }
}

/// The share of the words of a heading that a reading has to explain, in percent, where nobody says
/// otherwise: the threshold `heading-words`.
const USUAL_SHARE: u32 = 60;

/// What a recogniser has seen.
#[derive(Debug, Default)]
pub struct SeenHeadings {
    headings: HashMap<String, Rc<Recognised>, RandomState>,
    columns: HashMap<String, Rc<ColumnWords>, RandomState>,
    told: HashMap<String, Option<Rc<Told>>, RandomState>,
    /// By question.
    answers: [HashMap<String, bool, RandomState>; Question::ALL],
    lists: HashMap<String, Rc<[CodeMeaning]>, RandomState>,
    labels: HashMap<String, Rc<Label>, RandomState>,
}

/// What is asked of a text again and again, and answered by its words alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// Whether a sentence explains something.
    Explains,
    /// Whether it names a kind of election.
    NamesElection,
    /// Whether it is a title over figures of an area.
    NamesFiguresOfArea,
}

impl Question {
    const ALL: usize = 3;
}

/// Recognises headings in one scope. Remembers what it has seen.
#[derive(Debug)]
pub struct Recogniser<'b> {
    books: &'b Codebooks,
    party: Option<PartyId>,
    setting: Setting,
    accept: u32,
    tells_second: bool,
    seen: RefCell<SeenHeadings>,
    /// The words by which the letters of the response that is read address somebody.
    addressed: RefCell<HashSet<String>>,
}

impl<'b> Recogniser<'b> {
    /// A recogniser for the response of a party, or of one that is not known.
    #[must_use]
    pub fn new(books: &'b Codebooks, party: Option<PartyId>, setting: Setting) -> Self {
        Self {
            books,
            party,
            setting,
            accept: USUAL_SHARE,
            tells_second: false,
            seen: RefCell::default(),
            addressed: RefCell::default(),
        }
    }

    /// Takes down the words by which the letters of a response address somebody.
    pub(super) fn address(&self, words: HashSet<String>) {
        self.addressed.replace(words);
    }

    /// Whether a text is a full name whose last word is among those by which the response addresses somebody.
    pub(super) fn addresses(&self, name: &str) -> bool {
        let name = name.trim();
        let family = name.split_whitespace().next_back().unwrap_or_default();
        is_full_name(name) && self.addressed.borrow().contains(family)
    }

    /// The same, with another share of the words of a heading that a reading has to explain, in
    /// percent.
    #[must_use]
    pub fn accepting(self, percent: u32) -> Self {
        Self {
            accept: percent,
            ..self
        }
    }

    /// The same, for whoever looks at how tables are laid out: each region says what came second.
    #[must_use]
    pub fn telling_second(self) -> Self {
        Self {
            tells_second: true,
            ..self
        }
    }

    /// Whether regions say what came second.
    #[must_use]
    pub fn tells_second(&self) -> bool {
        self.tells_second
    }

    fn share(&self) -> f64 {
        f64::from(self.accept) / 100.0
    }

    /// The share of the words of a heading that a reading has to explain, in percent.
    #[must_use]
    pub fn accepts(&self) -> u32 {
        self.accept
    }

    /// The same, with what another recogniser of the same books, party, setting and share has seen.
    #[must_use]
    pub fn remembering(mut self, seen: SeenHeadings) -> Self {
        self.seen = RefCell::new(seen);
        self
    }

    /// What it has seen, for another to remember; nothing where that is too much to keep.
    #[must_use]
    pub fn into_seen(self) -> SeenHeadings {
        /// Headings that are worth keeping are few; values that were looked at are many.
        const KEPT: usize = 20_000;
        let mut seen = self.seen.into_inner();
        if seen.headings.len() > KEPT {
            seen.headings.clear();
        }
        if seen.told.len() > KEPT {
            seen.told.clear();
        }
        if seen.columns.len() > KEPT {
            seen.columns.clear();
        }
        for answers in &mut seen.answers {
            if answers.len() > KEPT {
                answers.clear();
            }
        }
        if seen.lists.len() > KEPT {
            seen.lists.clear();
        }
        if seen.labels.len() > KEPT {
            seen.labels.clear();
        }
        seen
    }

    /// The books it reads from.
    #[must_use]
    pub fn books(&self) -> &'b Codebooks {
        self.books
    }

    /// Of what it takes a heading to speak.
    #[must_use]
    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// The party in whose scope it reads.
    #[must_use]
    pub fn party(&self) -> Option<&PartyId> {
        self.party.as_ref()
    }

    /// What a heading says.
    #[must_use]
    pub fn recognise(&self, heading: &str) -> Rc<Recognised> {
        if let Some(known) = self.seen.borrow().headings.get(heading) {
            return Rc::clone(known);
        }
        let recognised = Rc::new(self.look(heading));
        let mut seen = self.seen.borrow_mut();
        seen.headings
            .insert(heading.to_owned(), Rc::clone(&recognised));
        recognised
    }

    /// A heading in normal form.
    #[must_use]
    pub fn label(&self, heading: &str) -> Rc<Label> {
        if let Some(known) = self.seen.borrow().labels.get(heading) {
            return Rc::clone(known);
        }
        let label = Rc::new(Label::new(heading));
        let mut seen = self.seen.borrow_mut();
        seen.labels.insert(heading.to_owned(), Rc::clone(&label));
        label
    }

    /// What a heading says of itself: the scale or the codes in its brackets.
    pub(super) fn told_within(&self, heading: &str) -> Option<Rc<Told>> {
        if let Some(known) = self.seen.borrow().told.get(heading) {
            return known.clone();
        }
        let told = explain::told_within(heading).map(Rc::new);
        let mut seen = self.seen.borrow_mut();
        seen.told.insert(heading.to_owned(), told.clone());
        told
    }

    /// What `answer` says to a question about a text, asked once. One letter is much like the next.
    pub(super) fn once(
        &self,
        question: Question,
        text: &str,
        answer: impl FnOnce(&str) -> bool,
    ) -> bool {
        let known = |seen: &SeenHeadings| {
            let answers = seen.answers.get(question as usize);
            answers.and_then(|answers| answers.get(text).copied())
        };
        if let Some(known) = known(&self.seen.borrow()) {
            return known;
        }
        let answer = answer(text);
        if let Some(answers) = self.seen.borrow_mut().answers.get_mut(question as usize) {
            answers.insert(text.to_owned(), answer);
        }
        answer
    }

    /// The codes that a note lists with their meanings.
    pub(super) fn codes(&self, note: &str) -> Rc<[CodeMeaning]> {
        if let Some(known) = self.seen.borrow().lists.get(note) {
            return Rc::clone(known);
        }
        let codes: Rc<[CodeMeaning]> = explain::codes(note).into();
        let mut seen = self.seen.borrow_mut();
        seen.lists.insert(note.to_owned(), Rc::clone(&codes));
        codes
    }

    /// What a text says of the columns or the table below it.
    pub(super) fn column_words(&self, text: &str) -> Rc<ColumnWords> {
        if let Some(known) = self.seen.borrow().columns.get(text) {
            return Rc::clone(known);
        }
        let lexicon = self.books.lexicon().ok();
        let words = lexicon.map(|lexicon| ColumnWords::of(text, lexicon));
        let words = Rc::new(words.unwrap_or_default());
        let mut seen = self.seen.borrow_mut();
        seen.columns.insert(text.to_owned(), Rc::clone(&words));
        words
    }

    /// Whether a text is known as a heading. Cheap for what cannot be one.
    #[must_use]
    pub fn knows(&self, text: &str) -> bool {
        could_be_heading(text) && self.recognise(text).is_known()
    }

    /// Whether a text is the name of a party and nothing more: `SNP`, `Scottish Greens`.
    #[must_use]
    pub fn names_party(&self, text: &str) -> bool {
        const LONGEST: usize = 40;
        let Some(lexicon) = self.books.lexicon().ok().filter(|_| text.len() <= LONGEST) else {
            return false;
        };
        let scan = wording::scan(lexicon, &Label::new(text), Setting::Political);
        // `Scottish Labour`
        let nation = |id: &str| id == "modifier:nation";
        let mut of_party = scan
            .seen
            .iter()
            .map(|seen| seen.concept)
            .filter(|concept| !nation(&concept.id))
            .peekable();
        of_party.peek().is_some() && scan.unknown.is_empty() && of_party.all(is_one_party)
    }

    /// What a heading says. `Elec#` is read as `Elec no` where the sign would leave a name or nothing.
    fn look(&self, heading: &str) -> Recognised {
        let found = self.look_at(heading);
        let bare = heading.trim_end().strip_suffix('#').map(str::trim_end);
        let Some(bare) = bare.filter(|bare| !bare.is_empty()) else {
            return found;
        };
        match found.kind {
            None | Some(Kind::Name) => self.look_at(&format!("{bare} no")),
            Some(_) => found,
        }
    }

    fn look_at(&self, heading: &str) -> Recognised {
        let heading = match without_system(unnumbered(heading)) {
            "\u{a3}" | "\u{20ac}" => "amount",
            heading => heading,
        };
        let label = Label::new(heading);
        if label.is_empty() {
            return Recognised::unknown("the heading is empty".to_owned());
        }
        let Ok(lexicon) = self.books.lexicon() else {
            return Recognised::unknown("the words of headings could not be loaded".to_owned());
        };
        // The words are read without what brackets only explain, and with the percent sign as a word.
        let said = as_said(heading);
        let worded = said.as_deref().map_or_else(|| label.clone(), Label::new);
        let scan = wording::scan(lexicon, &worded, self.setting);
        let ranged = scan.has("range");
        let bare = without_brackets(heading);
        let found = self
            .own(heading, &label, &scan)
            .or_else(|| self.exact(heading, &label))
            .or_else(|| self.exact(heading, out_of(heading).map(|_| &worded)?))
            .or_else(|| self.lowest(heading))
            .or_else(|| self.stacked(heading))
            .or_else(|| self.two_languages(heading))
            .or_else(|| {
                if ranged {
                    self.words(&label, &scan, 0.0)
                } else {
                    None
                }
            })
            .or_else(|| self.without_version(&label, &scan))
            .or_else(|| self.of_area(&worded, &scan))
            .or_else(|| self.product_in_brackets(heading))
            .or_else(|| self.by_product(heading))
            .or_else(|| self.exact(heading, bare.as_ref()?))
            .or_else(|| self.of_addressee(heading))
            .or_else(|| self.without_version(bare.as_ref()?, &scan))
            .or_else(|| self.product(&label))
            .or_else(|| self.product(bare.as_ref()?))
            .or_else(|| self.words(&worded, &scan, 1.0))
            .or_else(|| self.numbered(&label))
            .or_else(|| self.last_segment(heading))
            .or_else(|| self.words(&worded, &scan, 0.0))
            .or_else(|| {
                if scan.unknown.is_empty() {
                    None
                } else {
                    self.misspelt(&label)
                        .or_else(|| self.misspelt(bare.as_ref()?))
                }
            })
            .or_else(|| self.scaled_in_brackets(heading))
            .or_else(|| self.of_whom(heading))
            .or_else(|| self.bare_words(bare.as_ref()?))
            .or_else(|| self.of_topic(heading))
            .or_else(|| self.last_segment_words(heading))
            .or_else(|| self.first_segment(heading));
        let found = found
            .filter(|found| self.setting == Setting::Political || !only_if_political(found, &scan));
        let mut found = found.unwrap_or_else(|| Recognised::unknown(unknown_because(&scan)));
        if found.basis == Basis::Wording && found.reading.is_none() {
            found.reading = wording::interpret(lexicon, &worded, &scan, self.setting, self.share())
                .filter(|read| read.pattern.entry.category == found.category)
                .map(|read| Arc::new(read.reading));
        }
        found.concepts = ids(&scan);
        qualify(&mut found, &scan);
        guessed_in_brackets(&mut found, heading);
        answered(&mut found, heading);
        // `Dog` says nothing by itself; the list in which it stands says what it is: a safety flag.
        if found.concepts.is_empty()
            && found.field.is_some()
            && let Some(title) = found.title.as_deref()
        {
            let title = Label::new(title);
            let listed = wording::scan(lexicon, &title, self.setting);
            let ids = listed.seen.iter().map(|seen| seen.concept.id.clone());
            found.concepts = ids.filter(|id| id.starts_with("safety:")).collect();
        }
        found
    }

    /// What an explanation in the response says of a heading that nothing else explains: `How likely
    /// you are to vote Labour`. Read like a heading; the basis is the response. Where the first sentence says no
    /// more than how it was made, `Modelled score. How likely you are to vote.`, one of the next says what it is.
    #[must_use]
    pub fn recognise_explained(&self, explanation: &str) -> Option<Recognised> {
        const MOST: usize = 2;
        let first = self.explained_by_sentence(explanation);
        if first
            .as_ref()
            .is_some_and(|first| first.category != Category::Unknown || !first.inferred)
        {
            return first;
        }
        let first = first?;
        let lists = &word_lists().heading;
        let says = |sentence: &&str| {
            let lower = sentence.to_lowercase();
            let mut words = lower.split(|c: char| !c.is_alphanumeric());
            lists.measures.iter().any(|begin| lower.starts_with(begin))
                && !words.any(|word| lists.no_measure.has(word))
        };
        let next = explanation.split(". ").skip(1).take(MOST);
        let told = next.filter(says).find_map(|sentence| {
            // `How concerned we think you are`
            let told = self.explained_by_sentence(&sentence.replace(" we think ", " "))?;
            // No figure is a note.
            let is_open = matches!(told.category, Category::Unknown | Category::FreeText);
            (!is_open).then_some(told)
        });
        Some(match told {
            Some(told) if !told.inferred => Recognised {
                inferred: true,
                inferred_from: first.inferred_from,
                origin: first.origin,
                origin_basis: first.origin_basis,
                admits_guess: first.admits_guess,
                ..told
            },
            Some(told) => told,
            None => first,
        })
    }

    fn explained_by_sentence(&self, explanation: &str) -> Option<Recognised> {
        const MOST_WORDS: usize = 24;
        let lexicon = self.books.lexicon().ok()?;
        let sentence = explanation
            .split(['.', ';', ':', '('])
            .next()
            .unwrap_or_default();
        // `Your name, from the register that Testbury Council gave us`: where it is from is not what it is.
        let sources = [
            ", from ",
            ", taken from ",
            ", copied from ",
            ", supplied by ",
            ", given by ",
        ];
        let source = sources.iter().filter_map(|from| sentence.find(from)).min();
        let sentence = source.and_then(|at| sentence.get(..at)).unwrap_or(sentence);
        // `voting intention as told to our canvasser on 2 May`: what is measured stands first.
        let joins = [" as ", " by ", " from ", " on ", " that ", " which ", ", "];
        let first = joins.iter().filter_map(|join| sentence.find(join)).min();
        let head = first
            .and_then(|end| sentence.get(..end))
            .unwrap_or_default();
        let clause = sentence.split(", ").next().unwrap_or_default();
        // `The answer you last gave our canvassers when asked which party you support`: what was asked says what it is.
        let asked = [" when asked ", " when we asked you ", " when we asked "];
        let asked = asked.iter().find_map(|asked| sentence.split_once(asked));
        let asked = asked.map_or("", |(_, asked)| asked);
        [asked, sentence, explanation, clause, head]
            .into_iter()
            .find_map(|text| {
                let label = Label::new(text);
                if label.is_empty() || label.words().len() > MOST_WORDS {
                    return None;
                }
                let scan = wording::scan(lexicon, &label, Setting::Political);
                let of_area = || self.turnout_of_area(text, &label, &scan);
                let mut found = of_area().or_else(|| self.words(&label, &scan, 0.0))?;
                found.concepts = ids(&scan);
                qualify(&mut found, &scan);
                found.basis = Basis::Response;
                found.why = format!("the response explains it, {}", found.why);
                Some(found)
            })
    }

    /// `Turnout at the last local election in your ward`: of an area, whatever election it was at.
    fn turnout_of_area(&self, text: &str, label: &Label, scan: &Scan<'_>) -> Option<Recognised> {
        let within = word_lists()
            .heading
            .within
            .iter()
            .any(|within| text.contains(within));
        if !within || !scan.has("act:turnout") || label.words().len() < 3 {
            return None;
        }
        let mut of_time = vec![false; label.words().len()];
        for seen in &scan.seen {
            if matches!(seen.concept.class(), "election" | "time") {
                let spanned = of_time.iter_mut().skip(seen.start).take(seen.words);
                spanned.for_each(|own| *own = true);
            }
        }
        let words = label.words().iter().zip(of_time);
        let words = words.filter(|(_, of_time)| !of_time);
        let words: Vec<&str> = words.map(|(word, _)| word.as_str()).collect();
        let bare = Label::new(&words.join(" "));
        let lexicon = self.books.lexicon().ok()?;
        self.of_area(&bare, &wording::scan(lexicon, &bare, Setting::Political))
    }

    /// The heading as a codebook lists it.
    fn exact(&self, heading: &str, label: &Label) -> Option<Recognised> {
        let field = self.books.field_by_heading(label, self.party.as_ref())?;
        let why = format!("`{heading}` is listed as {}", field.id);
        Some(self.listed(field, why, 1.0))
    }

    /// `Your number on the register`: listed without the word for whose it is.
    fn of_addressee(&self, heading: &str) -> Option<Recognised> {
        const FEWEST: usize = 2;
        let (whose, bare) = heading.trim_start().split_once(' ')?;
        let label = Label::new(bare);
        // `Your class` may be one of anything.
        let tells = whose.eq_ignore_ascii_case("your") && label.words().len() >= FEWEST;
        let mut found = self.exact(heading, Some(&label).filter(|_| tells)?)?;
        found.confidence = found.confidence.min(0.95);
        Some(found)
    }

    /// `Enw / Name`: one of the parts is listed, and no other part is listed as something else.
    fn two_languages(&self, heading: &str) -> Option<Recognised> {
        let parts: Vec<&str> = heading.split([' ', '\u{a0}'].as_ref()).collect();
        if !parts.contains(&"/") && !heading.contains('|') {
            return None;
        }
        let mut fields = heading.split(['/', '|']).filter_map(|part| {
            self.books
                .field_by_heading(&Label::new(part), self.party.as_ref())
        });
        let first = fields.next()?;
        if fields.any(|other| other.category != first.category) {
            return None;
        }
        Some(self.listed(
            first,
            format!("a part of `{heading}` is listed as {}", first.id),
            0.95,
        ))
    }

    /// The party's own book goes before the common one, also where the heading adds a year or a
    /// number: `VI 2010` is the party's `VI`.
    fn own(&self, heading: &str, label: &Label, scan: &Scan<'_>) -> Option<Recognised> {
        let party = self.party.as_ref()?;
        if let Some(field) = self.books.field_of_party(label, party) {
            return Some(self.listed(field, format!("`{heading}` is listed as {}", field.id), 1.0));
        }
        let found = self
            .without_version(label, scan)
            .or_else(|| self.on_an_occasion(label, scan, party))
            .or_else(|| self.behind_bare_words(heading, party))?;
        let own = found
            .field
            .as_ref()
            .is_some_and(|field| field.0.starts_with(&format!("{party}/")));
        own.then_some(found)
    }

    /// `Most Recent Data - GVI`: a field of the party behind words that only say which of several it is.
    fn behind_bare_words(&self, heading: &str, party: &PartyId) -> Option<Recognised> {
        let tail = tail_of(heading)?;
        let before = heading.get(..heading.len().checked_sub(tail.len())?)?;
        let field = self.books.field_of_party(&Label::new(tail), party)?;
        let lexicon = self.books.lexicon().ok()?;
        let scan = wording::scan(lexicon, &Label::new(before), self.setting);
        let mut seen = scan.seen.iter();
        let bare = scan.unknown.is_empty() && seen.all(|seen| seen.concept.id == "modifier:time");
        bare.then(|| {
            let why = format!("its last part, `{tail}`, is listed as {}", field.id);
            self.listed(field, why, 0.85)
        })
    }

    /// `Household type by Experian Mosaic 7 (an estimate)`: the product of a supplier that a heading names behind `by`.
    fn by_product(&self, heading: &str) -> Option<Recognised> {
        let bare = heading.split(['(', '[']).next()?;
        let (kind, product) = bare.rsplit_once(" by ")?;
        // `Turnout by Mosaic` is another thing.
        let kind = Label::new(kind);
        let mut words = kind.words().iter();
        if !words.any(|word| {
            word_lists().values.kinds_of_segment.has(word)
                || word_lists().heading.segments.has(word)
        }) {
            return None;
        }
        let found = self.recognise(product.trim());
        let of_supplier = found.supplier.is_some() && found.category == Category::Segment;
        of_supplier.then(|| {
            because(
                &found,
                &format!("the product that it names, `{}`", product.trim()),
            )
        })
    }

    /// The lower of two rows of headings, where it speaks for itself: `Turnout / Voted May 2023`.
    fn lowest(&self, heading: &str) -> Option<Recognised> {
        let stacked = heading.rsplit_once(" / ");
        let (_, leaf) = stacked.or_else(|| path_leaf(heading))?;
        let found = self.recognise(leaf);
        if stacked.is_none() && (found.field.is_none() || found.special.is_some()) {
            return None;
        }
        let sure = found.confidence >= 0.95;
        (sure && tells_of_person(&found))
            .then(|| because(&found, &format!("its lower row, `{leaf}`")))
    }

    /// `Support for the party / Score`, `Cofrestr / Register / Rhif / Number`: a lower row that says little, read with
    /// the row above it; of two languages, with that of its own.
    fn stacked(&self, heading: &str) -> Option<Recognised> {
        let (above, leaf) = heading.rsplit_once(" / ")?;
        let own = self.recognise(leaf);
        // A number of the party's own system is one under any title.
        let is_number = own.category == Category::System && own.field.is_none();
        if own.category != Category::Unknown && !is_number {
            return None;
        }
        let mut uppers = above.rsplit(" / ");
        uppers.find_map(|upper| {
            let together = format!("{upper} {leaf}");
            let found = self.recognise(&together);
            let why = || format!("its rows together, `{together}`");
            tells_of_person(&found).then(|| because(&found, &why()))
        })
    }

    /// `Mosaic UK 7 Type`: listed without the word that names a version.
    fn without_version(&self, label: &Label, scan: &Scan<'_>) -> Option<Recognised> {
        // A range of numbers is a scale and names no version.
        if scan.has("scale") || scan.has("range") {
            return None;
        }
        let is_version = |word: &Word| word.bytes().all(|b| b.is_ascii_digit());
        let mut versions: Vec<String> = Vec::new();
        let mut rest: Vec<Word> = Vec::new();
        for word in label.words() {
            if is_version(word) {
                versions.push(word.to_string());
                if matches!(rest.last().map(Word::as_str), Some("v" | "ver" | "version")) {
                    rest.pop();
                }
            } else {
                rest.push(word.clone());
            }
        }
        if versions.is_empty() || rest.is_empty() {
            return None;
        }
        let field = self
            .books
            .field_by_heading(&Label::new(&rest.join(" ")), self.party.as_ref())?;
        if field.codes.is_empty() {
            return None;
        }
        let why = format!("listed as {} apart from the version in it", field.id);
        let mut found = self.listed(field, why, 0.9);
        found.versions = versions;
        Some(found)
    }

    /// `VI_2019GE`, `Voter ID on 11/05/2024`: the party's own field with codes, on a day or at an election.
    fn on_an_occasion(
        &self,
        label: &Label,
        scan: &Scan<'_>,
        party: &PartyId,
    ) -> Option<Recognised> {
        let lexicon = self.books.lexicon().ok()?;
        let of_occasion = |at: usize| {
            let mut here = scan
                .seen
                .iter()
                .filter(|seen| (seen.start..seen.start + seen.words).contains(&at));
            here.any(|seen| matches!(seen.concept.class(), "election" | "time"))
        };
        let words = label.words().iter().enumerate();
        let rest: Vec<&str> = words
            .filter(|(at, word)| {
                let is_number = word.bytes().all(|b| b.is_ascii_digit());
                !is_number && !of_occasion(*at) && !lexicon.is_filler(word)
            })
            .map(|(_, word)| word.as_str())
            .collect();
        if rest.is_empty() || rest.len() == label.words().len() {
            return None;
        }
        let field = self
            .books
            .field_of_party(&Label::new(&rest.join(" ")), party)?;
        let why = format!("listed as {} apart from the occasion in it", field.id);
        (!field.codes.is_empty()).then(|| self.listed(field, why, 0.9))
    }

    /// `Mosaic UK 2009 type of your home`, `Acorn04_typ`: a classification that is
    /// listed, among words that only say of what. Any other word may say something else.
    fn product(&self, label: &Label) -> Option<Recognised> {
        const NATIONS: &[&str] = &["uk", "scotland", "ni", "v"];
        const EDITIONS: &[&str] = &["edition", "version", "vintage"];
        const PRODUCTS: &[&str] = &["attr:segment", "area:statistic"];
        let lexicon = self.books.lexicon().ok()?;
        let scan = wording::scan(lexicon, label, self.setting);
        if !PRODUCTS.iter().any(|product| scan.has(product)) {
            return None;
        }
        let named = |at: usize, ids: &[&str]| {
            let spans =
                |seen: &&wording::Seen<'_>| (seen.start..seen.start + seen.words).contains(&at);
            let mut here = scan.seen.iter().filter(spans);
            here.any(|seen| {
                ids.contains(&seen.concept.id.as_str()) || ids.contains(&seen.concept.class())
            })
        };
        let mut product: Vec<&str> = Vec::new();
        let mut classes: Vec<&str> = Vec::new();
        let mut versions: Vec<String> = Vec::new();
        for (at, word) in label.words().iter().enumerate() {
            if let Some(class) = class_word(word) {
                classes.push(class);
            } else if word.bytes().all(|b| b.is_ascii_digit()) {
                versions.push(word.to_string());
            } else if named(at, PRODUCTS) || NATIONS.contains(&word.as_str()) {
                product.push(word);
            } else if !lexicon.is_filler(word)
                && !EDITIONS.contains(&word.as_str())
                && !named(at, &["who", "address"])
            {
                return None;
            }
        }
        // The sorting out of words was for nothing where all are what they were.
        let century = |version: &String| match version.as_str() {
            short if short.len() == 2 => format!("20{short}"),
            long => long.to_owned(),
        };
        let spelt = [versions.clone(), versions.iter().map(century).collect()];
        let class = classes.join(" ");
        // With or without its maker before it, and the nation behind it.
        let own = product.get(1..).unwrap_or_default();
        let products = [
            product.join(" "),
            format!("{} uk", product.join(" ")),
            own.join(" "),
            format!("{} uk", own.join(" ")),
        ];
        let names = products.iter().filter(|name| !name.trim().is_empty());
        let mut headings = names.flat_map(|name| {
            let versions = spelt.iter().map(|versions| versions.join(" "));
            versions.map(move |versions| (name, versions))
        });
        headings.find_map(|(name, versions)| {
            let heading = Label::new(&format!("{name} {versions} {class}"));
            let field = self.books.field_by_heading(&heading, self.party.as_ref())?;
            let why = format!("it names what is listed as {}", field.id);
            let is_code = !field.codes.is_empty();
            is_code.then(|| self.listed(field, why, 0.95))
        })
    }

    /// `Notes 2`, `Phone 3`: listed without the number at its end.
    fn numbered(&self, label: &Label) -> Option<Recognised> {
        let (last, rest) = label.words().split_last()?;
        if rest.is_empty() || last.len() > 2 || !last.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let field = self
            .books
            .field_by_heading(&Label::new(&rest.join(" ")), self.party.as_ref())?;
        let countable = matches!(
            field.kind,
            Kind::Name
                | Kind::Text
                | Kind::Note
                | Kind::Contact
                | Kind::Address
                | Kind::Date
                | Kind::Identifier
                | Kind::Flag
        );
        countable.then(|| {
            self.listed(
                field,
                format!("listed as {} apart from its number", field.id),
                0.9,
            )
        })
    }

    /// `Testbury election (2023-May-04) Most Recent Data - GVI`: the last part is listed.
    fn last_segment(&self, heading: &str) -> Option<Recognised> {
        let tail = tail_of(heading)?;
        let field = self
            .books
            .field_by_heading(&Label::new(tail), self.party.as_ref())?;
        Some(self.listed(
            field,
            format!("its last part, `{tail}`, is listed as {}", field.id),
            0.85,
        ))
    }

    /// The words of the last part, where those of the whole heading say nothing.
    fn last_segment_words(&self, heading: &str) -> Option<Recognised> {
        let label = Label::new(tail_of(heading)?);
        let lexicon = self.books.lexicon().ok()?;
        let scan = wording::scan(lexicon, &label, self.setting);
        let mut found = self.words(&label, &scan, 1.0)?;
        found.why = format!("its last part is {}", found.why);
        Some(found)
    }

    /// `Household classification (Mosaic UK 7)`: the brackets name the product of a supplier.
    fn product_in_brackets(&self, heading: &str) -> Option<Recognised> {
        let (_, inside) = heading.trim().strip_suffix(')')?.rsplit_once('(')?;
        let label = Label::new(inside);
        let found = self
            .exact(inside, &label)
            .or_else(|| self.product(&label))?;
        let is_product = found.supplier.is_some() && !found.codes.is_empty();
        is_product.then_some(found)
    }

    /// `SNP (1 low, 10 high)`: as `SNP (1-10)`, where the brackets tell a scale in words.
    fn scaled_in_brackets(&self, heading: &str) -> Option<Recognised> {
        let (bare, inside) = heading.trim().strip_suffix(')')?.rsplit_once('(')?;
        let scale = explain::scale(inside)?;
        // `(1 high, 10 low)`: a scale the other way round is not the one that is known.
        let turned = scale.low.as_deref().is_some_and(|low| {
            let label = Label::new(low);
            let mut words = label.words().iter();
            words.any(|word| {
                matches!(
                    word.as_str(),
                    "high" | "highest" | "most" | "certain" | "always" | "best" | "strong"
                )
            })
        });
        if turned {
            return None;
        }
        let plain = format!("{} ({}-{})", bare.trim_end(), scale.from, scale.to);
        // What has no words in its brackets was read as it is.
        if !inside.contains(char::is_alphabetic) {
            return None;
        }
        let found = self.recognise(&plain);
        found.is_known().then(|| found.as_ref().clone())
    }

    /// `Full name of supporter`: what is known without saying whose it is.
    fn of_whom(&self, heading: &str) -> Option<Recognised> {
        let label = Label::new(heading);
        let (last, before) = label.words().split_last()?;
        let articles = ["the", "this", "our", "data"];
        let before = match before.split_last()? {
            (article, before) if articles.contains(&article.as_str()) => before,
            _ => before,
        };
        let (of, _) = before.split_last()?;
        if of.as_str() != "of" || !word_lists().heading.of_whom.has(last) {
            return None;
        }
        let end = heading.to_lowercase().rfind(" of ")?;
        let found = self.recognise(heading.get(..end)?);
        let led = "read without the words that say whose it is";
        (found.is_known() && found.category == Category::Identity).then(|| because(&found, led))
    }

    /// `Concern: clean air`, `Interest: Gaelic broadcasting`: an issue, whatever it is called.
    fn of_topic(&self, heading: &str) -> Option<Recognised> {
        let (head, tail) = heading.split_once(": ")?;
        if !word_lists().heading.topics.has(Label::new(head).key()) {
            return None;
        }
        let tail = Label::new(tail);
        let scanned = wording::scan(self.books.lexicon().ok()?, &tail, self.setting);
        let of_deeds = tail
            .words()
            .iter()
            .any(|word| word_lists().heading.deeds.has(word));
        let of_belief = scanned
            .seen
            .iter()
            .any(|seen| seen.concept.class() == "special");
        let of_other = of_deeds
            || of_belief
            || self.last_segment_words(heading).is_some_and(|tail| {
                !matches!(
                    tail.category,
                    Category::Household
                        | Category::Financial
                        | Category::Demographic
                        | Category::Lifestyle
                        | Category::Area
                        | Category::Address
                        | Category::IssueConcern
                )
            });
        if of_other {
            return None;
        }
        let why = format!("its first part, `{head}`, says that the rest is an issue");
        Some(Recognised {
            title: Some("Issue, as the heading names it".to_owned()),
            kind: Some(Kind::Text),
            category: Category::IssueConcern,
            level: Level::Person,
            basis: Basis::Wording,
            confidence: 0.8,
            ..Recognised::unknown(why)
        })
    }

    /// `Petition: Stop the Bypass`: what stands before the colon is listed, and behind it is a name.
    fn first_segment(&self, heading: &str) -> Option<Recognised> {
        let (head, _) = heading.split_once(": ")?;
        let field = self
            .books
            .field_by_heading(&Label::new(head), self.party.as_ref())?;
        let of_deeds = matches!(
            field.category,
            Category::ContactHistory | Category::Membership | Category::IssueConcern
        );
        of_deeds.then(|| {
            let why = format!("its first part, `{head}`, is listed as {}", field.id);
            self.listed(field, why, 0.8)
        })
    }

    /// `Turnout % (ward, 2023)`: a figure about an area by all of its words; without what the brackets hold it would
    /// be one about the person.
    fn of_area(&self, label: &Label, scan: &Scan<'_>) -> Option<Recognised> {
        let found = self.words(label, scan, 1.0)?;
        (found.level == Level::Area && found.category == Category::Area).then_some(found)
    }

    /// The words outside the brackets, where those inside only explain: `(1 = not at all, 5 = very)`.
    fn bare_words(&self, bare: &Label) -> Option<Recognised> {
        let lexicon = self.books.lexicon().ok()?;
        self.words(bare, &wording::scan(lexicon, bare, self.setting), 0.0)
    }

    /// What the words of a heading say, whatever the codebooks list. None where they say nothing
    /// that is known.
    #[must_use]
    pub fn by_words(&self, heading: &str) -> Option<Recognised> {
        let lexicon = self.books.lexicon().ok()?;
        let label = Label::new(heading);
        let scan = wording::scan(lexicon, &label, self.setting);
        let mut found = self.words(&label, &scan, 0.0).filter(|found| {
            self.setting == Setting::Political || !only_if_political(found, &scan)
        })?;
        qualify(&mut found, &scan);
        Some(found)
    }

    /// What the words say, if the pattern explains at least `least` of them.
    fn words(&self, label: &Label, scan: &Scan<'_>, least: f64) -> Option<Recognised> {
        let lexicon = self.books.lexicon().ok()?;
        let found = wording::interpret(lexicon, label, scan, self.setting, self.share())?;
        if found.share < least {
            return None;
        }
        let entry = &found.pattern.entry;
        let rival = found.reading.rivals.first().map(|rival| {
            format!(
                "; next best: {} ({:.0}%)",
                rival.title,
                rival.confidence * 100.0
            )
        });
        let basis = if entry.origin == Origin::Unknown {
            Basis::None
        } else {
            Basis::Wording
        };
        Some(Recognised {
            title: Some(found.title),
            kind: Some(entry.kind),
            category: entry.category,
            origin: entry.origin,
            origin_basis: basis,
            level: entry.level,
            inferred: entry.inferred,
            inferred_from: entry.inferred_from.clone(),
            special: entry.special,
            role: entry.role,
            basis: Basis::Wording,
            scale: scale_in_heading(scan),
            plain_words: scan.unknown.is_empty(),
            undecided: entry.undecided,
            confidence: found.confidence,
            reading: Some(Arc::new(found.reading)),
            ..Recognised::unknown(format!(
                "read from its words as {} ({:.0}% of them){}",
                entry.id,
                found.share * 100.0,
                rival.unwrap_or_default()
            ))
        })
    }

    /// A listed heading at a distance of one, for headings of at least seven characters.
    fn misspelt(&self, label: &Label) -> Option<Recognised> {
        let field = self
            .books
            .field_by_misspelt_heading(label, self.party.as_ref())?;
        Some(self.listed(
            field,
            format!("taken for a misspelling of a heading of {}", field.id),
            0.7,
        ))
    }

    fn listed(&self, field: &Field, why: String, confidence: f64) -> Recognised {
        let book = field.id.0.split('/').next().unwrap_or_default();
        let citation: Vec<String> = field
            .cites
            .iter()
            .filter_map(|key| self.books.cite(book, key))
            .map(ToString::to_string)
            .collect();
        let documented = field.evidence == Documented::Verified && confidence >= 0.85;
        let basis = if documented {
            Basis::Codebook
        } else {
            Basis::Wording
        };
        Recognised {
            field: Some(field.id.clone()),
            title: Some(field.title.clone()),
            kind: Some(field.kind),
            category: field.category,
            origin: field.origin,
            origin_basis: if field.origin == Origin::Unknown {
                Basis::None
            } else {
                basis
            },
            level: field.level,
            inferred: field.inferred,
            inferred_from: field.inferred_from.clone(),
            special: field.special,
            role: field.role,
            basis,
            codes: field.codes.clone(),
            scale: field.scale.clone(),
            supplier: field.supplier.clone(),
            explanation: Some(field.explanation.clone()),
            citation: (!citation.is_empty()).then(|| citation.join("; ")),
            alternatives: field.alternatives.clone(),
            confidence,
            ..Recognised::unknown(why)
        }
    }
}

/// `SNP /10`: what is told of, and out of how many.
fn out_of(heading: &str) -> Option<(&str, &str)> {
    let (head, top) = heading.trim_end().rsplit_once('/')?;
    let told = head
        .trim_end()
        .ends_with(|c: char| c.is_alphabetic() || c == ')');
    let is_top = matches!(top.trim_start(), "5" | "10" | "100");
    (told && is_top).then_some((head, top.trim_start()))
}

/// A heading without a bracket that explains its scale, `(0 = unlikely, 100 = likely)`, and with
/// words for the percent sign and for `/10`. None where it has none of them.
fn as_said(heading: &str) -> Option<String> {
    let mut said = heading.replace('%', " percent ");
    if let Some((head, top)) = out_of(heading) {
        said = format!("{head} out of {top}");
    }
    if let (Some(open), Some(close)) = (said.find(['(', '[']), said.rfind([')', ']']))
        && said
            .get(open..close)
            .is_some_and(|inner| inner.contains('='))
    {
        said.replace_range(open..=close, " ");
    }
    (said != heading).then_some(said)
}

/// `Tenure (estimated)`: what stands outside the brackets.
fn without_brackets(heading: &str) -> Option<Label> {
    if let Some(head) = explain::before_codes(heading) {
        return Some(Label::new(head)).filter(|label| !label.is_empty());
    }
    let open = heading.find(['(', '['])?;
    let close = heading.rfind([')', ']']).filter(|close| *close > open)?;
    let head = heading.get(..open)?.trim();
    let tail = heading.get(close + 1..)?.trim();
    let label = Label::new(&format!("{head} {tail}"));
    (!label.is_empty()).then_some(label)
}

/// Whether a row of two says of itself what is held: a value of a kind that is known, and no note.
fn tells_of_person(found: &Recognised) -> bool {
    found.role == Role::Value
        && !matches!(found.category, Category::Unknown | Category::System)
        && found.kind != Some(Kind::Note)
}

/// The same, with what led to it before its own reason.
fn because(found: &Recognised, led: &str) -> Recognised {
    let mut found = found.clone();
    found.why = format!("{led}: {}", found.why);
    found
}

/// The concepts that were seen, by their ids.
fn ids(scan: &Scan<'_>) -> Vec<String> {
    let seen = scan.seen.iter();
    seen.map(|seen| seen.concept.id.clone()).collect()
}

/// The word for a kind of class that a word is, or is short for: `grp`, `typ`, `supgrp`.
fn class_word(word: &str) -> Option<&'static str> {
    const WORDS: &[(&str, &[&str])] = &[
        ("type", &["type", "types", "typ"]),
        ("group", &["group", "groups", "grp"]),
        (
            "supergroup",
            &["supergroup", "supgroup", "supgrp", "supergrp", "sprgrp"],
        ),
        ("subgroup", &["subgroup", "subgrp"]),
        ("category", &["category", "categories", "cat", "catg"]),
        ("class", &["class", "cls"]),
    ];
    let is_one = |(_, short): &&(&str, &[&str])| short.contains(&word);
    WORDS.iter().find(is_one).map(|(whole, _)| *whole)
}

/// `user.contact.email`: a path without spaces, cut at its last dot.
fn path_leaf(heading: &str) -> Option<(&str, &str)> {
    let heading = heading.trim();
    let path = !heading.contains(char::is_whitespace)
        && heading.matches('.').count() >= 1
        && !heading.ends_with('.');
    if path { heading.rsplit_once('.') } else { None }
}

/// `can2_user_city`, `SURNAME_TXT`: without what the system puts before the names of all fields that it passes on, and
/// without the kind of a field behind its name.
fn without_system(heading: &str) -> &str {
    let lists = &word_lists().heading;
    let tail = lists
        .system_begins
        .iter()
        .find_map(|begin| heading.strip_prefix(begin));
    let own = tail
        .filter(|tail| tail.starts_with(char::is_alphabetic))
        .unwrap_or(heading);
    let kind = own.rsplit_once('_');
    match kind.filter(|(name, kind)| name.len() > 4 && lists.system_ends.has(&kind.to_lowercase()))
    {
        Some((name, _)) => name,
        None => own,
    }
}

/// `8. Date joined`, `10) Union`, `Branch*`: without the number before it and the mark behind it.
fn unnumbered(heading: &str) -> &str {
    let heading = heading
        .trim()
        .trim_end_matches(['*', '\u{2020}', '\u{2021}'])
        .trim_end();
    let number = heading.strip_prefix(['Q', 'q']).unwrap_or(heading);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let rest = number.get(digits..).unwrap_or_default();
    // `4: ` may be a part of what is said; `Q4: ` is not.
    let asked = number.len() < heading.len();
    let numbered = (1..=3).contains(&digits)
        && (rest.starts_with(". ") || rest.starts_with(") ") || (asked && rest.starts_with(": ")));
    // `Q2 Would you vote for us?`
    if asked && (1..=3).contains(&digits) && rest.starts_with(' ') && heading.ends_with('?') {
        return rest.trim_start();
    }
    // `Q4_YourAge`
    let joined = rest
        .strip_prefix(['_', '-'])
        .filter(|_| asked && digits > 0);
    if let Some(rest) = joined.filter(|rest| rest.starts_with(char::is_alphabetic)) {
        return rest;
    }
    if numbered {
        rest.get(2..).map_or(heading, str::trim_start)
    } else {
        heading
    }
}

/// What stands behind the last mark that divides a heading: ` - `, ` / `, `: `.
fn tail_of(heading: &str) -> Option<&str> {
    let cut = [
        " - ",
        " \u{2013} ",
        " / ",
        ": ",
        " > ",
        "|",
        "\n",
        ".",
        ") ",
    ]
    .iter()
    .filter_map(|mark| heading.rfind(mark).map(|at| at + mark.len()))
    .max()?;
    let tail = heading.get(cut..)?.trim();
    (!Label::new(tail).is_empty()).then_some(tail)
}

/// Whether a reading about politics, registers or canvasses rests on no word of theirs: `Target`,
/// `Member`, `Direct debit`, `Result`, `Reg no` stand in the files of every trade.
fn only_if_political(found: &Recognised, scan: &Scan<'_>) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| scan.has(word));
    let about_politics = found.special == Some(SpecialCategory::PoliticalOpinion)
        || matches!(
            found.category,
            Category::VotingIntention | Category::IssueConcern | Category::EuReferendum
        );
    let of_politics = [
        "party",
        "side",
        "election",
        "act:intention",
        "act:vote",
        "act:voted",
        "act:past-vote",
    ];
    // A turnout of players, too.
    let of_voting = says(&of_politics) || (says(&["act:turnout"]) && says(&["stat", "modifier"]));
    let of_register = [
        "register:number",
        "register:district",
        "register:station",
        "register:marker",
        "register:attainment",
        "register:absent",
        "register:any",
        "area",
        "name",
        "address",
        "attr:dob",
        "act",
    ];
    if about_politics {
        !of_voting
    } else if found.category == Category::ElectoralRegister {
        !says(&of_register) && !of_voting
    } else if found.origin == Origin::Canvass {
        !says(&["act", "party", "log:contact", "log:question"])
    } else {
        false
    }
}

/// A text that is too long, or holds no letter, or looks like a value, is no heading.
#[must_use]
pub fn could_be_heading(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    (1..=160).contains(&length) && !text.contains('@') && {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        // `1-5` and `1-10` are headings of canvassing sheets.
        letters > 0 || matches!(Label::new(text).words().len(), 2) && length <= 5
    }
}

/// `Do you own or rent your home?`: what a person answers of the home or the family is no estimate, and was not
/// bought; and what a question to the person holds that nothing else tells the source of is the answer.
fn answered(found: &mut Recognised, heading: &str) {
    let asked = heading.trim_end().ends_with('?') && !found.admits_guess;
    if !asked || !found.is_known() {
        return;
    }
    let label = Label::new(heading);
    let asks_person = |word: &Word| word_lists().heading.asks_person.has(word);
    // `Do we think you rent?`
    let supposes = |word: &Word| word_lists().heading.supposes.has(word);
    if !label.words().iter().any(asks_person) || label.words().iter().any(supposes) {
        return;
    }
    // `May we e-mail you?`
    let is_open = found.origin == Origin::Unknown || found.category == Category::Consent;
    if is_open && !found.inferred {
        found.origin = Origin::Subject;
        found.origin_basis = Basis::Wording;
    }
    let of_person = matches!(
        found.category,
        Category::Demographic | Category::Household | Category::Financial | Category::Lifestyle
    );
    if of_person && found.inferred {
        found.inferred = false;
        found.inferred_from = Vec::new();
        let plainly = found
            .title
            .as_deref()
            .and_then(|title| title.strip_suffix(", as estimated"));
        found.title = plainly.map(str::to_owned).or(found.title.take());
        if matches!(found.origin, Origin::Bought | Origin::Modelled) {
            found.origin = Origin::Subject;
            found.origin_basis = Basis::Wording;
        }
    }
}

/// What the words of a heading add to a field: that it is a guess, from what, about whom.
fn qualify(found: &mut Recognised, scan: &Scan<'_>) {
    if !found.is_known() {
        return;
    }
    if found.scale.is_none() && matches!(found.kind, Some(Kind::Score)) {
        found.scale = scale_in_heading(scan);
    }
    found.admits_guess =
        scan.has("modifier:estimated") || scan.has("stat:likelihood") || scan.has("stat:score");
    let estimated = scan.has("modifier:estimated");
    let by_name = scan.has("modifier:by-name");
    if estimated || by_name {
        guessed(found, by_name);
    }
    // `Age asked at door`
    let open = found.origin == Origin::Unknown && !found.inferred;
    if open && is_of_person(found) && scan.has("channel:door") {
        found.origin = Origin::Canvass;
        found.origin_basis = Basis::Wording;
    }
    for (concept, level) in [
        ("who:household", Level::Household),
        ("who:area", Level::Area),
    ] {
        if scan.has(concept) && found.level == Level::Unknown {
            found.level = level;
        }
    }
    found
        .versions
        .extend(scan.numbers.iter().map(|number| number.text.clone()));
    found.versions.dedup();
}

/// Takes what a heading says of a person for a guess, and for one from what the person is called.
fn guessed(found: &mut Recognised, by_name: bool) {
    if !is_of_person(found) || found.role != Role::Value {
        return;
    }
    found.inferred = true;
    if by_name && !found.inferred_from.contains(&InferredFrom::Name) {
        found.inferred_from.push(InferredFrom::Name);
    }
    if !matches!(found.origin, Origin::Bought | Origin::Modelled) {
        found.origin = Origin::Modelled;
        found.origin_basis = Basis::Wording;
    }
    if found.category == Category::Identity && found.kind == Some(Kind::Date) {
        found.category = Category::Demographic;
    }
}

/// `Heritage (surname)`, `Language (worked out from your name)`: brackets that say what something was made of.
fn guessed_in_brackets(found: &mut Recognised, heading: &str) {
    const MOST_WORDS: usize = 4;
    let of_origin = matches!(
        found.category,
        Category::Demographic | Category::EthnicityReligion
    );
    let inside = heading
        .trim_end()
        .strip_suffix(')')
        .and_then(|heading| heading.rsplit_once('('));
    let Some((_, inside)) = inside else {
        return;
    };
    let lists = &word_lists().guessed;
    let label = Label::new(inside);
    let words = label.words();
    // `Street type (estimate)`, `Age (est. from forename)`
    let estimates = words.iter().any(|word| lists.estimates.has(word));
    if estimates && words.len() <= MOST_WORDS && is_of_person(found) {
        guessed(found, words.iter().any(|word| lists.of_name.has(word)));
        found.admits_guess = true;
        return;
    }
    if !of_origin {
        return;
    }
    let is_name = |word: &Word| lists.of_name.has(word);
    let fits = |word: &Word| is_name(word) || lists.in_brackets.has(word);
    // `Nationality (name)` is the name of the country, and `School (name)` that of the school.
    let made = words
        .iter()
        .any(|word| matches!(word.as_str(), "from" | "by" | "using" | "on"));
    let own = matches!(words, [word] if word == "surname" || word == "forename");
    let own = own
        && (found.category == Category::EthnicityReligion
            || found.has("attr:age")
            || found.has("special:language"));
    if words.iter().any(is_name) && words.iter().all(fits) && (made || own) {
        guessed(found, true);
        found.admits_guess = true;
    }
}

/// Whether a heading is about something that may be guessed of a person.
fn is_of_person(found: &Recognised) -> bool {
    matches!(
        found.category,
        Category::Demographic
            | Category::Household
            | Category::Financial
            | Category::Lifestyle
            | Category::EthnicityReligion
            | Category::Segment
            | Category::VotingIntention
            | Category::IssueConcern
            | Category::EuReferendum
            | Category::Identity
    )
}

/// A range written in the heading: `Con 0-10`.
fn scale_in_heading(scan: &Scan<'_>) -> Option<Scale> {
    let written = |class: &str| matches!(class, "scale" | "range");
    let seen = scan
        .seen
        .iter()
        .find(|seen| written(seen.concept.class()))?;
    let (from, to) = seen.concept.id.split_once(':')?.1.split_once('-')?;
    Some(Scale {
        from: from.parse().ok()?,
        to: to.parse().ok()?,
        low: None,
        high: None,
    })
}

fn unknown_because(scan: &Scan<'_>) -> String {
    let unknown: Vec<&str> = scan
        .unknown
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    if unknown.is_empty() {
        "no codebook lists it, and its words together say nothing that is known".to_owned()
    } else {
        format!(
            "no codebook lists it, and these of its words are not known: {}",
            unknown.join(", ")
        )
    }
}
