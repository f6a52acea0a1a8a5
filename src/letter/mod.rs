//! Letters and schedules drafted from a report: what to send next. Each is a template that a clinic
//! can replace, filled with the findings that feed it.
//!
//! A letter states as fact only what the files show, or what looks so unless answered; a question
//! stays a question. What the program does not know stands in square brackets, to be filled in.

mod content;
mod paper;
mod templates;

use serde::Serialize;

use crate::day::Day;
use crate::report::Report;
use crate::request::Request;

pub use paper::paper;
pub use templates::{TemplateError, Templates};

/// A kind of letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The answer, or a part of it, has not come.
    Chaser,
    /// Questions about the answer.
    Clarification,
    /// A complaint to the controller.
    Complaint,
    /// Wrong data are to be put right.
    Rectification,
    /// An objection, a notice to stop, a request for erasure.
    Objection,
    /// Records are to be kept as they are.
    Preservation,
    /// To the officer who keeps the electoral register.
    RegistrationOfficer,
    /// A complaint to the Commissioner.
    Commissioner,
    /// A letter before action, with its schedules.
    PreAction,
    /// A request for access to a supplier or platform.
    Supplier,
}

impl Kind {
    /// All kinds, in the order of the documents that they are.
    pub const ALL: [Kind; 10] = [
        Kind::Chaser,
        Kind::Clarification,
        Kind::Complaint,
        Kind::Rectification,
        Kind::Objection,
        Kind::Preservation,
        Kind::RegistrationOfficer,
        Kind::Commissioner,
        Kind::PreAction,
        Kind::Supplier,
    ];

    /// What the command line calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Chaser => "chaser",
            Kind::Clarification => "clarification",
            Kind::Complaint => "complaint",
            Kind::Rectification => "rectification",
            Kind::Objection => "objection",
            Kind::Preservation => "preservation",
            Kind::RegistrationOfficer => "registration-officer",
            Kind::Commissioner => "commissioner",
            Kind::PreAction => "pre-action",
            Kind::Supplier => "supplier",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn holds(self) -> &'static str {
        match self {
            Kind::Chaser => "the answer, or a part of it, has not come",
            Kind::Clarification => "questions about the answer, and what it leaves out",
            Kind::Complaint => "a complaint to the controller",
            Kind::Rectification => "wrong data are to be put right",
            Kind::Objection => "an objection, a notice to stop, and a request for erasure",
            Kind::Preservation => "records are to be kept as they are",
            Kind::RegistrationOfficer => "questions to the electoral registration officer",
            Kind::Commissioner => "a complaint to the Commissioner",
            Kind::PreAction => "a letter before action, with chronology, schedules and annex",
            Kind::Supplier => "a request for access to a supplier or platform",
        }
    }

    /// The document whose findings feed it. What feeds a complaint to the Commissioner goes to the
    /// controller first.
    fn fed_as(self) -> &'static str {
        match self {
            Kind::Chaser => "DOC1",
            Kind::Clarification => "DOC2",
            Kind::Complaint | Kind::Commissioner => "DOC8",
            Kind::Rectification => "DOC4",
            Kind::Objection => "DOC5",
            Kind::Preservation => "DOC6",
            Kind::RegistrationOfficer => "DOC7",
            Kind::PreAction => "DOC9",
            Kind::Supplier => "DOC10",
        }
    }
}

/// What a letter rests on beside the report.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What is known of the request.
    pub request: &'a Request,
    /// The day of the letter; a blank to fill in where it is not known. The law is that of this
    /// day, else that which stands.
    pub dated: Option<Day>,
}

/// Drafts a letter, as Markdown.
///
/// # Errors
///
/// [`TemplateError`] where a template, which an operator may have replaced, does not hold.
pub fn draft(
    kind: Kind,
    report: &Report,
    facts: &Facts<'_>,
    templates: &Templates,
) -> Result<String, TemplateError> {
    templates.fill(kind.name(), content::of(kind, report, facts), facts)
}

/// Drafts the request for access itself, to a party with these systems.
///
/// # Errors
///
/// [`TemplateError`] where the template does not hold.
pub fn request(
    party: &str,
    systems: &[String],
    facts: &Facts<'_>,
    templates: &Templates,
) -> Result<String, TemplateError> {
    templates.fill("request", content::of_request(party, systems, facts), facts)
}

#[cfg(test)]
mod tests;
