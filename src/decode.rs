//! From an observation to what it means: the eight questions that every data point answers.

use crate::codebook::entry::{Kind, Role, Scale};
use crate::codebook::list::{CodeList, Match};
use crate::codebook::{Code, Codebooks, FieldId, Label, PartyId, Scheme};
use crate::provenance::{Location, PointId};
use crate::recognise::{Heading, Observation, Recognised};
use crate::statement::{Phrases, SourceReading};
use crate::vocabulary::{
    Basis, Category, Evidence, InferredFrom, Level, Origin, SpecialCategory, Status,
};

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

/// What the response says round a heading, read once for all values under it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Said {
    /// The nearest statement of where the values come from.
    source: Option<SourceReading>,
    /// The level that heading or statements state.
    level: Option<Level>,
    /// Whether heading or statements call the values guesses.
    admits_guess: bool,
    /// Whether the explanation says that the values are modelled.
    modelled: bool,
}

/// Reads what the response says round a heading.
#[must_use]
pub fn said(heading: &Heading, scope: Scope<'_>) -> Said {
    let texts = statements(heading);
    let modelled = heading.explanation.as_ref().is_some_and(|explanation| {
        scope
            .phrases
            .source(&explanation.text, scope.books)
            .is_some_and(|stated| stated.origin == Origin::Modelled)
    });
    Said {
        source: source_of(heading, scope),
        level: texts
            .iter()
            .find_map(|text| scope.phrases.level(text))
            .or_else(|| scope.phrases.level(&heading.text)),
        admits_guess: heading.recognised.admits_guess
            || texts.iter().any(|text| scope.phrases.admits_guess(text))
            || scope.phrases.admits_guess(&heading.text),
        modelled,
    }
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
        .and_then(|note| scope.phrases.source(&note.text, scope.books))
        .or_else(|| said.source.clone());
    let value = observation.value.as_deref();
    let withheld = value.is_some_and(|value| scope.phrases.is_withheld(value));
    let read = read(known, heading, observation, scope, withheld);
    let (origin, origin_basis) = origin(known, &read, stated.as_ref());
    let inferred =
        known.inferred || said.modelled || read.scheme.is_some_and(|scheme| scheme.inferred);
    let level = read
        .scheme
        .map(|scheme| scheme.level)
        .filter(|_| known.level == Level::Unknown)
        .unwrap_or(known.level);
    let admits_guess =
        said.admits_guess || value.is_some_and(|value| scope.phrases.admits_guess(value));
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
        title: known.title.clone(),
        kind: known.kind,
        role: known.role,
        category: match read.scheme {
            Some(scheme) if known.category == Category::Unknown => scheme.category,
            _ => known.category,
        },
        product: product(known, &read, scope),
        meaning: read.meaning,
        origin,
        origin_basis,
        source_generic: stated.as_ref().is_some_and(|stated| stated.generic),
        source_named: stated.and_then(|stated| stated.named),
        inferred,
        inferred_from: known.inferred_from.clone(),
        special: health_in_note(known, value, scope).or(known
            .special
            .or_else(|| read.scheme.and_then(|scheme| scheme.special))),
        level: if level == Level::Unknown {
            said.level.unwrap_or(level)
        } else {
            level
        },
        level_stated: said.level.is_some(),
        admits_guess,
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
        .any(|seen| !seen.misspelt && seen.concept.id == "note:health");
    spoken.then_some(SpecialCategory::Health)
}

/// A meaning, and the scheme that gave it.
struct Read<'a> {
    meaning: Meaning,
    scheme: Option<&'a Scheme>,
}

/// What the response says around a heading: sources, explanation.
fn statements(heading: &Heading) -> Vec<&str> {
    let sources = heading.sources.iter().map(|note| note.text.as_str());
    let explained = heading
        .explanation
        .iter()
        .map(|explanation| explanation.text.as_str());
    sources.chain(explained).collect()
}

/// The nearest statement of where the values come from.
fn source_of(heading: &Heading, scope: Scope<'_>) -> Option<SourceReading> {
    statements(heading)
        .into_iter()
        .find_map(|text| scope.phrases.source(text, scope.books))
        .or_else(|| {
            in_brackets(&heading.text).and_then(|inner| scope.phrases.source(inner, scope.books))
        })
}

/// What stands in the brackets of a heading.
fn in_brackets(heading: &str) -> Option<&str> {
    let (_, inner) = heading.split_once('(')?;
    Some(inner.trim_end_matches(')'))
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
    let distinctive = |scheme: &&Scheme| scheme.distinctive;
    let scheme = read.scheme.filter(distinctive).or_else(|| {
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
    if withheld {
        let text = "The response withholds this value.".to_owned();
        return plain(meaning(Status::DeclaredMissing, Basis::Response, text));
    }
    if observation.broken {
        let text = "The cell holds a spreadsheet error or a formula without a stored result; what was held is not shown.";
        return plain(meaning(Status::Unrecognised, Basis::None, text.to_owned()));
    }
    if let Some(found) = explained_code(heading, value) {
        return plain(found);
    }
    if let Some(found) = missing(known, value, scope) {
        return found;
    }
    // A code under a heading that says `code` does not speak for itself, whatever else it is.
    if known.kind == Some(Kind::Text) && says_code(heading) && is_codelike(value) {
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
        Some(Kind::Rank) => plain(rank(known, heading)),
        None => unknown(heading, value, scope),
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

/// A code that the response explains.
fn explained_code(heading: &Heading, value: &str) -> Option<Meaning> {
    let explanation = heading.explanation.as_ref()?;
    let code = explanation.meaning_of(value)?;
    Some(Meaning {
        citation: Some("the response itself".to_owned()),
        ..meaning(
            Status::Coded,
            Basis::Response,
            format!(
                "{}, as the response explains it.",
                code.meaning.trim_end_matches('.')
            ),
        )
    })
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

fn holds(scheme: &Scheme, value: &str, scope: Scope<'_>) -> bool {
    scope.books.list(scheme).is_some_and(|list| {
        !list.by_code(scheme, value).is_empty() || !list.by_label(value).is_empty()
    })
}

/// The schemes of a heading that hold in this scope, each with the version that it is bound to.
fn schemes<'a>(known: &Recognised, scope: Scope<'a>) -> Vec<(&'a Scheme, Option<String>)> {
    known
        .codes
        .iter()
        .filter_map(|code| {
            let (id, version) = match code.split_once('@') {
                Some((id, version)) => (id, Some(version.to_owned())),
                None => (code.as_str(), None),
            };
            let scheme = scope.books.scheme(id)?;
            let in_scope = scheme
                .party
                .as_ref()
                .is_none_or(|party| Some(party) == scope.party);
            in_scope.then_some((scheme, version))
        })
        .collect()
}

/// A row of a list that fits a value.
struct Hit<'a> {
    scheme: &'a Scheme,
    row: &'a Code,
    by: Match,
    fallback: bool,
}

/// All rows that fit a value, in the scope of the heading and of the version that heading or
/// statements name.
fn hits<'a>(known: &Recognised, heading: &Heading, value: &str, scope: Scope<'a>) -> Hits<'a> {
    let find = |list: &'a CodeList, scheme: &Scheme| {
        let ways = [
            list.by_code(scheme, value),
            list.by_label(value),
            list.by_code_and_label(scheme, value),
            list.by_digits(scheme, value),
        ];
        ways.into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    };
    let mut hits: Vec<Hit<'a>> = Vec::new();
    for (scheme, version) in schemes(known, scope) {
        let Some(list) = scope.books.list(scheme) else {
            continue;
        };
        let found = find(list, scheme);
        hits.extend(
            found
                .into_iter()
                .filter(|found| {
                    version
                        .as_ref()
                        .is_none_or(|version| found.row.version == *version)
                })
                .map(|found| Hit {
                    scheme,
                    row: found.row,
                    by: found.by,
                    fallback: scheme.fallback.contains(&found.row.version),
                }),
        );
    }
    let written = versions_named(known, heading);
    let fits = |hit: &Hit<'_>| {
        let words = Label::new(&hit.row.version);
        written
            .iter()
            .any(|name| words.words().first() == Some(name))
    };
    let mut named = Named::Nothing;
    if hits.iter().any(fits) {
        hits.retain(fits);
        named = Named::Version;
    }
    if hits
        .iter()
        .any(|hit| matches!(hit.by, Match::Label | Match::CodeAndLabel))
        || known.codes.iter().all(|code| code.contains('@'))
    {
        named = Named::Version;
    }
    Hits { rows: hits, named }
}

/// The rows that fit a value.
struct Hits<'a> {
    rows: Vec<Hit<'a>>,
    named: Named,
}

impl Hits<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Whether heading, value or statements name the version of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Version,
    Nothing,
}

/// Words that may name a version: in the heading, and beside the product's name in statements.
fn versions_named(known: &Recognised, heading: &Heading) -> Vec<String> {
    let mut named = known.versions.clone();
    for text in statements(heading) {
        let label = Label::new(text);
        for pair in label.words().windows(2) {
            let [before, number] = pair else { continue };
            let names_product = [
                "mosaic", "uk", "acorn", "version", "v", "type", "group", "fss", "cameo", "edition",
            ];
            if names_product.contains(&before.as_str())
                && number.bytes().all(|b| b.is_ascii_digit())
            {
                named.push(number.clone());
            }
        }
    }
    named
}

/// The meaning of a value that rows of lists fit.
fn by_hits<'a>(known: &Recognised, hits: &[Hit<'a>], named: Named) -> Read<'a> {
    // Another reading of the field as a whole does not stand where the version is named.
    let alternatives: &[String] = match named {
        Named::Version => &[],
        Named::Nothing => &known.alternatives,
    };
    let mut readings: Vec<ValueReading> = Vec::new();
    for hit in hits {
        let reading = ValueReading {
            text: hit.row.label.clone(),
            list: format!("{}, {}", hit.scheme.title, hit.row.version),
            status: hit.row.status,
            source: hit.row.source.clone(),
        };
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    for alternative in alternatives {
        readings.push(ValueReading {
            text: alternative.clone(),
            list: "another documented reading of the field".to_owned(),
            status: Evidence::Verified,
            source: known.citation.clone().unwrap_or_default(),
        });
    }
    let mut labels: Vec<String> = hits
        .iter()
        .map(|hit| Label::new(&hit.row.label).to_string())
        .collect();
    labels.sort();
    labels.dedup();
    let verified = hits
        .iter()
        .find(|hit| hit.row.status == Evidence::Verified && !hit.fallback);
    let scheme = hits.first().map(|hit| hit.scheme);
    let settled = verified.filter(|_| labels.len() == 1 && alternatives.is_empty());
    if let Some(hit) = settled {
        // A code that stands beside its own name needs nobody else to explain it.
        let basis = if hit.by == Match::CodeAndLabel {
            Basis::Response
        } else {
            Basis::Codebook
        };
        let restored = match hit.by {
            Match::CodeRestored => format!(" Read as {}.", hit.row.code),
            Match::Code | Match::Label | Match::CodeAndLabel => String::new(),
        };
        return Read {
            meaning: Meaning {
                readings,
                citation: Some(hit.row.source.clone()),
                ..meaning(
                    Status::Coded,
                    basis,
                    format!(
                        "{} ({}, {}).{restored}",
                        hit.row.label, hit.scheme.title, hit.row.version
                    ),
                )
            },
            scheme,
        };
    }
    let possible: Vec<String> = readings
        .iter()
        .map(|reading| {
            let possibly = if reading.status == Evidence::Recalled {
                "possibly "
            } else {
                ""
            };
            format!("{possibly}{} ({})", reading.text, reading.list)
        })
        .collect();
    let head = if labels.len() == 1 && alternatives.is_empty() {
        "Not confirmed by a source that was read"
    } else {
        "Several readings are documented, and the response does not say which applies"
    };
    let citation = verified.or(hits.first()).map(|hit| hit.row.source.clone());
    Read {
        meaning: Meaning {
            readings,
            citation,
            ..meaning(
                Status::Ambiguous,
                Basis::Codebook,
                format!("{head}: {}.", possible.join("; or ")),
            )
        },
        scheme,
    }
}

/// A code: through the lists of its field.
fn code<'a>(known: &Recognised, heading: &Heading, value: &str, scope: Scope<'a>) -> Read<'a> {
    let hits = hits(known, heading, value, scope);
    if !hits.is_empty() {
        return by_hits(known, &hits.rows, hits.named);
    }
    let lists = schemes(known, scope);
    if let Some(found) = compound(value, &lists, scope) {
        return found;
    }
    let names_party = {
        let lexicon = scope.books.lexicon().ok();
        let label = Label::new(value);
        lexicon.is_some_and(|lexicon| {
            lexicon.forms(label.key()).iter().any(|form| {
                (!form.weak || label.key().len() > 1)
                    && lexicon
                        .concept(form.concept)
                        .is_some_and(|concept| concept.class() == "party")
            })
        })
    };
    if is_words(value) || names_party {
        return Read {
            meaning: in_words(known, value, scope),
            scheme: lists.first().map(|(scheme, _)| *scheme),
        };
    }
    if let Some(scale) = &known.scale
        && value.trim().parse::<f64>().is_ok()
    {
        return Read {
            meaning: on_scale(known, value, scale, known.basis),
            scheme: None,
        };
    }
    let title = known.title.as_deref().unwrap_or("this field");
    let (status, text, basis) = if lists.is_empty() {
        (
            Status::Unpublished,
            format!(
                "{}: no list of its codes is known, and the response gives none.",
                probably(known, title)
            ),
            known.basis,
        )
    } else {
        let titles: Vec<&str> = lists
            .iter()
            .map(|(scheme, _)| scheme.title.as_str())
            .collect();
        (
            Status::UnlistedCode,
            format!(
                "{}: the code is not in the lists that are known ({}).",
                probably(known, title),
                titles.join(", ")
            ),
            known.basis,
        )
    };
    Read {
        meaning: meaning(status, basis, text),
        scheme: lists.first().map(|(scheme, _)| *scheme),
    }
}

/// Whether a heading calls its values codes.
fn says_code(heading: &Heading) -> bool {
    let label = Label::new(&heading.text);
    label
        .words()
        .iter()
        .any(|word| matches!(word.as_str(), "code" | "codes"))
}

/// A short run of capitals and digits.
fn is_codelike(value: &str) -> bool {
    let value = value.trim();
    value.chars().count() <= 5
        && value
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Words speak for themselves: at least four letters in a row, and hardly a digit.
fn is_words(value: &str) -> bool {
    let letters = value
        .split(|c: char| !c.is_alphabetic())
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0);
    letters >= 4 && !value.chars().any(|c| c.is_ascii_digit())
}

/// A value in which codes are run together.
fn compound<'a>(
    value: &str,
    lists: &[(&'a Scheme, Option<String>)],
    scope: Scope<'a>,
) -> Option<Read<'a>> {
    lists.iter().find_map(|(scheme, _)| {
        let parts = scope.books.list(scheme)?.by_parts(scheme, value)?;
        let said: Vec<String> = parts
            .iter()
            .map(|part| {
                if part.against {
                    format!("not {}", part.row.label)
                } else {
                    part.row.label.clone()
                }
            })
            .collect();
        let source = parts.first().map(|part| part.row.source.clone());
        let verified = parts
            .iter()
            .all(|part| part.row.status == Evidence::Verified);
        let status = if verified {
            Status::Coded
        } else {
            Status::Ambiguous
        };
        Some(Read {
            meaning: Meaning {
                citation: source,
                ..meaning(
                    status,
                    Basis::Codebook,
                    format!(
                        "Several codes run together: {} ({}).",
                        said.join("; "),
                        scheme.title
                    ),
                )
            },
            scheme: Some(*scheme),
        })
    })
}

/// The name of a segment, or an answer in words.
fn label<'a>(known: &Recognised, heading: &Heading, value: &str, scope: Scope<'a>) -> Read<'a> {
    let hits = hits(known, heading, value, scope);
    if !hits.is_empty() {
        return by_hits(known, &hits.rows, hits.named);
    }
    if known.category == Category::Segment {
        let found = distinctive(value, scope);
        if !found.is_empty() {
            return by_hits(known, &found, Named::Version);
        }
        let title = known.title.as_deref().unwrap_or("this field");
        return Read {
            meaning: meaning(
                Status::Unpublished,
                known.basis,
                format!(
                    "{}: what the segment stands for is not published, and the response does not say.",
                    probably(known, title)
                ),
            ),
            scheme: None,
        };
    }
    let codelike = value.len() <= 3 && !value.contains(' ') && value.parse::<f64>().is_err();
    if codelike && !is_yes_or_no(value) {
        return code(known, heading, value, scope);
    }
    if value.parse::<f64>().is_ok() {
        return score(known, heading, value, scope);
    }
    Read {
        meaning: in_words(known, value, scope),
        scheme: None,
    }
}

/// An answer in words, with the party that it names where it abbreviates one.
fn in_words(known: &Recognised, value: &str, scope: Scope<'_>) -> Meaning {
    let title = known.title.as_deref().unwrap_or("An entry");
    let text = match party_named(known, value, scope) {
        Some(party) => format!("{title}: \u{201c}{value}\u{201d}, probably {party}."),
        None => format!("{title}: \u{201c}{value}\u{201d}."),
    };
    meaning(Status::Plain, Basis::Response, text)
}

/// The party that a value names in short, in a field about politics: `Lab`, `LD`, `Definite Lib Dem`.
/// None for a lone letter, which means one party on one sheet and another elsewhere.
fn party_named(known: &Recognised, value: &str, scope: Scope<'_>) -> Option<String> {
    const MOST_WORDS: usize = 5;
    let label = Label::new(value);
    if !matches!(
        known.category,
        Category::VotingIntention | Category::ContactHistory | Category::Membership
    ) || label.key().chars().count() < 2
        || label.words().len() > MOST_WORDS
    {
        return None;
    }
    let lexicon = scope.books.lexicon().ok()?;
    // A short form counts where it is all of the value but for how firm it is (`Definite LD`); a
    // full one also among other words.
    let strength = |word: &&String| {
        !lexicon.forms(word).iter().any(|form| {
            lexicon
                .concept(form.concept)
                .is_some_and(|concept| concept.class() == "strength")
        })
    };
    let firm: Vec<String> = label.words().iter().filter(strength).cloned().collect();
    let whole = lexicon.forms(&crate::codebook::label::key(&firm));
    let within = crate::recognise::wording::scan(lexicon, &label, crate::recognise::Setting::Open);
    let mut parties: Vec<&str> = whole
        .iter()
        .filter_map(|form| lexicon.concept(form.concept))
        .chain(within.seen.iter().map(|seen| seen.concept))
        .filter(|concept| {
            concept.class() == "party" && concept.id != "party:any" && concept.id != "party:other"
        })
        .map(|concept| concept.say.as_str())
        .collect();
    parties.sort_unstable();
    parties.dedup();
    match parties.as_slice() {
        [only] if !value.to_lowercase().contains(&only.to_lowercase()) => Some((*only).to_owned()),
        _ => None,
    }
}

/// Labels of commercial products that a value is, or begins with.
fn distinctive<'a>(value: &str, scope: Scope<'a>) -> Vec<Hit<'a>> {
    if value.split_whitespace().count() < 2 || value.chars().any(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    let schemes = scope
        .books
        .all_schemes()
        .filter(|scheme| scheme.distinctive);
    schemes
        .filter_map(|scheme| Some((scheme, scope.books.list(scheme)?)))
        .flat_map(|(scheme, list)| {
            list.by_label(value).into_iter().map(move |found| Hit {
                scheme,
                row: found.row,
                by: found.by,
                fallback: false,
            })
        })
        .collect()
}

/// A heading that nobody knows: only the label of a product speaks.
fn unknown<'a>(heading: &Heading, value: &str, scope: Scope<'a>) -> Read<'a> {
    if let Some(explanation) = &heading.explanation
        && (explanation.from_key || scope.phrases.explains(&explanation.text))
    {
        let text = format!("The response says: {}", explanation.text);
        let status = match (&explanation.scale, number(value)) {
            (Some(_), Some(_)) => Status::Scored,
            _ => Status::Plain,
        };
        return Read {
            meaning: Meaning {
                scale: explanation.scale.clone(),
                citation: Some("the response itself".to_owned()),
                ..meaning(status, Basis::Response, text)
            },
            scheme: None,
        };
    }
    let found = distinctive(value, scope);
    if let Some(first) = found.first() {
        let text = format!(
            "The words are those of {} in {}; the heading does not say so.",
            first.row.label, first.scheme.title
        );
        return Read {
            meaning: Meaning {
                citation: Some(first.row.source.clone()),
                ..meaning(Status::Ambiguous, Basis::Codebook, text)
            },
            scheme: Some(first.scheme),
        };
    }
    Read {
        meaning: meaning(
            Status::Unrecognised,
            Basis::None,
            "Neither a codebook nor the response says what this heading records.".to_owned(),
        ),
        scheme: None,
    }
}

/// Yes or no, else by lists.
fn flag<'a>(known: &Recognised, heading: &Heading, value: &str, scope: Scope<'a>) -> Read<'a> {
    if let Some(text) = yes_or_no(value) {
        return Read {
            meaning: meaning(Status::Plain, Basis::Response, text.to_owned()),
            scheme: None,
        };
    }
    let hits = hits(known, heading, value, scope);
    if !hits.is_empty() {
        return by_hits(known, &hits.rows, hits.named);
    }
    // Words speak for themselves; a lone letter does not.
    if value.chars().count() > 3 && value.chars().any(char::is_alphabetic) {
        return Read {
            meaning: plainly(known),
            scheme: None,
        };
    }
    code(known, heading, value, scope)
}

fn yes_or_no(value: &str) -> Option<&'static str> {
    match value.trim().to_lowercase().as_str() {
        "y" | "yes" | "true" | "t" | "1" | "1.0" | "x" | "\u{2713}" | "\u{2714}" | "ydw" | "ie"
        | "oes" => Some("Set: yes."),
        "n" | "no" | "false" | "f" | "0" | "0.0" | "nac ydw" | "na" | "nage" => {
            Some("Not set: no.")
        }
        _ => None,
    }
}

/// Whether a value is a plain yes or no.
#[must_use]
pub fn is_yes_or_no(value: &str) -> bool {
    yes_or_no(value).is_some()
}

/// A number as it is shown: `15%`, `0.15`, `-4.2`, `1,234`.
#[must_use]
pub fn number(value: &str) -> Option<f64> {
    let text = value.trim().trim_end_matches('%').trim_end();
    let text = text.replace(',', "");
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && !text.to_lowercase().contains("inf")).then_some(number)
}

/// A score: on the scale that the response, a source, the heading or a percent sign gives.
fn score<'a>(known: &Recognised, heading: &Heading, value: &str, scope: Scope<'a>) -> Read<'a> {
    let plain = |meaning| Read {
        meaning,
        scheme: None,
    };
    if number(value).is_none() {
        let hits = hits(known, heading, value, scope);
        if !hits.is_empty() {
            return by_hits(known, &hits.rows, hits.named);
        }
        if value.chars().any(char::is_alphabetic) && value.chars().count() > 2 {
            return plain(in_words(known, value, scope));
        }
        return code(known, heading, value, scope);
    }
    if let Some(explanation) = &heading.explanation
        && (explanation.from_key
            || explanation.scale.is_some()
            || scope.phrases.explains(&explanation.text))
    {
        let text = format!("The response says: {}", explanation.text);
        let status = match &explanation.scale {
            Some(scale) => status_on(scale, value),
            None => Status::Unpublished,
        };
        return plain(Meaning {
            scale: explanation.scale.clone(),
            citation: Some("the response itself".to_owned()),
            ..meaning(status, Basis::Response, text)
        });
    }
    let hits = hits(known, heading, value, scope);
    if !hits.is_empty() {
        return by_hits(known, &hits.rows, hits.named);
    }
    if let Some(scale) = &known.scale {
        return plain(on_scale(known, value, scale, known.basis));
    }
    let title = known.title.as_deref().unwrap_or("a score");
    if value.contains('%') && known.plain_words {
        let scale = Scale {
            from: 0.0,
            to: 100.0,
            low: None,
            high: None,
        };
        return plain(Meaning {
            scale: Some(scale.clone()),
            ..meaning(
                status_on(&scale, value),
                known.basis,
                format!(
                    "{}, as a percentage. The response does not say how it was calculated.",
                    probably(known, title)
                ),
            )
        });
    }
    plain(Meaning {
        citation: known.citation.clone(),
        ..meaning(
            Status::Unpublished,
            known.basis,
            format!(
                "{}. The response does not say on what scale, which end is which, or how it was calculated, and no published source says so.",
                probably(known, title)
            ),
        )
    })
}

fn status_on(scale: &Scale, value: &str) -> Status {
    match number(value) {
        Some(number) if (scale.from..=scale.to).contains(&number) => Status::Scored,
        Some(_) => Status::OffScale,
        None => Status::Unpublished,
    }
}

fn on_scale(known: &Recognised, value: &str, scale: &Scale, basis: Basis) -> Meaning {
    let title = known.title.as_deref().unwrap_or("a score");
    let ends = match (&scale.low, &scale.high) {
        (_, Some(high)) => format!(
            ", where {} means {high}",
            crate::document::number_text(scale.to)
        ),
        (Some(low), None) => format!(
            ", where {} means {low}",
            crate::document::number_text(scale.from)
        ),
        (None, None) => "; which end is which is not said".to_owned(),
    };
    let range = format!(
        "{} to {}",
        crate::document::number_text(scale.from),
        crate::document::number_text(scale.to)
    );
    let status = status_on(scale, value);
    let place = if status == Status::OffScale {
        "outside the scale of"
    } else {
        "on a scale of"
    };
    Meaning {
        scale: Some(scale.clone()),
        citation: known.citation.clone(),
        ..meaning(
            status,
            basis,
            format!("{}, {place} {range}{ends}.", probably(known, title)),
        )
    }
}

/// A place in an order.
fn rank(known: &Recognised, heading: &Heading) -> Meaning {
    let title = known.title.as_deref().unwrap_or("a rank");
    if let Some(explanation) = &heading.explanation {
        return Meaning {
            citation: Some("the response itself".to_owned()),
            ..meaning(
                Status::Scored,
                Basis::Response,
                format!("The response says: {}", explanation.text),
            )
        };
    }
    Meaning {
        citation: known.citation.clone(),
        ..meaning(
            Status::Unpublished,
            known.basis,
            format!(
                "{}. The response does not say among how many, or which end is which.",
                probably(known, title)
            ),
        )
    }
}

/// A title as a fact where a source gives it, with "probably" where only the words of the heading do.
fn probably(known: &Recognised, title: &str) -> String {
    match known.basis {
        Basis::Codebook | Basis::Response => title.to_owned(),
        Basis::Wording | Basis::None => format!("Probably: {title}"),
    }
}
