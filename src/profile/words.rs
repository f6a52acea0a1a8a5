//! Headings, values and texts of a response in normal form, each made once, however many rules read
//! them and however many records stand under a heading.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use crate::codebook::{Flat, Label};
use crate::decode::Decoded;
use crate::profile::Profile;
use crate::provenance::Location;
use crate::vocabulary::Status;

/// The words of a heading, and of its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadingWords {
    label: Label,
    flat: Flat,
    with_title: Vec<String>,
}

/// What is made of the data points: in step with them, the same words shared.
#[derive(Debug, Clone, Default)]
pub(super) struct PointWords {
    headings: Vec<Rc<HeadingWords>>,
    values: Vec<Rc<Label>>,
}

/// A text of the response that is neither heading nor value.
#[derive(Debug, Clone, Copy)]
pub struct Text<'p> {
    /// As written.
    pub written: &'p str,
    /// Where it stands; of an explanation, the explanation's place.
    pub at: &'p Location,
    /// Its normal form.
    pub flat: &'p Flat,
    /// Whether it explains a heading.
    pub explains: bool,
}

static NOTHING: LazyLock<Label> = LazyLock::new(|| Label::new(""));

impl<'a> Profile<'a> {
    /// The heading of a data point in normal form.
    #[must_use]
    pub fn label(&self, point: &Decoded) -> &Label {
        self.heading_of(point)
            .map_or(&*NOTHING, |words| &words.label)
    }

    /// The words of a data point's heading and of its title.
    #[must_use]
    pub fn heading_words(&self, point: &Decoded) -> &[String] {
        self.heading_of(point)
            .map_or(&[], |words| words.with_title.as_slice())
    }

    /// Whether a heading holds one of these phrases as whole words.
    #[must_use]
    pub fn heading_says(&self, point: &Decoded, phrases: &[&str]) -> bool {
        self.heading_of(point)
            .is_some_and(|words| words.flat.says(phrases))
    }

    /// The words of a value, or of its meaning where a list settles it.
    #[must_use]
    pub fn value_words(&self, point: &Decoded) -> &[String] {
        let at = self.position(point);
        at.and_then(|at| self.point_words().values.get(at))
            .map_or(&[], |value| value.words())
    }

    /// All texts of the response that are neither headings nor values, and the explanations of
    /// headings, in reading order.
    pub fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        let flat = self.index.texts(|| {
            let texts = self.written_texts();
            texts.map(|(text, _, _)| Flat::new(text)).collect()
        });
        self.written_texts()
            .zip(flat)
            .map(|((written, at, explains), flat)| Text {
                written,
                at,
                flat,
                explains,
            })
    }

    fn written_texts(&self) -> impl Iterator<Item = (&str, &Location, bool)> {
        let explained = self
            .survey
            .headings
            .iter()
            .filter_map(|heading| heading.explanation.as_ref());
        self.said()
            .map(|note| (note.text.as_str(), &note.at, false))
            .chain(explained.map(|said| (said.text.as_str(), &said.at, true)))
    }

    fn heading_of(&self, point: &Decoded) -> Option<&HeadingWords> {
        let words = self.point_words().headings.get(self.position(point)?)?;
        Some(words)
    }

    fn point_words(&self) -> &PointWords {
        self.index.point_words(|| PointWords::of(&self.points))
    }

    /// Where a data point stands in the profile.
    fn position(&self, point: &Decoded) -> Option<usize> {
        usize::try_from(point.id.0).ok()?.checked_sub(1)
    }
}

impl PointWords {
    fn of(points: &[Decoded]) -> Self {
        let mut headings: HashMap<(&str, Option<&str>), Rc<HeadingWords>> = HashMap::new();
        let mut values: HashMap<&str, Rc<Label>> = HashMap::new();
        let mut found = Self::default();
        for point in points {
            let heading = (point.label.as_str(), point.title.as_deref());
            let words = headings
                .entry(heading)
                .or_insert_with(|| Rc::new(HeadingWords::of(heading.0, heading.1)));
            found.headings.push(Rc::clone(words));
            let value = settled(point);
            let words = values
                .entry(value)
                .or_insert_with(|| Rc::new(Label::new(value)));
            found.values.push(Rc::clone(words));
        }
        found
    }
}

impl HeadingWords {
    fn of(heading: &str, title: Option<&str>) -> Self {
        let label = Label::new(heading);
        let mut with_title = label.words().to_vec();
        if let Some(title) = title {
            with_title.extend(Label::new(title).words().iter().cloned());
        }
        Self {
            flat: Flat::of(&label),
            label,
            with_title,
        }
    }
}

/// A value, or its meaning where a list settles it.
fn settled(point: &Decoded) -> &str {
    if point.meaning.status != Status::Coded {
        return point.value.as_deref().unwrap_or_default();
    }
    let first = point.meaning.readings.first();
    first.map_or(point.meaning.text.as_str(), |reading| reading.text.as_str())
}
