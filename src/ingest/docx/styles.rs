//! Which styles of a document hide the text that has them.

use std::collections::{HashMap, HashSet};

use crate::ingest::Limits;
use crate::ingest::trouble::Trouble;
use crate::ingest::xml::{Node, Xml};

/// The styles that hide their text, by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    hiding: HashSet<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    hides: Option<bool>,
}

impl Styles {
    /// Reads the part of styles; what a damaged part says before it breaks off is kept.
    pub(super) fn read(text: &str, limits: &Limits) -> Result<Self, Trouble> {
        let mut styles = HashMap::new();
        match read(text, limits, &mut styles) {
            Err(trouble @ Trouble::Refused(_)) => Err(trouble),
            _ => Ok(Self {
                hiding: styles
                    .keys()
                    .filter(|id| hides(id, &styles))
                    .cloned()
                    .collect(),
            }),
        }
    }

    /// Whether a style hides its text.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.hiding.contains(id)
    }
}

fn read(text: &str, limits: &Limits, styles: &mut HashMap<String, Style>) -> Result<(), Trouble> {
    let mut xml = Xml::new(text, limits);
    let mut current: Option<(String, Style)> = None;
    loop {
        match xml.next()? {
            Node::End => return Ok(()),
            Node::Close | Node::Text(_) => {}
            Node::Open(tag) => match tag.name() {
                "style" => {
                    styles.extend(current.take());
                    let id = tag.attr("styleId").unwrap_or_default().into_owned();
                    current = Some((id, Style::default()));
                }
                "basedOn" => {
                    if let Some((_, style)) = &mut current {
                        style.based_on = tag.attr("val").map(std::borrow::Cow::into_owned);
                    }
                }
                "vanish" => {
                    if let Some((_, style)) = &mut current {
                        style.hides = Some(super::story::is_on(&tag));
                    }
                }
                "latentStyles" => {
                    styles.extend(current.take());
                }
                _ => {}
            },
        }
        if xml.depth() == 1 {
            styles.extend(current.take());
        }
    }
}

/// Whether a style or the nearest below it that says so hides its text. A chain that bites its own
/// tail ends.
fn hides(id: &str, styles: &HashMap<String, Style>) -> bool {
    let mut id = id;
    for _ in 0..styles.len() {
        let Some(style) = styles.get(id) else {
            return false;
        };
        if let Some(hides) = style.hides {
            return hides;
        }
        match &style.based_on {
            Some(below) => id = below,
            None => return false,
        }
    }
    false
}
