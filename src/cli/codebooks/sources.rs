//! Sources as a page cites them: each has one number, in the order in which they are first cited.

use std::io;

use sar_decode::codebook::{Book, Cite};
use sar_decode::render::{Ink, Page};
use sar_decode::vocabulary::Evidence;

/// The sources of one book, numbered as they are cited.
pub struct Sources<'b> {
    book: &'b Book,
    cited: Vec<&'b Cite>,
}

impl<'b> Sources<'b> {
    /// None cited yet.
    pub fn of(book: &'b Book) -> Self {
        Self {
            book,
            cited: Vec::new(),
        }
    }

    /// The numbers of keys in brackets, after a space: ` [1, 3]`; nothing where there are no keys.
    pub fn numbers(&mut self, keys: &[String]) -> String {
        let mut numbers: Vec<String> = Vec::new();
        for key in keys {
            let Some(cite) = self.book.cites.iter().find(|cite| cite.key == *key) else {
                continue;
            };
            let known = self.cited.iter().position(|known| known.key == cite.key);
            let at = known.unwrap_or_else(|| {
                self.cited.push(cite);
                self.cited.len() - 1
            });
            numbers.push((at + 1).to_string());
        }
        if numbers.is_empty() {
            return String::new();
        }
        format!(" [{}]", numbers.join(", "))
    }

    /// Writes those that were cited, on one paragraph each without a section.
    pub fn brief(&self, page: &mut Page<'_>) -> io::Result<()> {
        for (number, cite) in self.cited.iter().enumerate() {
            let head = format!("  [{}]", number + 1);
            page.hanging(&head, 7, Ink::Faint, &as_written(cite))?;
        }
        Ok(())
    }

    /// Writes those that were cited.
    pub fn write(&self, page: &mut Page<'_>) -> io::Result<()> {
        if self.cited.is_empty() {
            return Ok(());
        }
        page.section("Sources")?;
        self.brief(page)
    }
}

/// A source with what a reader has to know of it: that it has no date, that it was not read.
pub fn as_written(cite: &Cite) -> String {
    match cite.status {
        Evidence::Recalled => format!("{cite} (not checked)"),
        Evidence::Verified if cite.date.is_empty() => format!("{cite} (undated)"),
        Evidence::Verified => cite.to_string(),
    }
}
