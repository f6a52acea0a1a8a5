//! P11, `corrupted-text-or-dates`: encoding or date corruption.

use crate::codebook::Kind;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather, headings};
use crate::vocabulary::Category;

/// P11, `corrupted-text-or-dates`.
#[derive(Debug)]
pub struct CorruptedTextOrDates;

const DOC: &str = "\
## What it finds

Text whose accents and signs were read in the wrong encoding, dates that have become bare numbers, and telephone numbers that have lost the zero at their beginning.

## Why it matters

A date that reads 43101 and a number that nobody can dial are not what the party holds.

## Example

`VI Date` with `43101`. A canvass code `43101` under another heading is silent.

## What to ask

Please re-export with text preserved.

## Citations

UK GDPR, Art 12(1); UK GDPR, Art 5(1)(d).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P11"),
    name: "corrupted-text-or-dates",
    title: "Encoding or date corruption",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &["gdpr-12.1", "gdpr-5.1.d"],
    ask: "Please re-export with text preserved.",
    caveat: "The reader of the file or a later saving of it may be the cause: check the bytes as received first.",
    doc: DOC,
};

impl Rule for CorruptedTextOrDates {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                let value = point.value.as_deref().unwrap_or_default();
                is_garbled(value)
                    || is_garbled(&point.label)
                    || is_serial(point, value)
                    || lost_its_zero(profile, point, value)
            })
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "{} under {} {} damaged: wrong characters, dates as bare numbers, or a zero that is lost.",
            count(points.len(), "value", "values"),
            headings(points.iter().copied()),
            if points.len() == 1 { "looks" } else { "look" },
        ))
    }
}

/// Marks that appear where text was read in the wrong encoding.
fn is_garbled(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "\u{fffd}",
        "\u{e2}\u{20ac}",
        "\u{c3}\u{a9}",
        "\u{c3}\u{a8}",
        "\u{c3}\u{b4}",
        "\u{c3}\u{b6}",
        "\u{c3}\u{bc}",
        "\u{c3}\u{a2}",
        "\u{c3}\u{aa}",
        "\u{c3}\u{ad}",
        "\u{c3}\u{b1}",
        "\u{c2}\u{a3}",
        "\u{c5}\u{b5}",
        "\u{c5}\u{b7}",
    ];
    !text.is_ascii() && MARKS.iter().any(|mark| text.contains(mark))
}

/// A date that is a bare number of days, as spreadsheets count them: 1954 to 2064.
fn is_serial(point: &Decoded, value: &str) -> bool {
    let number: Option<u32> = value.trim().parse().ok();
    point.kind == Some(Kind::Date)
        && number.is_some_and(|number| (20_000..=60_000).contains(&number))
}

/// A telephone number of ten digits that begins as one without its zero does.
fn lost_its_zero(profile: &Profile<'_>, point: &Decoded, value: &str) -> bool {
    const WORDS: &[&str] = &["phone", "telephone", "mobile", "tel", "landline"];
    let phone = || {
        profile.says(point, "contact:phone")
            || profile.says(point, "contact:mobile")
            || crate::rules::written::any(profile.heading_words(point), WORDS)
    };
    let digits = value.trim();
    point.kind == Some(Kind::Contact)
        && point.category == Category::Contact
        && phone()
        && digits.len() == 10
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.starts_with(['1', '2', '7'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn damage_is_found_only_where_the_field_shows_that_it_is_damage() {
        for (label, kind, value, found) in [
            ("VI Date", Kind::Date, "43101", 1),
            ("Code", Kind::Code, "43101", 0),
            ("Mobile", Kind::Contact, "7700900590", 1),
            ("Mobile", Kind::Contact, "07700900590", 0),
            ("Name", Kind::Name, "Si\u{c3}\u{b4}n", 1),
            ("Name", Kind::Name, "Si\u{f4}n", 0),
        ] {
            let mut case = Case::new();
            case.add(label, value, |point, _| {
                point.kind = Some(kind);
                point.category = Category::Contact;
            });
            assert_eq!(case.run("P11").len(), found, "{label} {value}");
        }
    }
}
