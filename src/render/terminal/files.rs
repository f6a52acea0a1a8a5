//! What could not be read, what is odd about the files, and what the report rests on.

use std::io;

use super::values::Sources;
use crate::document::{OddityKind, ReadState};
use crate::render::page::{Ink, Page};
use crate::render::words::{self, is_loss};
use crate::report::{OddityLine, PartLine, Report};

pub fn write(report: &Report, sources: &Sources, page: &mut Page<'_>) -> io::Result<()> {
    unread(report, page)?;
    oddities(report, page)?;
    if sources.iter().next().is_some() {
        page.section("Published sources, by number")?;
        for (number, citation) in sources.iter() {
            page.hanging(&format!("[{number}]"), 5, Ink::Plain, citation)?;
        }
    }
    settings(report, page)?;
    files(report, page)
}

/// What the operator chose to be otherwise, so that nobody takes silence for soundness.
fn settings(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    let Some(settings) = &report.settings else {
        return Ok(());
    };
    page.section("What was left out, and set otherwise")?;
    if !settings.selected.is_empty() {
        let text = format!(
            "only these rules were to run: {}",
            settings.selected.join(", ")
        );
        page.hanging("-", 2, Ink::Plain, &text)?;
    }
    for ignored in &settings.ignored {
        let found = match ignored.findings {
            0 => "it would have found nothing".to_owned(),
            1 => "1 finding".to_owned(),
            more => format!("{more} findings"),
        };
        let reason = ignored.reason.as_deref().unwrap_or("no reason is given");
        let text = format!("{} is left out ({found}): {reason}", ignored.named);
        page.hanging("-", 2, Ink::Plain, &text)?;
    }
    for line in &settings.thresholds {
        let text = format!(
            "{}: {} is {} {}; by default it is {}",
            line.rule, line.key, line.value, line.unit, line.default
        );
        page.hanging("-", 2, Ink::Plain, &text)?;
    }
    Ok(())
}

fn unread(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    page.section("What could not be read")?;
    let losses = listed(report, is_loss);
    let unread = |part: &&PartLine| part.read != ReadState::Whole;
    if losses.is_empty() && !report.parts.iter().any(|part| unread(&part)) {
        let text = match report.parts.len() {
            0 => "There was no file to read.",
            _ => "Everything was read.",
        };
        return page.text(0, Ink::Plain, text);
    }
    for part in report.parts.iter().filter(unread) {
        if !part.oddities.iter().any(|oddity| is_loss(oddity.kind)) {
            let text = format!("{}: {}", part.path, words::read_state(part.read));
            page.hanging("-", 2, Ink::Plain, &text)?;
        }
    }
    lines(&losses, page)
}

fn oddities(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    let odd = listed(report, |kind| !is_loss(kind));
    if odd.is_empty() {
        return Ok(());
    }
    page.section("What is odd about the files")?;
    lines(&odd, page)
}

fn listed(report: &Report, wanted: impl Fn(OddityKind) -> bool) -> Vec<String> {
    let of_part = |part: &PartLine| -> Vec<String> {
        let odd = part.oddities.iter().filter(|oddity| wanted(oddity.kind));
        odd.map(|oddity| line(report, part, oddity)).collect()
    };
    report.parts.iter().flat_map(of_part).collect()
}

fn line(report: &Report, part: &PartLine, oddity: &OddityLine) -> String {
    let place = words::place(report, part, &oddity.at.place);
    format!("{place}: {}", oddity.text)
}

fn lines(lines: &[String], page: &mut Page<'_>) -> io::Result<()> {
    for line in lines {
        page.hanging("-", 2, Ink::Plain, line)?;
    }
    Ok(())
}

fn files(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    page.section("What this report rests on")?;
    for part in &report.parts {
        let text = format!(
            "{} ({}, {} bytes, {}), SHA-256 {}",
            part.path,
            part.kind.as_str(),
            part.bytes,
            words::read_state(part.read),
            part.sha256
        );
        page.hanging("-", 2, Ink::Plain, &text)?;
    }
    let books: Vec<String> = report
        .made_with
        .codebooks
        .iter()
        .map(|book| format!("{} {}", book.id, book.version))
        .collect();
    let made = format!(
        "sar-decode {}, with the codebooks {}",
        report.made_with.version,
        books.join(", ")
    );
    page.hanging("-", 2, Ink::Plain, &made)?;
    for text in words::overlays(&report.made_with) {
        page.hanging("-", 2, Ink::Plain, &text)?;
    }
    Ok(())
}
