//! P02, `truncated-values`: truncated value or column.

use crate::codebook::Kind;
use crate::decode::Decoded;
use crate::document::OddityKind;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::provenance::Location;
use crate::rules::{Rule, RuleMeta, count, headings};

/// P02, `truncated-values`.
#[derive(Debug)]
pub struct TruncatedValues;

const DOC: &str = "\
## What it finds

Values that look cut off: an ellipsis after half a word, a row of number signs, a length at which databases and spreadsheets cut, and records of different lengths.

## Why it matters

A copy is faithful only if it is whole.

## Example

A note of exactly 255 characters that ends within a sentence. A note of 255 characters that ends with a full stop is silent.

## What to ask

Please re-supply the complete values for these columns.

## Citations

UK GDPR, Art 15(3); UK GDPR, Art 12(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P02"),
    name: "truncated-values",
    title: "Truncated value or column",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-15.3", "gdpr-12.1"],
    ask: "Please re-supply the complete values for these columns.",
    caveat: "The width of a column on the screen is not truncation: the stored value was read.",
    doc: DOC,
};

impl Rule for TruncatedValues {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point
                    .value
                    .as_deref()
                    .is_some_and(|value| is_cut(point, value))
            })
            .collect();
        let ragged: Vec<Location> = profile
            .document
            .parts
            .iter()
            .flat_map(|part| &part.oddities)
            .filter(|oddity| oddity.kind == OddityKind::RaggedRows)
            .map(|oddity| oddity.at.clone())
            .collect();
        if points.is_empty() && ragged.is_empty() {
            return;
        }
        let message = match (points.as_slice(), ragged.is_empty()) {
            ([], _) => "A file holds records of different lengths, so that values and headings may not fit.".to_owned(),
            (cut, true) => self.message(profile, cut).unwrap_or_default(),
            (cut, false) => format!(
                "{} under {} look cut off, and a file holds records of different lengths.",
                count(cut.len(), "value", "values"),
                headings(cut.iter().copied()),
            ),
        };
        let mut finding = META.about(points, message);
        finding.at.extend(ragged);
        findings.push(finding);
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(if points.is_empty() {
            "A file holds records of different lengths, so that values and headings may not fit."
                .to_owned()
        } else {
            format!(
                "{} under {} {} cut off.",
                count(points.len(), "value", "values"),
                headings(points.iter().copied()),
                if points.len() == 1 { "looks" } else { "look" },
            )
        })
    }
}

/// Whether a value looks cut off.
fn is_cut(point: &Decoded, value: &str) -> bool {
    const LIMITS: [usize; 4] = [255, 256, 1024, 32767];
    // People end sentences with dots too; a database that cuts leaves more than a few words.
    const LONG: usize = 30;
    let value = value.trim_end();
    let length = value.chars().count();
    if length > 2 && value.chars().all(|c| c == '#') {
        return true;
    }
    let words = matches!(
        point.kind,
        None | Some(Kind::Text | Kind::Note | Kind::Address | Kind::Name | Kind::Label)
    );
    let before_dots = value
        .strip_suffix("...")
        .or_else(|| value.strip_suffix('\u{2026}'));
    let in_a_word = |text: &str| text.chars().next_back().is_some_and(char::is_alphanumeric);
    let dotted = before_dots.is_some_and(in_a_word) && length >= LONG;
    words && (dotted || (LIMITS.contains(&length) && in_a_word(value)))
}

#[cfg(test)]
mod tests {
    use crate::codebook::Kind;
    use crate::rules::testing::Case;

    #[test]
    fn a_value_at_a_limit_is_found_unless_its_sentence_ends() {
        let long = "word ".repeat(50);
        for (value, found) in [
            (format!("{long}cutof"), 1),
            (format!("{long}ends."), 0),
            ("####".to_owned(), 1),
            ("not sure...".to_owned(), 0),
            ("spoke at the door, worried about the hosp...".to_owned(), 1),
        ] {
            let mut case = Case::new();
            case.add("Notes", &value, |point, _| point.kind = Some(Kind::Note));
            assert_eq!(case.run("P02").len(), found, "{value}");
        }
    }
}
