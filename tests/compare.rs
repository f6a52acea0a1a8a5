//! One person as several parties have them: what contradicts, what is shared, what is not compared.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const ONE: &str = "First Name,Last Name,Date of Birth,Tenure,Mosaic UK 6 Type,VI,Comments\n\
                   Casey,Quorvel,12/03/1966,Owner occupied,N58,P,met at Zemblish fair\n";
const OTHER: &str = "First Name,Last Name,Estimated Age,Housing tenure,Mosaic UK 6 Type,VI\n\
                     Casey,Quorvel,25-34,Private rented,G27,S\n";

fn folder(name: &str, tables: &[(&str, &str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("compare-{name}"));
    let _ = fs::remove_dir_all(&folder);
    for (response, party, table) in tables {
        let inside = folder.join(response);
        fs::create_dir_all(&inside).expect("a folder");
        fs::write(inside.join("data.csv"), table).expect("a table");
        let case = format!("party = \"{party}\"\nreceived = 2026-02-20\n");
        fs::write(inside.join("case.toml"), case).expect("a case file");
    }
    folder
}

fn two(name: &str) -> PathBuf {
    folder(
        name,
        &[("one", "conservative", ONE), ("other", "labour", OTHER)],
    )
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sar-decode"))
        .current_dir(folder)
        .args(["compare", "--quiet"])
        .args(args)
        .output()
        .expect("the program runs")
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    let done = run(folder, &args);
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{said}");
    serde_json::from_slice(&done.stdout).expect("JSON")
}

fn about(comparison: &Value) -> Vec<&str> {
    let found = comparison["contradictions"].as_array().expect("a list");
    found
        .iter()
        .filter_map(|one| one["about"].as_str())
        .collect()
}

fn outcome<'c>(comparison: &'c Value, title: &str) -> Option<&'c str> {
    let fields = comparison["shared_fields"].as_array().expect("a list");
    fields
        .iter()
        .find(|field| {
            field["title"]
                .as_str()
                .is_some_and(|found| found.contains(title))
        })
        .and_then(|field| field["outcome"].as_str())
}

#[test]
fn what_cannot_be_true_of_one_person_is_found_with_both_places() {
    let comparison = json(&two("found"), &["one", "other"]);
    assert_eq!(about(&comparison), ["age", "owner or renter"]);
    let age = &comparison["contradictions"][0]["held"];
    assert_eq!(age[0]["value"], "12/03/1966");
    assert_eq!(age[0]["side"], 1);
    assert_eq!(age[1]["value"], "25-34");
    assert_eq!(age[1]["place"], "line 2, column 3");
}

#[test]
fn the_same_said_twice_is_no_contradiction() {
    let folder = folder(
        "same",
        &[
            ("one", "conservative", ONE),
            (
                "other",
                "labour",
                &OTHER
                    .replace("25-34", "55-64")
                    .replace("Private rented", "Owned outright"),
            ),
        ],
    );
    let comparison = json(&folder, &["one", "other"]);
    assert!(about(&comparison).is_empty(), "{comparison}");
    assert_eq!(outcome(&comparison, "Surname"), Some("same"));
    assert!(comparison.get("doubt").is_none());
}

#[test]
fn a_classification_is_compared_and_a_code_of_each_partys_own_is_not() {
    let comparison = json(&two("codes"), &["one", "other"]);
    assert_eq!(outcome(&comparison, "Mosaic UK"), Some("differ"));
    assert_eq!(
        outcome(&comparison, "voting intention"),
        Some("not-compared")
    );
}

#[test]
fn a_supplier_that_both_have_is_shared() {
    let comparison = json(&two("suppliers"), &["one", "other"]);
    let suppliers = comparison["suppliers"].as_array().expect("a list");
    let shared: Vec<&str> = suppliers
        .iter()
        .filter(|line| line["shared"] == true)
        .filter_map(|line| line["name"].as_str())
        .collect();
    assert!(
        shared.iter().any(|name| name.starts_with("Experian")),
        "{suppliers:?}"
    );
}

#[test]
fn names_that_differ_raise_a_doubt() {
    let folder = folder(
        "doubt",
        &[
            ("one", "conservative", ONE),
            ("other", "labour", &OTHER.replace("Casey", "Robin")),
        ],
    );
    assert!(json(&folder, &["one", "other"])["doubt"].is_string());
}

#[test]
fn every_form_is_written_and_none_leaks_what_is_masked() {
    let folder = two("forms");
    fs::write(folder.join("key.txt"), "0123456789abcdef").expect("a key");
    for form in ["html", "docx", "md", "json", "txt"] {
        let name = format!("comparison.{form}");
        let done = run(&folder, &["one", "other", "-o", &name]);
        assert_eq!(done.status.code(), Some(0), "{form}");
        assert!(
            fs::metadata(folder.join(&name)).is_ok_and(|about| about.len() > 500),
            "{form}"
        );
    }
    for form in ["html", "markdown", "json", "terminal"] {
        for masked in [&["--redact"][..], &["--pseudonym", "key.txt"]] {
            let args = [&["one", "other", "--format", form], masked].concat();
            let text = String::from_utf8(run(&folder, &args).stdout)
                .expect("text")
                .to_lowercase();
            for canary in ["quorvel", "casey", "zemblish", "12/03/1966"] {
                assert!(!text.contains(canary), "{form}: {canary}");
            }
        }
    }
    let text = String::from_utf8(run(&folder, &["one", "other"]).stdout).expect("text");
    assert!(text.contains("Quorvel") && text.contains("25-34"), "{text}");
}

#[test]
fn pseudonyms_made_with_one_key_still_agree() {
    let folder = two("pseudonyms");
    fs::write(folder.join("key.txt"), "0123456789abcdef").expect("a key");
    let comparison = json(&folder, &["one", "other", "--pseudonym", "key.txt"]);
    assert_eq!(outcome(&comparison, "Surname"), Some("same"));
    let comparison = json(&folder, &["one", "other", "--redact"]);
    assert_eq!(outcome(&comparison, "Surname"), Some("not-compared"));
}

#[test]
fn the_parties_are_as_many_as_the_responses() {
    let folder = two("parties");
    for (args, status) in [
        (&["one"][..], 2),
        (&["one", "other", "--party", "labour"], 2),
        (&["one", "other", "--party", "labour", "--party", "snp"], 0),
        (&["one", "other", "-o", "x.pdf"], 2),
    ] {
        assert_eq!(run(&folder, args).status.code(), Some(status), "{args:?}");
    }
}
