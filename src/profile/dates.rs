//! Dates that the papers show: when the answer was sent, and what case files leave out of notices,
//! checks of identity and questions.

use crate::clock::{Sent, SentBasis};
use crate::day::Day;
use crate::request::{Clarification, Extension, IdentityCheck, Request};
use crate::statement::{DateFrom, Paper, PaperKind, Stance, Statement, Statements, Topic};

/// The day of sending by the papers: the header of the first mail that answers, else the date of the
/// first letter. What is dated before the request, or after the day the response came, is no answer.
#[must_use]
pub fn sent(statements: &Statements, request: &Request) -> Option<Sent> {
    let fits = |day: Day| {
        request.requested.is_none_or(|asked| day >= asked)
            && request.received.is_none_or(|came| day <= came)
    };
    let answers = |paper: &&Paper| matches!(paper.kind, PaperKind::Letter | PaperKind::Data);
    let first = |from: DateFrom| {
        let papers = statements.papers.iter().filter(answers);
        papers
            .filter_map(|paper| paper.date)
            .filter(|date| date.from == from && fits(date.day))
            .map(|date| date.day)
            .min()
    };
    let by_mail = first(DateFrom::MailHeader).map(|day| Sent {
        day,
        basis: SentBasis::MailHeader,
    });
    by_mail.or_else(|| {
        first(DateFrom::Letter).map(|day| Sent {
            day,
            basis: SentBasis::Letter,
        })
    })
}

/// A request with what the papers add, and a sentence for each thing added. What the case file says
/// stands.
#[must_use]
pub fn complete(request: &Request, statements: &Statements) -> (Request, Vec<String>) {
    let mut completed = request.clone();
    let mut steps = Vec::new();
    if request.extension.is_none()
        && let Some((day, statement)) = asked(statements, Topic::Extension, request)
    {
        completed.extension = Some(Extension {
            notified: day,
            months: months(&statement.words),
        });
        steps.push(format!(
            "A letter of {} gives notice that more time is taken; the case file names no notice.",
            day.in_words()
        ));
    }
    if request.identity.is_none()
        && let Some((day, _)) = asked(statements, Topic::Identity, request)
    {
        completed.identity = Some(IdentityCheck {
            asked: Some(day),
            given: None,
        });
        steps.push(format!(
            "A letter of {} asks for proof of identity; the case file does not say when it was given.",
            day.in_words()
        ));
    }
    if request.clarified.is_empty()
        && let Some((day, _)) = asked(statements, Topic::Clarification, request)
    {
        completed.clarified.push(Clarification {
            asked: day,
            given: None,
        });
        steps.push(format!(
            "A letter of {} asks what is wanted; the case file does not say when it was answered.",
            day.in_words()
        ));
    }
    (completed, steps)
}

/// The first letter that says something of a topic and answers nothing, with its day.
fn asked<'s>(
    statements: &'s Statements,
    topic: Topic,
    request: &Request,
) -> Option<(Day, &'s Statement)> {
    let day_of = |statement: &Statement| {
        let paper = statements.paper(statement.at.part)?;
        let date = paper.date.filter(|date| date.from != DateFrom::File)?;
        (paper.kind == PaperKind::Holding).then_some(date.day)
    };
    statements
        .said(topic, Stance::Stated)
        .filter_map(|statement| Some((day_of(statement)?, statement)))
        .filter(|(day, _)| request.requested.is_none_or(|asked| *day >= asked))
        .min_by_key(|(day, _)| *day)
}

/// How many further months a notice takes: one where it says so, else the two that the law allows.
fn months(words: &str) -> u8 {
    let lower = words.to_lowercase();
    let one = [
        "one month",
        "one further month",
        "a further month",
        "1 month",
        "a month",
    ];
    let two = ["two", "2 "];
    if one.iter().any(|phrase| lower.contains(phrase)) && !two.iter().any(|t| lower.contains(t)) {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::{Location, PartId, Place};
    use crate::statement::{About, Author, PaperDate};

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day of the test")
    }

    fn statements(papers: &[(PaperKind, &str, DateFrom)]) -> Statements {
        let papers = papers
            .iter()
            .enumerate()
            .map(|(n, (kind, text, from))| Paper {
                part: PartId(u32::try_from(n).unwrap_or(0)),
                kind: *kind,
                author: Author::Party,
                date: Some(PaperDate {
                    day: day(text),
                    from: *from,
                }),
                shown_by: Vec::new(),
            });
        Statements {
            papers: papers.collect(),
            all: Vec::new(),
            ..Statements::default()
        }
    }

    #[test]
    fn the_header_of_a_mail_comes_before_the_date_of_a_letter() {
        let both = statements(&[
            (PaperKind::Letter, "2026-05-28", DateFrom::Letter),
            (PaperKind::Letter, "2026-05-29", DateFrom::MailHeader),
            (PaperKind::Mailing, "2026-05-01", DateFrom::MailHeader),
        ]);
        let found = sent(&both, &Request::default());
        assert_eq!(
            found.map(|sent| (sent.day, sent.basis)),
            Some((day("2026-05-29"), SentBasis::MailHeader))
        );
        let mut request = Request {
            received: Some(day("2026-05-20")),
            ..Request::default()
        };
        assert_eq!(
            sent(&both, &request),
            None,
            "no letter comes before it is written"
        );
        request.received = None;
        request.requested = Some(day("2026-06-01"));
        assert_eq!(
            sent(&both, &request),
            None,
            "no answer is older than its request"
        );
    }

    #[test]
    fn a_notice_in_the_papers_completes_a_case_file_that_names_none_and_yields_to_one_that_does() {
        let mut holding = statements(&[(PaperKind::Holding, "2026-05-08", DateFrom::Letter)]);
        holding.all.push(Statement {
            topic: Topic::Extension,
            stance: Stance::Stated,
            words: "We are extending the time by a further two months.".to_owned(),
            at: Location {
                part: PartId(0),
                place: Place::Whole,
            },
            names: Vec::new(),
            origin: None,
            cites: Vec::new(),
            days: Vec::new(),
            about: About::Everything,
        });
        let (completed, steps) = complete(&Request::default(), &holding);
        let expected = Extension {
            notified: day("2026-05-08"),
            months: 2,
        };
        assert_eq!(completed.extension, Some(expected));
        assert_eq!(steps.len(), 1);
        let known = Request {
            extension: Some(Extension {
                notified: day("2026-05-01"),
                months: 1,
            }),
            ..Request::default()
        };
        assert_eq!(complete(&known, &holding), (known, Vec::new()));
    }
}
