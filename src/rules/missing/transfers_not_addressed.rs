//! M11, `transfers-not-addressed`: transfers not addressed.

use crate::codebook::Flat;
use crate::finding::{Findings, RuleCode, Severity, Standing};
use crate::profile::Profile;
use crate::rules::disclosure::undisclosed_platform;
use crate::rules::missing::items;
use crate::rules::{Rule, RuleMeta, papers};
use crate::statement::{Stance, Statement, Topic, marks};

/// M11, `transfers-not-addressed`.
#[derive(Debug)]
pub struct TransfersNotAddressed;

const DOC: &str = "\
## What it finds

A file or letter that shows a platform or recipient with its seat abroad, and a letter that says nothing of transfers. Or a letter that says that data are held or sent abroad, and names no safeguard.

## Why it matters

Data that leave the country are under other law, and the person can ask on what safeguards.

## Example

A heading of a mailing tool whose company sits abroad, and no word of transfers. With `None of your data leave the country`, the rule is silent.

## What to ask

Please say whether my data leave the UK, to where and on what safeguards.

## Citations

UK GDPR, Art 15(2); UK GDPR, Arts 44A-46, 49; UK GDPR, Arts 44-49 as they stood; Representation of the People, reg 92(7)-(9); Representation of the People, Part VI; Representation of the People, Part 6 (reg 92(6) etc.).
";

static META: RuleMeta = RuleMeta {
    code: RuleCode("M11"),
    name: "transfers-not-addressed",
    title: "Transfers not addressed",
    severity: Severity::Low,
    standing: Standing::Question,
    provisions: &[
        "gdpr-15.2",
        "gdpr-46",
        "gdpr-46-old",
        "rpr-92.7",
        "rpr-sc",
        "rpr-ni",
    ],
    ask: "Please say whether my data leave the UK, to where and on what safeguards.",
    caveat: "Hosting region is often unknown from the file.",
    doc: DOC,
};

impl Rule for TransfersNotAddressed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, profile: &Profile<'_>, findings: &mut Findings) {
        if !items::are_owed_by_letter(profile) {
            return;
        }
        let unguarded = unguarded(profile);
        if !unguarded.is_empty() {
            let message = format!(
                "The response says that data leave the country, {}, and names no safeguard.",
                papers::quoted(&unguarded),
            );
            findings.push(papers::found(&META, &unguarded, message));
            return;
        }
        if items::of_rule(META.code).is_none_or(|item| items::is_answered(profile, item)) {
            return;
        }
        let marked = undisclosed_platform::marked(profile);
        let traces = undisclosed_platform::traces(profile);
        let written = written(profile);
        for (at, company) in profile.books.signs().companies().iter().enumerate() {
            let vendor = &company.vendor;
            let Some(seat) = &vendor.seat else { continue };
            let points = marked.get(&at).map_or(&[][..], Vec::as_slice);
            let named: Vec<&Statement> = written
                .iter()
                .filter(|written| company.names.contains(&written.name))
                .map(|written| written.statement)
                .collect();
            let shown = undisclosed_platform::places(&traces, company);
            if points.is_empty() && named.is_empty() && shown.is_empty() {
                continue;
            }
            let message = format!(
                "The response shows {}, a company with its seat, as far as is known, in {seat}, and says nothing of transfers abroad.",
                vendor.name,
            );
            let mut finding = META.about(points.iter().copied(), message);
            let named = named.iter().map(|statement| statement.at.clone());
            for at in named.chain(shown) {
                if !finding.at.contains(&at) {
                    finding.at.push(at);
                }
            }
            findings.push(finding);
        }
    }
}

/// What letters say of data that are abroad, where no paper names a safeguard.
fn unguarded<'p>(profile: &'p Profile<'_>) -> Vec<&'p Statement> {
    let all = &profile.statements.all;
    if all.iter().any(|said| said.cites(marks::SAFEGUARDS)) {
        return Vec::new();
    }
    let abroad = profile.statements.said(Topic::Transfers, Stance::Stated);
    abroad.filter(|said| said.cites(marks::ABROAD)).collect()
}

/// A name in a statement, in normal form.
struct Written<'p> {
    name: Flat,
    statement: &'p Statement,
}

/// Every name that the papers write.
fn written<'p>(profile: &'p Profile<'_>) -> Vec<Written<'p>> {
    let all = profile.statements.all.iter();
    all.flat_map(|statement| {
        statement.names.iter().map(move |name| Written {
            name: Flat::new(&name.text),
            statement,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Case;
    use crate::statement::{Name, NameKind, Stance, Topic, marks};

    /// A platform that is invented, and its seat abroad.
    const BOOK: &str = r#"
format  = 1
id      = "glimmerpost"
version = "1"
title   = "Glimmerpost"
kind    = "vendor"

[vendor]
name = "Glimmerpost"
names = ["Glimmerpost"]
marks = ["glimmerpost_id"]
platform = true
seat = "Ruritania"
status = "recalled"
cites = ["recalled"]

[cites.recalled]
title     = "Invented"
publisher = "Test"
date      = ""
locator   = ""
status    = "recalled"
"#;

    fn case() -> Case {
        Case::with_file("vendors/glimmerpost/book.toml", BOOK)
    }

    #[test]
    fn a_platform_abroad_raises_a_question_and_a_word_on_transfers_answers_it() {
        let mut case = case();
        case.add("Glimmerpost_ID", "17", |_, _| {});
        assert!(case.run("M11").is_empty(), "there is no letter");
        case.letter_paper();
        let found = case.run("M11");
        assert!(found.iter().any(|f| f.message.contains("in Ruritania")));
        assert_eq!(found.len(), 1);
        case.state(Topic::Transfers, Stance::Denied, "None leave.", |_| {});
        assert!(case.run("M11").is_empty());
    }

    #[test]
    fn a_name_in_the_letter_is_enough_and_a_printer_at_home_is_not() {
        let mut case = case();
        case.add("Name", "A. Elector", |_, _| {});
        case.letter_paper();
        let named = |case: &mut Case, text: &str| {
            let text = text.to_owned();
            case.state(Topic::Recipients, Stance::Stated, "We use it.", |said| {
                said.names.push(Name {
                    kind: NameKind::Platform,
                    text,
                });
            });
        };
        named(&mut case, "Blenkin Print Ltd");
        assert!(case.run("M11").is_empty());
        named(&mut case, "Glimmerpost");
        assert_eq!(case.run("M11").len(), 1);
    }

    #[test]
    fn data_abroad_without_a_safeguard_are_a_question_and_a_safeguard_answers_it() {
        let mut case = Case::new();
        case.add("Name", "A. Elector", |_, _| {});
        case.letter_paper();
        let words = "They are on servers in the United States.";
        case.state(Topic::Transfers, Stance::Stated, words, |said| {
            said.cites.push(marks::ABROAD.to_owned());
        });
        assert_eq!(case.run("M11").len(), 1);
        let words = "Standard contractual clauses protect them.";
        case.state(Topic::Transfers, Stance::Stated, words, |said| {
            said.cites.push(marks::SAFEGUARDS.to_owned());
        });
        assert!(case.run("M11").is_empty());
    }

    #[test]
    fn data_that_stay_here_need_no_safeguard() {
        let mut case = Case::new();
        case.add("Name", "A. Elector", |_, _| {});
        case.letter_paper();
        let words = "They stay on servers in the United Kingdom.";
        case.state(Topic::Transfers, Stance::Stated, words, |_| {});
        let words = "Nothing is sent abroad.";
        case.state(Topic::Transfers, Stance::Denied, words, |said| {
            said.cites.push(marks::ABROAD.to_owned());
        });
        assert!(case.run("M11").is_empty());
    }

    #[test]
    fn a_banner_of_the_export_shows_the_platform_and_other_words_do_not() {
        for (banner, found) in [
            ("Exported from Glimmerpost on 3 May 2026", 1),
            ("Exported from our system on 3 May 2026", 0),
        ] {
            let mut case = case();
            case.add("Name", "A. Elector", |_, _| {});
            case.letter_paper();
            case.say(banner);
            assert_eq!(case.run("M11").len(), found, "{banner}");
        }
    }
}
