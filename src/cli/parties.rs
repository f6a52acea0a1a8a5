//! `sar-decode parties`: the parties known, with their systems and what they are documented to hold.

use std::io::Write;

use sar_decode::codebook::Book;
use sar_decode::codebook::entry::Party;
use sar_decode::render::{Ink, Page};
use serde_json::{Value, json};

use super::args::{PartiesArgs, TextOrJson};
use super::exit::Exit;
use super::failure::Failure;
use super::{known, look};

/// Prints the parties.
pub fn run(args: &PartiesArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let books = known::codebooks(&args.codebooks)?;
    let parties: Vec<(&Book, &Party)> = books
        .parties()
        .filter_map(|book| Some((book, book.party.as_ref()?)))
        .collect();
    match args.format {
        TextOrJson::Json => {
            let list: Vec<Value> = parties.iter().map(|(b, p)| as_json(b, p)).collect();
            serde_json::to_writer_pretty(&mut *out, &list)?;
            writeln!(out)?;
        }
        TextOrJson::Terminal => {
            let mut page = Page::new(out, look::plain());
            for (number, (book, party)) in parties.into_iter().enumerate() {
                if number > 0 {
                    page.gap()?;
                }
                one(book, party, &mut page)?;
            }
        }
    }
    Ok(Exit::Analysed)
}

fn as_json(book: &Book, party: &Party) -> Value {
    let holdings: Vec<Value> = book
        .expects
        .iter()
        .map(|expected| {
            json!({
                "what": expected.what,
                "holds": expected.holds,
                "from": expected.from,
                "to": expected.to,
                "sources": cited(book, &expected.cites),
            })
        })
        .collect();
    json!({
        "id": book.id,
        "name": party.name,
        "names": party.names,
        "systems": party.systems,
        "domains": party.domains,
        "fields": book.fields.len(),
        "holdings": holdings,
        "version": book.version,
    })
}

fn one(book: &Book, party: &Party, page: &mut Page<'_>) -> std::io::Result<()> {
    const MARGIN: usize = 10;
    let names: Vec<&str> = party
        .names
        .iter()
        .filter(|name| **name != party.name)
        .map(String::as_str)
        .collect();
    page.text(0, Ink::Bold, &format!("{}  {}", book.id, party.name))?;
    for (head, text) in [
        ("  Also", names.join(", ")),
        ("  Systems", party.systems.join(", ")),
        ("  Fields", book.fields.len().to_string()),
    ] {
        if !text.is_empty() {
            page.hanging(head, MARGIN, Ink::Plain, &text)?;
        }
    }
    for expected in &book.expects {
        let head = if expected.holds { "  Holds" } else { "  Not" };
        let text = format!(
            "{} ({})",
            expected.what,
            cited(book, &expected.cites).join("; ")
        );
        page.hanging(head, MARGIN, Ink::Plain, &text)?;
    }
    Ok(())
}

/// The sources of keys, as printed.
pub fn cited(book: &Book, keys: &[String]) -> Vec<String> {
    keys.iter()
        .filter_map(|key| book.cites.iter().find(|cite| cite.key == *key))
        .map(ToString::to_string)
        .collect()
}
