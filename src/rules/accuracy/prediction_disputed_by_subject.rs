//! A02, `prediction-disputed-by-subject`: prediction contradicted by the user.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::accuracy::truth;
use crate::rules::{Rule, RuleMeta, gather, headings};

/// A02, `prediction-disputed-by-subject`.
#[derive(Debug)]
pub struct PredictionDisputedBySubject;

const DOC: &str = "\
## What it finds

Predictions that differ from what the person says is true, in the case file. An age is compared only where a day to count from is known; a score only where its scale is known and it leans one way.

## Why it matters

A prediction that the party may act on is misleading where the person is known to be otherwise.

## Example

`Remain or Leave (our estimate)` with the side that the person did not take. A prediction that agrees is silent.

## What to ask

Please record that this prediction is disputed, attach my statement and restrict its use while you check it.

## Citations

UK GDPR, Art 5(1)(d); Data Protection Act 2018, s.205(1); UK GDPR, Art 16; UK GDPR, Art 18.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("A02"),
    name: "prediction-disputed-by-subject",
    title: "Prediction contradicted by the user",
    severity: Severity::Low,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-5.1.d", "dpa-205.1", "gdpr-16", "gdpr-18"],
    ask: "Please record that this prediction is disputed, attach my statement and restrict its use while you check it.",
    caveat: "A probability is not false because the event did not occur.",
    doc: DOC,
};

impl Rule for PredictionDisputedBySubject {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| truth::is_prediction(point) && truth::disputes(profile, point))
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The prediction under {} does not agree with what the person says is true.",
            headings(points.iter().copied()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::codebook::entry::Scale;
    use crate::day::Day;
    use crate::rules::testing::Case;
    use crate::vocabulary::Category;

    #[test]
    fn the_other_side_is_found_and_the_same_side_is_not() {
        let mut case = Case::new();
        case.request.truth.remain = Some(true);
        for (label, value) in [("EU (our estimate)", "Leave"), ("EU view", "Likely Remain")] {
            case.add(label, value, |point, _| {
                point.inferred = true;
                point.category = Category::EuReferendum;
            });
        }
        assert_eq!(
            case.run("A02")
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }

    #[test]
    fn a_score_counts_only_on_a_known_scale_and_above_half() {
        let mut case = Case::new();
        case.request.truth.remain = Some(true);
        for (value, scaled) in [("71", true), ("71", false), ("31", true)] {
            case.add("Leave score", value, |point, _| {
                point.inferred = true;
                point.category = Category::EuReferendum;
                point.meaning.scale = scaled.then_some(Scale {
                    from: 0.0,
                    to: 100.0,
                    low: None,
                    high: None,
                });
            });
        }
        assert_eq!(
            case.run("A02")
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }

    #[test]
    fn an_age_band_needs_a_day_to_count_from_unless_no_day_could_make_it_true() {
        let mut case = Case::new();
        case.request.truth.birth_year = Some(1981);
        case.add("Estimated age", "48-54", |point, _| point.inferred = true);
        case.add("Age band (est)", "45-54", |point, _| point.inferred = true);
        assert!(case.run("A02").is_empty());
        case.request.received = Day::parse("2026-02-20").ok();
        assert_eq!(
            case.run("A02")
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
