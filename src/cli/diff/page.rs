//! What changed, as a page to read: counts first, then each kind of change, then what still stands.

use std::io::{self, Write};

use sar_decode::diff::{Asked, Before, Change, ChangeKind, Diff, Seen, SideLine, Still};
use sar_decode::render::{Ink, Page, Style};

const MARGIN: usize = 12;

/// Writes the page.
pub fn write(diff: &Diff, out: &mut dyn Write, style: Style) -> io::Result<()> {
    let mut page = Page::new(out, style);
    page.text(0, Ink::Bold, "What changed between two responses")?;
    page.gap()?;
    side("Earlier", &diff.old, &mut page)?;
    side("Later", &diff.new, &mut page)?;
    counts(diff, &mut page)?;
    for still in &diff.still {
        standing(still, &mut page)?;
    }
    for kind in ChangeKind::ALL {
        changes(diff, *kind, &mut page)?;
    }
    findings(diff, &mut page)
}

fn side(head: &str, side: &SideLine, page: &mut Page<'_>) -> io::Result<()> {
    let party = side.party.as_deref().unwrap_or("party not known");
    let files: Vec<&str> = side.parts.iter().map(|part| part.path.as_str()).collect();
    let text = format!(
        "{}, {party}, {} data points: {}",
        side.case,
        side.data_points,
        files.join(", ")
    );
    page.hanging(head, MARGIN, Ink::Plain, &text)
}

fn counts(diff: &Diff, page: &mut Page<'_>) -> io::Result<()> {
    page.gap()?;
    for kind in ChangeKind::ALL {
        if let Some(count) = diff.counts.get(kind.as_str()) {
            page.hanging(&format!("{count:>6}"), 8, Ink::Plain, says(*kind))?;
        }
    }
    page.hanging(
        &format!("{:>6}", diff.unchanged),
        8,
        Ink::Plain,
        "are as they were",
    )
}

fn says(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Appeared => "are in the later response alone",
        ChangeKind::Vanished => "are in the earlier response alone",
        ChangeKind::Emptied => "had a value, and have none",
        ChangeKind::Filled => "had no value, and have one",
        ChangeKind::Changed => "have another value",
        ChangeKind::ReadDifferently => "have the same value, and are read differently",
    }
}

fn title(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Appeared => "In the later response alone",
        ChangeKind::Vanished => "In the earlier response alone",
        ChangeKind::Emptied => "Had a value, and have none",
        ChangeKind::Filled => "Had no value, and have one",
        ChangeKind::Changed => "Have another value",
        ChangeKind::ReadDifferently => "Have the same value, and are read differently",
    }
}

fn changes(diff: &Diff, kind: ChangeKind, page: &mut Page<'_>) -> io::Result<()> {
    let mut of_kind = diff
        .changes
        .iter()
        .filter(|change| change.kind == kind)
        .peekable();
    if of_kind.peek().is_none() {
        return Ok(());
    }
    page.section(title(kind))?;
    for change in of_kind {
        one(change, page)?;
    }
    Ok(())
}

fn one(change: &Change, page: &mut Page<'_>) -> io::Result<()> {
    let person = match change.person {
        0 | 1 => String::new(),
        other => format!(" (person {other})"),
    };
    let before = change.label_before.as_ref();
    let before = before.map_or_else(String::new, |before| {
        format!(", before \u{201c}{before}\u{201d}")
    });
    let title = change.title.as_ref();
    let title = title.map_or_else(String::new, |title| format!(": {title}"));
    let head = format!("\u{201c}{}\u{201d}{before}{person}{title}", change.label);
    page.text(2, Ink::Bold, &head)?;
    for (name, seen) in [("before", &change.old), ("after", &change.new)] {
        if let Some(seen) = seen {
            let text = of_side(seen, change.kind);
            page.hanging(&format!("    {name}"), MARGIN, Ink::Plain, &text)?;
        }
    }
    Ok(())
}

/// A value with its place; what it means where that is what changed.
fn of_side(seen: &Seen, kind: ChangeKind) -> String {
    let value = match (&seen.value, seen.masked) {
        (_, Some(_)) => "(another person\u{2019}s: masked)".to_owned(),
        (Some(value), None) => format!("\u{201c}{value}\u{201d}"),
        (None, None) => "(blank)".to_owned(),
    };
    if kind == ChangeKind::ReadDifferently {
        return format!(
            "{value}  {}: {} ({})",
            seen.place, seen.meaning, seen.status
        );
    }
    format!("{value}  {}", seen.place)
}

fn standing(still: &Still, page: &mut Page<'_>) -> io::Result<()> {
    let what = match still.asked {
        Asked::Objection => "the objection",
        Asked::Erasure => "the request for erasure",
        Asked::StopNotice => "the written notice to stop",
    };
    page.section(&format!("What still stands after {what} of {}", still.day))?;
    if !still.after {
        let received = still.received.as_deref().unwrap_or_default();
        let text = format!(
            "The later response came on {received}, not after that day: it shows nothing about it."
        );
        return page.text(0, Ink::Plain, &text);
    }
    let when = match &still.received {
        Some(received) => format!("The later response came on {received}."),
        None => "The day on which the later response came is not known.".to_owned(),
    };
    let text = format!(
        "{when} Of the kind that this is about, the earlier response holds {} data points and the later one {}.",
        still.held_before, still.held_after
    );
    page.text(0, Ink::Plain, &text)?;
    for point in &still.points {
        let before = match point.before {
            Before::Same => "as before",
            Before::Changed => "with another value than before",
            Before::Nothing => "not in the earlier response by this heading or field",
        };
        let title = point.title.as_ref();
        let title = title.map_or_else(String::new, |title| format!(": {title}"));
        let text = format!(
            "\u{201c}{}\u{201d}{title}, {before}  {}",
            point.label, point.place
        );
        page.hanging("  -", 4, Ink::Plain, &text)?;
    }
    Ok(())
}

fn findings(diff: &Diff, page: &mut Page<'_>) -> io::Result<()> {
    if diff.findings.is_empty() {
        return Ok(());
    }
    page.section("Findings that became more or fewer")?;
    for change in &diff.findings {
        let text = format!(
            "{}: {} before, {} after",
            change.name, change.old, change.new
        );
        page.hanging(&format!("  {}", change.rule), 8, Ink::Plain, &text)?;
    }
    Ok(())
}
