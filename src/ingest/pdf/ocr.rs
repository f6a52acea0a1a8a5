//! Pages of pictures, read by the tesseract program where it is installed.
//!
//! The picture goes to the program as it lies in the file, without a change of its resolution, and
//! comes back as words with their places and how sure the program is of each.

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::ingest::pdf::engine::Seen;
use crate::ingest::pdf::geometry::Rect;
use crate::ingest::pdf::letters::{Letter, LetterText};

/// How long the program may take for a page.
const LONGEST: Duration = Duration::from_secs(120);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// A word that the program is less sure of than this, in hundredths, is doubtful.
const DOUBTFUL: f32 = 60.0;

/// A picture of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Raster {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// How light each is, row by row.
    pub grey: Vec<u8>,
    /// From pixels to the page as it is shown.
    pub transform: [f64; 6],
}

/// A word that the program read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReadWord {
    /// Its text.
    pub text: String,
    /// Where it is, in pixels.
    pub at: Rect,
    /// The line it stands on, in pixels.
    pub line: Rect,
    /// How sure the program is, in hundredths.
    pub sure: f32,
}

/// What the program made of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reading {
    /// The words as letters of the page.
    pub letters: Vec<Letter>,
    /// How many words.
    pub words: usize,
    /// How many of them are doubtful.
    pub doubtful: usize,
}

/// Why a page was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failed {
    /// The program is not there.
    NotInstalled,
    /// It gave up, or took too long.
    GaveUp,
}

/// Reads a picture.
pub(super) fn read(raster: &Raster) -> Result<Reading, Failed> {
    let mut child = Command::new("tesseract")
        .args(["stdin", "stdout", "--psm", "3", "tsv"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| Failed::NotInstalled)?;
    let output = talk(&mut child, raster);
    if output.is_none() {
        // It may have ended by itself.
        let _ = child.kill();
    }
    let _ = child.wait();
    let output = output.ok_or(Failed::GaveUp)?;
    Ok(reading(&words(&String::from_utf8_lossy(&output)), raster))
}

/// Hands the picture over and takes the answer, within the time there is.
fn talk(child: &mut Child, raster: &Raster) -> Option<Vec<u8>> {
    let mut input = child.stdin.take()?;
    let mut output = child.stdout.take()?;
    let header = format!("P5\n{} {}\n255\n", raster.width, raster.height);
    let pixels = raster.grey.clone();
    let writer = std::thread::spawn(move || {
        let head = input.write_all(header.as_bytes());
        head.and_then(|()| input.write_all(&pixels)).is_ok()
    });
    let reader = std::thread::spawn(move || {
        let mut all = Vec::new();
        output.read_to_end(&mut all).ok().map(|_| all)
    });
    let begun = Instant::now();
    while child.try_wait().ok()?.is_none() {
        if begun.elapsed() > LONGEST {
            return None;
        }
        std::thread::sleep(LOOK);
    }
    let written = writer.join().ok()?;
    let all = reader.join().ok()??;
    (written && !all.is_empty()).then_some(all)
}

/// The words of an answer: tab-separated, the fifth level being words and the fourth their lines.
pub(super) fn words(answer: &str) -> Vec<ReadWord> {
    let mut words = Vec::new();
    let mut line = Rect::default();
    for row in answer.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let &[level, _, _, _, _, _, left, top, width, height, sure, text] = fields.as_slice()
        else {
            continue;
        };
        let number = |text: &str| text.parse::<f32>().ok().filter(|number| number.is_finite());
        let (Some(left), Some(top), Some(width), Some(height)) =
            (number(left), number(top), number(width), number(height))
        else {
            continue;
        };
        let at = Rect::new(left, top, left + width, top + height);
        match level {
            "4" => line = at,
            "5" if !text.trim().is_empty() => words.push(ReadWord {
                text: text.trim().to_owned(),
                at,
                line,
                sure: number(sure).unwrap_or(0.0),
            }),
            _ => {}
        }
    }
    words
}

/// Words as letters of the page: each is one, with a space behind it.
fn reading(words: &[ReadWord], raster: &Raster) -> Reading {
    let [a, b, c, d, e, f] = raster.transform;
    let point = |x: f32, y: f32| {
        let (x, y) = (f64::from(x), f64::from(y));
        ((a * x + c * y + e) as f32, (b * x + d * y + f) as f32)
    };
    let placed = |rect: &Rect| {
        let ((xa, ya), (xb, yb)) = (point(rect.x0, rect.y0), point(rect.x1, rect.y1));
        Rect::new(xa, ya, xb, yb)
    };
    let mut heights: Vec<f32> = words
        .iter()
        .map(|word| placed(&word.line).height())
        .collect();
    heights.sort_by(f32::total_cmp);
    // A line that leans, or has a speck over it, seems higher than it is.
    let usual = heights.get(heights.len() / 2).copied().unwrap_or(12.0);
    let mut reading = Reading::default();
    for word in words {
        let (at, line) = (placed(&word.at), placed(&word.line));
        let size = line.height().clamp(1.0, (usual * 1.15).max(1.0));
        let baseline = line.y1 - size * 0.2;
        let letter = |text: LetterText, x0: f32, x1: f32| Letter {
            text,
            at: Rect::new(x0, baseline - size * 0.75, x1, baseline + size * 0.2),
            baseline,
            size,
            seen: Seen::Shown,
            order: 0,
        };
        let text = LetterText::Many(word.text.as_str().into());
        reading.letters.push(letter(text, at.x0, at.x1));
        reading
            .letters
            .push(letter(LetterText::One(' '), at.x1, at.x1));
        reading.words = reading.words.saturating_add(1);
        let doubtful = usize::from(word.sure < DOUBTFUL);
        reading.doubtful = reading.doubtful.saturating_add(doubtful);
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
        4\t1\t1\t1\t1\t0\t100\t200\t300\t40\t-1\t\n\
        5\t1\t1\t1\t1\t1\t100\t200\t120\t40\t96.7\tDear\n\
        5\t1\t1\t1\t1\t2\t240\t205\t160\t30\t41.2\tCasey\n";

    #[test]
    fn words_come_with_their_place_and_how_sure_they_are() {
        let words = words(ANSWER);
        assert_eq!(words.len(), 2);
        assert_eq!(words[1].at, Rect::new(240.0, 205.0, 400.0, 235.0));
        assert_eq!(words[1].line, Rect::new(100.0, 200.0, 400.0, 240.0));
    }

    #[test]
    fn places_are_those_of_the_page_and_doubtful_words_are_counted() {
        let raster = Raster {
            width: 1000,
            height: 1000,
            grey: Vec::new(),
            transform: [0.5, 0.0, 0.0, 0.5, 0.0, 10.0],
        };
        let reading = reading(&words(ANSWER), &raster);
        assert_eq!((reading.words, reading.doubtful), (2, 1));
        assert_eq!(reading.letters[0].at.x0 as i32, 50);
        assert_eq!(reading.letters[0].baseline as i32, 126);
    }
}
