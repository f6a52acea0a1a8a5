//! D02, `undisclosed-platform`: vendor fingerprint not disclosed as recipient.

use std::collections::HashMap;

use crate::codebook::Label;
use crate::codebook::entry::Vendor;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::Location;
use crate::provenance::Place;
use crate::rules::{Rule, RuleMeta, headings};

/// D02, `undisclosed-platform`.
#[derive(Debug)]
pub struct UndisclosedPlatform;

const DOC: &str = "\
## What it finds

Headings, sheet names or file properties that show a platform which holds data for parties, where no text of the response names it.

## Why it matters

A company that holds the data for the party receives them, and recipients are to be named.

## Example

`Voter File VANID`, and no word of the system. With a letter that names it, the rule is silent.

## What to ask

Please confirm whether [platform] holds or has held my data and in what role.

## Citations

UK GDPR, Art 15(1)(c); UK GDPR, Art 4(1)(9); UK GDPR, Art 28.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("D02"),
    name: "undisclosed-platform",
    title: "Vendor fingerprint not disclosed as recipient",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-15.1.c", "gdpr-4.9", "gdpr-28"],
    ask: "Please confirm whether [platform] holds or has held my data and in what role.",
    caveat: "Metadata may reflect the tool used to prepare the export only.",
    doc: DOC,
};

impl Rule for UndisclosedPlatform {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let platforms = profile
            .books
            .vendors()
            .filter_map(|book| book.vendor.as_ref())
            .filter(|vendor| vendor.platform);
        for vendor in platforms {
            let mut names: Vec<&str> = vendor.names.iter().map(String::as_str).collect();
            names.push(&vendor.name);
            if is_named(profile, &names) {
                continue;
            }
            // A heading is read once for a platform, however many rows stand under it.
            let mut read: HashMap<&str, bool> = HashMap::new();
            let points: Vec<&Decoded> = profile
                .held()
                .filter(|point| {
                    *read
                        .entry(&point.label)
                        .or_insert_with(|| is_marked(vendor, &point.label))
                })
                .collect();
            let places = places(profile, &names);
            let message = match (points.as_slice(), places.as_slice()) {
                ([], []) => continue,
                ([], _) => format!(
                    "A file property, an export banner or the name of a sheet shows {}, a platform that the response does not name.",
                    vendor.name,
                ),
                (shown, _) => format!(
                    "Headings such as {} are those of {}, a platform that the response does not name.",
                    headings(shown.iter().copied()),
                    vendor.name,
                ),
            };
            let mut finding = META.about(points, message);
            finding.at.extend(places);
            finding.ask = META.ask.replace("[platform]", &vendor.name);
            findings.push(finding);
        }
    }
}

/// Whether a heading is, or begins with, a mark of a platform. A mark has at least four letters.
pub(crate) fn is_marked(vendor: &Vendor, heading: &str) -> bool {
    const SHORTEST: usize = 4;
    const DISTINCTIVE: usize = 8;
    let heading = Label::new(heading);
    vendor
        .marks
        .iter()
        .map(|mark| Label::new(mark))
        .any(|mark| {
            let letters = mark.key().chars().filter(|c| c.is_alphabetic()).count();
            letters >= SHORTEST
                && (heading.key() == mark.key()
                    || heading.words().starts_with(mark.words())
                    || (letters >= DISTINCTIVE && heading.key().starts_with(mark.key())))
        })
}

/// Whether a text says that the file was exported from something: that shows the platform and does
/// not disclose it as one that has the data.
fn is_banner(text: &str) -> bool {
    const MOST_WORDS: usize = 14;
    let label = Label::new(text);
    let exported = [
        "exported",
        "export",
        "extracted",
        "extract",
        "generated",
        "downloaded",
        "printed",
        "produced",
    ];
    label.words().len() <= MOST_WORDS
        && label
            .words()
            .iter()
            .any(|word| exported.contains(&word.as_str()))
}

/// Whether the response names a platform otherwise than in a banner.
fn is_named(profile: &Profile<'_>, names: &[&str]) -> bool {
    let wanted: Vec<String> = names
        .iter()
        .map(|name| Label::new(name).to_string())
        .collect();
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let shows = |text: &str| crate::rules::suppress::says(text, &wanted);
    let explained = profile
        .survey
        .headings
        .iter()
        .filter_map(|heading| heading.explanation.as_ref());
    profile
        .said()
        .any(|note| !is_banner(&note.text) && shows(&note.text))
        || explained
            .into_iter()
            .any(|explanation| shows(&explanation.text))
}

/// Banners, parts whose properties, and sheets whose names, hold a name of a platform.
fn places(profile: &Profile<'_>, names: &[&str]) -> Vec<Location> {
    let wanted: Vec<String> = names
        .iter()
        .map(|name| Label::new(name).to_string())
        .filter(|name| name.len() > 2)
        .collect();
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let shows = |text: &str| crate::rules::suppress::says(text, &wanted);
    let mut found: Vec<Location> = profile
        .said()
        .filter(|note| is_banner(&note.text) && shows(&note.text))
        .map(|note| note.at.clone())
        .collect();
    for part in &profile.document.parts {
        if part
            .properties
            .iter()
            .any(|property| shows(&property.value))
        {
            found.push(Location {
                part: part.id,
                place: Place::Whole,
            });
        }
        for sheet in part.tables.iter().filter_map(|table| table.name()) {
            if shows(sheet) {
                found.push(Location {
                    part: part.id,
                    place: Place::Sheet {
                        sheet: std::sync::Arc::from(sheet),
                    },
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;

    const BOOK: &str = "format = 1\nid = \"votedesk\"\nversion = \"2026.1.1\"\ntitle = \"Votedesk\"\nkind = \"vendor\"\n[vendor]\nname = \"Votedesk\"\nplatform = true\nmarks = [\"Votedesk ID\", \"vd\"]\n";

    fn case() -> Case {
        Case::with_file("vendors/votedesk/book.toml", BOOK)
    }

    #[test]
    fn a_mark_of_a_platform_is_found_until_the_response_names_it() {
        let mut case = case();
        case.add("Votedesk_ID", "99881", |_, _| {});
        case.add("vd score", "7", |_, _| {});
        let found = case.run("D02");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
        case.say("Your data are held in Votedesk on our behalf.");
        assert!(case.run("D02").is_empty());
    }
}
