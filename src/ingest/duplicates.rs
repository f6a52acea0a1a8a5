//! Parts that say the same twice: the same file under two names, or a list once as a workbook and
//! once as text.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use crate::document::{Document, Oddity, OddityKind, Part};
use crate::provenance::{Location, PartId, Place};

/// Characters of content below which two parts may well be alike by chance.
const LEAST: usize = 40;

/// Points out each part that holds what an earlier one holds, and takes its content out, so that
/// nothing is counted twice.
pub fn fold_duplicates(document: &mut Document) {
    if document.parts.len() < 2 {
        return;
    }
    let mut by_bytes: HashMap<String, PartId> = HashMap::new();
    let mut by_content: HashMap<[u8; 32], PartId> = HashMap::new();
    let mut found: Vec<(PartId, PartId, &str)> = Vec::new();
    for part in &document.parts {
        let content = content(part);
        let same_bytes = by_bytes.get(&part.sha256).filter(|_| part.bytes > 0);
        let same_content = content.and_then(|content| by_content.get(&content));
        match (same_bytes, same_content) {
            (Some(first), _) => found.push((part.id, *first, "the same bytes as")),
            (None, Some(first)) => {
                found.push((part.id, *first, "in another form the same content as"))
            }
            (None, None) => {}
        }
        by_bytes.entry(part.sha256.clone()).or_insert(part.id);
        if let Some(content) = content {
            by_content.entry(content).or_insert(part.id);
        }
    }
    for (part, first, how) in found {
        fold(document, part, first, how);
    }
}

fn fold(document: &mut Document, part: PartId, first: PartId, how: &str) {
    let path = document.parts.iter().find(|part| part.id == first);
    let Some(path) = path.map(|part| part.path.clone()) else {
        return;
    };
    if let Some(part) = document.parts.iter_mut().find(|other| other.id == part) {
        part.tables.clear();
        part.passages.clear();
        part.oddities.push(Oddity {
            kind: OddityKind::Duplicate,
            at: Location {
                part: part.id,
                place: Place::Whole,
            },
            text: format!("it has {how} {path}; what it holds is shown there alone"),
        });
    }
}

/// What a part says, wherever in it: its texts in the order of reading, and whether they are seen.
/// Nothing for a part that says hardly anything.
fn content(part: &Part) -> Option<[u8; 32]> {
    let mut digest = Sha256::new();
    let mut length = 0usize;
    let mut add = |text: &str, hidden: bool| {
        for word in text.split_whitespace() {
            digest.update(word.as_bytes());
            digest.update(b" ");
            length = length.saturating_add(word.chars().count());
        }
        digest.update(if hidden { "\0hidden" } else { "\0" });
    };
    for table in &part.tables {
        for cell in table.cells.iter().filter(|cell| !cell.is_blank()) {
            add(&cell.text(), cell.hidden);
        }
        for comment in table.comments.values() {
            add(comment, true);
        }
    }
    for passage in &part.passages {
        add(&passage.text, passage.hidden || passage.quoted);
    }
    (length >= LEAST).then(|| digest.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Limits, Source, ingest_all};

    const CSV: &str = "Name,Address\nCasey Mockford,9 Invented Road Madeupton ZZ99 3AB\n";

    fn folded(files: &[(&'static str, &str)]) -> Document {
        let mut document = Document::default();
        for ((name, text), number) in files.iter().zip(0..) {
            let source = Source {
                part: PartId(number),
                name,
                bytes: text.as_bytes(),
            };
            document
                .parts
                .extend(ingest_all(&source, &Limits::default()));
        }
        fold_duplicates(&mut document);
        document
    }

    fn told(document: &Document) -> Vec<&str> {
        let oddities = document.parts.iter().flat_map(|part| &part.oddities);
        let duplicates = oddities.filter(|oddity| oddity.kind == OddityKind::Duplicate);
        duplicates.map(|oddity| oddity.text.as_str()).collect()
    }

    #[test]
    fn the_same_bytes_are_shown_once() {
        let document = folded(&[("a.csv", CSV), ("b.csv", CSV)]);
        assert_eq!(
            told(&document),
            ["it has the same bytes as a.csv; what it holds is shown there alone"]
        );
        assert_eq!(document.parts[0].tables.len(), 1);
        assert!(document.parts[1].tables.is_empty());
    }

    #[test]
    fn the_same_content_in_another_form_is_shown_once() {
        let other = CSV.replace(',', "\t");
        let document = folded(&[("a.csv", CSV), ("b.tsv", &other)]);
        assert_eq!(told(&document).len(), 1);
        assert!(document.parts[1].tables.is_empty());
    }

    #[test]
    fn other_content_and_short_content_stand() {
        let other = CSV.replace("Casey", "Kit");
        assert!(told(&folded(&[("a.csv", CSV), ("b.csv", &other)])).is_empty());
        assert!(
            told(&folded(&[
                ("a.csv", "a,b\n1,2\n"),
                ("b.csv", "a\tb\n1\t2\n")
            ]))
            .is_empty()
        );
        assert!(told(&folded(&[("a.txt", ""), ("b.txt", "")])).is_empty());
    }
}
