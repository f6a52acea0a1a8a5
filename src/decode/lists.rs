//! The rows of code lists that fit a value, in the scope of its heading, and what they make of it.

use crate::codebook::label::flat_of;
use crate::codebook::list::{CodeList, Found, Match};
use crate::codebook::{Code, Kind, Label, Role, Scheme};
use crate::recognise::{Heading, Recognised};
use crate::vocabulary::{Basis, Category, Evidence, Origin, Status};

use super::said::statements;
use super::{Meaning, Read, Scope, ValueReading, meaning};

/// The schemes of a heading that hold in this scope, each with the version that it is bound to.
pub(super) fn schemes<'a>(
    known: &Recognised,
    scope: Scope<'a>,
) -> Vec<(&'a Scheme, Option<String>)> {
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

/// The rows that fit a value.
pub(super) struct Hits<'a> {
    pub(super) rows: Vec<Hit<'a>>,
    pub(super) named: Named,
}

impl Hits<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A row of a list that fits a value.
pub(super) struct Hit<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) row: &'a Code,
    by: Match,
    fallback: bool,
}

/// Whether heading, value or statements name the version of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Version,
    Nothing,
}

/// All rows that fit a value, in the scope of the heading and of the version that heading or
/// statements name.
pub(super) fn hits<'a>(
    known: &Recognised,
    heading: &Heading,
    value: &str,
    scope: Scope<'a>,
) -> Hits<'a> {
    let find = |list: &'a CodeList, scheme: &Scheme| {
        let ways: [&dyn Fn() -> Vec<Found<'a>>; 4] = [
            &|| list.by_code(scheme, value),
            &|| list.by_label(value),
            &|| list.by_code_and_label(scheme, value),
            &|| list.by_digits(scheme, value),
        ];
        let mut found = ways.iter().map(|way| way());
        found.find(|found| !found.is_empty()).unwrap_or_default()
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
    if hits.is_empty() {
        hits = answers_of_party(known, value, scope);
    }
    let written = match hits.is_empty() {
        true => Vec::new(),
        false => versions_named(known, heading),
    };
    let fits = |hit: &Hit<'_>| {
        let words = Label::new(&hit.row.version);
        written
            .iter()
            .any(|name| words.words().first().is_some_and(|first| first == name))
    };
    let mut named = Named::Nothing;
    if !written.is_empty() && hits.iter().any(fits) {
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

/// Words that may name a version: in the heading, and beside the product's name in statements.
fn versions_named(known: &Recognised, heading: &Heading) -> Vec<String> {
    let mut named = known.versions.clone();
    let numbered = |text: &&str| text.bytes().any(|byte| byte.is_ascii_digit());
    for text in statements(heading).into_iter().filter(numbered) {
        let label = Label::new(text);
        for pair in label.words().windows(2) {
            let [before, number] = pair else { continue };
            let names_product = [
                "mosaic", "uk", "acorn", "version", "v", "type", "group", "fss", "cameo", "edition",
            ];
            if names_product.contains(&before.as_str())
                && number.bytes().all(|b| b.is_ascii_digit())
            {
                named.push(number.to_string());
            }
        }
    }
    named
}

/// The meaning of a value that rows of lists fit.
pub(super) fn by_hits<'a>(known: &Recognised, hits: &[Hit<'a>], named: Named) -> Read<'a> {
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
    let mut labels: Vec<String> = hits.iter().map(|hit| flat_of(&hit.row.label)).collect();
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
        // That the list is the one of this heading rests on the words of the heading.
        let by_words = known.basis == Basis::Wording && known.codes.is_empty();
        let perhaps = match by_words && hit.by == Match::Code && hit.row.code.len() == 1 {
            true => "Probably: ",
            false => "",
        };
        return Read {
            meaning: Meaning {
                readings,
                citation: Some(hit.row.source.clone()),
                ..meaning(
                    Status::Coded,
                    basis,
                    format!(
                        "{perhaps}{} ({}, {}).{restored}",
                        hit.row.label, hit.scheme.title, hit.row.version
                    ),
                )
            },
            scheme,
        };
    }
    // `Married` under a marital status: the word says it, and the list that has it adds nothing.
    let in_words = hits.iter().all(is_in_words) && known.category != Category::Segment;
    if in_words && labels.len() == 1 && alternatives.is_empty() {
        return Read {
            meaning: super::plainly(known),
            scheme,
        };
    }
    let head = if labels.len() == 1 && alternatives.is_empty() {
        "Not confirmed by a source that was read."
    } else {
        "Several readings are documented, and the response does not say which applies."
    };
    let citation = verified.or(hits.first()).map(|hit| hit.row.source.clone());
    Read {
        meaning: Meaning {
            readings,
            citation,
            ..meaning(Status::Ambiguous, Basis::Codebook, head.to_owned())
        },
        scheme,
    }
}

/// The answers in words that the party's own lists have, for a recorded voting intention that is known
/// by its words: `Soft Con` says more than its words do. A lone letter could be of any list. Under a
/// heading that says nothing, `Reply`, an answer of several words speaks for itself.
fn answers_of_party<'a>(known: &Recognised, value: &str, scope: Scope<'a>) -> Vec<Hit<'a>> {
    const SHORTEST: usize = 4;
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let is_answer = known.category == Category::VotingIntention && known.basis == Basis::Wording;
    let speaks = !known.is_known() && value.split_whitespace().count() > 1;
    let in_words = (is_answer || speaks) && letters >= SHORTEST;
    if !(in_words || is_letter_of_canvass(known, value)) || scope.party.is_none() {
        return Vec::new();
    }
    let own = scope
        .books
        .all_schemes()
        .filter(|scheme| scheme.party.as_ref() == scope.party)
        .filter(|scheme| scheme.category == Category::VotingIntention);
    own.filter_map(|scheme| Some((scheme, scope.books.list(scheme)?)))
        .flat_map(|(scheme, list)| {
            let found = list.by_code(scheme, value).into_iter();
            found.chain(list.by_label(value)).map(move |found| Hit {
                scheme,
                row: found.row,
                by: found.by,
                fallback: false,
            })
        })
        .collect()
}

/// Whether a value is a letter under a heading that says in its words, all of them understood, that it
/// records how the person means to vote: in the party's own file, a letter of its own canvass.
fn is_letter_of_canvass(known: &Recognised, value: &str) -> bool {
    let letter = value.chars().count() == 1 && value.chars().all(|c| c.is_ascii_uppercase());
    letter
        && known.category == Category::VotingIntention
        && known.role == Role::Value
        && known.origin != Origin::Modelled
        && !known.inferred
        && matches!(known.kind, Some(Kind::Code | Kind::Label))
        && known.codes.is_empty()
        && known.confidence >= 0.95
        && (known.has("act:intention") || known.has("log:answer"))
}

/// Whether the value is a word that is its own meaning: the label itself, or a code that is a word of
/// it: `Proxy` for a vote by proxy.
fn is_in_words(hit: &Hit<'_>) -> bool {
    const SHORTEST: usize = 4;
    match hit.by {
        Match::Label => true,
        Match::Code => {
            let code = hit.row.code.to_lowercase();
            let is_word = code.chars().all(char::is_alphabetic) && code.len() >= SHORTEST;
            is_word
                && Label::new(&hit.row.label)
                    .words()
                    .iter()
                    .any(|word| *word == code)
        }
        Match::CodeRestored | Match::CodeAndLabel => false,
    }
}

pub(super) fn holds(scheme: &Scheme, value: &str, scope: Scope<'_>) -> bool {
    scope.books.list(scheme).is_some_and(|list| {
        !list.by_code(scheme, value).is_empty() || !list.by_label(value).is_empty()
    })
}

/// Labels of commercial products that a value is, or begins with.
pub(super) fn distinctive<'a>(value: &str, scope: Scope<'a>) -> Vec<Hit<'a>> {
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

/// A value in which codes are run together.
pub(super) fn compound<'a>(
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
