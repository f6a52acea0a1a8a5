//! A05, `old-address-kept`: previous address or long-dead data.

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather, headings};

/// A05, `old-address-kept`.
#[derive(Debug)]
pub struct OldAddressKept;

const DOC: &str = "\
## What it finds

A previous address that the record itself dates to longer ago than the threshold; where no day is known to count from, one that says that it was left, or carries a year.

## Why it matters

Where somebody lived long ago is kept longer than it is of use.

## Example

`Previous Address` with `(left 2008)`. One left last year is silent.

## What to ask

Please delete superseded addresses or explain why they are kept.

## Citations

UK GDPR, Art 5(1)(d); UK GDPR, Art 5(1)(e).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("A05"),
    name: "old-address-kept",
    title: "Previous address or long-dead data",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-5.1.d", "gdpr-5.1.e"],
    ask: "Please delete superseded addresses or explain why they are kept.",
    caveat: "Donation law needs some history (PPERA).",
    doc: DOC,
};

impl Rule for OldAddressKept {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| profile.says(point, "address:previous") && is_old(profile, point))
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response holds a former address under {} that was left long ago by its own account.",
            headings(points.iter().copied()),
        ))
    }
}

fn is_old(profile: &Profile<'_>, point: &Decoded) -> bool {
    const LEFT: &[&str] = &["left", "moved", "gone", "vacated", "until"];
    const FIRST_YEAR: i32 = 1950;
    let value = point.value.as_deref().unwrap_or_default();
    // The number at the beginning of an address is that of the house.
    let after_number = value.trim_start_matches(|c: char| c.is_ascii_digit());
    let latest = written::years(after_number)
        .into_iter()
        .chain(written::day(value).map(crate::day::Day::year))
        .filter(|year| *year >= FIRST_YEAR)
        .max();
    match (written::known_day(profile), latest) {
        (Some(known), Some(year)) => known.year() - year > profile.thresholds.old_address_years,
        (Some(_), None) => false,
        (None, Some(_)) => true,
        (None, None) => written::any(Label::new(value).words(), LEFT),
    }
}

#[cfg(test)]
mod tests {
    use crate::day::Day;
    use crate::rules::testing::Case;

    #[test]
    fn an_address_left_long_ago_is_found_and_one_left_lately_is_not() {
        for (value, found) in [
            ("4 Draft Avenue, Mockton (left 2008)", 1),
            ("4 Draft Avenue, Mockton (left 2024)", 0),
            ("1984 Draft Avenue, Mockton", 0),
        ] {
            let mut case = Case::new();
            case.request.received = Day::parse("2026-02-20").ok();
            case.add("Previous Address", value, |_, known| {
                known.concepts = vec!["address:previous".to_owned()];
            });
            assert_eq!(case.run("A05").len(), found, "{value}");
        }
    }

    #[test]
    fn without_a_day_to_count_from_the_address_must_say_that_it_was_left() {
        for (value, found) in [("4 Draft Avenue (gone away)", 1), ("4 Draft Avenue", 0)] {
            let mut case = Case::new();
            case.add("Previous Address", value, |_, known| {
                known.concepts = vec!["address:previous".to_owned()];
            });
            assert_eq!(case.run("A05").len(), found, "{value}");
        }
    }
}
