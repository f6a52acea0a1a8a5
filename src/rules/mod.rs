//! The rules: each looks at the profile of a response and pushes findings.
//!
//! One file a rule, in the folder of its family; the registry below is in the order of codes. A
//! rule keeps no state, reads no file, and knows no format and no party.

pub mod accuracy;
pub mod disclosure;
pub mod inferred;
pub mod lawfulness;
mod lists;
pub mod missing;
pub mod papers;
pub mod presentation;
pub mod refusal;
pub mod register;
pub mod sources;
pub mod special;
pub mod suppress;
#[cfg(test)]
mod testing;
pub mod time;
pub mod unintelligible;
pub mod written;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::decode::Decoded;
pub use crate::finding::Audience;
use crate::finding::{Finding, Findings, RuleCode, Severity, Silenced, Standing};
use crate::law::{DecidingDates, Law};
use crate::profile::Profile;
use crate::provenance::{Location, PointId};

impl RuleMeta {
    /// Whether an operator means this rule: by its code, its name, or how its code begins.
    #[must_use]
    pub fn goes_by(&self, named: &str) -> bool {
        let begins = self.code.0.get(..named.len());
        !named.is_empty()
            && (named.eq_ignore_ascii_case(self.name)
                || begins.is_some_and(|begins| begins.eq_ignore_ascii_case(named)))
    }
}

/// A rule.
pub trait Rule: Sync {
    /// What it is.
    fn meta(&self) -> &'static RuleMeta;

    /// For whom its findings are.
    fn audience(&self) -> Audience {
        Audience::Anyone
    }

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

/// The same for what an unread letter or notice may explain or name: then it is a question.
#[must_use]
pub fn gather_unless_said(
    rule: &dyn Rule,
    profile: &Profile<'_>,
    points: &[&Decoded],
) -> Option<Finding> {
    let mut finding = gather(rule, profile, points)?;
    if profile.letter_unread() {
        finding.standing = Standing::Question;
    }
    Some(finding)
}

/// What the rules found, and what was silenced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// The findings, the most serious first.
    pub findings: Vec<Finding>,
    /// What others silenced, by rule.
    pub silenced: Vec<Silenced>,
}

/// Runs every rule, lets findings silence each other, and keeps those of the selected rules: the
/// most serious first, then the firmest, then by code and place, none twice. Only provisions that
/// apply on the dates of this case are named.
#[must_use]
pub fn check_all(profile: &Profile<'_>, selected: &dyn Fn(&RuleMeta) -> bool) -> Checked {
    let mut findings = Findings::default();
    for rule in RULES {
        rule.check(profile, &mut findings);
    }
    let is_selected = |code: RuleCode| by_name(code.0).is_some_and(|rule| selected(rule.meta()));
    let (kept, silenced) = suppress::suppress(findings.into_vec(), profile);
    let mut kept: Vec<Finding> = kept
        .into_iter()
        .filter(|finding| is_selected(finding.rule))
        .collect();
    let dates = papers::deciding_dates(profile);
    for finding in &mut kept {
        finish(finding, profile, &dates);
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
    Checked {
        findings: kept,
        silenced: silenced
            .into_iter()
            .filter(|silenced| is_selected(silenced.rule))
            .collect(),
    }
}

/// The provisions in force, the sentence of law, and the headings in what to ask.
fn finish(finding: &mut Finding, profile: &Profile<'_>, dates: &DecidingDates) {
    let law = Law::embedded();
    let ids: Vec<&str> = finding.provisions.iter().map(String::as_str).collect();
    let applicable = law.applicable(&ids, dates);
    finding.law = law.sentence(finding.rule.0, &applicable, dates.nation);
    finding.provisions = applicable.iter().map(ToString::to_string).collect();
    // What is near a criminal provision is asked, never more.
    if finding.audience == Audience::Adviser {
        finding.standing = Standing::Question;
    }
    if !finding.ask.contains("[field") {
        return;
    }
    let points = finding.data_points.iter();
    let named = headings(points.filter_map(|id| profile.point(*id)));
    let named = if named.is_empty() {
        "these fields".to_owned()
    } else {
        named
    };
    finding.ask = finding
        .ask
        .replace("[fields]", &named)
        .replace("[field]", &named);
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
            law: String::new(),
            ask: self.ask.to_owned(),
            caveat: self.caveat.to_owned(),
            steps: Vec::new(),
            audience: by_name(self.code.0).map_or_else(Audience::default, Rule::audience),
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

/// `a, b and c`, with the last word between the last two.
#[must_use]
pub fn listed(names: &[&str], last: &str) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [head @ .., end] => format!("{} {last} {end}", head.join(", ")),
    }
}

/// The rule of a code or a name, in any case.
#[must_use]
pub fn by_name(wanted: &str) -> Option<&'static dyn Rule> {
    // Findings name their rule by its code as it is written.
    static CODES: LazyLock<HashMap<&str, &'static dyn Rule>> = LazyLock::new(|| {
        RULES
            .iter()
            .map(|rule| (rule.meta().code.0, *rule))
            .collect()
    });
    if let Some(rule) = CODES.get(wanted) {
        return Some(*rule);
    }
    RULES.iter().copied().find(|rule| {
        rule.meta().code.0.eq_ignore_ascii_case(wanted)
            || rule.meta().name.eq_ignore_ascii_case(wanted)
    })
}

/// All rules, in the order of their codes within the families T, M, U, S, I, C, A, D, R, P, L.
pub static RULES: &[&dyn Rule] = &[
    &time::no_response_in_time::NoResponseInTime,
    &time::late_response::LateResponse,
    &time::extension_without_notice::ExtensionWithoutNotice,
    &time::extension_grounds_not_personal::ExtensionGroundsNotPersonal,
    &time::clarification_on_small_record::ClarificationOnSmallRecord,
    &time::late_identity_check::LateIdentityCheck,
    &time::rest_promised_not_sent::RestPromisedNotSent,
    &time::complaint_not_acknowledged::ComplaintNotAcknowledged,
    &time::limitation_watch::LimitationWatch,
    &time::complaint_outcome_outstanding::ComplaintOutcomeOutstanding,
    &missing::no_confirmation::NoConfirmation,
    &missing::no_purposes::NoPurposes,
    &missing::no_categories::NoCategories,
    &missing::no_recipients::NoRecipients,
    &missing::no_retention_period::NoRetentionPeriod,
    &missing::no_rights_statement::NoRightsStatement,
    &missing::no_complaint_routes::NoComplaintRoutes,
    &missing::no_sources_at_all::NoSourcesAtAll,
    &missing::automated_decisions_not_addressed::AutomatedDecisionsNotAddressed,
    &missing::answered_by_general_notice::AnsweredByGeneralNotice,
    &missing::transfers_not_addressed::TransfersNotAddressed,
    &missing::no_lawful_basis_stated::NoLawfulBasisStated,
    &missing::controller_not_identified::ControllerNotIdentified,
    &missing::documented_holding_absent::DocumentedHoldingAbsent,
    &unintelligible::unexplained_code::UnexplainedCode,
    &unintelligible::decoded_only_by_us::DecodedOnlyByUs,
    &unintelligible::naked_score::NakedScore,
    &unintelligible::opaque_heading::OpaqueHeading,
    &unintelligible::unexplained_flag::UnexplainedFlag,
    &unintelligible::not_in_plain_form::NotInPlainForm,
    &unintelligible::summary_instead_of_copy::SummaryInsteadOfCopy,
    &unintelligible::inconsistent_codes::InconsistentCodes,
    &sources::field_group_without_source::FieldGroupWithoutSource,
    &sources::generic_source::GenericSource,
    &sources::undisclosed_broker_product::UndisclosedBrokerProduct,
    &sources::register_council_unnamed::RegisterCouncilUnnamed,
    &sources::canvass_entry_without_context::CanvassEntryWithoutContext,
    &sources::no_notice_at_first_contact::NoNoticeAtFirstContact,
    &sources::source_disputed_by_subject::SourceDisputedBySubject,
    &inferred::inference_shown_as_fact::InferenceShownAsFact,
    &inferred::guessed_age::GuessedAge,
    &inferred::area_value_shown_as_personal::AreaValueShownAsPersonal,
    &inferred::political_opinion_score::PoliticalOpinionScore,
    &inferred::guessed_origin_or_religion::GuessedOriginOrReligion,
    &inferred::stale_model::StaleModel,
    &inferred::model_inputs_withheld::ModelInputsWithheld,
    &special::recorded_political_opinion::RecordedPoliticalOpinion,
    &special::other_special_category_data::OtherSpecialCategoryData,
    &special::special_category_proxy::SpecialCategoryProxy,
    &special::processing_after_para_22_notice::ProcessingAfterPara22Notice,
    &special::safety_or_offence_marker::SafetyOrOffenceMarker,
    &special::child_or_attainer_record::ChildOrAttainerRecord,
    &accuracy::fact_disputed_by_subject::FactDisputedBySubject,
    &accuracy::prediction_disputed_by_subject::PredictionDisputedBySubject,
    &accuracy::fields_contradict_each_other::FieldsContradictEachOther,
    &accuracy::merged_with_another_person::MergedWithAnotherPerson,
    &accuracy::old_address_kept::OldAddressKept,
    &disclosure::recipients_by_category_only::RecipientsByCategoryOnly,
    &disclosure::undisclosed_platform::UndisclosedPlatform,
    &disclosure::social_media_audience::SocialMediaAudience,
    &disclosure::shared_with_allied_bodies::SharedWithAlliedBodies,
    &disclosure::sent_out_for_matching::SentOutForMatching,
    &register::email_from_register::EmailFromRegister,
    &register::register_used_beyond_elections::RegisterUsedBeyondElections,
    &register::broker_data_on_opted_out_elector::BrokerDataOnOptedOutElector,
    &register::register_entitlement_unclear::RegisterEntitlementUnclear,
    &register::long_voting_history::LongVotingHistory,
    &register::register_copy_old_or_abroad::RegisterCopyOldOrAbroad,
    &register::anonymous_entry_exposed::AnonymousEntryExposed,
    &presentation::hidden_content::HiddenContent,
    &presentation::truncated_values::TruncatedValues,
    &presentation::scan_of_electronic_record::ScanOfElectronicRecord,
    &presentation::redaction_without_exemption::RedactionWithoutExemption,
    &presentation::readable_redaction::ReadableRedaction,
    &presentation::columns_others_received::ColumnsOthersReceived,
    &presentation::retyped_values::RetypedValues,
    &presentation::emptied_after_request::EmptiedAfterRequest,
    &presentation::other_peoples_data::OtherPeoplesData,
    &presentation::unreadable_file::UnreadableFile,
    &presentation::corrupted_text_or_dates::CorruptedTextOrDates,
    &refusal::refusal_without_reasons_or_routes::RefusalWithoutReasonsOrRoutes,
    &refusal::excessive_request_asserted::ExcessiveRequestAsserted,
    &refusal::search_limited_without_account::SearchLimitedWithoutAccount,
    &refusal::unsuitable_exemption::UnsuitableExemption,
    &refusal::privilege_over_voter_data::PrivilegeOverVoterData,
    &refusal::third_party_exemption_unbalanced::ThirdPartyExemptionUnbalanced,
    &refusal::nothing_found_despite_signs::NothingFoundDespiteSigns,
    &refusal::letter_contradicted_by_file::LetterContradictedByFile,
    &lawfulness::democratic_engagement_blanket::DemocraticEngagementBlanket,
    &lawfulness::purpose_drift::PurposeDrift,
    &lawfulness::marketing_without_consent_record::MarketingWithoutConsentRecord,
    &lawfulness::objection_not_respected::ObjectionNotRespected,
    &lawfulness::too_many_fields::TooManyFields,
    &lawfulness::recognised_interest_for_campaigning::RecognisedInterestForCampaigning,
    &lawfulness::condition_outside_its_terms::ConditionOutsideItsTerms,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    /// The codes of the rule files under a folder, by their first line: `//! U03, ...`.
    fn codes_of_files(folder: &std::path::Path, codes: &mut Vec<String>) {
        let entries = std::fs::read_dir(folder).expect("the folder of rules is there");
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                codes_of_files(&path, codes);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            if path.extension().is_some_and(|ending| ending == "rs")
                && text.contains("\nimpl Rule for ")
            {
                let code = text.strip_prefix("//! ").and_then(|rest| rest.get(..3));
                codes.push(code.unwrap_or("no code").to_owned());
            }
        }
    }

    #[test]
    fn every_rule_file_is_registered_and_every_code_is_used_once() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        let mut files = Vec::new();
        codes_of_files(&folder, &mut files);
        files.sort();
        let mut registered: Vec<String> = RULES
            .iter()
            .map(|rule| rule.meta().code.to_string())
            .collect();
        registered.sort();
        assert_eq!(files, registered);
        registered.dedup();
        assert_eq!(registered.len(), RULES.len());
    }

    /// The families of the catalogue, each with the number of its rules.
    const CATALOGUE: &[(char, usize)] = &[
        ('T', 10),
        ('M', 14),
        ('U', 8),
        ('S', 7),
        ('I', 7),
        ('C', 6),
        ('A', 5),
        ('D', 5),
        ('R', 7),
        ('P', 11),
        ('X', 8),
        ('L', 7),
    ];

    /// Rules of the catalogue that are not written yet.
    #[rustfmt::skip]
    const MISSING: &[&str] = &[
    ];

    #[test]
    fn every_rule_of_the_catalogue_is_registered_or_listed_as_missing() {
        let of_family = |(family, rules): &(char, usize)| {
            let family = *family;
            (1..=*rules).map(move |number| format!("{family}{number:02}"))
        };
        let catalogue: Vec<String> = CATALOGUE.iter().flat_map(of_family).collect();
        assert_eq!(catalogue.len(), 95);
        let registered = RULES.iter().map(|rule| rule.meta().code.0);
        let mut known: Vec<&str> = registered.chain(MISSING.iter().copied()).collect();
        known.sort_unstable();
        let mut wanted: Vec<&str> = catalogue.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        assert_eq!(known, wanted);
    }

    #[test]
    fn rules_stand_in_the_order_of_their_codes_by_family() {
        let place = |rule: &&dyn Rule| {
            let code = rule.meta().code.0;
            let family = code.chars().next().and_then(|c| "TMUSICADRPXL".find(c));
            (family, code)
        };
        assert!(RULES.iter().map(place).is_sorted());
    }

    #[test]
    fn no_rule_judges_the_controller_and_every_page_has_its_headings() {
        let banned = ["unlawful", "illegal", "breach", "criminal"];
        let headings = [
            "## What it finds",
            "## Why it matters",
            "## Example",
            "## What to ask",
            "## Citations",
        ];
        for rule in RULES {
            let meta = rule.meta();
            let text = [meta.doc, meta.ask, meta.caveat, meta.title]
                .join(" ")
                .to_lowercase();
            for word in banned {
                assert!(!text.contains(word), "{}: {word}", meta.code);
            }
            let places: Vec<Option<usize>> =
                headings.iter().map(|part| meta.doc.find(part)).collect();
            assert!(
                places.iter().all(Option::is_some) && places.is_sorted(),
                "{}",
                meta.code
            );
        }
    }

    #[test]
    fn every_provision_of_a_rule_is_in_the_table() {
        for rule in RULES {
            for id in rule.meta().provisions {
                let known = Law::embedded().provision(id).is_some();
                assert!(known, "{}: {id}", rule.meta().code);
            }
        }
    }

    #[test]
    fn headings_are_named_once_and_the_rest_is_counted() {
        let mut case = Case::new();
        for label in ["A", "A", "B", "C", "D", "E", "F", "G", ""] {
            case.add(label, "1", |_, _| {});
        }
        let profile = case.profile();
        let named = headings(&profile.points);
        assert!(named.ends_with("and 2 more"), "{named}");
    }

    #[test]
    fn the_most_serious_comes_first_and_nothing_twice() {
        use crate::vocabulary::{Category, SpecialCategory};
        let mut case = Case::new();
        case.add("VI", "L", |point, _| {
            point.special = Some(SpecialCategory::PoliticalOpinion);
            point.category = Category::VotingIntention;
        });
        case.add("Health", "uses a wheelchair", |point, _| {
            point.special = Some(SpecialCategory::Health);
        });
        let profile = case.profile();
        let found = check_all(&profile, &|_| true);
        let findings = found.findings.iter();
        let codes: Vec<&str> = findings.map(|finding| finding.rule.0).collect();
        assert_eq!(codes, ["C02", "C01", "M02", "M04", "M05"]);
        let only = check_all(&profile, &|meta| meta.code.0 == "C01");
        assert_eq!(only.findings.len(), 1);
    }
}
