//! The dates of one case, as the report shows them.

use super::{Facts, Reckoning, Step, days_late, reckon, words};
use crate::day::Day;
use crate::request::Request;

/// The dates of one case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Timeline {
    /// The day the party received the request.
    pub requested: Day,
    /// The last day for the answer, with a timely extension; none while the clock does not run.
    pub due: Option<Day>,
    /// The day the response came: the case file's, else the day it was sent.
    pub received: Option<Day>,
    /// How many days after the last day it was sent; none where either is not known.
    pub days_late: Option<u32>,
    /// Under the old rules: the day that a claimed pause would give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contested: Option<Day>,
    /// Whether `due` lies beyond the holidays that are known.
    pub provisional: bool,
    /// How it was reckoned.
    pub steps: Vec<Step>,
    /// The day that was counted to, and how it is known.
    #[serde(skip)]
    pub sent: Option<Sent>,
    /// The reckoning behind it.
    #[serde(skip)]
    pub reckoning: Reckoning,
}

/// The day a response was sent, or the nearest thing that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sent {
    /// The day.
    pub day: Day,
    /// How it is known.
    pub basis: SentBasis,
}

/// How the day of sending is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SentBasis {
    /// From the header of the mail.
    MailHeader,
    /// From the date of the letter.
    Letter,
    /// Only the day of arrival is known.
    Arrival,
}

/// The dates of a case by its case file alone; none where the day of receipt is not known.
#[must_use]
pub fn timeline(request: &Request) -> Option<Timeline> {
    timeline_by(request, None)
}

/// The dates of a case, with the day of sending that the papers show. The duty is met by sending,
/// so days are counted to it and not to the day of arrival, where it is known.
#[must_use]
pub fn timeline_by(request: &Request, sent: Option<Sent>) -> Option<Timeline> {
    let facts = Facts::of(request)?;
    let reckoning = reckon(&facts);
    let arrived = request.received.map(|day| Sent {
        day,
        basis: SentBasis::Arrival,
    });
    let sent = sent.or(arrived);
    let due = reckoning.last_day(facts.extension);
    let mut steps = reckoning.steps.clone();
    steps.extend(sent.map(|sent| outcome(due, sent)));
    Some(Timeline {
        requested: facts.received,
        due,
        received: request.received.or(sent.map(|sent| sent.day)),
        days_late: due.zip(sent).map(|(due, sent)| days_late(due, sent.day)),
        contested: reckoning.contested,
        provisional: reckoning.provisional,
        steps,
        sent,
        reckoning,
    })
}

fn outcome(due: Option<Day>, sent: Sent) -> Step {
    let day = sent.day.in_words();
    let happened = match sent.basis {
        SentBasis::MailHeader => {
            format!("The response was sent on {day}, by the header of the mail")
        }
        SentBasis::Letter => format!("The response is dated {day}"),
        SentBasis::Arrival => {
            format!("The response came on {day}; the day it was sent is not known")
        }
    };
    let Some(due) = due else {
        return Step::new(format!("{happened}."));
    };
    match days_late(due, sent.day) {
        0 => Step::new(format!("{happened}. That is in time.")),
        late => {
            let days = words::days(i64::from(late));
            Step::new(format!(
                "{happened}. That is {days} after {}.",
                due.in_words()
            ))
        }
    }
}
