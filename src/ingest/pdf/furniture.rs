//! Headers and footers: text that stands at one place on several pages.

use std::collections::BTreeMap;

use crate::ingest::pdf::sheet::Sheet;
use crate::ingest::pdf::words::Line;

/// How many lines at the top and at the bottom of a page may be header and footer.
const LINES: usize = 3;
/// A header stands on at least one page in so many.
const ONE_IN: usize = 3;
/// The step in which places are compared, in points.
const STEP: f32 = 4.0;

/// A line that may be a header or footer: its text without its numbers, and its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    text: String,
    place: i32,
}

/// The lines of a page that may be header and footer.
pub(super) fn edges(lines: &[Line]) -> Vec<Edge> {
    let top = lines.iter().take(LINES);
    let bottom = lines
        .iter()
        .skip(LINES.max(lines.len().saturating_sub(LINES)));
    top.chain(bottom)
        .map(|line| {
            let text = crate::ingest::pdf::words::join(&line.words);
            edge(&text, line.baseline)
        })
        .collect()
}

fn edge(text: &str, baseline: f32) -> Edge {
    let mut bare = String::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        let letter = if letter.is_ascii_digit() { '#' } else { letter };
        if !(letter == '#' && bare.ends_with('#')) {
            bare.push(letter);
        }
    }
    Edge {
        text: bare,
        place: (baseline / STEP).round() as i32,
    }
}

/// The headers and footers of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Furniture {
    edges: BTreeMap<String, Vec<i32>>,
}

impl Furniture {
    /// Finds them among the edges of all pages.
    pub fn of(sheets: &[Sheet]) -> Self {
        let mut counts: BTreeMap<&Edge, usize> = BTreeMap::new();
        for edge in sheets.iter().flat_map(|sheet| &sheet.edges) {
            let count = counts.entry(edge).or_default();
            *count = count.saturating_add(1);
        }
        let least = (sheets.len() / ONE_IN).max(2);
        let mut furniture = Self::default();
        for (edge, count) in counts {
            if count >= least {
                let places = furniture.edges.entry(edge.text.clone()).or_default();
                places.push(edge.place);
            }
        }
        furniture
    }

    /// Whether a line is one.
    pub fn holds(&self, text: &str, baseline: f32) -> bool {
        let edge = edge(text, baseline);
        let places = self.edges.get(&edge.text);
        places.is_some_and(|places| places.iter().any(|place| (place - edge.place).abs() <= 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[(&str, f32)]) -> Sheet {
        Sheet {
            edges: lines.iter().map(|(text, at)| edge(text, *at)).collect(),
            ..Sheet::default()
        }
    }

    #[test]
    fn what_stands_at_one_place_on_several_pages_is_a_header_whatever_its_number() {
        let sheets = [
            page(&[("Dear Casey", 80.0), ("Page 1 of 12", 800.0)]),
            page(&[("and so on", 80.0), ("Page 2 of 12", 800.0)]),
        ];
        let furniture = Furniture::of(&sheets);
        assert!(furniture.holds("Page 7 of 12", 800.0));
        assert!(!furniture.holds("Page 7 of 12", 400.0));
        assert!(!furniture.holds("Dear Casey", 80.0));
    }
}
