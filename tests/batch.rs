//! Many responses: a run gives for each what it gives alone, can be stopped at any moment, is the same
//! however it is divided, and lets nothing personal out.

#![cfg(all(unix, feature = "cli"))]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const FIRST: [&str; 5] = ["Casey", "Morgan", "Leslie", "Frances", "Robin"];
const LAST: [&str; 4] = ["Dummyfield", "Placeholt", "Mockford", "Specimen"];

/// A folder of this test, empty.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("batch")
        .join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Invented responses of two parties, one person each; those of one subject in pairs.
fn responses(folder: &Path, cases: usize) -> PathBuf {
    let all = folder.join("responses");
    for number in 0..cases {
        let case = all.join(format!("case-{number:03}"));
        fs::create_dir_all(&case).expect("a folder");
        let (first, last) = (FIRST[number % 5], LAST[number % 4]);
        let (party, table) = if number % 2 == 0 {
            let head = "First Name,Last Name,Postcode,Mobile,Lab_Supp_Score,Mosaic Type,Notes";
            let row = format!(
                "{first},{last},ZZ99 3AB,07700 900{:03},{},G27,spoke to {first} at the door",
                number % 1000,
                number % 101
            );
            ("labour", format!("{head}\n{row}\n"))
        } else {
            let row = format!(
                "{first},{last},ZZ99 4XY,{},B08,K{}",
                number % 11,
                number % 10
            );
            let head = "First Name,Last Name,Postcode,Con 0-10,Mosaic Type,Zyx Qwv";
            ("conservative", format!("{head}\n{row}\n"))
        };
        let about = format!(
            "party = \"{party}\"\nsubject = \"P-{}\"\nrequested = 2025-03-03\nreceived = 2025-05-{:02}\n",
            number / 2,
            1 + number % 28
        );
        fs::write(case.join("case.toml"), about).expect("a case file");
        fs::write(case.join("response.csv"), table).expect("a response");
    }
    all
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sar-decode"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn batch(responses: &Path, out: &Path, more: &[&str]) -> Output {
    let (responses, out) = (
        responses.to_str().expect("text"),
        out.to_str().expect("text"),
    );
    let mut arguments = vec!["batch", responses, "--out", out];
    arguments.extend(more);
    program(&arguments).output().expect("a run")
}

/// Every file of a folder with its bytes, but for the lock.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(at) = left.pop() {
        for entry in fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it");
                files.insert(name.display().to_string(), fs::read(&path).expect("a file"));
            }
        }
    }
    files.remove("work/lock");
    files
}

#[track_caller]
fn same(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for (name, bytes) in &one {
        assert!(other.get(name) == Some(bytes), "{name} differs");
    }
}

#[test]
fn each_response_gets_the_report_that_it_gets_alone() {
    let folder = folder("alone");
    let responses = responses(&folder, 6);
    let out = folder.join("out");
    let run = batch(
        &responses,
        &out,
        &["--jobs", "2", "--reports", "json,html,markdown"],
    );
    assert_eq!(run.status.code(), Some(0), "{run:?}");
    for number in [0, 1, 5] {
        let case = format!("case-{number:03}");
        for (format, file) in [
            ("json", "report.json"),
            ("html", "report.html"),
            ("markdown", "report.md"),
        ] {
            let path = responses.join(&case);
            let alone = program(&[path.to_str().expect("text"), "--format", format]).output();
            let there = fs::read(out.join("cases").join(&case).join(file)).expect("a report");
            assert!(alone.expect("a run").stdout == there, "{case} {format}");
        }
    }
}

#[test]
fn a_run_again_does_only_what_has_changed() {
    let folder = folder("again");
    let responses = responses(&folder, 8);
    let out = folder.join("out");
    batch(&responses, &out, &[]);
    let first = files(&out);
    let again = batch(&responses, &out, &[]);
    let told = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(told.contains("0 of them worked on now"), "{told}");
    assert!(files(&out) == first);
    fs::write(
        responses.join("case-003/response.csv"),
        "First Name,Ward\nKit,Mockton\n",
    )
    .expect("a file");
    fs::remove_file(out.join("cases/case-004/report.json")).expect("a report");
    // As a machine that stops may leave a file.
    fs::write(out.join("cases/case-006/report.html"), "").expect("a report");
    let told = String::from_utf8_lossy(&batch(&responses, &out, &[]).stdout).into_owned();
    assert!(told.contains("3 of them worked on now"), "{told}");
    let fresh = folder.join("fresh");
    batch(&responses, &fresh, &[]);
    same(&out, &fresh);
}

#[test]
fn shards_that_are_merged_are_the_bytes_of_one_run() {
    let folder = folder("shards");
    let responses = responses(&folder, 20);
    let whole = folder.join("whole");
    batch(&responses, &whole, &["--reports", "json"]);
    for of in [1, 2, 7, 64] {
        let shards: Vec<PathBuf> = (1..=of)
            .map(|n| folder.join(format!("s{n}-{of}")))
            .collect();
        for (shard, n) in shards.iter().zip(1..) {
            let part = format!("{n}/{of}");
            batch(&responses, shard, &["--shard", &part, "--reports", "json"]);
        }
        let merge = |from: &[PathBuf], to: &Path| {
            let mut arguments = vec!["merge"];
            // A shard without a case has made nothing.
            let there = from
                .iter()
                .filter(|shard| shard.join("manifest.json").exists());
            arguments.extend(there.map(|shard| shard.to_str().expect("text")));
            arguments.extend(["--out", to.to_str().expect("text")]);
            let done = program(&arguments).output().expect("a run");
            assert_eq!(done.status.code(), Some(0), "{done:?}");
        };
        let merged = folder.join(format!("merged-{of}"));
        merge(&shards, &merged);
        same(&whole, &merged);
        // What is merged again, in another order and with a part of it twice, is the same.
        let mut again: Vec<PathBuf> = shards.into_iter().rev().collect();
        again.push(merged);
        let twice = folder.join(format!("twice-{of}"));
        merge(&again, &twice);
        same(&whole, &twice);
    }
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_as_one_that_was_not() {
    let folder = folder("killed");
    let responses = responses(&folder, 60);
    let whole = folder.join("whole");
    batch(&responses, &whole, &["--reports", "json"]);
    let out = folder.join("out");
    let journal = out.join("work/journal");
    let length = || fs::metadata(&journal).map_or(0, |about| about.len());
    for round in 1..=10u64 {
        let (from, to) = (
            responses.to_str().expect("text"),
            out.to_str().expect("text"),
        );
        let mut run = program(&[
            "batch",
            from,
            "--out",
            to,
            "--reports",
            "json",
            "--jobs",
            "2",
        ]);
        let mut run = run.stdout(Stdio::null()).spawn().expect("a run");
        // A moment that hangs on how far it is, and on nothing else.
        let until = length() + round * 977;
        while length() < until && run.try_wait().expect("a state").is_none() {
            std::thread::yield_now();
        }
        let _ = run.kill();
        let _ = run.wait();
    }
    let last = batch(&responses, &out, &["--reports", "json"]);
    assert_eq!(last.status.code(), Some(0), "{last:?}");
    same(&whole, &out);
}

/// A worker of a run that was ended may still be at a case when the next run comes to it.
#[test]
fn workers_at_the_same_case_take_nothing_from_each_other() {
    use sar_decode::batch::crew::{Crew, Taken};
    use sar_decode::batch::protocol::{Job, Setup, State};
    let folder = folder("together");
    let responses = responses(&folder, 1);
    let out = folder.join("out");
    let job = Job {
        case: "case-000".to_owned(),
        path: Some(responses.join("case-000")),
        ..Job::default()
    };
    let crew = Crew {
        program: PathBuf::from(env!("CARGO_BIN_EXE_sar-decode")),
        setup: Setup {
            out: Some(out.clone()),
            reports: vec!["json".to_owned(), "html".to_owned()],
            ..Setup::default()
        },
        workers: 4,
        patience: std::time::Duration::from_secs(600),
    };
    let mut states = Vec::new();
    let done = crew.work(std::iter::repeat_n(job, 400), |taken| {
        if let Taken::Answer(answer) = taken {
            states.push(answer.head.state);
        }
        Ok(())
    });
    assert!(done.is_ok(), "{done:?}");
    assert_eq!(states, vec![State::Read; 400]);
    let left = files(&out);
    let names: Vec<_> = left.keys().map(String::as_str).collect();
    let whole = ["cases/case-000/report.html", "cases/case-000/report.json"];
    assert_eq!(names, whole);
}

/// One that hangs would outlive a run that was killed, and its input never ends for it.
#[cfg(target_os = "linux")]
#[test]
fn a_worker_ends_with_the_run_that_started_it() {
    use sar_decode::batch::protocol::{Answer, Job, Setup, tell};
    let folder = folder("starter");
    let responses = responses(&folder, 1);
    for ends_with_starter in [false, true] {
        let mut starter = Command::new("/bin/sh")
            .args([
                "-c",
                "\"$0\" worker; true",
                env!("CARGO_BIN_EXE_sar-decode"),
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let mut input = starter.stdin.take().expect("its input");
        let mut output = starter.stdout.take().expect("its output");
        let setup = Setup {
            ends_with_starter,
            ..Setup::default()
        };
        tell(&setup, &mut input).expect("a setup is sent");
        let job = Job {
            case: "case-000".to_owned(),
            path: Some(responses.join("case-000")),
            ..Job::default()
        };
        tell(&job, &mut input).expect("a case is sent");
        let first = Answer::receive(&mut output).expect("an answer");
        assert!(first.is_some());
        starter.kill().expect("it is killed");
        starter.wait().expect("it has ended");
        // To one that has ended nothing can be sent, or nobody answers it.
        let sent = tell(&job, &mut input).is_ok();
        let second = sent.then(|| Answer::receive(&mut output).ok().flatten());
        assert_eq!(second.flatten().is_none(), ends_with_starter);
    }
}

#[test]
fn what_a_run_left_half_written_is_gone_after_the_next() {
    let folder = folder("half");
    let responses = responses(&folder, 3);
    let whole = folder.join("whole");
    batch(&responses, &whole, &["--reports", "json"]);
    let out = folder.join("out");
    let case = out.join("cases/case-001");
    fs::create_dir_all(&case).expect("a folder");
    fs::write(case.join(".report.html.1.part"), "<html").expect("a file");
    batch(&responses, &out, &["--reports", "json"]);
    same(&whole, &out);
}

#[test]
fn what_cannot_be_read_is_a_row_and_stops_nothing() {
    let folder = folder("hostile");
    let responses = responses(&folder, 4);
    for (name, bytes) in [
        ("empty.csv", &b""[..]),
        ("broken.xlsx", b"PK\x03\x04 and no more"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type"),
    ] {
        fs::write(responses.join(name), bytes).expect("a file");
    }
    fs::create_dir(responses.join("nothing")).expect("a folder");
    fs::create_dir(responses.join("wrong")).expect("a folder");
    fs::write(
        responses.join("wrong/case.toml"),
        "requested = 2025-99-99\n",
    )
    .expect("a file");
    let out = folder.join("out");
    let run = batch(&responses, &out, &[]);
    assert_eq!(run.status.code(), Some(3), "{run:?}");
    let failures = fs::read_to_string(out.join("failures.csv")).expect("a table");
    for case in ["broken.xlsx", "cut.pdf", "nothing", "wrong"] {
        assert!(
            failures.lines().any(|line| line.starts_with(case)),
            "{case}: {failures}"
        );
    }
    let cases = fs::read_to_string(out.join("dataset/cases.csv")).expect("a table");
    assert!(cases.lines().count() >= 5, "{cases}");
    let again = batch(&responses, &out, &[]);
    assert_eq!(again.status.code(), Some(3), "{again:?}");
}

#[test]
fn a_limit_that_a_file_reaches_costs_no_other_file() {
    let folder = folder("dies");
    let responses = responses(&folder, 6);
    let table = format!("First Name,Notes\nCasey,{}\n", "x".repeat(3_000_000));
    fs::write(responses.join("case-002/response.csv"), table).expect("a file");
    let out = folder.join("out");
    let run = batch(
        &responses,
        &out,
        &["--limits", "cell_chars=10", "--jobs", "1"],
    );
    assert!(
        run.status.code().is_some_and(|code| code == 0 || code == 3),
        "{run:?}"
    );
    let cases = fs::read_to_string(out.join("dataset/cases.csv")).expect("a table");
    assert_eq!(cases.lines().count(), 7, "{cases}");
}

/// What a crew of these workers answers to so many cases, by case.
fn answers_of(
    program: &Path,
    responses: &Path,
    cases: usize,
    patience: std::time::Duration,
) -> Vec<(String, sar_decode::batch::protocol::Answer)> {
    use sar_decode::batch::crew::{Crew, Taken};
    use sar_decode::batch::protocol::{Job, Setup};
    let jobs = (0..cases).map(|number| Job {
        case: format!("case-{number:03}"),
        path: Some(responses.join(format!("case-{number:03}"))),
        ..Job::default()
    });
    let crew = Crew {
        program: program.to_owned(),
        setup: Setup::default(),
        workers: 2,
        patience,
    };
    let mut answers = Vec::new();
    let done = crew.work(jobs, |taken| {
        if let Taken::Answer(answer) = taken {
            answers.push((answer.head.case.clone(), *answer));
        }
        Ok(())
    });
    assert!(done.is_ok(), "{done:?}");
    answers.sort_by(|one, other| one.0.cmp(&other.0));
    answers
}

#[test]
fn every_case_has_an_answer_though_every_worker_ends_at_once() {
    use sar_decode::batch::protocol::State;
    let folder = folder("ends");
    let responses = responses(&folder, 20);
    // One that ends at once, whatever it is given.
    let patience = std::time::Duration::from_secs(600);
    let none = answers_of(Path::new("/bin/false"), &responses, 20, patience);
    assert_eq!(none.len(), 20);
    let failed = |answer: &(String, _)| {
        let answer: &sar_decode::batch::protocol::Answer = &answer.1;
        answer.head.state == State::Failed
    };
    assert!(none.iter().all(failed));
}

/// A worker that hangs is ended when its time is over, once with care as well, and its case says why.
#[cfg(unix)]
#[test]
fn every_case_has_an_answer_though_every_worker_hangs() {
    use std::os::unix::fs::PermissionsExt as _;

    use sar_decode::batch::protocol::State;
    let folder = folder("hangs");
    let responses = responses(&folder, 3);
    let program = folder.join("hangs.sh");
    fs::write(&program, "#!/bin/sh\nexec tail -f /dev/null\n").expect("a program");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).expect("its mode");
    let answers = answers_of(&program, &responses, 3, std::time::Duration::from_millis(5));
    assert_eq!(answers.len(), 3);
    for (case, answer) in &answers {
        assert_eq!(answer.head.state, State::Failed, "{case}");
        let told = format!("{:?}", answer.head.troubles);
        assert!(told.contains("took too long"), "{case}: {told}");
    }
}

#[test]
fn names_addresses_contacts_and_notes_stay_out_of_data_set_and_cohort() {
    let folder = folder("pseudonymous");
    let responses = responses(&folder, 24);
    let out = folder.join("out");
    batch(&responses, &out, &["--min-cell", "1"]);
    let mut told = files(&out.join("dataset"));
    for name in ["cohort.json", "cohort.html"] {
        told.insert(name.to_owned(), fs::read(out.join(name)).expect("a report"));
    }
    for (name, bytes) in &told {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in
            FIRST
                .iter()
                .chain(&LAST)
                .copied()
                .chain(["zz99", "07700", "at the door", "case-0"])
        {
            assert!(
                !text.contains(&secret.to_lowercase()),
                "{name} holds {secret}"
            );
        }
    }
    let with = folder.join("with");
    batch(&responses, &with, &["--with-personal-data"]);
    let points = fs::read_to_string(with.join("dataset/data_points.csv")).expect("a table");
    assert!(points.contains("Dummyfield") && points.contains("ZZ99 3AB"));
}

#[test]
fn what_others_received_is_held_against_a_response_that_lacks_it() {
    let folder = folder("others");
    let responses = responses(&folder, 24);
    let lacking = "First Name,Last Name,Postcode\nCasey,Dummyfield,ZZ99 3AB\n";
    fs::write(responses.join("case-000/response.csv"), lacking).expect("a file");
    let first = folder.join("first");
    batch(&responses, &first, &["--reports", "json"]);
    let found = |out: &Path| {
        let findings = fs::read_to_string(out.join("dataset/findings.csv")).expect("a table");
        findings
            .lines()
            .filter(|line| line.contains(",P06,"))
            .count()
    };
    assert_eq!(found(&first), 0);
    let second = folder.join("second");
    let cohort = first.join("cohort.json");
    let others = [
        "--reports",
        "json",
        "--others",
        cohort.to_str().expect("text"),
    ];
    batch(&responses, &second, &others);
    assert_eq!(found(&second), 1);
}

#[test]
fn figures_of_few_people_are_withheld() {
    let folder = folder("few");
    let responses = responses(&folder, 8);
    let out = folder.join("out");
    batch(&responses, &out, &["--reports", "json"]);
    let cohort = fs::read_to_string(out.join("cohort.json")).expect("a report");
    let cohort: serde_json::Value = serde_json::from_str(&cohort).expect("JSON");
    assert_eq!(cohort["parties"].as_array().map(Vec::len), Some(0));
    assert_eq!(cohort["responses"]["parties_left_out"], 2);
    assert!(cohort["responses"]["people"].is_null());
}

#[test]
fn the_page_on_the_data_set_has_every_column() {
    let page = include_str!("../docs/dataset.md");
    let schema = sar_decode::batch::dataset::schema();
    assert!(page.contains(schema.schema));
    for table in schema.tables {
        assert!(
            page.contains(&format!("## {}", table.name)),
            "{}",
            table.name
        );
        for column in table.columns {
            let row = format!("| `{}` |", column.name);
            assert!(page.contains(&row) && page.contains(column.about), "{row}");
        }
    }
}

#[test]
fn codes_that_go_in_step_with_explained_ones_are_told_and_no_code_is() {
    let folder = folder("in-step");
    let all = folder.join("responses");
    let people = [("A01", "qx"), ("B08", "vz"), ("C11", "wj")];
    for number in 0..24 {
        let case = all.join(format!("case-{number:03}"));
        fs::create_dir_all(&case).expect("a folder");
        let (mosaic, own) = people[number % people.len()];
        let table = format!(
            "First Name,Postcode,Mosaic UK 2009 Type,Zyx Qwv\nCasey,ZZ99 3AB,{mosaic},{own}\n"
        );
        let about = format!("party = \"labour\"\nsubject = \"P-{number}\"\n");
        fs::write(case.join("case.toml"), about).expect("a case file");
        fs::write(case.join("response.csv"), table).expect("a response");
    }
    let out = folder.join("out");
    batch(&all, &out, &["--reports", "json"]);
    let cohort = fs::read_to_string(out.join("cohort.json")).expect("the report on all");
    let report: serde_json::Value = serde_json::from_str(&cohort).expect("JSON");
    let unexplained = report["unexplained"].as_array().expect("a list");
    let own = unexplained.iter().find(|one| one["heading"] == "Zyx Qwv");
    let step = &own.expect("the heading that nobody explains")["in_step_with"];
    assert_eq!(step[0]["heading"], "Mosaic UK 2009 Type", "{step}");
    assert_eq!(
        (&step[0]["codes"], &step[0]["people"]),
        (&3.into(), &24.into())
    );
    for code in ["qx", "vz", "wj"] {
        assert!(!cohort.contains(code), "{code} is told");
    }
}
