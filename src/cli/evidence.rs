//! `--evidence DIR`: the files as received, the report, and digests of all of it, in a folder that is
//! there as a whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use sar_decode::error::Error;
use sar_decode::evidence::{Digesting, RECEIVED, Received, TAG_MANIFEST, digest, tag_files};
use sar_decode::render::{self, Style};
use sar_decode::report::Report;

use super::failure::Failure;
use super::gather::Named;

/// The forms of the report in a pack.
const FORMS: [(&str, &str); 3] = [
    ("report.json", "json"),
    ("report.html", "html"),
    ("schedule.docx", "docx"),
];

/// Refuses what could not become a pack, before anything is read.
pub fn check(folder: &Path, paths: &[PathBuf]) -> Result<(), Failure> {
    if paths.iter().any(|path| path == Path::new("-")) {
        let what = "standard input is gone when it has been read, and cannot be put into a pack";
        return Err(Failure::new(what).try_this("save it to a file, and name the file"));
    }
    // A pack among the files would be a part of the response the next time.
    let above = folder
        .parent()
        .filter(|above| !above.as_os_str().is_empty());
    let real = fs::canonicalize(above.unwrap_or(Path::new("."))).map_err(wrong(folder))?;
    let inside = |path: &&PathBuf| {
        path.is_dir() && fs::canonicalize(path).is_ok_and(|path| real.starts_with(path))
    };
    if let Some(path) = paths.iter().find(inside) {
        let (pack, path) = (folder.display(), path.display());
        let what = format!("{pack}: lies in {path}, and would be read as a part of the response");
        return Err(Failure::new(what).try_this("a folder beside it"));
    }
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(wrong(folder)(source)),
        Ok(about) if !about.is_dir() => {
            let what = format!("{}: is no folder", folder.display());
            Err(Failure::new(what).try_this("another name for the pack"))
        }
        Ok(_) => match fs::read_dir(folder).map_err(wrong(folder))?.next() {
            None => Ok(()),
            Some(_) => {
                let what = format!(
                    "{}: is not empty, and nothing is written over",
                    folder.display()
                );
                Err(Failure::new(what).try_this("another name for the pack"))
            }
        },
    }
}

/// Writes a pack. Gives back the digest of the list of digests, by which the whole of it is known.
pub fn write(folder: &Path, files: &[Named], report: &Report) -> Result<String, Failure> {
    check(folder, &[])?;
    let beside = beside(folder);
    let done = fill(&beside, files, report).and_then(|digest| {
        // An empty folder of the name makes way.
        if folder.is_dir() {
            fs::remove_dir(folder).map_err(wrong(folder))?;
        }
        fs::rename(&beside, folder).map_err(wrong(folder))?;
        Ok(digest)
    });
    if done.is_err() {
        let _ = fs::remove_dir_all(&beside);
    }
    done
}

fn fill(folder: &Path, files: &[Named], report: &Report) -> Result<String, Failure> {
    create_folder(folder)?;
    let mut received = Vec::new();
    for named in files {
        let to = folder.join(RECEIVED).join(&named.name);
        if let Some(above) = to.parent() {
            create_folder(above)?;
        }
        received.push(copy(named, &to, report)?);
    }
    let mut rendered = Vec::new();
    for (name, form) in FORMS {
        let mut bytes = Vec::new();
        if let Some(renderer) = render::by_name(form) {
            renderer.render(report, &Style::default(), &mut bytes)?;
        }
        rendered.push((name.to_owned(), bytes));
    }
    let tags = tag_files(report, &received, rendered);
    for (name, bytes) in &tags {
        let path = folder.join(name);
        let mut file = create(&path).map_err(wrong(&path))?;
        file.write_all(bytes)
            .and_then(|()| file.sync_all())
            .map_err(wrong(&path))?;
    }
    Ok(tags
        .get(TAG_MANIFEST)
        .map(|bytes| digest(bytes))
        .unwrap_or_default())
}

/// Copies a file as it was received, and sees to it that it is still the one that was read.
fn copy(named: &Named, to: &Path, report: &Report) -> Result<Received, Failure> {
    const PIECE: usize = 64 * 1024;
    let open = |source| Error::Open {
        path: named.path.clone(),
        source,
    };
    let mut from = File::open(&named.path).map_err(open)?;
    let mut file = create(to).map_err(wrong(to))?;
    let mut digesting = Digesting::default();
    let mut bytes = 0_u64;
    let mut piece = vec![0; PIECE];
    loop {
        let many = from.read(&mut piece).map_err(open)?;
        let read = piece.get(..many).unwrap_or_default();
        if read.is_empty() {
            break;
        }
        digesting.update(read);
        bytes = bytes.saturating_add(u64::try_from(many).unwrap_or(u64::MAX));
        file.write_all(read).map_err(wrong(to))?;
    }
    file.sync_all().map_err(wrong(to))?;
    let sha256 = digesting.finish();
    let mut parts = report.parts.iter();
    if parts.any(|part| part.path == named.name && part.sha256 != sha256) {
        let what = format!("{}: was changed while it was read", named.path.display());
        return Err(Failure::new(what).try_this("the same again"));
    }
    Ok(Received {
        name: named.name.clone(),
        sha256,
        bytes,
    })
}

fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    folder.with_file_name(name)
}

fn wrong(path: &Path) -> impl Fn(io::Error) -> Failure + '_ {
    |source| {
        Failure::from(Error::Write {
            path: path.to_owned(),
            source,
        })
    }
}

/// A folder, and those above it, that the owner alone can look into.
fn create_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(wrong(folder))
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}
