//! P05, `readable-redaction`: ineffective redaction.

use crate::document::OddityKind;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::Location;
use crate::rules::{Rule, RuleMeta, count};

/// P05, `readable-redaction`.
#[derive(Debug)]
pub struct ReadableRedaction;

const DOC: &str = "\
## What it finds

Text that still lies under a drawn box, and black letters on black. The program does not keep it and never prints it: the finding names the place only.

## Why it matters

Whoever opens the file can read what was meant to be covered.

## Example

A PDF in which a black box was drawn over a name. Where the text under the box was taken out, the rule is silent.

## What to ask

(To the controller) your redactions can be read; please replace the file.

## Citations

UK GDPR, Art 5(1)(f); UK GDPR, Arts 24-25, 32.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P05"),
    name: "readable-redaction",
    title: "Ineffective redaction",
    severity: Severity::High,
    standing: Standing::Question,
    provisions: &["gdpr-5.1.f", "gdpr-24"],
    ask: "(To the controller) your redactions can be read; please replace the file.",
    caveat: "The covered text may be about somebody else: seek advice before it is used.",
    doc: DOC,
};

impl Rule for ReadableRedaction {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let mut places: Vec<Location> = profile
            .document
            .parts
            .iter()
            .flat_map(|part| &part.oddities)
            .filter(|oddity| oddity.kind == OddityKind::CoveredText)
            .map(|oddity| oddity.at.clone())
            .collect();
        places.sort();
        places.dedup();
        if places.is_empty() {
            return;
        }
        let message = format!(
            "Text lies under drawn boxes or black paint at {} and can be taken from the file.",
            count(places.len(), "place", "places"),
        );
        findings.push(META.at(places, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Oddity;
    use crate::provenance::{PageNo, PartId, Place};
    use crate::rules::testing::Case;

    #[test]
    fn covered_text_is_found_by_its_place_alone_and_a_picture_is_not() {
        for (kind, found) in [(OddityKind::CoveredText, 1), (OddityKind::Pictures, 0)] {
            let mut case = Case::new();
            if let Some(part) = case.document.parts.first_mut() {
                part.oddities.push(Oddity {
                    kind,
                    at: Location {
                        part: PartId(0),
                        place: Place::Page {
                            page: PageNo::from_zero_based(1),
                            line: None,
                            area: None,
                        },
                    },
                    text: "secret".to_owned(),
                });
            }
            let run = case.run("P05");
            assert_eq!(run.len(), found, "{kind:?}");
            assert!(
                run.iter()
                    .all(|f| f.at.len() == 1 && !f.message.contains("secret"))
            );
        }
    }
}
