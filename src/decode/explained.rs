//! Values that the response itself explains, and values under headings that nobody knows.

use crate::codebook::entry::Kind;
use crate::codebook::word_lists::word_lists;
use crate::recognise::shape::number;
use crate::recognise::{Explanation, Heading, Recognised};
use crate::vocabulary::{Basis, Category, Status};

use super::coded::is_codelike;
use super::lists::{Hit, distinctive};
use super::scored::status_on;
use super::{Meaning, Read, Scope, meaning};

/// A meaning that the response gives, with where it does.
pub(super) fn told(explanation: &Explanation, status: Status, text: String) -> Meaning {
    Meaning {
        citation: Some("the response itself".to_owned()),
        said_at: Some(explanation.at.clone()),
        ..meaning(status, Basis::Response, text)
    }
}

/// A code that the response explains.
pub(super) fn explained_code(heading: &Heading, value: &str, scope: Scope<'_>) -> Option<Meaning> {
    let explanation = heading.explanation.as_ref()?;
    let code = explanation.meaning_of(value)?;
    let meaning = code.meaning.trim_end_matches('.');
    let text = format!("{meaning}, as the response explains it.");
    // `None` answers what somebody's religion is.
    let answers = meaning.eq_ignore_ascii_case("none") || meaning.eq_ignore_ascii_case("nil");
    let lower = meaning.to_lowercase();
    let says_blank = word_lists()
        .described
        .blanks
        .iter()
        .any(|said| lower.contains(said));
    // `No answer` is what came of a call.
    let known = &heading.recognised;
    let of_call = known.category == Category::ContactHistory && !known.has("log:question");
    let unanswered = of_call && lower.starts_with("no answer");
    let missing = scope.phrases.is_missing(meaning);
    let blank = lower.ends_with("not asked")
        || lower.contains("have not been told")
        || (says_blank && scope.phrases.is_missing(value));
    let gap = (missing || blank) && !answers && !unanswered;
    let status = match gap {
        true => Status::DeclaredMissing,
        false => Status::Coded,
    };
    let whole = told(explanation, status, text);
    Some(Meaning {
        said_at: code.at.clone().or(whole.said_at),
        ..whole
    })
}

/// A number on a scale both of whose ends the response explains.
pub(super) fn explained_scale(heading: &Heading, value: &str) -> Option<Meaning> {
    let explanation = heading.explanation.as_ref()?;
    let scale = explanation.scale.as_ref()?;
    let with_ends = scale.low.is_some() && scale.high.is_some();
    let on_it = number(value).is_some_and(|number| (scale.from..=scale.to).contains(&number));
    (with_ends && on_it).then(|| Meaning {
        scale: Some(scale.clone()),
        ..told(
            explanation,
            Status::Scored,
            format!("The response says: {}", explanation.text),
        )
    })
}

/// What the one list of a code says, where the response says the same beside it: `Mature household with children`
/// beside `07`.
fn says_the_same<'m>(explanation: &Explanation, meaning: &'m Meaning) -> Option<&'m str> {
    const SHORTEST: usize = 6;
    let listed = meaning.basis == Basis::Codebook && meaning.status == Status::Coded;
    let [reading] = meaning.readings.as_slice() else {
        return None;
    };
    let (said, label) = (explanation.text.to_lowercase(), reading.text.to_lowercase());
    (listed && label.len() >= SHORTEST && said.starts_with(&label)).then_some(reading.text.as_str())
}

/// The listed meaning of a code, as the response's own where it says the same beside the code.
pub(super) fn said_by_response(heading: &Heading, listed: Meaning) -> Meaning {
    let said = heading.explanation.as_ref();
    let own = said.and_then(|explanation| {
        let label = says_the_same(explanation, &listed)?;
        let text = format!("{label}, as the response explains it.");
        Some(told(explanation, Status::Coded, text))
    });
    own.unwrap_or(listed)
}

/// A value that can be read as it stands, with what a key or a glossary of the response says of its field behind it:
/// `Inferred from the first name. Not a date of birth.`
pub(super) fn with_words_of_response(
    heading: &Heading,
    known: &Recognised,
    plain: Meaning,
) -> Meaning {
    let told = heading.explanation.as_ref().filter(|own| own.from_key);
    let says_more = known.inferred || known.kind == Some(Kind::Flag);
    let is_plain = plain.status == Status::Plain && says_more && plain.said_at.is_none();
    match told.filter(|own| is_plain && own.codes.is_empty() && own.scale.is_none()) {
        Some(own) => Meaning {
            text: format!("{} The response says: {}", plain.text, own.text),
            citation: Some("the response itself".to_owned()),
            said_at: Some(own.at.clone()),
            ..plain
        },
        None => plain,
    }
}

/// A share on a scale of which the response says what its high end means, under a heading of codes: `0.37` where `0 to 1;
/// 1 = certain` is said of it. No code has a point in it.
pub(super) fn share_explained(heading: &Heading, value: &str) -> Option<Meaning> {
    let scale = heading.explanation.as_ref()?.scale.as_ref()?;
    let told = scale.high.is_some() || scale.low.is_some();
    (told && value.contains('.'))
        .then(|| number_explained(heading, value))
        .flatten()
}

/// A number under a heading for which a key or a note of the response gives the scale, on it or off it.
pub(super) fn number_explained(heading: &Heading, value: &str) -> Option<Meaning> {
    let explanation = heading.explanation.as_ref().filter(|own| own.from_key)?;
    let scale = explanation.scale.as_ref()?;
    number(value)?;
    Some(Meaning {
        scale: Some(scale.clone()),
        ..told(
            explanation,
            status_on(scale, value),
            format!("The response says: {}", explanation.text),
        )
    })
}

/// A code that is not among those that the response explains: `7` where `1 = for; 2 = against; 3 = no
/// answer` is all that is said.
pub(super) fn not_listed(heading: &Heading, value: &str) -> Option<Meaning> {
    const FEWEST: usize = 3;
    const LONGEST: usize = 4;
    let explanation = heading.explanation.as_ref()?;
    let open = [
        "for example",
        "such as",
        "e.g.",
        "including",
        "among others",
        "etc",
    ];
    let lower = explanation.text.to_lowercase();
    let is_list = explanation.codes.len() >= FEWEST
        && explanation.scale.is_none()
        && !open.iter().any(|word| lower.contains(word));
    let length = |code: &str| code.trim().chars().count();
    let codes = || explanation.codes.iter().map(|code| code.code.as_str());
    let alike = codes().all(is_codelike);
    // Codes of a key are as long as each other; in a sentence only single letters are sure to be a whole list.
    let longest = if explanation.from_key { LONGEST } else { 1 };
    let (least, most) = (codes().map(length).min()?, codes().map(length).max()?);
    let fits = most <= longest && (least..=most).contains(&length(value));
    (is_list && alike && fits && is_codelike(value)).then(|| {
        let text =
            "The response explains the codes under this heading, and this one is not among them.";
        told(explanation, Status::UnlistedCode, text.to_owned())
    })
}

/// A heading that nobody knows: only the label of a product speaks.
pub(super) fn unknown<'a>(heading: &Heading, value: &str, scope: Scope<'a>) -> Read<'a> {
    let found = distinctive(value, scope);
    if let Some(explanation) = &heading.explanation
        && (explanation.from_key
            || explanation.scale.is_some()
            || scope.phrases.explains(&explanation.text))
    {
        let text = format!("The response says: {}", explanation.text);
        let status = match (&explanation.scale, number(value)) {
            (Some(scale), Some(_)) => status_on(scale, value),
            // `Ans 1 is the party letter` does not say what the letter stands for.
            (_, None) if is_codelike(value) => Status::Unpublished,
            _ => Status::Plain,
        };
        let own = told(explanation, status, text);
        // The words of a list of segments are that list's, whatever the response says of the field.
        return match found.first().filter(|_| status == Status::Plain) {
            Some(first) => Read {
                meaning: Meaning {
                    text: format!("{} {}", own.text, words_of(first)),
                    ..own
                },
                scheme: Some(first.scheme),
            },
            None => Read {
                meaning: Meaning {
                    scale: explanation.scale.clone(),
                    ..own
                },
                scheme: None,
            },
        };
    }
    if let Some(first) = found.first() {
        let text = words_of(first);
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

/// That the words of a value are those of a list that the heading does not name.
fn words_of(hit: &Hit<'_>) -> String {
    format!(
        "The words are those of {} in {}; the heading does not say so.",
        hit.row.label, hit.scheme.title
    )
}
