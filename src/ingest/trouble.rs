//! What stops the reading of one member or sheet, and the counting that stops it.

use crate::document::{OddityKind, ReadState};
use crate::error::IngestError;
use crate::ingest::{Intake, Limits, Source};
use crate::provenance::Place;

/// Why reading stopped before the end. What was read until then is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// A limit was reached: its name, with its value.
    Limit(String),
    /// The bytes make no sense: what is wrong with them.
    Damaged(String),
    /// They are encrypted.
    Encrypted,
    /// They hold what no honest file holds: the whole file is refused.
    Refused(String),
}

impl Trouble {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    /// The error that it is when nothing could be read.
    pub(crate) fn fatal(self, place: &str) -> IngestError {
        let place = if place.is_empty() {
            String::new()
        } else {
            format!("{place}: ")
        };
        match self {
            Trouble::Limit(limit) => IngestError::OverLimit { place, limit },
            Trouble::Damaged(what) | Trouble::Refused(what) => IngestError::Damaged { place, what },
            Trouble::Encrypted => IngestError::Encrypted,
        }
    }
}

/// What a file may still use of its limits. One for the whole file.
#[derive(Debug)]
pub(crate) struct Budget<'a> {
    pub(crate) limits: &'a Limits,
    cells: usize,
    /// Every cell is counted, blank ones too; blank ones may be eight times as many, so that a
    /// sheet of nothing but styled cells is read and a flood of them is not.
    blanks: usize,
    /// Bytes of text in cells: one shared text may stand in millions of them.
    text: u64,
    /// Bytes of formulas that are written out for cells that only refer to another's.
    formulas: usize,
}

/// Bytes of shared formulas that are written out for one file.
const MOST_FORMULAS: usize = 64 << 20;

impl<'a> Budget<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            cells: limits.cells,
            blanks: limits.cells.saturating_mul(8),
            text: limits.total_bytes,
            formulas: MOST_FORMULAS,
        }
    }

    /// Takes one cell that holds something.
    pub(crate) fn take_cell(&mut self) -> Result<(), Trouble> {
        self.cells = self
            .cells
            .checked_sub(1)
            .ok_or_else(|| Trouble::Limit(format!("{} cells", self.limits.cells)))?;
        Ok(())
    }

    /// Takes the text of a cell.
    pub(crate) fn take_text(&mut self, bytes: usize) -> Result<(), Trouble> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.text = self.text.checked_sub(bytes).ok_or_else(|| {
            Trouble::Limit(format!(
                "{} bytes for the text of all cells",
                self.limits.total_bytes
            ))
        })?;
        Ok(())
    }

    /// Whether a shared formula of this length may be written out once more.
    pub(crate) fn may_write_formula(&mut self, bytes: usize) -> bool {
        match self.formulas.checked_sub(bytes) {
            Some(left) => {
                self.formulas = left;
                true
            }
            None => false,
        }
    }

    /// Takes one cell that holds nothing.
    pub(crate) fn take_blank(&mut self) -> Result<(), Trouble> {
        self.blanks = self.blanks.checked_sub(1).ok_or_else(|| {
            Trouble::Limit(format!(
                "{} blank cells",
                self.limits.cells.saturating_mul(8)
            ))
        })?;
        Ok(())
    }
}
/// Says why a member of a document was not read to its end; what was read of it is kept.
///
/// # Errors
///
/// Where nothing of the file is to be read.
pub(crate) fn stopped(
    source: &Source<'_>,
    part: &str,
    trouble: Trouble,
    intake: &mut Intake,
) -> Result<(), IngestError> {
    let (kind, what) = match trouble {
        Trouble::Refused(_) | Trouble::Encrypted => return Err(trouble.fatal(part)),
        Trouble::Limit(limit) => (
            OddityKind::LimitReached,
            format!("the limit of {limit} was reached"),
        ),
        Trouble::Damaged(what) => (OddityKind::Damaged, format!("it is damaged: {what}")),
    };
    intake.read = ReadState::Partly;
    let text = format!("{part}: {what}; what comes after was not read");
    let oddity = source.oddity(kind, Place::Whole, text);
    intake.oddities.push(oddity);
    Ok(())
}
