//! `sar-decode explain`: what a rule, a provision, an authority or a field means, and who says so.

mod field;
mod law;
mod rule;

use std::io::Write;

use sar_decode::error::Error;
use sar_decode::law::Law;
use sar_decode::render::Page;
use sar_decode::rules::{self, RULES};

use super::args::ExplainArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::{known, look};

/// Explains what was named, whatever it is. Each kind is looked for only when the ones before it
/// do not know the name, so that a rule is explained without reading a codebook.
pub fn run(args: &ExplainArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let name = args.name.trim();
    let mut page = Page::new(out, look::plain());
    if let Some(rule) = rules::by_name(name) {
        rule::write(rule.meta(), &mut page)?;
        return Ok(Exit::Analysed);
    }
    if law::write(name, &mut page)? {
        return Ok(Exit::Analysed);
    }
    let books = known::codebooks(&args.codebooks)?;
    if field::write(&books, name, &mut page)? {
        return Ok(Exit::Analysed);
    }
    let rules = RULES
        .iter()
        .flat_map(|rule| [rule.meta().code.0, rule.meta().name]);
    let provisions = Law::embedded()
        .provisions()
        .iter()
        .map(|row| row.id.as_str());
    let authorities = Law::embedded().authorities().iter();
    let fields: Vec<&str> = books
        .books()
        .flat_map(|book| &book.fields)
        .map(|field| field.id.0.as_str())
        .collect();
    let all = rules
        .chain(provisions)
        .chain(authorities.map(|row| row.id.as_str()))
        .chain(fields);
    Err(Error::Unknown {
        kind: "rule, provision, authority, field or heading",
        name: name.to_owned(),
        nearest: known::nearest(name, all).map(|near| format!("sar-decode explain {near}")),
    }
    .into())
}

pub use field::{describe, listed};
