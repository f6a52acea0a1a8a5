//! P04, `redaction-without-exemption`: redaction without exemption.

use crate::decode::Decoded;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::{Rule, RuleMeta, count, gather_unless_said, headings, papers};

/// P04, `redaction-without-exemption`.
#[derive(Debug)]
pub struct RedactionWithoutExemption;

const DOC: &str = "\
## What it finds

Values that are withheld, wholly or in part, with no word of the exemption relied on, in the value or anywhere else in the response.

## Why it matters

Whoever withholds something has to say why.

## Example

`[REDACTED]` under a heading. `Withheld: DPA 2018, Schedule 2, paragraph 16` says why, and the rule is silent.

## What to ask

Please state the exemption relied on for each redaction.

## Citations

Data Protection Act 2018, s.15 and Schs 2-4; UK GDPR, Art 12(4); Data Protection Act 2018, Sch 2 para 16.
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("P04"),
    name: "redaction-without-exemption",
    title: "Redaction without exemption",
    severity: Severity::Medium,
    standing: Standing::PrimaFacie,
    provisions: &["dpa-15", "gdpr-12.4", "dpa-sch2-16"],
    ask: "Please state the exemption relied on for each redaction.",
    caveat: "Third-party names need little explanation; ordinary blank cells are not redactions.",
    doc: DOC,
};

impl Rule for RedactionWithoutExemption {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        let points: Vec<&Decoded> = profile
            .points
            .iter()
            .filter(|point| {
                point
                    .value
                    .as_deref()
                    .is_some_and(|value| is_redacted(point, value))
            })
            .collect();
        if points.is_empty() {
            return;
        }
        // A sentence may run over several lines, each a text of its own.
        let sentences = papers::holding_back(profile).map(|said| said.words.as_str());
        let mut said: Vec<&str> = sentences.filter(|text| exempts(text)).collect();
        if said.is_empty() {
            let texts = profile.said().map(|note| note.text.as_str());
            said = texts.filter(|text| exempts(text)).collect();
        }
        let named = |point: &&Decoded| said.iter().any(|text| names(text, &point.label));
        let of_some = |text: &&str| {
            !speaks_of_more(text) && points.iter().any(|point| names(text, &point.label))
        };
        // `The name in the column Canvasser is left out under paragraph 16` says nothing of other columns.
        if said.iter().all(of_some) {
            let others: Vec<&Decoded> = points.iter().copied().filter(|one| !named(one)).collect();
            findings.extend(gather_unless_said(self, profile, &others));
        }
    }

    fn message(&self, profile: &Profile<'_>, points: &[&Decoded]) -> Option<String> {
        let _ = profile;
        Some(format!(
            "The response withholds {} under {} without naming an exemption.",
            count(points.len(), "value", "values"),
            headings(points.iter().copied()),
        ))
    }
}

/// Whether a text names a column by its heading, as it is written: `the column Canvasser`, `your \u{201c}Notes\u{201d}`.
fn names(text: &str, heading: &str) -> bool {
    const LEADS: &[&str] = &["column ", "field ", "\u{201c}", "\u{2018}", "\"", "'"];
    !heading.is_empty()
        && text.match_indices(heading).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let behind = text.get(at + heading.len()..).unwrap_or_default();
            LEADS.iter().any(|lead| before.ends_with(lead))
                && !behind.starts_with(char::is_alphanumeric)
        })
}

/// Whether a text speaks of more columns than those that it names.
fn speaks_of_more(text: &str) -> bool {
    const MORE: &[&str] = &[
        "other columns",
        "other fields",
        "every column",
        "every field",
        "all columns",
        "all fields",
        "for example",
        "such as",
        "elsewhere",
        "everywhere",
        "throughout",
    ];
    crate::rules::suppress::says(text, MORE)
}

/// Whether a value is withheld and says neither why nor that it is about somebody else.
fn is_redacted(point: &Decoded, value: &str) -> bool {
    let lower = value.to_lowercase();
    let inside = lower.contains("[redacted")
        || lower.contains("(redacted")
        || value.contains("\u{2588}\u{2588}\u{2588}");
    let of_others = || crate::rules::suppress::says(value, &["third party", "third parties"]);
    (point.withheld || inside) && !of_others() && !names_exemption(value)
}

/// Whether a text of the response names an exemption. `Our basis is Article 6(1)(e)` and `paragraph 22 of Schedule 1`
/// are grounds for keeping the data, and none for holding them back.
fn exempts(text: &str) -> bool {
    const EXEMPT: &[&str] = &[
        "exempt",
        "exemption",
        "exemptions",
        "privilege",
        "privileged",
    ];
    const SCHEDULES: &[&str] = &[
        "schedule 2",
        "schedule 3",
        "schedule 4",
        "sch 2",
        "sch 3",
        "sch 4",
        "section 16",
        "article 15 4",
        "part 3 of the schedule",
    ];
    const HELD_BACK: &[&str] = &[
        "redact",
        "redacted",
        "redaction",
        "redactions",
        "withheld",
        "withhold",
        "withholding",
        "removed",
        "removing",
        "hide",
        "hides",
        "hidden",
        "black marks",
        "blanked",
        "blacked",
        "held back",
        "left out",
    ];
    let says = |words: &[&str]| crate::rules::suppress::says(text, words);
    says(EXEMPT) || says(SCHEDULES) || (says(HELD_BACK) && names_exemption(text))
}

/// Whether a text names an exemption.
fn names_exemption(text: &str) -> bool {
    crate::rules::suppress::says(
        text,
        &[
            "exempt",
            "exemption",
            "exemptions",
            "schedule",
            "sch",
            "para",
            "paragraph",
            "dpa",
            "data protection act",
            "article",
            "art",
            "privilege",
            "privileged",
            "section",
        ],
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;

    #[test]
    fn a_redaction_without_a_reason_is_found_and_one_with_a_reason_is_not() {
        let mut case = Case::new();
        for value in ["[REDACTED]", "Withheld: DPA 2018, Sch 2 para 16"] {
            case.add("Comment", value, |point, _| point.withheld = true);
        }
        let found = case.run("P04");
        assert_eq!(
            found
                .iter()
                .map(|f| f.data_points.len())
                .collect::<Vec<_>>(),
            [1]
        );
        // A ground for keeping the data is none for holding them back.
        case.say("Our basis is Article 6(1)(e), and paragraph 22 of Schedule 1 to the DPA.");
        assert_eq!(case.run("P04").len(), 1);
        case.say("Redactions were made under Schedule 2, paragraph 16.");
        assert!(case.run("P04").is_empty());
    }

    #[test]
    fn an_exemption_of_one_column_says_nothing_of_another() {
        let mut case = Case::new();
        for heading in ["Canvasser", "Branch comment"] {
            case.add(heading, "[withheld]", |point, _| point.withheld = true);
        }
        case.say("The name in the column Canvasser is left out under paragraph 16 of Schedule 2.");
        let found = case.run("P04");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("Branch comment"), "{found:?}");
        assert!(!found[0].message.contains("Canvasser"), "{found:?}");
        case.say("All else is left out under paragraph 16 of Schedule 2.");
        assert!(case.run("P04").is_empty());
    }

    #[test]
    fn a_column_named_for_example_is_not_the_only_one() {
        for said in [
            "Under paragraph 16 of Schedule 2 names were redacted, for example in the column Notes.",
            "Notes of volunteers have been redacted under paragraph 16 of Schedule 2.",
        ] {
            let mut case = Case::new();
            for heading in ["Notes", "Canvasser"] {
                case.add(heading, "[withheld]", |point, _| point.withheld = true);
            }
            case.say(said);
            assert!(case.run("P04").is_empty(), "{said}");
        }
    }
}
