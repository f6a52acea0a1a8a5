//! The command line, case by case: each file in `tests/cmd/` holds runs of the program and what each
//! must answer. To add a case, add a file.
#![cfg(feature = "cli")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::Deserialize;

/// A file of runs, one after the other, in one empty folder that holds the files it names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What it shows.
    shows: String,
    /// Fixtures to lay into the folder: where each goes, and where it comes from.
    #[serde(default)]
    copy: std::collections::BTreeMap<String, String>,
    /// Files to write into the folder.
    #[serde(default)]
    files: std::collections::BTreeMap<String, String>,
    /// The runs.
    run: Vec<Run>,
}

/// A run of the program.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    args: Vec<String>,
    #[serde(default)]
    stdin: String,
    /// A fixture for standard input.
    stdin_file: Option<String>,
    status: i32,
    #[serde(default)]
    stdout_has: Vec<String>,
    #[serde(default)]
    stdout_lacks: Vec<String>,
    /// All of standard output.
    stdout: Option<String>,
    #[serde(default)]
    stderr_has: Vec<String>,
    #[serde(default)]
    stderr_lacks: Vec<String>,
    /// All of standard error.
    stderr: Option<String>,
    /// Files that must be there afterwards.
    #[serde(default)]
    makes: Vec<String>,
    /// Files that must not be there afterwards.
    #[serde(default)]
    makes_not: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sar-decode"));
    command
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env("COLUMNS", "100");
    command
}

/// An empty folder of its own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn run(folder: &Path, run: &Run) -> Output {
    let mut child = program(folder)
        .args(&run.args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let stdin = match &run.stdin_file {
        Some(file) => fs::read(root().join(file)).expect("a fixture"),
        None => run.stdin.clone().into_bytes(),
    };
    // The program may not read what it does not need.
    let _ = child
        .stdin
        .take()
        .expect("standard input")
        .write_all(&stdin);
    child.wait_with_output().expect("an answer")
}

fn wrongs(folder: &Path, wanted: &Run, answer: &Output) -> Vec<String> {
    let out = String::from_utf8_lossy(&answer.stdout);
    let err = String::from_utf8_lossy(&answer.stderr);
    let mut wrongs = Vec::new();
    if answer.status.code() != Some(wanted.status) {
        wrongs.push(format!("status {:?}", answer.status.code()));
    }
    for (name, text, has, lacks, whole) in [
        (
            "stdout",
            &out,
            &wanted.stdout_has,
            &wanted.stdout_lacks,
            &wanted.stdout,
        ),
        (
            "stderr",
            &err,
            &wanted.stderr_has,
            &wanted.stderr_lacks,
            &wanted.stderr,
        ),
    ] {
        let missing = has.iter().filter(|piece| !text.contains(piece.as_str()));
        wrongs.extend(missing.map(|piece| format!("{name} lacks {piece:?}")));
        let there = lacks.iter().filter(|piece| text.contains(piece.as_str()));
        wrongs.extend(there.map(|piece| format!("{name} has {piece:?}")));
        if whole.as_ref().is_some_and(|whole| text != whole) {
            wrongs.push(format!("{name} differs"));
        }
        // Whatever is asked: nothing of a file reaches the terminal as a control character.
        if text.contains('\u{1b}') && !wanted.args.contains(&"--color=always".to_owned()) {
            wrongs.push(format!("{name} has an escape character"));
        }
    }
    for file in &wanted.makes {
        if !folder.join(file).is_file() {
            wrongs.push(format!("{file} is not there"));
        }
    }
    for file in &wanted.makes_not {
        if folder.join(file).exists() {
            wrongs.push(format!("{file} is there"));
        }
    }
    if !wrongs.is_empty() {
        wrongs.push(format!("--- stdout\n{out}--- stderr\n{err}"));
    }
    wrongs
}

fn check(path: &Path) -> Vec<String> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let text = fs::read_to_string(path).expect("a case");
    let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let folder = folder(&name);
    let make = |file: &str| {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        path
    };
    for (to, from) in &case.copy {
        fs::copy(root().join(from), make(to)).expect("a fixture");
    }
    for (to, text) in &case.files {
        fs::write(make(to), text).expect("a file");
    }
    let answers = case.run.iter().map(|wanted| (wanted, run(&folder, wanted)));
    answers
        .flat_map(|(wanted, answer)| {
            let wrongs = wrongs(&folder, wanted, &answer);
            let told = wrongs.into_iter().map(|wrong| {
                format!(
                    "{name} ({}): sar-decode {}: {wrong}",
                    case.shows,
                    wanted.args.join(" ")
                )
            });
            told.collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_case_answers_as_it_must() {
    let mut cases: Vec<PathBuf> = fs::read_dir(root().join("tests/cmd"))
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    cases.sort();
    let wrongs: Vec<String> = cases.iter().flat_map(|path| check(path)).collect();
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[cfg(unix)]
#[test]
fn a_report_is_written_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("owner");
    let input = root().join("fixtures/labour-01/response.xlsx");
    let written = program(&folder)
        .arg(input)
        .args(["-o", "report.json"])
        .status();
    assert!(written.expect("an answer").success());
    let about = fs::metadata(folder.join("report.json")).expect("the report");
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 1);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = folder("pipe");
    let mut child = program(&folder)
        .arg(root().join("fixtures/labour-02/response.xlsx"))
        .args(["--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    drop(child.stdout.take());
    let answer = child.wait_with_output().expect("an answer");
    assert_eq!(answer.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&answer.stderr), "");
}

#[test]
fn the_same_bytes_give_the_same_report_wherever_they_are_read() {
    let input = root().join("fixtures/labour-02/response.xlsx");
    let report = |name: &str, zone: &str, language: &str| {
        let answer = program(&folder(name))
            .env("TZ", zone)
            .env("LANG", language)
            .arg(&input)
            .args(["--format", "json"])
            .output();
        answer.expect("an answer").stdout
    };
    let here = report("here", "UTC", "C");
    assert!(!here.is_empty());
    assert_eq!(here, report("there", "Asia/Tokyo", "cy_GB.UTF-8"));
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let answer = program(root())
        .args(["fixtures/labour-01/response.xlsx", "--party", "labour"])
        .output()
        .expect("an answer");
    let printed = String::from_utf8_lossy(&answer.stdout);
    let shown = readme.split("```").skip(1).step_by(2);
    let lines = shown.flat_map(str::lines).filter(|line| !line.is_empty());
    let strange: Vec<&str> = lines
        .filter(|line| !printed.lines().any(|printed| printed == *line))
        .collect();
    assert!(strange.is_empty(), "not printed:\n{}", strange.join("\n"));
}
