//! `sar-decode due`: when the answer to a request is due, step by step.

use std::io::Write;

use sar_decode::clock::{Facts, Gate, Pause, Reckoning, Step, reckon};
use sar_decode::day::Day;
use sar_decode::render::{Ink, Page};
use serde_json::json;

use super::args::{DueArgs, TextOrJson};
use super::exit::Exit;
use super::failure::Failure;
use super::look;

/// Prints the days.
pub fn run(args: &DueArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let mut facts = Facts::received(args.requested, args.nation);
    facts.identity = args.identity.map_or(Gate::NotAsked, Gate::Met);
    facts.pauses = args
        .clarified
        .iter()
        .map(|text| pause(text))
        .collect::<Result<_, _>>()?;
    let reckoning = reckon(&facts);
    match args.format {
        TextOrJson::Json => {
            serde_json::to_writer_pretty(&mut *out, &as_json(&reckoning, args.extended))?;
            writeln!(out)?;
        }
        TextOrJson::Terminal => page(&reckoning, args.extended, out)?,
    }
    Ok(Exit::Analysed)
}

/// `2025-11-14..2025-11-20`: the day it was asked, the day it was answered; open without the second.
fn pause(text: &str) -> Result<Pause, Failure> {
    let wrong = |what: String| {
        Failure::new(format!("--clarified {text}: {what}"))
            .try_this("--clarified 2025-11-14..2025-11-20")
    };
    let (asked, answered) = text
        .split_once("..")
        .ok_or_else(|| wrong("is no FIRST..LAST".to_owned()))?;
    let day = |text: &str| Day::parse(text).map_err(|error| wrong(error.to_string()));
    let answered = match answered {
        "" => None,
        answered => Some(day(answered)?),
    };
    Pause::new(day(asked)?, answered).map_err(|error| wrong(error.to_string()))
}

fn as_json(reckoning: &Reckoning, extended: bool) -> serde_json::Value {
    let further: &[Step] = if extended {
        &reckoning.extended_steps
    } else {
        &[]
    };
    let steps: Vec<&Step> = reckoning.steps.iter().chain(further).collect();
    json!({
        "due": if extended { reckoning.extended_due } else { reckoning.due },
        "notice_by": reckoning.notice_by,
        "extended_due": reckoning.extended_due,
        "contested": reckoning.contested,
        "waiting": reckoning.waiting,
        "provisional": reckoning.provisional,
        "steps": steps,
        "extended_steps": reckoning.extended_steps,
    })
}

fn page(reckoning: &Reckoning, extended: bool, out: &mut dyn Write) -> std::io::Result<()> {
    const MARGIN: usize = 24;
    let mut page = Page::new(out, look::plain());
    let first = if extended {
        "First period ended"
    } else {
        "Due"
    };
    let last = if extended {
        "Due, as extended"
    } else {
        "Due, if extended"
    };
    for (head, day) in [
        (first, reckoning.due),
        ("Notice of more time by", reckoning.notice_by),
        (last, reckoning.extended_due),
        ("Contested later date", reckoning.contested),
    ] {
        if let Some(day) = day {
            page.hanging(head, MARGIN, Ink::Plain, &day.in_words())?;
        }
    }
    if reckoning.due.is_none() {
        page.hanging("Due", MARGIN, Ink::Plain, "not reckoned: see below")?;
    }
    page.section("How it was reckoned")?;
    for step in &reckoning.steps {
        page.hanging("-", 2, Ink::Plain, step.as_str())?;
    }
    if !reckoning.extended_steps.is_empty() {
        page.section("With a notice in time that more time is taken")?;
    }
    for step in &reckoning.extended_steps {
        page.hanging("-", 2, Ink::Plain, step.as_str())?;
    }
    Ok(())
}
