//! What kind of page it is, so that no page is passed over in silence.

use crate::ingest::pdf::engine::Drawn;
use crate::ingest::pdf::letters::Letters;

/// What kind of page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Verdict {
    /// It has text.
    Text,
    /// It has text, and part of it has no meaning.
    PartlyUnmapped,
    /// It has text of which most has no meaning.
    Unmapped,
    /// It has a picture and no text.
    Pictures,
    /// It has shapes and no text: letters drawn as outlines, or a drawing.
    Outlines,
    /// It has nothing.
    #[default]
    Empty,
}

impl Verdict {
    /// Whether the page was read.
    pub fn is_read(self) -> bool {
        match self {
            Verdict::Text | Verdict::PartlyUnmapped | Verdict::Empty => true,
            Verdict::Unmapped | Verdict::Pictures | Verdict::Outlines => false,
        }
    }
}

/// Shapes that a page without text has to have before they may be letters.
const SHAPES: usize = 24;
/// One glyph in so many may lack a meaning before the page counts as not wholly read: bullets and
/// ticks of odd fonts do.
const ONE_IN: usize = 20;

/// Judges a page.
pub(super) fn judge(drawn: &Drawn, letters: &Letters) -> Verdict {
    let (mapped, unmapped) = (letters.mapped, letters.unmapped);
    let covered = drawn.glyphs.len() > mapped.saturating_add(unmapped);
    if unmapped > mapped {
        return Verdict::Unmapped;
    }
    // A page number on a scan is no text of it.
    if mapped <= FEW && crate::ingest::pdf::covers::is_scan(drawn) {
        return Verdict::Pictures;
    }
    if unmapped.saturating_mul(ONE_IN) > mapped {
        return Verdict::PartlyUnmapped;
    }
    if mapped > 0 || covered || !drawn.fields.is_empty() {
        return Verdict::Text;
    }
    if !drawn.pictures.is_empty() {
        return Verdict::Pictures;
    }
    let lines = drawn.strokes.len() / 8;
    if drawn.shapes.saturating_add(lines) >= SHAPES {
        return Verdict::Outlines;
    }
    Verdict::Empty
}

/// Glyphs that the stamp of a copier leaves on a scan.
const FEW: usize = 16;

/// Pages with one verdict, as people list them: `page 3`, `pages 1 to 4, 7`; counted from zero.
pub(super) fn listed(pages: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        let page = page.saturating_add(1);
        match ranges.last_mut() {
            Some((_, to)) if *to + 1 == page => *to = page,
            _ => ranges.push((page, page)),
        }
    }
    let texts: Vec<String> = ranges
        .iter()
        .map(|(from, to)| match to - from {
            0 => from.to_string(),
            1 => format!("{from}, {to}"),
            _ => format!("{from} to {to}"),
        })
        .collect();
    let noun = if pages.len() == 1 { "page" } else { "pages" };
    format!("{noun} {}", texts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::engine::{Cover, Picture};
    use crate::ingest::pdf::geometry::{Rect, Size};

    fn letters(mapped: usize, unmapped: usize) -> Letters {
        Letters {
            mapped,
            unmapped,
            ..Letters::default()
        }
    }

    fn page(pictures: usize, shapes: usize) -> Drawn {
        let at = Rect::new(0.0, 0.0, 600.0, 800.0);
        let picture = Picture {
            at,
            cover: Cover::Opaque,
            order: 0,
        };
        Drawn {
            size: Size {
                width: 600.0,
                height: 800.0,
            },
            pictures: vec![picture; pictures],
            shapes,
            ..Drawn::default()
        }
    }

    #[test]
    fn each_kind_of_page_is_told() {
        for (drawn, letters, verdict) in [
            (page(0, 0), letters(90, 0), Verdict::Text),
            (page(0, 0), letters(90, 9), Verdict::PartlyUnmapped),
            (page(0, 0), letters(3, 9), Verdict::Unmapped),
            (page(1, 0), letters(0, 0), Verdict::Pictures),
            (page(1, 0), letters(9, 0), Verdict::Pictures),
            (page(1, 0), letters(900, 0), Verdict::Text),
            (page(0, 300), letters(0, 0), Verdict::Outlines),
            (page(0, 0), letters(0, 0), Verdict::Empty),
        ] {
            assert_eq!(judge(&drawn, &letters), verdict);
        }
    }

    #[test]
    fn pages_are_listed_by_range() {
        assert_eq!(listed(&[2]), "page 3");
        assert_eq!(listed(&[0, 1, 2, 3, 6]), "pages 1 to 4, 7");
        assert_eq!(listed(&[0, 1]), "pages 1, 2");
    }
}
