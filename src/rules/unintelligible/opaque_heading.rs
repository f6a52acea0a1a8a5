//! U04, `opaque-heading`: opaque header.

use crate::codebook::Label;
use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::unintelligible::unexplained_flag;
use crate::rules::{Rule, RuleMeta, gather_unless_said, headings};
use crate::vocabulary::Basis;

/// U04, `opaque-heading`.
#[derive(Debug)]
pub struct OpaqueHeading;

const DOC: &str = "\
## What it finds

Headings over held values that no codebook, no common word and no explanation in the response makes clear, and that look like internal names: abbreviations, capitals, letters mixed with digits, names of database columns, or nothing at all.

## Why it matters

A heading that only the makers of the database understand hides what is held.

## Example

`QX_17` with the value `3`. `Favourite colour`, which nobody knows either, speaks for itself, and the rule is silent.

## What to ask

Please expand each column heading in plain language.

## Citations

UK GDPR, Art 12(1).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("U04"),
    name: "opaque-heading",
    title: "Opaque header",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["gdpr-12.1"],
    ask: "Please expand each column heading in plain language.",
    caveat: "If values are self-explanatory report low.",
    doc: DOC,
};

impl Rule for OpaqueHeading {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let flags: std::collections::BTreeSet<usize> = unexplained_flag::flags(profile)
            .into_iter()
            .map(|point| point.heading)
            .collect();
        let points: Vec<&Decoded> = profile
            .held()
            .filter(|point| {
                point.kind.is_none()
                    && point.meaning.basis != Basis::Response
                    && !flags.contains(&point.heading)
                    && profile
                        .heading(point)
                        .is_some_and(|heading| heading.explanation.is_none())
                    && looks_opaque(&point.label)
            })
            .collect();
        findings.extend(gather_unless_said(self, profile, &points));
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        if points.iter().all(|point| point.label.is_empty()) {
            let message = "What the values without a heading are is not said in the response.";
            return Some(message.to_owned());
        }
        Some(format!(
            "What {} stands for is not said in the response, and no source that was searched says it.",
            match headings(points.iter().copied()) {
                named
                    if points.iter().any(
                        |point| point.label != points.first().map_or("", |p| p.label.as_str())
                    ) =>
                {
                    format!("each of the headings {named}")
                }
                named => format!("the heading {named}"),
            },
        ))
    }
}

/// Short words that need no explanation.
const ORDINARY: &[&str] = &[
    "a", "an", "and", "any", "age", "all", "am", "are", "as", "ask", "at", "bad", "be", "bed",
    "big", "box", "bus", "by", "can", "car", "cat", "city", "day", "did", "do", "dog", "due",
    "end", "eu", "ex", "few", "for", "get", "go", "got", "had", "has", "he", "her", "him", "his",
    "how", "i", "id", "if", "in", "is", "it", "its", "job", "key", "law", "led", "let", "lot",
    "low", "man", "map", "may", "me", "men", "met", "mp", "mr", "mrs", "ms", "my", "new", "nhs",
    "no", "non", "not", "now", "of", "off", "ok", "old", "on", "one", "or", "our", "out", "own",
    "paid", "pay", "per", "pet", "pm", "put", "ran", "red", "ref", "run", "sale", "saw", "say",
    "set", "sex", "she", "so", "sum", "tax", "tea", "ten", "the", "to", "too", "top", "tv", "two",
    "uk", "up", "us", "use", "via", "vat", "war", "was", "way", "we", "who", "why", "yes", "yet",
    "you", "am", "st", "nd", "rd", "th", "de", "y", "yr", "o", "e",
];

/// Whether a heading looks like a name that only its makers understand.
#[must_use]
pub fn looks_opaque(heading: &str) -> bool {
    let heading = without_number(heading);
    let label = Label::new(heading);
    if label.is_empty() {
        return true;
    }
    let tokens: Vec<&str> = heading.split_whitespace().collect();
    // A line in capitals is a way of writing; one word in capitals among others is a name.
    let all_capitals = tokens.len() > 1 && !heading.chars().any(char::is_lowercase);
    label.words().iter().any(|word| is_strange(word))
        || tokens
            .iter()
            .any(|token| is_coded(token) || (!all_capitals && is_acronym(token)))
}

/// A heading without the number of a question before its words: `Q4. May we write to you?`.
#[must_use]
pub fn without_number(heading: &str) -> &str {
    const FEWEST: usize = 3;
    let Some((first, rest)) = heading.trim().split_once(char::is_whitespace) else {
        return heading;
    };
    let bare = first.trim_end_matches(['.', ')', ':']);
    let digits = bare.trim_start_matches(['Q', 'q']);
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if number && rest.split_whitespace().count() >= FEWEST {
        rest
    } else {
        heading
    }
}

/// A word of at most three letters that is not a common one, or one without a vowel.
fn is_strange(word: &str) -> bool {
    const SHORT: usize = 3;
    if !word.chars().all(char::is_alphabetic) || ORDINARY.contains(&word) {
        return false;
    }
    // In longer words `y` and the Welsh `w` do as vowels.
    let voiced = |c: char| !c.is_ascii() || "aeiouyw".contains(c);
    word.chars().count() <= SHORT || !word.chars().any(voiced)
}

/// Letters mixed with digits, an underscore inside, or a capital behind a small letter.
fn is_coded(token: &str) -> bool {
    let inner = token.trim_matches(|c: char| !c.is_alphanumeric());
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| {
        inner
            .to_lowercase()
            .strip_suffix(ending)
            .is_some_and(|head| !head.is_empty() && head.bytes().all(|b| b.is_ascii_digit()))
    });
    let mixed = inner.chars().any(char::is_alphabetic) && inner.chars().any(|c| c.is_ascii_digit());
    let camel = inner
        .chars()
        .zip(inner.chars().skip(1))
        .any(|(before, this)| before.is_lowercase() && this.is_uppercase());
    (mixed && !ordinal) || inner.contains('_') || camel
}

/// At most five capitals that are not a common word.
fn is_acronym(token: &str) -> bool {
    const LONGEST: usize = 5;
    let inner = token.trim_matches(|c: char| !c.is_alphanumeric());
    let length = inner.chars().count();
    (2..=LONGEST).contains(&length)
        && inner.chars().all(char::is_uppercase)
        && !ORDINARY.contains(&inner.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn internal_names_are_opaque_and_plain_words_are_not() {
        for heading in [
            "QX_17",
            "XR_FLG_4",
            "P/PB",
            "",
            "Hlth Prsn",
            "memberSince",
            "ABCDE code",
        ] {
            assert!(looks_opaque(heading), "{heading}");
        }
        for heading in [
            "Favourite colour",
            "1st round",
            "Do you own a dog",
            "MEMBER SINCE",
            "Date",
        ] {
            assert!(!looks_opaque(heading), "{heading}");
        }
    }

    #[test]
    fn an_opaque_heading_is_found_and_an_explained_one_is_not() {
        let mut case = Case::new();
        case.add("QX_17", "3", |point, _| point.meaning.basis = Basis::None);
        case.add("QX_18", "3", |point, _| point.meaning.basis = Basis::None);
        case.explain("The number of leaflets delivered to the house");
        let found = case.run("U04");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
