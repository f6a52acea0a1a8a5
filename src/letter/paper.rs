//! A letter in Markdown as a document: what the templates use of the format, and no more.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::render::docx::block::{Block, Paper, Run, RunStyle, Shape, Table};

/// The document of a letter. Its title is that of the first heading.
#[must_use]
pub fn paper(markdown: &str) -> Paper {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    let title = reader.blocks.iter().find_map(|block| match block {
        Block::Heading(1, text) => Some(text.clone()),
        _ => None,
    });
    Paper {
        title: title.unwrap_or_else(|| "Letter".to_owned()),
        shape: Shape::Upright,
        blocks: reader.blocks,
    }
}

/// What has been read so far, and what is being read.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    runs: Vec<Run>,
    bold: u32,
    italic: u32,
    quote: u32,
    /// The lists that are open, innermost last: whether numbered, and their items.
    lists: Vec<(bool, Vec<Vec<Run>>)>,
    table: Option<Table>,
    row: Vec<Vec<Run>>,
    headings: u32,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.say(&text),
            Event::SoftBreak | Event::HardBreak => self.say("\n"),
            Event::Rule => {}
            // Templates hold no HTML, and values are escaped.
            Event::Html(text) | Event::InlineHtml(text) => self.say(&text),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        let style = match (self.bold, self.italic) {
            (0, 0) => RunStyle::Plain,
            (0, _) => RunStyle::Italic,
            _ => RunStyle::Bold,
        };
        match self.runs.last_mut().filter(|run| run.style == style) {
            Some(run) => run.text.push_str(text),
            None => self.runs.push(Run {
                text: text.to_owned(),
                style,
            }),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::BlockQuote(_) => self.quote += 1,
            Tag::List(first) => self.lists.push((first.is_some(), Vec::new())),
            Tag::Table(columns) => {
                self.table = Some(Table {
                    header: Vec::new(),
                    widths: vec![1; columns.len()],
                    rows: Vec::new(),
                });
            }
            Tag::Paragraph if !self.runs.is_empty() => self.say("\n"),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::BlockQuote(_) => self.quote = self.quote.saturating_sub(1),
            TagEnd::Paragraph if self.lists.is_empty() => self.paragraph(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Item => {
                let runs = std::mem::take(&mut self.runs);
                if let Some((_, items)) = self.lists.last_mut() {
                    items.push(runs);
                }
            }
            TagEnd::List(_) => {
                if let Some((numbered, items)) = self.lists.pop() {
                    self.blocks.push(match numbered {
                        true => Block::Numbers(items),
                        false => Block::Bullets(items),
                    });
                }
            }
            TagEnd::TableCell => {
                let runs = std::mem::take(&mut self.runs);
                self.row.push(runs);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.row(tag),
            TagEnd::Table => {
                if let Some(mut table) = self.table.take() {
                    table.widths = widths(&table);
                    self.blocks.push(Block::Table(table));
                }
            }
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        self.blocks.push(match self.quote {
            0 => Block::Text(runs),
            _ => Block::Notice(runs.into_iter().map(|run| run.text).collect()),
        });
    }

    /// Schedules and annexes, the headings of the first level after the first, begin a page.
    fn heading(&mut self, level: HeadingLevel) {
        let runs = std::mem::take(&mut self.runs);
        let text = runs.into_iter().map(|run| run.text).collect();
        let level = match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            _ => 3,
        };
        if level == 1 {
            if self.headings > 0 {
                self.blocks.push(Block::NewPage);
            }
            self.headings += 1;
        }
        self.blocks.push(Block::Heading(level, text));
    }

    fn row(&mut self, tag: TagEnd) {
        let row = std::mem::take(&mut self.row);
        let Some(table) = &mut self.table else {
            return;
        };
        match tag {
            TagEnd::TableHead => {
                table.header = row
                    .into_iter()
                    .map(|runs| runs.into_iter().map(|run| run.text).collect())
                    .collect();
            }
            _ => table.rows.push(row),
        }
    }
}

/// Widths by what the columns hold: room for the longest word of each, and the rest of the page for
/// those that hold more.
fn widths(table: &Table) -> Vec<u32> {
    /// Letters that fit on a line of the page.
    const ROOM: usize = 92;
    /// A word that is longer is broken: a digest, an address.
    const WORD: usize = 15;
    /// A text that is longer takes more lines.
    const TEXT: usize = 56;
    let texts = |column: usize| {
        let head = table.header.get(column).cloned().unwrap_or_default();
        let cells = table.rows.iter().filter_map(move |row| row.get(column));
        let cells = cells.map(|runs| runs.iter().map(|run| run.text.as_str()).collect::<String>());
        std::iter::once(head).chain(cells)
    };
    let word = |text: &str| {
        text.split_whitespace()
            .map(|word| word.chars().count())
            .max()
    };
    let columns: Vec<(usize, usize)> = (0..table.header.len())
        .map(|column| {
            let longest = texts(column).filter_map(|text| word(&text)).max();
            let least = longest.unwrap_or(0).min(WORD) + 2;
            let most = texts(column).map(|text| text.chars().count()).max();
            (least, most.unwrap_or(0).clamp(least, TEXT))
        })
        .collect();
    let least: usize = columns.iter().map(|(least, _)| least).sum();
    let wanted: usize = columns.iter().map(|(least, most)| most - least).sum();
    let spare = ROOM.saturating_sub(least);
    columns
        .iter()
        .map(|(least, most)| least + spare * (most - least) / wanted.max(1))
        .map(|width| u32::try_from(width).unwrap_or(1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_column_keeps_its_words_whole_beside_wide_ones() {
        let long = "words ".repeat(40);
        let text =
            format!("| No. | Place | Reading |\n|---|---|---|\n| D120 | Electoral | {long} |\n");
        let widths = paper(&text)
            .blocks
            .into_iter()
            .find_map(|block| match block {
                Block::Table(table) => Some(table.widths),
                _ => None,
            });
        let widths = widths.unwrap_or_default();
        let all: u32 = widths.iter().sum();
        assert_eq!(widths.len(), 3);
        assert!(widths[0] >= 6 && widths[1] >= 11, "{widths:?}");
        assert!(widths[2] * 2 > all, "{widths:?}");
    }
}
