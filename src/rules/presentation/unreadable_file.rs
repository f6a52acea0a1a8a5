//! P10, `unreadable-file`: protected or corrupt file.

use crate::document::{OddityKind, Part, ReadState};
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::{Location, Place};
use crate::rules::{Rule, RuleMeta, count};

/// P10, `unreadable-file`.
#[derive(Debug)]
pub struct UnreadableFile;

const DOC: &str = "\
## What it finds

A file of the answer that needs a password, is damaged, or whose text has no characters behind its glyphs.

## Why it matters

An answer that cannot be read is none.

## Example

An encrypted archive whose password did not come. A file that this program does not know is silent.

## What to ask

Please send a readable copy or the password by another channel.

## Citations

UK GDPR, Art 12(1); UK GDPR, Art 12(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P10"),
    name: "unreadable-file",
    title: "Protected or corrupt file",
    severity: Severity::Low,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.1", "gdpr-12.2"],
    ask: "Please send a readable copy or the password by another channel.",
    caveat: "The password may be in a separate message.",
    doc: DOC,
};

impl Rule for UnreadableFile {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let mut reasons: Vec<&str> = Vec::new();
        let mut places: Vec<Location> = Vec::new();
        for part in &profile.document.parts {
            if let Some(reason) = reason(part) {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
                places.push(Location {
                    part: part.id,
                    place: Place::Whole,
                });
            }
        }
        if places.is_empty() {
            return;
        }
        let message = format!(
            "{} of the answer cannot be read, or not wholly: {}.",
            count(places.len(), "file", "files"),
            reasons.join("; "),
        );
        findings.push(META.at(places, message));
    }
}

/// Why a part cannot be read, as far as that lies in the file and not in this program.
fn reason(part: &Part) -> Option<&'static str> {
    part.oddities.iter().find_map(|oddity| match oddity.kind {
        OddityKind::Encrypted => Some("a password is needed"),
        OddityKind::Damaged => Some("the file is damaged"),
        OddityKind::UnreadableText => Some("its letters stand for no characters"),
        OddityKind::UndecodableText if part.read == ReadState::Not => {
            Some("its encoding cannot be read")
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Oddity;
    use crate::rules::testing::Case;

    #[test]
    fn a_locked_file_is_found_and_one_of_an_unknown_kind_is_not() {
        for (kind, found) in [
            (OddityKind::Encrypted, 1),
            (OddityKind::Damaged, 1),
            (OddityKind::NotRead, 0),
        ] {
            let mut case = Case::new();
            if let Some(part) = case.document.parts.first_mut() {
                part.read = ReadState::Not;
                part.oddities.push(Oddity {
                    kind,
                    at: Location {
                        part: part.id,
                        place: Place::Whole,
                    },
                    text: String::new(),
                });
            }
            assert_eq!(case.run("P10").len(), found, "{kind:?}");
        }
    }
}
