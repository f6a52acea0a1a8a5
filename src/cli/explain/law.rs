//! The pages of provisions and authorities.

use std::io;

use sar_decode::codebook::Label;
use sar_decode::law::{Authority, Law, PickedBy, Provision};
use sar_decode::render::{Ink, Page};
use sar_decode::rules::RULES;

const MARGIN: usize = 12;

/// Writes what the law tables know under a name; false where they know nothing.
pub fn write(name: &str, page: &mut Page<'_>) -> io::Result<bool> {
    let law = Law::embedded();
    let wanted = Label::new(name);
    let provisions: Vec<&Provision> = law
        .provisions()
        .iter()
        .filter(|row| {
            row.id.as_str().eq_ignore_ascii_case(name)
                || Label::new(&row.provision).key() == wanted.key()
        })
        .collect();
    let authorities: Vec<&Authority> = law
        .authorities()
        .iter()
        .filter(|row| row.id.eq_ignore_ascii_case(name))
        .collect();
    let mut first = true;
    let mut between = |page: &mut Page<'_>| {
        if std::mem::replace(&mut first, false) {
            Ok(())
        } else {
            page.gap()
        }
    };
    for row in &provisions {
        between(page)?;
        provision(row, page)?;
    }
    for row in &authorities {
        between(page)?;
        authority(row, page)?;
    }
    Ok(!provisions.is_empty() || !authorities.is_empty())
}

fn provision(row: &Provision, page: &mut Page<'_>) -> io::Result<()> {
    let head = format!("{} {}: {}", row.instrument, row.provision, row.short_title);
    page.text(0, Ink::Bold, &head)?;
    page.gap()?;
    page.text(0, Ink::Plain, &row.what_it_requires)?;
    page.gap()?;
    let rules: Vec<String> = RULES
        .iter()
        .map(|rule| rule.meta())
        .filter(|meta| meta.provisions.contains(&row.id.as_str()))
        .map(|meta| format!("{} {}", meta.code, meta.name))
        .collect();
    for (head, text) in [
        ("Id", row.id.to_string()),
        ("In force", dates(row)),
        ("Decided by", picked_by(row.picked_by).to_owned()),
        ("Rules", rules.join(", ")),
        ("Known", row.status.as_str().to_owned()),
        ("Source", row.source.clone()),
    ] {
        if !text.is_empty() {
            page.hanging(head, MARGIN, Ink::Plain, &text)?;
        }
    }
    Ok(())
}

fn authority(row: &Authority, page: &mut Page<'_>) -> io::Result<()> {
    page.text(0, Ink::Bold, &format!("{}: {}", row.id, row.name))?;
    page.gap()?;
    page.text(0, Ink::Plain, &row.holding)?;
    page.gap()?;
    let decided = row
        .decided
        .map_or_else(|| "the day is not known".to_owned(), |day| day.in_words());
    for (head, text) in [
        ("Decided", decided),
        ("Weight", row.weight.tag().to_owned()),
        ("Bears on", row.uses.join(", ")),
        ("Known", row.status.as_str().to_owned()),
    ] {
        page.hanging(head, MARGIN, Ink::Plain, &text)?;
    }
    Ok(())
}

/// `since 25 May 2018`, `from ... to ...`.
pub fn dates(row: &Provision) -> String {
    let from = row.in_force_from.in_words();
    match row.in_force_to {
        Some(to) => format!("from {from} to {}", to.in_words()),
        None => format!("since {from}"),
    }
}

/// The instrument without what stands in brackets.
pub fn instrument(row: &Provision) -> &str {
    row.instrument.split(" (").next().unwrap_or(&row.instrument)
}

fn picked_by(picked: PickedBy) -> &'static str {
    match picked {
        PickedBy::Request => "the day the request was received",
        PickedBy::Response => "the day the response was sent",
        PickedBy::Decision => "the day of the decision, else of the response",
        PickedBy::Complaint => "the day the complaint was received",
        PickedBy::Processing => "the day of the response",
        PickedBy::Use => "the day of the letter",
        PickedBy::SavingRequest => "prints where the request was received before it began",
        PickedBy::SavingDecision => "prints where the decision was taken before it began",
    }
}
