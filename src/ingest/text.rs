//! Reads running text: one passage a line, as written, blank lines left out.

use crate::document::{OddityKind, PartKind, Passage, Property, ReadState};
use crate::error::IngestError;
use crate::ingest::characters::Misleading;
use crate::ingest::encoding::{decode, lines_of};
use crate::ingest::sniff::Format;
use crate::ingest::{Ingest, Intake, Limits, Source};
use crate::provenance::{LineNo, Place};

/// The reader of text files.
#[derive(Debug)]
pub struct Text;

impl Ingest for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Text
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        _format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        let decoded = decode(source.bytes, None);
        let mut intake = Intake::new(PartKind::Text);
        intake.oddities = decoded.oddities(source);
        intake.properties.push(Property {
            name: "encoding".to_owned(),
            value: decoded.encoding.to_owned(),
        });
        lines(source, &decoded.text, limits, &mut intake);
        if intake.passages.is_empty() {
            let text = "there is nothing in the file";
            let oddity = source.oddity(OddityKind::Empty, Place::Whole, text);
            intake.oddities.push(oddity);
        }
        Ok(intake)
    }
}

/// Reads the lines of a text, each with its number.
pub(crate) fn lines(source: &Source<'_>, text: &str, limits: &Limits, intake: &mut Intake) {
    let mut misleading = Misleading::default();
    let marked_up = is_markdown(text);
    for (number, line) in (0u32..).zip(lines_of(text)) {
        let place = Place::Line {
            line: LineNo::from_zero_based(number),
        };
        if number >= limits.rows {
            let text = format!("the limit of {} lines is reached", limits.rows);
            intake.read = ReadState::Partly;
            let oddity = source.oddity(OddityKind::LimitReached, place, text);
            intake.oddities.push(oddity);
            break;
        }
        if line.trim().is_empty() {
            continue;
        }
        let text = match line.char_indices().nth(limits.cell_chars) {
            None => line,
            Some((end, _)) => {
                let text = format!(
                    "the line has more than {} characters; the rest of it was not read",
                    limits.cell_chars
                );
                intake.read = ReadState::Partly;
                let oddity = source.oddity(OddityKind::LimitReached, place.clone(), text);
                intake.oddities.push(oddity);
                line.get(..end).unwrap_or(line)
            }
        };
        misleading.look(text, || place.clone());
        intake.passages.push(Passage {
            at: place,
            text: match marked_up {
                true => without_markup(text),
                false => text.to_owned(),
            },
            hidden: false,
            quoted: false,
        });
    }
    intake.oddities.extend(misleading.oddity(source));
}

/// Whether a text is Markdown: it has a title with `#`, or words in `**`, and more than one of such things.
fn is_markdown(text: &str) -> bool {
    const FEWEST: usize = 3;
    let titles = lines_of(text).filter(|line| title(line).is_some()).count();
    let count = |sign: &str| {
        lines_of(text)
            .map(|line| enclosed(line, sign).len())
            .sum::<usize>()
    };
    let bold = count(BOLD);
    (titles > 0 || bold > 0) && titles + bold + count(CODE) >= FEWEST
}

const BOLD: &str = "**";
const CODE: &str = "`";

/// The stretches of a line that stand between two such signs, with the signs; what is blacked out with stars is none.
fn enclosed(line: &str, sign: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = line.get(from..).and_then(|rest| rest.find(sign)) {
        let open = from + open;
        let inner = open + sign.len();
        let Some(close) = line.get(inner..).and_then(|rest| rest.find(sign)) else {
            break;
        };
        let close = inner + close;
        let text = line.get(inner..close).unwrap_or_default();
        let edge =
            |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || ".,:;!?()\"'".contains(c));
        let words = edge(text.chars().next()) && edge(text.chars().next_back());
        if words && !text.contains(['*', '`']) {
            found.push(open..close + sign.len());
            from = close + sign.len();
        } else {
            from = inner;
        }
    }
    found
}

/// What stands behind the signs of a title: `## What we hold`.
fn title(line: &str) -> Option<&str> {
    const DEEPEST: usize = 6;
    let bare = line.trim_start_matches('#');
    let signs = line.len() - bare.len();
    let text = bare.strip_prefix(' ')?;
    ((1..=DEEPEST).contains(&signs) && !text.trim().is_empty()).then_some(text)
}

/// A line of Markdown as a reader of the page sees it: without the signs of titles, of bold words and of code.
fn without_markup(line: &str) -> String {
    let mut text = title(line).unwrap_or(line).to_owned();
    for sign in [BOLD, CODE] {
        for range in enclosed(&text, sign).into_iter().rev() {
            let inner = range.start + sign.len()..range.end - sign.len();
            let bare = text.get(inner).unwrap_or_default().to_owned();
            text.replace_range(range, &bare);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::PartId;

    fn lines(text: &[u8]) -> Vec<String> {
        let intake = read(text, &Limits::default());
        intake.passages.into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn markdown_is_read_as_its_page_shows_it() {
        let text = b"# Fields\n\n* **Promise**: what you said.\n    * `L` Liberty\n";
        assert_eq!(
            lines(text),
            ["Fields", "* Promise: what you said.", "    * L Liberty"]
        );
        // What is blacked out with stars is no markup, and stays.
        let hidden = b"## Record\n**Phone**: ****\n**Mail**: ****@****.example\n**Vote**: ***\n";
        assert_eq!(
            lines(hidden),
            [
                "Record",
                "Phone: ****",
                "Mail: ****@****.example",
                "Vote: ***"
            ]
        );
        // A number of stars, or of hashes, is none.
        let plain = lines(b"#1 priority\nRating: ** of five\nCost: `5\n");
        assert_eq!(plain[0], "#1 priority");
        assert_eq!(plain[1], "Rating: ** of five");
    }

    fn read(bytes: &[u8], limits: &Limits) -> Intake {
        let source = Source {
            part: PartId(0),
            name: "letter.txt",
            bytes,
        };
        Text.ingest(&source, Format::Text, limits)
            .expect("a text is read")
    }

    #[test]
    fn each_line_is_a_passage_at_its_number() {
        let intake = read(
            b"Dear Casey\r\n\r\n  we hold\rnothing\n",
            &Limits::default(),
        );
        let lines: Vec<(String, &str)> = intake
            .passages
            .iter()
            .map(|p| (p.at.to_string(), p.text.as_str()))
            .collect();
        let expected = [
            ("line 1", "Dear Casey"),
            ("line 3", "  we hold"),
            ("line 4", "nothing"),
        ];
        assert_eq!(lines, expected.map(|(at, text)| (at.to_owned(), text)));
        assert!(intake.oddities.is_empty());
    }

    #[test]
    fn an_empty_text_says_so() {
        let intake = read(b" \n", &Limits::default());
        assert_eq!(intake.oddities[0].kind, OddityKind::Empty);
    }

    #[test]
    fn a_line_at_the_limit_is_whole_and_one_over_it_is_cut_and_reported() {
        let limits = Limits {
            cell_chars: 5,
            ..Limits::default()
        };
        let whole = read("añbcd\n".as_bytes(), &limits);
        assert_eq!(
            (whole.read, whole.passages[0].text.as_str()),
            (ReadState::Whole, "añbcd")
        );
        let cut = read("añbcde\n".as_bytes(), &limits);
        assert_eq!(
            (cut.read, cut.passages[0].text.as_str()),
            (ReadState::Partly, "añbcd")
        );
        assert_eq!(cut.oddities[0].kind, OddityKind::LimitReached);
    }

    #[test]
    fn lines_up_to_the_limit_are_read_and_the_next_is_reported() {
        let limits = Limits {
            rows: 2,
            ..Limits::default()
        };
        assert_eq!(read(b"a\nb", &limits).read, ReadState::Whole);
        let over = read(b"a\nb\nc", &limits);
        assert_eq!((over.read, over.passages.len()), (ReadState::Partly, 2));
    }
}
