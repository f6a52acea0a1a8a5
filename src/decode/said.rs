//! What the response says round a heading: where the values come from, about whom they are, whether
//! they are guesses.

use std::borrow::Cow;

use crate::codebook::word_lists::{WordList, word_lists};
use crate::codebook::{Label, Word};
use crate::provenance::Location;
use crate::recognise::Heading;
use crate::statement::{Guess, SourceReading, Statements};
use crate::vocabulary::{Category, Level, Origin};

use super::Scope;

/// What the response says round a heading, read once for all values under it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Said {
    /// The nearest statement of where the values come from.
    pub(super) source: Option<SourceReading>,
    /// The level that heading or statements state.
    pub(super) level: Option<Level>,
    /// Whether heading or statements call the values guesses.
    pub(super) admits_guess: bool,
    /// Whether the explanation says that the values are modelled.
    pub(super) modelled: bool,
    /// Where papers say that the values are guesses about the person, and from what they are made.
    pub(super) guess: Option<Guess>,
    /// Whether what stands around the heading says that its values are what the person said: `It is what you told
    /// our canvasser`.
    pub(super) answered: bool,
    /// Whether the level is stated in so many words beside the heading, not only by a word of it.
    pub(super) level_told: bool,
}

/// Reads what the response says round a heading, and, where nothing there says it, what its papers
/// say of the values under it. `index` is that of the heading in the survey.
#[must_use]
pub fn said(heading: &Heading, index: usize, told: &Statements, scope: Scope<'_>) -> Said {
    let texts = statements(heading);
    let answered = texts.iter().any(|text| says_answered(text));
    // `How likely you told our canvasser you were to vote` is no model.
    let answer = || {
        let own = heading.explanation.as_ref().filter(|_| answered)?;
        let at_door = Label::new(&own.text);
        let mut words = at_door.words().iter();
        let at_door = words.any(|word| word_lists().said.canvassers.has(word));
        Some(SourceReading {
            origin: if at_door {
                Origin::Canvass
            } else {
                Origin::Subject
            },
            named: None,
            generic: false,
            dated: false,
            at: vec![own.at.clone()],
        })
    };
    let modelled = !answered
        && heading.explanation.as_ref().is_some_and(|explanation| {
            scope
                .phrases
                .source(&explanation.text, scope.books)
                .is_some_and(|stated| stated.origin == Origin::Modelled)
        });
    // A number of the register beside answers at a door was not told there.
    let of_register = heading.recognised.category == Category::ElectoralRegister
        && heading.recognised.origin == Origin::Register;
    // The register says who may vote; who voted is in its marked copy.
    let of_votes = heading.recognised.category == Category::VotingRecord
        && heading.recognised.origin == Origin::MarkedRegister;
    let other = |source: &SourceReading| match source.origin {
        Origin::Canvass => of_register,
        Origin::Register => of_votes,
        _ => false,
    };
    let beside = source_beside(heading, scope);
    // What is said of these data by name says more than the title of their block.
    let by_name = || {
        let title = heading.title.as_deref();
        let named = told.source_by_name(index, title);
        named.filter(|source| !other(source))
    };
    let source = beside
        .or_else(|| by_name().map(|source| (source, "")))
        .or_else(|| source_of_title(heading, scope))
        .filter(|(source, _)| !other(source))
        .map(|(source, text)| own_of_several(source, text, heading, scope))
        // A letter may name what stands beside the heading without a name.
        .map(|source| match told.source_of(index) {
            Some(named) if source.named.is_none() && named.origin == source.origin => {
                said_twice(source, named)
            }
            _ => source,
        })
        .or_else(|| {
            let source = told.source_of(index);
            source.filter(|source| !(of_votes && source.origin == Origin::Register))
        })
        // `The register entries, and the mark that you voted, were supplied by Testbury Borough Council`, and no other
        // council is named.
        .map(|source| match (&source.named, source.origin) {
            (None, Origin::Register | Origin::MarkedRegister) => {
                match told.keeper_of(source.origin, scope.phrases) {
                    Some((keeper, at)) => {
                        let named = SourceReading {
                            named: Some(keeper),
                            ..source.clone()
                        };
                        said_twice(source, named.at(&at))
                    }
                    None => source,
                }
            }
            _ => source,
        })
        .or_else(|| {
            let (named, at) =
                of_votes.then(|| told.keeper_of(Origin::MarkedRegister, scope.phrases))??;
            Some(SourceReading {
                origin: Origin::MarkedRegister,
                named: Some(named),
                generic: false,
                dated: false,
                at: vec![at],
            })
        });
    // `Sources: ...; CACI Ltd, bought in June` names who sells the product that a heading names.
    let source = source.or_else(|| {
        let field = heading.recognised.field.as_ref()?;
        let (vendor, _) = field.0.split_once('/')?;
        let vendor = scope.books.vendor(vendor)?.vendor.as_ref()?;
        let names: Vec<&str> = vendor.names.iter().map(String::as_str).collect();
        let (named, at) = told.seller_named(&names)?;
        Some(SourceReading {
            origin: Origin::Bought,
            named: Some(named),
            generic: false,
            dated: false,
            at: vec![at],
        })
    });
    let source = match source {
        Some(source) if source.origin == Origin::Modelled => answer().or(Some(source)),
        None => answer(),
        other => other,
    };
    let modelled = modelled
        || source
            .as_ref()
            .is_some_and(|source| source.origin == Origin::Modelled);
    let told_level = texts
        .iter()
        .copied()
        .chain(clauses(&heading.text))
        .find_map(|text| scope.phrases.level(&without_inputs(text)))
        .or_else(|| level_told(heading, index, told, scope));
    Said {
        source,
        answered,
        level_told: told_level.is_some(),
        guess: told
            .guesses
            .iter()
            .find(|guess| guess.heading == index)
            .cloned(),
        level: told_level.or_else(|| scope.phrases.level(&heading.text)),
        admits_guess: heading.recognised.admits_guess
            || told.calls_guess(index)
            || texts.iter().any(|text| scope.phrases.calls_guess(text))
            || scope.phrases.calls_guess(&heading.text),
        modelled,
    }
}

/// Whether a text says that something is what the person said, and not what is made from that.
fn says_answered(text: &str) -> bool {
    let said = without_inputs(text).to_lowercase();
    let made = [
        "based on ",
        "guess from",
        "estimated from",
        "made from",
        "predicted from",
    ];
    let lists = &word_lists().said;
    let of_model = || {
        let whole = text.to_lowercase();
        lists.of_model.iter().any(|word| whole.contains(word))
    };
    let mut answered = lists.answered.iter();
    let mut told_so = lists.told_so.iter();
    let says = answered.any(|say| said.contains(say))
        || (told_so.any(|say| said.contains(say)) && !of_model());
    says && !made.iter().any(|made| said.contains(made))
}

/// A text without what an estimate was made from: `how likely you are to vote, worked out from canvass returns in
/// your ward` is about the person.
fn without_inputs(text: &str) -> Cow<'_, str> {
    const ENDS: &[&str] = &[",", ";", ".", ":", " for "];
    let lower = text.to_lowercase();
    let made = word_lists()
        .said
        .made
        .iter()
        .filter_map(|made| lower.find(made))
        .min();
    let Some((before, behind)) = made.and_then(|at| text.split_at_checked(at)) else {
        return Cow::Borrowed(text);
    };
    let end = ENDS.iter().filter_map(|end| behind.find(end)).min();
    let behind = end.and_then(|end| behind.get(end..)).unwrap_or_default();
    Cow::Owned(format!("{before}{behind}"))
}

/// The level that papers state of an estimate: `it is an estimate for your household's postcode`.
fn level_told(
    heading: &Heading,
    index: usize,
    told: &Statements,
    scope: Scope<'_>,
) -> Option<Level> {
    if !heading.recognised.inferred {
        return None;
    }
    told.of_heading(index).find_map(|statement| {
        let text = statement.words.as_str();
        let tails = word_lists()
            .said
            .level
            .iter()
            .filter_map(|says| text.split_once(says));
        let mut clauses = tails.filter_map(|(_, tail)| tail.split(['.', ';', ',']).next());
        clauses.find_map(|clause| scope.phrases.level(clause))
    })
}

/// A source as another sentence names it, with where both stand.
fn said_twice(source: SourceReading, named: SourceReading) -> SourceReading {
    let mut at = source.at;
    for place in named.at {
        if !at.contains(&place) {
            at.push(place);
        }
    }
    SourceReading { at, ..named }
}

/// What the response says around a heading: sources, explanation.
pub(super) fn statements(heading: &Heading) -> Vec<&str> {
    said_around(heading).map(|(text, _)| text).collect()
}

/// The same, each text with its place.
fn said_around(heading: &Heading) -> impl Iterator<Item = (&str, &Location)> {
    let sources = heading.sources.iter();
    let explained = heading.explanation.iter();
    sources
        .map(|note| (note.text.as_str(), &note.at))
        .chain(explained.map(|own| (own.text.as_str(), &own.at)))
}

/// What is said of where the values come from beside the heading itself.
fn source_beside<'h>(heading: &'h Heading, scope: Scope<'_>) -> Option<(SourceReading, &'h str)> {
    let title = heading.title.as_deref();
    said_around(heading)
        .filter(|(text, _)| title != Some(*text))
        .find_map(|(text, at)| {
            let source = scope.phrases.source(text, scope.books)?;
            Some((source.at(at), text))
        })
}

/// Where the values come from by the title of their block, or by the brackets of the heading.
fn source_of_title<'h>(heading: &'h Heading, scope: Scope<'_>) -> Option<(SourceReading, &'h str)> {
    // `Estimates bought from Experian; they describe areas, not you`: a denial behind the first clause is of something
    // else.
    let read = |text: &'h str, at: &Location| {
        let clause = |mark: char| text.split_once(mark).map(|(clause, _)| clause);
        let clauses = [Some(text), clause(';'), clause(',')];
        let source = clauses
            .into_iter()
            .flatten()
            .find_map(|clause| scope.phrases.source(clause, scope.books))?;
        Some((source.at(at), text))
    };
    let title = heading.title.as_deref();
    // `The elector` above a block says about whom it is.
    let mut titles = said_around(heading)
        .filter(|(text, _)| title == Some(*text))
        .filter(|(title, _)| !scope.phrases.names_the_person(title) && !tells_use(title))
        // What was told a canvasser is of the canvass.
        .filter(|(title, _)| {
            heading.recognised.origin != Origin::Canvass || !scope.phrases.only_says_told(title)
        });
    // `Predicted behaviour` says what it is, and not who made it.
    let made_by = |title: &str| {
        let lower = title.to_lowercase();
        lower.contains(" by ") || lower.split_whitespace().any(|word| word == "our")
    };
    // `Experian Ltd, processor`: a company alone has whatever part in it.
    let tells_from = |title: &str| {
        let label = Label::new(title);
        label
            .words()
            .iter()
            .any(|word| word_lists().said.title_from.has(word))
    };
    // `Register, canvass and scores` are several, of which only the heading's own may be meant.
    let is_mixed = |title: &str| {
        scope.phrases.names_several_origins(title)
            && !scope.phrases.names_origin(title, heading.recognised.origin)
    };
    let from_title = |(title, at): (&'h str, &Location)| {
        let found = read(title, at)?;
        // `Experian household data`
        let of_data = || {
            let last = title.split_whitespace().next_back();
            matches!(last, Some("data" | "estimates"))
        };
        let company = found.0.origin == Origin::Bought && !tells_from(title) && !of_data();
        let of_votes = heading.recognised.category == Category::VotingRecord
            && found.0.origin == Origin::Canvass;
        // `Model scores, run of March` over the name of whose scores they are.
        let names_person = found.0.origin == Origin::Modelled
            && !heading.recognised.inferred
            && matches!(
                heading.recognised.category,
                Category::Identity | Category::Address | Category::Contact
            );
        if company || of_votes || names_person || is_mixed(title) {
            return None;
        }
        let known = heading.recognised.origin == Origin::Modelled;
        (found.0.origin != Origin::Modelled || !known || made_by(title)).then_some(found)
    };
    // `Bought from Experian / Mosaic group`: what heads several columns.
    let group = heading.text.split_once(" / ").map(|(group, _)| group);
    let is_bought = |group: &&str| {
        let lower = group.to_lowercase();
        let mut leads = word_lists().said.bought_groups.iter();
        let of_others = [" for ", " to ", " us "];
        leads.any(|lead| lower.starts_with(lead))
            && !of_others.iter().any(|other| lower.contains(other))
            && !lower.ends_with(" us")
    };
    // `Electoral register, Testbury Council, December 2023`, `Experian household data`
    const MOST_OF_GROUP: usize = 4;
    let tells = |group: &&str| {
        let lower = group.to_lowercase();
        let first = lower.split(',').next().unwrap_or_default().trim();
        let words: Vec<&str> = lower.split_whitespace().collect();
        let of_vendor = matches!(words.as_slice(), [_, .., "data" | "estimates"])
            && words.len() <= MOST_OF_GROUP
            && scope
                .phrases
                .source(group, scope.books)
                .is_some_and(|source| {
                    let named = source.named.map(|named| named.to_lowercase());
                    named.is_some_and(|named| lower.starts_with(&named))
                });
        of_vendor || word_lists().said.register_groups.has(first)
    };
    let group = group.filter(|group| is_bought(group) || tells(group));
    // A shop and an office sell things, and no data.
    let of_group =
        || from_title((group?, &heading.at)).filter(|(source, _)| source.named.is_some());
    titles.find_map(from_title).or_else(of_group).or_else(|| {
        let inner = in_brackets(&heading.text)?;
        let mut pieces = std::iter::once(inner).chain(inner.split(';'));
        pieces.find_map(|piece| read(piece, &heading.at))
    })
}

/// Whether a title says what was done with data, and not where they came from: `What we shared with Experian`,
/// `Opted out of Experian`, `Checked with the register`.
fn tells_use(title: &str) -> bool {
    let label = Label::new(title);
    let words: Vec<&str> = label.words().iter().map(Word::as_str).collect();
    let has = |list: &WordList| words.iter().any(|word| list.has(word));
    let behind = |word: &str| {
        let at = words.iter().position(|own| *own == word);
        at.map(|at| words.get(at + 1).copied().unwrap_or_default())
    };
    // `What you told us` is from the person, `What you told Experian` is not.
    let told_others =
        behind("told").is_some_and(|next| !matches!(next, "us" | "our" | "the" | "a"));
    let given_to = behind("given") == Some("to") || behind("passed") == Some("to");
    // `May be bought from`, `Bought from us by`
    let other = |pair: &[&str]| matches!(pair, ["may", "be"] | ["from", "us"]);
    let not_so = words.windows(2).any(other);
    let begins_for = matches!(words.first(), Some(&("for" | "to" | "not" | "no")));
    // `What you have sent us` is from the person, `What we have sent you` is not.
    let to_us = words.windows(2).any(|pair| matches!(pair, ["sent", "us"]))
        || words
            .windows(3)
            .any(|three| matches!(three, ["sent", "to", "us"] | ["sent", "in", "by"]));
    (has(&word_lists().said.done) && !to_us)
        || not_so
        || told_others
        || given_to
        || (begins_for && !has(&word_lists().said.bought_from))
}

/// `Canvass answers and marked register` over several columns: for each its own, where the text names it.
fn own_of_several(
    source: SourceReading,
    text: &str,
    heading: &Heading,
    scope: Scope<'_>,
) -> SourceReading {
    let own = heading.recognised.origin;
    let several = matches!(source.origin, Origin::Canvass | Origin::Register)
        && matches!(
            own,
            Origin::Canvass | Origin::Register | Origin::MarkedRegister
        );
    if several && source.origin != own && scope.phrases.names_origin(text, own) {
        return SourceReading {
            origin: own,
            ..source
        };
    }
    source
}

/// What the brackets of a heading say, piece by piece, without what they deny: `(for your postcode,
/// not about you)`.
fn clauses(heading: &str) -> impl Iterator<Item = &str> {
    let pieces = in_brackets(heading).into_iter();
    pieces
        .flat_map(|inner| inner.split([';', ',']))
        .filter(|piece| {
            !piece
                .split_whitespace()
                .any(|word| matches!(word, "not" | "no"))
        })
}

/// What stands in the brackets of a heading.
fn in_brackets(heading: &str) -> Option<&str> {
    let (_, inner) = heading.split_once('(')?;
    Some(inner.trim_end_matches(')'))
}
