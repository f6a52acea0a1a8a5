//! The thresholds of rules, as documented settings.

use serde::Deserialize;

/// The thresholds of rules, as documented settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
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
    /// Every rule: the share of the words of a heading that no codebook lists, in percent, that a
    /// reading has to explain. Default 60.
    pub heading_words: u32,
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
            heading_words: 60,
        }
    }
}

/// How a threshold is named and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    /// The rule that it belongs to; `all` where every rule rests on it.
    pub rule: &'static str,
    /// Its key in a file of settings.
    pub key: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// What it decides.
    pub decides: &'static str,
}

/// Every threshold, in the order of their rules.
pub const THRESHOLDS: &[Threshold] = &[
    threshold(
        "A05",
        "old-address-years",
        "years",
        "from which an old address is old",
    ),
    threshold(
        "I06",
        "stale-model-years",
        "years",
        "from which a model is stale",
    ),
    threshold(
        "L05",
        "many-fields",
        "attributes",
        "from which there are many about one person",
    ),
    threshold(
        "R05",
        "long-history",
        "elections",
        "from which a voting history is long",
    ),
    threshold(
        "R06",
        "old-register-years",
        "years",
        "from which a copy of the register is old",
    ),
    threshold(
        "T05",
        "small-record",
        "fields",
        "under which a record is small",
    ),
    threshold(
        "T06",
        "late-identity-days",
        "days",
        "after receipt from which an identity check is late",
    ),
    threshold(
        "T10",
        "complaint-outcome-days",
        "days",
        "after a complaint from which its outcome is asked for",
    ),
    threshold(
        "all",
        "heading-words",
        "percent",
        "of the words of a heading that no codebook lists, which a reading has to explain",
    ),
];

const fn threshold(
    rule: &'static str,
    key: &'static str,
    unit: &'static str,
    decides: &'static str,
) -> Threshold {
    Threshold {
        rule,
        key,
        unit,
        decides,
    }
}

impl Thresholds {
    /// Each threshold with its value, in the order of their rules.
    pub fn values(&self) -> impl Iterator<Item = (&'static Threshold, i64)> {
        let wide = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let values = [
            i64::from(self.old_address_years),
            i64::from(self.stale_model_years),
            wide(self.many_fields),
            wide(self.long_history),
            i64::from(self.old_register_years),
            wide(self.small_record),
            i64::from(self.late_identity_days),
            i64::from(self.complaint_outcome_days),
            i64::from(self.heading_words),
        ];
        THRESHOLDS.iter().zip(values)
    }

    /// The thresholds that are not as they are by default, with both values.
    pub fn changed(&self) -> impl Iterator<Item = (&'static Threshold, i64, i64)> {
        let usual: Vec<i64> = Self::default().values().map(|(_, value)| value).collect();
        self.values()
            .zip(usual)
            .filter(|((_, value), usual)| value != usual)
            .map(|((threshold, value), usual)| (threshold, value, usual))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_threshold_is_told_by_the_key_by_which_it_is_read() {
        for (number, threshold) in (101..).zip(THRESHOLDS) {
            let text = format!("{} = {number}", threshold.key);
            let read: Thresholds = toml::from_str(&text).expect("a threshold");
            let changed: Vec<(&str, i64)> = read
                .changed()
                .map(|(threshold, value, _)| (threshold.key, value))
                .collect();
            assert_eq!(changed, [(threshold.key, number)]);
        }
    }
}
