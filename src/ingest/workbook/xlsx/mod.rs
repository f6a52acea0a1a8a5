//! Workbooks of Office Open XML: xlsx and xlsm, transitional and strict.
//!
//! The package is read here and not by calamine, part by part, so that one bad relationship costs
//! one sheet and not the workbook.

mod boxes;
mod choices;
mod extras;
mod plain;
mod sheet;
mod shift;
mod styles;

use std::collections::HashMap;

pub(super) use extras::Notes;

use super::format::Epoch;
use super::grid::Grid;
use super::package::{Package, resolve};
use super::trouble::{Budget, Trouble};
use super::xml::{Node, Xml, decode, unescape_office};
use crate::document::{OddityKind, PartKind, ReadState, Visibility};
use crate::error::IngestError;
use crate::ingest::opc::{PROPERTIES, Relationship, Relationships, relationships};
use crate::ingest::properties::properties;
use crate::ingest::{Intake, Limits, Source};
use crate::provenance::Place;
use choices::Unresolved;
use sheet::{Shared, SheetReader};

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    visibility: Visibility,
    id: String,
}

/// What `workbook.xml` says.
struct Book {
    sheets: Vec<Listed>,
    epoch: Epoch,
    names: HashMap<String, String>,
}

/// Reads an xlsx or xlsm file.
pub(super) fn read(source: &Source<'_>, limits: &Limits) -> Result<Intake, IngestError> {
    let mut package = Package::open(source.bytes, limits).map_err(|trouble| trouble.fatal(""))?;
    let mut intake = Intake::new(PartKind::Xlsx);
    let main = main_part(&mut package, limits)?;
    let text = required(&mut package, &main)?;
    let relationships =
        relationships(&mut package, &main, limits).map_err(|trouble| trouble.fatal(&main))?;
    let book = book(&text, limits).map_err(|trouble| trouble.fatal(&main))?;
    if book.sheets.is_empty() {
        return Err(Trouble::damaged("it lists no sheets").fatal(&main));
    }
    let mut reader = BookReader {
        source,
        limits,
        package,
        budget: Budget::new(limits),
        main,
        relationships,
        intake: &mut intake,
        unresolved: Vec::new(),
    };
    let shared = reader.shared(book.epoch)?;
    reader.whole_book(&book);
    reader.sheets(&book, &shared)?;
    let unresolved = std::mem::take(&mut reader.unresolved);
    let properties = properties(&mut reader.package, &PROPERTIES, limits)?;
    intake.properties = properties;
    choices::resolve(unresolved, &book.names, &mut intake.tables);
    Ok(intake)
}

struct BookReader<'a> {
    source: &'a Source<'a>,
    limits: &'a Limits,
    package: Package<'a>,
    budget: Budget<'a>,
    main: String,
    relationships: Relationships,
    intake: &'a mut Intake,
    unresolved: Vec<Unresolved>,
}

impl BookReader<'_> {
    /// Says something of the whole file.
    fn say(&mut self, kind: OddityKind, text: impl Into<String>) {
        self.intake
            .oddities
            .push(self.source.oddity(kind, Place::Whole, text));
    }

    /// Says why a part that all sheets share was not read to its end.
    fn partly(&mut self, part: &str, trouble: Trouble) -> Result<(), IngestError> {
        let (kind, text) = match trouble {
            Trouble::Refused(_) => return Err(trouble.fatal(part)),
            Trouble::Encrypted => return Err(IngestError::Encrypted),
            Trouble::Limit(limit) => (
                OddityKind::LimitReached,
                format!("the limit of {limit} was reached in the {part}"),
            ),
            Trouble::Damaged(what) => (
                OddityKind::Damaged,
                format!("the {part} of the workbook are damaged: {what}"),
            ),
        };
        self.intake.read = ReadState::Partly;
        self.say(kind, text);
        Ok(())
    }

    /// The member that the workbook names for a purpose, or where it usually is.
    fn member(&self, kind: &str, usual: &str) -> Option<String> {
        self.relationships
            .values()
            .filter(|relationship| relationship.kind.eq_ignore_ascii_case(kind))
            .map(|relationship| relationship.target.clone())
            .min()
            .or_else(|| Some(resolve(&self.main, usual)))
            .filter(|name| self.package.has(name))
    }

    fn shared(&mut self, epoch: Epoch) -> Result<Shared, IngestError> {
        let mut shared = Shared {
            strings: Vec::new(),
            looks: Vec::new(),
            epoch,
        };
        if let Some(name) = self.member("styles", "styles.xml")
            && let Some(member) = self.package.read(&name)
        {
            let (looks, trouble) = styles::read(&decode(member.bytes), self.limits);
            shared.looks = looks;
            if let Some(trouble) = member.trouble.or(trouble) {
                self.partly("styles", trouble)?;
            }
        }
        if let Some(name) = self.member("sharedStrings", "sharedStrings.xml")
            && let Some(member) = self.package.read(&name)
        {
            let text = decode(member.bytes);
            let trouble = strings(&text, self.limits, &mut shared.strings).err();
            if let Some(trouble) = member.trouble.or(trouble) {
                self.partly("shared texts", trouble)?;
            }
        }
        Ok(shared)
    }

    /// What is to be said of the workbook as a whole.
    fn whole_book(&mut self, book: &Book) {
        let macros = self
            .package
            .names()
            .iter()
            .any(|name| name.ends_with("vbaproject.bin"));
        if macros {
            self.intake.kind = PartKind::Xlsm;
            self.say(
                OddityKind::Macros,
                "the workbook holds macros, which were not run",
            );
        }
        let links = self
            .relationships
            .values()
            .filter(|relationship| relationship.kind.eq_ignore_ascii_case("externalLink"))
            .count();
        if links > 0 {
            self.say(
                OddityKind::ExternalLinks,
                format!("links to {links} other files, which were not followed"),
            );
        }
        if book.sheets.len() > self.limits.sheets {
            self.intake.read = ReadState::Partly;
            self.say(
                OddityKind::LimitReached,
                format!(
                    "the limit of {} sheets was reached; the rest were not read",
                    self.limits.sheets
                ),
            );
        }
    }

    fn sheets(&mut self, book: &Book, shared: &Shared) -> Result<(), IngestError> {
        for listed in book.sheets.iter().take(self.limits.sheets) {
            let relationship = self.relationships.get(&listed.id).cloned();
            let place = Place::Sheet {
                sheet: listed.name.as_str().into(),
            };
            let Some(relationship) = relationship.filter(|found| self.package.has(&found.target))
            else {
                self.intake.read = ReadState::Partly;
                self.intake.oddities.push(self.source.oddity(
                    OddityKind::NotRead,
                    place,
                    "the workbook lists the sheet, and its part is not in the file",
                ));
                continue;
            };
            match relationship.kind.as_str() {
                "chartsheet" | "dialogsheet" | "xlMacrosheet" | "xlIntlMacrosheet" => {
                    let text = not_a_table(&relationship.kind, listed.visibility);
                    self.intake.oddities.push(self.source.oddity(
                        OddityKind::NotATable,
                        place,
                        text,
                    ));
                }
                _ => self.sheet(listed, &relationship.target, shared)?,
            }
        }
        Ok(())
    }

    fn sheet(&mut self, listed: &Listed, part: &str, shared: &Shared) -> Result<(), IngestError> {
        let Some(member) = self.package.read(part) else {
            return Ok(());
        };
        let text = decode(member.bytes);
        let mut grid = Grid::new(&listed.name, listed.visibility);
        let mut reader = SheetReader::new(&text, shared, &mut grid, &mut self.budget);
        let trouble = reader.read().err();
        let choices = std::mem::take(&mut reader.choices);
        drop(reader);
        drop(text);
        match member.trouble.or(trouble) {
            Some(trouble @ Trouble::Refused(_)) => return Err(trouble.fatal(part)),
            Some(trouble) => grid.stopped(trouble),
            None => {}
        }
        self.beside(&listed.name, part, &mut grid)?;
        let table = self.intake.tables.len();
        self.unresolved.extend(
            choices
                .into_iter()
                .map(|choices| Unresolved { table, choices }),
        );
        grid.finish(self.source, self.limits, self.intake);
        Ok(())
    }

    /// Comments, filters of tables, boxes of text and pictures: what stands in parts beside the sheet's own.
    fn beside(&mut self, sheet: &str, part: &str, grid: &mut Grid) -> Result<(), IngestError> {
        let relationships = match relationships(&mut self.package, part, self.limits) {
            Ok(relationships) => relationships,
            Err(trouble @ Trouble::Refused(_)) => return Err(trouble.fatal(part)),
            Err(trouble) => {
                grid.stopped(trouble);
                return Ok(());
            }
        };
        let mut notes = Notes::default();
        let mut found: Vec<&Relationship> = relationships.values().collect();
        found.sort_by(|a, b| a.target.cmp(&b.target));
        for relationship in found {
            let wanted = matches!(
                relationship.kind.as_str(),
                "comments" | "threadedComment" | "table" | "drawing"
            );
            grid.pictures |= relationship.kind == "image";
            if !wanted {
                continue;
            }
            let Some(member) = self.package.read(&relationship.target) else {
                grid.pictures |= relationship.kind == "drawing";
                continue;
            };
            let text = decode(member.bytes);
            let outcome = match relationship.kind.as_str() {
                "comments" => notes.plain(&text, self.limits),
                "threadedComment" => notes.threaded(&text, self.limits),
                "drawing" => {
                    let before = self.intake.passages.len();
                    let passages = &mut self.intake.passages;
                    let read = boxes::texts(&text, sheet, self.limits, passages);
                    if let Some(first) = self.intake.passages.get(before) {
                        let text = "text in boxes over the sheet: it is read for what it says of the data, and no values are taken from it";
                        let oddity =
                            self.source
                                .oddity(OddityKind::Comments, first.at.clone(), text);
                        self.intake.oddities.push(oddity);
                    }
                    grid.pictures |= *read.as_ref().unwrap_or(&true);
                    read.map(|_| ())
                }
                _ => extras::table_filter(&text, self.limits, grid),
            };
            match member.trouble.map_or(outcome, Err) {
                Ok(()) => {}
                Err(trouble @ Trouble::Refused(_)) => return Err(trouble.fatal(part)),
                Err(trouble) => grid.stopped(trouble),
            }
        }
        grid.table.comments = notes.finish();
        Ok(())
    }
}

fn not_a_table(kind: &str, visibility: Visibility) -> String {
    let what = match kind {
        "chartsheet" => "the sheet is a chart",
        "dialogsheet" => "the sheet is a dialogue",
        _ => "the sheet holds macros, which were not run",
    };
    let hidden = if visibility == Visibility::Visible {
        ""
    } else {
        ", and it is hidden"
    };
    format!("{what}, and no table{hidden}")
}

/// The member that is the workbook.
fn main_part(package: &mut Package<'_>, limits: &Limits) -> Result<String, IngestError> {
    let root =
        relationships(package, "", limits).map_err(|trouble| trouble.fatal("_rels/.rels"))?;
    let named = root
        .values()
        .filter(|relationship| relationship.kind == "officeDocument")
        .map(|relationship| relationship.target.clone())
        .min();
    let usual = || {
        let names = package.names();
        let found = names
            .iter()
            .find(|name| **name == "xl/workbook.xml")
            .or_else(|| names.iter().find(|name| name.ends_with("workbook.xml")));
        found.map(|name| (*name).to_owned())
    };
    match named.filter(|name| package.has(name)) {
        Some(name) => Ok(name),
        None => usual()
            .ok_or_else(|| Trouble::damaged("there is no workbook in the container").fatal("")),
    }
}

/// The text of a member without which nothing can be read.
fn required(package: &mut Package<'_>, name: &str) -> Result<String, IngestError> {
    match package.read(name) {
        None => Err(Trouble::damaged("it is not in the file").fatal(name)),
        Some(member) => match member.trouble {
            Some(trouble) if member.bytes.is_empty() => Err(trouble.fatal(name)),
            _ => Ok(decode(member.bytes)),
        },
    }
}

fn book(text: &str, limits: &Limits) -> Result<Book, Trouble> {
    let mut book = Book {
        sheets: Vec::new(),
        epoch: Epoch::Y1900,
        names: HashMap::new(),
    };
    let mut xml = Xml::new(text, limits);
    loop {
        let tag = match xml.next() {
            // A workbook that breaks off after its list of sheets can still be read.
            Err(Trouble::Damaged(_)) if !book.sheets.is_empty() => return Ok(book),
            Err(trouble) => return Err(trouble),
            Ok(Node::End) => return Ok(book),
            Ok(Node::Close | Node::Text(_)) => continue,
            Ok(Node::Open(tag)) => tag,
        };
        match tag.name() {
            "workbookPr" if tag.is_true("date1904") => book.epoch = Epoch::Y1904,
            "sheet" => {
                let visibility = match tag.attr("state").as_deref() {
                    Some("hidden") => Visibility::Hidden,
                    Some("veryHidden") => Visibility::VeryHidden,
                    _ => Visibility::Visible,
                };
                let attr = |name: &str| {
                    tag.attr(name)
                        .map(|value| value.into_owned())
                        .unwrap_or_default()
                };
                book.sheets.push(Listed {
                    name: attr("name"),
                    visibility,
                    id: attr("id"),
                });
            }
            "definedName" => {
                let name = tag
                    .attr("name")
                    .map(|name| name.to_lowercase())
                    .unwrap_or_default();
                let value = xml.text()?;
                book.names.insert(name, value);
            }
            _ => {}
        }
    }
}

fn strings(text: &str, limits: &Limits, strings: &mut Vec<Box<str>>) -> Result<(), Trouble> {
    let mut xml = Xml::new(text, limits);
    loop {
        match xml.next()? {
            Node::End => return Ok(()),
            Node::Open(tag) if tag.name() == "si" => {
                strings.push(unescape_office(xml.rich_text()?).into());
            }
            _ => {}
        }
    }
}
