//! What the person fills in is read back: from the workbook as it was written, from one that another
//! program saved again, and from the CSV form.
#![cfg(feature = "cli")]

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("truth-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let table = "First Name,Date of Birth,Estimated Age,Marital Status (estimated),Ward\n\
                 Casey,12/03/1966,46-55,Married,Mockton\n";
    fs::write(folder.join("data.csv"), table).expect("a response");
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sar-decode"))
        .current_dir(folder)
        .args(args)
        .output()
        .expect("the program runs")
}

fn report(folder: &Path, truth: &str) -> (Value, String) {
    let done = run(folder, &["data.csv", "--truth", truth, "--format", "json"]);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(0), "{said}");
    (
        serde_json::from_slice(&done.stdout).expect("a report"),
        said,
    )
}

/// What is filled in: the row of the data point, the answer, the correction.
const FILLED: [(u32, &str, &str); 3] = [
    (2, "wrong", "1981"),
    (3, "wrong", "I am 44"),
    (5, "right", ""),
];

/// Fills in the columns of a workbook, as somebody does by hand.
fn fill(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut filled = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).expect("a member");
        let name = member.name().expect("a name").into_owned();
        let mut inside = Vec::new();
        member.read_to_end(&mut inside).expect("its bytes");
        if name == "xl/worksheets/sheet1.xml" {
            let mut xml = String::from_utf8(inside).expect("text");
            for (point, answer, correction) in FILLED {
                for (column, text) in [("S", answer), ("T", correction)] {
                    let cell = format!("<c r=\"{column}{}\"", point + 1);
                    let start = xml.find(&cell).expect("a cell to fill in");
                    let end = start + xml[start..].find('>').expect("its end") + 1;
                    let full = format!("{cell} t=\"inlineStr\"><is><t>{text}</t></is></c>");
                    // A blank cell is written as one tag.
                    assert!(xml[start..end].ends_with("/>"), "{}", &xml[start..end]);
                    xml.replace_range(start..end, &full);
                }
            }
            inside = xml.into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        filled.start_file(name, options).expect("a member");
        filled.write_all(&inside).expect("its bytes");
    }
    filled.finish().expect("an archive").into_inner()
}

fn expect_accuracy(folder: &Path, truth: &str) {
    let (report, _) = report(folder, truth);
    let accuracy = report.pointer("/summary/accuracy").expect("accuracy");
    let number = |pointer: &str| accuracy.pointer(pointer).and_then(Value::as_u64);
    let counts = [
        "/facts/right",
        "/facts/wrong",
        "/guesses/right",
        "/guesses/wrong",
    ]
    .map(number);
    assert_eq!(counts, [Some(1), Some(1), Some(0), Some(1)], "{truth}");
    let rules: Vec<(&str, usize)> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|finding| {
            Some((
                finding["rule"].as_str()?,
                finding["data_points"].as_array()?.len(),
            ))
        })
        .filter(|(rule, _)| ["A01", "A02"].contains(rule))
        .collect();
    assert!(
        rules.contains(&("A01", 1)) && rules.contains(&("A02", 1)),
        "{truth}: {rules:?}"
    );
    let text = report.to_string();
    assert!(
        !text.contains("1981") && !text.contains("I am 44"),
        "the truth is in the report"
    );
}

fn filled_workbook(folder: &Path) {
    let done = run(folder, &["data.csv", "-o", "report.xlsx"]);
    assert_eq!(done.status.code(), Some(0));
    let bytes = fs::read(folder.join("report.xlsx")).expect("a workbook");
    fs::write(folder.join("filled.xlsx"), fill(&bytes)).expect("a workbook");
}

#[test]
fn a_workbook_that_was_filled_in_gives_accuracy_and_findings() {
    let folder = folder("workbook");
    filled_workbook(&folder);
    expect_accuracy(&folder, "filled.xlsx");
}

#[test]
fn every_form_says_how_right_the_profile_is() {
    const SAID: &str = "what you say is true";
    let folder = folder("forms");
    filled_workbook(&folder);
    for form in ["terminal", "markdown", "html", "docx", "xlsx"] {
        let done = run(
            &folder,
            &["data.csv", "--truth", "filled.xlsx", "--format", form],
        );
        let text = match done.stdout.starts_with(b"PK") {
            true => unpacked(&done.stdout),
            false => String::from_utf8(done.stdout).expect("text"),
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(SAID), "{form}");
    }
}

/// The text of every member of an archive.
fn unpacked(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    for index in 0..archive.len() {
        let mut inside = Vec::new();
        let mut member = archive.by_index(index).expect("a member");
        member.read_to_end(&mut inside).expect("its bytes");
        text.push_str(&String::from_utf8_lossy(&inside));
    }
    text
}

#[test]
fn so_does_one_that_libreoffice_saved_again() {
    if !Command::new("soffice")
        .arg("--version")
        .output()
        .is_ok_and(|it| it.status.success())
    {
        println!("SKIPPED: LibreOffice (soffice) is not installed");
        return;
    }
    let folder = folder("libreoffice");
    filled_workbook(&folder);
    for (form, name) in [
        ("ods", "filled.ods"),
        ("xlsx:Calc MS Excel 2007 XML", "again/filled.xlsx"),
    ] {
        let to = folder.join(name);
        let done = Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                folder.join("profile").display()
            ))
            .args(["--headless", "--convert-to", form, "--outdir"])
            .arg(to.parent().expect("a folder"))
            .arg(folder.join("filled.xlsx"))
            .output()
            .expect("LibreOffice runs");
        assert!(to.is_file(), "{}", String::from_utf8_lossy(&done.stderr));
        expect_accuracy(&folder, name);
    }
}

#[test]
fn so_does_the_csv_form() {
    let folder = folder("csv");
    let done = run(&folder, &["data.csv", "--format", "csv"]);
    let mut lines = Vec::new();
    for (line, point) in String::from_utf8(done.stdout)
        .expect("text")
        .lines()
        .zip(0..)
    {
        let filled = FILLED.iter().find(|(number, ..)| *number == point);
        lines.push(match filled {
            Some((_, answer, correction)) => {
                let blank = line.strip_suffix(",,").expect("two blank columns");
                format!("{blank},{answer},{correction}")
            }
            None => line.to_owned(),
        });
    }
    fs::write(folder.join("filled.csv"), lines.join("\n")).expect("a table");
    expect_accuracy(&folder, "filled.csv");
}

#[test]
fn a_form_that_was_filled_in_on_another_report_is_named_and_not_used() {
    let folder = folder("stray");
    filled_workbook(&folder);
    fs::write(
        folder.join("data.csv"),
        "First Name,Date of Birth,Ward\nCasey,13/04/1970,Mockton\n",
    )
    .expect("a response");
    let (report, said) = report(&folder, "filled.xlsx");
    for point in ["D2: ", "D3: ", "D5: "] {
        assert!(
            said.contains(&format!("{point}was filled in on another report")),
            "{said}"
        );
    }
    let wrong = report.pointer("/summary/accuracy/facts/wrong");
    assert_eq!(wrong.and_then(Value::as_u64), Some(0));
}

#[test]
fn a_file_without_the_column_is_refused_and_so_is_one_of_the_response() {
    let folder = folder("refused");
    fs::write(folder.join("other.csv"), "a,b\n1,2\n").expect("a table");
    let done = run(&folder, &["data.csv", "--truth", "other.csv"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("Accurate?"));
    let done = run(&folder, &["data.csv", "--truth", "data.csv"]);
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn a_letter_asks_for_what_the_person_says_is_right() {
    let folder = folder("letter");
    filled_workbook(&folder);
    let args = [
        "letter",
        "rectification",
        "data.csv",
        "--truth",
        "filled.xlsx",
    ];
    let letter = String::from_utf8(run(&folder, &args).stdout).expect("text");
    assert!(letter.contains("| 1981 | [what shows it] |"), "{letter}");
    assert!(letter.contains(": I am 44"), "{letter}");
    let masked = [&args[..], &["--redact"]].concat();
    let letter = String::from_utf8(run(&folder, &masked).stdout).expect("text");
    assert!(
        !letter.contains("1981") && !letter.contains("I am 44"),
        "{letter}"
    );
}
