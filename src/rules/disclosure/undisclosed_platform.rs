//! D02, `undisclosed-platform`: vendor fingerprint not disclosed as recipient.

use std::collections::{BTreeMap, HashMap};

use crate::codebook::{Company, Flat};
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::{Profile, Text};
use crate::provenance::Location;
use crate::provenance::Place;
use crate::rules::{Rule, RuleMeta, headings, written};

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
        let marked = marked(profile);
        let traces = traces(profile);
        for (at, company) in profile.books.signs().companies().iter().enumerate() {
            let vendor = &company.vendor;
            if !vendor.platform {
                continue;
            }
            let points = marked.get(&at).map_or(&[][..], Vec::as_slice);
            let places = places(&traces, company);
            if (points.is_empty() && places.is_empty()) || is_named(profile, company) {
                continue;
            }
            let message = match (points, places.as_slice()) {
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
            let mut finding = META.about(points.iter().copied(), message);
            finding.at.extend(places);
            finding.ask = META.ask.replace("[platform]", &vendor.name);
            findings.push(finding);
        }
    }
}

/// The data points under headings that are marks of companies, by the place of the company in the
/// [signs](crate::codebook::Signs). A heading is read once, however many rows stand under it.
pub(crate) fn marked<'p>(profile: &'p Profile<'_>) -> BTreeMap<usize, Vec<&'p Decoded>> {
    let signs = profile.books.signs();
    let mut read: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut found: BTreeMap<usize, Vec<&Decoded>> = BTreeMap::new();
    // `N` under the name of a platform says that it does not have the data.
    let says_no = |point: &&Decoded| point.value.as_deref().is_some_and(written::is_no);
    for point in profile.held().filter(|point| !says_no(point)) {
        let companies = read
            .entry(&point.label)
            .or_insert_with(|| signs.marked(profile.label(point)));
        for company in companies {
            found.entry(*company).or_default().push(point);
        }
    }
    found
}

/// Whether a text says that the file was exported from something: that shows the platform and does
/// not disclose it as one that has the data.
fn is_banner(text: &Text<'_>) -> bool {
    const MOST_WORDS: usize = 14;
    const MOST_AT_FOOT: usize = 30;
    const EXPORTED: &[&str] = &[
        "exported",
        "export",
        "extracted",
        "extract",
        "generated",
        "downloaded",
        "printed",
        "produced",
    ];
    // `Powered by Votedesk 5.67`, with the address and the time that a browser prints.
    let at_foot = text.flat.as_str().trim_start().starts_with("powered by ")
        && text.flat.len() <= MOST_AT_FOOT;
    !text.explains && (at_foot || (text.flat.says(EXPORTED) && text.flat.len() <= MOST_WORDS))
}

/// Whether the response names a platform otherwise than in a banner.
fn is_named(profile: &Profile<'_>, company: &Company) -> bool {
    let names = |text: &Text<'_>| company.names.iter().any(|name| text.flat.holds(name));
    let mut texts = profile.texts();
    texts.any(|text| names(&text) && !is_banner(&text))
}

/// A banner, the properties of a part, or the name of a sheet, and where it is.
pub(crate) struct Trace {
    text: Flat,
    at: Location,
}

/// What the files show of the programs that made them.
pub(crate) fn traces(profile: &Profile<'_>) -> Vec<Trace> {
    let trace = |text: &str, part, place| Trace {
        text: Flat::new(text),
        at: Location { part, place },
    };
    let banners = profile.texts().filter(is_banner).map(|banner| Trace {
        text: banner.flat.clone(),
        at: banner.at.clone(),
    });
    let mut found: Vec<Trace> = banners.collect();
    for part in &profile.document.parts {
        let properties = part.properties.iter();
        found.extend(properties.map(|property| trace(&property.value, part.id, Place::Whole)));
        for sheet in part.tables.iter().filter_map(|table| table.name()) {
            let place = Place::Sheet {
                sheet: std::sync::Arc::from(sheet),
            };
            found.push(trace(sheet, part.id, place));
        }
    }
    found
}

/// Where traces hold a name of a platform, each place once.
pub(crate) fn places(traces: &[Trace], company: &Company) -> Vec<Location> {
    const SHORTEST: usize = 3;
    if traces.is_empty() {
        return Vec::new();
    }
    let names = company.names.iter();
    let names: Vec<&Flat> = names
        .filter(|name| name.as_str().len() >= SHORTEST)
        .collect();
    let mut found: Vec<Location> = Vec::new();
    for trace in traces {
        if names.iter().any(|name| trace.text.holds(name)) && !found.contains(&trace.at) {
            found.push(trace.at.clone());
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
        case.say("Powered by Votedesk 5.67 https://crm.branch.example/contact/view?cid=20418 11/11/2024, 16:20");
        assert_eq!(case.run("D02").len(), 1);
        case.say("Your data are held in Votedesk on our behalf.");
        assert!(case.run("D02").is_empty());
    }
}
