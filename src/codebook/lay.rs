//! Laying a file of the operator over one of the program: whole entries by their ids.
//!
//! An entry of the laid file stands in place of the entry with its id, and is added where there is
//! none. Entries are never mixed: what the laid one does not say is not said. In a `book.toml` and in
//! `readings.toml` the entries are the tables: those of a list (`[[field]]`) by their `id`, one without
//! an id (`[[uses]]`) is added; one with a name (`[party]`, `[cites.site]`) stands in place of that
//! table and of all below it. In a code list they are the rows of one scheme, version and code. Other
//! files are replaced as a whole.

use std::collections::HashMap;

/// The columns of a code list; the first three say what a row is about.
const CODE_LIST: &str = "scheme,version,code,";

/// A file of the program with one of the operator laid over it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Together {
    /// The text of both.
    pub text: String,
    /// Entries of the program that another stands in place of: `field labour-support`, `row X of party_label`.
    pub replaced: Vec<String>,
    /// Whether the whole file was replaced.
    pub is_whole: bool,
    /// For each line of the text, the line of the laid file that it was, from 1; none for the
    /// program's own.
    pub lines: Vec<Option<u32>>,
}

/// Lays a file over another of the same path.
#[must_use]
pub fn lay(path: &str, under: &str, over: &str) -> Together {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name == "book.toml" || name == "readings.toml" {
        together(tables(under), tables(over))
    } else if under.starts_with(CODE_LIST) && over.lines().next() == under.lines().next() {
        together(rows(under), rows(over))
    } else {
        let mut whole = Together {
            is_whole: true,
            ..Together::default()
        };
        whole.add(over, Some(1));
        whole
    }
}

/// A piece of a file.
#[derive(Debug)]
struct Entry<'t> {
    /// What it is known by; none for one that is only added.
    id: Option<String>,
    /// Whether it is one of a list, so that it stands behind the head of the file.
    listed: bool,
    text: &'t str,
    line: u32,
}

impl Together {
    fn add(&mut self, text: &str, line: Option<u32>) {
        for (n, piece) in (0..).zip(text.split_inclusive('\n')) {
            self.text.push_str(piece);
            self.lines
                .push(line.map(|line: u32| line.saturating_add(n)));
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn add_all<'e>(&mut self, entries: impl IntoIterator<Item = &'e Entry<'e>>) {
        for entry in entries {
            self.add(entry.text, Some(entry.line));
        }
    }
}

/// The entries of the program in their order, each with the laid one in its place; then what is new.
fn together(under: Vec<Entry<'_>>, over: Vec<Entry<'_>>) -> Together {
    let mut laid: HashMap<String, Vec<&Entry<'_>>> = HashMap::new();
    for entry in &over {
        if let Some(id) = &entry.id {
            laid.entry(id.clone()).or_default().push(entry);
        }
    }
    let mut both = Together::default();
    let mut placed: Vec<&str> = Vec::new();
    let is_new = |entry: &&Entry<'_>| match &entry.id {
        Some(id) => !under.iter().any(|old| covers(id, old.id.as_deref())),
        None => true,
    };
    let (listed, head): (Vec<_>, Vec<_>) = over.iter().filter(is_new).partition(|new| new.listed);
    let mut head = Some(head);
    for entry in &under {
        if entry.listed {
            both.add_all(head.take().unwrap_or_default());
        }
        let above = entry.id.as_deref().and_then(|id| covering(id, &laid));
        let Some((id, entries)) = above else {
            both.add(entry.text, None);
            continue;
        };
        if placed.contains(&id) {
            continue;
        }
        placed.push(id);
        both.replaced.push(id.to_owned());
        both.add_all(entries.iter().copied());
    }
    both.add_all(head.unwrap_or_default());
    both.add_all(listed);
    // The head is in every file: that it was replaced says nothing.
    both.replaced.retain(|id| !id.is_empty());
    both
}

/// Whether an entry stands in place of another: it has its id, or is a table above it.
fn covers(id: &str, other: Option<&str>) -> bool {
    let below = other.and_then(|other| other.strip_prefix(id));
    below.is_some_and(|rest| rest.is_empty() || (id.starts_with("table ") && rest.starts_with('.')))
}

/// The laid entries that stand in place of one: those of its id, or of a table above it.
fn covering<'l, 'e>(
    id: &str,
    laid: &'l HashMap<String, Vec<&'e Entry<'e>>>,
) -> Option<(&'l str, &'l [&'e Entry<'e>])> {
    let mut name = id;
    loop {
        if let Some((id, entries)) = laid.get_key_value(name) {
            return Some((id, entries));
        }
        // `table party.register` lies below `table party`.
        name = name.strip_prefix("table ").and(name.rsplit_once('.'))?.0;
    }
}

/// The tables of a TOML file, before them what stands at its head.
fn tables(text: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let (mut from, mut line, mut offset) = (0_usize, 1_u32, 0_usize);
    let mut next = 1_u32;
    for piece in text.split_inclusive('\n') {
        if piece.starts_with('[') && offset > 0 {
            entries.extend(table(text.get(from..offset), line));
            (from, line) = (offset, next);
        }
        offset = offset.saturating_add(piece.len());
        next = next.saturating_add(1);
    }
    entries.extend(table(text.get(from..), line));
    entries
}

fn table(text: Option<&str>, line: u32) -> Option<Entry<'_>> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    let first = text.lines().next().unwrap_or_default().trim_end();
    let id = if let Some(list) = first.strip_prefix("[[") {
        let kind = list.split(']').next().unwrap_or(list);
        id_of(text).map(|id| format!("{kind} {id}"))
    } else if let Some(named) = first.strip_prefix('[') {
        Some(format!(
            "table {}",
            named.split(']').next().unwrap_or(named)
        ))
    } else {
        Some(String::new())
    };
    let listed = first.starts_with("[[");
    Some(Entry {
        id,
        listed,
        text,
        line,
    })
}

/// The `id` of a table, where it has one.
fn id_of(table: &str) -> Option<&str> {
    let line = table
        .lines()
        .find_map(|line| line.strip_prefix("id")?.trim_start().strip_prefix('='))?;
    line.trim_start().strip_prefix('"')?.split('"').next()
}

/// The rows of a code list, before them its heading. A row stands on one line.
fn rows(text: &str) -> Vec<Entry<'_>> {
    let lines = text.split_inclusive('\n').zip(1_u32..);
    lines
        .filter(|(row, _)| !row.trim().is_empty())
        .map(|(text, line)| Entry {
            id: if line == 1 {
                Some(String::new())
            } else {
                row_id(text)
            },
            listed: line > 1,
            text,
            line,
        })
        .collect()
}

fn row_id(row: &str) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(row.as_bytes());
    let record = reader.records().next()?.ok()?;
    let (scheme, version, code) = (record.get(0)?, record.get(1)?, record.get(2)?);
    Some(format!("row {code} of {scheme}, {version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNDER: &str = "format = 1\n\n[party]\nname = \"A\"\n\n[party.register]\nused_as = \"x\"\n\n\
        [cites.one]\ntitle = \"One\"\n\n[[field]]\nid = \"a\"\ntitle = \"Old\"\n\n[[field]]\nid = \"b\"\n\n\
        [[uses]]\nname = \"U\"\n";

    #[test]
    fn an_entry_stands_in_place_of_the_one_with_its_id_and_nothing_is_mixed() {
        let over = "format = 1\nversion = \"2\"\n\n[[field]]\nid = \"a\"\nkind = \"k\"\n\n[[field]]\nid = \"c\"\n";
        let both = lay("p/book.toml", UNDER, over);
        assert_eq!(both.replaced, ["field a"]);
        assert!(!both.text.contains("Old"));
        let order: Vec<usize> = ["version", "\"a\"", "\"b\"", "\"U\"", "\"c\""]
            .iter()
            .map(|text| both.text.find(text).expect(text))
            .collect();
        assert!(order.is_sorted(), "{}", both.text);
        assert_eq!(both.text.matches("format").count(), 1);
    }

    #[test]
    fn a_named_table_takes_what_lies_below_it_along() {
        let both = lay(
            "p/book.toml",
            UNDER,
            "format = 1\n\n[party]\nname = \"B\"\n",
        );
        assert_eq!(both.replaced, ["table party"]);
        assert!(!both.text.contains("register") && both.text.contains("\"B\""));
        let both = lay(
            "p/book.toml",
            UNDER,
            "format = 1\n\n[cites.two]\ntitle = \"Two\"\n",
        );
        assert!(both.replaced.is_empty());
        let before_fields = both.text.split("[[").next().unwrap_or_default();
        assert!(before_fields.contains("One") && before_fields.contains("Two"));
    }

    #[test]
    fn a_table_without_an_id_is_added() {
        let both = lay(
            "p/book.toml",
            UNDER,
            "format = 1\n\n[[uses]]\nname = \"V\"\n",
        );
        assert!(both.text.contains("\"U\"") && both.text.contains("\"V\""));
    }

    #[test]
    fn a_row_stands_in_place_of_the_row_of_its_scheme_version_and_code() {
        let head = "scheme,version,code,label,parent_code,notes,status,source\n";
        let under = format!("{head}s,1,A,Old,,,verified,S\ns,1,B,Bee,,,verified,S\n");
        let over = format!("{head}s,1,\"A\",New,,,verified,T\ns,2,A,Other,,,verified,T\n");
        let both = lay("p/list.csv", &under, &over);
        assert_eq!(both.replaced, ["row A of s, 1"]);
        let labels: Vec<&str> = both
            .text
            .lines()
            .filter_map(|row| row.split(',').nth(3))
            .collect();
        assert_eq!(labels, ["label", "New", "Bee", "Other"]);
    }

    #[test]
    fn each_line_is_known_by_its_line_in_the_laid_file() {
        let over = "format = 1\n\n[[field]]\nid = \"b\"\nkind = \"k\"\n\n[[field]]\nid = \"z\"\n";
        let both = lay("p/book.toml", UNDER, over);
        let laid: Vec<&str> = over.lines().collect();
        for (text, line) in both.text.lines().zip(&both.lines) {
            if let Some(line) = line {
                assert_eq!(Some(&text), laid.get(*line as usize - 1));
            }
        }
        assert_eq!(both.lines.iter().flatten().count(), laid.len());
    }

    #[test]
    fn another_file_is_replaced_as_a_whole() {
        let both = lay(
            "common/signals.toml",
            "[[topic]]\nid = \"a\"\n",
            "[[topic]]\nid = \"b\"\n",
        );
        assert_eq!(both.text, "[[topic]]\nid = \"b\"\n");
    }
}
