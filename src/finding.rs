//! What a rule found: where, how serious, how firmly, and what to ask next.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::provenance::{Location, PointId};

/// The code of a rule: `U03`. Never used again once given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleCode(pub &'static str);

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl Serialize for RuleCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// How much is at stake for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A small point.
    Low,
    /// A point worth raising.
    Medium,
    /// A main point.
    High,
    /// Safety, or harm through special category data.
    Critical,
}

impl Severity {
    /// All, from the least.
    pub const ALL: &'static [Severity] = &[
        Severity::Info,
        Severity::Low,
        Severity::Medium,
        Severity::High,
        Severity::Critical,
    ];

    /// The written form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }
}

/// How firmly a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The response raises a question.
    Question,
    /// It looks so unless answered.
    PrimaFacie,
    /// The files themselves show it, and every fact that it needs is there.
    Face,
}

impl Standing {
    /// All, from the least firm.
    pub const ALL: &'static [Standing] =
        &[Standing::Question, Standing::PrimaFacie, Standing::Face];

    /// The written form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Question => "question",
            Standing::PrimaFacie => "prima-facie",
            Standing::Face => "face",
        }
    }

    /// One step down: what a missing fact does.
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Standing::Face => Standing::PrimaFacie,
            Standing::PrimaFacie | Standing::Question => Standing::Question,
        }
    }
}

/// For whom a finding is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// For whoever reads the report.
    #[default]
    Anyone,
    /// For an adviser: it goes into no letter of its own accord.
    Adviser,
}

impl Audience {
    /// The written form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Audience::Anyone => "anyone",
            Audience::Adviser => "adviser",
        }
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleCode,
    /// Its name: `naked-score`.
    pub name: &'static str,
    /// How much is at stake.
    pub severity: Severity,
    /// How firmly it stands.
    pub standing: Standing,
    /// One sentence of fact.
    pub message: String,
    /// The data points it is about.
    pub data_points: Vec<PointId>,
    /// Where: the values, or the table or document that was searched.
    pub at: Vec<Location>,
    /// Ids of provisions.
    pub provisions: Vec<String>,
    /// One sentence of law; set when the provisions in force are known.
    pub law: String,
    /// What to ask next.
    pub ask: String,
    /// Where it may be wrong.
    pub caveat: String,
    /// How a date in it was reckoned, step by step.
    pub steps: Vec<String>,
    /// For whom it is.
    pub audience: Audience,
}

/// Findings of one rule that others silenced.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Silenced {
    /// The rule whose findings are not raised.
    pub rule: RuleCode,
    /// What silenced them: rules, or a fact about the papers such as `letter:holding`.
    pub by: Vec<String>,
    /// How many.
    pub count: usize,
}

/// The findings of a run, collected by the rules.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    found: Vec<Finding>,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// The findings so far.
    #[must_use]
    pub fn as_slice(&self) -> &[Finding] {
        &self.found
    }

    /// The findings.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}
