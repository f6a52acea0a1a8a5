//! A pack of evidence: made as a whole, the same each time, checked file by file, and readable by any
//! program that knows BagIt.
#![cfg(feature = "cli")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sha2::{Digest as _, Sha256};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("evidence-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("response/letters")).expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for (from, to) in [
        ("labour-01/response.xlsx", "response/data.xlsx"),
        ("documents/letter.docx", "response/letters/100 % of it.docx"),
        ("documents/bundle.zip", "response/letters/bundle.zip"),
    ] {
        fs::copy(root.join(from), folder.join(to)).expect("a fixture");
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sar-decode"))
        .current_dir(folder)
        .args(args)
        .output()
        .expect("the program runs")
}

fn pack(folder: &Path, name: &str) -> PathBuf {
    let done = run(
        folder,
        &["response", "--evidence", name, "--quiet", "-o", "r.json"],
    );
    assert!(
        folder.join(name).is_dir(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    folder.join(name)
}

/// Every file of a folder, by its path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(folder).expect("a path inside");
                let name = inside.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_pack_holds_what_was_received_and_the_report_and_two_are_alike_to_the_byte() {
    let folder = folder("same");
    let first = files(&pack(&folder, "one"));
    let second = files(&pack(&folder, "two"));
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        second.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &first {
        assert!(second.get(name) == Some(bytes), "{name} differs");
    }
    for (name, bytes) in files(&folder.join("response")) {
        assert!(first.get(&format!("data/{name}")) == Some(&bytes), "{name}");
    }
    for name in [
        "bagit.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "report.json",
        "report.html",
        "schedule.docx",
        "exhibits.csv",
    ] {
        assert!(first.contains_key(name), "{name}");
    }
    assert_eq!(
        first.get("report.json"),
        fs::read(folder.join("r.json")).ok().as_ref()
    );
    let left: Vec<String> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.contains(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_digests_are_those_that_other_programs_reckon() {
    let files = files(&pack(&folder("digests"), "pack"));
    let lists = ["manifest-sha256.txt", "tagmanifest-sha256.txt"];
    let mut listed = 0;
    for list in lists {
        let text = String::from_utf8(files.get(list).cloned().unwrap_or_default()).expect("text");
        for line in text.lines() {
            let (digest, path) = line.split_once("  ").expect("a digest and a path");
            let bytes = files
                .get(&path.replace("%25", "%"))
                .expect("a file that is listed");
            let reckoned: String = Sha256::digest(bytes)
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect();
            assert_eq!(digest, reckoned, "{path}");
            listed += 1;
        }
    }
    // Each but the list of lists is listed.
    assert_eq!(listed, files.len() - 1);
}

#[test]
fn verify_names_what_is_missing_changed_or_extra() {
    let folder = folder("verify");
    let pack = pack(&folder, "pack");
    let whole = run(&folder, &["verify", "pack"]);
    assert_eq!(whole.status.code(), Some(0), "{}", stdout(&whole));
    assert!(stdout(&whole).contains("files are as they were"));

    fs::remove_file(pack.join("data/data.xlsx")).expect("a file");
    fs::write(pack.join("report.html"), "<p>other</p>").expect("a file");
    fs::write(pack.join("data/more.csv"), "a,b\n").expect("a file");
    let differs = run(&folder, &["verify", "pack"]);
    assert_eq!(differs.status.code(), Some(1));
    let lines: Vec<String> = stdout(&differs).lines().map(str::to_owned).collect();
    assert_eq!(
        lines,
        [
            "missing  data/data.xlsx",
            "extra    data/more.csv",
            "changed  report.html"
        ]
    );
}

#[test]
fn a_list_that_was_changed_to_hide_a_change_is_told() {
    let folder = folder("hidden");
    let pack = pack(&folder, "pack");
    let changed = b"a,b\n1,2\n";
    fs::write(pack.join("data/data.xlsx"), changed).expect("a file");
    let digest: String = Sha256::digest(changed)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let list = fs::read_to_string(pack.join("manifest-sha256.txt")).expect("a list");
    let forged: Vec<String> = list
        .lines()
        .map(|line| match line.ends_with("data/data.xlsx") {
            true => format!("{digest}  data/data.xlsx"),
            false => line.to_owned(),
        })
        .collect();
    fs::write(pack.join("manifest-sha256.txt"), forged.join("\n") + "\n").expect("a list");
    let told = run(&folder, &["verify", "pack"]);
    assert_eq!(told.status.code(), Some(1));
    assert_eq!(stdout(&told), "changed  manifest-sha256.txt\n");
}

#[test]
fn a_saved_report_is_checked_against_the_files_as_they_are_now() {
    let folder = folder("report");
    pack(&folder, "pack");
    let same = run(&folder, &["verify", "r.json", "response"]);
    assert_eq!(same.status.code(), Some(0), "{}", stdout(&same));
    fs::rename(
        folder.join("response/data.xlsx"),
        folder.join("response/renamed.xlsx"),
    )
    .expect("a name");
    fs::write(folder.join("response/letters/bundle.zip"), "other").expect("a file");
    let other = run(&folder, &["verify", "r.json", "response"]);
    assert_eq!(other.status.code(), Some(1));
    let said = stdout(&other);
    assert!(
        said.contains("moved    data.xlsx: is there as renamed.xlsx"),
        "{said}"
    );
    assert!(said.contains("changed  letters/bundle.zip"), "{said}");
    assert_eq!(
        run(&folder, &["verify", "response/renamed.xlsx"])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(run(&folder, &["verify", "response"]).status.code(), Some(2));
}

#[test]
fn nothing_is_written_over_and_nothing_into_the_response() {
    let folder = folder("refused");
    fs::create_dir_all(folder.join("full")).expect("a folder");
    fs::write(folder.join("full/kept.txt"), "kept").expect("a file");
    fs::create_dir_all(folder.join("empty")).expect("a folder");
    for (pack, status) in [("full", 2), ("response/pack", 2), ("r.json/x", 2)] {
        let done = run(&folder, &["response", "--evidence", pack]);
        assert_eq!(done.status.code(), Some(status), "{pack}");
        assert!(done.stdout.is_empty(), "{pack}: nothing is analysed");
    }
    assert_eq!(
        fs::read_to_string(folder.join("full/kept.txt"))
            .ok()
            .as_deref(),
        Some("kept")
    );
    assert!(pack(&folder, "empty").join("bagit.txt").is_file());
    let masked = run(&folder, &["response", "--evidence", "new", "--redact"]);
    assert_eq!(masked.status.code(), Some(2));
    assert!(!folder.join("new").exists());
}

#[cfg(unix)]
#[test]
fn a_pack_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let pack = pack(&folder("owner"), "pack");
    let mode = |path: &Path| {
        fs::metadata(path)
            .map(|about| about.permissions().mode() & 0o777)
            .ok()
    };
    assert_eq!(mode(&pack), Some(0o700));
    assert_eq!(mode(&pack.join("data")), Some(0o700));
    assert_eq!(mode(&pack.join("data/data.xlsx")), Some(0o600));
    assert_eq!(mode(&pack.join("report.json")), Some(0o600));
}

#[test]
fn a_pack_is_a_bag_to_the_reference_program() {
    let folder = folder("bagit");
    // It does not read the percent sign as the standard says; the test of digests does.
    let letters = folder.join("response/letters");
    fs::rename(
        letters.join("100 % of it.docx"),
        letters.join("all of it.docx"),
    )
    .expect("a name");
    let pack = pack(&folder, "pack");
    let python = Command::new("python3")
        .args(["-c", "import bagit"])
        .output();
    if !python.is_ok_and(|done| done.status.success()) {
        println!("SKIPPED: the Python package bagit is not installed");
        return;
    }
    let done = Command::new("python3")
        .args(["-c", "import bagit, sys; bagit.Bag(sys.argv[1]).validate()"])
        .arg(&pack)
        .output()
        .expect("Python runs");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}
