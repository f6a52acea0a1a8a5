//! From an observation to what it means: the eight questions that every data point answers.

mod coded;
mod explained;
mod lists;
mod said;
mod scored;
mod shaped;

use std::sync::Arc;

use crate::codebook::entry::{Kind, Role, Scale};
use crate::codebook::{Codebooks, FieldId, Label, PartyId, Scheme};
use crate::provenance::{Location, PointId};
use crate::recognise::footnotes::without_mark;
use crate::recognise::is_whole_day;
use crate::recognise::wording::Reading;
use crate::recognise::{Heading, Observation, Recognised};
use crate::statement::{Phrases, SourceReading};
use crate::vocabulary::{
    Basis, Category, Evidence, InferredFrom, Level, Origin, SpecialCategory, Status,
};

use coded::{code, flag, is_codelike, label, says_code};
use explained::{explained_code, unknown};
use lists::{holds, schemes};
use scored::{rank, score};

pub use crate::recognise::shape::number;
pub use coded::is_yes_or_no;
pub use said::{Said, said};

/// A heading with one value, decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// Its number.
    pub id: PointId,
    /// Whose it is: 1 is the first person met.
    pub person: u32,
    /// The heading as written.
    pub label: String,
    /// The value as a reader sees it.
    pub value: Option<String>,
    /// What is stored, where that differs.
    pub stored: Option<String>,
    /// Where the value stands.
    pub at: Location,
    /// Where the heading stands.
    pub label_at: Location,
    /// The index of the heading in the survey.
    pub heading: usize,
    /// Which record of its block.
    pub record: u32,
    /// The field of a codebook.
    pub field: Option<FieldId>,
    /// What the heading says.
    pub title: Option<String>,
    /// What kind of value; none where the heading is not recognised.
    pub kind: Option<Kind>,
    /// What part of an entry it is.
    pub role: Role,
    /// What kind of data.
    pub category: Category,
    /// What the value means.
    pub meaning: Meaning,
    /// How the party came by it.
    pub origin: Origin,
    /// Who says so.
    pub origin_basis: Basis,
    /// The source as the response names it.
    pub source_named: Option<String>,
    /// Where the response says how the party came by it, and where it names the source if that is elsewhere.
    pub origin_at: Vec<Location>,
    /// Whether the response describes the source only in general.
    pub source_generic: bool,
    /// Whether it is a guess about the person.
    pub inferred: bool,
    /// What the guess rests on.
    pub inferred_from: Vec<InferredFrom>,
    /// Article 9 data that it reveals.
    pub special: Option<SpecialCategory>,
    /// About whom.
    pub level: Level,
    /// Whether the response says about whom.
    pub level_stated: bool,
    /// Whether heading, value or a statement says that it is a guess.
    pub admits_guess: bool,
    /// What the words of the heading say, set out, where nothing else says what it means.
    pub reading: Option<Arc<Reading>>,
    /// Whether the response withholds the value.
    pub withheld: bool,
    /// Whether a reader of the file does not see it.
    pub hidden: bool,
    /// The commercial product that value or heading shows.
    pub product: Option<Product>,
}

/// A commercial classification that a value or heading shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Product {
    /// Its title: `Mosaic UK type`.
    pub title: String,
    /// The name of its supplier.
    pub supplier: Option<String>,
}

/// What a value means, and who says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// Can it be read?
    pub status: Status,
    /// Who says so?
    pub basis: Basis,
    /// In plain words.
    pub text: String,
    /// Every documented reading, where there are several or a list gives it.
    pub readings: Vec<ValueReading>,
    /// The scale it is on.
    pub scale: Option<Scale>,
    /// The source.
    pub citation: Option<String>,
    /// Where the response explains it, where it does.
    pub said_at: Option<Location>,
}

/// A documented reading of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct ValueReading {
    /// What it means.
    pub text: String,
    /// The list that gives it, with its version.
    pub list: String,
    /// Whether the source was read.
    pub status: Evidence,
    /// Who says so.
    pub source: String,
}

impl ValueReading {
    /// The reading with its list; "possibly" before one whose source was not read.
    #[must_use]
    pub fn told(&self) -> String {
        let possibly = match self.status {
            Evidence::Recalled => "possibly ",
            _ => "",
        };
        format!("{possibly}{} ({})", self.text, self.list)
    }
}

/// What decoding needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The codebooks.
    pub books: &'a Codebooks,
    /// The phrases of statements.
    pub phrases: &'a Phrases,
    /// The party, where it is known.
    pub party: Option<&'a PartyId>,
}

/// Decodes one observation. `said` is what [`said`] reads from the heading.
#[must_use]
pub fn decode(
    id: PointId,
    person: u32,
    heading: &Heading,
    said: &Said,
    observation: &Observation,
    scope: Scope<'_>,
) -> Decoded {
    let known = heading.recognised.as_ref();
    let beside = observation.source.as_ref();
    let stated = beside
        .and_then(|note| Some(scope.phrases.source(&note.text, scope.books)?.at(&note.at)))
        .or_else(|| said.source.clone());
    let value = observation.value.as_deref();
    let withheld = value.is_some_and(|value| scope.phrases.is_withheld(value));
    let mut read = read(known, heading, observation, scope, withheld);
    read.meaning = explained::said_by_response(heading, read.meaning);
    read.meaning = explained::with_words_of_response(heading, known, read.meaning);
    shaped::offer(&mut read.meaning, known, heading, observation, scope);
    let admits_guess =
        said.admits_guess || value.is_some_and(|value| scope.phrases.admits_guess(value));
    let is_answer = is_answer(known, said, stated.as_ref(), value);
    // `Turnout, predicted` under a title that speaks of a canvass: what it was made from. `You told us the rest` is not
    // said of the edition of a commercial product.
    let of_input = |source: &&SourceReading| {
        let of_guess = admits_guess && known.origin == Origin::Modelled && !is_answer;
        is_input(source) && (of_guess || is_bought_product(&read))
    };
    let of_value = stated.as_ref().filter(|source| !of_input(source));
    let (origin, origin_basis) = origin(known, &read, of_value);
    let naming = || stated.as_ref().filter(|source| source.named.is_some());
    let explanation = || heading.explanation.iter().map(|own| own.at.clone());
    let origin_at = match of_value.or_else(naming) {
        Some(source) => source.at.clone(),
        // The explanation of the heading calls it an estimate.
        None if origin_basis == Basis::Response => explanation().collect(),
        None => Vec::new(),
    };
    // `Guessed from your first name` is said of the guess, and not of the name.
    let is_name = known.kind == Some(Kind::Name) && !known.inferred;
    // `70s (est.)`
    let of_person = matches!(
        known.category,
        Category::Demographic | Category::Household | Category::Financial
    );
    // `Leave (assumed)`
    let in_brackets = value.and_then(|value| value.trim().strip_suffix(')')?.rsplit_once('('));
    let of_opinion = matches!(
        known.category,
        Category::EuReferendum | Category::EthnicityReligion | Category::VotingRecord
    );
    let noted = (of_person || of_opinion)
        && in_brackets
            .is_some_and(|(_, inside)| !inside.contains(' ') && scope.phrases.admits_guess(inside));
    let guessed =
        noted || of_person && value.is_some_and(|value| scope.phrases.admits_guess(value));
    let of_scheme = read.scheme.is_some_and(|scheme| scheme.inferred);
    // What the person wants is told, whatever is said of guesses round it.
    let is_told = is_name || is_answer || known.category == Category::Consent;
    let guess = said
        .guess
        .as_ref()
        .filter(|_| can_be_guessed(known.category));
    let inferred =
        !is_told && (known.inferred || said.modelled || guessed || of_scheme || guess.is_some());
    let guess = guess.filter(|_| inferred);
    // The language in which to write is a wish; the first language, guessed from a name, tells an origin.
    let guessed_language = inferred && known.has("special:language");
    let mut source_named = stated.as_ref().and_then(|stated| stated.named.clone());
    let (origin, origin_basis, origin_at) = match guess {
        // What the same sentence says of a source is said of something else, unless it is said of the guesses.
        Some(guess)
            if origin == Origin::Unknown
                || (origin_at.contains(&guess.at)
                    && !(guess.goes_on && origin == Origin::Bought)) =>
        {
            source_named = source_named.filter(|_| guess.goes_on);
            (Origin::Modelled, Basis::Response, vec![guess.at.clone()])
        }
        _ => (origin, origin_basis, origin_at),
    };
    let level = read
        .scheme
        .map(|scheme| scheme.level)
        .filter(|_| known.level == Level::Unknown)
        .unwrap_or(known.level);
    let by_wording = read.meaning.basis == Basis::Wording || origin_basis == Basis::Wording;
    let reading = known.reading.clone().filter(|_| by_wording);
    Decoded {
        id,
        person,
        label: heading.text.clone(),
        value: observation.value.clone(),
        stored: observation.stored.clone(),
        at: observation.at.clone(),
        label_at: heading.at.clone(),
        heading: observation.heading,
        record: observation.record,
        field: known.field.clone(),
        title: known.title.as_deref().map(|title| match is_answer {
            // What the person said is from no model.
            true => title.trim_end_matches(", from a model").to_owned(),
            false => title.to_owned(),
        }),
        kind: known.kind,
        role: known.role,
        category: match read.scheme {
            Some(scheme) if known.category == Category::Unknown => scheme.category,
            _ if guessed_language => Category::EthnicityReligion,
            _ => known.category,
        },
        product: product(known, &read, scope),
        meaning: read.meaning,
        origin,
        origin_basis,
        origin_at,
        source_generic: stated.as_ref().is_some_and(|stated| stated.generic),
        source_named,
        inferred,
        inferred_from: match guess {
            Some(guess) if known.inferred_from.is_empty() => guess.from.clone(),
            _ => known.inferred_from.clone(),
        },
        special: health_in_note(known, value, scope)
            .or(known.special)
            .or_else(|| read.scheme.and_then(|scheme| scheme.special))
            .or(guessed_language.then_some(SpecialCategory::EthnicOrigin)),
        // What the response says of a guess is said of these values; a book knows the usual ones.
        level: match said.level {
            Some(told) if level == Level::Unknown || (inferred && said.level_told) => told,
            _ => level,
        },
        level_stated: said.level.is_some(),
        admits_guess,
        reading,
        withheld,
        hidden: observation.hidden,
    }
}

/// Whether a note in free text speaks of health.
fn health_in_note(
    known: &Recognised,
    value: Option<&str>,
    scope: Scope<'_>,
) -> Option<SpecialCategory> {
    if known.kind != Some(Kind::Note) {
        return None;
    }
    let lexicon = scope.books.lexicon().ok()?;
    let label = Label::new(value?);
    let scan = crate::recognise::wording::scan(lexicon, &label, crate::recognise::Setting::Open);
    let spoken = scan
        .seen
        .iter()
        .any(|seen| seen.as_written() && seen.concept.id == "note:health");
    spoken.then_some(SpecialCategory::Health)
}

/// A meaning, and the scheme that gave it.
struct Read<'a> {
    meaning: Meaning,
    scheme: Option<&'a Scheme>,
}

/// Whether data of a kind say something of the person that may be guessed; a name or a number of the register is
/// what others are guessed from.
fn can_be_guessed(category: Category) -> bool {
    matches!(
        category,
        Category::Demographic
            | Category::Household
            | Category::Financial
            | Category::EthnicityReligion
            | Category::Lifestyle
            | Category::Segment
            | Category::VotingIntention
            | Category::IssueConcern
            | Category::EuReferendum
            | Category::Unknown
    )
}

/// Whether a small number under a heading that may as well be a model's - `Certainty of voting` - is what the
/// person answered: the response says that it came from the person, and nothing calls it a prediction.
fn is_answer(
    known: &Recognised,
    said: &Said,
    stated: Option<&SourceReading>,
    value: Option<&str>,
) -> bool {
    const PREDICTED: &[&str] = &["stat:prediction", "stat:model", "modifier:estimated"];
    const MOST: f64 = 10.0;
    let from_person = stated.is_some_and(|source| match source.origin {
        Origin::Subject => true,
        Origin::Canvass => said.answered,
        _ => false,
    });
    let small = value
        .and_then(number)
        .is_some_and(|number| (0.0..=MOST).contains(&number));
    let predicted = said.modelled || PREDICTED.iter().any(|concept| known.has(concept));
    from_person && (small || said.answered) && !predicted
}

/// Whether a value is of the list of a commercial supplier.
fn is_bought_product(read: &Read<'_>) -> bool {
    let scheme = read.scheme;
    scheme.is_some_and(|scheme| scheme.supplier.is_some() && scheme.origin == Origin::Bought)
}

/// Whether what is stated is the kind of thing that a guess is made from, and no guess.
fn is_input(source: &SourceReading) -> bool {
    matches!(
        source.origin,
        Origin::Canvass | Origin::Subject | Origin::Register | Origin::MarkedRegister
    )
}

fn origin(known: &Recognised, read: &Read<'_>, stated: Option<&SourceReading>) -> (Origin, Basis) {
    if let Some(stated) = stated {
        return (stated.origin, Basis::Response);
    }
    match read.scheme {
        Some(scheme) if known.origin == Origin::Unknown => (scheme.origin, Basis::Codebook),
        _ => (known.origin, known.origin_basis),
    }
}

fn product(known: &Recognised, read: &Read<'_>, scope: Scope<'_>) -> Option<Product> {
    // A heading that is a supplier's own names the product, whatever its codes look like.
    let of_vendor = known.field.as_ref().is_some_and(|field| {
        let book = field.0.split_once('/').map(|(book, _)| book);
        let book = book.and_then(|book| scope.books.book(book));
        book.is_some_and(|book| book.vendor.is_some())
    });
    let distinctive = |scheme: &&Scheme| scheme.distinctive;
    // A code of its list stands under it.
    let is_read = matches!(read.meaning.status, Status::Coded | Status::Ambiguous);
    let read_so = |scheme: &&Scheme| scheme.distinctive || (of_vendor && is_read);
    let scheme = read.scheme.filter(read_so).or_else(|| {
        // The heading itself names a product whose codes these are.
        let ids = known
            .codes
            .iter()
            .map(|code| code.split('@').next().unwrap_or(code));
        let mut schemes = ids.filter_map(|id| scope.books.scheme(id));
        known.field.as_ref()?;
        schemes.find(distinctive)
    })?;
    let supplier = scheme.supplier.as_ref().or(known.supplier.as_ref())?;
    let vendor = scope
        .books
        .book(supplier)
        .and_then(|book| book.vendor.as_ref());
    Some(Product {
        title: scheme.title.clone(),
        supplier: vendor.map(|vendor| vendor.name.clone()),
    })
}

/// Reads the value: the same order of questions for every value.
fn read<'a>(
    known: &Recognised,
    heading: &Heading,
    observation: &Observation,
    scope: Scope<'a>,
    withheld: bool,
) -> Read<'a> {
    let plain = |meaning| Read {
        meaning,
        scheme: None,
    };
    let Some(value) = observation.value.as_deref() else {
        let text = "Nothing stands under this heading.".to_owned();
        return plain(meaning(Status::Absent, Basis::Response, text));
    };
    let value = without_mark(value);
    if withheld {
        let text = "The response withholds this value.".to_owned();
        return plain(meaning(Status::DeclaredMissing, Basis::Response, text));
    }
    if observation.broken {
        let text = "The cell holds a spreadsheet error or a formula without a stored result; what was held is not shown.";
        return plain(meaning(Status::Unrecognised, Basis::None, text.to_owned()));
    }
    if let Some(found) = explained_code(heading, value, scope) {
        return plain(found);
    }
    if let Some(found) = missing(known, value, scope) {
        return found;
    }
    if matches!(known.kind, Some(Kind::Code | Kind::Label))
        && let Some(found) = explained::explained_scale(heading, value)
    {
        return plain(found);
    }
    if matches!(known.kind, Some(Kind::Code | Kind::Label))
        && let Some(found) = explained::share_explained(heading, value)
    {
        return plain(found);
    }
    if matches!(known.kind, Some(Kind::Text | Kind::Flag))
        && let Some(found) = explained::number_explained(heading, value)
    {
        return plain(found);
    }
    if let Some(found) = explained::not_listed(heading, value) {
        return plain(found);
    }
    // `Unsubscribed` over 12/03/2024: a day says by itself what it is.
    if matches!(known.kind, Some(Kind::Code | Kind::Label | Kind::Flag)) && is_whole_day(value) {
        return plain(plainly(known));
    }
    // `Priority: High` is a guess of the party, and how high that is, it does not say.
    let of_guess = known.inferred
        && matches!(
            known.kind,
            Some(Kind::Text | Kind::Label | Kind::Score | Kind::Rank)
        );
    if of_guess && heading.explanation.is_none() && scope.phrases.is_grade(value) {
        return plain(grade(known, value));
    }
    // A code under a heading that says `code` does not speak for itself, whatever else it is.
    if known.kind == Some(Kind::Text) && says_code(heading) && is_codelike(value) {
        return code(known, heading, value, scope);
    }
    // A lone letter where words are expected says nothing by itself.
    let of_system = matches!(
        known.category,
        Category::System
            | Category::ContactHistory
            | Category::Membership
            | Category::FreeText
            | Category::VotingIntention
            | Category::Segment
            | Category::Lifestyle
            | Category::Financial
            | Category::EthnicityReligion
    );
    // `X4` is none either.
    const SHORT: usize = 3;
    let is_letter = value.len() <= SHORT
        && value
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && value.bytes().filter(u8::is_ascii_uppercase).count() == 1;
    let is_letter = is_letter || coded::is_numbered(value);
    // `WX` under a way of contact is no way.
    let is_pair = value.len() == 2
        && value.bytes().all(|b| b.is_ascii_uppercase())
        && matches!(known.role, Role::Channel | Role::Source);
    let is_mark = matches!(value, "Y" | "N") && known.role != Role::Question;
    let no_number = matches!(known.kind, Some(Kind::Number | Kind::Date));
    let no_words = matches!(known.kind, Some(Kind::Text | Kind::Note)) && of_system;
    if ((no_number || no_words) && is_letter && !is_mark) || is_pair {
        return code(known, heading, value, scope);
    }
    match known.kind {
        Some(
            Kind::Name
            | Kind::Text
            | Kind::Note
            | Kind::Identifier
            | Kind::Contact
            | Kind::Address
            | Kind::Number
            | Kind::Date,
        ) => plain(plainly(known)),
        Some(Kind::Flag) => flag(known, heading, value, scope),
        Some(Kind::Code) => code(known, heading, value, scope),
        Some(Kind::Label) => label(known, heading, value, scope),
        Some(Kind::Score) => score(known, heading, value, scope),
        Some(Kind::Rank) => plain(rank(known, heading, value, scope)),
        None => {
            let hits = lists::hits(known, heading, value, scope);
            if hits.is_empty() {
                return unknown(heading, value, scope);
            }
            lists::by_hits(known, &hits.rows, hits.named)
        }
    }
}

fn meaning(status: Status, basis: Basis, text: String) -> Meaning {
    Meaning {
        status,
        basis,
        text,
        readings: Vec::new(),
        scale: None,
        citation: None,
        said_at: None,
    }
}

fn plainly(known: &Recognised) -> Meaning {
    let text = known.title.clone().unwrap_or_default();
    meaning(
        Status::Plain,
        Basis::Response,
        format!("{text}, as written."),
    )
}

/// A guess that is told as a grade alone.
fn grade(known: &Recognised, value: &str) -> Meaning {
    let title = known.title.as_deref().unwrap_or("a grade");
    let text = format!(
        "{}: \u{201c}{value}\u{201d}. The response does not say of how many grades, or how it was worked out.",
        probably(known, title)
    );
    Meaning {
        citation: known.citation.clone(),
        ..meaning(Status::Unpublished, known.basis, text)
    }
}

/// A value that says that there is none: by the list of its field, else by a general word for it.
fn missing<'a>(known: &Recognised, value: &str, scope: Scope<'a>) -> Option<Read<'a>> {
    let by_scheme = schemes(known, scope).into_iter().find(|(scheme, _)| {
        scheme
            .missing
            .iter()
            .any(|code| code.eq_ignore_ascii_case(value))
    });
    if let Some((scheme, _)) = by_scheme {
        let text = format!(
            "The code says that there is no value, in the list {}.",
            scheme.title
        );
        return Some(Read {
            meaning: meaning(Status::DeclaredMissing, Basis::Codebook, text),
            scheme: Some(scheme),
        });
    }
    let listed = || {
        schemes(known, scope)
            .iter()
            .any(|(scheme, _)| holds(scheme, value, scope))
    };
    (scope.phrases.is_missing(value) && !listed()).then(|| Read {
        meaning: meaning(
            Status::DeclaredMissing,
            Basis::Response,
            "The entry says that there is no value.".to_owned(),
        ),
        scheme: None,
    })
}

/// A title as a fact where a source gives it, with "probably" where only the words of the heading do.
fn probably(known: &Recognised, title: &str) -> String {
    match known.basis {
        Basis::Codebook | Basis::Response => title.to_owned(),
        Basis::Wording | Basis::None => format!("Probably: {title}"),
    }
}
