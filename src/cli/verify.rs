//! `sar-decode verify`: whether the files are still the ones that a pack of evidence holds, or that a
//! saved report was made from.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

use sar_decode::error::Error;
use sar_decode::evidence::{
    DECLARATION, Difference, Digesting, MANIFEST, RECEIVED, TAG_MANIFEST, compare, read_manifest,
};
use sar_decode::render::visible;
use sar_decode::render::words::count;
use sar_decode::report::SCHEMA_ID;
use serde_json::Value;

use super::args::VerifyArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::known::slashed;

/// Checks, a line for each file that is missing, changed or extra.
pub fn run(args: &VerifyArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    if args.report.is_dir() {
        if args.folder.is_some() {
            let what = format!(
                "{}: is a pack, which holds its files itself",
                args.report.display()
            );
            return Err(Failure::new(what).try_this("verify with the pack alone"));
        }
        return pack(&args.report, out);
    }
    report(&args.report, args.folder.as_deref(), out)
}

/// Checks a pack: all that its lists name, and that nothing else is in it.
fn pack(folder: &Path, out: &mut dyn Write) -> Result<Exit, Failure> {
    if !folder.join(DECLARATION).is_file() {
        let what = format!(
            "{}: is no pack of evidence, it has no {DECLARATION}",
            folder.display()
        );
        return Err(Failure::new(what).try_this("a folder that --evidence made, or a saved report"));
    }
    let mut found = digests(folder)?;
    let whole = found.remove(TAG_MANIFEST);
    let mut listed = BTreeMap::new();
    let mut lines: Vec<String> = Vec::new();
    for name in [MANIFEST, TAG_MANIFEST] {
        let text = match fs::read_to_string(folder.join(name)) {
            Ok(text) => text,
            Err(_) => {
                lines.push(format!("missing  {name}"));
                continue;
            }
        };
        match read_manifest(&text) {
            Err(error) => lines.push(format!("changed  {name}: {error}")),
            Ok(digests) => {
                let of_data = |path: &str| path.starts_with(&format!("{RECEIVED}/"));
                let own = digests
                    .into_iter()
                    .filter(|(path, _)| of_data(path) == (name == MANIFEST));
                listed.extend(own);
            }
        }
    }
    // The first list is in the second, which has said so where it is missing.
    let differences = compare(&listed, &found);
    let known = |path: &str| {
        lines
            .iter()
            .any(|line| line.ends_with(&format!("  {path}")))
    };
    let told: Vec<String> = differences
        .iter()
        .filter(|(path, _)| !known(path))
        .map(|(path, difference)| line(*difference, path))
        .collect();
    lines.extend(told);
    if let Some(whole) = whole.filter(|_| lines.is_empty()) {
        writeln!(
            out,
            "{} as they were",
            count(listed.len(), "file is", "files are")
        )?;
        writeln!(
            out,
            "SHA-256 of {TAG_MANIFEST}, which stands for the whole pack: {whole}"
        )?;
        return Ok(Exit::Analysed);
    }
    tell(&lines, out)
}

/// Checks files against a saved report, wherever they lie in the folder.
fn report(path: &Path, folder: Option<&Path>, out: &mut dyn Write) -> Result<Exit, Failure> {
    let listed = parts(path)?;
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => path.parent().unwrap_or(Path::new("")).to_owned(),
    };
    let here = match folder.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => folder,
    };
    let found = if here.is_file() {
        let name = here.file_name().unwrap_or_default();
        BTreeMap::from([(name.to_string_lossy().into_owned(), digest_of(&here)?)])
    } else {
        digests(&here)?
    };
    let mut lines = Vec::new();
    for (name, digest) in &listed {
        let elsewhere = found.iter().find(|(_, other)| *other == digest);
        match (found.get(name), elsewhere) {
            (Some(other), _) if other == digest => {}
            (_, Some((at, _))) => {
                writeln!(
                    out,
                    "moved    {}: is there as {}",
                    visible(name),
                    visible(at)
                )?;
            }
            (Some(_), None) => lines.push(line(Difference::Changed, name)),
            (None, None) => lines.push(line(Difference::Missing, name)),
        }
    }
    if lines.is_empty() {
        let are = count(listed.len(), "file is", "files are");
        writeln!(out, "{are} as the report says")?;
        return Ok(Exit::Analysed);
    }
    tell(&lines, out)
}

/// The files that a saved report was made from, with their digests.
fn parts(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let text = fs::read_to_string(path).map_err(|source| Error::Open {
        path: path.to_owned(),
        source,
    })?;
    let wrong = |what: &str| {
        Failure::new(format!("{}: {what}", path.display()))
            .try_this("a report saved with -o report.json, or a folder that --evidence made")
    };
    let report: Value = serde_json::from_str(&text).map_err(|_| wrong("is no JSON"))?;
    let schema = report.get("schema").and_then(Value::as_str);
    let parts = report.get("parts").and_then(Value::as_array);
    let Some(parts) = parts.filter(|_| schema == Some(SCHEMA_ID)) else {
        return Err(wrong("is no report of this program"));
    };
    // What lies inside a file is checked with the file.
    let files = parts
        .iter()
        .filter(|part| part.get("parent").is_none_or(Value::is_null));
    let text = |part: &Value, key: &str| part.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok(files
        .filter_map(|part| Some((text(part, "path")?, text(part, "sha256")?)))
        .collect())
}

fn line(difference: Difference, path: &str) -> String {
    format!("{:<8} {}", difference.as_str(), visible(path))
}

fn tell(lines: &[String], out: &mut dyn Write) -> Result<Exit, Failure> {
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(Exit::FindingReached)
}

/// The digest of each file in a folder, by its path in it. What is no file of its own, such as a
/// link, has no digest that could be right.
fn digests(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut digests = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let open = |source| Error::Open {
            path: next.clone(),
            source,
        };
        for entry in fs::read_dir(&next).map_err(open)? {
            let entry = entry.map_err(open)?;
            let (path, kind) = (entry.path(), entry.file_type().map_err(open)?);
            if kind.is_dir() {
                folders.push(path);
                continue;
            }
            let name = slashed(path.strip_prefix(folder).unwrap_or(&path));
            let digest = match kind.is_file() {
                true => digest_of(&path)?,
                false => String::new(),
            };
            digests.insert(name, digest);
        }
    }
    Ok(digests)
}

fn digest_of(path: &Path) -> Result<String, Failure> {
    const PIECE: usize = 64 * 1024;
    let open = |source| Error::Open {
        path: path.to_owned(),
        source,
    };
    let mut file = File::open(path).map_err(open)?;
    let mut digesting = Digesting::default();
    let mut piece = vec![0; PIECE];
    loop {
        let many = file.read(&mut piece).map_err(open)?;
        if many == 0 {
            return Ok(digesting.finish());
        }
        digesting.update(piece.get(..many).unwrap_or_default());
    }
}
