//! The report: plain data, the same for every output.
//!
//! [`Report`] is what CONTRACT calls `sar-decode/report/1`. Its JSON form is described by
//! `report-1.schema.json` beside this file, which is part of the program ([`SCHEMA`]).

mod checklist;
pub(crate) mod compose;
mod redact;
mod safeguard;

use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::codebook::entry::Scale;
use crate::codebook::{FieldId, PartyId, Used};
use crate::decode::ValueReading;
use crate::document::{OddityKind, PartKind, ReadState};
use crate::finding::{RuleCode, Severity, Silenced, Standing};
pub use crate::profile::{Accuracy, Tally};
use crate::provenance::{Location, PartId, PointId};
use crate::recognise::wording::Reading;
use crate::vocabulary::{
    Basis, Category, InferredFrom, Level, Origin, ResponseKind, SpecialCategory, Status,
};

pub(crate) use checklist::item_keys;
pub use compose::{Frame, OtherPeople, compose};
pub use redact::{Key, KeyError, PSEUDONYM, Privacy, REDACTED, RedactionLine};

/// The schema of the JSON form.
pub const SCHEMA: &str = include_str!("report-1.schema.json");

/// The name of the schema, the first key of the JSON form.
pub const SCHEMA_ID: &str = "sar-decode/report/1";

/// A report on one response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The schema.
    pub schema: &'static str,
    /// What to mind first, where the person is registered anonymously.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safeguarding: Option<&'static str>,
    /// That it is masked, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redaction: Option<RedactionLine>,
    /// Program and codebooks.
    pub made_with: MadeWith,
    /// Whose response, and of what kind.
    pub case: Case,
    /// The files.
    pub parts: Vec<PartLine>,
    /// The data points.
    pub data_points: Vec<DataPoint>,
    /// The findings, most serious first.
    pub findings: Vec<FindingLine>,
    /// Findings that others, or facts about the papers, silenced.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suppressed: Vec<Silenced>,
    /// The items of Article 15.
    pub checklist: Vec<ChecklistLine>,
    /// The clock, where the request's day is known.
    pub timeline: Option<TimelineLine>,
    /// What the operator chose, where it is not as it is by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<SettingsLine>,
    /// Totals.
    pub summary: Summary,
}

/// What the operator chose.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SettingsLine {
    /// The rules that alone were to run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub selected: Vec<String>,
    /// The rules that were left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<IgnoredLine>,
    /// The thresholds that were set otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<ThresholdLine>,
}

/// A rule that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IgnoredLine {
    /// Its code or name, or the letter of its family, as given.
    pub named: String,
    /// Why.
    pub reason: Option<String>,
    /// How many findings it would have made.
    pub findings: usize,
}

/// A threshold that was set otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThresholdLine {
    /// The rule that it belongs to; `all` where every rule rests on it.
    pub rule: &'static str,
    /// Its key.
    pub key: &'static str,
    /// What it was set to.
    pub value: i64,
    /// What it is by default.
    pub default: i64,
    /// What is counted.
    pub unit: &'static str,
}

/// Program and codebooks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MadeWith {
    /// The version of the program.
    pub version: &'static str,
    /// The codebooks that the report rests on.
    pub codebooks: Vec<Used>,
    /// Entries of the embedded codebooks that were replaced by the operator's, each with its file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<String>,
    /// Files of the operator's codebooks that replaced nothing and that nothing reads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unmatched: Vec<String>,
}

/// Whose response, and of what kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Case {
    /// A pseudonym, or the name of the folder or file.
    pub id: String,
    /// The party.
    pub party: Option<PartyId>,
    /// Its name, as it is printed.
    pub party_name: Option<String>,
    /// How it is known.
    pub party_basis: PartyBasis,
    /// What points to it, or to another.
    pub party_evidence: Vec<PartyEvidence>,
    /// What kind of answer it is.
    pub response_kind: ResponseKind,
}

/// How the party is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartyBasis {
    /// The operator said so.
    Given,
    /// Signs in the response point to it.
    Detected,
    /// It is not known.
    None,
}

/// A sign of a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyEvidence {
    /// The party.
    pub party: PartyId,
    /// What was seen.
    pub seen: String,
    /// `name`, `domain`, `system`, `heading`, `file-name`, `property`, `sheet`.
    pub kind: &'static str,
    /// Where.
    pub at: Location,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartLine {
    /// Its number.
    pub id: PartId,
    /// Its path as given, relative.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// What it is.
    pub kind: PartKind,
    /// The part that contains it.
    pub parent: Option<PartId>,
    /// How much was read.
    pub read: ReadState,
    /// What was odd.
    pub oddities: Vec<OddityLine>,
}

/// Something odd about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OddityLine {
    /// Which kind.
    pub kind: OddityKind,
    /// Where.
    pub at: Location,
    /// What.
    pub text: String,
}

/// A data point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataPoint {
    /// Its number.
    pub id: PointId,
    /// Whose it is.
    pub person: u32,
    /// The heading as written.
    pub label: String,
    /// The value as a reader sees it; none where blank or masked.
    pub value: Option<String>,
    /// What is stored, where it differs.
    pub stored: Option<String>,
    /// Where the value stands.
    pub at: Location,
    /// Where the heading stands.
    pub label_at: Location,
    /// The field of a codebook.
    pub field: Option<FieldId>,
    /// What the heading says.
    pub title: Option<String>,
    /// What kind of data.
    pub category: Category,
    /// What the value means.
    pub meaning: MeaningLine,
    /// How the party came by it.
    pub origin: Origin,
    /// Who says so.
    pub origin_basis: Basis,
    /// Where the response says so, and where it names the source if that is elsewhere; left out where it does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub origin_at: Vec<Location>,
    /// The source as named.
    pub source_named: Option<String>,
    /// Whether it is a guess.
    pub inferred: bool,
    /// What the guess rests on.
    pub inferred_from: Vec<InferredFrom>,
    /// Article 9 data.
    pub special_category: Option<SpecialCategory>,
    /// About whom.
    pub level: Level,
    /// What the words of the heading say, set out, where nothing else says what it means.
    #[serde(serialize_with = "shared")]
    pub reading: Option<Arc<Reading>>,
    /// Whether a reader of the file does not see it.
    pub hidden: bool,
    /// Why the value is not shown.
    pub masked: Option<&'static str>,
    /// Whether a program read it in a picture, so that it may be wrong; left out where not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_by_ocr: bool,
}

impl DataPoint {
    /// Whether its value is left out for somebody's sake, so that nothing is said of it: it is about
    /// another person, or would show where somebody lives who is registered anonymously.
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        matches!(self.masked, Some("another-person" | "anonymous-entry"))
    }
}

/// Writes what many data points share.
fn shared<S: serde::Serializer>(
    reading: &Option<Arc<Reading>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    reading.as_deref().serialize(serializer)
}

/// What a value means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeaningLine {
    /// Can it be read?
    pub status: Status,
    /// Who says so?
    pub basis: Basis,
    /// In plain words.
    pub text: String,
    /// Every documented reading.
    pub readings: Vec<ValueReading>,
    /// Its scale.
    pub scale: Option<Scale>,
    /// The source.
    pub citation: Option<String>,
    /// Where the response explains it; left out where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_at: Option<Location>,
}

impl MeaningLine {
    /// The text, and where several readings are documented each of them with its list. What is only
    /// recalled is said with "possibly".
    #[must_use]
    pub fn told(&self) -> Cow<'_, str> {
        if self.status != Status::Ambiguous || self.readings.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let readings: Vec<String> = self.readings.iter().map(ValueReading::told).collect();
        let head = self.text.trim_end_matches('.');
        Cow::Owned(format!("{head}: {}.", readings.join("; or ")))
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// Its number: `F1`.
    pub id: String,
    /// The rule.
    pub rule: RuleCode,
    /// Its name.
    pub name: &'static str,
    /// How much is at stake.
    pub severity: Severity,
    /// How firmly it stands.
    pub standing: Standing,
    /// One sentence of fact.
    pub message: String,
    /// The data points.
    pub data_points: Vec<PointId>,
    /// Where.
    pub at: Vec<Location>,
    /// Provisions that print.
    pub provisions: Vec<String>,
    /// One sentence of law.
    pub law: String,
    /// What to ask.
    pub ask: String,
    /// Where it may be wrong.
    pub caveat: String,
    /// How a date in it was reckoned, step by step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// True where it is for an adviser before anybody else; absent else.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub adviser_only: bool,
}

/// An item of Article 15.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChecklistLine {
    /// The item.
    pub item: &'static str,
    /// Its provision.
    pub provision: &'static str,
    /// What was found.
    pub status: ItemStatus,
    /// Where.
    pub at: Vec<Location>,
    /// The words, or what was searched.
    pub text: String,
}

/// What was found of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemStatus {
    /// It is stated.
    Stated,
    /// The response points elsewhere for it.
    Elsewhere,
    /// It was not found.
    NotFound,
    /// It is refused.
    Refused,
    /// It is not owed.
    NotApplicable,
}

impl ItemStatus {
    /// The written form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ItemStatus::Stated => "stated",
            ItemStatus::Elsewhere => "elsewhere",
            ItemStatus::NotFound => "not-found",
            ItemStatus::Refused => "refused",
            ItemStatus::NotApplicable => "not-applicable",
        }
    }
}

/// The clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineLine {
    /// The day the request was received.
    pub requested: Option<String>,
    /// The day the answer was due.
    pub due: Option<String>,
    /// The day it came.
    pub received: Option<String>,
    /// Days late; 0 where it was in time.
    pub days_late: Option<u32>,
    /// Under the old rules: the day that a contested pause would give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contested: Option<String>,
    /// Whether the due day lies beyond the holidays that are known.
    pub provisional: bool,
    /// The computation, step by step.
    pub steps: Vec<String>,
}

/// Totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Data points.
    pub data_points: usize,
    /// By status.
    pub by_status: BTreeMap<&'static str, usize>,
    /// By origin.
    pub by_origin: BTreeMap<&'static str, usize>,
    /// Guesses.
    pub inferred: usize,
    /// Article 9 data.
    pub special_category: usize,
    /// Data points whose source the response names.
    pub sources_named: usize,
    /// Findings by severity.
    pub findings: BTreeMap<&'static str, usize>,
    /// Persons.
    pub people: u32,
    /// How right the profile is, where the case file says what is true: numbers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<Accuracy>,
}
