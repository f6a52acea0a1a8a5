//! What the report says of pages that are odd: one line for each kind, with its pages.

use crate::document::{Oddity, OddityKind};
use crate::ingest::Source;
use crate::ingest::pdf::hayro::Extras;
use crate::ingest::pdf::page_no;
use crate::ingest::pdf::sheet::Sheet;
use crate::ingest::pdf::verdict::{Verdict, listed};
use crate::provenance::Place;

/// A kind of oddity, which pages have it, and what to say with their list.
struct Told {
    kind: OddityKind,
    has: fn(&Sheet) -> usize,
    say: fn(&str, usize) -> String,
}

/// What is told of pages, in this order.
static TOLD: &[Told] = &[
    Told {
        kind: OddityKind::PagesWithoutText,
        has: |sheet| usize::from(sheet.verdict == Verdict::Pictures),
        say: |pages, _| {
            format!(
                "{pages}: a picture and no text, not read; --ocr reads it where tesseract is installed"
            )
        },
    },
    Told {
        kind: OddityKind::PagesWithoutText,
        has: |sheet| usize::from(sheet.verdict == Verdict::Outlines),
        say: |pages, _| {
            format!("{pages}: shapes and no text, not read; letters may be drawn as outlines")
        },
    },
    Told {
        kind: OddityKind::UnreadableText,
        has: |sheet| usize::from(sheet.verdict == Verdict::Unmapped) * sheet.unmapped,
        say: |pages, count| {
            format!(
                "{pages}: {count} characters in a font that does not say what they mean; the text could not be read"
            )
        },
    },
    Told {
        kind: OddityKind::UnreadableText,
        has: |sheet| usize::from(sheet.verdict != Verdict::Unmapped) * sheet.unmapped,
        say: |pages, count| {
            format!(
                "{pages}: {count} characters in a font that does not say what they mean; each is shown as \u{fffd}"
            )
        },
    },
    Told {
        kind: OddityKind::EmptyPages,
        has: |sheet| usize::from(sheet.verdict == Verdict::Empty),
        say: |pages, _| format!("{pages}: nothing on it"),
    },
    Told {
        kind: OddityKind::CoveredText,
        has: |sheet| sheet.over_text,
        say: |pages, count| {
            format!(
                "{pages}: {count} boxes drawn over text that is still in the file; the text under them was left out"
            )
        },
    },
    Told {
        kind: OddityKind::RedactionBoxes,
        has: |sheet| sheet.over_nothing,
        say: |pages, count| {
            format!("{pages}: {count} black bars where text would stand, with no text under them")
        },
    },
    Told {
        kind: OddityKind::InvisibleText,
        has: |sheet| sheet.hidden.len(),
        say: |pages, count| {
            format!(
                "{pages}: {count} lines of text that a reader does not see: not painted, in the colour of the page, too small or off the page"
            )
        },
    },
    Told {
        kind: OddityKind::ReadByOcr,
        has: |sheet| usize::from(sheet.scanned),
        say: |pages, _| {
            format!(
                "{pages}: a picture with text that a program read in it before the file was sent; words may be wrong"
            )
        },
    },
    Told {
        kind: OddityKind::Comments,
        has: |sheet| sheet.comments.len(),
        say: |pages, count| format!("{pages}: {count} comments"),
    },
    Told {
        kind: OddityKind::FormFields,
        has: |sheet| sheet.fields.len(),
        say: |pages, count| {
            format!("{pages}: {count} values of form fields that the page does not show")
        },
    },
    Told {
        kind: OddityKind::ReadersDisagree,
        has: |sheet| usize::from(sheet.differs),
        say: |pages, _| {
            format!(
                "{pages}: a second reader reads other characters; compare with the page as it is shown"
            )
        },
    },
    Told {
        kind: OddityKind::LimitReached,
        has: |sheet| usize::from(sheet.cut),
        say: |pages, _| {
            format!(
                "{pages}: the limit of drawing operations is reached; the rest of the page was not read"
            )
        },
    },
];

/// What is odd about pages, by kind; each at its first page.
pub(super) fn of_pages(source: &Source<'_>, sheets: &[Sheet]) -> Vec<Oddity> {
    let mut oddities = Vec::new();
    for told in TOLD {
        let mut pages = Vec::new();
        let mut count = 0usize;
        for (sheet, index) in sheets.iter().zip(0..) {
            let has = (told.has)(sheet);
            if has > 0 {
                pages.push(index);
                count = count.saturating_add(has);
            }
        }
        let Some(first) = pages.first() else { continue };
        let place = Place::Page {
            page: page_no(*first),
            line: None,
            area: None,
        };
        let text = (told.say)(&listed(&pages), count);
        oddities.push(source.oddity(told.kind, place, text));
    }
    oddities
}

/// What is odd about the file as a whole.
pub(super) fn of_file(source: &Source<'_>, extras: Extras) -> Vec<Oddity> {
    let known = [
        (
            extras.embedded,
            OddityKind::EmbeddedFiles,
            "files are attached inside it; they were not read",
        ),
        (
            extras.scripts,
            OddityKind::Scripts,
            "it holds a script, which was not run",
        ),
        (
            extras.hidden_layers,
            OddityKind::HiddenLayers,
            "it has layers that are switched off; what is on them was not read",
        ),
    ];
    let there = known.into_iter().filter(|(there, ..)| *there);
    there
        .map(|(_, kind, text)| source.oddity(kind, Place::Whole, text))
        .collect()
}
