//! What keeps somebody safe who is registered anonymously: no address of theirs leaves the program
//! in a report, wherever it stood.

use crate::report::compose::MASK;
use crate::report::{DataPoint, Report};
use crate::vocabulary::Category;

/// What stands first in such a report.
pub const SAFEGUARDING: &str = "The person is registered anonymously, which is done to keep somebody safe. Addresses are left out of this report. Keep the files themselves safe, and seek advice before anything is passed on.";

/// What stands in place of a text that holds an address.
const LEFT_OUT: &str = "(left out: it holds an address)";

/// Leaves out every address, and every text that repeats one.
pub(super) fn leave_out_addresses(report: &mut Report) {
    report.safeguarding = Some(SAFEGUARDING);
    let addresses: Vec<String> = report
        .data_points
        .iter()
        .filter(|point| point.category == Category::Address)
        .filter_map(|point| point.value.as_deref())
        .flat_map(pieces)
        .collect();
    let repeats = |text: &str| {
        let text = squashed(text);
        addresses.iter().any(|address| text.contains(address))
    };
    for point in &mut report.data_points {
        let texts = [&point.value, &point.stored, &point.source_named];
        let told = texts.into_iter().flatten().any(|text| repeats(text));
        let read = repeats(&point.meaning.text)
            || point.meaning.readings.iter().any(|it| repeats(&it.text));
        if point.value.is_some() && (point.category == Category::Address || told || read) {
            leave_out(point);
        }
    }
    let own_words = report
        .findings
        .iter_mut()
        .flat_map(|finding| [&mut finding.message, &mut finding.ask])
        .chain(report.checklist.iter_mut().map(|item| &mut item.text))
        .chain(
            report
                .case
                .party_evidence
                .iter_mut()
                .map(|sign| &mut sign.seen),
        )
        .chain(
            report
                .parts
                .iter_mut()
                .flat_map(|part| &mut part.oddities)
                .map(|oddity| &mut oddity.text),
        );
    for text in own_words {
        if repeats(text) {
            LEFT_OUT.clone_into(text);
        }
    }
}

fn leave_out(point: &mut DataPoint) {
    point.value = Some(MASK.to_owned());
    point.stored = None;
    point.source_named = None;
    "Left out: it holds an address.".clone_into(&mut point.meaning.text);
    point.meaning.readings = Vec::new();
    point.masked = Some("anonymous-entry");
}

/// The pieces of an address by which it can be known again: those of several words, or with a
/// number. The name of a town alone is none.
fn pieces(address: &str) -> Vec<String> {
    const SHORTEST: usize = 5;
    std::iter::once(address)
        .chain(address.split([',', ';', '\n']))
        .map(str::trim)
        .filter(|piece| piece.contains(' ') || piece.bytes().any(|b| b.is_ascii_digit()))
        .map(squashed)
        .filter(|piece| piece.chars().count() >= SHORTEST)
        .collect()
}

/// Letters and digits alone, in lower case, so that spaces and commas hide nothing.
fn squashed(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_again_by_its_street_and_its_postcode_and_not_by_its_town() {
        let pieces = pieces("4 Draft Avenue, Mockton, ZZ99 3AB");
        for wanted in ["4draftavenue", "zz993ab"] {
            assert!(pieces.iter().any(|piece| piece == wanted), "{pieces:?}");
        }
        assert!(!pieces.iter().any(|piece| piece == "mockton"));
    }
}
