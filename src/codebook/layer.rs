//! The books together: embedded ones, and those that the operator lays over them.

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use foldhash::fast::FixedState;

use sha2::{Digest, Sha256};

use crate::codebook::entry::{Book, Cite, Field, FieldId, PartyId, Scheme};
use crate::codebook::label::{self, Label};
use crate::codebook::lay::lay;
use crate::codebook::lexicon::Lexicon;
use crate::codebook::list::CodeList;
use crate::codebook::load;
use crate::codebook::near::Letters;
use crate::codebook::signs::Signs;
use crate::codebook::spellings::{Collector, Spellings};
use crate::codebook::word_lists;
use crate::error::CodebookError;

/// The books that the program carries: path relative to `codebooks/`, and text.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/codebooks.rs"));

/// All books, parsed when first asked for.
#[derive(Debug)]
pub struct Codebooks {
    files: BTreeMap<String, std::borrow::Cow<'static, str>>,
    books: Vec<Slot>,
    lexicon: OnceLock<Result<Lexicon, CodebookError>>,
    derived: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    schemes: OnceLock<HashMap<String, usize, FixedState>>,
    /// The places of the books that have schemes.
    with_schemes: OnceLock<Vec<usize>>,
    signs: OnceLock<Signs>,
    replaced: Vec<String>,
    added: Vec<String>,
    /// Of files that were laid over others: which line of the laid file each line is.
    lines: BTreeMap<String, Vec<Option<u32>>>,
}

#[derive(Debug)]
struct Slot {
    id: String,
    file: String,
    head: OnceLock<Book>,
    front: OnceLock<Book>,
    index: OnceLock<Index>,
    schemes: OnceLock<Vec<Listed>>,
    book: OnceLock<Loaded>,
    /// SHA-256 of its files.
    digest: OnceLock<String>,
}

/// The spellings of a book's fields, which are read one by one when a heading asks for them.
#[derive(Debug)]
struct Index {
    aliases: Spellings<u32>,
    by_length: OnceLock<Vec<Vec<Spelling>>>,
    places: Vec<Place>,
    fields: Vec<OnceLock<Option<Field>>>,
}

/// A spelling of a field, to be compared with one that may have a slip in it.
#[derive(Debug)]
struct Spelling {
    letters: Letters,
    key: String,
    field: usize,
}

impl Index {
    /// The spellings that are so many bytes long.
    fn of_length(&self, length: usize) -> &[Spelling] {
        let by_length = self.by_length.get_or_init(|| {
            let longest = self
                .aliases
                .iter()
                .map(|(key, _)| key.len())
                .max()
                .unwrap_or(0);
            let mut by_length: Vec<Vec<Spelling>> = Vec::new();
            by_length.resize_with(longest.saturating_add(1), Vec::new);
            for (key, fields) in self.aliases.iter() {
                if let (Some(same), Some(field)) = (by_length.get_mut(key.len()), fields.first()) {
                    same.push(Spelling {
                        letters: Letters::of(key),
                        key: key.to_owned(),
                        field: *field as usize,
                    });
                }
            }
            by_length
        });
        by_length.get(length).map_or(&[], Vec::as_slice)
    }

    /// The field that a heading names; the first where several list it.
    fn named(&self, label: &Label) -> Option<usize> {
        let fields = self.aliases.get(label.key());
        Some(*fields.first()? as usize)
    }
}

/// Where a field's table lies in the text of its book.
#[derive(Debug, Clone, Copy)]
struct Place {
    from: usize,
    to: usize,
    line: u32,
}

/// A scheme, and its codes once they are asked for.
#[derive(Debug)]
struct Listed {
    scheme: Scheme,
    list: OnceLock<Option<CodeList>>,
}

#[derive(Debug)]
struct Loaded {
    book: Book,
    error: Option<CodebookError>,
}

/// A book that a report rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Used {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of all its files, in the order of their names.
    pub sha256: String,
}

impl Codebooks {
    /// The books that the program carries.
    #[must_use]
    pub fn embedded() -> Self {
        let files = EMBEDDED
            .iter()
            .map(|(path, text)| ((*path).to_owned(), std::borrow::Cow::Borrowed(*text)))
            .collect();
        Self::of(files)
    }

    /// The books that the program carries, with files laid over them: entries of a file of the same
    /// path stand in place of those with their ids, another file is added. All books are parsed at
    /// once.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] of the first laid book that does not load.
    pub fn with_overrides(laid: Vec<Overlay>) -> Result<Self, CodebookError> {
        let books = Self::laid(laid);
        books.check().map_err(|error| CodebookError {
            line: books
                .line_as_laid(&error.file, error.line)
                .unwrap_or(error.line),
            ..error
        })?;
        Ok(books)
    }

    /// The same without parsing: for those who want to know all that is wrong with the laid files.
    #[must_use]
    pub fn laid(laid: Vec<Overlay>) -> Self {
        let mut files: BTreeMap<String, std::borrow::Cow<'static, str>> = EMBEDDED
            .iter()
            .map(|(path, text)| ((*path).to_owned(), std::borrow::Cow::Borrowed(*text)))
            .collect();
        let (mut replaced, mut added) = (Vec::new(), Vec::new());
        let mut lines = BTreeMap::new();
        for overlay in laid {
            let Overlay { path, text } = overlay;
            let Some(under) = files.get(&path) else {
                files.insert(path.clone(), text.into());
                added.push(path);
                continue;
            };
            let both = lay(&path, under, &text);
            if both.is_whole {
                replaced.push(path.clone());
            }
            let entries = both.replaced.iter();
            replaced.extend(entries.map(|entry| format!("{path}: {entry}")));
            files.insert(path.clone(), both.text.into());
            lines.insert(path, both.lines);
        }
        Self {
            replaced,
            added,
            lines,
            ..Self::of(files)
        }
    }

    /// Some files alone, without those of the program.
    #[cfg(test)]
    pub(crate) fn alone(files: Vec<Overlay>) -> Self {
        let files = files.into_iter().map(|file| (file.path, file.text.into()));
        Self::of(files.collect())
    }

    fn of(files: BTreeMap<String, std::borrow::Cow<'static, str>>) -> Self {
        let books = files
            .keys()
            .filter_map(|path| {
                let folder = path.strip_suffix("/book.toml")?;
                Some(Slot {
                    id: folder.rsplit('/').next().unwrap_or(folder).to_owned(),
                    file: path.clone(),
                    head: OnceLock::new(),
                    front: OnceLock::new(),
                    index: OnceLock::new(),
                    schemes: OnceLock::new(),
                    book: OnceLock::new(),
                    digest: OnceLock::new(),
                })
            })
            .collect();
        Self {
            files,
            books,
            lexicon: OnceLock::new(),
            derived: Mutex::default(),
            schemes: OnceLock::new(),
            with_schemes: OnceLock::new(),
            signs: OnceLock::new(),
            replaced: Vec::new(),
            added: Vec::new(),
            lines: BTreeMap::new(),
        }
    }

    /// The line in the operator's file of a line of a file that it was laid over; none for a line of
    /// the program's own.
    #[must_use]
    pub fn line_as_laid(&self, file: &str, line: u32) -> Option<u32> {
        let Some(lines) = self.lines.get(file) else {
            return Some(line);
        };
        let Some(at) = (line as usize).checked_sub(1) else {
            return Some(line);
        };
        lines.get(at).copied().flatten()
    }

    /// Embedded entries, and whole files, that were replaced by laid ones: `labour/book.toml: field
    /// support`.
    #[must_use]
    pub fn replaced(&self) -> &[String] {
        &self.replaced
    }

    /// Laid files that neither replace anything nor are read: no book, and no list that a book names;
    /// or a book whose id another has, which is read in its place.
    #[must_use]
    pub fn unmatched(&self) -> Vec<String> {
        let is_first = |path: &str| {
            let slot = self.books.iter().find(|slot| slot.file == path);
            let first = slot.and_then(|slot| self.books.iter().find(|other| other.id == slot.id));
            first.is_some_and(|first| first.file == path)
        };
        let is_read = |path: &str| {
            if path.ends_with("/book.toml") {
                return is_first(path);
            }
            self.all_schemes().any(|scheme| scheme.file == path)
        };
        let unread = self.added.iter().filter(|path| !is_read(path));
        unread.cloned().collect()
    }

    /// The text of a file, by its path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// SHA-256 of all files, with their paths, in the order of these.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for (path, text) in &self.files {
            digest.update(path);
            digest.update([0]);
            digest.update(text.as_bytes());
            digest.update([0]);
        }
        written(&digest.finalize())
    }

    /// The paths of all files.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Parses everything.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] of the first book or list that does not load.
    pub fn check(&self) -> Result<(), CodebookError> {
        for slot in &self.books {
            if let Some(error) = &self.load(slot).error {
                return Err(error.clone());
            }
        }
        for scheme in self.all_schemes() {
            let text = self.file(&scheme.file).ok_or_else(|| CodebookError {
                file: scheme.file.clone(),
                line: 0,
                key: scheme.id.clone(),
                what: "there is no such file".to_owned(),
            })?;
            load::codes(&scheme.file, text, &scheme.id)?;
        }
        self.lexicon()?;
        word_lists::check(self)
    }

    fn load<'a>(&'a self, slot: &'a Slot) -> &'a Loaded {
        slot.book.get_or_init(|| {
            let text = self.files.get(&slot.file).map_or("", AsRef::as_ref);
            let (book, error) = match load::book(&slot.file, text) {
                Ok(book) => (book, None),
                Err(error) => (Book::default(), Some(error)),
            };
            Loaded { book, error }
        })
    }

    fn index<'a>(&'a self, slot: &'a Slot) -> &'a Index {
        slot.index.get_or_init(|| {
            let text = self.files.get(&slot.file).map_or("", AsRef::as_ref);
            let unread = load::unread_fields(text);
            let mut aliases = Collector::with_room(unread.len().saturating_mul(24));
            let mut places = Vec::with_capacity(unread.len());
            for (n, field) in (0..).zip(&unread) {
                load::each_spelling(*field, |spelling| {
                    aliases.put(n, |text| label::write_key(spelling, text));
                });
                places.push(Place {
                    from: field.from,
                    to: field.from.saturating_add(field.text.len()),
                    line: field.line,
                });
            }
            Index {
                aliases: aliases.finish(),
                by_length: OnceLock::new(),
                fields: places.iter().map(|_| OnceLock::new()).collect(),
                places,
            }
        })
    }

    /// The field of a book's index, read when it is first asked for.
    fn indexed<'a>(&'a self, slot: &'a Slot, n: usize) -> Option<&'a Field> {
        let index = self.index(slot);
        let place = *index.places.get(n)?;
        index
            .fields
            .get(n)?
            .get_or_init(|| {
                let text = self.files.get(&slot.file)?.get(place.from..place.to)?;
                let unread = load::Unread {
                    text,
                    from: place.from,
                    line: place.line,
                };
                load::field(&slot.file, self.head(slot), unread).ok()
            })
            .as_ref()
    }

    /// Reads what every analysis asks for - the words of headings, the heads of parties and suppliers,
    /// the spellings of all fields - on two threads, where that has not been done. Whoever does not
    /// call it waits for each when it is first asked for.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] where the words do not load.
    pub fn prepare(&self) -> Result<(), CodebookError> {
        if self.lexicon.get().is_none() {
            std::thread::scope(|scope| {
                let spellings = || {
                    for slot in &self.books {
                        self.index(slot);
                    }
                };
                // Without a second thread, they are read when they are asked for.
                let thread = std::thread::Builder::new().spawn_scoped(scope, spellings);
                let _ = self.lexicon();
                self.books.iter().for_each(|slot| {
                    self.head(slot);
                });
                drop(thread);
            });
        }
        self.lexicon().map(|_| ())
    }

    /// A book by its id.
    #[must_use]
    pub fn book(&self, id: &str) -> Option<&Book> {
        let slot = self.books.iter().find(|slot| slot.id == id)?;
        Some(&self.load(slot).book)
    }

    /// All books, parsed.
    pub fn books(&self) -> impl Iterator<Item = &Book> {
        self.books.iter().map(|slot| &self.load(slot).book)
    }

    /// The heads of the parties' books: who they are and who says so, without fields and schemes.
    pub fn parties(&self) -> impl Iterator<Item = &Book> {
        self.books
            .iter()
            .filter(|slot| !slot.file.starts_with("vendors/") && !slot.file.starts_with("common/"))
            .map(|slot| self.head(slot))
            .filter(|book| book.party.is_some())
    }

    /// The heads of the vendors' books, and of campaigns that are named as vendors too.
    pub fn vendors(&self) -> impl Iterator<Item = &Book> {
        self.books
            .iter()
            .filter(|slot| !slot.file.starts_with("common/"))
            .map(|slot| self.head(slot))
            .filter(|book| book.vendor.is_some())
    }

    /// The head of a vendor's book by its id.
    #[must_use]
    pub fn vendor(&self, id: &str) -> Option<&Book> {
        let mut slots = self.books.iter();
        let slot = slots.find(|slot| slot.id == id && !slot.file.starts_with("common/"))?;
        Some(self.head(slot)).filter(|book| book.vendor.is_some())
    }

    /// The names and marks of vendors in normal form.
    pub fn signs(&self) -> &Signs {
        self.signs.get_or_init(|| Signs::of(self))
    }

    /// What stands in a book before its first list of tables: cheap, for most of a book is fields.
    fn head<'a>(&'a self, slot: &'a Slot) -> &'a Book {
        slot.head.get_or_init(|| {
            let text = self.files.get(&slot.file).map_or("", AsRef::as_ref);
            let end = text.find("\n[[").unwrap_or(text.len());
            load::book(&slot.file, text.get(..end).unwrap_or(text)).unwrap_or_default()
        })
    }

    /// The party of an id: everything in its book but fields and schemes, so with what it is
    /// documented to hold, what it works with and what its notices say.
    #[must_use]
    pub fn party(&self, id: &PartyId) -> Option<&Book> {
        let slot = self.books.iter().find(|slot| slot.id == id.0)?;
        let book = slot.front.get_or_init(|| {
            let text = self.files.get(&slot.file).map_or("", AsRef::as_ref);
            let front = load::without(text, &["[[field]]", "[[scheme]]"]);
            load::book(&slot.file, &front).unwrap_or_default()
        });
        book.party.as_ref()?;
        Some(book)
    }

    /// The field that a heading names: in the party's book, else in the common one, else in a
    /// vendor's.
    #[must_use]
    pub fn field_by_heading(&self, label: &Label, party: Option<&PartyId>) -> Option<&Field> {
        let own = party.and_then(|party| self.books.iter().find(|slot| slot.id == party.0));
        let common = self
            .books
            .iter()
            .filter(|slot| slot.file.starts_with("common/"));
        let vendors = self
            .books
            .iter()
            .filter(|slot| slot.file.starts_with("vendors/"));
        own.into_iter()
            .chain(common)
            .chain(vendors)
            .find_map(|slot| {
                let n = self.index(slot).named(label)?;
                self.indexed(slot, n)
            })
    }

    /// The field that a heading names in a party's own book.
    #[must_use]
    pub fn field_of_party(&self, label: &Label, party: &PartyId) -> Option<&Field> {
        let slot = self.books.iter().find(|slot| slot.id == party.0)?;
        let n = self.index(slot).named(label)?;
        self.indexed(slot, n)
    }

    /// The field that a misspelt heading names, in the same order of books: one letter wrong, left
    /// out, added or swapped in a heading of at least seven characters, and no other field as near.
    #[must_use]
    pub fn field_by_misspelt_heading(
        &self,
        label: &Label,
        party: Option<&PartyId>,
    ) -> Option<&Field> {
        const SHORTEST: usize = 7;
        let key = label.key();
        if key.len() < SHORTEST || key.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let own = party.and_then(|party| self.books.iter().find(|slot| slot.id == party.0));
        let common = self
            .books
            .iter()
            .filter(|slot| slot.file.starts_with("common/"));
        let letters = Letters::of(key);
        let mut found: Option<&Field> = None;
        for slot in own.into_iter().chain(common) {
            let index = self.index(slot);
            let lengths = key.len().saturating_sub(1)..=key.len().saturating_add(1);
            let near = lengths
                .flat_map(|length| index.of_length(length))
                .filter(|spelling| spelling.letters.may_be(letters, 1));
            for spelling in near {
                // One slip leaves the first or the last letter as it was.
                let (a, b) = (spelling.key.as_bytes(), key.as_bytes());
                let end = a.first() == b.first() || a.last() == b.last();
                if !end || strsim::osa_distance(&spelling.key, key) != 1 {
                    continue;
                }
                let field = self.indexed(slot, spelling.field)?;
                if found.is_some_and(|other| other.id != field.id) {
                    return None;
                }
                found = Some(field);
            }
        }
        found
    }

    /// A field by its id.
    #[must_use]
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        let (book, _) = id.0.split_once('/')?;
        self.book(book)?.fields.iter().find(|field| field.id == *id)
    }

    /// All schemes, in the order of books.
    pub fn all_schemes(&self) -> impl Iterator<Item = &Scheme> {
        let places = self.with_schemes.get_or_init(|| {
            let has_schemes = |slot: &Slot| {
                let text = self.files.get(&slot.file);
                text.is_some_and(|text| text.contains("[[scheme]]"))
            };
            let books = self.books.iter().enumerate();
            let with_schemes = books.filter(|(_, slot)| has_schemes(slot));
            with_schemes.map(|(place, _)| place).collect()
        });
        let books = places.iter().filter_map(|place| self.books.get(*place));
        books
            .flat_map(|slot| self.listed(slot))
            .map(|listed| &listed.scheme)
    }

    /// The ids of the schemes whose pattern fits all of at least two different values.
    #[must_use]
    pub fn schemes_fitting(&self, values: &[&str]) -> Vec<String> {
        const FEWEST: usize = 2;
        if values.len() < FEWEST {
            return Vec::new();
        }
        let fits = |scheme: &&Scheme| {
            let pattern = scheme.pattern.as_deref().unwrap_or("");
            !pattern.is_empty()
                && regex::Regex::new(pattern)
                    .is_ok_and(|shape| values.iter().all(|value| shape.is_match(value)))
        };
        let fitting = self.all_schemes().filter(fits);
        fitting.map(|scheme| scheme.id.clone()).collect()
    }

    fn listed<'a>(&'a self, slot: &'a Slot) -> &'a [Listed] {
        slot.schemes.get_or_init(|| {
            let text = self.files.get(&slot.file).map_or("", AsRef::as_ref);
            let schemes = load::schemes(&slot.file, text).unwrap_or_default();
            schemes
                .into_iter()
                .map(|scheme| Listed {
                    scheme,
                    list: OnceLock::new(),
                })
                .collect()
        })
    }

    /// A scheme by its id. The first book that declares it is taken.
    #[must_use]
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        Some(&self.scheme_at(id)?.scheme)
    }

    /// The codes of a scheme; none where its list does not load, which [`Codebooks::check`] tells.
    #[must_use]
    pub fn list(&self, scheme: &Scheme) -> Option<&CodeList> {
        self.scheme_at(&scheme.id)?
            .list
            .get_or_init(|| {
                let text = self.file(&scheme.file)?;
                let rows = load::codes(&scheme.file, text, &scheme.id).ok()?;
                Some(CodeList::new(scheme, rows))
            })
            .as_ref()
    }

    /// A scheme with its codes. Only the schemes of the book that declares it are parsed.
    fn scheme_at(&self, id: &str) -> Option<&Listed> {
        let declared = self.schemes.get_or_init(|| {
            let mut declared = HashMap::default();
            for (at, slot) in self.books.iter().enumerate() {
                let text = self.files.get(&slot.file).map_or("", AsRef::as_ref);
                for start in memchr::memmem::find_iter(text.as_bytes(), b"[[scheme]]") {
                    let table = text.get(start..).unwrap_or_default();
                    let id = table.lines().skip(1).find(|line| line.starts_with("id"));
                    if let Some(id) = id.and_then(|line| line.split('"').nth(1)) {
                        declared.entry(id.to_owned()).or_insert(at);
                    }
                }
            }
            declared
        });
        let at = *declared.get(id)?;
        let listed = self.listed(self.books.get(at)?);
        listed.iter().find(|listed| listed.scheme.id == id)
    }

    /// The words of headings.
    ///
    /// # Errors
    ///
    /// [`CodebookError`] where it does not load.
    pub fn lexicon(&self) -> Result<&Lexicon, CodebookError> {
        let loaded = self.lexicon.get_or_init(|| {
            let words = self.file("common/lexicon.toml").unwrap_or_default();
            let readings = self.file("common/readings.toml").unwrap_or_default();
            Lexicon::load(words, readings)
        });
        loaded.as_ref().map_err(Clone::clone)
    }

    /// What another part of the program makes of the files: made when first asked for, and kept as
    /// long as the books.
    ///
    /// # Errors
    ///
    /// Those of `make`.
    pub fn derived<T: Any + Send + Sync>(
        &self,
        make: impl FnOnce(&Self) -> Result<T, CodebookError>,
    ) -> Result<Arc<T>, CodebookError> {
        let kept = || self.derived.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().get(&TypeId::of::<T>()).cloned();
        if let Some(known) = known.and_then(|known| known.downcast().ok()) {
            return Ok(known);
        }
        // Not held while it is made: what is made may rest on something else that is.
        let made = Arc::new(make(self)?);
        let same: Arc<T> = Arc::clone(&made);
        kept().entry(TypeId::of::<T>()).or_insert(same);
        Ok(made)
    }

    /// A citation of a book.
    #[must_use]
    pub fn cite(&self, book: &str, key: &str) -> Option<&Cite> {
        let slot = self.books.iter().find(|slot| slot.id == book)?;
        self.head(slot).cites.iter().find(|cite| cite.key == key)
    }

    /// Id, version and digest of books.
    #[must_use]
    pub fn used(&self, ids: &[&str]) -> Vec<Used> {
        ids.iter()
            .filter_map(|id| {
                let slot = self.books.iter().find(|slot| slot.id == **id)?;
                Some(Used {
                    id: slot.id.clone(),
                    version: self.head(slot).version.clone(),
                    sha256: self.digest_of(slot).clone(),
                })
            })
            .collect()
    }

    fn digest_of<'a>(&'a self, slot: &'a Slot) -> &'a String {
        slot.digest.get_or_init(|| {
            let folder = slot.file.strip_suffix("book.toml").unwrap_or(&slot.file);
            let mut digest = Sha256::new();
            for (path, text) in &self.files {
                if path.starts_with(folder) {
                    digest.update(path.as_bytes());
                    digest.update([0]);
                    digest.update(text.as_bytes());
                }
            }
            written(&digest.finalize())
        })
    }
}

/// A digest in hexadecimal figures.
fn written(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A file that the operator lays over the embedded ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// Its path relative to its folder of codebooks.
    pub path: String,
    /// Its text.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "format  = 1\nid      = \"common\"\nversion = \"2031.1.1\"\ntitle   = \"Ours\"\nkind    = \"common\"\n";

    fn over(tables: &str) -> Vec<Overlay> {
        vec![Overlay {
            path: "common/book.toml".to_owned(),
            text: format!("{HEAD}{tables}"),
        }]
    }

    fn field(id: &str, alias: &str, kind: &str) -> String {
        format!(
            "\n[[field]]\nid       = \"{id}\"\ntitle    = \"Ours\"\naliases  = [\"{alias}\"]\nkind     = \"{kind}\"\n\
             category = \"identity\"\norigin   = \"unknown\"\nlevel    = \"person\"\nexplanation = \"Ours.\"\nevidence = \"none\"\n"
        )
    }

    #[test]
    fn a_laid_entry_takes_the_place_of_one_and_leaves_the_others() {
        let embedded = Codebooks::embedded();
        let known = |books: &Codebooks, heading: &str| {
            let field = books.field_by_heading(&Label::new(heading), None);
            field.map(|field| (field.id.0.clone(), field.title.clone()))
        };
        let religion = known(&embedded, "Religion").expect("a field");
        let laid = over(&(field("religion", "Plorb", "text") + &field("qwv", "Zyx Qwv", "text")));
        let books = Codebooks::with_overrides(laid).expect("they load");
        assert_eq!(books.replaced(), ["common/book.toml: field religion"]);
        let ours = |id: &str| Some((format!("common/{id}"), "Ours".to_owned()));
        assert_eq!(known(&books, "Plorb"), ours("religion"));
        assert_eq!(known(&books, "Zyx Qwv"), ours("qwv"));
        assert_ne!(known(&books, "Religion"), Some(religion));
        let surname = known(&embedded, "Surname");
        assert!(surname.is_some() && known(&books, "Surname") == surname);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_in_the_laid_file() {
        let laid =
            over(&(field("religion", "Plorb", "text") + &field("qwv", "Zyx Qwv", "nonsense")));
        let text = laid
            .first()
            .map(|file| file.text.clone())
            .unwrap_or_default();
        let error = Codebooks::with_overrides(laid).expect_err("no kind");
        let line = text.lines().nth(error.line as usize - 1);
        assert_eq!(line, Some("kind     = \"nonsense\""), "{error}");
    }

    #[test]
    fn what_is_derived_is_made_once() {
        let books = Codebooks::embedded();
        let first = books.derived(|_| Ok(String::from("first")));
        let second = books.derived(|_| Ok(String::from("second")));
        assert_eq!(first.ok(), second.ok());
    }
}
