//! What kind of answer a response is, by its papers, what they say, and the data in it.

use crate::decode::Decoded;
use crate::document::{Document, ReadState};
use crate::provenance::Place;
use crate::statement::{PaperKind, Stance, Statements, Topic, marks};
use crate::vocabulary::{Category, ResponseKind, Status};

/// What kind of answer a response is.
#[must_use]
pub fn response_kind(
    points: &[Decoded],
    statements: &Statements,
    document: &Document,
) -> ResponseKind {
    if points.iter().any(is_data) {
        return ResponseKind::Data;
    }
    let is = |topic: Topic| statements.said(topic, Stance::Stated).next().is_some();
    if is(Topic::NothingHeld) {
        return ResponseKind::NoDataHeld;
    }
    if refuses(statements) {
        return ResponseKind::Refusal;
    }
    let has = |kinds: &[PaperKind]| {
        let mut papers = statements.papers.iter();
        papers.any(|paper| kinds.contains(&paper.kind))
    };
    if has(&[PaperKind::Letter, PaperKind::Holding]) {
        return ResponseKind::LetterOnly;
    }
    let unread = document
        .parts
        .iter()
        .any(|part| part.read == ReadState::Not);
    let others = [PaperKind::Request, PaperKind::Identity, PaperKind::Mailing];
    if has(&others) && !has(&[PaperKind::Other, PaperKind::Data, PaperKind::Notice]) && !unread {
        return ResponseKind::NotAResponse;
    }
    ResponseKind::Unknown
}

/// Whether a data point is something held about the person, and no reference at the head of a letter.
fn is_data(point: &Decoded) -> bool {
    let held = point.value.is_some()
        && !point.withheld
        && !matches!(
            point.meaning.status,
            Status::Absent | Status::DeclaredMissing
        );
    let in_table = matches!(point.at.place, Place::Cell { .. } | Place::Field { .. });
    held && (in_table || !matches!(point.category, Category::System | Category::Unknown))
}

/// Whether the request is refused in whole: nothing is sent with it, and no part is singled out.
fn refuses(statements: &Statements) -> bool {
    let whole = |topic: Topic| {
        statements
            .said(topic, Stance::Stated)
            .any(|statement| !statement.cites(marks::IN_PART))
    };
    let sent = statements.affirms(Topic::Copy) || statements.affirms(Topic::Confirmation);
    (whole(Topic::Refusal) || whole(Topic::Excessive)) && !sent
}
