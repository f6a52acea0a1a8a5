//! The names and marks of suppliers and platforms in normal form, so that the headings and texts of a
//! response are looked through for all of them at once.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::codebook::entry::Vendor;
use crate::codebook::{Codebooks, Flat, Label};

/// Every supplier and platform of the books, in their order.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    companies: Vec<Company>,
    /// The marks by the first letters of their keys.
    marks: HashMap<String, Vec<Mark>, FixedState>,
}

/// A supplier or a platform, and its spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// What its book says of it.
    pub vendor: Vendor,
    /// Its name, and the spellings that count as naming it.
    pub names: Vec<Flat>,
    /// Those of them that name no product of it.
    pub own: Vec<Flat>,
}

#[derive(Debug, Clone)]
struct Mark {
    label: Label,
    letters: usize,
    company: usize,
}

/// A shorter mark would be found in headings that have nothing to do with it.
const SHORTEST: usize = 4;
/// From so many letters on, a mark may run on into the rest of the heading.
const DISTINCTIVE: usize = 8;

impl Signs {
    /// Those of some books.
    #[must_use]
    pub fn of(books: &Codebooks) -> Self {
        let mut signs = Self::default();
        for vendor in books.vendors().filter_map(|book| book.vendor.as_ref()) {
            let company = signs.companies.len();
            for mark in &vendor.marks {
                let label = Label::new(mark);
                let letters = label.key().chars().filter(|c| c.is_alphabetic()).count();
                if letters >= SHORTEST {
                    signs
                        .marks
                        .entry(front(label.key()))
                        .or_default()
                        .push(Mark {
                            label,
                            letters,
                            company,
                        });
                }
            }
            let flat = |names: &[String]| -> Vec<Flat> {
                names.iter().map(|name| Flat::new(name)).collect()
            };
            let products = flat(&vendor.products);
            let mut own = flat(&vendor.names);
            let mut names = own.clone();
            own.retain(|name| !products.contains(name));
            own.push(Flat::new(&vendor.name));
            names.push(Flat::new(&vendor.name));
            signs.companies.push(Company {
                names,
                own,
                vendor: vendor.clone(),
            });
        }
        signs
    }

    /// Every supplier and platform, in the order of their books.
    #[must_use]
    pub fn companies(&self) -> &[Company] {
        &self.companies
    }

    /// The places in [`companies`](Self::companies) of those of whose marks a heading is one, or
    /// begins with one: in order, each once.
    #[must_use]
    pub fn marked(&self, heading: &Label) -> Vec<usize> {
        let Some(near) = self.marks.get(&front(heading.key())) else {
            return Vec::new();
        };
        let mut found: Vec<usize> = near
            .iter()
            .filter(|mark| mark.begins(heading))
            .map(|mark| mark.company)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Mark {
    fn begins(&self, heading: &Label) -> bool {
        heading.key() == self.label.key()
            || heading.words().starts_with(self.label.words())
            || (self.letters >= DISTINCTIVE && heading.key().starts_with(self.label.key()))
    }
}

/// The first letters of a key: whatever begins with a mark begins with these.
fn front(key: &str) -> String {
    key.chars().take(SHORTEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::layer::Overlay;

    #[test]
    fn a_heading_shows_a_company_by_a_mark_at_its_beginning() {
        let text = "format = 1\nid = \"votedesk\"\nversion = \"1\"\ntitle = \"Votedesk\"\nkind = \"vendor\"\n[vendor]\nname = \"Votedesk\"\nplatform = true\nmarks = [\"Votedesk\", \"Desk ID\", \"vd\"]\n";
        let path = "vendors/votedesk/book.toml".to_owned();
        let overlay = Overlay {
            path,
            text: text.to_owned(),
        };
        let books = Codebooks::with_overrides(vec![overlay]).expect("the book loads");
        let signs = Signs::of(&books);
        let shown = |heading: &str| -> Vec<&str> {
            let marked = signs.marked(&Label::new(heading));
            let named = marked
                .into_iter()
                .filter_map(|at| signs.companies().get(at));
            named.map(|company| company.vendor.name.as_str()).collect()
        };
        for (heading, found) in [
            ("Votedesk_ID", true),
            ("votedeskref", true),
            ("DESK-ID 2", true),
            ("Deskidentity", false),
            ("My Votedesk", false),
            ("vd score", false),
            ("", false),
        ] {
            assert_eq!(shown(heading).contains(&"Votedesk"), found, "{heading}");
        }
    }
}
