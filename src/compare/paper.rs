//! A comparison as a document: the Word form, the page for a browser and the Markdown text are three
//! layouts of it.

use super::{Comparison, Contradiction, Held, Known, Outcome, SharedField, SideLine};
use crate::render::docx::block::{Block, Paper, Run, Shape, Table};
use crate::render::words::{count, level};
use crate::render::{plain, visible, words};

/// What every comparison has to be read with.
pub const CAVEAT: &str = "Parties that hold different things may both have been right on their day. An entry may be old, or about the household or the area and not about you. This page says what stands where. It does not say who is right.";

/// The document of a comparison.
#[must_use]
pub fn paper(comparison: &Comparison) -> Paper {
    let names: Vec<&str> = comparison
        .sides
        .iter()
        .map(|side| side.name.as_str())
        .collect();
    let title = "One person, as each party has them".to_owned();
    let mut blocks = vec![
        Block::Title(title.clone()),
        Block::text(CAVEAT),
        Block::Heading(1, "The answers".to_owned()),
        Block::Table(sides(&comparison.sides)),
        Block::Heading(1, "Where they contradict each other".to_owned()),
    ];
    if let Some(doubt) = comparison.doubt {
        blocks.insert(1, Block::Notice(doubt.to_owned()));
    }
    if comparison.contradictions.is_empty() {
        blocks.push(Block::text(
            "Nothing was found, of what can be compared without guessing: day of birth, age, sex, home, children, household, vote, and support for one party.",
        ));
    }
    for contradiction in &comparison.contradictions {
        blocks.extend(contradicted(contradiction, &names));
    }
    blocks.push(Block::Heading(
        1,
        "The same field, in more than one answer".to_owned(),
    ));
    if comparison.shared_fields.is_empty() {
        blocks.push(Block::text("No field stands in more than one answer."));
    } else {
        blocks.push(Block::Table(fields(&comparison.shared_fields, &names)));
    }
    blocks.push(Block::Heading(1, "How much each holds, by kind".to_owned()));
    blocks.push(Block::Table(kinds(comparison, &names)));
    blocks.push(Block::Heading(1, "Suppliers and platforms".to_owned()));
    if comparison.suppliers.is_empty() {
        blocks.push(Block::text(
            "None is named, and no field fits what one supplies.",
        ));
    } else {
        blocks.push(Block::text(
            "\u{201c}Named\u{201d}: the answer names it. \u{201c}Fits\u{201d}: by published sources a field fits what it supplies, and the answer does not name it.",
        ));
        blocks.push(Block::Table(suppliers(comparison, &names)));
    }
    blocks.push(Block::Heading(1, "Files".to_owned()));
    let files = comparison.sides.iter().flat_map(|side| {
        side.files.iter().map(|file| {
            vec![
                Run::bold(seen(&side.name)),
                Run::plain(format!(": {}, SHA-256 {}", seen(&file.path), file.sha256)),
            ]
        })
    });
    blocks.push(Block::Bullets(files.collect()));
    Paper {
        title,
        shape: Shape::Wide,
        blocks,
    }
}

fn seen(text: &str) -> String {
    visible(text).into_owned()
}

fn sides(sides: &[SideLine]) -> Table {
    let row = |head: &str, text: &dyn Fn(&SideLine) -> String| {
        let cells = sides.iter().map(|side| vec![Run::plain(seen(&text(side)))]);
        std::iter::once(vec![Run::bold(head)])
            .chain(cells)
            .collect()
    };
    let days = |side: &SideLine| match side.days_late {
        None => "not known".to_owned(),
        Some(0) => "in time".to_owned(),
        Some(days) => count(
            usize::try_from(days).unwrap_or(usize::MAX),
            "day late",
            "days late",
        ),
    };
    let names: Vec<&str> = sides.iter().map(|side| side.name.as_str()).collect();
    table(
        "",
        &names,
        vec![
            row("Case", &|side| side.case.clone()),
            row("Answer", &|side| {
                words::response_kind(side.response_kind).to_owned()
            }),
            row("Values about the person", &|side| side.values.to_string()),
            row("Guesses", &|side| side.guesses.to_string()),
            row("Of special sensitivity", &|side| {
                side.special_category.to_string()
            }),
            row("Not explained in the answer", &|side| {
                side.unexplained.to_string()
            }),
            row("With a named source", &|side| {
                side.sources_named.to_string()
            }),
            row("Findings", &|side| side.findings.to_string()),
            row("Time", &days),
        ],
    )
}

/// A table with a column for each response.
fn table(head: &str, names: &[&str], rows: Vec<Vec<Vec<Run>>>) -> Table {
    let head = match head {
        "" => "About",
        head => head,
    };
    Table {
        header: std::iter::once(head)
            .chain(names.iter().copied())
            .map(seen)
            .collect(),
        widths: std::iter::once(3).chain(names.iter().map(|_| 3)).collect(),
        rows,
    }
}

fn contradicted(contradiction: &Contradiction, names: &[&str]) -> [Block; 2] {
    let rows = contradiction.held.iter().map(|held| {
        vec![
            vec![Run::plain(seen(name(names, held.side)))],
            vec![Run::bold(seen(&held.label))],
            vec![Run::plain(seen(&held.value))],
            vec![Run::plain(seen(&held.meaning))],
            vec![Run::plain(basis(held))],
            vec![Run::plain(format!("{} {}", held.id, seen(&held.place)))],
        ]
    });
    let header = [
        "Party",
        "Heading",
        "Value",
        "What it means",
        "How firm",
        "Place",
    ];
    [
        Block::Heading(2, plain::capital(contradiction.about)),
        Block::Table(Table {
            header: header.map(str::to_owned).to_vec(),
            widths: vec![4, 5, 4, 8, 4, 5],
            rows: rows.collect(),
        }),
    ]
}

fn name<'n>(names: &[&'n str], side: usize) -> &'n str {
    side.checked_sub(1)
        .and_then(|index| names.get(index))
        .copied()
        .unwrap_or_default()
}

/// Whether a value is recorded or a guess, and about whom.
fn basis(held: &Held) -> String {
    let guess = match held.inferred {
        true => "a guess",
        false => "recorded as a fact",
    };
    match level(held.level) {
        "" => guess.to_owned(),
        about => format!("{guess}; {about}"),
    }
}

fn fields(fields: &[SharedField], names: &[&str]) -> Table {
    let rows = fields.iter().map(|field| {
        let outcome = match field.outcome {
            Outcome::Differ => "differ",
            Outcome::Same => "the same",
            Outcome::NotCompared => "each in its own way: not compared",
        };
        let cells = (1..=names.len()).map(|side| {
            let own: Vec<String> = field
                .held
                .iter()
                .filter(|held| held.side == side)
                .map(|held| format!("{} ({} {})", seen(&held.value), held.id, seen(&held.place)))
                .collect();
            vec![Run::plain(own.join("\n"))]
        });
        let head = vec![
            Run::bold(seen(&field.title)),
            Run::italic(format!("\n{outcome}")),
        ];
        std::iter::once(head).chain(cells).collect()
    });
    table("Field", names, rows.collect())
}

fn kinds(comparison: &Comparison, names: &[&str]) -> Table {
    let rows = comparison.kinds.iter().map(|line| {
        let cells = line
            .values
            .iter()
            .map(|number| vec![Run::plain(number.to_string())]);
        std::iter::once(vec![Run::bold(plain::category(line.category))])
            .chain(cells)
            .collect()
    });
    table("Kind", names, rows.collect())
}

fn suppliers(comparison: &Comparison, names: &[&str]) -> Table {
    let rows = comparison.suppliers.iter().map(|line| {
        let cells = line.sides.iter().map(|known| {
            vec![Run::plain(match known {
                Some(Known::Named) => "named",
                Some(Known::Fits) => "fits",
                None => "",
            })]
        });
        let mut head = vec![Run::bold(seen(&line.name))];
        if line.shared {
            head.push(Run::italic("\nin more than one answer"));
        }
        std::iter::once(head).chain(cells).collect()
    });
    table("Supplier or platform", names, rows.collect())
}
