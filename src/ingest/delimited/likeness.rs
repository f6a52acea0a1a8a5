//! Table or running text: what a text file is that says neither.

use super::dialect::{Reading, detect};
use crate::ingest::encoding::lines_of;

/// What the name of a file lets one expect of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    /// The ending is one of delimited text.
    Delimited,
    /// The ending is another, or there is none.
    Open,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Records of fields.
    Table,
    /// Lines to be read one after the other.
    Running,
}

/// Counts over the lines of a text.
#[derive(Debug, Default)]
struct Lines {
    filled: usize,
    blank: usize,
    prose: usize,
    labelled: usize,
}

/// Tells a table from running text.
pub(crate) fn likeness(text: &str, hint: Hint) -> Likeness {
    let lines = count(text);
    if lines.filled == 0 {
        return match hint {
            Hint::Delimited => Likeness::Table,
            Hint::Open => Likeness::Running,
        };
    }
    if text
        .get(..4)
        .is_some_and(|head| head.eq_ignore_ascii_case("sep="))
        && text.lines().next().is_some_and(|line| line.len() <= 6)
    {
        return Likeness::Table;
    }
    let best = || detect(text).best;
    let table = match hint {
        Hint::Delimited => {
            !has_paragraphs(&lines) || text.contains('"') || !is_prose(&best(), &lines)
        }
        Hint::Open => is_table(&best(), &lines),
    };
    if table {
        Likeness::Table
    } else {
        Likeness::Running
    }
}

/// Whether text in a file with the ending of a table is plainly a letter: sentences in paragraphs,
/// with a space behind each comma. A column of sentences has no paragraphs.
fn is_prose(best: &Reading, lines: &Lines) -> bool {
    let ragged = best.usual <= 2 || best.share < 0.4;
    let spaced = best.usual < 2 || best.spaced >= 0.9;
    ragged && spaced && has_paragraphs(lines)
}

/// Whether lines are sentences in good part, with blank lines between them.
fn has_paragraphs(lines: &Lines) -> bool {
    let parted = lines.blank >= 2 && share(lines.blank, lines.filled) >= 0.15;
    parted && share(lines.prose, lines.filled) >= 0.3
}

/// Whether text in a file of any other name is plainly a table.
fn is_table(best: &Reading, lines: &Lines) -> bool {
    let records = best.lengths.len();
    let usual = best.usual;
    let prose = share(lines.prose, lines.filled);
    let labelled = share(lines.labelled, lines.filled) >= 0.6;
    if labelled && !(usual >= 3 && best.share >= 0.8) {
        return false;
    }
    match best.dialect.delimiter {
        Some(b'\t' | b'|' | b'^' | b'~') => {
            let wide = usual >= 3 && best.share >= 0.5;
            let pairs = usual == 2 && best.share >= 0.8 && records >= 2 && prose < 0.5;
            wide || pairs || has_block(best, 3) || (prose < 0.5 && has_several_tables(best))
        }
        Some(b',' | b';') => {
            let many = usual >= 3 && best.share >= 0.6 && records >= 2 && prose < 0.5;
            let pairs = usual == 2 && best.share >= 0.9 && records >= 3 && prose < 0.3;
            let tight = best.spaced < 0.5 && best.types >= 0.6;
            tight && (many || pairs || has_block(best, 4) || (records == 1 && usual >= 4))
        }
        Some(_) | None => false,
    }
}

/// Whether two or more records in a row have the same length of so many fields or more, and make up
/// a fair part of the text: a table under a long preamble.
fn has_block(best: &Reading, fields: usize) -> bool {
    let mut longest = 0usize;
    let mut run = 0usize;
    let mut before = 0usize;
    for length in &best.lengths {
        run = if *length == before && *length >= fields {
            run.saturating_add(1)
        } else {
            1
        };
        before = *length;
        longest = longest.max(run);
    }
    longest >= 2 && share(longest, best.lengths.len()) >= 0.3 && best.spaced < 0.5
}

/// Whether most records have several fields, and some that follow each other are alike: tables of different widths,
/// one below another. A sign that stands in no sentence cuts them.
fn has_several_tables(best: &Reading) -> bool {
    let cut = best.lengths.iter().filter(|length| **length > 1).count();
    let alike = |pair: &[usize]| matches!(pair, [a, b] if a == b && *a > 2);
    share(cut, best.lengths.len()) >= 0.6 && best.lengths.windows(2).any(alike)
}

/// Looks at the lines at the beginning of a text.
fn count(text: &str) -> Lines {
    let mut lines = Lines::default();
    for line in lines_of(text).map(str::trim).take(400) {
        if line.is_empty() {
            lines.blank = lines.blank.saturating_add(1);
            continue;
        }
        lines.filled = lines.filled.saturating_add(1);
        lines.prose = lines.prose.saturating_add(usize::from(is_sentence(line)));
        lines.labelled = lines
            .labelled
            .saturating_add(usize::from(is_labelled(line)));
    }
    lines
}

/// Whether a line reads like a sentence: eight words or more, most of them in small letters.
fn is_sentence(line: &str) -> bool {
    let mut words = 0usize;
    let mut small = 0usize;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        words = words.saturating_add(1);
        let letters = word.trim_matches(|c: char| c.is_ascii_punctuation() || c == '’');
        let plain = letters
            .chars()
            .all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-'));
        small = small.saturating_add(usize::from(plain && !letters.is_empty()));
    }
    words >= 8 && small.saturating_mul(2) > words
}

/// Whether a line is a label, a colon and a value; or a label, a colon and nothing.
fn is_labelled(line: &str) -> bool {
    let Some((label, value)) = line.split_once(':') else {
        return false;
    };
    let named = label.chars().any(char::is_alphabetic) && label.chars().count() <= 60;
    let plain = !label.contains([',', ';', '|', '"', '\t']);
    named && plain && (value.is_empty() || value.starts_with([' ', '\t']))
}

#[allow(clippy::cast_precision_loss)] // counts of a sample are far below 2^52
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Likeness {
        likeness(text, Hint::Open)
    }

    #[test]
    fn tables_are_tables_whatever_their_name() {
        for text in [
            "Id\tName\tPhone\n1\tCasey\t01632 960694\n",
            "CRM extract\nPrinted 30/05/2025\nForename|Surname|Code\nCasey|Fixturelow|ZZ99\n",
            "URN;Title;Name\n1;Mr;Zoë\n",
            "a,b,c\n1,2,3\n4,5,6\n",
            "Field,Value\nTitle,Mx\nName,Marion\n",
            "sep=;\na;b\n",
            "Field\tValue\nTitle\tMx\nName\tMarion\n",
            "[PERSON]\nName|Town|Code\nCasey|Mockton|F2\n\n[CODES]\nCode|Meaning\nF1|Firm\nF2|Lower\nF3|Against\n",
        ] {
            assert_eq!(open(text), Likeness::Table, "{text}");
        }
    }

    #[test]
    fn letters_and_labelled_lines_are_running_text() {
        for text in [
            "Dear Casey,\n\nThank you for your request, which we received on 3 May.\nWe hold your name, address and number.\n\nYours,\nData team\n",
            "First Name: Casey\nLast Name: Mockford\nAddress: 1 Proof Lane, Mockton, ZZ99 1AA\n",
            "From: a@example.org\nSent: 20 March 2026 15:12\nTo: b@example.org\n\nHello,\nhere it is.\n",
            "One line of text, with a comma, and another.",
            "Casey Mockford\nProof Lane\n",
        ] {
            assert_eq!(open(text), Likeness::Running, "{text}");
        }
    }

    #[test]
    fn the_ending_decides_a_single_column_and_not_a_letter() {
        let column = "Name\nCasey\nMarion\n";
        assert_eq!(likeness(column, Hint::Delimited), Likeness::Table);
        assert_eq!(open(column), Likeness::Running);
        let letter = "Dear Casey,\n\nWe received your request on the third of May, and thank you.\n\nWe hold, as you will see, very little about you in our files.\nPlease write to us if you want to have it removed.\n\nYours,\nData team\n";
        assert_eq!(likeness(letter, Hint::Delimited), Likeness::Running);
        let sentences = "Note\nWe called, and there was no answer at the door.\nThey said, quite clearly, that we should not call again.\n";
        assert_eq!(likeness(sentences, Hint::Delimited), Likeness::Table);
    }
}
