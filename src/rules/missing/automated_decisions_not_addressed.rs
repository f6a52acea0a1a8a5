//! M09, `automated-decisions-not-addressed`: automated decisions and logic not addressed.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::gather;
use crate::rules::headings;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta};
use crate::vocabulary::Category;

/// M09, `automated-decisions-not-addressed`.
#[derive(Debug)]
pub struct AutomatedDecisionsNotAddressed;

const DOC: &str = "\
## What it finds

Scores or segments in the data, and a letter that says nothing of automated decisions or profiling. A question only: a score alone shows no decision.

## Why it matters

A person who is scored will want to know whether anything is decided by it, and how it came about.

## Example

A table with `Lab_Supp_Score` and a letter that is silent on profiling. With `We take no automated decisions`, the rule is silent.

## What to ask

Please say whether any decision about me is taken solely by automated means, and describe how each score was produced and used.

## Citations

UK GDPR, Art 15(1)(h); UK GDPR, Art 22A; UK GDPR, Art 22C; UK GDPR, Art 22; UK GDPR, Art 13; UK GDPR, Art 14.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M09"),
    name: "automated-decisions-not-addressed",
    title: "Automated decisions and logic not addressed",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &[
        "gdpr-15.1.h",
        "gdpr-22A",
        "gdpr-22C",
        "gdpr-22-old",
        "gdpr-13",
        "gdpr-14",
    ],
    ask: "Please say whether any decision about me is taken solely by automated means, and describe how each score was produced and used.",
    caveat: "Since 5 Feb 2026 (h) bites only on significant, solely automated decisions; being leafleted is unlikely to qualify. The presence of a score alone is no ground under (h).",
    doc: DOC,
};

impl Rule for AutomatedDecisionsNotAddressed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !items::are_owed_by_letter(profile) {
            return;
        }
        if items::of_rule(META.code).is_some_and(|item| items::is_answered(profile, item)) {
            return;
        }
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value() && (point.is_measured() || point.category == Category::Segment)
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response holds scores or segments, such as those under {}, and its letter says nothing of automated decisions or profiling.",
            headings(points.iter().copied()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::codebook::Kind;
    use crate::rules::testing::Case;
    use crate::statement::{Stance, Topic};

    #[test]
    fn scores_beside_a_silent_letter_raise_a_question_and_a_denial_answers_it() {
        let mut case = Case::new();
        case.add("Score", "71", |point, _| point.kind = Some(Kind::Score));
        assert!(case.run("M09").is_empty(), "there is no letter");
        case.letter_paper();
        let found = case.run("M09");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
        case.state(
            Topic::AutomatedDecisions,
            Stance::Denied,
            "We take none.",
            |_| {},
        );
        assert!(case.run("M09").is_empty());
    }

    #[test]
    fn plain_data_raise_no_question() {
        let mut case = Case::new();
        case.add("Name", "A. Elector", |_, _| {});
        case.letter_paper();
        assert!(case.run("M09").is_empty());
    }
}
