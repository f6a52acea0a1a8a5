//! The structure of the source, as STYLE says it is: who imports whom, which crates are used where,
//! what is named in code and what only in data, and that everything is registered.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use sar_decode::codebook::Codebooks;
use sar_decode::codebook::party::Party;
use sar_decode::law::Law;
use sar_decode::rules::RULES;

/// Who may import whom. A line here is a line in the page on style; both change together.
///
/// What the page does not list: the words that books and reports share (`vocabulary`) and days of
/// the calendar (`day`) stand below everything; `law` reads case files' nations; `render` looks
/// provisions up in `law`, and takes the words for oddities and severities from where they are
/// defined; `rules` look into what was recognised and at the law.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("vocabulary", &[]),
    ("day", &[]),
    ("provenance", &[]),
    ("document", &["provenance"]),
    ("error", &["provenance"]),
    ("finding", &["provenance"]),
    ("ingest", &["provenance", "document", "error"]),
    ("dump", &["provenance", "document"]),
    ("worker", &["provenance", "document", "error", "ingest"]),
    ("codebook", &["error", "vocabulary"]),
    ("request", &["day"]),
    ("law", &["day", "error", "request", "vocabulary"]),
    ("clock", &["day", "law", "request"]),
    (
        "recognise",
        &["provenance", "document", "codebook", "vocabulary", "day"],
    ),
    (
        "statement",
        &[
            "provenance",
            "document",
            "codebook",
            "error",
            "recognise",
            "vocabulary",
            "day",
        ],
    ),
    (
        "decode",
        &[
            "provenance",
            "document",
            "codebook",
            "recognise",
            "statement",
            "vocabulary",
        ],
    ),
    (
        "profile",
        &[
            "provenance",
            "document",
            "codebook",
            "recognise",
            "decode",
            "statement",
            "request",
            "clock",
            "law",
            "day",
            "vocabulary",
        ],
    ),
    (
        "rules",
        &[
            "provenance",
            "document",
            "codebook",
            "recognise",
            "decode",
            "statement",
            "request",
            "clock",
            "law",
            "day",
            "profile",
            "finding",
            "vocabulary",
        ],
    ),
    (
        "report",
        &[
            "provenance",
            "document",
            "codebook",
            "recognise",
            "decode",
            "statement",
            "request",
            "clock",
            "law",
            "day",
            "profile",
            "finding",
            "vocabulary",
        ],
    ),
    (
        "render",
        &[
            "provenance",
            "document",
            "error",
            "finding",
            "law",
            "report",
            "day",
            "vocabulary",
        ],
    ),
    ("evidence", &["render", "report"]),
    (
        "marked",
        &["codebook", "document", "provenance", "report", "request"],
    ),
    (
        "compare",
        &[
            "analyse",
            "codebook",
            "day",
            "decode",
            "document",
            "error",
            "profile",
            "provenance",
            "render",
            "report",
            "rules",
            "statement",
            "vocabulary",
        ],
    ),
    ("settings", &["codebook", "profile"]),
    ("suggest", &["codebook", "report", "vocabulary"]),
    (
        "diff",
        &["codebook", "day", "report", "request", "vocabulary"],
    ),
    (
        "letter",
        &[
            "provenance",
            "finding",
            "law",
            "request",
            "report",
            "render",
            "day",
            "vocabulary",
        ],
    ),
    (
        "batch",
        &[
            "codebook",
            "day",
            "document",
            "finding",
            "provenance",
            "render",
            "report",
            "request",
            "rules",
            "settings",
            "suggest",
            "vocabulary",
            "worker",
        ],
    ),
    (
        "analyse",
        &[
            "provenance",
            "document",
            "error",
            "finding",
            "ingest",
            "codebook",
            "request",
            "law",
            "clock",
            "recognise",
            "statement",
            "decode",
            "profile",
            "rules",
            "report",
            "day",
            "vocabulary",
        ],
    ),
];

/// Where each third-party crate is used: files and folders of `src/`.
const CRATES: &[(&str, &[&str])] = &[
    ("askama", &["render/html"]),
    ("calamine", &["ingest/workbook"]),
    ("cfb", &["ingest/mail", "ingest/sniff", "ingest/workbook"]),
    ("chardetng", &["ingest"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("comfy_table", &["render/terminal"]),
    ("flate2", &["ingest/package.rs", "ingest/pdf/bombs.rs"]),
    ("compact_str", &["codebook/label.rs"]),
    (
        "foldhash",
        &[
            "codebook",
            "law",
            "profile/words.rs",
            "recognise/heading.rs",
            "rules/suppress.rs",
            "statement/pattern.rs",
            "statement/phrases.rs",
            "statement/seen.rs",
        ],
    ),
    (
        "csv",
        &[
            "batch/dataset/parquet.rs",
            "ingest/delimited",
            "render/csv.rs",
            "codebook/lay.rs",
            "codebook/load.rs",
            "law/table.rs",
        ],
    ),
    ("encoding_rs", &["ingest"]),
    ("hayro_interpret", &["ingest/pdf/hayro"]),
    ("hmac", &["report/redact/key.rs", "evidence"]),
    ("html5gum", &["ingest/html"]),
    ("indicatif", &["cli/batch"]),
    ("jiff", &["day.rs"]),
    ("mail_parser", &["ingest/mail"]),
    ("polars", &["batch/dataset/parquet.rs"]),
    ("postcard", &["batch/cohort", "worker"]),
    ("mimalloc", &["main.rs"]),
    ("minijinja", &["batch/cohort", "letter"]),
    ("pdf_extract", &["ingest/pdf/second.rs"]),
    ("pulldown_cmark", &["letter/paper.rs"]),
    ("quick_xml", &["ingest/xml.rs", "render/docx"]),
    (
        "regex",
        &[
            "codebook",
            "recognise",
            "decode",
            "statement",
            "report/redact/scrub.rs",
        ],
    ),
    ("rust_xlsxwriter", &["render/xlsx.rs"]),
    ("rustix", &["worker"]),
    (
        "sha2",
        &[
            "batch",
            "ingest/mod.rs",
            "ingest/duplicates.rs",
            "codebook/layer.rs",
            "evidence",
            "report/redact/key.rs",
        ],
    ),
    ("strsim", &["cli", "codebook", "recognise"]),
    ("terminal_size", &["cli"]),
    ("serde_spanned", &["codebook/quick.rs"]),
    ("toml", &["codebook/load.rs", "request"]),
    ("toml_spanner", &["codebook/quick.rs"]),
    ("unicode_normalization", &["codebook/label.rs"]),
    ("zip", &["ingest/package.rs", "ingest/sniff", "render/docx"]),
];

/// Names for a drawer of things whose owner was not found.
const DRAWERS: &[&str] = &[
    "util", "utils", "common", "helpers", "misc", "core", "manager",
];

/// A source file: its path below `src/`, and its code without comments and tests.
struct Source {
    path: String,
    code: String,
}

/// Every file of `src/`: its path inside it, and its text.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.sort();
    let files = paths.iter().map(|path| {
        let inside = path.strip_prefix(&root).expect("a path below src");
        let text = fs::read_to_string(path).expect("a source file");
        (inside.to_string_lossy().replace('\\', "/"), text)
    });
    files.collect()
}

fn sources() -> Vec<Source> {
    let sources = files().into_iter().map(|(path, text)| Source {
        code: code(&text),
        path,
    });
    // A file of tests alone is no code.
    sources
        .filter(|source| !source.path.ends_with("tests.rs") && !source.path.ends_with("testing.rs"))
        .collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// The code of a file, line by line: without comments, and up to its tests, which stand last. A
/// module of tests in a file of its own is passed over.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            if !lines
                .peek()
                .is_some_and(|next| next.trim_end().ends_with(';'))
            {
                break;
            }
            lines.next();
            code.push('\n');
        } else if !line.trim_start().starts_with("//") {
            code.push_str(line);
        }
        code.push('\n');
    }
    code
}

/// The module at the top of the crate that a file belongs to.
fn module(path: &str) -> &str {
    let top = path.split('/').next().unwrap_or(path);
    top.strip_suffix(".rs").unwrap_or(top)
}

#[test]
fn modules_import_only_what_they_may() {
    let used = Regex::new(r"\bcrate::(?:\{|([a-z_]+))").expect("a pattern");
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrongs = Vec::new();
    for source in sources() {
        let own = module(&source.path);
        if matches!(own, "lib" | "main" | "cli") {
            continue;
        }
        let Some(allowed) = table.get(own) else {
            wrongs.push(format!("{}: {own} is not in the table", source.path));
            continue;
        };
        for found in used.captures_iter(&source.code) {
            let Some(name) = found.get(1).map(|name| name.as_str()) else {
                wrongs.push(format!("{}: write one `use crate::` a line", source.path));
                continue;
            };
            if name != own && !allowed.contains(&name) {
                wrongs.push(format!("{}: {own} may not import {name}", source.path));
            }
        }
    }
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[test]
fn the_table_of_imports_has_no_circle() {
    let mut below: BTreeSet<&str> = BTreeSet::new();
    let mut left: Vec<_> = MAY_IMPORT.to_vec();
    while !left.is_empty() {
        let before = left.len();
        left.retain(|(module, imports)| {
            let ready = imports.iter().all(|import| below.contains(import));
            if ready {
                below.insert(module);
            }
            !ready
        });
        let names: Vec<&str> = left.iter().map(|(module, _)| *module).collect();
        assert!(left.len() < before, "a circle among {}", names.join(", "));
    }
}

#[test]
fn the_program_uses_only_the_public_names_of_the_crate() {
    let inside = Regex::new(r"\bcrate::([a-z_]+)").expect("a pattern");
    for source in sources() {
        if module(&source.path) != "cli" {
            continue;
        }
        for found in inside.captures_iter(&source.code) {
            assert_eq!(&found[1], "cli", "{}", source.path);
        }
    }
}

#[test]
fn third_party_crates_stay_in_the_modules_that_need_them() {
    let mut wrongs = Vec::new();
    let sources = sources();
    for (name, homes) in CRATES {
        let used = Regex::new(&format!(r"(?:^|[^\w:]){name}::")).expect("a pattern");
        for source in &sources {
            let own_module = module(&source.path) == "render" && *name == "csv";
            let at_home = homes.iter().any(|home| source.path.starts_with(home));
            // The registry of renderers names its own module `csv`.
            if !at_home && used.is_match(&source.code) && !own_module {
                wrongs.push(format!("{}: {name}", source.path));
            }
        }
    }
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[test]
fn every_dependency_has_a_home() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest: toml::Table =
        toml::from_str(&fs::read_to_string(manifest).expect("Cargo.toml")).expect("a manifest");
    let dependencies = manifest["dependencies"].as_table().expect("dependencies");
    // Used everywhere, or only through its results.
    let everywhere = ["serde", "serde_json", "thiserror", "memchr"];
    for name in dependencies.keys().map(|name| name.replace('-', "_")) {
        let housed = CRATES.iter().any(|(known, _)| *known == name);
        assert!(housed || everywhere.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn no_module_is_a_drawer() {
    for source in sources() {
        let parts = source.path.split('/');
        for part in parts.map(|part| part.strip_suffix(".rs").unwrap_or(part)) {
            assert!(!DRAWERS.contains(&part), "{}", source.path);
        }
    }
}

/// Words that tell one party from another, from the books: not `party`, not `the`, not `green`,
/// which is a colour too.
fn party_words() -> BTreeSet<String> {
    const ORDINARY: &[&str] = &[
        "the",
        "united",
        "kingdom",
        "party",
        "of",
        "and",
        "for",
        "in",
        "a",
        "new",
        "green",
        "greens",
        "national",
        "union",
        "people",
        "alliance",
        "democrat",
        "democrats",
        "democratic",
        "liberal",
        "social",
        "reform",
        "first",
        "campaign",
        "headquarters",
        "central",
        "office",
        "limited",
        "ltd",
        "company",
        "england",
        "wales",
        "scotland",
        "ireland",
        "northern",
        "scottish",
        "welsh",
        "irish",
        "british",
        "london",
        "uk",
        "co",
        "operative",
        "voice",
        "independence",
        "unionist",
        "ulster",
        "workers",
        "your",
        "restore",
        "advance",
        "heritage",
        "equality",
        "women",
        "hq",
        "group",
        "brexit",
        "association",
        "yes",
        "vote",
        "leave",
        "stronger",
        "europe",
        "britain",
    ];
    let books = Codebooks::embedded();
    let names = |party: &Party| [vec![party.name.clone()], party.names.clone()].concat();
    let mut words = BTreeSet::new();
    for book in books.parties() {
        words.insert(book.id.to_lowercase());
        for name in book.party.iter().flat_map(names) {
            let pieces = name.split(|c: char| !c.is_alphanumeric());
            words.extend(pieces.map(str::to_lowercase));
        }
    }
    words.retain(|word| word.len() > 2 && !ORDINARY.contains(&word.as_str()));
    words
}

#[test]
fn no_party_is_named_in_code() {
    let words = party_words();
    assert!(
        words.contains("labour") && words.contains("plaid"),
        "{words:?}"
    );
    let word = Regex::new(r"[A-Za-z]+").expect("a pattern");
    let mut wrongs = Vec::new();
    for (path, text) in files() {
        for (line, number) in text.lines().zip(1..) {
            // Comments may say where a form was seen; code and tests use invented parties.
            if line.trim_start().starts_with("//") {
                continue;
            }
            for found in word.find_iter(line) {
                if words.contains(&found.as_str().to_lowercase()) {
                    wrongs.push(format!("{path}:{number}: {}", found.as_str()));
                }
            }
        }
    }
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[test]
fn nothing_gives_up_on_what_a_file_holds() {
    // `expect` with a named constant is allowed: its text says why it cannot fail.
    let gives_up = Regex::new(
        r"\.unwrap\(\)|\.unwrap_err\(\)|\.expect\([^A-Z]|\bpanic!|\btodo!|\bunimplemented!|\bdbg!|\bprintln!|\beprintln!",
    )
    .expect("a pattern");
    let mut wrongs = Vec::new();
    for source in sources() {
        for (line, number) in source.code.lines().zip(1..) {
            if gives_up.is_match(line) {
                wrongs.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[test]
fn the_program_draws_no_conclusion_of_law() {
    let verdict =
        Regex::new(r"(?i)\b(breach|breached|unlawful|unlawfully|illegal|illegally|violat\w+)\b")
            .expect("a pattern");
    for source in sources() {
        for (line, number) in source.code.lines().zip(1..) {
            // The words of a response may be looked for; those of the program may not be these.
            let said = verdict.is_match(line);
            assert!(!said, "{}:{number}: {}", source.path, line.trim());
        }
    }
}

#[test]
fn every_rule_is_registered() {
    let sources = sources();
    let registry = sources
        .iter()
        .find(|source| source.path == "rules/mod.rs")
        .expect("the registry");
    let mut rules = 0;
    for source in &sources {
        let Some(path) = source.path.strip_prefix("rules/") else {
            continue;
        };
        if path == "mod.rs" || !source.code.contains("impl Rule for") {
            continue;
        }
        rules += source.code.matches("impl Rule for").count();
        let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
        let named = format!("{}::", module.replace('/', "::"));
        assert!(registry.code.contains(&named), "{path} is not in RULES");
    }
    assert_eq!(rules, RULES.len());
}

#[test]
fn rules_stand_in_the_order_of_their_codes_and_say_what_they_must() {
    const HEADINGS: [&str; 5] = [
        "## What it finds",
        "## Why it matters",
        "## Example",
        "## What to ask",
        "## Citations",
    ];
    // The families in the order of a response's life: time, then what is missing, and so on.
    const FAMILIES: &str = "TMUSICADRPXL";
    let place = |code: &str| (FAMILIES.find(|c| code.starts_with(c)), code.to_owned());
    let mut names = BTreeSet::new();
    let mut last = "";
    for meta in RULES.iter().map(|rule| rule.meta()) {
        let code = meta.code.0;
        assert!(place(last) < place(code), "{last} stands before {code}");
        last = code;
        assert!(names.insert(meta.name), "{code}: {} is taken", meta.name);
        let kebab = meta
            .name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(kebab, "{code}: {}", meta.name);
        let found: Vec<&str> = meta
            .doc
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(found, HEADINGS, "{code}");
        for id in meta.provisions {
            assert!(Law::embedded().provision(id).is_some(), "{code}: {id}");
        }
        assert!(meta.ask.ends_with(['.', '?']), "{code}: what to ask");
        assert!(!meta.caveat.is_empty(), "{code}: the caveat");
    }
}
