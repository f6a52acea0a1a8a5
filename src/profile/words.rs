//! Headings, values and texts of a response in normal form, each made once, however many rules read
//! them and however many records stand under a heading.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use crate::codebook::{Flat, Label, Word};
use crate::decode::Decoded;
use crate::profile::Profile;
use crate::provenance::Location;
use crate::vocabulary::Status;

/// The words of a heading, and of its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadingWords {
    label: Label,
    flat: Flat,
    with_title: Vec<Word>,
}

/// What is made of the data points: in step with them, the same words shared.
#[derive(Debug, Clone, Default)]
pub(super) struct PointWords {
    headings: Vec<Rc<HeadingWords>>,
    /// Few rules read the words of a value, and of few.
    values: Vec<OnceCell<Label>>,
}

/// Headings whose words were read before, each with its titles.
#[derive(Debug, Clone, Default)]
pub struct SeenWords {
    seen: HashMap<String, Vec<Titled>, RandomState>,
}

/// The words of a heading with one of its titles.
type Titled = (Option<String>, Rc<HeadingWords>);

impl SeenWords {
    /// The words of a heading with its title, read once.
    fn of(&mut self, heading: &str, title: Option<&str>) -> Rc<HeadingWords> {
        /// Of so many headings none of what was seen before is kept.
        const MOST: usize = 10_000;
        let known = self.seen.get(heading).into_iter().flatten();
        let mut known = known.filter(|(of, _)| of.as_deref() == title);
        if let Some((_, words)) = known.next() {
            return Rc::clone(words);
        }
        if self.seen.len() >= MOST {
            self.seen.clear();
        }
        let words = Rc::new(HeadingWords::of(heading, title));
        let seen = self.seen.entry(heading.to_owned()).or_default();
        seen.push((title.map(str::to_owned), Rc::clone(&words)));
        words
    }
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
    pub fn heading_words(&self, point: &Decoded) -> &[Word] {
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
    pub fn value_words(&self, point: &Decoded) -> &[Word] {
        let at = self.position(point);
        at.and_then(|at| self.point_words().values.get(at))
            .map_or(&[], |value| {
                value.get_or_init(|| Label::new(settled(point))).words()
            })
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

    /// Whether the response has no text that is neither heading nor value.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        self.written_texts().next().is_none()
    }

    /// Whether one of these stands in the heading of a data point.
    #[must_use]
    pub fn heading_names(&self, point: &Decoded, spellings: &[Flat]) -> bool {
        let words = self.heading_of(point);
        words.is_some_and(|words| spellings.iter().any(|name| words.flat.holds(name)))
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
        self.index
            .point_words(|seen| PointWords::of(&self.points, seen))
    }

    /// Where a data point stands in the profile.
    fn position(&self, point: &Decoded) -> Option<usize> {
        usize::try_from(point.id.0).ok()?.checked_sub(1)
    }
}

impl PointWords {
    fn of(points: &[Decoded], seen: &mut SeenWords) -> Self {
        let words = |point: &Decoded| seen.of(&point.label, point.title.as_deref());
        Self {
            headings: points.iter().map(words).collect(),
            values: vec![OnceCell::new(); points.len()],
        }
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
