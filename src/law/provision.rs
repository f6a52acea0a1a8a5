//! Legal provisions as dated rows.

use super::applicable::PickedBy;
use super::table;
use crate::day::Day;
use crate::error::CodebookError;
use crate::request::Nation;

/// The id of a provision, as rules name it: `gdpr-12.3-old`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct ProvisionId(String);

impl ProvisionId {
    /// The written form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ProvisionId {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(&self.0)
    }
}

/// How a row is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceStatus {
    /// Read in the source.
    Verified,
    /// The scheme was read in the source, the detail is recalled.
    PartVerified,
    /// Read in a note about the source.
    Secondary,
    /// Recalled: it prints with a mark that it is to be checked before use.
    Recalled,
}

impl SourceStatus {
    /// The written form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SourceStatus::Verified => "verified",
            SourceStatus::PartVerified => "part-verified",
            SourceStatus::Secondary => "secondary",
            SourceStatus::Recalled => "recalled",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<SourceStatus> {
        match key {
            "verified" => Some(SourceStatus::Verified),
            "part-verified" => Some(SourceStatus::PartVerified),
            "secondary" => Some(SourceStatus::Secondary),
            "recalled" => Some(SourceStatus::Recalled),
            _ => None,
        }
    }
}

/// Where a provision applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Jurisdiction {
    /// The whole United Kingdom.
    UnitedKingdom,
    /// England, Wales and Scotland.
    GreatBritain,
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Jurisdiction {
    /// Whether a nation lies in it; where the nation is not known, it may.
    #[must_use]
    pub fn covers(self, nation: Option<Nation>) -> bool {
        let Some(nation) = nation else { return true };
        match self {
            Jurisdiction::UnitedKingdom => true,
            Jurisdiction::GreatBritain => nation != Nation::NorthernIreland,
            Jurisdiction::EnglandAndWales => matches!(nation, Nation::England | Nation::Wales),
            Jurisdiction::Scotland => nation == Nation::Scotland,
            Jurisdiction::NorthernIreland => nation == Nation::NorthernIreland,
        }
    }

    fn from_key(key: &str) -> Option<Jurisdiction> {
        match key {
            "UK" => Some(Jurisdiction::UnitedKingdom),
            "GB" => Some(Jurisdiction::GreatBritain),
            "E&W" => Some(Jurisdiction::EnglandAndWales),
            "Scotland" => Some(Jurisdiction::Scotland),
            "NI" => Some(Jurisdiction::NorthernIreland),
            _ => None,
        }
    }
}

/// One provision in one wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Its id.
    pub id: ProvisionId,
    /// The Act, regulation or instrument.
    pub instrument: String,
    /// The place in it: `Art 12(3) as it stood`.
    pub provision: String,
    /// A short title.
    pub short_title: String,
    /// What it requires, in our words.
    pub what_it_requires: String,
    /// The first day it is in force.
    pub in_force_from: Day,
    /// The last day it is in force, where it is no longer.
    pub in_force_to: Option<Day>,
    /// Which date decides whether it prints.
    pub picked_by: PickedBy,
    /// Where it applies.
    pub jurisdiction: Jurisdiction,
    /// How the row is known.
    pub status: SourceStatus,
    /// From where.
    pub source: String,
}

impl Provision {
    /// Whether it is in force on a day; both its first and its last day count.
    #[must_use]
    pub fn is_in_force(&self, day: Day) -> bool {
        self.in_force_from <= day && self.in_force_to.is_none_or(|last| day <= last)
    }

    pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Provision>, CodebookError> {
        let columns = [
            "id",
            "instrument",
            "provision",
            "short_title",
            "what_it_requires",
            "in_force_from",
            "in_force_to",
            "picked_by",
            "jurisdiction",
            "status",
            "source",
        ];
        table::read(file, text, &columns, |row| {
            let provision = Provision {
                id: ProvisionId(row.filled("id")?),
                instrument: row.filled("instrument")?,
                provision: row.filled("provision")?,
                short_title: row.filled("short_title")?,
                what_it_requires: row.filled("what_it_requires")?,
                in_force_from: row.day("in_force_from")?,
                in_force_to: row.day_or_blank("in_force_to")?,
                picked_by: row.word("picked_by", PickedBy::from_key)?,
                jurisdiction: row.word("jurisdiction", Jurisdiction::from_key)?,
                status: row.word("status", SourceStatus::from_key)?,
                source: row.filled("source")?,
            };
            if provision
                .in_force_to
                .is_some_and(|last| last < provision.in_force_from)
            {
                return Err(row.wrong("in_force_to", "lies before the first day in force"));
            }
            Ok(provision)
        })
    }
}
