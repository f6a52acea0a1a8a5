//! The rules: each looks at the profile of a response and pushes findings.
//!
//! One file a rule, in the folder of its family; the registry below is in the order of codes. A
//! rule keeps no state, reads no file, and knows no format and no party.

pub mod accuracy;
pub mod disclosure;
pub mod inferred;
pub mod lawfulness;
pub mod missing;
pub mod presentation;
pub mod register;
pub mod sources;
pub mod special;
pub mod suppress;
#[cfg(test)]
mod testing;
pub mod time;
pub mod unintelligible;
pub mod written;

use crate::decode::Decoded;
use crate::finding::{Finding, Findings, RuleCode, Severity, Standing};
use crate::law::{DecidingDates, Law};
use crate::profile::Profile;
use crate::provenance::{Location, PointId};

/// A rule.
pub trait Rule: Sync {
    /// What it is.
    fn meta(&self) -> &'static RuleMeta;

    /// Looks at a profile and pushes what it finds.
    fn check(&self, profile: &Profile<'_>, findings: &mut Findings);

    /// What a finding about these data points says, where its words depend on which they are: it is
    /// said again when another finding has taken some of them away.
    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = (profile, points);
        None
    }
}

/// One finding of a rule about all these data points, in the rule's own words; none where there
/// are none.
#[must_use]
pub fn gather(rule: &dyn Rule, profile: &Profile<'_>, points: &[&Decoded]) -> Option<Finding> {
    if points.is_empty() {
        return None;
    }
    let message = rule.message(profile, points).unwrap_or_default();
    Some(rule.meta().about(points.iter().copied(), message))
}

/// Runs every rule, lets findings silence each other, and keeps those of the selected rules: the
/// most serious first, then the firmest, then by code and place, none twice. Only provisions that
/// apply on the dates of this case are named.
#[must_use]
pub fn check_all(profile: &Profile<'_>, selected: &dyn Fn(&RuleMeta) -> bool) -> Vec<Finding> {
    let mut findings = Findings::default();
    for rule in RULES {
        rule.check(profile, &mut findings);
    }
    let mut kept: Vec<Finding> = suppress::suppress(findings.into_vec(), profile)
        .into_iter()
        .filter(|finding| by_name(finding.rule.0).is_some_and(|rule| selected(rule.meta())))
        .collect();
    let dates = DecidingDates {
        speaks: profile.speaks,
        ..DecidingDates::of(profile.request, time::clocked(profile).and_then(|c| c.sent))
    };
    for finding in &mut kept {
        let ids: Vec<&str> = finding.provisions.iter().map(String::as_str).collect();
        finding.provisions = Law::embedded()
            .applicable(&ids, &dates)
            .iter()
            .map(|id| id.as_str().to_owned())
            .collect();
    }
    kept.sort_by(|a, b| {
        let order = |finding: &Finding| {
            (
                std::cmp::Reverse(finding.severity),
                std::cmp::Reverse(finding.standing),
                finding.rule,
            )
        };
        (order(a), &a.data_points, &a.at, &a.message).cmp(&(
            order(b),
            &b.data_points,
            &b.at,
            &b.message,
        ))
    });
    kept.dedup();
    kept
}

/// What a rule is: the words that every finding of it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleMeta {
    /// Its code.
    pub code: RuleCode,
    /// What it finds: `naked-score`.
    pub name: &'static str,
    /// The same in words.
    pub title: &'static str,
    /// How much is at stake.
    pub severity: Severity,
    /// How firmly it stands when every fact is there.
    pub standing: Standing,
    /// Ids of provisions; those in force on the deciding day print.
    pub provisions: &'static [&'static str],
    /// What to ask next.
    pub ask: &'static str,
    /// Where it may be wrong.
    pub caveat: &'static str,
    /// The page that `explain` prints.
    pub doc: &'static str,
}

impl RuleMeta {
    /// A finding of this rule with its usual severity and standing, about data points.
    #[must_use]
    pub fn about<'d>(
        &self,
        points: impl IntoIterator<Item = &'d Decoded>,
        message: String,
    ) -> Finding {
        let mut ids: Vec<PointId> = Vec::new();
        let mut at: Vec<Location> = Vec::new();
        for point in points {
            ids.push(point.id);
            at.push(point.at.clone());
        }
        self.found(ids, at, message)
    }

    /// A finding of this rule about places.
    #[must_use]
    pub fn at(&self, places: Vec<Location>, message: String) -> Finding {
        self.found(Vec::new(), places, message)
    }

    fn found(&self, data_points: Vec<PointId>, at: Vec<Location>, message: String) -> Finding {
        Finding {
            rule: self.code,
            name: self.name,
            severity: self.severity,
            standing: self.standing,
            message,
            data_points,
            at,
            provisions: self.provisions.iter().map(|id| (*id).to_owned()).collect(),
            ask: self.ask.to_owned(),
            caveat: self.caveat.to_owned(),
        }
    }
}

impl Extend<Finding> for Findings {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, found: T) {
        for finding in found {
            self.push(finding);
        }
    }
}

/// Names headings in a message: `A`, `B` and 3 more. Each heading once, in reading order.
#[must_use]
pub fn headings<'d>(points: impl IntoIterator<Item = &'d Decoded>) -> String {
    const SHOWN: usize = 6;
    let mut labels: Vec<&str> = Vec::new();
    for point in points {
        let label = if point.label.is_empty() {
            "(no heading)"
        } else {
            point.label.as_str()
        };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let more = labels.len().saturating_sub(SHOWN);
    let shown: Vec<String> = labels
        .iter()
        .take(SHOWN)
        .map(|label| format!("\u{201c}{label}\u{201d}"))
        .collect();
    match (shown.as_slice(), more) {
        ([], _) => String::new(),
        ([only], _) => only.clone(),
        ([head @ .., last], 0) => format!("{} and {last}", head.join(", ")),
        (all, more) => format!("{} and {more} more", all.join(", ")),
    }
}

/// "1 value" or "3 values".
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// The rule of a code or a name, in any case.
#[must_use]
pub fn by_name(wanted: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| {
        rule.meta().code.0.eq_ignore_ascii_case(wanted)
            || rule.meta().name.eq_ignore_ascii_case(wanted)
    })
}

/// All rules, in the order of their codes within the families T, M, U, S, I, C, A, D, R, P, L.
pub static RULES: &[&dyn Rule] = &[
    &unintelligible::unexplained_code::UnexplainedCode,
    &unintelligible::decoded_only_by_us::DecodedOnlyByUs,
    &unintelligible::naked_score::NakedScore,
    &unintelligible::opaque_heading::OpaqueHeading,
    &unintelligible::unexplained_flag::UnexplainedFlag,
    &unintelligible::inconsistent_codes::InconsistentCodes,
    &sources::field_group_without_source::FieldGroupWithoutSource,
    &sources::generic_source::GenericSource,
    &sources::undisclosed_broker_product::UndisclosedBrokerProduct,
    &sources::register_council_unnamed::RegisterCouncilUnnamed,
    &sources::canvass_entry_without_context::CanvassEntryWithoutContext,
    &inferred::inference_shown_as_fact::InferenceShownAsFact,
    &inferred::guessed_age::GuessedAge,
    &inferred::area_value_shown_as_personal::AreaValueShownAsPersonal,
    &inferred::political_opinion_score::PoliticalOpinionScore,
    &inferred::guessed_origin_or_religion::GuessedOriginOrReligion,
    &special::recorded_political_opinion::RecordedPoliticalOpinion,
    &special::other_special_category_data::OtherSpecialCategoryData,
    &special::special_category_proxy::SpecialCategoryProxy,
    &special::safety_or_offence_marker::SafetyOrOffenceMarker,
    &special::child_or_attainer_record::ChildOrAttainerRecord,
    &register::email_from_register::EmailFromRegister,
    &register::long_voting_history::LongVotingHistory,
];
