//! The findings, most serious first: what, where, on what ground, what to ask, where it may be wrong.

use std::io;

use super::{place, quoted_label, quoted_value};
use crate::finding::Severity;
use crate::law::{Law, SourceStatus};
use crate::render::page::{Ink, Page, columns, cut};
use crate::render::{Detail, words};
use crate::report::{FindingLine, Report};

const MARGIN: usize = 10;

pub fn write(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    page.section("Findings, most serious first")?;
    if report.findings.is_empty() {
        page.text(0, Ink::Plain, "None.")?;
    }
    for (number, finding) in report.findings.iter().enumerate() {
        if number > 0 {
            page.gap()?;
        }
        one(report, finding, page)?;
    }
    silenced(report, page)
}

/// How many findings are not raised because others, or the papers, answer for them.
fn silenced(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    let total: usize = report.suppressed.iter().map(|line| line.count).sum();
    if total == 0 {
        return Ok(());
    }
    let each: Vec<String> = report
        .suppressed
        .iter()
        .map(|line| match line.count {
            1 => format!("{} by {}", line.rule, line.by.join(" and ")),
            more => format!("{} by {} ({more})", line.rule, line.by.join(" and ")),
        })
        .collect();
    page.gap()?;
    let text = format!(
        "{} not raised beside a finding or fact that goes before: {}.",
        words::count(total, "finding is", "findings are"),
        each.join(", ")
    );
    page.text(0, Ink::Faint, &text)
}

fn one(report: &Report, finding: &FindingLine, page: &mut Page<'_>) -> io::Result<()> {
    let ink = match finding.severity {
        Severity::Critical | Severity::High => Ink::Alarm,
        Severity::Medium => Ink::Warning,
        Severity::Low | Severity::Info => Ink::Bold,
    };
    let reader = if finding.adviser_only {
        "; for an adviser"
    } else {
        ""
    };
    let head = format!(
        "{}  {} {}  ({}{reader})",
        words::severity(finding.severity),
        finding.rule,
        finding.name,
        words::standing(finding.standing)
    );
    page.text(0, ink, &head)?;
    page.text(2, Ink::Plain, &finding.message)?;
    for step in &finding.steps {
        page.hanging("    -", 6, Ink::Plain, step)?;
    }
    places(report, finding, page)?;
    let others = provisions(finding.provisions.get(1..).unwrap_or_default());
    for (head, text) in [
        ("  Law", finding.law.as_str()),
        ("  See", others.as_str()),
        ("  Ask", finding.ask.as_str()),
        ("  Caveat", finding.caveat.as_str()),
    ] {
        if !text.is_empty() {
            page.hanging(head, MARGIN, Ink::Plain, text)?;
        }
    }
    Ok(())
}

/// The values that a finding is about, or the places that were searched.
fn places(report: &Report, finding: &FindingLine, page: &mut Page<'_>) -> io::Result<()> {
    const SHOWN: usize = 4;
    const INDENT: usize = 4;
    let lines: Vec<(String, String)> = if finding.data_points.is_empty() {
        let places = finding.at.iter().map(|at| place(report, at));
        places.map(|place| (String::new(), place)).collect()
    } else {
        let points = finding.data_points.iter().filter_map(|id| {
            let index = usize::try_from(id.0).ok()?.checked_sub(1)?;
            report.data_points.get(index)
        });
        points
            .map(|point| {
                let quote = format!("{} = {}", quoted_label(point), quoted_value(point));
                (quote, place(report, &point.at))
            })
            .collect()
    };
    let most = match page.detail() {
        Detail::Brief => SHOWN,
        Detail::Full => usize::MAX,
    };
    for (quote, place) in lines.iter().take(most) {
        if quote.is_empty() {
            page.text(INDENT, Ink::Plain, place)?;
            continue;
        }
        let room = page.width().saturating_sub(INDENT + columns(place) + 2);
        let quote = match page.detail() {
            Detail::Brief => cut(quote, room.max(MARGIN)),
            Detail::Full => quote.clone(),
        };
        page.text(INDENT, Ink::Plain, &format!("{quote}  {place}"))?;
    }
    match lines.len().saturating_sub(most) {
        0 => Ok(()),
        more => page.text(INDENT, Ink::Faint, &format!("and {more} more")),
    }
}

/// Provisions by instrument: `UK GDPR Art 12(1) (intelligible communication)`.
pub fn provisions(ids: &[String]) -> String {
    let mut texts: Vec<String> = Vec::new();
    let mut instrument = "";
    for id in ids {
        let Some(provision) = Law::embedded().provision(id) else {
            texts.push(id.clone());
            continue;
        };
        let short = short(&provision.instrument);
        let name = if short == instrument {
            provision.provision.clone()
        } else {
            format!("{short} {}", provision.provision)
        };
        instrument = short;
        let check = match provision.status {
            SourceStatus::Recalled => ", to be checked",
            SourceStatus::Verified | SourceStatus::PartVerified | SourceStatus::Secondary => "",
        };
        texts.push(format!(
            "{name} ({}{check})",
            provision.short_title.to_lowercase()
        ));
    }
    texts.join("; ")
}

/// `UK GDPR (assimilated Regulation ...)` without the brackets at its end; brackets within a name, as in
/// `Regulations (Northern Ireland) 2008`, belong to it.
pub fn short(instrument: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in instrument.char_indices().rev() {
        match c {
            ')' => depth = depth.saturating_add(1),
            '(' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let cut = c == '(' && instrument.ends_with(')');
            let kept = instrument.get(..at).filter(|_| cut);
            return kept.map_or(instrument, str::trim_end);
        }
    }
    instrument
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_at_the_end_of_an_instrument_are_left_out_and_those_within_it_are_not() {
        for (instrument, printed) in [
            ("UK GDPR (assimilated Regulation (EU) 2016/679)", "UK GDPR"),
            (
                "Invented Rules (Northern Ireland) Regulations 2008 (SI 2008/1)",
                "Invented Rules (Northern Ireland) Regulations 2008",
            ),
            ("Data Protection Act 2018", "Data Protection Act 2018"),
        ] {
            assert_eq!(short(instrument), printed);
        }
    }
}
