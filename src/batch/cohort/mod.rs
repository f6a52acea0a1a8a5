//! The cohort: what many responses show together, counted so that it is the same however the cases
//! were divided, and published so that nobody can be told from it.

mod beside;
mod count;
mod figure;
mod page;
mod report;
mod shapes;
mod summary;

use crate::report::ItemStatus;

pub use count::Cohort;
pub use figure::{Figure, Mean, wilson};
pub use page::page;
pub use report::{CohortReport, SCHEMA_ID};
pub(crate) use summary::days_taken;
pub use summary::{FindingSeen, PointSeen, Right, Summary, summary};

/// How an item of the checklist stands, in the order in which the cohort counts it.
pub const STATUSES: [ItemStatus; 5] = [
    ItemStatus::Stated,
    ItemStatus::Elsewhere,
    ItemStatus::NotFound,
    ItemStatus::Refused,
    ItemStatus::NotApplicable,
];
