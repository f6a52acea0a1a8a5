//! From the paths that were named to the parts of a response, in one order whatever the system says.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use sar_decode::document::{Document, Part};
use sar_decode::error::Error;
use sar_decode::ingest::{Limits, Source, over_limit};
use sar_decode::provenance::PartId;
use sar_decode::settings;

use super::failure::Failure;
use super::known::slashed;
use super::reading::Reading;

/// What is named for standard input.
const STDIN: &str = "-";
/// The file in a folder that is about the response and no part of it.
const CASE_FILE: &str = "case.toml";
/// Folders within folders: an honest response has a few.
const DEPTH: usize = 32;

/// The response, and what was found beside it.
pub struct Gathered {
    /// The parts as read.
    pub document: Document,
    /// The case file of the folder.
    pub case_file: Option<PathBuf>,
    /// The name of the folder or file.
    pub name: String,
    /// The files that were read, by the path that the system knows; empty where only [`read`] was asked.
    pub files: HashSet<PathBuf>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
    /// The files, in the order in which they were read.
    pub named: Vec<Named>,
}

/// A file to read, and what the report calls it.
pub struct Named {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called: relative, with slashes, no two alike.
    pub name: String,
}

/// The files of a response, not read yet.
pub struct Found {
    /// The files, in reading order.
    pub files: Vec<Named>,
    /// The case file of the folder.
    pub case_file: Option<PathBuf>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
    name: String,
    /// Whether a file may have been met by two paths: below one folder that can only be by a link.
    twice: bool,
}

/// Reads everything that was named.
pub fn gather(
    paths: &[PathBuf],
    stdin: &mut dyn Read,
    reading: &mut Reading,
) -> Result<Gathered, Failure> {
    let mut gathered = read(find(paths)?, stdin, reading)?;
    let files = gathered.named.iter();
    let files = files.filter(|named| named.path != Path::new(STDIN));
    gathered.files = files.map(|named| real(&named.path)).collect();
    Ok(gathered)
}

/// Finds everything that was named.
pub fn find(paths: &[PathBuf]) -> Result<Found, Failure> {
    let mut gathered = Found {
        files: Vec::new(),
        case_file: None,
        name: case_name(paths),
        twice: paths.len() > 1,
        left_out: Vec::new(),
    };
    let mut found = Vec::new();
    for path in paths {
        look(path, &mut gathered, &mut found)?;
    }
    if gathered.twice {
        let mut known = HashSet::new();
        found.retain(|named| named.path == Path::new(STDIN) || known.insert(real(&named.path)));
    }
    name_apart(&mut found);
    gathered.files = found;
    Ok(gathered)
}

/// Reads what was found.
pub fn read(
    found: Found,
    stdin: &mut dyn Read,
    reading: &mut Reading,
) -> Result<Gathered, Failure> {
    let mut gathered = Gathered {
        document: Document::default(),
        case_file: found.case_file,
        name: found.name,
        files: HashSet::new(),
        left_out: found.left_out,
        named: Vec::new(),
    };
    let limits = reading.limits().clone();
    for named in &found.files {
        let next = u32::try_from(gathered.document.parts.len()).unwrap_or(u32::MAX);
        let parts = parts(named, PartId(next), stdin, reading, &limits)?;
        gathered.document.parts.extend(parts);
    }
    gathered.named = found.files;
    Ok(gathered)
}

/// The path of a file that the system knows.
fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Reads a file and everything inside it. One that is over the limit is measured and not kept.
fn parts(
    named: &Named,
    id: PartId,
    stdin: &mut dyn Read,
    reading: &mut Reading,
    limits: &Limits,
) -> Result<Vec<Part>, Failure> {
    let wrong = |source| Error::Open {
        path: named.path.clone(),
        source,
    };
    let (mut file, about): (Box<dyn Read + '_>, _) = if named.path == Path::new(STDIN) {
        (Box::new(stdin), None)
    } else {
        let file = std::fs::File::open(&named.path).map_err(wrong)?;
        let about = file.metadata().ok();
        (Box::new(file), about)
    };
    let is_file = about.as_ref().is_some_and(std::fs::Metadata::is_file);
    // Room for a file of the usual size at once; a larger one grows with what comes.
    const ROOM: u64 = 1 << 20;
    let size = about.map_or(0, |about| about.len().min(ROOM));
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default().saturating_add(1));
    let most = limits.file_bytes.saturating_add(1);
    file.by_ref()
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(wrong)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) < most {
        let source = Source {
            part: id,
            name: &named.name,
            bytes: &bytes,
        };
        return Ok(reading.read(&source, limits));
    }
    // A pipe may have no end.
    if !is_file {
        let what = format!(
            "{}: is over the limit of {} bytes",
            named.name, limits.file_bytes
        );
        return Err(Failure::new(what));
    }
    let mut whole = bytes.as_slice().chain(file);
    let part = over_limit(id, &named.name, &mut whole, limits).map_err(wrong)?;
    Ok(vec![part])
}

/// The files that a path stands for.
fn look(path: &Path, gathered: &mut Found, found: &mut Vec<Named>) -> Result<(), Failure> {
    if path == Path::new(STDIN) {
        found.push(Named {
            path: path.to_owned(),
            name: "stdin".to_owned(),
        });
        return Ok(());
    }
    let about = std::fs::metadata(path).map_err(|source| missing(path, source))?;
    if about.is_dir() {
        let mut inside = Vec::new();
        walk(path, path, 0, gathered, &mut inside)?;
        inside.sort_by(|a, b| a.name.cmp(&b.name));
        if inside.is_empty() {
            let left = format!("{}: holds no file to read", path.display());
            gathered.left_out.push(left);
        }
        found.extend(inside);
        return Ok(());
    }
    found.push(Named {
        path: path.to_owned(),
        name: file_name(path),
    });
    Ok(())
}

fn walk(
    root: &Path,
    folder: &Path,
    depth: usize,
    gathered: &mut Found,
    found: &mut Vec<Named>,
) -> Result<(), Failure> {
    let open = |source| Error::Open {
        path: folder.to_owned(),
        source,
    };
    for entry in std::fs::read_dir(folder).map_err(open)? {
        let entry = entry.map_err(open)?;
        let path = entry.path();
        let inside = slashed(path.strip_prefix(root).unwrap_or(&path));
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // Hidden files, the locks of office programs, the case file and the settings are no part of
        // a response.
        let beside = inside == CASE_FILE || inside == settings::FILE;
        if inside == CASE_FILE && path.is_file() {
            gathered.case_file.get_or_insert(path);
            continue;
        }
        if name.starts_with('.') || name.starts_with("~$") || beside {
            continue;
        }
        let kind = entry.file_type().map_err(open)?;
        if kind.is_dir() {
            if depth >= DEPTH {
                let left = format!("{inside}: left out, folders lie more than {DEPTH} deep");
                gathered.left_out.push(left);
            } else {
                walk(root, &path, depth + 1, gathered, found)?;
            }
        } else if kind.is_file() || path.is_file() {
            gathered.twice |= kind.is_symlink();
            found.push(Named { path, name: inside });
        } else {
            let left = format!("{inside}: left out, it is no file of its own");
            gathered.left_out.push(left);
        }
    }
    Ok(())
}

/// Two files of one name become `response.csv` and `response (2).csv`.
fn name_apart(found: &mut [Named]) {
    let mut taken: HashSet<String> = HashSet::new();
    for named in found {
        let mut number = 2;
        let mut name = named.name.clone();
        while !taken.insert(name.clone()) {
            name = match named.name.rsplit_once('.') {
                Some((stem, ending)) => format!("{stem} ({number}).{ending}"),
                None => format!("{} ({number})", named.name),
            };
            number += 1;
        }
        named.name = name;
    }
}

/// A path that is not there may be a slip in the name of a subcommand.
fn missing(path: &Path, source: std::io::Error) -> Failure {
    const COMMANDS: [&str; 15] = [
        "batch",
        "merge",
        "inspect",
        "compare",
        "diff",
        "dump",
        "explain",
        "codebooks",
        "parties",
        "due",
        "letter",
        "request",
        "verify",
        "schema",
        "completions",
    ];
    let near = super::known::nearest(&path.to_string_lossy(), COMMANDS);
    let failure = Failure::from(Error::Open {
        path: path.to_owned(),
        source,
    });
    match near {
        Some(near) => failure.try_this(format!("sar-decode {near}")),
        None => failure,
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| slashed(path), |name| name.to_string_lossy().into_owned())
}

/// The name of the folder or file where one was named, else `response`.
fn case_name(paths: &[PathBuf]) -> String {
    match paths {
        [only] if only != Path::new(STDIN) => only
            .file_name()
            .map(|name| name.to_string_lossy().into_owned()),
        _ => None,
    }
    .unwrap_or_else(|| "response".to_owned())
}
