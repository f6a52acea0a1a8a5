//! Styles of an OpenDocument spreadsheet: which sheets are hidden, which text cannot be seen, and
//! the lists that cells offer.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::reading::Ink;
use super::super::trouble::Trouble;
use super::super::xml::{Node, Tag, Xml};

/// What the styles say.
#[derive(Default)]
pub(super) struct Styles {
    hidden_tables: HashSet<String>,
    inks: HashMap<String, Ink>,
    /// The choices of each validation that is a list.
    pub(super) lists: BTreeMap<String, Vec<String>>,
    colours: HashMap<String, Colours>,
}

#[derive(Default, Clone)]
struct Colours {
    ink: Option<String>,
    paper: Option<String>,
}

impl Styles {
    pub(super) fn hides_table(&self, style: &str) -> bool {
        self.hidden_tables.contains(style)
    }

    pub(super) fn ink(&self, style: &str) -> Ink {
        self.inks.get(style).copied().unwrap_or(Ink::Seen)
    }

    /// Reads the styles of the content, up to the end of their element.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Trouble> {
        let inside = xml.depth();
        let mut style = String::new();
        loop {
            match xml.next()? {
                Node::End => break,
                Node::Close if xml.depth() < inside => break,
                Node::Close | Node::Text(_) => {}
                Node::Open(tag) => self.element(&mut style, &tag),
            }
        }
        for (name, colours) in &self.colours {
            let paper = colours
                .paper
                .as_deref()
                .filter(|paper| *paper != "transparent");
            let paper = paper.unwrap_or("#ffffff").to_ascii_lowercase();
            let ink = colours.ink.as_ref().map(|ink| ink.to_ascii_lowercase());
            let ink = Ink::of(ink, Some(paper), &"#000000".to_owned());
            self.inks.insert(name.clone(), ink);
        }
        Ok(())
    }

    fn element(&mut self, style: &mut String, tag: &Tag<'_>) {
        match tag.name() {
            "style" => *style = tag.attr("name").unwrap_or_default().into_owned(),
            "table-properties" if tag.attr("display").as_deref() == Some("false") => {
                self.hidden_tables.insert(style.clone());
            }
            "text-properties" => {
                if let Some(ink) = tag.attr("color") {
                    self.colours.entry(style.clone()).or_default().ink = Some(ink.into_owned());
                }
            }
            "table-cell-properties" => {
                if let Some(paper) = tag.attr("background-color") {
                    self.colours.entry(style.clone()).or_default().paper = Some(paper.into_owned());
                }
            }
            _ => {}
        }
    }

    /// A validation: kept where it is a list that is written out.
    pub(super) fn validation(&mut self, tag: &Tag<'_>) {
        let (Some(name), Some(condition)) = (tag.attr("name"), tag.attr("condition")) else {
            return;
        };
        let Some((_, list)) = condition.split_once("cell-content-is-in-list(") else {
            return;
        };
        let list = list.strip_suffix(')').unwrap_or(list);
        // Every second piece between quotes is a choice; a list without quotes points elsewhere.
        let mut choices: Vec<String> = list
            .split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        if choices.is_empty() {
            choices.push(list.to_owned());
        }
        self.lists.insert(name.into_owned(), choices);
    }
}
