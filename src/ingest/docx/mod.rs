//! Reads documents of Word 2007 and later: paragraphs, tables, text boxes, notes, headers and footers.
//!
//! What a reader of the document does not see is read and marked: text formatted as hidden or white,
//! comments, and what recorded changes took away. Headers, footers and notes stand below the body.

mod story;
mod styles;

use std::collections::BTreeSet;

use crate::document::{OddityKind, PartKind, ReadState};
use crate::error::IngestError;
use crate::ingest::opc::{PROPERTIES, Relationship, Relationships, relationships};
use crate::ingest::package::Package;
use crate::ingest::paper::Paper;
use crate::ingest::properties::properties;
use crate::ingest::sniff::{self, Format};
use crate::ingest::trouble::{Trouble, stopped};
use crate::ingest::xml::decode;
use crate::ingest::{Content, Ingest, Intake, Limits, Member, Source};
use crate::provenance::Place;

use story::Beside;
use styles::Styles;

/// The reader of Word documents.
#[derive(Debug)]
pub struct Docx;

impl Ingest for Docx {
    fn name(&self) -> &'static str {
        "Word"
    }

    fn reads(&self, format: Format) -> bool {
        format == Format::Docx
    }

    fn ingest(
        &self,
        source: &Source<'_>,
        _format: Format,
        limits: &Limits,
    ) -> Result<Intake, IngestError> {
        // Tables in tables and boxes in boxes nest deeper than sheets do.
        let limits = &Limits {
            depth: limits.depth.saturating_mul(4),
            ..limits.clone()
        };
        let mut package = Package::open(source.bytes, limits).map_err(|t| t.fatal(""))?;
        let main = main_part(&mut package, limits)?;
        let related =
            relationships(&mut package, &main, limits).map_err(|trouble| trouble.fatal(&main))?;
        let mut reader = Reader {
            source,
            limits,
            styles: Styles::default(),
            package,
            paper: Paper::new(limits),
            beside: Beside::default(),
            intake: Intake::new(PartKind::Docx),
        };
        reader.styles(&related)?;
        reader.story(&main)?;
        for kind in ["header", "footer", "footnotes", "endnotes"] {
            for part in parts_of(&related, kind) {
                reader.story(&part)?;
            }
        }
        reader.finish(&related)
    }
}

/// The member that holds the document.
fn main_part(package: &mut Package<'_>, limits: &Limits) -> Result<String, IngestError> {
    let related = relationships(package, "", limits).map_err(|t| t.fatal("_rels/.rels"))?;
    let named = parts_of(&related, "officeDocument");
    let usual = "word/document.xml".to_owned();
    let found = named
        .into_iter()
        .chain([usual])
        .find(|part| package.has(part));
    found.ok_or_else(|| IngestError::Damaged {
        place: String::new(),
        what: "it has no text".to_owned(),
    })
}

/// The parts that are related in this way, each once, by name.
fn parts_of(related: &Relationships, kind: &str) -> BTreeSet<String> {
    let parts = related
        .values()
        .filter(|relationship| relationship.kind == kind);
    parts
        .map(|relationship| relationship.target.clone())
        .collect()
}

struct Reader<'a> {
    source: &'a Source<'a>,
    limits: &'a Limits,
    styles: Styles,
    package: Package<'a>,
    paper: Paper<'a>,
    beside: Beside,
    intake: Intake,
}

impl Reader<'_> {
    fn say(&mut self, kind: OddityKind, place: Place, text: impl Into<String>) {
        let oddity = self.source.oddity(kind, place, text);
        self.intake.oddities.push(oddity);
    }

    fn styles(&mut self, related: &Relationships) -> Result<(), IngestError> {
        for part in parts_of(related, "styles") {
            if let Some(member) = self.package.read(&part) {
                let styles = Styles::read(&decode(member.bytes), self.limits);
                self.styles = styles.map_err(|trouble| trouble.fatal(&part))?;
            }
        }
        Ok(())
    }

    /// Reads a story. One that breaks off is read as far as it goes.
    fn story(&mut self, part: &str) -> Result<(), IngestError> {
        let Some(member) = self.package.read(part) else {
            return Ok(());
        };
        if let Some(trouble @ (Trouble::Encrypted | Trouble::Refused(_))) = member.trouble {
            return Err(trouble.fatal(part));
        }
        let text = decode(member.bytes);
        let read = story::read(
            &text,
            self.limits,
            &self.styles,
            &mut self.paper,
            &mut self.beside,
        );
        match member.trouble.map_or(read, Err) {
            Ok(()) => Ok(()),
            Err(trouble) => stopped(self.source, part, trouble, &mut self.intake),
        }
    }

    /// Hands on what was read.
    fn finish(mut self, related: &Relationships) -> Result<Intake, IngestError> {
        self.intake.properties = properties(&mut self.package, &PROPERTIES, self.limits)?;
        self.comments(related)?;
        self.changes();
        self.blacked_out();
        self.members(related);
        let paper = std::mem::replace(&mut self.paper, Paper::new(self.limits));
        paper.finish(self.source, &mut self.intake);
        let has_text = !self.intake.passages.is_empty() || !self.intake.tables.is_empty();
        if self.beside.pictures > 0 && has_text {
            let text = format!("{} pictures were not read", self.beside.pictures);
            self.say(OddityKind::Pictures, Place::Whole, text);
        } else if self.beside.pictures > 0 {
            // Pages that were scanned into a document: they are what was sent.
            self.take(related, &["image"]);
        }
        if !has_text && self.intake.members.is_empty() {
            if self.intake.read == ReadState::Partly {
                return Err(IngestError::Damaged {
                    place: String::new(),
                    what: "no text of it can be read".to_owned(),
                });
            }
            self.say(
                OddityKind::Empty,
                Place::Whole,
                "there is nothing in the file",
            );
        }
        Ok(self.intake)
    }

    /// Hangs the comments where they belong.
    fn comments(&mut self, related: &Relationships) -> Result<(), IngestError> {
        let mut count = 0usize;
        for part in parts_of(related, "comments") {
            let Some(member) = self.package.read(&part) else {
                continue;
            };
            let comments = match story::comments(&decode(member.bytes), self.limits) {
                Ok(comments) => comments,
                Err(trouble) => {
                    stopped(self.source, &part, trouble, &mut self.intake)?;
                    continue;
                }
            };
            for (id, text) in comments {
                let below = self.paper.here();
                let anchor = self.beside.anchors.get(&id).unwrap_or(&below);
                self.paper.comment(anchor, &text);
                count = count.saturating_add(1);
            }
        }
        if count > 0 {
            let text = format!("{count} comments");
            self.say(OddityKind::Comments, Place::Whole, text);
        }
        Ok(())
    }

    fn changes(&mut self) {
        let (out, new) = (self.beside.deletions, self.beside.insertions);
        if let Some(first) = &self.beside.first_change {
            let place = Place::Line { line: first.line() };
            let text = format!(
                "changes were recorded: {out} that took text away, which was read as hidden, and {new} that put text in; the first is here"
            );
            self.say(OddityKind::TrackedChanges, place, text);
        }
    }

    fn blacked_out(&mut self) {
        for line in std::mem::take(&mut self.beside.blacked_out) {
            let text = "black text on black, still in the file; it was left out";
            self.say(OddityKind::CoveredText, Place::Line { line }, text);
        }
    }

    /// Takes what is embedded, and says what is linked and what is not read.
    fn members(&mut self, related: &Relationships) {
        self.take(related, &["package", "aFChunk", "oleObject"]);
        if related.values().any(|r| r.kind == "vbaProject") {
            let text = "the document has macros, which were not run";
            self.say(OddityKind::Macros, Place::Whole, text);
        }
    }

    /// Takes the parts that are related in these ways as members. Objects that only their own
    /// program can show are pictures here.
    fn take(&mut self, related: &Relationships, kinds: &[&str]) {
        let mut found: Vec<&Relationship> = related.values().collect();
        found.sort_by(|a, b| a.target.cmp(&b.target));
        found.dedup_by(|a, b| a.target == b.target);
        for relationship in found {
            if !kinds.contains(&relationship.kind.as_str()) {
                continue;
            }
            let Some(member) = self.package.read(&relationship.target) else {
                continue;
            };
            let name = relationship.target.rsplit('/').next().unwrap_or_default();
            let is_object = relationship.kind == "oleObject";
            if is_object && sniff::sniff(&member.bytes, name).is_err() {
                self.beside.pictures = self.beside.pictures.saturating_add(1);
                continue;
            }
            self.intake.members.push(Member {
                name: name.to_owned(),
                content: Content::Bytes(member.bytes),
            });
        }
    }
}

#[cfg(test)]
mod tests;
