//! The thresholds of rules, as documented settings.

/// The thresholds of rules, as documented settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thresholds {
    /// T05: fields under which a record is small. Default 40.
    pub small_record: usize,
    /// T06: days after receipt from which an identity check is late. Default 10.
    pub late_identity_days: u32,
    /// A05: years from which an old address is old. Default 5.
    pub old_address_years: i32,
    /// R05: elections from which a voting history is long. Default 5.
    pub long_history: usize,
    /// R06: years from which a copy of the register is old. Default 3.
    pub old_register_years: i32,
    /// T10: days after a complaint from which its outcome is asked for. Default 90.
    pub complaint_outcome_days: i32,
    /// I06: years from which a model is stale. Default 3.
    pub stale_model_years: i32,
    /// L05: attributes from which there are many. Default 60.
    pub many_fields: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            small_record: 40,
            late_identity_days: 10,
            old_address_years: 5,
            long_history: 5,
            old_register_years: 3,
            complaint_outcome_days: 90,
            stale_model_years: 3,
            many_fields: 60,
        }
    }
}
