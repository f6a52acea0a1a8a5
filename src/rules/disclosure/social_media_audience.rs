//! D03, `social-media-audience`: social media custom audience flag.

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written;
use crate::rules::{Rule, RuleMeta, gather_unless_said, headings};

/// D03, `social-media-audience`.
#[derive(Debug)]
pub struct SocialMediaAudience;

const DOC: &str = "\
## What it finds

Fields that show use of the data for audiences on social media: matched, uploaded, hashed, lookalike. Where the heading names no platform, or speaks of a plan, it is a question.

## Why it matters

What is uploaded to a platform has been disclosed to it, and recipients are to be named.

## Example

`AudienceMatch_FB` with `Y`. With `N`, the rule is silent.

## What to ask

Please name each platform, the identifiers sent, the dates and the audience.

## Citations

UK GDPR, Art 15(1)(c); UK GDPR, Art 5(1)(a).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("D03"),
    name: "social-media-audience",
    title: "Social media custom audience flag",
    severity: Severity::High,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.1.c", "gdpr-5.1.a"],
    ask: "Please name each platform, the identifiers sent, the dates and the audience.",
    caveat: "Flag may be a plan, not an upload.",
    doc: DOC,
};

impl Rule for SocialMediaAudience {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let shown: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && profile.says(point, "audience")
                    && !point.value.as_deref().is_some_and(written::is_no)
            })
            .filter(|point| {
                let named = platforms(profile, point);
                let named: Vec<&str> = named
                    .iter()
                    .flat_map(|platform| platform.spellings.iter().map(String::as_str))
                    .collect();
                named.is_empty() || !profile.names(&named)
            })
            .collect();
        let (used, open): (Vec<&Decoded>, Vec<&Decoded>) = shown
            .into_iter()
            .partition(|point| !is_plan(profile, point) && !platforms(profile, point).is_empty());
        findings.extend(gather_unless_said(self, profile, &used));
        if let Some(mut finding) = gather_unless_said(self, profile, &open) {
            finding.standing = Standing::Question;
            findings.push(finding);
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let mut named: Vec<String> = points
            .iter()
            .flat_map(|point| platforms(profile, point))
            .map(|platform| platform.name)
            .collect();
        named.sort_unstable();
        named.dedup();
        let under = headings(points.iter().copied());
        Some(match named.as_slice() {
            [] => format!(
                "The entries under {under} may show an audience for advertising on social media; they name no platform, and the response names no such recipient."
            ),
            named => format!(
                "The entries under {under} show an audience on {}; the response names no such recipient.",
                named.join(", ")
            ),
        })
    }
}

fn is_plan(profile: &Profile<'_>, point: &Decoded) -> bool {
    const PLAN: &[&str] = &[
        "plan", "planned", "proposed", "eligible", "possible", "future", "would",
    ];
    let value = Label::new(point.value.as_deref().unwrap_or_default());
    written::any(profile.heading_words(point), PLAN) || written::any(value.words(), PLAN)
}

/// A platform that a heading names, and the spellings that count as naming it.
struct Platform {
    name: String,
    spellings: Vec<String>,
}

/// The platforms that the heading names, by its words or by a mark of their books.
fn platforms(profile: &Profile<'_>, point: &Decoded) -> Vec<Platform> {
    let signs = profile.books.signs();
    let by_mark = signs
        .marked(profile.label(point))
        .into_iter()
        .filter_map(|at| signs.companies().get(at))
        .map(|company| &company.vendor)
        .filter(|vendor| vendor.platform)
        .map(|vendor| {
            let mut spellings = vendor.names.clone();
            spellings.push(vendor.name.clone());
            Platform {
                name: vendor.name.clone(),
                spellings,
            }
        });
    let mut found: Vec<Platform> = by_mark.collect();
    let (Some(heading), Ok(lexicon)) = (profile.heading(point), profile.books.lexicon()) else {
        return found;
    };
    for id in &heading.recognised.concepts {
        let Some(value) = id.strip_prefix("platform:") else {
            continue;
        };
        let known = lexicon.concepts().iter().find(|concept| concept.id == *id);
        let name = known.map_or(value, |concept| concept.say.as_str());
        let again = |platform: &Platform| {
            platform
                .spellings
                .iter()
                .any(|spelling| spelling.eq_ignore_ascii_case(name))
        };
        if !found.iter().any(again) {
            found.push(Platform {
                name: name.to_owned(),
                spellings: vec![name.to_owned()],
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn audience(known: &mut crate::recognise::Recognised, platform: bool) {
        known.concepts = vec!["audience:match".to_owned()];
        if platform {
            known.concepts.push("platform:facebook".to_owned());
        }
    }

    #[test]
    fn a_match_is_found_and_a_no_is_not() {
        let mut case = Case::new();
        for value in ["Y", "N"] {
            case.add("AudienceMatch_FB", value, |_, known| audience(known, true));
        }
        let found = case.run("D03");
        assert_eq!(
            found
                .iter()
                .map(|f| (f.standing, f.data_points.len()))
                .collect::<Vec<_>>(),
            [(Standing::PrimaFacie, 1)]
        );
    }

    #[test]
    fn without_a_platform_it_is_a_question() {
        let mut case = Case::new();
        case.add("Custom audience", "Y", |_, known| audience(known, false));
        assert_eq!(
            case.run("D03")
                .iter()
                .map(|f| f.standing)
                .collect::<Vec<_>>(),
            [Standing::Question]
        );
    }
}
