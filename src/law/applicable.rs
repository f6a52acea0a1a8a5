//! Which provisions print: those in force on the date that decides for each.

use super::provision::Provision;
use crate::day::Day;
use crate::request::{Nation, Request};

/// The date that decides whether a provision prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PickedBy {
    /// The day the request was received.
    Request,
    /// The day the response was sent; while there is none, the day the report speaks.
    Response,
    /// The day a decision was taken; where unknown, the day of the response.
    Decision,
    /// The day the controller received a complaint.
    Complaint,
    /// The day of the response, as the latest day on which processing shows.
    Processing,
    /// The day of the letter.
    Use,
    /// A saving: prints only where the request was received before it began.
    SavingRequest,
    /// A saving: prints only where the decision was taken before it began.
    SavingDecision,
}

impl PickedBy {
    pub(super) fn from_key(key: &str) -> Option<PickedBy> {
        match key {
            "request" => Some(PickedBy::Request),
            "response" => Some(PickedBy::Response),
            "decision" => Some(PickedBy::Decision),
            "complaint" => Some(PickedBy::Complaint),
            "processing" => Some(PickedBy::Processing),
            "use" => Some(PickedBy::Use),
            "saving-request" => Some(PickedBy::SavingRequest),
            "saving-decision" => Some(PickedBy::SavingDecision),
            _ => None,
        }
    }
}

/// The dates that decide, as far as they are known, and the nation of the office that answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DecidingDates {
    /// The request was received.
    pub requested: Option<Day>,
    /// The response was sent.
    pub responded: Option<Day>,
    /// The decision was taken.
    pub decided: Option<Day>,
    /// A complaint was received by the controller.
    pub complained: Option<Day>,
    /// A letter is dated.
    pub letter: Option<Day>,
    /// The report speaks (`--date`).
    pub speaks: Option<Day>,
    /// The nation of the office.
    pub nation: Option<Nation>,
}

impl DecidingDates {
    /// What the case file alone tells; a day of sending found in the papers goes before its day of
    /// arrival.
    #[must_use]
    pub fn of(request: &Request, sent: Option<Day>) -> DecidingDates {
        DecidingDates {
            requested: request.requested,
            responded: sent.or(request.received),
            complained: request.complained,
            nation: request.nation,
            ..DecidingDates::default()
        }
    }

    /// The date that decides, where it is known.
    #[must_use]
    pub fn governing(&self, picked_by: PickedBy) -> Option<Day> {
        let response = self.responded.or(self.speaks);
        match picked_by {
            PickedBy::Request | PickedBy::SavingRequest => self.requested,
            PickedBy::Response | PickedBy::Processing => response,
            PickedBy::Decision => self.decided.or(response),
            PickedBy::SavingDecision => self.decided.or(self.responded),
            PickedBy::Complaint => self.complained,
            PickedBy::Use => self.letter.or(self.speaks),
        }
    }
}

/// Whether a provision prints on these facts. Where the date that decides is not known, what is
/// in force today prints, and an older wording only where the request came while it stood.
pub(super) fn prints(provision: &Provision, facts: &DecidingDates) -> bool {
    if !provision.jurisdiction.covers(facts.nation) {
        return false;
    }
    let governing = facts.governing(provision.picked_by);
    match provision.picked_by {
        PickedBy::SavingRequest | PickedBy::SavingDecision => {
            governing.is_some_and(|day| day < provision.in_force_from)
        }
        PickedBy::Request
        | PickedBy::Response
        | PickedBy::Decision
        | PickedBy::Complaint
        | PickedBy::Processing
        | PickedBy::Use => match (governing, provision.in_force_to) {
            (Some(day), _) => provision.is_in_force(day),
            (None, None) => true,
            (None, Some(_)) => facts
                .requested
                .is_some_and(|day| provision.is_in_force(day)),
        },
    }
}
