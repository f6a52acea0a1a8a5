//! C03, `special-category-proxy`: proxy for a special category.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::recognise::{Setting, wording};
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::{Category, SpecialCategory};

/// C03, `special-category-proxy`.
#[derive(Debug)]
pub struct SpecialCategoryProxy;

const DOC: &str = "\
## What it finds

Segments whose name speaks of religion, ethnic origin, health or union membership.

## Why it matters

A label can reveal by its name what nobody recorded as such.

## Example

A segment named for a faith community. A segment named `Domestic Success` reveals nothing of the kind, and the rule is silent.

## What to ask

Please say whether you treat this label as special category data and on what condition.

## Citations

UK GDPR, Art 9(1); UK GDPR, Art 9(2).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("C03"),
    name: "special-category-proxy",
    title: "Proxy for a special category",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-9.1", "gdpr-9.2"],
    ask: "Please say whether you treat this label as special category data and on what condition.",
    caveat: "UK courts have not adopted the full width of C-184/20; commercial segment names are often marketing fancy.",
    doc: DOC,
};

impl Rule for SpecialCategoryProxy {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| point.is_value() && is_segment(point) && reveals(profile, point))
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The name of the segment under {} speaks of religion, origin, health or union membership.",
            headings(points.iter().copied()),
        ))
    }
}

fn is_segment(point: &Decoded) -> bool {
    point.category == Category::Segment || point.product.is_some()
}

/// Whether the classification is one of health or belief, or every documented name of a segment, or the value itself,
/// names a special category.
fn reveals(profile: &Profile<'_>, point: &Decoded) -> bool {
    let of_scheme = point
        .special
        .is_some_and(|special| special != SpecialCategory::PoliticalOpinion);
    if of_scheme && point.product.is_some() {
        return true;
    }
    let Ok(lexicon) = profile.books.lexicon() else {
        return false;
    };
    let names = |text: &str| {
        wording::scan(lexicon, &Label::new(text), Setting::Open)
            .seen
            .iter()
            .any(|seen| seen.as_written() && !seen.weak && seen.concept.class() == "special")
    };
    let readings = &point.meaning.readings;
    if readings.is_empty() {
        return point.value.as_deref().is_some_and(names);
    }
    if point.product.is_none() {
        return readings.iter().all(|reading| names(&reading.text));
    }
    let Ok(documented) = profile.books.derived(|_| Ok(Documented::default())) else {
        return false;
    };
    let mut known = documented.0.lock().unwrap_or_else(PoisonError::into_inner);
    readings
        .iter()
        .all(|reading| match known.get(&reading.text) {
            Some(known) => *known,
            None => {
                let names = names(&reading.text);
                known.insert(reading.text.clone(), names);
                names
            }
        })
}

/// Documented names of segments, with whether each names a special category: the same few in all responses.
#[derive(Default)]
struct Documented(Mutex<HashMap<String, bool>>);

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::vocabulary::Category;

    #[test]
    fn a_segment_that_names_a_faith_is_found_and_another_is_not() {
        let words = "format = 1\n[[concept]]\nid = \"special:religion\"\nsay = \"religion\"\nforms = [\"chapel going\"]\n";
        let mut case = Case::with_file("common/lexicon.toml", words);
        for value in ["Chapel Going Valleys", "Domestic Success"] {
            case.add("Segment", value, |point, _| {
                point.category = Category::Segment
            });
        }
        let found = case.run("C03");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
