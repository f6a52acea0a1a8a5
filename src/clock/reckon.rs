//! The reckoning itself.

use super::pause::{Pause, joined};
use super::period::{Period, Standstill, latest};
use super::words;
use super::{COUNTED_FROM_RECEIPT, Facts, Gate, Reckoning, RuleSet, Step, Waiting};
use crate::day::Day;
use crate::law::{Calendar, Holidays, Law};

/// The most months by which an answer may be put off: Article 12(3) as it stood, Article 12A.
const EXTENSION_MONTHS: u8 = 2;
/// From here on the Information Commissioner's Office let the clock stop between question and
/// answer (guidance of October 2020); before, time ran afresh from the answer (August 2019). The
/// month of the change is counted to the earlier guidance, which gives the later date.
const ICO_STOPS_CLOCK: Day = Day::constant(2020, 11, 1);

/// When an answer is due, by the public holidays that are part of the program.
#[must_use]
pub fn reckon(facts: &Facts) -> Reckoning {
    reckon_by(facts, Law::embedded().holidays())
}

/// When an answer is due, by these public holidays.
#[must_use]
pub fn reckon_by(facts: &Facts, holidays: &Holidays) -> Reckoning {
    let mut reckoning = Reckoning {
        due: None,
        notice_by: None,
        extended_due: None,
        raw_end: None,
        contested: None,
        waiting: None,
        provisional: false,
        rule_set: RuleSet::of(facts.received),
        steps: vec![
            Step::new(format!(
                "The request was received on {}.",
                facts.received.in_words()
            )),
            rules(RuleSet::of(facts.received)),
        ],
        extended_steps: Vec::new(),
    };
    if reckoning.rule_set == RuleSet::Before2018 {
        return reckoning;
    }
    let Some(begun) = begin(facts, &mut reckoning) else {
        return reckoning;
    };
    let span = Span {
        start: counted_from(begun, &mut reckoning.steps),
        calendars: calendars(facts),
        holidays,
    };
    let pauses = match reckoning.rule_set {
        RuleSet::Article12A => joined(&facts.pauses),
        RuleSet::Before2018 | RuleSet::Article12Old => Vec::new(),
    };
    first_period(&span, &pauses, &mut reckoning);
    extended_period(&span, &pauses, facts, &mut reckoning);
    if reckoning.rule_set == RuleSet::Article12Old && !facts.pauses.is_empty() {
        contest(&span, &facts.pauses, &mut reckoning);
    }
    judge_provisional(holidays, &mut reckoning);
    reckoning
}

/// What all periods of one reckoning share.
struct Span<'a> {
    start: Day,
    calendars: Vec<Calendar>,
    holidays: &'a Holidays,
}

fn rules(rule_set: RuleSet) -> Step {
    Step::new(match rule_set {
        RuleSet::Before2018 => {
            "A request received before 25 May 2018 falls under the Data Protection Act 1998; its time limit is not reckoned here."
        }
        RuleSet::Article12Old => {
            "It was received before 5 February 2026, so Article 12(3) of the UK GDPR as it then stood applies: one month from receipt."
        }
        RuleSet::Article12A => {
            "It was received on or after 5 February 2026, so Article 12A of the UK GDPR applies: one month, counted to the same-numbered day."
        }
    })
}

/// The day on which time begins to run; none where it has not begun.
fn begin(facts: &Facts, reckoning: &mut Reckoning) -> Option<Day> {
    let mut start = facts.received;
    let gates = [
        (
            facts.identity,
            Waiting::Identity,
            "Proof of identity was given",
        ),
        (facts.fee, Waiting::Fee, "The fee was paid"),
    ];
    for (gate, waiting, happened) in gates {
        match gate {
            Gate::NotAsked => {}
            Gate::Open => {
                reckoning.waiting = Some(waiting);
                reckoning.steps.push(not_begun(waiting));
                return None;
            }
            Gate::Met(day) => {
                let effect = if day > start {
                    "time runs from that day"
                } else {
                    "time does not run any later for it"
                };
                let day_in_words = day.in_words();
                let text = format!("{happened} on {day_in_words}: {effect}.");
                reckoning.steps.push(Step::new(text));
                start = start.max(day);
            }
        }
    }
    Some(start)
}

fn not_begun(waiting: Waiting) -> Step {
    Step::new(match waiting {
        Waiting::Identity => {
            "Proof of identity was asked for and is not on file: time does not run until it is given."
        }
        Waiting::Fee => {
            "A fee was charged and payment is not on file: time does not run until it is paid."
        }
        Waiting::Clarification | Waiting::ContestedClarification => {
            "A clarification was asked for and is not answered."
        }
    })
}

/// The day from which months are counted.
fn counted_from(begun: Day, steps: &mut Vec<Step>) -> Day {
    if begun >= COUNTED_FROM_RECEIPT {
        return begun;
    }
    let next = begun.add_days(1);
    steps.push(Step::new(format!(
        "Until 14 August 2019 the Information Commissioner's Office counted from the next day, {}.",
        next.in_words()
    )));
    next
}

fn calendars(facts: &Facts) -> Vec<Calendar> {
    match facts.nation {
        Some(nation) => vec![Calendar::of(nation)],
        None => Calendar::ALL.to_vec(),
    }
}

fn ends(span: &Span<'_>, months: u8, pauses: &[Pause]) -> Result<Vec<Period>, Standstill> {
    latest(span.start, months, pauses, &span.calendars, span.holidays)
}

fn first_period(span: &Span<'_>, pauses: &[Pause], reckoning: &mut Reckoning) {
    match ends(span, 1, pauses) {
        Err(standstill) => {
            let end = span.start.add_months(1);
            reckoning.steps.push(words::months_run(span.start, 1, end));
            let stretch = words::stretch(&standstill.pause);
            reckoning.steps.push(Step::new(format!(
                "{stretch} stops the clock: there is no due date until it is answered."
            )));
            reckoning.waiting = Some(Waiting::Clarification);
        }
        Ok(periods) => {
            let Some((last, others)) = periods.split_first() else {
                return;
            };
            tell(span, 1, last, others, &mut reckoning.steps);
            reckoning.steps.push(Step::new(format!(
                "The answer is due by {}, without undue delay; so is any notice that more time is taken.",
                last.end.in_full()
            )));
            reckoning.due = Some(last.end);
            reckoning.notice_by = Some(last.end);
            reckoning.raw_end = Some(last.raw);
        }
    }
}

fn tell(span: &Span<'_>, months: u8, last: &Period, others: &[Period], steps: &mut Vec<Step>) {
    steps.push(words::months_run(span.start, months, last.months_end));
    let counted = last.counted.iter();
    steps.extend(counted.map(|counted| words::counted(counted, span.start)));
    steps.extend(words::rolled(
        last.raw,
        last.end,
        last.calendar,
        span.holidays,
    ));
    if let Some(pause) = &last.too_late {
        steps.push(words::too_late(pause, last.end));
    }
    steps.extend(words::by_nation(last, others));
}

fn extended_period(span: &Span<'_>, pauses: &[Pause], facts: &Facts, reckoning: &mut Reckoning) {
    let asked = facts.extension.map_or(EXTENSION_MONTHS, |it| it.months);
    let months = asked.clamp(1, EXTENSION_MONTHS).saturating_add(1);
    let periods = ends(span, months, pauses).unwrap_or_default();
    let last = periods.first();
    reckoning.extended_due = last.map(|last| last.end);
    reckoning.extended_steps = further(span, months, &periods);
    let Some(extension) = facts.extension else {
        return;
    };
    let notified = extension.notified.in_words();
    let steps = &mut reckoning.steps;
    if extension.months > EXTENSION_MONTHS {
        steps.push(Step::new(format!(
            "The notice takes {} further months; no more than two can be taken.",
            extension.months
        )));
    }
    let Some(notice_by) = reckoning.notice_by else {
        steps.push(Step::new(format!(
            "A notice that more time is taken was given on {notified}."
        )));
        return;
    };
    if extension.notified > notice_by {
        steps.push(Step::new(format!(
            "A notice that more time is taken was given on {notified}, after {}: the first date stands.",
            notice_by.in_words()
        )));
        return;
    }
    steps.push(Step::new(format!(
        "A notice that more time is taken was given on {notified}, in time; it holds if it gave reasons that lie in the complexity or number of this person's requests."
    )));
    if periods.is_empty() {
        steps.push(Step::new(
            "A clarification asked in the further time is not answered and stops the clock: there is no due date until it is.",
        ));
        reckoning.waiting = Some(Waiting::Clarification);
    } else {
        steps.extend(reckoning.extended_steps.iter().cloned());
    }
}

/// How the day is reckoned that holds with a good notice.
fn further(span: &Span<'_>, months: u8, periods: &[Period]) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some((last, others)) = periods.split_first() {
        tell(span, months, last, others, &mut steps);
        let end = last.end.in_full();
        steps.push(Step::new(format!(
            "With the notice the answer is due by {end}."
        )));
    }
    steps
}

/// Under the old rules a clarification moves no date; the date that it would give stands beside.
fn contest(span: &Span<'_>, pauses: &[Pause], reckoning: &mut Reckoning) {
    let Some(due) = reckoning.due else { return };
    let in_time: Vec<_> = pauses
        .iter()
        .filter(|pause| pause.asked() <= due)
        .copied()
        .collect();
    if in_time.is_empty() {
        reckoning.steps.push(Step::new(
            "A clarification was asked after the time had run out: it moves no date.",
        ));
        return;
    }
    if in_time.iter().any(|pause| pause.answered().is_none()) {
        reckoning.waiting = Some(Waiting::ContestedClarification);
        reckoning.steps.push(Step::new(
            "A clarification was asked and is not answered; the statute of the time did not stop the clock for it, though the party may say so. That is contested.",
        ));
        return;
    }
    let (afresh, stopped): (Vec<Pause>, Vec<Pause>) = in_time
        .into_iter()
        .partition(|pause| pause.asked() < ICO_STOPS_CLOCK);
    let answers = afresh.iter().filter_map(Pause::answered);
    let start = answers.fold(span.start, Day::max);
    let claimed = Span {
        start,
        calendars: span.calendars.clone(),
        holidays: span.holidays,
    };
    let Ok(periods) = ends(&claimed, 1, &joined(&stopped)) else {
        return;
    };
    let Some(end) = periods
        .first()
        .map(|last| last.end)
        .filter(|end| *end > due)
    else {
        return;
    };
    reckoning.contested = Some(end);
    let how = if start > span.start {
        format!("count the month from the answer on {}", start.in_words())
    } else {
        "leave out the days from the question to the answer".to_owned()
    };
    reckoning.steps.push(Step::new(format!(
        "A clarification was asked; guidance of the time would {how} and so move the date to {}, the statute did not. That date is contested and does not replace {}.",
        end.in_full(),
        due.in_words()
    )));
}

fn judge_provisional(holidays: &Holidays, reckoning: &mut Reckoning) {
    let dates = [reckoning.due, reckoning.extended_due, reckoning.contested];
    let mut beyond = dates
        .into_iter()
        .flatten()
        .filter(|day| holidays.is_beyond(*day));
    if let Some(first) = beyond.next() {
        reckoning.provisional = true;
        reckoning.steps.push(Step::new(format!(
            "The public holidays of {} are not yet known here: dates in it are provisional.",
            first.year()
        )));
    }
}
