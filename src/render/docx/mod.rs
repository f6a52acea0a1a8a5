//! `docx`: the report as a Word document: a schedule of the data, an annex of findings, the exhibits
//! that both refer to. What a solicitor puts behind a letter.

pub mod block;
mod write;

use std::io::Write;

use crate::error::RenderError;
use crate::render::view::{FindingView, Group, PointView, View, view};
use crate::render::{Render, Style};
use crate::report::Report;

use block::{Block, Paper, Run, Shape, Table};

pub use write::write;

const NAME: &str = "docx";

/// The report as a Word document.
#[derive(Debug)]
pub struct Docx;

impl Render for Docx {
    fn name(&self) -> &'static str {
        NAME
    }

    fn endings(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn holds(&self) -> &'static str {
        "a Word document: the schedule of the data and the annex of findings"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn render(
        &self,
        report: &Report,
        _style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        let bytes = write(&paper(&view(report))).map_err(|source| RenderError::Form {
            format: NAME,
            source,
        })?;
        out.write_all(&bytes)?;
        Ok(())
    }
}

/// The report as a document.
fn paper(view: &View) -> Paper {
    let mut blocks = vec![
        Block::Title(format!("Report on {}", view.case)),
        facts(view),
        Block::Heading(1, view.plain.title.clone()),
        Block::text(&view.plain.opening),
    ];
    if !view.safeguarding.is_empty() {
        blocks.insert(1, Block::text(view.safeguarding));
    }
    for section in &view.plain.sections {
        blocks.push(Block::Heading(2, section.title.to_owned()));
        blocks.push(Block::text(&section.lead));
        let items: Vec<Vec<Run>> = section
            .items
            .iter()
            .map(|item| match item.says.as_str() {
                "" => vec![Run::plain(&item.what)],
                says => vec![Run::plain(format!("{}: ", item.what)), Run::plain(says)],
            })
            .collect();
        if !items.is_empty() {
            blocks.push(Block::Bullets(items));
        }
        if section.more > 0 {
            blocks.push(Block::text(format!(
                "And {} more, in schedule 1.",
                section.more
            )));
        }
    }
    blocks.push(Block::NewPage);
    schedule(view, &mut blocks);
    blocks.push(Block::NewPage);
    annex(view, &mut blocks);
    owed(view, &mut blocks);
    exhibits(view, &mut blocks);
    Paper {
        title: format!("Report on {}", view.case),
        shape: Shape::Wide,
        blocks,
    }
}

fn facts(view: &View) -> Block {
    let row = |head: &str, text: &str| vec![vec![Run::bold(head)], vec![Run::plain(text)]];
    let findings: Vec<String> = view
        .severities
        .iter()
        .map(|counted| format!("{} {}", counted.number, counted.words))
        .collect();
    let mut rows = vec![row("Party", &view.party), row("Answer", view.kind)];
    if !view.time.is_empty() {
        rows.push(row("Time", &view.time));
    }
    if !view.masked.is_empty() {
        rows.push(row("Masked", &view.masked));
    }
    if !view.accuracy.is_empty() {
        rows.push(row("Accuracy", &view.accuracy));
    }
    rows.push(row("Files", &view.parts.len().to_string()));
    rows.push(row(
        "Findings",
        &match findings.is_empty() {
            true => "none".to_owned(),
            false => findings.join(", "),
        },
    ));
    Block::Table(Table {
        header: vec!["About".to_owned(), "This report".to_owned()],
        widths: vec![1, 5],
        rows,
    })
}

/// Schedule 1: every value, with its place and who explains it.
fn schedule(view: &View, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(
        1,
        "Schedule 1: the data, decoded".to_owned(),
    ));
    if view.groups.is_empty() {
        blocks.push(Block::text("No heading with a value was found."));
        return;
    }
    blocks.push(Block::text(
        "D numbers are those of the report. A number in brackets is that of a published source, listed with the exhibits.",
    ));
    for group in &view.groups {
        blocks.push(Block::Heading(2, group.title.clone()));
        blocks.push(Block::Table(values(group)));
    }
}

fn values(group: &Group) -> Table {
    let header = [
        "No.",
        "Place",
        "Heading",
        "Value",
        "What it means",
        "Who explains it",
        "Where it came from",
    ];
    Table {
        header: header.map(str::to_owned).to_vec(),
        widths: vec![4, 9, 14, 14, 24, 10, 14],
        rows: group.points.iter().map(value).collect(),
    }
}

fn value(point: &PointView) -> Vec<Vec<Run>> {
    let mut heading = vec![Run::bold(&*point.label)];
    if point.has_title() {
        heading.push(Run::plain(format!("\n{}", point.title)));
    }
    let mut value = vec![Run::plain(&*point.value)];
    if !point.stored.is_empty() {
        value.push(Run::italic(format!("\nstored as {}", point.stored)));
    }
    if point.hidden {
        value.push(Run::italic("\nhidden in the file"));
    }
    let cites: String = point.cites.iter().map(|n| format!(" [{n}]")).collect();
    let mut meaning = vec![Run::plain(format!("{}{cites}", point.meaning))];
    for tag in [point.guess.as_str(), point.special, point.level] {
        if !tag.is_empty() {
            meaning.push(Run::italic(format!("\n{tag}")));
        }
    }
    let mut origin = vec![Run::plain(&point.origin)];
    if !point.source.is_empty() {
        let line = if point.origin.is_empty() { "" } else { "\n" };
        origin.push(Run::plain(format!("{line}named: {}", point.source)));
    }
    if !point.origin_at.is_empty() {
        origin.push(Run::italic(format!("\n{}", point.origin_at)));
    }
    let mut explained = vec![Run::plain(point.explained)];
    if !point.explained_at.is_empty() {
        explained.push(Run::italic(format!("\n{}", point.explained_at)));
    }
    vec![
        vec![Run::plain(&*point.id)],
        vec![Run::plain(&*point.place)],
        heading,
        value,
        meaning,
        explained,
        origin,
    ]
}

/// Annex: the findings, numbered, each with its places.
fn annex(view: &View, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(1, "Annex: findings".to_owned()));
    blocks.push(Block::text(
        "A finding is no verdict. It says what the papers show, what the law asks for, what to ask next, and where it may be wrong.",
    ));
    if view.findings.is_empty() {
        blocks.push(Block::text("None."));
    }
    for finding in &view.findings {
        self::finding(finding, blocks);
    }
}

fn finding(finding: &FindingView, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(
        2,
        format!("{}  {} {}", finding.id, finding.rule, finding.name),
    ));
    blocks.push(Block::Text(vec![
        Run::bold(finding.severity.to_uppercase()),
        Run::plain(format!(", {}", finding.standing)),
    ]));
    blocks.push(Block::text(&finding.message));
    if !finding.quotes.is_empty() {
        blocks.push(Block::Table(Table {
            header: ["No.", "Heading", "Value", "Place"]
                .map(str::to_owned)
                .to_vec(),
            widths: vec![1, 4, 5, 4],
            rows: finding
                .quotes
                .iter()
                .map(|quote| {
                    [&quote.id, &quote.label, &quote.value, &quote.place]
                        .map(|text| vec![Run::plain(&**text)])
                        .to_vec()
                })
                .collect(),
        }));
    }
    if !finding.places.is_empty() {
        let places = finding.places.iter().map(|place| vec![Run::plain(place)]);
        blocks.push(Block::Bullets(places.collect()));
    }
    for (head, text) in [
        ("Law: ", &finding.law),
        ("Ask: ", &finding.ask),
        ("May be wrong: ", &finding.caveat),
    ] {
        if !text.is_empty() {
            blocks.push(Block::Text(vec![Run::bold(head), Run::plain(text)]));
        }
    }
}

fn owed(view: &View, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(
        1,
        "What an answer owes beside the data".to_owned(),
    ));
    blocks.push(Block::Table(Table {
        header: [
            "Item",
            "In the papers",
            "Words, or what was searched",
            "Place",
        ]
        .map(str::to_owned)
        .to_vec(),
        widths: vec![4, 2, 7, 3],
        rows: view
            .checklist
            .iter()
            .map(|line| {
                [
                    line.item.as_str(),
                    line.status,
                    line.text.as_str(),
                    line.place.as_str(),
                ]
                .map(|text| vec![Run::plain(text)])
                .to_vec()
            })
            .collect(),
    }));
    if !view.steps.is_empty() {
        blocks.push(Block::Heading(1, "How the time was reckoned".to_owned()));
        let steps = view.steps.iter().map(|step| vec![Run::plain(step)]);
        blocks.push(Block::Numbers(steps.collect()));
    }
}

/// The files, with their digests, and the sources that the schedule refers to.
fn exhibits(view: &View, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(
        1,
        "Exhibits: the files as received".to_owned(),
    ));
    blocks.push(Block::Table(Table {
        header: ["Exhibit", "File", "Kind", "Bytes", "Read", "SHA-256"]
            .map(str::to_owned)
            .to_vec(),
        widths: vec![2, 6, 2, 2, 2, 7],
        rows: view
            .parts
            .iter()
            .map(|part| {
                let mut file = vec![Run::plain(&part.path)];
                for oddity in &part.oddities {
                    file.push(Run::italic(format!("\n{oddity}")));
                }
                vec![
                    vec![Run::plain(part.exhibit.to_string())],
                    file,
                    vec![Run::plain(part.kind)],
                    vec![Run::plain(part.bytes.to_string())],
                    vec![Run::plain(part.read)],
                    vec![Run::plain(&part.sha256)],
                ]
            })
            .collect(),
    }));
    if !view.citations.is_empty() {
        blocks.push(Block::Heading(1, "Published sources".to_owned()));
        let cited = view.citations.iter().map(|cited| vec![Run::plain(cited)]);
        blocks.push(Block::Numbers(cited.collect()));
    }
    blocks.push(Block::Heading(1, "Made with".to_owned()));
    let books: Vec<Vec<Run>> = view
        .books
        .iter()
        .map(|book| {
            vec![Run::plain(format!(
                "{} {}, SHA-256 {}",
                book.id, book.version, book.sha256
            ))]
        })
        .collect();
    blocks.push(Block::text(format!(
        "sar-decode {}, with these codebooks:",
        view.version
    )));
    blocks.push(Block::Bullets(books));
    let overlays = view.overlays.iter();
    blocks.extend(overlays.map(|overlay| Block::text(format!("{overlay}."))));
}
