//! U02, `decoded-only-by-us`: decoded only by us.

use crate::codebook::Flat;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather_unless_said, headings};
use crate::vocabulary::{Basis, Status};

/// U02, `decoded-only-by-us`.
#[derive(Debug)]
pub struct DecodedOnlyByUs;

const DOC: &str = "\
## What it finds

Values that can be read only with a code list published elsewhere; the response itself gives no key.

## Why it matters

What a stranger can decode with research is still not intelligible as it was sent.

## Example

`Family_Lifestage` with the value `07`, decoded from a list that its publisher printed. With the list in the response, the rule is silent.

## What to ask

Please confirm the meaning of these values; our reading of each, with its source, is set out beside the value.

## Citations

UK GDPR, Art 12(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("U02"),
    name: "decoded-only-by-us",
    title: "Decoded only by us",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.1"],
    ask: "Please confirm the meaning of these values; our reading of each, with its source, is set out beside the value.",
    caveat: "That a code can be read from elsewhere is not the response's explanation, and the reading may be wrong: its basis and citation are printed beside it.",
    doc: DOC,
};

impl Rule for DecodedOnlyByUs {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.is_value()
                    && point.meaning.status == Status::Coded
                    && point.meaning.basis == Basis::Codebook
                    && !speaks_for_itself(profile, point)
            })
            .collect();
        findings.extend(gather_unless_said(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "{} under {} can be read only with lists outside the response, which gives no key: {}.",
            count(points.len(), "value", "values"),
            headings(points.iter().copied()),
            lists(points),
        ))
    }
}

/// Whether a value is the name of a party, which its reading only repeats: a reader needs no list for it.
fn speaks_for_itself(profile: &Profile<'_>, point: &Decoded) -> bool {
    const SHORTEST: usize = 4;
    let value = Flat::new(point.value.as_deref().unwrap_or_default());
    let repeated = point
        .meaning
        .readings
        .iter()
        .all(|reading| Flat::new(&reading.text).holds(&value));
    let names_party = || {
        profile.books.lexicon().is_ok_and(|lexicon| {
            let mut parties = lexicon
                .concepts()
                .iter()
                .filter(|concept| concept.class() == "party");
            parties.any(|party| party.forms.iter().any(|form| form == value.as_str()))
        })
    };
    value.as_str().len() >= SHORTEST && repeated && names_party()
}

/// The lists by which the values were read, and who published them.
fn lists(points: &[&Decoded]) -> String {
    const SHOWN: usize = 3;
    let mut named: Vec<String> = Vec::new();
    for point in points {
        let Some(reading) = point.meaning.readings.first() else {
            continue;
        };
        let text = format!("{} ({})", reading.list, brief(&reading.source));
        if !named.contains(&text) {
            named.push(text);
        }
    }
    let more = named.len().saturating_sub(SHOWN);
    named.truncate(SHOWN);
    if more > 0 {
        named.push(format!("{more} more"));
    }
    if named.is_empty() {
        return "a list that is published elsewhere".to_owned();
    }
    named.join("; ")
}

/// The beginning of a source, up to a word's end.
fn brief(source: &str) -> String {
    const LONGEST: usize = 80;
    if source.chars().count() <= LONGEST {
        return source.to_owned();
    }
    let head: String = source.chars().take(LONGEST).collect();
    let cut = head.rfind([' ', ',', ';']).unwrap_or(head.len());
    let head = head.get(..cut).unwrap_or(&head);
    format!("{}\u{2026}", head.trim_end_matches([' ', ',', ';']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_reading_from_a_codebook_is_found_and_one_from_the_response_is_not() {
        let mut case = Case::new();
        for (label, basis) in [("Stage", Basis::Codebook), ("Type", Basis::Response)] {
            case.add(label, "07", |point, _| {
                point.meaning.status = Status::Coded;
                point.meaning.basis = basis;
            });
        }
        let found = case.run("U02");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
