//! The page for people fits its width, says what it must, and holds nothing that does not print.

mod fixture;

use sar_decode::codebook::Codebooks;
use sar_decode::render::{self, Colour, Detail, Style};
use sar_decode::report::Report;

fn page(report: &Report, style: Style) -> String {
    let renderer = render::by_name("terminal").expect("the page");
    let mut bytes = Vec::new();
    renderer
        .render(report, &style, &mut bytes)
        .expect("a report that can be written");
    String::from_utf8(bytes).expect("text")
}

fn style(width: usize, detail: Detail) -> Style {
    Style {
        width,
        colour: Colour::Without,
        detail,
    }
}

#[test]
fn no_line_is_wider_than_the_page() {
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let report = fixture.report(&books);
        for width in [60, 80, 100, 140] {
            for detail in [Detail::Brief, Detail::Full] {
                for line in page(&report, style(width, detail)).lines() {
                    let wide = line.chars().count();
                    assert!(wide <= width, "{}: {wide} of {width}: {line}", fixture.name);
                }
            }
        }
    }
}

#[test]
fn nothing_on_a_page_moves_the_cursor() {
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let text = page(&fixture.report(&books), Style::default());
        let bad = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(bad, None, "{}", fixture.name);
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let books = Codebooks::embedded();
    let escapes = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
    for fixture in fixture::all() {
        let report = fixture.report(&books);
        let coloured = page(
            &report,
            Style {
                colour: Colour::With,
                ..Style::default()
            },
        );
        let plain = page(&report, Style::default());
        assert_ne!(coloured, plain, "{}", fixture.name);
        assert_eq!(
            escapes.replace_all(&coloured, ""),
            plain,
            "{}",
            fixture.name
        );
    }
}

#[test]
fn every_page_says_what_was_not_read_and_shows_every_finding_and_heading() {
    let books = Codebooks::embedded();
    for fixture in fixture::all() {
        let report = fixture.report(&books);
        let text = page(&report, style(140, Detail::Full));
        assert!(text.contains("What could not be read"), "{}", fixture.name);
        for finding in &report.findings {
            let head = format!("{} {}", finding.rule, finding.name);
            assert!(text.contains(&head), "{}: {head}", fixture.name);
        }
        for part in &report.parts {
            assert!(text.contains(&part.sha256), "{}", fixture.name);
        }
    }
}
