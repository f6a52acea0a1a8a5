//! The tables of law that are part of the program.

/// The provisions, `codebooks/law/provisions.csv`.
pub(crate) const PROVISIONS: &str = include_str!("../../codebooks/law/provisions.csv");
/// The public holidays, `codebooks/law/holidays.csv`.
pub(crate) const HOLIDAYS: &str = include_str!("../../codebooks/law/holidays.csv");
/// Which finding silences which, `codebooks/law/suppression.csv`.
pub(crate) const SUPPRESSION: &str = include_str!("../../codebooks/law/suppression.csv");
/// Cases and decisions, `codebooks/law/authorities.csv`.
pub(crate) const AUTHORITIES: &str = include_str!("../../codebooks/law/authorities.csv");
/// Which finding feeds which document, `codebooks/law/feeds.csv`.
pub(crate) const FEEDS: &str = include_str!("../../codebooks/law/feeds.csv");
