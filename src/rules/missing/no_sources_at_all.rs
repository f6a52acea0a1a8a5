//! M08, `no-sources-at-all`: no source information where data came from elsewhere.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::missing::items;
use crate::rules::sources::stated;
use crate::rules::{Rule, RuleMeta, gather_unless_said, headings};
use crate::statement::{Stance, Topic};
use crate::vocabulary::Origin;

/// M08, `no-sources-at-all`.
#[derive(Debug)]
pub struct NoSourcesAtAll;

const DOC: &str = "\
## What it finds

Bought, calculated or other third-party data, and no statement of any source anywhere: neither beside a value nor in any text. Entries of the register and of canvassing alone do not raise it.

## Why it matters

Any available information on the source is due where the person did not give the data.

## Example

A record with a commercial segment and scores, and no letter. With one line that names one source, S01 looks at the rest.

## What to ask

Please state the source of each field not given by me, with supplier name, product and date obtained.

## Citations

UK GDPR, Art 15(1)(g).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M08"),
    name: "no-sources-at-all",
    title: "No source information where data came from elsewhere",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.1.g"],
    ask: "Please state the source of each field not given by me, with supplier name, product and date obtained.",
    caveat: "Duty is 'any available information': a party that truly no longer knows must say so. Data the person supplied, doorstep answers included, are outside (g).",
    doc: DOC,
};

impl Rule for NoSourcesAtAll {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !items::are_owed(profile) || stated::any(profile) {
            return;
        }
        let generic = profile.points.iter().any(|point| point.source_generic);
        let withheld = profile
            .statements
            .said(Topic::Source, Stance::Refused)
            .next()
            .is_some();
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && (matches!(point.origin, Origin::Bought | Origin::Modelled)
                        || point.product.is_some())
            })
            .collect();
        if generic || withheld {
            return;
        }
        findings.extend(gather_unless_said(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        Some(format!(
            "The response holds data that do not come from the person, such as those under {}, and {}.",
            headings(points.iter().copied()),
            if profile.has_letter() {
                "states no source for anything"
            } else {
                "no source is in the papers supplied"
            },
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::vocabulary::Origin;

    #[test]
    fn bought_data_without_any_source_are_found_and_canvassing_alone_is_not() {
        let mut case = Case::new();
        case.add("VI", "L", |point, _| point.origin = Origin::Canvass);
        assert!(case.run("M08").is_empty());
        case.add("Segment", "H35", |point, _| point.origin = Origin::Bought);
        assert_eq!(case.run("M08").len(), 1);
        case.say("Your name comes from the electoral register of your council.");
        assert!(case.run("M08").is_empty());
    }
}
