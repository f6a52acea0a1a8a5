//! The documents in the programs that people open them with: LibreOffice, a browser, the checker of the
//! standard. These are the same files whether the program is built or the library alone, so they are
//! opened once, where the program is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use sar_decode::analyse::Settings;
use sar_decode::codebook::Codebooks;
use sar_decode::compare::{Side, compare, paper};
use sar_decode::letter::{self, Facts, Kind, Templates};
use sar_decode::render::{self, docx};
use sar_decode::report::{Privacy, Report};
use sar_decode::request::Request;

use crate::{fixture, rendered, report_on_hostile_values};

fn is_there(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|done| done.status.success())
}

/// A folder for files that other programs open.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder of the test");
    folder
}

/// Where more cases lie, each in a folder of its own: `SAR_CASES=some/folder cargo test --test
/// documents` opens every form of every one of them too.
const MORE: &str = "SAR_CASES";

/// The forms of a report, written to files.
struct Written {
    name: String,
    html: PathBuf,
    office: Vec<PathBuf>,
}

/// Every fixture, a report on hostile values, a masked report, and the cases that were named.
fn written(folder: &Path) -> Vec<Written> {
    let books = Codebooks::embedded();
    let fixtures = fixture::all();
    let mut reports: Vec<(String, Report)> = fixtures
        .iter()
        .map(|fixture| (fixture.name.clone(), fixture.report(&books)))
        .collect();
    reports.push(("hostile".to_owned(), report_on_hostile_values()));
    if let Some(fixture) = fixtures.first() {
        let masked = fixture.report_with(&books, Privacy::Masked);
        reports.push(("masked".to_owned(), masked));
    }
    let mut all: Vec<Written> = reports
        .iter()
        .map(|(name, report)| {
            let write = |format: &str| {
                let path = folder.join(format!("{name}-{format}.{format}"));
                std::fs::write(&path, rendered(report, format)).expect("a file of the test");
                path
            };
            Written {
                name: name.clone(),
                html: write("html"),
                office: vec![write("docx"), write("xlsx")],
            }
        })
        .collect();
    all.extend(more(folder));
    all
}

/// The cases that were named, through the program itself.
fn more(folder: &Path) -> Vec<Written> {
    let Some(cases) = std::env::var_os(MORE) else {
        println!("SKIPPED: {MORE} names no folder of further cases");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(cases)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    paths.sort();
    let made = paths.iter().map(|case| {
        let name = case
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let write = |format: &str| {
            let path = folder.join(format!("case-{name}-{format}.{format}"));
            let done = Command::new(env!("CARGO_BIN_EXE_sar-decode"))
                .arg(case)
                .args(["--quiet", "-o"])
                .arg(&path)
                .output()
                .expect("the program runs");
            assert!(
                path.is_file(),
                "{name}: {}",
                String::from_utf8_lossy(&done.stderr)
            );
            path
        };
        Written {
            html: write("html"),
            office: vec![write("docx"), write("xlsx")],
            name,
        }
    });
    made.collect()
}

/// Letters and a comparison, as Word documents and as a page.
fn letters(folder: &Path) -> Vec<PathBuf> {
    let books = Codebooks::embedded();
    let fixture = fixture::all().into_iter().next().expect("a case");
    let report = fixture.report(&books);
    let request = Request::default();
    let facts = Facts {
        request: &request,
        dated: None,
    };
    let drafts = Kind::ALL.into_iter().map(|kind| {
        let text = letter::draft(kind, &report, &facts, &Templates::default()).expect("a letter");
        let path = folder.join(format!("letter-{}.docx", kind.name()));
        let bytes = docx::write(&letter::paper(&text)).expect("a document");
        std::fs::write(&path, bytes).expect("a file of the test");
        path
    });
    drafts.collect()
}

/// The page of a comparison of two fixtures.
fn comparison(folder: &Path) -> PathBuf {
    let books = Codebooks::embedded();
    let sides: Vec<Side> = fixture::all()
        .iter()
        .take(2)
        .map(|fixture| {
            let settings = Settings {
                case_id: fixture.name.clone(),
                ..Settings::default()
            };
            Side::new(&fixture.document(), &books, &settings).expect("the codebooks")
        })
        .collect();
    let path = folder.join("comparison.html");
    std::fs::write(&path, render::html_page(&paper(&compare(&sides)))).expect("a file of the test");
    path
}

/// The page on many responses: all fixtures, with figures of single people, so that every table has
/// rows.
fn cohort(folder: &Path) -> PathBuf {
    let out = folder.join("cohort");
    let _ = std::fs::remove_dir_all(&out);
    let done = Command::new(env!("CARGO_BIN_EXE_sar-decode"))
        .args([
            "batch",
            "--quiet",
            "--min-cell",
            "1",
            "--reports",
            "json",
            "--out",
        ])
        .arg(&out)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"))
        .output()
        .expect("the program runs");
    let page = folder.join("cohort.html");
    let copied = std::fs::copy(out.join("cohort.html"), &page);
    assert!(copied.is_ok(), "{}", String::from_utf8_lossy(&done.stderr));
    page
}

#[test]
fn office_documents_open_in_libreoffice() {
    if !is_there("soffice") {
        println!("SKIPPED: LibreOffice (soffice) is not installed");
        return;
    }
    let folder = folder("office");
    let mut made: Vec<PathBuf> = written(&folder)
        .into_iter()
        .flat_map(|all| all.office)
        .collect();
    made.extend(letters(&folder));
    // One start of the program opens them all.
    let done = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            folder.join("profile").display()
        ))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder)
        .args(&made)
        .output()
        .expect("LibreOffice runs");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    for path in made {
        let pdf = path.with_extension("pdf");
        let size = std::fs::metadata(&pdf).map_or(0, |about| about.len());
        assert!(size > 5_000, "{} did not open", path.display());
    }
}

/// The widths at which pages are looked at: of a telephone and of a desk.
const WIDTHS: [u32; 2] = [390, 1280];

#[test]
fn pages_are_accessible_in_a_browser_at_each_width() {
    let browser = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| is_there(name));
    let Some(browser) = browser else {
        println!("SKIPPED: no Chromium is installed");
        return;
    };
    let Ok(axe) = std::env::var("AXE_JS").map(std::fs::read_to_string) else {
        println!("SKIPPED: AXE_JS does not name the file axe.min.js of the package axe-core");
        return;
    };
    let axe = axe.expect("the file that AXE_JS names");
    let folder = folder("browser");
    std::fs::write(folder.join("axe.js"), axe).expect("a file of the test");
    let mut pages: Vec<(String, PathBuf)> = written(&folder)
        .into_iter()
        .map(|all| (all.name, all.html))
        .collect();
    pages.push(("comparison".to_owned(), comparison(&folder)));
    pages.push(("cohort".to_owned(), cohort(&folder)));
    for (name, path) in &pages {
        probe(name, path);
    }
    // One start of the browser looks at several.
    for (number, some) in pages.chunks(8).enumerate() {
        let expected: BTreeSet<String> = some
            .iter()
            .flat_map(|(name, _)| {
                WIDTHS
                    .iter()
                    .map(move |width| format!("{name} at {width}: clean"))
            })
            .collect();
        let found = looked_at(browser, &folder, number, some);
        assert_eq!(found, expected);
    }
}

/// Lets into a copy of a page the script that looks at it: the page itself forbids all. What it finds
/// goes to the page around it: faults, and whether anything runs out at the side.
fn probe(name: &str, path: &Path) {
    let html = std::fs::read_to_string(path).expect("a page");
    let start = html.find("<meta http-equiv").expect("the policy");
    let end = start + html[start..].find('>').expect("its end") + 1;
    let script = format!(
        "<script src=\"axe.js\"></script><script>addEventListener('load', () => axe.run().then(found => {{\
         const bad = found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '));\
         const wide = document.documentElement.scrollWidth; if (wide > innerWidth) bad.push('runs out to ' + wide);\
         parent.postMessage('{name} at ' + innerWidth + ': ' + (bad.join(' ') || 'clean'), '*'); }}))</script></body>"
    );
    let page = format!("{}{}", &html[..start], &html[end..]).replace("</body>", &script);
    std::fs::write(path.with_extension("probe.html"), page).expect("a file of the test");
}

fn looked_at(
    browser: &str,
    folder: &Path,
    number: usize,
    pages: &[(String, PathBuf)],
) -> BTreeSet<String> {
    let mut all = String::from(
        "<!doctype html><title>all</title><pre id=\"said\"></pre><script>addEventListener('message', e => \
         { document.getElementById('said').textContent += 'AXE[' + e.data + ']AXE\\n'; })</script>",
    );
    for (_, path) in pages {
        let name = path.with_extension("probe.html");
        let name = name
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for width in WIDTHS {
            all.push_str(&format!(
                "<iframe src=\"{name}\" style=\"width:{width}px;height:900px;border:0\"></iframe>"
            ));
        }
    }
    let path = folder.join(format!("all-{number}.html"));
    std::fs::write(&path, all).expect("a file of the test");
    let done = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--allow-file-access-from-files",
            "--virtual-time-budget=120000",
            "--dump-dom",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .arg(format!("file://{}", path.display()))
        .output()
        .expect("the browser runs");
    let dom = String::from_utf8_lossy(&done.stdout);
    let said = dom
        .split("AXE[")
        .skip(1)
        .filter_map(|rest| rest.split_once("]AXE"));
    // The first is the script that writes them.
    said.map(|(said, _)| said.to_owned())
        .filter(|said| !said.starts_with('\''))
        .collect()
}

#[test]
fn pages_are_valid_to_the_checker_of_the_standard() {
    let Some(checker) = std::env::var_os("VNU_JAR").filter(|_| is_there("java")) else {
        println!(
            "SKIPPED: VNU_JAR does not name the file vnu.jar of the package vnu-jar, or there is no Java"
        );
        return;
    };
    let folder = folder("valid");
    let mut pages: Vec<PathBuf> = written(&folder).into_iter().map(|all| all.html).collect();
    pages.push(comparison(&folder));
    pages.push(cohort(&folder));
    let done = Command::new("java")
        .arg("-jar")
        .arg(checker)
        .arg("--errors-only")
        .args(&pages)
        .output()
        .expect("Java runs");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}
