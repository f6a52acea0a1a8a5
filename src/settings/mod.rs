//! `sar-decode.toml`: which rules run, which are left out and why, and the thresholds of rules.
//!
//! ```toml
//! select = ["U", "S03"]
//! ignore = [{ rule = "S04", reason = "the councils are asked in another letter" }]
//!
//! [thresholds]
//! small-record = 60
//! ```

use serde::Deserialize;

use crate::codebook::load;
use crate::profile::Thresholds;

/// The name of the file.
pub const FILE: &str = "sar-decode.toml";

/// What a file of settings says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsFile {
    /// Codes, names or families of the rules to run; all where empty.
    #[serde(default)]
    pub select: Vec<String>,
    /// The rules to leave out.
    #[serde(default)]
    pub ignore: Vec<Ignored>,
    /// The thresholds of rules.
    #[serde(default)]
    pub thresholds: Thresholds,
}

/// A rule to leave out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignored {
    /// Its code or name, or the letter of its family.
    pub rule: String,
    /// Why.
    pub reason: String,
}

impl SettingsFile {
    /// Reads a file of settings.
    ///
    /// # Errors
    ///
    /// The line, the key and what is wrong: not TOML, a key that nobody knows, an ignored rule
    /// without a reason, a threshold that is no number of one or more.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let read: Self = load::parse(FILE, text)
            .map_err(|error| format!("line {}: {}: {}", error.line, error.key, error.what))?;
        for ignored in &read.ignore {
            if ignored.reason.trim().is_empty() {
                return Err(format!(
                    "ignore: `{}` gives no reason: say why it is left out",
                    ignored.rule
                ));
            }
        }
        let small = read.thresholds.values().find(|(_, value)| *value < 1);
        if let Some((threshold, value)) = small {
            return Err(format!(
                "thresholds: {} is {value}: it has to be 1 or more {}",
                threshold.key, threshold.unit
            ));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_as_it_is_by_default() {
        let read = SettingsFile::parse("[thresholds]\nsmall-record = 60\n");
        let wanted = Thresholds {
            small_record: 60,
            ..Thresholds::default()
        };
        assert_eq!(read.map(|read| read.thresholds), Ok(wanted));
    }

    #[test]
    fn the_settings_of_the_readme_are_those_by_default() {
        let readme = include_str!("../../README.md");
        let (_, rest) = readme.split_once("    select = [").expect("the settings");
        let (text, _) = rest.split_once("\n| Read").expect("their end");
        let read = SettingsFile::parse(&format!("select = [{text}")).expect("settings");
        assert_eq!(read.thresholds, Thresholds::default());
        for (threshold, _) in read.thresholds.values() {
            assert!(text.contains(threshold.key), "{}", threshold.key);
        }
    }

    #[test]
    fn a_rule_is_left_out_with_a_reason_only() {
        for text in [
            "ignore = [{ rule = \"S04\" }]",
            "ignore = [{ rule = \"S04\", reason = \" \" }]",
            "ignore = [\"S04\"]",
        ] {
            assert!(SettingsFile::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told = |text: &str| SettingsFile::parse(text).err().unwrap_or_default();
        assert!(told("\nselct = []\n").starts_with("line 2: selct: unknown field"));
        assert!(told("[thresholds]\nfew = 1\n").contains("unknown field `few`"));
        assert!(told("[thresholds]\nsmall-record = 0\n").contains("1 or more fields"));
    }
}
