//! U08, `inconsistent-codes`: inconsistent codes within the bundle.

use crate::codebook::{Kind, Role, Word};
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::written::is_dated;
use crate::rules::{Rule, RuleMeta, gather, headings};
use crate::vocabulary::Category;
use std::collections::BTreeMap;

/// U08, `inconsistent-codes`.
#[derive(Debug)]
pub struct InconsistentCodes;

const DOC: &str = "\
## What it finds

The same field with different values in two tables or blocks, neither of which has a date.

## Why it matters

Two undated values for one thing cannot both be current, and the person cannot tell which is.

## Example

`Voter Type` with `L` on one sheet and `C` on another, neither dated. With a date beside either, it is history, and the rule is silent.

## What to ask

Please say which value is current and where each came from.

## Citations

UK GDPR, Art 12(1); UK GDPR, Art 5(1)(d).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("U08"),
    name: "inconsistent-codes",
    title: "Inconsistent codes within the bundle",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-12.1", "gdpr-5.1.d"],
    ask: "Please say which value is current and where each came from.",
    caveat: "May be history rather than error.",
    doc: DOC,
};

impl Rule for InconsistentCodes {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        for group in groups(profile).values() {
            let clashing: Vec<&Decoded> = group
                .iter()
                .copied()
                .filter(|point| group.iter().any(|other| clash(profile, point, other)))
                .collect();
            findings.extend(gather(self, profile, &clashing));
        }
    }

    fn message(&self, _: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let named = headings(points.iter().copied());
        Some(format!(
            "The response gives different values for the same field ({named}) in different places, none of them dated."
        ))
    }
}

/// Undated codes, scores and answers by person and field.
fn groups<'p>(profile: &'p Profile<'_>) -> BTreeMap<(u32, String), Vec<&'p Decoded>> {
    let mut groups: BTreeMap<(u32, String), Vec<&Decoded>> = BTreeMap::new();
    for point in profile.held().filter(|point| is_compared(point)) {
        let label = profile.label(point);
        // `Voted 2017` and `Voted 2019` are of one field and not of one thing.
        let numbers: Vec<&str> = label
            .words()
            .iter()
            .filter(|word| word.bytes().all(|b| b.is_ascii_digit()))
            .map(Word::as_str)
            .collect();
        let key = match &point.field {
            Some(field) => format!("{field} {}", numbers.join(" ")),
            None => label.key().to_owned(),
        };
        if !key.is_empty() {
            groups.entry((point.person, key)).or_default().push(point);
        }
    }
    // Looking for a date beside each is worth the time only where there is something to compare.
    groups.retain(|_, group| {
        if group.len() > 1 {
            group.retain(|point| is_undated(profile, point));
        }
        group.len() > 1
    });
    groups
}

/// Whether a data point is of a kind that is compared: a code, a score, an attribute in words. Names and
/// addresses are not.
fn is_compared(point: &Decoded) -> bool {
    let kinds = [Kind::Code, Kind::Score, Kind::Rank, Kind::Flag, Kind::Label];
    let in_words = point.kind == Some(Kind::Text)
        && matches!(
            point.category,
            Category::Demographic | Category::Household | Category::Financial
        );
    point.is_value() && (in_words || point.kind.is_some_and(|kind| kinds.contains(&kind)))
}

fn is_undated(profile: &Profile<'_>, point: &Decoded) -> bool {
    let dated_beside = || {
        profile
            .beside(point)
            .any(|other| other.role == Role::Date && other.value.is_some())
    };
    let dated_above = || {
        profile
            .heading(point)
            .is_some_and(|heading| heading.sources.iter().any(|note| is_dated(&note.text)))
    };
    !dated_above() && !dated_beside()
}

/// Whether two data points stand in different blocks and differ.
fn clash(profile: &Profile<'_>, one: &Decoded, other: &Decoded) -> bool {
    let block = |point: &Decoded| profile.heading(point).map(|heading| heading.block);
    let written = |point: &Decoded| {
        let value = point.value.as_deref().unwrap_or_default().trim();
        crate::decode::number(value)
            .map_or_else(|| value.to_lowercase(), crate::document::number_text)
    };
    // Headings that name a time speak of different times, unless they are the same.
    let timeless = !is_dated(&one.label) && !is_dated(&other.label);
    let same_time = timeless || profile.label(one).key() == profile.label(other).key();
    same_time && block(one) != block(other) && written(one) != written(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn code(point: &mut Decoded, _: &mut crate::recognise::Recognised) {
        point.kind = Some(Kind::Code);
    }

    #[test]
    fn two_undated_values_of_one_field_are_found() {
        let mut case = Case::new();
        case.add("Voter Type", "L", code);
        case.next_block();
        case.add("Voter_Type", "C", code);
        let found = case.run("U08");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [2]
        );
    }

    #[test]
    fn a_date_beside_one_of_them_makes_it_history() {
        let mut case = Case::new();
        case.add("Voter Type", "L", code);
        case.add("Date", "12/05/2019", |point, _| point.role = Role::Date);
        case.next_block();
        case.add("Voter Type", "C", code);
        assert!(case.run("U08").is_empty());
    }

    #[test]
    fn a_year_in_the_heading_tells_two_answers_apart_only_where_it_differs() {
        for (first, second, found) in [("VI 2024", "VI 2024", 1), ("VI 2019", "VI 2024", 0)] {
            let mut case = Case::new();
            case.add(first, "L", code);
            case.next_block();
            case.add(second, "C", code);
            assert_eq!(case.run("U08").len(), found, "{first}, {second}");
        }
    }
}
