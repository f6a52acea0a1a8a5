//! The values, decoded: heading, value, what it means, who says so, where it stands.

use std::borrow::Cow;
use std::io;

use comfy_table::{
    ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle, Width,
};

use crate::provenance::{Location, PartId, Place};
use crate::render::page::{Ink, Page, columns, cut};
use crate::render::words::{self, Reader};
use crate::render::{Detail, visible};
use crate::report::{DataPoint, PSEUDONYM, Report};

/// The sources that the table refers to by number.
#[derive(Debug, Default)]
pub struct Sources {
    cited: Vec<String>,
}

impl Sources {
    /// The number of a source.
    fn number(&mut self, citation: &str) -> usize {
        let known = self.cited.iter().position(|cited| cited == citation);
        let index = known.unwrap_or_else(|| {
            self.cited.push(citation.to_owned());
            self.cited.len() - 1
        });
        index + 1
    }

    /// The sources with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.cited.iter().map(String::as_str))
    }
}

/// What stands together under one title: a sheet or file, and a person.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    part: PartId,
    sheet: Option<String>,
    person: u32,
}

pub fn write(report: &Report, page: &mut Page<'_>) -> io::Result<Sources> {
    let mut sources = Sources::default();
    page.section("What each value means, and who says so")?;
    if report.data_points.is_empty() {
        page.text(0, Ink::Plain, "No heading with a value was found.")?;
        return Ok(sources);
    }
    let mut rest = report.data_points.as_slice();
    let mut first = true;
    while let Some(point) = rest.first() {
        let group = group(point);
        let length = rest
            .iter()
            .position(|point| self::group(point) != group)
            .unwrap_or(rest.len());
        let (points, tail) = rest.split_at(length);
        if !first {
            page.gap()?;
        }
        first = false;
        page.text(0, Ink::Bold, &title(report, &group))?;
        table(points, &mut sources, page)?;
        blanks(points, page)?;
        rest = tail;
    }
    Ok(sources)
}

fn group(point: &DataPoint) -> Group {
    let sheet = match &point.at.place {
        Place::Cell { sheet, .. } | Place::Sheet { sheet } => Some(sheet.to_string()),
        Place::Whole | Place::Field { .. } | Place::Line { .. } | Place::Page { .. } => None,
    };
    Group {
        part: point.at.part,
        sheet,
        person: point.person,
    }
}

fn title(report: &Report, group: &Group) -> String {
    let part = report.parts.iter().find(|part| part.id == group.part);
    let mut title = part.map_or_else(String::new, |part| part.path.clone());
    if let Some(sheet) = &group.sheet {
        title = format!("{title}, sheet \u{201c}{sheet}\u{201d}");
    }
    if report.summary.people > 1 {
        title = format!("{title}, person {}", group.person);
    }
    title
}

/// The place within its group: the sheet is in the title.
fn short_place(at: &Location) -> String {
    match &at.place {
        Place::Cell { cell, .. } => cell.to_string(),
        Place::Field { line, column } => format!("{line}:{column}"),
        place => place.to_string(),
    }
}

fn table(points: &[DataPoint], sources: &mut Sources, page: &mut Page<'_>) -> io::Result<()> {
    let shown: Vec<&DataPoint> = points
        .iter()
        .filter(|point| Reader::of(&point.meaning) != Reader::Blank)
        .collect();
    if shown.is_empty() {
        return Ok(());
    }
    let places: Vec<String> = shown.iter().map(|point| short_place(&point.at)).collect();
    let widest = places.iter().map(|place| columns(place)).max().unwrap_or(0);
    let mut table = Table::new();
    table
        .load_style(lines())
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(page.width()).unwrap_or(u16::MAX))
        .set_header([
            "Place",
            "Heading",
            "Value",
            "What it means",
            "Who explains it; its origin",
        ])
        .set_constraints(widths(page.width(), widest));
    for (point, place) in shown.iter().zip(&places) {
        table.add_row(row(point, place, sources, page.detail()));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, GAP));
    }
    for line in table.lines() {
        page.laid_out(0, &line)?;
    }
    Ok(())
}

/// Spaces between two columns.
const GAP: u16 = 2;

/// No borders; a rule below the headings; a row that is no more than a gap between two.
fn lines() -> TableStyle {
    TableStyle::new()
        .header_lines(ContentLineStyle::none())
        .header_separator(LineStyle::none().fill('\u{2500}'))
        .content_lines(ContentLineStyle::none())
}

/// Widths of the five columns, gaps included, that fill the page.
fn widths(page: usize, place: usize) -> Vec<ColumnConstraint> {
    const LEAST_PLACE: usize = 5;
    let gap = usize::from(GAP);
    let place = place.clamp(LEAST_PLACE, page / 6) + gap;
    let rest = page.saturating_sub(place);
    let shares = [21, 17, 37];
    let mut widths = vec![place];
    widths.extend(shares.map(|share| rest * share / 100));
    widths.push(page.saturating_sub(widths.iter().sum()));
    widths
        .into_iter()
        .map(|width| u16::try_from(width).unwrap_or(u16::MAX))
        .map(|width| ColumnConstraint::Absolute(Width::Fixed(width)))
        .collect()
}

fn row(point: &DataPoint, place: &str, sources: &mut Sources, detail: Detail) -> [String; 5] {
    const LONGEST_VALUE: usize = 160;
    const LONGEST_MEANING: usize = 360;
    let brief = |text: &str, most: usize| match detail {
        Detail::Brief => cut(&visible(text), most),
        Detail::Full => visible(text).into_owned(),
    };
    let label = if point.label.is_empty() {
        "(no heading)"
    } else {
        &point.label
    };
    [
        visible(place).into_owned(),
        brief(label, LONGEST_VALUE),
        brief(&value(point, detail), LONGEST_VALUE),
        brief(&meaning(point), LONGEST_MEANING),
        who(point, sources),
    ]
}

/// What it means; of a value that speaks for itself, what its heading says.
fn meaning(point: &DataPoint) -> Cow<'_, str> {
    let text = point.meaning.told();
    match Reader::of(&point.meaning) {
        Reader::Anyone => match text.strip_suffix(", as written.") {
            Some(short) => Cow::Owned(short.to_owned()),
            None => text,
        },
        _ => text,
    }
}

fn value(point: &DataPoint, detail: Detail) -> String {
    let shown = match (&point.value, point.masked) {
        (Some(value), Some(PSEUDONYM)) => value.clone(),
        (_, Some(_)) => "(masked)".to_owned(),
        (Some(value), None) => value.clone(),
        (None, None) => "(blank)".to_owned(),
    };
    let mut notes = Vec::new();
    if let Some(stored) = &point.stored
        && (detail == Detail::Full || !is_date(stored))
    {
        notes.push(format!("stored: {stored}"));
    }
    if point.hidden {
        notes.push("hidden in the file".to_owned());
    }
    match notes.as_slice() {
        [] => shown,
        notes => format!("{shown} ({})", notes.join("; ")),
    }
}

/// Whether what is stored is only the same day in another writing.
fn is_date(stored: &str) -> bool {
    let mut parts = stored.get(..10).unwrap_or_default().split('-');
    let digits = |part: Option<&str>, length: usize| {
        part.is_some_and(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
    };
    digits(parts.next(), 4) && digits(parts.next(), 2) && digits(parts.next(), 2)
}

/// Who explains the value, then how the party came by it, then what it gives away.
fn who(point: &DataPoint, sources: &mut Sources) -> String {
    let reader = Reader::of(&point.meaning);
    let mut who = reader.short().to_owned();
    if let Some(citation) = &point.meaning.citation
        && matches!(reader, Reader::OnlyUs | Reader::Several)
    {
        who = format!("{who} [{}]", sources.number(citation));
    }
    let origin = words::origin(point);
    let special = point.special_category.map(words::special);
    let more: Vec<String> = [
        (!origin.is_empty()).then_some(origin),
        words::guess(point),
        special.map(str::to_owned),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (who.as_str(), more.as_slice()) {
        (_, []) => who,
        ("", more) => more.join("; "),
        (_, more) => format!("{who}; {}", more.join("; ")),
    }
}

/// Headings over nothing, in one sentence.
fn blanks(points: &[DataPoint], page: &mut Page<'_>) -> io::Result<()> {
    const SHOWN: usize = 12;
    let mut labels: Vec<String> = Vec::new();
    for point in points {
        let label = super::quoted_label(point);
        if Reader::of(&point.meaning) == Reader::Blank && !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.is_empty() {
        return Ok(());
    }
    let most = match page.detail() {
        Detail::Brief => SHOWN,
        Detail::Full => usize::MAX,
    };
    let shown: Vec<&str> = labels.iter().take(most).map(String::as_str).collect();
    let more = match labels.len().saturating_sub(most) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    page.text(0, Ink::Faint, &format!("Blank: {}{more}", shown.join(", ")))
}
