//! What of an answer, an acknowledgment or an outcome is on file.

use crate::clock::Step;
use crate::day::Day;
use crate::document::ReadState;
use crate::profile::Profile;
use crate::provenance::PartId;
use crate::rules::papers::is_holding_letter;
use crate::rules::suppress::says;
use crate::statement::{Author, PaperKind, Topic};
use crate::vocabulary::ResponseKind;

/// Whether a substantive response is on file, is said to have come, or may lie in a part that was not
/// read.
pub(super) fn may_hold_response(profile: &Profile<'_>) -> bool {
    let parts = &profile.document.parts;
    if profile.request.received.is_some()
        || profile.held().next().is_some()
        || parts.iter().any(|part| part.read == ReadState::Not)
    {
        return true;
    }
    match profile.response_kind {
        ResponseKind::Data | ResponseKind::NoDataHeld | ResponseKind::Refusal => true,
        ResponseKind::NotAResponse => false,
        ResponseKind::LetterOnly | ResponseKind::Unknown => {
            !is_holding_letter(profile)
                && parts
                    .iter()
                    .any(|part| !part.passages.is_empty() && may_answer(profile, part.id))
        }
    }
}

/// Whether a paper may be an answer: anything but what is known to be none.
fn may_answer(profile: &Profile<'_>, part: PartId) -> bool {
    let papers = profile.statements.papers.iter();
    let mut own = papers.filter(|paper| paper.part == part);
    own.next().is_none_or(|paper| match paper.kind {
        PaperKind::Letter | PaperKind::Glossary | PaperKind::Data | PaperKind::Other => true,
        PaperKind::Holding
        | PaperKind::Notice
        | PaperKind::Request
        | PaperKind::Identity
        | PaperKind::Mailing => false,
    })
}

/// Whether a complaint of this day was acknowledged: by words about a complaint, or by a paper that
/// acknowledges something and is not older.
pub(super) fn is_acknowledged(profile: &Profile<'_>, complained: Day) -> bool {
    const RECEIVED: &[&str] = &[
        "received your complaint",
        "receipt of your complaint",
        "acknowledge your complaint",
        "acknowledging your complaint",
        "thank you for your complaint",
        "your complaint has been received",
        "complaint reference",
    ];
    let by_statement = profile
        .statements
        .about(Topic::Acknowledgement)
        .any(|said| {
            said.affirms()
                && (says(&said.words, &["complaint"])
                    || is_after(profile, said.at.part, complained)
                        && !says(&said.words, &["request"]))
        });
    by_statement || profile.names(RECEIVED)
}

/// Whether the outcome of a complaint, or its progress, is on file.
pub(super) fn has_outcome(profile: &Profile<'_>, complained: Day) -> bool {
    const OUTCOME: &[&str] = &[
        "outcome of your complaint",
        "investigation of your complaint",
        "investigated your complaint",
        "considered your complaint",
        "reviewed your complaint",
        "looked into your complaint",
        "response to your complaint",
        "reply to your complaint",
        "your complaint is upheld",
        "your complaint is not upheld",
        "upheld your complaint",
        "uphold your complaint",
        "update on your complaint",
        "progress of your complaint",
        "progress on your complaint",
        "conclusion of your complaint",
    ];
    profile
        .said()
        .any(|note| says(&note.text, OUTCOME) && !is_before(profile, note.at.part, complained))
}

/// The day of a paper that the party wrote, or that nobody is known to have written.
fn day_of(profile: &Profile<'_>, part: PartId) -> Option<Day> {
    let papers = profile.statements.papers.iter();
    let mut own = papers.filter(|paper| paper.part == part && paper.author != Author::Person);
    own.find_map(|paper| paper.date).map(|date| date.day)
}

fn is_after(profile: &Profile<'_>, part: PartId, day: Day) -> bool {
    day_of(profile, part).is_some_and(|written| written >= day)
}

fn is_before(profile: &Profile<'_>, part: PartId, day: Day) -> bool {
    day_of(profile, part).is_some_and(|written| written < day)
}

/// The sentences of a reckoning.
pub(super) fn steps(steps: &[Step]) -> Vec<String> {
    steps.iter().map(|step| step.as_str().to_owned()).collect()
}
