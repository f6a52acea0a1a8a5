//! What the papers are: letters that answer, letters that only ask for time, when the answer was sent,
//! and how a statement is quoted.

use crate::day::Day;
use crate::decode::Decoded;
use crate::document::ReadState;
use crate::finding::Finding;
use crate::law::{DecidingDates, Law};
use crate::profile::Profile;
use crate::provenance::Location;
use crate::rules::{RuleMeta, suppress};
use crate::statement::{About, Author, Paper, PaperKind, Stance, Statement, Topic, marks};
use crate::vocabulary::ResponseKind;

/// Whether the only letter asks for time, identity or clarification, or acknowledges, and no data
/// came but what it says that it encloses before the rest.
#[must_use]
pub fn is_holding_letter(profile: &Profile<'_>) -> bool {
    const ENCLOSES: &[&str] = &[
        "enclose",
        "enclosed",
        "enclosing",
        "attach",
        "attached",
        "attaching",
    ];
    let mut letters = profile.statements.letters().peekable();
    let no_data = profile.held().next().is_none() && profile.response_kind != ResponseKind::Data;
    let encloses = || {
        let mut texts = profile.texts();
        texts.any(|text| text.flat.says(ENCLOSES))
    };
    let asks_for_time = || affirmed(profile, Topic::Extension).next().is_some();
    letters.peek().is_some()
        && letters.all(|paper| paper.kind == PaperKind::Holding)
        && (no_data || asks_for_time() && encloses())
}

/// The paper in which a statement stands.
#[must_use]
pub fn of<'p>(profile: &'p Profile<'_>, statement: &Statement) -> Option<&'p Paper> {
    let mut papers = profile.statements.papers.iter();
    papers.find(|paper| paper.part == statement.at.part)
}

/// The day on which the answer was sent, by the papers; else the day on which it came.
#[must_use]
pub fn answered_on(profile: &Profile<'_>) -> Option<Day> {
    let sent = profile.sent().map(|sent| sent.day);
    sent.or(profile.request.received)
}

/// The dates that decide which provisions print.
#[must_use]
pub fn deciding_dates(profile: &Profile<'_>) -> DecidingDates {
    DecidingDates {
        speaks: profile.speaks,
        ..DecidingDates::of(profile.request, answered_on(profile))
    }
}

/// Whether a provision stood on the day of the answer, as far as that day is known: false where it is
/// not.
#[must_use]
pub fn stood_when_answered(profile: &Profile<'_>, provision: &str) -> bool {
    let row = Law::embedded().provision(provision);
    row.zip(answered_on(profile))
        .is_some_and(|(row, day)| row.is_in_force(day))
}

/// Whether every part was read, so that what is not seen is not there.
#[must_use]
pub fn all_read(profile: &Profile<'_>) -> bool {
    let mut parts = profile.document.parts.iter();
    parts.all(|part| part.read != ReadState::Not)
}

/// What is affirmed about a topic by anyone but the person.
pub fn affirmed<'p>(
    profile: &'p Profile<'_>,
    topic: Topic,
) -> impl Iterator<Item = &'p Statement> + use<'p> {
    let papers = &profile.statements.papers;
    profile
        .statements
        .about(topic)
        .filter(|statement| statement.affirms())
        .filter(|statement| {
            papers
                .iter()
                .find(|paper| paper.part == statement.at.part)
                .is_none_or(|paper| paper.author != Author::Person)
        })
}

/// What the response says where it holds something back: exemptions, refusals, blacked-out text.
pub fn holding_back<'p>(profile: &'p Profile<'_>) -> impl Iterator<Item = &'p Statement> + use<'p> {
    let all = profile.statements.all.iter();
    all.filter(|said| {
        said.stance == Stance::Refused
            || (said.affirms()
                && matches!(
                    said.topic,
                    Topic::Exemption | Topic::Refusal | Topic::Redaction
                ))
    })
}

/// Whether a statement speaks of fields of the voter record: scores, canvass data, columns.
#[must_use]
pub fn speaks_of_record(said: &Statement) -> bool {
    const FIELDS: &[&str] = &[
        "score",
        "scores",
        "scoring",
        "segment",
        "segments",
        "column",
        "columns",
        "field",
        "fields",
        "canvass",
        "canvass data",
        "canvassing",
        "voting intention",
        "voter file",
        "voter record",
        "voter data",
        "profile",
        "model",
        "models",
        "prediction",
        "predictions",
        "rating",
        "ratings",
        "our callers",
        "our canvassers",
        "our volunteers",
        "doorstep",
    ];
    said.cites(marks::SCORES)
        || said.cites(marks::POLITICAL_OPINION)
        || matches!(&said.about, About::Headings(which) if !which.is_empty())
        || suppress::says(&said.words, FIELDS)
}

/// Whether a statement applies to a data point.
#[must_use]
pub fn reaches(said: &Statement, point: &Decoded) -> bool {
    match &said.about {
        About::Everything => true,
        About::Categories(kinds) => kinds.contains(&point.category),
        About::Headings(which) => which.contains(&point.heading),
    }
}

/// A finding of a rule about statements: each place once, in reading order.
#[must_use]
pub fn found(meta: &RuleMeta, statements: &[&Statement], message: String) -> Finding {
    let mut places: Vec<Location> = Vec::new();
    for statement in statements {
        if !places.contains(&statement.at) {
            places.push(statement.at.clone());
        }
    }
    meta.at(places, message)
}

/// The words of statements, quoted: each once, at most two, a long one cut at a word.
#[must_use]
pub fn quoted(statements: &[&Statement]) -> String {
    const SHOWN: usize = 2;
    let mut words: Vec<&str> = Vec::new();
    for statement in statements {
        let said = statement.words.trim().trim_end_matches(['.', ';', ',']);
        if !words.contains(&said) {
            words.push(said);
        }
    }
    let more = words.len() > SHOWN;
    let shown: Vec<String> = words
        .iter()
        .take(SHOWN)
        .map(|said| format!("\u{201c}{}\u{201d}", cut(said)))
        .collect();
    let tail = if more { " and more" } else { "" };
    format!("{}{tail}", shown.join(" and "))
}

/// A text cut at a word, so that a message stays readable; the place holds the whole.
fn cut(text: &str) -> String {
    const MOST: usize = 160;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() >= MOST {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short.push_str(" \u{2026}");
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Case;

    #[test]
    fn a_letter_that_encloses_a_part_and_asks_for_time_for_the_rest_holds() {
        let mut case = Case::new();
        case.paper(PaperKind::Holding, Some("2026-06-26"));
        case.add("Roll number", "HM2-871", |_, _| {});
        case.say("We enclose the row from the roll straight away.");
        assert!(!is_holding_letter(&case.profile()));
        case.state(
            Topic::Extension,
            Stance::Stated,
            "We need two months.",
            |_| {},
        );
        assert!(is_holding_letter(&case.profile()));
    }

    #[test]
    fn a_letter_that_only_asks_for_time_holds_and_one_with_data_does_not() {
        let mut case = Case::new();
        case.kind = ResponseKind::LetterOnly;
        case.paper(PaperKind::Holding, None);
        assert!(is_holding_letter(&case.profile()));
        case.paper(PaperKind::Letter, None);
        assert!(!is_holding_letter(&case.profile()));
        let mut case = Case::new();
        case.paper(PaperKind::Holding, None);
        case.add("VI", "L", |_, _| {});
        assert!(!is_holding_letter(&case.profile()));
    }

    #[test]
    fn quotes_are_short_and_each_is_given_once() {
        let mut case = Case::new();
        for words in ["We keep it.", "We keep it.", "We use it.", "We share it."] {
            case.state(Topic::Retention, Stance::Stated, words, |_| {});
        }
        let all: Vec<&Statement> = case.statements.all.iter().collect();
        assert_eq!(
            quoted(&all),
            "\u{201c}We keep it\u{201d} and \u{201c}We use it\u{201d} and more"
        );
        assert!(cut(&"word ".repeat(100)).ends_with("word \u{2026}"));
    }
}
