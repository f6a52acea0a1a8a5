//! Values that are numbers on a scale or places in an order.

use crate::codebook::Label;
use crate::codebook::entry::Scale;
use crate::codebook::word_lists::word_lists;
use crate::recognise::shape::number;
use crate::recognise::{Heading, Recognised};
use crate::vocabulary::{Basis, Status};

use super::coded::{code, in_words};
use super::explained::told;
use super::lists::{by_hits, hits};
use super::shaped::beyond;
use super::{Meaning, Read, Scope, meaning, probably};

/// A score: on the scale that the response, a source, the heading or a percent sign gives.
pub(super) fn score<'a>(
    known: &Recognised,
    heading: &Heading,
    value: &str,
    scope: Scope<'a>,
) -> Read<'a> {
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
        // A percent sign is a scale where the words say of what.
        let percent = value.contains('%').then(percentage);
        let scale = explanation.scale.clone().or(percent);
        let status = match &scale {
            Some(scale) => status_on(scale, value),
            None => Status::Unpublished,
        };
        return plain(Meaning {
            scale,
            ..told(explanation, status, text)
        });
    }
    let hits = hits(known, heading, value, scope);
    if !hits.is_empty() {
        return by_hits(known, &hits.rows, hits.named);
    }
    if let Some(scale) = &known.scale {
        return plain(on_scale(known, value, scale, known.basis));
    }
    if let Some(found) = beyond(known, &heading.text, value) {
        return plain(found);
    }
    let title = known.title.as_deref().unwrap_or("a score");
    if value.contains('%') && known.plain_words {
        let scale = percentage();
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

/// The scale of a percentage.
fn percentage() -> Scale {
    Scale {
        from: 0.0,
        to: 100.0,
        low: None,
        high: None,
    }
}

/// Whether a text says which end of an order is which.
fn says_order(text: &str) -> bool {
    let label = Label::new(text);
    label
        .words()
        .iter()
        .any(|word| word_lists().scored.order.has(word))
}

/// A place in an order.
pub(super) fn rank(
    known: &Recognised,
    heading: &Heading,
    value: &str,
    scope: Scope<'_>,
) -> Meaning {
    let title = known.title.as_deref().unwrap_or("a rank");
    if let Some(explanation) = &heading.explanation {
        // `It is a value modelled by us` says neither among how many nor which end is which.
        let says = explanation.scale.is_some()
            || says_order(&explanation.text)
            || scope.phrases.explains(&explanation.text);
        let status = if says {
            Status::Scored
        } else {
            Status::Unpublished
        };
        let text = format!("The response says: {}", explanation.text);
        return Meaning {
            scale: explanation.scale.clone(),
            ..told(explanation, status, text)
        };
    }
    if let Some(found) = beyond(known, &heading.text, value) {
        return found;
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

pub(super) fn on_scale(known: &Recognised, value: &str, scale: &Scale, basis: Basis) -> Meaning {
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

pub(super) fn status_on(scale: &Scale, value: &str) -> Status {
    match number(value) {
        Some(number) if (scale.from..=scale.to).contains(&number) => Status::Scored,
        Some(_) => Status::OffScale,
        None => Status::Unpublished,
    }
}
