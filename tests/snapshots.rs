//! The report on each case, as text of 100 columns without colour and as JSON, against the one that
//! was looked at and accepted: `tests/snapshots/<case>.txt` and `.json`.
//!
//! `SNAPSHOTS=accept cargo test --test snapshots` writes them anew. Look at the difference before
//! handing it over.

mod fixture;

use std::fs;
use std::path::{Path, PathBuf};

use sar_decode::codebook::Codebooks;
use sar_decode::render::{self, Style};
use sar_decode::report::Report;

fn rendered(report: &Report, format: &str) -> String {
    let renderer = render::by_name(format).expect("a format");
    let mut bytes = Vec::new();
    renderer
        .render(report, &Style::default(), &mut bytes)
        .expect("a report that can be written");
    String::from_utf8(bytes).expect("text")
}

/// The page without the digests of the codebooks, which change with every word of theirs. What a
/// codebook changes in a report shows in the rest of the page.
fn without_digests(page: &str, report: &Report) -> String {
    let mut page = page.to_owned();
    for book in &report.made_with.codebooks {
        for length in [book.sha256.len(), 16, 12, 8] {
            if let Some(digest) = book.sha256.get(..length) {
                page = page.replace(digest, "(digest)");
            }
        }
    }
    page
}

fn path(case: &str, ending: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(format!("{case}.{ending}"))
}

/// The first line in which two texts differ.
fn difference(was: &str, is: &str) -> String {
    let pairs = was.lines().zip(is.lines()).zip(1..);
    let mut differing = pairs.filter(|((was, is), _)| was != is);
    match differing.next() {
        Some(((was, is), line)) => format!("line {line}\n  was {was}\n  is  {is}"),
        None => format!(
            "{} lines instead of {}",
            is.lines().count(),
            was.lines().count()
        ),
    }
}

#[test]
fn each_report_is_the_one_that_was_accepted() {
    let accept = std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "accept");
    let books = Codebooks::embedded();
    let mut wrongs = Vec::new();
    for fixture in fixture::all() {
        let report = fixture.report(&books);
        for (format, ending) in [("terminal", "txt"), ("json", "json")] {
            let is = without_digests(&rendered(&report, format), &report);
            let path = path(&fixture.name, ending);
            if accept {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(&path, is).expect("a snapshot");
                continue;
            }
            match fs::read_to_string(&path) {
                Err(_) => wrongs.push(format!("{}.{ending}: not accepted yet", fixture.name)),
                Ok(was) if was != is => {
                    let where_ = difference(&was, &is);
                    wrongs.push(format!("{}.{ending}: {where_}", fixture.name));
                }
                Ok(_) => {}
            }
        }
    }
    let how = "SNAPSHOTS=accept cargo test --test snapshots";
    assert!(wrongs.is_empty(), "\n{}\n{how}", wrongs.join("\n"));
}
