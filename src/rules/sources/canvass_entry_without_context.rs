//! S05, `canvass-entry-without-context`: canvass or contact data without date, place or channel.

use crate::codebook::Role;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::Place;
use crate::rules::written::is_dated;
use crate::rules::{Rule, RuleMeta, gather, headings, papers};
use crate::statement::Topic;
use crate::vocabulary::Origin;

/// S05, `canvass-entry-without-context`.
#[derive(Debug)]
pub struct CanvassEntryWithoutContext;

const DOC: &str = "\
## What it finds

Entries of canvassing about political opinion where nothing in the same record says when, by whom, by which channel or on what occasion they were made, and no explanation does.

## Why it matters

What somebody is said to have said can be checked only with the day and the occasion.

## Example

`VI` with the value `L` and nothing beside it. With `VI Date` beside it, the rule is silent.

## What to ask

Please say when, where and how this was recorded and by what class of person.

## Citations

UK GDPR, Art 15(1)(g); UK GDPR, Art 12(1); UK GDPR, Art 5(1)(d).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("S05"),
    name: "canvass-entry-without-context",
    title: "Canvass or contact data without date, place or channel",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-15.1.g", "gdpr-12.1", "gdpr-5.1.d"],
    ask: "Please say when, where and how this was recorded and by what class of person.",
    caveat: "Article 15(1)(g) does not reach what the person said on the doorstep; it does reach what a neighbour, a household member or the canvasser's guess supplied. Names of volunteers can be withheld.",
    doc: DOC,
};

impl Rule for CanvassEntryWithoutContext {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if is_told(profile) {
            return;
        }
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.origin == Origin::Canvass
                    && point.is_political()
                    && !point.inferred
                    && !has_context(profile, point)
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The canvass entries under {} stand without date, occasion, channel or the role of whoever made them.",
            headings(points.iter().copied()),
        ))
    }
}

/// Whether the papers say when the person was asked.
fn is_told(profile: &Profile<'_>) -> bool {
    papers::affirmed(profile, Topic::Source).any(|said| {
        !said.days.is_empty() && profile.phrases.speaks_of(Origin::Canvass, &said.words)
    })
}

/// Whether date, source, actor or channel stand beside an entry, in its heading or above it.
fn has_context(profile: &Profile<'_>, point: &Decoded) -> bool {
    let beside = profile.beside(point).any(|other| {
        other.value.is_some()
            && same_sheet(point, other)
            && matches!(
                other.role,
                Role::Date | Role::Source | Role::Actor | Role::Channel
            )
    });
    beside
        || is_dated(&point.label)
        || profile.heading(point).is_some_and(|heading| {
            heading.explanation.is_some() || heading.sources.iter().any(|note| is_dated(&note.text))
        })
}

fn same_sheet(one: &Decoded, other: &Decoded) -> bool {
    let sheet = |point: &Decoded| match &point.at.place {
        Place::Cell { sheet, .. } => Some(std::sync::Arc::clone(sheet)),
        _ => None,
    };
    one.at.part == other.at.part && sheet(one) == sheet(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;
    use crate::vocabulary::Category;

    fn entry(point: &mut Decoded, _: &mut crate::recognise::Recognised) {
        point.origin = Origin::Canvass;
        point.category = Category::VotingIntention;
    }

    #[test]
    fn an_entry_alone_is_found_and_one_with_a_date_is_not() {
        let mut case = Case::new();
        case.add("VI", "L", entry);
        assert_eq!(case.run("S05").len(), 1);
        case.add("VI Date", "30/11/2019", |point, _| point.role = Role::Date);
        assert!(case.run("S05").is_empty());
    }
}
