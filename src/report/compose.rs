//! Makes the report from the profile and the findings.

use std::collections::BTreeMap;

use crate::codebook::Used;
use crate::decode::Decoded;
use crate::document::{Document, Part};
use crate::finding::{Audience, Finding, Silenced};
use crate::profile::{Accuracy, Profile};
use crate::provenance::Location;
use crate::report::{
    Case, DataPoint, FindingLine, MadeWith, MeaningLine, OddityLine, PartLine, PartyBasis,
    PartyEvidence, Privacy, Report, SCHEMA_ID, SettingsLine, Summary, TimelineLine,
};
use crate::report::{redact, safeguard};

/// Whether values of other people than the first are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum OtherPeople {
    /// They are masked.
    #[default]
    Masked,
    /// They are shown: the operator asked for it.
    Shown,
}

/// What the report says besides profile and findings.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The name of the case.
    pub case_id: String,
    /// How the party is known.
    pub party_basis: PartyBasis,
    /// What points to it.
    pub party_evidence: Vec<PartyEvidence>,
    /// Other people's values.
    pub others: OtherPeople,
    /// The clock.
    pub timeline: Option<TimelineLine>,
    /// How right the profile is, where the person says what is true.
    pub accuracy: Option<Accuracy>,
    /// What the operator chose.
    pub settings: Option<SettingsLine>,
    /// Whether it shows what tells who the person is.
    pub privacy: Privacy,
}

/// Makes the report.
#[must_use]
pub fn compose(
    profile: &Profile<'_>,
    findings: Vec<Finding>,
    suppressed: Vec<Silenced>,
    frame: Frame,
) -> Report {
    let data_points: Vec<DataPoint> = profile
        .points
        .iter()
        .map(|point| data_point(profile.document, point, frame.others))
        .collect();
    let findings: Vec<FindingLine> = findings
        .into_iter()
        .enumerate()
        .map(|(n, finding)| finding_line(n, finding))
        .collect();
    let mut report = Report {
        schema: SCHEMA_ID,
        safeguarding: None,
        redaction: None,
        made_with: MadeWith {
            version: env!("CARGO_PKG_VERSION"),
            codebooks: used(profile),
            replaced: profile.books.replaced().to_vec(),
            unmatched: profile.books.unmatched(),
        },
        case: Case {
            id: frame.case_id,
            party: profile.party.clone(),
            party_name: profile
                .party_book()
                .and_then(|book| book.party.as_ref())
                .map(|party| party.name.clone()),
            party_basis: frame.party_basis,
            party_evidence: frame.party_evidence,
            response_kind: profile.response_kind,
        },
        parts: profile.document.parts.iter().map(part_line).collect(),
        summary: summary(profile, &findings, frame.accuracy),
        data_points,
        findings,
        suppressed,
        checklist: super::checklist::checklist(profile),
        timeline: frame.timeline,
        settings: frame.settings,
    };
    if profile.request.anonymous {
        safeguard::leave_out_addresses(&mut report);
    }
    redact::redact(&mut report, profile, &frame.privacy);
    report
}

/// The books that decoded anything, and those that are always consulted.
fn used(profile: &Profile<'_>) -> Vec<Used> {
    let mut ids: Vec<&str> = vec!["common"];
    ids.extend(profile.party.iter().map(|party| party.0.as_str()));
    for point in &profile.points {
        let book = point
            .field
            .as_ref()
            .and_then(|field| field.0.split('/').next());
        ids.extend(book);
    }
    ids.sort_unstable();
    ids.dedup();
    profile.books.used(&ids)
}

/// What stands in place of a value about another person.
pub const MASK: &str = "\u{2022}\u{2022}\u{2022}";

fn data_point(document: &Document, point: &Decoded, others: OtherPeople) -> DataPoint {
    let masked = point.person > 1 && others == OtherPeople::Masked && point.value.is_some();
    DataPoint {
        id: point.id,
        person: point.person,
        label: point.label.clone(),
        value: if masked {
            Some(MASK.to_owned())
        } else {
            point.value.clone()
        },
        stored: if masked { None } else { point.stored.clone() },
        at: point.at.clone(),
        label_at: point.label_at.clone(),
        field: point.field.clone(),
        title: point.title.clone(),
        category: point.category,
        meaning: MeaningLine {
            status: point.meaning.status,
            basis: point.meaning.basis,
            // A decoded value is the value in other words.
            text: if masked {
                "Masked: it is about another person.".to_owned()
            } else {
                point.meaning.text.clone()
            },
            readings: if masked {
                Vec::new()
            } else {
                point.meaning.readings.clone()
            },
            scale: point.meaning.scale.clone(),
            citation: point.meaning.citation.clone(),
            said_at: point.meaning.said_at.clone(),
        },
        origin: point.origin,
        origin_basis: point.origin_basis,
        origin_at: point.origin_at.clone(),
        source_named: point.source_named.clone(),
        inferred: point.inferred,
        inferred_from: point.inferred_from.clone(),
        special_category: point.special,
        level: point.level,
        reading: point.reading.clone(),
        hidden: point.hidden,
        masked: masked.then_some("another-person"),
        read_by_ocr: read_by_ocr(document, &point.at),
    }
}

/// Whether a program read it in a picture.
fn read_by_ocr(document: &Document, at: &Location) -> bool {
    let mut parts = document.parts.iter();
    let part = parts.find(|part| part.id == at.part);
    part.is_some_and(|part| part.is_read_by_ocr(&at.place))
}

fn finding_line(n: usize, finding: Finding) -> FindingLine {
    FindingLine {
        id: format!("F{}", n + 1),
        rule: finding.rule,
        name: finding.name,
        severity: finding.severity,
        standing: finding.standing,
        message: finding.message,
        data_points: finding.data_points,
        at: finding.at,
        provisions: finding.provisions,
        law: finding.law,
        ask: finding.ask,
        caveat: finding.caveat,
        steps: finding.steps,
        adviser_only: finding.audience == Audience::Adviser,
    }
}

fn part_line(part: &Part) -> PartLine {
    PartLine {
        id: part.id,
        path: part.path.clone(),
        sha256: part.sha256.clone(),
        bytes: part.bytes,
        kind: part.kind,
        parent: part.parent,
        read: part.read,
        oddities: part
            .oddities
            .iter()
            .map(|oddity| OddityLine {
                kind: oddity.kind,
                at: oddity.at.clone(),
                text: oddity.text.clone(),
            })
            .collect(),
    }
}

fn summary(profile: &Profile<'_>, findings: &[FindingLine], accuracy: Option<Accuracy>) -> Summary {
    let mut by_status: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut by_origin: BTreeMap<&'static str, usize> = BTreeMap::new();
    for point in &profile.points {
        *by_status.entry(point.meaning.status.as_str()).or_default() += 1;
        *by_origin.entry(point.origin.as_str()).or_default() += 1;
    }
    let mut by_severity: BTreeMap<&'static str, usize> = BTreeMap::new();
    for finding in findings {
        *by_severity.entry(finding.severity.as_str()).or_default() += 1;
    }
    let held = || profile.held();
    Summary {
        data_points: profile.points.len(),
        by_status,
        by_origin,
        inferred: held().filter(|point| point.inferred).count(),
        special_category: held().filter(|point| point.special.is_some()).count(),
        sources_named: held().filter(|point| point.source_named.is_some()).count(),
        findings: by_severity,
        people: profile.people.count,
        accuracy,
    }
}
