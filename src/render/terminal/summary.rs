//! The first screen: whose response, how much is in it, who can read it, what was found.

use std::collections::BTreeMap;
use std::io;

use super::place;
use crate::finding::Severity;
use crate::render::page::{Ink, Page};
use crate::render::words::{self, Reader, count};
use crate::report::{PartyBasis, Report, TimelineLine};

const MARGIN: usize = 14;

pub fn write(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    page.text(0, Ink::Bold, &format!("Report on {}", report.case.id))?;
    if let Some(banner) = report.safeguarding {
        page.gap()?;
        page.text(0, Ink::Alarm, banner)?;
    }
    page.gap()?;
    page.hanging("Party", MARGIN, Ink::Plain, &party(report))?;
    let kind = words::response_kind(report.case.response_kind);
    page.hanging("Response", MARGIN, Ink::Plain, kind)?;
    page.hanging("Files", MARGIN, Ink::Plain, &files(report))?;
    if report.summary.people > 1 {
        let people = format!(
            "{}; the values of all but the first are masked unless --show-others is given",
            report.summary.people
        );
        page.hanging("People", MARGIN, Ink::Plain, &people)?;
    }
    if let Some(timeline) = &report.timeline {
        page.hanging("Time", MARGIN, Ink::Plain, &time(timeline))?;
    }
    page.hanging("Findings", MARGIN, Ink::Plain, &findings(report))?;
    if let Some(redaction) = &report.redaction {
        page.hanging("Masked", MARGIN, Ink::Plain, &words::redaction(redaction))?;
    }
    if let Some(accuracy) = &report.summary.accuracy {
        page.hanging("Accuracy", MARGIN, Ink::Plain, &words::accuracy(accuracy))?;
    }
    // A letter has no values to count; the section on values says so.
    if report.data_points.is_empty() {
        return Ok(());
    }
    readers(report, page)?;
    kinds(report, page)
}

fn party(report: &Report) -> String {
    let Some(party) = &report.case.party else {
        return "not known; name it with --party, and more can be read".to_owned();
    };
    let name = report.case.party_name.as_deref().unwrap_or(&party.0);
    match report.case.party_basis {
        PartyBasis::Given => {
            let signs = &report.case.party_evidence;
            let confirmed = signs.iter().any(|sign| sign.party == *party);
            match signs.iter().find(|sign| sign.party != *party) {
                Some(other) if !confirmed => format!(
                    "{name}, as you said; but the response shows \u{201c}{}\u{201d} ({}), which points to {}: \
                     check it, for codes are read as {name}\u{2019}s",
                    other.seen,
                    place(report, &other.at),
                    other.party,
                ),
                _ => format!("{name}, as you said"),
            }
        }
        PartyBasis::None => name.to_owned(),
        PartyBasis::Detected => {
            let mut signs = report.case.party_evidence.iter();
            match signs.find(|sign| sign.party == *party) {
                Some(sign) => format!(
                    "{name}, told by \u{201c}{}\u{201d} ({})",
                    sign.seen,
                    place(report, &sign.at)
                ),
                None => format!("{name}, told by the response"),
            }
        }
    }
}

fn files(report: &Report) -> String {
    const NAMED: usize = 3;
    let names: Vec<&str> = report.parts.iter().map(|part| part.path.as_str()).collect();
    let unread = report
        .parts
        .iter()
        .filter(|part| part.read != crate::document::ReadState::Whole)
        .count();
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let shown: Vec<&str> = names.iter().take(NAMED).copied().collect();
    let lost = match unread {
        0 => String::new(),
        unread => format!("; {unread} not read, or not wholly: see below"),
    };
    match names.as_slice() {
        [] => "none".to_owned(),
        names => format!("{}: {}{more}{lost}", names.len(), shown.join(", ")),
    }
}

fn time(timeline: &TimelineLine) -> String {
    let due = timeline.due.as_deref().unwrap_or("not reckoned");
    let came = match (&timeline.received, timeline.days_late) {
        (Some(received), Some(late)) if late > 0 => {
            let days = count(usize::try_from(late).unwrap_or(0), "day", "days");
            format!("; it came on {received}, {days} after that")
        }
        (Some(received), _) => format!("; it came on {received}"),
        (None, _) => String::new(),
    };
    format!("due on {due}{came}")
}

fn findings(report: &Report) -> String {
    let by_severity: Vec<String> = Severity::ALL
        .iter()
        .rev()
        .filter_map(|severity| {
            let number = report.summary.findings.get(severity.as_str())?;
            Some(format!("{number} {}", severity.as_str()))
        })
        .collect();
    match by_severity.as_slice() {
        [] => "none".to_owned(),
        some => some.join(", "),
    }
}

fn readers(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    let mut counts: BTreeMap<Reader, usize> = BTreeMap::new();
    for point in &report.data_points {
        *counts.entry(Reader::of(&point.meaning)).or_default() += 1;
    }
    let all = count(
        report.data_points.len(),
        "heading with its value. Who can read it?",
        "headings with their values. Who can read them?",
    );
    page.section(&all)?;
    for reader in Reader::ALL {
        let number = counts.get(&reader).copied().unwrap_or(0);
        if number > 0 || reader.always_counted() {
            counted(number, reader.counted(), page)?;
        }
    }
    Ok(())
}

fn kinds(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    page.gap()?;
    counted(
        report.summary.inferred,
        "are guesses: calculated, or inferred from something else",
        page,
    )?;
    let mut special: BTreeMap<&str, usize> = BTreeMap::new();
    for point in &report.data_points {
        let held = !matches!(Reader::of(&point.meaning), Reader::Blank | Reader::NoValue);
        if let Some(kind) = point.special_category.filter(|_| held) {
            *special.entry(words::special(kind)).or_default() += 1;
        }
    }
    let special: Vec<String> = special
        .iter()
        .map(|(kind, number)| format!("{kind} {number}"))
        .collect();
    let text = match special.as_slice() {
        [] => "say something of special sensitivity (Article 9)".to_owned(),
        some => format!(
            "say something of special sensitivity (Article 9): {}",
            some.join(", ")
        ),
    };
    counted(report.summary.special_category, &text, page)?;
    counted(
        report.summary.sources_named,
        "have a source that the response names",
        page,
    )
}

fn counted(number: usize, text: &str, page: &mut Page<'_>) -> io::Result<()> {
    const WIDE: usize = 6;
    page.hanging(&format!("{number:>WIDE$}"), WIDE + 2, Ink::Plain, text)
}
