//! The page of a rule.

use std::io;

use sar_decode::law::Law;
use sar_decode::render::{Ink, Page};
use sar_decode::rules::RuleMeta;

use super::law::{dates, instrument};

const MARGIN: usize = 12;

pub fn write(meta: &RuleMeta, page: &mut Page<'_>) -> io::Result<()> {
    let head = format!("{} {}: {}", meta.code, meta.name, meta.title);
    page.text(0, Ink::Bold, &head)?;
    page.gap()?;
    let severity = meta.severity.as_str();
    page.hanging("Severity", MARGIN, Ink::Plain, severity)?;
    let standing = format!("{} at most", meta.standing.as_str());
    page.hanging("Standing", MARGIN, Ink::Plain, &standing)?;
    markdown(meta.doc, page)?;
    page.section("Where it may be wrong")?;
    page.text(0, Ink::Plain, meta.caveat)?;
    page.section("Provisions")?;
    for id in meta.provisions {
        provision(id, page)?;
    }
    Ok(())
}

fn provision(id: &str, page: &mut Page<'_>) -> io::Result<()> {
    let text = match Law::embedded().provision(id) {
        Some(row) => format!(
            "{} {}: {} ({id}; {}; {})",
            instrument(row),
            row.provision,
            row.short_title,
            dates(row),
            row.status.as_str()
        ),
        None => id.to_owned(),
    };
    page.hanging("-", 2, Ink::Plain, &text)
}

/// The page that comes with a rule: headings and paragraphs.
fn markdown(doc: &str, page: &mut Page<'_>) -> io::Result<()> {
    for block in doc.split("\n\n").map(str::trim) {
        match block.strip_prefix("## ") {
            _ if block.is_empty() => {}
            Some(heading) => page.section(heading)?,
            None => paragraph(block, page)?,
        }
    }
    Ok(())
}

fn paragraph(block: &str, page: &mut Page<'_>) -> io::Result<()> {
    let is_list = block.lines().all(|line| line.starts_with("- "));
    if !is_list {
        return page.text(0, Ink::Plain, &block.replace('\n', " "));
    }
    for line in block.lines() {
        page.hanging("-", 2, Ink::Plain, line.trim_start_matches("- "))?;
    }
    Ok(())
}
