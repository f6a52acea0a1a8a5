//! `xlsx`: the report as a workbook with filters: the data points, with a column in which the person
//! says whether each is accurate; the findings; what an answer owes; the sources and files.

use std::io::Write;

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Table,
    TableColumn, TableStyle, Workbook, Worksheet, XlsxError,
};

use crate::error::RenderError;
use crate::render::view::{View, view};
use crate::render::{Render, Style};
use crate::report::Report;

const NAME: &str = "xlsx";

/// The title of the column for the person's own word.
pub const ACCURATE: &str = "Accurate?";

/// What the person can say in that column.
pub const ANSWERS: [&str; 4] = ["right", "wrong", "partly", "do not know"];

/// The report as a workbook.
#[derive(Debug)]
pub struct Xlsx;

impl Render for Xlsx {
    fn name(&self) -> &'static str {
        NAME
    }

    fn endings(&self) -> &'static [&'static str] {
        &["xlsx"]
    }

    fn holds(&self) -> &'static str {
        "a workbook with filters, and a column to mark what is accurate"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn render(
        &self,
        report: &Report,
        _style: &Style,
        out: &mut dyn Write,
    ) -> Result<(), RenderError> {
        let bytes = workbook(&view(report)).map_err(|source| RenderError::Form {
            format: NAME,
            source: Box::new(source),
        })?;
        out.write_all(&bytes)?;
        Ok(())
    }
}

/// A column: its title and its width in characters.
type Column = (&'static str, f64);

fn workbook(view: &View) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // No clock reaches the output.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("Report on {}", view.case);
    book.set_properties(
        &DocProperties::new()
            .set_title(&title)
            .set_author("sar-decode")
            .set_creation_datetime(&made),
    );
    data_points(view, book.add_worksheet())?;
    findings(view, book.add_worksheet())?;
    checklist(view, book.add_worksheet())?;
    sources(view, book.add_worksheet())?;
    files(view, book.add_worksheet())?;
    about(view, book.add_worksheet())?;
    book.save_to_buffer()
}

fn data_points(view: &View, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const COLUMNS: &[Column] = &[
        ("No.", 7.0),
        ("File and sheet", 24.0),
        ("Place", 16.0),
        ("Heading", 24.0),
        ("What the heading says", 28.0),
        ("Value", 24.0),
        ("Stored value", 14.0),
        ("What it means", 46.0),
        ("Who explains it", 20.0),
        ("Where it explains it", 20.0),
        ("Where it came from", 26.0),
        ("Source named", 22.0),
        ("Where it says so", 20.0),
        ("Guess", 22.0),
        ("Sensitive", 18.0),
        ("Kind", 24.0),
        ("About", 18.0),
        ("Hidden in the file", 12.0),
        (ACCURATE, 14.0),
        ("What is true", 24.0),
    ];
    let rows: Vec<Vec<String>> = view
        .groups
        .iter()
        .flat_map(|group| {
            group.points.iter().map(|point| {
                let hidden = if point.hidden { "yes" } else { "" };
                [
                    &*point.id,
                    &group.title,
                    &point.place,
                    &point.label,
                    &point.title,
                    &point.value,
                    &point.stored,
                    &point.meaning,
                    point.explained,
                    &point.explained_at,
                    &point.origin,
                    &point.source,
                    &point.origin_at,
                    &point.guess,
                    point.special,
                    point.category,
                    point.level,
                    hidden,
                    "",
                    "",
                ]
                .map(str::to_owned)
                .to_vec()
            })
        })
        .collect();
    table(sheet, "Data points", COLUMNS, &rows)?;
    let accurate = COLUMNS
        .iter()
        .position(|(title, _)| *title == ACCURATE)
        .unwrap_or_default();
    let (column, last) = (col(accurate), row(rows.len().max(1)));
    let choice = DataValidation::new()
        .allow_list_strings(&ANSWERS)?
        .set_input_title("Is it accurate?")?
        .set_input_message("Say what you know. Leave it blank where you do not want to.")?;
    sheet.add_data_validation(1, column, last, column, &choice)?;
    Ok(())
}

fn findings(view: &View, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const COLUMNS: &[Column] = &[
        ("No.", 7.0),
        ("Rule", 8.0),
        ("Name", 26.0),
        ("Severity", 11.0),
        ("Standing", 24.0),
        ("Finding", 60.0),
        ("Places", 40.0),
        ("Data points", 18.0),
        ("Law", 40.0),
        ("Ask", 50.0),
        ("May be wrong", 50.0),
    ];
    let rows: Vec<Vec<String>> = view
        .findings
        .iter()
        .map(|finding| {
            let places: Vec<&str> = match finding.quotes.is_empty() {
                true => finding.places.iter().map(String::as_str).collect(),
                false => finding.quotes.iter().map(|quote| &*quote.place).collect(),
            };
            let points: Vec<&str> = finding.quotes.iter().map(|quote| &*quote.id).collect();
            vec![
                finding.id.clone(),
                finding.rule.to_owned(),
                finding.name.clone(),
                finding.severity.to_owned(),
                finding.standing.to_owned(),
                finding.message.clone(),
                places.join("; "),
                points.join(" "),
                finding.law.clone(),
                finding.ask.clone(),
                finding.caveat.clone(),
            ]
        })
        .collect();
    table(sheet, "Findings", COLUMNS, &rows)
}

fn checklist(view: &View, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const COLUMNS: &[Column] = &[
        ("Item", 44.0),
        ("In the papers", 18.0),
        ("Words, or what was searched", 70.0),
        ("Place", 30.0),
    ];
    let rows: Vec<Vec<String>> = view
        .checklist
        .iter()
        .map(|line| {
            vec![
                line.item.clone(),
                line.status.to_owned(),
                line.text.clone(),
                line.place.clone(),
            ]
        })
        .collect();
    table(sheet, "Checklist", COLUMNS, &rows)
}

fn sources(view: &View, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const COLUMNS: &[Column] = &[("No.", 7.0), ("Published source", 110.0)];
    let rows: Vec<Vec<String>> = view
        .citations
        .iter()
        .zip(1..)
        .map(|(cited, number)| vec![number.to_string(), cited.clone()])
        .collect();
    table(sheet, "Sources", COLUMNS, &rows)
}

fn files(view: &View, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const COLUMNS: &[Column] = &[
        ("Exhibit", 9.0),
        ("File", 40.0),
        ("Kind", 9.0),
        ("Bytes", 11.0),
        ("Read", 14.0),
        ("SHA-256", 68.0),
        ("Odd", 60.0),
    ];
    let rows: Vec<Vec<String>> = view
        .parts
        .iter()
        .map(|part| {
            vec![
                part.exhibit.to_string(),
                part.path.clone(),
                part.kind.to_owned(),
                part.bytes.to_string(),
                part.read.to_owned(),
                part.sha256.clone(),
                part.oddities.join("\n"),
            ]
        })
        .collect();
    table(sheet, "Files", COLUMNS, &rows)
}

/// What the report is about and was made with, as the first page of the other forms says it.
fn about(view: &View, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const COLUMNS: &[Column] = &[("About", 18.0), ("This report", 110.0)];
    let findings: Vec<String> = view
        .severities
        .iter()
        .map(|counted| format!("{} {}", counted.number, counted.words))
        .collect();
    let books: Vec<String> = view
        .books
        .iter()
        .map(|book| format!("{} {}, SHA-256 {}", book.id, book.version, book.sha256))
        .collect();
    let lines = [
        ("Case", view.case.as_str()),
        ("Mind first", view.safeguarding),
        ("Party", &view.party),
        ("Answer", view.kind),
        ("Time", &view.time),
        ("Steps of the clock", &view.steps.join("\n")),
        ("Masked", &view.masked),
        ("Accuracy", &view.accuracy),
        ("Findings", &findings.join(", ")),
        ("Made with", &format!("sar-decode {}", view.version)),
        ("Codebooks", &books.join("\n")),
        ("Codebooks of yours", &view.overlays.join("\n")),
    ];
    let rows: Vec<Vec<String>> = lines
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(head, text)| vec![head.to_owned(), text.to_owned()])
        .collect();
    table(sheet, "About", COLUMNS, &rows)
}

/// A sheet with one table: a header that stays, a filter on each column, text that wraps. Every
/// value is written as text, so that none is taken for a formula, a number or a date.
fn table(
    sheet: &mut Worksheet,
    name: &str,
    columns: &[Column],
    rows: &[Vec<String>],
) -> Result<(), XlsxError> {
    // What a cell of the format can hold.
    const MOST: usize = 32_767;
    sheet.set_name(name)?;
    let text = Format::new()
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Hair)
        .set_border_color(Color::RGB(0x00C9_CFD8));
    let head = Format::new().set_bold().set_text_wrap();
    for (index, (_, width)) in columns.iter().enumerate() {
        sheet.set_column_width(col(index), *width)?;
    }
    for (index, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let whole = cell.chars().count() <= MOST;
            let cell = if whole {
                cell.clone()
            } else {
                cell.chars().take(MOST - 1).chain(['\u{2026}']).collect()
            };
            sheet.write_string_with_format(row(index + 1), col(column), cell, &text)?;
        }
    }
    for (index, cells) in rows.iter().enumerate() {
        sheet.set_row_height(row(index + 1), height(columns, cells))?;
    }
    let columns: Vec<TableColumn> = columns
        .iter()
        .map(|(title, _)| {
            TableColumn::new()
                .set_header(*title)
                .set_header_format(&head)
        })
        .collect();
    let last = col(columns.len().saturating_sub(1));
    let mut table = Table::new()
        .set_columns(&columns)
        .set_style(TableStyle::Light1);
    table = table.set_name(name.replace(' ', "_"));
    sheet.add_table(0, 0, row(rows.len().max(1)), last, &table)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// The height of a row in points, by the lines that its texts take: programs that open the file do not
/// reckon it when they print.
fn height(columns: &[Column], cells: &[String]) -> f64 {
    const LINE: f64 = 15.0;
    /// What a row can have at most.
    const MOST: f64 = 409.0;
    let lines = columns.iter().zip(cells).map(|((_, width), cell)| {
        let of_line = |line: &str| {
            let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
            // Words do not fill a line to its end.
            (f64::from(length) * 1.1 / width).ceil().max(1.0)
        };
        cell.split('\n').map(of_line).sum::<f64>()
    });
    (lines.fold(1.0, f64::max) * LINE).min(MOST)
}

fn col(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn row(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
