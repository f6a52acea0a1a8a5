//! How a response was read, as a page.

use std::io;

use sar_decode::recognise::wording::Reading;
use sar_decode::render::{Ink, Page};

use super::view::{HeadingView, PartView, RegionView, TableView, View};

pub fn write(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let party = view.party.as_ref().map_or_else(
        || "No party is known: headings were read without one.".to_owned(),
        |party| format!("Read in the scope of {party}."),
    );
    page.text(0, Ink::Plain, &party)?;
    for part in &view.parts {
        one(part, page)?;
    }
    Ok(())
}

fn one(part: &PartView<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let read = sar_decode::render::words::read_state(part.read);
    let head = format!("{} ({}, {read})", part.path, part.kind.as_str());
    page.section(&head)?;
    for property in &part.properties {
        let text = format!("{}: \u{201c}{}\u{201d}", property.name, property.value);
        page.text(0, Ink::Plain, &text)?;
    }
    for oddity in &part.oddities {
        let text = format!("{}, {}: {}", oddity.kind, oddity.at.place, oddity.text);
        page.hanging("!", 2, Ink::Plain, &text)?;
    }
    if part.lines_of_text > 0 {
        let text = format!("{} lines of running text", part.lines_of_text);
        page.text(0, Ink::Plain, &text)?;
    }
    for table in &part.tables {
        self::table(table, page)?;
    }
    Ok(())
}

fn table(table: &TableView<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let name = table.sheet.map_or_else(
        || "Table".to_owned(),
        |sheet| format!("Sheet \u{201c}{sheet}\u{201d}"),
    );
    let hidden = if table.hidden { ", hidden" } else { "" };
    page.gap()?;
    let head = format!("{name}, {} cells{hidden}", table.cells);
    page.text(0, Ink::Bold, &head)?;
    if let Some(found) = &table.found {
        let by = match found.by {
            "ruled" => "by the lines around its cells",
            "half-ruled" => "by the lines between its rows and how its text is aligned",
            _ => "by how its text is aligned",
        };
        page.text(0, Ink::Faint, &format!("found {by}, {} % sure", found.sure))?;
    }
    for region in &table.regions {
        self::region(region, page)?;
    }
    Ok(())
}

fn region(region: &RegionView<'_>, page: &mut Page<'_>) -> io::Result<()> {
    const INDENT: usize = 2;
    let rows = match (region.first_row, region.last_row) {
        (first, last) if first == last => format!("Row {first}"),
        (first, last) => format!("Rows {first} to {last}"),
    };
    let read_as = match region.read_as {
        "records" => format!("{} records below their headings", region.count),
        "pairs" => format!("{} headings beside their values", region.count),
        "key" => format!("a key with {} entries", region.count),
        _ => format!("{} notes", region.count),
    };
    page.text(INDENT, Ink::Plain, &format!("{rows}: {read_as}"))?;
    page.text(INDENT * 2, Ink::Faint, &format!("because {}", region.why))?;
    if let Some(second) = region.runner_up {
        page.text(INDENT * 2, Ink::Faint, &format!("second best: {second}"))?;
    }
    for heading in &region.headings {
        self::heading(heading, page)?;
    }
    Ok(())
}

fn heading(heading: &HeadingView<'_>, page: &mut Page<'_>) -> io::Result<()> {
    const INDENT: usize = 4;
    let sure = format!("{:.0} % sure", heading.confidence * 100.0);
    let what = match (heading.title, heading.field) {
        (Some(title), Some(field)) => format!("{title} ({field}; {sure})"),
        (Some(title), None) => format!("probably {title} ({sure})"),
        (None, _) => "not recognised".to_owned(),
    };
    let text = format!(
        "{} \u{201c}{}\u{201d}: {what}; {}",
        heading.at.place, heading.text, heading.why
    );
    page.hanging("    -", INDENT + 2, Ink::Plain, &text)?;
    match heading.reading {
        Some(reading) => self::reading(reading, page),
        None => Ok(()),
    }
}

/// What the words of a heading say, and what they might say instead.
fn reading(reading: &Reading, page: &mut Page<'_>) -> io::Result<()> {
    const INDENT: usize = 8;
    page.text(INDENT, Ink::Faint, &reading.sentence())?;
    for rival in &reading.rivals {
        let text = format!(
            "or {} ({:.0} % sure): {}",
            rival.title,
            rival.confidence * 100.0,
            rival.why
        );
        page.text(INDENT, Ink::Faint, &text)?;
    }
    Ok(())
}
