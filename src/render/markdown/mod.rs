//! `markdown`: the report as text for a note, a ticket or a wiki. What a value holds is shown, never
//! taken for a mark of the format.

pub mod paper;

use std::io::{self, Write};

use crate::error::RenderError;
use crate::render::view::{FindingView, View, view};
use crate::render::{Render, Style};
use crate::report::Report;

/// The report as Markdown.
#[derive(Debug)]
pub struct Markdown;

impl Render for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn holds(&self) -> &'static str {
        "the report as Markdown"
    }

    fn render(
        &self,
        report: &Report,
        _style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        write(&view(report), out)?;
        Ok(())
    }
}

fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Report on {}\n", escaped(&view.case))?;
    if !view.safeguarding.is_empty() {
        writeln!(out, "**{}**\n", view.safeguarding)?;
    }
    writeln!(out, "- Party: {}", escaped(&view.party))?;
    writeln!(out, "- Answer: {}", view.kind)?;
    if !view.time.is_empty() {
        writeln!(out, "- Time: {}", escaped(&view.time))?;
    }
    if !view.masked.is_empty() {
        writeln!(out, "- Masked: {}", escaped(&view.masked))?;
    }
    if !view.accuracy.is_empty() {
        writeln!(out, "- Accuracy: {}", view.accuracy)?;
    }
    writeln!(out, "- Files: {}\n", view.parts.len())?;
    plain(view, out)?;
    writeln!(out, "## Findings, most serious first\n")?;
    if view.findings.is_empty() {
        writeln!(out, "None.\n")?;
    }
    for finding in &view.findings {
        self::finding(finding, out)?;
    }
    values(view, out)?;
    owed(view, out)?;
    files(view, out)
}

fn plain(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "## {}\n\n{}\n",
        view.plain.title,
        escaped(&view.plain.opening)
    )?;
    for section in &view.plain.sections {
        writeln!(out, "### {}\n\n{}\n", section.title, escaped(&section.lead))?;
        for item in &section.items {
            match item.says.as_str() {
                "" => writeln!(out, "- {}", escaped(&item.what))?,
                says => writeln!(out, "- {}: {}", escaped(&item.what), escaped(says))?,
            }
        }
        if section.more > 0 {
            writeln!(out, "- and {} more", section.more)?;
        }
        if !section.items.is_empty() {
            writeln!(out)?;
        }
    }
    Ok(())
}

fn finding(finding: &FindingView, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "### {} {} {} ({}, {})\n\n{}\n",
        finding.id,
        finding.rule,
        finding.name,
        finding.severity,
        finding.standing,
        escaped(&finding.message)
    )?;
    for quote in &finding.quotes {
        writeln!(
            out,
            "- {}: \u{201c}{}\u{201d} = \u{201c}{}\u{201d}, {}",
            quote.id,
            escaped(&quote.label),
            escaped(&quote.value),
            escaped(&quote.place)
        )?;
    }
    for place in &finding.places {
        writeln!(out, "- {}", escaped(place))?;
    }
    writeln!(out)?;
    for (head, text) in [
        ("Law", &finding.law),
        ("Ask", &finding.ask),
        ("May be wrong", &finding.caveat),
    ] {
        if !text.is_empty() {
            writeln!(out, "**{head}:** {}\n", escaped(text))?;
        }
    }
    Ok(())
}

fn values(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Every value\n")?;
    if view.groups.is_empty() {
        return writeln!(out, "No heading with a value was found.\n");
    }
    for group in &view.groups {
        writeln!(out, "### {}\n", escaped(&group.title))?;
        writeln!(
            out,
            "| No. | Place | Heading | Value | What it means | Who explains it | Where it came from |"
        )?;
        writeln!(out, "|---|---|---|---|---|---|---|")?;
        for point in &group.points {
            let mut meaning = escaped(&point.meaning);
            for cite in &point.cites {
                meaning.push_str(&format!(" \\[{cite}\\]"));
            }
            for tag in [point.guess.as_str(), point.special, point.level] {
                if !tag.is_empty() {
                    meaning.push_str(&format!(" ({tag})"));
                }
            }
            let mut value = escaped(&point.value);
            if !point.stored.is_empty() {
                value.push_str(&format!(" (stored as {})", escaped(&point.stored)));
            }
            if point.hidden {
                value.push_str(" (hidden in the file)");
            }
            let mut origin = escaped(&point.origin);
            if !point.source.is_empty() {
                origin.push_str(&format!(" (named: {})", escaped(&point.source)));
            }
            let mut explained = point.explained.to_owned();
            for (text, at) in [
                (&mut explained, &point.explained_at),
                (&mut origin, &point.origin_at),
            ] {
                if !at.is_empty() {
                    text.push_str(&format!(" ({})", escaped(at)));
                }
            }
            writeln!(
                out,
                "| {} | {} | {} | {value} | {meaning} | {explained} | {origin} |",
                point.id,
                escaped(&point.place),
                escaped(&point.label),
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn owed(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## What an answer owes beside the data\n")?;
    writeln!(
        out,
        "| Item | In the papers | Words, or what was searched | Place |"
    )?;
    writeln!(out, "|---|---|---|---|")?;
    for line in &view.checklist {
        writeln!(
            out,
            "| {} | {} | {} | {} |",
            line.item,
            line.status,
            escaped(&line.text),
            escaped(&line.place)
        )?;
    }
    writeln!(out)?;
    if !view.steps.is_empty() {
        writeln!(out, "## How the time was reckoned\n")?;
        for (step, number) in view.steps.iter().zip(1..) {
            writeln!(out, "{number}. {}", escaped(step))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn files(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Files and sources\n")?;
    for part in &view.parts {
        writeln!(
            out,
            "{}. {} ({}, {} bytes, {}), SHA-256 {}",
            part.exhibit,
            escaped(&part.path),
            part.kind,
            part.bytes,
            part.read,
            part.sha256
        )?;
        for oddity in &part.oddities {
            writeln!(out, "   - {}", escaped(oddity))?;
        }
    }
    writeln!(out)?;
    for (cited, number) in view.citations.iter().zip(1..) {
        writeln!(out, "- \\[{number}\\] {}", escaped(cited))?;
    }
    if !view.citations.is_empty() {
        writeln!(out)?;
    }
    let books: Vec<String> = view
        .books
        .iter()
        .map(|book| format!("{} {}", book.id, book.version))
        .collect();
    writeln!(
        out,
        "Made with sar-decode {}, codebooks {}.",
        view.version,
        books.join(", ")
    )?;
    for overlay in &view.overlays {
        writeln!(out, "\n{}.", escaped(overlay))?;
    }
    Ok(())
}

/// Text in which nothing is a mark of Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            // An address in plain text becomes a link in many readers.
            ':' if escaped.ends_with("http") || escaped.ends_with("https") => {
                escaped.push_str("&#58;");
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_never_taken_for_a_mark() {
        assert_eq!(escaped("a|b"), "a\\|b");
        assert_eq!(escaped("<script>"), "&lt;script&gt;");
        assert_eq!(escaped("![x](y)"), "\\!\\[x\\](y)");
        assert_eq!(escaped("https://a.example"), "https&#58;//a.example");
    }
}
