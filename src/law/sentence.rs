//! The one sentence of law of a finding: the leading provision, and the authorities that bear on the
//! rule, each with its weight where the office sits and with how it is known.

use std::sync::PoisonError;

use super::authority::Authority;
use super::provision::{Provision, SourceStatus};
use super::{Law, ProvisionId};
use crate::request::Nation;

/// What a sentence is about: the rule, its provisions in force, and the nation.
pub(super) type Subject = (String, Vec<ProvisionId>, Option<Nation>);

/// How many authorities are named.
const MOST: usize = 3;

/// Where a rule rests on a later sentence of a row than the first: rule, provision, which.
const LATER: &[(&str, &str, usize)] = &[
    ("T03", "gdpr-12A", 1),
    ("T04", "gdpr-12A", 1),
    ("T05", "gdpr-12A", 2),
    ("C04", "dpa-sch1-22", 1),
];

impl Law {
    /// The sentence of law of a rule. The first of the provisions leads; they are those in force on
    /// the day that governs.
    #[must_use]
    pub fn sentence(&self, rule: &str, ids: &[ProvisionId], nation: Option<Nation>) -> String {
        let subject = (rule.to_owned(), ids.to_vec(), nation);
        let mut made = self
            .sentences
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let sentence = made
            .entry(subject)
            .or_insert_with(|| self.written(rule, ids, nation).into());
        sentence.to_string()
    }

    fn written(&self, rule: &str, ids: &[ProvisionId], nation: Option<Nation>) -> String {
        let leading = ids.iter().find_map(|id| self.provision(id.as_str()));
        let mut text = leading.map_or_else(
            || "No provision of the table applies on the dates that are known".to_owned(),
            |row| provision(row, rule),
        );
        let authorities: Vec<String> = self
            .bearing_on(rule)
            .into_iter()
            .map(|row| authority(row, nation))
            .collect();
        if !authorities.is_empty() {
            text.push_str("; compare ");
            text.push_str(&authorities.join(", and "));
        }
        text.push('.');
        text
    }

    /// The authorities named for a rule; where there are none, those for its family.
    fn bearing_on(&self, rule: &str) -> Vec<&Authority> {
        let family = rule.get(..1).unwrap_or(rule);
        let of = |wanted: &str| -> Vec<&Authority> {
            let rows = self.authorities().iter();
            rows.filter(|row| row.uses.iter().any(|used| used == wanted))
                .take(MOST)
                .collect()
        };
        let own = of(rule);
        if own.is_empty() { of(family) } else { own }
    }
}

/// `UK GDPR, Art 12(1) (intelligible communication): any communication ... plain language`.
fn provision(row: &Provision, rule: &str) -> String {
    let instrument = row.instrument.split(" (").next().unwrap_or(&row.instrument);
    let check = check(row.status).map_or_else(String::new, |check| format!(" ({check})"));
    let which = LATER
        .iter()
        .find(|(code, id, _)| *code == rule && *id == row.id.as_str())
        .map_or(0, |(_, _, which)| *which);
    format!(
        "{instrument} {}: {}{check}",
        row.provision,
        sentence(&row.what_it_requires, which)
    )
}

/// `C-487/21 FF v DSB (judgment of the CJEU after 2020: ...)`.
fn authority(row: &Authority, nation: Option<Nation>) -> String {
    let number = row.id.starts_with("C-");
    let name = if number {
        format!("{} {}", row.id, row.name)
    } else {
        row.name.clone()
    };
    let weight = row.weight.tag_in(nation);
    match check(row.status) {
        Some(check) => format!("{name} ({weight}; {check})"),
        None => format!("{name} ({weight})"),
    }
}

/// What a reader is told where a row was not read in its source.
fn check(status: SourceStatus) -> Option<&'static str> {
    match status {
        SourceStatus::Verified => None,
        SourceStatus::PartVerified => Some("detail to be checked before filing"),
        SourceStatus::Secondary => Some("known from a note about it, to be checked before filing"),
        SourceStatus::Recalled => Some("to be checked before filing"),
    }
}

/// A sentence of a text, without its full stop; the first where there are not so many. A full stop
/// ends one where a space and a capital letter follow.
fn sentence(text: &str, which: usize) -> &str {
    let mut sentences: Vec<&str> = Vec::new();
    let mut rest = text;
    let ends = |text: &str| {
        text.match_indices(". ").map(|(at, _)| at).find(|at| {
            let next = text.get(at.saturating_add(2)..).unwrap_or_default();
            next.starts_with(char::is_uppercase)
        })
    };
    while let Some(end) = ends(rest) {
        sentences.extend(rest.get(..end));
        rest = rest.get(end.saturating_add(2)..).unwrap_or_default();
    }
    sentences.push(rest);
    let chosen = sentences.get(which).or(sentences.first());
    chosen.copied().unwrap_or(text).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rule: &str, id: &str, nation: Option<Nation>) -> String {
        let law = Law::embedded();
        let row = law.provision(id).map(|row| row.id.clone());
        law.sentence(rule, &row.into_iter().collect::<Vec<_>>(), nation)
    }

    #[test]
    fn the_leading_provision_says_what_it_requires_and_whether_it_is_to_be_checked() {
        let verified = of("L07", "gdpr-12.1", None);
        assert!(
            verified.starts_with("UK GDPR Art 12(1): Any communication"),
            "{verified}"
        );
        assert!(!verified.contains("to be checked"), "{verified}");
        let recalled = of("L07", "gdpr-9.1", None);
        assert!(
            recalled.ends_with("(to be checked before filing)."),
            "{recalled}"
        );
    }

    #[test]
    fn an_authority_has_its_weight_in_the_nation() {
        let in_nation = |nation| of("D01", "gdpr-15.1.c", nation);
        let unknown = in_nation(None);
        assert!(
            unknown.contains("courts may have regard to it"),
            "{unknown}"
        );
        assert!(unknown.contains("persuasive elsewhere"), "{unknown}");
        let scotland = in_nation(Some(Nation::Scotland));
        assert!(
            scotland.contains("Harrison v Cameron [2024] EWHC 1377 (KB) (persuasive in Scotland"),
            "{scotland}"
        );
        let england = in_nation(Some(Nation::England));
        assert!(
            england.contains("binding on lower courts in England and Wales)"),
            "{england}"
        );
    }

    #[test]
    fn a_family_lends_its_authorities_only_where_a_rule_has_none() {
        assert!(of("U04", "gdpr-12.1", None).contains("Nowak"));
        assert!(!of("U07", "gdpr-15.3", None).contains("Nowak"));
    }

    #[test]
    fn a_sentence_of_the_table_is_cut_at_its_end_and_not_at_an_abbreviation() {
        let text = "Say why, e.g. by a form. More follows.";
        assert_eq!(sentence(text, 0), "Say why, e.g. by a form");
        assert_eq!(sentence(text, 1), "More follows");
        assert_eq!(sentence("One only.", 1), "One only");
    }

    #[test]
    fn a_later_sentence_that_a_rule_rests_on_is_there() {
        for (rule, id, which) in LATER {
            let row = Law::embedded().provision(id);
            let first = row.map(|row| sentence(&row.what_it_requires, 0));
            let later = row.map(|row| sentence(&row.what_it_requires, *which));
            assert!(first.is_some() && first != later, "{rule} {id}");
        }
        assert!(of("T04", "gdpr-12A", None).contains("Two further months"));
    }
}
