//! What the lists of a response are called: the file, the sheet, and the title above the headings.

use std::collections::BTreeMap;

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::profile::Profile;
use crate::provenance::{Location, PartId, Place};
use crate::recognise::Note;
use crate::rules::suppress::says;

/// The titles above the blocks of a response.
#[derive(Debug)]
pub(super) struct Titles<'p> {
    of_blocks: BTreeMap<u32, &'p Note>,
}

impl<'p> Titles<'p> {
    /// The nearest short text above the headings of each block, in the same table.
    pub(super) fn of(profile: &'p Profile<'_>) -> Self {
        const MOST_WORDS: usize = 12;
        let mut first: BTreeMap<u32, &Location> = BTreeMap::new();
        for heading in &profile.survey.headings {
            first.entry(heading.block).or_insert(&heading.at);
        }
        let short = |note: &&Note| Label::new(&note.text).words().len() <= MOST_WORDS;
        let notes: Vec<&Note> = profile.survey.notes.iter().filter(short).collect();
        let mut of_blocks = BTreeMap::new();
        for (block, at) in &first {
            let above = notes
                .iter()
                .filter(|note| is_in_same_table(&note.at, at) && note.at < **at)
                .max_by_key(|note| &note.at);
            let Some(note) = above else { continue };
            // What stands between is another block, whose title it is.
            let between = first
                .iter()
                .any(|(other, start)| other != block && note.at < **start && *start < *at);
            if !between {
                of_blocks.insert(*block, *note);
            }
        }
        Self { of_blocks }
    }

    /// Whether file, sheet or title of the list in which a data point stands holds one of these.
    pub(super) fn any(&self, profile: &Profile<'_>, point: &Decoded, wanted: &[&str]) -> bool {
        self.saying(profile, point, wanted).is_some()
    }

    /// The file, sheet or title that holds one of these.
    pub(super) fn saying(
        &self,
        profile: &Profile<'_>,
        point: &Decoded,
        wanted: &[&str],
    ) -> Option<String> {
        let mut texts = self.texts(profile, point).into_iter();
        texts.find(|text| says(text, wanted))
    }

    /// File, sheet and title, as far as there are any.
    fn texts(&self, profile: &Profile<'_>, point: &Decoded) -> Vec<String> {
        let file = file_name(profile, point.at.part);
        let sheet = match &point.at.place {
            Place::Cell { sheet, .. } | Place::Sheet { sheet } => Some(sheet.to_string()),
            Place::Whole | Place::Field { .. } | Place::Line { .. } | Place::Page { .. } => None,
        };
        let block = profile.heading(point).map(|heading| heading.block);
        let title = block
            .and_then(|block| self.of_blocks.get(&block))
            .map(|note| note.text.clone());
        let plain = sheet.filter(|sheet| !is_default(sheet));
        file.into_iter().chain(plain).chain(title).collect()
    }
}

/// The name of a file without folders and ending.
fn file_name(profile: &Profile<'_>, part: PartId) -> Option<String> {
    let path = &profile.part(part)?.path;
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Some(stem.to_owned())
}

/// `Sheet1` and the like say nothing.
fn is_default(sheet: &str) -> bool {
    sheet
        .to_lowercase()
        .strip_prefix("sheet")
        .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
}

fn is_in_same_table(one: &Location, other: &Location) -> bool {
    one.part == other.part
        && match (&one.place, &other.place) {
            (Place::Cell { sheet: a, .. }, Place::Cell { sheet: b, .. }) => a == b,
            (Place::Cell { .. }, _) | (_, Place::Cell { .. }) => false,
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_list_is_named_by_its_file_where_it_has_no_title() {
        let mut case = Case::new();
        if let Some(part) = case.document.parts.first_mut() {
            part.path = "sent/Donor list.v2.csv".to_owned();
        }
        case.add("Name", "Casey", |point, _| point.at.place = Place::Whole);
        let profile = case.profile();
        let titles = Titles::of(&profile);
        let point = profile.points.first().expect("the point of the test");
        assert!(titles.any(&profile, point, &["donor"]));
        assert!(!titles.any(&profile, point, &["sent"]));
        assert_eq!(
            titles.saying(&profile, point, &["donor"]).as_deref(),
            Some("Donor list.v2")
        );
    }
}
