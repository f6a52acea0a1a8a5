//! What an answer owes beside the data, and what of it was found; the reckoning of time.

use std::io;

use super::place;
use crate::render::page::{Ink, Page, cut};
use crate::render::{Detail, words};
use crate::report::{ChecklistLine, ItemStatus, Report};

const MARGIN: usize = 17;

pub fn write(report: &Report, page: &mut Page<'_>) -> io::Result<()> {
    page.section("What an answer owes beside the data (Article 15)")?;
    for line in &report.checklist {
        let head = words::item_status(line.status);
        page.hanging(head, MARGIN, Ink::Plain, &item(report, line, page.detail()))?;
    }
    match &report.timeline {
        Some(timeline) if !timeline.steps.is_empty() => {
            page.section("How the time was reckoned")?;
            for step in &timeline.steps {
                page.hanging("-", 2, Ink::Plain, step)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The item, and the words that state it where they do.
fn item(report: &Report, line: &ChecklistLine, detail: Detail) -> String {
    const LONGEST: usize = 120;
    let item = words::item(line.item);
    match (line.status, line.at.first()) {
        (ItemStatus::NotFound | ItemStatus::NotApplicable, _) | (_, None) => item.to_owned(),
        (_, Some(at)) => {
            let text = match detail {
                Detail::Brief => cut(&line.text, LONGEST),
                Detail::Full => line.text.clone(),
            };
            format!("{item}: {text} ({})", place(report, at))
        }
    }
}
