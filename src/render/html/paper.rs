//! A document of headings, paragraphs, lists and tables as a page for a browser, in the dress of the
//! report: one file, no script, nothing loaded from elsewhere.

use std::fmt::Write as _;

use crate::render::docx::block::{Block, Paper, Run, RunStyle, Table};

/// The page.
#[must_use]
pub fn page(paper: &Paper) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>\n{}\n</style>\n</head>\n<body>\n<main>\n",
        escaped(&paper.title),
        super::SHEET
    );
    let mut tables = 0_usize;
    let mut about = paper.title.clone();
    for block in &paper.blocks {
        // Writing to a text does not fail.
        let _ = match block {
            Block::Title(text) => writeln!(page, "<h1>{}</h1>", escaped(text)),
            Block::Heading(level, text) => {
                about.clone_from(text);
                let level = level.saturating_add(1).min(4);
                writeln!(page, "<h{level}>{}</h{level}>", escaped(text))
            }
            Block::Text(runs) => writeln!(page, "<p>{}</p>", self::runs(runs)),
            Block::Notice(text) => writeln!(page, "<p class=\"opening\">{}</p>", escaped(text)),
            Block::Bullets(items) => list(&mut page, "ul", items),
            Block::Numbers(items) => list(&mut page, "ol", items),
            Block::Table(table) => {
                tables = tables.saturating_add(1);
                self::table(&mut page, table, &format!("{about}, table {tables}"))
            }
            Block::NewPage => Ok(()),
        };
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn list(page: &mut String, tag: &str, items: &[Vec<Run>]) -> std::fmt::Result {
    writeln!(page, "<{tag}>")?;
    for item in items {
        writeln!(page, "<li>{}</li>", runs(item))?;
    }
    writeln!(page, "</{tag}>")
}

fn table(page: &mut String, table: &Table, about: &str) -> std::fmt::Result {
    let about = escaped(about);
    write!(
        page,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{about}\">\n<table>\n<thead><tr>"
    )?;
    for head in &table.header {
        write!(page, "<th scope=\"col\">{}</th>", escaped(head))?;
    }
    writeln!(page, "</tr></thead>\n<tbody>")?;
    for row in &table.rows {
        page.push_str("<tr>");
        for (index, cell) in row.iter().enumerate() {
            match index {
                0 => write!(page, "<th scope=\"row\">{}</th>", runs(cell))?,
                _ => write!(page, "<td>{}</td>", runs(cell))?,
            }
        }
        page.push_str("</tr>\n");
    }
    writeln!(page, "</tbody>\n</table>\n</div>")
}

fn runs(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        let said = escaped(&run.text).replace('\n', "<br>");
        match run.style {
            RunStyle::Plain => text.push_str(&said),
            RunStyle::Bold => text.push_str(&format!("<strong>{said}</strong>")),
            RunStyle::Italic => text.push_str(&format!("<em>{said}</em>")),
        }
    }
    text
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let paper = Paper {
            title: "<b>\"x\"".to_owned(),
            shape: crate::render::docx::block::Shape::Upright,
            blocks: vec![
                Block::Heading(1, "<i>".to_owned()),
                Block::Text(vec![Run::bold("<script>alert(1)</script>")]),
                Block::Table(Table {
                    header: vec!["<u>".to_owned()],
                    widths: vec![1],
                    rows: vec![vec![vec![Run::plain("<img src=x>")]]],
                }),
            ],
        };
        let page = page(&paper);
        for markup in ["<b>", "<i>", "<u>", "<script>", "<img"] {
            assert!(!page.contains(markup), "{markup}");
        }
    }
}
