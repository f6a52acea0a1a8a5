//! Is the knowledge sound? Every problem of every book, with file and line, not only the first.
//!
//! [`Codebooks::check`] asks whether the books load. This asks more: whether each claim is cited, each
//! citation used and followable, each heading reachable, each code list read, each date a date.

mod cited;
mod codes;
mod table;
mod whole;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::codebook::layer::Codebooks;
use crate::codebook::word_lists;
use crate::error::CodebookError;
use crate::vocabulary::vocabulary;

use table::Sheet;

vocabulary! {
    /// What is looked for in codebooks.
    Flaw {
        /// A table or a row cannot be read, or a key or word in it is not known.
        DoesNotLoad = "does-not-load",
        /// A citation is named that the book does not declare.
        DanglingCitation = "dangling-citation",
        /// A citation is declared and nothing names it.
        UnusedCitation = "unused-citation",
        /// A claim names no citation.
        NoCitation = "no-citation",
        /// A citation says too little to be followed.
        VagueCitation = "vague-citation",
        /// A claim is called verified and names only citations that were not checked.
        UncheckedClaim = "unchecked-claim",
        /// A date is no date.
        MalformedDate = "malformed-date",
        /// A heading is listed twice in a book.
        DuplicateAlias = "duplicate-alias",
        /// A heading is listed that another book always takes first.
        UnreachableAlias = "unreachable-alias",
        /// An id is used twice.
        DuplicateId = "duplicate-id",
        /// A field, vendor, scheme or version is named that nobody declares.
        UnknownName = "unknown-name",
        /// A scheme is declared that no field reads.
        UnusedScheme = "unused-scheme",
        /// A pattern does not fit the codes of its own list.
        PatternMisfit = "pattern-misfit",
        /// A row is of a scheme or version that no book declares, so that it is never read.
        UnreadRow = "unread-row",
        /// A row has no status or no source.
        UnsourcedRow = "unsourced-row",
        /// A code stands twice in one version.
        DuplicateCode = "duplicate-code",
        /// A text is not in the form that all have.
        LooseText = "loose-text",
        /// A file that no book refers to.
        StrayFile = "stray-file",
    }
}

impl Flaw {
    /// Whether it leaves something out of what the program knows.
    #[must_use]
    pub fn is_loss(self) -> bool {
        matches!(
            self,
            Flaw::DoesNotLoad | Flaw::UnsourcedRow | Flaw::UnreadRow | Flaw::StrayFile
        )
    }
}

/// Something that is wrong with a codebook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, relative to the folder of codebooks.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What kind.
    pub flaw: Flaw,
    /// What, with the name of the thing.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {}: {}",
            self.file, self.line, self.flaw, self.what
        )
    }
}

impl From<CodebookError> for Problem {
    fn from(error: CodebookError) -> Self {
        Self {
            file: error.file,
            line: error.line,
            flaw: Flaw::DoesNotLoad,
            what: format!("`{}`: {}", error.key, error.what),
        }
    }
}

/// Every problem of all books, by file and line.
#[must_use]
pub fn check(books: &Codebooks) -> Vec<Problem> {
    let mut problems = Vec::new();
    let sheets: Vec<Sheet<'_>> = books
        .files()
        .filter(|path| path.ends_with("/book.toml"))
        .filter_map(|path| Some(Sheet::read(path, books.file(path)?, &mut problems)))
        .collect();
    for sheet in &sheets {
        table::check(sheet, &mut problems);
        cited::check(sheet, &mut problems);
    }
    whole::check(&sheets, books, &mut problems);
    codes::check(&sheets, books, &mut problems);
    words(books, &mut problems);
    problems.sort();
    problems.dedup();
    problems
}

/// The words of headings and the lists of words, which are no book.
fn words(books: &Codebooks, problems: &mut Vec<Problem>) {
    let words = books.lexicon().err();
    let lists = word_lists::check(books).err();
    let errors = words.into_iter().chain(lists);
    problems.extend(errors.map(Problem::from));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::layer::Overlay;

    const BOOK: &str = r#"format  = 1
id      = "acme"
version = "2026.1.1"
title   = "Acme"
kind    = "vendor"

[vendor]
name = "Acme"
status = "verified"
cites = ["site"]

[cites.site]
title     = "Site"
publisher = "Acme"
date      = "2020"
locator   = "page 1"
status    = "verified"

[[scheme]]
id       = "acme_type"
title    = "Acme type"
file     = "types.csv"
versions = ["1"]
level    = "person"
origin   = "bought"
inferred = true
category = "segment"
pattern  = "^[A-Z]$"

[[field]]
id       = "type"
title    = "Acme type"
aliases  = ["Acme Type", "Acme Kind"]
kind     = "code"
category = "segment"
origin   = "bought"
level    = "person"
codes    = ["acme_type"]
explanation = "A kind of person."
evidence = "verified"
cites    = ["site"]
"#;
    const COMMON: &str = r#"format  = 1
id      = "common"
version = "2026.1.1"
title   = "Common"
kind    = "common"

[[field]]
id       = "surname"
title    = "Surname"
aliases  = ["Surname"]
kind     = "name"
category = "identity"
origin   = "unknown"
level    = "person"
explanation = "The surname."
evidence = "none"
"#;
    const LIST: &str = "scheme,version,code,label,parent_code,notes,status,source\nacme_type,1,A,Alpha,,,verified,Site\n";

    /// The flaws found in a book of its own, with their lines.
    fn flaws(book: &str, list: &str) -> Vec<String> {
        let lay = |path: &str, text: &str| Overlay {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let laid = vec![
            lay("vendors/acme/book.toml", book),
            lay("vendors/acme/types.csv", list),
            lay("common/book.toml", COMMON),
        ];
        let books = Codebooks::alone(laid);
        check(&books)
            .into_iter()
            .filter(|problem| problem.file.starts_with("vendors/acme/"))
            .map(|problem| format!("{} {}", problem.line, problem.flaw))
            .collect()
    }

    #[test]
    fn a_sound_book_has_no_problem() {
        assert_eq!(flaws(BOOK, LIST), [""; 0]);
    }

    #[test]
    fn the_embedded_books_have_no_problem() {
        let problems = check(&Codebooks::embedded());
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "\n{}", lines.join("\n"));
    }

    #[test]
    fn all_problems_of_a_book_are_told_and_not_only_the_first() {
        let book = BOOK
            .replace("kind     = \"code\"", "kind     = \"cod\"")
            .replace("date      = \"2020\"", "date      = \"last year\"");
        assert_eq!(
            flaws(&book, LIST),
            ["15 malformed-date", "20 unused-scheme", "34 does-not-load",]
        );
    }

    #[test]
    fn each_flaw_is_told_with_the_line_of_the_thing() {
        for (from, to, wanted) in [
            (
                "cites    = [\"site\"]",
                "cites    = [\"sight\"]",
                "41 dangling-citation",
            ),
            (
                "evidence = \"verified\"\ncites    = [\"site\"]",
                "evidence = \"verified\"",
                "40 no-citation",
            ),
            ("\"Acme Kind\"", "\"acme_type\"", "33 duplicate-alias"),
            ("\"Acme Kind\"", "\"Surname\"", "33 unreachable-alias"),
            (
                "codes    = [\"acme_type\"]",
                "codes    = [\"acme_types\"]",
                "38 unknown-name",
            ),
            (
                "codes    = [\"acme_type\"]",
                "codes    = [\"acme_type@2\"]",
                "38 unknown-name",
            ),
            (
                "pattern  = \"^[A-Z]$\"",
                "pattern  = \"^[B-Z]$\"",
                "28 pattern-misfit",
            ),
            (
                "versions = [\"1\"]",
                "versions = [\"1\", \"2\"]",
                "23 unread-row",
            ),
            ("A kind of person.", "A kind of person", "39 loose-text"),
            (
                "[[scheme]]",
                "[cites.other]\ntitle = \"Other\"\npublisher = \"Acme\"\nlocator = \"p. 1\"\nstatus = \"verified\"\n\n[[scheme]]",
                "19 unused-citation",
            ),
            (
                "locator   = \"page 1\"\nstatus    = \"verified\"",
                "locator   = \"page 1\"\nstatus    = \"recalled\"",
                "40 unchecked-claim",
            ),
        ] {
            let found = flaws(&BOOK.replace(from, to), LIST);
            assert!(
                found.iter().any(|flaw| flaw == wanted),
                "{wanted}: {found:?}"
            );
        }
    }

    #[test]
    fn rows_without_status_or_source_or_scheme_are_told_each() {
        let list = format!(
            "{LIST}acme_type,1,B,Beta,,,verified,\nacme_type,1,C,Gamma,,,,Site\nacme_type,1,A,Alpha,,,verified,Site\nacme_typ,1,D,Delta,,,verified,Site\nacme_type,9,D,Delta,,,verified,Site\n"
        );
        assert_eq!(
            flaws(BOOK, &list),
            [
                "3 unsourced-row",
                "4 unsourced-row",
                "5 duplicate-code",
                "6 unread-row",
                "7 unread-row",
            ]
        );
    }
}
