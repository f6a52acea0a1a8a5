//! C05, `safety-or-offence-marker`: safety or offence marker.

use crate::codebook::word_lists::word_lists;
use crate::codebook::{Kind, Label, Word};
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::recognise::{Setting, wording};
use crate::rules::written::is_no;
use crate::rules::{Rule, RuleMeta, gather, headings};

/// C05, `safety-or-offence-marker`.
#[derive(Debug)]
pub struct SafetyOrOffenceMarker;

const DOC: &str = "\
## What it finds

Markers of safety, aggression or offences: a heading of that kind with anything but a plain no, or a note that warns in so many words.

## Why it matters

Such a marker says something grave about a person who has usually never heard of it.

## Example

`Safety flag` with an entry. A note that the dog likes visitors is silent.

## What to ask

Please explain the basis for this marker, who set it and the review date.

## Citations

UK GDPR, Art 10; UK GDPR, Art 5(1)(d); UK GDPR, Art 5(1)(a).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("C05"),
    name: "safety-or-offence-marker",
    title: "Safety or offence marker",
    severity: Severity::Medium,
    standing: Standing::Question,
    provisions: &["gdpr-10", "gdpr-5.1.d", "gdpr-5.1.a"],
    ask: "Please explain the basis for this marker, who set it and the review date.",
    caveat: "Volunteer safety is a real interest; the names of sources are not shown.",
    doc: DOC,
};

impl Rule for SafetyOrOffenceMarker {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| point.is_value() && is_marker(profile, point))
            .collect();
        findings.extend(gather(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response holds a marker of safety or offences under {}.",
            headings(points.iter().copied()),
        ))
    }
}

fn is_marker(profile: &Profile<'_>, point: &Decoded) -> bool {
    let value = point.value.as_deref().unwrap_or_default();
    if profile.says(point, "safety") {
        return !is_no(value);
    }
    match point.kind {
        Some(Kind::Note) => warns(profile, value) || has_clause_of_safety(value),
        Some(Kind::Text | Kind::Flag | Kind::Label) => warns(profile, value),
        _ => false,
    }
}

/// Whether the first clause of a note is a word for a danger and nothing else: `Dog, use side gate`, not `dog walker`.
fn has_clause_of_safety(note: &str) -> bool {
    // `Interests: cat, dog` warns of none.
    let first = note.split([',', ';', '.', ':', '(', ')', '!']).next();
    let clause = Label::new(first.unwrap_or_default()).to_string();
    word_lists().safety.clauses.has(&clause)
}

/// Whether a text warns in so many words: a phrase of at least two words, or a word that can hardly
/// mean anything else; and not denied.
fn warns(profile: &Profile<'_>, text: &str) -> bool {
    const PLAIN: &[&str] = &[
        "aggressive",
        "abusive",
        "violent",
        "threatening",
        "threatened",
    ];
    const DENIES: &[&str] = &[
        "not", "no", "never", "isn't", "isnt", "wasn't", "wasnt", "nor",
    ];
    let Ok(lexicon) = profile.books.lexicon() else {
        return false;
    };
    let label = Label::new(text);
    let words = label.words();
    let scan = wording::scan(lexicon, &label, Setting::Open);
    scan.seen.iter().any(|seen| {
        let word = words.get(seen.start).map_or("", Word::as_str);
        let before = words
            .get(seen.start.saturating_sub(3)..seen.start)
            .unwrap_or(&[]);
        seen.concept.class() == "safety"
            && seen.as_written()
            && !seen.weak
            && (seen.words > 1 || PLAIN.contains(&word))
            && !before.iter().any(|word| DENIES.contains(&word.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    fn case() -> Case {
        let words = "format = 1\n[[concept]]\nid = \"safety:warning\"\nsay = \"a warning\"\nforms = [\"safety\", \"aggressive\", \"dog\", \"do not visit\", \"police\"]\n";
        Case::with_file("common/lexicon.toml", words)
    }

    #[test]
    fn a_marker_is_found_unless_it_says_no() {
        let mut case = case();
        for value in ["threatened canvasser", "No"] {
            case.add("Safety flag", value, |_, known| {
                known.concepts = vec!["safety:warning".to_owned()];
            });
        }
        let found = case.run("C05");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }

    #[test]
    fn a_note_warns_only_in_so_many_words() {
        for (note, warned) in [
            ("Resident was aggressive", true),
            ("Do not visit", true),
            ("likes visitors, and so does the dog", false),
            ("not at all aggressive", false),
            ("works for the police", false),
        ] {
            let mut case = case();
            case.add("Notes", note, |point, _| point.kind = Some(Kind::Note));
            assert_eq!(!case.run("C05").is_empty(), warned, "{note}");
        }
    }
}
