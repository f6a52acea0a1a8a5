//! P06, `columns-others-received`: columns present in other responses from the same party are absent.

use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count};
use crate::vocabulary::ResponseKind;
use std::collections::BTreeSet;

/// P06, `columns-others-received`.
#[derive(Debug)]
pub struct ColumnsOthersReceived;

const DOC: &str = "\
## What it finds

Headings that at least half of the other responses of the same party and period have, and at least three of them, and that this response lacks. It needs a folder of responses.

## Why it matters

What others received for the same kind of record may be held about this person too.

## Example

Four of five others received `Support score`, and this person did not. A heading that one other received is silent.

## What to ask

Please confirm whether you hold [fields] about me, as others have been supplied with them.

## Citations

UK GDPR, Art 15(1); UK GDPR, Art 15(1A); UK GDPR, Art 15(3).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P06"),
    name: "columns-others-received",
    title: "Columns present in other responses from the same party are absent",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-15.1", "gdpr-15.1A", "gdpr-15.3"],
    ask: "Please confirm whether you hold [fields] about me, as others have been supplied with them.",
    caveat: "Field may be empty for this person or retired; never identify other requesters.",
    doc: DOC,
};

impl Rule for ColumnsOthersReceived {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        const LEAST: usize = 3;
        const SHOWN: usize = 6;
        let Some(others) = &profile.compared.others else {
            return;
        };
        if profile.response_kind != ResponseKind::Data {
            return;
        }
        let own: BTreeSet<String> = profile
            .survey
            .headings
            .iter()
            .map(|heading| heading.label.key().to_owned())
            .collect();
        let least = others.responses.div_ceil(2).max(LEAST);
        let lacking: Vec<String> = others
            .common(least)
            .filter(|(key, _)| !own.contains(*key))
            .map(|(_, written)| format!("\u{201c}{written}\u{201d}"))
            .collect();
        if lacking.is_empty() {
            return;
        }
        let shown: Vec<&str> = lacking.iter().take(SHOWN).map(String::as_str).collect();
        let named = match lacking.len().saturating_sub(SHOWN) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        };
        let message = format!(
            "Others received {} from the same party that this response lacks: {named}.",
            count(lacking.len(), "heading", "headings"),
        );
        let mut finding = META.at(profile.searched(), message);
        finding.ask = META.ask.replace("[fields]", &named);
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::profile::Others;
    use crate::rules::testing::Case;

    fn case(own: &[&str]) -> Case {
        let mut case = Case::new();
        for label in own {
            case.add(label, "1", |_, _| {});
        }
        let mut others = Others::default();
        for _ in 0..3 {
            others.add(["Support score", "Ward"]);
        }
        others.add(["Ward", "Seldom seen"]);
        others.add(["Ward"]);
        case.compared.others = Some(others);
        case
    }

    #[test]
    fn what_most_others_received_is_found_and_what_one_received_is_not() {
        let found = case(&["Ward"]).run("P06");
        assert!(found.iter().any(|f| {
            f.message.contains("Support score")
                && !f.message.contains("Seldom")
                && f.ask.contains("Support score")
        }));
        assert!(case(&["ward", "SupportScore"]).run("P06").is_empty());
    }

    #[test]
    fn without_other_responses_it_is_silent() {
        let mut alone = case(&["Ward"]);
        alone.compared.others = None;
        assert!(alone.run("P06").is_empty());
    }
}
