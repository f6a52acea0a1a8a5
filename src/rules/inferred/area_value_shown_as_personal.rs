//! I03, `area-value-shown-as-personal`: household or area value presented as individual.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather_unless_said, headings};
use crate::vocabulary::{Category, Level};

/// I03, `area-value-shown-as-personal`.
#[derive(Debug)]
pub struct AreaValueShownAsPersonal;

const DOC: &str = "\
## What it finds

Segments and attributes that are produced for a household, a postcode or an area and stand in the record of the person, where nothing in heading or papers says so.

## Why it matters

What is true of a street on average need not be true of anybody in it.

## Example

`Segment` with `Domestic Success`. Under `Household segment`, or with a note that it is of the postcode, the rule is silent.

## What to ask

Please confirm the level (person, household, postcode, output area) at which this value was produced.

## Citations

UK GDPR, Art 5(1)(d); UK GDPR, Art 12(1); UK GDPR, Art 5(1)(a).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("I03"),
    name: "area-value-shown-as-personal",
    title: "Household or area value presented as individual",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-5.1.d", "gdpr-12.1", "gdpr-5.1.a"],
    ask: "Please confirm the level (person, household, postcode, output area) at which this value was produced.",
    caveat: "Labelled as area data it may be accurate as such.",
    doc: DOC,
};

impl Rule for AreaValueShownAsPersonal {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.inferred
                    && matches!(point.level, Level::Household | Level::Area)
                    && !point.level_stated
                    && matches!(
                        point.category,
                        Category::Segment
                            | Category::Financial
                            | Category::Lifestyle
                            | Category::Demographic
                    )
            })
            .collect();
        findings.extend(gather_unless_said(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        let of = match (
            points.iter().any(|point| point.level == Level::Household),
            points.iter().any(|point| point.level == Level::Area),
        ) {
            (true, false) => "household",
            (false, true) => "area",
            _ => "household or area",
        };
        Some(format!(
            "The response shows {} under {} as being about the person; such values are produced by {of}, and nothing says so.",
            count(points.len(), "value", "values"),
            headings(points.iter().copied()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_household_segment_is_found_unless_its_level_is_stated() {
        let mut case = Case::new();
        for (label, stated) in [("Segment", false), ("Household segment", true)] {
            case.add(label, "H35", |point, _| {
                point.inferred = true;
                point.level = Level::Household;
                point.level_stated = stated;
                point.category = Category::Segment;
            });
        }
        let found = case.run("I03");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
