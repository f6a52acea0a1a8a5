//! The pages of papers, drawn with the tables that were found on them, for a browser. Nothing in
//! the drawing is fetched or run.

use std::collections::BTreeMap;
use std::io::{self, Write};

use sar_decode::document::{Document, Frame, Part, Table};
use sar_decode::provenance::{PageNo, Place};

/// The least size of a page, in points: A4.
const PAGE: (f64, f64) = (595.0, 842.0);
/// The room left around what is drawn, in points.
const MARGIN: f64 = 20.0;

const HEAD: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
<title>How the pages were read</title>\n<style>\n\
body{font:14px sans-serif;margin:2em;max-width:70em}svg{border:1px solid #999;max-width:100%;background:#fff}\n\
rect{fill:#2b6cb022;stroke:#2b6cb0;stroke-width:.7}rect.blank{fill:none;stroke:#bbb;stroke-dasharray:2 2}\n\
text{font:7px sans-serif}ol{font-size:12px}\n</style></head><body>\n<h1>How the pages were read</h1>\n";

/// A cell on a page.
struct Drawn<'d> {
    table: u32,
    edges: [f64; 4],
    text: Option<&'d str>,
    name: String,
}

/// Draws every page on which something was read.
pub fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for part in &document.parts {
        let pages = pages(part);
        if pages.is_empty() {
            continue;
        }
        writeln!(out, "<h2>{}</h2>", escaped(&part.path))?;
        for table in &part.tables {
            if let Frame::Paper(paper) = &table.frame {
                let (number, by) = (paper.number, paper.method.as_str());
                writeln!(out, "<p>Table {number}: {by}, {} % sure.</p>", paper.sure)?;
            }
        }
        for (page, cells) in &pages {
            draw(part, *page, cells, out)?;
        }
    }
    out.write_all(b"</body></html>\n")
}

/// The cells of each page; pages with text alone have none.
fn pages(part: &Part) -> BTreeMap<PageNo, Vec<Drawn<'_>>> {
    let mut pages: BTreeMap<PageNo, Vec<Drawn<'_>>> = BTreeMap::new();
    for passage in &part.passages {
        if let Place::Page { page, .. } = &passage.at {
            pages.entry(*page).or_default();
        }
    }
    for table in &part.tables {
        add_cells(table, &mut pages);
    }
    pages
}

fn add_cells<'d>(table: &'d Table, pages: &mut BTreeMap<PageNo, Vec<Drawn<'d>>>) {
    let Frame::Paper(paper) = &table.frame else {
        return;
    };
    for (at, place) in &paper.places {
        let Place::Page {
            page,
            area: Some(area),
            ..
        } = place
        else {
            continue;
        };
        let text = table.cell(*at).map(|cell| match &cell.value {
            sar_decode::document::CellValue::Text(text) => text.as_ref(),
            _ => "",
        });
        pages.entry(*page).or_default().push(Drawn {
            table: paper.number,
            edges: area.edges(),
            text,
            name: at.to_string(),
        });
    }
}

fn draw(part: &Part, page: PageNo, cells: &[Drawn<'_>], out: &mut dyn Write) -> io::Result<()> {
    let furthest = |edge: fn(&[f64; 4]) -> f64, least: f64| {
        let all = cells.iter().map(|cell| edge(&cell.edges) + MARGIN);
        all.fold(least, f64::max)
    };
    let width = furthest(|[_, _, right, _]| *right, PAGE.0);
    let height = furthest(|[_, _, _, bottom]| *bottom, PAGE.1);
    writeln!(out, "<h3>Page {page}</h3>")?;
    if !cells.is_empty() {
        writeln!(
            out,
            "<svg viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" role=\"img\" aria-label=\"Page {page}\">"
        )?;
        for cell in cells {
            let [left, top, right, bottom] = cell.edges;
            let class = if cell.text.is_none() {
                " class=\"blank\""
            } else {
                ""
            };
            let text = escaped(cell.text.unwrap_or_default());
            writeln!(
                out,
                "<rect{class} x=\"{left}\" y=\"{top}\" width=\"{:.1}\" height=\"{:.1}\"><title>table {}, {}: {text}</title></rect><text x=\"{left}\" y=\"{:.1}\">{text}</text>",
                right - left,
                bottom - top,
                cell.table,
                cell.name,
                bottom - 2.0,
            )?;
        }
        writeln!(out, "</svg>")?;
    }
    writeln!(out, "<ol>")?;
    for passage in &part.passages {
        if let Place::Page {
            page: own, line, ..
        } = &passage.at
            && *own == page
        {
            let line = line.map_or(String::new(), |line| format!(" value=\"{line}\""));
            writeln!(out, "<li{line}>{}</li>", escaped(&passage.text))?;
        }
    }
    writeln!(out, "</ol>")
}

/// A text that a browser shows as it is.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_file_is_no_markup() {
        assert_eq!(escaped("<script>\u{7}&\""), "&lt;script&gt; &amp;&quot;");
    }
}
