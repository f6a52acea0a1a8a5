//! Nothing that the program prints passes judgement on the controller.
//!
//! Looked through: every line of code that is not a comment or a test, every line of the codebooks,
//! the reports on all cases without what they quote, and the steps of the clock. Pages and letters
//! are made of these.

mod fixture;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use sar_decode::clock;
use sar_decode::codebook::Codebooks;
use sar_decode::law::Law;
use sar_decode::render::{self, Style};
use sar_decode::request::Request;
use sar_decode::rules::RULES;

/// The words, with what they are inflected to.
const VERDICTS: &str =
    r"(?i)\b(breach\w*|unlawful\w*|illegal\w*|offence\w*|offense\w*|offend\w*|criminal\w*)";

/// Where a word may stand, in what, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "codebooks/law/provisions.csv",
        "Criminal offence data",
        "the heading of Article 10, which is about data on a person",
    ),
    (
        "codebooks/law/provisions.csv",
        "dpa-170,",
        "the section about those who obtain data from a controller; no rule names it",
    ),
    (
        "codebooks/law/provisions.csv",
        "dpa-171,",
        "the section on re-identification, a limit to this program itself; no rule names it",
    ),
    (
        "codebooks/law/provisions.csv",
        "scl.org",
        "the address of a source",
    ),
    (
        "codebooks/common/lexicon.toml",
        "safety:marker",
        "forms of a heading that marks a person, looked for and not printed",
    ),
    (
        "codebooks/common/signals.toml",
        "bank|credit|criminal",
        "words of a letter that are looked for and not printed",
    ),
    (
        "src/rules/special/safety_or_offence_marker.rs",
        "ffence",
        "C05 is about a marker on the person",
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of the source")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, endings, found);
        } else if path
            .extension()
            .is_some_and(|ending| endings.iter().any(|wanted| *wanted == ending))
        {
            found.push(path);
        }
    }
}

/// The lines of a file that can be printed: code without comments and tests, all of anything else.
fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a text");
    let is_code = path.extension().is_some_and(|ending| ending == "rs");
    let shown = if is_code {
        text.split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default()
    } else {
        &text
    };
    shown
        .lines()
        .filter(|line| !(is_code && line.trim_start().starts_with("//")))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_word_of_code_or_codebooks_passes_judgement_but_those_that_are_listed_with_a_reason() {
    let verdict = Regex::new(VERDICTS).expect("a pattern");
    let mut paths = Vec::new();
    files(&root().join("src"), &["rs"], &mut paths);
    files(&root().join("codebooks"), &["toml", "csv"], &mut paths);
    let mut wrongs = Vec::new();
    let mut used = BTreeSet::new();
    for path in paths {
        let name = path.strip_prefix(root()).expect("a path below the root");
        let name = name.to_string_lossy().replace('\\', "/");
        for (line, number) in lines(&path).iter().zip(1..) {
            if !verdict.is_match(line) {
                continue;
            }
            let excepted = EXCEPTIONS
                .iter()
                .position(|(file, part, _)| *file == name && line.contains(part));
            match excepted {
                Some(index) => {
                    used.insert(index);
                }
                None => wrongs.push(format!("{name}:{number}: {}", line.trim())),
            }
        }
    }
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
    for (index, (file, part, reason)) in EXCEPTIONS.iter().enumerate() {
        assert!(!reason.is_empty());
        assert!(used.contains(&index), "{file}: {part} is no longer needed");
    }
}

/// A text without what it quotes from the response.
fn unquoted(text: &str) -> String {
    let quotes = Regex::new("\u{201c}[^\u{201d}]*\u{201d}").expect("a pattern");
    quotes.replace_all(text, "\u{201c}\u{201d}").into_owned()
}

#[test]
fn no_report_passes_judgement_and_every_finding_says_fact_law_request_and_caveat() {
    let verdict = Regex::new(VERDICTS).expect("a pattern");
    // The rule on markers about a person, and the Article it names.
    let about_persons =
        Regex::new("(?i)safety[- ]or[- ]offence|criminal offence data|safety or offences")
            .expect("a pattern");
    let books = Codebooks::embedded();
    let mut wrongs = Vec::new();
    for fixture in fixture::all() {
        let report = fixture.report(&books);
        for finding in &report.findings {
            for (part, text) in [
                ("fact", &finding.message),
                ("law", &finding.law),
                ("request", &finding.ask),
                ("caveat", &finding.caveat),
            ] {
                let shown = unquoted(text);
                let shown = about_persons.replace_all(&shown, "");
                if verdict.is_match(&shown) {
                    wrongs.push(format!("{} {}: {shown}", fixture.name, finding.rule));
                }
                if text.trim().is_empty() {
                    wrongs.push(format!("{} {}: no {part}", fixture.name, finding.rule));
                }
            }
        }
        let mut page = Vec::new();
        let terminal = render::by_name("terminal").expect("a format");
        terminal
            .render(&report, &Style::default(), &mut page)
            .expect("a report that can be written");
        let page = String::from_utf8(page).expect("text");
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        let flat = unquoted(&flat);
        let flat = about_persons.replace_all(&flat, "");
        if let Some(found) = verdict.find(&flat) {
            wrongs.push(format!("{}: {}", fixture.name, found.as_str()));
        }
    }
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[test]
fn no_sentence_of_law_that_a_finding_can_carry_passes_judgement() {
    let verdict = Regex::new(VERDICTS).expect("a pattern");
    let law = Law::embedded();
    let mut wrongs = Vec::new();
    for rule in RULES {
        for id in rule.meta().provisions {
            let Some(row) = law.provision(id) else {
                continue;
            };
            // The marker on a person rests on the Article on data of that kind.
            if row.id.as_str() == "gdpr-10" {
                continue;
            }
            let sentence = law.sentence(rule.meta().code.0, std::slice::from_ref(&row.id), None);
            if verdict.is_match(&sentence) {
                wrongs.push(format!("{}: {sentence}", rule.meta().code));
            }
        }
    }
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[test]
fn no_step_of_the_clock_passes_judgement() {
    let verdict = Regex::new(VERDICTS).expect("a pattern");
    let cases = [
        "requested = 2019-07-01\nreceived = 2019-12-01\n",
        "requested = 2026-03-10\nreceived = 2026-07-01\nclarified = [{ asked = 2026-03-20, given = 2026-03-30 }]\n",
        "requested = 2026-03-10\nidentity = { asked = 2026-03-12 }\n",
        "requested = 2025-11-03\nextension = { notified = 2025-12-01, months = 2 }\nreceived = 2026-02-20\n",
        "requested = 2026-12-01\nnation = \"scotland\"\nclarified = [{ asked = 2027-02-01 }]\n",
    ];
    for case in cases {
        let (request, _) = Request::parse(case).expect("a case file");
        let timeline = clock::timeline(&request).expect("the day of receipt is known");
        assert!(!timeline.steps.is_empty());
        for step in &timeline.steps {
            assert!(!verdict.is_match(step.as_str()), "{}", step.as_str());
        }
    }
}
