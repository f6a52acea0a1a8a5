//! Finding things by the names that people give them, and the nearest name where there is none.

use std::path::{Path, PathBuf};

use sar_decode::codebook::layer::Overlay;
use sar_decode::codebook::{Codebooks, Label, PartyId};
use sar_decode::error::Error;

use super::failure::Failure;

/// The codebooks of the program, with the operator's laid over them.
pub fn codebooks(folders: &[PathBuf]) -> Result<Codebooks, Failure> {
    if folders.is_empty() {
        return Ok(Codebooks::embedded());
    }
    Ok(Codebooks::with_overrides(laid(folders)?)?)
}

/// The files of the operator's folders, in the order of their paths; of two that have one path, the
/// one of the later folder is last.
pub fn laid(folders: &[PathBuf]) -> Result<Vec<Overlay>, Failure> {
    let mut laid = Vec::new();
    for folder in folders {
        overlays(folder, folder, &mut laid)?;
    }
    laid.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(laid)
}

fn overlays(root: &Path, folder: &Path, laid: &mut Vec<Overlay>) -> Result<(), Failure> {
    let open = |source| Error::Open {
        path: folder.to_owned(),
        source,
    };
    for entry in std::fs::read_dir(folder).map_err(open)? {
        let path = entry.map_err(open)?.path();
        if path.is_dir() {
            overlays(root, &path, laid)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "csv") {
            let text = std::fs::read_to_string(&path).map_err(|source| Error::Open {
                path: path.clone(),
                source,
            })?;
            let inside = path.strip_prefix(root).unwrap_or(&path);
            laid.push(Overlay {
                path: slashed(inside),
                text,
            });
        }
    }
    Ok(())
}

/// A path with `/` between its parts, on every system.
pub fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// The party that an operator named, by id or by any spelling of its name.
pub fn party(books: &Codebooks, named: &str) -> Result<PartyId, Failure> {
    let wanted = Label::new(named);
    let mut spellings = Vec::new();
    for book in books.parties() {
        let Some(party) = &book.party else { continue };
        let names = [&book.id, &party.name].into_iter().chain(&party.names);
        for name in names {
            if Label::new(name).key() == wanted.key() {
                return Ok(PartyId(book.id.clone()));
            }
            spellings.push((name.clone(), book.id.clone()));
        }
    }
    let names = spellings.iter().map(|(name, _)| name.as_str());
    let near = nearest(named, names)
        .and_then(|near| spellings.iter().find(|(name, _)| *name == near))
        .map(|(_, id)| format!("`{id}`; "));
    let ids: Vec<&str> = books.parties().map(|book| book.id.as_str()).collect();
    let failure = Failure::new(format!("party `{named}` is not known"));
    Err(failure.try_this(format!(
        "{}known are {}; leave --party out for any other",
        near.unwrap_or_default(),
        ids.join(", ")
    )))
}

/// The name most like the one that was given, where one is like it at all.
pub fn nearest<'n>(given: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    const LIKE: f64 = 0.75;
    let given = given.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let like = strsim::jaro_winkler(&given, &name.to_lowercase());
        if like >= LIKE && best.is_none_or(|(most, _)| like > most) {
            best = Some((like, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(
            nearest("naked-scor", ["naked-score", "late"]).as_deref(),
            Some("naked-score")
        );
        assert_eq!(nearest("qqq", ["naked-score", "late"]), None);
    }
}
