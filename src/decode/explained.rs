//! Values that the response itself explains, and values under headings that nobody knows.

use crate::recognise::Heading;
use crate::recognise::shape::number;
use crate::vocabulary::{Basis, Status};

use super::coded::is_codelike;
use super::lists::distinctive;
use super::scored::status_on;
use super::{Meaning, Read, Scope, meaning};

/// A code that the response explains.
pub(super) fn explained_code(heading: &Heading, value: &str) -> Option<Meaning> {
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

/// A number on a scale both of whose ends the response explains.
pub(super) fn explained_scale(heading: &Heading, value: &str) -> Option<Meaning> {
    let explanation = heading.explanation.as_ref()?;
    let scale = explanation.scale.as_ref()?;
    let told = scale.low.is_some() && scale.high.is_some();
    let on_it = number(value).is_some_and(|number| (scale.from..=scale.to).contains(&number));
    (told && on_it).then(|| Meaning {
        scale: Some(scale.clone()),
        citation: Some("the response itself".to_owned()),
        ..meaning(
            Status::Scored,
            Basis::Response,
            format!("The response says: {}", explanation.text),
        )
    })
}

/// Whether the response says beside a code what the one list of it says: `Mature household with children` beside
/// `07`.
pub(super) fn says_the_same(heading: &Heading, meaning: &Meaning) -> bool {
    const SHORTEST: usize = 6;
    let listed = meaning.basis == Basis::Codebook && meaning.status == Status::Coded;
    let ([reading], Some(explanation)) = (meaning.readings.as_slice(), &heading.explanation) else {
        return false;
    };
    let (said, label) = (explanation.text.to_lowercase(), reading.text.to_lowercase());
    listed && label.len() >= SHORTEST && said.starts_with(&label)
}

/// Says of a meaning that the response itself gives it.
pub(super) fn give_to_response(meaning: &mut Meaning) {
    let Some(reading) = meaning.readings.pop() else {
        return;
    };
    meaning.basis = Basis::Response;
    meaning.text = format!("{}, as the response explains it.", reading.text);
    meaning.citation = Some("the response itself".to_owned());
}

/// A number under a heading for which a key or a note of the response gives the scale, on it or off it.
pub(super) fn number_explained(heading: &Heading, value: &str) -> Option<Meaning> {
    let explanation = heading.explanation.as_ref().filter(|own| own.from_key)?;
    let scale = explanation.scale.as_ref()?;
    number(value)?;
    Some(Meaning {
        scale: Some(scale.clone()),
        citation: Some("the response itself".to_owned()),
        ..meaning(
            status_on(scale, value),
            Basis::Response,
            format!("The response says: {}", explanation.text),
        )
    })
}

/// A code that is not among those that the response explains: `7` where `1 = for; 2 = against; 3 = no
/// answer` is all that is said.
pub(super) fn not_listed(heading: &Heading, value: &str) -> Option<Meaning> {
    const FEWEST: usize = 3;
    let explanation = heading.explanation.as_ref()?;
    let is_list = explanation.codes.len() >= FEWEST && explanation.scale.is_none();
    let alike = explanation
        .codes
        .iter()
        .all(|code| code.code.chars().count() == 1 && is_codelike(&code.code));
    (is_list && alike && value.trim().chars().count() == 1 && is_codelike(value)).then(|| Meaning {
        citation: Some("the response itself".to_owned()),
        ..meaning(
            Status::UnlistedCode,
            Basis::Response,
            "The response explains the codes under this heading, and this one is not among them."
                .to_owned(),
        )
    })
}

/// A heading that nobody knows: only the label of a product speaks.
pub(super) fn unknown<'a>(heading: &Heading, value: &str, scope: Scope<'a>) -> Read<'a> {
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
