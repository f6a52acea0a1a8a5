//! Which cases there are: each file or folder in a folder is one, in the order of their names.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// What lies in a folder of cases and is none.
const BESIDE: [&str; 2] = ["case.toml", crate::settings::FILE];

/// Cases by their names. Names lie in one text, so that many cost little memory.
#[derive(Debug, Clone, Default)]
pub struct Cases {
    root: PathBuf,
    text: String,
    spans: Vec<Span>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    from: u32,
    /// The end of the name; the path begins there where the two differ.
    name: u32,
    to: u32,
}

/// A part of the cases: those of one machine of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub number: u32,
    /// Of how many.
    pub of: u32,
}

impl Shard {
    /// `2/7`: the second of seven.
    ///
    /// # Errors
    ///
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || "must be as 2/7, the second of seven".to_owned();
        let (number, of) = text.split_once('/').ok_or_else(wrong)?;
        let number: u32 = number.trim().parse().map_err(|_| wrong())?;
        let of: u32 = of.trim().parse().map_err(|_| wrong())?;
        if number == 0 || number > of {
            return Err(format!("must be from 1/{of} to {of}/{of}"));
        }
        Ok(Self { number, of })
    }

    /// Whether a case is in it. It hangs on its name alone, so that each machine finds its own.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        let digest = Sha256::digest(name.as_bytes());
        let head = digest.iter().take(8);
        let number = head.fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
        number % u64::from(self.of.max(1)) == u64::from(self.number.saturating_sub(1))
    }
}

impl Cases {
    /// The cases of a folder.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be read.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let mut names = Vec::new();
        let mut cases = Self {
            root: folder.to_owned(),
            ..Self::default()
        };
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name();
            let Some(name) = name.to_str() else {
                let what = format!("{}: its name is no Unicode text", name.to_string_lossy());
                cases.left_out.push(what);
                continue;
            };
            if is_case(name) {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable();
        for name in &names {
            cases.push(name, None);
        }
        cases.left_out.sort();
        Ok(cases)
    }

    /// Cases by their paths; one that is relative is looked for below the root. Their names are what
    /// the paths say without what leads out of a folder.
    #[must_use]
    pub fn of_paths(root: &Path, paths: impl IntoIterator<Item = String>) -> Self {
        let mut cases = Self {
            root: root.to_owned(),
            ..Self::default()
        };
        let mut named: Vec<(String, String)> = Vec::new();
        for path in paths {
            let name = name_of(&path);
            if name.is_empty() {
                cases.left_out.push(format!("{path}: names no case"));
            } else {
                named.push((name, path));
            }
        }
        named.sort();
        named.dedup();
        for (name, path) in &named {
            let last = cases.len().checked_sub(1);
            if last.and_then(|last| cases.name(last)) == Some(name) {
                let what = format!("{path}: another case is called {name}");
                cases.left_out.push(what);
                continue;
            }
            cases.push(name, (name != path).then_some(path));
        }
        cases
    }

    /// Leaves only the cases that a test allows.
    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        let (text, spans) = (&self.text, &mut self.spans);
        spans.retain(|span| text.get(range(span.from, span.name)).is_some_and(&mut keep));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The name of a case.
    #[must_use]
    pub fn name(&self, number: usize) -> Option<&str> {
        let span = self.spans.get(number)?;
        self.text.get(range(span.from, span.name))
    }

    /// Where a case lies.
    #[must_use]
    pub fn path(&self, number: usize) -> Option<PathBuf> {
        let span = self.spans.get(number)?;
        let from = if span.name == span.to {
            span.from
        } else {
            span.name
        };
        Some(self.root.join(self.text.get(range(from, span.to))?))
    }

    /// The number of the case of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        let of = |span: &Span| {
            self.text
                .get(range(span.from, span.name))
                .unwrap_or_default()
        };
        self.spans.binary_search_by(|span| of(span).cmp(name)).ok()
    }

    fn push(&mut self, name: &str, path: Option<&String>) {
        let at = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let from = at(&self.text);
        self.text.push_str(name);
        let end = at(&self.text);
        self.text.push_str(path.map_or("", String::as_str));
        let to = at(&self.text);
        self.spans.push(Span {
            from,
            name: end,
            to,
        });
    }
}

fn range(from: u32, to: u32) -> std::ops::Range<usize> {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    place(from)..place(to)
}

/// Whether a name in a folder of cases is that of a case: hidden files, the locks of office programs,
/// a case file and settings are none.
fn is_case(name: &str) -> bool {
    !name.starts_with('.') && !name.starts_with("~$") && !BESIDE.contains(&name)
}

/// The name of a case from its path: what leads out of a folder is left out.
fn name_of(path: &str) -> String {
    let parts = Path::new(path).components();
    let names = parts.filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            None
        }
    });
    names.collect::<Vec<_>>().join("/")
}

/// Whether a name fits a pattern with `*` for any text and `?` for any character.
#[must_use]
pub fn fits(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut p, mut n) = (0, 0);
    // Where the last star stands, and up to where it reaches.
    let mut star: Option<(usize, usize)> = None;
    while let Some(&c) = name.get(n) {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&wanted) if wanted == '?' || wanted == c => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((at, reached)) = star else {
                    return false;
                };
                star = Some((at, reached + 1));
                p = at + 1;
                n = reached + 1;
            }
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_with_stars_and_question_marks_fit_names() {
        for (pattern, name, fit) in [
            ("*", "", true),
            ("*.xlsx", "a.xlsx", true),
            ("*.xlsx", "a.xls", false),
            ("2024-*-?", "2024-x-y-z", true),
            ("a?c", "ac", false),
            ("a*b*c", "aXbXbc", true),
            ("a*b*c", "aXbX", false),
        ] {
            assert_eq!(fits(pattern, name), fit, "{pattern} {name}");
        }
    }

    #[test]
    fn every_case_is_in_one_shard_of_so_many() {
        for number in 0..200 {
            let name = format!("case-{number}");
            for of in [1, 2, 7, 64] {
                let having = (1..=of).filter(|n| Shard { number: *n, of }.has(&name));
                assert_eq!(having.count(), 1, "{name} of {of}");
            }
        }
        assert!(Shard::parse("0/3").is_err() && Shard::parse("4/3").is_err());
        assert_eq!(Shard::parse("3/3"), Ok(Shard { number: 3, of: 3 }));
    }

    #[test]
    fn names_from_paths_stay_inside_the_folder_of_cases() {
        let paths = ["../a/x.csv", "/a/x.csv", "./b.csv", "..", "c/d"].map(str::to_owned);
        let cases = Cases::of_paths(Path::new("root"), paths);
        let names: Vec<&str> = (0..cases.len()).filter_map(|n| cases.name(n)).collect();
        assert_eq!(names, ["a/x.csv", "b.csv", "c/d"]);
        assert_eq!(cases.left_out.len(), 2, "{:?}", cases.left_out);
        assert_eq!(cases.find("c/d"), Some(2));
        assert_eq!(cases.path(2), Some(PathBuf::from("root/c/d")));
    }
}
