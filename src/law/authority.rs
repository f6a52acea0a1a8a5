//! Cases, decisions and statements of the regulator.

use super::provision::SourceStatus;
use super::table;
use crate::day::Day;
use crate::error::CodebookError;
use crate::request::Nation;

/// What weight an authority has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Supreme Court: binding across the UK on a UK statute.
    BindingUk,
    /// Binding below it in England and Wales, persuasive in Scotland and Northern Ireland.
    BindingEnglandAndWales,
    /// A tribunal.
    Tribunal,
    /// A judgment of the CJEU before 2021: assimilated, binding below appellate level.
    Assimilated,
    /// A judgment of the CJEU after 2020: courts may have regard to it (European Union
    /// (Withdrawal) Act 2018, section 6(1) and (2)).
    MayHaveRegard,
    /// A sheriff court.
    SheriffCourt,
    /// Foreign: persuasive at most.
    Persuasive,
    /// A regulator.
    Regulator,
}

impl Weight {
    /// The tag that prints beside the authority.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Weight::BindingUk => "binding across the UK on a UK statute",
            Weight::BindingEnglandAndWales => {
                "binding on lower courts in England and Wales, persuasive elsewhere in the UK"
            }
            Weight::Tribunal => "decision of a tribunal",
            Weight::Assimilated => {
                "assimilated judgment of the CJEU, binding below appellate level"
            }
            Weight::MayHaveRegard => {
                "judgment of the CJEU after 2020: not binding, courts may have regard to it"
            }
            Weight::SheriffCourt => "decision of a sheriff court",
            Weight::Persuasive => "foreign decision, persuasive at most",
            Weight::Regulator => "statement of the regulator, not a decision of a court",
        }
    }

    /// The tag where the office that answers is in this nation.
    #[must_use]
    pub fn tag_in(self, nation: Option<Nation>) -> &'static str {
        match (self, nation) {
            (Weight::BindingEnglandAndWales, Some(Nation::England | Nation::Wales)) => {
                "binding on lower courts in England and Wales"
            }
            (Weight::BindingEnglandAndWales, Some(Nation::Scotland)) => {
                "persuasive in Scotland: a court of England and Wales"
            }
            (Weight::BindingEnglandAndWales, Some(Nation::NorthernIreland)) => {
                "persuasive in Northern Ireland: a court of England and Wales"
            }
            (
                Weight::SheriffCourt,
                Some(Nation::England | Nation::Wales | Nation::NorthernIreland),
            ) => "decision of a sheriff court in Scotland, persuasive at most",
            (
                Weight::BindingUk
                | Weight::BindingEnglandAndWales
                | Weight::Tribunal
                | Weight::Assimilated
                | Weight::MayHaveRegard
                | Weight::SheriffCourt
                | Weight::Persuasive
                | Weight::Regulator,
                _,
            ) => self.tag(),
        }
    }

    fn from_key(key: &str) -> Option<Weight> {
        match key {
            "B-UK" => Some(Weight::BindingUk),
            "B-EW" => Some(Weight::BindingEnglandAndWales),
            "T" => Some(Weight::Tribunal),
            "A" => Some(Weight::Assimilated),
            "HR" => Some(Weight::MayHaveRegard),
            "SC" => Some(Weight::SheriffCourt),
            "P" => Some(Weight::Persuasive),
            "Reg" => Some(Weight::Regulator),
            _ => None,
        }
    }
}

/// A case, a decision or a statement of the regulator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its id: `C-154/21`.
    pub id: String,
    /// Its name, as cited.
    pub name: String,
    /// The day it was decided, where known.
    pub decided: Option<Day>,
    /// The rules, families of rules and documents it bears on.
    pub uses: Vec<String>,
    /// What it holds, in our words.
    pub holding: String,
    /// Its weight.
    pub weight: Weight,
    /// How the row is known.
    pub status: SourceStatus,
}

impl Authority {
    pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Authority>, CodebookError> {
        let columns = ["id", "name", "decided", "use", "holding", "status", "mark"];
        table::read(file, text, &columns, |row| {
            let uses = row.text("use");
            let uses = uses.split(';').filter(|piece| !piece.is_empty());
            Ok(Authority {
                id: row.filled("id")?,
                name: row.filled("name")?,
                decided: row.day_or_blank("decided")?,
                uses: uses.map(str::to_owned).collect(),
                holding: row.filled("holding")?,
                weight: row.word("status", Weight::from_key)?,
                status: row.word("mark", SourceStatus::from_key)?,
            })
        })
    }
}
