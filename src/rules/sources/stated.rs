//! What running text, titles and notes say about sources, apart from any one value.

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::profile::Profile;
use crate::rules::papers;
use crate::statement::{PaperKind, Topic};
use crate::vocabulary::{Basis, Origin};

/// Whether the response states a source anywhere: beside a value, or in a text. A text that speaks
/// of the person's own request or of the party's own records states none, and where a doorstep
/// answer was noted says nothing of what came from elsewhere.
#[must_use]
pub fn any(profile: &Profile<'_>) -> bool {
    let in_data = profile
        .points
        .iter()
        .filter(|point| point.origin != Origin::Canvass)
        .any(|point| is_stated(profile, point) || point.source_named.is_some());
    let from_elsewhere = |origin: Option<Origin>| {
        !matches!(
            origin,
            Some(Origin::Subject | Origin::Internal | Origin::Canvass)
        )
    };
    let in_papers = [Topic::Source, Topic::BoughtData]
        .into_iter()
        .flat_map(|topic| papers::affirmed(profile, topic))
        .any(|said| from_elsewhere(said.origin) || !said.names.is_empty());
    in_data
        || in_papers
        || readings(profile)
            .any(|(origin, _)| !matches!(origin, Origin::Subject | Origin::Internal))
}

/// Whether the response states the source of a data point. That its own heading calls a value an
/// estimate says how it was made, and not from what.
#[must_use]
pub fn is_stated(profile: &Profile<'_>, point: &Decoded) -> bool {
    if point.origin_basis != Basis::Response {
        return false;
    }
    if point.origin != Origin::Modelled || point.source_named.is_some() {
        return true;
    }
    profile.heading(point).is_some_and(|heading| {
        let explained = heading.explanation.iter().map(|said| said.text.as_str());
        heading
            .sources
            .iter()
            .map(|note| note.text.as_str())
            .chain(explained)
            .any(|text| profile.phrases.source(text, profile.books).is_some())
    })
}

/// Whether a text states a source that a data point may come from: the same origin, and, for what
/// was bought, a name; or the supplier of its product by name.
#[must_use]
pub fn covers(profile: &Profile<'_>, point: &Decoded) -> bool {
    let supplier = point
        .product
        .as_ref()
        .and_then(|product| product.supplier.as_deref());
    if let Some(supplier) = supplier {
        return profile.names(&[supplier]);
    }
    let names_it = |origin: Origin, named: bool| {
        origin == point.origin && (named || origin == Origin::Modelled)
    };
    let in_papers = [Topic::Source, Topic::BoughtData, Topic::ModelInputs]
        .into_iter()
        .flat_map(|topic| papers::affirmed(profile, topic))
        .filter(|said| papers::reaches(said, point))
        .any(|said| {
            let named = !said.names.is_empty();
            let origin = if said.topic == Topic::BoughtData {
                Some(Origin::Bought)
            } else if said.topic == Topic::ModelInputs {
                Some(Origin::Modelled)
            } else {
                said.origin
            };
            origin.is_some_and(|origin| names_it(origin, named))
        });
    in_papers || readings(profile).any(|(origin, named)| names_it(origin, named))
}

/// Origins stated in texts of at least four words beside data, and whether a name is given. What letters
/// and notices say is read sentence by sentence, as statements.
fn readings<'p>(profile: &'p Profile<'_>) -> impl Iterator<Item = (Origin, bool)> + 'p {
    const LEAST: usize = 4;
    let is_prose = |part| {
        let mut papers = profile.statements.papers.iter();
        papers.any(|paper| {
            paper.part == part
                && matches!(
                    paper.kind,
                    PaperKind::Letter
                        | PaperKind::Holding
                        | PaperKind::Notice
                        | PaperKind::Request
                        | PaperKind::Identity
                        | PaperKind::Mailing
                )
        })
    };
    profile
        .said()
        .filter(move |note| !is_prose(note.at.part))
        .filter(|note| Label::new(&note.text).words().len() >= LEAST)
        .filter_map(|note| profile.phrases.source(&note.text, profile.books))
        .map(|source| (source.origin, source.named.is_some()))
}
