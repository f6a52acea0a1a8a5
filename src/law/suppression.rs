//! Which finding, or which fact about the papers, silences which finding.

use super::table;
use crate::error::CodebookError;

/// One row: where `rule` holds, `suppresses` is not raised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suppression {
    /// A rule, or a fact about the papers such as `response_kind:refusal`.
    pub rule: String,
    /// The rule that is silenced.
    pub suppresses: String,
    /// The condition, in words.
    pub when: String,
}

impl Suppression {
    /// Whether the silencer is a fact about the papers and not a rule.
    #[must_use]
    pub fn by_fact(&self) -> bool {
        self.rule.contains(':')
    }

    pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Suppression>, CodebookError> {
        table::read(file, text, &["rule", "suppresses", "when"], |row| {
            Ok(Suppression {
                rule: row.filled("rule")?,
                suppresses: row.filled("suppresses")?,
                when: row.filled("when")?,
            })
        })
    }
}
