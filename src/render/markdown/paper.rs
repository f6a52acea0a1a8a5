//! A document of headings, paragraphs, lists and tables as Markdown.

use super::escaped;
use crate::render::docx::block::{Block, Paper, Run, RunStyle, Table};

/// The text.
#[must_use]
pub fn text(paper: &Paper) -> String {
    let mut text = String::new();
    for block in &paper.blocks {
        let written = match block {
            Block::Title(title) => format!("# {}\n", escaped(title)),
            Block::Heading(level, title) => {
                let marks = "#".repeat(usize::from(level.saturating_add(1)));
                format!("{marks} {}\n", escaped(title))
            }
            Block::Text(said) => format!("{}\n", runs(said, " ")),
            Block::Notice(said) => format!("> {}\n", escaped(said)),
            Block::Bullets(items) => list(items, |_| "-".to_owned()),
            Block::Numbers(items) => list(items, |number| format!("{number}.")),
            Block::Table(table) => self::table(table),
            Block::NewPage => continue,
        };
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&written);
    }
    text
}

fn list(items: &[Vec<Run>], mark: impl Fn(usize) -> String) -> String {
    let lines = items.iter().zip(1..);
    lines
        .map(|(item, number)| format!("{} {}\n", mark(number), runs(item, " ")))
        .collect()
}

fn table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = row(table.header.iter().map(|head| escaped(head)).collect());
    text.push_str(&row(table
        .header
        .iter()
        .map(|_| "---".to_owned())
        .collect()));
    for cells in &table.rows {
        text.push_str(&row(cells.iter().map(|cell| runs(cell, "<br>")).collect()));
    }
    text
}

/// Runs of text on one line.
fn runs(runs: &[Run], line_break: &str) -> String {
    let mut text = String::new();
    for run in runs {
        for (number, line) in run.text.split('\n').enumerate() {
            if number > 0 {
                text.push_str(line_break);
            }
            if line.is_empty() {
                continue;
            }
            let said = escaped(line);
            text.push_str(&match run.style {
                RunStyle::Plain => said,
                RunStyle::Bold => format!("**{said}**"),
                RunStyle::Italic => format!("*{said}*"),
            });
        }
    }
    text
}
