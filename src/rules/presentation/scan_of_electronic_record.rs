//! P03, `scan-of-electronic-record`: printed or scanned copy of an electronic record.

use crate::document::{OddityKind, PartKind};
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::{Location, Place};
use crate::rules::{Rule, RuleMeta, count};
use crate::statement::{Author, PaperKind};

/// P03, `scan-of-electronic-record`.
#[derive(Debug)]
pub struct ScanOfElectronicRecord;

const DOC: &str = "\
## What it finds

Pages that are pictures without text, or pictures sent as the answer.

## Why it matters

A request made electronically is to be answered in a commonly used electronic form; a picture can be neither searched nor checked.

## Example

A scan of a printed record. A PDF with text is silent.

## What to ask

Please supply the data electronically in a commonly used form.

## Citations

UK GDPR, Art 12(3) as amended; UK GDPR, Art 12(3) as it stood; UK GDPR, Art 15(3).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P03"),
    name: "scan-of-electronic-record",
    title: "Printed or scanned copy of an electronic record",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-12.3", "gdpr-12.3-old", "gdpr-15.3"],
    ask: "Please supply the data electronically in a commonly used form.",
    caveat: "Only where the request was electronic and no other wish expressed.",
    doc: DOC,
};

impl Rule for ScanOfElectronicRecord {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let mut pages: Vec<Location> = Vec::new();
        let mut pictures: Vec<Location> = Vec::new();
        for part in &profile.document.parts {
            if is_of_person(profile, part.id) {
                continue;
            }
            if part.kind == PartKind::Image {
                pictures.push(Location {
                    part: part.id,
                    place: Place::Whole,
                });
            }
            let without_text = part
                .oddities
                .iter()
                .filter(|oddity| oddity.kind == OddityKind::PagesWithoutText);
            pages.extend(without_text.map(|oddity| oddity.at.clone()));
        }
        let message = match (pages.len(), pictures.len()) {
            (0, 0) => return,
            (0, files) => format!(
                "The answer holds {} without text.",
                count(files, "picture", "pictures"),
            ),
            (places, _) => format!(
                "The answer holds pages that are pictures without text, at {}.",
                count(places, "place", "places"),
            ),
        };
        pages.extend(pictures);
        findings.push(META.at(pages, message));
    }
}

/// Whether a part is what the person wrote or sent: a request, a proof of identity.
fn is_of_person(profile: &Profile<'_>, part: crate::provenance::PartId) -> bool {
    let papers = profile.statements.papers.iter();
    let mut own = papers.filter(|paper| paper.part == part);
    own.any(|paper| {
        paper.author == Author::Person
            || matches!(paper.kind, PaperKind::Request | PaperKind::Identity)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Oddity;
    use crate::provenance::PartId;
    use crate::rules::testing::Case;

    fn case(kind: OddityKind) -> Case {
        let mut case = Case::new();
        if let Some(part) = case.document.parts.first_mut() {
            part.kind = PartKind::Pdf;
            part.oddities.push(Oddity {
                kind,
                at: Location {
                    part: PartId(0),
                    place: Place::Whole,
                },
                text: String::new(),
            });
        }
        case
    }

    #[test]
    fn a_page_without_text_is_found_and_another_oddity_is_not() {
        assert_eq!(case(OddityKind::PagesWithoutText).run("P03").len(), 1);
        assert!(case(OddityKind::Pictures).run("P03").is_empty());
    }

    #[test]
    fn a_picture_of_a_passport_that_the_person_sent_is_silent() {
        let mut picture = Case::new();
        if let Some(part) = picture.document.parts.first_mut() {
            part.kind = PartKind::Image;
        }
        assert_eq!(picture.run("P03").len(), 1);
        picture.statements.papers.push(crate::statement::Paper {
            part: PartId(0),
            kind: PaperKind::Identity,
            author: Author::Person,
            date: None,
            shown_by: Vec::new(),
        });
        assert!(picture.run("P03").is_empty());
    }
}
