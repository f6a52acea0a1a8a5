//! Papers in shapes in which parties answer, made by `tests/papers/make_papers.py`: what is read in each,
//! and where. One invented person is in all of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sar_decode::analyse::{Settings, analyse};
use sar_decode::codebook::Codebooks;
use sar_decode::document::{Document, OddityKind, Part, ReadState};
use sar_decode::ingest::{Limits, Ocr, Source, ingest_all};
use sar_decode::provenance::PartId;
use sar_decode::report::Report;

/// What is held about the person, in the papers that list it.
const RECORD: [(&str, &str); 11] = [
    ("Title", "Mx"),
    ("First name", "Orla"),
    ("Last name", "Tamworthy"),
    ("Address", "4 Bracken Row"),
    ("E-mail", "orla@post.example"),
    ("Telephone", "01632 960714"),
    ("Elector number", "FB3-1187/2"),
    ("Likely to vote (0-10)", "8"),
    ("Party preference", "Green"),
    ("Issue", "Rail fares, rents"),
    ("Household segment", "K48"),
];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/papers")
        .join(name)
}

fn parts(name: &str, limits: &Limits) -> Vec<Part> {
    let bytes = std::fs::read(path(name)).expect("a paper");
    let source = Source {
        part: PartId(0),
        name,
        bytes: &bytes,
    };
    ingest_all(&source, limits)
}

fn report(parts: Vec<Part>) -> Report {
    let settings = Settings {
        case_id: "papers".to_owned(),
        ..Settings::default()
    };
    let report = analyse(&Document { parts }, &Codebooks::embedded(), &settings);
    report.expect("the books load")
}

/// `label = value (place)` for each data point.
fn points(parts: Vec<Part>) -> Vec<String> {
    let report = report(parts);
    let points = report.data_points.iter().map(|point| {
        let value = point.value.as_deref().unwrap_or("-");
        format!("{} = {value} ({})", point.label, point.at.place)
    });
    points.collect()
}

fn read(name: &str) -> Vec<String> {
    points(parts(name, &Limits::default()))
}

/// That a paper lists the record, each value on a page or line of its own, and nothing else.
fn lists_the_record(name: &str, points: &[String]) {
    assert_eq!(points.len(), RECORD.len(), "{name}: {points:#?}");
    for (point, (label, value)) in points.iter().zip(RECORD) {
        let expected = format!("{label} = {value}");
        assert!(
            point.starts_with(&expected),
            "{name}: {point}, not {expected}"
        );
    }
    let mut places: Vec<&str> = points
        .iter()
        .filter_map(|point| point.rsplit_once('('))
        .map(|p| p.1)
        .collect();
    places.dedup();
    assert!(places.len() > 1, "{name}");
}

#[test]
fn lists_are_read_however_their_values_are_set_beside_their_headings() {
    for name in ["leaders.pdf", "bullets.pdf", "profile.pdf", "card.pdf"] {
        lists_the_record(name, &read(name));
    }
    assert_eq!(
        read("leaders.pdf")[6],
        "Elector number = FB3-1187/2 (page 1, line 8)"
    );
    assert_eq!(read("profile.pdf")[1], "First name = Orla (page 1, line 6)");
}

#[test]
fn values_of_several_lines_are_one_and_stand_at_their_first() {
    let points = read("multiline.pdf");
    assert_eq!(points.len(), 13, "{points:#?}");
    assert_eq!(
        points[3],
        "Address = 4 Bracken Row Fabley ZZ99 2QT (page 1, line 5)"
    );
    assert!(
        points[11].ends_with("before polling day. (page 1, line 15)"),
        "{}",
        points[11]
    );
}

#[test]
fn a_sheet_printed_in_stripes_with_numbers_to_the_right_keeps_its_columns() {
    let points = read("excel-print.pdf");
    assert_eq!(points.len(), 78, "{points:#?}");
    for expected in [
        "Voter ID = V0010 (page 1, line 3)",
        "DOB Flag = - (page 2, line 3)",
        "Turnout Score = 71 (page 4, line 3)",
        "Support Score = 64 (page 4, line 3)",
        "Notes = Moved? (page 6, line 4)",
    ] {
        assert!(
            points.iter().any(|point| point == expected),
            "{expected}: {points:#?}"
        );
    }
    assert!(!points.iter().any(|point| point.starts_with(" = ")));
}

#[test]
fn a_page_is_read_as_it_is_turned() {
    for name in ["rotated.pdf", "rotated270.pdf"] {
        let points = read(name);
        assert_eq!(points.len(), 6, "{name}: {points:#?}");
        assert_eq!(points[4], "Turnout score = 71 (page 1, line 3)", "{name}");
        assert_eq!(
            points[5], "Voting intention = Green (page 1, line 3)",
            "{name}"
        );
    }
}

#[test]
fn rows_between_stripes_are_rows_of_one_table() {
    let points = read("zebra.pdf");
    assert_eq!(points.len(), 16, "{points:#?}");
    assert_eq!(points[4], "Date = 01/02/2024 (page 1, line 5)");
    assert!(
        points[7]
            .starts_with("Note = Said she may move house before the next election and asked not")
    );
    assert_eq!(points[15], "Note = Voted 18:40 (page 1, line 14)");
}

#[test]
fn a_raised_figure_is_no_part_of_a_heading_or_a_value() {
    let report = report(parts("footnotes.pdf", &Limits::default()));
    let score = report
        .data_points
        .iter()
        .find(|point| point.value.as_deref() == Some("71"));
    assert_eq!(score.expect("the score").label, "Turnout score \u{b9}");
}

#[test]
fn a_letter_in_two_languages_is_text_and_the_table_below_it_is_data() {
    let parts = parts("welsh.pdf", &Limits::default());
    let texts: Vec<&str> = parts[0].passages.iter().map(|p| p.text.as_str()).collect();
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("Diolch am eich cais.")),
        "{texts:#?}"
    );
    let points = points(parts);
    assert_eq!(points.len(), 5, "{points:#?}");
    assert!(points[3].starts_with("Bwriad pleidleisio / Voting intention = Plaid Cymru"));
}

#[test]
fn records_side_by_side_are_all_read_and_a_blank_one_is_blank() {
    let points = read("turned.pdf");
    assert_eq!(points.len(), 33, "{points:#?}");
    assert_eq!(points[0], "Title = Mx (page 1, line 3)");
    assert_eq!(
        points
            .iter()
            .filter(|point| point.starts_with("Issue = Rail fares"))
            .count(),
        3
    );
}

#[test]
fn a_print_of_latex_is_read_over_its_pages() {
    let points = read("latex.pdf");
    assert_eq!(points.len(), 53, "{points:#?}");
    assert_eq!(points[42], "Issue = Rail fares, rents (page 2, line 2)");
    assert_eq!(points[44], "Election = 2019 (page 2, line 5)");
}

#[test]
fn a_row_that_reaches_over_a_table_is_a_title_and_no_value() {
    let points = read("merged.odt");
    let labels: Vec<&str> = points
        .iter()
        .filter_map(|point| point.split_once(" = "))
        .map(|p| p.0)
        .collect();
    assert_eq!(
        labels,
        ["Surname", "First name", "Turnout score", "Support score"]
    );
}

#[test]
fn values_of_a_form_are_read_once_and_a_tick_is_a_value() {
    let part = &parts("acroform.pdf", &Limits::default())[0];
    let points = points(vec![part.clone()]);
    lists_the_record("acroform.pdf", &points[..11]);
    assert!(
        points
            .iter()
            .any(|point| point.starts_with("postal_voter = Yes")),
        "{points:#?}"
    );
    assert_eq!(points.len(), 13, "{points:#?}");
}

#[test]
fn a_reply_between_quoted_lines_is_read_with_its_table() {
    let parts = parts("reply-chain.eml", &Limits::default());
    let own: Vec<&str> = parts[0]
        .passages
        .iter()
        .filter(|p| !p.quoted)
        .map(|p| p.text.as_str())
        .collect();
    assert!(own.contains(&"From the electoral register and from your web form."));
    assert!(
        !own.iter()
            .any(|text| text.contains("none of your business"))
    );
    assert_eq!(points(parts).len(), 11);
}

#[test]
fn what_a_person_passed_on_is_the_partys_message_of_its_own_day() {
    let report = report(parts("forwarded.eml", &Limits::default()));
    let paths: Vec<&str> = report.parts.iter().map(|part| part.path.as_str()).collect();
    assert_eq!(paths, ["forwarded.eml", "forwarded.eml/message-2"]);
    assert_eq!(report.data_points.len(), 11);
    assert!(
        report
            .data_points
            .iter()
            .all(|point| point.at.part == PartId(1))
    );
}

#[test]
fn a_zip_in_a_mail_in_a_zip_is_read_to_its_end() {
    let report = report(parts("nested.zip", &Limits::default()));
    let data = report
        .parts
        .iter()
        .find(|part| part.path.ends_with("record.csv"));
    assert_eq!(
        data.expect("the record").path,
        "nested.zip/mails/answer.eml/record.zip/data/record.csv"
    );
    let score = report
        .data_points
        .iter()
        .find(|point| point.label == "Turnout score");
    let score = score.expect("the score");
    assert_eq!(score.meaning.status.as_str(), "scored");
}

#[test]
fn a_scan_is_read_by_tesseract_where_it_is_installed_and_marked() {
    let limits = Limits {
        ocr: Ocr::On,
        ..Limits::default()
    };
    let parts = parts("scan.pdf", &limits);
    if Command::new("tesseract").arg("--version").output().is_err() {
        eprintln!("tesseract is not installed: left out");
        assert!(
            parts[0]
                .oddities
                .iter()
                .any(|oddity| oddity.text.contains("not installed"))
        );
        return;
    }
    assert_eq!(parts[0].read, ReadState::Whole);
    assert!(
        parts[0]
            .oddities
            .iter()
            .any(|oddity| oddity.kind == OddityKind::ReadByOcr)
    );
    let report = report(parts);
    assert_eq!(report.data_points.len(), 11);
    assert!(report.data_points.iter().all(|point| point.read_by_ocr));
}

/// An empty folder of this test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("papers")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn program(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sar-decode"));
    command
        .current_dir(folder)
        .args(args)
        .output()
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn passwords_of_a_file_open_a_pdf_and_a_zip_and_are_in_no_output() {
    let folder = folder("locked");
    let at = |name: &str| folder.join(name);
    std::fs::copy(path("locked.pdf"), at("locked.pdf")).expect("a copy");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(at("locked.zip")).expect("a file"));
    let options = zip::write::SimpleFileOptions::default()
        .with_aes_encryption(zip::AesMode::Aes256, "open sesame");
    zip.start_file("record.csv", options).expect("a member");
    std::io::Write::write_all(&mut zip, b"First name,Postcode\nOrla,ZZ99 2QT\n").expect("a member");
    zip.finish().expect("an archive");
    std::fs::write(at("passwords.txt"), "wrong\nopen sesame\n").expect("a file");
    for name in ["locked.pdf", "locked.zip"] {
        let shut = program(&folder, &[name, "--format", "json"]);
        assert!(matches!(shut.status.code(), Some(3 | 4)), "{name}");
        assert!(text(&shut.stdout).contains("\"encrypted\""), "{name}");
        let open = program(
            &folder,
            &[name, "--password-file", "passwords.txt", "--format", "json"],
        );
        assert_eq!(
            open.status.code(),
            Some(0),
            "{name}: {}",
            text(&open.stderr)
        );
        let all = format!("{}{}", text(&open.stdout), text(&open.stderr));
        assert!(all.contains("\"Orla\""), "{name}");
        assert!(!all.contains("sesame"), "{name}");
    }
}

#[test]
fn inspect_draws_the_pages_with_the_tables_found_on_them() {
    let folder = folder("drawn");
    std::fs::copy(path("welsh.pdf"), folder.join("welsh.pdf")).expect("a copy");
    let drawn = program(&folder, &["inspect", "welsh.pdf", "--html", "pages.html"]);
    assert_eq!(drawn.status.code(), Some(0), "{}", text(&drawn.stderr));
    let page = std::fs::read_to_string(folder.join("pages.html")).expect("the drawing");
    assert!(page.contains("<svg") && page.contains("Siaradwr Cymraeg"));
    assert!(!page.contains("<script"));
}
