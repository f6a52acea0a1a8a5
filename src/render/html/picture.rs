//! The pictures of the page, as numbers for the template to draw: bars of origins by kind of data,
//! bars of findings by family, the clock as a line, scores on their scales. Each has its text beside
//! it, so that nothing is said by a picture alone.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::render::words::Reader;
use crate::render::{plain, visible, words};
use crate::report::{DataPoint, Report};
use crate::vocabulary::{Category, Origin, Status};

/// Everything that is drawn.
#[derive(Debug, Clone)]
pub struct Pictures {
    /// Origins by kind of data.
    pub origins: Bars,
    /// Findings by family.
    pub families: Bars,
    /// The clock; absent where the days are not known.
    pub clock: Option<Clock>,
    /// Scores.
    pub scores: Vec<Score>,
    /// Scores that are not drawn.
    pub more_scores: usize,
}

/// Horizontal bars of several pieces.
#[derive(Debug, Clone, Default)]
pub struct Bars {
    /// The bars, the longest first.
    pub bars: Vec<Bar>,
    /// What the pieces stand for, in their order.
    pub legend: Vec<Legend>,
    /// The height of the drawing.
    pub height: usize,
}

/// A bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// How many in all.
    pub total: usize,
    /// Its top edge.
    pub y: usize,
    /// Its pieces, from the left.
    pub pieces: Vec<Piece>,
    /// Where the number stands.
    pub end: usize,
}

/// A piece of a bar.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The key of its colour.
    pub key: &'static str,
    /// What it stands for.
    pub name: &'static str,
    /// How many.
    pub number: usize,
    /// Its left edge.
    pub x: usize,
    /// Its width.
    pub width: usize,
}

/// An entry of a legend.
#[derive(Debug, Clone)]
pub struct Legend {
    /// The key of the colour.
    pub key: &'static str,
    /// What it stands for.
    pub name: &'static str,
}

/// The clock as a line with marks.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Its marks, in the order of days.
    pub marks: Vec<Mark>,
    /// Where the stretch of lateness begins; absent where the answer was in time.
    pub late_from: Option<usize>,
    /// How long that stretch is.
    pub late_width: usize,
}

/// A mark on the clock.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where.
    pub x: usize,
    /// What happened.
    pub name: &'static str,
    /// The day.
    pub day: String,
    /// Whether its words stand below the line, so that neighbours do not overlap.
    pub below: bool,
    /// `start`, `middle` or `end`: how its words stand to the mark.
    pub anchor: &'static str,
}

/// A score on its scale, or beside the scale that nobody knows.
#[derive(Debug, Clone)]
pub struct Score {
    /// What it is a score of.
    pub name: String,
    /// The value.
    pub value: String,
    /// Where it stands.
    pub point: String,
    /// Its place on the line; absent where the scale is not known or the value not on it.
    pub x: Option<usize>,
    /// The low end.
    pub low: String,
    /// The high end.
    pub high: String,
    /// Who says so.
    pub said: &'static str,
}

/// The width of a bar at most; the page scales the drawing to its own.
const LONG: usize = 400;
/// The left edge of bars: names stand before it.
const LEFT: usize = 280;
/// From one bar to the next.
const STEP: usize = 26;
/// The most scores that are drawn.
const SCORES: usize = 24;
/// The length of the clock and of a scale.
const LINE: usize = 600;

/// The pictures of a report.
#[must_use]
pub fn pictures(report: &Report) -> Pictures {
    let (scores, more_scores) = scores(report);
    Pictures {
        origins: origins(report),
        families: families(report),
        clock: clock(report),
        scores,
        more_scores,
    }
}

/// What is drawn of an origin: its key, and what the legend says.
const ORIGINS: &[(Origin, &str, &str)] = &[
    (Origin::Subject, "subject", "you gave it"),
    (Origin::Register, "register", "electoral register"),
    (Origin::MarkedRegister, "marked-register", "marked register"),
    (Origin::Canvass, "canvass", "doorstep or telephone"),
    (Origin::Bought, "bought", "bought"),
    (Origin::Modelled, "modelled", "worked out by a model"),
    (Origin::Public, "public", "public source"),
    (Origin::Internal, "internal", "made by the party"),
    (Origin::Unknown, "unknown", "not known"),
];

fn origins(report: &Report) -> Bars {
    let mut kinds: BTreeMap<Category, BTreeMap<Origin, usize>> = BTreeMap::new();
    for point in held(report) {
        *kinds
            .entry(point.category)
            .or_default()
            .entry(point.origin)
            .or_default() += 1;
    }
    let rows = kinds.into_iter().map(|(kind, origins)| {
        let pieces = ORIGINS
            .iter()
            .filter_map(|(origin, key, name)| {
                let number = *origins.get(origin)?;
                Some((*key, *name, number))
            })
            .collect();
        (plain::category(kind).to_owned(), pieces)
    });
    bars(rows.collect())
}

fn families(report: &Report) -> Bars {
    const SEVERITIES: &[(&str, &str)] = &[
        ("critical", "critical"),
        ("high", "high"),
        ("medium", "medium"),
        ("low", "low"),
        ("info", "for information"),
    ];
    let mut families: BTreeMap<char, BTreeMap<&str, usize>> = BTreeMap::new();
    for finding in &report.findings {
        let family = finding.rule.0.chars().next().unwrap_or('?');
        *families
            .entry(family)
            .or_default()
            .entry(finding.severity.as_str())
            .or_default() += 1;
    }
    let rows = families.into_iter().map(|(family, severities)| {
        let pieces = SEVERITIES
            .iter()
            .filter_map(|(key, name)| Some((*key, *name, *severities.get(key)?)))
            .collect();
        (words::family(family).to_owned(), pieces)
    });
    bars(rows.collect())
}

/// A piece before it is laid out: its key, what it stands for, how many.
type Share = (&'static str, &'static str, usize);

/// Lays bars out: the longest fills the width, and no piece is too thin to see.
fn bars(mut rows: Vec<(String, Vec<Share>)>) -> Bars {
    let total = |pieces: &[Share]| pieces.iter().map(|piece| piece.2).sum::<usize>();
    rows.sort_by(|a, b| (total(&b.1), &a.0).cmp(&(total(&a.1), &b.0)));
    let most = rows
        .iter()
        .map(|row| total(&row.1))
        .max()
        .unwrap_or(1)
        .max(1);
    let mut legend: Vec<Legend> = Vec::new();
    let mut laid = Vec::new();
    for (row, (name, pieces)) in rows.into_iter().enumerate() {
        let all = total(&pieces);
        let mut x = LEFT;
        let mut drawn = Vec::new();
        for (key, word, number) in pieces {
            let width = (LONG * number / most).max(3);
            if !legend.iter().any(|known| known.key == key) {
                legend.push(Legend { key, name: word });
            }
            drawn.push(Piece {
                key,
                name: word,
                number,
                x,
                width,
            });
            x += width;
        }
        laid.push(Bar {
            name,
            total: all,
            y: row * STEP,
            pieces: drawn,
            end: x + 8,
        });
    }
    Bars {
        height: laid.len() * STEP,
        bars: laid,
        legend,
    }
}

fn clock(report: &Report) -> Option<Clock> {
    let timeline = report.timeline.as_ref()?;
    let known = |day: &Option<String>| day.as_deref().and_then(|day| Day::parse(day).ok());
    let asked = known(&timeline.requested)?;
    let due = known(&timeline.due)?;
    let came = known(&timeline.received);
    let last = came.unwrap_or(due).max(due);
    let span = asked.days_until(last).max(1);
    let at = |day: Day| {
        let days = asked.days_until(day).clamp(0, span);
        usize::try_from(i64::from(days) * i64::try_from(LINE).unwrap_or(0) / i64::from(span))
            .unwrap_or(0)
    };
    let mut marks = vec![(asked, "you asked"), (due, "answer due")];
    marks.extend(came.map(|came| (came, "answer came")));
    marks.sort_by_key(|(day, _)| *day);
    let marks: Vec<Mark> = marks
        .into_iter()
        .enumerate()
        .map(|(index, (day, name))| {
            let x = at(day);
            Mark {
                x,
                name,
                day: plain::day(&day.to_string()),
                below: index % 2 == 1,
                anchor: match x {
                    x if x < LINE / 6 => "start",
                    x if x > LINE - LINE / 6 => "end",
                    _ => "middle",
                },
            }
        })
        .collect();
    let late = came.filter(|came| *came > due);
    Some(Clock {
        marks,
        late_from: late.map(|_| at(due)),
        late_width: late.map_or(0, |came| at(came).saturating_sub(at(due))),
    })
}

/// Scores with a scale come first, then those without.
fn scores(report: &Report) -> (Vec<Score>, usize) {
    let drawn: Vec<&DataPoint> = held(report)
        .filter(|point| number(point).is_some() && is_score(point))
        .collect();
    let mut scores: Vec<Score> = drawn.into_iter().map(score).collect();
    scores.sort_by_key(|score| score.x.is_none());
    let more = scores.len().saturating_sub(SCORES);
    scores.truncate(SCORES);
    (scores, more)
}

/// A number that is a guess about the person and no code, or has a scale.
fn is_score(point: &DataPoint) -> bool {
    let measured = !matches!(
        point.meaning.status,
        Status::Plain | Status::Coded | Status::Ambiguous | Status::UnlistedCode
    );
    point.meaning.scale.is_some() || (point.inferred && measured)
}

fn number(point: &DataPoint) -> Option<f64> {
    let value = point.value.as_deref()?.trim().trim_end_matches('%').trim();
    value.parse().ok().filter(|number: &f64| number.is_finite())
}

fn score(point: &DataPoint) -> Score {
    let title = point.title.as_deref().filter(|title| !title.is_empty());
    let name = plain::capital(&visible(title.unwrap_or(&point.label)));
    let value = visible(point.value.as_deref().unwrap_or_default()).into_owned();
    let scale = point.meaning.scale.as_ref();
    let end = |number: f64, says: &Option<String>| match says {
        Some(says) => format!("{number}: {}", visible(says)),
        None => number.to_string(),
    };
    let x = scale.zip(number(point)).and_then(|(scale, number)| {
        let width = scale.to - scale.from;
        let on = (width > 0.0).then(|| (number - scale.from) / width)?;
        // A share between 0 and 1 of a line of a few hundred units.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        (0.0..=1.0)
            .contains(&on)
            .then(|| (on * 300.0).round() as usize)
    });
    Score {
        name,
        value,
        point: point.id.to_string(),
        x,
        low: scale.map_or_else(String::new, |scale| end(scale.from, &scale.low)),
        high: scale.map_or_else(String::new, |scale| end(scale.to, &scale.high)),
        said: Reader::of(&point.meaning).short(),
    }
}

/// The data points that hold something and are not masked.
fn held(report: &Report) -> impl Iterator<Item = &DataPoint> {
    report.data_points.iter().filter(|point| {
        !point.is_left_out()
            && !matches!(Reader::of(&point.meaning), Reader::Blank | Reader::NoValue)
    })
}
