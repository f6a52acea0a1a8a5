//! From lines to paragraphs.

use crate::ingest::pdf::order::TextLine;

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    /// Its text, its lines joined.
    pub text: String,
    /// The number of its first line on the page, from zero.
    pub line: u32,
}

/// Lines whose distance is over this, in sizes of the type, do not belong together.
const LEADING: f32 = 1.75;
/// With fewer distances than this none of them is usual.
const FEW: usize = 6;
/// The same against the usual distance of the column.
const LOOSE: f32 = 1.3;

/// Joins lines that belong together.
pub(super) fn paragraphs(lines: &[TextLine]) -> Vec<Paragraph> {
    let usual = usual_distance(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut last: Option<&TextLine> = None;
    for line in lines {
        let goes_on = last.is_some_and(|last| goes_on(last, line, usual));
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => append(&mut paragraph.text, &line.text),
            _ => paragraphs.push(Paragraph {
                text: line.text.clone(),
                line: line.number,
            }),
        }
        last = Some(line);
    }
    paragraphs
}

/// Joins two lines of one text. A hyphen at the end of a line stays: whether it belongs to the word
/// cannot be told.
pub(super) fn append(text: &mut String, line: &str) {
    let broken = text.ends_with('-')
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && line.chars().next().is_some_and(char::is_lowercase);
    if !broken && !text.is_empty() {
        text.push(' ');
    }
    text.push_str(line);
}

/// The distance between lines that most neighbours in a column have.
fn usual_distance(lines: &[TextLine]) -> f32 {
    let mut distances: Vec<f32> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if a.column == b.column && b.baseline > a.baseline => {
                Some((b.baseline - a.baseline) / a.size.max(b.size).max(0.1))
            }
            _ => None,
        })
        .collect();
    distances.sort_by(f32::total_cmp);
    if distances.len() < FEW {
        return 1.2;
    }
    // The lower third: gaps between paragraphs are larger than those between lines.
    distances
        .get(distances.len() / 3)
        .copied()
        .unwrap_or(1.2)
        .clamp(1.0, 2.2)
}

/// Whether a line goes on with the text of the one before.
fn goes_on(last: &TextLine, line: &TextLine, usual: f32) -> bool {
    let list = begins_item(&line.text) || has_leaders(&last.text) || has_leaders(&line.text);
    // A short line at the end of a paragraph may stand in a band of its own.
    let below = (last.at.x0 - line.at.x0).abs() < 2.0 && (last.right - line.right).abs() < 2.0;
    if (last.column != line.column && !below) || list {
        return false;
    }
    // `Name: Casey` above `House: Old Forge` in a narrow column.
    if is_pair(&last.text) && is_pair(&line.text) {
        return false;
    }
    // A heading and its value far apart, one below the other.
    if last.text.contains('\t') && line.text.contains('\t') {
        return false;
    }
    let (small, large) = (last.size.min(line.size), last.size.max(line.size));
    if small < large * 0.88 {
        return false;
    }
    let distance = (line.baseline - last.baseline) / large.max(0.1);
    if distance <= 0.0 || distance > LEADING.max(usual * LOOSE) || distance > usual * LOOSE {
        return false;
    }
    // Where the next word would have fitted, the line was ended on purpose.
    let room = last.right - last.at.x1;
    room < line.first_word + large * 0.6
}

/// Whether a line is a few words, a colon and what stands behind it.
fn is_pair(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    text.split_once(": ").is_some_and(|(head, tail)| {
        let words = head.split_whitespace().count();
        head.starts_with(char::is_uppercase) && words <= MOST_WORDS && !tail.trim().is_empty()
    })
}

/// Whether dots lead from a name to its value on a line.
fn has_leaders(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| *c != ' ').collect();
    bare.contains(".....") || bare.contains("\u{2026}\u{2026}") || bare.contains("_____")
}

/// Whether a line begins an item of a list.
pub(super) fn begins_item(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    if words.next().is_none() {
        return false;
    }
    let signs = [
        "•", "◦", "▪", "‣", "·", "-", "–", "—", "*", "o", "\u{f0b7}", "■", "□", "☐", "☒",
    ];
    if signs.contains(&first) {
        return true;
    }
    let bare = first.trim_start_matches('(');
    let number = bare.strip_suffix([')', '.']);
    number.is_some_and(|number| {
        let short = !number.is_empty() && number.len() <= 4;
        // `... calculated in March / 2026. They are ...`: a year ends a sentence.
        let year = number.len() == 4 && !number.contains('.');
        let digits = !year && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let letter = number.len() == 1 && number.chars().all(|c| c.is_ascii_alphabetic());
        let roman = number.chars().all(|c| "ivxIVX".contains(c));
        short && (digits || letter && bare.ends_with(')') || roman && bare.ends_with(')'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::pdf::geometry::Rect;

    fn line(text: &str, baseline: f32, width: f32, number: u32) -> TextLine {
        TextLine {
            text: text.to_owned(),
            at: Rect::new(50.0, baseline - 8.0, 50.0 + width, baseline + 2.0),
            baseline,
            size: 10.0,
            first_word: 20.0,
            right: 350.0,
            number,
            column: 0,
        }
    }

    fn texts(lines: &[TextLine]) -> Vec<String> {
        paragraphs(lines).into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn full_lines_go_on_and_short_ones_end_a_paragraph() {
        let lines = [
            line("We hold your name and your e-", 100.0, 295.0, 0),
            line("mail address.", 112.0, 60.0, 1),
            line("We share nothing.", 124.0, 90.0, 2),
        ];
        assert_eq!(
            texts(&lines),
            [
                "We hold your name and your e-mail address.",
                "We share nothing."
            ]
        );
    }

    #[test]
    fn a_year_at_the_beginning_of_a_line_is_no_item() {
        let lines = [
            line("scores that we calculated in March", 100.0, 295.0, 0),
            line("2026. They are estimates.", 112.0, 120.0, 1),
        ];
        assert_eq!(texts(&lines).len(), 1);
        assert!(begins_item("12. They are") && begins_item("1.2. They are"));
    }

    #[test]
    fn a_gap_or_an_item_of_a_list_begins_a_paragraph() {
        let lines = [
            line("one line that is full", 100.0, 295.0, 0),
            line("next after a gap", 124.0, 295.0, 1),
            line("(a) an item of a list", 136.0, 295.0, 2),
            line("goes on", 148.0, 60.0, 3),
        ];
        assert_eq!(
            texts(&lines),
            [
                "one line that is full",
                "next after a gap",
                "(a) an item of a list goes on"
            ]
        );
    }
}
