//! The page of a party: who it is, what it works with, what it is documented to hold, what its
//! notices say.

use std::io;

use sar_decode::codebook::Book;
use sar_decode::codebook::party::{Expectation, NoticeFact, Party, UsageRole};
use sar_decode::render::{Ink, Page};

use super::sources::Sources;

const MARGIN: usize = 12;

/// Writes all that a book says of a party but its fields and codes.
pub fn write(
    book: &Book,
    party: &Party,
    sources: &mut Sources<'_>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    names(party, sources, page)?;
    works_with(book, sources, page)?;
    let held = |holds: bool| {
        let list = book.expects.iter();
        list.filter(move |expected| expected.holds == holds)
    };
    holdings("Documented to hold", held(true), sources, page)?;
    holdings("Documented not to hold", held(false), sources, page)?;
    notices(book, sources, page)
}

fn names(party: &Party, sources: &mut Sources<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let others: Vec<&str> = party
        .names
        .iter()
        .filter(|name| **name != party.name)
        .map(String::as_str)
        .collect();
    for (head, text) in [
        ("Also", others.join(", ")),
        ("Domains", party.domains.join(", ")),
        ("Headings", party.marks.join(", ")),
    ] {
        if !text.is_empty() {
            page.hanging(head, MARGIN, Ink::Plain, &text)?;
        }
    }
    for former in &party.former {
        let when = span(former.from.as_deref(), former.to.as_deref());
        let text = format!("{}{when}{}", former.name, sources.numbers(&former.cites));
        page.hanging("Before", MARGIN, Ink::Plain, &text)?;
    }
    match &party.requests {
        Some(address) => {
            let ways = [&address.email, &address.post, &address.form];
            let ways: Vec<&str> = ways.into_iter().flatten().map(String::as_str).collect();
            let text = format!("{}{}", ways.join("; "), sources.numbers(&address.cites));
            page.hanging("Requests", MARGIN, Ink::Plain, &text)
        }
        None => page.hanging(
            "Requests",
            MARGIN,
            Ink::Plain,
            "no source read here gives an address",
        ),
    }
}

fn works_with(book: &Book, sources: &mut Sources<'_>, page: &mut Page<'_>) -> io::Result<()> {
    if book.uses.is_empty() {
        return Ok(());
    }
    page.section("Works with")?;
    for role in UsageRole::ALL {
        for usage in book.uses.iter().filter(|usage| usage.role == *role) {
            let when = span(usage.from.as_deref(), usage.to.as_deref());
            let numbers = sources.numbers(&usage.cites);
            let text = format!("{}: {}{when}{numbers}", usage.name, usage.what);
            page.hanging(&format!("  {role}"), MARGIN + 2, Ink::Plain, &text)?;
        }
    }
    Ok(())
}

fn holdings<'b>(
    title: &str,
    list: impl Iterator<Item = &'b Expectation>,
    sources: &mut Sources<'_>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut begun = false;
    for expected in list {
        if !begun {
            page.section(title)?;
            begun = true;
        }
        let when = span(expected.from.as_deref(), expected.to.as_deref());
        let numbers = sources.numbers(&expected.cites);
        let text = format!("{}{when}{numbers}", expected.what);
        page.hanging("  -", 4, Ink::Plain, &text)?;
    }
    Ok(())
}

fn notices(book: &Book, sources: &mut Sources<'_>, page: &mut Page<'_>) -> io::Result<()> {
    if book.notices.is_empty() {
        return Ok(());
    }
    page.section("What its notices say")?;
    let mut before: Option<&str> = None;
    for fact in &book.notices {
        if before != Some(fact.notice.as_str()) {
            before = Some(&fact.notice);
            let keys = [fact.notice.clone()];
            let text = format!("{}{}", title(book, fact), sources.numbers(&keys));
            page.text(2, Ink::Bold, &text)?;
        }
        let says = fact.says.as_str().replace('-', " ");
        let text = format!("{}{}", fact.what, sources.numbers(&fact.cites));
        page.hanging(&format!("    {says}"), MARGIN + 8, Ink::Plain, &text)?;
    }
    Ok(())
}

/// The title of a notice, with its day or that it has none.
fn title(book: &Book, fact: &NoticeFact) -> String {
    let cite = book.cites.iter().find(|cite| cite.key == fact.notice);
    let name = cite.map_or(fact.notice.as_str(), |cite| cite.title.as_str());
    match (&fact.date, &fact.until) {
        (Some(date), Some(until)) => format!("{name} of {date}, until {until}"),
        (Some(date), None) => format!("{name} of {date}"),
        (None, _) => format!("{name} (its day is not known)"),
    }
}

/// From when to when, in brackets.
pub fn span(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!(" ({from})"),
        (Some(from), Some(to)) => format!(" ({from} to {to})"),
        (Some(from), None) => format!(" (from {from})"),
        (None, Some(to)) => format!(" (until {to})"),
        (None, None) => String::new(),
    }
}
